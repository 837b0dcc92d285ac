"""All of them beside a few, none beside the one, so many beside their names, a lead beside its body."""

from __future__ import annotations

import pytest

from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # all, and a few of whom the opposite is told
    ("30张底片两位医师读片一致率为{}，1张意见相左，交由第三人裁定。", "96.7%", "100%"),
    ("26株幼苗移栽后{}株存活，未存活的1株因积水烂根。", "25", "26"),
    ("16台呼吸机{}通过年检，1台因漏气未通过，已送修。", "中15台", "全部"),
    ("社区为210位老人建档，随访率{}，仍有3位老人未接受随访。", "98.6%", "100%"),
    ("{} of the 34 lenses were clear at one month. One lens was cloudy and was exchanged.", "Thirty-three", "All"),
    ("The courier delivered {} of the 150 parcels on time, though three were delayed by snow.", "98%", "100%"),
    ("Of 40 trainees, {} completed the course. Two trainees dropped out in the second week.", "38", "40"),
    ("{} 18 dogs recovered fully; the dog that did not was put to sleep.", "All but one of the", "All"),
    # nobody, and the one that is spoken of
    ("术中{}大出血，该例大出血经压迫后停止。", "1例", "无一例"),
    ("接种后{}晕厥，晕厥者为一名空腹的高中生。", "有1人", "没有人"),
    ("There {} during the 60 bypasses; the stroke was mild and brief.", "was one stroke", "was no stroke"),
    ("{} hip dislocations were seen. Both dislocations were put back under sedation.", "Two", "No"),
    # so many things and their names
    ("研究在三个省开展，分别是四川、云南{}，入组标准一致。", "和贵州", ""),
    ("常见副作用有三种：口干、便秘{}，停药即消。", "和嗜睡", ""),
    ("Three drugs were tried, namely aspirin, ticlopidine{}, each for a month.", " and clopidogrel", ""),
    ("The four topics were wounds, burns{} and fractures.", ", bites", ""),
    # a lead and the only figure of its sort in the body
    ("**导语**：全市建成62个卒中急救点。\n据介绍，这{}个卒中急救点覆盖了所有乡镇。", "62", "26"),
    ("要点：\n- 共招募护士318名\n- 随访两年\n\n这项调查共招募护士{}名，随访两年，夜班护士的睡眠最差。", "318", "381"),
    ("# Vest cuts heart rate by 6.5 beats\n\nIn the vest the heart rate was {} beats lower at rest.", "6.5", "5.6"),
    # all that a lead tells, but one
    ("图1 两种敷料的愈合时间（银离子14天，凡士林19天）\n\n银离子敷料愈合时间平均{}天，凡士林敷料19天。", "14", "11"),
    ("Figure 2. Grip: trained 31 kg, untrained 26 kg.\n\nThe trained reached {} kg, the untrained 26 kg.", "31", "37"),
    # a row or a column of a table
    (
        "| 组 | n | 血糖 |\n|---|---|---|\n| 甲药 | 44 | 6.8 |\n| 乙药 | 46 | 7.9 |\n\n甲药血糖{}，乙药7.9。",
        "6.8",
        "6.1",
    ),
    # a share in words and the counts that make it
    ("《八成新手妈妈睡不好》\n调查的500名新手妈妈里，有{}名说自己睡不好。", "400", "300"),
]  # fmt: skip

RIGHT = [
    "两批疫苗入库，甲批合格率100%，乙批2盒破损。",
    "28名学员到课率100%，结业考试有1人不及格。",
    "成功率100%，术后1例切口感染，换药后愈合。",
    "全部40例均顺利完成手术；出院半年后2例死于肿瘤。",
    "16例无一例死亡。出现皮疹者3例，均为轻度。",
    "产妇满意度调查回收率100%，其中6人对餐食不满意。",
    "试验在三家医院进行，包括协和医院和同仁医院。",
    "培训分四个模块：理论、模拟、观摩以及带教实习和考核。",
    "# 我校三名学生获奖\n\n据了解，全省共有7名学生获得该奖。",
    "要点：\n- 计划招募500人\n\n截至昨日已报名386人。",
    "All 31 grafts were patent at discharge. One had occluded at the first annual visit.",
    "All 40 kits worked, and one of them was kept for training.",
    "The rate was 100% (38 of 38). Two people who missed doses were not cured.",
    "No deaths occurred. The death certificates used as controls came from the registry.",
    "All 50 gave consent to surgery, and 48 to tissue use; the two who did not were still treated.",
    "Three cities took part, among them Lyon and Turin.",
    "Two topics were taught: hygiene, and lifting and handling.",
    "Figure 1. Pain at 6 weeks: 3.1 (drug), 4.0 (sham).\n\nAt one year pain was 2.2 with the drug and 4.0 with sham.",
    "# 24-bed unit opens\n\nUntil last month the hospital had 18 beds for stroke patients.",
    "摘要：第8周有效率为52%；第16周，有效率已升至63%，标准未变。",
    "题图 治疗组48例，平均56.2岁；对照组46例，平均57.1岁。",
    "标题：4120人追踪28年，戒酒5年风险降三成\n\n正文：共4120人，随访21~28年。戒酒满5年者风险下降31%，戒酒15年者与从不饮酒者无异。",
    "There was no bleeding during the operation. The bleeding in the night settled with pressure.",
    "There were no serious infections. The infections that did occur settled with tablets.",
    "未发生严重皮疹，轻度皮疹2例，该皮疹均自行消退。",
    "All 20 taxis were clean on Monday; on Tuesday three were dirty.",
    "30份样品霉菌全部阴性，2份检出酵母菌。",
    "全县100%的村设有卫生室，其中9个村的卫生室尚缺一名护士。",
    "All 24 pumps passed inspection in May. In October three failed and were replaced.",
    "医护零感染。感染患者14名集中在一个病区，感染者均为老人。",
    "None of the nurses had been infected. The infected patients, nine in all, were moved.",
    "No transfusion was needed in 51 of 53; the transfusions in the other two were for anaemia.",
    "摘要：成人哮喘症状患病率12%。全文：医生确诊的哮喘患病率7%，仅少数规范用药。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT, ids=[text[:24] for text, *_ in AGREE_OR_NOT])
def test_told_of_all(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    assert accused(text.format(wrong))


@pytest.mark.parametrize("text", RIGHT)
def test_left_alone(text: str) -> None:
    assert accused(text) == []
