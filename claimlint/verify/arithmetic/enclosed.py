"""Parts that a bracket, a colon or the next sentence holds right behind their total, and the dead and the living.

A list is taken for the whole where it ends with the rest (``其他12例``), or where its sum is the total with two digits
exchanged: of a list that leaves something out neither is to be expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.arithmetic.parts import fault
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

MOST_PARTS = 9
LEAST_TOTAL = 100  # of smaller ones too many sums are their digits exchanged
_THINGS = frozenset({"count", "animal", "eye", "item", "piece", "times", "study", "site", "none"})
_REST = r"其他|其它|其余|余下|剩余|剩下|原因不明|不详|others?\b|the rest|remaining|unknown|unspecified|another reason"
_ENDS_WITH_REST = lazy(rf"(?:{_REST})[^,，、;；]{{0,14}}$")
_BEHIND_REST = lazy(
    r"^\s?(?:patients? |people |cases? )?(?:for |had |with )?(?:other|another|unknown|unspecified|miscellaneous)"
)
_MANY = lazy(r"重叠|同时|兼有|多选|一人多|不止一|可有|人次中|overlap|more than one|one or more|both|multiple")


def check(scene: Scene) -> Iterator[Observation]:
    """Every list of every sentence."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if not (told.heading or told.crowded) and len(told.figures) >= 2:
                yield from _bracketed(told)
                yield from _behind_colon(told)
                yield from _slipped(told)
                yield from _rest_behind(frame, index, told)
                yield from _dead_and_alive(frame, told)
                yield from _mortality(told)


def _countable(figure: Figure) -> bool:
    return exact(figure) and figure.denominator is None and (figure.unit in _THINGS or kind_of(figure) == "U")


# --- brackets -----------------------------------------------------------------------------------

_BRACKET = lazy(r"\((?P<inside>[^()]{6,160})\)")


_HALVES = lazy(r"[;；]|其中|of whom|of which")


def _bracketed(told: Told) -> Iterator[Observation]:
    """``排除107例（不符合标准61例，拒绝参加43例，其他原因12例）``."""
    for match in _BRACKET.finditer(told.words):
        if _HALVES.search(match["inside"]):
            continue  # sorted twice, or parts of parts
        inside = _between(told, match.start("inside"), match.end("inside"))
        parts = [f for f in inside if f.unit != "pct"]
        before = [f for f in told.figures if f.span.end - told.span.start <= match.start()]
        if not before or not 2 <= len(parts) <= MOST_PARTS or not all(map(_countable, (before[-1], *parts))):
            continue
        total = before[-1]
        gap = told.words[total.span.end - told.span.start : match.start()]
        if len(gap) > 24 or not _ends_with_rest(told, parts[-1]) or _MANY.search(told.words):
            continue
        if any(f.unit != total.unit and "none" not in {f.unit, total.unit} for f in parts):
            continue
        if sum(map(value_of, parts), Decimal(0)) != value_of(total) > max(map(value_of, parts)):
            yield fault(parts, total)


def _between(told: Told, start: int, end: int) -> list[Figure]:
    return [f for f in told.figures if start <= f.span.start - told.span.start < end]


def _ends_with_rest(told: Told, last: Figure) -> bool:
    start, end = last.span.start - told.span.start, last.span.end - told.span.start
    before = re.split("[,，、;；(]", told.words[max(0, start - 30) : start])[-1]
    return _ENDS_WITH_REST.search(before) is not None or _BEHIND_REST.match(told.words[end : end + 40]) is not None


# --- a colon ------------------------------------------------------------------------------------

_MONEY = lazy(r"^(?:£|\$|€|us\$|¥)|(?:元|美元|欧元|英镑)$")
_NUMBER = r"(?:£|\$|€)?\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,2})?(?:m|bn|k)?"
_ITEM = rf"{_NUMBER} [a-z][a-z' -]{{2,48}}"
_COLON = lazy(
    rf"(?<![\d.,])(?P<total>{_NUMBER})(?P<what>[a-z' -]{{3,60}}): ?(?P<list>{_ITEM}(?:, ?{_ITEM}){{1,6}},? and {_ITEM})\.?\s?$"
)
_ONE = lazy(rf"(?:^|, ?|and ){_NUMBER}")
_CLOSE = Decimal("0.01")


