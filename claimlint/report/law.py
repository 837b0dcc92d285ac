"""The law and norms that a finding rests on, by their official names."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.model.report import Report
from claimlint.report.words import localized


def law_title(name: str, report: Report, chinese: bool) -> str:
    """The official title with its article, or the id where the report carries no note of it."""
    note = report.bases.get(name)
    return localized(note.title, chinese) if note is not None else name


def law_words(names: Iterable[str], report: Report, chinese: bool) -> str:
    """All bases of a finding in one line."""
    return ("；" if chinese else "; ").join(law_title(name, report, chinese) for name in names)
