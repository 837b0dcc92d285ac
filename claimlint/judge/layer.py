"""What kinds of words and characters say together of whether a sentence sells: one layer of hidden units."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress

from msgspec import Struct

from claimlint.model.rulebook import VoiceLayer

_LANE = 4  # bytes of a packed number that a unit has: room for thousands of features
_MIDDLE = 128  # what the table adds to a step, so that none is negative


class Sums(Struct, frozen=True):
    """The features of one stretch, summed: all units side by side in one number, and how many were added."""

    packed: int = 0
    added: int = 0


class Layer:
    """Adds features up for all units at once, in numbers that hold a lane of bits a unit."""

    def __init__(self, weights: VoiceLayer) -> None:
        self._weights = weights
        self._rows: dict[str, int] = {}  # packed, of the features that were asked for

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self._weights.names.split("\n"))}

    def packed(self, name: str) -> int:
        """The steps of a feature, one lane a unit; 0 where it has none."""
        row = self._rows.get(name)
        if row is None:
            row = self._rows[name] = self._pack(name)
        return row

    def _pack(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            return 0
        units = self._weights.units
        lanes = bytearray(_LANE * units)
        lanes[::_LANE] = self._weights.table[number * units : (number + 1) * units]
        return int.from_bytes(lanes, "little")

    def summed(self, found: Iterable[tuple[str, int]]) -> Sums:
        """The sums of features, each with how often it counts."""
        packed = added = 0
        for name, count in found:
            row = self.packed(name)
            if row:
                packed += row * count
                added += count
        return Sums(packed, added)

    def odds(self, sums: Sums, length: float) -> float:
        """What the units add to the log odds of a stretch of ``length`` (in 20 characters)."""
        levels = self._levels(sums, length)
        return self._weights.bias + sum(
            out * max(level, 0.0) for out, level in zip(self._weights.out, levels, strict=True)
        )

    def slopes(self, sums: Sums, length: float) -> Sequence[float]:
        """How much a step of each unit adds to the log odds of a stretch, given the rest of it."""
        weights = self._weights
        return [
            out * step if level > 0 else 0.0
            for level, out, step in zip(self._levels(sums, length), weights.out, weights.step, strict=True)
        ]

    def weight(self, name: str, slopes: Sequence[float]) -> float:
        """What a feature adds to the log odds once, where units have these slopes."""
        number = self._numbers.get(name)
        if number is None:
            return 0.0
        units = self._weights.units
        row = self._weights.table[number * units : (number + 1) * units]
        return sum((step - _MIDDLE) * slope for step, slope in compress(zip(row, slopes, strict=True), slopes))

    def _levels(self, sums: Sums, length: float) -> Iterable[float]:
        weights = self._weights
        lanes = struct.unpack(f"<{weights.units}I", sums.packed.to_bytes(_LANE * weights.units, "little"))
        middle = _MIDDLE * sums.added
        return [
            start + by_length * length + step * (lane - middle)
            for start, by_length, step, lane in zip(weights.start, weights.length, weights.step, lanes, strict=True)
        ]


@lru_cache(maxsize=4)
def layer_of(weights: VoiceLayer) -> Layer:
    """The layer of some weights, made once a run."""
    return Layer(weights)
