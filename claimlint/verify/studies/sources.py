"""How a passage tells its study against what the cited work says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.source import Source, Study, WorkKind
from claimlint.model.words import Words
from claimlint.verify.scenes.scene import Told
from claimlint.verify.studies import strength_sources, strength_words, words
from claimlint.verify.studies.claims import announcement, at, clauses, mild_effect, observed, strong_claims
from claimlint.verify.studies.facts import Passage, Thresholds, rx, source_study
from claimlint.verify.studies.rules import MODEST_N, advantages
from claimlint.verify.studies.strength import Level, grade
from claimlint.verify.wording import listed, said, together


def check(passage: Passage, thresholds: Thresholds, short: bool) -> Iterator[Observation]:
    """Every observation about one passage and the one work that it rests on.

    ``short``: the document is no more than a few sentences, so all of it is about that work.
    """
    if len(passage.sources) != 1 or passage.missing or passage.has(words.REFUTED):
        return
    source = passage.sources[0]
    study = source_study(source)
    proof = (Evidence("source", _told(study), source.title or source.id),)
    yield from _species(passage, study, proof)
    yield from _size(passage, study, source, proof)
    yield from _design(passage, study, proof)
    yield from _told_otherwise(passage, study, proof)
    yield from _kind(passage, source, study, proof)
    yield from _weak_ground(passage, study, proof, thresholds)
    if source.coverage not in {"none", "metadata"}:
        yield from strength_sources.stronger(passage, source, study, short)
        yield from strength_sources.null_left_out(passage, source, study)


def _told(study: Study) -> Words:
    parts = [
        said("sample", f"{study.n:f}") if study.n else "",
        listed(study.design),
        said("phase", study.phase) if study.phase else "",
        listed(study.species),
    ]
    return together(parts)


def _rested(one: Observation, proof: tuple[Evidence, ...]) -> Observation:
    from msgspec.structs import replace

    return replace(one, evidence=one.evidence + proof)


# --- what kind of study ---------------------------------------------------------------------------


def _species(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    if not study.species or "human" in study.species or passage.has(words.ANIMAL) or passage.has(words.CELLS):
        return
    for told in passage.sentences:
        match = (
            None
            if told.heading
            else rx(
                r"(?:\d+\s?项)?临床(?:研究|试验)|clinical (?:trials?|stud(?:y|ies))|患者"
                r"|patients?\b|病人"
            ).search(told.words)
        )
        if match and (
            match[0].startswith(("临床", "clinical"))
            or expressions.search(r"\d", match[0])
            or strong_claims(passage)
            or mild_effect(told)
        ):
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            yield observed("study-animal-to-human", at(told, *place), study, evidence=proof)
            return


def _size(passage: Passage, study: Study, source: Source, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    found = _opening(passage)
    if (
        found is None
        or passage.sized
        or source.kind is WorkKind.REVIEW
        or not (study.n or "meta-analysis" in study.design)
    ):
        return
    told, start, end = found
    effects = [one for one in passage.sentences if grade(one.words).level >= Level.CONDITIONAL and not one.heading]
    if effects:
        others = tuple(Related(at(one, *place)) for one in passage.sentences for place in _explored(one))
        pooled = tuple(
            Related(at(one, *m.span()))
            for one in passage.sentences
            for m in rx(r"\d+\s?(?:项|篇)[^,，。;；]{0,10}|\b\d+ (?:studies|trials)\b").finditer(one.words)
        )
        yield observed(
            "study-result-without-size",
            at(told, start, end),
            study,
            related=(*others[:2], *pooled[:2]),
            evidence=proof,
        )


def _opening(passage: Passage) -> tuple[Told, int, int] | None:
    return announcement(passage)


def _explored(told: Told) -> Iterator[tuple[int, int]]:
    """The clause that says what the study did."""
    for start, end in clauses(told.words):
        if not told.heading and expressions.search(
            (
                r"采用了?[^,，。]{0,24}设计|探索了|评估了|考察了|比较了|研究了|\b(?:assessed"
                r"|examined|evaluated|explored|compared)\b"
            ),
            told.words[start:end],
        ):
            yield start, end


_CONTRARY = {
    "randomised": {"non-randomised", "single-arm", "case-series", "case-report", "review", "uncontrolled"},
    "double-blind": {"open-label", "single-arm", "uncontrolled"},
    "placebo": {"single-arm", "uncontrolled", "case-series"},
    "controlled": {"single-arm", "uncontrolled", "case-series"},
    "multicentre": {"single-centre"},
    "prospective": {"retrospective"},
    "meta-analysis": {"review"},
}


def _told_otherwise(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    for tag, contrary in _CONTRARY.items():
        against = contrary & set(study.design)
        if tag not in passage.study.design or not against or tag in study.design or against & set(passage.study.design):
            continue
        for told in passage.sentences:
            match = None if told.heading else rx(words.DESIGN[tag]).search(told.words)
            if match:
                yield observed(
                    "study-design-differs",
                    at(told, *match.span()),
                    study,
                    evidence=proof,
                    values={"source_design": listed(study.design)},
                )
                break


def _design(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    if not (words.WITHOUT_CONTROL & set(study.design) or (study.phase and study.phase.startswith(("1", "i")))) or {
        "randomised"
    } & set(study.design):
        return
    told_so = {"non-randomised", "single-arm", "uncontrolled", "open-label"} & set(
        passage.study.design
    ) or passage.study.phase
    if told_so or any(passage.cautioned(told) and rx(r"对照|control").search(told.words) for told in passage.sentences):
        return
    for told in passage.sentences:
        size = (
            None
            if told.heading
            else rx(
                r"(?:纳入|入组|招募|收治|共有?|治疗了?)[^,，。;；]{0,6}\d+\s?(?:例|名"
                r"|位)[^,，。;；]{0,30}|\b(?:enrolled|recruited|included|treated) \w+ [^,.;]{0,40}"
                r"|第[一二三]组\s?\(\d+例[^)]{0,6}\)|\d+\s?(?:例|名|位)[^,，。;；]{0,20}"
                r"|\b\d+ patients"
            ).search(told.words)
        )
        if size:
            yield observed(
                "study-result-without-design",
                at(told, *size.span()),
                study,
                evidence=proof,
                related=tuple(_further(passage, told)),
            )
            return


def _further(passage: Passage, first: Told) -> Iterator[Related]:
    for told in passage.sentences:
        group = rx(r"第[二三四]组\s?\(\d+例[^)]{0,6}\)").search(told.words)
        if group and told is not first:
            yield Related(at(told, *group.span()))


def _kind(passage: Passage, source: Source, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    found = announcement(passage)
    if found is None:
        return
    claims = strong_claims(passage)
    effect = (
        claims[0].span
        if claims
        else next(
            (
                at(one, *m.span())
                for one in passage.sentences
                if mild_effect(one) and (m := rx(f"{strength_words.CAUSE_ZH}[^,，。;；]{{0,20}}").search(one.words))
            ),
            None,
        )
    )
    if source.kind is WorkKind.REVIEW and not passage.has(f"{words.REVIEW_ALL}|{words.POOLED}") and effect is not None:
        related = tuple(Related(claim.span) for claim in claims[:2]) or (Related(effect),)
        yield observed("study-review-as-study", at(*found), study, related=related, evidence=proof)
    if source.kind is WorkKind.THESIS and effect is not None and not passage.has(words.THESIS):
        yield observed("study-thesis-as-clinical", effect, study, related=(Related(at(*found)),), evidence=proof)
    if source.kind is WorkKind.ABSTRACT and claims and not passage.has(words.MEETING):
        yield observed(
            "study-thesis-as-clinical", claims[0].span, study, related=(Related(at(*found)),), evidence=proof
        )


def _weak_ground(
    passage: Passage, study: Study, proof: tuple[Evidence, ...], thresholds: Thresholds
) -> Iterator[Observation]:
    early = bool(words.WITHOUT_CONTROL & set(study.design)) or (study.phase or "").startswith("1")
    small = study.n is not None and study.n < thresholds.get("study-small-n", 30)
    if early and not passage.study.control:
        for one in advantages(passage):
            yield _rested(one, proof)
    if not (small or early) or (study.n or 0) >= MODEST_N:
        return
    for told in passage.sentences:
        match = None if told.heading else rx(words.GRAND).search(told.words)
        if (
            match
            and not passage.cautioned(told)
            and not rx(f"(?:{strength_words.HEDGE_ZH})[^,，]{{0,6}}$").search(told.words[: match.start()])
        ):
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            yield observed(
                "study-small-sample",
                at(told, max(place[0], match.start() - 10), match.end()),
                study,
                evidence=proof,
            )
