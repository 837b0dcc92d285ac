"""How near a requirement stands to what asks for it: sentence, section, first screen, footnote."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.rule import Within
from claimlint.model.text import Block, BlockKind, Document, Span

FIRST_SCREEN = 400  # characters that a reader sees without scrolling, on a telephone
LANGUAGE_SHARE = 0.25  # of the sentences make a document bilingual
_NOTE_MARK = lazy(r"\[\^?([\w*†‡]{1,8})\]|([*＊†‡※①-⑳]{1,3})")


def reaches(document: Document, found: Span, place: Span, within: Within) -> bool:
    """Whether a wording stands near enough to a place."""
    if within is Within.DOCUMENT:
        return True
    if within is Within.FIRST_SCREEN:
        return found.start < _first_screen_end(document)
    if place.end <= place.start:
        return True  # the document as a whole asks for it
    here, there = document.sentence_index(place.start), document.sentence_index(found.start)
    if here is None or there is None:
        return False
    block, other = (document.block_of(document.sentences[index]) for index in (here, there))
    match within:
        case Within.CLAUSE | Within.SENTENCE:
            return here == there
        case Within.PARAGRAPH:
            return block == other
        case Within.FOOTNOTE:
            return block == other or _is_note_of(document, here, other)
        case _:
            return _section(document, block) == other.section[: len(_section(document, block))]


def zone(document: Document, place: Span, within: Within) -> object | None:
    """What a wording must stand in to count for a place: its sentence, paragraph or section."""
    index = document.sentence_index(place.start)
    if index is None:
        return None
    if within in (Within.CLAUSE, Within.SENTENCE):
        return index
    block = document.sentences[index].block
    return block if within is Within.PARAGRAPH else _section(document, document.blocks[block])


def zones(document: Document, found: Span, within: Within) -> tuple[object, ...]:
    """The zones that a wording stands in; a section lies in all those above it."""
    index = document.sentence_index(found.start)
    if index is None:
        return ()
    if within in (Within.CLAUSE, Within.SENTENCE):
        return (index,)
    block = document.sentences[index].block
    if within is Within.PARAGRAPH:
        return (block,)
    titles = document.blocks[block].section
    return tuple(titles[:depth] for depth in range(len(titles) + 1))


def _section(document: Document, block: Block) -> tuple[str, ...]:
    """The section of a block; that of a heading is the one that it opens."""
    if block.kind is BlockKind.HEADING:
        return (*block.section, document.slice(block.span).strip())
    return block.section


def _first_screen_end(document: Document) -> int:
    begin = document.blocks[0].span.start if document.blocks else 0
    return begin + FIRST_SCREEN


def _is_note_of(document: Document, sentence: int, note: Block) -> bool:
    """Whether a block is a footnote that the sentence refers to."""
    one = document.sentences[sentence]
    end = min(one.span.end + 4, document.block_of(one).span.end)  # a mark may follow the full stop
    words = document.text[one.span.start : end]
    marks = {match[1] or match[2] for match in _NOTE_MARK.finditer(words)}
    if note.kind is BlockKind.FOOTNOTE:
        return note.label in marks or not marks
    opening = _NOTE_MARK.match(document.slice(note.span))
    return bool(opening and (opening[1] or opening[2]) in marks)
