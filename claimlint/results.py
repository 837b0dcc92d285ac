"""Reports of documents that have not changed, kept between runs as linters of code do.

See docs/adr/0005-results-kept.md for what a document's key is made of, and why.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

import claimlint
from claimlint import cachefolder
from claimlint.digest import sha256
from claimlint.model.report import ProblemKind, Report
from claimlint.stamp import Stamp, stamp

MOST = 1000  # reports that are kept, of all documents together
LONGEST = 2_000_000  # bytes; a longer document is checked each time
FORMAT = "1"  # of what is kept


class Results:
    """The reports of one way to check: ``said`` is all that was asked for, ``folders`` hold what else decides.

    ``said`` must encode as MessagePack; ``folders`` pairs each folder with the suffix of the files in it that count.
    """

    def __init__(self, said: object, folders: Iterable[tuple[str | os.PathLike[str], str | tuple[str, ...]]]) -> None:
        self._said = said
        self._folders = tuple(folders)

    @cached_property
    def _run(self) -> str | None:
        """The name of this way to check; None where a folder is missing or has only just been written."""
        try:
            stamps = [*(stamp((folder,), suffix) for folder, suffix in self._folders), _parts()]
        except OSError:
            return None
        if not all(one.settled for one in stamps):
            return None
        told = (claimlint.__version__, FORMAT, sys.version, self._said, [one.digest for one in stamps])
        return sha256(msgspec.msgpack.encode(told, enc_hook=str)).hexdigest()

    @cached_property
    def sound(self) -> bool:
        """Whether an earlier run like this one found nothing wrong with itself: rules, configuration, sources."""
        return self._run is not None and cachefolder.get(self._name_of_run) is not None

    def note_sound(self) -> None:
        """Keep that nothing is wrong with a run like this one."""
        if self._run is not None and not self.sound:
            cachefolder.put(self._name_of_run, b"", most=64)
            self.sound = True

    @property
    def _name_of_run(self) -> str:
        return f"sound-{(self._run or '')[:32]}.msgpack"

    def key(self, data: bytes, *about: object) -> str | None:
        """What the report of a document is kept under: its bytes, and what else is ``about`` it alone.

        None where none is to be kept.
        """
        if self._run is None or len(data) > LONGEST:
            return None
        digest = sha256(msgspec.msgpack.encode((self._run, about), enc_hook=str))
        digest.update(data)
        return f"result-{digest.hexdigest()[:32]}.msgpack"

    def get(self, key: str) -> Report | None:
        """The report; None when there is none, or it is damaged."""
        data = cachefolder.get(key)
        if data is None:
            return None
        try:
            return msgspec.msgpack.decode(zlib.decompress(data), type=Report)
        except (zlib.error, ValueError):  # msgspec's errors are ValueErrors
            return None

    def put(self, key: str, report: Report) -> None:
        """Keep a report that is complete, and that reads back as it is."""
        incomplete = any(one.kind is not ProblemKind.NOTE for one in report.problems)
        if report.document is None or incomplete:
            return
        portable = report.portable
        try:
            data = msgspec.msgpack.encode(portable)
            same = msgspec.msgpack.decode(data, type=Report) == portable
        except (TypeError, ValueError):  # front matter may hold what only Python knows
            return
        if same:
            cachefolder.put(key, zlib.compress(data, 1), most=None)


def forget_old() -> None:
    """Let the oldest reports go where there are many."""
    cachefolder.forget("result", MOST)


def holds(key: str) -> bool:
    """Whether a report is kept under ``key``."""
    return os.path.exists(os.path.join(cachefolder.folder(), key))


def _parts() -> Stamp:
    """What claimlint itself is made of: its modules, and the folder that others are installed into."""
    own = stamp((Path(__file__).parent,), ".py")
    about = os.stat(Path(msgspec.__file__).parent.parent)
    return Stamp(f"{own.digest} {about.st_mtime_ns}", own.newest)
