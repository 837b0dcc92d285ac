"""Shares of a few who are all accounted for: ``15名志愿者（男9名、女6名），全部完成……总有效率95.0%`` is no whole number of 15.

The people (eyes, animals) are told once, or again as the same number; smaller numbers told are tried as wholes as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, agrees, exact, plain, share, value_of
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.wholes import placed
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, kind_of, observe

_FEWEST, _MOST = 5, 40
_MOST_NUMBERS = 6
_EVERYBODY = lazy(
    r"(?:全部|全都|均|都|悉数|逐一|逐[例眼个只人])[^,，。;；]{0,10}(?:完成|接受|评[估价定]|复查|复诊|随访|填|参加|参与|到场|到齐|回答|作答|交|存活|分娩|可评|有[^,，。;；]{0,6}资料|检查|做了|治疗)"
    r"|(?:没有|无)(?:一?[例名人位只]|病例|患者|人)?(?:失访|脱落|退出|缺席|缺失|掉队)|无一[例人名]?(?:失访|脱落|退出|缺席)|一[例名人位只个]不[落少]|人人|(?:没有|无)一[份例个只][^，。；]{0,6}(?:作废|剔除|丢失)|零(?:失访|脱落)|悉数|全员"
    r"|\b(?:all|every one|each) (?:of (?:the|our|whom|them) )?(?:\d+|[a-z-]+)? ?(?:[a-z-]+ ){0,9}?(?:complet|evaluable|assess|followed|reported back|replied|answered|returned|finished|examined|re-?examined|seen|attended|reviewed|kept|filled)"
    r"|\b(?:none|no one|nobody)(?: of (?:the|our|them|these|whom)(?: (?:\d+|[a-z-]+) [a-z]+)?)? (?:dropped|withdrew|was lost|were lost|lost|left|missed)|\bno (?:[a-z]+ )?(?:drop-?outs|withdrawals|losses)\b|complete returns"
)
_SHARE = lazy(  # what leads to a share of heads
    r"(?:[者眼的人例]占|率(?:为|达到?|是|约|:)?|比例(?:为|达到?|是|:)?|(?:其中|有))\s?$|\b(?:and|but|when|where|that|,|\.) $"
    r"|\b(?:rate|proportion)(?: (?:of [a-z -]{3,40}|(?:who|with|in whom|free) [a-z -]{3,60}|at [a-z -]{3,30}))? (?:was|is|of|reached|stood at) $"
)
_OF_HEADS_EN = lazy(
    r" (?:of (?:them|the (?:group|cohort|patients|children|women|volunteers))|had|were|said|felt|reported|could|kept|chose|would|no longer|still|became|remained|achieved|met|showed|slept|went)\b|,|\.|$"
)
_OTHERWISE = lazy(
    r"kaplan|生存分析|估计|删失|累[积计]|文献|报道|以往|既往|全国|对照|安慰剂|[两各三]组|另一?组|如果|假如|插补|例次|人次|estimat|actuarial|censor|cumulative|literature|previous|national|controls\b|control (?:group|arm|patients)|placebo|groups\b|arms?\b"
    r"|(?<!-)versus|compared|\bif\b|imput|weighted|adjusted"
)
_NO_HEADS = lazy(
    r"(?:降低|下降|减少|升高|提高|增加|改善|缩短|平均|中位|均值|准确|命中|灵敏|敏感|特异|符合|一致|依从|出勤|使用|浓度|面积|生存|时间|次数|处方|条目|得分|病灶|皮损|吸收|回收)[^,，。;；]{0,10}$"
    r"|\b(?:fell|rose|drop|reduc|increas|improv|mean|average|median|sensitiv|specific|accura|agree|adherence|complian|attendance|surviv|score|sessions|lesions|doses|time|days|absorption|cost|of the [a-z]+s)[a-z]*[^,.;]{0,30}$"
)
_OF_THOSE = lazy(r"(?:者|的[人眼])占\s?$")
_STAFF = lazy(
    r"\s?(?:[a-z]+ )?(?:surgeons?|doctors?|nurses?|raters?|readers?|reviewers?|radiologists?|医[师生]|专家|护士|评价者|术者)"
)
_UNSEEN = lazy(
    r"可评[估价][^,，。;；]{0,4}\d|\d\s?[例名人][^,，。;；]{0,4}(?:未|失访|退出|脱落)|(?<!none of the )\b\d+ [a-z]+ (?:dropped|withdrew|were lost|did not)"
)
_BRACKETED = lazy(r"\s?(?:[（(\[](?!95)\s?[^()（）]{0,4}\d|of \d|of the \d)")
_PLAIN_KINDS = frozenset({"count", "animal", "eye", "none", "item", "piece"})


def check(scene: Scene) -> Iterator[Observation]:
    """Every share of a passage whose few people were all seen."""
    for one in passages(scene):
        shares = [f for f in one.figures if f.unit == "pct" and exact(f)]
        if shares and not _OTHERWISE.search(one.words) and not _UNSEEN.search(one.words):
            if len(shares) == 1:
                yield from _of_both(one, shares[0])
            people = _people(one)
            if people is not None and (_EVERYBODY.search(one.words) or _alone(one, people)):
                for percent in shares:
                    yield from _check(one, people, percent)


def _of_both(one: Paragraph, percent: Figure) -> Iterator[Observation]:
    """``54名全部复查，其中42名（84.0%）愈合，8名未愈``: the part and the rest make 50, of whom the share is told."""
    people, *counted = [f for f in one.figures if kind_of(f) in "CNX" and f.decimals <= 0] or [percent]
    if len(counted) != len("kr") or not all(map(exact, (people, *counted))) or not _EVERYBODY.search(one.words):
        return
    size, (part, rest) = value_of(people), sorted(map(value_of, counted), reverse=True)
    both = part + rest
    if size <= part or _UNSEEN.search(one.words):
        return
    for some in (part, rest):
        told = next(f for f in counted if value_of(f) == some)
        beside = 0 <= percent.span.start - told.span.end <= _BESIDE
        if beside and both != size and agrees(share(some, both), percent) and not agrees(share(some, size), percent):
            right = f"{share(some, size):.1f}%"
            line = f"{plain(some)}/{plain(size)} = {right} ≠ {percent.raw}; {plain(some)}/{plain(both)} = {percent.raw}"
            yield observe("percent-of-count", percent, line, related=[(told, told.raw), (people, people.raw)], total=plain(size),
                          count=plain(some), right=right, fits=plain(both), tied="yes")  # fmt: skip
            return


_BESIDE = 3


def _people(one: Paragraph) -> Figure | None:
    """The largest number of people or animals, told before everything else of them, where no other number is large."""
    able = [f for f in one.figures if kind_of(f) in "CN" and exact(f) and f.decimals <= 0]
    if any(kind_of(f) in "DFX" for f in one.figures) or not able or able[0].unit not in _PLAIN_KINDS:
        return None
    whole = able[0]
    size = value_of(whole)
    numbers = {each.value for each in placed(one)}
    if not _FEWEST <= size <= _MOST or len(numbers) > _MOST_NUMBERS or max(numbers, default=size) > size:
        return None
    return whole if kind_of(whole) == "C" or len(able) == 1 else None


def _alone(one: Paragraph, people: Figure) -> bool:
    """``18只比格犬口服该片，软便发生率为20.2%``: nobody else is counted, and nothing is said of any who were not seen."""
    others = [each for each in placed(one) if each.value != value_of(people)]
    able = kind_of(people) == "C" and not others and not _MAYBE_LESS.search(one.words)
    return able and all(_BEFALLS.search(one.before(f, 90)) for f in one.figures if f.unit == "pct")


_BEFALLS = lazy(  # what happens to a head, or does not
    r"(?:发生|感染|死亡|病死|复发|存活|缓解|治愈|再入院|腹泻|软便|呕吐|出血|转移|出现[^,，。;；]{1,14}的?(?:比例|占比))(?:者|动物)?率?(?:为|是|达到?)?\s?$"
    r"|\bproportion (?:with|who|in whom|of (?:patients|infants|children|animals|dogs|cats|recipients) (?:with|who)) [a-z -]{3,60}? (?:was|is|reached) $"
    r"|\brate of (?:[a-z]+ )?(?:infection|rejection|relapse|recurrence|remission|retinopathy|sepsis|death|bleeding|vomiting|leakage|failure|pneumonia)(?: [a-z]+){0,4} (?:was|is|reached) $"
    r"|\b(?:infection|rejection|relapse|recurrence|remission|mortality|survival|readmission) rate(?: (?:at|in|after) [a-z -]{3,30})? (?:was|is|reached) $"
)
_MAYBE_LESS = lazy(
    r"工作人员|护士|医[生师]|药师|队员|学员|专家|教授|\b(?:surgeons?|nurses?|doctors?|staff|team|beds?|midwives|physicians?|readers?|raters?)\b|切口|导管|失访|退出|脱落|剔除|排除|缺失|可评|未完成|其中|部分|[双单两患]侧|[双单两患]眼|肢|颗|牙|耳|膝|髋|样本|标本|针|灶|"
    r"\blost\b|withdr|dropped|missing|exclu|evaluab|available|some of|samples?\b|specimens?|\bsides?\b|\beyes?\b|ears?\b|teeth|limbs?|knees?|hips?|feet|lesions?|cycles?|sites?\b|visits?\b|bilateral|of the [a-z]+s\b"
)


def _check(one: Paragraph, people: Figure, percent: Figure) -> Iterator[Observation]:
    stated, size = value_of(percent), value_of(people)
    before, behind = one.before(percent, 90), one.behind(percent, 40)
    if not 0 < stated < 100 or percent.span.start < people.span.start or _BRACKETED.match(behind):
        return
    if _OF_THOSE.search(before):
        before = before[-3:]
    if not _SHARE.search(before) or _NO_HEADS.search(before) or (before[-1:] == " " and not _OF_HEADS_EN.match(behind)):
        return
    smaller = {each.value for each in placed(one) if each.value < size and not _STAFF.match(one.words, each.end)}
    sizes = {size, *(each for each in smaller if each > 2), *(size - each for each in smaller if size - each > 2)}
    if any(_made(percent, each) for each in sizes):
        return
    below = (stated * size / 100).to_integral_value("ROUND_FLOOR")
    lines = " · ".join(f"{plain(n)}/{plain(size)} = {share(n, size):.1f}%" for n in (below, below + 1) if n <= size)
    yield observe("percent-of-count", percent, f"{lines}, ≠ {percent.raw}", related=[(people, people.raw)], total=plain(size),
                  count=plain(below), right=f"{share(below, size):.1f}%", fits=NONE, tied="yes")  # fmt: skip


def _made(percent: Figure, size: Decimal) -> bool:
    below = (value_of(percent) * size / 100).to_integral_value("ROUND_FLOOR")
    return any(agrees(share(n, size), percent) for n in (below, below + 1) if n <= size)
