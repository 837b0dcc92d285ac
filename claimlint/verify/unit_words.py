"""Units read off the words right behind a quantity's name, in prose and in tables, and one value told in two units.

Where ``arithmetic_units`` goes by figures, this reads units of which no figure is made (cmHg, ℉, mL/h/1.73 m²), follows a
quantity through its later values, and converts what stands in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic import value_of
from claimlint.verify.arithmetic_tables import Cell, Table, tables_of
from claimlint.verify.scene import Scene, Told, observe
from claimlint.verify.unit_quantities import BODILY, CONVERSIONS, GOES_ON, QUANTITIES, Quantity

_UNITS = {
    "ml/min/1.73m2": r"ml\s?[/·]\s?\(?min\s?[/·]\s?1\.73\s?m[²2]\)?", "ml/h/1.73m2": r"m?l\s?[/·]\s?\(?(?:h|s|hour)\s?[/·]\s?1\.73\s?m[²2]\)?",
    "ml/min/m2": r"ml/min/m[²2]", "ml/min": r"ml/min", "mmhg": r"mm\s?hg|毫米汞柱", "cmhg": r"cm\s?hg|厘米汞柱", "cmh2o": r"cm\s?h2o|cmh₂o|厘米水柱",
    "kpa": r"kpa", "mmol/mol": r"mmol/mol", "mmol/l": r"mmol/l", "umol/l": r"[uμµ]mol/l", "nmol/l": r"nmol/l", "pmol/l": r"pmol/l", "mol/l": r"mol/l",
    "g/l": r"g/l", "g/dl": r"g/dl", "mg/l": r"mg/l", "mg/dl": r"mg/dl", "ug/l": r"[uμµ]g/l", "ug/dl": r"[uμµ]g/dl", "ng/ml": r"ng/ml", "pg/ml": r"pg/ml",
    "kg/m2": r"kg/m[²2]", "kg/m": r"kg/m", "kg/cm2": r"kg/cm[²2]", "g/m2": r"g/m[²2]", "u/l": r"u/l", "iu/l": r"iu/l",
    "℃": r"℃|°\s?c|摄氏度", "℉": r"℉|°\s?f|华氏度", "pct": r"%", "kg": r"kg|千克|公斤", "g": r"g|克", "mg": r"mg|毫克", "ug": r"[uμµ]g|mcg|微克|micrograms",
    "cm": r"cm|厘米", "mm": r"mm|毫米", "m": r"m|米(?!汞)", "iu": r"iu|国际单位", "ml": r"ml|毫升", "l": r"l",
}  # fmt: skip
_NEVER = frozenset({"cmhg", "ml/h/1.73m2", "℃", "℉", "kg", "km", "l"})  # of no quantity of the blood
_NUMBER = r"\d{1,3}(?:[ ,]\d{3}){1,2}(?![\d.])|\d{1,6}(?:\.\d{1,3})?"
_LINKS = (  # all that may stand between a name and its value
    r"(?:\s|值|水平|浓度|含量|测定值?|检测值?|复查|结果|平均|均值|中位数?|最高|最低|仅|已|可|入院时|出院时|治疗[前后]|术[前后]|当时|每日|每天|每次|一次|口服|片|剂量|起始|初始|维持|常用|推荐|用量|服用|单次|开始|从原来的|从|由|自|在|约|为|是|达到?|控制|升至|降至|升到|降到|"
    r"不宜|不要|应|不得|超过|少于|低于|高于|大于|小于|不足|[:：=()（）,，]|"
    r"\b(?:was|is|of|at|from|averaged|averaging|peaked|fell|rose|dropped|increased|decreased|declined|improved|to|levels?|concentrations?|values?|readings?|measured|mean|median|about|the|on admission|only|just|had|has|been|fallen|"
    r"risen|under|below|over|above|less than|more than|daily|dose|doses|tablets?|taking|on|before|a|than|up)\b){0,8}"
)
_CHAIN = lazy(
    r"(?:\s?[(（][^()（）]{0,40}[)）])?(?:\s|[,，]|降至|降到|升至|升到|下降到|上升到|增至|增加到|减至|提高到|变为|至|到|了|和|及|与|或|后|治疗|个?[月周年天]|\d{1,2}\s?(?=个?[月周年天小])|小时|恢复|回落|再次|复测|复查|出院时|为|"
    r"\b(?:to|and|then|at|on|before|after|afterwards?|discharge|admission|the|programme|program|it|fell|rose|was|of|treatment|baseline|month|week|year|by)\b){0,14}"
)
_PAST_CHANGE = lazy(r"(?:下降|降低|减少|升高|增加|上升|差)(?:了|约|\s){0,2}$|\bby\s?$")


class Value(NamedTuple):
    """A number with a unit, as they stand."""

    number: float
    unit: str
    start: int
    end: int
    digits: str


@cache
def _value() -> re.Pattern[str]:
    every = "|".join(f"(?P<u{i}>{words})" for i, words in enumerate(_UNITS.values()))
    return compiled(
        rf"(?P<n>{_NUMBER})(?:\s?±\s?\d{{1,5}}(?:\.\d{{1,3}})?|\s?(?:/|~|-|至|to)\s?\d{{1,4}}(?:\.\d)?)?\)?\s?(?:{every})(?![a-z0-9/²·μ₂]|\s?/|{GOES_ON})"
    )


@cache
def _named() -> re.Pattern[str]:
    every = "|".join(f"(?P<q{i}>{one.words})" for i, one in enumerate(_ALL))
    return compiled(f"(?:{every}){_LINKS}(?=\\d)")


_ALL = (*BODILY, *QUANTITIES)
_GATE = lazy(r"[a-zμµ%℃℉°克米升]")
_ANIMAL = lazy(
    r"鼠|兔|犬|猪|牛|羊|马|鱼|胎盘|肿瘤|肾脏重|rats?\b|mice|mouse|calf|calves|cow|horse|elephant|tumou?r|placenta|fish|whale"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence, then the labels of tables."""
    for told in scene.sentences:
        if not told.figures or told.crowded or _ANIMAL.search(told.words):
            continue
        seen: set[int] = set()
        for quantity, values in _read(told):
            yield from _faults(told, quantity, values, seen)
            yield from _two_units(told, quantity, values)
        yield from _tall(told)
    for table in tables_of(scene):
        yield from _tabled(table)


