"""A stretch of a buffer with the places of its words; what fills a class is worked out when somebody asks."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimlint.language.quantities import NUMERALS, find_quantities
from claimlint.match.joining import Begins
from claimlint.match.tables import INNOCENT, Tables
from claimlint.match.units import Unit
from claimlint.match.vocabulary import SuffixTerm

# characters that never stand inside the stem of an open class
NO_STEM = frozenset(
    "的了是在和与或及对为把被让使令从到很都也就不没有我你您他她它们这那其该每各种个一有无将能会可以而但且并之于等及其所因由如若则即又再还更最太等"
)

Place = tuple[int, int]


class Window:
    """Some units of a buffer, sentences or readings, never both, with the words that stand in them."""

    def __init__(self, tables: Tables, text: str, units: Sequence[Unit], words: Mapping[int, array[int]]) -> None:
        """``words`` holds where each word begins, in order, counted from the start of the window."""
        self.text = text
        self.units = units
        self.base = units[0].start
        self.words = words
        self.readings = units[0].reading is not None
        self._tables = tables
        self._begins: dict[tuple[int, bool], Begins] = {}
        self._hidden: dict[int, list[int]] = {}
        self._quantities: dict[tuple[str, int], Begins] = {}
        self._by_kind: dict[int, tuple[list[Place], list[Place]]] = {}

    def forget(self) -> None:
        """Let go of what can be worked out again."""
        self._begins.clear()
        self._hidden.clear()
        self._quantities.clear()
        self._by_kind.clear()

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
        words = self._tables.words
        found: dict[int, list[int]] = {}
        for word in self.kinds[kind]:
            found.setdefault(len(words[word]), []).append(word)
        return found.items()

    @cached_property
    def classes(self) -> dict[int, list[int]]:
        """The kinds that stand here, by the classes that they fill (or end, for an open class)."""
        found: dict[int, list[int]] = defaultdict(list)
        classes = self._tables.kinds
        for kind in self.kinds:
            for number in classes[kind]:
                found[number].append(kind)
        return found

    # -- where -------------------------------------------------------------------------------------

    def begins(self, number: int, *, covered: bool = False) -> Begins:
        """Where a class begins in the window, those that an innocent covers only when asked for."""
        key = (number, covered)
        known = self._begins.get(key)
        if known is None:
            same = covered and not self._covered(number)
            known = self.begins(number) if same else Begins.of(self._places(number, covered))
            self._begins[key] = known
        return known

    def hides(self, number: int, unit: Unit) -> bool:
        """Whether an innocent covers a place of a class in a unit."""
        hidden = self._hidden.get(number)
        if hidden is None:
            everything = self._places(number, True) if self._covered(number) else ()
            free = self.begins(number).ends if everything else {}
            hidden = self._hidden[number] = [start for start, end in everything if free.get(start) != end]
        index = bisect_left(hidden, unit.start)
        return index < len(hidden) and hidden[index] < unit.end

    def is_quantity(self, number: int) -> bool:
        return number in self._tables.quantities

    def quantity(self, slot: str, unit: Unit) -> Begins:
        """Where a quantity begins in a unit."""
        key = (slot, unit.start)
        known = self._quantities.get(key)
        if known is None:
            stated = NUMERALS.search(self.text, *unit.border) is not None
            places = find_quantities(slot, self.text, *unit.border) if stated else []
            known = self._quantities[key] = Begins.of(self._whole(places))
        return known

    def places(self, number: int) -> list[Place]:
        """The places of a class in order, without those that an innocent covers."""
        return self._places(number, False)

    def terms(self, number: int) -> list[Place]:
        """The places of the terms of a class, open classes apart, without those that an innocent covers."""
        return self._terms(number, False)

    def _places(self, number: int, covered: bool) -> list[Place]:
        found = self._terms(number, covered)
        stemmed = self._stemmed.get(number)
        if stemmed:
            found = [*{*found, *(stemmed if covered else self._free(stemmed))}]
        found.sort()
        return found

    def _terms(self, number: int, covered: bool) -> list[Place]:
        found: list[Place] = []
        for kind in self.classes.get(number, ()):
            if kind not in self._ending or number in self._tables.terms_of[self.kinds[kind][0]]:
                found += self._of_kind(kind)[covered]
        return found

    def _covered(self, number: int) -> bool:
        """Whether an innocent covers any place of a class."""
        if not self.innocents:
            return False
        kinds = map(self._of_kind, self.classes.get(number, ()))
        return number in self._stemmed or any(free is not everything for free, everything in kinds)

    def _of_kind(self, kind: int) -> tuple[list[Place], list[Place]]:
        """The places of the words of a kind, without those that an innocent covers and with them."""
        known = self._by_kind.get(kind)
        if known is None:
            everything = [place for word in self.kinds[kind] for place in self._places_of(word)]
            everything = self._whole(everything)
            known = self._by_kind[kind] = (self._free(everything), everything)
        return known

    def _places_of(self, word: int) -> list[Place]:
        base = self.base
        end = base + len(self._tables.words[word])
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
        return {number: self._whole(places) for number, places in found.items()}

    def stemmed(self, number: int) -> Sequence[Place]:
        """The places of the words of an open class that it does not name as terms."""
        return self._stemmed.get(number, ())

    def _with_stems(self, word: int, suffix: SuffixTerm) -> Iterator[Place]:
        for start, end in self._places_of(word):
            border = self.units[self.unit_at(start)].start
            yield from ((begin, end) for begin in _stems(self.text, border, start, end, suffix))

    @cached_property
    def starts(self) -> list[int]:
        """Where the units begin."""
        return [unit.start for unit in self.units]

    def unit_at(self, place: int) -> int:
        """The index of the unit that holds a place."""
        return bisect_right(self.starts, place) - 1

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

    def _free(self, places: list[Place]) -> list[Place]:
        if not self.innocents:
            return places
        flags, base, covers = self._doubtful, self.base, self.covers
        free = [place for place in places if not (flags[place[0] - base] and covers(*place))]
        return free if len(free) < len(places) else places

    def _whole(self, places: list[Place]) -> list[Place]:
        """The places that do not reach from one piece of a reading into the next."""
        if not self.readings:
            return places
        return [place for place in places if not self._crosses(*place)]

    def _crosses(self, start: int, end: int) -> bool:
        joints = self.units[self.unit_at(start)].joints
        return bool(joints) and bisect_right(joints, start) < bisect_left(joints, end)


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
