"""Rounding, comparators and units, as a table and as properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.model.figure import Figure
from claimlint.model.text import Span
from claimlint.verify.compare.fit import fit, slip
from claimlint.verify.figures.reading import read_figures


def one(text: str) -> Figure:
    return read_figures(text)[0]


@pytest.mark.parametrize(
    ("claim", "source", "fits"),
    [
        ("59%", "59.1%", True),
        ("59%", "59.6%", True),  # cut off: a slip of rounding, no accusation
        ("60%", "59.6%", True),
        ("61%", "59.6%", False),
        ("59.1%", "59%", True),
        ("3个月", "4个月", False),
        ("3.8年", "46个月", True),
        ("6年", "46个月", False),
        ("近4年", "46个月", True),
        ("1年", "12个月", True),
        ("2个月", "8周", True),
        ("超过8000例", "8452例", True),
        ("超过9000例", "8452例", False),
        ("约44岁", "43.8岁", True),
        ("三成", "31%", True),
        ("三成", "39%", False),
        ("1.2万例", "12034例", True),
        ("40例", "400例", False),
        ("不足10%", "9.7%", True),
    ],
)
def test_fit(claim: str, source: str, fits: bool) -> None:
    assert (fit(one(claim), one(source)) is not None) is fits


@given(st.integers(min_value=1, max_value=999_999), st.integers(min_value=0, max_value=3))
def test_every_figure_fits_itself(number: int, decimals: int) -> None:
    value = Decimal(number).scaleb(-decimals)
    figure = Figure(Span(0, 1), "", value, value, value, "pct", decimals=decimals)
    assert fit(figure, figure) is not None


@given(st.integers(min_value=10, max_value=9_999))
def test_ten_times_never_fits(number: int) -> None:
    value = Decimal(number)
    figure = Figure(Span(0, 1), "", value, value, value, "count")
    tenfold = Figure(Span(0, 1), "", value * 10, value * 10, value * 10, "count")
    assert fit(tenfold, figure) is None
    assert slip(tenfold, figure) == "decimal"


def test_the_kind_of_slip() -> None:
    assert slip(one("36.9%"), one("39.6%")) == "transposed"
    assert slip(one("3.3%"), one("13.3%")) == "digit"
    assert slip(one("95%"), one("36%")) == ""
