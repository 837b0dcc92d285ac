"""A sentence that names a row and a column of a table and tells another value than its cell.

Only where the row and the column are both named and the sentence does not tell the cell besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS, canonical
from claimlint.language.units import table as unit_table
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.cells import before_all
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.compare.passages import tokens
from claimlint.verify.doubts.other_readings import analysed_otherwise, narrower, own_share
from claimlint.verify.scenes.scene import Scene, Told

MOST_CELLS, MOST_SENTENCES = 120, 60
SHARED = 3  # characters of a head that a sentence must hold

_PLAIN = lazy(r"\s?[(（\[].{0,40}?[)）\]]|[,，]?\s?(?:n\s?=\s?\d+|%)|^\W+|\W+$")
_IDLE = lazy(
    r"^(?:p\s?值?|组别|指标|项目|时间|年份|月份|变量|序号|group|arm|item|outcome|variable|year|month|\d.{0,12}|)$"
)
_YEAR = lazy(r"^(?:19|20)\d\d年?$")
_CLAUSE = lazy(r"[,，;；。:：]|\b(?:and|while|against|versus|but)\b")
_OTHERWISE = lazy(
    r"意向|敏感性分析|符合方案集?分析|既往|文献|另一|此前|其他研究|去年|全国|目标|标准|合计|一共|总共|平均(?=每)|相差|高出|低于(?!(?:对照|观察|试验|治疗|常规|实验|研究|干预|安慰剂|[a-z甲乙]\s?)组|前者|后者|(?:治疗|干预|手?术)前)|差异(?!(?:均|都)?(?:有|无|具有|没有)?(?:统计|显著|意义)|不显著)|估计|校正|若|如果|若按|累[计积]|intention|per[- ]protocol|previous|another|elsewhere|difference|target|adjusted|altogether|in total|if "
)
_CHANGE = lazy(
    r"(?:\bby(?: about| an average of)?|(?:下降|降低|减少|升高|增加|提高|缩短|延长|改善|增长|上升|上涨|下滑|回落|回升|相差|[高低多少早晚])(?:了|约|达|出)?)\s?$"
)
_OPPOSED = lazy(
    r"(?:[高低多少优]于|超过|比|较|\bthan\b|\bversus\b)[^，,。;]{0,20}$|(?:\b(?:versus|vs\.?|against|and|or)|和|与|、|比|对|或)\s?$"
)
_COMPARED = lazy(r"(?:比|较|与|[高低多少优]于|\bthan|\bversus|\bvs\.?|\bagainst|compared with)\s?(?:the )?$")
_RATE = lazy(r"率|%|比例|占比|percent|\brate|proportion")
_NUMBERS = lazy(r"数|例|人|户|次|件|\bn\b|no\.|number|count|patients|participants")
_HEAD_UNIT = lazy(r"[(（]([^()（）]{1,16})[)）]\s?$")
_RESPECTIVELY = lazy(r"分别|依次|respectively")
_WHOLE_UNITS = frozenset({"count", "item", "piece", "animal", "eye"})
_COUNTED = frozenset({"count", "times", "item", "piece", "animal", "eye", "site", "study", "none"})


class Line(NamedTuple):
    """A row or a column with its name."""

    name: str
    number: int
    row: bool


class Grid(NamedTuple):
    """A table with the names of its lines."""

    table: Table
    lines: tuple[Line, ...]
    values: dict[tuple[int, int], list[Figure]]


def check(scene: Scene) -> Iterator[Observation]:
    """Every table with the sentences around it."""
    tables = [(table, _start(table)) for table in tables_of(scene)]
    for table, start in tables:
        grid = _grid(table) if len(table.cells) <= MOST_CELLS else None
        if grid is None:
            continue
        others = [other for each, other in tables if each.frame is table.frame and other != start]
        outside = [
            one
            for one in table.frame.sentences
            if one.figures and scene.document.blocks[one.block].table is None and _nearest(one, start, others)
        ]
        outside += [one for row in table.rows if _is_prose(table, row) for one in table.cells[row, 0].told]
        for told in outside[:MOST_SENTENCES]:
            yield from _told(grid, told)


_SENTENCE = 16  # characters that no name of a row has, with a full stop behind them


def _is_prose(table: Table, row: int) -> bool:
    """Is a row a sentence that stands right below the table, without a blank line?"""
    words = table.words(row, 0)
    alone = not any(table.words(row, column) for column in table.columns if column)
    return alone and len(words) >= _SENTENCE and words[-1:] in {"。", "."}


def _start(table: Table) -> int:
    return min(cell.told[0].span.start for cell in table.cells.values())


_BELOW = lazy(r"下表|如下|following table|table below|below")


def _nearest(told: Told, start: int, others: list[int]) -> bool:
    """Is no other table the last before a sentence? What stands before every table speaks of the first."""
    place = told.span.start
    if start < place:
        return not any(start < other < place for other in others)
    between = any(place < other < start for other in others)
    return not between and (_BELOW.search(told.words) is not None or not any(other < place for other in others))


def _grid(table: Table) -> Grid | None:
    lines = [Line(_name(table.words(row, 0)), row, True) for row in table.rows if not _is_prose(table, row)]
    lines += [Line(_name(table.words(0, column)), column, False) for column in table.columns if column]
    values = {place: cell.values for place, cell in table.cells.items() if place[0] and place[1]}
    named = tuple(
        line for line in lines if len(line.name) >= 2 and (not _IDLE.match(line.name) or _YEAR.match(line.name))
    )
    return Grid(table, named, values) if named and values else None


def _name(words: str) -> str:
    return _PLAIN.sub("", fold(words)).strip()


def _told(grid: Grid, told: Told) -> Iterator[Observation]:
    if (
        _OTHERWISE.search(told.words)
        or _NOTE.search(told.words)
        or not _speaks(grid, told)
        or analysed_otherwise(told, grid.table.all_words)
    ):
        return
    listed = _RESPECTIVELY.search(told.words)
    for figure in told.figures:
        start = figure.span.start - told.span.start
        plain = figure.value is not None and figure.comparator is Comparator.EQUAL and not figure.word
        opposed = _OPPOSED.search(told.words[max(0, start - 26) : start])
        if (opposed and not (_ONLY_AND.fullmatch(opposed[0]) and _own_line(grid, told, figure))) or before_all(
            grid.table, told, start
        ):
            continue
        if not plain or _CHANGE.search(told.words[max(0, start - 12) : start]) or figure.denominator is not None:
            continue
        if own_share(told, figure, grid.table.wholes) or _amount(grid, told, figure):
            continue
        row, column = (_named(grid, told, start, of_row) for of_row in (True, False))
        if listed and listed.start() < start and len(_all_named(grid, told)) > 1:
            row, column = _only(grid, told, True), _only(grid, told, False)
        if row is not None and column is not None:
            yield from _held(grid, told, figure, row, column)


_SLASH = lazy(r"[/／]\s?$")
_NOTE = lazy(r"^\W{0,2}[*†‡#※]|^\W{0,2}注\s?[:：]")
_OF_SO_MANY = lazy(r"\s?(?:out )?of (?:the |these |those )?\d")  # 9 of the 23 (39%)
_SHARE_OF = lazy(r"\d (?:out )?of (?:the |these |those )?\d[^()]*\($")
_OF = lazy(r"\s?(?:of (?:the )?|[/／])")


def _amount(grid: Grid, told: Told, figure: Figure) -> bool:
    """``30 g of corn flakes``, ``4.86批次/千人``: of how much something is told, and no value of a line."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    if _SLASH.search(told.words[max(0, start - 2) : start]):
        return True
    if _OF_SO_MANY.match(told.words, end) or _SHARE_OF.search(told.words[max(0, start - 80) : start]):
        return True
    match = _OF.match(told.words, end)
    return match is not None and (
        "/" in match[0] or "／" in match[0] or any(told.words.startswith(line.name, match.end()) for line in grid.lines)
    )


