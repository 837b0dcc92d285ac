"""Where the lexicons that judging reads stand in a document, worked out for those that it asks for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

from claimlint.match.tables import Tables
from claimlint.match.windows import Window
from claimlint.model.text import Span, Spans


class Occurrences(Mapping[str, Sequence[Span]]):
    """The places of the terms of each recorded lexicon, open classes apart, without what innocents cover."""

    def __init__(self, tables: Tables, windows: Sequence[Window]) -> None:
        self._classes = tables.recorded_classes
        self._windows = windows
        self._known: dict[str, Spans] = {}

    def __getitem__(self, name: str) -> Spans:
        known = self._known.get(name)
        if known is None:
            if name not in self._classes:
                raise KeyError(name)
            known = self._known[name] = self._worked_out(name)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)

    def _worked_out(self, name: str) -> Spans:
        starts, ends = array("I"), array("I")
        for window in self._windows:
            here = [number for number in self._classes[name] if number in window.classes]
            found = {place for number in here for place in window.terms(number)}
            for start, end in sorted(found):
                starts.append(start)
                ends.append(end)
        return Spans(starts, ends)
