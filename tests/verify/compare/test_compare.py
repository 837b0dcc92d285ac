"""Stated figures against invented sources: what is supported, contradicted, or only not found."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.model.report import Report

ZH = (
    "目的 评价某颗粒对慢性便秘的作用。方法 将2018年3月至2019年9月收治的84例患者随机分为观察组和对照组，各42例。"
    "结果 观察组总有效率为90.5%（38/42），对照组为71.4%（30/42）（P<0.05）。随访9个月，观察组复发率为11.9%。脱落率为4.8%。"
)
EN = (
    "In this phase 2 trial at 7 centres in 3 countries, 126 adults with eczema were randomised. At week 16, clinical remission was "
    "achieved by 41.3% of patients. The hazard ratio for relapse was 0.64 (95% CI 0.45-0.91; p=0.013). Median follow-up was 22 months. "
    "The mean age was 38.4 years and 55% were women. Two patients died. No serious adverse events were related to treatment."
)

TABLE = [
    # claim, source, the figure, verdict
    ("共84例患者入组", ZH, "84", "supported"),
    ("共48例患者入组", ZH, "48", "contradicted"),
    ("观察组总有效率90.5%", ZH, "90.5", "supported"),
    ("观察组总有效率高达95.0%", ZH, "95.0", "contradicted"),
    ("观察组总有效率约九成", ZH, "九成", "supported"),
    ("对照组总有效率71.4%", ZH, "71.4", "supported"),
    ("随访9个月", ZH, "9", "supported"),
    ("随访19个月", ZH, "19", "contradicted"),
    ("治愈率60%", ZH, "60", "not_found"),  # cure is not response
    ("脱落率4.8%", ZH, "4.8", "supported"),
    ("全球已帮助50000名患者", ZH, "50000", "skipped"),
    ("该研究纳入126名成人", EN, "126", "supported"),
    ("该研究纳入1260名患者", EN, "1260", "contradicted"),
    ("在3个国家7家中心开展", EN, "3", "supported"),
    ("在8个国家开展", EN, "8", "contradicted"),
    ("第16周临床缓解率41.3%", EN, "41.3", "supported"),
    ("第16周缓解率约41%", EN, "41", "supported"),
    ("HR为0.64", EN, "0.64", "supported"),
    ("HR为0.46", EN, "0.46", "contradicted"),
    ("中位随访22个月", EN, "22", "supported"),
    ("中位随访近2年", EN, "2", "supported"),
    ("中位随访5年", EN, "5", "contradicted"),
    ("平均年龄38.4岁", EN, "38.4", "supported"),
    ("平均年龄83.4岁", EN, "83.4", "contradicted"),
    ("女性占55%", EN, "55", "supported"),
    ("P=0.013", EN, "0.013", "supported"),
    ("P<0.01", EN, "0.01", "overstated"),
    ("The trial took place in 3 countries.", EN, "3", "supported"),
    ("Median follow-up was 22 months.", EN, "22", "supported"),
    ("Clinical remission was achieved by 43.1% of patients at week 16.", EN, "43.1", "contradicted"),
    ("Relapse fell by 36% (HR 0.64).", EN, "36", "supported"),
]


def check(folder: Path, text: str, **source: object) -> Report:
    folder.mkdir(exist_ok=True)
    (folder / "one.json").write_text(json.dumps({"id": "one", "title": "An invented work", **source}), encoding="utf-8")
    return Linter(sources=folder, as_of="2026-11-23").check_text(text)


@pytest.mark.parametrize(("claim", "source", "figure", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_verdicts(claim: str, source: str, figure: str, verdict: str, tmp_path: Path) -> None:
    report = check(tmp_path / "s", claim, abstract=source)
    assert report.document is not None
    found = [one for one in report.agreements if figure in report.document.slice(one.span)]
    assert found, "no verdict"
    assert str(found[0].verdict).split("_")[0] == verdict.split("_")[0]
    if verdict in {"supported", "contradicted"}:
        assert found[0].quote
    assert any(alone in found[0].reason for alone in ("唯一的来源", "only source held"))


WORDS = [
    ("治疗组无死亡病例。", EN, "figure/source-contradicts", "无死亡病例"),
    ("总生存率100%。", EN, "figure/source-contradicts", "总生存率100%"),
    ("治疗组无任何不良反应。", EN, "figure/source-overstates", "无任何不良反应"),
    ("移植后第12周症状减轻。", "Symptoms were lower at week 12 after surgery.", "figure/source-contradicts", "移植后第12周"),
    ("第8周体重显著下降。", "There was no significant change in weight at week 8.", "figure/source-overstates", "显著下降"),
    ("Patients were enrolled between 2009 and 2018.", "Patients were enrolled between 2012 and 2018.", "figure/source-contradicts", "between 2009 and 2018"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "rule", "words"), WORDS, ids=[row[0] for row in WORDS])
def test_words_beside_figures(text: str, source: str, rule: str, words: str, tmp_path: Path) -> None:
    report = check(tmp_path / "s", text, abstract=source)
    found = [one for one in report.findings if one.rule.startswith("figure/source-") and one.severity != "info"]
    assert [(one.rule, one.text) for one in found] == [(rule, words)]
    assert found[0].evidence[0].quote


SILENT = [
    ("治疗组有2例死亡。", EN),
    ("未发生治疗相关的严重不良反应。", EN),
    ("手术后第12周症状减轻。", "Symptoms were lower at week 12 after surgery."),
    ("第8周体重略有下降。", "There was no significant change in weight at week 8."),
    ("Patients were enrolled between 2012 and 2018.", "Patients were enrolled between 2012 and 2018."),
    ("无病生存率100%。", EN),  # another survival
    ("我国每年新发湿疹患者约300万例。", EN),
]


@pytest.mark.parametrize(("text", "source"), SILENT, ids=[row[0] for row in SILENT])
def test_nobody_is_accused(text: str, source: str, tmp_path: Path) -> None:
    report = check(tmp_path / "s", text, abstract=source)
    assert [
        one.text for one in report.findings if one.rule.startswith("figure/source-") and one.severity != "info"
    ] == []


def test_a_work_without_text_is_unchecked_not_passed(tmp_path: Path) -> None:
    report = check(tmp_path / "s", "共84例患者入组。")
    assert [str(one.verdict) for one in report.agreements] == ["source_unavailable"]
    assert report.summary.unchecked == 1


@pytest.mark.parametrize(
    ("status", "severity"), [("retracted", "error"), ("concern", "warning"), ("corrected", "info")]
)
def test_status_of_the_work(status: str, severity: str, tmp_path: Path) -> None:
    report = check(tmp_path / "s", "共84例患者入组。", abstract=ZH, status=status)
    assert [str(one.severity) for one in report.findings if one.rule == "citation/source-retracted"] == [severity]


def test_a_work_that_is_cited_and_not_held(tmp_path: Path) -> None:
    text = "有效率为90.5%[1]。另一项为80%[2]。\n\n参考文献\n[1] 甲乙. 某颗粒治疗便秘[J]. 某刊, 2020, 1(1): 1-2. doi:10.5555/a1\n[2] 丙丁. 另一项研究[J]. 某刊, 2021, 2(1): 3-4.\n"
    report = check(tmp_path / "s", text, abstract=ZH, DOI="10.5555/a1")
    verdicts = [str(one.verdict) for one in report.agreements]
    assert verdicts == ["supported", "source_unavailable"]
    assert [one.text for one in report.findings if one.rule == "citation/source-unavailable"] == ["[2]"]