def _behind_colon(told: Told) -> Iterator[Observation]:
    """``1,530 donors: 688 living, 430 after circulatory death and 421 after brain-stem death.``"""
    match = _COLON.search(told.words) if told.words.isascii() or "£" in told.words or "€" in told.words else None
    if match is None or _MANY.search(told.words):
        return
    words = [one[0].lstrip(", and") for one in _ONE.finditer(match["list"])]
    ends = {each[-1:] for each in [match["total"], *words] if each[-1:].isalpha()}
    total, *parts = (_value(each) for each in (match["total"], *words))
    if len(parts) < 2 or len(ends) > 1 or (ends and not all(each[-1:].isalpha() for each in [match["total"], *words])):
        return
    found = sum(parts, Decimal(0))
    places = max(-int(each.as_tuple().exponent) for each in (total, *parts))
    room = Decimal(len(parts)).scaleb(-places) if places > 0 else Decimal(0)
    money = all(_MONEY.search(each) for each in (match["total"], *words))
    close = total >= LEAST_TOTAL * 2 and total < found <= total * (1 + _CLOSE)
    if abs(found - total) > room and max(parts) < total and (money or close or _digits_exchanged(found, total)):
        start = told.span.start + match.start("list")
        span = Span(start, told.span.start + match.end("list"))
        listed = " + ".join(map(plain, parts))
        place = Span(told.span.start + match.start("total"), told.span.start + match.end("total"))
        yield observe(
            "parts-total", span, f"{listed} = {plain(found)} ≠ {plain(total)}", related=[(place, match["total"])],
            stated=plain(total), sum=plain(found), parts=listed,
        )  # fmt: skip


def _value(words: str) -> Decimal:
    return Decimal(words.strip("£$€mbnk ").replace(",", ""))


def _digits_exchanged(found: Decimal, total: Decimal) -> bool:
    return total >= LEAST_TOTAL and exchanged(found, total)


# --- digits exchanged ---------------------------------------------------------------------------

_LIST_BEGINS = lazy(
    r"其中|包括|分别(?:为|是)|[:：(]|\b(?:of (?:which|these|whom|them)|comprising|made up of|including)\b"
)
_COMPARED = lazy(
    r"[较比]上|较[去前]|同比|环比|增[加长]|减少|下降|去年|上年|last year|previous|more than|fewer|up from|down from"
)


_IN_BRACKETS = lazy(r"[)）][^(（]*[(（]$")  # pancreas (107), prostate (104): itself one of the list


def _slipped(told: Told) -> Iterator[Observation]:
    """``募集1 286万元，其中企业702万元，个人431万元，义卖135万元``: 1 268."""
    for place, total in enumerate(told.figures[:12]):
        if not _countable(total):
            continue
        parts = _run_behind(told, place)
        if len(parts) < 2 or max(map(value_of, parts)) >= value_of(total):
            continue
        gap = told.words[total.span.end - told.span.start : parts[0].span.start - told.span.start]
        listed = told.words[total.span.end - told.span.start : parts[-1].span.end - told.span.start]
        if (
            _IN_BRACKETS.match(gap)
            or not _LIST_BEGINS.search(gap)
            or _COMPARED.search(listed)
            or _MANY.search(told.words)
        ):
            continue
        step = min(map(unit_in_last_place, (total, *parts)))
        found, stated = (each / step for each in (sum(map(value_of, parts), Decimal(0)), value_of(total)))
        if _digits_exchanged(_whole(found), _whole(stated)):
            yield fault(parts, total)


