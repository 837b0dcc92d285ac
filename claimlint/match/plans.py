"""Patterns of a rulebook as plans, indexed by the rarest of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from claimlint.language.compiled import compiled
from claimlint.match.joining import Plan, Step
from claimlint.match.memo import Memo
from claimlint.match.tables import PatternClasses, Tables
from claimlint.match.windows import Window
from claimlint.model.rule import Rule
from claimlint.model.rulebook import CompiledPattern, Rulebook


class Candidate:
    """A pattern ready to be tried: its plan or expression, its conditions, where it holds."""

    def __init__(self, pattern: CompiledPattern, rule: Rule, classes: PatternClasses) -> None:
        self.pattern = pattern
        self.rule = rule
        self.classes = classes
        self.needs = list(zip(pattern.needs, classes.needs, strict=True))
        self.absent = list(zip(pattern.absent, classes.absent, strict=True))
        self.plan = _plan(pattern, classes.steps) if pattern.expression is None else None

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled expression; only sentences with one of its anchors ever ask for it."""
        assert self.pattern.expression is not None
        return compiled(self.pattern.expression, re.IGNORECASE)


def _plan(pattern: CompiledPattern, classes: tuple[int, ...]) -> Plan:
    steps: list[Step] = []
    low = high = 0
    wide = spaced = at_start = at_end = False
    opened: int | None = None
    closed: int | None = None
    for element in pattern.elements:
        if element.kind in {"slot", "literal", "quantity"}:
            name = "" if element.kind == "literal" else "|".join(element.names)
            steps.append(Step(classes[len(steps)], name, low, high, wide, spaced))
            low = high = 0
            wide = spaced = False
        elif element.kind == "space":
            low, high, spaced = 1, 1, True
        elif element.kind == "gap":
            low, high, wide = low + element.low, high + element.high, wide or element.wide
        elif element.kind == "open":
            opened = len(steps)
        elif element.kind == "close":
            closed = len(steps) - 1
        at_start = at_start or element.kind == "start"
        at_end = at_end or element.kind == "end"
    mark = (0, len(steps) - 1) if opened is None or closed is None else (opened, closed)
    return Plan(tuple(steps), mark, at_start, at_end)


class Index:
    """All patterns by their rarest class; candidates are made of those that a text asks for."""

    def __init__(self, rulebook: Rulebook, tables: Tables) -> None:
        self._rulebook = rulebook
        self._tables = tables
        self._candidates: dict[int, Candidate] = {}
        self.classes = Memo(tables.pattern)
        self.required = tables.required

    def reporting(self, window: Window) -> Iterable[int]:
        """The patterns of findings whose rarest class stands in a window, by that class."""
        found = self._tables.reporting
        for one in sorted(found.keys() & window.classes):
            yield from found[one]

    def wanted(self, rule: int, purpose: str) -> Iterable[int]:
        """The patterns of a rule for another purpose than findings, by their rarest class."""
        return self._tables.wanted.get(rule, {}).get(purpose, ())

    def all_wanted(self) -> Iterable[int]:
        """The same of all rules and purposes."""
        return [number for own in self._tables.wanted.values() for patterns in own.values() for number in patterns]

    def candidate(self, number: int) -> Candidate:
        known = self._candidates.get(number)
        if known is None:
            pattern = self._rulebook.patterns[number]
            rule = self._rulebook.rules[pattern.rule]
            known = self._candidates[number] = Candidate(pattern, rule, self.classes[number])
        return known
