"""The change that a passage tells of its only two values, before them or behind: "down a quarter, from 840 to 630", ``掉了6个百分点，入营时31%，出营时25%``.

Two values of one sort are set against each other by their own words (from and to, before and after, compared with); the change
is known by a verb or noun of change beside it, and belongs to them where its clause names nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.change import unnamed
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.lone.passage import BASES, of_sort, passages, plain_point, sort_of
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NO_VALUES = frozenset({"fold", "cilevel", "p", "ci", "sd", "hr", "or", "rr", "md", "smd", "rd", "pp", "course"})
_LOOSELY = frozenset({Comparator.ABOUT, Comparator.NEARLY})
_TOLD = frozenset({Comparator.EQUAL, *_LOOSELY})
_EVERY = lazy(r"(?:每|\b(?:every|per|each))\s?$")
_HEADED = 2  # sentences: a headline with a change, and the one that tells the values
_BORROWED = 40
_YEARS_APART = 30
FAR = 130  # characters between a change and the values

# --- what a change is known by ----------------------------------------------------------------------

_DOWN_ZH = r"下降|降低|减少|减轻|减去|缩短|缩小|回落|下跌|节省|节约|降幅|减幅|[减降跌掉瘦省少低短慢轻]"
_UP_ZH = r"上升|升高|增加|增长|增高|提高|提升|延长|上涨|长高|增幅|涨幅|升幅|(?<![微毫])升|[增涨多高长胖]"
_DOWN_EN = r"fell|fallen|dropped|down|cut|reduced|lowered|lost|shed|shaved|saved?|saving|declined|decreased|shortened|reduction|drop|fall|decline|decrease|loss|fewer|less|lower|shorter|faster|lighter|cheaper|off"
_UP_EN = r"rose|risen|grew|grown|up|gained|climb(?:ed|ing)|jumped|increased|rise|increase|gain|growth|jump|more|higher|longer|heavier"
_EITHER_EN = r"changed|difference|improve(?:d|ment)|change"
_BEFORE_ZH = lazy(
    rf"(?:(?P<down>{_DOWN_ZH})|(?P<up>{_UP_ZH})|(?P<either>差值|相差|净增|改善))(?:幅度?|[等住拿走花用付睡跑吃喝](?!院))?(?:了|去|掉|出|达|为|约|近|也|共|足足|整整|将近|\s){{0,3}}$"
)
_REACHED_ZH = lazy(r"(?<!幅)(?<!幅度)(?:达到?|为|[到至成])(?:了|约|近)?$")
_BEFORE_EN = lazy(
    rf"\b(?:(?P<down>{_DOWN_EN})|(?P<up>{_UP_EN})|(?P<either>{_EITHER_EN}))(?: in [a-z ]{{3,30}})?(?: by| of)?(?: an?| about| some| nearly| almost| roughly| just| around| the)*\s$"
    rf"|\b(?:(?P<down2>{_DOWN_EN})|(?P<up2>{_UP_EN})|(?P<either2>{_EITHER_EN}))\b[^,;.]{{0,50}} by(?: an?| about| some| nearly| almost| roughly| just)*\s$"
)
_HAPPENED = (
    r"(?:rose|risen|fell|fallen|dropped|declined|decreased|increased|jumped|grew|grown|climbed|changed|improved)\b"
)
_BEHIND_EN = lazy(
    r" of (?:their|its|his|her|the) (?:starting|initial|original|baseline) [a-z]+ (?:(?P<down2>lost|shed)|(?P<up2>gained))|"
    rf"[\s-](?!{_HAPPENED})(?:of a |relative |absolute |overall |percentage[- ]point ){{0,2}}(?:(?P<down>{_DOWN_EN})|(?P<up>{_UP_EN})|(?P<either>{_EITHER_EN}))\b(?! than (?:\d|half|one))"
)

# --- what sets two values against each other ----------------------------------------------------------

_WHEN_BEFORE = r"before|last (?:year|month|week|winter|summer|season)|ago|at (?:the start|baseline|entry|admission|first)|initially|originally|was|were|had been|in (?:19|20)\d\d"
_WHEN_AFTER = r"now|this (?:year|month|week|winter|summer|season)|today|after|afterwards|later|in (?:its|the) [a-z]+ year|at (?:the end|discharge|follow-up)|in (?:19|20)\d\d"
_FROM = lazy(r"\bfrom (?:(?:an? |the )?(?:[a-z' -]{1,30} (?:of )?)?)?[£$€]?$")
_TO = lazy(r"^[^.;]{0,70}?\bto (?:(?:about|just|only|some|nearly|around|an?) ){0,2}[£$€]?$")
_ENDED = lazy(r"\b(?:to|at|is now|now|reach(?:ed|ing|es)) (?:(?:about|just|only|some|nearly|around|an?) ){0,2}[£$€]?$")
_STARTED = lazy(
    r"^[^.;\d]{0,40}?\b(?:(?:up|down) )?from (?:(?:an?|the|about|just) )?(?:[a-z' -]{1,24} (?:of )?)?[£$€]?$"
)
_AGAINST = lazy(
    r"^[^.;]{0,50}?\b(?:compared (?:with|to)|against|versus|vs\.?|than|instead of|rather than)\b[^.;]{0,40}$"
)
_ONCE, _SINCE = lazy(rf"\b(?:{_WHEN_BEFORE})\b"), lazy(rf"\b(?:{_WHEN_AFTER})\b")
_FROM_ZH = lazy(r"[由从自][^,，。;；]{0,20}$")
_TO_ZH = lazy(r"^[^。;；,，]{0,24}[,，]?[^。;；,，]{0,10}(?:到|至|升|增|涨|达|降|减|成|为|变)[^。;；,，]{0,14}$")
_ONWARD_ZH = lazy(r"^(?:下?降|减|上?升|增|涨|缩短|提高|回落)(?:[少低高加长])?(?:到|至|为|成)(?:了)?$")
_ONCE_ZH = lazy(r"(?:[一-鿿]前|[一-鿿]时|[年月]初|去年|上年|同期|原来|原先|原|基线|此前)(?:[一-鿿]{0,8})$")
_SINCE_ZH = lazy(
    r"^[^,，。;；]{0,4}[,，;；。][^,，。;；]{0,8}?(?:后|现在|如今|今年|目前|时|现|年底|月末)[^,，。;；]{0,8}$"
)
_COMPARED_ALREADY = lazy(
    r"\bthan (?:(?:in )?(?:the|a) (?:year|month|week|quarter|season) (?:before|ago|earlier)|last [a-z]+|before|usual|expected|in (?:19|20)\d\d)[,;]? (?:and|while|but)\b"
    r"|[比较](?:上年|去年|上月|同期|往年|前一年)[^，。；\d]{0,8}[，；]\s?(?:另|而|同时|其中)"
)
_COMMA = lazy(r"[,，]")
_OF_THEM = lazy(r" of (?:them|these|those|whom|which)\b")
_YEAR = lazy(r"(?:19|20)\d\d年?")
_OPENED = lazy(r"[(（]$")
_OWN_SHARE = lazy(r"[^,.;，。；(（]{0,12}[(（]\s?\d+(?:\.\d+)?\s?%")
_MONEY = lazy(r"[£$€¥]")  # £15 and three days saved
_TO_RAW = lazy(r" to |→|->|至|到")
_JUST_TO = lazy(r"\s?(?:to|→|->|至|到)\s?")
_AGAINST_ZH = lazy(r"^[^。;；]{0,16}?[,，]?[一-鿿]{0,3}(?:比|较|低于|高于)[^,，。;；]{0,12}$")

# --- what keeps a change from the values ------------------------------------------------------------------

_OTHERWISE = lazy(
    r"分别|校正|标化|模型|加权|置信|标准差|中位数?差|\brespectively|adjust|\bmodel|weighted|95\s?%|per-protocol|intention"
)
_NOT_OF_THEM = lazy(
    r"再(?!入院)|还[需要差有]|又|[距离]|目标|标准|年均|月均|平均每|逐[年月]|其中|对照|安慰剂|常规|另|调整|预[计期]|计划|有望|最[多大高低少]|至[多少]|中位(?:降|减|升|增)|前[\d一二三四两]|第|首|"
    r"超过|不[到足]|多[降升减增]|少[降升减增]|(?:多|少|高|低)[出于]|累计|其余|同期|全[国省市]|\b(?:target|goal|short of|further|another|still|annual|annually|of which|of whom|control|controls|placebo|sham|comparison|"
    r"expected|hopes?|plans?|median (?:change|fall|reduction|difference|improvement|increase)|within (?:patients|people|subjects)|up to|at (?:most|least)|target|average|nationally|average|other|others|whereas|while|but|only|first|regained|peak|so far|to go)\b"
)
_THAN = lazy(r"\b(?:than|versus|vs|compared|against)\b|[比较]")
_PERIOD = lazy(
    r"\b(?:an?|each|every|per) (?P<en>day|week|month|year|night|minute|hour)\b|每(?P<zh>[年月周天日夜]|分钟|小时|例|人|次)"
)
_SINCE_WHEN = lazy(
    r"[比较][一-鿿]{0,4}(?:前|去年|上年|同期|原来|此前)|[一-鿿]{1,4}[前后时](?![一-鿿]{2})|(?<![一-鿿])[一二两三四五六七八九十\d]{1,3}年(?:间|里|来|内|时间|之?后)"
)
_TIES = lazy(
    r"which means|meaning|that is|i\.e\.|a saving of|you save|equivalent to|amounting to|or a |也就是|即|意味着|相当于|足足|整整|换言之"
)
_EMPTY = lazy(
    r"平均|规模|扩大|共|总|累计|相对|绝对|净|即|总体|幅度|同比|环比|差异|约|近|其|了|前后|整体|直接|合计|明显|显著|进一步|也就是|相当于|意味着|变化|较|比|与|治疗|干预|用药|服药|"
    r"随访|基线|前|后|时|者|均|实际|显示|为|是|率|值|水平|评分|指标|足足|整整|正好|恰好|刚好|恰|立|直|仅|只|有|由|从|自|原来|原先|当初|起初|如今|现在|目前|相等|一下子|硬是|该|本|中心|医院|直接|达|到|至|每|分钟|的|也|就|人均|将|推行|实施|改造|改用|期间|这|一|[一两二三四五六七八九十]?(?:年|月|周|天|间)|以来|来|内|个|"
    rf"{_DOWN_ZH}|{_UP_ZH}|\b(?:an?|the|which|is|was|were|are|mean|representing|with|for|corresponding|to|of|absolute|relative|that|or|about|this|net|overall|by|from|at|you|we|it|its|"
    r"weeks?|months?|years?|days?|minutes?|hours?|after|before|baseline|in|and|all|their|his|her|starting|initial|original|total|nearly|almost|roughly|just|point|points|percentage|per|cent|percent|equivalent|meaning|means|giving|so|"
    r"score|change|value|level|levels|rate|each|every|over|some|around|reaching|reached|hitting|stands?|stood|sits|reads|figure|thanks|there|now|then|has|have|been|went|going|gone|come|came|on|fully|full|exactly|amounts|amounting|an|"
    rf"one|two|three|four|five|six|seven|eight|nine|ten|twelve|saw|making|result|{_DOWN_EN}|{_UP_EN}|{_EITHER_EN})\b"
)
_NOUN = lazy(r"[a-z]{3,}|[一-鿿]+")
_CLAUSE = r"[,，;；。:：()（）—!！?？]|\.\s|–"


_UP_FROM = lazy(r"(?:up|down) from|[由从自].*$")
_MOVED = lazy(rf"{_DOWN_ZH}|{_UP_ZH}|\b(?:{_DOWN_EN}|{_UP_EN}|{_EITHER_EN})\b")


class _Change(NamedTuple):
    """A change as told: how large, and whether down, up or either way."""

    figure: Figure
    way: str


class _Pair(NamedTuple):
    """Two values in the order of their telling; ``against`` where the words compare them."""

    first: Figure
    second: Figure
    against: bool


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage, and every sentence of it, that holds two values and a change."""
    for one in passages(scene):
        yield from _check(one)
        if len(one.sentences) > 1:
            for told in one.sentences:
                if len(told.figures) > len("ab"):
                    yield from _check(Paragraph(told.span.start, told.words, (told,)))


