"""A change in percent worked out from the wrong one of two values, and a relative or absolute change of two rates.

A fall is a share of the larger value and a rise of the smaller, whichever is told first. Where the two last values of one unit make
the change told only when it is taken as a share of the other, somebody divided by the wrong one. Where the text itself
says relative or absolute, only the one of the two that it names will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, show, unit_in_last_place, value_of
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe

REACH = 160  # characters from the second value to the change
MOST = 8
_DOWN_ZH = r"下降|降低|减少|减轻|缩短|缩小|回落|下跌|下滑|缩减|压缩|[降减跌]幅|[降减少低]"
_UP_ZH = r"升高|上升|增加|提高|提升|增长|延长|上涨|攀升|扩大|[增涨升]幅|[升增涨高多]"
_DOWN_EN = r"reduction|decrease|decline|drop|fall|loss|cut|saving|lower|fewer|less|shorter|down|fell|dropped|declined|decreased|reduced|lost"
_UP_EN = r"increase|rise|gain|growth|jump|climb|higher|more|greater|longer|up|rose|increased|grew|gained|climbed"
_BEFORE = lazy(
    rf"(?:(?P<down>{_DOWN_ZH})|(?P<up>{_UP_ZH}))(?:幅度|率)?(?:了|出|为|达到?|:|\s){{0,3}}$"
    rf"|\b(?:(?P<down2>{_DOWN_EN})|(?P<up2>{_UP_EN}))(?: of| by|:)?\s?(?:an? )?$"
)
_BEHIND = lazy(
    rf"[\s-](?:relative |absolute |overall ){{0,2}}(?:risk )?(?:(?P<down>{_DOWN_EN})|(?P<up>{_UP_EN}))\b(?! than (?:expected|planned|average|the (?:target|national)))"
)
_HELD = lazy(  # a loss of 8.6 kg (9.2%)
    rf"(?:(?P<down>{_DOWN_ZH})|(?P<up>{_UP_ZH}))(?:了|为)?\s?$|\b(?:(?P<down2>{_DOWN_EN})|(?P<up2>{_UP_EN}))(?: of| by)?\s?$"
)
_RELATIVE = lazy(
    r"相对(?:风险|危险度?|幅度)?[一-鿿]{0,3}$|\brelative (?:risk )?$|\brelative (?:[a-z]+ ){0,3}(?:of|by|was|:) $"
)
_ABSOLUTE = lazy(
    r"绝对(?:风险|危险度?|幅度|值)?[一-鿿]{0,3}$|\babsolute (?:risk )?$|\babsolute (?:[a-z]+ ){0,3}(?:of|by|was|:) $"
)
_IN_RISK = lazy(r" (?:reduction|decrease|drop|fall|cut|increase|rise) in (?:the |relative )?risk\b")
_APART = lazy(
    r"校正|调整|年均|每年|逐年|累[计积]|中位|目标|计划|加权|adjust|per year|(?<!within )(?<!in )(?<!after )(?<!for )\ba year|annual|each|target|hazard|odds|weighted|model|least[- ]squares"
)
_NO_VALUE = frozenset({"p", "ci", "cilevel", "sd", "hr", "or", "rr", "fold", "ordinal", "pp"})
_BRACKET = lazy(r"\s?[(（,，]\s?(?:即|or |i\.e\.,? )?$")


def check(scene: Scene) -> Iterator[Observation]:
    """Every change behind two values of one unit."""
    for _, one in paragraphs(scene):
        for figure in one.figures if len(one.figures) > 2 else ():
            if figure.unit in {"pct", "pp"} and exact(figure) and value_of(figure) > 0:
                yield from _checked(one, figure)


def _checked(one: Paragraph, figure: Figure) -> Iterator[Observation]:
    told = one.sentence_of(figure.span)
    if told is None or told.crowded or told.heading:
        return
    earlier = [f for f in one.earlier(figure, MOST) if "。" not in one.between(f, figure)[:-REACH]]
    way = _way(one, figure, earlier)
    if not way:
        return
    values = [f for f in earlier if _able(f)]
    pair = _pair(one, values, figure)
    if pair is None:
        return
    low, high = sorted(map(value_of, pair))
    words = one.words[max(0, pair[0].span.start - one.start - 30) : figure.span.end - one.start]
    if _APART.search(words):
        return
    ahead = one.before(figure, 40)
    kind = (
        "relative"
        if _says(_RELATIVE, ahead, one, figure)
        else "absolute"
        if _says(_ABSOLUTE, ahead, one, figure)
        else ""
    )
    base, other = (high, low) if way == "down" else (low, high)
    alike = [f for f in one.figures if f.unit == pair[0].unit and _able(f) and f is not figure]
    if any(_right(a, b, figure, way, kind) for a, b in combinations(alike[:MOST_ALIKE], 2)):
        return
    gap = high - low
    if pair[0].unit == "pct" and any(
        abs(gap * 100 / (100 - each) - value_of(figure)) <= unit_in_last_place(figure) * _ROOM
        for each in (low, high)
        if each < 100
    ):
        return  # 合格率由80%升至92%，不合格率相对下降60%
    rates = pair[0].unit == "pct" and (kind or _IN_RISK.match(one.behind(figure, 40)) is not None)
    if not rates and not (
        figure.unit == "pct"
        and _in_turn(one, pair, figure, way)
        and abs(gap * 100 / other - value_of(figure)) <= unit_in_last_place(figure) * _ROOM
    ):
        return
    line = f"{plain(high)} - {plain(low)} = {plain(gap)}; {plain(gap)}/{plain(base)} = {show(gap * 100 / base, 1)}%"
    yield observe(
        "change-size", figure, f"{line} ≠ {figure.raw}", related=[(f, f.raw) for f in pair], before=pair[0].raw,
        after=pair[1].raw, right=line, tied="yes", beside="yes" if kind else "",
    )  # fmt: skip


MOST_ALIKE = 12
_ROOM = Decimal("0.6")  # of the last digit: the slip is a sum done with the numbers as printed


def _says(pattern: object, ahead: str, one: Paragraph, figure: Figure) -> bool:
    word = "absolute" if pattern is _ABSOLUTE else "relative"
    return pattern.search(ahead) is not None or one.behind(figure, 12).lstrip(" -").startswith(word)  # type: ignore[attr-defined]


def _able(figure: Figure) -> bool:
    plain_value = figure.value is not None and not figure.word and figure.denominator is None
    return (
        plain_value and figure.comparator is Comparator.EQUAL and value_of(figure) > 0 and figure.unit not in _NO_VALUE
    )


def _way(one: Paragraph, figure: Figure, earlier: list[Figure]) -> str:
    """``down`` or ``up`` where a verb or noun of change stands beside it, or beside the amount that it is in brackets behind."""
    ahead = one.before(figure, 40)
    match = _BEFORE.search(ahead)
    if match is None and earlier and earlier[-1].unit != "pct" and _BRACKET.fullmatch(one.between(earlier[-1], figure)):
        match = _HELD.search(one.before(earlier[-1], 30))
    if match is None:
        behind = _BEHIND.match(one.behind(figure, 50))
        return "" if behind is None else "down" if behind["down"] else "up"
    return "down" if match["down"] or match["down2"] else "up"


def _pair(one: Paragraph, values: list[Figure], figure: Figure) -> tuple[Figure, Figure] | None:
    """The last two values of one unit that differ; the amount of the change itself is none of them."""
    for index in range(len(values) - 1, 0, -1):
        second = values[index]
        if figure.span.start - second.span.end > REACH:
            return None
        if second.unit in TIME_UNITS and second.decimals <= 0:
            continue
        for first in reversed(values[:index]):
            if first.unit == second.unit and value_of(first) != value_of(second):
                third = next((f for f in reversed(values[: values.index(first)]) if f.unit == first.unit), None)
                if third is not None and abs(value_of(third) - value_of(first)) == value_of(second):
                    return third, first
                return first, second
        return None
    return None


_EARLIER = lazy(
    r"上年|去年|前年|同期|此前|原来|之前|基线|治疗前|(?:19|20)\d\d|\b(?:from|against|last|previous|earlier|before|baseline|year ago|up from|down from)\b"
)


_CUT = lazy(r"[,，。;；:：(（]|\. ")
_NOUN = lazy("[一-鿿]+")
_IDLE = lazy(
    rf"{_DOWN_ZH}|{_UP_ZH}|同比|环比|平均|人均|总体|明显|大幅|[较比与](?:上年|去年|前一年|之前|此前|原来|基线|治疗前|改造前)(?:同期|相比)?|也就是|相当于|幅度|[了约达出为即共]"
)


def _in_turn(one: Paragraph, pair: tuple[Figure, Figure], figure: Figure, way: str) -> bool:
    """Do the two stand in one sentence with their change, the earlier first or named as the earlier?"""
    between = one.between(*pair)
    ahead = one.before(figure, 40)
    clause = _CUT.split(ahead)[-1]
    subject = "".join(_NOUN.findall(_IDLE.sub("", clause)))
    seen = one.words[: figure.span.start - one.start - len(clause)]
    nouns = [subject[at : at + 2] for at in range(len(subject) - 1)]
    if sum(noun in seen for noun in nouns) * 2 < len(nouns):
        return False  # 死亡风险降低: of something else
    if ". " in one.between(pair[0], figure) or "。" in one.between(pair[0], figure):
        return False
    fell = value_of(pair[0]) > value_of(pair[1])
    return fell == (way == "down") or _EARLIER.search(between) is not None


def _right(one: Figure, two: Figure, figure: Figure, way: str, kind: str) -> bool:
    low, high = sorted(map(value_of, (one, two)))
    if low == high:
        return False
    base = high if way == "down" else low
    ways = [(high - low) * 100 / base] if figure.unit == "pct" and kind != "absolute" else []
    if one.unit == "pct" and kind != "relative":
        ways.append(high - low)
    return any(_near(each, figure, (one, two)) for each in ways)


def _near(value: Decimal, figure: Figure, pair: tuple[Figure, Figure]) -> bool:
    """To the digits told, by values that were rounded themselves."""
    low = min(map(value_of, pair))
    blur = sum(map(unit_in_last_place, pair), Decimal(0)) / 2
    room = blur if figure.unit == "pp" or value <= 0 else min(blur * 100 / low, value / 20)
    return abs(value - value_of(figure)) <= unit_in_last_place(figure) + room
