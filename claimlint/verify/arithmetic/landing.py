"""Where a value ended after a change: what it was before, less or more what it changed by.

``体重82.6公斤……体重降了11.4公斤，现在是71.2公斤``, "He shed 17 kg, from 112 to 95 kg", "had fallen by a quarter, to 5.4": the change
is told, the value behind it is where it came to, and the one value of its unit and name before it is where it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe

BACK = 320  # characters to where it began
_DOWN_ZH = r"下降|降低|减少|减轻|缩短|回落|甩掉|瘦|减|降|掉"
_UP_ZH = r"升高|上升|增加|提高|延长|上涨|增长|增重|长高|升|涨|增|长|胖"
_VERB_ZH = lazy(
    rf"(?P<what>[一-鿿]{{0,8}}?)(?:已|又|共|累计|平均|总共|一共|也)?(?:(?P<down>{_DOWN_ZH})|(?P<up>{_UP_ZH}))(?:了|去|掉)?$"
)
_NOW_ZH = lazy(
    r"[,，]?(?:现在|如今|目前|现|最终|最后|只剩|剩下?|仅剩|变成|降到|降至|减到|减至|升到|升至|涨到|增至|增到|来到|稳定在|维持在|到|至|为|已|是|约|了|只有|还有){1,4}$"
)
_DOWN_EN = r"shed|lost|dropped|fell|fallen|declined|decreased|cut|came down|gone down|went down|shrunk|shrank|slimmed"
_UP_EN = r"gained|put on|rose|risen|increased|climbed|grew|grown|gone up|went up"
_VERB_EN = lazy(rf"\b(?:(?P<down>{_DOWN_EN})|(?P<up>{_UP_EN}))(?: by)?(?: an?)?\s$")
_NOW_EN = lazy(
    r",? ?(?:and )?(?:to|down to|up to|and (?:now|is now|was)(?: [a-z]+)?|is now|now (?:weighs|at)|bringing (?:it|her|him|them) (?:down )?to|reaching|ending (?:at|on)|leaving (?:it|her|him) at)\s$"
)
_FROM_TO = lazy(r",? (?:down |up |going )?from $")
_TO = lazy(r" ?(?:[a-z]+ )?to $")
_APART = lazy(
    r"平均每|每[月周天年日]|组(?!织)|分别|目标|计划|\bgroup|respectively|\beach\b|\ba (?:week|month|year)\b|per |target|goal|average of|arm\b"
)
_LEAST = 2


def check(scene: Scene) -> Iterator[Observation]:
    """Every change with a value behind it and one before."""
    for _, one in paragraphs(scene):
        for index, figure in enumerate(one.figures[:-1] if len(one.figures) > _LEAST else ()):
            if figure.value is not None and figure.comparator is Comparator.EQUAL and figure.value > 0:
                yield from _checked(one, index, figure)


def _checked(one: Paragraph, index: int, change: Figure) -> Iterator[Observation]:
    told = one.sentence_of(change.span)
    if told is None or told.crowded or told.heading:
        return
    ahead = expressions.split(r"[,，。;；:：]|\. ", one.before(change, 40))[-1]
    verb = _VERB_ZH.search(ahead) or _VERB_EN.search(ahead)
    if verb is None or _APART.search(told.words):
        return
    following = one.figures[index + 1]
    gap = one.between(change, following)
    if _FROM_TO.fullmatch(gap) and index + 2 < len(one.figures):  # shed 17 kg, from 112 to 95 kg
        end = one.figures[index + 2]
        starts = (
            [following] if _TO.fullmatch(one.between(following, end)) and following.unit in {"none", end.unit} else []
        )
    else:
        end = following
        named = verb.groupdict().get("what") or ""
        starts = _began(one, change, end, named) if (_NOW_ZH.fullmatch(gap) or _NOW_EN.fullmatch(gap)) else []
    if len(starts) != 1 or not _value(end) or not _value(starts[0]) or change.unit not in {end.unit, "pct"}:
        return
    start = starts[0]
    if change.unit == "pct" and end.unit == "pct":
        return
    down = bool(verb["down"])
    before, size, after = value_of(start), value_of(change), value_of(end)
    moved = before * size / 100 if change.unit == "pct" else size
    right = before - moved if down else before + moved
    room = sum(map(unit_in_last_place, (start, end)), Decimal(0))
    room += (
        before * (Decimal(6) if change.word else unit_in_last_place(change)) / 100
        if change.unit == "pct"
        else unit_in_last_place(change)
    )
    if abs(right - after) > room and (after < before) == down:
        line = f"{plain(before)} {'-' if down else '+'} {plain(moved)} = {show(right, max(end.decimals, 0))}"
        yield observe(
            "change-size", end, f"{line} ≠ {end.raw}", related=[(start, start.raw), (change, change.raw)], before=start.raw,
            after=end.raw, right=show(right, max(end.decimals, 0)), tied="yes",
        )  # fmt: skip


def _value(figure: Figure) -> bool:
    return (
        figure.value is not None
        and not figure.word
        and figure.comparator is Comparator.EQUAL
        and figure.denominator is None
    )


def _began(one: Paragraph, change: Figure, end: Figure, named: str) -> list[Figure]:
    """The values of its unit before the change; in Chinese those behind the same noun, where it has one."""
    found = [
        f for f in one.figures
        if f.span.end <= change.span.start and change.span.start - f.span.end <= BACK and f.unit == end.unit and _value(f)
    ]  # fmt: skip
    if len(named) >= _LEAST:
        found = [f for f in found if named[-2:] in expressions.split(r"[,，。;；]", one.before(f, 16))[-1]]
    elif "一" <= one.words[change.span.start - one.start - 1] <= "鿿" and named == "":
        found = [f for f in found if len(found) == 1]
    return found if len({value_of(f) for f in found}) == 1 else []
