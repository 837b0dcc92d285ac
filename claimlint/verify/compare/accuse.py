"""The gates that a figure must pass before the source is said to contradict it."""

from __future__ import annotations

from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Comparator, Figure, Verdict
from claimlint.verify.compare.alignment import Claim, Compared, arms_differ, likeness, taken, verdict_on
from claimlint.verify.compare.fit import fit, same_dimension, slip
from claimlint.verify.compare.passages import Candidate, Passages, bracketed, changed, is_chinese
from claimlint.verify.wording import said

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
_RATES = frozenset(["response", "survival", "relapse", "mortality", "adverse", "n_event", "dropout", "sex"])
LIKE = 0.4  # how much of the words around two figures must agree before one can contradict the other
_PATIENTS = lazy(r".{0,24}?(?:患者|受试者|病例|参与者|patients|participants|subjects)")


def accused(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    stated = [one for one in candidates if not one.derived and not taken(claim, one)]
    if _printed(claim.figure, held):
        return None
    if any(fit(claim.figure, one.figure) for one in stated):
        return _by_role(claim, held, stated)
    return (
        _by_role(claim, held, stated)
        or _by_partner(claim, held)
        or _beyond_total(claim, held)
        or by_words(claim, held, stated)
    )


def _printed(figure: Figure, held: Passages) -> bool:
    """The same number stands in the source as part of a share or without a unit: no ground to accuse."""
    values = {one.figure.denominator for one in held.candidates}
    values |= {one.figure.value for one in held.candidates if one.figure.unit == "none"}
    return figure.value is not None and figure.value in values


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
            one for one, partner in pairs if partner.figure.low == other.low and same_dimension(partner.figure, other)
        ]
        if len(same) == 1 and _countable(claim.figure, same[0].figure) and not fit(claim.figure, same[0].figure):
            return verdict_on(
                claim,
                held,
                Verdict.CONTRADICTED,
                same[0],
                said("states", same[0].figure.raw),
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
    return verdict_on(
        claim,
        held,
        Verdict.CONTRADICTED,
        one,
        said("states", one.figure.raw),
        slip(figure, one.figure),
    )


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
        return verdict_on(claim, held, Verdict.AMBIGUOUS, peers[0], said("near"))
    return verdict_on(
        claim,
        held,
        Verdict.CONTRADICTED,
        peers[0],
        said("states", peers[0].figure.raw),
        slip(figure, peers[0].figure),
    )


def _peer(a: Figure, b: Figure) -> bool:
    if a.role != b.role or not _same_endpoint(a, b) or b.value is None or b.word or not b.affirmed:
        return False
    arms = a.role in _RATES and (arms_differ(a, b) or (b.arm == "ctl" and not a.arm))
    if not _qualified_alike(a, b) or arms:
        return False
    if (a.role == "survival" or (a.role == "relapse" and a.anchor)) and a.anchor != b.anchor and (a.anchor or b.anchor):
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
    one, other = (expressions.findall(r"\d+", figure.anchor[1]) if figure.anchor else [] for figure in (a, b))
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


def by_words(claim: Claim, held: Passages, candidates: list[Candidate]) -> Compared | None:
    """The same sentence in nearly the same words with another number in it."""
    figure = claim.figure
    if is_chinese(claim.sentence) != held.chinese or not candidates:
        return None
    scored = sorted(((likeness(claim, held, one), index) for index, one in enumerate(candidates)), reverse=True)
    best, index = scored[0]
    one = candidates[index]
    rivals = [score for score, other in scored[1:] if _other_value(candidates[other].figure, one.figure)]
    if best < LIKE or (rivals and rivals[0] > best * 0.8):
        return None
    if not _comparable(figure, one.figure) or arms_differ(figure, one.figure):
        return None
    if figure.comparator in {Comparator.ABOUT, Comparator.NEARLY} and _near(figure, one.figure):
        return None
    return verdict_on(
        claim,
        held,
        Verdict.CONTRADICTED,
        one,
        said("states", one.figure.raw),
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
