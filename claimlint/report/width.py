"""How many terminal cells words take, and how they are cut and wrapped to fit."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

# Line breaking of Chinese: no line starts with the first, none ends with the second.
NOT_AT_START = frozenset("，。、；：？！）》】」』”’…—～·％‰℃,.;:?!)]}%")
NOT_AT_END = frozenset("（《【「『“‘([{")
ELLIPSIS = "…"
_INVISIBLE = {"Mn", "Me", "Cf"}


def cells(text: str) -> int:
    """The width of ``text`` in terminal cells; ambiguous characters count as narrow."""
    return len(text) if text.isascii() else sum(map(cell, text))


def cells_up_to(text: str, most: int) -> int:
    """The same, but no more than ``most`` is counted: a line may be a whole article."""
    used = 0
    for char in text:
        used += cell(char)
        if used >= most:
            return most
    return used


@lru_cache(maxsize=8192)
def cell(char: str) -> int:
    if char < "\u0300":
        return 1
    if category(char) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def safe(text: str) -> str:
    """``text`` on one line and without characters that steer a terminal or turn the direction of text.

    A draft may hold escape sequences; each such character becomes one visible character, so that
    positions stay as they are.
    """
    return text if text.isprintable() else "".join(_safe(char) for char in text)


def _safe(char: str) -> str:
    if char.isprintable():
        return char
    if char in "\t\n\r\u3000\u00a0":
        return char if char == "\u3000" else " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if char in "\u200d\ufe0f":  # joiners inside emoji
        return char
    return " " if category(char) == "Zs" else "\ufffd"


def clip(text: str, width: int) -> str:
    """``text``, cut at its end with an ellipsis if it is wider than ``width``."""
    if cells_up_to(text, width + 1) <= width:
        return text
    return text[: fitting(text, width - 1)] + ELLIPSIS


def fitting(text: str, width: int) -> int:
    """How many leading characters of ``text`` fit into ``width`` cells."""
    used = 0
    for index, char in enumerate(text):
        used += cell(char)
        if used > width:
            return index
    return len(text)


def fitting_end(text: str, width: int) -> int:
    """How many trailing characters of ``text`` fit into ``width`` cells."""
    used = 0
    for index, char in enumerate(reversed(text)):
        used += cell(char)
        if used > width:
            return index
    return len(text)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells: at spaces, or between Chinese characters."""
    lines: list[str] = []
    rest = safe(text).strip()
    while cells_up_to(rest, width + 1) > width:
        cut = _break(rest, max(fitting(rest, width), 1))
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest] if rest or not lines else lines


def _break(text: str, limit: int) -> int:
    """The last place at or before ``limit`` where a line may end, else ``limit``."""
    for cut in range(limit, max(limit // 2, 1), -1):
        if cut >= len(text) or _may_break(text[cut - 1], text[cut]):
            return cut
    return limit


def _may_break(before: str, after: str) -> bool:
    if after in NOT_AT_START or before in NOT_AT_END:
        return False
    if before == " " or after == " ":
        return True
    return cell(before) == 2 or cell(after) == 2
