"""Regular expressions that are compiled when they are first used: a run uses few of the hundreds that there are.

An expression may name its needles, words of which every match holds at least one. A text without any of
them is answered at once, and an expression whose needles never occur is never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from claimlint.language.compiled import compiled

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "groupindex")


class _Lazy:
    """Stands for a compiled expression; after the first use its methods are the compiled one's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        own = compiled(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(own, method))
        return getattr(own, name)


class _Needing:
    """Answers by itself where none of the needles is in the text, else asks the compiled expression."""

    def __init__(self, source: str, flags: int, needs: tuple[str, ...]) -> None:
        self._source, self._flags, self.needs = source, flags, needs

    def __getattr__(self, name: str) -> Any:
        own = self._own = compiled(self._source, self._flags)
        return own if name == "_own" else getattr(own, name)

    def _asked(self, text: str, *bounds: int) -> Any:
        """The compiled expression where ``text`` may hold a match between the bounds, else None."""
        for needle in self.needs:
            if text.find(needle, *bounds) >= 0:
                return self._own
        return None

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text, *bounds)
        return cast("re.Match[str] | None", asked and asked.search(text, *bounds))

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text, *bounds)
        return cast("re.Match[str] | None", asked and asked.match(text, *bounds))

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text, *bounds)
        return cast("re.Match[str] | None", asked and asked.fullmatch(text, *bounds))

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        asked = self._asked(text, *bounds)
        return cast("Iterator[re.Match[str]]", asked.finditer(text, *bounds) if asked else iter(()))

    def findall(self, text: str, *bounds: int) -> list[Any]:
        asked = self._asked(text, *bounds)
        return cast("list[Any]", asked.findall(text, *bounds) if asked else [])

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        asked = self._asked(text)
        return cast("str", asked.sub(new, text, count) if asked else text)

    def subn(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> tuple[str, int]:
        asked = self._asked(text)
        return cast("tuple[str, int]", asked.subn(new, text, count) if asked else (text, 0))

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        asked = self._asked(text)
        return cast("list[Any]", asked.split(text, maxsplit) if asked else [text])


def lazy(source: str, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The expression ``source``; nothing is compiled, and no error in it told, before it is used.

    Every match must hold one of ``needs`` as written (tests/language/test_expressions.py proves it of
    those in modules); expressions that ignore case can only need characters that have none.
    """
    expression = _Needing(source, flags, needs) if needs else _Lazy(source, flags)
    return cast("re.Pattern[str]", expression)


# -- the functions of ``re``, for expressions that stand where they are used ----------------------------

remembered = cache(compiled)


def search(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    return remembered(source, flags).search(text)


def match(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    return remembered(source, flags).match(text)


def fullmatch(source: str, text: str, flags: int = 0) -> re.Match[str] | None:
    return remembered(source, flags).fullmatch(text)


def finditer(source: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    return remembered(source, flags).finditer(text)


def findall(source: str, text: str, flags: int = 0) -> list[Any]:
    return remembered(source, flags).findall(text)


def sub(source: str, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0, flags: int = 0) -> str:
    return remembered(source, flags).sub(new, text, count)


def split(source: str, text: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    return remembered(source, flags).split(text, maxsplit)
