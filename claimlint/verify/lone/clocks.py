"""Two times of the day and the time between them: ``8时40分切皮，11时25分缝合完毕，历时2小时45分钟``, "at 09:15 ... 90 minutes later, at 10:45"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_Z = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_E = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|forty-five|fifty|ninety)"
_CLOCK = lazy(
    rf"(?P<half>上午|早上|清晨|凌晨|早晨|中午|下午|傍晚|晚上?|夜里|当[天日晚]|午后|次日)?(?:的)?\s?(?<![第\d小个时])(?P<h>{_Z})\s?(?:时|点)(?!间|候|段|期|左右|[钟]?头|[一-鿿]{{0,2}}建议)(?:(?P<q>半|一刻|三刻|整)|(?P<m>{_Z})\s?分?(?!钟|[一-鿿]?[种类部]))?"
    r"|(?<![\d:.])(?P<hc>[01]?\d|2[0-4])[:：](?P<mc>[0-5]\d)(?![\d:])\s?(?P<ac>[ap]\.?m\b\.?)?"
    r"|(?<![\d:.])(?P<hd>[01]?\d)(?:\.(?P<md>[0-5]\d))?\s?(?P<ad>[ap]\.?m\b\.?)|(?<![a-z])(?P<noon>noon|midday|midnight)(?![a-z])"
)
_LENGTH = lazy(
    rf"(?:(?P<zh>{_Z}(?:\.\d)?)?\s?个?(?P<half>半)?\s?(?:小时|钟头)(?P<and>半)?(?:零?(?P<zm>{_Z})\s?分钟?)?|(?<!\d)(?P<zo>\d{{1,3}}|{_Z})\s?分钟)"
    rf"|(?<![a-z\d.])(?<!of )(?P<eh>{_E}(?:\.\d)?|an?)(?P<ehalf> and a half)?[- ]hours?(?P<ea> and a half)?(?:(?:,| and)? (?P<em>{_E}) minutes?)?(?![a-z])"
    rf"|(?<![a-z\d.])(?P<eo>{_E})[- ]minutes?(?![a-z])|(?P<hh>\bhalf an hour)"
)
_TIED = lazy(
    r"(?:历时|耗时|用时|费时|共|前后|长达|持续|整整|时长|总计|足足|经过|为期|仅用|只用|花了|(?<!麻醉)(?<!循环)(?<!阻断)手术时间|延续)(?:了|为|仅|达|计|时|:|：|\s){0,3}$|"
    r"\b(?:last(?:ed|s|ing)|took|taking|tak(?:es|en)|for|in|of|over|exactly|after|altogether|all of|ran for|spent|a full)(?: (?:a|an|the|exactly|just|only|a total of|total|in all))* ?$"
)
_TIED_BEHIND = lazy(r"\s?(?:之?后|之久|later|in all|in total|altogether|long\b|after (?:that|the (?:first|start)))")
_OTHERWISE = lazy(
    r"每|约|近|不到|超过|不足|左右|提前|推迟|晚点|平均|其中|麻醉|体外循环|阻断|睡|再|前$|至少|最多|或|间隔不|every|each|about|nearly|almost|over an|more than|less than|under|around|roughly|mean|median|of which|bypass|clamp|anaesth|sleep|slept|at least|up to|within|before|earlier|late\b|发病|[一-鿿]{2}[到至][一-鿿]{2}|delay|break|interrupt(?!ion)|paus"
)
_EACH = lazy(r"(?:每隔?|every|each|per)\s?$")
_OPENS = lazy(
    r"[:：,，]?\s?(?:it |which )?(?:begins?|starts?|runs?|running|beginning|starting|(?:is |are |was )?from|从|自|即).{0,8}$"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_EN = lazy(r"\s?(?:on |the following |next )?(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)")
_DAY, _HALF, _NEAR, _EXACT = 1440, 720, 14, 1  # minutes
_REACH = 70


class Clock(Struct, frozen=True):
    """A time of the day in minutes; ``sure`` where the half of the day is told."""

    minutes: int
    sure: bool
    start: int
    end: int
    day: int | None


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with two times of the day and one length of time."""
    for one in passages(scene):
        clocks = list(_clocks(one))
        if len(clocks) != len("ab"):
            continue
        taken = [(each.start, each.end) for each in clocks]
        lengths = [m for m in _LENGTH.finditer(one.words) if not any(a < m.end() and m.start() < b for a, b in taken)]
        lengths = [m for m in lengths if _minutes(m) and not _EACH.search(one.words, max(0, m.start() - 10), m.start())]
        if len(lengths) == 1:
            yield from _check(one, clocks, lengths[0])


