"""Front matter: settings above the text, some of which are published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.text import NO_META, BlockKind
from claimlint.model.words import Words, both
from claimlint.read.builder import Builder


class FrontMatter(NamedTuple):
    """The settings above a text, where they end, and what was wrong with them."""

    meta: Mapping[str, object] = NO_META
    end: int = 0
    message: Words | None = None
    line: int = 1

    unclosed: bool = False

    def problems(self, path: str) -> tuple[Problem, ...]:
        if self.unclosed:
            return (_never_ends(path),)
        if not self.message:
            return ()
        problem = Problem(
            code="bad-front-matter",
            message=both(
                f"文首的设置{self.message.zh}，一项也没有使用",
                f"the front matter {self.message}; none of its settings were used",
            ),
            path=path,
            line=self.line,
            hint=both(
                "含有冒号或引号的值请加引号",
                "put values that hold a colon or a quotation mark in quotation marks",
            ),
            kind=ProblemKind.INCOMPLETE,
        )
        return (problem,)


def _never_ends(path: str) -> Problem:
    return Problem(
        code="bad-front-matter",
        message=both(
            "文首的设置没有结束的一行，当作正文读了",
            "the front matter has no line that ends it; it was read as body text",
        ),
        path=path,
        line=1,
        hint=both(
            "请在设置之后另起一行，写上与第一行相同的 ---（或 +++）", "end it with a line like its first, --- or +++"
        ),
        kind=ProblemKind.NOTE,
    )


_OPENED = lazy(
    r"(?:---[ \t]*(?:\r\n?|\n)[\w-]+[ \t]*:(?=\s)|\+\+\+[ \t]*(?:\r\n?|\n)[\w-]+[ \t]*=)"
)  # a rule is also ---
_BLOCK = lazy(
    r"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n?|\n)(?P<inner>(?:[^\r\n]*(?:\r\n?|\n))*?)"
    r"(?:(?P=mark)|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)"
)
# Readers see these: in the page's head, in a list of articles, in a search result.
_PUBLISHED = lazy(
    r"^(title|subtitle|description|summary|excerpt|标题|副标题|摘要|描述)[ \t]*[:=][ \t]*"
    r"(?:\"([^\"\\\r\n]*)\"|'([^'\r\n]*)'|([^\s\"'\[{|>&*!#][^\r\n]*?))[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_NESTING = 1000  # brackets that settings may hold: the parser's stack is not ours
_TITLES = {"title", "标题"}


def read_front_matter(builder: Builder) -> FrontMatter:
    """The settings at the very start of the text; what of them is published is written to ``builder``."""
    match = _BLOCK.match(builder.raw)
    if match is None:
        return FrontMatter(unclosed=_OPENED.match(builder.raw) is not None)
    if not match["inner"].strip():
        return FrontMatter()
    _add_published(builder, *match.span("inner"))
    return _parse(match["inner"], match["mark"])._replace(end=match.end())


def _parse(text: str, mark: str) -> FrontMatter:
    try:
        found = _load(text, mark)
    except (ValueError, TypeError, RecursionError) as error:
        why = _first_line(error)
        message = both(f"无法读取（{why}）", f"cannot be read: {why}")
        return FrontMatter(message=message, line=getattr(error, "line", None) or 1)
    if found is None:
        return FrontMatter()
    if not isinstance(found, dict):
        return FrontMatter(message=both("不是“键: 值”的列表", "is no list of `key: value` lines"))
    return FrontMatter(MappingProxyType({str(key): value for key, value in found.items()}))


class _BadYamlError(ValueError):
    def __init__(self, message: str, line: int | None) -> None:
        super().__init__(message)
        self.line = line


def _load(text: str, mark: str) -> object:
    if mark == "+++":
        import tomllib

        return tomllib.loads(text.replace("\r\n", "\n"))
    import yaml

    if text.count("[") + text.count("{") > _NESTING:
        raise ValueError("too many brackets")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or str(error)
        raise _BadYamlError(message, place.line + 2 if place else None) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _add_published(builder: Builder, start: int, end: int) -> None:
    """Write the settings that readers see, title and summary, as blocks."""
    for match in _PUBLISHED.finditer(builder.raw, start, end):
        is_title = match.group(1).lower() in _TITLES
        builder.open_block(BlockKind.HEADING if is_title else BlockKind.PARAGRAPH, level=1 if is_title else 0)
        builder.add(*match.span(match.lastindex or 0))
    builder.close_block()
