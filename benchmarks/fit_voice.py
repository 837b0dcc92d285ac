"""Fits rules/_voice.yaml and rules/_voice_layer.yaml: which words say, alone and together, that a sentence sells.

    python benchmarks/fit_voice.py LABELLED.jsonl [...] [--published LABELLED.jsonl ...] [--neutral NEUTRAL.txt ...]
                                   [--test HELD-OUT.jsonl] [--both] [--write rules]

Labelled rows are those of ``claimlint eval`` (label "ok" is innocent), half A of them (all with ``--both``: what is
shipped learns from all, and only ``--test`` measures it); of a grid, .yaml, some rows of every frame. Every sentence
of a neutral file is innocent. ``--published`` names labelled files of sentences as they are published, whose rows count
more; a row that is marked as arguable (``border``) counts less. Of a row labelled "document" every sentence counts by
itself: those with a part of its spans claim, the others do not. Prints precision and recall at several
thresholds and writes the weights of Chinese. Needs PyTorch and SciPy beside claimlint.
"""

from __future__ import annotations

import argparse
import base64
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from msgspec.structs import replace
from network import Example, Network, fit

from claimlint.evaluate import Row as LabelledRow
from claimlint.evaluate import read_rows
from claimlint.grids import grid_rows
from claimlint.judge.selling import features
from claimlint.language.cues import Cues
from claimlint.match import Matcher
from claimlint.model.rulebook import Rulebook, VoiceWeights
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.rulebook import load

LANGUAGE = "zh"
GRAM = 0.5  # what a character or a pair counts beside a word of a lexicon, so that its weight is held smaller
LEAST = 0.02  # a smaller weight of a gram is not kept
DEVELOPMENT = 0.8  # what a sentence counts that was written for development, beside a published one
FRAMED = 1.5  # what a sentence of a grid counts
ARGUABLE = 0.3  # what a sentence counts that a careful editor could label either way
NEUTRAL = 1.5  # what a sentence of a neutral text counts
DOCUMENT = "document"  # the label of a whole text that sells
OF_A_FRAME = 30  # rows of a grid's frame
FEWEST = 12  # rows that hold a gram, below which it is left out
LENGTH = "#length"
LEAVE_OUT = ("cue_negator_bare",)


def lexicons(rulebook: Rulebook) -> VoiceWeights:
    """Every lexicon of the language as a feature without weight yet."""
    names = sorted(name for name in rulebook.languages[LANGUAGE].lexicons if name not in LEAVE_OUT)
    return VoiceWeights(bias=0.0, words=dict.fromkeys(names, 0.0))


class Extractor:
    """Turns texts into rows: every lexicon counts, whatever its weight is now."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.blank = lexicons(rulebook)
        self.matcher = Matcher(replace(rulebook, voices={LANGUAGE: self.blank}, patterns=()))

    def labelled(self, paths: Iterable[Path], half: str, mass: float = DEVELOPMENT) -> list[Example]:
        """The rows of labelled files that belong to a half (or to "both")."""
        rows = []
        for path in paths:
            data = path.read_bytes()
            read = (
                grid_rows(data, str(path), OF_A_FRAME)
                if path.suffix == ".yaml"
                else read_rows(data.splitlines(), str(path))
            )
            for row in read:
                assert isinstance(row, LabelledRow), row
                if half in ("both", row.half) or (half == "A" and path.suffix == ".yaml"):
                    counts = FRAMED if path.suffix == ".yaml" else mass * (ARGUABLE if row.border else 1.0)
                    if row.label == DOCUMENT:
                        rows += self._of_document(row, counts)
                    else:
                        rows += [Example(found, int(row.positive), counts) for found in self._sentences(row)]
        return rows

    def _of_document(self, row: LabelledRow, counts: float) -> list[Example]:
        """Every sentence of a whole text: those with a part of what is labelled claim, the others do not."""
        document, _ = read_text(row.text)
        assert document is not None
        places = [(place.start, place.end) for place in row.places]
        claims = [
            any(raw.start < end and start < raw.end for raw in document.locate(one.span) for start, end in places)
            for one in document.sentences
        ]
        found = self._found(row.text, whole=False)
        return [Example(each, int(claim), counts) for each, claim in zip(found, claims, strict=True)]

    def _sentences(self, row: LabelledRow) -> list[Mapping[str, float]]:
        """Every sentence of an innocent row; of a claim those that hold labelled words, or else the whole."""
        document, _ = read_text(row.text)
        if document is None or len(document.sentences) < 2:
            return self._found(row.text, whole=True)
        sentences = [one.span for one in document.sentences]
        if row.positive:
            places = [(at, at + len(words)) for words in row.spans if words and (at := row.text.find(words)) >= 0]
            sentences = [one for one in sentences if any(a < one.end and one.start < b for a, b in places)]
        return self._found(row.text, spans=sentences) if sentences else self._found(row.text, whole=True)

    def tested(self, paths: Iterable[Path], half: str) -> list[list[Example]]:
        """The sentences of each row, which is flagged where one of them is."""
        rows = []
        for path in paths:
            for row in read_rows(path.read_bytes().splitlines(), str(path)):
                assert isinstance(row, LabelledRow), row
                if half in ("both", row.half):
                    found = self._found(row.text, whole=False)
                    rows.append([Example(each, int(row.positive), 1.0) for each in found])
        return rows

    def neutral(self, paths: Iterable[Path], mass: float = NEUTRAL) -> list[Example]:
        """Every sentence of texts in which nobody sells; a line that begins with # names a source."""
        rows = []
        for path in paths:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
            rows += [Example(found, 0, mass) for found in self._found("\n\n".join(lines), whole=False)]
        return rows

    def _found(
        self, text: str, *, whole: bool = False, spans: Sequence[Span] | None = None
    ) -> list[Mapping[str, float]]:
        document, _ = read_text(text)
        if document is None or not document.sentences:
            return []
        cues = Cues(document.text, self.matcher.scan(document).occurrences)
        if spans is None:
            spans = [Span(0, len(document.text))] if whole else [one.span for one in document.sentences]
        return [
            {name: value * GRAM if name[0] == "=" else value for name, value in found.items()}
            for found in features(cues, spans, self.blank)
        ]


