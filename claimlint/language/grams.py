"""The characters of a sentence by ones and twos, which tell its tone where no known word stands."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add

from claimlint.language.expressions import lazy

_RUNS = lazy(r"(?P<digits>[0-9０-９]+)|(?P<letters>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<space>\s+)")
_SIGNS = {"digits": "0", "letters": "a", "space": " "}
_BEGIN, _END = "^", "$"


def grams(text: str) -> set[str]:
    """Each character and each pair of neighbours of ``text``, white space around it left out.

    A run of digits, of Latin letters or of white space is one sign; both ends are signs too, but not alone.
    """
    signs = _RUNS.sub(lambda run: _SIGNS[run.lastgroup or ""], text.strip())
    return {*signs, *map(add, _BEGIN + signs, signs + _END)}


def placed_grams(text: str) -> Iterator[tuple[str, int, int]]:
    """The grams of ``text`` with where they stand in it, repeated ones too."""
    behind = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    signs: list[str] = []
    starts: list[int] = []
    for run in _RUNS.finditer(text, behind, last):
        signs += text[behind : run.start()]
        starts += range(behind, run.start())
        signs.append(_SIGNS[run.lastgroup or ""])
        starts.append(run.start())
        behind = run.end()
    signs += text[behind:last]
    starts += (*range(behind, last), last)
    for index, sign in enumerate(signs):
        start, end = starts[index], starts[index + 1]
        yield sign, start, end
        if index + 1 < len(signs):
            yield sign + signs[index + 1], start, starts[index + 2]
    if signs:
        yield _BEGIN + signs[0], starts[0], starts[1]
        yield signs[-1] + _END, starts[-2], starts[-1]
