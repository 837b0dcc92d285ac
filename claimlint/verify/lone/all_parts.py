"""Lists whose own labels or words say that nobody is left out: blood groups, classes of an outcome, those who stayed and those who left.

``A型28.4%，B型29.1%，O型32.6%，AB型9.9%``, ``三组人数依次为61、60和59人``, "of 46 nurses 31 were still there and 15 had left", "of the
others, 305 died and 117 reached hospital".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.wholes import Whole, placed
from claimlint.verify.scenes.numbers import SPELLED
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, Told, observe

_BLOOD = tuple(
    map(
        lazy,
        (
            r"(?<![a-z])a(?:型|\b)(?! (?:total|third|quarter|median|mean))",
            r"(?<![a-z])b(?:型|\b)",
            r"(?<![a-z])o(?:型|\b)",
            r"(?<![a-z])ab(?:型|\b)",
        ),
    )
)
_BLOOD_SAID = lazy(r"血型|blood (?:group|type)s?|\babo\b")
_SCALES = tuple(
    tuple(map(lazy, classes))
    for classes in (
        (r"(?:痊愈|治愈|临床控制)(?:者)?$", r"显效(?:者)?$", r"(?<!总)(?:有效|好转)(?:者)?$", r"无效(?:者)?$"),
        (r"(?:完全缓解|cr)[)）]?$", r"(?:部分缓解|pr)[)）]?$", r"(?:疾病)?稳定(?:[(（]sd[)）])?$|sd$", r"(?:疾病)?进展(?:[(（]pd[)）])?$|pd$"),
        (r"优$", r"良$", r"(?:可|中)$", r"差$"),
    )
)  # fmt: skip
_EXCLUSIVE = lazy(
    r"互斥|互不(?:重叠|交叉|重复)|mutually exclusive|(?:each|every) [a-z]+ (?:was |being |is )?(?:placed|put|counted|classified|given|sorted) (?:in|into|under|only)? ?(?:just |only |exactly )?(?:one|once)"
)
_INSIDE = lazy(r"其中|含|包括|多选|of whom|of which|of these|including|不详|未知|其他不|unknown|另有|overlap|重叠|兼")
_COUNTS_OF = lazy(
    r"(?P<n>[两二三四五])(?:个)?(?:组|院区|科室|中心|医院|病区|年级|批次|批|层|校区|社区|乡镇|街道|地区|点)(?:的)?(?:(?:人数|例数|样本量|接种量)(?:依次|分别)(?:为|是|有)|(?:依次|分别)(?:入组|收治|纳入|分到|接种))$"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ARMS = lazy(r"组(?!织|成|合|员)|\bgroups?\b|\barms?\b")
_BETWEEN = lazy(r"(?:例|人|名|剂|份|台|家|只|位)?\s?[、,，和与及]{1,2}\s?")
_STAYED = (
    (lazy(r"\b(?:still|remained|stayed)\b"), lazy(r"\b(?:left|gone|quit|resigned|moved on)\b")),
    (lazy(r"\b(?:alive|survived|surviving)\b"), lazy(r"\b(?:died|dead)\b")),
    (lazy(r"\bpassed\b"), lazy(r"\bfailed\b")),
    (lazy(r"在职|在岗|留任|仍在|留下"), lazy(r"离职|辞职|调走|离开")),
    (lazy(r"存活|生存|健在"), lazy(r"死亡|去世|病故")),
    (lazy(r"(?<!不)合格|(?<!未)通过"), lazy(r"不合格|未通过")),
    (lazy(r"男(?:性|生|孩|婴)?"), lazy(r"女(?:性|生|孩|婴)?")),
)
_OF_THE_REST = lazy(r"(?:^|[.;,] )of the (?:others|rest|remainder|remaining [a-z]+), $|(?:其余|余下|剩下)[一-鿿]{0,4}(?:中|里)[,，]?[^,，。;；\d]{0,12}$")  # fmt: skip
_OTHERWISE = lazy(
    r"匹配|失访|退出|脱落|剔除|缺失|去年|上年|同期|新增|新入|招聘|lost|withdr|missing|excluded|unknown|last year|new(?:ly)? |joined|hired|recruit"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with such a list."""
    for one in passages(scene):
        for told in one.sentences:
            yield from _percentages(told, one.words)
        yield from _severity(one)
        if not _LOST.search(one.words) and not _IN_TURN.search(one.words):
            yield from _arms(one)
        if len(one.figures) > 2 and not _INSIDE.search(one.words):
            found = placed(one)
            yield from _scales(one, found)
            yield from _groups(one, found)
            yield from _of_the_rest(one, found)
            yield from _sorted_all(one, found)
            if not _OTHERWISE.search(one.words):
                yield from _two_fates(one, found)


