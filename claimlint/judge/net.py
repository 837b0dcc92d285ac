"""Sentences that sell, as observations: the net under the rules that have a grammar of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from claimlint.judge.selling import Reason, Voices, told
from claimlint.model.hit import Observation
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import BlockKind, Document, Role, Sentence, Span

CHECK = "selling-sentence"
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CAPTION})
_SILENT = frozenset({Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT})
_SURE = 0.97  # the least chance in a document with a voice of its own
_WIDEST = 20  # characters of what is marked
_CONTEXT = ("cue_", "register_")  # kinds of words that colour a sentence and claim nothing themselves


def selling(rulebook: Rulebook, document: Document, voices: Mapping[str, Voices]) -> Iterator[Observation]:
    """The sentences whose chance of selling reaches what the rule of this check asks for, in its languages."""
    rule = next((rule for rule in rulebook.rules if rule.check == CHECK), None)
    if rule is None or rule.register is None or not rule.register.selling:
        return
    for language in rule.languages:
        voice = voices.get(language)
        for index in _candidates(document, voice, rule.register.selling) if voice else ():
            place = _place(document.sentences[index], voice.reasons(index), voice.weights.matter) if voice else None
            if voice is not None and place is not None:
                yield Observation(CHECK, place, evidence=told(voice.words(index)))


def _candidates(document: Document, voice: Voices, least: float) -> Iterator[int]:
    """In a longer document, whose rules see more, the net asks for more and leaves headings alone."""
    kinds, least = (_KINDS - {BlockKind.HEADING}, max(least, _SURE)) if voice.speaks else (_KINDS, least)
    for index, sentence in enumerate(document.sentences):
        if voice.chance(index) >= least:
            block = document.block_of(sentence)
            if block.kind in kinds and block.role not in _SILENT:
                yield index


def _place(sentence: Sentence, reasons: Sequence[Reason], matter: Collection[str]) -> Span | None:
    """The words of the clause that says it most: from its first reason to its last, or the strongest alone.

    None where every reason colours the sentence or names its matter.
    """
    own = [one for one in reasons if not one.name.startswith(_CONTEXT)]
    telling = [one for one in own if one.name not in matter]
    if not telling:
        return None
    clauses = sentence.clauses or (sentence.span,)
    best = max(clauses, key=lambda clause: sum(one.weight for one in telling if clause.contains(one.span)))
    inside = [one.span for one in own if best.contains(one.span)] or [telling[0].span]
    place = Span(min(span.start for span in inside), max(span.end for span in inside))
    return place if place.end - place.start <= _WIDEST else telling[0].span
