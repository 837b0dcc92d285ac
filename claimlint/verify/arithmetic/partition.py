"""Lists whose labels exclude each other (grades, arms, causes of death, kinds of cancer) against the total beside them.

A sentence is cut at its commas into items of one number each. What the items are called says whether they can overlap and
whether they are all there is; where the total stands (before, in the sentence before, behind) does not matter. Items that
exclude each other are never more than their total; items that are all there is are never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.arithmetic.lists import OPPOSITES
from claimlint.verify.arithmetic.parts import OVERLAP, reconciled
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

MOST_ITEMS, LONGEST, FEWEST = 9, 700, 2
OVER, UNDER = Decimal("0.6"), Decimal("0.34")  # of the total: what is farther off is another list


class Item(Struct, frozen=True):
    """One item of a list: its number and its words, the number left out."""

    number: Number
    label: str


class Sort(Struct, frozen=True):
    """Do the items exclude each other, and are they all there is?"""

    exclusive: bool
    complete: bool


def check(scene: Scene) -> Iterator[Observation]:
    """Every list of every sentence."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            apart = told.heading or told.crowded or len(told.words) > LONGEST
            if not apart and scene.document.blocks[told.block].table is None and len(numbers(told)) >= FEWEST:
                ahead = frame.sentences[index - 1] if index and frame.sentences[index - 1].block == told.block else None
                yield from _listed(frame, (ahead, _total_behind(frame, told)), told)


# --- items ----------------------------------------------------------------------------------------

_BRACKETS = lazy(r"[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_SHARE = lazy(r"[,，]?\s?(?:占|约占|or )?\d{1,3}(?:\.\d{1,3})?\s?%")
_CUT = lazy(
    r"[,，、;；:：—]|\s-\s|\.\s|[。!?！？]|\b(?:and|or|plus|while|with the)\b|(?<=[例名人位个份台次件])[和及与]|以及|还有|[和及](?=[一-鿿]{1,8}\d)"
)
_AND = lazy(r"\b(?:and|or|plus)\b|和|及|以及")


def _segments(told: Told) -> list[tuple[int, int]]:
    """The stretches between the commas; brackets that hold one number lose their marks, all others their words."""
    words = _masked(told)
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(words)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(words)]
    return list(zip(starts, ends, strict=True))


def _masked(told: Told) -> str:
    """The words, without brackets that hold shares or no number; the length stays."""
    words = told.words
    for match in _BRACKETS.finditer(told.words):
        inside = [one for one in numbers(told) if match.start(1) <= one.start and one.end <= match.end(1)]
        kept = len(inside) == 1 and "%" not in match[1] and not _CUT.search(match[1])
        if not kept:
            words = words[: match.start()] + "_" * (match.end() - match.start()) + words[match.end() :]
    return _SHARE.sub(lambda match: "_" * len(match[0]), words)


def _runs(told: Told) -> Iterator[tuple[list[Item], Number | None]]:
    """The items that follow each other, each with one number, and the total that the last of them names."""
    words = _masked(told)
    run: list[Item] = []
    for start, end in _segments(told):
        own = [one for one in numbers(told) if start <= one.start and one.end <= end and words[one.start] != "_"]
        own = [one for one in own if not _HOW_MANY_PARTS.match(words, one.end)]
        label = words[start:end].strip(" _()（）")
        if (
            len(own) == 1
            and len(run) >= FEWEST
            and (_OF_THEM.search(words[start : own[0].start]) or _OF_THESE.match(words, own[0].end))
        ):
            yield run, None
            run = []
        elif len(own) == 1:
            one = own[0]
            run.append(Item(one, (words[start : one.start] + " " + words[one.end : end]).strip(" _()（）")))
        elif len(own) == FEWEST and run and _K_OF_N.search(words[own[0].end : own[1].start]):
            run.append(Item(own[0], words[start : own[0].start].strip(" _")))
            yield run, own[1]
            run = []
        elif own:
            yield run, None
            run = [_last_of(words, own, start, end)]
        elif _UNREAD.search(words[start:end]):
            run = []  # a number that was not read: nobody knows what this list holds
        elif label and len(label) > _TAIL:
            yield run, None
            run = []
        elif label and run:
            run[-1] = Item(run[-1].number, f"{run[-1].label} {label}")
    yield run, None


