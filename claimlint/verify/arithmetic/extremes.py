"""A limit that holds for all, and the one who lies beyond it: ``均在3岁前手术，最晚者4岁``, "All were younger than 50; the oldest was 57".

The limit is told of all, of none or as a condition for taking part; beyond it lies the youngest, oldest, longest ... or a few who
are told of with a value of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from claimlint.language import units
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

NEAR = 2  # sentences between the two
_UPPER = frozenset({Comparator.AT_MOST, Comparator.LESS})
_LOWER = frozenset({Comparator.AT_LEAST, Comparator.MORE})
_SLACK = Decimal("1.04")  # times: three months may be 92 days
_ALL = lazy(
    r"(?:全部|全都|均|都(?!市)|所有|全体|每[例名位人个]|无一例?外|皆|\b(?:all|every|each|everyone|everybody)\b)[^。;；.]{0,40}$"
)
_NONE = lazy(r"(?:无一?[例名位人个]|没有(?:一?[例名位人个])?|\b(?:no|none|nobody|no one|not one)\b)[^。;；.,，]{0,40}$")
_CONDITION = lazy(
    r"(?:纳入|入选|入组|准入|入排|招募|报名)(?:标准|条件|要求|对象)[^。;；]{0,24}$|\b(?:eligible|inclusion criteri|eligibility|to be included|criteria for inclusion)[^.;]{0,60}$"
)
_BEFORE = lazy(r"\s?(?:岁|个?月|周|天|年|小时)?(?:之?前|以前|以下|以内|之内|内|及以下)")
_AFTER = lazy(r"\s?(?:岁|个?月|周|天|年|小时)?(?:以上|及以上|之?后)")
_BEFORE_EN, _AFTER_EN = lazy(r"\b(?:before|under|within|below|by|earlier than)\s?(?:the age of\s)?$"), lazy(r"\b(?:after|over|above|beyond|later than)\s?(?:the age of\s)?$")  # fmt: skip
_MOST_ZH = r"最(?:年长|年老|大|晚|迟|高|长|久|多|重)(?!径|直径|剂量|量|限|可能|见|终)"
_LEAST_ZH = r"最(?:年轻|年幼|小|早|低|短|少|轻)(?!径|剂量|量|限|可能)"
_MOST_EN = "oldest|eldest|latest|highest|longest|largest|heaviest|slowest"
_LEAST_EN = "youngest|earliest|lowest|shortest|smallest|lightest|fastest|quickest"
_BEHIND_ZH = (
    r"(?:的|者|一?[名例位个]|孩子|患儿|患者|年龄|月龄|日龄|仅|才|只有|只|刚|为|是|已|有|达|在|于|[:：]|\s){0,5}$"
)
_BEHIND_EN = r"(?: (?:of|them|all|these|one|patient|participant|volunteer|child|woman|man|person|infant|baby|girl|boy|member|case|subject|stay|follow-up|wait|duration|time|value|reading)){0,3} (?:was|is|being|only|just|aged|at|had|lasted|took|stayed|weighed|, )\s?(?:only |just |aged |already |at |for )?$"
_EXTREME = lazy(rf"(?:{_MOST_ZH}|{_LEAST_ZH}){_BEHIND_ZH}|\b(?:{_MOST_EN}|{_LEAST_EN}){_BEHIND_EN}")
_OF_AGE = lazy(r"年[长老轻幼]|oldest|eldest|youngest")
_FEW = lazy(
    r"\b(?:one|two|three|four|five|six|seven|\d) (?:of them )?(?:was|were|had|came|took place|occurred)(?: [a-z]+)? (?:at|in|after) $"
)
_AGED = lazy(r"龄|岁|出生|\bage[ds]?\b|\bborn\b|birth|\bold(?:er|est)?\b|young|infant|bab(?:y|ies)")
_OTHERWISE = lazy(
    r"(?<!入)组(?!织|成|合|员)|周[一二三四五六日]|次日|翌日|对照|亚组|另|此外|例外|除|放宽|修改|目标|计划|建议|推荐|正常|参考|\b(?:groups?|arms?|control|another|except|exception|amended|extended|target|recommend\w*|planned|normal|reference|however)\b"
)


class Bound(Struct, frozen=True):
    """What all keep to: from low to high, either of them open."""

    figure: Figure
    low: Decimal | None
    high: Decimal | None
    none: bool = False


def check(scene: Scene) -> Iterator[Observation]:
    """Every limit against the extremes told near it."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if told.crowded or told.heading:
                continue
            for figure in told.figures:
                bound = _bound(told, figure)
                if bound is not None:
                    yield from _beyond(frame, index, told, bound)


