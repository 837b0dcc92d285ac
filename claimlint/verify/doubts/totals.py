"""Whether an accused total is right by another list of the document."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import unit_in_last_place, value_of
from claimlint.verify.doubts.look_around import OF_THESE, RANK, number_of, numbers_of, place_of
from claimlint.verify.scenes.scene import Frame, Scene, Told

MOST_COUNTS = 24
_FEW = 8

_RANKED = lazy(
    r"(?:前|首)[两二三四五六七八九十2-9]\s?(?:位|名|种|大|类|项|个)|\b(?:top|leading|commonest|most (?:common|frequent)) (?:two|three|four|five|six|[2-9])\b"
    r"|\b(?:two|three|four|five|six|[2-9]) (?:leading|commonest|largest|most (?:common|frequent))\b"
)  # 死因前三位为……: there are others behind them
_AT_A_TIME = lazy(
    r"(?:第|满|到|过|术后|确诊)[一二三四五六七八九十两\d]{1,3}个?[年月周]|\b(?:at|after|by) (?:one|two|three|four|five|six|ten|\d{1,2}) (?:years?|months?|weeks?)"
)
_NOBODY = lazy(r"[不未无勿]$|\b(?:no|none|never|not|nobody)\b|无|没有|不(?:得|能|可)")
_SEVERAL = lazy(
    r"[两二]种(?:及)?以上|可有多项|可[同并]?[存有]多[种项]|多选|不止一[项种次个类处]|[一1]种(?:及)?以上|或合并|可合并|同时(?:计|归|有|合并|存在|具备|具有|伴有?|患|属)|各[计算](?:入|作)?[一1]次|重复(?:计|统计|归)|兼[有具患]|counted (?:twice|in both|under both|in each)|(?:appear|count|fall|belong)s? (?:in|under|to) (?:both|two)"
    r"|more than one|multiple (?:responses|answers|events|reasons)|at least one|not mutually exclusive|met (?:two|both|several)|with (?:two|both) (?:reasons|criteria)|overlap|several (?:events|reasons)"
)


def may_stand_in_several(words: str) -> bool:
    """Do words say that somebody may be counted in more than one part?"""
    match = _SEVERAL.search(words)
    return match is not None and _NOBODY.search(words, 0, match.start()) is None


_AND_NEXT = lazy(r"(?:,|、|，|(?:,\s?)?and|和|与|及)")


def first_of_a_sum(scene: Scene, one: Observation) -> bool:
    """``leaving 68, 66 and 65 at the final visit, or 199 in total``: does the accused number begin a list whose sum is told?"""
    place = place_of(scene, one.span)
    if place is None or place[2].value is None:
        return False
    frame, told, stated = place
    run = [stated]
    for figure in (f for f in told.figures if f.span.start >= stated.span.end and f.value is not None):
        gap = told.words[run[-1].span.end - told.span.start : figure.span.start - told.span.start]
        if not _AND_NEXT.fullmatch(gap.strip()):
            break
        run.append(figure)
    whole = sum(map(value_of, run), start=value_of(run[0]) * 0)
    return len(run) > 1 and any(f.value == whole for f in frame.figures if f not in run)


def made_nearby(scene: Scene, one: Observation) -> bool:
    """A value that was made of no numbers right before it: do any two of its block make it, or two sums of one unit?"""
    place = place_of(scene, one.span)
    if place is None or "↛" not in one.values.get("arithmetic", ""):
        return False
    frame, told, stated = place
    near = [f for each in frame.sentences if each.block == told.block for f in each.figures]
    near = [f for f in near if f.value is not None and f.span != stated.span][:MOST_COUNTS]
    room = unit_in_last_place(stated)
    if len(near) <= _FEW and any(
        abs(value_of(a) * value_of(b) * value_of(c) - value_of(stated)) <= room for a, b, c in combinations(near, 3)
    ):
        return True
    for first, second in combinations(near, 2):
        a, b = value_of(first), value_of(second)
        alike = first.unit == second.unit or "none" in {first.unit, second.unit}
        made = ([a + b, abs(a - b)] if alike else []) + [a * b] + ([a / b, b / a] if a and b else [])
        if any(abs(each - value_of(stated)) <= room for each in made):
            return True
    return False


_DIVIDED = lazy(r"\d\s?[例人名][,，;；:：](?:其中|[^,，。]{0,14}组)")


def _parts_are_others(scene: Scene, told: Told, one: Observation, counts: list[Figure], stated: Decimal) -> bool:
    """Do neighbours among the counts make the total, is a part a rank, or are the parts told of arms or in other words?"""
    values = [value_of(f) for f in counts]
    parts = [
        f
        for f in told.figures
        if value_of(f) != stated
        and (any(f.span == each.span for each in one.related) or one.span.start <= f.span.start < one.span.end)
    ]
    ahead = [told.words[max(0, f.span.start - told.span.start - 16) : f.span.start - told.span.start] for f in parts]
    first = min((f.span.start for f in parts), default=told.span.start) - told.span.start
    if any(RANK.search(words) for words in ahead) or _RANKED.search(told.words[max(0, first - 60) : first]):
        return True
    if (
        len(ahead) > 1
        and one.values.get("stated", "") not in parts[0].raw
        and not OF_THESE.search(ahead[0])
        and any(OF_THESE.search(words) for words in ahead[1:])
    ):
        return True  # 84.3%（59例），其中3级4例: a part of the part
    mine = {value_of(f) for f in parts}
    added = [Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", one.values.get("parts", ""))]
    if len(added) > 2 and added[0] * 2 == sum(added, Decimal(0)) and _DIVIDED.search(told.words):
        return True  # 不良反应共39例，其中21例、6例、7例、5例: the first is the total
    for start in range(len(values)):
        for last in range(start + 2, len(values) + 1):
            listed = values[start:last]
            if (
                sum(listed, Decimal(0)) == stated
                and stated not in listed
                and ((len(listed) > len(parts) and len(set(listed)) == 1) or not mine.issuperset(listed))
            ):
                return True
    if len({f.raw[-1] for f in parts if f.raw[-1] in "例人名位只次"}) > 1:
        return True
    return (
        bool(parts)
        and all(_OF_ONE_ARM.search(words) for words in ahead)
        and any(
            value_of(f) == stated and _OF_ONE_ARM.search(each.words[: f.span.start - each.span.start])
            for each in scene.sentences
            for f in each.of_kind("C")
        )
    )  # 60岁及以上者干预组42例，对照组44例: not the 72 of each arm


_UNCOUNTED_REST = lazy(
    r"^[^。;；]{0,12}[,，、;；]\s?(?:其余|其他|余者|余)(?:[^\d。;；一二三四五六七八九十]{0,12})(?:[。;；]|$)|^[一-鿿]{0,6}等|^[^.;]{0,40}, (?:and )?(?:the rest|the others|the remainder)\b(?![^.;]{0,20}\d)"
)  # 其余略
_LARGEST = lazy(
    r"^[^。;；.]{0,24}(?:(?:居|列|位居|位列|排[在名]?)前|为主|最多见?|最常见)|^[^.;]{0,40}\b(?:are|were|being|as) the (?:\w+ )?(?:largest|commonest|main|top|leading|most|chief)"
)
_WITHOUT_SOME = lazy(
    r"after (?:exclusions?|excluding|removing|de-?duplication)[^。;；.]{0,24}$|(?:剔除|排除|扣除|去除|除去|去重)[^。;；.]{0,16}[后外,，][^。;；.]{0,12}$",
)
_TITLES = lazy(r"医师|主任|教授|护师|职称|高级|中级")
_DEGREES = lazy(r"博士|硕士|本科|大专|研究生|学历")


def _list_is_open(scene: Scene, told: Told, one: Observation, stated: Decimal) -> bool:
    """Are there more than those listed, are two sorts of labels mixed, or is the total of those left?"""
    found = number_of(one.values.get("sum"))
    if found is None:
        return False
    end = max(one.span.end, *(each.span.end for each in one.related)) if one.related else one.span.end
    behind = told.words[one.span.end - told.span.start :][:60]
    if found < stated and (_UNCOUNTED_REST.search(behind) or _LARGEST.search(behind)):
        return True
    listed = told.words[max(0, one.span.start - told.span.start - 12) : end - told.span.start]
    if _TITLES.search(listed) and _DEGREES.search(listed):
        return True
    start = one.related[0].span.start if one.related else told.span.start
    return found > stated and _WITHOUT_SOME.search(scene.document.text[max(0, start - 60) : start].lower()) is not None


_OF_ONE_ARM = lazy(r"(?:组(?!共|合计|总)[一-鿿]{0,4}|各)[\d.%（( ]{0,8}$")


_AMONG_THEM = lazy(r"[^,，。;；\d]{0,8}中")
_REST = lazy(r"(\d+) - \d+ = \d+ ≠ (\d+)$")


def _longer_list(frame: Frame, told: Told, accused: Span, unit: str) -> bool:
    """``96例中，规律71例；另12例中断，8例改药，其余5例不明``: do more numbers behind each other make the one right before them?"""
    near = [each for each in frame.sentences if each.block == told.block]
    at = near.index(told)
    counts = [
        f for each in near[max(0, at - 2) : at + 3] for f in each.figures if f.unit == unit and f.value is not None
    ]
    if len(counts) > MOST_COUNTS:
        return False
    here = next((i for i, f in enumerate(counts) if f.span.start < accused.end and accused.start < f.span.end), 0)
    return any(
        sum((value_of(f) for f in counts[first:last]), Decimal(0)) == value_of(counts[first - 1])
        for first in range(1, here + 1)
        for last in range(max(here + 1, first + 3), len(counts) + 1)
    )


_SHARE_BEFORE = lazy(r"(?<![\d.])(?P<p>\d{1,2}(?:\.\d{1,2})?)\s?%\s?[（(]\s?$")
_SHARE_BEHIND = lazy(r"\s?[（(]\s?(?P<p>\d{1,2}(?:\.\d{1,2})?)\s?%")


def _is_a_part(told: Told, one: Observation) -> bool:
    """``占78.1%（500例），……占18.4%（118例），其余22例``: what has a share of its own is no whole of the others."""
    stated = number_of(one.values.get("stated"))
    whole = next((f for f in told.figures if f.value == stated and f.unit == "count"), None)
    if whole is None or "+" not in one.values.get("parts", ""):
        return False
    start, end = whole.span.start - told.span.start, whole.span.end - told.span.start
    return bool(_SHARE_BEFORE.search(told.words, 0, start) or _SHARE_BEHIND.match(told.words, end))


_HALVES = lazy(r"(?<!\d)1\s?[:：∶]\s?1(?!\d)|两组|two (?:groups|arms)|equal(?:ly)? ")
_JOINED = lazy(
    r"\b(?:joined the (?:list|programme|register|queue)|\d joined|already (?:on|in) (?:it|the)|newly listed|were added)\b|新[增入招进]|期初|已有\d"
)


def _one_arm_or_more(scene: Scene, one: Observation, told: Told) -> bool:
    """Do the parts make half of those who were halved, is a part another group of a larger total, or did others join?"""
    stated, found = number_of(one.values.get("stated")), number_of(one.values.get("sum"))
    parts = [number_of(each) for each in one.values.get("parts", "").split(" + ")]
    if stated is None or found is None:
        return False
    if _JOINED.search(told.words):
        return True
    if found * 2 == stated and _HALVES.search(told.words):
        return True
    last = parts[-1]
    return len(parts) == len("ab") and last is not None and stated + last in numbers_of(scene) - {stated, last}


def of_another_list(scene: Scene, one: Observation) -> bool:
    """May somebody stand in several parts, or is the accused total a part of a longer list that adds up?"""
    place = place_of(scene, one.span)
    if place is None:
        return False
    frame, told, total = place
    if one.values.get("parts", "").startswith("100 - ") and len(_AT_A_TIME.findall(told.words)) > 1:
        return True  # 一年时41%的人活着，满三年的14%，到第五年仅剩8%
    if _longer_list(frame, told, one.span, total.unit) or _is_a_part(told, one):
        return True
    if _one_arm_or_more(scene, one, told):
        return True
    rest = _REST.match(one.values.get("arithmetic", ""))
    if rest and Decimal(rest[1]) - Decimal(rest[2]) in numbers_of(scene) - {Decimal(rest[2])}:
        return True  # 131 of 148 completed; of the 17 who did not, five withdrew
    if rest and total.span == one.span and _AMONG_THEM.match(scene.document.text, one.span.end):
        return True  # 1043例可评估者中抗体阳性52例，中和抗体9例: the nine are no loss
    counts = [f for f in told.figures if f.unit == total.unit and f.value is not None]
    stated = number_of(one.values.get("stated"))
    if "+" in one.values.get("parts", ""):
        at = frame.sentences.index(told)
        if any(may_stand_in_several(each.words) for each in frame.sentences[max(0, at - 1) : at + 2]):
            return True
        listed = next((each for each in frame.sentences if each.span.start <= one.span.start < each.span.end), told)
        if stated is not None and (
            _list_is_open(scene, listed, one, stated) or _parts_are_others(scene, told, one, counts, stated)
        ):
            return True
    total = next((f for f in counts if f.span == one.span or value_of(f) == stated), total)
    if total not in counts:
        return False
    here, numbers = counts.index(total), numbers_of(scene)
    own = [
        one.span.start <= f.span.start < one.span.end for f in counts
    ]  # 18 + 1 + 1 of 18 + 1 + 1 + 1 are no other list
    return any(
        sum((value_of(f) for f in counts[first:last]), Decimal(0))
        in numbers - {value_of(f) for f in counts[first:last]}
        for first in range(here + 1)
        for last in range(max(here + 1, first + 3), len(counts) + 1)
        if not all(own[first:last])
    )
