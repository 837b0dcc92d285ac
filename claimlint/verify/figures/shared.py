"""Units that one number lends to another beside it."""

from __future__ import annotations

import itertools

from claimlint.language import units
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.verify.figures import context, grammar
from claimlint.verify.figures.grammar import Phrase

_CLOSERS = frozenset(")]")


class Item:
    """A phrase on its way to becoming a Figure."""

    __slots__ = ("label", "level", "phrase")

    def __init__(self, phrase: Phrase, label: str | None, level: bool = False) -> None:
        self.phrase = phrase
        self.label = label
        self.level = level


def share_units(text: str, items: list[Item]) -> None:
    """Every number that was printed without a unit takes that of the number it belongs to."""
    for first, second in itertools.pairwise(items):
        one, two = first.phrase, second.phrase
        if two.open_unit and second.label is None and _changes(text, one, two):
            second.phrase = two._replace(unit=one.unit, open_unit=False)
        elif (
            one.open_unit and two.open_unit and _OF.fullmatch(text, one.end, two.start) and _SHARE.match(text, two.end)
        ):
            first.phrase, second.phrase = (each._replace(unit=units.PERSONS, open_unit=False) for each in (one, two))
        elif two.open_unit and text[two.end : two.end + 1] in _CLOSERS:
            _bracketed(text, first, second)
        elif one.open_unit and first.label is None and two.unit and not two.is_range and _lends(text, one, two):
            first.phrase = one._replace(unit=two.unit, open_unit=False)
    for item in items:
        if item.phrase.open_unit and item.label is None and _one_of_them(text, item.phrase):
            item.phrase = item.phrase._replace(unit=units.PERSONS, open_unit=False)
    _wholes(text, items)
    for first, second in reversed(list(itertools.pairwise(items))):
        one, two = first.phrase, second.phrase
        bare = one.open_unit and first.label is None and two.unit and not two.open_unit
        if bare and text[one.end] == "、" and _paired(text, one, two):  # 1、3、5年生存率
            first.phrase = one._replace(unit=two.unit, open_unit=False)


_SOME_OF = lazy(
    r"(?:^|[.;\n]\s?|\s)(?:of|among) (?:the |these |those |all |our )?(?:\d|\w+ \d|[a-z]+ (?:patients|participants|people|eyes|women|men)|"
    r"whom|them)[^.;\n]{0,160}[,;] (?:and |while |whereas |but )?$"
)
_DID = lazy(
    r"\s(?:[a-z]{2,12}ed|had|were|was|took|got|did|chose|gave|felt|left|went|became|fell|lost|kept|said|grew)\s"
)


_THINGS = lazy(r"\s[a-z]{3,14}s(?![a-z])[^.;,]{0,40}, (?:and )?$")


def _wholes(text: str, items: list[Item]) -> None:
    """``Of 44 hips, 31 were``: hips are counted like people; ``and the other 13`` too."""
    for first, second in itertools.pairwise(items):
        one, two = first.phrase, second.phrase
        bare = one.open_unit and not one.low.decimals and text.endswith("of ", 0, one.start)
        if bare and two.unit == units.PERSONS and _THINGS.fullmatch(text, one.end, two.start):
            first.phrase = one._replace(unit=units.PERSONS, open_unit=False)
        after = two.open_unit and not two.low.decimals and one.unit == units.PERSONS and second.label is None
        if after and _IN_A_ROW.search(text, max(0, two.start - 140), two.start) and _ENDS_CLAUSE.match(text, two.end):
            second.phrase = two._replace(unit=units.PERSONS, open_unit=False)
            continue
        if two.open_unit and one.unit == units.PERSONS and _OTHERS.search(text, max(0, two.start - 20), two.start):
            second.phrase = two._replace(unit=units.PERSONS, open_unit=False)


_IN_A_ROW = lazy(r"(?:^|[.;\n] ?)(?:of|among) (?:the |these |those |all |our )?\d[^.;\n]{0,120}(?:,|,? and) $")
_ENDS_CLAUSE = lazy(r" [a-z-]{3,16}(?: [a-z-]{3,16})?[.;,]")
_OTHERS = lazy(r"\bthe (?:other|remaining|rest,?)\s$")
_WHO = lazy(r"\b(?:enrol+ed|randomi[sz]ed|recruited|screened|vaccinated|treated|analy[sz]ed|consented)\s$")
_ENDS = lazy(r"\s?(?:[.;,)](?!\d)|to\b|and\b|$)")


