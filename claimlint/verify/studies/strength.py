"""How strongly a sentence claims a cause: none, correlation, conditional cause, cause."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.text import Span
from claimlint.verify.studies import strength_words as words

_HAN = lazy(r"[\u4e00-\u9fff]+")
_LATIN = lazy(r"[A-Za-z]+")


class Level(IntEnum):
    """The scale of Sumner and others (BMJ 2014), in four steps."""

    NONE = 0
    CORRELATION = 1
    CONDITIONAL = 2
    CAUSE = 3


NAMES = {
    "en": ("no relation", "a correlation", "a conditional cause", "a cause"),
    "zh": ("没有关系", "相关", "可能的因果", "因果"),
}


class Strength(Struct, frozen=True):
    """The level of a sentence and the words that tell it."""

    level: Level
    span: Span  # of the words, inside the sentence
    clear: bool = True  # False: no word told it, the level is the usual one


@lru_cache(maxsize=1024)  # each of its clauses asks for a sentence's
def is_chinese(text: str) -> bool:
    """Are most of its letters Chinese?"""
    chinese = len("".join(_HAN.findall(text)))
    return chinese * 3 >= len("".join(_LATIN.findall(text))) and chinese > 0


def grade(sentence: str) -> Strength:
    """The level of one sentence."""
    folded = fold(sentence)
    return _chinese(folded) if is_chinese(folded) else _english(folded)


def strong_words(sentence: str) -> re.Match[str] | None:
    """显著, 证实, proves: words that leave no doubt."""
    folded = fold(sentence)
    return _pattern(words.STRONG_ZH if is_chinese(folded) else words.STRONG_EN).search(folded)


_pattern = cache(compiled)


def _blank(text: str, source: str) -> str:
    return _pattern(source).sub(lambda match: "_" * len(match[0]), text)


def _english(text: str) -> Strength:
    none = _pattern(words.NONE_EN).search(text)
    association = _pattern(words.ASSOCIATION_EN).search(text)
    left = _blank(_blank(text, words.NONE_REACH_EN), words.REACH_EN)
    cause, sure = _cause(_blank(left, words.STATE_EN))
    if none and not (cause and sure):
        return Strength(Level.NONE, Span(*none.span()))
    if cause is not None:
        return Strength(Level.CAUSE if sure else Level.CONDITIONAL, Span(*cause.span()))
    modal = _pattern(words.CAN_EN).search(left)
    if modal is not None and not (association and _governs(text, association)):
        return Strength(Level.CONDITIONAL, Span(*modal.span()))
    span = Span(*association.span()) if association else Span(0, len(text))
    return Strength(Level.CORRELATION, span, clear=association is not None)


def _governs(text: str, association: re.Match[str]) -> bool:
    """May be linked to: the modal belongs to the word of association."""
    return bool(expressions.search(r"(?:may|might|could|can)\s(?:[\w-]+\s){0,2}$", text[: association.start()]))


def _cause(text: str) -> tuple[re.Match[str] | None, bool]:
    """The first verb of cause, and whether no modal stands before it; a plain one wins."""
    first = None
    for match in _pattern(words.CAUSE_EN).finditer(text):
        before = expressions.split(r"[.;:,]", text[max(0, match.start() - 60) : match.start()])[-1]
        if _pattern(words.MODAL_EN).search(before) is None:
            return match, True
        first = first or match
    return first, False


def _chinese(text: str) -> Strength:
    none = _pattern(words.NONE_ZH).search(text)
    association = _pattern(words.REACH_ZH).search(text)
    left = _blank(_blank(text, words.NONE_ZH), words.REACH_ZH)
    best: Strength | None = None
    for match in _pattern(words.CAUSE_ZH).finditer(left):
        found = Strength(_level_zh(left, match), Span(*match.span()))
        best = found if best is None or found.level > best.level else best
    if best is not None and (best.level is Level.CAUSE or association is None):
        return best if none is None or best.level is Level.CAUSE else Strength(Level.NONE, Span(*none.span()))
    if association is not None:
        return Strength(Level.CORRELATION, Span(*association.span()))
    if none is not None:
        return Strength(Level.NONE, Span(*none.span()))
    return Strength(Level.CORRELATION, Span(0, len(text)), clear=False)


def _level_zh(text: str, match: re.Match[str]) -> Level:
    clause = expressions.split(r"[,，。;；:]", text[: match.start()])[-1][-24:]
    if _pattern(words.HEDGE_ZH).search(clause):
        return Level.CONDITIONAL
    if _pattern(words.STRONG_ZH).search(clause + match[0]):
        return Level.CAUSE
    return Level.CONDITIONAL if expressions.search(words.MODAL_ZH, clause[-6:]) else Level.CAUSE
