"""What is said on stderr: a problem in one line, in the language of the run."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from claimlint.cli.outcome import Exit
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import both


def terminal_language() -> str:
    """zh where the user's own settings ask for Chinese, for what is said of no document."""
    asked = next((said for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (said := os.environ.get(name))), "")
    return asked[:2]


def speaks_chinese(*asked: str, machine: bool = False) -> bool:
    """Whether a run speaks Chinese: the first language asked for, else the terminal's.

    A run whose output a program reads is the same everywhere.
    """
    lang = next((one for one in asked if one != "auto"), "")
    return lang == "zh" if lang or machine else terminal_language() == "zh"


def asks_for_a_language(*asked: str, machine: bool = False) -> bool:
    """Whether anybody said which language a run speaks: C and POSIX are the locale of those who set none."""
    return machine or any(one != "auto" for one in asked) or terminal_language() not in ("", "C", "C.", "PO")


def sentence(problem: Problem, chinese: bool) -> str:
    """A problem in one line."""
    told = problem.spoken(chinese)
    place = ":".join(str(part) for part in (told.path, told.line) if part is not None)
    named = told.line is None and str(told.path) in told.message
    lead = f"{place}: " if place and not named else ""
    hint = f"（{told.hint}）" if chinese else f" ({told.hint})"
    return f"{lead}{told.message}{hint if told.hint else ''}"


def tell(problems: Iterable[Problem], chinese: bool) -> Exit:
    """Say what went wrong, a line each, and what it means to the shell."""
    kinds = set()
    for problem in dict.fromkeys(problems):
        click.echo(f"claimlint: {sentence(problem, chinese)}", err=True)
        kinds.add(problem.kind)
    if ProblemKind.USAGE in kinds:
        return Exit.ERROR
    return Exit.INCOMPLETE if ProblemKind.INCOMPLETE in kinds else Exit.CLEAN


def usage(zh: str, en: str) -> click.UsageError:
    """A fault of the command line in both languages."""
    return click.UsageError(both(zh, en))
