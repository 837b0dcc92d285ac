"""The formats that people read in a terminal or a diff, against goldens."""

from __future__ import annotations

import pytest

CASES = [
    ("text", "text.txt", {}),
    ("text", "text-english-words.txt", {"lang": "en"}),
    ("text", "text-narrow.txt", {"width": 48}),
    ("text", "text-evidence.txt", {"show_evidence": True, "show_dismissed": True}),
    ("text", "text-quiet.txt", {"quiet": True}),
    ("concise", "concise.txt", {}),
    ("json", "report.json", {}),
    ("jsonl", "report.jsonl", {}),
    ("sarif", "report.sarif", {}),
    ("github", "github.txt", {}),
    ("substantiation", "substantiation.md", {}),
    ("substantiation-csv", "substantiation.csv", {}),
]


@pytest.mark.parametrize(("name", "file", "options"), CASES, ids=[case[1] for case in CASES])
def test_golden(name, file, options, everything, render, golden):
    golden(file, render(name, everything, **options))
