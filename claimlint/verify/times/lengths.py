"""Every length of time, counted time and range of times that a paragraph tells, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.language.units import days
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Told

HERE = "@"  # where the time stands in its marked clause
_ZH = r"(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5})"
_EN = (
    r"(?:\d{1,4}(?:\.\d{1,2})?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")  # fmt: skip
_UNIT = r"years?|yrs?|months?|mos?|weeks?|wks?|days?|birthday|anniversary"
_UNITS = {
    "年": "year", "月": "month", "周": "week", "星期": "week", "礼拜": "week", "天": "day", "日": "day",
    "yr": "year", "mo": "month", "wk": "week", "birthday": "year", "anniversary": "year",
}  # fmt: skip
_TIME = lazy(
    rf"(?<![\d./])(?<!\d,)(?!(?<=\d月)\d{{1,2}}\s?[日天-])(?<!\d-)(?P<z>{_ZH})(?:\s?(?:[-~至到]|个?[年月周天][-~至到])\s?(?P<z2>{_ZH}))?\s?多?(?P<g>个)?(?P<zu>年|月|周|天|日|星期|礼拜)(?P<half>半)?(?:零?(?P<more>{_ZH})个月)?(?![份号岁龄轻级代底初期长])"
    r"|(?P<zh>半)个?(?P<zhu>年|月)(?!龄)"
    rf"|(?<![a-z])(?P<w>week|month|day|year)(?:s?|s (?:\d{{1,4}}, ){{0,8}}\d{{1,4}},? and) (?P<wn>{_EN})(?![\d,.]\d|[-a-z\d%]|\s?(?:to|and|or)\s\d)"
    rf"|(?<![a-z\d.,/])(?<!\d-)(?:between (?P<m>{_EN})(?: (?:{_UNIT}))? and )?(?P<n>{_EN})(?P<ahalf> and a half)?(?:\s?(?:-|~|to)\s?(?P<n2>{_EN}))?(?:-| )?(?:full |long |calendar )?(?P<nu>{_UNIT})(?![a-z])"
    rf"|(?<![a-z])(?P<o>{'|'.join(_NTH)})[ -](?P<ou>{_UNIT})(?![a-z])"
)
_LISTED = lazy(
    rf"(?:{_ZH}\s?[、,/]\s?){{1,8}}(?:{_ZH}\s?(?:和|及|与)\s?)?$|{_ZH}\s?(?:和|及|与)\s?$|(?:{_EN}(?:, | and |, and )){{1,8}}$"
)
_BARE = lazy(  # "14 months, and the maximum 19"; "(range 3 to 28)"
    rf"(?:最长|最久|范围|\b(?:maximum|longest|range[ds]?)|(?<=[年月周天s])\s?[(])(?:[:：为是]|\s|,|was|is|from|of){{0,4}}(?P<n>{_EN})(?:\s?(?:-|~|至|to)\s?(?P<n2>{_EN}))?(?!\d|\.\d|\s?(?:[%岁例个年月周天]|[a-z]))"
)
_CLAUSE = lazy(r"[。；;，]|,(?!\d)|\.(?:\s|$)|:|：|\n")
_SENTENCE = lazy(r"[。；;]|\.(?:\s|$)|\n")


class Time(Struct, frozen=True, dict=True):
    """A length of time in days (``low`` below ``high`` for a range), and the words about it."""

    low: Decimal
    high: Decimal
    start: int  # in its paragraph
    end: int
    one: Paragraph
    told: Told
    unit: str
    counted: bool = False  # 第18天, week 40, third year
    bare: bool = False  # no unit of its own

    @property
    def ranges(self) -> bool:
        return self.low < self.high

    @property
    def words(self) -> str:
        return self.one.words[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.one.span(self.start, self.end)

    @cached_property
    def _place(self) -> tuple[int, int]:
        return self.start - (self.told.span.start - self.one.start), self.end - (self.told.span.start - self.one.start)

    @cached_property
    def ahead(self) -> str:
        """The words of its sentence before it."""
        return _SENTENCE.split(self.told.words[: self._place[0]])[-1]

    @cached_property
    def rest(self) -> str:
        """The words of its sentence behind it."""
        return _SENTENCE.split(self.told.words[self._place[1] :])[0]

    @cached_property
    def before(self) -> str:
        """The words of its clause before it, without the times of its list."""
        words = _CLAUSE.split(_LISTED.sub("", self.ahead))[-1]
        return words.lstrip()

    @property
    def listed(self) -> bool:
        """Does it end a list of times: 9、11、14个月?"""
        return _LISTED.search(self.ahead) is not None

    @cached_property
    def behind(self) -> str:
        """The words of its clause behind it; a comma right there ends none: 第5天，护士."""
        rest = self.rest
        opens = rest[:1] in {"，", ","} and (self.counted or not self.english)
        return _CLAUSE.split(" " + rest[1:] if opens else rest)[0]

    @cached_property
    def marked(self) -> str:
        """Its clause, with a mark in its place."""
        before = self.before if len(self.before) < 80 or not self.english else self.before[-80:].partition(" ")[2]
        return before[-80:] + HERE + self.behind[:60]

    @cached_property
    def sentence(self) -> str:
        """Its sentence, with a mark in its place."""
        return self.ahead + HERE + self.rest

    @cached_property
    def english(self) -> bool:
        return self.unit.isascii()


def times(one: Paragraph) -> tuple[Time, ...]:
    """Every time of a paragraph, in order; dates are none."""
    found: list[Time] = []
    for told in one.sentences:
        if told.role is not Role.REFERENCES:
            inside = list(_inside(one, told))
            found += sorted((*inside, *_bare(one, told, inside)), key=lambda each: each.start)
    return tuple(found)


def _inside(one: Paragraph, told: Told) -> Iterator[Time]:
    place = told.span.start - one.start
    for match in _TIME.finditer(told.words):
        read = _read(match)
        if read is not None and read[1] > 0:
            low, high, unit = read
            counted = bool(match["w"] or match["o"]) or told.words[: match.start()].rstrip().endswith("第")
            yield Time(low, high, place + match.start(), place + match.end(), one, told, unit, counted)


def _read(match: re.Match[str]) -> tuple[Decimal, Decimal, str] | None:
    if match["zh"]:
        return _ends(Decimal("0.5"), None, match["zhu"])
    if match["o"]:
        return _ends(Decimal(_NTH.index(match["o"]) + 1), None, match["ou"].rstrip("s"))
    if match["z"]:
        if match["zu"] == "月" and not match["g"] and match["z"][-1:].isdigit():
            return None  # 3月: March
        first, second = _number(match["z"]), _number(match["z2"])
        if first is None or (match["zu"] == "年" and (first > 99 or (second or 0) > 99)):
            return None
        added = Decimal("0.5") if match["half"] else Decimal(0)
        added += (_number(match["more"]) or Decimal(0)) / 12 if match["zu"] == "年" else 0
        return _ends(first + added, None if second is None else second + added, match["zu"])
    if match["w"]:
        return _ends(_number(match["wn"]), None, match["w"])
    if match["m"]:
        return _ends(_number(match["m"]), _number(match["n"]), match["nu"].rstrip("s"))
    first = _number(match["n"])
    added = Decimal("0.5") if match["ahalf"] else Decimal(0)
    return _ends(None if first is None else first + added, _number(match["n2"]), match["nu"].rstrip("s"))


def _ends(first: Decimal | None, second: Decimal | None, unit: str) -> tuple[Decimal, Decimal, str] | None:
    name = _UNITS.get(unit, unit)
    low = days(first, name) if first is not None else None
    if low is None:
        return None
    high = days(second, name) if second is not None else None
    return low, max(low, high) if high is not None else low, unit


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    number = parse_number(text)
    return number.value if number is not None else None


def _bare(one: Paragraph, told: Told, inside: list[Time]) -> Iterator[Time]:
    """Numbers that take the unit of the time before them."""
    place = told.span.start - one.start
    for match in _BARE.finditer(told.words):
        before = [each for each in inside if each.end <= place + match.start()]
        if before:
            read = _ends(_number(match["n"]), _number(match["n2"]), before[-1].unit.rstrip("s"))
            if read is not None:
                yield Time(
                    read[0], read[1], place + match.start("n"), place + match.end(), one, told, read[2], bare=True
                )