_ONLY_AND = lazy(r"(?:and|和|与|,)\s?")
_OF_LINE = lazy(r"\s?(?:with|in|for|among|on|at|under)\s(?:the )?")


def _own_line(grid: Grid, told: Told, figure: Figure) -> bool:
    """``7.1% with coaching and 8.7% with usual care``: each number is followed by its column."""
    end = figure.span.end - told.span.start
    match = _OF_LINE.match(told.words, end)
    return match is not None and any(told.words.startswith(line.name, match.end()) for line in grid.lines)


def _speaks(grid: Grid, told: Told) -> bool:
    """Is at least one number of the sentence, or a line's name, the table's?"""
    return any(line.name in told.words or _shared(line.name, told.words) >= SHARED for line in grid.lines)


def _all_named(grid: Grid, told: Told) -> set[str]:
    return {line.name for line in grid.lines if line.row and line.name in told.words}


def _only(grid: Grid, told: Told, of_row: bool) -> Line | None:
    found = [line for line in grid.lines if line.row is of_row and line.name in told.words]
    return found[0] if len(found) == 1 else None


def _named(grid: Grid, told: Told, start: int, of_row: bool) -> Line | None:
    """The row or column that a figure belongs to: named in its clause, else the last one before it."""
    lines = [line for line in grid.lines if line.row is of_row]
    cuts = [match.end() for match in _CLAUSE.finditer(told.words)]
    begin, end = _around(cuts, start, len(told.words))
    here = _best(lines, told.words[begin:end])
    clause = told.words[begin:start]
    if here or not _goes_on(grid, clause):
        return here
    for first, last in _backwards([0, *[cut for cut in cuts if cut <= begin]]):
        found = _best(lines, told.words[first:last])
        if found:
            return found
    return None


