"""Selectors: an id, a family, a glob or pack:NAME, as suppressions and triggers write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimlint.model.selector import means


def selects(selector: str, rule: str, packs: Mapping[str, str] | None = None) -> bool:
    """Whether a selector means a rule."""
    return means(selector, rule, (packs or {}).get(rule))


def selected_by(selectors: Iterable[str], rule: str, packs: Mapping[str, str] | None = None) -> bool:
    """Whether any of the selectors means a rule."""
    return any(selects(selector, rule, packs) for selector in selectors)
