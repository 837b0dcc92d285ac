"""Cited works: bytes to Source, kept in a folder; fetch is the only code that uses a network."""

from __future__ import annotations

from claimlint.sources.store import SourceStore, load_store

__all__ = ["SourceStore", "load_store"]
