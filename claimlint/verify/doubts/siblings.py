"""Whether the other shares of a list vouch for the whole that an accused share is held against."""

from __future__ import annotations

from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, exact, share, value_of
from claimlint.verify.doubts.look_around import number_of, place_of
from claimlint.verify.scenes.scene import Scene
from claimlint.verify.scenes.shapes import shaped

_PAIR = shaped(r"(?P<k><CN>)`{0,12}?\s?[(（]\s?(?P<p><P>)\s?[)）]")
_ENOUGH = 2


def vouched(scene: Scene, one: Observation) -> bool:
    """``77 (22%) ..., 42 (12%) ..., 19 (4%)`` of 350: all others of the sentence, two at least, are shares of that whole."""
    if one.check != "percent-of-count" or (place := place_of(scene, one.span)) is None:
        return False
    whole, told = number_of(one.values.get("total")), place[1]
    pairs = [(told.group(match, "k"), told.group(match, "p")) for match in _PAIR.finditer(told.shape)]
    others = [(part, percent) for part, percent in pairs if percent.span != one.span]
    return (
        whole is not None
        and whole > 0
        and len(pairs) > len(others) >= _ENOUGH
        and all(
            exact(part) and exact(percent) and value_of(part) <= whole and agrees(share(value_of(part), whole), percent)
            for part, percent in others
        )
    )
