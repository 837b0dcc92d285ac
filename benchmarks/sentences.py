"""How time grows with a text in cutting it into sentences: four times the text, at most six times the time.

    python benchmarks/sentences.py [--check]

Each text repeats one pair of marks that makes a cut look around it. A ratio of the fastest of some runs.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time

from claimlint.language.sentences import split

UNITS = ("（；", '"。', "a. ", "A.", ",1", ".", "甲：", "1. ", "糖尿病不能根治，须长期管理。")
BUDGET = 6.0


def seconds(text: str, runs: int = 3) -> float:
    taken = []
    for _ in range(runs):
        started = time.process_time()
        split(text)
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="exit 1 when over the budget")
    options = parser.parse_args()
    gc.disable()  # the collector's own growth is not what is measured
    worst = 0.0
    for unit in UNITS:
        short, long = (seconds(unit * count) for count in (20_000, 80_000))
        worst = max(worst, long / short)
        print(f"{unit!r:24} {short * 1000:8.1f} ms {long * 1000:8.1f} ms {long / short:6.1f} x")
    print(f"budget {BUDGET}: {'over' if worst > BUDGET else 'kept'}")
    return int(options.check and worst > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
