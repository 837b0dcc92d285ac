"""Frames of claims with interchangeable words are flagged in every combination; their innocent neighbours in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.evaluate import Flagging
from claimlint.grids import Frame, Grid, read_grid

FILES = sorted((Path(__file__).parent / "grids").glob("*.yaml"))


def grid(path: Path) -> Grid:
    read = read_grid(path.read_bytes(), path.name)
    assert isinstance(read, Grid), read
    return read


def frames(part: str) -> list[object]:
    return [
        pytest.param(frame, id=f"{path.stem}: {frame.sentence}")
        for path in FILES
        for frame in getattr(grid(path), part)
    ]


@pytest.fixture(scope="module")
def linter() -> Linter:
    linter = Linter()
    assert linter.usable, linter.problems
    return linter


def flagged(linter: Linter, sentence: str) -> bool:
    return any(map(Flagging().flags, linter.check_text(sentence).findings))


@pytest.mark.parametrize("frame", frames("claims"))
def test_a_claim_is_flagged_in_every_combination(linter: Linter, frame: Frame) -> None:
    missed = [one for one in frame.sentences() if not flagged(linter, one)]
    assert not missed


@pytest.mark.parametrize("frame", frames("innocents"))
def test_an_innocent_is_flagged_in_none(linter: Linter, frame: Frame) -> None:
    accused = [one for one in frame.sentences() if flagged(linter, one)]
    assert not accused


@pytest.mark.parametrize("frame", frames("known_gaps"))
def test_a_known_gap_says_why(frame: Frame) -> None:
    assert frame.why
