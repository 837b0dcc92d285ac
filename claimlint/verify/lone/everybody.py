"""All of them, and yet a few of whom the opposite is told: ``诊断符合率为100%，3张切片意见不一``, "detected 60 of the 60; the two it missed".

A passage tells one thing of all, as a rate of 100 %, in a word or by the same number twice, and of a few of the same sort,
in one sentence with it or the next, the opposite in a word of its own or of the table of such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exceptions import ELSEWHEN
from claimlint.verify.arithmetic.exceptions_words import LATER
from claimlint.verify.arithmetic.of_another_kind import of_another_class
from claimlint.verify.lone.all_words import DENIED_ZH, NUMBER_EN, NUMBER_ZH, OTHERWISE, PAIRS, UNIT
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.told import sooner, times

_LEAST = 5  # how many all must be, where it is told
_PEOPLE = "例名位人个"
_COUNTS = frozenset({"count", "none", "animal", "eye", "item", "piece"})
_TURNED = lazy(r"whereas|\bwhile\b|lower|however|\bbut\b|较低|而(?!且)|但")
_CLAIM = lazy(
    r"(?P<rate>(?<![\d.])100(?:\.0{1,2})?\s?%|百分之百|百分百|\bperfect (?=sensitivity|specificity)|\ba hundred per ?cent\b|\b100 per ?cent\b)"
    rf"|(?<![\d.第/~-])(?P<n>\d{{2,5}})\s?(?P<u>{UNIT})[^。;；\d]{{0,30}}?(?P<all>全部|全都|全员|悉数|(?<![人平户日])均(?![值数衡匀])|都(?!市)|无一例外|个个|人人)"
    r"|(?P<bare>无一例外|人手一[册份本张支套]|(?:实现|做到|达到)?全覆盖|全票|全员(?=[一-鿿])|全部(?!\s?\d)|(?:所有|全体|全部)(?!\s?\d)[一-鿿]{2,8}?(?:均|都(?!市)|全都)|悉数|一致(?:通过|同意|赞成))"
    rf"|(?:全部|所有)\s?(?P<n2>\d{{1,5}})\s?(?P<u2>{UNIT})"
    rf"|(?<![\d.第/~-])(?P<n3>\d{{2,5}})\s?(?P<u3>{UNIT})[^。;；]{{0,48}}?(?<![\d.第/~-])(?P<same>(?P=n3))\s?(?P<u6>{UNIT})(?!患者)"
    r"|(?P<en>\b(?:all|each|every one|every single one)(?: of)?(?: the| our| its| these)? (?P<n4>\d{1,4}|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]{3,5})?|eight|nine|ten|eleven|twelve))\b"
    r"|(?P<enall>\bevery one\b|\ball of (?:them|these)\b|\bunanim\w+|\b\d{1,2} to 0\b|\b(?:retention|coverage|follow-up|attendance|uptake) was complete\b)"
    r"|(?P<n5>\b\d{1,4}) of (?:the |its |our )?(?P<same2>(?P=n5))(?![\d.%])"
)
_DOUBTED = lazy(
    r"(?:不是|并非|不能|未能|并不|不到|不足|接近|近|约|几乎|基本|大多|应|需|须|其余|余下|剩余|剩下|另外|\bnot|nearly|almost|about|close to|short of|other|remaining|up to|than)\s?[^,，。;]{0,6}$"
)
_OF = lazy(r" (?:out )?of (?:the |its |our |all )?")
_DID = lazy(r" (?:had |have |were |was )?[a-z]+(?:ed|t|d)\b(?! (?:to|into) (?:one|the|each))")
_ENDS = lazy(r"[。;；!?！？]|\. |, (?=and |but |while )")
_COMMA = lazy(r"[,，。;；:：!?！？()（）]|\. ")
_SOME_ZH = lazy(
    rf"(?P<lead>唯一|惟一|仅有?|只有|其中|剩下|余下|其余|另有?|但|却|有)?(?:的)?(?<![\d.第/~每前首-])(?P<k>{NUMBER_ZH})\s?(?P<u>{UNIT})(?![次日月年期组/]|以上|左右|月|小时|性|致|次|[一-鿿]{{0,8}}[中里][，,]?[共仅只]?有?\s?\d)"
)
_ONLY_ZH = lazy(r"(?P<lead>唯一|惟一|只有|仅有?|独有)(?P<k>)(?P<u>)(?!\s?\d)(?![一两二三四五六七八九])")
_SOME_EN = lazy(
    rf"\b(?P<lead>the |only |just |but |with |other |remaining |single |sole |lone |last )?(?P<k>{NUMBER_EN}|(?<=the )(?:remaining|sole|only|other|single|lone))(?![\d/)）一-鿿])(?! (?:hundred|hours?|days?|weeks?|months?|years?|minutes?|seconds?|points?|times?|attempts?|doses?|visits?|mm|cm|ml|mg|per|in|to)\b)(?P<u>)"
)
_DEFINITE_EN = lazy(r"\b(?P<lead>the |that |both |the affected )(?P<k>)(?P<u>)(?=[a-z-]+ (?:[a-z-]+ )?(?:was|were|had|belonged|in|came|occurred)\b)")  # fmt: skip
_ELLIPTIC = lazy(
    r"\bthe (?:one|two|three|four|five|\d|other|only one|[a-z]+|[a-z]+ [a-z]+)(?: [a-z]+)? (?:that|who|which) (?:did|had|was|were|could|has|have) ?(?:not|n't)(?= (?:was|were|had|is|are|came|have|has|moved|lived|received|said|went|belonged)\b|[,.;])"
)
_REMAINING = lazy(  # who is left where all did: no word of the opposite is needed
    r"\bthe (?:one |only |last )?remaining (?:one|infant|patient|child|woman|man|adult|volunteer|participant|eye|ulcer|graft|implant|pregnancy|baby|case|animal|dog|sample|wound|knee|hip|tooth)\b(?= (?:was|had|did|is|has|still|[a-z]{3,}ed)\b|,)"
    r"|(?:其余|剩下|余下|另外)的?(?:一|1)\s?[例名位只个](?=[一-鿿]{0,6}(?:未|没|仍|不|死亡|失败|复发|因))|唯一(?:的)?(?:一[例名位]|1[例名位])?(?:没有|没能|未能?|不)[一-鿿]{1,8}的(?=是|那|这|患者|病人|病例|患儿|孩子|老人|一[例名位]|人|[，,])|唯一(?:的)?(?:一[例名位]|1[例名位])(?:未|没|例外|失败)"
)
_SAID_NOT = lazy(
    r"\b(?:one|two|three|four|five|\d) (?:of (?:them|these|those) )?(?:said|answered|replied|told us|stated|added) (?:that )?(?:they|he|she|it) (?:would|did|do|does|could|had|have|were|was|might)(?: not|n't)(?=\s?[,.;]|$| be\b| do so)|[一两二三四五\d]\s?[人名位](?:则)?(?:表示|说|回答|选择)(?:自己)?不(?:会|愿|想|再|推荐|满意|同意|愿意)"
)
_NOBODY = lazy(r"(?:无一?|没有一?|未有|零|\bno|\bnone|\bnot|\bneither|\bnor|非)\s?$")
_LEFT = lazy(r"剩下|余下|其余|唯一|惟一|the |remaining|other ")
_WHOLE_OF = lazy(r"\b(?:of|in|among) (?:the|these|those|our|all)(?: the)? $")  # three of the 50: not 50
_OF_WHOM = lazy(r"(?:未|没有?|拒)[一-鿿]{1,8}的(?:那|这)?$")
_LATE = lazy(r"推迟|延迟|拖到|超时|late|delay|overdue")
_FURTHER = lazy(r"另(?:有|外)?\s?[\d一两二三四五]|另有|还有")
_DONE = lazy(r"完成|坚持|参加|纳入|入组|可评")
_ANEW = lazy(  # more than those of whom all is told; what was put right
    r"此外|另外|其他|对照|则|上[批次月季]|旧|\bto the (?:first|second|third)\b|(?:first|second|third) (?:dose|injection|shot)|会|可能|如果|建议|最终|后(?:重新|再次)|也已?|同样|(?:已|均|都)[^,，。]{0,4}(?:补|纠正|更正)了|\balso\b|another|further|additional|\bmay\b|might|could be|\blater\b"
)


class All(NamedTuple):
    """What is told of all: where, in which words, and of how many."""

    start: int
    end: int
    clause: str
    size: int  # 0: not told
    unit: str
    rate: bool


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells something of all, against the few that it tells of besides."""
    for one in passages(scene):
        if any(f.unit == "pct" and f.low != 100 for f in one.figures):
            continue
        other = OTHERWISE.search(one.words)
        for claim in _claims(one):
            found = _remaining(one, claim, other.start() if other else len(one.words)) or (
                None if other else _against(one, claim)
            )
            if found is not None:
                yield found
                break


