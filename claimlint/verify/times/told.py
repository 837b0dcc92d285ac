"""The times that a clause tells, in one form: ``one-year``, "by one year" and ``第12个月`` can be held together."""

from __future__ import annotations

from claimlint.language.expressions import lazy

_TIME = lazy(
    r"(\d{1,3}|one|two|three|four|five|six|nine|ten|twelve|[一二两三四五六七八九十半]{1,3})[\s-]?(?:个)?(hour|day|week|month|year|小时|天|周|月|年)"
    r"|(day|week|month|year) (\d{1,3})\b|第(\d{1,3})(天|周|月|年)"
)
_DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "nine": "9", "ten": "10",
           "twelve": "12", "一": "1", "二": "2", "两": "2", "三": "3", "五": "5", "半": "0.5", "十": "10"}  # fmt: skip


def times(words: str) -> frozenset[frozenset[str]]:
    """``one-year``, "by one year": the times that are told, in one form."""
    found = [[each for each in match.groups() if each] for match in _TIME.finditer(words)]
    return frozenset(frozenset(_DIGITS.get(word, word) for word in pair) for pair in found)


_DAYS = {
    "hour": 1 / 24,
    "小时": 1 / 24,
    "day": 1,
    "天": 1,
    "week": 7,
    "周": 7,
    "month": 30,
    "月": 30,
    "year": 365,
    "年": 365,
}


def _days(words: str) -> list[float]:
    """The times that are told, as days."""
    pairs = [[each for each in match.groups() if each] for match in _TIME.finditer(words)]
    found = []
    for pair in pairs:
        number = next((_DIGITS.get(word, word) for word in pair if word not in _DAYS), "")
        unit = next((word for word in pair if word in _DAYS), "")
        if unit and number.replace(".", "", 1).isdigit():
            found.append(float(number) * _DAYS[unit])
    return found


def sooner(words: str, clause: str) -> bool:
    """``died on day 12`` beside survival at 30 days."""
    then, now = _days(words), _days(clause)
    return len(then) == len(now) == 1 and then[0] <= now[0]
