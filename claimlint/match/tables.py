"""What a matcher looks up while it scans: flat tables, worked out once a rulebook and kept beside it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec
from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.match.joining import MARKS
from claimlint.match.memo import Memo
from claimlint.match.numbers import Lists, array_of, lists, numbers
from claimlint.match.words import SuffixTerm, Words, group
from claimlint.model.rule import Condition, Rule, Within
from claimlint.model.rulebook import CompiledPattern, Rulebook

if TYPE_CHECKING:
    from claimlint.match.vocabulary import Vocabulary

LAYOUT = 5  # of these tables; another number makes a stored copy foreign

LATIN, ODD, INNOCENT = 1, 2, 4  # traits of a word, see ``Tables.traits``

_NEAR = (Within.CLAUSE, Within.SENTENCE)
_PLAIN_WORD = lazy(r"\w*\S")


class Shelf(Protocol):
    """Where tables are kept from one run to the next."""

    def get(self) -> memoryview | None: ...

    def put(self, data: bytes) -> None: ...


class PatternClasses(NamedTuple):
    """The numbers of the classes that one pattern names, each list in the order in which it names them."""

    steps: tuple[int, ...]
    needs: tuple[int, ...]
    absent: tuple[int, ...]
    required: tuple[int, ...]  # without a word of each of these it cannot match
    rarest: int
    in_clause: bool  # all required words begin in one clause
    near: tuple[int, ...]  # of ``needs``: those that must stand in the sentence
    written: int  # which of the patterns as written it stands for


class Tables(Struct, frozen=True, dict=True):
    """Words with their kinds, patterns with their classes; lists are in the order of their numbers.

    Words that fill the same classes are of one kind; the end of an open class is of a kind of its own.
    What is large is kept as plain bytes and text, of which a page looks up the little that it needs.
    """

    spelt: dict[str, bytes]  # all words, see ``Words``
    lengths: bytes  # by word: its characters; these are ``numbers`` and ``lists``
    kind_of: bytes  # by word
    classes_of_kind: tuple[bytes, bytes]  # open classes that it ends among them
    kinds_of_class: tuple[bytes, bytes]  # the same the other way round
    traits: bytes  # by word: LATIN (a Latin letter or digit at an end), ODD (may reach over a border), INNOCENT
    suffixes_of: dict[int, tuple[tuple[int, SuffixTerm], ...]]  # word -> open classes that it ends
    terms_of: dict[int, tuple[int, ...]]  # the same words -> the classes of which they are a term themselves
    recorded: dict[int, str]  # class -> the lexicon whose occurrences are kept
    quantities: dict[int, str]  # class -> the built-in slot that it is
    patterns: list[msgspec.Raw]  # PatternClasses
    required_of: tuple[bytes, bytes]  # by pattern: see there
    reporting: dict[int, list[int]]  # class -> the patterns of which it is the rarest, those that report
    wanted: dict[int, dict[str, list[int]]]  # rule -> its patterns of each other purpose, by their rarest class
    layout: int = LAYOUT

    @cached_property
    def words(self) -> Words:
        return Words(self.spelt)

    @cached_property
    def length(self) -> array[int]:
        """How long each word is."""
        return array_of(self.lengths)

    @cached_property
    def kind(self) -> array[int]:
        """The kind of each word."""
        return array_of(self.kind_of)

    @cached_property
    def filled(self) -> Memo[int, frozenset[int]]:
        """The classes of each kind."""
        return Memo(_sets(Lists(self.classes_of_kind)))

    @cached_property
    def filling(self) -> Memo[int, frozenset[int]]:
        """The kinds of each class."""
        return Memo(_sets(Lists(self.kinds_of_class)))

    @cached_property
    def required(self) -> Memo[int, frozenset[int]]:
        """The classes without which each pattern cannot match."""
        return Memo(_sets(Lists(self.required_of)))

    def pattern(self, number: int) -> PatternClasses:
        """What one pattern names."""
        return msgspec.msgpack.decode(self.patterns[number], type=PatternClasses)

    @cached_property
    def recorded_classes(self) -> dict[str, list[int]]:
        """The classes of each lexicon whose occurrences are kept."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, name in self.recorded.items():
            found[name].append(number)
        return dict(found)


