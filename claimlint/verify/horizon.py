"""How long anybody can have been followed, from what is told of it, against the times that results are told for."""

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
from claimlint.verify.paragraphs import Paragraph, of_frame
from claimlint.verify.scene import Frame, Scene, kind_of, observe

ROOM = Decimal("1.08")  # 12 months are a year, 52 weeks as well
YEAR = Decimal("365.25")
_FOLLOWED = r"随访|追踪|观察期|跟踪|follow-?(?:ed|up)|observed|观察了|回访"
_LONGEST = lazy(
    r"(?:最长|最久|最多|至多|longest|maximum|at most|up to|no (?:longer|more) than|not? [^.;]{0,40}(?:longer|more|beyond) than|longest [a-z ]{0,40}?(?:was|is))(?:者|的?[一1][例位名个](?:患者|病人|受试者)?|也|的|随访|追踪|时间|为|是|达|仅|只有|也只有|也不过|不过|约|刚|:|\s|was|of|follow-?up|a){0,5}$"
)
_NOBODY = lazy(r"(?:\bno(?:body|ne| one| (?:patient|participant|child|subject|woman|man|person|case)s?)\b|无人|没有(?:一|任何)?[例名位个]?(?:患者|病人|人|受试者)?)[^。.;]{0,60}$")  # fmt: skip
_ALL_UNTIL = lazy(
    r"(?:末次|最后一次|最终)(?:一次)?(?:随访|复查|回访|观察)(?:时间)?(?:为|是|在|安排在|均在|都在|定在)?(?:治疗后|术后|用药后|出生后|入组后|第)?$|(?:study|trial|follow-up) (?:closed|ended|stopped|finished) (?:at|after) (?:the )?$|last (?:visit|seen|assessment|follow-up) (?:was )?(?:at|on)(?: or before)? (?:the )?$"
)
_CLOSED = lazy(r"^时?后?[，,]?(?:本?研究|试验|随访|观察)?[^，。；]{0,4}(?:结束|终止|关闭|出组|为止)")
_EACH_FOR = lazy(  # every one for so long, and then it was over
    r"(?:每[例名位人个]|所有|全部|均|都)[^。；;]{0,30}(?:随访|观察|追踪|跟踪)(?:了|满|至|到|\s){0,2}$|\b(?:all|each|every|everyone|everybody)\b[^.;]{0,40}\bfollowed (?:up )?for (?:exactly |just |only )?(?:a |the )?$"
)
_THEN_OVER = lazy(
    r"^[^.。;；\d]{0,20}(?:研究|试验|随访|观察)[^。；;，,\d]{0,6}(?:结束|终止|关闭|为止)|^[^.。;；\d]{0,24}\b(?:study|trial|follow-up) (?:was |had )?(?:closed|ended|stopped|finished)"
)
_SPREAD = lazy(r"[,，(（]?\s?(?:平均|中位|均|mean|median|average)")
_OUTCOME = (
    r"[一-鿿]率|比例|概率|生存|存活|复发|缓解|翻修|死亡|病死|发生率|发生比例|累[积计]|控制率|保留|留存|通畅|失败|无(?:发作|病|进展|事件)|再(?:次?手术|入院|骨折)|手术|未(?:发|复|再)|存留|停药|治愈|有效|成功率|满意|复诊|"
    r"survival|mortality|incidence|relapse|recurrence|revision|remission|free(?:dom)?\b|remain|failure|probability|rate\b|no longer|still|satisfied|patency|revised|needed|operat|reoperat|fail|relaps|recur|fractur|continu|well\b|healed|success|alive|dead|died|proportion"
)
OUTCOMES = lazy(_OUTCOME)
_AT = lazy(r"^\s?(?:[存保]留|通畅|成功|时|内|后|末|的|以?来|间|累|无|总|生存|存活|复发|病死|死亡|[-\s]|of age)")
ELSEWHERE = lazy(
    r"文献|目标|公众|美国|欧[洲美]|日本|全国|全球|国[外际]|我国|中国|既往|其他研究|另一|预[计测期]|推[算测]|外推|模型|计划|拟|将|登记|指南|(?:文献|有|曾|国外|他人)报[道告]|历史|尚[无未]|无法|不能|未能|未达|有待|"
    r"literature|published|previously|nation|worldwide|in the (?:us|uk|usa)\b|in (?:europe|japan|china)\b|expected|predicted|projected|extrapolat|model|planned|will be|registr|cohort|quoted|earlier|elsewhere|not (?:yet )?(?:available|known|reached)|cannot|extension|histor"
)
_BEFORE_STUDY = lazy(
    r"病程|年龄|岁|既往|过去|曾|此前|病史|服用|疗程|治疗(?:持续)?了?$|aged?\b|history|duration|previous|for the past"
)


