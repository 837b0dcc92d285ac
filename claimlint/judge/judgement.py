"""The whole of judging one document, from hits and observations to findings with their status."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from claimlint.config import Settings
from claimlint.judge import fingerprint, presence, stale, suppress
from claimlint.judge.context import LONGEST_SENTENCE
from claimlint.judge.findings import Draft, is_chinese, make
from claimlint.judge.net import CHECK as NET
from claimlint.judge.net import selling
from claimlint.judge.profile import complete, reads_as
from claimlint.judge.register import voice_of_document
from claimlint.judge.selectors import selected_by
from claimlint.judge.selling import Voices
from claimlint.judge.verdicts import Bench, on_hit, on_observation
from claimlint.judge.wording import said
from claimlint.language.cues import Cues
from claimlint.language.stretches import Stretches
from claimlint.model.finding import Finding, RelatedPlace
from claimlint.model.hit import Dismissal, Hit, Observation, Related, Scan
from claimlint.model.report import Profile
from claimlint.model.rule import Guard, Within
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, RawSpan, Span
from claimlint.model.words import spoken


class Judgement(Struct, frozen=True):
    """What judging gave: findings of every status, what was dismissed and why, and the full profile."""

    findings: tuple[Finding, ...]
    dismissals: tuple[Dismissal, ...]
    profile: Profile = Profile()


Verdict = Draft | Dismissal
MOST_PLACES = 20  # of a finding that is put once a document


def judge(
    rulebook: Rulebook,
    document: Document,
    scan: Scan,
    observations: Sequence[Observation],
    profile: Profile,
    *,
    as_of: str | None = None,
    settings: Settings | None = None,
) -> Judgement:
    """Judge what matching and verifying saw of one document."""
    settings = settings or Settings()
    bench = _bench(rulebook, document, scan, profile, settings, as_of)
    orders = suppress.collect(document, settings)
    observations = (*observations, *reads_as(bench.profile), *selling(rulebook, document, bench.voices))
    claims, dismissals = _claims(bench, rulebook, scan, observations)
    claims = suppress.lay(claims, suppress.holding(orders, as_of), rulebook, settings)
    absent, satisfied = _absences(bench, rulebook, scan, observations, claims, fragment=settings.fragment)
    absent = suppress.lay(absent, suppress.holding(orders, as_of), rulebook, settings)
    faults = _faulty(bench, rulebook, stale.faults(orders, (*claims, *absent), rulebook, settings, as_of))
    findings = fingerprint.stamp(linked((*claims, *absent, *faults)), document)
    return Judgement(tuple(findings), _told((*dismissals, *satisfied), document), bench.profile)


def _told(dismissals: Iterable[Dismissal], document: Document) -> tuple[Dismissal, ...]:
    """The dismissals with their reasons in the document's language."""
    chinese = is_chinese(document)
    return tuple(replace(one, detail=spoken(one.detail, chinese)) for one in dismissals)


def _bench(
    rulebook: Rulebook,
    document: Document,
    scan: Scan,
    profile: Profile,
    settings: Settings,
    as_of: str | None,
) -> Bench:
    cues = Cues(document.text, scan.occurrences)
    voice = voice_of_document(cues, document)
    return Bench(
        document=document,
        cues=cues,
        profile=complete(profile, document, cues, voice),
        defaults=rulebook.defaults,
        statutes={statute.id: statute for statute in rulebook.statutes},
        as_of=as_of,
        accepted=settings.accept,
        literals=_literals(rulebook, scan.hits),
        voice=voice,
        voices={language: Voices(cues, document, weights) for language, weights in rulebook.voices.items()},
    )


def _literals(rulebook: Rulebook, hits: Iterable[Hit]) -> dict[tuple[str, int], tuple[str, ...]]:
    """The words that each pattern with a hit spells out, all its alternatives together."""
    numbers = {rule.id: number for number, rule in enumerate(rulebook.rules)}
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for name, number in dict.fromkeys((hit.rule, hit.pattern) for hit in hits if hit.rule in numbers):
        written = [one for one in rulebook.written(numbers[name], number) if one.expression is None]
        if written:
            elements = (element for one in written for element in one.elements if element.kind == "literal")
            found[name, number] = tuple(word for element in elements for word in element.names)
    return found


Made = tuple[tuple[Finding, ...], list[Dismissal]]


def _claims(bench: Bench, rulebook: Rulebook, scan: Scan, seen: Sequence[Observation]) -> Made:
    """The findings of pattern and check rules."""
    judged = list(_hits(bench, rulebook, scan.hits))
    drafts, dismissals = _settle([*judged, *_observed(bench, rulebook, seen, _cleared(bench, judged))], bench.document)
    dismissals.extend(Dismissal(rule, span, "masked", said("masked")) for rule, span in scan.masked)
    return tuple(make(draft, bench.document) for draft in drafts), dismissals