def _sets(values: Lists) -> Callable[[int], frozenset[int]]:
    return lambda number: frozenset(values[number])


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
    """Number all classes, words and kinds of a rulebook; words are numbered in the order of their letters."""
    from claimlint.match.vocabulary import Vocabulary

    vocabulary = vocabulary or Vocabulary(rulebook)
    patterns = _patterns(rulebook, vocabulary)
    order = sorted(range(len(vocabulary.words)), key=vocabulary.words.__getitem__)
    suffixes_of = {at: vocabulary.suffixes_of[word] for at, word in enumerate(order) if word in vocabulary.suffixes_of}
    classes_of = [vocabulary.classes_of[word] for word in order]
    kinds: dict[tuple[tuple[int, ...], int], int] = {}
    kind_of = list[int]()
    for word, own in enumerate(classes_of):
        ended = [one for one, _ in suffixes_of.get(word, ())]
        key = tuple(dict.fromkeys((*own, *ended))), word if ended else -1
        kind_of.append(kinds.setdefault(key, len(kinds)))
    words = [vocabulary.words[word] for word in order]
    return Tables(
        spelt=group(words),
        lengths=numbers(map(len, words)),
        kind_of=numbers(kind_of),
        classes_of_kind=lists([classes for classes, _ in kinds]),
        kinds_of_class=lists(_inverse([classes for classes, _ in kinds], len(vocabulary.commonness))),
        traits=bytes(_traits(vocabulary, order)),
        suffixes_of={word: tuple(ends) for word, ends in suffixes_of.items()},
        terms_of={word: tuple(classes_of[word]) for word in suffixes_of},
        recorded=vocabulary.recorded,
        quantities=vocabulary.quantities,
        patterns=[msgspec.Raw(msgspec.msgpack.encode(pattern)) for pattern in patterns],
        required_of=lists([pattern.required for pattern in patterns]),
        reporting=_by_rarest(rulebook, patterns),
        wanted=_by_rule(rulebook, patterns),
    )


def _inverse(values: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """By each number below ``most`` the indices of the lists that hold it."""
    found: list[list[int]] = [[] for _ in range(most)]
    for index, own in enumerate(values):
        for one in own:
            found[one].append(index)
    return found


def _traits(vocabulary: Vocabulary, order: Iterable[int]) -> Iterable[int]:
    for number in order:
        word = vocabulary.words[number]
        odd = ODD if _PLAIN_WORD.fullmatch(word) is None else 0
        yield (LATIN if vocabulary.latin[number] else 0) | odd | (INNOCENT if number in vocabulary.innocents else 0)


def _patterns(rulebook: Rulebook, vocabulary: Vocabulary) -> list[PatternClasses]:
    known: dict[tuple[int, str, int, int], int] = {}
    found = []
    for one in rulebook.patterns:
        written = known.setdefault((one.rule, one.purpose, one.part, one.pattern), len(known))
        found.append(_classes(one, rulebook.rules[one.rule], vocabulary, written))
    return found


def _classes(pattern: CompiledPattern, rule: Rule, vocabulary: Vocabulary, written: int) -> PatternClasses:
    def named(condition: Condition) -> tuple[int, ...]:
        return tuple(vocabulary.lexicons(tuple(names), rule.languages) for names in condition.values())

    needs, absent = named(pattern.needs), named(pattern.absent)
    words = [one for one in pattern.elements if one.kind in {"slot", "literal", "quantity"}]
    steps = tuple(vocabulary.element(one, rule) for one in words)
    own = steps if pattern.expression is None else (vocabulary.anchors(pattern),)
    required = tuple(sorted({number for number in own if number not in vocabulary.quantities}))
    return PatternClasses(
        steps=steps,
        needs=needs,
        absent=absent,
        required=required,
        rarest=min(required, key=lambda number: (vocabulary.commonness[number], number)),
        in_clause=_in_clause(pattern, required, vocabulary),
        near=tuple(one for one, within in zip(needs, pattern.needs, strict=True) if within in _NEAR),
        written=written,
    )


def _in_clause(pattern: CompiledPattern, required: Iterable[int], vocabulary: Vocabulary) -> bool:
    """Whether no clause mark stands between, or in, the words of a pattern."""
    if pattern.expression is not None or any(element.wide for element in pattern.elements):
        return False
    return not any(vocabulary.holds(number, MARKS) for number in required)


def _by_rarest(rulebook: Rulebook, patterns: list[PatternClasses]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, (pattern, classes) in enumerate(zip(rulebook.patterns, patterns, strict=True)):
        if pattern.purpose == "report":
            found[classes.rarest].append(number)
    return dict(found)


def _by_rule(rulebook: Rulebook, patterns: list[PatternClasses]) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = {}
    for number, pattern in enumerate(rulebook.patterns):
        if pattern.purpose != "report":
            found.setdefault(pattern.rule, {}).setdefault(pattern.purpose, []).append(number)
    for own in (each for purposes in found.values() for each in purposes.values()):
        own.sort(key=lambda number: (patterns[number].rarest, number))
    return found
