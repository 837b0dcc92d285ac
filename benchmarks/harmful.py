"""Whether the time to read text that is hard on parsers grows as the text does: the ratio of four times the text.

    python benchmarks/harmful.py [--runs 3]

A ratio near 4 is linear, near 16 the square. The strings are those of tests/read/harmful.py.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from claimlint.read import read_text
from tests.read.harmful import HARMFUL

FORMATS = ("text", "markdown", "html")
SHORT = 30_000  # characters


def seconds(raw: str, form: str, runs: int) -> float:
    """The best of the runs."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        read_text(raw, format=form)
        taken.append(time.process_time() - begin)
    return min(taken)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    worst = 0.0
    for name, unit in HARMFUL.items():
        times = {
            form: [seconds(unit * (size // len(unit)), form, runs) for size in (SHORT, 4 * SHORT)] for form in FORMATS
        }
        ratios = {form: long / short for form, (short, long) in times.items() if long > 0.05}
        worst = max([worst, *ratios.values()])
        print(f"{name:24}", "  ".join(f"{form} {ratio:5.1f}" for form, ratio in ratios.items()) or "under 50 ms")
    print(f"worst ratio {worst:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