def _check(one: Paragraph, clocks: list[Clock], length: re.Match[str]) -> Iterator[Observation]:
    first, last = clocks
    before = re.split(r"[。；;]|\.\s", one.words[max(0, length.start() - _REACH) : length.start()])[-1]
    near = re.split(r"[，,]", before)[-1]
    opens = length.end() <= first.start and _OPENS.match(one.words[length.end() : first.start]) is not None
    if _OTHERWISE.search(near) or _a_part(one, near, last) or not (opens or first.start < length.start()):
        return
    if not _is_tied(one, before[-16:], length, last):
        return
    stated = _minutes(length) or 0
    room = _EXACT if re.search("分|minute", length[0]) else _NEAR
    apart = _apart(first, last)
    if any(abs(each - stated) <= room for each in apart) or (_IN_ALL.search(one.words) and _several(stated, apart)):
        return
    right = f"{apart[0] // 60} h {apart[0] % 60} min"
    words = [one.words[each.start : each.end].strip() for each in clocks]
    places = [(one.span(each.start, each.end), told) for each, told in zip(clocks, words, strict=True)]
    yield observe("date-span", one.span(*length.span()), f"{words[0]} - {words[1]} = {right} ≠ {length[0].strip()}", related=places,
                  stated=length[0].strip(), before=words[0], after=words[1], right=right, tied="yes")  # fmt: skip


_IN_ALL = lazy(r"合计|累计|总计|一共|共|\b(?:altogether|in (?:all|total)|total)\b")


def _several(stated: int, apart: list[int]) -> bool:
    """``six Tuesdays, 18:30 to 20:30, twelve hours altogether``: so many times the hours between."""
    return any(each and stated > each and stated % each == 0 for each in apart)


def _a_part(one: Paragraph, near: str, last: Clock) -> bool:
    """How long an operation took, where the times are those of leaving the ward or home and of coming back."""
    return _TREATED.search(near) is not None and _ON_THE_WAY.search(one.words, 0, last.start) is not None


_TREATED = lazy(r"\bitself\b|本身|手术|检查|操作|\b(?:operation|surgery|procedure|scan|examination)\b")
_ON_THE_WAY = lazy(
    r"麻醉|苏醒|醒来|\bana?esthe|\bwoke\b|(?:回到?|离开?|进|入|出)(?:了)?(?:病房|手术室|家|院)|出发|到家|\b(?:back (?:on|to|in|home)|ward|home|set (?:out|off)|arriv(?:ed|es)|into theatre|left theatre)\b"
)


def _is_tied(one: Paragraph, before: str, length: re.Match[str], last: Clock) -> bool:
    """Does it end at the second time? What comes so much later comes so much later than the time right before it."""
    if last.start < length.start() and _begins(one, last):
        return False
    later = _TIED_BEHIND.match(one.words, length.end())
    if last.start < length.start() and later is not None and _LATER.match(later[0]):
        return length.start() - last.end <= _BESIDE
    if length.end() <= last.start:
        gap = one.words[length.end() : last.start]
        opens = length.start() < last.start and _OPENS.match(gap) is not None
        if not opens and (_STOP.search(gap) or not _UNTIL.search(gap)):
            return False
    if later is not None:
        return True
    tie, clause = _TIED.search(before), _CLAUSE.split(before)[-1]
    return tie is not None and not (
        last.start < length.start() and _WEAK.search(before) and len(clause) > len(tie[0]) + 1
    )


