"""Shares in brackets behind counts that make up a number told: "180 (83.2%) were negative while 50 (21.7%) were positive" of 230.

The counts of a sentence add up to a number of the passage, most shares are shares of it, and one is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, exact, plain, share, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.records import Record, records
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

_BRACKET = lazy(r"\s?[(（\[]\s?(?:n\s?=\s?)?")
_MOST = 8  # parts
_SEVERAL = lazy(r"\b(?:groups?|arms?|versus|vs|placebo|respectively)\b|[甲乙一两二三]组|对照|分别")


def check(scene: Scene) -> Iterator[Observation]:
    """Sentence by sentence."""
    for frame in scene.frames:
        for _, told in frame.telling:
            if told.holds("P") and not told.crowded and not _SEVERAL.search(told.words):
                yield from _check(frame, told)


def _check(frame: Frame, told: Told) -> Iterator[Observation]:
    listed = [one for one in records(told) if _side_by_side(told, one)]
    shares = [f for f in told.of_kind("P") if f.value is not None]
    if not 1 < len(listed) <= _MOST:
        return
    for size in range(len(listed), 1, -1):
        run = listed[-size:]
        total = sum((value_of(one.part) for one in run), Decimal(0))
        whole = next((f for f in frame.figures if _is(f, total) and f.span < run[0].part.span), None)
        if whole is None:
            continue
        off = [one for one in run if not _fits(one, total)]
        if len(off) == 1 and len(run) - len(off) >= 1 and off[0].percent in shares:
            yield _fault(off[0], whole)
        return


def _side_by_side(told: Told, one: Record) -> bool:
    first, last = sorted((one.part.span, one.percent.span))
    gap = told.words[first.end - told.span.start : last.start - told.span.start]
    plain_count = exact(one.part) and one.part.denominator is None
    return plain_count and exact(one.percent) and _BRACKET.fullmatch(gap) is not None


def _is(figure: Figure, total: Decimal) -> bool:
    return exact(figure) and figure.decimals <= 0 and figure.unit != "pct" and value_of(figure) == total


def _fits(one: Record, total: Decimal) -> bool:
    """As printed, rounded or cut off."""
    return abs(share(value_of(one.part), total) - value_of(one.percent)) <= unit_in_last_place(one.percent)


def _fault(one: Record, whole: Figure) -> Observation:
    part, total = value_of(one.part), value_of(whole)
    right = share(part, total)
    line = f"{plain(part)} / {plain(total)} = {show(right, max(one.percent.decimals, 1))}% ≠ {one.percent.raw}"
    return observe("percent-of-count", one.percent, line, related=[(one.part, one.part.raw), (whole, whole.raw)], total=plain(total),
                   count=plain(part), right=f"{show(right, max(one.percent.decimals, 0))}%", fits=NONE, tied="yes")  # fmt: skip
