"""The notes in the margin: what the page says beside each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from claimlint.model.finding import Finding, RelatedPlace, Status
from claimlint.model.report import Report
from claimlint.report.entries import Entry, Item, checklist, entries, pointers
from claimlint.report.places import place_words
from claimlint.report.runs import Cover
from claimlint.report.words import group_title, localized, standing


class Law(Struct, frozen=True):
    title: str
    summary: str


class Card(Struct, frozen=True):
    """One note; ``id`` is its deep link, ``state`` open or what set it aside."""

    number: int
    id: str
    entry: Entry
    state: str
    title: str
    why: str
    where: str
    laws: tuple[Law, ...]
    items: tuple[Item, ...]
    standing: str  # of the rule, where it is not stable
    related: tuple[RelatedPlace, ...]
    search: str  # all its words in lower case, for the filter

    @property
    def lead(self) -> Finding:
        return self.entry.lead


def cards(report: Report, chinese: bool, taken: dict[str, int], start: int) -> list[Card]:
    """A card for each entry, open ones and those that were set aside, in the order of the text."""
    aside = [Entry((finding,)) for finding in report.all_findings if finding.status is not Status.OPEN]
    every = sorted([*entries(report.findings), *aside], key=_order)
    return [_card(entry, number, report, chinese, taken) for number, entry in enumerate(every, start)]


def _order(entry: Entry) -> tuple[bool, int, bool, int]:
    """By the first words marked, claims before what the document lacks; what marks no words comes last."""
    marked = [finding.span for finding in entry.findings if finding.span.start < finding.span.end]
    first = min(marked) if marked else entry.lead.span
    return not marked, first.start, entry.is_absence, entry.severity.rank


def covers(found: Iterable[Card]) -> Iterator[Cover]:
    """What the cards mark and what they speak of."""
    for card in found:
        for finding in card.entry.findings:
            if finding.span.start < finding.span.end:
                yield Cover(finding.span, card.number)
            for place in finding.related:
                if place.path == finding.path and place.span.start < place.span.end:
                    yield Cover(place.span, card.number, related=True)


def chips(found: Iterable[Card]) -> list[tuple[int, int]]:
    """Offset and number of the cards about the document as a whole, even if they mark some words too."""
    pairs = []
    for card in found:
        empty = [one.span.start for one in card.entry.findings if one.span.start >= one.span.end]
        if empty:
            pairs.append((empty[0], card.number))
    return pairs


def _card(entry: Entry, number: int, report: Report, chinese: bool, taken: dict[str, int]) -> Card:
    lead = entry.lead
    note = report.rules.get(lead.rule)
    items = tuple(checklist(entry, report, chinese)) if lead.status is Status.OPEN else ()
    title = localized(note.title, chinese) if note is not None else lead.rule
    if items:
        title = group_title(entry.group or "", chinese)
    why = localized(note.why, chinese) if note is not None else ""
    laws = tuple(_laws(entry, report, chinese))
    spoken = [title, why, *(finding.message for finding in entry.findings)]
    spoken += [finding.rule + " " + finding.text for finding in entry.findings]
    spoken += [finding.suggestion or "" for finding in entry.findings] + [law.title for law in laws]
    return Card(
        number=number,
        id=_identity(lead.fingerprint or f"n{number}", taken),
        entry=entry,
        state=lead.status.value,
        title=title,
        why=why,
        where=_where(lead, chinese),
        laws=laws,
        items=items,
        standing=standing(lead.rule, report, chinese),
        related=tuple(pointers(lead, report)),
        search=" ".join(spoken).lower(),
    )


def _identity(fingerprint: str, taken: dict[str, int]) -> str:
    """``f-<fingerprint>``; the same words in a second document get a number behind it."""
    taken[fingerprint] = taken.get(fingerprint, 0) + 1
    again = taken[fingerprint]
    return f"f-{fingerprint}" if again == 1 else f"f-{fingerprint}-{again}"


def _where(finding: Finding, chinese: bool) -> str:
    if finding.span.start >= finding.span.end:
        return "全文" if chinese else "whole document"
    if finding.place is not None and (place := place_words(finding.place, chinese)):
        return place
    return f"{finding.line}:{finding.column}"


def _laws(entry: Entry, report: Report, chinese: bool) -> Iterator[Law]:
    for name in dict.fromkeys(name for finding in entry.findings for name in finding.basis):
        note = report.bases.get(name)
        yield Law(localized(note.title, chinese), localized(note.summary, chinese)) if note else Law(name, "")
