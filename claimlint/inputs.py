"""Files that a user names: how reports show their paths, and their bytes within a limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import Words, both


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
    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            return _a_folder(shown)
        if not stat.S_ISREG(about.st_mode):  # to open a pipe is to wait for who writes into it
            return _no_file(shown)
        if about.st_size > limit:
            return _too_large(shown, about.st_size, limit)
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return _refused(
            "missing-file",
            shown,
            both(f"没有这个文件：{shown}", f"no such file: {shown}"),
            both("请检查路径是否写对", "check the spelling of the path"),
        )
    except OSError as error:
        return unreadable(path, error)


def unreadable(path: str, error: OSError) -> Problem:
    """That a file or folder is there and cannot be read."""
    shown, why = display_path(path), error.strerror or str(error)
    hints = {
        errno.EACCES: both("请检查访问权限", "check its permissions"),
        errno.EPERM: both("请检查访问权限", "check its permissions"),
        errno.ELOOP: both("符号链接绕成了圈：请写明文件本身", "its links lead in a circle: name the file itself"),
    }
    return _refused(
        "unreadable-file",
        shown,
        both(f"无法读取 {shown}：{why}", f"cannot read {shown}: {why}"),
        hints.get(error.errno or 0, both("请检查这个路径", "check the path")),
    )


def _refused(code: str, shown: str, message: Words, hint: Words) -> Problem:
    return Problem(code=code, message=message, path=shown, hint=hint, kind=ProblemKind.INCOMPLETE)


def _a_folder(shown: str) -> Problem:
    return _refused(
        "unreadable-file",
        shown,
        both(f"{shown} 是文件夹", f"{shown} is a folder"),
        both(
            "请写明文件，或用 `claimlint check` 检查整个文件夹", "name a file, or let `claimlint check` walk the folder"
        ),
    )


def _no_file(shown: str) -> Problem:
    return _refused(
        "unreadable-file",
        shown,
        both(f"{shown} 不是普通文件", f"{shown} is not a regular file"),
        both("管道里的文字请从标准输入给：`claimlint check -`", "give what a pipe holds on stdin: `claimlint check -`"),
    )


def _too_large(shown: str, size: int, limit: int) -> Problem:
    return _refused(
        "file-too-large",
        shown,
        both(
            f"{shown} 有 {size:,} 字节，超过上限 {limit:,}",
            f"{shown} has {size:,} bytes, more than the limit of {limit:,}",
        ),
        both("请拆分文件，或在配置里调高 limits.max-bytes", "split it, or raise limits.max-bytes in the configuration"),
    )
