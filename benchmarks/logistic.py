"""Logistic regression with a squared penalty over sparse rows, by L-BFGS."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

MEMORY = 8  # steps that are remembered
Vector = list[float]


class Example(NamedTuple):
    """What was counted in a text, whether it is labelled (1) or not (0), and how much it counts."""

    found: Mapping[str, float]
    label: int
    mass: float


def fit(
    rows: Sequence[Example],
    penalty: float,
    before: Mapping[str, float],
    most: int = 200,
    enough: float = 1e-4,
) -> tuple[float, dict[str, float]]:
    """Bias and weights that make the labels most likely.

    How far a weight lies from what it was ``before`` (else from nought) costs half of ``penalty`` times the square.
    """
    names = sorted({name for row in rows for name in row.found})
    number = {name: index for index, name in enumerate(names, 1)}
    vectors = [([(0, 1.0), *((number[n], v) for n, v in row.found.items())], row.label, row.mass) for row in rows]

    start = [0.0, *(before.get(name, 0.0) for name in names)]

    def cost(weights: Vector) -> tuple[float, Vector]:
        moved_by = [weight - old for weight, old in zip(weights, start, strict=True)]
        moved_by[0] = 0.0
        slope = [penalty * one for one in moved_by]
        total = penalty / 2 * _dot(moved_by, moved_by)
        for vector, label, mass in vectors:
            odds = sum([weights[i] * v for i, v in vector])
            away = odds if label else -odds
            total += mass * (math.log1p(math.exp(-abs(away))) + max(-away, 0.0))
            push = mass * (1 / (1 + math.exp(-max(min(odds, 40.0), -40.0))) - label)
            for i, v in vector:
                slope[i] += push * v
        return total, slope

    weights = list(start)
    now, slope = cost(weights)
    steps: deque[tuple[Vector, Vector, float]] = deque(maxlen=MEMORY)
    for _ in range(most):
        way = _direction(slope, steps)
        fall = _dot(way, slope)
        length = 1.0 if steps else 1.0 / max(math.sqrt(_dot(slope, slope)), 1.0)
        while True:
            there = [weight + length * one for weight, one in zip(weights, way, strict=True)]
            then, changed = cost(there)
            if then <= now + 1e-4 * length * fall or length < 1e-10:
                break
            length /= 2
        moved = [length * one for one in way]
        bent = [new - old for new, old in zip(changed, slope, strict=True)]
        curve = _dot(moved, bent)
        if curve > 1e-12:
            steps.append((moved, bent, 1 / curve))
        gained = now - then
        weights, now, slope = there, then, changed
        if gained < enough * max(abs(now), 1.0):
            break
    return weights[0], dict(zip(names, weights[1:], strict=True))


def _direction(slope: Vector, steps: Sequence[tuple[Vector, Vector, float]]) -> Vector:
    """Downhill, bent by what the last steps told of the curvature (two-loop recursion)."""
    way = [-one for one in slope]
    kept = []
    for moved, bent, scale in reversed(steps):
        share = scale * _dot(moved, way)
        kept.append(share)
        way = [one - share * other for one, other in zip(way, bent, strict=True)]
    if steps:
        moved, bent, _ = steps[-1]
        ratio = _dot(moved, bent) / _dot(bent, bent)
        way = [ratio * one for one in way]
    for (moved, bent, scale), share in zip(steps, reversed(kept), strict=True):
        turn = share - scale * _dot(bent, way)
        way = [one + turn * other for one, other in zip(way, moved, strict=True)]
    return way


def _dot(left: Vector, right: Vector) -> float:
    return sum([one * other for one, other in zip(left, right, strict=True)])
