"""Whether an accused change or value is right by the other values near it."""

from __future__ import annotations

import re
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import unit_in_last_place, value_of
from claimlint.verify.doubts.look_around import place_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of

MOST_VALUES = 12  # near a change
_SO_MANY_WERE = lazy(r"(?:减轻|缓解|好转|改善|加重|恶化|消退|消失)(?:者|的)?\s?$")  # 明显减轻5例: people, not a change
_TO_A_VALUE = lazy(r"再(?:降|升|增|减|涨|跌|回升|回落|下降|上升)[一-鿿]{0,3}[至到]\s?$")


def of_other_values(scene: Scene, one: Observation) -> bool:
    """``较14.40亿元增长27.5%；研发费用7.92亿元，同比下降6.6%（2023年为8.48亿元）``: two other values make the change."""
    place = place_of(scene, one.span)
    if place is None:
        return False
    frame, told, change = place
    if ("×" in one.values.get("before", "")) != ("×" in one.values.get("after", "")):
        return True  # from 24 to 84 × 10⁹/L
    if _of_two_sorts(one.values.get("before", ""), one.values.get("after", "")):
        return True
    ahead = told.words[: change.span.start - told.span.start]
    if _TO_A_VALUE.search(ahead) or (kind_of(change) == "C" and _SO_MANY_WERE.search(ahead)):
        return True
    if _falls_by(one, change) or _so_many_of(told, one):
        return True
    at = frame.sentences.index(told)
    near = [
        f
        for each in frame.sentences[max(0, at - (3 if change.unit == "pct" else 1)) : at + 2]
        for f in each.figures
        if f.value is not None
    ]
    stated = abs(value_of(change))
    values = sorted((f for f in near if f.span != change.span), key=lambda f: abs(f.span.start - change.span.start))
    values = values[:MOST_VALUES]
    pairs = [(a, b) for a in values for b in values if a.span != b.span and a.unit == b.unit]
    for before, after in pairs:
        first, second = value_of(before), value_of(after)
        if {before.raw, after.raw} == {one.values.get("before"), one.values.get("after")}:
            if change.unit == before.unit and abs(first + second - stated) <= unit_in_last_place(change):
                return True  # 12.9 kg, placebo 2.2 kg, a difference of 10.7 kg
            continue
        made = [abs(second - first)] + ([abs(second - first) * 100 / first] if first > 0 else [])
        if any(abs(each - stated) <= unit_in_last_place(change) for each in made if each):
            return True
    return False


_SORT = lazy(r"(?<=[\d一二两三四五六七八九十])\s?([例名位人个只台份户批组次])$")


def _of_two_sorts(before: str, after: str) -> bool:
    """``由两名护士评估……27例``: nurses do not become wounds."""
    one, other = _SORT.search(before), _SORT.search(after)
    return one is not None and other is not None and one[1] != other[1] and "例" in one[1] + other[1]


def _so_many_of(told: Told, one: Observation) -> bool:
    """``36 of 48``: no change from one to the other."""
    first, second = (re.escape(one.values.get(name, "").lower()) for name in ("before", "after"))
    return (
        bool(first and second)
        and re.search(rf"(?<!\d){first} (?:out )?of (?:the )?{second}(?!\d)", told.words) is not None
    )


def _falls_by(one: Observation, change: Figure) -> bool:
    """``fell from 7.9% to 6.7%, a change of −1.2 points``: a fall told with its sign."""
    words = [re.match(r"[-−]?[\d.]+", one.values.get(name, "")) for name in ("before", "after")]
    before, after = (Decimal(match[0].replace("−", "-")) if match else None for match in words)
    return (
        before is not None
        and after is not None
        and value_of(change) < 0
        and abs(after - before - value_of(change)) <= unit_in_last_place(change)
    )