class Limit(NamedTuple):
    """The longest time that anybody was followed, and where that is told."""

    days: Decimal
    span: Span
    words: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every study that tells how long it lasted."""
    for frame in scene.frames:
        if frame.figures:
            yield from _framed(frame)


def _framed(frame: Frame) -> Iterator[Observation]:
    limits = [limit for one in of_frame(frame) for limit in (*told_limits(one), *_dated_limits(one))]
    if not limits:
        yield from _means(frame)
        return
    limit = max(limits, key=lambda each: each.days)  # a later update may have followed longer
    yield from _means(frame)
    born = "birth" in frame.words or "出生" in frame.words
    for one in of_frame(frame):
        yield from _named(one, limit)
        for figure in one.figures:
            length = _horizon(one, figure, born) or _event(one, figure)
            if length is not None and length > limit.days * ROOM and figure.span != limit.span:
                line = f"{figure.raw} > {limit.words}"
                yield observe("horizon", figure, line, related=[(limit.span, limit.words)], followup=limit.words, horizon=figure.raw)  # fmt: skip
                return


# --- how long ------------------------------------------------------------------------------------


def told_limits(one: Paragraph) -> Iterator[Limit]:
    """The longest follow-up of anybody, as it is told outright."""
    followed = expressions.search(_FOLLOWED, one.words) is not None
    for figure in one.figures:
        if figure.unit not in TIME_UNITS or not (
            followed or "last" in one.words or "末次" in one.words or "最后" in one.words
        ):
            continue
        before = one.before(figure, 80)
        clause = re.split(r"[。;；]|\.\s", before)[-1]
        near = expressions.search(
            _FOLLOWED, re.split(r"[。;；]|\.\s", one.before(figure, 120))[-1] + one.behind(figure, 14)
        )
        length = days(figure.high, figure.unit)
        if length is None or figure.role in {"age"} or _BEFORE_STUDY.search(clause[-12:]):
            continue
        longest = near and (
            _LONGEST.search(clause) or _LONGEST.search(clause + figure.raw.rstrip("0123456789.个年月周天"))
        )
        nobody = near and _NOBODY.search(clause) and figure.comparator in {Comparator.MORE, Comparator.AT_LEAST}
        spread = near and figure.value is None and expressions.search(rf"(?:{_FOLLOWED})[^。;；\d]{{0,16}}$", clause)
        closed = clause.endswith(("随访满", "观察满", "随访")) and _CLOSED.match(one.behind(figure, 16))
        each = figure.value is not None and _EACH_FOR.search(clause) and _THEN_OVER.match(one.behind(figure, 60))
        if longest or nobody or spread or closed or each or (_ALL_UNTIL.search(clause) and figure.value is not None):
            yield Limit(length, figure.span, figure.raw)
    for match in _LAST_VISIT.finditer(one.words):
        value = (
            _ORDINALS.get(match["n"])
            or ENGLISH_WORDS.get(match["n"])
            or (int(match["n"]) if match["n"].isdigit() else None)
        )
        length = days(Decimal(value), match["unit"].replace("birthday", "year")) if value else None
        if length is not None:
            yield Limit(length, one.span(*match.span()), match[0])


_ORDINALS = {
    word: value
    for value, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_LAST_VISIT = lazy(
    r"(?:closed|ended|stopped|finished|last (?:seen|visit|assessed|examined)|seen for the last time|final visit(?: was)?)(?: (?:at|on|by|after|with))?(?: or before)?(?: the| their)? (?P<n>\d{1,3}|[a-z]{3,8})[\s-](?P<unit>year|month|week|day|birthday)s?(?= |\b)"
)

_LEAST = lazy(
    r"(?:每[例名位人]|所有|全部|均)[^。；;]{0,16}(?:随访)[^。；;]{0,8}$|\b(?:all|each|every)\b[^.;]{0,40}followed (?:up )?for $"
)
_CENTRE = lazy(r"(?:平均|中位|mean|median)\s?(?:随访|follow-?up)?(?:时间|期)?(?:\s?(?:为|是|was|of|:))?\s?[(（]?$")


def _means(frame: Frame) -> Iterator[Observation]:
    """A mean follow-up below what everybody had at least."""
    for one in of_frame(frame):
        times = [f for f in one.figures if f.unit in TIME_UNITS and f.value is not None]
        if (
            len(times) < 2
            or not expressions.search(_FOLLOWED, one.words)
            or expressions.search(r"组(?!织|成|合)|group|arm\b", one.words)
        ):
            continue
        most = {Comparator.AT_LEAST, Comparator.MORE}
        least = [f for f in times if f.comparator in most and _LEAST.search(one.before(f, 60))]
        centre = [
            f
            for f in times
            if f.comparator is Comparator.EQUAL
            and _CENTRE.search(one.before(f, 30))
            and expressions.search(_FOLLOWED, one.before(f, 30))
        ]
        if len(least) == len(centre) == 1:
            low, middle = (days(value_of(f), f.unit) for f in (least[0], centre[0]))
            if low is not None and middle is not None and middle * ROOM < low:
                line = f"{centre[0].raw} < {least[0].raw}"
                yield observe("told-twice", centre[0], line, related=[(least[0], least[0].raw)], other=least[0].raw)


# --- from the calendar ----------------------------------------------------------------------------

_Y = r"(?P<{0}>(?:19|20)\d\d)\s?年\s?(?:(?P<{0}m>\d{{1,2}})\s?月)?(?:\s?\d{{1,2}}\s?[日号])?(?P<{0}h>上半年|年初|初|下半年|年底|底|末)?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YE = r"(?:(?:\d{{1,2}} )?(?P<{0}m>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{{0,7}}\.?,? (?:\d{{1,2}}, )?)?(?P<{0}>(?:19|20)\d\d)"
_BEGIN = lazy(
    rf"(?:于|自|从|在)?{_Y.format('a')}\s?(?:起|开始|才开始|以来|启动|开展|开始植入|首次|入组|纳入|(?:至|到|[-~—])\s?{_Y.format('b')})?"
)
_BEGUN = lazy(r"入组|招募|启动|开始|纳入|手术|植入|移植|接受|收治|治疗|起(?=[，,至到])|注册|开展|接种|诊断")
_UNTIL = lazy(
    rf"(?:随访(?:时间)?(?:截至|截止到?|至|到|止于)|末次随访(?:时间)?(?:为|是|在|于)?|最后一次随访(?:为|是|在|于)?|(?:数据|资料|统计|随访|观察)[^，。；]{{0,6}}?(?:截至|截止到?|截止于|止于|至|到)|截至|截止到?|(?:完成|结束)(?:末次)?随访[^。]{{0,4}}?)\s?{_Y.format('c')}"
    rf"|{_Y.format('d')}\s?(?:完成|结束|进行)?(?:了)?(?:末次|最后一次)?(?:随访|数据截止|锁库|截止)"
)
_BEGIN_EN = lazy(rf"\b(?:between|from|in|since|began in|started in|opened in) {_YE.format('a')}")
_UNTIL_EN = lazy(
    rf"\b(?:data cut-?off|follow-up (?:ended|closed|was closed|ran|continued|until|to|through)|followed (?:up )?(?:until|to|through)|last follow-up|final follow-up|database (?:was )?(?:locked|closed)|cut-?off date|censored)[a-z ]{{0,14}} {_YE.format('c')}"
)


def _dated_limits(one: Paragraph) -> Iterator[Limit]:
    """From the first enrolled to the last day of follow-up."""
    words = one.words
    if "年" in words:
        until = list(_UNTIL.finditer(words))
        if len(until) == 1:
            stop = "c" if until[0]["c"] else "d"
            begun = [
                m for m in _BEGIN.finditer(words, 0, until[0].start()) if _BEGUN.search(words, m.start(), m.end() + 24)
            ]
            if begun:
                yield from _span_of(one, begun[0], until[0], stop)
    elif "follow" in words or "cut" in words or "database" in words:
        ends, starts = list(_UNTIL_EN.finditer(words)), list(_BEGIN_EN.finditer(words))
        if len(ends) == 1 and starts and starts[0].start() < ends[0].start():
            yield from _span_of(one, starts[0], ends[0], "c")


def _span_of(one: Paragraph, begun: re.Match[str], until: re.Match[str], stop: str) -> Iterator[Limit]:
    first, last = _moment(begun, "a", late=False), _moment(until, stop, late=True)
    if 0 < last - first < 80:
        place = one.span(begun.start(), until.end())
        yield Limit(Decimal(last - first) * YEAR, place, f"{begun['a']}-{until[stop]}")


def _moment(match: re.Match[str], name: str, *, late: bool) -> Decimal:
    """A year with its month as a fraction; what is not told lies as far out as it may."""
    year, month = int(match[name]), match[name + "m"]
    part = match.groupdict().get(name + "h") or ""
    number = (int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1) if month else 0
    if number:
        return year + Decimal(number - (0 if late else 1)) / 12
    if late:
        return year + (Decimal("0.5") if "上半" in part or "初" in part else Decimal(1))
    return year + (Decimal("0.5") if "下半" in part or "底" in part or "末" in part else Decimal(0))


# --- results told for a time ------------------------------------------------------------------------


_TO_AGE = lazy(r"\b(?:to|by|until) (?:the )?age(?: of)? $")
_NAMED = lazy(r"第\s?(?P<n>\d{1,3})\s?个?(?P<unit>年|月|周|天)(?:时|末|随访时)")
_UNITS = {"年": "year", "月": "month", "周": "week", "天": "day"}


def _named(one: Paragraph, limit: Limit) -> Iterator[Observation]:
    """``第24个月时仍有71%``: a time that is counted off."""
    for match in _NAMED.finditer(one.words):
        place = one.span(*match.span())
        sentence = one.sentence_of(place)
        if sentence is None or ELSEWHERE.search(sentence.words) or match["n"] + "周岁" in one.words:
            continue
        rates = [f for f in sentence.figures if f.span.start >= place.end and f.unit == "pct"]
        length = days(Decimal(match["n"]), _UNITS[match["unit"]])
        near = rates and rates[0].span.start - place.end <= 40 and limit.span.end <= place.start
        if near and length is not None and length > limit.days * ROOM:
            line = f"{match[0]} > {limit.words}"
            yield observe("horizon", place, line, related=[(limit.span, limit.words)], stated=match[0], followup=limit.words, horizon=match[0])  # fmt: skip


_SINCE = lazy(r"(?:术|移植|治疗|用药|输注|植入|出院|手术|放疗|化疗|入组)后第?$")
_HAPPENED = lazy(r"^\s?(?:时|后)?(?:因|复发|死亡|死于|再次|出现|发生|行|接受|又)")


def _event(one: Paragraph, figure: Figure) -> Decimal | None:
    """``1例患者术后56个月时因新发病灶再次手术``."""
    if figure.unit not in TIME_UNITS or figure.value is None or figure.comparator is not Comparator.EQUAL:
        return None
    if not _SINCE.search(one.before(figure, 6)) or not _HAPPENED.match(one.behind(figure, 8)):
        return None
    sentence = one.sentence_of(figure.span)
    if sentence is None or ELSEWHERE.search(sentence.words):
        return None
    return days(value_of(figure), figure.unit)


def _horizon(one: Paragraph, figure: Figure, born: bool) -> Decimal | None:
    """The time that a rate is told for: ``六年内翻修率为1.9%``, "The seven-year incidence ... was 4.1%"."""
    if figure.unit not in TIME_UNITS or figure.value is None or figure.comparator is not Comparator.EQUAL:
        return None
    rates = [f for f in one.figures if f.span.start > figure.span.start and kind_of(f) in "PDN"]
    sentence = one.sentence_of(figure.span)
    if sentence is None or sentence.role is Role.REFERENCES or ELSEWHERE.search(sentence.words):
        return None
    inside = [f for f in rates if sentence.span.contains(f.span) and (kind_of(f) != "N" or 0 < value_of(f) < 1)]
    before = re.split(r"[。；，]|[;,.]\s", one.before(figure, 14))[-1]
    if _TO_AGE.search(before):
        return days(value_of(figure), figure.unit) if born and inside else None
    if not inside or _BEFORE_STUDY.search(before) or expressions.search(_FOLLOWED, before) or figure.role == "followup":
        after = one.behind(figure, 3)
        if (
            not inside
            or not expressions.match(r"^\s?(?:内|时|后|的|无|总)", after)
            or expressions.search(_FOLLOWED, before)
        ):
            return None
    between = one.between(figure, inside[0])
    behind = sentence.words[inside[0].span.end - sentence.span.start :][:50]
    english = sentence.words.isascii()
    at = expressions.search(r"(?:\b(?:at|after|to age|by|within|over)\s?$)|the\s?$|(?:^|[,.]\s?)$", before) if english else _AT.match(one.behind(figure, 4))  # fmt: skip
    said = re.split(r"[。；，]|[;,.]\s", one.before(figure, 40))[-1]
    if not at or len(between) > 60 or not any(OUTCOMES.search(each) for each in (between, behind, said)):
        return None
    if "age" in before:
        return None
    return days(value_of(figure), figure.unit)
