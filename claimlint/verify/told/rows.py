"""The numbers of a row of a table told in their order, all but one of them as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.compare.passages import tokens
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told

MOST_CELLS, MOST_SENTENCES, MOST_FIGURES = 120, 60, 14

_HALVES = lazy(r"[;；]")
_OTHERWISE = lazy(
    r"既往|文献|另一|此前|其他研究|去年|全国|目标|预期|合计|一共|总共|平均(?=每)|相差|校正|调整后|若|如果|累[计积]|其中|意向|敏感性分析|"
    r"previous|another|elsewhere|target|adjusted|altogether|in total|\bif\b|per-protocol|intention"
)
_CHANGED = lazy(
    r"(?:下降|降低|减少|升高|增加|提高|缩短|延长|改善|增长|上升|上涨|下滑|回落|回升|相差|[高低多少早晚])(?:了|约|出)\s?$|\bby(?: about)?\s?$"
)
_HELD_AGAINST = lazy(r"compared with|against|versus|\bvs\b|\band\b|和|与|而|对")


def check(scene: Scene) -> Iterator[Observation]:
    """Every table of few cells with the sentences of its study."""
    tables = list(tables_of(scene))
    for table in tables:
        alone = sum(1 for each in tables if each.frame is table.frame) == 1
        if not alone or len(table.cells) > MOST_CELLS:
            continue
        outside = [
            one for one in table.frame.sentences if one.figures and scene.document.blocks[one.block].table is None
        ]
        rows = {row: _row(table, row) for row in table.rows}
        everything = [f for cells in rows.values() for cell in cells for f in cell]
        for told in outside[:MOST_SENTENCES]:
            if not told.heading and not _OTHERWISE.search(told.words):
                yield from _told(table, rows, everything, told)


Row = list[list[Figure]]


def _row(table: Table, row: int) -> Row:
    cells = [table.cells[row, column] for column in table.columns if column and (row, column) in table.cells]
    return [found for cell in cells if (found := [f for f in cell.figures if f.value is not None])]


def _told(table: Table, rows: dict[int, Row], everything: list[Figure], told: Told) -> Iterator[Observation]:
    cuts = [0, *[match.end() for match in _HALVES.finditer(told.words)], len(told.words) + 1]
    for begin, end in pairwise(cuts):
        figures = [f for f in told.figures if begin <= f.span.start - told.span.start < end]
        plain = [f for f in figures if exact(f) and f.denominator is None and not _is_change(told, f)]
        if not 2 <= len(plain) <= MOST_FIGURES:
            continue
        for row, cells in rows.items():
            named = _names(table, row, told)
            found = _odd(plain, cells, everything, named) or (named and _twice(told, plain, cells))
            if found and _one_row(rows, row, found[0], plain):
                yield from fault(found[0], found[1])
                break


def _is_change(told: Told, figure: Figure) -> bool:
    start = figure.span.start - told.span.start
    return _CHANGED.search(told.words[max(0, start - 14) : start]) is not None


def _names(table: Table, row: int, told: Told) -> bool:
    """Does a sentence tell what the row is called?"""
    name = fold(table.words(row, 0))
    if name.isascii():
        words = set(tokens(name))
        return len(words & set(tokens(told.words))) * 2 >= max(len(words), 1) and bool(words)
    short = name.partition("(")[0].partition("，")[0].partition(",")[0].strip()
    if len(short) >= 2 and short in told.words:
        return True
    pairs = {short[i : i + 2] for i in range(len(short) - 1)}
    return len(pairs) >= 3 and sum(1 for pair in pairs if pair in told.words) * 2 >= len(pairs)


def _odd(figures: list[Figure], cells: Row, everything: list[Figure], named: bool) -> tuple[Figure, Figure] | None:
    """Of figures that follow each other as the cells do, the one that does not fit, and its cell."""
    size = len(cells)
    if size < 2 or (size == 2 and not named):
        return None
    for first in range(len(figures) - size + 1):
        stretch = figures[first : first + size]
        if len({f.unit for f in stretch if f.unit not in {"none", "count"}}) > 1:
            continue
        fits = [any(_equal(f, each) for each in cell) for f, cell in zip(stretch, cells, strict=True)]
        if fits.count(False) != 1 or not any(_telling(f) for f, fit in zip(stretch, fits, strict=True) if fit):
            continue
        place = fits.index(False)
        odd = stretch[place]
        kind = 0 if place else 1
        which = next((i for i, each in enumerate(cells[kind]) if _equal(stretch[kind], each)), 0)
        meant = cells[place][which] if which < len(cells[place]) else None
        if meant is None or meant.decimals != odd.decimals or not _close(value_of(odd), value_of(meant)):
            continue
        if not any(_equal(odd, each) for each in everything) and not _made(odd, cells):
            return odd, meant
    return None


def _telling(figure: Figure) -> bool:
    return figure.decimals > 0 or value_of(figure) >= 10


def _equal(one: Figure, other: Figure) -> bool:
    return value_of(one) == value_of(other) and {one.unit, other.unit} != {"pct", "count"}


def _close(one: Decimal, other: Decimal) -> bool:
    """One digit read for another, or two exchanged: what is far from it may be something else."""
    left, right = f"{one:f}", f"{other:f}"
    same_length = len(left) == len(right)
    return exchanged(one, other) or (same_length and sum(a != b for a, b in zip(left, right, strict=True)) == 1)


def _made(odd: Figure, cells: Row) -> bool:
    """A sum or a difference of two numbers of the row."""
    values = [value_of(f) for cell in cells for f in cell][:24]
    return any(value_of(odd) in (one + two, abs(one - two)) for one in values for two in values if one != two)


def _twice(told: Told, figures: list[Figure], cells: Row) -> tuple[Figure, Figure] | None:
    """One number for both groups, which the row has for one of them."""
    if len(cells) != 2:
        return None
    for one, two in pairwise(figures):
        gap = told.words[one.span.end - told.span.start : two.span.start - told.span.start]
        if value_of(one) != value_of(two) or not _telling(one) or not _HELD_AGAINST.search(gap) or len(gap) > 110:
            continue
        for odd, place in ((one, 0), (two, 1)):
            other = [f for f in cells[1 - place] if _equal(odd, f)]
            meant = [f for f in cells[place] if f.decimals == odd.decimals and f.unit != "pct"]
            if other and meant and not any(_equal(odd, f) for f in cells[place]):
                return odd, meant[0]
    return None


def _one_row(rows: dict[int, Row], row: int, odd: Figure, figures: list[Figure]) -> bool:
    """Is no other row as near to what is told?"""
    others = [f for f in figures if f is not odd]
    mine = _held(rows[row], others)
    return all(_held(cells, others) < mine for number, cells in rows.items() if number != row)


def _held(cells: Row, figures: list[Figure]) -> int:
    return sum(1 for f in figures if any(_equal(f, each) for cell in cells for each in cell))
