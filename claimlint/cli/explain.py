"""`claimlint explain`: what fired on a line, what was dismissed and why, what nearly fired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from claimlint.cli.check import sentence
from claimlint.cli.linters import LinterOptions, Linters, linter_options
from claimlint.cli.outcome import Exit
from claimlint.model.finding import Finding
from claimlint.model.hit import Dismissal, NearMiss
from claimlint.model.report import ProblemKind, Profile, Report
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Span

MOST_NEAR_SENTENCES = 5  # near misses are for a line, not for a whole article
REASONS = {
    "negated": "the words are denied",
    "prohibited": "the sentence forbids them",
    "warned": "the sentence warns of them",
    "mentioned": "they are quoted, not said",
    "attributed": "somebody else is said to say them",
    "asked": "they are a question",
    "answered-no": "they are a question that is answered with no",
    "conditional": "they hold only under a condition",
    "historical": "they speak of the past",
    "technical-term": "they are part of a technical term",
    "in-references": "they stand in the list of references",
    "in-disclaimer": "they stand in a disclaimer",
    "trial-report": "they report a trial",
    "guideline": "they quote a guideline",
    "law-text": "they quote the law",
    "masked": "a longer, innocent word covers them",
    "profile": "the rule is not for this kind of document",
    "register": "nobody is selling here",
    "yields-to": "a stronger rule says it",
}


@click.command("explain")
@click.argument("place", metavar="FILE[:LINE]")
@linter_options
def command(place: str, **options: Any) -> int:
    """Explain a line of a document, or all of it: findings, dismissals, near misses, assumptions."""
    path, line = parse_place(place)
    linter = Linters(LinterOptions.take(options)).for_path(path)
    if not linter.usable:
        return _problems(Report(problems=linter.problems))
    report = linter.check_file(path)
    if report.document is None:
        return _problems(report)
    document = report.document
    total = document.line_column(len(document.raw))[0]
    if line is not None and not 1 <= line <= total:
        raise click.UsageError(f"{path} has {total} lines, not {line}")
    for words in describe(report, line, linter.rulebook):
        click.echo(words)
    return _problems(report)


def _problems(report: Report) -> int:
    for problem in report.problems:
        click.echo(f"claimlint: {sentence(problem)}", err=True)
    kinds = {problem.kind for problem in report.problems}
    if ProblemKind.USAGE in kinds:
        return Exit.ERROR
    return Exit.INCOMPLETE if ProblemKind.INCOMPLETE in kinds else Exit.CLEAN


def parse_place(place: str) -> tuple[str, int | None]:
    """``draft.md:12`` -> the file and the line; a file that is called so wins."""
    path, colon, line = place.rpartition(":")
    if colon and line.isdigit() and not Path(place).exists():
        return path, int(line)
    return place, None


def describe(report: Report, line: int | None = None, rulebook: Rulebook | None = None) -> Iterator[str]:
    """Everything that was seen on a line, in words; with a rulebook also what nearly fired."""
    document = report.document
    if document is None:
        return
    if report.documents:
        yield _profile(report.documents[0].profile)
    if line is not None:
        yield from _place(document, line)
    findings = [one for one in report.all_findings if _on_line(document, one.span, line)]
    dismissed = [one for one in report.dismissals if _on_line(document, one.span, line)]
    seen = {*(one.rule for one in findings), *(one.rule for one in dismissed)}
    near = list(_near(document, line, rulebook, seen))
    yield f"\nfindings ({len(findings)})"
    for finding in findings:
        yield from _finding(finding)
    unasked = report.unasked if line is None else ()
    yield f"\ndismissed ({len(dismissed)})"
    for one in dismissed:
        yield _dismissal(document, one)
    if unasked:
        yield f"\nnot asked of this document ({len(unasked)} rules): {unasked[0].detail}, or another profile"
    if near:
        yield f"\nnearly fired ({len(near)}): all words but one of a pattern stand here"
        for miss in near:
            yield f"  {miss.rule}  “{document.slice(miss.span)}”: nothing filled {miss.missing}"


def _near(document: Document, line: int | None, rulebook: Rulebook | None, seen: set[str]) -> Iterator[NearMiss]:
    """The near misses of the first sentences asked for, of rules that saw nothing else there."""
    if rulebook is None:
        return
    from claimlint.match import near_misses

    asked = [number for number, one in enumerate(document.sentences) if _on_line(document, one.span, line)]
    for number in asked[:MOST_NEAR_SENTENCES]:
        yield from (miss for miss in near_misses(rulebook, document, number) if miss.rule not in seen)


def _profile(profile: Profile) -> str:
    parts = []
    for name in ("content", "audience", "product"):
        value = getattr(profile, name)
        if value:
            parts.append(f"{name} {value}{'' if name in profile.declared else ' (assumed)'}")
    if profile.jurisdiction:
        assumed = "" if "jurisdiction" in profile.declared else " (assumed)"
        parts.append(f"jurisdiction {', '.join(profile.jurisdiction)}{assumed}")
    reasons = f"; {'; '.join(profile.reasons)}" if profile.reasons else ""
    return f"judged as: {', '.join(parts) or 'no declared profile'}{reasons}"


def _place(document: Document, line: int) -> Iterator[str]:
    blocks = [one for one in document.blocks if _on_line(document, one.span, line)]
    said = [
        f"line {line}: {block.kind}, role {block.role}"
        + (f", under “{' › '.join(block.section)}”" if block.section else "")
        for block in blocks
    ]
    yield from list(dict.fromkeys(said))[:3]
    if not blocks:
        yield f"line {line}: no text that rules read"


def _on_line(document: Document, span: Span, line: int | None) -> bool:
    if line is None:
        return True
    raws = document.locate(span)
    first = document.line_column(raws[0].start)[0]
    last = document.line_column(max(raws[-1].end - 1, raws[0].start))[0]
    return first <= line <= last


def _finding(finding: Finding) -> Iterator[str]:
    status = f", {finding.status}" if finding.status != "open" else ""
    yield (
        f"  {finding.line}:{finding.column} {finding.rule}  “{finding.text}”  "
        f"({finding.severity}, confidence {finding.confidence}{status})"
    )
    yield f"      {finding.message}"
    for evidence in finding.evidence:
        yield f"      {evidence.kind}: {evidence.text}"


def _dismissal(document: Document, one: Dismissal) -> str:
    why = REASONS.get(one.reason, one.reason.replace("-", " "))
    cue = f" (“{document.slice(one.cue)}”)" if one.cue else ""
    detail = f": {one.detail}" if one.detail else ""
    return f"  {one.rule}  “{document.slice(one.span)}”  {one.reason}: {why}{cue}{detail}"
