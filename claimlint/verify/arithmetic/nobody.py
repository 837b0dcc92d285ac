"""A rate of nought, or none of so many, beside those whom it befell all the same.

What the rate is of is its own name (``感染率0%``, "infection rate of zero"), and those whom it befell are counted with the same
word (``2例感染者``). A graver kind, another time or another group is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exceptions import ELSEWHEN, GROUPS
from claimlint.verify.arithmetic.exceptions_words import LATER, SOME
from claimlint.verify.doubts.other_readings import at_a_time, of_nobody
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.times.told import sooner, times

REACH = 2  # sentences behind
_NAMED = lazy(
    r"(?P<zh>[一-鿿]{2,10})(?:发生)?率(?:均|都|仅|则|始终|继续)?(?:保持|维持)?(?:为|是|达到?|降至|:)?\s?(?:0(?:\.0{1,2})?\s?%|0(?![\d.%])|零)(?!\s?(?:[-~至到]|增|容忍))"
    r"|\b(?P<en>infection|complication|mortality|relapse|recurrence|rejection|conversion|bleeding|leak|thrombosis|fall|error|failure|readmission|transfusion|dropout|death)s?(?: rates?)?(?: (?:was|were|is|stayed at|of|at)|:) "
    r"(?:zero|nil|0(?:\.0{1,2})?\s?%|0(?![\d.%]))"
    r"|\b(?:zero|0%) (?P<en2>infection|complication|mortality|relapse|recurrence|rejection|conversion|bleeding|leak|thrombosis|readmission|transfusion|failure)s?\b"
    r"|\bnone of the (?:\d{1,4}|[a-z-]{3,12}) (?:[a-z]+ ){1,2}(?:needed|required|had|developed|suffered|received|underwent|experienced) (?:an? |any )?(?P<en3>[a-z]{6,14})"
    r"|\bno (?P<en4>infection|complication|relapse|recurrence|rejection|conversion|bleeding|leak|readmission|death|withdrawal|error)s? (?:was|were|occurred|among|in the|at all|whatsoever)"
    r"|(?:做到|实现|保持|达到|连续)[了一-鿿]{0,4}?零(?P<zh3>拒访|投诉|差错|事故|感染|死亡|失访|脱落|漏报|漏诊|返修|退货|纠纷)"
    r"|无一[例人名位](?:患者|出现|发生){0,2}(?P<zh2>[一-鿿]{2,8})"
    r"|\bno (?P<kind>(?:serious|severe|major|treatment-related|drug-related) (?:adverse event|side effect|complication|reaction|bleed|infection))"
    r"|(?:无|未发生|未出现|没有(?:发生|出现)?|未见)(?:任何)?(?P<sort>(?:严重|重度|[3三]级(?:及?以上)?)(?:的)?(?:不良事件|不良反应|并发症|感染|出血|过敏))"
)
_GRAVE = lazy(
    r"严重|重[度大症]|深[部层]|大出血|主要|致[死命]|症状性|相关|[ⅢⅣ34三四]级|目标|计划|力争|标准|梦想|愿望|追求|希望|口号|serious|severe|major|deep|related|target|aim|dream|goal|hope|ambition|promis|slogan|vision|vow"
)
_SLIGHT = lazy(
    r"疑似|可疑|浅[表层]|轻[度微]|局部|一过性|术前|入院[前时]|原有|无关|非|排除|suspect|superficial|minor|before (?:surgery|admission)|pre-?existing|possible|unrelated"
)
_SITE = lazy(r"^[^.;,]{0,24}\b(?:at the|site|wound|bloodstream|surgical|during surgery|in the treat)")
_WISHED = lazy(
    r"^[^.;]{0,20}\b(?:dream|goal|aim|hope|ambition|vision|promise)|^[”」]?是[^，,。]{0,8}(?:梦想|目标|追求|愿望|承诺)"
)
_QUOTED = lazy(
    r"(?:写着|写有|写道|宣称|自称|声称|号称|标榜|吹嘘|承诺|广告词?|横幅|传单|海报)[^“”\"]{0,6}[“\"][^“”\"]{0,40}$"
)
_IDLE = lazy(
    r"^.*(?:术[中后前]|切口|伤口|围手术期|住院|院内|总体?|本组|全组|手术部位|累[计积]|的|期间|患者|病例|本月|全年|我[科院])"
)
_A_PERSON = (
    r"\ban? (?:[\w-]+ )?(?:patient|participant|volunteer|recipient|subject|woman|man|child|boy|girl|infant|baby)\b"
)
_LEAST = 2


class Nought(NamedTuple):
    """What is said to have befallen nobody, and where."""

    stem: str
    start: int
    end: int
    sure: bool = False


def check(scene: Scene) -> Iterator[Observation]:
    """Every such claim against its sentence and the next ones of the block."""
    for frame in scene.frames:
        if GROUPS.search(frame.words):
            continue
        for index, told in enumerate(frame.sentences):
            for claim in () if told.crowded or told.heading else _claims(told):
                yield from _against(frame, index, claim)


def _claims(told: Told) -> Iterator[Nought]:
    for match in _NAMED.finditer(told.words):
        name, kind = match["zh"] or match["zh2"] or match["zh3"], match["kind"] or match["sort"]
        if kind:
            yield Nought(kind, match.start(), match.end())
            continue
        if _GRAVE.search(told.words[max(0, match.start() - 10) : match.end()]) or _QUOTED.search(told.words, 0, match.start()):  # fmt: skip
            continue
        behind = told.words[match.end() : match.end() + 40]
        if _SITE.search(behind) or _WISHED.search(behind):
            continue
        if name:
            bare = _IDLE.sub("", name).removesuffix("发生")
            if len(bare) >= _LEAST:
                yield Nought(bare, match.start(), match.end(), sure=match["zh3"] is not None)
        else:
            word = match["en"] or match["en2"] or match["en3"] or match["en4"]
            yield Nought(word[: max(4, min(6, len(word) - 2))], match.start(), match.end())


_ALSO_CALLED = {
    "失访": "失访|失去联系|联系不上|失联", "死亡": "死亡|病死|离世|去世", "输血": "输血|输了(?:红细胞|血)|输入红细胞", "脱落": "脱落|退出", "拒访": "拒访|拒绝(?:接受)?(?:访问|调查|访谈)", "差错": "差错|错误|发错",
    "中转": "中转|转为开|改为开|改行开", "漏诊": "漏诊|漏掉|漏了", "退出": "退出|脱落",
    "移植肾失去功能": "移植肾(?:失功|失去功能)|肾功能丧失|恢复(?:了)?(?:血液)?透析",
}  # fmt: skip


@cache
def _befell(stem: str) -> re.Pattern[str]:
    """So many, and in their clause what it was; or what it was and so many."""
    if " " in stem:
        return compiled(rf"(?:{SOME}|{_A_PERSON})[^.;:!?]{{0,90}}?\b{stem}s?\b")
    if stem.isascii():
        return compiled(rf"(?:{SOME})[^.;:!?]{{0,30}}?\b{stem}[a-z]{{0,8}}")
    stem = _ALSO_CALLED.get(stem, stem)
    return compiled(
        rf"(?:{SOME})[^。;；,，!?]{{0,12}}?(?:{stem})(?!率)|(?<![无未])(?:{stem})(?:者|病例)?(?:仅|只|有|共|为)?(?:{SOME})"
    )


def _against(frame: Frame, index: int, claim: Nought) -> Iterator[Observation]:
    block, mine = frame.sentences[index].block, times(frame.sentences[index].words)
    for where in range(index, min(len(frame.sentences), index + 1 + REACH)):
        told = frame.sentences[where]
        if told.block != block or (where != index and LATER.search(told.words)):
            return
        for match in _befell(claim.stem).finditer(told.words, claim.end if where == index else 0):
            around = told.words[max(claim.end if where == index else 0, match.start() - 12) : match.end() + 12]
            if (
                of_nobody(told, match.start(), match.end())
                or _SLIGHT.search(around)
                or ELSEWHEN.search(around)
                or at_a_time(around)
            ):
                continue
            said = frame.sentences[index].words
            if where != index and times(told.words) - mine and not sooner(told.words, said):
                continue
            span = Span(told.span.start + match.start(), told.span.start + match.end())
            words, start = said[claim.start : claim.end], frame.sentences[index].span.start
            found = observe(
                "all-with-exceptions", Span(start + claim.start, start + claim.end), f"{words} ≠ {match[0]}",
                related=[(span, match[0])], stated=words, count=match[0],
            )  # fmt: skip
            yield replace(found, values={**found.values, "tied": "yes"}) if claim.sure else found
            return