def _check(one: Paragraph) -> Iterator[Observation]:
    if len(one.figures) <= len("ab") or _OTHERWISE.search(one.words):
        return
    changes = [change for f in one.figures if (change := _change(one, f)) is not None]
    if not changes:
        return
    told = {change.figure.span for change in changes}
    pairs = _pairs(one, [f for f in one.figures if f.span not in told])
    for change in changes:
        alike = [each for each in changes if _kind(each.figure) == _kind(change.figure)]
        own = [pair for pair in pairs if _measures(one, change.figure, pair)]
        if len(alike) == 1 and len(own) == 1 and (len(pairs) == 1 or change.figure.unit != "pct"):
            yield from _held(one, own[0], change)


def _change(one: Paragraph, figure: Figure) -> _Change | None:
    """Is this a change, by the verb before it or the noun behind?"""
    if (
        figure.value is None
        or figure.value <= 0
        or figure.comparator not in _TOLD
        or figure.unit in _NO_VALUES - {"pp"}
    ):
        return None
    if value_of(figure) in BASES and _EVERY.search(one.before(figure, 8)):
        return None  # fell from 612 to 505 per 1,000
    clause = expressions.split(_CLAUSE, one.before(figure, 70))[-1]
    if _REACHED_ZH.search(clause):
        return None
    for match in (_BEFORE_ZH.search(clause), _BEFORE_EN.search(clause), _BEHIND_EN.match(one.behind(figure, 50))):
        if match is not None:
            groups = match.groupdict()
            down, up = (groups.get(name) or groups.get(name + "2") for name in ("down", "up"))
            return _Change(figure, "down" if down else "up" if up else "")
    return None


