"""From hits and observations to findings: words, places, severity, links, fingerprints, dismissals."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claimlint.config import Settings
from claimlint.judge.judgement import Judgement, distinct, judge
from claimlint.model.hit import Hit, Observation, Scan, Slot
from claimlint.model.report import Profile
from claimlint.model.rule import (
    Applies,
    Basis,
    Confidence,
    Guards,
    Register,
    Rule,
    RuleStatus,
    Severity,
    Statute,
    Within,
)
from claimlint.model.rulebook import CompiledPattern, Defaults, Element, Rulebook
from claimlint.model.text import Block, BlockKind, Document, Role, Sentence, Span

_spec = importlib.util.spec_from_file_location("judge_by_hand", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
by_hand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(by_hand)

UNDECLARED = Profile()
DEFAULTS = Defaults(
    guards={"overclaim": ("negated", "prohibited", "warned", "mentioned", "asked", "answered-no", "in-references")},
    soften={"overclaim": {"hedged": "info"}},
)
STATUTES = (
    Statute("cn/sample-law", {"zh": "样例法"}, "cn", "law", articles={"1": Basis("1", {"zh": "样例"}, "text")}),
    Statute("us/sample-act", {"en": "Sample Act"}, "us", "law"),
    Statute("cn/new-law", {"zh": "新法"}, "cn", "law", in_force_from="2030-01-01"),
    Statute("any/house-style", {"en": "House style"}, "any", "editorial"),
)


def rule(name: str = "overclaim/sample", **changes: object) -> Rule:
    values: dict[str, object] = {
        "id": name,
        "category": "cure-claim",
        "title": {"zh": "样例", "en": "Sample"},
        "message": {"zh": "“{match}”涉嫌夸大", "en": "“{match}” may overstate"},
        "suggest": {"zh": "请删去“{match}”", "en": "Delete “{match}”"},
        "why": {"zh": "样例", "en": "sample"},
        "basis": ("cn/sample-law#1", "us/sample-act", "cn/new-law", "any/house-style"),
        "languages": ("zh", "en"),
        "severity": Severity.ERROR,
        "patterns": ("样例",),
    }
    return Rule(**{**values, **changes})  # type: ignore[arg-type]


def judged(
    text: str,
    *rules: Rule,
    profile: Profile = UNDECLARED,
    observations: tuple[Observation, ...] = (),
    document: Document | None = None,
    hits: tuple[Hit, ...] = (),
    as_of: str | None = "2026-01-01",
    settings: Settings | None = None,
    language: str = "zh",
) -> Judgement:
    """Judge a text whose hits of the first rule are marked with << >>."""
    rules = rules or (rule(),)
    spans = []
    while "<<" in text:
        text, span = by_hand.marked(text)
        spans.append(span)
    document = document or by_hand.document_of(text, language=language)
    found = tuple(by_hand.hit_of(document, span, rules[0].id) for span in spans)
    book = Rulebook(rules=rules, statutes=STATUTES, defaults=DEFAULTS)
    scan = Scan(hits=(*found, *hits), occurrences=by_hand.occurrences(document.text))
    return judge(book, document, scan, observations, profile, as_of=as_of, settings=settings)


def test_a_finding_has_its_words_and_its_place() -> None:
    verdict = judged("第一行。\n本品<<根治糖尿病>>，见效快。")
    (finding,) = verdict.findings
    assert finding.message == "“根治糖尿病”涉嫌夸大"
    assert finding.suggestion == "请删去“根治糖尿病”"
    assert (finding.line, finding.column, finding.end_column) == (2, 3, 8)
    assert finding.text == "根治糖尿病"
    assert finding.family == "overclaim"
    assert finding.fingerprint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("本品<<根治糖尿病>>。", "“根治糖尿病”涉嫌夸大", id="zh"),
        pytest.param("Our tea <<cures diabetes>> at home.", "“cures diabetes” may overstate", id="en"),
        pytest.param("本品 Alpha <<根治>>一切。", "“根治”涉嫌夸大", id="mixed"),
    ],
)
def test_the_language_of_the_document_chooses_the_words(text: str, message: str) -> None:
    language = "zh" if "涉嫌" in message else "en"
    assert judged(text, document=None, language=language).findings[0].message == message


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("Our tea <<cures diabetes>> at home now.", "Delete “cures diabetes”", id="an English sentence"),
        pytest.param("本品可以<<根治>>。", "请删去“根治”", id="zh"),
        pytest.param("<<HR 0.61>>, p=0.03.", "请删去“HR 0.61”", id="figures are no language"),
    ],
)
def test_in_a_chinese_report_only_what_is_pasted_follows_the_sentence(text: str, suggestion: str) -> None:
    (finding,) = judged(text, language="zh").findings
    assert finding.message.endswith("涉嫌夸大")
    assert finding.suggestion == suggestion


def test_a_rule_without_the_language_speaks_the_one_it_has() -> None:
    only = rule(message={"zh": "涉嫌夸大"})
    assert judged("It <<cures>> all known diseases.", only, language="en").findings[0].message == "涉嫌夸大"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("本品不能<<治愈>>糖尿病。", "negated", id="negated"),
        pytest.param("广告不得宣称<<根治>>。", "prohibited", id="prohibited"),
        pytest.param("宣传册上出现“<<根治糖尿病>>”字样。", "mentioned", id="mentioned"),
        pytest.param("This tea does not <<cure>> diabetes.", "negated", id="en"),
    ],
)
def test_a_dismissal_says_which_guard_and_where_its_cue_is(text: str, reason: str) -> None:
    verdict = judged(text)
    assert verdict.findings == ()
    (dismissal,) = verdict.dismissals
    assert dismissal.reason == reason
    assert dismissal.detail
    assert dismissal.cue is not None


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        pytest.param("本品可能<<改善睡眠>>。", Severity.INFO, id="hedged"),
        pytest.param("本品有望<<彻底治愈糖尿病>>。", Severity.ERROR, id="strong verb after a hedge"),
        pytest.param("本品<<改善睡眠>>。", Severity.ERROR, id="plain"),
        pytest.param("不可能！本品<<改善睡眠>>。", Severity.ERROR, id="hedge of another sentence"),
        pytest.param("It may <<improve sleep>>.", Severity.INFO, id="en hedged"),
        pytest.param("It may <<completely cure>> you.", Severity.ERROR, id="en strong"),
    ],
)
def test_a_hedge_softens_and_never_silences(text: str, severity: Severity) -> None:
    assert judged(text).findings[0].severity is severity


def test_a_guard_that_the_rule_softens_does_not_dismiss() -> None:
    soft = rule(unless=Guards(), soften={"asked": Severity.WARNING})
    (finding,) = judged("本品能<<治愈>>糖尿病吗？", soft).findings
    assert finding.severity is Severity.WARNING
    assert "是非问句" in finding.evidence[0].text


def test_a_rule_may_drop_and_add_guards() -> None:
    assert judged("本品不能<<治愈>>糖尿病。", rule(unless=Guards(drop=("negated",)))).findings  # type: ignore[arg-type]
    text = "曾被认为能<<治愈>>百病的药方早已废弃。"
    assert judged(text).findings
    assert not judged(text, rule(unless=Guards(add=("historical",)))).findings  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("applies", "profile", "found"),
    [
        pytest.param(Applies(content=("advertisement",)), Profile(content="academic"), False, id="other content"),
        pytest.param(Applies(content=("advertisement",)), Profile(), True, id="content unknown"),
        pytest.param(Applies(audience=("professional",)), Profile(), False, id="public unless told"),
        pytest.param(Applies(product=("otc-drug",)), Profile(), False, id="product unknown"),
        pytest.param(Applies(product=("otc-drug",)), Profile(product="otc-drug"), True, id="product"),
        pytest.param(Applies(declared=("content",)), Profile(content="academic"), False, id="not declared"),
        pytest.param(Applies(jurisdiction=("us",)), Profile(), False, id="zh is assumed cn"),
        pytest.param(
            Applies(jurisdiction=("us",)),
            Profile(jurisdiction=("us",), declared=frozenset({"jurisdiction"})),
            True,
            id="declared us",
        ),
    ],
)
def test_a_rule_for_another_profile_finds_nothing(applies: Applies, profile: Profile, found: bool) -> None:
    verdict = judged("本品<<根治糖尿病>>。", rule(applies=applies), profile=profile)
    assert bool(verdict.findings) is found
    if not found:
        assert [one.reason for one in verdict.dismissals] == ["profile"]


@pytest.mark.parametrize(
    ("text", "as_of", "expected"),
    [
        pytest.param("本品<<根治>>糖尿病。", "2026-01-01", ("cn/sample-law#1", "any/house-style"), id="cn now"),
        pytest.param(
            "本品<<根治>>糖尿病。",
            "2031-01-01",
            ("cn/sample-law#1", "cn/new-law", "any/house-style"),
            id="cn later",
        ),
        pytest.param("It <<cures>> every disease known.", "2026-01-01", ("us/sample-act", "any/house-style"), id="us"),
    ],
)
def test_the_basis_is_what_holds_there_and_then(text: str, as_of: str, expected: tuple[str, ...]) -> None:
    assert judged(text, as_of=as_of).findings[0].basis == expected


def test_traditional_chinese_assumes_no_jurisdiction() -> None:
    words, span = by_hand.marked("本品<<根治>>糖尿病，療效顯著。")
    document = by_hand.document_of(words, language="zh-hant")
    verdict = judged(words, document=document, hits=(by_hand.hit_of(document, span),))
    assert verdict.findings[0].basis == ("any/house-style",)
    assert any("：无" in reason for reason in verdict.profile.reasons)


def test_severity_follows_the_profile() -> None:
    milder = rule(severity={"default": Severity.ERROR, "professional": Severity.WARNING})
    profile = Profile(audience="professional", declared=frozenset({"audience"}))
    assert judged("本品<<根治>>糖尿病。", milder, profile=profile).findings[0].severity is Severity.WARNING


def test_reading_as_an_advertisement_makes_nothing_milder() -> None:
    graded = rule(severity={"default": Severity.ERROR, "advertisement": Severity.WARNING})
    text = "本文仅供科普。糖尿病患者扫码添加微信，干细胞<<彻底根治>>。"
    verdict = judged(text, graded)
    assert verdict.profile.content == "advertisement"
    assert verdict.findings[0].severity is Severity.ERROR
    declared = Profile(content="advertisement", declared=frozenset({"content"}))
    assert judged(text, graded, profile=declared).findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("lead", "item", "denied"),
    [
        pytest.param("以下疾病可以治愈：", "糖尿病", False, id="a promise"),
        pytest.param("以下疾病不能治愈：", "糖尿病", True, id="denied in the lead-in"),
        pytest.param("以下疾病难以治愈：", "高血压", True, id="难以"),
        pytest.param("本院不只能治愈感冒：", "糖尿病", False, id="不只 denies nothing"),
        pytest.param("为什么不能治愈", "糖尿病", True, id="a heading"),
    ],
)
def test_a_denial_in_the_lead_in_counts(lead: str, item: str, denied: bool) -> None:
    text = f"{lead}\n- {item}"
    document = by_hand.document_of(text)
    cure, span = Span(text.index("治愈"), text.index("治愈") + 2), Span(text.index(item), len(text))
    hit = by_hand.hit_of(document, span, reading=0, related=(cure,))
    verdict = judged(text, document=document, hits=(hit,))
    assert [one.reason for one in verdict.dismissals] == (["negated"] if denied else [])
    assert bool(verdict.findings) is not denied


def test_a_pieced_together_finding_says_all_its_words() -> None:
    text = "以下疾病可以治愈：\n- 糖尿病"
    document = by_hand.document_of(text)
    hit = by_hand.hit_of(document, Span(12, 15), reading=0, related=(Span(6, 8),))
    (finding,) = judged(text, document=document, hits=(hit,)).findings
    assert finding.message == "“治愈…糖尿病”涉嫌夸大"
    assert finding.text == "糖尿病"
    assert [(one.text, one.message) for one in finding.related] == [("治愈", "与这里的话连起来读")]


@pytest.mark.parametrize(
    ("as_of", "severity", "basis"),
    [
        pytest.param("2031-01-01", Severity.ERROR, ("cn/new-law", "any/house-style"), id="in force"),
        pytest.param("2026-01-01", Severity.WARNING, ("any/house-style",), id="尚未施行"),
    ],
)
def test_an_error_rests_on_law_in_force(as_of: str, severity: Severity, basis: tuple[str, ...]) -> None:
    lawful = rule(basis=("cn/new-law", "any/house-style"))
    (finding,) = judged("本品<<根治>>。", lawful, as_of=as_of).findings
    assert (finding.severity, finding.basis) == (severity, basis)
    said = [one.text for one in finding.evidence if as_of in one.text]
    assert bool(said) is (severity is Severity.WARNING)


@pytest.mark.parametrize(
    ("name", "basis"),
    [("study/sample", ("cn/new-law",)), ("overclaim/sample", ("any/house-style",)), ("overclaim/sample", ())],
)
def test_what_no_law_carries_at_any_time_keeps_its_severity(name: str, basis: tuple[str, ...]) -> None:
    (finding,) = judged("本品<<根治>>。", rule(name, basis=basis)).findings
    assert finding.severity is Severity.ERROR


def test_a_rule_never_yields_to_itself() -> None:
    once = rule(once=Within.SENTENCE)
    verdict = judged("本品<<根治>>糖尿病，<<三天断根>>。", once)
    assert [(one.reason, one.detail) for one in verdict.dismissals] == [
        ("once", "同一句里“三天断根”已经报告了这条规则")
    ]


def test_whom_a_rule_yields_to_is_reported_and_its_words_are_named() -> None:
    """A net yields to a rule elsewhere in its sentence; that one yields too, so the one that is kept is named."""
    strong, middle = rule("overclaim/strong"), rule("overclaim/middle", yields_to=("overclaim/strong",))
    net = rule("overclaim/net", once=Within.SENTENCE, yields_to=("overclaim/middle",))
    document = by_hand.document_of("本品根治糖尿病，效果神奇。")
    places = {"strong": Span(2, 7), "middle": Span(2, 4), "net": Span(10, 12)}
    hits = tuple(by_hand.hit_of(document, span, f"overclaim/{name}") for name, span in places.items())
    verdict = judged("", net, middle, strong, document=document, hits=hits)
    assert {one.rule: one.detail for one in verdict.dismissals} == {
        "overclaim/middle": "overclaim/strong",
        "overclaim/net": "overclaim/strong（“根治糖尿病”）",
    }


def test_two_rules_on_the_same_words_name_each_other() -> None:
    first, second = rule(), rule("overclaim/other")
    document = by_hand.document_of("本品根治糖尿病。")
    hits = tuple(by_hand.hit_of(document, Span(2, 7), one.id) for one in (first, second))
    verdict = judged("", first, second, document=document, hits=hits)
    assert [(one.rule, one.related[0].message) for one in verdict.findings] == [
        ("overclaim/other", "overclaim/sample"),
        ("overclaim/sample", "overclaim/other"),
    ]
    assert len({one.fingerprint for one in verdict.findings}) == 2


def test_a_weaker_rule_yields() -> None:
    first, second = rule(yields_to=("overclaim/other",)), rule("overclaim/other")
    document = by_hand.document_of("本品根治糖尿病。")
    hits = tuple(by_hand.hit_of(document, Span(2, 7), one.id) for one in (first, second))
    verdict = judged("", first, second, document=document, hits=hits)
    assert [one.rule for one in verdict.findings] == ["overclaim/other"]
    assert [(one.reason, one.detail) for one in verdict.dismissals] == [("yields-to", "overclaim/other")]


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        pytest.param(("根治堂",), False, id="the name holds the hit"),
        pytest.param(("根",), True, id="shorter than the hit"),
        pytest.param(("百治堂",), True, id="another name"),
    ],
)
def test_accepted_names_are_never_reported(accept: tuple[str, ...], found: bool) -> None:
    verdict = judged("<<根治>>堂药房开业。", settings=Settings(accept=accept))
    assert bool(verdict.findings) is found


def test_an_observation_becomes_a_finding_of_the_rule_with_its_check() -> None:
    check = rule("figure/sum", check="sum", patterns=(), message={"zh": "{match}与{other}不符"})
    seen = Observation("sum", Span(2, 5), {"other": "18"})
    (finding,) = judged("共计20例，其中18例有效。", check, observations=(seen,)).findings
    assert finding.message == "20例与18不符"
    assert judged("共计20例。", check, observations=(Observation("else", Span(2, 5)),)).findings == ()


def test_an_observation_of_the_document_stands_empty_at_the_end_of_the_body() -> None:
    check = rule("study/none", check="none", patterns=())
    text = "正文一段。\n正文二段。"
    (finding,) = judged(text, check, observations=(Observation("none", Span(0, 0)),)).findings
    assert (finding.scope, finding.span, finding.text) == ("document", Span(len(text), len(text)), "")


def test_preview_rules_do_not_gate() -> None:
    assert not judged("本品<<根治>>糖尿病。", rule(status=RuleStatus.PREVIEW)).findings[0].gate


def test_a_variant_is_less_sure_and_says_how_it_was_read() -> None:
    document = by_hand.document_of("本品根*治糖尿病。")
    hit = replace(by_hand.hit_of(document, Span(2, 5)), variant=True, words="根治")
    (finding,) = judged("", document=document, hits=(hit,)).findings
    assert finding.confidence is Confidence.MEDIUM
    assert finding.evidence[0].kind == "variant"
    assert "根治" in finding.evidence[0].text


@pytest.mark.parametrize(
    ("register", "text", "found"),
    [
        pytest.param(Register(promotional="need"), "<<显著改善>>睡眠，扫码下单立减。", True, id="selling"),
        pytest.param(Register(promotional="need"), "<<显著改善>>睡眠。", False, id="not selling"),
        pytest.param(Register(clinical="refuse"), "随机对照组中<<显著改善>>睡眠。", False, id="clinical"),
        pytest.param(Register(clinical="refuse"), "<<显著改善>>睡眠。", True, id="not clinical"),
    ],
)
def test_a_rule_may_ask_for_a_voice(register: Register, text: str, found: bool) -> None:
    verdict = judged(text, rule(register=register, unless=Guards(drop=("trial-report",))))  # type: ignore[arg-type]
    assert bool(verdict.findings) is found


class TestFingerprint:
    def test_it_knows_no_place(self) -> None:
        one = judged("本品<<根治>>糖尿病。").findings[0]
        other = judged("开头。\n\n本品<<根治>>糖尿病。").findings[0]
        assert one.fingerprint == other.fingerprint
        assert one.line != other.line

    def test_editing_the_sentence_makes_it_new(self) -> None:
        one = judged("本品<<根治>>糖尿病。").findings[0]
        assert one.fingerprint != judged("本品<<根治>>高血压。").findings[0].fingerprint

    def test_equals_are_counted(self) -> None:
        found = judged("<<根治>>，<<根治>>，还是<<根治>>。").findings
        assert len({one.fingerprint for one in found}) == 3

    def test_width_and_spaces_are_no_edit(self) -> None:
        one = judged("本品１００％<<根治>>。").findings[0]
        assert one.fingerprint == judged("本品 100% <<根治>>。").findings[0].fingerprint


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=12))
def test_hits_of_one_rule_never_overlap_and_the_longest_stays(spans: list[tuple[int, int]]) -> None:
    hits = [Hit("a/b", 0, Span(s, s + n), Span(s, s + n), 0, "") for s, n in spans]
    kept = distinct(hits)
    assert all(a.span.end <= b.span.start for a, b in pairwise(kept))
    longest = max((one.span.end - one.span.start for one in hits), default=0)
    assert max((one.span.end - one.span.start for one in kept), default=0) == longest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("<<糖尿病目前不能根治>>。", False, id="a negator in a gap denies"),
        pytest.param("<<糖尿病三月根治>>。", True, id="a harmless gap"),
        pytest.param("<<糖尿病不仅根治>>。", True, id="pseudo negation in a gap"),
        pytest.param("<<糖尿病不用根治>>。", True, id="the pattern spells the negation out"),
    ],
)
def test_what_a_gap_of_the_pattern_lets_in(text: str, found: bool) -> None:
    words, span = by_hand.marked(text)
    document = by_hand.document_of(words)
    place = words.index("根治")
    slots = (Slot("disease", Span(0, 3), "糖尿病"), Slot("cure", Span(place, place + 2), "根治"))
    hit = replace(by_hand.hit_of(document, span), slots=slots)
    pattern = CompiledPattern(0, 0, elements=(Element("slot"), Element("literal", ("不用",)), Element("slot")))
    book = Rulebook(rules=(rule(),), patterns=(pattern,), defaults=DEFAULTS)
    scan = Scan(hits=(hit,), occurrences=by_hand.occurrences(words))
    assert bool(judge(book, document, scan, (), Profile()).findings) is found


@pytest.mark.parametrize(
    ("rows", "marked", "reason"),
    [
        pytest.param([("传言", "真相"), ("三个月治愈糖尿病", "治不了")], "治愈糖尿病", "warned", id="a head of myths"),
        pytest.param(
            [("说法", "判断"), ("从此告别透析", "假的，透析不能停")], "告别透析", "warned", id="taken back beside it"
        ),
        pytest.param([("疗法", "效果"), ("本院干细胞", "治愈糖尿病")], "治愈糖尿病", None, id="a table that sells"),
        pytest.param([("疗法", "同行"), ("治愈糖尿病", "他们不行")], "治愈糖尿病", None, id="others cannot"),
        pytest.param([("说法", "判断"), ("治愈糖尿病", "绝非骗局")], "治愈糖尿病", None, id="a denied exposure"),
    ],
)
def test_a_row_of_a_table_may_take_a_claim_back(rows: list[tuple[str, ...]], marked: str, reason: str | None) -> None:
    blocks, sentences, text = [], [], ""
    for number, cells in enumerate(rows):
        for column, words in enumerate(cells):
            span = Span(len(text), len(text) + len(words))
            text += words + "\n"
            sentences.append(Sentence(span, len(blocks), (span,)))
            blocks.append(Block(BlockKind.TABLE_CELL, Role.BODY, span, table=0, row=number, column=column))
    document = replace(by_hand.document_of(text), blocks=tuple(blocks), sentences=tuple(sentences))
    start = text.index(marked)
    hit = by_hand.hit_of(document, Span(start, start + len(marked)))
    verdict = judged(text, document=document, hits=(hit,))
    assert [one.reason for one in verdict.dismissals] == ([reason] if reason else [])
