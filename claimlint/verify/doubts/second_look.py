"""Whether another reading of the document makes an accused figure right."""

from __future__ import annotations

from claimlint.model.hit import Observation
from claimlint.verify.doubts import shares as look_at_shares
from claimlint.verify.doubts import totals as look_at_totals
from claimlint.verify.doubts import values as look_at_values
from claimlint.verify.doubts.other_exceptions import of_others
from claimlint.verify.scenes.scene import Scene


def certain(one: Observation) -> bool:
    """Do the words tie the figure to its numbers (``tied``), or do the other lines of its table keep what it breaks (``kept``)?"""
    return not one.values.keys().isdisjoint(("tied", "kept"))


def explained(scene: Scene, one: Observation) -> bool:
    """Is the accused figure right by numbers that its check did not think of?"""
    look = None if certain(one) else _LOOKS.get(one.check)
    return look is not None and (look(scene, one) or look_at_totals.made_nearby(scene, one))


_LOOKS = {
    "all-with-exceptions": of_others,
    "change-direction": look_at_values.in_another_power,
    "part-exceeds-total": look_at_values.of_one_row,
    "impossible-value": look_at_values.in_a_name,
    "mixed-denominators": look_at_shares.of_a_part_told,
    "difference": look_at_values.of_other_values,
    "told-twice": look_at_values.told_again,
    "centre-outside-range": look_at_values.in_other_units,
    "percent-of-count": look_at_shares.of_another_whole,
    "change-size": look_at_values.of_other_values,
    "parts-total": look_at_totals.of_another_list,
}
