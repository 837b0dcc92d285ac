"""CSL-JSON (with `abstract`, `study`, `facts` beside it), Crossref and Europe PMC records to Sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from claimlint.language.identifiers import normal_doi
from claimlint.model.report import Problem
from claimlint.model.source import Fact, Identifiers, Source, SourceText, Study, WorkKind
from claimlint.model.words import both
from claimlint.sources.loaders import Loaded, decode, fault

Record = Mapping[str, Any]
_EXPORT_AGAIN = both("请重新导出为 CSL-JSON", "export the record again as CSL-JSON")

_KINDS = {
    "article-journal": WorkKind.ARTICLE,
    "journal-article": WorkKind.ARTICLE,
    "article": WorkKind.ARTICLE,
    "thesis": WorkKind.THESIS,
    "dissertation": WorkKind.THESIS,
    "paper-conference": WorkKind.ABSTRACT,
    "proceedings-article": WorkKind.ABSTRACT,
    "posted-content": WorkKind.PREPRINT,
    "book": WorkKind.BOOK,
    "chapter": WorkKind.BOOK,
    "webpage": WorkKind.WEB,
    "standard": WorkKind.STANDARD,
    "review-article": WorkKind.REVIEW,
    "review": WorkKind.REVIEW,
    "report": WorkKind.UNKNOWN,
}
RETRACTED = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "removal": "withdrawn",
    "partial_retraction": "concern",
    "expression_of_concern": "concern",
    "correction": "corrected",
    "erratum": "corrected",
}
_GRAVITY = ("unknown", "ok", "corrected", "concern", "withdrawn", "retracted")


def load_json(data: bytes, name: str) -> Loaded:
    """An item, an array of items, one item a line, or what Crossref or Europe PMC answered."""
    try:
        items = _items(decode(data), name)
    except msgspec.DecodeError as error:
        return fault(name, both(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"), _EXPORT_AGAIN)
    except RecursionError:
        return fault(name, both("JSON 嵌套太深", "JSON nested too deep"), _EXPORT_AGAIN)
    found: list[Source] = []
    problems: list[Problem] = []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict) or not (
            item.get("title") or item.get("DOI") or item.get("id") or item.get("abstract")
        ):
            problems += fault(
                name,
                both(f"第 {number} 项不是书目记录", f"item {number} is no bibliographic record"),
                both("每项要有标题、DOI 或 id", "each item needs a title, DOI or id"),
            ).problems
            continue
        try:
            found.append(from_csl(item, name, number))
        except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
            words = both(f"第 {number} 项无法读取：{error}", f"item {number} cannot be read: {error}")
            problems += fault(name, words, both("请对照 CSL-JSON", "compare it with CSL-JSON")).problems
    return Loaded(tuple(found), problems=tuple(problems))


def _items(text: str, name: str) -> list[Any]:
    if name.endswith(".jsonl"):
        return [msgspec.json.decode(line) for line in text.splitlines() if line.strip()]
    value = msgspec.json.decode(text)
    if isinstance(value, dict):
        if isinstance(value.get("message"), dict):  # Crossref
            return [value["message"]]
        if isinstance(value.get("resultList"), dict):  # Europe PMC
            return [from_europe_pmc(item) for item in value["resultList"].get("result", [])]
        if isinstance(value.get("items"), list):
            return list(value["items"])
        return [value]
    return list(value) if isinstance(value, list) else [value]


def from_csl(item: Record, origin: str, number: int = 1) -> Source:
    """A Source from one CSL-JSON item."""
    ids = identifiers_of(item)
    abstract = without_tags(str(item.get("abstract") or ""))
    texts = [
        SourceText(str(t.get("label", "")), str(t["text"]), str(t.get("level", "fulltext")))
        for t in item.get("texts") or ()
    ]
    if abstract:
        texts.insert(0, SourceText("abstract", abstract, "abstract"))
    for key in ("fulltext", "full-text", "full_text", "text"):
        if isinstance(item.get(key), str) and item[key].strip():
            texts.append(SourceText("fulltext", item[key], "fulltext"))
    facts = tuple(fact_of(fact) for fact in item.get("facts") or ())
    status, evidence = status_of(item, ids.doi)
    found_years = years_of(item)
    return Source(
        id=str(item.get("id") or ids.doi or ids.pmid or f"{origin}#{number}"),
        ids=ids,
        title=one_of(item.get("title")),
        title_alternatives=tuple(
            t
            for t in (
                one_of(item.get("title-short")),
                one_of(item.get("original-title")),
                one_of(item.get("title-alt")),
            )
            if t
        ),
        authors=tuple(filter(None, map(_author, item.get("author") or ()))),
        journal=one_of(item.get("container-title")) or None,
        journal_alternatives=tuple(
            filter(None, (one_of(item.get("container-title-short")), one_of(item.get("short-container-title"))))
        ),
        year=found_years[0] if found_years else None,
        years=tuple(found_years),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=_text(item.get("page") or item.get("article-number")),
        kind=kind_of(item),
        language=_text(item.get("language")),
        texts=tuple(texts),
        facts=facts,
        study=study_of(item.get("study")),
        coverage=coverage(texts, facts, bool(item.get("title"))),
        status=status,
        status_evidence=evidence,
        origin=origin,
    )


def coverage(texts: list[SourceText], facts: tuple[Fact, ...], titled: bool) -> str:
    """How much of a work is held."""
    levels = {text.level for text in texts if text.text.strip()}
    if "fulltext" in levels:
        return "fulltext"
    if "abstract" in levels:
        return "abstract"
    return "excerpt" if facts or levels else ("metadata" if titled else "none")


def identifiers_of(item: Record) -> Identifiers:
    doi, pmid, pmcid = (item.get(k) or item.get(k.lower()) for k in ("DOI", "PMID", "PMCID"))
    isbn = item.get("ISBN")
    return Identifiers(
        doi=normal_doi(str(doi)) if doi else None,
        pmid=str(pmid) if pmid else None,
        pmcid=str(pmcid) if pmcid else None,
        isbn=one_of(isbn) or None,
        url=_text(item.get("URL")),
    )


def kind_of(item: Record) -> WorkKind:
    kind = _KINDS.get(str(item.get("type", "")).lower(), WorkKind.UNKNOWN)
    words = f"{item.get('genre', '')} {_design(item)} {one_of(item.get('title'))}".lower()
    if kind in {WorkKind.ARTICLE, WorkKind.UNKNOWN}:
        if re.search(r"meta-?\s?analysis|荟萃分析|meta分析", words):
            return WorkKind.META_ANALYSIS
        if re.search(r"\breview\b|综述|研究进展", words):
            return WorkKind.REVIEW
        if re.search(r"thesis|学位论文|硕士|博士", words):
            return WorkKind.THESIS
        if re.search(r"preprint|预印本", words):
            return WorkKind.PREPRINT
    return kind


def _design(item: Record) -> str:
    study = item.get("study")
    return str(study.get("design", "")) if isinstance(study, dict) else ""


def one_of(value: Any) -> str:
    """CSL says a string where Crossref says a list of strings."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return without_tags(str(value)).strip() if value else ""


