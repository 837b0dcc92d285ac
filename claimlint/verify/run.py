"""The steps of verify: each adds what it saw to the Verification."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from claimlint.model.figure import Agreement, Figure
from claimlint.model.hit import Observation
from claimlint.model.source import Citation, Reference, Study
from claimlint.model.text import Document


class Verification(Struct, frozen=True):
    """Everything that verify saw in one document; it claims nothing."""

    observations: tuple[Observation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    figures: tuple[Figure, ...] = ()
    studies: tuple[Study, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()

    def with_observations(self, observations: tuple[Observation, ...]) -> Verification:
        """The same with more observations."""
        return replace(self, observations=self.observations + observations)


class Task(Struct, frozen=True):
    """What the steps work on; ``sources`` is a SourceStore, or None where no sources are held."""

    document: Document
    sources: Any | None = None
    thresholds: Mapping[str, float] = {}
    as_of: str = ""  # the day on which the document is judged, YYYY-MM-DD


Step = Callable[[Task, Verification], Verification]


def verify(
    document: Document,
    sources: Any | None = None,
    thresholds: Mapping[str, float] | None = None,
    as_of: str = "",
) -> Verification:
    """Run every step in order; a later step may use what an earlier one found."""
    task = Task(document, sources, thresholds or {}, as_of)
    found = Verification()
    for step in steps():
        found = step(task, found)
    return found


def steps() -> tuple[Step, ...]:
    """The steps in order; each is imported where it runs."""
    return (
        read_figures,
        check_figures,
        read_citations,
        check_citations,
        compare_sources,
        check_labels,
        tell_studies,
    )


def read_figures(task: Task, found: Verification) -> Verification:
    """Every figure of the document's own prose."""
    from claimlint.verify.figures.reading import figures_of

    return replace(found, figures=figures_of(task.document))


def check_figures(task: Task, found: Verification) -> Verification:
    """Figures of the document against each other."""
    from claimlint.verify.consistency import check

    return found.with_observations(check(task.document, found.figures))


def read_citations(task: Task, found: Verification) -> Verification:
    """The document's list of references and the citations that name its entries."""
    from claimlint.verify.references.citations import read_citations as read
    from claimlint.verify.references.listed import read_references

    listed = references = read_references(task.document)
    if not references and task.sources is not None:
        from claimlint.verify.compare.cited import as_references

        listed = as_references(task.sources)
    return replace(found, references=references, citations=read(task.document, listed))


def check_citations(task: Task, found: Verification) -> Verification:
    """References and citations against each other."""
    from claimlint.verify.arithmetic.titles import check as check_titles
    from claimlint.verify.references.citation_checks import check
    from claimlint.verify.references.uncited import check_uncited

    seen = check(task.document, found.references, found.citations, task.as_of)
    seen += tuple(check_titles(task.document, found.figures, found.references, found.citations))
    seen += tuple(check_uncited(task.document, found.references, found.citations))
    if task.sources is not None:
        from claimlint.verify.references.records import check_records

        seen += tuple(check_records(task.document, found.references, task.sources))
    return found.with_observations(seen)


def compare_sources(task: Task, found: Verification) -> Verification:
    """Figures and words against what the cited works say."""
    if task.sources is None:
        return found
    from claimlint.verify.compare.cited import compare_document, unavailable_observations

    held = compare_document(task.document, found.figures, found.references, found.citations, task.sources)
    seen = held.observations + unavailable_observations(held.agreements)
    return replace(found, agreements=found.agreements + held.agreements).with_observations(seen)


def check_labels(task: Task, found: Verification) -> Verification:
    """What is said of one's own products against their labels."""
    if task.sources is None or not task.sources.products:
        return found
    from claimlint.verify.compare.labels import check_labels as check

    return found.with_observations(check(task.document, task.sources.products, task.as_of))


def tell_studies(task: Task, found: Verification) -> Verification:
    """Studies told with their size and design, and no more strongly than their sources."""
    from claimlint.verify.studies.document import read

    studies, seen = read(task.document, found.figures, found.references, found.citations, task.sources, task.thresholds)
    return replace(found, studies=studies).with_observations(seen)
