"""Ratios, doses, packs, multiples, shares in words: one figure changed is found, any other reading is silence."""

from __future__ import annotations

import re

import pytest

from tests.verify.figures.test_batches import CHANGE, accused

CASES = (  # [[agrees|does not]]
    # men to women, arms
    "共收治88例，男66例，女22例，男女之比为[[3:1|4:1]]。",
    "The registry has 90 members, 72 of them women and 18 men, a female-to-male ratio of [[4:1|6:1]].",
    "Adults were randomised [[2:1|3:1]] to the antibody (n = 208) or placebo (n = 104).",
    "参加者按1∶1随机，观察组[[75|35]]例，对照组75例。",
    # shares in words
    "[[近四成|近六成]]受访者（38.6%）每天喝奶茶。",
    "门诊随访的240名老人里，180人、也就是[[四分之三|三分之二]]，能够独自出门。",
    "One in [[four|two]] carers slept badly: 61 of the 244 who answered said so.",
    "[[Fewer|More]] than half of the clinics we called could help: 97 of 230.",
    "Two-thirds of the 90 volunteers, [[60|40]] people, came back.",
    # doses
    "患儿体重16 kg。按每次10 mg/kg口服，每次应给[[160|260]] mg。",
    "Mice weighing 25 g received 20 mg/kg, that is [[0.5|5]] mg per animal.",
    "Each vial holds 0.5 mL of a 40 mg/mL solution and delivers [[20|45]] mg of the drug.",
    "按每公斤1×10^6个细胞输注，患者体重70 kg，总量为[[7×10^7|7×10^6]]个。",
    # packs
    "每盒24片，早晚各2片，一盒可服用[[6|12]]天。",
    "Each bottle holds 90 capsules. Take one capsule in the morning and two at night; a bottle lasts [[30|45]] days.",
    # multiples
    "疫苗产能由200万支提高到[[400|700]]万支，实现翻番。",
    "Admissions climbed from 60 in the first winter to 240 in the third, a [[fourfold|sixfold]] rise.",
    # one place for each
    "共复核64张切片，每张只归入一类：良性30张，交界性12张，恶性[[22|32]]张。",
    "In all 41 people died. One cause was recorded for each: sepsis in 17, stroke in 13 and cancer in [[11|16]].",
    # words of significance and an interval
    "合并RR为0.66（95%CI 0.51～0.85），差异[[有|无]]统计学意义。",
    (
        "The fall was [[statistically significant|not statistically significant]]: the mean difference was -3.1 mmHg, "
        "with a 95% confidence interval from -5.0 to -1.2 mmHg."
    ),
    # a stated denominator
    "66例入组，6例脱落，60例完成。以[[60|66]]例为分母计算，45例（75.0%）改善。",
    # shares that vouch for each other
    "In a study of 400 children, 88 (22%) were irritable, 48 (12%) had a fever, and [[16|21]] (4%) had a rash.",
    # what was not so many is no excuse where the count and its whole are printed
    "[[40%|59%]] of participants (8/20) improved.",
    "全组20例患者中，有效8例，有效率为[[40%|59%]]（8/20）。",
    # ages
    "招募年龄20～60岁的志愿者共80人，志愿者的中位年龄为[[41|67]]岁。",
    "Median age at entry was 66 years (range 18 to [[91|191]]), and 60% were men.",
)
INNOCENT = (
    "180例患者按1:1随机，每组90例。治疗组84例、对照组81例走完全程。",
    "Take two tablets from Monday to Friday only. A tub holds 60 tablets and lasts six weeks.",
    "每盒30片，每日1次，每次1片，一个疗程可服用14天。",
    "480名居民填了问卷，其中320人不吃早餐，三分之一是学生。",
    "A child of 20 kg takes 30 mg/kg a day divided into three doses, that is 200 mg each time.",
    "An adult weighing 90 kg would need 900 mg at 10 mg/kg, but the dose is capped at 800 mg.",
    "新术式做了首批40例，其中1例中转开腹，腔镜完成率为97.5%。",
    "“零复发是我们的梦想”，但随访一年仍有3例复发。",
    "All 40 volunteers who could be tested had seroconverted (100%). Two of the 42 vaccinated missed the visit.",
    "28例移植受者30 d生存率为100%。术后第9个月，1例因感染死亡。",
    "I期患者的5年生存率为90.1%，IV期患者的1年生存率只有39.5%。",
    "收治3例，男3例，女0例，男女比为3:0。",
    "共0例，其中0例（0%），0例（0%），0例（5%）。",
    "None of the 18 volunteers had a fever (0%; 95% CI 0 to 18.5%).",
    # of other people, other things, another time
    "腰痛的男性比例为28%，女性比例为44%；男性抑郁比例11%，女性抑郁比例20%。",
    "男性120名、女性135名填写了意向表，最终男性88名、女性92名共180名入选。",
    "接种的人里感染25例。入院的人中，未接种者20例、接种者2例。",
    "哮喘患儿32名，其中20名停用激素；另18名患儿为囊性纤维化，两类共50名。",
    "随机化200例，4例撤回同意后，治疗组余97例，对照组99例。",
    "理论考试无人补考，通过率100%；实操考试有3人未通过，下月重考。",
    "All 25 pumps passed inspection, 100%. Two of the 25 nurses were not trained in their use.",
    "Attendance on the first evening was 100%. At the third, five were missing.",
    "We invited 130 men and 110 women; 80 men and 70 women, 150 people together, came.",
    "Of 30 children with asthma 18 were well; the other 14 children, with eczema, were not. The 44 children left.",
    "Ten residents lived there in May; six joined, one died and three moved away, leaving 12.",
    "Ninety beds: 48 in three wards of 16 beds each, and 42 in single rooms.",
    # of a number that is nobody's
    "The helpline took 1,450 calls, 29 (2.0%) of them at night. The town has 96,000 people.",
    "Eight patients (11.1% and 4.2% by arm; six and two of 54 and 48) stopped early. A total of 102 were treated.",
    "Ten members counted their attacks and averaged 3.30. The three with asthma averaged 4.67.",
    "小组里六个人一年共摔倒七次，平均每人1.17次。",
    # in another unit
    "体重由76公斤减到70.5公斤，少了11斤。",
    "A sachet has 5 g of salt, equivalent to 2,000 mg of sodium.",
    "Fever was noted in 6% and 4% respectively.",
    "Weight fell by 3.1 kg. In waist it was 4 cm.",
    "At six months the gap was 2.0 points (95% CI 0.4 to 3.6) and at 12 months −0.7 (95% CI −2.3 to 0.9).",
    "Mean age was 61 years (SD 9, range 34 to 82).",
)


