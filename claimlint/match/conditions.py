"""What must or must not stand around a hit: needs, absent, blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from claimlint.match.joining import CLAUSE_MARK, Place
from claimlint.match.plans import Candidate
from claimlint.match.windows import Window
from claimlint.model.rule import Within
from claimlint.model.text import Document, Span

FIRST_SCREEN = 500  # characters


class Where(Protocol):
    """Where something matched: a hit, or what becomes one."""

    @property
    def sentence(self) -> int: ...

    @property
    def extent(self) -> Span: ...

    @property
    def related(self) -> tuple[Span, ...]: ...

    @property
    def own(self) -> Sequence[Place]:
        """The places of the words of the pattern itself, in order; what stands between them is not its own."""
        ...


class Surroundings:
    """The words of a whole document, for conditions to look at; sorted out when the first one asks."""

    def __init__(self, document: Document, windows: Sequence[Window]) -> None:
        self._document = document
        self._windows = windows
        self._known: dict[int, list[Place]] = {}

    def suit(self, candidate: Candidate, where: Where) -> bool:
        """Whether the block and the words around a match are those that its pattern asks for."""
        blocks = candidate.pattern.blocks
        if blocks:
            block = self._document.block_of(self._document.sentences[where.sentence])
            if block.kind not in blocks and block.role not in blocks:
                return False
        return all(self._stands(one, within, where) for within, one in candidate.needs) and not any(
            self._stands(one, within, where) for within, one in candidate.absent
        )

    def _everywhere(self, one: int) -> list[Place]:
        if one not in self._known:
            self._known[one] = [place for window in self._windows for place in window.places(one)]
        return self._known[one]

    def _stands(self, one: int, within: Within, where: Where) -> bool:
        """Whether a word of a class stands within reach of a match that is no part of the match's own words."""
        places = self._everywhere(one)
        own, others = where.own or (where.extent,), where.related
        for low, high in self._reach(within, where) if places else ():
            index = bisect_left(places, (low, 0))
            while index < len(places) and places[index][0] < high:
                start, end = places[index]
                elsewhere = not any(begin <= start and end <= stop for begin, stop in own)
                if elsewhere and end <= high and not any(one < end and start < other for one, other in others):
                    return True
                index += 1
        return False

    def _reach(self, within: Within, where: Where) -> Sequence[Place]:
        document = self._document
        sentence = document.sentences[where.sentence]
        if within is Within.CLAUSE:
            return [_clause(document.text, where.extent, sentence.span)]
        if within is Within.SENTENCE:
            return [sentence.span, *where.related]
        block = document.block_of(sentence)
        if within is Within.SECTION:
            return self._sections[block.section]
        if within is Within.DOCUMENT:
            return [(0, len(document.text))]
        if within is Within.FIRST_SCREEN:
            return [(0, FIRST_SCREEN)]
        return [block.span]

    @cached_property
    def _sections(self) -> Mapping[tuple[str, ...], list[Place]]:
        found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        for block in self._document.blocks:
            found[block.section].append(block.span)
        return found


def _clause(text: str, span: Span, sentence: Span) -> Place:
    """The clause, or clauses, that a span lies in."""
    start = sentence.start
    for match in CLAUSE_MARK.finditer(text, sentence.start, span.start):
        start = match.end()
    after = CLAUSE_MARK.search(text, span.end, sentence.end)
    return start, after.start() if after else sentence.end
