"""How long a page takes from the shell, as a ratio to a bare Python: budget 9 when warm.

    python benchmarks/startup.py [--runs 15] [--check]

Processor time (user and system), taken in turn because other work on the machine comes and goes: the best of
several runs, and the median. Cold: nothing in the cache folder. Warm: the second run. A page that claimlint has not
checked in this state has no result that is kept: its rules and expressions are warm.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

BUDGET_WARM = 9.0
PAGE = Path(__file__).parent.parent / "examples" / "liver-cells.txt"
PARTS = "import click, msgspec, pathlib, hashlib, ahocorasick_rs"  # what others wrote and every page needs
BARE = "python -c pass"
WARM = "a page, warm"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The processor time of a command and of what it starts."""
    pid = os.fork()
    if pid == 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.execvpe(command[0], command, environment)
    _, _, used = os.wait4(pid, 0)
    return used.ru_utime + used.ru_stime


def measure(runs: int) -> dict[str, list[float]]:
    """The seconds of each way to start."""
    check = [sys.executable, "-m", "claimlint", "check", "page.txt"]
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        cache.mkdir()
        environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(cache),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc"),
        }
        environment.pop("CLAIMLINT_CACHE_DIR", None)  # else cold would be warm
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
        shutil.copyfile(PAGE, Path(folder) / "page.txt")  # away from any configuration
        os.chdir(folder)

        def take(name: str, *command: str) -> None:
            times.setdefault(name, []).append(seconds(list(command), environment))

        seconds(check, environment)
        for _ in range(runs):
            take(BARE, sys.executable, "-c", "pass")
            take("imports of others", sys.executable, "-c", PARTS)
            take("--help, warm", *check[:3], "--help")
            shutil.rmtree(cache)
            cache.mkdir()
            take("a page, cold", *check)
            take(WARM, *check)
            for file in cache.rglob("result-*"):
                file.unlink()
            take("a page not seen before, rules warm", *check)
            for file in (*cache.rglob("expressions-*"), *cache.rglob("result-*")):
                file.unlink()
            take("the same, expressions compiled", *check)
    return times


def peers() -> dict[str, list[str]]:
    """Other prose linters, where they are installed, on the same page."""
    found = {}
    for name in ("proselint", "textlint", "vale"):
        if path := shutil.which(name):
            found[name] = [path, str(PAGE)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--check", action="store_true", help="exit 1 when over the budget")
    options = parser.parse_args()
    times = measure(options.runs)
    for name, command in peers().items():
        times[name] = [seconds(command, dict(os.environ)) for _ in range(3)]
    best = {name: min(values) for name, values in times.items()}
    median = {name: statistics.median(values) for name, values in times.items()}
    print(f"{'':<36} {'best':>11}   ratio {'median':>11}   ratio")
    for name in times:
        columns = (f"{one[name] * 1000:8.1f} ms {one[name] / one[BARE]:5.1f} x" for one in (best, median))
        print(f"{name:<36} {'  '.join(columns)}")
    over = best[WARM] / best[BARE] > BUDGET_WARM
    print(f"budget, warm: {BUDGET_WARM} x: {'over' if over else 'kept'}")
    return int(options.check and over)


if __name__ == "__main__":
    sys.exit(main())
