"""A share in words against what it says again right beside it: ``过半受访者（648人）``, "60 of them, three quarters, asked to keep it"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from claimlint.language.expressions import lazy, search
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, share, show, value_of
from claimlint.verify.arithmetic.parts import LOST
from claimlint.verify.arithmetic.words_and_digits import fits
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.wholes import Whole, held_by, larger
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, kind_of, observe

_MOST_WHOLES = 2
_SOFTLY = r"(?:an? |just |only |about |roughly |nearly |almost |some |a little |well |exactly |恰好|正好|刚好|大约|约|差不多)?"
# what leads from the share to the figure behind it
_BRACKET = lazy(
    r"(?P<noun>[一-鿿]{0,10}|\s(?:of|in) (?:the |our |these |all )?[a-z -]{2,60}?)\s?[(（](?:即|共|计|or |i\.e\.,? ?|that is,? )?"
)
_SAID_AGAIN = lazy(
    r"(?P<noun>)(?:[，,]\s?)?(?:即|也就是(?:说)?|合|折合|准确地?说是|具体(?:是|为)|, (?:or|that is,?|namely) |: )(?:有|为)?"
)
_DIGITS_AGAIN = lazy(r"(?P<noun>)[，,]\s?(?:为|是|达|具体(?:是|为)|准确地?说是?)")
_APPOSED = lazy(r"(?P<noun> of (?:them|the [a-z ]{3,40}?|those [a-z]{4,12})), ")
_IN_THEM = lazy(r"\s?[一-鿿]{0,6}?(?:中|里|当中)[,，]?(?:只|仅|共)?有?")
_OF_THE = lazy(r" (?:out )?of (?:the |our |all )?(?:[a-z]+ )?")
_MEASURES = frozenset("TU")
_CLOSED = lazy(r"\s?[)）,，]")
_APPOSED_END = lazy(r" (?:in all|in number|in total|all told|altogether|people)?,|,")
# what leads from the figure before it to the share
_MAKES_UP = lazy(
    r"(?P<rest>[^，,。;；\d]{0,26}?[，,(（]?)\s?(?:约|已|共|仅|只)?占(?:了|比|到)?(?:为|达)?(?P<noun>[^，,。;；\d]{0,12}?)的?"
)
_THAT_IS = lazy(
    r"(?P<rest>[^，,。;；]{0,30}?)[，,—]+\s?(?:也就是(?:说)?|即|相当于|换句话说|折合|合|等于|比例(?:为|是|达)?)[，,]?(?:有|为|是)?(?P<noun>)"
)
_JUDGED = lazy(r"(?P<rest>[^，,。;；]{0,30}?)[，,—]+\s?(?:还|已|尚|仍|也|竟|仅|只|才|已经|居然|竟然)?(?P<noun>)")
_OR = lazy(
    rf"(?P<rest>(?: [a-z' -]{{1,90}})?),? [—–-]?\s?(?:or|that is,?|which is|which means|which makes|making|i\.e\.,?|in other words,?|equal to) {_SOFTLY}(?P<noun>)"
)
_WITHIN = lazy(rf"(?P<rest> of (?:them|these|those|the [a-z]{{3,14}}))(?:, | —\s?| – ?| \(){_SOFTLY}(?P<noun>)")
_COMPARED_EN = lazy(r"(?P<rest>[^.;:]{0,90}), (?:still |already |just |well )?(?P<noun>)")
_APPOSITION = lazy(  # 查出437人，近四成，
    r"\s?[一-鿿]{0,16}[，,—]+\s?(?:还|已|尚|也|竟|仅|只|才|已经|约|大约|差不多|略|稍|刚|恰好|正好|刚好)?|(?: [^.;:,]{2,130})?(?:, | — | – )(?:just |only |still |well |about |roughly |exactly |precisely |fully )?"
)
_ENDS = lazy(r"\s?(?:[,，](?!是指|指的?是|这是|which\b)|[.。;；!！)）—]|$| –)")
_OF_ALL = lazy(
    r"\s?of (?:the |all |our |those |these |them\b)(?:total\b|whole\b|sample\b|workforce\b|staff\b|group\b|cohort\b)?"
)
_OF_NOUN = lazy(r"(?:\s?of (?P<en>(?:the |those |these |our |all )?[a-z][a-z -]{2,30}?)(?=[,.;:]|$| who\b| were\b| had\b))|(?:的(?P<zh>[一-鿿]{2,6}))")  # fmt: skip
_OTHERWISE = lazy(r"其中|其余|另|余下|比(?!例)|\bof (?:whom|which)\b|\b(?:rest|others?|another|remaining|compared)\b")
_CHANGED = lazy(
    r"(?:[由从]|增[加长至]?|减少?|下?降低?|升高?|提高)[^,，。;；]{0,10}$|\b(?:from|increase[ds]?|fell|rose|fallen|risen|drop(?:ped)?|cut|grew|up|down)\b[^,.;]{0,24}$|\bby (?:about )?$"
)  # what a number before a share is the end or the amount of
_NOT_HEADS = lazy(
    r"(?:减少|下降|降低|提高|增加|增长|升高|上升|缩短|缩小|改善|减|降|升|涨)(?:了|近|约|至|到|为)?$|(?:by|fell|rose|reduced|cut|increased|lost|gained|improved) (?:about |nearly )?$"
)
_CHANGE_BEHIND = lazy(
    r"\s?(?:of (?:the|their|its) (?:dose|time|cost|weight|volume|day|year|price)|(?:the )?(?:dose|strength|size|way|as )|reduction|increase|fall|drop|lower|higher|more\b|less\b|fewer\b|剂量|的?时间|的?剂量|量)"
)
_SEVERAL = lazy(
    r"组(?!织|成|合|员)|对照|安慰剂|分别|依次|\bgroups?\b|\barms?\b|placebo|respectively|controls?\b|去年|上年|同期|last year|previous"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every share in words with a number or a share in digits that words tie to it."""
    for one in passages(scene):
        for index, figure in enumerate(one.figures):
            if figure.unit == "pct" and figure.word and figure.value is not None and _is_of_heads(one, figure):
                yield from _check(one, index, figure)