def in_a_name(scene: Scene, one: Observation) -> bool:
    """``Pain (NRS30)``: the digits belong to the name of a measure."""
    letter = scene.document.text[max(0, one.span.start - 1) : one.span.start]
    return letter.isascii() and letter.isalpha()


def in_other_units(scene: Scene, one: Observation) -> bool:
    """``9.6 × 10^6 cells/kg (range 5.1-18.3)``, ``2岁（7个月~8岁）``: the range is told in other units."""
    place = place_of(scene, one.span)
    interval = one.values.get("interval", "")
    if re.search(r"月|周|天|month|week|day", interval) and re.search(r"岁|年|year", interval):
        return True  # 7个月~8岁
    return place is not None and re.search(r"[×x*·]\s?10", place[2].raw) is not None


_NEXT = lazy(r"[、，]\s?\d")


def _of_a_row(scene: Scene, one: Observation) -> bool:
    """``访视点为1、3、6、12、24个月``: one of a row of numbers is no second telling."""
    for span in (one.span, *(each.span for each in one.related[:1])):
        place = place_of(scene, span)
        if place is not None and place[2].raw.isdigit() and _NEXT.match(scene.document.text, place[2].span.end):
            return True
    return False


def told_again(scene: Scene, one: Observation) -> bool:
    """Reasons for which two numbers that look like one may both hold."""
    return _of_a_row(scene, one) or _of_those_counted(scene, one) or _of_kin_or_so_many(scene, one)


_KIN = lazy(
    r"其[姐妹兄弟父母子女夫妻祖]|患者[的之]?[姐妹兄弟父母]|\b(?:sister|brother|mother|father|sibling|twin|son|daughter)\b"
)


def _of_kin_or_so_many(scene: Scene, one: Observation) -> bool:
    """``其姐血钾3.2``, ``每袋含蔗糖1.8 g……每日4.5袋时8.1 g``: of somebody else, or so many times the other."""
    places = [place_of(scene, span) for span in (one.span, *(each.span for each in one.related[:1]))]
    if None in places or len(places) < 2:
        return False
    (_, told, figure), (_, where, other) = [place for place in places if place is not None]
    if (_KIN.search(told.words) is None) != (_KIN.search(where.words) is None):
        return True
    if figure.unit in {"times", "none"}:
        return False
    low, high = sorted(value_of(each) for each in (figure, other))
    times = {value_of(f) for each in (told, where) for f in each.figures if f.span not in {figure.span, other.span}}
    return low > 0 and any(abs(low * each - high) <= unit_in_last_place(figure) / 2 for each in times if each > 1)


_POINTS_BACK = lazy(r"\b(?:the|these|those|all)\s$|[这该]$")


def _of_those_counted(scene: Scene, one: Observation) -> bool:
    """``14 aneurysms were ruptured ... the 14 patients with rupture``: a part that was counted before as something else."""
    place = place_of(scene, one.span)
    if place is None:
        return False
    figure, told = place[2], place[1]
    if not _POINTS_BACK.search(told.words, 0, figure.span.start - told.span.start):
        return False
    return any(
        f.span.end <= one.span.start and f.value == figure.value and f.unit not in {"pct", "pp", "year"}
        for each in scene.sentences
        for f in each.figures
    )


def in_another_power(scene: Scene, one: Observation) -> bool:
    """``fell from 142 to 61 × 10⁹/L``: the power of ten is told once."""
    place = place_of(scene, one.span)
    words = place[1].words if place is not None else ""
    return re.search(r"\d\s?(?:to|降至|降到|升至|升到|至|→|-)\s?\d[\d.]*\s?[×x*]\s?10", words) is not None


def of_one_row(scene: Scene, one: Observation) -> bool:
    """``副高4人、中级6人``: neighbours in a list, neither a part of the other."""
    place = place_of(scene, one.span)
    if place is None:
        return False
    words = place[1].words[: place[2].span.start - place[1].span.start]
    return re.search(r"\d\s?[例人名位个]、[一-鿿]{0,6}$", words) is not None
