"""Guards for words that are somebody else's, or that a rule, a warning or a quotation holds up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.judge.context import Context, Reason
from claimlint.model.text import Block, BlockKind, Span

FARTHEST_FRAME = 400  # blocks between a list item or cell and what introduces it
_OPENING, _CLOSING = '“「『‘"《', '”」』’"》'
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}条|《[^》]{2,30}(?:法|条例|办法|规定|通知|标准|指南)》|§\s*\d|21 CFR"
)
_LABEL = re.compile(
    r"\s*(?:误区|谣言|流言|传言|错误说法|错误做法|骗术|套路|Myth|MYTH)\s*[一二三四五六七八九十\d]{0,3}\s*[:：、.|丨]"
)
_OTHERS = re.compile(r"别家|别人家|其他|其它|别的|那些|同行")
_TURN = re.compile(r"没想到|谁知|结果|后来|直到|岂料|想不到|如今|现在|turned out|until", re.IGNORECASE)
_APPROVING = re.compile(r".{0,10}(?:批准|认证|认可|推荐|备案|授权|支持|颁发|表彰|表扬)")
_WORDS_THEN = re.compile(r"\s*这(?:条|句|则|类|种|样|些|个|篇)?")
_TERMED = re.compile(r"是[^，。；]{0,14}(?:表述|说法|用语|术语|叫法|概念|词汇|口号)")
_SELF_SUBJECT = re.compile(r"(?:我们|我家|咱家|咱们|我院|本院|我店|本店|本品|本公司|我公司|认准|选对|选择我)")


def prohibited(context: Context) -> Reason | None:
    """A rule forbids saying or doing it."""
    above = frame(context)
    if above is not None and (cue := context.cues.first(above, "cue_prohibition_strong")) is not None:
        return Reason(f"it is listed under “{context.words(cue)}”", cue)
    for name in ("cue_prohibition_strong", "cue_prohibition"):
        for cue in context.cues.inside(name, context.sentence.span):
            if _is_masked(context, cue) or context.span.overlaps(cue):
                continue
            if cue.end <= context.span.start and _forbids_ahead(context, cue, name):
                return Reason(f"“{context.words(cue)}” forbids it", cue)
            if cue.start >= context.span.end and _forbids_behind(context, cue, name):
                return Reason(f"“{context.words(cue)}” forbids it", cue)
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
    ruling = cues.first(sentence, "cue_prohibition_strong", "cue_refuter") or _second(
        cues.inside("cue_law", sentence)
    )
    if article and (ruling or cues.first(sentence, "cue_law")):
        cue = Span(article.start(), article.end())
        return Reason(f"the sentence explains the law: “{context.words(cue)}”", cue)
    law = cues.first(sentence, "cue_law")
    spoken = cues.first(sentence, "cue_saying") or _second(cues.inside("cue_law", sentence))
    if law and ruling and (spoken or context.language == "en"):
        return Reason(f"the sentence explains the law: “{context.words(law)}”", law)
    return None


def _second(places: tuple[Span, ...]) -> Span | None:
    return places[1] if len(places) > 1 and places[1].start >= places[0].end else None


def _speaks_of_self(context: Context) -> bool:
    return bool(context.cues.first(context.sentence.span, "cue_self"))


def warned(context: Context) -> Reason | None:
    """The author warns of the claim, exposes it or reports its punishment."""
    return (
        _labelled(context)
        or _listed(context)
        or _introduced(context)
        or _exposed(context)
        or _exposed_next(context)
    )


def _exposed_next(context: Context) -> Reason | None:
    """“…”。这条文案…约谈: the next sentence exposes these words."""
    following = context.neighbour(1)
    if following is None or quotation(context) is None:
        return None
    if not _WORDS_THEN.match(context.text, following.span.start):
        return None
    cue = context.cues.first(following.span, "cue_exposer")
    if cue is None or context.cues.touching("cue_exposer_denied", cue):
        return None
    return Reason(f"the next sentence exposes it: “{context.words(cue)}”", cue)


def _labelled(context: Context) -> Reason | None:
    match = _LABEL.match(context.text, context.sentence.span.start, context.span.start)
    if not match and context.block.kind is not BlockKind.HEADING:
        titles = context.block.section[-1:]
        if titles and _LABEL.match(titles[0]):
            return Reason(f"the section is headed “{titles[0]}”")
    return Reason("it is labelled as a false belief", Span(match.start(), match.end())) if match else None


def _listed(context: Context) -> Reason | None:
    """An item of a list, a cell of a column, that is introduced as false or dangerous."""
    above = frame(context)
    if above is None or _SELF_SUBJECT.search(context.text, above.start, above.end):
        return None
    cue = context.cues.first(above, "cue_exposer", "cue_warner", "cue_refuter")
    return Reason(f"it is listed under “{context.words(cue)}”", cue) if cue is not None else None


def frame(context: Context) -> Span | None:
    """The lead-in of a list item, or the head of a table's column."""
    block = context.block
    if block.kind is BlockKind.TABLE_CELL:
        head = next((one for one in _above(context) if _is_head(one, block)), None)
        return head.span if head and block.row else None
    if block.kind is not BlockKind.LIST_ITEM:
        return None
    lead = next((one for one in _above(context) if one.kind is not BlockKind.LIST_ITEM), None)
    if lead is None:
        return None
    introduces = context.words(lead.span).rstrip().endswith(("：", ":")) or lead.kind is BlockKind.HEADING
    return lead.span if introduces else None


