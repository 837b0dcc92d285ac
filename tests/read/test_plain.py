"""Blocks, sections and roles of plain text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimlint.model.text import BlockKind, Document
from claimlint.read import read_bytes, read_text

SHORT = {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.TABLE_CELL: "td",
    BlockKind.CAPTION: "caption",
    BlockKind.FOOTNOTE: "note",
    BlockKind.QUOTE: "quote",
    BlockKind.CODE: "code",
    BlockKind.ALT_TEXT: "alt",
}


def blocks(document: Document | None) -> list[str]:
    """``kind text``, with a heading's level before it and an item's mark in brackets."""
    assert document is not None
    found = []
    for block in document.blocks:
        level = str(block.level) if block.kind is BlockKind.HEADING else ""
        label = f"({block.label})" if block.label else ""
        found.append(f"{SHORT[block.kind]}{level}{label} {document.slice(block.span)}")
    return found


PROSE = "本院为慢性病患者提供随访服务，欢迎来院了解具体安排。"

STRUCTURE = {
    "every line a paragraph": ("今天来谈谈高血压。\n它很常见。", ["p 今天来谈谈高血压。", "p 它很常见。"]),
    "title": (f"血压管理怎么做\n{PROSE}", ["h1 血压管理怎么做", f"p {PROSE}"]),
    "one line is no title": ("血压管理怎么做", ["p 血压管理怎么做"]),
    "chapters": (
        f"第一章 总论\n一、概念\n（一）定义\n{PROSE}",
        ["h2 第一章 总论", "h3 一、概念", "h4 （一）定义", f"p {PROSE}"],
    ),
    "dotted": (
        f"1.1 分期\n{PROSE}\n1.2 治疗\n1.2.1 药物\n",
        ["h4 1.1 分期", f"p {PROSE}", "h4 1.2 治疗", "h5 1.2.1 药物"],
    ),
    "dotted number that follows nothing": (f"{PROSE}\n2.5 克每日", [f"p {PROSE}", "p 2.5 克每日"]),
    "a figure is no heading": (f"{PROSE}\n1.1亿人正在用", [f"p {PROSE}", "p 1.1亿人正在用"]),
    "numbered sentence": (f"{PROSE}\n一、{PROSE}", [f"p {PROSE}", f"p 一、{PROSE}"]),
    "short numbered line over prose": (
        f"{PROSE}\n1、适应人群\n{PROSE}",
        [f"p {PROSE}", "h5 1、适应人群", f"p {PROSE}"],
    ),
    "numbered items": (
        "包括：\n1、降压\n2、降脂\n3) 随访",
        ["p 包括：", "li(1、) 降压", "li(2、) 降脂", "li(3)) 随访"],
    ),
    "marks of items": (
        "包括：\n- 甲\n• 乙\n①丙\n（1）丁\n➤ 戊\n✅己\n1️⃣庚\n[1] 辛\n-壬",
        [
            "p 包括：",
            "li(-) 甲",
            "li(•) 乙",
            "li(①) 丙",
            "li(（1）) 丁",
            "li(➤) 戊",
            "li(✅) 己",
            "li(1️⃣) 庚",
            "li([1]) 辛",
            "li(-) 壬",
        ],
    ),
    "no marks": (
        "3.5克即可\n——说明书\n2024年\n-5℃保存\n*重点",
        ["h1 3.5克即可", "p ——说明书", "p 2024年", "p -5℃保存", "p *重点"],
    ),
    "bracket heading": (f"【适用人群】\n{PROSE}", ["h1 【适用人群】", f"p {PROSE}"]),
    "bracket label": (f"{PROSE}\n【用法】每日一次", [f"p {PROSE}", "p 【用法】每日一次"]),
    "short heading": (f"{PROSE}\n\n适用人群\n{PROSE}", [f"p {PROSE}", "h2 适用人群", f"p {PROSE}"]),
    "slogans": (
        "一喝就好，\n告别烦恼\n从此轻松\n就在今天",
        ["p 一喝就好，", "p 告别烦恼", "p 从此轻松", "p 就在今天"],
    ),
    "lead-in is no heading": (f"{PROSE}\n结果如下：\n- 甲", [f"p {PROSE}", "p 结果如下：", "li(-) 甲"]),
    "speech": (
        "Q：能治好吗？\nA：不能。\n问：多久？\n答：因人而异。",
        ["p Q：能治好吗？", "p A：不能。", "p 问：多久？", "p 答：因人而异。"],
    ),
    "markdown heading in a text file": (f"## 小标题\n{PROSE}", ["h2 小标题", f"p {PROSE}"]),
    "blank lines and ends": ("\r\n\r\n甲。\r\n \t\r\n乙。\r丙。\n", ["p 甲。", "p 乙。", "p 丙。"]),
    "emoji": ("😀好消息。\n👍🏻 推荐\n🔥🔥 热卖", ["li(😀) 好消息。", "li(👍🏻) 推荐", "li(🔥🔥) 热卖"]),
    "suppression comment": (
        "<!-- claimlint-ignore study/unit: 例句 -->\n甲。\n<!-- 一般注释 -->",
        ["p 甲。", "p <!-- 一般注释 -->"],
    ),
    "caption": (
        f"{PROSE}\n图1 治疗前后对比\n图1显示指标下降",
        [f"p {PROSE}", "caption 图1 治疗前后对比", "p 图1显示指标下降"],
    ),
    "english title": (
        "Living with kidney disease\nThe disease is common and slow.",
        ["h1 Living with kidney disease", "p The disease is common and slow."],
    ),
}


@pytest.mark.parametrize(("raw", "expected"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_structure(raw: str, expected: list[str]) -> None:
    assert blocks(read_text(raw)[0]) == expected


# lines joined into one paragraph, marked with ¶ where a line ended, and how they are joined
WRAPPED = {
    "chinese": (
        (
            "慢性肾病是一种进展缓慢的疾病，早期往往没有明显的症状，¶很多患者在体检时才发现自己的肌酐已经高于"
            "正常的范围，¶因此建议每年至少检查一次尿常规和肾功能以做到早发现、¶早治疗。"
        ),
        "",
    ),
    "english": (
        (
            "Chronic kidney disease is a slow disease and early on it often has¶no symptoms at all, so"
            " that many patients learn of it by chance in a¶routine check. Test yearly."
        ),
        " ",
    ),
    "two chinese lines": (
        "慢性肾病进展缓慢，早期往往没有明显的症状，很多患者在体检时才发现自己的¶肌酐已经高于正常。",
        "",
    ),
    "three chinese lines": (
        "慢性肾病进展缓慢，早期往往没有明显的症状，很多患者在体检时才发现自己的¶肌酐已经高于正常。医生建议每年至少查一次尿常规和肾功能，以便及早发现。¶它花不了多少钱。",
        "",
    ),
    "two english lines": ("The treatment that we describe here was tried by one hospital¶in winter.", " "),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("marked", "joint"), WRAPPED.values(), ids=WRAPPED.keys())
def test_wrapped_lines_are_joined(marked: str, joint: str, end: str) -> None:
    document, _ = read_text(marked.replace("¶", end))
    assert document is not None
    assert document.text == marked.replace("¶", joint)


def test_an_indented_line_goes_on_with_its_item() -> None:
    document, _ = read_text("方案如下：\n- 第一步先评估心肺功能，\n  再决定剂量\n- 第二步")
    assert blocks(document)[1:] == ["li(-) 第一步先评估心肺功能，再决定剂量", "li(-) 第二步"]


@pytest.mark.parametrize(
    "raw",
    [
        "慢性肾病进展缓慢，早期往往没有症状，体检时才发现肌酐已高\n它是一种常见的病，我国每十个成年人中就有一个，多数人并不知道自己已经得病。",
        "慢性肾病进展缓慢早期往往没有症状体检时才发现肌酐已经升高\n每年至少查一次。",
        "孩子长高这件事，家长们总是问了又问，等了又等的那一点点\n给孩子的成长，多一点点的耐心陪伴，少一点点的焦急",
    ],
    ids=["a headline", "a headline without a comma", "slogans without a stop"],
)
def test_two_lines_that_are_two(raw: str) -> None:
    document, _ = read_text(raw)
    assert document is not None
    assert len(document.blocks) == len(raw.splitlines())


def test_slogans_of_one_length_are_lines_of_their_own() -> None:
    raw = "一针见效不复发\n两针断根不反弹\n三针痊愈不再来\n四针终身不用愁"
    document, _ = read_text(raw)
    assert document is not None
    assert document.text == raw
    assert len(document.blocks) == 4


ROLES = {
    "sections": (
        f"一、背景\n{PROSE}\n结语\n{PROSE}\n参考文献：\n[1] Li J. A trial. 2020.\n[2] 王某. 试验. 2021.\n",
        ["body", "body", "conclusion", "conclusion", "references", "references", "references"],
    ),
    "numbered names": (
        f"五、总结与展望\n{PROSE}\n六、参考资料\n甲. 乙. 2020.",
        ["conclusion", "conclusion", "references", "references"],
    ),
    "disclaimer paragraph": (f"{PROSE}\n免责声明：本文不能代替就医。", ["body", "disclaimer"]),
    "disclaimer after references": (
        "参考资料\n甲. 2020.\n免责说明:仅供参考。\n扫码添加微信",
        ["references", "references", "disclaimer", "contact"],
    ),
    "disclaimer heading": (f"{PROSE}\n免责声明\n{PROSE}", ["body", "disclaimer", "disclaimer"]),
    "contact": (
        f"{PROSE}\n{PROSE}\n咨询电话：400-000-0000\n地址：某路1号",
        ["body", "body", "contact", "contact"],
    ),
    "contact section": (f"{PROSE}\n联系我们\n某路1号，周一至周五全天开放", ["body", "contact", "contact"]),
    "a phone in the middle": ("请拨打电话预约\n" + PROSE, ["title", "body"]),
    "title": (f"肾病科普\n{PROSE}", ["title", "body"]),
    "english": (
        "Conclusion\nIt may help.\nReferences\nWu A. Lancet 2020.\nDisclaimer: see a doctor.",
        ["conclusion", "conclusion", "references", "references", "disclaimer"],
    ),
    "traditional": (
        "結語\n結果有限。\n參考文獻\n王某. 2020.\n免責聲明：請諮詢醫師。",
        ["conclusion", "conclusion", "references", "references", "disclaimer"],
    ),
    "prose that names a section": (f"{PROSE}\n结论是目前证据不足，参考文献见下。", ["body", "body"]),
}


@pytest.mark.parametrize(("raw", "expected"), ROLES.values(), ids=ROLES.keys())
def test_roles(raw: str, expected: list[str]) -> None:
    document, problems = read_text(raw)
    assert document is not None
    assert not problems
    assert [block.role.value for block in document.blocks] == expected


def test_section_path() -> None:
    document, _ = read_text(f"一、总论\n1.1 分期\n{PROSE}\n二、治疗\n{PROSE}\n结语\n{PROSE}")
    assert document is not None
    assert [block.section for block in document.blocks] == [
        (),
        ("一、总论",),
        ("一、总论", "1.1 分期"),
        (),
        ("二、治疗",),
        (),
        ("结语",),
    ]


def test_comments_keep_their_place() -> None:
    raw = "甲。\r\n  <!-- claimlint-ignore-file figure/unit: 例 -->\r\n乙。"
    document, _ = read_text(raw)
    assert document is not None
    ((place, words),) = document.comments
    assert words == "claimlint-ignore-file figure/unit: 例"
    assert raw[place.start : place.end] == "<!-- claimlint-ignore-file figure/unit: 例 -->"


def test_wrapped_space_has_its_raw_place() -> None:
    raw = "- one two\n  three"
    document, _ = read_text(raw)
    assert document is not None
    assert document.text == "one two three"
    assert [raw[a:b] for a, b in document.locate(document.blocks[0].span)] == ["one two\n  three"]


CORPUS = os.environ.get("CLAIMLINT_CORPUS")


@pytest.mark.skipif(not CORPUS, reason="CLAIMLINT_CORPUS names no data folder")
def test_the_article_of_the_corpus() -> None:
    folder = Path(CORPUS or "") / "seed"
    document, problems = read_bytes((folder / "article.txt").read_bytes(), path="article.txt")
    assert document is not None
    assert not problems
    roles = [block.role.value for block in document.blocks]
    assert roles.count("references") == 9  # the heading, eight entries
    assert roles[-2:] == ["disclaimer", "contact"]
    headings = [document.slice(block.span) for block in document.blocks if block.kind is BlockKind.HEADING]
    assert [title.split()[0] for title in headings if title[0].isdigit()] == [
        *("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2")
    ]
    assert len(headings) == 13
    for row in map(json.loads, (folder / "gold.jsonl").read_text().splitlines()):
        if row.get("end"):
            _assert_inside_a_block(document, row["start"], row["end"])


def _assert_inside_a_block(document: Document, start: int, end: int) -> None:
    """The quote, without the mark of a list item, is one stretch of one block."""
    raw = document.raw
    start += len(raw[start:end]) - len(raw[start:end].removeprefix("- "))
    for block in document.blocks:
        (place,) = document.locate(block.span)
        if place.start <= start and end <= place.end:
            assert raw[start:end] in document.slice(block.span)
            return
    pytest.fail(f"{start}-{end} is in no block")
