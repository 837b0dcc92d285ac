"""Which source speaks for which figure, and what comes of comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from claimlint.model.figure import Agreement, Figure, Verdict
from claimlint.model.hit import Evidence, Observation
from claimlint.model.rule import Confidence
from claimlint.model.source import Citation, Library, Reference, Source
from claimlint.model.text import Document, Span
from claimlint.model.words import both
from claimlint.verify.compare.alignment import Claim, Compared
from claimlint.verify.compare.companions import Discord, discords
from claimlint.verify.compare.passages import Passages, read_source
from claimlint.verify.compare.settle import settle
from claimlint.verify.compare.verdicts import compare
from claimlint.verify.references.records import belongs_elsewhere
from claimlint.verify.wording import said, together

_CHECK = {
    Verdict.CONTRADICTED: "source-contradicts",
    Verdict.OVERSTATED: "source-overstates",
    Verdict.VALUE_ELSEWHERE: "source-elsewhere",
    Verdict.AMBIGUOUS: "source-ambiguous",
    Verdict.NOT_FOUND: "source-not-found",
}
_BETTER = (
    Verdict.SUPPORTED,
    Verdict.SUPPORTED_DERIVED,
    Verdict.SUPPORTED_ROUNDED,
    Verdict.OVERSTATED,
    Verdict.CONTRADICTED,
    Verdict.VALUE_ELSEWHERE,
    Verdict.AMBIGUOUS,
    Verdict.NOT_FOUND,
    Verdict.SOURCE_UNAVAILABLE,
    Verdict.SKIPPED,
)
_STATUS = {"retracted": "error", "withdrawn": "error", "concern": "warning", "corrected": "info"}


class Bound(Struct, frozen=True):
    """A stretch of the document with the works that it is about."""

    scope: Span
    citation: Citation | None
    sources: tuple[Source, ...]
    missing: tuple[Reference, ...] = ()


class Comparison(Struct, frozen=True):
    """Everything that comparing gave."""

    agreements: tuple[Agreement, ...] = ()
    observations: tuple[Observation, ...] = ()


def as_references(library: Library) -> tuple[Reference, ...]:
    """The held works in the shape of a list, for documents that have none."""
    return tuple(
        Reference(
            number,
            Span(0, 0),
            None,
            one.authors,
            one.title,
            one.journal,
            one.year,
            ids=one.ids,
            kind=one.kind,
        )
        for number, one in enumerate(library.sources, 1)
    )


def compare_document(
    document: Document,
    figures: Sequence[Figure],
    references: Sequence[Reference],
    citations: Sequence[Citation],
    library: Library,
) -> Comparison:
    """A verdict on every figure that some source speaks for."""
    bound = list(bindings(document, references, citations, library))
    held: dict[str, Passages] = {}
    for one in bound:
        for source in one.sources:
            held.setdefault(source.id, read_source(source))
    agreements: list[Agreement] = []
    observations: list[Observation] = []
    for claim in _claims(document, figures):
        compared = _best(claim, bound, held)
        if compared is not None:
            agreements.append(compared.agreement)
            observations += _observed(compared, held)
    for discord, source in _discords(document, bound, held):
        if not _is_told(discord, observations):
            agreements = [
                one
                for one in agreements
                if not (discord.span.contains(one.span) and not one.verdict.value.startswith("supported"))
            ]
            agreements.append(
                Agreement(discord.span, discord.verdict, source.id, discord.quote, None, both(discord.zh, discord.en))
            )
            observations.append(_discordant(document, discord, source))
    observations += _status(bound)
    agreements += _unavailable(bound)
    return Comparison(tuple(sorted(agreements, key=lambda one: one.span)), tuple(observations))


def bindings(
    document: Document, references: Sequence[Reference], citations: Sequence[Citation], library: Library
) -> Iterator[Bound]:
    """Scopes with their works; the whole document where there is no list and only one work is held."""
    if not references and len(library.sources) == 1:
        yield Bound(Span(0, len(document.text)), None, library.sources)
        return
    listed = references or as_references(library)
    found = {one.index: (_held(one, library) if references else library.sources[one.index - 1]) for one in listed}
    by_index = {one.index: one for one in listed}
    for citation in citations:
        targets = [target for target in citation.targets if target in found]
        if targets and citation.scope is not None:
            works = tuple(source for target in targets if (source := found[target]) is not None)
            missing = tuple(by_index[target] for target in targets if found[target] is None)
            yield Bound(citation.scope, citation, works, missing)


def _held(reference: Reference, library: Library) -> Source | None:
    """The entry's work; a record of another work under its identifier says nothing about its figures."""
    source = library.find(reference)
    return None if source is not None and belongs_elsewhere(reference, source) else source


def _claims(document: Document, figures: Sequence[Figure]) -> Iterator[Claim]:
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        index = document.sentence_index(figure.span.start)
        if index is not None:
            groups.setdefault(index, []).append(figure)
    for index, inside in groups.items():
        span = document.sentences[index].span
        words = document.slice(span)
        local = [replace(one, span=Span(one.span.start - span.start, one.span.end - span.start)) for one in inside]
        settled = settle(words, local)
        for one, figure in zip(settled, inside, strict=True):
            yield Claim(replace(one, span=figure.span), words, one.span, tuple(settled))


