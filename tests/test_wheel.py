"""The built wheel: rules are in it, and it checks a text where no checkout is near."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    pytest.importorskip("hatchling", reason="hatchling is not installed: the wheel cannot be built offline")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (path,) = out.glob("*.whl")
    return path


def test_every_rule_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = ROOT / "rules"
    missing = [
        str(path.relative_to(rules))
        for path in rules.rglob("*.yaml")
        if f"claimlint/rules/{path.relative_to(rules).as_posix()}" not in names
    ]
    assert missing == []
    assert "claimlint/py.typed" in names
    assert not any(name.startswith("tests/") for name in names)


def test_the_wheel_checks_a_text(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    draft = tmp_path / "draft.md"
    draft.write_text("每月打一针，从此不用透析。\n", encoding="utf-8")
    # -S would hide the dependencies, so the checkout is left out by its path alone.
    code = (
        f"import sys; sys.path[:] = [p for p in sys.path if p not in ('', {str(ROOT)!r})];"
        f"sys.path.insert(0, {str(site)!r}); import claimlint; print(claimlint.__file__);"
        "from claimlint.cli import run; sys.exit(run(['check', 'draft.md', '--format', 'concise']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert str(site) in result.stdout, result.stderr
    assert "overclaim/replaces-standard-care" in result.stdout
    assert result.returncode == 1
