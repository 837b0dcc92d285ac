"""Stated figures against what the cited source says: a verdict for each, with the source's own sentence."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from claimlint.language.numerals import fold
from claimlint.model.figure import Agreement, Comparator, Figure, Verdict
from claimlint.model.text import Span
from claimlint.verify.fit import Fit, fit, same_dimension, slip
from claimlint.verify.passages import Candidate, Passages, bracketed, changed, is_chinese, quoted, window

STRONG = frozenset(
    [
        "n_total",
        "studies",
        "sites",
        "countries",
        "response",
        "survival",
        "relapse",
        "mortality",
        "adverse",
        "followup",
        "duration",
        "age",
        "sex",
        "dropout",
        "dose",
        "hr",
        "or",
        "rr",
        "i2",
        "p",
        "incidence",
    ]
)
_PERSONS = frozenset(["n_total", "n_sub", "n_event", "dropout", "sex", "adverse"])
_TIMES = frozenset(["followup", "duration", "timepoint"])
_RATES = frozenset(["response", "survival", "relapse", "mortality", "adverse", "n_event", "dropout", "sex"])
_LABELLED = frozenset(["p", "hr", "or", "rr", "md", "smd", "i2", "rd", "ci"])
_MARKET = re.compile(
    r"全球|累计|已帮助|已服务|服务了|我院|本院|本中心|每年|我国(?:现有|约有|有)|worldwide|our (?:clinic|"
    r"centre|center|hospital)"
)
LIKE = 0.4  # how much of the words around two figures must agree before one can contradict the other
_PATIENTS = re.compile(r".{0,24}?(?:患者|受试者|病例|参与者|patients|participants|subjects)")
_TITLE = re.compile(r"《[^》]{0,120}$")
_SKIPPED_UNITS = frozenset({"cilevel", "yuan", "score", "layer", "sd"})


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


def compare(claim: Claim, held: Passages) -> Compared:
    """The verdict on one stated figure."""
    figure = claim.figure
    if _TITLE.search(claim.sentence[: claim.span.start]):
        return _verdict(claim, held, Verdict.SKIPPED, None, "stands in the title of a work")
    if figure.unit in {"score", "none"} and (scored := _scored(claim, held)):
        return scored
    if figure.unit in _SKIPPED_UNITS or not figure.affirmed:
        return _verdict(claim, held, Verdict.SKIPPED, None, "no figure that a source states")
    if _MARKET.search(fold(claim.sentence)) and figure.unit in {"count", "item", "times"}:
        return _verdict(claim, held, Verdict.SKIPPED, None, "speaks of the market, not of the study")
    if held.source.coverage in {"none", "metadata"}:
        return _verdict(claim, held, Verdict.SOURCE_UNAVAILABLE, None, "no text of the source is held")
    candidates = [one for one in held.candidates if same_dimension(figure, one.figure)]
    return (
        _supported(claim, held, candidates)
        or _accused(claim, held, candidates)
        or _unfound(claim, held, candidates)
    )


def _verdict(
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


# --- support --------------------------------------------------------------------------------------


def _supported(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    fitting = [(one, found) for one in candidates if (found := fit(claim.figure, one.figure)) is not None]
    if not fitting:
        return None
    ranked = sorted(fitting, key=lambda pair: _rank(claim, held, *pair))
    for one, found in ranked:
        if _speaks_alike(claim, held, one):
            if found.kind == "overstated":
                return _verdict(claim, held, Verdict.OVERSTATED, one, found.note)
            if found.kind == "rounded" and (outweighed := _outweighed(claim, held, candidates, one)):
                return outweighed
            verdict = Verdict.SUPPORTED_DERIVED if one.derived else Verdict.SUPPORTED
            verdict = Verdict.SUPPORTED_ROUNDED if found.kind == "rounded" and not one.derived else verdict
            return _verdict(claim, held, verdict, one, found.note)
    one, found = ranked[0]
    if found.kind == "overstated" or one.derived:
        return None
    other = _accused(claim, held, candidates)
    return other or _verdict(
        claim,
        held,
        Verdict.VALUE_ELSEWHERE,
        one,
        f"stands in the source as {one.figure.role or 'another figure'}",
    )


def _outweighed(
    claim: Claim, held: Passages, candidates: list[Candidate], kept: Candidate
) -> Compared | None:
    """A loose fit somewhere gives way to another number in nearly the same words."""
    stated = [
        one
        for one in candidates
        if not one.derived and not _taken(claim, one) and fit(claim.figure, one.figure) is None
    ]
    best = max((_likeness(claim, held, one) for one in stated), default=0.0)
    if best < 0.6 or _likeness(claim, held, kept) > best * 0.6:
        return None
    return _by_words(claim, held, stated)


def _rank(claim: Claim, held: Passages, one: Candidate, found: Fit) -> tuple[int, int, int, float]:
    return (
        found.kind == "overstated",
        bool(one.derived),
        not _roles_meet(claim.figure, one.figure),
        -_likeness(claim, held, one),
    )


def _speaks_alike(claim: Claim, held: Passages, one: Candidate) -> bool:
    a, b = claim.figure, one.figure
    if _arms_differ(a, b) or {a.role, b.role} == {"duration", "followup"}:
        return False
    if a.role == "n_total" and b.role in {"n_sub", "n_event"} and held.total not in {None, b.value}:
        return False
    if not one.derived and _told_apart(a, b):
        return False
    if a.unit in _LABELLED or _roles_meet(a, b):
        return True
    if one.derived:
        return False
    if _likeness(claim, held, one) >= 0.3:
        return True
    if not a.roles:
        return a.unit != "pct" or not b.roles or a.decimals > 0
    return not b.roles and not a.endpoint


_STRICT = frozenset({"complete", "partial", "major", "severe", "mild", "endoscopic", "molecular"})


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


def _months(figure: Figure) -> float | None:
    """The time that a figure is anchored to, in months, near enough to tell a year from five."""
    if figure.anchor is None:
        return None
    number, *unit = figure.anchor[1].split() if " " in figure.anchor[1] else (figure.anchor[1],)
    factor = _MONTHS.get(unit[0].rstrip("s")) if unit else None
    return round(float(number) * factor * 2) / 2 if factor and number.isdigit() else None


def _roles_meet(a: Figure, b: Figure) -> bool:
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


def _arms_differ(a: Figure, b: Figure) -> bool:
    return {a.arm, b.arm} == {"trt", "ctl"}


def _likeness(claim: Claim, held: Passages, one: Candidate) -> float:
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


def _scored(claim: Claim, held: Passages) -> Compared | None:
    """A score is known by the Latin name of its scale: Apgar 9, VAS 2.3."""
    before = fold(claim.sentence)[max(0, claim.span.start - 40) : claim.span.start]
    names = re.findall(r"[a-z][a-z0-9-]{2,14}", before)
    told = claim.figure.unit == "score" or re.search(r"评分|scores?\b|apgar", fold(claim.sentence))
    if not names or not told or claim.figure.value is None:
        return None
    number = re.escape(f"{claim.figure.value.normalize():f}")
    pattern = re.compile(
        rf"\b{re.escape(names[-1])}\b[^.;。；]{{0,50}}?(?<![\d.]){number}(?:\.0+)?(?![\d.]*\d)"
    )
    said = quoted(held, pattern)
    if said is None:
        return None
    agreement = Agreement(
        claim.figure.span, Verdict.SUPPORTED, held.source.id, said, None, f"{names[-1]} score", "text"
    )
    return Compared(claim, agreement)


# --- accusation -----------------------------------------------------------------------------------


def _accused(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    stated = [one for one in candidates if not one.derived and not _taken(claim, one)]
    if _printed(claim.figure, held):
        return None
    if any(fit(claim.figure, one.figure) for one in stated):
        return _by_role(claim, held, stated)
    return (
        _by_role(claim, held, stated)
        or _by_partner(claim, held)
        or _beyond_total(claim, held)
        or _by_words(claim, held, stated)
    )


def _by_partner(claim: Claim, held: Passages) -> Compared | None:
    """347 (53.4%): the one figure of a pair is the source's, the other is not."""
    for other in claim.neighbours:
        left = other.span.end <= claim.span.start
        gap = (
            claim.sentence[other.span.end : claim.span.start]
            if left
            else claim.sentence[claim.span.end : other.span.start]
        )
        change = changed(gap)
        if (
            not (change or (bracketed(gap) and other.unit != claim.figure.unit))
            or other.comparator is not Comparator.EQUAL
        ):
            continue
        pairs = [(b, a) if left else (a, b) for a, b in (held.changes if change else held.pairs)]
        same = [
            one
            for one, partner in pairs
            if partner.figure.low == other.low and same_dimension(partner.figure, other)
        ]
        if (
            len(same) == 1
            and _countable(claim.figure, same[0].figure)
            and not fit(claim.figure, same[0].figure)
        ):
            return _verdict(
                claim,
                held,
                Verdict.CONTRADICTED,
                same[0],
                f"the source states {same[0].figure.raw}",
                slip(claim.figure, same[0].figure),
            )
    return None


