"""A list of references as marks in the prose name its entries: by number, label, author and year, identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from claimlint.model.source import Identifiers, Reference
from claimlint.verify.references.binding import Works

K = TypeVar("K")
V = TypeVar("V")


class Entries:
    """The entries of a list, each kind of name looked up at once."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._references = references
        self._labels = {one.label: one.index for one in references if one.label}
        self.numbered = any(label.isdigit() for label in self._labels)  # does it print numbers?
        self.works = Works(references)

    def __len__(self) -> int:
        return len(self._references)

    def number(self, number: int) -> int | None:
        """The entry that a number means: the one with this label, or the one at this place."""
        return self._labels.get(str(number)) if self.numbered else (number if number <= len(self) else None)

    def labelled(self, label: str) -> tuple[int, ...]:
        """The entries of a footnote's name."""
        return self._by_label.get(label, ())

    def written_by(self, name: str, year: int) -> tuple[int, ...]:
        """Entries whose first author and year are these; two of them stay two."""
        wanted = name.casefold().strip()
        return tuple(index for author, index in self._by_year.get(year, ()) if _same_name(author, wanted))

    def identified(self, ids: Identifiers, url: str | None = None) -> tuple[int, ...]:
        """The entries that share a DOI, a PubMed number or an address."""
        keys = (("doi", ids.doi), ("pmid", ids.pmid), ("url", url))
        return tuple(sorted({index for key in keys if key[1] for index in self._by_id.get(key, ())}))

    @cached_property
    def _by_label(self) -> dict[str | None, tuple[int, ...]]:
        return _grouped((one.label, one.index) for one in self._references)

    @cached_property
    def _by_year(self) -> dict[int | None, tuple[tuple[str, int], ...]]:
        authors = ((one.year, (one.authors[0].casefold(), one.index)) for one in self._references if one.authors)
        return _grouped(authors)

    @cached_property
    def _by_id(self) -> dict[tuple[str, str | None], tuple[int, ...]]:
        kinds = ("doi", "pmid", "url")
        return _grouped(((kind, getattr(one.ids, kind)), one.index) for one in self._references for kind in kinds)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _same_name(author: str, wanted: str) -> bool:
    return (
        author == wanted
        or wanted in author.split()
        or (author[:1] >= "\u4e00" and author.startswith(wanted[:1]) and (author == wanted or len(wanted) == 1))
    )
