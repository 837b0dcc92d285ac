"""Every number with a unit and the family of the unit: mass, volume, length, time, pressure, a concentration and so on.

Two families are *alike* where one quantity may be told in both: a dose by mass, by volume or by weight of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.verify.scenes.scene import Told

MASS = r"[kmuμµn]?g|mcg|千克|公斤|毫克|微克|克|(?:kilo|milli|micro)?grams?|kilos|tonnes?"
VOLUME = r"[dmuμµ]?l|毫升|微升|升|(?:milli|micro|deci)?lit(?:re|er)s?"
_PER = r"\s?(?:/|每|\bper\b)\s?"
FAMILIES = {  # the longer before the shorter
    "clearance": rf"(?:ml|毫升){_PER}\(?(?:min|分钟?)(?:{_PER}|[.·]\s?)\(?1\.73\s?(?:m[2²]|平方米)\)?|(?:ml|毫升){_PER}(?:min|分钟?)",
    "flow": rf"(?:m?l|毫升|升){_PER}(?:min|h|小时|分钟?|hour|minute|s)",
    "pump": rf"(?:[munμµ]?g|mcg|微克|毫克|m?iu|单位|units?){_PER}(?:kg{_PER})?(?:min|h|小时|分钟?|hour|minute)",
    "density": rf"(?:kg|g){_PER}(?:m[2²]|cm[2²3³]|m[3³])|mg{_PER}(?:m[2²]|cm[2²])",
    "content": rf"(?:{MASS}|i?u){_PER}(?:g|mg|100\s?g|克)",
    "concentration": rf"(?:{MASS}|[munpμµ]?mol|[mkμµ]?i?u|毫摩尔|微摩尔|皮摩尔|纳摩尔|(?:国际)?单位|pg|meq){_PER}(?:{VOLUME})",
    "cells": rf"[×x*]\s?10\s?\^?(?:9|12|[⁹]|¹²){_PER}(?:l|升)",
    "dose by weight": rf"(?:{MASS}|[μµum]mol|ml){_PER}(?:kg|公斤|千克)",
    "rate": r"次\s?/\s?(?:分钟?|min)|bpm|(?:beats|breaths)(?:\s?/\s?min|\s(?:per|a) minute)",
    "pressure": r"mm\s?hg|[km]pa|cm\s?h[2₂]o|毫米汞柱|千帕|厘米水柱",
    "temperature": r"℃|°\s?[cf]|℉|摄氏度|degrees (?:celsius|centigrade|fahrenheit)",
    "amount": r"[mμµun]mol",
    "energy": r"kcal|千卡|大卡|kj|千焦|calories|kilocalories",
    "radiation": r"c?gy|m?sv|戈瑞",
    "sound": r"db|分贝",
    "electric": r"k?w|瓦|伏|mah|毫安|[km]?hz",
    "colonies": r"cfu(?:\s?/\s?(?:ml|g|l|毫升|克|袋|粒))?|pfu|colony-forming units|copies\s?/\s?ml|拷贝\s?/\s?(?:ml|毫升)",
    "activity": r"i?u|国际单位|international units|单位|units(?! (?:a|per|each) week)",
    "area": r"[mc]?m[2²]|平方(?:厘米|米|毫米)|square (?:centi|milli)?met(?:re|er)s?",
    "volume": rf"{VOLUME}|cm[3³]|立方厘米",
    "time": r"ms|毫秒|s|秒钟?|min|分钟|h|小时|d|天|周|个月|年|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?",
    "length": r"[ckmμµun]?m|厘米|毫米|微米|公里|米|(?:centi|milli|micro|nano|kilo)?met(?:re|er)s?|inch(?:es)?",
    "mass": MASS,
}
NAMES = tuple(FAMILIES)
NUMBER = r"\d{1,3}(?:[ ,]\d{3}){1,2}(?!\d)|\d{1,6}(?:\.\d{1,3})?"
RANGE = rf"(?:{NUMBER})(?:\s?±\s?(?:{NUMBER}))?(?:\s?(?:[-~至到/]|to|and)\s?(?:{NUMBER}))?"
ENDS = r"(?![a-z0-9μ²³₂·克摩^]|\s?[/／×x*]\s?[a-z\d]|升[至到高降]|\s?每(?![日天晚晨周])|-)"
_GIVEN = frozenset(
    {"mass", "volume", "activity", "amount", "dose by weight", "density", "flow", "pump", "colonies", "energy"}
)
_DISSOLVED = frozenset({"concentration", "content", "amount", "activity", "density", "cells", "colonies"})
_SIZES = frozenset({"length", "area", "volume", "time"})  # a walk may be told in metres or minutes
_FILTERED = frozenset({"clearance", "flow", "density", "pump"})


class Measure(NamedTuple):
    """A number with its unit, as it stands in the words."""

    low: float
    high: float
    family: str
    unit: str
    start: int
    end: int


def alike(one: str, two: str) -> bool:
    """May one quantity be told in both families?"""
    return one == two or any({one, two} <= group for group in (_GIVEN, _DISSOLVED, _SIZES, _FILTERED))


@cache
def _pattern() -> re.Pattern[str]:
    families = "|".join(f"(?P<f{i}>{words})" for i, words in enumerate(FAMILIES.values()))
    return compiled(
        rf"(?<![\d.a-z/^_])(?<!\d,)(?P<n>{RANGE})[)）]?\s?-?(?P<many>亿|万|billion |million )?(?:{families}){ENDS}"
    )


def measures(told: Told) -> tuple[Measure, ...]:
    """The numbers of a sentence that have a unit of a family, in order."""
    if "measures" not in told.known:
        told.known["measures"] = tuple(measured(told.words))
    found: tuple[Measure, ...] = told.known["measures"]
    return found


def measured(words: str) -> Iterator[Measure]:
    """The same of plain words."""
    for match in _pattern().finditer(words):
        index = next(i for i in range(len(NAMES)) if match[f"f{i}"])
        ends = [float(each.replace(",", "").replace(" ", "")) for each in _FIGURE.findall(match["n"])]
        ends = ends[:1] if "±" in match["n"] else ends
        yield Measure(min(ends), max(ends), NAMES[index], match[f"f{index}"], match.start("n"), match.end(f"f{index}"))


_FIGURE = re.compile(NUMBER)
