"""Citations in the prose, each bound to the entries that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from claimlint.language import expressions, identifiers
from claimlint.language.expressions import lazy
from claimlint.model.source import Citation, Reference
from claimlint.model.text import BlockKind, Document, Mark, Role, Span
from claimlint.verify import attribution

_NUMERIC = lazy(r"[\[［【]\s{0,2}(\d{1,3}(?:\s{0,2}[-–—~～,，、;；]\s{0,2}\d{1,3}){0,12})\s{0,2}[\]］】](?!\()")
_RAISED = lazy(r"[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹,，⁻–-]{0,10}[¹²³⁰⁴-⁹])?")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_MARKED = lazy(r"[\[［]?\s?(\d{1,3}(?:\s?[-–,，、]\s?\d{1,3}){0,12})\s?[\]］]?")
_NAME = r"[A-ZÀ-Ž][\w'’-]{1,24}"
_AUTHOR_YEAR = lazy(
    rf"[(（]((?:{_NAME}|[\u4e00-\u9fff]{{2,4}})(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})|等人?|"
    rf"和[\u4e00-\u9fff]{{2,4}})?)[,，]?\s?((?:19|20)\d{{2}})[a-z]?[)）]"
    rf"|({_NAME}|[\u4e00-\u9fff]{{2,3}})(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})(?:’s)?|"
    rf"等人?)?\s?[(（]((?:19|20)\d{{2}})[a-z]?[)）]"
)
_AUTHOR_YEARS = lazy(r"[(（]([^()（）]{4,160}[;；][^()（）]{4,160})[)）]")
_ONE_AUTHOR = lazy(
    rf"((?:{_NAME}|[\u4e00-\u9fff]{{2,4}}))(?:\s(?:et al\.?|and\s{_NAME}|&\s{_NAME})|"
    rf"等人?)?[,，]?\s?((?:19|20)\d{{2}})"
)
_PMID = lazy(r"\bPMID\s{0,2}[:：]?\s{0,2}(\d{5,8})\b", re.I)
_FOOTNOTE = lazy(r"\[\^([\w-]{1,30})\]")
_EXPONENT = lazy(r"(?:[\d)×x*⁺]|(?:^|[^A-Za-z])(?:m|cm|mm|km|s|kg|R|I|χ|r|x|CD\d{1,3}))$", re.I)


def read_citations(document: Document, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Every mark and attribution in order of place, bound as far as it can be."""
    found: list[Citation] = []
    for block in document.blocks:
        if block.role in {Role.REFERENCES} or block.kind in {BlockKind.CODE} or not block.span.end > block.span.start:
            continue
        found += _marks(document, block.span, references)
        if block.kind is not BlockKind.HEADING:
            found += attribution.read(document, block.span, references)
    found.sort(key=lambda one: one.span)
    return _with_scopes(document, attribution.in_order(_settled(found)))


def _marks(document: Document, span: Span, references: Sequence[Reference]) -> Iterator[Citation]:
    text = document.text
    for match in _NUMERIC.finditer(text, span.start, span.end):
        if (references and any(one.label and one.label.isdigit() for one in references)) or _listed(
            match[1], references
        ):
            yield _numbered(match, match[1], "numeric", references)
    for match in _RAISED.finditer(text, span.start, span.end):
        if references and not _EXPONENT.search(text[max(span.start, match.start() - 5) : match.start()]):
            yield _numbered(match, match[0].translate(_RAISED_DIGITS), "superscript", references)
    yield from _segments(document, span, references)
    yield from _named(text, span, references)
    yield from _identified(text, span, references)
    for match in _FOOTNOTE.finditer(text, span.start, span.end):
        targets = tuple(one.index for one in references if one.label == match[1])
        yield Citation(Span(*match.span()), "footnote", targets, dangling=() if targets else (match[1],))


def _listed(numbers: str, references: Sequence[Reference]) -> bool:
    """A list without printed numbers can still be cited by them, as far as it reaches."""
    return bool(references) and all(1 <= number <= len(references) for number in _numbers(numbers))


def _segments(document: Document, span: Span, references: Sequence[Reference]) -> Iterator[Citation]:
    """Superscript numbers and links as the reader marked them."""
    for segment in document.segments_in(span):
        words = document.slice(segment.span)
        if segment.marks & Mark.SUPERSCRIPT and references:
            match = _MARKED.fullmatch(words.strip())
            before = document.text[max(span.start, segment.span.start - 5) : segment.span.start]
            if match and not words.startswith(("[", "［")) and not _EXPONENT.search(before):
                yield _numbered(match, match[1], "superscript", references, segment.span)
        if segment.marks & Mark.LINK and segment.target:
            ids = identifiers.identify(segment.target)
            targets = _same_ids(references, ids.doi, ids.pmid, segment.target)
            if targets:
                yield Citation(segment.span, "url", targets, evidence=("link",))


