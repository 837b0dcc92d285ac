"""Rates at several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import days
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, unit_in_last_place, value_of
from claimlint.verify.doubts.other_readings import of_two_eras
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped
from claimlint.verify.times.survival import AFTER

_KINDS = {
    "dfs": r"无病生存|无复发生存|无进展生存|无事件生存|dfs|rfs|pfs|efs|(?:disease|relapse|progression|event)-free survival",  # noqa: E501, RUF100
    "patency": r"通畅率|patency(?: rate)?|种植体(?:存活|留存)率|implant survival(?: rate)?",
    "organ": r"肾脏?生存|肾存活|移植物(?:生存|存活)|(?:graft|renal|kidney) survival",
    "os": r"总体?生存率|总存活率|(?<![病展发件脏])生存率|(?<!物)存活率|overall survival|(?<!free )(?<!graft )(?<!renal )survival(?: rates?)?|(?<![a-z])os(?![a-z])",  # noqa: E501, RUF100
}
_LIST = r"(?P<times><TNX>(?:\s?(?:[、,，和及/]|and|,\s?and)\s?<TN>){1,3})`{0,24}?(?P<kind>%s)~{0,20}?(?P<rates><P>(?:\s?(?:[、,，和及/]|and|,\s?and)\s?<P>){1,3})"  # noqa: E501, RUF100
_LIST_DASH = r"(?P<times><TN>-?(?:\s?(?:and|,\s?and|,)\s?<TN>-?){1,3})`{0,24}?(?P<kind>%s)~{0,30}?(?P<rates><P>(?:\s?(?:and|,\s?and|,)\s?<P>){1,3})"  # noqa: E501, RUF100
_LIST_EN = r"(?P<kind>%s)~{0,14}?(?:at|after) (?P<times><TN>(?:\s?(?:and|,\s?and|,)\s?<TN>){1,3})~{0,20}?(?P<rates><P>(?:\s?(?:and|,\s?and|,)\s?<P>){1,3})"  # noqa: E501, RUF100
_ONE = r"(?P<t><T>)`{0,6}?(?P<kind>%s)`{0,10}?(?:[(][a-z]{2,4}[)])?`{0,8}?(?P<p><P>)"
_ONE_EN = r"(?P<kind>%s)`{0,16}?(?:was|of|:)\s(?P<p><P>)\s(?:at|after)\s(?P<t><T>)"
_FIGURE = lazy("[\ue000-\ue00c]")


def check(scene: Scene) -> Iterator[Observation]:
    """Order of survival rates, relapses, clocks."""
    for frame in scene.frames:
        yield from _relapse(frame)
        yield from _clock(frame)


Point = tuple[str, str | None, Decimal, Figure, Figure]  # kind, arm, days, time, rate


def _points(told: Told) -> Sequence[Point]:
    """Every survival rate with its time."""
    if not told.holds("P"):
        return ()
    if "points" not in told.known:
        told.known["points"] = tuple(_staged(told, _found_points(told)))
    found: Sequence[Point] = told.known["points"]
    return found


_STAGE = lazy(
    r"[ⅠⅡⅢⅣ]\s?[ab]?期|(?<![a-z])i{1,3}v?[ab]?期|[一二三四]期(?!临床)|\bstages? (?:[1-4]|i{1,3}|iv)\b"
    r"|[早中晚]期(?=[一-鿿]{0,4}?(?:患者|病人|病例|癌|瘤))|\b(?:early|advanced|late|metastatic|locali[sz]ed)(?=(?:[- ]stage)?(?: [a-z]{3,12})? (?:disease|cancers?|patients|tumou?rs|cases))"
)


_SOME = lazy(  # rates of those only who came so far, or after another treatment
    r"其中|再次|二次|辅助通畅|(?:缓解|应答|阳性|阴性|切除|完成|达标|有效)[一-鿿]{0,2}者|secondary|assisted|of whom|among (?:those|responders)"
)


def _staged(told: Told, points: Iterator[Point]) -> Iterator[Point]:
    """Where several stages of a disease are told, rates are compared with none."""
    several = (
        of_two_eras(told.words)
        or len({match[0] for match in _STAGE.finditer(told.words)}) > 1
        or len(set(AFTER.findall(told.words))) > 1
    )
    for kind, arm, when, time, rate in points:
        before = told.words[: rate.span.start - told.span.start]
        apart = several or _SOME.search(before) is not None
        yield kind, f"{rate.span.start}" if apart else arm, when, time, rate


def _found_points(told: Told) -> Iterator[Point]:
    seen: set[Span] = set()
    for kind, words in _KINDS.items():
        for pattern in (_LIST, _LIST_DASH, _LIST_EN):
            for match in shaped(pattern % words).finditer(told.shape):
                times = [told.at(match.start("times") + m.start()) for m in _FIGURE.finditer(match["times"])]
                rates = [told.at(match.start("rates") + m.start()) for m in _FIGURE.finditer(match["rates"])]
                if len(times) == len(rates):
                    yield from _pairs(kind, times, rates, seen)
        yield from _told_after(told, kind, words, seen)
        for pattern in (_ONE, _ONE_EN):
            for match in shaped(pattern % words).finditer(told.shape):
                yield from _pairs(kind, [told.group(match, "t")], [told.group(match, "p")], seen)


_PAIR = shaped(r"(?P<t><T>)(?:时|的)?(?:为|达到?|是|约为|:|\s)?\s?(?P<p><P>)")
_PAIR_EN = shaped(r"(?P<p><P>)\s(?:\([^()]{0,20}\)\s)?(?:at|after)\s(?P<t><T>)")
_OTHER_KIND = lazy(
    "|".join(f"(?:{words})" for words in (r"(?<=.)生存率", r"(?<=.)survival", "复发率", "缓解率", "有效率"))
)


def _told_after(told: Told, kind: str, words: str, seen: set[Span]) -> Iterator[Point]:
    """``生存率1年为98%，3年为91%``."""
    for match in expressions.finditer(words, told.shape):
        other = _OTHER_KIND.search(told.shape, match.end() + 1)
        stop = other.start() if other else len(told.shape)
        for pair in _PAIR.finditer(told.shape, match.end(), stop):
            yield from _pairs(kind, [told.group(pair, "t")], [told.group(pair, "p")], seen)
        for pair in _PAIR_EN.finditer(told.shape, match.end(), stop):
            yield from _pairs(kind, [told.group(pair, "t")], [told.group(pair, "p")], seen)


def _pairs(kind: str, times: list[Figure], rates: list[Figure], seen: set[Span]) -> Iterator[Point]:
    unit = next((f.unit for f in reversed(times) if days(Decimal(1), f.unit) is not None), None)
    for time, rate in zip(times, rates, strict=True):
        length = days(value_of(time), unit or time.unit)
        if length is not None and rate.span not in seen and rate.value is not None:
            seen.add(rate.span)
            yield kind, rate.arm, length, time, rate


def _relapse(frame: Frame) -> Iterator[Observation]:
    """Disease-free survival and relapses that do not make 100 % need their method told."""
    relapse = [f for f in frame.figures if f.role == "relapse" and f.unit == "pct" and f.value is not None]
    dfs = [p for told in frame.sentences for p in _points(told) if p[0] == "dfs"]
    if not relapse or not dfs or expressions.search(r"kaplan|km法|寿命表|组(?!织|成|合)", frame.words):
        return
    rate, lost = dfs[0][4], relapse[0]
    rest = 100 - value_of(lost)
    if abs(rest - value_of(rate)) > 2 * max(unit_in_last_place(rate), Decimal(1)):
        span = Span(dfs[0][3].span.start, rate.span.end)
        yield observe("relapse-and-free", span, f"100% - {lost.raw} = {plain(rest)}% ≠ {rate.raw}", severity="info",  # noqa: E501, RUF100
                      related=[(lost, lost.raw)], stated=rate.raw, relapse=lost.raw)  # fmt: skip


_CLOCK = lazy(
    r"(?P<event>输注|移植|注射|给药|用药|治疗|手术|infusion|transplantation|injection|treatment)(?:后)?(?:的)?第\s?(?P<a>\d{1,3})\s?(?P<ua>周|天|个?月)"
)
_COMPARED = lazy(r"(?:与|和|较|比|相对于)\s?第\s?(?P<b>\d{1,3})\s?(?P<ub>周|天|个?月)(?:时)?(?:相比|比较|相较|时)?")


def _clock(frame: Frame) -> Iterator[Observation]:
    """``输注后第34周……与第25周相比``: two clocks, when the later text counts again from the event."""
    for told in frame.sentences:
        first, second = _CLOCK.search(told.words), _COMPARED.search(told.words)
        if (
            first is None
            or second is None
            or first["ua"] != second["ub"]
            or first["event"] not in {"输注", "注射", "移植", "infusion"}
        ):
            continue
        if int(second["b"]) <= 4 or second.start() < first.end():
            continue
        if not expressions.search(
            rf"(?:首次|第一次|再次|第二次){first['event']}|{first['event']}后\s?\d+\s?(?:小时|天)",
            frame.words,
        ):
            continue
        span = Span(told.span.start + first.start(), told.span.start + first.end())
        other = Span(told.span.start + second.start(), told.span.start + second.end())
        yield observe("clock", span, f"{first['event']}: {first['a']} / {second['b']}", related=[(other, second[0])],  # noqa: E501, RUF100
                      severity="warning", stated=first[0], other=second[0])  # fmt: skip
