"""Fits the weights of rules/_voice.yaml: which kinds of words say that a sentence sells.

    python benchmarks/fit_voice.py LABELLED.jsonl [...] [--published LABELLED.jsonl ...] [--neutral NEUTRAL.txt ...]
                                   [--test HELD-OUT.jsonl] [--since rules/_voice.yaml] [--both]
                                   [--write rules/_voice.yaml]

Labelled rows are those of ``claimlint eval`` (label "ok" is innocent), half A of them (all with ``--both``: what is
shipped learns from all, and only ``--test`` measures it); of a grid, .yaml, some rows of every frame. Every sentence
of a neutral file is innocent, and counts three times. ``--published`` names labelled files whose rows count three times
(sentences as they are published, beside those written for development). ``--since`` starts from the weights of an
earlier fit, whose texts are no longer at hand. Prints precision and recall at several thresholds and writes the
weights of Chinese.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from logistic import Example, fit
from msgspec.structs import replace

from claimlint.evaluate import Row as LabelledRow
from claimlint.evaluate import read_rows
from claimlint.grids import grid_rows
from claimlint.judge.selling import features
from claimlint.language.cues import Cues
from claimlint.language.grams import grams
from claimlint.match import Matcher
from claimlint.model.rulebook import Rulebook, VoiceWeights
from claimlint.model.text import Span
from claimlint.read import read_text
from claimlint.rulebook import load

LANGUAGE = "zh"
PENALTY = 3.0
GRAM = 0.5  # what a character or a pair counts beside a word of a lexicon, so that its weight is held smaller
LEAST = 0.02  # a smaller weight of a gram is not kept
PUBLISHED = 3.0  # what a published sentence counts beside one written for development
FRAMED = 2.0  # what a sentence of a grid counts
NEUTRAL = 3.0  # what a sentence of a neutral text counts
OF_A_FRAME = 15  # rows of a grid's frame
FEWEST = 4  # rows that hold a gram, below which it is left out
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

    def labelled(self, paths: Iterable[Path], half: str, mass: float = 1.0) -> list[Example]:
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
                    rows += [
                        Example(found, int(row.positive), FRAMED if path.suffix == ".yaml" else mass)
                        for found in self._found(row.text, whole=True)
                    ]
        return rows

    def neutral(self, paths: Iterable[Path], mass: float = NEUTRAL) -> list[Example]:
        """Every sentence of texts in which nobody sells; a line that begins with # names a source."""
        rows = []
        for path in paths:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
            rows += [Example(found, 0, mass) for found in self._found("\n\n".join(lines), whole=False)]
        return rows

    def _found(self, text: str, *, whole: bool) -> list[Mapping[str, float]]:
        document, _ = read_text(text)
        if document is None or not document.sentences:
            return []
        cues = Cues(document.text, self.matcher.scan(document).occurrences)
        spans = [Span(0, len(document.text))] if whole else [one.span for one in document.sentences]
        counts = features(cues, spans, self.blank)
        words = [document.text[span.start : span.end] for span in spans]
        return [
            {**found, **{f"={gram}": GRAM for gram in grams(text)}} for found, text in zip(counts, words, strict=True)
        ]


def earlier(path: Path | None) -> dict[str, float]:
    """The weights of an earlier fit, by the names of the features."""
    if path is None:
        return {}
    old = yaml.safe_load(path.read_text(encoding="utf-8"))[LANGUAGE]
    words, signs, pairs = old.get("words", {}), old.get("marks", {}), old.get("grams", {})
    return {
        **words,
        **{f"#{name}": weight for name, weight in signs.items()},
        **{f"={name}": weight / GRAM for name, weight in pairs.items()},
    }


def common(rows: list[Example]) -> list[Example]:
    """The rows without the grams that only a few of them hold."""
    held = Counter(name for row in rows for name in row.found if name.startswith("="))
    rare = {name for name, count in held.items() if count < FEWEST}
    return [row._replace(found={name: row.found[name] for name in row.found.keys() - rare}) for row in rows]


def chance(bias: float, weights: dict[str, float], found: Mapping[str, float]) -> float:
    total = bias + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def report(name: str, rows: list[Example], bias: float, weights: dict[str, float]) -> None:
    positive = sum(label for _, label, _ in rows)
    for threshold in (0.5, 0.6, 0.7, 0.8, 0.9):
        flagged = [label for found, label, _ in rows if chance(bias, weights, found) >= threshold]
        precision, recall = sum(flagged) / max(len(flagged), 1), sum(flagged) / max(positive, 1)
        print(f"{name:10} threshold {threshold:.1f}  precision {precision:.3f}  recall {recall:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--published", nargs="*", type=Path, default=[])
    parser.add_argument("--neutral", nargs="*", type=Path, default=[])
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--since", type=Path, help="weights of an earlier fit from which this one starts")
    parser.add_argument("--both", action="store_true", help="fit on both halves, not only on half A")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    rulebook, _ = load()
    assert rulebook is not None
    extractor = Extractor(rulebook)
    half = "both" if options.both else "A"
    labelled = [*extractor.labelled(options.labelled, half), *extractor.labelled(options.published, half, PUBLISHED)]
    neutral = extractor.neutral(options.neutral)
    bias, weights = fit(common([*labelled, *neutral]), PENALTY, earlier(options.since))
    report("fitted on", labelled, bias, weights)
    report("neutral", neutral, bias, weights)
    if options.test:
        report("held out", extractor.labelled(options.test, "both"), bias, weights)
    sentences = [path for path in [*options.labelled, *options.published] if path.suffix != ".yaml"]
    if not options.both:
        report("half B", extractor.labelled(sentences, "B"), bias, weights)
    if options.write:
        write(options.write, bias, weights, len(labelled), len(neutral))


def write(path: Path, bias: float, weights: dict[str, float], labelled: int, neutral: int) -> None:
    pairs = {name: round(GRAM * weight, 3) for name, weight in sorted(weights.items()) if name.startswith("=")}
    kept = {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05}
    old = yaml.safe_load(path.read_text(encoding="utf-8"))[LANGUAGE] if path.exists() else {}
    zh = {
        "bias": round(bias, 2),
        **{name: old[name] for name in ("calm", "calm_most") if name in old},  # set by hand
        "words": {name: weight for name, weight in kept.items() if name[0] not in "#="},
        "marks": {name[1:]: weight for name, weight in kept.items() if name.startswith("#")},
        "grams": {name[1:]: weight for name, weight in pairs.items() if abs(weight) >= LEAST},
        "fitted": f"benchmarks/fit_voice.py, {labelled} labelled and {neutral} neutral sentences",
    }
    head = "# Log odds that a sentence sells, by kind of word. By benchmarks/fit_voice.py; calm by hand.\n"
    words = yaml.safe_dump({LANGUAGE: zh}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=140)
    path.write_text(head + words, encoding="utf-8")


if __name__ == "__main__":
    main()
