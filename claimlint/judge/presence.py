"""Presence rules: what must be said and is not, is hollow, or stands where it does not help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from claimlint.judge.context import Context, language_of
from claimlint.judge.findings import Draft, grounded, is_chinese
from claimlint.judge.guards import first_held, guards_of
from claimlint.judge.profile import graded, jurisdictions, misfit
from claimlint.judge.reach import LANGUAGE_SHARE
from claimlint.judge.requirement import NearCount
from claimlint.judge.said import Said
from claimlint.judge.selectors import selected_by
from claimlint.judge.verdicts import PROFILE_FIELDS, Bench, hardly_sells, informs
from claimlint.judge.wording import said
from claimlint.model.finding import Finding, Status
from claimlint.model.hit import SATISFIED, Dismissal, Evidence, Hit, Observation, Presence, Related
from claimlint.model.rule import Rule, Severity, Within
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Span
from claimlint.model.words import both

SHORTEST = 120  # characters; a shorter text is a title, a slogan or a caption unless a profile is declared
MOST_NEAR = 5  # near misses that a finding shows
MOST_RELATED = 8
SEVERAL = 4  # sentences with claims, from which a document that hardly sells owes them
MANY_ERRORS = 4  # places of them in a document that informs, from which it owes its readers statements
OF_SELLERS = frozenset({"fair-balance", "treatment-notice"})  # groups that are asked of texts that promise
HOLLOW = both("似说而未说", "it nearly says it and does not")
PART = both("只说了一部分，其余没有说", "only this part is said, another is not")


class Seen(Struct, frozen=True):
    """What the rest of judging found in the document, for presence rules to be triggered by."""

    hits: Presence
    findings: Sequence[Finding]
    observations: Sequence[Observation]
    rulebook: Rulebook
    sentences: dict[str, int]  # how many are written in each language


def check(bench: Bench, rulebook: Rulebook, seen: Seen, *, fragment: bool) -> Iterable[Draft | Dismissal]:
    """Every presence rule of the rulebook against the document."""
    for rule in rulebook.rules:
        if rule.kind != "presence":
            continue
        refused = _refused(bench, rule, fragment)
        if refused is not None:
            yield Dismissal(rule.id, _end(bench), *refused)
        else:
            verdict = _verdict(bench, rule, seen)
            if verdict is not None:
                yield verdict


def _refused(bench: Bench, rule: Rule, fragment: bool) -> tuple[str, str] | None:
    """Why a rule is not asked at all: a fragment, or another profile."""
    declared = bool(PROFILE_FIELDS & bench.profile.declared)
    if not declared and (fragment or len(bench.document.text.strip()) < SHORTEST):
        return "fragment", said("fragment", str(SHORTEST))
    places = jurisdictions(bench.profile, bench.document, bench.document.text[:2000])
    unfit = misfit(rule.applies, bench.profile, places)
    return ("profile", unfit) if unfit is not None else None


def _end(bench: Bench) -> Span:
    return Span(bench.document.end_of_body, bench.document.end_of_body)


def _verdict(bench: Bench, rule: Rule, seen: Seen) -> Draft | Dismissal | None:
    triggers = _triggers(bench, rule, seen)
    if triggers is None:
        return None
    near: list[NearCount] = []
    places = triggers or [_end(bench)]
    parts = list(_said(bench, rule, seen))
    if _anywhere(rule):  # where it is said does not depend on what asks for it: look once, not once a place
        lacking = [] if _met(parts, places[0], near) else places
    else:
        lacking = [place for place in places if not _met(parts, place, near)]
    if not lacking:
        return Dismissal(rule.id, places[0], SATISFIED, said("satisfied"))
    return _draft(bench, rule, lacking, _distinct([*near, *_hollow(rule, seen)]))


def _anywhere(rule: Rule) -> bool:
    return (rule.within or Within.DOCUMENT) in (Within.DOCUMENT, Within.FIRST_SCREEN)


# -- when -------------------------------------------------------------------------------------------


def _triggers(bench: Bench, rule: Rule, seen: Seen) -> list[Span] | None:
    """The places that call for the requirement; empty for the whole document; None when nothing does."""
    when = rule.when
    if when is None:
        return []
    if when.also and next(_affirmed(bench, rule, seen, "also"), None) is None:
        return None
    calm = informs(bench)
    places = [finding.span for finding in _findings(bench, when.rules, seen, _fewest(bench, calm=calm))]
    if not (calm and rule.group in OF_SELLERS):
        places += [hit.span for hit in _affirmed(bench, rule, seen, "when")]
    observed = [one.span for one in seen.observations if one.check in when.observations]
    places += [span for span in observed if span.end > span.start]
    if places:
        return sorted(set(places))
    return [] if when.profile or observed else None


class Fewest(NamedTuple):
    """How many claims, or errors among them, a document must hold before it owes its readers a statement."""

    places: int = 0
    errors: int = 0


def _fewest(bench: Bench, *, calm: bool) -> Fewest:
    """In a document that informs, where a claim is more likely a report of one, errors must stand in many places.

    One that hardly sells, a patient's story or a portrait, must claim something in several.
    """
    if calm:
        return Fewest(errors=MANY_ERRORS)
    return Fewest(places=SEVERAL) if hardly_sells(bench) else Fewest()


def _findings(bench: Bench, selectors: tuple[str, ...], seen: Seen, fewest: Fewest) -> list[Finding]:
    """The open claims that selectors mean, where they are strong enough to owe the reader a statement.

    One claim is enough where it is an error or its rule is named; of milder ones it takes two places.
    """
    found = [
        finding
        for finding in seen.findings
        if finding.status is Status.OPEN
        and finding.scope == "span"
        and finding.severity is not Severity.INFO
        and selected_by(selectors, finding.rule, seen.rulebook)
    ]
    errors = {one.span for one in found if one.severity is Severity.ERROR}
    sentences = {bench.document.sentence_index(one.span.start) for one in found}
    if len(errors) < fewest.errors or len(sentences) < fewest.places:
        return []
    if fewest.errors:
        return found
    strong = any(one.severity is Severity.ERROR or one.rule in selectors for one in found)
    return found if strong or _apart(found) else []


def _apart(findings: Sequence[Finding]) -> bool:
    """Whether findings stand in at least two places."""
    return any(not one.span.overlaps(findings[0].span) for one in findings)


def _affirmed(bench: Bench, rule: Rule, seen: Seen, purpose: str) -> Iterator[Hit]:
    """The hits of a purpose that no guard of the rule dismisses."""
    guards = guards_of(rule, bench.defaults)
    for hit in seen.hits.each(rule.id, purpose):
        if first_held(Context(bench.document, hit, bench.cues), guards) is None:
            yield hit


# -- require ----------------------------------------------------------------------------------------


def _said(bench: Bench, rule: Rule, seen: Seen) -> Iterator[Said]:
    """What the document says of each part of the requirement, in every language needed."""
    assert rule.require is not None
    hits = seen.hits.of(rule.id, "require")
    for part in range(len(rule.require.all) or 1):
        for language in needed_languages(rule, seen):
            yield Said(bench, rule, [hit for hit in hits if hit.part == part], language)


def _met(parts: Sequence[Said], place: Span, near: list[NearCount]) -> bool:
    """Whether each part of the requirement is said, meant and near enough, in every language needed."""
    found = [part.at(place, near) for part in parts]
    if all(one is not None for one in found):
        return True
    near.extend(NearCount(one, PART) for one in found if one is not None)
    return False


def needed_languages(rule: Rule, seen: Seen) -> tuple[str | None, ...]:
    """A bilingual document says it in both languages; any other says it once, in whichever."""
    total = sum(seen.sentences.values())
    enough = [lang for lang, n in seen.sentences.items() if n >= 3 and n >= LANGUAGE_SHARE * total]
    wanted = tuple(lang for lang in enough if lang in rule.languages)
    return wanted if len(wanted) > 1 else (None,)


def count_languages(document: Document) -> dict[str, int]:
    """How many sentences of a document are Chinese, how many English."""
    written = [language_of(document.slice(one.span)) for one in document.sentences]
    return {language: written.count(language) for language in ("zh", "en")}


# -- what to report ---------------------------------------------------------------------------------


def _hollow(rule: Rule, seen: Seen) -> list[NearCount]:
    assert rule.require is not None
    told = rule.require.hollow_why
    why = both(told.get("zh", HOLLOW.zh), told.get("en", str(HOLLOW)))
    return [NearCount(hit.span, why) for hit in seen.hits.of(rule.id, "hollow")]


def _distinct(near: Iterable[NearCount]) -> list[NearCount]:
    found: dict[Span, NearCount] = {}
    for one in near:
        found.setdefault(one.span, one)
    return sorted(found.values(), key=lambda one: one.far)


def _draft(bench: Bench, rule: Rule, lacking: Sequence[Span], near: Sequence[NearCount]) -> Draft:
    """Anchored at wording that nearly counts, else at the claim that asks for it, else at the end."""
    document = bench.document
    trigger = next((place for place in lacking if place.end > place.start), None)
    span = near[0].span if near else trigger or _end(bench)
    places = (*lacking[:1], *(one.span for one in near[:MOST_NEAR]), *lacking)
    others = [place for place in dict.fromkeys(places) if place != span and place.end > place.start]
    sentence = _sentence(bench, span)
    laws = jurisdictions(bench.profile, document, sentence)
    ground = grounded(rule, graded(rule, bench.profile), bench.statutes, laws, bench.as_of)
    return Draft(
        rule=rule,
        span=span,
        language="zh" if is_chinese(document) else "en",
        severity=ground.severity,
        confidence=rule.confidence,
        values={"match": document.slice(trigger) if trigger else "", "found": _words(bench, near)},
        related=tuple(Related(place) for place in others[:MOST_RELATED]),
        evidence=(*(_evidence(document, one) for one in near[:MOST_NEAR]), *ground.notes),
        basis=ground.basis,
        scope="span" if near or trigger else "document",
        group=rule.group,
    )


def _evidence(document: Document, one: NearCount) -> Evidence:
    return Evidence("near-miss", one.why, quote=document.slice(one.span))


def _words(bench: Bench, near: Sequence[NearCount]) -> str:
    return bench.document.slice(near[0].span) if near else ""


def _sentence(bench: Bench, span: Span) -> str:
    index = bench.document.sentence_index(span.start) if span.end > span.start else None
    if index is None:
        return bench.document.text[:2000]
    return bench.document.slice(bench.document.sentences[index].span)
