"""Dates against the time that is said to lie between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic import exact, plain, value_of
from claimlint.verify.scene import Scene, Told, observe
from claimlint.verify.shapes import shaped

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = lazy(
    r"(?P<y>(?:19|20)\d\d)\s?年\s?(?:(?P<m>\d{1,2})\s?月\s?(?:(?P<d>\d{1,2})\s?日)?)?|(?P<b>(?:19|20)\d\d)[./-](?P<c>\d{1,2})(?!\d)|"
    r"(?<![a-z])(?:(?P<n>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? )?(?P<z>(?:19|20)\d\d)(?![\d年])"
)
_LASTED = shaped(
    r"(?:,\s?(?=<T>)|历时|为期|历经|耗时|前后|时长|跨度|跨越|共计?|持续|长达|a period of|\bover|\blasting|\blasted|\bspanning|\btook|\bperiod of|\bfor|\bduration of|"
    r"[(,]|\bstudy period)(?:了|约|共|为|整整|历时|时间|a|\s){0,3}(?P<t><T>)(?=[,，。.;)）]|的|$| study| period| later)"
)
_PERIOD = lazy(
    r"至|到|-|~|\bto\b|\buntil\b|\band\b|启动|开始|began|started|opened|launched|结束|完成|closed|ended|finished"
)
_LONG = {"day": Decimal(12) / 365, "week": Decimal(12) / 52, "month": Decimal(1), "year": Decimal(12)}


def check(scene: Scene) -> Iterator[Observation]:
    """``2019年4月至2022年4月，历时3年``: two dates and one time."""
    for told in scene.sentences:
        if told.holds("T"):
            yield from _lasted(told)


def _lasted(told: Told) -> Iterator[Observation]:
    for match in _LASTED.finditer(told.shape):
        time = told.group(match, "t")
        dates = list(_DATE.finditer(told.words, 0, time.span.start - told.span.start))
        if len(dates) != 2 or time.unit not in _LONG or not (exact(time) or "over" in time.raw.lower()):
            continue
        if not _PERIOD.search(told.words[dates[0].end() : dates[1].end() + 8]) or time.role in {"age", "anchor"}:
            continue
        yield from _fault(told, time, dates[0], dates[1])


def _fault(told: Told, time: Figure, first: re.Match[str], last: re.Match[str]) -> Iterator[Observation]:
    start, end = _month(first), _month(last)
    if start is None or end is None or (start[1] is None) != (end[1] is None) or end[0] < start[0]:
        return
    known = start[1] is not None and end[1] is not None
    length = Decimal((end[0] - start[0]) * 12 + ((end[1] or 0) - (start[1] or 0)))
    room = Decimal(1) if known else Decimal(12)  # both ends may be counted in
    stated = value_of(time) * _LONG[time.unit]
    blur = Decimal(6) if known and time.unit == "year" and not time.decimals else Decimal("0.5")
    if abs(stated - length) > room + blur and length > 0 and stated < length * 10:
        words = f"{first[0].strip()} - {last[0].strip()} = {plain(length)} 月 (months) ≠ {time.raw}"
        span = Span(told.span.start + first.start(), told.span.start + last.end())
        yield observe("date-span", time, words, related=[(span, told.words[first.start() : last.end()])],
                      before=first[0].strip(), after=last[0].strip(), right=f"{plain(length)}")  # fmt: skip


def _month(match: re.Match[str]) -> tuple[int, int | None] | None:
    if match["y"]:
        return int(match["y"]), int(match["m"]) if match["m"] else None
    if match["b"]:
        return int(match["b"]), int(match["c"])
    return int(match["z"]), _MONTHS.index(match["n"][:3]) + 1 if match["n"] else None