def _one_of_them(text: str, phrase: Phrase) -> bool:
    """``enrolled 236.``; ``Of the 90 eyes operated on, 62 gained two lines``."""
    if phrase.is_range or phrase.low.decimals:
        return False
    if _WHO.search(text, max(0, phrase.start - 16), phrase.start) and _ENDS.match(text, phrase.end):
        return True
    if not _DID.match(text, phrase.end):
        return False
    return _SOME_OF.search(text, max(0, phrase.start - 200), phrase.start) is not None


def _bracketed(text: str, first: Item, second: Item) -> None:
    """``46 (33-71) months``: the unit behind the bracket is both's; ``12 (range 3 to 20) months`` too."""
    one, two = first.phrase, second.phrase
    if max(text.rfind("(", one.start, two.start), text.rfind("[", one.start, two.start)) < one.end:
        unit, _ = grammar.unit_at(text, two.end + 1) if text[two.start - 1 : two.start] == "(" else ("", 0)
        if unit:
            second.phrase = two._replace(unit=unit, open_unit=False)
        return
    if first.label in context.EFFECTS and two.is_range and second.label is None:
        second.label = "ci"  # HR 1.42 (1.10-1.83)
        return
    spread = second.label is None and not two.is_range and _SPREAD.search(text, max(0, one.start - 60), one.start)
    if spread:
        second.label = "sd"
    if one.unit and not one.open_unit:
        fits = second.label in {None, "range", "iqr", "ci"} and one.unit != "pct" and (two.is_range or second.label)
        if fits:
            second.phrase = two._replace(unit=one.unit, open_unit=second.label == "ci")
        return
    unit, _ = grammar.unit_at(text, two.end + 1)
    if unit and first.label is None:
        first.phrase = one._replace(unit=unit, open_unit=False)
        second.phrase = two._replace(unit=unit, open_unit=False)


_OF = lazy(r" (?:out )?of (?:the )?")
_SHARE = lazy(r" \(\d{1,3}(?:\.\d{1,2})?\s?(?:%|per ?cent\b)")
_SPREAD = lazy(r"\(\s?(?:±\s?)?(?:sd|标准差|standard deviation)\s?\)[^。;\n]{0,48}$")
_COUNT_AND_SHARE = lazy(r"[(（]\d{1,6},\s\d{1,3}(?:\.\d{1,2})?\s?(?:%|per ?cent)[)）]")
_PAIR_GAP = lazy(r"\s?(?:、|和|或|与|/|,|and|or|vs\.?|versus|比|对)\s?$")


_CHANGED = lazy(r"\s?(?:to|[降升增减]至|[降升增减]到|下降至|上升至|降低至|升高至|提高到|变为)\s?")


_FROM = lazy(r"(?:\bfrom|由|从)\s?$")
_TO = lazy(r" to |\s?(?:下?降|降低|减少?|缩短|延长|上?升|升高|增加?|提高|改)?[至到为]\s?")
_CLOSES = lazy(r"[,.;，。；]")


def _changes(text: str, one: Phrase, two: Phrase) -> bool:
    """``from 90 minutes to 54, ``: what follows the comma lends nothing."""
    if one.open_unit or one.unit not in TIME_UNITS or one.is_range or two.is_range:
        return False
    said = _FROM.search(text, max(0, one.start - 6), one.start) and _TO.fullmatch(text, one.end, two.start)
    return said is not None and _CLOSES.match(text, two.end) is not None


def _lends(text: str, one: Phrase, two: Phrase) -> bool:
    """``12和24周``; ``from 8.1 to 7.2%``."""
    changed = two.unit in {"pct", "score"} and _CHANGED.fullmatch(text, one.end, two.start) is not None
    return changed or _paired(text, one, two)


def _paired(text: str, one: Phrase, two: Phrase) -> bool:
    """``12和24周``, ``23.1 vs 31.2 months``: the first has the second's unit."""
    gap = text[one.end : two.start]
    if two.word and two.unit == "pct":  # among the 8 at or below 12, half
        return False
    if two.unit == "pct" and _COUNT_AND_SHARE.fullmatch(text, one.start - 1, two.end + 1) and one.start:
        return False  # just over half (75, 51.7%)
    if two.unit == "pct" and text[max(0, one.start - 3) : one.start] == "of ":  # 26.7% of 206 and 23.9% of 205
        return False
    return len(gap) <= 9 and _PAIR_GAP.match(gap) is not None and two.unit not in {"count", "times", "item", "study"}
