"""Trying patterns in the units of a window where their words occur."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from claimlint.language.quantities import NUMERALS, find_quantities
from claimlint.match.grid import Grid
from claimlint.match.joining import Begins, Joined, Place, apart, join, leftmost
from claimlint.match.plans import Candidate, Index
from claimlint.match.tables import Tables
from claimlint.match.units import Unit
from claimlint.match.windows import Window
from claimlint.model.text import Span


class Match(NamedTuple):
    """Where a pattern matched; ``masked`` when only an innocent prevents it."""

    unit: Unit
    candidate: Candidate
    joined: Joined
    masked: bool = False

    # where it is, for one that lies in a sentence

    @property
    def sentence(self) -> int:
        return self.unit.sentence

    @property
    def extent(self) -> Span:
        return Span(self.joined.start, self.joined.end)

    @property
    def related(self) -> tuple[Span, ...]:
        return ()

    @property
    def own(self) -> Sequence[Place]:
        return self.joined.places


class Trial:
    """One window while patterns are tried in it."""

    def __init__(self, tables: Tables, index: Index, window: Window) -> None:
        self._quantities = tables.quantities
        self._index = index
        self.window = window
        self._stretches: dict[int, Stretch] = {}

    def forget(self) -> None:
        """Let go of what can be worked out again."""
        self.window.forget()
        self._stretches.clear()
        self.__dict__.pop("_grid", None)

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self.window)

    def matches(self, patterns: Iterable[int]) -> Iterator[Match]:
        """All matches of some patterns, unit by unit, in each by the order in which they are written."""
        classes, candidate = self._index.classes, self._index.candidate
        wordings: dict[tuple[int, int], list[int]] = {}
        for number, units in self._grid.candidates(patterns, self._index):
            written = classes[number].written
            for unit in units:
                wordings.setdefault((unit, written), []).append(number)
        for (unit, _), numbers in sorted(wordings.items()):
            stretch = self._stretches.get(unit)
            if stretch is None:
                stretch = self._stretches[unit] = Stretch(self._quantities, self.window, unit)
            yield from stretch.matches([candidate(number) for number in numbers])


class Stretch:
    """One unit while its candidates are tried."""

    def __init__(self, quantities: Mapping[int, str], window: Window, unit: int) -> None:
        self._quantities = quantities
        self._window = window
        self._unit = window.units[unit]
        self._places = window.by_unit[unit]
        self._innocents = window.has_innocent(self._unit)
        self._kinds = frozenset(self._places)
        self._free: dict[int, Begins] = {}
        self._covered: dict[int, Begins] = {}
        self._by_kinds: dict[frozenset[int], tuple[Begins, Begins]] = {}

    def matches(self, wording: Sequence[Candidate]) -> Iterator[Match]:
        """The matches of one pattern as written; those that only an innocent prevents are masked."""
        free = self._best(wording, covered=False)
        yield from free
        if self._innocents and self._may_be_masked(wording):
            for match in self._best(wording, covered=True):
                start, end = match.joined.start, match.joined.end
                if not any(start < one.joined.end and one.joined.start < end for one in free):
                    yield match._replace(masked=True)

    def _may_be_masked(self, wording: Sequence[Candidate]) -> bool:
        """Whether an innocent takes away any word of a pattern; only of those that report it is told."""
        if wording[0].pattern.purpose != "report":
            return False
        return any(
            one.plan is None or any(self._of(n, True) is not self._of(n, False) for n in one.classes.steps)
            for one in wording
        )

    def _best(self, wording: Sequence[Candidate], *, covered: bool) -> list[Match]:
        """Leftmost, without overlaps, whichever of the candidates they come from."""
        if len(wording) == 1:
            return [Match(self._unit, wording[0], one) for one in apart(self._all(wording[0], covered))]
        found: dict[Joined, Candidate] = {}
        for candidate in wording:
            for one in self._all(candidate, covered):
                found.setdefault(one, candidate)
        return [Match(self._unit, found[one], one) for one in leftmost(found)]

    def _all(self, candidate: Candidate, covered: bool) -> Iterable[Joined]:
        return self._join(candidate, covered) if candidate.plan is not None else self._express(candidate, covered)

    def _join(self, candidate: Candidate, covered: bool) -> Iterable[Joined]:
        assert candidate.plan is not None
        filled = []
        for number in candidate.classes.steps:
            begins = self._of(number, covered)
            if not begins.starts:
                return ()
            filled.append(begins)
        return join(candidate.plan, filled, self._window.text, self._unit.border)

    def _express(self, candidate: Candidate, covered: bool) -> Iterator[Joined]:
        sentence = self._window.text[self._unit.start : self._unit.end]  # so that ^ and $ are its ends
        shift = self._unit.start
        for match in candidate.expression.finditer(sentence):
            start, end = match.start() + shift, match.end() + shift
            if end == start or (not covered and self._window.covers(start, end)):
                continue
            low, high = match.span("mark") if match.re.groupindex.get("mark") else match.span()
            mark = (low + shift, high + shift) if high > low >= 0 else (start, end)
            yield Joined(start, end, mark, (), (0, -end))

    def _of(self, number: int, covered: bool) -> Begins:
        """Where a class begins in the unit; one value for both where no innocent makes a difference."""
        known = (self._covered if covered else self._free).get(number)
        if known is None:
            free, everything = self._worked_out(number)
            self._free[number], self._covered[number] = free, everything
            known = everything if covered else free
        return known

    def _worked_out(self, number: int) -> tuple[Begins, Begins]:
        """Where a class begins without what innocents cover, and with it."""
        if number in self._quantities:
            stated = Begins.of(self._whole(self._stated(number)))
            return stated, stated
        kinds = self._window.kinds_of(number) & self._kinds
        stemmed = self._stemmed(number)
        if stemmed:
            return self._both(sorted({*stemmed, *self._of_kinds(kinds)}))
        known = self._by_kinds.get(kinds)
        if known is None:
            known = self._by_kinds[kinds] = self._both(self._of_kinds(kinds))
        return known

    def _both(self, places: Sequence[Place]) -> tuple[Begins, Begins]:
        everything = Begins.of(self._whole(places))
        free = self._window.free(places) if self._innocents else places
        return everything if len(free) == len(places) else Begins.of(self._whole(free)), everything

    def _of_kinds(self, kinds: frozenset[int]) -> Sequence[Place]:
        """The places of some kinds in order, whether an innocent covers them or not."""
        own = self._places
        found = [place for kind in kinds for place in own[kind]]
        if len(found) > 1:
            found.sort()
        return found

    def _stemmed(self, number: int) -> Sequence[Place]:
        """The places of an open class."""
        stemmed = self._window.stemmed(number)
        if not stemmed:
            return ()
        low = bisect_left(stemmed, (self._unit.start,))
        return stemmed[low : bisect_left(stemmed, (self._unit.end,), low)]

    def _stated(self, number: int) -> Sequence[Place]:
        """Where a quantity is stated."""
        text, (start, end) = self._window.text, self._unit.border
        if NUMERALS.search(text, start, end) is None:
            return ()
        return find_quantities(self._quantities[number], text, start, end)

    def _whole(self, places: Sequence[Place]) -> Sequence[Place]:
        """The places that do not reach from one piece of a reading into the next."""
        joints = self._unit.joints
        if not joints:
            return places
        return [one for one in places if bisect_right(joints, one[0]) >= bisect_left(joints, one[1])]
