"""A quantity told in two places, once with a digit amiss, whatever words it is told in and wherever it stands.

Every two figures of one unit whose digits changed places (or of which one digit differs) are weighed: the words that stand
beside both, the numbers that both sentences tell besides, whether one stands in a title, a lead, a conclusion, a legend. What
may part them (another arm, sex, year, time, place, a share of them, a change) outweighs it all: see ``_parted``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.compare.passages import tokens
from claimlint.verify.scenes.likeness import noun_of
from claimlint.verify.scenes.scene import Scene
from claimlint.verify.told.again import leads_of
from claimlint.verify.told.items import (
    LOOSE,
    SKIPPED,
    THOSE,
    Item,
    ahead_of,
    anchors,
    classifier,
    content,
    firm,
    in_another_list,
    items_of,
    made,
    may_be,
)

MOST = 240  # figures of a document; in a longer one chance makes such pairs
ENOUGH, ENOUGH_FOR_ONE_DIGIT = 5, 7  # what must speak for it
_ANYBODYS = 20  # in words, smaller numbers are told of anything


_LEGEND = lazy(r"^\W{0,3}(?:图|表|注|fig(?:ure)?|table|legend|note|box)\s?\.?\s?\d{0,2}|图注|legend")
_RETOLD = lazy(
    r"综上|讨论[:：]|结论|总之|小结|正如|如前|上[述文]|如[图表]|本研究|本组|in summary|in conclusion|to sum up|as (?:shown|noted|stated)|behind the|case summary"
)
_QUOTE = lazy(r"[“”\"「『]|说|介绍|表示|said|says|told|caution|according")
_AGAIN = lazy(
    r"(?:[这该此本]|上述|全部|所有|全体|共)\s?(?:组|例|项|共|研究)?\s?$|\b(?:these|those|the|all|same|its|our|this series of|a series of|series of|total of)\s$"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every two figures of one unit that a slip may have parted."""
    items = [one for one in items_of(scene) if _telling(one.figure)]
    if len(items) > MOST:
        return
    often = Counter(value_of(one.figure) for one in items)
    for one in items:
        often.update(value for value in (one.figure.denominator,) if value is not None)
    leads = leads_of(scene)
    for one, two in combinations(items, 2):
        weight = _slip(one.figure, two.figure)
        if not weight or one.told is two.told or min(often[value_of(each.figure)] for each in (one, two)) > 1:
            continue
        if in_another_list(one, two) or in_another_list(two, one):
            continue
        retold = weight > 2 and _one_kind(one, two)
        free = (
            frozenset({"then"}) if weight > 3 and not one.figure.decimals else frozenset()
        )  # last year, and then the same without the year
        if (
            may_be(one, two, also_free=free, retold=retold)
            and not made(one, two, items)
            and _speaks_for(one, two, weight, leads)
        ):
            first, second = (one, two) if often[value_of(one.figure)] == 1 else (two, one)
            yield from fault(first.figure, second.figure, both=often[value_of(second.figure)] == 1)


def _one_kind(one: Item, two: Item) -> bool:
    """``投稿862篇……从826篇投稿中``: nobody, and the same words beside both."""
    kind = classifier(one.figure)
    return kind not in {"", "人", "个", "项", "元"} and kind == classifier(two.figure) and bool(one.near & two.near)


def _telling(figure: Figure) -> bool:
    plain = figure.value is not None and figure.unit not in SKIPPED
    plain = plain and (not figure.word or (figure.unit in LOOSE and value_of(figure) >= _ANYBODYS))
    return plain and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT} and _digits(figure) is not None


def _digits(figure: Figure) -> str | None:
    value = value_of(figure)
    digits = f"{abs(value):f}".replace(".", "").lstrip("0") if value else ""
    return digits if len(digits) >= 2 else None


