"""Does a stated figure fit one of the source: rounding, comparators, units."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.verify.wording import said

COUNTS = frozenset({"count", "study", "site", "country", "animal", "eye", "times", "group", "item"})
_PERSONS = frozenset({"count", "animal", "eye", "item"})
_MONTHS = {
    "year": Decimal(12),
    "month": Decimal(1),
    "week": Decimal(1) / Decimal("4.345"),
    "day": Decimal(1) / Decimal("30.44"),
    "hour": Decimal(1) / Decimal("730.5"),
    "minute": Decimal(1) / Decimal(43830),
}
_CONVENTIONS = {
    ("week", "month"): (Decimal(1) / 4,),
    ("day", "month"): (Decimal(1) / 30, Decimal(1) / 28),
    ("month", "week"): (Decimal(4),),
    ("week", "year"): (Decimal(1) / 52, Decimal(1) / 48),
    ("year", "week"): (Decimal(52), Decimal(48)),
    ("month", "day"): (Decimal(30), Decimal(28)),
    ("year", "day"): (Decimal(365), Decimal(360)),
    ("day", "year"): (Decimal(1) / 365,),
    ("day", "week"): (Decimal(1) / 7,),
    ("week", "day"): (Decimal(7),),
    ("hour", "day"): (Decimal(1) / 24,),
    ("day", "hour"): (Decimal(24),),
}


class Fit(NamedTuple):
    """How a figure fits: exactly, rounded, or in the right direction but beyond what the source allows."""

    kind: str  # exact, rounded, overstated
    note: str = ""


EXACT = Fit("exact")


def same_dimension(one: Figure, other: Figure) -> bool:
    """Can the two be compared at all?"""
    a, b = one.unit, other.unit
    if a == b or {a, b} <= _PERSONS or {a, b} <= {"pct", "pp"}:
        return True
    return a in TIME_UNITS and b in TIME_UNITS


def fit(claim: Figure, source: Figure) -> Fit | None:
    """The fit of a stated figure with one of the source; None when it does not fit."""
    if not same_dimension(claim, source):
        return None
    if claim.unit == "p":
        return _fit_p(claim, source)
    if claim.unit in TIME_UNITS and claim.unit != source.unit:
        return _fit_time(claim, source)
    return _fit_values(claim, source.low, source.high, source)


def _fit_time(claim: Figure, source: Figure) -> Fit | None:
    factors = [*_CONVENTIONS.get((source.unit, claim.unit), ())]
    if source.unit in _MONTHS and claim.unit in _MONTHS:
        factors.append(_MONTHS[source.unit] / _MONTHS[claim.unit])
    for factor in factors:
        low, high = source.low * factor, source.high * factor
        if claim.comparator is not Comparator.EQUAL:
            found = _fit_values(claim, low, high, source)
        elif claim.value is not None and low == high:
            room = max(_unit(claim) / 2, abs(claim.value) * Decimal("0.02"))
            near = abs(claim.value - low) <= (
                room if claim.decimals > 0 or claim.unit != "year" else max(Decimal("0.06"), room / 5)
            )
            found = Fit("rounded", said("converted")) if near else None
        else:
            found = _fit_values(claim, low, high, source)
        if found:
            return found
    return None


def _fit_values(claim: Figure, low: Decimal, high: Decimal, source: Figure) -> Fit | None:
    if claim.value is None:
        return _fit_range(claim, low, high, source)
    if low != high and source.unit not in {"ci"}:
        return _in_range(claim, low, high)
    return _fit_point(claim, claim.value, low, source)


def _in_range(claim: Figure, low: Decimal, high: Decimal) -> Fit | None:
    """A point beside the source's range: its upper end for 'up to', its whole for a bound."""
    value = claim.value
    assert value is not None
    if claim.stat in {"median", "mean"}:
        return None
    if claim.comparator is Comparator.REACH or claim.stat == "max":
        return EXACT if value == high else None
    if claim.comparator in {Comparator.MORE, Comparator.AT_LEAST} and low >= value:
        return EXACT
    if claim.comparator in {Comparator.LESS, Comparator.AT_MOST} and high <= value:
        return EXACT
    return Fit("exact", said("one-end")) if value in {low, high} else None


def _fit_range(claim: Figure, low: Decimal, high: Decimal, source: Figure) -> Fit | None:
    if low != high:
        ends = (_rounded(claim.low, low, claim, source), _rounded(claim.high, high, claim, source))
        return EXACT if all(ends) else None
    narrow = claim.low > 0 and claim.high / claim.low <= 3
    return Fit("rounded", said("in-range")) if narrow and claim.low <= low <= claim.high else None


