"""Rates told for a time that nobody reached: ranges of follow-up, studies that were over, the first and the last date.

It reads limits and horizons more freely than ``horizon``, and takes as the limit the longest time that any words of the
frame could mean; a range that may be of the middle half only is doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import ENGLISH_WORDS
from claimlint.language.units import TIME_UNITS, days
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic import value_of
from claimlint.verify.horizon import ELSEWHERE, OUTCOMES, ROOM, YEAR, Limit, told_limits
from claimlint.verify.paragraphs import Paragraph, of_frame
from claimlint.verify.scene import Frame, Scene, observe

_GOES_ON = lazy(
    r"延[长伸]|扩展|后续|继续随访|长期随访|再随访|停药后|登记研究|extension|long-term|open-label|registry|further follow|continued to be followed"
)
_FOLLOWED = r"随访|追踪|观察期|回访|\bfollow(?:ed|-?\s?up)|\bobserved for"


class Horizon(NamedTuple):
    """A time that a rate is told for."""

    days: Decimal
    span: Span
    words: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every frame that tells how long it lasted, once."""
    for frame in scene.frames:
        if not frame.figures or not _ANY.search(frame.words):
            continue
        blocks = of_frame(frame)
        limits = [limit for one in blocks for limit in (*told_limits(one), *other_limits(one, frame))]
        dated = dated_limit(blocks)
        limits += [dated] if dated is not None else []
        if not limits:
            continue
        limit = max(limits, key=lambda each: each.days)
        longest = max([limit.days, *(each for one in blocks for each in followed_times(one))])
        for one in blocks:
            for horizon in _horizons(one):
                if horizon.days > longest * ROOM and not limit.span.contains(horizon.span):
                    line = f"{horizon.words} > {limit.words}"
                    yield observe("horizon", horizon.span, line, related=[(limit.span, limit.words)], stated=horizon.words,
                                  followup=limit.words, horizon=horizon.words)  # fmt: skip
                    return


_ANY = lazy(
    rf"{_FOLLOWED}|截[至止]|试验|研究|观察|\btrial\b|\bstudy\b|\baudit\b|\breport\b|\bclos(?:es|ed)\b|censored|cut-?off|final visit|last visit"
)

# --- limits ---------------------------------------------------------------------------------------------

_NO_RANGE = lazy(r"iqr|四分位|interquartile|q1|p25|ci\b|置信|年龄|岁|\baged?\b|病程|住院|每|间隔|interval|every|组")
_LABELLED = lazy(
    r"(?:范围|range[ds]?(?: from)?|从|from|介于|为|是|时间|期|随访|了|for|满|均|:|共|between)[\s:,，为是]{0,3}$"
)
_CENTRE = lazy(r"中位|median")
_OVER = (  # how long it was for all
    lazy(r"(?:均|全部|所有|都)[^。；;]{0,16}(?:于|在|至)?(?:术后|治疗后|用药后|入组后|出生后|第){0,2}(?P<t>~)(?:时)?(?:完成|进行|接受|结束)(?:了)?(?:末次|最后一次|最终|全部)(?:的)?(?:随访|复查|评估|访视)"),
    lazy(r"(?:试验|研究|观察|随访)(?:期|周期|阶段|时间)?(?:共|总共|一共|为期|历时|持续)(?:观察|随访|进行|为|了){0,2}(?:整整)?(?P<t>~)(?!的?(?:招募|入组|回顾))"),
    lazy(r"(?:共|仅|只|一共)(?:随访|观察)(?:了)?(?P<t>~)"),
    lazy(r"为期(?P<t>~)的?[^，。；]{0,8}(?:试验|临床观察)"),
    lazy(r"\b(?:trial|study|follow-up|observation(?: period)?) (?:lasted|ran for|went on for|was limited to|ended|stopped|closed)(?: for (?:all|everyone|everybody|all participants))?(?: only| just)?(?: at| after)?(?: the)? (?P<t>~)(?! of (?:recruit|enrol))"),
    lazy(r"\b(?:all|every|everyone|each)\b[^.;]{0,60}(?:final|last) (?:visit|assessment|examination)s? (?:was |took place |were )?(?:at|after) (?P<t>~)"),
    lazy(r"\b(?:no(?:body| one|ne)?|no [a-z]+) (?:[a-z]+ ){0,3}followed (?:up )?(?:for )?(?:any )?(?:longer|more|beyond)(?: than)? (?P<t>~)"),
    lazy(r"(?P<t>~) (?:[a-z-]+ ){0,3}(?:trial|study)\b[^.]{0,20}(?:ended|over|finished|closed)"),
    lazy(r"(?P<t>~)的?(?:试验|研究)[^，。]{0,6}(?:结束|收官|落幕)"),
    lazy(r"\b(?:longest|maximum) (?:duration of |period of )?follow-?up[a-z ]{0,32} (?:was|is|being) (?P<t>~)"),
    lazy(r"末[次例][^，。]{0,10}(?:访视|随访|复查)(?:共|历时|为|总计|前后){1,2}(?:历时)?(?P<t>~)"),
    lazy(r"\bfollow-?up (?:was |being )?(?:limited|restricted|confined|cut off) (?:to|at) (?P<t>~)"),
    lazy(r"无(?:人|一例|患者)?[^，。]{0,8}随访(?:时间)?(?:超过|长于|多于)(?P<t>~)"),
)  # fmt: skip
_MARK = "~"


