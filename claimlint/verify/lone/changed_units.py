"""A value that changes its unit from before to after while the number goes on: ``由186 μmol/L降到102 mg/L``, "fell from 8.4% to 7.1 mmol/mol"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.values import Value, values

_WENT_TO = lazy(  # all that stands between the two
    r"(?:[(（][^()（）\d]{0,12}[)）])?[,，]?\s?(?:经|在)?[^,，。;；\d]{0,14}(?:\d{1,2}[^,，。;；\d]{1,6}[,，]?)?[^,，。;；\d]{0,8}(?:降|升|减|增|涨|恢复|回落|改善|变)[一-鿿]{0,2}(?:至|到|为)(?:约|了)?(?:[^,，。;；\d]{0,6}的)?\s?"
    r"|,? (?:and )?(?:it )?(?:fell |rose |dropped |went |came |climbed |down |up |back ){0,2}to (?:a mean of |about |just |only )?"
    r"| (?:at|on|before|in|after) (?:the )?(?:baseline|entry|admission|arrival|presentation|diagnosis|start|outset|[a-z]+ of the (?:study|trial)|treatment|transfusion|surgery),? (?:and|but|then)"
    r"(?:,? (?:at|on|by|after) (?:the )?(?:[a-z]+ ){1,4}?(?:it|this) was)?(?: (?:it |this )?(?:was|rose to|fell to|dropped to|had (?:risen|fallen|dropped) to|reached))? ?"
)
_FIRST = lazy(
    r"(?:由|从|自)[^,，。;；\d]{0,10}$|\bfrom(?: about| a mean of)? ?$|(?:前|时|初|基线)[^,，。;；\d]{0,18}$|\b(?:was|averaged|were|stood at|of) $"
)
_CONVERTED = lazy(
    r"换算|折合|单位|误写|笔误|另一|convert|units?\b|misprint|wrongly|other (?:lab|hospital)|\bdos(?:e|ing)\b|剂量"
)
_NEAR = 3.0  # times: the numbers are of one scale
_FAR = 4.0  # times: the same number in the other unit is not
_COMPARED = frozenset({"g/L", "mmol/L", "U/L", "mmHg", "%", "mmol/mol", "kg/m²", "℃", "℉", "/min", "mL/min/1.73m²", "mL/min", "10⁹/L", "cmH2O", "mL/min/m²", "mg/kg"})  # fmt: skip
_HIGHEST_KPA = 60.0  # of systolic pressure
_FILTRATION = lazy(r"egfr|gfr|肾小球滤过率|glomerular filtration")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with two values that are told as one that changed, and blood pressures that no unit makes."""
    for told in scene.sentences:
        if told.role is Role.REFERENCES or told.crowded or _CONVERTED.search(told.words):
            continue
        own = list(values(told.words))
        for one, two in itertools.pairwise(own):
            if _changed(told.words, one, two):
                yield _fault(told, two, told.words[one.start : one.end].strip(), one.unit)
        for one in own:
            if one.two and one.unit.lower() in {"kpa", "千帕"} and one.high > _HIGHEST_KPA:
                yield _fault(told, one, "blood pressure", "mmHg")
            elif one.dimension == "mL/min/m²" and one.low > 20 and _FILTRATION.search(told.words[: one.start]):
                yield _fault(told, one, "eGFR", "mL/min/1.73 m²")


def _changed(words: str, one: Value, two: Value) -> bool:
    """The words make one value of both, the numbers are near each other, the units are of different scales."""
    if not {one.dimension, two.dimension} <= _COMPARED or min(one.low, two.low) <= 0:
        return False
    if one.dimension == two.dimension:
        apart = max(one.factor / two.factor, two.factor / one.factor)
        if apart < _FAR or one.two != two.two:
            return False
    ratio = max(one.low / two.low, two.low / one.low)
    joined = _WENT_TO.fullmatch(words, one.end, two.start) is not None
    return ratio <= _NEAR and joined and _FIRST.search(words[max(0, one.start - 24) : one.start]) is not None


def _fault(told: Told, two: Value, before: str, right: str) -> Observation:
    stated = told.words[two.start : two.end].strip()
    span = Span(told.span.start + two.start, told.span.start + two.end)
    return observe("unit", span, f"{before} → {right} ≠ {stated}", stated=stated, quantity=before, unit=two.unit,
                   right=right, tied="yes")  # fmt: skip