def _countable(a: Figure, b: Figure) -> bool:
    kinds = {"count", "none", "item", "animal"}
    return a.value is not None and b.value is not None and (a.unit == b.unit or {a.unit, b.unit} <= kinds)


def _beyond_total(claim: Claim, held: Passages) -> Compared | None:
    """More patients than the study had."""
    figure, total = claim.figure, held.total
    if (
        figure.unit != "count"
        or figure.value is None
        or figure.word
        or total is None
        or figure.role not in {None, "n_total", "n_sub", "n_event"}
    ):
        return None
    if not _PATIENTS.match(
        fold(figure.raw + claim.sentence[claim.span.end : claim.span.end + 16])
    ) or figure.value <= total * Decimal("1.05"):
        return None
    one = next(c for c in held.candidates if c.figure.role == "n_total" and c.figure.value == total)
    return _verdict(
        claim,
        held,
        Verdict.CONTRADICTED,
        one,
        f"the source states {one.figure.raw}",
        slip(figure, one.figure),
    )


def _printed(figure: Figure, held: Passages) -> bool:
    """The same number stands in the source as part of a share or without a unit: no ground to accuse."""
    values = {one.figure.denominator for one in held.candidates}
    values |= {one.figure.value for one in held.candidates if one.figure.unit == "none"}
    return figure.value is not None and figure.value in values


