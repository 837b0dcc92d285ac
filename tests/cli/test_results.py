"""Results of unchanged documents: told again as they were, and never when anything has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from claimlint.cli import app, run
from claimlint.config import _discover
from claimlint.model.report import Report
from claimlint.report import REPORTERS
from claimlint.results import Results, holds
from claimlint.stamp import stamp

ROOT = Path(__file__).parents[2]
CLAIM = "每月打一针，从此不用透析。\n"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with compiled rules and no result."""
    folder = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMLINT_CACHE_DIR", str(folder))
        CliRunner().invoke(app, ["check", "-"], input=CLAIM)
    assert not list(folder.glob("result-*"))  # what comes from stdin is not kept
    return folder


@pytest.fixture
def kept(compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder; files are trusted at once, though they are new."""
    folder = copytree(compiled, tmp_path / "cache")
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(folder))
    monkeypatch.setattr("claimlint.stamp.SETTLED", -1e9)
    return folder


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimlint.toml").write_text('content = "advertisement"\n', encoding="utf-8")
    (tmp_path / "sources").mkdir()
    lexicons = tmp_path / "ours" / "_lexicon" / "zh"
    lexicons.mkdir(parents=True)
    (lexicons / "空.yaml").write_text("terms: [示例]\n", encoding="utf-8")
    place = tmp_path / "稿件.md"
    place.write_text(CLAIM, encoding="utf-8")
    return place


def check(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["check", *arguments])
    assert result.exit_code in (0, 1, 3), result.output
    return result.stdout


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that are checked rather than told again."""
    from claimlint.lint import Linter

    seen: list[str] = []
    whole = Linter.check_bytes

    def watched(self: Linter, data: bytes, *, path: str | None = None, format: str | None = None) -> Report:  # noqa: A002
        seen.append(path or "")
        return whole(self, data, path=path, format=format)

    monkeypatch.setattr(Linter, "check_bytes", watched)
    return seen


def test_told_again_it_reads_as_it_did_in_every_format(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked: list[str]
) -> None:
    copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")

    def told(folder: str, *options: str) -> dict[str, bytes]:
        place = tmp_path / folder
        place.mkdir()
        outputs = [f"--output={name}={place / name}" for name in sorted(REPORTERS)]
        check("--as-of", "2026-05-01", "--jobs", "1", *outputs, *options)
        return {file.name: file.read_bytes() for file in place.iterdir()}

    without = told("without", "--no-cache")
    assert not list(kept.glob("result-*"))
    fresh = told("fresh")
    checked.clear()
    assert told("again") == fresh == without
    assert set(fresh) == set(REPORTERS)
    assert checked == []


Change = Callable[[Path], None]


def written(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return change


def retimed(name: str) -> Change:
    return lambda folder: os.utime(folder / name, (1, 1))


CHANGES = {
    "正文": written("稿件.md", CLAIM + "另起一行。\n"),
    "同样长的正文": written("稿件.md", CLAIM.replace("针", "次")),
    "配置": written("claimlint.toml", 'content = "popular-science"\n'),
    "自己的规则": written("ours/_lexicon/zh/样例.yaml", "terms: [样例]\n"),
    "文献": written("sources/a.json", "[]"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_checked_anew(change: Change, kept: Path, page: Path, checked: list[str]) -> None:
    line = (page.name, "--rules", "ours", "--sources", "sources", "--format", "json")
    check(*line)
    check(*line)
    assert checked == [page.name]
    change(page.parent)
    check(*line)
    assert checked == [page.name] * 2


OPTIONS = {
    "日期": ("--as-of", "2030-01-01"),
    "体裁": ("--content", "academic"),
    "读者": ("--audience", "professional"),
    "语言": ("--lang", "en"),
    "规则": ("--ignore", "overclaim"),
    "变体": ("--no-evasion", "all"),
    "不用缓存": ("--no-cache",),
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
def test_other_options_are_another_question(
    options: tuple[str, ...], kept: Path, page: Path, checked: list[str]
) -> None:
    check(page.name)
    check(page.name, *options)
    assert checked == [page.name] * 2


def test_what_is_shown_and_what_fails_are_asked_of_the_same_result(kept: Path, page: Path, checked: list[str]) -> None:
    assert "overclaim/" in check(page.name)
    assert "overclaim/" in check(page.name, "--format", "json", "--fail-on", "never", "--min-severity", "error")
    assert checked == [page.name]


def test_a_document_under_another_path_is_another(kept: Path, page: Path, checked: list[str]) -> None:
    (page.parent / "b.md").write_bytes(page.read_bytes())
    assert "稿件.md" in check(page.name)
    assert "稿件.md" not in check("b.md")


def test_notes_of_a_document_are_told_again(kept: Path, page: Path, checked: list[str]) -> None:
    page.write_text(f"---\ncontent: academic\n---\n{CLAIM}", encoding="utf-8")
    first = check(page.name, "--format", "json")
    assert "front-matter-not-allowed" in first
    assert check(page.name, "--format", "json") == first
    assert checked == [page.name]


def test_what_could_not_be_done_is_not_kept(
    kept: Path, page: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("核对时出错")

    with monkeypatch.context() as patch:
        patch.setattr("claimlint.verify.run.verify", crash)
        assert "RuntimeError" in check(page.name, "--format", "json")
    assert not list(kept.glob("result-*"))
    assert "RuntimeError" not in check(page.name, "--format", "json")


def test_a_fault_of_the_run_is_told_each_time(kept: Path, page: Path, checked: list[str]) -> None:
    for _ in range(2):
        assert "文献" in check(page.name, "--sources", "没有这个文件夹", "--lang", "zh")
    assert not list(kept.glob("result-*"))


BROKEN = {
    "不是 TOML": ("claimlint.toml", "[[["),
    "没有的值": ("claimlint.toml", 'fail-on = "警告"'),
    "没有的键": ("claimlint.toml", '体裁 = "广告"'),
    "pyproject.toml": ("pyproject.toml", "[tool.claimlint]\ncontent = 1\n"),
}


@pytest.mark.parametrize(("name", "text"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_configuration_is_told_each_time(
    name: str, text: str, kept: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (page.parent / "claimlint.toml").unlink()
    line = ["check", page.name, "--fail-on", "never", "--jobs", "1"]
    assert run(line) == 0  # kept, and that nothing was wrong with the run
    (page.parent / name).write_text(text, encoding="utf-8")
    _discover.cache_clear()
    for _ in range(2):
        assert run(line) == 2
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("spoil", [b"", b"\x78\x01", "并非结果".encode()], ids=["空", "截断", "别的内容"])
def test_a_damaged_result_is_checked_anew(spoil: bytes, kept: Path, page: Path, checked: list[str]) -> None:
    first = check(page.name)
    for file in kept.glob("result-*"):
        file.write_bytes(spoil)
    assert check(page.name) == first
    assert checked == [page.name] * 2


def test_results_are_for_their_owner_to_read(kept: Path, page: Path) -> None:
    check(page.name)
    assert [file.stat().st_mode & 0o077 for file in kept.glob("result-*")] == [0]


def test_a_cache_that_cannot_be_written_changes_nothing(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("不是文件夹", encoding="utf-8")
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(tmp_path / "file"))
    assert check(page.name) == check(page.name, "--no-cache")


def test_the_oldest_go(kept: Path, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimlint.results.MOST", 2)
    for number in range(4):
        page.write_text(CLAIM * (number + 1), encoding="utf-8")
        check(page.name)
    assert len(list(kept.glob("result-*"))) == 2


def test_processes_keep_results_too(kept: Path, page: Path, checked: list[str]) -> None:
    (page.parent / "b.md").write_bytes(page.read_bytes())
    first = check("--jobs", "2")
    assert check("--jobs", "1") == first
    assert checked == []  # here; in the other processes each once


def test_files_that_have_only_just_changed_are_not_trusted(
    page: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimlint.stamp.SETTLED", 1e9)
    results = Results("问题", [(page.parent / "ours", ".yaml")])
    assert results.key(b"") is None
    assert not results.sound
    before = set(kept.iterdir())
    results.note_sound()
    assert set(kept.iterdir()) == before


def test_a_document_that_is_too_long_is_checked_each_time(kept: Path) -> None:
    results = Results("问题", [])
    assert results.key("长".encode() * 1000) is not None
    assert results.key("长".encode() * 1_000_000) is None


def test_a_run_is_noted_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results("问题", [])
    results.note_sound()
    monkeypatch.setattr("claimlint.cachefolder.put", lambda *_: pytest.fail("noted again"))
    results.note_sound()
    assert results.sound


def test_a_missing_folder_keeps_nothing(page: Path, kept: Path) -> None:
    assert Results("问题", [(page.parent / "没有", "")]).key(b"") is None


def test_a_key_is_held_once_its_result_is_kept(page: Path, kept: Path) -> None:
    from claimlint import Linter

    results = Results("问题", [])
    key = results.key(page.read_bytes())
    assert key is not None
    assert not holds(key)
    report = Linter().check_file(page)
    results.put(key, report)
    assert holds(key)
    again = results.get(key)
    assert again is not None
    assert again.findings == report.findings
    assert again.summary == report.summary


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "文献" / "内").mkdir(parents=True)
    (tmp_path / "文献" / "a.json").write_text("[]", encoding="utf-8")
    (tmp_path / "文献" / "内" / "环").symlink_to(tmp_path / "文献")
    assert stamp((tmp_path / "文献",)) == stamp((tmp_path / "文献",))


def test_a_new_time_alone_is_another_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("terms: []\n", encoding="utf-8")
    before = stamp((tmp_path,), ".yaml")
    retimed("a.yaml")(tmp_path)
    assert stamp((tmp_path,), ".yaml") != before
