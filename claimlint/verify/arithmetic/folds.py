"""A multiple right behind the two values it lies between: "from 130 in 2019 to 520 in 2023, a fourfold rise", ``由150万支提高到300万支，实现翻番``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, plain, show, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_FROM_TO = (
    shaped(
        r"\bfrom (?:an? [a-z ]{3,24} of |about |just |only |some )?(?P<a><CNUXP>)(?:`|<T>){0,46}? to (?:about |just |some |nearly )?(?P<b><CNUXP>)(?:`|<T>){0,46}?[,(—–-] ?(?:or |that is |making )?(?:an? |some |about |nearly |almost )*(?P<f><F>)"
    ),
    shaped(
        r"[由从](?:`|<T>){0,16}?(?P<a><CNUXP>)(?:`|<T>){0,16}?(?:至|到|为|达)(?:`|<T>){0,10}?(?P<b><CNUXP>)[^，,。;；]{0,6}[,，]?\s?(?:同比|整整|足足|实现|增长|增加|提高|提升|上升|升高|扩大|增|涨|接近|了|近|约){0,4}\s?(?P<f><F>)(?!的)"
    ),
)
_OTHERWISE = lazy(
    r"每年|年均|校正|标化|目标|计划|风险|adjusted|per year|annual|odds|hazard|risk|target|times more likely|expected"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every such multiple that neither the ratio of the two values nor what was added to the first makes."""
    for told in scene.sentences:
        if told.holds("F") and len(told.figures) > len("ab") and not told.crowded:
            yield from _check(told)


def _check(told: Told) -> Iterator[Observation]:
    for pattern in _FROM_TO:
        for match in pattern.finditer(told.shape):
            first, last, fold = (told.group(match, name) for name in "abf")
            if not _plain(first) or not _plain(last) or first.unit != last.unit or _OTHERWISE.search(match[0]):
                continue
            low, high = sorted((value_of(first), value_of(last)))
            ratio = high / low
            if fold.value is None or any(_fits(one, fold) for one in (ratio, ratio - 1)) or _loosely(fold):
                continue
            line = f"{plain(high)} / {plain(low)} = {show(ratio, 2)}"
            yield observe("change-size", fold, f"{line} ≠ {fold.raw}", related=[(first, first.raw), (last, last.raw)],
                          before=first.raw, after=last.raw, right=line, tied="yes")  # fmt: skip


def _fits(ratio: Decimal, fold: Figure) -> bool:
    """Rounded, or cut off; what is said to have doubled is taken more at its word."""
    stated = value_of(fold)
    if "番" in fold.raw:
        return stated * Decimal("0.9") <= ratio <= stated * Decimal("1.2")
    return agrees(ratio, fold) and stated - unit_in_last_place(fold) / 2 <= ratio


def _plain(figure: Figure) -> bool:
    return figure.value is not None and figure.comparator is Comparator.EQUAL and value_of(figure) > 0


def _loosely(fold: Figure) -> bool:
    return fold.comparator not in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY}
