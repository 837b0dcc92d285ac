"""Evasive spellings undone: sentences folded to the words that their writer means to be read.

Each layer is a table or expression of its own and can be left out. A folded reading is made only for a
sentence in which some layer changes something, and a hit in it counts only where it reads otherwise than
it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from claimlint.language.expressions import lazy
from claimlint.language.simplified import TRADITIONAL, simplified
from claimlint.model.text import Document, Piece, Reading, ReadingKind, Span

LAYERS = ("width", "circled", "traditional", "invisible", "inserted", "emoji", "look-alike", "pinyin")

Change = tuple[int, int, str]  # what stands from here to there is read as this
Layer = Callable[[str], Iterator[Change]]

_HAN = "\u3400-\u9fff"


def folded_readings(document: Document, layers: frozenset[str] | None = None) -> Sequence[Reading]:
    """A FOLDED reading of each sentence that is spelt evasively; ``layers``: only these."""
    chosen = [layer for layer in LAYERS if layers is None or layer in layers]
    found = []
    for number in _doubtful(document):
        span = document.sentences[number].span
        reading = _folded(document.slice(span), span, number, chosen)
        if reading is not None:
            found.append(reading)
    return found


def _doubtful(document: Document) -> list[int]:
    """The sentences that hold anything which some layer may change."""
    text = document.text
    expressions = [_SPLIT_WORDS, _MIXED_WORDS]
    telling = _telling().intersection(text)
    if telling:
        expressions.append(re.compile("[" + re.escape("".join(sorted(telling))) + "]"))  # of the text: not kept
    starts = [sentence.span.start for sentence in document.sentences]
    numbers = {bisect_right(starts, match.start()) - 1 for one in expressions for match in one.finditer(text)}
    return sorted(numbers - {-1})


def _folded(words: str, span: Span, sentence: int, layers: Sequence[str]) -> Reading | None:
    text = words
    starts = list(range(span.start, span.end))
    ends = [start + 1 for start in starts]
    for name in layers:
        changes = list(_layer(name)(text))
        if changes:
            text, starts, ends = _apply(changes, text, starts, ends)
    if text == words or not text:
        return None
    offsets = (*starts, span.end)
    return Reading(ReadingKind.FOLDED, text, (Piece(0, span),), sentence, offsets, (), tuple(ends))


def _apply(
    changes: Sequence[Change], text: str, starts: list[int], ends: list[int]
) -> tuple[str, list[int], list[int]]:
    """The text after changes that do not overlap; what a change adds stands for all that it replaces."""
    words: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    at = 0
    for start, end, new in changes:
        words += (text[at:start], new)
        same = len(new) == end - start
        firsts += starts[at:start] + (starts[start:end] if same else [starts[start]] * len(new))
        lasts += ends[at:start] + (ends[start:end] if same else [ends[end - 1]] * len(new))
        at = end
    words.append(text[at:])
    return "".join(words), firsts + starts[at:], lasts + ends[at:]


# -- layers -----------------------------------------------------------------------------------------


@cache
def _layer(name: str) -> Layer:
    tables = {"width": _WIDE, "circled": _circled(), "emoji": _EMOJI}
    if name in tables:
        return _by_table(tables[name])
    if name == "traditional":
        return _simplified
    if name == "inserted":
        return _inserted
    return _by_words({"invisible": _INVISIBLE, "look-alike": _LOOK_ALIKE, "pinyin": _PINYIN}[name])


def _by_table(table: dict[str, str]) -> Layer:
    expression = lazy("|".join(map(re.escape, sorted(table, key=len, reverse=True))))

    def layer(text: str) -> Iterator[Change]:
        for match in expression.finditer(text):
            yield match.start(), match.end(), table[match.group()]

    return layer


def _by_words(table: tuple[tuple[str, str], ...]) -> Layer:
    """Expressions with what they are read as."""
    expressions = [(lazy(source, re.IGNORECASE), new) for source, new in table]

    def layer(text: str) -> Iterator[Change]:
        found = [(m.start(), m.end(), new) for one, new in expressions for m in one.finditer(text)]
        behind = 0
        for change in sorted(found):
            if change[0] >= behind:
                behind = change[1]
                yield change

    return layer


_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）"}
_EMOJI = {
    "➕": "加",
    "🉑": "可",
    "🉐": "得",
    "🈚": "无",
    "🆓": "免费",
    "㊙": "秘",
    "💯": "百分百",
    "🥇": "第一",
}
_INVISIBLE = (("[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f]{1,8}", ""),)
_LOOK_ALIKE = (
    ("蕞", "最"),
    ("[嘬醉](?=[佳优]|强|先进|有效|高级|好的)", "最"),
    ("(?<=[治痊])[喻谕瘉]", "愈"),
    ("冶(?=[愈疗])|(?<=[根包])冶", "治"),
    ("(?<=疗|特|神|奇)[郊傚](?![区外县])", "效"),
    ("[薇徽崴](?=信|❤|[❤♥💗]|芯)", "微"),
    ("(?<=[微薇徽威崴维vVwW])(?:[❤♥]\ufe0f?|芯)", "信"),
    ("怼(?<=绝怼)", "对"),
    ("(?<=[第唯])壹", "一"),
)
_PINYIN = (
    (f"(?<![a-z])zui(?=[{_HAN}])", "最"),
    ("(?<![a-z])zhi(?=[愈疗])|(?<=[根包主医])zhi(?![a-z])", "治"),
    ("(?<=[治痊])yu(?![a-z])", "愈"),
    ("(?<![a-z])gen(?=治)", "根"),
    ("(?<![a-z])jue(?=对)", "绝"),
    ("(?<![a-z])(?:wei|[vw])(?=信)", "微"),
    ("(?<=微)xin(?![a-z])", "信"),
    (f"(?<=[{_HAN}：:])[vw]x(?![a-z])", "微信"),
    ("(?<=疗)xiao(?![a-z])", "效"),
    ("(?<=特)xiao(?=药)", "效"),
)
# Symbols or one space between Chinese characters; more, or a slash, only where it splits off a single one.
_SIGNS = "*＊^~_|·•・.．●○◆★☆#&+="
_SYMBOLS = lazy(f"(?<=[{_HAN}])(?:[{_SIGNS}]{{1,3}}| )(?=[{_HAN}])")
_BREAK = r"[ \u3000/\\-]{1,3}"
_SPLIT = lazy(f"(?<![{_HAN}])[{_HAN}]{_BREAK}(?=[{_HAN}])|(?<=[{_HAN}]){_BREAK}[{_HAN}](?![{_HAN}])")
_SPLITTER = lazy(r"[ \u3000/\\-]+")


def _inserted(text: str) -> Iterator[Change]:
    places = {match.span() for match in _SYMBOLS.finditer(text)}
    for match in _SPLIT.finditer(text):
        splitter = _SPLITTER.search(text, match.start(), match.end())
        if splitter is not None:
            places.add(splitter.span())
    behind = 0
    for start, end in sorted(places):
        if start >= behind:
            behind = end
            yield start, end, ""


@cache
def _circled() -> dict[str, str]:
    """Letters and figures in circles, brackets and squares, except where they number a list."""
    import unicodedata

    filled = (0x1F150, 0x1F170)  # letters in filled circles and squares, of which Unicode knows no plain form
    table = {chr(low + number): chr(0x41 + number) for low in filled for number in range(26)}
    for code in (*range(0x24B6, 0x24EA), *range(0x1F130, 0x1F14A)):
        plain = unicodedata.normalize("NFKC", chr(code)).strip("()")
        if plain.isascii():
            table[chr(code)] = plain
    for code in (*range(0x2776, 0x277F), *range(0x2460, 0x2469), 0x24EA):
        table[chr(code)] = str(unicodedata.digit(chr(code)))
    return table


def _simplified(text: str) -> Iterator[Change]:
    """Traditional characters one for one, so that places stay the same."""
    for at, (old, new) in enumerate(zip(text, simplified(text), strict=True)):
        if old != new:
            yield at, at + 1, new


@cache
def _telling() -> frozenset[str]:
    """Single characters that make a sentence worth folding."""
    marks = [*range(0x200B, 0x2010), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xAD, 0x180E, 0xFEFF]
    alike = "蕞嘬醉喻谕瘉冶郊傚薇徽崴芯怼壹❤♥"
    return frozenset((*_WIDE, *_EMOJI, *_circled(), *map(chr, marks), *alike, *TRADITIONAL))


# A sign or space between characters; the rare part comes first, for speed.
_SPLIT_WORDS = lazy(rf"[{_SIGNS} \u3000/\\-](?<=[{_HAN}].)(?=.{{0,2}}[{_HAN}])")
# Latin letters beside Chinese ones that spell a syllable.
_SYLLABLES = "[Zz](?:ui|hi)|[Yy]u|[Gg]en|[Jj]ue|[Ww]ei|[Xx](?:in|iao)|[VvWw][Xx]|[VvWw]"
_MIXED_WORDS = lazy(f"(?:{_SYLLABLES})(?:(?=[{_HAN}])|(?<=[{_HAN}：:].)|(?<=[{_HAN}].{{2}})|(?<=[{_HAN}].{{3}}))")
