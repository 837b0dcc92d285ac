"""Reductions of a risk against the ratio told with them, and numbers needed to treat against the rates.

The share is known by a verb of change beside it and a word of risk in its clause; the ratio is the nearest of the sentence, before
or behind, with nothing but its interval and p between.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe

REACH = 130  # characters between the share and the ratio
_RATIOS = frozenset({"hr", "or", "rr"})
_POINT = frozenset({Comparator.EQUAL, Comparator.ABOUT, Comparator.REACH})
_DOWN_ZH, _UP_ZH = r"降低|下降|减少|降幅|减低|更?低|更?少", r"增加|升高|上升|增高|更?高|更?多"
_DOWN_EN = r"\b(?:reduc|lower|decreas|cut|fewer|less|fall|fell|drop|protect)[a-z]{0,7}"
_UP_EN = r"\b(?:increas|higher|rais|rose|greater|more|elevat)[a-z]{0,6}"
_DOWN = lazy(f"{_DOWN_ZH}|{_DOWN_EN}")
_RIGHT_BEFORE = lazy(
    rf"(?:{_DOWN_ZH}|{_UP_ZH})(?:了|约|达|出|近|幅度?为|\s){{0,3}}$|(?:{_DOWN_EN}|{_UP_EN})(?:[^,;()]{{0,70}}?\bby|[^,;()]{{0,30}}? of)(?: about| an estimated| almost| nearly)?\s$"
)
_RIGHT_BEHIND = lazy(
    rf"[\s-](?:relative |overall |statistically significant |significant(?:ly)? |clinically meaningful ){{0,2}}(?!fewer|less(?! likely)|more(?! likely))(?:{_DOWN_EN}|{_UP_EN})(?! than (?:\d|the [a-z]+ (?:rate|dose)))"
)
_RISK = lazy(
    r"风险|危险|几率|概率|可能性|死亡|复发|进展|发[生病]|事件|率|\brisk|hazard|\bodds|chance|likelihood|likely|death|mortality|progression|relapse|recurrence|events?\b|stroke|infection"
)
_APART = lazy(
    r"绝对|百分点|每[增升降减]|absolute|percentage|non-?inferior|非劣|\bfrom\b|由|每年|per \d|each|every|another|whereas|\bwhile\b|而|respectively|分别"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Sentence by sentence."""
    for told in scene.sentences:
        if len(told.figures) > 1 and not told.crowded:
            yield from _ratios(told)
            yield from _needed(told)


def _ratios(told: Told) -> Iterator[Observation]:
    """A ratio belongs to the share right before it, else to the next behind it that no other ratio follows."""
    ratios = [f for f in told.figures if f.unit in _RATIOS and f.value is not None and f.comparator in _POINT]
    shares = told.of_kind("P") if ratios else []
    for index, ratio in enumerate(ratios):
        before = [f for f in shares if f.span.end <= ratio.span.start and _reaches(told, f, ratio)]
        until = ratios[index + 1].span.start if index + 1 < len(ratios) else told.span.end
        behind = [f for f in shares if ratio.span.end <= f.span.start < until and _reaches(told, ratio, f)]
        if before:
            held = _OPENS.match(told.words, before[-1].span.end - told.span.start) is not None
            way = _way(told, before[-1], held=held)
            if way:
                yield from _checked(ratio, before[-1], way)
        elif len(behind) == 1 and index + 1 == len(ratios) and (way := _way(told, behind[0])):
            yield from _checked(ratio, behind[0], way)


_OPENS = lazy(r"\s?[(（\[]")
_BESIDE = frozenset({"ci", "cilevel", "p", "none", "sd"})


def _way(told: Told, figure: Figure, *, held: bool = False) -> str:
    """``down`` or ``up`` where a share is one by which a risk changes."""
    if figure.value is None or figure.comparator not in _POINT or figure.word:
        return ""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = expressions.split(r"[,，。;；]|\. ", told.words[max(0, start - 90) : start])[-1]
    behind = told.words[end : end + 70]
    verb = _RIGHT_BEFORE.search(before) or _RIGHT_BEHIND.match(behind)
    around = before + expressions.split(r"[,，。;；(（]|\. ", behind)[0]
    if verb is None or not (held or _RISK.search(around)) or _APART.search(around):
        return ""
    return "down" if _DOWN.search(verb[0]) else "up"


