"""Configuration of what is never, always or once reported, seen from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimlint.cli import app

FOOTER = "详情请添加微信：health-0000"


def check(folder: Path, *options: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["check", str(folder), "--format", "json", *options])
    findings: list[dict[str, object]] = json.loads(result.stdout)["findings"]
    return [one for one in findings if one["rule"] in ("promotion/lead-generation", "overclaim/cure")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"门诊{name}楼今日开放。\n\n{FOOTER}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_boilerplate_is_reported_once_a_run(pages: Path, jobs: str) -> None:
    (pages / "claimlint.toml").write_text(f'boilerplate = ["{FOOTER}"]\n', encoding="utf-8")
    statuses = [one["status"] for one in check(pages, "--jobs", jobs)]
    assert statuses.count("open") == 1
    assert statuses.count("suppressed") == 2


def test_without_boilerplate_every_page_is_reported(pages: Path) -> None:
    (pages / "claimlint.toml").write_text("", encoding="utf-8")
    assert [one["status"] for one in check(pages)] == ["open"] * 3


def test_other_words_beside_boilerplate_are_reported_on_every_page(pages: Path) -> None:
    (pages / "claimlint.toml").write_text('boilerplate = ["今日开放"]\n', encoding="utf-8")
    assert [one["status"] for one in check(pages)] == ["open"] * 3


@pytest.mark.parametrize(
    ("configuration", "status"),
    [
        pytest.param("", "suppressed", id="一条说明理由的忽略"),
        pytest.param('unsuppressible = ["overclaim/cure"]', "open", id="不可忽略"),
    ],
)
def test_unsuppressible(tmp_path: Path, configuration: str, status: str) -> None:
    (tmp_path / "claimlint.toml").write_text(configuration + "\n", encoding="utf-8")
    text = "<!-- claimlint-ignore overclaim/cure: 史料原文 -->\n本店秘方彻底根治糖尿病。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = [one["status"] for one in check(tmp_path) if one["rule"] == "overclaim/cure"]
    assert set(found) == {status}


@pytest.mark.parametrize(
    ("configuration", "found"),
    [
        pytest.param("", True, id="未登记的奖名"),
        pytest.param('accept = ["根治糖尿病先锋奖"]', False, id="登记的奖名"),
    ],
)
def test_accepted_names(tmp_path: Path, configuration: str, found: bool) -> None:
    (tmp_path / "claimlint.toml").write_text(configuration + "\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("本店荣获根治糖尿病先锋奖。\n", encoding="utf-8")
    rules = {one["rule"] for one in check(tmp_path) if "根治" in str(one["text"])}
    assert bool(rules) is found
