"""Short documents of every profile: which statements are missing, by rule; precision and recall."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claimlint import Linter

Row = dict[str, Any]
ROWS: list[Row] = [
    json.loads(line) for line in Path(__file__).with_name("table.jsonl").read_text(encoding="utf-8").splitlines()
]
PRECISION, RECALL = 0.95, 0.9
KINDS = {"complete", "missing", "hollow", "contradicted", "elsewhere", "wording", "neutral"}


class Score(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


@cache
def linter() -> Linter:
    return Linter(jurisdiction=("cn",), select=("disclaimer", "overclaim", "promotion"))


def half(row: Row) -> str:
    """B is the half that nobody looked at while the rules were written."""
    return "AB"[hashlib.sha256(row["text"].encode()).digest()[0] & 1]


def found(row: Row) -> set[str]:
    return judged(json.dumps(row, ensure_ascii=False))


@cache
def judged(written: str) -> set[str]:
    row = json.loads(written)
    law = row.get("jurisdiction") or (["us"] if row["text"].isascii() else ["cn"])
    fitted = linter().variant(content=row.get("content"), product=row.get("product"), jurisdiction=law)
    report = fitted.check_text(row["text"], format=row.get("format", "text"))
    assert [one.code for one in report.problems if one.code != "no-wording-rules"] == []
    return {one.rule.partition("/")[2] for one in report.findings if one.family == "disclaimer"}


def score(rows: list[Row]) -> Score:
    right = wrong = missed = 0
    for row in rows:
        seen, wanted = found(row), set(row["expect"])
        right, wrong, missed = (
            right + len(seen & wanted),
            wrong + len(seen - wanted),
            missed + len(wanted - seen),
        )
    return Score(right, wrong, missed)


def test_the_table_is_large_and_varied() -> None:
    assert len(ROWS) >= 200
    assert {row["kind"] for row in ROWS} == KINDS
    assert sum(row["text"].isascii() for row in ROWS) >= 20
    assert {row["id"].partition("/")[0] for row in ROWS} >= {"drug-otc", "device", "cell", "science", "dshea"}


@pytest.mark.parametrize("which", ["A", "B", "AB"])
def test_precision_and_recall(which: str) -> None:
    result = score([row for row in ROWS if half(row) in which])
    assert result.precision >= PRECISION, result
    assert result.recall >= RECALL, result


def test_a_checker_that_says_everything_is_missing_would_fail() -> None:
    """The table can fail: without its expectations the very same findings score nothing."""
    assert any(found(row) for row in ROWS[:20])
    assert score([{**row, "expect": []} for row in ROWS[:20]]).wrong > 0


def main() -> None:
    for which in "AB":
        rows = [row for row in ROWS if half(row) == which]
        result = score(rows)
        print(which, len(rows), result, f"precision {result.precision:.3f} recall {result.recall:.3f}")
        for row in rows if which == "A" else []:
            seen = found(row)
            if seen != set(row["expect"]):
                extra, lost = sorted(seen - set(row["expect"])), sorted(set(row["expect"]) - seen)
                print("  ", row["id"], "wrong:", extra, "missed:", lost)


if __name__ == "__main__":
    main()