def _absences(
    bench: Bench,
    rulebook: Rulebook,
    scan: Scan,
    observations: Sequence[Observation],
    claims: Sequence[Finding],
    *,
    fragment: bool,
) -> Made:
    """The findings of presence rules, which see the claims that stand open."""
    seen = presence.Seen(scan.wanted(), claims, observations, rulebook, presence.count_languages(bench.document))
    drafts, dismissals = _settle(presence.check(bench, rulebook, seen, fragment=fragment), bench.document)
    return tuple(make(draft, bench.document) for draft in drafts), dismissals


def _faulty(bench: Bench, rulebook: Rulebook, faults: Iterable[stale.Fault]) -> list[Finding]:
    """The findings about suppressions, at the place of the comment in the raw text."""
    rules = {rule.check: rule for rule in rulebook.rules if rule.check is not None}
    found = []
    for order, seen in faults:
        rule = rules.get(seen.check)
        verdict = on_observation(bench, rule, seen) if rule is not None else None
        if isinstance(verdict, Draft):
            finding = make(verdict, bench.document)
            found.append(_at_raw(finding, order.raw, bench.document))
    return found


def _at_raw(finding: Finding, raw: RawSpan, document: Document) -> Finding:
    """A finding about a comment: placed in the raw text, with an empty span where the text goes on."""
    behind = (one.span.start for one in document.segments if one.raw.start >= raw.end)
    point = next(behind, len(document.text))
    line, column = document.line_column(raw.start)
    end_line, end_column = document.line_column(raw.end)
    place = Span(point, point)
    return replace(
        finding,
        scope="span",
        span=place,
        raw=(raw,),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
    )


def _hits(bench: Bench, rulebook: Rulebook, hits: Iterable[Hit]) -> Iterable[Verdict]:
    rules = {rule.id: rule for rule in rulebook.rules}
    for hit in distinct(hit for hit in hits if hit.purpose == "report"):
        rule = rules.get(hit.rule)
        if rule is not None and rule.kind == "pattern":
            yield on_hit(bench, rule, hit)


def distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits of one rule the longest; plain text before a reading of the same span."""
    kept: dict[str, list[Span]] = {}
    chosen = []
    order = sorted(hits, key=lambda hit: (hit.span.start - hit.span.end, hit.reading is not None, hit.span))
    for hit in order:
        others = kept.setdefault(hit.rule, [])
        place = bisect_left(others, hit.span)
        if not any(hit.span.overlaps(other) for other in others[max(0, place - 1) : place + 1]):
            others.insert(place, hit.span)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: (hit.span, hit.rule))


def _cleared(bench: Bench, verdicts: Iterable[Verdict]) -> dict[int | None, Dismissal]:
    """What a guard let through, by sentence: such words are no promise for the net under the rules either."""
    guards = {str(guard) for guard in Guard}
    dismissed = (one for one in verdicts if isinstance(one, Dismissal) and one.guard in guards)
    return {bench.document.sentence_index(one.span.start): one for one in dismissed}


def _observed(
    bench: Bench, rulebook: Rulebook, seen: Iterable[Observation], cleared: Mapping[int | None, Dismissal]
) -> Iterable[Verdict]:
    rules = {rule.check: rule for rule in rulebook.rules if rule.check is not None}
    for one in seen:
        rule = rules.get(one.check)
        if rule is None:
            continue
        let = cleared.get(bench.document.sentence_index(one.span.start)) if one.check == NET and cleared else None
        yield on_observation(bench, rule, one) if let is None else replace(let, rule=rule.id, span=one.span)


def _settle(verdicts: Iterable[Verdict], document: Document) -> tuple[list[Draft], list[Dismissal]]:
    """Drafts and dismissals apart; a draft yields to a stronger rule's on the same words."""
    drafts: list[Draft] = []
    dismissals: list[Dismissal] = []
    for verdict in verdicts:
        if isinstance(verdict, Draft):
            drafts.append(verdict)
        else:
            dismissals.append(verdict)
    rivals = _Rivals(drafts, document)
    over = {id(draft): stronger for draft in drafts if (stronger := _stronger(draft, rivals.of(draft))) is not None}
    dismissals.extend(_yielded(draft, _kept(over[id(draft)], over), document) for draft in drafts if id(draft) in over)
    kept = [draft for draft in drafts if id(draft) not in over]
    return list(_gathered(kept)), dismissals


