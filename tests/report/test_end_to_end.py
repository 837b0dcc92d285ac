"""The whole way from a sentence to every format, through the real Linter and the shipped rules."""

from __future__ import annotations

import json

import pytest

from claimlint.report import REPORTERS

TEXT = "# 膝痛专题\n\n扎一针，从此告别手术，百分百有效。\n\n- 全程没有任何副作用\n"


@pytest.fixture(scope="module")
def report():
    linter = pytest.importorskip("claimlint.lint").Linter(as_of="2026-01-01", cache=False)
    return linter.check_text(TEXT, format="markdown", path="稿.md")


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_every_format_is_written(name, report, render):
    out = render(name, [report])
    assert out
    if name not in {"substantiation", "substantiation-csv"}:
        assert "overclaim/" in out


def test_places_are_the_words(report, render):
    found = json.loads(render("json", [report]))
    assert found["findings"]
    for finding in found["findings"]:
        span = finding["span"]
        assert report.document.text[span["start"] : span["end"]] == finding["text"]
        assert finding["rule"] in found["rules"]
        named = {basis["id"] for basis in found["rules"][finding["rule"]]["basis"] if basis["title"]}
        assert set(finding["basis"]) <= named


def test_sarif_of_a_real_report_is_valid(report, render):
    from pathlib import Path

    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(json.loads(render("sarif", [report])))
