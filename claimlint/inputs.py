"""Files that a user names: how reports show their paths, and their bytes within a limit."""

from __future__ import annotations

import os
from pathlib import Path

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import both


def display_path(path: str | os.PathLike[str]) -> str:
    """A path as reports show it: relative to the working directory, with forward slashes."""
    name = os.fspath(path)
    if os.path.isabs(name):
        try:
            name = os.path.relpath(name)
        except ValueError:  # another drive
            name = os.path.basename(name)
    return Path(name).as_posix()


def read_limited(path: str, limit: int) -> bytes | Problem:
    """The bytes of a file, or why they were not read; a huge file is refused before it is opened."""
    shown = display_path(path)

    def refused(code: str, message: str, hint: str) -> Problem:
        return Problem(code=code, message=message, path=shown, hint=hint, kind=ProblemKind.INCOMPLETE)

    try:
        size = os.stat(path).st_size
        if size > limit:
            return refused(
                "file-too-large",
                both(
                    f"{shown} 有 {size:,} 字节，超过上限 {limit:,}",
                    f"{shown} has {size:,} bytes, more than the limit of {limit:,}",
                ),
                both(
                    "请拆分文件，或在配置里调高 limits.max-bytes",
                    "split it, or raise limits.max-bytes in the configuration",
                ),
            )
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return refused(
            "missing-file",
            both(f"没有这个文件：{shown}", f"no such file: {shown}"),
            both("请检查路径是否写对", "check the spelling of the path"),
        )
    except IsADirectoryError:
        return refused(
            "unreadable-file",
            both(f"{shown} 是文件夹", f"{shown} is a folder"),
            both(
                "请写明文件，或用 `claimlint check` 检查整个文件夹",
                "name a file, or let `claimlint check` walk the folder",
            ),
        )
    except OSError as error:
        why = error.strerror or str(error)
        return refused(
            "unreadable-file",
            both(f"无法读取 {shown}：{why}", f"cannot read {shown}: {why}"),
            both("请检查文件权限", "check its permissions"),
        )
