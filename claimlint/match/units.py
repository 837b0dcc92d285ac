"""The stretches of a document that are scanned: its sentences, then its readings, in one buffer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimlint.model.text import Document, Reading, Span


class Unit(NamedTuple):
    """A sentence of the text, or a reading that stands behind it in the buffer."""

    start: int
    end: int
    sentence: int
    reading: int | None = None
    joints: tuple[int, ...] = ()  # buffer offsets across which no word reaches

    @property
    def border(self) -> tuple[int, int]:
        return self.start, self.end


class Buffer(NamedTuple):
    """The text of a document with its readings behind it, folded and as it was."""

    text: str
    original: str
    units: list[Unit]
    readings: Sequence[Reading]

    def spans(self, unit: Unit, start: int, end: int) -> tuple[Span, ...]:
        """The places of the document that a stretch of the buffer stands for, in reading order."""
        if unit.reading is None:
            return (Span(start, end),)
        return self.readings[unit.reading].spans(start - unit.start, end - unit.start)


def folded(text: str) -> str:
    """The text in lower case, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one := char.lower()) == 1 else char for char in text)


def lay_out(document: Document, extra: Sequence[Reading] = ()) -> Buffer:
    """The buffer of a document; ``extra`` are readings made here, behind the document's own."""
    units = [Unit(*sentence.span, number) for number, sentence in enumerate(document.sentences)]
    parts = [document.text]
    length = len(document.text)
    readings = (*document.readings, *extra)
    for number, reading in enumerate(readings):
        parts.append("\n" + reading.text)
        start = length + 1
        length = start + len(reading.text)
        if reading.sentence is not None:
            joints = tuple(start + joint for joint in reading.joints)
            units.append(Unit(start, length, reading.sentence, number, joints))
    original = "".join(parts)
    return Buffer(folded(original), original, units, readings)
