"""Which one of a row a short text tells twice: ``我院完成第300例机器人手术……这是我院完成的第330例机器人手术``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scenes.scene import Scene, observe

LONGEST = 600  # characters of the text
_PAIR = 2
_ORDINALS = (
    lazy(r"第\s?(?P<n>\d{1,6})\s?[例台次位名个](?P<what>[一-鿿]{3,12})"),
    lazy(r"\b(?P<n>\d{1,3}(?:,\d{3})*|\d{1,6})(?:st|nd|rd|th) (?P<what>[a-z-]+ [a-z-]+)"),
)
_THE_SAME = lazy(r"(?:这(?:也)?(?:正)?是|系|即|成为|迎来了?|完成了?)[^，,。;；]{0,12}$|\b(?:its|the hospital['’]s|the unit['’]s|the centre['’]s|their|the team['’]s)\s$")  # fmt: skip
_OTHER_ROW = lazy(
    r"今年|年内|去年|上[月年]|此前|截至|距|其中|又|再|全[国省市]|this year|last year|so far|since|previous|before|national|country"
)
_OTHER_OWNER = lazy(r"[省市县区国科他她]|主任|个人|团队|亚洲|世界")
_FEWEST_SAME = 3


def check(scene: Scene) -> Iterator[Observation]:
    """The only two ordinals of a short text, of one thing, where the second is said to be that one."""
    text = fold(scene.document.text)
    if len(text) > LONGEST or _OTHER_ROW.search(text):
        return
    for pattern in _ORDINALS:
        told = list(pattern.finditer(text))
        if len(told) == _PAIR:
            yield from _row(text, *told)


def _row(text: str, one: re.Match[str], other: re.Match[str]) -> Iterator[Observation]:
    first, second = (Decimal(match["n"].replace(",", "")) for match in (one, other))
    named = _THE_SAME.search(text, max(0, other.start() - 30), other.start())
    ascii_ = one["what"].isascii()
    alike = one["what"] == other["what"] if ascii_ else _same_beginning(one["what"], other["what"]) >= _FEWEST_SAME
    apart = expressions.search(r"[。！!?？\n]|\.\s", text[one.end() : other.start()])
    if named is not None and _OTHER_OWNER.search(named[0]):
        return
    if first != second and alike and named is not None and apart is not None and min(first, second) > _PAIR:
        spans = [Span(match.start(), match.end("n")) for match in (one, other)]
        raws = [text[span.start : span.end] for span in spans]
        yield observe("told-twice", spans[1], f"{raws[0]} ≠ {raws[1]}", related=[(spans[0], raws[0])], stated=raws[1],
                      other=raws[0], tied="yes")  # fmt: skip


def _same_beginning(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
