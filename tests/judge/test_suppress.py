"""Suppressions: where they are written, what they reach, and what is wrong with them."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from claimlint.config import IgnoreEntry, Settings
from claimlint.judge.judgement import Judgement, judge
from claimlint.judge.suppress import parse
from claimlint.model.finding import Status
from claimlint.model.hit import Scan
from claimlint.model.report import Profile
from claimlint.model.rule import Rule, Severity
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Block, BlockKind, Document, RawSpan, Role, Segment, Sentence, Span

ANY = RawSpan(0, 0)
RULES_FOLDER = Path(__file__).parents[2] / "rules/common/suppression"
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def _rule(name: str, **changes: object) -> Rule:
    words = {"zh": "样例{selector}", "en": "sample {selector}"}
    return Rule(
        id=name,
        category="cure-claim",
        title=words,
        message=words,
        suggest=words,
        why=words,
        basis=(),
        languages=("zh", "en"),
        severity=Severity.WARNING,
        **changes,  # type: ignore[arg-type]
    )


CHECKS = ("unused", "expired", "unknown", "reasonless", "unclosed")
RULES = (
    _rule("overclaim/cure", patterns=("根治",)),
    _rule("promotion/price", patterns=("半价",)),
    *(_rule(f"suppression/{name}", check=f"suppression-{name}") for name in CHECKS),
)
SHIPPED = (
    *RULES[:2],
    *(msgspec.convert(yaml.safe_load((RULES_FOLDER / f"{name}.yaml").read_text("utf-8")), Rule) for name in CHECKS),
)  # with the words that users read
WORDS = {"根治": "overclaim/cure", "半价": "promotion/price"}


def document_of(raw: str, **extra: object) -> Document:
    """A raw text with HTML comments: one block a line, comments in no block."""
    segments, blocks, sentences, comments, text = [], [], [], [], ""
    for match in _COMMENT.finditer(raw):
        comments.append((RawSpan(*match.span()), match[1].strip()))
    blank = _COMMENT.sub(lambda match: "\0" * len(match.group()), raw)
    for line in re.finditer(r"[^\n]+", blank):
        words = line.group().strip("\0 ")
        if not words.strip("\0 "):
            continue
        start = line.start() + line.group().index(words)
        span = Span(len(text), len(text) + len(words))
        segments.append(Segment(span, RawSpan(start, start + len(words))))
        text += words + "\n"
        blocks.append(Block(BlockKind.PARAGRAPH, Role.BODY, span))
        sentences.append(Sentence(span, len(blocks) - 1, (span,)))
    return Document(
        "a.md",
        "markdown",
        raw,
        text,
        tuple(segments),
        tuple(blocks),
        tuple(sentences),
        comments=tuple(comments),
        **extra,  # type: ignore[arg-type]
    )


def judged(raw: str, settings: Settings | None = None, rules: tuple[Rule, ...] = RULES, **extra: object) -> Judgement:
    from claimlint.model.hit import Hit

    document = document_of(raw, **extra)
    hits = []
    for words, name in WORDS.items():
        for match in re.finditer(words, document.text):
            span = Span(*match.span())
            index = document.sentence_index(span.start)
            assert index is not None
            hits.append(Hit(name, 0, span, span, index, words))
    book = Rulebook(
        rules=rules,
        origins={rule.id: "" for rule in RULES},
        packs={"overclaim/cure": "zh"},
        replaced={rule.id: rule.replaces for rule in rules},
    )
    scan = Scan(hits=tuple(hits))
    return judge(book, document, scan, (), Profile(), as_of="2026-06-01", settings=settings)


def outcome(verdict: Judgement) -> list[str]:
    """Each finding as rule and status, in order of the text."""
    return [f"{one.rule} {one.status}" for one in verdict.findings]


OPEN, GONE = "overclaim/cure open", "overclaim/cure suppressed"


@pytest.mark.parametrize(
    ("words", "selectors", "reason", "form", "until", "by"),
    [
        ("claimlint-ignore overclaim/cure: 已核对", ("overclaim/cure",), "已核对", "", None, None),
        ("claimlint-ignore overclaim, promotion: why", ("overclaim", "promotion"), "why", "", None, None),
        ("claimlint-ignore-file pack:zh: 旧稿", ("pack:zh",), "旧稿", "-file", None, None),
        ("claimlint-ignore-start overclaim/*", ("overclaim/*",), "", "-start", None, None),
        ("忽略 overclaim/cure：引用原文", ("overclaim/cure",), "引用原文", "", None, None),
        (
            "claimlint-ignore overclaim/cure until=2026-12-31 by=李雷: 已获批",
            ("overclaim/cure",),
            "已获批",
            "",
            "2026-12-31",
            "李雷",
        ),
    ],
)
def test_parsing(
    words: str, selectors: tuple[str, ...], reason: str, form: str, until: str | None, by: str | None
) -> None:
    one = parse(words, ANY)
    assert one is not None
    assert (one.selectors, one.reason, one.form, one.until, one.by) == (selectors, reason, form, until, by)


@pytest.mark.parametrize(
    ("words", "selectors", "by", "until"),
    [
        ("claimlint-ignore overclaim/cure by=王 医生: 已核对", ("overclaim/cure",), "王 医生", None),
        ("claimlint-ignore overclaim/cure by=Dr. Li Lei until=2026-12-31: ok", ("overclaim/cure",), "Dr. Li Lei",
         "2026-12-31"),
        ("claimlint-ignore overclaim/cure until=2026-12-31 by=医学部 王: 已核对", ("overclaim/cure",), "医学部 王",
         "2026-12-31"),
        ("claimlint-ignore overclaim/cure by=王 promotion/price: 已核对", ("overclaim/cure", "promotion/price"), "王",
         None),
        ("claimlint-ignore overclaim/cure, promotion by=王: 已核对", ("overclaim/cure", "promotion"), "王", None),
    ],
)  # fmt: skip
def test_a_name_may_be_of_several_words(words: str, selectors: tuple[str, ...], by: str, until: str | None) -> None:
    one = parse(words, ANY)
    assert one is not None
    assert (one.selectors, one.by, one.until, one.reason in {"已核对", "ok"}) == (selectors, by, until, True)


@pytest.mark.parametrize("words", ["TODO: 核对", "忽略这一段", "请忽略 overclaim/cure", "claimlint", ""])
def test_other_comments_order_nothing(words: str) -> None:
    assert parse(words, ANY) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("<!-- claimlint-ignore overclaim/cure: 引用 -->\n根治甲\n根治乙", [GONE, OPEN], id="next block"),
        pytest.param("根治甲 <!-- claimlint-ignore overclaim/cure: 引用 -->\n根治乙", [GONE, OPEN], id="same line"),
        pytest.param(
            "根治甲\n<!-- claimlint-ignore-start overclaim: 引用 -->\n根治乙\n根治丙\n"
            "<!-- claimlint-ignore-end -->\n根治丁",
            [OPEN, GONE, GONE, OPEN],
            id="a range",
        ),
        pytest.param("根治甲\n<!-- claimlint-ignore-file overclaim/*: 引用 -->\n根治乙", [GONE, GONE], id="the file"),
        pytest.param("<!-- 忽略 overclaim/cure：引用 -->\n根治甲", [GONE], id="alias"),
        pytest.param("<!-- claimlint-ignore pack:zh: 引用 -->\n根治甲", [GONE], id="a pack"),
    ],
)
def test_what_a_comment_reaches(raw: str, expected: list[str]) -> None:
    assert outcome(judged(raw)) == expected


def test_a_suppressed_finding_keeps_the_reason() -> None:
    (finding,) = judged("<!-- claimlint-ignore overclaim/cure until=2026-12-31 by=韩梅: 转引判决书 -->\n根治").findings
    assert finding.status is Status.SUPPRESSED
    assert finding.justification == "转引判决书 (by 韩梅, until 2026-12-31)"


def faults(verdict: Judgement) -> list[str]:
    return [one.rule for one in verdict.findings if one.family == "suppression"]


@pytest.mark.parametrize(
    ("comment", "fault", "status"),
    [
        pytest.param("claimlint-ignore promotion/price: 引用", "unused", "open", id="unused"),
        pytest.param("claimlint-ignore overclaim/cure until=2026-05-31: 引用", "expired", "open", id="expired"),
        pytest.param("claimlint-ignore overclaim/cure until=明年: 引用", "expired", "open", id="no date"),
        pytest.param("claimlint-ignore overclaim/cure until=20991231: 引用", "expired", "open", id="no hyphens"),
        pytest.param("claimlint-ignore overclaim/cura: 引用", "unknown", "open", id="unknown"),
        pytest.param("claimlint-ignore: 引用", "unknown", "open", id="no selector"),
        pytest.param("claimlint-ignore overclaim/cure", "reasonless", "open", id="reasonless"),
        pytest.param("claimlint-ignore overclaim/cure:  ", "reasonless", "open", id="blank reason"),
        pytest.param("claimlint-ignore-start overclaim/cure: 引用", "unclosed", "open", id="never closed"),
        pytest.param("claimlint-ignore-end overclaim/cure: 引用", "unclosed", "open", id="never opened"),
    ],
)
def test_a_faulty_suppression_silences_nothing_and_is_reported(comment: str, fault: str, status: str) -> None:
    verdict = judged(f"开头。\n<!-- {comment} -->\n根治")
    assert faults(verdict) == [f"suppression/{fault}"]
    assert [str(one.status) for one in verdict.findings if one.rule == "overclaim/cure"] == [status]
    (finding,) = [one for one in verdict.findings if one.family == "suppression"]
    assert (finding.line, finding.column) == (2, 1)


WORDED = {
    "a mistyped rule": (
        "claimlint-ignore overclaim/cura: 引用",
        "忽略标记里的“overclaim/cura”不是任何规则，是不是要写“overclaim/cure”？",
    ),
    "a rule like no other": ("claimlint-ignore 无此规则: 引用", "忽略标记里的“无此规则”不是任何规则"),
    "a mistyped mark": (
        "claimlint-ignroe overclaim/cure: 引用",
        "忽略标记里的“claimlint-ignroe”不是 claimlint 的标记，是不是要写“claimlint-ignore”？",
    ),
    "a mistyped range": (
        "claimlint-ignore-strat overclaim/cure: 引用",
        "忽略标记里的“claimlint-ignore-strat”不是 claimlint 的标记，是不是要写“claimlint-ignore-start”？",
    ),
    "ended": (
        "claimlint-ignore overclaim/cure until=2026-05-31: 引用",
        "忽略标记“overclaim/cure”已于 2026-05-31 到期，不再生效",
    ),
    "no date": (
        "claimlint-ignore overclaim/cure until=2030-13-01: 引用",
        "忽略标记“overclaim/cure”的期限“2030-13-01”不是日期（应写成 YYYY-MM-DD），因此不生效",
    ),
    "unused": ("claimlint-ignore promotion/price: 引用", "忽略标记“promotion/price”没有放过任何问题"),
}


@pytest.mark.parametrize(("comment", "message"), WORDED.values(), ids=WORDED.keys())
def test_the_message_says_what_to_write(comment: str, message: str) -> None:
    verdict = judged(f"<!-- {comment} -->\n根治", rules=SHIPPED)
    (finding,) = [one for one in verdict.findings if one.family == "suppression"]
    assert finding.message == message
    assert any(one.rule == "overclaim/cure" and one.status is Status.OPEN for one in verdict.findings)


def test_a_suppression_of_a_rule_that_did_not_run_is_not_unused() -> None:
    rules = tuple(rule for rule in RULES if rule.id != "promotion/price")
    assert faults(judged("<!-- claimlint-ignore promotion/price: 引用 -->\n正文", rules=rules)) == []


def test_a_used_suppression_is_no_finding() -> None:
    assert faults(judged("<!-- claimlint-ignore overclaim/cure: 引用 -->\n根治")) == []


def test_a_suppression_that_holds_in_part_is_used() -> None:
    settings = Settings(unsuppressible=("overclaim",))
    verdict = judged("<!-- claimlint-ignore-file overclaim/*, promotion: 已核对 -->\n根治甲\n半价", settings)
    assert outcome(verdict) == ["overclaim/cure open", "promotion/price suppressed"]


def test_what_may_not_be_suppressed_stays_open() -> None:
    settings = Settings(unsuppressible=("overclaim",))
    verdict = judged("<!-- claimlint-ignore overclaim/cure: 引用 -->\n根治", settings)
    assert "overclaim/cure open" in outcome(verdict)
    assert faults(verdict) == ["suppression/unused"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(IgnoreEntry(("overclaim",), "获批"), [GONE], id="everywhere"),
        pytest.param(IgnoreEntry(("overclaim",), "获批", paths=("*.md",)), [GONE], id="path"),
        pytest.param(IgnoreEntry(("overclaim",), "获批", paths=("ads/*",)), [OPEN], id="other path"),
        pytest.param(IgnoreEntry(("overclaim",), "获批", text="根治"), [GONE], id="exact words"),
        pytest.param(IgnoreEntry(("overclaim",), "获批", text="治"), [OPEN], id="other words"),
    ],
)
def test_configuration(entry: IgnoreEntry, expected: list[str]) -> None:
    assert outcome(judged("根治", Settings(ignore=(entry,)))) == expected


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(IgnoreEntry(("overclaim",), "获批", until="2026-01-01"), id="expired"),
        pytest.param(IgnoreEntry(("overclaim/没有",), "获批"), id="unknown"),
    ],
)
def test_what_is_wrong_with_the_configuration_is_no_finding_of_a_document(entry: IgnoreEntry) -> None:
    verdict = judged("根治", Settings(ignore=(entry,)))
    assert outcome(verdict) == [OPEN]


@pytest.mark.parametrize("entries", [["overclaim/cure: 引用"], "overclaim/cure: 引用", ("overclaim: 引用",)])
def test_front_matter(entries: object) -> None:
    assert outcome(judged("根治甲\n根治乙", meta={"claimlint-ignore": entries})) == [GONE, GONE]


@pytest.mark.parametrize(
    "meta",
    [
        pytest.param({"claimlint-ignore-file": "overclaim: 引用"}, id="the key of a comment"),
        pytest.param({"claimlint-忽略": "overclaim/cure：引用判决书"}, id="忽略"),
        pytest.param({"claimlint-忽略-全文": ["overclaim/cure：引用"]}, id="忽略-全文"),
        pytest.param({"claimlint-ignore": {"overclaim/cure": "引用"}}, id="selectors with reasons"),
        pytest.param({"claimlint-ignore": [{"overclaim": "引用"}]}, id="a list without quotation marks"),
    ],
)
def test_front_matter_is_spelt_as_comments_are(meta: dict[str, object]) -> None:
    assert outcome(judged("根治甲\n根治乙", meta=meta)) == [GONE, GONE]


@pytest.mark.parametrize(
    ("meta", "fault"),
    [
        pytest.param({"claimlint-ignore-start": "overclaim: 引用"}, "unclosed", id="a range"),
        pytest.param({"claimlint-ignore-file": "overclaim"}, "reasonless", id="无理由"),
        pytest.param({"claimlint-ignore-file": None}, "unknown", id="empty"),
    ],
)
def test_front_matter_that_can_silence_nothing_is_told(meta: dict[str, object], fault: str) -> None:
    verdict = judged("根治甲", meta=meta)
    assert OPEN in outcome(verdict)
    assert faults(verdict) == [f"suppression/{fault}"]


FORMER = (_rule("overclaim/cure", patterns=("根治",), replaces=("cure/old",)), *RULES[1:])


@pytest.mark.parametrize(
    ("raw", "settings"),
    [
        pytest.param("<!-- claimlint-ignore cure/old: 引用 -->\n根治", None, id="a comment"),
        pytest.param("根治", Settings(ignore=(IgnoreEntry(("cure/old",), "获批"),)), id="configuration"),
    ],
)
def test_a_former_id_still_means_the_rule(raw: str, settings: Settings | None) -> None:
    assert outcome(judged(raw, settings, FORMER)) == [GONE]


def test_a_former_id_is_unsuppressible_too() -> None:
    settings = Settings(unsuppressible=("cure/old",))
    verdict = judged("<!-- claimlint-ignore overclaim: 引用 -->\n根治", settings, FORMER)
    assert OPEN in outcome(verdict)


def test_a_swap_is_not_hidden() -> None:
    """The suppression is bound to a place, not to a count: a new claim elsewhere stays open."""
    before = judged("<!-- claimlint-ignore overclaim/cure: 引用 -->\n根治甲\n正文")
    after = judged("<!-- claimlint-ignore overclaim/cure: 引用 -->\n正文\n根治甲")
    assert outcome(before) == [GONE]
    assert "overclaim/cure open" in outcome(after)
