"""Suppressions: read from comments, front matter and configuration, and laid over findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from claimlint.config import Settings, is_date, matches
from claimlint.judge.selectors import selected_by
from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.finding import Finding, Status
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Block, BlockKind, Document, RawSpan

_COMMAND = lazy(
    r"\s*(?:claimlint-(?:ignore|忽略)|忽略(?=[-\s]+[a-z*（(]|-(?:开始|结束|全文)))"
    r"(?P<form>-start|-end|-file|-开始|-结束|-全文)?(?P<rest>.*)",
    re.DOTALL,
)
_MISTYPED = lazy(r"\s*(?P<command>claimlint[-_][^\s:：]+)(?P<rest>.*)", re.DOTALL)
MISTYPED = "?"  # the form of a comment that means to order something, and does not
COMMANDS = tuple(f"claimlint-ignore{form}" for form in ("", "-start", "-end", "-file"))
_FORMS = {"-开始": "-start", "-结束": "-end", "-全文": "-file"}
_UNTIL = lazy(r"\buntil=(\S+)")
_BY = lazy(r"(?<=\s)by=(\S+(?:\s+(?!\S*[/*])[^\s,，、]+)*)")  # a name may be of several words: 王 医生
_WORD = lazy(r"[^\s,，、]+")


class Suppression(Struct, frozen=True, kw_only=True):
    """One order to leave findings alone, with its reach in the raw text (None: anywhere)."""

    selectors: tuple[str, ...]
    reason: str
    raw: RawSpan
    origin: str  # comment, front-matter or configuration
    reach: RawSpan | None = None
    form: str = ""  # "", -start, -end or -file
    until: str | None = None
    by: str | None = None
    text: str | None = None  # only findings on exactly these words

    def expired(self, today: str | None) -> bool:
        return self.until is not None and (not is_date(self.until) or (today or "") > self.until)

    @property
    def justification(self) -> str:
        """The reason as a report repeats it."""
        notes = [note for note in (self.by and f"by {self.by}", self.until and f"until {self.until}") if note]
        return f"{self.reason} ({', '.join(notes)})" if notes else self.reason

    def covers(self, finding: Finding, rulebook: Rulebook) -> bool:
        if not selected_by(self.selectors, finding.rule, rulebook):
            return False
        if self.text is not None and finding.text != self.text:
            return False
        if self.reach is None:
            return True
        raw = finding.raw[0] if finding.raw else RawSpan(0, 0)
        return finding.scope == "span" and self.reach.start <= raw.start < self.reach.end


def parse(words: str, raw: RawSpan, origin: str = "comment") -> Suppression | None:
    """The suppression that a comment's words order, or None when they order none."""
    match = _COMMAND.match(words)
    if match is None or match["rest"][:1] not in (*" \t\r\n:：", ""):
        return _mistyped(words, raw, origin)
    head, reason = _divided(match["rest"])
    until = _UNTIL.search(head)
    head = _UNTIL.sub(" , ", head)
    by = _BY.search(head)
    selectors = _WORD.findall(_BY.sub(" ", head))
    return Suppression(
        selectors=tuple(selectors),
        reason=reason,
        raw=raw,
        origin=origin,
        form=_FORMS.get(match["form"] or "", match["form"] or ""),
        until=until[1] if until else None,
        by=" ".join(by[1].split()) if by else None,
    )


def _mistyped(words: str, raw: RawSpan, origin: str) -> Suppression | None:
    """``claimlint-ignroe``: somebody meant to order something."""
    match = _MISTYPED.match(words)
    if match is None:
        return None
    _, reason = _divided(match["rest"])
    return Suppression(selectors=(match["command"],), reason=reason, raw=raw, origin=origin, form=MISTYPED)


def _divided(words: str) -> tuple[str, str]:
    """Selectors and reason; the colon of pack:NAME divides nothing."""
    match = expressions.search(r"(?<!pack)[:：]", words)
    if match is None:
        return words, ""
    return words[: match.start()], " ".join(words[match.end() :].split())


