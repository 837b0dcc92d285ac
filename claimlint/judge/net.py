"""Sentences that sell, as observations: the net under the rules that have a grammar of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimlint.judge.context import language_of
from claimlint.judge.quotes import unhalved
from claimlint.judge.selling import SHORTEST, Voices, told
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import BlockKind, Document, Role, Span

CHECK = "selling-sentence"
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CAPTION})
_SILENT = frozenset({Role.REFERENCES, Role.DISCLAIMER, Role.CONTACT})
_AMONG_OTHERS = 0.45  # the chance asked for in a document whose voice has been weighed already
_IN_A_QUIET_ONE = 0.6  # the same in one that hardly sells, a review or a portrait
_OF_SCIENCE = 0.88  # the same of a sentence that speaks of molecules or cautiously, as papers do
_SCIENCE = lazy(r"[A-Za-z]{2,}|[α-ωΑ-Ω]|可能|潜在|提示|表明|有望|机制|通路|因子|研究")
_READABLE = 5  # characters that a mark must have beside the findings of other rules


def selling(rulebook: Rulebook, document: Document, voices: Mapping[str, Voices]) -> Iterator[Observation]:
    """The sentences whose chance of selling reaches what the rule of this check asks for, in its languages."""
    rule = next((rule for rule in rulebook.rules if rule.check == CHECK), None)
    if rule is None or rule.register is None or not rule.register.selling:
        return
    for language in rule.languages:
        voice = voices.get(language)
        if voice is None:
            continue
        for index in _candidates(document, voice, rule.register.selling, language):
            place = voice.most_telling(index)
            readable = place is not None and (not voice.speaks or place.end - place.start >= _READABLE)
            if place is not None and readable and _promises(document, index, place, voice):
                place = unhalved(document.text, place, document.sentences[index].span)
                yield Observation(CHECK, place, evidence=told(voice.words(index)))


_ENDPOINT = lazy(r"(?:主要|次要|复合|探索性|替代)终点")  # what is told of one is a result of a trial


def _candidates(document: Document, voice: Voices, least: float, language: str) -> Iterator[int]:
    """The sentences that may promise; of a longer document its headings are left alone."""
    kinds = _KINDS - {BlockKind.HEADING} if voice.speaks else _KINDS
    for index, sentence in enumerate(document.sentences):
        words = document.slice(sentence.span)
        asked = _asked_among_others(words, voice) if voice.speaks else least
        if voice.chance(index) >= asked and _says_something(words, language) and not _ENDPOINT.search(words):
            block = document.block_of(sentence)
            if block.kind in kinds and block.role not in _SILENT:
                yield index


def _asked_among_others(words: str, voice: Voices) -> float:
    if _SCIENCE.search(words):
        return _OF_SCIENCE
    return _IN_A_QUIET_ONE if voice.quiet else _AMONG_OTHERS


_INCURABLE = lazy(
    r"((?:是|属于)[^,，。;；]{0,12})?(?:难以|很难|无法|没法|不能|不可能?|未能|尚不能|还不能)(?:被|彻底|完全|从根本上|根本|真正){0,2}(?:治愈|根治|治好|断根|除根|痊愈)(?(1)(?:的慢?性?疾?病)?)$"
)


def _promises(document: Document, index: int, place: Span, voice: Voices) -> bool:
    """Neither what an item of a list is called nor that an illness can or cannot be cured promises anything."""
    label = voice.speaks and _is_label(document, index, place)
    taught = _INCURABLE.search(document.slice(place)) is not None
    return not (label or taught or _curable(document.sentences[index].span, voice))


def _curable(sentence: Span, voice: Voices) -> bool:
    """``丙肝规范治疗的治愈率可达95%``: what approved treatment does for such an illness, where nobody sells it."""
    cues = voice.cues
    if cues.first(sentence, "cur_curable") is None or cues.first(sentence, "rate_name") is None:
        return False
    return cues.first(sentence, "register_self", "sci_house", "pro_party", "eff_sold", "pro_boast") is None


def _is_label(document: Document, index: int, place: Span) -> bool:
    """``免疫调节与炎症抑制：干细胞通过……``: what a sentence of a list is called promises nothing yet."""
    return place.start == document.sentences[index].span.start and document.text[place.end : place.end + 1] in (
        ":",
        "：",
    )


def _says_something(sentence: str, language: str) -> bool:
    """Whether a sentence is more than a name, and in the language whose words are weighed."""
    return len(sentence.strip()) >= SHORTEST and language_of(sentence) == language
