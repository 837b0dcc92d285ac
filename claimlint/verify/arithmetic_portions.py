"""What one portion holds, and how long a pack lasts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import exact, plain, unit_in_last_place, value_of
from claimlint.verify.arithmetic_results import MOST, before, made
from claimlint.verify.scene import Frame, Scene, Told, observe
from claimlint.verify.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Packs and concentrations: one value is the others multiplied and divided."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            yield from _lasting(frame, index, told)
            yield from _per_unit(frame, index, told)


_LASTS = shaped(
    r"(?:可(?:供)?(?:连续)?(?:服用|使用|食用|饮用|用|吃|服|喝)|够(?:吃|用|服|喝)?|能(?:用|吃|服|喝)|\blasts?(?: for)?|\benough for|\bsupply for|"
    r"\bsufficient for)(?:约|了|\s|an?|about|exactly|for){0,2}(?P<d><T>)"
)
_TWICE = lazy(r"\btwice\b|早晚")
_OFTEN = r"每[日天]|一[日天]|\ba day|\bdaily|per day|every day|each day"
_PACKED = frozenset({"piece", "item", "ml", "g", "mg", "l", "none"})
_DAYS = {"day": (Decimal(1), Decimal(1)), "week": (Decimal(7), Decimal(7)), "month": (Decimal(28), Decimal(31))}


def _lasting(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``每瓶60片，每日2次，每次1片，可服用30天``."""
    for match in _LASTS.finditer(told.shape):
        days = told.group(match, "d")
        own = [f for f in before(frame, index, days, lambda found: len(found) > 2) if f.unit not in TIME_UNITS]
        text = "".join(one.words for one in frame.sentences[max(0, index - 2) : index + 1])
        packs = [f for f in own if f.unit in _PACKED and value_of(f) >= 5]
        if not packs or len(own) < 2 or len(own) > MOST or not exact(days) or days.unit not in _DAYS:
            continue
        often = [value_of(f) for f in own if f.unit == "times"] or [Decimal(2 if _TWICE.search(text) else 1)]
        values = [value_of(f) for f in own if f.unit != "times"]
        low, high = (value_of(days) * each for each in _DAYS[days.unit])
        able = {one / each for one in made(values) for each in often if each}
        if expressions.search(_OFTEN, text) and not any(low - 1 < one < high + 1 for one in able):
            yield _fault(days, own)


_EACH = shaped(
    r"(?:即|相当于|折合|换算|也就是|平均|\bso|\bthat is|\bor|equal to|equivalent to|meaning|\bgiving)\s?(?:约|about |an? |each |every |per |the )?"
    r"(?:每|每日|每次|each|per|every|<U>)?`{0,14}?(?P<d><U>)"
)
_WEIGHTS = frozenset({"mg", "g", "ug", "ml", "l", "iu", "kcal", "kj", "kg"})


def _per_unit(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``每支10 mL，含50 mg，即每毫升含5 mg``; "each 5 mL contains 120 mg, so a 10 mL dose gives 240 mg"."""
    for match in _EACH.finditer(told.shape):
        stated = told.group(match, "d")
        own = [f for f in told.figures if f.span.start < stated.span.start and f.unit not in TIME_UNITS]
        units = {f.unit for f in own}
        if not 2 <= len(own) <= 5 or not all(map(exact, [*own, stated])) or stated.unit not in units & _WEIGHTS:
            continue
        if len(units) < 2 or not units <= _WEIGHTS | {"times", "piece", "item", "none"}:
            continue
        room = unit_in_last_place(stated)
        if not any(abs(one - value_of(stated)) <= room for one in made([value_of(f) for f in own], 2)):
            yield _fault(stated, own)


def _fault(stated: Figure, own: list[Figure]) -> Observation:
    factors = ", ".join(plain(value_of(f)) for f in own)
    line = f"{factors} ↛ {plain(value_of(stated))}"
    return observe("parts-total", stated, line, related=[(f, f.raw) for f in own], stated=plain(value_of(stated)),
                   sum="≠ " + plain(value_of(stated)), parts=factors)  # fmt: skip
