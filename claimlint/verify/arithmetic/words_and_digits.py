"""A share in words and the same in digits right behind it: ``近三成（29.1%）``, "Fewer than half of them: 174 of the 400"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, share, show, value_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

_BRACKET = shaped(
    r"(?P<w><P>)(?:`{0,28}?| (?:of|in|among) `{0,110}?)\s?[(（]\s?(?:即|约|占比?|为|or|about|i\.e\.,?)?\s?(?P<p><PD>)\s?(?=[,，;；)）])"
)
_COUNTED = (  # the two numbers that the share in words is of
    shaped(
        r"(?P<w><P>)`{0,90}?(?::|;| —| –|, (?:or|with)) (?:just |only |exactly |some )?(?P<k><CN>)(?: [a-z]+){0,2} (?:out )?of (?:the |all )?(?P<n><CN>)"
    ),
    shaped(r"(?P<w><P>) (?:of|in|among) `{0,110}?\((?P<k><CN>) (?:out )?of (?P<n><CN>)\)"),
    shaped(
        r"(?P<w><P>) of (?:the |our |these |all )?(?:[a-z]{3,12}['’]s? )?(?P<n><CN>)`{0,60}?(?:,|\() ?(?:or |that is,? )?(?P<k><CN>)(?: in all| in total| all told| altogether)?(?=[,)])"
    ),
    shaped(
        r"(?P<w><P>)`{0,28}?(?:[:：]|——|[,，]即)(?:在)?(?P<n><C>)`{0,10}?(?:中|里|当中)[,，]?(?:有|仅有?|只有|共|的)?(?P<k><C>)"
    ),
    shaped(r"(?P<n><C>)`{0,12}?(?:中|里|当中)[,，]?(?:有|约|近)?(?P<w><P>)`{0,12}?[（(](?P<k><C>)[）)]"),
)
_BEHIND = shaped(r"(?P<w><P>)[^。;；:：]{0,40}[:：][^。;；]{0,40}?(?P<p><P>)")
_TIED = lazy(
    r"(?:也就是(?:说)?|即|相当于|占(?:了|比|总数|全部|其中)?的?|比例(?:为|是|达|仅|只有)?|人数|合|折合|比重(?:为|达)?)\s?$"
    r"|(?:, (?:or|which (?:makes|is|means|equals|amounts to)|that is,?|i\.e\.,?|making|equal to)|\((?:or )?| —| –)(?: about| roughly| nearly| just| some| only)?\s?$"
)
_LEFT = lazy(r"未|没|不|无|其余|\bnot\b|n't\b|\bnever\b|without|\bfail|\bno\b|rest\b|others")
_FIRST = lazy(r"(?:^|[.;:] )(?:an? |some |about |just |only |nearly |almost )?$|(?:^|[,，:：])(?:其中)?(?:约)?$")
_CLOSE = Decimal("2.5")
_ROOM = {  # percentage points below and above a share in words that it may stand for
    Comparator.EQUAL: (5, 5),
    Comparator.ABOUT: (8, 8),
    Comparator.NEARLY: (8, 1),
    Comparator.REACH: (5, 5),
    Comparator.MORE: (1, 100),
    Comparator.AT_LEAST: (1, 100),
    Comparator.LESS: (100, 1),
    Comparator.AT_MOST: (100, 1),
}
_NEARLY, _NEARLY_LEAST = 9, Decimal("4.5")  # "nearly two thirds" is 60 at least, "nearly one in three" 29
_BARELY = lazy(r"(?:just|slightly|a little|marginally) (?:over|more|above)|略[多超高]|稍[多超高]|刚[过好超]")
_BARELY_MORE = Decimal(10)
_OTHER = lazy(
    r"其中|of whom|of which|of these|比|较|than|compared|增|减|降|升|increase|decrease|fell|rose|down|up by|另"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every share in words with digits behind it."""
    for told in scene.sentences:
        if not told.crowded and any(f.word and f.unit == "pct" for f in told.figures):
            yield from _check(told)


