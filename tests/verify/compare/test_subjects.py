"""The right value said of the wrong thing is not supported."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from claimlint import read
from claimlint.model.source import Source, SourceText
from claimlint.sources.store import SourceStore
from claimlint.verify.run import verify

KNEE = "At 12 months 64% were women. Injection-site pain occurred in 18.9% of patients, joint swelling in 12.3%; serious adverse events occurred in 2.8%."
GUT = "Complete fistula closure was seen in 53.3% at week 24, partial closure in 22.2%. The relapse-free rate was 62.2%. Fever occurred in 8 patients (17.8%)."
POOL = "总体缓解率为68%（95% CI 61%~75%），中位无进展生存期为9.4个月，中位总生存期为21.3个月。3级以上不良事件发生率为41%，细胞因子释放综合征发生率为77%。"

WRONG = [
    ("swelling for pain", KNEE, "注射部位疼痛发生率为12.3%。", "12.3"),
    ("pain for swelling", KNEE, "Joint swelling occurred in 18.9% of patients.", "18.9"),
    ("partial told as complete", GUT, "Complete closure was seen in 22.2%.", "22.2"),
    ("relapse-free told as relapse", GUT, "复发率为62.2%。", "62.2"),
    ("closure told as fever", GUT, "Fever occurred in 53.3% of patients.", "53.3"),
    ("progression-free for overall survival", POOL, "中位总生存期为9.4个月。", "9.4"),
    (
        "overall for progression-free survival",
        POOL,
        "Median progression-free survival was 21.3 months.",
        "21.3",
    ),
    ("overall told as complete response", POOL, "完全缓解率为68%。", "68"),
    ("response told as survival", POOL, "生存率为68%。", "68"),
    ("adverse events told as deaths", POOL, "死亡率为41%。", "41"),
    ("another adverse event", POOL, "细胞因子释放综合征发生率为41%。", "41"),
]
RIGHT = [
    ("swelling", KNEE, "关节肿胀发生率为12.3%。", "12.3"),
    ("serious adverse events", KNEE, "Serious adverse events occurred in 2.8% of patients.", "2.8"),
    ("complete closure", GUT, "Complete closure was seen in 53.3%.", "53.3"),
    ("relapse-free", GUT, "The relapse-free rate was 62.2%.", "62.2"),
    ("overall survival", POOL, "Median overall survival was 21.3 months.", "21.3"),
    ("progression-free survival", POOL, "Median progression-free survival was 9.4 months.", "9.4"),
    ("response", POOL, "The overall response rate was 68%.", "68"),
    ("grade 3 events", POOL, "3级以上不良事件发生率为41%。", "41"),
]


def verdict(source: str, claim: str, value: str) -> str:
    store = SourceStore((Source("s", title="t", texts=(SourceText("abstract", source),), coverage="abstract"),))
    document, _ = read.read_text(claim, path="a", format="text")
    assert document is not None
    found = [one for one in verify(document, store).agreements if value in document.slice(one.span)]
    return found[0].verdict.value if found else "none"


@pytest.mark.parametrize(("name", "source", "claim", "value"), WRONG, ids=[row[0] for row in WRONG])
def test_not_supported(name: str, source: str, claim: str, value: str) -> None:
    assert not verdict(source, claim, value).startswith("supported")


@pytest.mark.parametrize(("name", "source", "claim", "value"), RIGHT, ids=[row[0] for row in RIGHT])
def test_supported(name: str, source: str, claim: str, value: str) -> None:
    assert verdict(source, claim, value).startswith("supported")
