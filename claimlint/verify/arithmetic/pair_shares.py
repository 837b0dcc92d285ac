"""A share that stands right behind so many of so many, told of just these two.

The pair is known by ``中``, ``其中``, "of", "of whom" between its two numbers or "Of these 571, 332"; the share by the bracket,
the name of a rate or "a figure of" behind the part, with nothing else counted between. Where the three stand side by side
the words leave no other whole; elsewhere any number of the passage that makes the share is enough for silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, exact, fitting, plain, share, show, value_of
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe

_COUNTED = frozenset({"count", "none", "animal", "eye", "item", "piece", "times", "site", "study"})
_OTHERWISE = lazy(
    r"adjust|weighted|cumulative|kaplan|estimat|actuarial|model|standardi[sz]|confidence|\bci\b|surviv|than\b|versus|increase|decrease|reduc|fell|rose|respectively|up from|down from|per year|"
    r"校正|标化|加权|累[积计]|估计|模型|生存|存活|[较比]上|[较比]去|[较比]前|同比|环比|增[长加幅]|减少|下降|上升|升高|降低|平均|均值|人年|贡献|灵敏|敏感度|特异|预测值|分别|各|另|目标|计划|任务"
)


class Pair(NamedTuple):
    """So many of so many; ``close`` where one word joins the two."""

    part: Figure
    whole: Figure
    close: bool


def check(scene: Scene) -> Iterator[Observation]:
    """Every share behind a pair."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if told.crowded or told.heading or not told.holds("P"):
                continue
            ahead = frame.sentences[index - 1] if index and frame.sentences[index - 1].block == told.block else None
            for percent in told.of_kind("P"):
                if exact(percent) and 0 < value_of(percent) < 100 and "%" in percent.raw:
                    yield from _checked(frame, ahead, told, percent)


def _checked(frame: Frame, ahead: Told | None, told: Told, percent: Figure) -> Iterator[Observation]:
    last = next((f for f in reversed(told.figures) if f.span.end <= percent.span.start and _counts(f)), None)
    if last is None or not _whole_number(last):
        return
    gap = _between(told, last, percent)
    beside = _BRACKET.fullmatch(gap) is not None
    if not beside and not _tied(told, last, percent, gap):
        return
    pair = _pair(ahead, told, last)
    if pair is None or agrees(share(value_of(pair.part), value_of(pair.whole)), percent):
        return
    part, whole = pair.part, pair.whole
    sure = pair.close and beside
    end = percent.span.end - told.span.start
    clause = told.words[max(0, min(part, whole, key=_place).span.start - told.span.start - 16) : end]
    if (
        _OTHERWISE.search(clause)
        or _MORE.match(told.words, end)
        or _of_its_own(gap, told.words[end : end + 30])
        or (not sure and _explained(frame, told, part, percent))
    ):
        return
    actual = share(value_of(part), value_of(whole))
    yield observe(
        "percent-of-count", percent,
        f"{plain(value_of(part))} / {plain(value_of(whole))} = {show(actual, max(percent.decimals, 1))}% ≠ {percent.raw}",
        related=[(part, part.raw), (whole, whole.raw)], total=plain(value_of(whole)), count=plain(value_of(part)),
        right=f"{show(actual, max(percent.decimals, 0))}%", fits=fitting(value_of(part), percent), tied="yes", beside="yes" if sure else "",
    )  # fmt: skip


_MORE = lazy(
    r"\s?(?:[,、/]|and|to|vs\.?|和|与|及|对|per\b|a year)\s?(?:\d|[a-z]*year|person|1)|[ -]?(?:higher|lower|more|fewer|less|increase|decrease|rise|fall|reduction|above|below|ci\b)"
)

_OF_ITS = lazy(r"\s?of (?:all |the |those )?([a-z]{4,})")


def _of_its_own(gap: str, behind: str) -> bool:
    """``10 of them infants (30.3% of infants)``: the share of those whom the count is of, who are counted elsewhere."""
    whom = _OF_ITS.match(behind)
    return whom is not None and whom[1] in gap


def _place(figure: Figure) -> int:
    return figure.span.start


def _counts(figure: Figure) -> bool:
    dose = figure.unit == "times" and figure.comparator is not Comparator.EQUAL  # 8次以上
    return figure.unit in _COUNTED and figure.decimals <= 0 and not dose


def _whole_number(figure: Figure) -> bool:
    return exact(figure) and value_of(figure) > 0 and kind_of(figure) != "D"


def _between(told: Told, one: Figure, other: Figure) -> str:
    return told.words[one.span.end - told.span.start : other.span.start - told.span.start]


# --- the share ----------------------------------------------------------------------------------

_BRACKET = lazy(r"\s?(?:例|人|名|位|只|份)?(?: of (?:these|those|them|whom))?\s?\(\s?|,? or ")
_NAMED = lazy(
    r"(?:率|性|比例|占比|占)(?:仅|只有|则|均|也|就|已|约|为|是|有|达到|达|高达|:|\s){0,3}$"
    r"|\b(?:an?|the) (?:[a-z-]{3,16} ){0,3}?(?:figure|rate|share|proportion|uptake|yield|prevalence|incidence|percentage|turnout|coverage|score) (?:of|:) $"
    r"|\b(?:making|giving|yielding) $|\([^()\d]{0,24}$"
)
_OWN_WHOLE = lazy(r"占(?![一-鿿]{0,2}$)")  # 占全部手术的: of something that it names itself
_TURNS = lazy(
    r"[;；]|其余|剩余|另|同时|而|其中|\b(?:while|whereas|but|and \d|of whom|of these|the rest|others?|another)\b"
)
_IN_WORDS = lazy(r" (?:in|out of) (?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,3}) \($|[成半][(（]$")
_REACH = 90


