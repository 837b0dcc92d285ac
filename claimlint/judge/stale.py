"""What is wrong with suppressions themselves: unused, expired, unknown, reasonless, unclosed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.config import Settings, is_date
from claimlint.judge.selectors import selected_by, selects
from claimlint.judge.suppress import COMMANDS, MISTYPED, Suppression
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
        if one.origin == "configuration":  # held against the rules once a run, by rulebook/configured.py
            continue
        check, values = _fault(one, findings, rulebook, settings, today, known)
        if check:
            yield one, Observation(f"suppression-{check}", Span(0, 0), {**_values(one), **values})


def _values(one: Suppression) -> dict[str, str]:
    return {
        "selector": ", ".join(one.selectors),
        "reason": one.reason,
        "until": one.until or "",
    }


def _unknown(words: str, known: Sequence[str], kinds: tuple[str, str]) -> tuple[str, dict[str, str]]:
    """That a word of a suppression means nothing, with the nearest that does."""
    from difflib import get_close_matches

    near = get_close_matches(words, known, n=1, cutoff=0.5) if words else []
    zh, en = (f"，是不是要写“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ("", "")
    return "unknown", {"selector": words, "what_zh": kinds[0] + zh, "what_en": kinds[1] + en}


def _ended(until: str) -> dict[str, str]:
    if is_date(until):
        return {"ended_zh": f"已于 {until} 到期，不再生效", "ended_en": f"ended on {until} and no longer holds"}
    return {
        "ended_zh": f"的期限“{until}”不是日期（应写成 YYYY-MM-DD），因此不生效",
        "ended_en": f"does not hold: its end “{until}” is no date (write YYYY-MM-DD)",
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
    if one.form == MISTYPED:
        return _unknown(one.selectors[0], COMMANDS, ("不是 claimlint 的标记", "is no mark of claimlint"))
    strange = [name for name in one.selectors if not _is_known(name, known, rulebook)]
    if not one.selectors:
        return "unknown", {"selector": "", "what_zh": "没有写明规则", "what_en": "names no rule"}
    if strange:
        return _unknown(strange[0], known, ("不是任何规则", "is no rule"))
    if not one.reason:
        return "reasonless", {}
    covered = [finding for finding in findings if one.covers(finding, rulebook)]
    if one.expired(today):
        return "expired", _ended(one.until or "")
    if not _is_unused(one, covered, rulebook):
        return "", {}
    if covered:
        return "unused", {"hint_zh": "：这条规则不可忽略", "hint_en": ": the rule may not be suppressed"}
    return "unused", {}


def _is_unused(one: Suppression, covered: Sequence[Finding], rulebook: Rulebook) -> bool:
    """Nothing to silence, though its rules ran."""
    if any(finding.status is Status.SUPPRESSED for finding in covered):
        return False
    return any(selected_by(one.selectors, rule.id, rulebook) for rule in rulebook.rules)


def _is_known(selector: str, known: Sequence[str], rulebook: Rulebook) -> bool:
    if selector.startswith("pack:"):
        return selector.removeprefix("pack:") in rulebook.packs.values()
    return any(selects(selector, rule, rulebook) for rule in known)
