"""Words for a person in both languages of a report, made where they are known and chosen where they are told."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Words(str):
    """Words of claimlint's own: a string that reads in English and has its Chinese beside it."""

    __slots__ = ("zh",)
    zh: str


def both(zh: str, en: str) -> Words:
    """The same said in Chinese and in English; `spoken` chooses."""
    words = Words(en)
    words.zh = zh
    return words


def meant(near: str) -> Words:
    """The nearest name to a mistyped one, as a question."""
    return both(f"是否想写 {near}？", f"did you mean {near!r}?")


def one_of(known: Iterable[str]) -> Words:
    """All names that there are."""
    names = list(known)
    return both(f"可以是 {'、'.join(names)}", f"one of {', '.join(names)}")


def nearest(name: str, known: Iterable[str]) -> Words:
    """The known name that a mistyped one is meant for, else all that there are."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, 1)
    return meant(near[0]) if near else one_of(names)


_KINDS = {  # what the decoder calls a kind of value -> what its writer does
    "str": ("一段文字", "text in quotation marks"),
    "int": ("整数", "a whole number"),
    "float": ("数", "a number"),
    "bool": ("真或假（true、false）", "true or false"),
    "array": ('列表，例如 ["甲", "乙"]', 'a list such as ["a", "b"]'),
    "object": ("一组键和值", "a table of keys and values"),
    "date": ("日期", "a date"),
    "null": ("空", "nothing"),
}
_KIND = re.compile(r"Expected `([^`]*)`(?:, got `([^`]*)`)?$")
_MISFITS = (  # how the decoder says it -> in Chinese and in English
    (re.compile(r"Expected `([^`]*)`"), r"应为 \1", r"should be \1"),
    (re.compile(r"Invalid enum value (.*)"), r"没有 \1 这个值", r"\1 is unknown"),
    (re.compile(r"Object missing required field `([^`]*)`"), r"缺少 \1", r"\1 is missing"),
    (re.compile(r"Object contains unknown field `([^`]*)`"), r"没有 \1 这个键", r"unknown key \1"),
)


def misfit(words: str) -> Words:
    """What the decoder says of a value of the wrong kind; of what it rarely says, the English alone."""
    if kind := _KIND.match(words):
        return _other_kind(kind[1], kind[2])
    for said, chinese, english in _MISFITS:
        if found := said.match(words):
            return both(found.expand(chinese) + words[found.end() :], found.expand(english) + words[found.end() :])
    return both(words, words)


def _other_kind(wanted: str, given: str | None) -> Words:
    """That a value is of another kind than the one that is wanted."""
    kinds = [_kind(one) for one in wanted.split(" | ") if one != "null" or " | " not in wanted]
    zh, en = "或".join(kind.zh for kind in kinds), " or ".join(kinds)
    if given is None:
        return both(f"应为{zh}", f"should be {en}")
    not_zh, not_en = _kind(given).zh.partition("，例如")[0], _kind(given).partition(" such as")[0]
    return both(f"应为{zh}，而不是{not_zh}", f"should be {en}, not {not_en}")


def _kind(name: str) -> Words:
    zh, en = _KINDS.get(name, (f" {name} ", name))
    return both(zh, en)


def joined(parts: list[str], zh: str, en: str) -> Words:
    """Words put one behind the other, with what stands between them in either language."""
    return both(zh.join(spoken(one, True) for one in parts), en.join(spoken(one, False) for one in parts))


def spoken(words: str, chinese: bool) -> str:
    """The words in the language of a report; of a string without a language, itself."""
    if isinstance(words, Words):
        return words.zh if chinese else str(words)
    return words
