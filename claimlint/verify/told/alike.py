"""A figure of a title, lead or conclusion against the figure of the body that is told in its words, whatever the digits.

The words around both are weighed by how few sentences have them; shares in words (``三成``, "by a fifth", "halve") count as
shares. Silent where the body holds or makes the lead's value, where the lead holds the body's, where another figure is told in
those words too, and where anything parts the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import reachable, value_of
from claimlint.verify.arithmetic.repeats import equal, fault
from claimlint.verify.compare.passages import tokens
from claimlint.verify.doubts.other_readings import in_another_year, told_more_widely
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told
from claimlint.verify.told.again import leads_of, present
from claimlint.verify.told.items import LOOSE, SKIPPED, Item, anchors, firm, items_of, may_be

MOST_LEADS, MOST_BODY = 30, 120  # figures
ENOUGH, ENOUGH_FOR_A_SLIP = 1.9, 1.3  # what the shared words must weigh
NEARLY_AS_NEAR = 0.4  # a share made of others counts if their words are as near as this
SURE = 3.0
CLEARLY = 1.25  # how much more than those of any other figure
ROOM = Decimal(8)  # percentage points that a share in words may be off
_REACH, _REACH_ENGLISH = 36, 110  # characters before a figure
_ROUGH = frozenset({Comparator.MORE, Comparator.AT_LEAST, Comparator.NEARLY, Comparator.REACH})
_BOUND = frozenset({Comparator.MORE, Comparator.AT_LEAST, Comparator.LESS, Comparator.AT_MOST})
_KNOWN = frozenset({Comparator.EQUAL, Comparator.ABOUT, *_ROUGH})

_AHEAD = lazy(
    r"^\W{0,4}(?:《[^》]{2,40}》|[一-鿿]{2,8})?\s?(?:导读|提要|摘要|速览|要点|看点|内容提要)\W{0,3}[:：】]"
    r"|^\W{0,4}(?:本院讯|要闻|快讯|简讯|key messages?|in summary|in brief|tl;dr|the headline)\b\W{0,3}[:：.]"
)
_RETOLD = lazy(
    r"^\W{0,4}(?:\d(?:\.\d)?\W{1,2})?(?:讨论|小结|结论|结语|总结|discussion|comments?|conclusions?|summary|the bottom line|in closing)\W{0,3}$"
)
_ABSTRACT = lazy(r"^\W{0,4}(?:中文|内容)?(?:摘\s?要|abstract|structured abstract)(?![一-鿿a-z])")
_NEW_PART = lazy(
    r"^\W{0,4}(?:\d(?:\.\d)?\W{1,2})?(?:对象|资料|方法|结果|病例|临床资料|正文|results?|methods?|patients|full (?:report|story|text)|details?|body|history|case report)\b"
)
_SHARE = lazy(
    r"\b(?:by|of) (?:an?|one)[ -](?P<a>half|third|quarter|fifth|sixth|eighth|tenth)\b(?! of (?:a|an)\b)|\b(?P<b>two)[ -]thirds\b|\b(?P<c>three)[ -]quarters\b"
    r"|\b(?P<d>halv(?:e|es|ed|ing))\b|(?P<e>减半|腰斩|砍半|减少一半|下降一半|缩短一半|少了一半)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_DOWN = lazy(
    r"\b(?:fall|falls|fell|fallen|drop\w*|cuts?|cutting|reduc\w*|decreas\w*|declin\w*|lower\w*|halv\w*|down|fewer|less|shorten\w*|shrink\w*|shrank)\b|缩短|下降|减少|降低|减半|少了|降了|回落|降幅|减轻"
)
_UP = lazy(
    r"\b(?:rise[sn]?|rose|rising|increas\w*|grow\w*|grew|climb\w*|gain\w*|more|up|higher|longer|lengthen\w*)\b|增加|上升|提高|升高|增长|延长|升至|多了|涨"
)
_BACK = lazy(
    r"\b(?:them|those|these|they|it|its|their|the (?:group|sample|respondents))\b|^\W{0,2}(?:其中|他们|她们|该|这)"
)


class Rated(NamedTuple):
    """How much two figures have in common."""

    weight: float
    lead: Item
    other: Item


class Words(Struct, frozen=True):
    """The content words of every sentence, and in how many sentences each stands."""

    often: Counter[str]

    def weigh(self, words: frozenset[str]) -> float:
        """What words weigh that two places share."""
        return sum(self._weigh(word) for word in words)

    def _weigh(self, word: str) -> float:
        rare = 1.0 if self.often[word] <= 2 else 0.6 if self.often[word] == 3 else 0.3
        return rare if word.isascii() else rare * 0.6


def check(scene: Scene) -> Iterator[Observation]:
    """Every figure of a lead whose value the body does not know."""
    leads = _retelling(scene)
    if not leads:
        return
    items = [one for one in _items(scene) if one.named is None]
    ours = [one for one in items if one.told.span in leads]
    body = [one for one in items if one.told.span not in leads]
    if not (ours and body) or len(ours) > MOST_LEADS or len(body) > MOST_BODY:
        return
    told = list(scene.sentences)
    words = Words(Counter(word for one in told for word in set(tokens(one.words))))
    windows = {one.figure.span: _window(one, told) for one in items}
    figures = [f for one in told if one.span not in leads for f in one.figures]
    sole = {item.figure.span for item in (*_sole_ages(ours), *_sole_ages(body))}
    for one in ours:
        if not _telling(one):
            continue
        rated = [_rate(one, two, words, windows) for two in body if _comparable(one, two)]
        rated = sorted((each for each in rated if each.weight > 0), key=lambda each: -each.weight)
        persons = [two for two in body if {one.figure.span, two.figure.span} <= sole and _comparable(one, two)]
        best = Rated(ENOUGH, one, persons[0]) if persons else rated[0] if rated else None
        if best is None or _together(best.other, ours) or not _alike(one.figure, best.other.figure):
            continue
        if _known(best, figures) or _summed(best) or (one.figure.unit == "pct" and _made(best, body, words, windows)):
            continue
        rivals = [
            _rate(each, best.other, words, windows)
            for each in ours
            if each is not one and _comparable(each, best.other)
        ]
        rivals += [each for each in rated if value_of(each.other.figure) != value_of(best.other.figure)]
        if any(each.weight * CLEARLY > best.weight and _plain(each.lead) and _plain(each.other) for each in rivals):
            continue
        slip = exchanged(value_of(one.figure), value_of(best.other.figure))
        alone = slip and all(_only_one(each, zone) for each, zone in ((one, ours), (best.other, body)))
        long = slip and len(value_of(one.figure).normalize().as_tuple().digits) > 2
        if best.weight + 0.6 * alone + 0.8 * long >= (ENOUGH_FOR_A_SLIP if slip else ENOUGH):
            yield from fault(one.figure, best.other.figure)


def _summed(best: Rated) -> bool:
    """``新增46张``, and in the body 36 of them and 10 more."""
    told = [f for f in best.other.told.figures if f.unit in LOOSE and f.value is not None]
    return best.lead.figure.unit in LOOSE and value_of(best.lead.figure) in reachable(map(value_of, told))


def _only_one(item: Item, zone: list[Item]) -> bool:
    """Is it the only figure of its unit with so many digits behind the point?"""
    like = [
        each for each in zone if each.figure.unit == item.figure.unit and each.figure.decimals == item.figure.decimals
    ]
    return item.figure.decimals > 0 and len(like) == 1


def _plain(item: Item) -> bool:
    """No limit that stands beside the figure: ``减少50%以上者占54.2%``."""
    return item.figure.comparator in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY}


# --- who tells again --------------------------------------------------------------------------------


def _retelling(scene: Scene) -> set[Span]:
    """Titles, leads, abstracts, and the parts called discussion or conclusion."""
    found = leads_of(scene)
    part, block = False, -1
    abstracts = {told.block for told in scene.sentences if _ABSTRACT.match(told.words)}
    for told in scene.sentences:
        if _NEW_PART.match(told.words) and not _AHEAD.match(told.words):
            part, block = False, -1
            if told.heading:
                found.discard(told.span)
        if _RETOLD.match(told.words):
            part = True
        if _AHEAD.match(told.words):
            block = told.block
        if part or told.block == block or told.block in abstracts:
            found.add(told.span)
    return found


def _items(scene: Scene) -> Iterator[Item]:
    yield from items_of(scene)
    for told in scene.sentences:
        taken = [f.span for f in told.figures]
        for match in _SHARE.finditer(told.words) if told.role is not Role.REFERENCES else ():
            span = Span(told.span.start + match.start(), told.span.start + match.end())
            if not any(each.start < span.end and span.start < each.end for each in taken):
                value = _share_of(match.groupdict())
                raw = scene.document.slice(span)
                yield Item(
                    Figure(span, raw, value, value, value, "pct", word=True, decimals=-1), told, scene.document.text
                )


def _share_of(named: dict[str, str | None]) -> Decimal:
    if named["a"]:
        return Decimal(100) / _PARTS[named["a"]]
    if named["b"]:
        return Decimal(200) / 3
    return Decimal(75) if named["c"] else Decimal(50)


# --- what may be compared ---------------------------------------------------------------------------


def _telling(item: Item) -> bool:
    figure = item.figure
    if figure.value is None or figure.unit in SKIPPED or figure.comparator not in _KNOWN or value_of(figure) <= 0:
        return False
    if figure.word:
        return figure.unit == "pct" or value_of(figure) >= 10
    return value_of(figure) >= 3 or figure.decimals > 0


def _known(best: Rated, figures: list[Figure]) -> bool:
    """Does the body tell the value, or may it be made of its numbers? Of what is told in the same words only the first is asked."""
    lead, other = best.lead.figure, best.other.figure
    if lead.unit == "pct":
        return not lead.word and any(
            f.unit == "pct" and f.value is not None and f.comparator not in _BOUND and not _differs(lead, f)
            for f in figures
        )
    digits = [len(str(int(value_of(each)))) for each in (lead, other)]
    if best.weight >= SURE and digits[0] == digits[1]:
        return any(value_of(lead) in {f.low, f.high, f.denominator} for f in figures)
    return present(lead, figures)


def _made(best: Rated, body: list[Item], words: Words, windows: dict[Span, frozenset[str]]) -> bool:
    """Do the sentences in words as near to the lead's tell the share, or numbers that make it?"""
    near = [two for two in body if _rate(best.lead, two, words, windows).weight >= best.weight * NEARLY_AS_NEAR]
    told = {two.told.span for two in near}
    shares = [
        two.figure
        for two in near
        if two.figure.value is not None and two.figure.unit == "pct" and two.figure.comparator not in _BOUND
    ]
    made = list(_shares(shares))
    for span in told:
        made += _shares([two.figure for two in body if two.told.span == span and two.figure.unit != "pct"])
    return any(not _differs(best.lead.figure, share) for share in (*shares, *made))


