"""Shares of a few, what was due and done, exchanged digits and summaries, each beside what may be right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimlint.read import read_text
from claimlint.verify.arithmetic.slips import slips
from claimlint.verify.run import verify


def checks(text: str) -> set[str]:
    marked = text.lstrip().startswith(("#", "*", "|"))
    document, problems = read_text(text, path="a.md", format="markdown" if marked else "text")
    assert document is not None, problems
    return {one.check for one in verify(document).observations}


@pytest.mark.parametrize(
    ("right", "wrong", "check"),
    [
        (
            "首批16名失眠者全部完成了训练，其中81.3%的人入睡时间缩短。",
            "首批16名失眠者全部完成了训练，其中83.1%的人入睡时间缩短。",
            "percent-of-count",
        ),
        (
            "The first 16 patients were all re-examined, when 81.3% of them could read the chart.",
            "The first 16 patients were all re-examined, when 83.5% of them could read the chart.",
            "percent-of-count",
        ),
        (
            "本季度应复核医嘱1 250条，实际复核1 250条，复核率100%。",
            "本季度应复核医嘱1 250条，实际复核1 205条，复核率100%。",
            "percent-of-count",
        ),
        (
            "今年上半年我科完成穿刺2 640台。这2 640台穿刺中，门诊占了一半以上。",
            "今年上半年我科完成穿刺2 460台。这2 640台穿刺中，门诊占了一半以上。",
            "told-twice",
        ),
        (
            "这台手术历时58分钟。主刀医生说，一共只用了58分钟。",
            "这台手术历时85分钟。主刀医生说，一共只用了58分钟。",
            "told-twice",
        ),
        (
            "本季度完成微创手术30例，无中转开腹，微创率100%。",
            "本季度完成微创手术30例，中转开腹2例，微创率100%。",
            "all-with-exceptions",
        ),
        (
            "All 30 grafts took (100% survival); no graft was lost.",
            "All 30 grafts took (100% survival); 2 grafts were lost.",
            "all-with-exceptions",
        ),
        (
            "试用组共19人，无人退出。第二周人均每周醒来2.37次，次数按整数记录。",
            "试用组共19人，无人退出。第二周人均每周醒来2.39次，次数按整数记录。",
            "parts-total",
        ),
        (
            "All 19 children finished. They woke a mean of 2.37 times.",
            "All 19 children finished. They woke a mean of 2.39 times.",
            "parts-total",
        ),
        ("两者呈负相关（r=-0.43，P<0.01）。", "两者呈负相关（r=-1.43，P<0.01）。", "malformed-statistic"),
        ("HR=0.66，95%CI：0.48～0.91，P=0.011。", "HR=0.66，95%CI：0.91，P=0.011。", "malformed-statistic"),
        ("该方法敏感度为97.2%，特异度为99.1%。", "该方法敏感度为107.2%，特异度为99.1%。", "impossible-value"),
        ("引流时间为2～9天，中位数为4天。", "引流时间为2～9天，中位数为12天。", "centre-outside-range"),
        (
            "Patients ranged in age from 19 to 64 years (mean 41.7).",
            "Patients ranged in age from 19 to 64 years (mean 71.4).",
            "centre-outside-range",
        ),
        (
            "**结论**　在老年患者中，低剂量组卒中年发生率为1.4%。\n\n低剂量组卒中年发生率为1.4%，对照组为2.9%。",
            "**结论**　在老年患者中，低剂量组卒中年发生率为1.9%。\n\n低剂量组卒中年发生率为1.4%，对照组为2.9%。",
            "told-twice",
        ),
    ],
)
def test_one_figure_that_cannot_be(right: str, wrong: str, check: str) -> None:
    assert check not in checks(right)
    assert check in checks(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "本研究纳入16名失眠者，2名退出，其中85.7%的人入睡时间缩短。",  # 12 of 14
        "Survival was 100% at 6 months and 94% at 12 months; 3 of 50 patients died.",
        "RECIST评价：58例中CR 4例、PR 21例、SD 19例、PD 14例，ORR为43.1%，DCR为75.9%。",
        "机器人手术共104台。按病种分：前列腺手术57台，肾手术33台；其余14台为膀胱手术。",
        "| 组 | n | 起效（天） | 有效率 |\n|---|---|---|---|\n| 甲 | 45 | 6 | 82.2% |\n| 乙 | 44 | 11 | 65.9% |",
        "16名失眠者全部完成了训练，平均得分提高了83.1%。",  # a change, no share
        "去年我科完成穿刺2 460台，今年完成2 640台。",
        "另一家医院的这2 640台穿刺中，门诊占了一半以上；我科为2 460台。",
        "共纳入150例。这120例患者完成了全部随访。",
        "共纳入42例，3例退出，这39例患者均完成随访。",
        "**结论**　低剂量组卒中年发生率低1.5个百分点。\n\n低剂量组卒中年发生率为1.4%，对照组为2.9%。",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert not checks(text) & {"percent-of-count", "told-twice", "all-with-exceptions", "parts-total"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(2640, 2460, True), (26, 62, True), (2640, 2641, False), (150, 120, False), (2640, 264, False), (26, 26, False)],
)
def test_slips(one: int, other: int, expected: bool) -> None:
    assert slips(Decimal(one), Decimal(other)) is expected
