"""The days of one patient's stay against the day on which it began and the day on which it ended, wherever the three are told.

``3月4日出生……6月12日达到出院标准……守护了他110天``, "brought in on 17 April ... went home on 9 May, an in-patient for 32 days". A
number that lies between any two dates of the passage is left alone, and so is one that another stay may explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.dates import Date, apart, dates
from claimlint.verify.times.lengths import Time, times
from claimlint.verify.times.limits import one_patient

_BEGAN = lazy(
    r"出生|降生|来到(?:了|这个)?(?:世界|人世|世上)|降临|早产|入院|住进|住院(?!期)|送[来医到入进]|收[治入]|转入|急诊|\bborn\b|\badmi(?:tted|ssion)|brought in|taken to|rushed to|arrived (?:at|in)|hospitali[sz]ed|came in"
)
_ENDED = lazy(
    r"出院|回(?:到)?了?家|抱回|离开(?:医院|病房)|\b(?:went|go|goes|gone|sent|came|allowed|taken|carried) home|left (?:the )?(?:hospital|ward|unit)|discharged|homecoming|home for the first time"
)
_STAYED = lazy(
    r"(?:住院(?:时间|天数|治疗|观察)?|住[了满院]|守护|守候|陪[伴护]|照[料护顾]|呵护|度过|奋战|坚持|在院|闯关|全程|从出生到出院|从入院到出院|救治)[^，。；@\d]{0,12}@|@的?(?:住院|守护|陪伴|呵护|照护|救治|奋战|日夜)|"
    r"\bin-?patient (?:for|of|stay of)[^.;,@]{0,16} @|\b(?:those|these|the|all|her|his|after|in) @(?: (?:in|of|there)\b| (?:she|he|they)\b|,)|\bspent[^.;,@]{0,24} @ (?:in|on|there|at)\b|\bstay(?:ed)?\b[^.;,@]{0,20} @|@ in (?:the )?(?:hospital|nicu|neonatal|special care|unit|ward)"
)
_OTHER = lazy(  # what lasts for a part of the stay
    r"呼吸机|通气|插管|吸氧|氧疗|抗生素|禁食|引流|卧床|昏迷|发热|用药|服药|(?<!新生儿)(?<!新生儿重症)监护|icu|疗程|间隔|每|预计|计划|还需|此前|之前|再次|"
    r"ventilat|oxygen|antibiotic|drain|intubat|coma|fever|feeding tube|\bicu\b|intensive care(?! unit (?:for )?(?:new|neo))|picu|expected|planned|every|earlier|before|first @|last @|another|further|more"
)
_MOVED = lazy(
    r"转[至到往入出科院]|回转|再次入院|二次入院|transferred|moved to|readmit|second (?:stay|admission)|step-?down"
)
_ROOM, _LEAST, _MOST, _MOST_DATES = 2, Decimal("0.5"), Decimal(2), 12


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage about one patient who came and went on days that it tells."""
    for _, one in paragraphs(scene):
        if not (_BEGAN.search(one.words) and _ENDED.search(one.words)) or not one_patient(one.words):
            continue
        told = [each for each in dates(one.words) if each.day]
        begun, ended = _named(one, told, _BEGAN), _named(one, told, _ENDED)
        if 2 <= len(told) <= _MOST_DATES and len(begun) == len(ended) == 1 and not _MOVED.search(one.words):
            yield from _stay(one, told, begun[0], ended[0])


def _stay(one: Paragraph, told: list[Date], first: Date, last: Date) -> Iterator[Observation]:
    length = apart(first, last)
    if length is None or first is last:
        return
    pairs = [way for a in told for b in told if a is not b and (way := apart(a, b)) is not None]
    for time in times(one):
        if time.ranges or time.counted or time.bare or not _STAYED.search(time.marked) or _OTHER.search(time.marked):
            continue
        room = {"day": 0, "天": 0, "日": 0}.get(time.unit.rstrip("s"), 4) + _ROOM
        if any(low - room <= time.high <= high + room for low, high in pairs) or not _plain(time):
            continue
        if length[0] * _LEAST <= time.high <= length[1] * _MOST:
            yield _fault(one, time, first, last, length)
            return


_ROUGH = lazy(r"(?:约|近|超过?|逾|多|余|不到|about|around|some|nearly|almost|over|more than)\s?$|^(?:多|余|左右|or so)")


def _plain(time: Time) -> bool:
    """Days or weeks, and no round number of them."""
    unit = time.unit.rstrip("s")
    return unit in {"day", "天", "日", "week", "周"} and not _ROUGH.search(time.before) and not _ROUGH.match(time.rest)


def _named(one: Paragraph, told: list[Date], event: re.Pattern[str]) -> list[Date]:
    """The dates of an event: those right behind its words, else those before them."""
    found = {each: clause_of(one, each) for each in told}
    return [each for each in told if event.search(found[each][0])] or [each for each in told if event.search(found[each][1])]  # fmt: skip


_SENTENCE = lazy(r"[。；;]|\.\s")
_COMMA = lazy(r"[，,]")
_REACH = 60


def clause_of(one: Paragraph, each: Date) -> tuple[str, str]:
    """The words of its clause before a date, and those behind it; of the next clause as well, where the date opens its own."""
    before = _SENTENCE.split(one.words[max(0, each.start - _REACH) : each.start])[-1]
    behind = _SENTENCE.split(one.words[each.end : each.end + _REACH])[0]
    others = [place for other in dates(behind) if other.day for place in (other.start,)]
    behind = behind[: min(others)] if others else behind
    earlier = [other.end for other in dates(before) if other.day]
    before = before[max(earlier) :] if earlier else before
    mine, pieces = _COMMA.split(before)[-1], [piece for piece in _COMMA.split(behind) if piece.strip()]
    return mine, "，".join(pieces[: 1 if len(mine.strip()) > 1 else 2])


def _fault(one: Paragraph, time: Time, first: Date, last: Date, length: tuple[int, int]) -> Observation:
    right = f"{length[0]}-{length[1]}"
    words = f"{first.words} - {last.words} = {right} 天 (days) ≠ {time.words}"
    related = [(one.span(each.start, each.end), each.words) for each in (first, last)]
    return observe("date-span", time.span, words, related=related, stated=time.words, before=first.words, after=last.words, right=right)  # fmt: skip
