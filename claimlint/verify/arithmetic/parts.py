"""What the checks of parts and totals share: counts, losses, the fault itself."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import (
    exact,
    plain,
    value_of,
)
from claimlint.verify.scenes.numbers import numbers, spelled
from claimlint.verify.scenes.scene import Frame, Told, kind_of, observe

LOST = r"脱落|失访|退出|剔除|排除|未完成|未能|终止|除外|中途|死亡|拒绝|withdr|dropped|lost to|discontinu|exclud|did not|died|declin"
OVERLAP = r"(?:two|both|2) (?:viruses|organisms|pathogens|species|conditions|types|strains|sites|faults|reasons) each|两种[^，。;；]{0,6}(?:阳性|感染|病原)|重叠|同时|既|兼有|合并|一人多|多选|some had both|overlap|both|one or more|more than one|以上症状|可多选"
GOES_ON = lazy(  # "six had no final examination" behind a list
    r";\s(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) (?:had no|were not|was not|could not|did not)"
)
SCREENED = r"筛查|筛选|screened|eligib|assessed for|评估了?合格"


def fault(
    parts: list[Figure],
    total: Figure,
    whole: Decimal | None = None,
    span: Span | None = None,
) -> Observation:
    found = sum((value_of(part) for part in parts), Decimal(0))
    stated = value_of(total) if whole is None else whole
    unit = "%" if parts[0].unit == "pct" else ""
    line = f"{' + '.join(plain(value_of(p)) + unit for p in parts)} = {plain(found)}{unit} ≠ {plain(stated)}{unit}"
    place = span or Span(parts[0].span.start, parts[-1].span.end)
    return observe(
        "parts-total", place, line, related=[(total, plain(stated))],
        stated=plain(stated), sum=plain(found), parts=" + ".join(plain(value_of(p)) for p in parts),
    )  # fmt: skip


def counts_of(figures: tuple[Figure, ...] | list[Figure]) -> list[Figure]:
    return [f for f in figures if kind_of(f) == "C" and exact(f) and f.decimals == 0]


def counts_in(frame: Frame) -> list[Figure]:
    """The counts of a frame; every part of a list asks."""
    if "counts" not in frame.known:
        frame.known["counts"] = counts_of(frame.figures)
    found: list[Figure] = frame.known["counts"]
    return found


def reconciled(frame: Frame, found: Decimal, total: Decimal) -> bool:
    """May the gap be somebody who was lost, or is the sum another total told?"""
    others, lost = _others_and_lost(frame)
    if (found in others and found != total) or found + total in others:
        return True  # another total is told, or what was taken for one is itself a part
    if found > total:
        return False
    gap = total - found
    rest = [*lost, *spelled(frame)]  # "complete in four ...; two died"
    return gap in rest or gap == sum(lost, Decimal(0)) or any(gap == one + two for one, two in combinations(rest, 2))


def _others_and_lost(frame: Frame) -> tuple[set[Decimal], list[Decimal]]:
    """The whole numbers of a frame, and those of people who were lost."""
    if "lost" not in frame.known:
        others = {one.value for told in frame.sentences for one in numbers(told)}
        lost = [value_of(f) for told in frame.sentences for f in counts_of(told.figures) if near(told, f, LOST, 10)]
        frame.known["lost"] = (others, lost)
    found: tuple[set[Decimal], list[Decimal]] = frame.known["lost"]
    return found


def near(told: Told, figure: Figure, words: str, reach: int) -> bool:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    around = expressions.split(r"[，。；,;]", told.words[max(0, start - reach) : start])[-1] + " "
    behind = expressions.split(r"[，。；,;()]", told.words[end : end + reach])[0]
    return expressions.search(words, around) is not None or expressions.search(words, behind) is not None


_REST_SHARE = lazy(
    r"(?:其余|余下|其他|剩余|\b(?:the )?(?:remaining|rest|others?)\b)[^。;；.]{0,16}?[（(]?(?P<p>\d{1,2}(?:\.\d{1,2})?)\s?%"
)


def rest_makes_all(told: Told, last: Figure, found: Decimal, room: Decimal) -> bool:
    """``占78.1%……占18.4%……其余22例（3.4%）``: does the share of the rest, told behind the last part, make 100%?"""
    rest = _REST_SHARE.search(told.words, max(0, last.span.end - told.span.start))
    return rest is not None and abs(found + Decimal(rest["p"]) - 100) <= room


_MOST_MOVES = 7  # with more of them anything can be made
_CAME = lazy(
    r"\b(?:joined|added|arrived|admitted|came|moved in|enrolled|born|new)\b|新增|新入|新收|新登记|转入|入院|加入"
)


def with_those_who_came(frame: Frame, own: list[Figure], rest: Figure) -> bool:
    """``Twenty at the start; nine joined, four died and two moved away, leaving 23``: some are added, some taken off."""
    first = min(f.span.start for f in own)
    last = [told for told in frame.sentences if first < told.span.end and told.span.start < rest.span.start]
    if not any(_CAME.search(told.words) for told in last):
        return False
    moves = [one.value for told in last for one in numbers(told) if first <= told.span.start + one.start < rest.span.start]  # fmt: skip
    sums = {Decimal(0)}
    for move in moves[:_MOST_MOVES]:
        sums |= {each + move for each in sums} | {each - move for each in sums}
    return value_of(rest) in sums
