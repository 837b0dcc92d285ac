"""Workflow commands that GitHub Actions shows as annotations beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TextIO

from claimlint.model.report import Problem, ProblemKind, Report
from claimlint.report.entries import Entry, entries
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.words import is_chinese, problems_of, standing

MOST = 9  # GitHub shows ten a step and drops the rest in silence; the tenth tells how many there are
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Annotation(NamedTuple):
    """What sorts first comes first: the gravest, then in the order of the reports."""

    rank: int
    level: str
    properties: dict[str, str]
    message: str


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """The nine gravest annotations and a line that counts the others."""
    found, chinese = list[Annotation](), False
    for report in reports:
        spoken = is_chinese(report, options)
        chinese = chinese or spoken
        found += [_problem(problem, options) for problem in problems_of(report, options)]
        found += [_entry(entry, report, options, spoken) for entry in entries(report.findings)]
    found.sort(key=lambda annotation: annotation.rank)
    for annotation in found[:MOST]:
        stream.write(command(annotation))
    if (more := len(found) - MOST) > 0:
        said = f"还有 {more} 个，见日志" if chinese else f"and {more} more, see the log"
        stream.write(command(Annotation(9, "notice", {"title": "claimlint"}, said)))


def command(annotation: Annotation) -> str:
    """One line; the characters that end a property or a line are escaped."""
    values = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in annotation.properties.items())
    return f"::{annotation.level} {values}::{annotation.message.translate(_MESSAGE)}\n"


def _entry(entry: Entry, report: Report, options: Options, chinese: bool) -> Annotation:
    lead = entry.lead
    properties = {"file": shown(lead.path, options)}
    if lead.place is None:
        properties |= {"line": str(lead.line), "endLine": str(lead.end_line)}
        if lead.line == lead.end_line:  # columns of several lines are refused
            properties |= {"col": str(lead.column), "endColumn": str(max(lead.end_column - 1, lead.column))}
    properties["title"] = f"claimlint: {lead.rule}"
    said = [finding.message for finding in (lead, *(one for one in entry.findings if one is not lead))]
    if lead.suggestion and len(entry.findings) == 1:
        said.append(f"{'建议' if chinese else 'Instead'}: {lead.suggestion}")
    if told := standing(lead.rule, report, chinese):
        said.append(told)
    return Annotation(lead.severity.rank, LEVELS[lead.severity], properties, "\n".join(said))


def _problem(problem: Problem, options: Options) -> Annotation:
    grave = problem.kind is not ProblemKind.NOTE
    properties = {"file": shown(problem.path, options)} if problem.path is not None else {}
    if problem.line is not None:
        properties["line"] = str(problem.line)
    properties["title"] = f"claimlint: {problem.code}"
    said = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return Annotation(-1 if grave else 2, "error" if grave else "notice", properties, said)
