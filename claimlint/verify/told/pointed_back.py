"""So many are introduced, and a number that points back at them is another: ``五项新技术……这三项新技术``, "Sixty-one practices took part. Of the 16 practices".

What points back is said to be known: by ``这``, ``上述``, "the", "these" before the number, in Chinese also by a noun that was counted
before and opens the clause (``680张床位的使用率``). Only where the noun was counted once, and nothing makes the other number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import reachable
from claimlint.verify.compare.passages import stem
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.numbers import SPELLED, numbers
from claimlint.verify.scenes.scene import Scene, Told, observe

MOST = 60  # numbers of a document; one that counts more counts several things of a name
FARTHEST = 6  # sentences between a number and what points back at it
FEW = 2


class Mention(Struct, frozen=True):
    """A number with the noun that it counts, and whether it is said to be known."""

    value: Decimal
    noun: str
    at: int  # its sentence
    start: int
    end: int
    words: str
    known: bool
    bare: bool = False  # known by its place in the clause only


def check(scene: Scene) -> Iterator[Observation]:
    """Every number that points back, in prose."""
    told = [one for one in scene.sentences if scene.document.blocks[one.block].table is None and one.role is not Role.REFERENCES and not one.crowded]  # fmt: skip
    found = [each for at, one in enumerate(told) for each in (*_english(one, at), *_chinese(one, at))]
    if not 1 < len(found) <= MOST:
        return
    for index, mention in enumerate(found):
        if mention.known:
            first = _introduced(mention, found[:index])
            if first is not None and not _explained(told, first, mention, found):
                yield _fault(told, first, mention)
                return


def _introduced(mention: Mention, before: Sequence[Mention]) -> Mention | None:
    """The one number that its noun was counted as before."""
    same = [each for each in before if each.noun == mention.noun]
    if not same or any(each.value != same[0].value for each in same) or same[0].value == mention.value:
        return None
    first = same[-1]
    near = mention.at - first.at <= (FARTHEST if _slip(first, mention) else 1)
    more = mention.noun.isascii() and mention.value > first.value  # 31 residents ill, of the 64 residents
    loose = mention.bare or mention.noun in _ANYBODY or more
    return first if near and (not loose or _slip(first, mention)) else None


def _slip(one: Mention, two: Mention) -> bool:
    """Two digits changed places, or one of three is another."""
    mine, theirs = f"{one.value:f}", f"{two.value:f}"
    long = len(mine) == len(theirs) > FEW and sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1
    return exchanged(one.value, two.value) or (long and not two.bare)


_PARTED = lazy(
    r"其中|首批|另|还有|此外|剩|余下|除|原有|已有|第一|去年|此前|完成|可评估|亚组|失访|退出|追加|新增|增加|减少|部分|至少|以上的|不足|扩大|扩至|调整|关闭|"
    r"\b(?:of (?:whom|which|these|those|them)|remaining|rest|other|others|exclud\w*|withdr\w*|dropp\w*|complet\w*|evaluable|analy[sz]\w*|subset|subgroup|only|left|eligible|another|more|additional|further|"
    r"last year|previous\w*|screened|planned|groups?|arms?|cohorts?|some|several|half|those|closed|joined|added|new|declined|refused|lost|missing|who|whose|second|original\w*|earlier|later)\b"
)
_POINTING, _A_YEAR = lazy(r"these|those|这|上述|以上"), lazy(r"\blast year\b|去年|上年")
_OWN = lazy(r"(?:\b(?:of|these|those|each of|all of)\s)$")


def _explained(told: Sequence[Told], first: Mention, mention: Mention, found: Sequence[Mention]) -> bool:
    """Do words between tell of a part or of more, or do numbers make the other, or does another place tell it?"""
    if first.at == mention.at:
        between = told[first.at].words[first.end : mention.start]
    else:
        between = " ".join(
            [
                told[first.at].words[first.end :],
                *(one.words for one in told[first.at + 1 : mention.at]),
                told[mention.at].words[: mention.start],
            ]
        )
    if _slip(first, mention) and _POINTING.match(mention.words):
        between = _A_YEAR.sub("", between)
    if _PARTED.search(_OWN.sub("", between)):
        return True
    if any(each.value == mention.value for each in found if (each.at, each.start) != (mention.at, mention.start)):
        return True
    earlier = [
        one.value
        for at, each in enumerate(told[: mention.at + 1])
        for one in numbers(each)
        if at < mention.at or one.start < mention.start
    ]
    earlier += [end for each in told for f in each.figures if f.value is None for end in (f.low, f.high)]
    return mention.value in earlier or mention.value in reachable(earlier)


def _fault(told: Sequence[Told], first: Mention, mention: Mention) -> Observation:
    spans = [Span(told[each.at].span.start + each.start, told[each.at].span.start + each.end) for each in (first, mention)]  # fmt: skip
    line = f"{first.words} ≠ {mention.words}"
    return observe("told-twice", spans[1], line, related=[(spans[0], first.words)], stated=mention.words, other=first.words, tied="yes")  # fmt: skip


# --- English ------------------------------------------------------------------------------------

_NUMBER_EN = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}|{SPELLED}"
_COUNTED = lazy(
    rf"(?<![\d.,/-])(?<![a-z]-)\b(?:(?P<the>the|these|those|all(?: the| of the| these| those)?|our|its|both)\s)?(?P<n>{_NUMBER_EN})(?![\d.,%-])"
    rf"(?P<adj>(?: (?!of\b|and\b|or\b|to\b|in\b|were\b|had\b|was\b|with\b|from\b|out\b|for\b|at\b|by\b|on\b|per\b|who\b|that\b|had\b|are\b|have\b)[a-z-]{{3,14}}){{0,2}}?) (?P<noun>[a-z]{{3,14}}s|people|children|men|women)\b(?![-'’])"
)
_AT_AN_END = lazy(
    r",? (?:will|would|were|was|are|is|have|had|has|all|range|came|come|showed|contained?|covers?|open(?:ed)?|met|meet|took|take|made|gave|share|shared|served?|spent|wore|won|lost|lived|slept|walked|reported|answered|scored|said|involved|together|in question|there|you|we|they|he|she|it|a|an|the)\b|[,.;)]|$"
)
_NO_THINGS = frozenset(
    [
        "times",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "seconds",
        "points",
        "percent",
        "others",
        "units",
        "grams",
        "miles",
        "metres",
        "pounds",
        "dollars",
        "euros",
        "groups",
        "arms",
        "thirds",
        "quarters",
        "halves",
        "degrees",
        "doses",
        "tablets",
        "capsules",
        "litres",
        "kilograms",
        "milligrams",
        "decades",
        "centuries",
        "cases",
        "this",
        "was",
        "has",
        "his",
        "hers",
        "yes",
        "less",
        "across",
        "as",
        "is",
        "diabetes",
        "plus",
        "thus",
        "versus",
        "cents",
        "pence",
        "sizes",
        "calories",
        "ones",
        "years",
    ]
)
_ANYBODY = frozenset({"patient", "people", "children", "men", "women", "participant", "患者", "病人"})


def _english(told: Told, at: int) -> Iterator[Mention]:
    for match in _COUNTED.finditer(told.words):
        read = parse_number(match["n"].replace("a hundred", "one hundred"))
        if read is None or read.value < FEW or match["noun"] in _NO_THINGS:
            continue
        known = match["the"] is not None and not match["adj"] and _AT_AN_END.match(told.words, match.end()) is not None
        noun = match["noun"] if match["noun"] in _ANYBODY else stem(match["noun"])
        yield Mention(read.value, noun, at, match.start("n"), match.end(), match[0], known)


# --- Chinese ------------------------------------------------------------------------------------

_CLASSES = "项家例名位个种类条台所间座款张支组套部道篇份只"
_NUMBER_ZH = r"\d{1,3}(?: ?\d{3})+|\d{1,6}|[一二两三四五六七八九十百]{1,5}"
_THINGS = lazy(
    rf"(?P<the>这|该|上述|以上|全部这|所有这|此)?(?:批)?(?<![第\d.~～—–-])(?<![零一二两三四五六七八九十百千万近约超])(?P<n>{_NUMBER_ZH})\s?(?P<c>[{_CLASSES}])(?P<noun>(?!题)[一-鿿]{{1,6}})"
)
_PUT_AFTER = lazy(
    rf"(?P<noun>[一-鿿]{{2,6}})(?:共|有|达|约?为)?(?P<n>{_NUMBER_ZH})\s?(?P<c>[{_CLASSES}])(?=[，。；,;、：:（(]|$)"
)
_QUESTIONS = lazy(
    rf"(?P<the>这|该|上述|以上|全部|所有)?(?<![第\d.~～—–-])(?P<n>{_NUMBER_ZH})\s?(?:道题目?|个?题目|题)(?!型|库|组)"
)
_BARE_END = lazy(r"(?:中|里|的(?:使用|平均|总|合格|满意|回收|参与|完成)|当中)")
_OPENS = lazy(r"(?:^|[，。；：:,;]|表示|介绍|说)\s?$")
_THIS_STUDY = lazy(
    r"(?:这项|该项?|本项?|此项)(?:纳入|涉及|覆盖|包括|包含|涵盖|汇集|来自|在|有)了?$"
)  # 这项涉及6个中心的研究
_NOUN = 2  # characters that say what is counted


def _chinese(told: Told, at: int) -> Iterator[Mention]:
    taken: set[int] = set()
    for match in _THINGS.finditer(told.words):
        value = _value(match)
        if value is not None:
            start = match.start()
            said = match["the"] is not None or _THIS_STUDY.search(told.words, max(0, start - 8), start) is not None
            opens = _OPENS.search(told.words, max(0, start - 4), start) and _BARE_END.search(match["noun"])
            taken.add(match.start("n"))
            yield Mention(value, match["noun"][:_NOUN], at, match.start("n"), match.end("noun"), match[0], said or bool(opens), not said)  # fmt: skip
    for match in _QUESTIONS.finditer(told.words):
        value = _value(match)
        if value is not None and match.start("n") not in taken:
            taken.add(match.start("n"))
            known = match["the"] is not None
            yield Mention(value, "题", at, match.start("n"), match.end(), match[0], known)
    for match in _PUT_AFTER.finditer(told.words):
        value = _value(match)
        if value is not None and match.start("n") not in taken:
            yield Mention(value, match["noun"][-_NOUN:], at, match.start("n"), match.end(), match[0], known=False)


def _value(match: re.Match[str]) -> Decimal | None:
    read = parse_number(match["n"].replace(" ", ""))
    return read.value if read is not None and read.value >= FEW else None
