"""Presence rules: said, missing, hollow, contradicted, too far away, in the wrong language."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from claimlint.config import Settings
from claimlint.judge.judgement import Judgement, judge
from claimlint.model.hit import Hit, Observation, Scan
from claimlint.model.report import Profile
from claimlint.model.rule import Applies, Requirement, Rule, Severity, Trigger, Within
from claimlint.model.rulebook import Rulebook
from claimlint.model.text import Role, Span

_spec = importlib.util.spec_from_file_location("presence_by_hand", Path(__file__).with_name("conftest.py"))
assert _spec is not None
assert _spec.loader is not None
by_hand = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(by_hand)

FILLER = "肾脏每天过滤约一百八十升血液，留下身体需要的物质，把代谢废物随尿液排出。" * 4 + "\n"
AD = Profile(content="advertisement", declared=frozenset({"content"}))
WORDS = {
    "when": r"细胞疗法|stem cell therapy",
    "require": r"请遵医嘱|不能代替药物|以下内容仅供科普|效果因人而异|consult your doctor",
    "also": r"附加条件",
    "hollow": r"具体咨询客服",
}


def rule(**changes: object) -> Rule:
    words = {"zh": "缺少说明{found}", "en": "a statement is missing {found}"}
    values: dict[str, object] = {
        "id": "disclaimer/sample",
        "category": "disclaimer",
        "title": words,
        "message": words,
        "suggest": {"zh": "请遵医嘱。", "en": "Consult your doctor."},
        "why": words,
        "basis": (),
        "languages": ("zh", "en"),
        "severity": Severity.WARNING,
        "when": Trigger(patterns=("x",)),
        "require": Requirement(any=("x",)),
        "group": "reader-notes",
    }
    return Rule(**{**values, **changes})  # type: ignore[arg-type]


CLAIM = Rule(
    id="overclaim/cure",
    category="cure-claim",
    title={"zh": "a"},
    message={"zh": "a"},
    suggest={"zh": "a"},
    why={"zh": "a"},
    basis=(),
    languages=("zh",),
    severity=Severity.ERROR,
    patterns=("根治",),
)


def judged(
    text: str,
    one: Rule,
    *,
    profile: Profile = AD,
    observations: tuple[Observation, ...] = (),
    settings: Settings | None = None,
    role: Role = Role.BODY,
    parts: dict[str, int] | None = None,
) -> Judgement:
    document = by_hand.document_of(text, role=role)
    hits: list[Hit] = []
    for purpose, words in WORDS.items():
        for match in re.finditer(words, text):
            part = (parts or {}).get(match.group(), 0)
            span = Span(*match.span())
            hits.append(by_hand.hit_of(document, span, one.id, purpose=purpose, part=part))
    for match in re.finditer("根治", text):
        hits.append(by_hand.hit_of(document, Span(*match.span()), "overclaim/cure"))
    book = Rulebook(rules=(one, CLAIM))
    scan = Scan(hits=tuple(hits), occurrences=by_hand.occurrences(text))
    return judge(book, document, scan, observations, profile, as_of="2026-06-01", settings=settings)


def missing(verdict: Judgement) -> list[str]:
    return [one.text for one in verdict.findings if one.rule == "disclaimer/sample"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("我们提供细胞疗法。\n", ["细胞疗法"], id="missing: at the trigger"),
        pytest.param("我们提供细胞疗法。\n请遵医嘱。", [], id="said"),
        pytest.param("我们提供细胞疗法。\n无需请遵医嘱这套流程。", ["请遵医嘱"], id="waived"),
        pytest.param("我们提供细胞疗法。\n不用请遵医嘱。", ["请遵医嘱"], id="waived in other words"),
        pytest.param("我们提供细胞疗法。\n本品不能代替药物。", [], id="a requirement with a negation of its own"),
        pytest.param("我们提供细胞疗法。\n并非不能代替药物。", ["不能代替药物"], id="a negation denied"),
        pytest.param("我们提供细胞疗法。\n具体咨询客服。", ["具体咨询客服"], id="hollow"),
        pytest.param("我们提供细胞疗法。\n具体咨询客服。请遵医嘱。", [], id="hollow beside the real one"),
        pytest.param("本页介绍门诊流程。\n", [], id="no trigger"),
    ],
)
def test_said_missing_hollow_waived(text: str, expected: list[str]) -> None:
    assert missing(judged(FILLER + text, rule())) == expected


def test_a_finding_shows_what_nearly_counts_and_why_it_does_not() -> None:
    (finding,) = judged(FILLER + "我们提供细胞疗法。\n无需请遵医嘱。", rule()).findings
    (evidence,) = finding.evidence
    assert evidence.kind == "near-miss"
    assert "无需" in evidence.text
    assert finding.group == "reader-notes"
    assert finding.suggestion == "请遵医嘱。"
    assert finding.message == "缺少说明请遵医嘱"


@pytest.mark.parametrize(
    ("text", "contradicted"),
    [
        pytest.param("以下内容仅供科普。\n扫码领取优惠名额。", True, id="and sells"),
        pytest.param("以下内容仅供科普。\n祝您健康。", False, id="and does not"),
    ],
)
def test_a_statement_of_not_selling_is_contradicted_by_a_sale(text: str, contradicted: bool) -> None:
    verdict = judged(FILLER + "细胞疗法的现状。\n" + text, rule())
    assert bool(missing(verdict)) is contradicted
    if contradicted:
        assert "扫码" in verdict.findings[0].evidence[0].text or "优惠" in verdict.findings[0].evidence[0].text


@pytest.mark.parametrize(
    ("within", "text", "met"),
    [
        pytest.param(Within.SENTENCE, "细胞疗法效果因人而异。", True, id="sentence"),
        pytest.param(Within.SENTENCE, "细胞疗法在此。效果因人而异。", False, id="not in the sentence"),
        pytest.param(Within.PARAGRAPH, "细胞疗法在此。效果因人而异。", True, id="paragraph"),
        pytest.param(Within.PARAGRAPH, "细胞疗法在此。\n效果因人而异。", False, id="not in the paragraph"),
        pytest.param(Within.SECTION, "# 一\n细胞疗法在此。\n\n效果因人而异。", True, id="section"),
        pytest.param(Within.SECTION, "# 一\n细胞疗法在此。\n# 二\n效果因人而异。", False, id="not in the section"),
        pytest.param(Within.DOCUMENT, "# 一\n细胞疗法在此。\n# 二\n效果因人而异。", True, id="document"),
        pytest.param(Within.FOOTNOTE, "细胞疗法*在此。\n* 效果因人而异。", True, id="resolved footnote"),
        pytest.param(Within.FOOTNOTE, "细胞疗法在此。\n* 效果因人而异。", False, id="a note of something else"),
    ],
)
def test_within(within: Within, text: str, met: bool) -> None:
    assert (missing(judged(text + "\n" + FILLER, rule(within=within))) == []) is met


def test_the_first_screen_ends() -> None:
    one = rule(within=Within.FIRST_SCREEN)
    assert missing(judged("请遵医嘱。细胞疗法。\n" + FILLER * 4, one)) == []
    (finding,) = judged("细胞疗法。\n" + FILLER * 4 + "请遵医嘱。", one).findings
    assert "首屏" in finding.evidence[0].text


def test_every_part_of_all_is_needed() -> None:
    one = rule(require=Requirement(all=(("x",), ("y",))))
    parts = {"请遵医嘱": 0, "效果因人而异": 1}
    verdict = judged(FILLER + "细胞疗法。请遵医嘱。", one, parts=parts)
    assert missing(verdict) == ["请遵医嘱"]  # half of it is there: that is what to complete
    assert verdict.findings[0].evidence[0].quote == "请遵医嘱"
    assert missing(judged(FILLER + "细胞疗法。请遵医嘱。效果因人而异。", one, parts=parts)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("一贴<<根治>>糖尿病。", True, id="an open claim"),
        pytest.param("不能<<根治>>糖尿病。", True, id="no guards in this rulebook"),
        pytest.param("没有这样的话。", False, id="no claim"),
    ],
)
def test_a_claim_of_another_rule_triggers(text: str, found: bool) -> None:
    one = rule(when=Trigger(rules=("overclaim/*",)))
    words = FILLER + text.replace("<<", "").replace(">>", "")
    assert missing(judged(words, one)) == (["根治"] if found else [])


def test_a_suppressed_claim_triggers_nothing() -> None:
    from claimlint.config import IgnoreEntry

    settings = Settings(ignore=(IgnoreEntry(("overclaim",), "已获批"),))
    one = rule(when=Trigger(rules=("overclaim",)))
    assert missing(judged(FILLER + "一贴根治。", one, settings=settings)) == []


def test_an_observation_triggers() -> None:
    one = rule(when=Trigger(observations=("preclinical-study",)))
    seen = Observation("preclinical-study", Span(0, 4))
    assert missing(judged(FILLER, one, observations=(seen,))) == [FILLER[:4]]
    assert missing(judged(FILLER, one)) == []


def test_also_must_occur_besides() -> None:
    one = rule(when=Trigger(patterns=("x",), also=("y",)))
    assert missing(judged(FILLER + "细胞疗法。", one)) == []
    assert missing(judged(FILLER + "细胞疗法。附加条件。", one)) == ["细胞疗法"]


def test_the_profile_alone_anchors_at_the_end_of_the_body() -> None:
    one = rule(when=Trigger(profile=True), applies=Applies(content=("advertisement",)))
    (finding,) = judged(FILLER, one).findings
    assert (finding.scope, finding.text, finding.span.start) == ("document", "", len(FILLER.rstrip()))
    other = Profile(content="academic", declared=frozenset({"content"}))
    assert missing(judged(FILLER, one, profile=other)) == []


@pytest.mark.parametrize(
    ("text", "profile", "settings", "asked"),
    [
        pytest.param("细胞疗法。", Profile(), None, False, id="a short text"),
        pytest.param("细胞疗法。", AD, None, True, id="a short text with a profile"),
        pytest.param(FILLER + "细胞疗法。", Profile(), None, True, id="a long text"),
        pytest.param(FILLER + "细胞疗法。", Profile(), Settings(fragment=True), False, id="a declared fragment"),
        pytest.param(FILLER + "细胞疗法。", AD, Settings(fragment=True), True, id="a fragment with a profile"),
    ],
)
def test_fragments_lack_nothing(text: str, profile: Profile, settings: Settings | None, asked: bool) -> None:
    verdict = judged(text, rule(), profile=profile, settings=settings)
    assert bool(missing(verdict)) is asked
    if not asked:
        assert "fragment" in {one.reason for one in verdict.dismissals}


CHINESE = "我们介绍细胞疗法。" + "肾脏过滤血液。" * 4 + "\n"
ENGLISH = "We offer stem cell therapy here. " + "The kidney filters the blood. " * 4 + "\n"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        pytest.param(CHINESE + ENGLISH + "请遵医嘱。", False, id="only in Chinese"),
        pytest.param(CHINESE + ENGLISH + "Please consult your doctor first.", False, id="only in English"),
        pytest.param(CHINESE + ENGLISH + "请遵医嘱。\nPlease consult your doctor first.", True, id="in both"),
        pytest.param(CHINESE * 3 + "请遵医嘱。", True, id="one language"),
    ],
)
def test_a_bilingual_document_says_it_in_both_languages(text: str, met: bool) -> None:
    assert (missing(judged(text, rule())) == []) is met


def test_only_in_the_contact_block_is_hollow() -> None:
    verdict = judged(FILLER + "细胞疗法。请遵医嘱。", rule(), role=Role.CONTACT)
    assert "联系方式" in verdict.findings[0].evidence[0].text
