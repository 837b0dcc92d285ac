"""Everybody, and yet not: a rate of 100 %, "all" or 每一个, beside those who are told of as exceptions.

What a rate is of and how those who fell short of it are told are words of one line of a table; a verb that is told of all
and denied of one needs no line. Exceptions that came later, or among others, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.exceptions_words import FURTHER, KINDS, LATER, SHORT, SOME, THE_ONE, THEY_DID_NOT
from claimlint.verify.arithmetic.of_another_kind import of_another_kind, words_of_claim
from claimlint.verify.doubts.other_readings import at_a_time, of_nobody
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped
from claimlint.verify.times.told import sooner, times

_LONGEST = 2000  # characters of a sentence
NEAR = 2  # sentences before and behind


class Everybody(NamedTuple):
    """A claim about all: where it stands, and the words of its clause."""

    span: Span
    clause: str
    place: int
    end: int
    percent: bool


_OF_ONE_CAUSE = lazy(  # survival that deaths of another cause leave as it is
    r"(?:disease|cancer|cause|tumou?r|graft|death-censored)[- ]?(?:specific|censored) |(?:疾病|肿瘤|癌症?|病因)(?:特异|相关)性?(?:生存|存活)"
)
_THEN = lazy(r"(?<=[没未无])(?P<short>[^,，。;；]{2,14})[,，](?:后来|其后|此后)[^。;；]*")  # what was done about it
_UP_TO = lazy(r"\bbefore (?:that|this|the) (?:visit|point|date|day|time|check)")
_EARLY = lazy(r"第[\d一二三四五六七八九十]{1,3}天时?[仍尚还]|最初|起初|一度|一开始|at first\b|initially")
GROUPS = lazy(r"(?<![全本])组(?!织|成|合|员)|\bgroups?\b|\barms?\b|队列")
_NOT_ALL = lazy(
    r"(?:不是|并非|不到|未达|没有?达到|不足|接近|近|难以?|不可能|不能|不敢|不等于|远非|而非|目标|要求|力争|确保|争取|计划|预期|应达|须达|需达|从|由|至少|"
    r"\bnot\b|never|nearly|almost|close to|target|aim|goal|short of|below|under|up to|than)[^,，。;]{0,12}$"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every claim about all, against the sentences around it in its block."""
    for frame in scene.frames:
        if GROUPS.search(frame.words) or _OF_ONE_CAUSE.search(frame.words):
            for told in frame.sentences:
                if _LEFT_WITHOUT.search(told.words) and not told.crowded and len(told.words) <= _LONGEST:
                    yield from (one for claim in _hundreds(told) for one in _left_over(told, claim))
            continue
        if THE_ONE.search(frame.words):
            yield from _all_of_all(frame)
        if _ALL_WORDS.search(frame.words):
            seen: set[Span] = set()
            for index, told in enumerate(frame.sentences):
                for claim in () if told.crowded or len(told.words) > _LONGEST else (*_hundreds(told), *_alls(told)):
                    for one in _against(frame, index, claim):
                        if one.related[0].span not in seen:
                            seen.add(one.related[0].span)
                            yield one


_OF_ALL = shaped(
    r"(?:(?P<k><CN>) (?:out )?of (?:the |all |these |our )?(?P<n><CN>)|(?P<d><D>)|(?P<a><CX>)`{0,6}?[中里]`{0,3}?(?P<b><CX>))(?P<c>[^.;。；]{0,40})"
)


def _all_of_all(frame: Frame) -> Iterator[Observation]:
    """``Forty-eight of 48 had healed; the one that had not was closed later``."""
    for index, told in enumerate(frame.sentences):
        if not told.holds("CDN") or told.crowded or _other_rate(told):
            continue
        for match in _OF_ALL.finditer(told.shape):
            names = ("k", "n") if match["k"] else ("a", "b") if match["a"] else ("d", "d")
            part, whole = (told.group(match, name) for name in names)
            size = whole.denominator if match["d"] else whole.value
            if not (exact(part) and exact(whole)) or value_of(part) != size or size < 3:
                continue
            for behind in frame.sentences[index : index + 2]:
                one = THE_ONE.search(behind.words, part.span.end - told.span.start if behind is told else 0)
                if one is None or behind.block != told.block or FURTHER.search(behind.words) or len(behind.of_kind("D")) > 1:  # fmt: skip
                    continue
                span = Span(behind.span.start + one.start(), behind.span.start + one.end())
                yield observe("all-with-exceptions", part, f"100% ≠ {one[0]}", related=[(span, one[0])], count="1")
                return


