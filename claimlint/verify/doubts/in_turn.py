"""Shares in one bracket of fractions told in turn before it: ``1/52, 2/51 and 6/53 (1.9%, 3.9%, 11.3%)``."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.exact import agrees, share, value_of
from claimlint.verify.scenes.scene import Told, kind_of

_NEXT = lazy(r"\s?(?:[,，、;；/]|和|与|及|vs\.?|versus|,?\s?and)\s?(?:and\s)?")


def told_in_turn(told: Told, percent: Figure) -> bool:
    """Is each share of the list that ``percent`` belongs to that of the fraction in the same place before it?"""
    shares = _run(told, percent)
    fractions = [f for f in told.figures if kind_of(f) == "D" and f.denominator and f.span.end <= shares[0].span.start][
        -len(shares) :
    ]
    if not 1 < len(shares) == len(fractions):
        return False
    pairs = zip(fractions, shares, strict=True)
    return all(agrees(share(value_of(one), one.denominator or value_of(one)), two) for one, two in pairs)


def _run(told: Told, percent: Figure) -> list[Figure]:
    """The percentages that follow each other without a word between, one of them this."""
    run: list[Figure] = []
    for figure in (f for f in told.figures if f.unit == "pct" and f.value is not None):
        gap = told.words[run[-1].span.end - told.span.start : figure.span.start - told.span.start] if run else ""
        if run and not _NEXT.fullmatch(gap):
            if percent in run:
                break
            run = []
        run.append(figure)
    return run if percent in run else [percent]
