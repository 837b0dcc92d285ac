"""How likely a sentence sells, weighed from the kinds of words in it, each a reason that can be named."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct

from claimlint.language.cues import Cues
from claimlint.language.expressions import lazy
from claimlint.model.rulebook import VoiceWeights
from claimlint.model.text import Span

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
_PER_LENGTH = 20  # characters
MOST_REASONS = 4


class Weighed(Struct, frozen=True):
    """The chance that a sentence sells, with the words that say so most."""

    chance: float
    reasons: tuple[str, ...] = ()


def features(cues: Cues, span: Span, weights: VoiceWeights) -> dict[str, float]:
    """How often each kind of word and mark stands in a stretch of text."""
    words = cues.text[span.start : span.end]
    found: dict[str, float] = {}
    for name in weights.words:
        count = cues.count(name, span)
        if count:
            found[name] = min(count, weights.most)
    for name, expression in _MARKS.items():
        count = len(expression.findall(words))
        if count:
            found[f"#{name}"] = min(count, weights.most + 1)
    found["#length"] = min(len(words) / _PER_LENGTH, 5.0)
    return found


def weigh(cues: Cues, span: Span, weights: VoiceWeights) -> Weighed:
    """The chance by a logistic sum of the weights, and the strongest reasons for it."""
    key = (f"selling {id(weights)}", span)
    known: Weighed | None = cues.known.get(key)
    if known is None:
        known = cues.known[key] = _weighed(cues, span, weights)
    return known


def _weighed(cues: Cues, span: Span, weights: VoiceWeights) -> Weighed:
    found = features(cues, span, weights)
    parts = {name: value * _weight(name, weights) for name, value in found.items()}
    total = weights.bias + sum(parts.values())
    chance = 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
    return Weighed(chance, tuple(_reasons(cues, span, parts)))


def _weight(name: str, weights: VoiceWeights) -> float:
    if name.startswith("#"):
        return weights.marks.get(name[1:], 0.0)
    return weights.words.get(name, 0.0)


def _reasons(cues: Cues, span: Span, parts: Mapping[str, float]) -> list[str]:
    """The words of the kinds that say so most, each once; one inside another goes without saying."""
    strongest = sorted(
        (name for name in parts if parts[name] > 0.2 and not name.startswith("#")), key=lambda n: -parts[n]
    )
    found = [cue for name in strongest[:MOST_REASONS] if (cue := cues.first(span, name)) is not None]
    words = dict.fromkeys(cues.text[cue.start : cue.end] for cue in found)
    return [one for one in words if not any(one in other and one != other for other in words)]
