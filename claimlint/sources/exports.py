"""What databases export as tagged text (CNKI E-Study, EndNote, NoteExpress, MEDLINE), and plain abstracts."""

from __future__ import annotations

import re
from typing import Any

from claimlint.language import identifiers
from claimlint.model.source import SourceText
from claimlint.model.words import both
from claimlint.sources.loaders import Loaded, decode, fault
from claimlint.sources.records import coverage, from_csl

Record = dict[str, list[str]]

_ESTUDY = re.compile(r"^([A-Z][A-Za-z]{2,20})-([\u4e00-\u9fffA-Z]{1,8})\s?[:：]\s?(.*)$")
_ENDNOTE = re.compile(r"^%([0-9A-Z@!+&>]) (.*)$")
_MEDLINE = re.compile(r"^([A-Z]{2,4})\s{0,2}- (.*)$")
_NOTEEXPRESS = re.compile(r"^\{([^{}]{2,30})\}\s?[:：]\s?(.*)$")
_ESTUDY_NAMES = {
    "Title": "T",
    "Author": "A",
    "Source": "J",
    "Year": "D",
    "Summary": "X",
    "Period": "N",
    "Roll": "V",
    "Volume": "V",
    "Page": "P",
    "DOI": "R",
    "SrcDatabase": "0",
    "Organ": "+",
    "Keyword": "K",
}
_NOTE_NAMES = {
    "Title": "T",
    "Author": "A",
    "Journal": "J",
    "Year": "D",
    "Abstract": "X",
    "Issue": "N",
    "Volume": "V",
    "Pages": "P",
    "DOI": "R",
    "Reference Type": "0",
}


def load_text(data: bytes, name: str) -> Loaded:
    """A database export, or an abstract with front matter."""
    text = decode(data)
    for load in (_estudy, _endnote, _noteexpress, _medline):
        records = load(text)
        if records:
            return Loaded(tuple(from_csl(_csl(record), name, number) for number, record in enumerate(records, 1)))
    return _abstract(text, name)


def load_endnote(data: bytes, name: str) -> Loaded:
    """EndNote's tagged export (%0 %T %A ...)."""
    records = _endnote(decode(data))
    if not records:
        return fault(
            name,
            both("没有找到 EndNote 记录", "no EndNote record found"),
            both("记录里有“%T 标题”这样的行", "a record has lines such as '%T title'"),
        )
    return Loaded(tuple(from_csl(_csl(record), name, number) for number, record in enumerate(records, 1)))


def load_medline(data: bytes, name: str) -> Loaded:
    """PubMed's MEDLINE text (.nbib)."""
    records = _medline(decode(data))
    if not records:
        return fault(
            name,
            both("没有找到 MEDLINE 记录", "no MEDLINE record found"),
            both("记录里有“PMID- 123”这样的行", "a record has lines such as 'PMID- 123'"),
        )
    return Loaded(tuple(from_csl(_csl(record), name, number) for number, record in enumerate(records, 1)))


def _tagged(
    text: str, pattern: re.Pattern[str], names: dict[str, str] | None, first: str, group: int = 1
) -> list[Record]:
    records: list[Record] = []
    last = ""
    for line in text.splitlines():
        match = pattern.match(line)
        if match is None:
            if line.strip() and last and records:
                records[-1][last][-1] += " " + line.strip()
            continue
        tag = names.get(match[group], "?") if names is not None else match[group]
        if not records or (tag == first and first in records[-1]) or (tag == "0" and "T" in records[-1]):
            records.append({})
        records[-1].setdefault(tag, []).append(match[match.lastindex or 1].strip())
        last = tag
    return [record for record in records if record.get("T")]


def _estudy(text: str) -> list[Record]:
    return (
        _tagged(text, _ESTUDY, _ESTUDY_NAMES, "T")
        if len(_ESTUDY.findall(text[:300])) or re.search(r"^Title-题名", text, re.M)
        else []
    )


def _endnote(text: str) -> list[Record]:
    return _tagged(text, _ENDNOTE, None, "0") if re.search(r"^%[0T] ", text, re.M) else []


def _noteexpress(text: str) -> list[Record]:
    return (
        _tagged(text, _NOTEEXPRESS, _NOTE_NAMES, "T") if re.search(r"^\{(?:Title|Reference Type)\}", text, re.M) else []
    )


