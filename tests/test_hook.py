"""The hook under the real pre-commit in a real git repository, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

OVERCLAIM = "# 新疗法\n\n每月打一针，从此不用透析。\n"
CORRECTED = "# 新疗法\n\n这项研究仍在招募，目前不能代替透析；是否调整治疗请由肾内科医生评估。\n"
HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


class Repository:
    """A git repository whose commits run our hook."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        # A proxy that nobody answers: whoever tried a network would fail.
        dead = "http://127.0.0.1:9"
        self.environment = {
            **os.environ,
            "HOME": str(home),
            "LC_ALL": "C",
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "编辑",
            "GIT_AUTHOR_EMAIL": "editor@example.org",
            "GIT_COMMITTER_NAME": "编辑",
            "GIT_COMMITTER_EMAIL": "editor@example.org",
            "HTTP_PROXY": dead,
            "HTTPS_PROXY": dead,
            "http_proxy": dead,
            "https_proxy": dead,
        }
        self.run("git", "init", "--quiet", "--initial-branch=main")
        (hook,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
        arguments = hook["entry"].partition(" ")[2]
        local = {**hook, "language": "system", "entry": f'"{sys.executable}" -m claimlint {arguments}'}
        config = {"repos": [{"repo": "local", "hooks": [local]}]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config, allow_unicode=True))
        self.run(sys.executable, "-m", "pre_commit", "install")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, **files: str) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            self.write(name.replace("__", "/").replace("_", "."), text)
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--quiet", "-m", "稿件")

    def commits(self) -> int:
        out = self.run("git", "rev-list", "--count", "--all").stdout.strip()
        return int(out or 0)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder, home = tmp_path / "稿件", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    return Repository(folder, home)


def test_a_new_overclaim_is_blocked_and_the_corrected_text_passes(repository: Repository) -> None:
    blocked = repository.commit(draft_md=OVERCLAIM)
    told = blocked.stdout + blocked.stderr
    assert blocked.returncode != 0, told
    assert repository.commits() == 0
    assert "draft.md" in told
    assert "overclaim/replaces-standard-care" in told
    passed = repository.commit(draft_md=CORRECTED)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert repository.commits() == 1


def test_excludes_hold_for_the_paths_that_pre_commit_names(repository: Repository) -> None:
    repository.write("claimlint.toml", 'exclude = ["archive/**"]\n')
    passed = repository.commit(archive__old_md=OVERCLAIM)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    blocked = repository.commit(archive__older_md=OVERCLAIM, draft_txt=OVERCLAIM)
    assert blocked.returncode != 0
    told = blocked.stdout + blocked.stderr
    assert "draft.txt" in told
    assert "archive/older.md 被配置排除在外" in told  # in the language of the draft, where no locale is set
    assert told.count("overclaim/replaces-standard-care") == 1


def test_files_that_are_no_documents_are_left_alone(repository: Repository) -> None:
    passed = repository.commit(requirements_txt="根治==1.0\n", code_py=f"'''{OVERCLAIM}'''\n")
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_installed_hook_is_valid() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
