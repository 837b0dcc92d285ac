"""Counts each rule's hits on labelled sentences and how many of them stand in a sentence that claims.

    python benchmarks/measure_rules.py NAME LABELLED.jsonl [...]           print a table
    python benchmarks/measure_rules.py NAME LABELLED.jsonl [...] --write   also put `measured:` into the rules' files

NAME says what the sentences are, for the reader of ``claimlint rules list``. A sentence labelled "ok" is innocent.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

from claimlint import Linter
from claimlint.rulebook import locate_builtin

_MEASURED = re.compile(r"^measured: .*\n", re.MULTILINE)
FAMILIES = {"overclaim", "promotion"}


def count(paths: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """Sentences with a finding at warning or error of each rule, and those of them that are labelled as claims."""
    linter = Linter()
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found = linter.check_text(row["text"]).findings
            rules = {one.rule for one in found if one.severity != "info" and one.family in FAMILIES}
            hits.update(rules)
            if row["label"] not in {"ok", "none", "negative"}:
                right.update(rules)
    return hits, right


def write(rule: str, words: str) -> None:
    """Put the figures into the rule's own file."""
    for path in locate_builtin().glob(f"*/{rule}.yaml"):
        text = _MEASURED.sub("", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("examples:\n", f"{words}\nexamples:\n", 1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    hits, right = count(options.labelled)
    for rule, number in hits.most_common():
        precision = round(right[rule] / number, 2)
        print(f"{rule:44} hits {number:4}  precision {precision:.2f}")
        if options.write:
            corpus = json.dumps(options.name, ensure_ascii=False)
            day = date.today().isoformat()
            write(rule, f'measured: {{hits: {number}, precision: {precision}, corpus: {corpus}, date: "{day}"}}')


if __name__ == "__main__":
    main()
