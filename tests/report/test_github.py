"""GitHub annotations: at most ten of a level, the gravest first, nothing that breaks a line."""

from __future__ import annotations

import re

import pytest

from claimlint.model.report import Report

LINE = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)*)::([^\r\n]*)\Z")


def test_gravest_first(everything, render):
    lines = render("github", everything).splitlines()
    levels = [LINE.match(line).group(1) for line in lines]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)


@pytest.mark.parametrize(
    ("counts", "shown", "more"),
    [  # errors, warnings, infos of each file -> how many of each file are shown, and the count of the others
        pytest.param([(3, 0, 0)], [3], 0, id="few"),
        pytest.param([(20, 0, 0), (2, 0, 0), (1, 0, 0)], [7, 2, 1], 13, id="every file has its turn"),
        pytest.param([(0, 30, 0), (1, 0, 0)], [10, 1], 20, id="a level does not crowd out another"),
        pytest.param([(0, 0, 10)], [10], 0, id="as many notices as are seen"),
        pytest.param([(0, 0, 11)], [9], 2, id="the count is a notice"),
    ],
)
def test_ten_of_a_level_spread_over_files(counts, shown, more, make_document, make_finding, render):
    reports = []
    for number, levels in enumerate(counts):
        document = make_document("彻底治愈\n", f"稿{number}.md", "zh")
        severities = [
            name for name, count in zip(("error", "warning", "info"), levels, strict=True) for _ in range(count)
        ]
        findings = tuple(make_finding(document, "彻底治愈", "overclaim/cure", one, "可能") for one in severities)
        reports.append(Report(all_findings=findings, document=document))
    out = render("github", reports)
    assert [out.count(f"file=稿{number}.md") for number in range(len(counts))] == shown
    assert (f"还有 {more} 个，见日志" in out) is bool(more)
    assert all(out.count(f"::{level} ") <= 10 for level in ("error", "warning", "notice"))


def test_few_need_no_count(english, render):
    assert len(render("github", [english]).splitlines()) == 2


@pytest.mark.parametrize(
    ("path", "message", "file", "said"),
    [
        pytest.param("稿,件:一.md", "有效率 90%", "稿%2C件%3A一.md", "有效率 90%25", id="path"),
        pytest.param("a.md", "第一行\r\n::error::假的", "a.md", "第一行%0D%0A::error::假的", id="forged"),
        pytest.param("100%.md", "100%25", "100%25.md", "100%2525", id="percent"),
    ],
)
def test_escaping(path, message, file, said, make_document, make_finding, render):
    document = make_document("彻底治愈\n", path, "zh")
    finding = make_finding(document, "彻底治愈", "overclaim/cure", "error", message)
    out = render("github", [Report(all_findings=(finding,), document=document)])
    assert out.count("\n") == 1
    found = LINE.match(out.rstrip("\n"))
    assert found.group(2).split(",")[0] == f"file={file}"
    assert found.group(3) == said
