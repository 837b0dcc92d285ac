"""What the overclaim and promotion rules make of whole articles: the shared one and three others."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claimlint import Linter

FAMILIES = {"overclaim", "promotion"}
MOST_FINDINGS = 40
LEAST_SHARE = 0.85


@cache
def scoring() -> ModuleType:
    """The scoring script beside this file; the folder is no package."""
    spec = importlib.util.spec_from_file_location("seed_scoring", Path(__file__).with_name("scoring.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scored() -> tuple[Any, list[tuple[dict[str, Any], list[Any]]]]:
    """The report on the shared article and each gold row with the findings that count for it."""
    folder = os.environ.get("CLAIMLINT_CORPUS")
    if not folder or not (Path(folder) / "seed" / "gold.jsonl").is_file():
        pytest.skip("CLAIMLINT_CORPUS does not name a folder with seed/gold.jsonl")
    report = scoring().check_article(Path(folder))
    return report, scoring().score(report, scoring().read_gold(Path(folder)))


def _visible(scored: Any) -> list[tuple[dict[str, Any], list[Any]]]:
    return [
        (row, found) for row, found in scored[1] if row["kind"] in {"overclaim", "lead-gen"} and row.get("needs") == "A"
    ]


def test_every_error_of_the_article_is_found(scored: Any) -> None:
    rows = [(row, found) for row, found in _visible(scored) if row["severity"] == "error"]
    assert len(rows) == 9
    assert [row["quote"] for row, found in rows if not found] == []


def test_most_of_the_article_is_found(scored: Any) -> None:
    rows = _visible(scored)
    assert len(rows) == 28
    assert sum(bool(found) for _, found in rows) >= LEAST_SHARE * len(rows)


def test_what_is_right_is_let_through(scored: Any) -> None:
    rows = [(row, found) for row, found in scored[1] if row["kind"] == "negative"]
    assert len(rows) == 42
    assert [(row["quote"], [one.rule for one in found]) for row, found in rows if found] == []


def test_the_article_is_not_flooded(scored: Any) -> None:
    found = [one for one in scored[0].findings if one.family in FAMILIES]
    assert 20 <= len(found) <= MOST_FINDINGS


LIVER = """# 间充质干细胞:让硬化的肝脏重焕生机

抗病毒药只能控制病毒,却无法逆转已经形成的肝纤维化。间充质干细胞的出现,为失代偿期患者点亮了新的希望。

## 干细胞如何修复肝脏

干细胞经外周静脉进入人体后,可定向修复受损的肝小叶,并阻断肝纤维化进程。临床研究证实,干细胞能显著改善白蛋白和胆红素指标。

肝硬化是多种慢性肝病的共同结局,表现为腹水、黄疸和食管静脉曲张。

一项研究纳入12例患者,随访24周,未设对照组,终末期肝病评分较基线下降2分。

## 哪些肝病患者适合干细胞治疗

## 结语

干细胞疗法在肝硬化中展现出显著疗效,必将改写肝病治疗格局。

目前国内尚未批准任何用于肝硬化的干细胞产品。
"""

EXOSOME = """# 外泌体:从细胞层面逆转皮肤衰老

传统护肤只能停留在表皮,治标不治本。我们的外泌体直达肌底,唤醒沉睡的成纤维细胞。

经临床验证,外泌体使皱纹深度减少了47%,效果显著。

外泌体取自自体脂肪,无排异反应。

外泌体是细胞分泌的囊泡,直径约30至150纳米。

目前没有获批的外泌体注射剂。
"""

MOXA = """# 督灸馆:一炷艾火,激活人体自愈力

西药止痛治标不治本,本馆督灸疗效确切,真正做到内外兼治。

督灸能有效缓解腰椎间盘突出引起的腿麻,从根本上改善颈椎供血。

艾灸时应避免烫伤,皮肤破损处不宜施灸。

腰椎间盘突出伴大小便失禁者应立即就医。
"""

# An article, words of it that must be marked, and words that must not.
ARTICLES = [
    pytest.param(
        LIVER,
        [
            "只能控制",
            "新的希望",
            "修复受损的肝小叶",
            "阻断肝纤维化进程",
            "能显著改善白蛋白",
            "哪些肝病患者适合干细胞",
            "展现出显著疗效",
            "改写",
        ],
        ["表现为腹水", "随访24周", "较基线下降2分", "尚未批准任何"],
        id="肝硬化-干细胞",
    ),
    pytest.param(
        EXOSOME,
        ["治标不治本", "唤醒沉睡的成纤维细胞", "经临床验证", "减少了47%", "无排异反应", "逆转皮肤衰老"],
        ["直径约30至150纳米", "目前没有获批"],
        id="抗衰-外泌体",
    ),
    pytest.param(
        MOXA,
        ["激活人体自愈力", "治标不治本", "疗效确切", "从根本上改善颈椎"],
        ["避免烫伤", "应立即就医"],
        id="腰痛-督灸",
    ),
]


@pytest.mark.parametrize(("article", "claims", "innocent"), ARTICLES)
def test_articles_about_other_diseases(article: str, claims: list[str], innocent: list[str]) -> None:
    report = Linter().check_text(article, format="markdown")
    marked = [
        (one.span.start, one.span.end)
        for one in report.findings
        if one.family in FAMILIES and one.severity != "info" and one.scope == "span"
    ]
    assert report.document is not None
    text = report.document.text

    def is_marked(words: str) -> bool:
        start = text.index(words)
        return any(low < start + len(words) and start < high for low, high in marked)

    assert [words for words in claims if not is_marked(words)] == []
    assert [words for words in innocent if is_marked(words)] == []