def _begins(one: Paragraph, last: Clock) -> bool:
    """``Doors open at 6 pm, the talk starts at 7 pm and lasts 45 minutes``: does something begin at the second time?"""
    ahead = _STARTING.search(one.words, max(0, last.start - 24), last.start)
    return ahead is not None or _STARTING_BEHIND.match(one.words, last.end) is not None


_STARTING = lazy(r"(?:\b(?:start|begin|open|commenc)[a-z]*(?: again)?(?: at)?|(?:开始|始于|开讲|开场)于?)\s?$")
_STARTING_BEHIND = lazy(r"\s?(?:钟|整)?(?:才|正式|准时)?(?:开始|开讲|开场|开演|起(?!床))")
_CLAUSE = lazy(r"[，。；;,]|\.\s")
_WEAK = lazy(r"\b(?:for|of|in|over|after)(?: (?:a|an|the|exactly|just|only|a total of|total|in all))* ?$")
_LATER = lazy(r"\s?(?:之?后|later)")
_STOP = lazy(r"[。；;]|\.\s")
_UNTIL = lazy(r"[至到于]|后|结束|完|\b(?:later|finish|end|until|till|to|out|complet|clos|over|stopp|done)")
_BESIDE = 4  # characters


def _apart(first: Clock, last: Clock) -> list[int]:
    """The minutes between, and those with half a day more where the halves are not told."""
    if first.day is not None and last.day is not None:
        return [(last.day - first.day) % 7 * _DAY + last.minutes - first.minutes]
    found = [(last.minutes - first.minutes) % _DAY]
    if not (first.sure and last.sure):
        found.append((last.minutes - first.minutes) % _HALF)
    return [*found, *(each + _DAY for each in found)]


def _clocks(one: Paragraph) -> Iterator[Clock]:
    for match in _CLOCK.finditer(one.words):
        read = _read(match)
        if read is not None:
            day = _DAY_EN.match(one.words, match.end())
            yield Clock(*read, *match.span(), _DAYS.index(day["day"]) if day else None)


def _read(match: re.Match[str]) -> tuple[int, bool] | None:
    if match["noon"]:
        return (0 if match["noon"] == "midnight" else _HALF), True
    if match["h"]:
        hour, minute = _number(match["h"]), _number(match["m"]) if match["m"] else _QUARTERS.get(match["q"] or "", 0)
        later = match["half"] in {"下午", "傍晚", "晚", "晚上", "午后"} and hour < 12
        return (hour % 24 + 12 * later) * 60 + minute, bool(match["half"]) or hour > 12
    hour, minute = int(match["hc"] or match["hd"]), int(match["mc"] or match["md"] or 0)
    half = (match["ac"] or match["ad"] or "")[:1]
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return hour % 24 * 60 + minute, bool(half) or hour > 12 or (match["hc"] or "").startswith("0")


_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def _minutes(match: re.Match[str]) -> int | None:
    told = match.groupdict()
    if told["hh"]:
        return 30
    if told["zo"] or told["eo"]:
        return _number(told["zo"] or told["eo"])
    whole = told["zh"] or told["eh"]
    half = bool(told["half"] or told["and"] or told["ehalf"] or told["ea"])
    hours = _hours(whole) if whole else 0.0
    found = round(hours * 60) + 30 * half
    rest = told["zm"] or told["em"]
    return found + (_number(rest) if rest else 0) or None


def _hours(told: str) -> float:
    if told in {"a", "an"}:
        return 1.0
    return float(told) if told.replace(".", "").isdigit() else float(_number(told))


def _number(told: str) -> int:
    read = parse_number({"两": "二", "forty-five": "45"}.get(told, told))
    return int(read.value) if read is not None else 0
