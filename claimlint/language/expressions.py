"""Regular expressions that are compiled when they are first used: a run uses few of the hundreds that there are."""

from __future__ import annotations

import re
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


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """The expression ``source``; nothing is compiled, and no error in it told, before it is used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