_HOW_MANY_PARTS = lazy(
    r"\s?(?:(?:treatment|study|parallel) )?(?:arms|groups|parts|types|kinds|categories|classes)\b|\s?个?(?:组(?!织)|类|型|部分)"
)
_OF_THEM = lazy(r"其中|\bof (?:whom|which|them|these)\b|including")
_OF_THESE = lazy(r"\s(?:of (?:whom|which|them|these)\b)")  # six of whom were spouses
_UNREAD = lazy(r"\d")
_K_OF_N = lazy(r"\s(?:[a-z]{3,12} )?(?:out )?of (?:the |these |our |all )?$|/$")


def _last_of(words: str, own: Sequence[Number], start: int, end: int) -> Item:
    """Of several numbers in one stretch the last, with the words from the one before on; of ``46 of 780`` the part."""
    last = len(own) - 1
    if _K_OF_N.search(words[own[last - 1].end : own[last].start]):
        last -= 1
    one = own[last]
    first = own[last - 1].end if last else start
    return Item(one, (words[first : one.start] + " " + words[one.end : end]).strip(" _()（）"))


_TAIL = 26  # characters of a stretch without a number that still belong to the item before it: "A or B"

# --- what the labels say ----------------------------------------------------------------------------

SCALES = tuple(  # from one end to the other: all of it where both ends are told
    tuple(each.split("/"))
    for each in (
        "正常|\\bnormal/骨量(?:减少|低下)|低骨量|osteopa?enia/骨质疏松|osteoporo", "正常|\\bnormal/(?:糖尿病)?前期|糖耐量(?:异常|减低|受损)|prediabet/(?<!前)糖尿病|\\bdiabet", "偏瘦|消瘦|体重过低|underweight/正常|\\bnormal/超重|overweight/肥胖|obes",
        "升学/就业/待业|未就业", "阴性/弱阳性/(?<!弱)阳性|强阳性", "negative/weakly positive|borderline|equivocal|indeterminate/(?<!weakly )positive",
        "local/nodal|regional/distant", "甲类/乙类/丙类", "一级|ⅰ级|i级|1级/二级|ⅱ级|ii级|2级/三级|ⅲ级|iii级|3级/四级|ⅳ级|iv级|4级", "ⅰ期|i期|一期|1期/ⅱ期|ii期|二期|2期/ⅲ期|iii期|三期|3期/ⅳ期|iv期|四期|4期",
        "轻度|轻型|轻症|轻者/中度|中型|普通型/重度|重型|重症|重者/危重|极重", "完全缓解|cr/非常好的部分缓解|vgpr/部分缓解|pr/微小缓解|疾病稳定|稳定|sd/进展|pd|未缓解",
        "治愈|痊愈|临床控制/显效/有效|好转|改善/无效|未愈|恶化|死亡", "低危/中危/高危", "特级/一级/二级/三级",
        "complete|stringent/very good/partial/minimal|minor|stable/progress|no response|refractory",
        "confirmed/probable/suspected|possible", "superficial/deep/organ|space", "superficial/partial/full|deep", "mild/moderate/severe/critical", "minor/moderate/major", "low[- ]risk/intermediate|medium/high[- ]risk",
        "grade (?:1|i)\\b/grade (?:2|ii)\\b/grade (?:3|iii)\\b/grade (?:4|iv)\\b", "stage (?:1|i)\\b/stage (?:2|ii)\\b/stage (?:3|iii)\\b/stage (?:4|iv)\\b",
        "excellent/very good/good/fair/poor", "improved/unchanged|stable/worse", "primary/secondary/tertiary", "en bloc/piecemeal/biops", "first/second/third",
        "机器人|robotic/腹腔镜|胸腔镜|laparoscopic|thoracoscopic|keyhole/开放|开腹|开胸|open", "本地|本土/输入|境外", "男|\\bmen\\b|\\bmales?\\b|boys/女|women|females?|girls",
        "左侧|左眼|left/右侧|右眼|right/双侧|双眼|both|bilateral",
    )
)  # fmt: skip
_REST = lazy(
    r"其他|其它|其余|余下|剩余|剩下|原因不明|不详|未分类|\bothers?\b|\belsewhere\b|\bthe rest\b|remaining|remainder|unknown|unspecified|undetermined|miscellaneous|unclassified"
)
_ENDS = frozenset("癌瘤型期级类组院区县市省校班")
_CAUSES = lazy(r"\b(?:from|of|due to|after|by|to|for|because of|with|as a result of)\b|死于|因")
_DIED = lazy(r"\bdeaths?\b|\bdied\b|死亡|死因|病死")
_ARMS = lazy(r"randomi|randomly|assign|allocat|随机|matching|matched|匹配|\breceived? (?:either )?placebo")
_ARM = lazy(
    r"placebo|control|sham|usual care|standard care|安慰剂|对照|\bmg\b|μg|\bdose\b|剂量|[a-z]组|组$|\barms?\b|\bgroups?\b|n\s?=|\balone\b|surgery"
)
_FROM = lazy(
    r"\b(?:from|came from|recruited in|schools?|provinces?|countries|regions?|districts?|hospitals?|sites?)\b[^.;]{0,30}$|来自[^。;]{0,16}$"
)
_PLACE = lazy(r"^(?:[一-鿿]{2,6}|(?:from |in |at |the )?[a-z][a-z.' -]{2,18}(?: sent| provided| contributed| gave)?)$")
_SORTED = lazy(
    r"(?:病理|组织学|临床|分子)?(?:类型|分型|分类|分期|分级|构成|病因|死因|转归|结局|部位|来源|用途)(?:为|是|依次为|分别为|:|有)?\s?$|(?:分别)?(?:位于|起源于|发生于|来源于|见于)[一-鿿]{0,6}$|按[一-鿿]{1,8}(?:分为?|看|统计|计)?[:,，]?\s?$"
    r"|\bby (?:age|stage|grade|type|severity|cause|site|outcome|category|region|source)\b[^.;]{0,12}$|\b(?:responses?|outcomes?|histology|diagnos[ei]s|causes?|blood groups?) (?:was|were|showed|:)?[^.;]{0,30}$|\b(?:type|status|category|grade|stage|source|site|cause)s? (?:was|were)\b[^.;]{0,30}$"
)
_SEVERAL = lazy(  # what one person may have more than one of, or what is told of some only
    r"症状|不良|反应|并发症|合并|伴有?|既往|病史|服用|使用过|symptom|adverse|event|side effect|complication|comorbid|history of|toxicit|用药|多选|人次中|例次|"
    r"headache|nausea|fever|rash|pain|fatigue|vomit|diarrh|高血压|糖尿病|hypertension|diabetes|发热|恶心|呕吐|皮疹|头痛"
)
_SOME = lazy(
    r"其中|包括|含|主要|例如|如|等|居前|前[三五]|以.{1,12}为主|mainly|mostly|such as|including|among them|most common|commonest|chiefly|top (?:three|five)|leading|for example|at least|some of"
)
_TWICE = lazy(
    OVERLAP
    + r"|[(（]双[侧髋膝足眼肩踝]|counted twice|多发|累及|多个|两个部位|联合|同时|部分|both (?:kinds|sides|arms)|再次|重复|同一|共病|cross(?:ed)? over|switched|转入|转出|中转|转为|复发|later|subsequent|then |随后|后来|thereafter"
)


