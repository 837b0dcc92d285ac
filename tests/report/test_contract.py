"""What callers count on: claimlint/v1, counts, options, and that nothing heavy is imported."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from claimlint.model.report import Report
from claimlint.model.rule import Confidence, Severity
from claimlint.report import REPORTERS, load
from claimlint.report.options import Options, narrow
from claimlint.report.wire import WireLine, WireReport

SCHEMA = Path(__file__).parents[2] / "docs" / "json-v1.schema.json"


def schema() -> str:
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(WireReport)}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def test_schema_file_is_fresh():
    """``python tests/report/test_contract.py`` writes it; fields are only ever added."""
    assert SCHEMA.read_text(encoding="utf-8") == schema()


def test_json_validates(everything, hostile, render):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for reports in ([], everything, [hostile]):
        assert [error.message for error in validator.iter_errors(json.loads(render("json", reports)))] == []


def test_null_never_absent(everything, render):
    found = json.loads(render("json", everything))
    assert msgspec.convert(found, WireReport).schema == "claimlint/v1"
    keys = {frozenset(finding) for finding in found["findings"]}
    assert len(keys) == 1
    assert {"fix", "place", "group", "suggestion"} <= next(iter(keys))


def test_line_holds_what_the_document_holds():
    assert set(WireLine.__struct_fields__) - {"id"} == set(WireReport.__struct_fields__)


def test_jsonl_is_a_line_a_report(everything, render):
    lines = render("jsonl", everything).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        "drafts/关节外泌体.md",
        "drafts/spray.md",
        "drafts/broken.md",
    ]


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_no_absolute_path(name, render, make_document, make_finding, tmp_path):
    document = make_document("一针根治\n", str(tmp_path / "稿" / "a.md"), "zh")
    finding = make_finding(document, "根治", "overclaim/cure", "error", "涉嫌断言功效")
    out = render(name, [Report(all_findings=(finding,), document=document)], base=str(tmp_path))
    assert str(tmp_path) not in out


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_no_reports_and_twice_the_same(name, render, everything):
    assert render(name, everything) == render(name, everything)
    render(name, [])


def test_a_group_counts_once_everywhere(chinese, render):
    summary = json.loads(render("json", [chinese]))["summary"]
    counted = summary["errors"] + summary["warnings"] + summary["infos"]
    lines = [line for line in render("concise", [chinese]).splitlines() if " problem " not in line]
    assert counted == len(lines) == 9


def test_unread_is_not_clean(unread, render):
    text = render("text", [unread])
    assert "could not read 1" in text
    assert "nothing was checked" in text
    assert "undecodable" in render("concise", [unread])


@pytest.mark.parametrize("name", ["text", "concise", "html", "json", "sarif", "github"])
def test_problem_outside_documents_names_its_file(name, render):
    from claimlint.model.report import Problem

    report = Report(problems=(Problem("bad-yaml", "不是 YAML", "rules/坏.yaml", 3, 7, "加引号"),))
    out = render(name, [report])
    assert "bad-yaml" in out
    assert "rules/坏.yaml" in out or "rules/%E5%9D%8F.yaml" in out


@pytest.mark.parametrize(
    ("severity", "confidence", "left"),
    [
        (Severity.INFO, Confidence.LOW, 12),
        (Severity.WARNING, Confidence.LOW, 10),
        (Severity.ERROR, Confidence.HIGH, 6),
    ],
    ids=str,
)
def test_narrow(severity, confidence, left, chinese):
    narrowed = narrow(chinese, severity, confidence)
    assert len(narrowed.all_findings) == left
    assert narrowed.summary.errors <= chinese.summary.errors


def test_no_terminal_sequence_in_plain_text(hostile, render):
    for name in ("text", "concise"):
        out = render(name, [hostile], show_evidence=True, show_dismissed=True)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", out)


def test_colour_says_the_same(everything, render):
    colour = render("text", everything, color=True)
    assert "\x1b[" in colour
    assert re.sub(r"\x1b\[[0-9;]*m", "", colour) == render("text", everything)


@pytest.mark.parametrize(
    ("name", "heavy"),
    [("text", "rich"), ("text", "jinja2"), ("concise", "rich"), ("json", "jinja2"), ("html", "rich")],
)
def test_imports(name, heavy):
    code = (
        "import io, sys; from claimlint.report import load; from claimlint.report.options import Options\n"
        f"load({name!r})([], io.StringIO(), Options()); sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_reporter_is_there():
    for name in REPORTERS:
        assert callable(load(name))
    assert Options().color is False


@pytest.mark.parametrize(
    ("titles", "chinese", "said"),
    [
        pytest.param({"a#1": "甲法第四条", "a#2": "甲法第九条"}, True, "甲法第四条、第九条", id="one-statute"),
        pytest.param({"a#1": "甲法第四条", "b#1": "乙办法第四条"}, True, "甲法第四条；乙办法第四条", id="two"),
        pytest.param({"a#1": "Act, § 5", "a#2": "Act, § 12"}, False, "Act, § 5, § 12", id="english"),
        pytest.param({"a#1": "第一法", "a#2": "另一法"}, True, "第一法、另一法", id="nothing-shared"),
        pytest.param({"a#9": "甲法第九条"}, True, "甲法第九条", id="single"),
    ],
)
def test_law_words(titles, chinese, said):
    from claimlint.model.report import BasisNote
    from claimlint.report.law import law_words

    notes = {name: BasisNote({"zh" if chinese else "en": title}, {}, "law", "text") for name, title in titles.items()}
    assert law_words(titles, Report(bases=notes), chinese) == said


def test_markdown_table_is_safe(hostile, render):
    from msgspec.structs import replace

    from claimlint.model.figure import Agreement, Verdict

    agreement = Agreement(hostile.findings[0].span, Verdict.SUPPORTED, "a|b", "第一行\n| 伪行 | <b>")
    report = replace(hostile, agreements=(agreement,))
    table = render("substantiation", [report])
    assert "a\\|b" in table
    assert "第一行 \\| 伪行 \\| \\<b\\>" in table


def test_csv_runs_no_formula(make_document, render):
    from claimlint.model.figure import Agreement, Verdict
    from claimlint.model.text import Span

    document = make_document("=1+1 倍\n", "a.md", "zh")
    report = Report(document=document, agreements=(Agreement(Span(0, 4), Verdict.SKIPPED),))
    assert "'=1+1" in render("substantiation-csv", [report])


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
