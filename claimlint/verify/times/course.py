"""Rates at several times, read off a sentence however they are told: a list of times with a list of rates, or one by one.

A sentence is read as marks: runs of times (``1、3、5年``, "1-, 3- and 5-year", "week 44"), runs of rates, and the words that name an
outcome. A run of rates goes with a run of as many times; a single rate with the time right beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import ENGLISH_WORDS, parse_chinese
from claimlint.language.units import days
from claimlint.model.figure import Comparator, Figure
from claimlint.verify.scenes.scene import Told

_FALLING = (
    r"\bsurvival free (?:of|from) (?:disease|relapse|recurrence|progression|events?|metastas[ie]s)\b|\boverall(?= and [a-z]{4,14}-free survival)|(?:[a-z]{3,14}-free )?surviv(?:al|ing|ed|ors?)\b|\b(?:event|disease|relapse|progression|recurrence|metastasis|failure|treatment|attack|seizure|[a-z]{4,14}ectomy)-free\b(?! survival)|"
    r"\bfreedom from (?:[a-z-]+ ){0,2}?(?:death|mortality|re-?interventions?|re-?operations?|re-?hospitali[sz]ation|revision|recurrence|relapse|progression|metastas[ie]s|mace|deterioration|degeneration|stroke|"
    r"thromboembolism|events?|rejection|failure|revasculari[sz]ation|transplantation|dialysis|amputation|colectomy)\b|"
    r"\bfree (?:of|from) (?:disease|relapse|recurrence|progression|events?|metastas[ie]s|revision|dialysis|failure)\b|\balive\b|\bstill living|(?<![a-z])(?:os|pfs|dfs|rfs|efs|dmfs|css|dss)(?![a-z])|\bpatency|\b(?:local|locoregional|regional) control|\bretention|drug persistence|\bstill (?:functioning|working|in place|in use|in situ|intact|patent|on (?:the )?(?:drug|treatment|therapy))|\bremained (?:in place|in use|in situ|intact|patent|on (?:the )?(?:drug|treatment|therapy))|\b(?:drug|treatment) (?:survival|continuation)|"
    r"(?<![不未])(?:生存|存活)(?:率|比例|概率)?(?!期|时间|质量|分析|曲线|者(?!占|为))|在世|健在|活着|通畅率|(?:留存|存留|保留)率|在位率|局部?控制率|保肢率|无(?:疾?病|进展|复发|事件|转移|失败)(?:率|比例)|未复发|继续用药率|(?:持续|维持)缓解(?:率|的?(?:比例|概率))|(?:用药|服药|治疗|药物|给药)(?:持续|维持|延续|坚持)率|(?:持续|坚持)(?:用药|服药|治疗)(?:率|的?比例)|(?:仍|尚)(?:在使用|在位|能?使用|完好)|免(?:于|除)(?:再次?|二次|心源性|全因)?(?:手术|介入|干预|翻修|死亡|复发|血运重建)|无(?:再次|二次)(?:手术|介入|干预)"
)
_GROWING = (
    r"\bcumulative (?:proportion|percentage|share)(?= (?:whose|who had|who have|with a|with an|needing|requiring)\b)(?![^.;,%]{0,40}(?:surviv|alive|free|without|remain|remission))|\bcumulative (?:incidence|risk|mortality|deaths?|relapses?|revision|failures?|recurrence|rates?)|(?<!non-)\b(?:relapse|recurrence|mortality|revision|reoperation|failure|death) (?:rates?|risk|incidence)?|"
    r"累[计积](?:的)?[一-鿿]{0,6}?(?:死亡|复发|发生|翻修|病死|失败|转移|骨折|发病|脱落|停药)率?|累[计积]风险|(?:复发(?:转移)?|转移|翻修|死亡|病死)率"
)
_OUTCOME = lazy(f"(?P<falling>{_FALLING})|(?P<growing>{_GROWING})")

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty(?:-four)?|thirty(?:-six)?|forty"
)
_NUM = rf"(?:(?<![\d.])(?<!\d,)\d{{1,3}}(?:\.5)?(?!\d|\.\d|,\d)|\b(?:{_WORDS})\b|(?<![第一二两三四五六七八九十百])(?:半|[一二两三四五六七八九十]{{1,3}}))"
_UNIT = r"(?:years?\b|months?\b|weeks?\b|days?\b|yrs?\b|mos?\b|wks?\b|年(?![级代龄轻度初底终内间里])|个月|月(?![份底初末经龄]|\d{1,2}\s?日)|周(?![岁末])|天)"
_ITEM = rf"第?(?P<n>{_NUM})(?:[\s-]{{0,2}}(?P<u>{_UNIT}))?-?"
_BARE = _ITEM.replace("?P<n>", "?:").replace("?P<u>", "?:")
_SEP = r"\s?(?:、|[,，]\s?(?:and|以及|及|和)?|/|和|及|与|\band\b|&)\s?"
_TIMES = lazy(rf"(?:{_BARE}{_SEP}){{0,7}}第?{_NUM}[\s-]{{0,2}}{_UNIT}")
_TIMES_BEHIND = lazy(rf"\b(?P<u>week|month|year|day)s?\s{_NUM}(?:{_SEP}{_NUM}){{0,7}}(?!\s?{_UNIT}|%)")
_EACH = lazy(_ITEM)
_SHORT = lazy(
    rf"(?:(?<=% at )|(?<=% by )|(?<=% after ))(?P<n>{_NUM})(?=[,;]|\.(?!\d)| (?:and|but)\b|$)"
)  # 94% at three and 91% at six
_IS_A_DATE = lazy(r"(?:19|20)\d\d\s?年\s?$|\d月\s?$")
_HOW_LONG = lazy(
    r"(?:随访|追踪|观察|中位|平均|年龄|历时|为期|每|病程|近|过去|疗程|治疗(?!后)了?|服药|持续|自|\bfollow(?:ed|-up)?|median|mean|aged?|every|each|past|last|over|for|mean)[^,，。;；:：]{0,8}$"
)
_OLD = lazy(r"\s?(?:以?上|岁|of follow|follow-up|old\b|of age|的?随访|ago\b|前(?!瞻)|来\b|以来|里|间)")
_JOINT = lazy(rf"\s?(?:[(（\[][^()（）]{{0,70}}[)）\]])?{_SEP}")
_SET_AGAINST = lazy(r"\s?(?:\([^()]{0,50}\)\s?)?[(（]?(?:vs\.?|versus|against|compared with|对比?|比|与对照)\s?$")
_RIGHT_BEHIND = lazy(
    r"\s?(?:\([^()]{0,60}\)\s?)?(?:of (?:the |all )?[a-z]{4,14}\s)?(?:(?:alive|survived|surviving|remained|were|patients|event-free|free|still|functioning|working|well|in place|in situ|in use|intact|patent|on (?:the )?(?:drug|treatment|therapy))\s){0,5}(?:(?:at|after|by|in)\s)?(?:the\s)?(?:end of\s)?(?:postoperative\s)?$"
)
_RIGHT_BEFORE = 34  # characters between a time and its rate
_ASIDE = lazy(r"\s?[(（][^()（）\d]{1,60}[)）]")  # (events: relapse or death)
_STOP = lazy(r"[。；;!?！？]|\. ")


class Outcome(NamedTuple):
    """What is told of, and whether its rates can only grow."""

    name: str
    grows: bool
    start: int


class Point(NamedTuple):
    """A rate at a time, of an outcome."""

    outcome: Outcome
    when: Decimal
    rate: Figure


class Series(NamedTuple):
    """Rates of one outcome; ``listed`` where they stand side by side."""

    listed: bool
    points: tuple[Point, ...]


class Run(NamedTuple):
    """Times or rates that stand side by side."""

    start: int
    end: int
    times: tuple[Decimal, ...] = ()
    rates: tuple[Figure, ...] = ()


def points_carried(told: Told, outcome: Outcome) -> tuple[tuple[Point, ...], ...]:
    """The same of a sentence that names no outcome and goes on about one named before."""
    return tuple(_points(told, (outcome._replace(start=-1),))) if told.figures else ()


def outcomes_of(told: Told) -> tuple[Outcome, ...]:
    """The outcomes that a sentence names, in order."""
    return tuple(_named(told, match) for match in _OUTCOME.finditer(told.words))


def points_of(told: Told) -> tuple[tuple[Point, ...], ...]:
    """What each run of rates says: as many points as it has rates."""
    if "course" not in told.known:
        told.known["course"] = tuple(_points(told)) if told.figures else ()
    found: tuple[tuple[Point, ...], ...] = told.known["course"]
    return found


def _points(told: Told, carried: tuple[Outcome, ...] = ()) -> Iterator[tuple[Point, ...]]:
    if not any(f.unit in {"pct", "count"} for f in told.figures):
        return
    outcomes = list(carried or outcomes_of(told))
    times = list(_times(told)) if outcomes else []
    rates = list(_rates(told)) if times else []
    for run in rates:
        found = _times_of(told, run, times, rates)
        if found is None:
            yield from _side_by_side(told, run, times, outcomes)
        outcome = _outcome_of(told, run, outcomes) if found else None
        if found is not None and outcome is not None:
            yield tuple(Point(outcome, when, rate) for when, rate in zip(found.times, run.rates, strict=True))


def _side_by_side(told: Told, run: Run, times: list[Run], outcomes: list[Outcome]) -> Iterator[tuple[Point, ...]]:
    """``3年总生存率和无病生存率分别为70%和60%``: one time, as many outcomes as rates."""
    before = [one for one in times if one.end <= run.start]
    if not before or len(before[-1].times) != 1 or len(run.rates) < 2:
        return
    if any(before[-1].end <= rate.span.start - told.span.start < run.start for rate in told.of_kind("P")):
        return  # 46% with the one and 32% with the other, and overall survival 65% and 60%
    named = [one for one in outcomes if before[-1].end <= one.start < run.start]
    if len(named) == len(run.rates) and not _STOP.search(told.words[before[-1].end : run.start]):
        for outcome, rate in zip(named, run.rates, strict=True):
            yield (Point(outcome, before[-1].times[0], rate),)


def series(told: Told) -> Iterator[Series]:
    """Every list of rates with their times; then those told one by one, by outcome."""
    singles: dict[str, list[Point]] = {}
    for points in points_of(told):
        if len(points) > 1:
            yield Series(True, points)
        else:
            singles.setdefault(points[0].outcome.name, []).extend(points)
    yield from (Series(False, tuple(points)) for points in singles.values() if len(points) > 1)


_HEAD = lazy(r"[一-鿿]{1,5}$")
_KIND_EN = lazy(
    r"\b(?:overall|graft|implant|device|renal|kidney|patient|stent|flap|transplant|primary|secondary|assisted|disease-specific|cancer-specific|relative) $"
)
_TIME_ENDS = lazy(r"^.*[年月周天日后时末的及和与组为者]")


def _named(told: Told, match: re.Match[str]) -> Outcome:
    """An outcome with the words that make it another: 肾存活率, "graft survival"."""
    before = told.words[max(0, match.start() - 24) : match.start()]
    own = _HEAD.search(before)
    name = (_TIME_ENDS.sub("", own[0]) if own else "") + match[0]
    if own is None and name.isascii():
        kind = _KIND_EN.search(before)
        name = (kind[0] if kind else "") + name
    return Outcome(expressions.sub(r"率|rates?|概率|\s", "", name), match["growing"] is not None, match.start())


def _times(told: Told) -> Iterator[Run]:
    for match in _TIMES.finditer(told.words):
        before, behind = told.words[max(0, match.start() - 24) : match.start()], told.words[match.end() :][:12]
        listed = match[0]
        if _IS_A_DATE.search(before) or _how_long(before):
            listed = listed.rpartition("，")[2] if "，" in listed else ""  # 随访46个月，1、3、5年
        items = [(each["n"], each["u"]) for each in _EACH.finditer(listed)]
        if not items or _OLD.match(behind):
            continue
        found, unit = [], items[-1][1]
        for number, own in reversed(items):
            unit = own or unit
            found.append(_length(number, unit))
        yield from _run(match, list(reversed(found)))
        short = _SHORT.search(told.words, match.end())
        while short is not None and not _TIMES.search(told.words, match.end(), short.start()):
            yield from _run(short, [_length(short["n"], items[-1][1])])
            short = _SHORT.search(told.words, short.end())
    for match in _TIMES_BEHIND.finditer(told.words):
        yield from _run(match, [_length(each[0], match["u"]) for each in expressions.finditer(_NUM, match[0])])


def _how_long(before: str) -> bool:
    """``随访5年``; not ``持续缓解的比例在6个月时``, where the word belongs to an outcome."""
    match = _HOW_LONG.search(before)
    return match is not None and not any(match.start() < one.end() for one in _OUTCOME.finditer(before))


def _run(match: re.Match[str], lengths: list[Decimal | None]) -> Iterator[Run]:
    known = [one for one in lengths if one is not None]
    if len(known) < len(lengths):
        return
    while known != sorted(set(known)):  # 随访10年，10年生存率
        known = known[1:]
    yield Run(*match.span(), times=tuple(known))


def _length(number: str, unit: str) -> Decimal | None:
    if number[0].isdigit():
        value = Decimal(number)
    elif number == "半":
        value = Decimal("0.5")
    elif number.isascii():
        value = sum((Decimal(ENGLISH_WORDS[word]) for word in number.split("-") if word in ENGLISH_WORDS), Decimal(0))
    else:
        read = parse_chinese(number)
        value = read[0] if read else Decimal(2) if number == "两" else Decimal(0)
    name = {"年": "year", "个月": "month", "月": "month", "周": "week", "天": "day", "yr": "year", "mo": "month", "wk": "week"}.get(unit.rstrip("s"), unit.rstrip("s"))  # fmt: skip
    return days(value, name) if value else None


def _rates(told: Told) -> Iterator[Run]:
    """Percentages side by side; a bare number before them lends itself their sign."""
    own: list[Figure] = []
    for figure in told.figures:
        if figure.unit in {"ci", "cilevel"}:
            continue
        able = figure.value is not None and (figure.unit in {"pct", "none"} or _sum_so_far(told, figure))
        able = able and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT} and figure.denominator is None
        if own and able and _JOINT.fullmatch(_gap(told, own[-1], figure)):
            own.append(figure)
            continue
        yield from _as_run(told, own)
        own = [figure] if able else []
    yield from _as_run(told, own)


_SO_FAR = lazy(r"累[计积](?:有|已)?[一-鿿]{0,6}$")


def _sum_so_far(told: Told, figure: Figure) -> bool:
    """``累计死亡14例``."""
    return (
        figure.unit == "count"
        and _SO_FAR.search(told.words, 0, max(0, figure.span.start - told.span.start)) is not None
    )


def _as_run(told: Told, own: Sequence[Figure]) -> Iterator[Run]:
    if own and own[-1].unit == "count":
        yield Run(own[-1].span.start - told.span.start, own[-1].span.end - told.span.start, rates=(own[-1],))
    elif own and own[-1].unit == "pct" and all(0 <= f.low <= 100 for f in own):
        first = next(i for i, f in enumerate(own) if f.unit == "pct" or f.decimals > 0)
        kept = tuple(own[first:])
        yield Run(kept[0].span.start - told.span.start, kept[-1].span.end - told.span.start, rates=kept)


def _gap(told: Told, one: Figure, two: Figure) -> str:
    return told.words[one.span.end - told.span.start : two.span.start - told.span.start]


def _times_of(told: Told, run: Run, times: list[Run], rates: list[Run]) -> Run | None:
    """The times that a run of rates is told for: as many of them, right before or behind."""
    size = len(run.rates)
    before = [one for one in times if one.end <= run.start]
    behind = [one for one in times if one.start >= run.end]
    if _crossed(told, run, rates):
        return None
    if behind and len(behind[0].times) == size and _RIGHT_BEHIND.fullmatch(told.words[run.end : behind[0].start]):
        return behind[0]
    if size > 1:
        wide = [one for one in before if len(one.times) > 1]
        return wide[-1] if wide and len(wide[-1].times) == size else None
    if not before or len(before[-1].times) != 1 or any(before[-1].end <= one.start < run.start for one in rates):
        return None
    gap = _ASIDE.sub("", told.words[before[-1].end : run.start])
    return before[-1] if len(gap) <= _RIGHT_BEFORE and not _STOP.search(gap) else None


def _crossed(told: Told, run: Run, rates: list[Run]) -> bool:
    """``65% vs 52% and 58% vs 33%``: the run belongs to two comparisons."""
    at = rates.index(run)
    if at and _SET_AGAINST.fullmatch(told.words[rates[at - 1].end : run.start]):
        return len(rates[at - 1].rates) != len(run.rates) or len(run.rates) == 1
    if at + 1 < len(rates) and _SET_AGAINST.fullmatch(told.words[run.end : rates[at + 1].start]):
        return len(rates[at + 1].rates) != len(run.rates)
    return False


def _outcome_of(told: Told, run: Run, outcomes: list[Outcome]) -> Outcome | None:
    """Named last before the rates; else right behind them."""
    before = [one for one in outcomes if one.start < run.start]
    behind = [one for one in outcomes if one.start >= run.end]
    close = [one for one in behind if not expressions.search(r"[,，。;；%]", told.words[run.end : one.start])]
    if close and (told.words.isascii() or not before) and not _said_before(told, before, run):
        return close[0]
    return before[-1] if before else None


def _said_before(told: Told, before: list[Outcome], run: Run) -> bool:
    """``OS was 90%``: nothing but a few words stands between an outcome and its rates."""
    return bool(before) and not expressions.search(
        r"[,，;；%]", _ASIDE.sub("", told.words[before[-1].start : run.start])
    )
