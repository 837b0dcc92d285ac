"""The formats that people read in a terminal or a diff, against goldens."""

from __future__ import annotations

import pytest

from claimlint.model.report import Report, RuleNote

CASES = [
    ("text", "text.txt", {}),
    ("text", "text-english-words.txt", {"lang": "en"}),
    ("text", "text-narrow.txt", {"width": 48}),
    ("text", "text-evidence.txt", {"show_evidence": True, "show_dismissed": True}),
    ("text", "text-quiet.txt", {"quiet": True}),
    ("concise", "concise.txt", {}),
    ("json", "report.json", {}),
    ("jsonl", "report.jsonl", {}),
    ("sarif", "report.sarif", {}),
    ("github", "github.txt", {}),
    ("substantiation", "substantiation.md", {}),
    ("substantiation-csv", "substantiation.csv", {}),
]


@pytest.mark.parametrize(("name", "file", "options"), CASES, ids=[case[1] for case in CASES])
def test_golden(name, file, options, everything, render, golden):
    golden(file, render(name, everything, **options))


@pytest.mark.parametrize(
    ("status", "told"),
    [("preview", "试行规则，不使检查失败"), ("deprecated", "规则将停用"), ("stable", None)],
)
@pytest.mark.parametrize("name", ["text", "concise", "github", "sarif", "html"])
def test_a_rule_that_does_not_stand_is_told_apart(make_document, make_finding, render, name, status, told):
    document = make_document("彻底治愈\n", "稿.md", "zh")
    finding = make_finding(document, "彻底治愈", "overclaim/cure", "error", "涉嫌")
    note = RuleNote({"zh": "治愈"}, {"zh": "理由"}, (), status=status)
    said = render(name, [Report(all_findings=(finding,), document=document, rules={"overclaim/cure": note})])
    assert {words for words in STANDINGS if words in said} == ({told} if told else set())


STANDINGS = ("试行规则，不使检查失败", "规则将停用")


@pytest.mark.parametrize(
    ("first", "last", "order"),
    [("warning", "error", ["1:2", "1:3"]), ("error", "warning", ["1:1", "1:2"])],
    ids=["the gravest of a group stands last", "first"],
)
def test_concise_lines_stand_in_the_order_of_their_places(first, last, order, make_document, make_finding, render):
    document = make_document("一二三\n", "稿.md", "zh")
    findings = (
        make_finding(document, "一", "disclaimer/risk", first, "缺少风险", group="notice"),
        make_finding(document, "三", "disclaimer/author", last, "缺少作者", group="notice"),
        make_finding(document, "二", "overclaim/cure", "warning", "涉嫌断言功效"),
    )
    out = render("concise", [Report(all_findings=findings, document=document)])
    assert [":".join(line.split(":")[1:3]) for line in out.splitlines()] == order
