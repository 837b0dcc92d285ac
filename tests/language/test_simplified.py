"""Traditional characters read as simplified ones: places stay, nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.simplified import TRADITIONAL, simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("治療組22例，緩解率45%。", "治疗组22例，缓解率45%。"),
        ("女性佔65%，男性佔35%", "女性占65%，男性占35%"),
        ("治疗组22例", "治疗组22例"),
        ("Of 22 patients", "Of 22 patients"),
        ("", ""),
    ],
)
def test_characters(text: str, expected: str) -> None:
    assert simplified(text) == expected


def test_every_character_that_is_called_traditional_has_a_simple_form() -> None:
    assert [char for char in TRADITIONAL if simplified(char) == char] == []


@given(st.text(alphabet="治療緩解22例 %a，。佔頭\U0001f600", max_size=40))
def test_places_stay(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)
