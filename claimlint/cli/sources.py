"""`claimlint sources`: list, add, fetch and verify the cited works."""

from __future__ import annotations

import click


@click.group("sources")
def command() -> None:
    """List, add, fetch and verify the cited works."""
