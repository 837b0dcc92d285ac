"""Is a press release stronger than the abstract? Macro F1 beside the baseline that always says yes.

``python benchmarks/strength.py STRENGTH.jsonl [--half A|B]``: rows with ``text``, ``reference_text`` and
``label`` (overclaim or ok). By default every row goes through the public interface: a sources folder that
holds the abstract alone, and ``Linter.check_text`` of the sentence; ``--direct`` compares the levels only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

Row = dict[str, Any]
RULE = "study/stronger-than-source"


def half_of(row: Row) -> str:
    key = str(row.get("doc") or row["text"])
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def decide_directly(row: Row) -> bool:
    from claimlint.verify.studies.strength import grade

    return grade(row["text"]).level > grade(row["reference_text"]).level


def decide_by_linter(row: Row) -> bool:
    from claimlint import Linter

    with tempfile.TemporaryDirectory() as folder:
        item = {"id": "source", "type": "article-journal", "title": "", "abstract": row["reference_text"]}
        (Path(folder) / "source.json").write_text(json.dumps(item), encoding="utf-8")
        report = Linter(sources=folder).check_text(row["text"])
    return any(finding.rule == RULE and finding.severity != "info" for finding in report.findings)


def macro_f1(pairs: list[tuple[bool, bool]]) -> float:
    return sum(f1(pairs, wanted) for wanted in (True, False)) / 2


def f1(pairs: list[tuple[bool, bool]], wanted: bool) -> float:
    hit = sum(gold is wanted and said is wanted for gold, said in pairs)
    wrong = sum((gold is wanted) != (said is wanted) for gold, said in pairs)
    return 2 * hit / (2 * hit + wrong) if hit else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--direct", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.half in (None, half_of(row))]
    decide = decide_directly if options.direct else decide_by_linter
    pairs = [(row["label"] == "overclaim", decide(row)) for row in rows]
    table = Counter(pairs)
    majority = sum(gold for gold, _ in pairs) * 2 >= len(pairs)
    print(f"rows {len(pairs)}, exaggerated {sum(gold for gold, _ in pairs)}")
    base = macro_f1([(gold, majority) for gold, _ in pairs])
    print(f"macro F1 {macro_f1(pairs):.3f}; always {majority}: {base:.3f}")
    print("                said yes  said no")
    for gold in (True, False):
        print(f"exaggerated {gold!s:5} {table[gold, True]:7} {table[gold, False]:8}")


if __name__ == "__main__":
    main()
