"""The matcher in use: one pass for all words, then only the patterns whose words all occur."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimlint.language.quantities import NUMERALS, find_quantities
from claimlint.match.joining import CLAUSE_MARK, Joined, Step, join
from claimlint.match.plans import Candidate, Index
from claimlint.match.terms import Found, Place, TermFinder
from claimlint.match.units import Buffer, Unit, lay_out
from claimlint.match.vocabulary import Vocabulary
from claimlint.model.hit import Hit, Scan, Slot
from claimlint.model.rule import Within
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Reading, ReadingKind, Span

FIRST_SCREEN = 500  # characters


class JoiningMatcher:
    """Scans documents for the patterns of one rulebook; building it costs little, scanning is linear."""

    def __init__(self, rulebook: Rulebook, *, variants: bool = True) -> None:
        self._rulebook = rulebook
        self._variants = variants
        self._vocabulary = Vocabulary(rulebook)
        self._index = Index(rulebook, self._vocabulary)
        self._finder = TermFinder(self._vocabulary)

    def scan(self, document: Document) -> Scan:
        """All hits of a document, and where the lexicons that judging reads stand in it."""
        buffer = lay_out(document, self._folded_readings(document))
        found = self._finder.find(buffer.text, [unit.border for unit in buffer.units])
        work = _Work(document, buffer, found, self._vocabulary)
        hits: list[Hit] = []
        masked: list[tuple[str, Span]] = []
        for number in sorted(found):
            unit, words = buffer.units[number], found[number]
            hits.extend(self._hits(work, unit, words.places))
            if words.masked:
                masked.extend(self._masked(work, unit, words))
        return Scan(hits=tuple(_reduced(hits)), occurrences=work.occurrences(), masked=tuple(dict.fromkeys(masked)))

    def _folded_readings(self, document: Document) -> Sequence[Reading]:
        """The document's sentences without evasive spelling, where there is any."""
        if not self._variants:
            return ()
        from claimlint.match.variants import folded_readings

        return folded_readings(document, self._finder)

    def _hits(self, work: _Work, unit: Unit, places: dict[int, list[Place]]) -> Iterator[Hit]:
        for candidate in self._index.candidates(places):
            for joined, steps in work.matches(candidate, unit, places):
                hit = work.hit(candidate, unit, joined, steps)
                if hit is not None and work.fits(candidate, hit):
                    yield hit

    def _masked(self, work: _Work, unit: Unit, words: Found) -> Iterator[tuple[str, Span]]:
        """What would be a hit, did an innocent not cover one of its words."""
        everything = {one: list(places) for one, places in words.places.items()}
        for one, places in words.masked.items():
            everything[one] = sorted((*everything.get(one, ()), *places))
        plain = {(hit.rule, hit.span) for hit in self._hits(work, unit, words.places)}
        for hit in self._hits(work, unit, everything):
            if hit.purpose == "report" and (hit.rule, hit.span) not in plain:
                yield hit.rule, hit.span


