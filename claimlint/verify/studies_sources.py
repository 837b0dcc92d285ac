"""How a passage tells its study against what the cited work says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimlint.language.numerals import fold
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.source import Source, Study, WorkKind
from claimlint.model.text import Span
from claimlint.verify import strength_words
from claimlint.verify import studies_words as words
from claimlint.verify.roles import sentence_spans
from claimlint.verify.scene import Told
from claimlint.verify.strength import NAMES, Level, Strength, grade, is_chinese, strong_words
from claimlint.verify.studies_claims import announcement, at, clauses, mild_effect, observed, strong_claims
from claimlint.verify.studies_facts import Passage, rx, source_study
from claimlint.verify.studies_rules import MODEST_N, advantages

Thresholds = Mapping[str, float]
_UNCONTROLLED = frozenset({"single-arm", "uncontrolled", "case-report", "case-series", "open-label"})


def check(passage: Passage, thresholds: Thresholds, short: bool) -> Iterator[Observation]:
    """Every observation about one passage and the one work that it rests on; ``short``: the document is a few sentences."""
    if len(passage.sources) != 1 or passage.missing or passage.has(words.REFUTED):
        return
    source = passage.sources[0]
    study = source_study(source)
    proof = (Evidence("source", _told(study), source.title or source.id),)
    yield from _species(passage, study, proof)
    yield from _size(passage, study, source, proof)
    yield from _design(passage, study, proof)
    yield from _told_otherwise(passage, study, proof)
    yield from _kind(passage, source, study, proof)
    yield from _weak_ground(passage, study, proof, thresholds)
    if source.coverage not in {"none", "metadata"}:
        yield from _stronger(passage, source, study, short)
        yield from _null(passage, source, study)


def _told(study: Study) -> str:
    parts = [f"n = {study.n:f}" if study.n else "", ", ".join(study.design), f"phase {study.phase}" if study.phase else "", ", ".join(study.species)]
    return "; ".join(filter(None, parts))


def _rested(one: Observation, proof: tuple[Evidence, ...]) -> Observation:
    from msgspec.structs import replace

    return replace(one, evidence=one.evidence + proof)


# --- what kind of study ---------------------------------------------------------------------------


def _species(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    if not study.species or "human" in study.species or passage.has(words.ANIMAL) or passage.has(words.CELLS):
        return
    for told in passage.sentences:
        match = None if told.heading else rx(r"(?:\d+\s?项)?临床(?:研究|试验)|clinical (?:trials?|stud(?:y|ies))|患者|patients?\b|病人").search(told.words)
        if match and (match[0].startswith(("临床", "clinical")) or re.search(r"\d", match[0]) or strong_claims(passage) or mild_effect(told)):
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            yield observed("study-animal-to-human", at(told, *place), study, evidence=proof)
            return


def _size(passage: Passage, study: Study, source: Source, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    found = _opening(passage)
    if found is None or passage.sized or source.kind is WorkKind.REVIEW or not (study.n or "meta-analysis" in study.design):
        return
    told, start, end = found
    effects = [one for one in passage.sentences if grade(one.words).level >= Level.CONDITIONAL and not one.heading]
    if effects:
        others = tuple(Related(at(one, *place)) for one in passage.sentences for place in _explored(one))
        pooled = tuple(Related(at(one, *m.span())) for one in passage.sentences for m in rx(r"\d+\s?(?:项|篇)[^,，。;；]{0,10}|\b\d+ (?:studies|trials)\b").finditer(one.words))
        yield observed("study-result-without-size", at(told, start, end), study, related=(*others[:2], *pooled[:2]), evidence=proof)


def _opening(passage: Passage) -> tuple[Told, int, int] | None:
    return announcement(passage)


def _explored(told: Told) -> Iterator[tuple[int, int]]:
    """The clause that says what the study did."""
    for start, end in clauses(told.words):
        if not told.heading and re.search(r"采用了?[^,，。]{0,24}设计|探索了|评估了|考察了|比较了|研究了|\b(?:assessed|examined|evaluated|explored|compared)\b", told.words[start:end]):
            yield start, end


_CONTRARY = {
    "randomised": {"non-randomised", "single-arm", "case-series", "case-report", "review", "uncontrolled"}, "double-blind": {"open-label", "single-arm", "uncontrolled"},
    "placebo": {"single-arm", "uncontrolled", "case-series"}, "controlled": {"single-arm", "uncontrolled", "case-series"},
    "multicentre": {"single-centre"}, "prospective": {"retrospective"}, "meta-analysis": {"review"},
}  # fmt: skip


def _told_otherwise(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    for tag, contrary in _CONTRARY.items():
        against = contrary & set(study.design)
        if tag not in passage.study.design or not against or tag in study.design or against & set(passage.study.design):
            continue
        for told in passage.sentences:
            match = None if told.heading else rx(words.DESIGN[tag]).search(told.words)
            if match:
                yield observed("study-design-differs", at(told, *match.span()), study, evidence=proof, values={"source_design": ", ".join(study.design)})
                break


def _design(passage: Passage, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    if not (_UNCONTROLLED & set(study.design) or study.phase and study.phase.startswith(("1", "i"))) or {"randomised"} & set(study.design):
        return
    told_so = {"non-randomised", *_UNCONTROLLED} & set(passage.study.design) or passage.study.phase
    if told_so or any(passage.cautioned(told) and rx(r"对照|control").search(told.words) for told in passage.sentences):
        return
    for told in passage.sentences:
        size = None if told.heading else rx(r"(?:纳入|入组|招募|收治|共有?|治疗了?)[^,，。;；]{0,6}\d+\s?(?:例|名|位)[^,，。;；]{0,30}|\b(?:enrolled|recruited|included|treated) \w+ [^,.;]{0,40}|第[一二三]组\s?\(\d+例[^)]{0,6}\)|\d+\s?(?:例|名|位)[^,，。;；]{0,20}|\b\d+ patients").search(told.words)
        if size:
            yield observed("study-result-without-design", at(told, *size.span()), study, evidence=proof, related=tuple(_further(passage, told)))
            return


def _further(passage: Passage, first: Told) -> Iterator[Related]:
    for told in passage.sentences:
        group = rx(r"第[二三四]组\s?\(\d+例[^)]{0,6}\)").search(told.words)
        if group and told is not first:
            yield Related(at(told, *group.span()))


def _kind(passage: Passage, source: Source, study: Study, proof: tuple[Evidence, ...]) -> Iterator[Observation]:
    found = announcement(passage)
    if found is None:
        return
    claims = strong_claims(passage)
    effect = claims[0].span if claims else next((at(one, *m.span()) for one in passage.sentences if mild_effect(one) and (m := rx(f"{strength_words.CAUSE_ZH}[^,，。;；]{{0,20}}").search(one.words))), None)
    if source.kind is WorkKind.REVIEW and not passage.has(f"{words.REVIEW_ALL}|{words.POOLED}") and effect is not None:
        related = tuple(Related(claim.span) for claim in claims[:2]) or (Related(effect),)
        yield observed("study-review-as-study", at(*found), study, related=related, evidence=proof)
    if source.kind is WorkKind.THESIS and effect is not None and not passage.has(words.THESIS):
        yield observed("study-thesis-as-clinical", effect, study, related=(Related(at(*found)),), evidence=proof)
    if source.kind is WorkKind.ABSTRACT and claims and not passage.has(words.MEETING):
        yield observed("study-thesis-as-clinical", claims[0].span, study, related=(Related(at(*found)),), evidence=proof)


def _weak_ground(passage: Passage, study: Study, proof: tuple[Evidence, ...], thresholds: Thresholds) -> Iterator[Observation]:
    early = bool(_UNCONTROLLED & set(study.design)) or (study.phase or "").startswith("1")
    small = study.n is not None and study.n < thresholds.get("study-small-n", 30)
    if early and not passage.study.control:
        for one in advantages(passage):
            yield _rested(one, proof)
    if not (small or early) or (study.n or 0) >= MODEST_N:
        return
    for told in passage.sentences:
        match = None if told.heading else rx(words.GRAND).search(told.words)
        if match and not passage.cautioned(told) and not rx(f"(?:{strength_words.HEDGE_ZH})[^,，]{{0,6}}$").search(told.words[: match.start()]):
            place = next(((a, b) for a, b in clauses(told.words) if a <= match.start() < b), match.span())
            yield observed("study-small-sample", at(told, max(place[0], match.start() - 10), match.end()), study, evidence=proof)


# --- strength -------------------------------------------------------------------------------------


def conclusion(source: Source) -> list[str]:
    """The sentences in which a source concludes; of a short text all of them."""
    labelled = [text.text for text in source.texts if re.search(r"conclusion|结论|interpretation", text.label, re.I)]
    whole = "\n".join(labelled or [text.text for text in source.texts if text.level in {"abstract", "excerpt", "fulltext"}])
    found = [whole[span.start : span.end].strip() for span in sentence_spans(whole)]
    found = [one for one in found if len(one) > 8]
    marked = [index for index, one in enumerate(found) if re.match(r"\W{0,3}(?:conclusions?|interpretation|结论)\b|结论", one, re.I)]
    if marked:
        return found[marked[-1] :][:4]
    said = [one for one in found if re.search(r"\bconclu(?:sion|ded?)\b|we conclude|our (?:results|findings|data) (?:suggest|show|indicate)|these (?:results|findings|data) (?:suggest|show|indicate)|结论", one, re.I)]
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


def _stronger(passage: Passage, source: Source, study: Study, short: bool) -> Iterator[Observation]:
    limit = _limited(source)
    said = source_level(source)
    if said is None:
        return
    for told in passage.sentences:
        if told.heading and not short or passage.cautioned(told) and not short:
            continue
        mine = grade(told.words)
        if limit is not None and mine.level >= Level.CONDITIONAL:
            yield from _beyond_limit(passage, told, source, study, limit)
        elif mine.level > said[0].level and _comparable(told, mine, said, short):
            yield _too_strong(told, mine, source, study, *said)


def _comparable(told: Told, mine: Strength, said: tuple[Strength, str], short: bool) -> bool:
    if not mine.clear:
        return False
    if short:
        return True
    strong = strong_words(told.words) is not None
    return said[0].clear and mine.level is Level.CAUSE and strong and rx(strength_words.REPORT_ZH if is_chinese(told.words) else strength_words.REPORT_EN).search(told.words) is not None


def _too_strong(told: Told, mine: Strength, source: Source, study: Study, theirs: Strength, quote: str) -> Observation:
    strong = [(a, b) for a, b in clauses(told.words) if strong_words(told.words[a:b]) and grade(told.words[a:b]).level is mine.level]
    place = strong[0] if strong else next(((a, b) for a, b in clauses(told.words) if a <= mine.span.start < b), tuple(mine.span))
    start = _begin(told.words, place[0], mine.span.start, place[1])
    return _strength_observation(at(told, start, min(place[1], start + (60 if is_chinese(told.words) else 160))), mine.level, theirs.level, source, study, quote,
                                 tuple(Related(at(told, *one)) for one in strong[1:3]))


def _begin(text: str, start: int, cue: int, end: int) -> int:
    return max(start, cue - 12) if is_chinese(text) and start <= cue < end else start


def _strength_observation(span: Span, mine: Level, theirs: Level, source: Source, study: Study, quote: str, related: tuple[Related, ...] = ()) -> Observation:
    short = quote if len(quote) <= 200 else quote[:197] + "..."
    values = {
        "source": source.title or source.id, "quote": short, "level_zh": NAMES["zh"][mine], "level_en": NAMES["en"][mine],
        "source_level_zh": NAMES["zh"][theirs], "source_level_en": NAMES["en"][theirs],
    }  # fmt: skip
    evidence = (Evidence("source", f"{NAMES['en'][mine]} against {NAMES['en'][theirs]}", source.title or source.id, quote, "overstated"),)
    return observed("study-stronger-than-source", span, study, related=related, evidence=evidence, values=values)


def _beyond_limit(passage: Passage, told: Told, source: Source, study: Study, limit: str) -> Iterator[Observation]:
    """The source says that it cannot show efficacy: every effect that is told without doubt goes too far."""
    for start, end in clauses(told.words):
        clause = told.words[start:end]
        hedged = rx(strength_words.HEDGE_ZH if is_chinese(clause) else r"\b(?:may|might|could|potential\w*|suggest\w*)\b").search(clause)
        effect = re.search(r"疗效|有效|[肾心肝肺脑]脏?保护作用|改善[^,，]{0,6}功能|治愈|\b(?:effective|efficacy|improv\w+|protects?|cures?|works?)\b", clause)
        if effect and not hedged and grade(clause).level >= Level.CONDITIONAL and not re.search(r"终点|目的|旨在|end ?points?", clause):
            begin = max(start, effect.start() + start - 12) if is_chinese(clause) else start
            yield _strength_observation(at(told, begin, end), Level.CAUSE, Level.NONE, source, study, limit)


def _null(passage: Passage, source: Source, study: Study) -> Iterator[Observation]:
    """An effect is told, and nothing of the result in the abstract that found none."""
    claims = strong_claims(passage)
    if not claims or passage.has(words.NULL_RESULT) or passage.has(strength_words.NONE_ZH) or passage.has(strength_words.NONE_EN):
        return
    for text in source.texts:
        for span in sentence_spans(text.text):
            quote = text.text[span.start : span.end].strip()
            if text.level == "abstract" and rx(words.NULL_RESULT).search(fold(quote)) and not re.search(r"safety|adverse|baseline|安全|不良|基线", quote):
                evidence = (Evidence("source", "a result that found no effect", source.title or source.id, quote),)
                yield observed("study-null-result-left-out", claims[0].span, study, evidence=evidence, values={"quote": quote[:200], "source": source.title or source.id})
                return


