"""What a run imports. Times differ from machine to machine; modules do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "asyncio",
    "bibtexparser",
    "concurrent.futures.process",
    "defusedxml",
    "httpx",
    "importlib.metadata",
    "jinja2",
    "multiprocessing",
    "opencc",
    "pathspec",
    "pypdfium2",
    "pyromark",
    "rapidfuzz",
    "regex",
    "rich",
    "rispy",
    "unittest",
    "yaml",
}

PAGE = "轻度升高者复查即可。每月打一针，从此不用透析。本研究纳入22例患者，有效率为82%。\n" * 20


def modules(code: str, cwd: Path, cache: Path) -> set[str]:
    """The modules that are loaded after running ``code`` in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint('MODULES', *sys.modules)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    line = next((line for line in result.stdout.splitlines() if line.startswith("MODULES")), None)
    assert line is not None, result.stderr
    return set(line.split()[1:])


def heavy(loaded: set[str]) -> set[str]:
    return loaded & HEAVY


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page in each format, and the compiled rules in the cache."""
    folder = tmp_path_factory.mktemp("页面")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "page.md").write_text(f"# 标题\n\n{PAGE}", encoding="utf-8")
    modules(check("page.txt"), folder, folder / "cache")
    return folder


def check(*arguments: str) -> str:
    return f"from claimlint.cli import run; run(['check', *{arguments!r}])"


def test_importing_claimlint_imports_next_to_nothing(place: Path) -> None:
    loaded = modules("import claimlint", place, place / "cache")
    foreign = {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign - modules("", place, place / "cache") == {"claimlint"}
    assert not heavy(loaded)


COMMANDS = {
    "help": ("--help", set[str]()),
    "version": ("--version", set[str]()),
    "check help": ("check --help", set[str]()),
    "plain text": ("check page.txt", set[str]()),
    "plain text as JSON": ("check page.txt --format json", set[str]()),
    "Markdown": ("check page.md", {"pyromark"}),
}


@pytest.mark.parametrize(("line", "allowed"), COMMANDS.values(), ids=COMMANDS.keys())
def test_a_warm_run_imports_only_what_it_uses(place: Path, line: str, allowed: set[str]) -> None:
    code = f"from claimlint.cli import run; run({line.split()!r})"
    assert heavy(modules(code, place, place / "cache")) <= allowed


def test_help_imports_no_part_of_the_pipeline(place: Path) -> None:
    loaded = modules("from claimlint.cli import run; run(['--help'])", place, place / "cache")
    ours = {name for name in loaded if name.startswith("claimlint")}
    assert ours <= {"claimlint", "claimlint.cli"}
