"""Changes, multiples and ratios of passages with two values, and intervals beside their estimate."""

from __future__ import annotations

import pytest

from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # a change before the two values
    ("Blood tests sent in error are down a quarter, from 360 to {}.", "270", "200"),
    ("Waits fell by 14 minutes, from 39 minutes before the rota changed to {} minutes afterwards.", "25", "19"),
    ("再入院率降低了5个百分点：出院随访前为17%，出院随访后为{}%。", "12", "9"),
    # a change behind them
    ("The kit was $80, now ${}. You save 35%.", "52", "44"),
    ("胃镜预约等候由15天缩短到{}天，足足少等了9天。", "6", "3"),
    ("发热门诊2021年接诊3200人次，2022年接诊{}人次，一年间增加25%。", "4000", "4600"),
    ("单次透析费用由500元降到{}元，降了两成。", "400", "310"),
    # the only multiple
    ("手术机器人单台耗时90分钟，是腹腔镜{}分钟的2倍。", "45", "70"),
    ("国产支架700元，仅为进口支架（{}元）的十分之一。", "7000", "9800"),
    ("Half as many nurses left the ward with the new rota: 9 against {} the year before.", "18", "30"),
    # in which ratio people were allotted, matched, counted by sex
    ("270例按2:1随机，试验组{}例接受注射，其余用安慰剂。", "180", "150"),
    ("采用1:2匹配，45例脑炎患儿共配得{}名对照。", "90", "135"),
    ("Each of the 40 men with gout was matched to three neighbours, yielding {} controls.", "120", "80"),
    ("Of 210 adults randomised 2:1, {} were assigned to the patch.", "140", "115"),
    ("18 of the 24 patients were women, giving a female-to-male ratio of {}.", "3:1", "1:1"),
    # so many for every so many, and cases per 100,000
    ("按每5张床配1名护士的标准，60张床共配{}名护士。", "12", "15"),
    ("There is one physiotherapist for every six beds, so the 42 beds need {} physiotherapists.", "seven", "nine"),
    ("全市常住人口80万，去年确诊麻疹24例，即每10万人{}例。", "3", "5"),
    ("There were 36 cases in a population of 300,000, or {} per 100,000.", "12", "18"),
    # a ratio said again as a share, efficacy of two rates
    ("The hazard ratio was 0.70 (95% CI 0.58 to 0.85); put simply, the drug cut the risk by {}%.", "30", "70"),
    ("接种者发病率1.0%，安慰剂组4.0%，保护效力{}%。", "75", "55"),
    # an interval beside its estimate
    ("The swab found 84% of infections, with a 95% confidence interval of {}.", "78% to 89%", "86% to 89%"),
]  # fmt: skip

RIGHT = [
    "体重由92 kg减至84 kg，其中头两周减了5 kg。",
    "候诊时间从40分钟缩短到25分钟，比兄弟医院多缩短6分钟。",
    "术后1周眼压下降9.0 mmHg，术后3个月回落至术前水平（25.1 mmHg比24.8 mmHg）。",
    "总费用由3.1万元降到2.4万元，其中药费下降35%。",
    "Collections rose by 3.1% on 2020 (779,000) but remained below 2018 (836,400).",
    "Uptake rose 6 points to 71%, still 9 points short of the 80% target.",
    "Errors fell from 61 to 50 per 1,000 admissions, down 18%.",
    "The rate rose by 11 percentage points (8% to 14%).",
    "进口片90元，国产片30元，医保报销后自付仅为原来的一半。",
    "本院去年种植1936颗，平均每月161颗，为前年1210颗的1.6倍。",
    "Drops are given twice, at 8 and 12 weeks, and the tablet at 8 and 16 weeks.",
    "80例病例按1:2匹配，最终151例对照完成问卷。",
    "120例按1:1随机分组，随访中8例提前出院未再评分。",
    "Of every 1,000 people screened, 12 are found early, 5 more per 1,000 than without.",
    "There are 24 beds and one nurse for every three beds at least, so 10 nurses work by day.",
    "RR was 1.31 (95% CI 1.10 to 1.56); the difference in quality of life was not significant.",
    "甲组骨密度升高6.1%，乙组下降0.7%，组间差6.8个百分点。",
    "各县发病率由每10万人3.1到每10万人15.5不等，其中最高两县今年的检测量翻了一番。",
    "Rates ranged from 3.1 per 100,000 inland to 15.5 on the coast, where testing was doubled in May.",
    "Between 2011 and 2021 heart donors rose from 12 to 36; transplants of kidneys doubled.",
    "Eleven children took part; the mean for all 11 fell from 7.25 to 5.75.",
    "每5张床配1名护士，30张床的病区三班轮转，共需18名护士。",
    "There is one nurse for every five patients, so the 30 patients need 18 nurses over three shifts.",
    "The scan costs £80, down from £95, and takes two hours instead of five: £15 and three hours saved.",
    "Six people a day were seen, half as many again as the four of last year.",
    "Leaks fell from 9.0% in 2018 to 6.0% in 2021, a third fewer. Of 1,500 operations in 2021, 90 (6.0%) leaked.",
]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT, ids=[text[:24] for text, *_ in AGREE_OR_NOT])
def test_one_relation(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    assert accused(text.format(wrong))


@pytest.mark.parametrize("text", RIGHT)
def test_left_alone(text: str) -> None:
    assert accused(text) == []
