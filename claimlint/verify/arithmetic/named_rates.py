"""Shares bound to their two numbers by what the rate is called, by ``全部受试者``, or by a bracket behind a long clause."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import NONE, agrees, exact, fitting, plain, share, value_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

BACK = 4  # sentences in which the total may stand


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a percentage."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if not (told.heading or told.crowded) and told.holds("P"):
                yield from _formula(told)
                yield from _in_its_bracket(told)
                yield from _named(frame, told)
                yield from _of_all(frame, index, told)
                yield from _in_brackets(frame, index, told)


def explained(frame: Frame, rate: Figure, part: Figure) -> bool:
    """Does any number of the frame make the share with this one, or its complement?"""
    for figure in frame.figures:
        for whole in (figure.denominator, figure.value):
            if whole and kind_of(figure) in "CDXN" and whole >= value_of(part) > 0:
                actual = share(value_of(part), whole)
                if agrees(actual, rate) or agrees(100 - actual, rate):
                    return True
    return False


def fault(rate: Figure, part: Figure, whole: Figure) -> Iterator[Observation]:
    actual = share(value_of(part), value_of(whole))
    yield observe(
        "percent-of-count", rate, f"{plain(value_of(part))} / {plain(value_of(whole))} = {actual:.1f}% ≠ {rate.raw}",
        related=[(part, part.raw), (whole, whole.raw)], total=plain(value_of(whole)), count=plain(value_of(part)),
        right=f"{actual:.1f}%", fits=fitting(value_of(part), rate),
    )  # fmt: skip


def _wrong(frame: Frame, rate: Figure, part: Figure, whole: Figure) -> bool:
    if not all(map(exact, (part, whole))) or rate.value is None or not 0 < value_of(part) < value_of(whole):
        return False
    return 0 < value_of(rate) < 100 and not explained(frame, rate, part)


# --- a rate named after what was counted ----------------------------------------------------------

_NAMED = shaped(
    r"(?P<n><CX>)`{0,6}?[,，;；]\s?(?:其中)?`{0,24}?(?P<k><CX>)(?P<a>`{0,16}?)[,，、]?\s?(?P<r>`{2,8}?)率(?:约?为|是|达到|达|仅|:|：)?\s?(?P<p><P>)"
)
_SAYS_LITTLE = 2
_ADJUSTED = lazy(r"累[计积]|校正|标化|加权|估计|生存|年化|平均|中位")


def _named(frame: Frame, told: Told) -> Iterator[Observation]:
    """``启动周期1 250个，其中取消移植的有225个，取消率22.5%``."""
    for match in _NAMED.finditer(told.shape):
        name = match["r"][-2:]
        before = told.shape[match.end("n") : match.end("a")]
        rate, part, whole = (told.group(match, each) for each in "pkn")
        if "其中" not in match[0]:
            name = match["r"] if len(match["r"]) > _SAYS_LITTLE else "\n"  # 发生率, 完成率: of what is not told
        if name in before and not _ADJUSTED.search(match[0]) and exact(rate) and _wrong(frame, rate, part, whole):
            yield from fault(rate, part, whole)


# --- brackets behind a clause -----------------------------------------------------------------------

_AGAIN = lazy(r" (?:and|while|whereas|with|but) (?:only )?(?:half|most|some|a |the )")
_SURVEY = lazy(r"adjusted|estimate|weighted|cumulative|kaplan|\bper \b|response rate")


# --- a share in words with its number -------------------------------------------------------------


# --- of everybody ---------------------------------------------------------------------------------

_OF_ALL = shaped(
    r"(?P<k><CX>)`{0,30}?(?:<P>`{0,10}?)?[,，]?\s?占(?:全部|所有|全体|受检|受访|受试|参与|入组|总)`{0,10}?(?:的|总?[人例数]{1,2}的?|:|：)\s?(?:比例(?:为|是))?(?P<p><P>)"
)
_TOTAL = shaped(
    r"(?:(?:受试者|参与者|参加者|患者|病人|用户|志愿者|样本|对象|受访者)\s?(?:共|总计|合计|一共)(?:有|计|为)?|(?:共|一共|总共|合计)(?:有|纳入|招募|入组|调查|检查|筛查|收治)?(?:了)?)\s?(?P<n><C>)"
)


def _of_all(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``受试者共165人……123人……占全部受试者的80.0%``."""
    for match in _OF_ALL.finditer(told.shape):
        part, rate = told.group(match, "k"), told.group(match, "p")
        totals: list[Figure] = []
        for one in frame.sentences[max(0, index - BACK) : index + 1]:
            totals += [one.group(each, "n") for each in _TOTAL.finditer(one.shape)]
        if len({value_of(f) for f in totals}) == 1 and exact(rate) and _wrong(frame, rate, part, totals[0]):
            yield from fault(rate, part, totals[0])


