"""The table of guards, and which of them hold for a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from claimlint.judge import negation, questions, reporting, speech, warnings
from claimlint.judge.context import Context, Reason
from claimlint.model.rule import Guard, Rule
from claimlint.model.rulebook import Defaults

Check = Callable[[Context], Reason | None]


class Held(NamedTuple):
    """A guard that holds, with its reason."""

    guard: Guard
    reason: Reason


@cache
def checks() -> dict[Guard, Check]:
    """Every guard with the function that decides it, in the order in which they are asked."""
    return {
        Guard.IN_REFERENCES: reporting.in_references,
        Guard.IN_DISCLAIMER: reporting.in_disclaimer,
        Guard.PROHIBITED: speech.prohibited,
        Guard.NEGATED: negation.negated,
        Guard.LAW_TEXT: speech.law_text,
        Guard.MENTIONED: speech.mentioned,
        Guard.WARNED: warnings.warned,
        Guard.ANSWERED_NO: questions.answered_no,
        Guard.ASKED: questions.asked,
        Guard.TECHNICAL_TERM: reporting.technical_term,
        Guard.TRIAL_REPORT: reporting.trial_report,
        Guard.GUIDELINE: reporting.guideline,
        Guard.HISTORICAL: reporting.historical,
        Guard.CONDITIONAL: reporting.conditional,
        Guard.ATTRIBUTED: speech.attributed,
    }


def guards_of(rule: Rule, defaults: Defaults) -> frozenset[Guard]:
    """The guards of a rule: its family's, with the rule's own additions and exceptions."""
    family = {Guard(name) for name in defaults.guards.get(rule.family, ())}
    return frozenset((family | set(rule.unless.add)) - set(rule.unless.drop))


def first_held(context: Context, wanted: Iterable[Guard]) -> Held | None:
    """The first guard that holds, or None."""
    return next(iter(held(context, wanted)), None)


def held(context: Context, wanted: Iterable[Guard]) -> Iterable[Held]:
    """The guards among ``wanted`` that hold, in the table's order."""
    chosen = wanted if isinstance(wanted, frozenset) else frozenset(wanted)
    for guard, check in checks().items():
        if guard in chosen:
            reason = check(context)
            if reason is not None:
                yield Held(guard, reason)
