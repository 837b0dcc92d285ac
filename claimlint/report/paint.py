"""Lines of styled words put on a stream: plain, or in colour through rich."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, TextIO

from claimlint.report.options import Options


class Part(NamedTuple):
    """Words and the name of their style (a key of STYLES)."""

    text: str
    style: str = ""


STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "path": "bold underline",
    "rule": "bold",
    "faint": "dim",
    "label": "dim",
    "suggestion": "green",
    "found": "green",
    "hollow": "yellow",
    "missing": "red",
    "problem": "bold magenta",
}


class Painter(Protocol):
    def line(self, *parts: Part) -> None: ...


class Plain:
    """Words without colour; imports nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, *parts: Part) -> None:
        self._stream.write("".join(part.text for part in parts).rstrip() + "\n")


class Colour:
    """Words in colour, by rich, which also knows old Windows consoles."""

    def __init__(self, stream: TextIO, width: int) -> None:
        from rich.console import Console

        self._console: Any = Console(
            file=stream, force_terminal=True, width=width, highlight=False, markup=False, emoji=False
        )

    def line(self, *parts: Part) -> None:
        from rich.text import Text

        text = Text.assemble(*((part.text, STYLES.get(part.style, "")) for part in parts))
        text.rstrip()
        self._console.print(text, soft_wrap=True)


def painter(stream: TextIO, options: Options) -> Painter:
    return Colour(stream, options.width) if options.color else Plain(stream)
