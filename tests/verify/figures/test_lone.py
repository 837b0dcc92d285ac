"""Passages with so few figures that only one relation can hold: found where it does not, left alone otherwise."""

from __future__ import annotations

import pytest

from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # the only multiple and the only two values
    ("血红蛋白由每升{}g升到132g，是入院时的2倍。", "66", "50"),
    ("Falls were four times as common on the night shift, at {}%, as on the day shift, at 1.1%.", "4.4", "6.6"),
    ("门诊量从240人次增加到{}人次，正好翻了一番。", "480", "390"),
    # how often, for how long, how often in all
    ("患者每周理疗2次，连续6周，一共做了{}次。", "12", "18"),
    ("每日雾化3次，连续5天，共计{}次。", "15", "10"),
    ("Children were seen twice weekly for eight weeks, making {} sessions in total.", "16", "24"),
    # what is left
    ("Of 64 hearing aids lent out, 51 came back and 6 were broken. The remaining {} were never returned.", "7", "9"),
    ("报名参加减重营的有45人，其间3人搬走、4人怀孕，余下{}人全部走完课程。", "38", "41"),
    # a share in words
    ("120位学员中，近三成当天就学会了，具体来说是{}位。", "34", "54"),
    ("One in five of the callers, {} of 250, hung up before the nurse answered.", "50", "80"),
    # shares in brackets
    ("{}例患者术后随诊，9例（45%）停用止痛药，14例（70%）恢复上班。", "20", "23"),
    ("The clinic describes {} patients with tennis elbow: 12 could grip by week six (60.0%).", "20", "23"),
    # two stretches and their whole
    ("先服药8周，停药后再观察16周，整个试验为期{}周。", "24", "32"),
    ("They trained for six weeks, then rested for two weeks, {} weeks in all.", "8", "10"),
    # a ratio and the share by which the risk changes
    ("The hazard ratio for a second stroke was 0.62 with the patch, meaning {}% fewer strokes.", "38", "62"),
    ("再入院的率比为0.70，即再入院减少{}%。", "30", "70"),
    # two rates and the relative change
    ("Flares: 8.0% with the drug, 12.5% without. In relative terms that is a reduction of {}%.", "36", "56"),
    ("复发率治疗组为12%，未治疗组为20%，相对降低{}%。", "40", "66"),
    # a title and the only figure that tells it again
    ("《鼻喷流感疫苗在小学生中的保护率达{}%》——记者获悉，这款鼻喷流感疫苗在小学生中的保护率为71.5%。", "71.5", "75.1"),
    ("HEADLINE: Walking programme cuts falls by {}%. — Residents who walked had 34% fewer falls.", "34", "43"),
    # all, and the others
    ("38枚种植体{}在三个月内完成骨结合，其余3枚延迟至六个月。", "中35枚", "全部"),
    # an interval, and the next sentence's word for it
    ("Relative risk 0.88, 95% CI 0.72 to {}. The difference was not statistically significant.", "1.08", "0.97"),
    # as many parts as are announced, every grade
    ("共120例，随机分为三组：低剂量组38例、高剂量组41例、安慰剂组{}例。", "41", "31"),
    ("Adults (n not told here): 96 were assigned to one of two arms: {} to the app and 46 to leaflets.", "50", "58"),
    ("Of 73 knees the surgeon graded excellent 41, good {}, fair 8 and poor 4.", "20", "26"),
    # a ratio told in words, a course of doses
    ("Teenagers who vaped had {} times the odds of chronic cough (95% CI 1.9 to 3.5).", "2.6", "3.9"),
    ("They took 75 mg twice daily for 14 days, a cumulative {} mg.", "2,100", "1,050"),
    # every class of a scale
    ("46例可评价者中完全缓解4例、部分缓解21例、疾病稳定{}例、疾病进展6例。", "15", "18"),
]  # fmt: skip

RIGHT = [
    "血红蛋白由每升60g升到132g，升高了1.2倍。",  # by how many times more
    "首周每日1次，随后每周2次，连续6周，一共做了17次。",
    "Children were seen twice weekly for six weeks and attended a median of 9 sessions in total.",
    "Of 64 patients, 51 improved and 20 of these had no pain; nine of the remaining 13 were referred.",
    "120例中，近三成（34例）自愈，比去年的54例少。",
    "22例患者中20例完成随访，13例（65%）停药。",
    "先服药8周，其中禁食2周，整个试验为期8周。",
    "初稿误将“18/25（72%）”写成“18/25（82%）”，定稿已改正。",
    "The abstract's '21 of 28 (57%)' was a misprint; 21 of 28 is 75%.",
    "【重磅】两项研究同日发表：一项纳入120例患者，另一项纳入210例患者。",
    "32例手术中，除2例中转开腹外，其余30例均在腹腔镜下完成。",
    "Ⅰ期24例患者五年生存率为100%，无一例死亡；Ⅱ期31例中有4例死亡。",
    "29位完成治疗的患者100%达标；入组31位，2位在第一周退出。",
    "缺血性卒中占78.1%（500例），出血性卒中占18.4%（118例），其余22例（3.4%）类型不明。",
    "The hazard ratio was 0.62; side effects were 12% more frequent.",
    "受访的1,200名城市居民和800名农村居民中，分别有86%和71%听说过，其余的400余人愿意了解。",
    "Coverage was 81% of 640 urban and 66% of 210 rural children, the remaining 90 having moved away.",
    "风险比为0.80，也就是说三年死亡率绝对值下降了3%。",
    "The hazard ratio was 0.80, meaning an absolute reduction of 3% in deaths.",
    "接种组发病率3%，未接种组9%；对死亡的保护效力为95%。",
    "Flu was found in 3% of the vaccinated and 9% of the others. Effectiveness against death was 95%.",
    "邀请50名学生，到场42名，戴牙套30名，从未戴过8名，其余4名已取下。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT, ids=[text[:24] for text, *_ in AGREE_OR_NOT])
def test_one_relation(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    assert accused(text.format(wrong))


@pytest.mark.parametrize("text", RIGHT)
def test_left_alone(text: str) -> None:
    assert accused(text) == []