def _longest(name: str, clause: str) -> str:
    """The longest part of a name that a clause holds, of two characters at least."""
    parts = (name[i : i + size] for size in range(len(name), 1, -1) for i in range(len(name) - size + 1))
    return next((part for part in parts if part in clause), "")


_IT = lazy(r"\b(?:there|its?|they|their|this (?:group|ward|arm|team|site)|that (?:group|ward|arm))\b")
_SAID_EN = lazy(r"\b(?:at|with|of|only|just|about|by|is|was|were|being|namely|some|or)\b|[^a-z]")
_SAID = lazy(
    r"仅|只有?|为|达到?|是|最[低高短长大小多少快慢好差早晚]|也|则|的|在|约|平均|均值|至|其|中位数?|还|有|后|时|就|又|均|都|共|占|者|人|由|从|降|升|增|减|到|比例|为数|[一二三四五六七八九十两\d.%,]|年|个?月|周|天|了|可|高达|已|数|值|水平|以|之|排|位|居|而且|并|且|第|\s"
)
_TURNS = lazy(r"^\s?(?:而|但|其他|其余|全[部体]|总体|合计|整体|另|相比)")


def _goes_on(grid: Grid, clause: str) -> bool:
    """Does a clause name nothing of its own before its number, but columns of the table?"""
    if clause.isascii() and clause.strip():
        return _IT.search(clause) is not None or not _SAID_EN.sub("", clause).strip()
    if _TURNS.match(clause):
        return False
    for line in grid.lines:
        clause = clause.replace(_longest(line.name, clause) or line.name, "")
    return len(expressions.findall("[一-鿿]", _SAID.sub("", clause))) <= 1


def _around(cuts: list[int], start: int, whole: int) -> tuple[int, int]:
    return max((cut for cut in cuts if cut <= start), default=0), min(
        (cut for cut in cuts if cut > start), default=whole
    )


def _backwards(cuts: list[int]) -> Iterator[tuple[int, int]]:
    yield from zip(reversed(cuts[:-1]), reversed(cuts[1:]), strict=True)


def _best(lines: Iterable[Line], clause: str) -> Line | None:
    """The one line that a clause names, in whole or by most of its characters."""
    whole = sorted((line for line in lines if _names(clause, line.name)), key=lambda line: -len(line.name))
    whole = [line for line in whole if not any(line is not other and line.name in other.name for other in whole)]
    if whole:
        return whole[0] if len(whole) == 1 else None
    parts = sorted(
        ((_shared(line.name, clause), line) for line in lines if line.name not in clause), key=lambda each: -each[0]
    )
    if parts and parts[0][0] >= SHARED and (len(parts) == 1 or parts[1][0] < parts[0][0]):
        return parts[0][1]
    return None


def _names(clause: str, name: str) -> bool:
    """Is a line spoken of, not only compared with?"""
    at = clause.find(name)
    return at >= 0 and not _COMPARED.search(clause[max(0, at - 16) : at])


def _shared(name: str, clause: str) -> int:
    """How many characters of a name stand together in a clause; of an English one its content words, tripled."""
    if name.isascii():
        words = set(tokens(name))
        common = words & set(tokens(clause))
        return len(common) * SHARED if words and len(common) * 3 >= len(words) * 2 else 0
    most = 0
    for first in range(len(name)):
        while first + most < len(name) and name[first : first + most + 1] in clause:
            most += 1
    return most if most < len(name) else most + 1


# --- what the line holds ------------------------------------------------------------------------


def _held(grid: Grid, told: Told, figure: Figure, row: Line, column: Line) -> Iterator[Observation]:
    line = _line(grid, row, column)
    own = _compatible(grid, figure, row, column)
    if not own or _in(figure, line) or _in(figure, _heads(grid)):
        return
    if narrower(told.words[: figure.span.start - told.span.start], row.name, column.name):
        return
    if _told_besides(told, figure, line) or (_NOUN.search(figure.raw) and not _counts_them(grid, figure)):
        return  # the cell is told besides it, or others are counted
    if _in(figure, [f for cell in grid.values.values() for f in cell]) and not _sure(grid, told, row, column):
        return  # another cell may be meant
    if not (figure.unit in _COUNTED and _of_the_row(grid, figure, row, column)):
        yield from fault(figure, min(own, key=lambda f: abs(value_of(f) - value_of(figure))))


