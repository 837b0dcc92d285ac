"""Ones and twos of a sentence: what counts as one sign."""

from __future__ import annotations

import pytest

from claimlint.language.grams import grams


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
