"""Whether a list tells every class of a scale of outcomes, so that its parts are all there are."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.doubts.look_around import place_of
from claimlint.verify.scenes.scene import Scene

_SCALES = tuple(
    tuple(map(lazy, classes))
    for classes in (
        (r"完全缓解|\bcr\b|complete (?:response|remission)", r"部分缓解|\bpr\b|partial (?:response|remission)",
         r"稳定|\bsd\b|stable", r"进展|\bpd\b|progress"),
        (r"痊愈|治愈|临床控制", r"显效", r"有效|好转", r"无效"),
        (r"\bcured\b", r"\bimproved\b", r"\bunchanged\b|no change|no response"),
        (r"痊愈|治愈|显效", r"好转|有效", r"无效"),
    )
)  # fmt: skip
_INSIDE = lazy(r"其中|of whom|of which|including|死亡|复发|died|未评价|不可评|not evaluable|unevaluable")


def whole_scale(scene: Scene, one: Observation) -> bool:
    """``46例……完全缓解4例、部分缓解21例、疾病稳定18例、疾病进展6例``: as many parts as classes, and no more."""
    parts = one.values.get("parts", "").split(" + ")
    place = place_of(scene, one.span)
    if one.check != "parts-total" or len(parts) < 3 or place is None:
        return False
    words = place[1].words[max(0, one.span.start - place[1].span.start - 12) :]
    words = words.replace("其中", "", 1) if "其中" in words[:12] else words
    return not _INSIDE.search(words) and any(
        len(classes) == len(parts) and all(len(each.findall(words)) == 1 for each in classes) for classes in _SCALES
    )
