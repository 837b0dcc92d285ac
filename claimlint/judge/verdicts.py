"""One hit or observation against one rule: a draft of a finding, or a dismissal with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from claimlint.judge import register
from claimlint.judge.context import Context
from claimlint.judge.findings import Draft, grounded, pasted
from claimlint.judge.frames import speech
from claimlint.judge.guards import Held, guards_of, held
from claimlint.judge.hedges import hedged
from claimlint.judge.profile import graded, jurisdictions, misfit
from claimlint.judge.quotes import unhalved
from claimlint.judge.selling import Voices, told
from claimlint.judge.wording import said
from claimlint.language.cues import Cues
from claimlint.model.hit import Dismissal, Evidence, Hit, Observation, Related
from claimlint.model.report import Profile
from claimlint.model.rule import Confidence, Rule, Severity, Statute
from claimlint.model.rulebook import Defaults
from claimlint.model.text import Document, Span

SELLING = frozenset({"advertisement", "product-page"})  # contents in which a plain sentence sells too
PROFILE_FIELDS = frozenset({"content", "audience", "product"})
LEAST_OF_ERRORS = 0.5  # the chance of a claim below which a document that informs only tells what a sure rule forbids
LEAST_OF_SENTENCES = 0.2  # the same for the sentence that a less sure rule accuses, the document considered


class Bench(Struct, frozen=True):
    """What every verdict on one document needs."""

    document: Document
    cues: Cues
    profile: Profile
    defaults: Defaults
    statutes: Mapping[str, Statute]
    as_of: str | None = None
    accepted: tuple[str, ...] = ()
    literals: Mapping[tuple[str, int], tuple[str, ...]] = {}  # by rule and pattern; expressions have none
    voice: register.Voice = register.Voice(0, 0)  # of the whole document
    voices: Mapping[str, Voices] = {}  # of its sentences, by language


def on_hit(bench: Bench, rule: Rule, hit: Hit) -> Draft | Dismissal:
    """What becomes of one hit of a pattern rule."""
    context = Context(bench.document, hit, bench.cues, bench.literals.get((hit.rule, hit.pattern)))
    sentence = context.words(context.sentence.span)
    places = jurisdictions(bench.profile, bench.document, sentence)
    refused = _refused(bench, rule, context, places)
    if refused is not None:
        return refused
    softened = rule.soften or bench.defaults.soften.get(rule.family, {})
    severity = graded(rule, bench.profile)
    notes: list[Evidence] = []
    holding = list(held(context, guards_of(rule, bench.defaults)))
    if any(str(one.guard) not in softened for one in holding):
        return _dismissed(rule, hit.span, [one for one in holding if str(one.guard) not in softened])
    for one in holding:
        severity = _milder(severity, softened[str(one.guard)])
        notes.append(Evidence("document", said("softened", one.reason.detail)))
    if "hedged" in softened and (hedge := hedged(context)) is not None:
        severity = _milder(severity, softened["hedged"])
        notes.append(Evidence("document", said("softened", hedge.detail)))
    severity, told = _by_voice(bench, rule, context, severity)
    return _draft(bench, rule, context, severity, (*_variant(hit), *notes, *told), places)


def _by_voice(bench: Bench, rule: Rule, context: Context, severity: Severity) -> tuple[Severity, tuple[Evidence, ...]]:
    """Information where neither document nor sentence sells; the words that say so where a rule asks for a voice.

    What the law plainly forbids (an error) is no milder for standing among sentences that explain, unless neither its
    sentence nor its clause sells at all (``barely_selling``). Only in a document that informs, where neither its
    sentence nor its own clause sells, it is more likely told than claimed; whether they do, the document has a say in
    only where the rule is less sure. Words in quotation marks are somebody else's there.
    """
    voices = bench.voices.get(context.language)
    if voices is None:
        return severity, ()
    asks = rule.register is not None and (rule.register.selling or 0) > 0
    told_of = not _advertises(bench.profile, voices)
    mild = severity is Severity.WARNING and told_of
    chance = voices.chance(context.index)
    if mild and voices.informs and rule.confidence is Confidence.LOW:
        return Severity.INFO, (Evidence("document", said("hardly-sells", f"{chance:.2f}")),)
    if told_of and voices.informs and severity is not Severity.INFO and speech(context) is not None:
        return Severity.INFO, (Evidence("document", said("speech")),)
    if asks:
        return severity, told(voices.words(context.index))
    if severity is Severity.ERROR and told_of:
        least, chance = _of_error(bench.defaults, rule, voices, context)
    elif mild:
        least = _least_of_warnings(bench.defaults, rule, voices).get(rule.family, 0.0)
    else:
        return severity, ()
    if chance >= least:
        return severity, ()
    return Severity.INFO, (Evidence("document", said("hardly-sells", f"{chance:.2f}")),)


def _of_error(defaults: Defaults, rule: Rule, voices: Voices, context: Context) -> tuple[float, float]:
    """The chance of selling below which an error is only told of, and that of its sentence or clause."""
    spans = (context.sentence.span, context.clause)
    if not voices.informs:
        chance = max(voices.chance_within(span) for span in spans)
        return defaults.barely_selling.get(rule.family, 0.0), chance
    if rule.confidence is Confidence.HIGH:
        return LEAST_OF_ERRORS, max(voices.chance_within(span) for span in spans)
    chance = voices.chance(context.index)
    if chance < LEAST_OF_SENTENCES:
        return LEAST_OF_SENTENCES, chance
    return defaults.selling.get(rule.family, 0.0), max(voices.chance_within(span, context.index) for span in spans)


def informs(bench: Bench) -> bool:
    """Whether a document that declares nothing has the voice of one that informs."""
    if bench.profile.declared & PROFILE_FIELDS:
        return False
    return any(voices.informs for voices in bench.voices.values())


def hardly_sells(bench: Bench) -> bool:
    """Whether a document that declares nothing has a voice quieter than that of one that sells."""
    if bench.profile.declared & PROFILE_FIELDS:
        return False
    return any(voices.quiet for voices in bench.voices.values())


def _advertises(profile: Profile, voices: Voices) -> bool:
    """Whether every sentence counts as selling: declared an advertisement, or read as one with no voice against it."""
    return profile.content in SELLING and ("content" in profile.declared or not voices.informs)


def _least_of_warnings(defaults: Defaults, rule: Rule, voices: Voices) -> Mapping[str, float]:
    """The chance of selling, by family, below which a warning is information.

    `selling: 0` asks for the least; below 0 for none, since what the rule is about is told in a plain voice.
    """
    asked = rule.register.selling if rule.register is not None else None
    if asked is not None and asked < 0 and not voices.informs:
        return {}
    if asked == 0 and not voices.informs:
        return defaults.barely_selling
    return defaults.selling if voices.calm else defaults.hardly_selling


def _refused(bench: Bench, rule: Rule, context: Context, places: tuple[str, ...]) -> Dismissal | None:
    span = context.span
    unfit = misfit(rule.applies, bench.profile, places)
    if unfit is not None:
        return Dismissal(rule.id, span, "profile", unfit)
    name = _accepted(bench, context)
    if name is not None:
        return Dismissal(rule.id, span, "accepted", said("accepted", name))
    voice = register.refusal(rule, context, bench.voice) or _not_selling(bench, rule, context)
    return Dismissal(rule.id, span, "register", voice) if voice is not None else None


def _not_selling(bench: Bench, rule: Rule, context: Context) -> str | None:
    """Why a sentence does not sell enough for a rule, or None."""
    least = rule.register.selling if rule.register else None
    voices = bench.voices.get(context.language)
    if not least or least < 0 or voices is None:
        return None
    chance = voices.chance(context.index)
    if chance >= least:
        return None
    return said("too-little-voice", f"{chance:.2f}", f"{least:.2f}")


def _accepted(bench: Bench, context: Context) -> str | None:
    """The accepted name that the hit lies in (or is)."""
    span, sentence = context.span, context.sentence.span
    for name in bench.accepted:
        place = context.text.find(name, max(sentence.start, span.start - len(name)), sentence.end)
        while 0 <= place <= span.start:
            if place + len(name) >= span.end:
                return name
            place = context.text.find(name, place + 1, sentence.end)
    return None


def _dismissed(rule: Rule, span: Span, holding: Sequence[Held]) -> Dismissal:
    first, *others = holding
    also = tuple(str(one.guard) for one in others)
    return Dismissal(rule.id, span, str(first.guard), first.reason.detail, first.reason.cue, also)


def _milder(severity: Severity, wanted: str) -> Severity:
    """The milder of two severities; "step" is one level below the first."""
    if wanted == "step":
        return list(Severity)[min(severity.rank + 1, 2)]
    return max(severity, Severity(wanted), key=lambda one: one.rank)


def _variant(hit: Hit) -> tuple[Evidence, ...]:
    if not hit.variant:
        return ()
    return (Evidence("variant", said("read-as", hit.words)),)


def _draft(
    bench: Bench,
    rule: Rule,
    context: Context,
    severity: Severity,
    evidence: tuple[Evidence, ...],
    places: tuple[str, ...],
) -> Draft:
    hit = context.hit
    confidence = Confidence.MEDIUM if hit.variant and rule.confidence is Confidence.HIGH else rule.confidence
    values = {"match": _match(context), **{slot.name: slot.term for slot in hit.slots}}
    ground = grounded(rule, severity, bench.statutes, places, bench.as_of)
    return Draft(
        rule=rule,
        span=unhalved(context.text, hit.span, context.sentence.span),
        language=pasted(context.words(context.sentence.span), bench.document),
        severity=ground.severity,
        confidence=register.adjusted(rule, context, bench.voice, confidence),
        values=values,
        related=tuple(Related(span, said("together") if hit.reading is not None else "") for span in hit.related),
        evidence=(*evidence, *ground.notes),
        basis=ground.basis,
        sentence=hit.sentence,
    )


def _match(context: Context) -> str:
    """The words of a hit; of one that is pieced together, all its pieces in order."""
    hit = context.hit
    pieces = hit.related if hit.reading is not None else ()
    whole = unhalved(context.text, hit.span, context.sentence.span)
    return "…".join(context.words(span) for span in sorted((*pieces, whole)))


def on_observation(bench: Bench, rule: Rule, seen: Observation) -> Draft | Dismissal:
    """What becomes of something that verify saw, by the rule whose check it names."""
    document, span = bench.document, seen.span
    whole = span.start >= span.end
    index = document.sentence_index(span.start) if not whole else None
    sentence = document.slice(document.sentences[index].span) if index is not None else ""
    places = jurisdictions(bench.profile, document, sentence or document.text[:2000])
    unfit = misfit(rule.applies, bench.profile, places)
    if unfit is not None:
        return Dismissal(rule.id, span, "profile", unfit)
    if index is not None:
        context = Context(document, Hit(rule.id, 0, span, span, index, document.slice(span)), bench.cues)
        holding = list(held(context, guards_of(rule, bench.defaults)))
        if holding:
            return _dismissed(rule, span, holding)
    severity = graded(rule, bench.profile)
    severity = _milder(severity, seen.severity) if seen.severity else severity
    if severity is Severity.WARNING and rule.family in bench.defaults.informing and informs(bench):
        severity = _milder(severity, bench.defaults.informing[rule.family])
    ground = grounded(rule, severity, bench.statutes, places, bench.as_of)
    return Draft(
        rule=rule,
        span=Span(document.end_of_body, document.end_of_body) if whole else span,
        language=seen.language or pasted(sentence, document),
        severity=ground.severity,
        confidence=seen.confidence or rule.confidence,
        values={"match": document.slice(span), **seen.values},
        related=seen.related,
        evidence=(*seen.evidence, *ground.notes),
        basis=ground.basis,
        scope="document" if whole else "span",
        sentence=index,
    )
