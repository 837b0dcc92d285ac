"""Parts told over a paragraph, across semicolons and full stops, in digits or words, with other numbers between them.

What is read is a total and its parts by what says that they are all of it: every step of a scale, arms with their ``n=``, two
opposites, reasons behind those who left, "making 110 in all", shares that are said to be everything. Where any run of the numbers
in sight makes the total, or the sum is told, all is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.arithmetic.partition import SCALES, shared_out
from claimlint.verify.arithmetic.parts import LOST, fault
from claimlint.verify.doubts.totals import may_stand_in_several
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, kind_of, observe

LONGEST, MOST_NUMBERS, MOST_PARTS = 1200, 40, 8
SMALLEST = 8  # a smaller total is made by accident
_DIGITS_TELL = 100
_COMPARED = lazy(
    r"较|比上|同比|环比|去年|上年|last year|previous|compared|respectively|分别.{1,40}分别|每组|各组|\beach\b|\bper\b"
)
_WHOLE_OF_OTHERS = lazy(r"筛查|筛选|邀请|发放|screened|assessed|invited|approached|eligible|registered|mailed|sent")


def check(scene: Scene) -> Iterator[Observation]:
    """Every paragraph outside tables."""
    for _, one in paragraphs(scene):
        first = one.sentences[0]
        apart = first.heading or scene.document.blocks[first.block].table is not None
        if apart or len(one.words) > LONGEST or len(one.figures) > MOST_NUMBERS:
            continue
        told = _numbers(one)
        if len(told) > 2:
            yield from _steps(one, told)
            yield from _arms(one, told)
            yield from _opposites(one, told)
            yield from _reasons(one, told)
            yield from _making(one, told)
            yield from _of_these(one, told)
        yield from _shares(one)


def _numbers(one: Paragraph) -> list[Number]:
    """The whole numbers of a paragraph, placed in its words."""
    found = []
    for told in one.sentences:
        shift = told.span.start - one.start
        found += [Number(each.value, each.start + shift, each.end + shift, each.figure) for each in numbers(told)]
    return found


def _unit(number: Number) -> str:
    return number.figure.unit if number.figure is not None else "none"


def _alike(numbers_: Sequence[Number]) -> bool:
    return len({_unit(each) for each in numbers_} - {"none"}) <= 1


_REST = lazy(r"\b(?:the (?:rest|others|remainder))\b(?![^.;]{0,12}\d)|(?:其余|余下|剩余)(?![^。;；]{0,10}\d)")


def _judged(
    one: Paragraph, told: Sequence[Number], total: Number, parts: Sequence[Number], *, fewer: bool = True
) -> Iterator[Observation]:
    """The fault, unless the numbers in sight say otherwise."""
    values = [part.value for part in parts]
    found, stated = sum(values, Decimal(0)), total.value
    near = abs(found - stated) * 3 <= max(found, stated) and max(values) < stated >= SMALLEST
    if found == stated or not near or (found < stated and not fewer) or not _alike([total, *parts]):
        return
    around = one.words[max(0, min(total.start, parts[0].start) - 40) : max(total.end, parts[-1].end) + 60]
    others = [each.value for each in told if each not in parts and each is not total]
    if found < stated and _REST.search(one.words[parts[-1].end : parts[-1].end + 60]):
        return  # 60 placebo and the rest an active comparator
    if found in others or may_stand_in_several(around) or _COMPARED.search(around):
        return
    gap = stated - found
    if abs(gap) in others:
        return
    if gap > 0 and expressions.search(LOST, one.words[parts[-1].end : parts[-1].end + 60]):
        return
    behind = [each.value for each in told if each.start > total.end]
    runs = (sum(behind[a:b], Decimal(0)) for a in range(len(behind)) for b in range(a + 2, min(len(behind), a + 9) + 1))
    if total.end <= parts[0].start and stated in runs:
        return
    place = one.span(parts[0].start, parts[-1].end)
    whole = one.span(total.start, total.end)
    added = " + ".join(map(plain, values))
    yield observe(
        "parts-total", place, f"{added} = {plain(found)} ≠ {plain(stated)}", related=[(whole, plain(stated))],
        stated=plain(stated), sum=plain(found), parts=added,
    )  # fmt: skip


# --- the steps of a scale -----------------------------------------------------------------------

_TO_NUMBER = lazy(r"[^,，;；。、.\d]{0,8}$")
_EVENTS = lazy(r"例次|件|事件|\bevents?\b")
_SEVERAL = lazy(r"不良|反应|并发症|症状|adverse|event|complication|symptom|toxicit")


def _steps(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``42 506例。其中甲类3例，无死亡；乙类24 086例，死亡57人；丙类18 741例``."""
    for scale in SCALES:
        parts = [_step(one, told, words) for words in scale]
        found = [part for part in parts if part is not None]
        if len(found) < 3 or parts[0] is None or parts[-1] is None:
            continue
        ordered = found == sorted(found, key=lambda each: each.start)
        before = [each for each in told if each.end <= min(part.start for part in found)]
        if not ordered or not before or found[-1].end - found[0].start > LONGEST / 4:
            continue
        total = next((each for each in reversed(before) if _unit(each) == _unit(found[0])), None)
        larger = [
            each for each in before if _unit(each) == _unit(found[0]) and each.value > max(p.value for p in found)
        ]
        if larger and total is not None and larger[-1].start >= found[0].start - 90:
            between = one.words[max(0, larger[-1].start - 20) : found[0].start]
            if _SEVERAL.search(between) and not _EVENTS.search(one.words[larger[-1].start : larger[-1].end + 8]):
                continue
            yield from _judged(one, told, larger[-1], found)


