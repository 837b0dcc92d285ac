"""`claimlint read`: how a document was read, block by block."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import msgspec

from claimlint.cli.linters import LinterOptions, Linters
from claimlint.cli.outcome import Exit
from claimlint.cli.told import speaks_chinese, tell
from claimlint.inputs import display_path, read_limited
from claimlint.model.report import Problem
from claimlint.model.text import Document


@click.command("read")
@click.argument("path", metavar="FILE")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="On stdout.")
@click.option("--sentences", is_flag=True, help="Cut blocks into sentences and clauses.")
@click.option("--readings", is_flag=True, help="Also the texts pieced together from several places.")
def command(path: str, style: str, sentences: bool, readings: bool) -> int:
    """Show what claimlint reads in a document: kind and role of each block, line by line."""
    document, problems = load_document(path)
    tell(problems, speaks_chinese(machine=style == "json"))
    if document is None:
        return Exit.INCOMPLETE
    if style == "json":
        data = msgspec.json.format(msgspec.json.encode(as_data(document)), indent=2)
        sys.stdout.write(data.decode() + "\n")
    else:
        for words in as_text(document, sentences=sentences, readings=readings):
            click.echo(words)
    return Exit.INCOMPLETE if problems else Exit.CLEAN


def load_document(path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """One document as its reader gives it; ``-`` is stdin."""
    from claimlint import read

    if path == "-":
        return read.read_bytes(sys.stdin.buffer.read(), path="<stdin>", format="text")
    settings = Linters(LinterOptions()).settings_for(path)
    data = read_limited(path, settings.limits.max_bytes)
    if isinstance(data, Problem):
        return None, (data,)
    return read.read_bytes(data, path=display_path(path))


def as_text(document: Document, *, sentences: bool, readings: bool) -> Iterator[str]:
    yield f"{document.path}: {document.format}, {document.language}, {len(document.text)} characters"
    for number, block in enumerate(document.blocks):
        line, _ = document.line_column(document.locate(block.span)[0].start)
        role = "" if block.role == "body" else f" ({block.role})"
        level = f" {block.level}" if block.level else ""
        yield f"{line:>5}  {block.kind}{level}{role}: {one_line(document.slice(block.span))}"
        if sentences:
            for one in document.sentences:
                if one.block == number:
                    yield "         | " + " / ".join(one_line(document.slice(part)) for part in one.clauses)
    if readings:
        yield "\nreadings"
        for reading in document.readings:
            yield f"       {reading.kind}: {one_line(reading.text)}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def as_data(document: Document) -> dict[str, Any]:
    return {
        "path": document.path,
        "format": document.format,
        "language": document.language,
        "sha256": document.sha256,
        "meta": {key: str(value) for key, value in document.meta.items()},
        "blocks": [
            {
                "kind": block.kind,
                "role": block.role,
                "level": block.level,
                "section": block.section,
                "line": document.line_column(document.locate(block.span)[0].start)[0],
                "start": block.span.start,
                "end": block.span.end,
                "text": document.slice(block.span),
                "sentences": [document.slice(one.span) for one in document.sentences if one.block == number],
            }
            for number, block in enumerate(document.blocks)
        ],
        "readings": [{"kind": one.kind, "text": one.text} for one in document.readings],
    }
