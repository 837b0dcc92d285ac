"""A document closed up: what is taken out, and that every place is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.model.hit import Observation, Related
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.verify.figures.reading import figures_of
from claimlint.verify.scenes.closed_up import ClosedUp, closed_up


def closed(text: str) -> ClosedUp:
    document, problems = read_text(text)
    assert document is not None, problems
    return closed_up(document, figures_of(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("纳入 22 例患者，其中 9 例（40.9%）缓解。", "纳入22例患者，其中9例（40.9%）缓解。"),
        ("纳入22例, 其中9例 (40.9%) 缓解; 13例无效.", "纳入22例,其中9例(40.9%)缓解;13例无效."),
        ("目的 探讨疗效。方法 22 例患者。", "目的 探讨疗效。方法 22例患者。"),  # the name of a part stays apart
        ("IL-6 水平为 5 pg/mL。", "IL-6水平为5 pg/mL。"),
        ("Of 22 patients, 9 (40.9%) responded.", "Of 22 patients, 9 (40.9%) responded."),
        ("表 2 显示 3 组", "表2显示3组"),
        ("Of 22 patients, 9 (40.9 per cent) responded.", "Of 22 patients, 9 (40.9%) responded."),
        ("9 of 22 (40.9 percent), a percentage of few", "9 of 22 (40.9%), a percentage of few"),
        ("入組 22 例，緩解率40.9％，男女比2∶1。", "入组22例，缓解率40.9%，男女比2:1。"),
    ],
)
def test_what_is_taken_out(text: str, expected: str) -> None:
    assert closed(text).document.text == expected


def test_figures_keep_what_they_say() -> None:
    spaced, tight = closed("入组 22 例，缓解率 40.9%，随访 3 个月。"), closed("入组22例，缓解率40.9%，随访3个月。")
    assert spaced.figures == tight.figures
    assert [one.raw for one in tight.figures] == ["22例", "40.9%", "3个月"]


def test_places_of_what_was_spelt_out() -> None:
    document, _ = read_text("共22例，缓解9例，即45 per cent。")
    assert document is not None
    one = closed_up(document, figures_of(document))
    percent = one.figures[-1]
    seen = one.back(Observation("x", percent.span, {}, (), ()))
    assert percent.raw == "45%"
    assert document.text[seen.span.start : seen.span.end] == "45 per cent"


AS_READ = str.maketrans("療％", "疗%")


@given(st.text(alphabet="患者例中治療22 9%％a（，, 。;\n", min_size=1, max_size=60))
def test_every_place_is_found_again(text: str) -> None:
    document, _ = read_text(text)
    if document is None:
        return
    one = closed_up(document, figures_of(document))
    words = one.document.text
    for sentence in one.document.sentences:
        start, end = sentence.span
        if start < end:
            seen = one.back(Observation("x", Span(start, end), {}, (Related(Span(start, end), ""),), ()))
            told = document.text[seen.span.start : seen.span.end]
            read = told.translate(AS_READ)
            assert read.replace(" ", "") == words[start:end].replace(" ", "")
            assert read[0] == words[start]
            assert read[-1] == words[end - 1]
            assert seen.related[0].span == seen.span
