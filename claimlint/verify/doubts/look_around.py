"""Where an accused figure stands, and the whole numbers that its document tells."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of

OF_THESE = lazy(r"其中|of (?:whom|which|these|them|those)\b|including")
RANK = lazy(r"(?:前|第|首)\s?$|\b(?:top|first|leading)\s$")


def place_of(scene: Scene, span: Span) -> tuple[Frame, Told, Figure] | None:
    """The figure at a place with its sentence and frame; None in a sentence that is crowded with figures."""
    for frame in scene.frames:
        if frame.holds(span):
            for told in frame.sentences:
                for figure in () if told.crowded else told.figures:
                    if figure.span.start < span.end and span.start < figure.span.end:
                        return frame, told, figure
    return None


def number_of(words: object) -> Decimal | None:
    """The number that a value of an observation prints; None where it prints none."""
    try:
        return Decimal(str(words).replace(",", ""))
    except InvalidOperation:
        return None


def numbers_of(scene: Scene) -> set[Decimal]:
    """Every whole number of people or things in the body of the document."""
    if "numbers" not in scene.known:
        told = [f for each in scene.sentences if not each.heading for f in each.figures]
        found = {value_of(f) for f in told if kind_of(f) in "CNDX" and f.decimals <= 0 and f.value}
        scene.known["numbers"] = found | {f.denominator for f in told if f.denominator is not None}
    numbers: set[Decimal] = scene.known["numbers"]
    return numbers


def sorted_numbers(scene: Scene) -> list[Decimal]:
    """The same from the least to the largest."""
    if "sorted" not in scene.known:
        scene.known["sorted"] = sorted(numbers_of(scene))
    numbers: list[Decimal] = scene.known["sorted"]
    return numbers
