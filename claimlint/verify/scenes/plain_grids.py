"""Rows and columns in lines of text: cells between bars, tabs or wide blanks, numbers at the ends of lines, names with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.text import Span

WIDEST, LONGEST_CELL, LONGEST_LINE = 24, 60, 400
FEWEST_ROWS = 2  # below the head


class Line(NamedTuple):
    """A line of a document: where its words stand, and whether a blank line stands before it."""

    span: Span
    apart: bool


class Grid(NamedTuple):
    """The lines ``first`` to ``last`` (one behind) as rows of cells; without a head no row is one."""

    first: int
    last: int
    rows: tuple[tuple[Span, ...], ...]
    headed: bool


_BAR = lazy("[|｜│┃¦]")
_TAB = lazy(r"\t+")
_WIDE = lazy("[ \u00a0]{2,}|\u3000+")
_RULE = lazy(r"[\s|｜│┃¦+\-–—─━═=_*:┼├┤┬┴┌┐└┘]{3,}$")
_NUMBER = r"[<>≤≥=＜＞～~±+\-–−]?\s?\d[\d,，]*(?:[.．]\d+)?\s?(?:%|％|例|人|名|次|件|份|岁|天|人次|台)?"
_BRACKET = r"\s?[(（][^()（）]{1,24}[)）]"
_VALUE = lazy(rf"\s*{_NUMBER}(?:{_BRACKET})?\s*$")
_YEAR = lazy(r"\s*(?:19|20)\d\d\s?年?\s*$")
_DIGIT = lazy(r"\d")
_NOTHING = lazy(r"\s*(?:[-–—/.…]+|无|nr|na|n/a)?\s*$")
_PROSE = lazy("[。！？!?；;]|\\.\\s+[A-Z]|[.,，]$")
_LOOSE_CELL = lazy(rf"\s(?P<c>{_NUMBER}(?:{_BRACKET})?)$")
_PARTED = lazy(r"(?<!\d)\d{1,3} \d{3}(?!\d)")  # 1 298: one number, or two
_PAIR = lazy(
    rf"(?P<name>(?=[^:：]{{0,30}}[^\W\d_])[^:：|。；;\t]{{1,30}}?)\s?[:：]\s?(?P<value>{_NUMBER}(?:{_BRACKET})?)$"
)
TOTAL = lazy(
    r"^(?:合\s?计|总\s?计|共计|总数|总和|总人数|总例数|grand total|totals?|all(?: [a-z]+)?|overall|sum)(?:\s?[(（].{0,8}[)）])?$"
)


def grids(text: str, lines: Sequence[Line]) -> Iterator[Grid]:
    """Every table in lines that follow each other."""
    at = free = 0  # up to which line no sign parts cells of a table
    while at < len(lines):
        found = None
        if at >= free:
            found, free = _parted(text, lines, at)
        found = found or _loose(text, lines, at) or _pairs(text, lines, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.last


# --- bars, tabs, wide blanks --------------------------------------------------------------------


def _cells(text: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    cells, begin = [], span.start
    for match in separator.finditer(text, span.start, span.end):
        cells.append(_stripped(text, begin, match.start()))
        begin = match.end()
    cells.append(_stripped(text, begin, span.end))
    return cells


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, max(begin, start + len(words.rstrip())))


def _parted(text: str, lines: Sequence[Line], at: int) -> tuple[Grid | None, int]:
    """``男 | 30 | 28`` below ``性别 | 甲组 | 乙组``: one sign parts the cells of every line; and the next line to try."""
    span = lines[at].span
    separator = next((each for each in (_BAR, _TAB, _WIDE) if each.search(text, span.start, span.end)), None)
    if separator is None or span.end - span.start > LONGEST_LINE:
        return None, at + 1
    rows: list[list[Span]] = []
    numbers = last = at
    for last in range(at, len(lines) + 1):
        if last == len(lines) or (last > at and lines[last].apart and len(rows) > FEWEST_ROWS):
            break
        span = lines[last].span
        if _is_rule(text, span):
            if last == at or _is_rule(text, lines[last - 1].span):
                break
            continue
        cells = _cells(text, span, separator) if span.end - span.start <= LONGEST_LINE else []
        if not 2 <= len(cells) <= WIDEST or not _fits(rows, cells, separator):
            break
        rows.append(cells)
        numbers = last + 1
    if len(rows) <= FEWEST_ROWS:
        return None, at + 1
    rows = _squared(rows)
    if not _is_table(text, rows):
        return None, numbers
    return Grid(at, numbers, tuple(map(tuple, rows)), not _is_data(text, rows[0])), numbers


def _is_rule(text: str, span: Span) -> bool:
    return span.end - span.start <= LONGEST_LINE and _RULE.match(text[span.start : span.end]) is not None


def _fits(rows: list[list[Span]], cells: list[Span], separator: re.Pattern[str]) -> bool:
    """As many cells as the rows before; a head may lack the one above the names."""
    if len(rows) == 1 and separator is not _BAR and len(cells) == len(rows[0]) + 1:
        return True
    return not rows or len(cells) == len(rows[-1])


def _squared(rows: list[list[Span]]) -> list[list[Span]]:
    """Without the empty cells of outer bars, and with the corner that a head lacks."""
    width = len(rows[-1])
    rows = [[Span(row[0].start, row[0].start), *row] if len(row) < width else row for row in rows]
    for side in (0, -1):
        if len(rows[0]) > 2 and all(row[side].start >= row[side].end for row in rows):
            rows = [row[1:] if side == 0 else row[:-1] for row in rows]
    return rows


def _is_table(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Short cells, at least half of those below the head and behind the names with a number."""
    inner = [cell for row in rows[1:] for cell in row[1:]]
    lengths = [cell.end - cell.start for row in rows for cell in row]
    if not inner or sum(1 for each in lengths if each > LONGEST_CELL) * 10 > len(lengths):
        return False
    told = sum(1 for cell in inner if _DIGIT.search(text, cell.start, cell.end))
    return told * 2 >= len(inner)


