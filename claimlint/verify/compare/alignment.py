"""When a stated figure and one of the source speak of the same thing."""

from __future__ import annotations

from msgspec import Struct

from claimlint.model.figure import Agreement, Comparator, Figure, Verdict
from claimlint.model.text import Span
from claimlint.verify.compare.fit import fit
from claimlint.verify.compare.passages import Candidate, Passages, is_chinese, window

_PERSONS = frozenset(["n_total", "n_sub", "n_event", "dropout", "sex", "adverse"])
_TIMES = frozenset(["followup", "duration", "timepoint"])


class Claim(Struct, frozen=True):
    """One stated figure with its sentence."""

    figure: Figure
    sentence: str
    span: Span  # of the figure inside the sentence
    neighbours: tuple[Figure, ...] = ()  # the other figures of the sentence


class Compared(Struct, frozen=True):
    """A verdict with the candidate that it rests on."""

    claim: Claim
    agreement: Agreement
    candidate: Candidate | None = None
    slip: str = ""


def verdict_on(
    claim: Claim, held: Passages, verdict: Verdict, candidate: Candidate | None, reason: str, slip: str = ""
) -> Compared:
    quote = candidate.sentence.strip() if candidate else None
    place = candidate.place if candidate else None
    arithmetic = candidate.derived or None if candidate else None
    return Compared(
        claim,
        Agreement(claim.figure.span, verdict, held.source.id, quote, arithmetic, reason, place),
        candidate,
        slip,
    )


def roles_meet(a: Figure, b: Figure) -> bool:
    if a.endpoint and b.endpoint and not a.endpoint & b.endpoint:
        return {*a.endpoint, *b.endpoint} <= {"response", "remission"} and bool(a.qualifiers & b.qualifiers)
    if set(a.roles) & set(b.roles):
        return True
    if a.endpoint & b.endpoint:
        return True
    one, other = a.role, b.role
    if one is None or other is None:
        return False
    groups = (_PERSONS - {"sex", "adverse"}, _TIMES)
    return any(one in group and other in group for group in groups) and not (a.endpoint or b.endpoint)


def arms_differ(a: Figure, b: Figure) -> bool:
    return {a.arm, b.arm} == {"trt", "ctl"}


def likeness(claim: Claim, held: Passages, one: Candidate) -> float:
    """The share of the claim's words beside the figure that stand beside the source's figure too."""
    if is_chinese(claim.sentence) != held.chinese:
        return 0.0
    mine = window(claim.sentence, claim.span, 70)
    at = one.figure.span
    theirs = set(window(one.sentence, Span(max(0, at.start - one.start), max(0, at.end - one.start)), 110))
    weights = held.weights
    total = sum(weights.get(word, 1.0) for word in set(mine))
    shared = set(mine) & theirs
    if len(shared) < 2 or not total:
        return 0.0
    common = sum(weights.get(word, 1.0) for word in shared)
    score = common / total
    if len(shared) >= 5:  # a short sentence of the source, all of it in the claim
        score = max(score, 0.9 * common / sum(weights.get(word, 1.0) for word in theirs))
    if claim.figure.comparator is one.figure.comparator is not Comparator.EQUAL:
        same_word = claim.figure.raw[:5].casefold() == one.figure.raw[:5].casefold()
        return score * (1.5 if same_word else 1.05)
    return score


def taken(claim: Claim, one: Candidate) -> bool:
    """Another figure of the same sentence is the one that this source figure belongs to."""
    exactly = {Comparator.EQUAL, Comparator.ABOUT}
    others = (o for o in claim.neighbours if o is not claim.figure and o.unit == claim.figure.unit and not o.word)
    return any(
        other.low == one.figure.low or (other.comparator in exactly and fit(other, one.figure) is not None)
        for other in others
    )
