"""Scores a run on the shared article against its gold rows.

Run as a script: ``python tests/seed/scoring.py CORPUS [--sources FOLDER]`` with the folder that holds
``seed/article.txt`` and ``seed/gold.jsonl``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimlint import Linter
from claimlint.model.finding import Finding
from claimlint.model.report import Report

Row = dict[str, Any]

# the kinds of the gold rows, as families of rules
FAMILY_OF_KIND = {
    "overclaim": {"overclaim"},
    "lead-gen": {"promotion"},
    "unit": {"figure"},
    "figure-internal": {"figure"},
    "figure-source": {"figure"},
    "study-size": {"study"},
    "citation": {"citation"},
}


def read_gold(corpus: Path) -> list[Row]:
    lines = (corpus / "seed" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def check_article(corpus: Path, sources: Path | None = None) -> Report:
    linter = Linter(sources=sources) if sources else Linter()
    return linter.check_file(corpus / "seed" / "article.txt")


def raw_ranges(report: Report, finding: Finding) -> list[tuple[int, int]]:
    """The raw ranges of a finding and of its related places."""
    assert report.document is not None
    spans = [finding.span, *(place.span for place in finding.related if place.path == finding.path)]
    ranges = []
    for span in spans:
        pieces = report.document.locate(span)
        ranges.append((pieces[0].start, pieces[-1].end))
    return ranges


def counts_for(row: Row, finding: Finding, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a finding counts for a gold row: it overlaps, is not much longer, and is not too mild."""
    if finding.severity == "info" and row["severity"] in {"error", "warning"}:
        return False
    start, end = row["start"], row["end"]
    limit = 3 * (end - start) + 10
    return any(low < end and start < high and high - low <= limit for low, high in ranges)


def breaks(row: Row, finding: Finding, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a finding accuses a row that must be let through."""
    families = set().union(*(FAMILY_OF_KIND.get(kind, {kind}) for kind in row["must_not_be"]))
    if finding.family not in families or finding.severity == "info":
        return False
    start, end = row["start"], row["end"]
    return any(min(end, high) - max(start, low) >= (end - start) / 2 for low, high in ranges)


def score(report: Report, gold: list[Row]) -> list[tuple[Row, list[Finding]]]:
    """Each gold row with the findings that count for it (that break it, for a negative row)."""
    placed = [(finding, raw_ranges(report, finding)) for finding in report.findings]
    ids = {finding.rule: finding for finding in report.findings}
    result = []
    for row in gold:
        if row["kind"] == "missing":
            matching = [ids[row["id"]]] if row.get("id") in ids else []
        elif row["kind"] == "negative":
            matching = [finding for finding, ranges in placed if breaks(row, finding, ranges[:1])]
        else:
            matching = [finding for finding, ranges in placed if counts_for(row, finding, ranges)]
        result.append((row, matching))
    return result


def share(scored: Iterable[tuple[Row, list[Finding]]]) -> tuple[int, int]:
    """How many of the rows were found, and how many there are."""
    rows = list(scored)
    return sum(bool(found) for _, found in rows), len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--kind", action="append")
    options = parser.parse_args()
    report = check_article(options.corpus, options.sources)
    scored = score(report, read_gold(options.corpus))
    kinds = sorted({(row["kind"], row.get("needs", "")) for row, _ in scored})
    for kind, needs in kinds:
        rows = [(row, found) for row, found in scored if (row["kind"], row.get("needs", "")) == (kind, needs)]
        errors = [pair for pair in rows if pair[0]["severity"] == "error"]
        print(f"{kind:16}{needs or '-':3} found {share(rows)}  of them error {share(errors)}")
    print()
    for row, found in scored:
        if options.kind and row["kind"] not in options.kind:
            continue
        good = (not found) if row["kind"] == "negative" else bool(found)
        mark = "ok  " if good else "MISS"
        rules = ", ".join(sorted({finding.rule for finding in found}))
        quote = row.get("quote") or row.get("id")
        print(f"{mark} {row['line']:3} {row['kind']:16}{row['severity']:8}{row.get('needs', ''):2} {quote}  {rules}")


if __name__ == "__main__":
    main()
