"""Selectors: an id, a family, a glob or pack:NAME, as suppressions and triggers write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase


def selects(selector: str, rule: str, packs: Mapping[str, str] | None = None) -> bool:
    """Whether a selector means a rule."""
    if selector.startswith("pack:"):
        return (packs or {}).get(rule) == selector.removeprefix("pack:")
    if selector in (rule, "all", "*", rule.partition("/")[0]):
        return True
    return "*" in selector and fnmatchcase(rule, selector)


def selected_by(selectors: Iterable[str], rule: str, packs: Mapping[str, str] | None = None) -> bool:
    """Whether any of the selectors means a rule."""
    return any(selects(selector, rule, packs) for selector in selectors)
