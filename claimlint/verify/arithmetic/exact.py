"""Exact arithmetic of printed numbers: rounding, shares, denominators, differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from claimlint.model.figure import Comparator, Figure
from claimlint.model.words import both

HUNDRED = Decimal(100)
NONE = both("没有合适的整数", "none")  # no number fits
LARGEST_DENOMINATOR = 5000
_MOST_VALUES = 24  # of which sums and differences are tried


def unit_in_last_place(figure: Figure) -> Decimal:
    """The worth of one step in the last printed digit."""
    return Decimal(1).scaleb(-max(figure.decimals, -9))


def value_of(figure: Figure) -> Decimal:
    """The value of a point figure (the lower end of a range)."""
    return figure.low if figure.value is None else figure.value


def exact(figure: Figure) -> bool:
    """A point without 'about' or 'more than', printed in digits."""
    return figure.value is not None and not figure.word and figure.comparator is Comparator.EQUAL


def agrees(value: Decimal, printed: Figure, slip: int = 1) -> bool:
    """May ``printed`` stand for ``value``? Rounding either way, and cutting off, are allowed.

    ``slip`` is how many units in the last place are forgiven; a comparator is taken at its word.
    """
    stated = value_of(printed)
    room = unit_in_last_place(printed) * slip
    gap = value - stated
    match printed.comparator:
        case Comparator.ABOUT:
            return abs(gap) <= max(room, abs(stated) / 20, Decimal(1) if printed.unit == "pct" else Decimal(0)) * 2
        case Comparator.NEARLY:
            return -abs(stated) / 10 - room <= gap <= room
        case Comparator.MORE | Comparator.AT_LEAST:
            return gap >= -room
        case Comparator.LESS | Comparator.AT_MOST:
            return gap <= room
        case _:
            return abs(gap) <= room if not printed.word else abs(gap) <= 5


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in percent."""
    return part * HUNDRED / whole


def denominators(part: Decimal, percent: Figure, complement: bool = False) -> range:
    """Every n for which ``part`` of n rounds to ``percent`` as printed."""
    value = value_of(percent)
    if complement:
        value = HUNDRED - value
    half = unit_in_last_place(percent) / 2
    low, high = value - half, value + half
    if high <= 0 or part <= 0:
        return range(0)
    first = int((part * HUNDRED / high).to_integral_value(rounding="ROUND_CEILING"))
    last = LARGEST_DENOMINATOR if low <= 0 else int(part * HUNDRED / low)
    return range(max(first, int(part)), min(last, LARGEST_DENOMINATOR) + 1)


def whole_parts(whole: Decimal, percent: Figure) -> range:
    """Every k of which k/whole rounds to ``percent`` as printed; empty when no whole number does."""
    half = unit_in_last_place(percent) / 2
    low, high = (value_of(percent) - half) * whole / 100, (value_of(percent) + half) * whole / 100
    first = int(low.to_integral_value(rounding="ROUND_CEILING"))
    return range(first, int(high.to_integral_value(rounding="ROUND_FLOOR")) + 1)


def reachable(values: Iterable[Decimal]) -> set[Decimal]:
    """Values, and sums and differences of two of them: what an author may have meant by a total."""
    own = sorted(set(values))[:_MOST_VALUES]
    found = set(own)
    for one, two in combinations(own, 2):
        found |= {one + two, two - one}
    return {value for value in found if value > 0}


def show(value: Decimal, decimals: int = 1) -> str:
    """A value for an arithmetic line: rounded half up, without an exponent."""
    rounded = value.quantize(Decimal(1).scaleb(-max(decimals, 0)), rounding=ROUND_HALF_UP)
    return f"{rounded:f}"


def plain(value: Decimal) -> str:
    """A value as a reader writes it: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def listed(numbers: range, most: int = 4) -> str:
    """``20``, ``20, 21``, ``83-85``."""
    if not numbers:
        return ""
    if len(numbers) > most:
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(map(str, numbers))


def fitting(part: Decimal, percent: Figure) -> str:
    """The totals of which ``part`` is the printed share, or the words that there is none."""
    return listed(denominators(part, percent)) or NONE


def runs(figures: list[Figure]) -> Iterator[list[Figure]]:
    """All leading slices with at least two members, longest first."""
    for size in range(len(figures), 1, -1):
        yield figures[:size]
