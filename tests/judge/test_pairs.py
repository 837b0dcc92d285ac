"""The same words claimed and not claimed: every guard on pairs.yaml, hits and no-ops side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from claimlint.judge.context import Context
from claimlint.judge.guards import checks, held
from claimlint.model.rule import Guard
from claimlint.model.text import Role

PAIRS = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))
GAPS: dict[str, list[str]] = PAIRS.pop("known-gaps", {"claimed": [], "not-claimed": []})

Build = Callable[..., Context]


def _context(build: Build, case: str | dict[str, str]) -> Context:
    if isinstance(case, str):
        return build(case)
    return build(case["text"], role=Role(case["role"]))


def _text(case: str | dict[str, str]) -> str:
    return case if isinstance(case, str) else case["text"]


def _cases(column: int, gaps: list[str]) -> list[object]:
    known_gap = pytest.mark.xfail(reason="known gap")
    return [
        pytest.param(guard, pair[column], id=f"{guard}: {words}", marks=[known_gap] if words in gaps else [])
        for guard, pairs in PAIRS.items()
        for pair in pairs
        for words in [_text(pair[column])]
    ]


@pytest.mark.parametrize(("guard", "case"), _cases(0, GAPS["claimed"]))
def test_a_claim_is_let_through_by_no_guard(context_of: Build, guard: str, case: str | dict[str, str]) -> None:
    found = [(str(one.guard), one.reason.detail) for one in held(_context(context_of, case), checks())]
    assert found == []


@pytest.mark.parametrize(("guard", "case"), _cases(1, GAPS["not-claimed"]))
def test_what_is_not_claimed_has_its_guard(context_of: Build, guard: str, case: str | dict[str, str]) -> None:
    context = _context(context_of, case)
    reason = checks()[Guard(guard)](context)
    assert reason is not None
    assert reason.detail
    if reason.cue is not None:
        assert context.words(reason.cue)


def test_the_table_covers_every_guard_with_both_sides() -> None:
    assert {Guard(name) for name in PAIRS} == set(Guard)
    assert sum(len(pairs) for pairs in PAIRS.values()) >= 300
