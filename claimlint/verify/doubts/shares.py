"""Whether an accused share is right of another whole that the document tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from decimal import Decimal
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, denominators, share, unit_in_last_place, value_of
from claimlint.verify.doubts.look_around import OF_THESE, RANK, number_of, numbers_of, place_of, sorted_numbers
from claimlint.verify.doubts.other_exceptions import ROLE
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of

_ARMS = lazy(
    r"随机|[两二三四]组|各组|对照|安慰剂|分为|randomi[sz]|placebo|\barms\b|(?:treatment|study|control|active|each|either|per) arm\b|\bgroups\b|controls?\b"
)
_EXAMINED = lazy(
    r"(?:检查|筛查|调查|随访|监测|评估|评价|接受|完成|纳入|入组|受检|送检|参检|应检)[一-鿿]{0,4}(?:者|人数|人群|对象|的)[\s:：]{0,2}$"
)  # 肺功能检查者1124人，患病率12.6%: the count is of those who were looked at
_OF_THEM = lazy(r"^\s?(?:患者|病人|受试者|者|产妇|孕妇|儿童|居民|人)?(?:中|当中|之中|里|计[:：,，算])")
_AMONG = lazy(r"\bamong (?:the |these |those )?$")  # Among the 26 completers the rate was 46.2%
_REASONS = lazy(r"^\s?(?:例|人|者|名)?[，,]?(?:中)?(?:主要|其)?(?:的)?(?:原因|理由|来源|构成|分布|方式|途径)")
_OF_SOME = lazy(
    r"(?:[岁期型级]|以[上下]|女性|男性|亚组|[一-鿿]{2})(?:患者|病人|者|人群|儿童|老人|居民)(?:当?中|里)[^。;；]{0,30}$"
    r"|在[^，,。;；]{2,12}中[^。;；]{0,24}$|亚组[^。;；]{0,24}$"
    r"|\b(?:among|in|of) (?:the |those )?[a-z- ]{3,30}(?:subgroup|aged|with|without|younger|older)[^.;]{0,40}$"
)  # 60岁以下患者中，干预组达标90.0%（27例）: of how many they are is not told
_FAILED = lazy(r"错|误|漏|失败|未|死亡|丢失|wrong|incorrect|miss|fail|error|lost|died|not\b|false")
_POPULATION = lazy(r"(?:人口|服务|覆盖)(?:约|为|共)?\s?$|\bpopulation (?:of|was|is) (?:about )?$")


def of_another_whole(scene: Scene, one: Observation) -> bool:
    """Does a number of the document, a list's own sum, or an arm of unknown size make the share right?"""
    place = place_of(scene, one.span)
    count = number_of(one.values.get("count"))
    if place is None:
        return False
    frame, told, percent = place
    if _of_another_sort(told, percent, count, number_of(one.values.get("total"))):
        return True
    if percent.word:
        return False
    if (
        _of_the_others(one, told, percent, count)
        or _of_its_own(scene, told, percent, count, number_of(one.values.get("total")))
        or _in_turn(scene, told, percent)
    ):
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
    if any(
        (
            _of_some(told, part, percent),
            _of_cases_among_people(scene, told, part, percent),
            _of_those_without(scene, told, part, percent),
            _of_admissions(told, part, percent),
        )
    ):
        return True
    fits = set(map(Decimal, denominators(count, percent)))
    total = number_of(one.values.get("total"))
    others = numbers_of(scene) | _side_by_side(scene) | _shares_of_all(scene, told, percent) | _own_sum(told)
    if any(_makes(count, other, percent) for other in others):
        return True
    return total is not None and _of_an_arm(scene, total, fits)


_OF_THE_REST = lazy(r"\s?[)）]? of the (?:rest|others|remainder|remaining)\b")
_WITHOUT = lazy(
    r"(?:非|未|无|没有)[一-鿿]{1,10}(?:患者|病人|者|人群|组)?(?:中|里)[^,，。;；\d]{0,8}$|\b(?:without|no|non-[a-z]+)\b[^,.;]{0,40}$"
)


def _of_those_without(scene: Scene, told: Told, part: Figure, percent: Figure) -> bool:
    """``40例中10例合并糖尿病，……非糖尿病患者中3例（10.0%）``: of those whom the whole less a number told leaves."""
    behind = told.words[percent.span.end - told.span.start :]
    if not _WITHOUT.search(told.words, 0, part.span.start - told.span.start) and not _OF_THE_REST.match(behind):
        return False
    every, count = numbers_of(scene), value_of(part)
    return any(_makes(count, one - two, percent) for one in every for two in every if one - two > count)


