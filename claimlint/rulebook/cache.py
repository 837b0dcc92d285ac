"""The compiled rulebook on disk, keyed by the content of its files; anything wrong with it is ignored."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec

from claimlint.model.rulebook import Rulebook


def folder() -> Path:
    """Where compiled rulebooks are kept: CLAIMLINT_CACHE_DIR, else the user's cache folder."""
    named = os.environ.get("CLAIMLINT_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("claimlint"))


def read(fingerprint: str) -> Rulebook | None:
    """The cached rulebook; None when there is none, or it is damaged or foreign."""
    try:
        rulebook = msgspec.msgpack.decode(
            (folder() / f"rulebook-{fingerprint}.msgpack").read_bytes(), type=Rulebook
        )
    except (OSError, ValueError):  # msgspec's errors are ValueErrors
        return None
    return rulebook if rulebook.fingerprint == fingerprint else None


def write(fingerprint: str, rulebook: Rulebook) -> None:
    """Put the rulebook into place in one step; a cache that cannot be written is done without."""
    with contextlib.suppress(OSError):
        target = folder()
        target.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.msgpack.encode(rulebook))
            os.replace(name, target / f"rulebook-{fingerprint}.msgpack")
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
        _forget_others(target, keep=f"rulebook-{fingerprint}.msgpack")


def _forget_others(target: Path, keep: str, most: int = 8) -> None:
    """Old rulebooks go, oldest first, so that the folder stays small."""
    with contextlib.suppress(OSError):
        old = sorted(target.glob("rulebook-*.msgpack"), key=lambda path: path.stat().st_mtime)
        for path in old[:-most]:
            if path.name != keep:
                path.unlink()
