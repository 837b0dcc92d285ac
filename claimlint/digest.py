"""SHA-256 without the import of OpenSSL, which takes longer than all that is digested in one run."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol


class Digest(Protocol):
    """What ``hashlib.sha256`` gives."""

    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...

    def hexdigest(self) -> str: ...


class _Maker(Protocol):
    def __call__(self, data: bytes = b"", /) -> Digest: ...


def _maker() -> _Maker:
    for name in ("_sha256", "_sha2", "hashlib"):  # Python's own before 3.12, from 3.12 on, and what is public
        try:
            made: _Maker = import_module(name).sha256
        except (ImportError, AttributeError):
            continue
        return made
    raise ImportError("no SHA-256")


sha256 = _maker()
