"""What a matcher looks up while it scans: flat tables, worked out once a rulebook and kept beside it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import msgspec
from msgspec import Struct

from claimlint.match.vocabulary import SuffixTerm, Vocabulary
from claimlint.model.rule import Condition, Rule
from claimlint.model.rulebook import CompiledPattern, Rulebook

LAYOUT = 1  # of these tables; another number makes a stored copy foreign


class Shelf(Protocol):
    """Where tables are kept from one run to the next."""

    def get(self) -> bytes | None: ...

    def put(self, data: bytes) -> None: ...


class PatternClasses(NamedTuple):
    """The numbers of the classes that one pattern names, each list in the order in which it names them."""

    steps: tuple[int, ...]
    needs: tuple[int, ...]
    absent: tuple[int, ...]
    required: tuple[int, ...]  # without a word of each of these it cannot match
    rarest: int


class Tables(Struct, frozen=True):
    """Words with their classes, patterns with theirs; lists are in the order of their numbers."""

    words: list[str]
    classes_of: list[tuple[int, ...]]  # by word
    latin: bytes  # by word: 1 where it has a Latin letter or digit at an end
    innocents: frozenset[int]  # words
    suffixes_of: dict[int, tuple[tuple[int, SuffixTerm], ...]]  # word -> open classes that it ends
    recorded: dict[int, str]  # class -> the lexicon whose occurrences are kept
    quantities: dict[int, str]  # class -> the built-in slot that it is
    patterns: list[PatternClasses]
    layout: int = LAYOUT


def tables_of(rulebook: Rulebook, shelf: Shelf | None = None) -> Tables:
    """The tables of a rulebook, from the shelf where they fit it."""
    data = shelf.get() if shelf is not None else None
    if data is not None:
        try:
            tables = msgspec.msgpack.decode(data, type=Tables)
        except ValueError:  # damaged or foreign: made anew
            pass
        else:
            if tables.layout == LAYOUT and len(tables.patterns) == len(rulebook.patterns):
                return tables
    tables = build(rulebook)
    if shelf is not None:
        shelf.put(msgspec.msgpack.encode(tables))
    return tables


def build(rulebook: Rulebook, vocabulary: Vocabulary | None = None) -> Tables:
    """Number all classes and words of a rulebook."""
    vocabulary = vocabulary or Vocabulary(rulebook)
    patterns = [_classes(one, rulebook.rules[one.rule], vocabulary) for one in rulebook.patterns]
    return Tables(
        words=vocabulary.words,
        classes_of=[tuple(classes) for classes in vocabulary.classes_of],
        latin=bytes(vocabulary.latin),
        innocents=frozenset(vocabulary.innocents),
        suffixes_of={word: tuple(ended) for word, ended in vocabulary.suffixes_of.items()},
        recorded=vocabulary.recorded,
        quantities=vocabulary.quantities,
        patterns=patterns,
    )


def _classes(pattern: CompiledPattern, rule: Rule, vocabulary: Vocabulary) -> PatternClasses:
    def named(condition: Condition) -> tuple[int, ...]:
        return tuple(vocabulary.lexicons(tuple(names), rule.languages) for names in condition.values())

    needs, absent = named(pattern.needs), named(pattern.absent)
    words = [one for one in pattern.elements if one.kind in {"slot", "literal", "quantity"}]
    steps = tuple(vocabulary.element(one, rule) for one in words)
    own = steps if pattern.expression is None else (vocabulary.anchors(pattern),)
    required = tuple(sorted({number for number in own if number not in vocabulary.quantities}))
    rarest = min(required, key=lambda number: (vocabulary.commonness[number], number))
    return PatternClasses(steps, needs, absent, required, rarest)
