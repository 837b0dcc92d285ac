"""The lines of a plain text: headings, items, paragraphs, and what runs on from the line before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.read.marks import Mark, heading_mark, is_caption, item_mark
from claimlint.read.sections import named_role


class LineKind(Enum):
    HEADING = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    CAPTION = auto()
    WRAPPED = auto()  # belongs to the line before
    COMMENT = auto()


class Line(NamedTuple):
    """A line without its mark and the white space around it."""

    kind: LineKind
    start: int
    end: int
    level: int = 0
    label: str | None = None


class _Row(NamedTuple):
    """A line as it stands."""

    begin: int  # with indent
    start: int  # without
    end: int
    after_blank: bool
    text: str


_LINE = lazy("[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_COMMENT = lazy(r"<!--\s*(?:claimlint|忽略).*-->\Z")
_BLANKS = (
    " \t\x1c\x1d\x1e\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\ufeff"
)

_ENDS = "。！？!?；;…”』」》"  # after these a line is complete
_NO_HEADING_END = "。！；;，,、…：:.~～"
_SHORT = 24  # characters of a heading without a number
_SHORT_LATIN = 64
_NUMBERED = 48  # characters of a heading with one
_PROSE = 25  # a line this long is running text
_TITLE = 60


def lines_of(raw: str) -> Iterator[Line]:
    """The lines of ``raw`` with what they are, blank ones left out."""
    rows = list(_rows(raw))
    wrapped = _wrapped_rows(rows)
    state = _Outline()
    for index, row in enumerate(rows):
        if index in wrapped:
            yield Line(LineKind.WRAPPED, row.start, row.end)
        elif row.text.startswith("<!--") and _COMMENT.match(row.text):
            yield Line(LineKind.COMMENT, row.start, row.end)
        else:
            yield state.classify(rows, index)


def _rows(raw: str) -> Iterator[_Row]:
    """The lines that hold more than white space."""
    previous_end = 0
    for match in _LINE.finditer(raw):
        whole = match.group()
        text = whole.strip(_BLANKS)
        if not text:
            continue
        begin = match.start()
        start = begin + len(whole) - len(whole.lstrip(_BLANKS))
        between = raw[previous_end:begin]
        blank = previous_end == 0 or (len(between) > 1 and between != "\r\n" and between.strip(" \t\u3000\xa0") != "\n")
        yield _Row(begin, start, start + len(text), blank, text)
        previous_end = match.end()


class _Outline:
    """What has been seen so far of numbers and headings."""

    def __init__(self) -> None:
        self._numbered = False
        self._seen: set[tuple[int, ...]] = set()

    def classify(self, rows: list[_Row], index: int) -> Line:
        row = rows[index]
        mark = heading_mark(row.text)
        if mark is not None and self._is_numbered_heading(row, mark):
            self._numbered = self._numbered or mark.number != ()
            self._seen.add(mark.number)
            skip = mark.length if mark.drop else 0
            return Line(LineKind.HEADING, row.start + skip, row.end, mark.level)
        mark = item_mark(row.text)
        if mark is not None:
            if mark.ordered and _heads_prose(rows, index, mark):
                return Line(LineKind.HEADING, row.start, row.end, 5)
            level = 1 + (row.start - row.begin) // 2
            return Line(LineKind.ITEM, row.start + mark.length, row.end, level, mark.label)
        return self._unmarked(rows, index)

    def _is_numbered_heading(self, row: _Row, mark: Mark) -> bool:
        if len(row.text) > _NUMBERED or (row.text[-1] in "。！；;，,、…" and not mark.drop):
            return False
        if len(mark.number) < 2 or mark.number[-1] <= 1:
            return True
        return (*mark.number[:-1], mark.number[-1] - 1) in self._seen

    def _unmarked(self, rows: list[_Row], index: int) -> Line:
        row = rows[index]
        if named_role(row.text) is not None and index + 1 < len(rows):
            return Line(LineKind.HEADING, row.start, row.end, 2)
        if is_caption(row.text):
            return Line(LineKind.CAPTION, row.start, row.end)
        if index == 0 and _is_title(rows):
            return Line(LineKind.HEADING, row.start, row.end, 1)
        if _is_bracketed(row.text) or _is_short_heading(rows, index):
            return Line(LineKind.HEADING, row.start, row.end, 6 if self._numbered else 2)
        return Line(LineKind.PARAGRAPH, row.start, row.end)


def _heads_prose(rows: list[_Row], index: int, mark: Mark) -> bool:
    """A short numbered line over running text is a heading, one among its like an item."""
    text = rows[index].text
    if len(text) > _SHORT or text[-1] in _NO_HEADING_END or index + 1 == len(rows):
        return False
    following = rows[index + 1].text
    return item_mark(following) is None and heading_mark(following) is None and _is_prose(following)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE or text[-1] in "。！？!；"


def _is_title(rows: list[_Row]) -> bool:
    text = rows[0].text
    return (
        len(rows) > 1
        and len(text) <= _TITLE
        and text[-1] not in _NO_HEADING_END
        and "。" not in text
        and not _is_speech(text)
    )


def _is_bracketed(text: str) -> bool:
    return text[0] == "【" and text[-1] == "】" and len(text) <= _NUMBERED and text.count("【") == 1


_SPEECH = lazy(r"(?:[QA]|问|答|問)\d{0,2}\s*[:：]|https?://", re.IGNORECASE)
_LATIN = lazy(r"[A-Za-z]")
_HAN = lazy(r"[\u3400-\u9fff]")
_COMMAS = lazy(r"[，,：:|｜]")


def _is_speech(text: str) -> bool:
    return _SPEECH.match(text) is not None


def _is_short_heading(rows: list[_Row], index: int) -> bool:
    """A short line without end mark that stands alone before running text or a list."""
    row = rows[index]
    text = row.text
    han = _HAN.search(text) is not None
    if len(text) > (_SHORT if han else _SHORT_LATIN) or len(text) < 2 or text[-1] in _NO_HEADING_END:
        return False
    if index + 1 == len(rows) or _COMMAS.search(text) or _is_speech(text) or not (han or _is_latin_title(text)):
        return False
    if not row.after_blank and rows[index - 1].text[-1] not in _ENDS:
        return False
    following = rows[index + 1].text
    return len(following) > len(text) and (_is_prose(following) or item_mark(following) is not None)


def _is_latin_title(text: str) -> bool:
    return _LATIN.match(text) is not None and text[0].isupper() and len(text.split()) <= 9


_MIN_WIDTH, _MAX_WIDTH = 36, 160  # columns between which an editor wraps
_FEW, _RAGGED = 4, 3  # lines; columns by which wrapped lines of Chinese differ
_STOPS = "。！？.!?"
_CLAUSES = lazy("[，。；、]")
_FIRST_WORD = lazy(r"[!-~]+|.[，。、；：！？”』」）》]?")


def _wrapped_rows(rows: list[_Row]) -> set[int]:
    """The rows that continue the row before them."""
    found: set[int] = set()
    width = 0  # where this document wraps, once that is known
    begin = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and not rows[index].after_blank:
            continue
        if index - begin > 1:
            width = _wrap_group(rows, begin, index, width, found) or width
        begin = index
    return found


def _wrap_group(rows: list[_Row], begin: int, end: int, known: int, found: set[int]) -> int:
    """Add the wrapped rows of a group without blank lines; gives the width at which it wraps, or 0."""
    widths = [_columns(row.text) + row.start - row.begin for row in rows[begin:end]]
    widest = max(widths)
    full = [
        _is_open(rows, begin + at)
        and widths[at] + 1 + _columns(_first_word(rows[begin + at + 1].text)) > max(widest, known)
        for at in range(end - begin - 1)
    ]
    running = sum(is_full and rows[begin + at].text[-1] not in _ENDS for at, is_full in enumerate(full))
    clear = running >= 2 and 2 * running >= len(full) and _MIN_WIDTH <= widest <= _MAX_WIDTH
    clear = clear or (running > 0 and _is_short_paragraph(rows[begin:end], widths, full))
    for at, is_full in enumerate(full):
        if (is_full and (clear or _same_width(widths[at], known))) or _continues(rows, begin + at):
            found.add(begin + at + 1)
    return widest if clear else 0


def _is_short_paragraph(rows: list[_Row], widths: list[int], full: list[bool]) -> bool:
    """Few lines of one width, the running ones broken within a sentence, and a shorter one that ends it.

    A headline runs into nothing: the paragraph under it is longer, or it has no comma.
    """
    *upper, last = rows
    return (
        len(rows) <= _FEW
        and all(full)
        and max(widths[:-1]) - min(widths[:-1]) <= _RAGGED
        and widths[-1] <= widths[0]
        and _MIN_WIDTH <= widths[0] <= _MAX_WIDTH
        and last.text[-1] in _STOPS
        and all(row.text[-1] in _ENDS or _CLAUSES.search(row.text) for row in upper)
    )


def _same_width(width: int, known: int) -> bool:
    return known > 0 and abs(width - known) <= 4


def _is_open(rows: list[_Row], index: int) -> bool:
    """Can the row run on into the next?"""
    following = rows[index + 1].text
    return not (
        item_mark(following)
        or heading_mark(following)
        or _is_speech(following)
        or following.startswith(("【", "<!--"))
        or rows[index].text.startswith("<!--")
    )


def _continues(rows: list[_Row], index: int) -> bool:
    """Certain without a known width: an indented line under an item, a lower-case one after a long line."""
    row, following = rows[index], rows[index + 1]
    if row.text[-1] in _ENDS or not _is_open(rows, index):
        return False
    if following.start - following.begin > row.start - row.begin + 1 and item_mark(row.text) is not None:
        return True
    return following.text[0].islower() and following.text[0].isascii() and len(row.text) >= 50 and row.text.isascii()


def _columns(text: str) -> int:
    """Columns on a terminal: Chinese characters take three bytes and two columns."""
    return (len(text.encode("utf-8", "replace")) + len(text)) // 2


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else text[:1]
