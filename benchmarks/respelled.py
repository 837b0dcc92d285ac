"""Contradictions of figures spelt in other ways: how many that are found are lost, how many right passages are accused.

    python benchmarks/respelled.py [HOW-MANY]

Takes pairs of tests/verify/figures/batches by chance (700, the same each time) of which the wrong side is found and the
right side is not accused, spells both in other characters, words, marks and blanks, and asks again.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from multiprocessing import Pool
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "verify" / "figures"))

import test_batches as batches

from claimlint.disguise import traditional

HOW_MANY = 700
_HAN = regex.compile("[㐀-鿿]")
_SMALL = "零一两三四五六七八九"


def chinese(*changes: tuple[str, str | Callable[[regex.Match[str]], str]]) -> Callable[[str], str]:
    return _spelt(changes, True)


def english(*changes: tuple[str, str | Callable[[regex.Match[str]], str]]) -> Callable[[str], str]:
    return _spelt(changes, False)


def _spelt(changes: tuple[tuple[str, str | Callable[[regex.Match[str]], str]], ...], han: bool) -> Callable[[str], str]:
    def spell(text: str) -> str:
        if (_HAN.search(text) is not None) is not han:
            return text
        for pattern, new in changes:
            text = regex.sub(pattern, new, text)
        return text

    return spell


SPELLINGS: dict[str, Callable[[str], str]] = {
    "traditional characters": lambda text: traditional(text) if _HAN.search(text) else text,
    "western marks": chinese(("，", ","), ("：", ":"), ("（", "("), ("）", ")")),
    "full-width per cent": chinese(("%", "％")),
    "blanks around digits": chinese((r"(?<=[㐀-鿿])(\d)", r" \1"), (r"(\d|%)(?=[㐀-鿿])", r"\1 ")),
    "例 as 名": chinese((r"(\d)例(?!数|次)", r"\1名")),
    "名 as 位": chinese((r"(\d)名", r"\1位")),
    "患者 as 病人": chinese(("患者", "病人")),
    "small numbers of people in words": chinese(
        (r"(?<![\d.,至到~/-])([3-9])(?=[例名位人](?!次))", lambda match: _SMALL[int(match[1])])
    ),
    "confidence interval in words": chinese(("95% ?CI", "95%置信区间")),
    "thousands without a mark": chinese((r"(\d)[, ](\d{3})(?!\d)", r"\1\2")),
    "per cent in words": english((r"(\d)%", r"\1 per cent")),
    "percent in words": english((r"(\d)%", r"\1 percent")),
    "patients as people": english((r"\bpatients\b", "people")),
    "thousands with a blank": english((r"(\d),(\d{3})(?!\d)", r"\1 \2")),
    "P without nought": english((r"\b([Pp] ?[=<>] ?)0\.", r"\1.")),
    "hazard ratio as HR": english(("hazard ratio", "HR")),
}


def asked(pair: tuple[str, str]) -> list[tuple[str, bool, bool]]:
    """Of each spelling that changes a pair: is the wrong side still found, and the right one accused?"""
    right, wrong = pair
    if batches.accused(right) or not batches.accused(wrong):
        return []
    spelt = ((name, spell(right), spell(wrong)) for name, spell in SPELLINGS.items())
    return [(name, bool(batches.accused(two)), bool(batches.accused(one))) for name, one, two in spelt if two != wrong]


def main() -> None:
    every = [(right, wrong) for path in batches.BATCHES for _, right, wrong in batches.passages(path) if right != wrong]
    random.Random(1).shuffle(every)
    asked_of, lost, false = Counter[str](), Counter[str](), Counter[str]()
    with Pool() as pool:
        for told in pool.imap(asked, every[: int(sys.argv[1]) if len(sys.argv) > 1 else HOW_MANY], chunksize=8):
            for name, found, accused in told:
                asked_of[name] += 1
                lost[name] += not found
                false[name] += accused
    print(f"{'spelt as':34}{'pairs':>6}{'lost':>6}{'wrongly accused':>17}")
    for name in SPELLINGS:
        print(f"{name:34}{asked_of[name]:6}{lost[name]:6}{false[name]:17}")


if __name__ == "__main__":
    main()
