"""Two places that are held together by a number which both tell: a table of names and values, and its sentence.

``开放床位 1200张 / 年门诊量 168万`` beside ``现开放床位1200张，全年门诊量186万``: one value of the table is told as it stands there, and
the value of another name is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.compare.passages import stem, tokens
from claimlint.verify.scenes.scene import Scene, Told

MOST_ROWS, MOST_SENTENCES = 20, 40
ANCHOR = 10  # a smaller whole number may be there by chance
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OTHERWISE = lazy(
    r"前年|上年|往年|全[国省市]|目标|计划|预计|预期|其中|增[加长至到]|减少|下降|上升|从|由|至\d|同比|环比|上半年|下半年|季度|月份|日均|平均每|"
    r"planned|expected|target|will\b|previous|last year|\bfrom\b|increase|rose|fell|of (?:whom|which|these|them)|nationally|per (?:day|week|month)"
)
_CUT = lazy(r"[,，。;；:：!?、()（）]|\band\b|\bplus\b")
_LOOSE = frozenset({"count", "none", "item", "times", "piece", "site", "study", "group", "animal", "eye"})


def check(scene: Scene) -> Iterator[Observation]:
    """Every table of two columns with the sentences outside of it."""
    tables = list(tables_of(scene))
    for table in tables:
        if len(table.columns) != 2 or len(table.rows) > MOST_ROWS or len(tables) > 1:
            continue
        values = {row: f for row in table.rows if (f := _value(table, row)) is not None}
        outside = [one for one in scene.sentences if scene.document.blocks[one.block].table is None and one.figures]
        if len(values) > 1:
            for told in outside[:MOST_SENTENCES]:
                yield from _told(table, values, told)


def _value(table: Table, row: int) -> Figure | None:
    """The only figure of a cell."""
    cell = table.cells.get((row, table.columns[1]))
    figures = [f for f in cell.figures if f.value is not None] if cell else []
    return figures[0] if len(figures) == 1 and exact(figures[0]) else None


def _told(table: Table, values: dict[int, Figure], told: Told) -> Iterator[Observation]:
    if _OTHERWISE.search(told.words) or told.crowded:
        return
    years = set(_YEAR.findall(table.all_words)), set(_YEAR.findall(told.words))
    if all(years) and not years[0] & years[1]:
        return
    held = [f for f in told.figures if f.value is not None and exact(f)]
    anchors = [f for f in held if _firm(f) and any(_equal(f, each) for each in values.values())]
    if not anchors:
        return
    for figure in held:
        if any(value_of(figure) == value_of(each) for each in values.values()):
            continue
        named = [row for row in values if _names(table, row, told, figure)]
        if len(named) != 1:
            continue
        cell = values[named[0]]
        others = [f for f in held if f is not figure]
        if _alike(figure, cell) and not any(_equal(f, cell) for f in others):
            yield from fault(cell, figure, both=True)
            return


def _firm(figure: Figure) -> bool:
    return figure.decimals > 0 or value_of(figure) >= ANCHOR


def _equal(one: Figure, other: Figure) -> bool:
    return value_of(one) == value_of(other) and _units(one, other)


def _alike(one: Figure, other: Figure) -> bool:
    """Of one unit and one size: what is ten times as much is something else."""
    small, large = sorted((value_of(one), value_of(other)))
    return _units(one, other) and one.decimals == other.decimals and small > 0 and large <= small * 3


def _units(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _LOOSE or "none" in {one.unit, other.unit}


def _names(table: Table, row: int, told: Told, figure: Figure) -> bool:
    """Does the clause of a figure hold the name of a row?"""
    name = fold(table.words(row, table.columns[0])).strip(" *")
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = _CUT.split(told.words[max(0, start - 40) : start])[-1]
    behind = _CUT.split(told.words[end : end + 30])[0]
    if name.isascii():
        words = set(tokens(name)) or {stem(name)}
        return words <= set(tokens(before + figure.raw.lower() + " " + behind))
    bare = _UNIT.sub("", name).removeprefix("年").removeprefix("总").removeprefix("全年")
    if len(bare) < 2:
        return False
    if bare in before:
        return True
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1)}
    clause = before + figure.raw + behind
    return sum(1 for pair in pairs if pair in clause) * 3 >= len(pairs) * 2 or (
        bare[:2] in before and bare[2:] in behind + figure.raw
    )


_UNIT = lazy(r"\s?[(（][^()（）]{0,12}[)）]|[(（/].*$")
