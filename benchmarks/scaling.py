"""How time and memory grow with the text (should be linear) and with the number of rules (should be flat).

    python benchmarks/scaling.py [--largest 10000000] [--largest-check 1000000] [--check]

Reading, matching and the whole check are measured each on its own, on plain text and on Markdown, in processor
time. The yardstick is a plain ahocorasick-rs pass over the bytes with the same words: a ratio says more than
seconds, which belong to the machine. Budgets: matching at most 4 passes on plain text and 8 on Markdown, ten
times the rules at most 1.2 times the scan, the whole check with all rules at most 1.5 times that with the
first ten. Each size runs in a process of its own, so that its memory is its own. The budget of passes was set for 30 to
60 words a KB, which are those of some of the rules: `by_density` takes as many.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from claimlint import Linter
from claimlint.match import Matcher
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


def seconds(work: Callable[[], object], runs: int = 5, enough: float = 20.0) -> float:
    """The least processor time of some runs: other work on the machine only ever adds."""
    taken: list[float] = []
    while len(taken) < runs and sum(taken) < enough:
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
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


class Measured(NamedTuple):
    """One size of one format: bytes, words found, seconds of each stage, and mebibytes beside the rules."""

    size: int
    found: int
    read: float
    match: float
    whole: float | None
    plain: float
    matching_memory: float
    memory: float


def measured(style: str, suffix: str, size: int, largest_check: int) -> Measured:
    """The stages on one text, in this process."""
    gc.set_threshold(200_000)  # as the command line sets it
    linter = Linter(as_of="2025-01-01", content="advertisement")
    engine = linter.prepare(linter.settings)
    assert engine is not None
    engine.matcher.scan(document_of("。", style))
    engine.matcher.scan(document_of(text_of(2_000, suffix), style))  # the automaton of all words, expressions
    text = text_of(size, suffix)
    data = text.encode()
    document = document_of(text, style)
    before = peak()
    match = seconds(lambda: engine.matcher.scan(document))
    matching_memory = peak() - before
    one_pass = plain_pass(words_of(engine.rulebook))  # after matching, whose memory it would hide
    plain, found = seconds(lambda: one_pass(data)), one_pass(data)
    whole = seconds(lambda: linter.check_text(text, format=style)) if size <= largest_check else None
    read = seconds(lambda: document_of(text, style))
    return Measured(len(data), found, read, match, whole, plain, matching_memory, peak() - before)


def peak() -> float:
    """The most memory that this process had, in mebibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def by_size(style: str, suffix: str, largest: int, largest_check: int) -> list[float]:
    """Print a line a size; the ratios of matching to the plain pass."""
    ratios = []
    print(f"\n{style}: seconds a MB; match in plain passes; memory of matching and of all, MiB")
    print(f"{'bytes':>12} {'words/KB':>9} {'read':>8} {'match':>8} {'check':>8} {'plain':>8} {'passes':>8}  memory")
    for size in (size for size in SIZES if size <= largest):
        command = [sys.executable, __file__, "--one", style, suffix, str(size), str(largest_check)]
        line = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()[-1]
        one = Measured(*json.loads(line))
        ratios.append(one.match / one.plain)
        each = 1e6 / one.size
        whole = f"{one.whole * each:8.2f}" if one.whole is not None else "       -"
        print(
            f"{one.size:>12,} {one.found / one.size * 1000:9.0f} {one.read * each:8.2f} {one.match * each:8.2f} "
            f"{whole} {one.plain * each:8.3f} {ratios[-1]:8.1f}  {one.matching_memory:.0f} {one.memory:.0f}",
            flush=True,
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


def only(rulebook: Rulebook, wanted: set[str]) -> Rulebook:
    """The pattern rules of these ids, with the lexicons that their patterns name and no others."""
    kept = [number for number, rule in enumerate(rulebook.rules) if rule.id in wanted]
    places = {number: place for place, number in enumerate(kept)}
    patterns = tuple(replace(one, rule=places[one.rule]) for one in rulebook.patterns if one.rule in places)
    named = {name for one in patterns for element in one.elements if element.kind == "slot" for name in element.names}
    languages = {
        language: replace(terms, lexicons={name: one for name, one in terms.lexicons.items() if name in named})
        for language, terms in rulebook.languages.items()
    }
    rules = tuple(rulebook.rules[number] for number in kept)
    return replace(rulebook, rules=rules, patterns=patterns, languages=languages)


def by_density(rulebook: Rulebook) -> None:
    """Print the passes that matching takes with ever more rules, drawn by hash: few words a KB, then many."""
    families = ("overclaim/", "promotion/")
    ids = sorted((rule.id for rule in rulebook.rules if rule.id.startswith(families)), key=_hashed)
    print("\nrules drawn by hash; words of theirs a KB; seconds a MB; match in plain passes (100 KB)")
    for many in (4, 8, 16, 32, len(ids)):
        some = only(rulebook, set(ids[:many]))
        matcher, one_pass = Matcher(some), plain_pass(words_of(some))
        for style, suffix in (("text", ".txt"), ("markdown", ".md")):
            text = text_of(100_000, suffix)
            data, document = text.encode(), document_of(text, style)
            for _ in range(2):  # the first text has an automaton of its own
                matcher.scan(document)
            match, plain = seconds(lambda: matcher.scan(document)), seconds(lambda: one_pass(data), 20)  # noqa: B023
            density = one_pass(data) / len(data) * 1000
            print(
                f"{many:>5} {style:<9} {density:5.0f} {match / len(data) * 1e6:8.2f} {match / plain:8.1f}", flush=True
            )


def _hashed(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


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
    parser.add_argument("--largest-check", type=int, default=1_000_000, help="the largest text to check as a whole")
    parser.add_argument("--check", action="store_true", help="exit 1 when over a budget")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        style, suffix, size, largest_check = options.one
        print(json.dumps(measured(style, suffix, int(size), int(largest_check))))
        return 0
    rulebook, problems = load()
    if rulebook is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 2
    text = by_size("text", ".txt", options.largest, options.largest_check)
    markdown = by_size("markdown", ".md", options.largest, options.largest_check)
    by_density(rulebook)
    growth = by_rules(rulebook)
    pack = by_pack()
    over = text[-1] > 4 or markdown[-1] > 8 or growth > 1.2 or pack > 1.5
    print(f"budgets 4, 8, 1.2 and 1.5: {'over' if over else 'kept'}")
    return int(options.check and over)


if __name__ == "__main__":
    sys.exit(main())
