"""The compliant example of each profile passes clean; without one of its statements it does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from claimlint import Linter

FOLDER = Path(__file__).parents[3] / "examples" / "compliant"
NAMES = sorted(path.name for path in FOLDER.glob("*.md"))
# what to strike out of an example, and which statement is then missing
STRUCK = [
    ("otc-drug.md", "请按药品说明书或者在药师指导下购买和使用。", "disclaimer/drug-otc-notice"),
    ("prescription-drug.md", "本广告仅供医学药学专业人士阅读。", "disclaimer/drug-rx-notice"),
    ("device.md", "请仔细阅读产品说明书或者在医务人员的指导下购买和使用。", "disclaimer/device-notice"),
    ("health-food.md", "保健食品不是药物，不能代替药物治疗疾病。", "disclaimer/health-food-notice"),
    ("special-food.md", "不适用于非目标人群使用。", "disclaimer/special-food-notice"),
    ("medical-institution.md", "医广【2026】第03-12-0456号", "disclaimer/medical-institution-approval"),
    ("medical-aesthetics.md", "登记号：PDY10003", "disclaimer/medical-aesthetics-licence"),
    ("cell-study.md", "更新日期：2026年3月1日", "disclaimer/update-date"),
    ("popular-science.md", "更新日期：2026年3月1日", "disclaimer/update-date"),
    ("supplement-en.md", "This statement has not been evaluated by", "disclaimer/supplement-disclaimer"),
]


@cache
def linter() -> Linter:
    return Linter(config=FOLDER / "claimlint.toml")


def test_every_profile_has_its_example() -> None:
    assert len(NAMES) >= 10
    assert {name for name, _, _ in STRUCK} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_compliant_text_is_clean(name: str) -> None:
    report = linter().check_file(FOLDER / name)
    assert [one.code for one in report.problems if one.code != "no-wording-rules"] == []
    assert "content" in report.documents[0].profile.declared
    assert [(one.rule, one.text) for one in report.findings] == []


@pytest.mark.parametrize(("name", "words", "rule"), STRUCK, ids=[name for name, _, _ in STRUCK])
def test_a_struck_statement_is_missed(name: str, words: str, rule: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert words in text
    report = linter().check_text(text.replace(words, ""), format="markdown", path=str(FOLDER / name))
    assert rule in {one.rule for one in report.findings}
