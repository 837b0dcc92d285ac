"""The fault table of fetch, against a real HTTP server on this machine with invented records."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("httpx", reason="the extra 'fetch' is not installed")

import contextlib

from claimlint.sources.fetch import Fetched, fetch, file_name, identifier
from claimlint.sources.http import Manners
from claimlint.sources.services import Hosts
from claimlint.sources.store import load_store

Answer = Callable[[BaseHTTPRequestHandler], None]
DOI = "10.5555/demo.1"
CROSSREF = {
    "status": "ok",
    "message": {
        "DOI": DOI, "type": "journal-article", "title": ["Warm socks and sleep: an invented trial"],
        "container-title": ["Journal of Demonstrations"], "author": [{"given": "Ada", "family": "Zhang", "sequence": "first"}],
        "issued": {"date-parts": [[2021, 3]]}, "volume": "4", "page": "1-9",
        "abstract": "<jats:p>We enrolled 40 adults. Sleep improved in 25%.</jats:p>",
    },
}  # fmt: skip
EUROPE = {
    "hitCount": 1,
    "resultList": {"result": [{"doi": DOI, "pmid": "99", "title": "Warm socks and sleep: an invented trial.", "pubYear": "2021",
                               "abstractText": "<h4>Results</h4>We enrolled 40 adults.", "pubTypeList": {"pubType": ["Journal Article"]}}]},
}  # fmt: skip
PUBMED = b"""<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example.org/pubmed.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>99</PMID><Article><Journal><JournalIssue><PubDate><Year>2021</Year></PubDate>
</JournalIssue><Title>Journal of Demonstrations</Title></Journal><ArticleTitle>Warm socks and sleep: an invented trial.</ArticleTitle>
<Abstract><AbstractText Label="RESULTS">Sleep improved in <i>25</i>%.</AbstractText></Abstract>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Demo. 2022</RefSource></CommentsCorrections></CommentsCorrectionsList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/demo.1</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><PubmedArticleSet>&b;</PubmedArticleSet>"""


class Server:
    """Answers by the beginning of a path; counts what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                answer = next((one for start, one in outer.answers.items() if self.path.startswith(start)), missing)
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def hosts(self) -> Hosts:
        return Hosts(self.url, self.url, self.url, self.url)


def body(data: bytes | dict[str, object], status: int = 200, **headers: str) -> Answer:
    payload = data if isinstance(data, bytes) else json.dumps(data).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    return answer


missing = body(b"Resource not found.", 404)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" " * 65_536)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def in_turn(*answers: Answer) -> Answer:
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.server.shutdown()
    one.server.server_close()


QUICK = Manners(mailto="desk@example.org", timeout=0.4, total=0.6, max_bytes=200_000, retries=2)


def run(server: Server, folder: Path, *wanted: str, waits: list[float] | None = None, **options: bool) -> Fetched:
    sleep = waits.append if waits is not None else (lambda _: None)
    return fetch(folder, wanted or [DOI], hosts=server.hosts, manners=QUICK, sleep=sleep, today="2026-11-23", **options)


