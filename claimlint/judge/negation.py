"""The guard *negated*: the author says that it is not so."""

from __future__ import annotations

import re

from claimlint.judge.context import Context, Reason
from claimlint.judge.frames import NO_CARE
from claimlint.judge.wording import said
from claimlint.language import expressions
from claimlint.language.cues import denial, negation_scopes, starts_with_negation
from claimlint.language.expressions import lazy
from claimlint.model.text import Span

# What may come before a refutation that opens a later clause and takes back what was said.
_ANAPHORA = lazy(
    r"\s*(?:这|那|此|其实|实际上|实际|事实上|都|均|全|也|并|纯属|纯|属于|属|系|实属|显然|目前|至今|尚|很|多|往往|完全|根本|"
    r"只是|不过|说法|种|类|些|样|是|的|在|医学上|科学上|现实中|临床上|既|更|就|已|被|"
    r"this|that|there|it|which|these|those|such|but|evidence|to|for|of|support|is|are|claims?|,|\s){0,16}",
    re.IGNORECASE,
)
_POINTS_BACK = lazy(r"\s*(?:这|以上|上述|此|其实|事实上|可惜|This|That|These)")
_CURT = lazy(
    rf"\s*(?:[别莫]信{NO_CARE}|不可信|谣言|假的|骗人的|没有这回事|没这回事|哪有这回事|并非如此|并不是这样|事实并非|不是这样|"
    r"错[，。！]|不对[，。！]|想多了|别当真|打住)"
)
_FAILS = lazy(r"[治医断除消退修救祛补][\u4e00-\u9fff]?不(?:了|好|掉|得|成)")
_QUESTION = lazy(r"[?？]\s*[”」』\"）)]*\s*$")
_POTENTIAL = lazy(r"(?:不了|不到|不好|不掉|不得|不成|不上|不起|唔到|无望|未必|的可能性(?:很小|极低|不大|几乎为零))")
_PAID_BACK = lazy(
    r"[,，\s]?(?:就|则|我们?|本院|包|可以?|都|也|一律|立即|马上|直接|全额?|费用|治疗费){0,4}(?:退(?![热烧役休伍步回化行黄])|赔|不收|不要钱|免单|分文不取|倒贴)"
)
_NEITHER = lazy(r"(?:也|都|同样)[\u4e00-\u9fff]{0,3}[不没无未]")
_OTHERS = lazy(r"(?:别家|别人|其他|其它|别的|那些|传统|西医|西药|以往|以前|过去|市面上)")


def negated(context: Context) -> Reason | None:
    """Denied from before, taken back after, or refuted by the next clause or sentence."""
    return (
        _from_before(context)
        or _within(context)
        or _attached(context)
        or _elsewhere(context)
        or _taken_back(context)
        or _refuted_next(context)
    )


def _from_before(context: Context) -> Reason | None:
    cue = denial(context.cues, context.sentence, context.span)
    if cue is None or _asks(context, cue) or _FAILS.search(context.words(context.span)):
        return None
    return Reason(said("denies", context.words(cue)), cue)


def _elsewhere(context: Context) -> Reason | None:
    """以下疾病不能治愈：糖尿病: the part of a pieced-together hit that stands in the lead-in or heading is denied."""
    for span in context.elsewhere:
        for part in context.at(span):
            if _is_question(part):  # what its answer says is asked of the answer
                continue
            reason = _from_before(part) or _within(part) or _attached(part)
            if reason is not None:
                return reason
    return None


def _is_question(context: Context) -> bool:
    return bool(_QUESTION.search(context.words(context.sentence.span)))


def _asks(context: Context, cue: Span) -> bool:
    """还没下单？, 不想痊愈吗？: in the clause that asks, a negator denies nothing."""
    return context.clause.start <= cue.start and bool(_QUESTION.search(context.words(context.clause)))


