"""Confirming a pattern by joining the places of its words; nothing is compiled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from claimlint.match.terms import Place

CLAUSE_MARK = re.compile(r"[，、：；,:;]")
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
    """One match: all of it, the primary span, and what filled each step."""

    start: int
    end: int
    mark: Place
    places: tuple[Place, ...]


Places = Callable[[int], Sequence[Place]]  # class -> its places in the stretch, in order


def join(plan: Plan, places: Places, text: str, border: Place) -> list[Joined]:
    """The matches of a plan in ``text[border]``: leftmost, of those the longest, without overlaps."""
    found: list[Joined] = []
    behind = border[0]
    for start, firsts in groupby(places(plan.steps[0].number), key=itemgetter(0)):
        if start < behind:
            continue
        if plan.at_start and _LETTER.search(text, border[0], start):
            break
        ways = (way for first in firsts for way in _ways(plan, places, text, 1, (first,)))
        best = _longest([way for way in ways if _ends(plan, way, text, border)])
        if best is not None:
            found.append(_joined(plan, best))
            behind = best[-1][1]
    return found


def _ways(
    plan: Plan, places: Places, text: str, at: int, before: tuple[Place, ...]
) -> Iterator[tuple[Place, ...]]:
    """Every way to fill the steps from ``at`` on."""
    if at == len(plan.steps):
        yield before
        return
    step = plan.steps[at]
    end = before[-1][1]
    candidates = places(step.number)
    index = bisect_left(candidates, (end + step.low, 0))
    while index < len(candidates) and candidates[index][0] <= end + step.high:
        place = candidates[index]
        index += 1
        if step.spaced and not text[end].isspace():
            break
        if step.high and not step.wide and CLAUSE_MARK.search(text, end, place[0]):
            break
        yield from _ways(plan, places, text, at + 1, (*before, place))


def _ends(plan: Plan, way: tuple[Place, ...], text: str, border: Place) -> bool:
    return not plan.at_end or _LETTER.search(text, way[-1][1], border[1]) is None


def _longest(ways: Sequence[tuple[Place, ...]]) -> tuple[Place, ...] | None:
    """The way that ends last; of equal ones the one whose words stand first."""
    return min(ways, key=lambda way: (-way[-1][1], way), default=None)


def _joined(plan: Plan, way: tuple[Place, ...]) -> Joined:
    first, last = plan.mark
    return Joined(way[0][0], way[-1][1], (way[first][0], way[last][1]), way)