def _sort(told: Told, before: str, items: Sequence[Item], total: str, own: str) -> Sort:
    labels = [item.label for item in items]
    joined = " ; ".join(labels)
    events = [f.raw.endswith("例次") for item in items if (f := item.number.figure) is not None]
    if len(events) == len(items) and all(events) and "例次" in total:
        return Sort(exclusive=True, complete=_COLON.search(before) is not None)  # each is counted as often as it came
    if _SEVERAL.search(joined) or _SEVERAL.search(total):
        return Sort(exclusive=False, complete=False)
    rest = _REST.search(labels[-1]) is not None and not any(_REST.search(label) for label in labels[:-1])
    exclusive = complete = False
    for scale in SCALES:
        places = [_place(scale, label) for label in labels]
        if _place(scale, own) is not None:
            continue  # the total is itself a step of it
        if None not in places and len(set(places)) == len(places):
            ends = {places[0], places[-1]} == {0, len(scale) - 1} or len(places) == len(scale)
            exclusive, complete = True, complete or ends
    if len(items) == FEWEST:
        exclusive = exclusive or _opposed(labels)
        return Sort(exclusive, False)
    zh = [re.sub(r"[^一-鿿]", "", label) for label in labels]
    alike = all(zh) and (len({label[-1] for label in zh}) == 1 and zh[0][-1] in _ENDS and len(set(zh)) == len(zh))
    arms = (
        _ARMS.search(told.words) is not None
        and sum(_ARM.search(label) is not None for label in labels) >= len(labels) - 1
    )
    died = (
        _DIED.search(total + before) is not None
        and sum(_CAUSES.search(label) is not None for label in labels) >= len(labels) - 1
    )
    places_told = _FROM.search(before) is not None and all(_PLACE.match(label) for label in labels)
    sorted_by = _SORTED.search(before) is not None
    things = _COLON.search(before) is not None and _ANDED.search(told.words) is not None and not _PEOPLE.search(total)
    located = (
        not _PEOPLE.search(total)
        and not _IN_SEVERAL.search(told.words)
        and all(_AT_A_SITE.match(label) for label in labels)
    )
    exclusive = exclusive or located or alike or things or arms or died or places_told or sorted_by
    complete = (
        complete
        or things
        or arms
        or sorted_by
        or (rest and exclusive)
        or (places_told and _CLOSED.search(told.words) is not None)
    )
    return Sort(exclusive, complete)


