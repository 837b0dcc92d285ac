"""A change told right behind two values of two times: ``2019年352 906人次，2018年318 420人次，增加34 486人次，增幅10.8%``.

Its clause holds nothing but the change, so that it can be told of nothing else; a second change behind the first is told of the
same two. Both values must say when they were, or be told from one to the other. Any reading that fits is enough for silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.doubts.other_readings import a_base
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, Told, observe

REACH = 120  # characters between the second value and the change
MOST = 10  # figures looked back over
_NO_VALUE = frozenset({"p", "ci", "cilevel", "sd", "hr", "or", "rr", "fold", "ordinal"})
_WHEN_OR_DOSE = frozenset({"mg", "g", *TIME_UNITS})
_WHOLE = frozenset({"count", "item", "piece", "times", "animal", "eye", "site"})  # counted, not rounded
_PLAIN = frozenset({Comparator.EQUAL})

_VERB_ZH = (
    r"下降|降低|减少|减轻|缩短|缩小|回落|下跌|下滑|缩减|压缩|减亏|[降减跌缩]幅|净减|少花|省下|节省|节约|少了|"
    r"升高|上升|增加|提高|提升|增长|延长|上涨|攀升|扩大|[增涨升]幅|净增|多花|多了|扩容|高出|[降减升涨增少多高低]"
)
_LEAD_ZH = (
    r"同比|环比|平均|人均|户均|合计|累计|共|总共|总体|相对|绝对|净|即|也就是|相当于|前后|两者|二者|整体|实际|每(?:人次?|张|床日|例|台|户|家)|"
    r"[比较与](?:上年|去年|上月|前一年|同期|上年同期|去年同期|上季度|治疗前|干预前|改造前|实施前|术前|之前|此前|原来|基线)(?:相比)?|直接|足足|整整|"
    r"[一两二三四五六七八九十\d]{1,2}年(?:间|来|内)?|亏损|幅度|比例|明显|大幅|[,，、(（和及或\s]"
)
_CHANGE_ZH = lazy(
    rf"(?:^|[,，;；(（])(?P<lead>(?:{_LEAD_ZH}){{0,4}})(?P<verb>{_VERB_ZH})(?:了|出|约|为|达|幅度|率|:|：|\s){{0,3}}$"
)
_NOUN_EN = r"(?:increase|rise|reduction|decrease|fall|drop|decline|gain|improvement|cut|saving|shortening|loss|change|difference|jump|growth|climb|dip)"
_CHANGE_EN = lazy(
    rf"(?:^|[,;:(—]\s?|\bor\s|\bwhich (?:is|was)\s)(?:that is |or |i\.e\. |so |meaning |representing )?(?:(?:up|down)(?: by)?|(?:an?|the|this)?\s?(?:(?:mean|average|net|overall|relative|absolute|total|further)\s)?{_NOUN_EN} of)\s(?:an? )?$"
)
_LEAD_EN = lazy(r"(?:[,;:(—]\s?)(?:which is |which was |that is |or |so )?(?:an? |some )?$|^(?:an? )?$")
_BEHIND_EN = lazy(
    rf"[\s-](?:percentage points? |points? )?(?:absolute |relative )?(?:(?:fewer|less|more|higher|lower|shorter|longer|better|worse)(?=\s?[.,;:)]|$)|{_NOUN_EN}\b(?! of))"
)
_IN_WHAT = lazy(
    r"[\s-]?(?:[a-z-]{3,14} ){0,3}(?:in|of) (?:the |overall |mean |average |total |their |its )?(?P<noun>[a-z]{4,})"
)
_OR_EN = lazy(r"^(?: per [\d,]{3,9})?[,(]?\s?\(?(?:or|and)?\s?\(?$")
_OTHERS = lazy(
    r"对照|安慰剂|组(?!织|成|合)|分别|校正|调整|年均|每年|逐年|风险|目标|计划|placebo|control|respectively|adjusted|per year|each|a year|annual|risk|odds|target|versus|\bvs\b|whereas|while"
)
_TO = lazy(r"(?:[升降增减跌涨缩变调扩提回压][一-鿿]{0,2}[至到为成]|[至到]|→|\bto)\s?(?:了|约)?(?:[一-鿿]{0,2})\s?$")
_FROM = lazy(r"由|从|自|原来的|\bfrom\b")
_PERIOD = lazy(
    r"(?:19|20)\d\d(?:年(?:第?[一二三四1234]季度|上半年|下半年)?)?|(?:上年|去年|前年|前一年|上一年)(?:同期)?|今年|本年|同期|上月|本月|上季度|本季度|"
    r"(?:治疗|干预|用药|改造|实施|培训|术|活动|换药|搬迁|入院|出院)[前后时]|之前|之后|此前|以前|原来|原先|现在|如今|目前|基线|"
    r"\b(?:before|after|baseline|arrival|admission|discharge|entry|follow-up|last|this|previous|earlier|now|then|(?:in|by|until) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter))\b"
)
_CUT = lazy(r"[,，;；。:：(（]|\.\s")
_IDLE_ZH = lazy(
    r"均?为|是|有|已达?|达到?|则|只有|仅|共|约|变成|降至|升至|增至|降到|升到|增到|减至|减到|涨到|涨至|恢复到|就是|时|的|了|全年|全院|共计|上半年|第?[一二三四]季度|[\s,，;；（(）)]|[人例名台张次件万亿元天个]|\d"
)
_SAID_EN = "the was were and had has with for that it its at in on by of to then year years month months week weeks day days stood came only when from"
_IDLE_EN = frozenset(_SAID_EN.split())


class Pair(NamedTuple):
    """Two values of two times, and whether they are told from one to the other."""

    first: Figure
    second: Figure


def check(scene: Scene) -> Iterator[Observation]:
    """Every change that stands behind two values."""
    for _, one in paragraphs(scene):
        if len(one.figures) > 2:
            yield from _paragraph(one)


def _paragraph(one: Paragraph) -> Iterator[Observation]:
    changes: set[int] = set()
    last: tuple[Figure, Pair] | None = None
    for index, figure in enumerate(one.figures):
        told = one.sentence_of(figure.span)
        if told is None or told.crowded or told.heading or not _able(figure):
            continue
        follows = last is not None and _follows(one, last[0], figure)
        if not (_is_change(one, figure) or (follows and _in_brackets(one, figure))):
            continue
        changes.add(index)
        pair = last[1] if follows and last is not None else _pair(one, told, index, changes)
        if pair is None:
            continue
        last = (figure, pair)
        series = [
            f for f in one.figures[max(0, index - MOST) : index] if f.value is not None and f.unit == pair.first.unit
        ]
        pairs = [pair, *(Pair(a, b) for a, b in combinations(series, 2) if min(value_of(a), value_of(b)) > 0)]
        if not any(_fits(each, figure) for each in pairs if figure not in each) and not _of_one(series, figure):
            yield _fault(pair, figure)


def _of_one(series: list[Figure], change: Figure) -> bool:
    """``2022年比2018年多41例，增长64.1%``: what was added, of a value further before."""
    values = [value_of(f) for f in series if value_of(f) > 0]
    room = unit_in_last_place(change)
    return change.unit == "pct" and any(
        abs(one * 100 / other - value_of(change)) <= room for one in values for other in values
    )


def _able(figure: Figure) -> bool:
    return figure.value is not None and not figure.word and figure.comparator in _PLAIN and figure.unit not in _NO_VALUE


def _is_change(one: Paragraph, figure: Figure) -> bool:
    before = one.before(figure, 60)
    what = _IN_WHAT.match(one.behind(figure, 70))
    if what is not None and what["noun"][:5] not in one.words[: figure.span.start - one.start]:
        return False  # from 5 mg to 10 mg, a 30% increase in exposure
    if _CHANGE_ZH.search(before) or _CHANGE_EN.search(before):
        return True
    return _LEAD_EN.search(before) is not None and _BEHIND_EN.match(one.behind(figure, 60)) is not None


def _follows(one: Paragraph, change: Figure, figure: Figure) -> bool:
    """Does nothing stand between a change and the next one but a comma?"""
    gap = one.between(change, figure)
    return _OR_EN.match(gap) is not None or expressions.fullmatch(r"[,，、]?[一-鿿]{0,4}|\s?[(（]", gap) is not None


def _in_brackets(one: Paragraph, figure: Figure) -> bool:
    """``减少0.51亿元（37.5%）``, "a difference of 3.3 per 1,000, or 40%"."""
    return figure.unit == "pct" and expressions.search(r"(?:[(（]|\bor )\s?$", one.before(figure, 6)) is not None


# --- the two values -------------------------------------------------------------------------------


def _pair(one: Paragraph, told: Told, index: int, changes: set[int]) -> Pair | None:
    change = one.figures[index]
    able = [
        f for place, f in enumerate(one.figures[max(0, index - MOST) : index], max(0, index - MOST))
        if place not in changes and _able(f) and not a_base(told, f) and value_of(f) > 0
    ]  # fmt: skip
    others = [f for f in able if f.unit not in _WHEN_OR_DOSE]
    if change.unit == "pct" and len(others) > 1:
        able = others  # from 14.6 in the 8-week baseline to 7.3 in the last 8 weeks with 400 mg
    for at in range(len(able) - 1, 0, -1):
        second, first = able[at], able[at - 1]
        if change.span.start - second.span.end > REACH:
            return None
        if (
            first.unit == second.unit
            and _nouns(first, second)
            and _fits_unit(first, change)
            and first.value != second.value
        ):
            return Pair(first, second) if _two_times(one, first, second, change) else None
        if second.unit not in _WHEN_OR_DOSE:
            return None
    return None


_TAIL = lazy(r"(?:[a-z-]{3,}|(?![万亿千百])[一-鿿]{1,4})$")


def _nouns(one: Figure, two: Figure) -> bool:
    return len({match[0] for f in (one, two) if (match := _TAIL.search(f.raw.lower())) is not None}) < 2


def _fits_unit(value: Figure, change: Figure) -> bool:
    if value.unit in _NO_VALUE | {"pp"} or value.denominator is not None:
        return False
    if change.unit == "pct":
        return True
    if change.unit == "pp":
        return value.unit == "pct"
    return change.unit == value.unit or (
        change.unit in {"none", "rd", "md", "score", "count"} and value.unit in {"none", "count", "score"}
    )


def _two_times(one: Paragraph, first: Figure, second: Figure, change: Figure) -> bool:
    start = first.span.start - one.start
    gap = one.between(first, second)
    ahead = one.words[max(0, start - 60) : start]
    ahead = expressions.split(r"[;；。]|\.\s", ahead)[-1]
    behind = _CUT.split(one.between(second, change))[0]
    rest = one.words[second.span.end - one.start : change.span.start - one.start]
    if _OTHERS.search(gap + rest) or _OTHERS.search(ahead) or gap.count("。") + rest.count("。") > 1 or len(gap) > 60:
        return False
    if _TO.search(gap) and not _CUT.search(gap) and _FROM.search(ahead):
        return True
    cuts = [cut.start() for cut in _CUT.finditer(gap)]
    own = ahead + (gap[: cuts[0]] if cuts else gap.partition(" and ")[0])
    other = (gap[cuts[-1] :] if cuts else gap.partition(" and ")[2] or gap) + behind
    one_time, other_time = _PERIOD.findall(own), _PERIOD.findall(other)
    if not one_time or not other_time or one_time[-1] == other_time[-1]:
        return False
    return not _of_another(other, own)


def _of_another(other: str, own: str) -> bool:
    """Does the second value name a thing that the first does not?"""
    rest = _PERIOD.sub(" ", other)
    if expressions.search("[一-鿿]", rest):
        pieces = [piece for piece in _IDLE_ZH.sub(" ", rest).split() if len(piece) > 1]
        return any(piece not in own for piece in pieces)
    words = [word for word in expressions.findall(r"[a-z]{3,}", rest) if word not in _IDLE_EN]
    return any(word[:5] not in own for word in words)


# --- what fits ------------------------------------------------------------------------------------


def _fits(pair: Pair, change: Figure) -> bool:
    one, two, stated = value_of(pair.first), value_of(pair.second), abs(value_of(change))
    steps = sum((unit_in_last_place(f) / 2 for f in pair if f.unit not in _WHOLE or f.decimals), Decimal(0))
    gap, room = abs(one - two), unit_in_last_place(change)
    if (change.unit != "pct" or "pct" in {pair.first.unit, pair.second.unit}) and abs(gap - stated) <= room + steps:
        return True
    if change.unit != "pct":
        return False
    return any(abs(gap * 100 / base - stated) <= room + steps * 100 / base * (1 + gap / base) for base in (one, two))


def _fault(pair: Pair, change: Figure) -> Observation:
    one, two = value_of(pair.first), value_of(pair.second)
    high, low = max(one, two), min(one, two)
    line = f"{plain(high)} - {plain(low)} = {plain(high - low)}"
    if change.unit == "pct":
        line += f"; {plain(high - low)}/{plain(one)} = {show((high - low) * 100 / one, 1)}%"
    return observe(
        "change-size", change, f"{line} ≠ {change.raw}", related=[(f, f.raw) for f in pair],
        before=pair.first.raw, after=pair.second.raw, right=line, tied="yes",
    )  # fmt: skip
