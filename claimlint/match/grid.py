"""Which units of a window may hold a match, told by sets of bits, so that all of them are compared at once.

There are two such sets for a class. One has a bit for each clause: a pattern whose words share no clause is
given up for the whole window by an operation or two. The other has a bit for each character: moved by the
gaps of a pattern, the ends of one word must meet the beginnings of the next. In both, a unit has one bit more
behind its own, which stands for it as a whole. What is told here may be too much, never too little; joining decides.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_

from claimlint.match.joining import Plan, Step, clause_marks
from claimlint.match.tables import PatternClasses
from claimlint.match.windows import Window


class Grid:
    """The clauses and characters of one window as bits."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._clauses = _Clauses(window)
        self._characters = _Characters(window)

    def forget(self) -> None:
        """Let go of what can be worked out again."""
        self._clauses.forget()
        self._characters = _Characters(self._window)

    def candidates(self, pattern: PatternClasses, plan: Callable[[], Plan | None]) -> Sequence[int]:
        """The units in which a pattern may match, in order; ``plan`` is asked for where a word of each class stands."""
        units = self._clauses.candidates(pattern)
        if not units or len(pattern.steps) < 2:
            return units
        own = plan()
        found = self._characters.joinable(own) if own is not None else None
        return units if found is None else sorted(found.intersection(units))


class _Clauses:
    """Clauses may be larger here than the gaps of a pattern allow, never smaller."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._by_class: dict[int, int] = {}
        self._by_kind: dict[int, int] = {}
        self._units: dict[int, int] = {}
        self._unit_of: list[int] = []  # by bit
        self._values = 0  # the bits of all clauses
        self._wholes = 0  # the bits of all units
        self._bits = self._lay_out()

    def forget(self) -> None:
        self._by_class.clear()
        self._units.clear()

    def _lay_out(self) -> list[int]:
        """Number clauses and units; the bit of the clause of each character."""
        text, bits, numbers = self._window.text, list[int](), self._unit_of
        marks = clause_marks(text, self._window.base, self._window.units[-1].end)
        mark = next(marks, -1)
        clauses: list[str] = []
        base = self._window.base
        for number, unit in enumerate(self._window.units):
            at = unit.start
            bits.extend([0] * (at - base - len(bits)))
            while mark >= 0 and mark < unit.end:
                if mark >= at:
                    bits.extend([1 << len(numbers)] * (mark + 1 - at))
                    numbers.append(number)
                    clauses.append("1")
                    at = mark + 1
                mark = next(marks, -1)
            bits.extend([1 << len(numbers)] * (unit.end - at))
            numbers.extend((number, number))
            clauses.append("10")
        self._values = int("".join(clauses)[::-1], 2)
        self._wholes = self._values ^ ((1 << len(numbers)) - 1)
        return bits

    def clauses_of(self, number: int) -> int:
        """The clauses that hold a word of a class."""
        known = self._by_class.get(number)
        if known is None:
            kinds = self._window.classes.get(number, ())
            known = self._by_class[number] = reduce(or_, map(self._clauses_of_kind, kinds), 0)
        return known

    def _clauses_of_kind(self, kind: int) -> int:
        known = self._by_kind.get(kind)
        if known is None:
            words, bit = self._window.words, self._bits.__getitem__
            known = 0
            for word in self._window.kinds[kind]:
                known = reduce(or_, map(bit, words[word]), known)
            self._by_kind[kind] = known
        return known

    def units_of(self, number: int) -> int:
        """The units that hold a word of a class."""
        known = self._units.get(number)
        if known is None:
            known = self._units[number] = self._whole(self.clauses_of(number))
        return known

    def _whole(self, clauses: int) -> int:
        """The units of some clauses: adding carries each unit's bits, if it has any, into its own."""
        return (clauses + self._values) & self._wholes

    def candidates(self, pattern: PatternClasses) -> Sequence[int]:
        """The units of which a clause, or where that says nothing the unit, holds all words of a pattern."""
        required = pattern.required
        if pattern.in_clause:
            found = _common(map(self.clauses_of, required))
            found = self._whole(found) if found else 0
        else:
            found = _common(map(self.units_of, required))
        if found and pattern.near and not self._window.readings:
            found &= _common(map(self.units_of, pattern.near))
        return [self._unit_of[bit] for bit in _bits(found)] if found else ()


