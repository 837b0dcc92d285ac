"""Figures that must agree and stand apart: another clause, another sentence, a title, a table, a list of references."""

# ruff: noqa: E501, ISC004 - a passage a line reads best

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimlint.read import read_text
from claimlint.verify.run import verify

RULES = Path(__file__).parents[3] / "rules" / "common" / "figure"
CHECKS = {yaml.safe_load(path.read_text("utf-8"))["check"] for path in RULES.glob("*.yaml")} - {"relapse-and-free"}
CHANGE = re.compile(r"\[\[(.*?)\|(.*?)\]\]", re.DOTALL)


def accused(text: str) -> set[Any]:
    marked = re.search(r"^#|\|--", text, re.MULTILINE) is not None
    document, problems = read_text(text, path="a.md", format="markdown" if marked else "text")
    assert document is not None, problems
    return {one.check for one in verify(document).observations if one.check in CHECKS and one.severity != "info"}


STATISTICS = [
    ("test-p", "两组有效率比较，χ²值为4.12，P值为[[0.042|0.642]]。"),
    ("test-p", "经Mann-Whitney U检验，Z值为-2.576，双侧P值[[0.010|0.120]]。"),
    ("test-p", "The groups differed (chi-square = 9.21, df = 2; P = [[0.01|0.001]])."),
    ("test-p", "t = 2.31 with 38 degrees of freedom (P = [[0.026|0.26]])"),
    ("test-p", "两组各30例，t值为2.045，P值是[[0.045|0.345]]。"),
    ("test-p", "年龄与评分的相关系数r=0.45（n=80），P[[<0.001|=0.210]]。"),
    ("test-p", "干预后评分比较（t=[[3.12|1.12]]，P＜0.01）。"),
    ("test-p", "Kruskal-Wallis检验H=12.4，P=[[0.002|0.83]]。"),
    (
        "test-p",
        "| 指标 | 观察组（n=45） | 对照组（n=45） | t值 | P值 |\n|---|---|---|---|---|\n"
        "| 住院时间（d） | 6.8±1.5 | 8.1±1.7 | 3.847 | 0.001 |\n| 引流量（mL） | 152±38 | 158±41 | 0.720 | [[0.473|0.007]] |",
    ),
    ("interval-p", "两组平均住院日相差1.2天（95%CI [[0.3～2.1|-0.3～2.7]]天；P=0.01）。"),
    ("interval-p", "A reminder shortened waits by 1.4 days (95% CI 0.5 to 2.3; [[P = 0.004|P = 0.44]])."),
    ("interval-p", "新流程使等候时间缩短了12分钟（95%CI 4～20，[[P=0.003|P=0.33]]）。"),
    ("significance-words", "t=1.08，P=0.28，差异[[无|有]]统计学意义。"),
    ("interval-p", "Weight fell by 2.1 kg more with the drug (95% CI −3.0 to −1.2 kg), P [[<|=]] [[0.001|0.47]]."),
    ("interval-p", "The odds ratio was 1.9 (P = [[0.007|0.2]]; 95% CI 1.2 to 3.1)."),
    ("interval-p", "合并RR为0.78（0.66～0.93，95%可信区间），P=[[0.004|0.21]]。"),
    (
        "interval-p",
        "Mortality was 12% and 15% (risk ratio 0.80, 95% CI 0.66-0.97). The difference had a P of [[0.02|0.55]].",
    ),
    (
        "interval-p",
        "| 变量 | OR（95%CI） | P值 |\n|---|---|---|\n| 年龄 | 1.42（1.10～1.83） | [[0.007|0.107]] |\n| 独居 | 1.10（0.70～1.73） | 0.68 |",
    ),
]

CHANGES = [
    ("change-size", "术前空腹血糖为11.2 mmol/L，术后一个月降至5.6 mmol/L，降低了[[一半|七成]]。"),
    ("change-size", "培训前，护士急救考核合格率为62%；培训后升至85%，提高了[[23|32]]个百分点。"),
    ("change-size", "平均等候时间由45分钟缩短到18分钟，也就是少等了[[27|37]]分钟。"),
    ("change-size", "In 2019 the unit recorded 40 falls; in 2023 it recorded 26, a drop of [[35|53]]%."),
    ("change-size", "Waiting times used to average 20 weeks. They now average 12 weeks, [[eight|six]] weeks shorter."),
    ("change-size", "原来每月要打12针，现在每月只打4针，少打了三分之[[二|一]]。"),
    ("change-size", "用药前每周头痛5天，用药后减至2天，减少[[六|四]]成。"),
    ("change-size", "日均接诊由60人次增至150人次，是原来的[[2.5|3.5]]倍。"),
    ("change-size", "公司去年销售额为6.30亿元，上年为5.25亿元，同比增长[[20.0|12.0]]%。"),
    ("change-size", "The average fee dropped from $80 to $60, a saving of $[[20|30]] a visit."),
]

