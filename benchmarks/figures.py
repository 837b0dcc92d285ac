"""How fast figures are read: ``python benchmarks/figures.py [--hostile]``.

Times are those of the process: other work on the machine counts less. The text is
prose with about seven numbers a kilobyte; megabytes are of UTF-8. The best of seven runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from claimlint.language.numerals import fold
from claimlint.verify.figures.reading import extract, read_figures

PROSE = {
    "zh": "慢性肾脏病早期往往没有明显不适，许多人是在体检时才发现指标异常。医生会结合病史和检查判断病因，再决定是否需要用药。",  # noqa: E501
    "en": "Chronic kidney disease often gives no early symptoms, and many people learn of it only at a check-up. ",
}
FIGURES = {
    "zh": "研究纳入120例患者，有效率为85.0%（102/120），中位随访12.5个月，HR 0.58（95%CI 0.41-0.82，P=0.002）。",
    "en": "The trial enrolled 120 patients; 85.0% (102/120) responded (hazard ratio 0.58; 95% CI 0.41-0.82; P=0.002). ",
}


def sample(language: str) -> str:
    """About half a megabyte with seven numbers a kilobyte."""
    text = (PROSE[language] * (6 if language == "zh" else 10) + FIGURES[language]) * 400
    return text[: 500_000 // (3 if language == "zh" else 1)]


def speed(read: Callable[[str], object], text: str) -> float:
    """Megabytes a second."""
    times = []
    for _ in range(7):
        fold.cache_clear()  # a document is folded once
        started = time.process_time()
        read(text)
        times.append(time.process_time() - started)
    return len(text.encode()) / 1e6 / min(times)


HOSTILE = ["一二三四五六七八九十", "1,", "九十", "(95%CI ", "1-", "P=", "from 1 to "]


def hostile() -> None:
    """A growth of four times in length should be about four times as long."""
    for unit in HOSTILE:
        seconds = []
        for count in (2500, 10000):
            started = time.process_time()
            read_figures(unit * count)
            seconds.append(time.process_time() - started)
        print(f"{unit[:10]!r}: {seconds[0]:.2f} s, {seconds[1]:.2f} s")


def main() -> None:
    """Print one line a language and step."""
    for language in PROSE:
        text = sample(language)
        dense = len(extract(text)) / (len(text.encode()) / 1000)
        for name, read in (("numbers", extract), ("numbers with roles", read_figures)):
            print(f"{language} {name}: {speed(read, text):.1f} MB/s ({dense:.1f} figures a KB)")


if __name__ == "__main__":
    hostile() if "--hostile" in sys.argv else main()