def _is_data(text: str, row: Sequence[Span]) -> bool:
    cells = [text[cell.start : cell.end] for cell in row[1:] if not _NOTHING.match(text[cell.start : cell.end])]
    return bool(cells) and all(_VALUE.match(cell) and not _YEAR.match(cell) for cell in cells)


# --- numbers at the ends of lines ---------------------------------------------------------------


def _ends(text: str, span: Span) -> list[Span]:
    """The name of a line and the numbers at its end, from left to right; nothing where no name stands before them."""
    found: list[Span] = []
    end = span.end
    while len(found) < WIDEST and (match := _LOOSE_CELL.search(text[max(span.start, end - 40) : end])):
        start = max(span.start, end - 40)
        found.append(Span(start + match.start("c"), end))
        end = _stripped(text, span.start, start + match.start("c")).end
    name = text[span.start : end]
    if not found or not name or len(name) > LONGEST_CELL or _PROSE.search(name) or _PARTED.search(text[end : span.end]):
        return []
    return [Span(span.start, end), *reversed(found)]


def _loose(text: str, lines: Sequence[Line], at: int) -> Grid | None:
    """``男 30 28`` below ``性别 甲组 乙组``: the same number of numbers at the end of every line."""
    span = lines[at].span
    if not 3 <= span.end - span.start <= LONGEST_LINE:
        return None
    first = at if _ends(text, span) else at + 1
    rows: list[list[Span]] = []
    last = first
    while last < len(lines) and not (last > at and lines[last].apart):
        span = lines[last].span
        cells = _ends(text, span) if span.end - span.start <= LONGEST_LINE else []
        if len(cells) < 3 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        last += 1
    if len(rows) <= FEWEST_ROWS - (first > at):
        return None
    if first == at:
        return Grid(at, last, tuple(map(tuple, rows)), False)
    head = _head(text, lines[at].span, len(rows[0]))
    return Grid(at, last, (tuple(head), *map(tuple, rows)), True) if head else None


_WORD = lazy(rf"[^\s(（]+(?:{_BRACKET})?|{_BRACKET}")


def _head(text: str, span: Span, width: int) -> list[Span]:
    """The words of a line, as many as there are columns; the corner may be empty."""
    if _PROSE.search(text[span.start : span.end]):
        return []
    words = [_stripped(text, *match.span()) for match in _WORD.finditer(text, span.start, span.end)]
    if len(words) == width - 1:
        words.insert(0, Span(span.start, span.start))
    told = [text[word.start : word.end] for word in words]
    named = not any(_VALUE.match(word) and not _YEAR.match(word) for word in told)
    return words if len(words) == width and named else []


# --- names with their numbers -------------------------------------------------------------------


def _pairs(text: str, lines: Sequence[Line], at: int) -> Grid | None:
    """``男：30例``, ``女：20例``, ``合计：50例``: one number behind each name, the last of them the total."""
    rows: list[tuple[Span, ...]] = []
    for last in range(at, len(lines)):
        span = lines[last].span
        if span.end - span.start > LONGEST_CELL or (last > at and lines[last].apart):
            return None
        match = _PAIR.match(text[span.start : span.end])
        if match is None:
            return None
        name, value = (
            Span(span.start + start, span.start + end) for start, end in (match.span("name"), match.span("value"))
        )
        rows.append((name, value))
        if TOTAL.match(match["name"].lower()):
            return Grid(at, last + 1, tuple(rows), False) if len(rows) > FEWEST_ROWS else None
        if len(rows) > WIDEST:
            return None
    return None