def common(rows: list[Example]) -> list[Example]:
    """The rows without the grams that only a few of them hold."""
    held = Counter(name for row in rows for name in row.found if name.startswith("="))
    rare = {name for name, count in held.items() if count < FEWEST or not name.isprintable()}
    return [row._replace(found={name: row.found[name] for name in row.found.keys() - rare}) for row in rows]


def report(name: str, rows: Sequence[Sequence[Example]], network: Network) -> None:
    """Each row by its sentence that sells most."""
    rows = [row for row in rows if row]
    labels = np.array([row[0].label for row in rows])
    odds = network.odds([each.found for row in rows for each in row])
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    chances = 1 / (1 + np.exp(-np.maximum.reduceat(odds, starts)))
    order = np.argsort(-chances, kind="stable")
    precision = np.cumsum(labels[order]) / np.arange(1, len(rows) + 1)
    print(f"{name:10} average precision {precision[labels[order] == 1].mean():.3f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        flagged = labels[chances >= threshold]
        precision, recall = flagged.sum() / max(len(flagged), 1), flagged.sum() / max(labels.sum(), 1)
        print(f"{name:10} threshold {threshold:.1f}  precision {precision:.3f}  recall {recall:.3f}  of {len(labels)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--published", nargs="*", type=Path, default=[])
    parser.add_argument("--neutral", nargs="*", type=Path, default=[])
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--both", action="store_true", help="fit on both halves, not only on half A")
    parser.add_argument("--write", type=Path, help="the folder of rules to write to")
    options = parser.parse_args()
    rulebook, _ = load()
    assert rulebook is not None
    extractor = Extractor(rulebook)
    half = "both" if options.both else "A"
    labelled = [*extractor.labelled(options.labelled, half), *extractor.labelled(options.published, half, 1.0)]
    neutral = extractor.neutral(options.neutral)
    network = fit(common([*labelled, *neutral]))
    report("fitted on", [[each] for each in labelled], network)
    report("neutral", [[each] for each in neutral], network)
    for path in options.test:
        report(path.stem, extractor.tested([path], "both"), network)
    if not options.both:
        sentences = [path for path in [*options.labelled, *options.published] if path.suffix != ".yaml"]
        report("half B", extractor.tested(sentences, "B"), network)
    if options.write:
        write(options.write, network, len(labelled), len(neutral))


def write(folder: Path, network: Network, labelled: int, neutral: int) -> None:
    path = folder / "_voice.yaml"
    once = np.array([GRAM if name[0] == "=" else 1.0 for name in network.names])
    weights = dict(zip(network.names, map(float, network.weights * once), strict=True))
    kept = {name: round(weight, 2) for name, weight in weights.items() if name[0] != "="}  # nought too: the layer asks
    pairs = {name[1:]: round(weight, 3) for name, weight in weights.items() if name[0] == "=" and abs(weight) >= LEAST}
    old = yaml.safe_load(path.read_text(encoding="utf-8"))[LANGUAGE] if path.exists() else {}
    zh = {
        "bias": round(network.bias, 2),
        **{name: old[name] for name in ("even", "say", "say_most") if name in old},  # set by hand
        "words": {name: weight for name, weight in kept.items() if name[0] != "#"},
        "marks": {name[1:]: weight for name, weight in kept.items() if name[0] == "#"},
        "grams": pairs,
        "fitted": f"benchmarks/fit_voice.py, {labelled} labelled and {neutral} neutral sentences",
    }
    head = "# Log odds that a sentence sells, by kind of word. By benchmarks/fit_voice.py; even to say_most by hand.\n"
    words = yaml.safe_dump({LANGUAGE: zh}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=140)
    path.write_text(head + words, encoding="utf-8")
    (folder / "_voice_layer.yaml").write_text(layer(network), encoding="utf-8")


def layer(network: Network) -> str:
    """The hidden units as model.rulebook.VoiceLayer tells them: steps of one byte."""
    names = [name for name in network.names if name != LENGTH]
    rows = [number for number, name in enumerate(network.names) if name != LENGTH]
    once = np.array([GRAM if name[0] == "=" else 1.0 for name in names])
    steps = network.steps[rows] * once[:, None]
    step = np.maximum(np.abs(steps).max(axis=0), 1e-9) / 127
    table = (np.rint(steps / step) + 128).astype(np.uint8)
    at = network.names.index(LENGTH)
    told = {
        "units": len(step),
        "bias": 0.0,
        "start": _rounded(network.start),
        "out": _rounded(network.out),
        "step": _rounded(step),
        "length": _rounded(network.steps[at]),
        "names": "\n".join(names),
        "table": base64.b64encode(table.tobytes()).decode("ascii"),
    }
    lines = [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    head = "# What words and characters say together (VoiceLayer). By benchmarks/fit_voice.py.\n"
    return head + f"{LANGUAGE}:\n" + "\n".join(lines) + "\n"


def _rounded(values: np.ndarray) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


if __name__ == "__main__":
    main()
