"""The open elements of an HTML text: what kind of block, which marks, whether hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.text import BlockKind, Mark


class Context(NamedTuple):
    """What words at this place belong to."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    row: int | None = None
    column: int | None = None
    table: int | None = None
    label: str | None = None


class _Element(NamedTuple):
    name: str
    context: Context
    marks: Mark
    target: str | None
    hidden: bool


_MARKS = {
    "sup": Mark.SUPERSCRIPT,
    "sub": Mark.SUBSCRIPT,
    "a": Mark.LINK,
    "del": Mark.DELETED,
    "s": Mark.DELETED,
    "strike": Mark.DELETED,
    "code": Mark.CODE,
    "kbd": Mark.CODE,
    "samp": Mark.CODE,
    "tt": Mark.CODE,
    "b": Mark.EMPHASIS,
    "strong": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "i": Mark.EMPHASIS,
    "mark": Mark.EMPHASIS,
}
_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *(
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
        ),
        *(
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
        ),
        *(
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul",
        ),
    ]
)
_VOID = frozenset(["area", "base", "col", "embed", "hr", "input", "link", "meta", "param", "source", "track", "wbr"])
_HIDDEN = frozenset(
    ["template", "svg", "math", "object", "audio", "video", "canvas", "datalist", "noscript", "textarea"]
)
_HIDING_STYLE = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# An element of this name ends these before it begins.
_ENDS = {
    "p": ("p",),
    "li": ("p", "li"),
    "dt": ("p", "dt", "dd"),
    "dd": ("p", "dt", "dd"),
    "td": ("p", "td", "th"),
    "th": ("p", "td", "th"),
    "tr": ("p", "td", "th", "tr"),
    "option": ("option",),
}
_ROOT = _Element("", Context(), Mark.NONE, None, False)


class Elements:
    """A stack of open elements; what lies below is inherited, so that asking costs nothing."""

    def __init__(self) -> None:
        self._stack: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._tables = 0
        self._rows: list[tuple[int, int, int]] = []  # table, row, column of each open table
        self._lists: list[tuple[bool, int]] = []  # ordered, and the number of the last item

    @property
    def _top(self) -> _Element:
        return self._stack[-1] if self._stack else _ROOT

    @property
    def context(self) -> Context:
        return self._top.context

    @property
    def marks(self) -> Mark:
        return self._top.marks

    @property
    def target(self) -> str | None:
        return self._top.target

    @property
    def hidden(self) -> bool:
        return self._top.hidden

    def enter(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Open an element; True when it ends the block before it."""
        if name in _VOID:
            return name == "hr"
        for ended in _ENDS.get(name, ()):
            if self._top.name == ended:
                self._pop()
        self._count(name)
        above = self._top
        hidden = (
            above.hidden
            or name in _HIDDEN
            or "hidden" in attributes
            or _HIDING_STYLE.search(attributes.get("style", "")) is not None
        )
        marks = above.marks | _MARKS.get(name, Mark.NONE)
        target = attributes.get("href", above.target) if name == "a" else above.target
        self._stack.append(_Element(name, self._context(name, above.context), marks, target, hidden))
        self._open[name] += 1
        return name in _BLOCKS

    def leave(self, name: str) -> bool:
        """Close the nearest element of this name and all in it; True when a block ends."""
        if not self._open[name]:
            return name == "p"
        ends = False
        while self._top.name != name:
            ends |= self._pop()
        return self._pop() or ends

    def leave_if_foreign(self, name: str) -> None:
        """``<svg/>`` closes itself, ``<div/>`` does not."""
        if name in {"svg", "math"} and self._top.name == name:
            self._pop()

    def _pop(self) -> bool:
        name = self._stack.pop().name
        self._open[name] -= 1
        if name == "table" and self._rows:
            self._rows.pop()
        elif name in {"ul", "ol"} and self._lists:
            self._lists.pop()
        return name in _BLOCKS

    def _count(self, name: str) -> None:
        """Number tables, rows, cells and items."""
        if name == "table":
            self._rows.append((self._tables, -1, -1))
            self._tables += 1
        elif name in {"ul", "ol"}:
            self._lists.append((name == "ol", 0))
        elif name == "li" and self._lists:
            ordered, number = self._lists[-1]
            self._lists[-1] = (ordered, number + 1)
        elif name == "tr" and self._rows:
            table, row, _ = self._rows[-1]
            self._rows[-1] = (table, row + 1, -1)
        elif name in {"td", "th"} and self._rows:
            table, row, column = self._rows[-1]
            self._rows[-1] = (table, row, column + 1)

    def _context(self, name: str, above: Context) -> Context:
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            return Context(BlockKind.HEADING, int(name[1]))
        if name == "title":
            return Context(BlockKind.HEADING, 1)
        if name == "li":
            ordered, number = self._lists[-1] if self._lists else (False, 0)
            return Context(BlockKind.LIST_ITEM, max(len(self._lists), 1), label=f"{number}." if ordered else "-")
        if name in {"td", "th"} and self._rows:
            table, row, column = self._rows[-1]
            return Context(BlockKind.TABLE_CELL, row=max(row, 0), column=column, table=table)
        return _contexts(name, above)


def _contexts(name: str, above: Context) -> Context:
    """The kinds that depend on the name alone; other elements inherit."""
    if name in {"caption", "figcaption"}:
        return Context(BlockKind.CAPTION)
    if name == "blockquote":
        return Context(BlockKind.QUOTE, above.level + 1 if above.kind is BlockKind.QUOTE else 1)
    if name == "pre":
        return Context(BlockKind.CODE)
    if name in {"table", "ul", "ol"}:
        return Context()
    return above
