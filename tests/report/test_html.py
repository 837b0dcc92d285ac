"""The HTML page without a browser: escaping, policy, links, articles of every block."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from claimlint.model.report import Report

VOID = {"meta", "link", "input", "br", "img"}


class Shape(HTMLParser):
    """Which elements there are, whether they close, and every attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        values = dict(attrs)
        self.attributes |= set(values)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("which", ["chinese", "english", "unread", "hostile"])
def test_well_formed_and_alone(which, request, render):
    shape = Shape(render("html", [request.getfixturevalue(which)]))
    assert (shape.wrong, shape.open) == ([], [])
    assert len(shape.ids) == len(set(shape.ids))
    assert not shape.attributes & {"src", "style", "srcset", "action", "onclick", "onerror"}
    assert all(link.startswith("#") or link == "data:," for link in shape.links)
    assert shape.tags.count("script") == 1


def test_every_link_leads_somewhere(everything, render):
    shape = Shape(render("html", everything))
    assert {link[1:] for link in shape.links if link.startswith("#")} <= set(shape.ids)


def test_policy_names_the_very_script_and_style(chinese, render):
    page = render("html", [chinese])
    for tag in ("script", "style"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in page
    assert "default-src &#39;none&#39;" in page
    assert "unsafe" not in page


def test_hostile_words_stay_words(hostile, render):
    page = render("html", [hostile])
    assert "&lt;img src=x onerror=window.pwned=2&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "<b>" not in re.sub(r"<b>(\d+|\w+)</b>", "", page)


def test_article_reads_as_written(chinese, render):
    """Without the marks the article is the text of the document, block by block."""
    page = render("html", [chinese])
    article = re.search(r'<div class="text".*?</div>\n<aside', page, re.S).group(0)
    article = re.sub(r'<p class="chip">.*?</p>|<span class="ref".*?</span>', "", article, flags=re.S)
    words = re.sub(r"<[^>]+>", "", article)
    assert re.sub(r"\s", "", words).removesuffix("<aside") == re.sub(r"\s", "", chinese.document.text)


def test_overlap_is_cut_into_three(chinese, render):
    page = render("html", [chinese])
    covered = re.findall(r'data-f="([\d ]+)"[^>]*>(?:<strong>)?([^<]+)', page)
    assert ("3", "一针见效，") in covered
    assert ("3 4", "终身不复发") in covered
    assert ("4", "，请放心预约") in covered


def test_group_is_one_note_with_a_checklist(chinese, render):
    page = render("html", [chinese])
    assert page.count('<ul class="checklist">') == 1
    for state in ("found", "hollow", "missing"):
        assert f'<li class="{state}">' in page
    assert 'data-copy="疗效因人而异，本文所述结果不代表每位患者都能获得。"' in page


def test_same_fingerprint_in_two_documents(chinese, render):
    shape = Shape(render("html", [chinese, chinese]))
    assert {"f-00c0ffee00c0ffee", "f-00c0ffee00c0ffee-2"} <= set(shape.ids)


def test_nothing_to_show(render, make_document):
    document = make_document("无事。\n", "a.md", "zh")
    assert "无事。" in render("html", [Report(document=document)])
    assert "<main" in render("html", [])


def test_problems_without_a_document_stay_out_of_the_contents(chinese, render):
    from claimlint.model.report import Problem

    page = render("html", [Report(problems=(Problem("bad-yaml", "不是 YAML"),)), chinese])
    assert 'class="contents"' not in page
    assert "<title>关节外泌体：告别换膝手术的新选择 · claimlint</title>" in page
