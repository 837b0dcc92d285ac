"""Which clauses of a window hold a word of a class: one bit a clause, so that all are compared at once.

Behind the bits of each unit's clauses comes one that stands for the unit as a whole. Clauses may be larger
here than the gaps of a pattern allow, never smaller: what shares no clause here cannot be joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from claimlint.match.joining import clause_marks
from claimlint.match.tables import PatternClasses
from claimlint.match.windows import Window


class Grid:
    """The clauses and units of one window, numbered."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._by_class: dict[int, int] = {}
        self._by_kind: dict[int, int] = {}
        self._units: dict[int, int] = {}
        self._unit_of: list[int] = []  # by bit
        self._clauses = 0  # the bits of all clauses
        self._wholes = 0  # the bits of all units
        self._bits = self._lay_out()

    def forget(self) -> None:
        """Let go of what can be worked out again from the kinds."""
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
        self._clauses = int("".join(clauses)[::-1], 2)
        self._wholes = self._clauses ^ ((1 << len(numbers)) - 1)
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
        return (clauses + self._clauses) & self._wholes

    def candidates(self, pattern: PatternClasses) -> Sequence[int]:
        """The units in which a pattern may match, in order."""
        required = pattern.required
        if pattern.in_clause:
            found = self._all(map(self.clauses_of, required))
            found = self._whole(found) if found else 0
        else:
            found = self._all(map(self.units_of, required))
        if found and pattern.near and not self._window.readings:
            found &= self._all(map(self.units_of, pattern.near))
        return self._numbers(found) if found else ()

    @staticmethod
    def _all(masks: Iterable[int]) -> int:
        """What is in each of some sets."""
        found = -1
        for mask in masks:
            found &= mask
            if not found:
                break
        return found

    def _numbers(self, units: int) -> list[int]:
        written = f"{units:b}"[::-1]
        found = []
        at = written.find("1")
        while at >= 0:
            found.append(self._unit_of[at])
            at = written.find("1", at + 1)
        return found
