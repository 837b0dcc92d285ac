"""How often, for how long, and how often in all: ``每周输注1次，连续8周，一共输注了8次``, "twice weekly for six weeks, twelve sessions"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_ZH = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_EN = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty)"
)
_THING = r"(?:sessions?|visits?|infusions?|injections?|treatments?|doses?|times|classes|appointments?|sittings?|applications?|sprays?)"
_OFTEN = (  # how often in how long: {n, u} of a period of {m}
    lazy(rf"(?P<e>每|隔)(?P<m>{_ZH})?个?(?P<u>周|天|日|月|星期)[^,，。;；\d]{{0,12}}?(?P<n>{_ZH})\s?次"),
    lazy(rf"(?<![a-z])(?P<n>{_EN}) (?:[a-z-]+ ){{1,2}}{_THING} (?:a|each|every|per) (?P<u>week|day|month)\b"),
    lazy(rf"(?<![a-z])(?P<n>once|twice|{_EN} times|{_EN} (?:{_THING}))?,? ?(?:an? |each |every |per )?(?P<u>weekly|daily|monthly|week|day|month|fortnight)(?![a-z])"),
    lazy(rf"\bevery (?P<other>other |second )?(?P<m>{_EN} )?(?P<u>day|week|month)s?\b"),
)  # fmt: skip
_LONG = (
    lazy(rf"(?:连续|持续|坚持|共|为期|疗程|治疗|历时|用|做)\s?(?:了|为)?(?P<n>{_ZH})\s?个?(?P<u>周|天|日|月|星期)(?!后|内|龄|期|以)"),
    lazy(rf"\b(?:for|over|lasting|during|across) (?:a total of |the |an? )?(?P<n>{_EN})[- ](?P<u>weeks?|days?|months?)\b(?! after| before| of age| later)"),
    lazy(rf"\b(?:a|an|the) (?P<n>{_EN})[- ](?P<u>week|day|month)\b(?:s)?[- ]?(?: long)? (?:course|programme|program|period|schedule)"),
)  # fmt: skip
_IN_ALL = (
    lazy(rf"(?:一共|总共|共计?|合计|总计|累计|前后)(?:[^,，。;；\d]{{0,8}}?)(?P<n>{_ZH})\s?次"),
    lazy(rf"\b(?:making|giving|a total of|amounting to|totalling|adding up to|for|or|i\.e\.,?|in all,?|altogether,?) (?:a total of )?(?P<n>{_EN}) {_THING}(?: in total| in all| altogether|\b(?=[.,;)]))"),
    lazy(rf"\b(?P<n>{_EN}) {_THING} (?:in total|in all|altogether)"),
)  # fmt: skip
_OTHERWISE = lazy(
    r"休息|疗程|首|第[二三四1-9一]|随后|之后改|然后|前\d|后\d|改为|维持|加强|间隔|停|至少|最多|不超过|约|左右|或|[-~至]\s?\d|分别|两组|组|缺席|漏|中断|then\b|first|thereafter|followed by|loading|maintenance|booster|"
    r"at least|up to|at most|about|around|\bor (?:more|two|three)|missed|respectively|group|arm\b|plus\b|additional|attended|median|mean|average|平均"
)
_SAYS_ONCE = lazy(r"weekly|daily|monthly|every\b|每|隔")
_DAYS = {"周": 7, "星": 7, "天": 1, "日": 1, "月": 0, "w": 7, "d": 1, "m": 0, "f": 14}


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells each of the three once."""
    for one in passages(scene):
        if len(one.figures) > 1:
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    totals = _found(_IN_ALL, one.words)
    lengths = _found(_LONG, one.words)
    often = [m for m in _found(_OFTEN, one.words) if not _within(m, [*totals, *lengths])]
    if len(totals) != 1 or len(lengths) != 1 or len(often) != 1 or not often[0].start() < totals[0].start():
        return
    three = [each.span() for each in (often[0], lengths[0], totals[0])]
    if _OTHERWISE.search(one.words[max(0, min(three)[0] - 12) : max(end for _, end in three)]):
        return
    rate, length, total = _rate(often[0]), _value(lengths[0]["n"]), _value(totals[0]["n"])
    unit = lengths[0]["u"][0]
    if rate is None or length is None or total is None:
        return
    times, period, period_unit = rate
    expected = _expected(times, period, period_unit, length, unit)
    if expected is None or any(abs(total - each) < 1 for each in expected):
        return
    right = " / ".join(plain(each) for each in sorted(expected)[:1])
    span = one.span(totals[0].start("n"), totals[0].end("n"))
    parts = f"{often[0][0].strip()} × {lengths[0][0].strip()}"
    yield observe("parts-total", span, f"{parts} = {right} ≠ {totals[0]['n']}",
                  related=[(one.span(*often[0].span()), often[0][0]), (one.span(*lengths[0].span()), lengths[0][0])],
                  stated=totals[0]["n"], sum=right, parts=parts, tied="yes")  # fmt: skip


def _expected(times: Decimal, period: Decimal, unit: str, length: Decimal, length_unit: str) -> set[Decimal] | None:
    """How often that makes; a first visit on the first day may come on top."""
    if unit == length_unit:
        number = times * length / period
    elif _DAYS[unit] and _DAYS[length_unit]:
        number = times * length * _DAYS[length_unit] / (period * _DAYS[unit])
    else:
        return None
    return {number, number + 1} if number >= 1 else None


def _rate(match: re.Match[str]) -> tuple[Decimal, Decimal, str] | None:
    groups = match.groupdict()
    period = (
        _value(groups.get("m"))
        if groups.get("m")
        else Decimal(2 if groups.get("other") or groups.get("e") == "隔" else 1)
    )
    told = groups.get("n")
    times = {"once": Decimal(1), "twice": Decimal(2)}.get(told or "once") or _value((told or "").split(" ")[0])
    unit = {"f": "w"}.get(match["u"][0], match["u"][0])
    if period is None or times is None or (told is None and not _SAYS_ONCE.match(match[0].strip())):
        return None  # "two supervised classes a week": how many is told elsewhere
    return times, period * (2 if match["u"].startswith("fortnight") else 1), unit


def _found(patterns: tuple[re.Pattern[str], ...], words: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for pattern in patterns:
        found += [each for each in pattern.finditer(words) if not _within(each, found)]
    return found


def _within(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(other.start() < match.end() and match.start() < other.end() for other in others)


def _value(words: str | None) -> Decimal | None:
    if not words:
        return None
    read = parse_number(words.strip())
    return read.value if read is not None else None
