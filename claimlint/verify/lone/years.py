"""The calendar years and the ages that a passage about one person or one house tells, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.verify.scenes.paragraphs import Paragraph

_YEAR = lazy(
    r"(?<![\d.,/-])(?P<y>(?:18|19|20)\d\d)(?:\s?(?P<z>年)(?!代)|(?![\d%]|[.,]\d|[-/~]\d|s\b| (?:patients|people|women|men|children|adults|cases|mg|ml|steps)))"
)
_YEAR_AHEAD = lazy(
    r"(?:\b(?:in|since|of|from|until|till|to|by|after|before|early|late|mid|(?:this )?year,?|spring|summer|autumn|winter|fall|"
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)[ -]|[(])$"
)
_SPELT = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
EN = rf"(?:\d{{1,3}}|{_SPELT})"
ZH = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_ENDS = r"(?=[,.;:)]|$| (?:when|at|and|in|but|on|she|he|by|with|after|before|the)\b)(?![.,:]\d)"
_AGE = lazy(
    rf"(?<![第\d.~至到-])(?P<z>{ZH})\s?周?岁(?!以|组|及|或|至|到|[~多半段零-]|出头|左右|上下|生日|华诞|寿)"
    rf"|(?<![a-z])(?:aged|age(?: of)?)(?: just| only)? (?P<a>{EN})(?![\d%-]|[.,]\d| (?:weeks|months|days|to|or)\b)"
    rf"|(?<![a-z])(?P<o>{EN})[- ]years?[- ]olds?(?![a-z])|(?<![a-z])(?P<oo>{EN}) years of age"
    rf"|(?<![a-z])(?:was|is|turned|now|turns|turning|at)(?: (?:then|now|just|only|already|still|barely))? (?P<w>{EN}){_ENDS}"
    rf"|\b(?:now|today), in (?:[a-z]+ (?:of )?)?\d{{4}}, (?P<n>{EN}){_ENDS}"
)
_ROUGH = lazy(
    r"(?:约|近|大约|将近|不到|不足|超过|年逾|年近|虚岁|虚龄|未满|about|around|nearly|almost|over|under|not yet|under the)\s?$"
)


class Mark(Struct, frozen=True):
    """A year or an age in the words of a paragraph."""

    value: int
    start: int
    end: int
    rough: bool = False


def years(one: Paragraph) -> tuple[Mark, ...]:
    """The calendar years, in order; in English those that stand behind a word of time."""
    return tuple(
        Mark(int(match["y"]), *match.span())
        for match in _YEAR.finditer(one.words)
        if match["z"] or _YEAR_AHEAD.search(one.words, max(0, match.start() - 12), match.start())
    )


def ages(one: Paragraph) -> tuple[Mark, ...]:
    """The ages, in order."""
    return tuple(_ages(one))


def _ages(one: Paragraph) -> Iterator[Mark]:
    for match in _AGE.finditer(one.words):
        name, told = next((name, told) for name, told in match.groupdict().items() if told)
        value = number(told)
        if value is not None:
            before = one.words[max(0, match.start(name) - 12) : match.start(name)]
            yield Mark(value, match.start(name), match.end(name), _ROUGH.search(before) is not None)


def number(told: str) -> int | None:
    """A whole number in digits or in words."""
    read = parse_number("二" if told == "两" else told)
    return int(read.value) if read is not None and read.value == int(read.value) else None
