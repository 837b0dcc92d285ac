"""Evasive spellings are found, at the words as written; neutral text reads as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.match import Matcher
from claimlint.match.variants import LAYERS, folded_readings
from claimlint.model.hit import Hit
from claimlint.model.rulebook import Rulebook
from claimlint.read import read_text
from claimlint.rulebook import load

RULE = """
id: overclaim/probe
category: cure-claim
title: {zh: 试, en: probe}
severity: warning
languages: [zh]
basis: []
message: {zh: 试, en: probe}
suggest: {zh: 试, en: probe}
why: {zh: 试, en: probe}
patterns: [根治, 治愈, 最佳, 微信, 疗效, "100%", NK细胞治疗, 最好, 绝对]
"""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    root: Path = tmp_path_factory.mktemp("rules")
    file = root / "zh" / "overclaim" / "probe.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(RULE, encoding="utf-8")
    (root / "_categories.yaml").write_text("cure-claim: {zh: 治愈, en: cure}\n", encoding="utf-8")
    found, problems = load([root], cache=False, builtin=False)
    assert found is not None
    assert problems == ()
    return found


def hits(rulebook: Rulebook, text: str, layers: object = True) -> list[tuple[str, Hit]]:
    document, _ = read_text(text, path="x", format="text")
    assert document is not None
    scan = Matcher(rulebook, variants=layers).scan(document)
    return [(document.slice(hit.span), hit) for hit in scan.hits]


EVASIONS = [
    pytest.param("可以根*治糖尿病", "根*治", "根治", "inserted", id="symbol"),
    pytest.param("彻底治 愈不复发", "治 愈", "治愈", "inserted", id="space"),
    pytest.param("根\u200b治顽疾", "根\u200b治", "根治", "invisible", id="zero-width"),
    pytest.param("這種療法可以治癒", "治癒", "治愈", "traditional", id="traditional"),
    pytest.param("蕞佳选择", "蕞佳", "最佳", "look-alike", id="look-alike"),
    pytest.param("醉佳选择", "醉佳", "最佳", "look-alike", id="homophone"),
    pytest.param("三天治喻", "治喻", "治愈", "look-alike", id="look-alike at the end"),
    pytest.param("zui佳选择", "zui佳", "最佳", "pinyin", id="pinyin"),
    pytest.param("能够根zhi。", "根zhi", "根治", "pinyin", id="pinyin at the end"),
    pytest.param("有效率１００％", "１００％", "100%", "width", id="full width"),
    pytest.param("加薇❤咨询", "薇❤", "微信", "look-alike", id="emoji for a character"),
    pytest.param("加vx咨询", "vx", "微信", "pinyin", id="initials"),
    pytest.param("ⓝⓚ细胞治疗", "ⓝⓚ细胞治疗", "NK细胞治疗", "circled", id="letters in circles"),
]


@pytest.mark.parametrize(("text", "written", "read", "layer"), EVASIONS)
def test_evasive_spelling_is_found_and_each_layer_can_be_left_out(
    rulebook: Rulebook, text: str, written: str, read: str, layer: str
) -> None:
    found = hits(rulebook, text)
    assert [(words, hit.words.lower()) for words, hit in found] == [(written, read.lower())]
    assert found[0][1].variant
    assert hits(rulebook, text, [one for one in LAYERS if one != layer]) == []


NEUTRAL = [
    pytest.param("他喝醉了，好在没有大碍。", id="drunk"),
    pytest.param("比喻与谕旨、冶金与陶冶、郊区与近郊。", id="words with look-alikes"),
    pytest.param("蔷薇与徽章，壹佰元整。", id="names"),
    pytest.param("门诊/住院 均可报销", id="slash between words"),
    pytest.param("患者 无需空腹，最 后一次随访", id="spaces between words"),
    pytest.param("哈里·波特", id="dot in a name"),
    pytest.param("第①步 登记；第②步 抽血", id="numbered steps"),
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_neutral_text_gives_no_variant_hit(rulebook: Rulebook, text: str) -> None:
    assert hits(rulebook, text) == []


def test_words_spelt_as_usual_are_found_once_and_are_no_variant(rulebook: Rulebook) -> None:
    found = hits(rulebook, "可以根治，zui佳，根*治。")
    assert [words for words, _ in found] == ["根治", "zui佳", "根*治"]
    assert [hit.variant for _, hit in found] == [False, True, True]


def test_ordinary_text_makes_no_folded_reading() -> None:
    text = "他在2024年接受了手术，术后恢复良好。\n\n入组120例（P<0.05）。"
    document, _ = read_text(text, path="x", format="text")
    assert document is not None
    assert folded_readings(document) == []
