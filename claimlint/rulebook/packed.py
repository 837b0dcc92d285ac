"""Many values in one stretch of bytes, of which those that are asked for are decoded; and patterns kept so."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar, overload

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from claimlint.model.rulebook import CompiledPattern, Element

T = TypeVar("T")


class Packed(Struct, frozen=True, array_like=True):
    """Encoded values, one after the other."""

    data: memoryview
    ends: bytes  # of each value, 4 bytes each


def pack(values: Iterable[object]) -> Packed:
    parts = list(map(msgspec.msgpack.encode, values))
    return Packed(memoryview(b"".join(parts)), array("I", accumulate(map(len, parts))).tobytes())


class Unpacked(Generic[T]):
    """Packed values by their numbers."""

    def __init__(self, packed: Packed, kind: type[T]) -> None:
        self._data = packed.data
        self._ends = array("I", packed.ends)
        self._kind = kind
        self._known: dict[int, T] = {}

    def __getitem__(self, number: int) -> T:
        known = self._known.get(number)
        if known is None:
            data = self._data[self._ends[number - 1] if number else 0 : self._ends[number]]
            known = self._known[number] = msgspec.msgpack.decode(data, type=self._kind)
        return known

    def __len__(self) -> int:
        return len(self._ends)


class Pattern(Struct, frozen=True, array_like=True):
    """A pattern without its elements, and their numbers: patterns share most of them."""

    rest: CompiledPattern
    elements: tuple[int, ...]


class PackedPatterns(Struct, frozen=True, array_like=True):
    elements: Packed
    patterns: Packed


def pack_patterns(patterns: Iterable[CompiledPattern]) -> PackedPatterns:
    numbers: dict[Element, int] = {}
    packed = pack(
        Pattern(replace(one, elements=()), tuple(numbers.setdefault(part, len(numbers)) for part in one.elements))
        for one in patterns
    )
    return PackedPatterns(pack(numbers), packed)


class Patterns(Sequence[CompiledPattern]):
    """Patterns that are unpacked one by one."""

    def __init__(self, packed: PackedPatterns) -> None:
        self._elements = Unpacked(packed.elements, Element)
        self._packed = Unpacked(packed.patterns, Pattern)
        self._known: dict[int, CompiledPattern] = {}

    @overload
    def __getitem__(self, number: int) -> CompiledPattern: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[CompiledPattern]: ...
    def __getitem__(self, number: int | slice) -> CompiledPattern | Sequence[CompiledPattern]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        known = self._known.get(number)
        if known is None:
            packed = self._packed[range(len(self))[number]]
            elements = tuple(map(self._elements.__getitem__, packed.elements))
            known = self._known[number] = replace(packed.rest, elements=elements)
        return known

    def __len__(self) -> int:
        return len(self._packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)
