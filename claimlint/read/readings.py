"""Readings: texts pieced together from places of one document, each with its own map."""

from __future__ import annotations

from collections.abc import Sequence

from claimlint.model.text import Block, Reading, Sentence


def make_readings(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Reading, ...]:
    return ()
