"""Fits the weights of rules/_voice.yaml: which kinds of words say that a sentence sells.

    python benchmarks/fit_voice.py LABELLED.jsonl [...] [--double PUBLISHED.jsonl ...] [--neutral NEUTRAL.txt ...]
                                   [--test HELD-OUT.jsonl] [--write rules/_voice.yaml]

Labelled rows are those of ``claimlint eval`` (label "ok" is innocent); every sentence of a neutral file is
innocent. ``--double`` names labelled files whose rows count twice (sentences as they were published, beside those
written for development). Plain logistic regression with a squared penalty, by Newton's method; no dependency.
Prints precision and recall at several thresholds and writes the weights of Chinese.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import yaml
from msgspec.structs import replace

from claimlint.evaluate import Row as LabelledRow
from claimlint.judge.selling import features
from claimlint.language.cues import Cues
from claimlint.match import Matcher
from claimlint.model.rulebook import Rulebook, VoiceWeights
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.rulebook import load

LANGUAGE = "zh"
PENALTY = 3.0
STEPS = 20
LEAVE_OUT = ("cue_negator_bare",)
Row = tuple[Mapping[str, float], int, float]  # features, label, weight


def lexicons(rulebook: Rulebook) -> VoiceWeights:
    """Every lexicon of the language as a feature without weight yet."""
    names = sorted(name for name in rulebook.languages[LANGUAGE].lexicons if name not in LEAVE_OUT)
    return VoiceWeights(bias=0.0, words=dict.fromkeys(names, 0.0))


class Extractor:
    """Turns texts into rows: every lexicon counts, whatever its weight is now."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.blank = lexicons(rulebook)
        self.matcher = Matcher(replace(rulebook, voices={LANGUAGE: self.blank}, patterns=()))

    def labelled(self, paths: Iterable[Path], half: str, mass: float = 1.0) -> list[Row]:
        """The rows of labelled files that belong to a half (or to "both")."""
        rows = []
        for path in paths:
            for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
                row = msgspec.json.decode(line, type=LabelledRow)
                if half in ("both", row.half):
                    rows += [(found, int(row.positive), mass) for found in self._found(row.text, whole=True)]
        return rows

    def neutral(self, paths: Iterable[Path], mass: float = 1.0) -> list[Row]:
        """Every sentence of texts in which nobody sells; a line that begins with # names a source."""
        rows = []
        for path in paths:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
            rows += [(found, 0, mass) for found in self._found("\n\n".join(lines), whole=False)]
        return rows

    def _found(self, text: str, *, whole: bool) -> list[Mapping[str, float]]:
        document, _ = read_text(text)
        if document is None or not document.sentences:
            return []
        cues = Cues(document.text, self.matcher.scan(document).occurrences)
        spans = [Span(0, len(document.text))] if whole else [one.span for one in document.sentences]
        return features(cues, spans, self.blank)


def fit(rows: list[Row]) -> tuple[float, dict[str, float]]:
    """Bias and weights that make the labels most likely under the penalty, by Newton's method."""
    names = ["", *sorted({name for found, _, _ in rows for name in found})]
    number = {name: index for index, name in enumerate(names)}
    vectors = [([(0, 1.0), *((number[n], v) for n, v in found.items())], label, mass) for found, label, mass in rows]
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        slope = [PENALTY * weight for weight in weights]
        slope[0] = 0.0
        curve = [[0.0] * len(names) for _ in names]
        for index in range(len(names)):
            curve[index][index] = PENALTY if index else 1e-6
        for vector, label, mass in vectors:
            guess = 1 / (1 + math.exp(-max(min(sum(weights[i] * v for i, v in vector), 30.0), -30.0)))
            for i, v in vector:
                slope[i] += mass * (guess - label) * v
                for j, u in vector:
                    curve[i][j] += mass * guess * (1 - guess) * v * u
        step = solve(curve, slope)
        weights = [weight - change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights[0], dict(zip(names[1:], weights[1:], strict=True))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric positive system, by elimination."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        for below in range(column + 1, size):
            factor = rows[below][column] / rows[column][column]
            if factor:
                rows[below] = [low - factor * high for low, high in zip(rows[below], rows[column], strict=True)]
    found = [0.0] * size
    for index in reversed(range(size)):
        rest = sum(rows[index][other] * found[other] for other in range(index + 1, size))
        found[index] = (rows[index][size] - rest) / rows[index][index]
    return found


def chance(bias: float, weights: dict[str, float], found: Mapping[str, float]) -> float:
    total = bias + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def report(name: str, rows: list[Row], bias: float, weights: dict[str, float]) -> None:
    positive = sum(label for _, label, _ in rows)
    for threshold in (0.5, 0.6, 0.7, 0.8, 0.9):
        flagged = [label for found, label, _ in rows if chance(bias, weights, found) >= threshold]
        precision, recall = sum(flagged) / max(len(flagged), 1), sum(flagged) / max(positive, 1)
        print(f"{name:10} threshold {threshold:.1f}  precision {precision:.3f}  recall {recall:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--double", nargs="*", type=Path, default=[])
    parser.add_argument("--neutral", nargs="*", type=Path, default=[])
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    rulebook, _ = load()
    assert rulebook is not None
    extractor = Extractor(rulebook)
    labelled = [*extractor.labelled(options.labelled, "A"), *extractor.labelled(options.double, "both", 2.0)]
    neutral = extractor.neutral(options.neutral)
    bias, weights = fit([*labelled, *neutral])
    report("fitted on", labelled, bias, weights)
    report("neutral", neutral, bias, weights)
    if options.test:
        report("held out", extractor.labelled(options.test, "both"), bias, weights)
    report("half B", extractor.labelled(options.labelled, "B"), bias, weights)
    if options.write:
        write(options.write, bias, weights, len(labelled), len(neutral))


def write(path: Path, bias: float, weights: dict[str, float], labelled: int, neutral: int) -> None:
    kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05}
    old = yaml.safe_load(path.read_text(encoding="utf-8"))[LANGUAGE] if path.exists() else {}
    zh = {
        "bias": round(bias, 2),
        **{name: old[name] for name in ("calm", "calm_most", "matter") if name in old},  # set by hand
        "words": {name: weight for name, weight in kept.items() if not name.startswith("#")},
        "marks": {name[1:]: weight for name, weight in kept.items() if name.startswith("#")},
        "fitted": f"benchmarks/fit_voice.py, {labelled} labelled and {neutral} neutral sentences",
    }
    head = "# Log odds that a sentence sells, by kind of word. By benchmarks/fit_voice.py; calm and matter by hand.\n"
    words = yaml.safe_dump({LANGUAGE: zh}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=140)
    path.write_text(head + words, encoding="utf-8")


if __name__ == "__main__":
    main()
