"""What has a name of its own, told in two places: how often a day, one in how many, how long a course.

Each is read in digits and in words alike, from the whole document, as a value with what it is of. Two places of a document tie
when they speak of the same; where any reason is seen why both may hold (children and adults, from the second week on, women and
men, a part of them) nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.numerals import ENGLISH_WORDS, parse_chinese
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.compare.passages import stem, tokens
from claimlint.verify.scenes.scene import Scene, Told, observe

MOST_FACTS = 24  # of one sort; a document that tells more tells of several things
_N = r"(?:\d{1,4}(?:\.\d)?|[一二两三四五六七八九十百]{1,4})"
_E = r"(?:\d{1,4}(?:,\d{3})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|hundred)"


class Fact(Struct, frozen=True):
    """A value and what it is of, with its place."""

    value: Decimal
    of: frozenset[str]
    span: Span
    words: str
    told: Told
    context: str  # the sentence without those words, and the one before it


_PARTED = lazy(  # why two values of one thing may both hold
    r"儿童|小儿|孩子|宝宝|婴|老[年人]|孕妇|成人|肾功能|首[日周次剂月]|第[一二三四\d]{1,2}[天日周月]|之后|以后|后来|改为|增至|增加到|加至|减至|减为|渐减|维持|起始|初始|或(?!者)|严重|重症|轻[度症]|必要时|不超过|最多|至少|睡前|"
    r"早期|晚期|男|女|另一|其他|以往|此前|过去|去年|前年|曾经|国外|全球|家族史|高危|对照|安慰剂|组(?!织|成|合|员)|计划|将|建议|误|不(?:要|能)(?:每|一)[天日]|而非|不是|而不|原来|原本|从前|"
    r"\bchild|\badults?\b|elderly|\bfirst\b|thereafter|\bthen\b|increas|reduc|\bmaximum\b|no more than|up to|at least|at most|severe|\bor\b|\bif\b|\bmen\b|\bwomen\b|previous|last year|used to|instead|rather than|not\b|"
    r"another|other|control|placebo|\bwhile\b|whereas|unlike|compared|risk factor|family history|\bstill\b|remaining|\brest\b|final|later|extension|\bonce a\b|weekly"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sort of named value."""
    told = [one for one in scene.sentences if scene.document.blocks[one.block].table is None]
    for read, tied in _SORTS:
        found = [
            _in_context(fact, told[index - 1] if index else None)
            for index, one in enumerate(told)
            for fact in read(one)
        ]
        if len({fact.value for fact in found}) == 2 and len(found) <= MOST_FACTS:
            yield from _pair(found, tied)


def _in_context(fact: Fact, before: Told | None) -> Fact:
    same = before is not None and before.block == fact.told.block
    return replace(fact, context=f"{before.words} {fact.context}") if before is not None and same else fact


def _pair(found: Sequence[Fact], tied: Callable[[Fact, Fact], bool]) -> Iterator[Observation]:
    for one, other in combinations(found, 2):
        if one.value != other.value and not one.told.span.contains(other.span) and tied(one, other):
            yield _fault(one, other)
            return


def _fault(one: Fact, other: Fact) -> Observation:
    line = f"{one.words} ≠ {other.words}"
    return observe(
        "told-twice", one.span, line, related=[(other.span, other.words)], stated=one.words, other=other.words
    )


def _number(words: str) -> Decimal | None:
    plain = words.replace(",", "")
    if plain[:1].isdigit():
        return Decimal(plain)
    if plain.isascii():
        known = ENGLISH_WORDS.get(plain)
        return None if known is None else Decimal(known)
    read = parse_chinese(plain)
    return read[0] if read else None


def _fact(told: Told, match: re.Match[str], value: Decimal, of: frozenset[str]) -> Fact:
    span = Span(told.span.start + match.start(), told.span.start + match.end())
    return Fact(value, of, span, match[0].strip(), told, told.words[: match.start()] + " " + told.words[match.end() :])


# --- how often a day ----------------------------------------------------------------------------

