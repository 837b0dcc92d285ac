"""Byte offsets of UTF-8 turned into code points."""

from __future__ import annotations

_STEP = 512
_CONTINUATION = bytes(range(0x80, 0xC0))


class Places:
    """``places(offset)`` is the code point in ``text`` of the byte ``offset`` of ``text[begin:]``.

    Checkpoints every few hundred bytes keep the table small and a look-up short.
    """

    def __init__(self, text: str, begin: int = 0) -> None:
        self._begin = begin
        self._ascii = text.isascii()
        self._data = b"" if self._ascii else text[begin:].encode()
        self._checkpoints = [begin]
        total = begin
        for start in range(0, len(self._data), _STEP):
            total += len(self._data[start : start + _STEP].translate(None, _CONTINUATION))
            self._checkpoints.append(total)

    def __call__(self, offset: int) -> int:
        if self._ascii:
            return self._begin + offset
        step, rest = divmod(offset, _STEP)
        if not rest:
            return self._checkpoints[step]
        begin = offset - rest
        return self._checkpoints[step] + len(self._data[begin:offset].translate(None, _CONTINUATION))
