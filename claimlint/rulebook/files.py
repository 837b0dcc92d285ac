"""The files of rules folders, with the fingerprint of what they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import claimlint
from claimlint import cachefolder
from claimlint.digest import sha256
from claimlint.stamp import stamp

SUFFIXES = (".yaml", ".yml")
FORMAT = "10"  # of what compiling gives; a change makes every cache foreign


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
        for path in rule_paths(root):
            name = path.relative_to(root).as_posix()
            data = path.read_bytes()
            files.append(RuleFile(root, name, data))
            digest.update(f"\0{root.name}/{name}\0{len(data)}\0".encode())
            digest.update(data)
    return files, digest.hexdigest()[:16]


def rule_paths(root: Path) -> list[Path]:
    """The YAML files below a root, by either ending, in a fixed order."""
    return sorted(path for suffix in SUFFIXES for path in root.rglob(f"*{suffix}"))


class Known:
    """The fingerprint that the files below the roots had when they were last read."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._stamp = stamp(roots, SUFFIXES, f"{claimlint.__version__} {FORMAT}")
        self._name = f"stamp-{self._stamp.digest}.msgpack"

    def fingerprint(self) -> str | None:
        """None when the files were not read, or changed since."""
        data = cachefolder.get(self._name)
        return data.decode("ascii", "replace") if data is not None and len(data) == 16 else None

    def note(self, fingerprint: str) -> None:
        """Keep the fingerprint, unless a file is so new that it may still change unseen."""
        if self._stamp.settled:
            cachefolder.put(self._name, fingerprint.encode())