TIMES = [
    ("survival-order", "肝移植受者术后一年有92%存活，三年有[[86|81]]%存活，五年有[[81|86]]%存活。"),
    ("survival-order", "中位无进展生存期为[[12.1|14.2]]个月，中位总生存期为[[24.1|12.1]]个月。"),
    ("survival-order", "Survival was 95% at one year, 88% at three years and [[85|90]]% at five years."),
    ("survival-order", "Five-year disease-free survival was [[68|78]]% and overall survival was 71%."),
    ("survival-order", "三年时，生存率是七成一，无复发者占[[六成九|八成九]]。"),
    ("survival-order", "累积复发率在1年为8%，2年为[[12|15]]%，3年为[[15|12]]%。"),
    (
        "survival-order",
        "| 时间 | 总生存率（%） | 无进展生存率（%） |\n|---|---|---|\n| 1年 | 90.1 | 71.0 |\n| 3年 | 60.2 | [[50.1|66.1]] |",
    ),
    ("horizon", "末次随访均在术后24个月，无失访。术后[[24|60]]个月的翻修率为2.1%。"),
    ("horizon", "患者于2019年1月至2020年12月接受手术，随访截至2022年6月。[[3|5]]年总生存率为71.4%。"),
    (
        "horizon",
        "Patients were enrolled from March 2019 to June 2020 and the database was locked in June 2022. The [[two|six]]-year relapse rate was 14%.",
    ),
    ("horizon", "随访最久的一位患者也只有[[五|两]]年半。研究称四年内无人复发的比例为88%。"),
    (
        "horizon",
        "Nobody was followed beyond [[48|18]] months. By 36 months, 22% of the knees had needed a second operation.",
    ),
    ("horizon", "全部患者随访满[[36|18]]个月后研究即告结束。论文称36个月时的复发率为11%。"),
]

AGAIN = [
    (
        "told-twice",
        "**我院国医馆一年接诊[[81|18]]万人次**\n国医馆开馆满一年。数据显示，一年来国医馆共接诊81万人次，其中复诊占六成。",
    ),
    (
        "told-twice",
        "**Robot pharmacy fills [[2,500|5,200]] prescriptions a week**\nIt now fills 2,500 prescriptions a week, twice what the old counter managed.",
    ),
    (
        "told-twice",
        "要点速读：新方案把住院时间缩短了[[4.3|3.4]]天。\n全文：与旧方案相比，新方案把住院时间缩短了4.3天（P=0.002）。",
    ),
    ("told-twice", "结论：约[[七|九]]成产妇选择母乳喂养。\n调查共回访产妇400名，选择母乳喂养的有284名。"),
    (
        "told-twice",
        "Conclusion: nearly [[two fifths|two thirds]] of carers reported poor sleep. Of the 240 carers who replied, 92 reported poor sleep.",
    ),
    (
        "told-twice",
        "孙莉等回顾了[[250|205]]例川崎病患儿的超声资料[4]。\n\n参考文献\n[4] 孙莉, 吴凡. 250例川崎病患儿冠状动脉超声随访[J]. 儿科(例), 2017, 5(1): 9-12.",
    ),
    (
        "told-twice",
        "马英等分析了[[65|56]]所县级医院的输血数据[2]，认为用血量逐年下降。\n[2] 马英, 丁一. 65所县级医院输血现况调查[J]. 输血杂志(例), 2021, 3(2): 12-14.",
    ),
    (
        "told-twice",
        "A survey of [[13|31]] hospices found that music was the most common therapy (2).\n\n2. Hart J. Therapies in 13 English hospices. Palliat Care (example). 2015;9:12-19.",
    ),
    ("told-twice", "该中心目前共有透析机[[65|56]]台。全部65台透析机每天分三班运行。"),
    (
        "told-twice",
        "The library lent [[3,540|3,450]] hearing loops last winter. Volunteers tested every one of the 3,540 hearing loops.",
    ),
    ("told-twice", "张阿姨今年68岁，退休后爱上了广场舞。医生说，[[68|86]]岁的张阿姨更要注意保护膝盖。"),
    ("told-twice", '这是医院开展的第二百[[五十三|三十五]]例肾移植手术。手术当天，科室在墙上挂出了"第253例"的牌子。'),
    (
        "told-twice",
        "| 月份 | 采血量（升） | 献血人次 |\n|---|---|---|\n| 一月 | 310 | 1 020 |\n| 二月 | 268 | 890 |\n| 三月 | 342 | 1 130 |\n\n"
        "二月采血量最少，只有[[268|286]]升，献血人次也降到890。",
    ),
    (
        "told-twice",
        "| 组别 | 治疗前 | 治疗后 |\n|---|---|---|\n| 针刺组 | 6.8 | 3.1 |\n| 药物组 | 6.7 | 4.4 |\n\n"
        "针刺组疼痛评分由6.8分降至3.1分，药物组由6.7分降至[[4.4|4.9]]分。",
    ),
]

