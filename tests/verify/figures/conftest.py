"""What the tests of figures share: a text read and verified."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimlint.model.hit import Observation
from claimlint.model.text import Document
from claimlint.read import read_text
from claimlint.verify.consistency import check
from claimlint.verify.figures.reading import figures_of

NOTES = {"relapse-and-free"}  # informative by their rule
Seen = Callable[[str], tuple[Document, list[Observation]]]


def _seen(text: str) -> tuple[Document, list[Observation]]:
    document, problems = read_text(text, path="<text>", format="text")
    assert document is not None, problems
    seen = check(document, figures_of(document))
    found = [one for one in seen if one.severity != "info" and one.check not in NOTES]
    return document, found


@pytest.fixture(scope="session")
def seen() -> Seen:
    """Reads a text and gives everything seen in it that accuses somebody."""
    return _seen
