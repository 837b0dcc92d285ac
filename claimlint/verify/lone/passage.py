"""Short passages: a short paragraph as a whole, or one sentence of a long one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.text import Role
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene

LONGEST = 420  # characters
_PEOPLE = frozenset({"count", "none", "animal", "eye", "item"})
BASES = frozenset(map(Decimal, (1000, 10_000, 100_000, 1_000_000)))  # of rates: 6 of every 100,000
_EVERY = lazy(r"(?:每|\b(?:every|per|each))\s?$")  # 6 of every 100,000
_PLACES = lazy(
    r"中心|医院|[家所]|诊所|国家?$|省|市$|site|cent(?:re|er)|clinic|hospital|countr|cit(?:y|ies)|stud(?:y|ies)|trials?$"
)


def passages(scene: Scene) -> Iterator[Paragraph]:
    """Every short paragraph of running text, and the sentences of the others."""
    if "passages" not in scene.known:
        scene.known["passages"] = tuple(_passages(scene))
    found: tuple[Paragraph, ...] = scene.known["passages"]
    yield from found


def _passages(scene: Scene) -> Iterator[Paragraph]:
    for _, one in paragraphs(scene):
        first = one.sentences[0]
        if scene.document.blocks[first.block].table is not None or first.role is Role.REFERENCES:
            continue
        if len(one.words) <= LONGEST:
            yield one
        else:
            for told in one.sentences:
                if len(told.figures) > 1 and len(told.words) <= LONGEST:
                    yield Paragraph(told.span.start, told.words, (told,))


def sort_of(figure: Figure) -> str:
    """What a figure can be held against: people and bare numbers are one sort, else its unit."""
    return "number" if figure.unit in _PEOPLE and figure.denominator is None else figure.unit


def of_sort(one: Paragraph, sort: str) -> list[Figure]:
    """The figures of one sort; how many centres or studies there were is none."""
    found = [f for f in one.figures if sort_of(f) == sort and not _PLACES.search(f.raw)]
    return [f for f in found if value_of(f) not in BASES or not _EVERY.search(one.before(f, 8))]


def plain_point(figure: Figure) -> bool:
    """A single value told without 'about' or 'more than'."""
    return figure.value is not None and figure.comparator is Comparator.EQUAL and value_of(figure) > 0
