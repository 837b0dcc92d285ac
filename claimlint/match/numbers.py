"""Long lists of numbers as bytes, and lists of such lists."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

_SMALL = 1 << 16


def numbers(values: Iterable[int]) -> bytes:
    """Numbers as bytes that begin with their type: two bytes each where that is enough."""
    values = list(values)
    code = "H" if max(values, default=0) < _SMALL else "I"
    return code.encode() + array(code, values).tobytes()


def array_of(written: bytes) -> array[int]:
    """What ``numbers`` wrote."""
    return array(chr(written[0]), written[1:])


class Lists:
    """Lists of numbers, one behind the other in one array."""

    def __init__(self, written: tuple[bytes, bytes]) -> None:
        self._values, self._ends = map(array_of, written)

    def __getitem__(self, index: int) -> Sequence[int]:
        return self._values[self._ends[index] : self._ends[index + 1]]


def lists(values: Iterable[Sequence[int]]) -> tuple[bytes, bytes]:
    """What ``Lists`` reads: all numbers, and where each list begins and the last one ends."""
    values = list(values)
    return numbers(chain.from_iterable(values)), numbers(accumulate(map(len, values), initial=0))
