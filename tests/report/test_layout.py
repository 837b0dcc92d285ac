"""Widths, cutting, wrapping and excerpts: what keeps the underline under its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.report.excerpt import excerpts, window
from claimlint.report.width import cells, clip, safe, wrap

TEXT = st.text(alphabet="ab 中文，。（%）“”😀é\u0301\t\x1b\u202e", max_size=120)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("abc", 3, id="ascii"),
        pytest.param("干细胞", 6, id="chinese"),
        pytest.param("，。！", 6, id="chinese-marks"),
        pytest.param("ＡＢ１", 6, id="full-width"),
        pytest.param("e\u0301", 1, id="combining"),
        pytest.param("“引”", 4, id="ambiguous-quotes"),
        pytest.param("😀", 2, id="emoji"),
    ],
)
def test_cells(text, width):
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31m根治", "␛[31m根治", id="escape-sequence"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("倒\u202e序", "倒\ufffd序", id="direction"),
        pytest.param("全角\u3000空格", "全角\u3000空格", id="wide-space"),
    ],
)
def test_safe(text, shown):
    assert safe(text) == shown
    assert len(safe(text)) == len(text)


@given(TEXT, st.integers(8, 60))
def test_wrap_keeps_words_and_width(text, width):
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())


@pytest.mark.parametrize("mark", list("，。；：？！）》”"))
def test_no_line_starts_with_a_closing_mark(mark):
    text = f"该疗法目前不能代替规范治疗{mark}" * 4
    for width in range(20, 50):
        assert not any(line.startswith(mark) for line in wrap(text, width))


@given(TEXT, st.integers(2, 40))
def test_clip(text, width):
    assert cells(clip(text, width)) <= width


@given(st.text(alphabet="ab中文，", min_size=1, max_size=200), st.data(), st.integers(12, 80))
def test_window_holds_the_mark(text, data, width):
    low = data.draw(st.integers(0, len(text) - 1))
    high = data.draw(st.integers(low + 1, len(text)))
    start, end = window(text, low, high, width)
    assert start <= low < end
    assert cells(text[start:end]) <= width
    if cells(text[low:high]) <= width - 2:
        assert end >= high


@pytest.mark.parametrize("width", [30, 48, 80, 200])
def test_underline_stands_under_the_words(width, chinese):
    for finding in chinese.findings:
        for line in excerpts(chinese.document, finding, width):
            assert max(cells(line.text), len(line.underline)) <= width
            under = [line.underline[cells(line.text[:i])] for i in range(len(line.text)) if _reaches(line, i)]
            kept = "".join(char for char, mark in zip(line.text, under, strict=False) if mark == "^")
            assert kept
            assert kept.rstrip("…") in finding.text


def _reaches(line, index):
    return cells(line.text[:index]) < len(line.underline)


def test_span_over_two_lines(make_document, make_finding):
    from claimlint.model.text import Block, BlockKind, Document, RawSpan, Role, Segment, Span

    raw = "第一行从此\n不用透析了\n"
    block = Block(BlockKind.PARAGRAPH, Role.BODY, Span(0, 11))
    segments = (Segment(Span(0, 5), RawSpan(0, 5)), Segment(Span(5, 10), RawSpan(6, 11)))
    document = Document("a.txt", "text", raw, "第一行从此不用透析了", segments, (block,))
    finding = make_finding(document, "从此不用透析", "overclaim/cure", "error", "涉嫌")
    assert [(line.line, line.text, line.underline) for line in excerpts(document, finding, 80)] == [
        (1, "第一行从此", "      ^^^^"),
        (2, "不用透析了", "^^^^^^^^"),
    ]
