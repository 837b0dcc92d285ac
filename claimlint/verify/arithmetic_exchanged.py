"""The same things counted twice in prose, the second time with two digits exchanged.

Two numbers that differ only by that, before the same noun and in no way set against each other, are one number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_chinese
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic import reachable, value_of
from claimlint.verify.arithmetic_repeats import fault
from claimlint.verify.likeness import exchanged, noun_of
from claimlint.verify.other_readings import in_another_year
from claimlint.verify.scene import Scene, Told, observe

FARTHEST = 12  # sentences between the two
MOST_ALIKE = 4  # values of one unit with two digits; with more of them chance makes such pairs
LEAST_ALIKE = 4  # characters before two numbers
MANY = 1000  # people; so many are hardly by chance the digits of others
MOST = 60  # figures of one unit that are looked at

_COUNTED = frozenset({"count", "group", "item", "piece", "site", "study", "times", "none", "animal", "eye"})
_APART = lazy(
    r"筛查|筛选|screened|[东南西北]院|[东南西北]区|院区|总院|分院|本部|northern|southern|eastern|western|\b(?:north|south|east|west)\b|去年|上年|前年|往年|次年|此前|原来|另外?一?|其他|对照|相比|分别|男|女|前者|后者|增加|减少|降|升|高于|低于|多于|少于|不足|以上|[由从][^，。]{0,14}[至到]|"
    r"(?:19|20)\d\d\s?年.*(?:19|20)\d\d\s?年|last year|previous|earlier|another|other|control|compared|respectively|versus|\bvs\b|\bmen\b|women|rose|fell|increas|decreas|more than|fewer than"
)
_QUOTES = tuple("\"“「『'‘")
_SINCE = lazy(
    r"[,，]\s?[比较](?:去年|上年|前年|往年|上一年|同期)[^,，。;]{0,24}"
)  # of the number before it, not beside another
_AGAIN = lazy(r"(?:这|该|上述|那|前述|全部|所有|全体|以上|同样(?:的|是)?|还是)\s?$|\b(?:these|those|the|all|same)\s$")
_OF_THEM = lazy(r"^(?:患者|病人|受试者|参与者|孩子|老人|学员)?[里中](?!心|国|度)")
_THOSE = lazy(r"(?:这|上述|前述)\s?$|\b(?:these|those)\s$")
_AGED = lazy(r"(?:今年|现年|现已|已经?|年满|年近|,|，|\bis\s|\baged?\s|\bturned\s)\s?$")
_PERSON = lazy(
    r"^\s?(?:高龄)?(?:的(?:他|她|老|[一-鿿]{1,3}(?:师傅|奶奶|爷爷|大爷|大妈|阿姨|先生|女士|老人))|老人|老太|老汉|高龄)|^[\s-](?:year-old )?(?:he|she|old)"
)
_ORDINAL = lazy(
    r"第(?P<n>[零〇一二两三四五六七八九十百千]{2,9}|\d{2,5})\s?(?P<unit>位|例|名|个|台|次|号|人|届|期|批|家|所|张)"
)


class Ordinal(NamedTuple):
    """``第一百一十八位``."""

    value: Decimal
    span: Span
    words: str


def check(scene: Scene) -> Iterator[Observation]:
    """Counts, ages and ordinals of the prose."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES and scene.document.blocks[one.block].table is None]  # fmt: skip
    yield from _counts(scene.document.text, [one for one in told if one.figures])
    yield from _same_names([one for one in told if one.figures])
    yield from _same_words([one for one in told if one.figures])
    yield from _long_numbers([one for one in told if one.figures])
    yield from _ages(told)
    yield from _ordinals(told)


def _counts(text: str, told: list[Told]) -> Iterator[Observation]:
    by_unit: dict[str, list[tuple[int, Told, Figure]]] = {}
    for index, one in enumerate(told):
        for figure in one.figures:
            if figure.unit in _COUNTED and _whole(figure):
                by_unit.setdefault(figure.unit, []).append((index, one, figure))
    for found in by_unit.values():
        often = Counter(value_of(f) for _, _, f in found)
        for place, (index, one, figure) in enumerate(found[:MOST]):
            for earlier, other_told, other in found[max(0, place - 8) : place]:
                near = index - earlier <= FARTHEST and exchanged(value_of(other), value_of(figure))
                if near and _same(text, (other_told, other), (one, figure), often):
                    yield from fault(other, figure, both=True)


def _whole(figure: Figure) -> bool:
    exact = figure.value is not None and figure.comparator is Comparator.EQUAL and not figure.word
    return exact and figure.decimals == 0 and value_of(figure) >= 12


