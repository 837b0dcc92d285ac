"""Puts real output into README.md, between its two output markers.

python docs/excerpt.py            write it
python docs/excerpt.py --check    exit 1 when what stands there is stale
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from claimlint import Linter
from claimlint.report import load
from claimlint.report.options import Options

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- output: begin -->", "<!-- output: end -->"
DRAFT = "examples/liver-cells.txt"
SHOWN = ("overclaim/replaces-standard-care", "figure/percent-of-count", "promotion/lead-generation")


def excerpt() -> str:
    """What `claimlint check` prints of the example for three rules, without the version's line."""
    linter = Linter(config=ROOT / "examples/claimlint.toml", select=SHOWN, as_of="2025-12-01")
    report = linter.check_bytes((ROOT / DRAFT).read_bytes(), path=DRAFT)
    stream = io.StringIO()
    load("text")([report], stream, Options(width=100, summary=False))
    return f"```\n$ claimlint check {DRAFT}\n{stream.getvalue().strip()}\n...\n```"


def main() -> int:
    text = README.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    fresh = f"{head}{BEGIN}\n{excerpt()}\n{END}{tail}"
    if "--check" in sys.argv[1:]:
        if fresh != text:
            print("README.md: the excerpt is stale; run python docs/excerpt.py", file=sys.stderr)
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
