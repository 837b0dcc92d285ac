"""The studies of a document, and whether they are told with their size and design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.source import Citation, Library, Reference, Source, Study
from claimlint.model.text import Document, Role, Span
from claimlint.verify.scenes import scene
from claimlint.verify.studies import rules as studies_rules
from claimlint.verify.studies import words as studies_words
from claimlint.verify.studies.claims import announcement
from claimlint.verify.studies.facts import Passage, Thresholds, passages, rx

_ANY_STUDY = lazy(
    r"科学家|学者|团队|研究|试验|实验|文献|论文|综述|临床|鼠|兔|犬|猴|鱼|动物|细胞|体外|类器官|试管"
    r"|患者|病例|stud(?:y|ies)|trial|research|scientist|patients?|mice|\brats?\b"
    r"|animals?\b|cells?\b|rabbits|monkeys|pigs|zebrafish|dish|review|thesis|in vitro"
    r"|team|\bwe\b"
)
SHORT = 3  # sentences: so few stand for one statement


def read(
    document: Document,
    figures: tuple[Figure, ...],
    references: Sequence[Reference],
    citations: Sequence[Citation],
    library: Library | None,
    thresholds: Thresholds,
) -> tuple[tuple[Study, ...], tuple[Observation, ...]]:
    """What the document says of each study, and what is wrong with it."""
    folded = fold(document.text)
    if library is None and not _ANY_STUDY.search(folded) and not rx(studies_words.ANIMAL).search(folded):
        return (), ()
    bound = list(_bound(document, references, citations, library))
    found = [one for one in passages(scene.build(document, figures), references, citations, bound) if _body(one)]
    short = len(document.sentences) <= SHORT
    seen: dict[tuple[str, Span], Observation] = {}
    for one in (one for passage in found for one in _check(passage, thresholds, short)):
        seen.setdefault((one.check, one.span), one)
    return tuple(one.study for one in found if announcement(one)), tuple(
        sorted(seen.values(), key=lambda one: (one.span, one.check))
    )


def _check(passage: Passage, thresholds: Thresholds, short: bool) -> Iterator[Observation]:
    told: set[str] = set()
    if passage.sources:
        from claimlint.verify.studies import sources as studies_sources

        against = list(studies_sources.check(passage, thresholds, short))
        told = {one.check for one in against}
        yield from against
    yield from (one for one in studies_rules.check(passage, thresholds) if one.check not in told)


def _body(passage: Passage) -> bool:
    aside = {Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT}
    return not all(told.role in aside or told.heading for told in passage.sentences)


def _bound(
    document: Document,
    references: Sequence[Reference],
    citations: Sequence[Citation],
    library: Library | None,
) -> Iterator[tuple[Span, Sequence[Source], bool]]:
    if library is None:
        return
    from claimlint.verify.compare.cited import bindings

    for one in bindings(document, references, citations, library):
        yield one.scope, one.sources, bool(one.missing)
