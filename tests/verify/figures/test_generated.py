"""Generated passages: consistent ones stay silent, one changed figure is found."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

Seen = Callable[[str], tuple[Any, list[Any]]]
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def percent(part: int, whole: int, decimals: int, rounding: str) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int, Decimal]:
    whole = draw(st.integers(20, 900))
    part = draw(st.integers(3, whole - 3))
    decimals = draw(st.integers(0, 2))
    return part, whole, decimals, percent(part, whole, decimals, draw(ROUNDINGS))


TEMPLATES = st.sampled_from([
    "研究共纳入{n}例患者，其中{k}例（{p}%）达到缓解。", "全组{n}例患者中，有效{k}例，有效率为{p}%（{k}/{n}）。",
    "A total of {n} patients were enrolled; {k} of {n} patients ({p}%) responded.",
    "共入组{n}名受试者。随访一年后，{k}名（{p}%）复发。", "{p}% of participants ({k}/{n}) improved.",
])  # fmt: skip


@SLOW
@given(shares(), TEMPLATES)
def test_a_true_share_is_silent(seen: Seen, told: tuple[int, int, int, Decimal], template: str) -> None:
    part, whole, _, share = told
    assert seen(template.format(k=part, n=whole, p=share))[1] == []


@SLOW
@given(shares(), TEMPLATES, st.integers(3, 30))
def test_a_share_changed_beyond_rounding_is_found(
    seen: Seen, told: tuple[int, int, int, Decimal], template: str, steps: int
) -> None:
    part, whole, decimals, share = told
    wrong = share + steps * Decimal(1).scaleb(-decimals)
    assume(wrong < 100)
    assert seen(template.format(k=part, n=whole, p=wrong))[1]


@SLOW
@given(st.integers(20, 400), st.integers(20, 400), st.integers(-9, 9))
def test_arms_and_their_total(seen: Seen, one: int, two: int, slip: int) -> None:
    total = one + two + slip
    assume(total > max(one, two))
    text = f"将{total}例患者随机分为试验组{one}例和对照组{two}例，治疗12周。"
    assert bool(seen(text)[1]) == (slip != 0)


@SLOW
@given(st.integers(100, 900), st.integers(1, 80), st.integers(0, 60))
def test_a_change_and_its_size(seen: Seen, start: int, fall: int, slip: int) -> None:
    end, told = Decimal(start - fall) / 10, Decimal(fall + slip) / 10
    assume(slip != 1 and start > fall)
    text = f"血清尿素由{Decimal(start) / 10:.1f} mmol/L降至{end:.1f} mmol/L，下降了{told:.1f} mmol/L。"
    assert bool([one for one in seen(text)[1] if one.check == "change-size"]) == (slip > 1)


@SLOW
@given(st.lists(st.integers(100, 990), min_size=3, max_size=3))
def test_survival_falls(seen: Seen, rates: list[int]) -> None:
    one, three, five = (Decimal(rate) / 10 for rate in rates)
    text = f"全组1年、3年和5年总生存率分别为{one}%、{three}%和{five}%。"
    assert bool(seen(text)[1]) == (not one >= three >= five)


def test_observations_do_not_depend_on_surroundings(seen: Seen) -> None:
    fault = "试验组缓解率为75.0%（33/48）。"
    around = "天气晴朗，门诊照常。" * 40
    document, alone = seen(fault)
    longer, found = seen(around + fault + around)
    assert [document.slice(one.span) for one in alone] == [longer.slice(one.span) for one in found] == ["75.0%"]
