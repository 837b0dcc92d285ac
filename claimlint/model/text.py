"""A Document: what was read, in two coordinate systems that only it converts.

``raw`` is the decoded input; ``text`` is what rules read. Both are measured in Unicode code points and
all ranges are half open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import IntFlag, StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, overload

from msgspec import Struct, structs

NO_META: Mapping[str, object] = MappingProxyType({})


class Span(NamedTuple):
    """A half-open range of code points in ``Document.text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Spans(Sequence[Span]):
    """Many spans in order, kept as numbers; each is made when it is asked for."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, spans: Sequence[Span]) -> Spans:
        return spans if isinstance(spans, Spans) else cls([one[0] for one in spans], [one[1] for one in spans])

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Span]: ...

    def __getitem__(self, index: int | slice) -> Span | Sequence[Span]:
        if isinstance(index, slice):
            return Spans(self.starts[index], self.ends[index])
        return Span(self.starts[index], self.ends[index])


class RawSpan(NamedTuple):
    """A half-open range of code points in ``Document.raw``."""

    start: int
    end: int


class Mark(IntFlag):
    """How a segment stands on the page."""

    NONE = 0
    SUPERSCRIPT = 1
    SUBSCRIPT = 2
    LINK = 4  # the words of a link
    ALT = 8  # the alternative text of an image
    DELETED = 16
    HIDDEN = 32
    CODE = 64
    EMPHASIS = 128


class Segment(Struct, frozen=True, gc=False):
    """A piece of text with the raw range that it was read from.

    A *verbatim* segment has ranges of one length that hold the same characters; any other is *atomic*
    (an entity, an escape, a field): its raw range stands for the whole of its text.
    """

    span: Span
    raw: RawSpan
    marks: Mark = Mark.NONE
    target: str | None = None  # where a link or image points
    atomic: bool = False  # not verbatim although the ranges have one length: a space that stands for a line end

    @property
    def verbatim(self) -> bool:
        return not self.atomic and self.span.end - self.span.start == self.raw.end - self.raw.start


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    QUOTE = "quote"
    CODE = "code"
    ALT_TEXT = "alt-text"


class Role(StrEnum):
    """What a block is for in its document."""

    TITLE = "title"
    BODY = "body"
    CONCLUSION = "conclusion"
    REFERENCES = "references"
    DISCLAIMER = "disclaimer"
    CONTACT = "contact"


class Block(Struct, frozen=True):
    """A heading, paragraph, list item, cell ...: sentences never cross its borders."""

    kind: BlockKind
    role: Role
    span: Span
    section: tuple[str, ...] = ()  # titles of the headings above, outermost first
    level: int = 0  # heading level, list depth or quote depth; 0 where it has none
    row: int | None = None  # table row and column, from 0; row 0 holds the column heads
    column: int | None = None
    table: int | None = None  # which table of the document, from 0
    label: str | None = None  # a footnote's name, a list item's mark


class Sentence(Struct, frozen=True):
    """One sentence of one block; patterns never cross it."""

    span: Span
    block: int  # index into Document.blocks
    clauses: tuple[Span, ...]


class Piece(NamedTuple):
    """Where a stretch of a reading comes from: ``reading[start:...]`` is ``text[span]``."""

    start: int
    span: Span


class ReadingKind(StrEnum):
    ROW = "row"  # column heads + cell
    ITEM = "item"  # lead-in + list item
    ANSWER = "answer"  # question + answer
    HEADED = "headed"  # heading + bullet
    FOLDED = "folded"  # the same words without evasive spelling


class Reading(Struct, frozen=True):
    """A text pieced together from places of one document, with its own map.

    ``joints`` are the reading offsets at which a further piece begins: no term reaches across one.
    A FOLDED piece maps character by character through ``offsets`` (text offset of each character,
    with one more entry for the end).
    """

    kind: ReadingKind
    text: str
    pieces: tuple[Piece, ...]
    sentence: int | None = None  # the sentence (index) that its last piece belongs to
    offsets: tuple[int, ...] | None = None
    joints: tuple[int, ...] = ()
    ends: tuple[int, ...] | None = None  # FOLDED: where each character ends, if not one after its offset

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The text spans that ``reading.text[start:end]`` touches, in reading order.

        The last one is the primary span of a hit. Characters between pieces belong to no span.
        """
        if self.offsets is not None:
            if end <= start:
                return ()
            last = self.ends[end - 1] if self.ends is not None else self.offsets[end - 1] + 1
            return (Span(self.offsets[start], last),)
        found = []
        for piece in self.pieces:
            length = piece.span.end - piece.span.start
            low, high = max(start, piece.start), min(end, piece.start + length)
            if low < high:
                shift = piece.span.start - piece.start
                found.append(Span(low + shift, high + shift))
        return tuple(found)


