"""Which documents the named paths, folders and globs mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimlint.config import Settings, matches
from claimlint.inputs import display_path, unreadable
from claimlint.model.report import NO_READER, Problem, ProblemKind
from claimlint.model.words import Words, both

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NEVER_WALKED = frozenset({"node_modules", "__pycache__"})  # beside hidden folders

OFFICE = frozenset(
    f".{name}"
    for name in [
        "doc",
        "docx",
        "docm",
        "odt",
        "rtf",
        "wps",
        "pages",
        "pdf",
        "epub",
        "ppt",
        "pptx",
        "odp",
        "xls",
        "xlsx",
        "ods",
    ]
)  # documents of formats that no reader knows; images, code and the like are none

SettingsFor = Callable[[str], Settings]


class Targets(NamedTuple):
    """The files to check, in order and without repeats, and what was wrong with the names."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def expand(paths: tuple[str, ...], settings_for: SettingsFor) -> Targets:
    """Files as named, folders walked, globs filled in."""
    files: dict[str, str] = {}  # where a file lies -> as it was named first
    problems: list[Problem] = []
    for path in paths:
        if not path:
            problems.append(_no_name())
            continue
        found = _folder(path, settings_for, problems) if os.path.isdir(path) else _one(path, settings_for)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            problems += [_as_text(path)] if found == [path] and _is_odd(path) else []
            for name in found:
                files.setdefault(os.path.abspath(name), name)
    return Targets(tuple(files.values()), tuple(problems))


def _folder(path: str, settings_for: SettingsFor, notes: list[Problem]) -> list[str] | Problem:
    """The documents of a folder; what nothing reads in it becomes a note, a folder that cannot be read a problem."""
    unread: list[str] = []
    closed: list[Problem] = []
    found = list(walk(path, settings_for, unread, closed))
    notes += closed
    if unread:
        notes.append(_no_reader(path, unread))
    if found or closed:
        return found
    return _incomplete(
        "nothing-to-check",
        path,
        both("里没有 claimlint 能读取的文件", "holds no document that claimlint reads"),
        both("请写明文件，或设置 `include`", "name files, or set `include`"),
    )


def _no_name() -> Problem:
    return Problem(
        code="missing-file",
        message=both("有一个路径是空的", "one of the paths is empty"),
        hint=both("是否有没有赋值的变量？", "is a variable of the shell unset?"),
        kind=ProblemKind.INCOMPLETE,
    )


def _no_reader(folder: str, unread: list[str]) -> Problem:
    shown, kinds = display_path(folder), sorted({Path(name).suffix.lower() for name in unread})
    files = "1 file was" if len(unread) == 1 else f"{len(unread)} files were"
    return Problem(
        code=NO_READER,
        message=both(
            f"{shown} 里有 {len(unread)} 个文件没有读取：本版不读 {'、'.join(kinds)}",
            f"{files} not read in {shown}: this version does not read {', '.join(kinds)}",
        ),
        path=shown,
        hint=both("请另存为文本、Markdown 或 HTML", "save as text, Markdown or HTML"),
        kind=ProblemKind.NOTE,
    )


def _one(path: str, settings_for: SettingsFor) -> list[str] | Problem:
    if not os.path.exists(path) and any(sign in path for sign in "*?["):
        return _filled(path, settings_for)
    if _excluded(path, settings_for(path)):
        return Problem(
            code="excluded",
            message=both(
                f"{display_path(path)} 被配置排除在外", f"{display_path(path)} is excluded by the configuration"
            ),
            path=display_path(path),
            kind=ProblemKind.NOTE,
        )
    return [path]


def _is_odd(path: str) -> bool:
    """Whether a file that was named has an ending that no reader knows."""
    suffix = Path(path).suffix.lower()
    return os.path.isfile(path) and bool(suffix) and suffix not in suffixes() and suffix not in OFFICE


def _as_text(path: str) -> Problem:
    """A note that a file is read as prose because of its name."""
    shown, suffix = display_path(path), Path(path).suffix
    hint = both("文本、Markdown 和 HTML 以外的内容可能读得不对", "what is no text, Markdown or HTML may be misread")
    if suffix.lower() in (".jsonl", ".ndjson"):
        hint = both("每行一篇的 JSON Lines 请加 --jsonl", "for JSON Lines with a text a line add --jsonl")
    return Problem(
        code="read-as-text",
        message=both(
            f"{shown} 按纯文本读取：不认识扩展名 {suffix}", f"{shown} is read as plain text: unknown suffix {suffix}"
        ),
        path=shown,
        hint=hint,
        kind=ProblemKind.NOTE,
    )


