"""Entries against the record that is held under their own identifier."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.journals import same as same_journal
from claimlint.model.hit import Evidence, Observation
from claimlint.model.rule import Confidence
from claimlint.model.source import Library, Reference, Source
from claimlint.model.text import Document, Span

_HAN = lazy(r"[㐀-鿿]")
_SAME_TITLE, _OTHER_TITLE = 80.0, 60.0  # of 100; between them nothing is said
_NAMES = {"title": "题名", "author": "第一作者", "journal": "刊名", "year": "年份"}


class Fields(Struct, frozen=True):
    """Field by field: the same, another, or None where that cannot be told."""

    title: bool | None
    author: bool | None
    journal: bool | None
    year: bool | None

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is False)

    @property
    def another_work(self) -> bool:
        """Never on one field alone, never against a title that agrees or a translated one that might."""
        if self.title is False:
            agreeing = self.author is True and (self.journal is True or self.year is True)
            return not agreeing and (self.author is False or self.journal is False)
        return self.title is None and self.differing == ("author", "journal", "year")


def check_records(document: Document, references: Sequence[Reference], library: Library) -> Iterator[Observation]:
    """Entries whose DOI or PMID leads to a record of another work."""
    for reference in references:
        source = held_under_identifier(reference, library)
        if source is not None and belongs_elsewhere(reference, source):
            yield _observation(document, reference, source)


def held_under_identifier(reference: Reference, library: Library) -> Source | None:
    """The record of the entry's own DOI or PMID; what a search by title finds is no record of it."""
    mine = reference.ids
    source = library.find(reference) if mine.doi or mine.pmid else None
    if source is None:
        return None
    by_doi = mine.doi is not None and mine.doi == source.ids.doi
    return source if by_doi or (mine.pmid is not None and mine.pmid == source.ids.pmid) else None


def belongs_elsewhere(reference: Reference, source: Source) -> bool:
    """Is the record another work's than the entry's?"""
    return not _same_pages(reference, source) and compare_fields(reference, source).another_work


def compare_fields(reference: Reference, source: Source) -> Fields:
    return Fields(
        _title(reference, source),
        _author(reference, source),
        _journal(reference, source),
        _year(reference, source),
    )


def _same_pages(reference: Reference, source: Source) -> bool:
    """Volume and first page name a place in print that two works do not share."""
    first = [expressions.match(r"\w+", pages or "") for pages in (reference.pages, source.pages)]
    if not (first[0] and first[1] and reference.volume and reference.volume == source.volume):
        return False
    return first[0][0] == first[1][0]


def _title(reference: Reference, source: Source) -> bool | None:
    mine = reference.title
    titles = [one for one in (source.title, *source.title_alternatives) if one]
    if not mine or not titles or len(mine) < 6:
        return None
    best = max((_likeness(mine, one) for one in titles if _one_script(mine, one)), default=None)
    if best is None:
        return None  # a translated title says nothing
    if best >= _SAME_TITLE:
        return True
    # a record in another language too may hold the title under which the entry knows it
    other_script = any(not _one_script(mine, one) for one in titles)
    return False if best < _OTHER_TITLE and not other_script else None


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import partial_ratio, ratio, token_sort_ratio

    a, b = _plain(one), _plain(other)
    scores = [ratio(a, b), token_sort_ratio(a, b)]
    if min(len(a), len(b)) >= (6 if _HAN.search(a) else 20):  # a title without its subtitle
        scores.append(partial_ratio(a, b) - 5)
    return max(scores)


def _author(reference: Reference, source: Source) -> bool | None:
    """The entry's first author among the record's: which of them comes first is often told wrongly."""
    if not reference.authors or not source.authors:
        return None
    first = reference.authors[0]
    rivals = [name for name in source.authors if _one_script(first, name)]
    if not rivals:
        return None
    mine = _name_words(first)
    if not mine:
        return None
    return any(mine & _name_words(name) or _plain(first) == _plain(name) for name in rivals)


def _name_words(name: str) -> set[str]:
    """The words of a name without initials; Chinese names whole."""
    return {word for word in _plain(name).split() if len(word) > 1}


def _journal(reference: Reference, source: Source) -> bool | None:
    names = [one for one in (source.journal, *source.journal_alternatives) if one]
    if not reference.journal or not names:
        return None
    verdicts = [same_journal(reference.journal, one) for one in names]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _year(reference: Reference, source: Source) -> bool | None:
    """Online and print may lie a year apart."""
    years = {year for year in (source.year, *source.years) if year}
    if not reference.year or not years:
        return None
    return any(abs(reference.year - year) <= 1 for year in years)


def _one_script(one: str, other: str) -> bool:
    return bool(_HAN.search(one)) == bool(_HAN.search(other))


def _plain(words: str) -> str:
    """Without accents, case, mark-up and punctuation."""
    words = unicodedata.normalize("NFKD", expressions.sub(r"<[^>]{1,40}>", "", words))
    bare = "".join(letter for letter in words if not unicodedata.combining(letter))
    return " ".join(expressions.findall(r"\w+", bare.casefold().replace("-", " ")))


def _observation(document: Document, reference: Reference, source: Source) -> Observation:
    differing = compare_fields(reference, source).differing
    identifier = reference.ids.doi if reference.ids.doi == source.ids.doi else f"PMID {reference.ids.pmid}"
    record = ". ".join(filter(None, (source.authors[0] if source.authors else "", source.title, source.journal or "")))
    record += f" ({source.year})" if source.year else ""
    values = {
        "id": identifier or "",
        "entry": reference.title or "",
        "record": record,
        "fields_zh": "、".join(_NAMES[name] for name in differing),
        "fields_en": ", ".join(differing),
    }
    return Observation(
        "reference-other-work",
        _place(document, reference, (identifier or "").removeprefix("PMID ")),
        values,
        (),
        (Evidence("source", record, source.title or source.id, record),),
        confidence=Confidence.HIGH if len(differing) > 2 else Confidence.MEDIUM,
    )


def _place(document: Document, reference: Reference, identifier: str) -> Span:
    at = document.slice(reference.span).casefold().find(identifier.casefold())
    if at < 0:
        return Span(reference.span.start, min(reference.span.end, reference.span.start + 40))
    start = reference.span.start + at
    return Span(start, start + len(identifier))
