"""The substantiation table as CSV, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from csv import writer
from typing import TextIO

from claimlint.model.report import Report
from claimlint.report.options import Options
from claimlint.report.substantiation_rows import heads, rows
from claimlint.report.words import is_chinese

_BOM = "\ufeff"  # without it spreadsheets take the Chinese for another encoding
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """One table with a head, in the words of the first document's language."""
    stream.write(_BOM)
    table = writer(stream, lineterminator="\n")
    headed = False
    for report in reports:
        if not headed:
            table.writerow(heads(is_chinese(report, options)))
            headed = True
        for row in rows(report, options):
            table.writerow([_plain(cell) for cell in row])


def _plain(cell: str) -> str:
    """A spreadsheet would run a cell that starts like a formula; an apostrophe keeps it words."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
