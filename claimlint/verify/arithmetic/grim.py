"""Means of whole numbers over so many people: a multiple of one n-th (GRIM)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_arabic, parse_chinese, parse_english, parse_number
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, show, value_of
from claimlint.verify.scenes.numbers import Number, numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

_WHOLE_THINGS = lazy(  # what is counted, and never told in parts
    r"(?:次数|个数|颗数|天数|胎数|数目|条数|例次|件数|支数|产次|孕次|胎次|题数|枚数|(?:correct|wrong|right) answers|number of|counted (?:the|how)|counted for each|episodes|attacks|relapses|admissions|infusions|"
    r"children|teeth|injections|\b(?:flares|flushes|falls|seizures|infections|exacerbations|visits|transfusions|dressings?|dressing changes|hospitali[sz]ations|operations|sessions|doses|tablets|vials|bouts|hypos|nosebleeds|migraines) each\b|人均[一-鿿]{2,6}|how (?:many|often)|per (?:child|patient|person|participant|woman|animal|cat|dog|horse|case|couple|family|household|school|class|infant|man|eye|knee)|每[例人位名只户家]`?)"
)
_STATED_WHOLE = lazy(  # 只记整根, "only completed rises counted"
    r"整数|[只按均仅][^，。；]{0,6}(?:记|数|计|算|取)[^，。；]{0,4}整[一-鿿]|[按以]整[一-鿿][^，。；]{0,2}[记数计算]|不足[一1]?[一-鿿]的?(?:不[计算数记]|舍去)|whole[- ](?:numbers?|points?|marks?|[a-z]{3,14} (?:only|counted|were counted))|integers?|"
    r"\bonly (?:whole|complete[d]?|full|entire) [a-z]{3,14}\b|\b(?:whole|complete[d]?|full) [a-z]{3,14} (?:only|alone) (?:were |being )?count"
)
FINER = lazy(
    r"精确到|half[- ]points?|halves|0\.5\s?分|半分|估计|调整(?!了|为|[方饮用药剂])|adjusted|±|标准差|(?<!\()\bsd\b|两[名位]评|raters|observers|平均值的|加权|weighted|条目均分|average of (?:two|three|four|the|\d\s)|换算|transformed|分[，,]取平均|逐日(?:取|平均)|取[一-鿿]{0,5}[均平][值均]|均值\)|并?非整数|不(?:是|为|必为?)整数|not (?:be )?(?:a )?whole"
)
_MEAN = shaped(
    r"(?:平均|均数|均值|均分|人均|mean|average|averaged)~{0,45}?(?P<m><XNUCT>)(?!\s?(?:mg|g|ml|mm|cm|kg|[Ll]\b))"
)
_ON_AVERAGE = shaped(r"(?P<m><XNC>) [a-z -]{3,40}? on average\b")
_COUNTED_DAYS = lazy(
    r"(?:数出|数了|清点|数一数)[^，。；]{0,14}(?:天数|天|日数)|counted (?:the|how)|counted for each|number of (?:[a-z]+ ){0,2}(?:days|nights|shifts)|how many (?:days|nights)|天数均取整|whole days"
)
_MOST_PEOPLE = 400
_PLACES = frozenset({"site", "country", "study"})


def check(scene: Scene) -> Iterator[Observation]:
    """Every mean of whole things, against the numbers of people that its frame tells."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if not told.crowded and ("均" in told.words or "mean" in told.words or "average" in told.words):
                yield from _grim(frame, index, told)


