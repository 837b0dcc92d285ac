"""PubMed and JATS XML to Sources; entities and network access are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimlint.language.identifiers import normal_doi
from claimlint.model.source import Identifiers, Source, SourceText, WorkKind
from claimlint.model.words import both
from claimlint.sources.loaders import Loaded, fault

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS = {
    "Review": WorkKind.REVIEW,
    "Systematic Review": WorkKind.REVIEW,
    "Meta-Analysis": WorkKind.META_ANALYSIS,
    "Randomized Controlled Trial": WorkKind.TRIAL,
    "Clinical Trial": WorkKind.TRIAL,
    "Preprint": WorkKind.PREPRINT,
}
_STATUS = {"RetractionIn": "retracted", "ExpressionOfConcernIn": "concern", "ErratumIn": "corrected"}
_DEPTH = 400


def load_xml(data: bytes, name: str) -> Loaded:
    """Every article of an XML file."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        return fault(
            name,
            both(
                f"已拒绝：XML 里定义了实体（{type(error).__name__}）",
                f"refused: the XML defines entities ({type(error).__name__})",
            ),
            both("请从出版方重新保存", "save the record again from its publisher"),
        )
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        position = getattr(error, "position", None)
        return fault(
            name,
            both(f"XML 不完整：{error}", f"not well-formed XML: {error}"),
            both("请重新下载", "download the record again"),
            position[0] if position else None,
        )
    found = [_pubmed(one, name) for one in root.iter("PubmedArticle")] or [
        _pubmed_book(one, name) for one in root.iter("PubmedBookArticle")
    ]
    articles = [root] if _tag(root) == "article" else [one for one in root.iter() if _tag(one) == "article"]
    found = found or [_jats(one, name) for one in articles]
    if not found:
        return fault(
            name,
            both(
                f"既不是 PubMed XML，也不是 JATS XML（<{_tag(root)}>）",
                f"neither PubMed nor JATS XML (<{_tag(root)}>)",
            ),
            both("请存为 PubMed XML、JATS XML 或 CSL-JSON", "save it as PubMed XML, JATS XML or CSL-JSON"),
        )
    return Loaded(tuple(found))


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def words(element: Element | None) -> str:
    """All text of an element, mark-up inside it dropped."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _pubmed(article: Element, origin: str) -> Source:
    citation = article.find("MedlineCitation")
    inner = article.find("MedlineCitation/Article")
    if citation is None or inner is None:
        return Source(origin, origin=origin)
    ids = _pubmed_ids(article, citation)
    texts = [
        SourceText(one.get("Label") or "abstract", words(one), "abstract")
        for one in inner.findall("Abstract/AbstractText")
    ]
    texts += [SourceText("abstract", words(one), "abstract") for one in citation.findall("OtherAbstract/AbstractText")]
    year = (
        words(inner.find("Journal/JournalIssue/PubDate/Year"))
        or words(inner.find("Journal/JournalIssue/PubDate/MedlineDate"))[:4]
    )
    online = [words(one) for one in inner.findall("ArticleDate/Year")]
    years = tuple(dict.fromkeys(int(one) for one in (year, *online) if one.isdigit()))
    types = [words(one) for one in inner.findall("PublicationTypeList/PublicationType")]
    status, evidence = _pubmed_status(citation, types)
    return Source(
        id=ids.doi or ids.pmid or origin,
        ids=ids,
        title=words(inner.find("ArticleTitle")).rstrip("."),
        title_alternatives=tuple(filter(None, [words(inner.find("VernacularTitle")).strip("[].")])),
        authors=tuple(
            words(a.find("LastName")) or words(a.find("CollectiveName")) for a in inner.findall("AuthorList/Author")
        ),
        journal=words(inner.find("Journal/Title")) or None,
        journal_alternatives=tuple(filter(None, [words(inner.find("Journal/ISOAbbreviation"))])),
        year=years[0] if years else None,
        years=years,
        volume=words(inner.find("Journal/JournalIssue/Volume")) or None,
        issue=words(inner.find("Journal/JournalIssue/Issue")) or None,
        pages=words(inner.find("Pagination/MedlinePgn")) or None,
        kind=next((_KINDS[t] for t in types if t in _KINDS), WorkKind.ARTICLE),
        language=words(inner.find("Language")) or None,
        texts=tuple(text for text in texts if text.text),
        coverage="abstract" if any(text.text for text in texts) else "metadata",
        status=status,
        status_evidence=evidence,
        origin=origin,
    )


def _pubmed_ids(article: Element, citation: Element) -> Identifiers:
    """From the article's own list: a reference list further down has such elements too."""
    found = {one.get("IdType"): words(one) for one in article.findall("PubmedData/ArticleIdList/ArticleId")}
    doi = found.get("doi") or words(citation.find("Article/ELocationID[@EIdType='doi']"))
    return Identifiers(
        doi=normal_doi(doi) if doi else None,
        pmid=words(citation.find("PMID")) or None,
        pmcid=found.get("pmc") or None,
    )


