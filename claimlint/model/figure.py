"""A Figure: a number as printed, with its interval, unit, comparator and role."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from claimlint.model.text import Span


class Comparator(StrEnum):
    EQUAL = "="
    ABOUT = "~"
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    NEARLY = "near-below"  # 近, nearly: at or a little below
    REACH = "reach"  # 高达, up to: the maximum


class Figure(Struct, frozen=True):
    """A number as printed and what it was read as; fields follow docs/figures.md.

    ``value`` is None for a range; ``decimals`` counts digits after the point as written (negative when
    rounded by 万/亿, -1 with ``word`` for fraction words such as 三成).
    """

    span: Span
    raw: str
    low: Decimal
    high: Decimal
    value: Decimal | None
    unit: str = "none"
    comparator: Comparator = Comparator.EQUAL
    decimals: int = 0
    word: bool = False
    roles: tuple[str, ...] = ()  # best first; () = unknown
    stat: str | None = None
    endpoint: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    arm: str | None = None
    anchor: tuple[str, str] | None = None
    frame: str | None = None
    denominator: Decimal | None = None
    sd: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    interval_level: Decimal | None = None
    p: str | None = None
    affirmed: bool = True

    @property
    def role(self) -> str | None:
        return self.roles[0] if self.roles else None


class Verdict(StrEnum):
    """What comparing a stated figure with its source gave."""

    SUPPORTED = "supported"
    SUPPORTED_DERIVED = "supported_derived"
    SUPPORTED_ROUNDED = "supported_rounded"
    OVERSTATED = "overstated"
    VALUE_ELSEWHERE = "value_elsewhere"
    CONTRADICTED = "contradicted"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    SOURCE_UNAVAILABLE = "source_unavailable"
    SOURCE_PROBLEM = "source_problem"
    SKIPPED = "skipped"

    @property
    def checked(self) -> bool:
        """What was not checked never counts as a pass."""
        return self not in {Verdict.NOT_FOUND, Verdict.SOURCE_UNAVAILABLE, Verdict.SKIPPED}


class Agreement(Struct, frozen=True):
    """The verdict on one stated figure (or word), with the source's own sentence."""

    span: Span
    verdict: Verdict
    source: str | None = None
    quote: str | None = None
    arithmetic: str | None = None
    reason: str = ""
    place: str | None = None  # where in the source: title, abstract, fact ...