_ALL_WORDS = lazy(
    r"\d\s?[例名位只台份户枚颗家个][一-鿿]{0,12}?(?:全都|都|均)|100\s?%|100\.0\s?%|百分之百|百分百|全部|所有|每一?[个位名例只台枚]|无一例外|个个|人人|\ball\b|\bevery\b"
)


def _hundreds(told: Told) -> Iterator[Everybody]:
    for figure in told.figures:
        if figure.unit != "pct" or not exact(figure) or value_of(figure) != 100:
            continue
        start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
        if not _NOT_ALL.search(told.words[max(0, start - 16) : start]) and not _asks(told, end):
            bracketed = told.words[start - 1 : start] == "(" and told.words[end : end + 1] == ")"
            clause = _clause(told.words, start - 1, end + 1) if bracketed else _clause(told.words, start, end)
            if len(clause) <= _SHORT_CLAUSE:  # 36例均一次置管成功，成功率100%
                clause = _before(told.words, start) + clause
            yield Everybody(figure.span, clause, start, end, True)


_ALL = lazy(
    r"\d{1,4}\s?[例名位只台份户枚颗家个][一-鿿]{0,12}?(?:全都|都(?!市)|均(?![值数衡匀]))|(?:全部|所有)[一-鿿\d\s]{0,10}|每一?[个位名例只台枚][一-鿿]{0,8}都|无一例外|个个|人人都?|\ball (?:of )?(?:the |our |these )?(?:<|\d|[a-z]+teen|[a-z]+ty|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)|\bevery (?:one|single|[a-z]+)\b"
)
_NOT_EVERY = lazy(
    r"(?:其余|余下|剩余|剩下|不是|并非|不能|没有|未能|并不|\bnot|\bnearly|\balmost|\bof)\s?[^,，。;]{0,4}$"
)


def _alls(told: Told) -> Iterator[Everybody]:
    """``每一个孩子都坚持到了最后``, "sterile in all 20 treated corneas"."""
    for match in _ALL.finditer(told.words):
        before = told.words[max(0, match.start() - 12) : match.start()]
        if _NOT_EVERY.search(before) or _asks(told, match.end()) or told.heading:
            continue
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        clause = _clause(told.words, match.start(), match.end())
        yield Everybody(span, clause, match.start(), match.end(), False)


def _asks(told: Told, end: int) -> bool:
    return expressions.search(r"[^。;!]{0,20}[?？吗]", told.words[end : end + 24]) is not None


_ENDS = lazy(r"[,，。;；:！？!?()（）]")
_SHORT_CLAUSE = 10


def _before(words: str, start: int) -> str:
    """The clause before the one that holds a place."""
    found = _ENDS.split(words[max(0, start - 60) : start])
    return found[-2] if len(found) > 1 else ""


def _clause(words: str, start: int, end: int) -> str:
    return _ENDS.split(words[max(0, start - 60) : start])[-1] + words[start:end] + _ENDS.split(words[end : end + 60])[0]


@cache
def _exception(bad: str) -> re.Pattern[str]:
    """Some, and in their clause what befell them."""
    return compiled(
        rf"(?:{SOME})(?:[^。;；,，!?]{{0,28}}?|[^。;；,，!?]{{0,16}}[,，][^。;；,，!?]{{0,16}}?|[a-z ]{{0,16}}, (?:both|all|each|one|however|though|in|at|from|aged) ?[a-z ]{{0,32}}, [a-z ]{{0,12}}?|[a-z, ]{{28,48}}?)(?<![无未没])(?:{bad})"
        rf"|(?:{SOME}) of (?:the |these |our )?\d{{1,4}} [a-z ,-]{{0,80}}?(?:{bad})"
        rf"|(?<!not )(?<!no )\b(?:{bad})[^.;,!?]{{0,16}} (?:in|for|by|of) (?:{SOME})"
        rf"|\b(?:{bad})[^.;,!?]{{0,24}}? (?:was|were|numbered|stood at) (?:{SOME})(?= ?(?:[.;,]|$))"
        rf"|\b(?:deaths?|failures?|losses|drop-?outs?|withdrawals|misses)\b[^.;,]{{0,30}} (?:numbered|totall?ed|came to|stood at) (?:{SOME})"
        rf"|(?<![无未没])(?:{bad})[^。;；,，!?\d]{{0,4}}?(?:的|者|仅|只|有|为){{0,3}}(?:{SOME})"
    )