def _of_admissions(told: Told, part: Figure, percent: Figure) -> bool:
    """``1,204 hospital admissions were notified, 51 (4.2%) of them``: whatever the number before it was taken for."""
    ahead = [f for f in told.of_kind("X") if f.span.end <= part.span.start and f.value is not None and f.decimals <= 0]
    return any(_makes(value_of(part), value_of(f), percent) for f in ahead)


def _of_the_others(one: Observation, told: Told, percent: Figure, count: Decimal | None) -> bool:
    """``30例……其中1例中转开腹，完成率96.7%``: the share of those whom it did not befall; in brackets it is of the count itself."""
    total = number_of(one.values.get("total"))
    bracketed = told.words[: percent.span.start - told.span.start].rstrip()[-1:] in {"(", "（"}
    printed = any(each.value == count and each.denominator == total for each in told.figures)  # 59% (8/20)
    return (
        not (one.values.get("beside") or bracketed or printed)
        and count is not None
        and total is not None
        and 0 < count < total
        and agrees(share(total - count, total), percent)
    )


_ITS_N = lazy(r"\s?[(（]\s?[nN]\s?[=＝]")
_THEIRS = lazy(
    r"\d\s?[例名人位](?:\s?[（(][^()（）]{0,16}[)）])?[，,]其(?![中他余])[^，,。;；]{0,12}率(?:为|是|达|约)?$"
)  # 46例（48.9%），其两年复发率为13.0%: of those who were counted last
_IN_TURN = lazy(r"分别|依次|respectively")


def _lists_counts(told: Told, total: Decimal | None) -> bool:
    """``43.4% (n=304), 22.8% (n=160)``: do the other numbers in such brackets make their shares of the total?"""
    made = 0
    for percent, behind in pairwise(told.figures):
        if percent.unit == "pct" and _ITS_N.match(told.words, percent.span.end - told.span.start):
            made += total is not None and _makes(value_of(behind), total, percent)
    return made > 1


def _of_its_own(scene: Scene, told: Told, percent: Figure, count: Decimal | None, total: Decimal | None) -> bool:
    """``48 (1,032 patients, 4.7%)``, ``92.8%（n=83）``: the whole stands beside the share."""
    if percent.unit == "pct" and _ITS_N.match(scene.document.text, percent.span.end):
        return not _lists_counts(told, total)
    if _THEIRS.search(told.words, 0, percent.span.start - told.span.start):
        return True
    if count is None or "%" not in percent.raw:
        return False
    others = [value_of(f) for f in told.of_kind("CN") if f is not percent and f.value is not None and f.decimals <= 0]
    return any(_makes(one, count, percent) for one in others)


def _in_turn(scene: Scene, told: Told, percent: Figure) -> bool:
    """``分别为203例和171例，占40.6%和34.2%``: of several counts and shares each goes with its own."""
    if not _IN_TURN.search(told.words) or len(told.of_kind("P")) < 2:
        return False
    counts = [value_of(f) for f in told.of_kind("C") if f.value is not None]
    return len(counts) > 1 and any(_whole_in_sight(scene, one, percent) for one in counts)


def _told_behind(scene: Scene, told: Told, percent: Figure, part: Figure | None, arithmetic: str) -> bool:
    """Do a fraction or a count in brackets behind the percentage make it, or is it the rate of several counts?"""
    behind = _bracketed_behind(told, percent)
    if any(f.denominator and agrees(share(value_of(f), f.denominator), percent) for f in behind):
        return True  # ORR为48.6%（18/37）
    own = [value_of(f) for f in behind if kind_of(f) == "C" and f is not part]
    if any(_whole_in_sight(scene, each, percent) for each in own):
        return True  # 高血压（19.6%，9例）和手足综合征（8.7%，4例）
    before = told.words[: percent.span.start - told.span.start]
    # 15 progressive disease, giving a disease control rate of 73.2%
    return not any(sign in arithmetic for sign in "+·") and _OF_SEVERAL.search(before) is not None


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
_WHOSE = lazy(r"\s?(?:of (?:the |our |their )?|的)(?P<who>[a-z-]{4,12}|[一-鿿]{2})")


def _of_other_people(frame: Frame, told: Told, percent: Figure) -> bool:
    """``26 infants …, and 88.2% of parents kept the diary``: how many parents there were is not told."""
    match = _WHOSE.match(told.words, percent.span.end - told.span.start)
    role = ROLE.fullmatch(match["who"]) if match is not None else None
    return role is not None and frame.words.count(role[0].rstrip("s")) == 1


