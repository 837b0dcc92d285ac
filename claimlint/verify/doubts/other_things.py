"""Whether a change is told of another thing than the two values beside it."""

from __future__ import annotations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.exact import unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Told

_ITS_OWN_NOUN = lazy(
    r"\s?(?:[a-z]+-)?(?!points?\b|percent|units?\b|on\b|in\b|to\b|at\b|from\b|and\b|or\b|per\b|for\b|over\b)[a-z]{4,}"
)


_ITS_OWN_SUBJECT = lazy(
    r"[，,；;]\s?(?P<own>[一-鿿]{2,6}?)(?:缩短|减少|下降|降低|增加|提高|升高|延长|增长|上升|减轻|节省|节约)(?:了|约|近|达|至少)?$"
)
_IDLE = lazy(
    r"幅|相对|绝对|同比|环比|较|比|平均|累计|总体|整体|人均|净|共|合计|[再又即也均都约前后者这该其两则]|降|升|减|增|明显|显著|大幅|实际|治疗|干预|用药|基线|之|数值|指标|水平|风险|评分"
)


def of_other_things(told: Told, one: Figure, two: Figure, change: Figure) -> bool:
    """``from 6.1 to 4.7 days, saving 9,800 bed-days``: a number far above both values, or with a noun of its own."""
    own = _ITS_OWN_SUBJECT.search(told.words, 0, change.span.start - told.span.start)
    if own is not None and not _IDLE.search(own["own"]) and own["own"][:2] not in told.words[: own.start()]:
        return True  # 漏诊率由4.1%降到2.3%，用时缩短28%
    if _two_nouns(told, one, two):
        return True
    if change.unit in {"pct", "fold", "permille"}:
        return False
    if abs(value_of(change)) > 3 * max(abs(value_of(one)), abs(value_of(two))):
        return True
    own = _ITS_OWN_NOUN.match(told.words, change.span.end - told.span.start)
    return own is not None and change.unit == "none" and two.unit != "none"


_NOUN_OF_A_LIST = lazy(r"(?P<noun>[一-鿿]{1,6})、")
_NOUN = lazy(r"[一-鿿]{1,6}")


def _two_nouns(told: Told, one: Figure, two: Figure) -> bool:
    """``57个品种、94个品规``: two things of one list."""
    start, end = one.span.end - told.span.start, two.span.start - told.span.start
    first = _NOUN_OF_A_LIST.fullmatch(told.words, start, end) if start < end else None
    second = _NOUN.match(told.words, two.span.end - told.span.start)
    return first is not None and second is not None and not second[0].startswith(first["noun"])


_OF_WHOM = lazy(r"占(?P<x>[一-鿿]{2,12}?)(?:者|人数?)?的\s?$")
_ALL_OF_THEM = lazy(r"总|全部|所有|本组|患者|同期|人数|病例|受试|调查|回收")


def of_others_named(ahead: str, clause: str) -> bool:
    """``高度近视871人，占近视者的10.3%``: a share of those named, of whom the whole's clause holds no more than half."""
    match = _OF_WHOM.search(ahead[-16:])
    if match is None or _ALL_OF_THEM.search(match["x"]):
        return False
    return sum(each in clause for each in match["x"]) * 2 <= len(match["x"])


_THOSE_WITH = lazy(
    r"\)?\s?of (?:the |those )(?:[a-z]+ )?(?:with|without|aged|whose|on|who (?:had |were |could )?) ?(?P<x>[a-z -]{3,40})"
)
_STEM = lazy(r"[a-z]{5}")


def of_those_with(ahead: str, behind: str) -> bool:
    """``62.5% of those with psoriasis``: a share of those who have what nobody was told to have before."""
    match = _THOSE_WITH.match(behind)
    return match is not None and not any(stem in ahead for stem in _STEM.findall(match["x"]))


_MONEY = frozenset({"yuan", "usd", "eur", "gbp"})
_OF_MANY = (2, 3, 4)  # of one thing for one price


def several_for(one: Figure, two: Figure, change: Figure) -> bool:
    """``£17.99, two for £32, a saving of £3.98``: is a price that of several, and the change against so many single ones?"""
    if {one.unit, two.unit, change.unit} - _MONEY:
        return False
    values, stated = (value_of(one), value_of(two)), abs(value_of(change))
    step = max(map(unit_in_last_place, (one, two, change)))
    return any(abs(abs(many * a - b) - stated) <= step for many in _OF_MANY for a, b in (values, values[::-1]))


WHAT_ELSE = lazy(  # but in the over-70s it was three times as high
    r"(?:(?:and|but) )?(?:for|in|among|with) (?P<what>[a-z\d -]{3,40}?),? (?:the|it|this|that|they|rates?|risks?|was|were)\b"
)
