"""Passages with so few figures that only one relation can hold: found where it does not, left alone otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.verify.figures.test_batches import accused

AREAS = yaml.safe_load(Path(__file__).with_name("lone.yaml").read_text(encoding="utf-8"))
AGREE_OR_NOT = [case for area in AREAS.values() for case in area["one-relation"]]
LEFT_ALONE = [text for area in AREAS.values() for text in area["left-alone"]]


@pytest.mark.parametrize(("text", "right", "wrong"), AGREE_OR_NOT, ids=[text[:24] for text, *_ in AGREE_OR_NOT])
def test_one_relation(text: str, right: str, wrong: str) -> None:
    assert accused(text.replace("{}", right)) == []
    assert accused(text.replace("{}", wrong))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert accused(text) == []
