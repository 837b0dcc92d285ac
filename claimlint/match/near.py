"""Near misses: patterns of which all words but one stand in a sentence; worked out only when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimlint.match.plans import Candidate
from claimlint.match.tables import build
from claimlint.match.terms import TermFinder
from claimlint.match.units import Unit, folded
from claimlint.match.vocabulary import Vocabulary
from claimlint.match.windows import Window
from claimlint.model.hit import NearMiss
from claimlint.model.rule import Lexicon
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Span

_SAMPLE = 3  # words that stand for all which would fill a slot
_HAN = re.compile("[\u3400-\u9fff]")
_COMMON = 0.5  # a class that is about as common as this says nothing by standing alone


def near_misses(rulebook: Rulebook, document: Document, sentence: int) -> tuple[NearMiss, ...]:
    """For each rule of the document's language the pattern that comes closest, the one of the rarest words first."""
    language = document.language[:2]
    vocabulary = Vocabulary(rulebook)
    tables = build(rulebook, vocabulary)
    candidates = [
        Candidate(one, rulebook.rules[one.rule], tables.pattern(number))
        for number, one in enumerate(rulebook.patterns)
        if one.purpose == "report" and one.expression is None and language in rulebook.rules[one.rule].languages
    ]
    span = document.sentences[sentence].span
    windows = TermFinder(tables).windows(folded(document.text), [Unit(*span, sentence)])
    if not windows:
        return ()
    best: dict[str, tuple[float, NearMiss]] = {}
    for candidate in candidates:
        for weight, miss in _near(candidate, windows[0], vocabulary, rulebook.languages[language].lexicons, language):
            if candidate.rule.id not in best or weight < best[candidate.rule.id][0]:
                best[candidate.rule.id] = (weight, miss)
    return tuple(miss for _, miss in sorted(best.values(), key=lambda one: (one[0], one[1].rule)))


def _near(
    candidate: Candidate, found: Window, vocabulary: Vocabulary, lexicons: Mapping[str, Lexicon], language: str
) -> Iterator[tuple[float, NearMiss]]:
    """The pattern as a near miss, the rarer its words that stand here, the lighter."""
    required = set(candidate.classes.required)
    missing = required - found.classes
    present = required & found.classes
    if len(missing) != 1 or not present or candidate.plan is None:
        return
    places = [place for one in present for place in found.places(one)[:1]]
    weight = min(vocabulary.commonness[one] for one in present)
    if not places or weight > _COMMON:
        return
    step = next(one for one in candidate.plan.steps if one.number in missing)
    own = lexicons.get(step.name or "")
    words = (
        own.terms if own is not None else sorted(vocabulary.words[word] for word in vocabulary.words_of[step.number])
    )
    sample = [word for word in words if language == "zh" or not _HAN.search(word)][:_SAMPLE]
    if not sample and step.number not in vocabulary.quantities:
        return  # it wants a word of the other language
    name = " / ".join(sample) or vocabulary.quantities[step.number]
    span = Span(min(start for start, _ in places), max(end for _, end in places))
    yield weight, NearMiss(candidate.rule.id, candidate.pattern.pattern, span, name)
