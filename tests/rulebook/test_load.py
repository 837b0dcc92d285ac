"""Loading rules: what a broken file says, what stays, what the cache does."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.model.report import ProblemKind
from claimlint.rulebook import lint_rulebook, load, selectors

RULE = """\
id: overclaim/probe
category: cure-claim
title: {zh: 试}
severity: warning
languages: [zh]
basis: []
patterns: ["{cure}了"]
message: {zh: 试}
suggest: {zh: 试}
why: {zh: 试}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "zh/overclaim/probe.yaml", RULE)
    write(tmp_path, "_lexicon/zh/cure.yaml", "terms: [治愈, 根治]\n")
    write(tmp_path, "_categories.yaml", "cure-claim: {zh: 治愈, en: cure}\n")
    return tmp_path


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(folder))
    return folder


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_sound_folder_loads(root: Path) -> None:
    rulebook, problems = load([root], builtin=False)
    assert problems == ()
    assert rulebook is not None
    assert [rule.id for rule in rulebook.rules] == ["overclaim/probe"]


def worded(key: str, words: str) -> str:
    """The rule with other words under a key."""
    return RULE.replace(f"{key}: {{zh: 试}}", f'{key}: {{zh: "{words}"}}')


FAULTS = [
    pytest.param(RULE.replace("severity:", "severty:"), "unknown-key", 4, "severity", id="unknown key"),
    pytest.param("foo: 1\n" + RULE, "unknown-key", 1, "the keys are id, category", id="a key like no other"),
    pytest.param(RULE + "examples: {坏: [治愈了]}\n", "unknown-key", None, "bad, good, todo", id="key of a table"),
    pytest.param(RULE.replace("severity: warning", "severity: wraning"), "bad-value", 4, "'warning'", id="near value"),
    pytest.param(
        RULE.replace("severity: warning", "severity: 严重"), "bad-value", 4, "error, warning, info", id="value"
    ),
    pytest.param(RULE + "needs: {sentense: [cure]}\n", "bad-value", None, "'sentence'", id="key of a closed list"),
    pytest.param(RULE.replace("severity: warning", "severity: 3"), "bad-value", 4, None, id="wrong type"),
    pytest.param(RULE + "why: {zh: 再}\n", "bad-yaml", 11, None, id="key given twice"),
    pytest.param(RULE.replace("{cure}了", "{cuer}了"), "bad-pattern", 7, None, id="unknown lexicon"),
    pytest.param(RULE.replace("{cure}了", "{cure"), "bad-pattern", 7, None, id="open brace"),
    pytest.param(RULE.replace("{cure}了", "{cure}{gap:5-2}了"), "bad-pattern", 7, None, id="gap"),
    pytest.param(RULE.replace("{cure}了", "re:治愈.*"), "bad-pattern", 7, None, id="unbounded"),
    pytest.param(RULE.replace("{cure}了", "re:.{0,3}"), "bad-pattern", 7, None, id="no words"),
    pytest.param(RULE.replace("cure-claim", "cure-clam"), "unknown-category", None, "cure-", id="category"),
    pytest.param(RULE.replace("basis: []", "basis: [cn/x#1]"), "unknown-basis", None, None, id="basis"),
    pytest.param(worded("message", "“{mach}”"), "unknown-field", 8, "{match}", id="field"),
    pytest.param(worded("message", "“{0}”"), "unknown-field", 8, "{match}", id="nought"),
    pytest.param(worded("suggest", "“{}”"), "unknown-field", 9, "{match}", id="bare"),
    pytest.param(worded("why", "{match}"), "unknown-field", 10, "take none", id="in why"),
    pytest.param(RULE.replace("languages: [zh]", "languages: [fr]"), "bad-value", None, "one of zh, en", id="language"),
    pytest.param("id: [", "bad-yaml", None, None, id="not YAML"),
]


@pytest.mark.parametrize(("text", "code", "line", "near"), FAULTS)
def test_a_broken_rule_is_a_problem_and_the_others_stay(
    root: Path, text: str, code: str, line: int | None, near: str | None
) -> None:
    write(root, "zh/overclaim/probe.yaml", text)
    write(root, "zh/overclaim/other.yaml", RULE.replace("overclaim/probe", "overclaim/other"))
    rulebook, problems = load([root], builtin=False)
    assert rulebook is not None
    assert [rule.id for rule in rulebook.rules] == ["overclaim/other"]
    assert [problem.code for problem in problems] == [code]
    assert problems[0].kind is ProblemKind.USAGE
    assert (problems[0].path or "").endswith("zh/overclaim/probe.yaml")
    if line is not None:
        assert problems[0].line == line
    if near is not None:
        assert near in (problems[0].hint or "")


@pytest.mark.parametrize("words", ["“{match}”", "“{cure}”这类词", "没有花括号"])
def test_what_a_pattern_finds_may_stand_in_the_words(root: Path, words: str) -> None:
    write(root, "zh/overclaim/probe.yaml", worded("message", words))
    assert load([root], builtin=False)[1] == ()