def _tied(told: Told, part: Figure, percent: Figure, gap: str) -> bool:
    """Is the share behind its part named as a rate or put in brackets, with no share of another between?"""
    between = [f for f in told.figures if part.span.end <= f.span.start < percent.span.start and kind_of(f) == "P"]
    if any(exact(f) for f in between) or len(gap) > _REACH or _TURNS.search(gap) or _OWN_WHOLE.search(gap):
        return False
    if _NAMED.search(gap) is None or _IN_WORDS.search(gap):
        return False
    said = gap.rpartition("，")[0] or gap.rpartition(",")[0]
    if not _CHINESE.search(gap) or _TAKES_UP.search(gap):
        return True
    return len(said) >= _SAYS and not _TOOK_PART.search(said)


_CHINESE = lazy("[一-鿿]")
_TAKES_UP = lazy(r"(?:^|[,，、])\s?(?:约|大约|仅|只)?占")
_SAYS = 6  # characters of what is said of the part; without them the rate may be that of the part itself
_TOOK_PART = lazy(r"完成|纳入|参[与加]|随访|回收|接受|获得|应答|入组|可评|登记|到场|检查")


def _explained(frame: Frame, told: Told, part: Figure, percent: Figure) -> bool:
    """Does any number of the passage make the share with this part, or two of the sentence with each other?"""
    every = {one.value for each in frame.sentences for one in numbers(each)}
    every |= {f.denominator for f in frame.figures if f.denominator}
    top = value_of(part)
    if any(top < each and _makes(top, each, percent) for each in every):
        return True
    near = [one.value for one in numbers(told)]
    lost = [one - two for one in every for two in near if one > two]
    return any(top < each and _makes(top, each, percent) for each in lost) or any(
        _makes(one, two, percent) for one in near for two in every if 0 < one < two
    )


def _makes(one: Decimal, two: Decimal, percent: Figure) -> bool:
    actual = share(one, two)
    return agrees(actual, percent) or agrees(100 - actual, percent)


# --- the pair -----------------------------------------------------------------------------------

_NO_HEADS = lazy(r"\b(?:doses?|times|visits?|drugs?|courses?|tablets?|sessions?)\b")  # two doses in 6 (5%)
_OF = lazy(r"\s?(?:[a-z]+ )?(?:out of|of|among|in|from) (?:the |our |all |these |those |its |their |a total of )?")
_OF_WHOM = lazy(
    r"[^.;]{0,60}[,;] (?:of (?:whom|these|those|them|which),? |and of (?:these|those|them),? )(?:only |just )?"
)
_AMONG_EN = lazy(r"(?:^|[.;,(:] |\band |\bbut )(?:of|among|in) (?:the |our |all |these |those |its )?$")
_AMONG_GAP = lazy(r"[^.;()]{0,70}?,? (?:[a-z]+ ){0,2}$|,? $")
_IN_ZH = lazy(
    r"[^,，。;()]{0,16}(?:中|里|当中|之中|内)[,，]?(?:共|仅|只|约|已)?(?:有|的)?(?P<far>[^,，。;()]{0,14})"
    r"|[^,，。;()]{0,10}[,，](?:其中|有|共有|实有)(?:的)?(?P<far2>[^,，。;()]{0,14})"
)
_OF_THESE = lazy(r"\s?of (?:these|those|them|whom)\b")
_OF_THESE_LEAD = lazy(r"^\W{0,2}of (?:these|those|them|whom),? (?:only |just )?$")


def _pair(ahead: Told | None, told: Told, part: Figure) -> Pair | None:
    """The whole that the words join to a part: behind it, before it, or pointed at."""
    counts = [f for f in told.figures if _counts(f)]
    at = counts.index(part)
    before = counts[at - 1] if at else None
    start, end = part.span.start - told.span.start, part.span.end - told.span.start
    if before is not None:
        gap = _between(told, before, part)
        if _OF.fullmatch(gap) and not _NO_HEADS.search(before.raw.lower() + gap):
            return _sized(before, part, close=True)  # the one that was taken for the part is its whole
        lead = _AMONG_EN.search(told.words[: before.span.start - told.span.start])
        if lead is not None and not _TURNS.search(gap) and _AMONG_GAP.fullmatch(gap):
            return _sized(part, before, close=True)
        match = _IN_ZH.fullmatch(gap)
        if match is not None:
            close = match["far"] is not None and len(match["far"]) <= _NEAR
            return _sized(part, before, close=close) if before.unit == part.unit else None
        if _OF_WHOM.fullmatch(gap):
            return _sized(part, before, close=False)
    near = [f for f in told.figures if f.span.end <= part.span.start and _counts(f)] or (
        [f for f in ahead.figures if _counts(f)] if ahead is not None else []
    )
    if (_OF_THESE.match(told.words, end) or _OF_THESE_LEAD.search(told.words[:start])) and len(near) == 1:
        if _TWO_OF.search((ahead.words if ahead is not None else "") + told.words[:start]):
            return None  # 6,318 of 70,512 visits: these may be either
        return _sized(part, near[0], close=True)
    return None


_TWO_OF = lazy(r"\d\s?(?:/|of|out of|among|in) (?:the |our |all )?\d|\d\s?/\s?\d")
_NEAR = 8  # characters of Chinese from the word that joins to the part


def _sized(part: Figure, whole: Figure, *, close: bool) -> Pair | None:
    fits = _whole_number(part) and _whole_number(whole) and value_of(part) < value_of(whole)
    return Pair(part, whole, close) if fits else None
