"""Whether a figure is quoted as a slip which its own sentence puts right."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.doubts.look_around import place_of
from claimlint.verify.scenes.scene import Scene

_SLIP = lazy(
    r"误[将把作写]|笔误|错[写印]成?|勘误|更正[为:：]|(?:应|已)(?:更正|改正|改为)|\b(?:was|is|were) an? (?:slip|misprint|typo|typing error)\b|\berratum\b|\bmisprint(?:ed)?\b|\bshould (?:have )?read\b|\bcorrected to\b|\bwrongly (?:gave|printed|stated|reported)\b"
)


def told_as_slip(scene: Scene, one: Observation) -> bool:
    """``初稿误将“18/25（72%）”写成“18/25（82%）”，已改正``."""
    place = place_of(scene, one.span)
    return place is not None and _SLIP.search(place[1].words) is not None