def _kind(figure: Figure) -> str:
    return "pp" if _points(figure) else sort_of(figure)


def _points(figure: Figure) -> bool:
    return figure.unit == "pp" or (figure.unit == "score" and figure.raw.endswith(("point", "points")))


def _pairs(one: Paragraph, values: list[Figure]) -> list[_Pair]:
    """The sorts of which the passage holds two values, set against each other."""
    found: list[_Pair] = []
    for sort in {sort_of(f) for f in values if f.unit not in _NO_VALUES}:
        own = [f for f in of_sort(one, sort) if f in values and not (sort in TIME_UNITS and _MONEY.match(f.raw))]
        if len(own) == 1 and sort != "number":  # 31 minutes compared with 45
            bare = [f for f in of_sort(one, "number") if f in values]
            own = sorted([*own, *bare], key=lambda f: f.span)
            if len(own) != len("ab") or _far_apart(one, own[0], own[1]):
                continue
            if sort in TIME_UNITS and _COMMA.search(one.between(own[0], own[1])):
                continue  # 耗时95 min，术后降至122
        if len(own) != len("ab") or not all(map(plain_point, own)) or any(f.word or f.denominator for f in own):
            continue
        pair = _pair(one, own[0], own[1])
        if pair is not None and pair.first.value != pair.second.value:
            found.append(pair)
    return found or [pair for f in values if (pair := _enclosed(one, f)) is not None]