def _above(context: Context) -> Iterator[Block]:
    """The blocks above the hit's, nearest first, as far as a list or table may reasonably go."""
    last = context.sentence.block
    for index in range(last - 1, max(-1, last - FARTHEST_FRAME), -1):
        yield context.document.blocks[index]


def _is_head(one: Block, cell: Block) -> bool:
    return one.table == cell.table and one.row == 0 and one.column == cell.column


def _introduced(context: Context) -> Reason | None:
    """A warning in the hit's clause, a distanced speaker anywhere before, hearsay that is taken back."""
    clause = Span(context.clause.start, context.span.start)
    found = [*context.cues.inside("cue_warner", clause), *context.cues.inside("cue_claimer", context.before)]
    if _is_refuted(context):
        found.extend(context.cues.inside("cue_hearsay", context.before))
    for cue in sorted(found, reverse=True):
        if not _is_turned(context, cue):
            return Reason(f"“{context.words(cue)}” warns of it", cue)
    return None


def _is_turned(context: Context, cue: Span) -> bool:
    """A seller's use of the warning, or a turn after it (原以为…，没想到…)."""
    cues = context.cues
    if cues.touching("cue_exposer_denied", cue) or _seller_between(context, cue):
        return True
    if _TURN.search(context.text, cue.end, context.span.start):
        return True
    return any(one.contains(cue) for one in cues.touching("cue_pseudo", cue))


def _is_refuted(context: Context) -> bool:
    """Whether the rest of the sentence, or the next one, takes something back."""
    following = context.neighbour(1)
    rest = [context.after, *([following.span] if following else [])]
    return any(context.cues.first(span, "cue_refuter", "cue_denier", "cue_exposer") for span in rest)


def _seller_between(context: Context, cue: Span) -> bool:
    """别信偏方，我们的膏药断根: after the warning the author praises his own."""
    return bool(_SELF_SUBJECT.search(context.text, cue.end, context.span.start))


def _exposed(context: Context) -> Reason | None:
    for cue in context.cues.inside("cue_exposer", context.sentence.span):
        if context.span.overlaps(cue) or context.cues.touching("cue_exposer_denied", cue):
            continue
        if re.search(r"不是|绝非|没有|拒绝|零|绝不|无$", context.text[max(0, cue.start - 3) : cue.start]):
            continue
        if _APPROVING.match(context.text, cue.end):
            continue
        low, high = min(cue.end, context.span.end), max(cue.start, context.span.start)
        if _SELF_SUBJECT.search(context.text, low, high):
            continue
        if cue.start > context.span.end and _OTHERS.search(context.text, low, high):
            continue
        return Reason(f"“{context.words(cue)}”: the sentence exposes or reports it", cue)
    return None


def quotation(context: Context) -> Span | None:
    """The quotation marks around a hit within its sentence (with the marks), or None."""
    text, sentence = context.text, context.sentence.span
    for start in range(context.span.start - 1, max(sentence.start, context.span.start - 40) - 1, -1):
        if text[start] in _CLOSING and text[start] not in _OPENING:
            return None
        if text[start] in _OPENING:
            close = _CLOSING[_OPENING.index(text[start])]
            end = text.find(close, context.span.end, sentence.end)
            return Span(start, end + 1) if end >= 0 else None
    return None


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
    if cue is None or _seller_between(context, Span(cue.end, cue.end)):
        return None
    return Reason(f"it is quoted, and “{context.words(cue)}” speaks of the words", cue)


def _touching_start(context: Context, tail: Span) -> Span | None:
    """A metalinguistic word at the start of ``tail``, after further quotations of a list at most."""
    text = context.text
    listed = re.match(
        r"(?:\s*[、和或与,，]?\s*[“「『\"][^”」』\"]{1,20}[”」』\"]){0,6}",
        text[tail.start : tail.start + 120],
    )
    shift = listed.end() if listed else 0
    end = min(context.sentence.span.end, tail.start + shift + (tail.end - tail.start))
    near = Span(tail.start + shift, end)
    return next(
        (one for one in context.cues.inside("cue_metalanguage", near) if one.start - near.start <= 6), None
    )


def _quoting_before(context: Context, quoted: Span) -> Span | None:
    """A verb of quoting right before the quotation, or before the list of quotations that it is in."""
    text, start = context.text, quoted.start
    while match := re.search(
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
    return Reason(f"“{context.words(cue)}” passes on a source, with its limits", cue)
