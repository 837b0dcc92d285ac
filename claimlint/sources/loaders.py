"""Which loader reads which file of a sources folder."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from msgspec import Struct

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.source import Product, Source
from claimlint.model.words import Words, both


class Loaded(Struct, frozen=True):
    """What one file gave."""

    sources: tuple[Source, ...] = ()
    products: tuple[Product, ...] = ()
    problems: tuple[Problem, ...] = ()


Loader = Callable[[bytes, str], Loaded]

LOADERS = {
    ".json": ("records", "load_json"),
    ".jsonl": ("records", "load_json"),
    ".bib": ("bibliography", "load_bibtex"),
    ".ris": ("bibliography", "load_ris"),
    ".enw": ("exports", "load_endnote"),
    ".nbib": ("exports", "load_medline"),
    ".xml": ("articles", "load_xml"),
    ".nxml": ("articles", "load_xml"),
    ".txt": ("exports", "load_text"),
    ".md": ("exports", "load_text"),
    ".yaml": ("facts", "load_yaml"),
    ".yml": ("facts", "load_yaml"),
    ".pdf": ("papers", "load_pdf"),
}


def load(data: bytes, name: str) -> Loaded:
    """The works that one file holds; an unknown kind of file is a note, not a failure."""
    path = PurePosixPath(name)
    if path.name.lower() in {"readme.md", "readme.txt", "license", "license.txt"}:
        return Loaded()
    entry = LOADERS.get(path.suffix.lower())
    if entry is None:
        hint = both(f"能读取的类型：{'、'.join(LOADERS)}", f"kinds that are read: {', '.join(LOADERS)}")
        return Loaded(
            problems=(
                Problem(
                    "unknown-source-format",
                    both(
                        f"{name}：不是来源文件夹能读取的文件类型",
                        f"{name}: not a kind of file that sources are read from",
                    ),
                    name,
                    hint=hint,
                    kind=ProblemKind.NOTE,
                ),
            )
        )
    loader: Loader = getattr(import_module(f"claimlint.sources.{entry[0]}"), entry[1])
    return loader(data, name)


def decode(data: bytes) -> str:
    """UTF-8, else GB 18030 (what Chinese databases export), else UTF-16 by its mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def fault(name: str, message: Words, hint: Words, line: int | None = None) -> Loaded:
    """A file that could not be read."""
    from claimlint.sources.store import problem

    return Loaded(problems=(problem(name, message, hint, line),))
