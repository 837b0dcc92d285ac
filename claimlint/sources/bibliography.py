"""BibTeX and RIS to Sources, through CSL-JSON's field names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claimlint.model.words import both
from claimlint.sources.loaders import Loaded, decode
from claimlint.sources.records import from_csl
from claimlint.sources.store import problem

_ENTRY = re.compile(r"@(\w{1,30})\s*[{(]\s*([^,\s{}]{0,200})\s*,")
_FIELD = re.compile(r"\s*,?\s*([\w-]{1,40})\s*=\s*")
_ACCENT = re.compile(r"\{?\\([`'^\"~=.]|[uvHc](?=[\s{]))\s?\{?(\\?[A-Za-z])\}?\}?")
_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
}
_BIB_TYPES = {
    "article": "article-journal",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "online": "webpage",
    "unpublished": "posted-content",
}
_RIS_TYPES = {
    "JOUR": "article-journal",
    "BOOK": "book",
    "THES": "thesis",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "ABST": "paper-conference",
    "ELEC": "webpage",
    "STAND": "standard",
    "UNPB": "posted-content",
}


def load_bibtex(data: bytes, name: str) -> Loaded:
    """Every @entry; one that is cut off is a Problem and the next is read on."""
    text = decode(data)
    sources, problems = [], []
    for match in _ENTRY.finditer(text):
        kind = match[1].lower()
        if kind in {"comment", "string", "preamble"}:
            continue
        fields, complete = _fields(text, match.end())
        if not complete or not fields:
            line = text.count("\n", 0, match.start()) + 1
            problems.append(
                problem(
                    name,
                    both(
                        f"条目 {match[2]} 没有结束，或没有字段", f"the entry {match[2]!r} does not end or has no fields"
                    ),
                    both("请补上花括号", "close its braces"),
                    line,
                )
            )
        if fields:
            sources.append(from_csl(_from_bibtex(fields, kind, match[2]), name))
    if not sources and not problems:
        none = both("没有找到 BibTeX 条目", "no BibTeX entry found")
        hint = both("条目以 @article{key, 开头", "an entry begins with @article{key,")
        problems.append(problem(name, none, hint))
    return Loaded(tuple(sources), problems=tuple(problems))


def _fields(text: str, position: int) -> tuple[dict[str, str], bool]:
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, position):
        value, position = _value(text, match.end())
        if value is None:
            return fields, False
        fields[match[1].lower()] = _untex(value)
    closing = re.compile(r"\s*,?\s*[})]").match(text, position)
    return fields, closing is not None


def _value(text: str, start: int) -> tuple[str | None, int]:
    if start >= len(text):
        return None, start
    if text[start] not in '{"':
        match = re.compile(r"[^,}\n]{0,200}").match(text, start)
        return (match[0].strip(), match.end()) if match else (None, start)
    depth, quoted = 0, text[start] == '"'
    for index in range(start, min(len(text), start + 200_000)):
        char = text[index]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        if (quoted and char == '"' and index > start and depth == 0) or (not quoted and depth == 0):
            return text[start + 1 : index], index + 1
    return None, start


def _untex(value: str) -> str:
    import unicodedata

    value = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m[2].lstrip("\\") + _COMBINING[m[1]]), value)
    value = re.sub(r"\\([&%$#_])", r"\1", value).replace("--", "-").replace("~", " ")
    return " ".join(re.sub(r"[{}]", "", value).split())


def _from_bibtex(fields: dict[str, str], kind: str, key: str) -> dict[str, Any]:
    year = re.search(r"\d{4}", fields.get("year", "") or fields.get("date", ""))
    names = [name.strip() for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()]
    return {
        "id": key or fields.get("doi") or fields.get("title"),
        "type": _BIB_TYPES.get(kind, ""),
        "title": fields.get("title"),
        "author": [
            {"family": name.split(",")[0] if "," in name or not name.isascii() else name.split()[-1]} for name in names
        ],
        "container-title": fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle"),
        "volume": fields.get("volume"),
        "issue": fields.get("number"),
        "page": fields.get("pages"),
        "DOI": fields.get("doi"),
        "PMID": fields.get("pmid"),
        "PMCID": fields.get("pmcid"),
        "ISBN": fields.get("isbn"),
        "abstract": fields.get("abstract"),
        "URL": fields.get("url"),
        "issued": {"date-parts": [[int(year[0])]]} if year else {},
    }


def load_ris(data: bytes, name: str) -> Loaded:
    """Every record from TY to ER."""
    sources, problems = [], []
    for line, record, closed in _ris_records(decode(data)):
        if not closed:
            open_ended = both("有一条记录没有以 ER 结束", "a record does not end with ER")
            problems.append(problem(name, open_ended, both("请加一行“ER  - ”", "add a line 'ER  - '"), line))
        if record:
            sources.append(from_csl(_from_ris(record), name))
    if not sources and not problems:
        none = both("没有找到 RIS 记录", "no RIS record found")
        problems.append(problem(name, none, both("记录以“TY  - ”开头", "a record begins with 'TY  - '")))
    return Loaded(tuple(sources), problems=tuple(problems))


def _ris_records(text: str) -> Iterator[tuple[int, dict[str, list[str]], bool]]:
    record: dict[str, list[str]] = {}
    last, began = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?$", line)
        if match is None:
            if last and line.strip() and record.get(last):
                record[last][-1] += " " + line.strip()
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY" and record:
            yield began, record, False
            record = {}
        if tag == "TY":
            began = number
        if tag == "ER":
            if record:
                yield began, record, True
            record, last = {}, ""
            continue
        record.setdefault(tag, []).append(value)
        last = tag
    if record:
        yield began, record, False


def _from_ris(record: dict[str, list[str]]) -> dict[str, Any]:
    def first(*tags: str) -> str | None:
        return next((record[tag][0] for tag in tags if record.get(tag) and record[tag][0]), None)

    year = re.search(r"\d{4}", first("PY", "Y1", "DA") or "")
    pages = "-".join(filter(None, (first("SP"), first("EP"))))
    accession = first("AN") or ""
    return {
        "id": first("ID", "DO", "TI", "T1"),
        "type": _RIS_TYPES.get(first("TY") or "", ""),
        "title": first("TI", "T1"),
        "author": [{"family": a.split(",")[0].strip()} for a in record.get("AU", record.get("A1", []))],
        "container-title": first("JO", "JF", "T2", "JA", "J2"),
        "container-title-short": first("J2", "JA"),
        "volume": first("VL"),
        "issue": first("IS"),
        "page": pages or None,
        "DOI": first("DO", "M3") if "10." in (first("DO", "M3") or "") else None,
        "PMID": accession if accession.isdigit() else None,
        "abstract": first("AB", "N2"),
        "URL": first("UR"),
        "issued": {"date-parts": [[int(year[0])]]} if year else {},
    }
