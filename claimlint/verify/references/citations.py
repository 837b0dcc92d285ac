"""Citations in the prose, each bound to the entries that it names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from claimlint.language import expressions, identifiers
from claimlint.language.expressions import lazy
from claimlint.model.source import Citation, Identifiers, Reference
from claimlint.model.text import BlockKind, Document, Mark, Role, Span
from claimlint.verify.references import attribution
from claimlint.verify.references.entries import Entries

_NUMERIC = lazy(
    r"[\[［【]\s{0,2}(\d{1,3}(?:\s{0,2}[-–—~～,，、;；]\s{0,2}\d{1,3}){0,12})\s{0,2}[\]］】](?!\()",
    needs=("]", "］", "】"),
)
_RAISED = lazy(r"[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹,，⁻–-]{0,10}[¹²³⁰⁴-⁹])?")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_MARKED = lazy(r"[\[［]?\s?(\d{1,3}(?:\s?[-–,，、]\s?\d{1,3}){0,12})\s?[\]］]?")
_NAME = r"[A-ZÀ-Ž][\w'’-]{1,24}"
_AUTHOR_YEAR = lazy(
    rf"[(（]((?:{_NAME}|[\u4e00-\u9fff]{{2,4}})(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})|等人?|"
    rf"和[\u4e00-\u9fff]{{2,4}})?)[,，]?\s?((?:19|20)\d{{2}})[a-z]?[)）]"
    rf"|({_NAME}|[\u4e00-\u9fff]{{2,3}})(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})(?:’s)?|"
    rf"等人?)?\s?[(（]((?:19|20)\d{{2}})[a-z]?[)）]",
    needs=(")", "）"),
)
_AUTHOR_YEARS = lazy(r"[(（]([^()（）]{4,160}[;；][^()（）]{4,160})[)）]", needs=(";", "；"))
_ONE_AUTHOR = lazy(
    rf"((?:{_NAME}|[\u4e00-\u9fff]{{2,4}}))(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})|"
    rf"等人?)?[,，]?\s?((?:19|20)\d{{2}})"
)
_PMID = lazy(r"\bPMID\s{0,2}[:：]?\s{0,2}(\d{5,8})\b", re.I)
_FOOTNOTE = lazy(r"\[\^([\w-]{1,30})\]", needs=("[^",))
_EXPONENT = lazy(r"(?:[\d)×x*⁺]|(?:^|[^A-Za-z])(?:m|cm|mm|km|s|kg|R|I|χ|r|x|CD\d{1,3}))$", re.I)


def read_citations(document: Document, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Every mark and attribution in order of place, bound as far as it can be."""
    found: list[Citation] = []
    entries = Entries(references)
    for block in document.blocks:
        if block.role in {Role.REFERENCES} or block.kind in {BlockKind.CODE} or not block.span.end > block.span.start:
            continue
        found += _marks(document, block.span, entries)
        if block.kind is not BlockKind.HEADING:
            found += attribution.read(document, block.span, entries.works)
    found.sort(key=lambda one: one.span)
    return _with_scopes(document, attribution.in_order(_settled(found)))


def _marks(document: Document, span: Span, entries: Entries) -> Iterator[Citation]:
    text = document.text
    for match in _NUMERIC.finditer(text, span.start, span.end):
        if entries.numbered or _listed(match[1], entries):
            yield _numbered(match, match[1], "numeric", entries)
    for match in _RAISED.finditer(text, span.start, span.end):
        if entries and not _EXPONENT.search(text[max(span.start, match.start() - 5) : match.start()]):
            yield _numbered(match, match[0].translate(_RAISED_DIGITS), "superscript", entries)
    yield from _segments(document, span, entries)
    yield from _named(text, span, entries)
    yield from _identified(text, span, entries)
    for match in _FOOTNOTE.finditer(text, span.start, span.end):
        targets = entries.labelled(match[1])
        yield Citation(Span(*match.span()), "footnote", targets, dangling=() if targets else (match[1],))


def _listed(numbers: str, entries: Entries) -> bool:
    """A list without printed numbers can still be cited by them, as far as it reaches."""
    return bool(entries) and all(1 <= number <= len(entries) for number in _numbers(numbers))


def _segments(document: Document, span: Span, entries: Entries) -> Iterator[Citation]:
    """Superscript numbers and links as the reader marked them."""
    for segment in document.segments_in(span):
        words = document.slice(segment.span)
        if segment.marks & Mark.SUPERSCRIPT and entries:
            match = _MARKED.fullmatch(words.strip())
            before = document.text[max(span.start, segment.span.start - 5) : segment.span.start]
            if match and not words.startswith(("[", "［")) and not _EXPONENT.search(before):
                yield _numbered(match, match[1], "superscript", entries, segment.span)
        if segment.marks & Mark.LINK and segment.target:
            targets = entries.identified(identifiers.identify(segment.target), segment.target)
            if targets:
                yield Citation(segment.span, "url", targets, evidence=("link",))


