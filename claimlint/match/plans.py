"""Patterns of a rulebook as plans, indexed by the rarest of their words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from claimlint.match.joining import Plan, Step
from claimlint.match.tables import PatternClasses, Tables
from claimlint.match.terms import Found
from claimlint.model.rule import Rule
from claimlint.model.rulebook import CompiledPattern, Rulebook


class Candidate:
    """A pattern ready to be tried: its plan or expression, its conditions, where it holds."""

    def __init__(self, pattern: CompiledPattern, rule: Rule, classes: PatternClasses) -> None:
        self.pattern = pattern
        self.rule = rule
        self.needs = list(zip(pattern.needs, classes.needs, strict=True))
        self.absent = list(zip(pattern.absent, classes.absent, strict=True))
        self.plan = _plan(pattern, classes.steps) if pattern.expression is None else None
        self.numbers = frozenset(classes.steps)
        self.required = frozenset(classes.required)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled expression; only sentences with one of its anchors ever ask for it."""
        assert self.pattern.expression is not None
        return re.compile(self.pattern.expression, re.IGNORECASE)


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


class Wording(NamedTuple):
    """One pattern as its author wrote it, with all candidates that it stands for."""

    number: int
    candidates: tuple[Candidate, ...]


class Index:
    """All patterns by their rarest class; candidates are made of those that a text asks for."""

    def __init__(self, rulebook: Rulebook, tables: Tables) -> None:
        self._rulebook = rulebook
        self._tables = tables
        self._by_class: dict[int, list[int]] = defaultdict(list)
        for number, classes in enumerate(tables.patterns):
            self._by_class[classes.rarest].append(number)
        self._rare = frozenset(self._by_class)
        self._candidates: dict[int, Candidate] = {}
        self._written: list[int] = []  # by pattern: which of the patterns as written it stands for
        known: dict[tuple[int, str, int, int], int] = {}
        for one in rulebook.patterns:
            key = (one.rule, one.purpose, one.part, one.pattern)
            self._written.append(known.setdefault(key, len(known)))

    def wordings(self, found: Found) -> list[Wording]:
        """The patterns of which all words may occur in a stretch, quantities apart."""
        classes, patterns = found.classes, self._tables.patterns
        wanted: dict[int, list[Candidate]] = defaultdict(list)
        for one in sorted(self._rare & classes):
            for number in self._by_class[one]:
                if classes.issuperset(patterns[number].required):
                    wanted[self._written[number]].append(self._candidate(number))
        return [Wording(number, tuple(wanted[number])) for number in sorted(wanted)]

    def _candidate(self, number: int) -> Candidate:
        known = self._candidates.get(number)
        if known is None:
            pattern = self._rulebook.patterns[number]
            rule = self._rulebook.rules[pattern.rule]
            known = self._candidates[number] = Candidate(pattern, rule, self._tables.patterns[number])
        return known