def _enclosed(one: Paragraph, figure: Figure) -> _Pair | None:
    """``rose by 11 percentage points (38% to 49%)``: what was read as a range."""
    if figure.value is not None or not _OPENED.search(one.before(figure, 1)) or not _TO_RAW.search(figure.raw):
        return None
    ends = [replace(figure, value=value) for value in (figure.low, figure.high)]
    return _Pair(ends[0], ends[1], against=False)


def _enclosed_in(one: Paragraph, pair: _Pair) -> bool:
    return pair.first.span == pair.second.span or _JUST_TO.fullmatch(one.between(pair.first, pair.second)) is not None


def _far_apart(one: Paragraph, first: Figure, second: Figure) -> bool:
    """Does a bare number stand too far off to be of the unit of the other?"""
    between = any(first.span.end <= f.span.start < second.span.start for f in one.figures)
    return between or len(one.between(first, second)) > _BORROWED


def _pair(one: Paragraph, first: Figure, second: Figure) -> _Pair | None:
    ahead, gap, behind = one.before(first, 60), one.between(first, second), one.behind(second, 40)
    if _OWN_SHARE.match(behind) and not _OWN_SHARE.match(gap):
        return None  # of 1,270 operations in 2022, 80 (6.3%)
    if _COMPARED_ALREADY.search(gap):
        return None  # 51,300 inpatients, 4% more than the year before, and 120,400 came to the emergency department
    if _OF_THEM.match(behind) or _OF_THEM.match(gap):
        return None  # 15% more than the year before, and 48 of them from abroad
    clause = expressions.split(r"[,，;；。:：]|\.\s", ahead)[-1]
    sentence = expressions.split(r"[;；。]|\.\s", ahead)[-1]
    if (_FROM.search(clause) and _TO.search(gap)) or (_ENDED.search(clause) and _STARTED.search(gap)):
        return _Pair(first, second, against=False)
    if (_FROM_ZH.search(clause) and _TO_ZH.search(gap)) or _ONWARD_ZH.search(gap):
        return _Pair(first, second, against=False)
    if _ONCE_ZH.search(clause) and _SINCE_ZH.search(gap):
        return _Pair(first, second, against=False)
    if _OPENED.search(clause) and _JUST_TO.fullmatch(gap):
        return _Pair(first, second, against=False)
    if len(gap) <= _YEARS_APART and _YEAR.search(clause) and len(_YEAR.findall(gap)) == 1:
        return _Pair(first, second, against=False)
    if _AGAINST.search(gap) or _AGAINST_ZH.search(gap):
        return _Pair(first, second, against=True)
    tail = expressions.split(r"[.;](?:\s|$)", behind)[0]
    if len(gap) <= FAR and _ONCE.search(sentence + " " + gap[:40]) and _SINCE.search(gap[-60:] + " " + tail):
        return _Pair(first, second, against=False)
    return None


