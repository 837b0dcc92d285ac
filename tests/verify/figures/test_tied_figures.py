"""Shares and parts that their own words tie to a whole: found where they break it, left alone otherwise."""

from __future__ import annotations

import pytest

from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # a share in words beside its number or its digits
    ("在400份问卷里，过半受访者（{}人）每天量体温。", "232", "152"),
    ("受检司机的视力不达标率近三成，为{}%。", "28.6", "39.6"),
    ("90例患者中，{}即60例当天回家。", "三分之二", "三分之一"),
    ("600名职工里有240名睡不好，占全部职工的{}。", "四成", "六成"),
    ("Eighty parents kept the diary and 60 of them, {}, wanted a second one.", "three quarters", "one third"),
    ("{} than half of the 320 drivers (180, or 56.3%) had dozed at the wheel.", "More", "Fewer"),
    # a share of those whom its words name
    ("共50例入组，40例完成治疗。完成治疗者中30例康复（{}%）。", "75.0", "60.0"),
    ("Sixty women signed up and 48 completed the course. Among completers, 36 ({}%) slept better.", "75", "60"),
    ("Fifteen of the 60 pupils were girls, and 6 of the girls ({}%) wore glasses.", "40", "10"),
    ("发出报名表90份，收回80份；以收回份数计算，同意者60人，占{}%。", "75", "67"),
    # no whole number of so few
    ("12例患者（男7例、女5例）均完成复查，总有效率为{}%。", "91.7", "94.0"),
    ("None of the 13 volunteers dropped out, and {}% slept longer by week four.", "61.5", "65.0"),
    # parts of all
    ("供者血型构成：A型30.1%，B型28.2%，O型32.0%，AB型{}%。", "9.7", "16.7"),
    ("150名学生分为三组，三组人数分别为51、50和{}名。", "49", "59"),
    ("Of 52 nurses, 40 were still in post in June and {} had left.", "12", "17"),
    ("The crew went to 200 calls. In 60 nobody was hurt; of the others, 90 went home and {} did not.", "50", "80"),
]  # fmt: skip
INNOCENT = [
    "40例中有10例合并糖尿病，糖尿病患者中4例（40.0%）发生感染，非糖尿病患者中3例（10.0%）。",
    "受访的310名护士中，倒班者占六成多，其中看过医生的有48人，约占倒班者的四分之一。",
    "60例患者中男36例，完成率95%。",
    "四个年级依次有200、210、195和190名学生，共抽查其中的300名。",
    "13名志愿者全部完成试验，药物吸收率为72.4%。",
    "在岗护士88人，其中本科52人，硕士6人，今年新招12人，离职9人。",
    "死亡前三位为肺癌1427例、肝癌662例、胃癌593例，占全部死亡的54.7%。",
    "Of 600 callers, 240 were men and three quarters of the women, 270, were over 50.",
    "Of 180 patients, 90 received the drug, 60 placebo and the rest an active comparator; 12 crossed over.",
    "All 12 children were seen again; of the 8 who had been infected, 62.5% were well.",
    "Among 200 drivers, 50 wore glasses. Of the drivers with glasses, 10 (20%) failed, against 15 (10%) of the rest.",
    "The new wing has 96 beds: 64 in four wards of 16 beds each, and 32 single rooms.",
    "Costs fell by a quarter, from 80 to 60 pounds a visit, and 300 of our 400 patients noticed.",
]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT)
def test_what_the_words_tie_together(text: str, right: str, wrong: str) -> None:
    assert [one.check for one in accused(text.format(right))] == []
    assert {one.check for one in accused(text.format(wrong))} & {"percent-of-count", "parts-total"}


@pytest.mark.parametrize("text", INNOCENT)
def test_another_reading_is_right(text: str) -> None:
    assert [one.check for one in accused(text)] == []
