"""The legal bases: that they decode, say what is known, and are all listed in docs/law.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml

from claimlint.model.rule import Basis, Lexicon, Statute

ROOT = Path(__file__).resolve().parents[2]
BASIS = ROOT / "rules" / "_basis"
LEXICON = ROOT / "rules" / "_lexicon"
FORCES = {"law", "regulation", "ministry-rule", "enforcement-guide", "industry-code", "editorial"}
REFERENCE = re.compile(r"\b(?:cn|us|uk|eu|intl|editorial)/[a-z0-9-]+#[A-Za-z0-9.-]+")


def _statute(path: Path) -> Statute:
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Statute)


STATUTES = {str(p.relative_to(BASIS).with_suffix("")): _statute(p) for p in sorted(BASIS.rglob("*.yaml"))}
ARTICLES = {f"{s.id}#{key}": article for s in STATUTES.values() for key, article in s.articles.items()}


@pytest.mark.parametrize("name", STATUTES, ids=str)
def test_statute_is_complete(name: str) -> None:
    statute = STATUTES[name]
    assert statute.id == name
    assert statute.force in FORCES
    assert {"zh", "en"} <= statute.title.keys()
    assert statute.articles
    assert statute.jurisdiction == name.partition("/")[0].replace("editorial", "intl")


@pytest.mark.parametrize("name", STATUTES, ids=str)
def test_dates_are_dates_in_order(name: str) -> None:
    statute = STATUTES[name]
    for start, end in [(statute.in_force_from, statute.until)] + [
        (a.in_force_from, a.until) for a in statute.articles.values()
    ]:
        dates = [date.fromisoformat(day) for day in (start, end) if day]
        assert dates == sorted(dates)


@pytest.mark.parametrize("key", ARTICLES, ids=str)
def test_article_says_what_is_known(key: str) -> None:
    article = ARTICLES[key]
    assert {"zh", "en"} <= article.summary.keys()
    assert all(article.summary.values())
    assert article.verified in {"text", "secondary", "memory"}
    assert (article.checked_on is None) == (article.verified == "memory")
    assert "违法" not in article.summary["zh"].replace("违法所得", "")


@pytest.mark.parametrize(
    ("key", "wording"),
    [
        ("cn/advertising-law#16.2.rx", "本广告仅供医学药学专业人士阅读"),
        ("cn/advertising-law#16.2.otc", "请按药品说明书或者在药师指导下购买和使用"),
        ("cn/advertising-law#16.3", "请仔细阅读产品说明书或者在医务人员的指导下购买和使用"),
        ("cn/advertising-law#16.3.contra", "禁忌内容或者注意事项详见说明书"),
        ("cn/advertising-law#18.2", "本品不能代替药物"),
        ("cn/ad-review-measures#7.2", "保健食品不是药物，不能代替药物治疗疾病"),
        ("cn/ad-review-measures#8.users", "不适用于非目标人群使用"),
        ("cn/ad-review-measures#8.guidance", "请在医生或者临床营养师指导下使用"),
        ("cn/internet-advertising-measures#9", "广告"),
        ("cn/online-drug-sales-measures#rx-notice", "处方药须凭处方在药师指导下购买和使用"),
    ],
    ids=[
        "rx",
        "otc",
        "device",
        "contraindication",
        "health-food",
        "warning",
        "users",
        "guidance",
        "mark",
        "online-rx",
    ],
)
def test_prescribed_words_are_exact(key: str, wording: str) -> None:
    assert ARTICLES[key].wording == wording


@pytest.mark.parametrize(
    ("key", "cures"),
    [
        ("cn/advertising-law#16.1.2", False),
        ("cn/advertising-law#17", False),
        ("cn/medical-advertisement-measures#7.3", False),
        ("cn/advertising-law#11.2", True),
        ("cn/advertising-law#28.2.3", True),
        ("us/cfr-202#e6i", True),
    ],
)
def test_whether_a_source_helps(key: str, cures: bool) -> None:
    assert ARTICLES[key].source_cures is cures


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("cn/advertising-law#9.3", "第九条第（三）项"),
        ("cn/advertising-law#16.1.2", "第十六条第一款第（二）项"),
        ("cn/advertising-law#28.2.3", "第二十八条第二款第（三）项"),
        ("cn/medical-advertisement-measures#7.6", "第七条第（六）项"),
        ("cn/internet-advertising-measures#6.3", "第六条第三款"),
        ("cn/criminal-law#336bis", "第三百三十六条之一"),
    ],
)
def test_article_as_printed(key: str, printed: str) -> None:
    assert ARTICLES[key].article_in("zh") == printed


def test_law_page_lists_every_entry_and_no_other() -> None:
    marks = {"text": "", "secondary": "°", "memory": "*"}
    page = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    rows = {m[1]: m[2].split() for m in re.finditer(r"^\| `([a-z]+/[\w-]+)` \|.*\| ([^|]+) \|$", page, re.M)}
    expected = {s.id: [k + marks[a.verified] for k, a in s.articles.items()] for s in STATUTES.values()}
    assert rows == expected


def test_every_basis_that_a_rule_names_exists() -> None:
    named = {
        (path.name, reference)
        for path in (ROOT / "rules").rglob("*.yaml")
        if "_basis" not in path.parts
        for reference in REFERENCE.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(n for n in named if n[1] not in ARTICLES) == []


def test_no_rule_rests_on_memory_alone() -> None:
    weak = [
        path.name
        for path in (ROOT / "rules").rglob("*.yaml")
        if "_basis" not in path.parts and (found := _bases(path)) and all(b.verified == "memory" for b in found)
    ]
    assert weak == []


def _bases(path: Path) -> list[Basis]:
    raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    names = raw.get("basis", ()) if isinstance(raw, dict) else ()
    return [ARTICLES[name] for name in names if name in ARTICLES]


LEXICONS = {
    p.stem: msgspec.convert(yaml.safe_load(p.read_text(encoding="utf-8")), Lexicon)
    for p in sorted((LEXICON / "zh").glob("*.yaml"))
}


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("disease", ["三高", "糖友病", "尿毒症", "肝癌", "类风湿", "阿尔茨海默病"]),
        ("symptom", ["失眠", "掉发", "腰酸背痛", "水肿"]),
        ("standard_care", ["透析", "洗肾", "开刀", "胰岛素", "气切"]),
        ("cure_word", ["治愈", "断根", "康复如初"]),
        ("effect_verb", ["修复", "搞定", "补好", "救回"]),
        ("daily_life_result", ["抱孙子", "一觉到天亮", "吃嘛嘛香"]),
        ("rank_word", ["头牌", "领跑", "天花板", "扛把子"]),
        ("population_all", ["男女老少", "老少皆宜"]),
        ("cell_therapy", ["外泌体", "CAR-T", "NK细胞"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lexicon_knows_common_words(name: str, terms: list[str]) -> None:
    assert set(terms) <= set(LEXICONS[name].terms)


def test_diseases_and_symptoms_are_many() -> None:
    assert len({*LEXICONS["disease"].terms, *LEXICONS["symptom"].terms}) >= 1500


@pytest.mark.parametrize("name", LEXICONS, ids=str)
def test_lexicon_has_no_doubles_and_says_where_it_is_from(name: str) -> None:
    lexicon = LEXICONS[name]
    assert len(lexicon.terms) == len(set(lexicon.terms))
    assert lexicon.about
    assert set(lexicon.include) <= LEXICONS.keys()
