"""The styles in which one reference may be written: each style is one function from words to fields."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.source import WorkKind

Fields = dict[str, str]

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_VOLUME = r"(?P<volume>\d{1,4}|[A-Z]\d{1,3})?\s?(?:[(（](?P<issue>[^)）]{1,24})[)）])?"
_PAGES = r"(?P<pages>[A-Za-z]{0,6}\d[\w.–—-]{0,24})"
_GBT_MARK = lazy(
    r"\s{0,2}[\[［](?P<mark>J|M|C|D|N|P|S|R|Z|G|A|DB|DS|CP|EB|PP|K)(?:/(?P<carrier>OL|CD|"
    r"MT))?[\]］]\s{0,2}[.．。,，]?\s{0,2}",
    re.I,
)
_GBT_JOURNAL = lazy(
    rf"(?:(?P<journal>[^,，]{{2,120}}?)\s?[,，]\s?)?{_YEAR}(?:-\d{{1,2}}){{0,2}}(?:\s?[,，]\s?{_VOLUME})?(?:\s?[:：]\s?{_PAGES})?"
)
_NAME = r"(?:[A-Z][\w'’.-]{0,30}|de|van|von|der|la|le|di|da|bin|al)"
_COMMA_AUTHORS = lazy(
    rf"(?:{_NAME}(?:\s{_NAME}){{0,3}},\s{{0,2}}(?:[A-Z][a-z]?(?![a-z])\.?[ -]?){{1,4}}(?:,\s{{0,2}}(?:and\s|"
    rf"&\s)?|\s{{0,2}}(?:&|and)\s{{0,2}}|\s{{0,2}})){{1,40}}"
    r"(?:et al\.?,?|等[。.,，]?)?\s{0,2}"
)
_VANCOUVER_AUTHORS = lazy(
    rf"(?:{_NAME}(?:\s{_NAME}){{0,3}}\s[A-Z]{{1,4}}(?:\s(?:Jr|II|III))?(?:,\s|\s(?:and|&)\s|"
    rf"\s{{0,1}}(?=[.(:]))){{1,60}}(?:et al\.?|等)?"
)
_TAIL_VANCOUVER = lazy(
    rf"(?P<journal>[^.;。]{{2,100}}(?:\.\s?[A-Z][^.;。]{{1,40}}){{0,5}})[.,。]?\s{{1,2}}{_YEAR}(?:\s[A-Z][a-z]{{2,8}}(?:-[A-Z][a-z]{{2}})?)?(?:\s\d{{1,2}})?\s?;\s?{_VOLUME}(?:\s?[:：]\s?{_PAGES})?"
)
_TAIL_NATURE = lazy(
    rf"(?P<journal>[^.。《》\d]{{2,80}}(?:\.\s?[A-Z][^.。\d]{{1,30}}){{0,5}}|"
    rf"《[^》]{{2,40}}》)[,.，]?\s{{1,2}}(?P<volume>\d{{1,4}})\s?(?:[(（](?P<issue>[^)）]{{1,20}})[)）])?\s?[,，:：]\s?{_PAGES}\s?[(（]{_YEAR}[)）]"
)
_TAIL_APA = lazy(
    rf"(?P<journal>[^.。?!\d]{{2,100}}?(?:\.\s?[A-Z][^.。\d]{{1,30}}){{0,5}})[,.]?\s{{1,2}}(?P<volume>\d{{1,4}})\s?(?:[(（](?P<issue>[^)）]{{1,20}})[)）])?\s?[,:：]\s?{_PAGES}"
)
_TAIL_OXFORD = lazy(
    rf",\s(?P<journal>[^,]{{2,100}}),\sVolume\s(?P<volume>\w{{1,8}})(?:,\sIssue\s(?P<issue>[\w "
    rf"]{{1,24}}))?,\s(?:[A-Z][a-z]+\s)?{_YEAR}(?:,\s(?:Pages?\s)?{_PAGES})?"
)
_TAIL_MLA = lazy(
    rf"(?P<journal>[^.“”\"]{{2,100}}),\svol\.\s?(?P<volume>\d{{1,4}})(?:,\sno\.\s?(?P<issue>\w{{1,12}}))?,\s(?:[A-Z][a-z]{{2,8}}\.?\s)?{_YEAR}(?:,\spp?\.\s?{_PAGES})?"
)
_TAIL_CHINESE = lazy(
    rf"[《](?P<journal>[^》]{{2,40}})[》]\s?[,，.。]?\s?{_YEAR}\s?年?[,，]?\s?(?:第?{_VOLUME}[卷期]?)?(?:\s?[:：]\s?{_PAGES})?"
)
_APA_YEAR = lazy(rf"[(（]{_YEAR}[a-z]?(?:,\s[A-Z][a-z]+(?:\s\d{{1,2}})?)?[)）][.．。:,，]?\s{{0,2}}")
_ANY_YEAR = lazy(r"(?<![\d/.-])((?:19|20)\d{2})(?![\d/])")

_KIND_OF_MARK = {
    "D": WorkKind.THESIS,
    "M": WorkKind.BOOK,
    "S": WorkKind.STANDARD,
    "C": WorkKind.ABSTRACT,
    "PP": WorkKind.PREPRINT,
    "EB": WorkKind.WEB,
    "N": WorkKind.WEB,
    "J": WorkKind.ARTICLE,
}


def gbt(words: str) -> Fields | None:
    """GB/T 7714: 作者. 题名[J]. 刊名, 年, 卷(期): 页."""
    mark = _GBT_MARK.search(words)
    if mark is None:
        return None
    fields: Fields = {"mark": mark["mark"].upper(), "style": "gbt"}
    head, rest = words[: mark.start()], words[mark.end() :]
    authors, _, title = _first_stop(head)
    fields |= {"authors": authors, "title": title or head}
    if (match := _GBT_JOURNAL.match(rest)) or (match := _TAIL_VANCOUVER.match(rest)):
        fields |= _given(match)
    elif rest:
        fields["publisher"] = rest
    return fields


def _first_stop(head: str) -> tuple[str, str, str]:
    """Authors and title: the full stop that ends the authors is not one after an initial."""
    for match in expressions.finditer(r"[.．。]\s{0,2}", head):
        before = head[: match.start()]
        initial = expressions.search(r"(?:^|[\s,.])[A-Z]$", before)
        chinese = expressions.search(r"[一-鿿]$", before)
        if (
            chinese
            or (not initial and len(before) > 3)
            or (initial and expressions.match(r"[A-Z][a-z]{2,}\s[a-z]", head[match.end() :]))
        ):
            return before, match[0], head[match.end() :]
    return "", "", head


def oxford(words: str) -> Fields | None:
    """Names, Title, Journal, Volume 10, Issue 12, December 2021, Pages 1-9."""
    tail = _TAIL_OXFORD.search(words)
    if tail is None:
        return None
    head = words[: tail.start()]
    parts = expressions.split(r",\s", head)
    size = max(range(len(parts)), key=lambda i: len(parts[i]))
    authors, title = ", ".join(parts[:size]), ", ".join(parts[size:])
    return {"style": "oxford", "authors": authors, "title": title} | _given(tail)


def apa(words: str) -> Fields | None:
    """Names (2021). Title. Journal, 12(3), 4-9."""
    year = _APA_YEAR.search(words)
    if year is None or year.start() < 3 or not words[year.end() : year.end() + 12].strip():
        return None
    rest = words[year.end() :]
    fields = {"style": "apa", "authors": words[: year.start()], "year": year["year"]}
    tail = _last(_TAIL_APA, rest)
    if tail is None:
        title, _, journal = rest.partition(". ")
        return fields | {"title": title} | ({"journal": journal.split(",")[0].strip(" .")} if journal else {})
    title, journal = _split_title(rest[: tail.start("journal")], tail["journal"])
    return fields | _given(tail) | {"title": title, "journal": journal}


def nature(words: str) -> Fields | None:
    """Li, J. & He, L. Title. Journal 26, 107 (2025)."""
    tail = _last(_TAIL_NATURE, words)
    if tail is None:
        return None
    return {"style": "nature"} | _given(tail) | _headed(words, tail)


def vancouver(words: str) -> Fields | None:
    """Yang L, Ren G. Title. Lupus. 2022;31(13):1586-94."""
    tail = _last(_TAIL_VANCOUVER, words)
    if tail is None:
        return None
    return {"style": "vancouver"} | _given(tail) | _headed(words, tail)


def _headed(words: str, tail: re.Match[str]) -> Fields:
    """Authors, title and journal of an entry whose tail is known."""
    title, journal = _split_title(words[: tail.start("journal")], tail["journal"])
    authors, title = _author_end(title)
    return {"authors": authors, "title": title, "journal": journal}


def mla(words: str) -> Fields | None:
    """Li, Jun, et al. "Title." Journal, vol. 1, no. 2, 2021, pp. 3-4."""
    tail = _TAIL_MLA.search(words)
    if tail is None:
        return None
    title = expressions.search(r"[“\"]([^”\"]{4,300})[”\"]", words[: tail.start() + 2])
    fields = {"style": "mla"} | _given(tail) | {"journal": tail["journal"].strip(' ."”')}
    return fields | ({"title": title[1].rstrip(". "), "authors": words[: title.start()]} if title else {})


def chinese(words: str) -> Fields | None:
    """作者：《题名》，《刊名》2021年第3期."""
    titles = expressions.findall(r"《([^》]{2,120})》|“([^”]{4,120})”", words)
    tail = _last(_TAIL_CHINESE, words)
    if tail is None:
        return None
    fields = {"style": "chinese"} | _given(tail)
    first = next((a or b for a, b in titles), "")
    if first and first != tail["journal"]:
        fields |= {"title": first, "authors": expressions.split(r"[：:《“.。]", words)[0]}
    else:
        authors, _, title = _first_stop(words[: tail.start()].rstrip(" ,，.。"))
        fields |= {"authors": authors, "title": title}
    return fields


def loose(words: str) -> Fields:
    """Anything else: the longest segment is taken for the title, the first plausible year for the year."""
    year = _ANY_YEAR.search(words)
    segments = [part.strip() for part in expressions.split(r"(?<!\b[A-Z])[.。?]\s{0,2}|[“”\"]", words) if part.strip()]
    title = max(segments, key=len, default="")
    fields = {"style": "loose", "title": title}
    if segments and segments[0] != title:
        fields["authors"] = segments[0]
    if title in segments[:-1]:
        following = expressions.split(r"[,;，；]|\d{4}", segments[segments.index(title) + 1])[0].strip()
        if 2 < len(following) < 100:
            fields["journal"] = following
    return fields | ({"year": year[1]} if year else {})


STYLES: tuple[Callable[[str], Fields | None], ...] = (gbt, oxford, mla, chinese, vancouver, nature, apa)


def parse(words: str) -> Fields:
    """The fields of one entry, by the first style that fits."""
    for style in STYLES:
        if (fields := style(words)) is not None:
            return {key: value.strip(" .,，。;；:：") for key, value in fields.items() if value and value.strip()}
    return {key: value.strip(" .,，。;；") for key, value in loose(words).items()}


def kind_of(fields: Fields, words: str) -> WorkKind:
    """What the entry says that the work is."""
    lower = words.lower()
    if expressions.search(r"medrxiv|biorxiv|research square|preprints?\.org|ssrn|arxiv|预印本|\[pp", lower):
        return WorkKind.PREPRINT
    mark = fields.get("mark")
    if mark and mark != "J":
        return _KIND_OF_MARK.get(mark, WorkKind.UNKNOWN)
    if expressions.search(
        r"学位论文|硕士论文|博士论文|doctoral dissertation|\bph\.?d\.? thesis|master'?s thesis|"
        r"\[dissertation\]",
        lower,
    ):
        return WorkKind.THESIS
    issue = fields.get("issue", "") + " " + fields.get("volume", "")
    if expressions.search(r"suppl", issue, re.I) or expressions.search(
        r"\bsuppl(?:ement)?_?\d?\b|meeting abstract|conference abstract|\[abstract\]|会议摘要|"
        r"^\W{0,2}#\d{2,4}\b",
        lower,
    ):
        return WorkKind.ABSTRACT
    if expressions.search(r"荟萃分析|meta分析|meta-analysis|meta analysis", fields.get("title", "").lower()):
        return WorkKind.META_ANALYSIS
    if expressions.search(
        r"综述|\breview\b|现状与展望|研究进展|advances in|current status", fields.get("title", "").lower()
    ):
        return WorkKind.REVIEW
    return WorkKind.ARTICLE if fields.get("journal") else WorkKind.UNKNOWN


def _given(match: re.Match[str]) -> Fields:
    return {key: value for key, value in match.groupdict().items() if value}


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(words):
        found = match
    return found


def _author_end(head: str) -> tuple[str, str]:
    for pattern in (_VANCOUVER_AUTHORS, _COMMA_AUTHORS):
        match = pattern.match(head)
        if match and match.end() < len(head):
            return match[0], head[match.end() :].lstrip(" .:;")
    authors, _, title = _first_stop(head)
    return authors, title


def _split_title(title: str, journal: str) -> tuple[str, str]:
    """What a tail took for the journal may begin with the end of the title."""
    for stop in expressions.finditer(r"[.。?？!](?:\s{1,2}|(?=[A-Z《]))", journal):
        rest = journal[stop.end() :]
        if len(journal[: stop.start()].split()) > 4 and len(rest) > 2:
            return (title + journal[: stop.start()]), rest.strip(" .《》")
    return title, journal.strip(" .《》")
