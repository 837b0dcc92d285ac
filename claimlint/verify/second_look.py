"""Whether another reading of the document makes an accused figure right."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic import agrees, denominators, share, unit_in_last_place, value_of
from claimlint.verify.other_exceptions import ROLE, of_others
from claimlint.verify.scene import Frame, Scene, Told, kind_of

MOST_VALUES = 12  # near a change
_ARMS = lazy(r"随机|[两二三四]组|各组|对照|安慰剂|分为|randomi[sz]|placebo|\barms?\b|\bgroups\b|controls?\b")
_EXAMINED = lazy(
    r"(?:检查|筛查|调查|随访|监测|评估|评价|接受|完成|纳入|入组|受检|送检|参检|应检)[一-鿿]{0,4}(?:者|人数|人群|对象|的)[\s:：]{0,2}$"
)  # 肺功能检查者1124人，患病率12.6%: the count is of those who were looked at
_OF_THEM = lazy(r"^\s?(?:患者|病人|受试者|者|产妇|孕妇|儿童|居民|人)?(?:中|当中|之中|里)")
_REASONS = lazy(r"^\s?(?:例|人|者|名)?[，,]?(?:中)?(?:主要|其)?(?:的)?(?:原因|理由|来源|构成|分布|方式|途径)")
_OF_SOME = lazy(
    r"(?:[岁期型级]|以[上下]|女性|男性|亚组|[一-鿿]{2})(?:患者|病人|者|人群|儿童|老人|居民)(?:当?中|里)[^。;；]{0,30}$"
    r"|在[^，,。;；]{2,12}中[^。;；]{0,24}$|亚组[^。;；]{0,24}$"
    r"|\b(?:among|in|of) (?:the |those )?[a-z- ]{3,30}(?:subgroup|aged|with|without|younger|older)[^.;]{0,40}$"
)  # 60岁以下患者中，干预组达标90.0%（27例）: of how many they are is not told
_RANK = lazy(r"(?:前|第|首)\s?$|\b(?:top|first|leading)\s$")
_RANKED = lazy(
    r"(?:前|首)[两二三四五六七八九十2-9]\s?(?:位|名|种|大|类|项|个)|\b(?:top|leading|commonest|most (?:common|frequent)) (?:two|three|four|five|six|[2-9])\b"
    r"|\b(?:two|three|four|five|six|[2-9]) (?:leading|commonest|largest|most (?:common|frequent))\b"
)  # 死因前三位为……: there are others behind them
_FAILED = lazy(r"错|误|漏|失败|未|死亡|丢失|wrong|incorrect|miss|fail|error|lost|died|not\b|false")
_POPULATION = lazy(r"(?:人口|服务|覆盖)(?:约|为|共)?\s?$|\bpopulation (?:of|was|is) (?:about )?$")


def explained(scene: Scene, one: Observation) -> bool:
    """Is the accused figure right by numbers that its check did not think of?"""
    look = _LOOKS.get(one.check)
    return look is not None and look(scene, one)


def _place(scene: Scene, span: Span) -> tuple[Frame, Told, Figure] | None:
    for frame in scene.frames:
        if frame.holds(span):
            for told in frame.sentences:
                for figure in told.figures:
                    if figure.span.start < span.end and span.start < figure.span.end:
                        return frame, told, figure
    return None


# --- shares -------------------------------------------------------------------------------------


def _of_another_whole(scene: Scene, one: Observation) -> bool:
    """Does a number of the document, a list's own sum, or an arm of unknown size make the share right?"""
    place = _place(scene, one.span)
    count = _number(one.values.get("count"))
    if place is None:
        return False
    frame, told, percent = place
    if _of_another_sort(told, percent, count, _number(one.values.get("total"))):
        return True
    if percent.word:
        return False
    if told.heading and _in_round(count, _number(one.values.get("total")), percent):
        return True
    part = next((f for f in told.figures if f.value == count and f.span != one.span), None)
    if _told_behind(scene, told, percent, part, one.values.get("arithmetic", "")):
        return True
    if part is None or count is None:
        return _of_other_people(frame, told, percent) or _together(scene, told, part, percent)
    if _is_the_whole(told, part, percent) or _together(scene, told, part, percent):
        return True
    if part.denominator is not None:
        return agrees(share(count, part.denominator), percent)
    if _says_of_how_many(told, part):
        return False
    if _of_some(told, part, percent) or _of_cases_among_people(scene, told, part, percent):
        return True
    fits = set(map(Decimal, denominators(count, percent)))
    total = _number(one.values.get("total"))
    others = _numbers(scene) | _side_by_side(scene) | _shares_of_all(scene, told, percent) | _own_sum(told)
    if any(_makes(count, other, percent) for other in others):
        return True
    return total is not None and _of_an_arm(scene, frame, total, fits)


