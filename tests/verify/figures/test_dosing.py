"""How numbers, measures and amounts of doses are read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimlint.verify.lone.amounts import amounts
from claimlint.verify.lone.dose_numbers import number_of
from claimlint.verify.lone.measures import Measure, measure


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("500亿", "5E+10"),
        ("1×10^6", "1E+6"),
        ("2.5×10⁷", "2.5E+7"),
        ("12 500", "12500"),
        ("两", "2"),
        ("half a", "0.5"),
    ],
)
def test_numbers(words: str, value: str) -> None:
    found = number_of(words)
    assert found is not None
    assert found[0] == Decimal(value)


def test_measures() -> None:
    assert measure("mg") == Measure(Decimal(1), (("mass", 1),))
    assert measure("mmhg") is None
    assert number_of("0") is None


def test_amounts_of_both_languages() -> None:
    zh = amounts("每次2片，每片25 mg，每日3次，不超过10片，间隔6小时")
    assert [one.text for one in zh] == ["2片", "25 mg", "3次", "10片"]
    assert [one.limited for one in zh] == [False, False, False, True]
    en = amounts("two 200 mg tablets every 8 hours for 5 days, one drop in each eye at night")
    assert [one.text for one in en][:2] == ["two", "200 mg tablets every 8 hours"]