def _step(one: Paragraph, told: list[Number], words: str) -> Number | None:
    """The number right behind the only place that names a step."""
    places = [match.end() for match in expressions.finditer(rf"(?<![a-z未无不非至到\-~以])(?:{words})", one.words)]
    places = [end for end in places if one.words[end : end + 1] not in "-~至到及和以或、与" or end == len(one.words)]
    numbers_ = []
    for end in places:
        behind = next((each for each in told if each.start >= end), None)
        if behind is not None and _TO_NUMBER.fullmatch(one.words[end : behind.start]):
            numbers_.append(behind)
    return numbers_[0] if len(numbers_) == 1 else None


# --- arms ---------------------------------------------------------------------------------------

_N = lazy(r"[(（][^()（）]{0,30}?\bn\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\s?(?:例|人)?[)）]")
_DEALT = lazy(r"randomi|assign|allocat|\breceived?\b|divided|split|随机|分为|分成|分组|接受|给予")
_LATER = lazy(r"switch|cross(?:ed)? over|then |later|if |转入|转为|换用|改用|其后|随后")
_ARM_SIZE = lazy(r"\bn\s?=\s?$")
_JOINED = lazy(r"\b(?:or|and)\b|或|和|与|及|、")


def _arms(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``284 adults … received placebo (n = 71), 20 mg (n = 70), 40 mg (n = 83) or 80 mg (n = 70)``."""
    matches = list(_N.finditer(one.words))
    run: list[Number] = []
    end = 0
    for match in (*matches, None):
        number = next((each for each in told if match and each.start <= match.start("n") < each.end), None)
        apart = match is None or (run and not _near(one.words[end : match.start()]))
        if apart and run:
            yield from _dealt(one, told, run)
            run = []
        if match is not None and number is not None:
            run.append(number)
            end = match.end()


def _near(gap: str) -> bool:
    return len(gap) <= 60 and not expressions.search("[。;；]|\\. ", gap)


def _dealt(one: Paragraph, told: list[Number], run: list[Number]) -> Iterator[Observation]:
    if not 2 <= len(run) <= MOST_PARTS:
        return
    first, last = run[0].start, run[-1].start
    sentence = one.words[max((at for at in _ends(one) if at <= first), default=0) : run[-1].end]
    if not _DEALT.search(sentence) or _LATER.search(sentence) or not _JOINED.search(one.words[run[-2].end : last]):
        return
    before = [each for each in told if each.end <= first and each.value > max(part.value for part in run)]
    behind = [each for each in told if each.start > last and _ALL.search(one.words[: each.start][-16:])]
    total = before[-1] if before else behind[0] if behind else None
    if total is not None and _ARM_SIZE.search(one.words[: total.start][-6:]):
        return
    if total is not None and not _WHOLE_OF_OTHERS.search(one.words[max(0, total.start - 40) : total.end + 40]):
        yield from _judged(one, told, total, run)


_ALL = lazy(r"\ball (?:the )?$|(?:全部|全体|所有|共|合计)$")


def _ends(one: Paragraph) -> list[int]:
    return [told.span.start - one.start for told in one.sentences]


# --- two opposites ------------------------------------------------------------------------------

_OF_THEM = lazy(r"\bof (?:them|whom|these|which)\b|其中|[:：(（]|[,，]")
_AMONG = lazy(r"(?<!其)[中里](?:共|仅|只|另)?有?\s?$")
_AND = lazy(r"\band\b|[,，、;；和及与]")


def _opposites(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``Nineteen volunteers, eleven of them women and nine men``."""
    for at in range(1, len(told) - 1):
        total, first, second = told[at - 1 : at + 2]
        if not total.value > max(first.value, second.value) or second.end - total.start > LONGEST / 6:
            continue
        ahead, gap = one.words[total.end : first.start], one.words[first.end : second.start]
        behind = one.words[second.start : second.end] + _STOP.split(one.words[second.end : second.end + 40])[0]
        if not _OF_THEM.search(ahead) or not _AND.search(gap) or _END.search(ahead + gap):
            continue
        english = one.words.isascii()
        if _ON_BOTH.search(one.words[max(0, total.start - LONGEST // 4) : second.end + 40]):
            continue
        labels = (
            [one.words[first.start : first.end] + _AND.split(gap)[0], behind]
            if english
            else [_AND.split(ahead)[-1], _AND.split(gap)[-1]]
        )
        if any(_AMONG.search(label) for label in labels):
            continue  # 女性32例；男性患者中有4例饮酒
        if all(label.strip() for label in labels) and shared_out(labels):
            yield from _judged(one, told, total, [first, second])


_ON_BOTH = lazy(r"\bboth\b|双侧|两侧|同时")
_STOP = lazy(r"[,，。;；.、()（）]|\b(?:and|who|with|aged)\b")
_END = lazy(r"。|\.\s")


# --- those who left, and why --------------------------------------------------------------------

_LEFT = lazy(
    r"left out|left the|exclu|withdr|drop|discontinu|declin|refus|ineligible|stopped|lost|排除|剔除|退出|脱落|失访|中止|停药|拒绝|未完成|未纳入"
)
_WHY = lazy(
    r"\b(?:for|because|due to|owing to|after|from|who|with|by|had|were|did)\b|因|由于|失访|拒绝|不良|自行|其他|不|死亡|迁"
)
_LIST = lazy(r"[(（:：](?P<list>[^()（）:：。]{12,220}?)(?:[)）。;；]|\.(?:\s|$)|$)")
_SOME = lazy(r"including|such as|mainly|mostly|chiefly|e\.g|包括|主要|例如|如|等|至少|at least|多为")


def _reasons(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``Twelve were left out (seven for missing diaries, three for ..., and five for antibiotics)``."""
    for match in _LIST.finditer(one.words):
        parts = [each for each in told if match.start("list") <= each.start and each.end <= match.end("list")]
        before = [each for each in told if each.end <= match.start()]
        if not 2 <= len(parts) <= MOST_PARTS or not before or _SOME.search(match["list"]) or "%" in match["list"]:
            continue
        total = before[-1]
        gap = one.words[total.end : match.start()]
        if len(gap) > 90 or _END.search(gap) or not _LEFT.search(one.words[max(0, total.start - 24) : match.start()]):
            continue
        items = _CUT.split(match["list"])
        told_in = [item for item in items if any(c.isdigit() for c in item) or _SPELT.search(item)]
        if len(told_in) == len(parts) == len(items) and sum(1 for item in items if _WHY.search(item)) * 2 >= len(items):
            closed = not match["list"].isascii() or expressions.search(r"\band\b", match["list"]) is not None
            yield from _judged(one, told, total, parts, fewer=closed)


_CUT = lazy(r"[,，、;；]\s?(?:and |以及|和)?|\sand\s")
_SPELT = lazy(
    r"\b(?:one|two|three|ten|eleven|twelve|twenty|thirty|(?:four|five|six|seven|eight|nine|thir|fif|eigh)(?:teen|ty)?)\b"
)


# --- sums told behind ---------------------------------------------------------------------------

_MAKING = lazy(
    r"(?:,? (?:making|giving|totalling|totaling|adding up to|for a total of|bringing the total to|which makes)(?: a total of)?|(?:合计|总计|总共|一共|加起来)(?:为|是|共|有)?)\s?$"
)


_A_DAY = lazy(r"每[日天次周晚]\s?$")


def _making(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``41 with surgery alone, 36 with radiotherapy alone and 23 with both, making 110 in all``."""
    for at, total in enumerate(told):
        if at < 2 or not _MAKING.search(one.words[max(0, total.start - 30) : total.start]):
            continue
        start = max((end for end in _ends(one) if end <= total.start), default=0)
        parts = [each for each in told[:at] if each.start >= start][-MOST_PARTS:]
        values = [part.value for part in parts]
        made = any(sum(values[first:], Decimal(0)) == total.value for first in range(len(values) - 1))
        taken = [part for part in parts if _A_DAY.search(one.words[max(0, part.start - 3) : part.start])]
        made = made or bool(taken) or any(a.value + b.value == total.value for a, b in combinations(told[:at], 2))
        if len(parts) > 2 and not made and max(values) * 2 < sum(values):
            yield from _judged(one, told, total, parts)


# --- of these -----------------------------------------------------------------------------------

_THESE = lazy(r"^\W{0,3}(?:of (?:these|them|those)\b|其中)")


def _of_these(one: Paragraph, told: list[Number]) -> Iterator[Observation]:
    """``912 fractures. Of these, 534 were …, 351 were … and 72 were …``: 27 would make it."""
    for at, (before, sentence) in enumerate(zip(one.sentences, one.sentences[1:], strict=False)):
        if not _THESE.match(sentence.words):
            continue
        start, end = sentence.span.start - one.start, sentence.span.end - one.start
        parts = [each for each in told if start <= each.start < end]
        ahead = [each for each in told if before.span.start - one.start <= each.start < start]
        if not 3 <= len(parts) <= MOST_PARTS or not ahead or at > MOST_NUMBERS:
            continue
        total = max(ahead, key=lambda each: each.value)
        values = [part.value for part in parts]
        found = sum(values, Decimal(0))
        slips = [value for value in values if value >= SMALLEST and exchanged(value, total.value - (found - value))]
        if total.value >= _DIGITS_TELL and len(slips) == 1 and total.value > found - slips[0]:
            yield from _judged(one, told, total, parts)


# --- shares that are everything -----------------------------------------------------------------

_EVERYTHING = lazy(
    r"(?P<n>[两二三四五六七八])?(?:项|类|者|部分|种)?(?:即为|就是|构成|组成|加起来(?:就)?是|合计(?:为|是|占)?|之和为)(?:了)?(?:全部|全体|所有|100\s?%|整个)"
    r"|(?:together (?:these |they )?(?:make up|account for|are|cover)|add(?:ing)? up to|these (?:\w+ )?are|which is) (?:all|100\s?%|the whole|everything)"
)
_COUNT = {word: number for number, word in enumerate("二三四五六七八", 2)} | {"两": 2}


def _shares(one: Paragraph) -> Iterator[Observation]:
    """``药品34.6%，耗材4.6%，检查25.8%，其他39.0%，四项即为全部收入``."""
    match = _EVERYTHING.search(one.words)
    if match is None:
        return
    shares = [f for f in one.within(0, match.start()) if f.unit == "pct"]
    number = _COUNT.get(match["n"] or "")
    shares = shares[-number:] if number else shares
    if not 3 <= len(shares) <= MOST_PARTS or not all(map(exact, shares)) or (number and len(shares) < number):
        return
    found = sum(map(value_of, shares), Decimal(0))
    room = sum(map(unit_in_last_place, shares), Decimal(0))
    listed = one.words[shares[0].span.start - one.start : match.end()]
    if room < abs(found - 100) <= 34 and not _COMPARED.search(listed) and all(kind_of(f) == "P" for f in shares):
        yield fault(shares, shares[-1], whole=Decimal(100))