def _grim(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    means = [f for match in _MEAN.finditer(told.shape) if (f := told.group(match, "m")).decimals > 0]  # 每人均完成10次
    means += [
        told.group(match, "m") for match in _ON_AVERAGE.finditer(told.shape) if told.group(match, "m").decimals > 0
    ]
    means += [f for mean in means[:1] for f in _also_means(told, mean) if f not in means]
    if not means or FINER.search(told.words):
        return
    near = [one for one in frame.sentences[max(0, index - 3) : index + 1] if one.block == told.block]
    around = "".join(one.words for one in near)
    stated = _STATED_WHOLE.search(frame.words) is not None
    counts = [
        f
        for f in frame.figures
        if kind_of(f) in "CD" and f.value is not None and f.decimals <= 0 and f.unit not in _PLACES
    ]
    raters = [f for f in counts if _is_rater(frame, f)]
    counts = [f for f in counts if f not in raters] or counts
    for mean in means:
        sizes = _sizes(frame, counts, [f for f in told.figures if f.span.end <= mean.span.start], numbers(told))
        whole = mean.unit in {"item", "piece", "times"} or stated or _WHOLE_THINGS.search(around) is not None
        if not (whole and _countable(mean, around, stated)) and not _of_things(told, mean):
            continue
        if in_time(told, mean) and not (stated or _COUNTED_DAYS.search(around)):
            continue
        sure = len(sizes) == 1 or _of_everybody(told, mean, counts)
        if not sure and _of_each(told, mean):
            every = {one.value for other in near for one in numbers(other) if 1 < one.value <= _MOST_PEOPLE}
            most = max(sizes, default=Decimal(0))
            sizes = sizes | {one for one in every if one * 2 > most} | {most - one for one in every if most > one + 1}
            sure = True
        sizes |= taken_together(frame.sentences, sizes) | {size * value_of(f) for size in sizes for f in raters}
        if sure and not made_by_few(told, mean) and not _VITAL.search(told.words[: mean.span.start - told.span.start]):
            yield from no_mean(mean, sizes, counts[:1], strict=stated)


_VITAL = lazy(
    r"(?:心率|脉搏|脉率|呼吸(?:频率|次数)|heart rates?|pulse(?: rates?)?|respiratory rates?|breathing rates?)[^,，。;；]{0,16}$"
)
_RATERS = lazy(r"\s?(?:[一-鿿]{0,4}(?:老师|考官|评委|医[师生]|专家|教授|护士长|组长|主任)|(?:[a-z]+ )?(?:examiners?|teachers?|supervisors?|surgeons?|doctors?|assessors?)\b)")  # fmt: skip
_FEW_RATERS = 3
_REPEATED = lazy(  # 各做了两次, "each assessed three films"
    r"各[一-鿿]{0,4}?(?P<z>[二两三四五六七八九十]|\d{1,2})(?:次|份|张|台|轮)|\b(?:each|all) (?:of (?:them|the [a-z]+) )?(?:assessed|rated|scored|reviewed|examined|read|took|sat|did|made|saw|wore) (?P<e>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) [a-z]"
)
_AND_THEIR = lazy(r"\s?[例名位个]?[一-鿿]{1,6}(?:和|与|及其?)\s?[一-鿿]{0,4}|(?: [a-z-]{4,14})? and (?:their |the )?")
_FROM_TO = lazy(r"\b(?:between|from) $|[在从]\s?$")


def _is_rater(frame: Frame, figure: Figure) -> bool:
    """``由两位老师盯着``: those who counted, not those who were counted."""
    told = next(one for one in frame.sentences if one.span.contains(figure.span))
    few = figure.value is not None and value_of(figure) <= _FEW_RATERS
    return few and _RATERS.match(told.words, figure.span.end - told.span.start) is not None


def taken_together(sentences: Sequence[Told], sizes: set[Decimal]) -> set[Decimal]:
    """The times of everybody, of whom each did it more than once; patients with their partners."""
    times = [parse_number(match["z"] or match["e"]) for told in sentences for match in _REPEATED.finditer(told.words)]
    found = {size * each.value for size in sizes for each in times if each is not None}
    for told in sentences:
        for one, two in pairwise(numbers(told)):
            if _AND_THEIR.fullmatch(told.words[one.end : two.start]) and not _FROM_TO.search(told.words[: one.start]):
                found.add(one.value + two.value)
    return {size for size in found if size <= _MOST_PEOPLE}


def _sizes(frame: Frame, counts: list[Figure], ahead: list[Figure], here: Sequence[Number]) -> set[Decimal]:
    """Of how many people the mean may be: any number of them told, or told less those who are said to have left."""
    told = {value_of(f) for f in counts} | {f.denominator for f in counts if f.denominator}
    most = max(told, default=Decimal(0))
    own = {value_of(f) for f in counts if f in ahead}
    told = {one for one in told if one * 3 >= most * 2 or one in own}  # of a third of them the text would say so
    told |= {one.value for other in frame.sentences for one in numbers(other) if most * 2 <= one.value * 3 <= most * 3}
    told |= {f.low for f in frame.figures if f.unit in {"item", "piece"} and f.decimals <= 0 and f.low * 3 >= most * 2}
    told |= {one.value for one in here if one.value * 3 >= most * 2}  # 1.62 in the 84 cycles
    if most < _FEW:  # "eighteen regulars": the whole was not read as people
        told |= {one.value for other in frame.sentences for one in numbers(other) if most < one.value <= _MOST_PEOPLE}
    alone = len(told) == 1
    told |= _those_left(frame)
    if alone or not _LEFT.search(frame.words):
        return told
    gone = {one.value for other in frame.sentences for one in numbers(other) if one.value * 3 <= most}
    return told | {one - two for one in told for two in told | gone if one > two}


_REST = lazy(  # those who are left, in figures or words
    r"(?:剩[下余]?的?|其余|余下的?)(?P<z>\d{1,3})|\b(?:remaining|surviving|other) (?P<a>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)\b|\bthe (?P<b>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?) (?:[a-z]+ )?(?:(?:that|who) (?:were left|remained|survived|stayed)|survivors|left\b)"
)


def _those_left(frame: Frame) -> frozenset[Decimal]:
    if "those left" not in frame.known:
        frame.known["those left"] = frozenset(value for one in frame.sentences for value in _rest(one.words))
    found: frozenset[Decimal] = frame.known["those left"]
    return found


def _rest(words: str) -> Iterator[Decimal]:
    for match in _REST.finditer(words):
        told = match["z"] or match["a"] or match["b"]
        number = parse_arabic(told) if told.isdigit() else parse_english(told)
        if number is not None:
            yield number.value


def _of_everybody(told: Told, mean: Figure, counts: list[Figure]) -> bool:
    """Is the largest number of people told once, before the mean, and nothing said of a part of them?"""
    if not 1 < len({value_of(f) for f in counts}) <= _MOST_NUMBERS or any(kind_of(f) == "D" for f in counts):
        return False
    whole = max(counts, key=value_of)
    start = mean.span.start - told.span.start
    return whole.span.end <= mean.span.start and not _OF_SOME.search(told.words[max(0, start - 60) : start])


_EACH = lazy(
    r"每[一1]?[例人位名只]|\b(?:each|every|per) (?:[a-z]+ )?(?:patient|participant|person|child|woman|man|member|cat|dog|animal|case|couple|infant|user|customer)\b|all (?:[a-z]+ )?present|\beach(?=[,.;])"
)


def _of_each(told: Told, mean: Figure) -> bool:
    """``每例切除肋骨1～6根，平均3.06根``: of all of them, where nothing between speaks of some."""
    start, end = mean.span.start - told.span.start, mean.span.end - told.span.start
    found = [
        match for match in _EACH.finditer(told.words) if match.start() - end >= -_NEAR and match.end() - start <= _NEAR
    ]
    return any(not _OF_SOME.search(told.words[min(each.end(), end) : max(each.start(), start)]) for each in found)


_FEW = 10
_NEAR = 90
_MOST_NUMBERS = 6
_LEFT = lazy(
    r"失访|脱落|退出|剔除|排除|缺失|未完成|死亡|可评|分析|withdr|dropped|lost to|missing|exclu|evaluable|complet|died|discontinu|analy|put down|euthan|destroyed|\bwere left\b|remain|安乐死|剩"
)
_OF_SOME = lazy(
    r"其中|[者组]的?平均|各|分别|\b(?:those|these|whom|responders|survivors|remaining|others|men|women|boys|girls|group|arm|cohort [a-z\d])\b"
)
_PER_TIME = lazy(
    r"每[一]?(?:小时|[月年周日天])[^,，。;；]{0,10}$|日均|月均|年均|周均|年化[^,，。;；]{0,8}$|\b(?:daily|weekly|monthly|annual|yearly)\b[^,.;]{0,30}$"
)
_PER_TIME_BEHIND = lazy(
    r"[^,，.。;；]{0,30}?(?:/|每|\b(?:per|an?|every|each)\s?)(?:patient-)?(?:year|month|week|day|night|hour|年|月|周|天|日)\b"
)


_EITHER = lazy(  # 每日换液2次或3次，平均: nobody's number is a fraction
    r"\d\s?[次片粒支袋颗包]?\s?(?:或|、|~|-|至)\s?\d\s?[次片粒支袋颗包][,，]?\s?平均$|\b(?:once|twice|two|three|four|\d)(?: times)? (?:or|to) (?:twice|two|three|four|five|\d) times (?:a|per) (?:day|week),? (?:on average|an average of|mean) $"
)


def in_time(told: Told, mean: Figure) -> bool:
    """``每月3.74次``, "2.3 flares a year": a rate over time, which needs no whole number."""
    start, end = mean.span.start - told.span.start, mean.span.end - told.span.start
    before, behind = told.words[max(0, start - 40) : start], told.words[end : end + 44]
    if _EITHER.search(before):
        return False
    return (
        _PER_TIME.search(before) is not None
        or _PER_TIME_BEHIND.match(behind) is not None
        or expressions.search(r"per (?:year|month|week|day)|rate of", told.words) is not None
    )


_THINGS = lazy(  # what is counted one by one, behind its mean
    r" (?!of\b)(?:[a-z-]{3,14} ){0,3}?(?:lines?|regimens?|sternotomies|operations|surgeries|procedures|nights|stents?|grafts?|transfusions|infusions|injections|sessions|courses|cycles|doses|falls|seizures|attacks|"
    r"relapses|episodes|exacerbations|flares|infections|admissions|readmissions|hospitali[sz]ations|visits|appointments|children|pregnancies|births|miscarriages|siblings|teeth|implants|lesions|nodules|"
    r"tumou?rs|metastases|fractures|medicines|drugs|medications|tablets|pills|biopsies|scans|embryos|eggs|oocytes|follicles|attempts|errors|mistakes|questions|items|symptoms|comorbidities|diagnoses|"
    r"vaccinations|consultations|calls|units of (?:blood|red cells|platelets)|awakenings|nosebleeds|bouts|treatments|therapies|interventions|ablations|shocks|catheters|dressings|stays)\b(?! (?:a|per|each) (?:day|week|month|year))"
)
_THINGS_AHEAD = lazy(  # previous operations averaged 2.16
    r"\b(?:implants|radiographs|x-rays|scans|stents|grafts|embryos|lesions|nodules|biopsies|sessions|cycles|doses|appointments|teeth|tablets|dressings|calls|lines|regimens|operations|procedures|surgeries|stents|transfusions|infusions|injections|falls|seizures|attacks|relapses|episodes|exacerbations|admissions|visits|children|pregnancies|fractures|medicines|drugs|errors|treatments|nights)"
    r"(?: [a-z]+){0,3}?,? ?[(]?(?:averaged|was on average|were on average|was a mean of|on average|an average of|a mean of|mean|average) $"
)
_THINGS_ZH = lazy(  # ahead of it, or its classifier behind
    r"(?:孕次|产次|胎次|线数|次数|个数|颗数|枚数|种类数|条数|支数|处数|既往治疗线数|淋巴结[^,，。;；]{0,6})(?:为|约|是|达|:)?\s?$"
)
_CLASSIFIED = lazy(r"\s?(?:次(?![/／])|个(?!月)|枚|颗|条|支|处|种|线|胎|根|块|例次|人次|个疗程|个周期|个孩子)")


def _of_things(told: Told, mean: Figure) -> bool:
    """``a mean of 3.44 prior lines of therapy``, ``平均孕次2.36``."""
    start, end = mean.span.start - told.span.start, mean.span.end - told.span.start
    behind = told.words[end : end + 50]
    if _THINGS.match(behind) is not None:
        return kind_of(mean) in "CNXD"
    if _THINGS_AHEAD.search(told.words[max(0, start - 40) : start]):
        return kind_of(mean) in "CNXD"
    zh = _THINGS_ZH.search(told.words[max(0, start - 14) : start]) or _CLASSIFIED.match(behind)
    return zh is not None and kind_of(mean) in "CNX"


def _countable(mean: Figure, around: str, stated: bool) -> bool:
    """A score only where it is said to be whole, days only where they were counted."""
    kind = kind_of(mean)
    if kind == "U":
        return mean.unit == "score" and stated
    if kind == "T":
        return mean.unit in {"day", "week"} and (stated or _COUNTED_DAYS.search(around) is not None)
    return True


_TO = lazy(r"\s?(?:增[至到加长]+到?|[升降减]+[至到低为]+|[至到]|变为|变成|提高到|下降到|to|and|降低到)\s?")


def _also_means(told: Told, first: Figure) -> Iterator[Figure]:
    """``由2.35次增至4.76次``: the second is a mean as well."""
    second = next((f for f in told.figures if f.span.start > first.span.start), None)
    if second is None or second.unit != first.unit or second.decimals != first.decimals:
        return
    if _TO.fullmatch(told.words[first.span.end - told.span.start : second.span.start - told.span.start]):
        yield second


def no_mean(mean: Figure, sizes: set[Decimal], counts: list[Figure], *, strict: bool) -> Iterator[Observation]:
    """The observation that no whole number shared out among any of the sizes makes the mean."""
    if not exact(mean) or mean.decimals < 1 or not sizes:
        return
    size = max(sizes)
    if all(_impossible(mean, one, strict) for one in sizes if one >= 2 or len(sizes) == 1):
        near = _nearest(mean, size)
        options = " / ".join(f"{plain(n)}/{plain(size)} = {show(n / size, mean.decimals)}" for n in sorted(near))  # noqa: E501, RUF100
        yield observe("parts-total", mean, f"{options} ≠ {plain(value_of(mean))}",
                      related=[(f, f.raw) for f in counts], stated=plain(value_of(mean)),
                      sum=options, parts=f"n = {plain(size)}")  # fmt: skip


_OF_WHOM = lazy(  # 八个孩子, "the three who also smoked"
    r"(?P<z>[二两三四五六七八九十]{1,3})[个名位](?!月)|\bthe (?P<e>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)


def made_by_few(told: Told, mean: Figure) -> bool:
    """``Four of them already used a mask, and averaged 11.25``: does a number ahead in its sentence make the mean?"""
    place = mean.span.start - told.span.start
    people = [one for one in numbers(told) if one.figure is None or one.figure.unit == "count"]
    ahead = {one.value for one in people if one.end <= place and 1 < one.value <= _MOST_PEOPLE}
    for match in _OF_WHOM.finditer(told.words, 0, max(0, place)):
        number = parse_chinese(match["z"]) if match["z"] else parse_english(match["e"])
        ahead |= {number.value} if number is not None and number.value > 1 else set()
    return any(one == int(one) and not _impossible(mean, one, strict=False) for one in ahead)


def _nearest(mean: Figure, size: Decimal) -> set[Decimal]:
    total = value_of(mean) * size
    return {total.to_integral_value("ROUND_FLOOR"), total.to_integral_value("ROUND_CEILING")}


def _impossible(mean: Figure, size: Decimal, strict: bool) -> bool:
    """Does no whole number shared out among so many make the mean as printed?"""
    if not 2 <= size <= _MOST_PEOPLE or size * 5 > Decimal(10) ** mean.decimals * 4:
        return False
    step = Decimal(1).scaleb(-mean.decimals)
    ways = (ROUND_HALF_UP, ROUND_HALF_EVEN) if strict else (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR)
    return not any(
        (whole / size).quantize(step, way) == value_of(mean) for whole in _nearest(mean, size) for way in ways
    )