SILENT = [
    "The app reduced readmissions by 22% (hazard ratio 0.78, 95% CI 0.58 to 1.04; P = 0.09).",
    "方差齐性检验P=0.28，差异有统计学意义的仅有两项。",
    "未校正P=0.03，差异无统计学意义（检验水准α=0.01）。",
    "三组年龄比较，F=0.52，P=0.596；两两比较未作校正。",
    "Logistic回归：Wald χ²=5.12，OR=1.66，95%CI 1.07～2.58，P=0.024。",
    "非劣效检验：率差-2.1%（95%CI -6.8%～2.6%），非劣效P=0.002。",
    "主要终点HR为0.91（95%CI 0.79～1.05）；次要终点卒中减少（HR 0.72，95%CI 0.55～0.94，P=0.016）。",
    "收缩压由152 mmHg降至138 mmHg，舒张压由94 mmHg降至86 mmHg，分别下降14 mmHg和8 mmHg。",
    "平均等待从40分钟缩短到10分钟，减少了四分之三，投诉减少了一半。",
    "近视率由2018年的53.6%降至2022年的51.9%，五年间平均每年下降0.4个百分点。",
    "The queue shrank from 900 to 600 people in March, and by a further 150 in April.",
    "放疗组3年总生存率81%，手术组3年总生存率85%；放疗组5年总生存率72%，手术组5年总生存率70%。",
    "一年时未复发的占85%，其中活过两年的又有90%未复发。",
    "本组随访6～36个月。文献报道该术式5年复发率为8%。",
    "患者术前平均病程6年，随访6～24个月，3年内曾手术者占18%。",
    "所有患儿出生后随访至3岁。既往一项10年随访研究中，12%的患儿出现哮喘。",
    "**三年救治1 200名卒中患者**\n自2021年起，该中心共救治卒中患者1 206名，其中溶栓430名，取栓210名。",
    "**16家医院共建联盟**\n去年联盟成立时只有12家成员，今年又有4家加入。",
    "摘要：治疗组有效率93.3%，对照组80.0%。\n正文：治疗组60例，有效56例；对照组60例，有效48例。",
    "王芳等的调查显示，63家医院中有36家开展了该项目[2]。\n[2] 王芳. 63家医院护理现状调查[J]. 护理(例), 2018, 3(2): 11-13.",
    "刘伟等的研究[1]发现，36例出现头晕。\n[1] 刘伟. 某药治疗高血压120例临床观察[J]. 药房(例), 2018, 3(2): 11-13.",
    "该院去年接诊外伤患者1 254名，今年接诊1 524名。",
    "男生45名，女生54名，共99名学生参加了体检。",
    "第118例捐献者是一名教师，第181例捐献者是一名司机。",
    "**九旬老人成功换瓣**\n92岁的李奶奶因主动脉瓣狭窄入院。29岁的主治医生小王陪她度过了第一夜。",
    "| 科室 | 床位 | 使用率 |\n|---|---|---|\n| 内科 | 60 | 91% |\n| 外科 | 48 | 85% |\n\n内科床位使用率为91%，比去年的88%高；外科手术量增长12%。",
    "| 组别 | n | 治愈率 |\n|---|---|---|\n| 甲组 | 50 | 62% |\n| 乙组 | 52 | 48% |\n\n甲组治愈率比乙组高14个百分点，甲组中男性占58%，平均年龄46岁。",
]


@pytest.mark.parametrize(("check", "text"), [*STATISTICS, *CHANGES, *TIMES, *AGAIN])
def test_the_wrong_one_is_found_and_the_right_one_is_not(check: str, text: str) -> None:
    assert accused(CHANGE.sub(r"\1", text)) == set()
    assert check in accused(CHANGE.sub(r"\2", text))


@pytest.mark.parametrize("text", SILENT)
def test_what_agrees_is_left_alone(text: str) -> None:
    assert accused(text) == set()
