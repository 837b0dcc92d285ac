"""The table of faults: what goes wrong, the exit code, and one clear line, in text and in JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest

OVERCLAIM = "每月打一针，从此不用透析。\n"
CLEAN = "轻度升高者复查即可。\n"
CACHE = ".缓存"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that holds the compiled rules: most faults have nothing to do with compiling."""
    folder = tmp_path_factory.mktemp("compiled")
    (folder / "page.md").write_text(OVERCLAIM, encoding="utf-8")
    claimlint(folder, "check", "page.md", "--fail-on", "never")
    return folder / CACHE


@pytest.fixture
def place(compiled: Path, tmp_path: Path) -> Path:
    copytree(compiled, tmp_path / CACHE)
    (tmp_path / "bad.md").write_text(OVERCLAIM, encoding="utf-8")
    (tmp_path / "good.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    spoken = {"LC_ALL": "", "LC_MESSAGES": "en_US"}  # else the first document's language is spoken
    return {**os.environ, **spoken, "XDG_CACHE_HOME": str(folder / CACHE), "PYTHONIOENCODING": "utf-8"}


def claimlint(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "claimlint", *arguments],
        cwd=folder,
        env={**environment(folder), **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


class Fault(NamedTuple):
    make: Callable[[Path], object]
    arguments: tuple[str, ...]
    exit: int
    code: str  # of the problem in JSON
    words: str  # in the line that a person reads


def write(name: str, content: str | bytes) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def sparse(name: str, size: int) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as stream:
            stream.truncate(size)

    return make


def nothing(folder: Path) -> None:
    pass


BROKEN_RULE = "id: overclaim/坏规则\ncategry: efficacy-guarantee\n"
FAULTS = {
    "no file": Fault(nothing, ("missing.md",), 3, "missing-file", "missing.md"),
    "a glob that matches nothing": Fault(nothing, ("*.docm",), 3, "missing-file", "*.docm"),
    "an empty folder": Fault(lambda f: (f / "空").mkdir(), ("空",), 3, "nothing-to-check", "空"),
    "binary": Fault(write("blob.md", b"\x00\x01\x02\xff\xfe\x00" * 100), ("blob.md",), 3, "binary-file", "blob.md"),
    "100 MB and one byte": Fault(sparse("huge.txt", 100_000_001), ("huge.txt",), 3, "file-too-large", "100,000,001"),
    "a limit of one's own": Fault(
        write("claimlint.toml", "limits = { max-bytes = 10 }"), ("bad.md",), 3, "file-too-large", "10"
    ),
    "a broken rule": Fault(
        write("ours/zh/overclaim/bad.yaml", BROKEN_RULE),
        ("good.md", "--rules", "ours"),
        2,
        "unknown-key",
        "categry",
    ),
    "rules that are not YAML": Fault(
        write("ours/zh/overclaim/bad.yaml", "id: [未闭合"),
        ("good.md", "--rules", "ours"),
        2,
        "bad-yaml",
        "bad.yaml",
    ),
    "an unknown configuration key": Fault(
        write("claimlint.toml", 'jurisdictoin = ["cn"]'), ("good.md",), 2, "unknown-key", "jurisdictoin"
    ),
    "an unknown selector": Fault(
        nothing, ("good.md", "--select", "overclaim/cur"), 2, "unknown-selector", "overclaim/cur"
    ),
    "a sources folder that is not there": Fault(
        nothing, ("good.md", "--sources", "没有"), 3, "missing-sources", "没有"
    ),
    "a pipe": Fault(lambda f: os.mkfifo(f / "管道.md"), ("管道.md",), 3, "unreadable-file", "管道.md"),
    "links in a circle": Fault(
        lambda f: (f / "环.md").symlink_to("环.md"), ("环.md",), 3, "unreadable-file", "its links lead in a circle"
    ),
    "an empty path": Fault(nothing, ("", "good.md"), 3, "missing-file", "one of the paths is empty"),
    "a configuration that is a folder": Fault(
        lambda f: (f / "claimlint.toml").mkdir(), ("good.md",), 2, "unreadable-config", "claimlint.toml"
    ),
    "a bad date": Fault(nothing, ("good.md", "--as-of", "明年"), 2, "invalid-value", "明年"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_in_text(place: Path, fault: Fault) -> None:
    fault.make(place)
    result = claimlint(place, "check", *fault.arguments)
    told = result.stdout + result.stderr
    assert result.returncode == fault.exit, told
    assert "Traceback" not in told
    assert sum(fault.words in line for line in told.splitlines()) >= 1, told


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_in_json(place: Path, fault: Fault) -> None:
    fault.make(place)
    result = claimlint(place, "check", *fault.arguments, "--format", "json")
    assert result.returncode == fault.exit, result.stderr
    problems = json.loads(result.stdout)["problems"]
    told = [(one["code"], f"{one['path']}: {one['message']} {one['hint']}") for one in problems]
    assert any(fault.code == code and fault.words in words for code, words in told), told
    assert str(place) not in result.stdout


WITHOUT_TEXT = {
    "nothing": ("", "text"),
    "blanks": (" \u3000\n\n", "text"),
    "a page that a script fills": ("<title></title><div id=应用></div><script>填();</script>", "html"),
    "a comment": ("<!-- 待写 -->\n", "markdown"),
}


@pytest.mark.parametrize(("text", "style"), WITHOUT_TEXT.values(), ids=WITHOUT_TEXT.keys())
def test_no_text_is_told(place: Path, text: str, style: str) -> None:
    name = f"空.{ {'markdown': 'md', 'text': 'txt'}.get(style, style) }"
    write(name, text)(place)
    command = [sys.executable, "-m", "claimlint", "check", "--select", "overclaim/cure", "--format", "json"]
    for arguments, code, exit_code in (
        ([name], "no-text", 0),
        (["-", "--stdin-filename", name], "nothing-to-check", 3),
    ):
        result = subprocess.run(
            [*command, *arguments],
            cwd=place,
            env=environment(place),
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert result.returncode == exit_code, result.stderr
        assert code in [one["code"] for one in json.loads(result.stdout)["problems"]]


SHUT = {  # what may not be looked into -> what is called for, and what is told
    "a folder": ("内部", "内部", "cannot read 内部"),
    "a file in it": ("内部", "内部/稿件.md", "cannot read 内部/稿件.md"),
    "a folder below": ("内部", ".", "cannot read 内部"),
    "a folder deeper": ("内部/归档", "内部", "cannot read 内部/归档"),
    "a list of what git ignores": ("内部/.gitignore", "内部", None),
    "one that is excluded": ("不查", ".", None),
}


@pytest.mark.parametrize(("shut", "named", "told"), SHUT.values(), ids=SHUT.keys())
def test_what_may_not_be_looked_into(place: Path, shut: str, named: str, told: str | None) -> None:
    write("claimlint.toml", 'exclude = ["不查/**"]')(place)
    for name in ("内部/稿件.md", "内部/归档/旧.md", "不查/甲.md"):
        write(name, CLEAN)(place)
    write("内部/.gitignore", "")(place)
    (place / shut).chmod(0)
    prefix = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if os.geteuid() == 0 else []
    command = [*prefix, sys.executable, "-m", "claimlint", "check", named, "--select", "overclaim/cure", "--quiet"]
    command.append("--no-cache")
    try:
        result = subprocess.run(
            command, cwd=place, env=environment(place), capture_output=True, encoding="utf-8", check=False, timeout=120
        )
    except FileNotFoundError:
        pytest.skip("root may look into everything, and there is no setpriv")
    finally:
        (place / shut).chmod(0o755)
    if told is None:
        assert (result.returncode, "cannot read" in result.stdout) == (0, False), result.stdout + result.stderr
    else:
        assert (result.returncode, told in result.stdout) == (3, True), result.stdout + result.stderr


@pytest.mark.parametrize("style", ["text", "concise", "json", "jsonl", "sarif", "github", "html"])
def test_a_missing_file_among_good_ones(place: Path, style: str) -> None:
    result = claimlint(place, "check", "bad.md", "missing.md", "good.md", "--format", style)
    assert result.returncode == 3  # incomplete beats findings
    assert "replaces-standard-care" in result.stdout
    assert "missing.md" in result.stdout + result.stderr


@pytest.mark.parametrize("style", ["text", "concise", "json", "jsonl", "sarif", "github", "html"])
@pytest.mark.parametrize(
    ("name", "gate", "code"),
    [("bad.md", "error", 1), ("bad.md", "never", 0), ("good.md", "error", 0), ("bad.md", "error:high", 1)],
)
def test_the_exit_code_does_not_depend_on_the_format(place: Path, style: str, name: str, gate: str, code: int) -> None:
    arguments = ("--select", "overclaim", "--fail-on", gate, "--format", style)
    assert claimlint(place, "check", name, *arguments).returncode == code


def test_never_does_not_pardon_what_was_not_checked(place: Path) -> None:
    assert claimlint(place, "check", "missing.md", "--fail-on", "never").returncode == 3
    assert claimlint(place, "check", "bad.md", "--fail-on", "never", "--as-of", "x").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "bad.md", "--format", "jsn"), "json"),
        (("check", "bad.md", "--fail-on", "错误"), "错误"),
        (("check", "bad.md", "--output", "html"), "FORMAT=PATH"),
        (("check", "--no-such-option"), "--no-such-option"),
        (("chek", "bad.md"), "check"),
        (("explain", "bad.md:99"), "99"),
        (("rules", "show", "overclaim/cur"), "overclaim/cure"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_2_and_says_what_is_meant(place: Path, arguments: tuple[str, ...], words: str) -> None:
    result = claimlint(place, *arguments)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_an_output_that_cannot_be_written(place: Path) -> None:
    result = claimlint(place, "check", "good.md", "--output", "html=没有/report.html")
    assert result.returncode == 2
    assert "没有/report.html" in result.stderr
    assert "Traceback" not in result.stderr


def test_outputs_appear_whole_and_leave_nothing_beside_them(place: Path) -> None:
    result = claimlint(place, "check", "bad.md", "--output", "json=out.json", "--output", "sarif=out.sarif")
    assert result.returncode == 1
    assert json.loads((place / "out.json").read_text("utf-8"))["schema"] == "claimlint/v1"
    assert json.loads((place / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert not [path for path in place.iterdir() if path.name.endswith(".part")]


def test_a_closed_stdout_keeps_the_code(place: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimlint", "check", "bad.md"],
        cwd=place,
        env=environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1
    assert told == b""


@pytest.mark.parametrize("command", [("explain", "bad.md"), ("figures", "bad.md"), ("rules", "list"), ("--help",)])
def test_who_reads_no_further_makes_no_failure(place: Path, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run(
        [sys.executable, "-m", "claimlint", *command],
        cwd=place, env=environment(place), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    os.close(writing)
    assert (told.returncode, told.stderr) == (0, b"")


def test_ctrl_c_is_130(place: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "claimlint", "check", "-"],
        cwd=place,
        env=environment(place),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a job in the background is born deaf to it
    )
    time.sleep(4)  # it waits for stdin now
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode().strip() == "claimlint: interrupted"


def test_a_cache_that_cannot_be_written_changes_nothing(place: Path) -> None:
    (place / "file").write_text("这不是文件夹", encoding="utf-8")
    result = claimlint(place, "check", "bad.md", "--select", "overclaim", XDG_CACHE_HOME=str(place / "file"))
    assert result.returncode == 1
    assert result.stderr == ""
    assert "replaces-standard-care" in result.stdout


def test_a_rule_that_crashes_makes_its_file_incomplete(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from claimlint.cli import run
    from claimlint.judge import judgement
    from claimlint.model.hit import Hit
    from claimlint.model.rule import Rule

    def crash(bench: object, rule: Rule, hit: Hit) -> None:
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr(judgement, "on_hit", crash)
    monkeypatch.chdir(place)
    selected = "overclaim/replaces-standard-care"
    assert run(["check", "bad.md", "good.md", "--select", selected, "--format", "json"]) == 3
    told = json.loads(capsys.readouterr().out)
    (problem,) = told["problems"]
    assert problem["code"] == "internal-error"
    assert problem["path"] == "bad.md"
    assert selected in problem["message"]
    assert "除以零" in problem["message"]
    states = {one["path"]: one["status"] for one in told["documents"]}
    assert states == {"bad.md": "partial", "good.md": "checked"}