def _again(one: Paragraph) -> Iterator[All]:
    """``Of 90 tablets sampled, 90 met the standard``: of as many as there were."""
    for told in one.sentences:
        for first, second in pairwise(numbers(told)):
            again = _OF.fullmatch(told.words[first.end : second.start]) or _DID.match(told.words, second.end)
            larger = any(f.unit in _COUNTS and f.high > first.value for f in one.figures)
            if first.value == second.value and first.value >= _LEAST * 2 and again and not larger:
                shift = told.span.start - one.start
                start, end = second.start + shift, second.end + shift
                yield All(start, end, _clause(one.words, start, end), int(first.value), "", rate=False)


def _claims(one: Paragraph) -> Iterator[All]:
    yield from _again(one)
    for match in _CLAIM.finditer(one.words):
        start = match.start("same") if match["same"] else match.start("all") if match["all"] else match.start()
        before = one.words[max(0, match.start() - 14) : match.start()]
        if _DOUBTED.search(before) or _DOUBTED.search(one.words[max(0, start - 8) : start]):
            continue
        if match["same"] and not _as_many(one, match):
            continue
        told = next((match[name] for name in ("n", "n2", "n3", "n4", "n5") if match[name]), "")
        number = parse_number(told) if told else None
        size = int(number.value) if number is not None else 0
        unit = match["u"] or match["u2"] or match["u6"] or ""
        sizes = [int(f.high) for f in one.figures if f.decimals <= 0 and f.unit not in {"pct"} and f.high > size]
        if size and (size < _LEAST or any(size < other <= size + max(3, size // 5) for other in sizes)):
            continue
        yield All(
            start,
            match.end(),
            _clause(one.words, match.start(), match.end(), rate=match["rate"] is not None),
            size,
            unit,
            match["rate"] is not None,
        )


_SHORT = 5


def _clause(words: str, start: int, end: int, *, rate: bool = False) -> str:
    """The sentence up to the claim, of a rate its own clause, and the rest of the clause."""
    ahead = _ENDS.split(words[max(0, start - 70) : start])[-1]
    own = _COMMA.split(ahead)[-1]
    if rate and len(own) > _SHORT:
        ahead = own
    return ahead + words[start:end] + _COMMA.split(words[end : end + 80])[0]


def _against(one: Paragraph, claim: All) -> Observation | None:
    elliptic = _ELLIPTIC.search(one.words, claim.end)
    if elliptic is not None and not _counted_between(one, claim, elliptic.start()):
        return _observed(one, claim, elliptic.start(), elliptic.end(), "1")
    kinds = [bad for good, bad in PAIRS if expressions.search(good, claim.clause)]
    denied = _denied(claim.clause)
    if not kinds and not denied:
        return None
    bad = compiled("|".join(f"(?:{each})" for each in [*kinds, *denied]))
    for some in (_SOME_ZH, _ONLY_ZH, _SOME_EN, _DEFINITE_EN):
        for match in some.finditer(one.words, claim.end):
            found = _fell_short(one, claim, match, bad, some)
            if found is not None:
                return _observed(one, claim, found[0], found[1], match["k"] or "1")
    return None


def _remaining(one: Paragraph, claim: All, end: int) -> Observation | None:
    """Somebody who is left, or who said no, before the passage turns to another time or group."""
    for pattern in (_REMAINING, _SAID_NOT):
        told = pattern.search(one.words, claim.end, end)
        if told is not None and _next_to(one, claim, told) and not _counted_between(one, claim, told.start()):
            return _observed(one, claim, told.start(), told.end(), "1")
    return None


def _next_to(one: Paragraph, claim: All, told: re.Match[str]) -> bool:
    """Is it told in the same sentence or the next one, or the one after that, and of no other time?"""
    between = one.words[claim.end : told.start()]
    return len(_STOP.findall(between)) <= _SENTENCES and not _ANEW.search(between) and not LATER.search(between)


_SENTENCES = 2


def _fell_short(
    one: Paragraph, claim: All, match: re.Match[str], bad: re.Pattern[str], some: Any
) -> tuple[int, int] | None:
    """Where the few are told to have fallen short of what all did."""
    words = one.words
    number = parse_number(match["k"]) if match["k"] else None
    few = int(number.value) if number is not None else 1
    at = match.start("k") if match["k"] else match.start()
    if _NOBODY.search(words, max(0, at - 6), at) or _the_whole(words, match, at) or not few:
        return None
    if few * 4 > _most(one, claim):
        return None
    if claim.size and (not _one_sort(claim.unit, match["u"])):
        return None
    ends = [each.start() for each in _ENDS.finditer(words, match.end(), match.end() + 110)]
    end = min([*ends, match.end() + 110, len(words)])
    begin = max(claim.end, match.start() - 60)
    begin += len(words[begin : match.start()]) - len(_COMMA.split(words[begin : match.start()])[-1])
    clause = words[begin:end]
    found = bad.search(clause)
    if (
        found is None
        or _NOBODY.search(clause, 0, found.start())
        or _of_another_sort(claim, words[match.end() : begin + found.start()])
        or _of_another_thing(one, claim, match, begin, begin + found.end())
        or not _of_these(one, claim, match, begin, begin + found.end())
    ):
        return None
    if some is _DEFINITE_EN and found.start() > match.end() - begin + 2:
        return None
    return begin, begin + found.end()


def _the_whole(words: str, match: re.Match[str], at: int) -> bool:
    """``three of the 50 patients``: the second number is that of all."""
    return (match["k"] or "").isdigit() and _WHOLE_OF.search(words, max(0, at - 14), at) is not None


def _of_another_sort(claim: All, between: str) -> bool:
    """``100% of nurses`` and three doctors."""
    named = set(_PLURAL.findall(between)) - _ANYBODY
    mine = set(_PLURAL.findall(claim.clause))
    told = named & mine or (
        claim.rate and any(noun[:-1] in claim.clause for noun in named)
    )  # graft survival, three grafts
    return bool(named and mine) and not told


def _of_another_thing(one: Paragraph, claim: All, match: re.Match[str], begin: int, end: int) -> bool:
    """``negative for mould``, "two were positive for yeast"; ``笔试合格，实操有5人未通过``; ``设有卫生室……尚缺一名护士``."""
    words = one.words
    mine = {each["what"] for each in _FOR.finditer(claim.clause)}
    other = _FOR.match(words, end)
    if mine and other is not None and other["what"] not in mine | _ANYBODY:
        return True
    topic = _TOPIC.fullmatch(words[begin : match.start("k") if match["k"] else match.start()])
    if topic is not None and not _shares(topic["what"][:_OWN_NAME], claim.clause):
        return True
    lacked = _LACKED.match(words, end)
    return words[end - 1] == "缺" and lacked is not None and not _shares(lacked["what"], claim.clause)


def _shares(noun: str, clause: str) -> bool:
    return any(noun[at : at + 2] in clause for at in range(len(noun) - 1))


_FOR = lazy(
    r"(?:(?<=negative)|(?<=positive)|(?<=tested)|(?<=screened)|(?<=vaccinated)|(?<=checked)|(?<=infected)) (?:for|against|with) (?:the |an? )?(?P<what>[a-z]{3,})"
)
_TOPIC = lazy(
    r"(?P<what>(?!其中|其余|其他|仍|但|只|仅|另|复查|随访|结果|最后)[一-鿿]{2,6}(?<![时后中现果前内期里间者人]))有"
)
_OWN_NAME = 3  # characters of 实操考核 that part it from 理论考核
_LACKED = lazy(r"(?:少|乏)?(?:[一两二三四五\d]{1,2}\s?[名个台位])?(?P<what>[一-鿿]{2,6})")
_PLURAL = lazy(r"\b[a-z]{3,}s\b(?<!ss)(?<!was)(?<!has)(?<!is)")
_ANYBODY = frozenset({"patients", "people", "participants", "cases", "others", "volunteers", "subjects", "recipients"})


def _of_these(one: Paragraph, claim: All, match: re.Match[str], begin: int, end: int) -> bool:
    """Are the few of those of whom all is told, at the same time, and were there any?"""
    words = one.words
    stops = [each.end() for each in _STOP.finditer(words, claim.end, begin)]
    own = _COMMA.search(words, claim.end)
    start = max([own.end() if own else claim.end, *stops])
    last = _COMMA.search(words, end)
    told = _THEN_DONE.sub("", words[start : min(last.start() if last else len(words), end + 60)])
    if set(_ON_A_DAY.findall(told)) - set(_ON_A_DAY.findall(claim.clause)):
        return False
    if _ANEW.search(told) or _NONE.search(told) or _NONE_BEHIND.match(words, end) or _NOT_IT.search(told):
        return False
    if _NEVER_IN.search(words, claim.end, min(len(words), end + 40)):
        return False
    if _counted_between(one, claim, match.start()) or (
        _FURTHER.search(told) and (claim.rate or _DONE.search(claim.clause))
    ):
        return False
    if ELSEWHEN.search(told) or (
        stops and not _left_early(claim, told) and LATER.search(told.replace("would not", ""))
    ):
        return False
    if of_another_class(claim.clause, told):
        return False
    when, then = times(told), times(claim.clause)
    timed = (
        _LEFT.match(match["lead"] or "")
        or _OF_WHOM.search(words, begin, match.start("k") if match["k"] else match.start())
        or _LATE.search(words, begin, end)
    )
    but = claim.rate and not (when and then) and _BUT.fullmatch(words, claim.end, match.end("lead"))
    if timed or but or _left_early(claim, told):
        return True
    lasted = _STILL.search(told) is None and sooner(told, claim.clause)  # who was ill on day 3 may be well on day 28
    return when <= then or lasted if when else not _AT_A_TIME.search(told)


_BUT = lazy(r"[,，]\s?(?:但|而)?(?:仅有?|只有|唯一)")  # 成功率为100%，仅1例术后半年未缓解: an exception to it, whenever
_STOP = lazy(r"[。;；!?！？]|\. ")
_STILL = lazy(r"\bstill\b|\bremain(?:ed|s)?\b|仍|尚|还(?!有)")
_THEN_DONE = lazy(  # what was done about it
    r" (?:and|so|who) (?:was|were) (?:then |all |both )?(?:offered|given|switched|referred|moved|invited|advised|treated|retreated|revaccinated)\b.*"
)
_NEVER_IN = lazy(r"未(?:进入|纳入|参与)(?:随机|分析|统计)|导入期|\brun-in\b|\bbefore randomi")
_ON_A_DAY = lazy(
    r"(?<!\d)(?:1[0-2]|[1-9])月(?!龄)|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|周[一二三四五六日末]|星期[一二三四五六日天]|次日|第二天|昨[天日]|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the (?:next|following) (?:day|week|morning)"
)
_AT_A_TIME = lazy(
    r"\d\s?小时\s?(?:内|后|时)|第\s?\d{1,3}\s?(?:个月|年)|\b(?:by|in|at) the (?:first|second|third|fourth|fifth)\b|\d\s?(?:天|日|d|个?月|年|周)\s?(?:内|后|时)"
)
_NONE = lazy(
    r"\b(?:no|none|nobody|nor|zero|not a single|not one|neither|never once|either of)\b|\bor (?:more|both|two)\b|无一|无人|没有一|没人|(?<![\d.])0\s?[例人名位]|零例|(?<![\d.])0 |及以上|无[一-鿿]{0,6}(?:死亡|残留|漏|失访|脱落)"
)
_NONE_BEHIND = lazy(r"[一-鿿]{0,4}?(?:为|:)?\s?(?:0(?![\d.])|零)")
_NOT_IT = lazy(  # what is no exception: a higher bar, something else that was declined, a mark that was not reached
    r"专科|高级|进阶|specialist|advanced|optional|sub-?stud|additional|higher|stricter|(?:declin|refus)(?:ed|ing) (?:(?:an?|the|to have|further) )?(?!jab|vaccin|shot|dose|offer|invitation|screen|to (?:take|sign|consent|answer))[a-z]{4,}|未达[一-鿿]{2,6}标准|\b(?:on|at) (?:one|two|three|four|\d) [a-z]+ the\b|in the old"
)


def _left_early(claim: All, told: str) -> bool:
    """Who left before the end did not complete, whenever it was."""
    return _COMPLETED.search(claim.clause) is not None and _LEFT_EARLY.search(told) is not None


_COMPLETED = lazy(r"\bcomplet|finish|完成|走完|坚持")
_LEFT_EARLY = lazy(r"dropp?ed out|withdrew|quit\b|退出|中断|放弃")


def _as_many(one: Paragraph, match: re.Match[str]) -> bool:
    """``发出260份，收回260份``: is the first of two equal numbers the whole, not one class beside another?"""
    larger = any(f.unit in _COUNTS and f.high > int(match["n3"]) for f in one.figures)
    before, behind = one.words[max(0, match.start() - 6) : match.start()], one.words[match.end("u6") :]
    named = _NAMED.match(one.words, match.end("u3")) or _NAMED.match(behind) or _SENT.search(before)
    return named is not None and not larger


_NAMED = lazy(r"[一-鿿]{2}")
_SENT = lazy(r"(?:发[出放给]|寄出|共|送检|采集|植入|招募|纳入|抽[取查检])了?\s?$")


def _most(one: Paragraph, claim: All) -> int:
    """How many all are: as told, or the largest count before a rate."""
    before = [int(f.high) for f in one.figures if f.unit in _COUNTS and f.span.start - one.start < claim.start]
    return claim.size or max(before, default=_MANY)


_MANY = 1000


def _one_sort(one: str, other: str) -> bool:
    return not one or not other or one == other or (one in _PEOPLE and other in _PEOPLE)


_OF_THE_POSITIVE = lazy(r"^[:：,，]\s?\d{1,5}\s?[份例人名][一-鿿]{0,4}阳性[一-鿿]{0,4}[中里]有?$")


def _counted_between(one: Paragraph, claim: All, end: int) -> bool:
    """Another count between the two, of whom the few may be; the only whole of a rate is that of the rate."""
    counts = [f for f in one.figures if f.unit in _COUNTS and f.high >= _LEAST * 2 and f.span.start - one.start < end]
    if claim.rate and _OF_THE_POSITIVE.match(one.words[claim.end : end]) and "敏" in claim.clause:
        return False  # 灵敏度为100%：80份阳性标本中有4份
    between = [f for f in counts if claim.end <= f.span.start - one.start < end]
    whole = len(between) == len(counts) == 1 and not claim.size and not _TURNED.search(one.words)
    return bool(between) and not whole


_SIGNS = lazy(r"[一-鿿]{2,}")
_WORD = lazy(r"\b[a-z]{4,}\b")
_STEM = 5
_IRREGULAR = {"came": "come", "went": "go", "took": "take", "gave": "give", "held": "hold", "kept": "keep", "left": "leave", "wore": "wear", "said": "say"}  # fmt: skip
_NO_VERB = frozenset(["were", "have", "with", "that", "from", "this", "been", "they", "their", "which", "when", "after", "every", "patients"])  # fmt: skip
_SPARED = lazy(
    r"\b(?:free (?:of|from)|without|avoided) (?:an? |any )?(?:[a-z-]+ )??(?P<what>[a-z]{5,})(?! [a-z]*(?:infect|fail|reject))"
)
_IDLE = frozenset("的了是有为率一不无未没中和都均全总在者患例名人部所")


def _denied(clause: str) -> list[str]:
    """The words of the claim with their own denial: ``未签署``, "did not complete"."""
    signs = {run[at : at + 2] for run in _SIGNS.findall(clause) for at in range(len(run) - 1)}
    words = sorted(sign for sign in signs if not set(sign) & _IDLE)[:24]
    found = [rf"{DENIED_ZH}(?:{'|'.join(words)})"] if words else []
    verbs = sorted({_IRREGULAR.get(word, word[:_STEM]) for word in _WORD.findall(clause) if word not in _NO_VERB})[:20]
    if verbs:
        found.append(
            rf"(?:did|could|would|was|were|had|has|have)(?: not|n't) (?:be |been )?(?:{'|'.join(verbs)})[a-z]{{0,4}}(?=\s?[,.;]| because| owing| due)"
        )
    spared = _SPARED.search(clause)
    if spared is not None:
        found.append(
            rf"(?:developed|had|needed|suffered|got|caught) (?:an? |any )?(?:[a-z-]+ ){{0,2}}{spared['what'][:7]}"
        )
    return found


def _observed(one: Paragraph, claim: All, start: int, end: int, count: str) -> Observation:
    words, told = one.words[start:end], one.words[claim.start : claim.end]
    return observe("all-with-exceptions", one.span(claim.start, claim.end), f"{told} ≠ {words}",
                   related=[(one.span(start, end), words)], stated=told, count=count, tied="yes")  # fmt: skip