def _check(told: Told) -> Iterator[Observation]:
    for match in (*_BRACKET.finditer(told.shape), *_BEHIND.finditer(told.shape)):
        words, digits = told.group(match, "w"), told.group(match, "p")
        if not _OTHER.search(match[0]) and exact(digits) and words.word and _alone(told, match):
            whole = digits.denominator or Decimal(100)
            if digits.denominator or (digits.unit == "pct" and not digits.word):
                yield from _held(words, value_of(digits), whole, digits, digits)
    yield from _of_two(told)
    for pattern in _COUNTED:
        for match in pattern.finditer(told.shape):
            words, part, total = told.group(match, "w"), told.group(match, "k"), told.group(match, "n")
            if not _OTHER.search(match[0]) and exact(part) and exact(total) and words.word:
                yield from _held(words, value_of(part), value_of(total), words, part)


def _of_two(told: Told) -> Iterator[Observation]:
    """``480名市民……其中320人、也就是四分之三``, "One in three parents ...: 412 of the 2,060": of the only two numbers of a sentence."""
    counts = [f for f in told.figures if kind_of(f) in "CNX" and f.decimals <= 0 and exact(f)]
    shares = [f for f in told.figures if f.unit in {"pct", "ratio"}]
    if len(counts) != len("kn") or len(shares) != 1 or not shares[0].word:
        return
    words = shares[0]
    before = told.words[: words.span.start - told.span.start]
    behind = told.words[words.span.end - told.span.start : counts[0].span.start - told.span.start]
    between = told.words[counts[1].span.end - told.span.start : words.span.start - told.span.start] or behind
    last = words.span.start > counts[1].span.end and _TIED.search(before.rstrip('“"')) is not None
    first = (
        words.span.end < counts[0].span.start
        and _FIRST.search(before) is not None
        and (":" in behind or "：" in behind)
    )
    part, whole = sorted(counts, key=value_of)
    if (
        (last or first)
        and not _OTHER.search(between)
        and value_of(part) < value_of(whole)
        and {part.unit, whole.unit} != {"count", "item"}
    ):
        rest = share(value_of(whole) - value_of(part), value_of(whole))
        if not fits(words, rest) or not _LEFT.search(told.words):
            yield from _held(words, value_of(part), value_of(whole), words, part)


def _alone(told: Told, match: re.Match[str]) -> bool:
    """Behind a colon only where the two are the only shares of the sentence."""
    return (":" not in match[0] and "：" not in match[0]) or len(told.of_kind("P")) == len("wp")


def _held(words: Figure, part: Decimal, whole: Decimal, place: Figure, other: Figure) -> Iterator[Observation]:
    """Accuse ``place`` where the share in words is not ``part`` of ``whole``."""
    if words.value is None or not 0 < part <= whole:
        return
    value = share(part, whole)
    if not fits(words, value):
        printed = f"{show(value, 1)}%"
        line = f"{printed} ≠ {words.raw}" if whole == 100 else f"{plain(part)}/{plain(whole)} = {printed} ≠ {words.raw}"
        related = other if place is words else words
        yield observe("percent-of-count", place, line, related=[(related, related.raw)], right=printed,
                      count=plain(part), total=plain(whole), fits=printed, tied="yes")  # fmt: skip


def fits(words: Figure, value: Decimal) -> bool:
    """May a share told in words stand for ``value`` percent?"""
    stated = value_of(words)
    below, above = map(Decimal, _ROOM.get(words.comparator, (100, 100)))
    if words.comparator is Comparator.NEARLY:
        below = min(below, max(_NEARLY_LEAST, stated / _NEARLY))
    if words.comparator is Comparator.MORE and _BARELY.match(words.raw.lower()):
        above = _BARELY_MORE
    if words.comparator is Comparator.EQUAL:  # a smaller share is told more closely: one in four is no one in five
        below = above = min(above, max(_CLOSE, stated / 8))
    return stated - below <= value <= stated + above
