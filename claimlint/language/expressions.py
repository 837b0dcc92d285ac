"""Regular expressions that are compiled when they are first used: a run uses few of the hundreds that there are.

An expression may name its needles, words of which every match holds at least one. A text without any of
them is answered at once, and an expression whose needles never occur is never compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "groupindex")


class _Lazy:
    """Stands for a compiled expression; after the first use its methods are the compiled one's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


class _Needing(_Lazy):
    """Answers by itself where none of the needles is in the text, else asks the compiled expression."""

    def __init__(self, source: str, flags: int, needs: tuple[str, ...]) -> None:
        super().__init__(source, flags)
        self.needs = needs

    def _asked(self, text: str) -> Any:
        """The expression where ``text`` may hold a match, else None."""
        for needle in self.needs:
            if needle in text:
                return self._compiled
        return None

    def __getattr__(self, name: str) -> Any:
        compiled = self._compiled = re.compile(self._source, self._flags)
        return compiled if name == "_compiled" else getattr(compiled, name)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text)
        return cast("re.Match[str] | None", asked and asked.search(text, *bounds))

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text)
        return cast("re.Match[str] | None", asked and asked.match(text, *bounds))

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        asked = self._asked(text)
        return cast("re.Match[str] | None", asked and asked.fullmatch(text, *bounds))

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        asked = self._asked(text)
        return cast("Iterator[re.Match[str]]", asked.finditer(text, *bounds) if asked else iter(()))

    def findall(self, text: str, *bounds: int) -> list[Any]:
        asked = self._asked(text)
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
