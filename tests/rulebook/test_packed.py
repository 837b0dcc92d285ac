"""Patterns are the same whether they were packed or not, and found by their rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from claimlint.model.rulebook import CompiledPattern, Rulebook
from claimlint.rulebook import load
from claimlint.rulebook.packed import Patterns, pack_patterns


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    loaded, _ = load(cache=False)
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def packed(rulebook: Rulebook) -> Sequence[CompiledPattern]:
    return Patterns(pack_patterns(rulebook.patterns))


def test_unpacked_patterns_are_those_that_were_packed(rulebook: Rulebook, packed: Sequence[CompiledPattern]) -> None:
    assert list(packed) == list(rulebook.patterns)
    assert packed[-1] == rulebook.patterns[-1]
    assert packed[3:5] == list(rulebook.patterns[3:5])
    with pytest.raises(IndexError):
        packed[len(packed)]


def test_the_patterns_of_a_rule_are_found_without_walking(
    rulebook: Rulebook, packed: Sequence[CompiledPattern]
) -> None:
    wanted: dict[tuple[int, int], list[CompiledPattern]] = {}
    for one in rulebook.patterns:
        if one.purpose == "report":
            wanted.setdefault((one.rule, one.pattern), []).append(one)
    book = replace(rulebook, patterns=packed)
    assert wanted
    assert all(list(book.written(*key)) == own for key, own in wanted.items())
    assert not list(book.written(len(book.rules), 0))
