"""Patterns of a rulebook as plans, indexed by the rarest of their words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from claimlint.match.joining import Plan, Step
from claimlint.match.terms import Found
from claimlint.match.vocabulary import Vocabulary
from claimlint.model.rule import Condition, Rule, Within
from claimlint.model.rulebook import CompiledPattern, Rulebook


class Conditions:
    """What must or must not stand around a hit, as classes."""

    def __init__(self, condition: Condition, rule: Rule, vocabulary: Vocabulary) -> None:
        self.classes: list[tuple[Within, int]] = [
            (within, vocabulary.lexicons(tuple(names), rule.languages)) for within, names in condition.items()
        ]


class Candidate:
    """A pattern ready to be tried: its plan or expression, its conditions, where it holds."""

    def __init__(self, pattern: CompiledPattern, rule: Rule, vocabulary: Vocabulary) -> None:
        self.pattern = pattern
        self.rule = rule
        self.needs = Conditions(pattern.needs, rule, vocabulary).classes
        self.absent = Conditions(pattern.absent, rule, vocabulary).classes
        self.plan = _plan(pattern, rule, vocabulary) if pattern.expression is None else None
        steps = self.plan.steps if self.plan is not None else ()
        own = [step.number for step in steps] or [vocabulary.anchors(pattern)]
        self.required = frozenset(number for number in own if number not in vocabulary.quantities)
        self.rarest = min(self.required, key=lambda number: (vocabulary.commonness[number], number))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled expression; only sentences with one of its anchors ever ask for it."""
        assert self.pattern.expression is not None
        return re.compile(self.pattern.expression, re.IGNORECASE)


def _plan(pattern: CompiledPattern, rule: Rule, vocabulary: Vocabulary) -> Plan:
    steps: list[Step] = []
    low = high = 0
    wide = spaced = at_start = at_end = False
    opened: int | None = None
    closed: int | None = None
    for element in pattern.elements:
        if element.kind in {"slot", "literal", "quantity"}:
            name = "" if element.kind == "literal" else "|".join(element.names)
            steps.append(Step(vocabulary.element(element, rule), name, low, high, wide, spaced))
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
    """All candidates by the words of their rarest class."""

    def __init__(self, rulebook: Rulebook, vocabulary: Vocabulary) -> None:
        by_class: dict[int, list[tuple[int, Candidate]]] = defaultdict(list)
        known: dict[tuple[int, str, int, int], int] = {}
        for pattern in rulebook.patterns:
            written = (pattern.rule, pattern.purpose, pattern.part, pattern.pattern)
            candidate = Candidate(pattern, rulebook.rules[pattern.rule], vocabulary)
            by_class[candidate.rarest].append((known.setdefault(written, len(known)), candidate))
        self._by_word: list[tuple[int, ...]] = [
            tuple(number for number in classes if number in by_class) for classes in vocabulary.classes_of
        ]
        for word, suffixes in vocabulary.suffixes_of.items():
            ended = tuple(number for number, _ in suffixes if number in by_class)
            self._by_word[word] = tuple(dict.fromkeys((*self._by_word[word], *ended)))
        self._by_class = by_class

    def wordings(self, found: Found) -> list[Wording]:
        """The patterns of which all words may occur in a stretch, quantities apart."""
        by_word = self._by_word
        classes = {number for word, _, _ in found.words for number in by_word[word]}
        wanted: dict[int, list[Candidate]] = defaultdict(list)
        for one in sorted(classes):
            for written, candidate in self._by_class[one]:
                if candidate.required <= found.classes:
                    wanted[written].append(candidate)
        return [Wording(number, tuple(wanted[number])) for number in sorted(wanted)]
