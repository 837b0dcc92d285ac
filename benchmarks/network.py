"""A sum of weights beside one layer of hidden units over sparse rows, fitted by AdamW (needs PyTorch and SciPy)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch import nn

UNITS = 96
ROUNDS = 8
BATCH = 128
RATE = 2e-3  # of the first round; falls evenly to a fifth
DECAY = 0.1
BLANKED = 0.2  # share of the features that each row forgets each time
UNUSED = 0.5  # share of the units that are left out each time
DOUBT = 0.05  # how far from nought and one a label is held


class Example(NamedTuple):
    """What was counted in a text, whether it is labelled (1) or not (0), and how much it counts."""

    found: Mapping[str, float]
    label: int
    mass: float


class Network(NamedTuple):
    """Log odds: bias, weights times values, and of each unit above nought its share of ``out``."""

    names: Sequence[str]
    bias: float
    weights: np.ndarray  # of each feature
    start: np.ndarray  # of each unit
    steps: np.ndarray  # features by units
    out: np.ndarray  # of each unit

    def odds(self, rows: Sequence[Mapping[str, float]]) -> np.ndarray:
        values = _matrix(rows, {name: number for number, name in enumerate(self.names)})
        levels = np.maximum(values @ self.steps + self.start, 0.0)
        return self.bias + values @ self.weights + levels @ self.out


class _Model(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(features, UNITS)
        self.plain = nn.Linear(features, 1)
        self.unused = nn.Dropout(UNUSED)
        self.out = nn.Linear(UNITS, 1, bias=False)
        nn.init.normal_(self.hidden.weight, 0, 0.05)
        nn.init.zeros_(self.plain.weight)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return (self.plain(values) + self.out(self.unused(torch.relu(self.hidden(values))))).squeeze(1)


def fit(rows: Sequence[Example], seed: int = 0) -> Network:
    """The network that makes the labels most likely; the same for the same rows, seed and libraries."""
    names = sorted({name for row in rows for name in row.found})
    values = _matrix([row.found for row in rows], {name: number for number, name in enumerate(names)})
    labels = torch.tensor([DOUBT + row.label * (1 - 2 * DOUBT) for row in rows], dtype=torch.float32)
    masses = torch.tensor([row.mass for row in rows], dtype=torch.float32)
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    model = _Model(len(names))
    steps = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    for turn in range(ROUNDS):
        steps.param_groups[0]["lr"] = RATE * (1 - 0.8 * turn / ROUNDS)
        order = chance.permutation(len(rows))
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            held = torch.from_numpy(values[some].toarray())
            odds = model(held * (torch.rand_like(held) > BLANKED))
            lost = nn.functional.binary_cross_entropy_with_logits(odds, labels[some], reduction="none")
            steps.zero_grad()
            (lost * masses[some]).mean().backward()
            steps.step()
    taken = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    return Network(
        names=names,
        bias=float(taken["plain.bias"][0]),
        weights=taken["plain.weight"][0],
        start=taken["hidden.bias"],
        steps=taken["hidden.weight"].T,
        out=taken["out.weight"][0],
    )


def _matrix(rows: Sequence[Mapping[str, float]], numbers: Mapping[str, int]) -> csr_matrix:
    places = [
        (row, numbers[name], value)
        for row, found in enumerate(rows)
        for name, value in found.items()
        if name in numbers
    ]
    at, of, values = zip(*places, strict=True) if places else ((), (), ())
    return csr_matrix((np.array(values, dtype=np.float32), (at, of)), shape=(len(rows), len(numbers)))
