"""Where reports go: a format on stdout, more formats into files that appear whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from claimlint.cli.outcome import Exit, Outcome
from claimlint.cli.told import usage
from claimlint.model.report import Report
from claimlint.model.words import both, nearest, spoken
from claimlint.report import REPORTERS, load
from claimlint.report.options import Options

MACHINE_FORMATS = frozenset(REPORTERS) - {"text", "concise"}


def check_format(name: str) -> str:
    """The name of a reporter, or a usage error with the nearest one."""
    if name in REPORTERS:
        return name
    hint = nearest(name, REPORTERS)
    raise usage(f"没有 {name} 这种格式；{hint.zh}", f"no format {name!r}; {hint}")


def parse_outputs(values: Iterable[str]) -> list[tuple[str, Path]]:
    """``FORMAT=PATH`` pairs of --output."""
    pairs: list[tuple[str, Path]] = []
    for value in values:
        name, equals, path = value.partition("=")
        if not equals or not path:
            raise usage(
                f"--output {value}：请写成 FORMAT=PATH，例如 html=report.html",
                f"--output {value!r}: write it as FORMAT=PATH, e.g. html=report.html",
            )
        if path == "-":
            raise usage(
                f"--output {value}：标准输出请用 --format {name}", f"--output {value!r}: for stdout say --format {name}"
            )
        if os.path.realpath(path) in {os.path.realpath(other) for _, other in pairs}:
            raise usage(f"--output：两种格式都写到 {path}", f"--output: two formats to one file, {path}")
        pairs.append((check_format(name), Path(path)))
    return pairs


def spared(outputs: Iterable[tuple[str, Path]], files: tuple[str, ...]) -> tuple[str, ...]:
    """The files to check without reports of an earlier run; no other of them may be written over."""
    written = {os.path.realpath(path) for _, path in outputs}
    beside = tuple(name for name in files if not written or os.path.realpath(name) not in written)
    for name in files:
        if name not in beside and not (beside and _is_report(name)):
            raise usage(
                f"--output 会覆盖正在检查的 {name}；请写到别处，或用 exclude 排除它",
                f"--output would overwrite {name}, which is being checked; write elsewhere, or exclude it",
            )
    return beside


def emit(
    reports: Iterator[Report],
    outcome: Outcome,
    options: Options,
    stdout_format: str,
    outputs: list[tuple[str, Path]],
) -> None:
    """Write all formats; a reader that goes away stops the writing, not the checking."""
    if outputs:
        kept = list(reports)
        for name, path in outputs:
            _to_file(kept, name, path, options, outcome)
        reports = iter(kept)
    prepare_stdout(stdout_format)
    try:
        load(stdout_format)(reports, sys.stdout, options)
        sys.stdout.flush()
    except BrokenPipeError:
        from claimlint.cli import silence_stdout

        for _ in reports:
            pass
        silence_stdout()


def _to_file(reports: list[Report], name: str, path: Path, options: Options, outcome: Outcome) -> None:
    from msgspec.structs import replace

    try:
        with atomic(path) as stream:
            load(name)(reports, stream, replace(options, color=False))
    except OSError as error:
        why = error.strerror or str(error)
        words = both(f"无法写入 {path}：{why}", f"cannot write {path}: {why}")
        print(f"claimlint: {spoken(words, options.prefers == 'zh')}", file=sys.stderr)
        outcome.fail(Exit.ERROR)


def _is_report(path: str) -> bool:
    try:
        with open(path, "rb") as stream:
            return b'<meta name="generator" content="claimlint">' in stream.read(2000)
    except OSError:
        return False


@contextmanager
def atomic(path: Path) -> Iterator[TextIO]:
    """A file that is there whole when the block has ended, and untouched when it failed."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def prepare_stdout(name: str) -> None:
    """Machine formats are UTF-8 everywhere; a terminal that lacks a character shows its number."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if name in MACHINE_FORMATS:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
        else:
            sys.stdout.reconfigure(errors="backslashreplace")


def use_color(choice: str) -> bool:
    """``--color``, NO_COLOR and whether stdout is a terminal."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    if not sys.stdout.isatty():
        return 100
    import shutil

    return shutil.get_terminal_size().columns