_IN_SEVERAL = lazy(r"several|multiple|more than one|pain|ache|rash")
_AT_A_SITE = lazy(r"(?:(?:were|was|lay|arose|occurred) )?(?:in|on|at) the [a-z ]{3,24}\W*$")  # a thing is in one place
_COLON = lazy(r"[:：]\s?$")
_ANDED = lazy(r", \S[^,;]{0,40}? and \S|[、，]")
_PEOPLE = lazy(
    r"patient|people|person|women|men\b|children|participant|subject|volunteer|adult|case|infant|donor|student|nurse|staff|[例人名者位]"
)
_CLOSED = lazy(
    r"(?:two|three|four|five|six|seven|[二两三四五六七2-7])(?:个|所|家)?(?: [a-z]+)? ?(?:schools|provinces|countries|regions|districts|hospitals|sites|省|市|县|区|院|校|国)"
)


def shared_out(labels: Sequence[str]) -> bool:
    """Are these the steps of one scale from end to end, or two opposites: all there is?"""
    if len(labels) == FEWEST and _opposed(labels):
        return True
    for scale in SCALES:
        places = [_place(scale, label) for label in labels]
        if None not in places and len(set(places)) == len(places):
            return {places[0], places[-1]} == {0, len(scale) - 1} and len(labels) > 1
    return False


_VERY_GOOD = ("very good", "非常好")


