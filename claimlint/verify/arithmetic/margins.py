"""Rows and columns that a total, a head ``n=`` or a column of wholes sums up: one line that breaks what the others keep.

A table says by itself which of its lines make its total: where the sum is right in one row and wrong in the next, the total was
meant to be that sum. Rows and columns are read alike, the one as the other turned round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, unit_in_last_place, value_of
from claimlint.verify.arithmetic.partition import shared_out
from claimlint.verify.arithmetic.parts import fault
from claimlint.verify.arithmetic.tables import MANY, SHARE, WHOLE, Cell, Table, size_in, tables_of
from claimlint.verify.doubts.totals import may_stand_in_several
from claimlint.verify.scenes.plain_grids import TOTAL
from claimlint.verify.scenes.scene import Scene, kind_of

MOST_LINES = 24
TELLING = 10  # a smaller total is made by accident
SURE, ENOUGH = 3, 2  # lines that keep it

_COUNT_AND_MORE = lazy(r"^\s*[\d,， ]{1,14}(?:例|人|名|次|件)?\s?[(（\[/][^()（）]{1,20}[)）\]]?\s*$")
_EMPTY = lazy(r"^\s*(?:[-–—/]+|无|none|0)\s*$")
_NO_SUM = lazy(
    r"去重|其中|小计|subtotal|of which|of whom|平均|均值|mean|median|中位|±|\bsd\b|年龄|\bage\b(?!\s?group)|比值|ratio|人均|每|\bper\b|增[幅长]|同比|环比|变化|差|change|differ"
)
_ALL = lazy(r"^(?:全[县市省区院校国州镇乡厂科部体]|总[^分]|(?:all|overall|entire|whole|both)\b)")
_ONCE = lazy(
    r"只[计记统归算]|至多[计记算]|仅[计记统]|最主要的?一项|不重复|互不|counted (?:only )?once|most (?:severe|serious) only|mutually exclusive|one category"
)


class Line(Struct, frozen=True):
    """A row or a column: its name and its numbers by crossing line."""

    name: str
    at: int
    numbers: dict[int, Figure]
    shares: bool = False


class View(Struct, frozen=True, dict=True):
    """A table with its rows, or its columns, as the lines that may be summed up."""

    table: Table
    turned: bool

    @cached_property
    def lines(self) -> list[Line]:
        table = self.table
        own, other = (table.columns[1:], table.rows) if self.turned else (table.rows, table.columns[1:])
        found = []
        for at in own:
            name = fold(table.words(0, at) if self.turned else table.words(at, 0)).strip()
            cells = {each: table.cells.get((each, at) if self.turned else (at, each)) for each in other}
            numbers = {each: figure for each, cell in cells.items() if (figure := counted(cell)) is not None}
            share = sum(1 for cell in cells.values() if cell is not None and _is_share(cell)) * 2 > len(cells)
            found.append(Line(name, at, numbers, share or (SHARE.search(name) is not None and not TOTAL.match(name))))
        return found

    @cached_property
    def crossings(self) -> list[int]:
        table = self.table
        other = table.rows if self.turned else table.columns[1:]
        names = {each: table.words(each, 0) if self.turned else table.words(0, each) for each in other}
        return [each for each in other if not SHARE.search(fold(names[each])) or COUNT_TOO.search(fold(names[each]))]

    def size(self, crossing: int) -> Figure | None:
        """The ``n=`` at the head of a crossing line."""
        return size_in(self.table.cells.get((crossing, 0) if self.turned else (0, crossing)))


COUNT_TOO = lazy(r"例|人数|\bn\b|no\.|number|count")


def counted(cell: Cell | None) -> Figure | None:
    """The number of a cell that counts: alone, or before its share in brackets; a dash is none."""
    if cell is None:
        return None
    number = cell.number
    if number is None and cell.values and _COUNT_AND_MORE.match(cell.words):
        first = cell.values[0]
        number = first if exact(first) and first.denominator is None else None
    return number if number is not None and kind_of(number) in "CNXU" else None


def _is_share(cell: Cell) -> bool:
    return len(cell.figures) == 1 and cell.figures[0].unit == "pct"


def check(scene: Scene) -> Iterator[Observation]:
    """Every table, by rows and by columns."""
    for table in tables_of(scene):
        if len(table.rows) > MOST_LINES or len(table.columns) > MOST_LINES or len(table.rows) < ENOUGH - 1:
            continue
        broken = [one for turned in (False, True) for one in _broken(View(table, turned))]
        yield from _told(broken)


class Break(Struct, frozen=True):
    """Lines that do not make their total in one crossing line, where they do in others."""

    parts: tuple[Figure, ...]
    total: Figure
    kept: int = 0  # lines in which they make it

    @property
    def gap(self) -> Decimal:
        return sum(map(value_of, self.parts), Decimal(0)) - value_of(self.total)


def _told(broken: Sequence[Break]) -> Iterator[Observation]:
    """A cell in which a wrong row and a wrong column meet is the one that is wrong; else the total is told."""
    met: set[int] = set()
    for first, one in enumerate(broken):
        for second, other in enumerate(broken[first + 1 :], first + 1):
            common = [f for f in one.parts if any(f.span == each.span for each in other.parts)]
            if len(common) == 1 and one.gap == other.gap:
                met |= {first, second}
                yield _fault(one, common[0])
    for at, one in enumerate(broken):
        if at not in met:
            yield _fault(one, one.total)


def _fault(one: Break, accused: Figure) -> Observation:
    seen = fault(list(one.parts), one.total, span=accused.span)
    return replace(seen, values={**seen.values, "kept": str(one.kept)})


# --- totals and what they may sum up ------------------------------------------------------------


class Sum(Struct, frozen=True):
    """A total by crossing line, the lines that may make it, and whether they are all that stand beside it."""

    totals: dict[int, Figure]
    parts: tuple[Line, ...]
    natural: bool
    unnamed: bool = False  # nothing but its sums says that it is a total


def _sums(view: View) -> Iterator[list[Sum]]:
    """The readings of each total: one of them at most is meant."""
    lines = [line for line in view.lines if not line.shares and line.numbers]
    totals = [at for at, line in enumerate(lines) if TOTAL.match(line.name)]
    for at in totals:
        before = lines[max((each + 1 for each in totals if each < at), default=0) : at]
        behind = lines[at + 1 : min((each for each in totals if each > at), default=len(lines))]
        runs = [before[start:] for start in range(len(before) - 1)]
        runs += [behind[: len(behind) - less] for less in range(len(behind) - 1)] if at == 0 else []
        yield [Sum(lines[at].numbers, tuple(run), run in (before, behind)) for run in runs]
    for at, line in enumerate(lines):
        if view.turned and WHOLE.match(line.name) and not TOTAL.match(line.name):
            behind = lines[at + 1 :]
            yield [Sum(line.numbers, tuple(behind[:size]), size == len(behind)) for size in range(2, len(behind) + 1)]
    if not totals and len(lines) > ENOUGH:
        known = _ALL.match(lines[0].name) is not None
        yield [Sum(lines[0].numbers, tuple(lines[1:]), natural=True, unnamed=not known)]
        known = _ALL.match(lines[-1].name) is not None
        yield [Sum(lines[-1].numbers, tuple(lines[:-1]), natural=True, unnamed=not known)]
    sizes = {each: figure for each in view.crossings if (figure := view.size(each)) is not None}
    if sizes and not totals:
        yield [Sum(sizes, tuple(lines), True)] if len(lines) > ENOUGH else []
        for start in range(len(lines)):
            runs = [lines[start:end] for end in range(start + 2, min(len(lines), start + 6) + 1)]
            yield [Sum(sizes, tuple(run), False) for run in runs if shared_out([line.name for line in run])]


def _broken(view: View) -> Iterator[Break]:
    table = view.table
    named = " ".join([table.all_words, *(told.words for told in table.above)])
    notes = " ".join(told.words for told in table.beside)
    for readings in _sums(view):
        judged = [(one, *_kept(view, one)) for one in readings if len(one.parts) >= 2]
        judged = [each for each in judged if each[1]]
        if not judged:
            continue
        one, kept, wrong = max(judged, key=lambda each: (each[1], -len(each[2]), len(each[0].parts)))
        if wrong and _sure(one, kept, len(wrong), named, notes):
            yield from (replace(each, kept=kept) for each in wrong)


def _sure(one: Sum, kept: int, wrong: int, named: str, notes: str) -> bool:
    """Is it no accident that some lines keep it?"""
    names = [line.name for line in one.parts]
    if any(_NO_SUM.search(name) for name in names):
        return False
    several = MANY.search(named) is not None or may_stand_in_several(notes)
    if ((several and not _ONCE.search(notes)) or one.unnamed) and kept < SURE:
        return False
    needed = 1 if (one.natural and len(one.parts) > ENOUGH) or shared_out(names) else ENOUGH
    return kept >= max(needed, wrong if wrong == 1 else wrong * SURE)


def _kept(view: View, one: Sum) -> tuple[int, list[Break]]:
    """How many crossing lines keep a sum, and those that do not."""
    kept, wrong = 0, []
    for crossing in view.crossings:
        total = one.totals.get(crossing)
        parts = [line.numbers.get(crossing) for line in one.parts]
        told = [part for part in parts if part is not None]
        if total is None or len(told) < ENOUGH or not {f.unit for f in told} <= {"none", total.unit}:
            continue
        if len(told) < len(parts) and not _rest_is_empty(view, one, crossing):
            continue
        found, stated = sum(map(value_of, told), Decimal(0)), value_of(total)
        step = max(map(unit_in_last_place, (total, *told)))
        room = step * len(told) / 2 if any(f.decimals > 0 for f in (total, *told)) else Decimal(0)
        if abs(found - stated) <= room:
            kept += stated >= TELLING * step and sum(1 for f in told if value_of(f)) > 1
        elif abs(found - stated) * 3 <= max(found, stated):
            wrong.append(Break(tuple(told), total))
        else:
            return 0, []  # a line of another sort
    return kept, wrong


def _rest_is_empty(view: View, one: Sum, crossing: int) -> bool:
    """Do dashes stand where numbers are missing?"""
    empty = [line for line in one.parts if crossing not in line.numbers]
    words = [
        view.table.words(crossing, line.at) if view.turned else view.table.words(line.at, crossing) for line in empty
    ]
    return bool(words) and all(_EMPTY.match(each) for each in words)
