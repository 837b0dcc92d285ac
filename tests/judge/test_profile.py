"""Profiles: what is inferred, how sure, and what an assumption may not do."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from msgspec.structs import replace

from claimlint.judge.profile import complete, graded, jurisdictions, misfit
from claimlint.judge.register import voice_of, voice_of_document
from claimlint.language.cues import Cues
from claimlint.model.report import Profile
from claimlint.model.rule import Applies, Rule, Severity
from claimlint.model.text import Span
from claimlint.rulebook import load

_spec = importlib.util.spec_from_file_location("profile_by_hand", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
by_hand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(by_hand)


def _cues(text: str) -> Cues:
    return Cues(text, by_hand.occurrences(text))


def inferred(text: str, profile: Profile = Profile(), language: str = "zh") -> Profile:  # noqa: B008
    document = by_hand.document_of(text, language=language)
    cues = _cues(text)
    return complete(profile, document, cues, voice_of_document(cues, document))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("本文仅供科普。细胞疗法用于肾病。扫码添加微信。", "advertisement", id="dressed as science"),
        pytest.param("糖尿病患者要按时监测血糖。", None, id="plain information"),
        pytest.param("我院细胞疗法，限时优惠，立即预约！", "advertisement", id="offer"),
        pytest.param("门诊时间调整，请提前预约。", None, id="a notice"),
        pytest.param(
            "本研究为随机双盲试验。对照组给予安慰剂，受试者入组后随访。多中心前瞻性队列。主要终点的置信区间见表，"
            "亚组分析HR 0.8，P<0.05，基线均衡，荟萃分析另文报告。",
            "academic",
            id="a paper",
        ),
    ],
)
def test_content_is_inferred_only_where_it_is_clear(text: str, content: str | None) -> None:
    profile = inferred(text)
    assert profile.content == content
    assert any("内容类型" in reason for reason in profile.reasons)
    if content is not None:
        assert any("把握" in reason for reason in profile.reasons)


def test_what_is_declared_stays() -> None:
    declared = Profile(content="academic", jurisdiction=("uk",), declared=frozenset({"content", "jurisdiction"}))
    profile = inferred("我院细胞疗法，限时优惠，立即预约！", declared)
    assert (profile.content, profile.jurisdiction) == ("academic", ("uk",))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("本品可治病。", "zh", ("cn",), id="chinese"),
        pytest.param("本品可治病。", "zh-hant", (), id="traditional"),
        pytest.param("It cures all diseases.", "en", ("us",), id="english"),
        pytest.param("本品可治病。", "en", ("cn",), id="chinese under --lang en"),
        pytest.param("It cures all diseases. It is safe.\n本品可治病。", "en", ("us", "cn"), id="mixed"),
        pytest.param("本品可治病。安全。\nIt cures all diseases.", "zh", ("cn", "us"), id="mixed the other way"),
        pytest.param("本品可治病。\nIt cures all diseases.", "zh-hant", ("us",), id="traditional and english"),
        pytest.param("The eGFR rose by a third.\n1.73 / 60 = 0.02", "en", ("us",), id="figures alone"),
        pytest.param("肌酐下降三分之一。\neGFR\n", "zh", ("cn",), id="an abbreviation alone"),
        pytest.param("", "en", ("us",), id="nothing"),
    ],
)
def test_the_jurisdiction_is_assumed_from_the_language(text: str, language: str, expected: tuple[str, ...]) -> None:
    profile = inferred(text, language=language)
    assert profile.jurisdiction == expected
    assert any(("推定" if language != "en" else "assumed") in reason for reason in profile.reasons)


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("It cures all diseases.", "zh", ("us",)),
        ("本品可治病。", "en", ("cn",)),
        ("本品可治病。", "zh-hant", ()),
    ],
)
def test_a_sentence_in_another_language_has_its_own_law(
    sentence: str, language: str, expected: tuple[str, ...]
) -> None:
    document = by_hand.document_of(sentence, language=language)
    assert jurisdictions(Profile(), document, sentence) == expected


@pytest.mark.parametrize(
    ("applies", "profile", "fits"),
    [
        (Applies(content=("popular-science",)), Profile(content="advertisement"), True),
        (
            Applies(content=("popular-science",)),
            Profile(content="advertisement", declared=frozenset({"content"})),
            False,
        ),
        (Applies(content=("academic",)), Profile(content="advertisement"), False),
        (Applies(audience=("public",)), Profile(), True),
        (Applies(audience=("public",)), Profile(audience="professional"), False),
        (Applies(declared=("product",)), Profile(product="device"), False),
        (Applies(), Profile(content="academic"), True),
    ],
)
def test_fitting(applies: Applies, profile: Profile, fits: bool) -> None:
    assert (misfit(applies, profile, ("cn",)) is None) is fits


@pytest.mark.parametrize(
    ("text", "sells", "explains"),
    [
        pytest.param("我们为您准备了限时优惠，扫码预约！", True, False, id="an offer"),
        pytest.param("随机对照试验纳入86例，随访一年，置信区间较宽。", False, True, id="a study"),
        pytest.param("该病是指肾小球滤过率持续下降，常见症状为水肿。", False, True, id="a definition"),
        pytest.param("天气很好。", False, False, id="neither"),
        pytest.param("Order now and save: call us today!", True, False, id="en offer"),
        pytest.param("Participants were randomized; the median follow-up was one year.", False, True, id="en study"),
    ],
)
def test_the_voice_of_a_sentence_has_named_reasons(text: str, sells: bool, explains: bool) -> None:
    voice = voice_of(Cues(text, by_hand.occurrences(text)), Span(0, len(text)))
    assert (voice.sells, voice.explains) == (sells, explains)
    assert bool(voice.reasons) is (sells or explains)


def _safety() -> Rule:
    rulebook, _ = load()
    assert rulebook is not None
    return next(one for one in rulebook.rules if one.id == "overclaim/safety-absolute")


@pytest.mark.parametrize(
    ("content", "declared", "severity"),
    [
        pytest.param("advertisement", True, "error", id="declared, harsher"),
        pytest.param("advertisement", False, "error", id="only read so, harsher"),
        pytest.param(None, False, "warning", id="nobody says"),
        pytest.param("academic", True, "info", id="declared, milder"),
    ],
)
def test_severity_by_content(content: str | None, declared: bool, severity: str) -> None:
    """「绝对安全」 weighs more in what reads as an advertisement, and no assumption makes anything milder."""
    profile = Profile(content=content, declared=frozenset({"content"} if declared else ()))
    assert graded(_safety(), profile) == severity


def test_what_only_reads_as_an_advertisement_is_not_milder() -> None:
    lenient = replace(_safety(), severity={"default": Severity.ERROR, "advertisement": Severity.INFO})
    assert graded(lenient, Profile(content="advertisement")) == "error"
