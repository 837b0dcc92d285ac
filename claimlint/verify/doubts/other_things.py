"""Whether a change is told of another thing than the two values beside it."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.scene import Told

_ITS_OWN_NOUN = lazy(
    r"\s?(?:[a-z]+-)?(?!points?\b|percent|units?\b|on\b|in\b|to\b|at\b|from\b|and\b|or\b|per\b|for\b|over\b)[a-z]{4,}"
)


def of_other_things(told: Told, one: Figure, two: Figure, change: Figure) -> bool:
    """``from 6.1 to 4.7 days, saving 9,800 bed-days``: a number far above both values, or with a noun of its own."""
    if change.unit in {"pct", "fold", "permille"}:
        return False
    if abs(value_of(change)) > 3 * max(abs(value_of(one)), abs(value_of(two))):
        return True
    own = _ITS_OWN_NOUN.match(told.words, change.span.end - told.span.start)
    return own is not None and change.unit == "none" and two.unit != "none"


_OF_WHOM = lazy(r"占(?P<x>[一-鿿]{2,12}?)(?:者|人数?)?的\s?$")
_ALL_OF_THEM = lazy(r"总|全部|所有|本组|患者|同期|人数|病例|受试|调查|回收")


def of_others_named(ahead: str, clause: str) -> bool:
    """``高度近视871人，占近视者的10.3%``: a share of those named, of whom the whole's clause holds no more than half."""
    match = _OF_WHOM.search(ahead[-16:])
    if match is None or _ALL_OF_THEM.search(match["x"]):
        return False
    return sum(each in clause for each in match["x"]) * 2 <= len(match["x"])
