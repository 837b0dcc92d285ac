"""Lists of which the text says that each one has its one place: "assigned each to one category: 41, 9 and 23", ``每例只归入一类：``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

_SOLE = r"(?:(?:main |primary |leading |first )?(?:isolate|strain|answer|reason|diagnosis|cause|outcome|category|code|choice)s?)"
_LAST_OF_ALL = lazy(r"\b(?:others?|other [a-z]+|the rest|unknown|unspecified|none)(?: [a-z]+)?(?: in| for| were|:)? ?$")
_EACH = lazy(
    r"\b(?:each|every)\b[^.:;]{0,60}\b(?:one|a single|exactly one|only one|once)\b[^.:;]{0,40}[:;]"
    r"|\b(?:one|a single) [a-z ]{3,24} (?:was|is|has been) (?:recorded|assigned|chosen|given|noted|entered|coded|allowed|counted)[^.:;]{0,12} (?:for|per|to) (?:each|every|patient|person|death|case)\b[^.:;]{0,24}[:;]"
    rf"|(?P<rest>\b(?:one|a single|only one) {_SOLE} (?:(?:per|for each|from each) [a-z]{{3,14}} (?:was|were|is|has been) [a-z]+ed|(?:was|were|is|has been) [a-z]+ed (?:per|for each|from each) [a-z]{{3,14}})\b[^.:;]{{0,40}}:)"
    r"|每(?:一)?[例人名份只位个件次张台块枚][^。:：；;]{0,24}?(?:一[类种个项次组]|唯一|单一|仅计一)[^。:：；;]{0,14}[:：;；]"
    r"|(?:每[例人名份只位个]|各例|各自)[^。:：；;]{0,12}(?:只|仅)(?:归|计|记|取|选|属|接受|列|判)[^。:：；;]{0,14}[:：;；]"
)
_MORE = lazy(
    r"另|此外|同时|以上|多选|重复|其中|\balso\b|\bboth\b|\banother\b|besides|of whom|of which|of these|\bmore than one\b|失访|缺失|missing|lost"
)
_FEWEST = 3
_MOST = 8


def check(scene: Scene) -> Iterator[Observation]:
    """Every such list, against the number told of all of them in its sentence or the one before."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            if len(told.words) <= 600 and (match := _EACH.search(told.words)):
                last = numbers(told)[-1:]
                if match["rest"] and not (last and _LAST_OF_ALL.search(told.words, 0, last[0].start)):
                    continue  # the others go untold
                yield from _held(frame, index, told, match.end())


def _held(frame: Frame, index: int, told: Told, colon: int) -> Iterator[Observation]:
    own = numbers(told)
    parts = [one for one in own if one.start >= colon]
    ahead = [one for one in own if one.start < colon and one.value > 1]
    if not _FEWEST <= len(parts) <= _MOST or _MORE.search(told.words, colon) or told.holds("PDQ"):
        return
    before = frame.sentences[max(0, index - 2) : index]
    here = _total(parts, ahead), told
    total, where = here if here[0] or not before else (_total(parts, numbers(before[-1])), before[-1])
    found = sum((one.value for one in parts), Decimal(0))
    known = {one.value for one in ahead} | {one.value for each in before for one in numbers(each)}
    behind = {one.value for each in frame.sentences[index + 1 : index + 2] for one in numbers(each)}
    if total is None or found in known or any(found + rest == total.value for rest in behind | known):
        return
    words = " + ".join(plain(one.value) for one in parts)
    yield observe("parts-total", _place(told, parts[0].start, parts[-1].end),
                  f"{words} = {plain(found)} ≠ {plain(total.value)}",
                  related=[(_place(where, total.start, total.end), plain(total.value))], stated=plain(total.value),
                  sum=plain(found), parts=words, tied="yes")  # fmt: skip


def _place(told: Told, start: int, end: int) -> Span:
    return Span(told.span.start + start, told.span.start + end)


def _total(parts: Sequence[Number], told: Sequence[Number]) -> Number | None:
    """The only number that may be that of all: larger than each of the parts."""
    most = max(one.value for one in parts)
    above = [one for one in told if one.value > most]
    return above[0] if len(above) == 1 else None