def _place(scale: tuple[str, ...], label: str) -> int | None:
    """Which step of a scale a label names; nothing if it names two."""
    found = [place for place, words in enumerate(scale) if expressions.search(rf"(?<![a-z未无不非])(?:{words})", label)]
    if len(found) == len(_VERY_GOOD) and scale[found[0]].startswith(_VERY_GOOD):
        return found[0]
    return found[0] if len(found) == 1 else None


def _opposed(labels: Sequence[str]) -> bool:
    first, second = labels
    return any(
        (expressions.search(a, first) and expressions.search(b, second))
        or (expressions.search(b, first) and expressions.search(a, second))
        for a, b in OPPOSITES
    )


# --- the total --------------------------------------------------------------------------------------

_BEHIND = lazy(r"(?:合计|总计|共计?|一共|in all|in total|altogether|a total of|all told|students|total)")
_OF = lazy(r"\b(?:of|among|in) (?:the |these |our |all )?$")
_THESE = lazy(
    r"^\W{0,3}(?:其中|这些|按|of (?:these|them|those|whom)|they|these|there were|best |the (?:causes|reasons|outcomes|responses))"
)


_IN_ALL = lazy(r"共(?!同)|总计|合计|全部|\b(?:in all|in total|altogether|all told|a total of)\b")


def _total_behind(frame: Frame, told: Told) -> Told | None:
    """``腺癌84例，鳞癌31例。本研究共纳入肺癌患者104例。``: the sentence behind, if all it tells is how many there were in all."""
    index = frame.sentences.index(told) + 1
    for one in frame.sentences[index : index + 1]:
        if one.block == told.block and len(numbers(one)) == 1 and _IN_ALL.search(one.words):
            return one
    return None


def _listed(frame: Frame, beside: tuple[Told | None, Told | None], told: Told) -> Iterator[Observation]:
    for run, named in _runs(told):
        if not FEWEST <= len(run) <= MOST_ITEMS:
            continue
        for total, where, items in _readings(beside, told, run, named):
            one = _judged(frame, told, where, total, items)
            if one is not None:
                yield one
                break


def _readings(
    beside: tuple[Told | None, Told | None], told: Told, run: list[Item], named: Number | None
) -> Iterator[tuple[Number, Told, list[Item]]]:
    """The total that a list may have, the likeliest first."""
    first, last, (ahead, behind) = run[0], run[-1], beside
    if named is not None:
        yield named, told, run
        return
    if len(run) > FEWEST and _BEHIND.search(last.label):
        yield last.number, told, run[:-1]
    for place in range(len(run) - FEWEST):
        if not _AND.match(told.words, run[place].number.end):
            yield run[place].number, told, run[place + 1 :]
    before = [one for one in numbers(told) if one.end <= first.number.start]
    if before:
        nearest = before[-1]
        if len(before) > 1 and _OF.search(told.words[: nearest.start]):
            nearest = before[-2]
        yield nearest, told, run
    elif ahead is not None and (_THESE.match(told.words) or len(numbers(ahead)) == 1) and numbers(ahead):
        found = sum((item.number.value for item in run), Decimal(0))
        yield min(numbers(ahead), key=lambda one: abs(one.value - found)), ahead, run
    elif behind is not None:
        yield numbers(behind)[0], behind, run


_OWN_WHOLE = lazy(r"\s?(?:out )?of (?:the |all )?\d")


def _judged(frame: Frame, told: Told, where: Told, total: Number, items: list[Item]) -> Observation | None:
    values = [item.number.value for item in items]
    found, stated = sum(values, Decimal(0)), total.value
    if found == stated or max(values) >= stated or len(items) < FEWEST or not _alike(total, items):
        return None
    gap = found - stated
    if not (0 < gap <= stated * OVER or 0 < -gap <= stated * UNDER) or _makes_sense(frame, told, values, found, stated):
        return None
    if any(_OWN_WHOLE.match(told.words, item.number.end) for item in items):
        return None  # positive in 54, negative in 228 of the 240
    if where is told and _elsewhere(told, total, items):
        return None
    before = told.words[: items[0].number.start]
    start = total.end if where is told and total.start < items[0].number.start else 0
    listed = told.words[start : items[-1].number.end + 24]
    if _TWICE.search(told.words + _next(frame, told)) or (gap < 0 and _SOME.search(listed)):
        return None
    around = where.words[max(0, total.start - 30) : total.end + 40]
    own = _label_of(where, total)
    if where.span.start > told.span.start and (gap < 0 or _OTHERS_TOO.search(where.words)):
        return None
    kind = _sort(told, re.split("[。;；]", before)[-1][-60:], items, around, own)
    return _fault(told, where, total, items) if kind.exclusive and (gap > 0 or kind.complete) else None


