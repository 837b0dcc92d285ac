"""Whether a change is told of another thing than the two values beside it."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic import value_of
from claimlint.verify.scene import Told

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
