"""A rate of relapses beside a rate without one, times counted by two clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import days
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_FREE = r"无病生存|无复发生存|无进展生存|无事件生存|dfs|rfs|pfs|efs|(?:disease|relapse|progression|event)-free survival"
_LISTS = (
    shaped(rf"(?P<times><TNX>(?:\s?(?:[、,，和及/]|and|,\s?and)\s?<TN>){{1,3}})`{{0,24}}?(?:{_FREE})~{{0,20}}?(?P<rates><P>(?:\s?(?:[、,，和及/]|and|,\s?and)\s?<P>){{1,3}})"),
    shaped(rf"(?P<times><TN>-?(?:\s?(?:and|,\s?and|,)\s?<TN>-?){{1,3}})`{{0,24}}?(?:{_FREE})~{{0,30}}?(?P<rates><P>(?:\s?(?:and|,\s?and|,)\s?<P>){{1,3}})"),
    shaped(rf"(?:{_FREE})~{{0,14}}?(?:at|after) (?P<times><TN>(?:\s?(?:and|,\s?and|,)\s?<TN>){{1,3}})~{{0,20}}?(?P<rates><P>(?:\s?(?:and|,\s?and|,)\s?<P>){{1,3}})"),
)  # fmt: skip
_ONES = (
    shaped(rf"(?P<t><T>)`{{0,6}}?(?:{_FREE})`{{0,10}}?(?:[(][a-z]{{2,4}}[)])?`{{0,8}}?(?P<p><P>)"),
    shaped(rf"(?:{_FREE})`{{0,16}}?(?:was|of|:)\s(?P<p><P>)\s(?:at|after)\s(?P<t><T>)"),
)
_PAIRS = (
    shaped(r"(?P<t><T>)(?:时|的)?(?:为|达到?|是|约为|:|\s)?\s?(?P<p><P>)"),
    shaped(r"(?P<p><P>)\s(?:\([^()]{0,20}\)\s)?(?:at|after)\s(?P<t><T>)"),
)
_OTHER_KIND = lazy(r"(?<=.)生存率|(?<=.)survival|复发率|缓解率|有效率")
_FIGURE = lazy("[\ue000-\ue00c]")


def check(scene: Scene) -> Iterator[Observation]:
    """Relapses, clocks."""
    for frame in scene.frames:
        yield from _relapse(frame)
        yield from _clock(frame)


def _relapse(frame: Frame) -> Iterator[Observation]:
    """Disease-free survival and relapses that do not make 100 % need their method told."""
    lost = next((f for f in frame.figures if f.role == "relapse" and f.unit == "pct" and f.value is not None), None)
    if lost is None or expressions.search(r"kaplan|km法|寿命表|组(?!织|成|合)", frame.words):
        return
    time, rate = next((point for told in frame.sentences for point in _free(told)), (None, None))
    if time is None or rate is None:
        return
    rest = 100 - value_of(lost)
    if abs(rest - value_of(rate)) > 2 * max(unit_in_last_place(rate), Decimal(1)):
        span = Span(time.span.start, rate.span.end)
        yield observe("relapse-and-free", span, f"100% - {lost.raw} = {plain(rest)}% ≠ {rate.raw}", severity="info",  # noqa: E501, RUF100
                      related=[(lost, lost.raw)], stated=rate.raw, relapse=lost.raw)  # fmt: skip


def _free(told: Told) -> Iterator[tuple[Figure, Figure]]:
    """Every rate of those without a relapse, with its time."""
    if not told.holds("P"):
        return
    for pattern in _LISTS:
        for match in pattern.finditer(told.shape):
            times, rates = (
                [told.at(match.start(name) + one.start()) for one in _FIGURE.finditer(match[name])]
                for name in ("times", "rates")
            )
            if len(times) == len(rates):
                unit = next((f.unit for f in reversed(times) if days(Decimal(1), f.unit) is not None), None)
                yield from (pair for pair in zip(times, rates, strict=True) if _is_rate_at(*pair, unit))
    for match in (*_told_after(told), *(match for one in _ONES for match in one.finditer(told.shape))):
        pair = told.group(match, "t"), told.group(match, "p")
        if _is_rate_at(*pair, None):
            yield pair


def _told_after(told: Told) -> Iterator[re.Match[str]]:
    """``无病生存率1年为98%，3年为91%``."""
    for match in expressions.finditer(_FREE, told.shape):
        other = _OTHER_KIND.search(told.shape, match.end() + 1)
        stop = other.start() if other else len(told.shape)
        for pattern in _PAIRS:
            yield from pattern.finditer(told.shape, match.end(), stop)


def _is_rate_at(time: Figure, rate: Figure, unit: str | None) -> bool:
    return days(value_of(time), unit or time.unit) is not None and rate.value is not None


_CLOCK = lazy(
    r"(?P<event>输注|移植|注射|给药|用药|治疗|手术|infusion|transplantation|injection|treatment)(?:后)?(?:的)?第\s?(?P<a>\d{1,3})\s?(?P<ua>周|天|个?月)"
)
_COMPARED = lazy(r"(?:与|和|较|比|相对于)\s?第\s?(?P<b>\d{1,3})\s?(?P<ub>周|天|个?月)(?:时)?(?:相比|比较|相较|时)?")


def _clock(frame: Frame) -> Iterator[Observation]:
    """``输注后第34周……与第25周相比``: two clocks, when the later text counts again from the event."""
    for told in frame.sentences:
        first, second = _CLOCK.search(told.words), _COMPARED.search(told.words)
        if (
            first is None
            or second is None
            or first["ua"] != second["ub"]
            or first["event"] not in {"输注", "注射", "移植", "infusion"}
        ):
            continue
        if int(second["b"]) <= 4 or second.start() < first.end():
            continue
        if not expressions.search(
            rf"(?:首次|第一次|再次|第二次){first['event']}|{first['event']}后\s?\d+\s?(?:小时|天)",
            frame.words,
        ):
            continue
        span = Span(told.span.start + first.start(), told.span.start + first.end())
        other = Span(told.span.start + second.start(), told.span.start + second.end())
        yield observe("clock", span, f"{first['event']}: {first['a']} / {second['b']}", related=[(other, second[0])],  # noqa: E501, RUF100
                      severity="warning", stated=first[0], other=second[0])  # fmt: skip
