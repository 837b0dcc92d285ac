"""The last day of what is said to last so many days: ``The course lasts 21 days ... on day 28, the last day``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_chinese, parse_english
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe

_NUMBER_ZH = r"(?P<n>\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_NUMBER_EN = r"(?P<n>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)"
_UNITS_ZH = {"天": "day", "日": "day", "周": "week", "星期": "week", "个月": "month", "月": "month", "次": "session", "节": "session", "课": "session"}  # fmt: skip
_LASTS = (
    lazy(
        r"(?:为期|历时|持续|疗程(?:为|共|是)?|总共|一共|全程(?:为|共)?|课程(?:为|共)|共(?:持续|安排|进行|计)?)\s?"
        + _NUMBER_ZH
        + r"\s?(?P<u>天|周|星期|个月|次|节)"
    ),
    lazy(
        r"\b(?:lasts?|lasted|runs? for|ran for|continues? for|continued for|consists? of|spans?|takes?|is|was)(?: a total of| exactly)? "
        + _NUMBER_EN
        + r" (?:supervised |group |weekly |consecutive )?(?P<u>day|week|month|session)s\b"
    ),
    lazy(
        r"\b"
        + _NUMBER_EN
        + r"-(?P<u>day|week|month|session) (?:[a-z-]{3,16} )?(?:programme|program|course|retreat|intervention|regimen|plan|trial|study|stay|camp|cure)\b"
    ),
)
_ENDS = (
    lazy(
        r"第\s?"
        + _NUMBER_ZH
        + r"\s?(?P<u>天|日|周|星期|个月|次|节)(?:课|时)?\s?[,，(（、]?\s?(?:也?就是|也是|即|为|是)?(?:整个|本|全部|该)?(?:疗程|课程|项目|活动|训练|干预|治疗|试验|研究|营期|计划)?的?(?:最后一|末|收官)"
    ),
    lazy(
        r"(?:最后一(?:天|日|周|次|节|个月))\s?[(（,，]?(?:也就是|即|为|是)?第\s?"
        + _NUMBER_ZH
        + r"\s?(?P<u>天|日|周|星期|个月|次|节)"
    ),
    lazy(
        r"\b(?P<u>day|week|month|session) "
        + _NUMBER_EN
        + r"\W{1,3}(?:which (?:is|was) |that is,? |i\.e\.,? )?(?:the |its |their )?(?:very )?(?:last|final) (?:day|week|month|session|visit|one)\b(?! of (?!(?:the |its |their )?(?:programme|program|course|treatment|study|trial|intervention|stay|camp|plan|regimen|cure)\b))"
    ),
    lazy(
        r"\bthe (?:last|final) (?:day|week|month|session)(?: of (?:the |its |their )?(?:programme|program|course|treatment|study|trial|intervention|stay|camp|plan|regimen|cure))?[,(] ?\(?(?:i\.e\.,? )?(?P<u>day|week|month|session) "
        + _NUMBER_EN
        + r"\b"
    ),
)
_OTHER = lazy(
    r"第二(?:个)?疗程|另一|延长|第一阶段|随访|每天|extended|second course|another|follow-up|first phase|extension"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every paragraph that tells how long something lasts, once, and which its last day is."""
    for _, one in paragraphs(scene):
        if not _OTHER.search(one.words) and expressions.search(r"最后一|末|收官|\b(?:last|final)\b", one.words):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    lengths = [found for pattern in _LASTS for found in _read(one, pattern)]
    for pattern in _ENDS:
        for value, unit, span in _read(one, pattern):
            same = [(each, place) for each, name, place in lengths if name == unit]
            if len({each for each, _ in same}) != 1 or abs(same[0][0] - value) <= 1:  # the first day may be day 0
                continue
            place = same[0][1]
            told = one.words[place.start - one.start : place.end - one.start]
            last = one.words[span.start - one.start : span.end - one.start]
            yield observe("told-twice", span, f"{last} ≠ {told}", related=[(place, told)], stated=last, other=told)


def _read(one: Paragraph, pattern: re.Pattern[str]) -> Iterator[tuple[Decimal, str, Span]]:
    for match in pattern.finditer(one.words):
        value = _value(match["n"])
        if value is not None:
            yield value, _UNITS_ZH.get(match["u"], match["u"]), one.span(match.start(), match.end())


def _value(words: str) -> Decimal | None:
    if words.isdigit():
        return Decimal(words)
    if words.isascii():
        number = parse_english(words)
        return number.value if number else None
    return (parse_chinese(words) or (None,))[0]
