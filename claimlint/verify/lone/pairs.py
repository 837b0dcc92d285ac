"""A paragraph of two numbers and one share: nothing else can have made it.

``We contacted 640 households. Interviews were completed in 512, a response rate of 84%``: the share stands right behind the
smaller number, and words tie it to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, fitting, plain, share, value_of
from claimlint.verify.doubts.other_things import of_those_with
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe

LEAST, LONGEST = 2, 360
_LOOSE = frozenset({"count", "none", "item", "piece", "animal", "eye", "times", "site", "group"})
_ASIDE = frozenset({"year", "month", "week", "day", "hour", "minute"})
_TIED = lazy(
    r"^(?: of (?:them|these|those|the (?:total|lot|group)))?\s?[(（]$"
    r"|^[^.;。；!?]{0,40}?(?:, or |, (?:that is|i\.e\.,?|equal to|which is) |, an? (?:overall |final )?(?:response|completion|return|uptake|participation|positivity|success|survival|detection|attendance|recovery|cure|turnout) ?(?:rate)? of |, an? (?P<en>[a-z-]{4,14}) rate of )(?:about |roughly |some )?$"
    r"|^[^。；;]{0,24}?[,，]\s?(?:占(?:比|到)?|(?P<of>[一-鿿]{0,3}?)(?P<rate>回收|应答|完成|参与|阳性|检出|达标|控制|合格|治愈|有效|成功|接种|签约|随访|存留|留存|存活|保留|愈合|好转|缓解|改善|满意|答复|回复|送达|到场)率(?:为|是|达到?|约)?)\s?(?:约|为)?$"
)
_CLAUSE = lazy(r"[,，;；。:：]")
_BETTER = lazy(
    r"(?<![不没未])(?:长出|好转|改善|减轻|缓解|消失|消退|痊愈|愈合|治愈|显效|转阴|恢复|下降|停药|止[痛血咳])(?!不)"
)
_CLASS = lazy(r"(?:显效|好转|痊愈|治愈|有效|改善|缓解)者?(?:有|为|共|的)?\s?\d*\s?[例人名位]?$")
_TOLD_AS = {  # a rate, and what it may be told as of those who are counted
    "有效": _BETTER,
    "好转": _BETTER,
    "改善": _BETTER,
    "缓解": _BETTER,
    "治愈": lazy(r"痊愈|愈合|康复"),
    "愈合": lazy(r"长好|闭合"),
    "满意": lazy(r"愿意再|愿意推荐"),
    "检出": lazy(r"查出|发现|确诊"),
    "达标": lazy(r"[≤≥<>]\s?\d|\d[^,，。;；]{0,8}(?:以内|之内|内|以上|以下|及以上)"),
    "控制": lazy(r"\d[^,，。;；]{0,8}(?:以下|以内)"),
    "完成": lazy(r"(?<![没未])(?:做完|坚持到|走完)"),
}
_OF = {  # what a rate is named after besides: 日间完成率
    "日间": lazy(r"当[天日]|24小时|日间"),
    "当天": lazy(r"当[天日]"),
    "当日": lazy(r"当[天日]"),
}
_STAYED = frozenset({"存留", "留存", "存活", "保留"})  # told as 在位, 在世
_BEFORE = lazy(r"^ of (?:the |our )?[a-z]{3,14} ?[-(]\s?$")
_K_OF = lazy(r"^ (?:out )?of (?:the |our |all )?$")
_AGED = lazy(r"\baged? (?:of |over |under |about )?$")
_FORMS = lazy(r"份$")  # questionnaires stand for people
_OTHERWISE = lazy(
    r"涉及|累及|分布于|发生[于在]|involving|全国|去年|上年|较|比上|增|减|下降|上升|其中.{1,30}其中|加权|校正|估[计算]|模型|有效回收|失访|退出|剔除|脱落|另|组(?!织|成|合|员)|每[例名人个位]|nationally|last year|previous|rose|fell|increase|decrease|"
    r"weighted|adjusted|estimat|model|kaplan|withdr|exclud|lost to|evaluable|\bgroup|\barm\b|per |another|of whom|\bfrom\b|\bmore\b|\bleft\b|men\b|remaining"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every paragraph that holds no more than that."""
    for _, paragraph in paragraphs(scene):
        if len(paragraph.words) <= LONGEST and scene.document.blocks[paragraph.sentences[0].block].table is None:
            yield from _check(paragraph)