def _bound(told: Told, figure: Figure) -> Bound | None:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    ahead = told.words[max(0, start - 60) : start]
    of_all, of_none = _ALL.search(ahead) is not None, _NONE.search(ahead) is not None
    condition = _CONDITION.search(ahead) is not None
    if not (of_all or of_none or condition) or _EXTREME.search(ahead):
        return None
    if figure.value is None:
        known = (of_all or condition) and figure.low < figure.high and figure.stat not in {"iqr"}
        return Bound(figure, figure.low, figure.high) if known else None
    under = figure.comparator in _UPPER or _BEFORE.match(told.words, end) or _BEFORE_EN.search(ahead)
    over = figure.comparator in _LOWER or _AFTER.match(told.words, end) or _AFTER_EN.search(ahead)
    if bool(under) == bool(over):
        return None
    upper = bool(under) != of_none  # none below is all above
    value = value_of(figure)
    return Bound(figure, None if upper else value, value if upper else None, of_none)


def _beyond(frame: Frame, index: int, told: Told, bound: Bound) -> Iterator[Observation]:
    near = [one for one in frame.sentences[max(0, index - 1) : index + 1 + NEAR] if one.block == told.block]
    if any(_OTHERWISE.search(one.words) for one in near):
        return
    for one in near:
        for figure in one.figures:
            if figure.span != bound.figure.span and figure.value is not None and figure.comparator is Comparator.EQUAL:
                ahead = one.words[max(0, figure.span.start - one.span.start - 48) : figure.span.start - one.span.start]
                before = figure.span.start < bound.figure.span.start and not _of_age(told, bound.figure)
                sign = _outside(bound, figure) if _told_apart(ahead, bound) and not before else None
                if sign is not None and _one_quantity(told, one, bound.figure, figure, ahead, near):
                    yield observe("impossible-value", figure, f"{figure.raw} {sign} {bound.figure.raw}",
                                  related=[(bound.figure, bound.figure.raw)], limit=bound.figure.raw, tied="yes")  # fmt: skip


def _of_age(told: Told, bound: Figure) -> bool:
    time = units.days(Decimal(1), bound.unit) is not None
    return time and _AGED.search(bound.raw.lower() + told.words) is not None


def _told_apart(ahead: str, bound: Bound) -> bool:
    """Is a figure told as the most or the least of all, or, of what befell none, of a few?"""
    return _EXTREME.search(ahead) is not None or (bound.none and _FEW.search(ahead) is not None)


def _one_quantity(told: Told, one: Told, bound: Figure, figure: Figure, ahead: str, near: Sequence[Told]) -> bool:
    """Do both tell the same: both ages, or the only two of their unit?"""
    times = [units.days(Decimal(1), each.unit) is not None for each in (bound, figure)]
    bare = figure.unit == "none" and bound.unit == "year"
    if not (bound.unit == figure.unit or all(times) or bare):
        return False
    aged = [
        _AGED.search(words) is not None for words in (bound.raw.lower() + told.words, figure.raw.lower() + one.words)
    ]
    if bare or _OF_AGE.search(ahead):
        return aged[0] and aged[1]
    known = {each.role for each in (bound, figure)} - {None}
    if len(known) > 1:
        return False
    others = [
        f
        for each in near
        for f in each.figures
        if f.span not in {bound.span, figure.span}
        and (f.unit == figure.unit or (all(times) and units.days(Decimal(1), f.unit) is not None))
        and f.value is not None
        and not _EXTREME.search(
            each.words[max(0, f.span.start - each.span.start - 40) : f.span.start - each.span.start]
        )
    ]
    return (len(known) == 1 and bound.role == figure.role == "age") or len(others) <= _PART_OF_IT


_PART_OF_IT = 1  # 4岁1个月


def _outside(bound: Bound, figure: Figure) -> str | None:
    """``>`` above the limit, ``<`` below it."""
    unit = bound.figure.unit if figure.unit == "none" else figure.unit
    value = units.days(value_of(figure), unit)
    limits = [None if each is None else units.days(each, bound.figure.unit) for each in (bound.low, bound.high)]
    if value is None:
        value, limits = value_of(figure), [bound.low, bound.high]
    low, high = limits
    if high is not None and value > high * _SLACK:
        return ">"
    return "<" if low is not None and value * _SLACK < low else None
