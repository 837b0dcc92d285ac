"""A length of time that a title tells in another unit than the text, with the same number and words: "for a period of 12 months" above "12 weeks"."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.scenes.scene import Scene, Told
from claimlint.verify.told.again import leads_of

_BEFORE_EN = lazy(r"[a-z]+ [a-z]+ $")
_BEFORE_ZH = lazy(r"(?:为期|随访|疗程|历时|观察|干预|持续|治疗)(?:了|共|满)?$")
_LEAST = 2  # of a smaller number there may be many


def check(scene: Scene) -> Iterator[Observation]:
    """Every title and lead of a document against its body."""
    leads = leads_of(scene)
    every = [(told, f) for told in scene.sentences for f in told.figures if f.unit in TIME_UNITS and exact(f)]
    ours = [(told, f) for told, f in every if told.span in leads or told.heading]
    body = [(told, f) for told, f in every if (told, f) not in ours]
    for told, one in ours:
        alike = [
            (other, f) for other, f in body if value_of(f) == value_of(one) and _ahead(other, f) == _ahead(told, one)
        ]
        if _ahead(told, one) and value_of(one) > _LEAST and alike and all(f.unit != one.unit for _, f in alike):
            yield from fault(alike[0][1], one)


def _ahead(told: Told, figure: Figure) -> str:
    """The words right before it by which it is known: two English words, or a Chinese word of lasting."""
    before = told.words[: figure.span.start - told.span.start]
    match = _BEFORE_ZH.search(before) or _BEFORE_EN.search(before)
    return match[0] if match is not None else ""
