"""How the code is built: one direction, small modules, nothing registered by importing it."""

from __future__ import annotations

import ast
import inspect
import statistics
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claimlint"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "rules" not in path.relative_to(PACKAGE).parts[:1])
LONGEST = 460  # about 400, and room for one more function


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_layers() -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_in_one_line_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith(".")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_name_of_a_module_is_bound_twice(path: Path) -> None:
    """The second would take the place of the first for everything that is called later."""
    body = ast.parse(path.read_text("utf-8")).body
    names = [one.name for one in body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    names += [to.id for one in body if isinstance(one, ast.Assign) for to in one.targets if isinstance(to, ast.Name)]
    assert sorted({each for each in names if names.count(each) > 1}) == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_a_drawer(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


def test_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None
    ]
    assert statistics.median(lengths) < 15


def test_a_reporter_is_a_module_and_a_row_of_a_table() -> None:
    from claimlint.report import REPORTERS, load

    for format_name in REPORTERS:
        parameters = list(inspect.signature(load(format_name)).parameters)
        assert parameters == ["reports", "stream", "options"], format_name


def test_a_reader_is_a_module_and_a_row_of_a_table() -> None:
    from claimlint.read import READERS

    suffixes = [suffix for reader in READERS.values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for format_name, reader in READERS.items():
        assert callable(import_module(reader.module).read), format_name


def test_every_command_is_a_module_and_a_row_of_a_table() -> None:
    import click

    from claimlint.cli import COMMANDS

    for command, (module, words) in COMMANDS.items():
        found = import_module(f"claimlint.cli.{module}").command
        assert isinstance(found, click.Command)
        assert found.name == command
        assert words.endswith(".")