def test_either_ending_of_yaml_is_read(root: Path) -> None:
    write(root, "zh/overclaim/另一条.yml", RULE.replace("overclaim/probe", "overclaim/另一条"))
    (root / "_lexicon/zh/cure.yaml").rename(root / "_lexicon/zh/cure.yml")
    (root / "_categories.yaml").rename(root / "_categories.yml")
    rulebook, problems = load([root], builtin=False)
    assert problems == ()
    assert rulebook is not None
    assert {rule.id for rule in rulebook.rules} == {"overclaim/probe", "overclaim/另一条"}


@pytest.mark.parametrize("name", [None, "说明.md", "规则.json"])
def test_a_folder_without_rules_is_a_problem(tmp_path: Path, name: str | None) -> None:
    folder = tmp_path / "我们的规则"
    folder.mkdir()
    if name:
        (folder / name).write_text("规则", encoding="utf-8")
    rulebook, (problem,) = load([folder])
    assert rulebook is None
    assert (problem.code, problem.message) == ("missing-rules", "the rules folder holds no rule files")
    assert str(problem.path).endswith("我们的规则")


def test_lexicons_that_include_each_other_are_told_and_do_not_hang(root: Path) -> None:
    write(root, "_lexicon/zh/cure.yaml", "terms: [治愈]\ninclude: [more]\n")
    write(root, "_lexicon/zh/more.yaml", "terms: [根除]\ninclude: [cure]\n")
    rulebook, problems = load([root], builtin=False)
    assert rulebook is not None
    assert {problem.code for problem in problems} == {"bad-lexicon"}


def test_a_missing_folder_gives_no_rulebook(tmp_path: Path) -> None:
    rulebook, problems = load([tmp_path / "none"], builtin=False)
    assert rulebook is None
    assert [problem.code for problem in problems] == ["missing-rules"]


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"\x81\xa1x\x01"], ids=["empty", "binary", "foreign"])
def test_a_damaged_cache_is_rebuilt_in_silence(root: Path, cache_folder: Path, damage: bytes) -> None:
    first, _ = load([root], builtin=False)
    (kept,) = cache_folder.glob("rulebook-*.msgpack")
    kept.write_bytes(damage)
    assert load([root], builtin=False) == (first, ())
    assert kept.read_bytes() != damage


def test_the_cache_gives_what_compiling_gives_and_a_change_is_seen(root: Path) -> None:
    compiled = load([root], builtin=False, cache=False)
    assert load([root], builtin=False) == compiled  # written
    assert load([root], builtin=False) == compiled  # read
    write(root, "_lexicon/zh/cure.yaml", "terms: [根除]\n")
    changed, _ = load([root], builtin=False)
    assert changed is not None
    assert changed.languages["zh"].lexicons["cure"].terms == ("根除",)


def test_files_are_not_read_while_names_sizes_and_times_stay(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimlint.stamp.SETTLED", -1.0)
    compiled = load([root], builtin=False)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert load([root], builtin=False) == compiled
    monkeypatch.undo()


def test_a_change_of_the_same_size_is_seen_by_its_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimlint.stamp.SETTLED", -1.0)
    load([root], builtin=False)
    write(root, "_lexicon/zh/cure.yaml", "terms: [治愈, 根除]\n")
    changed, _ = load([root], builtin=False)
    assert changed is not None
    assert changed.languages["zh"].lexicons["cure"].terms == ("治愈", "根除")


def test_files_that_are_so_new_that_they_may_change_unseen_are_read_again(root: Path, cache_folder: Path) -> None:
    load([root], builtin=False)
    assert list(cache_folder.glob("stamp-*")) == []


def test_a_cache_that_cannot_be_written_does_no_harm(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = root / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(blocked / "below"))
    assert load([root], builtin=False)[1] == ()


def test_selectors_the_longest_wins_and_an_unknown_one_names_the_nearest(root: Path) -> None:
    write(root, "zh/overclaim/other.yaml", RULE.replace("overclaim/probe", "overclaim/other"))
    rulebook, _ = load([root], builtin=False)
    assert rulebook is not None
    kept, problems = selectors.choose(rulebook, ["overclaim/other"], ["overclaim"])
    assert ([rule.id for rule in kept.rules], problems) == (["overclaim/other"], ())
    assert {pattern.rule for pattern in kept.patterns} == {0}
    _, problems = selectors.choose(rulebook, ["overclaim/othr"], [])
    assert "overclaim/other" in (problems[0].hint or "")


def test_rules_about_rules(root: Path) -> None:
    write(root, "zh/overclaim/other.yaml", RULE.replace("overclaim/probe", "overclaim/other"))
    write(root, "_lexicon/zh/idle.yaml", "terms: [闲置]\n")
    rulebook, _ = load([root], builtin=False)
    assert rulebook is not None
    codes = {problem.code for problem in lint_rulebook(rulebook)}
    assert codes == {"few-examples", "missing-basis", "repeated-pattern", "unused-lexicon"}
