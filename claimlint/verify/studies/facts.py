"""What a passage or a source says of one study: size, design, phase, species, centres, follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.stretches import Stretches
from claimlint.model.figure import Figure
from claimlint.model.source import Citation, Reference, Source, Study
from claimlint.model.text import BlockKind, Document, Span
from claimlint.verify.scenes.scene import Scene, Told
from claimlint.verify.studies import words

Thresholds = Mapping[str, float]  # by name, as configured
_DAYS = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4"),
    "year": Decimal(365),
}
_CROWD = lazy(
    r"全球|全国|我国|患病|发病|世界|每年|累计|亿|worldwide|globally|million|nationwide"
    r"|population of|prevalence"
)
_SIZED = lazy(
    r"(?<![\d.])\d[\d,]*\s?(?:余|多)?\s?(?:例|名|位|只|人(?![a-z均民口])|对|眼|家庭"
    r"|份(?:血|样))|[数几两三四五六七八九十百千万]+(?:余|多)?(?:例|名|位|只)(?!为)|"
    r"\bn\s?=\s?\d|\b(?:we|researchers|scientists|investigators|doctors|team|study"
    r"|trial) (?:followed|gave|studied|asked|tracked|tested|enrol+ed|recruited|treated"
    r"|included|randomi[sz]ed) (?:\w+ )?\d|\b\d[\d,]*\s(?:[\w-]+\s){0,4}?(?:patients?"
    r"|people|participants?|volunteers?|adults?|children|women|men|subjects|mice|rats"
    r"|animals|cases|individuals|infants|nurses|students|"
    r"rabbits|monkeys|pigs|dogs|adolescents|teenagers|athletes|workers|survivors"
    r"|veterans|twins|eyes|knees|samples|users|couples|pregnancies|girls|boys"
    r"|residents|persons)\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|sixty|hundred|thousand"
    r"|dozen)s?(?:[ -]\w+)?(?: of)? (?:[\w-]+ ){0,3}?"
    r"(?:patients?|people|participants?|volunteers?|adults?|children|women|men"
    r"|subjects|mice|rats|animals|cases|rabbits|monkeys|pigs|dogs|infants)\b"
)


class Passage(Struct, frozen=True, dict=True):
    """The sentences that speak of one study, with the works they rest on."""

    sentences: tuple[Told, ...]
    references: tuple[Reference, ...] = ()
    sources: tuple[Source, ...] = ()
    missing: bool = False  # some cited work is not held
    notes: str = ""  # folded words of the footnotes that its sentences point to

    @cached_property
    def text(self) -> str:
        """The folded words, without headings."""
        return "\n".join(told.words for told in self.sentences if not told.heading)

    @cached_property
    def study(self) -> Study:
        return study_of(self.text, [figure for told in self.sentences for figure in told.figures], self.span)

    @property
    def span(self) -> Span:
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)

    @property
    def sized(self) -> bool:
        """Does it say how many people, animals or samples were studied?"""
        return any(_size_in(told) for told in self.sentences)

    @cached_property
    def known(self) -> dict[str, Any]:
        """What has been worked out about it, for the next check."""
        return {}

    def has(self, pattern: str) -> bool:
        """Do these words occur in it?"""
        if pattern not in self.known:
            self.known[pattern] = rx(pattern).search(self.text) is not None
        return bool(self.known[pattern])

    def around(self, told: Told) -> str:
        """What a reader sees beside a sentence: its paragraph and the footnotes that it points to."""
        beside = [one.words for one in self.sentences if one.block == told.block]
        return "\n".join([*beside, self.notes])

    def cautioned(self, told: Told) -> bool:
        """Does a caveat that is not denied stand where a reader of the sentence sees it?"""
        key = f"cautioned {told.block}"
        if key not in self.known:
            self.known[key] = cautions(self.around(told))
        return bool(self.known[key])


rx = cache(compiled)


def cautions(text: str) -> bool:
    """A caveat that is not denied."""
    return any(
        not rx(words.CAVEAT_DENIED).search(text[max(0, m.start() - 16) : m.start()])
        for m in rx(words.CAVEAT).finditer(text)
    )


def _size_in(told: Told) -> bool:
    if any(figure.role in {"n_total", "n_sub"} and figure.affirmed for figure in told.figures):
        return True
    return any(not _CROWD.search(told.words[max(0, m.start() - 24) : m.end() + 4]) for m in _SIZED.finditer(told.words))


def passages(
    scene: Scene,
    references: Sequence[Reference],
    citations: Sequence[Citation],
    bound: Sequence[tuple[Span, Sequence[Source], bool]],
) -> Iterator[Passage]:
    """Frames cut where a prose attribution begins to govern, each with its works."""
    cited = Stretches((one.scope, one) for one in citations if one.scope is not None)
    scopes = Stretches((one.scope, one) for one in citations if one.scope is not None and one.kind == "prose")
    held = Stretches((scope, (sources, missing)) for scope, sources, missing in bound)
    by_index = {one.index: one for one in references}
    notes = _footnotes(scene.document)
    for frame in scene.frames:
        for group in _cut(frame.sentences, scopes):
            if any(not told.heading for told in group):
                span = Span(group[0].span.start, group[-1].span.end)
                inside = [one for scope, one in cited.over(span) if _mostly(scope, span)]
                targets = dict.fromkeys(index for one in inside for index in one.targets)
                near = [value for scope, value in held.over(span) if _mostly(scope, span)]
                works = {one.id: one for sources, _ in near for one in sources}
                lost = any(missing for _, missing in near)
                yield Passage(
                    tuple(group),
                    tuple(by_index[i] for i in targets if i in by_index),
                    tuple(works.values()),
                    lost,
                    _pointed(scene.document, inside, notes),
                )


def _mostly(scope: Span, span: Span) -> bool:
    shared = min(scope.end, span.end) - max(scope.start, span.start)
    return shared > 0 and shared * 2 >= min(scope.end - scope.start, span.end - span.start)


def _cut(sentences: Sequence[Told], scopes: Stretches[Citation]) -> Iterator[list[Told]]:
    group: list[Told] = []
    last: object = None
    for told in sentences:
        middle = (told.span.start + told.span.end) // 2
        scope = next((one for _, one in scopes.over(Span(middle, middle + 1))), None)
        if group and scope is not last and scope is not None:
            yield group
            group = []
        last = scope
        group.append(told)
    if group:
        yield group


def _footnotes(document: Document) -> dict[str, str]:
    notes = (block for block in document.blocks if block.kind is BlockKind.FOOTNOTE and block.label)
    return {str(block.label): fold(document.slice(block.span)) for block in notes}


def _pointed(document: Document, citations: Sequence[Citation], notes: dict[str, str]) -> str:
    if not notes:
        return ""
    marks = " ".join(document.slice(one.span) for one in citations if one.kind == "footnote")
    return "\n".join(words for label, words in notes.items() if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", marks))


# --- facts ----------------------------------------------------------------------------------------


def study_of(text: str, figures: Sequence[Figure], span: Span | None = None) -> Study:
    """The facts of a folded text with its figures."""
    design = tuple(tag for tag, pattern in words.DESIGN.items() if rx(pattern).search(text))
    phase = rx(words.PHASE).search(text)
    follow = [figure for figure in figures if figure.role == "followup"]
    centres = next((figure for figure in figures if figure.unit == "site" and figure.value), None)
    return Study(
        n=_size(figures),
        design=design,
        phase=_phase(phase),
        species=_species(text),
        control=_control(design),
        follow_up=follow[0].raw if follow else None,
        centres=_centres(design, centres),
        span=span,
    )


def _size(figures: Sequence[Figure]) -> Decimal | None:
    totals = [figure.value for figure in figures if figure.role == "n_total" and figure.value]
    if totals:
        return max(totals)
    counts = [
        figure.denominator or figure.value
        for figure in figures
        if figure.unit in {"count", "animal"} and figure.value and figure.affirmed
    ]
    sized = [count for count in counts if count is not None and count < 1_000_000]
    return max(sized) if sized else None


def _phase(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return next((value for value in match.groups() if value), "1")


def _species(text: str) -> tuple[str, ...]:
    told = (
        ("human", words.PEOPLE),
        ("animal", words.ANIMAL),
        ("cells", words.CELLS),
        ("organoid", words.ORGANOID),
    )
    return tuple(name for name, pattern in told if rx(pattern).search(text))


def _control(design: Sequence[str]) -> str | None:
    for tag in ("placebo", "sham", "controlled"):
        if tag in design:
            return tag
    return "none" if {"single-arm", "uncontrolled"} & set(design) else None


def _centres(design: Sequence[str], stated: Figure | None) -> int | None:
    if stated is not None and stated.value is not None:
        return int(stated.value)
    return 1 if "single-centre" in design else None


def source_study(source: Source) -> Study:
    """What a source says of itself: its declared facts, and what its text tells."""
    declared = source.study or Study()
    text = fold("\n".join([source.title, *declared.design, *(one.text for one in source.texts)]))
    read = study_of(text, ())
    phase = rx(words.PHASE).search(fold(f"phase {declared.phase}")) if declared.phase else None
    species = tuple(dict.fromkeys(kind for told in declared.species for kind in _declared_species(fold(told))))
    return Study(
        n=declared.n or _size_of(source),
        design=read.design,
        phase=_phase(phase) or read.phase,
        species=species or _told_species(text),
        control=_control(read.design),
        follow_up=declared.follow_up,
        centres=declared.centres or read.centres,
    )


def _declared_species(text: str) -> tuple[str, ...]:
    if expressions.search(r"predominantly animal|mostly animal|mainly animal|主要为?动物", text):
        return ("animal",)
    named = (
        ("human", r"human|patient|人"),
        ("animal", (r"animal|mouse|mice|\brats?\b|rabbit|pig|dog|monkey|动物|鼠|兔|犬|猪|猴")),
        ("cells", r"cell|vitro|细胞|体外"),
        ("organoid", r"organoid|类器官"),
    )
    return tuple(name for name, pattern in named if expressions.search(pattern, text))


def _told_species(text: str) -> tuple[str, ...]:
    """Animals or cells only where no people were studied."""
    found = _species(text)
    studied = expressions.search(
        (
            r"\d[\d,]*\s?(?:例|名|位)|\b\d[\d,]*\s(?:[\w-]+\s){0,3}(?:patients|participants"
            r"|adults|women|men|children|people|volunteers|subjects)|patients (?:were|received"
            r"|with)|cohort|randomi[sz]ed|participants"
        ),
        text,
    )
    if "human" in found and ("animal" in found or "cells" in found) and not studied:
        return tuple(name for name in found if name != "human")
    return found


def _size_of(source: Source) -> Decimal | None:
    from claimlint.verify.figures.reading import read_figures

    figures = [figure for text in source.texts for figure in read_figures(text.text)]
    totals = {figure.value for figure in figures if figure.role == "n_total" and figure.value}
    return totals.pop() if len(totals) == 1 else None


def days(figure: Figure) -> Decimal | None:
    """A length of time in days."""
    return figure.high * _DAYS[figure.unit] if figure.unit in _DAYS else None
