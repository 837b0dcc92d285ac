"""Lists what the short terms of the lexicons would hit in neutral text, across word borders too.

    python benchmarks/short_terms.py NEUTRAL.txt [...] [--longest 2] [--language zh] [--most 3]

A term that stands inside a longer, innocent word (精神药品 holds 神药) belongs with that word under ``innocents``.
Terms of the cue and register lexicons are left out: guards need them to hit. Prints, for each term that hits, the
lexicons that hold it, how often it hits, and the words around the first hits.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from claimlint.rulebook import load

AROUND = 6  # characters shown on either side


def short_terms(language: str, longest: int) -> dict[str, list[str]]:
    """Each short term with the lexicons that patterns read it from."""
    rulebook, _ = load()
    assert rulebook is not None
    found: dict[str, list[str]] = defaultdict(list)
    for name, lexicon in rulebook.languages[language].lexicons.items():
        if not name.startswith(("cue_", "register_")):
            for term in lexicon.terms:
                if len(term) <= longest:
                    found[term].append(name)
    return found


def unmasked(text: str, term: str, innocents: list[str]) -> list[int]:
    """Where a term stands in a text outside of every innocent that holds it."""
    places, at = [], text.find(term)
    around = [word for word in innocents if term in word and word != term]
    while at >= 0:
        held = any(
            text.startswith(word, at - offset)
            for word in around
            for offset in range(len(word))
            if word.startswith(term, offset) and at >= offset
        )
        if not held:
            places.append(at)
        at = text.find(term, at + 1)
    return places


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("neutral", nargs="+", type=Path)
    parser.add_argument("--language", default="zh")
    parser.add_argument("--longest", type=int, default=2)
    parser.add_argument("--most", type=int, default=3)
    options = parser.parse_args()
    text = "\n".join(path.read_text(encoding="utf-8") for path in options.neutral).lower()
    rulebook, _ = load()
    assert rulebook is not None
    innocents = list(rulebook.languages[options.language].innocents)
    rows = []
    for term, names in short_terms(options.language, options.longest).items():
        places = unmasked(text, term, innocents) if term in text else []
        if places:
            rows.append((len(places), term, names, places))
    for count, term, names, places in sorted(rows, key=lambda row: (-row[0], row[1])):
        shown = " / ".join(
            text[max(0, at - AROUND) : at + len(term) + AROUND].replace("\n", "⏎") for at in places[: options.most]
        )
        print(f"{count:5}  {term}  ({', '.join(sorted(names)[:4])})  {shown}")
    print(f"{len(rows)} terms of at most {options.longest} characters hit in {len(text)} characters")


if __name__ == "__main__":
    main()
