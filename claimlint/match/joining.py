"""Confirming a pattern by joining the places of its words; nothing is compiled.

Of the matches that begin first, the one with the least in its gaps, then the one that ends last, then the
one whose first words are longest. Each way to go on from a place is worked out once, so that repeated
words cost no more than their number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimlint.language.expressions import lazy

Place = tuple[int, int]

MARKS = lazy("[,:，、：；;]")
CLAUSE_MARK = lazy(r"(?<!\d)[,:]|[,:](?!\d)|[，、：；;]")
_LETTER = lazy(r"\w")


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
    """Where a class begins in a unit, in order, and where it ends from there."""

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
        if len(ends) == len(places):
            return cls(list(ends), ends, _NONE)
        nearer: dict[int, tuple[int, ...]] = {}
        for (start, end), (following, further) in pairwise(places):
            if start == following:
                nearer[start] = (further, *nearer.get(start, (end,)))
        return cls(list(ends), ends, nearer)


_NONE: Mapping[int, tuple[int, ...]] = {}
_Way = tuple[int, int, tuple[int, ...], tuple[Place, ...]]  # gaps, -end, -lengths, places


def join(plan: Plan, filled: Sequence[Begins], text: str, border: Place) -> list[Joined]:
    """The best match of a plan in ``text[border]`` for each place where one begins, in order.

    ``filled`` tells for each step where its class stands. Ways are put together from the last step on.
    """
    ways = _last(plan, filled[-1], text, border[1])
    for at in range(len(filled) - 2, -1, -1):
        if not ways:
            return []
        ways = _before(filled[at], plan.steps[at + 1], ways, text, border[1])
    low, high = plan.mark
    found = []
    for start, (gaps, minus_end, lengths, places) in ways.items():
        if plan.at_start and _LETTER.search(text, border[0], start):
            break
        mark = (places[low][0], places[high][1])
        found.append(Joined(start, -minus_end, mark, places, (gaps, minus_end, *lengths)))
    return found


def _last(plan: Plan, filled: Begins, text: str, border: int) -> dict[int, _Way]:
    """The last step, as long as may be, by where it begins."""
    if not plan.at_end:
        return {start: (0, -end, (start - end,), ((start, end),)) for start, end in filled.ends.items()}
    ways: dict[int, _Way] = {}
    for start in filled.starts:
        for end in filled.ends_from(start):
            if _LETTER.search(text, end, border) is None:
                ways[start] = (0, -end, (start - end,), ((start, end),))
                break
    return ways


def _before(filled: Begins, step: Step, ways: dict[int, _Way], text: str, border: int) -> dict[int, _Way]:
    """The best way from each place of a step, given the ways from the ``step`` behind it."""
    starts = list(ways)
    found: dict[int, _Way] = {}
    for start in filled.starts:
        best: _Way | None = None
        for end in filled.nearer.get(start) or (filled.ends[start],):
            for following in _following(step, end, starts, ways, text, border):
                rest = ways[following]
                way = following - end + rest[0], rest[1], (start - end, *rest[2]), ((start, end), *rest[3])
                if best is None or way < best:
                    best = way
        if best is not None:
            found[start] = best
    return found


def _following(step: Step, end: int, starts: list[int], known: Container[int], text: str, border: int) -> Sequence[int]:
    """At which of some starts a step may begin behind a word that ends at ``end``."""
    last = min(end + step.high, border - 1)
    if step.spaced:
        return (end + 1,) if end + 1 in known and last > end and text[end].isspace() else ()
    if not step.high:
        here = (end,) if end in known and end <= last else ()
        return (*here, end + 1) if end + 1 in known and is_spacing(text, end, border) else here
    first = bisect_left(starts, end + step.low)
    if first == len(starts) or starts[first] > last:
        return ()
    if not step.wide:
        mark = CLAUSE_MARK.search(text, end, last)
        last = mark.start() if mark else last
    return starts[first : bisect_right(starts, last, first)]


def leftmost(matches: Iterable[Joined]) -> Iterator[Joined]:
    """The matches of all wordings of one pattern: leftmost first, without overlaps."""
    return apart(sorted(matches, key=lambda one: (one.start, one.rank, one.mark)))


def apart(matches: Iterable[Joined]) -> Iterator[Joined]:
    """Of matches in order those that do not overlap an earlier one."""
    behind = -1
    for match in matches:
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
