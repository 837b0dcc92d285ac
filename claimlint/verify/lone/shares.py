"""The shares in brackets of a passage against its one whole: ``22例……13例（65%）停用激素，17例（85%）……`` fits 20."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, agrees, denominators, exact, fitting, listed, plain, share, value_of
from claimlint.verify.lone.passage import of_sort, passages
from claimlint.verify.lone.wholes import larger, pieces
from claimlint.verify.scenes.numbers import SPELLED
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_OPENED = lazy(r"[(（]\s?(?:即|约|占|or |i\.e\.,? )?$")
_CLOSED = lazy(r"\s?(?:[)）]|[,，;；]\s?(?:95|p\b|rr|or|hr))")
_CUT = lazy(r"[,，;；。!?！？:：()（）—]|\.\s|, | and | but | while ")
_COUNTED_OFF = lazy(r"(?:次/|week|day|month|year|grade|stage|phase|visit|table|figure|type|aged?|第|[图表])\s?$")
_OTHERWISE = lazy(
    r"失访|退出|脱落|可评[估价]|可分析|未完成|缺失|剔除|完成(?:了)?(?:随访|治疗|试验)|其中|另|组(?!织|成)|各|分别|随机|眼|人次|例次|比|较|"
    r"\blost\b|withdr|dropped|evaluable|complet(?:ed|ers|ing|ion)|missing|available|exclu|of (?:whom|which|these|them|those)|group|arm\b|randomi|respectively|\beach\b|\bper\b|eyes|episodes|events|"
    r"versus|\bvs\b|compared|another|control|placebo|responders|remaining|samples|among|of the (?![a-z-]+ (?:type|kind|form)\b|patients|participants|women|men|people|children|subjects|adults|cases|babies)"
)
_NOBODY_LOST = lazy(
    rf"\ball (?:of )?(?:the )?(?:\d{{1,5}}|{SPELLED})(?: [a-z]+){{0,2}}? (?:(?:have |had )?(?:completed|finished)|were (?:evaluable|available))\b|"
    r"(?:没有|无)(?:一?[例人名]|病例|患者)?(?:失访|退出|脱落|缺失)|(?:\bnone|\bno one|\bnobody|\bno [a-z]{4,14}|\bwithout)(?: (?:was|were|has|had|been|any|loss|losses|to))* (?:lost|withdrew|withdrawn|dropped|missing|missed)(?: (?:to follow-up|out))?"
)
_RATE = lazy(  # what leads from a count to the share of it, without brackets
    r"(?P<own>[^。;；,，\d]{0,16})[,，]\s?(?:(?P<rate>[一-鿿]{1,8})率|比例|占比)(?:为|是|达到?|:)?|[^,，。;；\d]{0,16}[,，]占(?:比|总数|全部|全体)?(?:的|为)?"
    r"|[^.;]{0,60}?(?:, (?:so|giving|making|or|that is,?|which (?:gives|is|means|makes))|\. that (?:is|was)) (?:(?:an? |the )?[a-z -]{3,24}? (?:rate|share|proportion) (?:was|is|of) )?"
)
_OF_THEM = lazy(
    r"(?<=\d) of (?:them|these|those)\b|(?<=\d%) of (?:the (?:whole |entire )?(?:group|cohort|sample|series)|them|all)\b(?! (?:with|who|aged|that|of|in)\b)"
)
_STAFF = lazy(
    r"\s?(?:[a-z]+ )?(?:surgeons?|doctors?|nurses?|raters?|readers?|reviewers?|医[师生]|专家|护士|评价者|术者)"
)
_MARK = lazy(r"[≤≥<>]\s?\d|\d[^,，。;；]{0,8}(?:以内|内|以上|以下|及以上)")
_FEW = 5
_BASE = lazy(r"(?:患者|病例|人)?(?:为|作为?)分母|\s?as (?:the )?denominator")  # 以25例为分母计算
_FAR = 3  # of ten parts of the whole


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one whole and shares in brackets, each behind its count."""
    for one in passages(scene):
        yield from _of_arm(one)
        shares = sum(f.unit in {"pct", "ratio"} for f in one.figures)
        words = _OWN_PAIR.sub("", _NOBODY_LOST.sub("", one.words))
        if shares and not _OTHERWISE.search(_OF_THEM.sub("", words) if shares == 1 else words):
            yield from _check(one)