_TIMES = lazy(
    rf"(?:每|一)[天日](?:只?需|仅需|服用?|用药|滴|口服|外用|喷|各)?\s?(?P<n>{_N})\s?次|\b(?P<e>once|twice|{_E} times) (?:a|each|every|per) day\b|\b(?P<e2>once|twice|{_E} times) daily\b"
)
_AGAIN = lazy(
    r"小结|总之|总结|提醒|记住|牢记|划重点|一句话|记得|就够|即可|要点|归纳|复述|再次强调|简单说|remember|in short|in brief|to sum up|summary|key point|reminder|in a nutshell|at a glance|bottom line|recap|that is\b|once more|again"
)


def _frequencies(told: Told) -> Iterator[Fact]:
    for match in _TIMES.finditer(told.words):
        words = match["n"] or (match["e"] or match["e2"]).removesuffix(" times")
        value = {"once": Decimal(1), "twice": Decimal(2)}.get(words) or _number(words)
        if value is not None:
            yield _fact(told, match, value, frozenset())


def _same_course(one: Fact, other: Fact) -> bool:
    """The second place sums up the first, and neither names a part of the patients or of the time."""
    if _PARTED.search(one.context) or _PARTED.search(other.context):
        return False
    near = one.told.block == other.told.block or abs(other.told.block - one.told.block) <= 2
    return near and (_AGAIN.search(other.told.words) is not None or _AGAIN.search(one.told.words) is not None)


# --- one in how many ----------------------------------------------------------------------------

_ONE_IN = lazy(
    rf"\b(?:1|one)(?: [a-z]{{3,14}})? (?:in|out of)(?: every)? (?P<e>{_E})(?![\d%]|,\d)(?: (?P<noun>[a-z]{{3,14}}))?"
    rf"|每\s?(?P<n>{_N})\s?[个名位人](?P<zh>[一-鿿]{{1,8}}?)?(?:里|中|当中)?[,，]?(?:就|约|大约|便|至少|可能|会){{0,3}}有\s?[1一]\s?[个名位人例]"
    rf"|(?P<zh2>[一-鿿]{{2,8}})(?:里|中)?(?:约|大约)?有?(?P<n2>{_N})分之一"
)
_ONE = lazy(r"\b(?:1|one) (?P<noun>[a-z]{3,14}) (?:in|out of)")


def _proportions(told: Told) -> Iterator[Fact]:
    for match in _ONE_IN.finditer(told.words):
        value = _number(match["e"] or match["n"] or match["n2"])
        own = _ONE.match(match[0])
        noun = (own["noun"] if own else match["noun"]) or match["zh"] or match["zh2"] or ""
        if value is not None and value > 1:
            yield _fact(told, match, value, frozenset({_bare(noun)} if noun else ()))


def _bare(noun: str) -> str:
    if not noun.isascii():
        return noun[-2:]
    return {"woman": "women", "man": "men", "child": "children", "person": "people"}.get(noun, stem(noun))


def _same_share(one: Fact, other: Fact) -> bool:
    """Of the same people, and of the same that befell them."""
    if one.of and other.of and one.of != other.of:
        return False
    if _OTHER_SHARE.search(one.told.words + " " + other.told.words):
        return False
    whose = [
        found["who"]
        for each in (one, other)
        if (found := _OF_WHOM.search(each.told.words, each.span.start - each.told.span.start))
    ]
    if len(set(whose)) > 1 or _people(one) != _people(other):
        return False  # one in five of the runners, one in four of the women
    if all(_ROUGHLY.search(each.told.words, 0, each.span.start - each.told.span.start) for each in (one, other)):
        return False  # rash may affect up to 1 in 1,000; blood disorders fewer than 1 in 10,000
    common = {w for w in _content(one) & _content(other) if w not in one.of}
    return len(common) >= _LEAST_COMMON


def _people(fact: Fact) -> frozenset[str]:
    """Which people of one sort its sentence names."""
    return frozenset(name for name, words in _PEOPLE.items() if words.search(fact.told.words))


