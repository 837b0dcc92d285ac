"""The sentences of a document with their figures, in a shape that patterns can be put to.

In a shape every figure is one character of its kind, so that one expression reads ``142例（94.7%）``,
``一百四十二例（94.7%）`` and ``142 patients (94.7%)`` alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.text import BlockKind, Document, Role, Span
from claimlint.verify.scenes.asides import asides
from claimlint.verify.scenes.plain_tables import with_tables
from claimlint.verify.scenes.shapes import CODE

_KIND_OF_UNIT = (
    dict.fromkeys(("count", "animal", "eye"), "C") | {"pct": "P", "pp": "Q", "none": "N", "ci": "I", "cilevel": "L", "p": "V",
    "fold": "F"} | dict.fromkeys(TIME_UNITS, "T") | dict.fromkeys(("hr", "or", "rr", "md", "smd", "rd"), "E")
    | dict.fromkeys(("times", "study", "site", "country", "item", "group", "piece", "course", "permille"), "X")
)  # fmt: skip


MOST_FIGURES = 60


class Told(Struct, frozen=True, dict=True):
    """One sentence: its folded words, its figures, and its shape."""

    span: Span
    words: str
    shape: str
    figures: tuple[Figure, ...]
    places: tuple[int, ...]  # where each figure stands in the shape
    role: Role = Role.BODY
    heading: bool = False
    block: int = 0
    item: bool = False  # of a list

    @cached_property
    def _by_place(self) -> dict[int, Figure]:
        return dict(zip(self.places, self.figures, strict=True))

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What has been worked out about it, for the next check."""
        return {}

    @property
    def crowded(self) -> bool:
        """More figures than a sentence tells: checks that try every pair of them leave it alone."""
        return len(self.figures) > MOST_FIGURES

    def holds(self, kinds: str) -> bool:
        """Does a figure of any of these kinds stand in it?"""
        return any(CODE[kind] in self.shape for kind in kinds)

    def at(self, place: int) -> Figure:
        """The figure whose character stands at ``place`` of the shape."""
        return self._by_place[place]

    def group(self, match: re.Match[str], name: str | int) -> Figure:
        """The figure that a group of a match holds."""
        return self.at(match.start(name))

    def has(self, pattern: str) -> bool:
        """Do these words occur in the sentence?"""
        return expressions.search(pattern, self.words) is not None

    def of_kind(self, kinds: str) -> list[Figure]:
        """The figures of some kinds, in order."""
        return [figure for figure in self.figures if kind_of(figure) in kinds] if self.figures else []


class Frame(Struct, frozen=True, dict=True):
    """The sentences that speak of one study: from an attribution or heading to the next."""

    sentences: tuple[Told, ...]

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What has been worked out about it, for the next check."""
        return {}

    @cached_property
    def telling(self) -> tuple[tuple[int, Told], ...]:
        """The sentences with figures, and which of the frame's they are."""
        return tuple((index, told) for index, told in enumerate(self.sentences) if told.figures)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for told in self.sentences for figure in told.figures)

    @cached_property
    def words(self) -> str:
        return "\n".join(told.words for told in self.sentences)

    def holds(self, span: Span) -> bool:
        """Does a place stand in this frame?"""
        return self.sentences[0].span.start <= span.start < self.sentences[-1].span.end


