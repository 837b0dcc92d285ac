"""What is wrong with suppressions themselves: unused, expired, unknown, reasonless, unclosed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.config import Settings
from claimlint.judge.selectors import selected_by, selects
from claimlint.judge.suppress import Suppression
from claimlint.judge.wording import said
from claimlint.model.finding import Finding, Status
from claimlint.model.hit import Observation
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Span

Fault = tuple[Suppression, Observation]


def faults(
    suppressions: Sequence[Suppression],
    findings: Sequence[Finding],
    rulebook: Rulebook,
    settings: Settings,
    today: str | None,
) -> Iterator[Fault]:
    """The faults of each suppression, the first that applies, as observations for the suppression/ rules."""
    known = sorted({*rulebook.origins, *(rule.id for rule in rulebook.rules)})
    for one in suppressions:
        check, values = _fault(one, findings, rulebook, settings, today, known)
        if check:
            yield one, Observation(f"suppression-{check}", Span(0, 0), {**_values(one), **values})


def _values(one: Suppression) -> dict[str, str]:
    return {
        "selector": ", ".join(one.selectors),
        "reason": one.reason,
        "until": one.until or "",
        "hint": "",
    }


def _fault(
    one: Suppression,
    findings: Sequence[Finding],
    rulebook: Rulebook,
    settings: Settings,
    today: str | None,
    known: Sequence[str],
) -> tuple[str, dict[str, str]]:
    if one.form in {"-start", "-end"} and one.reach is not None and one.reach.end == 0:
        return "unclosed", {}
    strange = [name for name in one.selectors if not _is_known(name, known, rulebook)]
    if strange or not one.selectors:
        from difflib import get_close_matches

        near = get_close_matches(strange[0], known, n=1, cutoff=0.5) if strange else []
        return "unknown", {"selector": ", ".join(strange), "hint": near[0] if near else ""}
    if not one.reason:
        return "reasonless", {}
    covered = [finding for finding in findings if one.covers(finding, rulebook)]
    if one.expired(today):
        return ("expired", {}) if covered or one.origin != "configuration" else ("", {})
    if any(selected_by(settings.unsuppressible, finding.rule, rulebook) for finding in covered):
        return "unused", {"hint": said("unsuppressible")}
    return ("unused", {}) if _is_unused(one, covered, rulebook) else ("", {})


def _is_unused(one: Suppression, covered: Sequence[Finding], rulebook: Rulebook) -> bool:
    """Nothing to silence, though its rules ran; configuration speaks of other documents too."""
    if one.origin == "configuration" or any(finding.status is Status.SUPPRESSED for finding in covered):
        return False
    return any(selected_by(one.selectors, rule.id, rulebook) for rule in rulebook.rules)


def _is_known(selector: str, known: Sequence[str], rulebook: Rulebook) -> bool:
    if selector.startswith("pack:"):
        return selector.removeprefix("pack:") in rulebook.packs.values()
    return any(selects(selector, rule, rulebook) for rule in known)
