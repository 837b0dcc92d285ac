"""A figure of a title, a summary or a list against the only one that the rest tells again in its words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import unit_in_last_place, value_of
from claimlint.verify.lone.passage import passages, sort_of
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, Told, observe

_TITLES = (  # from the beginning of the passage
    lazy(r"\s?《(?P<title>[^》]{8,80})》"),
    lazy(r"\s?【(?:重磅|喜[讯报]|快讯|头条|新闻|捷报|突破|最新|要闻|速递|首发|独家)[^】]{0,4}】(?P<title>[^。！!]{8,80})[。！!]"),
    lazy(r"\s?【(?P<title>[^】]{9,80})】"),
    lazy(r"\s?(?:标题|题目|题为|要点|核心要点|摘要|导语|一句话结论)(?:里|中)?(?:写(?:着|道|的是)?|说|称)?[:：“「《]{1,2}(?P<title>[^。”」》]{8,90})[。”」》]"),
    lazy(r"\s?(?:headline|title|key points?|summary|in brief|at a glance|the headline (?:says|reads|ran)|teaser)[:,]? ?[\"“']?(?P<title>(?:[^.\"”—]|\.(?=\d)){20,160})[.\"”—]"),
    lazy(r"\s?[\"“'](?P<title>[^\"”]{20,160})[\"”'],? (?:reads?|ran|says?|said|announced|is) (?:the|a) (?:headline|title|banner|press release)"),
)  # fmt: skip
_ADVERTS = (  # what a box or a banner says, and what its small print tells
    lazy(r"\s?(?:[一-鿿]{0,8}?)(?:包装盒?|盒子|外盒|盒面|瓶身|海报|横幅|广告牌?|灯箱|宣传[页单语册]|展板|详情页)[正面首页上里]{0,2}(?:印着|写着|写的是|打出|标着|称|宣称|写道|打着)[:：,，]?[“「『\"'](?P<title>[^”」』\"']{4,60})[”」』\"']"),
    lazy(r"\s?(?:the |our |its )?(?:banner|box|label|advert(?:isement)?|ad|poster|pack(?:et)?|carton|tube|front of the (?:pack|box)|slogan|web ?page|website) (?:says|reads|claims|promises|proclaims|boasts|states)[:,]? ?[\"'“‘](?P<title>[^\"'”’]{12,120})[\"'”’]"),
    lazy(r"\s?[\"'“‘](?P<title>[^\"'”’]{12,120})[\"'”’],? (?:says|reads|claims|promises|proclaims|boasts|states) (?:the|its|a) (?:banner|box|label|advert(?:isement)?|ad|poster|pack(?:et)?|carton|tube|slogan|web ?page|website)\b"),
)  # fmt: skip
_TESTED = lazy(r"试验|试用|研究|受试|测试|\b(?:study|trial|tested|volunteers|in a test)\b")
_HOW_TO_USE = lazy(
    r"不超过|再用|继续|巩固|保持|坚持|维持|最多|停用|停止|疗程|保质|有效期|\bstop (?:using|taking|it)|at most|no longer than|\buse [a-z ]{0,16}for\b|shelf|expire"
)
_SEPARATE = lazy(
    r"另一?(?:项|组)|既往|此前|其他(?:研究|试验)|目标|计划|预计|安慰剂|对照|分别|亚组|按(?:方案|意向)|更正|误|another|previous|earlier|other (?:stud|trial)|target|planned|expected|placebo|control|respectively|"
    r"subgroup|per[- ]protocol|intention|correct|misprint|erratum|slip|respective"
)
_WORD = lazy(r"[a-z]{4,}|[一-鿿]{2,}")
_CHARACTER = lazy(r"[一-鿿](?<![天日周月年个只需后了的再就可能用])")
_IDLE = frozenset(
    [
        "with",
        "from",
        "that",
        "this",
        "were",
        "have",
        "been",
        "after",
        "than",
        "their",
        "which",
        "about",
        "results",
        "result",
        "study",
        "trial",
        "patients",
        "patient",
        "people",
        "研究",
        "试验",
        "患者",
        "结果",
        "显示",
        "治疗",
        "例患",
        "表明",
        "我们",
        "全部",
        "报告",
        "文章",
        "指出",
        "平均",
        "中位",
        "个月",
    ]
)
_ENOUGH = 2  # words or pairs of characters that both places share
_YEARS = range(1900, 2100)


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that begins with a title or a summary of itself."""
    for one in passages(scene):
        yield from _commonest(one)
        yield from _of_the_same(one)
        for pattern in (*_TITLES, *_ADVERTS):
            match = pattern.match(one.words)
            if match is not None:
                advert = pattern in _ADVERTS
                rest = one.words[match.end("title") :]
                apart = advert and (_HOW_TO_USE.search(rest) or not _TESTED.search(rest))
                if not _SEPARATE.search(one.words) and not apart:
                    yield from _check(one, match.start("title"), match.end("title"), advert=advert)
                break


