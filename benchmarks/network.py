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
    """Sums of rows of a table, of which only the features that a text holds are looked up; its last column is plain."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(features, UNITS + 1, mode="sum")
        self.start = nn.Parameter(torch.zeros(UNITS + 1))
        self.unused = nn.Dropout(UNUSED)
        self.out = nn.Linear(UNITS, 1, bias=False)
        nn.init.normal_(self.table.weight, 0, 0.05)
        self.table.weight.data[:, -1] = 0

    def forward(self, features: torch.Tensor, values: torch.Tensor, begins: torch.Tensor) -> torch.Tensor:
        sums = self.table(features, begins, per_sample_weights=values) + self.start
        return sums[:, -1] + self.out(self.unused(torch.relu(sums[:, :-1]))).squeeze(1)


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
            odds = model(*_held(values[some], chance))
            lost = nn.functional.binary_cross_entropy_with_logits(odds, labels[some], reduction="none")
            steps.zero_grad()
            (lost * masses[some]).mean().backward()
            steps.step()
    taken = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    return Network(
        names=names,
        bias=float(taken["start"][-1]),
        weights=taken["table.weight"][:, -1],
        start=taken["start"][:-1],
        steps=taken["table.weight"][:, :-1],
        out=taken["out.weight"][0],
    )


def _held(rows: csr_matrix, chance: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The features of some rows, their values and where each row begins, without those that are forgotten this time."""
    kept = chance.random(len(rows.data)) >= BLANKED
    begins = np.concatenate([[0], np.cumsum(kept)])[rows.indptr[:-1]]
    return (
        torch.from_numpy(rows.indices[kept].astype(np.int64)),
        torch.from_numpy(rows.data[kept]),
        torch.from_numpy(begins.astype(np.int64)),
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
