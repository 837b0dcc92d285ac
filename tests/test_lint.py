"""The pipeline from outside: what `from claimlint import Linter` promises."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import pytest

from claimlint import Linter
from claimlint.config import EVASIONS, Settings
from claimlint.inputs import display_path, read_limited
from claimlint.model.finding import Status
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.rule import Confidence, Severity
from claimlint.report import load
from claimlint.report.options import Options

OVERCLAIM = "每月打一针，从此不用透析。"
RULE = "overclaim/replaces-standard-care"


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(select=["overclaim"])


def rules(linter: Linter, text: str, **options: str) -> set[str]:
    return {finding.rule for finding in linter.check_text(text, **options).findings}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (OVERCLAIM, "text"),
        (f"# 标题\n\n- 列表\n- {OVERCLAIM}\n", "markdown"),
        (f"<p>{OVERCLAIM}</p>", "html"),
        (f"第一段。\r\n\r\n{OVERCLAIM}\r\n", "text"),
        (f"😀 {OVERCLAIM}", "text"),
    ],
    ids=["text", "markdown", "html", "crlf", "emoji"],
)
def test_a_finding_stands_at_its_words(linter: Linter, text: str, style: str) -> None:
    report = linter.check_text(text, format=style)
    assert report.problems == ()
    finding = next(one for one in report.findings if one.rule == RULE)
    document = report.document
    assert document is not None
    assert finding.text == document.text[finding.span.start : finding.span.end] == "从此不用透析"
    assert "".join(document.raw[one.start : one.end] for one in finding.raw) == finding.text
    lines = text.splitlines()
    assert lines[finding.line - 1][finding.column - 1 :].startswith("从此不用透析")
    assert isinstance(finding.severity, Severity)
    assert isinstance(finding.confidence, Confidence)
    assert finding.status is Status.OPEN
    assert finding.fingerprint
    assert finding.basis
    assert finding.suggestion
    for name in ("family", "category", "scope", "message", "related", "section", "evidence", "fix", "group"):
        assert hasattr(finding, name)


def test_a_report_can_be_read_without_the_rulebook(linter: Linter) -> None:
    report = linter.check_text(OVERCLAIM, path="稿.txt")
    (note,) = report.documents
    assert (note.path, note.status, note.language) == ("稿.txt", "checked", "zh")
    assert note.rulebook
    assert set(report.rules) == {finding.rule for finding in report.findings}
    assert report.rules[RULE].title["zh"]
    for basis in report.rules[RULE].basis:
        assert report.bases[basis].title["zh"]


def test_the_same_text_gives_the_same_report(linter: Linter) -> None:
    assert linter.check_text(OVERCLAIM).findings == linter.check_text(OVERCLAIM).findings


PATHS = {  # what is given -> the documents, and the problems of the folder
    "a string": ("文件夹/甲.md", ["甲.md"], []),
    "a path": (Path("文件夹/甲.md"), ["甲.md"], []),
    "a folder": (["文件夹"], ["乙.txt", "甲.md", "内/丙.md"], ["no-reader"]),
    "an empty folder": ("空", [], ["nothing-to-check"]),
}


@pytest.mark.parametrize(("given", "names", "codes"), PATHS.values(), ids=PATHS.keys())
def test_paths_mean_what_they_do_on_the_command_line(
    given: str | Path | list[str],
    names: list[str],
    codes: list[str],
    linter: Linter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("空").mkdir()
    for name in ("甲.md", "乙.txt", "内/丙.md", "丁.docx", ".隐藏/戊.md"):
        path = Path("文件夹") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OVERCLAIM, encoding="utf-8")
    reports = list(linter.check_paths(given))
    assert [one.path.removeprefix("文件夹/") for report in reports for one in report.documents] == names
    assert [one.code for report in reports for one in report.problems] == codes


@pytest.mark.parametrize("text", [None, OVERCLAIM.encode(), 5, ["针"]], ids=ascii)
def test_what_is_no_text_is_a_fault_of_the_caller(linter: Linter, text: object) -> None:
    with pytest.raises(TypeError, match=f"text must be str, not {type(text).__name__}"):
        linter.check_text(text)  # type: ignore[arg-type]
    if not isinstance(text, bytes):
        with pytest.raises(TypeError, match="data must be bytes"):
            linter.check_bytes(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("front", ["", "---\ntitle: 新疗法\ndate: 2026-01-02\n---\n"], ids=["plain", "front matter"])
def test_a_report_can_be_pickled(linter: Linter, front: str) -> None:
    report = linter.check_text(front + OVERCLAIM, format="markdown")
    again = pickle.loads(pickle.dumps(report))
    assert (again.findings, again.summary, again.documents) == (report.findings, report.summary, report.documents)
    assert again.document.meta == dict(report.document.meta)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["json", "html"])
def test_formats_are_functions(linter: Linter, name: str) -> None:
    stream = io.StringIO()
    load(name)([linter.check_text(OVERCLAIM)], stream, Options(prefers="zh"))
    assert RULE in stream.getvalue()


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "。" * 50, "🎉", "\x00"], ids=ascii)
def test_odd_texts_are_no_reason_to_stop(linter: Linter, text: str) -> None:
    report = linter.check_text(text)
    assert report.findings == ()


def test_files_bytes_and_paths_agree(linter: Linter, tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    path.write_text(OVERCLAIM, encoding="gb18030")
    from_file = linter.check_file(path)
    from_bytes = linter.check_bytes(path.read_bytes(), path=str(path))
    from_paths = list(linter.check_paths([path, tmp_path / "没有.md", path]))
    assert from_file.findings == from_bytes.findings == from_paths[2].findings
    assert [one.documents[0].status for one in from_paths] == ["checked", "unread", "checked"]
    assert from_paths[1].problems[0].code == "missing-file"


def test_front_matter_may_say_only_what_configuration_allows() -> None:
    text = f"---\ncontent: academic\naudience: professional\njurisdiction: [us]\n---\n\n{OVERCLAIM}\n"
    strict = Linter().check_text(text, format="markdown").documents[0].profile
    allowed = Linter(config=Settings(front_matter=("content",))).check_text(text, format="markdown")
    assert "content" not in strict.declared
    profile = allowed.documents[0].profile
    assert (profile.content, "audience" in profile.declared) == ("academic", False)
    assert profile.jurisdiction == ("cn",)


FRONT_MATTER = {
    "a known value": ("content: academic", ("content",), "academic", []),
    "a mistyped value": ("content: adverti", ("content",), None, [("invalid-value", "incomplete", 2, "advertisement")]),
    "a value in Chinese": ("content: 广告", ("content",), None, [("invalid-value", "incomplete", 2, "可以是")]),
    "not allowed": ("product: drug", ("content",), None, [("front-matter-not-allowed", "note", 2, ', "product"]')]),
    "another system's": ("product: 海参", ("content",), None, []),
    "never allowed": ("jurisdiction: [us]", (), None, [("front-matter-not-allowed", "note", 2, "配置")]),
    "nothing": ("title: 标题", ("content",), None, []),
}


@pytest.mark.parametrize(("words", "allowed", "content", "told"), FRONT_MATTER.values(), ids=FRONT_MATTER.keys())
def test_what_front_matter_says_wrongly_is_told(
    words: str, allowed: tuple[str, ...], content: str | None, told: list[tuple[str, str, int, str]]
) -> None:
    linter = Linter(config=Settings(front_matter=allowed), select=["overclaim"])  # type: ignore[arg-type]
    report = linter.check_text(f"---\n{words}\n---\n\n肌酐偏高者请复查。\n", format="markdown", path="稿.md")
    assert report.documents[0].profile.content == content
    assert [(one.code, one.kind, one.line) for one in report.problems] == [row[:3] for row in told]
    assert all(row[3] in (one.hint or "") for row, one in zip(told, report.problems, strict=True))
    assert all(one.path == "稿.md" for one in report.problems)


def test_what_is_given_wins_over_front_matter_and_configuration() -> None:
    settings = Settings(content="press-release", audience="professional", front_matter=("content",))
    linter = Linter(config=settings, content="advertisement")
    text = f"---\ncontent: academic\n---\n\n{OVERCLAIM}\n"
    profile = linter.check_text(text, format="markdown").documents[0].profile
    assert (profile.content, profile.audience) == ("advertisement", "professional")


def test_ignored_rules_do_not_run() -> None:
    assert RULE in rules(Linter(), OVERCLAIM)
    assert RULE not in rules(Linter(ignore=[RULE]), OVERCLAIM)
    assert rules(Linter(select=[RULE]), OVERCLAIM) == {RULE}


def test_overrides_hold_for_their_paths(tmp_path: Path) -> None:
    (tmp_path / "claimlint.toml").write_text(
        '[[overrides]]\npaths = ["论文/*"]\nignore = ["overclaim"]\n', encoding="utf-8"
    )
    linter = Linter(config=tmp_path / "claimlint.toml")
    for name in ("稿.md", "论文/稿.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(OVERCLAIM, encoding="utf-8")
    assert RULE in {one.rule for one in linter.check_file(tmp_path / "稿.md").findings}
    assert RULE not in {one.rule for one in linter.check_file(tmp_path / "论文/稿.md").findings}


EVASIVE = {
    "traditional": "每月打一針，從此不用透析。",
    "invisible": "每月打一针，从此不\u200b用透\u200b析。",
    "inserted": "每月打一针，从此不*用*透*析。",
    "look-alike": "打三针，糖尿病彻底冶愈。",
    "pinyin": "打三针，糖尿病彻底治yu。",
}


@pytest.mark.parametrize(("layer", "text"), EVASIVE.items(), ids=EVASIVE.keys())
def test_each_kind_of_evasive_spelling_can_be_left_alone(layer: str, text: str) -> None:
    selected = ["overclaim/cure", RULE]
    assert rules(Linter(select=selected), text)
    assert not rules(Linter(select=selected, no_evasion=layer), text)
    assert not rules(Linter(select=selected, no_evasion="all"), text)
    assert not rules(Linter(select=selected, config=Settings(evasion={layer: False})), text)
    others = [name for name in EVASIONS if name != layer]
    assert rules(Linter(select=selected, no_evasion=others), text)


def test_what_was_not_asked_of_a_text_is_no_dismissal() -> None:
    report = Linter().check_text("糖尿病不能根治。")
    assert all(one.span.end > one.span.start for one in report.dismissals)
    assert len(report.dismissals) < 5
    assert report.summary.dismissed == len(report.dismissals)
    assert "fragment" in {one.reason for one in report.unasked}
    asked = Linter(content="popular-science").check_text("糖尿病不能根治。")
    assert "fragment" not in {one.reason for one in asked.unasked}


def test_one_selector_may_be_given_as_a_string() -> None:
    assert rules(Linter(select=RULE), OVERCLAIM) == {RULE}
    assert RULE not in rules(Linter(ignore="overclaim"), OVERCLAIM)


def test_what_is_wrong_with_the_run_is_in_each_report(tmp_path: Path) -> None:
    report = Linter(sources=tmp_path / "没有", select="overclaim").check_text(OVERCLAIM)
    assert [(one.code, one.path) for one in report.problems] == [("missing-sources", str(tmp_path / "没有"))]
    assert report.documents[0].status == "partial"
    assert {one.rule for one in report.findings} == {RULE}


CONFIGURED = {
    "ignored rule": (
        (
            '# overclaim/cura\n[[ignore]]\nrules = ["overclaim/cure"]\nreason = "获批"\n'
            '[[ignore]]\nrules = ["overclaim/cura"]\nreason = "获批"'
        ),
        ("unknown-selector", "usage", 6, "overclaim/cure"),
    ),
    "unsuppressible": ('unsuppressible = ["过度宣传"]', ("unknown-selector", "usage", 1, "rules list")),
    "of an override": (
        '[[overrides]]\npaths = ["论文/*"]\nignore = ["stduy"]',
        ("unknown-selector", "usage", 3, "study"),
    ),
    "threshold": (
        'audience = "public"\nthresholds = { study-smal-n = 20 }',
        ("unknown-threshold", "usage", 2, "study-small-n"),
    ),
    "threshold of an override": (
        '[[overrides]]\npaths = ["论文/*"]\n[overrides.thresholds]\n"小样本" = 20',
        ("unknown-threshold", "usage", 4, "thresholds: "),
    ),
    "expired": (
        '[[ignore]]\nrules = ["overclaim/cure"]\nreason = "获批"\nuntil = "2020-01-31"',
        ("ignore-expired", "note", 4, "renew"),
    ),
}


@pytest.mark.parametrize(("text", "told"), CONFIGURED.values(), ids=CONFIGURED.keys())
def test_what_configuration_says_of_rules_is_held_against_them(
    tmp_path: Path, text: str, told: tuple[str, str, int, str]
) -> None:
    path = tmp_path / "claimlint.toml"
    path.write_text(text, encoding="utf-8")
    linter = Linter(config=path)
    (problem,) = linter.problems
    assert (problem.code, problem.kind, problem.line) == told[:3]
    assert problem.path == str(path)
    assert told[3] in (problem.hint or "")
    assert linter.usable is (told[1] == "note")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"select": ["overclaim/cur"]}, "unknown-selector"),
        ({"content": "广告"}, "invalid-value"),
        ({"as_of": "2025-02-30"}, "invalid-value"),
        ({"as_of": "20260115"}, "invalid-value"),
        ({"as_of": "2020-W01-1"}, "invalid-value"),
        ({"as_of": "２０２６-01-15"}, "invalid-value"),
        ({"as_of": ""}, "invalid-value"),
        ({"lang": "de"}, "invalid-value"),
        ({"no_evasion": ["拼音"]}, "invalid-value"),
        ({"config": "没有.toml"}, "unreadable-config"),
    ],
    ids=["selector", "content", "date", "no hyphens", "week", "full width", "no date", "language", "evasion", "config"],
)
def test_a_run_that_is_wrong_as_a_whole_checks_nothing(options: dict[str, object], code: str) -> None:
    linter = Linter(**options)  # type: ignore[arg-type]
    assert not linter.usable
    report = linter.check_text(OVERCLAIM)
    assert [one.code for one in report.problems] == [code]
    assert report.documents[0].status == "unread"
    assert report.findings == ()


def test_nothing_is_discovered_without_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claimlint.toml").write_text('ignore = ["overclaim"]', encoding="utf-8")
    (tmp_path / "稿.md").write_text(OVERCLAIM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert RULE in {one.rule for one in Linter().check_file("稿.md").findings}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a.md", "a.md"), ("./a.md", "a.md"), ("x/../a.md", "x/../a.md"), ("文章/a.md", "文章/a.md")],
)
def test_paths_are_shown_as_named(name: str, shown: str) -> None:
    assert display_path(name) == shown


def test_absolute_paths_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert display_path(tmp_path / "文章" / "a.md") == "文章/a.md"


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    assert read_limited(str(path), 10) == b"x" * 10
    refused = read_limited(str(path), 9)
    assert isinstance(refused, Problem)
    assert refused.code == "file-too-large"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Our therapy cures diabetes, guaranteed, and it has no side effects.", True),
        ("每月打一针，从此不用透析。", False),
        ("每月打一針，從此不用透析，這是真的。", False),
        ("本产品（Our therapy）不能代替药物。", False),
    ],
)
@pytest.mark.parametrize("lang", ["auto", "zh", "en"])
def test_a_language_whose_wording_no_rule_judges_is_no_silent_pass(text: str, told: bool, lang: str) -> None:
    problems = [one for one in Linter(lang=lang).check_text(text).problems if one.code == "no-wording-rules"]
    assert bool(problems) is told  # by the words themselves, whatever language is asked for
    assert all(one.kind is ProblemKind.NOTE for one in problems)
