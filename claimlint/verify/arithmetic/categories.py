"""Sexes, scales and rates: parts whose words say that they are all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import (
    agrees,
    exact,
    fitting,
    plain,
    share,
    show,
    unit_in_last_place,
    value_of,
)
from claimlint.verify.arithmetic.parts import (
    GOES_ON,
    OVERLAP,
    counts_in,
    counts_of,
    fault,
    near,
    reconciled,
    rest_makes_all,
)
from claimlint.verify.doubts.other_readings import more_to_tell
from claimlint.verify.scenes.scene import Frame, Told, observe
from claimlint.verify.scenes.shapes import Shaped, shaped

# --- sexes and categories -----------------------------------------------------------------------

_MALE = r"(?:男性?(?:患者)?|males?|men|boys)"
_FEMALE = r"(?:女性?(?:患者)?|females?|women|girls)"
_SEXES = (
    rf"{_MALE}`{{0,4}}?(?P<a><C>)~{{0,14}}?{_FEMALE}`{{0,4}}?(?P<b><C>)",
    rf"{_FEMALE}`{{0,4}}?(?P<a><C>)~{{0,14}}?{_MALE}`{{0,4}}?(?P<b><C>)",
    rf"(?P<a><CN>)\s(?:were\s)?{_MALE}\s?(?:\([^)]{{0,4}}\))?\s?(?:,|and|，|/)\s?(?:and\s)?(?P<b><CN>)\s(?:were\s)?{_FEMALE}",
    rf"(?P<a><CN>)\s(?:were\s)?{_FEMALE}\s?(?:,|and|，|/)\s?(?:and\s)?(?P<b><CN>)\s(?:were\s)?{_MALE}",
    r"(?P<a><C>)\s?(?:,|and|，)\s?(?:and\s)?(?P<b><C>)",
)
_SEX_SHARES = (
    rf"{_MALE}`{{0,5}}?(?P<a><P>)~{{0,8}}?{_FEMALE}`{{0,5}}?(?P<b><P>)",
    rf"{_FEMALE}`{{0,5}}?(?P<a><P>)~{{0,8}}?{_MALE}`{{0,5}}?(?P<b><P>)",
    rf"(?P<a><P>)(?: of [a-z ]{{1,20}})? were {_MALE}~{{0,12}}?(?P<b><P>) (?:were )?{_FEMALE}",
    rf"(?P<a><P>)(?: of [a-z ]{{1,20}})? were {_FEMALE}~{{0,12}}?(?P<b><P>) (?:were )?{_MALE}",
    rf"\b{_MALE} (?:made up|accounted for|were) (?P<a><P>)~{{0,40}}?\band {_FEMALE} (?:made up |accounted for |were |for )?(?P<b><P>)",
    rf"\b{_FEMALE} (?:made up|accounted for|were) (?P<a><P>)~{{0,40}}?\band {_MALE} (?:made up |accounted for |were |for )?(?P<b><P>)",
)


_SEX_UNTOLD = lazy(
    r"(?:sex|gender)[^.;]{0,12} (?:was |were |is )?(?:not |un)(?:recorded|known|stated|given|reported|available)|(?:sex|gender) (?:data )?(?:was |were )?missing|non-?binary|性别(?:不详|未知|未填|未记录|未登记|缺失)"
)


def _sexes(frame: Frame) -> Iterator[Observation]:
    """Men and women together are the patients of some total told before or after."""
    if _SEX_UNTOLD.search(frame.words):
        return
    for told in frame.sentences:
        yield from _brackets(told)
        yield from _with_others(told)
        yield from _ladder(told)
        for number, pattern in enumerate(_SEXES):
            for match in shaped(pattern).finditer(told.shape):
                pair = [told.group(match, "a"), told.group(match, "b")]
                if number == 4 and not _raw_sexes(pair):
                    continue
                yield from _pair_total(frame, told, pair)
        for pattern in _SEX_SHARES:
            for match in shaped(pattern).finditer(told.shape):
                if expressions.search(
                    r"占|构成|比例|were|made up|accounted",
                    match[0] + told.shape[match.end() : match.end() + 12],
                ) and not _OF_EACH_SEX.search(match[0]):
                    yield from _hundred(told, [told.group(match, "a"), told.group(match, "b")])


_OF_EACH_SEX = lazy(  # 男性高危比例45%: how many of the men, not how many are men
    r"率|(?:男性|女性|[男女](?!性))(?!患者|病人|所?占|的?比)[一-鿿]{2,6}比例"
)
_BRACKET = shaped(r"(?:[级期型度类]|岁(?:以上|以下)?|以上|以下|<T>(?:及?以上|以下)?)(?:者|患者)?占(?:比|约)?(?P<p><P>)")


def _brackets(told: Told) -> Iterator[Observation]:
    """``I级占20%，II级占50%，III级占40%``: brackets, grades and stages exclude each other."""
    parts = [told.group(match, "p") for match in _BRACKET.finditer(told.shape)]
    alone = len(parts) >= 3 and len(parts) == len(told.of_kind("P")) and all(exact(part) for part in parts)
    found = sum(map(value_of, parts), Decimal(0))
    if alone and 100 + unit_in_last_place(parts[0]) * len(parts) < found <= 140 and not told.has(OVERLAP):
        yield fault(parts, parts[-1], whole=Decimal(100))


_WITH_OTHERS = shaped(
    r"(?P<list>(?:占(?:比|约)?|[(（]\s?|as |were |was |by )(?P<first><P>)(?:[^。;\n\ue000-\ue00c]{1,24}?<P>){1,6}?)[)）]?[,，、]?\s?(?:and )?"
    r"(?:其他|其余|余下|剩下|the rest|the remainder|the remaining|others?)[^。;\n\ue000-\ue00c]{0,16}?(?P<last><P>)"
)


_LADDER = shaped(r"以下(?:者|的)?占(?:比|约)?(?P<first><P>)[^。;\n]{4,80}?以上(?:者|的)?占(?:比|约)?(?P<last><P>)")


def _ladder(told: Told) -> Iterator[Observation]:
    """``小学及以下占22%……大专及以上占15%``: from below to above is everything."""
    match = _LADDER.search(told.shape)
    if match is None or told.has(OVERLAP) or told.has(r"率|组(?!织|成|合)"):
        return
    first, last = told.group(match, "first"), told.group(match, "last")
    parts = [f for f in told.of_kind("P") if first.span.start <= f.span.start <= last.span.start]
    if len(parts) >= 3 and all(exact(part) for part in parts):
        yield from _hundred(told, parts)


def _with_others(told: Told) -> Iterator[Observation]:
    """``细菌占46.5%，病毒占31.2%，其他占22.3%``: with the others told, that is everything."""
    match = _WITH_OTHERS.search(told.shape)
    if match is None or told.has(OVERLAP) or told.has(r"率|\brates?\b|组(?!织|成|合)"):
        return
    parts = [f for f in told.of_kind("P") if f.span.start >= told.group(match, "first").span.start]
    last = told.group(match, "last")
    if parts[-1] is last and all(exact(part) for part in parts):
        yield from _hundred(told, parts)


def _raw_sexes(pair: list[Figure]) -> bool:
    one, two = (expressions.search(r"(wo)?men|(fe)?males?|girls|boys", figure.raw.lower()) for figure in pair)
    return one is not None and two is not None and one[0] != two[0]


_EVENT = r"[\s，,]{0,2}(?:died|had|were diagnosed|developed|死亡|复发|出现|发生|达到|缓解|有效|治愈)"


def _pair_total(frame: Frame, told: Told, pair: list[Figure]) -> Iterator[Observation]:
    if not all(exact(part) and part.decimals == 0 for part in pair):
        return
    found = value_of(pair[0]) + value_of(pair[1])
    most, first = max(map(value_of, pair)), pair[0].span.start
    totals = [f for f in counts_in(frame) if f.span.start < first and value_of(f) > most and f not in pair]
    totals = totals or _behind(told, pair)
    last = {value_of(f) for f in totals if f.span.start > first and value_of(f) != found}
    if not totals or found in _everything(frame) - last or reconciled(frame, found, value_of(totals[-1])):
        return
    if totals[-1].arm is not None and totals[-1].arm != pair[0].arm:
        return
    if _made_by_others(frame, pair, value_of(totals[-1])) or expressions.search(_EITHER_SEX, totals[-1].raw.lower()):
        return  # 72 girls and 48 boys: girls (36), boys (18)
    behind = told.words[pair[1].span.end - told.span.start :][:16]
    if abs(found - value_of(totals[-1])) * 2 > value_of(totals[-1]) or expressions.match(_EVENT, behind):
        return
    yield fault(pair, totals[-1])


_EITHER_SEX = rf"{_MALE}|{_FEMALE}"
_BESIDE = 10  # characters


def _made_by_others(frame: Frame, pair: list[Figure], whole: Decimal) -> bool:
    """``152 men and 196 women were screened; 133 men and 147 women, 280 people``: two other counts side by side."""
    others = [f for told in frame.sentences for f in counts_of(told.figures) if f not in pair and _of_a_sex(told, f)]
    return any(value_of(one) + value_of(two) == whole for one, two in pairwise(others))


def _of_a_sex(told: Told, figure: Figure) -> bool:
    return expressions.search(_EITHER_SEX, figure.raw.lower()) is not None or near(told, figure, _EITHER_SEX, _BESIDE)


def _everything(frame: Frame) -> set[Decimal]:
    """Every count, share and whole that a frame tells."""
    if "everything" not in frame.known:
        shares = [f for f in frame.figures if f.denominator is not None]
        wholes = {f.denominator for f in shares if f.denominator}
        frame.known["everything"] = wholes | {value_of(f) for f in (*counts_in(frame), *shares)}
    found: set[Decimal] = frame.known["everything"]
    return found


def _hundred(told: Told, parts: list[Figure]) -> Iterator[Observation]:
    """Percentages of a complete pair or list add up to 100."""
    if not all(exact(part) for part in parts) or told.has(r"四舍五入|不等于100|\brounding"):
        return
    found = sum((value_of(part) for part in parts), Decimal(0))
    room = unit_in_last_place(parts[0]) * max(1, len(parts) // 2)
    if room < abs(found - 100) <= 25 and not rest_makes_all(told, parts[-1], found, room * 2):
        yield fault(parts, parts[-1], whole=Decimal(100))


# Complete scales: any list that holds the last word together with at least one before is complete.
_SCALES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("无效|未愈|恶化", ("治愈|痊愈|临床控制", "显效", "有效|好转|改善")),
    ("未缓解|无缓解|进展|疾病进展|pd|progressive disease|disease progression", (
        "完全缓解|cr|complete (?:response|remission)", "部分缓解|pr|partial (?:response|remission)",
        "稳定|疾病稳定|sd|stable disease")),
    ("progression", ("complete", "partial", "stable disease|stable")),
    ("重度|重症|severe", ("轻度|轻症|mild", "中度|moderate")),
    ("iv期|ⅳ期|Ⅳ期|stage iv|4期", ("i期|ⅰ期|Ⅰ期|stage i|1期", "ii期|ⅱ期|Ⅱ期|stage ii|2期", "iii期|ⅲ期|Ⅲ期|stage iii|3期")),
    ("iii期|ⅲ期|Ⅲ期|stage iii|3期", ("i期|ⅰ期|Ⅰ期|stage i|1期", "ii期|ⅱ期|Ⅱ期|stage ii|2期")),
    ("晚期|末期", ("早期", "中期|中晚期")),
    ("high risk|at high risk|高风险", ("low risk|at low risk|at low risk of bias|低风险", "unclear|moderate risk|some concerns|不清楚|不明确|中风险")),
    ("高危|high[- ]risk", ("低危|low[- ]risk", "中危|intermediate[- ]risk")),
    ("差|poor", ("优|excellent", "良|good", "可|中|fair")),
    ("c级", ("a级", "b级")),
    ("老年", ("青年", "中年")),
    ("不满意|dissatisfied", ("非常满意|very satisfied", "满意|基本满意|satisfied")),
    ("死亡|died", ("存活|生存|治愈|survived|recovered", "好转|improved")),
    ("加重|恶化|worsened|worse", ("改善|好转|improved", "稳定|无变化|unchanged|stable")),
    ("双侧|双眼|bilateral", ("左侧|左眼|left", "右侧|右眼|right")),
)  # fmt: skip


_FEWEST = min(len(others) + 1 for _, others in _SCALES)  # parts of any scale


def _categories(frame: Frame) -> Iterator[Observation]:
    """CR + PR + SD + PD, 显效 + 有效 + 无效, mild + moderate + severe."""
    for told in frame.sentences if not GOES_ON.search(frame.words) else ():
        kinds = [kind for kind in ("CN", "P") if len(told.of_kind(kind)) >= _FEWEST]
        if not kinds or told.has(OVERLAP):
            continue
        for last, others in _SCALES:
            for kind in kinds:
                for parts in _scale_parts(told, kind, last, others):
                    yield from _scale_fault(frame, told, parts)


def _scale_parts(told: Told, kind: str, last: str, others: tuple[str, ...]) -> Iterator[list[Figure]]:
    """The figures of one scale, by arm, each beside its word."""
    if len(told.of_kind(kind)) < min(3, len(others) + 1) or not any(word in told.words for word in last.split("|")):
        return
    found: dict[str | None, dict[str, Figure]] = {}
    for words in (*others, last):
        for figure in _beside(told, kind, words):
            found.setdefault(figure.arm, {}).setdefault(words, figure)
    for parts in found.values():
        if last in parts and len(parts) >= min(3, len(others) + 1):
            values = sorted(parts.values(), key=lambda f: f.span)
            if len({figure.span for figure in values}) == len(parts):
                yield values


def _beside(told: Told, kind: str, words: str) -> list[Figure]:
    """``显效30例`` or ``30例显效``; Latin words whole; 有效 not inside 总有效 or 无效."""
    if not told.holds(kind):
        return []
    if (kind, words) not in told.known:
        told.known[kind, words] = list(_found_beside(told, kind, words))
    found: list[Figure] = told.known[kind, words]
    return found


def _found_beside(told: Told, kind: str, words: str) -> Iterator[Figure]:
    after, before = _shapes_beside(kind, words)
    text = told.shape
    hits = [told.group(match, "f") for match in after.finditer(text)] or [
        told.group(match, "f") for match in before.finditer(text)
    ]
    yield from (figure for figure in hits if exact(figure) and (kind == "P" or figure.decimals == 0))


@cache
def _shapes_beside(kind: str, words: str) -> tuple[Shaped, Shaped]:
    edged = "|".join(
        rf"(?<![a-z]){word}(?![a-z])" if word[0].isascii() else f"(?<![总不未无好非常基本完]){word}"
        for word in words.split("|")
    )
    after = shaped(rf"(?:{edged})(?:率|者|患者| in| of)?`{{0,3}}?(?P<f><{kind}>)")
    before = shaped(
        rf"(?P<f><{kind}>)(?:患者)?\s?(?:达到|达|获得?|为|had|achieved|with|were|as)?\s?(?:a\s)?(?:{edged})"
    )
    return after, before


def _scale_fault(frame: Frame, told: Told, parts: list[Figure]) -> Iterator[Observation]:
    if parts[0].unit == "pct":
        if not more_to_tell(told, parts):
            yield from _hundred(told, parts)
        return
    found = sum((value_of(part) for part in parts), Decimal(0))
    everything = {value_of(f) for f in counts_in(frame) if f not in parts}
    everything |= {f.denominator for f in frame.figures if f.denominator is not None}
    everything |= {f.low for f in frame.figures if f.unit == "none" and f.decimals == 0}
    totals = [f for f in counts_in(frame) if f not in parts and f.span.start < parts[0].span.start]
    own = [f for f in totals if f.arm == parts[0].arm and value_of(f) >= max(map(value_of, parts))] or _each(frame)
    own = _of_these(told, parts) or own or _behind(told, parts)
    everything -= {value_of(f) for f in own if f.span.start > parts[-1].span.start and value_of(f) != found}
    if not own or found in everything or reconciled(frame, found, value_of(own[-1])):
        return
    stated = everything | {value_of(f) for f in own}
    if any(found + value_of(f) in stated for f in counts_of(told.figures) if f not in parts):
        return  # a further category stands in the sentence
    yield fault(parts, own[-1])


_BEHIND = shaped(r"(?:of the|among the|in all|total of|total|altogether|共计?|合计|总计)\s?(?P<t><CN>)")


def _behind(told: Told, parts: list[Figure]) -> list[Figure]:
    """``mild in 40, moderate in 28 and severe in 12 of the 80 cases``: the total stands last."""
    found = [told.group(match, "t") for match in _BEHIND.finditer(told.shape)]
    return [f for f in found if exact(f) and f.span.start > parts[-1].span.end and f.decimals == 0][:1]


_OF_THESE = shaped(r"\bof (?:the |these |our |all )?(?P<t><CNX>)(?: [a-z -]{3,30})?,")


def _of_these(told: Told, parts: list[Figure]) -> list[Figure]:
    """``Of 18 adverse events, 13 were mild, 4 moderate and 1 severe``."""
    found = [told.group(match, "t") for match in _OF_THESE.finditer(told.shape)]
    return [f for f in found if exact(f) and f.span.end <= parts[0].span.start and f.decimals == 0][:1]


def _each(frame: Frame) -> list[Figure]:
    """``两组各60例``, ``每组30例``: the size of every arm."""
    pattern = shaped(r"(?:组各|每组|各组|each group of|per group:?)`{0,5}?(?P<c><C>)")
    return [told.group(match, "c") for told in frame.sentences for match in pattern.finditer(told.shape)]


_GOOD: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"满意率|满意度", ("非常满意", "满意|基本满意"), "不满意|一般"),
    (r"总有效率|有效率", ("治愈|痊愈|临床控制", "显效", "有效|好转|改善"), "无效|未愈|恶化"),
    (r"客观缓解率|总缓解率|orr|(?:overall|objective) response rate", (
        "完全缓解|cr|complete (?:response|remission)s?|complete(?= and )|complete(?= in )", "部分缓解|pr|partial (?:response|remission)s?|partial(?= in )"), ""),
    (r"疾病控制率|dcr|disease control rate", (
        "完全缓解|cr|complete (?:response|remission)s?|complete(?= and )|complete(?= in )", "部分缓解|pr|partial (?:response|remission)s?|partial(?= in )", "稳定|疾病稳定|sd|stable disease"), ""),
)  # fmt: skip


def _good_share(frame: Frame) -> Iterator[Observation]:
    """总有效率 against 显效 + 有效 as counts, of the arm's own size; the counts may stand a sentence before."""
    for told in frame.sentences:
        for rate, good, bad in _GOOD:
            pattern = (
                rf"(?:{rate})(?:\s?[(][a-z]{{2,4}}[)])?\s?(?:was|of|为|达到?|约为|是|:|\s){{0,3}}(?P<f><P>)"
                r"(?:`{0,3}[,，]`{0,4}?(?:高于|低于|优于|而|对照组为)`{0,8}?(?P<g><P>))?"
            )
            for match in shaped(pattern).finditer(told.shape):
                for name in "fg":
                    if match[name]:
                        yield from _good_fault(frame, told.group(match, name), good, bad)