_OF_WHOM = lazy(r"\b(?:in|out of)(?: every)? [a-z\d]+ of (?:the |its |our |these |all )?(?:[\d,]+ )?(?P<who>[a-z]{4,})")
_PEOPLE = {
    "men": lazy(r"\bm[ae]n\b|\bmales?\b|\bboys?\b|男"),
    "women": lazy(r"\bwom[ae]n\b|\bfemales?\b|\bgirls?\b|女"),
    "young": lazy(r"\b(?:child|children|teenagers?|infants?)\b|儿童|小儿|婴"),
    "old": lazy(r"\b(?:elderly|older|pensioners?)\b|老[年人]"),
}
_LEAST_COMMON = 1
_ROUGHLY = lazy(
    r"(?:up to|fewer than|less than|more than|at most|under|over|不到|不足|少于|超过|至多|最多)(?: an?)?\s?$"
)
_OTHER_SHARE = lazy(
    r"家族史|高危|男性|女性(?:则|却|为)|其中|另|此前|过去|年前|岁以上|岁以下|以后|升至|降至|however|\bstill\b|previous|ago\b|used to|by the age|over \d|under \d|\bbut\b|risen|fallen|whereas|of (?:these|those|them)|black|smok|family history|elsewhere|\bnot\b|n't\b|never|unaware|\b(?:in|out of) [a-z0-9]{1,8} [a-z]{3,14} (?:with|whose|aged|diagnosed|living)\b|不知|未[一-鿿]|没有?[一-鿿]"
)
_IDLE = frozenset(
    stem(word)
    for word in [
        "about",
        "around",
        "roughly",
        "every",
        "have",
        "will",
        "some",
        "their",
        "your",
        "which",
        "with",
        "this",
        "that",
        "first",
        "step",
        "visit",
        "life",
        "time",
        "know",
        "people",
        "adults",
        "women",
        "children",
        "men",
        "患者",
        "一个",
        "可能",
        "大约",
        "人中",
        "里就",
        "就有",
        "每",
    ]
)


def _content(fact: Fact) -> frozenset[str]:
    return frozenset(tokens(fact.context)) - _IDLE


# --- how long a course --------------------------------------------------------------------------

_COURSE = (
    r"course|programme|program|treatment|regimen|trial|study|training|class|clinic|campaign|scheme|placement|workshop"
)
_LASTS = lazy(
    rf"\b(?P<e>{_E})[- ](?P<u>day|week|month|year)s?[- ](?:long )?(?P<noun>{_COURSE})\b"
    rf"|\b(?:the|this|our|each) (?P<noun2>{_COURSE}) (?:lasts|runs for|takes|lasted|ran for|will last|goes on for) (?P<e2>{_E}) (?P<u2>day|week|month|year)s?\b"
    rf"|(?<![一-鿿])(?:本|该|这项|此项|整个)?(?P<zh3>试验|研究|项目|课程|训练|干预|培训)(?:为期|持续了?|历时|共)\s?(?P<n3>{_N})\s?个?(?P<u5>[天周月年])|(?<![第\d至到~-])(?P<n4>{_N})\s?个?(?P<u6>[天周月年])的?(?P<zh4>试验|研究|项目|课程|训练|干预|培训)(?!期)"
    rf"|(?P<zh>疗程)(?:一般|通常|总共|共|合计|约|为|是|:){{0,3}}\s?(?P<n>{_N})\s?个?(?P<u3>[天周月年])(?!\d)|(?<![第\d至到~-])(?P<n2>{_N})\s?个?(?P<u4>[天周月年])(?:为|是)?(?:一|1)?个?(?:完整)?的?(?P<zh2>疗程)"
)


def _lengths(told: Told) -> Iterator[Fact]:
    for match in _LASTS.finditer(told.words):
        value = _number(_first(match, "e", "e2", "n", "n2", "n3", "n4"))
        noun = _first(match, "noun", "noun2", "zh", "zh2", "zh3", "zh4")
        if value is not None:
            yield _fact(told, match, value, frozenset({noun, _first(match, "u", "u2", "u3", "u4", "u5", "u6")}))


def _first(match: re.Match[str], *names: str) -> str:
    return next(match[name] for name in names if match[name])


def _same_length(one: Fact, other: Fact) -> bool:
    return one.of == other.of and not (_PARTED.search(one.context) or _PARTED.search(other.context))


# --- tenths, and how many there have been -------------------------------------------------------

_TENTHS = lazy(r"(?P<n>[一二两三四五六七八九])成(?!年|立|功|人|分|为|果|本|绩|员|熟|长|都|像|新)(?P<w>[一-鿿]{2})")


def _tenths(told: Told) -> Iterator[Fact]:
    """``六成发生在夜里`` with the words behind it."""
    for match in _TENTHS.finditer(told.words):
        value = _number(match["n"])
        if value is not None:
            yield _fact(told, match, value, frozenset({match["w"]}))


