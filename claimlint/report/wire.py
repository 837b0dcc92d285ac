"""The claimlint/v1 JSON types: a contract of their own, fields are only ever added.

Every field has a value in the output: ``null``, never absent. See docs/json.md.
"""

from __future__ import annotations

from msgspec import Struct

SCHEMA = "claimlint/v1"


class WireSpan(Struct):
    start: int
    end: int


class WirePosition(Struct):
    line: int
    column: int


class WirePlace(Struct):
    part: str | None
    paragraph: int | None
    table: tuple[int, int, int] | None
    page: int | None
    boxes: list[tuple[float, float, float, float]]


class WireProfile(Struct):
    content: str | None
    audience: str | None
    product: str | None
    jurisdiction: list[str]
    declared: list[str]
    reasons: list[str]


class WireDocument(Struct):
    path: str
    format: str
    sha256: str
    language: str
    profile: WireProfile
    rulebook: str
    as_of: str
    status: str
    characters: int


class WireBasis(Struct):
    id: str
    title: str | None
    summary: str | None
    force: str | None
    verified: str | None


class WireRule(Struct):
    title: str
    why: str
    category: str
    group: str | None
    basis: list[WireBasis]
    status: str


class WireEvidence(Struct):
    kind: str
    text: str
    source: str | None
    quote: str | None
    verdict: str | None


class WireRelated(Struct):
    path: str
    span: WireSpan
    start: WirePosition | None
    text: str
    message: str


class WireFinding(Struct):
    rule: str
    family: str
    category: str
    severity: str
    confidence: str
    status: str
    justification: str | None
    scope: str
    message: str
    path: str
    span: WireSpan
    start: WirePosition
    end: WirePosition
    place: WirePlace | None
    text: str
    section: list[str]
    basis: list[str]
    evidence: list[WireEvidence]
    related: list[WireRelated]
    suggestion: str | None
    fix: str | None
    group: str | None
    fingerprint: str
    gate: bool


class WireAgreement(Struct):
    path: str
    span: WireSpan
    start: WirePosition | None
    text: str
    verdict: str
    source: str | None
    place: str | None
    quote: str | None
    arithmetic: str | None
    reason: str


class WireDismissal(Struct):
    rule: str
    path: str
    span: WireSpan
    start: WirePosition | None
    text: str
    reason: str
    detail: str
    cue: WireSpan | None


class WireProblem(Struct):
    code: str
    kind: str
    path: str | None
    start: WirePosition | None
    message: str
    hint: str | None


class WireSummary(Struct):
    documents: int
    unread: int
    errors: int
    warnings: int
    infos: int
    suppressed: int
    baselined: int
    approved: int
    dismissed: int
    problems: int
    agreements: dict[str, int]
    unchecked: int


class WireReport(Struct):
    schema: str
    version: str
    documents: list[WireDocument]
    rules: dict[str, WireRule]
    findings: list[WireFinding]
    agreements: list[WireAgreement]
    dismissals: list[WireDismissal]
    problems: list[WireProblem]
    summary: WireSummary


class WireLine(Struct):
    """One line of ``--format jsonl``: the result of one row or document, with the row's ``id``."""

    id: str | int | None
    schema: str
    version: str
    documents: list[WireDocument]
    rules: dict[str, WireRule]
    findings: list[WireFinding]
    agreements: list[WireAgreement]
    dismissals: list[WireDismissal]
    problems: list[WireProblem]
    summary: WireSummary
