"""On which line of a configuration file a key stands, as far as its text tells."""

from __future__ import annotations

import re

from claimlint.model.words import Words, both


def line_of(key: str, text: str) -> int | None:
    """The first line on which a key is set or a table of that name opens; else where it stands in an inline table."""
    wanted = re.compile(rf"\s*(?:[\"']?{re.escape(key)}[\"']?\s*=|\[+[^\]]*\b{re.escape(key)}\s*\]+)")
    inline = re.compile(rf"[^#]*[{{,]\s*[\"']?{re.escape(key)}[\"']?\s*=")
    for expression in (wanted, inline):
        for number, line in enumerate(text.splitlines(), 1):
            if expression.match(line):
                return number
    return None


def line_at(place: str, text: str) -> int | None:
    """The line of a place such as ``ignore[1].until`` in its own table; the table's first where nothing is set."""
    table, key = re.sub(r"\[[^\]]*\]", "", place).split(".")[0], place.rpartition(".")[2]
    key = re.sub(r"\[[^\]]*\]", "", key)
    number = re.match(r"[^.\[]+\[(\d+)\]", place)
    lines = text.splitlines()
    head = re.compile(rf"\s*\[\[[^\]]*\b{re.escape(table)}\s*\]\]")
    heads = [at for at, line in enumerate(lines) if head.match(line)]
    if number is None or int(number[1]) >= len(heads):
        return line_of(key, text)
    first = heads[int(number[1])]
    last = next((at for at in range(first + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    own = line_of(key, "\n".join(lines[first:last]))
    return first + (own or 1)


def two_ignores(text: str) -> Words | None:
    """The way out for a file that has the list and the tables of that name, of which TOML allows one."""
    lines = [line.strip() for line in text.splitlines()]
    has_list = any(re.match(r"ignore\s*=", line) for line in lines)
    if not (has_list and any(re.match(r"\[\[[^\]]*\bignore\s*\]\]", line) for line in lines)):
        return None
    return both(
        "ignore = [...] 和 [[ignore]] 在 TOML 里不能并存：前者请写成 ignore-rules = [...]",
        "TOML has no room for ignore = [...] beside [[ignore]]: write the former as ignore-rules = [...]",
    )