FAULTS = [
    ("redirect to another host", body(b"", 302, Location="http://elsewhere.example/x"), "fetch-redirect"),
    ("redirects in a circle", body(b"", 302, Location="/works/again"), "fetch-redirect"),
    ("huge body", endless, "fetch-too-large"),
    ("no answer", silent, "fetch-slow"),
    ("answer that drips", dripping, "fetch-slow"),
    ("broken JSON", body(b'{"message": {'), "fetch-malformed"),
    ("JSON of another shape", body(b"[1, 2]"), "fetch-malformed"),
    ("JSON with wrong types", body({"message": {"title": 3, "author": 7, "DOI": DOI}}), "fetch-malformed"),
    ("too many requests", body(b"", 429, Retry_After="1"), "fetch-busy"),
    ("unavailable", body(b"", 503), "fetch-busy"),
    ("forbidden", body(b"", 403), "fetch-refused"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "code"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_of_one_service_is_a_problem_and_the_next_is_asked(
    name: str, answer: Answer, code: str, server: Server, tmp_path: Path
) -> None:
    server.answers = {"/works": answer, "/europepmc": body(EUROPE)}
    result = run(server, tmp_path)
    assert [one.code for one in result.problems] == [code]
    assert DOI in result.problems[0].message
    assert result.problems[0].hint
    assert result.written == (file_name("doi", DOI),)
    assert load_store(tmp_path).get(DOI) is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [(BOMB, "fetch-malformed"), (b"<PubmedArticleSet><PubmedArticle>", "fetch-malformed")],
    ids=["entity bomb", "cut off"],
)
def test_xml_that_is_refused(data: bytes, code: str, server: Server, tmp_path: Path) -> None:
    server.answers = {"/entrez": body(data)}
    result = run(server, tmp_path, "PMID: 99")
    assert [one.code for one in result.problems] == [code]
    assert result.written == ()
    assert list(tmp_path.iterdir()) == []


def test_nothing_answers(tmp_path: Path, server: Server) -> None:
    hosts = Hosts(*["http://127.0.0.1:9"] * 4)
    result = fetch(tmp_path, [DOI], hosts=hosts, manners=QUICK, sleep=lambda _: None)
    assert {one.code for one in result.problems} == {"fetch-failed"}
    assert result.unknown == ()  # not asked is not unknown


def test_what_every_service_does_not_know(server: Server, tmp_path: Path) -> None:
    result = run(server, tmp_path, "10.13699/invented.cn.1")
    assert result.unknown == ("10.13699/invented.cn.1",)
    assert result.problems == ()
    assert any(path.startswith("/dois") for path in server.asked)  # the next agency was asked


def test_retry_after_is_heeded_and_the_work_arrives(server: Server, tmp_path: Path) -> None:
    server.answers = {"/works": in_turn(body(b"", 429, Retry_After="7"), body(b"", 503), body(CROSSREF))}
    waits: list[float] = []
    result = run(server, tmp_path, waits=waits)
    assert result.problems == ()
    assert 7.0 in waits
    assert 2.0 in waits  # without Retry-After the pause doubles


def test_records_of_several_services_are_one_work(server: Server, tmp_path: Path) -> None:
    server.answers = {"/works": body(CROSSREF), "/europepmc": body(EUROPE), "/entrez": body(PUBMED)}
    result = run(server, tmp_path)
    assert result.problems == ()
    item = json.loads((tmp_path / result.written[0]).read_text(encoding="utf-8"))
    assert item["retrieved"] == {"from": ["crossref", "europe-pmc", "pubmed"], "on": "2026-11-23"}
    source = load_store(tmp_path).get(DOI)
    assert source is not None
    assert (source.status, source.ids.pmid, source.coverage) == ("retracted", "99", "abstract")
    assert "40 adults" in source.texts[0].text


def test_a_broken_run_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    other = "10.5555/demo.2"
    second = {"message": {**CROSSREF["message"], "DOI": other, "title": ["另一篇虚构的研究"]}}  # type: ignore[dict-item]
    server.answers = {f"/works/{other}": body(b"", 503), "/works": body(CROSSREF)}
    first = run(server, tmp_path, DOI, other)
    assert len(first.written) == 1
    assert [one.code for one in first.problems] == ["fetch-busy"]
    server.answers, server.asked = {f"/works/{other}": body(second)}, []
    again = run(server, tmp_path, DOI, other)
    assert again.kept == (DOI,)
    assert len(again.written) == 1
    assert not any(DOI in path for path in server.asked)
    assert not list(tmp_path.glob(".*.partial"))


def test_an_answer_about_another_work_does_not_count(server: Server, tmp_path: Path) -> None:
    wrong = {"message": {**CROSSREF["message"], "DOI": "10.5555/other"}}  # type: ignore[dict-item]
    server.answers = {"/works": body(wrong)}
    assert run(server, tmp_path).written == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("https://doi.org/10.5555/Demo.1", ("doi", "10.5555/demo.1")),
        ("doi:10.5555/demo.1.", ("doi", "10.5555/demo.1")),
        ("PMID: 123", ("pmid", "123")),
        ("干细胞研究", None),
        ("10.12/x", None),
    ],
)
def test_identifiers_that_can_be_asked_for(words: str, expected: tuple[str, str] | None) -> None:
    assert identifier(words) == expected


def test_checking_never_imports_the_network() -> None:
    import subprocess

    program = (
        "import sys; from claimlint import Linter; import claimlint.sources, claimlint.sources.fetch; "
        "assert not {'httpx', 'socket'} & set(sys.modules) - {'socket'}, 'httpx'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
