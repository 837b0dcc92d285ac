"""Where things stand: lines and columns of spans, and the words for places in paged formats."""

from __future__ import annotations

from msgspec import Struct

from claimlint.model.report import Report
from claimlint.model.text import Document, Place, Span


class Range(Struct, frozen=True):
    """A stretch of the raw text by line and column, all from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


def range_of(document: Document, span: Span) -> Range:
    """From the first raw piece of ``span`` to the last."""
    raw = document.locate(span)
    return Range(*document.line_column(raw[0].start), *document.line_column(raw[-1].end))


def path_of(report: Report) -> str:
    """The path of a report's document, or "" for a report of problems only."""
    if report.document is not None:
        return report.document.path
    return report.documents[0].path if report.documents else ""


def place_words(place: Place, chinese: bool) -> str:
    """How a reader of the document names the place: a page, a cell or a paragraph."""
    if place.page is not None:
        return f"第 {place.page} 页" if chinese else f"page {place.page}"
    if place.table is not None:
        table, row, column = (number + 1 for number in place.table)
        if chinese:
            return f"表 {table} 第 {row} 行第 {column} 列"
        return f"table {table}, row {row}, column {column}"
    if place.paragraph is not None:
        number = place.paragraph + 1
        return f"第 {number} 段" if chinese else f"paragraph {number}"
    return place.part or ""
