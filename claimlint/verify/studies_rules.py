"""How a passage tells its study: without size or design, as more than it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.text import Span
from claimlint.verify import strength_words
from claimlint.verify import studies_words as words
from claimlint.verify.scene import Told
from claimlint.verify.strength import is_chinese
from claimlint.verify.studies_caveat import uncertainty
from claimlint.verify.studies_claims import Claim, announcement, at, clauses, mild_effect, observed, strong_claims
from claimlint.verify.studies_facts import Passage, days, rx

Thresholds = Mapping[str, float]
Check = Callable[[Passage, Thresholds], Iterator[Observation]]

# below it one patient more or less moves a share by 3 points and more (FIGURES 5.1: very small)
SMALL_N = 30
# below it results are still small, told only beside words such as breakthrough
MODEST_N = 100
# half a year is the longest that nobody calls long-term
LONG_TERM_DAYS = 183


def check(passage: Passage, thresholds: Thresholds) -> Iterator[Observation]:
    """Every observation about one passage."""
    if passage.has(words.REFUTED):
        return
    for one in _CHECKS:
        yield from one(passage, thresholds)


# --- size, design ---------------------------------------------------------------------------------


def size_left_out(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    found = announcement(passage)
    if found is None or passage.sized or "protocol" in passage.study.design:
        return
    told, start, end = found
    claims = [claim for claim in strong_claims(passage) if claim.told.span.start >= told.span.start]
    if claims and not passage.cautioned(claims[0].told):
        related = tuple(Related(claim.span) for claim in claims[:3] if not claim.span.overlaps(at(told, start, end)))
        yield observed("study-result-without-size", at(told, start, end), passage.study, related=related)
    elif claims or any(mild_effect(one) for one in passage.sentences if one.span.start >= told.span.start):
        yield observed("study-result-without-size", at(told, start, end), passage.study, severity="info")


def design_left_out(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    found = announcement(passage)
    study = passage.study
    if found is None or words.TRIAL_DESIGNS & set(study.design) or study.phase or {"animal", "cells"} & set(study.species):
        return
    told, start, end = found
    claims = [claim for claim in strong_claims(passage) if claim.told.span.start >= told.span.start and not passage.cautioned(claim.told)]
    if claims:
        yield observed("study-result-without-design", claims[0].span, study, related=(Related(at(told, start, end)),), severity=None if passage.sized else "info")


# --- strong words on weak ground ------------------------------------------------------------------


def small_sample(passage: Passage, thresholds: Thresholds) -> Iterator[Observation]:
    study = passage.study
    limit = thresholds.get("study-small-n", SMALL_N)
    if study.n is None or study.n >= max(limit, MODEST_N) or {"animal", "cells"} & set(study.species) or not _studied(passage):
        return
    grand = [claim for told in passage.sentences for claim in _grand(told)]
    claims = (strong_claims(passage) if study.n < limit else []) + grand
    for claim in claims:
        if not passage.cautioned(claim.told):
            evidence = next((e for told in passage.sentences for figure in told.figures if figure.unit == "pct" and (e := uncertainty(figure.value, study))), ())
            yield observed("study-small-sample", claim.span, study, evidence=evidence, severity=None if study.n < limit else "info")
            return


def _studied(passage: Passage) -> bool:
    """The count is a study's, not a clinic's day or a family's."""
    return passage.has(r"研究|试验|实验|纳入|入组|随访|受试|临床观察|病例|文献|论文|治疗组|疗效|有效率|\b(?:study|trial|enrol\w*|recruited|participants|researchers|pilot|case series|treated|volunteers)\b")


def _grand(told: Told) -> Iterator[Claim]:
    for match in () if told.heading else rx(words.GRAND).finditer(told.words):
        place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
        if not rx(strength_words.HEDGE_ZH).search(told.words[place[0] : match.start()]) and not re.search(r"(?:不是|并非|尚未|没有|不能|未能|难以)[^,，]{0,6}$", told.words[: match.start()]):
            yield Claim(told, place[0] if match.end() - place[0] < 40 else match.start(), match.end())


