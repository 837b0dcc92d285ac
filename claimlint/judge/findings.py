"""Findings: a rule's words put to a place of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimlint.judge.context import language_of
from claimlint.judge.wording import said
from claimlint.language.expressions import lazy
from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Evidence, Related
from claimlint.model.rule import Basis, Confidence, Localized, Rule, RuleStatus, Severity, Statute
from claimlint.model.text import Document, RawSpan, Span
from claimlint.model.words import spoken

_FIELD = lazy(r"\{([\w.-]+)\}")
_LATIN = lazy(r"[A-Za-z]{2,}")
_CHINESE = lazy(r"[\u3400-\u9fff]")
FOREIGN = 4  # Latin words of a sentence without Chinese ones in a Chinese text; fewer are a formula or a name
BINDING = frozenset({"law", "regulation", "ministry-rule"})
LAWFUL = frozenset({"overclaim", "promotion", "disclaimer"})  # families whose errors rest on law


class Draft(Struct, frozen=True, kw_only=True):
    """What a finding is made of."""

    rule: Rule
    span: Span
    language: str  # of the sentence: the suggestion, which is to be pasted, is made in it
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
    """The finding of a draft, told in the document's language; its fingerprint and status come later."""
    rule, span, chinese = draft.rule, draft.span, is_chinese(document)
    raw = document.locate(span)
    line, column, end_line, end_column = _lines(document, raw)
    return Finding(
        rule=rule.id,
        family=rule.family,
        category=rule.category,
        severity=draft.severity,
        confidence=draft.confidence,
        scope=draft.scope,
        message=fill(in_words(rule.message, "zh" if chinese else "en"), _told(draft.values, chinese)),
        path=document.path,
        span=span,
        raw=raw,
        text=document.slice(span),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        section=_section(document, span) if draft.scope == "span" else (),
        related=tuple(related_place(document, one.span, spoken(one.message, chinese)) for one in draft.related),
        basis=draft.basis,
        evidence=tuple(replace(one, text=spoken(one.text, chinese)) for one in draft.evidence),
        suggestion=fill(in_words(rule.suggest, draft.language), _told(draft.values, draft.language == "zh")).strip()
        or None,
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


def is_chinese(document: Document) -> bool:
    """Whether a document, and so what is said of it, is Chinese."""
    return document.language.startswith("zh")


def pasted(sentence: str, document: Document) -> str:
    """The language of a wording for a sentence: the document's, where the sentence is not plainly another's."""
    if is_chinese(document):
        return "en" if len(_LATIN.findall(sentence)) >= FOREIGN and not _CHINESE.search(sentence) else "zh"
    return language_of(sentence)


def _told(values: Mapping[str, str], chinese: bool) -> dict[str, str]:
    return {name: spoken(value, chinese) for name, value in values.items()}


def in_words(words: Localized, language: str) -> str:
    """A rule's words in a language; else the first language that it has."""
    if language in words:
        return words[language]
    return next(iter(words.values()), "")


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its fields filled; a field without a value is left out."""
    return _FIELD.sub(lambda match: values.get(match[1], ""), template)


class Ground(NamedTuple):
    """The law that a finding rests on, how grave it may then be, and why it is milder than its rule."""

    basis: tuple[str, ...]
    severity: Severity
    notes: tuple[Evidence, ...] = ()


def grounded(
    rule: Rule, severity: Severity, statutes: Mapping[str, Statute], places: tuple[str, ...], as_of: str | None
) -> Ground:
    """The law in force on the day; an error for which there was none yet, or no more, is a warning."""
    basis = in_force(rule.basis, statutes, places, as_of)
    if severity is not Severity.ERROR or rule.family not in LAWFUL or _binds(basis, statutes):
        return Ground(basis, severity)
    if not _binds(in_force(rule.basis, statutes, places, None), statutes):
        return Ground(basis, severity)  # no law at any time: an error on its rule's own word
    return Ground(basis, Severity.WARNING, (Evidence("document", said("no-law", as_of or "")),))


def _binds(basis: Iterable[str], statutes: Mapping[str, Statute]) -> bool:
    works = (statutes.get(name.partition("#")[0]) for name in basis)
    return any(work is not None and work.force in BINDING for work in works)


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
