"""Hedges: a claim made milder is still a claim, but a milder one."""

from __future__ import annotations

from claimlint.judge.context import Context, Reason
from claimlint.judge.wording import said
from claimlint.model.text import Span


def hedged(context: Context) -> Reason | None:
    """The hedge that makes a hit a possibility; a strong word after it is not made milder by it."""
    lead = Span(context.clause.start, context.span.end)
    cue = next((one for one in context.cues.inside("cue_hedge", lead)), None)
    if cue is None or _is_masked(context, cue):
        return None
    if context.cues.first(Span(cue.end, context.span.end), "cue_strong"):
        return None
    return Reason(said("possibility", context.words(cue)), cue)


def _is_masked(context: Context, cue: Span) -> bool:
    """不可能, 可能吗: a hedge inside a longer cue that is none."""
    longer = (*context.cues.touching("cue_negator", cue), *context.cues.touching("cue_refuter", cue))
    return any(one.contains(cue) and one != cue for one in longer)
