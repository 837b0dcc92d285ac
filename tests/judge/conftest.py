"""A document, its cues and a hit made by hand, without reader, matcher or rulebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from claimlint.judge.context import Context
from claimlint.language.cues import Cues
from claimlint.language.sentences import split
from claimlint.model.hit import Hit
from claimlint.model.text import (
    Block,
    BlockKind,
    Document,
    RawSpan,
    Role,
    Segment,
    Sentence,
    Span,
)

LEXICONS = Path(__file__).parents[2] / "rules" / "_lexicon"


@cache
def lexicons() -> dict[str, re.Pattern[str]]:
    """Each cue lexicon as one expression, longest term first; Latin words whole, without regard to case."""
    terms: dict[str, set[str]] = {}
    for path in sorted(LEXICONS.glob("*/*.yaml")):
        if path.stem.startswith(("cue_", "register_")):
            terms.setdefault(path.stem, set()).update(yaml.safe_load(path.read_text("utf-8"))["terms"])
    return {
        name: re.compile("|".join(map(_word, sorted(words, key=len, reverse=True))), re.I)
        for name, words in terms.items()
    }


def _word(term: str) -> str:
    left = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", term) else ""
    right = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return left + re.escape(term) + right


def occurrences(text: str) -> dict[str, tuple[Span, ...]]:
    return {
        name: tuple(Span(*match.span()) for match in expression.finditer(text))
        for name, expression in lexicons().items()
    }


def document_of(text: str, *, role: Role = Role.BODY, language: str = "zh", **extra: object) -> Document:
    """One paragraph a line; a line that starts with # is a heading, with - a list item."""
    blocks, sentences, place, section = [], [], 0, ()
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        lead = len(body) - len(body.lstrip("#- "))
        kind = {"#": BlockKind.HEADING, "-": BlockKind.LIST_ITEM}.get(body[:1], BlockKind.PARAGRAPH)
        span = Span(place + lead, place + len(body))
        if span.end > span.start:
            if kind is BlockKind.HEADING:
                section = (body[lead:],)
            blocks.append(Block(kind, role, span, () if kind is BlockKind.HEADING else section))
            sentences.extend(
                Sentence(one, len(blocks) - 1, clauses) for one, clauses in split(text, span.start, span.end)
            )
        place += len(line)
    whole = (Segment(Span(0, len(text)), RawSpan(0, len(text))),)
    return Document("<text>", "text", text, text, whole, tuple(blocks), tuple(sentences), language=language, **extra)


def marked(text: str) -> tuple[str, Span]:
    """The words without the marks, and the span between << and >>."""
    head, rest = text.split("<<", 1)
    words, tail = rest.split(">>", 1)
    return head + words + tail, Span(len(head), len(head) + len(words))


def hit_of(document: Document, span: Span, rule: str = "overclaim/sample", **extra: object) -> Hit:
    index = document.sentence_index(span.start)
    assert index is not None
    return Hit(rule, 0, span, span, index, document.slice(span), **extra)


@pytest.fixture
def context_of() -> Callable[..., Context]:
    """A Context for a text whose hit is marked with << >>."""

    def build(text: str, **extra: object) -> Context:
        words, span = marked(text)
        document = document_of(words, **extra)
        return Context(document, hit_of(document, span), Cues(words, occurrences(words)))

    return build
