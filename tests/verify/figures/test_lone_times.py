"""Ages, clocks, days, cycles and visits of short passages: found where they do not fit, left alone otherwise."""

from __future__ import annotations

import pytest

from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # a birth, a year, an age
    ("她1963年生，2018年查出青光眼，当时{}岁。", "55", "47"),
    ("Born in 1929, he was {} when the hip was replaced in 2001.", "72", "61"),
    # two ages and their years, two ages and the time between
    ("她31岁那年（2003年）得了银屑病，2019年复诊时她{}岁。", "47", "53"),
    ("She was 52 when gout was found in 2006; in 2020, at {}, she still swims.", "66", "73"),
    ("他20岁开始抽烟，{}岁戒烟，烟龄整整30年。", "50", "60"),
    ("Diagnosed with asthma at 12, he has lived with it for 40 years and is now {}.", "52", "62"),
    # a founding and a celebration
    ("护校创办于1934年，2024年举办{}周年校庆。", "九十", "八十"),
    ("The blood service was founded in {} and marked its 60th anniversary in 2021.", "1961", "1971"),
    # two times of the day and the time between
    ("上午10时15分进针，10时{}分拔针，用时35分钟。", "50", "40"),
    ("The drip was hung at 7:40 and taken down 95 minutes later, at {}.", "9:15", "9:45"),
    # two dates and the time between
    ("6月28日起疹，皮疹持续7天，至7月{}日消退。", "5", "15"),
    ("Made in April 2022 with a shelf life of 30 months, the strips expire in {} 2024.", "October", "May"),
    ("Her last period began on 5 May 2022; on 28 July 2022 she was {} weeks pregnant.", "12", "16"),
    ("末次月经为2021年2月1日，2021年4月26日复查，停经{}周。", "12", "9"),
    # a birth too soon, the time since, the age reached
    ("胎龄30周出生，住院7周，出院时纠正胎龄{}周。", "37", "41"),
    ("Born at 28 weeks and 2 days, he was weighed {} days later, at a postmenstrual age of 31 weeks.", "19", "36"),
    # cycles
    ("服药21天、停药7天，5个周期总共{}天。", "140", "105"),
    ("Tablets are taken for two weeks and then stopped for two. {} such cycles take 24 weeks in total.", "Six", "Nine"),
    # visits every so often
    ("2013年首次筛查，此后每两年一次，从未间断，2023年已是第{}次。", "6", "8"),
    ("Swabs are taken every two weeks until week 12, making {} swabs per child.", "six", "nine"),
    ("术后第1、3、6、12个月复查，共{}次。", "4", "6"),
    # three stretches, what is left, two units
    ("筛选2周、治疗20周、随访6周，每位受试者共需{}周。", "28", "38"),
    ("They rested for 3 weeks, trained for 10 weeks and detrained for 4 weeks, {} weeks in all.", "17", "21"),
    ("全程耗时130分钟，其中准备25分钟，实际手术{}分钟。", "105", "115"),
    ("每天一次，连服6周，共{}天。", "42", "56"),
    # an outcome that nobody could reach
    ("试验自首例给药至锁库不过20个月，所报{}年时生存率为81%。", "1", "4"),
    ("Enrolment opened in May 2020 and data were cut in May 2022; {}-year survival was 66%.", "two", "five"),
]  # fmt: skip

RIGHT = [
    "他1963年12月生，2018年3月手术，当时54岁。",
    "她1963年生，女儿2018年确诊，当时25岁。",  # another's age
    "他20岁开始抽烟，中间戒过8年，50岁戒掉，烟龄22年。",
    "老人今年80岁，2010年确诊，当时66岁。",  # what year it is now is not told
    "Diagnosed in 2009 at 43, she stopped treatment in 2015 and, now 58, cycles to work.",
    "护校创办于1934年，1994年新校区启用，2024年新校区迎来30周年。",
    "The clinic opened in 1998; Dr Hale, who turned 50 in 2023, runs it.",
    "手术9点开始，12点结束，体外循环时间85分钟。",
    "The team was called at 14:05, she arrived at 14:50, and the clot was out 30 minutes later.",
    "3月5日入院，3月20日出院，术后住院11天。",
    "6月28日起疹，皮疹持续3天后消退，7月15日再次出现。",
    "Between June 2018 and March 2020 smokers were enrolled, who took the drug for 12 weeks.",
    "Made in April 2022, the strips expire in May 2024; once opened they keep for 3 months.",
    "胎龄30周出生，通气7周，出院时纠正胎龄41周。",
    "服药21天、停药7天，计划6个周期，完成5个周期，共140天。",
    "Six cycles of 28 days were planned; with delays they took 189 days in all.",
    "Screened every two years since 2013, with one round cancelled, they had their fifth scan in 2023.",
    "筛选2周、治疗20周，其中前4周滴定，共22周。",
    "每个工作日一次，连服6周，共30天。",
    "Of the 200 minutes, 45 went on anaesthesia and 30 on positioning, leaving 125 minutes.",
    "4月2日下午医疗队返回。队伍于2021年2月18日抵达，首尾都算在内，前后共44天。",
    "5月6日，小米出院了。她3月1日出生，在保温箱里住了66天。",
    "医院始建于1940年，1988年迁至现址，去年庆祝迁址三十五周年。",
    "The hospice, founded in 1980, moved in 1990 and in 2015 celebrated the 25th anniversary of its move.",
    "保胎住院9天后，她在孕31周早产，宝宝纠正胎龄37周时出院。",
    "Doors open at 6 pm, and the lecture, which starts at 7 pm, lasts 40 minutes.",
    "她7点30分离开病房，12点回到病房，手术用了2小时40分钟。",
    "他2014年起每年体检一次，从未间断，2023年第2次查出胆囊息肉。",
    "The anaesthetic began at 8:10 and she woke at 10:40; the operation took 100 minutes.",
]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT, ids=[text[:24] for text, *_ in AGREE_OR_NOT])
def test_one_relation(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    assert accused(text.format(wrong))


@pytest.mark.parametrize("text", RIGHT)
def test_left_alone(text: str) -> None:
    assert accused(text) == []
