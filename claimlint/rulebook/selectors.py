"""Selecting rules by id, family, glob or pack; the longest selector that fits wins."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from claimlint.model.report import Problem
from claimlint.model.rulebook import Rulebook
from claimlint.model.selector import means
from claimlint.model.words import both, meant


def choose(rulebook: Rulebook, select: Iterable[str], ignore: Iterable[str]) -> tuple[Rulebook, tuple[Problem, ...]]:
    """The rulebook with only the rules that run, and the selectors that mean nothing.

    Without ``select`` every rule runs. A selector of equal length in both lists ignores.
    """
    select, ignore = tuple(select), tuple(ignore)
    problems = tuple(unknown(selector, rulebook) for selector in (*select, *ignore) if not is_meant(selector, rulebook))
    if not select and not ignore:
        return rulebook, problems
    keep = [_weight(select, id_, rulebook, bare=0) > _weight(ignore, id_, rulebook) for id_ in _ids(rulebook)]
    return _only(rulebook, keep), problems


def _ids(rulebook: Rulebook) -> list[str]:
    return [rule.id for rule in rulebook.rules]


def _weight(selectors: tuple[str, ...], rule: str, rulebook: Rulebook, bare: int = -1) -> int:
    """The length of the longest selector that means the rule; -1 for none, ``bare`` without selectors."""
    if not selectors:
        return bare
    return max((len(one) for one in selectors if fits(one, rule, rulebook)), default=-1)


def fits(selector: str, rule: str, rulebook: Rulebook) -> bool:
    """Whether a selector means a rule."""
    return means(selector, rule, rulebook.packs.get(rule), rulebook.replaced.get(rule, ()))


def is_meant(selector: str, rulebook: Rulebook) -> bool:
    """Whether a selector means any rule."""
    return any(fits(selector, rule.id, rulebook) for rule in rulebook.rules)


def unknown(selector: str, rulebook: Rulebook, path: str | None = None, line: int | None = None) -> Problem:
    """That a selector means no rule, with the nearest name; ``path`` and ``line`` where it is written."""
    from difflib import get_close_matches

    known = {*_ids(rulebook), *(id_.partition("/")[0] for id_ in _ids(rulebook))}
    known |= {f"pack:{pack}" for pack in rulebook.packs.values()}
    near = get_close_matches(selector, known, 1)
    hint = both("见 claimlint rules list", "see claimlint rules list")
    if near:
        hint = meant(near[0])
    message = both(f"没有规则符合 {selector}", f"no rule is meant by {selector!r}")
    return Problem(code="unknown-selector", message=message, path=path, line=line, hint=hint)


def _only(rulebook: Rulebook, keep: list[bool]) -> Rulebook:
    """The rules that are kept, their patterns renumbered."""
    numbers = {old: new for new, old in enumerate(index for index, kept in enumerate(keep) if kept)}
    return replace(
        rulebook,
        rules=tuple(rulebook.rules[old] for old in numbers),
        patterns=tuple(
            replace(pattern, rule=numbers[pattern.rule]) for pattern in rulebook.patterns if pattern.rule in numbers
        ),
    )
