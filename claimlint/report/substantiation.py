"""The substantiation table as Markdown, for a reviewer to sign off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimlint.language.expressions import lazy
from claimlint.model.report import Report, Summary
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.places import path_of
from claimlint.report.substantiation_rows import heads, rows
from claimlint.report.tally import checked_words
from claimlint.report.words import is_chinese

_SPECIAL = lazy(r"([\\`*_\[\]<>|#~&!])")


def write(reports: Iterable[Report], stream: TextIO, options: Options) -> None:
    """A table a document, then how much was compared and how much was not."""
    total, chinese = Summary(), False
    for report in reports:
        spoken = is_chinese(report, options)
        chinese = chinese or spoken
        total = total.plus(report.summary)
        _table(report, stream, options, spoken)
    stream.write(f"{checked_words(total, chinese) or _nothing(options, chinese)}\n")


def _nothing(options: Options, chinese: bool) -> str:
    """Why no figure was compared: none is stated, or there was nothing to compare it with."""
    if not options.sources:
        return "没有核对：没有给出来源文件夹（--sources）" if chinese else "Not checked: no sources folder (--sources)"
    return "没有需要核对的数值" if chinese else "No stated figure to compare"


def _table(report: Report, stream: TextIO, options: Options, chinese: bool) -> None:
    if not report.agreements:
        return
    stream.write(f"## {escaped(shown(path_of(report), options))}\n\n")
    columns = heads(chinese)[1:]
    stream.write(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n")
    for row in rows(report, options):
        stream.write(f"| {' | '.join(escaped(cell) for cell in row[1:])} |\n")
    stream.write("\n")


def escaped(text: str) -> str:
    """Words of a draft or a source as plain words of a table cell: no markup, no line end."""
    return " ".join(_SPECIAL.sub(r"\\\1", text).split())
