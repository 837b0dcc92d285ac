"""Tables in plain text or broken Markdown given the blocks of a table, for the checks of figures only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.sentences import split
from claimlint.model.figure import Figure
from claimlint.model.text import Block, BlockKind, Document, Mark, Role, Sentence, Span
from claimlint.verify.figures.reading import read_figures
from claimlint.verify.scenes.plain_grids import Grid, Line, grids

_OF_LINES = frozenset({"text", "markdown"})
_RAW_LINE = lazy("[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_HINT = lazy("[|｜│┃¦\t\u3000]|[ \u00a0]{2}|\\d(?:[ \u00a0]|$)|[:：]\\s?\\d")


def with_tables(document: Document, figures: tuple[Figure, ...]) -> tuple[Document, tuple[Figure, ...]]:
    """The same text with the lines that make a table as its cells, and the figures read cell by cell."""
    if document.format not in _OF_LINES or not _HINT.search(document.raw):
        return document, figures
    lines, blocks = _lines(document)
    found = [
        (first + grid.first, first + grid.last, grid)
        for first, last in _stretches(blocks)
        for grid in grids(document.text, lines[first:last])
    ]
    return _rewritten(document, figures, lines, blocks, found) if found else (document, figures)


# --- lines --------------------------------------------------------------------------------------


def _lines(document: Document) -> tuple[list[Line], list[int | None]]:
    """The lines of the raw text that hold words, and the block that each stands in if it can be part of a table."""
    lines: list[Line] = []
    blocks: list[int | None] = []
    segments, place, block = document.segments, 0, 0
    previous = 0
    for match in _RAW_LINE.finditer(document.raw):
        begin, stop = match.span()
        while place < len(segments) and segments[place].raw.end <= begin:
            place += 1
        start = end = -1
        here = place
        while here < len(segments) and segments[here].raw.start < stop:
            segment = segments[here]
            shift = segment.span.start - segment.raw.start
            if segment.verbatim:
                low, high = max(segment.raw.start, begin) + shift, min(segment.raw.end, stop) + shift
            else:
                low, high = segment.span
            start, end = (low if start < 0 else min(start, low)), max(end, high)
            if segment.raw.end > stop:
                break
            here += 1
        span = _trimmed(document.text, start, end) if start >= 0 else Span(0, 0)
        if span.start >= span.end:
            continue
        while block + 1 < len(document.blocks) and document.blocks[block].span.end <= span.start:
            block += 1
        between = document.raw[previous:begin]
        lines.append(Line(span, lines != [] and (between.count("\n") or between.count("\r")) > 1))
        blocks.append(block if _may_be_row(document.blocks[block], span) else None)
        previous = stop
    return lines, blocks


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, max(begin, start + len(words.rstrip())))


def _may_be_row(block: Block, span: Span) -> bool:
    return block.table is None and block.role is not Role.REFERENCES and block.span.contains(span)


def _stretches(blocks: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other and can be rows."""
    first = 0
    for at, block in enumerate((*blocks, None)):
        if block is None:
            if at - first > 1:
                yield first, at
            first = at + 1


# --- the document again -------------------------------------------------------------------------


def _rewritten(
    document: Document,
    figures: tuple[Figure, ...],
    lines: Sequence[Line],
    owners: Sequence[int | None],
    found: Sequence[tuple[int, int, Grid]],
) -> tuple[Document, tuple[Figure, ...]]:
    """Blocks with lines of a table are cut at them; every other block stays."""
    number = max((block.table for block in document.blocks if block.table is not None), default=-1) + 1
    cells: dict[int, list[Block]] = {}  # by the block that they are taken out of
    taken: dict[int, list[Span]] = {}
    for table, (first, last, grid) in enumerate(found, number):
        for line in range(first, last):
            owner = owners[line]
            assert owner is not None
            taken.setdefault(owner, []).append(lines[line].span)
        starts = [lines[line].span.start for line in range(first, last)]
        for row, spans in enumerate(grid.rows, 0 if grid.headed else 1):
            owner = owners[first + bisect_right(starts, spans[0].start) - 1]
            assert owner is not None
            old = document.blocks[owner]
            cells.setdefault(owner, []).extend(
                Block(BlockKind.TABLE_CELL, old.role, span, old.section, row=row, column=column, table=table)
                for column, span in enumerate(spans)
                if span.start < span.end
            )
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    told = _by_block(document)
    for index, block in enumerate(document.blocks):
        if index not in taken:
            sentences += [replace(one, block=len(blocks)) for one in told.get(index, ())]
            blocks.append(block)
            continue
        pieces = [replace(block, span=span) for span in _left(document.text, block.span, taken[index])]
        for piece in sorted([*pieces, *cells.get(index, ())], key=lambda one: one.span):
            sentences += [Sentence(span, len(blocks), clauses) for span, clauses in split(document.text, *piece.span)]
            blocks.append(piece)
    rewritten = replace(document, blocks=tuple(blocks), sentences=tuple(sentences), readings=())
    return rewritten, _figures(document, figures, [span for spans in taken.values() for span in spans], blocks)


def _by_block(document: Document) -> dict[int, list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for sentence in document.sentences:
        found.setdefault(sentence.block, []).append(sentence)
    return found


def _left(text: str, whole: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What a block holds beside the lines of tables."""
    start = whole.start
    for span in (*taken, Span(whole.end, whole.end)):
        piece = _trimmed(text, start, span.start)
        if piece.start < piece.end:
            yield piece
        start = span.end


def _figures(
    document: Document, figures: tuple[Figure, ...], taken: list[Span], blocks: Sequence[Block]
) -> tuple[Figure, ...]:
    """The figures outside the lines of tables, and those of each cell read by itself."""
    taken = sorted(taken)
    kept: list[Figure] = []
    at = 0
    for figure in figures:
        while at < len(taken) and taken[at].end <= figure.span.start:
            at += 1
        if at == len(taken) or not taken[at].overlaps(figure.span):
            kept.append(figure)
    raised = [segment.span for segment in document.segments if segment.marks & Mark.SUPERSCRIPT]
    at = 0
    for block in blocks:
        if block.table is None:
            continue
        while at < len(taken) and taken[at].end <= block.span.start:
            at += 1
        if at < len(taken) and taken[at].contains(block.span):
            start = block.span.start
            for figure in read_figures(document.slice(block.span)):
                span = Span(figure.span.start + start, figure.span.end + start)
                if not any(each.contains(span) for each in raised):
                    kept.append(replace(figure, span=span))
    return tuple(sorted(kept, key=lambda figure: figure.span))
