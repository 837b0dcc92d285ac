"""Markdown, by the exact ranges that pyromark gives for its events."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.report import Problem
from claimlint.model.text import BlockKind, Document, Mark
from claimlint.read.builder import Builder, Origin, is_wide
from claimlint.read.frontmatter import read_front_matter
from claimlint.read.html import HtmlWriter
from claimlint.read.marks import heading_mark, is_caption, item_mark
from claimlint.read.places import Places
from claimlint.read.sections import named_role


def read(raw: str, origin: Origin) -> tuple[Document, tuple[Problem, ...]]:
    """Read CommonMark with tables, footnotes, strikethrough, task lists and front matter."""
    from pyromark import Options, events_with_range

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
    builder = Builder(raw)
    front = read_front_matter(builder)
    writer = _Writer(builder, front.end)
    for event, place in events_with_range(raw[front.end :], options=options):
        writer.handle(event, place["start"], place["end"])
    return builder.finish(origin, front.meta), front.problems(origin.path) + writer.problems(origin.path)


class _Container(NamedTuple):
    """A list item, quote or footnote that blocks stand in."""

    kind: BlockKind
    level: int
    label: str | None = None


_CONTAINERS = {"Item", "BlockQuote", "FootnoteDefinition"}
_MARKS = {
    "Emphasis": Mark.EMPHASIS,
    "Strong": Mark.EMPHASIS,
    "Strikethrough": Mark.DELETED,
    "Superscript": Mark.SUPERSCRIPT,
    "Subscript": Mark.SUBSCRIPT,
    "Link": Mark.LINK,
}
_SPEECH = lazy(r"(?:[QA]|问|答|問)\d{0,2}\s*[:：]", re.IGNORECASE)
_HEAD = lazy("[^\r\n]*")
_LOOK = 24  # characters at the head of a line that may hold its mark
_PSEUDO_HEADING = 40  # characters of a bold or numbered paragraph that stands for a heading
_OPEN_END = "。！；;，,、…"


class _Writer:
    """Turns the events of the parser into calls of the builder."""

    def __init__(self, builder: Builder, begin: int) -> None:
        self.builder = builder
        self._raw = builder.raw
        self._at = Places(builder.raw, begin)
        self._html = HtmlWriter(self.builder)
        self._containers: list[_Container] = []
        self._lists: list[int | None] = []  # the number of the next item, None in bulleted lists
        self._inline: list[tuple[Mark, str | None]] = [(Mark.NONE, None)]
        self._image: list[tuple[int, int, str | None]] | None = None
        self._images = 0  # images may stand in one another's text
        self._tables, self._row, self._column = -1, 0, -1
        self._quotes = 0
        self._break: tuple[int, int, bool] | None = None  # a line end, and whether the author meant it
        self._paragraph = False
        self._code = False
        self._skip = 0  # what stands before this place is the mark of an item

    def problems(self, path: str) -> tuple[Problem, ...]:
        return self._html.problems(path)

    def handle(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            self._sign(event, start, end)
            return
        ((name, value),) = event.items()
        if name == "Start":
            self._start(*_tag(value), start, end)
        elif name == "End":
            self._end(_tag(value)[0], start, end)
        elif name == "Text":
            self._text(value, start, end)
        elif name == "Code":
            self._code_span(value, start, end)
        elif name == "InlineHtml":
            self._settle(None)
            self._html.feed(self._at(start), self._at(end))
        elif name == "Html":
            if self._quotes:
                self._html.feed(self._at(start), self._at(end))
        elif name == "FootnoteReference":
            self._add(self._at(start), self._at(end), None, Mark.SUPERSCRIPT)

    def _sign(self, name: str, start: int, end: int) -> None:
        if name in {"SoftBreak", "HardBreak"}:
            self._break = (self._at(start), self._at(end), name == "HardBreak")
        elif name == "Rule":
            self.builder.close_block()

    # Blocks

    def _start(self, name: str, value: Any, start: int, end: int) -> None:
        if name in _MARKS:
            self._enter_inline(name, value, start)
        elif name == "Image":
            self._images += 1
            if self._image is None:
                self._image = []
        elif name in _CONTAINERS:
            self._enter_container(name, value)
        else:
            self._start_block(name, value, start, end)

    def _start_block(self, name: str, value: Any, start: int, end: int) -> None:
        self._break = None
        self.builder.close_block()
        if name == "Paragraph":
            self._paragraph = not self._containers
            if self._paragraph and self._begins_item(self._at(start)):
                self._new_item(self._at(start))
            else:
                self._open()
        elif name == "Heading":
            self.builder.open_block(BlockKind.HEADING, level=int(value["level"][1]))
        elif name == "List":
            self._lists.append(value)
        elif name == "CodeBlock":
            self.builder.open_block(BlockKind.CODE)
            self._code = True
        elif name == "HtmlBlock" and not self._quotes:
            self._html.feed(self._at(start), self._at(end))
        else:
            self._start_table(name)

    def _start_table(self, name: str) -> None:
        if name == "Table":
            self._tables += 1
            self._row = -1
        elif name in {"TableHead", "TableRow"}:
            self._row += 1
            self._column = -1
        elif name == "TableCell":
            self._column += 1
            self.builder.open_block(BlockKind.TABLE_CELL, row=self._row, column=self._column, table=self._tables)

    def _enter_container(self, name: str, value: Any) -> None:
        self._break = None
        self.builder.close_block()
        if name == "Item":
            self._containers.append(_Container(BlockKind.LIST_ITEM, len(self._lists), self._next_label()))
        elif name == "BlockQuote":
            self._quotes += 1
            self._containers.append(_Container(BlockKind.QUOTE, self._quotes))
        else:
            self._containers.append(_Container(BlockKind.FOOTNOTE, 0, str(value)))

    def _next_label(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number}."

    def _end(self, name: str, start: int, end: int) -> None:
        if name in _MARKS:
            self._leave_inline(name, end)
        elif name == "Image":
            self._leave_image()
        else:
            self._end_block(name)

    def _end_block(self, name: str) -> None:
        self._break = None
        if name == "Paragraph" and self._paragraph:
            self._close_paragraph()
        if name != "TableHead" and name != "TableRow":
            self.builder.close_block()
        self._paragraph = self._code = False
        if name in _CONTAINERS:
            self._containers.pop()
            self._quotes -= name == "BlockQuote"
        elif name == "List":
            self._lists.pop()

    def _close_paragraph(self) -> None:
        """A short paragraph in bold, or numbered like a heading, is a heading for its readers."""
        text = self.builder.open_text(_PSEUDO_HEADING)
        if text is None or "\n" in text or text[-1] in _OPEN_END:
            return
        mark = heading_mark(text)
        if named_role(text) is not None:
            self.builder.turn_into(BlockKind.HEADING, 2)
        elif mark is not None and (len(mark.number) < 2 or not text.endswith((":", "："))):
            self.builder.turn_into(BlockKind.HEADING, max(mark.level, 3))
        elif is_caption(text):
            self.builder.turn_into(BlockKind.CAPTION, 0)
        elif self.builder.all_marked(Mark.EMPHASIS) and text[-1] not in ":：":
            self.builder.turn_into(BlockKind.HEADING, 6)

    def _open(self, label: str | None = None) -> None:
        """Open a block of the kind that the innermost container asks for."""
        if label is not None:
            level = len(self._lists) + 1
            self.builder.open_block(BlockKind.LIST_ITEM, level=level, label=label)
        elif self._containers:
            kind, level, name = self._containers[-1]
            self.builder.open_block(kind, level=level, label=name)
        else:
            self.builder.open_block(BlockKind.PARAGRAPH)

    # Inlines

    def _enter_inline(self, name: str, value: Any, start: int) -> None:
        marks, target = self._inline[-1]
        if name == "Strikethrough" and not self._is_double_tilde(start):
            self._add(self._at(start), self._at(start) + 1)
            self._inline.append((marks, target))
            return
        if name == "Link":
            target = value["dest_url"]
        self._inline.append((marks | _MARKS[name], target))

    def _leave_inline(self, name: str, end: int) -> None:
        self._inline.pop()
        if name == "Strikethrough" and not self._is_double_tilde(end, -2):
            self._add(self._at(end) - 1, self._at(end))

    def _is_double_tilde(self, place: int, offset: int = 0) -> bool:
        """3~5天，10~20% deletes nothing for its readers, whatever the parser says."""
        begin = self._at(place) + offset
        return self._raw[max(begin, 0) : begin + 2] == "~~"

    def _leave_image(self) -> None:
        self._images -= 1
        if self._images == 0 and self._image is not None:
            self.builder.alt(self._image, None)
            self._image = None

    def _text(self, words: str, start: int, end: int) -> None:
        begin, stop = self._at(start), self._at(end)
        if self._code:
            self._code_lines(begin, stop)
            return
        if self._raw[begin:stop] != words:
            self._entity(begin, stop, words)
        elif words != "*" or not self._is_stray_mark(begin):
            self._add(begin, stop)

    def _entity(self, begin: int, stop: int, words: str) -> None:
        if words == "\xa0" and self._image is None:
            self._settle(None)
            self.builder.soft(begin, stop, wraps=False)
        else:
            self._add(begin, stop, words)

    def _is_stray_mark(self, begin: int) -> bool:
        """Beside Chinese, CommonMark takes the ``**`` of **“甲”**乙 for text; editors for Chinese do not."""
        raw = self._raw
        start = begin - 1 if raw[max(begin - 1, 0) : begin] == "*" else begin
        before, after = raw[max(start - 1, 0) : start], raw[start + 2 : start + 3]
        if raw[start : start + 2] != "**" or before in {"*", "\\"} or after == "*":
            return False
        return (before != "" and is_wide(before)) or (after != "" and is_wide(after))

    def _add(self, begin: int, stop: int, words: str | None = None, marks: Mark = Mark.NONE) -> None:
        if self._html.hidden:
            return
        if self._image is not None:
            self._image.append((begin, stop, words))
            return
        self._settle(begin if words is None else None)
        if begin < self._skip:  # the mark of an item
            if stop <= self._skip:
                return
            begin = self._skip
        if not self.builder.is_open:
            self._open()
        own, target = self._inline[-1]
        self.builder.add(begin, stop, words, own | marks | self._html.marks, target)

    def _settle(self, begin: int | None) -> None:
        """Write the line end that came before, unless a new item begins here."""
        if self._break is None:
            return
        start, end, hard = self._break
        self._break = None
        if begin is not None and self._begins_item(begin):
            self._new_item(begin)
        elif hard:
            self.builder.hard(start, end)
        else:
            self.builder.soft(start, end)

    def _head(self, begin: int) -> str:
        return _HEAD.match(self._raw, begin, begin + _LOOK).group()  # type: ignore[union-attr]

    def _begins_item(self, begin: int) -> bool:
        """Does the line open with a mark that Markdown does not know: •, ①, ✅, [1], Q：, 一、"""
        head = self._head(begin)
        return head != "" and (
            item_mark(head) is not None
            or _SPEECH.match(head) is not None
            or ((mark := heading_mark(head)) is not None and mark.number == (0,))
        )

    def _new_item(self, begin: int) -> None:
        mark = item_mark(self._head(begin))
        self._paragraph = mark is None and not self._containers
        self._open(mark.label if mark else None)
        self._skip = begin + mark.length if mark else 0

    def _code_span(self, words: str, start: int, end: int) -> None:
        """Code between back ticks; the ticks are no text."""
        begin, stop = self._at(start), self._at(end)
        ticks = len(self._raw[begin:stop]) - len(self._raw[begin:stop].lstrip("`"))
        inner = self._raw[begin + ticks : stop - ticks]
        if inner == words:
            self._add(begin + ticks, stop - ticks, None, Mark.CODE)
        elif inner[1:-1] == words:
            self._add(begin + ticks + 1, stop - ticks - 1, None, Mark.CODE)
        else:
            self._add(begin, stop, words, Mark.CODE)

    def _code_lines(self, begin: int, stop: int) -> None:
        position = begin
        for match in re.compile("\r\n?|\n").finditer(self._raw, begin, stop):
            self.builder.add(position, match.start())
            self.builder.hard(*match.span())
            position = match.end()
        self.builder.add(position, stop)


def _tag(value: Any) -> tuple[str, Any]:
    """The name and the details of a tag."""
    if isinstance(value, str):
        return value, None
    ((name, details),) = value.items()
    return name, details
