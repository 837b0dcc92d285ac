"""The words of a rulebook in the order of their letters, so that a short text looks into few of them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

_GROUP, _PART, _WORD = b"\1", b"\2", b"\0"  # before a group, between its parts, between its words


class SuffixTerm(NamedTuple):
    """An open class's end with the lengths of stem that may stand before it."""

    low: int
    high: int
    not_before: tuple[str, ...]
    not_stem: frozenset[str]


def group(words: Sequence[str]) -> dict[str, bytes]:
    """Words in order by their first character; those of one pair of characters together, with their first number."""
    found: dict[str, bytes] = {}
    for pair, numbers in groupby(range(len(words)), key=lambda number: words[number][:2]):
        own = list(numbers)
        spelt = _WORD.join(words[number].encode() for number in own)
        found[pair[:1]] = found.get(pair[:1], b"") + _head(pair) + b"%d" % own[0] + _PART + spelt
    return found


def _head(pair: str) -> bytes:
    return _GROUP + pair.encode() + _PART


class Words:
    """Reads what ``group`` wrote."""

    def __init__(self, spelt: dict[str, bytes]) -> None:
        self._spelt = spelt

    def __bool__(self) -> bool:
        return bool(self._spelt)

    @cached_property
    def all(self) -> list[str]:
        """All words, by their numbers."""
        groups = (one for spelt in self._spelt.values() for one in spelt.split(_GROUP)[1:])
        return [word for one in groups for word in _words(one.rpartition(_PART)[2])]

    def likely(self, pairs: Set[str]) -> tuple[list[int], list[str]]:
        """The words whose first and last two characters (or single one) are among ``pairs``, with their numbers."""
        numbers, found = list[int](), list[str]()
        for pair in pairs:
            spelt = self._spelt.get(pair[:1])
            at = spelt.find(_head(pair)) if spelt is not None else -1
            if spelt is None or at < 0:
                continue
            end = spelt.find(_GROUP, at + 1)
            _, first, own = spelt[at : end if end >= 0 else None].split(_PART)
            for number, word in enumerate(_words(own), int(first)):
                if word[-2:] in pairs:
                    numbers.append(number)
                    found.append(word)
        return numbers, found


def _words(spelt: bytes) -> list[str]:
    return spelt.decode().split(_WORD.decode())
