"""Scores: what the rules find and miss in labelled text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.rule import Confidence, Severity
from claimlint.model.text import RawSpan
from claimlint.model.words import both

if TYPE_CHECKING:
    from claimlint.lint import Linter
    from claimlint.model.finding import Finding
    from claimlint.model.report import Report

NEGATIVE_LABELS = frozenset({"ok", "none", "negative", "innocent", "0", ""})


class Row(Struct, frozen=True):
    """A labelled text. ``doc`` names the document that a sentence comes from (rows of one stay together)."""

    text: str
    label: str | int | None = None
    categories: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    kind: str | None = None
    doc: str | None = None
    id: str | int | None = None
    format: str = "text"
    border: bool = False  # a careful editor could label it either way

    @property
    def positive(self) -> bool:
        """Any label other than ok, none or negative says that the text should be flagged."""
        return str(self.label if self.label is not None else "").lower() not in NEGATIVE_LABELS

    @property
    def places(self) -> tuple[RawSpan, ...]:
        """Where the labelled spans stand, one behind the other where they follow each other in the text."""
        found, end = [], 0
        for words in filter(None, self.spans):
            at = self.text.find(words, end)
            at = at if at >= 0 else self.text.find(words)
            if at >= 0:
                end = at + len(words)
                found.append(RawSpan(at, end))
        return tuple(found)

    @property
    def half(self) -> str:
        """A or B, told by a hash: tune on one, report the other."""
        return "AB"[sha256((self.doc or self.text).encode()).digest()[0] & 1]


class Flagging(Struct, frozen=True):
    """Which findings flag a row."""

    families: frozenset[str] = frozenset({"overclaim", "promotion"})
    severity: Severity = Severity.WARNING
    confidence: Confidence = Confidence.LOW

    def flags(self, finding: Finding) -> bool:
        """Findings about the document as a whole say nothing of a sentence."""
        return (
            finding.family in self.families
            and finding.scope != "document"
            and finding.severity.rank <= self.severity.rank
            and finding.confidence.rank <= self.confidence.rank
        )


class Rate(Struct, frozen=True):
    """How many of how many."""

    count: int
    total: int

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 0.0

    @property
    def known(self) -> float | None:
        """None where there was nothing to count: no share of nothing is 0."""
        return self.count / self.total if self.total else None


def _meets(finding: Finding, place: RawSpan) -> bool:
    return any(one.start < place.end and place.start < one.end for one in finding.raw)


class Judged(Struct, frozen=True):
    """One row with what was found in it."""

    row: Row
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def flagged(self) -> bool:
        return bool(self.findings)

    @property
    def placed(self) -> bool | None:
        """Whether a finding overlaps a labelled span; None where the row has none."""
        return self.marks.count > 0 if self.row.places and self.flagged else None

    @property
    def claims(self) -> Rate:
        """How many of the labelled spans a finding overlaps."""
        return Rate(
            sum(any(_meets(one, place) for one in self.findings) for place in self.row.places), len(self.row.places)
        )

    @property
    def marks(self) -> Rate:
        """How many of the findings overlap a labelled span."""
        return Rate(
            sum(any(_meets(one, place) for place in self.row.places) for one in self.findings), len(self.findings)
        )


class Score(Struct, frozen=True, kw_only=True):
    """Precision and recall over rows, with what was missed and what was wrongly flagged."""

    rows: int
    positives: int
    hits: int
    false_alarms: int
    placed: Rate
    claims: Rate  # labelled spans that a finding overlaps
    marks: Rate  # findings in rows with labelled spans that overlap one
    by_category: dict[str, Rate]
    by_kind: dict[str, Rate]
    by_rule: dict[str, tuple[int, int]]  # rule -> rows rightly, wrongly flagged
    missed: tuple[Judged, ...]
    alarms: tuple[Judged, ...]
    broken: tuple[Judged, ...]

    @property
    def precision(self) -> float:
        flagged = self.hits + self.false_alarms
        return self.hits / flagged if flagged else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.positives if self.positives else 0.0

    @property
    def shares(self) -> dict[str, float | None]:
        """Precision, recall and F1, each None where it has nothing to count."""
        precision, recall = Rate(self.hits, self.hits + self.false_alarms), Rate(self.hits, self.positives)
        known = precision.known is not None and recall.known is not None
        return {"precision": precision.known, "recall": recall.known, "f1": self.f1 if known else None}

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_rows(lines: Iterable[bytes], path: str) -> Iterator[Row | Problem]:
    """Rows of a JSON Lines file; a bad line is a Problem."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decode_row(msgspec.json.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            yield Problem(
                code="bad-row",
                message=both(f"不是标注文本：{error}", f"not a labelled text: {error}"),
                path=path,
                line=number,
                hint=both(
                    '一行是 {"text", "label", "categories", "spans", "doc"}',
                    'a line is {"text", "label", "categories", "spans", "doc"}',
                ),
                kind=ProblemKind.INCOMPLETE,
            )


def decode_row(data: dict[str, Any]) -> Row:
    """A row with null for what it does not know; ``category`` is taken for one of ``categories``."""
    known = {key: value for key, value in data.items() if value is not None and key in Row.__struct_fields__}
    if not known.get("categories") and data.get("category"):
        known["categories"] = [data["category"]]
    known["spans"] = [span if isinstance(span, str) else span.get("text", "") for span in known.get("spans", ())]
    return msgspec.convert(known, Row)


def judge_row(linter: Linter, row: Row, flagging: Flagging) -> Judged:
    """Check one row."""
    report: Report = linter.check_text(row.text, format=row.format)
    found = tuple(finding for finding in report.findings if flagging.flags(finding))
    faults = tuple(one for one in report.problems if one.kind is not ProblemKind.NOTE)
    return Judged(row, found, faults)


def score(judged: Iterable[Judged]) -> Score:
    """Count rows."""
    rows = list(judged)
    positives = [one for one in rows if one.row.positive]
    negatives = [one for one in rows if not one.row.positive]
    hits = [one for one in positives if one.flagged]
    alarms = tuple(one for one in negatives if one.flagged)
    located = [one.placed for one in hits if one.placed is not None]
    return Score(
        rows=len(rows),
        positives=len(positives),
        hits=len(hits),
        false_alarms=len(alarms),
        placed=Rate(sum(located), len(located)),
        claims=_together(one.claims for one in positives),
        marks=_together(one.marks for one in positives if one.row.places),
        by_category=_rates((category, one) for one in positives for category in one.row.categories or ("-",)),
        by_kind=_rates((one.row.kind or "-", one) for one in negatives),
        by_rule=_by_rule(hits, alarms),
        missed=tuple(one for one in positives if not one.flagged),
        alarms=alarms,
        broken=tuple(one for one in rows if one.problems),
    )


def _together(rates: Iterable[Rate]) -> Rate:
    every = list(rates)
    return Rate(sum(one.count for one in every), sum(one.total for one in every))


def _rates(pairs: Iterable[tuple[str, Judged]]) -> dict[str, Rate]:
    totals: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for name, one in pairs:
        totals[name] += 1
        flagged[name] += one.flagged
    return {name: Rate(flagged[name], total) for name, total in totals.most_common()}


def _by_rule(hits: Iterable[Judged], alarms: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    right = Counter(name for one in hits for name in {finding.rule for finding in one.findings})
    wrong = Counter(name for one in alarms for name in {finding.rule for finding in one.findings})
    names = sorted(right | wrong, key=lambda name: (-wrong[name], -right[name], name))
    return {name: (right[name], wrong[name]) for name in names}
