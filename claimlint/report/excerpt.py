"""The lines of the draft that a finding stands in, cut to a width, with the marked words underlined."""

from __future__ import annotations

from typing import NamedTuple

from claimlint.model.finding import Finding
from claimlint.model.text import Document, RawSpan
from claimlint.report.width import ELLIPSIS, cells, cells_up_to, fitting, fitting_end, safe

MOST_LINES = 3  # of one span


class Excerpt(NamedTuple):
    """A line as shown and, cell for cell below it, its underline."""

    line: int
    text: str
    underline: str


def excerpts(document: Document, finding: Finding, width: int) -> list[Excerpt]:
    """The lines that ``finding`` touches, at most ``width`` cells wide; none for an empty span."""
    if finding.span.start >= finding.span.end:
        return []
    pieces = finding.raw or document.locate(finding.span)
    first, last = document.line_column(pieces[0].start)[0], document.line_column(pieces[-1].end)[0]
    found: list[Excerpt] = []
    for line in range(first, last + 1):
        marks = _marks(document.line_span(line), pieces)
        if marks and len(found) < MOST_LINES:
            found.append(_excerpt(document, line, marks, width))
    return found


def _marks(line: RawSpan, pieces: tuple[RawSpan, ...]) -> list[tuple[int, int]]:
    """Where the pieces touch a line, counted from its start."""
    clipped = ((max(piece.start, line.start), min(piece.end, line.end)) for piece in pieces)
    return [(start - line.start, end - line.start) for start, end in clipped if start < end]


def _excerpt(document: Document, line: int, marks: list[tuple[int, int]], width: int) -> Excerpt:
    span = document.line_span(line)
    text = safe(document.raw[span.start : span.end])
    start, end = window(text, marks[0][0], marks[-1][1], width)
    head = ELLIPSIS if text[:start].strip() else ""
    tail = ELLIPSIS if end < len(text.rstrip()) else ""
    underline = " " * len(head)
    at = start
    for low, high in marks:
        low, high = min(max(low, start), end), min(high, end)
        underline += " " * cells(text[at:low]) + "^" * cells(text[low:high])
        at = high
    return Excerpt(line, (head + text[start:end] + tail).rstrip(), underline.rstrip())


def window(text: str, low: int, high: int, width: int) -> tuple[int, int]:
    """What to show of a line: all, or as much around ``low`` to ``high`` as fits between two ellipses."""
    if cells_up_to(text, width + 1) <= width:
        return _indented(text, low), len(text)
    room = width - 2 * len(ELLIPSIS)
    marked = cells(text[low:high])
    if marked >= room:
        return low, low + fitting(text[low:high], room)
    before, after = cells_up_to(text[:low], room), cells_up_to(text[high:], room)
    left = min(before, max((room - marked) // 2, room - marked - after))
    start = low - fitting_end(text[:low], left)
    return start, high + fitting(text[high:], room - marked - cells(text[start:low]))


def _indented(text: str, low: int) -> int:
    """Leading blanks of a whole line are not shown."""
    return min(len(text) - len(text.lstrip()), low)
