"""Faults that stand close to the readings that let numbers stand side by side: they are still found."""

from __future__ import annotations

import pytest

from claimlint.read import read_text
from claimlint.verify.run import verify

TABLE = """

| 组别 | 例数 | 显效 | 有效 | 无效 |
|---|---|---|---|---|
| 甲组 | 60 | 25 | 20 | 15 |
| 乙组 | 58 | 18 | 19 | 21 |
"""


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("120例患者随机分为3组，每组45例。", "parts-total"),
        ("120 patients were randomised into three groups of 45 each.", "parts-total"),
        ("经筛查纳入80例，随机分为两组，每组50例。", "parts-total"),
        ("全年完成手术400台，其中微创手术300台，占85%。", "percent-of-count"),
        ("发放问卷500份，收回480份，回收率为86%。", "percent-of-count"),
        ("住院患者200人，院内感染8人，感染率14%。", "percent-of-count"),
        ("60例患者治疗后治愈率40%，好转率50%，无效率30%。", "parts-total"),
        ("显效率40.0%，有效率35.0%，无效率15.0%。", "parts-total"),
        ("# 我院完成五十例机器人手术\n\n截至上周，我院共完成五十六例机器人手术，全部由两位医生主刀。", "told-twice"),
        ("随访率100%：56例均接受电话随访，其中失访3例。", "all-with-exceptions"),
        ("120例入组，15例脱落，最终完成95例。", "parts-total"),
        ("床日费用由每天620元降至510元，下降了210元。", "change-size"),
        ("Falls dropped from 8.4 to 6.3 per 1,000 bed-days, 3.1 fewer per 1,000.", "change-size"),
        ("The difference was significant (p = .21).", "significance-words"),
        ("两组差异有统计学意义（P=0.21）。", "significance-words"),
    ],
    ids=[
        "每组太多", "groups too large", "筛查在前", "占其中", "回收率", "感染率", "多于一百", "显效在内", "同一范围",
        "有人失访", "没有中间数", "有前后值", "same base", "not denied", "未否定",
    ],
)  # fmt: skip
def test_still_found(text: str, check: str) -> None:
    assert check in {one.check for one in _accused(text)}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("甲组60例中45例有效，乙组58例中37例有效。", False),
        ("甲组显效25例，乙组显效18例。", False),
        ("甲组显效52例，乙组显效18例。", True),
        ("若将失访者计入，甲组显效30例。", False),
    ],
    ids=["包括显效", "相同", "不同", "另一种分析"],
)
def test_beside_a_table(sentence: str, found: bool) -> None:
    assert bool([one for one in _accused(sentence + TABLE) if one.check == "told-twice"]) is found


def _accused(text: str) -> list[object]:
    document, problems = read_text(text, path="a.md", format="markdown" if "#" in text or "|" in text else "text")
    assert document is not None, problems
    return [one for one in verify(document).observations if one.severity != "info"]
