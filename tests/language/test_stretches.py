"""Stretches answer what looking at every stretch answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimlint.language.stretches import Stretches
from claimlint.model.text import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_stretches_over_a_span_in_the_order_given(spans: list[Span], wanted: Span) -> None:
    found = Stretches((span, number) for number, span in enumerate(spans)).over(wanted)
    assert found == [(span, number) for number, span in enumerate(spans) if span.overlaps(wanted)]
