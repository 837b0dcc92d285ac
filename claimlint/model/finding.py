"""A Finding: something the author should look at."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from claimlint.model.hit import Evidence
from claimlint.model.rule import Confidence, Severity
from claimlint.model.text import Place, RawSpan, Span


class Status(StrEnum):
    OPEN = "open"
    SUPPRESSED = "suppressed"
    BASELINED = "baselined"
    APPROVED = "approved"


class RelatedPlace(Struct, frozen=True):
    """Another place of the same or another document that a finding speaks of."""

    path: str
    span: Span
    text: str
    message: str = ""
    line: int | None = None
    column: int | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """A rule's words put to a place of a document.

    ``text`` is ``Document.text[span]``; lines and columns count from 1, columns in code points of the
    raw text. ``scope`` is "span" or "document"; a finding about the document has an empty span.
    """

    rule: str
    family: str
    category: str
    severity: Severity
    confidence: Confidence
    status: Status = Status.OPEN
    justification: str | None = None
    scope: str = "span"
    message: str
    path: str
    span: Span
    raw: tuple[RawSpan, ...] = ()
    text: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    place: Place | None = None
    section: tuple[str, ...] = ()
    related: tuple[RelatedPlace, ...] = ()
    basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    suggestion: str | None = None
    fix: str | None = None
    group: str | None = None
    fingerprint: str = ""
    gate: bool = True  # False for preview rules: shown, never fails a run