def _shares(figures: list[Figure]) -> Iterator[Figure]:
    """The shares that two counts of one sentence make; what is left of a share, and two together."""
    counts = [f for f in figures if f.unit in LOOSE and f.value]
    for whole in counts:
        for part in counts:
            if value_of(part) < value_of(whole):
                yield _percent(part, value_of(part) * 100 / value_of(whole))
    shares = [f for f in figures if f.unit == "pct" and f.value is not None]
    for one in shares:
        yield _percent(one, 100 - value_of(one))
        yield from (
            _percent(one, abs(value_of(one) + sign * value_of(two)))
            for two in shares
            if two is not one
            for sign in (1, -1)
        )


def _percent(at: Figure, value: Decimal) -> Figure:
    return Figure(at.span, at.raw, value, value, value, "pct", decimals=1)


def _comparable(one: Item, two: Item) -> bool:
    here, there = one.figure, two.figure
    if there.value is None or there.unit in SKIPPED or there.comparator not in _KNOWN or value_of(there) <= 0:
        return False
    if not _of_one_unit(here, there) or (there.word and there.unit == "pct"):
        return False
    if there.comparator in _BOUND and here.comparator not in _BOUND:
        return False
    if in_another_year(two.told.words[: there.span.start - two.told.span.start]):
        return False
    free = {"each", "old", "young"} if here.unit == "pct" else {"each"}
    if one.told.heading:
        free |= {"planned", "place"}
    if _changing(one) and _changing(two):
        free |= {"then"}
    if here.unit == "pct" and _OF_THEM.search(two.told.words):
        free |= {"part"}
    if _shares_of_others(one, two):
        return False
    if (_MEASURE.search(one.told.words) is None) != (_MEASURE.search(two.told.words) is None):
        return False
    if here.unit in TIME_UNITS and _aged(here) != _aged(there):
        return False
    return may_be(one, two, also_free=frozenset(free), retold=True) and not told_more_widely(one.told, two.told)