def _against(frame: Frame, index: int, claim: Everybody) -> Iterator[Observation]:
    block = frame.sentences[index].block
    kinds = [bad for good, bad in KINDS if expressions.search(good, claim.clause)]
    left_over = list(_left_over(frame.sentences[index], claim))
    if left_over:
        yield from left_over
        return
    if _other_rate(frame.sentences[index]):
        return
    alone = index == 0 or not _other_rate(frame.sentences[index - 1])  # else those of its own sentence only
    staged = _STAGED.search(claim.clause) is not None  # 100% at 6 months, and later deaths
    when = times(claim.clause)
    if claim.percent and _WORKED_OUT.match(frame.sentences[index].words, claim.end):
        return
    if claim.percent and not _ADVERSE.search(claim.clause) and "effective" not in claim.clause:
        kinds = [*kinds, SHORT.replace(_NOT_GOOD, "") if "覆盖" in claim.clause else SHORT]
    elif not claim.percent and not _OF_FEWER.match(frame.sentences[index].words, claim.end):
        kinds = [*kinds, THEY_DID_NOT]
    if not kinds and not claim.percent and not _negated(claim.clause):
        return
    for where in _around(frame, index) if alone else (index,):
        told = frame.sentences[where]
        if len(told.words) > _LONGEST or _other_rate(told):
            continue
        if (
            told.block != block
            or _EARLY.search(told.words)
            or (where != index and LATER.search(_UP_TO.sub("", _THEN.sub("", told.words))))
            or _asks(told, 0)
        ):
            continue
        if staged and not (when and (times(told.words) == when or sooner(told.words, claim.clause))):
            continue
        found = _found(told, claim, kinds, words_of_claim(frame, index, claim.end), own=where == index)
        if found is not None:
            words, span = _nearest(told, found)
            yield observe(
                "all-with-exceptions", claim.span, f"100% ≠ {words}", related=[(span, words)], count=_count(words)
            )
            return


def _left_over(told: Told, claim: Everybody) -> Iterator[Observation]:
    """``all eight patients (100%) had a response, leaving three without one``."""
    left = _LEFT_WITHOUT.search(told.words, claim.end) if claim.percent else None
    if left is not None:
        span = Span(told.span.start + left.start(), told.span.start + left.end())
        line = f"100% ≠ {left[0]}"
        yield observe("all-with-exceptions", claim.span, line, related=[(span, left[0])], count=_count(left[0]))


def _nearest(told: Told, found: re.Match[str]) -> tuple[str, Span]:
    """The last of those numbers before what befell them."""
    starts = [match.start() for match in _some().finditer(told.words, found.start(), found.end())]
    start = max((one for one in starts if one < found.end() - 1), default=found.start())
    return told.words[start : found.end()], Span(told.span.start + start, told.span.start + found.end())


@cache
def _some() -> re.Pattern[str]:
    return compiled(SOME)


_NOT_GOOD = "不合格|不达标|超温|超限|过期|未达标?|超标|"  # how far a thing reaches is not how it turned out
_WORKED_OUT = lazy(
    r"\s?[(（\[,，]\s?(\d{1,5})\s?(?:例|名|人)?\s?(?:of|/|out of)\s?(?:the )?\1(?!\d)"
)  # 100% (30 of 30)


def _other_rate(told: Told) -> bool:
    """Another share in the sentence: exceptions may be its own."""
    return any(f.unit == "pct" and f.low != 100 and not _bound(told, f) for f in told.figures)


_BOUND = lazy(
    r"(?:[≥≤<>]|低于|高于|不足|超过|至少|below|above|over|under|least|(?:threshold|standard|limit|target|level|bar)s? (?:of|is|was)|标准(?:为|是)?|线|要求)\s?$"
)


def _bound(told: Told, figure: Figure) -> bool:
    """``达到≥85%的标准``: a limit is no rate of anybody."""
    start = figure.span.start - told.span.start
    limit = figure.comparator in {Comparator.AT_LEAST, Comparator.MORE, Comparator.LESS, Comparator.AT_MOST}
    return limit or _BOUND.search(told.words[max(0, start - 20) : start]) is not None