def _filled(pattern: str, settings_for: SettingsFor) -> list[str] | Problem:
    import glob

    found = [name for name in sorted(glob.glob(pattern, recursive=True)) if os.path.isfile(name)]
    if not found:
        return _incomplete(
            "missing-file",
            pattern,
            both("没有符合的文件", "matches no file"),
            both("请检查通配符是否写对", "check the spelling of the pattern"),
        )
    start = _fixed(pattern)
    ignored = GitIgnored(start)
    kept = [name for name in found if not ignored.below(start, name)]
    if not kept:
        return _incomplete(
            "missing-file",
            pattern,
            both("只符合 .gitignore 列出的文件", "matches only files that .gitignore names"),
            both("请逐个写明文件", "name them one by one"),
        )
    return [name for name in kept if not _excluded(name, settings_for(name))]


def _fixed(pattern: str) -> str:
    """The folder that a pattern starts from: the working directory, where it stays below that."""
    if not os.path.isabs(pattern) and ".." not in Path(pattern).parts:
        return "."
    return os.path.dirname(pattern[: min(pattern.index(sign) for sign in "*?[" if sign in pattern)]) or "."


def _incomplete(code: str, path: str, words: Words, hint: Words) -> Problem:
    shown = display_path(path)
    message = both(f"{shown} {words.zh}", f"{shown} {words}")
    return Problem(code=code, message=message, path=shown, hint=hint, kind=ProblemKind.INCOMPLETE)


def _excluded(path: str, settings: Settings) -> bool:
    return bool(settings.exclude) and matches(path, settings.exclude, settings.root)


def walk(folder: str, settings_for: SettingsFor, unread: list[str], closed: list[Problem]) -> Iterator[str]:
    """The documents under a folder, sorted; hidden folders and what .gitignore names are left out.

    ``unread`` takes the files that may be drafts as well, but are in a format that no reader knows; ``closed`` the
    folders that cannot be read.
    """

    def shut(error: OSError) -> None:
        settings, inside = settings_for(error.filename), os.path.join(error.filename, "_")  # of dir/** too
        if not (_excluded(inside, settings) or _is_source(inside, settings)):
            closed.append(unreadable(error.filename, error))

    ignored = GitIgnored(folder)
    for place, folders, names in os.walk(folder, onerror=shut):
        ignored.enter(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in NEVER_WALKED and not ignored(os.path.join(place, name) + "/")
        )
        for name in sorted(names):
            path = os.path.join(place, name)
            if ignored(path):
                continue
            if _wanted(path, settings_for(path), suffixes()):
                yield path
            elif not name.startswith("~$") and _wanted(path, settings_for(path), OFFICE):  # ~$: Word's own locks
                unread.append(path)


def _wanted(path: str, settings: Settings, endings: frozenset[str]) -> bool:
    if _excluded(path, settings) or _is_source(path, settings):
        return False
    if settings.include:
        return matches(path, settings.include, settings.root)
    return not os.path.basename(path).startswith(".") and Path(path).suffix.lower() in endings


def _is_source(path: str, settings: Settings) -> bool:
    """What the cited works say is no draft."""
    if settings.sources is None:
        return False
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(settings.resolve(settings.sources)))


@lru_cache(maxsize=1)
def suffixes() -> frozenset[str]:
    """Endings of the files that claimlint reads when it walks a folder."""
    from claimlint.read import READERS

    return frozenset(suffix for reader in READERS.values() for suffix in reader.suffixes)


class GitIgnored:
    """What the .gitignore files of a repository, from its root down to where the walk is, leave out."""

    def __init__(self, folder: str) -> None:
        self._specs: dict[str, GitIgnoreSpec] = {}
        here = Path(folder).absolute()
        above = []
        for place in (here, *here.parents):
            above.append(place)
            if os.path.exists(place / ".git"):
                for one in above:
                    self.enter(str(one))
                break

    def enter(self, folder: str) -> None:
        """Read the .gitignore of a folder before its names are asked for."""
        place = os.path.join(os.path.abspath(folder), ".gitignore")
        if os.path.isfile(place) and os.access(place, os.R_OK):
            from pathspec import GitIgnoreSpec

            with open(place, encoding="utf-8", errors="replace") as stream:
                self._specs[os.path.dirname(place)] = GitIgnoreSpec.from_lines(stream)

    def below(self, start: str, path: str) -> bool:
        """Whether a walk from ``start`` would not come to a file: because of its folders, or by its own name."""
        root = os.path.abspath(start)
        above = [str(one) for one in reversed(Path(path).parents) if os.path.abspath(one).startswith(root)]
        for folder in above:
            self.enter(folder)
        return not NEVER_WALKED.isdisjoint(Path(path).parts) or any(map(self, (*(one + "/" for one in above), path)))

    def __call__(self, path: str) -> bool:
        """The deepest .gitignore that speaks of the path decides."""
        if not self._specs:
            return False
        full = os.path.abspath(path) + ("/" if path.endswith("/") else "")
        for root in sorted(self._specs, key=len, reverse=True):
            if full.startswith(root + os.sep):
                verdict = self._specs[root].check_file(os.path.relpath(full, root) + full[len(full.rstrip("/")) :])
                if verdict.include is not None:
                    return verdict.include
        return False
