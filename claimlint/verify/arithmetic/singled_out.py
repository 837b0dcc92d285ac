"""All of so many, beside one who is singled out of them in the same measure.

The claim tells how many all are (``45名全部``, "every one of the 94"); behind it, in its sentence or the next two, stand some of
the same sort, and in their clause the opposite of what all did, a value outside the limit that all kept to, a second attempt
where all needed one, or a part where all was full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_english
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.arithmetic.exceptions import ELSEWHEN
from claimlint.verify.arithmetic.exceptions_words import KINDS
from claimlint.verify.compare.passages import stem
from claimlint.verify.doubts.other_readings import at_a_time, of_nobody
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

LEAST = 5  # how many all must be
FEW = 10  # of so many one may be singled out
REACH = 2  # sentences behind the claim
_SCOPE, _TAIL = 90, 80  # characters of what is told of all, and of some
_SORT = r"[例名位个只台份户枚颗家批组件株眼支瓶条所间袋箱套头组]|人"
_NUM = r"(?:[a-z]+ty(?:-[a-z]{3,5})?|[a-z]{3,5}teen|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}(?:[, ]\d{3})+|\d{1,5})"
_CLAIM = lazy(
    rf"(?:全部|所有)(?:的)?\s?(?P<a>\d{{1,3}}(?: \d{{3}})+|\d{{1,5}})\s?(?P<ca>{_SORT})(?![中里])"
    rf"|(?<![\d.第/~-])(?P<b>\d{{1,5}})\s?(?P<cb>{_SORT})[一-鿿]{{0,10}}?(?:(?:全部|全都)(?!随访|疗程|治疗|课程|项目|检查|内容|资料|访视|流程|步骤|数据)|均(?![值数衡匀])|都(?!市)|无一例外|个个)"
    rf"|\b(?:all(?: of)?|every one of|each of|100% of)(?: the| our| these| its)? (?P<c>{_NUM})(?! of\b)(?: (?P<adj>[a-z-]{{3,14}}))?(?: (?P<noun>[a-z]{{3,14}}))?"
    rf"|(?<![\d.,])(?P<d>\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}) of (?:the |our )?(?P=d)(?![\d.])(?: (?P<noun2>[a-z]{{3,14}}))?"
)
_ARMS = lazy(
    r"(?:对照|观察|治疗|实验|试验|干预|常规|联合|单药|模型|[a-z甲乙两各二三]|低|高|剂量)组|\bgroups?\b|\barms?\b|队列"
)
_DOUBTED = lazy(
    r"(?:不是|并非|不能|未能|并不|不到|目标|力争|要求|计划|应|需|须|\bnot|nearly|almost|aim(?:s|ed)? (?:for|to)|target)\s?[^,，。;]{0,8}$"
)
_NEARLY = lazy(r"\b(?:but|except)$|基本|大多|大致|大都|几乎|差不多")
_SOME = lazy(
    rf"(?P<only>仅|只有|唯一|惟一|另有?|其中|但|除)?[一-鿿]{{0,8}}?(?<![\d.第~/-])(?P<k>\d{{1,3}}|(?<=只有)\d{{4,8}}|(?<=唯一)\d{{4,8}}|[一二两三])\s?(?P<c>{_SORT})(?![次日月年期组]|以上|月)"
    r"|(?P<one>唯一|惟一)(?:的|一)?"
    r"|\b(?P<e>one|two|three|four|five|six|seven|eight|nine|ten|a single|the single|only one|the one|the only|[1-9]\d?)(?! (?:hundred|month|week|day|year|hour|minute|point|time|of the (?:best|most|first))) (?!year|month|week|day|hour|minute|%)(?P<word>[a-z-]{3,16})"
)
_OPPOSED = (  # what all did, and how it is told that some did not
    ("在线|联网|运行正常|正常运行", "离线|掉线|断网|断线|故障|停机"),
    ("缩小|减小|变小|下降|降低|减轻|好转|改善", "反而|扩大|增大|变大|升高|加重|恶化|未见?(?:缩小|下降|降低|减轻|好转|改善)"),
    ("增加|升高|上升|提高|增大", "反而|下降|降低|减少|未见?(?:增加|升高|上升|提高)"),
    ("(?:一次|一期|首次|单次)[一-鿿]{0,8}(?:成功|完成|通过|到位|建立|置入|合格)", "二期|误[入穿]|再次|第二次|二次|补[考训做种]|重[新考做]|改行|(?:首次|第一次)[^,，。;]{0,8}(?:失败|未|误)|丢失|未成功|失败|未(?:通过|达)"),
    ("通过|合格|达标|及格", "未通过|没通过|不合格|未合格|未达标|没达标|补考|重考"),
    ("完成|走完|填完", "未完成|没完成|中断|中止|退出|放弃"),
    ("自理|独立|自行|无需(?:帮助|他人)", "仍(?:需|要|靠|由)|依赖|不能|无法"),
    (r"without help|unaided|independent|on (?:his|her|their) own|by themselves|could\b|able to|managed to", r"still (?:relied|needed|depend|required|had to)|could not|unable|needed help|was not able|never managed"),
    (r"went home|discharged|same[- ]day|sent home|day cases?", r"stayed (?:overnight|in|on)|kept in|kept overnight|was admitted|overnight|readmitted the same"),
    (r"without (?:a |any )?(?:fail|error|fault|invalid)|gave a (?:result|reading)|readable|valid", r"gave no (?:result|reading|answer)|no result|unreadable|invalid|failed|could not be read"),
    (r"(?:rated |was |were |fit(?:ted)? )(?:\w+ )?(?:good|well|perfect|excellent)|fitted", r"had to be re[a-z]+|was re(?:made|done|placed)|did not fit|poor|too (?:tight|loose|large|small)|pressed"),
    (r"sensitiv|detect|picked up|identif|found", r"false[- ]negative|missed|overlooked|went undetected"),
    (r"first (?:attempt|try|pass|time|go|puncture|visit)|single (?:attempt|session|pass|puncture|visit)|at once|one attempt|one go", r"second (?:attempt|try|pass|puncture|visit|go|session)|repeat|again|two attempts"),
    (r"in full|full(?:y)?\b|complete(?:ly)?\b|entire|whole", r"only (?:\d{1,4}|[a-z]+) of (?:the |its |his |her |their )?(?:\d{1,4}|[a-z]+)\b|partial|incomplete|part of the"),
    ("内完成|按时|按期|及时|归档|上报", "逾期|超期|迟[交报到]|延误"),
    (r"on time|by the deadline|within \d+|promptly", r"\blate\b|overdue|after the deadline|too late|delayed"),
)  # fmt: skip
_HEALED = lazy(
    r"^[^.。;；]{0,40}?(?:最终均|也都|但均|but (?:stayed|remained|completed|finished|came|were still|continued|still)|eventually all|in the end all|not counted|不计入|未纳入|excluded)"
)


_AT_OTHER_TIMES = lazy(
    r"上一|前一|上批|后来|其后|此后|次[日年月]|[年月]后|[年月]内|出院后|停药后|复发|再次入院|另外|其他|对照|去年|上年|此前|以前|文献|既往|可能|如果|"
    r"\blater\b|subsequent|thereafter|relapse|reopened|recur|previous|last year|earlier|\bbefore (?:the |this |that )?(?:trial|study|year)|control|placebo|\bif\b|might|\bmay\b|would|other (?:study|hospital|group)|"
    r"annual|follow-up|\bin the (?:first|second|third|fourth|fifth|\w+) (?:year|month|week)|\bat (?:the )?(?:one|two|three|six|twelve|\d{1,2}|first|second|third|next|last) (?:year|month|week|annual)|within a|by (?:the end|one|two|three|\d)"
)
_STAGE = lazy(
    r"第\s?\d{1,3}\s?[次周天日月]|\d\s?(?:个?月|周|年|天)时|\b(?:week|month|day|visit) \d|\bat \d+ (?:week|month|day|year)s|at (?:discharge|loading)|出院时"
)
_OF_OTHERS = lazy(r"\d\s?[例名位人份个只][一-鿿]{1,10}[中里]|\b(?:of|among|in) the \d{2,} ")  # 50例阴性样本中误判3例
_OF_A_PART = lazy(r"\d\s?[例名位人][一-鿿]{1,8}[者人]?[中里][,，]|\bof the (?:[a-z]+ ){1,2}who\b")
_LABELLED = lazy(
    r"(?:^|[.;:。；：,，] ?|\) ?)(?P<name>[a-z][a-z -]{4,44}|[一-鿿]{3,14}?)\s?[:：]\s?(?P<n>[1-9]\d{0,3})(?![\d.,]*%)(?!\d|\.\d| (?:of|out of) )"
)
_LACKING = lazy(r"\b(?:with no|without|lacking|missing|not) (?P<what>[a-z]{4,}(?: [a-z]{4,})?)")


class All(NamedTuple):
    """A claim about so many: where it stands and what is told of them."""

    size: Decimal
    sort: str  # the classifier, or the noun
    start: int
    end: int
    scope: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every claim about all of so many, against its sentence and the two behind it."""
    for frame in scene.frames:
        if _ARMS.search(frame.words):
            continue
        for index, told in enumerate(frame.sentences):
            for claim in () if told.crowded or told.heading else _claims(told):
                found = _against(frame, index, claim)
                if found is not None:
                    yield found
                    break