def _numbered(
    match: re.Match[str], numbers: str, kind: str, references: Sequence[Reference], span: Span | None = None
) -> Citation:
    labels = {one.label: one.index for one in references if one.label}
    by_label = any(label.isdigit() for label in labels)
    targets: list[int] = []
    dangling: list[str] = []
    for number in _numbers(numbers):
        index = labels.get(str(number)) if by_label else (number if number <= len(references) else None)
        if index:
            targets.append(index)
        else:
            dangling.append(str(number))
    return Citation(
        span or Span(*match.span()),
        kind,
        tuple(dict.fromkeys(targets)),
        1.0 if by_label else 0.9,
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


def _named(text: str, span: Span, references: Sequence[Reference]) -> Iterator[Citation]:
    for match in _AUTHOR_YEARS.finditer(text, span.start, span.end):
        pairs = [one.groups() for one in _ONE_AUTHOR.finditer(match[1])]
        targets = tuple(
            dict.fromkeys(index for name, year in pairs for index in by_author(references, name, int(year)))
        )
        if targets:
            yield Citation(Span(*match.span()), "author-year", targets, 0.95, ("author", "year"))
    for match in _AUTHOR_YEAR.finditer(text, span.start, span.end):
        name, year = match[1] or match[3], match[2] or match[4]
        targets = by_author(references, expressions.split(r"\s(?:et al|and|&)|等|和", name)[0], int(year))
        if targets or (references and expressions.search(r"et al|等| and | & ", match[0])):
            yield Citation(
                Span(*match.span()),
                "author-year",
                targets,
                0.95 if len(targets) == 1 else 0.5,
                ("author", "year"),
                dangling=() if targets else (match[0].strip("()（）"),),
            )


def by_author(references: Sequence[Reference], name: str, year: int) -> tuple[int, ...]:
    """Entries whose first author and year are these; two of them stay two."""
    wanted = name.casefold().strip()
    return tuple(
        one.index for one in references if one.year == year and one.authors and _same_name(one.authors[0], wanted)
    )


def _same_name(author: str, wanted: str) -> bool:
    author = author.casefold()
    return (
        author == wanted
        or wanted in author.split()
        or (author[:1] >= "\u4e00" and author.startswith(wanted[:1]) and (author == wanted or len(wanted) == 1))
    )


def _identified(text: str, span: Span, references: Sequence[Reference]) -> Iterator[Citation]:
    for start, end, doi in identifiers.dois(text[span.start : span.end]):
        yield Citation(
            Span(span.start + start, span.start + end),
            "doi",
            _same_ids(references, doi, None, None),
            evidence=("doi",),
        )
    for match in _PMID.finditer(text, span.start, span.end):
        yield Citation(Span(*match.span()), "doi", _same_ids(references, None, match[1], None), evidence=("pmid",))


def _same_ids(references: Sequence[Reference], doi: str | None, pmid: str | None, url: str | None) -> tuple[int, ...]:
    return tuple(
        one.index
        for one in references
        if (doi and one.ids.doi == doi)
        or (pmid and one.ids.pmid == pmid)
        or (url and one.ids.url and one.ids.url == url)
    )


def _settled(found: list[Citation]) -> list[Citation]:
    """One place, one citation: a mark wins over what overlaps it."""
    rank = {"footnote": 0, "numeric": 1, "superscript": 1, "doi": 2, "url": 2, "author-year": 3, "prose": 4}
    kept: list[Citation] = []
    for one in found:
        rivals = [other for other in kept if other.span.overlaps(one.span)]
        if any(rank[other.kind] <= rank[one.kind] for other in rivals if other.kind != "prose" or one.kind == "prose"):
            continue
        kept = [other for other in kept if other not in rivals or other.kind == "prose"] + [one]
    return sorted(kept, key=lambda one: one.span)


def _with_scopes(document: Document, found: list[Citation]) -> tuple[Citation, ...]:
    """A mark governs its sentence; an attribution all up to the next one, or to the next heading."""
    result = []
    prose = [one for one in found if one.kind == "prose"]
    for one in found:
        if one.kind == "prose":
            following = next(
                (other.span.start for other in prose if other.span.start > one.span.start), len(document.text)
            )
            end = min(following, _next_heading(document, one.span.end))
            scope = Span(
                _sentence(document, one.span.start).start,
                _sentence(document, end).start if end == following < len(document.text) else end,
            )
        else:
            scope = _sentence(document, max(one.span.start - 1, 0))
        result.append(replace(one, scope=Span(scope.start, max(scope.end, one.span.end))))
    return tuple(result)


def _sentence(document: Document, start: int) -> Span:
    index = document.sentence_index(start)
    return document.sentences[index].span if index is not None else Span(start, start)


def _next_heading(document: Document, start: int) -> int:
    aside = {Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT}
    starts = (
        b.span.start
        for b in document.blocks
        if (b.kind is BlockKind.HEADING or b.role in aside) and b.span.start >= start
    )
    return next(starts, len(document.text))
