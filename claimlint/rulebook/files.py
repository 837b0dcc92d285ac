"""The files of rules folders, with the fingerprint of what they say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import claimlint
from claimlint import cachefolder
from claimlint.digest import sha256

FORMAT = "8"  # of what compiling gives; a change makes every cache foreign
SETTLED = 2.0  # seconds; a file that was written later may change again without a new time


class RuleFile(NamedTuple):
    """One YAML file: its root, its path below the root with slashes, its bytes."""

    root: Path
    path: str
    data: bytes

    @property
    def shown(self) -> str:
        return f"{self.root.name}/{self.path}"


def collect(roots: Iterable[Path]) -> tuple[list[RuleFile], str]:
    """Every YAML file below the roots in a fixed order, and a hash of their names and bytes."""
    files: list[RuleFile] = []
    digest = sha256(f"{claimlint.__version__} {FORMAT}".encode())
    for root in roots:
        for path in sorted(root.rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            data = path.read_bytes()
            files.append(RuleFile(root, name, data))
            digest.update(f"\0{root.name}/{name}\0{len(data)}\0".encode())
            digest.update(data)
    return files, digest.hexdigest()[:16]


class Stamp:
    """Names, sizes and times of all files below the roots: while they are the same, so is the fingerprint."""

    def __init__(self, roots: Iterable[Path]) -> None:
        digest = sha256(f"{claimlint.__version__} {FORMAT}".encode())
        self._newest = 0
        for root in roots:
            for path, about in sorted(_walk(os.path.abspath(root))):
                digest.update(f"\0{path}\0{about}".encode(errors="surrogateescape"))
                self._newest = max(self._newest, *about[1:])
        self._name = f"stamp-{digest.hexdigest()[:16]}.msgpack"

    def fingerprint(self) -> str | None:
        """The fingerprint that the files had when they were last read; None when they were not, or changed."""
        data = cachefolder.get(self._name)
        return data.decode("ascii", "replace") if data is not None and len(data) == 16 else None

    def note(self, fingerprint: str) -> None:
        """Keep the fingerprint, unless a file is so new that it may still change unseen."""
        if time.time() - self._newest / 1e9 > SETTLED:
            cachefolder.put(self._name, fingerprint.encode())


def _walk(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Every YAML file below a folder with its size, the time of its last change and of its last move."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".yaml"):
                about = entry.stat()
                yield entry.path, (about.st_size, about.st_mtime_ns, about.st_ctime_ns)
            elif entry.is_dir():
                yield from _walk(entry.path)
