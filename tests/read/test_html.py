"""HTML as its reader sees it."""

from __future__ import annotations

import pytest

from claimlint.model.text import BlockKind, Document, Mark
from claimlint.read import read_text

SHORT = {kind: kind.value for kind in BlockKind} | {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.LIST_ITEM: "li",
    BlockKind.TABLE_CELL: "td",
}


def read(raw: str) -> Document:
    document, problems = read_text(raw, format="html")
    assert document is not None
    assert not problems
    return document


def blocks(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        number = str(block.level) if block.kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else ""
        place = f"[{block.table},{block.row},{block.column}]" if block.row is not None else ""
        found.append(f"{SHORT[block.kind]}{number}{place} {document.slice(block.span)}")
    return found


STRUCTURE = {
    "page": (
        "<!doctype html><html><head><title>甲</title><meta charset=utf-8></head><body><p>乙</body>",
        ["h1 甲", "p 乙"],
    ),
    "bare words": ("甲<p>乙</p>丙", ["p 甲", "p 乙", "p 丙"]),
    "white space": ("<p>\n  kidney \n <b> disease</b>\n 慢性\n  肾病\n</p>", ["p kidney disease慢性肾病"]),
    "break": ("甲<br>乙<BR/>丙", ["p 甲\n乙\n丙"]),
    "divisions": ("<div>甲<div>乙</div>丙</div>", ["p 甲", "p 乙", "p 丙"]),
    "headings": ("<h1>甲</h1><h3 class=x>乙</h3>", ["h1 甲", "h3 乙"]),
    "list": ("<ul><li>甲<ol><li>乙</ol><li>丙</ul>", ["li1 甲", "li2 乙", "li1 丙"]),
    "table": (
        "<table><caption>表</caption><tr><th>甲<th>乙<tr><td>丙<td>丁</table><table><tr><td>戊</table>",
        ["caption 表", "td[0,0,0] 甲", "td[0,0,1] 乙", "td[0,1,0] 丙", "td[0,1,1] 丁", "td[1,0,0] 戊"],
    ),
    "table in a table": (
        "<table><tr><td>甲<table><tr><td>乙</table><td>丙</table>",
        ["td[0,0,0] 甲", "td[1,0,0] 乙", "td[0,0,1] 丙"],
    ),
    "quote": ("<blockquote>甲<p>乙</p></blockquote>丙", ["quote 甲", "quote 乙", "p 丙"]),
    "code": ("<pre>甲\n  乙</pre>", ["code 甲\n  乙"]),
    "script": ("甲<script>document.write('<p>乙')</script><style>p{}</style>丙", ["p 甲丙"]),
    "unclosed script": ("甲<script>乙", ["p 甲"]),
    "comment": ("甲<!-- <p>乙 -->丙", ["p 甲丙"]),
    "hidden": ("甲<span hidden>乙</span><p style='DISPLAY : none'>丙<b>丁</b></p>戊", ["p 甲", "p 戊"]),
    "template": ("<template>甲</template>乙", ["p 乙"]),
    "entities": (
        "P&lt;0.05&nbsp;&amp; &#x4E59;&notanentity; &copy2024",
        ["p P<0.05 & 乙¬anentity; &copy2024"],
    ),
    "signs": ("p<0.05, a < b > c & d", ["p p<0.05, a < b > c & d"]),
    "value with an angle": ('<a title="a>b" href=x>甲</a>', ["p 甲"]),
    "apostrophe outside a value": ("<p don't>甲</p>it's", ["p 甲", "p it's"]),
    "unclosed value": ('<a href="x>甲</a>乙', ["p 甲乙"]),
    "unclosed tag": ("甲<b 乙", ["p 甲<b 乙"]),
    "stray ends": ("</div>甲</b></p>乙", ["p 甲", "p 乙"]),
    "image": (
        "甲<img src=a alt='图&amp;一'>乙<img alt=丙><img alt>",
        ["p 甲乙", "alt-text 图&一", "alt-text 丙"],
    ),
    "inline over blocks": ("<b>甲<p>乙</b>丙", ["p 甲", "p 乙", "p 丙"]),
    "empty": ("<p></p><div> </div>", []),
}


@pytest.mark.parametrize(("raw", "expected"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_structure(raw: str, expected: list[str]) -> None:
    assert blocks(read(raw)) == expected


MARKS = {
    "superscript": ("甲<sup>2</sup>", "2", Mark.SUPERSCRIPT, None),
    "link": ("<a href='http://a.example'>甲</a>", "甲", Mark.LINK, "http://a.example"),
    "deleted": ("甲<del>乙</del>", "乙", Mark.DELETED, None),
    "nested": ("<em>甲<sub>乙</sub></em>"[4:], "乙", Mark.SUBSCRIPT, None),
    "alt": ("<img src=a.png alt=甲>", "甲", Mark.ALT, "a.png"),
}


@pytest.mark.parametrize(("raw", "words", "marks", "target"), MARKS.values(), ids=MARKS.keys())
def test_marks(raw: str, words: str, marks: Mark, target: str | None) -> None:
    document = read(raw)
    found = [(document.slice(s.span), s.marks, s.target) for s in document.segments if s.marks]
    assert found == [(words, marks, target)]


def test_comments_are_kept() -> None:
    raw = "<p>甲<!-- claimlint-ignore a/b: 例 --></p>"
    document = read(raw)
    (((start, end), words),) = document.comments
    assert (raw[start:end], words) == ("<!-- claimlint-ignore a/b: 例 -->", "claimlint-ignore a/b: 例")


def test_roles() -> None:
    document = read("<h1>甲</h1><p>乙<h2>参考文献</h2><ol><li>丙<li>丁</ol><p>免责声明：戊")
    assert [block.role.value for block in document.blocks] == [
        "title",
        "body",
        *["references"] * 3,
        "disclaimer",
    ]


def test_unclosed_comment_is_told() -> None:
    document, (problem,) = read_text("甲\r\n<!-- 乙", format="html")
    assert document is not None
    assert document.text == "甲"
    assert (problem.code, problem.line) == ("unclosed-comment", 2)
