"""The one share in words of a passage against its only two numbers: ``140例……近三成……实际人数为41例``, "One in four patients, 46 of 230, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, share, show, value_of
from claimlint.verify.arithmetic.words_and_digits import fits
from claimlint.verify.lone.passage import of_sort, passages, plain_point
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_COUNTED_OUT = lazy(  # the count says the share again
    r"(?:具体(?:来说|而言|地说|人数|数字|数目)?(?:是|为|有)?|实际(?:人数|数字|上)?(?:是|为|有)?|准确(?:地)?(?:来)?说(?:是)?|也就是(?:说)?|即|(?<=的)(?:是|有|为|共)|换算(?:成|为)(?:人数)?(?:是|为)?|合(?:计)?|折合|确切(?:地说|数字)?(?:是|为)?|——|[（(:：])(?:约|共|有|为|是)?\s?$"
    r"|(?:, |\(|: | —|-- ?|namely |that is,? |i\.e\.,? |or )(?:in fact |exactly |precisely |some |actually |just |only |merely )?$"
)
_BEHIND = lazy(
    r"\s?(?:,|，)? ?(?:to be (?:precise|exact)|in (?:actual )?numbers|all told|in all|altogether|in total|exactly)\b|(?: [a-z]+){0,2} [a-z]+(?:ed|id|ot|me|nt)\b|\s?[)）]|,? (?:out )?of (?:the |all )?\d|\s?[，,。.;；]|$"
)
_HELD = lazy(r"[中里]?(?:有|共有|是|为|只有|仅有)\s?$|\b(?:were|are|had|have)\s$")
_CALLED = lazy(r"[，,]\s?(?:占比?|比例|也就是(?:说)?|即|合)(?:为|达|仅|只|已|约)?$")  # 213位……，占比过半
_DETAILS = lazy(
    r"\s?(?:具体|也就是|换句话|其中|详细|in (?:figures|numbers|fact)|that is|precisely)"
)  # of what the sentence before told
_OTHERWISE = lazy(
    r"其中|另|增|减|降|升|提高|较|比(?!例)|年|随访|分别|两组|未|没|不(?!到|足|过)|无(?!论)|失访|退出|\bof (?:whom|which|these|those)\b|increase|decrease|fell|rose|compared|\bnot\b|n't\b|\bnever\b|"
    r"\bnone\b|without|lost|withdr|dropped|respectively|\banother\b|other \d"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one share in words and two numbers."""
    for one in passages(scene):
        shares = [f for f in one.figures if f.unit in {"pct", "ratio"}]
        if len(shares) == 1 and shares[0].word:
            yield from _check(one, shares[0])


def _check(one: Paragraph, words: Figure) -> Iterator[Observation]:
    counts = of_sort(one, "number")
    if len(counts) != len("kn") or not all(plain_point(f) and f.decimals <= 0 and not f.word for f in counts):
        return
    part, whole = sorted(counts, key=value_of)
    if part.span < words.span and not _CALLED.search(one.before(words, 12)):
        return
    if value_of(part) == value_of(whole) or part.unit not in {whole.unit, "none", "count"}:
        return
    sentence = one.sentence_of(part.span)
    if sentence is None or (sentence is not one.sentence_of(words.span) and not _DETAILS.match(sentence.words)):
        return
    if _OTHERWISE.search(
        sentence.words,
        max(0, part.span.start - sentence.span.start - 60) if words.span > part.span else 0,
        part.span.end - sentence.span.start,
    ):
        return
    if (
        words.span < part.span
        and not (_DETAILS.match(sentence.words) and _HELD.search(one.before(part, 8)))
        and not (_COUNTED_OUT.search(one.before(part, 24)) and _BEHIND.match(one.behind(part, 24)))
    ):
        return
    value = share(value_of(part), value_of(whole))
    if not fits(words, value):
        line = f"{plain(value_of(part))}/{plain(value_of(whole))} = {show(value, 1)}% ≠ {words.raw}"
        yield observe("percent-of-count", words, line, related=[(part, part.raw), (whole, whole.raw)],
                      right=f"{show(value, 1)}%", count=plain(value_of(part)), total=plain(value_of(whole)),
                      fits=f"{show(value, 1)}%", tied="yes")  # fmt: skip