def _parts_of(frame: Frame, arm: str | None, words: str) -> list[Figure]:
    """Of all its sentences; every rate of a frame asks."""
    if words not in frame.known:
        found: dict[str | None, list[Figure]] = {}
        for figure in (f for told in frame.sentences for f in _beside(told, "CDN", words)):
            found.setdefault(figure.arm, []).append(figure)
        frame.known[words] = found
    return list(frame.known[words].get(arm, ()))


def _listed_with(frame: Frame, first: Figure, found: Decimal) -> set[Decimal]:
    """``84 could be assessed: 31 complete, 24 partial, 11 stable, 18 progressive``: the numbers of the list's sentence, and its sum."""
    told = next(told for told in frame.sentences if first in told.figures)
    counts = [f for f in told.of_kind("CDN") if exact(f) and f.decimals <= 0]
    behind = sum((value_of(f) for f in counts if f.span >= first.span), Decimal(0))
    return {one for one in (behind, *map(value_of, counts)) if one >= found}


def _good_fault(frame: Frame, rate: Figure, good: tuple[str, ...], bad: str) -> Iterator[Observation]:
    parts = [f for words in good for f in _parts_of(frame, rate.arm, words)[:1]]
    if len(parts) < 2 or len(parts) > len(good) or len({f.span for f in parts}) != len(parts) or not exact(rate):
        return
    found = sum(map(value_of, parts), Decimal(0))
    rest = _parts_of(frame, rate.arm, bad) if bad else []
    wholes = {value_of(f) for f in counts_in(frame) if value_of(f) >= found and not f.endpoint}
    wholes |= {f.denominator for f in frame.figures if f.denominator is not None and f.denominator >= found}
    wholes |= {found + sum(map(value_of, rest), Decimal(0))} if rest else set()
    wholes |= _listed_with(frame, parts[0], found)
    if not wholes:
        wholes = _counted_before(frame, parts, found)
    if not wholes or any(
        agrees(share(value, whole), rate) for whole in wholes for value in [found, *map(value_of, parts)]
    ):
        return
    whole = max(wholes)
    line = (
        f"({' + '.join(plain(value_of(p)) for p in parts)})/{plain(whole)} = {show(share(found, whole))}% ≠ {rate.raw}"
    )
    yield observe(
        "percent-of-count", rate, line, related=[(p, p.raw) for p in parts], right=f"{show(share(found, whole))}%",
        count=plain(found), total=plain(whole), fits=fitting(found, rate),
    )  # fmt: skip


