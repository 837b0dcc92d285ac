"""Do two numbers count the same thing? By the nouns beside them, and by digits that changed places."""

from __future__ import annotations

from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.slips import slips
from claimlint.verify.compare.passages import stem, tokens

_BEHIND = lazy(r"[^\n,，。;；:：()（）、!?！？]{0,24}")
_STOP = lazy(r"[，。；;\n！？!?]|\. |, |,(?!\d)|(?<!\d),")
_IDLE = frozenset(
    [
        "患者",
        "病人",
        "进行",
        "完成",
        "接受",
        "之后",
        "以后",
        "左右",
        "with",
        "from",
        "that",
        "were",
        "have",
        "been",
        "their",
        "which",
        "after",
        "before",
        "during",
        "more",
        "than",
        "less",
        "about",
        "total",
        "over",
        "the",
        "and",
        "for",
        "who",
        "had",
        "was",
        "are",
        "this",
        "said",
        "says",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "days",
        "people",
        "patients",
    ]
)


def exchanged(one: Decimal, other: Decimal) -> bool:
    """Two neighbouring digits changed places (1,864 and 1,684; 9.6 and 6.9), or fourteen was taken for forty."""
    if one == other:
        return False
    places = max(-int(each.as_tuple().exponent) for each in (one, other))
    left, right = (each.scaleb(max(places, 0)) for each in (one, other))
    return _misheard(left, right) or _misheard(right, left) or (min(left, right) >= 10 and slips(left, right))


def _misheard(teen: Decimal, ten: Decimal) -> bool:
    return 13 <= teen <= 19 and (teen - 10) * 10 == ten


def noun_of(text: str, figure: Figure) -> frozenset[str]:
    """What is counted: the content words right behind a number, with its own unit's."""
    behind = fold(text[figure.span.end : figure.span.end + 40])
    match = _BEHIND.match(behind)
    words = match[0] if match else ""
    if words[:2].isascii():
        own = fold(figure.raw).split()[-1:] if fold(figure.raw)[-1:].isalpha() else []
        words = words.partition(". ")[0].rstrip(". ")
        found = [word for word in words.split()[:3] if len(word) > 3] + own
        return frozenset(stem(word.strip("-'’")) for word in found if word not in _IDLE)
    return frozenset(token for token in tokens(words[:8]) if token not in _IDLE)


def beside(text: str, figure: Figure, before: int, behind: int) -> frozenset[str]:
    """The content words around a number, in its own stretch between commas."""
    start, end = figure.span.start, figure.span.end
    left = fold(text[max(0, start - before) : start])
    right = fold(text[end : end + behind])
    left, right = _STOP.split(left)[-1], _STOP.split(right)[0]
    return frozenset(tokens(left) + tokens(right)) - _IDLE