class Place(Struct, frozen=True, forbid_unknown_fields=False):
    """Where a reader of a paged or packaged format finds a span; None for text formats."""

    part: str | None = None
    paragraph: int | None = None
    table: tuple[int, int, int] | None = None
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()


class Document(Struct, frozen=True, dict=True):
    """One input as claimlint reads it."""

    path: str  # as the user named it; "<text>" for a string
    format: str
    raw: str
    text: str
    segments: tuple[Segment, ...] = ()
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    readings: tuple[Reading, ...] = ()
    language: str = "zh"  # zh, zh-hant or en: the language of most of its letters
    sha256: str = ""  # of the bytes read
    meta: Mapping[str, object] = NO_META  # front matter
    comments: tuple[tuple[RawSpan, str], ...] = ()  # HTML comments: where each stands and its inner words

    def __reduce__(self) -> tuple[type[Document], tuple[object, ...]]:
        """Pickled with its front matter as a plain dict: a read-only view of one cannot be."""
        values = {**structs.asdict(self), "meta": dict(self.meta)}
        return type(self), tuple(values[name] for name in self.__struct_fields__)

    @cached_property
    def _segment_starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, index, raw = [0], 0, self.raw
        while index < len(raw):
            char = raw[index]
            index += 1
            if char == "\n" or (char == "\r" and raw[index : index + 1] != "\n"):
                starts.append(index)
        return starts

    def segments_in(self, span: Span) -> Iterator[Segment]:
        """The segments that touch ``span``, in order."""
        index = max(bisect_right(self._segment_starts, span.start) - 1, 0)
        while index < len(self.segments) and self.segments[index].span.start < span.end:
            if self.segments[index].span.end > span.start:
                yield self.segments[index]
            index += 1

    def locate(self, span: Span) -> tuple[RawSpan, ...]:
        """The raw ranges of ``span``, adjacent ones joined; an empty span gives one empty range."""
        if span.start >= span.end:
            return (self._locate_point(span.start),)
        found: list[RawSpan] = []
        for segment in self.segments_in(span):
            if segment.verbatim:
                shift = segment.raw.start - segment.span.start
                piece = RawSpan(max(span.start, segment.span.start) + shift, min(span.end, segment.span.end) + shift)
            else:
                piece = segment.raw
            if found and found[-1].end == piece.start:
                found[-1] = RawSpan(found[-1].start, piece.end)
            else:
                found.append(piece)
        return tuple(found) or (self._locate_point(span.start),)

    def _locate_point(self, start: int) -> RawSpan:
        index = bisect_right(self._segment_starts, start) - 1
        if index < 0:
            return RawSpan(0, 0)
        segment = self.segments[index]
        if segment.verbatim and start <= segment.span.end:
            point = segment.raw.start + start - segment.span.start
        else:
            point = segment.raw.end
        return RawSpan(point, point)

    def line_column(self, raw_offset: int) -> tuple[int, int]:
        """Line and column of a raw offset, both from 1, the column in code points."""
        line = bisect_right(self._line_starts, raw_offset)
        return line, raw_offset - self._line_starts[line - 1] + 1

    def line_span(self, line: int) -> RawSpan:
        """The raw range of a line (from 1), without its line end."""
        starts = self._line_starts
        if not 1 <= line <= len(starts):
            return RawSpan(len(self.raw), len(self.raw))
        end = starts[line] if line < len(starts) else len(self.raw)
        return RawSpan(starts[line - 1], starts[line - 1] + len(self.raw[starts[line - 1] : end].rstrip("\r\n")))

    def sentence_index(self, start: int) -> int | None:
        """The index of the sentence that holds text offset ``start``, or None between sentences."""
        index = bisect_right(self._sentence_starts, start) - 1
        if index < 0 or start > self.sentences[index].span.end:
            return None
        return index

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def block_of(self, sentence: Sentence) -> Block:
        return self.blocks[sentence.block]

    @property
    def end_of_body(self) -> int:
        """The text offset at the end of the last block that is neither reference, disclaimer nor contact."""
        aside = {Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT}
        ends = [block.span.end for block in self.blocks if block.role not in aside]
        return ends[-1] if ends else (self.blocks[-1].span.end if self.blocks else 0)
