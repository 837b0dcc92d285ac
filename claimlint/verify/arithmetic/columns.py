"""Columns of a table of which one is made from two others: a row that breaks what the others keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, share, unit_in_last_place, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.scene import Scene, observe

_RESULT = lazy(
    r"变化|差|降幅|降低|下降|升高|增[加幅量]|合计|总[计数]|change|differ|decrease|increase|reduction|total|sum|失访|脱落|排除|剔除|excluded|discontinued|remained|剩|退出|剩余|lost|dropped|withdr|"
    r"dropout|missing|completed|完成|remaining|占比|百分比|比例|率|%|share|percent|\brate"
)
_SHARE = lazy(r"率|%|占比|百分比|percent")
_MOST_COLUMNS = 8
_SURE = 3  # rows that keep it, whatever the columns are called


class Relation(NamedTuple):
    """How one column is made from two others."""

    sign: str
    make: Callable[[Decimal, Decimal], Decimal]


_RELATIONS = (
    Relation("-", lambda one, two: one - two),
    Relation("+", lambda one, two: one + two),
    Relation("/", lambda one, two: share(one, two) if two else Decimal(-1)),
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every table with at least two rows of numbers."""
    for table in tables_of(scene):
        yield from _check_table(table)


def _check_table(table: Table) -> Iterator[Observation]:
    rows = sorted({row for row, _ in table.cells if row})
    columns = sorted({column for _, column in table.cells if column})
    if len(rows) < 2 or len(columns) < 3 or len(columns) > _MOST_COLUMNS:
        return
    for one, two, made in permutations(columns, 3):
        lines = [found for row in rows if (found := _line(table, row, (one, two, made)))]
        for relation in _RELATIONS:
            if relation.sign != "+" or one < two:
                yield from _broken(table, relation, lines, (one, two, made))


def _line(table: Table, row: int, columns: tuple[int, int, int]) -> tuple[Figure, Figure, Figure] | None:
    cells = [table.cells.get((row, column)) for column in columns]
    numbers = [cell.number for cell in cells if cell is not None]
    found = [number for number in numbers if number is not None]
    return (found[0], found[1], found[2]) if len(found) == 3 else None


def _broken(
    table: Table, relation: Relation, lines: list[tuple[Figure, Figure, Figure]], columns: tuple[int, int, int]
) -> Iterator[Observation]:
    kept = [line for line in lines if _keeps(relation, line)]
    shares = [bool(_SHARE.search(table.words(0, column))) for column in columns]
    if relation.sign != "/" and any(shares) and not all(shares):
        return  # a share is no difference of two counts
    named = relation.sign == "/" or any(_RESULT.search(table.words(0, column)) for column in columns)
    named = named or (relation.sign == "+" and len(kept) >= _SURE and all(value_of(f) >= 10 for k in kept for f in k))
    if not (1 <= len(kept) == len(lines) - 1 and named and _telling(kept)):
        return
    if relation.sign == "+" and len(kept) < 2:
        return
    if relation.sign == "/" and len(kept) < 2 and not _largest(table, columns[1]):
        return
    broken = next(line for line in lines if line not in kept)
    one, two, stated = broken
    right = relation.make(value_of(one), value_of(two))
    if (relation.sign == "/") != (stated.unit == "pct") or len({f.unit for f in (one, two)}) > 1:
        return
    line = f"{plain(value_of(one))} {relation.sign} {plain(value_of(two))} = {plain(round(right, 2))} ≠ {stated.raw}"
    yield observe("parts-total", stated, line, related=[(one, one.raw), (two, two.raw)], stated=plain(value_of(stated)),
                  sum=plain(round(right, 2)), parts=f"{plain(value_of(one))} {relation.sign} {plain(value_of(two))}")  # fmt: skip


def _largest(table: Table, column: int) -> bool:
    """Does a column hold the largest number of things in every row? Else it is no whole."""
    for row in table.rows:
        numbers = {c: number for c in table.columns if c and (number := table.number(row, c)) is not None}
        own = numbers.get(column)
        if own is None or any(value_of(f) > value_of(own) for f in numbers.values() if f.unit != "pct"):
            return False
    return True


def _keeps(relation: Relation, line: tuple[Figure, Figure, Figure]) -> bool:
    one, two, stated = line
    right = relation.make(value_of(one), value_of(two))
    room = max(map(unit_in_last_place, line if relation.sign != "/" else (stated,)))
    return abs(abs(right) - abs(value_of(stated))) <= (room if stated.decimals or relation.sign == "/" else 0)


def _telling(kept: list[tuple[Figure, Figure, Figure]]) -> bool:
    """Is it no accident? Zeros and ones keep anything."""
    return any(min(abs(value_of(f)) for f in line) > 1 for line in kept)
