"""What is left of so many after losses, told over a passage: "61 were still working, 8 had been removed ... the remaining 6"."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_REMAINING = lazy(
    r"(?:\bthe (?:remaining|other|rest,?)|\bthe remainder,?|\bleaving|\bleft|其余的?|余下的?|剩下的?|剩余的?)\s?(?:of |just |only |a total of )?(?P<n>@)"
)
_OF_WHOM = lazy(
    r"其中|\bof (?:whom|which|these|them|those)\b|including|包括|两组|分别|respectively|另[有设]|对照组|both\b|同时|并发|合并|each\b|每"
)
_IN_IT = lazy(r"\s?(?:of|among|out of) the (?:remaining|other|rest)")  # nine of the remaining 13
_MOST = 7  # numbers of a passage
_SHORT = 300  # characters of it


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage whose numbers are one whole, some parts, and what is left."""
    for one in passages(scene):
        if len(one.figures) > 1 and len(one.words) <= _SHORT and not _OF_WHOM.search(one.words):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    told = [(sentence.span.start - one.start, number) for sentence in one.sentences for number in numbers(sentence)]
    placed = [(at + number.start, at + number.end, number) for at, number in told]
    left = [index for index, (start, _, _) in enumerate(placed) if _ends(one.words, start)]
    if len(left) != 1 or not 2 <= left[0] < _MOST:
        return
    if any(_in_brackets(one.words, start) for start, _, _ in placed[: left[0] + 1]):
        return
    whole, *parts = [number for _, _, number in placed[: left[0]]]
    rest = placed[left[0]][2]
    if not _countable([whole, *parts, rest]) or _IN_IT.match(one.words, placed[left[0] - 1][1]):
        return
    values = [part.value for part in parts]
    right = whole.value - sum(values)
    every = {whole.value, *values}
    if right == rest.value or right <= 0 or rest.value in every or rest.value >= whole.value:
        return
    if any(number.value > rest.value for _, _, number in placed[left[0] + 1 :]):
        return  # another whole
    parts_told = " + ".join(map(plain, values))
    start, end, _ = placed[left[0]]
    yield observe("parts-total", one.span(start, end), f"{plain(whole.value)} - ({parts_told}) = {plain(right)} ≠ {plain(rest.value)}",
                  related=[(one.span(placed[0][0], placed[0][1]), one.words[placed[0][0] : placed[0][1]])],
                  stated=plain(rest.value), sum=plain(right), parts=f"{plain(whole.value)} - ({parts_told})", tied="yes")  # fmt: skip


def _ends(words: str, start: int) -> bool:
    return _REMAINING.search(words[max(0, start - 40) : start] + "@") is not None


def _in_brackets(words: str, place: int) -> bool:
    opened = max(words.rfind("(", 0, place), words.rfind("（", 0, place))
    return opened > max(words.rfind(")", 0, place), words.rfind("）", 0, place))


def _countable(every: list[Number]) -> bool:
    """People or things throughout; the whole is the largest."""
    sorts = {one.figure.unit for one in every if one.figure is not None} - {"none"}
    return len(sorts) <= 1 and all(0 < one.value < every[0].value for one in every[1:])
