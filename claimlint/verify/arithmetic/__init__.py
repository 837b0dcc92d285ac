"""Counts, shares, totals, changes and multiples that do not work out."""
