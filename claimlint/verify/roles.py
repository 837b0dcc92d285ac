"""Roles."""
from claimlint.model.figure import Figure
def assign(text: str, figures: list[Figure]) -> list[Figure]:
    return figures
