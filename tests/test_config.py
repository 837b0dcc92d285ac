"""Configuration: every key, every fault, every way it is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimlint.config import EVASIONS, PRODUCTS, Gate, Settings, decode, discover, load, matches, parse_gate
from claimlint.model.rule import Confidence, Severity


def write(folder: Path, text: str, name: str = "claimlint.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str, name: str = "claimlint.toml") -> Settings:
    settings, problems = load(write(folder, text, name))
    assert problems == ()
    assert settings is not None
    return settings


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "")
    assert settings.fail_on == "error"
    assert settings.limits.max_bytes == 100_000_000
    assert settings.jurisdiction is None
    assert settings.front_matter == ()


def test_every_key_is_read(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        """
        content = "advertisement"
        audience = "public"
        product = "cell-therapy"
        jurisdiction = ["cn"]
        lang = "zh"
        fragment = true
        front-matter = ["content"]
        select = ["overclaim"]
        ignore = ["overclaim/hope-language"]
        rules = ["我们的规则"]
        sources = "sources"
        include = ["*.md"]
        exclude = ["归档/**"]
        accept = ["最美护士评选"]
        unsuppressible = ["overclaim/cure"]
        boilerplate = ["客服热线 400-000-0000"]
        fail-on = "warning:high"
        min-severity = "warning"
        min-confidence = "medium"
        fail-on-unchecked = true
        as-of = "2025-01-01"
        thresholds = { small-n = 30 }
        evasion = { traditional = false, look-alike = true }
        limits = { max-bytes = 10 }
        """,
    )
    assert settings.content == "advertisement"
    assert settings.ignore_rules == ("overclaim/hope-language",)
    assert settings.rules == ("我们的规则",)
    assert settings.accept == ("最美护士评选",)
    assert settings.min_severity is Severity.WARNING
    assert settings.thresholds == {"small-n": 30}
    assert "traditional" not in settings.evasions
    assert settings.limits.max_bytes == 10
    assert settings.resolve("sources") == tmp_path / "sources"


def test_a_day_may_stand_without_quotes(tmp_path: Path) -> None:
    text = 'as-of = 2026-01-15\n[[ignore]]\nrules = ["study"]\nreason = "批准"\nuntil = 2026-12-31\n'
    settings = loaded(tmp_path, text)
    assert settings.as_of == "2026-01-15"
    assert settings.ignore[0].until == "2026-12-31"


def test_pyproject_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.claimlint]\naudience = "professional"\n'
    assert loaded(tmp_path, text, "pyproject.toml").audience == "professional"


FAULTS = {
    "unknown key": ('jurisdictoin = ["cn"]', "unknown-key", 1, "jurisdictoin", "jurisdiction"),
    "snake case": ('content = "academic"\nfail_on = "error"', "unknown-key", 2, "fail_on", "fail-on"),
    "unknown key in limits": ("[limits]\nmax-byte = 1", "unknown-key", 2, "max-byte", "max-bytes"),
    "unknown key in an override": (
        '[[overrides]]\npaths = ["a"]\nauidence = "public"',
        "unknown-key",
        3,
        "auidence",
        "audience",
    ),
    "an empty name": (
        'content = "academic"\naccept = ["最美护士", ""]',
        "invalid-value",
        2,
        "accept: one of",
        "write words",
    ),
    "blank boilerplate": ('boilerplate = [" \u3000"]', "invalid-value", 1, "boilerplate: one of", "write words"),
    "an empty name in an override": (
        '[[overrides]]\npaths = ["a"]\naccept = [""]',
        "invalid-value",
        3,
        "overrides[0].accept: one of",
        "write words",
    ),
    "wrong type": ('\nselect = "overclaim"', "invalid-value", 2, "select: should be a list", None),
    "no list": ('jurisdiction = "cn"', "invalid-value", 1, "should be a list such as", None),
    "no word": ("product = 1", "invalid-value", 1, "should be text in quotation marks, not a whole number", None),
    "unknown content": ('content = "广告"', "invalid-value", 1, "content", "advertisement, popular-science"),
    "unknown audience": ('audience = "大众"', "invalid-value", 1, "audience", "one of public, professional"),
    "unknown product": (
        'product = "干细胞"',
        "invalid-value",
        1,
        "product: '干细胞' is unknown",
        "cell-therapy, cosmetic",
    ),
    "unknown law": (
        '[[overrides]]\npaths = ["广告"]\n[[overrides]]\npaths = ["b"]\njurisdiction = ["cn", "中国"]',
        "invalid-value",
        5,
        "overrides[1].jurisdiction",
        "one of cn, eu, uk, us",
    ),
    "unknown severity": ('min-severity = "严重"', "invalid-value", 1, "min-severity", "one of error, warning, info"),
    "a limit below nothing": ("limits = { max-bytes = -1 }", "invalid-value", 1, "whole number above 0", None),
    "unknown language": ('lang = "de"', "invalid-value", 1, "lang", None),
    "bad gate": ('fail-on = "errors"', "invalid-value", 1, "errors", None),
    "bad date": ('as-of = "2025-13-01"', "invalid-value", 1, "2025-13-01", None),
    "date without hyphens": ('as-of = "20200101"', "invalid-value", 1, "'20200101' is not a date", None),
    "week": ('as-of = "2020-W01-1"', "invalid-value", 1, "2020-W01-1", None),
    "no date": ('as-of = ""', "invalid-value", 1, "as-of", None),
    "time": ("as-of = 2026-01-15T08:00:00", "invalid-value", 1, "as-of", None),
    "a list beside tables": (
        'ignore = ["study"]\n[[ignore]]\nrules = ["overclaim/cure"]\nreason = "批准"',
        "invalid-config",
        2,
        "TOML",
        "ignore-rules = [...]",
    ),
    "not TOML": ("content = advertisement", "invalid-config", 1, "TOML", None),
    "severity in front matter": ('front-matter = ["severity"]', "invalid-value", 1, "front-matter", None),
    "unknown evasion": ("[evasion]\ntradtional = false", "unknown-key", 2, "tradtional", "traditional"),
    "evasion of an override": (
        '[[overrides]]\npaths = ["繁体/*"]\nevasion = { pinyn = false }',
        "unknown-key",
        3,
        "pinyn",
        "pinyin",
    ),
    "override without paths": ('[[overrides]]\naudience = "public"', "invalid-value", 1, "paths", None),
    "ignore without a reason": ('[[ignore]]\nrules = ["overclaim/cure"]', "invalid-value", 1, "reason", None),
    "ignore with a bad date": (
        '[[ignore]]\nrules = ["overclaim/cure"]\nreason = "批准"\nuntil = "明年"',
        "invalid-value",
        4,
        "until",
        None,
    ),
    "date of the second entry without hyphens": (
        '[[ignore]]\nrules = ["a"]\nreason = "批准"\n[[ignore]]\nrules = ["a"]\nreason = "甲"\nuntil = "20261231"',
        "invalid-value",
        7,
        "until",
        None,
    ),
    "blank reason": (
        '[[ignore]]\nrules = ["overclaim/cure"]\nreason = "批准"\n[[ignore]]\nrules = ["study"]\nreason = "　 "',
        "invalid-value",
        6,
        "ignore.reason",
        "say why",
    ),
    "no reason": ('[[ignore]]\nrules = ["study"]\nreason = ""', "invalid-value", 3, "ignore.reason", "say why"),
    "no rules": ('[[ignore]]\nrules = []\nreason = "批准"', "invalid-value", 2, "ignore.rules", "overclaim/cure"),
    "blank end": (
        '[[ignore]]\nrules = ["study"]\nreason = "批准"\nuntil = ""',
        "invalid-value",
        4,
        "until",
        None,
    ),
}


@pytest.mark.parametrize(("text", "code", "line", "word", "hint"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(tmp_path: Path, text: str, code: str, line: int | None, word: str, hint: str | None) -> None:
    settings, problems = load(write(tmp_path, text))
    assert settings is None
    (problem,) = problems
    assert problem.code == code
    assert problem.path == "claimlint.toml"
    assert word in problem.message
    if line is not None:
        assert problem.line == line
    if hint is not None:
        assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('select = "治愈"', 'select：应为列表，例如 ["甲", "乙"]，而不是一段文字'),
        ("fragment = 1", "fragment：应为真或假（true、false），而不是整数"),
        ("limits = { max-bytes = 0 }", "limits.max-bytes：应为大于 0 的整数"),
        ('product = "干细胞"', "product：没有“干细胞”这个值"),
    ],
)
def test_faults_are_told_in_chinese(tmp_path: Path, text: str, said: str) -> None:
    _, (problem,) = load(write(tmp_path, text))
    assert problem.spoken(True).message == said


def test_the_products_that_are_documented_are_those_of_the_code() -> None:
    page = (Path(__file__).parent.parent / "docs/configuration.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| `product` |")]
    assert tuple(row.split("|")[2].replace("`", "").strip().split(", ")) == PRODUCTS


def test_every_unknown_key_is_told(tmp_path: Path) -> None:
    _, problems = load(write(tmp_path, "colour = 1\nselct = []\n"))
    assert [problem.line for problem in problems] == [1, 2]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    settings, (problem,) = load(tmp_path / "claimlint.toml")
    assert settings is None
    assert problem.code == "unreadable-config"
    assert str(tmp_path) not in problem.message


def test_found_upward_from_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "文章" / "2025"
    deep.mkdir(parents=True)
    here = write(tmp_path, "")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(elsewhere, 'audience = "professional"')
    monkeypatch.chdir(elsewhere)
    assert discover(deep / "draft.md") == here


def test_a_pyproject_that_does_not_speak_of_claimlint_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    outer = write(tmp_path, "")
    write(inner, "[tool.ruff]\nthis is not TOML", "pyproject.toml")
    assert discover(inner / "a.md") == outer


OVERRIDES = """
audience = "professional"
thresholds = { small-n = 30, small-arm = 10 }
[[overrides]]
paths = ["ads/**", "*.html"]
audience = "public"
content = "advertisement"
ignore = ["study"]
thresholds = { small-n = 50 }
evasion = { pinyin = false }
[[overrides]]
paths = ["ads/内部/*"]
audience = "professional"
"""


@pytest.mark.parametrize(
    ("path", "audience", "content"),
    [
        ("notes/a.md", "professional", None),
        ("ads/a.md", "public", "advertisement"),
        ("ads/2025/a.md", "public", "advertisement"),
        ("notes/a.html", "public", "advertisement"),
        ("ads/内部/稿.md", "professional", "advertisement"),
    ],
)
def test_overrides(tmp_path: Path, path: str, audience: str, content: str | None) -> None:
    settings = loaded(tmp_path, OVERRIDES).for_path(tmp_path / path)
    assert (settings.audience, settings.content) == (audience, content)
    assert ("pinyin" in settings.evasions) is (content is None)
    small = 50 if content else 30
    assert settings.thresholds == {"small-n": small, "small-arm": 10}
    assert settings.ignore_rules == (("study",) if content else ())


GLOBS = [
    ("draft.md", "draft.md", True),
    ("a/draft.md", "*.md", True),
    ("a/draft.md", "a", True),
    ("a/draft.md", "a/", True),
    ("ab/draft.md", "a", False),
    ("a/b/draft.md", "a/*.md", False),
    ("a/b/draft.md", "a/**", True),
    ("a/b/draft.md", "**/b/*.md", True),
    ("b/draft.md", "**/b/*.md", True),
    ("文章/初稿.md", "文章/*稿.md", True),
    ("draft.mdx", "*.md", False),
    ("a1.md", "a[0-9].md", True),
    ("ax.md", "a[0-9].md", False),
    ("a.md", "?.md", True),
    ("a+b.md", "a+b.md", True),
]


@pytest.mark.parametrize(("path", "pattern", "fits"), GLOBS, ids=[f"{p} {g}" for p, g, _ in GLOBS])
def test_globs(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, (pattern,)) is fits


@given(st.text(st.characters(exclude_characters="/*?[]\\\0", exclude_categories=["Cs"]), min_size=1))
def test_a_name_without_wildcards_is_matched_by_itself(name: str) -> None:
    assume(Path(f"folder/{name}").name == name)
    assert matches(f"folder/{name}", (name,))


@pytest.mark.parametrize(
    ("words", "gate"),
    [
        ("error", Gate(Severity.ERROR, Confidence.LOW)),
        ("warning:high", Gate(Severity.WARNING, Confidence.HIGH)),
        ("never", Gate(None)),
    ],
)
def test_gates(words: str, gate: Gate) -> None:
    assert parse_gate(words) == gate


@pytest.mark.parametrize("words", ["", "errors", "error:sure", "never:high", "错误"])
def test_bad_gates(words: str) -> None:
    assert isinstance(parse_gate(words), str)


def test_the_kinds_of_evasion_are_those_that_matching_undoes() -> None:
    from claimlint.match.variants import LAYERS

    assert EVASIONS == LAYERS


def test_ignore_is_told_apart_by_its_shape() -> None:
    accepted, _ = decode({"ignore": [{"rules": ["overclaim/cure"], "reason": "药监局批准的说明书原文"}]})
    turned_off, _ = decode({"ignore": ["overclaim/cure"]})
    beside, _ = decode({"ignore-rules": ["study"], "ignore": [{"rules": ["overclaim/cure"], "reason": "批准"}]})
    assert beside is not None
    assert (beside.ignore_rules, len(beside.ignore)) == (("study",), 1)
    assert accepted is not None
    assert turned_off is not None
    assert accepted.ignore[0].reason == "药监局批准的说明书原文"
    assert accepted.ignore_rules == ()
    assert turned_off.ignore_rules == ("overclaim/cure",)
    assert turned_off.ignore == ()
