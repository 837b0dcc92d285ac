"""Which units of a window may hold a match, told by sets of bits, so that all of them are compared at once.

There are two such sets for a class. One has a bit for each clause: a pattern whose words share no clause is
given up for the whole window by an operation or two. The other has a bit for each character: moved by the
gaps of a pattern, the ends of one word must meet the beginnings of the next. In both, a unit has one bit more
behind its own, which stands for it as a whole. What is told here may be too much, never too little; joining decides.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_

from claimlint.match.joining import Plan, clause_marks
from claimlint.match.memo import Memo
from claimlint.match.plans import Index
from claimlint.match.units import Unit
from claimlint.match.windows import Window

SHORT = 300  # characters: in less, to join at once costs no more than to look where that can be done


class Grid:
    """The clauses and characters of one window as bits."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._clauses = _Clauses(window)
        self._short = window.units[-1].end - window.base < SHORT

    @cached_property
    def _characters(self) -> _Characters:
        return _Characters(self._window)

    def candidates(self, patterns: Iterable[int], index: Index) -> Iterator[tuple[int, Sequence[int]]]:
        """The units in which each pattern may match, in order."""
        for number, found in self._clauses.candidates(patterns, index):
            plan = None if self._short else index.candidate(number).plan
            units = self._characters.joinable(plan) if plan is not None else None
            yield number, self._clauses.units_in(found, units)


class _Clauses:
    """Clauses may be larger here than the gaps of a pattern allow, never smaller."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._unit_of: list[int] = []  # by bit
        self._whole_of: list[int] = []  # by unit: its bit
        self._values = 0  # the bits of all clauses
        self._wholes = 0  # the bits of all units
        self._readings = 0  # the bits of the units that are readings
        self._telling = 0  # the bits of the clauses in which a match says what no other unit does
        bits = self._lay_out()
        values, wholes = self._values, self._wholes
        by_kind = Memo[int, int](lambda kind: _bits_at(bits, window, kind))
        by_class = Memo[int, int](lambda one: reduce(or_, [by_kind[kind] for kind in window.filling(one)], 0))
        self._by_class = by_class
        self._units = Memo[int, int](lambda one: _whole(by_class[one], values, wholes))

    def _lay_out(self) -> list[int]:
        """Number clauses and units; the bit of the clause of each character."""
        bits, numbers = list[int](), self._unit_of
        values, telling = list[str](), list[str]()
        for number, (unit, ends) in enumerate(_with_marks(self._window)):
            at = unit.start
            bits.extend([0] * (at - self._window.base - len(bits)))
            for end in ends:
                bits.extend([1 << len(numbers)] * (end - at))
                numbers.append(number)
                values.append("1")
                telling.append("1" if _tells(unit, at, end) else "0")
                at = end
            self._whole_of.append(len(numbers))
            if unit.reading is not None:
                self._readings |= 1 << len(numbers)
            numbers.append(number)
            values.append("0")
            telling.append("0")
        self._values, self._telling = (int("".join(each)[::-1], 2) for each in (values, telling))
        self._wholes = self._values ^ ((1 << len(numbers)) - 1)
        return bits

    def units_in(self, found: int, among: Sequence[int] | None) -> Sequence[int]:
        """The numbers of the units of a set of bits; ``among`` those given."""
        if among is None:
            return [self._unit_of[bit] for bit in _bits(found)]
        bits = self._whole_of
        return [unit for unit in among if found >> bits[unit] & 1]

    def candidates(self, patterns: Iterable[int], index: Index) -> Iterator[tuple[int, int]]:
        """The units of which a clause, or where that says nothing the unit, holds all words of a pattern."""
        present, by_class, by_unit, required = self._window.classes, self._by_class, self._units, index.required
        for number in patterns:
            if not required[number] <= present:
                continue
            own = index.classes[number]
            found = self._telling if own.in_clause else -1
            for one in own.required:
                found &= by_class[one] if own.in_clause else by_unit[one]
            if found and own.in_clause:
                found = _whole(found, self._values, self._wholes)
            if found and own.near:
                for one in own.near:
                    found &= by_unit[one] | self._readings
            if found:
                yield number, found


def _bits_at(bits: Sequence[int], window: Window, kind: int) -> int:
    """The bits of all places of a kind of words."""
    found = 0
    for word in window.kinds[kind]:
        found = reduce(or_, map(bits.__getitem__, window.words[word]), found)
    return found


def _whole(found: int, values: int, wholes: int) -> int:
    """The bits of the units in which there is any: adding carries what a unit holds into its own bit."""
    return (found + values) & wholes


def _with_marks(window: Window) -> Iterator[tuple[Unit, list[int]]]:
    """The units with the places where their clauses end."""
    marks = clause_marks(window.text, window.base, window.units[-1].end)
    mark = next(marks, -1)
    for unit in window.units:
        ends: list[int] = []
        while 0 <= mark < unit.end - 1:
            if mark >= unit.start:
                ends.append(mark + 1)
            mark = next(marks, -1)
        ends.append(unit.end)
        yield unit, ends


def _tells(unit: Unit, start: int, end: int) -> bool:
    """Whether a match in a clause may be one: of what was pieced together, only those that touch two pieces count."""
    joints = unit.joints
    return not joints or bisect_right(joints, start) < bisect_left(joints, end)


class _Characters:
    """Where classes begin and end, whether an innocent covers them or not."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._wholes = [unit.end - window.base + number for number, unit in enumerate(window.units)]  # units' bits
        bit_of, values, wholes = _bit_of(window), _values(window), _set_of(self._wholes)
        by_kind = Memo[int, tuple[int, int]](lambda kind: _of_kind(window, bit_of, kind))
        by_class = Memo[int, tuple[int, int]](lambda one: _of_class(window, bit_of, by_kind, one))
        reach = Memo[tuple[int, int, int], int](lambda asked: _reach(by_class[asked[0]][1], *asked[1:]))
        self._pairs = Memo[tuple[int, int, int, int], int](
            lambda pair: _whole(reach[pair[:3]] & by_class[pair[3]][0], values, wholes)
        )

    def joinable(self, plan: Plan) -> list[int] | None:
        """The units where each word of a plan can be reached from the one before; None where that says nothing."""
        found = -1
        left = plan.steps[0]
        for step in plan.steps[1:]:
            if not (self._window.is_quantity(left.number) or self._window.is_quantity(step.number)):
                high = step.high or 1  # a space may stand between Chinese and Latin words
                found &= self._pairs[left.number, step.low, high, step.number]
                if not found:
                    return []
            left = step
        return None if found < 0 else [bisect_left(self._wholes, bit) for bit in _bits(found)]


