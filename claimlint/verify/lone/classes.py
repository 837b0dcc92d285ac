"""As many parts as arms or grades are announced, against their one whole: "255 adults to one of three arms: 84 ..., 86 ... and 85 ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.scene import Scene, Told, observe

_ANNOUNCED = lazy(
    r"\b(?:to|into|in|between|among) (?:one of )?(?P<en>two|three|four|five) (?:[a-z]+ ){0,2}(?:arms|groups|cohorts|classes|categories|grades)\b[^:.;]{0,24}:"
    r"|(?:分[为成入至]|随机至)(?P<zh>[两二三四五2-5])\s?(?:个)?(?:组|队列|类|级|档|臂)[^:：。;；]{0,16}[:：]"
)
_GRADES = (  # each class of a scale once, in any order
    (r"\bexcellent\b", r"\bgood\b", r"\bfair\b", r"\bpoor\b"),
    (r"优(?!于|秀|先|势|化|选)", r"良(?!好|性|恶)", r"可(?=\d|[为有:：]|占)", r"差(?!异|值|别)"),
    (r"\bcured\b", r"\bimproved\b", r"\bunchanged\b"),
    (r"\bfull\b", r"\bpartial\b", r"\bnone\b"),
    (r"\bpositive\b", r"\bnegative\b", r"\b(?:inconclusive|indeterminate|equivocal|invalid|borderline)\b"),
    (r"(?<![弱假])阳性(?!率|预测)", r"(?<!假)阴性(?!率|预测)", r"可疑|弱阳性|无效结果|不确定"),
)
_OTHERWISE = lazy(
    r"每组|各[组\d]|每[例名人]|重叠|同时|其中|退出|失访|剔除|脱落|既往|\beach (?:arm|group)\b|\bper\b|overlap|of whom|of which|withdr|dropped|excluded|lost to|\bn ?="
)
_FEW = 2


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence of a passage."""
    for one in passages(scene):
        ahead: Told | None = None
        for told in one.sentences:
            if len(told.figures) > _FEW and not told.crowded and not _OTHERWISE.search(told.words):
                yield from _announced(told)
                yield from _graded(ahead, told)
            ahead = told


def _announced(told: Told) -> Iterator[Observation]:
    match = _ANNOUNCED.search(told.words)
    number = parse_number(match["en"] or match["zh"]) if match else None
    if match is None or number is None:
        return
    every = [one for one in numbers(told) if not _of_a_class(told, one)]
    before = [one for one in every if one.end <= match.start()]
    parts = [one for one in every if one.start >= match.end()]
    if before and len(parts) == number.value:
        yield from _held(told, before[-1], parts)


_CLASS_NUMBER = lazy(r"(?:grade|stage|class|group|arm|week|day|第)\s?$")


def _of_a_class(told: Told, one: Number) -> bool:
    return _CLASS_NUMBER.search(told.words, max(0, one.start - 8), one.start) is not None


_REPORTED = lazy(  # it reported 91 as positive: of those that the sentence before counts
    r"(?:it|they|the (?:laboratory|lab|results?)|of (?:these|them|those)),? |(?:结果|其中|检出|报告)"
)


def _graded(ahead: Told | None, told: Told) -> Iterator[Observation]:
    for labels in _GRADES:
        places = [list(lazy(label).finditer(told.words)) for label in labels]
        if any(len(found) != 1 for found in places):
            continue
        starts = [found[0].start() for found in places]
        every = [one for one in numbers(told) if one.value >= 0]
        parts = [one for one in every if min(starts) - 6 <= one.start <= max(starts) + 14]
        before = [one for one in every if one.end <= min(starts) - 6]
        if not before and ahead is not None and _REPORTED.match(told.words):
            before = list(numbers(ahead)) if len(numbers(ahead)) == 1 else []
        if before and len(parts) == len(labels) and max(one.value for one in parts) < before[-1].value:
            yield from _held(told, before[-1], parts)
            return


def _held(told: Told, whole: Number, parts: Sequence[Number]) -> Iterator[Observation]:
    found = sum((one.value for one in parts), Decimal(0))
    sorts = {one.figure.unit for one in (whole, *parts) if one.figure is not None} - {"none"}
    far = abs(found - whole.value) * 4 > whole.value
    if found == whole.value or far or len(sorts) > 1 or whole.value <= max(one.value for one in parts):
        return
    sums = " + ".join(plain(one.value) for one in parts)
    place = whole.figure.span if whole.figure is not None else told.span
    yield observe("parts-total", place, f"{sums} = {plain(found)} ≠ {plain(whole.value)}",
                  related=[(one.figure, one.figure.raw) for one in parts if one.figure is not None], stated=plain(whole.value),
                  sum=plain(found), parts=sums, tied="yes")  # fmt: skip