def other_limits(one: Paragraph, frame: Frame) -> Iterator[Limit]:
    times = [f for f in one.figures if f.unit in TIME_UNITS or (f.value is None and f.unit in {"none", "ci"})]
    for figure in times:
        limit = _range(one, figure)
        if limit is not None:
            yield limit
    if _GOES_ON.search(frame.words):
        return
    for figure in (f for f in times if f.value is not None and f.unit in TIME_UNITS):
        start = figure.span.start - one.start
        words = one.words[max(0, start - 90) : start] + _MARK + one.behind(figure, 48)
        length = days(value_of(figure), figure.unit)
        for pattern in _OVER if length is not None else ():
            if any(m.start("t") == min(90, start) for m in pattern.finditer(words)):
                yield Limit(length, figure.span, figure.raw)  # type: ignore[arg-type]
                break


def _range(one: Paragraph, figure: Figure) -> Limit | None:
    """``随访14～46个月``, "a median of 14 months (range 3 to 28)"."""
    if figure.value is not None or not figure.low < figure.high:
        return None
    clause = re.split(r"[。；;]|\.\s", one.before(figure, 70))[-1]
    followed = list(expressions.finditer(_FOLLOWED, clause))
    if not followed or _NO_RANGE.search(clause[followed[0].start() :]) or figure.role == "age":
        return None
    before = [f for f in one.earlier(figure, 1) if f.unit in TIME_UNITS]
    unit = figure.unit if figure.unit in TIME_UNITS else before[0].unit if before else None
    length = days(figure.high, unit) if unit is not None else None
    if length is None:
        return None
    labelled = _LABELLED.search(clause) is not None or _CENTRE.search(clause) is None
    raw = figure.raw.strip()
    return Limit(length if labelled else length * 2, figure.span, raw)


def followed_times(one: Paragraph) -> Iterator[Decimal]:
    """Any time told in a clause of follow-up may be the longest of it."""
    for figure in one.figures:
        if figure.unit not in TIME_UNITS or figure.role == "age":
            continue
        clause = re.split(r"[。；;，,]|\.\s", one.before(figure, 40))[-1]
        length = days(figure.high, figure.unit)
        if length is not None and expressions.search(rf"(?:{_FOLLOWED})[^%\d]{{0,24}}$", clause):
            yield length


