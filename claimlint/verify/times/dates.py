"""Every date that a text tells, as the first and last day it may be: ``同年10月4日``, ``3-5月``, "16 to 29 April", 2021-03-01."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_Y = r"(?:18|19|20)\d\d"
_D = r"(?:[12]\d|3[01]|0?[1-9])"
_M = r"(?:1[0-2]|0?[1-9])"
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?![a-z])(?:(?:(?<=\bjan)|(?<=\bfeb)|(?<=\bmar)|(?<=\bapr)|(?<=\bjun)|(?<=\bjul)|(?<=\baug)|(?<=\bsep)|(?<=\bsept)|(?<=\boct)|(?<=\bnov)|(?<=\bdec))\.)?"
)
_TO = r"\s?(?:-{1,2}|~|至|到|–|—)\s?"
_TO_EN = rf"(?:{_TO}|\s(?:to|and|until|till|through)\s)"
_LATER_YEAR = r"(?P<of>,? (?:of )?(?:the (?:same|following|next)|that(?: same)?|this|next) year)"
_DATE = lazy(
    rf"(?<!\d)(?P<y1>{_Y})\s?年[)）]?\s?(?:(?P<m1>{_M})(?:\s?月\s?(?:(?P<d1>{_D})\s?[日号]|(?P<e1>{_D})(?={_TO}{_D}\s?[日号]))?|(?={_TO}{_M}\s?月(?!龄))))?"
    rf"|(?P<zy>同年|当年|次年|翌年|第二年|来年)\s?(?P<m2>{_M})\s?月\s?(?:(?P<d2>{_D})\s?[日号]|(?P<e2>{_D})(?={_TO}{_D}\s?[日号]))?"
    rf"|(?<![\d.年个])(?P<m3>{_M})\s?月(?![份龄]?龄)\s?(?:(?P<d3>{_D})\s?[日号]|(?P<e3>{_D})(?={_TO}{_D}\s?[日号]))?"
    rf"|(?:(?<=[日号\d][-~至到])|(?<=[日号\d]\s[-~至到]\s))(?P<d4>{_D})\s?[日号]"
    rf"|(?<!\d)(?P<y5>{_Y})(?={_TO}{_Y}\s?年)"
    rf"|(?<![\d./-])(?P<y6>{_Y})(?P<s6>[-./])(?P<m6>{_M})(?:(?P=s6)(?P<d6>{_D}))?(?![\d%]|[./]\d)"
    rf"|(?<![a-z\d.,])(?P<d7>{_D})(?:st|nd|rd|th)?(?: of)? (?P<n7>{_NAME})(?:,? (?P<y7>{_Y})(?!\d)|{_LATER_YEAR.replace('of>', 'o7>')})?"
    rf"|(?<![a-z])(?P<n8>{_NAME}) (?P<d8>{_D})(?:st|nd|rd|th)?(?![\d%]|[.,]\d)(?:,? (?P<y8>{_Y})(?!\d)|{_LATER_YEAR.replace('of>', 'o8>')})?"
    rf"|(?<![a-z])(?P<n9>{_NAME})(?:,? (?:of )?(?P<y9>{_Y})(?!\d)|{_LATER_YEAR.replace('of>', 'o9>')})"
    rf"|(?<=\b(?:in|to|by|of) )(?P<na>{_NAME})(?! [a-z]*\d)|(?:(?<=\bfrom )|(?<=\buntil )|(?<=\bsince )|(?<=\band )|(?<=\bearly )|(?<=\blate )|(?<=\bmid-)|(?<=\btill )|(?<=\bbetween )|(?<=\bthrough ))(?P<nb>{_NAME})(?! [a-z]*\d)"
    rf"|(?<![a-z\d.,])(?P<dc>{_D})(?:st|nd|rd|th)?(?={_TO_EN}{_D}(?:st|nd|rd|th)?(?: of)? {_NAME})"
    rf"|(?:(?<=[a-z] \d-)|(?<=[a-z] \d\d-))(?P<dd>{_D})(?![\d%]|[.,]\d)(?:,? (?P<yd>{_Y})(?!\d))?"
    rf"|(?:(?<=\bin )|(?<=\bto )|(?<=\bby )|(?<=\band )|(?<=\bfrom )|(?<=\buntil )|(?<=\bsince )|(?<=\bbetween )|(?<=\bthrough )|(?<={_Y}[-])|(?<=\bof ))(?P<ye>{_Y})(?![\d.,%]\d|[\d%年]|[-./]\d\d?(?!\d)| (?:patients|people|women|men|children|adults|participants|cases|subjects|[a-z]+s (?:were|was|had)))"
    rf"|(?<![\d.,/])(?P<yf>{_Y})(?=\s?(?:-|to|until|through)\s?{_Y}(?!\d))"
)


class Date(Struct, frozen=True):
    """A date where it stands in the words; what is not told is None until it is taken from its neighbours."""

    start: int
    end: int
    words: str
    year: int | None
    month: int | None
    day: int | None
    lent: bool = False  # its year is a neighbour's

    @property
    def first(self) -> int:
        """The earliest day it may be, as an ordinal."""
        return _day(self.year or 2001, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        """The latest day it may be."""
        year, month = self.year or 2001, self.month or 12
        if self.day:
            return self.first
        return _day(year + month // 12, month % 12 + 1, 1) - 1


def _day(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError:  # 30 February
        return date(year, month, 28).toordinal()


def dates(words: str) -> tuple[Date, ...]:
    """The dates of a passage in order, each with the year that it takes from the one before or behind."""
    if not (any(char.isdigit() for char in words) or "年" in words):
        return ()
    found = list(_found(words))
    for index in range(len(found) - 2, -1, -1):  # "16 to 29 April 2020": what stands behind lends to what stands before
        one, other = found[index], found[index + 1]
        if other.start - one.end > _NEAR or not _JOINED.fullmatch(words[one.end : other.start]):
            continue
        month = one.month or (other.month if one.day else None)
        year = one.year or (other.year if month and not other.lent else None)
        if year and month and other.month and not one.year and month > other.month:
            year -= 1  # from November to February 2021
        found[index] = replace(one, month=month, year=year, lent=one.lent or one.year is None)
    known: Date | None = None
    for index, one in enumerate(found):
        month = one.month or (known.month if known and one.day else None)
        year = one.year
        if known and known.year and year is None:
            year = known.year + (month is not None and (month, one.day or 31) < (known.month or 0, known.day or 0))
        elif known and known.year and year is not None and year <= 1:  # 同年, 次年
            year += known.year
        if year is not None and year <= 1:
            year = None if known is None else year + 2001
        known = found[index] = replace(one, month=month, year=year, lent=one.lent or one.year is None)
    return tuple(one for one in found if one.month or not one.day)


_NEAR = 16
_JOINED = lazy(r"\s?(?:-{1,2}|~|至|到|to|and|until|till|through)\s?(?:the\s)?")


def _found(words: str) -> Iterator[Date]:
    for match in _DATE.finditer(words):
        told = {name: text for name, text in match.groupdict().items() if text}
        year, month, day = (
            next((text for name, text in told.items() if name[0] in kinds), None) for kinds in ("y", "mn", "de")
        )
        of = next((text for name, text in told.items() if name in {"zy", "o7", "o8", "o9"}), "")
        relative = None if not of else 0 if re.search(r"同年|当年|same|th(?:at|is)", of) else 1
        number = None if month is None else int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
        yield Date(match.start(), match.end(), match[0].strip(), int(year) if year else relative, number, int(day) if day else None)  # fmt: skip


_YEAR = 365


def apart(one: Date, other: Date) -> tuple[int, int] | None:
    """The least and the most days from one date to a later one; the first and the last day are counted in at most."""
    low, high = other.first - one.last, other.last - one.first + 1
    if other.year is None or one.year is None or other.lent or one.lent:
        if high < 0:  # from December to January
            low, high = low + 365, high + 365
        if high > _YEAR or not (one.month or 1) <= (other.month or 12) or (one.month or 1) <= 2 < (other.month or 12):
            low, high = low - 1, high + 1  # 29 February
    return (low, high) if high > 0 else None