def _around(frame: Frame, index: int) -> Iterator[int]:
    yield from range(index, min(len(frame.sentences), index + NEAR + 1))
    yield from range(max(0, index - NEAR), index)


def _found(told: Told, claim: Everybody, kinds: list[str], claim_words: str, *, own: bool) -> re.Match[str] | None:
    negated = _negated(claim.clause) if own else []
    bads = [*kinds, *_denied(claim.clause), *negated]
    for bad in bads:
        for match in _matches(told, _exception(bad), claim if own else None):
            clause = _ENDS.split(told.words[max(0, match.start() - 24) : match.start()])[-1] + match[0]
            if at_a_time(clause) and not times(claim.clause):
                continue
            if (
                _of_these(told.words, match, claim)
                or _of_others(told, match, claim)
                or (bad is SHORT and _EXAMINED.search(match[0]) and not _EXAMINED.search(claim.clause))
                or of_another_kind(claim_words, told.words, match, short=bad is SHORT)
            ):
                continue
            before = told.words[max(0, match.start() - 40) : match.start()]
            made_good = _MADE_GOOD.search(told.words[match.end() : match.end() + 40])
            if (
                made_good
                or _BY_OTHER_MEANS.search(told.words[match.start() : match.end() + 60])
                or ELSEWHEN.search(
                    _SENTENCE_END.split(before)[-1]
                    + match[0]
                    + _ENDS.split(told.words[match.end() : match.end() + 40])[0]
                )
            ):
                continue
            sole = (
                claim.percent
                or _EACH.search(claim.clause) is not None
                or _same_things(claim, match[0])
                or _SOLE.search(match[0]) is not None
                or (bad in negated and _JOINED.search(told.words[: match.start()]) is not None)
            )
            if of_nobody(told, match.start(), match.end()) or _NONE_OF.search(match[0]) or "对照" in match[0]:
                continue
            if sole and not _TAKEN_BACK.search(told.words[max(0, match.start() - 8) : match.start()]):
                return match
    return None


_EACH = lazy("个个|人人|无一例外")
_STAGED = lazy(
    r"\d{1,3}[- ](?:day|week|month|year)[- ]surviv|\d\s?(?:天|日|d)(?:内)?\s?(?:生存|存活)|"
    r"(?:surviv|生存|存活).*(?:\bat (?:\d|one|two|three|six|twelve)|\d\s?(?:个?月|年|周))|(?:\d\s?(?:个?月|年|周)|一年|半年|三个月).*(?:生存|存活)率"
)
_SOLE = lazy(
    r"\bthe [a-z]{3,12} (?:that|who|which) |\b(?:one|two|three|four|five|\d{1,3}) of (?:the|them|these)\b|唯一|惟一|只有|仅有|除|the single|the only|the lone|the one\b|\bonly\b|just one"
)


def _matches(told: Told, pattern: re.Pattern[str], claim: Everybody | None) -> Iterator[re.Match[str]]:
    """Behind the claim and before it, if it stands in the same sentence."""
    if claim is None:
        yield from pattern.finditer(told.words)
    else:
        yield from pattern.finditer(told.words, claim.end)
        yield from pattern.finditer(told.words, 0, claim.place)


def _of_these(told: str, match: re.Match[str], claim: Everybody) -> bool:
    """Is the number that of everybody again, or of more than these?"""
    words = told[match.start() : match.end()]
    wider = _OF_MORE.search(told[max(0, match.start() - 12) : match.end()])
    own = [int(number) for number in _WHOLE.findall(claim.clause)]
    if wider is not None and any(number < int(wider[1]) <= 2 * number for number in own):
        return True
    return any(number in _WHOLE.findall(claim.clause) for number in _WHOLE.findall(words)[:1])


_YEAR = lazy(r"\b(?:in|of|during|since) (?:19|20)\d\d\b|(?:19|20)\d\d年")
_NON = lazy(r"\bnon-?([a-z]{5,})|(?:非|未)([一-鿿]{2})(?:者|患者|组)")


def _of_others(told: Told, match: re.Match[str], claim: Everybody) -> bool:
    """``All 37 responders (100%); the four non-responders were not tested``; what happened in a year of its own."""
    stretch = match[0] + _ENDS.split(told.words[match.end() : match.end() + 40])[0]
    year = _YEAR.search(stretch)
    if year is not None and year[0] not in claim.clause:
        return True
    if _BEYOND.search(told.words, max(0, match.start() - 40), match.end()):
        return True
    return any((one[1] or one[2]) in claim.clause for one in _NON.finditer(match[0]))


