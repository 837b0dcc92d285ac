"""A P that is the level of significance and no result: ``以P<0.05为界``, "significance was set at P < 0.05"."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.scenes.scene import Scene

_BEFORE = lazy(
    r"(?:以|取|设定?(?:为|于)?|(?:检验|显著性?)水[准平](?:为|取|定为)?|(?:set|fixed|defined|accepted) (?:at|as)|significance (?:level )?of)\s?$"
)
_BEHIND = lazy(
    r"\s?(?:时)?(?:作?为|视为|认为|被认为)(?:有)?(?:界|阈|标准|差异|检验|统计|显著|有意义)|\s?(?:was|were) (?:considered|taken|regarded)"
)
_REACH = 16
_CHECKS = frozenset({"interval-p", "significance-words", "counts-p", "test-p"})


def of_a_level(scene: Scene, one: Observation) -> bool:
    """Is the accused P the level at which a difference counts?"""
    if one.check not in _CHECKS:
        return False
    text = scene.document.text
    before = text[max(0, one.span.start - _REACH) : one.span.start].casefold()
    return _BEFORE.search(before) is not None or _BEHIND.match(text, one.span.end) is not None
