"""References of a document, citations in its prose, and the cited works as held in sources/."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from claimlint.model.text import Span


class Identifiers(Struct, frozen=True, omit_defaults=True):
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    trial: str | None = None
    isbn: str | None = None
    url: str | None = None


class WorkKind(StrEnum):
    ARTICLE = "article"
    REVIEW = "review"
    META_ANALYSIS = "meta-analysis"
    TRIAL = "trial"
    ABSTRACT = "abstract"
    THESIS = "thesis"
    PREPRINT = "preprint"
    BOOK = "book"
    WEB = "web"
    STANDARD = "standard"
    REGISTRY = "registry"
    UNKNOWN = "unknown"


class Reference(Struct, frozen=True):
    """An entry of the document's own list, parsed as far as it could be."""

    index: int  # its place in the list, from 1
    span: Span
    label: str | None = None
    authors: tuple[str, ...] = ()
    title: str | None = None
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    ids: Identifiers = Identifiers()
    kind: WorkKind = WorkKind.UNKNOWN
    style: str = "unknown"


class Citation(Struct, frozen=True):
    """One mark or prose attribution in the text, with the entries it was bound to."""

    span: Span
    kind: str  # numeric, superscript, author-year, prose, doi, url, footnote
    targets: tuple[int, ...] = ()  # Reference.index
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    scope: Span | None = None  # the text that it governs
    dangling: tuple[str, ...] = ()  # labels that no entry has


class SourceText(Struct, frozen=True):
    label: str
    text: str
    level: str = "abstract"  # title, abstract, fulltext, table or excerpt


class Fact(Struct, frozen=True, omit_defaults=True):
    """A hand-verified statement about a cited work."""

    name: str
    value: str
    unit: str = ""
    quote: str = ""
    place: str = ""


class Study(Struct, frozen=True, omit_defaults=True):
    """What a document or a Source says of one study."""

    n: Decimal | None = None
    design: tuple[str, ...] = ()  # randomised, double-blind, single-arm, review, meta-analysis ...
    phase: str | None = None
    species: tuple[str, ...] = ()  # human, animal, cells, organoid
    arms: int | None = None
    control: str | None = None  # placebo, sham, standard-care, none ...
    follow_up: str | None = None
    centres: int | None = None
    country: str | None = None
    span: Span | None = None  # where a document tells it


class Source(Struct, frozen=True):
    """A cited work as held in the sources folder."""

    id: str
    ids: Identifiers = Identifiers()
    title: str = ""
    title_alternatives: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    journal: str | None = None
    journal_alternatives: tuple[str, ...] = ()
    year: int | None = None
    years: tuple[int, ...] = ()  # issued, online, print
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    kind: WorkKind = WorkKind.UNKNOWN
    language: str | None = None
    texts: tuple[SourceText, ...] = ()
    facts: tuple[Fact, ...] = ()
    study: Study | None = None
    coverage: str = "none"  # fulltext, abstract, excerpt, metadata, none
    status: str = "unknown"  # ok, corrected, retracted, concern, withdrawn, unknown
    status_evidence: str | None = None
    origin: str = ""  # the file, or service and date


class Product(Struct, frozen=True, omit_defaults=True):
    """A product of one's own, as products.yaml tells it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""  # prescription-drug, otc-drug, device, health-food, food, cosmetic ...
    licence: str = ""
    licence_until: str | None = None
    indications: tuple[str, ...] = ()
    contraindications: tuple[str, ...] = ()
    dose: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()  # mandatory wordings
    label: str = ""  # the text of the label
    origin: str = ""
    label_file: str = ""  # the file that holds it, as products.yaml names it

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Library(Protocol):
    """The cited works as verify asks for them."""

    @property
    def sources(self) -> tuple[Source, ...]: ...

    @property
    def products(self) -> tuple[Product, ...]: ...

    def find(self, reference: Reference) -> Source | None:
        """The work of a reference, None where it is not held."""
        ...