def _claims(told: Told) -> Iterator[All]:
    for match in _CLAIM.finditer(told.words):
        number = match["a"] or match["b"] or match["c"] or match["d"]
        size = _number(number)
        if (
            size is None
            or size < LEAST
            or _NEARLY.search(match[0])
            or _DOUBTED.search(told.words[max(0, match.start() - 14) : match.start()])
        ):
            continue
        sort = match["ca"] or match["cb"] or match["noun"] or match["adj"] or match["noun2"] or ""
        before = _CUT.split(told.words[max(0, match.start() - 60) : match.start()])[-1]
        clauses = _COMMA.split(_BRACKET.sub("", told.words[match.end() : match.end() + _SCOPE]))
        behind = clauses[0] if len(clauses[0]) > 1 or len(clauses) == 1 else "".join(clauses[:2])
        yield All(size, sort, match.start(), match.end(), before + match[0] + behind)


_FIRST_TIME = lazy(r"首[次剂针轮]|第一[次剂针轮]|\bfirst (?:dose|infusion|injection|session|visit|cycle|course)")
_NEXT_TIME = lazy(r"第[二三四]|后续|\bsecond\b|\bthird\b|\bnext\b")
_CUT = lazy(r"[。;；!?，]|,(?!\d)|\. ")
_BRACKET = lazy(r"\s?[(（][^()（）]{0,40}[)）]")
_COMMA = lazy(r"[。;；!?，(（]|,(?!\d)|\. |\b(?:but|whereas|while|except)\b|但|而")


