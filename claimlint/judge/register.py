"""Register: whether a sentence or a document sells or explains, with the words that say so."""

from __future__ import annotations

from msgspec import Struct

from claimlint.judge.context import Context
from claimlint.judge.wording import said
from claimlint.language.cues import Cues
from claimlint.model.rule import Confidence, Register, Rule, Within
from claimlint.model.text import Document, Span
from claimlint.model.words import both

# What one sentence's cue of a kind is worth. A call to act or a price sells by itself; praise or a
# "you" alone does not. Each kind counts once a sentence, so that a list does not outweigh a voice.
PROMOTIONAL = {
    "register_contact": 2,
    "register_price": 2,
    "register_self": 2,
    "register_praise": 1,
    "register_urgency": 1,
    "register_address": 1,
}
CLINICAL = {
    "register_study": 2,
    "register_guideline": 2,
    "register_definition": 2,
    "register_caution": 1,
}
_EXCLAIMING = ("！", "!")
WITHIN = {
    Within.CLAUSE: both("分句", "clause"),
    Within.SENTENCE: both("这句话", "sentence"),
    Within.PARAGRAPH: both("这一段", "paragraph"),
    Within.DOCUMENT: both("全文", "document"),
}


class Voice(Struct, frozen=True):
    """Scores of both voices with the reasons: the first word of each kind, as it is quoted."""

    promotional: int
    clinical: int
    reasons: tuple[str, ...] = ()

    @property
    def sells(self) -> bool:
        return self.promotional >= 2 and self.promotional > self.clinical

    @property
    def explains(self) -> bool:
        return self.clinical >= 2 and self.clinical > self.promotional


def voice_of(cues: Cues, span: Span) -> Voice:
    """The voice of one stretch of text, usually a sentence."""
    scores, reasons = [0, 0], []
    for side, weights in enumerate((PROMOTIONAL, CLINICAL)):
        for name, weight in weights.items():
            cue = cues.first(span, name)
            if cue is not None:
                scores[side] += weight
                reasons.append(f"“{cues.text[cue.start : cue.end]}”")
    if cues.text[span.start : span.end].rstrip().endswith(_EXCLAIMING):
        scores[0] += 1
        reasons.append("“！”")
    return Voice(scores[0], scores[1], tuple(dict.fromkeys(reasons)))


def voice_of_document(cues: Cues, document: Document) -> Voice:
    """The voice of a document: the sentences that sell against those that explain."""
    voices = [voice_of(cues, sentence.span) for sentence in document.sentences]
    selling = [voice for voice in voices if voice.sells]
    explaining = [voice for voice in voices if voice.explains]
    reasons = dict.fromkeys(reason for voice in (*selling, *explaining) for reason in voice.reasons)
    return Voice(2 * len(selling), 2 * len(explaining), tuple(reasons)[:8])


def span_within(context: Context, within: Within) -> Span:
    """The stretch around a hit that a condition looks at."""
    match within:
        case Within.CLAUSE:
            return context.clause
        case Within.PARAGRAPH:
            return context.block.span
        case Within.DOCUMENT:
            return Span(0, len(context.text))
        case _:
            return context.sentence.span


def refusal(rule: Rule, context: Context, whole: Voice) -> str | None:
    """Why the voice around a hit refuses a rule's finding, or None."""
    asked = rule.register
    if asked is None or not (asked.promotional == "need" or asked.clinical == "refuse"):
        return None
    voice = _voice(asked, context, whole)
    if asked.promotional == "need" and not voice.promotional:
        return said("no-voice", WITHIN[asked.within])
    if asked.clinical == "refuse" and voice.explains:
        return said("clinical-voice", WITHIN[asked.within], "".join(voice.reasons[:3]))
    return None


def _voice(asked: Register, context: Context, whole: Voice) -> Voice:
    if asked.within is Within.DOCUMENT:
        return whole
    return voice_of(context.cues, span_within(context, asked.within))


def adjusted(rule: Rule, context: Context, whole: Voice, confidence: Confidence) -> Confidence:
    """A rule's confidence, moved by the voice where the rule asks for it."""
    asked = rule.register
    if asked is None:
        return confidence
    voice, step = _voice(asked, context, whole), 0
    step += {"+": 1, "-": -1}.get(asked.promotional or "", 0) if voice.sells else 0
    step += {"+": 1, "-": -1}.get(asked.clinical or "", 0) if voice.explains else 0
    levels = list(Confidence)
    return levels[min(max(confidence.rank - step, 0), len(levels) - 1)]