def _is_of_heads(one: Paragraph, words: Figure) -> bool:
    return not _NOT_HEADS.search(one.before(words, 24)) and not _CHANGE_BEHIND.match(one.behind(words, 24))


def _check(one: Paragraph, index: int, words: Figure) -> Iterator[Observation]:
    words = _softened(one, words)
    behind = one.figures[index + 1] if index + 1 < len(one.figures) else None
    ahead = next((f for f in reversed(one.figures[:index]) if kind_of(f) not in _MEASURES), None)
    ahead = None if ahead is not None and _of_a_share(one, ahead) else ahead
    if behind is not None and (pair := _counted_out(one, words, behind, one.figures[index + 2 : index + 3])):
        yield from _counted(one, words, *pair)
        return
    for other, noun in (_behind(one, words, behind), _ahead(one, ahead, words)):
        if other is None:
            continue
        if other.unit == "pct" and _ITS_NAME.match(one.behind(other, 12)):
            return  # the 1.5% group
        if other.unit == "pct":
            yield from _digits(words, other)
        elif not _SEVERAL.search(one.words):
            yield from _counted(one, words, other, noun)
        return


def _of_a_share(one: Paragraph, count: Figure) -> bool:
    """``近两成（243个）曾误服，六成以上……``: a count in brackets behind a share is that share's."""
    index = one.figures.index(count)
    before = one.figures[index - 1] if index else None
    return before is not None and before.unit == "pct" and _OPENS.fullmatch(one.between(before, count)) is not None


_OPENS = lazy(r"[一-鿿]{0,10}\s?[（(](?:即|共|计)?")
_ITS_NAME = lazy(
    r"\s?(?:的)?(?:组(?!织|成|合)|剂量|浓度|制剂|[软乳药]膏|凝胶|溶液|滴眼液|[药酒]精)|[ -](?:groups?|arms?|creams?|gels?|ointments?|solutions?|eye ?drops)\b"
)
_BARELY = lazy(r"[略稍刚]$")


def _softened(one: Paragraph, words: Figure) -> Figure:
    """``略多于两成`` with the word before it."""
    match = _BARELY.search(one.before(words, 1))
    return replace(words, raw=match[0] + words.raw) if match is not None else words


def _counted_out(one: Paragraph, words: Figure, whole: Figure, rest: tuple[Figure, ...]) -> tuple[Figure, str] | None:
    """``占七成，即300张里有210张``: the part of the two numbers that follow."""
    if not rest or not (_plain(whole) and _plain(rest[0])) or "pct" in {whole.unit, rest[0].unit}:
        return None
    if not _SAID_AGAIN.fullmatch(one.between(words, whole)) or not _IN_THEM.fullmatch(one.between(whole, rest[0])):
        return None
    return rest[0], ""


def _behind(one: Paragraph, words: Figure, other: Figure | None) -> tuple[Figure | None, str]:
    """The figure right behind a share that says it again, and whose share it is said to be."""
    if other is None or not _plain(other) or one.sentence_of(words.span) is not one.sentence_of(other.span):
        return None, ""
    gap, rest = one.between(words, other), one.behind(other, 24)
    if _OTHERWISE.search(gap):
        return None, ""
    if (match := _BRACKET.fullmatch(gap)) and _CLOSED.match(rest):
        return other, match["noun"]
    if match := _SAID_AGAIN.fullmatch(gap) or (_DIGITS_AGAIN.fullmatch(gap) if other.unit == "pct" else None):
        return other, match["noun"]
    if other.unit != "pct" and (match := _APPOSED.fullmatch(gap)) and _APPOSED_END.match(rest):
        return other, match["noun"]
    return None, ""