def _told_behind(scene: Scene, told: Told, percent: Figure, part: Figure | None, arithmetic: str) -> bool:
    """Do a fraction or a count in brackets behind the percentage make it, or is it the rate of several counts?"""
    behind = _bracketed_behind(told, percent)
    if any(f.denominator and agrees(share(value_of(f), f.denominator), percent) for f in behind):
        return True  # ORR为48.6%（18/37）
    own = [value_of(f) for f in behind if kind_of(f) == "C" and f is not part]
    if any(_makes(each, whole, percent) for each in own for whole in _numbers(scene)):
        return True  # 高血压（19.6%，9例）和手足综合征（8.7%，4例）
    before = told.words[: percent.span.start - told.span.start]
    # 15 progressive disease, giving a disease control rate of 73.2%
    return not any(sign in arithmetic for sign in "+·") and _OF_SEVERAL.search(before) is not None


_ROUND, _NEARLY = 100, Decimal("0.9")


def _in_round(count: Decimal | None, total: Decimal | None, percent: Figure) -> bool:
    """``一年植入1 000例，死亡率不到1%`` over a story of 1036: the headline tells all of them in a round number."""
    if count is None or total is None or count % _ROUND:
        return False
    return total * _NEARLY <= count <= total and not agrees(share(count, total), percent)


def _number(words: object) -> Decimal | None:
    try:
        return Decimal(str(words).replace(",", ""))
    except InvalidOperation:
        return None


def _of_some(told: Told, part: Figure, percent: Figure) -> bool:
    """Is the share of a group that is named but not counted?"""
    first, last = sorted(one.span.start - told.span.start for one in (part, percent))
    match = _OF_SOME.search(told.words[:first], max(0, first - 60))
    if match is None:
        return False
    bracketed = {f.span for share_ in told.of_kind("P") for f in _bracketed_behind(told, share_)}  # parts themselves
    counted = [
        f.span.end - told.span.start
        for f in told.of_kind("CD")
        if f.span not in {part.span, percent.span} and f.span not in bracketed
    ]
    return not any(match.start() - 8 <= end <= match.end() or first < end < last for end in counted)


_OVERALL = lazy(r"(?:总体?|合计|整体|overall|total) ?[一-鿿a-z ]{0,12}(?:率|rate)[一-鿿a-z ]{0,8}$")
_SOME_OF = lazy(r"其中|of (?:whom|these|them|which)\b")
_WHOSE = lazy(r"\s?(?:of (?:the |our |their )?|的)(?P<who>[a-z-]{4,12}|[一-鿿]{2})")


def _of_other_people(frame: Frame, told: Told, percent: Figure) -> bool:
    """``26 infants …, and 88.2% of parents kept the diary``: how many parents there were is not told."""
    match = _WHOSE.match(told.words, percent.span.end - told.span.start)
    role = ROLE.fullmatch(match["who"]) if match is not None else None
    return role is not None and frame.words.count(role[0].rstrip("s")) == 1


def _of_another_sort(told: Told, percent: Figure, count: Decimal | None, total: Decimal | None) -> bool:
    """Is it the share of those left, an overall rate behind a part of all, or is the part the whole told roundly?"""
    ahead = told.words[: percent.span.start - told.span.start]
    if _OVERALL.search(ahead) and _SOME_OF.search(ahead):
        return True  # 其中线上回收380份，总回收率91.5%
    if not count or not total:
        return False
    return _of_those_left(told, percent, count, total) or _told_roundly(count, total)


def _of_those_left(told: Told, percent: Figure, count: Decimal, total: Decimal) -> bool:
    """``two of 88 negative scans were wrong (97.7%)``: the share is of those that were right."""
    ahead = told.words[: percent.span.start - told.span.start][-80:]
    return count < total and _FAILED.search(ahead) is not None and _makes(total - count, total, percent)