def _check(one: Paragraph, start: int, end: int, *, advert: bool) -> Iterator[Observation]:
    told = [f for f in one.figures if _able(f)]
    mine = [f for f in told if start <= f.span.start - one.start < end]
    rest = [f for f in told if f.span.start - one.start >= end]
    for figure in mine:
        alike = [f for f in rest if sort_of(f) == sort_of(figure)]
        if any(value_of(f) == value_of(figure) for f in rest) or len(alike) != 1 or not alike[0].decimals >= 0:
            continue
        if sum(sort_of(f) == sort_of(figure) for f in mine) > 1 or (advert and figure.unit not in TIME_UNITS):
            continue
        other = alike[0]
        if _otherwise_defined(one.words[start:end], _clause_of(one, other)):
            continue
        lead, clause = one.words[start:end], _clause_of(one, other)
        shared = _in_short(lead, clause) if advert else _words(lead) & _words(clause)
        room = max(unit_in_last_place(figure), unit_in_last_place(other)) / 2
        rounded = figure.decimals != other.decimals and abs(value_of(figure) - value_of(other)) <= room
        if len(shared) >= _ENOUGH and not rounded:
            yield observe("told-twice", other, f"{figure.raw} ≠ {other.raw}", related=[(figure, figure.raw)], stated=other.raw,
                          other=figure.raw, tied="yes")  # fmt: skip


def _commonest(one: Paragraph) -> Iterator[Observation]:
    """``感染5例、出血3例、再狭窄11例……再狭窄最为常见，共11例``: the greatest item of a list, told again by its name."""
    for leads, items in ((_LEADS_ZH, _ITEMS_ZH), (_LEADS_EN, _ITEMS_EN)):
        told = list(leads.finditer(one.words))
        if len(told) != 1 or _COUNTED_ANEW.search(one.words):
            continue
        match = told[0]
        listed = list(items.finditer(one.words, 0, match.start("name")))
        mine = [each for each in listed if _is_called(each["name"].strip(), match["name"].strip())]
        values = [int(each["k"]) for each in listed]
        if (
            len(listed) < _LEAST_LISTED
            or len(mine) != 1
            or int(mine[0]["k"]) != max(values)
            or values.count(max(values)) > 1
        ):
            continue
        if int(match["k"]) not in {max(values), sum(values)} and match["u"] in {"", mine[0]["u"]}:
            stated, other = match["k"] + match["u"], mine[0]["k"] + mine[0]["u"]
            places = (one.span(match.start("k"), match.end("u")), one.span(mine[0].start("k"), mine[0].end("u")))
            yield observe("told-twice", places[0], f"{other} ≠ {stated}", related=[(places[1], other)], stated=stated,
                          other=other, tied="yes")  # fmt: skip


def _is_called(listed: str, name: str) -> bool:
    return len(name) > 1 and (listed == name or listed.endswith((" " + name, "、" + name)))


_LEAST_LISTED = 3
_ITEMS_ZH = lazy(r"(?<![一-鿿])(?P<name>[一-鿿a-z]{2,12})\s?(?P<k>\d{1,4})\s?(?P<u>[例人名位])(?=[、，,。；;])")
_LEADS_ZH = lazy(
    r"(?<![一-鿿])(?P<name>[一-鿿a-z]{2,12}?)(?:的)?(?:最为?(?:常见|多见|多|普遍)|居首(?:位)?|(?:位居|排在?|列)(?:首|第一)位?)[，,]\s?(?:一?共|有|为|达|计){0,2}\s?(?P<k>\d{1,4})\s?(?P<u>[例人名位])"
)
_ITEMS_EN = lazy(
    r"(?<![a-z])(?P<name>(?!in\b|and\b|were\b|was\b)[a-z][a-z -]{2,30}?) in (?P<k>\d{1,4})(?P<u>)(?= (?:patients?|people|women|men|children|cases?)\b|,|\.| and\b)"
)
_LEADS_EN = lazy(
    r"(?:^|[.;:] )(?P<name>[a-z][a-z -]{2,30}?) (?:was|were) (?:thus |therefore |clearly |by far |again ){0,2}(?:the )?(?:most (?:frequent|common)|commonest)(?: complication| reason| problem| cause)?,? (?:with|seen in|found in|in|affecting) (?P<k>\d{1,4})(?P<u>)(?= (?:patients?|people|women|men|children|cases?)\b|[,.])"
)
_COUNTED_ANEW = lazy(
    r"人次|例次|次数|再次|反复|其中|另|加上|含|包括|累计|合计|去年|上年|次年|随访|两组|对照|episodes?|events?|times\b|twice|including|of whom|counting|later|year|groups?\b|placebo"
)


def _of_the_same(one: Paragraph) -> Iterator[Observation]:
    """``screened 5,300 schoolchildren and referred 212 ... said that referring 212 children out of 5,300``: somebody sums it up."""
    telling = [told for told in one.sentences if told.figures]
    if len(telling) != len("ab") or _MORE_THAN_ONCE.search(one.words) or not _SUMS_UP.search(telling[1].words):
        return
    first, later = (_part_and_whole(told) for told in telling)
    if first is None or later is None:
        return
    part, again = first[0], later[0]
    if first[1] != later[1] or first[1] < _LARGE or part.value == again.value:
        return
    tied = again.denominator or _OUT_OF.match(one.behind(again, 40)) or _IN_THEM.search(one.before(again, 16))
    if tied and _verbs(one, part) & _verbs(one, again):
        yield observe("told-twice", again, f"{part.raw} ≠ {again.raw}", related=[(part, part.raw)],
                      stated=again.raw, other=part.raw, tied="yes")  # fmt: skip


