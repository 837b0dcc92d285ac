"""Identifiers of works and trials: found in text, normalised, and checked for whether they can exist."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.source import Identifiers

_DOI = lazy(r"10\.\d{4,9}/[^\s\"<>，。；、？！）】》」”“]{1,200}", re.I)
_SICI = lazy(r"10\.1002/\(SICI\)[^\s\"]{10,120}", re.I)
_DOI_LABEL = lazy(
    r"(?:(?<![A-Za-z0-9])doi\s{0,2}[:：]\s{0,2}(?:https?://(?:dx\.)?doi\.org/)?|"
    r"https?://(?:dx\.)?doi\.org/)([^\s，。；、]{1,200})",
    re.I,
)
_PMID = lazy(
    r"(?<![A-Za-z0-9])(?:PMID|PubMed\s?ID)\s{0,2}[:：]?\s{0,2}(\d{1,12})(?!\d)|"
    r"pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,12})",
    re.I,
)
_PMCID = lazy(r"(?<![A-Za-z0-9])(?:PMCID\s{0,2}[:：]?\s{0,2})?PMC\s?(\d{1,12})(?!\d)", re.I)
_TRIAL = lazy(
    r"(?<![A-Za-z0-9])(?:NCT\s?\d{5,12}|ChiCTR(?:-[A-Z]{2,4})?-?\d{6,12}|ISRCTN\d{6,10}|CTR\d{8}|"
    r"UMIN\d{9}|jRCT\w{10}|ACTRN\d{14}|"
    r"\d{4}-5\d{5}-\d{2}-\d{2}|EudraCT\s?\d{4}-\d{6}-\d{2})(?![A-Za-z0-9])",
    re.I,
)
_ISBN = lazy(r"(?<![A-Za-z0-9])ISBN(?:-1[03])?\s{0,2}[:：]?\s{0,2}([\dXx][\dXx\- ]{8,16}[\dXx])")
_ISSN = lazy(r"(?<![A-Za-z0-9])[ep]?ISSN\s{0,2}[:：]?\s{0,2}(\d{4}-?\d{3}[\dXx])(?!\w)", re.I)
_ORCID = lazy(
    r"(?<![A-Za-z0-9])orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])|"
    r"(?<![A-Za-z0-9])ORCID\s{0,2}[:：]?\s{0,2}(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])",
    re.I,
)
_URL = lazy(r"https?://[^\s\"<>，。；、）】》]{3,300}", re.I)
_TRAILING = ".,;:'\"]}>*_"
HIGHEST_PMID = 60_000_000  # about 42 million were given out by 2026


class Fault(NamedTuple):
    """An identifier that cannot exist, with why."""

    start: int
    end: int
    text: str
    reason: str  # doi-shape, pmid-range, isbn-check, issn-check, orcid-check, trial-shape


def normal_doi(doi: str) -> str:
    """Lower case, without resolver, label or trailing punctuation."""
    doi = expressions.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi\s*[:：]?\s*)", "", doi.strip(), flags=re.I)
    return _trimmed(doi.replace("%2F", "/").replace("%2f", "/")).lower()


def _trimmed(doi: str) -> str:
    while doi:
        last = doi[-1]
        if last in _TRAILING or (last == ")" and doi.count("(") < doi.count(")")):
            doi = doi[:-1]
        else:
            break
    return doi


def dois(text: str) -> list[tuple[int, int, str]]:
    """Every DOI as (start, end, normalised), in order."""
    found = []
    for match in _DOI.finditer(text):
        sici = _SICI.match(text, match.start())
        words = _trimmed((sici or match)[0])
        found.append((match.start(), match.start() + len(words), words.lower()))
    return found


def identify(text: str) -> Identifiers:
    """The identifiers that a reference or a page header gives."""
    doi = dois(text)
    pmid, pmcid, trial, isbn = (
        _PMID.search(text),
        _PMCID.search(text),
        _TRIAL.search(text),
        _ISBN.search(text),
    )
    url = next((m[0].rstrip(_TRAILING) for m in _URL.finditer(text) if "doi.org/" not in m[0].lower()), None)
    return Identifiers(
        doi=doi[0][2] if doi else None,
        pmid=(pmid[1] or pmid[2]) if pmid else None,
        pmcid=f"PMC{pmcid[1]}" if pmcid else None,
        trial=trial[0].replace(" ", "") if trial else None,
        isbn=expressions.sub(r"[- ]", "", isbn[1]).upper() if isbn else None,
        url=url,
    )


def faults(text: str) -> list[Fault]:
    """Identifiers in ``text`` that no agency can have given."""
    found = [*_doi_faults(text)]
    for match in _PMID.finditer(text):
        digits = match[1] or match[2]
        if digits.startswith("0") or int(digits) > HIGHEST_PMID:
            found.append(Fault(*match.span(), match[0], "pmid-range"))
    for match in _TRIAL.finditer(text):
        if not _trial_fits(match[0].replace(" ", "")):
            found.append(Fault(*match.span(), match[0], "trial-shape"))
    checks = (
        (_ISBN, isbn_fits, "isbn-check"),
        (_ISSN, issn_fits, "issn-check"),
        (_ORCID, orcid_fits, "orcid-check"),
    )
    for pattern, fits, reason in checks:
        found += [
            Fault(*m.span(), m[0], reason) for m in pattern.finditer(text) if not fits(next(filter(None, m.groups())))
        ]
    return sorted(found)


def _doi_faults(text: str) -> list[Fault]:
    """A DOI under its own label that has no registrant or no suffix."""
    found = []
    for match in _DOI_LABEL.finditer(text):
        words = _trimmed(match[1])
        if words and not expressions.match(r"10\.\d{4,9}(?:\.\d{1,9})*/\S", words):
            found.append(Fault(match.start(1), match.start(1) + len(words), words, "doi-shape"))
    return found


def _trial_fits(number: str) -> bool:
    upper = number.upper()
    if upper.startswith("NCT"):
        return len(number) == 11
    if upper.startswith("CHICTR"):
        return expressions.fullmatch(r"ChiCTR(?:\d{10}|-[A-Z]{2,4}-\d{8}|-?\d{10})", number, re.I) is not None
    if upper.startswith("ISRCTN"):
        return len(number) == 14
    return True


def isbn_fits(isbn: str) -> bool:
    """Check digit of an ISBN-10 or ISBN-13."""
    digits = expressions.sub(r"[- ]", "", isbn).upper()
    if len(digits) == 13 and digits.isdigit():
        return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
    if expressions.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    return False


def issn_fits(issn: str) -> bool:
    """Check digit of an ISSN."""
    digits = issn.replace("-", "").upper()
    return sum((8 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0


def orcid_fits(orcid: str) -> bool:
    """ISO 7064 mod 11-2 check digit of an ORCID."""
    digits = orcid.replace("-", "").upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
