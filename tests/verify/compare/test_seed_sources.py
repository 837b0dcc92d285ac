"""The article of the corpus with its sources: what the gold names, and what must not be accused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.model.finding import Finding
from claimlint.model.report import Report

CORPUS = os.environ.get("CLAIMLINT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="CLAIMLINT_CORPUS names no folder of development data")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("sources")
    seed = Path(str(CORPUS)) / "seed"
    for line in (seed / "sources.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        (folder / f"{item['id']}.json").write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    return Linter(sources=folder, as_of="2026-11-23").check_file(seed / "article.txt")


def rows() -> list[dict[str, object]]:
    lines = (Path(str(CORPUS)) / "seed" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def counts(row: dict[str, object], finding: Finding, report: Report) -> bool:
    assert report.document is not None
    if finding.severity == "info" and row["severity"] != "info":
        return False
    start, end = int(str(row["start"])), int(str(row["end"]))
    for span in (finding.span, *(one.span for one in finding.related)):
        pieces = report.document.locate(span)
        low, high = pieces[0].start, pieces[-1].end
        if low < end and start < high and high - low <= 3 * (end - start) + 10:
            return True
    return False


def found(report: Report, severities: set[str]) -> tuple[int, int]:
    wanted = [
        r
        for r in rows()
        if r["kind"] in {"figure-source", "citation"} and r.get("needs") in {"R", "S"} and r["severity"] in severities
    ]
    ours = [f for f in report.findings if f.family in {"citation", "figure"}]
    return sum(any(counts(row, f, report) for f in ours) for row in wanted), len(wanted)


def test_three_quarters_of_the_errors(report: Report) -> None:
    hit, of = found(report, {"error"})
    assert hit / of >= 0.75, (hit, of)


def test_six_tenths_of_all(report: Report) -> None:
    hit, of = found(report, {"error", "warning", "info"})
    assert hit / of >= 0.6, (hit, of)


@pytest.mark.parametrize(
    "words",
    [
        "59%",
        "46个月",
        "89.5个月",
        "82%",
        "18例",
        "9例患者",
        "10次",
        "12个月",
        "84个月",
        "9分",
        "10分",
        "3例患者",
        "6例患者",
        "6周",
    ],
)
def test_what_agrees_is_supported(words: str, report: Report) -> None:
    assert report.document is not None
    verdicts = [str(a.verdict) for a in report.agreements if words in report.document.slice(a.span)]
    assert any(verdict.startswith("supported") for verdict in verdicts), verdicts
    assert "contradicted" not in verdicts


def test_survival_against_the_deaths(report: Report) -> None:
    accused = [f for f in report.findings if f.rule == "figure/source-contradicts" and "生存率" in f.text]
    assert len(accused) == 2
    assert all("two died" in (f.evidence[0].quote or "") for f in accused)


def test_negative_rows_stay_silent(report: Report) -> None:
    assert report.document is not None
    broken = []
    for row in rows():
        if row["kind"] != "negative":
            continue
        start, end = int(str(row["start"])), int(str(row["end"]))
        families = row["must_not_be"] if isinstance(row["must_not_be"], list) else [row["must_not_be"]]
        for finding in report.findings:
            pieces = report.document.locate(finding.span)
            covered = min(end, pieces[-1].end) - max(start, pieces[0].start)
            if (
                finding.family in {"citation", "figure"}
                and finding.severity != "info"
                and finding.family in families
                and covered * 2 >= end - start
            ):
                broken.append((finding.rule, row["quote"]))
    assert broken == []
