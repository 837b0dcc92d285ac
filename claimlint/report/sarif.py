"""SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote

import msgspec

from claimlint.model.finding import Finding, RelatedPlace, Status
from claimlint.model.report import Problem, ProblemKind, Report
from claimlint.model.text import Document
from claimlint.report.law import law_words
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.places import Range, range_of
from claimlint.report.words import is_chinese, localized, problems_of, standing, words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEM_LEVELS = {ProblemKind.USAGE: "error", ProblemKind.INCOMPLETE: "error", ProblemKind.NOTE: "note"}
Json = dict[str, Any]


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """One run with all rules that reported, all results and all problems as notifications."""
    rules: dict[str, Json] = {}
    results: list[Json] = []
    problems: list[Problem] = []
    artifacts: list[Json] = []
    version = ""
    for report in reports:
        version = report.version or version
        problems += problems_of(report, options)
        artifacts += _artifacts(report, options)
        for finding in report.all_findings:
            rules.setdefault(finding.rule, _rule(finding, report, options))
            results.append(_result(finding, report, options))
    indexes = {name: index for index, name in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = indexes[result["ruleId"]]
    driver = {"name": "claimlint", "version": version or "0", "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "artifacts": artifacts,
        "invocations": [_invocation(problems, options)],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n")


def _artifacts(report: Report, options: Options) -> Iterator[Json]:
    for note in report.documents:
        artifact: Json = {"location": _artifact(note.path, options)}
        if note.sha256:
            artifact["hashes"] = {"sha-256": note.sha256}
        yield artifact


def _invocation(problems: list[Problem], options: Options) -> Json:
    """What could not be done; the run counts as successful only without such problems."""
    return {
        "executionSuccessful": all(problem.kind is ProblemKind.NOTE for problem in problems),
        "toolExecutionNotifications": [_notification(problem, options) for problem in problems],
    }


def _notification(problem: Problem, options: Options) -> Json:
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    notice: Json = {
        "descriptor": {"id": problem.code},
        "level": PROBLEM_LEVELS[problem.kind],
        "message": {"text": text},
    }
    if problem.path is not None:
        physical: Json = {"artifactLocation": _artifact(problem.path, options)}
        if problem.line is not None:
            physical["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
        notice["locations"] = [{"physicalLocation": physical}]
    return notice


def _rule(finding: Finding, report: Report, options: Options) -> Json:
    tags = list(dict.fromkeys((finding.family, finding.category)))  # the schema wants each once
    rule: Json = {"id": finding.rule, "properties": {"tags": tags}}
    note = report.rules.get(finding.rule)
    if note is None:
        return rule
    chinese = is_chinese(report, options)
    law = law_words(note.basis, report, chinese)
    why = localized(note.why, chinese)
    rule["properties"]["status"] = note.status
    helping = "\n\n".join(
        part
        for part in (standing(finding.rule, report, chinese), why, law and f"{words(chinese)['law']}: {law}")
        if part
    )
    rule["shortDescription"] = {"text": localized(note.title, chinese) or finding.rule}
    if why:
        rule["fullDescription"] = {"text": why}
    if helping:
        rule["help"] = {"text": helping, "markdown": helping}
    return rule


def _result(finding: Finding, report: Report, options: Options) -> Json:
    said = finding.message
    if finding.suggestion:
        said += f"\n{words(is_chinese(report, options))['suggestion']}: {finding.suggestion}"
    result: Json = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [_location(finding, report.document, options)],
        "partialFingerprints": {"claimlint/v1": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence.value,
            "status": finding.status.value,
            "group": finding.group,
            "basis": list(finding.basis),
            "text": finding.text,
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, place, report.document, options) for number, place in enumerate(finding.related, 1)
        ]
    if finding.status is not Status.OPEN:
        result["suppressions"] = [_suppression(finding)]
    if fix := _fix(finding, report.document, options):
        result["fixes"] = [fix]
    return result


def _suppression(finding: Finding) -> Json:
    """Ignored in the text counts as in source; baseline and register are kept outside it."""
    kind = "inSource" if finding.status is Status.SUPPRESSED else "external"
    why = finding.justification or finding.status.value
    return {"kind": kind, "status": "accepted", "justification": why}


def _artifact(path: str, options: Options) -> Json:
    return {"uri": quote(shown(path, options), safe="/")}


def _location(finding: Finding, document: Document | None, options: Options) -> Json:
    """The region in a text file; a paged or packaged file has no lines, its place is told in words."""
    physical: Json = {"artifactLocation": _artifact(finding.path, options)}
    if finding.place is None:
        where = Range(finding.line, finding.column, finding.end_line, finding.end_column)
        physical["region"] = _region(where, document, finding.text)
        return {"physicalLocation": physical}
    place = {name: getattr(finding.place, name) for name in finding.place.__struct_fields__}
    told = "; ".join(f"{name} {value}" for name, value in place.items() if value not in (None, ()))
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": told or finding.scope}],
        "properties": {"place": place},
    }


def _region(where: Range, document: Document | None, text: str | None = None) -> Json:
    region: Json = {
        "startLine": where.line,
        "startColumn": _utf16(document, where.line, where.column),
        "endLine": where.end_line,
        "endColumn": _utf16(document, where.end_line, where.end_column),
    }
    if text:
        region["snippet"] = {"text": text}
    return region


def _utf16(document: Document | None, line: int, column: int) -> int:
    """A column in UTF-16 code units, which is what consumers of SARIF count in."""
    if document is None:
        return column
    start = document.line_span(line).start
    before = document.raw[start : start + column - 1]
    return column + sum(char > "\uffff" for char in before)


def _related(number: int, place: RelatedPlace, document: Document | None, options: Options) -> Json:
    physical: Json = {"artifactLocation": _artifact(place.path, options)}
    if document is not None and place.path == document.path:
        physical["region"] = _region(range_of(document, place.span), document, place.text)
    elif place.line is not None:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    return {"id": number, "physicalLocation": physical, "message": {"text": place.message or place.text}}


def _fix(finding: Finding, document: Document | None, options: Options) -> Json | None:
    """A replacement, where the words stand in one piece of a text file."""
    pieces = finding.raw or (document.locate(finding.span) if document is not None else ())
    if finding.fix is None or finding.place is not None or len(pieces) != 1:
        return None
    where = Range(finding.line, finding.column, finding.end_line, finding.end_column)
    replacement = {"deletedRegion": _region(where, document), "insertedContent": {"text": finding.fix}}
    change = {"artifactLocation": _artifact(finding.path, options), "replacements": [replacement]}
    return {"description": {"text": finding.suggestion or finding.fix}, "artifactChanges": [change]}