def _told_roundly(count: Decimal, total: Decimal) -> bool:
    """``一年植入1000例`` in a headline, and 1036 below: it is the whole, not a part of it."""
    return count % 100 == 0 and count < total <= count * Decimal("1.1")


def _of_cases_among_people(scene: Scene, told: Told, part: Figure, percent: Figure) -> bool:
    """``94例（人口3.12万），占本地病例的71.8%``: the share is of the cases, not of those among whom they were."""
    if not _POPULATION.search(told.words[: part.span.start - told.span.start]):
        return False
    counts = [value_of(f) for f in told.of_kind("C") if f is not part]
    return any(_makes(each, whole, percent) for each in counts for whole in _numbers(scene))


def _bracketed_behind(told: Told, percent: Figure) -> list[Figure]:
    return [f for f in told.figures if 0 <= f.span.start - percent.span.end <= _BESIDE]


_OF_SEVERAL = lazy(
    r"(?:stable|progress)[^.;]{0,60}(?:control|benefit) rate (?:of|was|is|:)\s?$|(?:稳定|进展)[^。;；]{0,30}(?:控制|获益)率(?:为|达|是|:)?\s?$"
)


def _says_of_how_many(told: Told, part: Figure) -> bool:
    """``20例中9例（40%）``: the sentence itself says it right before."""
    start = part.span.start - told.span.start
    ahead = told.words[max(0, start - 12) : start]
    return _OF_BEFORE.search(ahead) is not None


_OF_BEFORE = lazy(r"\d\s?(?:例|名|人|位|只|份|个)?[一-鿿]{0,4}(?:中|里)[,，]?(?:有|仅|共|的)?\s?$")


def _is_the_whole(told: Told, part: Figure, percent: Figure) -> bool:
    start, end = part.span.start - told.span.start, part.span.end - told.span.start
    ahead = told.words[max(0, start - 14) : start]
    if _RANK.search(ahead) or _OF_THEM.match(told.words[end:]):
        return True
    if percent.span.start < part.span.start:
        return False
    if _REASONS.match(told.words[end:]):
        return True
    return _EXAMINED.search(ahead) is not None


def _numbers(scene: Scene) -> set[Decimal]:
    """Every whole number of people or things in the body of the document."""
    if "numbers" not in scene.known:
        told = [f for each in scene.sentences if not each.heading for f in each.figures]
        found = {value_of(f) for f in told if kind_of(f) in "CNDX" and f.decimals <= 0 and f.value}
        scene.known["numbers"] = found | {f.denominator for f in told if f.denominator is not None}
    numbers: set[Decimal] = scene.known["numbers"]
    return numbers


def _side_by_side(scene: Scene) -> set[Decimal]:
    """What two counts that stand side by side make: ``男性10131例，女性4551例``."""
    made: set[Decimal] = set()
    for told in scene.sentences:
        counts = [value_of(f) for f in told.of_kind("C") if f.decimals <= 0 and f.value is not None]
        made.update(one + two for one, two in pairwise(counts))
    return made


def _makes(part: Decimal, whole: Decimal, percent: Figure) -> bool:
    """Does the share round to the percentage as printed?"""
    return part < whole and abs(share(part, whole) - value_of(percent)) <= unit_in_last_place(percent) * Decimal("0.51")


_OF_THESE = lazy(r"其中|of (?:these|whom|them|those)\b")


def _shares_of_all(scene: Scene, told: Told, percent: Figure) -> set[Decimal]:
    """``医源性早产29.9%，其中子痫前期占55.0%（72例）``: a share told before, of any number of the document."""
    ahead = [f for f in told.of_kind("P") if f.span.end <= percent.span.start and f.value is not None]
    if not ahead or not _OF_THESE.search(told.words[: percent.span.start - told.span.start]):
        return set()
    made = [(one * value_of(f) / 100).to_integral_value() for f in ahead[-2:] for one in _numbers(scene)]
    return {one + slip for one in made for slip in (-1, 0, 1)}


def _own_sum(told: Told) -> set[Decimal]:
    """What the counts that have shares of their own in a sentence make together."""
    counts = [value_of(f) for f in told.of_kind("C") if f.decimals <= 0 and f.value is not None]
    shares = told.of_kind("P")
    if len(shares) < 2 or len(counts) < 2:
        return set()
    return {
        sum(counts[first:last], Decimal(0))
        for first in range(len(counts))
        for last in range(first + 2, len(counts) + 1)
    }


