"""The arithmetic of `claimlint eval`, with a linter whose findings the test decides."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.evaluate import Flagging, Judged, Row, decode_row, judge_row, read_rows, score
from claimlint.model.finding import Finding, Status
from claimlint.model.report import Problem, Report
from claimlint.model.rule import Confidence, Severity
from claimlint.model.text import RawSpan, Span


def finding(word: str, text: str, **changes: object) -> Finding:
    start = text.index(word)
    values: dict[str, object] = {
        "rule": "overclaim/cure",
        "family": "overclaim",
        "category": "cure-claim",
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": "",
        "path": "<text>",
        "span": Span(start, start + len(word)),
        "raw": (RawSpan(start, start + len(word)),),
        "text": word,
        **changes,
    }
    return Finding(**values)  # type: ignore[arg-type]


class FakeLinter:
    """Finds 根治 in every text that has it."""

    def __init__(self, **changes: object) -> None:
        self.changes = changes

    def check_text(self, text: str, *, format: str = "text") -> Report:  # noqa: A002
        found = (finding("根治", text, **self.changes),) if "根治" in text else ()
        return Report(all_findings=found)


CURED = Row("打一针，根治糖尿病", "overclaim", ("cure-claim",), ("根治糖尿病",))
MISSED = Row("打一针，糖尿病断根", "overclaim", ("cure-claim",), ("断根",))
CLEAN = Row("糖尿病需要长期管理", "ok", kind="advice")
ALARM = Row("行根治性切除术", "ok", kind="operation")


def judged(*rows: Row, flagging: Flagging | None = None, **changes: object) -> list[Judged]:
    linter = FakeLinter(**changes)
    return [judge_row(linter, row, flagging or Flagging()) for row in rows]  # type: ignore[arg-type]


def test_counts() -> None:
    result = score(judged(CURED, MISSED, CLEAN, ALARM))
    assert (result.rows, result.positives, result.hits, result.false_alarms) == (4, 2, 1, 1)
    assert (result.precision, result.recall, result.f1) == (0.5, 0.5, 0.5)
    assert [one.row for one in result.missed] == [MISSED]
    assert [one.row for one in result.alarms] == [ALARM]
    assert result.by_category["cure-claim"].value == 0.5
    assert {kind: rate.count for kind, rate in result.by_kind.items()} == {"advice": 0, "operation": 1}
    assert result.by_rule == {"overclaim/cure": (1, 1)}
    assert result.placed.value == 1.0


def test_no_rows_is_no_success() -> None:
    result = score([])
    assert (result.precision, result.recall, result.f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("changes", "flagging", "flagged"),
    [
        ({}, Flagging(), True),
        ({"severity": Severity.INFO}, Flagging(), False),
        ({"severity": Severity.INFO}, Flagging(severity=Severity.INFO), True),
        ({"family": "study"}, Flagging(), False),
        ({"family": "study"}, Flagging(families=frozenset({"study"})), True),
        ({"scope": "document"}, Flagging(), False),
        ({"status": Status.SUPPRESSED}, Flagging(), False),
        ({"confidence": Confidence.LOW}, Flagging(confidence=Confidence.MEDIUM), False),
    ],
)
def test_what_flags_a_row(changes: dict[str, object], flagging: Flagging, flagged: bool) -> None:
    (one,) = judged(CURED, flagging=flagging, **changes)
    assert one.flagged is flagged


@pytest.mark.parametrize(
    ("label", "positive"),
    [
        ("overclaim", True),
        ("lead-gen", True),
        (1, True),
        ("ok", False),
        ("None", False),
        (0, False),
        (None, False),
    ],
)
def test_labels(label: str | int | None, positive: bool) -> None:
    assert Row("文", label).positive is positive


@given(st.text(min_size=1), st.text())
def test_halves_do_not_depend_on_order_and_keep_documents_together(doc: str, text: str) -> None:
    assert Row(text, doc=doc).half == Row("另一句", doc=doc).half
    assert Row(doc).half == "AB"[sha256(doc.encode("utf-8", "surrogatepass")).digest()[0] & 1]


def test_rows_are_read_and_bad_lines_are_told() -> None:
    lines = [
        json.dumps({"text": "根治", "label": "overclaim", "category": "cure-claim", "spans": None}).encode(),
        b"",
        b"{not JSON",
        b'["a list"]',
        json.dumps({"label": "ok"}).encode(),
        json.dumps({"text": "好", "label": "ok", "unknown": 1, "kind": None}).encode(),
    ]
    rows = list(read_rows(lines, "rows.jsonl"))
    assert [one.line for one in rows if isinstance(one, Problem)] == [3, 4, 5]
    assert [one.text for one in rows if isinstance(one, Row)] == ["根治", "好"]


def test_a_row_is_taken_as_it_comes() -> None:
    row = decode_row({"text": "根治糖尿病", "category": "cure-claim", "spans": [{"text": "根治"}]})
    assert row.categories == ("cure-claim",)
    assert row.spans == ("根治",)


def test_the_claims_of_a_document_are_counted_one_by_one() -> None:
    text = "我们在城东。\n根治糖尿病。\n根治痛风，三天下床。"
    row = Row(text, "document", (), ("根治糖尿病", "根治痛风", "三天下床"))
    result = score(judged(row))  # the first 根治 is found
    assert (result.claims.count, result.claims.total) == (1, 3)
    assert (result.marks.count, result.marks.total) == (1, 1)


def test_the_same_words_are_looked_for_one_behind_the_other() -> None:
    row = Row("根治。再说：根治。", "document", (), ("根治", "根治"))
    assert [place.start for place in row.places] == [0, 6]


def test_a_finding_elsewhere_is_not_placed() -> None:
    row = Row("根治糖尿病，当天上班", "overclaim", (), ("当天上班",))
    result = score(judged(row))
    assert result.hits == 1
    assert result.placed.value == 0.0
