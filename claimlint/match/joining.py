"""Confirming a pattern by joining the places of its words; nothing is compiled.

Of the matches that begin first, the one with the least in its gaps, then the one that ends last, then the
one whose first words are longest. Each way to go on from a place is worked out once, so that repeated
words cost no more than their number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from claimlint.match.terms import Place

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


Ends = Callable[[int], Mapping[int, list[int]]]  # class -> where it begins -> where it may end, longest first
_Rest = tuple[int, int, tuple[int, ...], tuple[Place, ...]]  # gaps, -end, -lengths, places


def join(plan: Plan, ends: Ends, text: str, border: Place) -> Iterator[Joined]:
    """The best match of a plan in ``text[border]`` for each place where one begins, in order."""
    first = ends(plan.steps[0].number)
    joiner = _Joiner(plan, ends, text, border)
    for start in sorted(first):
        if plan.at_start and _LETTER.search(text, border[0], start):
            return
        best = joiner.best(0, start)
        if best is not None:
            gaps, minus_end, lengths, places = best
            low, high = plan.mark
            mark = (places[low][0], places[high][1])
            yield Joined(start, -minus_end, mark, places, (gaps, minus_end, *lengths))


def leftmost(matches: Iterator[Joined]) -> Iterator[Joined]:
    """The matches of all wordings of one pattern: leftmost first, without overlaps."""
    behind = -1
    for match in sorted(matches, key=lambda one: (one.start, one.rank, one.mark)):
        if match.start >= behind:
            yield match
            behind = match.end


class _Joiner:
    """Fills the steps of one plan in one stretch of text."""

    def __init__(self, plan: Plan, ends: Ends, text: str, border: Place) -> None:
        self._plan = plan
        self._ends = [ends(step.number) for step in plan.steps]
        self._text = text
        self._border = border
        self._known: dict[Place, _Rest | None] = {}

    def best(self, at: int, start: int) -> _Rest | None:
        """The best way to fill the steps from ``at`` on, the first of them beginning at ``start``."""
        key = (at, start)
        if key not in self._known:
            ways = [way for end in self._ends[at].get(start, ()) for way in self._ways(at, start, end)]
            self._known[key] = min(ways, default=None)
        return self._known[key]

    def _ways(self, at: int, start: int, end: int) -> Iterator[_Rest]:
        if at + 1 == len(self._plan.steps):
            if not self._plan.at_end or _LETTER.search(self._text, end, self._border[1]) is None:
                yield 0, -end, (start - end,), ((start, end),)
            return
        for following in self._following(at + 1, end):
            rest = self.best(at + 1, following)
            if rest is not None:
                yield following - end + rest[0], rest[1], (start - end, *rest[2]), ((start, end), *rest[3])

    def _following(self, at: int, end: int) -> Iterator[int]:
        """Where the step ``at`` may begin after a word that ends at ``end``."""
        step, text = self._plan.steps[at], self._text
        last = min(end + step.high, self._border[1] - 1)
        if step.spaced:
            if last > end and text[end].isspace():
                yield end + 1
            return
        if step.high and not step.wide:
            mark = CLAUSE_MARK.search(text, end, last)
            last = mark.start() if mark else last
        yield from (one for one in range(end + step.low, last + 1) if one in self._ends[at])
        if not step.high and is_spacing(text, end, self._border[1]):
            yield end + 1


def is_spacing(text: str, at: int, stop: int) -> bool:
    """Whether a space stands between Chinese and Latin words or figures (高达 95%)."""
    if not (at > 0 and at + 1 < stop and text[at] == " "):
        return False
    return is_han(text[at - 1]) != is_han(text[at + 1])


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