_ARM = r"(?P<arm>[一-鿿a-z\d]{1,6}组)"
_ARM_EN = r"(?P<arm_en>[a-z-]{3,14}) (?:group|arm)"
_SIZE = lazy(
    rf"(?:^|[,，。;；:：、和与及(（]|分为)\s?{_ARM}(?:共|各|有|为|[(（]?n\s?=\s?)?\s?$"
    rf"|\bthe {_ARM_EN}(?: (?:had|was|of|with|included|numbered|comprised)|,?)? ?(?:\(? ?n ?= ?)?$"
)
_SIZE_ENDS = lazy(r"\s?[)）]?(?:[,，。;；、和与及)）]|$)|[)]?(?:[,.;]| and\b)")
_COUNT_OF_ARM = lazy(
    rf"(?:^|[,，。;；:：])\s?{_ARM}(?:中|里)?[^,，。;；:：、\d组]{{0,12}}$|\b(?:in|of) the {_ARM_EN},? $"
)
_SHARE_OF_IT = lazy(r"[^,，。;；:：\d组()（）]{0,12}[(（](?:占|即)?$|(?: [a-z ]{2,40})? \($")
_OTHERS_IN_IT = lazy(
    r"失访|退出|脱落|可评|可分析|未完成|缺失|剔除|完成|随访到|其中|各|眼|人次|例次|应答者|亚组|另|死亡|分别|接受|存活"
    r"|\blost\b|withdr|dropped|missing|evaluab|complet|exclu|of (?:the|whom|these|those) \d|seen again|analy|follow|eyes|\beach\b|remaining|died|surviv"
)


def _of_arm(one: Paragraph) -> Iterator[Observation]:
    """``治疗组24例，对照组20例。治疗组18例好转（90%）``: of the arm that the clause names, whatever the other arm's number is."""
    if _OTHERS_IN_IT.search(one.words):
        return
    sizes: dict[str, list[Figure]] = {}
    for f in of_sort(one, "number"):
        size = _SIZE.search(one.before(f, 36))
        if size is not None and _plain(f) and _SIZE_ENDS.match(one.behind(f, 4)):
            sizes.setdefault(size["arm"] or size["arm_en"], []).append(f)
    for part, percent in pairwise(one.figures):
        named = _arm_of(one, part)
        if not named or percent.unit != "pct" or not _SHARE_OF_IT.fullmatch(one.between(part, percent)):
            continue
        wholes = sizes.get(named, [])
        told = len(wholes) == 1 and len(sizes) > 1 and wholes[0].span < part.span and _plain(part) and exact(percent)
        if told and value_of(part) < value_of(wholes[0]) and not _of_a_row(one, sizes, part, percent):
            yield _fault(part, wholes[0], percent, NONE)


def _of_a_row(one: Paragraph, sizes: dict[str, list[Figure]], part: Figure, percent: Figure) -> bool:
    """Is it the arm's share, or that of another number than an arm's, or of this and another count together?"""
    arms = [f for told in sizes.values() for f in told]
    others = [f for f in of_sort(one, "number") if f not in arms and f is not part and _plain(f)]
    wholes = {value_of(f) for f in others} | {value_of(f) + value_of(part) for f in others}
    own = next(f for f in arms if f.span < part.span and f in sizes.get(_arm_of(one, part), []))
    return any(agrees(share(value_of(part), whole), percent) for whole in wholes if whole >= value_of(part)) or _fits(
        part, own, percent
    )


def _arm_of(one: Paragraph, part: Figure) -> str:
    named = _COUNT_OF_ARM.search(one.before(part, 36))
    return (named["arm"] or named["arm_en"]) if named is not None else ""


def _check(one: Paragraph) -> Iterator[Observation]:
    counts = [*_forms(one), *of_sort(one, "number")] or of_sort(one, "times")
    counts = [f for f in counts if not _COUNTED_OFF.search(one.before(f, 8)) and not _staff(one, f)]
    own = [match.span() for match in _OWN_PAIR.finditer(one.words)]
    counts = [f for f in counts if not _within(one, f, own) and not (_AGE.fullmatch(f.raw.lower()) and _ENDS.match(one.behind(f, 8)))]  # fmt: skip
    pairs = [_pair(one, counts, f) for f in one.figures if f.unit == "pct" and not _within(one, f, own)]
    told = [pair for pair in pairs if pair is not None]
    if not told or len(told) != len(pairs):
        return
    parts = [part for part, _ in told]
    wholes = [f for f in counts if f not in parts]
    wholes = [f for f in wholes if _BASE.match(one.behind(f, 12))] or wholes
    if any(f.unit == "piece" for f in wholes) and not (
        len(told) == 1 and _FILLED_IN.fullmatch(one.between(wholes[0], parts[0]))
    ):
        return
    if len(wholes) != 1 or not all(map(_plain, [*wholes, *parts])) or not wholes[0].span < parts[0].span:
        return
    whole = wholes[0]
    if value_of(whole) <= max(map(value_of, parts)):
        return
    wrong = [(part, percent) for part, percent in told if not _fits(part, whole, percent)]
    fits = reduce(set.intersection, (set(denominators(value_of(part), percent)) for part, percent in told))
    near = {n for n in fits if abs(n - value_of(whole)) * 10 <= value_of(whole) * _FAR}
    if not wrong or (len(wrong) > 1 and not (len(wrong) == len(told) and near)):
        return
    part, percent = wrong[0]
    if _of_both(part, whole, percent):
        return
    if any(agrees(share(value_of(part), each.value), percent) for each in larger(one, part)):
        return  # a number in words that no figure was read from
    if len(told) == 1:
        other = fitting(value_of(part), percent)
    else:
        other = listed(range(min(near), max(near) + 1)) if len(wrong) == len(told) and near else NONE
    yield _fault(part, whole, percent, other)


