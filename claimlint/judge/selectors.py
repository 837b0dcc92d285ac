"""Selectors: an id, a family, a glob or pack:NAME, as suppressions and triggers write them."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.model.rulebook import Rulebook
from claimlint.model.selector import means


def selects(selector: str, rule: str, rulebook: Rulebook | None = None) -> bool:
    """Whether a selector means a rule, by its own id or one that it replaces."""
    if rulebook is None:
        return means(selector, rule)
    return means(selector, rule, rulebook.packs.get(rule), rulebook.replaced.get(rule, ()))


def selected_by(selectors: Iterable[str], rule: str, rulebook: Rulebook | None = None) -> bool:
    """Whether any of the selectors means a rule."""
    return any(selects(selector, rule, rulebook) for selector in selectors)