_COUNT_BEFORE = lazy(r"(\d[\d, ]{0,8})\s?[一-鿿]?\s?[(（]\s?$")


def _shares_of_others(one: Item, two: Item) -> bool:
    """``137 (68.5%) were positive ... 33 (39.3%) rated it fair or poor``: each is the share of a count of its own."""
    found = [
        _COUNT_BEFORE.search(each.told.words, 0, each.figure.span.start - each.told.span.start) for each in (one, two)
    ]
    mine, theirs = (re.sub(r"\D", "", match[1]) if match else "" for match in found)
    return one.figure.unit == "pct" and bool(mine and theirs) and mine != theirs


_MEASURE = lazy(  # how a value was worked out, why it need not be the other
    r"粗率|粗患病|校正|调整后|标[化准]化?率|加权|不同于|略有不同|有所不同|略[高低]于|\b(?:crude|adjusted|weighted|standardi[sz]ed|differs?|unlike|imputed|per[- ]protocol|unadjusted)\b"
)
_OF_THEM = lazy(r"% of (?:them|these|those)\b(?! (?:who|with|aged|under|over))")


def _of_one_unit(here: Figure, there: Figure) -> bool:
    return here.unit == there.unit or {here.unit, there.unit} <= LOOSE


def _changing(item: Item) -> bool:
    return _DOWN.search(item.told.words) is not None or _UP.search(item.told.words) is not None


