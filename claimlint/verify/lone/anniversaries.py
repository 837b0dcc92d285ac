"""A founding year, the year of a celebration and how many years it celebrates: ``建于1921年，2021年举行百年院庆``, "founded in 1973, turned 50 in 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.years import EN, ZH, Mark, number, years
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_FOUNDED = lazy(
    rf"(?:成立|创[立建办始]|组建|建[院校站所库馆店]|开[诊院业馆张]|创刊)(?!{ZH}\s?周年|百年)|始建|建[于成]|奠基|挂牌|诞生|投用|"
    r"\b(?:founded|established|opened|set up|created|launched|registered|incorporated|welcomed its first|started|began|built|dates? (?:back )?(?:from|to)|saw its first|treated its first|took its first)\b"
)
_NTH = r"(?:\d{1,3}(?:st|nd|rd|th)|tenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|centenary|centennial)"
_CELEBRATED = lazy(
    rf"(?P<z>{ZH}|百)\s?(?:周年|(?:周)?岁(?:生日|华诞)|年(?:院庆|校庆|馆庆|华诞|庆典))|(?P<y>{ZH})周岁(?=[，。；]|了)"
    rf"|(?<![a-z\d])(?P<e>{_NTH})(?:[ -](?:anniversary|birthday|year)|(?<=centenary)|(?<=centennial))"
    rf"|\b(?:turned|turns|celebrat(?:ed|es) (?:its )?|mark(?:ed|s)) (?P<t>{EN})(?= (?:in|years)\b|[,.;])(?: years)?"
)
_ORDINALS = {"tenth": 10, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
             "eightieth": 80, "ninetieth": 90, "hundredth": 100, "centenary": 100, "centennial": 100, "百": 100}  # fmt: skip
_PERSON = lazy(r"\b(?:who|he|she|dr|mr|mrs|ms|founder|director|his|her)\b")
_STOP = lazy(r"[。；;]|\.\s")
_AHEAD, _BEHIND, _CLAUSE = 40, 16, 48
_OTHERWISE = lazy(r"第\s?$|约|近|about|nearly|almost|over|more than|逾")
_OF_ELSE = lazy(  # what is celebrated is not the founding
    r"(?:迁|搬|建科|合并|更名|改[制名称]|升格|首[例台次]|第一[例台次]|援[一-鿿]{1,3}|上市|合作|结对|结婚|逝世|去世|诞辰|移植|获批|去年|前年|明年|后年)[一-鿿]{0,6}$"
    r"|\b(?:last|next) year\b[^.;]*$"
)
_OF_ELSE_BEHIND = lazy(
    r"[^.,;]{0,12} (?:of|since) [^.,;]*\b(?:move[sd]?|moving|new|merger|merged|first|renam|transplant|death|died|war|independence|refit|reopen|charter|nhs)"
)
_CUT = lazy(r"[，。；;,]|\.\s|\band\b")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one celebration and two years, of which the first founds."""
    for one in passages(scene):
        found = list(_CELEBRATED.finditer(one.words))
        if len(found) == 1:
            yield from _check(one, found[0])


def _check(one: Paragraph, match: re.Match[str]) -> Iterator[Observation]:
    dated, stated = years(one), _count(match)
    founding = [each for each in dated if _founds(one, each)]
    if len(dated) != len("ab") or len(founding) != 1 or stated is None or stated < 2:
        return
    start = founding[0]
    later = dated[1 - dated.index(start)]
    if _PERSON.search(one.words, max(0, match.start() - 30), match.start()) and not match["z"]:
        return
    if _OF_ELSE.search(one.words[max(0, match.start() - 24) : match.start()]) or _OF_ELSE_BEHIND.match(
        one.words, match.end()
    ):
        return
    if _FOUNDING.search(one.words[: match.start()]) and _NO_FOUNDING.search(_clause(one, start)):
        return  # ``2018年新院区正式开诊，2020年医院迎来建院70周年``
    if later.value <= start.value or not _celebrated_in(one, match, later):
        return
    right = later.value - start.value
    if abs(right - stated) <= 1 or _OTHERWISE.search(one.words[max(0, match.start() - 12) : match.start()]):
        return
    line = f"{later.value} - {start.value} = {right} ≠ {match[0].strip()}"
    places = [(one.span(each.start, each.end), str(each.value)) for each in (start, later)]
    yield observe("date-span", one.span(*match.span()), line, related=places, stated=match[0].strip(),
                  before=str(start.value), after=str(later.value), right=str(right), tied="yes")  # fmt: skip


def _count(match: re.Match[str]) -> int | None:
    told: str = next(group for group in match.groups() if group)
    return _ORDINALS.get(told) or number(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", told))


def _clause(one: Paragraph, year: Mark) -> str:
    """The words of its clause on both sides of a year."""
    before = _CUT.split(one.words[max(0, year.start - _CLAUSE) : year.start])[-1]
    return before + _CUT.split(one.words[year.end : year.end + 24])[0]


_FOUNDING = lazy(r"(?:成立|创[立建办始]|组建|建[院校站所库馆店]|开[诊院业馆张]|创刊)\s?$")
_NO_FOUNDING = lazy(r"新|开诊|挂牌|揭牌|启用|更名|搬|迁|三甲|三级|合并|改")
_PLATE = lazy(r"[，,]?[^，。；,]{0,12}(?:挂(?:上|起|出)?了?[^，。；,]{0,12}牌|破土|奠基)")


def _founds(one: Paragraph, year: Mark) -> bool:
    before = _CUT.split(one.words[max(0, year.start - _CLAUSE) : year.start])[-1]
    behind = _CUT.split(one.words[year.end : year.end + 24])[0]
    return (
        _PLATE.match(one.words, year.end) is not None
        or _FOUNDED.search(before) is not None
        or (year.value > 0 and _FOUNDED.search(behind) is not None)
    )


def _celebrated_in(one: Paragraph, match: re.Match[str], year: Mark) -> bool:
    """Does the year stand before the celebration in its sentence, or right behind it?"""
    if year.end <= match.start():
        gap = one.words[year.end : match.start()]
        return len(gap) <= _AHEAD and not _STOP.search(gap)
    gap = one.words[match.end() : year.start]
    return len(gap) <= _BEHIND and not _STOP.search(gap)
