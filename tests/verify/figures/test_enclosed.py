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


SILENT = [
    "**要点**\n\n- 疼痛评分下降了2.4分\n\n疼痛评分由6.8分降至4.1分，经基线校正后下降了2.4分。",
    "**要点**\n\n- 甲组疼痛评分下降3.2分\n\n疼痛评分在甲组由6.8分降至3.6分，乙组由6.7分降至4.4分。",
    "**Key points**\n\n- Pain scores fell by 3.1 points with massage\n\nThose given massage went from a mean pain score of 7.2 points to 4.1; pain scores in the other group went from 7.0 points to 5.9.",
    "| 组别 | 例数 | 有效 |\n|---|---|---|\n| 联合组 | 39 | 34（87.2） |\n| 单药组 | 39 | 26（66.7） |\n\n联合组有效率为87.2%，单药组为66.7%。按意向性分析，联合组有效率为82.1%。",
    "| 组别 | 例数 | 有效 |\n|---|---|---|\n| 联合组 | 39 | 34（87.2） |\n| 单药组 | 39 | 26（66.7） |\n\n联合组有效率87.2%，单药组66.7%；两组满意率分别为89.7%和76.9%。",
    "| 项目 | 新床垫 | 旧床垫 |\n|---|---|---|\n| 压疮例数 | 14 | 23 |\n| 住院天数 | 16.4 | 18.8 |\n\n新床垫使用时间平均14.6个月，每张床位每天翻身6次。",
    "| 项目 | 新床垫 | 旧床垫 |\n|---|---|---|\n| 压疮例数 | 14 | 23 |\n| 住院天数 | 16.4 | 18.8 |\n\n试用前一年，新床垫病区平均住院14.6天。",
    "| Outcome | Coaching | Leaflet |\n|---|---|---|\n| Missed visits | 31 | 54 |\n\nWith coaching there were 31 missed visits, 23 fewer than the 54 with the leaflet. In men alone 13 and 45 were missed.",
    "| 季度 | 挂号 | 取药 |\n|---|---|---|\n| 一季度 | 3412 | 2980 |\n| 二季度 | 4055 | 3637 |\n\n一季度挂号3412人次、取药2980人次，二季度挂号4055人次、取药3637人次，两项都增长了两成左右。",
    "写在最后 这个小组还在继续。有人问起，35名成员里有28名坚持了下来，53岁的老周是组长。",
    "# 社区控压小组：达标率62.5%\n\n社区卫生中心招募40人，其中25人血压达标。男性达标率为65.2%（15/23），女性58.8%（10/17）。",
    "# 全市筛查1,864人\n\n本次筛查共1,864人，其中1,684人完成了全部检查，完成率90.3%。",
    "甲组手术时间112 min。乙组手术时间121 min，两组比较差异无统计学意义。",
    "腹腔镜组中位手术时间112 min，出血量80 mL。结果显示，开放组中位手术时间为121 min。",
    "既往报道手术时间112 min。本组手术时间为121 min，可见略长。",
    "李奶奶今年78岁。邻居周爷爷接过话：“我今年八十七了，也来报名。”",
    "去年共有1,864人参加。今年，1,684人报名了同一活动。",
    "The 2019 round enrolled 1,864 adults. The 2021 round had 1,684 adults.",
    "项目第一年覆盖2 310人，第二年覆盖3 210人。",
    "Between March and May 2,310 people called the line. From June to August 3,210 people did.",
    "春季义诊服务1 340人。秋季义诊服务1 430人。",
    "东区服务居民1 340人。西区服务居民1 430人。",
    "试点学校有学生1 340人。对比学校有学生1 430人。",
    "合格率100%：抽检药品84批，完成检验后发放证书80份。",
    "复诊率100%：出院患者84人，符合复诊条件的60人全部复诊。",
    "阳性率100%：送检标本84份，完成检测的80份均为阳性。",
    "按时完成率100%：任务36项，实际完成时间平均30天。",
    "签约居民1 250人，其中高血压患者225人，高血压规范管理率88.0%。",
    "Some 74 of the 188 pupils (mean attendance 25.0%) could still do all seven steps.",
    "Half of the 480 callers who rang at night (one in ten aged over 80) lived alone.",
    "120例患者中死亡8例，生存112例，其中完全恢复96例。",
    "死亡8例，存活分析纳入112例；全组共130例。",
    "病死率6.5%，出院生存率93.5%；1年生存率89.0%。",
    "排除107例（不符合标准61例，拒绝43例，其他3例），其余240例。",
    "共107例（男61例，女46例；城镇43例，其他64例）。",
    "排除42例（合并感染18例，拒绝签字15例，语言障碍12例，部分患者有两条原因）。",
    "共发生不良反应52例（恶心21例，头痛18例，皮疹9例，其他11例），部分患者同时出现两种以上。",
    "The register lists 420 donors for the year: 210 living donors, 120 after circulatory death and 60 after brain-stem death.",
    "We asked 240 nurses about their shifts: 130 worked nights, 90 worked weekends and 60 did both.",
    "The charity spent £3.6m: £1.2m on research, £1.5m on care and £0.9m on campaigns.",
    "60例患者中，死亡12例，存活45例，失访3例。",
    "共纳入60例，住院期间死亡4例；随访至1年，又有死亡8例，存活48例。",
    "80例患者治疗后30 d死亡6例，病死率7.5%，1年生存率为81.3%。",
    "在册儿童214名，男孩也是107名，接种率100%。",
    "All 30 patients completed the first session, giving a 100% attendance; of the 28 patients who returned, 20 improved.",
    "受试者共165人，其中完成者150人。123人打鼾减轻，占全部完成者的82.0%。",
    "| 指标 | 试验组 | 对照组 |\n|---|---|---|\n| 体重（kg） | 71.4 | 74.2 |\n| 腰围（cm） | 86.3 | 88.1 |\n\n试验组体重由基线的78.4 kg降至71.4 kg，对照组由78.1 kg降至74.2 kg。",
    "**要点**\n\n- 平均住院日由9.6天降至7.2天\n\n全院数据显示，平均住院日由9.6天降至7.2天。外科降幅更大，由9.6天降至6.2天。",
    "本季度共筛查1 864名居民。1 684名居民完成了全部检查。",
    "手术组完全缓解率为63.5%，对照组18例全部完成两个周期。",
    "26个结节中，体积平均缩小占原体积的94.3%。",
    "All 36 grafts had taken (100%) at one month; by one year two grafts had been lost.",
]  # fmt: skip


@pytest.mark.parametrize("passage", SILENT)
def test_what_only_looks_wrong(passage: str) -> None:
    assert checks(passage) == set()
