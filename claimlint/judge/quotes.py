"""Marks that leave no pair of quotation marks half inside."""

from __future__ import annotations

from claimlint.model.text import Span

_CLOSING = {"“": "”", "「": "」", "『": "』", "《": "》"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_NEAR = 8  # characters outside a span in which the other half of a pair is looked for


def unhalved(text: str, span: Span, within: Span) -> Span:
    """The span with the other half of a pair that it opens or closes, where that stands near in the sentence."""
    words = text[span.start : span.end]
    opened = max(words.rfind(one) for one in _CLOSING)
    closed = min((place for one in _OPENING if (place := words.find(one)) >= 0), default=-1)
    start, end = span
    if opened >= 0 and _CLOSING[words[opened]] not in words[opened:]:
        behind = text.find(_CLOSING[words[opened]], end, min(end + _NEAR, within.end))
        end = behind + 1 if behind >= 0 else end
    if closed >= 0 and _OPENING[words[closed]] not in words[:closed]:
        ahead = text.rfind(_OPENING[words[closed]], max(start - _NEAR, within.start), start)
        start = ahead if ahead >= 0 else start
    return Span(start, end)
