"""Report -> text: the table of formats, each a module with one function ``write``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimlint.model.report import Report
    from claimlint.report.options import Options

    Writer = Callable[[Iterable[Report], TextIO, Options], None]


class Reporter(NamedTuple):
    """A format: the module that is imported when it is asked for, and what it writes."""

    module: str
    writes: str


REPORTERS: dict[str, Reporter] = {
    "text": Reporter("text", "for the terminal: the line, the words underlined, law and suggestion"),
    "concise": Reporter("concise", "one line a finding: path:line:column: severity rule message"),
    "json": Reporter("json_v1", "everything, as claimlint/v1 (docs/json.md)"),
    "jsonl": Reporter("jsonl", "one claimlint/v1 result a line, a line a document"),
    "sarif": Reporter("sarif", "SARIF 2.1.0, for code scanning and editors"),
    "github": Reporter("github", "annotations for GitHub Actions"),
    "html": Reporter("html_page", "one self-contained page: the article with notes in its margin"),
    "substantiation": Reporter("substantiation", "a Markdown table: stated figure, source, quote, verdict"),
    "substantiation-csv": Reporter("substantiation_csv", "the same table as CSV"),
}


def load(name: str) -> Writer:
    """The ``write`` function of a format of ``REPORTERS``."""
    from importlib import import_module

    writer: Writer = import_module(f"claimlint.report.{REPORTERS[name].module}").write
    return writer
