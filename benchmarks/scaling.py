"""How time grows with the text (should be linear) and with the number of rules (should be flat).

    python benchmarks/scaling.py [--largest 10000000] [--check]

The yardstick is a plain ahocorasick-rs pass over the bytes with the same words: a ratio says more than
seconds, which belong to the machine. Budgets: matching at most 4 passes on plain text and 8 on Markdown
(reading not counted), ten times the rules at most 1.2 times the scan, the whole check with all rules at most
1.5 times that with the first ten.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from claimlint import Linter
from claimlint.match import Matcher, Scanner
from claimlint.model.rulebook import Element, Rulebook
from claimlint.model.text import Document
from claimlint.read import read_text
from claimlint.rulebook import load

EXAMPLES = Path(__file__).parent.parent / "examples"
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def text_of(size: int, suffix: str) -> str:
    """Realistic text of about ``size`` bytes: the examples of a format, again and again."""
    page = "\n\n".join(path.read_text("utf-8") for path in sorted(EXAMPLES.rglob(f"*{suffix}")))
    page = page.replace("---\n", "")
    times = size // len(page.encode()) + 1
    return (page * times).encode()[:size].decode(errors="ignore")


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The fastest of some runs: other work on the machine only ever adds."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def words_of(rulebook: Rulebook) -> list[str]:
    """Every word of every lexicon and pattern."""
    words = {term for terms in rulebook.languages.values() for one in terms.lexicons.values() for term in one.terms}
    words |= {
        word
        for pattern in rulebook.patterns
        for element in pattern.elements
        if element.kind == "literal"
        for word in element.names
    }
    return sorted(word for word in words if word)


def plain_pass(words: list[str]) -> Callable[[bytes], int]:
    """One pass of the automaton over bytes, counting what it finds."""
    from ahocorasick_rs import BytesAhoCorasick

    automaton = BytesAhoCorasick([word.encode() for word in words])
    return lambda data: len(automaton.find_matches_as_indexes(data, overlapping=True))


def document_of(text: str, style: str) -> Document:
    document, problems = read_text(text, path="benchmark", format=style)
    assert document is not None, problems
    return document


def multiplied(rulebook: Rulebook, times: int) -> Rulebook:
    """The rulebook with copies of every pattern rule whose words do not occur in the text.

    A copy has the shape of its original: its slots and literals are spelt in letters of another script.
    """

    def strange(element: Element, copy: int) -> Element:
        if element.kind != "literal":
            return element
        return replace(element, names=tuple(_strange(name, copy) for name in element.names))

    rules, patterns = list(rulebook.rules), list(rulebook.patterns)
    for copy in range(1, times):
        shift = len(rules)
        rules += [replace(rule, id=f"{rule.id}-{copy}") for rule in rulebook.rules]
        patterns += [
            replace(
                pattern,
                rule=pattern.rule + shift,
                elements=(
                    *(strange(element, copy) for element in pattern.elements),
                    Element(kind="literal", names=(_strange("结尾词", copy * 10_000 + number),)),
                ),
            )
            for number, pattern in enumerate(rulebook.patterns)
            if pattern.expression is None
        ]
    return replace(rulebook, rules=tuple(rules), patterns=tuple(patterns))


def _strange(word: str, copy: int) -> str:
    """Hangul in place of every character: as long, and nowhere in the text."""
    return "".join(chr(0xAC00 + (ord(char) * 31 + copy * 7919) % 11_000) for char in word)


def by_size(matcher: Scanner, words: list[str], style: str, suffix: str, largest: int) -> list[float]:
    """Print a line a size; the ratios of matching to the plain pass."""
    count = plain_pass(words)
    ratios = []
    print(f"\n{style}: bytes, hits/KB, read, match, plain pass, match in passes, all in MB/s")
    for size in (size for size in SIZES if size <= largest):
        text = text_of(size, suffix)
        data = text.encode()
        runs = 5 if size <= 1_000_000 else 1
        read = seconds(lambda text=text: document_of(text, style), runs)  # type: ignore[misc]
        document = document_of(text, style)
        match = seconds(lambda document=document: matcher.scan(document), runs)  # type: ignore[misc]
        plain = seconds(lambda data=data: count(data), runs)  # type: ignore[misc]
        ratios.append(match / plain)
        print(
            f"{len(data):>10,} {count(data) / len(data) * 1000:6.1f} {read * 1000:10.2f} ms "
            f"{match * 1000:10.2f} ms {plain * 1000:9.2f} ms {match / plain:6.1f} x "
            f"{len(data) / (read + match) / 1e6:6.2f}"
        )
    return ratios


def by_rules(rulebook: Rulebook) -> float:
    """Print the scan with ten times the rules; the ratio."""
    document = document_of(text_of(100_000, ".txt"), "text")
    first, tenfold = Matcher(rulebook), Matcher(multiplied(rulebook, 10))
    first.scan(document)
    tenfold.scan(document)
    pairs = [(seconds(lambda: first.scan(document), 2), seconds(lambda: tenfold.scan(document), 2)) for _ in range(5)]
    ratio = statistics.median(ten / one for one, ten in pairs)
    print(f"\n{len(rulebook.rules)} rules and ten times as many: {ratio:.2f} x the scan")
    return ratio


FIRST_PACK = (
    "overclaim/absolute-term",
    "overclaim/breakthrough-hype",
    "overclaim/cure",
    "overclaim/cure-rate",
    "overclaim/efficacy-guaranteed",
    "overclaim/hope-language",
    "overclaim/painless",
    "overclaim/replaces-standard-care",
    "overclaim/safety-absolute",
    "promotion/lead-generation",
)  # ten Chinese rules, with which the pack began


def by_pack() -> float:
    """Print the whole check with all rules and with ten Chinese ones, taken in turn; the ratio."""
    text = text_of(30_000, ".md")
    ten, whole = Linter(select=FIRST_PACK), Linter()

    def check(linter: Linter) -> Callable[[], object]:
        return lambda: linter.check_text(text, format="markdown")

    for linter in (ten, whole):
        assert linter.usable, linter.problems
        check(linter)()
    pairs = [(seconds(check(ten), 1), seconds(check(whole), 1)) for _ in range(5)]
    ratio = statistics.median(all_of_them / first for first, all_of_them in pairs)
    print(f"\nchecking with the whole pack and with its first {len(FIRST_PACK)} rules: {ratio:.2f} x")
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=int, default=10_000_000)
    parser.add_argument("--check", action="store_true", help="exit 1 when over a budget")
    options = parser.parse_args()
    rulebook, problems = load()
    if rulebook is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    words = words_of(rulebook)
    matcher = Matcher(rulebook)
    text = by_size(matcher, words, "text", ".txt", options.largest)
    markdown = by_size(matcher, words, "markdown", ".md", options.largest)
    growth = by_rules(rulebook)
    pack = by_pack()
    over = text[-1] > 4 or markdown[-1] > 8 or growth > 1.2 or pack > 1.5
    print(f"budgets 4, 8, 1.2 and 1.5: {'over' if over else 'kept'}")
    return int(options.check and over)


if __name__ == "__main__":
    sys.exit(main())
