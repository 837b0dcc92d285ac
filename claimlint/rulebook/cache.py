"""The compiled rulebook on disk, keyed by the content of its files; anything wrong with it is ignored."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

import msgspec

from claimlint.model.rulebook import Rulebook

_CHECKSUM = 32  # bytes before the data of a shelf


def folder() -> Path:
    """Where compiled rulebooks are kept: CLAIMLINT_CACHE_DIR, else the user's cache folder."""
    named = os.environ.get("CLAIMLINT_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("claimlint"))


def read(fingerprint: str) -> Rulebook | None:
    """The cached rulebook; None when there is none, or it is damaged or foreign."""
    data = _get(f"rulebook-{fingerprint}.msgpack")
    try:
        rulebook = msgspec.msgpack.decode(data, type=Rulebook) if data is not None else None
    except ValueError:  # msgspec's errors are ValueErrors
        return None
    return rulebook if rulebook is not None and rulebook.fingerprint == fingerprint else None


def write(fingerprint: str, rulebook: Rulebook) -> None:
    """Put the rulebook into place; a cache that cannot be written is done without."""
    _put(f"rulebook-{fingerprint}.msgpack", msgspec.msgpack.encode(rulebook))


class Shelf:
    """A place beside the cached rulebook for what is worked out from the rules that were chosen of it.

    It holds bytes with a checksum: what was cut short or altered is not given back.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        chosen = "\n".join(rule.id for rule in rulebook.rules)
        digest = hashlib.sha256(f"{rulebook.fingerprint}\n{chosen}".encode()).hexdigest()[:16]
        self._name = f"matcher-{digest}.msgpack"

    def get(self) -> bytes | None:
        data = _get(self._name)
        if data is None or hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
            return None
        return data[_CHECKSUM:]

    def put(self, data: bytes) -> None:
        _put(self._name, hashlib.sha256(data).digest() + data)


def _get(name: str) -> bytes | None:
    try:
        return (folder() / name).read_bytes()
    except OSError:
        return None


def _put(name: str, data: bytes) -> None:
    """Write a file in one step, so that nobody reads half of it."""
    with contextlib.suppress(OSError):
        target = folder()
        target.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.replace(part, target / name)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(part)
        _forget_others(target, keep=name)


def _forget_others(target: Path, keep: str, most: int = 8) -> None:
    """Old files of the same kind go, oldest first, so that the folder stays small."""
    kind = keep.partition("-")[0]
    with contextlib.suppress(OSError):
        old = sorted(target.glob(f"{kind}-*.msgpack"), key=lambda path: path.stat().st_mtime)
        for path in old[:-most]:
            if path.name != keep:
                path.unlink()
