"""Intervals in tables against the estimate beside them: in one cell, in the next column, or as two columns of limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.arithmetic.tables import Cell, Table, tables_of
from claimlint.verify.scenes.scene import Scene, observe

_NUMBER = r"[-−]?\s?\d{1,4}(?:\.\d{1,4})?"
_TO = r"\s?(?:~|-|–|至|,|，|;|to)\s?"
_LEVEL = r"9[059]\s?%\s?(?:ci|cri|的?置信区间|的?可信区间|confidence intervals?|credible intervals?)"
_HEAD = lazy(rf"^(?:[(（]?{_LEVEL}[)）]?|ci\s?[(（]95\s?%[)）])(?:\s?[(（][^()（）]{{1,12}}[)）])?$")
_HEAD_BOTH = lazy(rf"^(?P<name>[^()（）]{{1,30}}?)\s?[(（,，\[]\s?{_LEVEL}\s?[)）\]]?$")
_LOW = lazy(rf"^(?:{_LEVEL})?[\s(（]?(?:下限|下界|lower(?: limit| bound| 95\s?% ?ci| ci)?|lcl)[)）]?$")
_HIGH = lazy(rf"^(?:{_LEVEL})?[\s(（]?(?:上限|上界|upper(?: limit| bound| 95\s?% ?ci| ci)?|ucl)[)）]?$")
_ESTIMATE = lazy(
    r"^(?:校正后?|调整后?|合并|粗|adjusted |adj\. ?|crude |pooled |unadjusted |multivariable )?(?:a?or|a?hr|a?rr|irr|shr|md|smd|wmd|rd|exp\s?[(（][bβ][)）]|风险比|危险比|优势比|比值比|相对危险度|效应量|合并效应量|"
    r"均数?差值?|(?:率|组间)差值?|估计值|效应值|差值|(?:hazards?|odds|risk|rate) ratio|relative risk|(?:mean |risk |treatment )?difference|estimate|effect(?: size)?|ratio)(?:值)?"
    r"(?:\s?[(（][^()（）]{1,16}[)）])?$"
)
_CELL = lazy(rf"^(?P<e>{_NUMBER})\*{{0,3}}$")
_CELL_CI = lazy(rf"^[(（\[]?\s?(?P<a>{_NUMBER}){_TO}(?P<b>{_NUMBER})\s?[)）\]]?$")
_CELL_BOTH = lazy(rf"^(?P<e>{_NUMBER})\s?[(（\[]\s?(?P<a>{_NUMBER}){_TO}(?P<b>{_NUMBER})\s?[)）\]]$")


class Row(NamedTuple):
    """An estimate and its limits as they are printed, and the cells that hold them."""

    estimate: str
    low: str
    high: str
    place: Cell
    interval: Cell


def check(scene: Scene) -> Iterator[Observation]:
    """Every row of every table that has such columns."""
    for table in tables_of(scene):
        for row in _rows(table):
            yield from _held(row)


def _rows(table: Table) -> Iterator[Row]:
    heads = {column: table.words(0, column) for column in table.columns}
    lows, highs = ([c for c, head in heads.items() if pattern.match(head)] for pattern in (_LOW, _HIGH))
    for column, head in heads.items():
        left = _estimate_left(heads, column)
        for row in table.rows:
            cell = table.cells.get((row, column))
            if cell is None:
                continue
            if _HEAD_BOTH.match(head) and (both := _CELL_BOTH.match(cell.words)):
                yield Row(both["e"], both["a"], both["b"], cell, cell)
            elif left is not None and _HEAD.match(head):
                one, pair = table.cells.get((row, left)), _CELL_CI.match(cell.words)
                estimate = _CELL.match(one.words) if one is not None else None
                if one is not None and estimate and pair:
                    yield Row(estimate["e"], pair["a"], pair["b"], one, cell)
            elif left is not None and lows == [column] and len(highs) == 1:
                one, last = table.cells.get((row, left)), table.cells.get((row, highs[0]))
                found = [_CELL.match(each.words) for each in (one, cell, last) if each is not None]
                if one is not None and len(found) == 3 and all(found):
                    value, low, high = (match["e"] for match in found if match is not None)
                    yield Row(value, low, high, one, cell)


def _estimate_left(heads: dict[int, str], column: int) -> int | None:
    """The column right before, if its head names an estimate and no other does."""
    named = [c for c, head in heads.items() if _ESTIMATE.match(head)]
    return column - 1 if named == [column - 1] else None


def _held(row: Row) -> Iterator[Observation]:
    estimate, low, high = (
        Decimal(text.replace(" ", "").replace("−", "-")) for text in (row.estimate, row.low, row.high)
    )
    span, interval = (Span(cell.told[0].span.start, cell.told[-1].span.end) for cell in (row.place, row.interval))
    if low > high:
        line = f"{plain(low)} > {plain(high)}"
        if not high < 0 < low and "-" not in row.low + row.high:
            yield observe("interval-order", interval, line, stated=row.interval.words)
        return
    room = max(_step(row.estimate), _step(row.low), _step(row.high)) / 2
    told_unsigned = -high - room <= estimate <= -low + room  # a reduction told without its sign
    if low - room <= estimate <= high + room or told_unsigned:
        return
    line = f"{plain(estimate)} ∉ [{plain(low)}, {plain(high)}]"
    yield observe("interval-estimate", span, line, related=[(interval, row.interval.words)], stated=row.estimate,
                  interval=f"{plain(low)}-{plain(high)}", low=plain(low), high=plain(high))  # fmt: skip


def _step(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))