# --- from date to date ------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = lazy(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?年(?:\s?(?P<m>\d{1,2})\s?月)?|(?<!\d)(?P<x>(?:19|20)\d\d)[-./](?P<c>\d{1,2})(?:[-./]\d{1,2})?(?!\d)"
    r"|(?:(?<![a-z])(?P<n>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? (?:\d{1,2}, )?)?(?<![\d.,])(?P<z>(?:19|20)\d\d)(?![\d年,.]\d|\d|[-./]\d)"
)
_BEGAN = lazy(
    r"首[例台次位名批]|第一[例台次位名批]|最早|开始|自|起|开展|启动|以来|入组|纳入|收治|手术|接受|治疗|植入|移植|诊断|确诊|"
    r"\bfirst\b|opened|began|start|between|\bfrom\b|since|perform|implant|enrol|treated|diagnosed|recruit|underwent|admitted|transplant|infused|dosed"
)
_ENDED = lazy(
    r"随访|截[至止]|锁定|锁库|统计|末次|结束|收官|follow|cut-?off|censor|clos(?:es|ed|ing)|database|audit|report|until|data lock|locked|last seen|ended|frozen|snapshot|extract"
)


def dated_limit(blocks: tuple[Paragraph, ...]) -> Limit | None:
    """From the earliest to the latest date of a frame, where the one begins and the other ends."""
    found: list[tuple[Decimal, Decimal, Paragraph, re.Match[str]]] = []
    for one in blocks:
        for match in _DATE.finditer(one.words):
            year = int(match["y"] or match["x"] or match["z"])
            named = _MONTHS.index(match["n"][:3]) + 1 if match["n"] else 0
            month = int(match["m"] or match["c"] or named)
            if month > 12:
                return None
            first = year + Decimal(month - 1 if month else 0) / 12
            last = year + Decimal(month or 12) / 12
            found.append((first, last, one, match))
    if len(found) < 2 or len(found) > 8:
        return None
    earliest, latest = min(found, key=lambda each: each[0]), max(found, key=lambda each: each[1])
    if not _BEGAN.search(_around(*earliest[2:], 36)) or not _ENDED.search(_around(*latest[2:], 40)):
        return None
    length = latest[1] - earliest[0]
    one, match = latest[2:]
    words = f"{earliest[3][0].strip()} - {match[0].strip()}"
    return Limit(length * YEAR, one.span(*match.span()), words) if 0 < length < 40 else None


def _around(one: Paragraph, match: re.Match[str], reach: int) -> str:
    """The sentence's words on both sides of a date."""
    before = re.split(r"[。]|\.\s", one.words[max(0, match.start() - reach) : match.start()])[-1]
    return before + re.split(r"[。]|\.\s", one.words[match.end() : match.end() + reach])[0]


# --- horizons ---------------------------------------------------------------------------------------------

_NOT_STUDIED = lazy(
    r"(?:病程|龄|史|近|过去|既往|曾|每|此前|最近|历时|耗时|为期|持续|延长|超过|不足|缩短|提前|工作|从业|吸烟|患病|服用|长达|"
    r"\baged?|age of|over|past|last|previous|preceding|prior|every|least|more than|nearly|former|further|next|additional)[\s:为了约]{0,2}$"
)
_BEHIND = lazy(
    r"^\s?(?:(?:时|末|内)[，,]|时|后|内|末|的|随访时?|术后|累[积计]|总体?|平均|无|未|[（(][^（）()]{1,12}[)）])*(?P<o>[^，。；,;：:\d%]{0,22}?(?:率|比例|概率|几率|存活者|留存|占|仍))(?:约?为|是|达到?|仅|可达|高达|分别|估计|有|:|：|约|\s){0,3}(?:[(（][^()（）]{0,20}[)）])?\s?$"
)
_NO_RATE = lazy(
    r"曾|既往|有过|级|制|龄|生(?!存|率)|以上|以下|前|来|间(?!期)|心血管|风险评分|ascvd|frax|患病率|吸烟率|增长率"
)
_AT_EN = r"(?:at|after|within|by|to|over)(?: the| a| about| around| full)? $"
_OF_WHAT = lazy(
    r"^\s?(?:of (?!follow|age-)|before|prior|earlier|ago|or (?:more|older|younger)|old|and (?:over|older)|-old|history|course|versus|after (?:diagnosis of))"
)
_ADJECTIVE = lazy(
    r"^[\s-](?:[a-z-]+ ){0,4}?(?:surviv|rate|mortality|incidence|patency|freedom|remission|relapse|recurrence|revision|failure|retention|success|probab|event|disease|progression|graft|implant|cumulative|local|overall|estimat|risk of|figure|result)"
)
_DISEASE_RISK = lazy(r"cardiovascular|ascvd|framingham|frax|predicted|score|心血管|预测")
_WEEK = lazy(r"\b(?:at|by|in|to|through|until) (?P<unit>week|month|year|day) (?P<n>\d{1,3}|[a-z]{3,9})(?![\d-])")
_ZH_NTH = lazy(r"第\s?(?P<n>\d{1,3})\s?个?(?P<unit>年|月|周|天)(?:时|末|随访)?")
_UNITS = {"年": "year", "月": "month", "周": "week", "天": "day"}
_REACH = 60


