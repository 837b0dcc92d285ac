"""The matcher in use: one pass for all words, then only the patterns whose words all occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimlint.language.quantities import NUMERALS, find_quantities
from claimlint.match.conditions import Recorder, Surroundings, crosses
from claimlint.match.hits import make_hit, reduced
from claimlint.match.joining import Begins, Joined, join, leftmost
from claimlint.match.plans import Candidate, Index, Wording
from claimlint.match.tables import Shelf, Tables, tables_of
from claimlint.match.terms import Found, Place, TermFinder, covers
from claimlint.match.units import Buffer, Unit, lay_out
from claimlint.model.hit import Hit, Scan, Slot
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Reading, Span

Match = tuple[Candidate, Joined]


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
        self._recorded: dict[int, tuple[str, ...]] = {}

    def scan(self, document: Document) -> Scan:
        """All hits of a document, and where the lexicons that judging reads stand in it."""
        buffer = lay_out(document, self._folded_readings(document))
        recorder = Recorder(self._tables, self._recorded)
        plain: list[Found] = []
        matches: list[tuple[Unit, Match, bool]] = []
        for number, found in self._finder.find(buffer.text, [unit.border for unit in buffer.units]):
            unit = buffer.units[number]
            if unit.reading is None:
                plain.append(found)
                recorder.note(found)
            stretch = Stretch(self._tables, buffer.text, unit, found)
            for wording in self._index.wordings(found):
                matches.extend((unit, match, masked) for match, masked in stretch.matches(wording))
        return _scan(document, buffer, matches, Surroundings(document, plain), recorder)

    def _folded_readings(self, document: Document) -> Sequence[Reading]:
        """The document's sentences without evasive spelling, where there is any."""
        if not self._variants:
            return ()
        from claimlint.match.variants import folded_readings

        return folded_readings(document, None if self._variants is True else frozenset(self._variants))


class Stretch:
    """One sentence or reading while its candidates are tried."""

    def __init__(self, tables: Tables, text: str, unit: Unit, found: Found) -> None:
        self._tables = tables
        self._text = text
        self._unit = unit
        self._found = found
        self._begins: dict[tuple[int, bool], Begins] = {}

    def matches(self, wording: Wording) -> Iterator[tuple[Match, bool]]:
        """The matches of one pattern; those that only an innocent prevents are marked True."""
        free = self._best(wording, covered=False)
        yield from ((match, False) for match in free)
        if self._found.innocents and self._may_be_masked(wording):
            for match in self._best(wording, covered=True):
                if not any(match[1].start < one.end and one.start < match[1].end for _, one in free):
                    yield match, True

    def _may_be_masked(self, wording: Wording) -> bool:
        """Whether an innocent takes away any word of a pattern; only of those that report it is told."""
        if wording.candidates[0].pattern.purpose != "report":
            return False
        return any(
            one.plan is None or any(self._of(n, True) is not self._of(n, False) for n in one.numbers)
            for one in wording.candidates
        )

    def _best(self, wording: Wording, *, covered: bool) -> list[Match]:
        """Leftmost, without overlaps, whichever of the wordings they come from."""
        found: dict[Joined, Candidate] = {}
        for candidate in wording.candidates:
            joined = self._join(candidate, covered) if candidate.plan else self._express(candidate, covered)
            for one in joined:
                found.setdefault(one, candidate)
        return [(found[one], one) for one in leftmost(iter(found))] if found else []

    def _join(self, candidate: Candidate, covered: bool) -> Iterable[Joined]:
        assert candidate.plan is not None
        filled = []
        for step in candidate.plan.steps:
            begins = self._of(step.number, covered)
            if not begins.starts:
                return ()
            filled.append(begins)
        return join(candidate.plan, filled, self._text, self._unit.border)

    def _express(self, candidate: Candidate, covered: bool) -> Iterator[Joined]:
        expression = candidate.expression
        sentence = self._text[self._unit.start : self._unit.end]  # so that ^ and $ are its ends
        shift = self._unit.start
        for match in expression.finditer(sentence):
            start, end = match.start() + shift, match.end() + shift
            if end == start or (not covered and covers(self._found.innocents, start, end)):
                continue
            low, high = match.span("mark") if match.re.groupindex.get("mark") else match.span()
            mark = (low + shift, high + shift) if high > low >= 0 else (start, end)
            yield Joined(start, end, mark, (), (0, -end))

    def _of(self, number: int, covered: bool) -> Begins:
        """Where a class begins in the stretch; one value for both where no innocent makes a difference."""
        key = (number, covered)
        known = self._begins.get(key)
        if known is None:
            known = self._begins[key] = self._worked_out(number, covered)
        return known

    def _worked_out(self, number: int, covered: bool) -> Begins:
        places = self._places(number, covered)
        if covered and len(places) == len(self._places(number, False)):
            return self._of(number, False)
        ends: dict[int, list[int]] = {}
        joints = self._unit.joints
        for start, end in reversed(places):
            if not joints or not crosses(joints, start, end):
                ends.setdefault(start, []).append(end)
        return Begins(list(reversed(ends)), ends)

    def _places(self, number: int, covered: bool) -> Sequence[Place]:
        slot = self._tables.quantities.get(number)
        if slot is None:
            return self._found.places(number, covered=covered)
        start, end = self._unit.border
        if NUMERALS.search(self._text, start, end) is None:
            return ()
        return find_quantities(slot, self._text, start, end)


# -- matches to hits --------------------------------------------------------------------------------


def _scan(
    document: Document,
    buffer: Buffer,
    matches: Iterable[tuple[Unit, Match, bool]],
    around: Surroundings,
    recorder: Recorder,
) -> Scan:
    hits: list[Hit] = []
    masked: dict[tuple[str, Span], None] = {}
    for unit, (candidate, joined), covered in matches:
        slots = tuple(_slots(buffer, unit, candidate, joined))
        whole = (joined.start, joined.end)
        hit = make_hit(document, buffer, unit, candidate.rule, candidate.pattern, whole, joined.mark, slots)
        if hit is None or not around.suit(candidate, hit):
            continue
        if not covered:
            hits.append(hit)
        elif hit.purpose == "report":
            masked[hit.rule, hit.span] = None
    return Scan(hits=tuple(reduced(hits)), occurrences=recorder.occurrences(), masked=tuple(masked))


def _slots(buffer: Buffer, unit: Unit, candidate: Candidate, joined: Joined) -> Iterator[Slot]:
    steps = candidate.plan.steps if candidate.plan is not None else ()
    for step, place in zip(steps, joined.places, strict=False):
        spans = buffer.spans(unit, *place) if step.name else ()
        if spans:
            yield Slot(step.name, spans[-1], buffer.original[slice(*place)])
