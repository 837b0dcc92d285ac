"""Text to values: Chinese numerals, Arabic digits and English number words."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.language.simplified import simplified

LONGEST_NUMERAL = 15  # characters; longer runs are codes, not numbers

CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ENGLISH_WORDS = {word: value for value, word in enumerate((_ONES + " seventeen eighteen nineteen").split())} | {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
ENGLISH_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


class Number(NamedTuple):
    """A value with the digits after its point as written (negative when whole digits were left out)."""

    value: Decimal
    decimals: int


@cache
def _folding() -> dict[int, int | str]:
    table: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
    for char in "‐‑‒–—―−﹣－":
        table[ord(char)] = "-"
    for char in "〜～∼∽":
        table[ord(char)] = "~"
    for char in "\u00a0\u2007\u2008\u2009\u200a\u202f\u3000\u2002\u2003\u2005\u2006":
        table[ord(char)] = " "
    table |= {ord(old): new for old, new in zip("﹤﹥≦⩽≧⩾﹢％", "<>≤≤≥≥+%", strict=True)}
    table |= {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for full in range(0xFF21, 0xFF3B):
        table[full] = chr(full - 0xFEE0 + 32)
    table |= {0x2236: ":", 0xB5: "μ"}  # the sign of ratios, the micro sign
    return table


@lru_cache(maxsize=16)  # a document is folded once, not once a block
def fold(text: str) -> str:
    """One spelling for characters, widths, dashes, blanks and case; every character stays in its place.

    The full-width comma is kept: it ends a clause and never groups thousands.
    """
    folded = simplified(text).translate(_folding())
    if "·" in folded:  # the Lancet's decimal point
        folded = "".join(
            "." if char == "·" and folded[i - 1 : i].isdigit() and folded[i + 1 : i + 2].isdigit() else char
            for i, char in enumerate(folded)
        )
    return folded


@lru_cache(maxsize=4096)  # the same numbers come again and again
def parse_arabic(digits: str) -> Number:
    """``1,234.50`` and ``.05``, already folded."""
    plain = digits.replace(",", "").replace(" ", "")
    point = plain.find(".")
    decimals = len(plain) - point - 1 if point >= 0 else 0
    return Number(Decimal(plain), decimals)


def parse_chinese(numeral: str) -> Number | None:
    """``三千五百``, ``一百五`` (150), ``二〇二二``, ``六十二点五``, ``1.2万`` without its digits; else None."""
    if not numeral or len(numeral) > LONGEST_NUMERAL:
        return None
    whole, point, fraction = numeral.partition("点")
    value = _parse_whole(whole)
    if value is None or (point and not fraction):
        return None
    if not point:
        return Number(Decimal(value), 0)
    digits = [CHINESE_DIGITS.get(char) for char in fraction]
    if None in digits:
        return None
    return Number(Decimal(f"{value}.{''.join(map(str, digits))}"), len(digits))


def _parse_whole(numeral: str) -> int | None:
    if len(numeral) > 1 and all(char in CHINESE_DIGITS for char in numeral):
        return int("".join(str(CHINESE_DIGITS[char]) for char in numeral))
    total = section = 0
    digit: int | None = None
    last_unit = 0
    for char in numeral:
        if char in CHINESE_DIGITS:
            if digit:  # 三五十: an approximate pair, not one number
                return None
            digit = CHINESE_DIGITS[char]
        elif char in SMALL_UNITS:
            last_unit = SMALL_UNITS[char]
            section += (1 if digit is None else digit) * last_unit
            digit = None
        elif char in LARGE_UNITS:
            last_unit = LARGE_UNITS[char]
            total = (total + section + (digit or 0)) * last_unit
            section, digit = 0, None
            if not total:
                return None
        else:
            return None
    return total + section + _trailing(digit, last_unit, numeral)


def _trailing(digit: int | None, last_unit: int, numeral: str) -> int:
    """The last digit: 一百五 is 150, 一百零五 is 105, 十五 is 15."""
    if digit is None:
        return 0
    if last_unit >= 100 and "零" not in numeral[-2:-1] and "〇" not in numeral[-2:-1]:
        return digit * (last_unit // 10)
    return digit


def parse_english(words: str) -> Number | None:
    """``twenty-five``, ``one hundred and twenty``; None for anything else."""
    total = current = 0
    seen = False
    for word in words.replace("-", " ").split():
        if word == "and" and seen:
            continue
        if word in ENGLISH_WORDS:
            current += ENGLISH_WORDS[word]
        elif word in ENGLISH_SCALES and (seen or word != "hundred"):
            scale = ENGLISH_SCALES[word]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0
        else:
            return None
        seen = True
    return Number(Decimal(total + current), 0) if seen else None


_DIGITS = lazy(r"[\d, ]*\d(?:\.\d+)?|\.\d+")


def parse_number(words: str) -> Number | None:
    """A number in digits or in words of either language, already folded; else None."""
    if _DIGITS.fullmatch(words):
        return parse_arabic(words)
    return parse_english(words) if words.isascii() else parse_chinese(words)


def interval(number: Number) -> tuple[Decimal, Decimal]:
    """The values that are printed as this number when rounded: half a unit of its last place each way."""
    half = Decimal(5).scaleb(-number.decimals - 1)
    return number.value - half, number.value + half
