"""Days, ages and anniversaries counted from a dated event: ``6月1日手术……6月9日（术后第8天）``, "born in 1948 ... in 2019 at the age of 71".

The event and the count must name the same thing, and the count must stand right beside a second date; a count that fits the event
and any date near by is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.dates import Date, apart, dates

_N = r"(?P<n>\d{1,3})"
_DAYS_ZH, _DAYS_EN = rf"(?:第\s?)?{_N}\s?(?:天|日)(?![,，、]\s?\d)", rf"{_N} days"
_EVENTS = tuple(  # how the event is told, how days are counted from it
    (
        lazy(event),
        lazy(
            rf"(?:{zh})(?:后)?\s?{_DAYS_ZH}|\b{_DAYS_EN} (?:after|post-?|following|into) ?(?:the |her |his |their )?(?:{en})|(?:{day}) day {_N}\b|\bday {_N} (?:after|post-?|following|of) ?(?:the |her |his |their )?(?:{en})".replace(
                "(?P<n>", "("
            )
        ),
    )
    for event, zh, en, day in (
        (r"手术|行[^，。]{0,20}术(?![后前中])|术毕|\boperat|\bsurg|underwent|resect", "术", "operation|surgery|procedure|resection", "postoperative"),
        (r"移植(?![后前])|回输|transplant", "移植|回输", "transplant", "post-?transplant"),
        (r"输注(?![后前])|回输|\binfus", "输注|回输", "infusion", "post-?infusion"),
        (r"入院(?![后前])|住进|收治|收入|\badmitted|\badmission", "(?<![术前后])(?:入院|住院)", "admission|stay|hospital stay", "hospital"),
        (r"发病(?![后前])|起病|症状|发热|\bonset|fell ill|symptoms", "发病|起病|病程", "(?:symptom |illness )?onset|falling ill|illness", "illness"),
        (r"接种(?![后前])|vaccinat|\bjab|\bdose", "接种", "vaccination|the (?:dose|jab)", "post-?vaccination"),
    )
)  # fmt: skip
_BIRTH = lazy(r"(?:生于|出生于?(?:日期)?)[:：]?\s?$|\bborn(?: (?:in|on|to [a-z ]{3,20} in))? $")
_BORN_BEHIND = lazy(r"\s?(?:出?生(?!后|缺)|年生)")
_SPELT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_AGE = lazy(
    rf"(?P<near>[,，]?\s?(?:at (?:the )?age(?: of)? |aged (?:just |only )?)){_N}(?![\d%]|\.\d| (?:days|weeks|months)|-\d)|(?P<then>,? (?:when|and) (?:she|he|(?:the|her|his) (?:boy|girl|child|patient|man|woman|son|daughter|baby)) (?:was|turned) (?:just |only )?)(?P<wn>\d{{1,3}}|{_SPELT})(?: years old| years of age|(?=[.,;]))|(?:享年|终年|时年|年仅|卒年|(?:当时|那时|那年|其时)(?:她|他|孩子|患者)?(?:刚|才|仅|只有|刚满|已)?)\s?(?P<zn>\d{{1,3}})\s?岁"
)
_FOUNDED = lazy(
    r"(?:成立|创[立建办]|始建|建[院校站所库]|开[诊院业]|创刊)(?!\s?\d{1,3}\s?周年)|\bfounded|\bestablished|\bopened|\bset up|\bcreated|\bfounding|\blaunched|\bregistered|\bincorporated|注册成立"
)
_ANNIVERSARY = lazy(
    rf"{_N}\s?周年|\b{_N.replace('<n>', '<en>')}(?:st|nd|rd|th)[- ](?:anniversary|birthday)|{_N.replace('<n>', '<yn>')} years (?:old|of (?:service|work|existence))\b"
)
_NEW_HOUSE = lazy(r"新(?:院区?|大?楼|址|馆|校区)|分院|院区|\bnew (?:[a-z]+ )?(?:building|site|wing|premises|campus)")
_OF_A_PART = lazy(r"(?:建科|科室成立)[一-鿿]{0,4}$")
_REACH, _BESIDE = 48, 14
_CLAUSE = lazy(r"[，。；;,]|\.\s")


def check(scene: Scene) -> Iterator[Observation]:
    """Every count from an event that has a date."""
    for _, one in paragraphs(scene):
        told = dates(one.words)
        if 2 <= len(told) <= 12:
            yield from _days(one, told)
            yield from _years(one, told)


def _days(one: Paragraph, told: tuple[Date, ...]) -> Iterator[Observation]:
    for event, count in _EVENTS:
        clauses = [(each, count.sub("", _clause(one, each))) for each in told if each.day]
        began = [each for each, clause in clauses if event.search(clause) and not _SOME_DAYS_ON.search(clause)]
        if not began or len(began) > 3:
            continue
        for match in count.finditer(one.words):
            value = next((int(n) for n in match.groups() if n), None)
            later = _beside(one, told, match)
            if value is None or later is None or not later.day or later in began or _own_event(one, later, match):
                continue
            ways = [(each, apart(each, later)) for each in began]
            known = [(each, way) for each, way in ways if way is not None]
            every = [way for each in began for other in told if (way := apart(each, other)) is not None]
            if known and not any(way[0] - 1 <= value <= way[1] + 1 for way in every):
                yield _fault(one, match, known[-1][0], later, f"{known[-1][1][0]}-{known[-1][1][1]}")


def _own_event(one: Paragraph, later: Date, match: re.Match[str]) -> bool:
    """``3月8日拆线，术后第10天出院``: the date has its own event, the count another."""
    gap = one.words[later.end : match.start()]
    return _HAS_ONE.fullmatch(gap) is not None and _OWN_EVENT.match(one.words, match.end()) is not None


_HAS_ONE = lazy(r"[一-鿿]{2,}[，,]\s?")
_OWN_EVENT = lazy(r"[一-鿿]{0,4}(?:出院|拆线|拔[管除]|转[出入院]|死亡|复查|复发|下床|停药|进食)")
_SOME_DAYS_ON = lazy(
    r"\bafter [a-z\d]{1,8} days|\b[a-z\d]{1,8} days later|[\d一二两三四五六七八九十]天后|次日|翌日|第二天|next day"
)


def _clause(one: Paragraph, each: Date) -> str:
    """The words of its clause on both sides of a date, and of the next when the clause is the date alone."""
    before = _CLAUSE.split(one.words[max(0, each.start - _REACH) : each.start])[-1]
    pieces = _CLAUSE.split(one.words[each.end : each.end + _REACH])
    behind = pieces[0] if len(pieces[0].strip()) > 1 or len(pieces) < 2 else pieces[1]
    return before + " " + behind


def _beside(one: Paragraph, told: tuple[Date, ...], match: re.Match[str]) -> Date | None:
    """The date that a count is said to be, the one right before it, or right behind it."""
    for each in told:
        if each.start >= match.end() and _IS.fullmatch(one.words[match.end() : each.start]):
            return each
    for each in told:
        gap = one.words[each.end : match.start()] if each.end <= match.start() else None
        if gap is not None and len(gap) <= _BESIDE and not _of_another(gap):
            following = [other for other in told if each.end < other.start < match.start()]
            if not following:
                return each
        behind = one.words[match.end() : each.start] if each.start >= match.end() else None
        if behind is not None and len(behind) <= 5 and _OPENS.fullmatch(behind):
            return each
    return None


_IS = lazy(r"[,，]?\s?(?:即|也就是|that is,?|i\.e\.)\s?(?:为|是|在|于|on)?\s?")
_OPENS = lazy(r"\s?(?:[(（,，]|[,，]?\s?(?:即|也就是)(?:为|是|在|于)?|后?于|的|on|in|, on|, that is,?(?: on)?)?\s?")
_ANOTHER = lazy(r"[。；;]|\.\s|至|到|\bto\b|until|\d")


def _of_another(gap: str) -> bool:
    """Does the gap lead to another time?"""
    return _ANOTHER.search(gap) is not None


def _years(one: Paragraph, told: tuple[Date, ...]) -> Iterator[Observation]:
    born = [each for each in told if each.year and (_BIRTH.search(one.words[max(0, each.start - 30) : each.start]) or _BORN_BEHIND.match(one.words, each.end))]  # fmt: skip
    if len(born) == 1:
        for match in _AGE.finditer(one.words):
            reach = 2 if match["near"] or match["then"] else _REACH
            relative = _RELATIVE.search(match["then"] or "")
            if relative is not None and relative[0] not in one.words[: born[0].start]:
                continue  # born in 1950 ... in 1989, when his son was 12
            age = match["n"] or match["zn"] or match["wn"]
            if _RELATIVE.search(one.words, born[0].end, max(born[0].end, match.start())):
                continue
            years = int(age) if age.isdigit() else _SPELT.split("|").index(age) + 1
            yield from _since(one, told, born[0], match, years, reach)
    founded = [each for each in told if each.year and _FOUNDED.search(_clause(one, each))]
    if len(founded) == 1:
        for match in _ANNIVERSARY.finditer(one.words):
            if _NEW_HOUSE.search(_clause(one, founded[0])) or _OF_A_PART.search(one.words, 0, match.start()):
                continue
            value = match["n"] or match["en"] or match["yn"]
            yield from _since(one, told, founded[0], match, int(value), _REACH)


def _since(one: Paragraph, told: tuple[Date, ...], start: Date, match: re.Match[str], value: int, reach: int) -> Iterator[Observation]:  # fmt: skip
    others = [each for each in told if each.year and not each.lent and each is not start]
    ahead = [
        each
        for each in others
        if 0 <= match.start() - each.end <= reach and not _STOP.search(one.words[each.end : match.start()])
    ]
    behind = [
        each
        for each in others
        if 0 <= each.start - match.end() <= _BESIDE and not _STOP.search(one.words[match.end() : each.start])
    ]
    near = (ahead[-1:] or behind[:1])  # fmt: skip
    if not near or start.year is None:
        return
    if not any(abs((last.year or 0) - (first.year or 0) - value) <= 1 for first in (start, *others) for last in others):
        years = (near[0].year or 0) - start.year
        if years > 0:
            yield _fault(one, match, start, near[0], str(years))


_RELATIVE = lazy(  # whose age it may be
    r"女儿|儿子|母亲|父亲|妈|爸|丈夫|妻子|老伴|妹|姐|哥|弟|孙|\b(?:daughter|son|mother|father|husband|wife|sister|brother)s?\b"
)
_STOP = lazy(r"[。；;]|\.\s")


def _fault(one: Paragraph, match: re.Match[str], first: Date, last: Date, right: str) -> Observation:
    told = match[0].strip(" ,，")
    low, _, high = right.partition("-")
    right = low if low == high or not high else right
    words = f"{first.words} → {last.words} = {right} ≠ {told}"
    place = one.span(match.end() - len(match[0].lstrip(" ,，")), match.end())
    related: list[tuple[Span, str]] = [(one.span(each.start, each.end), each.words) for each in (first, last)]
    return observe("date-span", place, words, related=related, stated=told, before=first.words, after=last.words, right=str(Decimal(low)))  # fmt: skip
