"""The age at birth, the time since, and the age reached: ``胎龄31周出生，住院6周，出院时纠正胎龄37周``, "born at 29 weeks and 3 days ... 38 days later ... 34 weeks and 6 days"."""

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

_TOLD = lazy(
    rf"(?<![第\d.])(?P<w>{ZH})\s?(?:孕)?周(?:\s?(?:[+加零又]\s?)?(?P<d>[1-6一二三四五六])\s?[天日])?(?![岁期年])"
    rf"|(?<![a-z\d.])(?P<we>{EN})(?:\+(?P<dp>[0-6]))?[ -]weeks?(?:(?:,| and|’|')? (?P<de>{EN}) days?)?(?![a-z])|(?P<wp>\d\d)\+(?P<dpp>[0-6])(?!\d)"
    rf"|(?<![第\d.月])(?P<zd>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s?天|(?<![a-z\d.])(?P<ed>{EN})[ -]days?(?![a-z])"
)
_BORN = lazy(r"(?:出生|早产|生下|降生|娩出|分娩)|\bborn\b|\barrived\b|\bdelivered\b|\bbirth\b")
_REACHED = lazy(
    r"(?:纠正|矫正|校正)[^，。；\d]{0,10}$|(?:post-?menstrual|corrected|post-?conceptional)(?: gestational)? age (?:of|was|is|had reached|reached)?(?: exactly)? ?$"
)
_REACHED_BEHIND = lazy(r"[' ]?s?,? (?:post-?menstrual|corrected|of (?:post-?menstrual|corrected))")
_SINCE = lazy(
    r"(?:住了|待了|呆了|住院|度过|生活了|之后|又过了|经过|历时|满|长到|长大|睡了)[^，。；\d]{0,6}$|\b(?:after|for|spent|another|stay of)(?: a| an| exactly| just)? ?$"
)
_SINCE_BEHIND = lazy(
    r"\s?(?:之?后|later|on the (?:unit|ward)|in (?:the )?(?:neonatal|nicu|incubator|hospital|special))"
)
_OTHERWISE = lazy(r"约|近|左右|平均|中位|其中|预产期|再过|提前|还|双胎|\b(?:about|nearly|almost|median|mean|average|of which|due date|expected|early|each|every|until|or so)\b")  # fmt: skip
_OF_SOMETHING = lazy(
    r"呼吸机|通气|插管|吸氧|抗生素|光疗|ventilat|oxygen|antibiotic|phototherap|intubat|on cpap|tube|extubat|wean|operat|surg|拔|手术"
)  # a part of the time
_BEFORE_IT = lazy(r"保胎|待产|产前|孕妇|母亲|\b(?:mother|antenatal|before (?:the )?birth|had spent)\b")
_WEEK = 7
_GESTATION = (20, 45)  # weeks


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells the three and no other time in weeks or days."""
    for one in passages(scene):
        if _BORN.search(one.words) and not _OF_SOMETHING.search(one.words) and not _OTHERWISE.search(one.words):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    told = list(_TOLD.finditer(one.words))
    if len(told) != len(("born", "since", "reached")):
        return
    reached = [each for each in told if _is(one, each, _REACHED, _REACHED_BEHIND)]
    since = [each for each in told if each not in reached and _is(one, each, _SINCE, _SINCE_BEHIND)]
    born = [each for each in told if each not in reached and each not in since]
    if not len(reached) == len(since) == len(born) == 1 or not _BORN.search(_around(one, born[0])):
        return
    if since[0].start() < born[0].start() and _BEFORE_IT.search(one.words[: born[0].start()]):
        return  # ``保胎住院12天后，孕30周早产``: the days are the mother's
    (first, whole), (passed, by_days), (last, sure) = (_days(each[0]) for each in (born, since, reached))
    if not all(_GESTATION[0] * _WEEK <= days <= _GESTATION[1] * _WEEK for days in (first, last)):
        return
    room = 1 if whole and by_days and sure else _WEEK
    right = first + passed
    if abs(right - last) <= room:
        return
    weeks = f"{right // _WEEK}+{right % _WEEK}"
    line = f"{born[0][0].strip()} + {since[0][0].strip()} = {weeks} ≠ {reached[0][0].strip()}"
    places = [(one.span(*each[0].span()), each[0][0].strip()) for each in (born, since)]
    yield observe("date-span", one.span(*reached[0].span()), line, related=places, stated=reached[0][0].strip(),
                  before=born[0][0].strip(), after=since[0][0].strip(), right=plain(Decimal(right // _WEEK)), tied="yes")  # fmt: skip


def _is(one: Paragraph, match: re.Match[str], ahead: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    before = one.words[max(0, match.start() - 36) : match.start()]
    return ahead.search(before) is not None or behind.match(one.words, match.end()) is not None


def _around(one: Paragraph, match: re.Match[str]) -> str:
    before = re.split(r"[。；;，,]|\.\s", one.words[max(0, match.start() - 30) : match.start()])[-1]
    return before + re.split(r"[。；;，,]|\.\s", one.words[match.end() : match.end() + 16])[0]


def _days(match: re.Match[str]) -> tuple[int, bool]:
    """How many days, and whether they are told to the day."""
    told = match.groupdict()
    alone = told["zd"] or told["ed"]
    if alone:
        return number(alone) or 0, True
    weeks = number(told["w"] or told["we"] or told["wp"]) or 0
    days = told["d"] or told["dp"] or told["de"] or told["dpp"]
    return weeks * _WEEK + (number(days) or 0 if days else 0), days is not None
