"""The characters of a sentence by ones and twos, which tell its tone where no known word stands."""

from __future__ import annotations

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
