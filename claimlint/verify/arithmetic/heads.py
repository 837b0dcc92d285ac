"""Cells of a table that the head of their column rules out: beyond its scale, a ratio below zero."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, value_of
from claimlint.verify.arithmetic.tables import Cell, Table, tables_of
from claimlint.verify.scenes.scene import Scene, observe

_SCORE = lazy(r"评分|得分|量表|分值|总分|(?<![a-z])(?:vas|nrs|score|scale|rating)(?![a-z])")
_CHANGED = lazy(r"差|降|升|减|增|改善|变化|例数|人数|率|比值|%|change|differ|reduc|improv|increas|decreas|ratio|rate")
_RATIO = lazy(r"^(?:adj(?:usted|\.)?\s?|校正)?a?(?:or|hr|rr)(?:值|比)?\s?(?:[(（,，]\s?95\s?%?.{0,8})?[)）]?$")
_SIGNED = lazy(r"^[-−]\d")


def check(scene: Scene) -> Iterator[Observation]:
    """Every column of every table."""
    for table in tables_of(scene):
        for column in table.columns:
            head = table.cells.get((0, column))
            cells = [table.cells[row, column] for row in table.rows if (row, column) in table.cells]
            if head is not None and column and cells:
                yield from _scale(head, cells)
                yield from _ratio(table, column, cells)


def _scale(head: Cell, cells: list[Cell]) -> Iterator[Observation]:
    """``VAS评分（0～10分）`` above 17.8."""
    tops = [f for f in head.figures if f.value is None and f.unit in {"none", "score"} and f.low in {0, 1}]
    if len(tops) != 1 or tops[0].high < 3 or not _SCORE.search(head.words) or _CHANGED.search(head.words):
        return
    for cell in cells:
        figure = cell.number
        if figure is not None and figure.unit in {"none", "score"} and value_of(figure) > tops[0].high:
            line = f"{plain(value_of(figure))} > {plain(tops[0].high)}"
            yield observe("impossible-value", figure, line, related=[(tops[0], tops[0].raw)], limit=plain(tops[0].high))


def _ratio(table: Table, column: int, cells: list[Cell]) -> Iterator[Observation]:
    """``OR（95%CI）`` above −0.58: no ratio lies below zero."""
    if not _RATIO.match(table.words(0, column)):
        return
    for cell in cells:
        if cell.figures and _SIGNED.match(cell.words) and cell.figures[0].high < 0:
            figure = cell.figures[0]
            fault = "OR/HR/RR < 0"
            yield observe("malformed-statistic", figure, f"{figure.raw}: {fault}", stated=figure.raw, fault=fault)
