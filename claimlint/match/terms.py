"""The words of one text, found in one pass: which classes they fill, where, and what an innocent covers."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from claimlint.match.tables import Tables
from claimlint.match.vocabulary import SuffixTerm

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# characters that never stand inside the stem of an open class
NO_STEM = frozenset(
    "的了是在和与或及对为把被让使令从到很都也就不没有我你您他她它们这那其该每各种个一有无将能会可以而但且并之于等及其所因由如若则即又再还更最太等"
)

SHORT = 50_000  # characters

Place = tuple[int, int]
Word = tuple[int, int, int]  # its number, start, end


def folded(text: str) -> str:
    """The text in lower case, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := char.lower()) == 1 else char for char in text)


class Found:
    """The words of one stretch of text; what fills a class is worked out when somebody asks."""

    def __init__(self, tables: Tables, text: str, border: Place, words: list[Word]) -> None:
        self._tables = tables
        self._text = text
        self._border = border
        self.words = words
        innocents = tables.innocents
        self.innocents = _union((start, end) for word, start, end in words if word in innocents)

    @cached_property
    def _by_class(self) -> dict[int, list[Place]]:
        of = self._tables.classes_of
        by_class: dict[int, list[Place]] = defaultdict(list)
        for word, start, end in self.words:
            place = (start, end)
            for number in of[word]:
                by_class[number].append(place)
        return by_class

    @cached_property
    def _ended(self) -> dict[int, list[tuple[int, int, SuffixTerm]]]:
        """The ends of open classes that stand here, by class."""
        ends = self._tables.suffixes_of
        ended: dict[int, list[tuple[int, int, SuffixTerm]]] = defaultdict(list)
        for word, start, end in self.words:
            for number, suffix in ends.get(word, ()):
                ended[number].append((start, end, suffix))
        return ended

    @cached_property
    def classes(self) -> set[int]:
        """The classes of which a word stands here, covered or not (an open class: its end)."""
        return {*self._by_class, *self._ended}

    def places(self, number: int, *, covered: bool = False) -> list[Place]:
        """The places of a class in order, those that an innocent covers only when asked for."""
        found = list(self._by_class.get(number, ()))
        for start, end, suffix in self._ended.get(number, ()):
            stems = _stems(self._text, self._border[0], start, end, suffix)
            found.extend((begin, end) for begin in stems)
        if self.innocents and not covered:
            innocents = self.innocents
            found = [place for place in found if not covers(innocents, *place)]
        return sorted(set(found)) if len(found) > 1 else found


class TermFinder:
    """Finds all words of a vocabulary in a text."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._asked = 0

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return _automaton(self._tables.words)

    def _hits(self, text: str) -> Iterable[Word]:
        """All words in a text, in the order of their ends.

        An automaton of all words costs more than a page is worth: the first short text gets one of the words
        whose first two characters stand in it.
        """
        self._asked += 1
        if self._asked > 1 or len(text) > SHORT:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        starts = {*map("".join, pairwise(text)), *text}
        chosen = [(number, word) for number, word in enumerate(self._tables.words) if word[:2] in starts]
        numbers = [number for number, _ in chosen]
        found = _automaton([word for _, word in chosen]).find_matches_as_indexes(text, overlapping=True)
        return [(numbers[one], start, end) for one, start, end in found]

    def find(self, text: str, borders: Sequence[Place]) -> Iterator[tuple[int, Found]]:
        """The words in each stretch of ``borders`` (ordered, disjoint) that holds any, with its number.

        ``text`` is folded. A word that crosses a border belongs to no stretch.
        """
        if not self._tables.words or not borders:
            return
        starts = [start for start, _ in borders]
        latin = self._tables.latin
        number, low, high = -1, 0, -1
        words: list[Word] = []
        for hit in self._hits(text):
            word, start, end = hit
            if end > high:  # hits come in the order of their ends
                if words:
                    yield number, Found(self._tables, text, borders[number], words)
                    words = []
                number = bisect_right(starts, start) - 1
                if number < 0:
                    continue
                low, high = borders[number]
            if start >= low and end <= high and (not latin[word] or _bounded(text, start, end)):
                words.append(hit)
        if words:
            yield number, Found(self._tables, text, borders[number], words)


def _automaton(words: Sequence[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(words, matchkind=MatchKind.Standard, store_patterns=False)


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin letters and digits match whole words only; Han characters need no border."""
    if start > 0 and _is_letter(text[start]) and _is_letter(text[start - 1]):
        return False
    return not (end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]))


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _union(places: Iterable[Place]) -> list[Place]:
    """Only the places that no other contains, in order."""
    kept: list[Place] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def covers(innocents: Sequence[Place], start: int, end: int) -> bool:
    """Whether an innocent that is longer than the word holds it; ``innocents`` do not contain each other."""
    index = bisect_right(innocents, (start, 1 << 60)) - 1
    if index < 0:
        return False
    # of the innocents that begin at or before the word, the last one reaches furthest
    low, high = innocents[index]
    return end <= high and high - low > end - start


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
