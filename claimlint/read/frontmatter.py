"""Front matter: settings above the text, some of which are published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.text import BlockKind
from claimlint.read.builder import Builder


class FrontMatter(NamedTuple):
    meta: Mapping[str, object]
    problem: Problem | None


# Readers see these: in the page's head, in a list of articles, in a search result.
_PUBLISHED = re.compile(
    r"^(title|subtitle|description|summary|excerpt|标题|副标题|摘要|描述)[ \t]*[:=][ \t]*"
    r"(?:\"([^\"\\\r\n]*)\"|'([^'\r\n]*)'|([^\s\"'\[{|>&*!#][^\r\n]*?))[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_TITLES = {"title", "标题"}


def parse(text: str, style: str) -> FrontMatter:
    """The settings of ``text``; a Problem when they cannot be read."""
    try:
        found = _load(text, style)
    except (ValueError, TypeError, RecursionError) as error:
        return FrontMatter(
            {}, _problem(f"cannot be read: {_first_line(error)}", getattr(error, "line", None))
        )
    if found is None:
        return FrontMatter({}, None)
    if not isinstance(found, dict):
        return FrontMatter({}, _problem("is no list of `key: value` lines", None))
    return FrontMatter(MappingProxyType({str(key): value for key, value in found.items()}), None)


class _BadYamlError(ValueError):
    def __init__(self, message: str, line: int | None) -> None:
        super().__init__(message)
        self.line = line


def _load(text: str, style: str) -> object:
    if style.startswith("Pluses"):
        import tomllib

        return tomllib.loads(text.replace("\r\n", "\n"))
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or str(error)
        raise _BadYamlError(message, mark.line + 2 if mark else None) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _problem(what: str, line: int | None) -> Problem:
    return Problem(
        code="bad-front-matter",
        message=f"the front matter {what}; none of its settings were used",
        line=line or 1,
        hint="put values that hold a colon or a quotation mark in quotation marks",
        kind=ProblemKind.INCOMPLETE,
    )


def add_published(builder: Builder, start: int, end: int) -> None:
    """Write the settings that readers see, title and summary, as blocks."""
    for match in _PUBLISHED.finditer(builder.raw, start, end):
        is_title = match.group(1).lower() in _TITLES
        builder.open_block(BlockKind.HEADING if is_title else BlockKind.PARAGRAPH, level=1 if is_title else 0)
        builder.add(*match.span(match.lastindex or 0))
    builder.close_block()