# --- percentages ----------------------------------------------------------------------------------


def _percentages(told: Told, around: str) -> Iterator[Observation]:
    """The only percentages of a sentence, a list that labels or words say is all."""
    parts = [f for f in told.figures if f.unit == "pct"]
    if len(parts) < len("abc") or not all(map(exact, parts)) or _INSIDE.search(told.words):
        return
    start, end = parts[0].span.start - told.span.start, parts[-1].span.end - told.span.start
    gaps = [told.words[a.span.end - told.span.start : b.span.start - told.span.start] for a, b in pairwise(parts)]  # fmt: skip
    if any(len(gap) > 50 or not re.search(r"[,，、;；]|\band\b", gap) for gap in gaps):
        return
    listed = told.words[max(0, start - 24) : end + 12]
    blood = (
        len(parts) == len(_BLOOD) and _BLOOD_SAID.search(around) is not None and all(e.search(listed) for e in _BLOOD)
    )
    if not blood and not _EXCLUSIVE.search(told.words):
        return
    found = sum(map(value_of, parts), Decimal(0))
    room = sum(map(unit_in_last_place, parts), Decimal(0)) / 2
    if abs(found - 100) > room and 60 < found < 150:
        values = " + ".join(f"{plain(value_of(f))}%" for f in parts)
        span = Span(parts[0].span.start, parts[-1].span.end)
        yield observe("parts-total", span, f"{values} = {plain(found)}% ≠ 100%", related=[(parts[-1], parts[-1].raw)],
                      stated="100", sum=plain(found), parts=" + ".join(plain(value_of(f)) for f in parts), tied="yes")  # fmt: skip


# --- counts ---------------------------------------------------------------------------------------


def _scales(one: Paragraph, found: tuple[Whole, ...]) -> Iterator[Observation]:
    """Every class of a scale once, and one number more, in whatever order."""
    if any(f.denominator is not None for f in one.figures) or _ARMS.search(one.words):
        return
    for classes in _SCALES:
        parts = [
            [each for each in found if label.search(one.words[max(0, each.start - 12) : each.start])]
            for label in classes
        ]
        if any(len(each) != 1 for each in parts):
            continue
        listed = [each[0] for each in parts]
        wholes = [each for each in found if each not in listed and each.value > max(part.value for part in listed)]
        if len({each.value for each in wholes}) == 1 and len(found) == len(listed) + len(wholes):
            yield from _fault(one, listed, wholes[0])


_SEVERITY = lazy(
    rf"(?P<n>\d{{1,4}}|{SPELLED}) (?:[a-z-]+ ){{0,2}}?(?P<what>events?|reactions|episodes|attacks|cases|injuries|exacerbations|relapses|side effects)\b[^.;:()]{{0,40}}[:(] ?"
    rf"(?P<a>\d{{1,4}}|{SPELLED}) (?:were |was )?mild,? (?:and )?(?P<b>\d{{1,4}}|{SPELLED}) (?:were |was )?moderate,? and (?P<c>\d{{1,4}}|{SPELLED}) (?:were |was )?severe\b"
)


def _severity(one: Paragraph) -> Iterator[Observation]:
    """``Sixty-four adverse events were recorded: 40 mild, 19 moderate and 5 severe``: each has one degree."""
    for match in _SEVERITY.finditer(one.words):
        values = [parse_number(match[name]) for name in "nabc"]
        size, *rest = [value.value for value in values if value is not None]
        if len(rest) == len("abc"):
            listed = [Whole(value, *match.span(name)) for value, name in zip(rest, "abc", strict=True)]
            yield from _fault(one, listed, Whole(size, *match.span("n")))


def _groups(one: Paragraph, found: tuple[Whole, ...]) -> Iterator[Observation]:
    """``180名……三组人数依次为61、60和59人``, "that accounts for all 100": as many numbers as groups."""
    for index, first in enumerate(found):
        match = _COUNTS_OF.search(one.words[max(0, first.start - 24) : first.start])
        size = _NUMBERS[match["n"]] if match is not None else 0
        listed = found[index : index + size]
        before = [each for each in found[:index] if each.value > first.value]
        if size < 2 or len(listed) != size or len({each.value for each in before}) != 1:
            continue
        gaps = [one.words[a.end : b.start] for a, b in pairwise(listed)]
        if all(_BETWEEN.fullmatch(gap) for gap in gaps) and not _OTHERWISE.search(one.words):
            yield from _fault(one, listed, before[0])