def without_tags(text: str) -> str:
    """JATS and HTML mark-up dropped, entities read, thin spaces kept as they are."""
    import html

    text = re.sub(r"</?(?:jats:)?(?:title|p|sec|h4)[^>]{0,80}>", " ", text)
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)).strip()


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "", []) else None


def _author(author: Any) -> str | None:
    if isinstance(author, str):
        return author
    return author.get("family") or author.get("literal") or author.get("name") or None


def years_of(item: Record) -> list[int]:
    """issued first, then online and print; [[null]] is no date."""
    found: list[int] = []
    for key in ("issued", "published-print", "published-online", "published"):
        parts = (item.get(key) or {}).get("date-parts") if isinstance(item.get(key), dict) else None
        if parts and parts[0] and parts[0][0] and int(parts[0][0]) not in found:
            found.append(int(parts[0][0]))
    if not found and str(item.get("year", "")).isdigit():
        found.append(int(item["year"]))
    return found


def status_of(item: Record, own: str | None) -> tuple[str, str | None]:
    """Read `updated-by` (what happened to this work), never `update-to` (what this notice did to another)."""
    status, evidence = str(item.get("status") or "unknown"), item.get("status-evidence")
    for update in item.get("updated-by") or ():
        kind = RETRACTED.get(str(update.get("type", "")).lower())
        if kind is None or normal_doi(str(update.get("DOI", ""))) == own:
            continue
        if _GRAVITY.index(kind) > _GRAVITY.index(status if status in _GRAVITY else "unknown"):
            status, evidence = (
                kind,
                f"{update.get('type')}: {update.get('DOI')} ({update.get('source', 'publisher')})",
            )
    if (
        re.match(r"\W{0,2}(?:retracted|withdrawn)\b(?: article)?\s{0,2}:", one_of(item.get("title")), re.I)
        and status != "retracted"
    ):
        status, evidence = "retracted", "the title says so"
    return status, evidence


