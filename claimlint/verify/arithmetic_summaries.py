"""A summary's figure that the body, in the same words, tells with another value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import reachable, value_of
from claimlint.verify.arithmetic_repeats import equal, fault, summed
from claimlint.verify.other_readings import changed_by, in_another_year, told_more_widely
from claimlint.verify.passages import tokens
from claimlint.verify.scene import Frame, Scene, Told

BEFORE = 18  # characters before a figure that name its quantity
BEFORE_ENGLISH = 60
LIKE, FEWEST = 0.5, 4  # the share of a summary's pairs of characters that the body must use, of so many at least
FEWEST_ENGLISH = 2  # content words
MOST_VALUES = 4  # values that the body may tell in those words: arms, time points

_UNITS = frozenset({"none", "ci", "cilevel", "sd", "p", "year", "ordinal", "times"})
_CUT = lazy(r".*[,，。;；:：(（)）]")
_IDLE = lazy(r"[为是达至到了的约仅由将可近超其]+|较基线|\s+|[*_|#]+")
_OTHER = lazy(
    r"亚组|(?<!较)(?<!与)基线|治疗前|入组时|术前|既往|预期|目标|国外|文献|at baseline|subgroup|expected|target|before treatment"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Figures of leads, summaries, conclusions and headings against the body of the same study."""
    for frame in scene.frames:
        again = list(summed(frame))
        if not again:
            continue
        spans = {told.span for told in again}
        body = [(told, f) for told in frame.sentences if told.span not in spans for f in told.figures]
        for told in again:
            for figure in told.figures:
                yield from _against(told, figure, body, frame)


def _against(told: Told, figure: Figure, body: list[tuple[Told, Figure]], frame: Frame) -> Iterator[Observation]:
    if figure.value is None or figure.unit in _UNITS or figure.comparator.value != "=" or figure.word:
        return
    mine = _named(told, figure)
    if len(mine) < (FEWEST_ENGLISH if told.words.isascii() else FEWEST) or _OTHER.search(told.words):
        return
    same_unit = [(one, f) for one, f in body if f.unit == figure.unit]
    lent = [(one, f) for one, f in body if f.unit in {figure.unit, "none"}]
    if any(equal(figure, f) for _, f in same_unit) or _made(figure, lent, frame):
        return
    like = [
        f
        for one, f in same_unit
        if f.value is not None
        and (figure.arm is None or f.arm is None or f.arm == figure.arm)
        and not _at_other_times(figure, f)
        and not _OTHER.search(one.words)
        and changed_by(told, figure) == changed_by(one, f)
        and not told_more_widely(told, one)
        and not (_NTH.search(_before(one, f)) and in_another_year(_before(one, f)))
        and len(mine & _named(one, f)) >= LIKE * len(mine)
    ]
    if like and len({value_of(f) for f in like}) <= MOST_VALUES:
        yield from fault(figure, like[0])


_NTH = lazy(r"第\s?$")


def _before(told: Told, figure: Figure) -> str:
    return told.words[: figure.span.start - told.span.start]


def _at_other_times(one: Figure, other: Figure) -> bool:
    """Whether both tell their time points, and others; a figure's own unit is no time point of it."""
    points = {f.anchor for f in (one, other) if f.anchor and "基线" not in f.anchor[1] and f.unit not in TIME_UNITS}
    return len(points) > 1


def _named(told: Told, figure: Figure) -> frozenset[str]:
    """The pairs of characters, or English content words, that stand before a figure in its clause."""
    start = figure.span.start - told.span.start
    if told.words.isascii():
        return frozenset(tokens(_CUT.sub("", told.words[max(0, start - BEFORE_ENGLISH) : start])))
    words = _IDLE.sub("", _CUT.sub("", told.words[max(0, start - BEFORE) : start].rstrip("(（ ")))
    return frozenset(words[index : index + 2] for index in range(len(words) - 1))


def _made(figure: Figure, same_unit: list[tuple[Told, Figure]], frame: Frame) -> bool:
    """A sum, difference, share or complement of what the body tells."""
    values = {value_of(f) for _, f in same_unit if f.value is not None}
    value = value_of(figure)
    if value in reachable(values) or (figure.unit == "pct" and Decimal(100) - value in values):
        return True
    if figure.unit != "pct":
        return False
    counts = {value_of(f) for f in frame.figures if f.unit in {"count", "animal", "eye"} and f.value}
    step = Decimal(1).scaleb(-figure.decimals)
    return any(abs(part * 100 / whole - value) <= step for part in counts for whole in counts if whole > part > 0)
