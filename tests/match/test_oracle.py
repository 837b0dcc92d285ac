"""The matcher in use and the plain one agree on texts made of the patterns' own words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlint.match import Matcher, PlainMatcher, grid, terms
from claimlint.model.rule import Lexicon, Rule, Suffix
from claimlint.model.rulebook import CompiledPattern, LanguageTerms, Rulebook
from claimlint.model.text import Block, BlockKind, Document, Piece, Reading, ReadingKind, Role, Sentence, Span
from claimlint.rulebook.expressions import check_expression
from claimlint.rulebook.patterns import parse

LEXICONS = {
    "cure": Lexicon(terms=("治愈", "根治", "彻底治愈", "治", "cure", "cures")),
    "disease": Lexicon(terms=("糖尿病", "糖尿病肾病", "肾病", "NK细胞病"), suffixes=(Suffix("病", "1-3", ("人",)),)),
    "without": Lexicon(terms=("无需", "无需再", "不用", "再也不用")),
    "care": Lexicon(terms=("透析", "血液透析", "手术", "再透析")),
}
INNOCENTS = ("根治性切除术", "精神药品", "手术室", "治愈率")
PATTERNS = (
    "{cure}{gap:0-4}{disease}",
    "{without}(也|都)?{gap:0-3}<<{care}>>",
    "^{cure}$",
    "(能|可以)?{cure}(了)?",
    "<<{disease}>>{gap:0-5}{without}{care}",
    "神药",
    "{cure}{wide:0-9}{percent}",
    "{cure}(率)?(高达|达){percent}",
    "{count}{gap:0-4}{cure}",
    "({cure}|不用) {disease}",
    "(最佳)?({without}|{cure}{gap:0-2})(病人|病房){care}?",
    "re:(?:根治|治愈)(?P<mark>.{0,3}病)",
    "NK细胞{gap:0-2}{cure}",
    "{cure}{cure}",
)
PIECES = [
    *(term for lexicon in LEXICONS.values() for term in lexicon.terms),
    *INNOCENTS,
    *"了率也都能，。、,:;病人房高达最佳 \n的",
    *("95%", "九成", "3天", "10个人", "神药", "可以", "NK细胞", "NK 细胞", "nk", "CURE", "xcure", "🌿", "👩"),
    *("治癒", "糖尿", "ＮＫ", "İ", "高达 95%", "１００％", "\r\n", "ß"),
]


@cache
def rulebook() -> Rulebook:
    rules, patterns = [], []
    for index, text in enumerate(PATTERNS):
        words = {"zh": "x"}
        rules.append(
            Rule(
                id=f"overclaim/r{index}",
                category="c",
                title=words,
                message=words,
                suggest=words,
                why=words,
                basis=(),
                languages=("zh", "en"),
                severity="warning",  # type: ignore[arg-type]
            )
        )
        if text.startswith("re:"):
            source = text.removeprefix("re:")
            patterns.append(CompiledPattern(index, 0, expression=source, anchors=check_expression(source)))
        else:
            patterns.extend(CompiledPattern(index, 0, elements=sequence) for sequence in parse(text))
    lexicons = {
        name: Lexicon(terms=tuple(term.lower() for term in lexicon.terms), suffixes=lexicon.suffixes)
        for name, lexicon in LEXICONS.items()
    }
    terms = {"zh": LanguageTerms(lexicons, INNOCENTS), "en": LanguageTerms({}, ())}
    return Rulebook(rules=tuple(rules), patterns=tuple(patterns), languages=terms)


def document_of(
    sentences: list[str],
    readings: list[tuple[int, int]] = (),  # type: ignore[assignment]
    between: str = "\n",
) -> Document:
    """Sentences one after the other, each a block; readings join two of them."""
    spans, at = [], 0
    for words in sentences:
        spans.append(Span(at, at + len(words)))
        at += len(words) + len(between)
    text = between.join(sentences)
    made = []
    for first, second in readings:
        a, b = spans[first % len(spans)], spans[second % len(spans)]
        words = text[a.start : a.end] + text[b.start : b.end]
        if words:
            cut = a.end - a.start
            pieces = (Piece(0, a), Piece(cut, b))
            made.append(Reading(ReadingKind.HEADED, words, pieces, second % len(spans), joints=(cut,)))
    blocks = tuple(Block(BlockKind.PARAGRAPH, Role.BODY, span) for span in spans)
    cuts = tuple(Sentence(span, index, (span,)) for index, span in enumerate(spans))
    return Document("<text>", "text", text, text, blocks=blocks, sentences=cuts, readings=tuple(made))


def places(scan: object) -> list[tuple[object, ...]]:
    return [(hit.rule, hit.span, hit.extent, hit.sentence, hit.related, hit.words) for hit in scan.hits]  # type: ignore[attr-defined]


PAIRS = st.tuples(st.integers(0, 2), st.integers(0, 2))
BETWEEN = st.sampled_from(["\n", "", " ", "。", "治"])
SENTENCE = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(SENTENCE, min_size=1, max_size=3), st.lists(PAIRS, max_size=2))
def test_both_matchers_find_the_same(sentences: list[str], readings: list[tuple[int, int]]) -> None:
    document = document_of(sentences, readings)
    found = Matcher(rulebook(), variants=False).scan(document)
    assert places(found) == places(PlainMatcher(rulebook()).scan(document))


@pytest.fixture(params=["one window", "many windows"])
def grids(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short texts are treated as long ones are: by both grids, and cut into windows."""
    monkeypatch.setattr(grid, "SHORT", 0)
    if request.param == "many windows":
        monkeypatch.setattr(terms, "WINDOW", 1)


@pytest.mark.usefixtures("grids")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(SENTENCE, min_size=1, max_size=4),
    st.lists(PAIRS, max_size=2),
    st.sampled_from(["\n", "", " ", "。", "治"]),
)
def test_they_do_on_long_texts_too(sentences: list[str], readings: list[tuple[int, int]], between: str) -> None:
    document = document_of(sentences, readings, between)
    found = Matcher(rulebook(), variants=False).scan(document)
    assert places(found) == places(PlainMatcher(rulebook()).scan(document))


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCE, min_size=1, max_size=4))
def test_hits_are_slices_and_stay_inside_their_sentence(sentences: list[str]) -> None:
    document = document_of(sentences)
    for hit in Matcher(rulebook(), variants=False).scan(document).hits:
        assert document.sentences[hit.sentence].span.contains(hit.extent)
        assert document.slice(hit.span) == hit.words


@pytest.mark.parametrize("text", ["治愈糖尿病", "再也不用血液透析", "神药", "治愈高达 95%", "可以根治了"])
def test_the_oracle_is_not_blind(text: str) -> None:
    assert PlainMatcher(rulebook()).scan(document_of([text])).hits