_BESIDE = 3  # characters between a count and the percentage in its brackets


def _together(scene: Scene, told: Told, part: Figure | None, percent: Figure) -> bool:
    """``完全缓解4例，部分缓解7例，客观缓解率45.8%``: neighbouring counts make the share together."""
    if part is not None and 0 <= percent.span.start - part.span.end <= _BESIDE:
        return False
    if any(f.denominator for f in _bracketed_behind(told, percent)):
        return False  # 有效率为14%（13/180）
    counts = [value_of(f) for f in told.of_kind("CDN") if f.decimals <= 0 and f.value is not None]
    sums = {sum(counts[i:j], Decimal(0)) for i in range(len(counts)) for j in range(i + 2, len(counts) + 1)}
    return any(_makes(one, whole, percent) for one in sums for whole in _numbers(scene))


_OF_EACH = lazy(r"[组臂]各|每组|\b(?:each|per) (?:arm|group)|in each\b")
_OF_AN_ARM = lazy(r"[组臂用]|接受|assigned|received|\barm\b|\bgroup\b|given")


def _large_arm(told: Told, total: Decimal) -> bool:
    return _OF_AN_ARM.search(told.words) is not None and any(
        total * Decimal("0.2") <= value_of(f) <= total * Decimal("0.8")
        for f in told.of_kind("CN")
        if f.value is not None
    )


def _of_an_arm(scene: Scene, frame: Frame, total: Decimal, fits: Collection[Decimal]) -> bool:
    """Are there arms of which nobody says how large they are, and is the share right of about half or a third of all?"""
    if not any(_ARMS.search(told.words) for told in scene.sentences):
        return False
    if any(abs(total / groups - one) < 1 for groups in (2, 3, 4) for one in fits):
        return True
    if any(_OF_EACH.search(told.words) or _large_arm(told, total) for told in scene.sentences):
        return False
    return any(total * Decimal("0.2") <= one <= total * Decimal("0.8") for one in fits)


# --- changes ------------------------------------------------------------------------------------


_SO_MANY_WERE = lazy(r"(?:减轻|缓解|好转|改善|加重|恶化|消退|消失)(?:者|的)?\s?$")  # 明显减轻5例: people, not a change
_TO_A_VALUE = lazy(r"再(?:降|升|增|减|涨|跌|回升|回落|下降|上升)[一-鿿]{0,3}[至到]\s?$")


def _of_other_values(scene: Scene, one: Observation) -> bool:
    """``较14.40亿元增长27.5%；研发费用7.92亿元，同比下降6.6%（2023年为8.48亿元）``: two other values make the change."""
    place = _place(scene, one.span)
    if place is None:
        return False
    frame, told, change = place
    ahead = told.words[: change.span.start - told.span.start]
    if _TO_A_VALUE.search(ahead) or (kind_of(change) == "C" and _SO_MANY_WERE.search(ahead)):
        return True
    if _falls_by(one, change) or _so_many_of(told, one):
        return True
    at = frame.sentences.index(told)
    near = [f for each in frame.sentences[max(0, at - 1) : at + 2] for f in each.figures if f.value is not None]
    stated = abs(value_of(change))
    values = sorted((f for f in near if f.span != change.span), key=lambda f: abs(f.span.start - change.span.start))
    values = values[:MOST_VALUES]
    pairs = [(a, b) for a in values for b in values if a.span != b.span and a.unit == b.unit]
    for before, after in pairs:
        first, second = value_of(before), value_of(after)
        if {before.raw, after.raw} == {one.values.get("before"), one.values.get("after")}:
            continue
        made = [abs(second - first)] + ([abs(second - first) * 100 / first] if first > 0 else [])
        if any(abs(each - stated) <= unit_in_last_place(change) for each in made if each):
            return True
    return False


def _so_many_of(told: Told, one: Observation) -> bool:
    """``36 of 48``: no change from one to the other."""
    first, second = (re.escape(one.values.get(name, "").lower()) for name in ("before", "after"))
    return (
        bool(first and second)
        and re.search(rf"(?<!\d){first} (?:out )?of (?:the )?{second}(?!\d)", told.words) is not None
    )