def _kept(draft: Draft, over: Mapping[int, Draft]) -> Draft:
    """The draft itself, or the one that is kept where it yields too."""
    for _ in range(len(over)):
        if id(draft) not in over:
            break
        draft = over[id(draft)]
    return draft


def _yielded(draft: Draft, stronger: Draft, document: Document) -> Dismissal:
    """To the same rule's other place in the sentence, or to another rule; which words, where they are others."""
    words = document.slice(stronger.span)
    if stronger.rule.id == draft.rule.id:
        return Dismissal(draft.rule.id, draft.span, "once", said("once", words), stronger.span)
    name = stronger.rule.id
    detail = name if stronger.span.overlaps(draft.span) else said("yields", name, words)
    return Dismissal(draft.rule.id, draft.span, "yields-to", detail, stronger.span)


def _gathered(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One draft a document of a rule that is put once: at its first place, with the others as related places."""
    first: dict[str, Draft] = {}
    others: dict[str, list[Related]] = {}
    for draft in drafts:
        if draft.rule.once is not Within.DOCUMENT:
            yield draft
        elif draft.rule.id in first:
            others.setdefault(draft.rule.id, []).append(Related(draft.span))
        else:
            first[draft.rule.id] = draft
    for rule, draft in first.items():
        yield replace(draft, related=(*draft.related, *others.get(rule, ())[:MOST_PLACES]))


class _Rivals:
    """The drafts that may stand on the same words as another."""

    def __init__(self, drafts: Sequence[Draft], document: Document) -> None:
        self._document = document
        self._by_place = Stretches((draft.span, draft) for draft in drafts)
        self._by_sentence: dict[tuple[int, int], list[Draft]] = {}
        for draft in drafts:
            if draft.sentence is not None:
                self._by_sentence.setdefault(self._stretch(draft, draft.sentence), []).append(draft)

    def of(self, draft: Draft) -> Iterable[Draft]:
        """Those of its sentence, and those on the same words."""
        if not draft.rule.yields_to and draft.rule.once is None:
            return ()
        if draft.sentence is None:
            return (rival for _, rival in self._by_place.over(draft.span))
        return (
            *self._by_sentence[self._stretch(draft, draft.sentence)],
            *(rival for _, rival in self._by_place.over(draft.span)),
        )

    def _stretch(self, draft: Draft, sentence: int) -> tuple[int, int]:
        """The sentence of a draft and, of one without end, the part of it."""
        return sentence, (draft.span.start - self._document.sentences[sentence].span.start) // LONGEST_SENTENCE


def _stronger(draft: Draft, rivals: Iterable[Draft]) -> Draft | None:
    """The draft to which a draft yields: on the same words or, for a rule that is put once, beside it."""
    beside = None
    for rival in rivals:
        same = rival.span.overlaps(draft.span)
        near = same or (
            draft.rule.once is Within.SENTENCE and rival.sentence is not None and rival.sentence == draft.sentence
        )
        if near and _outdoes(rival, draft):
            if same:
                return rival
            beside = beside or rival
    return beside


def _outdoes(rival: Draft, draft: Draft) -> bool:
    if rival.rule.id == draft.rule.id:
        return draft.rule.once is Within.SENTENCE and _before(rival, draft)
    return _yields(draft.rule.yields_to, rival.rule.id)


@lru_cache(maxsize=65_536)  # asked for every two findings of a sentence
def _yields(selectors: tuple[str, ...], rule: str) -> bool:
    return selected_by(selectors, rule)


def _before(rival: Draft, draft: Draft) -> bool:
    """Whether of two findings of one rule in one sentence the other is to be kept: the longer, later one."""
    return (rival.span.end - rival.span.start, rival.span) > (draft.span.end - draft.span.start, draft.span)


def linked(findings: Iterable[Finding]) -> list[Finding]:
    """Findings sorted by place; those of different rules on the same words name each other."""
    ordered = sorted(findings, key=lambda finding: (finding.span, finding.rule))
    links: dict[int, list[Finding]] = {}
    open_ones: list[tuple[int, Finding]] = []
    for number, finding in enumerate(ordered):
        open_ones = [pair for pair in open_ones if pair[1].span.end > finding.span.start]
        for other_number, other in open_ones:
            if other.rule != finding.rule and other.span.overlaps(finding.span):
                links.setdefault(number, []).append(other)
                links.setdefault(other_number, []).append(finding)
        open_ones.append((number, finding))
    return [_with_links(finding, links.get(number, ())) for number, finding in enumerate(ordered)]


def _with_links(finding: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return finding
    places = tuple(
        RelatedPlace(path=one.path, span=one.span, text=one.text, message=one.rule, line=one.line, column=one.column)
        for one in others
    )
    return replace(finding, related=(*finding.related, *places))
