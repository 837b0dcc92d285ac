"""The files of rules folders, with the fingerprint of what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import claimlint

FORMAT = "5"  # of what compiling gives; a change makes every cache foreign


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
    digest = hashlib.sha256(f"{claimlint.__version__} {FORMAT}".encode())
    for root in roots:
        for path in sorted(root.rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            data = path.read_bytes()
            files.append(RuleFile(root, name, data))
            digest.update(f"\0{root.name}/{name}\0{len(data)}\0".encode())
            digest.update(data)
    return files, digest.hexdigest()[:16]
