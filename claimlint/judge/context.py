"""The context of a hit: its sentence, clause, neighbours, block and the cues around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from claimlint.language.cues import Cues, clause_of
from claimlint.language.expressions import lazy
from claimlint.model.hit import Hit
from claimlint.model.text import Block, Document, Sentence, Span

_CJK = lazy(r"[\u3400-\u9fff]+")
_LATIN = lazy(r"[A-Za-z]{2,}")


# A "sentence" may be a whole text without marks: guards look no further than a long sentence goes.
LONGEST_SENTENCE = 1200


class Reason(Struct, frozen=True):
    """Why a guard holds: one line for a person, and the words that it rests on."""

    detail: str
    cue: Span | None = None


class Context(Struct, frozen=True, dict=True):
    """One hit where it stands."""

    document: Document
    hit: Hit
    cues: Cues
    literals: tuple[str, ...] | None = None  # the words that the hit's pattern spells out, where known

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def index(self) -> int:
        return self.hit.sentence

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence of the hit; of one without end, only what stands around the hit."""
        whole = self.document.sentences[self.hit.sentence]
        if whole.span.end - whole.span.start <= LONGEST_SENTENCE:
            return whole
        half, step = LONGEST_SENTENCE // 2, LONGEST_SENTENCE // 4  # in steps, so that neighbours share a window
        start = max(whole.span.start, (self.hit.span.start - half) // step * step)
        window = Span(start, min(whole.span.end, -(-(self.hit.span.end + half) // step) * step))
        return Sentence(window, whole.block, _clipped(whole.clauses, window))

    @cached_property
    def block(self) -> Block:
        return self.document.block_of(self.sentence)

    @cached_property
    def span(self) -> Span:
        """The words that make the claim: the marked span, or where the whole match began before it.

        A pattern's unmarked lead (a subject) is not part of the claim, so a negator between it and the
        marked words counts.
        """
        return self.hit.span

    @property
    def elsewhere(self) -> tuple[Span, ...]:
        """The pieces of a hit that was pieced together, without the last one, in which it lies."""
        return self.hit.related if self.hit.reading is not None else ()

    def at(self, span: Span) -> Iterator[Context]:
        """The context of another piece: the same words judged where that piece stands."""
        index = self.document.sentence_index(span.start)
        if index is not None:
            hit = Hit(self.hit.rule, self.hit.pattern, span, span, index, self.words(span))
            yield Context(self.document, hit, self.cues)

    @cached_property
    def gaps(self) -> tuple[Span, ...]:
        """The stretches of the hit that its pattern leaves open, between its slots and literals.

        Unknown where the pattern is an expression: then the whole hit counts as its own words.
        """
        if self.literals is None:
            return ()
        own = [slot.span for slot in self.hit.slots]
        for words in self.literals:
            place = self.text.find(words, self.hit.extent.start, self.hit.extent.end)
            if place >= 0:
                own.append(Span(place, place + len(words)))
        return _between(sorted(own), self.span)

    @cached_property
    def clause(self) -> Span:
        return clause_of(self.sentence, self.text, self.span.start)

    @property
    def before(self) -> Span:
        """The sentence up to the hit."""
        return Span(self.sentence.span.start, self.span.start)

    @property
    def after(self) -> Span:
        """The sentence from the end of the hit."""
        return Span(self.span.end, self.sentence.span.end)

    def neighbour(self, step: int) -> Sentence | None:
        """A sentence of the same block ``step`` places on."""
        index = self.index + step
        if not 0 <= index < len(self.document.sentences):
            return None
        other = self.document.sentences[index]
        return other if other.block == self.sentence.block else None

    def following(self) -> Sentence | None:
        """The next sentence: of the same block, or the first of the next one (an answer below a question)."""
        index = self.index + 1
        return self.document.sentences[index] if index < len(self.document.sentences) else None

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @cached_property
    def language(self) -> str:
        return language_of(self.words(self.sentence.span))


def _between(own: list[Span], span: Span) -> tuple[Span, ...]:
    found, place = [], span.start
    for one in own:
        if one.start > place and one.start < span.end:
            found.append(Span(place, one.start))
        place = max(place, one.end)
    return tuple(found)


def _clipped(clauses: tuple[Span, ...], window: Span) -> tuple[Span, ...]:
    first = max(bisect_right(clauses, (window.start, window.end)) - 1, 0)
    found = []
    while first < len(clauses) and clauses[first].start < window.end:
        clause = clauses[first]
        if clause.end > window.start:
            found.append(Span(max(clause.start, window.start), min(clause.end, window.end)))
        first += 1
    return tuple(found)


@lru_cache(maxsize=1024)  # every hit of a sentence asks for it
def language_of(words: str) -> str:
    """zh or en: the language that a sentence is written in."""
    chinese, latin = len("".join(_CJK.findall(words))), len(_LATIN.findall(words))
    return "en" if latin > chinese else "zh"
