"""What a passage concludes against what the cited work concludes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.numerals import fold
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.source import Source, Study
from claimlint.model.text import Span
from claimlint.model.words import both
from claimlint.verify.figures.roles import sentence_spans
from claimlint.verify.scenes.scene import Told
from claimlint.verify.studies import strength_words, words
from claimlint.verify.studies.claims import at, clauses, observed, strong_claims
from claimlint.verify.studies.facts import Passage, rx
from claimlint.verify.studies.strength import NAMES, Level, Strength, grade, is_chinese, strong_words
from claimlint.verify.wording import said


def conclusion(source: Source) -> list[str]:
    """The sentences in which a source concludes; of a short text all of them."""
    labelled = [
        text.text for text in source.texts if expressions.search(r"conclusion|结论|interpretation", text.label, re.I)
    ]
    whole = "\n".join(
        labelled or [text.text for text in source.texts if text.level in {"abstract", "excerpt", "fulltext"}]
    )
    found = [whole[span.start : span.end].strip() for span in sentence_spans(whole)]
    found = [one for one in found if len(one) > 8]
    marked = [
        index
        for index, one in enumerate(found)
        if expressions.match(r"\W{0,3}(?:conclusions?|interpretation|结论)\b|结论", one, re.I)
    ]
    if marked:
        return found[marked[-1] :][:4]
    said = [
        one
        for one in found
        if expressions.search(
            (
                r"\bconclu(?:sion|ded?)\b|we conclude|our (?:results|findings|data) (?:suggest"
                r"|show|indicate)|these (?:results|findings|data) (?:suggest|show|indicate)|结论"
            ),
            one,
            re.I,
        )
    ]
    return said or (found if len(found) <= 2 else found[-2:])


def source_level(source: Source) -> tuple[Strength, str] | None:
    """The strongest level of the source's conclusion, with its sentence."""
    graded = [(grade(one), one) for one in conclusion(source)]
    told = [pair for pair in graded if pair[0].clear] or graded
    return max(told, key=lambda pair: pair[0].level) if told else None


def _limited(source: Source) -> str | None:
    for text in source.texts:
        for span in sentence_spans(text.text):
            words_ = text.text[span.start : span.end]
            if rx(words.LIMITS).search(fold(words_)):
                return words_.strip()
    return None


def stronger(passage: Passage, source: Source, study: Study, short: bool) -> Iterator[Observation]:
    limit = _limited(source)
    said = source_level(source)
    if said is None:
        return
    for told in passage.sentences:
        if (told.heading and not short) or (passage.cautioned(told) and not short):
            continue
        mine = grade(told.words)
        if limit is not None and mine.level >= Level.CONDITIONAL:
            yield from _beyond_limit(told, source, study, limit)
        elif mine.level > said[0].level and _comparable(told, mine, said, short):
            yield _too_strong(told, mine, source, study, *said)


def _comparable(told: Told, mine: Strength, said: tuple[Strength, str], short: bool) -> bool:
    if not mine.clear:
        return False
    if short:
        return True
    strong = strong_words(told.words) is not None
    return (
        said[0].clear
        and mine.level is Level.CAUSE
        and strong
        and rx(strength_words.REPORT_ZH if is_chinese(told.words) else strength_words.REPORT_EN).search(told.words)
        is not None
    )


def _too_strong(told: Told, mine: Strength, source: Source, study: Study, theirs: Strength, quote: str) -> Observation:
    strong = [
        (a, b)
        for a, b in clauses(told.words)
        if strong_words(told.words[a:b]) and grade(told.words[a:b]).level is mine.level
    ]
    place = (
        strong[0]
        if strong
        else next(((a, b) for a, b in clauses(told.words) if a <= mine.span.start < b), tuple(mine.span))
    )
    start = _begin(told.words, place[0], mine.span.start, place[1])
    return _strength_observation(
        at(told, start, min(place[1], start + (60 if is_chinese(told.words) else 160))),
        mine.level,
        theirs.level,
        source,
        study,
        quote,
        tuple(Related(at(told, *one)) for one in strong[1:3]),
    )


def _begin(text: str, start: int, cue: int, end: int) -> int:
    return max(start, cue - 12) if is_chinese(text) and start <= cue < end else start


def _strength_observation(
    span: Span,
    mine: Level,
    theirs: Level,
    source: Source,
    study: Study,
    quote: str,
    related: tuple[Related, ...] = (),
) -> Observation:
    short = quote if len(quote) <= 200 else quote[:197] + "..."
    values = {
        "source": source.title or source.id,
        "quote": short,
        "level_zh": NAMES["zh"][mine],
        "level_en": NAMES["en"][mine],
        "source_level_zh": NAMES["zh"][theirs],
        "source_level_en": NAMES["en"][theirs],
    }
    evidence = (
        Evidence(
            "source",
            said("against", *(both(NAMES["zh"][level], NAMES["en"][level]) for level in (mine, theirs))),
            source.title or source.id,
            quote,
            "overstated",
        ),
    )
    return observed("study-stronger-than-source", span, study, related=related, evidence=evidence, values=values)


def _beyond_limit(told: Told, source: Source, study: Study, limit: str) -> Iterator[Observation]:
    """The source says that it cannot show efficacy: every effect that is told without doubt goes too far."""
    for start, end in clauses(told.words):
        clause = told.words[start:end]
        hedged = rx(
            strength_words.HEDGE_ZH if is_chinese(clause) else r"\b(?:may|might|could|potential\w*|suggest\w*)\b"
        ).search(clause)
        effect = expressions.search(
            (
                r"疗效|有效|[肾心肝肺脑]脏?保护作用|改善[^,，]{0,6}功能|治愈|\b(?:effective"
                r"|efficacy|improv\w+|protects?|cures?|works?)\b"
            ),
            clause,
        )
        if (
            effect
            and not hedged
            and grade(clause).level >= Level.CONDITIONAL
            and not expressions.search(r"终点|目的|旨在|end ?points?", clause)
        ):
            begin = max(start, effect.start() + start - 12) if is_chinese(clause) else start
            yield _strength_observation(at(told, begin, end), Level.CAUSE, Level.NONE, source, study, limit)


def null_left_out(passage: Passage, source: Source, study: Study) -> Iterator[Observation]:
    """An effect is told, and nothing of the result in the abstract that found none."""
    claims = strong_claims(passage)
    if (
        not claims
        or passage.has(words.NULL_RESULT)
        or passage.has(strength_words.NONE_ZH)
        or passage.has(strength_words.NONE_EN)
    ):
        return
    for text in source.texts:
        for span in sentence_spans(text.text):
            quote = text.text[span.start : span.end].strip()
            if (
                text.level == "abstract"
                and rx(words.NULL_RESULT).search(fold(quote))
                and not expressions.search(r"safety|adverse|baseline|安全|不良|基线", quote)
            ):
                evidence = (Evidence("source", said("no-effect"), source.title or source.id, quote),)
                yield observed(
                    "study-null-result-left-out",
                    claims[0].span,
                    study,
                    evidence=evidence,
                    values={"quote": quote[:200], "source": source.title or source.id},
                )
                return