class Scene(Struct, frozen=True, dict=True):
    """What the checks see of a document."""

    document: Document
    frames: tuple[Frame, ...]

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What has been worked out about it, for the next check."""
        return {}

    @property
    def sentences(self) -> Iterator[Told]:
        for frame in self.frames:
            yield from frame.sentences


def kind_of(figure: Figure) -> str:
    """The letter by which patterns name a figure."""
    if figure.denominator is not None:
        return "D"
    return _KIND_OF_UNIT.get(figure.unit, "U")


def build(document: Document, figures: tuple[Figure, ...]) -> Scene:
    """Sentences with figures, put together into frames; lines that make a table are read as one."""
    return put_together(*with_tables(document, figures))


def put_together(document: Document, figures: tuple[Figure, ...]) -> Scene:
    """Sentences with figures as they stand, put together into frames."""
    told = list(_sentences(document, figures))
    aside = asides(told)
    frames = [tuple(group) for group in _frames([one for index, one in enumerate(told) if index not in aside])]
    frames += [(told[index],) for index in sorted(aside)]
    return Scene(document, tuple(map(Frame, sorted(frames, key=lambda group: group[0].span))))


def _sentences(document: Document, figures: tuple[Figure, ...]) -> Iterator[Told]:
    position = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        while position < len(figures) and figures[position].span.start < sentence.span.start:
            position += 1
        inside: list[Figure] = []
        while position < len(figures) and figures[position].span.end <= sentence.span.end:
            inside.append(figures[position])
            position += 1
        if block.role is not Role.REFERENCES:
            heading = block.kind is BlockKind.HEADING
            told = tell(document.slice(sentence.span), sentence.span, inside, block.role, heading, sentence.block)
            yield replace(told, item=True) if block.kind is BlockKind.LIST_ITEM else told


def tell(text: str, span: Span, figures: list[Figure], role: Role, heading: bool, block: int) -> Told:
    """One sentence in its shape."""
    words = fold(text)
    shape: list[str] = []
    places: list[int] = []
    kept: list[Figure] = []
    position = size = 0
    for figure in figures:
        start = figure.span.start - span.start
        if start < position:  # the spread of a mean stands inside it
            continue
        shape += [words[position:start], CODE[kind_of(figure)]]
        size += start - position + 1
        places.append(size - 1)
        kept.append(figure)
        position = figure.span.end - span.start
    shape.append(words[position:])
    return Told(span, words, "".join(shape), tuple(kept), tuple(places), role, heading, block)


_PART_OF_STUDY = lazy(  # headings within the report of one study
    r"^\W{0,4}(?:[一二三四五六七八九\d]{1,2}(?:\.\d{1,2})?[、.\s]\s?)?(?:目的|背景|研究背景|对象|资料|方法|资料[和与]方法|对象[和与]方法|研究方法|研究设计|结果|研究结果|"
    r"主要结果|主要发现|结论|研究结论|讨论|小结|总结|一般资料|基线资料|疗效|疗效评价|有效性|安全性|不良反应|随访|随访结果|摘要|要点|核心要点|"
    r"abstract|summary|background|methods?|results?|findings|conclusions?|discussion|efficacy|safety|follow-up|key points|"
    r"highlights|patients|baseline)\W{0,4}$"
)
_ATTRIBUTION = lazy(
    r"^\W{0,3}(?:而|但|不过|此外[，,]?|同时[，,]?)?(?:\(?(?:19|20)\d{2}\s?年[^。]{0,60}(?:研究|发表|试验|期刊|杂志|团队|大学|医院|报[告道])|"
    r"(?:另一?项?|另有|还有一项|第二项|此前的?|既往|其他|随后的|后续的?)[^。]{0,16}(?:研究|试验|分析|报[告道]|数据|文献)|"
    r"(?:another|a second|a separate|in a separate|an earlier|a previous|in another|elsewhere|"
    r"a later|a subsequent|in contrast to)\b)"
)


def _frames(told: list[Told]) -> Iterator[list[Told]]:
    group: list[Told] = []
    section = False  # does a heading stand directly before?
    for one in told:
        attributed = _ATTRIBUTION.search(one.words) is not None and any(
            each.figures for each in group if not each.heading
        )
        starts = (one.heading and not _PART_OF_STUDY.match(one.words)) or attributed
        if starts and group and not section:
            yield group
            group = []
        section = one.heading
        group.append(one)
    if group:
        yield group


def observe(
    check: str,
    figure: Figure | Span,
    arithmetic: str,
    *,
    related: Sequence[tuple[Figure | Span, str]] = (),
    severity: str | None = None,
    **values: str,
) -> Observation:
    """An observation with its arithmetic and its other places."""
    span = figure.span if isinstance(figure, Figure) else figure
    stated = figure.raw if isinstance(figure, Figure) else ""
    others = tuple(Related(f.span if isinstance(f, Figure) else f, words) for f, words in related)
    return Observation(
        check, span, {"stated": stated, "arithmetic": arithmetic, **values}, others,
        (Evidence("arithmetic", arithmetic),), severity=severity,
    )  # fmt: skip
