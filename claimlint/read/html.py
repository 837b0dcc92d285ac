"""HTML as its reader sees it: hidden parts, scripts and comments are no text.

The tokens are cut here rather than by the standard library's parser, because ranges in the raw text are
needed for words, entities and attribute values, and time has to stay linear on broken markup.
"""

from __future__ import annotations

import re
from html import unescape

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.text import BlockKind, Document, Mark
from claimlint.model.words import both
from claimlint.read.builder import Builder, Origin
from claimlint.read.elements import Context, Elements

_NEXT = lazy(r"<(?:[A-Za-z]|/[A-Za-z]|[!?])|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NAME = lazy(r"</?([A-Za-z][^\s/>]{0,40})")
_QUOTE_OR_END = lazy("[\"'>]")
_SPACE = lazy("[ \t\r\n\f]{2,}|[\t\r\n\f]")
_BLANKS = " \t\r\n\f"
_ATTRIBUTE = lazy(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_RAW_TEXT = frozenset({"script", "style", "xmp", "noembed", "noframes", "iframe"})
_ATTRIBUTES_READ = 4096  # characters of a tag's attributes that are looked at


def read(raw: str, origin: Origin) -> tuple[Document, tuple[Problem, ...]]:
    """Read a page or a piece of one."""
    builder = Builder(raw)
    writer = HtmlWriter(builder)
    writer.feed(0, len(raw))
    return builder.finish(origin), writer.problems(origin.path)


class HtmlWriter:
    """Writes ranges of HTML to a builder; what is open stays open from one range to the next."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._raw = builder.raw
        self._elements = Elements()
        self._until: re.Pattern[str] | None = None  # the end tag of a script that is still open
        self._no_close = False  # no ">" follows any more
        self._quotes_broken = False  # an attribute's quotation mark was never closed
        self._unclosed: int | None = None  # where a comment began that never ends

    @property
    def hidden(self) -> bool:
        return self._until is not None or self._elements.hidden

    @property
    def marks(self) -> Mark:
        return self._elements.marks

    def problems(self, path: str) -> tuple[Problem, ...]:
        if self._unclosed is None:
            return ()
        note = Problem(
            code="unclosed-comment",
            message=both(
                "从这里开始的注释没有结束，其后的内容没有读入",
                "a comment that begins here is never closed; what follows it was not read",
            ),
            path=path,
            line=len(expressions.findall("\r\n?|\n", self._raw[: self._unclosed])) + 1,
            hint=both("请用 --> 结束注释", "close it with -->"),
            kind=ProblemKind.NOTE,
        )
        return (note,)

    def feed(self, start: int, end: int) -> None:
        """Read ``raw[start:end]``."""
        begin = position = start  # the words not written yet begin at ``begin``
        if self._until is not None:
            begin = position = self._leave_raw_text(start, end)
        while match := _NEXT.search(self._raw, position, end):
            token = match.start()
            stop = self._token_end(token, match.end(), end)
            if stop is None:
                position = match.end()
                continue
            self._words(begin, token)
            begin = position = self._token(token, stop, end)
        self._words(begin, end)

    def _token_end(self, token: int, known: int, end: int) -> int | None:
        """Where the entity, comment or tag ends; None when ``<`` is but a sign."""
        raw = self._raw
        if raw[token] == "&":
            return known
        if raw.startswith("<!--", token):
            return self._comment_end(token, end)
        if self._no_close:
            return None
        if not self._quotes_broken:
            close = self._quoted_tag_end(known, end)
            if close is not None:
                return close
            self._quotes_broken = True
        close = raw.find(">", known, end)
        self._no_close = close < 0 and end == len(raw)
        return close + 1 if close >= 0 else None

    def _comment_end(self, token: int, end: int) -> int:
        if self._raw.startswith(("<!-->", "<!--->"), token):
            return self._raw.index(">", token) + 1
        close = self._raw.find("-->", token + 4, end)
        if close >= 0:
            return close + 3
        self._unclosed = token
        return end

    def _quoted_tag_end(self, position: int, end: int) -> int | None:
        """The end of a tag whose attribute values may hold ``>``."""
        raw = self._raw
        while match := _QUOTE_OR_END.search(raw, position, end):
            if match.group() == ">":
                return match.end()
            position = match.end()
            if raw[match.start() - 1] == "=":
                position = raw.find(match.group(), position, end) + 1
                if position == 0:
                    return None
        return None

    def _token(self, start: int, stop: int, end: int) -> int:
        """Handle one token; gives where reading goes on."""
        raw = self._raw
        if raw[start] == "&":
            self._entity(start, stop)
        elif raw.startswith("<!--", start):
            self._builder.comment(start, stop, raw[start + 4 : stop].removesuffix("-->"))
        elif (match := _NAME.match(raw, start, stop)) is not None:
            return self._tag(match.group(1).lower(), match.end(), start, stop, end)
        return stop

    def _entity(self, start: int, stop: int) -> None:
        words = unescape(self._raw[start:stop]).replace("\xa0", " ")
        if self.hidden:
            return
        if words.isspace():
            self._builder.soft(start, stop, wraps=False)
        else:
            self._add(start, stop, words)

    def _tag(self, name: str, attributes: int, start: int, stop: int, end: int) -> int:
        if self._raw[start + 1] == "/":
            if self._elements.leave(name):
                self._builder.close_block()
            return stop
        found = self._attributes(attributes, stop - 1)
        if name in _RAW_TEXT:
            self._until = re.compile(f"</{name}", re.IGNORECASE)
            return self._leave_raw_text(stop, end)
        if name == "br":
            if not self.hidden:
                self._builder.hard(start, stop)
        elif name == "img":
            self._image(found)
        elif self._elements.enter(name, {key: self._raw[a:b] for key, (a, b) in found.items()}):
            self._builder.close_block()
        if self._raw[stop - 2] == "/" and name not in {"br", "img"}:
            self._elements.leave_if_foreign(name)
        return stop

    def _attributes(self, start: int, stop: int) -> dict[str, tuple[int, int]]:
        """The attributes that matter, each with the raw range of its value."""
        found: dict[str, tuple[int, int]] = {}
        for match in _ATTRIBUTE.finditer(self._raw, start, min(stop, start + _ATTRIBUTES_READ)):
            group = match.lastindex or 1
            place = match.span(group) if group > 1 else (match.end(), match.end())
            found.setdefault(match.group(1).lower(), place)
        return found

    def _leave_raw_text(self, start: int, end: int) -> int:
        assert self._until is not None
        match = self._until.search(self._raw, start, end)
        if match is None:
            return end
        self._until = None
        close = self._raw.find(">", match.end(), end)
        return close + 1 if close >= 0 else end

    def _image(self, attributes: dict[str, tuple[int, int]]) -> None:
        place = attributes.get("alt")
        if self.hidden or place is None or place[0] == place[1]:
            return
        source = attributes.get("src")
        target = self._raw[source[0] : source[1]] if source else None
        words = self._raw[place[0] : place[1]]
        self._builder.alt([(*place, None if "&" not in words else unescape(words))], target)

    def _words(self, start: int, end: int) -> None:
        """Write the words of ``raw[start:end]``, white space folded."""
        if start >= end or self.hidden:
            return
        if self._elements.context.kind is BlockKind.CODE:
            self._code(start, end)
            return
        position = start
        for match in _SPACE.finditer(self._raw, start, end):
            self._run(position, match.start())
            self._builder.soft(*match.span(), wraps="\n" in match.group() or "\r" in match.group())
            position = match.end()
        self._run(position, end)

    def _run(self, start: int, end: int) -> None:
        """Words with single spaces between them; spaces at the ends may fold with what is beside them."""
        words = self._raw[start:end]
        if not words:
            return
        if words[0] == " ":
            self._builder.soft(start, start + 1, wraps=False)
        stripped = words.strip(_BLANKS)
        if stripped:
            begin = start + (words[0] == " ")
            self._add(begin, begin + len(stripped))
            if words[-1] == " ":
                self._builder.soft(end - 1, end, wraps=False)

    def _code(self, start: int, end: int) -> None:
        position = start
        for match in re.compile("\r\n?|\n").finditer(self._raw, start, end):
            self._add(position, match.start())
            self._builder.hard(*match.span())
            position = match.end()
        self._add(position, end)

    def _add(self, start: int, end: int, text: str | None = None) -> None:
        if start >= end:
            return
        if not self._builder.is_open:
            self._open(self._elements.context)
        self._builder.add(start, end, text, self._elements.marks, self._elements.target)

    def _open(self, context: Context) -> None:
        self._builder.open_block(
            context.kind,
            level=context.level,
            row=context.row,
            column=context.column,
            table=context.table,
            label=context.label,
        )