_BEYOND = lazy(r"(?:另有|另外有?|此外|还有)\s?\d[^;；。]{1,24}[,，]其中|另\s?[\d一两二三]\s?[例名位人]")  # 另1例


_EXAMINED = lazy(r"考核|考试|补考|及格|通过|合格")  # which says nothing of who came
_OF_FEWER = lazy(r"\d*\D.*?\band (?<![\d.])\d{2,4}(?![\d.%])")  # all 50, and 48 also: those who did not are of these
_OF_MORE = lazy(r"\bof (?:the |all )?(\d{2,4})(?![\d%]| per)")
_WHOLE = lazy(r"(?<![\d.])\d{1,4}(?![\d.%])")
_ADVERSE = lazy(r"不良|并发|死亡|病死|感染|复发|adverse|complication|mortality|infection|relaps|target|目标|要求|力争")
_MADE_GOOD = lazy(  # those too, in the end
    r"^[^。]{0,30}?(?:同样|最终(?:均|都|全部?|也|仍|成功|完成|治愈|愈合)|均已|都已|已全部|也(?:在|都|均)|仍(?:在|按)|before (?:they|she|he|it) did|eventually|in the end|within the (?:time )?limit|on the (?:second|next) (?:attempt|try))"
)
_BY_OTHER_MEANS = lazy(
    r"\boptional|sub-?stud(?:y|ies)|\badditional|\bextra\b|biops|photograph|\binterview|second (?:dose|sample|scan)|自选|附加|可选|"
    r"改为|改用|视频|电话|线上|委托|代为|但均|但都|但也|by (?:video|phone|telephone|post|e-?mail)|in person|instead|interviewed|were (?:reached|seen|contacted)"
)
ELSEWHEN = lazy(
    r"到院前|入院前|院前|未计入|不计入|未纳入|未列入|不列入|此前|以前|既往|上一?(?:季|月|年|轮|批|次)|去年|往年|出院后|回家后|家中|外院|\bat home\b|after discharge|at the age of|elsewhere|后来|其后|此后|次年|翌年|次月|另外|另一|其他|又有|earlier|previous|\blast (?:year|month|week)|\blater\b|subsequent|thereafter|by the (?:second|third|fourth|fifth|last|end)|at the (?:second|third|fourth|fifth|sixth|last|next|following)\b|"
    r"\bwho (?:had|got|received|took|attended|completed|were given|was given) (?:only|just|fewer)\b|\b(?:had|have) not [^.;,]{2,30} now\b|\b(?:among|in) (?:those|patients|recipients|people) (?:with|given|who|whose|on|aged)\b|\bfurther\b|another|\bother\b|additional|\bmore (?:patients|people)|following (?:year|month)|low[- ]dose|control|placebo|对照|低剂量"
)
_SENTENCE_END = lazy(r"[。;；!?]")
_COUNTED = lazy(r"(?:\d|\b[a-z]{3,9}|[a-z]ty-[a-z]{3,5}) ([a-z]{4,14}s)\b")
_IDLE_THINGS = frozenset(
    {"patients", "people", "participants", "cases", "those", "years", "months", "weeks", "days", "hours", "times"}
)


def _same_things(claim: Everybody, words: str) -> bool:
    """``all of the 110 families approached; three families said no``."""
    one, other = (set(_COUNTED.findall(each)) - _IDLE_THINGS for each in (claim.clause, words))
    return bool(one & other)


_LEFT_WITHOUT = lazy(  # all eight (100%) had a response, leaving three without one
    r"\bleaving (?!none|no\b|nobody|nothing|zero|0\b)(?:[1-9]\d{0,2}|[a-z]{3,9})(?: [a-z]+){0,3}? (?:without|with no|not|un[a-z]{4,})|[,，]\s?(?:剩下|余下|仅剩|还有)(?:的)?[一两二三四五六七八九十\d]{1,3}[例名位人][^,，。;]{0,8}(?:未|没|无)"
)
_NONE_OF = lazy(
    r"(?:没有|无|未有)一?[份例人名个只台位件]|无一|零[份例人名个]|[,，]\s?(?:均?无|没有|未(?!能|达|愈|完))[一-鿿]{0,8}$|\b(?:no|none|nor|neither|without|nobody)\b"
)
_TAKEN_BACK = lazy(r"(?:无|没有|未见|未有|未发生|不存在|no|not|without|none)\s?$")
_VERBS = lazy(r"([一-鿿]{2})(?:率|了|到|完|好)")


