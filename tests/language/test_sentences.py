"""Where sentences and clauses end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.detect import detect
from claimlint.language.sentences import split

Steps = Callable[[Callable[[], object], str], int]

# id, sentences joined by "‖"; the text is the same without the bars
SENTENCES = {
    "full stop": "血糖偏高。‖需要复查。",
    "question and exclamation": "能根治吗？‖当然不能！‖请咨询医生",
    "doubled marks": "真的吗？！‖真的！！！",
    "semicolon": "甲组好转；‖乙组无变化",
    "western twins": "有效!‖真的?‖是的;‖没错",
    "closing quote": "他说：“我好了。”‖大家都笑了。",
    "closing bracket": "（详见说明书。）‖以下从略。",
    "corner quotes": "「不再复发！」‖他这样说。",
    "straight quotes": '他说"可以。"‖然后走了。‖"好。"‖再见',
    "straight quote opens": '真的。‖"新药"上市',
    "unit with point": "小于45 mL/min/1.73m²者慎用。‖下同",
    "decimal": "血钾3.5 mmol/L，肌酐1.2 mg/dL",
    "list mark": "1.安全性良好",
    "list marks in a line": "步骤：1. 洗手。‖2. 消毒",
    "ellipsis inside": "这……恐怕不行。‖好",
    "ellipsis western": "Well... not really. ‖Then it came.",
    "dots before a capital": "We waited... ‖Then it came.",
    "semicolon in brackets": "差异显著（P<0.05；n=30）。‖见表",
    "semicolon in western brackets": "It rose (OR 1.2; 95% CI 1.1-1.3). ‖It fell.",
    "journal numbers": "Lupus. 2022;31(13):1586-1594",
    "address": "见https://a.example/x.html?id=3&b=4。‖谢谢",
    "address at the end": "Read https://a.example/x.html. ‖Then call.",
    "doi": "doi:10.1000/xyz.123.4 已撤稿。‖勿引",
    "et al": "Wu et al. found it. ‖Others did not.",
    "et al with year": "Wu et al. 2012 found it.",
    "figure": "See Fig. 2 and Table 1. ‖It rose.",
    "doctor": "Dr. Wu agrees. ‖Prof. Li does not.",
    "versus": "drug vs. placebo was better. ‖It was safe.",
    "number sign": "It is No. 5 of nine. ‖Good.",
    "no as answer": "Does it cure? ‖No. ‖It does not.",
    "for example": "use it, e.g. in winter. ‖Stop then.",
    "initials": "by J. R. Smith and A. Wu. ‖It works.",
    "country": "The U.S. FDA refused. ‖It was right.",
    "name of an office": "not approved by the U.S. Food and Drug Administration",
    "country at the end": "not approved in the U.S. ‖It is sold.",
    "lettered thing": "rich in vitamin C. ‖It heals.",
    "lower-case name": "It fell. ‖eGFR rose. ‖mRNA stayed.",
    "sloppy copy": "no side effects. ‖guaranteed results.",
    "quoted english": '"It works." ‖She smiled.',
    "month": "Published Jan. 5 by us. ‖Good.",
    "chinese full stop as point": "患者普遍反映良好.多数已经停药",
    "name with a point": "阿尔伯特.爱因斯坦",
    "line break": "第一行\n‖第二行",
    "half-width": "ｶﾞﾝ｡‖次",
    "emoji": "好👍🏻！‖👨‍👩‍👧都说好",
    "only marks": "！！！",
    "mixed": "MSCs有效。‖Dr. Wu said so. ‖真的吗？",
    "year of journal": "Nature 2024;12:3-9",
    "ratio and time": "比例1:1，时间12:30。‖完",
}
EXPECTED_JOIN = {"chinese full stop as point": "患者普遍反映良好.‖多数已经停药"}

CLAUSES = {
    "commas": "血糖低，‖血脂高、‖体重大：‖要复查",
    "western commas": "血糖低,‖血脂高:‖要复查",
    "thousands": "共1,000例，‖其中12,345例",
    "ratio": "按1:1分组，‖共2年",
    "address": "见https://a.example/b，‖下同",
    "english": "However, ‖it was safe",
    "columns": "效果 |‖ 价格｜‖评价",
    "closer": "“好，”‖他说",
    "dash stays": "复发——这是常见的",
    "enumeration": "A、‖B、‖C",
    "ellipsis": "这……‖不行",
}


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span, _ in split(text)]


@pytest.mark.parametrize("marked", SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(marked: str, request: pytest.FixtureRequest) -> None:
    text = marked.replace("‖", "")
    marked = EXPECTED_JOIN.get(request.node.callspec.id, marked)
    assert _sentences(text) == [part.strip() for part in marked.split("‖")]


@pytest.mark.parametrize("marked", CLAUSES.values(), ids=CLAUSES.keys())
def test_clauses(marked: str) -> None:
    text = marked.replace("‖", "")
    ((_, clauses),) = split(text)
    assert [text[a:b] for a, b in clauses] == [part.strip() for part in marked.split("‖")]


def test_a_part_of_a_text_is_measured_in_the_whole() -> None:
    text = "甲。乙，丙。丁"
    assert [(span, clauses) for span, clauses in split(text, 2, 6)] == [((2, 6), ((2, 4), (4, 6)))]


def test_what_stands_before_the_part_is_not_seen() -> None:
    assert _sentences_of("共3", ".5 天。") == [".5 天。"]


def _sentences_of(before: str, text: str) -> list[str]:
    whole = before + text
    return [whole[span.start : span.end] for span, _ in split(whole, len(before))]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t"], ids=["empty", "space", "lines", "wide"])
def test_nothing(text: str) -> None:
    assert split(text) == []


MARKS = st.text(alphabet='甲a1A .。，,;；:：!？?"”）)(（\n…|', max_size=80)


@given(text=MARKS)
def test_clauses_cover_all_words(text: str) -> None:
    place = 0
    for span, clauses in split(text):
        assert (clauses[0].start, clauses[-1].end) == span
        for clause in clauses:
            assert not text[place : clause.start].strip()
            words = text[clause.start : clause.end]
            assert words
            assert words == words.strip()
            place = clause.end
    assert not text[place:].strip()


@pytest.mark.parametrize("unit", ["（；", '"。', "a. ", "A.", ",1", ".", "甲：", "1. "], ids=repr)
def test_steps_are_linear(steps: Steps, unit: str) -> None:
    """Counted, not timed; benchmarks/sentences.py times it."""
    short, long = (steps(lambda text=unit * count: split(text), "sentences.py") for count in (300, 1200))
    assert long < 4.5 * short


def test_steps_are_counted(steps: Steps) -> None:
    few, many = (steps(lambda text="甲。乙，丙。" * count: split(text), "sentences.py") for count in (10, 20))
    assert many > few > 100


LANGUAGES = {
    "chinese": ("干细胞疗法不能代替透析", "zh"),
    "traditional": ("幹細胞療法不能代替透析，請諮詢醫師", "zh-hant"),
    "english": ("Stem cells do not replace dialysis.", "en"),
    "mixed chinese": ("MSCs（mesenchymal stem cells）可改善eGFR，但对晚期患者无效，需要更多研究。", "zh"),
    "english with a name": ("The hospital (广东省人民医院) ran the whole trial.", "en"),
    "no letters": ("1.73 / 60", "zh"),
    "shared characters": ("大小中人口", "zh"),
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_language(text: str, language: str) -> None:
    assert detect(text) == language
