"""The matcher in use: one pass for all words, then only the patterns whose words all occur."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimlint.language.quantities import NUMERALS, find_quantities
from claimlint.match.conditions import Recorder, Surroundings, crosses, recorded_words
from claimlint.match.hits import make_hit, reduced
from claimlint.match.joining import Joined, join, leftmost
from claimlint.match.plans import Candidate, Index, Wording
from claimlint.match.terms import Found, Place, TermFinder, covers
from claimlint.match.units import Buffer, Unit, lay_out
from claimlint.match.vocabulary import Vocabulary
from claimlint.model.hit import Hit, Scan, Slot
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Reading, Span

Match = tuple[Candidate, Joined]


class JoiningMatcher:
    """Scans documents for the patterns of one rulebook; building it costs little, scanning is linear."""

    def __init__(self, rulebook: Rulebook, *, variants: Iterable[str] | bool = True) -> None:
        """``variants`` are the layers of evasive spelling that are undone: all, none or those named."""
        self._variants = variants
        self._vocabulary = Vocabulary(rulebook)
        self._index = Index(rulebook, self._vocabulary)
        self._finder = TermFinder(self._vocabulary)
        self._recorded = recorded_words(self._vocabulary)

    def scan(self, document: Document) -> Scan:
        """All hits of a document, and where the lexicons that judging reads stand in it."""
        buffer = lay_out(document, self._folded_readings(document))
        recorder = Recorder(self._recorded)
        plain: list[Found] = []
        matches: list[tuple[Unit, Match, bool]] = []
        for number, found in self._finder.find(buffer.text, [unit.border for unit in buffer.units]):
            unit = buffer.units[number]
            if unit.reading is None:
                plain.append(found)
                recorder.note(found)
            stretch = Stretch(self._vocabulary, buffer.text, unit, found)
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

    def __init__(self, vocabulary: Vocabulary, text: str, unit: Unit, found: Found) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._unit = unit
        self._found = found
        self._ends: dict[tuple[int, bool], dict[int, list[int]]] = {}

    def matches(self, wording: Wording) -> Iterator[tuple[Match, bool]]:
        """The matches of one pattern; those that only an innocent prevents are marked True."""
        free = self._best(wording, covered=False)
        yield from ((match, False) for match in free)
        if self._found.innocents:
            for match in self._best(wording, covered=True):
                if not any(match[1].start < one.end and one.start < match[1].end for _, one in free):
                    yield match, True

    def _best(self, wording: Wording, *, covered: bool) -> list[Match]:
        """Leftmost, without overlaps, whichever of the wordings they come from."""
        found: dict[Joined, Candidate] = {}
        for candidate in wording.candidates:
            joined = self._join(candidate, covered) if candidate.plan else self._express(candidate, covered)
            for one in joined:
                found.setdefault(one, candidate)
        return [(found[one], one) for one in leftmost(iter(found))]

    def _join(self, candidate: Candidate, covered: bool) -> Iterator[Joined]:
        assert candidate.plan is not None

        def ends(number: int) -> Mapping[int, list[int]]:
            return self._of(number, covered)

        return join(candidate.plan, ends, self._text, self._unit.border)

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

    def _of(self, number: int, covered: bool) -> Mapping[int, list[int]]:
        """Where a class begins in the stretch and where it may end, the longest first."""
        key = (number, covered)
        if key not in self._ends:
            places: dict[int, list[int]] = defaultdict(list)
            for start, end in reversed(self._places(number, covered)):
                if not crosses(self._unit.joints, start, end):
                    places[start].append(end)
            self._ends[key] = places
        return self._ends[key]

    def _places(self, number: int, covered: bool) -> Sequence[Place]:
        slot = self._vocabulary.quantities.get(number)
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
