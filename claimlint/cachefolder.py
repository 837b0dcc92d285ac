"""Files that are kept between runs, in one folder of the user's; what cannot be kept is done without."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def folder() -> Path:
    """Where they are: CLAIMLINT_CACHE_DIR, else the user's cache folder."""
    named = os.environ.get("CLAIMLINT_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "linux":  # what platformdirs gives there, without its import
        return Path(os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")) / "claimlint"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("claimlint"))


def get(name: str) -> bytes | None:
    """The bytes of a file; None when it is not there."""
    try:
        with open(os.path.join(folder(), name), "rb") as stream:
            return stream.read()
    except OSError:
        return None


def put(name: str, data: bytes, most: int | None = 8) -> None:
    """Write a file in one step, so that nobody reads half of it, and only for its owner to read.

    Then ``forget`` all but ``most`` of its kind; None leaves them.
    """
    with contextlib.suppress(OSError):
        target = folder()
        target.mkdir(parents=True, exist_ok=True)
        part = target / f"{name}.{os.getpid()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                stream.write(data)
            os.replace(part, target / name)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(part)
        if most is not None:
            forget(name.partition("-")[0], most, keep=name)


def forget(kind: str, most: int, keep: str = "") -> None:
    """Old files of a kind (``kind-*``) go, oldest first, so that the folder stays small."""
    with contextlib.suppress(OSError):
        old = sorted(folder().glob(f"{kind}-*.msgpack"), key=lambda path: path.stat().st_mtime)
        for path in old[:-most]:
            if path.name != keep:
                path.unlink()
