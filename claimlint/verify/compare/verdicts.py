"""Stated figures against what the cited source says: a verdict for each."""

from __future__ import annotations

import re

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Agreement, Figure, Verdict
from claimlint.verify.compare.accuse import accused, by_words
from claimlint.verify.compare.alignment import Claim, Compared, arms_differ, likeness, roles_meet, taken, verdict_on
from claimlint.verify.compare.fit import Fit, fit, same_dimension
from claimlint.verify.compare.passages import Candidate, Passages, quoted
from claimlint.verify.figures.subjects import apart
from claimlint.verify.wording import role_name, said

_STRICT = frozenset({"complete", "partial", "major", "severe", "mild", "endoscopic", "molecular"})
_MONTHS = {
    "年": 12,
    "year": 12,
    "周": 0.25,
    "week": 0.25,
    "月": 1,
    "个月": 1,
    "month": 1,
    "天": 1 / 30,
    "日": 1 / 30,
    "day": 1 / 30,
}
_MARKET = lazy(
    r"全球|累计|已帮助|已服务|服务了|我院|本院|本中心|每年|我国(?:现有|约有|有)|worldwide|our (?:clinic|"
    r"centre|center|hospital)"
)
_LABELLED = frozenset(["p", "hr", "or", "rr", "md", "smd", "i2", "rd", "ci"])
_SKIPPED_UNITS = frozenset({"cilevel", "yuan", "score", "layer", "sd"})
_TITLE = lazy(r"《[^》]{0,120}$")


def compare(claim: Claim, held: Passages) -> Compared:
    """The verdict on one stated figure."""
    figure = claim.figure
    if _TITLE.search(claim.sentence[: claim.span.start]):
        return verdict_on(claim, held, Verdict.SKIPPED, None, said("in-title"))
    if figure.unit in {"score", "none"} and (scored := _scored(claim, held)):
        return scored
    if figure.unit in _SKIPPED_UNITS or not figure.affirmed:
        return verdict_on(claim, held, Verdict.SKIPPED, None, said("no-stated-figure"))
    if _MARKET.search(fold(claim.sentence)) and figure.unit in {"count", "item", "times"}:
        return verdict_on(claim, held, Verdict.SKIPPED, None, said("market"))
    if held.source.coverage in {"none", "metadata"}:
        return verdict_on(claim, held, Verdict.SOURCE_UNAVAILABLE, None, said("nothing-held"))
    candidates = [one for one in held.candidates if same_dimension(figure, one.figure)]
    return _supported(claim, held, candidates) or accused(claim, held, candidates) or _unfound(claim, held, candidates)


