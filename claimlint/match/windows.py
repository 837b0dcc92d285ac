"""A stretch of a buffer with the places of its words; what fills a class is worked out when somebody asks."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimlint.match.joining import Place
from claimlint.match.tables import INNOCENT, Tables
from claimlint.match.units import Unit
from claimlint.match.words import SuffixTerm

# characters that never stand inside the stem of an open class
NO_STEM = frozenset(
    "的了是在和与或及对为把被让使令从到很都也就不没有我你您他她它们这那其该每各种个一有无将能会可以而但且并之于等及其所因由如若则即又再还更最太等"
)


class Window:
    """Some units of a buffer with the words that stand in them."""

    def __init__(self, tables: Tables, text: str, units: Sequence[Unit], words: Mapping[int, array[int]]) -> None:
        """``words`` holds where each word begins, in order, counted from the start of the window."""
        self.text = text
        self.units = units
        self.base = units[0].start
        self.words = words
        self._plain = next((unit.start for unit in units if unit.reading is not None), units[-1].end)
        self._tables = tables
        self._kinds_of: dict[int, frozenset[int]] = {}
        self._filling: dict[int, frozenset[int]] = {}

    def forget(self) -> None:
        """Let go of what can be worked out again."""
        self._kinds_of.clear()
        self._filling.clear()
        for name in ("by_unit", "unit_of", "_doubtful", "_stemmed"):
            self.__dict__.pop(name, None)

    def is_quantity(self, number: int) -> bool:
        return number in self._tables.quantities

    # -- which classes -----------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> dict[int, list[int]]:
        """The words that stand here, by kind."""
        found: dict[int, list[int]] = defaultdict(list)
        kind = self._tables.kind
        for word in self.words:
            found[kind[word]].append(word)
        return found

    def by_length(self, kind: int) -> Iterable[tuple[int, list[int]]]:
        """The words of a kind that stand here, by their length."""
        length = self._tables.length
        found: dict[int, list[int]] = {}
        for word in self.kinds[kind]:
            found.setdefault(length[word], []).append(word)
        return found.items()

    @cached_property
    def classes(self) -> frozenset[int]:
        """The classes that the kinds which stand here fill (or end, for an open class)."""
        return frozenset().union(*map(self._tables.filled.__getitem__, self.kinds))

    def filling(self, number: int) -> frozenset[int]:
        """The kinds that stand here of those that fill, or end, a class."""
        known = self._filling.get(number)
        if known is None:
            known = self._filling[number] = self._tables.filling[number] & self._here
        return known

    @cached_property
    def _here(self) -> frozenset[int]:
        return frozenset(self.kinds)

    # -- where -------------------------------------------------------------------------------------

    @cached_property
    def by_unit(self) -> list[dict[int, list[Place]]]:
        """The places of the words of each unit, by kind; those of one kind in no order."""
        found: list[dict[int, list[Place]]] = [{} for _ in self.units]
        unit_of = self.unit_of
        for kind, words in self.kinds.items():
            for word in words:
                for place in self._places_of(word):
                    own = found[unit_of[place[0] - self.base]]
                    if kind in own:
                        own[kind].append(place)
                    else:
                        own[kind] = [place]
        return found

    @cached_property
    def unit_of(self) -> array[int]:
        """The index of the unit of each character of the window; of those between units that of the one before."""
        numbers, behind = array("I"), 0
        for number, unit in enumerate(self.units):
            end = unit.end if number + 1 == len(self.units) else self.units[number + 1].start
            numbers.extend(array("I", [number]) * (end - self.base - behind))
            behind = end - self.base
        return numbers

    def kinds_of(self, number: int) -> frozenset[int]:
        """The kinds of the terms of a class that stand here."""
        known = self._kinds_of.get(number)
        if known is None:
            kinds, terms_of = self.filling(number), self._tables.terms_of
            ending = self._ending
            terms = (kind for kind in kinds if kind not in ending or number in terms_of[self.kinds[kind][0]])
            known = self._kinds_of[number] = frozenset(terms)
        return known

    def places(self, number: int) -> list[Place]:
        """The places of a class in the document, in order, without those that an innocent covers."""
        stemmed = [place for place in self.stemmed(number) if place[0] < self._plain]
        return sorted({*self.terms(number), *self.free(stemmed)})

    def terms(self, number: int) -> Sequence[Place]:
        """The places in the document of the terms of a class, open ones apart, that no innocent covers."""
        words = [word for kind in self.kinds_of(number) for word in self.kinds[kind]]
        places = [place for word in words for place in self._places_of(word)]
        return self.free([place for place in places if place[0] < self._plain])

    def _places_of(self, word: int) -> list[Place]:
        base = self.base
        end = base + self._tables.length[word]
        return [(start + base, start + end) for start in self.words[word]]

    @cached_property
    def _ending(self) -> set[int]:
        """The kinds of the ends of open classes that stand here."""
        return {self._tables.kind[word] for word in self._tables.suffixes_of.keys() & self.words.keys()}

    @cached_property
    def _stemmed(self) -> dict[int, list[Place]]:
        """The places of open classes, by class."""
        found: dict[int, list[Place]] = defaultdict(list)
        ends = self._tables.suffixes_of
        for word in sorted(ends.keys() & self.words.keys()):
            known: dict[SuffixTerm, list[Place]] = {}
            for number, suffix in ends[word]:
                if suffix not in known:
                    known[suffix] = list(self._with_stems(word, suffix))
                found[number] += known[suffix]
        for places in found.values():
            places.sort()
        return found

    def stemmed(self, number: int) -> Sequence[Place]:
        """The places, in order, of the words of an open class that it does not name as terms."""
        return self._stemmed.get(number, ())

    def _with_stems(self, word: int, suffix: SuffixTerm) -> Iterator[Place]:
        for start, end in self._places_of(word):
            border = self.units[self.unit_of[start - self.base]].start
            yield from ((begin, end) for begin in _stems(self.text, border, start, end, suffix))

    # -- what hides a word -------------------------------------------------------------------------

    @cached_property
    def innocents(self) -> list[Place]:
        """What innocents cover, in order, those inside longer ones left out."""
        traits = self._tables.traits
        found = [word for word in self.words if traits[word] & INNOCENT]
        return _union([place for word in found for place in self._places_of(word)])

    def has_innocent(self, unit: Unit) -> bool:
        index = bisect_left(self.innocents, (unit.start, 0))
        return index < len(self.innocents) and self.innocents[index][0] < unit.end

    def covers(self, start: int, end: int) -> bool:
        """Whether an innocent that is longer than the word holds it."""
        index = bisect_right(self.innocents, (start, 1 << 60)) - 1
        if index < 0:
            return False
        # of the innocents that begin at or before the word, the last one reaches furthest
        low, high = self.innocents[index]
        return end <= high and high - low > end - start

    @cached_property
    def _doubtful(self) -> bytearray:
        """1 for each character of the window that stands in an innocent."""
        flags = bytearray(self.units[-1].end - self.base)
        for start, end in self.innocents:
            flags[start - self.base : end - self.base] = b"\1" * (end - start)
        return flags

    def free(self, places: Sequence[Place]) -> Sequence[Place]:
        """Those of some places that no innocent covers."""
        if not self.innocents:
            return places
        flags, base, covers = self._doubtful, self.base, self.covers
        return [place for place in places if not (flags[place[0] - base] and covers(*place))]


def _union(places: list[Place]) -> list[Place]:
    """Only the places that no other contains, in order."""
    kept: list[Place] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


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
