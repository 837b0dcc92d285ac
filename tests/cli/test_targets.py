"""Which documents the named paths, folders and globs mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.config import Settings, load
from claimlint.model.report import ProblemKind
from claimlint.targets import expand

TREE = [
    "a.md",
    "b.txt",
    "page.html",
    "code.py",
    "文章/初稿.md",
    "文章/归档/旧.md",
    ".hidden/x.md",
    ".hidden.md",
    "node_modules/pkg/readme.md",
    "build/out.md",
    "keep/build.md",
]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str, settings: Settings | None = None) -> list[str]:
    found = expand(paths, lambda _: settings or Settings())
    return [Path(name).as_posix() for name in found.files]


def test_a_folder_gives_its_documents_in_order(tree: Path) -> None:
    assert names(".") == [
        "a.md", "b.txt", "page.html", "build/out.md", "keep/build.md", "文章/初稿.md", "文章/归档/旧.md"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "left_out"),
    [
        ("build/\n", {"build/out.md"}),
        ("*.txt\n", {"b.txt"}),
        ("文章/归档\n", {"文章/归档/旧.md"}),
        ("/a.md\n# 注释\n", {"a.md"}),
        ("*.md\n!初稿.md\n", {"a.md", "build/out.md", "keep/build.md", "文章/归档/旧.md"}),
    ],
    ids=["folder", "suffix", "nested", "anchored", "negated"],
)
def test_gitignore(tree: Path, lines: str, left_out: set[str]) -> None:
    everything = set(names("."))
    (tree / ".gitignore").write_text(lines, encoding="utf-8")
    assert everything - set(names(".")) == left_out


def test_a_deeper_gitignore_adds_to_the_one_above(tree: Path) -> None:
    (tree / ".gitignore").write_text("b.txt\n", encoding="utf-8")
    (tree / "文章/.gitignore").write_text("归档/\n", encoding="utf-8")
    assert names(".") == ["a.md", "page.html", "build/out.md", "keep/build.md", "文章/初稿.md"]


def test_the_gitignore_of_the_repository_holds_in_its_folders(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / ".gitignore").write_text("归档/\n", encoding="utf-8")
    assert names("文章") == ["文章/初稿.md"]


def test_gitignore_does_not_hide_a_file_that_is_named(tree: Path) -> None:
    (tree / ".gitignore").write_text("*.md\n", encoding="utf-8")
    assert names("a.md") == ["a.md"]


UNREAD = {
    "Word and PDF": (
        ("稿件.docx", "子/附件.PDF"),
        "",
        "2 files were not read in .: this version does not read .docx, .pdf",
    ),
    "one": (("稿件.doc",), "", "1 file was not read in .: this version does not read .doc"),
    "images, code, locks, hidden": (("图.png", "a.js", "~$稿件.docx", ".稿.docx", "node_modules/a.pdf"), "", None),
    "excluded": (("归档/旧.docx",), 'exclude = ["归档/**"]', None),
    "not among those that are asked for": (("稿件.docx",), 'include = ["*.md"]', None),
    "cited works": (("文献/甲.pdf",), 'sources = "文献"', None),
    "left to git": (("稿件.docx",), "", None),
}


@pytest.mark.parametrize(("files", "configuration", "message"), UNREAD.values(), ids=UNREAD.keys())
def test_what_nothing_reads_in_a_folder_is_told(
    tree: Path, files: tuple[str, ...], configuration: str, message: str | None, request: pytest.FixtureRequest
) -> None:
    for name in files:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"PK")
    if "left to git" in request.node.name:
        (tree / ".git").mkdir()
        (tree / ".gitignore").write_text("*.docx\n", encoding="utf-8")
    (tree / "claimlint.toml").write_text(configuration, encoding="utf-8")
    settings = load(tree / "claimlint.toml")[0] or Settings()
    problems = expand((".",), lambda _: settings).problems
    assert [one.message for one in problems] == ([message] if message else [])
    assert all(one.kind is ProblemKind.NOTE for one in problems)


def test_include_and_exclude(tree: Path) -> None:
    assert names(".", settings=Settings(include=("*.py",))) == ["code.py"]
    assert names("文章", settings=Settings(exclude=("文章/归档/**",), origin=str(tree / "claimlint.toml"))) == [
        "文章/初稿.md"
    ]


def test_exclude_holds_for_a_file_that_is_named_as_a_hook_names_it(tree: Path) -> None:
    (tree / "claimlint.toml").write_text('exclude = ["文章/归档/**"]', encoding="utf-8")
    settings, _ = load(tree / "claimlint.toml")
    assert settings is not None
    found = expand(("文章/归档/旧.md", "a.md"), lambda _: settings)
    assert found.files == ("a.md",)
    (problem,) = found.problems
    assert (problem.code, problem.kind) == ("excluded", "note")


@pytest.mark.parametrize(
    ("path", "code"),
    [("没有.md", "missing-file"), ("*.docm", "missing-file"), ("empty", "nothing-to-check")],
)
def test_a_name_that_matches_nothing_is_incomplete(tree: Path, path: str, code: str) -> None:
    (tree / "empty").mkdir()
    found = expand((path, "a.md"), lambda _: Settings())
    problems = {problem.code: problem.kind for problem in found.problems}
    if path == "没有.md":  # opened, and missed, when its turn comes
        assert found.files == ("没有.md", "a.md")
    else:
        assert problems == {code: "incomplete"}


@pytest.mark.parametrize(
    ("lines", "pattern", "found"),
    [
        ("归档/\n", "**/*.md", ["a.md", "build/out.md", "keep/build.md", "文章/初稿.md"]),
        ("初稿.md\n", "文章/**/*.md", ["文章/归档/旧.md"]),
        ("*.md\n!初稿.md\n", "文章/*稿.md", ["文章/初稿.md"]),
        ("/a.md\n", "./*.md", []),
    ],
    ids=["folder", "file", "negated", "all of them"],
)
def test_a_glob_leaves_out_what_a_walk_does(tree: Path, lines: str, pattern: str, found: list[str]) -> None:
    (tree / ".gitignore").write_text(lines, encoding="utf-8")
    assert names(pattern) == found
    if not found:
        (problem,) = expand((pattern,), lambda _: Settings()).problems
        assert (problem.code, ".gitignore" in problem.message) == ("missing-file", True)


def test_a_deeper_gitignore_holds_for_a_glob(tree: Path) -> None:
    (tree / "文章/.gitignore").write_text("归档/\n", encoding="utf-8")
    assert names("文章/**/*.md") == ["文章/初稿.md"]


def test_the_same_file_under_several_names_is_checked_once(tree: Path) -> None:
    assert names("a.md", "./a.md", "文章/../a.md", str(tree / "a.md"), ".")[:2] == ["a.md", "b.txt"]
    assert names("./文章/初稿.md", "文章/*.md") == ["文章/初稿.md"]


def test_globs_are_filled_in_and_nothing_is_checked_twice(tree: Path) -> None:
    assert names("*.md", "a.md", "文章/**/*.md") == ["a.md", "文章/初稿.md", "文章/归档/旧.md"]
