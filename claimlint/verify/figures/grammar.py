"""Number phrases in digits: what one run of them with its unit says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions, numerals, units
from claimlint.language.expressions import lazy
from claimlint.language.numerals import Number


class Phrase(NamedTuple):
    """A number, or a range of two, as printed: ``text[start:end]`` with unit."""

    start: int
    end: int
    low: Number
    high: Number
    unit: str = ""
    word: bool = False
    sd: Number | None = None
    sd_span: tuple[int, int] | None = None
    denominator: Number | None = None
    hint: str = ""  # a comparator that is part of the wording: "more" for 十余, "change" for pairs
    open_unit: bool = False  # no unit was printed

    @property
    def is_range(self) -> bool:
        return self.low.value != self.high.value


_NUMBER = lazy(
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?![\d])|\d{1,3}(?: \d{3}){1,3}(?=(?:\.\d{1,4})?\s?(?:万|例|名|位|人|台|件|份|次|只|个|家|条|剂|支|针|张|户|篇|对|元|美元|床|吨|亩|项|套|间|步|株|批|辆|所|处|起|头|枚|盒|瓶|袋|粒|片|颗|眼|"
    r"patients|participants|people)| \(\d{1,3}(?:\.\d)?%)|(?<![^\n])\d{1,3}(?: \d{3}){1,3}(?=(?:\.\d{1,4})?(?:\n|\Z))|(?<=[由从自至到为达约了])\d{1,3}(?: \d{3}){1,3}(?= ?(?:i?u|[npμmk]?g|[μm]?l|[npμm]?mol)(?![a-z]))|(?<=\| )\d{1,3}(?: \d{3}){1,3}(?=(?:\.\d{1,4})? \|)|\d{1,20})"
    r"(?:\.\d{1,12})?|\.\d{1,12}"
)
_SPACED = lazy(  # 912 000 people, 1 151 grafts, 702 240 (77%): a blank between thousands, before what is counted
    r"(?<![\d.,/-])(?<!\d )\d{1,3}(?: \d{3}){1,3}(?![\d.])(?=\s?[(（]\d| (?!(?:[mkcdµμn]?g|mcg|[mµμ]?l|iu|[mck]?m|mmol|nmol|u|units?|and|to|or|vs?|x)\b)[a-z]{2})"
)
_COUNTED_OFF = lazy(  # day 8 100 patients, Table 2 340: the first number is none of these thousands
    r"(?:days?|weeks?|months?|years?|cycles?|tables?|fig(?:ure|s?\.)?s?|grades?|phases?|stages?|types?|groups?|cohorts?|parts?|study|studies|steps?|levels?|versions?|no\.|numbers?|aged?|ages|[a-z]-|visits?|wave|arms?|class|score|group [a-z])(?:[\d, ]|and|to|or|-){0,12}\s?$"
)
_POWER = lazy(r"10(?:\^\(?(\d{1,2})\)?(?![\d.])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3,
    "million": 6, "billion": 9, "trillion": 12, "thousand": 3,
}  # fmt: skip
_SCALE = lazy(
    r"\s?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克米瓦卡帕])|(?:million|billion|trillion|thousand)(?![a-z]))"
    r"|\s?[×x*]\s?10\s?(?:\^?\s?\(?(-?[1-9]\d?)\)?(?![\d.])|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
)
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_JOIN = lazy(r"[^\S\n]?(?:--?|~|至|到|to\b)\s?(?=[-+]?[\d.])")
_AND = lazy(r"\s(?:and|-|to)\s(?=[\d.])")
_CHANGE_BEFORE = lazy(r"(?:由|从|自|from)[^，。；;,]{0,24}$")
_RANGING = lazy(r"(?:rang(?:ed|ing|e|es)|varied|between) (?:from )?$")
_PLUS_MINUS = lazy(r"\s?(?:±|\+/-|\+-)\s?")
_SLASH = lazy(r"\s?/\s?(?=\d)")
MORE = lazy(r"(余|多|几|来|\+)(?=[^\d])(?!发|样|次|数|余)")
_MORE_SCALE = lazy(r"[余多](万|亿)")
_ADJECTIVES = lazy(rf"[\s-](?:[a-z-]{{2,24}}\s){{0,3}}({units.NOUNS})(?![a-z])")
_DID = lazy(
    r"\s(?:withdrew|died|completed|dropped|received|were (?!the|in|at|from)|achieved|responded|"
    r"developed|relapsed|remained|discontinued|"
    r"experienced|underwent|improved|had (?:a|an|no|complete|partial)|did not|showed|reported|"
    r"recovered|declined|refused|agreed|had died|were alive|survived|in the [a-z -]{2,20}(?:arm|group)|boys|girls|male|female)"
)
_OF = lazy(
    rf"\s(?:\([^()]{{1,12}}\)\s)?(?:out )?of (?:the |"
    rf"all )?\d{{1,6}} (?:[a-z-]{{2,24}} ){{0,3}}(?:{units.NOUNS})(?![a-z])"
)


def number_at(text: str, start: int) -> tuple[Number, int] | None:
    """The plain or scaled Arabic number at ``start`` and where it ends."""
    match = _spaced(text, start) or _NUMBER.match(text, start)
    if match is None:
        return None
    if match[0] == "10" and (exponent_of := _POWER.match(text, start)):
        exponent = int(exponent_of[1] or exponent_of[2].translate(_SUPERSCRIPTS))
        return Number(Decimal(10**exponent), -exponent), exponent_of.end()
    number, end = numerals.parse_arabic(match[0]), match.end()
    if text[end : end + 1] in " 万亿千百十mbt×x*" and (scale := _SCALE.match(text, end)):
        power = _power(scale)
        number = Number(number.value.scaleb(power), number.decimals - power)
        end = scale.end()
    return number, end


def _spaced(text: str, start: int) -> re.Match[str] | None:
    """Thousands parted by blanks, unless the first of the numbers counts something off."""
    if text[start + 1 : start + 4].find(" ") < 0:
        return None
    match = _SPACED.match(text, start)
    return None if match is None or _COUNTED_OFF.search(text[max(0, start - 24) : start]) else match


def _power(scale: re.Match[str]) -> int:
    if scale[1]:
        return _SCALES[scale[1]]
    return int(scale[2] or scale[3].translate(_SUPERSCRIPTS))


def unit_at(text: str, start: int) -> tuple[str, int]:
    """The unit at ``start`` (a blank or hyphen may stand before it) and where it ends."""
    begin = start
    if text[start : start + 1] in (" ", "-"):
        if text[start : start + 1] == "-" and not text[start + 1 : start + 2].isascii():
            return "", start
        begin = start + 1
    match = units.pattern().match(text, begin)
    if match is None:
        return _noun_at(text, start)
    surface = match[0]
    known = units.table().get(surface)
    unit = known if known is not None else units.canonical(surface)
    if surface == "升" and text[match.end() : match.end() + 1] in tuple("至到高为"):
        return "", start  # a verb of change
    if surface in {"分", "例", "项", "条"} and text[match.end() : match.end() + 1] in ("之", "如", "析"):
        return "", start
    return unit, match.end()


def _noun_at(text: str, start: int) -> tuple[str, int]:
    """``25 adult patients``: the noun counted, past up to three adjectives; they are no part of it."""
    if text[start : start + 1] not in (" ", "-"):
        return "", start
    match = _ADJECTIVES.match(text, start)
    if match is None and (_OF.match(text, start) or _DID.match(text, start)):
        return units.PERSONS, start
    return (units.table().get(match[1], units.PERSONS), start) if match else ("", start)


def arabic_at(text: str, start: int) -> Phrase | None:
    """The phrase whose first digit stands at ``start``."""
    first = number_at(text, start)
    if first is None:
        return None
    if more_scale := _MORE_SCALE.match(text, first[1]):
        power = _SCALES[more_scale[1]]
        scaled = Number(first[0].value.scaleb(power), first[0].decimals - power)
        unit, unit_end = unit_at(text, more_scale.end())
        return Phrase(
            start,
            max(unit_end if unit else 0, more_scale.end()),
            scaled,
            scaled,
            unit,
            hint="more",
            open_unit=not unit,
        )
    low, end = _signed(text, start, first[0]), first[1]
    begin = start - 1 if low is not first[0] else start
    more = MORE.match(text, end)
    unit, unit_end = unit_at(text, more.end() if more else end)
    if one_in := _one_in(text, start, low, end):
        return one_in
    if unit == "times" and MULTIPLIED.match(text, unit_end):
        unit = "fold"
    if per := _per_hundred_thousand(text, start, low, end):
        return per
    if half := _with_half(text, start, low, end, unit, unit_end):
        return half
    if fraction := _chinese_fraction(text, start, low, end):
        return fraction
    if slash := _count_of(text, start, low, end):
        return slash
    if spread := _spread(text, begin, low, end, unit, unit_end):
        return spread
    if not more and (joined := _range(text, begin, low, end, unit, unit_end)):
        return joined
    ends = unit_end if unit and unit_end > end else (more.end() if more else end)
    return Phrase(begin, ends, low, low, unit, hint="more" if more else "", open_unit=not unit)


MULTIPLIED = lazy(
    r"\s(?:more|less|higher|lower|greater|larger|longer|shorter|faster|slower|better|stronger|fewer|as|that of|the "
    r"(?:risk|rate|odds|usual|normal|dose|level|number|average|upper))(?![a-z])"
)
_ONE_IN = lazy(r"\sin (?:every )?(\d{1,3}(?:,\d{3})?|\d{1,6})(?= [a-z])(?! [(])")
_PER_LAKH = lazy(r"\s?/\s?(10\s?万|十\s?万)\s?(?:人年|人)?")


def _one_in(text: str, start: int, low: Number, end: int) -> Phrase | None:
    """``1 in 10 adults``: a share; ``3 in 2019`` is none."""
    match = _ONE_IN.match(text, end) if text.startswith(" in ", end) and low.value < 10 else None
    if match is None or low.decimals:
        return None
    whole = Decimal(match[1].replace(",", ""))
    if not low.value < whole or (whole not in (10, 100, 1000, 10000) and (low.value != 1 or whole >= 1900)):
        return None
    return share_of(start, match.end(), low.value * 100 / whole, low.value * 100 / whole)


def _per_hundred_thousand(text: str, start: int, low: Number, end: int) -> Phrase | None:
    """``12.6/10万``."""
    match = _PER_LAKH.match(text, end) if "万" in text[end : end + 6] else None
    return Phrase(start, match.end(), low, low, "per100k") if match else None


_ARABIC_HALF = lazy(r"个半(?P<u>月|小时|钟头)")


def _with_half(text: str, start: int, low: Number, end: int, unit: str, unit_end: int) -> Phrase | None:
    """``1年半``, ``2个半月``."""
    match = _ARABIC_HALF.match(text, end)
    value = Number(low.value + Decimal("0.5"), 1)
    if match:
        return Phrase(start, match.end(), value, value, "month" if match["u"] == "月" else "hour")
    if unit in units.DAYS_IN and text[unit_end : unit_end + 1] == "半" and low.decimals == 0:
        return Phrase(start, unit_end + 1, value, value, unit)
    return None


def _signed(text: str, start: int, number: Number) -> Number:
    """A minus belongs to the number after a blank, bracket, equals sign or comma."""
    if text[start - 1 : start] == "-" and (start == 1 or text[start - 2] in " \n(=,:;[<>≤≥~，：为达至差间"):
        return Number(-number.value, number.decimals)
    return number


def _chinese_fraction(text: str, start: int, low: Number, end: int) -> Phrase | None:
    """``3分之2``."""
    if not text.startswith("分之", end) or not low.value:
        return None
    top = number_at(text, end + 2)
    if top is None:
        return None
    share = Number(top[0].value / low.value * 100, -1)
    return Phrase(start, top[1], share, share, "pct", word=True)


def _count_of(text: str, start: int, low: Number, end: int) -> Phrase | None:
    """``9/20`` of whole numbers, the second at least as large: a count with its denominator."""
    slash = _SLASH.match(text, end) if low.decimals == 0 else None
    second = number_at(text, slash.end()) if slash else None
    if slash and second and (share := _small_share(text, start, low, *second)):
        return share
    if second is None or second[0].decimals or second[0].value < low.value or second[0].value < 2:
        return None
    unit, unit_end = unit_at(text, second[1])
    if unit not in {"", units.PERSONS, "eye", "animal", "times"} or text[second[1] : second[1] + 1] == "/":
        return None
    return Phrase(
        start, max(unit_end if unit else 0, second[1]), low, low, unit or units.PERSONS, denominator=second[0]
    )


_SHARE_BEFORE = lazy(r"(?:占|占比|的|约|近|超过?|达|了|过)\s?$")
_SHARE_AFTER = lazy(r"\s?(?:的|以上|左右|以下|强|of the|of all|of patients)")


def _small_share(text: str, start: int, low: Number, second: Number, end: int) -> Phrase | None:
    """``占2/3`` is a share, ``缓解2/3`` a count with its denominator."""
    if second.value > 5 or low.value >= second.value or second.decimals or not low.value:
        return None
    if _SHARE_AFTER.match(text, end) or _SHARE_BEFORE.search(text, max(0, start - 4), start):
        return share_of(start, end, low.value / second.value * 100, low.value / second.value * 100)
    return None


def _spread(text: str, start: int, low: Number, end: int, unit: str, unit_end: int) -> Phrase | None:
    """``45.2±12.3岁``, ``(52.3±8.6)岁``."""
    for after in (end, unit_end):
        sign = _PLUS_MINUS.match(text, after)
        second = number_at(text, sign.end()) if sign else None
        if sign and second:
            own, own_end = unit_at(text, second[1])
            if not own and text[second[1] : second[1] + 1] == ")" and text[start - 1 : start] == "(":
                own, outer = unit_at(text, second[1] + 1)
                own_end = second[1] if own else outer
            found = own or unit
            return Phrase(
                start, max(own_end, second[1]), low, low, found, sd=second[0], sd_span=(sign.end(), second[1]),
                open_unit=not found,
            )  # fmt: skip
    return None


def _range(text: str, start: int, low: Number, end: int, unit: str, unit_end: int) -> Phrase | None:
    """``50%-70%``, ``24至36个月``, ``between 40 and 55``; ``由A至B`` is a change, not a range."""
    join = _JOIN.match(text, end) or (_JOIN.match(text, unit_end) if unit_end > end else None)
    if join is None and expressions.search(r"between\s(?:the ages of\s|[a-z]+\s)?$", text[max(0, start - 20) : start]):
        join = _AND.match(text, end) or _AND.match(text, unit_end)
    if join is None:
        return None
    if (
        join[0].strip() in ("至", "到", "to")
        and not _RANGING.search(text, max(0, start - 20), start)
        and _CHANGE_BEFORE.search(text, max(0, start - 28), start)
    ):
        return None
    position = join.end()
    negative = text[position] in "-+"
    second = number_at(text, position + negative)
    if second is None:
        return None
    high, high_end = second
    if negative and text[position] == "-":
        high = Number(-high.value, high.decimals)
    own, own_end = unit_at(text, high_end)
    if unit and own and unit != own and units.days(Decimal(1), unit) is None:
        return None
    if high.decimals < 0 <= low.decimals and unit == "" and low.value * 1000 < high.value:  # 3-5万
        low = Number(low.value.scaleb(-high.decimals), low.decimals + high.decimals)
    if low.value > high.value and not (own or unit):
        return (
            None
            if join[0].strip() == "-" and low.value > 0 and high.decimals == 0
            else _reversed(start, high_end, low, high)
        )
    return Phrase(start, max(own_end if own else 0, high_end), low, high, own or unit, open_unit=not (own or unit))


def _reversed(start: int, end: int, low: Number, high: Number) -> Phrase:
    return Phrase(start, end, low, high, "", open_unit=True)


def share_of(start: int, end: int, low: Decimal, high: Decimal, decimals: int = -1, hint: str = "") -> Phrase:
    return Phrase(start, end, Number(low, decimals), Number(high, decimals), "pct", word=True, hint=hint)
