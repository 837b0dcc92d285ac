"""The substantiation table: for every stated figure its source, the source's words and the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimlint.model.figure import Agreement
from claimlint.model.report import Report
from claimlint.report.options import Options
from claimlint.report.paths import shown
from claimlint.report.places import path_of, range_of
from claimlint.report.words import is_chinese, words


class Row(NamedTuple):
    """A stated figure; empty where there is nothing to say."""

    path: str
    line: str
    statement: str
    sentence: str
    verdict: str
    source: str
    place: str
    quote: str
    arithmetic: str
    reason: str


HEADS_ZH = Row("文件", "行", "所述数值", "原句", "结论", "来源", "来源位置", "来源原文", "算式", "理由")
HEADS_EN = Row("file", "line", "stated", "sentence", "verdict", "source", "place", "quote", "arithmetic", "reason")


def heads(chinese: bool) -> Row:
    return HEADS_ZH if chinese else HEADS_EN


def rows(report: Report, options: Options) -> Iterator[Row]:
    """The rows of one report in the order of the text."""
    for agreement in sorted(report.agreements, key=lambda one: one.span):
        yield _row(agreement, report, options)


def _row(agreement: Agreement, report: Report, options: Options) -> Row:
    line, statement, sentence = _stated(agreement, report)
    return Row(
        path=shown(path_of(report), options),
        line=line,
        statement=statement,
        sentence=sentence,
        verdict=words(is_chinese(report, options))[agreement.verdict],
        source=agreement.source or "",
        place=agreement.place or "",
        quote=agreement.quote or "",
        arithmetic=agreement.arithmetic or "",
        reason=agreement.reason,
    )


def _stated(agreement: Agreement, report: Report) -> tuple[str, str, str]:
    """Line, words and sentence (else block) of a stated figure."""
    document = report.document
    if document is None:
        return "", "", ""
    number = document.sentence_index(agreement.span.start)
    around = [block.span for block in document.blocks if block.span.contains(agreement.span)]
    span = document.sentences[number].span if number is not None else around[0] if around else agreement.span
    line = range_of(document, agreement.span).line
    return str(line), document.slice(agreement.span), document.slice(span).strip()
