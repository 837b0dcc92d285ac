"""Which words the automaton looks for, and which classes of a pattern each of them can fill."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from claimlint.model.rule import Rule, Suffix
from claimlint.model.rulebook import CompiledPattern, Element, Rulebook

RECORDED = ("cue_", "register_", "presence_")  # lexicons that judging reads

Key = tuple[str, ...]  # what a class is known by: kind, languages, names


class SuffixTerm(NamedTuple):
    """An open class's end with the lengths of stem that may stand before it."""

    low: int
    high: int
    not_before: tuple[str, ...]
    not_stem: frozenset[str]


class Vocabulary:
    """Numbers the classes (lexicon slots, literals) of a rulebook and collects their words."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._languages = rulebook.languages
        self._classes: dict[Key, int] = {}
        self.words: list[str] = []
        self._word_ids: dict[str, int] = {}
        self.classes_of: list[list[int]] = []  # by word
        self.suffixes_of: dict[int, list[tuple[int, SuffixTerm]]] = defaultdict(list)  # word -> (class, suffix)
        self.innocents: set[int] = set()
        self.commonness: list[float] = []  # by class: how often it may occur, roughly
        self.quantities: dict[int, str] = {}  # class -> the built-in slot that it is
        self.recorded: dict[int, str] = {}  # class -> name of the lexicon whose occurrences are kept
        for language, terms in rulebook.languages.items():
            for name in terms.lexicons:
                if name.startswith(RECORDED):
                    self.recorded[self.lexicons((name,), (language,))] = name
            self.innocents.update(self._word(innocent) for innocent in terms.innocents)

    def element(self, element: Element, rule: Rule) -> int:
        """The class of a word of one of the rule's patterns."""
        if element.kind == "literal":
            return self._class(("literal", *element.names), element.names, ())
        if element.kind == "quantity":
            number = self._class(("quantity", *element.names), (), ())
            self.quantities[number] = element.names[0]
            return number
        return self.lexicons(element.names, rule.languages)

    def lexicons(self, names: tuple[str, ...], languages: Iterable[str]) -> int:
        """The class of all words of some lexicons in some languages."""
        languages = tuple(languages)
        key = ("slot", *languages, "", *names)
        if key in self._classes:
            return self._classes[key]
        found = [
            self._languages[language].lexicons[name]
            for language in languages
            if language in self._languages
            for name in names
            if name in self._languages[language].lexicons
        ]
        words = [word for lexicon in found for word in lexicon.terms]
        suffixes = [suffix for lexicon in found for suffix in lexicon.suffixes]
        return self._class(key, words, suffixes)

    def anchors(self, pattern: CompiledPattern) -> int:
        """The class of the words by which an expression's sentences are found."""
        return self._class(("literal", *pattern.anchors), pattern.anchors, ())

    def _class(self, key: Key, words: Iterable[str], suffixes: Iterable[Suffix]) -> int:
        if key in self._classes:
            return self._classes[key]
        number = self._classes[key] = len(self.commonness)
        self.commonness.append(0.0)
        for word in dict.fromkeys(words):
            self.classes_of[self._word(word)].append(number)
            self.commonness[number] += math.exp(-1.2 * len(word))
        for suffix in suffixes:
            low, high = map(int, suffix.stem.split("-"))
            entry = SuffixTerm(low, high, suffix.not_before, frozenset(suffix.not_stem))
            self.suffixes_of[self._word(suffix.end)].append((number, entry))
            self.commonness[number] += math.exp(-1.2 * len(suffix.end))
        return number

    def _word(self, word: str) -> int:
        word = word.lower()
        if word not in self._word_ids:
            self._word_ids[word] = len(self.words)
            self.words.append(word)
            self.classes_of.append([])
        return self._word_ids[word]
