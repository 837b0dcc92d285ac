"""`claimlint figures`: which numbers of a document were read as what."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from claimlint.cli.outcome import Exit
from claimlint.cli.read import load_document
from claimlint.cli.told import speaks_chinese, tell
from claimlint.model.figure import Figure
from claimlint.model.text import Document
from claimlint.verify.figures.told import counted, told


@click.command("figures")
@click.argument("path", metavar="FILE")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="On stdout.")
def command(path: str, style: str) -> int:
    """Show every figure of a document: value, unit, comparator and role."""
    from claimlint.verify.run import verify

    document, problems = load_document(path)
    tell(problems, speaks_chinese(machine=style == "json"))
    if document is None:
        return Exit.INCOMPLETE
    figures = verify(document, None, {}).figures
    if style == "json":
        data = msgspec.json.encode([as_data(document, one) for one in figures])
        sys.stdout.write(msgspec.json.format(data, indent=2).decode() + "\n")
    else:
        for one in figures:
            click.echo(as_text(document, one))
        click.echo(f"{len(figures)} figures")
    return Exit.INCOMPLETE if problems else Exit.CLEAN


def _start(document: Document, figure: Figure) -> tuple[int, int]:
    return document.line_column(document.locate(figure.span)[0].start)


def as_text(document: Document, figure: Figure) -> str:
    line, column = _start(document, figure)
    shown = told(figure)
    value = f"{shown.low:f}" if figure.value is not None else f"{shown.low:f} to {shown.high:f}"
    comparator = "" if figure.comparator == "=" else f"{figure.comparator} "
    unit = "" if figure.unit == "none" else f" {shown.unit}"
    roles = ", ".join(figure.roles) or "-"
    return f"{line:>5}:{column:<4} {figure.raw:<16} {comparator}{value}{unit}  [{roles}]"


def as_data(document: Document, figure: Figure) -> dict[str, Any]:
    line, column = _start(document, figure)
    shown = told(figure)
    return {
        "text": figure.raw,
        "line": line,
        "column": column,
        "start": figure.span.start,
        "end": figure.span.end,
        "value": None if figure.value is None else shown.low,
        "low": shown.low,
        "high": shown.high,
        "unit": shown.unit,
        "counted": counted(figure),
        "denominator": figure.denominator,
        "sd": figure.sd,
        "comparator": figure.comparator,
        "roles": figure.roles,
        "endpoint": sorted(figure.endpoint),
        "arm": figure.arm,
        "affirmed": figure.affirmed,
    }