def _reaches(told: Told, first: Figure, second: Figure) -> bool:
    """Whether nothing but an interval, a p or a time stands between the two, in one clause or two."""
    gap = told.words[first.span.end - told.span.start : second.span.start - told.span.start]
    between = [f for f in told.figures if first.span.end <= f.span.start < second.span.start]
    clear = all(f.unit in _BESIDE or f.unit in TIME_UNITS for f in between)
    return clear and len(gap) <= REACH and not expressions.search(r"[;；。]|\. |,? (?:and|but) (?!\d)", gap)


def _checked(ratio: Figure, change: Figure, way: str) -> Iterator[Observation]:
    one = value_of(ratio)
    if one <= 0 or (way == "down") != (one < 1):
        return  # told the other way round
    value = abs(one - 1) * 100
    room = max(unit_in_last_place(change), unit_in_last_place(ratio) * 100)
    if Comparator.ABOUT in {ratio.comparator, change.comparator}:
        room += value / 10
    if abs(value - abs(value_of(change))) > room:
        sides = f"1 - {plain(one)}" if one < 1 else f"{plain(one)} - 1"
        yield observe("risk-reduction", change, f"{sides} = {plain(value)}% ≠ {change.raw}",
                      related=[(ratio, ratio.raw)], ratio=plain(one), right=f"{plain(value)}%")  # fmt: skip


# --- how many must be treated ---------------------------------------------------------------------

_NEEDED = lazy(
    r"(?:numbers? needed to (?:treat|harm|screen|vaccinate)|\bnnt[bh]?\b|需治疗(?:人数|例数|数)|需要治疗的?(?:人数|例数)|需治数)(?:\s?[(（][^()（）]{1,12}[)）])?(?:\s?(?:was|of|is|=|为|是|约|:|,|，)){0,3}\s?(?P<n>\d{1,4})(?![\d.%]|\s?/)"
)
_REDUCTION = lazy(
    r"(?:absolute (?:risk )?(?:reduction|difference|decrease)|绝对(?:风险|危险度?)?(?:降低|下降|减少|差)|率差|\barr\b)(?:\s?(?:was|of|is|=|为|是|约|:|了)){0,2}\s?$"
)


def _needed(told: Told) -> Iterator[Observation]:
    """``5.9% v 4.1%: number needed to treat 56``: one by the difference, or two by the only two shares."""
    match = _NEEDED.search(told.words)
    if match is None:
        return
    shares = [f for f in told.figures if f.unit in {"pct", "pp", "score"} and f.value is not None]
    stated = next((f for f in told.figures if f.span.start - told.span.start == match.start("n")), None)
    gaps = [f for f in shares if _REDUCTION.search(told.words[: f.span.start - told.span.start])]
    rates = [f for f in shares if f.unit == "pct" and f not in gaps]
    sizes = [(abs(value_of(f)), unit_in_last_place(f) / 2) for f in gaps]
    if not gaps and len(rates) == 2:
        sizes = [(abs(value_of(rates[0]) - value_of(rates[1])), sum(map(unit_in_last_place, rates), Decimal(0)) / 2)]
    if stated is None or len(sizes) != 1 or len(shares) > 3:
        return
    size, room = sizes[0]
    if size <= room:
        return
    low, high = 100 / (size + room), 100 / (size - room)
    if not low - 1 <= value_of(stated) <= high + 1:
        line = f"100 / {plain(size)} = {show(100 / size, 1)} ≠ {stated.raw}"
        related = [(f, f.raw) for f in (gaps or rates)]
        yield observe("risk-reduction", stated, line, related=related, ratio=plain(size), right=show(100 / size, 0))
