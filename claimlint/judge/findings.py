"""Findings: a rule's words put to a place of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Evidence, Related
from claimlint.model.rule import Basis, Confidence, Localized, Rule, RuleStatus, Severity, Statute
from claimlint.model.text import Document, RawSpan, Span

_FIELD = lazy(r"\{([\w.-]+)\}")


class Draft(Struct, frozen=True, kw_only=True):
    """What a finding is made of."""

    rule: Rule
    span: Span
    language: str
    severity: Severity
    confidence: Confidence
    values: Mapping[str, str]
    related: tuple[Related, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    basis: tuple[str, ...] = ()
    scope: str = "span"
    group: str | None = None
    sentence: int | None = None  # of a hit in the text


def make(draft: Draft, document: Document) -> Finding:
    """The finding of a draft; its fingerprint and status come later."""
    rule, span = draft.rule, draft.span
    raw = document.locate(span)
    line, column, end_line, end_column = _lines(document, raw)
    return Finding(
        rule=rule.id,
        family=rule.family,
        category=rule.category,
        severity=draft.severity,
        confidence=draft.confidence,
        scope=draft.scope,
        message=fill(spoken(rule.message, draft.language), draft.values),
        path=document.path,
        span=span,
        raw=raw,
        text=document.slice(span),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        section=_section(document, span) if draft.scope == "span" else (),
        related=tuple(related_place(document, one.span, one.message) for one in draft.related),
        basis=draft.basis,
        evidence=draft.evidence,
        suggestion=fill(spoken(rule.suggest, draft.language), draft.values) or None,
        group=draft.group,
        gate=rule.status is not RuleStatus.PREVIEW,
    )


def _lines(document: Document, raw: tuple[RawSpan, ...]) -> tuple[int, int, int, int]:
    return *document.line_column(raw[0].start), *document.line_column(raw[-1].end)


def related_place(document: Document, span: Span, message: str = "") -> RelatedPlace:
    """Another place of the document as a finding names it."""
    line, column = document.line_column(document.locate(span)[0].start)
    return RelatedPlace(
        path=document.path, span=span, text=document.slice(span), message=message, line=line, column=column
    )


def _section(document: Document, span: Span) -> tuple[str, ...]:
    index = document.sentence_index(span.start)
    if index is not None:
        return document.block_of(document.sentences[index]).section
    return ()


def spoken(words: Localized, language: str) -> str:
    """A rule's words in a language; else the first language that it has."""
    if language in words:
        return words[language]
    return next(iter(words.values()), "")


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its fields filled; a field without a value is left out."""
    return _FIELD.sub(lambda match: values.get(match[1], ""), template)


def in_force(
    names: Iterable[str], statutes: Mapping[str, Statute], places: tuple[str, ...], as_of: str | None
) -> tuple[str, ...]:
    """The legal bases that hold in these jurisdictions on that day; editorial ones hold everywhere."""
    return tuple(name for name in names if _holds(name, statutes, places, as_of))


def _holds(name: str, statutes: Mapping[str, Statute], places: tuple[str, ...], as_of: str | None) -> bool:
    work, _, article = name.partition("#")
    statute = statutes.get(work)
    if statute is None:
        return True  # the rulebook's loader has reported an unknown basis
    if statute.force != "editorial" and statute.jurisdiction not in (*places, "int", "any", "common"):
        return False
    entry = statute.articles.get(article)
    return all(_is_current(one, as_of) for one in (statute, entry) if one is not None)


def _is_current(entry: Statute | Basis, as_of: str | None) -> bool:
    if as_of is None:
        return True
    starts, ends = entry.in_force_from, entry.until
    return (starts is None or starts <= as_of) and (ends is None or as_of <= ends)
