"""Passages in many styles, tables and lists among them: each with its twin that agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimlint.read import read_text
from claimlint.verify.consistency import check
from claimlint.verify.figures.reading import figures_of

PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "fresh.jsonl").read_text("utf-8").splitlines()]


def accused(text: str) -> list[Any]:
    document, problems = read_text(text, path="a.md", format="markdown")
    assert document is not None, problems
    return [one for one in check(document, figures_of(document)) if one.severity != "info"]


def test_twins_that_agree_stay_silent() -> None:
    assert [row["id"] for row in PASSAGES if row["consistent"] and accused(row["text"])] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_most_changed_figures_are_found(language: str) -> None:
    changed = [row for row in PASSAGES if not row["consistent"] and row["language"] == language]
    found = [row for row in changed if accused(row["text"])]
    assert len(changed) >= 80
    assert len(found) / len(changed) >= 0.85


TABLE = "| 指标 | 细胞组（n=30） | 对照组（n=30） |\n|---|---|---|\n| 缓解 | 24例（{}%） | 15例（50%） |\n"


@pytest.mark.parametrize(
    ("share", "arithmetic"),
    [("80", None), ("86", "24/30 = 80.0% ≠ 86%; 24/28 = 85.7%")],
    ids=["表头的人数吻合", "表头的人数不合"],
)
def test_the_column_head_is_the_denominator(share: str, arithmetic: str | None) -> None:
    found = accused("共纳入62例患者。\n\n" + TABLE.format(share))
    assert [one.values["arithmetic"] for one in found] == ([arithmetic] if arithmetic else [])


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("收治32例，死亡2例。存活者中24例（80%）功能良好。", []),
        ("The groups did not differ significantly (P = 0.20).", []),
        ("The groups did not differ significantly (P = 0.002).", ["significance-words"]),
        ("抗体滴度从20升至80，升高到原来的5倍。", ["change-size"]),
        ("10例患者平均发作2.3次。", []),
        ("本组共30例，全部完成随访，复发10次，复发率27%。", []),
    ],
    ids=["减去死亡", "否定的显著", "denied and small", "升是动词", "平均数可能", "次数不是人数"],
)
def test_readings_that_were_wrong_once(text: str, checks: list[str]) -> None:
    assert [one.check for one in accused(text)] == checks