def _best(claim: Claim, bound: Sequence[Bound], held: dict[str, Passages]) -> Compared | None:
    """The narrowest scopes that hold the figure speak; of several works the one that agrees."""
    around = [one for one in bound if one.scope.contains(claim.figure.span) and (one.sources or one.missing)]
    if not around:
        return None
    size = min(one.scope.end - one.scope.start for one in around)
    near = [one for one in around if one.scope.end - one.scope.start == size]
    works = {source.id: source for one in near for source in one.sources}
    verdicts = [compare(claim, held[key]) for key in works]
    if not verdicts:
        return None
    best = min(verdicts, key=lambda one: _BETTER.index(one.agreement.verdict))
    if best.agreement.verdict is Verdict.CONTRADICTED and (len(verdicts) > 1 or any(one.missing for one in near)):
        best = replace(
            best,
            agreement=replace(best.agreement, verdict=Verdict.AMBIGUOUS, reason=said("several-works")),
        )
    if near[0].citation is None:
        reason = together((best.agreement.reason, said("alone")))
        best = replace(best, agreement=replace(best.agreement, reason=reason))
    return best


def _observed(compared: Compared, held: dict[str, Passages]) -> Iterator[Observation]:
    agreement = compared.agreement
    check = _CHECK.get(agreement.verdict)
    if check is None:
        return
    figure = compared.claim.figure
    if agreement.verdict is Verdict.NOT_FOUND and not figure.roles and figure.unit in {"none", "item", "group"}:
        return
    source = held[agreement.source or ""].source
    candidate = compared.candidate
    sure = figure.role is not None and candidate is not None and candidate.figure.role == figure.role
    values = {
        "stated": figure.raw,
        "source": _name(source),
        "quote": _short(agreement.quote or ""),
        "found": candidate.figure.raw if candidate else "",
        "reason_en": agreement.reason,
        "reason_zh": _chinese_reason(compared, candidate.figure.raw if candidate else ""),
        "slip": compared.slip,
    }
    yield Observation(
        check,
        figure.span,
        values,
        (),
        (_evidence(source, agreement),),
        confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
    )


def _chinese_reason(compared: Compared, found: str) -> str:
    slips = {
        "decimal": "，疑似小数点或单位错位",
        "transposed": "，疑似数字颠倒",
        "digit": "，疑似多写或漏写数字",
    }
    told = {
        Verdict.CONTRADICTED: f"来源为“{found}”{slips.get(compared.slip, '')}",
        Verdict.OVERSTATED: f"来源为“{found}”，没有这么强",
        Verdict.VALUE_ELSEWHERE: "该数值在来源中说的是另一件事",
        Verdict.AMBIGUOUS: "来源中有多个可能对应的数值",
        Verdict.NOT_FOUND: "现有来源文本中没有这个数值",
    }
    return told.get(compared.agreement.verdict, "")


def _evidence(source: Source, agreement: Agreement) -> Evidence:
    return Evidence("source", agreement.reason, _name(source), agreement.quote, agreement.verdict.value)


def _name(source: Source) -> str:
    return source.title or source.ids.doi or source.id


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:157] + "..."


def _discords(
    document: Document, bound: Sequence[Bound], held: dict[str, Passages]
) -> Iterator[tuple[Discord, Source]]:
    seen: set[tuple[Span, str]] = set()
    for one in bound:
        if len(one.sources) != 1 or one.missing:
            continue
        for discord in discords(document.text, one.scope, held[one.sources[0].id]):
            once = discord.en.endswith("does not say so")  # a word left out is told where it is missing first
            key = (Span(0, 0) if once else discord.span, one.sources[0].id)
            if key not in seen:
                seen.add(key)
                yield discord, one.sources[0]


def _is_told(discord: Discord, observations: Sequence[Observation]) -> bool:
    return any(
        one.check in {"source-contradicts", "source-overstates"} and one.span.overlaps(discord.span)
        for one in observations
    )


def _discordant(document: Document, discord: Discord, source: Source) -> Observation:
    values = {
        "stated": document.slice(discord.span),
        "source": _name(source),
        "quote": _short(discord.quote),
        "found": "",
        "reason_zh": discord.zh,
        "reason_en": discord.en,
    }
    evidence = Evidence("source", both(discord.zh, discord.en), _name(source), discord.quote, discord.verdict.value)
    return Observation(_CHECK[discord.verdict], discord.span, values, (), (evidence,), confidence=Confidence.MEDIUM)


def _status(bound: Sequence[Bound]) -> Iterator[Observation]:
    """Retracted, withdrawn, doubted or corrected works, once each, where they are first cited."""
    seen: set[str] = set()
    for one in bound:
        for source in one.sources:
            if source.id in seen or source.status not in _STATUS:
                continue
            seen.add(source.id)
            span = one.citation.span if one.citation else Span(one.scope.end, one.scope.end)
            values = {
                "source": _name(source),
                "status": source.status,
                "evidence": source.status_evidence or "",
            }
            yield Observation(
                "source-retracted",
                span,
                values,
                (),
                (Evidence("source", source.status_evidence or source.status, _name(source)),),
                severity=None if _STATUS[source.status] == "error" else _STATUS[source.status],
            )


def _unavailable(bound: Sequence[Bound]) -> Iterator[Agreement]:
    """A cited work of which nothing is held counts as unchecked, once."""
    seen: set[int] = set()
    for one in bound:
        for reference in one.missing:
            if reference.index not in seen and one.citation is not None:
                seen.add(reference.index)
                name = reference.ids.doi or reference.title or reference.label
                yield Agreement(one.citation.span, Verdict.SOURCE_UNAVAILABLE, name, reason=said("not-in-folder"))


def unavailable_observations(agreements: Sequence[Agreement]) -> tuple[Observation, ...]:
    """One observation for each work of which nothing is held."""
    return tuple(
        Observation(
            "source-unavailable",
            one.span,
            {"source": one.source or ""},
            (),
            (Evidence("source", one.reason, one.source),),
        )
        for one in agreements
        if one.verdict is Verdict.SOURCE_UNAVAILABLE and one.reason == said("not-in-folder")
    )