def _read(told: Told) -> Iterator[tuple[Quantity, list[Value]]]:
    """Each quantity named, with its value and the values that follow it."""
    for match in _named().finditer(told.words):
        name = next(name for name, text in match.groupdict().items() if text is not None)
        values: list[Value] = []
        position = match.end()
        while len(values) < 4:
            value = _value_at(told.words, position)
            if value is None:
                break
            values.append(value)
            link = _CHAIN.match(told.words, value.end)
            if link is None or link.end() == value.end or _PAST_CHANGE.search(link[0]):
                break
            position = link.end()
        if values:
            yield _ALL[int(name[1:])], values


def _value_at(words: str, position: int) -> Value | None:
    match = _value().match(words, position)
    if match is None:
        return None
    unit = next(unit for i, unit in enumerate(_UNITS) if match[f"u{i}"])
    digits = re.sub("[ ,]", "", match["n"])
    return Value(float(digits), unit, match.start(), match.end(), digits)


def _faults(told: Told, quantity: Quantity, values: list[Value], seen: set[int]) -> Iterator[Observation]:
    for value in values:
        if value.start in seen:
            continue
        right = _right(quantity, value)
        if right is not None:
            seen.add(value.start)
            span = Span(told.span.start + value.start, told.span.start + value.end)
            stated = told.words[value.start : value.end]
            yield observe(
                "unit",
                span,
                f"{quantity.name}: {stated} → {right}",
                stated=stated,
                quantity=quantity.name,
                unit=value.unit,
                right=right,
            )


def _right(quantity: Quantity, value: Value) -> str | None:
    """The unit that is meant; None where nothing is wrong."""
    bounds = quantity.units.get(value.unit)
    if bounds is not None:
        if value.number == 0 or bounds[0] <= value.number <= bounds[1]:
            return None
        return _fitting(quantity, value.number)
    wrong = value.unit in quantity.wrong or (value.unit in _NEVER and value.unit not in quantity.units)
    if quantity in BODILY and value.unit not in quantity.wrong:
        wrong = False
    return quantity.right if wrong else None


def _fitting(quantity: Quantity, number: float) -> str | None:
    return next((unit for unit, (low, high) in quantity.units.items() if low <= number <= high), None)


_TALL = lazy(
    rf"(?P<n>{_NUMBER})\s?(?P<u>mm|kg|m) tall\b|(?P<k>{_NUMBER})\s?(?P<v>g|kg|l) of (?P<w>vitamin (?:d[23]?|a|k[12]?|b12)|folic acid)(?![a-z0-9])"
)


