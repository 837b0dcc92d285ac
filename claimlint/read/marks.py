"""Marks at the start of a line: bullets, numbers of items, numbers of headings."""

from __future__ import annotations

from typing import NamedTuple

from claimlint.language.expressions import lazy


class Mark(NamedTuple):
    """A mark with the white space after it."""

    length: int
    label: str
    ordered: bool = False
    level: int = 0  # of a heading
    number: tuple[int, ...] = ()  # of a heading numbered 1.1
    drop: bool = False  # a heading's mark that is no part of its text


_ITEM = lazy(
    r"(?P<bullet>[•·●○◦▪▫■□◆◇▶►▸➤➢➔→❖✓✔✗✘✦✧★☆※◎♦♥❤](?:\ufe0f)?"
    r"|(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]{0,3}\s?){1,4}"
    r"|[-*+–](?=\s)|[-–—](?=[\u3400-\u9fff“【])(?!—))\s*"
    r"|(?P<number>\d\ufe0f?\u20e3|[①-⑳❶-❿⑴-⒇㈠-㈩]|[(（]\d{1,2}[)）]|[\[［【]\d{1,3}[\]］】](?![\[(:])|\d{1,2}[、)）]"
    r"|\d{1,3}[.．](?![\d.])|[A-Za-z][.)、](?=[\s\u3400-\u9fff])|[ivx]{1,4}[.)]\s)\s*"
)
_HEADING = lazy(
    r"(?P<hash>#{1,6}\s+)"
    r"|(?P<chapter>第\s?[一二三四五六七八九十百\d]{1,4}\s?(?:章|节|篇|部分|部份|回|讲)(?=[\s:：、，.]|[^\s的]))"
    r"|(?P<han>[一二三四五六七八九十]{1,3}\s?[、．.])"
    r"|(?P<paren>[（(][一二三四五六七八九十]{1,3}[)）])"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?=[\s、.]*[^\s\d.%％万亿倍折‰~～\-–—/×x*°℃:：)）、])"
)
_CAPTION = lazy(r"(?:[图表圖]\s?\d{1,2}|(?:Figure|Fig\.|Table)\s\d{1,2})[\s.:：、|](?![^。；;]{80})[^。；;]+\Z")
_HEADING_STARTS = frozenset("#第一二三四五六七八九十（(0123456789")
_LEVELS = {"chapter": 2, "han": 3, "paren": 4}


def item_mark(text: str) -> Mark | None:
    """The mark of a list item at the start of ``text``, if words follow it."""
    if "\u4e00" <= text[0] <= "\u9fff":
        return None
    match = _ITEM.match(text)
    if match is None or match.end() == len(text):
        return None
    return Mark(match.end(), match.group().strip(), match.lastgroup == "number")


def heading_mark(text: str) -> Mark | None:
    """The number of a heading at the start of ``text``, if words follow it."""
    if text[0] not in _HEADING_STARTS:
        return None
    match = _HEADING.match(text)
    if match is None or match.end() == len(text):
        return None
    kind, mark = match.lastgroup, match.group()
    if kind == "hash":
        return Mark(match.end(), "", level=len(mark.strip()), drop=True)
    if kind == "dotted":
        number = tuple(int(part) for part in mark.split("."))
        return Mark(match.end(), mark, level=2 + len(number), number=number)
    return Mark(match.end(), mark, level=_LEVELS[kind or ""], number=(0,))


def is_caption(text: str) -> bool:
    """The words under a picture or over a table: 图1 治疗前后对比"""
    return _CAPTION.match(text) is not None
