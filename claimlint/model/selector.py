"""What a selector means: an id, a family, a glob, pack:NAME, all, or an id that a rule replaces."""

from __future__ import annotations

from collections.abc import Container
from fnmatch import fnmatchcase


def means(selector: str, rule: str, pack: str | None = None, replaces: Container[str] = ()) -> bool:
    """Whether a selector means the rule with this id, pack and former ids."""
    if selector.startswith("pack:"):
        return pack == selector.removeprefix("pack:")
    if selector in {"all", "*", rule, rule.partition("/")[0]} or selector in replaces:
        return True
    return "*" in selector and fnmatchcase(rule, selector)
