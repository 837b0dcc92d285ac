"""Figures as they are shown to people: plain units, and fractions as fractions."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure

# Inside, what is counted keeps its kind (patients are not centres); shown, a number of things is a count.
_COUNTED = dict.fromkeys(("study", "site", "country", "item", "group", "eye", "animal"), "count")
_SHOWN = _COUNTED | {"次/周": "times", "次/日": "times", "次/天": "times", "次/月": "times", "片/次": "piece"}
_FRACTION = lazy(r"(?<![百千万])分之|third|quarter|fifth|tenth|\d\s?[/／]\s?\d")
_EXACT = Decimal("0.0001")


class ToldFigure(NamedTuple):
    """Ends and unit as shown."""

    low: Decimal
    high: Decimal
    unit: str


def told(figure: Figure) -> ToldFigure:
    """三分之二 is 0.6667 of unit ``ratio`` (inside: 66.7 percent); centres and countries are counts."""
    if figure.word and figure.unit == "pct" and _FRACTION.search(figure.raw):
        low, high = ((end / 100).quantize(_EXACT) for end in (figure.low, figure.high))
        return ToldFigure(low, high, "ratio")
    return ToldFigure(figure.low, figure.high, _SHOWN.get(figure.unit, figure.unit))


def counted(figure: Figure) -> str | None:
    """What a count counts, where it is no people."""
    return figure.unit if figure.unit in _COUNTED else None
