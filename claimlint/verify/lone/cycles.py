"""Cycles of days on and days off, how many of them, and how long in all: ``每周期服药14天、停药7天，6个周期共126天``, "eight such cycles last 24 weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.years import EN, ZH, number
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.lengths import Time, times

_CYCLE = r"(?:周期|疗程|循环|轮)"
_CYCLE_EN = r"(?:cycles?|courses?|rounds?)"
_COUNT = lazy(
    rf"(?<![第\d每一])(?P<z>{ZH})\s?个?{_CYCLE}|(?<![a-z\d-])(?P<e>{EN}) (?:(?:such|uninterrupted|consecutive|full|complete|planned|back-to-back|treatment|more|\d{{1,2}}-(?:day|week)) ){{0,2}}{_CYCLE_EN}(?![a-z])"
)
_ON = lazy(r"(?:服药|用药|服用|给药|口服|连服|吃药|输注|服)(?:连续|满|了)?$|(?:for|of|on)? ?$")
_ON_BEHIND = lazy(r"\s?(?:服药|用药|服用|给药|治疗|on\b|of (?:treatment|tablets|therapy)|followed by)")
_OFF = lazy(
    r"(?:停药?|休息?|间歇|歇|停用)(?:了)?$|\b(?:off(?: for)?|stopp(?:ed|ing) for|then (?:stopped )?for|rest(?:s|ed|ing)? (?:for|of)|break of|pause of|followed by(?: an?)?) $"
)
_OFF_BEHIND = lazy(r"\s?(?:停药|休息|间歇|off\b|of rest|rest\b|break|without)")
_BARE_OFF = lazy(
    rf"\b(?:stopped|off|rest(?:s|ed)?|paused)(?: it| treatment)? for (?P<n>{EN})(?=[.,;)])|\b(?:weeks?|days?) on(?:,| and) (?P<m>{EN}) off\b"
)
_LENGTH = lazy(
    rf"(?:每个?{_CYCLE}(?:为|共|是|持续|长)?)$|\b(?:each|every|a|one) (?:treatment )?(?:cycle|course|round) (?:lasts?|is|takes|of|runs for) $"
)
_LENGTH_BEHIND = lazy(rf"\s?(?:为|是|算)?(?:1|一)个?{_CYCLE}|\s?{_CYCLE_EN}\b")
_WHOLE = lazy(
    r"(?:全程|一共|总共|共计?|合计|总计|前后|历时|整个[一-鿿]{0,4})(?:是|为|需要?|用时|持续|约|共){0,3}$|\b(?:last(?:s|ed|ing)?|tak(?:e|es|en|ing)|took|mak(?:es|ing)|made|came to|comes? to|total(?:s|led|ling)?(?: of)?|in all,?|altogether,?|spans?|amount(?:s|ed|ing)? to)(?: (?:a total of|exactly|just|which makes))? $"
)
_WHOLE_BEHIND = lazy(r"\s?(?:in (?:all|total)|altogether)")
_ON_DRUG = lazy(
    r"(?:真正|实际|净|服药|用药|给药)[^，。；]{0,8}$|\b(?:on (?:the )?(?:drug|treatment|tablets)|of (?:actual )?(?:treatment|tablets|medication|therapy)|taking)"
)
_OTHERWISE = lazy(r"延迟(?!给药)|推迟|因故|减量|约|近|至少|平均|中位|计划|最多|或|每隔|另|再加|随后|之后|维持|delays? (?:were|was)|delayed|median|mean|about|average|at least|up to|plus|maintenance|or until|postponed|then continu|longer|shorter")  # fmt: skip
_NO_DELAY = lazy(r"(?:没有|未|无|不)(?:曾)?(?:延迟|推迟|间断|中断)|(?:no|without(?: any)?) delays?")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells how long a cycle is, how many there are, and how long they last together."""
    for one in passages(scene):
        counts = list(_COUNT.finditer(one.words))
        counts = [each for each in counts if (number(each["z"] or each["e"]) or 0) > 1]
        if len(counts) == 1 and not _OTHERWISE.search(_NO_DELAY.sub("", one.words)):
            yield from _check(one, counts[0])


def _check(one: Paragraph, count: re.Match[str]) -> Iterator[Observation]:
    every = [each for each in times(one) if not each.counted and not each.ranges and not each.bare]
    whole = [each for each in every if _is(one, each, _WHOLE, _WHOLE_BEHIND) and each.start > count.start()]
    length = _cycle(one, [each for each in every if each not in whole[:1]])
    if not whole or length is None:
        return
    total = whole[0]
    if isinstance(length, Time):
        line = (
            f"{length.words} ≠ {' + '.join(each.words for each in every if each is not length and each not in whole)}"
        )
        yield observe("parts-total", length.span, line, related=[(total.span, total.words)], stated=length.words,
                      sum=line.partition("≠ ")[2], parts=line.partition("≠ ")[2], tied="yes")  # fmt: skip
        return
    cycle, on, off = length
    number_of = number(count["z"] or count["e"]) or 0
    right = cycle * number_of
    drug = _is(one, total, _ON_DRUG, _ON_DRUG)
    allowed = {right, right - off, *({on * number_of} if drug else set())}
    if any(abs(total.high - each) < 1 for each in allowed):
        return
    line = f"{number_of} × {plain(cycle)} = {plain(right)} ≠ {plain(total.high)} 天 (days)"
    yield observe("parts-total", total.span, line, related=[(one.span(*count.span()), count[0].strip())],
                  stated=total.words, sum=plain(right), parts=f"{number_of} × {plain(cycle)}", tied="yes")  # fmt: skip


def _cycle(one: Paragraph, every: list[Time]) -> tuple[Decimal, Decimal, Decimal] | Time | None:
    """The days of a cycle, of those on and of those off; the length told where it is not that of both."""
    off = [each for each in every if _is(one, each, _OFF, _OFF_BEHIND)]
    told = [each for each in every if each not in off and _is(one, each, _LENGTH, _LENGTH_BEHIND)]
    on = [each for each in every if each not in off and each not in told and _is(one, each, _ON, _ON_BEHIND)]
    rest = off[0].high if len(off) == 1 else _bare(one, on)
    if len(off) > 1 or len(told) > 1 or len(on) > 1:
        return None
    if told and len(every) > len(on) + len(off) + 1:
        return None
    both = on[0].high + rest if on and rest else None
    if told:
        whole = told[0].high
        return (
            told[0] if both is not None and both != whole else (whole, on[0].high if on else whole, rest or Decimal(0))
        )
    return (both, on[0].high, rest) if both is not None and rest and len(every) <= len("ab") else None


def _bare(one: Paragraph, on: list[Time]) -> Decimal | None:
    """``two weeks on, one off``: the unit is that of the days on."""
    match = _BARE_OFF.search(one.words)
    value = number(match["n"] or match["m"]) if match else None
    return None if value is None or len(on) != 1 else value * Decimal(7 if "w" in on[0].unit else 1)


def _is(one: Paragraph, each: Time, ahead: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    before = one.words[max(0, each.start - 34) : each.start]
    return ahead.search(before) is not None or behind.match(one.words, each.end) is not None
