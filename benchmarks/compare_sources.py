"""Scores figures compared with a source: claims with a verdict per figure, statements with one altered figure.

    python benchmarks/compare_sources.py claims CLAIM-SOURCE.jsonl [--half A|B]
    python benchmarks/compare_sources.py statements NUMBERS.jsonl [--half A|B]

Everything goes through the public interface: a folder that holds the one source as CSL-JSON, and Linter.check_text.
Claims: rows {source, claim, expected: {figure as printed: verdict}}; precision and recall of "contradicted" and of
"supported" (any kind of support). Statements: rows {statement, source_text, altered}; an altered one is found when a
figure of it is contradicted or overstated, or when two figures in it cannot both be true.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from claimlint import Linter
from claimlint.model.report import Report

Row = dict[str, Any]


def half_of(row: Row) -> str:
    key = row.get("doc") or row.get("text") or (row["claim"] + row["source"] if "claim" in row else row["statement"])
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def checked(text: str, abstract: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        work = {"id": "source", "type": "article-journal", "title": "", "abstract": abstract}
        Path(folder, "source.json").write_text(json.dumps(work, ensure_ascii=False), encoding="utf-8")
        return Linter(sources=folder, select=["figure"]).check_text(text)


def claims(rows: list[Row]) -> None:
    counts: Counter[str] = Counter()
    for row in rows:
        report = checked(row["claim"], row["source"])
        assert report.document is not None
        said = [(report.document.slice(one.span), str(one.verdict).partition("_")[0]) for one in report.agreements]
        for figure, expected in row["expected"].items():
            verdicts = {verdict for words, verdict in said if figure in words.replace(",", "")}
            wanted = expected.partition("_")[0]
            for kind in ("contradicted", "supported"):
                counts[f"{kind} said"] += kind in verdicts
                counts[f"{kind} expected"] += wanted == kind
                counts[f"{kind} right"] += kind in verdicts and wanted == kind
    for kind in ("contradicted", "supported"):
        right, said_, expected_ = (counts[f"{kind} {name}"] for name in ("right", "said", "expected"))
        print(f"{kind:13} precision {right}/{said_} = {right / max(said_, 1):.3f}", end="  ")
        print(f"recall {right}/{expected_} = {right / max(expected_, 1):.3f}")


def statements(rows: list[Row]) -> None:
    found = altered = right = 0
    for row in rows:
        report = checked(row["statement"], row["source_text"])
        hit = any(one.severity != "info" for one in report.findings)
        found += hit
        altered += bool(row["altered"])
        right += hit and bool(row["altered"])
    print(f"altered       precision {right}/{found} = {right / max(found, 1):.3f}", end="  ")
    print(f"recall {right}/{altered} = {right / max(altered, 1):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["claims", "statements"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=["A", "B"])
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.half in (None, half_of(row))]
    print(f"{len(rows)} rows")
    (claims if options.kind == "claims" else statements)(rows)


if __name__ == "__main__":
    main()
