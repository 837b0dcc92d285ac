"""A figure of a title, a headline or a summary against the only one of its unit that the rest tells in its words."""

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
from claimlint.verify.scenes.scene import Scene, observe

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
