"""The checks of figures within one document, in order."""

from __future__ import annotations

from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Document


def check(document: Document, figures: tuple[Figure, ...]) -> tuple[Observation, ...]:
    """Every observation, in order of place."""
    return ()
