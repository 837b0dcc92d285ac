"""A content-compliance linter for medical marketing text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Finding", "Linter", "Report", "__version__"]

if TYPE_CHECKING:
    from claimlint.lint import Linter
    from claimlint.model.finding import Finding
    from claimlint.model.report import Report

_HOMES = {
    "Finding": "claimlint.model.finding",
    "Linter": "claimlint.lint",
    "Report": "claimlint.model.report",
}


def __getattr__(name: str) -> Any:
    """Import the public names on first use, so that `import claimlint` stays cheap."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
