"""Every kind of file of a sources folder, and what a broken one gives."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlint.model.source import Reference
from claimlint.model.text import Span
from claimlint.sources import loaders
from claimlint.sources.folder import add, verify
from claimlint.sources.store import load_store

TITLE = "虚构药物治疗偏头痛的观察"
ABSTRACT = "目的：观察疗效。方法：纳入36例患者。"
PUBMED = f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><JournalIssue><PubDate>
<MedlineDate>2020 Mar-Apr</MedlineDate></PubDate></JournalIssue><Title>演示杂志</Title></Journal><ArticleTitle>{TITLE}</ArticleTitle>
<Abstract><AbstractText Label="方法">{ABSTRACT}</AbstractText></Abstract></Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.5555/m.1</ArticleId></ArticleIdList><ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/wrong</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>"""
JATS = f"""<article xmlns:x="urn:x"><front><journal-meta><journal-title>演示杂志</journal-title></journal-meta><article-meta>
<article-id pub-id-type="doi">10.5555/m.1</article-id><title-group><article-title>{TITLE}</article-title></title-group><pub-date><year>2020</year></pub-date>
<abstract><p>{ABSTRACT}</p></abstract></article-meta></front><body><sec><title>结果</title><p>缓解<bold>12</bold>例。</p></sec></body></article>"""

FILES = [
    ("a.json", f'{{"title": "{TITLE}", "DOI": "10.5555/m.1", "issued": {{"date-parts": [[2020]]}}, "abstract": "{ABSTRACT}"}}', "abstract"),
    ("list.json", f'[{{"title": "{TITLE}", "DOI": "https://doi.org/10.5555/M.1", "issued": {{"date-parts": [["2020"]]}}, "abstract": "{ABSTRACT}"}}]', "abstract"),
    ("crossref.json", f'{{"message": {{"title": ["{TITLE}"], "DOI": "10.5555/m.1", "issued": {{"date-parts": [[null]]}}, "published-online": {{"date-parts": [[2020]]}}, "abstract": "<jats:p>{ABSTRACT}</jats:p>"}}}}', "abstract"),
    ("a.bib", f"@article{{k1, title = {{{{{TITLE}}}}}, year = 2020, doi = {{10.5555/m.1}}, abstract = {{{ABSTRACT}}}}}", "abstract"),
    ("a.ris", f"TY  - JOUR\nTI  - {TITLE}\nPY  - 2020/03\nDO  - 10.5555/m.1\nAB  - {ABSTRACT}\nER  - \n", "abstract"),
    ("pubmed.xml", PUBMED, "abstract"),
    ("jats.xml", JATS, "fulltext"),
    ("estudy.txt", f"SrcDatabase-来源库: 期刊\nTitle-题名: {TITLE}\nAuthor-作者: 甲某;乙某\nSource-刊名: 演示杂志\nYear-年: 2020\nSummary-摘要: {ABSTRACT}\nDOI-DOI: 10.5555/m.1\n", "abstract"),
    ("endnote.enw", f"%0 Journal Article\n%T {TITLE}\n%J 演示杂志\n%D 2020\n%X {ABSTRACT}\n%R 10.5555/m.1\n", "abstract"),
    ("note.txt", f"{{Reference Type}}: Journal Article\n{{Title}}: {TITLE}\n{{Year}}: 2020\n{{Abstract}}: {ABSTRACT}\n{{DOI}}: 10.5555/m.1\n", "abstract"),
    ("m.nbib", f"PMID- 77\nTI  - {TITLE}\nDP  - 2020 Mar\nAB  - {ABSTRACT}\nLID - 10.5555/m.1 [doi]\n", "abstract"),
    ("abstract.md", f"---\ntitle: {TITLE}\ndoi: 10.5555/m.1\nyear: 2020\n---\n{ABSTRACT}\n", "abstract"),
    ("facts.yaml", f"- title: {TITLE}\n  doi: 10.5555/m.1\n  year: 2020\n  facts:\n    - {{name: 例数, value: 36, unit: 例, quote: 纳入36例患者}}\n", "excerpt"),
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("name", "text", "coverage"), FILES, ids=[row[0] for row in FILES])
def test_one_work_in_every_kind_of_file(name: str, text: str, coverage: str, encoding: str) -> None:
    if encoding == "gb18030" and name.endswith(".xml"):
        text = f'<?xml version="1.0" encoding="gb18030"?>{text}'
        pytest.skip("XML names its encoding; expat knows no GB 18030")
    loaded = loaders.load(text.encode(encoding), name)
    assert loaded.problems == ()
    (source,) = loaded.sources
    assert (source.title, source.ids.doi, source.year, source.coverage) == (
        TITLE,
        "10.5555/m.1",
        2020,
        coverage,
    )
    words = " ".join([*(one.text for one in source.texts), *(fact.quote for fact in source.facts)])
    assert "纳入36例患者" in words


