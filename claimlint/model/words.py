"""Words for a person in both languages of a report, made where they are known and chosen where they are told."""

from __future__ import annotations


class Words(str):
    """Words of claimlint's own: a string that reads in English and has its Chinese beside it."""

    __slots__ = ("zh",)
    zh: str


def both(zh: str, en: str) -> Words:
    """The same said in Chinese and in English; `spoken` chooses."""
    words = Words(en)
    words.zh = zh
    return words


def joined(parts: list[str], zh: str, en: str) -> Words:
    """Words put one behind the other, with what stands between them in either language."""
    return both(zh.join(spoken(one, True) for one in parts), en.join(spoken(one, False) for one in parts))


def spoken(words: str, chinese: bool) -> str:
    """The words in the language of a report; of a string without a language, itself."""
    if isinstance(words, Words):
        return words.zh if chinese else str(words)
    return words