_MEDLINE_NAMES = {
    "TI": "T",
    "FAU": "A",
    "JT": "J",
    "TA": "j",
    "DP": "D",
    "AB": "X",
    "IP": "N",
    "VI": "V",
    "PG": "P",
    "LID": "R",
    "AID": "R",
    "PMID": "M",
    "PT": "9",
    "RIN": "r",
    "PMC": "C",
}


def _medline(text: str) -> list[Record]:
    return _tagged(text, _MEDLINE, _MEDLINE_NAMES, "M") if re.search(r"^PMID\s{0,2}- \d", text, re.M) else []


def _csl(record: Record) -> dict[str, Any]:
    def first(tag: str) -> str | None:
        return next((value for value in record.get(tag, ()) if value), None)

    year = re.search(r"(?:19|20)\d{2}", first("D") or "")
    names = [name for value in record.get("A", ()) for name in re.split(r"[;；]", value) if name.strip()]
    doi = next((found[0][2] for value in record.get("R", ()) if (found := identifiers.dois(value))), None)
    kind = (first("0") or "") + " ".join(record.get("9", ()))
    return {
        "id": doi or first("M") or first("T"),
        "title": (first("T") or "").rstrip("."),
        "author": [{"family": _family(name)} for name in names],
        "container-title": first("J"),
        "container-title-short": first("j"),
        "volume": first("V"),
        "issue": first("N"),
        "page": first("P"),
        "DOI": doi,
        "PMID": first("M"),
        "PMCID": first("C"),
        "abstract": first("X"),
        "issued": {"date-parts": [[int(year[0])]]} if year else {},
        "type": "thesis" if re.search(r"Thesis|学位|硕士|博士", kind) else "article-journal",
        "status": "retracted" if "Retracted Publication" in kind or "r" in record else "unknown",
    }


def _family(name: str) -> str:
    return name.split(",")[0].strip()


_FRONT = re.compile(r"\A---\s*\n(.{0,20000}?)\n---\s*(?:\n|\Z)", re.S)


def _abstract(text: str, name: str) -> Loaded:
    """Front matter with CSL names (title, doi, year ...), then the abstract; without it, a bare text."""
    front = _FRONT.match(text)
    fields: Any = {}
    if front:
        from claimlint.sources.facts import parse_yaml

        fields = parse_yaml(front[1])
        if not isinstance(fields, dict):
            return fault(
                name,
                both("文首的设置不是“键: 值”的列表", "the front matter is no list of names and values"),
                both("请写成“title: ……”，每行一项", "write it as 'title: ...', one a line"),
            )
    body = text[front.end() if front else 0 :].strip()
    if not body and not fields:
        hint = both("请把文献的摘要放进去", "put the abstract of the cited work into it")
        return fault(name, both("文件是空的", "the file is empty"), hint)
    return Loaded((_from_front(fields, body, name),))


def _from_front(fields: dict[str, Any], body: str, name: str) -> Any:
    from msgspec.structs import replace

    level = str(fields.get("coverage") or "abstract")
    item = {
        {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "journal": "container-title", "pages": "page"}.get(
            key, key
        ): value
        for key, value in fields.items()
    }
    authors = item.pop("authors", None) or item.pop("author", None) or []
    item["author"] = [part.strip() for part in re.split(r"[,，;；]", authors)] if isinstance(authors, str) else authors
    heading = re.match(r"#{1,3}\s+(.{3,300})\n", body)
    item.setdefault("title", heading[1].strip() if heading else "")
    item.setdefault("id", item.get("DOI") or item.get("PMID") or re.sub(r"\.\w+$", "", name))
    if not front_ids(item):
        found = identifiers.identify(body[:600])
        item |= {key: value for key, value in (("DOI", found.doi), ("PMID", found.pmid)) if value}
    source = from_csl(item, name)
    texts = (*source.texts, SourceText("abstract", body, level)) if body else source.texts
    return replace(source, texts=texts, coverage=coverage(list(texts), source.facts, bool(source.title)))


def front_ids(item: dict[str, Any]) -> bool:
    return bool(item.get("DOI") or item.get("PMID"))
