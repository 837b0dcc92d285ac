"""The document's own list of references, entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language import expressions, identifiers
from claimlint.language.expressions import lazy
from claimlint.model.source import Reference
from claimlint.model.text import Block, BlockKind, Document, Role, Span
from claimlint.verify.references import grammar

_LABEL = lazy(
    r"[ \t>*]{0,6}(?:[\[【［(（](\d{1,3})[\]】］)）]\s{0,3}[.、]?|(\d{1,3})\s{0,1}[.、．)）](?!\d)\s{0,3}|"
    r"([①-⑳])\s{0,3}|[-•·*]\s{1,3})"
)
_HEADING = lazy(
    r"\s*(?:参考(?:文献|资料|来源)|引用(?:文献|来源)|文献来源|资料来源|references?|bibliography|sources|"
    r"literature cited)\s*(?:list)?\s*[:：]?\s*$",
    re.I,
)
_LIKE_ENTRY = lazy(r"(?<!\d)(?:19|20)\d{2}(?!\d)|10\.\d{4,9}/|PMID|https?://")


def read_references(document: Document) -> tuple[Reference, ...]:
    """The entries in order; ``index`` counts from 1, ``label`` is the number or name printed."""
    found: list[Reference] = []
    for block in document.blocks:
        if block.role is Role.REFERENCES or (block.kind is BlockKind.FOOTNOTE and _cites(document, block)):
            for span, label in _entries(document, block):
                found.append(read_entry(document.slice(span), span, len(found) + 1, label))
    return tuple(found)


def _cites(document: Document, block: Block) -> bool:
    return block.label is not None and _LIKE_ENTRY.search(document.slice(block.span)) is not None


def _entries(document: Document, block: Block) -> Iterator[tuple[Span, str | None]]:
    text = document.slice(block.span)
    if block.kind is BlockKind.HEADING or _HEADING.match(text) or len(text.strip()) < 8:
        return
    for start, end in _pieces(text):
        words = text[start:end]
        label = _LABEL.match(words)
        body = start + (label.end() if label else 0)
        last = start + len(words.rstrip())
        if last - body < 8:
            continue
        printed = next((group for group in label.groups() if group), None) if label else None
        yield Span(block.span.start + body, block.span.start + last), _digits(printed or block.label)


def _digits(label: str | None) -> str | None:
    if label is None:
        return None
    if "①" <= label[0] <= "⑳":
        return str(ord(label[0]) - ord("①") + 1)
    number = expressions.fullmatch(r"\W{0,2}(\d{1,3})\W{0,2}", label)
    return number[1].lstrip("0") if number else (label.strip("^[]: ") or None)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """One block may hold several entries: lines that each begin with a label, or each look like an entry."""
    starts = [m.start() for m in expressions.finditer(r"^.", text, re.M)]
    labelled = [start for start in starts if _LABEL.match(text, start)]
    lines = [start for start in starts if _LIKE_ENTRY.search(text[start : (text + "\n").index("\n", start)])]
    if len(labelled) > 1:
        cuts = labelled
    elif len(lines) > 1 and len(lines) == len(starts):
        cuts = lines
    else:
        cuts = [0]
    if cuts[0] != 0 and _HEADING.match(text[: cuts[0]]) is None:
        cuts = [0, *cuts]
    yield from zip(cuts, [*cuts[1:], len(text)], strict=True)


def read_entry(words: str, span: Span, index: int, label: str | None = None) -> Reference:
    """One entry parsed as far as it can be."""
    flat = expressions.sub(r"\s+", " ", words)[:1200]
    ids = identifiers.identify(flat)
    fields = grammar.parse(_without_ids(flat))
    year = fields.get("year")
    return Reference(
        index=index,
        span=span,
        label=label,
        authors=authors(fields.get("authors", "")),
        title=fields.get("title"),
        journal=fields.get("journal"),
        year=int(year) if year else _year(flat),
        volume=fields.get("volume"),
        issue=fields.get("issue"),
        pages=fields.get("pages"),
        ids=ids,
        kind=grammar.kind_of(fields, flat),
        style=fields.get("style", "unknown"),
    )


def _without_ids(words: str) -> str:
    words = expressions.sub(
        r"(?:doi\s{0,2}[:：]?\s{0,2})?https?://\S+|\bdoi\s{0,2}[:：]\s{0,2}\S+|"
        r"\bPMC?ID\s{0,2}[:：]?\s{0,2}\w+[.;]?|(?<![\w/])10\.\d{4,9}/\S+",
        "",
        words,
        flags=re.I,
    )
    return words.strip()


def _year(words: str) -> int | None:
    years = [int(m[0]) for m in expressions.finditer(r"(?<![\d./:-])(?:19|20)\d{2}(?![\d:/-])", _without_ids(words))]
    return years[0] if years else None


def authors(words: str) -> tuple[str, ...]:
    """The names as family names; Chinese names whole."""
    words = expressions.sub(r"\bet al\.?|等$|等[。.,，]|[(（].*", "", words).strip(" .,，。")
    if not words:
        return ()
    if expressions.search(r"[一-鿿]", words):
        return tuple(part.strip() for part in expressions.split(r"[,，、;；\s]+", words) if part.strip())
    parts = [part.strip() for part in expressions.split(r",|;|&|\band\b", words) if part.strip()]
    return tuple(name for name in map(_family, parts) if name)


def _family(part: str) -> str | None:
    """The family name: initials dropped; of full names the last word."""
    words = [
        word
        for word in part.split()
        if not expressions.fullmatch(r"(?:[A-Z]\.?-?){1,4}", word) and word not in {"Jr", "Jr."}
    ]
    if not words:
        return None
    initials = len(words) < len(part.split())
    return (
        " ".join(words) if initials and expressions.fullmatch(r"(?:[A-Z]\.?-?){1,4}", part.split()[-1]) else words[-1]
    )
