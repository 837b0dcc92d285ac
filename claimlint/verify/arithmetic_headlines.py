"""A number of a headline against the same things counted in the body."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role
from claimlint.verify.arithmetic import exact, value_of
from claimlint.verify.other_readings import told_more_widely
from claimlint.verify.scene import Scene, Told, observe

_NOUN = lazy(r"[一-鿿]{4,12}|\s?(?:[a-z-]{2,20}\s)?[a-z-]{4,20}")
_PART = lazy(r"另|其中|组(?!织|成|合)|后来|此前|去年|今年|上年|每年|首批|another|of whom|first|group|last year|earlier")
_SAME = 4  # characters of the noun in Chinese
_KINDS = frozenset({"count", "none", "item", "piece", "study", "site"})


def check(scene: Scene) -> Iterator[Observation]:
    """``完成120例远程手术`` above a body that knows only ``100例远程手术``."""
    told = [one for frame in scene.frames for one in frame.sentences]
    for head in told:
        if head.heading or head.role is Role.TITLE:
            for figure in head.figures:
                yield from _against(head, figure, [one for one in told if not (one.heading or one.role is Role.TITLE)])


def _against(head: Told, figure: Figure, body: list[Told]) -> Iterator[Observation]:
    noun = _noun(head, figure)
    if not noun or not exact(figure) or figure.unit not in _KINDS or value_of(figure) < 3 or figure.decimals:
        return
    if any(value_of(other) == value_of(figure) for one in body for other in one.figures):
        return
    twins = [(one, other) for one in body for other in one.figures if exact(other) and _noun(one, other) == noun]
    if len({value_of(other) for _, other in twins}) == 1 and not (
        _PART.search(twins[0][0].words) or told_more_widely(head, twins[0][0])
    ):
        other = twins[0][1]
        yield observe(
            "told-twice", figure, f"{figure.raw} ≠ {other.raw}", related=[(other, other.raw)], other=other.raw
        )


def _noun(told: Told, figure: Figure) -> str:
    """What is counted: the four characters, or the two words, right behind the number."""
    match = _NOUN.match(told.words, figure.span.end - told.span.start)
    if match is None or figure.unit not in _KINDS:
        return ""
    return match[0].strip() if match[0].isascii() else match[0][:_SAME]
