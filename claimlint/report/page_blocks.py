"""The article as a reader sees it: blocks put together to lists, tables and quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from claimlint.model.text import Block, BlockKind, Document, Role, Span
from claimlint.report.runs import Covers, Run, runs

_TOGETHER = {BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE_CELL}

_BULLETS = frozenset("-*+•·●○■□▪–—")  # the page has a bullet of its own


class Part(Struct, frozen=True):
    """A block's runs with what the page needs to know of it, and the entries that hang behind it."""

    runs: tuple[Run, ...]
    level: int = 0
    label: str | None = None
    chips: tuple[int, ...] = ()


class Piece(Struct, frozen=True):
    """One element of the page: ``kind`` is a BlockKind; lists and quotes hold parts, tables rows."""

    kind: str
    role: str
    parts: tuple[Part, ...] = ()
    rows: tuple[tuple[Part | None, ...], ...] = ()

    @property
    def chips(self) -> tuple[int, ...]:
        cells = [cell for row in self.rows for cell in row if cell is not None]
        return tuple(chip for part in (*self.parts, *cells) for chip in part.chips)


def pieces(document: Document, covers: Covers, chips: Sequence[tuple[int, int]]) -> list[Piece]:
    """The whole article; ``chips`` are (text offset, entry) of entries that mark no words."""
    blocks = document.blocks or (Block(BlockKind.PARAGRAPH, Role.BODY, Span(0, len(document.text))),)
    hanging = _hanging(blocks, chips)
    numbered = list(enumerate(blocks))
    found = []
    for key, group in groupby(numbered, key=_key):
        members = [(block, _part(document, block, covers, hanging.get(number, []))) for number, block in group]
        found.append(_piece(str(key[0]), members))
    return found


def _key(numbered: tuple[int, Block]) -> tuple[str, Role, object]:
    """Neighbours with equal keys stand in one element."""
    number, block = numbered
    apart = block.table if block.kind is BlockKind.TABLE_CELL else None
    return block.kind.value, block.role, apart if block.kind in _TOGETHER else number


def _hanging(blocks: Sequence[Block], chips: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Each chip behind the last block that starts at or before its offset."""
    found: dict[int, list[int]] = {}
    for offset, entry in chips:
        before = [number for number, block in enumerate(blocks) if block.span.start <= offset]
        found.setdefault(before[-1] if before else 0, []).append(entry)
    return found


def _part(document: Document, block: Block, covers: Covers, chips: list[int]) -> Part:
    label = None if block.label in _BULLETS else block.label
    return Part(tuple(runs(document, block, covers)), block.level, label, tuple(chips))


def _piece(kind: str, members: list[tuple[Block, Part]]) -> Piece:
    role = members[0][0].role.value
    if kind == BlockKind.TABLE_CELL:
        return Piece(kind, role, rows=tuple(_rows(members)))
    return Piece(kind, role, tuple(part for _, part in members))


def _rows(members: list[tuple[Block, Part]]) -> Iterator[tuple[Part | None, ...]]:
    """Cells at their row and column; None where a table has no cell."""
    cells = {(block.row or 0, block.column or 0): part for block, part in members}
    columns = range(max(column for _, column in cells) + 1)
    for row in sorted({row for row, _ in cells}):
        yield tuple(cells.get((row, column)) for column in columns)
