"""A table of strings with the figures to be read out of them: place, value, unit and comparator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from claimlint.model.figure import Figure
from claimlint.verify.figures.reading import extract
from claimlint.verify.figures.told import told

TABLE = Path(__file__).parent / "strings.txt"
SIGN = {">=": ">", "<=": "<", "near-below": "~", "reach": "<"}  # the table tells four kinds apart
Wanted = tuple[int, int, Decimal, Decimal, str, str]


def rows() -> Iterator[tuple[str, list[Wanted]]]:
    """Each string with its figures: start and end of what is printed, ends, unit, comparator."""
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, *figures = (part.strip() for part in line.split("||"))
            yield text, [_wanted(text, figure) for figure in figures if figure]


def _wanted(text: str, figure: str) -> Wanted:
    printed, ends, unit, *comparator = figure.split()
    start = text.index(printed.replace("_", " "))
    low, _, high = ends.partition("..")
    return start, start + len(printed), Decimal(low), Decimal(high or low), unit, comparator[0] if comparator else "="


def _near(read: Decimal, wanted: Decimal) -> bool:
    return abs(read - wanted) <= abs(wanted) / 200


def _is(figure: Figure, wanted: Wanted) -> bool:
    start, end, low, high, unit, _ = wanted
    shown = told(figure)
    same = _near(shown.low, low) and _near(shown.high, high) and shown.unit == unit
    return same and figure.span.start < end and start < figure.span.end


def test_the_table_is_large() -> None:
    assert sum(1 for _ in rows()) >= 250


def test_strings_are_read_as_labelled() -> None:
    right = extra = missed = 0
    signs = []
    for text, figures in rows():
        left = extract(text)
        for wanted in figures:
            match = next((figure for figure in left if _is(figure, wanted)), None)
            if match is None:
                missed += 1
                continue
            right += 1
            left.remove(match)
            if SIGN.get(str(match.comparator), str(match.comparator)) != wanted[5]:
                signs.append((text, match.raw))
        extra += len(left)
    assert 2 * right / (2 * right + extra + missed) >= 0.98
    assert len(signs) <= right / 100, signs
