"""Grids: frames of claims and of their innocent neighbours, whose words take each other's places, as labelled rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec
from msgspec import Struct

from claimlint.evaluate import Row
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import both

MOST = 40  # rows of a frame
Frame = dict[str, Any]  # "frame" with {slots}, and for each slot its words; "why" of a known gap


class Grid(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One file of frames: those to be flagged, those to be left alone, and those that are known to fail."""

    claims: tuple[Frame, ...] = ()
    innocents: tuple[Frame, ...] = ()
    known_gaps: tuple[Frame, ...] = ()


def read_grid(data: bytes, path: str) -> Grid | Problem:
    """A grid from YAML; a file that is none is a Problem."""
    import yaml

    try:
        grid = msgspec.convert(yaml.safe_load(data) or {}, Grid)
        for frame in (*grid.claims, *grid.innocents, *grid.known_gaps):
            next(sentences(frame))
    except (yaml.YAMLError, msgspec.MsgspecError, KeyError, StopIteration, TypeError, AttributeError) as error:
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
    return grid


def sentences(frame: Frame, most: int = MOST) -> Iterator[str]:
    """Every combination of a frame's words or, where they are too many, some at even steps."""
    slots = {name: [str(word) for word in words] for name, words in frame.items() if name not in ("frame", "why")}
    ways = list(product(*slots.values()))
    step = max(len(ways) / most, 1.0)
    for index in range(min(len(ways), most)):
        yield str(frame["frame"]).format_map(dict(zip(slots, ways[int(index * step)], strict=True)))


def grid_rows(data: bytes, path: str, most: int = MOST) -> Iterator[Row | Problem]:
    """The sentences of a grid as labelled rows, those of one frame together; known gaps are left out."""
    grid = read_grid(data, path)
    if isinstance(grid, Problem):
        yield grid
        return
    for label, frames in (("overclaim", grid.claims), ("ok", grid.innocents)):
        for frame in frames:
            for text in sentences(frame, most):
                yield Row(text=text, label=label, doc=str(frame["frame"]))
