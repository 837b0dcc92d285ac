"""Text to Hits: where the patterns of a rulebook match, before anybody judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from claimlint.match.matcher import JoiningMatcher
    from claimlint.model.hit import NearMiss, Scan
    from claimlint.model.rulebook import Rulebook
    from claimlint.model.text import Document

__all__ = ["Matcher", "PlainMatcher", "Scanner", "near_misses"]


class Scanner(Protocol):
    """Whatever scans documents for the patterns of one rulebook."""

    def scan(self, document: Document) -> Scan:
        """All hits of a document, and where the lexicons that judging reads stand in it."""
        ...


def Matcher(rulebook: Rulebook, **options: Any) -> JoiningMatcher:  # noqa: N802 - reads as the class it makes
    """The matcher in use: one automaton for all terms, patterns joined from their positions."""
    from claimlint.match.matcher import JoiningMatcher

    return JoiningMatcher(rulebook, **options)


def PlainMatcher(rulebook: Rulebook) -> Scanner:  # noqa: N802
    """The oracle of the tests: slow, without an index, one pattern after the other."""
    from claimlint.match.plain import PlainMatcher as Oracle

    return Oracle(rulebook)


def near_misses(rulebook: Rulebook, document: Document, sentence: int) -> tuple[NearMiss, ...]:
    """The patterns of which all words but one stand in a sentence, for `explain`."""
    from claimlint.match.near import near_misses as look

    return look(rulebook, document, sentence)
