"""Other prose linters on the same texts: how long they take to start, and how much text they read in a second.

    python benchmarks/peers.py [--size 200000]

Runs whichever of them is installed and on the PATH: textlint with textlint-rule-prh (`npm install -g textlint
textlint-rule-prh`; looked for beside the `textlint` that is found) and proselint (`pip install proselint`). None
of them looks for what claimlint looks for; textlint gets 50 words of our rules to look for, proselint has its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scaling import text_of, words_of

from claimlint.rulebook import load

RUNS = 3
START = 300  # bytes: a text this short shows what it costs to start


def processor_seconds(command: list[str], folder: Path) -> float:
    """The least processor time, children's included, of some runs of a command."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    taken = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Each linter with its command, without the file."""
    yield "claimlint", [sys.executable, "-m", "claimlint", "check", "--fail-on", "never"]
    if path := shutil.which("textlint"):
        _write_words(folder)
        packages = Path(path).resolve()
        while packages.name != "node_modules" and packages.parent != packages:
            packages = packages.parent
        yield "textlint, prh", [path, "--rules-base-directory", str(packages), "--config", ".textlintrc.json"]
    if path := shutil.which("proselint"):
        yield "proselint", [path, "check"]


def _write_words(folder: Path) -> None:
    rulebook, _ = load()
    assert rulebook is not None
    words = [word for word in words_of(rulebook) if len(word) == 4][:: max(1, len(words_of(rulebook)) // 200)][:50]
    rules = "\n".join(f"  - expected: {json.dumps('〇' + word)}\n    pattern: {json.dumps(word)}" for word in words)
    (folder / "prh.yml").write_text(f"version: 1\nrules:\n{rules}\n", encoding="utf-8")
    config = {"rules": {"prh": {"rulePaths": ["prh.yml"]}}}
    (folder / ".textlintrc.json").write_text(json.dumps(config), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=200_000, help="bytes of the long text")
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = processor_seconds([sys.executable, "-c", "pass"], folder)
        print(f"processor time; bare Python {bare * 1000:.0f} ms\n{'':16}{'format':>6} {'start':>16} {'KB/s':>8}")
        for suffix in (".txt", ".md"):
            short, long = folder / f"short{suffix}", folder / f"long{suffix}"
            short.write_text(text_of(START, suffix), encoding="utf-8")
            long.write_text(text_of(size, suffix), encoding="utf-8")
            for linter, command in commands(folder):
                start = processor_seconds([*command, short.name], folder)
                whole = processor_seconds([*command, long.name], folder)
                rate = size / max(whole - start, 1e-3) / 1000
                print(f"{linter:<16}{suffix:>6} {start * 1000:7.0f} ms {start / bare:4.0f} x {rate:8.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
