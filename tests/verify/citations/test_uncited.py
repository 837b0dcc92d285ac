"""A study's result in a text that cites elsewhere, and nothing that says whose it is."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from claimlint import read
from claimlint.verify.run import verify

LISTED = "散步改善睡眠[1]。\n\n{}\n\n参考文献\n[1] 周明远. 散步与睡眠的队列研究[J]. 中华老年医学杂志, 2020, 39: 21-26.\n[2] Elm P. Walking and mood. Gut. 2016;6:1-9.\n"

FOUND = [
    ("Chinese", "一项临床研究显示，泡脚者入睡时间缩短了35%。", "一项临床研究显示"),
    ("several studies", "泡脚很普遍。多项随机研究发现，有效率可达62%以上。", "多项随机研究发现"),
    ("data of a trial", "临床试验结果显示，40例受试者中有31例入睡更快。", "临床试验结果显示"),
    ("English", "A recent trial found that 35% of people fell asleep sooner.", "A recent trial found"),
]
SILENT = [
    ("cited in the sentence", "一项临床研究显示，泡脚者入睡时间缩短了35%[2]。"),
    ("cited at the end of the paragraph", "一项研究显示，入睡时间缩短了35%。心情也更好[2]。"),
    ("author and year", "Elm (2016) 的研究显示，心情改善了35%。"),
    ("no figure", "研究表明，规律作息有益健康。"),
    ("no such study", "目前没有研究显示泡脚能使血压下降20%。"),
    ("a question", "有研究显示泡脚能降压20%吗？"),
    ("one's own", "本研究结果显示，有效率为62%。"),
    ("a named team", "2016年，某大学团队的研究显示心情改善了35%。"),
    ("English, no figure", "Several studies showed that rest is good."),
    ("English, the text's own", "Our study found a response in 62% of patients."),
    ("a plan", "还需要更多研究证实这30%的差异。"),
]


def uncited(text: str) -> list[str]:
    document, _ = read.read_text(text, path="a", format="text")
    assert document is not None
    seen = verify(document, None, {}, "2026-06-30").observations
    return [document.slice(one.span) for one in seen if one.check == "citation-missing"]


@pytest.mark.parametrize(("name", "words", "place"), FOUND, ids=[row[0] for row in FOUND])
def test_found(name: str, words: str, place: str) -> None:
    assert uncited(LISTED.format(words)) == [place]


@pytest.mark.parametrize(("name", "words"), SILENT, ids=[row[0] for row in SILENT])
def test_silent(name: str, words: str) -> None:
    assert uncited(LISTED.format(words)) == []


def test_a_text_without_marks_is_told_as_a_whole() -> None:
    assert uncited(LISTED.format(FOUND[0][1]).replace("睡眠[1]", "睡眠")) == []


def test_a_text_without_a_list_is_left_alone() -> None:
    assert uncited(FOUND[0][1]) == []
