"""A change from one value to another that a lead or a conclusion tells, and the body with another end.

Both begin at the same value; the end of the lead stands nowhere in the body, and one end in the body differs from it by a digit
or by two exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.told.again import leads_of, words_of

MOST_BODY = 160  # figures

_NO_CHANGE = frozenset({"ci", "cilevel", "sd", "p", "ordinal", "hr", "or", "rr", "none"})
_TO = lazy(
    r"[^,，;；。\d]{0,6}?(?:增[至到加长]+|[升降减跌涨][至到为]|[至到]|变为|变成|(?:提高|下降|上升|缩短|降低|减少|增加|延长|改善|升高|回落|压缩|攀升)[至到为了]{1,2})(?:了)?约?\s?"
    r"|(?: [a-z]+){0,5} to(?: just| only| about)? |[-~→]+|\s?→\s?"
)
_FROM = lazy(r"(?:[由从自]\s?[^,，;；。\d]{0,6}|\bfrom (?:a (?:mean|median|rate) of )?)$")
_END = lazy(r"(?:[至到达为]|[至到]了|→|\bto(?: just| only)?|\bwas|\breached)\s?$")
_APART = lazy(r"对照|安慰剂|全国|全市|全省|目标|预期|亚组|control|placebo|target|national|subgroup|expected")


def check(scene: Scene) -> Iterator[Observation]:
    """Every change of a title, lead or conclusion."""
    yield from _concluded(scene)
    leads = leads_of(scene)
    if not leads:
        return
    told = [one for one in scene.sentences if one.figures and scene.document.blocks[one.block].table is None]
    body = [(one, f) for one in told if one.span not in leads for f in one.figures]
    if not body or len(body) > MOST_BODY:
        return
    for one in told:
        if one.span in leads and not _APART.search(one.words):
            for first, second in _changes(one):
                yield from _against(first, second, body, leads, told)
            yield from _by(one, body)


_CONCLUSION = lazy(r"^\W{0,3}(?:结论|研究结论|小结|conclusions?)\W{0,3}[\s:：】]?")


def _concluded(scene: Scene) -> Iterator[Observation]:
    """The conclusion of an abstract in one block, against its results."""
    for frame in scene.frames:
        told = [one for one in frame.sentences if one.figures and scene.document.blocks[one.block].table is None]
        for one in told:
            if _CONCLUSION.match(one.words) and not _APART.search(one.words):
                body = [(each, f) for each in told if each.block == one.block and each is not one for f in each.figures]
                for first, second in _changes(one) if len(body) <= MOST_BODY else ():
                    yield from _against(first, second, body, {one.span}, told)


_BY = lazy(
    r"(?:下降|降低|减少|缩短|提高|升高|上升|增加|改善|延长|少|多|低|高)(?:了|约)?\s?$|\b(?:fell|rose|dropped|declined|increased|decreased|improved|grew|shortened|reduced|cut) by\s?$|\band by\s?$"
)
_LEAST_SHARED = 2


def _by(told: Told, body: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``Headache days fell by 8.2`` where they went from 17.8 to 11.6 in the body."""
    for figure in told.figures:
        before = told.words[: figure.span.start - told.span.start][-24:]
        if not exact(figure) or figure.unit in {"pct", "fold"} or figure.decimals < 1 or not _BY.search(before):
            continue
        pairs = [
            (first, second)
            for one in {id(one): one for one, _ in body}.values()
            if len(words_of(one) & words_of(told)) >= _LEAST_SHARED
            for first, second in _changes(one, bare=True)
            if first.decimals == second.decimals == figure.decimals and first.unit in {figure.unit, "none"}
        ]
        gaps = {abs(value_of(one) - value_of(two)) for one, two in pairs}
        known = gaps | {value_of(f) for _, f in body} | {abs(one - two) for one in gaps for two in gaps}
        near = [(one, two) for one, two in pairs if _near(abs(value_of(one) - value_of(two)), value_of(figure))]
        if value_of(figure) not in known and len(near) == 1:
            (first, second), stated = near[0], figure.raw
            line = f"{first.raw} - {second.raw} = {abs(value_of(first) - value_of(second))} ≠ {stated}"
            yield observe("told-twice", figure, line, related=[(second, second.raw)], other=second.raw)


def _changes(told: Told, *, bare: bool = False) -> Iterator[tuple[Figure, Figure]]:
    for first, second in zip(told.figures, told.figures[1:], strict=False):
        if (
            first.unit != second.unit
            or (first.unit in _NO_CHANGE and not (bare and first.unit == "none"))
            or not exact(first)
            or not exact(second)
        ):
            continue
        start, end = first.span.start - told.span.start, first.span.end - told.span.start
        gap = told.words[end : second.span.start - told.span.start]
        if _TO.fullmatch(gap) and _FROM.search(told.words[max(0, start - 24) : start]):
            yield first, second


def _against(
    first: Figure, second: Figure, body: list[tuple[Told, Figure]], leads: set[Span], told: list[Told]
) -> Iterator[Observation]:
    same = [(one, f) for one, f in body if f.unit == first.unit and exact(f)]
    values = {value_of(f) for _, f in same}
    if value_of(first) not in values or value_of(second) in values:
        return
    again = {value_of(f) for one in told if one.span in leads for f in one.figures if f.unit == first.unit}
    ends = [
        f
        for one, f in same
        if value_of(f) not in again
        and f.decimals == second.decimals
        and (
            (
                _near(value_of(f), value_of(second))
                and _END.search(one.words[: f.span.start - one.span.start][-12:])
                and not _APART.search(one.words)
            )
            or _mean_beside(one, f, first)
        )
    ]
    if len({value_of(f) for f in ends}) == 1:
        yield from fault(second, ends[0])


def _mean_beside(told: Told, mean: Figure, first: Figure) -> bool:
    """``（2.4±0.7）d，短于对照组的（3.3±0.9）d``: the only other mean of the sentence that tells the first."""
    means = [f for f in told.figures if f.unit == mean.unit and "±" in f.raw]
    return len(means) == 2 and mean in means and value_of(first) in {value_of(f) for f in means}


def _near(one: Decimal, other: Decimal) -> bool:
    """Of two digits at least, and one of them, or their order, differs."""
    left, right = f"{one:f}", f"{other:f}"
    if len(left) != len(right) or len(left) < 2:
        return False
    return exchanged(one, other) or sum(a != b for a, b in zip(left, right, strict=True)) == 1
