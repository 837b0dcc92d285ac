"""The profile of a document: what was declared, and what its words say where nothing was."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from claimlint.judge.context import language_of
from claimlint.judge.register import Voice
from claimlint.judge.wording import said
from claimlint.language.cues import Cues
from claimlint.model.hit import Observation
from claimlint.model.names import listed, named
from claimlint.model.report import Profile
from claimlint.model.rule import Applies, Rule, Severity
from claimlint.model.text import Document, Role, Span
from claimlint.model.words import Words, both, spoken

# Who publishes a text decides whose law holds; where nobody says, its language is the best guess.
ASSUMED_JURISDICTION = {"zh": ("cn",), "zh-hant": (), "en": ("us",)}

_MATTER = ("cue_goods", "cue_ailment")  # what may be sold, and against what
SHORTEST_CLAIM = 6  # characters; a name or an abbreviation (eGFR) brings no law of its own
_HIGH, _MEDIUM = both("高", "high"), both("中", "medium")
# A text that sells may be dressed as one of these: their rules hold for it too, unless content is declared.
DRESSED_AS = {"advertisement": ("popular-science", "product-page")}


def complete(profile: Profile, document: Document, cues: Cues, voice: Voice) -> Profile:
    """The declared profile with the undeclared fields inferred where the text is clear."""
    reasons = list(profile.reasons)
    if profile.content is None:
        content, why = _content(document, cues, voice)
        profile = replace(profile, content=content)
        reasons.append(why)
    if "jurisdiction" not in profile.declared:
        assumed = _assumed(document)
        profile = replace(profile, jurisdiction=assumed)
        reasons.append(said("assumed", listed(assumed) if assumed else both("无", "none")))
    chinese = document.language.startswith("zh")
    return replace(profile, reasons=tuple(spoken(reason, chinese) for reason in reasons))


def _assumed(document: Document) -> tuple[str, ...]:
    """Whose law the sentences are judged by, those of most sentences first; each by its own language."""
    told = (one for one in document.sentences if document.block_of(one).role is not Role.REFERENCES)
    spans = (one.span for one in told if one.span.end - one.span.start >= SHORTEST_CLAIM)
    languages = Counter(language_of(words) for span in spans if any(map(str.isalpha, words := document.slice(span))))
    if not languages:
        return ASSUMED_JURISDICTION.get(document.language, ())
    return tuple(dict.fromkeys(place for one, _ in languages.most_common() for place in _law_of(one, document)))


def _law_of(language: str, document: Document) -> tuple[str, ...]:
    """The law that is assumed for sentences in a language."""
    return () if language == "zh" and document.language == "zh-hant" else ASSUMED_JURISDICTION[language]


def reads_as(profile: Profile) -> tuple[Observation, ...]:
    """That a text whose content nobody declared reads as an advertisement, with the reason."""
    if profile.content != "advertisement" or "content" in profile.declared:
        return ()
    reason = profile.reasons[-1 if "jurisdiction" in profile.declared else -2]  # the last but what is assumed
    told = reason.replace("：", ": ", 1).partition(": ")[2].strip()
    return (Observation("reads-as-advertisement", Span(0, 0), {"reason": told}),)


def _content(document: Document, cues: Cues, voice: Voice) -> tuple[str | None, Words]:
    """advertisement or academic where the text says so clearly, else None: rules for any content run."""
    everything = Span(0, len(document.text))
    action = cues.first(everything, "cue_call_to_action")
    signs = [sign for name in _MATTER if (sign := cues.first(everything, name)) is not None]
    if action is not None and len(signs) == 2:
        sure = _HIGH if cues.first(everything, "register_price") or voice.sells else _MEDIUM
        words = [document.slice(sign) for sign in (action, *signs)]
        return "advertisement", said("inferred", sure, said("action-goods", both("”“".join(words), "”, “".join(words))))
    action = _offer(document, cues, everything)
    if action is not None and voice.sells:
        return "advertisement", said("inferred", _MEDIUM, said("sells-here", document.slice(action)))
    if _reads_academic(document, cues, everything):
        return "academic", said("inferred", _MEDIUM, said("academic"))
    return None, said("unclear")


def _offer(document: Document, cues: Cues, span: Span) -> Span | None:
    """A way to buy or to get in touch but a switchboard, beside words of the seller about himself or a price."""
    if cues.first(span, "register_self", "register_price") is None:
        return None
    return next((one for one in cues.inside("register_contact", span) if not _of_a_ward(document, cues, one)), None)


def _of_a_ward(document: Document, cues: Cues, contact: Span) -> bool:
    """``如需预约，请拨打总机``: whether a sentence leads to the ordinary channels of a hospital."""
    index = document.sentence_index(contact.start)
    return index is not None and cues.first(document.sentences[index].span, "pro_official") is not None


def _reads_academic(document: Document, cues: Cues, span: Span) -> bool:
    references = any(block.role is Role.REFERENCES for block in document.blocks)
    studies, numbers = cues.count("cue_design", span), cues.count("cue_statistic", span)
    selling = cues.count("register_contact", span) + cues.count("register_price", span)
    return studies >= 4 and numbers >= 2 and selling == 0 and (references or studies >= 8)


def graded(rule: Rule, profile: Profile) -> Severity:
    """A rule's severity in a profile. That a text only reads as an advertisement makes nothing milder."""
    told = rule.severity_for(profile.content, profile.audience, profile.product)
    if profile.content not in DRESSED_AS or "content" in profile.declared:
        return told
    return min(told, rule.severity_for(None, profile.audience, profile.product), key=lambda one: one.rank)


def jurisdictions(profile: Profile, document: Document, sentence: str) -> tuple[str, ...]:
    """Whose law holds for a sentence: the declared ones, else by the sentence's own language."""
    if "jurisdiction" in profile.declared:
        return profile.jurisdiction
    return _law_of(language_of(sentence), document)


def misfit(applies: Applies, profile: Profile, places: tuple[str, ...]) -> Words | None:
    """Why a rule is not for a profile, or None. What nobody declared excludes no content."""
    if applies.jurisdiction and not set(applies.jurisdiction) & set(places):
        here = listed(places) if places else both("没有适用地区", "no jurisdiction")
        return said("misfit", listed(applies.jurisdiction), here)
    if applies.content and not _content_fits(applies, profile):
        return said("misfit", listed(applies.content), named(profile.content or ""))
    audience = profile.audience or "public"
    if applies.audience and audience not in applies.audience:
        return said("misfit", listed(applies.audience), named(audience))
    if applies.product and profile.product not in applies.product:
        here = named(profile.product) if profile.product else both("没有声明产品", "no product declared")
        return said("misfit", listed(applies.product), here)
    missing = [name for name in applies.declared if name not in profile.declared]
    return said("misfit-undeclared", listed(missing)) if missing else None


def _content_fits(applies: Applies, profile: Profile) -> bool:
    if profile.content is None:
        return True
    if "content" in profile.declared:
        return profile.content in applies.content
    return bool({profile.content, *DRESSED_AS.get(profile.content, ())} & set(applies.content))
