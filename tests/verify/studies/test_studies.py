"""Facts, caveats, intervals and claim strength."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.model.source import Study
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.verify.run import Verification, verify
from claimlint.verify.studies.caveat import caveats, uncertainty, wilson
from claimlint.verify.studies.facts import cautions
from claimlint.verify.studies.strength import Level, grade


def check(text: str, format: str = "text") -> Verification:  # noqa: A002
    document, _ = read_text(text, path="<text>", format=format)
    assert document is not None
    return verify(document)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("该药与死亡率无关", Level.NONE),
        ("两组差异无统计学意义", Level.NONE),
        ("久坐与肥胖相关", Level.CORRELATION),
        ("该药可能降低血压", Level.CONDITIONAL),
        ("该药可降低血压", Level.CONDITIONAL),
        ("该药降低血压", Level.CAUSE),
        ("研究证实该药可显著降低血压", Level.CAUSE),
        ("there was no association between tea and cancer", Level.NONE),
        ("the drug did not improve survival", Level.NONE),
        ("tea is associated with lower mortality", Level.CORRELATION),
        ("tea drinkers are linked to a reduced risk of cancer", Level.CORRELATION),
        ("tea may reduce mortality", Level.CONDITIONAL),
        ("tea can reduce mortality", Level.CONDITIONAL),
        ("tea reduces mortality", Level.CAUSE),
        ("smoking causes cancer", Level.CAUSE),
    ],
)
def test_levels(text: str, level: Level) -> None:
    assert grade(text).level is level


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [(8, 8, 67.6, 100.0), (12, 24, 31.4, 68.6), (14, 15, 70.2, 98.8), (0, 15, 0.0, 20.4)],
)
def test_wilson(events: int, total: int, low: float, high: float) -> None:
    assert wilson(events, total) == pytest.approx((low, high), abs=0.06)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        pytest.param("输注后4小时未见不适，长期疗效显著。", None, id="hours"),
        pytest.param("输注后72 小时内留院观察，长期疗效显著。", None, id="days in hours"),
        pytest.param("输注后4小时未见不适，随访8周，长期疗效显著。", "8周", id="hours and weeks"),
        pytest.param("随访14天，长期疗效显著。", "14天", id="days"),
    ],
)
def test_hours_of_watching_are_no_follow_up(text: str, time: str | None) -> None:
    seen = check(f"该随机对照研究纳入210例患者，{text}").observations
    told = [one.values["time"] for one in seen if one.check == "study-short-follow-up"]
    assert told == ([time] if time else [])


def test_rule_of_three_is_shown() -> None:
    (evidence,) = uncertainty(Decimal(0), Study(n=Decimal(15)))
    assert "3/15 = 20.0%" in evidence.text
    assert uncertainty(Decimal(50), Study()) == ()


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)
    assert 0 <= low <= 100 * pair[0] / pair[1] + 1e-9
    assert 100 * pair[0] / pair[1] - 1e-9 <= high <= 100


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("样本量小,有待验证", True),
        ("结果尚需更大规模的试验证实", True),
        ("不存在样本量小的问题", False),
        ("该药已上市", False),
        ("larger trials are needed", True),
        ("no small sample here", False),
        ("the result was preliminary", True),
    ],
)
def test_a_denied_caveat_is_none(text: str, counts: bool) -> None:
    assert cautions(text) is counts


def test_facts_of_a_study() -> None:
    (study,) = check("该项单中心、双盲的II期研究共纳入36例患者，随访6个月，与安慰剂组相比，疼痛评分下降。").studies
    assert study.n == 36
    assert {"double-blind", "placebo", "single-centre"} <= set(study.design)
    assert study.phase == "ii"
    assert (study.species, study.control, study.centres) == (("human",), "placebo", 1)


def test_the_caveat_is_filled() -> None:
    told = caveats(Study(n=Decimal(22), design=("single-arm", "single-centre"), species=("human",)))
    assert "22例" in told["caveat_zh"]
    assert "无对照组" in told["caveat_zh"]
    assert "单中心" in told["caveat_zh"]
    assert "22 patients" in told["caveat_en"]
    assert "uncontrolled" in told["caveat_en"]


@pytest.mark.parametrize("place", ["same sentence", "same paragraph", "another section"])
def test_a_caveat_counts_only_where_it_is_seen(place: str) -> None:
    claim = "该单臂研究纳入9例患者，结果证实疗效显著"
    text = {
        "same sentence": f"{claim}，但样本量小，有待更大研究证实。",
        "same paragraph": f"{claim}。研究者提醒，样本量小，有待证实。",
        "another section": f"# 疗效\n\n{claim}。\n\n# 展望\n\n有的研究样本量小，有待证实。",
    }[place]
    checks = {one.check for one in check(text, "markdown").observations}
    assert ("study-small-sample" in checks) is (place == "another section")


@given(st.text(alphabet="研究证实显著改善患者小鼠9例,。 study proves mice 12", max_size=120))
def test_places_lie_inside_the_document(text: str) -> None:
    for one in check(text).observations:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert all(Span(0, len(text)).contains(other.span) for other in one.related)
