"""A Source as passages: its sentences with their figures and the words beside each figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.source import Source
from claimlint.model.text import Span
from claimlint.verify.compare.settle import settle
from claimlint.verify.figures.reading import read_figures
from claimlint.verify.figures.roles import sentence_spans

_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "was",
        "were",
        "that",
        "this",
        "than",
        "from",
        "had",
        "have",
        "has",
        "been",
        "are",
        "who",
        "they",
        "their",
        "those",
        "these",
        "which",
        "into",
        "over",
        "more",
        "less",
        "per",
        "cent",
        "percent",
        "but",
        "not",
        "its",
        "her",
        "his",
        "our",
        "your",
        "also",
        "such",
        "when",
        "where",
        "while",
        "would",
        "could",
        "can",
        "may",
        "about",
        "among",
        "between",
        "after",
        "before",
        "during",
        "said",
        "says",
        "found",
        "there",
        "them",
        "then",
        "out",
        "all",
        "any",
        "one",
        "two",
        "three",
        "other",
        "each",
        "both",
        "being",
        "did",
        "does",
        "what",
        "how",
    ]
)
_TOKEN = lazy(r"[a-z][a-z'’-]{2,}|[\u4e00-\u9fff]+")


class Candidate(Struct, frozen=True):
    """One figure of a source."""

    figure: Figure
    sentence: str
    start: int  # where the sentence stands in its text
    text: str
    place: str
    derived: str = ""  # the arithmetic, where the value was worked out


class Passages(Struct, frozen=True, dict=True):
    """What a source says, figure by figure."""

    source: Source
    candidates: tuple[Candidate, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[Candidate, Candidate], ...]:
        """Figures with the one in brackets behind them: 347 (53.4%)."""
        return self._next_to(bracketed)

    @cached_property
    def changes(self) -> tuple[tuple[Candidate, Candidate], ...]:
        """Figures of a change: from 12.0 to 5.5."""
        return self._next_to(changed)

    def _next_to(self, between: Callable[[str], bool]) -> tuple[tuple[Candidate, Candidate], ...]:
        stated = [one for one in self.candidates if not one.derived]
        near = pairwise(stated)
        return tuple(
            (a, b) for a, b in near if a.text is b.text and between(a.text[a.figure.span.end : b.figure.span.start])
        )

    @cached_property
    def total(self) -> Decimal | None:
        """The number of people in the study, where it has only one."""
        found = {one.figure.value for one in self.candidates if one.figure.role == "n_total" and one.figure.value}
        return max(found) if found and self.source.kind.value != "meta-analysis" else None

    @cached_property
    def words(self) -> str:
        """All that is held of the work, folded."""
        return fold(
            "\n".join([*(text.text for text in self.source.texts), *(fact.quote for fact in self.source.facts)])
        )

    @cached_property
    def weights(self) -> dict[str, float]:
        """Rare words of the source weigh more."""
        counts = Counter(tokens(self.words))
        return {word: 1.0 / (1 + min(count, 9)) ** 0.5 for word, count in counts.items()}

    @cached_property
    def chinese(self) -> bool:
        return is_chinese(self.words)


def bracketed(gap: str) -> bool:
    """What stands between a figure and the one in brackets behind it."""
    return expressions.fullmatch(r"\s?[(（]\s?", gap) is not None


def changed(gap: str) -> bool:
    """What stands between the two figures of a change."""
    return (
        expressions.fullmatch(r"(?:%|分|\s)?\s?(?:to|(?:下?降|减少?|升|增加?|提高|改善)(?:低|高)?[至到为])\s?", gap)
        is not None
    )


def is_chinese(text: str) -> bool:
    letters = len(expressions.findall(r"[a-zA-Z]", text))
    return len(expressions.findall(r"[\u4e00-\u9fff]", text)) * 2 > letters


def tokens(text: str) -> list[str]:
    """Content words: English words without endings, Chinese as pairs of characters."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0] >= "\u4e00":
            found += [word[i : i + 2] for i in range(len(word) - 1)]
        elif word not in _STOP:
            found.append(stem(word))
    return found


def stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def window(sentence: str, span: Span, reach: int) -> list[str]:
    """The content words within ``reach`` characters of a figure in its sentence."""
    folded = fold(sentence)
    left, right = max(0, span.start - reach), min(len(folded), span.end + reach)
    while left > 0 and folded[left - 1].isascii() and folded[left - 1].isalpha():
        left -= 1
    while right < len(folded) and folded[right].isascii() and folded[right].isalpha():
        right += 1
    return tokens(folded[left : span.start] + " \n " + folded[span.end : right])


def read_source(source: Source) -> Passages:
    """Every figure of the abstract, the full text and the facts."""
    found: list[Candidate] = []
    for text in source.texts:
        found += _candidates(text.text, text.label or text.level)
    for fact in source.facts:
        quoted = f"{fact.quote}" if fact.quote else f"{fact.name}: {fact.value} {fact.unit}"
        found += _candidates(quoted, fact.place or f"fact: {fact.name}")
    return Passages(source, (*found, *_derived(found)))


def _candidates(text: str, place: str) -> list[Candidate]:
    read = settle(text, read_figures(text))
    told = {figure.span for figure in read if figure.unit != "none"}
    figures = [one for one in read if one.span not in {time.span for time in _named_times(text)} or one.span in told]
    figures += [one for one in _named_times(text) if one.span not in told]
    figures.sort(key=lambda one: one.span)
    spans = sentence_spans(text)
    found: list[Candidate] = []
    index = 0
    for figure in figures:
        while index < len(spans) - 1 and spans[index].end <= figure.span.start:
            index += 1
        span = spans[index] if spans else Span(0, len(text))
        found.append(
            Candidate(figure, text[span.start : span.end].strip("\n"), span.start + _lead(text, span), text, place)
        )
    return found


def _lead(text: str, span: Span) -> int:
    return len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip("\n"))


def _derived(found: list[Candidate]) -> list[Candidate]:
    """Percentages of k of n, and the reduction that a ratio means; they support, they never accuse."""
    result: list[Candidate] = []
    totals = {one.figure.value for one in found if one.figure.role == "n_total" and one.figure.value}
    total = next(iter(totals)) if len(totals) == 1 else None
    for one in found:
        figure = one.figure
        if figure.value is None:
            continue
        if (
            figure.unit == "count" and figure.role in {"n_event", "sex", "adverse", "dropout", "n_sub"}
        ) or figure.denominator:
            den = figure.denominator or total
            if den and 0 < figure.value <= den:
                share = (figure.value * 100 / den).quantize(Decimal("0.0001"))
                result.append(_worked(one, share, f"{figure.value}/{den} = {share.normalize():f}%"))
        if figure.unit in {"hr", "rr", "or"} and 0 < figure.value < 10:
            share = abs(1 - figure.value) * 100
            result.append(_worked(one, share, f"|1-{figure.value}| = {share.normalize():f}%"))
    return result


def _worked(one: Candidate, value: Decimal, arithmetic: str) -> Candidate:
    roles = ("change",) if "|1-" in arithmetic else one.figure.roles
    decimals = 4 if "/" in arithmetic else one.figure.decimals
    figure = replace(
        one.figure,
        value=value,
        low=value,
        high=value,
        unit="pct",
        roles=roles,
        decimals=decimals,
        denominator=None,
    )
    return Candidate(figure, one.sentence, one.start, one.text, one.place, arithmetic)


def quoted(held: Passages, pattern: re.Pattern[str]) -> str | None:
    """The source's sentence that holds a pattern."""
    texts = [*(text.text for text in held.source.texts), *(fact.quote for fact in held.source.facts)]
    for text in texts:
        for span in sentence_spans(text):
            words = text[span.start : span.end]
            if pattern.search(fold(words)):
                return words.strip()
    return None


_NAMED_TIME = lazy(r"\b(month|week|day|year)s?\s(\d{1,3}(?:(?:,|,? and|,? or| &|-)\s?\d{1,3}){0,8})(?!\d|[.:]\d)")


def _named_times(text: str) -> list[Figure]:
    """``at month 12``, ``weeks 27, 34 and 52``: times whose unit stands first."""
    found = []
    for match in _NAMED_TIME.finditer(fold(text)):
        for number in expressions.finditer(r"\d{1,3}", match[2]):
            start = match.start(2) + number.start()
            value = Decimal(number[0])
            found.append(Figure(Span(start, start + len(number[0])), number[0], value, value, value, match[1]))
    return found