_STEM = lazy(r"\b[a-z]{5,}")
_PLAIN = frozenset(
    [
        "every",
        "there",
        "their",
        "these",
        "those",
        "which",
        "while",
        "after",
        "before",
        "during",
        "patients",
        "people",
        "women",
        "children",
        "cases",
        "participants",
        "other",
    ]
)
_SIGNS = lazy(r"[一-鿿]{2,}")
_POLES = (  # what is left where something was said of all, and its opposite
    ("消失|消退|缓解|解除", r"(?:仍|还|尚|依然)[一-鿿]{0,6}(?:痒|痛|疼|咳|喘|肿|醒|发作|有症状)"),
    (r"\b(?:gone|resolved|disappeared|vanished|pain-free|symptom-free)\b", r"still (?:had|took|felt|complain|hurt|woke|need|in pain)"),
    (r"下了?床|离床|行走", "(?:仍|还|尚)[一-鿿]{0,4}(?:卧床|不能行走|未下床)"), ("完好", "不能|无法|故障|损坏|失灵"),
    (r"\bnegative\b", r"(?:test(?:ed|ing) |were |was )?positive\b"), (r"\bpositive\b", r"(?:test(?:ed|ing) |were |was )?negative\b"),
    (r"electronic|digital", r"(?:were |was )?(?:handwritten|on paper)"), (r"returned|recall", r"still (?:in use|at large|out|in circulation|outstanding|missing)"),
    (r"in range|within", r"(?:above|below|over|under|outside) \d"), ("合格|达标|及格|通过", r"(?:低于|不足)\s?\d"), (r"\bpass", r"fail(?:ed|ing)\b"), ("齐全|完整|签", "缺失|缺项|空白|漏签"), (r"in force|followed|complian", r"without (?:full|the|any|a )"),
)  # fmt: skip


def _negated(clause: str) -> list[str]:
    """The words of a claim with their own denial: ``unvisited``, "nonunion", ``仍不通``; and their opposites."""
    stems = sorted({word[:7] for word in _STEM.findall(clause) if word not in _PLAIN})[:12]
    found = [rf"(?:\bun|\bnon-?|not (?:been |be )?|without (?:an? |any )?)(?:{'|'.join(stems)})"] if stems else []
    signs = {run[at : at + 2] for run in _SIGNS.findall(clause) for at in range(len(run) - 1)}
    verbs = sorted(sign for sign in signs if not set(sign) & _IDLE)[:24]
    ends = sorted({sign[1] for sign in verbs if sign[1] in "通愈合成清透固活达"})
    if verbs:
        last = f"|不[{''.join(ends)}](?![一-鿿])" if ends else ""
        found.append(f"(?:未能?|没能?|没有|不能|尚未|仍未|无法)(?:{'|'.join(verbs)}){last}")
    return found + [bad for good, bad in _POLES if expressions.search(good, clause)]


_JOINED = lazy(
    r"[,;:–—] (?:(?:with|but|although|though|and|yet|whereas|while|the [a-z ]{3,20}) ){0,2}(?:[a-z]+ ){0,3}$|[,，;；:][一-鿿]{0,6}$"
)


def _denied(clause: str) -> list[str]:
    """``安全抵达率100%`` and 未能抵达: the verb itself, denied."""
    verbs = {match[1] for match in _VERBS.finditer(clause)}
    words = "|".join(sorted(verb for verb in verbs if not set(verb) & _IDLE))
    return (
        [
            f"(?:未能?|没能?|没有|未曾|尚未|仍未){words}"
            if "|" not in words
            else f"(?:未能?|没能?|没有|未曾|尚未|仍未)(?:{words})"
        ]
        if words
        else []
    )


_IDLE = frozenset("的了是有为率一不无未没中和都均全总")


def _count(words: str) -> str:
    number = expressions.search(
        r"\d{1,4}|[一两二三四五六七八九十]{1,3}(?=[例名位人枚只个台份眼株颗条块件家户处批张封辆起笔套箱瓶头])", words
    )
    return number[0] if number else "1"
