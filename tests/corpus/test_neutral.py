"""Neutral text stays silent: what hospitals, labels, textbooks and papers say is no fault of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.model.finding import Finding

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "neutral").glob("*.txt"))
LONGER = sorted(
    path
    for name in map("neutral-{}".format, (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15))
    for path in (HERE / name).glob("*.txt")
)
MOST_LONGER = 89  # known: docs/measures.md
SENTENCES = (HERE / "hospital-life.txt").read_text(encoding="utf-8").splitlines()
LEAST_SENTENCES, MOST_FLAGGED = 300, 3
PER_CHARACTERS = 10_000


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


def loud(linter: Linter, text: str) -> list[Finding]:
    report = linter.check_text(text)
    assert not report.problems, "what was not checked is no success"
    return [finding for finding in report.findings if finding.severity in ("warning", "error")]


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.rule}: {finding.text}" for finding in findings]


def test_sentences_of_hospital_life(linter: Linter) -> None:
    assert len(set(SENTENCES)) >= LEAST_SENTENCES
    flagged = {line: told(found) for line in SENTENCES if (found := loud(linter, line))}
    assert len(flagged) <= MOST_FLAGGED, flagged


def test_neutral_documents(linter: Linter) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    assert len(texts) >= 60
    found = {name: told(loud(linter, text)) for name, text in texts.items()}
    count = sum(map(len, found.values()))
    characters = sum(map(len, texts.values()))
    assert count * PER_CHARACTERS <= characters, {name: words for name, words in found.items() if words}


def test_longer_neutral_documents(linter: Linter) -> None:
    assert len(LONGER) == 1055
    found = [len(loud(linter, path.read_text(encoding="utf-8"))) for path in LONGER]
    assert sum(found) <= MOST_LONGER


def test_the_same_words_for_sale_are_flagged(linter: Linter) -> None:
    """The silence is not deafness: one sentence that sells, put into a neutral document, is heard."""
    for path in DOCUMENTS[::8]:
        text = path.read_text(encoding="utf-8") + "\n本店秘方彻底根治糖尿病，无效退款。\n"
        assert loud(linter, text), path.name