def _by_role(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    """The gate: one value of the same role, endpoint, arm, statistic and time, and a point on both sides."""
    figure = claim.figure
    if figure.role not in STRONG or figure.value is None or figure.word:
        return None
    peers = [one for one in candidates if _peer(figure, one.figure)]
    values = {(one.figure.value, one.figure.unit) for one in peers}
    if len(values) != 1 or any(fit(figure, one.figure) for one in peers):
        return None
    if figure.unit == "p" and not figure.comparator is peers[0].figure.comparator is Comparator.EQUAL:
        return None
    if figure.comparator in {Comparator.ABOUT, Comparator.NEARLY} and _near(figure, peers[0].figure):
        return _verdict(claim, held, Verdict.AMBIGUOUS, peers[0], "near the source's figure")
    return _verdict(
        claim,
        held,
        Verdict.CONTRADICTED,
        peers[0],
        f"the source states {peers[0].figure.raw}",
        slip(figure, peers[0].figure),
    )


def _peer(a: Figure, b: Figure) -> bool:
    if a.role != b.role or not _same_endpoint(a, b) or b.value is None or b.word or not b.affirmed:
        return False
    arms = a.role in _RATES and (_arms_differ(a, b) or (b.arm == "ctl" and not a.arm))
    if not _qualified_alike(a, b) or arms:
        return False
    if (
        (a.role == "survival" or (a.role == "relapse" and a.anchor))
        and a.anchor != b.anchor
        and (a.anchor or b.anchor)
    ):
        return _same_time(a, b)
    if a.role == "followup" and (a.stat or "") != (b.stat or "") and "max" in {a.stat, b.stat}:
        return False
    return not (a.role in {"age", "duration"} and a.stat != b.stat)


def _same_endpoint(a: Figure, b: Figure) -> bool:
    """部分缓解率 and 'partial response' are one; 缓解率 and 有效率 are not."""
    if a.endpoint == b.endpoint:
        return True
    shared = a.qualifiers & b.qualifiers & {"partial", "complete", "major"}
    return bool(shared) and (a.endpoint | b.endpoint) <= {"response", "remission"}


def _same_time(a: Figure, b: Figure) -> bool:
    """12个月 and 'at 12 months': the numbers of both anchors."""
    one, other = (re.findall(r"\d+", figure.anchor[1]) if figure.anchor else [] for figure in (a, b))
    return bool(one) and one == other


def _qualified_alike(a: Figure, b: Figure) -> bool:
    mild = {"clinical", "overall", "objective"}
    if a.role == "adverse":
        return a.qualifiers == b.qualifiers
    return a.qualifiers - mild == b.qualifiers - mild and (
        not b.qualifiers or bool(a.qualifiers) or a.role in {"mortality", "survival"}
    )


def _near(a: Figure, b: Figure) -> bool:
    room = max(abs(a.low) / 10, 2 if a.unit == "pct" else 0)
    return a.unit == b.unit and abs(a.low - b.low) <= room


def _taken(claim: Claim, one: Candidate) -> bool:
    """Another figure of the same sentence is the one that this source figure belongs to."""
    exactly = {Comparator.EQUAL, Comparator.ABOUT}
    others = (
        o for o in claim.neighbours if o is not claim.figure and o.unit == claim.figure.unit and not o.word
    )
    return any(
        other.low == one.figure.low or (other.comparator in exactly and fit(other, one.figure) is not None)
        for other in others
    )


def _by_words(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    """The same sentence in nearly the same words with another number in it."""
    figure = claim.figure
    if is_chinese(claim.sentence) != held.chinese or not candidates:
        return None
    scored = sorted(
        ((_likeness(claim, held, one), index) for index, one in enumerate(candidates)), reverse=True
    )
    best, index = scored[0]
    one = candidates[index]
    rivals = [score for score, other in scored[1:] if _other_value(candidates[other].figure, one.figure)]
    if best < LIKE or (rivals and rivals[0] > best * 0.8):
        return None
    if not _comparable(figure, one.figure) or _arms_differ(figure, one.figure):
        return None
    if figure.comparator in {Comparator.ABOUT, Comparator.NEARLY} and _near(figure, one.figure):
        return None
    return _verdict(
        claim,
        held,
        Verdict.CONTRADICTED,
        one,
        f"the source states {one.figure.raw}",
        slip(figure, one.figure),
    )


def _comparable(a: Figure, b: Figure) -> bool:
    """Two points, two ranges, or a point that lies outside the other's range."""
    if (a.value is None) == (b.value is None):
        return True
    point, span = (a, b) if a.value is not None else (b, a)
    assert point.value is not None
    return not span.low * Decimal("0.95") <= point.value <= span.high * Decimal("1.05")


def _other_value(a: Figure, b: Figure) -> bool:
    return (a.low, a.high) != (b.low, b.high)


def _unfound(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared:
    figure = claim.figure
    if figure.unit in {"p"} and candidates:
        for one in candidates:
            found = fit(figure, one.figure)
            if found and found.kind == "overstated":
                return _verdict(claim, held, Verdict.OVERSTATED, one, found.note)
    rivals = [one for one in candidates if not one.derived and _roles_meet(figure, one.figure)]
    if len({one.figure.low for one in rivals}) > 1:
        listed = ", ".join(dict.fromkeys(one.figure.raw for one in rivals[:4]))
        return _verdict(claim, held, Verdict.AMBIGUOUS, rivals[0], f"the source has several: {listed}")
    kept = (
        "the abstract"
        if held.source.coverage == "abstract"
        else f"what is held of it ({held.source.coverage})"
    )
    return _verdict(claim, held, Verdict.NOT_FOUND, None, f"not in {kept}")
