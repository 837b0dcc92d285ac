"""Near misses: patterns of which all words but one stand in a sentence; worked out only when asked for."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.match.plans import Candidate
from claimlint.match.tables import build
from claimlint.match.terms import TermFinder
from claimlint.match.units import Unit, folded
from claimlint.match.vocabulary import Vocabulary
from claimlint.match.windows import Window
from claimlint.model.hit import NearMiss
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Span

_COMMON = 0.5  # a class that is about as common as this says nothing by standing alone


def near_misses(rulebook: Rulebook, document: Document, sentence: int) -> tuple[NearMiss, ...]:
    """For each rule the pattern that comes closest in a sentence, with the slot that nothing fills."""
    vocabulary = Vocabulary(rulebook)
    tables = build(rulebook, vocabulary)
    candidates = [
        Candidate(one, rulebook.rules[one.rule], tables.pattern(number))
        for number, one in enumerate(rulebook.patterns)
        if one.purpose == "report" and one.expression is None
    ]
    span = document.sentences[sentence].span
    windows = TermFinder(tables).windows(folded(document.text), [Unit(*span, sentence)])
    if not windows:
        return ()
    best: dict[str, tuple[float, NearMiss]] = {}
    for candidate in candidates:
        for weight, miss in _near(candidate, windows[0], vocabulary):
            if candidate.rule.id not in best or weight < best[candidate.rule.id][0]:
                best[candidate.rule.id] = (weight, miss)
    return tuple(miss for _, (_, miss) in sorted(best.items()))


def _near(candidate: Candidate, found: Window, vocabulary: Vocabulary) -> Iterator[tuple[float, NearMiss]]:
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
    words = next(iter(vocabulary.words_of[step.number]), None)
    name = step.name or (vocabulary.words[words] if words is not None else "")
    span = Span(min(start for start, _ in places), max(end for _, end in places))
    yield weight, NearMiss(candidate.rule.id, candidate.pattern.pattern, span, name)
