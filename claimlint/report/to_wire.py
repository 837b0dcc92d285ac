"""Reports -> the values of claimlint/v1."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.model.figure import Agreement
from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Dismissal
from claimlint.model.report import DocumentNote, Problem, Report, RuleNote, Summary
from claimlint.model.text import Place, Span
from claimlint.report import wire
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.places import path_of, range_of
from claimlint.report.words import is_chinese, localized, problems_of


def to_wire(reports: Iterable[Report], options: Options) -> wire.WireReport:
    """All reports as one value, everything in the order in which it came."""
    whole = wire.WireReport(wire.SCHEMA, _version(), [], {}, [], [], [], [], _summary(Summary()))
    total = Summary()
    for report in reports:
        whole.version = report.version or whole.version
        whole.documents += [_document(note, options) for note in report.documents]
        for name, note in report.rules.items():
            whole.rules.setdefault(name, _rule(report, note, options))
        whole.findings += [_finding(finding, options) for finding in report.all_findings]
        whole.agreements += [_agreement(report, agreement, options) for agreement in report.agreements]
        whole.dismissals += [_dismissal(report, dismissal, options) for dismissal in report.dismissals]
        whole.problems += [_problem(problem, options) for problem in problems_of(report, options)]
        total = total.plus(report.summary)
    whole.rules = dict(sorted(whole.rules.items()))
    whole.summary = _summary(total)
    return whole


def _version() -> str:
    from claimlint import __version__

    return __version__


def _document(note: DocumentNote, options: Options) -> wire.WireDocument:
    profile = note.profile
    return wire.WireDocument(
        path=shown(note.path, options),
        format=note.format,
        sha256=note.sha256,
        language=note.language,
        profile=wire.WireProfile(
            content=profile.content,
            audience=profile.audience,
            product=profile.product,
            jurisdiction=list(profile.jurisdiction),
            declared=sorted(profile.declared),
            reasons=list(profile.reasons),
        ),
        rulebook=note.rulebook,
        as_of=note.as_of,
        status=note.status,
        characters=note.characters,
    )


def _rule(report: Report, note: RuleNote, options: Options) -> wire.WireRule:
    chinese = is_chinese(report, options)
    return wire.WireRule(
        title=localized(note.title, chinese),
        why=localized(note.why, chinese),
        category=note.category,
        group=note.group,
        basis=[_basis(report, name, chinese) for name in note.basis],
        status=note.status,
    )


def _basis(report: Report, name: str, chinese: bool) -> wire.WireBasis:
    note = report.bases.get(name)
    if note is None:
        return wire.WireBasis(name, None, None, None, None)
    return wire.WireBasis(
        id=name,
        title=localized(note.title, chinese),
        summary=localized(note.summary, chinese),
        force=note.force,
        verified=note.verified,
    )


def _finding(finding: Finding, options: Options) -> wire.WireFinding:
    return wire.WireFinding(
        rule=finding.rule,
        family=finding.family,
        category=finding.category,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        status=finding.status.value,
        justification=finding.justification,
        scope=finding.scope,
        message=finding.message,
        path=shown(finding.path, options),
        span=_span(finding.span),
        start=wire.WirePosition(finding.line, finding.column),
        end=wire.WirePosition(finding.end_line, finding.end_column),
        place=_place(finding.place),
        text=finding.text,
        section=list(finding.section),
        basis=list(finding.basis),
        evidence=[
            wire.WireEvidence(item.kind, item.text, item.source, item.quote, item.verdict) for item in finding.evidence
        ],
        related=[_related(place, options) for place in finding.related],
        suggestion=finding.suggestion,
        fix=finding.fix,
        group=finding.group,
        fingerprint=finding.fingerprint,
        gate=finding.gate,
    )


def _span(span: Span) -> wire.WireSpan:
    return wire.WireSpan(span.start, span.end)


def _place(place: Place | None) -> wire.WirePlace | None:
    if place is None:
        return None
    return wire.WirePlace(place.part, place.paragraph, place.table, place.page, list(place.boxes))


def _related(place: RelatedPlace, options: Options) -> wire.WireRelated:
    known = place.line is not None and place.column is not None
    return wire.WireRelated(
        path=shown(place.path, options),
        span=_span(place.span),
        start=wire.WirePosition(place.line or 1, place.column or 1) if known else None,
        text=place.text,
        message=place.message,
    )


def _start(report: Report, span: Span) -> wire.WirePosition | None:
    if report.document is None:
        return None
    found = range_of(report.document, span)
    return wire.WirePosition(found.line, found.column)


def _slice(report: Report, span: Span) -> str:
    return report.document.slice(span) if report.document is not None else ""


def _agreement(report: Report, agreement: Agreement, options: Options) -> wire.WireAgreement:
    return wire.WireAgreement(
        path=shown(path_of(report), options),
        span=_span(agreement.span),
        start=_start(report, agreement.span),
        text=_slice(report, agreement.span),
        verdict=agreement.verdict.value,
        source=agreement.source,
        place=agreement.place,
        quote=agreement.quote,
        arithmetic=agreement.arithmetic,
        reason=agreement.reason,
    )


def _dismissal(report: Report, dismissal: Dismissal, options: Options) -> wire.WireDismissal:
    return wire.WireDismissal(
        rule=dismissal.rule,
        path=shown(path_of(report), options),
        span=_span(dismissal.span),
        start=_start(report, dismissal.span),
        text=_slice(report, dismissal.span),
        reason=dismissal.reason,
        detail=dismissal.detail,
        cue=_span(dismissal.cue) if dismissal.cue is not None else None,
    )


def _problem(problem: Problem, options: Options) -> wire.WireProblem:
    start = wire.WirePosition(problem.line, problem.column or 1) if problem.line is not None else None
    return wire.WireProblem(
        code=problem.code,
        kind=problem.kind.value,
        path=shown(problem.path, options) if problem.path is not None else None,
        start=start,
        message=problem.message,
        hint=problem.hint,
    )


def _summary(summary: Summary) -> wire.WireSummary:
    return wire.WireSummary(**{name: getattr(summary, name) for name in summary.__struct_fields__})