def _same(text: str, one: tuple[Told, Figure], two: tuple[Told, Figure], often: Counter[Decimal]) -> bool:
    (told, first), (other_told, second) = one, two
    if told is other_told or first.arm != second.arm or first.denominator is not None or second.denominator is not None:
        return False
    before = other_told.words[: second.span.start - other_told.span.start]
    behind = other_told.words[second.span.end - other_told.span.start :][:6]
    pointed = _AGAIN.search(before[-8:]) is not None or _OF_THEM.match(behind) is not None
    if (_APART.search(_SINCE.sub("", told.words)) and not _THOSE.search(before[-8:])) or (
        _APART.search(_SINCE.sub("", other_told.words)) and not pointed
    ):
        return False
    if _side_by_side(told.words[: first.span.start - told.span.start], before):
        return False
    if often[value_of(first)] > 1 and often[value_of(second)] > 1:
        return False
    if value_of(second) in reachable([value for value in often if value not in (value_of(second), value_of(first))]):
        return False
    small = value_of(first) < 100
    if small and len(often) > MOST_ALIKE and not pointed:
        return False
    common = noun_of(text, first) & noun_of(text, second)
    classifier = first.raw[-1:] == second.raw[-1:] and not first.raw[-1:].isdigit() and not first.raw.isascii()
    before_noun = _noun_before(told, first) & (noun_of(text, second) | _noun_before(other_told, second))
    if first.unit == "none" and not common:
        return False
    if first.unit == "count" and value_of(first) >= MANY and len(often) <= MOST_ALIKE * 2 and first.arm is None:
        said = other_told.words.lstrip()[:1] in _QUOTES or before.rstrip()[-1:] in _QUOTES
        return said or bool(common or (classifier and before_noun)) or pointed
    return bool(common or (classifier and before_noun)) or (pointed and (classifier or first.unit == "count"))


