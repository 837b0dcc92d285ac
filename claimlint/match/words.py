"""The words of a rulebook in the order of their letters, so that a short text looks into few of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

_GROUP, _PART, _WORD = "\1", "\2", "\0"  # before a group, between its parts, between its words


class SuffixTerm(NamedTuple):
    """An open class's end with the lengths of stem that may stand before it."""

    low: int
    high: int
    not_before: tuple[str, ...]
    not_stem: frozenset[str]


def group(words: Sequence[str]) -> dict[str, str]:
    """Words in order by their first character; those of one pair of characters together, with their first number."""
    found: dict[str, str] = {}
    for pair, numbers in groupby(range(len(words)), key=lambda number: words[number][:2]):
        own = list(numbers)
        spelt = _WORD.join(words[own[0] : own[-1] + 1])
        found[pair[:1]] = found.get(pair[:1], "") + f"{_GROUP}{pair}{_PART}{own[0]}{_PART}{spelt}"
    return found


class Words:
    """Reads what ``group`` wrote."""

    def __init__(self, spelt: dict[str, str]) -> None:
        self._spelt = spelt

    def __bool__(self) -> bool:
        return bool(self._spelt)

    @cached_property
    def all(self) -> list[str]:
        """All words, by their numbers."""
        groups = (one for spelt in self._spelt.values() for one in spelt.split(_GROUP)[1:])
        return [word for one in groups for word in one.rpartition(_PART)[2].split(_WORD)]

    def beginning(self, pairs: Iterable[str]) -> Iterator[tuple[int, str]]:
        """The words that begin with some pairs of characters (or, of one character, are it), with their numbers."""
        for pair in pairs:
            spelt = self._spelt.get(pair[:1], "")
            at = spelt.find(f"{_GROUP}{pair}{_PART}")
            if at >= 0:
                end = spelt.find(_GROUP, at + 1)
                _, first, own = spelt[at : end if end >= 0 else None].split(_PART)
                yield from enumerate(own.split(_WORD), int(first))