_NOUN = lazy(r"[a-z]{4,}$")
_ANYBODY = lazy(r"(?:patient|participant|people|person|subject|case|women|men|adult|children)s?$")


def _counts_them(grid: Grid, figure: Figure) -> bool:
    """Is a noun of the table's counted, or anybody?"""
    noun = expressions.search(r"[a-z]{4,}$", figure.raw)
    assert noun is not None
    return _ANYBODY.search(noun[0]) is not None or noun[0][:5] in fold(grid.table.all_words)


def _told_besides(told: Told, figure: Figure, line: list[Figure]) -> bool:
    """Does its sentence tell the cell as well, so that the figure is told of something within it?"""
    near = [
        f for f in told.figures if f is not figure and f.value is not None and (f.decimals > 0 or value_of(f) >= 10)
    ]
    return any(_in(f, line) for f in near)


def _of_the_row(grid: Grid, figure: Figure, row: Line, column: Line) -> bool:
    """``112例中88例有效`` beside 例数 112, 显效 51, 有效 37: another cell of the row, or cells side by side together."""
    cells = [(c, value_of(cell[0])) for (r, c), cell in sorted(grid.values.items()) if r == row.number and cell]
    value = value_of(figure)
    earlier = [c for c, each in cells if each == value and c < column.number]
    if figure.unit in _WHOLE_UNITS and any(_NUMBERS.search(fold(grid.table.words(0, c))) for c in earlier):
        return True
    for first in range(len(cells)):
        several = [each for c, each in cells[first : first + 4] if c <= column.number]
        if any(sum(several[:size], Decimal(0)) == value for size in range(2, len(several) + 1)):
            return True
    return False


def _sure(grid: Grid, told: Told, row: Line, column: Line) -> bool:
    """Is the row the only one that the sentence names, or named in whole beside the figure?"""
    return _only(grid, told, True) == row or (row.name in told.words and column.name in told.words)


def _line(grid: Grid, row: Line, column: Line) -> list[Figure]:
    return grid.values.get((row.number, column.number), [])


def _compatible(grid: Grid, figure: Figure, row: Line, column: Line) -> list[Figure]:
    """The figures of the cell that are of its kind."""
    cell = _line(grid, row, column)
    labels = grid.table.words(row.number, 0), grid.table.words(0, column.number)
    heads, units = fold(" ".join(labels)), set(map(_unit_of, labels))
    return [f for f in cell if _fits(figure, f, heads, units) or _share_in(figure, f, cell)]


def _share_in(figure: Figure, one: Figure, cell: list[Figure]) -> bool:
    """``26（66.7）``: the share behind its count."""
    return (
        figure.unit == "pct" and len(cell) == 2 and one is cell[1] and one.decimals > 0 >= cell[0].decimals
        and one.value is not None and one.value <= 100
    )  # fmt: skip


def _unit_of(head: str) -> str:
    match = _HEAD_UNIT.search(fold(head))
    return unit_table().get(match[1].strip(), canonical(match[1].strip())) if match else ""


def _fits(figure: Figure, cell: Figure, heads: str, units: set[str]) -> bool:
    if figure.unit == cell.unit and figure.unit != "none":
        return True
    if cell.unit not in {"none", "count"}:
        return False
    if figure.unit == "pct":
        return _RATE.search(heads) is not None or "pct" in units
    if figure.unit in TIME_UNITS:
        return figure.unit in units or expressions.search({"day": "天数|日数|days", "year": "年龄|年数|years", "month": "月数|months"}.get(figure.unit, "(?!)"), heads) is not None  # fmt: skip
    if figure.unit in units and figure.decimals <= cell.decimals:
        return True
    if figure.unit in _COUNTED:
        return figure.decimals == cell.decimals == 0 and not _RATE.search(heads) and (figure.unit != "none" or _NUMBERS.search(heads) is not None or cell.unit == "none")  # fmt: skip
    return False


def _heads(grid: Grid) -> list[Figure]:
    return [
        f
        for (r, c), cell in grid.table.cells.items()
        if r == 0 or (c == 0 and not _is_prose(grid.table, r))
        for f in cell.figures
        if f.value is not None
    ]


def _in(figure: Figure, line: Iterable[Figure]) -> bool:
    value, step = value_of(figure), Decimal(1).scaleb(-max(figure.decimals, 0))
    return any(abs(value_of(f) - value) <= (0 if f.decimals <= figure.decimals else step) for f in line)
