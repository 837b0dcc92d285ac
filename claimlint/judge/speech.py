"""Guards for words of somebody else: a prohibition, a statute, a quotation, a named source."""

from __future__ import annotations

from claimlint.judge.context import Context, Reason
from claimlint.judge.frames import frame, quotation, seller_between, series
from claimlint.judge.wording import said
from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.text import Span

_ARTICLE = lazy(
    r"第[一二三四五六七八九十百\d]{1,5}条|《[^》]{2,30}(?:法|条例|办法|规定|通知|标准|指南)》|§\s*\d|21 CFR"
)
_TERMED = lazy(
    r"[，,]?\s*这?是[^，。；]{0,14}(?:表述|说法|用语|术语|叫法|概念|词汇|口号|说的话|讲的话|说辞|广告词|套话)"
)


def prohibited(context: Context) -> Reason | None:
    """A rule forbids saying or doing it."""
    for above in (frame(context), series(context)):
        if above is not None and (cue := context.cues.first(above, "cue_prohibition_strong")) is not None:
            return Reason(said("listed", context.words(cue)), cue)
    for name in ("cue_prohibition_strong", "cue_prohibition"):
        for cue in context.cues.inside(name, context.sentence.span):
            if _is_masked(context, cue) or context.span.overlaps(cue):
                continue
            if cue.end <= context.span.start and _forbids_ahead(context, cue, name):
                return Reason(said("forbids", context.words(cue)), cue)
            if cue.start >= context.span.end and _forbids_behind(context, cue, name):
                return Reason(said("forbids", context.words(cue)), cue)
    return None


def _forbids_ahead(context: Context, cue: Span, name: str) -> bool:
    said = context.cues.first(Span(cue.end, context.span.start), "cue_saying")
    near = said is not None and said.start - cue.end <= 14
    if name == "cue_prohibition_strong":
        return near or context.clause.start <= cue.start
    return near and context.clause.start <= cue.start


def _forbids_behind(context: Context, cue: Span, name: str) -> bool:
    """“…”，广告里不允许出现."""
    tail = Span(cue.end, min(context.sentence.span.end, cue.end + 12))
    lead = Span(max(context.span.end, cue.start - 10), cue.start)
    said = context.cues.first(tail, "cue_saying") or context.cues.first(lead, "cue_saying")
    return name == "cue_prohibition_strong" and said is not None


def _is_masked(context: Context, cue: Span) -> bool:
    return any(one.start < cue.end and one.end > cue.end for one in context.cues.touching("cue_pseudo", cue))


def law_text(context: Context) -> Reason | None:
    """A statute, or somebody explaining one."""
    sentence = context.sentence.span
    article = _ARTICLE.search(context.text, sentence.start, sentence.end)
    cues = context.cues
    if _speaks_of_self(context):
        return None
    ruling = cues.first(sentence, "cue_prohibition_strong", "cue_refuter") or _second(cues.inside("cue_law", sentence))
    if article and (ruling or cues.first(sentence, "cue_law")):
        cue = Span(article.start(), article.end())
        return Reason(said("law", context.words(cue)), cue)
    law = cues.first(sentence, "cue_law")
    spoken = cues.first(sentence, "cue_saying") or _second(cues.inside("cue_law", sentence))
    if law and ruling and (spoken or context.language == "en"):
        return Reason(said("law", context.words(law)), law)
    return None


def _second(places: tuple[Span, ...]) -> Span | None:
    return places[1] if len(places) > 1 and places[1].start >= places[0].end else None


def _speaks_of_self(context: Context) -> bool:
    return bool(context.cues.first(context.sentence.span, "cue_self"))


def mentioned(context: Context) -> Reason | None:
    """The hit is quoted, and the words around the quotation speak of words.

    Quotation marks alone are no guard: “无需透析”的新希望 promises.
    """
    quoted = quotation(context)
    if quoted is None:
        return None
    tail = Span(quoted.end, min(context.sentence.span.end, quoted.end + 10))
    cue = _touching_start(context, tail) or context.cues.first(context.after, "cue_refuter")
    if cue is None and (termed := _TERMED.match(context.text, quoted.end, context.sentence.span.end)):
        cue = Span(quoted.end, termed.end())
    if cue is None:
        cue = _quoting_before(context, quoted)
    if cue is None or seller_between(context, Span(cue.end, cue.end)):
        return None
    return Reason(said("quoted", context.words(cue)), cue)


def _touching_start(context: Context, tail: Span) -> Span | None:
    """A metalinguistic word at the start of ``tail``, after further quotations of a list at most."""
    text = context.text
    listed = expressions.match(
        r"(?:\s*[、和或与,，]?\s*[“「『\"][^”」』\"]{1,20}[”」』\"]){0,6}",
        text[tail.start : tail.start + 120],
    )
    shift = listed.end() if listed else 0
    end = min(context.sentence.span.end, tail.start + shift + (tail.end - tail.start))
    near = Span(tail.start + shift, end)
    return next((one for one in context.cues.inside("cue_metalanguage", near) if one.start - near.start <= 6), None)


def _quoting_before(context: Context, quoted: Span) -> Span | None:
    """A verb of quoting right before the quotation, or before the list of quotations that it is in."""
    text, start = context.text, quoted.start
    while match := expressions.search(
        r"[“「『\"][^“”「」『』\"]{1,20}[”」』\"]\s*[、和或与,，]?\s*$", text[max(0, start - 60) : start]
    ):
        start -= len(match.group())
    near = Span(max(context.sentence.span.start, start - 24), start)
    strong = [one for one in context.cues.inside("cue_quoting", near) if start - one.end <= 2]
    return next((one for one in strong if one.end - one.start >= 2), None)


def attributed(context: Context) -> Reason | None:
    """A named, careful source is passed on; a vague authority (专家表示) is no excuse."""
    cue = context.cues.first(context.before, "cue_attribution")
    if cue is None or _speaks_of_self(context):
        return None
    careful = context.cues.first(context.sentence.span, "cue_hedge", "cue_design", "cue_statistic")
    if careful is None or context.cues.first(context.sentence.span, "cue_extrapolation"):
        return None
    return Reason(said("attributed", context.words(cue)), cue)
