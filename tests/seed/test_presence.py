"""The shared article: what it does not say, and where its disclaimers are hollow."""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = os.environ.get("CLAIMLINT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="CLAIMLINT_CORPUS names no folder with the shared article")
LEAST = 0.8


@cache
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("seed_scoring", Path(__file__).with_name("scoring.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def scored() -> list[tuple[dict[str, str], list[object]]]:
    corpus = Path(str(CORPUS))
    result: list[tuple[dict[str, str], list[object]]] = scoring().score(
        scoring().check_article(corpus), scoring().read_gold(corpus)
    )
    return result


@pytest.mark.parametrize("kind", ["missing", "disclaimer"])
def test_most_rows_are_found(kind: str) -> None:
    rows = [(row, found) for row, found in scored() if row["kind"] == kind and row["needs"] == "A"]
    found, total = scoring().share(rows)
    assert total
    assert found >= LEAST * total, [row.get("id") or row["line"] for row, one in rows if not one]


def test_each_missing_statement_has_its_wording() -> None:
    for row, found in scored():
        if row["kind"] == "missing":
            assert all(finding.suggestion for finding in found), row["id"]  # type: ignore[attr-defined]


def test_no_negative_row_is_accused_of_a_missing_statement() -> None:
    accused = [
        row["quote"]
        for row, found in scored()
        if row["kind"] == "negative"
        and any(
            finding.family == "disclaimer"
            for finding in found  # type: ignore[attr-defined]
        )
    ]
    assert accused == []
