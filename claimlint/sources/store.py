"""The sources folder: every cited work in it, found by identifier, title or author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.identifiers import normal_doi
from claimlint.language.journals import same
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.source import Product, Reference, Source
from claimlint.model.words import Words, both

if TYPE_CHECKING:
    from claimlint.sources.loaders import Loaded

TITLE_LIKENESS = 92.0  # of 100, by rapidfuzz
LIMIT = 100_000_000


class SourceStore(Struct, frozen=True, dict=True):
    """What a sources folder holds, with what of it could not be read."""

    sources: tuple[Source, ...] = ()
    products: tuple[Product, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _by_key(self) -> dict[str, Source]:
        index: dict[str, Source] = {}
        for source in self.sources:
            for key in keys(source):
                index.setdefault(key, source)
        return index

    def get(self, key: str) -> Source | None:
        """A work by id, DOI, PMID or PMCID."""
        found = self._by_key.get(key) or self._by_key.get(f"doi:{normal_doi(key)}") or self._by_key.get(f"pmid:{key}")
        return found or next((source for source in self.sources if source.id == key), None)

    def find(self, reference: Reference) -> Source | None:
        """The work of a reference: by identifier, else by title, else by author, year and journal."""
        ids = reference.ids
        wanted = (f"doi:{ids.doi}", f"pmid:{ids.pmid}", f"pmcid:{ids.pmcid}")
        for key, value in zip(wanted, (ids.doi, ids.pmid, ids.pmcid), strict=True):
            if value and key in self._by_key:
                return self._by_key[key]
        return self._by_title(reference) or self._by_author(reference)

    def _by_title(self, reference: Reference) -> Source | None:
        if not reference.title or len(reference.title) < 8:
            return None
        from rapidfuzz.fuzz import ratio

        wanted = plain_title(reference.title)
        scored = [
            (
                max(ratio(wanted, plain_title(title)) for title in (source.title, *source.title_alternatives)),
                number,
            )
            for number, source in enumerate(self.sources)
            if not _conflict(reference, source)
        ]
        best, number = max(scored, default=(0.0, 0))
        return self.sources[number] if best >= TITLE_LIKENESS else None

    def _by_author(self, reference: Reference) -> Source | None:
        if not (reference.authors and reference.year and reference.journal):
            return None
        found = [source for source in self.sources if _fits(reference, source)]
        return found[0] if len(found) == 1 else None


def _conflict(reference: Reference, source: Source) -> bool:
    """Two identifiers of one kind that differ: not this work, however alike the titles."""
    return bool(reference.ids.doi and source.ids.doi and reference.ids.doi != source.ids.doi)


def _fits(reference: Reference, source: Source) -> bool:
    if _conflict(reference, source) or not source.authors or reference.year not in years(source):
        return False
    if reference.title and source.title and _unlike(reference.title, source.title):
        return False
    first, theirs = reference.authors[0].casefold(), source.authors[0].casefold()
    return (first in theirs or theirs in first) and same(reference.journal or "", source.journal or "") is True


def _unlike(one: str, other: str) -> bool:
    """Both titles in one script and clearly different; a translated title says nothing."""
    from rapidfuzz.fuzz import ratio

    scripts = {bool(re.search(r"[一-鿿]", title)) for title in (one, other)}
    return len(scripts) == 1 and ratio(plain_title(one), plain_title(other)) < 60


def years(source: Source) -> set[int]:
    """Every year in which the work came out."""
    return {year for year in (source.year, *source.years) if year}


def plain_title(title: str) -> str:
    """A title without case, punctuation and mark-up."""
    return re.sub(r"<[^>]{1,40}>|[^\w一-鿿]+", "", title).casefold()


def keys(source: Source) -> list[str]:
    """The keys under which a work is found."""
    ids = source.ids
    pairs = (("doi", normal_doi(ids.doi) if ids.doi else None), ("pmid", ids.pmid), ("pmcid", ids.pmcid))
    return [f"{name}:{value}" for name, value in pairs if value]


def load_store(folder: Path) -> SourceStore:
    """Read every file of a folder; what cannot be read is a Problem, the rest is there."""
    from claimlint.sources import labels

    sources: list[Source] = []
    products: list[Product] = []
    problems: list[Problem] = []
    folder = Path(folder)
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or any(part.startswith((".", "_")) for part in path.relative_to(folder).parts):
            continue
        loaded = _read(path, path.relative_to(folder).as_posix())
        sources += loaded.sources
        problems += loaded.problems
        for product in loaded.products:
            labelled, fault = labels.with_label(product, path.parent, folder)
            products.append(labelled)
            problems += [fault] if fault is not None else []
    works = [one for one in sources if not labels.is_label(one.origin, products)]
    return SourceStore(tuple(merged(works)), tuple(products), tuple(problems))


def _read(path: Path, name: str) -> Loaded:
    """One file; what keeps it from being read is a Problem."""
    from claimlint.sources import loaders

    try:
        if path.stat().st_size > LIMIT:
            return loaders.fault(name, both("大于 100 MB", "is larger than 100 MB"), both("请拆分", "split it"))
        return loaders.load(path.read_bytes(), name)
    except OSError as error:
        why = error.strerror or str(error)
        hint = both("请检查文件能否读取", "check that the file can be read")
        return loaders.fault(name, both(why, why), hint)


def merged(sources: Iterable[Source]) -> list[Source]:
    """Works with one identifier put together: a facts file or PDF adds to the record beside it."""
    result: list[Source] = []
    places: dict[str, int] = {}
    for source in sources:
        place = next((places[key] for key in (*keys(source), f"id:{source.id}") if key in places), None)
        if place is None:
            place = len(result)
            result.append(source)
        else:
            result[place] = _joined(result[place], source)
        for key in (*keys(source), f"id:{source.id}"):
            places.setdefault(key, place)
    return result


_COVERAGE = ("none", "metadata", "excerpt", "abstract", "fulltext")


def _joined(one: Source, other: Source) -> Source:
    gaps = {
        name: getattr(other, name) for name in one.__struct_fields__ if not getattr(one, name) and getattr(other, name)
    }
    gaps |= {"texts": one.texts + tuple(text for text in other.texts if text not in one.texts)}
    gaps |= {"facts": one.facts + tuple(fact for fact in other.facts if fact not in one.facts)}
    gaps["coverage"] = max(one.coverage, other.coverage, key=_COVERAGE.index)
    if one.status == "unknown" or other.status in {"retracted", "withdrawn"}:
        gaps |= {"status": other.status, "status_evidence": other.status_evidence or one.status_evidence}
    return replace(one, **gaps)


def problem(path: str, words: Words, hint: Words, line: int | None = None) -> Problem:
    """A file of the folder that could not be read: the run is incomplete, not clean."""
    message = both(f"{path}：{words.zh}", f"{path}: {words}")
    return Problem("unreadable-source", message, path, line, hint=hint, kind=ProblemKind.INCOMPLETE)
