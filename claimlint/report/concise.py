"""One line an entry, for editors' problem lists and for grep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from claimlint.model.report import Problem, Report
from claimlint.report.entries import Entry, entries
from claimlint.report.options import Options
from claimlint.report.paths import named, shown
from claimlint.report.width import safe
from claimlint.report.words import is_chinese, problems_of, standing


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """``path:line:column: severity rule message``, problems as ``path:line:column: problem code message``."""
    for report in reports:
        chinese = is_chinese(report, options)
        for problem in problems_of(report, options):
            stream.write(safe(_problem(problem)) + "\n")
        for line in _entries(report, options, chinese):
            stream.write(safe(line) + "\n")


def _entries(report: Report, options: Options, chinese: bool) -> Iterator[str]:
    for entry in sorted(entries(report.findings), key=_place):
        lead = entry.lead
        where = f"{shown(lead.path, options)}:{lead.line}:{lead.column}"
        told = standing(lead.rule, report, chinese)
        yield f"{where}: {lead.severity} {lead.rule} {lead.message}{_others(entry, chinese)}{told and f' [{told}]'}"


def _place(entry: Entry) -> tuple[str, int, int]:
    """Lines stand in the order of what they print: that of a group is where the gravest of it stands."""
    return entry.lead.path, entry.lead.line, entry.lead.column


def _others(entry: Entry, chinese: bool) -> str:
    """The other members of a group, by their ids."""
    others = [finding.rule for finding in entry.findings if finding is not entry.lead]
    if not others:
        return ""
    names = ", ".join(others)
    return f"（同组还有 {len(others)} 项：{names}）" if chinese else f" (and {len(others)} more: {names})"


def _problem(problem: Problem) -> str:
    where = ""
    if problem.path is not None:
        where = f"{named(problem.path)}:{problem.line or 1}:{problem.column or 1}: "
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{where}problem {problem.code} {problem.message}{hint}"
