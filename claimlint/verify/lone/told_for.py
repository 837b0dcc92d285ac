"""What a dose is told for: ``每次``, ``每100 g``, ``/kg``, "a day", "each tablet contains", "two 5 mg tablets"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.verify.lone.dose_numbers import DIGITS, NUMBER, number_of
from claimlint.verify.lone.measures import (
    BODY,
    CONTAINERS,
    DAY,
    MONEY,
    ONCE,
    ONE,
    PIECE,
    PIECES,
    SURFACE,
    TIME,
    TURN,
    Measure,
    compiled,
    measure,
    one_of,
)

_ZH_EACH = compiled(
    rf"(?:每|一|单|整)(?:个)?(?P<n>{DIGITS})?\s?(?:(?P<u><U>)(?!性?(?:取|开|买|购|领|配|拿|囤))|(?P<v>疗程|周期|板))"
)
_DAILY_ZH = lazy(r"日(?:总量|剂量|总剂量|摄入|用量|服用?)|全天|全日")
_EN_EACH = compiled(
    rf"\b(?P<e>each|every|one|an?|the|per|this|single|your|in)? ?(?:[a-z-]+ )?(?:(?P<n>{DIGITS}) ?)?(?P<u><U>)(?: ?\([^()]{{1,14}}\))?(?: of [a-z ]{{2,30}}?)?,? ?"
    r"(?:\(|contains?|holds?|has|delivers?|gives?|provides?|supplies|carries|comes with|of|lasts?(?: (?:him|her|them|you|me))?(?: for)?)(?: about| around| exactly| roughly)? ?$"
)
_PER = compiled(
    rf"(?: of (?:(?!\b(?:once|twice|times)\b)[a-z ]){{2,24}}?| by [a-z]{{3,9}})? ?(?:per|an?|each|every|for each|for every|in each|in every|in a|/) (?:(?P<n>{NUMBER}) ?)?(?P<u><U>|morning|evening|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_PRICE = compiled(r" (?:for|per) (?:a|an|each|every|one) (?:[\da-z-]+ )?(?P<u><P>)")
_ADVERB = compiled(
    r"(?: of (?:(?!\b(?:once|twice|times)\b)[a-z ]){2,24}?| by [a-z]{3,9})? (?P<d>daily|weekly|nightly|hourly)\b"
)
_OF_A_PIECE = compiled(r"[ -](?:(?!(?:the|an?|each|every|of|in|per|for|and|or|to)\b)[a-z]+ )?(?P<u><P>)")
HELD_IN = lazy(r"\d\s?(?:ml|g|毫升|克)(?:中|内)?(?:含有?|[:：])[^\d,，。;；]{0,10}$")  # 每支2 ml含1 mg
_OF_DAY = lazy(r"\bdaily (?:dose|total|intake|amount)(?: of| to| is| was)? ?(?:about )?$")
_OF_DOSES = lazy(r"\b(?:daily|total|the|a|an|this) (?:[a-z]+ )?doses? (?:of|is|was) ?$")
_SEVERAL = lazy(rf"[二两三四五六七八九十]\s?(?:{PIECE}|次)")
_FARTHEST = 18  # characters from what an amount is told for
_HOUR, _WEEK, _MONTH = (Decimal(days) for days in ("0.041666666666666667", "7", "30"))
_UNBOUND = frozenset({TIME, TURN, BODY, SURFACE})  # told for nothing by themselves


def period(word: str) -> Measure:
    """The stretch of time that a word names: ``morning`` is told of a day, ``Sunday`` of a week."""
    days = {"mont": _MONTH, "week": _WEEK, "hour": _HOUR}.get(word[:4], Decimal(1))
    return Measure(_WEEK if word.endswith("day") and word != "day" else days, DAY.powers)


def nouns(words: str) -> list[Measure]:
    """The pieces that a passage names, for numbers that name none."""
    every = (measure(match[0]) for match in compiled(r"(?<![a-z])<P>").finditer(words))
    return [one_of(base) for base in sorted({each.powers[0][0] for each in every if each is not None})]


def slashed(words: str) -> Measure | None:
    """``/kg``, ``/(kg·min)``, ``/kg/day``."""
    per = ONE
    for word in re.split(r"[/()·⋅∙*.\s]+", words):
        unit = measure(word) if word else ONE
        if unit is None:
            return None
        per = per.by(unit, 1)
    return per


def options_of(units: list[Measure], per: Measure, words: str, start: int, end: int) -> tuple[list[Measure], int]:
    """The measures by what stands before and behind an amount, and where the words end that tell them."""
    base = units[0].powers[0][0]
    per, end = _behind(per, words, end, base)
    clause = _BREAK.split(words[:start])[-1]
    for each in _each_before(clause):
        per = per if per.powers and set(each.powers) & set(per.powers) else per.by(each, 1)
    if base == MONEY and words[end:].startswith(" each"):
        return [unit.by(noun, -1) for unit in units for noun in nouns(words)], end
    options = [unit.by(per, -1) for unit in units]
    bases = {base for base, _ in per.powers}
    if base in _UNBOUND or bases & {TIME, TURN} or not (bases & {BODY, SURFACE} or not bases):
        return options, end
    turns = [option.by(ONCE, -1) for option in options]
    return [*options, *turns, *([option.by(DAY, -1) for option in options] if bases else [])], end


_BREAK = lazy(r"[,，。;；:：!！?？]|(?<![0-9])\.")


def _behind(per: Measure, words: str, end: int, base: str) -> tuple[Measure, int]:
    """``5 mg/kg a day``, "$40 for a 28-day pack", "5 mg tablets"."""
    for _ in range(3):
        found = _next(per, words, end, base)
        if found is None:
            break
        per, end = found
    return per, end


def _next(per: Measure, words: str, end: int, base: str) -> tuple[Measure, int] | None:
    if (match := _ADVERB.match(words, end)) is not None:
        return per.by(period(match["d"]), 1), match.end()
    priced = _PRICE.match(words, end) if base == MONEY else None
    if priced is not None:
        return per.by(measure(priced["u"]) or ONE, 1), end + 1
    match = _PER.match(words, end) if base not in {BODY, SURFACE} else None
    if match is not None:
        unit = measure(match["u"]) or period(match["u"])
        number = number_of(match["n"]) if match["n"] else (Decimal(1), 0)
        return (per.by(unit.times(number[0]), 1), match.end()) if number is not None else None
    match = _OF_A_PIECE.match(words, end) if not per.powers and base not in {BODY, SURFACE, TIME} else None
    return (measure(match["u"]) or per, match.end()) if match is not None else None


def _each_before(clause: str) -> Iterator[Measure]:
    """``每日``, ``每100 g``, ``一盒``, "each tablet contains": behind the last number of the clause."""
    zh = list(_ZH_EACH.finditer(clause))
    for match in zh:
        unit = measure(match["u"]) if match["u"] else None
        number = number_of(match["n"]) if match["n"] else (Decimal(1), 0)
        if unit is not None and number is not None and _reaches(match, clause[match.end() :]):
            yield unit.times(number[0])
    daily = _DAILY_ZH.search(clause) if not zh else None
    if _OF_DAY.search(clause) or (daily is not None and len(clause) - daily.end() < len("摄入活菌约 ") + 2):
        yield DAY
    english = _EN_EACH.search(clause) if not _OF_DOSES.search(clause) else None
    unit = measure(english["u"]) if english is not None else None
    if english is None or unit is None:
        return
    number = number_of(english["n"]) if english["n"] else None
    if unit.powers[0][0] in CONTAINERS | PIECES:
        yield unit  # 6 infusions of 300 mg
    elif number is not None and english["e"] and english[0][-1] != "(":
        yield unit.times(number[0])


def _reaches(match: re.Match[str], rest: str) -> bool:
    """No other number stands between, but for what a piece holds: ``每支2 ml含1 mg``."""
    held = HELD_IN.search(rest) is not None and len(_NUMERALS.findall(rest)) == 1 and not match["n"]
    other = (_DIGIT if match[0][0] == "每" else _DIGIT_OR_EACH).search(rest) is not None and not held
    return not other and len(rest) <= _FARTHEST and _SEVERAL.search(rest) is None


_NUMERALS = lazy(r"\d+(?:\.\d+)?")
_DIGIT, _DIGIT_OR_EACH = lazy(r"\d"), lazy(r"[\d每]")