def collect(document: Document, settings: Settings) -> tuple[Suppression, ...]:
    """All suppressions that hold for a document, with their reach worked out."""
    comments = [
        one for raw, words in getattr(document, "comments", ()) if (one := parse(words, RawSpan(*raw))) is not None
    ]
    return (*_placed(comments, document), *_front_matter(document), *_configured(document, settings))


def _placed(comments: Sequence[Suppression], document: Document) -> Iterator[Suppression]:
    opened: list[Suppression] = []
    for one in sorted(comments, key=lambda one: one.raw):
        if one.form == MISTYPED:
            yield replace(one, reach=RawSpan(0, 0))
        elif one.form == "-start":
            opened.append(one)
        elif one.form == "-end":
            if not opened:
                yield replace(one, reach=RawSpan(0, 0))
                continue
            start = opened.pop()
            yield replace(start, reach=RawSpan(start.raw.end, one.raw.start))
        elif one.form == "-file":
            yield one
        else:
            yield replace(one, reach=_reach(one.raw, document))
    for start in opened:  # never closed: it holds nothing, so that a lost end mark hides no findings
        yield replace(start, reach=RawSpan(0, 0))


def _reach(raw: RawSpan, document: Document) -> RawSpan:
    """The same line where words stand before the comment, else the next block (all of a table)."""
    line = document.line_span(document.line_column(raw.start)[0])
    if document.raw[line.start : raw.start].strip(" \t|>*-#"):
        return line
    following = next((block for block in document.blocks if _raw(block, document).start >= raw.end), None)
    if following is None:
        return RawSpan(raw.end, raw.end)
    last = following
    if following.kind is BlockKind.TABLE_CELL:
        last = [block for block in document.blocks if block.table == following.table][-1]
    return RawSpan(_raw(following, document).start, max(_raw(last, document).end, raw.end))


def _raw(block: Block, document: Document) -> RawSpan:
    places = document.locate(block.span)
    return RawSpan(places[0].start, places[-1].end)


def _front_matter(document: Document) -> Iterator[Suppression]:
    """Keys spelt as in a comment; what stands above the text speaks of all of it."""
    for key, value in document.meta.items():
        for entry in _entries(value):
            one = parse(f"{key} {entry}", RawSpan(0, 0), "front-matter")
            if one is not None:  # a range cannot begin or end above the text
                reach = RawSpan(0, 0) if one.form in {"-start", "-end"} else None
                yield replace(one, form=one.form or "-file", reach=reach)


def _entries(value: object) -> Iterator[str]:
    """The orders of a setting: one, a list of them, or selectors with their reasons."""
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _entries(one)
    elif isinstance(value, Mapping):
        yield from (f"{selector}: {reason or ''}" for selector, reason in value.items())
    else:
        yield str(value or "")


def _configured(document: Document, settings: Settings) -> Iterator[Suppression]:
    for entry in settings.ignore:
        if entry.paths and not matches(document.path, entry.paths, settings.root):
            continue
        yield Suppression(
            selectors=entry.rules,
            reason=entry.reason,
            raw=RawSpan(0, 0),
            origin="configuration",
            form="-file",
            until=entry.until,
            by=entry.by,
            text=entry.text,
        )


def holding(suppressions: Iterable[Suppression], today: str | None) -> tuple[Suppression, ...]:
    """Those that may silence anything: with a reason, a selector, and not expired."""
    return tuple(one for one in suppressions if one.reason and one.selectors and not one.expired(today))


def lay(
    findings: Iterable[Finding], suppressions: Sequence[Suppression], rulebook: Rulebook, settings: Settings
) -> tuple[Finding, ...]:
    """The findings with those that a suppression covers marked as suppressed."""
    return tuple(_laid(finding, suppressions, rulebook, settings) for finding in findings)


def _laid(finding: Finding, suppressions: Sequence[Suppression], rulebook: Rulebook, settings: Settings) -> Finding:
    if finding.family == "suppression" or selected_by(settings.unsuppressible, finding.rule, rulebook):
        return finding
    for one in suppressions:
        if one.covers(finding, rulebook):
            return replace(finding, status=Status.SUPPRESSED, justification=one.justification)
    return finding
