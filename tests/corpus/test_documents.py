"""Whole documents that sell: how many of their claims are marked, and how many of the marks are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.evaluate import Flagging, Row, Score, judge_row, read_rows, score

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


def counted(linter: Linter, name: str) -> Score:
    rows = list(read_rows((HERE / name).read_bytes().splitlines(), name))
    assert all(isinstance(row, Row) for row in rows)
    return score(judge_row(linter, row, Flagging()) for row in rows if isinstance(row, Row))


@pytest.mark.parametrize(
    ("name", "documents", "claims", "marks"),
    [
        ("zh-documents.jsonl", 60, 0.61, 0.73),
        ("zh-unread-documents.jsonl", 50, 0.68, 0.81),
        ("zh-unread-documents-2.jsonl", 27, 0.76, 0.87),
        ("zh-unread-documents-3.jsonl", 24, 0.58, 0.73),
    ],
)
def test_claims_of_documents_are_marked(linter: Linter, name: str, documents: int, claims: float, marks: float) -> None:
    result = counted(linter, name)
    assert result.rows == documents
    assert not result.broken
    assert result.claims.value >= claims
    assert result.marks.value >= marks
