"""Rows and columns of tables that do not work out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import (
    NONE,
    agrees,
    denominators,
    exact,
    listed,
    plain,
    share,
    show,
    unit_in_last_place,
    value_of,
)
from claimlint.verify.arithmetic.parts import LOST, fault
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped, written

_HEAD_N = shaped(r"n\s?=\s?(?P<n><CN>)|[(（]\s?(?P<c><C>)\s?[)）]")
WHOLE = lazy(
    r"^(?:总|入组|纳入|患者|受试者|样本|病|调查|受检|检测|筛查|接种|观察|登记)?(?:例数|人数|病例数|样本量|总数|总例数|总人数|n|no\.?|total(?: n)?|patients|participants|enrolled|"
    r"number of patients|sample size|randomi[sz]ed)(?:\s?[(（](?:n|例|人)[)）])?$"
)
SHARE = lazy(r"率|%|percent|比例|占比|百分比|构成比|\brate|share|proportion")
NO_SHARE = lazy(r"差|降|升|减|增|变化|change|differ|ci\b|生存率|survival|p\s?值|平均|mean|中位|median")
_MEASURED = lazy(  # what a column measures, whose numbers count nobody
    r"时间|天数|时长|年龄|评分|得分|剂量|[(（](?:d|h|天|日|周|月|个月|年|岁|小时|分钟?|分|min|mm|cm|m|kg|g|mg|ml|元|万元)[)）]|"
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|scores?|age|dose|time)\b"
)
_TOTAL = lazy(r"^(?:合计|总计|共计|总数|total|all|overall|sum|总和)(?:\s?[(（].{0,8}[)）])?$")
_PARTIAL = lazy(r"其中|小计|subtotal|of which|of whom|任何|any ")
MANY = lazy(
    r"不良|副作用|症状|并发症|adverse|symptom|complication|合并|既往|用药|平均|均值|mean|median|中位|年龄|\bage"
)  # noqa: E501, RUF100
_EVENTS = lazy(
    r"不良|副作用|症状|并发症|adverse|symptom|complication|side effect"
)  # of which one person may have several
_COUNTED = "CN"
NOTES = 2  # paragraphs behind a table that may be its notes


class Cell(Struct, frozen=True):
    """One cell: where it stands, and its sentences."""

    row: int
    column: int
    told: tuple[Told, ...]

    @property
    def words(self) -> str:
        return " ".join(one.words for one in self.told).strip()

    @property
    def figures(self) -> list[Figure]:
        return [figure for one in self.told for figure in one.figures]

    @property
    def values(self) -> list[Figure]:
        """The figures that have one value; ``1 200`` is one of them."""
        found = [f for f in self.figures if f.value is not None]
        if found and _SPACED.match(self.words):
            value = Decimal(self.words.replace(" ", ""))
            return [replace(found[0], value=value, low=value, high=value, unit="none", decimals=0, raw=self.words)]
        return found

    @property
    def number(self) -> Figure | None:
        """The figure of a cell that holds nothing else."""
        figures = self.values
        alone = len(figures) == 1 and len(self.words) - len(figures[0].raw.strip()) <= 2
        return figures[0] if alone and exact(figures[0]) else None


_SPACED = lazy(r"^\d{1,3}(?: \d{3}){1,3}$")
_CAPTION = lazy(r"\W{0,3}(?:续?表|table)\s?\d{1,2}\W")


class Table(Struct, frozen=True, dict=True):
    """The cells of one table by row and column, with the words of the frame that it stands in."""

    cells: dict[tuple[int, int], Cell]
    frame: Frame

    @cached_property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells if row})

    @cached_property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.cells})

    @cached_property
    def all_words(self) -> str:
        """The words of its cells and of captions (``表3　意向性分析``)."""
        captions = [told.words for told in self.frame.sentences if _CAPTION.match(told.words)]
        return "\n".join([*captions, *(cell.words for cell in self.cells.values())])

    @cached_property
    def above(self) -> list[Told]:
        """The sentences of the paragraph or heading right before it: its caption."""
        first = min(told.block for cell in self.cells.values() for told in cell.told)
        return [one for one in self.frame.sentences if one.block == first - 1]

    @cached_property
    def beside(self) -> list[Told]:
        """Its caption, and the sentences right behind it: its notes."""
        last = max(told.block for cell in self.cells.values() for told in cell.told)
        return [*self.above, *(one for one in self.frame.sentences if last < one.block <= last + NOTES)]

    @cached_property
    def wholes(self) -> set[int]:
        """The numbers that a share of it may be of."""
        figures = [f for cell in self.cells.values() for f in cell.figures]
        told = {int(f.value) for f in figures if f.value is not None and f.decimals <= 0}
        return told | {int(f.denominator) for f in figures if f.denominator is not None}

    def words(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.words if cell else ""

    def number(self, row: int, column: int) -> Figure | None:
        cell = self.cells.get((row, column))
        return cell.number if cell else None


def check(scene: Scene) -> Iterator[Observation]:
    """Shares in a cell and in a row, totals of a column, arms against the text."""
    for table in tables_of(scene):
        sizes = _sizes(table)
        yield from _cells(table, sizes)
        yield from _own_wholes(table)
        yield from _rows(table, sizes)
        yield from _sums(table)
        yield from _arms(table, sizes)


def tables_of(scene: Scene) -> Iterator[Table]:
    """Every table of the document with the frame that it stands in."""
    blocks = scene.document.blocks
    for frame in scene.frames:
        found: dict[int, dict[tuple[int, int], list[Told]]] = {}
        for told in frame.sentences:
            block = blocks[told.block]
            if block.table is not None and block.row is not None and block.column is not None:
                found.setdefault(block.table, {}).setdefault((block.row, block.column), []).append(told)
        for cells in found.values():
            yield Table({place: Cell(*place, tuple(told)) for place, told in cells.items()}, frame)


def size_in(cell: Cell | None) -> Figure | None:
    """``细胞组（n=30）``: how many a column or row is about."""
    for told in cell.told if cell else ():
        match = _HEAD_N.search(told.shape)
        if match:
            figure = told.group(match, "n" if match["n"] else "c")
            return figure if exact(figure) and figure.decimals == 0 else None
    return None


def _sizes(table: Table) -> dict[int, Figure]:
    """The number of patients that each column head states."""
    found = {column: size_in(table.cells.get((0, column))) for column in table.columns}
    return {column: figure for column, figure in found.items() if figure is not None}


# --- a count with its percentage in one cell ------------------------------------------------------

_IN_CELL = shaped(r"(?P<k><CN>)\s?(?:[(\[（/,，]\s?)(?P<p><P>)|(?P<q><P>)\s?[(\[（]\s?(?P<l><CN>)\s?[)\]）]")


_SPREAD = lazy(r"\bsd\b|iqr|±|mean|median|range|平均|均值|中位|标准差|四分位|范围|95%")
_COUNT_AND_SHARE = lazy(
    r"(?:例数?|人数?|名|眼|只|次数?|频数|\bn|\bno\.?|number|patients|count|participants)?\s?[,，]?\s?[(（\[]\s?%\s?[)）\]]"
)
_BARE_CELL = shaped(r"(?P<k><CN>)\s?[(\[（/,，]\s?(?P<p><PN>)\s?[)）\]]?$|(?P<q><P>)\s?[(\[（]\s?(?P<l><CN>)\s?[)\]）]")


def shares_in_brackets(table: Table, row: int, column: int) -> bool:
    """``例（%）`` at the head of the row or column: 28（40.0） is a count with its share."""
    label = table.words(row, 0)
    if _COUNT_AND_SHARE.search(label):
        return True
    spread = _MEASURED.search(label) or _SPREAD.search(label)
    heads = [table.words(0, each) for each in (column, 0)] + [told.words[-40:] for told in table.above]
    return not spread and any(_COUNT_AND_SHARE.search(head) for head in heads)


def _cells(table: Table, sizes: dict[int, Figure]) -> Iterator[Observation]:
    """``24例（86%）`` in a column of 30 patients."""
    for (row, column), cell in table.cells.items():
        if not row:
            continue
        whole = size_in(table.cells.get((row, 0))) or sizes.get(column) or _beside(table, row, column)
        marked = shares_in_brackets(table, row, column)
        for told in cell.told if whole else ():
            for match in (_BARE_CELL if marked else _IN_CELL).finditer(told.shape):
                part, percent = (told.group(match, name) for name in ("kp" if match["k"] else "lq"))
                others = _denominators(table, row, column)
                if whole is not None and exact(part) and not any(_fits(part, percent, n) for n in others):
                    yield share_fault(part, percent, whole)


_OF_ITS_OWN = shaped(r"^\s?(?P<k><D>)\s?[(（\[]\s?(?P<p><PN>)\s?[)）\]]\s?$")


def _own_wholes(table: Table) -> Iterator[Observation]:
    """``89/164 (54.3)``: what most cells of the form keep, one breaks."""
    found: list[tuple[Figure, Figure]] = []
    for cell in table.cells.values():
        for told in cell.told:
            found += [(told.group(match, "k"), told.group(match, "p")) for match in _OF_ITS_OWN.finditer(told.shape)]
    found = [
        (part, percent) for part, percent in found if part.denominator and exact(part) and percent.value is not None
    ]
    wrong = [(part, percent) for part, percent in found if not _fits(part, percent, part.denominator or Decimal(0))]
    if len(wrong) * 3 <= len(found):
        for part, percent in wrong:
            yield share_fault(part, percent, part)


def _beside(table: Table, row: int, column: int) -> Figure | None:
    """The one column of wholes left of a count with its share: ``对照组 | 43 | 11（25.6）``."""
    wholes = [each for each in table.columns if each and WHOLE.match(table.words(0, each))]
    figure = table.number(row, wholes[0]) if len(wholes) == 1 and wholes[0] < column else None
    return figure if figure is not None and kind_of(figure) in _COUNTED and not figure.decimals else None


def _denominators(table: Table, row: int, column: int) -> set[Decimal]:
    """What this cell may have been divided by: heads, whole columns, the patients whom the text tells of."""
    heads = [size_in(table.cells.get((0, column))), size_in(table.cells.get((row, 0)))]
    own = [table.number(each, column) for each in table.rows if each != row and WHOLE.match(table.words(each, 0))]  # noqa: E501, RUF100
    beside = [table.number(row, each) for each in table.columns if WHOLE.match(table.words(0, each))]
    inside = {f.span for cell in table.cells.values() for f in cell.figures}
    text = [f for f in table.frame.figures if f.span not in inside and kind_of(f) == "C" and f.value is not None]  # noqa: E501, RUF100
    return {value_of(figure) for figure in [*heads, *own, *beside, *text] if figure is not None}


def _fits(part: Figure, percent: Figure, whole: Decimal) -> bool:
    return whole > 0 and agrees(share(value_of(part), whole), percent)


def share_fault(part: Figure, percent: Figure, whole: Figure) -> Observation:
    value, total = value_of(part), whole.denominator or value_of(whole)
    right = share(value, total)
    fits = denominators(value, percent)
    line = f"{plain(value)}/{plain(total)} = {show(right, max(percent.decimals, 1))}% ≠ {percent.raw}"
    if fits:
        line += f"; {plain(value)}/{fits[0]} = {show(share(value, Decimal(fits[0])), 1)}%"
    return observe(
        "percent-of-count", percent, line, related=[(part, plain(value)), (whole, plain(total))],
        right=f"{show(right, max(percent.decimals, 0))}%", count=plain(value), total=plain(total),
        fits=listed(fits) or NONE,
    )  # fmt: skip


# --- a count, its whole and its percentage in one row ----------------------------------------------


def _rows(table: Table, sizes: dict[int, Figure]) -> Iterator[Observation]:
    """``治疗组 | 40 | 34 | 85.0%``: one whole, one share; any count of the row may be its part."""
    heads = {column: table.words(0, column) for column in table.columns}
    wholes = [column for column in table.columns if WHOLE.match(heads[column])]
    shares = [c for c in table.columns if SHARE.search(heads[c]) and not NO_SHARE.search(heads[c])]
    if len(wholes) != 1 or len(shares) != 1 or sizes:
        return
    for row in table.rows:
        whole, percent = table.number(row, wholes[0]), _percent(table.number(row, shares[0]))
        rest = [
            table.number(row, c)
            for c in table.columns
            if c and c not in (wholes[0], shares[0]) and not _MEASURED.search(heads[c])
        ]
        parts = [f for f in rest if f is not None and kind_of(f) in _COUNTED and f.decimals == 0]
        if whole is None or percent is None or kind_of(whole) not in _COUNTED or whole.decimals or not parts:
            continue
        total = value_of(whole)
        if (
            len(parts) == len(rest)
            and all(value_of(part) <= total for part in parts)
            and not _made(parts, percent, total)
        ):  # noqa: E501, RUF100
            yield share_fault(parts[-1], percent, whole)


def _percent(figure: Figure | None) -> Figure | None:
    return figure if figure is not None and kind_of(figure) in "PN" else None


def _made(parts: list[Figure], percent: Figure, total: Decimal) -> bool:
    """Is the share that of any part, of parts told one after the other together, or of the rest?"""
    values = [value_of(part) for part in parts]
    sums = {sum(values[a:b], Decimal(0)) for a in range(len(values)) for b in range(a + 1, len(values) + 1)}
    sums |= {total - one for one in sums}
    return not total or any(agrees(share(one, total), percent) for one in sums)


# --- totals --------------------------------------------------------------------------------------


def _sums(table: Table) -> Iterator[Observation]:
    """A row of totals is what the rows above it make."""
    rows = table.rows
    if len(rows) < 3 or not _TOTAL.match(table.words(rows[-1], 0)):
        return
    labels = [table.words(row, 0) for row in rows]
    if any(_PARTIAL.search(label) for label in labels) or _EVENTS.search(table.words(0, 0)):
        return
    for column in table.columns[1:]:
        figures = [figure for row in rows if (figure := table.number(row, column)) is not None]
        if len(figures) != len(rows) or MANY.search(" ".join([*labels, table.words(0, column)])):
            continue
        yield from _hundred(table, column, figures)
        if any(kind_of(f) not in "CNX" or f.decimals for f in figures) or SHARE.search(table.words(0, column)):  # noqa: E501, RUF100
            continue
        *parts, total = figures
        found, stated = sum(map(value_of, parts), Decimal(0)), value_of(total)
        if found != stated and abs(found - stated) * 3 <= max(found, stated):
            yield fault(parts, total, span=total.span)


def _hundred(table: Table, column: int, figures: list[Figure]) -> Iterator[Observation]:
    """Shares above a last row of 100 make it, but for their rounding."""
    *parts, total = figures
    head = table.words(0, column)
    of_share = SHARE.search(head) or all(kind_of(f) == "P" for f in figures)
    if not of_share or NO_SHARE.search(head) or value_of(total) != 100 or any(kind_of(f) not in "PN" for f in figures):
        return
    found, room = sum(map(value_of, parts), Decimal(0)), unit_in_last_place(parts[0]) * max(1, len(parts)) / 2
    if room < abs(found - 100) <= 40:
        yield fault(parts, total, span=total.span, whole=Decimal(100))


def _sized(frame: Frame, name: str) -> list[Figure]:
    """The counts that stand behind a name in the text; an expression with the words of a document is kept nowhere."""
    key = ("sized", name)
    if key not in frame.known:
        pattern = re.compile(
            written(re.escape(name) + r"(?:共|有|为|\s){0,2}(?P<n><C>)(?!`{0,6}(?:有|出|完成|分析|缓解|复发|死亡))")
        )
        frame.known[key] = [one.group(match, "n") for one in frame.sentences for match in pattern.finditer(one.shape)]
    found: list[Figure] = frame.known[key]
    return found


def _arms(table: Table, sizes: dict[int, Figure]) -> Iterator[Observation]:
    """The size of an arm in the table against the text, where nobody was lost."""
    if expressions.search(LOST, table.frame.words):
        return
    named = [(expressions.split(r"[(（]", table.words(0, column))[0].strip(), size) for column, size in sizes.items()]
    wholes = [column for column in table.columns if WHOLE.match(table.words(0, column))]
    for row in table.rows if len(wholes) == 1 else ():
        size = table.number(row, wholes[0])
        named += [(table.words(row, 0), size)] if size is not None else []
    for name, size in named:
        if len(name) < 2 or not expressions.search(r"组$|group$|arm$", name):
            continue
        told = _sized(table.frame, name)
        told = [figure for figure in told if figure.role != "n_event" and figure.span != size.span]
        if len({value_of(figure) for figure in told}) == 1 and value_of(told[0]) != value_of(size):
            line = f"{name}: {size.raw} ≠ {told[0].raw}"
            yield observe("told-twice", size, line, related=[(told[0], told[0].raw)], other=told[0].raw)