def _same_tenths(one: Fact, other: Fact) -> bool:
    if (
        one.of != other.of
        or one.told.block == other.told.block
        or _OTHER_SHARE.search(one.told.words + other.told.words)
    ):
        return False
    return len(frozenset(tokens(one.context)) & frozenset(tokens(other.context)) - _IDLE) > _LEAST_COMMON


_RHYTHM = lazy(
    rf"每(?:隔)?\s?(?P<n>{_N})\s?(?P<u>秒钟?|分钟|小时|天)[,，]?(?:全[国球])?(?:就|便|约|里)?(?:会|能)?有?(?:1|一)\s?(?:个|名|位)?(?:人|例|患者|个)|\bevery (?P<e>{_E}) (?P<v>second|minute|hour|day)s?\b,? (?:some(?:one|body)|a (?:person|man|woman|child|patient)|one (?:person|man|woman|child|patient))"
)


def _rhythms(told: Told) -> Iterator[Fact]:
    """``每6秒就有1人``, "every four minutes someone"."""
    for match in _RHYTHM.finditer(told.words):
        value = _number(match["n"] or match["e"])
        if value is not None:
            yield _fact(told, match, value, frozenset({(match["u"] or match["v"])[:2]}))


def _same_rhythm(one: Fact, other: Fact) -> bool:
    """Of one country and one year; the second place says no more than the number again, or speaks of the same."""
    return one.of == other.of and not (
        _OTHER_SHARE.search(one.context) or _WIDE.search(other.told.words + one.told.words)
    )


_WIDE = lazy(
    r"全球.*(?:我国|中国)|(?:我国|中国).*全球|发病.*死|死.*发病|worldwide|men.*women|dies?\b.*(?:develop|diagnos)|(?:develop|diagnos).*dies?\b"
)

_NTH = r"第\s?(?P<n>\d{2,5}|[一二三四五六七八九十百千]{2,6})\s?(?:[例台位名]|万[例台位名])"
_MILESTONE = lazy(
    rf"{_NTH}(?P<of>[一-鿿a-z]{{2,10}})?|(?:总数|总量|累计|数量|已经?|正好|刚好|恰好|整整|共|总共)[一-鿿]{{0,6}}?(?:满|突破|达到?|完成|做了|实施)了?(?P<n2>\d{{2,5}})\s?[例台位名](?P<of2>[一-鿿a-z]{{2,10}})?"
)


def _milestones(told: Told) -> Iterator[Fact]:
    """``第550例机器人手术``, ``机器人手术正好满500例``."""
    for match in _MILESTONE.finditer(told.words):
        value = _number(match["n"] or match["n2"])
        if value is not None and value >= _MANY:
            name = match["of"] or match["of2"] or told.words[max(0, match.start() - 10) : match.start()]
            kind = "nth" if match["n"] else "all"
            yield _fact(told, match, value, frozenset({kind, *_bigrams(name + match[0])}))


_MANY = 10


def _bigrams(words: str) -> set[str]:
    return {
        words[i : i + 2] for i in range(len(words) - 1) if "一" <= words[i] <= "鿿" and "一" <= words[i + 1] <= "鿿"
    }


_GENERAL = frozenset({"手术", "患者", "病例", "完成", "顺利", "成功", "达到", "突破", "总数", "累计", "正好", "我院"})
_ONCE = lazy(r"(?:19|20)\d\d\s?年|此前|去年|前年|首例|曾|从第|到第|上一|计划|目标|将|年内|其中|今年|本年|当年|年度")


def _same_milestone(one: Fact, other: Fact) -> bool:
    """The nth of a title and the number reached of its story."""
    if {"nth"} <= one.of & other.of or not {"nth", "all"} & (one.of | other.of):
        return False
    if one.told.block == other.told.block or _ONCE.search(one.told.words) or _ONCE.search(other.told.words):
        return False
    return len((one.of & other.of) - _GENERAL - {"nth", "all"}) >= _LEAST_COMMON


_SORTS: tuple[tuple[Callable[[Told], Iterator[Fact]], Callable[[Fact, Fact], bool]], ...] = (
    (_frequencies, _same_course),
    (_proportions, _same_share),
    (_lengths, _same_length),
    (_tenths, _same_tenths),
    (_rhythms, _same_rhythm),
    (_milestones, _same_milestone),
)
