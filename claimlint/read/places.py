"""Byte offsets of UTF-8 turned into code points."""

from __future__ import annotations

_STEP = 512
_CONTINUATION = bytes(range(0x80, 0xC0))


class Places:
    """``places(offset)`` is the code point at which the byte ``offset`` of the encoded text stands.

    Checkpoints every few hundred bytes keep the table small and a look-up short.
    """

    def __init__(self, text: str) -> None:
        self._ascii = text.isascii()
        self._data = b"" if self._ascii else text.encode()
        self._checkpoints = [0]
        total = 0
        for start in range(0, len(self._data), _STEP):
            total += len(self._data[start : start + _STEP].translate(None, _CONTINUATION))
            self._checkpoints.append(total)

    def __call__(self, offset: int) -> int:
        if self._ascii:
            return offset
        step, rest = divmod(offset, _STEP)
        if not rest:
            return self._checkpoints[step]
        begin = offset - rest
        return self._checkpoints[step] + len(self._data[begin:offset].translate(None, _CONTINUATION))
