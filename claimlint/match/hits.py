"""From a match to a Hit of the document, and which of several hits stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from claimlint.language.stretches import take
from claimlint.match.units import Buffer, Unit
from claimlint.model.hit import Hit, Slot
from claimlint.model.rule import Rule
from claimlint.model.rulebook import CompiledPattern
from claimlint.model.text import Document, ReadingKind, Span

Place = tuple[int, int]


def make_hit(
    document: Document,
    buffer: Buffer,
    unit: Unit,
    rule: Rule,
    pattern: CompiledPattern,
    whole: Place,
    marked: Place,
    slots: tuple[Slot, ...] = (),
) -> Hit | None:
    """The match as a hit in the document; None for a match in a reading that needs no reading."""
    if unit.reading is None:
        return Hit(
            rule=rule.id,
            pattern=pattern.pattern,
            span=Span(*marked),
            extent=Span(*whole),
            sentence=unit.sentence,
            words=buffer.original[slice(*marked)],
            slots=slots,
            purpose=pattern.purpose,
            part=pattern.part,
        )
    reading = buffer.readings[unit.reading]
    variant = reading.kind is ReadingKind.FOLDED
    extent = buffer.spans(unit, *whole)
    mark = buffer.spans(unit, *marked)
    if not mark or (not variant and len(extent) < 2):
        return None
    if variant and buffer.text[extent[0].start : extent[0].end] == buffer.text[slice(*whole)]:
        return None  # the words are spelt as usual here
    # what stands in a reading is marked in the last piece that the match touches
    primary = mark[-1] if variant or mark[-1].overlaps(extent[-1]) else extent[-1]
    sentence = unit.sentence
    if not variant:
        known = document.sentence_index(primary.start)
        sentence = unit.sentence if known is None else known
    own = next((one for one in reversed(extent) if one.overlaps(primary)), primary)
    return Hit(
        rule=rule.id,
        pattern=pattern.pattern,
        span=primary,
        extent=own,
        sentence=sentence,
        words=buffer.original[slice(*marked)],
        slots=slots,
        related=tuple(dict.fromkeys(span for span in (*extent, *mark) if not span.overlaps(own))),
        reading=None if variant else unit.reading,
        variant=variant,
        purpose=pattern.purpose,
        part=pattern.part,
    )


def reduced(hits: Iterable[Hit]) -> Iterator[Hit]:
    """One hit a place and rule: the longest of overlapping ones; plain text wins over readings."""
    taken: dict[tuple[str, str, int, int], list[Span]] = defaultdict(list)
    kept: list[Hit] = []
    for hit in sorted(hits, key=_preference):
        key = hit.rule, hit.purpose, hit.part, hit.sentence
        if take(taken[key], hit.span):
            kept.append(hit)
    return iter(sorted(kept, key=lambda hit: (hit.span, hit.rule, hit.purpose, hit.part)))


def _preference(hit: Hit) -> tuple[bool, bool, int, int, Span, int]:
    return (
        hit.variant,
        hit.reading is not None,
        hit.span.start - hit.span.end,
        hit.extent.start - hit.extent.end,
        hit.span,
        hit.pattern,
    )
