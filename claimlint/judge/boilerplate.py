"""Words that stand on every page are reported on the first page that has them, and named on the others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from claimlint.model.finding import Finding, Status
from claimlint.model.report import Report
from claimlint.model.text import Document, Span


class Boilerplate:
    """What a run has already reported of the words that stand on every page."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], str] = {}  # rule, phrase, words -> the path that told it

    def once(self, report: Report, phrases: tuple[str, ...]) -> Report:
        """The report; findings on boilerplate that an earlier page already told are suppressed."""
        document = report.document
        if document is None or not phrases:
            return report
        places = list(_places(document, phrases))
        if not places:
            return report
        return replace(report, all_findings=tuple(self._told(one, places) for one in report.all_findings))

    def _told(self, finding: Finding, places: list[tuple[str, Span]]) -> Finding:
        if finding.status is not Status.OPEN or finding.scope != "span":
            return finding
        phrase = next((phrase for phrase, place in places if place.contains(finding.span)), None)
        if phrase is None:
            return finding
        first = self._first.setdefault((finding.rule, phrase, finding.text), finding.path)
        if first == finding.path:
            return finding
        return replace(finding, status=Status.SUPPRESSED, justification=f"boilerplate, reported once in {first}")


def _places(document: Document, phrases: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    for phrase in phrases:
        start = document.text.find(phrase) if phrase else -1
        while start >= 0:
            yield phrase, Span(start, start + len(phrase))
            start = document.text.find(phrase, start + len(phrase))