def fact_of(fact: Record) -> Fact:
    value = fact.get("value", "")
    return Fact(
        str(fact.get("name", "")),
        "" if value is None else str(value),
        str(fact.get("unit") or ""),
        str(fact.get("quote") or ""),
        str(fact.get("place") or ""),
    )


def study_of(study: Any) -> Study | None:
    if not isinstance(study, dict):
        return None
    design, species = str(study.get("design") or ""), str(study.get("species") or "")
    return Study(
        n=_decimal(study.get("n")),
        design=tuple(part.strip() for part in re.split(r"[,，、;]", design) if part.strip()),
        phase=_text(study.get("phase")),
        species=tuple(part.strip() for part in re.split(r"[,，、;/]", species) if part.strip()),
        control=_text(study.get("control")),
        follow_up=_text(study.get("follow_up") or study.get("follow-up")),
    )


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None


def from_europe_pmc(item: Record) -> dict[str, Any]:
    """A Europe PMC core result in the shape of CSL-JSON."""
    info = item.get("journalInfo") or {}
    journal = info.get("journal") or {}
    types = [t.lower() for t in (item.get("pubTypeList") or {}).get("pubType") or ()]
    corrections = (item.get("commentCorrectionList") or {}).get("commentCorrection") or ()
    status = "unknown"
    if "retracted publication" in types or any(str(c.get("type", "")).startswith("Retraction in") for c in corrections):
        status = "retracted"
    elif any(str(c.get("type", "")).startswith("Expression of concern in") for c in corrections):
        status = "concern"
    elif any(str(c.get("type", "")).startswith("Erratum in") for c in corrections):
        status = "corrected"
    authors = (item.get("authorList") or {}).get("author") or ()
    return {
        "id": item.get("doi") or item.get("pmid") or item.get("id"),
        "DOI": item.get("doi"),
        "PMID": item.get("pmid"),
        "PMCID": item.get("pmcid"),
        "title": str(item.get("title", "")).rstrip("."),
        "abstract": item.get("abstractText"),
        "author": [{"family": a.get("lastName") or a.get("fullName")} for a in authors],
        "container-title": journal.get("title"),
        "container-title-short": journal.get("medlineAbbreviation"),
        "volume": info.get("volume"),
        "issue": info.get("issue"),
        "page": item.get("pageInfo"),
        "issued": {"date-parts": [[item.get("pubYear") or info.get("yearOfPublication")]]},
        "type": "article-journal",
        "genre": " ".join(types),
        "status": status,
    }
