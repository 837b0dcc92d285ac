"""Shares whose own words say of which group they are: ``占该组的67.9%``, "16.7% in that group", "9.0% of the returned kits".

The group is named (or pointed at and named before), and the text counts it in one place. The share is accused where the count
before it is not that share of the group and yet is the share of another number told: somebody divided by the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, exact, plain, share, show, value_of
from claimlint.verify.scenes.group_names import THINGS, Name, counted_as, name_of, touches
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.paragraphs import paragraphs
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

REACH = 70  # characters from the count to its share
MOST = 40  # numbers of a frame; among more some one is always right
_COUNTS = "CND"


def check(scene: Scene) -> Iterator[Observation]:
    """Every share with words that tie it to a group."""
    for frame, one in paragraphs(scene):
        for told in one.sentences:
            if not told.heading and not told.crowded and told.holds("P"):
                for percent in told.of_kind("P"):
                    if exact(percent) and 0 < value_of(percent) < 100:
                        yield from _checked(frame, told, percent)


def _checked(frame: Frame, told: Told, percent: Figure) -> Iterator[Observation]:
    part = _part(told, percent)
    base = _base(told, percent)
    group = base or (_tie(told, percent) if part is not None else None)
    if part is None or group is None or _LESS.search(frame.words):
        return
    wholes = [group] if isinstance(group, Figure) else counted_as(frame, group, part, percent)
    if len(wholes) != 1:
        return
    whole = wholes[0]
    every = {
        value_of(f)
        for f in frame.figures
        if (kind_of(f) in _COUNTS or f.unit in THINGS) and f.value is not None and f.decimals <= 0
    }
    every |= {f.denominator for f in frame.figures if f.denominator}
    every |= {each.value for sentence in frame.sentences for each in numbers(sentence)}
    own = [
        value_of(f)
        for f in told.figures
        if (kind_of(f) in _COUNTS or f.unit in THINGS) and f.value is not None and f.decimals <= 0
    ]
    size = value_of(whole)
    if len(every) > MOST or any(0 < each <= size and agrees(share(each, size), percent) for each in own):
        return
    top = value_of(part)
    if base is None and any(
        top <= size - lost and agrees(share(top, size - lost), percent) for lost in every if lost * 3 < size
    ):
        return  # those who left
    others = [each for each in every if each >= top and each != size and agrees(share(top, each), percent)]
    if not others or (base is None and any(each < size for each in others) and not _of_all(told, percent)):
        return  # of no number told (other checks ask), or of those of the group who were asked
    if isinstance(group, Name) and any(touches(frame, group, each) for each in others):
        return
    right = share(top, size)
    yield observe(
        "percent-of-count", percent,
        f"{plain(top)}/{plain(size)} = {show(right, 1)}% ≠ {percent.raw}; {plain(top)}/{plain(others[0])} = {show(share(top, others[0]), 1)}%",
        related=[(part, part.raw), (whole, whole.raw)], right=f"{show(right, max(percent.decimals, 0))}%", count=plain(top),
        total=plain(size), fits=plain(others[0]), tied="yes",
    )  # fmt: skip


_ALL = lazy(r"全部|所有|全体|总|全[市县院科]|\b(?:all|whole|entire|total|overall)\b")


def _of_all(told: Told, percent: Figure) -> bool:
    """``占全部标本的``, "of all those screened"."""
    start, end = percent.span.start - told.span.start, percent.span.end - told.span.start
    return _ALL.search(told.words[max(0, start - 16) : start] + told.words[end : end + 24]) is not None


_LESS = lazy(
    r"插补|加权|校正|调整后|累[计积]发生|kaplan|weighted|imput|adjusted|cumulative incidence|actuarial|life[- ]table"
)


# --- the count ------------------------------------------------------------------------------------

_BEHIND = lazy(r"\s?[(（]\s?$")
_PART_BEHIND = lazy(r"\s?(?:例|人|名|份|只|户)?\s?[)）]")


def _part(told: Told, percent: Figure) -> Figure | None:
    """The count in brackets behind a share, else the one before it with nothing but shares between."""
    behind = [f for f in told.figures if f.span.start >= percent.span.end]
    start, end = percent.span.start - told.span.start, percent.span.end - told.span.start
    if behind and kind_of(behind[0]) in "CNX":
        gap = told.words[end : behind[0].span.start - told.span.start]
        if _BEHIND.fullmatch(gap) and _PART_BEHIND.match(told.words, behind[0].span.end - told.span.start):
            return behind[0] if _whole_number(behind[0]) else None
    before = [f for f in told.figures if f.span.end <= percent.span.start and kind_of(f) not in "PQT"]
    if not before or not _whole_number(before[-1]) or start - (before[-1].span.end - told.span.start) > REACH:
        return None
    return before[-1]


def _whole_number(figure: Figure) -> bool:
    return (
        (kind_of(figure) in "CN" or figure.unit in THINGS)
        and exact(figure)
        and figure.decimals <= 0
        and value_of(figure) >= 2
    )


# --- the tie --------------------------------------------------------------------------------------

_NAMED_ZH = lazy(
    r"占(?:了)?(?:全部|所有|全体)?(?P<name>[^,，。;；、占%\d(（)）]{2,14}?)(?:的比例|的|总数|总人数)?(?:约|为|达|近)?\s?$"
)
_THAT_ZH = lazy(
    r"占(?:到)?(?:该|本|此|这一|这个|同)(?:组|类|型|层|科|院|校|人群|年龄段|亚组|部分)[一-鿿]{0,4}?的?(?:约|为)?\s?$"
)
_GROUP_ZH = lazy(
    r"(?P<name>[一-鿿]{1,10}?(?:组|型|科|院|校|者|患者|人群))(?:中|里|内|当中|之中)?[,，]?(?:有|共|仅)?[^,，。;；组]{0,14}$"
)
_OF_BASE_ZH = lazy(
    r"(?:以|按)(?:全部|所有|实际)?(?P<name>[^,，。;；\d]{2,12}?)(?:人数|总数|例数|户数|份数|数|者)?(?:为分母|作分母|做分母|为基数)(?:计算?|统计)?"
)
_AMONG_ZH = lazy(
    r"(?:^|[,，。;；:：])(?:而|但)?(?:在|对于)?(?:这些|全部|所有)?(?P<name>[一-鿿]{2,10}?(?:者|患者|患儿|病人|人|户|组|用户|学生|产妇|老人|居民|家庭|样本|标本))(?:当中|之中|中|里)[,，]?[^。;；\d%]{0,20}(?:\d[\d ,]{0,7}[例人名位户份只个]?[^。;；\d%]{0,30})?$"
)
_NOBODY = lazy(r"^(?:比|比例|总数|总体|全部|其|多数|少数|大多数|的|了|全县|全市|全国|全院|全省|同期|一|据|首位|第)")

_BEHIND_EN = lazy(
    r"\s(?P<how>of|in|among)\s(?:all |only )?(?:(?P<that>(?:that|this) (?:[a-z]+ )?(?:group|arm|subgroup|cohort|category|band|stratum))"
    r"|(?:them|these|those)(?=\s?[.,;:)]|$| (?:and|but|with)\b)"
    r"|(?:the |those |these )(?P<name>[a-z][a-z' -]{2,50}?)(?=\s?[.,;:)(]|$| (?:and|but|while|against|compared|than|or|had|were|was)\b)"
    r"|(?P<bare>[a-z]{4,14}s)(?=\s?[.,;:)]|$| (?:and|but)\b))"
)
_LEAD_EN = lazy(
    r"(?:^|[;.] |, (?:and |but )?)(?:among|in|of)(?: all)?(?: the| those| these)? (?P<name>[a-z][a-z' -]{2,50}?),? $"
)
_OF_THE_EN = lazy(
    r"\s?of (?:the |those |these |our )(?P<name>[a-z][a-z' -]{2,40}?)(?=,|;|:| (?:had|were|was|that|and|did|who)\b|$)"
)


_OF_THESE = lazy(r"\d[^.;]{0,50}[,;]? (?:and |but )?(?:of|among) (?:these|those|them|whom|which),? $")


_BASE = shaped(r"(?:以|按)\s?(?P<n><C>)`{0,4}?(?:为|作|做)(?:分母|基数)")


def _base(told: Told, percent: Figure) -> Figure | None:
    """``以78例为分母计算，54例（75.0%）``: the number that the only share of a sentence is told to be of."""
    match = _BASE.search(told.shape) if len(told.of_kind("P")) == 1 else None
    return (
        told.group(match, "n") if match is not None and told.group(match, "n").span.end < percent.span.start else None
    )


def _tie(told: Told, percent: Figure) -> Name | Figure | None:
    start, end = percent.span.start - told.span.start, percent.span.end - told.span.start
    before, behind = told.words[max(0, start - 40) : start], told.words[end : end + 80]
    base = _OF_BASE_ZH.search(told.words)
    if base is not None and len(told.of_kind("P")) == 1:
        return name_of(base["name"])
    if _THAT_ZH.search(before):
        return _group_before(told, start)
    named = _NAMED_ZH.search(before)
    if named is not None:
        return None if _NOBODY.match(named["name"]) else name_of(named["name"])
    match = _BEHIND_EN.match(behind)
    if match is None:
        among = _AMONG_ZH.search(told.words[max(0, start - 80) : start])
        return name_of(among["name"]) if among is not None else None
    if match["name"] or match["bare"]:
        return name_of(match["name"] or match["bare"])
    return _pointed_at(told, percent)


def _group_before(told: Told, start: int) -> Name | None:
    """``激素受体阳性在绝经前组中有171例，占该组的``: the group named in the clause of the count."""
    counts = [f for f in told.of_kind("CN") if f.span.end - told.span.start <= start]
    if not counts:
        return None
    ahead = told.words[: counts[-1].span.start - told.span.start]
    match = _GROUP_ZH.search(re.split(r"[,，。;；]", ahead)[-1]) or _GROUP_ZH.search(ahead)
    return name_of(re.split("[在的于]", match["name"])[-1]) if match is not None else None


def _pointed_at(told: Told, percent: Figure) -> Name | Figure | None:
    """``92 of the returned kits, 9.0% of them``; "Among nursing-home residents 27 died, 16.7% in that group"."""
    counts = [f for f in told.of_kind("CN") if f.span.end <= percent.span.start]
    if not counts:
        return None
    first, last = counts[-1].span.start - told.span.start, counts[-1].span.end - told.span.start
    own = _OF_THE_EN.match(told.words, last)
    lead = _LEAD_EN.search(told.words[:first])
    if len(counts) > 1 and _OF_THESE.search(told.words[:first]):
        return counts[-2] if value_of(counts[-2]) > value_of(counts[-1]) else None
    match = own or lead
    if match is None:
        return None
    return name_of(match["name"])
