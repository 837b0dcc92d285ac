"""Quantities as patterns see them: where a sentence states a percentage, a length of time, a price."""

from __future__ import annotations

import re
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy

QUANTITIES = ("percent", "rate", "number", "count", "duration", "money")

_DIGIT = "[0-9０-９]"
_ARABIC = rf"{_DIGIT}{{1,9}}(?:,{_DIGIT}{{3}}){{0,4}}(?:[.．]{_DIGIT}{{1,4}})?"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿半几数]"
_HAN_NUMBER = rf"{_CHINESE}{{1,8}}(?:点[零一二三四五六七八九]{{1,4}})?"
_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|hundred|half)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|hundred))?"
)
_NUMBER = f"(?:{_ARABIC}|{_HAN_NUMBER})"
_RANGE = rf"{_NUMBER}(?:\s?[-–—~～至到]\s?{_NUMBER})?"
_FREE = r"(?<![0-9０-９A-Za-z])(?<![0-9０-９][.,．])"  # a number does not begin inside another or a name

_PERCENT = (
    rf"{_FREE}(?:{_ARABIC}\s?[%％﹪]?\s?[-–—~～至到]\s?)?{_ARABIC}\s?(?:[%％﹪]|个百分点|(?:percent|per\scent|pct)\b)"
    rf"|百分之{_NUMBER}"
    rf"|(?<![第一二三四五六七八九])[一二两三四五六七八九0-9０-９]成(?:[一二三四五六七八九半](?![个名位例]))?"
    r"(?![立功员人分为长本果年熟效都份交绩就品型形])"
)
_CLASSIFIER = r"(?:人次|个人|名|位|例|个|人|家|对|户)"
_SHARE = (
    rf"{_FREE}{_NUMBER}{_CLASSIFIER}(?:患者|病人|用户|朋友|女性|男性|孩子)?(?:里面|里边|里头|里|中|当中|之中)(?:就)?(?:有)?{_NUMBER}{_CLASSIFIER}"
    rf"|十有八九|十之八九|{_HAN_NUMBER}分之{_HAN_NUMBER}"
    rf"|\b(?:{_ARABIC}|{_WORD})\s(?:out\sof|in)\s(?:every\s)?(?:{_ARABIC}|{_WORD})\b"
)
_MAGNITUDE = "(?:余|多|几)?(?:万|亿|千|百)?(?:余|多)?"
_COUNT = (
    rf"{_FREE}{_RANGE}{_MAGNITUDE}\s?(?:{_CLASSIFIER})"
    rf"|{_FREE}\b(?:{_ARABIC}|{_WORD})\+?\s(?:patients|people|persons|cases|subjects|participants|women|men|children|users|clients)\b"
)
_DURATION = (
    rf"{_FREE}{_RANGE}\s?(?:来|多|余)?个?(?:多|半)?\s?"
    r"(?:秒钟|秒|分钟|小时|钟头|天|日(?![本常益期])|周(?!围|边|期)|星期|礼拜|月|年(?!级|龄)|疗程|晚上|晚|夜|载)(?:半|多)?"
    rf"|{_FREE}\b(?:{_ARABIC}|{_WORD}|a|an)(?:\s?(?:-|–|to)\s?(?:{_ARABIC}|{_WORD}))?[-\s]"
    r"(?:second|minute|hour|day|night|week|month|year|session|course)s?\b"
)
_MONEY = (
    rf"[¥￥$＄€£]\s?{_ARABIC}\s?(?:万|千|k\b)?"
    rf"|{_FREE}{_NUMBER}{_MAGNITUDE}\s?(?:元|块钱|美元|美金|欧元|人民币|块(?![儿头状垒]))"
    rf"|{_FREE}{_ARABIC}\s?(?:yuan|rmb|cny|usd|dollars?|euros?|pounds)\b"
)
_PLAIN = rf"{_FREE}{_ARABIC}(?:万|亿|千|百)?|{_CHINESE}{{1,8}}|\b{_WORD}\b"

_GRAMMARS = {
    "percent": _PERCENT,
    "rate": f"{_SHARE}|{_PERCENT}",
    "count": _COUNT,
    "duration": _DURATION,
    "money": _MONEY,
    "number": _PLAIN,
}

NUMERALS = lazy("[0-9０-９零〇一二两三四五六七八九十百千万亿半几数]|" + rf"\b(?:{_WORD}|an?)\b", re.IGNORECASE)


@cache
def grammar(name: str) -> re.Pattern[str]:
    """The expression of a built-in slot; every quantifier in it is bounded."""
    return compiled(_GRAMMARS[name], re.IGNORECASE)


def find_quantities(name: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where ``text[start:end]`` states a quantity of a kind: leftmost, not overlapping."""
    return [match.span() for match in grammar(name).finditer(text, start, end) if match.end() > match.start()]
