"""Frames of claims with interchangeable words are flagged in every combination; their innocent neighbours in none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimlint import Linter
from claimlint.evaluate import Flagging

GRIDS = Path(__file__).parent / "grids"
MOST = 40  # sentences of a frame
SLOTS = frozenset({"frame", "why"})  # keys of an entry that are no slots


def sentences(entry: dict[str, Any]) -> Iterator[str]:
    """The combinations of a frame, or, where they are too many, some taken at even steps."""
    names = [name for name in entry if name not in SLOTS]
    ways = list(product(*(entry[name] for name in names)))
    step = max(len(ways) / MOST, 1.0)
    for index in range(min(len(ways), MOST)):
        yield str(entry["frame"]).format(**dict(zip(names, ways[int(index * step)], strict=True)))


def frames(part: str) -> list[Any]:
    return [
        pytest.param(entry, id=f"{path.stem}: {entry['frame']}")
        for path in sorted(GRIDS.glob("*.yaml"))
        for entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get(part) or ()
    ]


@pytest.fixture(scope="module")
def linter() -> Linter:
    linter = Linter()
    assert linter.usable, linter.problems
    return linter


def flagged(linter: Linter, sentence: str) -> bool:
    return any(map(Flagging().flags, linter.check_text(sentence).findings))


@pytest.mark.parametrize("entry", frames("claims"))
def test_a_claim_is_flagged_in_every_combination(linter: Linter, entry: dict[str, Any]) -> None:
    missed = [one for one in sentences(entry) if not flagged(linter, one)]
    assert not missed


@pytest.mark.parametrize("entry", frames("innocents"))
def test_an_innocent_is_flagged_in_none(linter: Linter, entry: dict[str, Any]) -> None:
    accused = [one for one in sentences(entry) if flagged(linter, one)]
    assert not accused


@pytest.mark.parametrize("entry", frames("known-gaps"))
def test_a_known_gap_says_why(entry: dict[str, Any]) -> None:
    assert entry.get("why")
    assert list(sentences(entry))