_OTHERS_TOO = lazy(r"另|[全我][国省市县区]|累计|今年|去年|上年|nationwide|this year|last year|since|also|another")
_IN_PLACE = lazy(r"[^,;]{0,40}?\b(?:in|at|from) the ")


def _elsewhere(told: Told, total: Number, items: Sequence[Item]) -> bool:
    """``18 cases in the north, including one death, ten in the east``: are total and parts each told of a place of their own?"""
    ends = (total.end, *(item.number.end for item in items))
    return sum(_IN_PLACE.match(told.words, end) is not None for end in ends) > 1 and (
        _IN_PLACE.match(told.words, total.end) is not None
    )


def _next(frame: Frame, told: Told) -> str:
    index = frame.sentences.index(told) + 1
    return "".join(f" {one.words}" for one in frame.sentences[index : index + 1] if one.block == told.block)


def _label_of(told: Told, total: Number) -> str:
    """The words of a total's own stretch; none behind it where the list begins there."""
    before = _STOP.split(told.words[max(0, total.start - 36) : total.start])[-1]
    behind = told.words[total.end : total.end + 40]
    stop = _STOP.search(behind)
    rest = behind[: stop.start()] if stop is not None else ""
    return (
        before if any(total.end <= one.start < total.end + len(rest) for one in numbers(told)) else f"{before} {rest}"
    )


_STOP = lazy("[,，。;；、:：]")


def _alike(total: Number, items: Sequence[Item]) -> bool:
    """Things of one kind: a number without a noun is of any."""
    units = {f.unit for f in (total.figure, *(item.number.figure for item in items)) if f is not None}
    units -= {"none"}
    return len(units) <= 1  # 85 patients have 99 eyes


def _makes_sense(frame: Frame, told: Told, values: Sequence[Decimal], found: Decimal, stated: Decimal) -> bool:
    """Is the sum told, or does some part of the list make the total, or were others lost?"""
    told_too = {one.value for other in frame.sentences for one in numbers(other)}
    others = {f.denominator for f in frame.figures if f.denominator}
    if found in told_too | others or reconciled(frame, found, stated):
        return True
    if stated > found and stated - found in told_too:
        return True
    if (
        found - values[-1] == stated
        or found + stated in told_too
        or any(sum(values[:k]) == stated for k in range(2, len(values)))
    ):
        return True
    if len(values) > FEWEST + 1 and max(values) * 2 == found:
        return True  # a diagnosis in 121: 74 dominant, 35 recessive and 12 X-linked
    return any(one + two == stated for one, two in pairwise(values)) or told.has(
        r"失访|lost to|missing|未知|不详|withdr|exclu|排除|剔除"
    )


def _fault(told: Told, where: Told, total: Number, items: Sequence[Item]) -> Observation:
    values = [item.number.value for item in items]
    found = sum(values, Decimal(0))
    span = Span(told.span.start + items[0].number.start, told.span.start + items[-1].number.end)
    place = Span(where.span.start + total.start, where.span.start + total.end)
    added = " + ".join(map(plain, values))
    return observe(
        "parts-total", span, f"{added} = {plain(found)} ≠ {plain(total.value)}", related=[(place, plain(total.value))],
        stated=plain(total.value), sum=plain(found), parts=added,
    )  # fmt: skip
