"""Markdown as its reader sees it."""

from __future__ import annotations

import pytest

from claimlint.model.report import ProblemKind
from claimlint.model.text import BlockKind, Document, Mark
from claimlint.read import read_text

SHORT = {kind: kind.value for kind in BlockKind} | {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.TABLE_CELL: "td",
}


def read(raw: str) -> Document:
    document, problems = read_text(raw, format="markdown")
    assert document is not None
    assert not problems
    return document


def blocks(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        number = str(block.level) if block.kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else ""
        place = f"[{block.row},{block.column}]" if block.row is not None else ""
        found.append(f"{SHORT[block.kind]}{number}{place} {document.slice(block.span)}")
    return found


STRUCTURE = {
    "headings": ("# 甲 #\n\n乙\n===\n\n### 丙", ["h1 甲", "h1 乙", "h3 丙"]),
    "chinese lines joined": ("慢性\n肾病", ["p 慢性肾病"]),
    "english lines joined": ("kidney\ndisease", ["p kidney disease"]),
    "mixed lines joined": ("使用\nMSCs\ntherapy\n治疗", ["p 使用MSCs therapy治疗"]),
    "hyphen at a line end": ("long-\nterm", ["p long-term"]),
    "hard breaks": ("甲  \n乙\\\n丙<br>丁<br/>戊", ["p 甲\n乙\n丙\n丁\n戊"]),
    "nested list": ("- 甲\n  1. 乙\n     续\n  2. 丙\n- 丁", ["li1 甲", "li2 乙续", "li2 丙", "li1 丁"]),
    "loose list": ("- 甲\n\n  乙\n- 丙", ["li1 甲", "li1 乙", "li1 丙"]),
    "task list": ("- [x] 甲\n- [ ] 乙", ["li1 甲", "li1 乙"]),
    "quote": ("> 甲\n> 乙\n>\n> > 丙", ["quote 甲乙", "quote 丙"]),
    "list in quote": ("> - 甲\n> - 乙", ["li1 甲", "li1 乙"]),
    "table": (
        "| 甲 | 乙 |\n|---|:-:|\n| 丙\\|丁 | |\n| 戊 | 己 |",
        ["td[0,0] 甲", "td[0,1] 乙", "td[1,0] 丙|丁", "td[2,0] 戊", "td[2,1] 己"],
    ),
    "footnote": ("甲[^a]\n\n[^a]: 乙\n    丙", ["p 甲[^a]", "footnote 乙丙"]),
    "code": ("```py\na &amp; b\n\n  c\n```\n\n    d\n    e", ["code a &amp; b\n  c", "code d\ne"]),
    "entities": ("&lt;60&nbsp;&ge;3 &#20083; &bogus; AT&T", ["p <60 ≥3 乳 &bogus; AT&T"]),
    "escapes": (r"\*甲\* 3\~5 \\", ["p *甲* 3~5 \\"]),
    "image": ("见图 ![疗效**对比**](a.png) 所示", ["p 见图 所示", "alt-text 疗效对比"]),
    "image alone": ("![甲](a.png)\n\n乙", ["alt-text 甲", "p 乙"]),
    "comment": ("甲<!-- 不见 -->乙\n\n<!-- 不\n见 -->\n\n丙", ["p 甲乙", "p 丙"]),
    "html block": ("<div>\n甲 *乙*\n</div>\n\n丙", ["p 甲 *乙*", "p 丙"]),
    "html table": ("<table><tr><th>甲</th></tr><tr><td>乙</td></tr></table>", ["td[0,0] 甲", "td[1,0] 乙"]),
    "html around markdown": (
        "<details>\n<summary>甲</summary>\n\n**乙**丙\n\n</details>",
        ["p 甲", "p 乙丙"],
    ),
    "hidden around markdown": ('<div style="display:none">\n\n甲\n\n</div>\n\n乙', ["p 乙"]),
    "hidden inline": ("甲<span hidden>乙 *丙*</span>丁", ["p 甲丁"]),
    "script": ("<script>\nlet a = '甲';\n</script>\n\n乙", ["p 乙"]),
    "tilde of a range": ("疗程3~5天，共10~20次", ["p 疗程3~5天，共10~20次"]),
    "deleted": ("原价~~999~~元", ["p 原价999元"]),
    "unknown references": ("[甲] [乙][丙]", ["p [甲] [乙][丙]"]),
    "definitions": ("[甲][a]\n\n[a]: http://a.example '乙'", ["p 甲"]),
    "rule": ("甲\n\n---\n\n乙", ["p 甲", "p 乙"]),
    "marks that markdown does not know": (
        "优点：\n• 甲\n✅ 乙\n① 丙\nQ：丁？\nA：戊",
        ["p 优点：", "li1 甲", "li1 乙", "li1 丙", "p Q：丁？", "p A：戊"],
    ),
    "bold heading": ("**适用人群**\n\n老人。", ["h6 适用人群", "p 老人。"]),
    "bold sentence": ("**本品不能代替药物。**\n\n老人。", ["p 本品不能代替药物。", "p 老人。"]),
    "numbered heading": ("一、背景\n\n老人。", ["h3 一、背景", "p 老人。"]),
    "adjacent emphasis": ("**根**治*率*", ["p 根治率"]),
    "marks beside chinese": ("这是**“甲”**的，**乙（丙）**丁", ["p 这是“甲”的，乙（丙）丁"]),
    "marks beside latin": ("2**3 = 8", ["p 2**3 = 8"]),
    "rules are no front matter": ("---\n\n甲\n", ["p 甲"]),
    "caption": (
        "![甲](a.png)\n图1 治疗前后\n\n表2：结果",
        ["caption 图1 治疗前后", "alt-text 甲", "caption 表2：结果"],
    ),
    "empty": ("\n\n", []),
    "bullets alone": ("-\n- \n", []),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("raw", "expected"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_structure(raw: str, expected: list[str], end: str) -> None:
    assert blocks(read(raw.replace("\n", end))) == expected


MARKS = {
    "superscript": ("甲<sup>[1]</sup>乙", "[1]", Mark.SUPERSCRIPT),
    "subscript": ("H<sub>2</sub>O", "2", Mark.SUBSCRIPT),
    "footnote": ("甲[^1]\n\n[^1]: 乙", "[^1]", Mark.SUPERSCRIPT),
    "link": ("见[原文](http://a.example)", "原文", Mark.LINK),
    "alt": ("![疗效](a.png)", "疗效", Mark.ALT),
    "deleted": ("原价~~999~~", "999", Mark.DELETED),
    "code": ("用`npm`", "npm", Mark.CODE),
    "emphasis": ("很**好**", "好", Mark.EMPHASIS),
    "both": ("很 **[好](u)**", "好", Mark.EMPHASIS | Mark.LINK),
}


@pytest.mark.parametrize(("raw", "words", "marks"), MARKS.values(), ids=MARKS.keys())
def test_marks(raw: str, words: str, marks: Mark) -> None:
    document = read(raw)
    assert [(document.slice(s.span), s.marks) for s in document.segments if s.marks] == [(words, marks)]


def test_link_target() -> None:
    document = read("[甲](http://a.example) <http://b.example> [丙][c]\n\n[c]: /c")
    targets = [segment.target for segment in document.segments if segment.marks & Mark.LINK]
    assert targets == ["http://a.example", "http://b.example", "/c"]


def test_raw_places_step_over_markup() -> None:
    raw = "> 可**根\n> 治**&lt;甲"
    document = read(raw)
    assert document.text == "可根治<甲"
    assert [raw[a:b] for a, b in document.locate(document.blocks[0].span)] == ["可", "根", "治", "&lt;甲"]


def test_the_indent_of_code_is_outside_its_raw_place() -> None:
    raw = "```\n  甲\n```"
    document = read(raw)
    (segment,) = document.segments
    assert (document.text, raw[segment.raw.start : segment.raw.end]) == ("甲", "甲")


def test_comments() -> None:
    raw = "甲<!-- claimlint-ignore a/b: 例 -->\n\n<!-- 乙 -->\n"
    document = read(raw)
    assert [words for _, words in document.comments] == ["claimlint-ignore a/b: 例", "乙"]
    assert [raw[a:b] for (a, b), _ in document.comments] == [
        "<!-- claimlint-ignore a/b: 例 -->",
        "<!-- 乙 -->",
    ]


ROLES = {
    "sections": (
        "# 甲\n\n乙\n\n## 总结\n\n丙\n\n## 参考文献\n\n1. 丁\n2. 戊\n\n## 免责声明\n\n己",
        ["title", "body", "conclusion", "conclusion", *["references"] * 3, *["disclaimer"] * 2],
    ),
    "bold names": (
        "甲。\n\n**参考资料：**\n\n[1] 乙\n[2] 丙",
        ["body", "references", "references", "references"],
    ),
    "subsection inherits": ("## 参考文献\n\n### 中文\n\n甲", ["references"] * 3),
    "next section leaves": (
        "# 甲\n\n## 结语\n\n乙\n\n## 附录\n\n丙",
        ["title", "conclusion", "conclusion", "body", "body"],
    ),
}


@pytest.mark.parametrize(("raw", "expected"), ROLES.values(), ids=ROLES.keys())
def test_roles(raw: str, expected: list[str]) -> None:
    assert [block.role.value for block in read(raw).blocks] == expected


def test_references_are_one_block_each() -> None:
    document = read("## 参考文献\n\n[1] Wu A. Trial.\nLancet 2020.\n[2] Li B.")
    assert [(block.label, document.slice(block.span)) for block in document.blocks[1:]] == [
        ("[1]", "Wu A. Trial. Lancet 2020."),
        ("[2]", "Li B."),
    ]


FRONT = {
    "yaml": (
        "---\ncontent: popular-science\ntags: [甲]\n---\n\n乙",
        {"content": "popular-science", "tags": ["甲"]},
    ),
    "toml": ("+++\ncontent = 'popular-science'\n+++\n\n乙", {"content": "popular-science"}),
    "empty": ("---\n# 无\n---\n\n乙", {}),
    "none": ("乙\n\n---\na: b\n---", {}),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("raw", "meta"), FRONT.values(), ids=FRONT.keys())
def test_front_matter(raw: str, meta: dict[str, object], end: str) -> None:
    document = read(raw.replace("\n", end))
    assert dict(document.meta) == meta
    assert document.text.startswith("乙")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("---\ntitle: 新疗法\n\n正文。\n", True),
        ("---\r\n标题: 新疗法\r\n\r\n正文。\r\n", True),
        ("+++\ntitle = '新疗法'\n\n正文。\n", True),
        ("---\ntitle: 新疗法\n---\n正文。\n", False),
        ("---\n\n正文：一条横线之后。\n", False),
        ("---\n正文：冒号是全角的。\n", False),
        ("---\nhttps://example.org/ 是网址。\n", False),
        ("正文。\n\n---\ntitle: 不在开头\n", False),
    ],
    ids=ascii,
)
def test_front_matter_that_never_ends(raw: str, told: bool) -> None:
    document, problems = read_text(raw, path="稿.md", format="markdown")
    assert document is not None
    assert "正文" in document.text or "网址" in document.text or "不在开头" in document.text
    expected = [("bad-front-matter", 1, ProblemKind.NOTE)] if told else []
    assert [(one.code, one.line, one.kind) for one in problems] == expected


def test_published_front_matter_is_text() -> None:
    raw = '---\ntitle: "根治高血压"\ndescription: 一个疗程见效\nauthor: 甲\n---\n\n乙'
    document = read(raw)
    assert blocks(document) == ["h1 根治高血压", "p 一个疗程见效", "p 乙"]
    assert document.blocks[0].role.value == "title"
    (place,) = document.locate(document.blocks[0].span)
    assert raw[place.start : place.end] == "根治高血压"


BAD_FRONT = {
    "syntax": ("---\na: 甲\nb: c: d\n---\n乙", 3),
    "tab": ("---\na:\n\t- b\n---\n乙", 3),
    "no mapping": ("---\n- 甲\n---\n乙", 1),
    "impossible date": ("---\nuntil: 2024-13-45\n---\n乙", 1),
    "object": ("---\na: !!python/object:os.system x\n---\n乙", 2),
    "toml": ("+++\na =\n+++\n乙", 1),
}


@pytest.mark.parametrize(("raw", "line"), BAD_FRONT.values(), ids=BAD_FRONT.keys())
def test_bad_front_matter(raw: str, line: int) -> None:
    document, (problem,) = read_text(raw, path="稿.md", format="markdown")
    assert document is not None
    assert dict(document.meta) == {}
    assert document.text == "乙"
    assert (problem.code, problem.path, problem.line) == ("bad-front-matter", "稿.md", line)
    assert problem.kind is ProblemKind.INCOMPLETE


def test_unclosed_comment_is_told() -> None:
    document, (problem,) = read_text("甲\n\n<!-- 乙\n\n丙", format="markdown")
    assert document is not None
    assert document.text == "甲"
    assert (problem.code, problem.line) == ("unclosed-comment", 3)