def _number(words: str) -> Decimal | None:
    plain = words.replace(",", "").replace(" ", "") if words[:1].isdigit() else words
    if plain.isdigit():
        return Decimal(plain)
    read = parse_english(plain)
    return None if read is None else Decimal(read.value)


def _against(frame: Frame, index: int, claim: All) -> Observation | None:
    told = frame.sentences[index]
    for where in range(index, min(len(frame.sentences), index + REACH + 1)):
        other = frame.sentences[where]
        if (
            other.block != told.block
            or other.crowded
            or (where > index and (_AT_OTHER_TIMES.search(other.words) or _CLAIM.search(other.words)))
        ):
            return None
        if where > index and (_STAGE.search(claim.scope) or _OF_A_PART.search(other.words)):
            continue
        start = claim.end if where == index else 0
        for match in _LABELLED.finditer(other.words, start):
            if Decimal(match["n"]) * FEW <= claim.size and _short_of(match["name"], claim):
                return _observed(told, other, claim, match.start("name"), match.end(), match["n"])
        for match in _SOME.finditer(other.words, start):
            part = _number_of(match)
            if part is None or (part > 1 and part * FEW > claim.size) or not _of_their_sort(match, claim):
                continue
            found = _opposite(other, match, claim, own=where == index) or _outside(told, other, match, claim)
            if found is None:
                continue
            around = _clause_before(other.words, match.start(), start) + other.words[match.start() : found.end()]
            behind = other.words[found.end() : found.end() + 60]
            next_time = _FIRST_TIME.search(claim.scope) and _NEXT_TIME.search(other.words, start, found.end())
            if next_time or _OF_OTHERS.search(other.words, start, found.start()):
                continue  # 全部完成了首次输注，其中2例在第二次前退出
            if ELSEWHEN.search(_FURTHER.sub("", around)) or at_a_time(around) or _HEALED.match(behind):
                continue
            if of_nobody(other, match.start(), match.end()) or _the_last_one(told, claim, part):
                continue
            return _observed(
                told, other, claim, min(match.start(), found.start()), max(match.end(), found.end()), str(part)
            )
    return None


_MORE = lazy(r"(?P<n>\d{1,4})\s?[例名位个家所台件只][^，,。;；]{0,8}[中里][，,]?(?:共?有)?\s?$")


def _the_last_one(told: Told, claim: All, part: Decimal | int | None) -> bool:
    """``17个区县中，16个区县……都……，仅1个``: those of whom it is said and the others are all."""
    match = _MORE.search(told.words, 0, claim.start)
    return match is not None and part is not None and Decimal(match["n"]) == Decimal(claim.size) + Decimal(part)


