"""How likely a sentence sells, weighed from the kinds of words in it, each a reason that can be named."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain

from msgspec import Struct

from claimlint.judge.layer import Layer, Sums, layer_of
from claimlint.judge.wording import said
from claimlint.language.cues import Cues
from claimlint.language.expressions import lazy
from claimlint.language.grams import grams
from claimlint.model.hit import Evidence
from claimlint.model.rulebook import VoiceWeights
from claimlint.model.text import BlockKind, Document, Span
from claimlint.model.words import both

_MARKS = {
    "question": lazy("[？?]"),
    "exclamation": lazy("[！!]"),
    "quotation": lazy('[“「『"]'),
    "digit": lazy(r"[0-9０-９]+"),
    "comma": lazy("[，,、]"),
    "perfect": lazy("了"),
    "bracket": lazy("[（(]"),
    "term": lazy("[A-Za-z]{2,}"),
}
LENGTH = "length"  # the mark that says how long a stretch is
_PER_LENGTH = 20  # characters
MOST_REASONS = 4
_LATER = 1.0  # log odds that each further clause has for being what is marked
_NEARLY = 2.0  # log odds below those of the clause that sells most with which a neighbour is marked too
_EDGES = " \t\n，,。.；;：:、！!？?（()）)“”‘’\"'的了是也就都"  # what a mark neither begins nor ends with
INFORMING = 1.0  # the voice of a document that informs, or less
QUIET = 1.5  # the voice of a document that hardly sells, or less
STRONGEST = 4  # sentences that make a document's voice
ONE_IN, ONE_IN_SHORT = 12, 3  # each so many hold one of them in a long document, and in a short one
FEWEST_SENTENCES = 6  # a shorter text has no voice of its own beside the sentence that is asked about
SHORTEST = 8  # characters; what is shorter names something
_LONGEST = 400  # characters of a sentence that says something of the document's voice
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


class Reason(Struct, frozen=True):
    """The first words of a kind in a sentence, and what they add to its log odds."""

    name: str  # of the lexicon
    span: Span
    weight: float


class Voices(Struct, frozen=True, dict=True):
    """The voice of each sentence of one document in one language, worked out together when first asked for."""

    cues: Cues
    document: Document
    weights: VoiceWeights

    @cached_property
    def odds(self) -> Sequence[float]:
        """The log odds that each sentence sells."""
        spans = [one.span for one in self.document.sentences]
        return array("d", map(self._odds, spans, self._found))

    @cached_property
    def _found(self) -> Sequence[Sequence[tuple[str, int]]]:
        """The kinds of words in each sentence, and how often each counts."""
        return found_in(self.cues, [one.span for one in self.document.sentences], self.weights)

    @cached_property
    def _read(self) -> dict[Span, float]:
        """The log odds of stretches that were asked about, which many hits share."""
        return {}

    def _odds(self, span: Span, found: Sequence[tuple[str, int]]) -> float:
        """The log odds of a stretch that holds these kinds of words."""
        weights = self.weights
        words = self.cues.text[span.start : span.end]
        marked, pairs = marks(words, weights.most), grams(words)
        odds = weights.bias + sum(weights.words[name] * count for name, count in found)
        odds += sum(value * weights.marks.get(mark, 0.0) for mark, value in marked.items())
        odds += sum(weights.grams[gram] for gram in pairs & weights.grams.keys())
        if weights.layer is None:
            return odds
        layer = layer_of(weights.layer)
        return odds + layer.odds(_summed(layer, found, marked, pairs), marked[LENGTH])

    @cached_property
    def _strongest(self) -> Sequence[tuple[float, int]]:
        """The log odds of the sentences of running text that sell most, in order, one more than make the voice."""
        running = [
            (odds, index)
            for index, (one, odds) in enumerate(zip(self.document.sentences, self.odds, strict=True))
            if SHORTEST <= one.span.end - one.span.start <= _LONGEST and self.document.block_of(one).kind in _RUNNING
        ]
        if len(running) < FEWEST_SENTENCES:
            return ()
        most = max(min(STRONGEST, len(running) // ONE_IN_SHORT), len(running) // ONE_IN)
        return nlargest(most + 1, running)

    @property
    def speaks(self) -> bool:
        """Whether the document is long enough to have a voice of its own."""
        return bool(self._strongest)

    @cached_property
    def voice(self) -> float:
        """The mean log odds of the sentences that sell most, of which what sells has several; 0 without a voice."""
        return _mean(self._strongest[:-1])

    def calmness(self, sentence: int) -> float:
        """By how much the log odds of a sentence are lowered where the others do not sell; 0 or less."""
        if not self.speaks:
            return 0.0
        others = [one for one in self._strongest if one[1] != sentence]
        shift = self.weights.say * (_mean(others[: len(self._strongest) - 1]) - self.weights.even)
        return max(min(shift, 0.0), -self.weights.say_most)

    @property
    def calm(self) -> bool:
        """Whether the document lowers the odds of its sentences."""
        return self.speaks and self.voice < self.weights.even

    @property
    def informs(self) -> bool:
        """Whether the document as a whole has the voice of one that informs."""
        return self.speaks and self.voice <= INFORMING

    @property
    def quiet(self) -> bool:
        """Whether the document as a whole has a voice quieter than that of one that sells."""
        return self.speaks and self.voice <= QUIET

    def chance(self, sentence: int) -> float:
        """The chance that a sentence sells, its document considered."""
        return _chance(self.odds[sentence] + self.calmness(sentence))

    def chance_within(self, span: Span, sentence: int | None = None) -> float:
        """The chance that a stretch sells read by itself; with its sentence given the document is considered."""
        odds = self._read.get(span)
        if odds is None:
            odds = self._read[span] = self._odds(span, found_in(self.cues, [span], self.weights)[0])
        return _chance(odds if sentence is None else odds + self.calmness(sentence))

    def reasons(self, sentence: int) -> list[Reason]:
        """What speaks for selling in a sentence, the strongest first."""
        span = self.document.sentences[sentence].span
        weighed, found = self._weights_in(sentence), []
        for name, count in self._found[sentence]:
            weight = weighed(name) * count
            first = self.cues.first(span, name) if weight > 0.2 else None
            if first is not None:
                found.append(Reason(name, first, weight))
        return sorted(found, key=lambda one: -one.weight)[:MOST_REASONS]

    def _weights_in(self, sentence: int) -> Callable[[str], float]:
        """What each feature adds to the log odds of a sentence where it stands once, given the rest of the sentence."""
        weights, span = self.weights, self.document.sentences[sentence].span

        def own(name: str) -> float:
            return weights.grams.get(name[1:], 0.0) if name[0] == "=" else weights.words.get(name, 0.0)

        if weights.layer is None:
            return own
        layer = layer_of(weights.layer)
        words = self.cues.text[span.start : span.end]
        marked = marks(words, weights.most)
        slopes = layer.slopes(_summed(layer, self._found[sentence], marked, grams(words)), marked[LENGTH])
        return lambda name: own(name) + layer.weight(name, slopes)

    def most_telling(self, sentence: int) -> Span | None:
        """The clause that sells most read by itself, with its neighbours that sell nearly as much; None for bare marks.

        What is promised tends to come last, so a later clause counts a little more.
        """
        own = self.document.sentences[sentence]
        clauses = own.clauses or (own.span,)
        read = found_in(self.cues, clauses, self.weights)
        odds = [self._odds(one, found) + _LATER * i for i, (one, found) in enumerate(zip(clauses, read, strict=True))]
        first = last = max(range(len(odds)), key=odds.__getitem__)
        least = odds[first] - _NEARLY
        while first > 0 and odds[first - 1] > least:
            first -= 1
        while last + 1 < len(odds) and odds[last + 1] > least:
            last += 1
        return _trimmed(self.cues.text, Span(clauses[first].start, clauses[last].end))

    def words(self, sentence: int) -> list[str]:
        """The words that speak for selling, each once; one inside another goes without saying."""
        if sentence not in self._said:
            words = dict.fromkeys(self.cues.text[one.span.start : one.span.end] for one in self.reasons(sentence))
            own = [one for one in words if not any(one in other and one != other for other in words)]
            self._said[sentence] = own
        return self._said[sentence]

    @cached_property
    def _said(self) -> dict[int, list[str]]:
        """Such words by sentence, for which every finding in it asks."""
        return {}


def _mean(strongest: Sequence[tuple[float, int]]) -> float:
    return sum(odds for odds, _ in strongest) / len(strongest) if strongest else 0.0


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    end = span.start + len(words.rstrip(_EDGES))
    return Span(start, end) if start < end else None


def told(words: Sequence[str]) -> tuple[Evidence, ...]:
    """The words that speak for selling as evidence, where there are any."""
    if not words:
        return ()
    quoted = both("“" + "”“".join(words) + "”", "“" + "”, “".join(words) + "”")
    return (Evidence("document", said("sells", quoted)),)


def counted(cues: Cues, name: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """How many separate places of each of some disjoint, sorted spans hold a term of a lexicon (nested ones once)."""
    starts, ends = cues.places(name)
    begins = [span.start for span in spans]
    at = bisect_left(starts, begins[0]) if begins else len(starts)
    last = bisect_left(starts, spans[-1].end, at) if begins else at
    index, count, free = -1, 0, 0
    for start, end in zip(starts[at:last], ends[at:last], strict=True):
        here = bisect_right(begins, start) - 1
        if end > spans[here].end:
            continue
        if here != index:
            if count:
                yield index, count
            index, count, free = here, 0, 0
        if start >= free:
            count, free = count + 1, end
    if count:
        yield index, count


def marks(words: str, most: int) -> dict[str, float]:
    """How often each mark stands in a sentence, and how long it is."""
    found: dict[str, float] = {}
    for name, expression in _MARKS.items():
        count = len(expression.findall(words))
        if count:
            found[name] = min(count, most + 1)
    found[LENGTH] = min(len(words) / _PER_LENGTH, 5.0)
    return found


def found_in(cues: Cues, spans: Sequence[Span], weights: VoiceWeights) -> list[list[tuple[str, int]]]:
    """The kinds of words in each of some disjoint, sorted spans, and how often each counts."""
    found: list[list[tuple[str, int]]] = [[] for _ in spans]
    for name in weights.words:
        for index, count in counted(cues, name, spans):
            found[index].append((name, min(count, weights.most)))
    return found


def features(cues: Cues, spans: Sequence[Span], weights: VoiceWeights) -> list[Mapping[str, float]]:
    """How often each kind of word, mark (#) and character or pair (=) stands in each span: what is fitted."""
    told: list[Mapping[str, float]] = []
    for span, found in zip(spans, found_in(cues, spans, weights), strict=True):
        words = cues.text[span.start : span.end]
        marked = marks(words, weights.most)
        told.append(
            {
                **dict(found),
                **{f"#{mark}": value for mark, value in marked.items()},
                **{f"={gram}": 1 for gram in grams(words)},
            }
        )
    return told


def _summed(layer: Layer, found: Iterable[tuple[str, int]], marked: Mapping[str, float], pairs: Iterable[str]) -> Sums:
    counts = ((f"#{mark}", int(value)) for mark, value in marked.items() if mark != LENGTH)
    return layer.summed(chain(found, counts, ((f"={gram}", 1) for gram in pairs)))
