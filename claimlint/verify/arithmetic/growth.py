"""A column of growth or change in per cent beside the two columns it is made from: a row that breaks what the others keep."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.scene import Scene, observe

_GROWTH = lazy(
    r"同比|环比|增长|增幅|涨幅|升幅|降幅|减幅|变化(?!值|量)|下降|降低|增减|改善率|change|growth|increase|decrease|reduction|difference|\bdiff|[+±Δ]\s?%"
)
_NO_CHANGE = lazy(r"年均|复合|贡献|占比|每|per |annual|cagr|share|contribution|adjusted|ci\b|p\s?值")
_PERCENT = lazy(r"%|百分|per ?cent|率|幅|比")


class Line(NamedTuple):
    """What one row tells: the two values and the change."""

    before: Figure
    after: Figure
    change: Figure


def check(scene: Scene) -> Iterator[Observation]:
    """Every table with a column of changes behind two columns of values."""
    for table in tables_of(scene):
        heads = {column: table.words(0, column) for column in table.columns if column}
        for made, head in heads.items():
            if _GROWTH.search(head) and not _NO_CHANGE.search(head):
                yield from _broken(table, made, head, [column for column in heads if column < made])


def _broken(table: Table, made: int, head: str, earlier: list[int]) -> Iterator[Observation]:
    if len(earlier) < 2:
        return
    for start, end in ((earlier[-2], earlier[-1]), (earlier[-1], earlier[-2])):  # this year may stand first
        lines = [found for row in table.rows if (found := _line(table, row, (start, end, made), head))]
        kept = [line for line in lines if _explains(line)]
        telling = any(value_of(line.change) >= 1 for line in kept)
        if not (kept and telling and len(kept) == len(lines) - 1):
            continue
        broken = next(line for line in lines if line not in kept)
        if _explains(Line(broken.after, broken.before, broken.change)):
            return
        one, two, change = map(value_of, broken)
        right = f"{plain(abs(two - one))}/{plain(one)} = {show(abs(two - one) * 100 / one, 1)}%"
        yield observe(
            "change-size", broken.change, f"{right} ≠ {plain(change)}%",
            related=[(broken.before, broken.before.raw), (broken.after, broken.after.raw)],
            before=broken.before.raw, after=broken.after.raw, right=right,
        )  # fmt: skip
        return


def _line(table: Table, row: int, columns: tuple[int, int, int], head: str) -> Line | None:
    numbers = [table.number(row, column) for column in columns]
    before, after, change = numbers
    if before is None or after is None or change is None or value_of(before) <= 0:
        return None
    if "pct" in {before.unit, after.unit}:  # points, or per cent of per cent: nobody says
        return None
    return (
        Line(before, after, change)
        if change.unit == "pct" or (change.unit == "none" and _PERCENT.search(head))
        else None
    )


def _explains(line: Line) -> bool:
    """Rounded in every way; the sign may be told by the head."""
    one, two, change = map(value_of, line)
    steps = (unit_in_last_place(line.before) + unit_in_last_place(line.after)) / 2
    size = abs(two - one) * 100 / one
    room = unit_in_last_place(line.change) + steps * 100 / one * (1 + size / 100)
    return (
        abs(size - abs(change)) <= room
        or abs(two - one - change) <= steps * 2
        or abs(one - two) == abs(change) != Decimal(0)
    )
