"""What the machine saw before anybody judged it: Hits of patterns, Observations of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from claimlint.model.rule import Confidence, Guard
from claimlint.model.text import Span

SATISFIED = "satisfied"  # the reason of a dismissal: what a presence rule asks for is there
UNASKED = frozenset({"fragment", "profile"})  # reasons for which a rule about the whole document was not put to it


class Slot(Struct, frozen=True):
    """One lexicon slot of a pattern with the words that filled it."""

    name: str
    span: Span
    term: str


class Hit(Struct, frozen=True):
    """A pattern of a rule matched; nothing is claimed yet.

    ``span`` is the primary span (the marked part of the pattern, or all of it) in ``Document.text``;
    ``extent`` is everything that the pattern touched in the sentence of ``span``. ``related`` holds the
    other places of a reading. ``words`` is the match as read (folded, where evasion was undone).
    """

    rule: str
    pattern: int
    span: Span
    extent: Span
    sentence: int
    words: str
    slots: tuple[Slot, ...] = ()
    related: tuple[Span, ...] = ()
    reading: int | None = None  # index into Document.readings, None for the plain text
    variant: bool = False  # found only after undoing an evasive spelling
    purpose: str = "report"  # report, or what a presence rule wanted it for: when, also, require, hollow
    part: int = 0  # which part of ``require.all`` it belongs to

    @property
    def own(self) -> tuple[Span, ...]:
        """The stretches that are the pattern's own words: of a hit, all of it."""
        return (self.extent,)


class NearMiss(Struct, frozen=True):
    """A pattern that matched but for one slot: shown by explain, never reported."""

    rule: str
    pattern: int
    span: Span
    missing: str  # words that would fill the slot, or the kind of quantity


class Presence(Protocol):
    """The hits that are looked for by presence rules, looked for when somebody asks."""

    def of(self, rule: str, purpose: str) -> Sequence[Hit]:
        """All of one rule and purpose, in order."""
        ...

    def each(self, rule: str, purpose: str) -> Iterator[Hit]:
        """The same one after the other, for whom one may be enough; in no order."""
        ...


class Among:
    """The hits for presence rules among all hits of a document."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits

    def of(self, rule: str, purpose: str) -> Sequence[Hit]:
        return tuple(self.each(rule, purpose))

    def each(self, rule: str, purpose: str) -> Iterator[Hit]:
        return (hit for hit in self._hits if hit.rule == rule and hit.purpose == purpose)


class Scan(Struct, frozen=True):
    """Everything that matching one document gave.

    ``occurrences`` holds, for each lexicon that judge reads cues and register from, where its terms stand
    in ``Document.text`` (sorted, innocents masked). ``presence`` holds what presence rules want to know.
    Both may be worked out only when something is asked of them.
    """

    hits: tuple[Hit, ...] = ()
    occurrences: Mapping[str, Sequence[Span]] = {}
    masked: tuple[tuple[str, Span], ...] = ()  # rule id and place of hits that an innocent covered
    presence: Presence | None = None  # None: they stand among ``hits``

    def wanted(self) -> Presence:
        """The hits that are looked for by presence rules."""
        return self.presence if self.presence is not None else Among(self.hits)


class Related(Struct, frozen=True):
    """Another place that a finding speaks of."""

    span: Span
    message: str = ""


class Evidence(Struct, frozen=True):
    """Why a finding is believed: an arithmetic, a source's sentence, another place, a near miss."""

    kind: str  # arithmetic, source, document, near-miss, variant
    text: str
    source: str | None = None
    quote: str | None = None
    verdict: str | None = None


class Observation(Struct, frozen=True):
    """Something that verify saw about figures, studies or citations; knows no rule.

    ``check`` is matched with the ``check`` key of a rule. ``values`` fill the fields of the rule's
    message and suggestion. An empty span speaks of the document.
    """

    check: str
    span: Span
    values: dict[str, str] = {}
    related: tuple[Related, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    language: str | None = None
    confidence: Confidence | None = None
    severity: str | None = None  # a milder severity than the rule's own, where the check knows one


class Dismissal(Struct, frozen=True):
    """Why a hit or an observation became no finding."""

    rule: str
    span: Span
    reason: str  # a Guard's name, or yields-to, profile, masked, consistent ...
    detail: str = ""
    cue: Span | None = None
    also: tuple[str, ...] = ()  # further guards that hold

    @property
    def guard(self) -> Guard | None:
        return Guard(self.reason) if self.reason in set(Guard) else None
