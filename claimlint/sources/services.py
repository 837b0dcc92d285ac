"""The services that fetch asks: addresses, what an answer means; the hosts are settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct

from claimlint.model.source import Source
from claimlint.sources.articles import load_xml
from claimlint.sources.records import from_csl, from_europe_pmc


class Hosts(Struct, frozen=True):
    """Where the services live; a test or a mirror gives others."""

    crossref: str = "https://api.crossref.org"
    europe_pmc: str = "https://www.ebi.ac.uk"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov"
    datacite: str = "https://api.datacite.org"


class Service(Struct, frozen=True):
    """One service: its name, the pause it asks for, the address of a work, and the reading of its answer."""

    name: str
    pause: float  # seconds between two requests
    address: Callable[[Hosts, str, str], str | None]  # hosts, kind (doi or pmid), identifier -> address
    read: Callable[[bytes, str], Source | None]  # the answer, its origin -> a work; ValueError when malformed


def _crossref(hosts: Hosts, kind: str, value: str) -> str | None:
    return f"{hosts.crossref}/works/{quote(value, safe='/:;()._-')}" if kind == "doi" else None


def _europe_pmc(hosts: Hosts, kind: str, value: str) -> str | None:
    wanted = f'DOI:"{value}"' if kind == "doi" else f"EXT_ID:{value} AND SRC:MED"
    return f"{hosts.europe_pmc}/europepmc/webservices/rest/search?query={quote(wanted)}&resultType=core&format=json"


def _pubmed(hosts: Hosts, kind: str, value: str) -> str | None:
    return (
        f"{hosts.pubmed}/entrez/eutils/efetch.fcgi?db=pubmed&id={value}&retmode=xml&tool=claimlint"
        if kind == "pmid"
        else None
    )


def _datacite(hosts: Hosts, kind: str, value: str) -> str | None:
    return f"{hosts.datacite}/dois/{quote(value, safe='/')}" if kind == "doi" else None


def _decoded(data: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"malformed JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("the answer is no JSON object")
    return value


def read_crossref(data: bytes, origin: str) -> Source | None:
    message = _decoded(data).get("message")
    if not isinstance(message, dict):
        raise ValueError("the answer has no 'message'")
    return from_csl(message, origin)


def read_europe_pmc(data: bytes, origin: str) -> Source | None:
    results = (_decoded(data).get("resultList") or {}).get("result") or []
    return from_csl(from_europe_pmc(results[0]), origin) if results else None


def read_pubmed(data: bytes, origin: str) -> Source | None:
    loaded = load_xml(data, origin)
    if loaded.problems:
        raise ValueError(loaded.problems[0].message.partition(": ")[2])
    return loaded.sources[0] if loaded.sources else None


def read_datacite(data: bytes, origin: str) -> Source | None:
    attributes = (_decoded(data).get("data") or {}).get("attributes")
    if not isinstance(attributes, dict):
        raise ValueError("the answer has no 'data.attributes'")
    abstract = next(
        (d.get("description") for d in attributes.get("descriptions") or () if d.get("descriptionType") == "Abstract"),
        None,
    )
    item = {
        "id": attributes.get("doi"),
        "DOI": attributes.get("doi"),
        "title": [t.get("title") for t in attributes.get("titles") or ()],
        "author": [{"family": c.get("familyName") or c.get("name")} for c in attributes.get("creators") or ()],
        "issued": {"date-parts": [[attributes.get("publicationYear")]]},
        "abstract": abstract,
        "type": {
            "Dissertation": "thesis",
            "JournalArticle": "article-journal",
            "Preprint": "posted-content",
        }.get((attributes.get("types") or {}).get("resourceTypeGeneral", ""), ""),
    }
    return from_csl(item, origin)


SERVICES = (
    Service("crossref", 0.2, _crossref, read_crossref),
    Service("europe-pmc", 0.2, _europe_pmc, read_europe_pmc),
    Service("pubmed", 0.34, _pubmed, read_pubmed),
    Service("datacite", 0.3, _datacite, read_datacite),
)
