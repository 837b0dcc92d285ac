"""What is left of so many after losses, told over a passage: "61 were still working, 8 had been removed ... the remaining 6"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages, sort_of
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_REMAINING = lazy(
    r"(?:\bthe (?:remaining|other|rest,?)|\bthe remainder,?|\bleaving|\bleft|其余的?|余下的?|剩下的?|剩余的?|(?:最终|最后)?(?:得到|获得|剩余?|余|保留)的?(?:有效|合格|可用)[一-鿿]{1,4})\s?(?:of |just |only |a total of )?$"
)
_OF_WHOM_SAID = r"其中|\bof (?:whom|which|these|them|those)\b|including|包括|两组|分别|respectively|另[有设]|对照组|both\b|同时|并发|合并|each\b|每|原定|计划|拟"
_UNSURE = lazy(
    _OF_WHOM_SAID + r"|\b(?:half|third|quarter|most|some|several) of\b|半数|一半|[三四五]分之|\d\s?[:：]\s\d"
)  # enrolled 150: 76 to the app
_IN_IT = lazy(r"\s?(?:of|among|out of) the (?:remaining|other|rest)")  # nine of the remaining 13
_OWN_SHARE = lazy(r"[^,.;，。；(（]{0,12}[(（]\s?\d+(?:\.\d+)?\s?%")
_SHARED = lazy(r"(?:%|per cent|percent) of (?:the )?$")
_MOST = 7  # numbers of a passage
_SHORT = 300  # characters of it


class Placed(NamedTuple):
    """A number with its place in the passage."""

    start: int
    end: int
    number: Number


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage whose numbers are one whole, some parts, and what is left."""
    for one in passages(scene):
        if len(one.figures) > 1 and len(one.words) <= _SHORT:
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    placed = [
        Placed(told.span.start - one.start + number.start, told.span.start - one.start + number.end, number)
        for told in one.sentences
        for number in numbers(told)
    ]
    left = [
        index for index, each in enumerate(placed) if _REMAINING.search(one.words[max(0, each.start - 40) : each.start])
    ]
    if len(left) != 1 or not 2 <= left[0] < _MOST:
        return
    before, rest, behind = placed[: left[0]], placed[left[0]], placed[left[0] + 1 :]
    if _open(one, before, rest) or _unread(one, before[0], rest, placed):
        return
    value = rest.number.value
    if len(before) == len("nk") and value == before[0].number.value and _gone(one, before[1]) and _all(one, before[0]):
        yield _fault(one, before[0], before[1:], rest)
    elif _parted(before, rest, behind):
        return  # 20名治愈，其余8名好转，2名无效
    elif _of_one_sort([*before, rest]) and not any(each.number.value > value for each in behind):
        yield from _left_of(one, before, rest)  # else another whole, or things of another sort


def _parted(before: Sequence[Placed], rest: Placed, behind: Sequence[Placed]) -> bool:
    """Is what is left told in two numbers or three, side by side?"""
    left = {_after(before, index) for index in range(len(before))}
    told = rest.number.value
    for each in behind[:2]:
        told += each.number.value
        if told in left:
            return True
    return False


def _open(one: Paragraph, before: Sequence[Placed], rest: Placed) -> bool:
    """Do the words up to the rest tell of parts of parts, or of two wholes side by side?"""
    if _UNSURE.search(one.words, 0, rest.end) or _IN_IT.match(one.words, before[-1].end):
        return True
    if any(_in_brackets(one.words, each.start) for each in (*before, rest)):
        return True  # 76% of 1,010 white and 72% of 290 black children:
    return sum(_SHARED.search(one.words, max(0, each.start - 14), each.start) is not None for each in before) > 1