def early_phase(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    early = passage.has(words.EARLY_PHASE) or bool({"single-arm", "uncontrolled", "case-report", "case-series"} & set(passage.study.design))
    if not early or (words.CONTROLLED - {"cohort"}) & set(passage.study.design) and not passage.has(words.EARLY_PHASE):
        return
    for claim in strong_claims(passage):
        if not _admitted(passage, claim.told):
            yield observed("study-phase-one-efficacy", claim.span, passage.study)
            return


def _admitted(passage: Passage, told: Told) -> bool:
    """The reader is told what the design cannot show; naming the lack of a control group alone is no such word."""
    around = passage.around(told)
    bare = rx(r"(?:无|没有|未设置?)(?:平行)?对照组?|\buncontrolled\b").sub("", around)
    from claimlint.verify.studies_facts import cautions

    return cautions(bare)


def advantage(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    design = set(passage.study.design)
    if not design & {"single-arm", "uncontrolled", "case-report", "case-series"} or design & (words.CONTROLLED - {"cohort", "meta-analysis"}):
        return
    yield from advantages(passage)


def advantages(passage: Passage) -> Iterator[Observation]:
    for told in passage.sentences:
        match = None if told.heading else rx(words.ADVANTAGE).search(told.words)
        if match and not passage.cautioned(told) and not rx(r"(?:未|不|无|没有|not|no)\s?[^,，。]{0,6}$").search(told.words[max(0, match.start() - 8) : match.start()]):
            yield observed("study-advantage-without-control", at(told, *match.span()), passage.study)


def overgeneral(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    """Few cases, then everybody; or “did not affect” that rests on a handful."""
    study = passage.study
    small = (study.n is not None and study.n < MODEST_N) or "case-report" in study.design
    for told in passage.sentences:
        if told.heading or passage.cautioned(told):
            continue
        match = rx(_EVERYBODY).search(told.words)
        if match and small and _studied(passage):
            yield observed("study-overgeneralised", at(told, *match.span()), study)
        yield from _handful(passage, told)


_EVERYBODY = r"(?:适用于|适合|适宜|造福|惠及|帮助|让|使|对)?(?:了)?(?:所有|全部|每一?位|每个|任何|各类|各种|广大|一切)[^,，。;；]{0,8}?(?:患者|病人|人群|病友)|人人(?:都|均|可|适)|\b(?:all|every|any) (?:patients?|people|sufferers?)|everyone"
_HARMLESS = r"(?:未|不|没有|不会|并未)影响[^,，。;；]{0,14}|对[^,，。;；]{1,12}(?:无|没有)(?:任何)?影响|\b(?:did not affect|does not affect|no effect on|had no impact on|safe (?:for|in))\b[^.,;]{0,30}"
_GIVEN = frozenset("患者 研究 治疗 结果 显示 表明 临床 病人 发现".split())


def _handful(passage: Passage, told: Told) -> Iterator[Observation]:
    for match in rx(_HARMLESS).finditer(told.words):
        place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
        clause = told.words[place[0] : place[1]]
        mine = _shared_words(clause)
        for other in passage.sentences:
            few = [figure for figure in other.figures if figure.unit == "count" and figure.value is not None and 0 < figure.value <= 10]
            if other is not told and few and not any(at(told, *place).contains(figure.span) for figure in told.figures):
                theirs = other.words[max(0, few[-1].span.start - other.span.start - 4) :]
                if len([word for word in mine if word in theirs]) >= 2:
                    yield observed("study-overgeneralised", at(told, *place), passage.study, related=(Related(few[-1].span),))
                    return


def _shared_words(clause: str) -> set[str]:
    if is_chinese(clause):
        return {clause[i : i + 2] for i in range(len(clause) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", clause[i : i + 2])} - _GIVEN
    return set(re.findall(r"[a-z]{5,}", clause)) - {"patients", "study", "affect", "treatment"}


# --- told as another kind of evidence -------------------------------------------------------------


def animal_to_human(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    for told in passage.sentences:
        animal = None if told.heading else rx(f"(?:{words.ANIMAL})|(?:{words.CELLS})").search(told.words)
        if animal is None or re.search(r"试管婴儿|动物(?:脂肪|性|蛋白|油|内脏|源)|接触动物|养(?:猫|狗|宠)|\bpets?\b", told.words):
            continue
        found = _carried(passage, told, animal.end())
        if found is not None:
            yield observed("study-animal-to-human", found.span, passage.study, related=(Related(at(told, *animal.span())),))
            return


def _carried(passage: Passage, source: Told, after: int) -> Claim | None:
    """The clause that turns the animals' result into a patient's."""
    for told in passage.sentences:
        if told.block != source.block and told.span.start < source.span.start or told.heading:
            continue
        for start, end in clauses(told.words):
            clause = told.words[start:end]
            before = told.span.start < source.span.start or (told is source and end <= after)
            if before and not re.search(r"治疗了[^,，。;；]{0,24}(?:患者|病人)|临床(?:研究|试验)(?:表明|证实|证明|显示)|clinically (?:proven|tested|shown)|\btreated (?:a|an|the) (?:[\w-]+ ){0,4}patient", clause):
                continue
            if _turned(clause) and not _kept_apart(passage, told):
                return Claim(told, start, end)
    return None


_NOT_TURNED = r"患者(?:来源|自身|皮肤|样本|血液|体内(?:提取|分离)|的?(?:细胞|组织|肿瘤|样本))|(?:取自|来自|来源于|从)[^,，。]{0,8}患者|patient-derived|from (?:the )?patients?\b|human (?:cells?|tissue|cell lines?)|影响[^,，。]{0,10}患者"


def _turned(clause: str) -> bool:
    if rx(words.ANIMAL).search(clause) and not rx(r"临床(?:研究|试验|证实|疗效)|患者|人体|clinical(?:ly)? |patients?\b|humans?\b|people").search(clause):
        return False
    if rx(_NOT_TURNED).search(clause) or rx(strength_words.NONE_ZH).search(clause) or rx(r"可能|或许|\b(?:may|might|could|potential\w*|if)\b").search(clause):
        return False
    return bool(rx(words.CLINICAL).search(clause) and rx(words.CARRIED).search(clause))


def _kept_apart(passage: Passage, told: Told) -> bool:
    """Says that it does not carry over yet, or brings evidence from people of its own."""
    if re.search(r"(?:1[89]|20)\d{2}\s?年?|首次用于|后来|(?<!\d)\d[\d,]*\s?(?:例|名|位)(?!.{0,6}小鼠)|ⅰ|ⅱ|\d期|i{1,3}期|\bphase\b|\b\d+ (?:patients|people|participants|volunteers|adults)", told.words) and not re.search("器官", passage.text):
        return True
    around = passage.around(told)
    return any(not re.match(r"无需|不需|不必|不用", m[0]) for m in rx(words.EXTRAPOLATION).finditer(around))


def review_as_study(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    match = next(((told, m) for told in passage.sentences if not told.heading and (m := rx(words.REVIEW_ALL).search(told.words))), None)
    if match is None or passage.has(words.POOLED):
        return
    for told in passage.sentences:
        own = rx(words.OWN_DATA).search(told.words)
        if own and not told.heading and strong_claims(passage) and not passage.cautioned(told):
            yield observed("study-review-as-study", at(told, *own.span()), passage.study, related=(Related(at(match[0], *match[1].span())),))
            return


def thesis_as_clinical(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    if passage.has(words.UNREVIEWED_SAID):
        return
    for told in passage.sentences:
        thesis = None if told.heading else rx(f"(?:{words.THESIS})|(?:{words.MEETING})").search(told.words)
        claims = strong_claims(passage)
        if thesis and (claims or passage.has(r"临床(?:证据|证实|证明|研究证)|clinical (?:evidence|proof)")) and not passage.cautioned(told):
            place = claims[0].span if claims else at(told, *thesis.span())
            yield observed("study-thesis-as-clinical", place, passage.study, related=(Related(at(told, *thesis.span())),))
            return


# --- time, risk, markers --------------------------------------------------------------------------


def short_follow_up(passage: Passage, thresholds: Thresholds) -> Iterator[Observation]:
    limit = thresholds.get("study-long-term-days", LONG_TERM_DAYS)
    times = [figure for told in passage.sentences for figure in told.figures if days(figure) is not None and figure.role not in {"age", "dose"} and not (figure.role == "duration" and re.search(r"病程|病史|disease duration|history", told.words))]
    if not times or max(days(figure) or 0 for figure in times) > limit or passage.has(words.OPEN_LONG):
        return
    if any(re.search(r"年(?:以上|随访)|\byears?\b", told.words) for told in passage.sentences):
        return
    for told in passage.sentences:
        match = None if told.heading else rx(words.LONG_TERM).search(told.words)
        if match and not passage.cautioned(told) and (mild_effect(told) or re.search(r"疗效|效果|有效|获益|缓解|改善|控制|治愈|维持|effect|benefit|relief|remission|result", told.words)):
            follow = max(times, key=lambda figure: days(figure) or 0)
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            span = at(told, match.start(), max(match.end(), min(place[1], match.start() + 16)))
            yield observed("study-short-follow-up", span, passage.study, related=() if span.contains(follow.span) else (Related(follow.span),), values={"time": follow.raw})
            return


def relative_only(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    if passage.has(words.ABSOLUTE) or announcement(passage) is None:
        return
    for told in passage.sentences:
        match = None if told.heading else rx(words.RISK_CUT).search(told.words)
        if match and any(figure.unit in {"pct", "fold"} for figure in told.figures):
            yield observed("study-relative-without-absolute", at(told, *match.span()), passage.study)
            return


def surrogate(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    for told in passage.sentences:
        outcome = None if told.heading else rx(words.OUTCOME).search(told.words)
        if outcome and rx(words.SURROGATE).search(told.words[: outcome.start()]) and not rx(f"{strength_words.HEDGE_ZH}|{words.CAVEAT}").search(told.words) and not rx(r"\b(?:may|might|could|not)\b|不能|不等于|未").search(told.words):
            yield observed("study-surrogate-as-outcome", at(told, *outcome.span()), passage.study)
            return


def figureless(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    if announcement(passage) is None or any(figure.unit in {"pct", "pp", "fold", "hr", "or", "rr", "md", "smd", "score"} for told in passage.sentences for figure in told.figures):
        return
    for told in passage.sentences:
        match = None if told.heading else rx(r"(?<!无)(?<!不)(?:统计学)?显著(?=改善|降低|减少|提高|延长|缩短|缓解|减轻|优于|差异|增加|抑制|提升)|p\s?<\s?0?\.0\d+|(?<!not )\bsignificantly (?=reduc|improv|lower|increas|decreas|better)").search(told.words)
        if match:
            yield observed("study-significant-without-figure", at(told, *match.span()), passage.study, severity="info")
            return


_CHECKS: tuple[Check, ...] = (
    size_left_out, design_left_out, small_sample, early_phase, advantage, overgeneral, animal_to_human,
    review_as_study, thesis_as_clinical, short_follow_up, relative_only, surrogate, figureless,
)  # fmt: skip

