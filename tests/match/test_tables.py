"""The matcher's tables: what is stored is what is worked out, and what is damaged is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.match.tables import build, tables_of
from claimlint.match.terms import TermFinder
from claimlint.match.units import folded
from claimlint.model.rulebook import Rulebook
from claimlint.rulebook import cache, load


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    loaded, _ = load(cache=False)
    assert loaded is not None
    return loaded


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(tmp_path))
    return tmp_path


def test_stored_tables_are_those_worked_out(rulebook: Rulebook, folder: Path) -> None:
    made = tables_of(rulebook, cache.Shelf(rulebook))
    assert [path.name.partition("-")[0] for path in folder.iterdir()] == ["matcher"]
    assert tables_of(rulebook, cache.Shelf(rulebook)) == made == build(rulebook)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-9], id="cut-short"),
        pytest.param(lambda data: data[:100] + b"\xc1" + data[101:], id="altered"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: "不是缓存".encode(), id="foreign"),
    ],
)
def test_damaged_shelf_gives_nothing(rulebook: Rulebook, folder: Path, damage: object) -> None:
    tables_of(rulebook, cache.Shelf(rulebook))
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert cache.Shelf(rulebook).get() is None
    assert tables_of(rulebook, cache.Shelf(rulebook)) == build(rulebook)


@pytest.mark.parametrize("text", ["从此不用再透析，根治尿毒症！", "NK 细胞 cures cancer", "好", ""], ids=str)
def test_first_text_finds_the_same_words(rulebook: Rulebook, text: str) -> None:
    tables, words = build(rulebook), folded(text)
    finder = TermFinder(tables)
    first = finder.search_for(words)(words)
    assert first == finder.search_for(words)(words)
