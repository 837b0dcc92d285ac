"""Numbers as printed: value, unit, comparator, span."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.numerals import fold, parse_chinese, parse_english
from claimlint.verify.figures.reading import extract, read_figures

Steps = Callable[[Callable[[], object], str], int]

# text, then low, high, unit, comparator of each figure
READINGS = [
    ("22 例患者", [("22", "22", "count", "=")]),
    ("二十二例患者", [("22", "22", "count", "=")]),
    ("百分之八十的患者", [("80", "80", "pct", "=")]),
    ("近三成，八成半，七八成", [("30", "30", "pct", "near-below"), ("85", "85", "pct", "="), ("70", "80", "pct", "=")]),
    ("半数患者翻了两番", [("50", "50", "pct", "="), ("4", "4", "fold", "=")]),
    ("1.2万名，3亿人，10余万人", [("12000", "12000", "count", "="), ("300000000", "300000000", "count", "="), ("100000", "100000", "count", ">")]),  # noqa: E501
    ("５０％～７０％", [("50", "70", "pct", "=")]),
    ("2-3个月，两三个疗程", [("2", "3", "month", "="), ("2", "3", "course", "=")]),
    ("由8.5%降至7.0%", [("8.5", "8.5", "pct", "="), ("7.0", "7.0", "pct", "=")]),
    ("52.3±8.6岁", [("52.3", "52.3", "year", "="), ("8.6", "8.6", "sd", "=")]),
    ("46 (33-71) months", [("46", "46", "month", "="), ("33", "71", "month", "=")]),
    ("提高了1.5个百分点", [("1.5", "1.5", "pp", "=")]),
    ("高达95%，不足5%，60岁以上", [("95", "95", "pct", "reach"), ("5", "5", "pct", "<"), ("60", "60", "year", ">=")]),
    ("三分之二，1/3以上", [("66.7", "66.7", "pct", "="), ("33.3", "33.3", "pct", ">=")]),
    ("eGFR 38 mL/(min·1.73m²)", [("38", "38", "ml/min/1.73m2", "=")]),
    ("1×10^6个细胞/kg", [("1000000", "1000000", "cell", "=")]),
    ("千分之三，1年半，三个半月", [("3", "3", "permille", "="), ("1.5", "1.5", "year", "="), ("3.5", "3.5", "month", "=")]),  # noqa: E501
    ("HR 0.58 (95% CI, 0.41 to 0.82; P = .002)", [
        ("0.58", "0.58", "hr", "="), ("95", "95", "cilevel", "="), ("0.41", "0.82", "ci", "="), ("0.002", "0.002", "p", "=")]),  # noqa: E501
    ("twenty-five patients, nearly half", [("25", "25", "count", "="), ("50", "50", "pct", "near-below")]),
    ("more than 1,234 adult patients", [("1234", "1234", "count", ">")]),
    ("a threefold rise, one in five", [("3", "3", "fold", "="), ("20", "20", "pct", "=")]),
    ("between 40% and 55%, aged 65 or older", [("40", "55", "pct", "="), ("65", "65", "none", ">=")]),
]  # fmt: skip

NO_FIGURES = [
    "CD19、IL-6、PD-1、COVID-19、miR-21、TGF-β1", "2021年1月7日，2019年至2021年", "2型糖尿病，III期，第3周，grade 3, phase 2/3",  # noqa: E501
    "二甲双胍、三七、四环素、六味地黄丸、三甲医院、一般、一个、两组", "[3]［3-5］，图1、表2", "热线400-820-1234，13800138000",  # noqa: E501
    "doi:10.1186/s12882-025-04029-y https://example.org/10/20", "男女比例1:9，randomised 2:1", "国药准字H20193045，NCT01234567",  # noqa: E501
    "5G时代的3D打印", "1.1 慢性肾病",
    "1 年龄与性别", "2 人口学资料", "3 对照组", "4 名词解释", "2 组织来源", "1 周围血管病变",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[text[:24] for text, _ in READINGS])
def test_reads(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = extract(text)
    assert [(f.unit, str(f.comparator)) for f in found] == [(unit, cmp) for _, _, unit, cmp in expected]
    for figure, (low, high, _, _) in zip(found, expected, strict=True):
        assert abs(figure.low - Decimal(low)) < Decimal("0.05")
        assert abs(figure.high - Decimal(high)) < Decimal("0.05")


@pytest.mark.parametrize("text", NO_FIGURES)
def test_names_dates_and_marks_are_no_figures(text: str) -> None:
    assert [f.raw for f in extract(text)] == []


ROLES = [
    ("共纳入120例患者", "120例患者", "n_total", None),
    ("随访时间中位数为46个月", "46个月", "followup", "median"),
    ("复发率为15%", "15%", "relapse", None),
    ("平均年龄46岁", "46岁", "age", "mean"),
    ("5年总生存率为82%", "82%", "survival", None),
    ("A total of 64 patients were enrolled", "64 patients", "n_total", None),
    ("adverse events occurred in 12%", "12%", "adverse", None),
]


@pytest.mark.parametrize(("text", "raw", "role", "stat"), ROLES, ids=[row[0] for row in ROLES])
def test_roles(text: str, raw: str, role: str, stat: str | None) -> None:
    figure = next(f for f in read_figures(text) if f.raw == raw)
    assert figure.role == role
    assert stat is None or figure.stat == stat


def test_arms_by_order_of_mention() -> None:
    rates = [f for f in read_figures("试验组和对照组有效率分别为78%和62%。") if f.unit == "pct"]
    assert [f.arm for f in rates] == ["trt", "ctl"]


NUMERALS = [
    ("三千五百", 3500),
    ("一百五", 150),
    ("一百零五", 105),
    ("二〇二二", 2022),
    ("两万三千", 23000),
    ("十五", 15),
]


@pytest.mark.parametrize(("words", "value"), NUMERALS)
def test_chinese_numerals(words: str, value: int) -> None:
    number = parse_chinese(words)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("words", ["三五", "万", "例", "一" * 16])
def test_no_chinese_numeral(words: str) -> None:
    number = parse_chinese(words)
    assert number is None or words == "三五"


def test_english_numerals() -> None:
    number = parse_english("one hundred and twenty-five")
    assert number is not None
    assert number.value == 125
    assert parse_english("patients") is None


@given(st.text(alphabet="一二十百千万零两半成点例患者％%.,0123456789-~±（）() /×^年月P=<ab", max_size=60))
def test_spans_hold_what_was_printed(text: str) -> None:
    assert len(fold(text)) == len(text)
    for figure in read_figures(text):
        assert text[figure.span.start : figure.span.end] == figure.raw


@given(st.integers(2, 9000), st.sampled_from(["例", "名患者", "%", "个月", " patients", "岁"]))
def test_width_changes_nothing(value: int, unit: str) -> None:
    plain = f"共{value}{unit}。"
    wide = plain.translate({ord(str(d)): 0xFF10 + d for d in range(10)})
    assert [(f.low, f.unit) for f in extract(plain)] == [(f.low, f.unit) for f in extract(wide)]


HOSTILE = ["一二三四五六七八九十", "1,", "九十", "(95%CI ", "1-", "P=", "from 1 to "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_steps_are_linear(steps: Steps, unit: str) -> None:
    """Counted, not timed; benchmarks/figures.py --hostile times it."""
    short, long = (steps(lambda text=unit * count: read_figures(text), "claimlint") for count in (300, 1200))
    assert long < 4.5 * short


def test_steps_are_counted(steps: Steps) -> None:
    few, many = (steps(lambda text="120例，80例。" * count: read_figures(text), "claimlint") for count in (10, 20))
    assert many > few > 100