def _pubmed_status(citation: Element, types: list[str]) -> tuple[str, str | None]:
    notes = [
        (one.get("RefType", ""), words(one.find("RefSource")))
        for one in citation.findall("CommentsCorrectionsList/CommentsCorrections")
    ]
    for kind in ("RetractionIn", "ExpressionOfConcernIn", "ErratumIn"):
        for given, source in notes:
            if given == kind:
                return _STATUS[kind], f"PubMed {kind}: {source}"
    return ("retracted", "PubMed: Retracted Publication") if "Retracted Publication" in types else ("ok", None)


def _pubmed_book(article: Element, origin: str) -> Source:
    abstract = " ".join(words(one) for one in article.iter("AbstractText"))
    pmid = words(next(article.iter("PMID"), None))
    return Source(
        id=pmid or origin,
        ids=Identifiers(pmid=pmid or None),
        title=words(next(article.iter("ArticleTitle"), None)) or words(next(article.iter("BookTitle"), None)),
        texts=(SourceText("abstract", abstract),) if abstract else (),
        kind=WorkKind.BOOK,
        coverage="abstract" if abstract else "metadata",
        origin=origin,
    )


def _find(element: Element, path: str) -> Element | None:
    """find() that does not care for name spaces."""
    for step in path.split("/"):
        found = next((child for child in element if _tag(child) == step), None)
        if found is None:
            return None
        element = found
    return element


def _jats(article: Element, origin: str) -> Source:
    meta = _find(article, "front/article-meta")
    if meta is None:
        return Source(origin, origin=origin)
    given = {one.get("pub-id-type"): words(one) for one in meta if _tag(one) == "article-id"}
    pmc = given.get("pmc") or given.get("pmcid")
    ids = Identifiers(
        doi=normal_doi(given["doi"]) if given.get("doi") else None,
        pmid=given.get("pmid"),
        pmcid=(pmc if pmc.startswith("PMC") else f"PMC{pmc}") if pmc else None,
    )
    texts = [SourceText("abstract", words(one), "abstract") for one in meta if _tag(one) == "abstract"]
    texts += _jats_sections(article)
    years = [words(_find(one, "year")) for one in meta if _tag(one) == "pub-date"]
    numbers = tuple(dict.fromkeys(int(year) for year in years if year.isdigit()))
    full = any(text.level == "fulltext" for text in texts)
    kind = article.get("article-type", "")
    return Source(
        id=ids.doi or ids.pmcid or origin,
        ids=ids,
        title=words(_find(meta, "title-group/article-title")),
        title_alternatives=tuple(words(one) for one in meta.iter() if _tag(one) == "trans-title"),
        authors=tuple(words(one) for one in meta.iter() if _tag(one) == "surname"),
        journal=next((words(one) for one in article.iter() if _tag(one) == "journal-title"), None),
        year=numbers[0] if numbers else None,
        years=numbers,
        volume=words(_find(meta, "volume")) or None,
        issue=words(_find(meta, "issue")) or None,
        pages=words(_find(meta, "fpage")) or words(_find(meta, "elocation-id")) or None,
        kind=WorkKind.REVIEW if "review" in kind else WorkKind.ARTICLE,
        texts=tuple(text for text in texts if text.text),
        coverage="fulltext" if full else ("abstract" if texts else "metadata"),
        status="retracted" if kind == "retracted-article" else "unknown",
        origin=origin,
    )


def _jats_sections(article: Element) -> list[SourceText]:
    body = _find(article, "body")
    if body is None:
        return []
    return [SourceText(words(_find(section, "title")) or "body", words(section), "fulltext") for section in body]
