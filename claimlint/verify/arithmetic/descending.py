"""Ranges whose end lies below their beginning: ``8～5天``."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.scenes.scene import Scene, Told, observe


def check(scene: Scene) -> Iterator[Observation]:
    """Every range of every sentence."""
    for frame in scene.frames:
        for _, told in frame.telling:
            yield from _descending(told)


_TWO_UNITS = lazy(
    r"(?:秒|分钟|分|小时|天|周|月)\D{0,4}\d[^\d]{0,8}(?:分钟|小时|天|周|月|年|岁)|\d\s?(?:s|min|h|d|wk|mo)\s?(?:-|~|至|到|to)\s?\d[\d.]*\s?(?:min|h|d|wk|mo|yr?)(?![a-z])|(?:second|minute|hour|day|week|month)s?\D{0,6}\d[^\d]{0,8}(?:minute|hour|day|week|month|year)"
)


_POWERS = lazy("[⁰¹²³⁴-⁹]")  # dilutions from 10⁷ to 10²
_NEGATIVE = lazy(r"\s[−-]\d|(?:年|月|周|天|日|时|[a-z])[−-]\d[\d.]*$")
_GIVEN_TO = lazy(r"\b(?:assigned|randomi[sz]ed|allocated|switched|referred|sent)\b[^.;]{0,60} to\b")
_BY_SO_MUCH = lazy(r"\bby (?:about |some |nearly |almost )?$")
_RESULT = lazy(r"\s?[=＝]")
_SUBTRACTED = lazy(r"\s?[)）]\s?[×x*÷/]")


def _descending(told: Told) -> Iterator[Observation]:
    """Ranges whose end lies below their beginning."""
    for figure in told.figures:
        if figure.value is None and figure.low > figure.high and figure.unit not in {"ci", "none"} and figure.high > 0:
            before = told.words[: figure.span.start - told.span.start]
            if _POWERS.search(figure.raw) or _NEGATIVE.search(figure.raw):
                continue  # at 12 months −1.9; 术后6个月-0.11±0.28
            if _GIVEN_TO.search(told.words) and " to " in figure.raw:
                continue  # 181 were assigned to 5 mg, 179 to 10 mg
            if _BY_SO_MUCH.search(before):
                continue  # dropped by 261 to 225 mg/dL
            if _TWO_UNITS.search(figure.raw) or _SUBTRACTED.match(told.words, figure.span.end - told.span.start):
                continue  # 30分钟到5小时, (5.2-1.6)×75%
            solved = _RESULT.match(told.words, figure.span.end - told.span.start) and before.rstrip().endswith(
                ("=", "＝")
            )
            if solved or before.endswith(("-", "−")) or expressions.search(r"降|减|从|由|from|下调|递减", told.words):
                continue  # AR=30‰-10‰=20‰; 一致性界限-0.71~0.47: the first is below nought
            yield observe("interval-order", figure, f"{plain(figure.low)} > {plain(figure.high)}")