_PATIENTS = lazy(r"患者|病[人例]|受试者|可评[估价]|patients|participants|subjects|evaluable|people|women|men")


def _counted_before(frame: Frame, parts: list[Figure], found: Decimal) -> set[Decimal]:
    """``52例患者中完全缓解4例``: what follows makes it look like an outcome, and it is everybody."""
    first = min(part.span.start for part in parts)
    told = next(one for one in frame.sentences if parts[0] in one.figures)
    before = [f for f in told.of_kind("C") if f.span.end <= first and exact(f) and value_of(f) > found]
    near = [f for f in before if _PATIENTS.search(told.words[f.span.start - told.span.start :][: len(f.raw) + 16])]
    return {value_of(f) for f in near} if len(near) == 1 else set()


# --- rates that add up ----------------------------------------------------------------------------

_RATE_SUMS = (
    (r"总有效率|有效率|总缓解率|客观缓解率|orr|overall response rate|objective response rate|总缓解", r"完全缓解(?:率|\(cr\))?|cr(?:率)?|complete (?:response|remission)(?: rate)?",
     r"部分缓解(?:率|\(pr\))?|pr(?:率)?|partial (?:response|remission)(?: rate)?"),
    (r"总有效率", r"显效率?", r"(?<!总)(?<!显)有效率?"),
    (r"总有效率", r"治愈率|痊愈率", r"好转率|有效率"),
    (r"愈显率", r"治愈率|痊愈率", r"显效率"),
    (r"疾病控制率|dcr|disease control rate", r"客观缓解率|orr|objective response rate", r"疾病稳定率?|sd|stable disease(?: rate)?"),
)  # fmt: skip


