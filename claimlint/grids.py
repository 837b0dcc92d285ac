"""Grids: frames of claims and of their innocent neighbours, whose words take each other's places, as labelled rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from typing import Any

import msgspec
from msgspec import Struct

from claimlint.evaluate import Row
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import both

MOST = 40  # rows of a frame
_SLOT = re.compile(r"\{(\w+)\}")


class Frame(Struct, frozen=True):
    """A sentence with {slots}, and the words that take each other's places in each slot."""

    sentence: str
    slots: tuple[tuple[str, tuple[str, ...]], ...] = ()
    why: str = ""  # it is known to fail

    def sentences(self, most: int = MOST) -> Iterator[str]:
        """Every combination of the words or, where they are too many, some at even steps."""
        count = prod(len(words) for _, words in self.slots)
        step = max(count / most, 1.0)
        for index in range(min(count, most)):
            yield self._combination(int(index * step))

    def _combination(self, number: int) -> str:
        chosen = {}
        for name, words in reversed(self.slots):
            number, place = divmod(number, len(words))
            chosen[name] = words[place]
        return _SLOT.sub(lambda slot: chosen[slot[1]], self.sentence)


class Grid(Struct, frozen=True):
    """One file of frames: those to be flagged, those to be left alone, and those that are known to fail."""

    claims: tuple[Frame, ...] = ()
    innocents: tuple[Frame, ...] = ()
    known_gaps: tuple[Frame, ...] = ()


class _Written(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The file as it is written: each frame with its slots beside it; "why" of a known gap."""

    claims: tuple[dict[str, Any], ...] = ()
    innocents: tuple[dict[str, Any], ...] = ()
    known_gaps: tuple[dict[str, Any], ...] = ()


def read_grid(data: bytes, path: str) -> Grid | Problem:
    """A grid from YAML; a file that is none is a Problem."""
    import yaml

    try:
        written = msgspec.convert(yaml.safe_load(data) or {}, _Written)
        return Grid(*(tuple(map(_frame, part)) for part in (written.claims, written.innocents, written.known_gaps)))
    except (yaml.YAMLError, msgspec.MsgspecError, ValueError) as error:
        why = str(error).partition("\n")[0]
        return Problem(
            code="bad-grid",
            message=both(f"不是句式表：{why}", f"not a grid: {why}"),
            path=path,
            hint=both(
                "写 claims、innocents，每项有 frame 和它的 {槽} 的词",
                "write claims and innocents, each item with a frame and the words of its {slots}",
            ),
            kind=ProblemKind.INCOMPLETE,
        )


def _frame(written: dict[str, Any]) -> Frame:
    """A frame whose slots all have words; ValueError with what is wrong with it."""
    sentence = written.get("frame")
    if not isinstance(sentence, str) or not sentence.strip():
        raise ValueError(both("缺 frame", "no frame"))
    slots = {name: words for name, words in written.items() if name not in ("frame", "why")}
    if stray := re.search("[{}]", _SLOT.sub("", sentence)):
        raise ValueError(f"{sentence}: {stray[0]}")
    for name in sorted(slots.keys() ^ set(_SLOT.findall(sentence))):
        raise ValueError(f"{sentence}: {{{name}}}")
    for name, words in slots.items():
        if not isinstance(words, list) or not words:
            raise ValueError(f"{sentence}: {{{name}}}: {words!r}")
    return Frame(
        sentence, tuple((name, tuple(map(str, words))) for name, words in slots.items()), str(written.get("why", ""))
    )


def grid_rows(data: bytes, path: str, most: int = MOST) -> Iterator[Row | Problem]:
    """The sentences of a grid as labelled rows, those of one frame together; known gaps are left out."""
    grid = read_grid(data, path)
    if isinstance(grid, Problem):
        yield grid
        return
    for label, frames in (("overclaim", grid.claims), ("ok", grid.innocents)):
        for frame in frames:
            for text in frame.sentences(most):
                yield Row(text=text, label=label, doc=frame.sentence)
