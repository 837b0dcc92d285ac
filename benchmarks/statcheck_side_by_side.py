"""Verdicts on test statistics beside those of the statcheck package, string by string.

    python benchmarks/statcheck_side_by_side.py --statcheck /path/to/other/venv/bin/python

statcheck is under the GPL: it is installed in an environment of its own (``pip install statcheck "pandas<2"
"numpy<1.27" "scipy<1.12"``; it fails with newer ones) and asked in a process of its own. Nothing of it is
used here. Without ``--statcheck`` only our column is printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from typing import NamedTuple

from claimlint.read import read_text
from claimlint.verify.run import verify

# Consistent, rounded, wrong, wrong with another decision, one-tailed, with inequalities.
STRINGS = [
    "t(28) = 2.20, p = .036",
    "t(28) = 2.20, p = .04",
    "t(28) = 2.20, p < .05",
    "t(28) = 2.20, p > .05",
    "t(28) = 2.20, p = .20",
    "t(28) = 2.20, p = .030",
    "t(28) = -2.20, p = .036",
    "t(45) = 1.68, p = .10",
    "t(45) = 1.68, p = .05",
    "t(45) = 1.68, p = .05, one-tailed",
    "t(45) = 1.68, p = .50, one-tailed",
    "t(12.4) = 3.05, p = .010",
    "t(12.4) = 3.05, p = .10",
    "t(99) = 0.50, p = .62",
    "t(99) = 0.50, p < .05",
    "t(60) = 4.10, p < .001",
    "t(60) = 4.10, p = .001",
    "t(60) = 4.10, p = .000",
    "t(7) = 2.36, p = .05",
    "t(7) = 2.37, p = .049",
    "F(1, 20) = 4.50, p = .047",
    "F(1, 20) = 4.50, p = .05",
    "F(1, 20) = 4.50, p = .20",
    "F(2, 57) = 3.16, p = .05",
    "F(2, 57) = 3.16, p < .05",
    "F(3, 96) = 0.88, p = .45",
    "F(3, 96) = 0.88, p = .04",
    "F(2, 120) = 10.2, p < .001",
    "F(2, 120) = 10.2, p > .05",
    "F(1, 38) = 7.35, p = .01",
    "F(1, 38) = 7.35, p = .001",
    "F(4, 200) = 2.42, p = .0497",
    "F(1.5, 30.2) = 5.1, p = .019",
    "F(2, 87) = 4.95, p = .009",
    "F(2, 87) = 4.95, p = .09",
    "r(50) = .30, p = .031",
    "r(50) = .30, p = .31",
    "r(50) = -.30, p = .031",
    "r(98) = .20, p < .05",
    "r(98) = .20, p < .01",
    "r(18) = .44, p = .05",
    "r(18) = .44, p = .026, one-tailed",
    "r(30) = .05, p = .79",
    "r(30) = .05, p = .02",
    "χ2(1) = 3.84, p = .05",
    "χ2(1) = 3.84, p = .50",
    "χ2(2) = 9.80, p = .007",
    "χ2(2) = 9.80, p = .07",
    "χ2(1, N = 240) = 6.9, p = .009",
    "χ2(1, N = 240) = 6.9, p = .09",
    "χ2(4) = 2.1, p = .72",
    "χ2(4) = 2.1, p < .05",
    "χ2(3) = 12.5, p < .01",
    "χ2(3) = 12.5, p < .001",
    "z = 2.10, p = .036",
    "z = 2.10, p = .36",
    "z = 1.96, p = .05",
    "z = 1.64, p = .05",
    "z = 1.645, p = .05, one-tailed",
    "Z = -3.05, p = .002",
    "Z = -3.05, p = .02",
    "z = 0.40, p = .69",
    "z = 0.40, p > .05",
    "z = 3.30, p < .001",
    "t(28) = 2.20, ns",
    "t(28) = 1.10, ns",
    "t(28) = 2.20, p = .0360",
    "t(28) = 2.2, p = .037",
    "t(28) = 2, p = .055",
    "F(1, 20) = 4.5, p = -.05",
]
_NEGATIVE = "two-sided, the sign does not matter: with +{} statcheck finds the same p consistent too"
WHY = {  # where the two part
    "t(28) = -2.20, p = .036": _NEGATIVE.format("2.20"),
    "r(50) = -.30, p = .031": _NEGATIVE.format(".30"),
    "Z = -3.05, p = .002": _NEGATIVE.format("3.05"),
    "F(1.5, 30.2) = 5.1, p = .019": "statcheck computes F(1, 30.2), p = .0124; with df 1.5 it is .0193",
    "F(1, 20) = 4.5, p = -.05": "a negative p is not read by statcheck; ours names what is malformed",
}
_ASK = """
import contextlib, io, json, sys, warnings
warnings.filterwarnings("ignore")
from statcheck.st import statcheck
answers = []
for text in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            table, _ = statcheck(["The result was " + text + " in this sample."], OneTailedTxt=True)
            rows = [] if not len(table) else [[bool(table["Error"].iloc[0]), bool(table["Decision_Error"].iloc[0])]]
        except Exception as error:
            rows = [[type(error).__name__]]
    answers.append(rows)
print(json.dumps(answers))
"""


class Row(NamedTuple):
    """One string with both verdicts."""

    text: str
    ours: str
    theirs: str


def ours(text: str) -> str:
    """``error``, with the rule where it is another one, or ``consistent``, or ``not read``."""
    from claimlint.language.numerals import fold
    from claimlint.verify.statistics.checks import reads_test

    document, _ = read_text(text + ".", path="<text>", format="text")
    assert document is not None
    checks = {one.check for one in verify(document).observations} & {"test-p", "malformed-statistic"}
    if checks:
        return "error" if "test-p" in checks else "error (malformed)"
    return "consistent" if reads_test(fold(text)) else "not read"


def theirs(python: str) -> list[str]:
    """statcheck's verdicts, asked of another interpreter."""
    done = subprocess.run([python, "-c", _ASK], input=json.dumps(STRINGS), capture_output=True, text=True, check=True)
    return [_verdict(rows) for rows in json.loads(done.stdout.splitlines()[-1])]


def _verdict(rows: list[list[object]]) -> str:
    if not rows:
        return "not read"
    if len(rows[0]) == 1:
        return str(rows[0][0])
    error, decision = rows[0]
    return ("error, decision" if decision else "error") if error else "consistent"


def same(row: Row) -> bool:
    """Do the two agree on whether there is a fault? (``not read`` is neither.)"""
    return row.ours.partition(" ")[0].strip(",") == row.theirs.partition(",")[0].partition(" ")[0]


def main() -> None:
    """Print a table and how many verdicts are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statcheck", help="python of an environment that holds statcheck")
    options = parser.parse_args()
    others = theirs(options.statcheck) if options.statcheck else ["-"] * len(STRINGS)
    rows = [Row(text, ours(text), other) for text, other in zip(STRINGS, others, strict=True)]
    for row in rows:
        mark = " " if same(row) or not options.statcheck else "≠"
        print(f"{mark} {row.text:<38} {row.ours:<18} {row.theirs:<18} {WHY.get(row.text, '') if mark == '≠' else ''}")
    if options.statcheck:
        print(f"{sum(map(same, rows))} of {len(rows)} verdicts are the same")


if __name__ == "__main__":
    main()
