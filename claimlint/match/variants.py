"""Evasive spellings undone: sentences folded to the words that their writer means to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimlint.model.text import Document, Reading

if TYPE_CHECKING:
    from claimlint.match.terms import TermFinder


def folded_readings(document: Document, finder: TermFinder) -> Sequence[Reading]:
    """A FOLDED reading of each sentence that is spelt evasively."""
    return ()