def _observed(told: Told, other: Told, claim: All, start: int, end: int, count: str) -> Observation:
    words = other.words[start:end]
    span = Span(other.span.start + start, other.span.start + end)
    place = Span(told.span.start + claim.start, told.span.start + claim.end)
    line = f"{told.words[claim.start : claim.end]} ≠ {words}"
    return observe("all-with-exceptions", place, line, related=[(span, words)], count=count)


def _short_of(name: str, claim: All) -> bool:
    """``Trays with no patient record: 26``, ``Donor deaths: 1``: a line of a list, called by what all had or were spared."""
    lacking = _LACKING.search(name)
    if lacking is not None and any(stem(word) in claim.scope for word in lacking["what"].split()):
        return True
    return any(expressions.search(good, claim.scope) and expressions.search(bad, name) for good, bad in KINDS)


_FURTHER = lazy(r"另有?")


def _clause_before(words: str, start: int, first: int) -> str:
    return re.split(r"[,，。;；]", words[max(first, start - 30) : start])[-1]


def _number_of(match: re.Match[str]) -> Decimal | None:
    if match["one"]:
        return Decimal(1)
    words = match["k"] or match["e"]
    small = {
        "一": 1,
        "二": 2,
        "两": 2,
        "三": 3,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
    }
    if words.isdigit():
        return Decimal(words if len(words) < 4 else 1)  # 只有0512批
    return Decimal(small.get(words, 1))


_ANYBODY = "例名位人个"


def _of_their_sort(match: re.Match[str], claim: All) -> bool:
    """45名 and 1名; in English any noun, for one of 94 dogs is a spaniel."""
    if match["k"]:
        return match["c"] == claim.sort or (match["c"] in _ANYBODY and claim.sort in _ANYBODY)
    return match["e"] is not None or not claim.sort.isascii()


def _opposite(told: Told, some: re.Match[str], claim: All, *, own: bool) -> re.Match[str] | None:
    first = claim.end if own else 0
    for good, bad in (*_OPPOSED, *KINDS):
        if not expressions.search(good, claim.scope):
            continue
        begin = some.start("word") if some["word"] else some.end()
        tail = _SENTENCE.split(told.words[begin : begin + _TAIL])[0]
        found = compiled(rf"(?<![无未没不])(?:{bad})").search(told.words, begin, begin + len(tail))
        if found is None:  # 未通过的1名护士
            found = compiled(rf"(?<![无未没不])(?:{bad})(?:的|者|仅|只|有|为){{0,3}}$").search(
                told.words, max(first, some.start() - 14), some.start("k") if some["k"] else some.start()
            )
        if found is not None and not _NOBODY.search(told.words, max(first, some.start() - 6), found.start()):
            return found
    return None


_SENTENCE = lazy(r"[。;；!?]|\. ")
_NOBODY = lazy(r"无一|没有一|未有|\bno\b|\bnone\b|\bneither\b|\bnot one\b|均未|都没|无[一-鿿]{1,6}$")


def _outside(first: Told, told: Told, some: re.Match[str], claim: All) -> re.Match[str] | None:
    """``全部27组不低于5.00……1组为4.62``: a value of the same unit outside the limit."""
    limits = [
        f for f in first.figures if claim.end <= f.span.start - first.span.start <= claim.end + 40 and _limit(first, f)
    ]
    if not limits:
        return None
    limit = limits[0]
    for figure in told.figures:
        place = figure.span.start - told.span.start
        if figure is limit or not some.end() <= place <= some.end() + 40 or figure.value is None:
            continue
        if figure.unit == limit.unit and figure.comparator is Comparator.EQUAL and _beyond(limit, figure):
            return re.compile(re.escape(told.words[place : figure.span.end - told.span.start])).search(
                told.words, place
            )
    return None


def _limit(told: Told, figure: Figure) -> bool:
    if figure.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS, Comparator.MORE}:
        return figure.unit not in {"count", "none"} or figure.decimals > 0
    behind = told.words[figure.span.end - told.span.start :][:4]
    return (
        figure.value is None
        and expressions.search(r"^\s?(?:以内|之间|内)|within|between", behind + told.words) is not None
    )


def _beyond(limit: Figure, figure: Figure) -> bool:
    value = value_of(figure)
    if limit.comparator in {Comparator.AT_LEAST, Comparator.MORE}:
        return value < limit.low
    if limit.comparator in {Comparator.AT_MOST, Comparator.LESS}:
        return value > limit.high
    return not limit.low <= value <= limit.high
