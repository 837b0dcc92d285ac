"""`claimlint check --jsonl`: a content system's texts in, a result a line out, in order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from claimlint.cli.linters import Linters
from claimlint.cli.outcome import Outcome
from claimlint.cli.output import prepare_stdout
from claimlint.lint import Linter
from claimlint.model.report import Problem, ProblemKind, Report
from claimlint.model.words import Words, both, misfit
from claimlint.report.jsonl import write_line
from claimlint.report.options import Options

HEADINGS = {"text": "{}\n\n", "markdown": "# {}\n\n", "html": "<h1>{}</h1>\n"}


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One text of a content system. A row without its body, or with a mistyped key, is not clean but faulty."""

    id: str | int | None = None
    body: str
    title: str | None = None
    format: str = "text"
    meta: dict[str, Any] = {}


def check_rows(linters: Linters, paths: tuple[str, ...], outcome: Outcome) -> int:
    """Check every line of every input; a bad row is that row's problem."""
    linter = linters.for_path("." if paths[0] == "-" else paths[0])
    prepare_stdout("jsonl")
    options = Options()
    if not linter.usable:
        _line(None, Report(problems=linter.problems), outcome, options)
        return int(outcome.code)
    rows = 0
    for path in paths:
        for number, line in _lines(path, outcome, options):
            rows += 1
            identity, report = check_row(linter, line, number, path)
            _line(identity, report, outcome, options)
    if not rows and not outcome.code:
        _line(None, Report(problems=(_no_rows(paths),)), outcome, options)
    return int(outcome.code)


def _no_rows(paths: tuple[str, ...]) -> Problem:
    shown = ", ".join("<stdin>" if path == "-" else path for path in paths)
    return Problem(
        code="nothing-to-check",
        message=both(f"{shown}：一行也没有", f"{shown}: no rows"),
        hint=both("请每行给出一个 JSON 对象", "give one JSON object a line"),
        kind=ProblemKind.INCOMPLETE,
    )


def _line(identity: str | int | None, report: Report, outcome: Outcome, options: Options) -> None:
    outcome.add(report)
    write_line(identity, report, sys.stdout, options)
    sys.stdout.flush()


def _lines(path: str, outcome: Outcome, options: Options) -> Iterator[tuple[int, bytes]]:
    try:
        stream: BinaryIO = sys.stdin.buffer if path == "-" else Path(path).open("rb")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        problem = Problem(
            code="missing-file",
            message=both(
                f"无法读取 {path}：{error.strerror or error}", f"cannot read {path}: {error.strerror or error}"
            ),
            path=path,
            kind=ProblemKind.INCOMPLETE,
        )
        _line(None, Report(problems=(problem,)), outcome, options)
        return
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def check_row(linter: Linter, line: bytes, number: int, path: str) -> tuple[str | int | None, Report]:
    """The id and the report of one line."""
    place = "<stdin>" if path == "-" else path
    try:
        row = msgspec.json.decode(line, type=Row)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _identity(line), _bad_row(place, number, _fault(str(error)))
    if row.format not in HEADINGS:
        words = both(
            f"没有 {row.format} 这种格式，可以是 {'、'.join(HEADINGS)}",
            f"unknown format {row.format!r}: one of {', '.join(HEADINGS)}",
        )
        return row.id, _bad_row(place, number, words)
    name = str(row.id) if row.id is not None else f"{place}:{number}"
    return row.id, linter.check_text(_text(row), format=row.format, path=name, meta=row.meta)


def _fault(error: str) -> Words:
    """What is wrong with a row, with the key that a mistyped one stands for."""
    from difflib import get_close_matches

    _, unknown, rest = error.partition("unknown field `")
    near = get_close_matches(rest.partition("`")[0], Row.__struct_fields__, 1) if unknown else []
    words = misfit(error)
    if not near:
        return words
    return both(f"{words.zh}；是否想写 {near[0]}？", f"{words}; did you mean {near[0]!r}?")


def _text(row: Row) -> str:
    """Title and body as one document; the places of findings count from the title's line."""
    if not row.title:
        return row.body
    import html

    title = html.escape(row.title) if row.format == "html" else " ".join(row.title.split())
    return HEADINGS[row.format].format(title) + row.body


def _identity(line: bytes) -> str | int | None:
    """The id of a row that is otherwise wrong, so that its sender can find it."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    identity = value.get("id") if isinstance(value, dict) else None
    return identity if isinstance(identity, str | int) else None


def _bad_row(place: str, number: int, words: Words) -> Report:
    problem = Problem(
        code="bad-row",
        message=both(f"第 {number} 行：{words.zh}", f"line {number}: {words}"),
        path=place,
        line=number,
        hint=both(
            '一行是 {"id", "format", "title", "body", "meta"}', 'a line is {"id", "format", "title", "body", "meta"}'
        ),
        kind=ProblemKind.INCOMPLETE,
    )
    return Report(problems=(problem,))
