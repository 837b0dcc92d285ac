"""A mean with its spread, an estimate with its interval, told twice: all of its numbers the same but one with two digits exchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told, observe

MOST = 160  # of a document; in a longer one chance makes such pairs
_N = r"-?\d{1,4}(?:\.\d{1,3})?"
_SPREAD = lazy(rf"(?<![\d.-])(?<!\d,)(?P<a>{_N})\s?±\s?(?P<b>{_N})(?![\d.]\d|%)")
_INTERVAL = lazy(
    rf"(?<![\d.-])(?<!\d,)(?P<a>{_N})\s?%?\s?[,，;；]?\s?[(（\[]?\s?(?:95%?\s?%\s?(?:ci|置信区间|可信区间)\s?[:：=,，]?\s?)(?P<b>{_N})\s?%?\s?(?:-|~|to|至|,|，)\s?(?P<c>{_N})(?!\.?\d)"
)
_LEAST_DIGITS = 2


class Group(NamedTuple):
    """Numbers that are told as one, and where."""

    numbers: tuple[str, ...]
    span: Span
    words: str
    sentence: Span
    table: bool


def check(scene: Scene) -> Iterator[Observation]:
    """Every two groups of which neither is told a second time."""
    groups = [group for told in scene.sentences if told.role is not Role.REFERENCES for group in _groups(scene, told)]
    if not 1 < len(groups) <= MOST:
        return
    often = Counter(group.numbers for group in groups)
    for one, other in combinations(groups, 2):
        if one.sentence == other.sentence or often[one.numbers] > 1 or often[other.numbers] > 1:
            continue
        if len(one.numbers) == len(other.numbers) and _one_slip(one, other):
            accused, right = (one, other) if other.table else (other, one)
            line = f"{right.words} ≠ {accused.words}"
            yield observe("told-twice", accused.span, line, related=[(right.span, right.words)], stated=accused.words, other=right.words)  # fmt: skip


def _groups(scene: Scene, told: Told) -> Iterator[Group]:
    table = scene.document.blocks[told.block].table is not None
    for pattern in (_SPREAD, _INTERVAL):
        for match in pattern.finditer(told.words):
            span = Span(told.span.start + match.start(), told.span.start + match.end())
            numbers = tuple(text for text in match.groups() if text is not None)
            yield Group(numbers, span, match[0], told.span, table)


def _one_slip(one: Group, other: Group) -> bool:
    """All but one alike; a mean and its spread only in a table and the prose about it."""
    pairs = [(Decimal(a), Decimal(b)) for a, b in zip(one.numbers, other.numbers, strict=True)]
    unlike = [(a, b) for a, b in pairs if a != b]
    if len(unlike) != 1 or not exchanged(abs(unlike[0][0]), abs(unlike[0][1])):
        return False
    alike = next(text for text, (a, b) in zip(one.numbers, pairs, strict=True) if a == b)
    digits = sum(letter.isdigit() for letter in alike.lstrip("0."))
    return len(pairs) > 2 or (one.table != other.table and digits >= _LEAST_DIGITS)