def _whole(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == value.to_integral_value() else value


def _run_behind(told: Told, place: int) -> list[Figure]:
    """The numbers of its unit that follow a total before the next semicolon, shares left out."""
    total = told.figures[place]
    found: list[Figure] = []
    for figure in told.figures[place + 1 : place + 2 + MOST_PARTS * 2]:
        between = told.words[total.span.end - told.span.start : figure.span.start - told.span.start]
        if ";" in between or "；" in between:
            break
        if figure.unit == total.unit:
            if not _countable(figure):
                return []
            before = told.words[max(0, figure.span.start - told.span.start - 10) : figure.span.start - told.span.start]
            if _COMPARED.search(before):
                break
            found.append(figure)
        elif figure.unit != "pct":
            break
    return found if len(found) <= MOST_PARTS else []


# --- the next sentence --------------------------------------------------------------------------

_OF_THEM = lazy(r"^\W{0,3}(?:其中|这其中|of (?:these|them|those)\b|these (?:were|comprised|included))")


def _rest_behind(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``出车8 264次。其中创伤2 317次，……，其余1 893次为……``."""
    if index == 0 or not _OF_THEM.match(told.words) or _MANY.search(told.words) or _COMPARED.search(told.words):
        return
    before = frame.sentences[index - 1]
    parts = [f for f in told.figures if f.unit != "pct"]
    if not 3 <= len(parts) <= MOST_PARTS or not all(map(_countable, parts)) or before.block != told.block:
        return
    unit = parts[0].unit
    totals = [f for f in before.figures if f.unit == unit]
    if any(f.unit != unit for f in parts) or len(totals) != 1 or not exact(totals[0]):
        return
    found, stated = sum(map(value_of, parts), Decimal(0)), value_of(totals[0])
    nested = told.words.count("其中") > 1 or "含" in told.words or "包括" in told.words
    if _ends_with_rest(told, parts[-1]) and found != stated > max(map(value_of, parts)) and not nested:
        yield fault(parts, totals[0])


# --- the dead and the living --------------------------------------------------------------------

_DEAD = shaped(
    r"(?:死于`{1,14}?|(?<!围手术期)(?<!早期)(?<!院内)死亡)(?P<a><C>)|(?P<b><C>)(?:死于|死亡|去世)|(?P<c><CN>) (?:patients? |had |have )?died\b|(?P<d><CN>) of other causes"
)
_ALIVE = shaped(
    r"(?:存活|健在|生存|仍在世)(?:者|患者)?(?P<a><C>)|(?P<b><C>)(?:患者)?(?:仍)?(?:存活|健在|在世)|(?P<c><CN>) (?:patients? )?(?:were|are|was|remain(?:ed)?) (?:still )?alive"
)
_LOST = lazy(r"失访|脱落|失联|退出|未随访|lost|withdr|unknown|失去联系")
_OWN = lazy(r"其中[^,，;]{0,12}$|of whom[^,;]{0,12}$")


def _dead_and_alive(frame: Frame, told: Told) -> Iterator[Observation]:
    """``45例……死于肿瘤进展7例，死于其他原因2例，存活39例``."""
    alive, dead = _counted(told, _ALIVE), _counted(told, _DEAD)
    if len(alive) != 1 or not 1 <= len(dead) <= 4 or _LOST.search(told.words):
        return
    both = "死于" in told.words and "死亡" in told.words
    first = min(f.span.start for f in (*alive, *dead))
    totals = [f for f in told.figures if f.unit == "count" and f.span.start < first]
    parts = sorted([*alive, *dead], key=lambda f: f.span.start)
    if both or len(totals) != 1 or not all(map(exact, (*totals, *parts))):
        return
    found, stated = sum(map(value_of, parts), Decimal(0)), value_of(totals[0])
    if _LOST.search(frame.words) and found <= stated:
        return
    if found != stated and max(map(value_of, parts)) <= stated and abs(found - stated) * 3 <= stated:
        yield fault(parts, totals[0])


def _counted(told: Told, pattern: object) -> list[Figure]:
    found: list[Figure] = []
    for match in pattern.finditer(told.shape):  # type: ignore[attr-defined]
        name = next(name for name in match.re.groupindex if match[name])
        if not _OWN.search(told.shape[max(0, match.start() - 16) : match.start()]):
            found.append(told.group(match, name))
    return found


_RATES = shaped(
    r"(?:病死率|死亡率)(?:为|是|达)?\s?(?P<d><P>)`{0,8}?[,，、]\s?(?:<T>)?`{0,4}?(?<!无病)(?<!特异性)(?<!进展)(?:生存率|存活率)(?:为|是|达|:)?\s?(?P<s><P>)"
    r"|mortality (?:rate )?(?:was|of) (?P<e><P>)[^.;]{0,20}? (?:overall )?survival (?:rate )?(?:was |of )?(?P<t><P>)"
)


def _mortality(told: Told) -> Iterator[Observation]:
    """Crude mortality and survival at one time make 100 at most."""
    for match in _RATES.finditer(told.shape):
        dead, alive = (told.group(match, "d"), told.group(match, "s")) if match["d"] else (told.group(match, "e"), told.group(match, "t"))  # fmt: skip
        times = {(f.unit, value_of(f)) for f in told.figures if kind_of(f) == "T" and f.span.start < alive.span.start}
        found = value_of(dead) + value_of(alive)
        if len(times) == 1 and exact(dead) and exact(alive) and dead.arm == alive.arm:
            room = unit_in_last_place(dead) + unit_in_last_place(alive)
            if found - 100 > room:
                yield fault([dead, alive], alive, whole=Decimal(100))
