"""Patterns over sentences in which every figure is one character of its kind.

So one expression reads ``142例（94.7%）``, ``一百四十二例（94.7%）`` and ``142 patients (94.7%)`` alike. There are hundreds
of them and a sentence has few figures: a pattern is compiled only when a text holds the kinds that it cannot do without.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, reduce
from operator import and_
from typing import NamedTuple

from claimlint.language.compiled import compiled, noted
from claimlint.language.expressions import lazy

KINDS = "CDPQTNEILVFUX"
CODE = {kind: chr(0xE000 + index) for index, kind in enumerate(KINDS)}
ANY = f"{CODE['C']}-{CODE['X']}"  # a range for character classes
_FIGURES = lazy(f"[{ANY}]")
_OPENING = r"\((?:\?(?:P<\w+>|:|=|!|<=|<!|P=\w+))?"
_TOKEN = lazy(rf"\\.|\[(?:\\.|[^\]\\])*\]|<[A-Z]+>|{_OPENING}|\)|\||[?*]|\{{0?,\d*\}}|\{{\d+(?:,\d*)?\}}|\+")
_CLASSES = lazy(r"<([A-Z]+)>")
_OPTIONAL = lazy(r"[?*]|\{0|\{,")


_NOTHING: Iterator[re.Match[str]] = iter(())  # it stays exhausted, so that one does for all


class Shaped:
    """A pattern that is compiled when a text could match it."""

    __slots__ = ("_compiled", "_fitting", "_kinds", "_masks", "_source", "_words")

    def __init__(self, source: str) -> None:
        self._source = source
        self._masks: tuple[int, ...] | None = None  # by each set of kinds that is needed
        self._kinds: list[tuple[str, int]] = []  # the same that are needed more than once
        self._words: list[frozenset[str]] = []
        self._compiled: re.Pattern[str] | None = None
        self._fitting: dict[int, bool] = {}  # whether every kind that is needed is in a set of kinds

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Like that of a compiled pattern, as the two others."""
        if self._fitting.get(_held(text).mask) is False or not self.may_match(text):  # mostly no kind fits
            return _NOTHING
        return self.compiled.finditer(text, *bounds)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """See finditer."""
        return self.compiled.search(text, *bounds) if self.may_match(text) else None

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """See finditer."""
        return self.compiled.match(text, *bounds) if self.may_match(text) else None

    def findall(self, text: str) -> list[str]:
        """Every match as a whole."""
        return [match[0] for match in self.finditer(text)]

    def sub(self, new: Callable[[re.Match[str]], str], text: str) -> str:
        """See finditer."""
        return self.compiled.sub(new, text) if self.may_match(text) else text

    @property
    def groupindex(self) -> frozenset[str]:
        """The names of the groups."""
        return _names(self._source)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = compiled(written(self._source))
        return self._compiled

    def may_match(self, text: str) -> bool:
        """Does a text hold what every match holds?"""
        held = _held(text)
        fits = self._fitting.get(held.mask)
        if fits is None:
            masks = self._masks
            if masks is None:
                masks = self._masks = self._read_off()
            fits = self._fitting[held.mask] = all(held.mask & mask for mask in masks)
        if not fits:
            return False
        for kinds, times in self._kinds:
            if sum(map(held.figures.count, kinds)) < times:
                return False
        return all(any(word in text for word in words) for words in self._words)

    def _read_off(self) -> tuple[int, ...]:
        needed = noted(f"{_version()} {self._source}", Needs, lambda: needs(self._source))
        kinds = Counter(needed.kinds)
        self._kinds = [(one, times) for one, times in kinds.items() if times > 1]
        self._words = needed.words
        return tuple(map(_mask, kinds))


@cache
def shaped(pattern: str) -> Shaped:
    """A pattern over shapes: ``<C>`` is a count, ``<P>`` a percentage, ``<CN>`` either of two kinds (the
    names of groups are lower case), ``~`` any character that is no figure and ends no sentence."""
    return Shaped(pattern)


def written(pattern: str) -> str:
    """A pattern over shapes as an expression of ``re``."""
    with_classes = _CLASSES.sub(lambda m: "[" + "".join(CODE[kind] for kind in m[1]) + "]", pattern)
    return with_classes.replace("~", f"[^{ANY}。!?\\n]").replace("`", f"[^{ANY}。;,，!?\\n]")


@cache
def _names(source: str) -> frozenset[str]:
    return frozenset(re.findall(r"\(\?P<(\w+)>", source))


class _Held(NamedTuple):
    """The figures of a shape, without its words, and a set of bits of their kinds."""

    figures: str
    mask: int


@lru_cache(maxsize=1024)  # every check asks for every sentence
def _held(text: str) -> _Held:
    figures = "".join(_FIGURES.findall(text))
    return _Held(figures, _mask(figures))


def _mask(kinds: str) -> int:
    return sum(1 << ord(kind) - ord(CODE["C"]) for kind in set(kinds))


class Needs(NamedTuple):
    """What every match of a pattern holds."""

    kinds: list[str]  # characters of kinds, one of each; as often as they are needed
    words: list[frozenset[str]]  # of each set at least one


@cache
def _version() -> str:
    """By what the needs of a pattern were read off: this module as it is."""
    about = os.stat(__file__)
    return f"{about.st_size} {about.st_mtime_ns}"


_LITERAL = lazy(r"[^~`.^$\\\s]+")
_MOST_WORDS = 80  # a longer list of alternatives sorts out little
_AROUND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})


def needs(source: str) -> Needs:
    """Read off a pattern; look-arounds and what may be left out need nothing."""
    found, _ = _alternatives(source, list(_TOKEN.finditer(source)), 0, 0)
    return found


def _alternatives(source: str, tokens: list[re.Match[str]], index: int, start: int) -> tuple[Needs, int]:
    """The needs of a group from its first token on, and the index of its closing bracket."""
    branches = [Needs([], [])]
    while index < len(tokens):
        word = tokens[index][0]
        branches[-1].words.extend(_literals(source[start : tokens[index].start()], word))
        if word == ")":
            return _either(branches), index
        if word == "|":
            branches.append(Needs([], []))
        elif word[0] == "(":
            inside, index = _alternatives(source, tokens, index + 1, tokens[index].end())
            if not (_is_optional(tokens, index) or word in _AROUND or word.startswith("(?P=")):
                branches[-1].kinds.extend(inside.kinds)
                branches[-1].words.extend(inside.words)
        elif word[0] == "<" and not _is_optional(tokens, index):
            branches[-1].kinds.append("".join(CODE[kind] for kind in word[1:-1]))
        start = tokens[index].end()
        index += 1
    branches[-1].words.extend(_literals(source[start:], ""))
    return _either(branches), index


def _is_optional(tokens: list[re.Match[str]], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return following.start() == tokens[index].end() and _OPTIONAL.match(following[0]) is not None


def _literals(text: str, following: str) -> list[frozenset[str]]:
    """The literal words of a stretch; the last character falls away where it is optional."""
    if following and following[0] in "?*{" and _OPTIONAL.match(following):
        text = text[:-1]
    return [frozenset([word]) for word in _LITERAL.findall(text) if len(word) > 1 or not word.isascii()]


def _either(branches: list[Needs]) -> Needs:
    if len(branches) == 1:
        return branches[0]
    kinds = list(reduce(and_, (Counter(branch.kinds) for branch in branches)).elements())
    if all(branch.words for branch in branches):
        together = frozenset[str]().union(*(min(branch.words, key=len) for branch in branches))
        return Needs(kinds, [together] if len(together) <= _MOST_WORDS else [])
    return Needs(kinds, [])
