"""Journal names: full, abbreviated and Chinese names of one journal known as the same."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy

_SMALL = frozenset(["the", "of", "and", "in", "for", "on", "a", "an", "&", "de", "la", "et", "des", "der", "und", "y"])
_GENERIC = frozenset("国际杂志期刊学报病医与和的研究前沿中国中华临床英美国欧洲英文版刊科")
_CHINESE = lazy(r"[㐀-鿿]")


class Journal(NamedTuple):
    """One journal of the table."""

    full: str
    short: str
    chinese: tuple[str, ...]


@cache
def table() -> tuple[Journal, ...]:
    """The shipped table: claimlint/language/data/journals.tsv."""
    rows = []
    with open(os.path.join(os.path.dirname(__file__), "data", "journals.tsv"), encoding="utf-8") as lines:
        text = lines.read()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            full, short, chinese = (*line.split("\t"), "", "")[:3]
            rows.append(Journal(full, short or full, tuple(filter(None, chinese.split("|")))))
    return tuple(rows)


@lru_cache(maxsize=4096)  # every attribution is weighed against every entry
def plain(name: str) -> str:
    """A name for comparison: lower case, without punctuation, articles, suffixes in brackets."""
    name = expressions.sub(r"[《》“”\"'‘’″]", "", name)
    name = expressions.sub(r"[(（\[][^)）\]]{0,40}[)）\]]", " ", name).casefold().replace("&", " and ")
    if _CHINESE.search(name):
        name = expressions.sub(r"\s+", "", name)
        return expressions.sub(r"[·・.,，:：-]|(?<=.{2})(?:学?期刊|期刊|网站|官网|英文版)$", "", name)
    words = expressions.sub(r"[^a-z0-9]+", " ", name).split()
    return " ".join(word for word in words if word not in _SMALL)


@cache
def _index() -> dict[str, int]:
    index: dict[str, int] = {}
    for number, journal in enumerate(table()):
        for name in (journal.full, journal.short, *journal.chinese):
            index.setdefault(plain(name), number)
    return index


def known(name: str) -> Journal | None:
    """The journal of the table that has this name."""
    number = _index().get(plain(name))
    return table()[number] if number is not None else None


def same(one: str, other: str) -> bool | None:
    """Whether two names are one journal's; None when that cannot be told."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return None
    if first == second:
        return True
    a, b = known(one), known(other)
    if a is not None and b is not None:
        return a == b or _sisters(a, b)
    if _CHINESE.search(first) and _CHINESE.search(second):
        return True if _alike_chinese(first, second) else None
    if _CHINESE.search(first) or _CHINESE.search(second):
        chinese, entry = (first, b) if _CHINESE.search(first) else (second, a)
        return _against_chinese(chinese, entry)
    names = [n for j in (a, b) if j for n in (j.full, j.short)] + [one, other]
    if any(abbreviates(x, y) or abbreviates(y, x) for x in names[-2:] for y in names if x != y):
        return True
    # a known journal and a name that is no abbreviation of it: another journal, when it shares no main word
    if (a or b) and not (set(first.split()) & set(second.split())):
        return False
    return None


def _sisters(a: Journal, b: Journal) -> bool | None:
    """None for a journal and its sister (Nature, Nature Medicine): prose often shortens."""
    first, second = plain(a.full), plain(b.full)
    return None if first.startswith(second + " ") or second.startswith(first + " ") else False


def _alike_chinese(one: str, other: str) -> bool:
    return set(one) - _GENERIC == set(other) - _GENERIC


def _against_chinese(chinese: str, entry: Journal | None) -> bool | None:
    """A Chinese name beside a journal with known Chinese names: a free translation keeps its main characters."""
    if entry is None or not entry.chinese:
        return None
    content = set(chinese) - _GENERIC - set("abcdefghijklmnopqrstuvwxyz0123456789")
    theirs = [set(plain(name)) - _GENERIC for name in entry.chinese]
    if any(content and content <= names for names in theirs):
        return True
    return False if content and all(len(content - names) >= 2 for names in theirs) else None


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` abbreviates ``full``: word by word in order, each a beginning, none left out."""
    few, many = plain(short).split(), plain(full).split()
    if not few or not many or len(few) > len(many) or len(few) < len(many):
        return bool(few) and len(many) > 1 and plain(short) == "".join(word[0] for word in many) and len(many) > 2
    return all(_shortens(a, b) for a, b in zip(few, many, strict=True))


def _shortens(short: str, word: str) -> bool:
    """``transl`` for translational, ``intl`` for international: same first letter, letters in order."""
    if word.startswith(short):
        return True
    if len(short) < 3 or short[0] != word[0]:
        return False
    position = 0
    for letter in short:
        position = word.find(letter, position) + 1
        if position == 0:
            return False
    return True
