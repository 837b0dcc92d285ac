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
        ("率95.5", {"率", "0", "^率", "率0", "0$"}),
        ("ＡB 3", {"a", "0", "^a", "a0", "0$"}),
    ],
)
def test_signs(text: str, expected: set[str]) -> None:
    assert grams(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三天见效，包您满意！", "三天见效,包您满意!"),
        ("三天见效，包您满意", "三天见效 包您满意"),
        ("随访3个月，缓解率40.5%。", "随访 ３ 个月, 缓解率 40.5%."),
        ("“神药”（进口）", "「神药」(进口)"),
    ],
)
def test_how_marks_are_set_does_not_matter(one: str, other: str) -> None:
    assert grams(one) == grams(other)