def _bit_of(window: Window) -> array[int]:
    """The bit of each character of a window; that of a unit stands behind those of its characters."""
    base, bits = window.base, array("I")
    for number, unit in enumerate(window.units):
        bits.extend(array("I", [0]) * (unit.start - base - len(bits)))
        bits.extend(range(unit.start - base + number, unit.end - base + number))
    return bits


def _values(window: Window) -> int:
    """The bits of all characters of units."""
    written, at = list[str](), window.base
    for unit in window.units:
        written.append("0" * (unit.start - at) + "1" * (unit.end - unit.start) + "0")
        at = unit.end
    return int("".join(written)[::-1], 2)


def _of_class(
    window: Window, bit_of: Sequence[int], by_kind: Mapping[int, tuple[int, int]], number: int
) -> tuple[int, int]:
    """Where a class begins, and where it ends."""
    starts = ends = 0
    places, base = window.stemmed(number), window.base
    if places:
        starts = _set_of([bit_of[start - base] for start, _ in places])
        ends = _set_of([bit_of[end - base - 1] + 1 for _, end in places])
    for kind in window.filling(number):
        first, last = by_kind[kind]
        starts |= first
        ends |= last
    return starts, ends


def _of_kind(window: Window, bit_of: array[int], kind: int) -> tuple[int, int]:
    """Where a kind of words begins, and where it ends."""
    bit, words = bit_of.__getitem__, window.words
    starts = ends = 0
    for length, own in window.by_length(kind):
        first = _set_of([bit(start) for word in own for start in words[word]])
        starts |= first
        ends |= first << length
    return starts, ends


def _reach(ends: int, low: int, high: int) -> int:
    """All places from a least to a most number of characters behind some ends."""
    found, reach = ends << low, 0
    while reach < high - low:
        step = min(reach + 1, high - low - reach)
        found |= found << step
        reach += step
    return found


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
