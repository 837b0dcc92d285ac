"""One sentence through the command line: nothing is missing from it until it is declared to be something."""

from __future__ import annotations

import json
import subprocess
import sys

SENTENCE = "清咽含片，每盒二十四片。"
MANDATORY = {
    "disclaimer/ad-approval-number",
    "disclaimer/drug-contraindications",
    "disclaimer/drug-otc-mark",
    "disclaimer/drug-otc-notice",
}
DECLARED = ("--content", "advertisement", "--product", "drug-otc")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimlint", "check", "-", "--fail-on", "error", *options]
    return subprocess.run(command, input=SENTENCE, capture_output=True, text=True, encoding="utf-8")


def test_one_sentence_lacks_nothing() -> None:
    done = run("--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["findings"] == []


def test_the_same_sentence_declared_an_advertisement_gives_one_group_with_every_wording() -> None:
    done = run("--format", "json", *DECLARED)
    report = json.loads(done.stdout)
    missing = [one for one in report["findings"] if one["family"] == "disclaimer"]
    assert {one["rule"] for one in missing} == MANDATORY
    assert {one["group"] for one in missing} == {"mandatory-wording"}
    assert all(one["suggestion"] for one in missing)
    assert {one["scope"] for one in missing} == {"document"}
    assert report["summary"]["errors"] == 1  # a group counts once
    assert done.returncode == 1


def test_people_read_one_entry_with_the_wording_to_copy() -> None:
    done = run("--format", "text", "--color", "never", *DECLARED)
    assert done.stdout.count("广告必须载明的内容") == 1
    for wording in ("请按药品说明书或者在药师指导下购买和使用", "非处方药（OTC）", "国药广审"):
        assert wording in done.stdout


def test_what_is_there_is_ticked_and_what_nearly_counts_is_told() -> None:
    words = SENTENCE + "请遵医嘱。OTC。"
    command = [sys.executable, "-m", "claimlint", "check", "-", "--format", "text", *DECLARED]
    done = subprocess.run(command, input=words, capture_output=True, text=True, encoding="utf-8")
    assert "✓" in done.stdout
    assert "遵医嘱" in done.stdout
    assert "✗" in done.stdout


def test_the_page_shows_the_checklist_too() -> None:
    done = run("--format", "html", *DECLARED)
    assert "请按药品说明书或者在药师指导下购买和使用" in done.stdout
