"""Sentences that sell, as observations: the net under the rules that have a grammar of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimlint.judge.selling import Reason, Voices, told
from claimlint.model.hit import Observation
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import BlockKind, Document, Role, Sentence, Span

CHECK = "selling-sentence"
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CAPTION})
_SILENT = frozenset({Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT})
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
            place = _place(document.sentences[index], voice.reasons(index)) if voice else None
            if voice is not None and place is not None:
                yield Observation(CHECK, place, evidence=told(voice.words(index)))


def _candidates(document: Document, voice: Voices, least: float) -> Iterator[int]:
    for index, sentence in enumerate(document.sentences):
        if voice.chance(index) >= least:
            block = document.block_of(sentence)
            if block.kind in _KINDS and block.role not in _SILENT:
                yield index


def _place(sentence: Sentence, reasons: Sequence[Reason]) -> Span | None:
    """The words of the clause that says it most: from its first reason to its last, or the strongest alone."""
    telling = [one for one in reasons if not one.name.startswith(_CONTEXT)] or list(reasons)
    if not telling:
        return None
    clauses = sentence.clauses or (sentence.span,)
    groups = [[one for one in telling if clause.contains(one.span)] for clause in clauses]
    best = max(groups, key=lambda group: sum(one.weight for one in group)) or telling[:1]
    place = Span(min(one.span.start for one in best), max(one.span.end for one in best))
    return place if place.end - place.start <= _WIDEST else best[0].span
