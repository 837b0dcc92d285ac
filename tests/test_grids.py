"""Grids as labelled rows, and what becomes of a file that is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from claimlint.evaluate import Row
from claimlint.grids import grid_rows
from claimlint.model.report import Problem

GRID = """
claims:
  - frame: "{use}{neg}副作用。"
    use: [长期服用, 天天吃]
    neg: [不会有, 没有任何]
innocents:
  - frame: "如{neg}副作用，可继续用药。"
    neg: [无]
known-gaps:
  - frame: "治不好退款"
    why: a denial in the words of the promise
"""


def test_every_combination_is_a_row_and_gaps_are_none() -> None:
    rows = [row for row in grid_rows(GRID.encode(), "g.yaml") if isinstance(row, Row)]
    assert [(row.text, row.positive) for row in rows] == [
        ("长期服用不会有副作用。", True),
        ("长期服用没有任何副作用。", True),
        ("天天吃不会有副作用。", True),
        ("天天吃没有任何副作用。", True),
        ("如无副作用，可继续用药。", False),
    ]
    assert len({row.half for row in rows[:4]}) == 1


def test_no_more_of_a_frame_than_asked_for() -> None:
    assert len(list(grid_rows(GRID.encode(), "g.yaml", most=2))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "claims: [",
        "claims: 3",
        "rows: []",
        'claims: [{frame: "{a}副作用"}]',
        'claims: [{frame: "{a}", a: []}]',
        "- 副作用",
        'claims: [{frame: "{0}副作用"}]',
        'claims: [{frame: "无{副作用"}]',
        'claims: [{frame: "无}副作用", a: [没有]}]',
        'claims: [{frame: "{a:{b}}副作用", a: [没有]}]',
        'claims: [{frame: "{a}副作用", a: 没有}]',
        "claims: [{frame: 3}]",
        "claims: [{a: [没有]}]",
    ],
)
def test_what_is_no_grid_is_a_problem(text: str) -> None:
    (problem,) = grid_rows(text.encode(), "g.yaml")
    assert isinstance(problem, Problem)
    assert problem.code == "bad-grid"
    assert problem.path == "g.yaml"


def test_eval_scores_a_grid(tmp_path: Path) -> None:
    (tmp_path / "safety.yaml").write_text(GRID, encoding="utf-8")
    command = [sys.executable, "-m", "claimlint", "eval", str(tmp_path / "safety.yaml")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "5 (4 that should be flagged)" in done.stdout
