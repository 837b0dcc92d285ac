"""A report about a Chinese document speaks Chinese, one about an English document English."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.judge import wording as judging
from claimlint.model import names
from claimlint.model.report import Problem, Report
from claimlint.model.words import both, joined, spoken
from claimlint.read import read_bytes
from claimlint.report import load, reasons
from claimlint.report import words as reporting
from claimlint.report.options import Options
from claimlint.verify import wording as verifying

EXAMPLES = Path(__file__).parents[2] / "examples"
CHINESE = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"(?:[A-Za-z][a-z'’-]*[ ,;:]+){3,}[a-z]+")  # four English words in a row
LEXICON = re.compile(r"\b(?:cue|register|eff|sci|promise)_\w+")
TABLES = {
    "judge": judging._SAID,
    "verify": verifying._SAID,
    "roles": verifying._ROLES,
    "report": reporting._WORDS,
    "groups": reporting.GROUPS,
    "families": reporting.FAMILIES,
    "reasons": reasons._REASONS,
}


@cache
def checked(name: str) -> Report:
    return Linter(sources=EXAMPLES / "sources").check_file(EXAMPLES / name)


def written(report: Report, style: str) -> str:
    stream = io.StringIO()
    load(style)([report], stream, Options(show_evidence=True, show_dismissed=True, width=100_000))
    return stream.getvalue()


def own_words(report: Report) -> list[str]:
    """All that claimlint says of its own in a report, apart from titles of works."""
    said = [problem.message + (problem.hint or "") for problem in report.problems]
    said += [one.reason for one in report.agreements] + [one.detail for one in report.dismissals]
    said += report.documents[0].profile.reasons
    for finding in report.all_findings:
        said += [finding.message, *(one.text for one in finding.evidence), *(one.message for one in finding.related)]
    said += [note.title["zh"] for note in report.bases.values()]
    return said


def foreign(said: str, report: Report) -> list[str]:
    """English sentences that are not the document's or a source's own words."""
    assert report.document is not None
    quoted = report.document.raw + " ".join(one.quote or "" for one in report.agreements)
    quoted += " ".join(f"{one.source} {one.quote}" for finding in report.all_findings for one in finding.evidence)
    return [match[0] for match in SENTENCE.finditer(said) if match[0] not in quoted]


@pytest.mark.parametrize("name", ["knee-cells.md", "liver-cells.txt", "nk-cells.html"])
def test_a_chinese_report_holds_no_english_sentence(name: str) -> None:
    report = checked(name)
    assert report.findings
    assert [found for said in own_words(report) for found in foreign(said, report)] == []


@pytest.mark.parametrize("style", ["text", "html"])
@pytest.mark.parametrize("name", ["knee-cells.md", "liver-cells.txt"])
def test_no_report_names_a_lexicon(name: str, style: str) -> None:
    assert LEXICON.findall(written(checked(name), style)) == []


def test_an_english_report_stays_english() -> None:
    report = checked("exosome-serum.md")
    said = [one for finding in report.findings for one in (finding.message, *(e.text for e in finding.evidence))]
    said += [*report.documents[0].profile.reasons, *(one.reason for one in report.agreements)]
    assert said
    assert [one for one in said if CHINESE.search(one)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("没了痘印，这就是我的护肤法宝！", ("推销口吻：", "“没了”"), id="one"),
    ],
)
def test_the_voice_names_words_and_no_lexicon(text: str, told: tuple[str, ...]) -> None:
    evidence = [one.text for finding in Linter().check_text(text).findings for one in finding.evidence]
    assert any(all(part in one for part in told) for one in evidence), evidence
    assert not any(LEXICON.search(one) for one in evidence)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_both_languages(table: str) -> None:
    for name, (zh, en) in TABLES[table].items():
        assert CHINESE.search(zh) or not re.search("[A-Za-z]{3}", zh), name
        assert not CHINESE.search(en), name
        assert sorted(re.findall(r"{\d}", zh)) == sorted(re.findall(r"{\d}", en)), name


@pytest.mark.parametrize(
    ("data", "path", "zh", "en"),
    [
        pytest.param(b"%PDF-1.7", "稿.txt", "不是文本文件", "not a text file", id="binary"),
        pytest.param("---\na: [b\n---\n正文".encode(), "稿.md", "文首的设置", "front matter", id="settings"),
        pytest.param("<p>根治<!-- 未完".encode(), "稿.html", "注释没有结束", "never closed", id="comment"),
    ],
)
@pytest.mark.parametrize("style", ["text", "concise", "json", "github", "sarif", "html"])
def test_problems_follow_the_report(data: bytes, path: str, zh: str, en: str, style: str) -> None:
    _, problems = read_bytes(data, path=path)
    report = Report(problems=problems)
    for prefers, said, other in (("zh", zh, en), ("en", en, zh)):
        stream = io.StringIO()
        load(style)([report], stream, Options(prefers=prefers))
        assert said in stream.getvalue()
        assert other not in stream.getvalue()


def test_a_problem_of_a_chinese_document_is_chinese_in_python_too() -> None:
    (problem,) = Linter().check_text("<p>本品根治糖尿病<!-- 未完", format="html").problems
    assert type(problem.message) is str
    assert problem.message.startswith("从这里开始的注释")


def test_words_choose_late() -> None:
    words = joined([both("甲", "a"), "7"], "、", ", ")
    assert (spoken(words, True), spoken(words, False), words) == ("甲、7", "a, 7", "a, 7")
    assert (spoken("plain", True), spoken(names.named("cn"), True)) == ("plain", "中国内地")
    assert Problem("x", both("坏", "bad")).spoken(True).message == "坏"


@pytest.mark.parametrize(
    ("text", "asked", "prefers", "said"),
    [
        ("每月打一针，从此不用透析。", False, "en", "没有这个文件"),
        ("每月打一针，从此不用透析。", True, "en", "no such file"),
        ("One injection a month, and dialysis is history.", False, "en", "no such file"),
        ("One injection a month, and dialysis is history.", True, "zh", "没有这个文件"),
        (None, False, "en", "no such file"),
    ],
    ids=["first document", "asked for English", "English document", "asked for Chinese", "no document"],
)
def test_what_is_said_of_no_document_follows_the_first_one(
    text: str | None, asked: bool, prefers: str, said: str
) -> None:
    problem = Problem("missing-file", both("没有这个文件", "no such file"), "丢失.md")
    reports = [Report(problems=(problem,))] + ([Linter(select="overclaim").check_text(text)] if text else [])
    stream = io.StringIO()
    load("text")(iter(reports), stream, Options(prefers=prefers, asked=asked))
    assert said in stream.getvalue()