def _aged(figure: Figure) -> bool:
    return "岁" in figure.raw or "old" in figure.raw


def _alike(lead: Figure, other: Figure) -> bool:
    """Two numbers that differ and are of one size; of times a text tells many, so that digits must have changed places."""
    low, high = sorted((value_of(lead), value_of(other)))
    if not _differs(lead, other) or high > low * (2 if lead.unit in LOOSE else 3):
        return False
    return lead.unit not in TIME_UNITS or _aged(lead) or lead.decimals > 0 or exchanged(low, high)


def _sole_ages(items: list[Item]) -> list[Item]:
    """The one age that is told, of a man or of a woman."""
    ages = [each for each in items if _aged(each.figure) and each.figure.value is not None]
    one = len({value_of(each.figure) for each in ages}) == 1
    return [
        each for each in ages if one and each.marks & {"men", "women"} and each.figure.comparator is Comparator.EQUAL
    ]


def _differs(lead: Figure, other: Figure) -> bool:
    """Can one not be the other, rounded or roughly told?"""
    one, two = value_of(lead), value_of(other)
    if lead.word and lead.unit == "pct":
        room = ROOM if lead.comparator in {Comparator.EQUAL, Comparator.ABOUT} else ROOM * 3 / 2
        return abs(one - two) > room
    if (
        lead.comparator in _ROUGH
        or other.comparator in _ROUGH
        or Comparator.ABOUT in {lead.comparator, other.comparator}
    ):
        return abs(one - two) * 6 > max(one, two)
    return not equal(lead, other) and (lead.decimals >= 0 or abs(one - two) * 12 > max(one, two))


