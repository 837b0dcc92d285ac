"""Workflow commands that GitHub Actions shows as annotations beside the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from claimlint.model.report import Problem, ProblemKind, Report
from claimlint.report.entries import Entry, entries
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.words import is_chinese, problems_of, standing

MOST = 10  # of each level that GitHub shows of one step; it drops the rest in silence
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
    """Of each level the ten that are seen, from as many files as there are, and a notice that counts the others."""
    found, chinese = list[Annotation](), False
    for report in reports:
        spoken = is_chinese(report, options)
        chinese = chinese or spoken
        found += [_problem(problem, options) for problem in problems_of(report, options)]
        found += [_entry(entry, report, options, spoken) for entry in entries(report.findings)]
    seen = list(_seen(found))
    more = len(found) - len(seen)
    if more and sum(one.level == "notice" for one in seen) == MOST:
        seen, more = seen[:-1], more + 1  # notices come last: the count takes the place of one
    for annotation in seen:
        stream.write(command(annotation))
    if more:
        said = f"还有 {more} 个，见日志" if chinese else f"and {more} more, see the log"
        stream.write(command(Annotation(9, "notice", {"title": "claimlint"}, said)))


def _seen(found: list[Annotation]) -> Iterator[Annotation]:
    """The gravest first; among equals the first of each file, then the second of each, and so on."""
    so_far: Counter[tuple[int, str]] = Counter()
    turns = []
    for annotation in found:
        key = (annotation.rank, annotation.properties.get("file", ""))
        turns.append((annotation.rank, so_far[key]))
        so_far[key] += 1
    shown: Counter[str] = Counter()
    for _, annotation in sorted(zip(turns, found, strict=True), key=lambda pair: pair[0]):
        shown[annotation.level] += 1
        if shown[annotation.level] <= MOST:
            yield annotation


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
