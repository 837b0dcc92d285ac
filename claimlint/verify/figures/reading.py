"""Text to Figures: what every number in a text says, as printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Comparator, Figure
from claimlint.model.text import Document, Mark, Span
from claimlint.model.text import Role as BlockRole
from claimlint.verify.figures import context, english, grammar
from claimlint.verify.figures import words as number_words
from claimlint.verify.figures.exclude import Exclusions
from claimlint.verify.figures.grammar import Phrase
from claimlint.verify.figures.shared import Item, share_units

# one class of characters first: the engine then skips at the speed of a table
_START = lazy(
    r"[0-9.零〇一二两三四五六七八九十百千万半大过翻超对](?:(?<=[0-9])|(?<=\.)(?=\d)|(?<=[^0-9.])(?=[一-鿿0-9]))"
)
_TINY_RANGE = lazy(r"\s?[,;，；]\s?(?=[-+]?[\d.])")


def read_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of ``text[start:end]`` in order, with roles; spans are offsets into ``text``."""
    from claimlint.verify.figures import roles

    return roles.assign(text, extract(text, start, end))


def extract(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures without roles."""
    folded = fold(text)
    items = list(_items(text, folded, start, len(text) if end is None else end))
    share_units(folded, items)
    return [figure for item in items for figure in _figures(text, folded, item)]


def figures_of(document: Document) -> tuple[Figure, ...]:
    """Every figure of a document's own prose, with roles, arms and frames.

    Reference lists are not read here; what stands in superscript is a citation mark or an exponent.
    """
    found: list[Figure] = []
    raised = [segment.span for segment in document.segments if segment.marks & Mark.SUPERSCRIPT]
    for block in document.blocks:
        if block.role is not BlockRole.REFERENCES and block.span.start < block.span.end:
            found += read_figures(document.text, block.span.start, block.span.end)
    if raised:
        found = [figure for figure in found if not any(span.contains(figure.span) for span in raised)]
    return tuple(found)


@lru_cache(maxsize=4)  # a document's are found once, not once a block
def _exclusions(text: str) -> Exclusions:
    return Exclusions(text)


def _items(original: str, text: str, start: int, end: int) -> Iterator[Item]:
    exclusions = _exclusions(text)
    words = _word_starts(text, start, end)
    position = start
    search = _START.search
    while match := search(text, position, end):
        at = match.start()
        while words and words[0] < at:
            position = max(position, words[0])
            for word in _english(text, words, position):
                yield word
                position = max(position, word.phrase.end)
            words.pop(0)
        if at < position:
            continue
        item, position = _item(original, text, at, exclusions)
        if position <= at:
            position = at + 1
        while words and words[0] < position:
            words.pop(0)
        if item is not None:
            position = max(position, item.phrase.end)
            yield item
    while words:
        yield from _english(text, words, position)
        words.pop(0)


def _word_starts(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in english.english_words().finditer(text, start, end)]


def _english(text: str, words: list[int], position: int) -> Iterator[Item]:
    if words[0] >= position:
        phrase, end = english.english_at(text, words[0])
        if phrase is not None:
            words[:] = [words[0], *(word for word in words[1:] if word >= end)]
            yield Item(phrase, None)


def _item(original: str, text: str, at: int, exclusions: Exclusions) -> tuple[Item | None, int]:
    if not text[at].isdigit() and text[at] != ".":
        phrase, position = number_words.chinese_at(text, at)
        return (Item(phrase, None) if phrase else None), position
    skip = exclusions.skip(at)
    if skip is not None:
        return None, skip
    label = context.label_before(text, at - 1 if text[at - 1 : at] in ("-", "+") else at)
    phrase = grammar.arabic_at(text, at)
    if phrase is None:
        return None, at + 1
    return _labelled(original, text, at, phrase, label)


def _labelled(original: str, text: str, at: int, phrase: Phrase, label: str | None) -> tuple[Item | None, int]:
    if phrase.unit == "pct" and not phrase.is_range:
        level = grammar.number_at(text, at)
        if level is not None and context.is_level(text, level[1]):
            return Item(phrase, label, level=True), phrase.end
    if label in {"ci", "iqr", "range"} and not phrase.is_range:
        phrase = _comma_range(text, phrase) or phrase
    following = text[phrase.end : phrase.end + 1]
    if phrase.open_unit and phrase.low.value > _LONGEST_CODE and text[at : phrase.end].isdigit():
        return None, phrase.end  # the number of a licence or an account
    if _in_capitals(original, phrase) or _FREEDOM.search(text, max(0, at - 12), at):
        return None, phrase.end
    if phrase.open_unit and label is None and following and following.isascii() and following.isalpha():
        return None, _word_end(text, phrase.end)
    if label in {"md", "smd", "beta", "r", "t", "f", "z"} and phrase.unit not in {"", "none"} and label != "md":
        label = None
    return Item(phrase, label), phrase.end


_LONGEST_CODE = 10**9
_FREEDOM = lazy(r"(?<![a-zα-ω])(?:t|f|r|χ²|χ2|z|q)\s?\((?:\d{1,4}, ?)?$")  # degrees of freedom


def _in_capitals(original: str, phrase: Phrase) -> bool:
    """5G and 3D are no masses and days."""
    return phrase.unit in {"g", "day"} and original[phrase.end - 1] in "GDＧＤ"


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isascii() and text[position].isalnum():
        position += 1
    return position


def _comma_range(text: str, phrase: Phrase) -> Phrase | None:
    """``95%CI 0.41, 0.82``."""
    comma = _TINY_RANGE.match(text, phrase.end)
    if comma is None:
        return None
    negative = text[comma.end()] in "-+"
    second = grammar.arabic_at(text, comma.end() + negative)
    if second is None or second.is_range:
        return None
    return phrase._replace(high=second.low, end=second.end, unit=second.unit or phrase.unit, open_unit=second.open_unit)


_STATISTICS = frozenset(context.EFFECTS)


def _figures(text: str, folded: str, item: Item) -> Iterator[Figure]:
    phrase, label = item.phrase, item.label
    unit = _unit(folded, item)
    comparator, start, end = _comparator(folded, phrase)
    low, high = phrase.low, phrase.high
    yield Figure(
        span=Span(start, end),
        raw=text[start:end],
        low=low.value,
        high=high.value,
        value=None if phrase.is_range else low.value,
        unit=unit,
        comparator=comparator,
        decimals=max(low.decimals, high.decimals) if phrase.is_range else low.decimals,
        word=phrase.word,
        stat={"iqr": "iqr", "range": "range"}.get(label or ""),
        denominator=phrase.denominator.value if phrase.denominator else None,
        sd=phrase.sd.value if phrase.sd else None,
    )
    if phrase.sd is not None and phrase.sd_span is not None:
        yield _spread_figure(text, phrase.sd_span, phrase.sd.value, phrase.sd.decimals)


def _spread_figure(text: str, span: tuple[int, int], value: Decimal, decimals: int) -> Figure:
    return Figure(Span(*span), text[slice(*span)], value, value, value, "sd", decimals=decimals)


def _unit(folded: str, item: Item) -> str:
    label, unit = item.label, item.phrase.unit
    if item.level:
        return "cilevel"
    if label in {"p", "ci"} or (label == "sd" and unit != "count"):  # SD 19例: stable disease
        return label if label != "ci" or item.phrase.is_range else (unit or "none")
    if label == "n" and item.phrase.open_unit:
        return "count"
    if label in _STATISTICS and item.phrase.open_unit:
        return str(label)
    if item.phrase.open_unit and (sign := folded[item.phrase.start - 1 : item.phrase.start]) in _CURRENCY and sign:
        return _CURRENCY[sign]
    return unit or "none"


_CURRENCY = {"$": "usd", "¥": "yuan", "￥": "yuan", "€": "eur", "£": "gbp"}


def _comparator(folded: str, phrase: Phrase) -> tuple[Comparator, int, int]:
    """The comparator with the span widened to hold it."""
    signed = phrase.start - (folded[phrase.start - 1 : phrase.start] in _CURRENCY)
    before = context.comparator_before(folded, signed)
    if before is not None:
        beyond = context.comparator_after(folded, phrase.end) if before[0] is Comparator.REACH else None
        # 高达90%以上 is at least 90%
        return (beyond[0], before[1], beyond[1]) if beyond else (before[0], before[1], phrase.end)
    if phrase.hint == "more":
        return Comparator.MORE, signed, phrase.end
    after = context.comparator_after(folded, phrase.end)
    if after is not None:
        return after[0], signed, after[1]
    return Comparator.EQUAL, signed, phrase.end
