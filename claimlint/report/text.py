"""The terminal report: grouped by file, each entry with its line, law, evidence and suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from claimlint import __version__
from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Evidence
from claimlint.model.report import NO_READER, DocumentNote, Problem, ProblemKind, Report, Summary
from claimlint.report.entries import Entry, Item, checklist, entries, pointers
from claimlint.report.excerpt import excerpts
from claimlint.report.law import law_words
from claimlint.report.options import Options
from claimlint.report.paint import Part, painter
from claimlint.report.paths import named, shown
from claimlint.report.places import path_of, place_words, range_of
from claimlint.report.tally import aside_words, checked_words, found_words, profile_words, run_words
from claimlint.report.width import cells, clip, safe, wrap
from claimlint.report.words import addressed, group_title, is_chinese, problems_of, standing, words

Lines = Iterator[tuple[Part, ...]]
INDENT = "    "
MOST_RELATED = 6
FEW_RELATED = 2
MOST_POSITIONS = 8
"""How many other places are named for one entry, with their words or by position; all are in the JSON."""
_STATES = {"found": "✓", "hollow": "!", "missing": "✗"}


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """Each report as it comes, then what was and was not checked."""
    reports, options = addressed(reports, options)
    brush = painter(stream, options)
    total, notes, version, chinese = Summary(), list[DocumentNote](), __version__, options.prefers == "zh"
    unread: list[Problem] = []
    for report in reports:
        total, version = total.plus(report.summary), report.version or version
        notes += report.documents
        chinese = chinese or is_chinese(report, options)
        for parts in _report(report, options):
            brush.line(*parts)
        unread += [one for one in report.problems if one.code == NO_READER]
    if options.summary and not options.quiet:
        for part in _closing(total, notes, unread, version, chinese):
            for line in wrap(part.text, options.width):
                brush.line(Part(line, part.style))


def _report(report: Report, options: Options) -> Lines:
    chinese = is_chinese(report, options)
    body = [
        *_problems(report, options, chinese),
        *(line for entry in _ordered(report) for line in _entry(entry, report, options, chinese)),
        *(_agreements(report, options, chinese) if options.show_evidence else ()),
        *(_dismissals(report, options, chinese) if options.show_dismissed else ()),
    ]
    if not body:
        return
    path = shown(path_of(report), options)
    if path:
        yield from _title(safe(path), report, options, chinese)
        yield ()
    yield from body


def _ordered(report: Report) -> list[Entry]:
    """What the words say in their order, then what the document lacks."""
    return sorted(entries(report.findings), key=lambda entry: entry.is_absence)


def _title(path: str, report: Report, options: Options, chinese: bool) -> Lines:
    """The document and what it is taken for, beside it or, where the line is too short, below."""
    described = profile_words(report.documents[0].profile, chinese) if report.documents else ""
    name, profile = Part(path, "path"), f"  {described}"
    if not described or options.quiet:
        yield (name,)
    elif cells(path + profile) <= options.width:
        yield (name, Part(profile, "faint"))
    else:
        yield (name,)
        yield from ((Part(f"  {line}", "faint"),) for line in wrap(described, options.width - 2))


def _entry(entry: Entry, report: Report, options: Options, chinese: bool) -> Lines:
    lead = entry.lead
    items = checklist(entry, report, chinese)
    yield _heading(entry, items, report, chinese)
    yield from _excerpts(lead, report, options)
    if items:
        for item in items:
            yield from _item(item, options, chinese)
    else:
        yield from _wrapped("", lead.message, options, chinese)
    yield from _wrapped("law", law_words(_basis(entry), report, chinese), options, chinese)
    yield from _evidence(lead, options, chinese, near_misses=not items)
    yield from _related(lead, report, options, chinese)
    if not items:
        yield from _wrapped("suggestion", lead.suggestion, options, chinese, "suggestion")
    yield ()


def _basis(entry: Entry) -> list[str]:
    """The bases of all findings of an entry, each once."""
    return list(dict.fromkeys(name for finding in entry.findings for name in finding.basis))


def _heading(entry: Entry, items: list[Item], report: Report, chinese: bool) -> tuple[Part, ...]:
    lead, labels = entry.lead, words(chinese)
    name = group_title(entry.group or "", chinese) if items else lead.rule
    parts = [
        Part("  "),
        Part(_where(lead, chinese), "faint"),
        Part("  "),
        Part(labels[lead.severity], lead.severity.value),
        Part("  "),
        Part(safe(name), "rule"),
    ]
    if lead.confidence != "high":
        parts.append(Part(f"  {labels[lead.confidence]}", "faint"))
    if told := standing(lead.rule, report, chinese):
        parts.append(Part(f"  {told}", "faint"))
    return tuple(parts)


def _where(finding: Finding, chinese: bool) -> str:
    if finding.scope == "document":
        return words(chinese)["whole-document"]
    if finding.place is not None and (place := place_words(finding.place, chinese)):
        return place
    return f"{finding.line}:{finding.column}"


def _excerpts(finding: Finding, report: Report, options: Options) -> Lines:
    if report.document is None:
        return
    for line in excerpts(report.document, finding, options.width - len(INDENT) - 2):
        yield Part(f"{INDENT}│ ", "faint"), Part(line.text)
        yield Part(f"{INDENT}│ ", "faint"), Part(line.underline, finding.severity.value)


def _wrapped(label: str, text: str | None, options: Options, chinese: bool, style: str = "") -> Lines:
    """A labelled paragraph with a hanging indent; nothing when there are no words."""
    if not text:
        return
    head = _label(label, chinese)
    for number, line in enumerate(wrap(text, options.width - len(INDENT) - cells(head))):
        yield Part(INDENT), Part(head if number == 0 else " " * cells(head), "label"), Part(line, style)


def _label(name: str, chinese: bool) -> str:
    if not name:
        return ""
    label = words(chinese)[name]
    return label + " " * (max(6 if chinese else 10, cells(label) + 2) - cells(label))


def _evidence(finding: Finding, options: Options, chinese: bool, near_misses: bool) -> Lines:
    for evidence in finding.evidence:
        if near_misses or evidence.kind != "near-miss":
            yield from _wrapped("evidence", evidence_words(evidence, chinese), options, chinese)


def _related(finding: Finding, report: Report, options: Options, chinese: bool) -> Lines:
    """Other places, with their words where they are few; what stands as an entry of its own needs no pointer."""
    places = pointers(finding, report)
    few = MOST_RELATED if any(one.message for one in places) else FEW_RELATED
    if len(places) <= few:
        for place in places:
            quoted = f"{_position(place)} “{clip(safe(place.text), 60)}” {place.message}".strip()
            yield from _wrapped("related", quoted, options, chinese)
        return
    said = ("、" if chinese else ", ").join(_position(one) for one in places[:MOST_POSITIONS])
    if len(places) > MOST_POSITIONS:
        said += f" 等 {len(places)} 处" if chinese else f" and {len(places) - MOST_POSITIONS} more places"
    yield from _wrapped("related", said, options, chinese)


def _position(place: RelatedPlace) -> str:
    return f"{place.line}:{place.column}" if place.line is not None else ""


def evidence_words(evidence: Evidence, chinese: bool) -> str:
    """An evidence in one line: what it says, whose words they are, and the verdict."""
    parts = [evidence.text]
    if evidence.quote and evidence.quote not in evidence.text:
        parts.append(f"“{evidence.quote}”")
    if evidence.source:
        parts.append(f"[{evidence.source}]")
    if evidence.verdict:
        parts.append(f"({words(chinese).get(evidence.verdict, evidence.verdict)})")
    return " ".join(part for part in parts if part)


def _item(item: Item, options: Options, chinese: bool) -> Lines:
    """A line of a checklist, what nearly counts, and the wording to copy."""
    yield from _item_title(item, options, chinese)
    deeper = _deeper(options)
    for label, text, style in (("near-miss", item.instead, ""), ("copy-wording", item.wording, "suggestion")):
        for part in _wrapped(label, text, deeper, chinese, style):
            yield (Part("  "), *part)


def _item_title(item: Item, options: Options, chinese: bool) -> Lines:
    """What is there or missing, with the rule that asks for it behind it or below it."""
    state = f"{_STATES[item.state]} {words(chinese)[item.state]}  "
    rule, room = "" if item.state == "found" else safe(item.rule), options.width - len(INDENT) - cells(state)
    lines = wrap(item.title, room)
    behind = cells(lines[-1]) + 2 + cells(rule) <= room if lines else False
    for number, line in enumerate(lines):
        name = f"  {rule}" if rule and behind and line is lines[-1] else ""
        yield Part(INDENT), Part(" " * cells(state) if number else state, item.state), Part(line), Part(name, "faint")
    if rule and not behind:
        yield Part(INDENT), Part(" " * cells(state)), Part(rule, "faint")


def _deeper(options: Options) -> Options:
    """The options for lines that stand two cells further in."""
    from msgspec.structs import replace

    return replace(options, width=options.width - 2)


def _problems(report: Report, options: Options, chinese: bool) -> Lines:
    for problem in problems_of(report, options):
        if problem.code == NO_READER:  # told at the end, beside what was read
            continue
        label = words(chinese)["note" if problem.kind is ProblemKind.NOTE else "problem"]
        where = _problem_place(problem, path_of(report))
        lead = "  " if path_of(report) else ""
        yield Part(f"{lead}{where}", "faint"), Part(label, "problem"), Part(f"  {safe(problem.code)}", "rule")
        yield from _wrapped("", problem.message, options, chinese)
        yield from _wrapped("hint", problem.hint, options, chinese)
        yield ()


def _problem_place(problem: Problem, under: str) -> str:
    """Line and column, with the path where it is not the one that the problem stands under."""
    parts = [] if problem.path in (None, under) else [safe(named(problem.path or ""))]
    if problem.line is not None:
        parts += [str(problem.line), str(problem.column or 1)]
    return ":".join(parts) + "  " if parts else ""


def _agreements(report: Report, options: Options, chinese: bool) -> Lines:
    """Every stated figure with its verdict: supported ones too."""
    for agreement in report.agreements:
        where, text = "", ""
        if report.document is not None:
            found = range_of(report.document, agreement.span)
            where, text = f"{found.line}:{found.column}  ", safe(report.document.slice(agreement.span))
        verdict = words(chinese)[agreement.verdict]
        style = "info" if agreement.verdict.checked else "faint"
        yield Part(f"  {where}", "faint"), Part(verdict, style), Part(f"  {clip(text, 40)}")
        place = f"{agreement.source or ''} {agreement.place or ''}".strip()
        yield from _wrapped("source", place, options, chinese)
        yield from _wrapped("quote", agreement.quote, options, chinese)
        yield from _wrapped("arithmetic", agreement.arithmetic, options, chinese)
        yield from _wrapped("why", agreement.reason, options, chinese)
    if report.agreements:
        yield ()


def _dismissals(report: Report, options: Options, chinese: bool) -> Lines:
    for dismissal in report.dismissals:
        where, text = "", dismissal.detail
        if report.document is not None:
            found = range_of(report.document, dismissal.span)
            where, text = f"{found.line}:{found.column}  ", report.document.slice(dismissal.span)
        head = f"  {where}{words(chinese)['dismissed']}  {dismissal.rule}  {dismissal.reason}"
        yield Part(head, "faint"), Part(f"  {clip(safe(text), 40)}")
    if report.dismissals:
        yield ()


def _closing(
    total: Summary, notes: list[DocumentNote], unread: list[Problem], version: str, chinese: bool
) -> Iterator[Part]:
    yield Part(found_words(total, chinese), _gravest(total))
    for problem in (one.spoken(chinese) for one in unread):
        yield Part(
            f"{problem.message}（{problem.hint}）" if chinese else f"{problem.message} ({problem.hint})", "warning"
        )
    for said in (checked_words(total, chinese), aside_words(total, chinese)):
        if said:
            yield Part(said)
    yield Part(run_words(notes, version, chinese), "faint")


def _gravest(total: Summary) -> str:
    if total.errors:
        return "error"
    return "warning" if total.warnings or total.unread else "rule"
