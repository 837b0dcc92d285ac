"""GitHub annotations: at most ten lines, the gravest first, nothing that breaks a line."""

from __future__ import annotations

import re

import pytest

from claimlint.model.report import Report

LINE = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)*)::([^\r\n]*)\Z")


def test_gravest_first_and_the_rest_counted(everything, render):
    lines = render("github", everything).splitlines()
    levels = [LINE.match(line).group(1) for line in lines]
    assert len(lines) == 10
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert lines[-1] == "::notice title=claimlint::还有 4 个，见日志"


def test_nine_need_no_count(english, render):
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
