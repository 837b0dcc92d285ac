"""What a configuration says of rules, held against the rules that there are: once a run, not once a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimlint.config import IgnoreEntry, Settings
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.rulebook import Rulebook
from claimlint.model.words import both, meant
from claimlint.rulebook.selectors import is_meant, unknown

_ENTRY = re.compile(r"\s*\[\[\s*(?:tool\.claimlint\.)?ignore\s*\]\]")


def faults(settings: Settings, rulebook: Rulebook, today: str, shown: str) -> tuple[Problem, ...]:
    """Selectors and thresholds that mean nothing, and accepted findings whose date has passed."""
    lines = _lines(settings)
    found = [*_selectors(settings, rulebook, lines, shown), *_thresholds(settings, rulebook, lines, shown)]
    for number, entry in enumerate(settings.ignore):
        own = _entry_lines(lines, number)
        found += _unknown(entry.rules, rulebook, own, shown)
        found += _expired(entry, today, own, shown)
    return tuple(dict.fromkeys(found))


Lines = list[tuple[int, str]]


def _lines(settings: Settings) -> Lines:
    if settings.origin is None:
        return []
    try:
        text = Path(settings.origin).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.lstrip().startswith("#")]


def _entry_lines(lines: Lines, number: int) -> Lines:
    """The lines from the head of an entry on; all of them where the entries are written in one line."""
    heads = [at for at, (_, line) in enumerate(lines) if _ENTRY.match(line)]
    return lines[heads[number] :] if number < len(heads) else lines


def _line(words: str, lines: Lines) -> int | None:
    """Where a value is given or a key set."""
    wanted = re.compile(rf"[\"']{re.escape(words)}[\"']|(?<![\w-]){re.escape(words)}\s*=|=\s*{re.escape(words)}\b")
    return next((number for number, line in lines if wanted.search(line)), None)


def _selectors(settings: Settings, rulebook: Rulebook, lines: Lines, shown: str) -> Iterator[Problem]:
    lists = [settings.select, settings.ignore_rules, settings.unsuppressible]
    lists += [one for override in settings.overrides for one in (override.select, override.ignore_rules) if one]
    for selectors in lists:
        yield from _unknown(selectors, rulebook, lines, shown)


def _unknown(selectors: Iterable[str], rulebook: Rulebook, lines: Lines, shown: str) -> Iterator[Problem]:
    for selector in selectors:
        if not is_meant(selector, rulebook):
            yield unknown(selector, rulebook, shown, _line(selector, lines))


def _thresholds(settings: Settings, rulebook: Rulebook, lines: Lines, shown: str) -> Iterator[Problem]:
    from difflib import get_close_matches

    known = sorted({name for rule in rulebook.rules for name in rule.thresholds})
    tables = (settings.thresholds, *(override.thresholds or {} for override in settings.overrides))
    for name in (name for table in tables for name in table if name not in known):
        near = get_close_matches(name, known, 1)
        yield Problem(
            code="unknown-threshold",
            message=both(f"没有规则用到阈值 {name}", f"no rule has a threshold {name!r}"),
            path=shown,
            line=_line(name, lines),
            hint=meant(near[0]) if near else both(f"阈值有：{'、'.join(known)}", f"thresholds: {', '.join(known)}"),
        )


def _expired(entry: IgnoreEntry, today: str, lines: Lines, shown: str) -> Iterator[Problem]:
    if entry.until is None or today <= entry.until:
        return
    yield Problem(
        code="ignore-expired",
        message=both(
            f"[[ignore]]（{'、'.join(entry.rules)}）已于 {entry.until} 到期，相关发现重新报告",
            f"[[ignore]] of {', '.join(entry.rules)} ended on {entry.until}; its findings are reported again",
        ),
        path=shown,
        line=_line(entry.until, lines),
        hint=both(
            "请修改文字，或写明理由、延长日期",
            "change the texts, or renew the date with a reason",
        ),
        kind=ProblemKind.NOTE,
    )