def _fit_point(claim: Figure, value: Decimal, target: Decimal, source: Figure) -> Fit | None:
    match claim.comparator:
        case Comparator.EQUAL:
            return _fit_equal(claim, value, target, source)
        case Comparator.ABOUT:
            room = max(
                _unit(claim) / 2,
                abs(value) * Decimal("0.05"),
                Decimal(1) if claim.unit == "pct" else Decimal(0),
            )
            return Fit("rounded", said("about")) if abs(value - target) <= room else None
        case Comparator.NEARLY:
            low = value * Decimal("0.9")
            return Fit("rounded", said("nearly")) if low <= target <= value + _unit(claim) / 2 else None
        case Comparator.MORE | Comparator.AT_LEAST:
            return _bounded(value <= target, value, target, source, {Comparator.MORE, Comparator.AT_LEAST})
        case Comparator.LESS | Comparator.AT_MOST:
            return _bounded(value >= target, value, target, source, {Comparator.LESS, Comparator.AT_MOST})
        case Comparator.REACH:
            return _fit_equal(claim, value, target, source)
    return None


def _bounded(holds: bool, value: Decimal, target: Decimal, source: Figure, likewise: set[Comparator]) -> Fit | None:
    """超过 N: true of what is a little more, not evidence for a value many times as large."""
    if not holds:
        return None
    if target == value:
        return EXACT
    if source.comparator in likewise and source.unit in TIME_UNITS:
        return None  # over 65 years is another group than over 60
    larger, smaller = max(abs(value), abs(target)), min(abs(value), abs(target))
    return Fit("exact", f"{value} < {target}") if smaller and larger / smaller <= Decimal("2.5") else None


def _fit_equal(claim: Figure, value: Decimal, target: Decimal, source: Figure) -> Fit | None:
    if claim.word:
        room = Decimal("2.5") if claim.unit == "pct" else Decimal(0)
        return Fit("rounded", said("in-words")) if abs(value - target) <= room else None
    if value == target:
        return EXACT
    if source.comparator is Comparator.ABOUT and abs(value - target) <= max(_unit(source) / 2, target / 20):
        return Fit("rounded", said("source-about"))
    plain = source.comparator in {Comparator.EQUAL, Comparator.ABOUT}
    if source.word and plain and abs(value - target) <= Decimal("2.5") and claim.unit == "pct":
        return Fit("rounded", said("source-in-words"))
    return Fit("rounded", said("rounded", str(target))) if _rounded(value, target, claim, source) else None


def _rounded(value: Decimal, target: Decimal, claim: Figure, source: Figure) -> bool:
    """R1-R4: equal at the coarser precision by either way of rounding, or cut off there."""
    if value == target:
        return True
    if claim.decimals >= source.decimals and claim.unit == source.unit and claim.decimals >= 0:
        return claim.decimals > source.decimals and target in _roundings(value, source.decimals)
    if claim.unit in COUNTS and claim.decimals >= 0:
        return _round_count(value, target)
    if value in _roundings(target, claim.decimals):
        return True
    return abs(value - target) < _unit(claim) and value == target.quantize(_unit(claim), ROUND_DOWN)


def _round_count(value: Decimal, target: Decimal) -> bool:
    """A large count rounded to its thousands is said without a comparator: 31,000 for 31,235."""
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    if value < 1000 or zeros < 2:
        return False
    return abs(value - target) <= Decimal(10) ** zeros / 2


def _roundings(value: Decimal, decimals: int) -> set[Decimal]:
    unit = Decimal(1).scaleb(-decimals)
    scaled = value / unit
    return {scaled.quantize(Decimal(1), mode) * unit for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def _unit(figure: Figure) -> Decimal:
    return Decimal(1).scaleb(-figure.decimals)


def _fit_p(claim: Figure, source: Figure) -> Fit | None:
    below = {Comparator.LESS, Comparator.AT_MOST}
    value, target = claim.low, source.low
    if claim.comparator in below:
        if source.comparator in below:
            return EXACT if target <= value else Fit("overstated", said("states-bound", f"P<{target}"))
        return EXACT if target < value else Fit("overstated", said("states-bound", f"P={target}"))
    if source.comparator in below:
        return None
    return EXACT if value == target or _rounded(value, target, claim, source) else None


def slip(claim: Figure, source: Figure) -> str:
    """What kind of slip a wrong figure looks like: ten times, digits turned round, a digit lost."""
    value, target = claim.low, source.low
    if not value or not target:
        return ""
    if value / target in {Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01")}:
        return "decimal"
    one, other = (
        str(number.normalize().to_integral() if number == int(number) else number).replace(".", "")
        for number in (value, target)
    )
    if sorted(one) == sorted(other) and one != other:
        return "transposed"
    return "digit" if abs(len(one) - len(other)) == 1 and (one in other or other in one) else ""
