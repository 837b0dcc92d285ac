"""Widths, cutting, wrapping and excerpts: what keeps the underline under its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claimlint.model.finding import RelatedPlace
from claimlint.model.report import Problem, Report
from claimlint.model.text import Span
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


def test_claims_first_then_what_the_document_lacks(make_document, make_finding, render):
    document = make_document("本品根治糖尿病。", "a.md", "zh")
    lacking = make_finding(document, "根治糖尿病", "disclaimer/individual-results", "warning", "没有说明因人而异")
    net = make_finding(document, "根治糖尿病", "overclaim/a-net", "warning", "像是承诺")
    grave = make_finding(document, "根治糖尿病", "overclaim/cure", "error", "宣称治愈")
    told = render("text", [Report(all_findings=(lacking, net, grave), document=document)])
    places = [told.index(name) for name in ("overclaim/cure", "overclaim/a-net", "disclaimer/individual-results")]
    assert places == sorted(places)


def test_other_places_are_one_line_and_no_entry_is_pointed_to(make_document, make_finding, render):
    document = make_document("甲说根治。乙说根治。丙说根治。丁说根治。", "a.md", "zh")
    starts = [5 * number + 2 for number in range(4)]
    places = [RelatedPlace("a.md", Span(start, start + 2), "根治", line=1, column=start + 1) for start in starts]
    other = make_finding(document, "根治", "overclaim/cure", "error", "宣称治愈")
    link = RelatedPlace("a.md", other.span, "根治", "overclaim/cure", line=1, column=3)
    lacking = make_finding(document, "根治", "disclaimer/individual-results", "warning", "没有说明因人而异")
    lacking = replace(lacking, related=(*places[1:], link))
    told = render("text", [Report(all_findings=(other, lacking), document=document)])
    assert [line.split() for line in told.splitlines() if "另见" in line] == [["另见", "1:8、1:13、1:18"]]


def test_a_problem_of_the_run_stands_at_the_margin_and_the_footer_names_the_version(render):
    told = render("text", [Report(problems=(Problem("unknown-selector", "没有规则符合 cura"),))], prefers="zh")
    assert told.startswith("问题  unknown-selector\n")
    assert told.splitlines()[-1].startswith("claimlint 0")
