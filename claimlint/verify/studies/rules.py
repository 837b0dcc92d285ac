"""How a passage tells its study: without size or design, with strong words on weak ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimlint.language import expressions
from claimlint.model.hit import Observation, Related
from claimlint.verify.scenes.scene import Told
from claimlint.verify.studies import kinds as studies_kinds
from claimlint.verify.studies import strength_words, words
from claimlint.verify.studies.caveat import uncertainty
from claimlint.verify.studies.claims import (
    Claim,
    announcement,
    at,
    clauses,
    mild_effect,
    observed,
    strong_claims,
)
from claimlint.verify.studies.facts import Passage, Thresholds, rx
from claimlint.verify.studies.strength import is_chinese

Check = Callable[[Passage, Thresholds], Iterator[Observation]]

# below it one patient more or less moves a share by 3 points and more (FIGURES 5.1: very small)
SMALL_N = 30
# below it results are still small, told only beside words such as breakthrough
MODEST_N = 100


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
    if (
        found is None
        or words.TRIAL_DESIGNS & set(study.design)
        or study.phase
        or {"animal", "cells"} & set(study.species)
    ):
        return
    told, start, end = found
    claims = [
        claim
        for claim in strong_claims(passage)
        if claim.told.span.start >= told.span.start and not passage.cautioned(claim.told)
    ]
    if claims:
        yield observed(
            "study-result-without-design",
            claims[0].span,
            study,
            related=(Related(at(told, start, end)),),
            severity=None if passage.sized else "info",
        )


# --- strong words on weak ground ------------------------------------------------------------------


def small_sample(passage: Passage, thresholds: Thresholds) -> Iterator[Observation]:
    study = passage.study
    limit = thresholds.get("study-small-n", SMALL_N)
    if (
        study.n is None
        or study.n >= max(limit, MODEST_N)
        or {"animal", "cells"} & set(study.species)
        or not _studied(passage)
    ):
        return
    grand = [claim for told in passage.sentences for claim in _grand(told)]
    claims = (strong_claims(passage) if study.n < limit else []) + grand
    for claim in claims:
        if not passage.cautioned(claim.told):
            evidence = next(
                (
                    e
                    for told in passage.sentences
                    for figure in told.figures
                    if figure.unit == "pct" and (e := uncertainty(figure.value, study))
                ),
                (),
            )
            yield observed(
                "study-small-sample",
                claim.span,
                study,
                evidence=evidence,
                severity=None if study.n < limit else "info",
            )
            return


def _studied(passage: Passage) -> bool:
    """The count is a study's, not a clinic's day or a family's."""
    return passage.has(
        r"研究|试验|实验|纳入|入组|随访|受试|临床观察|病例|文献|论文|治疗组|疗效|有效率"
        r"|\b(?:study|trial|enrol\w*|recruited|participants|researchers|pilot|case series"
        r"|treated|volunteers)\b"
    )


def _grand(told: Told) -> Iterator[Claim]:
    for match in () if told.heading else rx(words.GRAND).finditer(told.words):
        place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
        if not rx(strength_words.HEDGE_ZH).search(told.words[place[0] : match.start()]) and not expressions.search(
            r"(?:不是|并非|尚未|没有|不能|未能|难以)[^,，]{0,6}$", told.words[: match.start()]
        ):
            yield Claim(told, place[0] if match.end() - place[0] < 40 else match.start(), match.end())


def early_phase(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    early = passage.has(words.EARLY_PHASE) or bool(
        {"single-arm", "uncontrolled", "case-report", "case-series"} & set(passage.study.design)
    )
    if not early or (
        (words.CONTROLLED - {"cohort"}) & set(passage.study.design) and not passage.has(words.EARLY_PHASE)
    ):
        return
    for claim in strong_claims(passage):
        if not _admitted(passage, claim.told):
            yield observed("study-phase-one-efficacy", claim.span, passage.study)
            return


def _admitted(passage: Passage, told: Told) -> bool:
    """Is the reader told what the design cannot show? That there was no control group alone is not enough."""
    around = passage.around(told)
    bare = rx(r"(?:无|没有|未设置?)(?:平行)?对照组?|\buncontrolled\b").sub("", around)
    from claimlint.verify.studies.facts import cautions

    return cautions(bare)


def advantage(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    design = set(passage.study.design)
    if not design & {"single-arm", "uncontrolled", "case-report", "case-series"} or design & (
        words.CONTROLLED - {"cohort", "meta-analysis"}
    ):
        return
    yield from advantages(passage)


def advantages(passage: Passage) -> Iterator[Observation]:
    for told in passage.sentences:
        match = None if told.heading else rx(words.ADVANTAGE).search(told.words)
        if (
            match
            and not passage.cautioned(told)
            and not rx(r"(?:未|不|无|没有|not|no)\s?[^,，。]{0,6}$").search(
                told.words[max(0, match.start() - 8) : match.start()]
            )
        ):
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


_EVERYBODY = (
    r"(?:适用于|适合|适宜|造福|惠及|帮助|让|使|对)?(?:了)?(?:所有|全部|每一?位|每个"
    r"|任何|各类|各种|广大|一切)[^,，。;；]{0,8}?(?:患者|病人|人群|病友)|人人(?:都|均"
    r"|可|适)|\b(?:all|every|any) (?:patients?|people|sufferers?)|everyone"
)
_HARMLESS = (
    r"(?:未|不|没有|不会|并未)影响[^,，。;；]{0,14}|对[^,，。;；]{1,12}(?:无"
    r"|没有)(?:任何)?影响|\b(?:did not affect|does not affect|no effect on"
    r"|had no impact on|safe (?:for|in))\b[^.,;]{0,30}"
)
_GIVEN = frozenset(["患者", "研究", "治疗", "结果", "显示", "表明", "临床", "病人", "发现"])


def _handful(passage: Passage, told: Told) -> Iterator[Observation]:
    for match in rx(_HARMLESS).finditer(told.words):
        place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
        clause = told.words[place[0] : place[1]]
        mine = _shared_words(clause)
        for other in passage.sentences:
            few = [
                figure
                for figure in other.figures
                if figure.unit == "count" and figure.value is not None and 0 < figure.value <= 10
            ]
            if other is not told and few and not any(at(told, *place).contains(figure.span) for figure in told.figures):
                theirs = other.words[max(0, few[-1].span.start - other.span.start - 4) :]
                if len([word for word in mine if word in theirs]) >= 2:
                    yield observed(
                        "study-overgeneralised",
                        at(told, *place),
                        passage.study,
                        related=(Related(few[-1].span),),
                    )
                    return


def _shared_words(clause: str) -> set[str]:
    if is_chinese(clause):
        return {
            clause[i : i + 2]
            for i in range(len(clause) - 1)
            if expressions.fullmatch(r"[\u4e00-\u9fff]{2}", clause[i : i + 2])
        } - _GIVEN
    return set(expressions.findall(r"[a-z]{5,}", clause)) - {"patients", "study", "affect", "treatment"}


_CHECKS: tuple[Check, ...] = (
    size_left_out,
    design_left_out,
    small_sample,
    early_phase,
    advantage,
    overgeneral,
    studies_kinds.animal_to_human,
    studies_kinds.review_as_study,
    studies_kinds.thesis_as_clinical,
    studies_kinds.short_follow_up,
    studies_kinds.relative_only,
    studies_kinds.surrogate,
    studies_kinds.figureless,
)
