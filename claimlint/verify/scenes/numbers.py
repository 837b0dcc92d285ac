"""Every whole number of a passage with its place, those in words before a noun that is nobody as well (``six deep``)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_english
from claimlint.model.figure import Comparator, Figure
from claimlint.verify.scenes.scene import Frame, Told, kind_of

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_BELOW_HUNDRED = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})"
SPELLED = rf"(?:(?:a|{_ONES}) hundred(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_SPELLED = lazy(
    rf"(?<![a-z-]){SPELLED}(?![a-z])(?!-(?!year|month|week|day)[a-z]|[- ](?:in|out of) (?:{_ONES}|{_TEENS})\b)"
)
_NO_NUMBER = lazy(
    r"\b(?:no|the|any|each|every|which|that|this|another|last|first|next|other|only|day|week|month|year|grade|phase|stage|level|type|aged?|at) $"
)
_PRONOUN = lazy(
    r" (?:of (?:these|the|those|which)|another|that|who|which|should|could|can|must|may|thing|more|or more|or two)\b"
)


class Number(Struct, frozen=True):
    """A whole number as it stands in the words of its sentence; ``figure`` where it was read as one."""

    value: Decimal
    start: int
    end: int
    figure: Figure | None


def numbers(told: Told) -> tuple[Number, ...]:
    """The whole numbers of things or people of a sentence, in order; every check asks."""
    if "numbers" not in told.known:
        told.known["numbers"] = tuple(sorted(_found(told), key=lambda one: one.start))
    found: tuple[Number, ...] = told.known["numbers"]
    return found


def _found(told: Told) -> list[Number]:
    found: list[Number] = []
    taken = [(f.span.start - told.span.start, f.span.end - told.span.start) for f in told.figures]
    for figure, (start, end) in zip(told.figures, taken, strict=True):
        value = figure.value if kind_of(figure) in "CNXD" and figure.decimals <= 0 else None
        if value is not None and figure.comparator is Comparator.EQUAL and value == int(value):
            found.append(Number(value, start, end, figure))
    for match in _SPELLED.finditer(told.words):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        number = parse_english(match[0].replace("a hundred", "one hundred"))
        if number is None or _NO_NUMBER.search(told.words[max(0, match.start() - 10) : match.start()]):
            continue
        if match[0] != "one" or not _PRONOUN.match(told.words, match.end()):
            found.append(Number(number.value, match.start(), match.end(), None))
    return found


def spelled(frame: Frame) -> frozenset[Decimal]:
    """The numbers in words that no figure was read from."""
    if "spelled" not in frame.known:
        frame.known["spelled"] = frozenset(
            one.value for told in frame.sentences for one in numbers(told) if one.figure is None
        )
    found: frozenset[Decimal] = frame.known["spelled"]
    return found
