"""Passages that agree, and the same with exactly one figure changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Seen = Callable[[str], tuple[Any, list[Any]]]

PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "passages.jsonl").read_text("utf-8").splitlines()]


def test_there_are_enough() -> None:
    assert len(PASSAGES) >= 300
    assert {row["language"] for row in PASSAGES} == {"zh", "en"}


def test_consistent_passages_stay_silent(seen: Seen) -> None:
    accused = {row["id"] for row in PASSAGES if row["consistent"] and seen(row["text"])[1]}
    assert accused == set()


def test_changed_figures_are_found(seen: Seen) -> None:
    changed = [row for row in PASSAGES if not row["consistent"]]
    found = [row for row in changed if seen(row["text"])[1]]
    assert len(found) / len(changed) >= 0.9
