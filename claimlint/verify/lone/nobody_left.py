"""Nobody left, and fewer finished than began: "no withdrawals: of 88 who began, 83 finished", ``无人脱落，入组60例，完成57例``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_N, _K = (rf"(?P<{name}>\d{{1,5}})\s?[例名人位]" for name in "nk")
_N2, _K2 = (one.replace("<n>", "<n2>").replace("<k>", "<k2>") for one in (_N, _K))
_NOBODY = lazy(
    r"无(?:一?[例名人位])?(?:患者|受试者|人)?(?:中途|提前)?(?:退出|脱落|失访|中断|流失)|没有(?:一?[例名人位]?|患者|人)?(?:退出|脱落|失访|中断)|(?:脱落|失访|流失)率为?(?:0(?![.\d])|零)"
    r"|\b(?:no|without(?: any)?) (?:withdrawals?|drop-?outs?|loss(?:es)? to follow-up|attrition)\b|\b(?:nobody|no one|none|no (?:patient|participant|volunteer|child|woman|man)s?) (?:was |were )?(?:withdrew|dropped out|left (?:the )?(?:study|trial|early)|lost to follow-up)\b"
)
_BOTH = (
    lazy(
        rf"(?:纳入|入组|招募|入选|报名)(?:患者|受试者|志愿者|共|了|有){{0,3}}{_N}[^。；;]{{0,30}}?(?:完成|走完|坚持到)[^。；;\d]{{0,10}}?{_K}"
        rf"|(?:纳入|入组|招募|入选|报名)[^。；;\d]{{0,8}}{_N2}[^。；;]{{0,30}}?{_K2}[^。；;，,\d]{{0,6}}(?:完成|走完|坚持到)"
    ),
    lazy(
        r"\bof (?:the )?(?P<n>\d{1,5}|[a-z]+(?:-[a-z]+)?) (?:[a-z]+ )?(?:who |that )?(?:began|started|enrolled|entered|randomi[sz]ed|recruited)\b[^.;]{0,20}?,? (?P<k>\d{1,5}|[a-z]+(?:-[a-z]+)?) (?:finished|completed|reached the end)\b"
        r"|\b(?P<n2>\d{1,5}|[a-z]+(?:-[a-z]+)?) (?:[a-z]+ )?(?:began|started|enrolled|entered|were (?:randomi[sz]ed|recruited|enrolled))\b[^.;]{0,24}? (?P<k2>\d{1,5}|[a-z]+(?:-[a-z]+)?) (?:finished|completed|reached the end)\b"
    ),
)
_OTHERWISE = lazy(r"组(?!织|成|合)|排除|剔除|死亡|删失|\b(?:group|arm|died|deaths?|excluded|exclud\w+|ongoing|still)\b")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that says so and tells both numbers."""
    for one in passages(scene):
        nobody = _NOBODY.search(one.words)
        if nobody is not None and not _OTHERWISE.search(one.words):
            for pattern in _BOTH:
                for match in pattern.finditer(one.words):
                    yield from _check(
                        one, nobody.span(), match.span(), match["n"] or match["n2"], match["k"] or match["k2"]
                    )
            yield from _sorted(one, nobody.span())


_IN_TWO = lazy(
    rf"(?:纳入|入组|招募|入选)(?:患者|受试者|志愿者|共|了|有){{0,3}}{_N}[^\d]{{0,60}}(?<!\d){_K}[^。；;\d]{{0,24}}[,，；;](?:其余|余下|剩余|剩下)(?:的)?\s?(?P<m>\d{{1,5}})\s?[例名人位]"
    rf"|(?:纳入|入组|招募|入选)(?:患者|受试者|志愿者|共|了|有){{0,3}}{_N2}[^\d]{{0,60}}(?<!\d){_K2}\s?[(（](?P<p>\d{{1,2}}(?:\.\d)?)%[)）][^。；;\d]{{0,24}}[,，；;](?:另外?|其余|余下)(?:的)?\s?(?P<m2>\d{{1,5}})\s?[例名人位]\s?[(（](?P<q>\d{{1,2}}(?:\.\d)?)%"
)


def _sorted(one: Paragraph, nobody: tuple[int, int]) -> Iterator[Observation]:
    """``纳入27名，无人退出。16名（64.0%）不再咳醒，另外9名（36.0%）仍偶有夜咳``: the two are all there are."""
    match = _IN_TWO.search(one.words)
    if (
        match is None
        or _MORE.search(one.words, match.end())
        or (match["p"] and Decimal(match["p"]) + Decimal(match["q"]) != _ALL)
    ):
        return
    began, some, rest = (int(match[name] or match[f"{name}2"]) for name in "nkm")
    if some + rest < began:
        words, told = one.words[slice(*nobody)], one.words[slice(*match.span())]
        count = str(began - some - rest)
        yield observe("all-with-exceptions", one.span(*nobody), f"{words} ≠ {began} - {some} - {rest} = {count}",
                      related=[(one.span(*match.span()), told)], stated=words, count=count, tied="yes")  # fmt: skip


_ALL = 100
_MORE = lazy(r"[,，;；、]\s?(?:另外?|还有)?\d{1,5}\s?[例名人位]|其余|余下|剩余")


def _check(one: Paragraph, nobody: tuple[int, int], where: tuple[int, int], began: str, ended: str) -> Iterator[Observation]:  # fmt: skip
    first, last = parse_number(began), parse_number(ended)
    if first is not None and last is not None and 1 < last.value < first.value:
        words, told = one.words[slice(*nobody)], one.words[slice(*where)]
        count = plain(first.value - last.value)
        yield observe("all-with-exceptions", one.span(*nobody), f"{words} ≠ {plain(first.value)} - {plain(last.value)} = {count}",
                      related=[(one.span(*where), told)], stated=words, count=count, tied="yes")  # fmt: skip
