"""The numbers of a passage that may hold a part, and whether words name the people of one of them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.paragraphs import Paragraph

_NO_WHOLE = frozenset({"site", "country", "study", "course", "group"})
_YEARS = range(1900, 2100)
_BASE = lazy(r"(?:每|\b(?:every|per|each))\s?$")
_ORDINAL = lazy(r"(?:week|day|month|year|grade|stage|phase|visit|table|figure|type|aged?|第|[图表])\s?$")
_ANYBODY = lazy(
    r"全部|所有|全体|总|本组|本次|患者|病人|受访|受试|调查|参[与加]|问卷|人数|总数|病例|人群|^[者人例]$"
    r"|\b(?:them|these|those|all|total|whole|sample|workforce|staff|group|cohort|everyone|everybody|respondents|participants|patients|people|cases|us)\b"
)
_CLAUSE = lazy(r"[,，;；:：。!?！？(（]|\.\s")
_WORD = lazy(r"[a-z]{4,}|[一-鿿]{2,}")


class Whole(Struct, frozen=True):
    """A number of a passage with its place in the words."""

    value: Decimal
    start: int
    end: int


def placed(one: Paragraph) -> tuple[Whole, ...]:
    """Every whole number of people or things of a passage; no years, no places, no "per 1,000"."""
    found = []
    for told in one.sentences:
        offset = told.span.start - one.start
        for number in numbers(told):
            ahead = told.words[max(0, number.start - 8) : number.start]
            figure = number.figure
            unit = figure.unit if figure is not None else "none"
            if unit in _NO_WHOLE or (unit == "none" and int(number.value) in _YEARS):
                continue
            if not _BASE.search(ahead) and not _ORDINAL.search(ahead):
                found.append(Whole(number.value, offset + number.start, offset + number.end))
    return tuple(found)


def larger(one: Paragraph, part: Figure) -> tuple[Whole, ...]:
    """The numbers of a passage that are larger than a part."""
    return tuple(whole for whole in placed(one) if whole.value > value_of(part))


def held_by(one: Paragraph, whole: Whole, noun: str) -> bool:
    """Is the noun of a share nobody's in particular, or does it stand around the whole?"""
    if not noun.strip() or _ANYBODY.search(noun.strip()):
        return True
    around = (
        one.words[max(0, whole.start - 30) : whole.start]
        + " "
        + _CLAUSE.split(one.words[whole.start : whole.end + 60])[0]
    )
    return bool(pieces(noun) & pieces(around))


def pieces(text: str) -> set[str]:
    """Stems of words of four letters and more, and pairs of Chinese characters."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0]
        found |= {word[:6].rstrip("s")} if word.isascii() else {word[i : i + 2] for i in range(len(word) - 1)}
    return found