def _slip(one: Figure, two: Figure) -> int:
    """How telling a slip of digits is: 0 for none, 1 for one digit of three or more, more for two that changed places."""
    units = one.unit == two.unit or {one.unit, two.unit} <= LOOSE
    units = units or "none" in {one.unit, two.unit}  # 17.8 v 14.1 months
    left, right = f"{abs(value_of(one)):f}", f"{abs(value_of(two)):f}"
    if not units or one.decimals != two.decimals or left == right or len(left) != len(right):
        return 0
    apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    telling = max(len(each.replace(".", "").strip("0")) for each in (left, right))
    if len(apart) == 2 and apart[0] == apart[1][::-1]:
        return min(len(left), 4) if len(left) > 2 else 2
    if len(apart) == 1 and telling > 2:
        return 1
    return 0


# --- what speaks for it -----------------------------------------------------------------------------


def _speaks_for(one: Item, two: Item, weight: int, leads: set[Span]) -> bool:
    common = [value for value in anchors(one, two) if firm(value)]
    shared, around, wide = (len(mine & theirs) for mine, theirs in zip(_words(one), _words(two), strict=True))
    same, those = _same_thing(one, two), THOSE.search(ahead_of(two)) is not None
    of_those, everybody = _of_those(two), _everybody(one, two)
    retold = any(_retelling(each, leads) for each in (one, two))
    people = weight > 3 and retold and one.figure.unit == two.figure.unit == "count"
    tied = (
        shared or around > 1 or (common and wide) or same or everybody or those or people or (of_those and weight > 2)
    )
    lent = {one.figure.unit, two.figure.unit} - {"none"} - LOOSE if one.figure.unit != two.figure.unit else set()
    if not tied or (lent and not common and shared < 3 and not same):
        return False
    points = weight + min(max(shared, around // 2), 3) + min(2 * len(common), 4) + (wide >= 4)
    points += 2 * same + 2 * everybody + 2 * of_those + those + _pointed(two)
    points += retold + 2 * any(each.named is not None for each in (one, two))
    return points >= (ENOUGH if weight > 1 else ENOUGH_FOR_ONE_DIGIT)


def _words(item: Item) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return item.near, item.around, item.wide


_N_IS = lazy(r"\bn\s?=\s?$")


def _everybody(one: Item, two: Item) -> bool:
    """``(N = 332)`` of a title, and "180 of the 332"."""
    start = one.figure.span.start - one.told.span.start
    alone = sum(1 for _ in expressions.finditer(r"\bn\s?=", one.told.words)) == 1
    return alone and _N_IS.search(one.told.words[:start]) is not None and _pointed(two)


def _same_thing(one: Item, two: Item) -> bool:
    """The same noun is counted, and nobody's patients; or the same words name both values: "a ferritin of"."""
    kind = classifier(one.figure)
    counted = one.figure.unit in LOOSE and kind not in {"", "人", "个", "项"}
    if counted and kind == classifier(two.figure) and one.near & two.near:
        return True
    if {one.figure.unit, two.figure.unit} <= LOOSE:
        return bool(content(noun_of(one.text, one.figure) & noun_of(two.text, two.figure)) - _ANYBODY)
    if one.figure.unit in TIME_UNITS and all(_FOLLOWED.search(each.clause) for each in (one, two)):
        return True
    name = _NAMED.search(ahead_of(one))
    return name is not None and ahead_of(two).endswith(name[0])


_ANYBODY = frozenset(tokens("患者 病例 病人 受试者 participants people persons subjects cases individuals"))
_FOLLOWED = lazy(r"follow(?:ed|-up|ing up)|随访")
_NAMED = lazy(r"\b[a-z-]{5,16} (?:of|was) $")


def _retelling(item: Item, leads: set[Span]) -> bool:
    told = item.told
    lead = told.span in leads or told.heading or told.role in {Role.TITLE, Role.CONCLUSION}
    return lead or any(one.search(told.words) is not None for one in (_LEGEND, _QUOTE, _RETOLD))


def _pointed(item: Item) -> bool:
    return _AGAIN.search(ahead_of(item)) is not None


_AMONG = lazy(r"^(?:患者|病人|受试者|参与者|孩子|老人|学员)?[里中](?!心|国|度|位)")


def _of_those(item: Item) -> bool:
    """``512位患者里``: they were told of before."""
    behind = item.told.words[item.figure.span.end - item.told.span.start :][:8]
    return item.figure.unit == "count" and _AMONG.match(behind) is not None