BROKEN = [
    ("a.json", b'{"title": ', "not valid JSON"),
    ("a.json", b"[3]", "no bibliographic record"),
    ("a.bib", "@article{k, title = {没有结束".encode(), "does not end"),
    ("a.bib", b"just words", "no BibTeX entry"),
    ("a.ris", b"TY  - JOUR\nTI  - x\n", "does not end with ER"),
    ("a.xml", b"<article><front>", "not well-formed"),
    ("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><article>&a;</article>', "entities"),
    ("a.xml", b"<html/>", "neither PubMed nor JATS"),
    ("a.txt", b"", "empty"),
    ("a.yaml", b"a: [1", "not valid YAML"),
    ("facts.yaml", "- title: 某文\n  facts: [{nmae: x}]\n".encode(), "unknown key of a fact"),
    ("products.yaml", "products:\n  - {name: 某片, indication: 头痛}\n".encode(), "unknown key 'indication'"),
    ("a.pdf", b"%PDF-1.4 broken", "PDF"),
]


@pytest.mark.parametrize(("name", "data", "words"), BROKEN, ids=[f"{row[0]}-{row[2]}" for row in BROKEN])
def test_a_broken_file_is_a_problem_with_advice(name: str, data: bytes, words: str) -> None:
    problems = loaders.load(data, name).problems
    assert len(problems) == 1
    assert words in problems[0].message
    assert problems[0].hint
    assert problems[0].path == name


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1", 2), ("- title: 某文\n  year: 2020: 是\n", 2), ("- title: 甲\n\n- title: '乙\n", 4)],
    ids=["flow", "colon", "quote"],
)
def test_broken_yaml_is_told_with_its_line(text: str, line: int) -> None:
    (problem,) = loaders.load(text.encode(), "facts.yaml").problems
    assert ("not valid YAML" in problem.message, problem.line) == (True, line)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(set(loaders.LOADERS) - {".pdf"})),
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
)
def test_no_bytes_raise(suffix: str, data: bytes) -> None:
    loaded = loaders.load(data, f"x{suffix}")
    assert loaded.sources or loaded.problems or loaded.products or suffix in {".json", ".jsonl"}


def test_status_is_read_from_the_cited_work_not_from_the_notice() -> None:
    base = '{"title": "x", "DOI": "10.5555/a", %s}'
    retracted = base % '"updated-by": [{"DOI": "10.5555/notice", "type": "retraction"}]'
    notice = base % '"update-to": [{"DOI": "10.5555/b", "type": "retraction"}]'
    itself = base % '"updated-by": [{"DOI": "10.5555/A", "type": "new_version"}]'
    states = [loaders.load(text.encode(), "a.json").sources[0].status for text in (retracted, notice, itself)]
    assert states == ["retracted", "unknown", "unknown"]


def test_store_finds_by_identifier_title_and_author(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(FILES[0][1], encoding="utf-8")
    (tmp_path / "b.bib").write_text(
        "@article{k, title={Walking and sleep}, author={Alder, J}, year=2019, journal={Lancet}}",
        encoding="utf-8",
    )
    (tmp_path / ".hidden.json").write_text("broken", encoding="utf-8")
    store = load_store(tmp_path)
    assert store.problems == ()

    def find(**given: object) -> str | None:
        source = store.find(Reference(1, Span(0, 0), **given))  # type: ignore[arg-type]
        return source.title if source else None

    assert find(title="虚构药物治疗偏头痛的观察。") == TITLE
    assert find(title="Walking, and Sleep") == "Walking and sleep"
    assert find(authors=("Alder",), year=2019, journal="The Lancet") == "Walking and sleep"
    assert find(authors=("Alder",), year=2019, journal="Gut") is None
    assert find(title="完全不同的题名在这里") is None


def test_records_and_facts_of_one_work_are_put_together(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(FILES[0][1], encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(FILES[-1][1], encoding="utf-8")
    (source,) = load_store(tmp_path).sources
    assert (source.coverage, len(source.facts), len(source.texts)) == ("abstract", 1, 1)


def test_quotes_are_verified_against_full_text_only(tmp_path: Path) -> None:
    text = '[{"id": "a", "title": "x", "abstract": "y", "facts": [{"name": "n", "value": 1, "quote": "abc"}]}, {"id": "b", "title": "z", "fulltext": "有36 例患者", "facts": [{"name": "n", "value": 36, "quote": "36例患者"}, {"name": "m", "value": 3, "quote": "63例"}]}]'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert [one.verdict for one in verify(load_store(tmp_path))] == [
        "no-full-text",
        "verbatim",
        "not-verbatim",
    ]


def test_add_overwrites_nothing(tmp_path: Path) -> None:
    folder, given = tmp_path / "sources", tmp_path / "a.json"
    given.write_text(FILES[0][1], encoding="utf-8")
    assert add(folder, [given])[0] == ("a.json",)
    given.write_text(FILES[0][1].replace("36", "63"), encoding="utf-8")
    added, problems = add(folder, [given])
    assert added == ()
    assert "already" in problems[0].message
    assert "36例" in (folder / "a.json").read_text(encoding="utf-8")
