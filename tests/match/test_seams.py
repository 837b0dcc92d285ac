"""What a scan keeps ready for judging: worked out when asked for, the same however long the text is."""

from __future__ import annotations

import pytest

from claimlint.match import Matcher, terms
from claimlint.model.hit import Hit, Scan
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Document, Span, Spans
from claimlint.read import read_text
from claimlint.rulebook import load

TEXT = (
    """# 干细胞疗法

本品由医生评估后使用，并非适合所有人。预约热线：400-800-1234。

- 个体效果因人而异
- 请遵医嘱

"""
    * 4
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    loaded, _ = load()
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def document() -> Document:
    document, _ = read_text(TEXT, path="x.md", format="markdown")
    assert document is not None
    return document


PURPOSES = ("when", "also", "require", "hollow")


def everything(scan: Scan, rulebook: Rulebook) -> tuple[object, ...]:
    wanted = {(rule.id, each): scan.wanted().of(rule.id, each) for rule in rulebook.rules for each in PURPOSES}
    return scan.hits, scan.masked, {name: list(spans) for name, spans in scan.occurrences.items()}, wanted


def test_windows_change_nothing(rulebook: Rulebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = Matcher(rulebook)
    whole = everything(matcher.scan(document), rulebook)
    monkeypatch.setattr(terms, "WINDOW", 40)
    assert everything(matcher.scan(document), rulebook) == whole


def test_presence_rules_get_their_own_hits(rulebook: Rulebook, document: Document) -> None:
    scan = Matcher(rulebook).scan(document)
    assert {hit.purpose for hit in scan.hits} == {"report"}
    wanted = scan.wanted()
    asked = [(rule.id, purpose) for rule in rulebook.rules for purpose in PURPOSES]
    assert any(wanted.of(*one) for one in asked)
    for rule, purpose in asked:
        hits = wanted.of(rule, purpose)
        assert all((hit.rule, hit.purpose) == (rule, purpose) for hit in hits)
        assert sorted(wanted.each(rule, purpose), key=repr) == sorted(hits, key=repr)


def test_hits_by_hand_are_asked_for_in_the_same_way() -> None:
    place = Span(0, 2)
    hits = [Hit("a/b", 0, place, place, 0, "治愈", purpose=purpose) for purpose in ("report", "require", "also")]
    wanted = Scan(hits=tuple(hits)).wanted()
    assert [wanted.of("a/b", purpose) for purpose in PURPOSES] == [(), (hits[2],), (hits[1],), ()]
    assert wanted.of("a/c", "also") == ()


def test_occurrences_are_places_of_the_text(rulebook: Rulebook, document: Document) -> None:
    found = Matcher(rulebook).scan(document).occurrences
    assert [document.slice(span) for span in found["register_contact"]]
    assert all(span.end <= len(document.text) for spans in found.values() for span in spans)
    assert "no_such_lexicon" not in found


def test_spans_are_a_sequence() -> None:
    spans = Spans.of([Span(0, 2), Span(1, 3)])
    assert (len(spans), spans[-1], list(spans[1:])) == (2, Span(1, 3), [Span(1, 3)])
    assert Spans.of(spans) is spans
