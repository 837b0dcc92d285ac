"""What a caller asks of a reporter."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from claimlint.model.report import Report
from claimlint.model.rule import Confidence, Severity


class Options(Struct, frozen=True, kw_only=True):
    """How to show reports; what is in them was decided before.

    A severity or confidence below which nothing is shown is applied by the caller with ``narrow``, so
    that all formats and their counts agree.
    """

    color: bool = False  # the caller knows whether the stream is a terminal, NO_COLOR and --color
    width: int = 80  # cells of the terminal
    lang: str = "auto"  # zh or en for the reporter's own words; auto: each document's language
    prefers: str = "en"  # the language of what is said of no document, or of one that was not read
    asked: bool = True  # False: nobody said which language to prefer, and the first document that was read decides
    show_evidence: bool = False
    show_dismissed: bool = False
    quiet: bool = False  # findings and problems only
    summary: bool = True
    sources: bool = True  # whether a folder of cited works was named: without one nothing was compared
    base: str | None = None  # paths are shown relative to it; None: the working directory


def narrow(report: Report, severity: Severity = Severity.INFO, confidence: Confidence = Confidence.LOW) -> Report:
    """The report without findings below ``severity`` or ``confidence``; the counts follow."""
    kept = tuple(
        finding
        for finding in report.all_findings
        if finding.severity.rank <= severity.rank and finding.confidence.rank <= confidence.rank
    )
    return report if len(kept) == len(report.all_findings) else replace(report, all_findings=kept)
