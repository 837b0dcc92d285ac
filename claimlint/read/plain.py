"""Plain text: every line a block, unless lines were clearly wrapped."""

from __future__ import annotations

from claimlint.model.text import BlockKind, Document
from claimlint.read.builder import Builder, Origin
from claimlint.read.lines import Line, LineKind, lines_of


def read(raw: str, origin: Origin) -> tuple[Document, tuple[()]]:
    """Plain text has no syntax and therefore no problems."""
    builder = Builder(raw)
    end = 0
    for line in lines_of(raw):
        _add(builder, line, end)
        end = line.end
    return builder.finish(origin), ()


_KINDS = {
    LineKind.HEADING: BlockKind.HEADING,
    LineKind.ITEM: BlockKind.LIST_ITEM,
    LineKind.PARAGRAPH: BlockKind.PARAGRAPH,
}


def _add(builder: Builder, line: Line, previous_end: int) -> None:
    if line.kind is LineKind.COMMENT:
        builder.close_block()
        builder.comment(line.start, line.end, builder.raw[line.start + 4 : line.end - 3])
        return
    if line.kind is LineKind.WRAPPED:
        builder.soft(previous_end, line.start)
        builder.add(line.start, line.end)
        return
    builder.open_block(_KINDS[line.kind], level=line.level, label=line.label)
    builder.add(line.start, line.end)
