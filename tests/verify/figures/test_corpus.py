"""Measured on the development data, where it is at hand (CLAIMLINT_CORPUS)."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claimlint.read import read_text
from claimlint.verify.consistency import check
from claimlint.verify.figures.reading import extract, figures_of
from claimlint.verify.figures.told import told

FOLDER = os.environ.get("CLAIMLINT_CORPUS")
pytestmark = pytest.mark.skipif(not FOLDER, reason="CLAIMLINT_CORPUS names no data folder")

DECIDABLE = {13, 18, 44, 45, 48, 49, 52, 53, 70}  # lines whose faults stand in their figures
SEVERITY = {
    "unit": "error", "told-twice": "error", "percent-of-count": "error", "parts-total": "error",
    "relapse-and-free": "info",
}  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(FOLDER or ".") / name).read_text("utf-8").splitlines()]


def article() -> tuple[Any, list[tuple[str, int, int, str, str]]]:
    text = (Path(FOLDER or ".") / "seed" / "article.txt").read_text("utf-8")
    document, _ = read_text(text, path="article.txt", format="text")
    assert document is not None
    seen = []
    for one in check(document, figures_of(document)):
        places = [one.span, *(other.span for other in one.related)]
        severity = one.severity or SEVERITY.get(one.check, "warning")
        for place in places:
            raw = document.locate(place)
            seen.append((one.check, raw[0].start, raw[-1].end, severity, one.check))
    return document, seen


def hit(row: dict[str, Any], seen: list[tuple[str, int, int, str, str]]) -> bool:
    most = 3 * len(row["quote"]) + 10
    return any(
        start < row["end"]
        and row["start"] < end
        and end - start <= most
        and (severity != "info" or row["severity"] == "info")
        for _, start, end, severity, _ in seen
    )


def test_the_article_that_the_product_was_asked_for() -> None:
    _, seen = article()
    wanted = [
        row for row in rows("seed/gold.jsonl")
        if row["line"] in DECIDABLE and row["kind"] in {"figure-internal", "unit"} and row["needs"] == "A"
    ]  # fmt: skip
    wanted = [
        row for row in wanted if any(char.isdigit() for char in row["quote"]) and "仅短期有效" not in row["quote"]
    ]
    missed = [row["quote"] for row in wanted if not hit(row, seen)]
    assert not [row for row in wanted if row["severity"] == "error" and row["quote"] in missed]
    assert 1 - len(missed) / len(wanted) >= 0.85, missed


def test_no_negative_of_the_article_is_broken() -> None:
    _, seen = article()
    broken = [
        (row["quote"], one)
        for row in rows("seed/gold.jsonl") if row["kind"] == "negative"
        for one in seen
        if one[3] != "info" and min(one[2], row["end"]) - max(one[1], row["start"]) >= (row["end"] - row["start"]) / 2
        and "figure-internal" in row["must_not_be"]
    ]  # fmt: skip
    assert broken == []


def half(text: str) -> str:
    from hashlib import sha256

    return "AB"[sha256(text.encode()).digest()[0] & 1]


def _near(read: Decimal, wanted: Decimal) -> bool:
    """The value itself; a third may be written 33.3."""
    return abs(read - wanted) <= abs(wanted) / 200


def test_strings_of_half_a() -> None:
    right = wrong = missed = 0
    for row in rows("figure-strings-dev.jsonl"):
        if half(row["text"]) != "A":
            continue
        found = [told(figure) for figure in extract(row["text"])]
        for figure in row["figures"]:
            ends = [figure.get("low"), figure.get("high")]
            low, high = (Decimal(str(next(e for e in order if e is not None))) for order in (ends, ends[::-1]))
            match = next(
                (one for one in found if _near(one[0], low) and _near(one[1], high) and figure.get("unit", one[2]) == one[2]), None  # noqa: E501
            )  # fmt: skip
            right, missed = right + (match is not None), missed + (match is None)
            if match:
                found.remove(match)
        wrong += len(found)
    assert 2 * right / (2 * right + wrong + missed) >= 0.95
