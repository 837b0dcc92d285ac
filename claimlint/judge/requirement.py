"""Whether words that a presence rule asks for count where they stand, or why they do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from claimlint.judge.context import Context
from claimlint.judge.reach import reaches
from claimlint.language.cues import Cues, denial
from claimlint.language.expressions import lazy
from claimlint.model.rule import Within
from claimlint.model.text import BlockKind, Document, Role, Span
from claimlint.model.words import Words, both

_SALES = ("sales", Span(0, 0))  # what `Cues.known` keeps them by
_SUM = lazy(r"\d|[一二三四五六七八九十百千万]元")
_WITHIN_ZH = {
    Within.CLAUSE: "分句",
    Within.SENTENCE: "句子",
    Within.PARAGRAPH: "段落",
    Within.SECTION: "章节",
    Within.FOOTNOTE: "脚注",
}
_ROLE_ZH = {Role.REFERENCES: "参考文献", Role.CONTACT: "联系方式"}


class NearCount(Struct, frozen=True):
    """Words that nearly meet a requirement, and why they do not, in the languages of a report."""

    span: Span
    why: Words
    far: bool = False  # meant, but in another place


def fault(context: Context) -> Words | None:
    """Why a required wording does not count where it stands, or None."""
    cue = denial(context.cues, context.sentence, context.span)
    if cue is not None:
        words = context.words(cue)
        return both(f"被“{words}”否定", f"it is negated by “{words}”")
    waiver = _waiver(context)
    if waiver is not None:
        words = context.words(waiver)
        return both(f"被“{words}”免除", f"“{words}” waives it")
    return _hidden(context) or contradicted(context)


def _hidden(context: Context) -> Words | None:
    """Words where nobody reads them as said: an image's text, the references, the contact block."""
    if context.block.kind is BlockKind.ALT_TEXT:
        return both("只写在图片的替代文字里", "it stands only in an image's alternative text")
    role = context.block.role
    if role in _ROLE_ZH:
        return both(f"只写在{_ROLE_ZH[role]}里", f"it stands only in the {role.value} block")
    return None


def _waiver(context: Context) -> Span | None:
    """无需遵医嘱, 无需就医: a word that waives what follows it at once, or begins before what it covers."""
    lead = Span(max(context.clause.start, context.span.start - 8), context.span.start + 1)
    for cue in context.cues.touching("cue_waiver", lead):
        if cue.start < context.span.start and context.span.start - cue.end <= 4:
            return cue
    return None


def contradicted(context: Context) -> Words | None:
    """A statement not to sell, in a document that gives a price or a way to buy."""
    if not context.cues.touching("cue_not_selling", context.span):
        return None
    cue = _sale(context)
    if cue is None:
        return None
    words = context.words(cue)
    return both(f"与正文的推销矛盾：“{words}”", f"the text sells all the same: “{words}”")


def _sale(context: Context) -> Span | None:
    """A call to act, or a price with its figure, outside the sentence that says nothing is sold."""
    sales: list[tuple[Span, Span]] | None = context.cues.known.get(_SALES)
    if sales is None:  # every statement of the kind asks: two sales are enough for all of them
        sales = context.cues.known[_SALES] = list(islice(_sales(context.document, context.cues), 2))
    return next((cue for sentence, cue in sales if sentence != context.sentence.span), None)


def _sales(document: Document, cues: Cues) -> Iterator[tuple[Span, Span]]:
    """The sentences that sell, with the words that do."""
    for sentence in document.sentences:
        cue = cues.first(sentence.span, "cue_call_to_action")
        price = cues.first(sentence.span, "register_price")
        if cue is None and price is not None and _SUM.search(document.slice(sentence.span)):
            cue = price
        if cue is not None and not _refused(cues, cue, sentence.span):
            yield sentence.span, cue


def _refused(cues: Cues, cue: Span, sentence: Span) -> bool:
    """请勿扫码添加…: a call that the sentence forbids or warns of."""
    before = Span(sentence.start, cue.start)
    return cues.first(before, "cue_prohibition", "cue_warner", "cue_negator_bare") is not None


def distance(document: Document, found: Span, place: Span, within: Within) -> Words | None:
    """Why a wording stands too far from what asks for it, or None."""
    if reaches(document, found, place, within):
        return None
    if within is Within.FIRST_SCREEN:
        return both("在首屏之外", "it stands below the first screen")
    return both(f"不在同一{_WITHIN_ZH[within]}", f"it does not stand in the same {within.value}")


def late(document: Document, cues: Cues, found: Span) -> Words | None:
    """Why a wording comes too late: in a block below every call to act."""
    calls = cues.occurrences.get("cue_call_to_action")
    if not calls or calls[-1].start > found.start:
        return None
    here, call = document.sentence_index(found.start), document.sentence_index(calls[-1].start)
    if here is None or call is None or document.sentences[here].block == document.sentences[call].block:
        return None
    words = document.slice(calls[-1])
    return both(f"写在“{words}”之后，读者已被引向购买或联系", f"it stands after the call to act, “{words}”")