class _Work:
    """One document while it is scanned."""

    def __init__(self, document: Document, buffer: Buffer, found: Mapping[int, Found], vocabulary: Vocabulary) -> None:
        self._document = document
        self._buffer = buffer
        self._found = found
        self._vocabulary = vocabulary
        self._quantities: dict[tuple[int, int], list[Place]] = {}

    # -- matches ------------------------------------------------------------------------------------

    def matches(
        self, candidate: Candidate, unit: Unit, places: Mapping[int, list[Place]]
    ) -> Iterator[tuple[Joined, tuple[Step, ...]]]:
        if candidate.plan is not None:
            plan = candidate.plan

            def of(one: int) -> Sequence[Place]:
                return self._places(one, unit, places)

            for joined in join(plan, of, self._buffer.text, unit.border):
                yield joined, plan.steps
            return
        expression = candidate.expression
        for match in expression.finditer(self._buffer.text, unit.start, unit.end):
            if match.end() > match.start():
                mark = match.span("mark") if "mark" in expression.groupindex else match.span()
                yield Joined(match.start(), match.end(), mark, ()), ()

    def _places(self, one: int, unit: Unit, places: Mapping[int, list[Place]]) -> Sequence[Place]:
        """Where a class stands in a stretch: its words, and its quantities, which are read on demand."""
        slot = self._vocabulary.quantities.get(one)
        if slot is None:
            return places.get(one, ())
        key = (one, unit.start)
        if key not in self._quantities:
            text = self._buffer.text
            holds = NUMERALS.search(text, unit.start, unit.end) is not None
            self._quantities[key] = find_quantities(slot, text, unit.start, unit.end) if holds else []
        return self._quantities[key]

    def hit(self, candidate: Candidate, unit: Unit, joined: Joined, steps: tuple[Step, ...]) -> Hit | None:
        """The match as a hit in the document; None for a match in a reading that needs no reading."""
        extent = self._buffer.spans(unit, joined.start, joined.end)
        reading = self._buffer.readings[unit.reading] if unit.reading is not None else None
        variant = reading is not None and reading.kind is ReadingKind.FOLDED
        if reading is not None and not variant and len(extent) < 2:
            return None
        mark = self._buffer.spans(unit, *joined.mark)
        if not mark or not extent:
            return None
        slots = tuple(
            Slot(step.name, spans[-1], self._buffer.text[slice(*place)])
            for step, place in zip(steps, joined.places, strict=False)
            if step.name and (spans := self._buffer.spans(unit, *place))
        )
        primary = mark[-1] if variant or reading is None else _last_piece(mark, extent)
        return Hit(
            rule=candidate.rule.id,
            pattern=candidate.pattern.pattern,
            span=primary,
            extent=extent[-1],
            sentence=unit.sentence,
            words=self._buffer.text[slice(*joined.mark)],
            slots=slots,
            related=tuple(span for span in (*extent[:-1], *mark[:-1]) if not span.overlaps(primary)),
            reading=unit.reading if unit.reading is not None and not variant else None,
            variant=variant,
            purpose=candidate.pattern.purpose,
            part=candidate.pattern.part,
        )

    # -- conditions ---------------------------------------------------------------------------------

    def fits(self, candidate: Candidate, hit: Hit) -> bool:
        """Whether the block and the words around a hit are those that its pattern asks for."""
        blocks = candidate.pattern.blocks
        if blocks:
            block = self._document.block_of(self._document.sentences[hit.sentence])
            if block.kind not in blocks and block.role not in blocks:
                return False
        return all(self._stands(one, within, hit) for within, one in candidate.needs) and not any(
            self._stands(one, within, hit) for within, one in candidate.absent
        )

    def _stands(self, one: int, within: Within, hit: Hit) -> bool:
        """Whether a word of a class stands within reach of a hit, outside of it."""
        own = [hit.extent, *hit.related]
        return any(
            not any(span.start < end and start < span.end for span in own)
            for low, high in self._reach(within, hit)
            for start, end in self._within(one, low, high)
        )

    def _reach(self, within: Within, hit: Hit) -> list[Place]:
        document = self._document
        sentence = document.sentences[hit.sentence]
        if within is Within.CLAUSE:
            return [_clause(document.text, hit.extent, sentence.span)]
        if within is Within.SENTENCE:
            return [sentence.span, *hit.related]
        block = document.block_of(sentence)
        if within is Within.SECTION:
            return [one.span for one in document.blocks if one.section == block.section]
        if within is Within.DOCUMENT:
            return [(0, len(document.text))]
        if within is Within.FIRST_SCREEN:
            return [(0, FIRST_SCREEN)]
        return [block.span]

    def _within(self, one: int, low: int, high: int) -> Iterator[Place]:
        places = self._everywhere.get(one, [])
        index = bisect_left(places, (low, 0))
        while index < len(places) and places[index][0] < high:
            if places[index][1] <= high:
                yield places[index]
            index += 1

    @cached_property
    def _everywhere(self) -> dict[int, list[Place]]:
        """The words of every class over the whole text, readings apart, in order."""
        places: dict[int, list[Place]] = defaultdict(list)
        for number in sorted(self._found):
            if self._buffer.units[number].reading is None:
                for one, own in self._found[number].places.items():
                    places[one].extend(own)
        return places

    def occurrences(self) -> dict[str, tuple[Span, ...]]:
        """Where the lexicons that judging reads stand, by their names."""
        found: dict[str, set[Place]] = defaultdict(set)
        for one, name in self._vocabulary.recorded.items():
            found[name].update(self._everywhere.get(one, ()))
        return {name: tuple(Span(*place) for place in sorted(places)) for name, places in found.items() if places}


def _last_piece(mark: Sequence[Span], extent: Sequence[Span]) -> Span:
    """The primary span of a match in a reading lies in the last piece that the match touches."""
    return mark[-1] if mark[-1].overlaps(extent[-1]) else extent[-1]


def _clause(text: str, span: Span, sentence: Span) -> Place:
    """The clause, or clauses, that a span lies in."""
    start = sentence.start
    for match in CLAUSE_MARK.finditer(text, sentence.start, span.start):
        start = match.end()
    after = CLAUSE_MARK.search(text, span.end, sentence.end)
    return start, after.start() if after else sentence.end


def _reduced(hits: Iterable[Hit]) -> Iterator[Hit]:
    """One hit a place and rule: the longest of overlapping ones; plain text wins over readings."""
    kept: dict[tuple[str, str, int], list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=_preference):
        group = kept[hit.rule, hit.purpose, hit.part]
        if not any(hit.span.overlaps(other.span) for other in _neighbours(group, hit)):
            group.append(hit)
    return iter(sorted((hit for group in kept.values() for hit in group), key=lambda hit: (hit.span, hit.rule)))


def _neighbours(group: list[Hit], hit: Hit) -> Iterator[Hit]:
    """The hits of a group in the same sentence; only they can overlap."""
    return (other for other in group if other.sentence == hit.sentence)


def _preference(hit: Hit) -> tuple[bool, bool, int, Span, int]:
    return (hit.variant, hit.reading is not None, hit.span.start - hit.span.end, hit.span, hit.pattern)