@pytest.mark.parametrize("passage", CASES)
def test_one_figure_changed(passage: str) -> None:
    assert accused(CHANGE.sub(r"\1", passage)) == []
    assert accused(CHANGE.sub(r"\2", passage)) != []


@pytest.mark.parametrize("passage", INNOCENT)
def test_another_reading_fits(passage: str) -> None:
    assert accused(passage) == []


CHINESE = tuple(case for case in CASES if re.search("[一-鿿]", case))
HOUSE = {
    True: "科室成立于2003年，现有医护人员52名，开放床位70张。",
    False: "The unit opened in 2003 and has 52 staff and 70 beds. ",
}
COUNTRY = {
    True: "据统计，我国约有1.2亿成人失眠，每年新增约300万例。",
    False: "About 120 million adults in the country sleep badly, and some 3 million are diagnosed each year. ",
}


@pytest.mark.parametrize("ahead", [HOUSE, COUNTRY], ids=["house", "country"])
@pytest.mark.parametrize("passage", CASES)
def test_sentences_of_the_house_or_the_country_stand_aside(passage: str, ahead: dict[bool, str]) -> None:
    told = ahead[passage in CHINESE] + passage
    assert accused(CHANGE.sub(r"\1", told)) == []
    assert accused(CHANGE.sub(r"\2", told)) != []


def test_what_is_told_of_staff_alone_is_held_against_itself() -> None:
    told = "医院现有职工200人。其中女职工150人，占{}。"
    assert accused(told.format("75.0%")) == []
    assert accused(told.format("60.0%")) != []


@pytest.mark.parametrize("passage", CHINESE)
def test_blanks_beside_digits_change_nothing(passage: str) -> None:
    for side, found in ((r"\1", False), (r"\2", True)):
        text = CHANGE.sub(side, passage)
        spaced = re.sub(r"(?<=[一-鿿])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[一-鿿])", " ", text)
        western = spaced.replace("，", ", ").replace("：", ": ").replace("（", " (").replace("）", ") ")
        assert bool(accused(spaced)) == bool(accused(western)) == found
        for one in accused(spaced):
            assert spaced[one.span.start : one.span.end].strip() == spaced[one.span.start : one.span.end]