def _measures(one: Paragraph, change: Figure, pair: _Pair) -> bool:
    sorts = {sort_of(pair.first), sort_of(pair.second)}
    bare = pair.first.unit == pair.second.unit == "none" and change.unit not in _NO_VALUES
    if bare and _JUST_TO.fullmatch(one.between(pair.first, pair.second)):
        return True  # by 12 days, from 41 to 29
    if _points(change):
        return "pct" in sorts or change.unit in {pair.first.unit, pair.second.unit}
    return change.unit == "pct" or sort_of(change) in sorts


def _held(one: Paragraph, pair: _Pair, change: _Change) -> Iterator[Observation]:
    figure = change.figure
    if not _of_them(one, pair, figure):
        return
    first, second = value_of(pair.first), value_of(pair.second)
    high, low = max(first, second), min(first, second)
    halves = (unit_in_last_place(pair.first) + unit_in_last_place(pair.second)) / 2
    bases = {"down": [high], "up": [low]}.get(change.way, [high, low])
    gap = high - low
    possible = [(gap, halves - unit_in_last_place(figure) / 2)]
    if figure.unit == "pct":
        relative = [(gap * 100 / base, _blur(pair, base == high)) for base in bases]
        possible = relative + (possible if sort_of(pair.first) == "pct" else [])
    if low <= value_of(figure) <= high and _enclosed_in(one, pair):
        return  # a reduction of 11% (8% to 14%)
    if any(abs(value - value_of(figure)) <= room + _room(figure) for value, room in possible):
        return
    value = possible[0][0]
    line = (
        f"{plain(gap)} / {plain(bases[0])} = {show(value, 1)}% ≠ {figure.raw}"
        if figure.unit == "pct"
        else f"{plain(high)} - {plain(low)} = {plain(gap)} ≠ {figure.raw}"
    )
    yield observe("change-size", figure, line, related=[(pair.first, pair.first.raw), (pair.second, pair.second.raw)],
                  before=pair.first.raw, after=pair.second.raw, right=line, tied="yes", beside="yes")  # fmt: skip


