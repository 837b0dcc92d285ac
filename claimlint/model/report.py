"""A Report: what one run found in one document, what it could not do, and with which rules."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from claimlint.model.figure import Agreement
from claimlint.model.finding import Finding, Status
from claimlint.model.hit import SATISFIED, Dismissal
from claimlint.model.rule import Localized
from claimlint.model.text import Document
from claimlint.model.words import spoken


class ProblemKind(StrEnum):
    """What a problem does to the exit code: USAGE gives 2, INCOMPLETE 3, NOTE none."""

    USAGE = "usage"
    INCOMPLETE = "incomplete"
    NOTE = "note"


NO_READER = "no-reader"  # the code of the note about files that a folder holds and nothing reads


class Problem(Struct, frozen=True):
    """Something claimlint could not do; ``hint`` says what to do about it."""

    code: str  # e.g. "unreadable-file", "unknown-key"
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    kind: ProblemKind = ProblemKind.USAGE

    def spoken(self, chinese: bool) -> Problem:
        """The problem in the language of a report."""
        hint = spoken(self.hint, chinese) if self.hint is not None else None
        return replace(self, message=spoken(self.message, chinese), hint=hint)


class Profile(Struct, frozen=True):
    """For whom and what a document is, and which of it was declared rather than inferred."""

    content: str | None = None
    audience: str | None = None
    product: str | None = None
    jurisdiction: tuple[str, ...] = ()
    declared: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()  # why an undeclared field was inferred


class RuleNote(Struct, frozen=True):
    """What a report repeats of a rule, so that it can be read without the rulebook."""

    title: Localized
    why: Localized
    basis: tuple[str, ...]
    category: str = ""
    group: str | None = None  # the rule's group, so that a checklist can show what is there too
    status: str = "stable"  # or preview, which fails no run, or deprecated


class BasisNote(Struct, frozen=True):
    """What a report repeats of a legal basis."""

    title: Localized  # official name with article
    summary: Localized
    force: str
    verified: str


class DocumentNote(Struct, frozen=True):
    """One line of ``documents``: how a document was read and judged."""

    path: str
    format: str
    sha256: str
    language: str
    profile: Profile
    rulebook: str
    as_of: str
    status: str  # checked, partial or unread
    characters: int = 0


class Summary(Struct, frozen=True):
    """Counts over open findings (a group counts once), agreements and problems."""

    documents: int = 0
    unread: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0
    baselined: int = 0
    approved: int = 0
    dismissed: int = 0
    problems: int = 0
    agreements: dict[str, int] = {}
    unchecked: int = 0

    def plus(self, other: Summary) -> Summary:
        """Both summaries counted together."""
        numbers = {
            name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__ if name != "agreements"
        }
        return Summary(**numbers, agreements=dict(Counter(self.agreements) + Counter(other.agreements)))


class Report(Struct, frozen=True, dict=True, kw_only=True):
    """The result of checking one document."""

    all_findings: tuple[Finding, ...] = ()  # every status, sorted by start, then rule
    agreements: tuple[Agreement, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    unasked: tuple[Dismissal, ...] = ()  # rules about the whole document that were not put to it, for `explain`
    problems: tuple[Problem, ...] = ()
    documents: tuple[DocumentNote, ...] = ()
    rules: dict[str, RuleNote] = {}
    bases: dict[str, BasisNote] = {}
    document: Document | None = None  # None when it could not be read
    version: str = ""

    @property
    def portable(self) -> Report:
        """The same as it can be kept: front matter as a plain dict. (To be pickled, a report needs nothing.)"""
        if self.document is None:
            return self
        return replace(self, document=replace(self.document, meta=dict(self.document.meta)))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every open finding of any severity and confidence, sorted by start, then rule."""
        return tuple(finding for finding in self.all_findings if finding.status is Status.OPEN)

    @cached_property
    def summary(self) -> Summary:
        return summarise(self)


def summarise(report: Report) -> Summary:
    """Count a report; the findings of one group count as one, at the worst severity among them."""
    worst: dict[str, str] = {}
    for number, finding in enumerate(report.findings):
        key = finding.group or f"#{number}"
        if key not in worst or finding.severity.rank < ("error", "warning", "info").index(worst[key]):
            worst[key] = finding.severity.value
    severities = Counter(worst.values())
    states = Counter(finding.status for finding in report.all_findings)
    verdicts = Counter(str(agreement.verdict) for agreement in report.agreements)
    return Summary(
        documents=len(report.documents),
        unread=sum(note.status == "unread" for note in report.documents),
        errors=severities["error"],
        warnings=severities["warning"],
        infos=severities["info"],
        suppressed=states[Status.SUPPRESSED],
        baselined=states[Status.BASELINED],
        approved=states[Status.APPROVED],
        dismissed=sum(one.reason != SATISFIED for one in report.dismissals),
        problems=len(report.problems),
        agreements=dict(verdicts),
        unchecked=sum(not agreement.verdict.checked for agreement in report.agreements),
    )
