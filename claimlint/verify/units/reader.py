"""Whose value is it: every value of a sentence or a table with the quantity that it is told for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.text import Span
from claimlint.verify.arithmetic.tables import Cell, Table
from claimlint.verify.scenes.scene import Told
from claimlint.verify.units.table import ANALYTES, Analyte
from claimlint.verify.units.values import Value, unit_alone, values


class Reading(NamedTuple):
    """A value of a quantity, and how surely it is: ``close`` where nothing but links stands between the two."""

    analyte: Analyte
    value: Value
    close: bool
    gap: str = ""
    after: Value | None = None  # the value of the same that it follows


class _Name(NamedTuple):
    analyte: Analyte
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<q{i}>{one.words})" for i, one in enumerate(ANALYTES)))


_WHAT_BINDS = lazy(  # 地高辛抗体片段: another substance
    r"(?:特异性?)?(?:的?抗体|抗血清|受体|结合蛋白|拮抗剂|激动剂|抑制剂)|[ -](?:specific |binding |immune )?(?:antibod|antiser|fab\b|receptors?\b|antagonist|agonist|inhibitor|transporter|-?binding)"
)


def names(words: str) -> list[_Name]:
    """Every quantity that is named, in order."""
    found = (match for match in _pattern().finditer(words) if match.lastgroup)
    return [
        _Name(ANALYTES[int((match.lastgroup or "")[1:])], match.start(), match.end())
        for match in found
        if not _WHAT_BINDS.match(words, match.end())
    ]


# --- in prose ---------------------------------------------------------------------------------------------

_GAP = 48
_STOPS = lazy(r"[。；;！？\n]|\.\s|但|而(?!且)|\bbut\b|\bwhile\b|\bwhereas\b")
_IF = lazy(r"[，,]\s?(?:如果|若|一旦|当|if|when)")
_COMMA = lazy(r"[，,](?!\d)")
_OTHER_NAME = lazy(  # a noun that has a value of its own
    r"[a-z]{2,8}(?=\s?(?:为|是|=))|[一-鿿](?:醇|酯|(?<!尿)酸|糖|钾|钠|钙|磷|蛋白|酶|素|氮|压|肽|率(?!为|是|达|\s?[(（:\d])|计数|体重|浓度(?!为|是|达|\s?\d))|服用|给药|口服|静[滴脉]|注射|输注|补充|加用|室温|液体|饮水|半径|直径|长度|厚度|误差|"
    r"\b(?:cholesterol|protein|urea|weight|dos(?:e|es|ing)|rate(?= (?:was|of|is))|insulin|intake|given|infused|received|diameter|thickness|ratio|sensor|cuff|needle|filter|tube|volume)\b"
)
_DIGIT = lazy(r"\d")
_NO_VALUE = lazy(  # numbers of a gap that are no value of another thing
    r"\d{1,4}(?:\.\d)?(?:\s?(?:[-~至到]|to)\s?\d{1,3})?[\s-]?(?:个?[年月周天日]|小时|分钟|h\b|hours?|weeks?|months?|days?|years?|例|名|岁|mins?\b|minutes?)|(?:week|month|day|year) \d{1,3}|第\d{1,2}次|between \d{1,4}(?:\.\d)? and|(?:\bfrom|由|从|自)\s?\d{1,5}(?:\.\d{1,2})?\s?(?:to|[一-鿿]{0,3}[至到]|-)"
)
_CHAIN = lazy(
    r"[)）]?(?:\s?[(（][^()（）]{0,40}[)）])?(?:\s|[,，/、]|和|及|与|或|降至|降到|升至|升到|回升至|下降[至到]|上升[至到]|增至|增加到|减至|提高到|变为|逐渐|至|到|了|后|前|治疗|用药|个?[月周年天]|\d{1,2}\s?(?=个?[月周年天小])|小时|恢复|回落|再次|复测|复查|出院|入院|第|时|已|为|是|则|仅|只有|随后|分别|右眼|左眼|"
    r"\b(?:to|and|or|then|at|on|in|before|after|afterwards?|later|discharge|admission|entry|the|a|programme|program|it|fell|rose|was|is|of|from|treatment|baseline|week|weeks|month|months|year|years|day|days|by|only|just|now|versus|vs|within|follow-up|right|left|eye|other|first|second|third|visit|two|three|four|six|twelve|\d{1,2}(?= (?:weeks?|months?|years?|days?)\b))\b\.?){0,14}"
)
_BEHIND = lazy(r"(?:\s?的|-|\s)?(?: ?(?:of|a day of|daily|dose of|tablets? of|capsules? of|oral|intravenous) ?){0,2}")
_IT = lazy(
    r"^.{0,24}\b(?:it|this|that|which|the (?:value|level|figure|reading|result))\b|其|该(?:值|指标)|此时|^\W{0,3}(?:\d{1,2}[一-鿿]{1,3}后)?(?:复查|再查|后来|又)|这一(?:数值|指标)|数值"
)
_IN_ANOTHER = lazy(r"\W{0,2}(?:in|for|as for) (?:the )?[a-z]+ it (?:was|is|fell|rose)\b")  # in waist it was 1.1 cm
_BARE = lazy(r"(?:\s|was|of|为|是|由|从|自|from|[(（:]){0,4}\d{1,5}(?:\.\d{1,2})?(?!\d)")
_IT_IS = lazy(
    r"(?:\b(?:it|this|the (?:value|level|figure|reading|result))(?: [a-z]+){1,3} ?|(?:其|该值|此时|复查|再查|后来|又)[^，。,;；]{0,10})$"
)
BRACKET = lazy(  # of the same value in another unit
    r"\s?(?:[(（,，/]|即|相当于|约合|折合|\bor\b|\bi\.e\.){1,2}\s?(?:即|约|相当于|折合|约合|about|approximately|or|equivalent to|\s){0,2}"
)
_FOR = lazy(r" for (?:the |serum |plasma |blood ){0,2}")
_PAIR = r"\s?(?:、|和|与|及|,|/|and|or|或)\s?"
_RESPECTIVE = lazy(r"分别|respectively")


def readings(told: Told, own: list[Value], before: Told | None) -> list[Reading]:
    """The values of a sentence; one that only goes on of ``before`` speaks of the last quantity named there."""
    found: list[Reading] = []
    named = names(told.words)
    respective = _respective(told.words, named, own)
    for index, value in enumerate(own):
        last = own[index - 1] if index else None
        reading = (
            respective.get(value)
            or _for_name(told.words, value, named)
            or _after_name(told.words, value, last, named)
            or _before_name(told.words, value, named)
        )
        chained = _chained(told.words, value, found, named)
        if chained is not None and (reading is None or reading.gap or not reading.close):
            reading = chained
        if (
            reading is None
            and not named
            and before is not None
            and before.block == told.block
            and _IT.search(told.words)
        ):
            carried = names(before.words)
            if _IN_ANOTHER.match(told.words) and carried and value.dimension not in carried[-1].analyte.bounds:
                continue
            direct = _IT_IS.search(told.words[: value.start]) is not None
            reading = Reading(carried[-1].analyte, value, close=direct) if carried else None
        if reading is not None and not _of_the_body(reading):
            found.append(reading)
    return found


_KILOGRAMS = frozenset({"kg", "公斤", "千克", "kilograms"})


def _of_the_body(reading: Reading) -> bool:
    """``12公斤`` beside a drug is who takes it."""
    analyte, value = reading.analyte, reading.value
    given = analyte.body and "mg/kg" in analyte.bounds
    return given and value.unit in _KILOGRAMS and 1 < value.low < 250


def _respective(words: str, named: list[_Name], own: list[Value]) -> dict[Value, Reading]:
    """``血红蛋白和白蛋白分别为98 g/L和31 g/L``."""
    if len(named) < 2 or len(named) != len(own) or not _RESPECTIVE.search(words) or named[-1].end > own[0].start:
        return {}
    return {value: Reading(name.analyte, value, close=True) for name, value in zip(named, own, strict=True)}


def _after_name(words: str, value: Value, last: Value | None, named: list[_Name]) -> Reading | None:
    """The name last before a value, with no other value and no other noun between."""
    before = [name for name in named if name.end <= value.start]
    if not before or (last is not None and last.start >= before[-1].end):
        return None
    name = before[-1]
    gap = words[name.end : value.start]
    if (
        name.analyte.name == "a dose"
        and len(before) > 1
        and before[-2].analyte.body
        and name.start - before[-2].end < 16
    ):
        name = before[-2]  # 华法林起始剂量为3 mg
    other = _OTHER_NAME.search(gap) is not None and not name.analyte.body
    bare = _BARE.match(gap)  # eGFR 61 at entry and 60 mL/min
    counted = _DIGIT.search(_NO_VALUE.sub("", gap)) and not (bare and _CHAIN.fullmatch(gap, bare.end()))
    if len(gap) > _GAP or _STOPS.search(gap) or other or counted:
        return None
    if len(before) > 1 and compiled(_PAIR).fullmatch(words[before[-2].end : name.start]):
        return None  # two names, and who knows whose the value is
    open_bracket = gap.rstrip()[-1:] in {"(", "（"}
    close = not _COMMA.search(_IF.sub("", gap.rstrip(" (（,，"))) and (len(gap) <= 24 or open_bracket)
    return Reading(name.analyte, value, close, gap)


def _for_name(words: str, value: Value, named: list[_Name]) -> Reading | None:
    """ "5 U/L for ALT"."""
    behind = next((name for name in named if name.start >= value.end), None)
    if behind is None or not _FOR.fullmatch(words[value.end : behind.start]):
        return None
    return Reading(behind.analyte, value, close=False)


def _before_name(words: str, value: Value, named: list[_Name]) -> Reading | None:
    """ "600 g of vitamin D", "162 mm tall"."""
    for name in named:
        between = words[value.end : name.start] if name.start >= value.end else None
        if between is not None and _BEHIND.fullmatch(between) and name.analyte.body and name.analyte.name not in {"body weight", "a dose"}:  # fmt: skip
            return Reading(name.analyte, value, close=True)
    return None


def _chained(words: str, value: Value, found: list[Reading], named: list[_Name]) -> Reading | None:
    """``由9.2%降至7.1%``: a further value of the same."""
    if not found:
        return None
    last = found[-1]
    if any(last.value.end <= name.start < value.start for name in named):
        return None
    link = words[last.value.end : value.start]
    if not (_CHAIN.fullmatch(link) or BRACKET.fullmatch(link)) or (not link.strip(" ,，") and not last.close):
        return None
    return Reading(last.analyte, value, last.close, after=last.value)


# --- in tables --------------------------------------------------------------------------------------------

_LABEL = lazy(r"(?P<name>[^()（）]{2,40}?)\s?[,，]?\s?[(（,，/]\s?(?P<unit>[^()（）]{1,28}?(?:\([^()]{1,16}\))?)[)）]?")
_CHANGED = lazy(
    r"差|降|升(?!主)|减|增|改善|变化|比|清除|尿(?!酸|素)|change|differ|reduc|improv|increas|decreas|ratio|urin"
)
_UNIT_HEAD = lazy(r"\s?(?:单位|计量单位|units?)\s?")
_NUMBER = lazy(r"-?\d{1,6}(?:,\d{3})?(?:\.\d{1,3})?")


class Column(NamedTuple):
    """The numbers of a row or column of a table, with the quantity and the unit that its labels give."""

    analyte: Analyte
    unit: tuple[str, float, str]
    label: Cell  # where the unit stands
    numbers: tuple[float, ...]


def lines(table: Table) -> Iterator[Column]:
    """Rows and columns whose label names a quantity; the unit is in the label, in the corner, or in a column of units."""
    corner = table.cells.get((0, 0))
    units = next((c for c in table.columns if _UNIT_HEAD.fullmatch(table.words(0, c))), None)
    for row in table.rows:
        cells = [table.cells[row, c] for c in table.columns if c and c != units and (row, c) in table.cells]
        own = table.cells.get((row, units)) if units is not None else corner
        yield from _line(table.cells.get((row, 0)), own, cells)
    for column in table.columns:
        if column and column != units:
            yield from _line(table.cells.get((0, column)), None, [table.cells[r, column] for r in table.rows if (r, column) in table.cells])  # fmt: skip


def _line(label: Cell | None, other: Cell | None, cells: list[Cell]) -> Iterator[Column]:
    if label is None:
        return
    match = _LABEL.fullmatch(label.words)
    unit, place = (unit_alone(match["unit"]) if match else None), label
    name = match["name"] if match and unit else label.words
    if unit is None and other is not None:
        inside = _LABEL.fullmatch(other.words)
        unit = unit_alone(other.words) or (unit_alone(inside["unit"]) if inside else None)
        place = other
    named = names(name)
    if unit is None or not named or _CHANGED.search(name) or len(name) - named[-1].end > 6:
        return
    numbers = tuple(
        float(found[0].replace(",", "")) for cell in cells if (found := _NUMBER.match(cell.words)) is not None
    )
    yield Column(named[-1].analyte, unit, place, numbers)


def in_cells(table: Table) -> Iterator[tuple[Cell, Reading]]:
    """Cells with a unit of their own, below or beside the name of a quantity."""
    for (row, column), cell in table.cells.items():
        if row and column:
            for label in (table.words(0, column), table.words(row, 0)):
                named = names(label)
                own = list(values(cell.told[0].words)) if cell.told and named and not _CHANGED.search(label) else []
                yield from ((cell, Reading(named[-1].analyte, value, close=False)) for value in own)


def place_of(cell: Cell, value: Value) -> Span:
    """Where a value of a cell stands."""
    start = cell.told[0].span.start
    return Span(start + value.start, start + value.end)
