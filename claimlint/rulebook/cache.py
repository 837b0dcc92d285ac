"""The compiled rulebook on disk, keyed by the content of its files; anything wrong with it is ignored."""

from __future__ import annotations

import hashlib

import msgspec

from claimlint.cachefolder import get, put
from claimlint.model.rulebook import Rulebook

_CHECKSUM = 32  # bytes before the data of a shelf


def read(fingerprint: str) -> Rulebook | None:
    """The cached rulebook; None when there is none, or it is damaged or foreign."""
    data = get(f"rulebook-{fingerprint}.msgpack")
    try:
        rulebook = msgspec.msgpack.decode(data, type=Rulebook) if data is not None else None
    except ValueError:  # msgspec's errors are ValueErrors
        return None
    return rulebook if rulebook is not None and rulebook.fingerprint == fingerprint else None


def write(fingerprint: str, rulebook: Rulebook) -> None:
    """Put the rulebook into place; a cache that cannot be written is done without."""
    put(f"rulebook-{fingerprint}.msgpack", msgspec.msgpack.encode(rulebook))


class Shelf:
    """A place beside the cached rulebook for what is worked out from the rules that were chosen of it.

    It holds bytes with a checksum: what was cut short or altered is not given back.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        chosen = "\n".join(rule.id for rule in rulebook.rules)
        digest = hashlib.sha256(f"{rulebook.fingerprint}\n{chosen}".encode()).hexdigest()[:16]
        self._name = f"matcher-{digest}.msgpack"

    def get(self) -> bytes | None:
        data = get(self._name)
        if data is None or hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
            return None
        return data[_CHECKSUM:]

    def put(self, data: bytes) -> None:
        put(self._name, hashlib.sha256(data).digest() + data)
