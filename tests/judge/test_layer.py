"""The hidden units: sums in lanes are the plain sums, and what each feature adds makes up the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.judge.layer import Layer, layer_of
from claimlint.judge.selling import Voices
from claimlint.language.cues import Cues
from claimlint.model.rulebook import VoiceLayer, VoiceWeights
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.rulebook import load

NAMES = ("praise", "#comma", "=神", "=神奇", "=^药")
FLOATS = st.floats(-2, 2, allow_nan=False)


@st.composite
def layers(draw: st.DrawFn) -> VoiceLayer:
    units = draw(st.integers(1, 6))
    some = st.lists(FLOATS, min_size=units, max_size=units).map(tuple)
    table = draw(st.lists(st.integers(1, 255), min_size=units * len(NAMES), max_size=units * len(NAMES)))
    return VoiceLayer(
        units=units,
        bias=draw(FLOATS),
        start=draw(some),
        out=draw(some),
        step=draw(some),
        length=draw(some),
        names="\n".join(NAMES),
        table=bytes(table),
    )


FOUND = st.dictionaries(st.sampled_from([*NAMES, "=没", "unknown"]), st.integers(1, 3), max_size=6)


def _levels(weights: VoiceLayer, found: dict[str, int], length: float) -> list[float]:
    """Of each unit, number by number."""
    levels = []
    for unit in range(weights.units):
        level = weights.start[unit] + weights.length[unit] * length
        for number, name in enumerate(NAMES):
            level += found.get(name, 0) * (weights.table[number * weights.units + unit] - 128) * weights.step[unit]
        levels.append(level)
    return levels


@given(layers(), FOUND, st.floats(0, 5))
def test_sums_in_lanes_are_the_plain_sums(weights: VoiceLayer, found: dict[str, int], length: float) -> None:
    layer = Layer(weights)
    plain = weights.bias + sum(
        out * max(level, 0.0) for out, level in zip(weights.out, _levels(weights, found, length), strict=False)
    )
    assert layer.odds(layer.summed(found.items()), length) == pytest.approx(plain, abs=1e-9)


@given(layers(), FOUND, st.floats(0, 5))
def test_what_each_feature_adds_makes_up_the_whole(weights: VoiceLayer, found: dict[str, int], length: float) -> None:
    layer = Layer(weights)
    sums = layer.summed(found.items())
    slopes = layer.slopes(sums, length)
    rest = weights.bias + sum(
        out * (start + by_length * length)
        for level, out, start, by_length in zip(
            _levels(weights, found, length), weights.out, weights.start, weights.length, strict=True
        )
        if level > 0
    )
    told = rest + sum(count * layer.weight(name, slopes) for name, count in found.items())
    assert layer.odds(sums, length) == pytest.approx(told, abs=1e-9)


def test_a_sentence_is_weighed_by_words_and_layer_together() -> None:
    document, _ = read_text("药膏真神奇，神奇得很。按时复查。")
    assert document is not None
    layer = VoiceLayer(
        units=1,
        bias=0.5,
        start=(-0.5,),
        out=(2.0,),
        step=(0.25,),
        length=(0.0,),
        names="praise\n=神",
        table=bytes([132, 130]),
    )
    cues = Cues(document.text, {"praise": (Span(3, 5), Span(6, 8))})
    alone = Voices(cues, document, VoiceWeights(bias=-1.0, words={"praise": 1.0}))
    both = Voices(cues, document, VoiceWeights(bias=-1.0, words={"praise": 1.0}, layer=layer))
    assert list(alone.odds) == [1.0, -1.0]
    assert list(both.odds) == [
        1.0 + 0.5 + 2.0 * (2 * 4 + 2) * 0.25 - 1.0,
        -0.5,
    ]  # the unit is below nought without praise
    assert both.chance_within(document.sentences[0].span) == pytest.approx(both.chance(0))
    assert [(one.name, one.weight) for one in both.reasons(0)] == [("praise", 2 * (1.0 + 2.0 * 4 * 0.25))]


def test_every_kind_of_words_that_the_layer_knows_is_counted() -> None:
    rulebook, _ = load()
    assert rulebook is not None
    voice = rulebook.voices["zh"]
    assert voice.layer is not None
    kinds = {name for name in voice.layer.names.split("\n") if name[0] not in "#="}
    assert kinds <= voice.words.keys()
    assert kinds <= rulebook.languages["zh"].lexicons.keys()


def test_the_layer_is_made_once_a_run() -> None:
    rulebook, _ = load()
    assert rulebook is not None
    weights = rulebook.voices["zh"].layer
    assert weights is not None
    assert layer_of(weights) is layer_of(weights)


@pytest.mark.parametrize(
    ("field", "said"), [("start: [1.0, 2.0]", "start holds 2 values"), ("names: 'a\n\n  b'", "table holds 1 steps")]
)
def test_a_layer_that_does_not_fit_together_is_a_problem(tmp_path: Path, field: str, said: str) -> None:
    fields = {
        "units": 1,
        "bias": 0,
        "start": [0.0],
        "out": [1.0],
        "step": [1.0],
        "length": [0.0],
        "names": "a",
        "table": "gA==",
    }
    lines = [f"  {name}: {value}" for name, value in fields.items() if name != field.partition(":")[0]]
    (tmp_path / "_voice_layer.yaml").write_text("\n".join(["zh:", *lines, f"  {field}"]), encoding="utf-8")
    _, problems = load(folders=[tmp_path])
    assert any(said in problem.message for problem in problems), problems
