"""Plain text: every line a block, unless lines were clearly wrapped."""

from __future__ import annotations

from claimlint.model.text import BlockKind, Document
from claimlint.read.builder import Builder, Origin
from claimlint.read.lines import LineKind, lines_of


def read(raw: str, origin: Origin) -> tuple[Document, tuple[()]]:
    """Plain text has no syntax and therefore no problems."""
    builder = Builder(raw)
    lines = list(lines_of(raw))
    for index, line in enumerate(lines):
        if line.kind is LineKind.WRAPPED:
            builder.soft(lines[index - 1].end, line.start)
            builder.add(line.start, line.end)
        elif line.kind is LineKind.COMMENT:
            builder.close_block()
            builder.comment(line.start, line.end, raw[line.start + 4 : line.end - 3])
        elif index + 1 < len(lines) and lines[index + 1].kind is LineKind.WRAPPED:
            builder.open_block(_KINDS[line.kind], level=line.level, label=line.label)
            builder.add(line.start, line.end)
        elif line.start < line.end:
            builder.add_line(_KINDS[line.kind], line.start, line.end, line.level, line.label)
    return builder.finish(origin), ()


_KINDS = {
    LineKind.HEADING: BlockKind.HEADING,
    LineKind.ITEM: BlockKind.LIST_ITEM,
    LineKind.PARAGRAPH: BlockKind.PARAGRAPH,
    LineKind.CAPTION: BlockKind.CAPTION,
}
