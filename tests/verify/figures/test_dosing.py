"""Doses, packs, rates and units that change: found where they do not fit, left alone otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimlint.verify.lone.amounts import amounts
from claimlint.verify.lone.dose_numbers import number_of
from claimlint.verify.lone.measures import Measure, measure
from tests.verify.figures.test_batches import accused

AGREE_OR_NOT = [
    # a portion, what a piece holds, how often
    ("谷维素片每片10 mg，每次3片，每日3次，一天合计{} mg。", "90", "60"),
    ("Each lozenge tablet contains 4 mg; she took two tablets four times a day, a daily dose of {} mg.", "32", "24"),
    ("护肝片一天三次，一次四片，一周共需{}片。", "84", "56"),
    # by weight and by surface
    ("患儿体重24 kg，按12 mg/kg给药，单次剂量{} mg。", "288", "388"),
    ("At 2 mg/kg, a cat weighing 4.5 kg should be given {} mg.", "9", "12"),
    ("体表面积1.5 m²，按60 mg/m²计算，用量{} mg。", "90", "120"),
    ("The dose was 4 micrograms per kilogram, or {} micrograms a day for a girl weighing 50 kg.", "200", "250"),
    # how long a pack lasts
    ("每盒36粒，早中晚各2粒，一盒可服{}天。", "6", "9"),
    ("The pen holds 300 units; at 15 units every night it lasts {} days.", "20", "30"),
    ("The inhaler holds 120 puffs. One puff in the morning and one at night will empty it in {} days.", "60", "40"),
    # what is dissolved, how fast it runs
    ("尼卡地平20 mg加盐水至100 ml，浓度为{} mg/ml。", "0.2", "0.4"),
    ("250 ml液体以每小时50 ml的速度泵入，输完需{}小时。", "5", "8"),
    ("The set gives 15 drops per mL. To run 400 mL over 200 minutes, set the rate to {} drops per minute.", "30", "45"),
    ("阿托品每支1 ml含0.5 mg，医嘱用2 mg，需抽取{}支。", "4", "2"),
    # what is eaten, what is paid
    ("每100 g燕麦含膳食纤维10 g，一碗40 g，吃一碗得到{} g膳食纤维。", "4", "6"),
    ("The strips cost $2 each. At three a day, 30 days come to ${}.", "180", "90"),
    # units and values
    ("经治疗，尿酸由560 μmol/L降到372 {}。", "μmol/L", "mmHg"),
    ("Mean HbA1c fell from 9.0% to 7.4{} in the coached group.", "%", " mmol/mol"),
    ("诊室血压138/86 {}，心率70次/分。", "mmHg", "kPa"),
    ("Night-time falls were cut by {}% once the lights were fitted.", "84", "124"),
    ("步速与握力呈正相关（r={}）。", "0.52", "1.52"),
    ("Grip and gait were related (r = {}).", "0.44", "1.44"),
    ("干预有效（P{}0.05）。", "<", "<=>"),
]  # fmt: skip

RIGHT = [
    "每片5 mg，起始每次1片，两周后改为每次2片，每日3次，每日共30 mg。",  # the portion changes
    "每瓶90粒，夫妻俩每人每天1粒，一瓶能吃45天。",
    "每片0.25 g，每次0.5 g，每日3次，每日最大剂量2 g。",
    "以20 kg儿童为例，一次5 ml（100 mg），即5 mg/kg。",  # one of the two is enough
    "每100 g含EPA 30 g、DHA 20 g，二者合计50 g。",  # a sum
    "每盒24片，每日2次，每次1片，一个疗程可服用7天。",  # a course is no pack
    "补铁剂每片60 mg，前两周每日1片，之后每日2片，六周共服70片，合4200 mg。",
    "Patients received 4 infusions of 300 mg each, for a total of 1200 mg, over 8 weeks.",
    "One sachet in 200 mL of water three times a day, 600 mL in all.",
    "A loading dose of 400 mg was followed by 200 mg daily for 5 days, 1.4 g in total.",
    "At $1 a tablet and two tablets a day, a month's supply comes to $60.",
    "Give 10 mL/kg, that is 200 mL for a 20-kg child; repeat once, to a total of 400 mL.",
    "入院血红蛋白9.8 g/dL，换算单位后为98 g/L。",
    "Ferritin rose from 12 to 48 ng/mL and haemoglobin went up by a mere 1.1 g/dL.",
    "The smart watch weighs 32 g and costs $199.",
    "n = 320 in 240 households took part.",
    "一盒48粒，只在工作日服用，每日2粒，周末停服，可服近5周。",
    "A tub of 30 is for workdays only: one tablet a day from Monday to Friday. It lasts six weeks.",
    "Give 20 ml/kg over two hours: 200 ml for a child of 10 kg. After each loose stool give a further 40 ml.",
]


@pytest.mark.parametrize(("text", "fits", "other"), AGREE_OR_NOT)
def test_the_one_that_fits(text: str, fits: str, other: str) -> None:
    assert not accused(text.replace("{}", fits))
    assert accused(text.replace("{}", other))


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_well_be_right(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("500亿", "5E+10"),
        ("1×10^6", "1E+6"),
        ("2.5×10⁷", "2.5E+7"),
        ("12 500", "12500"),
        ("两", "2"),
        ("half a", "0.5"),
    ],
)
def test_numbers(words: str, value: str) -> None:
    found = number_of(words)
    assert found is not None
    assert found[0] == Decimal(value)


def test_measures() -> None:
    assert measure("mg") == Measure(Decimal(1), (("mass", 1),))
    assert measure("mmhg") is None
    assert number_of("0") is None


def test_amounts_of_both_languages() -> None:
    zh = amounts("每次2片，每片25 mg，每日3次，不超过10片，间隔6小时")
    assert [one.text for one in zh] == ["2片", "25 mg", "3次", "10片"]
    assert [one.limited for one in zh] == [False, False, False, True]
    en = amounts("two 200 mg tablets every 8 hours for 5 days, one drop in each eye at night")
    assert [one.text for one in en][:2] == ["two", "200 mg tablets every 8 hours"]
