"""Rates and means of a table against the sentences that tell them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from claimlint.language import expressions, units
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.doubts.other_readings import analysed_otherwise, narrower, own_share
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe

_PLAIN = lazy(r"\s?[(（\[].{0,40}?[)）\]]|[,，]?\s?(?:n\s?=\s?\d+|%|n\s?\(%\))|^\W+|\W+$")
_NO_LABEL = lazy(r"^(?:例数|人数|p\s?值?|n|合计|total|all|组别|指标|项目|group|arm|event|outcome|\d.*|)$")
_OTHER_STUDY = lazy(
    r"既往|文献|另一|此前|其他研究|提高|降低|相差|高出|差|previous|another|elsewhere|difference|compared with earlier"
)


_CHANGE = lazy(
    r"(?:\bby(?: about| an average of)?|(?:下降|降低|减少|升高|增加|提高|缩短|延长|改善|增长|上升|上涨|下滑|回落|回升|相差|高|低)(?:了|约|达)?|[比较](?:去年|上年|前一年|同期|上季)[^，,。]{0,6})\s?$"
)


class Rate(Struct, frozen=True):
    """A percentage or mean of a cell with the names of its row and column, and the unit that the head names."""

    figure: Figure
    row: str
    column: str
    head: str = ""


def check(scene: Scene) -> Iterator[Observation]:
    """``试验组的总有效率为88.7%`` above a table whose cell says 85.7%."""
    for table in tables_of(scene):
        rates = list(_rates(table))
        around, wholes = table.all_words, table.wholes
        inside = {figure.span for cell in table.cells.values() for figure in cell.figures}
        for told in table.frame.sentences if rates else ():
            for figure in told.figures:
                plain = figure.comparator is Comparator.EQUAL and figure.value is not None and not figure.word
                if analysed_otherwise(told, around) or own_share(told, figure, wholes):
                    continue
                start = figure.span.start - told.span.start
                telling = plain and _telling(figure) and not before_all(table, told, start)
                if figure.span not in inside and telling and not told.has(_OTHER_STUDY.pattern):
                    yield from _against(told, figure, rates)


_EARLY = lazy(
    r"(?:基线|入院时|治疗前|干预前|术前|入组时|baseline|at entry|before treatment)[^,，。;]{0,8}$|[由从]\s?$|\bfrom\s$"
)
_BASES = lazy(r"基线|前|入|时|初|\d|baseline|before|entry|week|month|start|year|first")


def before_all(table: Table, told: Told, start: int) -> bool:
    """A value at the beginning, which a table of results alone does not hold."""
    if not _EARLY.search(told.words[max(0, start - 20) : start]):
        return False
    heads = [table.words(0, column) for column in table.columns] + [table.words(row, 0) for row in table.rows]
    return _BASES.search(fold(" ".join(heads))) is None


def _telling(figure: Figure) -> bool:
    """A percentage, or a value with a decimal: whole numbers are too often something else."""
    return kind_of(figure) == "P" or (kind_of(figure) in "NTUX" and figure.decimals > 0)


def _rates(table: Table) -> Iterator[Rate]:
    for (row, column), cell in table.cells.items():
        names = _name(table.words(row, 0)), _name(table.words(0, column))
        if row and column and not any(_NO_LABEL.match(name) for name in names):
            found = [figure for figure in cell.figures if _telling(figure) and figure.value is not None]
            yield from (Rate(figure, *names, fold(table.words(0, column))) for figure in found)


def _name(words: str) -> str:
    return _PLAIN.sub("", words).strip()


_CUMULATIVE = lazy("累[计积]|cumulative")


_STATISTIC = lazy(r"(?<![a-z])(?:t|z|f|u|h|q|p|r|χ²|χ2|x2)\s?(?:值|\(\d+(?:, ?\d+)?\))?\s?[=:<>]\s?$")  # of a test


def _against(told: Told, figure: Figure, rates: list[Rate]) -> Iterator[Observation]:
    """Only where both names stand beside the figure and its value is nowhere in the table."""
    alike = [rate for rate in rates if (kind_of(rate.figure) == "P") == (kind_of(figure) == "P")]
    start = figure.span.start - told.span.start
    if _CHANGE.search(told.words, 0, start) or _STATISTIC.search(told.words, max(0, start - 8), start):
        return
    if not alike or any(agrees(value_of(rate.figure), figure) for rate in rates) or _own_time(told, figure, rates):
        return
    mine = [rate for rate in alike if _meant(told, figure, rate, rates)] or _roughly(told, figure, alike)
    before = told.words[: figure.span.start - told.span.start]
    mine = [
        rate
        for rate in mine
        if bool(_CUMULATIVE.search(before)) == bool(_CUMULATIVE.search(f"{rate.row}{rate.column}"))
    ]
    mine = [rate for rate in mine if not narrower(before, rate.row, rate.column)]
    if len(mine) == 1 or (mine and len({rate.row for rate in mine}) == 1 and figure.unit == _unit_in(mine[0])):
        cell = mine[0].figure
        yield observe("told-twice", figure, f"{figure.raw} ≠ {cell.raw}", related=[(cell, cell.raw)], other=cell.raw)


def _own_time(told: Told, figure: Figure, rates: list[Rate]) -> bool:
    """A time told with the figure that the table does not name may make it another figure."""
    named = " ".join(f"{rate.row} {rate.column}" for rate in rates)
    return any(time is not figure and time.raw not in named for time in told.of_kind("T"))


def _meant(told: Told, figure: Figure, rate: Rate, rates: list[Rate]) -> bool:
    rows = {one.row for one in rates}
    columns = {one.column for one in rates}
    return _nearest(told, figure, rows) == rate.row and _nearest(told, figure, columns) == rate.column


_SHARED = 4  # characters of a head that the sentence must hold to speak of its column


def _roughly(told: Told, figure: Figure, rates: list[Rate]) -> list[Rate]:
    """The cells of the row named, in every column whose head shares its noun with the sentence."""
    row = _nearest(told, figure, {rate.row for rate in rates})
    return [rate for rate in rates if rate.row == row and _shares(told.words, rate.column)]


def _shares(words: str, name: str) -> bool:
    return not name.isascii() and any(name[i : i + _SHARED] in words for i in range(len(name) - _SHARED + 1))


def _unit_in(rate: Rate) -> str:
    """The unit of the cell, or that in the brackets of the head."""
    if rate.figure.unit != "none":
        return rate.figure.unit
    match = _HEAD_UNIT.search(rate.head)
    return units.table().get(match[1].strip(), units.canonical(match[1].strip())) if match else "none"


_HEAD_UNIT = lazy(r"[(（]([^()（）]{1,16})[)）]\s?$")


_TURNED = lazy(r"[,，;；]\s?(?:而|但|其他|其余|全[部市县]|另)")


def _nearest(told: Told, figure: Figure, names: set[str]) -> str | None:
    """The one name of the row or column that belongs to the figure: the last before it in its part of the
    sentence, else the only one of the sentence."""
    start = figure.span.start - told.span.start
    found = [(match.start(), name) for name in names for match in _places(told.words, name)]
    if found and _TURNED.search(
        told.words, max(place for place, _ in found if place < start or place == found[0][0]), start
    ):
        return None
    if len({name for _, name in found}) == 1:
        return found[0][1]
    if told.words.isascii() or not found or _of_its_own(told.words, start, {name for _, name in found}):
        return None
    before = [place for place in found if place[0] < start]
    return max(before, key=lambda place: (place[0], len(place[1])))[1] if before else None


_CUT = lazy("[,，;；]")
_LONG = 4  # characters of a name


def _of_its_own(words: str, start: int, names: set[str]) -> bool:
    """Does another name than those of the table stand right before a figure, in its part of the sentence?"""
    before = _CUT.split(words[max(0, start - 60) : start])[-1]
    own = expressions.search(r"[一-鿿]+\s?$", before)
    return own is not None and len(own[0].strip()) >= _LONG and not any(name in before for name in names)


def _places(words: str, name: str) -> Iterator[re.Match[str]]:
    if len(name) < 2:
        return iter(())
    edge = (r"(?<![a-z])", r"(?![a-z])") if name[0].isascii() else ("", "")
    spelt = "的?".join(map(re.escape, name)) if not name.isascii() else re.escape(name)
    return expressions.finditer(edge[0] + spelt + edge[1], words)
