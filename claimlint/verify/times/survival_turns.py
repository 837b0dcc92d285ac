"""Rates at a later time that a further sentence tells: "at 48 months the figures were 51% and 38%", ``降至71%``.

The sentence names no outcome of its own and so goes on about the one before. Rates of two arms are told in the same order as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS, days
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.times.course import Point, outcomes_of, points_carried, points_of

_GOES_ON = lazy(
    r"^\W{0,3}(?:(?:而|但|此后|随后|后|到|至|该(?:率|比例|数字)|这一(?:率|比例|数字)|其|并|又|,|，)|(?:it|this|that|the (?:figure|rate|proportion|share|number|percentage)|by|at|after|and|then|these|those|the corresponding)\b)"
)
_THE_SAME = lazy(
    r"\b(?:it|this|the|these|those|corresponding) (?:(?:same|corresponding|respective) )?(?:had |have |has |was |were )?(?:figures?|rates?|values?|percentages?|proportions?|numbers?|shares?|fallen|dropped|declined|decreased|down)\b|\bit (?:had )?(?:fell|fallen|dropped|declined|was)\b|respectively|"
    r"(?:该|这一|上述|相应|两组|二者)(?:率|比例|数字|指标|数值)|[降跌减](?:至|到|为)|分别(?:为|是|降)"
)
_OTHERS = lazy(
    r"亚组|其中|另|条件|活过|高危|低危|年轻|老年|早期|晚期|完成|缓解者|应答者|对照文献|文献|既往|转移者|未转移|放疗者|相对生存|每年|年均|"
    r"\b(?:subgroup|those|patients) (?:who|with|without|aged|treated)\b|\b(?:conditional|responders|landmark|per year|annual|relative survival|of whom|among (?!the \d|\d|all)|previous|literature|registry|placebo-to|stage)\b"
)
_OTHER_SUBJECT = lazy(
    r"复发|死亡|不良|应答|有效率|缓解率|停药|感染|\b(?:relapse|death|died|mortality|adverse|response|responded|remission|incidence|toxicity|discontinu)"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every two sentences of one block that follow one another."""
    for frame in scene.frames:
        for ahead, told in pairwise(frame.sentences):
            if ahead.block == told.block and told.figures and ahead.figures and not told.crowded:
                yield from _turn(ahead, told)
        for told in frame.sentences:
            if len(told.figures) > 3 and not told.crowded:
                yield from _in_halves(told)


def _turn(ahead: Told, told: Told) -> Iterator[Observation]:
    named = [one for one in outcomes_of(ahead) if not one.grows]
    if len({one.name for one in outcomes_of(ahead)}) != 1 or not named or outcomes_of(told):
        return
    if _OTHERS.search(told.words) or _OTHERS.search(ahead.words) or _OTHER_SUBJECT.search(told.words):
        return
    if not _GOES_ON.search(told.words) or not _THE_SAME.search(told.words):
        return
    earlier = [point for run in points_of(ahead) for point in run]
    later = [point for run in points_carried(told, named[-1]) for point in run]
    if len(earlier) == len(ahead.of_kind("P")) and later and len(later) == len(told.of_kind("P")):
        yield from _falling([*earlier, *later])
        return
    yield from _pairs(_of_arms(ahead), _of_arms(told))


def _falling(points: list[Point]) -> Iterator[Observation]:
    ordered = sorted(points, key=lambda point: point.when)
    for one, two in pairwise(ordered):
        if one.when < two.when and _rose(one.rate, two.rate):
            yield _fault(two.rate, one.rate)
            return


def _rose(sooner: Figure, later: Figure) -> bool:
    if not exact(sooner) or not exact(later) or {sooner.comparator, later.comparator} != {Comparator.EQUAL}:
        return False
    return sooner.unit == later.unit == "pct" and value_of(later) > value_of(sooner)


def _fault(later: Figure, sooner: Figure) -> Observation:
    line = f"{later.raw} > {sooner.raw}"
    return observe("survival-order", later, line, related=[(sooner, sooner.raw)], earlier=sooner.raw)


# --- two arms ---------------------------------------------------------------------------------------------

_MOST_ARMS = 4


def _of_arms(told: Told) -> tuple[Figure, list[Figure]] | None:
    """The one time of a sentence, with its rates: one for each arm."""
    times = [f for f in told.figures if f.unit in TIME_UNITS and f.role not in {"age", "followup", "dose"}]
    rates = [f for f in told.of_kind("P") if f.value is not None]
    if len(times) != 1 or not 2 <= len(rates) <= _MOST_ARMS or not exact(times[0]):
        return None
    between = told.words[rates[0].span.end - told.span.start : rates[-1].span.start - told.span.start]
    plain = not expressions.search(r"[。;；]|\d{1,3} (?:patients|of)", between)
    return (times[0], rates) if plain and len(told.of_kind("P")) == len(rates) else None


def _pairs(one: tuple[Figure, list[Figure]] | None, two: tuple[Figure, list[Figure]] | None) -> Iterator[Observation]:
    """``58% with the one and 46% with the other; at 48 months the figures were 67% and 38%``."""
    if one is None or two is None or len(one[1]) != len(two[1]):
        return
    whens = [days(value_of(each), each.unit) for each, _ in (one, two)]
    if whens[0] is None or whens[1] is None or whens[0] == whens[1]:
        return
    first, second = (one, two) if whens[0] < whens[1] else (two, one)
    for sooner, later in zip(first[1], second[1], strict=True):
        if _rose(sooner, later):
            yield _fault(later, sooner)
            return


# --- two kinds --------------------------------------------------------------------------------------------

_FREE = lazy(
    r"无(?:疾?病|进展|复发|事件|转移|失败|瘤)生存|(?:event|disease|relapse|progression|recurrence|metastasis|failure)-free survival"
)
_OVERALL = lazy(r"总体?(?:生存|存活)|\boverall survival")
_COMPARES = lazy(r"对比|相比|\b(?:versus|vs|compared|than|subgroup|stage)\b|组|亚组|期患者|分别")


def _in_halves(told: Told) -> Iterator[Observation]:
    """``3年无病生存率78%，3年总生存率71%``: those without a relapse are among those alive."""
    if _OTHERS.search(told.words) or _COMPARES.search(told.words):
        return
    free, alive = _rate_of(told, _FREE.finditer(told.words)), _rate_of(told, _OVERALL.finditer(told.words))
    if free is None or alive is None or free[1] != alive[1]:
        return
    if _rose(alive[0], free[0]):
        yield _fault(free[0], alive[0])


def _rate_of(told: Told, matches: Iterator[re.Match[str]]) -> tuple[Figure, object] | None:
    """The rate right behind the only naming of a kind, with the time right beside it."""
    found = list(matches)
    if len(found) != 1:
        return None
    start, end = found[0].span()
    rates = [f for f in told.of_kind("P") if f.span.start - told.span.start >= end]
    if not rates or rates[0].span.start - told.span.start - end > _REACH:
        return None
    rate = rates[0]
    near = [f for f in told.figures if f.unit in TIME_UNITS and start - 12 <= f.span.start - told.span.start < rate.span.start - told.span.start]  # fmt: skip
    if len(near) != 1 or not exact(near[0]):
        return None
    return rate, days(value_of(near[0]), near[0].unit)


_REACH = 76