def _numbered(match: re.Match[str], numbers: str, kind: str, entries: Entries, span: Span | None = None) -> Citation:
    targets: list[int] = []
    dangling: list[str] = []
    for number in _numbers(numbers):
        index = entries.number(number)
        if index:
            targets.append(index)
        else:
            dangling.append(str(number))
    return Citation(
        span or Span(*match.span()),
        kind,
        tuple(dict.fromkeys(targets)),
        1.0 if entries.numbered else 0.9,
        ("number",),
        dangling=tuple(dangling),
    )


def _numbers(words: str) -> list[int]:
    found: list[int] = []
    for part in expressions.split(r"[,，、;；]", words):
        ends = [int(number) for number in expressions.findall(r"\d{1,3}", part)]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 40:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return found


def _named(text: str, span: Span, entries: Entries) -> Iterator[Citation]:
    for match in _AUTHOR_YEARS.finditer(text, span.start, span.end):
        pairs = [one.groups() for one in _ONE_AUTHOR.finditer(match[1])]
        targets = tuple(dict.fromkeys(index for name, year in pairs for index in entries.written_by(name, int(year))))
        if targets:
            yield Citation(Span(*match.span()), "author-year", targets, 0.95, ("author", "year"))
    for match in _AUTHOR_YEAR.finditer(text, span.start, span.end):
        name, year = match[1] or match[3], match[2] or match[4]
        targets = entries.written_by(expressions.split(r"\s(?:et al|and|&)|等|和", name)[0], int(year))
        if targets or (entries and expressions.search(r"et al|等| and | & ", match[0])):
            yield Citation(
                Span(*match.span()),
                "author-year",
                targets,
                0.95 if len(targets) == 1 else 0.5,
                ("author", "year"),
                dangling=() if targets else (match[0].strip("()（）"),),
            )


def _identified(text: str, span: Span, entries: Entries) -> Iterator[Citation]:
    for start, end, doi in identifiers.dois(text[span.start : span.end]):
        place = Span(span.start + start, span.start + end)
        yield Citation(place, "doi", entries.identified(Identifiers(doi=doi)), evidence=("doi",))
    for match in _PMID.finditer(text, span.start, span.end):
        targets = entries.identified(Identifiers(pmid=match[1]))
        yield Citation(Span(*match.span()), "doi", targets, evidence=("pmid",))


def _settled(found: list[Citation]) -> list[Citation]:
    """One place, one citation: a mark wins over what overlaps it. ``found`` is in order of place."""
    rank = {"footnote": 0, "numeric": 1, "superscript": 1, "doi": 2, "url": 2, "author-year": 3, "prose": 4}
    kept: dict[int, Citation] = {}
    reaching: dict[int, Citation] = {}  # those kept that may reach over what comes
    for number, one in enumerate(found):
        reaching = {key: other for key, other in reaching.items() if other.span.end > one.span.start}
        rivals = {key: other for key, other in reaching.items() if other.span.overlaps(one.span)}
        if any(
            rank[other.kind] <= rank[one.kind]
            for other in rivals.values()
            if other.kind != "prose" or one.kind == "prose"
        ):
            continue
        for key, other in rivals.items():
            if other.kind != "prose":
                del kept[key], reaching[key]
        kept[number] = reaching[number] = one
    return sorted(kept.values(), key=lambda one: one.span)


def _with_scopes(document: Document, found: list[Citation]) -> tuple[Citation, ...]:
    """A mark governs its sentence; an attribution all up to the next one, or to the next heading."""
    prose = [one.span.start for one in found if one.kind == "prose"]
    borders = _borders(document)
    whole = len(document.text)
    result = []
    for one in found:
        if one.kind == "prose":
            following = _next(prose, one.span.start + 1, whole)
            end = min(following, _next(borders, one.span.end, whole))
            start = _sentence(document, one.span.start).start
            scope = Span(start, _sentence(document, end).start if end == following < whole else end)
        else:
            scope = _sentence(document, max(one.span.start - 1, 0))
        result.append(replace(one, scope=Span(scope.start, max(scope.end, one.span.end))))
    return tuple(result)


def _sentence(document: Document, start: int) -> Span:
    index = document.sentence_index(start)
    return document.sentences[index].span if index is not None else Span(start, start)


def _borders(document: Document) -> list[int]:
    """Where headings and what is no part of the prose begin."""
    aside = {Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT}
    return [one.span.start for one in document.blocks if one.kind is BlockKind.HEADING or one.role in aside]


def _next(places: Sequence[int], start: int, otherwise: int) -> int:
    """The first of some places in order that is not before ``start``."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) else otherwise
