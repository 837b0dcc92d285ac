"""Confirming a pattern by joining the places of its words; nothing is compiled.

Of the matches that begin first, the one with the least in its gaps, then the one that ends last, then the
one whose first words are longest. Each way to go on from a place is worked out once, so that repeated
words cost no more than their number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Place = tuple[int, int]

MARKS = re.compile("[,:，、：；;]")
CLAUSE_MARK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[，、：；;]")
_LETTER = re.compile(r"\w")


class Step(NamedTuple):
    """A word of a pattern: its class, its slot's name, and the gap before it."""

    number: int  # of its class
    name: str  # "" for a literal
    low: int = 0
    high: int = 0
    wide: bool = False
    spaced: bool = False  # the gap is one space


class Plan(NamedTuple):
    """A pattern as steps; ``mark`` are the first and the last step of the primary span."""

    steps: tuple[Step, ...]
    mark: tuple[int, int]
    at_start: bool = False
    at_end: bool = False


class Joined(NamedTuple):
    """One match: all of it, the primary span, what filled each step, and what it is preferred by."""

    start: int
    end: int
    mark: Place
    places: tuple[Place, ...] = ()
    rank: tuple[int, ...] = ()  # of matches with one start the least is taken


class Begins(NamedTuple):
    """Where a class begins, in order, and where it ends from there."""

    starts: list[int]
    ends: Mapping[int, int]  # the furthest from each start
    nearer: Mapping[int, tuple[int, ...]]  # all, from the furthest on, where there are several

    def ends_from(self, start: int) -> tuple[int, ...]:
        """Where the class ends from a start, the furthest first."""
        return self.nearer.get(start) or (self.ends[start],)

    @classmethod
    def of(cls, places: Sequence[Place]) -> Begins:
        """From places in order."""
        ends = dict(places)
        nearer: dict[int, tuple[int, ...]] = {}
        if len(ends) < len(places):
            for (start, end), (following, further) in pairwise(places):
                if start == following:
                    nearer[start] = (further, *nearer.get(start, (end,)))
        return cls(list(ends), ends, nearer)


_Rest = tuple[int, int, tuple[int, ...], tuple[Place, ...]]  # gaps, -end, -lengths, places


class Joiner:
    """Fills the steps of one plan in units of one text; ``filled`` tells for each step where its class stands."""

    def __init__(self, plan: Plan, filled: Sequence[Begins], text: str) -> None:
        self._plan = plan
        self._filled = filled
        self._text = text
        self._last = len(plan.steps) - 1
        self._known: dict[Place, _Rest | None] = {}

    def matches(self, border: Place) -> Iterator[Joined]:
        """The best match in ``text[border]`` for each place where one begins, in order."""
        low, high = self._plan.mark
        starts = self._filled[0].starts
        for at in range(bisect_left(starts, border[0]), bisect_left(starts, border[1])):
            start = starts[at]
            if self._plan.at_start and _LETTER.search(self._text, border[0], start):
                return
            best = self._best(0, start, border[1])
            if best is not None:
                gaps, minus_end, lengths, places = best
                mark = (places[low][0], places[high][1])
                yield Joined(start, -minus_end, mark, places, (gaps, minus_end, *lengths))

    def _best(self, at: int, start: int, border: int) -> _Rest | None:
        """The best way to fill the steps from ``at`` on, the first of them beginning at ``start``."""
        ends = self._filled[at].ends_from(start)
        if at == self._last:
            return self._final(start, ends, border)
        key = (at, start)
        known = self._known
        if key not in known:
            known[key] = self._inner(at, start, ends, border)
        return known[key]

    def _final(self, start: int, ends: Sequence[int], border: int) -> _Rest | None:
        """The last step, as long as may be."""
        for end in ends:
            if not self._plan.at_end or _LETTER.search(self._text, end, border) is None:
                return 0, -end, (start - end,), ((start, end),)
        return None

    def _inner(self, at: int, start: int, ends: Sequence[int], border: int) -> _Rest | None:
        best: _Rest | None = None
        for end in ends:
            for following in self._following(at + 1, end, border):
                rest = self._best(at + 1, following, border)
                if rest is not None:
                    gaps = following - end + rest[0]
                    way = gaps, rest[1], (start - end, *rest[2]), ((start, end), *rest[3])
                    if best is None or way < best:
                        best = way
        return best

    def _following(self, at: int, end: int, border: int) -> Sequence[int]:
        """Where the step ``at`` may begin after a word that ends at ``end``."""
        step, text = self._plan.steps[at], self._text
        starts, ends, _ = self._filled[at]
        last = min(end + step.high, border - 1)
        if step.spaced:
            return (end + 1,) if last > end and text[end].isspace() and end + 1 in ends else ()
        if not step.high:
            here = (end,) if end in ends and end <= last else ()
            return (*here, end + 1) if end + 1 in ends and is_spacing(text, end, border) else here
        first = bisect_left(starts, end + step.low)
        if first == len(starts) or starts[first] > last:
            return ()
        if not step.wide:
            mark = CLAUSE_MARK.search(text, end, last)
            last = mark.start() if mark else last
        return starts[first : bisect_right(starts, last, first)]


def leftmost(matches: Iterable[Joined]) -> Iterator[Joined]:
    """The matches of all wordings of one pattern: leftmost first, without overlaps."""
    behind = -1
    for match in sorted(matches, key=lambda one: (one.start, one.rank, one.mark)):
        if match.start >= behind:
            yield match
            behind = match.end


def clause_marks(text: str, start: int, end: int) -> Iterator[int]:
    """Where clauses end in a stretch of text."""
    for match in MARKS.finditer(text, start, end):
        if match.group() not in ",:" or CLAUSE_MARK.match(text, match.start()):
            yield match.start()


def is_spacing(text: str, at: int, stop: int) -> bool:
    """Whether a space stands between Chinese and Latin words or figures (高达 95%)."""
    if not (at > 0 and at + 1 < stop and text[at] == " "):
        return False
    return is_han(text[at - 1]) != is_han(text[at + 1])


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
