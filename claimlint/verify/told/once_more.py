"""Numbers that can only be one and the same, and differ by a slip: a title's and the body's of one noun or unit, a pair told again.

A title's number that the body neither tells nor makes, and in the body one of its unit that a slip of one digit or an exchange
parts from it; two groups' numbers (``21例与4例``, "22 vs 35") of which the later sentence tells the one and slips in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.scenes.scene import Scene
from claimlint.verify.told.again import leads_of
from claimlint.verify.told.items import LOOSE, SKIPPED, Item, classifier, firm, in_another_list, items_of, made, may_be

MOST = 90  # figures of a text; a longer one tells more than one thing
_SUM = lazy(r"^\W{0,3}(?:小结|总结|总之|结论|结语|in summary|in short|summary|conclusion|bottom line|to sum up)\W")
_FREE = frozenset({"women", "men", "young", "old", "part", "each", "screened", "sum", "place"})
_NOUN = lazy(r"[- ](?P<a>[a-z]{3,14})(?: (?P<b>[a-z]{3,14}))?")
_OF = lazy(r"^\s?(?:of|to|per|in|and|or|year|month|week|day)\b")
_OTHERWISE = lazy(
    r"去年|上年|前年|同期|计划|目标|预计|力争|将|全国|全球|全省|last year|previous|target|plan|expect|will\b|worldwide|national|earlier"
)

_OF_ANOTHER = lazy(
    r"原[有来先]|旧|先[开期]|一期|首批|又|再|还有|其余|\b(?:old|former|other|another|first|initial|so far|already|rest|remaining|more)\b"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every text that is not long."""
    items = [one for one in items_of(scene) if one.named is None and _plain(one.figure)]
    if not 2 <= len(items) <= MOST:
        return
    yield from _titles(items, leads_of(scene))
    yield from _pairs(items)


def _plain(figure: Figure) -> bool:
    exact = figure.value is not None and figure.unit not in SKIPPED and figure.unit not in {"pct", "year"}
    return exact and figure.comparator is Comparator.EQUAL and len(_digits(figure)) > 1 and not (figure.word and _digits(figure)[-1] == "0")  # fmt: skip


def _digits(figure: Figure) -> str:
    return f"{abs(value_of(figure)):f}".lstrip("0.")


def _slip(one: Figure, two: Figure) -> int:
    """2 where the same digits stand in another order, 1 where one digit differs, else 0."""
    here, there = _digits(one), _digits(two)
    if here == there or len(here) != len(there) or one.decimals != two.decimals:
        return 0
    if sorted(here) == sorted(there):
        return 2
    return int(sum(a != b for a, b in zip(here, there, strict=True)) == 1)


# --- titles -----------------------------------------------------------------------------------------------


def _titles(items: list[Item], leads: set[Span]) -> Iterator[Observation]:
    ours = [one for one in items if one.told.span in leads or one.told.heading or _SUM.search(one.told.words)]
    body = [one for one in items if one not in ours]
    for one in ours:
        if any(
            value_of(two.figure) == value_of(one.figure) or value_of(one.figure) == two.figure.denominator
            for two in body
        ):
            continue
        if _OTHERWISE.search(one.told.words):
            continue
        like = [two for two in body if _of_one_thing(one, two)]
        values = {value_of(two.figure) for two in like}
        slips = [two for two in like if _slip(one.figure, two.figure)]
        if len({value_of(two.figure) for two in slips}) != 1 or any(value_of(slips[0].figure) == value_of(each.figure) for each in ours):  # fmt: skip
            continue
        two, weight = slips[0], _slip(one.figure, slips[0].figure)
        sure = len(values) == 1 or (weight == len("ab") and len(_digits(one.figure)) > len("ab"))
        sure = (
            sure
            or not {one.figure.unit} <= LOOSE
            or bool(_nouns(one) & _nouns(two))
            or _known(one, body, bool(one.around & two.around))
        )
        if _of_two_arms(one, two) or in_another_list(one, two) or in_another_list(two, one):
            continue
        if sure and not _OTHERWISE.search(two.told.words) and not _OF_ANOTHER.search(two.told.words) and not made(one, two, items) and may_be(one, two, also_free=_FREE, retold=True):  # fmt: skip
            yield from fault(one.figure, two.figure)


_ARM = lazy(r"[一-鿿]组|\b(?:arm|group)\b")


