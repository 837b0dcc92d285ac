"""A number that is referred back to and was told with two digits exchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, reachable, value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.scenes.scene import Scene, Told, kind_of
from claimlint.verify.scenes.shapes import shaped

FARTHEST = 12  # sentences between a number and what refers back to it

_BACK = shaped(
    r"(?:(?:这|该|上述|那|前述)\s?|\b(?:these|those|the)\s)(?P<n><CX>)|(?P<m><C>)(?:`{0,4}(?:患者|病人|受试者|参与者|例))?(?:中|里)[,，]|"
    r"(?:以|凭)\s?(?P<k><CX>)的(?:累计|总|手术|检查)"
)
_LASTING = shaped(
    r"(?:历时|用时|耗时|只用了|用了|花了|持续了?|\b(?:took|lasted)\s)(?:约|共|仅|一共|only|just|\s){0,3}(?P<n><T>)"
)
_OF_ANOTHER = lazy(r"另|其他|对照|去年|上年|同期|次年|上一年|前年|another|other|control|previous|last year")
_CLASSIFIER = lazy(r"[^\d\s,，.]+$")


def check(scene: Scene) -> Iterator[Observation]:
    """``纳入86例……68例患者中``, ``历时74分钟……一共只用了47分钟``."""
    told = [one for one in scene.sentences if one.figures and not one.role.value.startswith("ref")]
    counts = [f for one in told for f in one.figures if kind_of(f) in "CXD"]
    often = Counter(value for f in counts for value in (value_of(f), f.denominator))
    for index, one in enumerate(told):
        earlier = told[max(0, index - FARTHEST) : index + 1]
        for figure in _referring(one):
            if often[value_of(figure)] == 1:  # else it is told elsewhere too
                yield from _slipped(figure, one, earlier)
        yield from _lasted(one, earlier[:-1])


def _referring(told: Told) -> Iterator[Figure]:
    for match in _BACK.finditer(told.shape):
        yield told.group(match, next(name for name in "nmk" if match[name]))


def _slipped(figure: Figure, told: Told, earlier: list[Told]) -> Iterator[Observation]:
    if not exact(figure) or figure.arm is not None or _OF_ANOTHER.search(told.words):
        return
    near = [f for one in earlier for f in one.figures if f.span != figure.span and kind_of(f) in "CXD"]
    if value_of(figure) in reachable({value_of(f) for f in near}):
        return
    before = [
        f
        for one in earlier
        if not _OF_ANOTHER.search(one.words)
        for f in one.figures
        if f.span.start < figure.span.start and f.unit == figure.unit and exact(f) and f.arm is None
    ]
    like = [f for f in before if _classifier(f) == _classifier(figure) and slips(value_of(f), value_of(figure))]
    if len({value_of(f) for f in like}) == 1:
        yield from fault(like[-1], figure, both=True)


def _lasted(told: Told, earlier: list[Told]) -> Iterator[Observation]:
    """The same verb of lasting, told of two times whose digits are exchanged."""
    for match in _LASTING.finditer(told.shape):
        figure = told.group(match, "n")
        for one in earlier:
            for other in (one.group(found, "n") for found in _LASTING.finditer(one.shape)):
                if exact(figure) and exact(other) and other.unit == figure.unit and slips(
                    value_of(other), value_of(figure)
                ):  # fmt: skip
                    yield from fault(other, figure, both=True)


def _classifier(figure: Figure) -> str:
    found = _CLASSIFIER.search(figure.raw)
    return expressions.sub(r"^(?:患者|病人)", "", found[0])[:1] if found else ""


def slips(one: Decimal, other: Decimal) -> bool:
    """Whether two whole numbers differ by two neighbouring digits that changed places.

    A single other digit is no sign of a slip: 120 of 150 may well have stayed.
    """
    if one != int(one) or other != int(other):
        return False
    left, right = str(int(one)), str(int(other))
    apart = [index for index, (a, b) in enumerate(zip(left, right, strict=False)) if a != b]
    if len(left) != len(right) or len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return left[first] == right[second] and left[second] == right[first]
