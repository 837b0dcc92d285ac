"""What must or must not stand around a hit: needs, absent, blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from claimlint.match.joining import CLAUSE_MARK
from claimlint.match.plans import Candidate
from claimlint.match.tables import Tables
from claimlint.match.terms import Found, Place, covers
from claimlint.model.hit import Hit
from claimlint.model.rule import Within
from claimlint.model.text import Document, Span

FIRST_SCREEN = 500  # characters


class Surroundings:
    """The words of a whole document, for conditions to look at; sorted out when the first one asks."""

    def __init__(self, document: Document, found: Sequence[Found]) -> None:
        self._document = document
        self._found = found
        self._known: dict[int, list[Place]] = {}

    def suit(self, candidate: Candidate, hit: Hit) -> bool:
        """Whether the block and the words around a hit are those that its pattern asks for."""
        blocks = candidate.pattern.blocks
        if blocks:
            block = self._document.block_of(self._document.sentences[hit.sentence])
            if block.kind not in blocks and block.role not in blocks:
                return False
        return all(self._stands(one, within, hit) for within, one in candidate.needs) and not any(
            self._stands(one, within, hit) for within, one in candidate.absent
        )

    def _everywhere(self, one: int) -> list[Place]:
        if one not in self._known:
            self._known[one] = [place for found in self._found for place in found.places(one)]
        return self._known[one]

    def _stands(self, one: int, within: Within, hit: Hit) -> bool:
        """Whether a word of a class stands within reach of a hit, outside of it."""
        own = [hit.extent, *hit.related]
        return any(
            not any(span.start < end and start < span.end for span in own)
            for low, high in self._reach(within, hit)
            for start, end in self._within(one, low, high)
        )

    def _within(self, one: int, low: int, high: int) -> Iterator[Place]:
        places = self._everywhere(one)
        index = bisect_left(places, (low, 0))
        while index < len(places) and places[index][0] < high:
            if places[index][1] <= high:
                yield places[index]
            index += 1

    def _reach(self, within: Within, hit: Hit) -> Sequence[Place]:
        document = self._document
        sentence = document.sentences[hit.sentence]
        if within is Within.CLAUSE:
            return [_clause(document.text, hit.extent, sentence.span)]
        if within is Within.SENTENCE:
            return [sentence.span, *hit.related]
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


class Recorder:
    """Collects where the lexicons that judging reads stand in a document."""

    def __init__(self, tables: Tables, known: dict[int, tuple[str, ...]]) -> None:
        self._tables = tables
        self._known = known  # word -> lexicons; shared by all documents
        self._found: dict[str, list[Place]] = defaultdict(list)

    def _names(self, word: int) -> tuple[str, ...]:
        recorded = self._tables.recorded
        names = (recorded[number] for number in self._tables.classes_of[word] if number in recorded)
        known = self._known[word] = tuple(dict.fromkeys(names))
        return known

    def note(self, found: Found) -> None:
        known, innocents = self._known, found.innocents
        for word, start, end in found.words:
            names = known.get(word)
            if names is None:
                names = self._names(word)
            if names and not (innocents and covers(innocents, start, end)):
                for name in names:
                    self._found[name].append((start, end))

    def occurrences(self) -> dict[str, tuple[Span, ...]]:
        return {name: tuple(map(Span._make, sorted(set(places)))) for name, places in self._found.items()}


def crosses(joints: Sequence[int], start: int, end: int) -> bool:
    """Whether a word reaches from one piece of a reading into the next."""
    return bisect_right(joints, start) < bisect_left(joints, end)
