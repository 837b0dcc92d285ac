"""Lists whose shape says that they are the whole: as many items as were announced, arms, classes, reasons in one bracket.

``three clinics: six in Leeds, five in York and three in Hull``, ``内科86人，外科52人，中医科47人，三个科室一共185人``,
``分为试验组320例、安慰剂组160例``, "That was 71 with a doctor, 46 with a nurse and 201 with an assistant", ``33 on the left only, 35
on the right only and 28 both``. The total is the number that the words point at; nothing else is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

_WORDS = ("", "", "两二双2 two both", "三3 three", "四4 four", "五5 five", "六6 six", "七7 seven", "八8 eight")
_OVERLAP = lazy(
    r"重叠|同时|兼有|[两三]个?[一-鿿]{1,2}都|都看了|合并|多选|不止一|可多|人次|例次|症状|不良|并发|主要|等|包括|较|增加|减少|上年|比去年|"
    r"some had both|overlap|one or more|more than one|at least|symptom|side effect|adverse|complication|comorbid|including|such as|mainly|up from|more than|compared"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with three whole numbers or more."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            if told.crowded or told.heading or not told.words:
                continue
            found = numbers(told)
            if len(found) >= 2:
                ahead = frame.sentences[index - 1] if index and frame.sentences[index - 1].block == told.block else None
                yield from _announced(told, found)
                yield from _together(told, found)
                yield from _in_all(told, found)
                yield from _arms(told, found)
                yield from _that_was(ahead, told, found)
                yield from _reasons(told, found)
                yield from _sized(ahead, told, found)
                yield from _sides(frame, index, told, found)
                yield from _grades(told, found)
                yield from _finished(frame, told, found)
        yield from _classes(frame)


# --- as many items as were announced ------------------------------------------------------------

_HOW_MANY_EN = lazy(
    r"\b(?P<n>two|three|four|five|six|seven|eight) (?!hundred|thousand|million|years?|months?|weeks?|days?)(?:[a-z-]+ ){0,2}[a-z-]+s(?: [a-z]+){0,2}(?:\s?[:(—–-]\s?|, with )"
)
_AND = lazy(r", and | and ")


def _count_of(word: str) -> int:
    return next((number for number, words in enumerate(_WORDS) if word in words.split() or word in words[:3]), 0)


def _announced(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``14 rooms across its three clinics: six in Leeds, five in York and three in Hull``."""
    match = _HOW_MANY_EN.search(told.words)
    if match is None:
        yield from _once_each(told, found)
        return
    items = [one for one in found if one.start >= match.end()]
    if len(items) > _count_of(match["n"]) and match[0].endswith("with "):
        items = items[: _count_of(match["n"])]
    before = [one for one in found if one.end <= match.start("n")]
    last = told.words[items[-2].end : items[-1].start] if len(items) > 1 else ""
    if len(items) != _count_of(match["n"]) or len(before) != 1 or len(items) < 3 or not _AND.search(last):
        return
    if _alike(told, items):
        yield from _fault(told, items, told, before[0])


_ONCE = lazy(r", (?:one|once) (?:per|for each|to each|from each) [a-z]+[:,]")


