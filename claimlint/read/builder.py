"""The only maker of segments: a reader says what it reads and where, offsets are never searched for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimlint.language.detect import detect
from claimlint.language.sentences import split
from claimlint.model.text import NO_META, BlockKind, Document, Mark, RawSpan, Segment, Sentence, Span
from claimlint.read.readings import make_readings
from claimlint.read.sections import Draft, assign


class Origin(NamedTuple):
    """Where a document came from."""

    path: str
    format: str
    sha256: str = ""


class _Gap(NamedTuple):
    """White space or a line end that becomes text only when words follow."""

    start: int
    end: int
    wraps: bool


class _Details(NamedTuple):
    """What is known of the open block besides its kind: the last fields of a Draft."""

    level: int = 0
    row: int | None = None
    column: int | None = None
    table: int | None = None
    label: str | None = None


_NO_DETAILS = _Details()
AltPiece = tuple[int, int, str | None]


class Builder:
    """Collects the blocks of one document.

    Between ``open_block`` and ``close_block`` the reader calls ``add`` for words, ``soft`` for white space
    that may fold into one space, ``hard`` for a line break that the author meant. Blocks do not nest: opening
    one closes the one before. White space at the ends of a block and empty blocks leave nothing behind.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []
        self._drafts: list[Draft] = []
        self._comments: list[tuple[RawSpan, str]] = []
        self._kind: BlockKind | None = None
        self._details = _NO_DETAILS
        self._start = 0
        self._gap: _Gap | None = None
        self._alts: list[tuple[Sequence[AltPiece], str | None]] = []

    @property
    def is_open(self) -> bool:
        return self._kind is not None

    @property
    def is_empty(self) -> bool:
        """No words stand in the open block yet."""
        return self._length == self._start

    def open_block(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        row: int | None = None,
        column: int | None = None,
        table: int | None = None,
        label: str | None = None,
    ) -> None:
        if self._kind is not None or self._alts:
            self.close_block()
        self._kind = kind
        self._details = _Details(level, row, column, table, label)
        if self._drafts:
            self._put("\n")
        self._start = self._length

    def add_line(self, kind: BlockKind, raw_start: int, raw_end: int, level: int, label: str | None) -> None:
        """A whole block of one verbatim piece without white space at its ends: the short way for lines."""
        self.close_block()
        if self._drafts:
            self._put("\n")
        start = self._length
        self._put(self.raw[raw_start:raw_end])
        span = Span(start, self._length)
        self._segments.append(Segment(span, RawSpan(raw_start, raw_end)))
        self._drafts.append(Draft(kind, span, level, None, None, None, label))
        self._start = self._length

    def add(
        self,
        raw_start: int,
        raw_end: int,
        text: str | None = None,
        marks: Mark = Mark.NONE,
        target: str | None = None,
    ) -> None:
        """Words read from ``raw[raw_start:raw_end]``; ``text`` where they read otherwise than written."""
        words = self.raw[raw_start:raw_end] if text is None else text
        if self.is_empty:
            stripped = words.lstrip()
            if text is None:
                raw_start += len(words) - len(stripped)
            words = stripped
        if text is None and self._gap is None and words[:1] == " " and not self.is_empty and self._parts[-1][-1] == " ":
            raw_start, words = raw_start + 1, words[1:]
        if not words:
            return
        if self._gap is not None:
            self._close_gap(words[0])
        atomic = text is not None and len(text) == raw_end - raw_start and text != self.raw[raw_start:raw_end]
        self._segment(words, raw_start, raw_end, marks, target, atomic)

    def soft(self, raw_start: int, raw_end: int, *, wraps: bool = True) -> None:
        """White space; ``wraps`` when it holds a line end, which leaves nothing beside Chinese characters."""
        if self.is_empty:
            return
        if self._gap is None:
            self._gap = _Gap(raw_start, raw_end, wraps)
        else:
            self._gap = _Gap(self._gap.start, max(raw_end, self._gap.end), self._gap.wraps or wraps)

    def hard(self, raw_start: int, raw_end: int) -> None:
        """A line break that the author meant: sentences end here."""
        self._gap = None
        if not self.is_empty and not self._ends_with_break():
            self._segment("\n", raw_start, raw_end, Mark.NONE, None, self.raw[raw_start:raw_end] != "\n")

    def close_block(self) -> None:
        if self._kind is None:
            return
        self._gap = None
        self._trim()
        if self._length > self._start:
            span = Span(self._start, self._length)
            self._drafts.append(Draft(self._kind, span, *self._details))
        elif self._drafts:
            self._parts.pop()  # the line end that parts this block from the one before
            self._length -= 1
        self._kind = None
        self._start = self._length
        if self._alts:
            self._write_alts()

    def alt(self, pieces: Sequence[AltPiece], target: str | None) -> None:
        """The alternative text of an image: a block of its own after the one that it stands in."""
        self._alts.append((pieces, target))
        if self._kind is None:
            self._write_alts()

    def open_text(self, limit: int) -> str | None:
        """The words of the open block, or None when there are none or more than ``limit`` characters."""
        if self._kind is None or not 0 < self._length - self._start <= limit:
            return None
        parts, missing = [], self._length - self._start
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part)
            missing -= len(part)
        return "".join(reversed(parts)).rstrip() or None

    def all_marked(self, marks: Mark) -> bool:
        """Does every segment of the open block carry these marks?"""
        for segment in reversed(self._segments):
            if segment.span.end <= self._start:
                break
            if not segment.marks & marks:
                return False
        return True

    def turn_into(self, kind: BlockKind, level: int) -> None:
        """Change the kind of the open block, once its words have shown what it is."""
        self._kind = kind
        self._details = _Details(level)

    def comment(self, raw_start: int, raw_end: int, words: str) -> None:
        """An HTML comment: no text, but suppressions are read from it."""
        self._comments.append((RawSpan(raw_start, raw_end), words.strip()))

    def finish(self, origin: Origin, meta: Mapping[str, object] = NO_META) -> Document:
        self.close_block()
        text = "".join(self._parts)
        blocks = assign(self._drafts, text)
        sentences = tuple(
            Sentence(span, index, clauses)
            for index, block in enumerate(blocks)
            for span, clauses in split(text, block.span.start, block.span.end)
        )
        return Document(
            path=origin.path,
            format=origin.format,
            raw=self.raw,
            text=text,
            segments=tuple(self._segments),
            blocks=blocks,
            sentences=sentences,
            readings=make_readings(text, blocks, sentences),
            language=detect(text),
            sha256=origin.sha256,
            meta=meta,
            comments=tuple(self._comments),
        )

    def _write_alts(self) -> None:
        waiting, self._alts = self._alts, []
        for pieces, target in waiting:
            self.open_block(BlockKind.ALT_TEXT)
            for raw_start, raw_end, words in pieces:
                self.add(raw_start, raw_end, words, Mark.ALT, target)
            self.close_block()

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _segment(self, words: str, raw_start: int, raw_end: int, marks: Mark, target: str | None, atomic: bool) -> None:
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        segment = Segment(Span(start, self._length), RawSpan(raw_start, raw_end), marks, target, atomic)
        if segment.verbatim and start > self._start and _continues(self._segments[-1], segment):
            last = self._segments.pop()
            raw = RawSpan(last.raw.start, raw_end)
            segment = Segment(Span(last.span.start, self._length), raw, marks, target)
        self._segments.append(segment)

    def _close_gap(self, following: str) -> None:
        gap, self._gap = self._gap, None
        assert gap is not None
        before = self._parts[-1][-1]
        if before.isspace() or following.isspace() or (gap.wraps and _joins(before, following)):
            return
        raw = self.raw[gap.start : gap.end]
        self._segment(" ", gap.start, gap.end, Mark.NONE, None, len(raw) == 1 and raw != " ")

    def _ends_with_break(self) -> bool:
        return self._parts[-1] == "\n"

    def _trim(self) -> None:
        """Take the white space at the end of the block away again."""
        if not self._parts or not self._parts[-1][-1].isspace():
            return
        while self._length > self._start:
            words = self._parts.pop()
            kept = words.rstrip()
            self._length -= len(words) - len(kept)
            if kept:
                self._parts.append(kept)
                break
        while self._segments and self._segments[-1].span.end > self._length:
            last = self._segments.pop()
            if last.span.start < self._length:
                self._segments.append(_shortened(last, self._length))


def _continues(last: Segment, following: Segment) -> bool:
    """Are these two verbatim segments one?"""
    return (
        last.verbatim
        and last.raw.end == following.raw.start
        and last.span.end == following.span.start
        and last.marks == following.marks
        and last.target == following.target
    )


def _shortened(segment: Segment, end: int) -> Segment:
    """The segment without its text from ``end`` on."""
    raw = segment.raw
    if segment.verbatim:
        raw = RawSpan(raw.start, raw.end - (segment.span.end - end))
    # a shortened atomic segment may come to the length of its raw range without being verbatim
    return Segment(Span(segment.span.start, end), raw, segment.marks, segment.target, not segment.verbatim)


def _joins(before: str, after: str) -> bool:
    """Does a wrapped line continue without a space? Beside Chinese, and after a hyphen inside a word."""
    return is_wide(before) or is_wide(after) or (before == "-" and after.islower())


def is_wide(char: str) -> bool:
    """Chinese characters, and the signs that are as wide as they are."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
