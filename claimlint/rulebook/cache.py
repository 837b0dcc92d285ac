"""The compiled rulebook on disk, keyed by the content of its files; anything wrong with it is ignored.

The words of the lexicons, which a run seldom asks for (the matcher has its own tables of them), and each of the
patterns are decoded when somebody does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec
from msgspec.structs import replace

from claimlint.cachefolder import get, put
from claimlint.digest import sha256
from claimlint.model.rulebook import LanguageTerms, Rulebook
from claimlint.rulebook.packed import PackedPatterns, Patterns, pack_patterns

_BRIEF = 4  # bytes of checksum before the data


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """A rulebook as it is kept: without its lexicons and patterns, and these."""

    book: Rulebook
    languages: memoryview
    patterns: PackedPatterns


class Later(Mapping[str, LanguageTerms]):
    """Lexicons by language that are decoded when they are first looked into."""

    def __init__(self, data: memoryview) -> None:
        self._data = data

    @cached_property
    def _languages(self) -> dict[str, LanguageTerms]:
        return msgspec.msgpack.decode(self._data, type=dict[str, LanguageTerms])

    def __getitem__(self, language: str) -> LanguageTerms:
        return self._languages[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def read(fingerprint: str) -> Rulebook | None:
    """The cached rulebook; None when there is none, or it is damaged or foreign."""
    data = _get(f"rulebook-{fingerprint}.msgpack")
    if data is None:
        return None
    try:
        stored = msgspec.msgpack.decode(data, type=Stored)
    except ValueError:  # msgspec's errors are ValueErrors
        return None
    if stored.book.fingerprint != fingerprint:
        return None
    return replace(stored.book, languages=Later(stored.languages), patterns=Patterns(stored.patterns))


def write(fingerprint: str, rulebook: Rulebook) -> None:
    """Put the rulebook into place; a cache that cannot be written is done without."""
    languages = memoryview(msgspec.msgpack.encode(dict(rulebook.languages)))
    stored = Stored(replace(rulebook, languages={}, patterns=()), languages, pack_patterns(rulebook.patterns))
    _put(f"rulebook-{fingerprint}.msgpack", msgspec.msgpack.encode(stored))


def _get(name: str) -> memoryview | None:
    """What was put under a name; None where it is cut short or altered."""
    data = get(name)
    if data is None or zlib.crc32(memoryview(data)[_BRIEF:]).to_bytes(_BRIEF, "big") != data[:_BRIEF]:
        return None
    return memoryview(data)[_BRIEF:]


def _put(name: str, data: bytes) -> None:
    put(name, zlib.crc32(data).to_bytes(_BRIEF, "big") + data)


class Shelf:
    """A place beside the cached rulebook for what is worked out from the rules that were chosen of it.

    It holds bytes with a checksum: what was cut short or altered is not given back.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        chosen = "\n".join((rulebook.fingerprint, *(rule.id for rule in rulebook.rules)))
        self._name = f"matcher-{sha256(chosen.encode()).hexdigest()[:16]}.msgpack"

    def get(self) -> memoryview | None:
        return _get(self._name)

    def put(self, data: bytes) -> None:
        _put(self._name, data)