def _once_each(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``318 readings, one per visitor: 197 were normal, 79 borderline and 42 high``."""
    match = _ONCE.search(told.words)
    if match is None:
        return
    items, before = (
        [one for one in found if one.start >= match.end()],
        [one for one in found if one.end <= match.start()],
    )
    if len(items) > 2 and before and _AND.search(told.words[items[-2].end : items[-1].start]):
        yield from _fault(told, items, told, before[-1])


def _alike(told: Told, items: Sequence[Number]) -> bool:
    """Does the same word follow each number: ``six in Leeds, five in York``?"""
    words = {(match[0] if (match := _NEXT.match(told.words, one.end)) else "") for one in items[1:]}
    return len(words) == 1 and "" not in words and _OVERLAP.search(told.words) is None


_NEXT = lazy(r" (?:in|at|from|to|on|for|with|by|due to|because of|after)\b")
_TOGETHER = lazy(
    r"(?:^|[,，。;；])\s?(?P<n>[两二三四五六七八2-8])(?:个|家|所|处|地|院|类|组|种|项|支|场|天|批|轮|位|名|区|市|县|科)[^,，。;；\d]{0,10}?(?:一共|总共|共计|合计|总计|共|加起来|累计|相加)[^,，。;；\d]{0,10}$"
)


_OF_EACH = lazy(r"(?:每[一个]?|各)[组家所个院科][^,，。;；\d]{0,8}$")  # 每组需86例……每组拟招募96例，两组共192例


def _together(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``内科看了86人，外科52人，中医科47人，三个科室一共接待185人``."""
    for index in range(2, len(found)):
        total = found[index]
        match = _TOGETHER.search(told.words[: total.start][-60:])
        size = _count_of(match["n"]) if match is not None else 0
        items = [one for one in found[:index] if one.end <= total.start - len(match[0])] if match is not None else []
        each = any(_OF_EACH.search(told.words[: one.start][-12:]) for one in items)
        if not 2 <= size == len(items) or each or _OVERLAP.search(told.words):
            continue
        if len({_unit(one) for one in (*items, total)}) == 1:
            yield from _fault(told, items, told, total)


_LOST = lazy(r"\bboth\b|\bmixed\b|co-?infect|exclu|withdr|\blost\b|missing|dropped|\bafter \d")
_STEP = lazy(r"[^\d.;:()]{0,40}(?:,|\band\b)[^\d.;:()]{0,30}")
_NOT_LISTED = lazy(r"[.;]|\bof (?:whom|which)\b|\banother\b|\bsince\b|\bfurther\b")


_IN_ALL = lazy(r"(?P<t>\d[\d,]*) (?:[a-z]+ )?(?:in total|in all|altogether)[^:.;,\d]{0,20}:")
_LAST_ONES = lazy(r"\b(?:other|others|rest|remaining|unknown|miscellaneous)\b")


def _in_all(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``One isolate per patient, 110 in total: E. coli in 58, Klebsiella in 22 and other organisms in 17``."""
    match = _IN_ALL.search(told.words)
    total = next((one for one in found if match is not None and one.start == match.start("t")), None)
    items = [one for one in found if match is not None and one.start >= match.end()]
    if match is None or total is None or len(items) < 3 or _OVERLAP.search(told.words) or _LOST.search(told.words):
        return
    gaps = [told.words[one.end : two.start] for one, two in pairwise(items)]
    chained = all(_STEP.fullmatch(gap) and not _NOT_LISTED.search(gap) for gap in gaps)
    last = gaps[-1] + told.words[items[-1].end : items[-1].end + 24]
    if chained and _AND.search(gaps[-1]) and _LAST_ONES.search(last):
        yield from _fault(told, items, told, total)


def _unit(one: Number) -> str:
    return one.figure.unit if one.figure is not None else "none"


# --- arms ---------------------------------------------------------------------------------------

_ARMS = lazy(
    r"(?P<t>\d[\d ,]*)(?:例|名|人|位|只)(?:患者|受试者|病人|志愿者)?[,，](?:[^,，。;；\d]{0,12}[,，])?(?:均|并|再|其中)?(?:按|以)?(?:\d[:∶]\d(?:[:∶]\d)?)?[^,，。;；\d]{0,10}(?:分为|分入|分成|分配至|分到|分至|随机至)(?P<list>[^,，。;；、\d]{1,14}组(?:[(（][^()（）\d]{1,12}[)）])?\d+[例名人位只](?:[、,，和与及]{1,2}[^,，。;；、\d]{1,14}组(?:[(（][^()（）\d]{1,12}[)）])?\d+[例名人位只]){1,5})(?![、和与及])"
)


def _arms(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``入组480例，按2∶1分为试验组320例、安慰剂组160例``."""
    for match in _ARMS.finditer(told.words):
        total = next((one for one in found if one.start == match.start("t")), None)
        items = [one for one in found if match.start("list") <= one.start < match.end("list")]
        rest = told.words[match.end() :]
        if total is not None and len(items) >= 2 and not expressions.search(r"组\d+[例名人]|其余|另", rest):
            yield from _fault(told, items, told, total)


# --- that was -----------------------------------------------------------------------------------

_THAT_WAS = lazy(
    r"^\W{0,2}(?:that (?:was|is|means)|these (?:were|are)|they (?:were|comprised)|this (?:was|comprised|included all)) (?:made up of )?$"
)


def _that_was(ahead: Told | None, told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``318 patients did not turn up. That was 71 with a GP, 46 with an associate and 201 with a nurse``."""
    if ahead is None or len(found) < 3 or not _THAT_WAS.match(told.words[: found[0].start]):
        return
    items = [found[0]]
    for one in found[1:]:
        gap = told.words[items[-1].end : one.start]
        if _ITEM_GAP.search(gap) is None or len(gap) > 60:
            break
        items.append(one)
    totals = numbers(ahead) or [
        Number(f.value, f.span.start - ahead.span.start, f.span.end - ahead.span.start, f)
        for f in ahead.figures if exact(f) and f.decimals <= 0 and f.value is not None and f.unit not in {"pct", *TIME_UNITS}
    ]  # fmt: skip
    gap = told.words[items[-2].end : items[-1].start] if len(items) > 2 else ""
    if len(totals) == 1 and _AND.search(gap) and _alike_noun(told, items):
        yield from _fault(told, items, ahead, totals[0])


_ITEM_GAP = lazy(r"(?:, (?:and )?| and )$")


def _alike_noun(told: Told, items: Sequence[Number]) -> bool:
    """The same preposition within each item: ``71 appointments with a GP, 46 with an associate``."""
    ends = [*(one.start for one in items[1:]), min(len(told.words), items[-1].end + 40)]
    pieces = [told.words[one.end : end] for one, end in zip(items, ends, strict=True)]
    return _OVERLAP.search("".join(pieces)) is None and any(
        all(f" {word} " in piece for piece in pieces) for word in ("with", "in", "from", "at", "to", "for", "by", "on")
    )


# --- reasons in one bracket ---------------------------------------------------------------------

_BRACKET = lazy(r"\((?P<list>(?:[^();]{0,50}[,;] ){1,6}and [^()]{3,50})\)")


def _reasons(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``Twelve were left out (seven for missing diaries, three for low intake, and two for antibiotics)``."""
    for match in _BRACKET.finditer(told.words):
        items = [one for one in found if match.start("list") <= one.start < match.end("list")]
        commas = len(expressions.findall(r"[,;] ", match["list"]))
        before = [one for one in found if one.end <= match.start()]
        plain_items = len(items) == commas + 1 and len(items) > 2 and items[0].start == match.start("list")
        if not plain_items or not before or match.start() - before[-1].end > _REACH or not _alike(told, items):
            continue
        if expressions.search(r"[,;]|\d%", told.words[before[-1].end : match.start()]) is None:
            yield from _fault(told, items, told, before[-1])


_REACH = 70

_SIZE = lazy(r"[(（]\s?n\s?=\s?(?P<n>\d[\d,]*)\s?[)）]")


def _sized(ahead: Told | None, told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``284 adults. They received placebo (n = 71), 20 mg (n = 70), 40 mg (n = 73) or 80 mg (n = 70)``."""
    sizes = list(_SIZE.finditer(told.words))
    if len(sizes) < 3:
        return
    items = [one for one in found if any(one.start == size.start("n") for size in sizes)]
    gaps = [told.words[one.end() : two.start()] for one, two in pairwise(sizes)]
    listed = all(len(gap) < _REACH and not expressions.search(r"[.;。；]", gap) for gap in gaps)
    own = [one for one in found if one.end <= sizes[0].start()]
    home = told if own or ahead is None else ahead
    before = [(home, one) for one in own or (numbers(home) if home is not told else ())]
    people = [pair for pair in before if pair[1].value > max(one.value for one in items)] if items else []
    received = expressions.search(
        r"receiv|randomi|assign|allocat|随机|分为|分组|分别接受", told.words[: sizes[0].start()]
    )
    last = expressions.search(r"\b(?:and|or)\b|和|与|及", gaps[-1])
    if listed and last and received and len(items) == len(sizes) and len(people) == 1:
        yield from _fault(told, items, *people[0])


# --- one side, the other, both ------------------------------------------------------------------

_SIDES_EN = lazy(r"\b(?P<a>left|right)\b[^.;]{0,50}\b(?P<b>left|right)\b[^.;]{0,40}\b(?:both|bilateral)")
_SIDES_ZH = lazy(r"(?:左侧|左[眼耳膝髋肾])[^。;；]{0,20}(?:右侧|右[眼耳膝髋肾])[^。;；]{0,20}双[侧眼耳膝髋肾]")


def _sides(frame: Frame, index: int, told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``33 patients had the left side only, 35 the right only and 28 both``: patients, not sides."""
    match = _SIDES_EN.search(told.words) or _SIDES_ZH.search(told.words)
    if match is None:
        return
    english = "a" in match.re.groupindex
    if english and (match["a"] == match["b"] or len(expressions.findall(r"\bonly\b|\balone\b", told.words)) < 2):
        return
    ends = match.end() + 12
    items = [one for one in found if match.start() - 44 <= one.start <= ends][-3:]
    if len(items) != 3 or (english and items[-1].start > match.end()):
        return
    before = [
        one for each in frame.sentences[max(0, index - 3) : index + 1] for one in numbers(each)
        if each is not told or one.end <= items[0].start
    ]  # fmt: skip
    found_sum = sum((one.value for one in items), Decimal(0))
    both = items[-1].value
    if before and all(one.value not in {found_sum, found_sum + both, found_sum - both} for one in before):
        people = [one for one in before if one.figure is not None and one.figure.unit == "count"]
        whole = next((one for one in people if one.value > max(each.value for each in items)), None)
        home = (
            next((e for e in frame.sentences[max(0, index - 3) : index + 1] if whole in numbers(e)), None)
            if whole
            else None
        )
        if whole is not None and home is not None and abs(found_sum - whole.value) * 4 <= whole.value:
            yield from _fault(told, items, home, whole)


# --- grades and stages --------------------------------------------------------------------------

_STAGED = lazy(
    r"(?P<t>\d[\d ,]*)(?:例|名|人|位)?(?:[^,，。;；\d]{0,12}按[^,，。;；\d]{0,16}分[型级期类](?:法|系统|标准)?)?[,，(（:]\s?(?:其中|包括|按分期|临床分期|病理分期|分期)?[:为]?(?P<list>(?:(?:[0-4ⅰⅱⅲⅳⅴⅠⅡⅢⅣⅤiv]{1,3}[ab]?|(?<![a-z])[a-f])[期级型度]\d+(?:例|名|人|位)?[、,，和]{0,2}){3,6})"
)


def _grades(told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``27例，其中0期4例、Ⅰ期13例、Ⅱ期8例、Ⅲ期2例``: nobody is of two stages."""
    for match in _STAGED.finditer(told.words):
        total = next((one for one in found if one.start == match.start("t")), None)
        items = [one for one in found if match.start("list") <= one.start < match.end("list")]
        if total is None or len(items) < 3:
            continue
        if sum((one.value for one in items), Decimal(0)) > total.value:
            yield from _fault(told, items, told, total)


# --- classes of notifiable diseases ----------------------------------------------------------------

_CLASS = lazy(
    r"(?P<c>[甲乙丙])类(?:传染病)?(?:[(（][^()（）\d]{1,12}[)）])?(?:共|总计|合计)?(?:报告)?(?:发病|(?<=报告)[一-鿿]{2,6})?(?P<n>\d[\d ,]{0,12})\s?例"
)
_ALL_CLASSES = lazy(r"(?:法定)传染病[^,，。;；\d乙丙]{0,10}(?P<n>\d[\d ,]{0,12})\s?例")


def _classes(frame: Frame) -> Iterator[Observation]:
    """``法定传染病42506例……甲类3例……乙类24086例……丙类18417例``."""
    wholes = [(told, one) for told in frame.sentences for one in _read(told, _ALL_CLASSES)]
    parts: dict[str, list[tuple[Told, Number]]] = {}
    for told in frame.sentences:
        for match in _CLASS.finditer(told.words):
            one = next((each for each in numbers(told) if each.start == match.start("n")), None)
            if one is not None:
                parts.setdefault(match["c"], []).append((told, one))
    if len(wholes) != 1 or not {"乙", "丙"} <= parts.keys() or any(len(each) != 1 for each in parts.values()):
        return
    if "甲" not in parts and not expressions.search(
        r"甲类[^,，。;；]{0,8}(?:无|未|零|没有|0例)|甲乙类|无甲类|未报告甲类", frame.words
    ):
        return
    items = [each[0][1] for each in parts.values()]
    home = parts["丙"][0][0]
    yield from _fault(home, items, wholes[0][0], wholes[0][1], place=parts["丙"][0][1])


def _read(told: Told, pattern: object) -> Iterator[Number]:
    for match in pattern.finditer(told.words):  # type: ignore[attr-defined]
        yield from (one for one in numbers(told) if one.start == match.start("n"))


# --- who left and who finished ----------------------------------------------------------------------

_FINISHED = lazy(
    r"组(?:脱落|失访|退出|剔除)(?P<a>\d+)[例名人][,，、和]{1,2}[^,，。;；\d]{1,10}组(?:脱落|失访|退出|剔除)?(?P<b>\d+)[例名人][,，](?:最终|最后|共|实际){0,2}(?:共|有)?(?P<c>\d+)[例名人](?:患者|受试者)?(?:完成|纳入|进入)"
)


_LOST_BEFORE = lazy(r"(?:脱落|失访|退出|剔除)\s?\d")  # a third group


def _finished(frame: Frame, told: Told, found: Sequence[Number]) -> Iterator[Observation]:
    """``随机分为两组各60例。……组脱落7例，对照组脱落9例，最终104例完成``."""
    for match in _FINISHED.finditer(told.words):
        gone = [one for one in found if one.start in {match.start("a"), match.start("b")}]
        rest = next((one for one in found if one.start == match.start("c")), None)
        every = {one.value for each in frame.sentences for one in numbers(each)}
        if rest is None or len(gone) != 2 or _LOST_BEFORE.search(told.words, 0, match.start()):
            continue
        lost = sum((one.value for one in gone), Decimal(0))
        wholes = [
            (each, one)
            for each in frame.sentences
            for one in numbers(each)
            if one.value > rest.value and each.span.start + one.start < told.span.start + match.start()
        ]
        if wholes and rest.value + lost not in every:
            near = min(wholes, key=lambda pair: pair[1].value)
            yield from _fault(told, [*gone, rest], near[0], near[1])


# --- the fault ----------------------------------------------------------------------------------


def _fault(
    told: Told, items: Sequence[Number], home: Told, total: Number, *, place: Number | None = None
) -> Iterator[Observation]:
    found = sum((one.value for one in items), Decimal(0))
    if (
        found == total.value
        or max(one.value for one in items) >= total.value
        or found > 2 * total.value
        or 2 * found < total.value
    ):
        return
    start, end = (place.start, place.end) if place else (items[0].start, items[-1].end)
    listed = " + ".join(plain(one.value) for one in items)
    yield observe(
        "parts-total", Span(told.span.start + start, told.span.start + end), f"{listed} = {plain(found)} ≠ {plain(total.value)}",
        related=[(Span(home.span.start + total.start, home.span.start + total.end), plain(total.value))],
        stated=plain(total.value), sum=plain(found), parts=listed, tied="yes", beside="yes",
    )  # fmt: skip
