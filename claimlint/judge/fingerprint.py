"""The fingerprint by which a finding is known again: no path, line or time goes into it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from claimlint.digest import sha256
from claimlint.model.finding import Finding
from claimlint.model.text import Document

LENGTH = 16  # hexadecimal digits: 64 bits, ample for the findings of one rule in one sentence


def normalise(words: str) -> str:
    """Words without what editors change without changing the sense: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def stamp(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """The findings with their fingerprints; equals are numbered in the order of the text."""
    seen: Counter[tuple[str, ...]] = Counter()
    stamped = []
    for finding in findings:
        key = (finding.rule, *_words(finding, document))
        stamped.append(replace(finding, fingerprint=_digest((*key, str(seen[key])))))
        seen[key] += 1
    return tuple(stamped)


def _words(finding: Finding, document: Document) -> tuple[str, str]:
    if finding.scope == "document":
        return "", ""
    index = document.sentence_index(finding.span.start)
    sentence = document.slice(document.sentences[index].span) if index is not None else ""
    return normalise(finding.text), normalise(sentence)


def _digest(parts: tuple[str, ...]) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]
