"""Fits claimlint/verify/doubts/data/doubt.json: which accusations of figures are to be doubted.

    python benchmarks/fit_doubt.py [--batches FOLDER ...] [--documents FOLDER ...] [--write]

Right accusations are those that a passage gets only with its one changed figure (``[[agrees|does not]]``) and those of
rules' bad examples and of passages told to contradict themselves; wrong ones
are those of passages and documents in which everything agrees, those also that a second look explains. Prints, with
each fifth of the texts judged by a fit on the others, what each threshold keeps of both. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from claimlint.model.hit import Observation
from claimlint.model.text import Document
from claimlint.read import read_text
from claimlint.verify import consistency
from claimlint.verify.doubts import doubt
from claimlint.verify.run import verify

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "tests" / "verify" / "figures"
RULES = ROOT / "rules" / "common" / "figure"
CHANGE = re.compile(r"\[\[(.*?)\|(.*?)\]\]", re.DOTALL)
RIGHT_AS_TOLD = 3.0  # what a right accusation counts in a passage that follows a real page: batches from CLOSE on
CLOSE = 31
WRONG = 3.0  # what a wrong accusation counts
WRONG_IN_DOCUMENT = 6.0  # the same in a document, as texts are
STRENGTH = 0.3  # of the regression, the less the nearer to nought
FOLDS = 5


class Accusation(NamedTuple):
    """One accusation with its traits."""

    text: str  # which text it is of
    right: bool
    explained: bool
    counts: float
    traits: tuple[str, ...]


def texts(batches: list[Path], documents: list[Path]) -> Iterator[tuple[str, str, str, bool]]:
    """Name, the text that agrees, the one that does not (or nothing), whether it is a document."""
    for folder in batches:
        for path in sorted(folder.glob("*.txt")):
            for number, block in enumerate(path.read_text("utf-8").split("### ")[1:]):
                text = block.partition("\n")[2].strip()
                bad = CHANGE.sub(r"\2", text)
                good = CHANGE.sub(r"\1", text)
                yield f"{path.stem} {number}", good, bad if bad != good else "", False
    for folder in documents:
        for path in sorted(folder.glob("*.txt")):
            yield path.name, path.read_text("utf-8"), "", True
    for path in sorted(FIGURES.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            yield row["id"], row["text"] if row["consistent"] else "", "" if row["consistent"] else row["text"], False
    for path in sorted(RULES.glob("*.yaml")):
        for number, example in enumerate(yaml.safe_load(path.read_text("utf-8"))["examples"]["bad"]):
            words = example if isinstance(example, str) else example["text"]
            yield f"{path.stem} {number}", "", words.replace("<<", "").replace(">>", ""), False


def accusations(text: str, checks: set[str]) -> list[tuple[Observation, tuple[str, ...], bool]]:
    """Every accusation that a check of a document makes, its traits, whether a second look explains it."""
    marked = re.search(r"^#|^- |\|--", text, re.MULTILINE) is not None
    document, problems = read_text(text, path="a.md", format="markdown" if marked else "text")
    assert isinstance(document, Document), problems
    found: list[tuple[Observation, tuple[str, ...], bool]] = []

    def keep(scene: consistency.Scene, one: Observation, source: str) -> bool:
        if one.check in checks and one.severity != "info":
            found.append((one, tuple(doubt.traits(scene, one, source)), consistency.explained(scene, one)))
        return False

    shipped, consistency.doubted = consistency.doubted, keep
    try:
        verify(document)
    finally:
        consistency.doubted = shipped
    return found


def collected(batches: list[Path], documents: list[Path]) -> list[Accusation]:
    checks = {yaml.safe_load(path.read_text("utf-8"))["check"] for path in RULES.glob("*.yaml")} - {"relapse-and-free"}
    made = []
    for name, good, bad, is_document in texts(batches, documents):
        wrong = accusations(good, checks) if good else []
        counts = WRONG_IN_DOCUMENT if is_document else WRONG
        batch = name.split()[0]
        close = batch.isdigit() and int(batch) >= CLOSE and not is_document
        made += [Accusation(name, False, explained, counts, traits) for _, traits, explained in wrong]
        known = {(one.check, one.values.get("arithmetic")) for one, _, _ in wrong}
        made += [
            Accusation(name, True, explained, RIGHT_AS_TOLD if close else 1.0, traits)
            for one, traits, explained in (accusations(bad, checks) if bad else ())
            if (one.check, one.values.get("arithmetic")) not in known
        ]
    return made


def fit(rows: list[Accusation]) -> tuple[DictVectorizer, LogisticRegression]:
    names = DictVectorizer()
    table = names.fit_transform([dict.fromkeys(row.traits, 1.0) for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(table, [row.right for row in rows], sample_weight=[row.counts for row in rows])
    return names, model


def odds(fitted: tuple[DictVectorizer, LogisticRegression], rows: list[Accusation]) -> np.ndarray:
    names, model = fitted
    return np.asarray(model.decision_function(names.transform([dict.fromkeys(row.traits, 1.0) for row in rows])))


def report(rows: list[Accusation]) -> None:
    """What thresholds keep, of texts that the fit has not seen."""
    fold = np.array([int(hashlib.sha1(row.text.encode()).hexdigest(), 16) % FOLDS for row in rows])
    believed = np.zeros(len(rows))
    for one in range(FOLDS):
        learnt = fit([row for row, at in zip(rows, fold, strict=True) if at != one])
        believed[fold == one] = odds(learnt, [row for row, at in zip(rows, fold, strict=True) if at == one])
    kept = np.array([not row.explained for row in rows])
    right = np.array([row.right for row in rows])
    document = np.array([row.counts == WRONG_IN_DOCUMENT for row in rows])
    for threshold in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        over = believed >= threshold
        print(
            f"odds {threshold:4.1f}  right kept {(right & kept & over).sum() / (right & kept).sum():.3f}"
            f"  wrong left {(~right & kept & over).sum()} of {(~right & kept).sum()}"
            f"  (in documents {(~right & kept & document & over).sum()} of {(~right & kept & document).sum()})"
            f"  of those explained {(~right & ~kept & over).sum()} of {(~right & ~kept).sum()}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", nargs="*", type=Path, default=[FIGURES / "batches"])
    parser.add_argument("--documents", nargs="*", type=Path, default=[FIGURES / "documents"])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = collected(options.batches, options.documents)
    report(rows)
    if options.write:
        names, model = fit(rows)
        weights = dict(zip(names.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
        told = {"#": round(float(model.intercept_[0]), 3)} | {
            name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.005
        }
        path = ROOT / "claimlint" / "verify" / "doubts" / "data" / "doubt.json"
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
