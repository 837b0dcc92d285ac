"""Ones and twos of a sentence: what counts as one sign, and that both ways of taking them agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.grams import grams, placed_grams


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"^$"}),
        ("好", {"好", "^好", "好$"}),
        (" 有效 ", {"有", "效", "^有", "有效", "效$"}),
        ("率95.5", {"率", "0", ".", "^率", "率0", "0.", ".0", "0$"}),
        ("ＡB 3", {"a", " ", "0", "^a", "a ", " 0", "0$"}),
    ],
)
def test_signs(text: str, expected: set[str]) -> None:
    assert grams(text) == expected


@given(st.text(alphabet="有效率0９5.aＢ \n，💊", min_size=1, max_size=30).filter(str.strip))
def test_places(text: str) -> None:
    placed = list(placed_grams(text))
    assert {gram for gram, _, _ in placed} == grams(text)
    for gram, start, end in placed:
        assert 0 <= start < end <= len(text)
        if gram.isalpha() and "a" not in gram:
            assert text[start:end] == gram