def _blur(pair: _Pair, of_high: bool) -> Decimal:
    """How far a change in per cent may lie from the one of two printed values."""
    (low, half_low), (high, half_high) = sorted(
        (value_of(f), unit_in_last_place(f) / 2) for f in (pair.first, pair.second)
    )
    ends = [(low - half_low, high + half_high), (low + half_low, high - half_high)]
    told = (high - low) * 100 / (high if of_high else low)
    return max(abs((b - a) * 100 / max(b if of_high else a, half_low) - told) for a, b in ends)


def _room(figure: Figure) -> Decimal:
    """What is told in words or with "about" is taken less at its word."""
    value = value_of(figure)
    room = Decimal("3.5") if figure.word and figure.unit == "pct" else unit_in_last_place(figure)
    return room + (value / 10 if figure.comparator in _LOOSELY else 0)


def _of_them(one: Paragraph, pair: _Pair, figure: Figure) -> bool:
    """Does the clause of the change name nothing but what the values are of?"""
    start, end = figure.span.start - one.start, figure.span.end - one.start
    opens, closes = pair.first.span.start - one.start, pair.second.span.end - one.start
    behind = expressions.split(_CLAUSE, one.words[end : end + 60])[0]
    if start >= closes:
        said, rest = one.words[closes:start], one.words[:closes]
        pieces = expressions.split(_CLAUSE, said)
        named = " ".join(pieces[1:] if len(pieces) > 1 else pieces) + " " + behind
        clause = " ".join([said, behind])
    elif end <= opens:
        said, rest = one.words[end:opens], one.words[:start] + behind
        pieces = expressions.split(_CLAUSE, said)
        lead = expressions.split(_CLAUSE, one.words[:start])[-1]
        named = " ".join(pieces[1:])
        if _MOVED.search(_UP_FROM.sub(" ", named)):
            return False  # ``升高6.2分，术后3个月回落至术前水平``
        clause = " ".join([lead, said])
        if (
            not "".join(pieces[1:]).strip()
            and not expressions.search("[:：]", said)
            and not (_OPENED.search(said) and _enclosed_in(one, pair))
            and not (expressions.search(r"[由从自]|\bfrom\b", said) or _ENDED.fullmatch(said.strip() + " "))
        ):
            return False
    else:
        said, rest = one.words[opens:start] + " " + one.words[end:closes], one.words
        named, clause = "", said
    named = _SINCE_WHEN.sub(" ", named)
    if (
        len(said) > FAR
        or _NOT_OF_THEM.search(clause)
        or not (pair.against or _THAN.search(_SINCE_WHEN.sub(" ", clause)) is None)
    ):
        return False
    periods = {match["en"] or match["zh"] for match in _PERIOD.finditer(clause)}
    if any(period not in rest for period in periods):
        return False
    if start >= closes and _TIES.search(named):
        return True
    nouns = _NOUN.findall(unsaid(named))
    if expressions.search(r"[;；。]|\.\s", said) and (len(one.sentences) > _HEADED if end <= opens else nouns):
        return False
    return all(named_before(noun, rest) for noun in nouns)


def unsaid(words: str) -> str:
    """The words without those that name nothing."""
    return _EMPTY.sub(" ", _SINCE_WHEN.sub(" ", words))


def named_before(noun: str, rest: str) -> bool:
    """Does other text hold a noun, or most of its pairs of characters?"""
    if noun.isascii():
        return noun[:5] in rest
    pairs = [noun[at : at + 2] for at in range(max(1, len(noun) - 1))]
    if unnamed(noun, rest):
        return False  # 门诊次均费用 and 住院次均费用
    return sum(pair in rest for pair in pairs) * 2 >= len(pairs)
