"""Rules against the examples that they carry, as written and in disguise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from claimlint.lint import Linter
from claimlint.model.finding import Finding
from claimlint.model.report import Report
from claimlint.model.rule import ExampleSpec, Rule, RuleStatus
from claimlint.model.rulebook import Rulebook

OPEN, CLOSE = "<<", ">>"
LEAST_BAD, LEAST_GOOD = 2, 3

Place = tuple[int, int]


class Example(NamedTuple):
    """A case as it is run: the text without its marks, and where they stood in it."""

    text: str
    marks: tuple[Place, ...]
    spec: ExampleSpec


class Failure(NamedTuple):
    rule: str
    message: str


class Result(NamedTuple):
    """What running the examples gave; ``disguised`` counts how many disguises still work, by kind."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]
    disguised: dict[str, tuple[int, int]]

    @property
    def summary(self) -> str:
        lines = [f"{self.rules} rules, {self.examples} examples: {len(self.failures)} failures"]
        for kind, (right, total) in self.disguised.items():
            lines.append(f"  {kind:<14} {right} of {total}")
        return "\n".join(lines)


def parse(written: str | ExampleSpec) -> Example:
    """Take the marks out of an example, and remember where they stood."""
    spec = ExampleSpec(text=written) if isinstance(written, str) else written
    text, marks, rest = "", [], spec.text
    while OPEN in rest:
        before, _, rest = rest.partition(OPEN)
        marked, _, rest = rest.partition(CLOSE)
        start = len(text) + len(before)
        marks.append((start, start + len(marked)))
        text += before + marked
    return Example(text + rest, tuple(marks), spec)


def run(linter: Linter, rulebook: Rulebook, selectors: Iterable[str] = (), *, mutate: bool = True) -> Result:
    """Run the examples of the rules that ``selectors`` mean (all without any)."""
    from claimlint.rulebook.selectors import fits

    wanted = tuple(selectors)
    rules = [rule for rule in rulebook.rules if not wanted or any(fits(one, rule.id, rulebook) for one in wanted)]
    failures = [failure for rule in rules for failure in check_rule(linter, rule)]
    count = sum(len(rule.examples.bad) + len(rule.examples.good) for rule in rules)
    disguised: dict[str, tuple[int, int]] = {}
    if mutate:
        from claimlint.disguise import try_disguises

        for rule in rules:
            for kind, right in try_disguises(linter, rule):
                done, total = disguised.get(kind, (0, 0))
                disguised[kind] = (done + right, total + 1)
    return Result(len(rules), count, tuple(failures), disguised)


def check_rule(linter: Linter, rule: Rule) -> Iterator[Failure]:
    """What is wrong with the examples of one rule."""
    few = len(rule.examples.bad) < LEAST_BAD or len(rule.examples.good) < LEAST_GOOD
    if few and rule.status is not RuleStatus.DEPRECATED:
        yield Failure(rule.id, f"needs {LEAST_BAD} bad and {LEAST_GOOD} good examples")
    for written in rule.examples.bad:
        yield from _told(rule, "bad", written, bad_fault(linter, rule, parse(written)))
    for written in rule.examples.good:
        yield from _told(rule, "good", written, good_fault(linter, rule, parse(written)))
    for written in rule.examples.todo:
        example = parse(written)
        fault = (bad_fault if example.marks else good_fault)(linter, rule, example)
        if fault is None:
            yield Failure(rule.id, f"todo “{example.text}”: works now; move it to bad or good")


def _told(rule: Rule, kind: str, written: str | ExampleSpec, fault: str | None) -> Iterator[Failure]:
    if fault is not None:
        text = written if isinstance(written, str) else written.text
        yield Failure(rule.id, f"{kind} “{text.strip()}”: {fault}")


def report_on(linter: Linter, rule: Rule, example: Example) -> Report:
    """Check an example in the profile that it asks for, by the rule's own jurisdiction where it names one."""
    spec = example.spec
    fitted = linter.variant(
        content=spec.content,
        audience=spec.audience,
        product=spec.product,
        as_of=spec.as_of,
        jurisdiction=rule.applies.jurisdiction,
        sources=str(example_folder(linter, spec.sources)) if spec.sources else None,
    )
    return fitted.check_text(example.text, format=spec.format)


def example_folder(linter: Linter, name: str) -> Path:
    """The sources that an example names: ``_examples/NAME`` of a rules folder, one's own first."""
    from claimlint.rulebook import locate_builtin

    places = [root / "_examples" / name for root in (*linter.rule_folders, locate_builtin())]
    return next((place for place in places if place.is_dir()), places[-1])


def found_by(report: Report, rule: Rule) -> list[Finding]:
    return [finding for finding in report.all_findings if finding.rule == rule.id]


def bad_fault(linter: Linter, rule: Rule, example: Example) -> str | None:
    """Why a bad example fails: exactly the marked words must be found."""
    if missing := _missing_sources(linter, example):
        return missing
    report = report_on(linter, rule, example)
    found = found_by(report, rule)
    if not found:
        return f"not found{_why(report, rule)}"
    if not example.marks:
        return None
    places = sorted((finding.raw[0].start, finding.raw[-1].end) for finding in found if finding.raw)
    if places == list(example.marks):
        return None
    return "found " + ", ".join(f"“{finding.text}”" for finding in found)


def good_fault(linter: Linter, rule: Rule, example: Example) -> str | None:
    """Why a good example fails: nothing found, or what it says instead."""
    if missing := _missing_sources(linter, example):
        return missing
    report = report_on(linter, rule, example)
    found = found_by(report, rule)
    spec = example.spec
    if spec.severity is not None:
        severities = {finding.severity for finding in found}
        if severities == {spec.severity}:
            return None
        return f"severity {', '.join(severities) or 'none (not found)'}, not {spec.severity}"
    if found:
        return "found " + ", ".join(f"“{finding.text}”" for finding in found)
    if spec.because is not None and spec.because not in reasons(report, rule):
        return f"nothing dismissed as {spec.because}{_why(report, rule)}"
    return None


def _missing_sources(linter: Linter, example: Example) -> str | None:
    """Without its sources an example would pass or fail for the wrong reason."""
    name = example.spec.sources
    if name is None or example_folder(linter, name).is_dir():
        return None
    return f"no folder _examples/{name} in the rules"


def reasons(report: Report, rule: Rule) -> set[str]:
    """All reasons for which hits of a rule were dismissed."""
    own = [one for one in (*report.dismissals, *report.unasked) if one.rule == rule.id]
    return {str(reason) for one in own for reason in (one.reason, *getattr(one, "also", ()))}


def _why(report: Report, rule: Rule) -> str:
    given = reasons(report, rule)
    faults = [problem.message for problem in report.problems]
    parts = [*(f"dismissed: {reason}" for reason in sorted(given)), *faults]
    return f" ({'; '.join(parts)})" if parts else ""


def guards_of(rule: Rule, rulebook: Rulebook) -> frozenset[str]:
    """The guards that hold for a rule: its family's, changed by its own."""
    family = rulebook.defaults.guards.get(rule.family, ())
    return frozenset({*family, *map(str, rule.unless.add)} - set(map(str, rule.unless.drop)))
