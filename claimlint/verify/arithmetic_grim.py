"""Means of whole numbers over so many people: a multiple of one n-th (GRIM)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import exact, plain, show, value_of
from claimlint.verify.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.shapes import shaped

_WHOLE_THINGS = lazy(  # what is counted, and never told in parts
    r"(?:次数|个数|颗数|胎数|数目|条数|例次|件数|支数|产次|孕次|胎次|题数|枚数|(?:correct|wrong|right) answers|number of|counted (?:the|how)|counted for each|episodes|attacks|relapses|admissions|infusions|"
    r"children|teeth|injections|\b(?:flares|falls|seizures|infections|exacerbations|visits|transfusions|dressings?|dressing changes|hospitali[sz]ations|operations|sessions|doses|tablets|vials|bouts|hypos|nosebleeds|migraines) each\b|人均[一-鿿]{2,6}|how (?:many|often)|per (?:child|patient|person|participant|woman)|每[例人位名]`?)"
)
_STATED_WHOLE = lazy(r"整数|whole[- ](?:numbers?|points?|marks?)|integers?")
_OVER_TIME = lazy(r"每[月年周日天]|per (?:year|month|week|day)|rate of")
_FINER = lazy(
    r"精确到|half[- ]points?|halves|0\.5\s?分|半分|估计|调整|adjusted|±|标准差|(?<!\()\bsd\b|两[名位]评|raters|observers|平均值的|加权|weighted|条目均分|average of (?:two|three|four|the|\d\s)|换算|transformed|分[，,]取平均"
)
_MEAN = shaped(r"(?:平均|均数|均值|人均|mean|average|averaged)~{0,45}?(?P<m><XNUCT>)(?!\s?(?:mg|g|ml|mm|cm|kg|[Ll]\b))")
_COUNTED_DAYS = lazy(
    r"counted (?:the|how)|counted for each|number of (?:[a-z]+ ){0,2}(?:days|nights|shifts)|how many (?:days|nights)|天数均取整|whole days"
)
_MOST_PEOPLE = 400


def check(scene: Scene) -> Iterator[Observation]:
    """Every mean of a frame in which people were counted once."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if not told.crowded and ("均" in told.words or "mean" in told.words or "average" in told.words):
                yield from _grim(frame, index, told)


def _grim(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    means = [told.group(match, "m") for match in _MEAN.finditer(told.shape)]
    first = next((f for f in means if f.decimals > 0), None)  # 每人均完成10次
    if first is None:
        return
    near = [one for one in frame.sentences[max(0, index - 3) : index + 1] if one.block == told.block]
    around = "".join(one.words for one in near)
    stated = _STATED_WHOLE.search(frame.words) is not None
    whole = first.unit in {"item", "piece", "times"} or stated or _WHOLE_THINGS.search(around) is not None
    if not whole or _FINER.search(told.words) or not _countable(first, around, stated):
        return
    if not stated and _OVER_TIME.search(told.words) and not _COUNTED_DAYS.search(around):
        return
    counts = [f for f in frame.figures if kind_of(f) in "CD" and f.value is not None and f.decimals <= 0]
    sizes = {value_of(f) for f in counts} | {f.denominator for f in counts if f.denominator}
    if len(sizes) != 1 or any(kind_of(f) == "D" for f in counts):
        return
    size = sizes.pop()
    for mean in (first, *_also_means(told, first)):
        yield from _no_mean(mean, size, counts[:1], strict=stated)


def _countable(mean: Figure, around: str, stated: bool) -> bool:
    """A score only where it is said to be whole, days only where they were counted."""
    kind = kind_of(mean)
    if kind == "U":
        return mean.unit == "score" and stated
    if kind == "T":
        return mean.unit in {"day", "week"} and (stated or _COUNTED_DAYS.search(around) is not None)
    return True


_TO = lazy(r"\s?(?:增[至到加长]+到?|[升降减]+[至到低为]+|[至到]|变为|变成|提高到|下降到|to|and|降低到)\s?")


def _also_means(told: Told, first: Figure) -> Iterator[Figure]:
    """``由2.35次增至4.76次``: the second is a mean as well."""
    second = next((f for f in told.figures if f.span.start > first.span.start), None)
    if second is None or second.unit != first.unit or second.decimals != first.decimals:
        return
    if _TO.fullmatch(told.words[first.span.end - told.span.start : second.span.start - told.span.start]):
        yield second


def _no_mean(mean: Figure, size: Decimal, counts: list[Figure], *, strict: bool) -> Iterator[Observation]:
    if (
        not exact(mean)
        or mean.decimals < 1
        or not 2 <= size <= _MOST_PEOPLE
        or size * 5 > Decimal(10) ** mean.decimals * 4
    ):
        return
    total = value_of(mean) * size
    step = Decimal(1).scaleb(-mean.decimals)
    ways = (ROUND_HALF_UP, ROUND_HALF_EVEN) if strict else (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR)
    near = {total.to_integral_value("ROUND_FLOOR"), total.to_integral_value("ROUND_CEILING")}
    if not any((whole / size).quantize(step, way) == value_of(mean) for whole in near for way in ways):
        options = " / ".join(f"{plain(n)}/{plain(size)} = {show(n / size, mean.decimals)}" for n in sorted(near))  # noqa: E501, RUF100
        yield observe("parts-total", mean, f"{options} ≠ {plain(value_of(mean))}",
                      related=[(f, f.raw) for f in counts], stated=plain(value_of(mean)),
                      sum=options, parts=f"n = {plain(size)}")  # fmt: skip
