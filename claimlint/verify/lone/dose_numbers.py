"""The numbers of doses in digits and words of both languages: ``两``, ``500亿``, ``1×10^6``, "half a"."""

from __future__ import annotations

import re
from decimal import Decimal

from claimlint.language.numerals import parse_number

WORDS = (
    "half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
)
DIGITS = r"\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_POWER = r"\s?[×x]\s?10\^?[\d⁰¹²³⁴-⁹]{1,2}"
NUMBER = rf"(?:(?:{DIGITS})(?:{_POWER})?\s?(?:万亿|[万亿])?|(?<![a-z])(?:{WORDS})(?![a-z])|[一二两三四五六七八九十百千半]{{1,4}}[亿万]?)"
MANY = rf"(?:(?:{DIGITS})(?:{_POWER}|\s?万?亿))"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ZEROS = {"万亿": 12, "亿": 8, "万": 4}


def number_of(words: str) -> tuple[Decimal, int] | None:
    """The value of a number above zero, and how many decimals it is printed with."""
    words = re.sub("[, ](?=[0-9]{3})", "", words.strip())
    if words.startswith("half") or words == "半":
        return Decimal("0.5"), 1
    zeros = _ZEROS.get(words[-2:], 0) or _ZEROS.get(words[-1:], 0)
    plain, *more = re.split(r"\s?[×x]\s?10\^?", words.rstrip("万亿 ") if zeros else words)
    if more and words[:1].isdigit():
        zeros = int(more[0].translate(_RAISED))
    read = parse_number(plain)
    return (read.value.scaleb(zeros), read.decimals - zeros) if read is not None and read.value else None