_ALL_SORTED = lazy(r"(?:全部|全都|均|逐一)(?:已|都)?(?:完成|做了?|进行了?|经过?)?(?:分型|分期|分级|分类|定型|归类|鉴定)[^。;；\d]{0,16}$")  # fmt: skip
_BY_SCALE = lazy(  # 按Tile分型，A型; Weber分型A型
    r"(?:按[^,，。;；\d]{1,14}?|[a-z-]{3,16}\s?)分[型期级][,，:：为]{0,2}\s?[^\d、，,。;；]{1,6}[型期级](?:者|患者)?(?:为|有|共|:)?\s?$"
)
_SORT = lazy(r"[^\d、，,。;；]{1,10}?(?P<of>[型期级类系群])(?:者|株|患者)?(?:为|有|共|:)?\s?$")
_LISTED = lazy(r"(?:例|人|名|份|株|位)?\s?[、,，和及与]\s?[^\d、，,。;；]{1,10}")
_UNSORTED = lazy(
    r"双[侧髋膝足眼肩踝肾]|[侧髋膝足眼肩踝耳]次?(?=[,，、。;；])|合并[a-zⅠ-Ⅵ]|兼有?[a-zⅠ-Ⅵ]|未(?:能|定|分)|无法|不能分|其[他它余]|混合|双重|(?<!另)另"
)
_NOT_BOTH = lazy(r"(?:未见|无|没有|未发现|未检出)[^，,。;；]{0,6}(?:混合|双重|合并|重叠)[^，,。;；]{0,4}")


def _sorted_all(one: Paragraph, found: tuple[Whole, ...]) -> Iterator[Observation]:
    """``阳性642份，全部完成分型，甲型587份，乙型75份``: the list behind has every one of the number before."""
    if _UNSORTED.search(_NOT_BOTH.sub("", one.words)):
        return
    for index, first in enumerate(found[1:], 1):
        ahead = one.words[max(0, first.start - 30) : first.start]
        if not _BY_SCALE.search(ahead) and not _ALL_SORTED.search(_SORT.sub("", ahead)):
            continue
        run = [first]
        for each in found[index + 1 :]:
            if not _LISTED.fullmatch(one.words[run[-1].end : each.start]):
                break
            run.append(each)
        labels = [_SORT.search(one.words[max(0, each.start - 12) : each.start]) for each in run]
        more = sum(each.value for each in run) > found[index - 1].value  # else others may go untold: 19F型35株
        if more and len(run) > 1 and all(labels) and len({label["of"] for label in labels if label}) == 1:
            yield from _fault(one, run, found[index - 1])


_LOST = lazy(
    r"失访|退出|脱落|剔除|排除|缺失|未(?:接受|给药|治疗|完成|用药)|lost|withdr|dropped|missing|exclu|not (?:treated|randomi|dosed|receive)|declined|remaining|\brest\b|another|the others|analy[sz]|evaluab|complet|其余|另|余下|剩"
)
_IN_TURN = lazy(r"cross-?over|crossed over|switched|\bboth\b|open-label extension|eyes?\b|交叉|双眼|序贯")
_DEALT = lazy(  # 50 patients were enrolled (, 318 adults had been randomised at 41 sites:
    rf"(?<![\w.,-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{SPELLED}) (?:[a-z-]+ ){{0,2}}?(?:patients|participants|adults|children|women|men|people|volunteers|infants|babies)"
    r"(?: (?:with|aged|who had) [^.;:()]{2,50}?)?(?: (?:were |was |had been |have been )?(?:enrolled|randomi[sz]ed|recruited|included|assigned|allocated)(?: (?:at|in|from|across) [^.;:()]{1,30}?)?)?\s?(?:\((?P<in>[^()]{8,200})\)|:\s?(?P<on>[^.:()]{8,200})(?=\.|$))"
)
_AND = lazy(r"\s?[,;] and |\s?[,;]\s?| and ")
_ARM_TOLD = (
    lazy(rf"(?P<n>\d{{1,6}}|{SPELLED}) (?:[a-z]+ )?(?:were |was )?(?:assigned |allocated |randomi[sz]ed )?(?:to|received?|on|got|took|given|receiving|taking|in) (?P<arm>[^=]{{2,50}})"),
    lazy(rf"(?P<arm>[a-z][a-z -]{{2,30}}?)(?:,? n ?= ?|: ?| )(?P<n>\d{{1,6}}|{SPELLED})(?: (?:patients|participants))?"),
)  # fmt: skip
_NO_ARM = lazy(r"\b(?:aged?|mean|median|(?:wo)?men|males?|females?|sites?|weeks?|months?|years?|first|later|total)\b")
_CONTROL = lazy(r"placebo|control|sham|usual care|standard care|standard treatment|no treatment|waiting list|comparator|dummy")  # fmt: skip


