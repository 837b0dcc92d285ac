"""Bytes become a Document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from claimlint.digest import sha256
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.text import Document
from claimlint.model.words import both

if TYPE_CHECKING:
    from claimlint.read.builder import Origin

Outcome = tuple[Document | None, tuple[Problem, ...]]


class Reader(NamedTuple):
    """Where a format's ``read`` stands and which file names are its own."""

    module: str
    suffixes: tuple[str, ...]
    binary: bool = False  # ``read`` takes bytes


READERS: dict[str, Reader] = {
    "text": Reader("claimlint.read.plain", (".txt", ".text")),
    "markdown": Reader("claimlint.read.markdown", (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".mdx")),
    "html": Reader("claimlint.read.html", (".html", ".htm", ".xhtml")),
}


class TextReader(Protocol):
    """What a text format's module offers as ``read``."""

    def __call__(self, raw: str, origin: Origin) -> tuple[Document, tuple[Problem, ...]]: ...


class BytesReader(Protocol):
    """What a binary format's module offers as ``read``."""

    def __call__(self, data: bytes, origin: Origin) -> Outcome: ...


def format_of(path: str) -> str | None:
    """The format that a file's name promises, or None."""
    suffix = splitext(path)[1].lower()
    return next((name for name, reader in READERS.items() if suffix in reader.suffixes), None)


def read_bytes(data: bytes, *, path: str, format: str | None = None) -> Outcome:  # noqa: A002 (public name)
    """Read a file's bytes; without ``format`` its name decides, and an unknown name is read as plain text."""
    name = format or format_of(path) or "text"
    if name not in READERS:
        return None, (_unknown_format(name, path),)
    digest = sha256(data).hexdigest()
    reader = READERS[name]
    if reader.binary:
        return cast(BytesReader, _load(reader))(data, _origin(path, name, digest))
    from claimlint.read.decoding import decode

    raw, problem = decode(data, path)
    if raw is None or problem is not None:
        return None, (problem,) if problem else ()
    with _uncollected():
        return cast(TextReader, _load(reader))(raw, _origin(path, name, digest))


def read_text(text: str, *, path: str = "<text>", format: str = "text") -> Outcome:  # noqa: A002
    """Read a string; ``format`` is one of the text formats."""
    if format not in READERS or READERS[format].binary:
        return None, (_unknown_format(format, path),)
    from claimlint.read.decoding import without_surrogates

    raw, problems = without_surrogates(text.removeprefix("\ufeff"), path)
    digest = sha256(raw.encode()).hexdigest()
    with _uncollected():
        document, found = cast(TextReader, _load(READERS[format]))(raw, _origin(path, format, digest))
    return document, problems + found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: a reader makes many small values and no cycles.

    Otherwise half of the time of reading a long text goes into looking through them.
    """
    import gc

    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _origin(path: str, name: str, digest: str) -> Origin:
    from claimlint.read.builder import Origin

    return Origin(path, name, digest)


def _load(reader: Reader) -> object:
    return import_module(reader.module).read


def _unknown_format(name: str, path: str) -> Problem:
    return Problem(
        code="unknown-format",
        message=both(f"不能读取 {name} 格式", f"no reader for the format {name!r}"),
        path=path,
        hint=both("可用的格式：" + "、".join(READERS), "use one of " + ", ".join(READERS)),
        kind=ProblemKind.USAGE,
    )