# --- a share worked out before the reader's eyes ----------------------------------------------------

_FORMULA = lazy(
    r"(?P<k>\d{1,6})\s?[/÷]\s?(?:[(（]\s?(?P<a>\d{1,6})\s?\+\s?(?P<b>\d{1,6})\s?[)）]|(?P<n>\d{1,6}))\s?(?:[×x*]\s?100\s?%?\s?)?[=＝≈]\s?(?P<p>\d{1,3}(?:\.\d{1,3})?)\s?%"
)


def _formula(told: Told) -> Iterator[Observation]:
    """``231/（231+89）×100%＝72.19%``."""
    for match in _FORMULA.finditer(told.words):
        part = Decimal(match["k"])
        whole = Decimal(match["n"]) if match["n"] else Decimal(match["a"]) + Decimal(match["b"])
        stated = Decimal(match["p"])
        actual = share(part, whole) if whole else stated
        if abs(actual - stated) > Decimal(1).scaleb(int(stated.as_tuple().exponent)):
            span = Span(told.span.start + match.start("p"), told.span.start + match.end())
            yield observe(
                "percent-of-count", span, f"{plain(part)} / {plain(whole)} = {actual:.2f}% ≠ {match['p']}%",
                total=plain(whole), count=plain(part), right=f"{actual:.2f}%", fits=NONE, stated=f"{match['p']}%",
            )  # fmt: skip


_IN_ITS_BRACKET = lazy(
    r"(?P<what>[一-鿿]{2})率(?:高达|达到?|约?为|是|仅)?\s?(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?%\s?[(（]\s?(?:n\s?=\s?|共|总数)(?P<n>\d{1,5})[例人名]?[,，;；]\s?(?:其中)?(?:有)?(?P=what)[^()（）\d,，]{0,6}(?P<k>\d{1,5})[例人名]?\s?[)）]"
    r"|\b(?P<what2>[a-z]{5})[a-z]* rates? (?:of |was |reached )(?P<p2>\d{1,3}(?:\.\d{1,2})?)\s?% \(n ?= ?(?P<n2>\d{1,5})[,;] (?:of whom )?(?P<k2>\d{1,5}) (?P=what2)[a-z]*\)"
)


def _in_its_bracket(told: Told) -> Iterator[Observation]:
    """``转阴率高达92.3%（n=65，其中转阴58人）``."""
    for match in _IN_ITS_BRACKET.finditer(told.words):
        groups = {name: match[name] or match[f"{name}2"] for name in "pnk"}
        part, whole, stated = (Decimal(groups[name]) for name in "knp")
        if not 0 < part < whole:
            continue
        actual = share(part, whole)
        if abs(actual - stated) > Decimal(1).scaleb(int(stated.as_tuple().exponent)):
            at = "p" if match["p"] else "p2"
            span = Span(told.span.start + match.start(at), told.span.start + match.end(at) + 1)
            yield observe(
                "percent-of-count", span, f"{plain(part)} / {plain(whole)} = {actual:.1f}% ≠ {groups['p']}%",
                total=plain(whole), count=plain(part), right=f"{actual:.1f}%", fits=NONE, stated=f"{groups['p']}%", tied="yes",
            )  # fmt: skip


# --- brackets, of a total told before --------------------------------------------------------------

_IN_BRACKETS = shaped(
    r"(?:^\W{0,3}|[,;:] (?:and |but |while |whereas )?|\band )(?P<k><CN>)(?P<c> [^.;()<>\d]{3,110}?) ?\((?P<p><P>)(?: (?:retention|response|uptake|attendance|completion|participation|coverage)(?: rate)?)?\)"
)
_OF_OTHERS = lazy(
    r"\b(?:of|among|in) (?:those|them|whom|these)\b|missing|exclu|withdr|lost to|evaluable|respondents|per-protocol|subgroup|control|placebo|\barms?\b|groups?\b"
)


def _in_brackets(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``64 participants completed the survey. Fifty-three said that they would come again (88%)``."""
    near = frame.sentences[max(0, index - BACK) : index]
    totals = [f for one in near for f in one.of_kind("CD")]
    if len({(value_of(f), f.denominator) for f in totals}) != 1 or kind_of(totals[0]) != "C" or not exact(totals[0]):
        return
    if any(_OF_OTHERS.search(one.words) for one in (*near, told)) or _SURVEY.search(told.words):
        return
    for match in _IN_BRACKETS.finditer(told.shape):
        part, rate = told.group(match, "k"), told.group(match, "p")
        if any("\ue000" <= each <= "\uf8ff" for each in match["c"]) or _AGAIN.search(match["c"]):
            continue
        if exact(rate) and _wrong(frame, rate, part, totals[0]):
            yield from fault(rate, part, totals[0])
