"""Disguises of a rule's examples: other places, other spellings, other senses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec.structs import replace

from claimlint.lint import Linter
from claimlint.model.rule import Rule
from claimlint.selftest import Example, found_by, guards_of, parse, reasons, report_on

# The same claim in another place of a Markdown document: it must still be found.
PLACES: dict[str, str] = {
    "heading": "# {}\n",
    "list": "- 其一\n- {}\n",
    "table": "| 说明 |\n|---|\n| {} |\n",
    "quote": "> {}\n",
    "emphasis": "**{}**\n",
}

# The same words in another sense: no finding, and a dismissal for this reason.
SENSES: dict[str, tuple[str, str]] = {
    "negated": ("并非“{}”。", "negated"),
    "asked": ("“{}”，这是真的吗？", "asked"),
    "warned": ("谨防以“{}”为噱头的骗局。", "warned"),
    "prohibited": ("广告中不得出现“{}”等用语。", "prohibited"),
}


def full_width(text: str) -> str:
    """Latin letters and digits as wide as Chinese characters."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    converter: Callable[[str], str] = OpenCC("s2t").convert
    return converter


def traditional(text: str) -> str:
    """Traditional characters."""
    return _converter()(text)


def spaced(text: str) -> str:
    """A space between every two Chinese characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "full width": full_width,
    "traditional": traditional,
    "spaced": spaced,
}


def try_disguises(linter: Linter, rule: Rule) -> Iterator[tuple[str, bool]]:
    """Each disguise of each bad example of a pattern rule: its kind, and whether it came out right."""
    if rule.kind != "pattern" or "zh" not in rule.languages:
        return
    for written in rule.examples.bad:
        example = parse(written)
        if example.spec.format != "text" or "\n" in example.text:
            continue
        yield from _in_places(linter, rule, example)
        yield from _in_spellings(linter, rule, example)
        if len(example.marks) == 1:
            yield from _in_senses(linter, rule, example)


def _found(linter: Linter, rule: Rule, example: Example, text: str, style: str = "text") -> bool:
    changed = Example(text, (), replace(example.spec, format=style))
    return bool(found_by(report_on(linter, rule, changed), rule))


def _in_places(linter: Linter, rule: Rule, example: Example) -> Iterator[tuple[str, bool]]:
    if rule.blocks or "|" in example.text:
        return
    for kind, frame in PLACES.items():
        yield kind, _found(linter, rule, example, frame.format(example.text), "markdown")


def _in_spellings(linter: Linter, rule: Rule, example: Example) -> Iterator[tuple[str, bool]]:
    for kind, spell in SPELLINGS.items():
        changed = spell(example.text)
        if changed != example.text:
            yield kind, _found(linter, rule, example, changed)


def _in_senses(linter: Linter, rule: Rule, example: Example) -> Iterator[tuple[str, bool]]:
    rulebook = linter.rulebook
    if rulebook is None:
        return
    guards = guards_of(rule, rulebook)
    start, end = example.marks[0]
    for kind, (frame, guard) in SENSES.items():
        if guard not in guards:
            continue
        changed = Example(frame.format(example.text[start:end]), (), example.spec)
        report = report_on(linter, rule, changed)
        # Where the words alone are no hit (the pattern needs more of the sentence) nothing is shown.
        if found_by(report, rule) or reasons(report, rule):
            yield kind, not found_by(report, rule)
