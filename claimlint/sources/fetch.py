"""Records of cited works, asked for by DOI or PMID and kept in the sources folder."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, json

from claimlint.language.identifiers import normal_doi
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.source import Source
from claimlint.model.words import Words, both
from claimlint.sources.http import Client, Manners, Refused
from claimlint.sources.services import SERVICES, Hosts, Service

Progress = Callable[[int, int, str], None]  # done, of how many, what


class Fetched(Struct, frozen=True):
    """What came of one run."""

    written: tuple[str, ...] = ()  # file names
    kept: tuple[str, ...] = ()  # identifiers that were there already
    unknown: tuple[str, ...] = ()  # identifiers that no service knows
    problems: tuple[Problem, ...] = ()


def fetch(
    folder: Path,
    wanted: Iterable[str],
    *,
    hosts: Hosts | None = None,
    manners: Manners | None = None,
    refresh: bool = False,
    progress: Progress | None = None,
    sleep: Callable[[float], None] | None = None,
    today: str | None = None,
) -> Fetched:
    """Ask for each identifier; every record is written at once, so that a broken run goes on where it stopped."""
    try:
        client = Client(manners or Manners(), **({"sleep": sleep} if sleep else {}))
    except ImportError:
        hint = "pip install 'claimlint[fetch]'"
        message = both("抓取文献需要安装附加组件 fetch", "fetching needs the extra 'fetch'")
        return Fetched(problems=(Problem("missing-extra", message, hint=both(hint, hint)),))
    folder.mkdir(parents=True, exist_ok=True)
    asked = {words: identifier(words) for words in wanted}
    names = list(dict.fromkeys(filter(None, asked.values())))
    written: list[str] = []
    kept: list[str] = []
    unknown: list[str] = []
    problems = [_not_an_identifier(words) for words, found in asked.items() if found is None]
    try:
        for number, (kind, value) in enumerate(names, 1):
            place = folder / file_name(kind, value)
            if progress:
                progress(number - 1, len(names), value)
            if place.exists() and not refresh:
                kept.append(value)
                continue
            record, faults = _ask(client, kind, value, hosts or Hosts(), today or str(date.today()))
            problems += faults
            if record is None:
                unknown += [] if faults else [value]
                continue
            _write(place, record)
            written.append(place.name)
        if progress:
            progress(len(names), len(names), "")
    finally:
        client.close()
    return Fetched(tuple(written), tuple(kept), tuple(unknown), tuple(problems))


def _not_an_identifier(words: str) -> Problem:
    return Problem(
        "not-an-identifier",
        both(f"{words} 既不是 DOI，也不是 PMID", f"{words!r} is neither DOI nor PMID"),
        hint=both("请写成 10.1234/abc 或一个数", "write 10.1234/abc or a number"),
    )


def identifier(words: str) -> tuple[str, str] | None:
    """("doi" or "pmid", normalised)."""
    words = words.strip()
    number = re.fullmatch(r"(?:pmid\s{0,2}[:：]?\s{0,2})?([1-9]\d{0,7})", words, re.I)
    if number:
        return "pmid", number[1]
    doi = normal_doi(words)
    return ("doi", doi) if re.match(r"10\.\d{4,9}/\S", doi) else None


def file_name(kind: str, value: str) -> str:
    """A name that every file system takes and that two identifiers never share."""
    plain = re.sub(r"[^a-z0-9.]+", "-", value.lower()).strip("-.")[:60]
    return f"{kind}-{plain}-{hashlib.sha256(value.encode()).hexdigest()[:6]}.json"


def _ask(
    client: Client, kind: str, value: str, hosts: Hosts, today: str
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What the services know, the first one's fields first; a fault of one does not stop the next."""
    found: list[tuple[Service, Source]] = []
    problems: list[Problem] = []
    queue = [(kind, value, service) for service in SERVICES]
    while queue:
        asked, number, service = queue.pop(0)
        url = service.address(hosts, asked, number)
        if url is None or (service.name == "datacite" and found):
            continue
        try:
            body = client.get(url, service.pause)
            source = service.read(body, f"{service.name} {today}") if body is not None else None
        except Refused as error:
            problems.append(_problem(error.code, service, value, error.message, error.hint))
            continue
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            problems.append(
                _problem(
                    "fetch-malformed",
                    service,
                    value,
                    both(f"的回答无法读取：{error}", str(error)),
                    both("请向该服务反映，或手工加入记录", "report it to the service or add the record by hand"),
                )
            )
            continue
        if source is None or not _is_asked(source, asked, number):
            continue
        found.append((service, source))
        if asked == "doi" and source.ids.pmid and service.name == "europe-pmc":
            queue.insert(0, ("pmid", source.ids.pmid, next(one for one in SERVICES if one.name == "pubmed")))
    return (_record(kind, value, found, today) if found else None), problems


def _is_asked(source: Source, kind: str, value: str) -> bool:
    """A search may answer with another work: only the one that was asked for counts."""
    given = source.ids.doi if kind == "doi" else source.ids.pmid
    return given is None or given == value


def _problem(code: str, service: Service, value: str, words: Words, hint: Words) -> Problem:
    message = both(f"{value}：{service.name} {words.zh}", f"{value}: {service.name} {words}")
    return Problem(code, message, hint=hint, kind=ProblemKind.INCOMPLETE)


def _record(kind: str, value: str, found: list[tuple[Service, Source]], today: str) -> dict[str, Any]:
    """One CSL-JSON item with where and when each part was fetched."""
    works = [source for _, source in found]

    def first(name: str) -> Any:
        return next((got for one in works if (got := getattr(one, name))), None)

    ids = {
        name: next((got for one in works if (got := getattr(one.ids, name))), None) for name in ("doi", "pmid", "pmcid")
    }
    abstract = next((one.texts for one in works if one.texts), ())
    status, evidence = _gravest(works)
    years = list(dict.fromkeys(year for one in works for year in (one.year, *one.years) if year))
    item = {
        "id": value,
        "DOI": ids["doi"] or (value if kind == "doi" else None),
        "PMID": ids["pmid"],
        "PMCID": ids["pmcid"],
        "title": first("title"),
        "author": [{"family": name} for name in first("authors") or ()],
        "container-title": first("journal"),
        "container-title-short": next(iter(first("journal_alternatives") or ()), None),
        "volume": first("volume"),
        "issue": first("issue"),
        "page": first("pages"),
        "issued": {"date-parts": [[years[0]]]} if years else None,
        "published-online": {"date-parts": [[years[1]]]} if len(years) > 1 else None,
        "abstract": "\n".join(text.text for text in abstract) or None,
        "status": status,
        "status-evidence": evidence,
        "type": {"thesis": "thesis", "preprint": "posted-content", "book": "book"}.get(
            str(first("kind")), "article-journal"
        ),
        "genre": str(first("kind")),
        "retrieved": {"from": [service.name for service, _ in found], "on": today},
    }
    return {key: got for key, got in item.items() if got not in (None, [], "")}


def _gravest(works: list[Source]) -> tuple[str, str | None]:
    order = ("unknown", "ok", "corrected", "concern", "withdrawn", "retracted")
    worst = max(works, key=lambda one: order.index(one.status) if one.status in order else 0)
    return worst.status, worst.status_evidence


def _write(place: Path, record: dict[str, Any]) -> None:
    """Whole or not at all."""
    partial = place.with_name(f".{place.name}.partial")
    partial.write_bytes(json.format(json.encode(record), indent=2))
    os.replace(partial, place)