def _left_of(one: Paragraph, before: Sequence[Placed], rest: Placed) -> Iterator[Observation]:
    value = rest.number.value
    wholes = [index for index, each in enumerate(before[:-1]) if each.number.value > value]
    if any(_OWN_SHARE.match(one.words, before[index].end) for index in wholes):
        return  # a part itself
    if not wholes or any(_after(before, index) == value for index in range(len(before) - 1)):
        return
    if _made_of_two([each.number.value for each in before], value):
        return
    if _outside_a_part([each.number.value for each in before], value):
        return  # 64 of whom 58 were tested; 21 carried it; the other 6 could not be tested
    told = next(each for each in one.sentences if each.span.start - one.start <= rest.start < each.span.end - one.start)
    own = [each.number.value for each in (*before, rest) if each.start >= told.span.start - one.start]
    if sum(own, Decimal(0)) in {each.number.value for each in before[: len(before) + 1 - len(own)]}:
        return  # 18 members ... Twelve voted for, five against, and the remaining one abstained
    index = wholes[-1] if before[wholes[-1]].number.value > sum(e.number.value for e in before[wholes[-1] + 1 :]) else 0
    parts, right = before[index + 1 :], _after(before, index)
    if right <= 0 or any(each.number.value in {value, before[index].number.value} for each in parts):
        return
    yield _fault(one, before[index], parts, rest)


def _fault(one: Paragraph, whole: Placed, parts: Sequence[Placed], rest: Placed) -> Observation:
    right = whole.number.value - sum((each.number.value for each in parts), Decimal(0))
    sums = f"{plain(whole.number.value)} - ({' + '.join(plain(each.number.value) for each in parts)})"
    return observe("parts-total", one.span(rest.start, rest.end), f"{sums} = {plain(right)} ≠ {plain(rest.number.value)}",
                   related=[(one.span(whole.start, whole.end), one.words[whole.start : whole.end])], stated=plain(rest.number.value),
                   sum=plain(right), parts=sums, tied="yes")  # fmt: skip


_GONE = lazy(r"失访|退出|脱落|剔除|排除|离开|lost|withdr|dropp?ed out|exclu|left\b|died")
_ENTERED = lazy(r"入选|入组|纳入|招募|报名|登记|共有|enrolled|recruited|began|started|entered|joined|signed up")
_BESIDE = 16  # characters


def _gone(one: Paragraph, part: Placed) -> bool:
    """Are so many told to have left?"""
    return _GONE.search(one.words, max(0, part.start - _BESIDE), part.end + _BESIDE) is not None


def _all(one: Paragraph, whole: Placed) -> bool:
    """Are so many told to have begun?"""
    return _ENTERED.search(one.words, max(0, whole.start - 2 * _BESIDE), whole.end + _BESIDE) is not None


def _outside_a_part(values: Sequence[Decimal], rest: Decimal) -> bool:
    """Is it what one number leaves of that before it, and are those told behind parts of that one?"""
    return any(
        values[at] - values[at + 1] == rest and all(each <= values[at + 1] for each in values[at + 2 :])
        for at in range(len(values) - 1)
    )


def _made_of_two(values: Sequence[Decimal], rest: Decimal) -> bool:
    """Is some earlier number its neighbours' sum (``121 and 59, together 180``), and does another less that leave the rest?"""
    for index, each in enumerate(values):
        around = (values[max(0, index - 2) : index], values[index + 1 : index + 3])
        if any(len(two) > 1 and sum(two, Decimal(0)) == each for two in around):
            return any(abs(each - other) == rest for other in values)
    return False


def _unread(one: Paragraph, first: Placed, rest: Placed, placed: Sequence[Placed]) -> bool:
    """``从未戴过10名``: a count on the way that is no plain number may be a part as well."""
    starts = (f.span.start - one.start for f in one.figures if sort_of(f) == "number")
    return any(
        first.end <= at < rest.start and not any(each.start <= at < each.end for each in placed) for at in starts
    )


def _after(before: Sequence[Placed], index: int) -> Decimal:
    """What all numbers behind a whole leave of it."""
    return before[index].number.value - sum((each.number.value for each in before[index + 1 :]), Decimal(0))


def _in_brackets(words: str, place: int) -> bool:
    opened = max(words.rfind("(", 0, place), words.rfind("（", 0, place))
    return opened > max(words.rfind(")", 0, place), words.rfind("）", 0, place))


def _of_one_sort(every: Sequence[Placed]) -> bool:
    """People or things throughout, and the first of them the most."""
    sorts = {each.number.figure.unit for each in every if each.number.figure is not None} - {"none"}
    values = [each.number.value for each in every]
    return len(sorts) <= 1 and min(values) > 0 and values[0] == max(values) and values.count(values[0]) == 1