def _falls_by(one: Observation, change: Figure) -> bool:
    """``fell from 7.9% to 6.7%, a change of −1.2 points``: a fall told with its sign."""
    words = [re.match(r"[-−]?[\d.]+", one.values.get(name, "")) for name in ("before", "after")]
    before, after = (Decimal(match[0].replace("−", "-")) if match else None for match in words)
    return (
        before is not None
        and after is not None
        and value_of(change) < 0
        and abs(after - before - value_of(change)) <= unit_in_last_place(change)
    )


# --- totals -------------------------------------------------------------------------------------


_AT_A_TIME = lazy(
    r"(?:第|满|到|过|术后|确诊)[一二三四五六七八九十两\d]{1,3}个?[年月周]|\b(?:at|after|by) (?:one|two|three|four|five|six|ten|\d{1,2}) (?:years?|months?|weeks?)"
)
_NOBODY = lazy(r"\b(?:no|none|never|not|nobody)\b|无|没有|不(?:得|能|可)")
_SEVERAL = lazy(
    r"可有多项|可[同并]?[存有]多[种项]|多选|不止一[项种次个类处]|[一1]种(?:及)?以上|或合并|可合并|同时(?:有|合并|存在|具备|具有|伴有?|患|属)|各[计算](?:入|作)?[一1]次|重复(?:计|统计|归)|兼[有具患]|counted (?:twice|in both|under both|in each)|(?:appear|count|fall|belong)s? (?:in|under|to) (?:both|two)"
    r"|more than one|multiple (?:responses|answers|events|reasons)|at least one|not mutually exclusive|overlap|several (?:events|reasons)"
)


