"""The characters of a sentence by ones and twos, which tell its tone where no known word stands."""

from __future__ import annotations

from operator import add

from claimlint.language.expressions import lazy

_HAN = "㐀-鿿"
_RUNS = lazy(
    rf"(?P<digits>[0-9０-９]+(?:[.．,][0-9０-９]+)*)|(?P<letters>[A-Za-zＡ-Ｚａ-ｚ]+)|(?P<space>(?<=[{_HAN}])\s+(?=[{_HAN}]))"
    r"|(?P<blank>\s+)|(?P<point>\.)"
)
_SIGNS = {"digits": "0", "letters": "a", "space": "，", "blank": "", "point": "。"}
_MARKS = str.maketrans(",;:?!()~～「」『』\"'‘’", "，；：？！（）——“”“”““““")  # how a mark is set does not sell
_BEGIN, _END = "^", "$"


def grams(text: str) -> set[str]:
    """Each character and each pair of neighbours of ``text``, white space around it left out.

    A number or a run of Latin letters is one sign, western marks are read as Chinese ones, white space between Chinese
    characters as a comma, and any other as nothing; both ends are signs too, but not alone.
    """
    signs = _RUNS.sub(lambda run: _SIGNS[run.lastgroup or ""], text.strip()).translate(_MARKS)
    return {*signs, *map(add, _BEGIN + signs, signs + _END)}