def _of_two_arms(one: Item, two: Item) -> bool:
    """``观察组男27例；对照组男25例``."""
    arms = (_ARM.search(one.told.words), _ARM.search(two.told.words))
    return one.told.block == two.told.block and None not in arms


def _known(one: Item, body: list[Item], alike: bool) -> bool:
    """Are the other numbers of its sentence all told in the body, and words of it with them?"""
    values = {value_of(each.figure) for each in body}
    others = {value for value, unit in one.others if not unit}
    return alike and bool(others) and others <= values and any(firm(value) for value in others)


def _of_one_thing(one: Item, two: Item) -> bool:
    """The same unit of measure, the same noun, or people of whom few other numbers are told."""
    here, there = one.figure, two.figure
    if not {here.unit, there.unit} <= LOOSE:
        return here.unit == there.unit and "岁" not in here.raw and here.unit not in {"month", "week", "hour", "minute"}
    kinds = {classifier(here), classifier(there)}
    if len(kinds) == 1 and kinds != {""}:
        return not kinds & _OF_ANYTHING or bool(one.around & two.around)
    names = [_nouns(each) for each in (one, two)]
    return kinds == {""} and bool(names[0] & names[1])


def _nouns(one: Item) -> frozenset[str]:
    """The word tied to it by a hyphen, or the two words behind it."""
    raw = one.figure.raw.lower()
    bare = raw.rstrip("abcdefghijklmnopqrstuvwxyz -")
    behind = raw[len(bare) :] or one.told.words[one.figure.span.end - one.told.span.start :][:40]
    match = _NOUN.match(behind)
    if match is None or _OF.match(behind):
        return frozenset()
    words = [match["a"]] if behind.startswith("-") else [match["a"], match["b"] or ""]
    return frozenset(word.removesuffix("s") for word in words if len(word) > 2 and word not in _IDLE)


_OF_ANYTHING = frozenset("个份张件条")  # classifiers that say nothing of what is counted
_IDLE = frozenset(
    [
        "new",
        "old",
        "more",
        "other",
        "people",
        "patients",
        "adults",
        "children",
        "women",
        "men",
        "were",
        "was",
        "had",
        "have",
        "who",
        "and",
        "the",
        "for",
        "from",
        "with",
        "are",
    ]
)


# --- pairs ------------------------------------------------------------------------------------------------

_AGAINST = lazy(
    r"[^。；;\d]{0,6}(?:例|人|次|名)?[^。；;\d]{0,4}(?:与|和|比|对|多于|少于|高于|低于|vs|/|、)[^。；;\d]{0,10}|[^.;\d]{0,30}\b(?:vs\.?|versus|compared with|compared to|against|than|and)\b[^.;\d]{0,24}"
)
_CHANGED = lazy(
    r"[升降增减]|去年|上年|前年|再|另|last year|previous|another|rose|fell|increas|decreas|month|year|个月|年|周"
)


def _pairs(items: list[Item]) -> Iterator[Observation]:
    paired = [(one, other) for one in items if (other := _partner(one)) is not None]
    often = [value_of(one.figure) for one in items]
    for (one, mine), (two, theirs) in combinations(paired, 2):
        units = {one.figure.unit, two.figure.unit}
        apart = one.told is not two.told and (len(units) == 1 or units <= LOOSE)
        same = apart and value_of(mine) == value_of(theirs) and _slip(one.figure, two.figure)
        if not same or often.count(value_of(two.figure)) > 1 or not one.around & two.around:
            continue
        if _of_two_arms(one, two):
            continue
        if not _CHANGED.search(two.told.words[_start(two) - 6 if _start(two) > 6 else 0 : _start(two)]):
            yield from fault(two.figure, one.figure)


def _start(one: Item) -> int:
    return one.figure.span.start - one.told.span.start


def _partner(one: Item) -> Figure | None:
    """The figure that it is held against, right behind."""
    figures = one.told.figures
    index = figures.index(one.figure)
    other = figures[index + 1] if index + 1 < len(figures) else None
    loose = other is not None and {other.unit, one.figure.unit} <= LOOSE
    if (
        other is None
        or other.value is None
        or not (loose or other.unit == one.figure.unit)
        or other.decimals != one.figure.decimals
    ):
        return None
    gap = one.told.words[one.figure.span.end - one.told.span.start : other.span.start - one.told.span.start]
    return other if _AGAINST.fullmatch(gap) else None
