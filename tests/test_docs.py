"""The documents: links lead somewhere, the annotated rule of CONTRIBUTING is one, commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "adr").glob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_the_rule_of_contributing_passes_its_own_examples(tmp_path: Path) -> None:
    from claimlint import Linter, selftest

    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    block = text.partition("```yaml\n")[2].partition("```")[0]
    rule = "\n".join(line.removeprefix("   ") for line in block.splitlines())
    path = tmp_path / "zh" / "overclaim" / "detox.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(rule, encoding="utf-8")
    linter = Linter(rules=[tmp_path], cache=False)
    assert linter.rulebook is not None
    result = selftest.run(linter, linter.rulebook, [yaml.safe_load(rule)["id"]], mutate=False)
    assert (result.rules, result.failures) == (1, ())


def test_the_commands_of_the_documents_exist() -> None:
    from claimlint.cli import COMMANDS

    for page in PAGES:
        for command in re.findall(r"`claimlint ([a-z]+)", page.read_text("utf-8")):
            assert command in COMMANDS, (name(page), command)


def test_the_two_commands_of_the_readme_can_be_found_by_their_marks() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for mark, word in (("check", "claimlint check examples/"), ("test", "-m pytest")):
        after = text.partition(f"<!-- command: {mark} -->\n```sh\n")[2]
        assert word in after.partition("\n```")[0]


def test_the_ci_script_is_valid_shell() -> None:
    result = subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
