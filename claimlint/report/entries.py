"""Entries: a finding, or all findings of one group, which a reader meets as one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Evidence
from claimlint.model.report import Report
from claimlint.model.rule import Severity
from claimlint.report.words import localized

SATISFIED = "satisfied"  # the reason of a dismissal: what the rule requires is there


class Item(Struct, frozen=True):
    """A line of a group's checklist: ``state`` is found, hollow or missing."""

    state: str
    rule: str
    title: str  # the finding's message, or what the rule that is met asks for
    wording: str | None = None  # to copy into the text
    instead: str | None = None  # what nearly counts
    finding: Finding | None = None


class Entry(Struct, frozen=True):
    """One thing to show: its findings in order, the gravest of which speaks for all."""

    findings: tuple[Finding, ...]

    @property
    def lead(self) -> Finding:
        return min(self.findings, key=lambda finding: finding.severity.rank)

    @property
    def severity(self) -> Severity:
        return self.lead.severity

    @property
    def group(self) -> str | None:
        return self.lead.group

    @property
    def is_absence(self) -> bool:
        """Whether the entry tells what the document as a whole lacks or is, rather than what its words say."""
        return all(one.scope == "document" or one.family == "disclaimer" for one in self.findings)


def _graver_first(finding: Finding) -> tuple[str, int, int]:
    """The order of the text; of findings that begin at one place the graver one leads."""
    return finding.path, finding.span.start, finding.severity.rank


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """Findings in order, those of one group put together where the first of them stands."""
    grouped: dict[str, list[Finding]] = {}
    for number, finding in enumerate(sorted(findings, key=_graver_first)):
        key = f"{finding.path}\0{finding.group}" if finding.group else f"#{number}"
        grouped.setdefault(key, []).append(finding)
    return [Entry(tuple(members)) for members in grouped.values()]


def pointers(finding: Finding, report: Report) -> list[RelatedPlace]:
    """The other places of a finding, without those that stand as entries of their own on the same words."""
    told = {(one.rule, one.span) for one in report.findings}
    return [place for place in finding.related if (place.message, place.span) not in told]


def checklist(entry: Entry, report: Report, chinese: bool) -> list[Item]:
    """What the entry's group asks for: what is there, what nearly counts, what is missing.

    Empty where there is nothing to compare: a finding of no group, or the only item of its group.
    """
    if entry.group is None:
        return []
    items = [*_found(entry, report, chinese), *(_item(finding, chinese) for finding in entry.findings)]
    return items if len(items) > 1 else []


def _item(finding: Finding, chinese: bool) -> Item:
    near = [evidence for evidence in finding.evidence if evidence.kind == "near-miss"]
    return Item(
        state="hollow" if near else "missing",
        rule=finding.rule,
        title=finding.message,
        wording=finding.suggestion,
        instead=_nearly(near[0], chinese) if near else None,
        finding=finding,
    )


def _nearly(near: Evidence, chinese: bool) -> str:
    """The words that nearly count, and why they do not."""
    if not near.quote or near.quote in near.text:
        return near.text
    return f"“{near.quote}”{'：' if chinese else ': '}{near.text}"


def _found(entry: Entry, report: Report, chinese: bool) -> list[Item]:
    """Requirements of the same group that the document meets, each once."""
    found: dict[str, Item] = {}
    absent = {finding.rule for finding in entry.findings}
    for dismissal in report.dismissals:
        note = report.rules.get(dismissal.rule)
        if note is None or dismissal.reason != SATISFIED or dismissal.rule in absent:
            continue
        if note.group == entry.group:
            found.setdefault(dismissal.rule, Item("found", dismissal.rule, localized(note.title, chinese)))
    return list(found.values())
