"""What holds for every document, however it was written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlint.model.text import Document, RawSpan, Span
from claimlint.read import read_text
from tests.read.harmful import HARMFUL

FORMATS = ["text", "markdown", "html"]
Steps = Callable[[Callable[[], object], str], int]

WORDS = st.sampled_from(
    [
        "慢性肾病",
        "治愈率95%。",
        "无需透析，",
        "eGFR<60",
        "e.g. Dr. Wu",
        "1.73m²",
        "😀👨‍👩‍👧",
        "𠮷野",
        "é",
        "e\u0301",
        "“新希望”",
        "（见图1；表2）",
        "……",
        "Q：",
        "A：",
        "参考文献",
        "免责声明：",
        "结语",
        "一、",
        "1.1 ",
        "（一）",
        "①",
        "- ",
        "• ",
        "✅",
        "【",
        "】",
        "：",
        ":",
        "；",
        "!",
        "?",
        ".",
        " ",
        "  ",
        "\t",
        "\u3000",
        "\xa0",
        "\u200b",
        "\ufeff",
        "| ",
        "|---|---|",
        "> ",
        ">> ",
        "# ",
        "## ",
        "* ",
        "1. ",
        "```",
        "    ",
        "~~",
        "**",
        "*",
        "_",
        "`",
        "``",
        "[",
        "]",
        "](http://a.b)",
        "![",
        "[^1]",
        "[^1]: ",
        "<sup>",
        "</sup>",
        "<br>",
        "<!--",
        "-->",
        "<!-- c -->",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<li>",
        "<ul>",
        "</ul>",
        "<p hidden>",
        "<script>",
        "</script>",
        '<a href="x>y">',
        "</a>",
        "<img alt='甲&amp;乙' src=x>",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "&#x1F600;",
        "&#10;",
        "&notin;",
        "&bogus;",
        "\\*",
        "\\",
        "<",
        ">",
        "&",
        "---",
        "+++",
        "title: 标题",
        "\x00",
        "\x0b",
        "\u2028",
    ]
)
LINE_ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  \n"])
HOSTILE = st.lists(st.one_of(WORDS, LINE_ENDS), max_size=60).map("".join)
ANY = st.text(max_size=200)


def check(document: Document) -> None:
    _check_segments(document)
    _check_blocks(document)
    _check_sentences(document)
    _check_readings(document)
    for raw, words in document.comments:
        assert words in document.raw[raw.start : raw.end]


def _check_segments(document: Document) -> None:
    previous = 0
    for segment in document.segments:
        assert previous <= segment.span.start < segment.span.end <= len(document.text)
        assert 0 <= segment.raw.start <= segment.raw.end <= len(document.raw)
        previous = segment.span.end
        if segment.verbatim:
            assert document.slice(segment.span) == document.raw[segment.raw.start : segment.raw.end]
        else:
            _check_atomic(document.slice(segment.span), document.raw[segment.raw.start : segment.raw.end])


def _check_atomic(words: str, raw: str) -> None:
    """White space for white space with markup; else an entity, an escape, code between its ticks."""
    if words.isspace():
        return
    assert raw == raw.strip(" \n")
    if raw.startswith("`"):  # code over several lines may hold the marks of a quote
        assert raw.endswith("`")
        return
    assert "".join(re.findall(r"[^\\`\s\0]", html.unescape(raw))) == "".join(re.findall(r"[^\\`\s\ufffd]", words))


def _located(document: Document, span: Span) -> str:
    """The text that the segments give for the raw pieces of a span."""
    words = []
    for segment in document.segments_in(span):
        if segment.verbatim:
            start, end = max(span.start, segment.span.start), min(span.end, segment.span.end)
            shift = segment.raw.start - segment.span.start
            words.append(document.raw[start + shift : end + shift])
        else:
            words.append(document.slice(segment.span))
    return "".join(words)


def _check_blocks(document: Document) -> None:
    previous = 0
    for block in document.blocks:
        assert previous <= block.span.start < block.span.end
        previous = block.span.end
        words = document.slice(block.span)
        assert words == words.strip()
        assert _located(document, block.span) == words
        pieces = document.locate(block.span)
        assert all(isinstance(piece, RawSpan) and piece.start <= piece.end for piece in pieces)
    outside = list(document.text)
    for block in document.blocks:
        outside[block.span.start : block.span.end] = [""] * (block.span.end - block.span.start)
    assert set("".join(outside)) <= {"\n"}


def _check_sentences(document: Document) -> None:
    covered = 0
    previous = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.span.contains(sentence.span)
        assert previous <= sentence.span.start < sentence.span.end
        assert not document.text[previous : sentence.span.start].strip()
        assert document.slice(sentence.span).strip() == document.slice(sentence.span)
        previous = sentence.span.end
        place = sentence.span.start
        for clause in sentence.clauses:
            assert not document.text[place : clause.start].strip()
            assert clause.start < clause.end
            place = clause.end
            covered += 1
        assert place == sentence.span.end
    assert not document.text[previous:].strip()


def _check_readings(document: Document) -> None:
    assert sum(len(reading.text) for reading in document.readings) <= 3 * len(document.text)
    for reading in document.readings:
        assert reading.sentence is not None
        assert document.sentences[reading.sentence].span.contains(reading.pieces[-1].span)
        assert reading.joints == tuple(piece.start for piece in reading.pieces[1:])
        for start, span in reading.pieces:
            assert reading.text[start : start + span.end - span.start] == document.slice(span)
        spans = reading.spans(0, len(reading.text))
        assert spans == tuple(piece.span for piece in reading.pieces)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=HOSTILE)
def test_hostile_markup(form: str, raw: str) -> None:
    document, _ = read_text(raw, format=form)
    assert document is not None
    assert document.raw == raw.removeprefix("\ufeff")
    check(document)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=80, deadline=None)
@given(raw=ANY)
def test_any_text(form: str, raw: str) -> None:
    document, _ = read_text(raw, format=form)
    assert document is not None
    check(document)


@settings(max_examples=150, deadline=None)
@given(raw=HOSTILE)
def test_plain_text_loses_no_word(raw: str) -> None:
    """Every character of a plain text is in a block, but for white space and the marks of lines."""
    document, _ = read_text(raw)
    assert document is not None
    kept = sum(segment.raw.end - segment.raw.start for segment in document.segments if segment.verbatim)
    labels = sum(len(block.label or "") for block in document.blocks)
    comments = sum(raw_span.end - raw_span.start for raw_span, _ in document.comments)
    hashes = len(re.findall(r"(?:\A|[\r\n\u2028\x0b])[ \t\u3000\xa0\ufeff]*#{1,6}(?=\s)", raw)) * 6
    lost = len(re.sub(r"\s", "", raw)) - kept - labels - comments - hashes - raw.count("\ufeff")
    assert lost <= 0


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("unit", HARMFUL.values(), ids=HARMFUL.keys())
def test_work_is_linear(unit: str, form: str, steps: Steps) -> None:
    """Four times the text makes about four times the steps; benchmarks/harmful.py measures the time."""
    short = steps(lambda: read_text(unit * (8_000 // len(unit)), format=form), "claimlint")
    long = steps(lambda: read_text(unit * (32_000 // len(unit)), format=form), "claimlint")
    assert long < 5 * short + 2_000