# --- what they have in common -----------------------------------------------------------------------


def _window(item: Item, told: list[Told]) -> frozenset[str]:
    """The content words of a figure's clause and the ones before, up to the next figures of its unit."""
    sentence, figure, place = item.told.words, item.figure, item.told.span.start
    start, end = figure.span.start - place, figure.span.end - place
    plain = {Comparator.EQUAL, Comparator.ABOUT}
    same = [
        f.span for f in item.told.figures if f.unit == figure.unit and f.comparator in plain and f.span != figure.span
    ]
    ahead = [span.end - place for span in same if span.end <= figure.span.start]
    reach = _REACH_ENGLISH if sentence.isascii() else _REACH
    first = max(0, start - reach)
    if ahead:  # behind another figure of its unit a figure has its own clause only
        first = max([max(ahead), *(match.end() for match in _STOP.finditer(sentence, max(ahead), start))])
    last = min([span.start - place for span in same if span.start >= figure.span.end] + [end + reach, len(sentence)])
    behind = sentence[end:last] if item.told.heading else _STOP.split(sentence[end:last])[0]
    text = f"{sentence[first:start]} {_UNIT.sub('', figure.raw.lower())} {behind}"
    found = set(tokens(text.replace("-", " "))) | set(tokens(text))
    if not ahead and _BACK.search(text if sentence.isascii() else sentence[:start]):
        index = next((index for index, one in enumerate(told) if one.span == item.told.span), 0)
        if index and told[index - 1].block == item.told.block:
            found |= set(tokens(told[index - 1].words))
    found |= {"fall↓"} if _DOWN.search(text) else set()
    found |= {"rise↑"} if _UP.search(text) else set()
    return frozenset(found)


_UNIT = lazy(r"(?:个月|[年月周天日]|小时|分钟|\b(?:years?|months?|weeks?|days?|hours?|minutes?))$")
_STOP = lazy(r"[,，。;；!?！？]|\. |、其中")


def _rate(one: Item, two: Item, words: Words, windows: dict[Span, frozenset[str]]) -> Rated:
    here, there = windows[one.figure.span], windows[two.figure.span]
    if ("fall↓" in here and "rise↑" in there and "fall↓" not in there) or (
        "rise↑" in here and "fall↓" in there and "rise↑" not in there
    ):
        return Rated(0.0, one, two)
    shared = frozenset(word for word in here & there if word not in _IDLE)
    weight = words.weigh(shared - {"fall↓", "rise↑"}) + 0.5 * len(shared & {"fall↓", "rise↑"})
    weight += 0.6 * min(2, sum(1 for value in anchors(one, two) if firm(value)))
    weight += 0.5 if shared and one.marks & two.marks & {"mean", "median"} else 0
    return Rated(weight, one, two)


_IDLE = frozenset(
    tokens(
        "患者 病例 研究 结果 显示 其中 分别 平均 全部 本院 我院 医院 目前 patients people study results showed were found mean median total percent year years "
        "month months week weeks report reported among after before"
    )
)


def _together(two: Item, ours: list[Item]) -> bool:
    """Is the body's value told by the lead as well?"""
    told = [each.figure for each in ours if each.figure.comparator not in _BOUND]
    return any(_of_one_unit(each, two.figure) and equal(each, two.figure) for each in told)
