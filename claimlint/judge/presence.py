"""Presence rules: what must be said and is not, is hollow, or stands where it does not help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from claimlint.judge.context import Context, language_of
from claimlint.judge.findings import Draft, in_force
from claimlint.judge.guards import first_held, guards_of
from claimlint.judge.profile import graded, jurisdictions, misfit
from claimlint.judge.reach import LANGUAGE_SHARE, reaches
from claimlint.judge.selectors import selected_by
from claimlint.judge.verdicts import Bench
from claimlint.language.cues import denial
from claimlint.model.finding import Finding, Status
from claimlint.model.hit import Dismissal, Evidence, Hit, Observation, Related
from claimlint.model.rule import Rule, Within
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import BlockKind, Document, Role, Span

SHORTEST = 120  # characters; a shorter text is a title, a slogan or a caption unless a profile is declared
_PROFILE_FIELDS = {"content", "audience", "product"}


class Seen(Struct, frozen=True):
    """What the rest of judging found in the document, for presence rules to be triggered by."""

    hits: dict[str, list[Hit]]
    findings: Sequence[Finding]
    observations: Sequence[Observation]
    packs: dict[str, str]
    sentences: dict[str, int]  # how many are written in each language


class NearCount(Struct, frozen=True):
    """Words that nearly meet a requirement, and why they do not."""

    span: Span
    why: str
    hollow: bool = False


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
    declared = bool(_PROFILE_FIELDS & bench.profile.declared)
    if not declared and (fragment or len(bench.document.text.strip()) < SHORTEST):
        return "fragment", f"a fragment or a text under {SHORTEST} characters, and no profile is declared"
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
    lacking = [place for place in triggers or [_end(bench)] if not _met(bench, rule, seen, place, near)]
    if not lacking:
        return Dismissal(rule.id, lacking_place(triggers, bench), "satisfied", "what it asks for is there")
    return _draft(bench, rule, lacking, _distinct([*_hollow(bench, rule, seen), *near]))


def lacking_place(triggers: Sequence[Span], bench: Bench) -> Span:
    """Where a dismissal of a satisfied rule stands."""
    return triggers[0] if triggers else _end(bench)


# -- when -------------------------------------------------------------------------------------------


def _triggers(bench: Bench, rule: Rule, seen: Seen) -> list[Span] | None:
    """The places that call for the requirement; empty for the whole document; None when nothing does."""
    when = rule.when
    if when is None:
        return []
    if when.also and not _affirmed(bench, rule, seen, "also"):
        return None
    places = [finding.span for finding in _findings(when.rules, seen)]
    places += [hit.span for hit in _affirmed(bench, rule, seen, "when")]
    observed = [one.span for one in seen.observations if one.check in when.observations]
    places += [span for span in observed if span.end > span.start]
    if places:
        return sorted(set(places))
    return [] if when.profile or observed else None


def _findings(selectors: tuple[str, ...], seen: Seen) -> list[Finding]:
    return [
        finding
        for finding in seen.findings
        if finding.status is Status.OPEN
        and finding.scope == "span"
        and selected_by(selectors, finding.rule, seen.packs)
    ]


def _affirmed(bench: Bench, rule: Rule, seen: Seen, purpose: str) -> list[Hit]:
    """The hits of a purpose that no guard of the rule dismisses."""
    guards = guards_of(rule, bench.defaults)
    return [
        hit
        for hit in seen.hits.get(rule.id, ())
        if hit.purpose == purpose and first_held(Context(bench.document, hit, bench.cues), guards) is None
    ]


# -- require ----------------------------------------------------------------------------------------


def _met(bench: Bench, rule: Rule, seen: Seen, place: Span, near: list[NearCount]) -> bool:
    """Whether each part of the requirement is said, meant and near enough, in every language needed."""
    assert rule.require is not None
    parts = range(len(rule.require.all)) if rule.require.all else range(1)
    return all(
        _part_met(bench, rule, seen, place, part, language, near)
        for part in parts
        for language in needed_languages(rule, seen)
    )


def _part_met(
    bench: Bench, rule: Rule, seen: Seen, place: Span, part: int, language: str | None, near: list[NearCount]
) -> bool:
    met = False
    for hit in seen.hits.get(rule.id, ()):
        if hit.purpose != "require" or hit.part != part:
            continue
        context = Context(bench.document, hit, bench.cues)
        if language is not None and context.language != language:
            continue
        why = fault(context) or _too_far(bench, rule, hit, place)
        if why is None:
            met = True
        else:
            near.append(NearCount(hit.span, why))
    return met


def fault(context: Context) -> str | None:
    """Why a required wording does not count where it stands, or None."""
    cue = denial(context.cues, context.sentence, context.span)
    if cue is not None:
        return f"it is negated by “{context.words(cue)}”"
    waiver = _waiver(context)
    if waiver is not None:
        return f"“{context.words(waiver)}” waives it"
    if context.block.kind is BlockKind.ALT_TEXT:
        return "it stands only in an image's alternative text"
    if context.block.role in (Role.REFERENCES, Role.CONTACT):
        return f"it stands only in the {context.block.role.value} block"
    return contradicted(context)


def _waiver(context: Context) -> Span | None:
    """无需遵医嘱: a word that waives what follows it at once."""
    lead = Span(max(context.clause.start, context.span.start - 8), context.span.start)
    for cue in context.cues.inside("cue_waiver", lead):
        if context.span.start - cue.end <= 4:
            return cue
    return None


def contradicted(context: Context) -> str | None:
    """A statement not to sell, in a document that gives a price or a way to buy."""
    if not context.cues.touching("cue_not_selling", context.span):
        return None
    everything = Span(0, len(context.text))
    for name in ("register_price", "register_contact"):
        for cue in context.cues.inside(name, everything):
            if not context.sentence.span.contains(cue):
                return f"the text sells all the same: “{context.words(cue)}”"
    return None


def _too_far(bench: Bench, rule: Rule, hit: Hit, place: Span) -> str | None:
    within = rule.within or Within.DOCUMENT
    if reaches(bench.document, hit.span, place, within):
        return None
    return (
        f"it does not stand in the same {within.value}"
        if within is not Within.FIRST_SCREEN
        else ("it stands below the first screen")
    )


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


def _hollow(bench: Bench, rule: Rule, seen: Seen) -> list[NearCount]:
    return [
        NearCount(hit.span, "it nearly says it and does not", hollow=True)
        for hit in seen.hits.get(rule.id, ())
        if hit.purpose == "hollow"
    ]


def _distinct(near: Iterable[NearCount]) -> list[NearCount]:
    found: dict[Span, NearCount] = {}
    for one in near:
        found.setdefault(one.span, one)
    return list(found.values())


def _draft(bench: Bench, rule: Rule, lacking: Sequence[Span], near: Sequence[NearCount]) -> Draft:
    """Anchored at wording that nearly counts, else at the claim that asks for it, else at the end."""
    document = bench.document
    trigger = next((place for place in lacking if place.end > place.start), None)
    span = near[0].span if near else trigger or _end(bench)
    others = [place for place in lacking if place != span and place.end > place.start]
    sentence = _sentence(bench, span)
    places = jurisdictions(bench.profile, document, sentence)
    return Draft(
        rule=rule,
        span=span,
        language=language_of(sentence),
        severity=graded(rule, bench.profile),
        confidence=rule.confidence,
        values={"match": document.slice(trigger) if trigger else "", "found": _words(bench, near)},
        related=tuple(Related(place, rule.id) for place in others[:5]),
        evidence=tuple(Evidence("near-miss", f"“{document.slice(one.span)}”: {one.why}") for one in near[:5]),
        basis=in_force(rule.basis, bench.statutes, places, bench.as_of),
        scope="span" if near or trigger else "document",
        group=rule.group,
    )


def _words(bench: Bench, near: Sequence[NearCount]) -> str:
    return bench.document.slice(near[0].span) if near else ""


def _sentence(bench: Bench, span: Span) -> str:
    index = bench.document.sentence_index(span.start) if span.end > span.start else None
    if index is None:
        return bench.document.text[:2000]
    return bench.document.slice(bench.document.sentences[index].span)
