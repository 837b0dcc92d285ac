"""Where a document says what a presence rule asks for, and what nearly says it.

Each wording is judged once; the wordings that are meant are looked up by the sentence, paragraph or section
in which they stand, so that a rule with many claims and many wordings does not compare them pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count
from typing import NamedTuple

from claimlint.judge.context import Context
from claimlint.judge.reach import reaches, zone, zones
from claimlint.judge.requirement import NearCount, distance, fault, late
from claimlint.judge.verdicts import Bench
from claimlint.model.hit import Hit
from claimlint.model.rule import Rule, Within
from claimlint.model.text import Span
from claimlint.model.words import Words


class Wording(NamedTuple):
    """A hit of what a rule requires, and what is wrong with it wherever it is asked for."""

    span: Span
    untrue: Words | None  # it is denied, hidden, contradicted
    late: Words | None  # it stands below the last call to act


class Said:
    """The wordings of one part of a requirement in one language, in order."""

    def __init__(self, bench: Bench, rule: Rule, hits: Iterable[Hit], language: str | None) -> None:
        self._document = bench.document
        self._within = rule.within or Within.DOCUMENT
        self._early = rule.require is not None and rule.require.before_action
        self._source = self._judged(bench, hits, language)
        self._wordings: list[Wording] = []  # those of the source that somebody asked for
        self._told = 0  # how many of them are known as near misses

    def _judged(self, bench: Bench, hits: Iterable[Hit], language: str | None) -> Iterator[Wording]:
        for hit in hits:
            context = Context(bench.document, hit, bench.cues)
            if language is None or context.language == language:
                too_late = late(bench.document, bench.cues, hit.span) if self._early else None
                yield Wording(hit.span, fault(context), too_late)

    def at(self, place: Span, near: list[NearCount]) -> Span | None:
        """Where it is said for a place, or None; what nearly says it goes to ``near``, each once."""
        first = self._first(place)
        upto = len(self._wordings) if first is None else first  # without a first one all were asked for
        for one in self._wordings[self._told : upto]:
            why = one.untrue or distance(self._document, one.span, place, self._within) or one.late
            if why is not None:
                near.append(NearCount(one.span, why, far=one.untrue is None))
        self._told = max(self._told, upto)
        return None if first is None else self._wordings[first].span

    def _first(self, place: Span) -> int | None:
        """The number of the first wording that counts for a place."""
        if self._within in (Within.DOCUMENT, Within.FIRST_SCREEN, Within.FOOTNOTE) or place.end <= place.start:
            return next((number for number in self._meant() if self._reaches(number, place)), None)
        by_zone = self._by_zone
        key = zone(self._document, place, self._within)
        return by_zone.get(key) if key is not None else None

    def _reaches(self, number: int, place: Span) -> bool:
        return reaches(self._document, self._wordings[number].span, place, self._within)

    def _meant(self) -> Iterator[int]:
        """The numbers of the wordings that count somewhere."""
        for number in count():
            if number == len(self._wordings):
                more = next(self._source, None)
                if more is None:
                    return
                self._wordings.append(more)
            if self._wordings[number].untrue is None and self._wordings[number].late is None:
                yield number

    @cached_property
    def _by_zone(self) -> dict[object, int]:
        """The first wording that is meant, by each zone in which it counts."""
        found: dict[object, int] = {}
        for number in self._meant():
            for key in zones(self._document, self._wordings[number].span, self._within):
                found.setdefault(key, number)
        return found
