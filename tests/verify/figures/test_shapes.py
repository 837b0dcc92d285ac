"""Patterns over shapes: what they need is in every text that they match."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path

import pytest

from claimlint.read import read_text
from claimlint.verify.figures.reading import figures_of
from claimlint.verify.run import verify
from claimlint.verify.scenes.scene import build
from claimlint.verify.scenes.shapes import CODE, Shaped, needs

FOLDER = Path(__file__).parent
CHANGE = re.compile(r"\[\[(.*?)\|.*?\]\]", re.DOTALL)


def shapes() -> list[str]:
    """The shapes of all sentences of the passages."""
    texts = [json.loads(line)["text"] for line in (FOLDER / "passages.jsonl").read_text("utf-8").splitlines()]
    texts += [CHANGE.sub(r"\1", batch.read_text("utf-8")) for batch in sorted((FOLDER / "batches").glob("*.txt"))]
    found = []
    for text in texts:
        document, _ = read_text(text, path="a.md", format="markdown")
        assert document is not None
        found += [told.shape for told in build(document, figures_of(document)).sentences]
        if len(found) < 400:
            verify(document)  # makes the patterns
    return found


def test_no_match_is_lost() -> None:
    told = shapes()
    patterns = [one for one in gc.get_objects() if isinstance(one, Shaped)]
    assert len(patterns) > 200
    lost = [
        (pattern, shape)
        for pattern in patterns
        for shape in told[::3]
        if pattern.compiled.search(shape) and not pattern.may_match(shape)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("pattern", "kinds", "words"),
    [
        ("<C>中<P>", ["C", "P"], [{"中"}]),
        ("<C>|<P>", [], []),
        ("(?:x<C>)?<P>(?!<N>)", ["P"], []),
        ("<C>(?:升高?|下降)<CN>{0,2}", ["C"], [{"升", "下降"}]),
        (r"(?P<a><T>)\sabc?(?P=a)", ["T"], [{"ab"}]),
    ],
)
def test_needs(pattern: str, kinds: list[str], words: list[set[str]]) -> None:
    found = needs(pattern)
    assert found.kinds == ["".join(CODE[kind] for kind in one) for one in kinds]
    assert [set(each) for each in found.words] == words