def _of_another_sort(told: Told, percent: Figure, count: Decimal | None, total: Decimal | None) -> bool:
    """Is it the share of those left, an overall rate behind a part of all, or is the part the whole told roundly?"""
    ahead = told.words[: percent.span.start - told.span.start]
    if _OVERALL.search(ahead) and OF_THESE.search(ahead):
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
    return any(_whole_in_sight(scene, each, percent) for each in counts)


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
    if RANK.search(ahead) or _OF_THEM.match(told.words[end:]):
        return True
    if percent.span.start < part.span.start:
        return False
    if _AMONG.search(ahead):
        return True
    if _REASONS.match(told.words[end:]):
        return True
    return _EXAMINED.search(ahead) is not None


def _side_by_side(scene: Scene) -> set[Decimal]:
    """What two counts that stand side by side make: ``男性10131例，女性4551例``."""
    if "side by side" not in scene.known:
        made: set[Decimal] = set()
        for told in scene.sentences:
            counts = [value_of(f) for f in told.of_kind("CN") if f.decimals <= 0 and f.value is not None]
            made.update(one + two for one, two in pairwise(counts))
        scene.known["side by side"] = made
    known: set[Decimal] = scene.known["side by side"]
    return known


def _makes(part: Decimal, whole: Decimal, percent: Figure) -> bool:
    """Does the share round to the percentage as printed?"""
    return part < whole and abs(share(part, whole) - value_of(percent)) <= unit_in_last_place(percent) * Decimal("0.51")


def _whole_in_sight(scene: Scene, part: Decimal, percent: Figure) -> bool:
    """Does a whole number of the document make the share? Found in their order, whatever their number."""
    slip = unit_in_last_place(percent) * Decimal("0.51")
    most = value_of(percent) + slip
    if part <= 0 or most <= 0:
        return False
    numbers = sorted_numbers(scene)
    at = bisect_left(numbers, max(part * 100 / most, part))
    return any(_makes(part, whole, percent) for whole in numbers[at : at + 2])


def _shares_of_all(scene: Scene, told: Told, percent: Figure) -> set[Decimal]:
    """``医源性早产29.9%，其中子痫前期占55.0%（72例）``: a share told before, of any number of the document."""
    ahead = [f for f in told.of_kind("P") if f.span.end <= percent.span.start and f.value is not None]
    if not ahead or not OF_THESE.search(told.words[: percent.span.start - told.span.start]):
        return set()
    made = [(one * value_of(f) / 100).to_integral_value() for f in ahead[-2:] for one in numbers_of(scene)]
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
    return any(_whole_in_sight(scene, one, percent) for one in sums)


_OF_EACH = lazy(r"[组臂]各|每组|\bn\s?[=＝]\s?\d|\b(?:each|per) (?:arm|group)|in each\b")
_OF_AN_ARM = lazy(r"[组臂用]|接受|assigned|received|\barm\b|\bgroup\b|given")


def _large_arm(told: Told, total: Decimal) -> bool:
    return _OF_AN_ARM.search(told.words) is not None and any(
        total * Decimal("0.2") <= value_of(f) <= total * Decimal("0.8")
        for f in told.of_kind("CN")
        if f.value is not None
    )


def _of_an_arm(scene: Scene, total: Decimal, fits: Collection[Decimal]) -> bool:
    """Are there arms of which nobody says how large they are, and is the share right of about half or a third of all?"""
    if "arms" not in scene.known:
        scene.known["arms"] = any(_ARMS.search(told.words) for told in scene.sentences)
    if not scene.known["arms"]:
        return False
    if any(abs(total / groups - one) < 1 for groups in (2, 3, 4) for one in fits):
        return True
    if any(_OF_EACH.search(told.words) or _large_arm(told, total) for told in scene.sentences):
        return False
    return any(total * Decimal("0.2") <= one <= total * Decimal("0.8") for one in fits)


_TITLE = lazy(r"《[^》]{0,80}》")


def _in_titles(scene: Scene) -> set[Decimal]:
    """The numbers that only a quoted title tells: ``《30例患者随访》``."""
    titles = [match.span() for match in _TITLE.finditer(scene.document.text)]
    quoted, others = set[Decimal](), set[Decimal]()
    for figure in (f for told in scene.sentences for f in told.figures if f.value is not None) if titles else ():
        inside = any(start < figure.span.start < end for start, end in titles)
        (quoted if inside else others).add(value_of(figure))
    return quoted - others


def of_a_part_told(scene: Scene, one: Observation) -> bool:
    """``28例接受治疗，完全应答9例（32.1%）``: the text itself tells the other number that shares are taken of."""
    stated = number_of(one.values.get("total"))
    told = numbers_of(scene) - _in_titles(scene) - ({stated} if stated is not None else set())
    matches = re.findall(r"n = (\d+)|/(\d+) =", one.values.get("arithmetic", ""))
    return any(Decimal(first or second) in told for first, second in matches)
