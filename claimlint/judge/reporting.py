"""Guards for sentences that report: studies, guidelines, history, conditions, terms, and aside blocks."""

from __future__ import annotations

from claimlint.judge.context import Context, Reason
from claimlint.judge.register import voice_of
from claimlint.judge.wording import said
from claimlint.language.expressions import lazy
from claimlint.model.text import Role, Span

_COUNT = lazy(
    r"[nN]\s*[=＝]\s*\d|\d+\s*(?:余)?(?:例|名|人|个移植周期|只|位|眼|膝|项)|"
    r"\d+ (?:patients|participants|adults|women|men)"
)
_SHARE = lazy(r"\d[\d.]*\s*(?:%|％|percent\b)|百分之|[一二三四五六七八九]成")
_P_VALUE = lazy(r"\b[Pp]\s*[=＝<＜>＞≤]\s*0?\.\d+|95\s*%\s*CI|\b(?:HR|OR|RR)\b|I²|置信区间|confidence interval")
_YEAR_OF_OLD = lazy(
    r"(?:1[0-8]\d\d|19[0-8]\d)\s*年"
    r"|一(?:[〇零○一二三四五六七八][〇零○一二三四五六七八九]{2}|九[〇零○一二三四五六七八][〇零○一二三四五六七八九])年"
    r"|十[七八九]世纪|\b1[5-9]th century|\b[Ii]n (?:1[0-8]\d\d|19[0-8]\d)\b"
)


def trial_report(context: Context) -> Reason | None:
    """A result of a study, told with what is needed to judge it: design, number, statistics or outcome."""
    sentence, cues = context.sentence.span, context.cues
    if cues.first(sentence, "cue_extrapolation", "cue_self") or cues.first(sentence, "register_contact"):
        return None
    words = context.words(sentence)
    if voice_of(cues, sentence).sells:
        return None
    design = cues.first(sentence, "cue_design")
    count = _COUNT.search(words)
    statistic = _P_VALUE.search(words) or _SHARE.search(words)
    outcome = cues.first(sentence, "cue_endpoint")
    told = sum(part is not None for part in (design, count, statistic, outcome))
    if design is not None and told >= 3:
        return Reason(said("study-figures"), design)
    study = cues.first(sentence, "cue_study")  # a study without its design needs its statistics
    if study is not None and _P_VALUE.search(words) and told >= 2:
        return Reason(said("study-statistics"), study)
    return None


def guideline(context: Context) -> Reason | None:
    """Words of a guideline, a label or a protocol; not where the author praises his own with them."""
    sentence, cues = context.sentence.span, context.cues
    cue = cues.first(sentence, "cue_guideline")
    if cue is None or context.span.overlaps(cue):
        return None
    if cues.first(sentence, "cue_self", "register_contact", "register_praise", "register_price"):
        return None
    return Reason(said("guideline", context.words(cue)), cue)


def historical(context: Context) -> Reason | None:
    """The history of medicine, not of the seller."""
    sentence = context.sentence.span
    cue = context.cues.first(sentence, "cue_history")
    if cue is None:
        match = _YEAR_OF_OLD.search(context.text, sentence.start, sentence.end)
        cue = Span(match.start(), match.end()) if match else None
    if cue is None or context.cues.first(sentence, "cue_self", "register_contact", "register_price"):
        return None
    return Reason(said("past", context.words(cue)), cue)


def conditional(context: Context) -> Reason | None:
    """Only supposed: the hit stands in the if-clause, and the if is not the reader's wish."""
    lead = Span(context.clause.start, context.span.start)
    cue = context.cues.first(lead, "cue_condition")
    if cue is None or cue.start - context.clause.start > 6 or context.cues.touching("cue_pseudo", cue):
        return None
    if context.cues.first(Span(cue.end, context.span.start), "cue_desire", "cue_self"):
        return None
    if context.clause.end >= context.sentence.span.end - 1:
        return None  # no main clause follows: 如… is then no condition
    return Reason(said("supposes", context.words(cue)), cue)


def technical_term(context: Context) -> Reason | None:
    """The hit lies in a term of art, or a definition of the word follows."""
    for term in context.cues.touching("cue_technical", context.span):
        if term.contains(context.span):
            return Reason(said("term", context.words(term)), term)
    near = Span(context.span.end, min(context.sentence.span.end, context.span.end + 4))
    cue = context.cues.first(Span(near.start, min(context.sentence.span.end, near.end + 6)), "cue_definition")
    if cue is not None and cue.start <= near.end:
        return Reason(said("defines", context.words(cue)), cue)
    return None


def in_references(context: Context) -> Reason | None:
    """A title in the list of references."""
    if context.block.role is Role.REFERENCES:
        return Reason(said("references"))
    return None


def in_disclaimer(context: Context) -> Reason | None:
    """In the disclaimer block, unless it sells there too."""
    if context.block.role is not Role.DISCLAIMER:
        return None
    if context.cues.first(context.block.span, "register_contact", "register_price"):
        return None
    return Reason(said("disclaimer"))
