"""The words of a text, found in one pass and sorted into windows."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from claimlint.language.expressions import lazy
from claimlint.match.tables import LATIN, ODD, Tables
from claimlint.match.units import Unit
from claimlint.match.windows import Window

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SHORT = 50_000  # characters
WINDOW = 30_000  # characters, about

Word = tuple[int, int, int]  # its number, start, end
Search = Callable[[str], list[Word]]

_WORD = lazy(r"\w")
_ALNUM = bytes(chr(code).isalnum() and code < 128 for code in range(256))


class TermFinder:
    """Finds all words of a vocabulary in a text."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._asked = False

    def windows(self, text: str, units: Sequence[Unit]) -> list[Window]:
        """The windows of a folded text; a word that crosses a unit's border stands in none."""
        if not self._tables.words:
            return []
        search = self.search_for(text)
        mixed = _borders_inside_words(text, units)
        return [
            Window(self._tables, text, own, self._sorted(text, own, search(text[own[0].start : own[-1].end]), mixed))
            for own in _cut(units)
        ]

    def search_for(self, text: str) -> Search:
        """What finds all words in a text, in the order of their ends.

        An automaton of all words costs more than a short text is worth: the first one gets an automaton of the
        words whose first and last two characters stand in it.
        """
        first, self._asked = not self._asked, True
        if not first or len(text) > SHORT:
            automaton = self._automaton
            return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)
        parts = {*map("".join, pairwise(text)), *text}
        numbers, words = self._tables.words.likely(parts)
        chosen = _automaton(words)

        def search(text: str) -> list[Word]:
            found = chosen.find_matches_as_indexes(text, overlapping=True)
            return [(numbers[one], start, end) for one, start, end in found]

        return search

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return _automaton(self._tables.words.all)

    def _sorted(self, text: str, units: Sequence[Unit], found: list[Word], mixed: bool) -> dict[int, array[int]]:
        """Where each word begins, counted from the start of the first unit."""
        places: dict[int, list[int]] = defaultdict(list)
        for number, start, _ in found:
            places[number].append(start)
        edges = _Edges(text, units)
        traits, length = self._tables.traits, self._tables.length
        kept: dict[int, array[int]] = {}
        for number, starts in places.items():
            trait = traits[number]
            if trait & LATIN:
                starts = edges.bounded(starts, length[number])
            if mixed or trait & ODD:
                starts = edges.inside(starts, length[number])
            if starts:
                kept[number] = array("I", starts)
        return kept


class _Edges:
    """Where Latin words and units begin and end."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self._text = text
        self._units = units
        self._base = units[0].start

    @cached_property
    def _unbounded(self) -> bytes:
        """For each place, from one before the window on: 1 where a Latin word or number goes on there."""
        base, end = self._base, self._units[-1].end
        before = self._text[base - 1] if base else " "
        letters = (before + self._text[base : end + 1] + " ").encode("ascii", "replace").translate(_ALNUM)
        number = int.from_bytes(letters, "little")
        return (number & (number << 8)).to_bytes(len(letters) + 1, "little")

    @cached_property
    def _unit_at(self) -> array[int]:
        """The number of the unit of each character; 0 between units."""
        numbers = array("I")
        for number, unit in enumerate(self._units, 1):
            numbers.extend(array("I", [0]) * (unit.start - self._base - len(numbers)))
            numbers.extend(array("I", [number]) * (unit.end - unit.start))
        return numbers

    def bounded(self, starts: list[int], length: int) -> list[int]:
        """Latin letters and digits match whole words only; Han characters need no border."""
        unbounded, behind = self._unbounded, length + 1
        return [start for start in starts if not unbounded[start + 1] and not unbounded[start + behind]]

    def inside(self, starts: list[int], length: int) -> list[int]:
        """Only what lies inside one unit."""
        at, last = self._unit_at, length - 1
        return [start for start in starts if at[start] and at[start] == at[start + last]]


def _cut(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Units that follow each other, together about as long as a window."""
    first = 0
    for at, unit in enumerate(units):
        if unit.end - units[first].start > WINDOW and at > first:
            yield units[first:at]
            first = at
    if units:
        yield units[first:]


def _borders_inside_words(text: str, units: Sequence[Unit]) -> bool:
    """Whether units are cut, or text lies outside of them, where a plain word might reach across."""
    behind = 0
    for unit in units:
        if behind < unit.start and text[behind : unit.start].strip():
            return True
        behind = unit.end
        if _WORD.match(text, behind - 1) and not text[behind : behind + 1].isspace() and behind < len(text):
            return True
    return False


def _automaton(words: Sequence[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(words, matchkind=MatchKind.Standard, store_patterns=False)
