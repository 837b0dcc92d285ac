"""Paths as a report shows them: never absolute, always with forward slashes."""

from __future__ import annotations

import os

from claimlint.report.options import Options


def named(path: str) -> str:
    """``path`` in the user's own words, for a terminal, which is the user's own."""
    return path.replace(os.sep, "/")


def shown(path: str, options: Options) -> str:
    """``path`` as the user named it, or relative to the base when it was absolute.

    A report is handed on: an absolute path would tell whose machine it was made on.
    """
    if not os.path.isabs(path):
        return path.replace(os.sep, "/")
    try:
        relative = os.path.relpath(path, options.base or os.getcwd())
    except ValueError:  # another drive
        relative = os.path.basename(path)
    return relative.replace(os.sep, "/")
