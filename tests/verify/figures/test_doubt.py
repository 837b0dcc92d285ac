"""Accusations that look like right ones are kept, those that look like wrong ones are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.verify import consistency
from claimlint.verify.doubts import doubt
from claimlint.verify.figures.reading import figures_of
from claimlint.verify.scenes import scene
from claimlint.verify.scenes.scene import Scene

DATA = Path(doubt.__file__).parent / "data" / "doubt.json"
BEGINNINGS = ("by ", "check ", "off ", "slip ", "far ", "places ", "units ", "between ", "figures ", "word ", "kind ")
ALONE = {"#", "one sentence", "sentences", "Chinese", "not Chinese", "one digit", "roundly"}


def seen(text: str) -> tuple[Scene, dict[str, Figure]]:
    document, problems = read_text(text)
    assert document is not None, problems
    figures = figures_of(document)
    return scene.build(document, figures), {figure.raw: figure for figure in figures}


def accusation(figures: dict[str, Figure], stated: str, right: str, *others: str) -> Observation:
    named = {words: next(figure for raw, figure in figures.items() if words in raw) for words in (stated, *others)}
    related = [(named[words], words) for words in others]
    return scene.observe("percent-of-count", named[stated], f"{right} ≠ {stated}", related=related, right=right)


@pytest.mark.parametrize(
    ("text", "stated", "right", "others", "expected"),
    [
        ("共120例患者，96例有效，有效率为60.0%。", "60.0%", "80.0%", ("96例", "120例"), False),
        ("共120例患者，102例有效，有效率为58.0%。", "58.0%", "85.0%", ("102例", "120例"), False),
        (
            "全年报告217例，其中男118例。7岁及以上27例；48小时内调查率100%。百白破、肺炎和流感疫苗三者合计占61.8%。",
            "61.8%",
            "12.4%",
            ("27例", "217例"),
            True,
        ),
        (
            "Since 2016 we treated 612 men, 98 had one lobe (16%), 391 both (64%), and 4 relapsed; others did well.",
            "64%",
            "0.7%",
            ("4", "612"),
            True,
        ),
    ],
)
def test_looks(text: str, stated: str, right: str, others: tuple[str, ...], expected: bool) -> None:
    at, figures = seen(text)
    one = accusation(figures, stated, right, *others)
    assert doubt.doubted(at, one, "arithmetic.counts") is expected


def test_every_weight_is_of_a_trait() -> None:
    weights = json.loads(DATA.read_text("utf-8"))
    modules = {check.__module__.removeprefix("claimlint.verify.") for check in consistency._CHECKS}
    assert all(name in ALONE or name.startswith(BEGINNINGS) for name in weights)
    assert {name[3:] for name in weights if name.startswith("by ")} <= modules


def test_an_accusation_without_a_figure_has_traits() -> None:
    at, _ = seen("疗效很好。")
    traits = list(doubt.traits(at, Observation("horizon", Span(0, 2), {"arithmetic": "?"}), "horizon"))
    assert "off unknown" in traits


def test_a_scale_from_best_to_worst_is_believed() -> None:
    text = "纳入26例患者。20例完全缓解，2例部分缓解，1例未缓解，1例停药后再次治疗。"
    document, problems = read_text(text)
    assert document is not None, problems
    found = consistency.check(document, figures_of(document))
    assert [one.values["arithmetic"] for one in found if one.check == "parts-total"] == ["20 + 2 + 1 + 1 = 24 ≠ 26"]