class _Characters:
    """Where classes begin and end, whether an innocent covers them or not."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._by_kind: dict[int, tuple[int, int]] = {}
        self._by_class: dict[int, tuple[int, int]] = {}
        self._reach: dict[tuple[int, int, int], int] = {}
        self._pairs: dict[tuple[int, int, int, int], frozenset[int]] = {}
        base = window.base
        self._wholes = [unit.end - base + number for number, unit in enumerate(window.units)]  # the bits of units

    @cached_property
    def _bit_of(self) -> array[int]:
        """The bit of each character of the window; that of a unit stands behind those of its characters."""
        base, bits = self._window.base, array("I")
        for number, unit in enumerate(self._window.units):
            bits.extend(array("I", [0]) * (unit.start - base - len(bits)))
            bits.extend(range(unit.start - base + number, unit.end - base + number))
        return bits

    @cached_property
    def _values(self) -> int:
        """The bits of all characters of units."""
        base, found = self._window.base, 0
        for number, unit in enumerate(self._window.units):
            found |= ((1 << (unit.end - unit.start)) - 1) << (unit.start - base + number)
        return found

    @cached_property
    def _all_wholes(self) -> int:
        return _set_of(self._wholes)

    def joinable(self, plan: Plan) -> frozenset[int] | None:
        """The units where each word of a plan can be reached from the one before; None for all."""
        found: frozenset[int] | None = None
        left = plan.steps[0]
        for step in plan.steps[1:]:
            if not (self._window.is_quantity(left.number) or self._window.is_quantity(step.number)):
                own = self._joined(left, step)
                found = own if found is None else found & own
                if not found:
                    return found
            left = step
        return found

    def _joined(self, left: Step, right: Step) -> frozenset[int]:
        """The units where a word begins as far behind another as a gap allows."""
        low, high = right.low, right.high or 1  # a space may stand between Chinese and Latin words
        key = (left.number, low, high, right.number)
        known = self._pairs.get(key)
        if known is None:
            met = self._reached(left.number, low, high) & self._begins(right.number)
            units = (met + self._values) & self._all_wholes if met else 0
            known = self._pairs[key] = frozenset(bisect_left(self._wholes, bit) for bit in _bits(units))
        return known

    def _begins(self, number: int) -> int:
        return self._class(number)[0]

    def _reached(self, number: int, low: int, high: int) -> int:
        """All places from ``low`` to ``high`` characters behind a word of a class."""
        key = (number, low, high)
        known = self._reach.get(key)
        if known is None:
            known, reach = self._class(number)[1] << low, 0
            while reach < high - low:
                step = min(reach + 1, high - low - reach)
                known |= known << step
                reach += step
            self._reach[key] = known
        return known

    def _class(self, number: int) -> tuple[int, int]:
        """Where a class begins, and where it ends."""
        known = self._by_class.get(number)
        if known is None:
            starts, ends = self._stemmed(number)
            for kind in self._window.classes.get(number, ()):
                first, last = self._kind(kind)
                starts |= first
                ends |= last
            known = self._by_class[number] = (starts, ends)
        return known

    def _kind(self, kind: int) -> tuple[int, int]:
        """Where a kind of words begins, and where it ends."""
        known = self._by_kind.get(kind)
        if known is None:
            bit, words = self._bit_of.__getitem__, self._window.words
            starts = ends = 0
            for length, own in self._window.by_length(kind):
                first = _set_of([bit(start) for word in own for start in words[word]])
                starts |= first
                ends |= first << length
            known = self._by_kind[kind] = (starts, ends)
        return known

    def _stemmed(self, number: int) -> tuple[int, int]:
        """The same of an open class."""
        places, base, bits = self._window.stemmed(number), self._window.base, self._bit_of
        if not places:
            return 0, 0
        return _set_of([bits[start - base] for start, _ in places]), _set_of([bits[end - base - 1] + 1 for _, end in places])


def _set_of(bits: Sequence[int]) -> int:
    found = bytearray((max(bits) >> 3) + 1)
    for bit in bits:
        found[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(found, "little")


def _bits(found: int) -> Iterator[int]:
    """The places of the bits of a set, in order."""
    while found:
        lowest = found & -found
        yield lowest.bit_length() - 1
        found ^= lowest


def _common(sets: Iterable[int]) -> int:
    """What is in each of some sets."""
    found = -1
    for one in sets:
        found &= one
        if not found:
            break
    return found