def _rates(frame: Frame) -> Iterator[Observation]:
    """总有效率 = 显效率 + 有效率; ORR = CR + PR; one arm and one sentence."""
    for told in frame.sentences:
        for whole, one, two in _RATE_SUMS if told.holds("P") else ():
            triple = [_rate_of(told, words) for words in (whole, one, two)]
            if None in triple:
                continue
            total, first, second = (figure for figure in triple if figure is not None)
            if len({total.span, first.span, second.span}) < 3 or not total.arm == first.arm == second.arm:
                continue
            if expressions.search(r"治愈|痊愈", told.words) and not expressions.search(r"治愈|痊愈", one):
                continue
            found = value_of(first) + value_of(second)
            if abs(found - value_of(total)) > unit_in_last_place(total) * 2:
                yield fault([first, second], total, span=total.span)


def _rate_of(told: Told, words: str) -> Figure | None:
    """The one percentage that stands right behind these words."""
    if not told.holds("P"):
        return None
    edged = "|".join(rf"(?<![a-z]){word}" if word[0].isascii() else word for word in words.split("|"))
    matches = list(
        shaped(rf"(?:{edged})(?:\s?[(][a-z]{{2,4}}[)])?\s?(?:was|of|为|达到?|约为|是|:|\s){{0,3}}(?P<f><P>)").finditer(
            told.shape
        )
    )
    figures = [told.group(match, "f") for match in matches]
    return figures[0] if len(figures) == 1 and exact(figures[0]) else None


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (
    _sexes,
    _categories,
    _rates,
    _good_share,
)
