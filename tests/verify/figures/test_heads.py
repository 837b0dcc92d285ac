"""Cells against the head of their column, and results told for later than everybody was followed."""

from __future__ import annotations

import pytest

from claimlint.read import read_text
from claimlint.verify.run import verify

FOUND = [
    ("impossible-value", "| 组别 | NRS评分（0～10分） |\n|---|---|\n| 热敷组 | 14.2 |\n| 冷敷组 | 5.1 |\n"),
    ("impossible-value", "| Arm | Itch score (0-10) |\n|---|---|\n| Cream | 3.2 |\n| Base | 16.4 |\n"),
    ("unit", "| 时间 | 舒张压 |\n|---|---|\n| 入院 | 96 mmHg |\n| 出院 | 82 kPa |\n"),
    (
        "malformed-statistic",
        "| 因素 | OR（95%CI） |\n|---|---|\n| 吸烟 | 1.82（1.20～2.76） |\n| 饮茶 | -0.71（0.52～0.97） |\n",
    ),
    ("test-p", "| 时点 | F（2，57） | P |\n|---|---|---|\n| 第1周 | 0.52 | 0.597 |\n| 第4周 | 6.80 | 0.210 |\n"),
    (
        "percent-of-count",
        "| 组别 | 例数 | 皮疹，例（%） |\n|---|---|---|\n| 甲组 | 50 | 8（16.0） |\n| 乙组 | 52 | 13（31.0） |\n",
    ),
    ("horizon", "56名患者每人均随访18个月，随访期满试验即告终止。5年通畅率为88.0%。"),
    (
        "horizon",
        "Every patient was followed for exactly 12 months, and then the trial ended. At three years, survival was 81%.",
    ),
]

SILENT = [
    "| 组别 | NRS评分（0～10分） |\n|---|---|\n| 热敷组 | 4.2 |\n| 冷敷组 | 5.1 |\n",
    "| 组别 | 评分变化率（0～10分，%） |\n|---|---|\n| 热敷组 | 42.0 |\n| 冷敷组 | 15.1 |\n",
    "| 时间 | 舒张压 |\n|---|---|\n| 入院 | 96 mmHg |\n| 出院 | 10.9 kPa |\n",
    "| 因素 | β | OR（95%CI） |\n|---|---|---|\n| 饮茶 | -0.34 | 0.71（0.52～0.97） |\n",
    "| 时点 | F（2，57） | P |\n|---|---|---|\n| 第1周 | 0.52 | 0.597 |\n| 第4周 | 6.80 | 0.002 |\n",
    "| 组别 | 例数 | 皮疹，例（%） |\n|---|---|---|\n| 甲组 | 50 | 8（16.0） |\n| 乙组 | 52 | 13（25.0） |\n",
    "56名患者每人均随访60个月，随访期满试验即告终止。5年通畅率为88.0%。",
    "Every patient was followed for exactly 36 months, after which the trial ended. At three years, survival was 81%.",
]


def _checks(text: str) -> set[str]:
    document, _ = read_text(text, path="a.md", format="markdown" if "|--" in text else "text")
    assert document is not None
    return {one.check for one in verify(document).observations if not one.check.startswith("study")}


@pytest.mark.parametrize(("check", "text"), FOUND)
def test_found(check: str, text: str) -> None:
    assert check in _checks(text)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert not _checks(text)
