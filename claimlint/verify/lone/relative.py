"""The relative change that a passage tells of its only two rates: "4.2% ... 3.0% ...; in relative terms, a reduction of 29%"."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.steps import named_before
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_RELATIVE = lazy(
    r"(?:相对(?:风险|危险度?|而言|降幅|减少|下降|降低|增加|升高|来说|地)?|\brelative(?:ly)?\b)[^.;。；\d]{0,40}$"
)
_EFFICACY = lazy(
    r"保护(?:效力|效果|率)(?:为|是|达到?|约)?$|\b(?:efficacy|effectiveness)(?: against [a-z -]{3,30})?(?: of| was| is|:) $"
)
_BEHIND = lazy(r"\s?(?:的相对(?:降幅|减少|下降|风险)|(?:relative|reduction in relative|in relative terms|relatively))")
_OTHERWISE = lazy(
    r"(?:19|20)\d\d.*(?:19|20)\d\d.*(?:19|20)\d\d|相对(?:生存|剂量|分子)|校正|调整|模型|分别|95\s?%|relative survival|adjust|model|respectively|hazard|odds|\bhr\b"
)
_OF_ANOTHER_YEAR = lazy(r"\s?(?:from|since|versus|on|compared with) (?:19|20)\d\d")
_LESS = lazy(r"降|减少|下降|\b(?:reduc|decreas|fewer|lower|less|drop|fall)")
_MORE = lazy(r"升|增加|提高|\b(?:increas|higher|more|rise|gain)")
_CHANGED = frozenset({Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY})


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with two rates, a relative change, and no other share."""
    for one in passages(scene):
        shares = [f for f in one.figures if f.unit == "pct" and f.value is not None and not f.word]
        if len(shares) == len("abr") and not _OTHERWISE.search(one.words):
            yield from _check(one, shares)


def _check(one: Paragraph, shares: list[Figure]) -> Iterator[Observation]:
    relative = [
        f
        for f in shares
        if _RELATIVE.search(one.before(f, 60))
        or _EFFICACY.search(one.before(f, 50))
        or _BEHIND.match(one.behind(f, 24))
    ]
    if (
        len(relative) != 1
        or _OF_ANOTHER_YEAR.match(one.behind(relative[0], 16))
        or relative[0].comparator not in _CHANGED
    ):
        return
    change = relative[0]
    if _against_another(one, change):
        return
    first, second = (f for f in shares if f is not change)
    if any(f.comparator is not Comparator.EQUAL for f in (first, second)) or not change.span > second.span:
        return
    rates = [value_of(f) for f in (first, second)]
    if min(rates) <= 0 or rates[0] == rates[1]:
        return
    halves = unit_in_last_place(first) / 2 + unit_in_last_place(second) / 2
    gap = abs(rates[0] - rates[1])
    around = one.before(change, 50) + one.behind(change, 12)
    bases = (
        [max(rates)]
        if _EFFICACY.search(one.before(change, 50)) or _LESS.search(around)
        else [min(rates)]
        if _MORE.search(around)
        else rates
    )
    possible = [gap * 100 / base for base in bases]
    possible += [gap * 100 / (100 - rate) for rate in rates if rate < 100]  # of those who do not
    room = max(halves * 100 / base for base in bases) + unit_in_last_place(change)
    room += value_of(change) / 10 if change.comparator is not Comparator.EQUAL else 0
    if all(abs(each - value_of(change)) > room for each in (*possible, gap)):
        line = f"{plain(gap)} / {plain(bases[0])} = {show(possible[0], 1)}% ≠ {change.raw}"
        yield observe("change-size", change, line, related=[(first, first.raw), (second, second.raw)], before=first.raw,
                      after=second.raw, right=line, tied="yes", beside="yes")  # fmt: skip


def _against_another(one: Paragraph, change: Figure) -> bool:
    """``对住院的保护效力为92%`` behind two rates of flu: is it told of what the rates are not?"""
    before = one.words[: change.span.start - one.start]
    match = _AGAINST.search(before)
    nouns = _NOUN.findall(match["en"] or match["zh"]) if match else []
    return not all(named_before(noun, before[: match.start()] if match else before) for noun in nouns)


_AGAINST = lazy(
    r"(?:\b(?:efficacy|effectiveness) against (?P<en>[a-z -]{3,30}?) (?:of|was|is) |对(?:于|预防)?(?P<zh>[一-鿿]{2,10}?)的?保护(?:效力|效果|率)(?:为|是|达到?|约)?)$"
)
_NOUN = lazy(r"[a-z]{5,}|[一-鿿]{2,}")
