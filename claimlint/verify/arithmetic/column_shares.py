"""Counts with their shares in a table: what all of them but one are shares of.

The whole may be the ``n=`` of the column or row, a row or column of totals, their sum, or a number that the text tells. Where one
of these makes every share, all is well; where it makes all but one, that one is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, exact, share, value_of
from claimlint.verify.arithmetic.margins import MOST_LINES, counted
from claimlint.verify.arithmetic.tables import (
    NO_SHARE,
    SHARE,
    WHOLE,
    Table,
    share_fault,
    shares_in_brackets,
    size_in,
    tables_of,
)
from claimlint.verify.scenes.plain_grids import TOTAL
from claimlint.verify.scenes.scene import Scene, kind_of
from claimlint.verify.scenes.shapes import shaped

SURE = 3  # shares that one whole makes
MOST_TEXT = 12  # numbers of the text that are tried

_PAIR = shaped(r"^\s?(?P<k><CN>)\s?[(\[（/,，]\s?(?P<p><P>)\s?[)）\]]?\s?$")
_BARE = shaped(r"^\s?(?P<k><CN>)\s?[(\[（/,，]\s?(?P<p><PN>)\s?[)）\]]?\s?$")
_OTHER = lazy(r"增[长幅]|同比|环比|变化|差|累[计积]|有效百分比|change|differ|cumulative|valid")


class Pair(Struct, frozen=True):
    """A count, its share, and where they stand."""

    row: int
    column: int
    part: Figure
    percent: Figure


def check(scene: Scene) -> Iterator[Observation]:
    """Every table of few rows and columns."""
    for table in tables_of(scene):
        if len(table.rows) <= MOST_LINES and len(table.columns) <= MOST_LINES:
            yield from _check(table)


def _check(table: Table) -> Iterator[Observation]:
    pairs = [*_in_cells(table), *_side_by_side(table)]
    bare = not pairs
    pairs = pairs or _unmarked(table)
    if len(pairs) <= SURE or _OTHER.search(fold(table.all_words)):
        return
    best: tuple[list[Pair], Whole] | None = None
    for whole in _wholes(table, pairs):
        wrong = [pair for pair in pairs if not _fits(pair, whole(pair))]
        if not wrong:
            return
        if best is None or len(wrong) < len(best[0]):
            best = wrong, whole
    if best is None or len(best[0]) > 1 or len(pairs) - 1 < SURE:
        return
    for pair in best[0]:
        total = best[1](pair)
        if bare and not any(one.row == pair.row and one is not pair for one in pairs):
            continue  # a row of its own may hold means with their spread
        if total and value_of(pair.part) <= value_of(total) and not _other_whole(table, pair):
            seen = share_fault(pair.part, pair.percent, total)
            yield replace(seen, values={**seen.values, "kept": str(len(pairs) - 1)})


# --- counts with their shares -------------------------------------------------------------------


def _in_cells(table: Table) -> Iterator[Pair]:
    """``24（80.0%）``, and ``24（80.0）`` below ``例（%）``."""
    for (row, column), cell in table.cells.items():
        if row and column:
            pattern = _BARE if shares_in_brackets(table, row, column) else _PAIR
            for told in cell.told:
                match = pattern.match(told.shape)
                if match and exact(told.group(match, "k")):
                    yield Pair(row, column, told.group(match, "k"), told.group(match, "p"))


def _unmarked(table: Table) -> list[Pair]:
    """``3 (6)`` in a table that nowhere says ``n (%)``, where many keep to the sizes of their columns."""
    found = []
    for (row, column), cell in table.cells.items():
        if row and column and not NO_PART.search(fold(table.words(row, 0))):
            for told in cell.told:
                match = _BARE.match(told.shape)
                if match and exact(told.group(match, "k")) and told.group(match, "k").decimals <= 0:
                    found.append(Pair(row, column, told.group(match, "k"), told.group(match, "p")))
    told_sizes = sum(size_in(table.cells.get((0, column))) is not None for column in table.columns)
    sized = told_sizes > 1 or any(_is_whole(table.words(row, 0)) for row in table.rows)
    return found if sized and len(found) > MANY else []


NO_PART = lazy(
    r"\bage\b|\bsd\b|mean|median|range|iqr|score|time|duration|days|years|平均|均值|中位|年龄|评分|时间|天数|bmi|mm ?hg|mg|ml"
)
MANY = 6  # shares without a mark


def _side_by_side(table: Table) -> Iterator[Pair]:
    """A column of shares behind its column of counts."""
    for column in table.columns[2:]:
        head = table.words(0, column)
        if not SHARE.search(head) or NO_SHARE.search(head) or SHARE.search(table.words(0, column - 1)):
            continue
        for row in table.rows:
            part, percent = (counted(table.cells.get((row, each))) for each in (column - 1, column))
            percent = percent or table.number(row, column)
            if part is None or percent is None or part.decimals or part.unit == "pct":
                continue
            if kind_of(percent) in "PN" and kind_of(part) in "CNX":
                yield Pair(row, column - 1, part, percent)


# --- what they may be shares of -----------------------------------------------------------------

Whole = Callable[[Pair], Figure | None]


def _wholes(table: Table, pairs: list[Pair]) -> Iterator[Whole]:
    """Every way to tell of each count what it is a part of."""
    cells = table.cells
    yield lambda pair: size_in(cells.get((0, pair.column))) or size_in(cells.get((0, pair.column + 1)))
    yield lambda pair: size_in(cells.get((pair.row, 0)))
    for row in [each for each in table.rows if _is_whole(table.words(each, 0))]:
        yield lambda pair, row=row: counted(cells.get((row, pair.column)))  # type: ignore[misc]
    for column in [each for each in table.columns if each and _is_whole(table.words(0, each))]:
        yield lambda pair, column=column: counted(cells.get((pair.row, column)))  # type: ignore[misc]
    by_row: dict[int, list[Figure]] = {}
    by_column: dict[int, list[Figure]] = {}
    for pair in pairs:
        by_row.setdefault(pair.row, []).append(pair.part)
        by_column.setdefault(pair.column, []).append(pair.part)
    yield lambda pair: _sum(by_row[pair.row])
    yield lambda pair: _sum(by_column[pair.column])
    inside = {f.span for cell in cells.values() for f in cell.figures}
    text = [f for f in table.frame.figures if f.span not in inside and kind_of(f) == "C" and exact(f)]
    for figure in text[:MOST_TEXT]:
        yield lambda pair, figure=figure: figure  # type: ignore[misc]


def _is_whole(words: str) -> bool:
    return WHOLE.match(words) is not None or TOTAL.match(words) is not None


def _sum(parts: list[Figure]) -> Figure | None:
    total = sum(map(value_of, parts), Decimal(0))
    return replace(parts[0], value=total, low=total, high=total) if len(parts) > 1 else None


def _fits(pair: Pair, whole: Figure | None) -> bool:
    total = value_of(whole) if whole is not None else Decimal(0)
    return total > 0 and agrees(share(value_of(pair.part), total), pair.percent)


def _other_whole(table: Table, pair: Pair) -> bool:
    """Does any other number of its row, its column or the text make the share?"""
    near = [cell for (row, column), cell in table.cells.items() if row in {0, pair.row} or column in {0, pair.column}]
    inside = {f.span for cell in table.cells.values() for f in cell.figures}
    figures = [f for cell in near for f in cell.figures if kind_of(f) in "CN"]
    figures += [f for f in table.frame.figures if f.span not in inside and kind_of(f) == "C"]
    return any(f.value is not None and f.span != pair.part.span and _fits(pair, f) for f in figures)
