"""The entries of a list checked by themselves: complete, possible, not invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.language import expressions, identifiers
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.source import Reference, WorkKind
from claimlint.model.text import Document, Span
from claimlint.verify.wording import said

_WHOLE_WITHOUT_JOURNAL = frozenset(
    {WorkKind.THESIS, WorkKind.BOOK, WorkKind.WEB, WorkKind.STANDARD, WorkKind.REGISTRY, WorkKind.PREPRINT}
)


def check_references(document: Document, references: Sequence[Reference], as_of: str) -> Iterator[Observation]:
    """Faults of entries."""
    yield from _impossible(document, references)
    yield from _twice(document, references)
    for reference in references:
        yield from _future(document, reference, as_of)
        yield from _incomplete(reference)
        yield from _translated(document, reference)


def _impossible(document: Document, references: Sequence[Reference]) -> Iterator[Observation]:
    """Identifiers that no agency can have given, in the list and in the prose."""
    for fault in identifiers.faults(document.text):
        span = Span(fault.start, fault.end)
        if document.sentence_index(span.start) is not None or any(one.span.contains(span) for one in references):
            yield Observation("identifier-impossible", span, {"stated": fault.text, "reason": said(fault.reason)})


def _twice(document: Document, references: Sequence[Reference]) -> Iterator[Observation]:
    """One identifier under two entries: the same work listed twice, or one of them invented."""
    seen: dict[str, Reference] = {}
    for reference in references:
        for key in filter(None, (reference.ids.doi, reference.ids.pmid and f"PMID {reference.ids.pmid}")):
            first = seen.setdefault(key, reference)
            if first is reference:
                continue
            same_work = _alike(first, reference)
            span = _place(document, reference, key)
            values = {"id": key, "first": first.title or "", "second": reference.title or ""}
            check = "reference-twice" if same_work else "reference-shared-id"
            yield Observation(
                check, span, values, (Related(first.span, said("other-entry")),), (Evidence("document", key),)
            )
            break


def _alike(one: Reference, other: Reference) -> bool:
    """Could these be two ways of writing one work?"""
    if not one.title or not other.title:
        return True
    if bool(expressions.search(r"[一-鿿]", one.title)) != bool(expressions.search(r"[一-鿿]", other.title)):
        return one.year == other.year
    from rapidfuzz.fuzz import ratio

    plain = [expressions.sub(r"[\W_]+", "", title).casefold() for title in (one.title, other.title)]
    return bool(ratio(*plain) >= 70)


def _place(document: Document, reference: Reference, key: str) -> Span:
    words = document.slice(reference.span)
    at = words.casefold().find(key.removeprefix("PMID "))
    if at < 0:
        return Span(reference.span.start, min(reference.span.end, reference.span.start + 40))
    return Span(reference.span.start + at, reference.span.start + at + len(key.removeprefix("PMID ")))


def _future(document: Document, reference: Reference, as_of: str) -> Iterator[Observation]:
    if not reference.year or not expressions.match(r"\d{4}-\d{2}", as_of):
        return
    year, month = int(as_of[:4]), int(as_of[5:7])
    # at the end of a year journals already print issues of the next
    if reference.year > year + (month >= 9):
        words = document.slice(reference.span)
        at = words.find(str(reference.year))
        start = reference.span.start + max(at, 0)
        yield Observation("reference-future", Span(start, start + 4), {"stated": str(reference.year), "as_of": as_of})


def _incomplete(reference: Reference) -> Iterator[Observation]:
    ids = reference.ids
    if ids.doi or ids.pmid or ids.pmcid or ids.trial or ids.isbn or ids.url:
        return
    lacking = [name for name, value in (("title", reference.title), ("year", reference.year)) if not value]
    if not reference.journal and reference.kind not in _WHOLE_WITHOUT_JOURNAL:
        lacking.append("journal")
    if lacking:
        names = {"title": "题名", "year": "年份", "journal": "刊名"}
        span = Span(reference.span.start, min(reference.span.end, reference.span.start + 40))
        values = {"missing_en": ", ".join(lacking), "missing_zh": "、".join(names[name] for name in lacking)}
        yield Observation("reference-incomplete", span, values)


def _translated(document: Document, reference: Reference) -> Iterator[Observation]:
    """Latin authors before a Chinese title: an entry translated by machine cannot be looked up."""
    title = reference.title or ""
    if not (
        reference.authors
        and expressions.search(r"[一-鿿]{6}", title)
        and all(name.isascii() for name in reference.authors)
    ):
        return
    words = document.slice(reference.span)
    at = words.find(title[:12])
    end = reference.span.start + (at + len(title) if at >= 0 else len(words))
    yield Observation(
        "reference-translated", Span(reference.span.start, min(end, reference.span.end)), {"stated": title}
    )
