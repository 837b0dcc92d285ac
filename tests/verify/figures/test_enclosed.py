"""Lists behind their total, rows in their order, rates of 100 % and named rates, leads: each beside what may be right."""

# ruff: noqa: E501
from __future__ import annotations

import re

import pytest

from claimlint.read import read_text
from claimlint.verify.run import verify


def checks(text: str) -> set[str]:
    marked = re.search(r"^#|^- |^\* |\|--", text, re.MULTILINE) is not None
    document, problems = read_text(text, path="a.md", format="markdown" if marked else "text")
    assert document is not None, problems
    return {one.check for one in verify(document).observations if one.severity != "info"}


SHARED = [  # [[agrees|does not]], the check
    ("门诊登记咨询者520人，未就诊84人（路途太远37人，已在别处就诊29人，其他原因[[18|31]]人）。", "parts-total"),
    ("The audit left out 96 charts (51 had no date, 33 were copies and [[12|21]] had other faults).", "parts-total"),
    ("食堂全年采购蔬菜1 452万元，其中叶菜[[635|608]]万元，根茎563万元，菌菇254万元。", "parts-total"),
    ("The trust gave £4.2m last year: £1.9m to clinics, £1.5m to carers and £[[0.8|1.8]]m to schools.", "parts-total"),
    ("心理热线去年共接听6 420次。其中学业压力2 310次，亲子矛盾1 760次，睡眠问题1 180次，其余[[1 170|1 710]]次涉及职场等。", "parts-total"),
    ("52例患者随访满1年，死于心衰[[6|9]]例，死于其他原因3例，存活43例。", "parts-total"),
    ("全组40例，术后30 d死亡3例，病死率7.5%，30 d生存率为[[92.5|97.5]]%。", "parts-total"),
    ("快检试剂的阳性预测值为100%：快检呈阳性的48例，经培养确认的有[[48|42]]例。", "percent-of-count"),
    ("全镇在册的慢病老人318名，面访到的也是[[318|308]]名，面访率100%。", "percent-of-count"),
    ("本年度应维护设备1 120台，实际维护[[1 120|1 107]]台，维护率100%。", "percent-of-count"),
    ("一次置管成功率100%（180/180），其中首针成功[[162|192]]例，第二针成功18例。", "parts-total"),
    ("All 32 crowns were in place at recall, a 100% retention rate for the [[32|39]] crowns fitted.", "percent-of-count"),
    ("All 28 flaps had taken (100%) by day 14, and [[no flap was lost|three of the flaps were lost]].", "all-with-exceptions"),
    ("实验室全年接收标本1 600份，其中因溶血退回的有[[48|84]]份，退回率3.0%。", "percent-of-count"),
    ("Only 63 of the 150 drivers who had been sent a leaflet by post ([[42|24]].0%) came for a check.", "percent-of-count"),
    ("One in four of the 320 callers who rang at night ([[81|131]] people) lived alone.", "percent-of-count"),
    ("受访者共240人。戴表四周后，150人睡得更早，占全部受访者的[[62.5|65.2]]%。", "percent-of-count"),
    ("42个甲状腺腺瘤中，直径缩小一半以上者占[[90.5|95.0]]%。", "percent-of-count"),
    ("护理组15名老人无一人退出；第四周时表示睡得好的占[[86.7|88.9]]%。", "percent-of-count"),
    ("23名学员无人退出，平均每天漏服次数由1.30次增至[[1.61|1.63]]次，次数按整数记录。", "parts-total"),
    ("全县登记孕妇905人，全部分级管理，其中绿色610人、黄色220人、橙色58人、红色[[17|71]]人，管理率100%。", "parts-total"),
    ("**要点**\n\n- 候诊时间由52分钟缩短至[[28|23]]分钟\n- 投诉减少\n\n医院改用分时段挂号。过去病人平均要等52分钟，如今降到28分钟。", "told-twice"),
    ("# 午后小睡与血压\n\n- 收缩压达标率[[63.4|64.3]]%\n- 无人退出\n\n本项目为期半年，共134名居民参加。结束时收缩压达标率为63.4%，比开始时高。", "told-twice"),
    ("**摘要** 纳入9项研究，共[[1 753|1 573]]例。\n\n**结果** 干预组882例，常规组871例，合计1 753例。各项研究质量中等。", "told-twice"),
    ("活动当天，志愿者一共为528位居民量了血压。队长说：“[[五百二十八|五百八十二]]位居民，比去年多了一百人左右。”", "told-twice"),
    ("王奶奶今年[[86|68]]岁，三年前摔断了腿。“我今年八十六了，还能自己买菜。”她笑着说。", "told-twice"),
    ("In all, 2,360 adults joined the walk study.\n\n\"[[Two thousand three hundred and sixty|Two thousand six hundred and thirty]] people kept a diary for us,\" the lead said.", "told-twice"),
    ("# Results of [[a 160-person|a 60-person]] trial of light therapy\n\nResearchers in Oslo followed 160 adults with winter depression.", "told-twice"),
    ("# 每天少坐[[1.5|2.5]]小时会怎样？\n\n研究者请58名职员把每天坐着的时间减少1.5小时，其他照旧。", "told-twice"),
    ("| 指标 | 早锻炼组 | 晚锻炼组 |\n|---|---|---|\n| 体脂率（%） | 24.6 | 26.1 |\n| 静息心率 | 66.4 | 68.9 |\n\n体脂率方面，早锻炼组为[[24.6|24.1]]%，晚锻炼组为26.1%，差异有统计学意义（P=0.012）。", "told-twice"),
    ("| | Coaching (n = 80) | Leaflet (n = 80) |\n|---|---|---|\n| Missed visits | 31 | 54 |\n| Calls to nurse | 112 | 167 |\n\nThere were 31 missed visits with coaching and [[54|45]] with the leaflet.", "told-twice"),
    ("| 项目 | 治疗前 甲组 | 治疗后 甲组 | 治疗前 乙组 | 治疗后 乙组 |\n|---|---|---|---|---|\n| FEV1（L） | 1.62 | 1.94 | 1.59 | 1.68 |\n| 步行（m） | 318 | 366 | 322 | 331 |\n\n甲组的肺功能由1.62 L升至[[1.94|1.74]] L，乙组由1.59 L升至1.68 L。", "told-twice"),
    ("结果 手术时间83（70，105）min，住院4 d。\n\n讨论 本组中位手术时间为[[83|38]] min，说明该术式可行。", "told-twice"),
]  # fmt: skip
CHANGE = re.compile(r"\[\[(.*?)\|(.*?)\]\]")


@pytest.mark.parametrize(("passage", "check"), SHARED)
def test_what_does_not_agree(passage: str, check: str) -> None:
    assert check in checks(CHANGE.sub(r"\2", passage))


@pytest.mark.parametrize("passage", [passage for passage, _ in SHARED])
def test_what_agrees(passage: str) -> None:
    assert checks(CHANGE.sub(r"\1", passage)) == set()