def _within(context: Context) -> Reason | None:
    """糖尿病不能根治, 治不了骨刺: what a gap of the pattern let in, or the words themselves, deny it."""
    for scope in negation_scopes(context.cues, context.sentence):
        if _of_others(context, scope.cue):
            continue
        if any(gap.start <= scope.cue.start < gap.end < scope.reach.end for gap in context.gaps):
            return Reason(said("denies-within", context.words(scope.cue)), scope.cue)
    match = _FAILS.search(context.text, context.span.start, context.span.end)
    if match is None or _doubly_negative(context) or context.text.startswith("的", match.end()):
        return None
    if _PAID_BACK.match(context.text, match.end(), context.sentence.span.end):  # failure as the condition of a promise
        return None
    return Reason(said("fails", match.group()), Span(match.start(), match.end()))


def _of_others(context: Context, cue: Span) -> bool:
    """西药做不到的，我们能: what others fail to do, and who writes does."""
    if not context.text.startswith("的", cue.end) or _NEITHER.search(context.text, cue.end, context.sentence.span.end):
        return False
    return bool(_OTHERS.search(context.text, context.sentence.span.start, cue.start))


def _doubly_negative(context: Context) -> bool:
    head = context.words(Span(max(context.clause.start, context.span.start - 8), context.span.end))
    return bool(expressions.search(r"没有|没见过|不会|不怕|哪有|无", head))


def _attached(context: Context) -> Reason | None:
    """治 + 不了: the complement takes the verb back, unless that is denied again (没有治不了的)."""
    match = _POTENTIAL.match(context.text, context.span.end, context.sentence.span.end)
    if not match or starts_with_negation(context.words(context.span)):
        return None
    if _doubly_negative(context) or _PAID_BACK.match(context.text, match.end(), context.sentence.span.end):
        return None
    cue = Span(match.start(), match.end())
    return Reason(said("takes-back", context.words(cue)), cue)


def _taken_back(context: Context) -> Reason | None:
    """A refutation after the claim, in its clause or opening a later clause."""
    for cue in context.cues.inside("cue_refuter", context.after):
        if _is_denied(context, cue):
            continue
        same = cue.end <= context.clause.end
        if (same and not _own_subject(context, cue)) or (not same and _opens_clause(context, cue)):
            return Reason(said("takes-back", context.words(cue)), cue)
    return None


def _own_subject(context: Context, cue: Span) -> bool:
    """Whether the refutation speaks of others (别家都是骗局)."""
    return bool(_OTHERS.search(context.text, context.span.end, cue.start))


def _opens_clause(context: Context, cue: Span) -> bool:
    starts = [clause.start for clause in context.sentence.clauses if clause.start <= cue.start]
    if not starts:
        return False
    match = _ANAPHORA.match(context.text, starts[-1], cue.start)
    return bool(match and match.end() == cue.start)


def _is_denied(context: Context, cue: Span) -> bool:
    """不是骗局, 绝非噱头: a seller's denial of the refutation."""
    if context.cues.touching("cue_exposer_denied", cue):
        return True
    lead = context.text[max(context.span.end, cue.start - 3) : cue.start]
    return bool(expressions.search(r"不是|绝非|并非|绝不|不会|没有|拒绝|零|无", lead))


def _refuted_next(context: Context) -> Reason | None:
    """…。这是谣言。: the next sentence opens by taking back what this one said."""
    following = context.neighbour(1)
    if following is None:
        return None
    words = context.words(following.span)
    if _CURT.match(words):
        return Reason(said("next-takes-back", words[:12]), following.span)
    if not _POINTS_BACK.match(words):
        return None
    limit = Span(following.span.start, min(following.span.end, following.span.start + 24))
    for cue in context.cues.inside("cue_refuter", limit):
        opening = _ANAPHORA.match(context.text, limit.start, cue.start)
        if opening and cue.start - opening.end() <= 4 and not context.cues.touching("cue_exposer_denied", cue):
            return Reason(said("next-takes-back", context.words(cue)), cue)
    return None
