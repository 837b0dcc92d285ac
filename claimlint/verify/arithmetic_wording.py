"""Quantities told twice in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import exact, value_of
from claimlint.verify.arithmetic_repeats import equal, fault, summed
from claimlint.verify.scene import Frame, Scene, Told
from claimlint.verify.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Shares of a summary by the words before them, and the median follow-up."""
    for frame in scene.frames:
        for told in summed(frame):
            for figure in told.of_kind("P"):
                yield from _same_words(told, figure, frame)
        yield from _follow_ups(frame)


_SAME_WORDS = 8  # characters before a share of change that make it the same one: 全因死亡风险下降


def _same_words(told: Told, figure: Figure, frame: Frame) -> Iterator[Observation]:
    """``全因死亡风险下降27%`` in the lead, ``全因死亡风险下降17%`` in the body, and no other share behind these words."""
    if figure.role not in {None, "change", "incidence"} or figure.unit != "pct" or not exact(figure):
        return
    words = _words_before(told, figure) or _rate_name(told, figure)
    twins = [
        other
        for one in frame.sentences
        if one is not told
        for other in one.of_kind("P")
        if words and words in (_words_before(one, other), _rate_name(one, other))
    ]
    if len({value_of(other) for other in twins}) != 1 or not exact(twins[0]) or equal(figure, twins[0]):
        return
    if not any(equal(figure, other) for other in frame.figures if other.unit == "pct" and other is not figure):
        yield from fault(figure, twins[0])


_RATE_NAME = lazy(
    r"(?:^|[，。；、,;:\s]|患者|的|其)([一-鿿]{1,7}率)(?:为|达到?|是|约为|仅为|:|高达)?$|\bthe ((?:[a-z-]{3,16} ){1,3}rate)(?: was| is| of|:)? $"
)


def _rate_name(told: Told, figure: Figure) -> str:
    """保肢率, "annual fall rate": the whole name of a rate, right before its value."""
    match = _RATE_NAME.search(told.words[: figure.span.start - told.span.start])
    return (match[1] or match[2]) if match else ""


def _words_before(told: Told, figure: Figure) -> str:
    before = told.words[: figure.span.start - told.span.start].removesuffix("了").removesuffix("约")
    clause = expressions.split(r"[，。；、,;:]", before)[-1]
    least = _SAME_WORDS * 2 if clause.isascii() else _SAME_WORDS
    return clause.strip()[-least:] if len(clause.strip()) >= least else ""


_ONE_FOLLOW_UP = lazy(
    r"组(?!织|成|合)|亚|队列|更新|延长|再次|截至|中期分析|最终分析|首次分析|既往|文献|另|阶段|group|\barms?\b|cohort|update|extend|interim|"
    r"final analysis|cut-?off|previous|earlier|other (?:study|trial)|subset"
)


_MEDIAN_FOLLOW_UP = shaped(
    r"(?:中位随访(?:时间|期)?|随访(?:时间|期)?的?中位数|median follow-up(?: time| duration| period)?)\s?(?:为|是|达|was|of|:)?\s?(?P<t><T>)"
)


def _follow_ups(frame: Frame) -> Iterator[Observation]:
    """The median follow-up of one study told twice, without groups or analyses that could part them."""
    if _ONE_FOLLOW_UP.search(frame.words):
        return
    told = [one.group(match, "t") for one in frame.sentences for match in _MEDIAN_FOLLOW_UP.finditer(one.shape)]
    told = [figure for figure in told if exact(figure)]
    if len(told) == 2 and told[0].unit == told[1].unit and value_of(told[0]) != value_of(told[1]):
        yield from fault(told[1], told[0])
