"""How many of one name, told twice with two digits exchanged: ``62例先天性胆管扩张症……先天性胆管扩张症26例``, "43 early cancers".

The name is what ties the two: five Chinese characters that stand beside both numbers, or two English words behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_english
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import reachable
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told, observe

SHARED = 5  # Chinese characters that the names have in common
MOST = 40  # numbers with a name; a document that tells more tells of several things
_ZH = lazy(r"(?P<a>[一-鿿]{0,24})(?<![第\d.,/~-])(?P<n>\d{2,5})\s?(?P<unit>[例名位台份])(?:次)?(?P<b>[一-鿿]{0,24})")
_NUMBER = r"\d{1,3},\d{3}|\d{2,5}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|(?:thir|four|fif|six|seven|eigh|nine)teen"
_EN = lazy(rf"(?<![\d.,/$£€-])\b(?P<n>{_NUMBER}) (?P<noun>[a-z-]{{4,16}} [a-z]{{4,14}}s)\b")
_GENERIC = lazy(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|points?|patients|people|participants|adults|women|men|children|more|other|consecutive|eligible|control|treated|new|were|with|times)\b"
)
_APART = lazy(  # before the number or behind it: why both may hold
    r"其中|另|亚|[一二三四两甲乙a-d]组|对照|文献|国内|国外|全国|既往|此前|去年|上年|前年|今年|每年|年度|分别|男|女|其余|剩|排除|剔除|失访|完成|筛|计划|目标|随访到|较|比|增|减|余|治愈|好转|死亡|复发|合并|伴|无|未|"
    r"\b(?:of (?:these|whom|them)|last year|previous|another|control|planned|target|compared|versus|remaining|excluded|screened|more|fewer|up from|down from|from|than|respectively|by 20\d\d|in 20\d\d)\b"
)
_REACH = 14


class Case(NamedTuple):
    """A number with the name of what it counts."""

    value: Decimal
    span: Span
    words: str
    names: tuple[str, ...]
    near: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every two numbers of one name in the prose."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES and scene.document.blocks[one.block].table is None]  # fmt: skip
    cases = [case for one in told for case in _cases(one)]
    if len(cases) > MOST:
        return
    values = {case.value for case in cases}
    for one, other in combinations(cases, 2):
        if one.value == other.value or not exchanged(one.value, other.value) or not _alike(one, other):
            continue
        if _APART.search(one.near) or _APART.search(other.near):
            continue
        rest = list(values - {one.value, other.value})
        if {one.value, other.value} & reachable(rest) or {one.value, other.value} & set(rest):
            continue
        line = f"{one.words} ≠ {other.words}"
        yield observe("told-twice", other.span, line, related=[(one.span, one.words)], stated=other.words, other=one.words)  # fmt: skip
        return


def _cases(told: Told) -> Iterator[Case]:
    for match in _ZH.finditer(told.words):
        names = tuple(name for name in (match["a"], match["b"]) if len(name) >= SHARED)
        if names:
            yield _case(told, Decimal(match["n"]), match.start("n"), match.end("unit"), names)
    for match in _EN.finditer(told.words):
        number = match["n"].replace(",", "")
        read = Decimal(number) if number.isdigit() else _in_words(number)
        if read is not None and not _GENERIC.search(match["noun"]):
            yield _case(told, read, match.start("n"), match.end("n"), (match["noun"],))


def _in_words(words: str) -> Decimal | None:
    read = parse_english(words)
    return None if read is None else Decimal(read.value)


def _case(told: Told, value: Decimal, start: int, end: int, names: tuple[str, ...]) -> Case:
    span = Span(told.span.start + start, told.span.start + end)
    near = told.words[max(0, start - _REACH - 10) : start] + " " + told.words[end : end + _REACH]
    return Case(value, span, told.words[start:end], names, near)


def _alike(one: Case, other: Case) -> bool:
    return any(_share(first, second) for first in one.names for second in other.names)


def _share(one: str, other: str) -> bool:
    if one.isascii() or other.isascii():
        return one == other
    pieces = {one[i : i + SHARED] for i in range(len(one) - SHARED + 1)}
    return any(other[i : i + SHARED] in pieces for i in range(len(other) - SHARED + 1))
