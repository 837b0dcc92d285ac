"""The shared article with the works it cites: sizes, overclaims, nothing innocent accused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CORPUS = os.environ.get("CLAIMLINT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="CLAIMLINT_CORPUS names no folder with the development data")


def sources_folder(corpus: Path, target: Path) -> Path:
    """The rows of seed/sources.jsonl as one CSL-JSON file."""
    lines = (corpus / "seed" / "sources.jsonl").read_text(encoding="utf-8").splitlines()
    (target / "sources.json").write_text(json.dumps([json.loads(line) for line in lines]), encoding="utf-8")
    return target


def test_the_article(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "seed"))
    from scoring import check_article, read_gold, score

    corpus = Path(str(CORPUS))
    report = check_article(corpus, sources_folder(corpus, tmp_path))
    scored = score(report, read_gold(corpus))
    wanted = [
        any(finding.family == "study" for finding in found) or (row["kind"] == "overclaim" and bool(found))
        for row, found in scored
        if row["kind"] == "study-size" or (row["kind"] == "overclaim" and row.get("needs") == "S")
    ]
    assert sum(wanted) >= 0.75 * len(wanted)
    assert not [row["quote"] for row, found in scored if row["kind"] == "negative" and found]


def test_strength_beats_the_baseline() -> None:
    rows = Path(str(CORPUS)) / "strength-dev.jsonl"
    said = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "strength.py", rows, "--direct"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ours, base = (float(part.split()[-1].rstrip(":;")) for part in said.splitlines()[1].split(";"))
    assert ours >= base + 0.2
