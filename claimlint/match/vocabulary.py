"""Which words the automaton looks for, and which classes of a pattern each of them can fill."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable

from claimlint.match.words import SuffixTerm
from claimlint.model.rule import Rule, Suffix
from claimlint.model.rulebook import CompiledPattern, Element, Rulebook

RECORDED = ("cue_", "register_", "presence_")  # lexicons that judging reads

_SEAM = re.compile("(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])")

Key = tuple[str, ...]  # what a class is known by: kind, languages, names


class Vocabulary:
    """Numbers the classes (lexicon slots, literals) of a rulebook and collects their words."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._languages = rulebook.languages
        self._classes: dict[Key, int] = {}
        self.words: list[str] = []
        self._word_ids: dict[str, int] = {}
        self.classes_of: list[list[int]] = []  # by word
        self.suffixes_of: dict[int, list[tuple[int, SuffixTerm]]] = defaultdict(list)  # word -> (class, ...)
        self.words_of: list[set[int]] = []  # by class
        self.ends_of: dict[int, list[tuple[int, SuffixTerm]]] = defaultdict(list)  # class -> (word, suffix)
        self.latin: list[bool] = []  # by word: whether it has a Latin letter or digit at an end
        self.innocents: set[int] = set()
        self.commonness: list[float] = []  # by class: how often it may occur, roughly
        self.quantities: dict[int, str] = {}  # class -> the built-in slot that it is
        self.recorded: dict[int, str] = {}  # class -> name of the lexicon whose occurrences are kept
        for language, terms in rulebook.languages.items():
            weighed = rulebook.voices[language].words if language in rulebook.voices else {}
            for name in terms.lexicons:
                if name.startswith(RECORDED) or name in weighed:
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

    def holds(self, number: int, letters: re.Pattern[str]) -> bool:
        """Whether any word of a class, or end of an open one, holds one of some characters."""
        ends = (word for word, _ in self.ends_of[number]) if number in self.ends_of else ()
        return any(letters.search(self.words[word]) for word in (*self.words_of[number], *ends))

    def anchors(self, pattern: CompiledPattern) -> int:
        """The class of the words by which an expression's sentences are found."""
        return self._class(("literal", *pattern.anchors), pattern.anchors, ())

    def _class(self, key: Key, words: Iterable[str], suffixes: Iterable[Suffix]) -> int:
        if key in self._classes:
            return self._classes[key]
        number = self._classes[key] = len(self.commonness)
        self.commonness.append(0.0)
        self.words_of.append(set())
        for spelling in dict.fromkeys(one for word in words for one in _spellings(word)):
            known = self._word(spelling)
            self.classes_of[known].append(number)
            self.words_of[number].add(known)
            self.commonness[number] += math.exp(-1.2 * len(spelling))
        for suffix in suffixes:
            low, high = map(int, suffix.stem.split("-"))
            entry = SuffixTerm(low, high, suffix.not_before, frozenset(suffix.not_stem))
            known = self._word(suffix.end)
            self.suffixes_of[known].append((number, entry))
            self.ends_of[number].append((known, entry))
            self.commonness[number] += math.exp(-1.2 * len(suffix.end))
        return number

    def _word(self, word: str) -> int:
        word = word.lower()
        if word not in self._word_ids:
            self._word_ids[word] = len(self.words)
            self.words.append(word)
            self.classes_of.append([])
            self.latin.append(any(char.isascii() and char.isalnum() for char in (word[0], word[-1])))
        return self._word_ids[word]


def _spellings(word: str) -> Iterable[str]:
    """A word of Chinese and Latin parts may be written with spaces between them (NK 细胞)."""
    word = word.lower()
    spaced = _SEAM.sub(" ", word)
    return (word,) if spaced == word else (word, spaced)