def _supported(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    fitting = [(one, found) for one in candidates if (found := fit(claim.figure, one.figure)) is not None]
    if not fitting:
        return None
    ranked = sorted(fitting, key=lambda pair: _rank(claim, held, *pair))
    for one, found in ranked:
        if _speaks_alike(claim, held, one):
            if found.kind == "overstated":
                return verdict_on(claim, held, Verdict.OVERSTATED, one, found.note)
            if found.kind == "rounded" and (outweighed := _outweighed(claim, held, candidates, one)):
                return outweighed
            verdict = Verdict.SUPPORTED_DERIVED if one.derived else Verdict.SUPPORTED
            verdict = Verdict.SUPPORTED_ROUNDED if found.kind == "rounded" and not one.derived else verdict
            return verdict_on(claim, held, verdict, one, found.note)
    one, found = ranked[0]
    if found.kind == "overstated" or one.derived:
        return None
    other = accused(claim, held, candidates)
    return other or verdict_on(
        claim,
        held,
        Verdict.VALUE_ELSEWHERE,
        one,
        said("elsewhere", role_name(one.figure.role)),
    )


def _outweighed(claim: Claim, held: Passages, candidates: list[Candidate], kept: Candidate) -> Compared | None:
    """A loose fit somewhere gives way to another number in nearly the same words."""
    stated = [
        one for one in candidates if not one.derived and not taken(claim, one) and fit(claim.figure, one.figure) is None
    ]
    best = max((likeness(claim, held, one) for one in stated), default=0.0)
    if best < 0.6 or likeness(claim, held, kept) > best * 0.6:
        return None
    return by_words(claim, held, stated)


def _rank(claim: Claim, held: Passages, one: Candidate, found: Fit) -> tuple[int, int, int, float]:
    return (
        found.kind == "overstated",
        bool(one.derived),
        not roles_meet(claim.figure, one.figure),
        -likeness(claim, held, one),
    )


def _speaks_alike(claim: Claim, held: Passages, one: Candidate) -> bool:
    a, b = claim.figure, one.figure
    if arms_differ(a, b) or {a.role, b.role} == {"duration", "followup"}:
        return False
    if a.role == "n_total" and b.role in {"n_sub", "n_event"} and held.total not in {None, b.value}:
        return False
    if not one.derived and (_told_apart(a, b) or apart(claim, one)):
        return False
    if a.unit in _LABELLED or roles_meet(a, b):
        return True
    if one.derived:
        return False
    if likeness(claim, held, one) >= 0.3:
        return True
    if not a.roles:
        return a.unit != "pct" or not b.roles or a.decimals > 0
    return not b.roles and not a.endpoint


def _told_apart(a: Figure, b: Figure) -> bool:
    """Complete is not partial, the mean not the median, five years not one."""
    mine, theirs = a.qualifiers & _STRICT, b.qualifiers & _STRICT
    if a.endpoint and b.endpoint and a.unit == "pct" and theirs and mine != theirs:
        return True  # the source speaks of something more special
    if {a.stat, b.stat} == {"mean", "median"}:
        return True
    return (
        a.unit == "pct"
        and bool(a.endpoint and b.endpoint)
        and _months(a) != _months(b)
        and None not in {_months(a), _months(b)}
    )


def _months(figure: Figure) -> float | None:
    """The time that a figure is anchored to, in months, near enough to tell a year from five."""
    if figure.anchor is None:
        return None
    number, *unit = figure.anchor[1].split() if " " in figure.anchor[1] else (figure.anchor[1],)
    factor = _MONTHS.get(unit[0].rstrip("s")) if unit else None
    return round(float(number) * factor * 2) / 2 if factor and number.isdigit() else None


def _scored(claim: Claim, held: Passages) -> Compared | None:
    """A score is known by the Latin name of its scale: Apgar 9, VAS 2.3."""
    before = fold(claim.sentence)[max(0, claim.span.start - 40) : claim.span.start]
    names = expressions.findall(r"[a-z][a-z0-9-]{2,14}", before)
    told = claim.figure.unit == "score" or expressions.search(r"评分|scores?\b|apgar", fold(claim.sentence))
    if not names or not told or claim.figure.value is None:
        return None
    number = re.escape(f"{claim.figure.value.normalize():f}")
    pattern = re.compile(rf"\b{re.escape(names[-1])}\b[^.;。；]{{0,50}}?(?<![\d.]){number}(?:\.0+)?(?![\d.]*\d)")
    quote = quoted(held, pattern)
    if quote is None:
        return None
    agreement = Agreement(
        claim.figure.span, Verdict.SUPPORTED, held.source.id, quote, None, said("score", names[-1]), "text"
    )
    return Compared(claim, agreement)


def _unfound(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared:
    figure = claim.figure
    if figure.unit in {"p"} and candidates:
        for one in candidates:
            found = fit(figure, one.figure)
            if found and found.kind == "overstated":
                return verdict_on(claim, held, Verdict.OVERSTATED, one, found.note)
    rivals = [one for one in candidates if not one.derived and roles_meet(figure, one.figure)]
    if len({one.figure.low for one in rivals}) > 1:
        listed = ", ".join(dict.fromkeys(one.figure.raw for one in rivals[:4]))
        return verdict_on(claim, held, Verdict.AMBIGUOUS, rivals[0], said("several", listed))
    kept = said("the-abstract") if held.source.coverage == "abstract" else said("what-is-held")
    return verdict_on(claim, held, Verdict.NOT_FOUND, None, said("not-in", kept))
