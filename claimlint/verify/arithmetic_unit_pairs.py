"""Units against the other values of a quantity: the one before, the same in another unit, the difference of two."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import unit_in_last_place, value_of
from claimlint.verify.scene import Frame, Scene, Told, observe
from claimlint.verify.unit_quantities import CONVERSIONS, QUANTITIES, Quantity

_NO_MEASURE = frozenset({"none", "count", "p", "ci", "cilevel", "sd", "fold", "pp", "study", "site", "country", "animal", "eye", "times",
                         "group", "piece", "item", "course", "hr", "or", "rr", "md", "smd", "rd", "i2", "auc", *TIME_UNITS})  # fmt: skip


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence; a quantity named in the one before still holds where none is named."""
    for frame in scene.frames:
        for index, told in frame.telling:
            measured = [f for f in told.figures if f.unit not in _NO_MEASURE and f.value is not None]
            if not measured or told.crowded:
                continue
            yield from _differences(told, measured)
            mentions = _mentions(told)
            carried = None if mentions else _carried(frame, index, told)
            for quantity, own in _own_figures(told, mentions, measured, carried):
                yield from _series(told, quantity, own)
                yield from _converted(told, quantity, own)


def _carried(frame: Frame, index: int, told: Told) -> Quantity | None:
    """What the sentence before was about, where this one speaks on of it."""
    before = frame.sentences[index - 1] if index else None
    if before is None or before.block != told.block or not _IT.search(told.words):
        return None
    mentions = _mentions(before)
    return mentions[-1][1] if mentions else None


_IT = lazy(
    r"\b(?:it|this|that|which|the (?:value|level|figure|reading|result))\b|其|该|此时|复查|再查|后来|又|这一|数值|指标|出院时|降|升"
)


def _mentions(told: Told) -> list[tuple[int, Quantity]]:
    """Where each quantity is named, in order."""
    found = [
        (match.end(), quantity) for quantity in QUANTITIES for match in expressions.finditer(quantity.words, told.words)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _own_figures(
    told: Told, mentions: list[tuple[int, Quantity]], measured: list[Figure], carried: Quantity | None
) -> Iterator[tuple[Quantity, list[Figure]]]:
    """Each quantity with the figures behind its name up to the next name."""
    if carried is not None:
        yield carried, measured
    ends = [place for place, _ in mentions[1:]]
    for (place, quantity), end in zip(mentions, [*ends, len(told.words)], strict=False):
        own = [f for f in measured if place <= f.span.start - told.span.start < end]
        if own:
            yield quantity, own


def _fault(figure: Figure, quantity: Quantity, right: str, other: Figure) -> Observation:
    return observe("unit", figure, f"{quantity.name}: {figure.raw} ↔ {other.raw} → {right}", related=[(other, other.raw)],
                   quantity=quantity.name, unit=figure.unit, right=right)  # fmt: skip


_TOLD_ON = lazy(  # what stands right before a further value of the same: no noun
    r"(?:至|到|为|和|及|与|、|了|是|达|约|由|从|眼|侧|后|时|前|周|月|年|天|日|[,，(（:/]|\b(?:to|and|at|then|was|were|from|of|is|versus|vs\.?|only|now))\s?$"
)
_OTHER_NAME = lazy(
    r"[a-z]{2,8}(?=\s?(?:为|是|=|:))|[一-鿿]{2,6}(?:醇|酯|酸|糖|钾|钠|钙|磷|蛋白|酶|素|氮|压|率|率为|指数|计数|水平|体重|剂量|浓度)|每[日天次]|服用|给药|口服|静滴|"
    r"\b(?:cholesterol|protein|urea|pressure|weight|dose|rate|level of|insulin|intake|glucose)\b|血糖"
)


def _series(told: Told, quantity: Quantity, own: list[Figure]) -> Iterator[Observation]:
    """``eGFR was 61 mL/min/1.73 m² at entry and 60 mL/min/m² at two years``: alike in size, not in unit."""
    anchors = [f for f in own if f.unit in quantity.units]
    if not anchors:
        return
    for figure in own:
        if figure.unit not in quantity.wrong:
            continue
        for anchor in anchors:
            first, last = sorted((anchor, figure), key=lambda f: f.span.start)
            between = told.words[first.span.end - told.span.start : last.span.start - told.span.start]
            near = value_of(anchor) > 0 and Decimal("0.4") <= value_of(figure) / value_of(anchor) <= Decimal("2.5")
            if near and _TOLD_ON.search(between) and not _OTHER_NAME.search(between):
                yield _fault(figure, quantity, quantity.right, anchor)
                break


_DUAL = lazy(r"^\s?(?:[(（/,，]|即|相当于|约合|折合|or|equivalent to|i\.e\.|,){1,2}\s?(?:约|about|approximately)?\s?$")


def _converted(told: Told, quantity: Quantity, own: list[Figure]) -> Iterator[Observation]:
    """``3.4 g/dL (301 µmol/L)``: 3.4 is what 301 µmol/L are in mg/dL."""
    for one, two in pairwise(own):
        between = told.words[one.span.end - told.span.start : two.span.start - told.span.start]
        if not _DUAL.match(between):
            continue
        for first, second, factor, added in CONVERSIONS.get(quantity.name, ()):
            for wrong, right, unit, other in (
                (one, two, first, second),
                (two, one, first, second),
                (one, two, second, first),
                (two, one, second, first),
            ):
                if right.unit != other or wrong.unit in {unit, other, "pct"}:
                    continue
                converted = (
                    float(value_of(right)) * factor + added
                    if other == first
                    else (float(value_of(right)) - added) / factor
                )
                room = max(float(unit_in_last_place(wrong)), abs(converted) * 0.02)
                if abs(converted - float(value_of(wrong))) <= room:
                    yield _fault(wrong, quantity, unit if unit != "pct" else "%", right)
                    return


_CHANGED = lazy(
    r"(?:下降|降低|降|减少|减轻|缩小|升高|上升|升|提高|增加|增|回落|差|相差|高|低|fall|fell|drop(?:ped)?|down|reduction|decrease[ds]?|rise|rose|increase[ds]?|up|gain(?:ed)?|"
    r"difference|change|less|more|lower|higher)(?:了|约|为|达|幅度?| of| by| was|\s){0,3}$"
)


def _differences(told: Told, measured: list[Figure]) -> Iterator[Observation]:
    """``从151 mmHg降至134 mmHg，下降17 kPa``: the difference itself, in another unit."""
    for index, figure in enumerate(measured[2:], 2):
        start = figure.span.start - told.span.start
        if figure.unit == "pct" or not _CHANGED.search(told.words[max(0, start - 16) : start]):
            continue
        one, two = measured[index - 2], measured[index - 1]
        if one.unit == two.unit != figure.unit and one.unit != "pct" and _apart(one, two) == abs(value_of(figure)) != 0:
            yield observe("unit", figure, f"{two.raw} - {one.raw} → {one.unit} ≠ {figure.unit}", related=[(one, one.raw), (two, two.raw)],
                          quantity=f"{one.raw} / {two.raw}", unit=figure.unit, right=one.unit)  # fmt: skip


def _apart(one: Figure, two: Figure) -> Decimal:
    return abs(value_of(one) - value_of(two))
