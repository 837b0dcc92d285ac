"""Ratios of two groups, ``男女比为2:1``, "randomised 2:1", against how many are in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain, show, value_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import Shaped, shaped


def _numbers(first: str, second: str) -> str:
    """Two numbers of a ratio under these names: ``2:1``, ``1.5 to 1``."""
    number = r"\d{1,4}(?:\.\d{1,3})?"
    return rf"(?P<{first}>{number})\s?(?::|∶|比|to|-to-)\s?(?P<{second}>{number})(?![\d%:])"


_BY_SEX = lazy(
    r"(?P<who>男女|男性?(?:与|和|:|∶|/)女性?|女男|女性?(?:与|和|:|∶|/)男性?|male[\s-]to[\s-]female|(?<!wo)men to women|women to men|males? to females?|females? to males?|"
    r"female[\s-]to[\s-]male|m[:/]f)(?:患者|性别|人数|病例)?\s?(?:之?比例?|ratio)?\s?(?:为|约|约为|是|was|of|:|=|\(|\s){0,4}"
    + _numbers("a", "b")
)
_ALLOCATED = lazy(
    r"(?:按(?:照)?|以|采用)?\s?"
    + _numbers("a", "b")
    + r"\s?(?:的)?(?:比例)?[^,，。;；\d]{0,10}(?:随机|分配|分[为入到]|入组)|(?:随机|分配|分组|分为)[^,，。;；\d]{0,8}"
    + _numbers("c", "d")
    + r"|\b(?:randomi[sz]ed|randomly (?:assigned|allocated)|assigned|allocated|allocation|randomi[sz]ation)\b[^.;\d]{0,40}?"
    + _numbers("e", "f")
)
_MEN = shaped(r"男性?(?:患者)?`{0,3}?(?P<a><C>)|(?P<b><CN>)\s(?:of (?:them|whom)\s)?(?:were\s)?(?:men|males?|boys)\b")
_WOMEN = shaped(
    r"女性?(?:患者)?`{0,3}?(?P<a><C>)|(?P<b><CN>)\s(?:of (?:them|whom)\s)?(?:were\s)?(?:women|females?|girls)\b"
)
_THIRD = lazy(r"(?:[:：∶]\s?\d+(?:\.\d+)?){2}|\d-to-\d+-to-\d|\d to \d+ to \d")
_OF_SIZE = shaped(r"n ?= ?(?P<n><CN>)")
_OF_ARM = shaped(
    r"(?<!入)组(?:共|为|有)?(?P<a><C>)|(?P<b><CN>) (?:receiving|getting|given|assigned|allocated|on|taking|to receive)\b"
)
_NOT_ARMS = lazy(
    r"安全性|脱落|完成(?!给药|入组|随机)|剔除|可评价|失访|筛选|complet|withdr|evaluab|analy[sz]ed|screened|dropped|lost to"
)
_PART_OF = lazy(
    r"共[^,，。;；]{0,8}\d+[例名人位][^,，。;；]{0,4}[,，]\s?其中|\d of (?:whom|these|which)\b|including \d"
)
_FAR, _VERY_FAR = Decimal("1.2"), Decimal("1.3")  # by which arms may differ from the ratio they were drawn in


def check(scene: Scene) -> Iterator[Observation]:
    """Every ratio of men to women, and every one in which people were randomised."""
    for told in scene.sentences:
        if len(told.figures) >= 2 and not told.crowded:
            yield from _by_sex(told)
            yield from _allocated(told)


def _by_sex(told: Told) -> Iterator[Observation]:
    """``男40例，女24例，男女比为2:1``."""
    match = _BY_SEX.search(told.words)
    if match is None:
        return
    men, women = _sexed(told, _MEN), _sexed(told, _WOMEN)
    if len(men) != 1 or len(women) != 1 or not exact(men[0]) or not exact(women[0]):
        return
    first, second = (women[0], men[0]) if match["who"][0] in "女fw" else (men[0], women[0])
    if not value_of(second) or not Decimal(match["b"]):
        return
    rough = Decimal("0.1") if expressions.search(r"约|approx|about", match[0]) is not None else Decimal(0)
    low, high = _meant(match["a"], match["b"])
    if not low * (1 - rough) <= value_of(first) / value_of(second) <= high * (1 + rough):
        yield _fault(told, match.span("a"), match.span("b"), first, second)


def _meant(one: str, two: str) -> tuple[Decimal, Decimal]:
    """What a ratio of two printed numbers may stand for, rounded or cut off."""
    left, right = Decimal(one), Decimal(two)
    if "." in one + two:  # 1.67:1
        return (left - Decimal("0.06")) / right, (left + Decimal("0.06")) / right
    if right == 1:
        return left - Decimal("0.5"), left + Decimal("0.99")
    if left == 1:
        return 1 / (right + 1), 1 / (right - Decimal("0.5"))
    return (left - Decimal("0.5")) / right, (left + Decimal("0.5")) / right


def _allocated(told: Told) -> Iterator[Observation]:
    """``按2:1随机分为治疗组（n=148）和安慰剂组（n=74）``; arms that another ratio of small numbers fits."""
    match = _ALLOCATED.search(told.words)
    if match is None or _THIRD.search(told.words) is not None or _NOT_ARMS.search(told.words) is not None:
        return
    one, two = next((a, b) for a, b in (("a", "b"), ("c", "d"), ("e", "f")) if match[a])
    arms = _arms(told, match)
    if len(arms) != 2:
        return
    stated, actual = sorted([Decimal(match[one]), Decimal(match[two])]), sorted(map(value_of, arms))
    if not stated[0] or not actual[0]:
        return
    off = (stated[1] / stated[0]) / (actual[1] / actual[0])
    simple = any(_is_simply(actual, ratio) for ratio in ("1", "1.5", "2", "3", "4", "5"))
    if max(off, 1 / off) > (_FAR if simple else _VERY_FAR):
        bigger, smaller = sorted(arms, key=value_of, reverse=True)
        yield _fault(told, match.span(one), match.span(two), bigger, smaller)


def _is_simply(sizes: list[Decimal], ratio: str) -> bool:
    return abs(sizes[1] / sizes[0] / Decimal(ratio) - 1) < Decimal("0.04")


def _arms(told: Told, match: re.Match[str]) -> list[Figure]:
    """The sizes of the arms: ``n = `` where any is told so, else two counts beside the one that they make."""
    printed = [told.group(each, "n") for each in _OF_SIZE.finditer(told.shape)]
    printed = printed or [
        told.group(each, "a" if each["a"] else "b") for each in _OF_ARM.finditer(told.shape, match.end())
    ]
    if not printed and _PART_OF.search(told.words):
        return []
    counts = printed or [
        f
        for f in told.figures
        if kind_of(f) == "C" and not match.start() <= f.span.start - told.span.start < match.end()
    ]
    if not all(map(exact, counts)) or any(f.decimals > 0 for f in counts):
        return []
    if printed or len(counts) != 3:
        return printed
    biggest = max(counts, key=value_of)
    others = [f for f in counts if f is not biggest]
    return others if sum(map(value_of, others)) == value_of(biggest) else []


def _sexed(told: Told, pattern: Shaped) -> list[Figure]:
    found = [told.group(match, "a" if match["a"] else "b") for match in pattern.finditer(told.shape)]
    words = ("men", "boys", "males") if pattern is _MEN else ("women", "girls", "females")
    return found or [f for f in told.of_kind("C") if f.raw.lower().split()[-1] in words]


def _fault(told: Told, one: tuple[int, int], two: tuple[int, int], first: Figure, second: Figure) -> Observation:
    span = Span(told.span.start + one[0], told.span.start + two[1])
    stated = f"{told.words[slice(*one)]}:{told.words[slice(*two)]}"
    right = f"{show(value_of(first) / value_of(second), 2)}:1"
    sizes = f"{plain(value_of(first))}:{plain(value_of(second))}"
    return observe("parts-total", span, f"{sizes} = {right} ≠ {stated}", related=[(first, first.raw), (second, second.raw)],
                   stated=stated, sum=right, parts=sizes)  # fmt: skip
