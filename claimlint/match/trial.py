"""Trying patterns in the units of a window where their words occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from claimlint.match.grid import Grid
from claimlint.match.joining import Begins, Joined, Joiner, Plan, leftmost
from claimlint.match.plans import Candidate, Index
from claimlint.match.tables import Tables
from claimlint.match.units import Unit
from claimlint.match.windows import Window


class Match(NamedTuple):
    """Where a pattern matched; ``masked`` when only an innocent prevents it."""

    unit: Unit
    candidate: Candidate
    joined: Joined
    masked: bool = False


class Trial:
    """One window while patterns are tried in it."""

    def __init__(self, tables: Tables, index: Index, window: Window) -> None:
        self._quantities = tables.quantities
        self._index = index
        self.window = window
        self._joiners: dict[tuple[int, bool], Joiner | None] = {}

    def forget(self) -> None:
        """Let go of what can be worked out again."""
        self._joiners.clear()
        self.window.forget()
        self._grid.forget()

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self.window)

    def matches(self, patterns: Iterable[int]) -> Iterator[Match]:
        """All matches of some patterns, unit by unit, in each by the order in which they are written."""
        classes, grid = self._index.classes, self._grid
        wordings: dict[tuple[int, int], list[int]] = {}
        for number in patterns:
            own = classes(number)
            for unit in grid.candidates(own, partial(self._plan, number)):
                wordings.setdefault((unit, own.written), []).append(number)
        for key in sorted(wordings):
            yield from self._tried(self.window.units[key[0]], wordings[key])

    def _plan(self, number: int) -> Plan | None:
        return self._index.candidate(number).plan

    def _tried(self, unit: Unit, wording: Sequence[int]) -> Iterator[Match]:
        """The matches of one pattern as written, of which some candidates may stand in a unit."""
        free = self._best(unit, wording, covered=False)
        yield from free
        if self.window.has_innocent(unit) and self._may_be_masked(unit, wording):
            for match in self._best(unit, wording, covered=True):
                start, end = match.joined.start, match.joined.end
                if not any(start < one.joined.end and one.joined.start < end for one in free):
                    yield match._replace(masked=True)

    def _may_be_masked(self, unit: Unit, wording: Sequence[int]) -> bool:
        """Whether an innocent takes away any word of a pattern; only of those that report it is told."""
        candidates = [self._index.candidate(number) for number in wording]
        if candidates[0].pattern.purpose != "report":
            return False
        return any(
            one.plan is None
            or any(self.window.hides(step, unit) for step in one.classes.steps if step not in self._quantities)
            for one in candidates
        )

    def _best(self, unit: Unit, wording: Sequence[int], *, covered: bool) -> list[Match]:
        """Leftmost, without overlaps, whichever of the candidates they come from."""
        found: dict[Joined, Candidate] = {}
        for number in wording:
            candidate = self._index.candidate(number)
            for one in self._joined(number, candidate, unit, covered):
                found.setdefault(one, candidate)
        if len(found) == 1:
            ((joined, candidate),) = found.items()
            return [Match(unit, candidate, joined)]
        return [Match(unit, found[one], one) for one in leftmost(found)] if found else []

    def _joined(self, number: int, candidate: Candidate, unit: Unit, covered: bool) -> Iterable[Joined]:
        if candidate.plan is None:
            return self._expressed(candidate, unit, covered)
        key = (number, covered)
        if key not in self._joiners:
            self._joiners[key] = self._joiner(candidate, covered)
        joiner = self._joiners[key] or self._joiner_with_quantities(candidate, unit, covered)
        return joiner.matches(unit.border) if joiner is not None else ()

    def _joiner(self, candidate: Candidate, covered: bool) -> Joiner | None:
        """What joins a pattern all over the window; None where quantities make it differ from unit to unit."""
        assert candidate.plan is not None
        steps = candidate.classes.steps
        if any(number in self._quantities for number in steps):
            return None
        filled = [self.window.begins(number, covered=covered) for number in steps]
        return Joiner(candidate.plan, filled, self.window.text)

    def _joiner_with_quantities(self, candidate: Candidate, unit: Unit, covered: bool) -> Joiner | None:
        """What joins a pattern in one unit; None where it states no such quantity."""
        assert candidate.plan is not None
        slots = (self._quantities[number] for number in candidate.classes.steps if number in self._quantities)
        if not all(self.window.quantity(slot, unit).starts for slot in slots):
            return None
        filled = [self._begins(number, unit, covered) for number in candidate.classes.steps]
        return Joiner(candidate.plan, filled, self.window.text)

    def _begins(self, number: int, unit: Unit, covered: bool) -> Begins:
        slot = self._quantities.get(number)
        return self.window.quantity(slot, unit) if slot else self.window.begins(number, covered=covered)

    def _expressed(self, candidate: Candidate, unit: Unit, covered: bool) -> Iterator[Joined]:
        sentence = self.window.text[unit.start : unit.end]  # so that ^ and $ are its ends
        shift = unit.start
        for match in candidate.expression.finditer(sentence):
            start, end = match.start() + shift, match.end() + shift
            if end == start or (not covered and self.window.covers(start, end)):
                continue
            low, high = match.span("mark") if match.re.groupindex.get("mark") else match.span()
            mark = (low + shift, high + shift) if high > low >= 0 else (start, end)
            yield Joined(start, end, mark, (), (0, -end))
