"""The fingerprint by which a finding is known again: no path, line or time goes into it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from claimlint.digest import sha256
from claimlint.judge.context import LONGEST_SENTENCE
from claimlint.model.finding import Finding
from claimlint.model.text import Document, Span

AROUND = 60  # characters on either side of a finding in a sentence without end
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
    if index is None:
        return normalise(finding.text), ""
    sentence = document.sentences[index].span
    if sentence.end - sentence.start > LONGEST_SENTENCE:  # a text without marks: what stands around it must do
        sentence = Span(max(sentence.start, finding.span.start - AROUND), min(sentence.end, finding.span.end + AROUND))
    return normalise(finding.text), normalise(document.slice(sentence))


def _digest(parts: tuple[str, ...]) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]
