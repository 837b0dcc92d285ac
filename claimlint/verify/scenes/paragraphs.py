"""The sentences of one block put together again: for what is told across a semicolon or a full stop."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from claimlint.model.figure import Figure
from claimlint.model.text import Span
from claimlint.verify.scenes.scene import Frame, Scene, Told


class Paragraph(Struct, frozen=True, dict=True):
    """The words of one block within one frame, with the figures in their places."""

    start: int
    words: str
    sentences: tuple[Told, ...]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for told in self.sentences for figure in told.figures)

    @cached_property
    def _starts(self) -> list[int]:
        return [figure.span.start for figure in self.figures]

    def before(self, figure: Figure, reach: int) -> str:
        """The words before a figure."""
        at = figure.span.start - self.start
        return self.words[max(0, at - reach) : at]

    def behind(self, figure: Figure, reach: int) -> str:
        """The words behind a figure."""
        at = figure.span.end - self.start
        return self.words[at : at + reach]

    def between(self, one: Figure, other: Figure) -> str:
        """The words between two figures."""
        return self.words[one.span.end - self.start : other.span.start - self.start]

    def earlier(self, figure: Figure, most: int) -> tuple[Figure, ...]:
        """So many figures before one, in order."""
        index = bisect_left(self._starts, figure.span.start)
        return self.figures[max(0, index - most) : index]

    def within(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures that begin in a stretch of the words."""
        first, last = (bisect_left(self._starts, self.start + place) for place in (start, end))
        return self.figures[first:last]

    @cached_property
    def _begins(self) -> list[int]:
        return [told.span.start for told in self.sentences]

    def sentence_of(self, span: Span) -> Told | None:
        """The sentence that a place stands in."""
        index = bisect_right(self._begins, span.start) - 1
        told = self.sentences[index] if index >= 0 else None
        return told if told is not None and told.span.contains(span) else None

    def span(self, start: int, end: int) -> Span:
        """A stretch of the words as a place in the document."""
        return Span(self.start + start, self.start + end)


def paragraphs(scene: Scene) -> Iterator[tuple[Frame, Paragraph]]:
    """Every block of every frame."""
    for frame in scene.frames:
        for one in of_frame(frame):
            yield frame, one


def of_frame(frame: Frame) -> tuple[Paragraph, ...]:
    """The blocks of one frame, in order; every check asks."""
    if "paragraphs" not in frame.known:
        groups: list[list[Told]] = []
        for told in frame.sentences:
            if groups and groups[-1][0].block == told.block:
                groups[-1].append(told)
            else:
                groups.append([told])
        frame.known["paragraphs"] = tuple(map(_joined, groups))
    found: tuple[Paragraph, ...] = frame.known["paragraphs"]
    return found


def _joined(sentences: list[Told]) -> Paragraph:
    start = position = sentences[0].span.start
    pieces: list[str] = []
    for told in sentences:
        pieces += [" " * (told.span.start - position), told.words]
        position = told.span.start + len(told.words)
    return Paragraph(start, "".join(pieces), tuple(sentences))
