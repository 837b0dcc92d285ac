"""Texts pieced together from places of one document."""

from __future__ import annotations

import pytest

from claimlint.model.text import Reading
from claimlint.read import read_text


def readings(raw: str, form: str = "text") -> list[str]:
    """``kind piece+piece`` of every reading."""
    document, _ = read_text(raw, format=form)
    assert document is not None
    return [
        f"{reading.kind.value} {'+'.join(document.slice(piece.span) for piece in reading.pieces)}"
        for reading in document.readings
    ]


PLAIN = {
    "lead-in": ("本品可以：\n- 治愈糖尿病\n- 降压", ["item 本品可以+治愈糖尿病", "item 本品可以+降压"]),
    "lead-in is a sentence of many": (
        "高血压很常见。本品可以：\n- 降压",
        ["item 本品可以+降压"],
    ),
    "item of two sentences": ("本品：\n- 降压。安全", ["item 本品+降压。", "item 本品+安全"]),
    "lead-in does not reach past a paragraph": ("本品：\n- 甲\n说完了。\n- 乙", ["item 本品+甲"]),
    "numbered item leads bullets": (
        "结果：\n1. 疗效：\n- 好转\n- 稳定\n2. 安全：\n- 无事",
        [
            "item 结果+疗效：",
            "item 疗效+好转",
            "item 疗效+稳定",
            "item 结果+安全：",
            "item 安全+无事",
        ],
    ),
    "bullet leads bullets until one has a label": (
        "结果：\n- 肾功能：\n- 好转\n- 血糖：下降",
        ["item 结果+肾功能：", "item 肾功能+好转", "item 结果+血糖：下降"],
    ),
    "heading": ("【适应症】\n➤ 高血压\n✅ 糖尿病", ["headed 适应症+高血压", "headed 适应症+糖尿病"]),
    "heading without its number": (
        "前言到此为止。\n二、疗效\n• 有效率95%",
        ["headed 疗效+有效率95%"],
    ),
    "question and answer": (
        "Q：能根治吗？\nA：可以。三周就好。",
        ["answer 能根治吗+可以。", "answer 能根治吗+三周就好。"],
    ),
    "question in one paragraph": ("能根治吗？当然可以。", ["answer 能根治吗+当然可以。"]),
    "问 and 答": ("问：会复发吗?\n答：不会", ["answer 会复发吗+不会"]),
    "the next question ends it": (
        "贵吗？不贵。远吗？不远。",
        ["answer 贵吗+不贵。", "answer 贵吗+远吗？", "answer 远吗+不远。"],
    ),
    "no question": ("很好。可以。", []),
    "english": ("It can:\n- cure you", ["item It can+cure you"]),
    "references": ("参考文献：\n- 甲\n- 乙", []),
}


@pytest.mark.parametrize(("raw", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_plain(raw: str, expected: list[str]) -> None:
    assert readings(raw) == expected


MARKDOWN = {
    "table": (
        "| 指标 | 试验组 | 对照组 |\n|-|-|-|\n| 有效率 | 95% | 50% |\n| 复发 | 0 | 无 |",
        [
            "row 指标+有效率",
            "row 有效率+试验组+95%",
            "row 有效率+对照组+50%",
            "row 指标+复发",
            "row 复发+试验组+0",
            "row 复发+对照组+无",
        ],
    ),
    "two tables": ("|甲|\n|-|\n|乙|\n\n|丙|\n|-|\n|丁|", ["row 甲+乙", "row 丙+丁"]),
    "empty head": ("| |乙|\n|-|-|\n|丙|丁|", ["row 丙+乙+丁"]),
    "nested list": (
        "本品可以：\n\n- 改善：\n  - 睡眠\n- 降压",
        ["item 本品可以+改善：", "item 改善+睡眠", "item 本品可以+降压"],
    ),
    "question as heading": ("## 能根治吗？\n\n可以。", ["answer 能根治吗+可以。"]),
    "heading": ("## 功效\n\n- 降压", ["headed 功效+降压"]),
}


@pytest.mark.parametrize(("raw", "expected"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown(raw: str, expected: list[str]) -> None:
    assert readings(raw, "markdown") == expected


def test_a_reading_of_html() -> None:
    assert readings("<table><tr><th>药<th>效<tr><td>甲<td>好</table>", "html") == [
        "row 药+甲",
        "row 甲+效+好",
    ]


def _only(raw: str) -> Reading:
    document, _ = read_text(raw)
    assert document is not None
    (reading,) = document.readings
    return reading


def test_chinese_pieces_touch_and_english_ones_do_not() -> None:
    chinese, english = _only("本品可以：\n- 治愈"), _only("It can:\n- cure")
    assert (chinese.text, chinese.joints) == ("本品可以治愈", (4,))
    assert (english.text, english.joints) == ("It can cure", (7,))


def test_a_hit_in_a_reading_lies_in_its_places() -> None:
    raw = "本品可以：\n- 治愈糖尿病"
    reading = _only(raw)
    first, last = reading.spans(reading.text.index("可以"), reading.text.index("糖"))
    document, _ = read_text(raw)
    assert document is not None
    assert (document.slice(first), document.slice(last)) == ("可以", "治愈")
    assert document.slice(document.sentences[reading.sentence or 0].span) == "治愈糖尿病"


def test_readings_keep_to_their_room() -> None:
    raw = "这一句引出后面很长很长的列表而且自己也不短：\n" + "- 甲\n" * 500
    document, _ = read_text(raw)
    assert document is not None
    total = sum(len(reading.text) for reading in document.readings)
    assert 0 < total <= 2 * len(document.text)