def _ahead(one: Paragraph, other: Figure | None, words: Figure) -> tuple[Figure | None, str]:
    """The figure right before a share that says it again, and whose share it is said to be."""
    if other is None or not _plain(other) or one.sentence_of(words.span) is not one.sentence_of(other.span):
        return None, ""
    gap, rest = _masked(one, other, words), one.behind(words, 40)
    index = one.figures.index(other)
    if index and _OF_THE.fullmatch(one.between(one.figures[index - 1], other)) and _plain(one.figures[index - 1]):
        other = one.figures[index - 1]
    if _CHANGED.search(one.before(other, 30)):
        return None, ""
    noun = _OF_NOUN.match(rest)
    of_whom = (noun["en"] or noun["zh"] or "") if noun is not None else ""
    for pattern in (_MAKES_UP, _THAT_IS, _OR):
        match = pattern.fullmatch(gap)
        if match is not None and not _OTHERWISE.search(match["rest"]):
            return other, match["noun"] or of_whom
    if (match := _WITHIN.fullmatch(gap)) and rest[:1] in {",", "—", ")"}:
        return other, ""
    compared = words.comparator in {Comparator.MORE, Comparator.LESS, Comparator.AT_LEAST, Comparator.AT_MOST}
    alone = _ENDS.match(rest) is not None and _APPOSITION.fullmatch(gap) is not None
    if other.unit == "pct" or not (compared or alone):
        return None, ""
    if alone and not _OTHERWISE.search(gap):
        return other, ""
    match = _JUDGED.fullmatch(gap)
    if match is not None and not _OTHERWISE.search(match["rest"]) and not gap.isascii():
        return other, of_whom
    match = _COMPARED_EN.fullmatch(gap)
    if match is not None and _OF_ALL.match(rest) and not _OTHERWISE.search(match["rest"]):
        return other, of_whom
    return None, ""


def _masked(one: Paragraph, first: Figure, last: Figure) -> str:
    """The words between two figures, with what was measured or timed between them as one letter."""
    between = [f for f in one.figures if first.span.end <= f.span.start < last.span.start]
    text, position = "", first.span.end - one.start
    for figure in between:
        text += one.words[position : figure.span.start - one.start] + "x"
        position = figure.span.end - one.start
    return text + one.words[position : last.span.start - one.start]


def _plain(figure: Figure) -> bool:
    if not exact(figure) or value_of(figure) <= 0:
        return False
    return figure.unit == "pct" or (kind_of(figure) in "CNX" and figure.decimals <= 0 and figure.denominator is None)


def _digits(words: Figure, digits: Figure) -> Iterator[Observation]:
    if not fits(words, value_of(digits)):
        printed = f"{show(value_of(digits), 1)}%"
        yield observe("percent-of-count", digits, f"{printed} ≠ {words.raw}", related=[(words, words.raw)], right=printed,
                      count=plain(value_of(digits)), total="100", fits=printed, tied="yes")  # fmt: skip


def _counted(one: Paragraph, words: Figure, part: Figure, noun: str) -> Iterator[Observation]:
    found = larger(one, part)
    if not 0 < len({whole.value for whole in found}) <= _MOST_WHOLES:
        return
    within = tuple(whole for whole in found if not _OPENED.search(one.words[max(0, whole.start - 2) : whole.start]))
    nearest = _nearest(one, within, part)  # a third of the 95 (30), a fifth (18)
    if nearest is None or not held_by(one, nearest, noun):
        return
    tops = value_of(part)
    if any(fits(words, share(tops, size)) for size in _sizes(one, found, part)):
        return
    value = share(tops, nearest.value)
    line = f"{plain(tops)}/{plain(nearest.value)} = {show(value, 1)}% ≠ {words.raw}"
    span = one.span(nearest.start, nearest.end)
    yield observe("percent-of-count", words, line, related=[(part, part.raw), (span, one.words[nearest.start : nearest.end])],
                  right=f"{show(value, 1)}%", count=plain(tops), total=plain(nearest.value), fits=f"{show(value, 1)}%",
                  tied="yes")  # fmt: skip


_OPENED = lazy(r"[(（]\s?$")


def _nearest(one: Paragraph, found: tuple[Whole, ...], part: Figure) -> Whole | None:
    """The last before it, else the one right behind it: ``88 of the 203 men``."""
    before = [whole for whole in found if whole.start < part.span.start - one.start]
    behind = [whole for whole in found if _OF_THE.fullmatch(one.words[part.span.end - one.start : whole.start])]
    return before[-1] if before else behind[0] if behind else None


def _sizes(one: Paragraph, found: tuple[Whole, ...], part: Figure) -> set[Decimal]:
    """The wholes, and what smaller numbers leave of them."""
    top = value_of(part)
    less = {value_of(f) for f in one.figures if f is not part and _plain(f) and f.unit != "pct" and value_of(f) < top}
    sizes = {whole.value for whole in found}
    if not search(LOST, one.words):
        return sizes
    return sizes | {size - gone for size in sizes for gone in less if size - gone > top}