def _arms(one: Paragraph) -> Iterator[Observation]:
    """``We enrolled 50 patients (treatment n=24, placebo n=20)``: arms in a bracket or behind a colon, one of them a control."""
    for match in _DEALT.finditer(one.words):
        name = "in" if match["in"] else "on"
        pieces = _AND.split(match[name])
        told = [next((m for each in _ARM_TOLD if (m := each.fullmatch(piece.strip()))), None) for piece in pieces]
        arms = [each["arm"].strip() for each in told if each is not None]
        named = " ".join(arms)
        if not 1 < len(told) == len(arms) == len(set(arms)) or not _CONTROL.search(named) or _NO_ARM.search(named):
            continue
        values = [parse_number(each["n"].replace(",", "")) for each in (match, *told) if each is not None]
        if all(value is not None for value in values):
            size, *rest = [value.value for value in values if value is not None]
            if {sum(rest), abs(size - sum(rest))} & {each.value for each in placed(one)}:
                continue  # so many were analysed, or are missing
            start, end = match.span(name)
            yield from _fault(one, [Whole(each, start, end) for each in rest], Whole(size, *match.span("n")))


def _of_the_rest(one: Paragraph, found: tuple[Whole, ...]) -> Iterator[Observation]:
    """``640 arrests. Not attempted in 218; of the others, 305 died and 117 reached hospital``: together no more than are left."""
    if len(found) != len("NKab") or _OTHERWISE.search(one.words):
        return
    whole, gone, first, second = found
    if not _OF_THE_REST.search(one.words[max(0, first.start - 40) : first.start]) or gone.value >= whole.value:
        return
    left = whole.value - gone.value
    if first.value + second.value > left and max(first.value, second.value) < left:
        line = f"{plain(whole.value)} - {plain(gone.value)} = {plain(left)}"
        parts = f"{plain(first.value)} + {plain(second.value)}"
        span = one.span(first.start, second.end)
        yield observe("parts-total", span, f"{parts} = {plain(first.value + second.value)} ≠ {line}",
                      related=[(one.span(whole.start, whole.end), one.words[whole.start : whole.end])],
                      stated=plain(left), sum=plain(first.value + second.value), parts=parts, tied="yes")  # fmt: skip


def _two_fates(one: Paragraph, found: tuple[Whole, ...]) -> Iterator[Observation]:
    """``of 46 nurses ..., 31 were still there and 15 had left``: the only three numbers, and one word each that excludes the other."""
    if len(found) != len("Nab") or any(f.unit == "pct" for f in one.figures):
        return
    whole, first, second = found
    told = one.sentence_of(one.span(first.start, first.end))
    if (
        whole.value <= max(first.value, second.value)
        or told is None
        or not told.span.contains(one.span(second.start, second.end))
    ):
        return
    begin = one.words.rfind(",", whole.end, first.start) + 1 or whole.end
    pieces = (one.words[begin : second.start], one.words[second.start : told.span.end - one.start])
    if re.search("[一-鿿]", pieces[0]):
        cut = max(one.words.rfind(sign, first.end, second.start) for sign in "，,、；;")
        pieces = (one.words[max(whole.end, first.start - 12) : cut], one.words[cut : second.end + 12])
    for stayed, gone in _STAYED:
        held = [bool(word.search(piece)) for piece in pieces for word in (stayed, gone)]
        if held in ([True, False, False, True], [False, True, True, False]):
            yield from _fault(one, [first, second], whole)
            return


def _fault(one: Paragraph, parts: Sequence[Whole], whole: Whole) -> Iterator[Observation]:
    found = sum((each.value for each in parts), Decimal(0))
    if found == whole.value or max(each.value for each in parts) >= whole.value or found > 2 * whole.value:
        return
    listed = sorted(parts, key=lambda each: each.start)
    words = " + ".join(plain(each.value) for each in listed)
    yield observe("parts-total", one.span(listed[0].start, listed[-1].end), f"{words} = {plain(found)} ≠ {plain(whole.value)}",
                  related=[(one.span(whole.start, whole.end), one.words[whole.start : whole.end])], stated=plain(whole.value),
                  sum=plain(found), parts=words, tied="yes")  # fmt: skip
