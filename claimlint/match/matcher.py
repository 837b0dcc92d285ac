"""The matcher in use: one pass for all words, then only the patterns whose words all occur."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from claimlint.match.conditions import Surroundings
from claimlint.match.hits import make_hit, reduced
from claimlint.match.occurrences import Occurrences
from claimlint.match.plans import Index
from claimlint.match.tables import Shelf, Tables, tables_of
from claimlint.match.terms import TermFinder
from claimlint.match.trial import Match, Trial
from claimlint.match.units import Buffer, lay_out
from claimlint.match.windows import Window
from claimlint.model.hit import Hit, Scan, Slot
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Reading, Span


class JoiningMatcher:
    """Scans documents for the patterns of one rulebook; building it costs little, scanning is linear."""

    def __init__(
        self, rulebook: Rulebook, *, variants: Iterable[str] | bool = True, shelf: Shelf | None = None
    ) -> None:
        """``variants`` are the layers of evasive spelling that are undone: all, none or those named.

        What building works out is kept on ``shelf``, where one is given.
        """
        self._variants = variants
        self._tables = tables_of(rulebook, shelf)
        self._index = Index(rulebook, self._tables)
        self._finder = TermFinder(self._tables)
        self._numbers = {rule.id: number for number, rule in enumerate(rulebook.rules)}

    def scan(self, document: Document) -> Scan:
        """All hits of a document, and where the lexicons that judging reads stand in it."""
        buffer = lay_out(document, self._folded_readings(document))
        windows = self._finder.windows(buffer.text, buffer.units)
        search = _Search(self._tables, self._index, document, buffer, windows)
        hits, masked = search.reported()
        return Scan(
            hits=hits,
            occurrences=Occurrences(self._tables, windows),
            masked=masked,
            presence=_Wanted(search, self._numbers),
        )

    def _folded_readings(self, document: Document) -> Sequence[Reading]:
        """The document's sentences without evasive spelling, where there is any."""
        if not self._variants:
            return ()
        from claimlint.match.variants import folded_readings

        return folded_readings(document, None if self._variants is True else frozenset(self._variants))


class _Search:
    """One document with its words found, in which patterns are looked for."""

    def __init__(
        self, tables: Tables, index: Index, document: Document, buffer: Buffer, windows: Sequence[Window]
    ) -> None:
        self._document = document
        self._buffer = buffer
        self._index = index
        self._trials = [Trial(tables, index, window) for window in windows]
        self._around = Surroundings(document, windows)

    def reported(self) -> tuple[tuple[Hit, ...], tuple[tuple[str, Span], ...]]:
        """The hits that may become findings, and what innocents cover of such."""
        hits: list[Hit] = []
        masked: dict[tuple[str, Span], None] = {}
        for trial in self._trials:
            for match, hit in self._suiting(trial, self._index.reporting(trial.window)):
                if match.masked:
                    masked[hit.rule, hit.span] = None
                else:
                    hits.append(hit)
        return tuple(reduced(hits)), tuple(masked)

    def wanted(self, rule: int, purpose: str) -> Iterator[Hit]:
        """The hits of a presence rule for a purpose, sentence by sentence, those in readings last."""
        plain: list[Hit] = []
        pieced: list[Hit] = []
        patterns = self._index.wanted(rule, purpose)
        every = (pair for trial in self._trials for pair in self._suiting(trial, patterns))
        for unit, found in groupby(every, key=lambda pair: pair[0].unit):
            if unit.reading is not None:
                pieced += (hit for _, hit in found)
            else:  # nothing else than plain text can outdo plain text, and nothing from another sentence
                own = list(reduced(hit for _, hit in found))
                plain += own
                yield from own
        if pieced:
            known = set(map(id, plain))
            yield from (hit for hit in reduced((*plain, *pieced)) if id(hit) not in known)

    def all_wanted(self) -> dict[tuple[str, str], Sequence[Hit]]:
        """The hits of all presence rules by rule and purpose, found in one pass."""
        patterns = self._index.all_wanted()
        found: dict[tuple[str, str], list[Hit]] = defaultdict(list)
        for trial in self._trials:
            for _, hit in self._suiting(trial, patterns):
                found[hit.rule, hit.purpose].append(hit)
        return {name: tuple(reduced(hits)) for name, hits in found.items()}

    @property
    def at_once(self) -> bool:
        return len(self._trials) > 1

    def _suiting(self, trial: Trial, patterns: Iterable[int]) -> Iterator[tuple[Match, Hit]]:
        for match in trial.matches(patterns):
            plain = match.unit.reading is None
            if plain and not self._around.suit(match.candidate, match):
                continue
            hit = self._hit(match)
            if hit is not None and (plain or self._around.suit(match.candidate, hit)):
                yield match, hit
        if self.at_once:
            trial.forget()

    def _hit(self, match: Match) -> Hit | None:
        candidate, joined = match.candidate, match.joined
        slots = tuple(_slots(self._buffer, match))
        whole = (joined.start, joined.end)
        return make_hit(
            self._document, self._buffer, match.unit, candidate.rule, candidate.pattern, whole, joined.mark, slots
        )


class _Wanted:
    """What presence rules want to know of a document, looked for when asked; in a long text all of it at once."""

    def __init__(self, search: _Search, numbers: Mapping[str, int]) -> None:
        self._search = search
        self._numbers = numbers

    def of(self, rule: str, purpose: str) -> Sequence[Hit]:
        return tuple(sorted(self.each(rule, purpose), key=lambda hit: (hit.span, hit.part)))

    def each(self, rule: str, purpose: str) -> Iterator[Hit]:
        if self._search.at_once:
            return iter(self._everything.get((rule, purpose), ()))
        return self._search.wanted(self._numbers[rule], purpose)

    @cached_property
    def _everything(self) -> dict[tuple[str, str], Sequence[Hit]]:
        return self._search.all_wanted()


def _slots(buffer: Buffer, match: Match) -> Iterator[Slot]:
    plan, plain = match.candidate.plan, match.unit.reading is None
    for step, place in zip(plan.steps if plan is not None else (), match.joined.places, strict=False):
        if step.name:
            spans = (Span(*place),) if plain else buffer.spans(match.unit, *place)
            if spans:
                yield Slot(step.name, spans[-1], buffer.original[place[0] : place[1]])