def _may_stand_in_several(words: str) -> bool:
    match = _SEVERAL.search(words)
    return match is not None and _NOBODY.search(words, 0, match.start()) is None


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
    if any(_RANK.search(words) for words in ahead) or _RANKED.search(told.words[max(0, first - 30) : first]):
        return True
    mine = {value_of(f) for f in parts}
    added = [Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", one.values.get("parts", ""))]
    if len(added) > 2 and added[0] * 2 == sum(added, Decimal(0)) and _DIVIDED.search(told.words):
        return True  # 不良反应共39例，其中21例、6例、7例、5例: the first is the total
    for start in range(len(values)):
        for last in range(start + 2, len(values) + 1):
            listed = values[start:last]
            if sum(listed, Decimal(0)) == stated and stated not in listed and not mine.issuperset(listed):
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
    found = _number(one.values.get("sum"))
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


_REST = lazy(r"(\d+) - \d+ = \d+ ≠ (\d+)$")


def _of_another_list(scene: Scene, one: Observation) -> bool:
    """May somebody stand in several parts, or is the accused total a part of a longer list that adds up?"""
    place = _place(scene, one.span)
    if place is None:
        return False
    frame, told, total = place
    if one.values.get("parts", "").startswith("100 - ") and len(_AT_A_TIME.findall(told.words)) > 1:
        return True  # 一年时41%的人活着，满三年的14%，到第五年仅剩8%
    at = frame.sentences.index(told)
    if "+" in one.values.get("parts", "") and any(
        _may_stand_in_several(each.words) for each in frame.sentences[max(0, at - 1) : at + 2]
    ):
        return True
    if (rest := _REST.match(one.values.get("arithmetic", ""))) and Decimal(rest[1]) - Decimal(rest[2]) in _numbers(
        scene
    ):
        return True  # 131 of 148 completed; of the 17 who did not, five withdrew
    counts = [f for f in told.figures if f.unit == total.unit and f.value is not None]
    stated = _number(one.values.get("stated"))
    listed = next((each for each in frame.sentences if each.span.start <= one.span.start < each.span.end), told)
    if stated is not None and "+" in one.values.get("parts", "") and _list_is_open(scene, listed, one, stated):
        return True
    if (
        stated is not None
        and "+" in one.values.get("parts", "")
        and _parts_are_others(scene, told, one, counts, stated)
    ):
        return True
    total = next((f for f in counts if f.span == one.span or value_of(f) == stated), total)
    if total not in counts:
        return False
    here, numbers = counts.index(total), _numbers(scene)
    return any(
        sum((value_of(f) for f in counts[first:last]), Decimal(0))
        in numbers - {value_of(f) for f in counts[first:last]}
        for first in range(here + 1)
        for last in range(here + 3, len(counts) + 1)
    )


# --- studies with several totals ----------------------------------------------------------------


_TITLE = lazy(r"《[^》]{0,80}》")


def _in_titles(scene: Scene) -> set[Decimal]:
    """The numbers that only a quoted title tells: ``《30例患者随访》``."""
    titles = [match.span() for match in _TITLE.finditer(scene.document.text)]
    quoted, others = set[Decimal](), set[Decimal]()
    for figure in (f for told in scene.sentences for f in told.figures if f.value is not None) if titles else ():
        inside = any(start < figure.span.start < end for start, end in titles)
        (quoted if inside else others).add(value_of(figure))
    return quoted - others


def _of_a_part_told(scene: Scene, one: Observation) -> bool:
    """``28例接受治疗，完全应答9例（32.1%）``: the text itself tells the other number that shares are taken of."""
    stated = _number(one.values.get("total"))
    told = _numbers(scene) - _in_titles(scene) - ({stated} if stated is not None else set())
    matches = re.findall(r"n = (\d+)|/(\d+) =", one.values.get("arithmetic", ""))
    return any(Decimal(first or second) in told for first, second in matches)


# --- values -------------------------------------------------------------------------------------


def _no_share(scene: Scene, one: Observation) -> bool:
    """``26.7% of 206 and 23.9% of 205``: the number after "of" is of people."""
    letter = scene.document.text[max(0, one.span.start - 1) : one.span.start]
    if letter.isascii() and letter.isalpha():
        return True  # NRS30 names a measure
    place = _place(scene, one.span)
    if place is None or "%" in place[2].raw:
        return False
    start = place[2].span.start - place[1].span.start
    return place[2].unit == "pct" and place[1].words[:start].endswith("of ")


# --- centres ------------------------------------------------------------------------------------


def _in_other_units(scene: Scene, one: Observation) -> bool:
    """``9.6 × 10^6 cells/kg (range 5.1-18.3)``, ``2岁（7个月~8岁）``: the range is told in other units."""
    place = _place(scene, one.span)
    interval = one.values.get("interval", "")
    if re.search(r"月|周|天|month|week|day", interval) and re.search(r"岁|年|year", interval):
        return True  # 7个月~8岁
    return place is not None and re.search(r"[×x*·]\s?10", place[2].raw) is not None


# --- the same thing told twice --------------------------------------------------------------------


_NEXT = lazy(r"[、，]\s?\d")


def _of_a_row(scene: Scene, one: Observation) -> bool:
    """``访视点为1、3、6、12、24个月``: one of a row of numbers is no second telling."""
    for span in (one.span, *(each.span for each in one.related[:1])):
        place = _place(scene, span)
        if place is not None and place[2].raw.isdigit() and _NEXT.match(scene.document.text, place[2].span.end):
            return True
    return False


def _told_again(scene: Scene, one: Observation) -> bool:
    """Reasons for which two numbers that look like one may both hold."""
    return _of_a_row(scene, one) or _of_those_counted(scene, one)


_POINTS_BACK = lazy(r"\b(?:the|these|those|all)\s$|[这该]$")


def _of_those_counted(scene: Scene, one: Observation) -> bool:
    """``14 aneurysms were ruptured ... the 14 patients with rupture``: a part that was counted before as something else."""
    place = _place(scene, one.span)
    if place is None:
        return False
    figure, told = place[2], place[1]
    if not _POINTS_BACK.search(told.words, 0, figure.span.start - told.span.start):
        return False
    return any(
        f.span.end <= one.span.start and f.value == figure.value and f.unit not in {"pct", "pp", "year"}
        for each in scene.sentences
        for f in each.figures
    )


def _of_one_row(scene: Scene, one: Observation) -> bool:
    """``副高4人、中级6人``: neighbours in a list, neither a part of the other."""
    place = _place(scene, one.span)
    if place is None:
        return False
    words = place[1].words[: place[2].span.start - place[1].span.start]
    return re.search(r"\d\s?[例人名位个]、[一-鿿]{0,6}$", words) is not None


_LOOKS = {
    "all-with-exceptions": of_others,
    "part-exceeds-total": _of_one_row,
    "impossible-value": _no_share,
    "mixed-denominators": _of_a_part_told,
    "difference": _of_other_values,
    "told-twice": _told_again,
    "centre-outside-range": _in_other_units,
    "percent-of-count": _of_another_whole,
    "change-size": _of_other_values,
    "parts-total": _of_another_list,
}
