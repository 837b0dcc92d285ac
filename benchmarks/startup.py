"""How long a page takes from the shell, as a ratio to a bare Python: budget 9 when warm.

    python benchmarks/startup.py [--runs 15] [--check]

Cold: no compiled rules in the cache. Warm: the second run. The median of several runs, taken in turn,
because other work on the machine comes and goes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUDGET_WARM = 9.0
PAGE = Path(__file__).parent.parent / "examples" / "liver-cells.txt"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def measure(runs: int) -> dict[str, float]:
    """Median seconds of each way to start."""
    check = [sys.executable, "-m", "claimlint", "check", "page.txt"]
    times: dict[str, list[float]] = {"python -c pass": [], "cold": [], "warm": [], "warm --help": []}
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")
        Path(cache).mkdir()
        environment = {
            **os.environ,
            "XDG_CACHE_HOME": cache,
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc"),
        }
        environment.pop("CLAIMLINT_CACHE_DIR", None)  # else cold would be warm
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
        shutil.copyfile(PAGE, Path(folder) / "page.txt")  # away from any configuration
        os.chdir(folder)
        seconds(check, environment)
        for _ in range(runs):
            times["python -c pass"].append(seconds([sys.executable, "-c", "pass"], environment))
            shutil.rmtree(cache)
            Path(cache).mkdir()
            times["cold"].append(seconds(check, environment))
            times["warm"].append(seconds(check, environment))
            times["warm --help"].append(seconds([*check[:3], "--help"], environment))
    return {name: statistics.median(values) for name, values in times.items()}


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
    medians = measure(options.runs)
    bare = medians["python -c pass"]
    for name, value in medians.items():
        print(f"{name:<16} {value * 1000:8.1f} ms  {value / bare:6.1f} x")
    for name, command in peers().items():
        value = statistics.median(seconds(command, dict(os.environ)) for _ in range(3))
        print(f"{name:<16} {value * 1000:8.1f} ms  {value / bare:6.1f} x")
    over = medians["warm"] / bare > BUDGET_WARM
    print(f"budget, warm: {BUDGET_WARM} x: {'over' if over else 'kept'}")
    return int(options.check and over)


if __name__ == "__main__":
    sys.exit(main())
