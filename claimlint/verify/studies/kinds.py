"""Results told as another kind of evidence: animals as patients, reviews as studies, weeks as years."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.model.hit import Observation, Related
from claimlint.verify.scenes.scene import Told
from claimlint.verify.studies import strength_words, words
from claimlint.verify.studies.claims import (
    Claim,
    announcement,
    at,
    clauses,
    mild_effect,
    observed,
    strong_claims,
)
from claimlint.verify.studies.facts import Passage, Thresholds, days, rx

# half a year is the longest that nobody calls long-term
LONG_TERM_DAYS = 183


# --- told as another kind of evidence -------------------------------------------------------------


def animal_to_human(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    for told in passage.sentences:
        animal = None if told.heading else rx(f"(?:{words.ANIMAL})|(?:{words.CELLS})").search(told.words)
        if animal is None or expressions.search(
            (r"试管婴儿|动物(?:脂肪|性|蛋白|油|内脏|源)|接触动物|养(?:猫|狗|宠)|\bpets?\b"), told.words
        ):
            continue
        found = _carried(passage, told, animal.end())
        if found is not None:
            yield observed(
                "study-animal-to-human",
                found.span,
                passage.study,
                related=(Related(at(told, *animal.span())),),
            )
            return


def _carried(passage: Passage, source: Told, after: int) -> Claim | None:
    """The clause that turns the animals' result into a patient's."""
    for told in passage.sentences:
        if (told.block != source.block and told.span.start < source.span.start) or told.heading:
            continue
        for start, end in clauses(told.words):
            clause = told.words[start:end]
            before = told.span.start < source.span.start or (told is source and end <= after)
            if before and not expressions.search(
                (
                    r"治疗了[^,，。;；]{0,24}(?:患者|病人)|临床(?:研究|试验)(?:表明|证实|证明|显示)"
                    r"|clinically (?:proven|tested|shown)|\btreated (?:a|an"
                    r"|the) (?:[\w-]+ ){0,4}patient"
                ),
                clause,
            ):
                continue
            if _turned(clause) and not _kept_apart(passage, told):
                return Claim(told, start, end)
    return None


_NOT_TURNED = (
    r"患者(?:来源|自身|皮肤|样本|血液|体内(?:提取|分离)|的?(?:细胞|组织|肿瘤|样本))"
    r"|(?:取自|来自|来源于|从)[^,，。]{0,8}患者|patient-derived"
    r"|from (?:the )?patients?\b|human (?:cells?|tissue|cell lines?)"
    r"|影响[^,，。]{0,10}患者"
    r"|疗效(?:不佳|欠佳|不好|较?差|有限|不明|不确切)|并非|并不|不等于|无效|慎用|禁用|[问询](?:医师|医生)|遵医嘱"  # no promise
)


def _turned(clause: str) -> bool:
    if rx(words.ANIMAL).search(clause) and not rx(
        r"临床(?:研究|试验|证实|疗效)|患者|人体|clinical(?:ly)? |patients?\b|humans?\b"
        r"|people"
    ).search(clause):
        return False
    if (
        rx(_NOT_TURNED).search(clause)
        or rx(strength_words.NONE_ZH).search(clause)
        or rx(r"可能|或许|\b(?:may|might|could|potential\w*|if)\b").search(clause)
    ):
        return False
    return bool(rx(words.CLINICAL).search(clause) and rx(words.CARRIED).search(clause))


def _kept_apart(passage: Passage, told: Told) -> bool:
    """Says that it does not carry over yet, or brings evidence from people of its own."""
    if expressions.search(
        (
            r"(?:1[89]|20)\d{2}\s?年?|首次用于|后来|(?<!\d)\d[\d,]*\s?(?:例|名"
            r"|位)(?!.{0,6}小鼠)|ⅰ|ⅱ|\d期|i{1,3}期|\bphase\b|\b\d+ (?:patients|people"
            r"|participants|volunteers|adults)"
        ),
        told.words,
    ) and not expressions.search("器官", passage.text):
        return True
    around = passage.around(told)
    return any(not expressions.match(r"无需|不需|不必|不用", m[0]) for m in rx(words.EXTRAPOLATION).finditer(around))


def review_as_study(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    match = next(
        (
            (told, m)
            for told in passage.sentences
            if not told.heading and (m := rx(words.REVIEW_ALL).search(told.words))
        ),
        None,
    )
    if match is None or passage.has(words.POOLED):
        return
    for told in passage.sentences:
        own = rx(words.OWN_DATA).search(told.words)
        if own and not told.heading and strong_claims(passage) and not passage.cautioned(told):
            yield observed(
                "study-review-as-study",
                at(told, *own.span()),
                passage.study,
                related=(Related(at(match[0], *match[1].span())),),
            )
            return


def thesis_as_clinical(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    if passage.has(words.UNREVIEWED_SAID):
        return
    for told in passage.sentences:
        thesis = None if told.heading else rx(f"(?:{words.THESIS})|(?:{words.MEETING})").search(told.words)
        claims = strong_claims(passage)
        if (
            thesis
            and (claims or passage.has(r"临床(?:证据|证实|证明|研究证)|clinical (?:evidence|proof)"))
            and not passage.cautioned(told)
        ):
            place = claims[0].span if claims else at(told, *thesis.span())
            yield observed(
                "study-thesis-as-clinical", place, passage.study, related=(Related(at(told, *thesis.span())),)
            )
            return


# --- time, risk, markers --------------------------------------------------------------------------


def short_follow_up(passage: Passage, thresholds: Thresholds) -> Iterator[Observation]:
    limit = thresholds.get("study-long-term-days", LONG_TERM_DAYS)
    times = [
        figure
        for told in passage.sentences
        for figure in told.figures
        if days(figure) is not None
        and figure.unit != "hour"  # watched for hours after an infusion: no follow-up
        and figure.role not in {"age", "dose"}
        and not (figure.role == "duration" and expressions.search(r"病程|病史|disease duration|history", told.words))
    ]
    if not times or max(days(figure) or 0 for figure in times) > limit or passage.has(words.OPEN_LONG):
        return
    if any(expressions.search(r"年(?:以上|随访)|\byears?\b", told.words) for told in passage.sentences):
        return
    for told in passage.sentences:
        match = None if told.heading else rx(words.LONG_TERM).search(told.words)
        if (
            match
            and not passage.cautioned(told)
            and (
                mild_effect(told)
                or expressions.search(
                    (
                        r"疗效|效果|有效|获益|缓解|改善|控制|治愈|维持|effect|benefit|relief|remission"
                        r"|result"
                    ),
                    told.words,
                )
            )
        ):
            follow = max(times, key=lambda figure: days(figure) or 0)
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            span = at(told, match.start(), max(match.end(), min(place[1], match.start() + 16)))
            yield observed(
                "study-short-follow-up",
                span,
                passage.study,
                related=() if span.contains(follow.span) else (Related(follow.span),),
                values={"time": follow.raw},
            )
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
        if (
            outcome
            and rx(words.SURROGATE).search(told.words[: outcome.start()])
            and not rx(f"{strength_words.HEDGE_ZH}|{words.CAVEAT}").search(told.words)
            and not rx(r"\b(?:may|might|could|not)\b|不能|不等于|未").search(told.words)
        ):
            yield observed("study-surrogate-as-outcome", at(told, *outcome.span()), passage.study)
            return


def figureless(passage: Passage, _: Thresholds) -> Iterator[Observation]:
    if announcement(passage) is None or any(
        figure.unit in {"pct", "pp", "fold", "hr", "or", "rr", "md", "smd", "score"}
        for told in passage.sentences
        for figure in told.figures
    ):
        return
    for told in passage.sentences:
        match = (
            None
            if told.heading
            else rx(
                r"(?<!无)(?<!不)(?:统计学)?显著(?=改善|降低|减少|提高|延长|缩短|缓解|减轻|优于"
                r"|差异|增加|抑制|提升)|p\s?<\s?0?\.0\d+|(?<!not )\bsignificantly (?=reduc|improv"
                r"|lower|increas|decreas|better)"
            ).search(told.words)
        )
        if match:
            yield observed("study-significant-without-figure", at(told, *match.span()), passage.study, severity="info")
            return