def _part_and_whole(told: Told) -> tuple[Figure, Decimal] | None:
    """The only two numbers of a sentence, or the only share of so many."""
    figures = [f for f in told.figures if _able(f)]
    if len(figures) != len(told.figures):
        return None
    if len(figures) == 1 and figures[0].denominator is not None:
        return figures[0], figures[0].denominator
    if len(figures) != len("ab") or any(sort_of(f) != "number" for f in figures):
        return None
    part, whole = sorted(figures, key=value_of)
    return part, value_of(whole)


def _verbs(one: Paragraph, part: Figure) -> set[str]:
    """The stem of the word right before a part, or the pairs of characters beside it in its clause."""
    before, behind = one.before(part, 16), one.behind(part, 8)
    english = _LAST_WORD.search(before)
    if english is not None:
        return {_ENDING.sub("", english[1])}
    before, behind = _CUT.split(before)[-1][-6:], _CUT.split(behind)[0][:6]
    return {piece[i : i + 2] for piece in (before, behind) for i in range(len(piece) - 1)} - _IDLE_PAIRS


_LARGE = 100
_SUMS_UP = lazy(
    r"说|表示|指出|介绍|总结|小结|可见|综上|\b(?:said|says|told|added|explained|noted|summing up|in all|thanked|according to|concluded)\b"
)
_OUT_OF = lazy(r"(?: [a-z]+){0,2} (?:out )?of (?:the |its |their |all )?\d")
_IN_THEM = lazy(r"\d\s?[名位例人个][一-鿿]{0,6}[中里][，,]?[一-鿿]{0,4}$")
_LAST_WORD = lazy(r"\b([a-z]{5,}(?:ed|ing)) $")
_ENDING = lazy(r"(?:ed|ing)$")
_CUT = lazy(r"[，,。；;]|中|里|\d")
_IDLE_PAIRS = frozenset(
    {"学生", "患者", "病人", "孩子", "居民", "其中", "他们", "有效", "人中", "名学", "名患", "名居"}
)
_MORE_THAN_ONCE = lazy(
    r"第[一二三四]|又|再|另|其中|次年|去年|上年|今年|月|男|女|目标|计划|预计|原本|此前|以前|只|已|截至|初|复|"
    r"\b(?:another|second|again|next|last|previous\w*|first|earlier|later|by the end|years?|months?|weeks?|only|girls?|boys?|men|women|target|plan\w*|expect\w*|hoped|aim\w*|instead|rather|not [a-z]+(?:ed|ing)(?= \d)|would|could|if|other|rest|remaining|so far|already|by then|at first)\b"
)


def _in_short(lead: str, clause: str) -> set[str]:
    """What an advert of few words shares with a clause: ``淡斑`` and ``色斑变淡``, "stop" and "stopped"."""
    mine, rest = (
        set(_CHARACTER.findall(words)) | {word[:_STEM] for word in _words(words) if word.isascii()}
        for words in (lead, clause)
    )
    return mine & rest


_STEM = 4


def _otherwise_defined(lead: str, clause: str) -> bool:
    """``哮喘症状患病率14%``, ``医生确诊的哮喘患病率9%``: is it counted in another way at either place?"""
    mine, rest = set(_DEFINED.findall(lead)), set(_DEFINED.findall(clause))
    return bool(mine and rest) and not mine & rest


_DEFINED = lazy(r"症状|自报|自述|确诊|诊断|检出|粗|标化|self-report|symptom|diagnos|measured|crude|standardi[sz]ed")


def _able(figure: Figure) -> bool:
    if (
        figure.value is None
        or figure.word
        or figure.comparator is not Comparator.EQUAL
        or figure.unit in {"p", "cilevel"}
    ):
        return False
    return not (figure.unit == "none" and (figure.value in _YEARS or figure.value < Decimal(2)))


def _clause_of(one: Paragraph, figure: Figure) -> str:
    """The words of the sentence around a figure, as far as they tell what it is."""
    told = one.sentence_of(figure.span)
    at = figure.span.start - (told.span.start if told else one.start)
    words = told.words if told else one.words
    return words[max(0, at - 60) : at] + words[at + len(figure.raw) : at + len(figure.raw) + 40]


def shared_words(one: str, other: str) -> int:
    """How many words of four letters and more, or pairs of Chinese characters, two stretches share."""
    return len(_stems(one) & _stems(other))


def _stems(text: str) -> set[str]:
    return {word[:5] if word.isascii() else word for word in _words(text)}


def _words(text: str) -> set[str]:
    """Words of four letters and more, and pairs of Chinese characters."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0]
        found |= {word} if word.isascii() else {word[i : i + 2] for i in range(len(word) - 1)}
    return found - _IDLE
