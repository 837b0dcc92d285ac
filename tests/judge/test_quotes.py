"""A mark leaves no pair of quotation marks half inside."""

from __future__ import annotations

import pytest

from claimlint.judge.quotes import unhalved
from claimlint.model.text import Span

MARKS = [
    ("他被<<誉为“骨王>>”。", "誉为“骨王”"),  # the closing mark stands right behind
    ("他被<<誉为「骨王>>圣手」。", "誉为「骨王圣手」"),  # and a little later
    ("他被<<誉为“骨王”>>，“金刀”。", "誉为“骨王”"),  # whole already
    ("“<<根治>>”不再遥远", "根治"),  # neither half is inside
    ("“骨<<王”名声>>在外", "“骨王”名声"),  # the opening mark stands before
    ("他被<<誉为“骨王>>，专治颈肩腰腿痛多年”。", "誉为“骨王"),  # too far away
    ("他被<<誉为“骨王>>", "誉为“骨王"),  # never closed
]


@pytest.mark.parametrize(("marked", "wanted"), MARKS)
def test_a_pair_is_whole_or_outside(marked: str, wanted: str) -> None:
    start = marked.index("<<")
    end = marked.index(">>") - 2
    text = marked.replace("<<", "").replace(">>", "")
    span = unhalved(text, Span(start, end), Span(0, len(text)))
    assert text[span.start : span.end] == wanted