def _side_by_side(one: str, other: str) -> bool:
    """``东区服务居民……西区服务居民``, "the 2019 round ... the 2021 round": one and another, in one form of words."""
    years = [set(expressions.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", each)) for each in (one, other)]
    if all(years) and not years[0] & years[1]:
        return True
    one, other = one.strip(), other.strip()
    apart = sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 0
    return 1 <= apart <= 2 and len(one) >= LEAST_ALIKE


def _noun_before(told: Told, figure: Figure) -> frozenset[str]:
    """``设诊室四十六间``: the noun that stands before its number."""
    start = figure.span.start - told.span.start
    match = re.search(r"[一-鿿]{2,4}$", told.words[max(0, start - 4) : start])
    words = match[0] if match else ""
    return frozenset(words[index : index + 2] for index in range(len(words) - 1)) - {"患者", "病人"}


_TELLING = lazy(  # a text is spoken of, not a second thing
    r"摘要|正文|文中|开头|结尾|标题|结论|小结|写[道着]|[上前]文|全文|报告|公告|海报|宣传|手册|说明书|第[一二三四五]段|表\s?\d|图\s?\d|"
    r"\b(?:abstract|headline|poster|caption|paragraph|article|leaflet|above|summary|box|figure|table)\b"
)
SAME_WORDS = 6  # characters right before two numbers; in English more
LEAST = 18
_NO_WORDS = frozenset({"p", "ci", "cilevel", "sd"})


def _same_words(told: list[Told]) -> Iterator[Observation]:
    """``全年节约用水3.6万吨……全年节约用水6.3万吨``: the same words, and the digits exchanged."""
    seen: dict[tuple[str, str], list[tuple[Told, Figure]]] = {}
    for one in told:
        for figure in one.figures:
            start = figure.span.start - one.span.start
            size = LEAST if one.words.isascii() else SAME_WORDS
            words = expressions.split(r"[,，。;；:：]", one.words[max(0, start - size) : start])[-1]
            if len(words) < size or figure.value is None or figure.word or figure.unit in _NO_WORDS:
                continue
            seen.setdefault((words, figure.unit), []).append((one, figure))
    for (words, _), found in seen.items():
        if len(found) != 2 or found[0][0] is found[1][0] or found[0][1].arm != found[1][1].arm:
            continue
        (one, first), (other, second) = found
        apart = any(_APART.search(each.words.replace(words, "")) for each in (one, other))
        told_of = any(_TELLING.search(each.words) for each in (one, other)) and one.words.rstrip()[-1:] not in ";；"
        if exchanged(value_of(first), value_of(second)) and told_of and not apart:
            yield from fault(second, first, both=True)


_NAME = lazy(r"([一-鿿]{4,12}?)(?:分别)?(?:约?为|是|达|仅|共)?\s?$")
_IDLE_NAME = lazy(r"^.*(?:本组|全组|患者|平均|中位数?|的|含有?)")
_LEAST_NAME = 4


def _same_names(told: list[Told]) -> Iterator[Observation]:
    """``手术时间112（95，140）min……中位手术时间为121 min``: one name, and the digits exchanged."""
    seen: dict[str, list[tuple[Figure, str]]] = {}
    for one in told:
        for figure in one.figures:
            before = one.words[: figure.span.start - one.span.start][-24:]
            clause = expressions.split(r"[,，。;；:：()]", before)[-1]
            match = _NAME.search(clause) if figure.value is not None and not figure.word else None
            name = _IDLE_NAME.sub("", match[1]) if match else ""
            if len(name) >= _LEAST_NAME and not _APART.search(clause) and figure.unit not in _NO_WORDS:
                seen.setdefault(name, []).append((figure, one.words))
    for found in seen.values():
        if len(found) != 2 or found[0][1] == found[1][1]:
            continue
        (first, _), (second, words) = found
        units = {first.unit, second.unit} - {"none"}
        again = (_REFLECTS.search(words) or all(_PORTION.search(each[1]) for each in found)) and first.arm == second.arm
        if (
            again
            and len(units) <= 1
            and first.decimals == second.decimals
            and exchanged(value_of(first), value_of(second))
        ):
            yield from fault(second, first, both=True)


_PORTION = lazy(r"每一?[袋包片粒瓶盒份支勺杯]")
_REFLECTS = lazy(r"讨论|本组|本研究|本院|我[院们科]|结果(?:显示|表明)|综上|总之|如前|说明|提示|可见")


# --- long numbers --------------------------------------------------------------------------------

_LONG = 4  # digits; two such numbers do not come to differ by an exchange by chance
_CUT = lazy(r"[,，。;；:：!?()（）]")
_IDLE_PAIRS = frozenset({"合计", "总计", "累计", "患者", "病人", "全年", "本年", "全院", "人次", "达到", "完成"})


def _long_numbers(told: list[Told]) -> Iterator[Observation]:
    """``门诊、急诊量合计为214.6万人次……面对241.6万人次的门急诊量``: four digits, two of them exchanged, and one noun."""
    found = [(one, f) for one in told for f in one.figures if _is_long(f)][:MOST]
    for place, (one, figure) in enumerate(found):
        for other_told, other in found[max(0, place - 8) : place]:
            if (
                other_told is one
                or other.arm != figure.arm
                or ({other.unit, figure.unit} - _COUNTED and other.unit != figure.unit)
            ):
                continue
            if not exchanged(value_of(other), value_of(figure)) or _other_years(one, other_told):
                continue
            mine, theirs = _clause_of(one, figure), _clause_of(other_told, other)
            if _side_by_side(
                other_told.words[: other.span.start - other_told.span.start],
                one.words[: figure.span.start - one.span.start],
            ):
                continue
            same = _pairs(mine) & _pairs(theirs) if other.unit == figure.unit and _digits(figure) >= _LONG else _runs(mine) & _runs(theirs)  # fmt: skip
            if same and not (_APART.search(_SINCE.sub("", mine)) or _APART.search(_SINCE.sub("", theirs))):
                yield from fault(other, figure, both=True)


def _is_long(figure: Figure) -> bool:
    if figure.value is None or figure.comparator is not Comparator.EQUAL or figure.word or figure.unit in _NO_WORDS:
        return False
    return _digits(figure) >= _LONG - (figure.unit in _COUNTED)


def _digits(figure: Figure) -> int:
    return len(value_of(figure).normalize().as_tuple().digits)


def _runs(clause: str) -> frozenset[str]:
    """Four characters of what is counted: ``危重患儿``."""
    return frozenset(
        run for i in range(len(clause) - 3) if expressions.search(r"^[一-鿿]{4}$", run := clause[i : i + 4])
    )


def _other_years(one: Told, other: Told) -> bool:
    years = [set(expressions.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", each.words)) for each in (one, other)]
    return all(years) and not years[0] & years[1]


def _clause_of(told: Told, figure: Figure) -> str:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    return _CUT.split(told.words[max(0, start - 60) : start])[-1] + " " + _CUT.split(told.words[end : end + 60])[0]


def _pairs(clause: str) -> frozenset[str]:
    """Pairs of characters, or long words, of what is counted."""
    chinese = {clause[i : i + 2] for i in range(len(clause) - 1) if expressions.search(r"^[一-鿿]{2}$", clause[i : i + 2])}  # fmt: skip
    english = set(expressions.findall(r"[a-z]{5,20}", clause))
    return frozenset(chinese | english) - _IDLE_PAIRS - _IDLE_WORDS


_IDLE_WORDS = frozenset({"patients", "people", "total", "about", "their", "these", "those", "which", "there", "years", "months"})  # fmt: skip


# --- ages ---------------------------------------------------------------------------------------


def _ages(told: list[Told]) -> Iterator[Observation]:
    """``李师傅今年65岁……如今，56岁的他``: one person, two ages."""
    ages = [
        (one, f) for one in told for f in one.figures if f.unit == "year" and f.value is not None and _is_age(one, f)
    ]
    yield from _said_ages(told, ages)
    if len({value_of(f) for _, f in ages}) != 2:
        return
    (one, first), *rest = ages
    for other_told, second in rest:
        persons = any(
            _PERSON.match(t.words[f.span.end - t.span.start :][:8]) for t, f in ((one, first), (other_told, second))
        )
        told_now = any(
            _AGED.search(t.words[: f.span.start - t.span.start][-4:]) for t, f in ((one, first), (other_told, second))
        )
        if exchanged(value_of(first), value_of(second)) and persons and told_now:
            yield from fault(second, first, both=True)
            return


_SAID_AGE = lazy(
    r"今年(?:都|已经?|就|也|整|刚|快)?(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十|[1-9]\d)(?:了|啦|喽|咯)"
)


_CALLED = lazy(
    r"[一-鿿](?:爷爷|奶奶|大爷|大妈|大叔|大娘|婆婆|阿姨|师傅|先生|女士|老师|医生|主任|伯)|邻居|老伴|儿子|女儿"
)


def _said_ages(told: list[Told], ages: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``今年87岁……“我今年七十八了”``."""
    people = {match[0] for one in told for match in _CALLED.finditer(one.words)}
    if len({value_of(f) for _, f in ages}) != 1 or len(people) > 1:
        return
    for one in told:
        for match in _SAID_AGE.finditer(one.words):
            number = Decimal(match["n"]) if match["n"].isdigit() else (parse_chinese(match["n"]) or (None,))[0]
            if number is not None and exchanged(number, value_of(ages[0][1])):
                span = Span(one.span.start + match.start(), one.span.start + match.end())
                age = ages[0][1]
                yield observe(
                    "told-twice", age, f"{age.raw} ≠ {match['n']}", related=[(span, match[0])], other=match["n"]
                )
                return


def _is_age(told: Told, figure: Figure) -> bool:
    return (
        "岁" in figure.raw
        or "year-old" in figure.raw
        or "aged" in told.words[: figure.span.start - told.span.start][-6:]
    )


# --- ordinals -----------------------------------------------------------------------------------


def _ordinals(told: list[Told]) -> Iterator[Observation]:
    """``第一百八十一位……第118例``."""
    found: list[Ordinal] = []
    for one in told:
        if "第" not in one.words:
            continue
        for match in _ORDINAL.finditer(one.words):
            if found and found[-1].span.start >= one.span.start:
                return  # one after the other
            number = Decimal(match["n"]) if match["n"].isdigit() else (parse_chinese(match["n"]) or (None,))[0]
            if number is not None and number >= 12:
                span = Span(one.span.start + match.start(), one.span.start + match.end())
                found.append(Ordinal(number, span, match[0]))
    values = {each.value for each in found}
    if len(values) != 2 or expressions.search(r"此前|上一|去年|前一", " ".join(one.words for one in told[:40])):
        return
    first = found[0]
    other = next(each for each in found if each.value != first.value)
    headed = told[0].heading and told[0].span.contains(first.span) and _same_ordinal(told, first, other)
    if headed or exchanged(first.value, other.value):
        line = f"{first.words} ≠ {other.words}"
        yield observe("told-twice", first.span, line, related=[(other.span, other.words)], stated=first.words, other=other.words)  # fmt: skip


_WHICH = lazy(r"\s?(?:的|高难度|微创)?(?P<noun>[一-鿿a-z-]{2,4})")


def _same_ordinal(told: list[Told], first: Ordinal, other: Ordinal) -> bool:
    """``第1200例TAVR`` of a headline and the only ``第1000例TAVR`` of the story."""
    nouns: list[str] = []
    for each in (first, other):
        one = next(one for one in told if one.span.contains(each.span))
        match = _WHICH.match(one.words, each.span.end - one.span.start)
        nouns.append(match["noun"] if match else "")
    one = next(one for one in told if one.span.contains(other.span))
    if in_another_year(one.words[: other.span.start - one.span.start]):
        return False
    return bool(nouns[0]) and nouns[0][:2] == nouns[1][:2] and first.words[-1:] == other.words[-1:]
