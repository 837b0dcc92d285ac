"""Readings: texts pieced together from places of one document, each with its own map.

A reading lets a pattern see what its readers see together: the head of a column with a cell, the lead-in with
an item, the question with its answer, the heading with a bullet. Each ends in exactly one sentence, whose
index it names. Readings that undo evasive spelling are made where the spellings are known, not here; for
them a third of the room is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.text import Block, BlockKind, Piece, Reading, ReadingKind, Role, Sentence, Span
from claimlint.read.sections import title_start

_ROOM = 2  # all readings made here together hold at most this many times the text
_LEAD = 60  # characters of a lead-in or question that are carried along
_HEADING = 60  # a longer heading is not carried along
_ANSWER_SENTENCES = 3  # an answer's further sentences stand for themselves
_COLONS = ":：—－-–"
_QUESTION = lazy(r"(?:[QＱ]|问|問|Question)\s*\d{0,2}\s*[.:：、]\s*", re.IGNORECASE)
_ANSWER = lazy(r"(?:[AＡ]|答|Answer)\s*\d{0,2}\s*[.:：、]\s*", re.IGNORECASE)
_LABELLED = lazy(r"[^：:，,。；;]{1,16}[：:]")
_ORDERED = lazy(r"[0-9①-⑳A-Za-z]")
_CLOSED = frozenset({Role.REFERENCES, Role.DISCLAIMER})


def make_readings(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Reading, ...]:
    """All readings of a document in the order of their last pieces, as far as there is room."""
    room = _ROOM * len(text)
    found: list[Reading] = []
    for reading in _Maker(text, blocks, sentences).readings():
        room -= len(reading.text)
        if room < 0:
            break
        found.append(reading)
    return tuple(found)


class _Lead(NamedTuple):
    """The words before a list, from a paragraph (level 0) or from an item."""

    level: int
    ordered: bool
    words: Span
    indented: bool = False  # its items stand deeper than it


def _is_ordered(block: Block) -> bool:
    return block.label is not None and _ORDERED.search(block.label) is not None


class _Maker:
    """Walks over the blocks and remembers what may stand before the next one."""

    def __init__(self, text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._blocks = blocks
        self._sentences = sentences
        self._heading: Span | None = None
        self._leads: list[_Lead] = []  # outermost first
        self._question: Span | None = None
        self._heads: dict[int, Span] = {}  # column heads of the current table
        self._table: int | None = None
        self._row: tuple[int | None, Span | None] = (None, None)  # the row and its first cell

    def readings(self) -> Iterator[Reading]:
        at = 0
        for index, block in enumerate(self._blocks):
            begin = at
            while at < len(self._sentences) and self._sentences[at].block == index:
                at += 1
            if block.role not in _CLOSED and at > begin:
                yield from self._of_block(block, range(begin, at))
            self._remember(block, self._sentences[begin:at])

    def _of_block(self, block: Block, own: range) -> Iterator[Reading]:
        if block.kind is BlockKind.TABLE_CELL:
            yield from self._of_cell(block, own)
        elif block.kind is BlockKind.LIST_ITEM:
            yield from self._of_item(block, own)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE}:
            yield from self._of_answer(block, own)

    def _of_cell(self, block: Block, own: range) -> Iterator[Reading]:
        """Column heads and the row's first cell stand before every cell of the body."""
        if block.table != self._table or not block.row:
            return
        head = self._heads.get(block.column or 0)
        row, first = self._row
        before = [span for span in (first if row == block.row and block.column else None, head) if span]
        for number in own:
            yield from self._reading(ReadingKind.ROW, before, number)

    def _of_item(self, block: Block, own: range) -> Iterator[Reading]:
        self._leave_leads(block)
        lead = self._leads[-1].words if self._leads else None
        kind, before = (ReadingKind.ITEM, lead) if lead else (ReadingKind.HEADED, self._heading)
        if before is not None:
            for number in own:
                yield from self._reading(kind, [before], number)

    def _of_answer(self, block: Block, own: range) -> Iterator[Reading]:
        """The sentences after a question, in its own block or in the next."""
        question = self._question
        for count, number in enumerate(own):
            span = self._sentences[number].span
            if question is not None and count <= _ANSWER_SENTENCES:
                yield from self._reading(ReadingKind.ANSWER, [question], number, self._answer_start(span))
            question = self._as_question(span) or question

    def _answer_start(self, span: Span) -> int:
        match = _ANSWER.match(self._text, span.start, span.end)
        return match.end() if match and match.end() < span.end else span.start

    def _as_question(self, span: Span) -> Span | None:
        """A question without its mark Q：, or None when the sentence asks nothing."""
        if not self._text.endswith(("?", "？", "?”", "？”"), span.start, span.end):
            return None
        match = _QUESTION.match(self._text, span.start, span.end)
        start = match.end() if match else span.start
        end = span.end
        while end > start and self._text[end - 1] in '?？”"':
            end -= 1
        return Span(max(start, end - _LEAD), end) if end > start else None

    def _remember(self, block: Block, own: Sequence[Sentence]) -> None:
        if block.kind is BlockKind.HEADING:
            self._leads.clear()
            self._heading = self._title(block.span)
        elif block.kind is BlockKind.TABLE_CELL:
            self._remember_cell(block)
        else:
            self._remember_lead(block, own)
        self._question = self._as_question(own[-1].span) if own else None

    def _title(self, span: Span) -> Span | None:
        start = title_start(self._text, *span)
        end = span.end
        if self._text[start] == "【" and self._text[end - 1] == "】":
            start, end = start + 1, end - 1
        while end > start and self._text[end - 1] in _COLONS:
            end -= 1
        return Span(start, end) if 0 < end - start <= _HEADING else None

    def _remember_cell(self, block: Block) -> None:
        if block.table != self._table:
            self._table, self._heads = block.table, {}
        if block.row == 0:
            self._heads.setdefault(block.column or 0, block.span)
        elif block.column == 0 and self._row[0] != block.row:
            self._row = (block.row, block.span)

    def _remember_lead(self, block: Block, own: Sequence[Sentence]) -> None:
        """A paragraph or item that ends in a colon leads in what follows below it."""
        self._leave_leads(block)
        if not own or self._text[own[-1].span.end - 1] not in ":：":
            return
        start, end = own[-1].span
        while end > start and self._text[end - 1] in _COLONS:
            end -= 1
        if end > start:
            level = block.level if block.kind is BlockKind.LIST_ITEM else 0
            self._leads.append(_Lead(level, _is_ordered(block), Span(max(start, end - _LEAD), end)))

    def _leave_leads(self, block: Block) -> None:
        """Forget the lead-ins that do not reach as far as this block."""
        while self._leads and not self._leads_in(self._leads[-1], block):
            self._leads.pop()
        if self._leads and block.level > self._leads[-1].level:
            self._leads[-1] = self._leads[-1]._replace(indented=True)

    def _leads_in(self, lead: _Lead, block: Block) -> bool:
        """In text without indents the items under an item stand at its own level.

        Their marks tell them from its like or, where all have bullets, that they have no label of their own.
        """
        if block.kind is not BlockKind.LIST_ITEM or lead.level > block.level:
            return False
        if lead.level < block.level:
            return True
        if lead.indented or lead.ordered != _is_ordered(block):
            return lead.ordered and not lead.indented
        return not lead.ordered and _LABELLED.match(self._text, *block.span) is None

    def _reading(
        self, kind: ReadingKind, before: Sequence[Span], number: int, start: int | None = None
    ) -> Iterator[Reading]:
        own = self._sentences[number].span
        spans = [*before, Span(own.start if start is None else start, own.end)]
        if len(spans) > 1:
            yield _pieced(self._text, kind, spans, number)


def _pieced(text: str, kind: ReadingKind, spans: Sequence[Span], sentence: int) -> Reading:
    """Put spans together: Chinese words directly, others with a space between."""
    words, pieces, joints = "", [], []
    for start, end in spans:
        if words:
            words += "" if _is_han(words[-1]) or _is_han(text[start]) else " "
            joints.append(len(words))
        pieces.append(Piece(len(words), Span(start, end)))
        words += text[start:end]
    return Reading(kind, words, tuple(pieces), sentence, joints=tuple(joints))


def _is_han(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