def _of_both(part: Figure, other: Figure, percent: Figure) -> bool:
    """``211 and DCD donors 107 (33.6%)``: the share of the one among both."""
    return agrees(share(value_of(part), value_of(part) + value_of(other)), percent)


def _fault(part: Figure, whole: Figure, percent: Figure, other: str) -> Observation:
    actual = share(value_of(part), value_of(whole))
    line = f"{plain(value_of(part))}/{plain(value_of(whole))} = {actual:.1f}% ≠ {percent.raw}"
    return observe("percent-of-count", percent, line, related=[(part, part.raw), (whole, whole.raw)], right=f"{actual:.1f}%",
                   count=plain(value_of(part)), total=plain(value_of(whole)), fits=other, tied="yes")  # fmt: skip


_FORMS = lazy(r"(?:有效|合格|完整)(?:的)?(?:问卷|答卷)\s?$")


_FILLED_IN = lazy(r"[,，;；。](?:其中|结果|有|共有|共)?[,，]?[有共]?")  # nobody is singled out in between


def _forms(one: Paragraph) -> list[Figure]:
    """``回收有效问卷1 480份，1 036人（70.0%）``: the only number of forms of a passage stands for the people who filled them in."""
    found = [f for f in one.figures if f.unit == "piece" and f.raw.endswith("份")]
    return found if len(found) == 1 and _FORMS.search(one.before(found[0], 8)) else []


def _within(one: Paragraph, figure: Figure, spans: list[tuple[int, int]]) -> bool:
    return any(start <= figure.span.start - one.start < end for start, end in spans)


_OWN_PAIR = lazy(  # 41 of these 66 (62.1%)
    r"\b\d{1,5} of (?:these|those|the) \d{1,5}(?: [a-z]+){0,2} ?\(\d{1,2}(?:\.\d{1,2})? ?%"
)
_AGE = lazy(r"(?:under|over|above|below) \d\d")  # 115 of them, or 25%, were under 18
_ENDS = lazy(r"\s?(?:[.,;)]|$)")


def _pair(one: Paragraph, counts: list[Figure], percent: Figure) -> tuple[Figure, Figure] | None:
    """A share in brackets and the only count of the clause before it."""
    before = one.before(percent, 120)
    opened = _OPENED.search(before)
    if opened is None:
        return _named(one, counts, percent)
    if not _CLOSED.match(one.behind(percent, 8)) or percent.comparator is not Comparator.EQUAL:
        return None
    end = percent.span.start - one.start - (len(before) - opened.start())
    words = one.words[max(0, end - 90) : end]
    clause = end - len(_CUT.split(words)[-1])
    inside = [f for f in counts if clause <= f.span.start - one.start < end]
    return (inside[0], percent) if len(inside) == 1 and percent.value is not None and not percent.word else None


def _named(one: Paragraph, counts: list[Figure], percent: Figure) -> tuple[Figure, Figure] | None:
    """The only share of a passage, behind the smaller of its only two numbers and the name of a rate."""
    alone = sum(f.unit in {"pct", "ratio"} for f in one.figures) == 1 and len(counts) == len("kn")
    if not alone or not exact(percent) or counts[1].span.start > percent.span.start:
        return None
    whole, part = counts
    match = _RATE.fullmatch(one.between(part, percent))
    if value_of(whole) <= value_of(part) or match is None:
        return None
    if match["rate"] and not _rate_of(match["rate"], one.between(whole, part) + match["own"]):
        return None
    return part, percent


def _rate_of(rate: str, clause: str) -> bool:
    """Does the count's clause tell what the rate is the rate of, or the mark that was met?"""
    if rate in {"达标", "合格"}:
        return _MARK.search(clause) is not None
    return rate[-2:] in clause and pieces(rate) <= pieces(clause)


def _staff(one: Paragraph, figure: Figure) -> bool:
    """``two surgeons``: who did it, not to whom."""
    return value_of(figure) <= _FEW and _STAFF.match(one.behind(figure, 24)) is not None


def _plain(figure: Figure) -> bool:
    return (
        figure.value is not None
        and figure.comparator is Comparator.EQUAL
        and figure.decimals <= 0
        and figure.denominator is None
        and value_of(figure) > 0
    )


def _fits(part: Figure, whole: Figure, percent: Figure) -> bool:
    actual = share(value_of(part), value_of(whole))
    return agrees(actual, percent) or agrees(100 - actual, percent)
