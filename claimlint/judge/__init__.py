"""Hits and Observations become Findings and Dismissals: the only maker of Findings."""
