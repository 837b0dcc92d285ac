"""Names, sizes and times of the files below folders: while they are the same, so is what the files say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimlint.digest import sha256

SETTLED = 2.0  # seconds; a file that was written later may change again without a new time


class Stamp(NamedTuple):
    """A hash of what the files are called, how large they are and when they changed; when the newest one did."""

    digest: str
    newest: int  # nanoseconds since the epoch

    @property
    def settled(self) -> bool:
        """False while a file is so new that it may still change unseen."""
        return time.time() - self.newest / 1e9 > SETTLED


def stamp(folders: Iterable[str | os.PathLike[str]], suffix: str | tuple[str, ...] = "", salt: str = "") -> Stamp:
    """The stamp of all files below ``folders`` with an ending of ``suffix``; OSError where a folder is missing."""
    digest, newest = sha256(salt.encode()), 0
    for folder in folders:
        for path, about in sorted(_walk(os.path.abspath(folder), suffix, set())):
            digest.update(f"\0{path}\0{about}".encode(errors="surrogateescape"))
            newest = max(newest, *about[1:])
    return Stamp(digest.hexdigest()[:16], newest)


def _walk(folder: str, suffix: str | tuple[str, ...], linked: set[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Every file below a folder with its size, the time of its last change and of its last move.

    A folder that is linked is walked once, so that links in a circle end.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                real = os.path.realpath(entry.path) if entry.is_symlink() else ""
                if entry.name != "__pycache__" and real not in linked:
                    linked.update({real} - {""})
                    yield from _walk(entry.path, suffix, linked)
            elif entry.name.endswith(suffix):
                about = entry.stat()
                yield entry.path, (about.st_size, about.st_mtime_ns, about.st_ctime_ns)
