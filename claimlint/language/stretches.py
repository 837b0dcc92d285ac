"""Stretches of a text with what belongs to them, found by place without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from claimlint.model.text import Span

T = TypeVar("T")


class Stretches(Generic[T]):
    """Answers which stretches share a character with a span, in the order in which they were given."""

    def __init__(self, pairs: Iterable[tuple[Span, T]]) -> None:
        given = [(span, order, value) for order, (span, value) in enumerate(pairs)]
        self._sorted = sorted(given, key=lambda one: (one[0], one[1]))
        self._starts = [span.start for span, _, _ in self._sorted]
        self._reached = list(accumulate((span.end for span, _, _ in self._sorted), max))  # up to and with each

    def over(self, span: Span) -> list[tuple[Span, T]]:
        first = bisect_right(self._reached, span.start)
        found = self._sorted[first : bisect_left(self._starts, span.end)]
        return [(one, value) for one, _, value in sorted(found, key=lambda one: one[1]) if one.end > span.start]


def take(disjoint: list[Span], span: Span) -> bool:
    """Whether a stretch touches none of some sorted ones; then it is put among them."""
    at = bisect_left(disjoint, span)
    if (at and disjoint[at - 1].end > span.start) or (at < len(disjoint) and disjoint[at].start < span.end):
        return False
    disjoint.insert(at, span)
    return True
