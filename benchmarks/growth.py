"""How the processor time of each verb grows with the text: ten times the text should take ten times as long.

    python benchmarks/growth.py [--page FILE] [--copies 1,10,40] [--tables | --one-sentence] [--runs 3]

The page (default: an example, made 7,300 characters long) is repeated; with ``--tables`` the text is Markdown of one
table and one list without headings, with ``--one-sentence`` it is claims and figures without a full stop. Garbage
collection as the command line sets it, no sources; the best of the runs.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from claimlint.judge.declared import declared
from claimlint.judge.judgement import judge
from claimlint.lint import Linter
from claimlint.read import read_text
from claimlint.verify.run import verify

EXAMPLE = Path(__file__).parent.parent / "examples" / "liver-cells.txt"
PAGE = 7_300  # characters
ROWS = "| 治疗组 | 44例 | 78% |\n| 对照组 | 40例 | 52% |\n" * 50
ITEMS = "- 男性20例，女性30例，共52例，有效率81%\n" * 50
ENDLESS = "本品根治糖尿病，" * 60 + "100例中有效率为50%（" * 40
AS_OF = "2026-01-01"
T = TypeVar("T")


def text_of(page: str | None, copies: int) -> str:
    """The page so many times; without one, a table and a list with so many times their rows."""
    if page is None:
        return f"# 表\n\n| 组别 | 例数 | 有效率 |\n|---|---|---|\n{ROWS * copies}\n{ITEMS * copies}"
    return page * copies


class Clock:
    """The best processor time of each step."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], T]) -> T:
        started = time.process_time()
        result = work()
        self.best[name] = min(self.best.get(name, sys.float_info.max), time.process_time() - started)
        return result


def steps(linter: Linter, text: str, kind: str, clock: Clock) -> None:
    """Read, match, verify and judge one text."""
    engine = linter.prepare(linter.settings)
    assert engine is not None
    document, _ = clock.time("read", lambda: read_text(text, path="page", format=kind))
    assert document is not None
    said, _ = declared(document, linter.settings)
    profile = linter.profile(said, linter.settings)
    scan = clock.time("match", lambda: engine.matcher.scan(document))
    seen = clock.time("verify", lambda: verify(document, as_of=AS_OF)).observations
    clock.time(
        "judge",
        lambda: judge(engine.rulebook, document, scan, seen, profile, settings=linter.settings, as_of=AS_OF),
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--page", type=Path, default=EXAMPLE)
    parser.add_argument("--copies", default="1,10,40")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--one-sentence", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    gc.set_threshold(200_000)
    words = options.page.read_text("utf-8")
    if options.one_sentence:
        words = ENDLESS
    page = (
        None
        if options.tables
        else words
        if options.one_sentence
        else (words * (PAGE // len(words) + 1))[: max(PAGE, len(words))]
    )
    linter = Linter(as_of=AS_OF)
    steps(linter, text_of(page, 1), "markdown" if page is None else "text", Clock())  # what is made on first use
    for copies in map(int, options.copies.split(",")):
        text, clock = text_of(page, copies), Clock()
        for _ in range(options.runs):
            steps(linter, text, "markdown" if page is None else "text", clock)
        row = "  ".join(f"{name} {seconds:7.3f} s" for name, seconds in clock.best.items())
        print(f"{copies:>4} copies {len(text):>9,} characters  {row}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
