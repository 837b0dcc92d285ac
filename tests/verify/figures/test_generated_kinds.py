"""One generated passage for each kind of check: true it is silent, with one figure off it is found."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from math import exp, log
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from claimlint.verify.statistics import distributions as statistics

Seen = Callable[[str], tuple[Any, list[Any]]]
SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SLIPS = st.one_of(st.integers(-12, -2), st.integers(2, 12))


def checks(seen: Seen, text: str) -> set[str]:
    return {one.check for one in seen(text)[1]}


def rounded(value: float, decimals: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@SOME
@given(st.integers(20, 90), st.floats(0.5, 4.0), st.booleans())
def test_p_against_t(seen: Seen, df: int, t: float, wrong: bool) -> None:
    value = rounded(t, 2)
    p = rounded(statistics.two_sided_t(float(value), df), 3)
    assume(Decimal("0.002") < p < Decimal("0.09"))
    told = p * 10 if wrong else p
    for text in (f"差异经检验（t({df})={value}，P={told}）。", f"The groups differed, t({df}) = {value}, p = {told}."):
        assert bool(checks(seen, text)) == wrong


@SOME
@given(st.floats(0.3, 0.9), st.floats(0.05, 0.4), st.sampled_from(["inside", "outside"]))
def test_estimate_and_interval(seen: Seen, ratio: float, error: float, side: str) -> None:
    low, high = (rounded(exp(log(ratio) + z * error), 2) for z in (-1.96, 1.96))
    estimate = rounded(ratio, 2) if side == "inside" else high + Decimal("0.15")
    text = f"治疗组风险较低（HR={estimate}，95%CI {low}～{high}）。"
    assert ("interval-estimate" in checks(seen, text)) == (side == "outside")


@SOME
@given(st.floats(0.3, 0.9), st.floats(0.05, 0.6), st.booleans())
def test_interval_and_p(seen: Seen, ratio: float, error: float, wrong: bool) -> None:
    low, high = (rounded(exp(log(ratio) + z * error), 2) for z in (-1.96, 1.96))
    excludes = high < Decimal("0.98")
    assume(excludes or high > Decimal("1.02"))
    p = "0.31" if excludes == wrong else "0.012"
    text = f"The hazard ratio was {rounded(ratio, 2)} (95% CI {low} to {high}; P = {p})."
    assert ("interval-p" in checks(seen, text)) == wrong


@SOME
@given(st.integers(10, 60), st.integers(1, 40), SLIPS)
def test_title_and_text(seen: Seen, people: int, age: int, slip: int) -> None:
    assume(people + slip > 3)
    title = "《难治性肾病{n}例患者随访》发表后受到关注。研究共纳入{m}例患者，平均年龄" + f"{age + 20}岁。"
    assert checks(seen, title.format(n=people, m=people)) == set()
    assert "told-twice" in checks(seen, title.format(n=people + slip, m=people))


@SOME
@given(st.integers(100, 900), SLIPS)
def test_summary_and_body(seen: Seen, rate: int, slip: int) -> None:
    body = "中位随访30个月，患者的复发率为{a}%。综上所述，该方案的复发率为{b}%。"
    told = Decimal(rate) / 10
    assume(abs(told + told + slip - 100) > 2)  # the two may be a share and what is left of it
    assert checks(seen, body.format(a=told, b=told)) == set()
    assert "told-twice" in checks(seen, body.format(a=told, b=told + slip))


@SOME
@given(st.integers(20, 400), st.integers(20, 400), st.integers(5, 90), SLIPS)
def test_scale_and_total(seen: Seen, best: int, good: int, none: int, slip: int) -> None:
    total = best + good + none
    assume(none + slip > 0)
    text = "共治疗患者{t}例，显效{a}例，有效{b}例，无效{c}例。"
    assert checks(seen, text.format(t=total, a=best, b=good, c=none)) == set()
    assert "parts-total" in checks(seen, text.format(t=total, a=best, b=good, c=none + slip))


@SOME
@given(st.integers(6, 60), st.integers(1, 12))
def test_horizon(seen: Seen, longest: int, years: int) -> None:
    assume(abs(longest - years * 12) > longest / 10)
    text = f"患者最长随访{longest}个月，{years}年总生存率为64.2%。"
    assert ("horizon" in checks(seen, text)) == (years * 12 > longest)


@SOME
@given(st.integers(20, 70), st.integers(3, 15), st.integers(3, 15), st.booleans())
def test_median_and_range(seen: Seen, median: int, below: int, above: int, outside: bool) -> None:
    told = median + above + 5 if outside else median
    text = f"The median age was {told} years (range, {median - below} to {median + above})."
    assert ("centre-outside-range" in checks(seen, text)) == outside


@SOME
@given(st.integers(11, 60), st.integers(2, 30))
def test_part_of_a_whole(seen: Seen, whole: int, more: int) -> None:
    assert checks(seen, f"{whole}例患者中有{whole - 8}例完成随访。") == set()
    assert "part-exceeds-total" in checks(seen, f"{whole}例患者中有{whole + more}例完成随访。")


@SOME
@given(st.integers(50, 99))
def test_everybody_with_exceptions(seen: Seen, people: int) -> None:
    assert checks(seen, f"全组{people}例患者生存率100%。") == set()
    assert "all-with-exceptions" in checks(seen, f"全组{people}例患者生存率100%，其中3例死亡。")


@SOME
@given(st.floats(1.0, 99.0), st.sampled_from(["eGFR", "血肌酐", "糖化血红蛋白"]))
def test_units(seen: Seen, value: float, quantity: str) -> None:
    right, wrong = {
        "eGFR": ("ml/min/1.73m²", "ml/min/m²"), "血肌酐": ("μmol/L", "mmHg"), "糖化血红蛋白": ("%", "mmol/L"),
    }[quantity]  # fmt: skip
    number = {"eGFR": rounded(value, 0), "血肌酐": rounded(value + 40, 0), "糖化血红蛋白": rounded(4 + value / 10, 1)}[
        quantity
    ]
    assert checks(seen, f"复查{quantity}为{number}{right}。") == set()
    assert "unit" in checks(seen, f"复查{quantity}为{number}{wrong}。")


@SOME
@given(st.integers(20, 90), st.integers(5, 60), SLIPS)
def test_difference_of_arms(seen: Seen, one: int, two: int, slip: int) -> None:
    assume(one > two and one - two + slip > 0)
    text = "试验组缓解率为{a}.0%，对照组为{b}.0%，两组相差{d}.0个百分点。"
    assert checks(seen, text.format(a=one, b=two, d=one - two)) == set()
    assert "difference" in checks(seen, text.format(a=one, b=two, d=one - two + slip))


@SOME
@given(st.integers(30, 95), SLIPS)
def test_risk_and_ratio(seen: Seen, hundredths: int, slip: int) -> None:
    lower = 100 - hundredths
    assume(0 < lower + slip < 100)
    text = "与对照组相比，死亡风险降低了{p}%（HR=0.{r:02d}）。"
    assert checks(seen, text.format(p=lower, r=hundredths)) == set()
    assert "risk-reduction" in checks(seen, text.format(p=lower + slip, r=hundredths))


@SOME
@given(st.integers(1, 5), st.integers(1, 4), SLIPS)
def test_portions(seen: Seen, portion: int, often: int, slip: int) -> None:
    assume(portion * often + slip > 0)
    text = "每次{a}片，每日{b}次，每天共{c}片。"
    assert checks(seen, text.format(a=portion, b=often, c=portion * often)) == set()
    assert "parts-total" in checks(seen, text.format(a=portion, b=often, c=portion * often + slip))


@SOME
@given(st.integers(10, 20), st.integers(21, 190))
def test_means_of_whole_numbers(seen: Seen, people: int, total: int) -> None:
    mean = rounded(total / people, 2)
    told = "{n}名患儿平均每例发作{m}次。"
    assert checks(seen, told.format(n=people, m=mean)) == set()
    between = mean + Decimal(50) / people / 100
    between = between.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert "parts-total" in checks(seen, told.format(n=people, m=between))


@SOME
@given(st.sampled_from(["-0.02", "0.000", "1.2", "3.4"]), st.sampled_from(["0.02", "0.001", "0.9"]))
def test_malformed(seen: Seen, wrong: str, right: str) -> None:
    assert checks(seen, f"两组比较（P={right}）。") == set()
    assert "malformed-statistic" in checks(seen, f"两组比较（P={wrong}）。")


@SOME
@given(st.integers(20, 300), st.integers(20, 300), SLIPS)
def test_table_and_total(seen: Seen, one: int, two: int, slip: int) -> None:
    from claimlint.read import read_text
    from claimlint.verify.run import verify

    def found(total: int) -> set[str]:
        text = f"| 中心 | 人数 |\n|---|---|\n| 东区 | {one} |\n| 西区 | {two} |\n| 合计 | {total} |\n"
        document, _ = read_text(text, path="a.md", format="markdown")
        assert document is not None
        return {each.check for each in verify(document).observations}

    assert "parts-total" not in found(one + two)
    assert "parts-total" in found(one + two + slip)
