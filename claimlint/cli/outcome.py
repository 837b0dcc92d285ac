"""What a run means to the shell: the exit codes, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

from claimlint.config import Gate
from claimlint.model.report import ProblemKind, Report
from claimlint.model.rule import Confidence, Severity


class Exit(IntEnum):
    CLEAN = 0
    FINDINGS = 1
    ERROR = 2  # usage, configuration, rules
    INCOMPLETE = 3  # something that was named could not be checked
    INTERRUPTED = 130


class Measure(Struct, frozen=True):
    """By what one document passes or fails, and what of it is shown."""

    gate: Gate
    fail_on_unchecked: bool = False
    severity: Severity = Severity.INFO
    confidence: Confidence = Confidence.LOW


MeasureOf = Callable[[Report], Measure]


class Outcome:
    """Watches reports pass by and knows the exit code: 2 beats 3 beats 1.

    ``measure`` gives what holds for the document of a report: each has its own configuration.
    """

    def __init__(self, measure: MeasureOf) -> None:
        self.measure = measure
        self._codes: set[Exit] = set()

    @property
    def code(self) -> Exit:
        for code in (Exit.ERROR, Exit.INCOMPLETE, Exit.FINDINGS):
            if code in self._codes:
                return code
        return Exit.CLEAN

    def fail(self, code: Exit) -> None:
        """Something outside any report went wrong."""
        self._codes.add(code)

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Pass reports on, counting them."""
        for report in reports:
            self.add(report)
            yield report

    def add(self, report: Report) -> None:
        kinds = {problem.kind for problem in report.problems}
        if ProblemKind.USAGE in kinds:
            self._codes.add(Exit.ERROR)
        if ProblemKind.INCOMPLETE in kinds:
            self._codes.add(Exit.INCOMPLETE)
        measure = self.measure(report)
        if measure.fail_on_unchecked and any(not one.verdict.checked for one in report.agreements):
            self._codes.add(Exit.INCOMPLETE)
        if gating(report, measure.gate):
            self._codes.add(Exit.FINDINGS)


def gating(report: Report, gate: Gate) -> int:
    """How many open findings of a report fail the run."""
    if gate.severity is None:
        return 0
    return sum(
        finding.gate and finding.severity.rank <= gate.severity.rank and finding.confidence.rank <= gate.confidence.rank
        for finding in report.findings
    )
