"""SARIF against the official 2.1.0 schema (sarif-2.1.0.schema.json, MIT), and what consumers rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SCHEMA = Path(__file__).parent / "sarif-2.1.0.schema.json"


@pytest.fixture
def log(everything, render):
    return json.loads(render("sarif", everything))


def test_valid(log):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(log)] == []


@pytest.mark.parametrize(
    ("rule", "category", "tags"),
    [
        ("disclaimer/not-approved-therapy", "disclaimer", ["disclaimer"]),
        ("overclaim/cure", "cure-claim", ["overclaim", "cure-claim"]),
    ],
)
def test_a_category_that_is_called_as_its_family_is_named_once(
    make_document, make_finding, render, rule, category, tags
):
    from msgspec.structs import replace

    from claimlint.model.report import Report

    jsonschema = pytest.importorskip("jsonschema")
    document = make_document("彻底治愈\n", "稿.md", "zh")
    finding = replace(make_finding(document, "彻底治愈", rule, "error", "涉嫌"), category=category)
    log = json.loads(render("sarif", [Report(all_findings=(finding,), document=document)]))
    assert log["runs"][0]["tool"]["driver"]["rules"][0]["properties"]["tags"] == tags
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(log)] == []


def test_schema_can_refuse(log):
    jsonschema = pytest.importorskip("jsonschema")
    log["runs"][0]["results"][0]["level"] = "严重"
    assert not jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).is_valid(log)


def test_every_result_names_its_rule(log):
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["claimlint/v1"]


def test_suppressed_is_marked(log):
    marked = [result for result in log["runs"][0]["results"] if "suppressions" in result]
    assert [one["suppressions"][0]["kind"] for one in marked] == ["inSource"]
    assert marked[0]["suppressions"][0]["justification"] == "表中数据，编辑已核对"


def test_unread_file_is_no_success(log):
    invocation = log["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [notice["descriptor"]["id"] for notice in invocation["toolExecutionNotifications"]] == [
        "source-unavailable",
        "undecodable",
    ]


def test_columns_in_utf16(make_document, make_finding, render):
    from claimlint.model.report import Report

    document = make_document("😀😀彻底治愈\n", "a b.md", "zh")
    finding = make_finding(document, "彻底治愈", "overclaim/cure", "error", "涉嫌")
    log = json.loads(render("sarif", [Report(all_findings=(finding,), document=document)]))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert finding.column == 3
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (5, 9)
    assert place["artifactLocation"]["uri"] == "a%20b.md"


def test_fix_of_one_piece(log):
    fixes = [result["fixes"] for result in log["runs"][0]["results"] if "fixes" in result]
    replacement = fixes[0][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == "有效率达 81.3%"
