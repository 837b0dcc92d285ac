"""Compiled regular expressions kept between runs, as Python keeps the bytecode of modules.

Compiling the hundreds of expressions that one page asks for takes longer than everything else together.
What ``re`` gives its engine is a list of numbers and the names of groups; with them it needs not parse again.
These are private parts of ``re``: the file says for which interpreter it was written, the engine checks every
program before it runs it, and whatever does not fit is compiled by ``re.compile`` as if there were no file.
What else is worked out of an expression's source can be noted beside it.
See docs/adr/0003-compiled-expressions.md.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable
from typing import TypeVar, cast

import msgspec

import claimlint
from claimlint import cachefolder

MOST = 4000  # expressions, and as many notes; there are about two thousand

T = TypeVar("T")


class Program(msgspec.Struct, frozen=True, array_like=True):
    """What the engine needs of one expression."""

    flags: int
    code: bytes
    groups: int
    group_index: dict[str, int]
    group_names: tuple[str | None, ...]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """The file: for which interpreter it was written, the programs by flags and source, and notes."""

    interpreter: str
    programs: dict[str, msgspec.Raw]
    notes: dict[str, msgspec.Raw]


_programs: dict[str, msgspec.Raw] = {}
_notes: dict[str, msgspec.Raw] = {}
_new: list[str] = []  # what was added to either
_keeping: list[str] = []  # the name of the interpreter, once somebody asked to keep


def recall() -> None:
    """Use the programs of the cache folder, and from now on note new ones."""
    if _keeping:
        return
    _keeping.append(_interpreter())
    data = cachefolder.get(_file())
    try:
        kept = msgspec.msgpack.decode(data, type=Kept) if data is not None else None
    except ValueError:  # msgspec's errors are ValueErrors
        return
    if kept is not None and kept.interpreter == _keeping[0]:
        _programs.update(kept.programs)
        _notes.update(kept.notes)


def remember() -> None:
    """Put what was compiled and noted since ``recall`` into the cache folder."""
    if not _new or max(len(_programs), len(_notes)) > MOST:
        return
    _new.clear()
    cachefolder.put(_file(), msgspec.msgpack.encode(Kept(_keeping[0], _programs, _notes)))


def _file() -> str:
    return f"expressions-{claimlint.__version__}-{sys.implementation.cache_tag}.msgpack"


def _interpreter() -> str:
    """Whatever must be the same for a program to be the same."""
    import _sre  # type: ignore[import-not-found]

    return f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder} {array('I').itemsize}"


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile``."""
    if not _keeping:
        return re.compile(source, flags)
    key = f"{int(flags)} {source}"
    known = _programs.get(key)
    try:
        if known is not None:
            return _pattern(source, msgspec.msgpack.decode(known, type=Program))
        program = _program(source, int(flags))
        key.encode()  # a lone surrogate cannot be written
        _programs[key] = msgspec.Raw(msgspec.msgpack.encode(program))
        _new.append(key)
        return _pattern(source, program)
    except Exception:  # another ``re`` than the one that is known here, or no expression: that one tells
        return re.compile(source, flags)


def noted(key: str, kind: type[T], work: Callable[[], T]) -> T:
    """What ``work`` gives, from the notes where they have it; the key must name all that it depends on."""
    known = _notes.get(key)
    if known is not None:
        try:
            return msgspec.msgpack.decode(known, type=kind)
        except ValueError:  # of another shape: worked out anew
            pass
    value = work()
    if _keeping:
        _notes[key] = msgspec.Raw(msgspec.msgpack.encode(value))
        _new.append(key)
    return value


def _program(source: str, flags: int) -> Program:
    import re._compiler as compiler  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]

    parsed = parser.parse(source, flags)
    index: dict[str, int] = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in index.items():
        names[number] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return Program(flags | parsed.state.flags, code, parsed.state.groups - 1, index, tuple(names))


def _pattern(source: str, program: Program) -> re.Pattern[str]:
    import _sre

    code = array("I")
    code.frombytes(program.code)
    words = source, program.flags, code.tolist(), program.groups, program.group_index, program.group_names
    return cast("re.Pattern[str]", _sre.compile(*words))
