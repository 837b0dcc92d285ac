"""Number phrases in English words: shares, multiples, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from claimlint.language import numerals, units
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import Number
from claimlint.verify.figures.grammar import MULTIPLIED, Phrase, share_of, unit_at

_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_MULTIPLES = {"twice": 2, "doubled": 2, "tripled": 3, "quadrupled": 4, "twofold": 2, "threefold": 3, "fourfold": 4,
              "fivefold": 5, "sixfold": 6, "tenfold": 10}  # fmt: skip
_ROUND = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ONES = _either(list(numerals.ENGLISH_WORDS)[:20])
_TENS = _either(list(numerals.ENGLISH_WORDS)[20:])
_SMALL = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_ONES})"


@cache
def english_words() -> re.Pattern[str]:
    """Where an English number word starts."""
    return compiled(rf"\b(?:{_either([*numerals.ENGLISH_WORDS, 'half', *_PARTS, *_MULTIPLES, *_ROUND])})\b")


_RUN = lazy(
    rf"{_SMALL}(?:[- ](?:hundred|thousand|million|billion|trillion)(?:\s(?:and\s)?{_SMALL})?){{0,3}}(?P<dozen> dozen)?(?![a-z])"
)
_SHARE = lazy(
    rf"(?P<top>one|two|three|four|five)[- ](?P<part>{_either(_PARTS)})s?(?![a-z-])"
    rf"|(?P<of>{_ONES})\s(?:in|out of)\s(?:every\s)?(?P<whole>{_SMALL}|\d{{1,3}}(?=\s[a-z]))(?![a-z-])"
    rf"|(?P<half>half|quarter|third)(?![a-z-])"
)
_OFTEN = lazy(r"[\s-](?:daily|weekly|monthly|yearly|a day|a week|per|each|every)")


def english_at(text: str, start: int) -> tuple[Phrase | None, int]:
    """The phrase of English number words at ``start``, and where to go on reading."""
    if share := _english_share(text, start):
        return share, share.end
    for word, value in _MULTIPLES.items():
        if text.startswith(word, start):
            end = start + len(word)
            often = _OFTEN.match(text, end) is not None
            return (None if often else _fold(start, end, value)), end
    for word, value in _ROUND.items():
        if text.startswith(word, start):
            return _round(text, start, start + len(word), value)
    if _RANKED.search(text, max(0, start - 8), start):  # at age six of the 917
        return None, _RUN.match(text, start).end() if _RUN.match(text, start) else start + 1  # type: ignore[union-attr]
    return _english_count(text, start)


_RANKED = lazy(r"\b(?:age|grade|type|stage|level|phase)\s$")
_NTH = lazy(
    r" (?:dose|injection|shot|jab|vaccin[a-z]+|booster|round|course|cycle|visit|time|trial|study|operation|procedure|attempt|line|session|infusion|treatment|scan|sample|test|reader|reviewer|surgeon|assessor|arm|group|site|centre|center|hospital|option|year|month|week|day|look|case|phase|wave|trimester|person|patient|child|boy|girl|woman|man|one|party)(?![a-z])"
)
_HALF_A = lazy(r"half an? (hour|day|year|month|million|billion|trillion)(?![a-z])")


def _english_share(text: str, start: int) -> Phrase | None:
    match = _SHARE.match(text, start)
    if match is None:
        return None
    if match["part"]:
        value = Decimal(numerals.ENGLISH_WORDS[match["top"]] * 100) / _PARTS[match["part"]]
    elif match["of"]:
        return _out_of(start, match.end(), match["of"], match["whole"])
    elif match["half"] == "half":
        if text.endswith("and a ", 0, start):  # a year and a half
            return None
        if amount := _HALF_A.match(text, start):
            return _half_amount(text, start, amount[1], amount.end())
        value = Decimal(50)
    elif text.endswith((" a ", "\na "), 0, start) or text[:start] == "a ":
        if _NTH.match(text, match.end()):  # a third injection
            return None
        value = Decimal(100) / _PARTS[match["half"]]
    else:
        return None
    return share_of(start, match.end(), value, value)


def _out_of(start: int, end: int, top: str, whole: str) -> Phrase | None:
    """``nine out of ten``: round wholes only; ``seven of twelve patients`` is a count."""
    part, total = numerals.parse_english(top), _whole(whole)
    if part is None or total is None or not part.value < total.value:
        return None
    if total.value > 10 and total.value not in (12, 20, 50, 100, 1000):
        return None
    share = part.value * 100 / total.value
    return share_of(start, end, share, share)


def _whole(words: str) -> Number | None:
    return numerals.parse_arabic(words) if words.isdigit() else numerals.parse_english(words)


def _half_amount(text: str, start: int, what: str, end: int) -> Phrase | None:
    """``half an hour``, ``half a million people``."""
    if what in _ROUND:
        number = Number(Decimal(_ROUND[what]) / 2, -5)
        unit, unit_end = unit_at(text, end)
        return Phrase(start, max(unit_end, end), number, number, unit, open_unit=not unit)
    return Phrase(start, end, Number(Decimal("0.5"), 1), Number(Decimal("0.5"), 1), what)


def _fold(start: int, end: int, value: int) -> Phrase:
    return Phrase(start, end, Number(Decimal(value), 0), Number(Decimal(value), 0), "fold", word=True)


def _round(text: str, start: int, end: int, value: int) -> tuple[Phrase | None, int]:
    """``a dozen patients``, ``a hundred people``; ``hundreds`` is no number."""
    unit, unit_end = unit_at(text, end)
    if not unit or not (text.endswith(" a ", 0, start) or text[:start] == "a "):
        return None, end
    number = Number(Decimal(value), 0)
    return Phrase(start, max(unit_end, end), number, number, unit), max(unit_end, end)


_SHARE_BEHIND = lazy(r"\s\(\d{1,3}(?:\.\d{1,2})?\s?(?:%|per ?cent)\)")  # Fifteen (83%) were free of pain
_OF_SOME = lazy(
    r"\s(?:\([^()]{1,12}\)\s)?(?:of|out of)\s(?:the\sremaining\s\d|them\b|whom\b|these\b|those\b"
    r"|(?:the|our|all)\s(?:patients|participants|subjects)\b|(?:the\s)?\d)"
)
_WHO_DID = lazy(  # Fifty-three said that they would come again (83%)
    r"\s(?:said|reported|had|have|were|was|felt|chose|kept|would|could|did|still|also|then|needed|completed|returned|achieved|reached|"
    r"responded|improved|recovered|stopped|continued|remained|received|developed|experienced|showed|gained|lost|died|went|agreed|tested)\s"
    r"[^.;()\n]{0,110}(?:\(\d{1,3}(?:\.\d{1,2})?\s?(?:%|per ?cent)\)|, or \d{1,3}(?:\.\d{1,2})?\s?(?:%|per ?cent))"
)
_PORTIONS = lazy(  # two 250 mg capsules
    r"\s\d{1,4}(?:\.\d{1,3})?[\s-]?(?:mg|g|mcg|ml|iu|μg)[\s-](?:[a-z]{3,12}\s)?(?:tablet|capsule|pill|sachet|ampoule|vial)"
)
_TO = lazy(rf"\s(?:to|or)\s({_SMALL})(?![a-z])")


def _english_count(text: str, start: int) -> tuple[Phrase | None, int]:
    """``twenty-five patients``: number words count only before a noun or unit."""
    match = _RUN.match(text, start)
    number = numerals.parse_english(match[0].removesuffix(" dozen")) if match else None
    if match is None or number is None:
        return None, start + 2
    end = match.end()
    if match["dozen"]:
        number = Number(number.value * 12, 0)
    if ranged := _word_range(text, start, number, end):
        return ranged, ranged.end
    unit, unit_end = unit_at(text, end)
    if not unit and _PORTIONS.match(text, end):
        return Phrase(start, end, number, number, "piece"), end
    if not unit and any(each.match(text, end) for each in (_OF_SOME, _SHARE_BEHIND, _WHO_DID)):
        unit = units.PERSONS
    if not unit or (number.value == 1 and unit not in units.DAYS_IN):
        return None, end
    if unit == "times" and MULTIPLIED.match(text, unit_end):
        unit = "fold"
    return Phrase(start, max(unit_end, end), number, number, unit), max(unit_end, end)


def _word_range(text: str, start: int, low: Number, end: int) -> Phrase | None:
    """``two to three weeks``."""
    match = _TO.match(text, end)
    high = numerals.parse_english(match[1]) if match else None
    if match is None or high is None or not low.value < high.value:
        return None
    unit, unit_end = unit_at(text, match.end())
    return Phrase(start, unit_end, low, high, unit) if unit else None