def _tall(told: Told) -> Iterator[Observation]:
    """ "162 mm tall", "600 g of vitamin D": the number stands first."""
    for match in _TALL.finditer(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        number = float(re.sub("[ ,]", "", match["n"] or match["k"]))
        if match["n"] and match["u"] == "m" and number <= 2.6:
            continue
        name, right = ("height", "cm") if match["n"] else (match["w"], "IU" if "acid" not in match["w"] else "mg")
        yield observe(
            "unit",
            span,
            f"{name}: {match[0]} → {right}",
            stated=match[0],
            quantity=name,
            unit=match["u"] or match["v"],
            right=right,
        )


# --- one value in two units -------------------------------------------------------------------------------

_BRACKET = lazy(
    r"\s?(?:[(（,，]|即|相当于|约合|折合|\bor\b|\bi\.e\.){1,2}\s?(?:即|约|相当于|折合|约合|about|approximately|or|equivalent to|\s){0,2}"
)
_ROOM = 0.03
_OF_CHANGE = lazy(
    r"(?:\bby|幅|[下降升增减]|差|高|低|difference|change|reduction|rise|fall|drop|increase|decrease)(?:了|约|为|of|about|\s){0,3}$"
)


def _two_units(told: Told, quantity: Quantity, values: list[Value]) -> Iterator[Observation]:
    """``8.6% (86 mmol/mol)``: 8.6% are 70."""
    for first in values:
        gap = _BRACKET.match(told.words, first.end)
        second = _value_at(told.words, gap.end()) if gap is not None else None
        if second is None:
            continue
        of_change = _OF_CHANGE.search(told.words[: first.start]) is not None
        for one, two, factor, zero in CONVERSIONS.get(quantity.name, ()):
            added = 0 if of_change else zero
            if {first.unit, second.unit} == {one, two} and not _agree(first, second, one, factor, added):
                span = Span(told.span.start + second.start, told.span.start + second.end)
                want = first.number * factor + added if first.unit == one else (first.number - added) / factor
                stated, right = told.words[second.start : second.end], f"{want:.3g} {second.unit}"
                line = f"{told.words[first.start : first.end]} = {right} ≠ {stated}"
                yield observe("unit", span, line, stated=stated, quantity=quantity.name, unit=second.unit, right=right)


def _agree(first: Value, second: Value, one: str, factor: float, added: float) -> bool:
    """Within rounding of both, and the factors that books differ in."""
    base, other = (first, second) if first.unit == one else (second, first)
    want = base.number * factor + added
    slack = _step(base) * factor + _step(other) + abs(want) * _ROOM
    return abs(want - other.number) <= slack


def _step(value: Value) -> float:
    return 10.0 ** -len(value.digits.partition(".")[2])


# --- tables -----------------------------------------------------------------------------------------------

_LABEL = lazy(r"^(?P<name>[^()（）\d]{2,30}?)[\s,，]?[(（,，/]\s?(?P<unit>[^()（）]{1,24}?(?:\([^()]{1,16}\))?)[)）]?$")
_CHANGED = lazy(r"差|降|升|减|增|改善|变化|率|比|清除|change|differ|reduc|improv|increas|decreas|ratio|rate|尿")


def _tabled(table: Table) -> Iterator[Observation]:
    """``血红蛋白（mg/L） | 86.2±10.4``, by rows and by columns."""
    for row in table.rows:
        yield from _labelled(
            table.cells.get((row, 0)), [table.cells[row, c] for c in table.columns if c and (row, c) in table.cells]
        )
    for column in table.columns:
        if column:
            yield from _labelled(
                table.cells.get((0, column)), [table.cells[r, column] for r in table.rows if (r, column) in table.cells]
            )


def _labelled(label: Cell | None, cells: list[Cell]) -> Iterator[Observation]:
    match = _LABEL.match(label.words) if label is not None else None
    if (
        label is None
        or match is None
        or (_CHANGED.search(match["name"]) and not re.search("滤过率|心率|filtration rate", match["name"]))
    ):
        return
    quantity = next((one for one in QUANTITIES if compiled(rf"(?:{one.words})$").search(match["name"])), None)
    unit = next((name for name, words in _UNITS.items() if compiled(words).fullmatch(match["unit"].strip())), None)
    if quantity is None or unit is None:
        return
    numbers = [
        float(value_of(cell.figures[0]))
        for cell in cells
        if cell.figures and cell.figures[0].value is not None and cell.words[:1].isdigit()
    ]
    bounds = quantity.units.get(unit)
    if bounds is None:
        wrong = unit in quantity.wrong or unit in _NEVER
        right = quantity.right if wrong else None
    else:
        beyond = bool(numbers) and all(not bounds[0] <= number <= bounds[1] for number in numbers if number)
        fitting = [u for u, (low, high) in quantity.units.items() if all(low <= number <= high for number in numbers)]
        right = fitting[0] if beyond and fitting else None
    if right is not None:
        told = label.told[0]
        span = Span(told.span.start, label.told[-1].span.end)
        yield observe(
            "unit",
            span,
            f"{quantity.name}: {unit} → {right}",
            stated=label.words,
            quantity=quantity.name,
            unit=unit,
            right=right,
        )
