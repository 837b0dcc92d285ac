"""A number of a headline against the same things counted in the body."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.doubts.other_readings import in_another_year, told_more_widely
from claimlint.verify.scenes.scene import Scene, Told, observe

_NOUN = lazy(r"[一-鿿]{4,12}|\s?(?:[a-z-]{2,20}\s)?[a-z-]{4,20}")
_PART = lazy(r"另|其中|组(?!织|成|合)|后来|此前|去年|今年|上年|每年|首批|another|of whom|first|group|last year|earlier")
_SAME = 4  # characters of the noun in Chinese
_KINDS = frozenset({"count", "none", "item", "piece", "study", "site"})


_HYPHENED = lazy(r"(?<![\d.,-])(?P<n>\d{1,3}(?:,\d{3})|\d{1,5})-(?P<noun>[a-z]{3,14})(?![a-z-])")
_NO_THING = frozenset(
    ["year", "month", "week", "day", "hour", "minute", "point", "fold", "step", "item", "time", "way", "gauge", "tesla", "metre", "meter", "mile", "plus", "based"]
)  # fmt: skip
_APART = lazy(
    r"until|last (?:month|year)|formerly|\bhad\b|before|closed|replac|another|other|extra|additional|more|existing|previous|old|already|in total|altogether|across|planned|will (?:grow|rise|expand)|from"
)


def _hyphened(head: Told, body: list[Told]) -> Iterator[Observation]:
    """``Hospital opens 24-bed stroke unit`` and a body whose unit has 34 beds."""
    for match in _HYPHENED.finditer(head.words):
        noun = match["noun"]
        if noun in _NO_THING or any(_APART.search(one.words) and noun in one.words for one in body):
            continue
        number = match["n"].replace(",", "")
        counted = [
            (one, each)
            for one in body
            for each in expressions.finditer(rf"(?<![\d.,])(\d{{1,3}}(?:,\d{{3}})|\d{{1,5}})(?: [a-z]{{3,14}})? {noun}s?(?![a-z])", one.words)
        ]  # fmt: skip
        values = {each[1].replace(",", "") for _, each in counted}
        if len(values) == 1 and number not in values and not any(number in one.words for one in body):
            one, each = counted[0]
            span = Span(head.span.start + match.start(), head.span.start + match.end())
            other = Span(one.span.start + each.start(), one.span.start + each.end())
            yield observe("told-twice", span, f"{match[0]} ≠ {each[0]}", related=[(other, each[0])], stated=match[0], other=each[0])  # fmt: skip


def check(scene: Scene) -> Iterator[Observation]:
    """``完成120例远程手术`` above a body that knows only ``100例远程手术``."""
    told = [one for frame in scene.frames for one in frame.sentences]
    for head in told:
        if _is_head(head):
            body = [one for one in told if not _is_head(one)]
            yield from _hyphened(head, body)
            for figure in head.figures:
                yield from _against(head, figure, body)


def _is_head(told: Told) -> bool:
    """A heading, or a line set in bold."""
    words = told.words.strip()
    return told.heading or told.role is Role.TITLE or (words.startswith("**") and words.endswith("**"))


def _against(head: Told, figure: Figure, body: list[Told]) -> Iterator[Observation]:
    noun = _noun(head, figure)
    if not noun or not exact(figure) or figure.unit not in _KINDS or value_of(figure) < 3 or figure.decimals:
        return
    if any(value_of(other) == value_of(figure) for one in body for other in one.figures):
        return
    twins = [(one, other) for one in body for other in one.figures if exact(other) and _noun(one, other) == noun]
    twins = [
        (one, other) for one, other in twins if not in_another_year(one.words[: other.span.start - one.span.start])
    ]
    if len({value_of(other) for _, other in twins}) == 1 and not (
        _PART.search(twins[0][0].words) or told_more_widely(head, twins[0][0])
    ):
        other = twins[0][1]
        yield observe(
            "told-twice", figure, f"{figure.raw} ≠ {other.raw}", related=[(other, other.raw)], other=other.raw
        )


def _noun(told: Told, figure: Figure) -> str:
    """What is counted: the four characters, or the two words, right behind the number."""
    match = _NOUN.match(told.words, figure.span.end - told.span.start)
    if match is None or figure.unit not in _KINDS:
        return ""
    return match[0].strip() if match[0].isascii() else match[0][:_SAME]
