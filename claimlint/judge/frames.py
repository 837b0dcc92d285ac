"""What stands around a hit on the page: quotation marks, the lead-in of a list, the head of a column."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.judge.context import Context
from claimlint.language.expressions import lazy
from claimlint.model.text import Block, BlockKind, Span

FARTHEST_FRAME = 400  # blocks between a list item or cell and what introduces it
_NUMBERED = lazy(r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．]|[①-⑳])")
FARTHEST_SERIES = 30  # sentences
FARTHEST_QUOTE, FARTHEST_SPEECH = 40, 300  # characters before a hit in which its quotation may open
NO_CARE = "(?!医院|医生|大夫|西医|西药|化疗|那些医)"  # 别信医院那一套 sells, and takes nothing back
_STRAIGHT = '"'  # opens and closes
_OPENING, _CLOSING = '“「『‘"《', '”」』’"》'
SELF_SUBJECT = lazy(r"我们|我家|咱家|咱们|我院|本院|我店|本店|本品|本公司|我公司|认准|选对|选择我")


def quotation(context: Context) -> Span | None:
    """The quotation marks around a hit within its sentence (with the marks), or None."""
    return _quotation(context, context.sentence.span, FARTHEST_QUOTE)


def speech(context: Context) -> Span | None:
    """The quotation marks around a hit within its block: words of one sentence or of several, or None."""
    return _quotation(context, context.block.span, FARTHEST_SPEECH)


def _quotation(context: Context, around: Span, farthest: int) -> Span | None:
    text = context.text
    for start in range(context.span.start - 1, max(around.start, context.span.start - farthest) - 1, -1):
        if text[start] in _CLOSING and text[start] not in _OPENING:
            return None
        if text[start] in _OPENING:
            if text[start] == _STRAIGHT and text.count(_STRAIGHT, around.start, start) % 2:
                return None  # the end of another quotation
            close = _CLOSING[_OPENING.index(text[start])]
            end = text.find(close, context.span.end, around.end)
            return Span(start, end + 1) if end >= 0 else None
    return None


def frame(context: Context) -> Span | None:
    """The lead-in of a list item, or the head of a table's column."""
    key, known = ("frame", context.block.span), context.cues.known
    if key not in known:
        known[key] = _frame(context, context.block)
    found: Span | None = known[key]
    return found


def _frame(context: Context, block: Block) -> Span | None:
    if block.kind is BlockKind.TABLE_CELL:
        head = next((one for one in _above(context) if _is_head(one, block)), None)
        return head.span if head and block.row else None
    if not _is_item(context, block):
        return None
    lead = next((one for one in _above(context) if not _is_item(context, one)), None)
    if lead is None:
        return None
    introduces = context.words(lead.span).rstrip().endswith(("：", ":")) or lead.kind is BlockKind.HEADING
    return lead.span if introduces else None


def row(context: Context) -> Iterator[Span]:
    """The other cells of a table's row, in order."""
    cell, blocks = context.block, context.document.blocks
    first = last = context.sentence.block
    while first > 0 and _same_row(blocks[first - 1], cell):
        first -= 1
    while last + 1 < len(blocks) and _same_row(blocks[last + 1], cell):
        last += 1
    yield from (one.span for one in blocks[first : last + 1] if one is not cell)


def _same_row(one: Block, cell: Block) -> bool:
    return one.kind is BlockKind.TABLE_CELL and (one.table, one.row) == (cell.table, cell.row)


def series(context: Context) -> Span | None:
    """The first of the sentences, joined by semicolons, that the hit stands in (不得：…；…；…)."""
    key, known = ("series", context.document.sentences[context.index].span), context.cues.known
    if key not in known:
        known[key] = _series(context)
    found: Span | None = known[key]
    return found


def _series(context: Context) -> Span | None:
    first = None
    for index in range(context.index - 1, max(-1, context.index - FARTHEST_SERIES), -1):
        one = context.document.sentences[index]
        if one.block != context.sentence.block or not context.words(one.span).rstrip().endswith(("；", ";")):
            break
        first = one.span
    return first


def _above(context: Context) -> Iterator[Block]:
    """The blocks above the hit's, nearest first, as far as a list or table may reasonably go."""
    last = context.sentence.block
    for index in range(last - 1, max(-1, last - FARTHEST_FRAME), -1):
        yield context.document.blocks[index]


def _is_item(context: Context, one: Block) -> bool:
    """A list item, or a paragraph that is numbered like one (（一）, 2、, ①)."""
    if one.kind is BlockKind.LIST_ITEM:
        return True
    return one.kind is BlockKind.PARAGRAPH and bool(_NUMBERED.match(context.text, one.span.start, one.span.end))


def _is_head(one: Block, cell: Block) -> bool:
    return one.table == cell.table and one.row == 0 and one.column == cell.column


def seller_between(context: Context, cue: Span) -> bool:
    """别信偏方，我们的膏药断根: after the warning the author praises his own."""
    return bool(SELF_SUBJECT.search(context.text, cue.end, context.span.start))
