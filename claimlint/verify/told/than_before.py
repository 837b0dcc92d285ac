"""A number against the one of the period before, told in brackets: "59 new cases, fewer than the previous week (33)", ``本周59例，较上周（33例）减少``."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_LESS = lazy(r"^(?:less|fewer|lower|down|减|下降|降低|少)")
_THAN = (
    shaped(
        r"(?P<n><CN>)[^.;\ue000-\ue00c]{0,60}?\b(?P<w>less|fewer|lower|down|more|higher|up) (?:than|from|on) (?:in |that of |those of )?(?:the )?(?:previous|last|preceding|prior) "
        r"(?:week|month|year|quarter|season)(?:'s)?,? ?\((?:[a-z -]{0,14})?(?P<m><CN>)(?:[a-z -]{0,16})\)"
    ),
    shaped(
        r"(?P<n><C>)[^。;；\ue000-\ue00c]{0,14}?[,，](?:较|比|与)(?:上[周月年]|去年(?:同期)?|前一[周月年天]|上一?季度)(?:的)?\s?[(（](?P<m><C>)[)）](?:相比)?(?:明显|有所|略有|又)?(?P<w>减少|下降|降低|少了?|增加|上升|增多|增长|多了?)"
    ),
)


def check(scene: Scene) -> Iterator[Observation]:
    """Sentence by sentence."""
    for told in scene.sentences:
        if len(told.figures) > 1 and not told.crowded:
            yield from _check(told)


def _check(told: Told) -> Iterator[Observation]:
    for pattern in _THAN:
        for match in pattern.finditer(told.shape):
            now, then = told.group(match, "n"), told.group(match, "m")
            if not (exact(now) and exact(then)) or value_of(now) == value_of(then):
                continue
            fewer = _LESS.match(match["w"]) is not None
            if fewer == (value_of(now) > value_of(then)):
                sign = ">" if fewer else "<"
                yield observe("change-direction", now, f"{plain(value_of(now))} {sign} {plain(value_of(then))}",
                              related=[(then, then.raw)], before=then.raw, after=now.raw, verb=match["w"])  # fmt: skip
