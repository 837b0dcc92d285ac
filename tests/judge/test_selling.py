"""The voice of sentences and documents: counted alike in one and in many, and what it may soften."""

from __future__ import annotations

import pytest

from claimlint import Linter
from claimlint.judge.selling import Voices, counted, features
from claimlint.language.cues import Cues
from claimlint.model.rulebook import VoiceWeights
from claimlint.model.text import Span
from claimlint.read import read_text

TEXT = "药膏真神奇，神奇得很。医生说要按时复查。这药膏神奇！"
WORDS = {"praise": ("神奇", "真神奇"), "goods": ("药膏",), "plain": ("复查",)}
WEIGHTS = VoiceWeights(
    bias=-1.0, words={"praise": 2.0, "goods": 0.5, "plain": -1.0}, marks={"exclamation": 0.25}, say_most=9.0
)
LESSON = "高血压患者应在医生指导下规律服药，并定期复查血压、血脂和肾功能。"


def _places(text: str, words: tuple[str, ...]) -> tuple[Span, ...]:
    found = [Span(at, at + len(one)) for one in words for at in range(len(text)) if text.startswith(one, at)]
    return tuple(sorted(found))


def _voices(text: str) -> Voices:
    document, _ = read_text(text)
    assert document is not None
    return Voices(Cues(document.text, {name: _places(text, words) for name, words in WORDS.items()}), document, WEIGHTS)


@pytest.fixture
def voices() -> Voices:
    return _voices(TEXT)


def test_places_are_counted_alike_for_one_sentence_and_for_all(voices: Voices) -> None:
    spans = [one.span for one in voices.document.sentences]
    for name in WORDS:
        together = dict(counted(voices.cues, name, spans))
        assert [together.get(index, 0) for index in range(len(spans))] == [voices.cues.count(name, s) for s in spans]


def test_the_sum_is_that_of_the_features(voices: Voices) -> None:
    spans = [one.span for one in voices.document.sentences]
    for odds, found in zip(voices.odds, features(voices.cues, spans, WEIGHTS), strict=True):
        named = {**WEIGHTS.words, **{f"#{mark}": weight for mark, weight in WEIGHTS.marks.items()}}
        assert odds == pytest.approx(WEIGHTS.bias + sum(named.get(name, 0.0) * value for name, value in found.items()))


def test_a_sentence_read_by_itself_is_as_likely_to_sell(voices: Voices) -> None:
    for index, one in enumerate(voices.document.sentences):
        assert voices.chance_within(one.span) == pytest.approx(voices.chance(index))


def test_reasons_are_the_words_that_sell_the_strongest_first(voices: Voices) -> None:
    assert [one.name for one in voices.reasons(0)] == ["praise", "goods"]
    assert voices.reasons(1) == []
    assert voices.calmness(0) == 0.0  # three sentences have no voice of their own


PLAIN, PRAISE = "医生说出院以后要按时复查。", "这一盒药膏真的神奇得很。"


@pytest.mark.parametrize("times", [1, 4])
def test_a_document_speaks_by_its_strongest_sentences(times: int) -> None:
    sells, tells = _voices(PRAISE * 5 + PLAIN * 9 * times), _voices(PLAIN * 10)
    assert sells.voice > tells.voice
    assert (sells.informs, tells.informs) == (False, True)
    assert all(sells.calmness(index) >= tells.calmness(0) for index in range(14))


def test_a_sentence_does_not_speak_for_itself() -> None:
    among = _voices(PLAIN * 5 + PRAISE + PLAIN * 5)
    assert among.calmness(5) < among.calmness(0) < 0


def test_six_sentences_make_a_voice() -> None:
    assert not _voices(PLAIN * 5).speaks
    assert _voices(PLAIN * 6).speaks


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("药膏复查，真神奇，复查。", "真神奇"),
        ("真神奇的药膏，复查。", "真神奇的药膏"),
        ("神奇药膏，神奇药膏。", "神奇药膏，神奇药膏"),  # a neighbour that sells nearly as much
        ("神奇，复查，神奇。", "神奇"),  # none beyond one that does not sell
        ("复查时看，药膏真神奇，神奇药膏，复查。", "药膏真神奇，神奇药膏"),
    ],
)
def test_the_clauses_that_sell_most_are_marked(text: str, marked: str) -> None:
    voices = _voices(text)
    place = voices.most_telling(0)
    assert place is not None
    assert voices.document.slice(place) == marked


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


@pytest.mark.parametrize("times", [0, 4, 12, 40])
def test_an_error_is_no_milder_for_what_stands_around_it(linter: Linter, times: int) -> None:
    padded = "血压应规律测量，" * times + "糖尿病从此断根。"
    among = LESSON * times + "糖尿病从此断根。"
    for text in (padded, among):
        assert "error" in {one.severity for one in linter.check_text(text).findings if one.rule == "overclaim/cure"}


def test_a_warning_is_information_where_the_document_does_not_sell(linter: Linter) -> None:
    claim = "艾灸贴可缓解痛经。"
    alone = {one.severity for one in linter.check_text(claim).findings if one.family == "overclaim"}
    among = {one.severity for one in linter.check_text(LESSON * 12 + claim).findings if one.family == "overclaim"}
    assert "warning" in alone
    assert "warning" not in among


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("肺结核规范治疗的治愈率可达95%以上。", False),
        ("我院肺结核的治愈率可达95%以上。", True),
    ],
)
def test_a_curable_illness_is_taught_unless_somebody_sells(linter: Linter, sentence: str, found: bool) -> None:
    families = {one.family for one in linter.check_text(sentence).findings}
    assert ("overclaim" in families) is found


def test_a_switchboard_makes_no_advertisement(linter: Linter) -> None:
    page = "本院药膳课\n本品不含任何添加剂。\n如需预约，请拨打总机。\n"
    assert "promotion/reads-as-advertisement" not in {one.rule for one in linter.check_text(page).findings}
