"""Blocks of a document cut into runs: stretches that the same findings cover and the same marks dress."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claimlint.model.text import Block, Document, Mark, Span

DRESSED = Mark.SUPERSCRIPT | Mark.SUBSCRIPT | Mark.LINK | Mark.DELETED | Mark.HIDDEN | Mark.CODE | Mark.EMPHASIS


class Cover(NamedTuple):
    """A span of the text and the number of the entry that marks it, or that speaks of it."""

    span: Span
    entry: int
    related: bool = False


class Run(NamedTuple):
    """Words under one set of covers; ``first`` holds the entries whose mark starts here."""

    text: str
    marks: Mark
    entries: tuple[int, ...] = ()
    related: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


class Covers:
    """Covers in the order of the text, found by place: many findings stay cheap."""

    def __init__(self, covers: Sequence[Cover]) -> None:
        self._covers = sorted(covers)
        self._starts = [cover.span.start for cover in self._covers]
        self._longest = max((cover.span.end - cover.span.start for cover in covers), default=0)

    def touching(self, span: Span) -> list[Cover]:
        low = bisect_left(self._starts, span.start - self._longest)
        high = bisect_right(self._starts, span.end)
        return [cover for cover in self._covers[low:high] if cover.span.overlaps(span)]


def runs(document: Document, block: Block, covers: Covers) -> list[Run]:
    """The block's words in order, cut wherever a cover or a mark begins or ends."""
    touching = covers.touching(block.span)
    dressed = [
        (segment.span, segment.marks & DRESSED)
        for segment in document.segments_in(block.span)
        if segment.marks & DRESSED
    ]
    cuts = _cuts(block.span, [cover.span for cover in touching] + [span for span, _ in dressed])
    return [_run(document, Span(start, end), touching, dressed) for start, end in pairwise(cuts)]


def _cuts(whole: Span, spans: list[Span]) -> list[int]:
    places = {place for span in spans for place in span if whole.start < place < whole.end}
    return sorted(places | {whole.start, whole.end})


def _run(document: Document, span: Span, covers: list[Cover], dressed: list[tuple[Span, Mark]]) -> Run:
    marks = Mark.NONE
    for place, mark in dressed:
        if place.contains(span):
            marks |= mark
    over = [cover for cover in covers if cover.span.contains(span)]
    marked = [cover for cover in over if not cover.related]
    return Run(
        document.slice(span),
        marks,
        tuple(dict.fromkeys(cover.entry for cover in marked)),
        tuple(dict.fromkeys(cover.entry for cover in over if cover.related)),
        tuple(cover.entry for cover in marked if cover.span.start == span.start),
    )
