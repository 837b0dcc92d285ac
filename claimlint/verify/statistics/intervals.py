"""Confidence intervals told in words or apart from their estimate: lower and upper bound each, a sentence further on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of
from claimlint.verify.scenes.shapes import shaped
from claimlint.verify.statistics.checks import SPREAD, outside


class Bounds(NamedTuple):
    """An interval, and where in the shape the words begin that announce it."""

    low: Figure
    high: Figure
    start: int


_NAME = (
    r"(?:<L>|<P>|(?:90|95|99)\s?%)[\s-]?的?(?:ci|cri|confidence intervals?|credible intervals?|confidence limits?|置信区间|可信区间|"
    r"置信限|可信限|置信范围|可信区间范围)(?![a-z])"
)
_ANY = "<EPQNUTXFIC>"
_TO = (
    r"[^\ue000-\ue00c。;]{0,16}?(?:下限|下界|lower (?:limit|bound|end)|low end)[^\ue000-\ue00c。;]{0,8}?(?P<a>"
    + _ANY
    + r")[^\ue000-\ue00c。;]{0,12}?(?:上限|上界|upper (?:limit|bound|end)|high end)[^\ue000-\ue00c。;]{0,8}?(?P<b>"
    + _ANY
    + ")"
)
_FROM = (
    r"[^\ue000-\ue00c。;]{0,24}?(?:从|由|自|在|介于|from|between|were|was|are|is|为|是|[(:：,，])\s?(?P<a>" + _ANY
    + r")\s?(?:至|到|与|和|、|~|-|up to|through|to|and|,|，)?\s?(?P<b>" + _ANY + ")"
)  # fmt: skip
_PAIR = (shaped(_NAME + _TO), shaped(_NAME + _FROM))
_ONE = shaped(_NAME + r"[^\ue000-\ue00c。;]{0,24}?(?P<i>[\ue000-\ue00c])")
_BEFORE_NAME = shaped(r"(?P<i><NIPQTUX>)[\s,，;]{1,2}(?=" + _NAME + r"\s?[)\]])")
_ESTIMATE = lazy(
    r"(?:率|比|指数|系数|相差|差值?|均值|均数|平均[一-鿿]{0,6}|中位[一-鿿]{0,6}|估计[值为是]?|度|面积|效应量?|升高|降低|下降|减少|增加|延长|缩短|hr|or|rr|md|smd|"
    r"(?:ratio|rate|index|difference|mean|average|median|prevalence|incidence|sensitivity|specificity|accuracy|estimate|estimated|reduction|"
    r"increase|score|auc|kappa|effect|proportion|coefficient|c-statistic|curve|efficacy|effectiveness)s?)"
    r"(?:\s?[(][^()]{1,24}[)])?(?:值|[\s,，:=]|约|为|是|达到?|只有|仅|高达|千分之|百分之|of|was|is|at|being|to|came|stood|about|around|估计|合并){0,5}$"
)
_OTHER_QUANTITY = lazy(
    r"差异?|相差|比值|hr|\bor\b|rr|difference|ratio|reduction|change|升高|降低|下降|减少|增加|调整|校正|adjusted|敏感性分析|剔除|亚组|"
    r"subgroup|excluding|without|各(?:省|市|地|组|年)|ranged|范围"
)
_TWO_ARMS = lazy(r"(?:和|与|及|、|对|vs\.?|versus|and|compared with|against|than)[^,，。;]{0,16}$")


def check(scene: Scene) -> Iterator[Observation]:
    """Every interval that stands apart from its estimate."""
    for frame in scene.frames:
        previous: Told | None = None
        for told in frame.sentences:
            if (
                told.figures
                and not told.crowded
                and (told.holds("L") or "ci" in told.words or "区间" in told.words or "interval" in told.words)
            ):
                yield from _intervals(told, previous if previous and previous.block == told.block else None)
            previous = told


def _intervals(told: Told, previous: Told | None) -> Iterator[Observation]:
    seen: set[int] = set()
    for bounds in _bounds(told):
        if bounds.start in seen:
            continue
        seen.add(bounds.start)
        interval = None if _of_something_else(told, bounds) else _interval(bounds)
        estimate = _estimate_before(told, bounds.start) if interval is not None else None
        if interval is None:
            continue
        if estimate is None and previous is not None and _nothing_before(told, bounds.start):
            estimate = _last_estimate(previous)
        if estimate is None:
            estimate = _alone_before(told, bounds.start)
        if estimate is None or not _comparable(estimate, interval):
            continue
        fault = outside(estimate, interval)
        if fault is not None:
            yield fault


_OF_ELSE = lazy(
    r"\b(?:for|of|around|on) (?:the |a |this |their )?(?:[a-z]+ )?(?:difference|ratio|change|reduction)|差值?|均差|比值"
)


def _of_something_else(told: Told, bounds: Bounds) -> bool:
    """``95% CI for the difference -3.0 to 3.2``: of what was not told."""
    where = dict(zip((f.span for f in told.figures), told.places, strict=True))[bounds.low.span]
    return _OF_ELSE.search(told.shape[bounds.start : where]) is not None


def _bounds(told: Told) -> Iterator[Bounds]:
    for pattern in _PAIR:
        for match in pattern.finditer(told.shape):
            low, high = told.group(match, "a"), told.group(match, "b")
            if low.value is not None and high.value is not None:
                yield Bounds(low, high, match.start())
    for match in _ONE.finditer(told.shape):
        one = told.group(match, "i")
        if one.value is None:
            yield Bounds(one, one, match.start())
    for match in _BEFORE_NAME.finditer(told.shape):
        one = told.group(match, "i")
        if one.value is None:
            yield Bounds(one, one, match.start())


def _interval(bounds: Bounds) -> Figure | None:
    """The two ends as one figure."""
    low, high = bounds.low, bounds.high
    if low.span == high.span:
        return low if low.low < low.high else None
    if low.unit not in {high.unit, "none"} or not value_of(low) < value_of(high):
        return None
    return replace(high, span=Span(low.span.start, high.span.end), raw=f"{low.raw}-{_bare(high)}", low=value_of(low),
                   high=value_of(high), value=None, decimals=max(low.decimals, high.decimals))  # fmt: skip


def _bare(figure: Figure) -> str:
    return expressions.sub(r"^(?:up )?to ", "", figure.raw)


def _nothing_before(told: Told, place: int) -> bool:
    return not any(where < place for where in told.places)


def _estimate_before(told: Told, place: int) -> Figure | None:
    """The figure right before the words of the interval, where words of an estimate announce it."""
    before = [where for where in told.places if where < place]
    if not before:
        return None
    if len(before) > 1 and _PER.fullmatch(told.shape[before[-2] + 1 : before[-1]]):
        before = before[:-1]  # 6.3 per 1,000 infants
    gap = told.shape[before[-1] + 1 : place]
    if len(gap) > 40 or _OTHER_QUANTITY.search(gap) or expressions.search("[。;]", gap):
        return None
    return _announced(told, before[-1])


_PER = lazy(r"\s?(?:per|every|in every|out of every|/|每)\s?")
_BRACKET = lazy(r"[(（\[]\s?$|[,，]\s?(?:with )?(?:an? |the )?$")
_NOT_ALONE = lazy(
    r"差|相比|比较|对照|较|校正|调整|亚组|分别|比值|[与和及]|difference|versus|\bvs\b|compared|\bthan\b|ratio|adjust|subgroup|respectively|\bor\b|\bhr\b|\brr\b|control|increase|reduction|reduced|"
    r"lower|higher|fell|rose|relative|absolute|hazard|risk|odds|each|per\b|\band\b"
)
_MEASURED = frozenset(
    {
        "pct",
        "mmhg",
        "kg",
        "cm",
        "mm",
        "m",
        "g/l",
        "mmol/l",
        "umol/l",
        "mg/l",
        "score",
        "ml",
        "kpa",
        "bpm",
        "day",
        "month",
        "week",
        "minute",
        "hour",
        "none",
    }
)


def _alone_before(told: Told, place: int) -> Figure | None:
    """The only measured figure of its sentence, with nothing but words up to the bracket: ``changed by -4.1 mmHg (95% CI``."""
    every = [where for where in told.places if where < place]
    before = [where for where in every if told.at(where).unit not in TIME_UNITS] or every
    opened = _BRACKET.search(told.shape[:place]) is not None or (
        place in told.places and set("(（") & set(told.at(place).raw)
    )
    if len(before) != 1 or not opened or _NOT_ALONE.search(told.shape[: place - 1]):
        return None
    figure = told.at(before[0])
    plain_value = figure.value is not None and figure.comparator is Comparator.EQUAL and figure.unit in _MEASURED
    if not plain_value or len(told.shape[before[0] + 1 : place]) > 60 or figure.role in {"age", "dose", "n_total"}:
        return None
    if figure.unit == "none" and figure.decimals < 1:
        return None
    return figure


def _last_estimate(told: Told) -> Figure | None:
    """The one estimate that ends the sentence before."""
    if (
        not told.places
        or len(told.shape) - told.places[-1] > 40
        or _OTHER_QUANTITY.search(told.shape[told.places[-1] + 1 :])
    ):
        return None
    return _announced(told, told.places[-1])


def _announced(told: Told, place: int) -> Figure | None:
    figure, before = told.at(place), told.shape[max(0, place - 40) : place]
    if figure.value is None or figure.comparator not in {Comparator.EQUAL, Comparator.ABOUT}:
        return None
    if SPREAD.search(before):
        return None
    if kind_of(figure) == "E":
        return figure
    if not _ESTIMATE.search(before) or _TWO_ARMS.search(before):
        return None
    if figure.unit == "pct" and re.search(r"[\ue002][^。;]{0,24}$", before):
        return None  # two shares, and the interval of their difference
    return figure


_TIMES_ZH = {"month": "月", "week": "周", "day": "天", "year": "年"}


def _in_time(estimate: Figure, interval: Figure) -> bool:
    """``(95% CI, 7.9 to 12.4 months)``."""
    return estimate.unit in interval.raw or _TIMES_ZH.get(estimate.unit, "?") in interval.raw


def _comparable(estimate: Figure, interval: Figure) -> bool:
    """One unit, or none printed; about as many decimals; not so far apart that another quantity must be meant."""
    ratios = {"hr", "or", "rr", "md", "smd", "rd", "none", "ci", "auc"}
    same = estimate.unit == interval.unit or (estimate.unit in ratios and interval.unit in ratios)
    bare = interval.unit in {"ci", "none"} or "%" not in interval.raw  # (0.93 to 1.28, 95% CI)
    same = same or (bare and interval.unit == "pct" and estimate.unit in ratios)
    same = same or (interval.unit in {"ci", "none"} and estimate.unit in _MEASURED | {"permille", "pp"})
    if not same or abs(estimate.decimals - interval.decimals) > 1:
        return False
    value, width = value_of(estimate), interval.high - interval.low
    if estimate.unit in TIME_UNITS and interval.unit not in TIME_UNITS and not _in_time(estimate, interval):
        return False
    return interval.low - width * 4 <= value <= interval.high + width * 4 or Decimal("0.2") * value <= interval.high
