"""The words of one text, found in one pass: which classes they fill, where, and what an innocent covers."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claimlint.match.vocabulary import SuffixTerm, Vocabulary

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# characters that never stand inside the stem of an open class
NO_STEM = frozenset(
    "的了是在和与或及对为把被让使令从到很都也就不没有我你您他她它们这那其该每各种个一有无将能会可以而但且并之于等及其所因由如若则即又再还更最太等"
)

Place = tuple[int, int]


def folded(text: str) -> str:
    """The text in lower case, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := char.lower()) == 1 else char for char in text)


class Found(NamedTuple):
    """The words of one stretch of text: class -> places in order; the same for what innocents cover."""

    places: dict[int, list[Place]]
    masked: dict[int, list[Place]]


class TermFinder:
    """Finds all words of a vocabulary in a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._vocabulary.words, matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, text: str, borders: Sequence[Place]) -> dict[int, Found]:
        """The words in each stretch of ``borders`` (ordered, disjoint) that holds any, by its number.

        ``text`` is folded. A word that crosses a border belongs to no stretch.
        """
        if not self._vocabulary.words or not borders:
            return {}
        starts = [start for start, _ in borders]
        hits: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        words = self._vocabulary.words
        number, low, high = -1, 0, -1
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not low <= start < high:
                number = bisect_right(starts, start) - 1
                if number < 0:
                    continue
                low, high = borders[number]
            if end <= high and start >= low and _bounded(text, start, end, words[word]):
                hits[number].append((word, start, end))
        return {number: self._sorted(text, borders[number], found) for number, found in hits.items()}

    def _sorted(self, text: str, border: Place, hits: list[tuple[int, int, int]]) -> Found:
        vocabulary = self._vocabulary
        innocent = _union((start, end) for word, start, end in hits if word in vocabulary.innocents)
        found = Found(defaultdict(list), defaultdict(list))
        for word, start, end in hits:
            for number in vocabulary.classes_of[word]:
                (found.masked if _covers(innocent, start, end) else found.places)[number].append((start, end))
            for number, suffix in vocabulary.suffixes_of.get(word, ()):
                for begin in _stems(text, border[0], start, end, suffix):
                    covered = _covers(innocent, begin, end)
                    (found.masked if covered else found.places)[number].append((begin, end))
        for places in (*found.places.values(), *found.masked.values()):
            places.sort()
        return found


def _bounded(text: str, start: int, end: int, word: str) -> bool:
    """Latin letters and digits match whole words only; Han characters need no border."""
    first, last = word[0], word[-1]
    if first.isascii() and first.isalnum() and start > 0:
        before = text[start - 1]
        if before.isascii() and before.isalnum():
            return False
    if last.isascii() and last.isalnum() and end < len(text):
        after = text[end]
        if after.isascii() and after.isalnum():
            return False
    return True


def _union(places: Iterator[Place]) -> list[Place]:
    """Only the places that no other contains, in order."""
    kept: list[Place] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _covers(innocents: list[Place], start: int, end: int) -> bool:
    """Whether an innocent that is longer than the word holds it."""
    return any(low <= start and end <= high and high - low > end - start for low, high in innocents)


def _stems(text: str, border: int, start: int, end: int, suffix: SuffixTerm) -> Iterator[int]:
    """Where a term of an open class may begin before its end."""
    if any(text.startswith(word, end) for word in suffix.not_before):
        return
    for length in range(1, suffix.high + 1):
        begin = start - length
        if begin < border or not "\u4e00" <= text[begin] <= "\u9fff" or text[begin] in NO_STEM:
            return
        if length >= suffix.low and text[begin:start] not in suffix.not_stem:
            yield begin
