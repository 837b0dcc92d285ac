"""`rules test` on a pack that is written to fail, each way once."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint import Linter, selftest
from claimlint.disguise import full_width, spaced, traditional
from claimlint.selftest import parse

RULE = """\
id: overclaim/detox-for-tests
category: efficacy-guarantee
title: {{zh: 排毒, en: Detox}}
severity: {{default: warning, academic: info}}
languages: [zh]
basis: [cn/advertising-law#28]
patterns: ["(排出|清除){{gap:0-4}}毒素"]
message: {{zh: "“{{match}}”", en: "“{{match}}”"}}
suggest: {{zh: 请写明测量了什么。, en: Say what was measured.}}
why: {{zh: 读者会误会。, en: Readers are misled.}}
examples:
  bad:
    - {bad}
    - 三天<<清除体内毒素>>。
  good:
    - {good}
    - 肾脏排出代谢废物。
    - 足浴使人放松。
  todo: [{todo}]
"""

FINE = {
    "bad": "一杯下去，<<排出毒素>>。",
    "good": "{text: 足浴并不能排出毒素。, because: negated}",
    "todo": "一杯下去，<<毒从脚出>>。",
}

FAULTS = {
    "fine": ({}, None),
    "bad is not found": ({"bad": "一杯下去，<<毒从脚出>>。"}, "not found"),
    "bad is found at other words": ({"bad": "一杯<<下去，排出毒素>>。"}, "found “排出毒素”"),
    "bad holds one more": ({"bad": "先<<排出毒素>>，再清除毒素。"}, "“清除毒素”"),
    "bad is dismissed": ({"bad": "并不能<<排出毒素>>。"}, "dismissed: negated"),
    "good is found": ({"good": "一杯下去，排出毒素。"}, "found “排出毒素”"),
    "good is dismissed for another reason": (
        {"good": "{text: 足浴并不能排出毒素。, because: warned}"},
        "nothing dismissed as warned",
    ),
    "good has nothing to dismiss": (
        {"good": "{text: 足浴使人放松。, because: negated}"},
        "nothing dismissed",
    ),
    "good has another severity": (
        {"good": "{text: 排出毒素。, severity: info}"},
        "severity warning, not info",
    ),
    "good is in a profile": ({"good": "{text: 排出毒素。, severity: info, content: academic}"}, None),
    "todo works": ({"todo": "一杯下去，<<排出毒素>>。"}, "works now"),
}


@pytest.mark.parametrize(("changes", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(tmp_path: Path, changes: dict[str, str], words: str | None) -> None:
    path = tmp_path / "zh" / "overclaim" / "detox-for-tests.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RULE.format(**{**FINE, **changes}), encoding="utf-8")
    linter = Linter(rules=[tmp_path], cache=False)
    rulebook = linter.rulebook
    assert rulebook is not None
    result = selftest.run(linter, rulebook, ["overclaim/detox-for-tests"], mutate=False)
    assert (result.rules, result.examples) == (1, 5)
    messages = [failure.message for failure in result.failures]
    if words is None:
        assert messages == []
    else:
        (message,) = messages
        assert words in message


def test_disguises_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "zh" / "overclaim" / "detox-for-tests.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RULE.format(**FINE), encoding="utf-8")
    linter = Linter(rules=[tmp_path], cache=False)
    assert linter.rulebook is not None
    result = selftest.run(linter, linter.rulebook, ["overclaim/detox-for-tests"])
    for kind in ("heading", "list", "table", "quote", "negated", "prohibited"):
        assert result.disguised[kind] == (2, 2), kind
    assert "heading" in result.summary


@pytest.mark.parametrize(
    ("written", "text", "marks"),
    [
        ("没有标记", "没有标记", ()),
        ("<<开头>>和<<结尾>>", "开头和结尾", ((0, 2), (3, 5))),
        ("数学 3 < 5", "数学 3 < 5", ()),
    ],
)
def test_marks(written: str, text: str, marks: tuple[tuple[int, int], ...]) -> None:
    example = parse(written)
    assert (example.text, example.marks) == (text, marks)


def test_spellings() -> None:
    assert full_width("n=20，治愈率") == "ｎ=２０，治愈率"
    assert traditional("从此不用透析") == "從此不用透析"
    assert spaced("从此不用。A型") == "从 此 不 用。A型"
