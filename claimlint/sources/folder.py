"""What a user does with a sources folder: list it, add to it, verify its facts."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.source import Fact, Source
from claimlint.model.words import Words, both
from claimlint.sources import loaders
from claimlint.sources.store import SourceStore, load_store


class Verified(Struct, frozen=True):
    """One fact with whether its quote stands in the full text that is held."""

    source: str
    fact: Fact
    verdict: str  # verbatim, not-verbatim, no-full-text, no-quote


def list_sources(folder: Path) -> SourceStore:
    """Everything that the folder holds."""
    return load_store(folder)


def add(folder: Path, paths: list[Path]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Copy files into the folder that can be read as sources; nothing is overwritten."""
    added: list[str] = []
    problems: list[Problem] = []
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            why = error.strerror or str(error)
            problems.append(_refused(path, both(why, why), both("请检查路径", "check the path")))
            continue
        loaded = loaders.load(data, path.name)
        target = folder / path.name
        if loaded.problems or not (loaded.sources or loaded.products):
            nothing = both("里没有文献", "holds no source")
            hint = both("见 docs/sources.md", "see docs/sources.md")
            problems += loaded.problems or (_refused(path, nothing, hint),)
        elif target.exists() and target.read_bytes() != data:
            taken = both("文件夹里已有内容不同的同名文件", "a different file of that name is there already")
            problems.append(_refused(path, taken, both("请改名", "rename it")))
        else:
            target.write_bytes(data)
            added.append(path.name)
    return tuple(added), tuple(problems)


def _refused(path: Path, words: Words, hint: Words) -> Problem:
    message = both(f"{path.name}：{words.zh}", f"{path.name}: {words}")
    return Problem("source-not-added", message, path.name, hint=hint, kind=ProblemKind.USAGE)


def verify(store: SourceStore) -> tuple[Verified, ...]:
    """Are the quotes of the facts verbatim? Only the full text can say."""
    return tuple(Verified(source.id, fact, _verdict(source, fact)) for source in store.sources for fact in source.facts)


def _verdict(source: Source, fact: Fact) -> str:
    if not fact.quote:
        return "no-quote"
    full = [text.text for text in source.texts if text.level == "fulltext"]
    if not full:
        return "no-full-text"
    wanted = _plain(fact.quote)
    return "verbatim" if any(wanted in _plain(text) for text in full) else "not-verbatim"


def _plain(text: str) -> str:
    """Without blanks and typographic variants, which a PDF changes at will."""
    text = re.sub(r"[‐-―−]", "-", text).replace("’", "'").replace("·", ".")
    return re.sub(r"\s+", "", text).casefold()
