"""Cues and their scopes: what a negator governs, where it ends, and what takes it back."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.cues import Cues, clause_of, denial, negation_scopes, starts_with_negation
from claimlint.language.sentences import split
from claimlint.model.text import Sentence, Span

LEXICONS = Path(__file__).parents[2] / "rules" / "_lexicon"


@cache
def expressions() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(LEXICONS.glob("*/cue_*.yaml")):
        found.setdefault(path.stem, []).extend(yaml.safe_load(path.read_text("utf-8"))["terms"])
    return {
        name: re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)), re.I)
        for name, terms in found.items()
    }


def cues_of(text: str) -> Cues:
    places = {
        name: tuple(Span(*match.span()) for match in expression.finditer(text))
        for name, expression in expressions().items()
    }
    return Cues(text, places)


def sentence_of(text: str) -> Sentence:
    ((span, clauses),) = split(text)
    return Sentence(span, 0, clauses)


def denied(marked: str) -> str | None:
    head, rest = marked.split("<<")
    words, tail = rest.split(">>")
    text = head + words + tail
    cue = denial(cues_of(text), sentence_of(text), Span(len(head), len(head) + len(words)))
    return text[cue.start : cue.end] if cue else None


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        pytest.param("本品不能<<治愈>>肿瘤", "不能", id="forward"),
        pytest.param("本品不<<能治愈>>肿瘤", "不能", id="overlaps the start of the hit"),
        pytest.param("绝<<不复发>>", None, id="the hit's own negation"),
        pytest.param("<<无需透析>>", None, id="inside the hit"),
        pytest.param("并非<<无需透析>>", "并非", id="before a claim frame"),
        pytest.param("不开刀<<根治>>", None, id="a bare negator governs its own verb"),
        pytest.param("不含激素，<<绝对安全>>", None, id="another clause"),
        pytest.param("不能缩小、<<消除>>结节", "不能", id="a list"),
        pytest.param("不能止痛，或<<消除>>结节", "不能", id="a list with a comma"),
        pytest.param("不能止痛，但<<消除>>结节", None, id="a turn"),
        pytest.param("不仅<<治本>>", None, id="pseudo negation"),
        pytest.param("不是不能<<治愈>>", None, id="double negation"),
        pytest.param("没有证据表明，它<<治愈>>百病", "没有证据", id="over the comma"),
        pytest.param("不能手术的患者<<治愈>>出院", None, id="relative clause"),
        pytest.param("It does not <<cure>> it", "not", id="en forward"),
        pytest.param("It not only <<cures>> it", None, id="en pseudo"),
        pytest.param("There is no evidence that it <<cures>> anything", "no evidence", id="en statement"),
    ],
)
def test_what_denies_a_hit(text: str, cue: str | None) -> None:
    found = denied(text)
    assert found == cue or (cue is not None and found is not None and cue in found)


@pytest.mark.parametrize(
    ("text", "place", "clause"),
    [
        pytest.param("一、二，三", 3, "一、二，", id="listed clauses are one"),
        pytest.param("甲很好，乙也好", 5, "乙也好", id="a comma divides"),
        pytest.param("甲很好，或者乙也好", 6, "甲很好，或者乙也好", id="or joins"),
    ],
)
def test_the_clause_of_a_place(text: str, place: int, clause: str) -> None:
    span = clause_of(sentence_of(text), text, place)
    assert text[span.start : span.end] == clause


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("无需透析", True),
        ("零风险", True),
        ("不复发", True),
        ("治愈", False),
        ("never ill", True),
        ("safe", False),
    ],
)
def test_words_that_begin_with_a_negation(words: str, own: bool) -> None:
    assert starts_with_negation(words) is own


@pytest.mark.parametrize("name", ["cue_negator", "cue_pseudo", "cue_warner"])
def test_a_nested_term_counts_once(name: str) -> None:
    cues = Cues("abcdef", {name: (Span(0, 4), Span(1, 3), Span(4, 6))})
    assert cues.count(name, Span(0, 6)) == 2
    assert cues.inside(name, Span(1, 6)) == (Span(1, 3), Span(4, 6))
    assert cues.touching(name, Span(3, 4)) == (Span(0, 4),)


@given(st.text(alphabet="不能没有并非仅但的就治愈，、。 a", max_size=40))
def test_scopes_stay_inside_their_sentence(text: str) -> None:
    cues = cues_of(text)
    for span, clauses in split(text):
        for scope in negation_scopes(cues, Sentence(span, 0, clauses)):
            assert span.start <= scope.cue.start < scope.reach.end <= span.end + 1
            assert scope.reach.start == scope.cue.start