def _horizons(one: Paragraph) -> Iterator[Horizon]:
    for told in one.sentences:
        rates = [f for f in told.figures if f.unit == "pct"]
        if (
            not rates
            or told.role is Role.REFERENCES
            or ELSEWHERE.search(told.words)
            or _DISEASE_RISK.search(told.words)
        ):
            continue
        outcome = OUTCOMES.search(told.words) is not None
        for figure in told.figures:
            if (
                figure.unit in TIME_UNITS
                and figure.value is not None
                and figure.comparator is Comparator.EQUAL
                and figure.role != "age"
            ):
                length = days(value_of(figure), figure.unit)
                if length is not None and _told_for(one, figure, rates, outcome):
                    yield Horizon(length, figure.span, figure.raw.strip())
        yield from _numbered(one, told.span, rates)


def _told_for(one: Paragraph, figure: Figure, rates: list[Figure], outcome: bool) -> bool:
    before, behind = one.before(figure, 24), one.behind(figure, 40)
    if _NOT_STUDIED.search(before) or "岁" in figure.raw or _OF_WHAT.match(behind):
        return False
    later = [f for f in rates if f.span.start >= figure.span.end]
    earlier = [f for f in rates if f.span.end <= figure.span.start]
    if not expressions.search("[一-鿿]", one.between(figure, later[0]) if later else before):
        if expressions.search(_AT_EN, before) and not expressions.search(
            r"(?:from|increase|rose|fell|drop|reduc\w+) [^.,;]{0,12}$", before
        ):
            near = [f for f in earlier if len(one.between(f, figure)) <= _REACH] + [
                f for f in later if len(one.between(figure, f)) <= _REACH
            ]
            return outcome and bool(near)
        return (
            bool(later)
            and "year" in figure.raw.lower() + behind[:6]
            and _ADJECTIVE.match(behind) is not None
            and len(one.between(figure, later[0])) <= 90
        )
    if not later:
        return False
    match = _BEHIND.match(one.between(figure, later[0]))
    return (
        match is not None
        and not _NO_RATE.search(match[0])
        and not expressions.search(rf"(?:{_FOLLOWED})[^，。；]{{0,6}}$", before)
    )


def _numbered(one: Paragraph, sentence: Span, rates: list[Figure]) -> Iterator[Horizon]:
    """``第24周时``, "by week 20": times that are counted off."""
    start, end = sentence.start - one.start, sentence.end - one.start
    for pattern in (_WEEK, _ZH_NTH):
        for match in pattern.finditer(one.words, start, end):
            number = Decimal(match["n"]) if match["n"].isdigit() else Decimal(ENGLISH_WORDS.get(match["n"], 0) or 0)
            length = days(number, _UNITS.get(match["unit"], match["unit"]))
            place = one.span(*match.span())
            near = [f for f in rates if 0 <= f.span.start - place.end <= 40 or 0 <= place.start - f.span.end <= 40]
            if length and near:
                yield Horizon(length, place, match[0])