def _check(paragraph: Paragraph) -> Iterator[Observation]:
    shares = [f for f in paragraph.figures if f.unit == "pct"]
    ages = [f for f in paragraph.figures if f.unit == "none" and _AGED.search(paragraph.before(f, 12))]
    counts = [f for f in paragraph.figures if f.unit in _LOOSE and f not in ages]
    aside = [f for f in paragraph.figures if f.unit in _ASIDE or f in ages]
    if len(shares) != 1 or len(counts) != LEAST or len(shares) + len(counts) + len(aside) != len(paragraph.figures):
        return
    if any(f.value is None or f.decimals > 0 or f.comparator is not Comparator.EQUAL for f in counts):
        return
    percent = shares[0]
    if (
        percent.value is None
        or (percent.word and percent.decimals < 0)
        or percent.comparator not in {Comparator.EQUAL, Comparator.ABOUT}
    ):
        return
    pair = _pair(paragraph, counts, percent)
    if pair is None:
        return
    part, whole = pair
    if _OTHERWISE.search(paragraph.words.replace(whole.raw.lower(), "n", 1)):  # 640 men
        return
    if part.unit != whole.unit and not ({part.unit, whole.unit} <= {"count", "none"} or _FORMS.search(whole.raw)):
        return  # 41 events in 29 people
    at = percent.span.end - paragraph.start
    if of_those_with(paragraph.words[:at], paragraph.words[at:]):
        return
    actual = share(value_of(part), value_of(whole))
    room = 1 if percent.comparator is Comparator.ABOUT else 0
    if agrees(actual, percent) or agrees(100 - actual, percent) or abs(actual - value_of(percent)) <= room:
        return
    yield observe(
        "percent-of-count", percent, f"{plain(value_of(part))} / {plain(value_of(whole))} = {actual:.1f}% ≠ {percent.raw}",
        related=[(part, part.raw), (whole, whole.raw)], total=plain(value_of(whole)), count=plain(value_of(part)),
        right=f"{actual:.1f}%", fits=fitting(value_of(part), percent),
    )  # fmt: skip


def _names(ahead: str, tie: re.Match[str]) -> bool:
    """Do the words about the count tell what the rate is of? ``17人长出新发，有效率``, ``当天即可回家的有1178位，日间完成率``."""
    of, rate = tie["of"], tie["rate"]
    if tie["en"]:  # 123 had quit, a quit rate of
        return tie["en"][:4] in tie.string[: tie.start("en") - 3]
    if not rate or (not of and (rate in _STAYED or set(rate) & set(ahead))):
        return True
    clause = _CLAUSE.split(ahead)[-1] + tie.string[: tie.start("of")]
    if _CLASS.search(ahead):  # 好转40例，有效率: the others who were cured may count as well
        return False
    told_as = _OF.get(of) if of else _TOLD_AS.get(rate)
    return told_as is not None and told_as.search(clause) is not None


def _pair(paragraph: Paragraph, counts: list[Figure], percent: Figure) -> tuple[Figure, Figure] | None:
    """The part and the whole, in the order in which they stand about their share."""
    first, second = counts
    if first.span < second.span < percent.span and LEAST <= value_of(second) < value_of(first):
        tie = _TIED.search(paragraph.between(second, percent))
        if tie is None or not _names(paragraph.before(percent, 60).removesuffix(tie[0]), tie):
            return None  # ``男36例，完成率95%``: a rate of something else
        return second, first
    if percent.span < first.span and LEAST <= value_of(first) < value_of(second):
        tied = _BEFORE.search(paragraph.between(percent, first)) and _K_OF.search(paragraph.between(first, second))
        return (first, second) if tied else None
    return None
