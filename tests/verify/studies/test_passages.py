"""Passages written for this project: studies told well, and told without size, design, species or doubt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimlint import Linter

Row = dict[str, Any]
ROWS: list[Row] = [
    json.loads(line) for line in (Path(__file__).parent / "passages.jsonl").read_text(encoding="utf-8").splitlines()
]
# what the set as a whole must reach; every single row is no promise
PRECISION, RECALL = 0.93, 0.85


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Row], set[str]]:
    linter = Linter(select=["study/*"])

    def look(row: Row) -> set[str]:
        used = linter
        if row.get("source"):
            folder = tmp_path_factory.mktemp("source")
            item = {"id": "source", "type": "article-journal", "title": "", "abstract": row["source"]}
            (folder / "source.json").write_text(json.dumps(item), encoding="utf-8")
            used = linter.variant(sources=str(folder))
        findings = used.check_text(row["text"]).findings
        return {finding.rule for finding in findings if finding.severity != "info"}

    return look


def test_the_set_is_large_and_varied() -> None:
    assert len(ROWS) >= 200
    assert {row["lang"] for row in ROWS} == {"zh", "en"}
    assert {"well", "no-size", "no-design", "animal", "stronger"} <= {row["kind"] for row in ROWS}
    assert len({row["text"] for row in ROWS if not row.get("source")}) == sum(not row.get("source") for row in ROWS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_precision_recall(lang: str, found: Callable[[Row], set[str]]) -> None:
    true = false = missed = 0
    for row in (row for row in ROWS if row["lang"] == lang):
        rules = found(row)
        if row["expect"]:
            hit = bool(rules & set(row["expect"]))
            true, missed = true + hit, missed + (not hit)
        else:
            false += bool(rules)
    assert true / (true + false) >= PRECISION
    assert true / (true + missed) >= RECALL
