"""Parts against their total: arms, sexes, categories, drop-outs, products."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic import (
    agrees,
    denominators,
    exact,
    listed,
    plain,
    share,
    show,
    unit_in_last_place,
    value_of,
)
from claimlint.verify.scene import Frame, Scene, Told, kind_of, observe, shaped

_LOST = r"脱落|失访|退出|剔除|排除|未完成|未能|终止|除外|中途|死亡|拒绝|withdr|dropped|lost to|discontinu|exclud|did not|died|declin"
_OVERLAP = (
    r"重叠|同时|既|兼有|合并|一人多|多选|some had both|overlap|both|one or more|more than one|以上症状|可多选"
)
_SCREENED = r"筛查|筛选|screened|eligib|assessed for|评估了?合格"


def check(scene: Scene) -> Iterator[Observation]:
    """Every list of parts that is complete by its wording and does not add up."""
    for frame in scene.frames:
        seen: set[Span] = set()
        for finder in _FINDERS:
            for one in finder(frame):
                if one.span not in seen:
                    seen.add(one.span)
                    yield one


def _fault(
    parts: list[Figure],
    total: Figure,
    told: Told | None = None,
    whole: Decimal | None = None,
    span: Span | None = None,
) -> Observation:
    found = sum((value_of(part) for part in parts), Decimal(0))
    stated = value_of(total) if whole is None else whole
    unit = "%" if parts[0].unit == "pct" else ""
    line = f"{' + '.join(plain(value_of(p)) + unit for p in parts)} = {plain(found)}{unit} ≠ {plain(stated)}{unit}"
    place = span or Span(parts[0].span.start, parts[-1].span.end)
    return observe(
        "parts-total", place, line, related=[(total, plain(stated))],
        stated=plain(stated), sum=plain(found), parts=" + ".join(plain(value_of(p)) for p in parts),
    )  # fmt: skip


def _counts(figures: tuple[Figure, ...] | list[Figure]) -> list[Figure]:
    return [f for f in figures if kind_of(f) == "C" and exact(f) and f.decimals == 0]


# --- arms -------------------------------------------------------------------------------------

_SPLIT = re.compile(
    r"分为|分成|分入|分配|分组|随机分|随机至|随机纳入|randomi[sz]ed|randomly|assigned|allocated|divided|split|包括|由|consist|compris|included|其中|of whom"
)
_MOST_ARMS = 6


def _arms(frame: Frame) -> Iterator[Observation]:
    """``120例随机分为试验组60例和对照组60例`` within a sentence or the next one."""
    for index, told in enumerate(frame.sentences):
        if told.has(_SCREENED):
            continue
        split = _SPLIT.search(told.words)
        parts = _arm_parts(told)
        where = told
        if len(parts) < 2 and index + 1 < len(frame.sentences):
            where = frame.sentences[index + 1]
            parts = _arm_parts(where)
        total = _total_before(frame, parts[0]) if len(parts) >= 2 else None
        if total is None or len(parts) > _MOST_ARMS:
            continue
        found = sum((value_of(part) for part in parts), Decimal(0))
        if split is None and (where is not told or abs(found - value_of(total)) * 4 > value_of(total)):
            continue
        if found != value_of(total) and not _reconciled(frame, found, value_of(total)):
            yield _fault(parts, total)


def _arm_parts(told: Told) -> list[Figure]:
    """Counts that each stand for an arm, before any outcome is told: every arm once."""
    parts: dict[str, Figure] = {}
    for figure in _counts(told.figures):
        if figure.arm is None or figure.arm == "all" or (figure.role == "n_event" and figure.endpoint):
            continue
        if figure.role == "n_total" and _names_total(told, figure):
            continue
        if figure.arm in parts:
            return []
        parts[figure.arm] = figure
    return list(parts.values())


def _names_total(told: Told, figure: Figure) -> bool:
    before = told.words[
        max(0, figure.span.start - told.span.start - 14) : figure.span.start - told.span.start
    ]
    return re.search(
        r"共|纳入|入组|招募|选取|total of|enrolled|included|将|把|对", before
    ) is not None and not re.search(r"组[^，。,;；]{0,6}$|n\s?=\s?$", before)


def _total_before(frame: Frame, first: Figure) -> Figure | None:
    """The stated total nearest before the first part."""
    before = [f for f in _counts(frame.figures) if f.span.end <= first.span.start]
    named = [
        f for f in before if f.role in {"n_total", None, "n_sub", "age", "duration"} and f.denominator is None
    ]
    larger = [f for f in named if value_of(f) > value_of(first)]
    return larger[-1] if larger else None


def _reconciled(frame: Frame, found: Decimal, total: Decimal) -> bool:
    """May the gap be somebody who was lost, or is the sum another total told?"""
    others = {value_of(f) for f in _counts(frame.figures)}
    if found in others and found != total:
        return True
    if found > total:
        return False
    lost = [
        value_of(f) for told in frame.sentences for f in _counts(told.figures) if _near(told, f, _LOST, 10)
    ]
    gap = total - found
    return (
        gap in lost or gap == sum(lost, Decimal(0)) or any(gap == one + two for one in lost for two in lost)
    )


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
)


def _sexes(frame: Frame) -> Iterator[Observation]:
    """Men and women together are the patients of some total told before or after."""
    for told in frame.sentences:
        for number, pattern in enumerate(_SEXES):
            for match in shaped(pattern).finditer(told.shape):
                pair = [told.group(match, "a"), told.group(match, "b")]
                if number == 4 and not _raw_sexes(pair):
                    continue
                yield from _pair_total(frame, told, pair)
        for pattern in _SEX_SHARES:
            for match in shaped(pattern).finditer(told.shape):
                if (
                    re.search(
                        r"占|构成|比例|were|made up|accounted",
                        match[0] + told.shape[match.end() : match.end() + 12],
                    )
                    and "率" not in match[0]
                ):
                    yield from _hundred(told, [told.group(match, "a"), told.group(match, "b")])


def _raw_sexes(pair: list[Figure]) -> bool:
    one, two = (re.search(r"(wo)?men|(fe)?males?|girls|boys", figure.raw.lower()) for figure in pair)
    return one is not None and two is not None and one[0] != two[0]


_EVENT = r"[\s，,]{0,2}(?:died|had|were diagnosed|developed|死亡|复发|出现|发生|达到|缓解|有效|治愈)"


def _pair_total(frame: Frame, told: Told, pair: list[Figure]) -> Iterator[Observation]:
    if not all(exact(part) and part.decimals == 0 for part in pair):
        return
    found = value_of(pair[0]) + value_of(pair[1])
    totals = [
        f
        for f in _counts(frame.figures)
        if f not in pair and f.span.start < pair[0].span.start and value_of(f) > max(map(value_of, pair))
    ]
    everything = {value_of(f) for f in _counts(frame.figures)} | {
        f.denominator for f in frame.figures if f.denominator
    }
    everything |= {value_of(f) for f in frame.figures if f.denominator is not None}
    if not totals or found in everything or _reconciled(frame, found, value_of(totals[-1])):
        return
    if totals[-1].arm is not None and totals[-1].arm != pair[0].arm:
        return
    behind = told.words[pair[1].span.end - told.span.start :][:16]
    if abs(found - value_of(totals[-1])) * 3 > value_of(totals[-1]) or re.match(_EVENT, behind):
        return
    yield _fault(pair, totals[-1])


def _hundred(told: Told, parts: list[Figure]) -> Iterator[Observation]:
    """Percentages of a complete pair or list add up to 100."""
    if not all(exact(part) for part in parts):
        return
    found = sum((value_of(part) for part in parts), Decimal(0))
    room = unit_in_last_place(parts[0]) * max(1, len(parts) // 2)
    if room < abs(found - 100) <= 25:
        yield _fault(parts, parts[-1], whole=Decimal(100))


# Complete scales: any list that holds the last word together with at least one before is complete.
_SCALES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("无效|未愈|恶化", ("治愈|痊愈|临床控制", "显效", "有效|好转|改善")),
    ("未缓解|无缓解|进展|疾病进展|pd|progressive disease|disease progression", (
        "完全缓解|cr|complete (?:response|remission)", "部分缓解|pr|partial (?:response|remission)",
        "稳定|疾病稳定|sd|stable disease")),
    ("重度|重症|severe", ("轻度|轻症|mild", "中度|moderate")),
    ("iv期|ⅳ期|stage iv|4期", ("i期|ⅰ期|stage i|1期", "ii期|ⅱ期|stage ii|2期", "iii期|ⅲ期|stage iii|3期")),
    ("iii期|ⅲ期|stage iii|3期", ("i期|ⅰ期|stage i|1期", "ii期|ⅱ期|stage ii|2期")),
    ("不满意|dissatisfied", ("非常满意|very satisfied", "满意|基本满意|satisfied")),
    ("死亡|died", ("存活|生存|治愈|survived|recovered", "好转|improved")),
    ("加重|恶化|worsened|worse", ("改善|好转|improved", "稳定|无变化|unchanged|stable")),
    ("双侧|双眼|bilateral", ("左侧|左眼|left", "右侧|右眼|right")),
)  # fmt: skip


def _categories(frame: Frame) -> Iterator[Observation]:
    """CR + PR + SD + PD, 显效 + 有效 + 无效, mild + moderate + severe."""
    for told in frame.sentences:
        if told.has(_OVERLAP):
            continue
        for last, others in _SCALES:
            for kind in "CP":
                for parts in _scale_parts(told, kind, last, others):
                    yield from _scale_fault(frame, told, parts)


def _scale_parts(told: Told, kind: str, last: str, others: tuple[str, ...]) -> Iterator[list[Figure]]:
    """The figures of one scale, by arm, each beside its word."""
    found: dict[str | None, dict[str, Figure]] = {}
    for words in (*others, last):
        for figure in _beside(told, kind, words):
            found.setdefault(figure.arm, {}).setdefault(words, figure)
    for parts in found.values():
        if last in parts and len(parts) >= min(3, len(others) + 1):
            values = sorted(parts.values(), key=lambda f: f.span)
            if len({figure.span for figure in values}) == len(parts):
                yield values


def _beside(told: Told, kind: str, words: str) -> Iterator[Figure]:
    """``显效30例`` or ``30例显效``; Latin words whole; 有效 not inside 总有效 or 无效."""
    edged = "|".join(
        rf"(?<![a-z]){word}(?![a-z])" if word[0].isascii() else f"(?<![总不未无好非常基本完]){word}"
        for word in words.split("|")
    )
    after = shaped(rf"(?:{edged})(?:率|者|患者| in| of)?`{{0,3}}?(?P<f><{kind}>)")
    before = shaped(
        rf"(?P<f><{kind}>)(?:患者)?(?:达到|达|获得?|为|had|achieved|with|were|as)?\s?(?:a\s)?(?:{edged})"
    )
    text = told.shape
    hits = [told.group(match, "f") for match in after.finditer(text)] or [
        told.group(match, "f") for match in before.finditer(text)
    ]
    yield from (figure for figure in hits if exact(figure))


def _scale_fault(frame: Frame, told: Told, parts: list[Figure]) -> Iterator[Observation]:
    if parts[0].unit == "pct":
        yield from _hundred(told, parts)
        return
    found = sum((value_of(part) for part in parts), Decimal(0))
    everything = {value_of(f) for f in _counts(frame.figures) if f not in parts}
    everything |= {f.denominator for f in frame.figures if f.denominator is not None}
    everything |= {f.low for f in frame.figures if f.unit == "none" and f.decimals == 0}
    totals = [f for f in _counts(frame.figures) if f not in parts and f.span.start < parts[0].span.start]
    own = [f for f in totals if f.arm == parts[0].arm and value_of(f) >= max(map(value_of, parts))] or _each(
        frame
    )
    if not own or found in everything or _reconciled(frame, found, value_of(own[-1])):
        return
    if any(found + value_of(f) in everything for f in _counts(told.figures) if f not in parts):
        return  # a further category stands in the sentence
    yield _fault(parts, own[-1])


def _each(frame: Frame) -> list[Figure]:
    """``两组各60例``, ``每组30例``: the size of every arm."""
    pattern = shaped(r"(?:组各|每组|各组|each group of|per group:?)`{0,5}?(?P<c><C>)")
    return [told.group(match, "c") for told in frame.sentences for match in pattern.finditer(told.shape)]


_GOOD: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"总有效率|有效率", ("治愈|痊愈|临床控制", "显效", "有效|好转|改善"), "无效|未愈|恶化"),
    (r"客观缓解率|总缓解率|orr|(?:overall|objective) response rate", (
        "完全缓解|cr|complete (?:response|remission)s?", "部分缓解|pr|partial (?:response|remission)s?"), ""),
    (r"疾病控制率|dcr|disease control rate", (
        "完全缓解|cr|complete (?:response|remission)s?", "部分缓解|pr|partial (?:response|remission)s?", "稳定|疾病稳定|sd|stable disease"), ""),
)  # fmt: skip


def _good_share(frame: Frame) -> Iterator[Observation]:
    """总有效率 against 显效 + 有效 as counts, of the arm's own size."""
    for told in frame.sentences:
        for rate, good, bad in _GOOD:
            rates = list(
                shaped(
                    rf"(?:{rate})(?:\s?[(][a-z]{{2,4}}[)])?\s?(?:was|of|为|达到?|约为|是|:|\s){{0,3}}(?P<f><P>)"
                ).finditer(told.shape)
            )
            for match in rates:
                yield from _good_fault(frame, told, told.group(match, "f"), good, bad)


def _good_fault(
    frame: Frame, told: Told, rate: Figure, good: tuple[str, ...], bad: str
) -> Iterator[Observation]:
    parts = [f for words in good for f in list(_beside(told, "CD", words))[:9] if f.arm == rate.arm]
    if len(parts) < 2 or len({f.span for f in parts}) != len(parts) or not exact(rate):
        return
    found = sum(map(value_of, parts), Decimal(0))
    rest = [f for f in _beside(told, "CD", bad) if f.arm == rate.arm] if bad else []
    wholes = {value_of(f) for f in _counts(frame.figures) if value_of(f) >= found}
    wholes |= {f.denominator for f in frame.figures if f.denominator is not None and f.denominator >= found}
    wholes |= {found + sum(map(value_of, rest), Decimal(0))} if rest else set()
    if not wholes or any(
        agrees(share(found, whole), rate) or agrees(share(value_of(part), whole), rate)
        for whole in wholes
        for part in parts
    ):
        return
    whole = max(wholes)
    line = f"({' + '.join(plain(value_of(p)) for p in parts)})/{plain(whole)} = {show(share(found, whole))}% ≠ {rate.raw}"
    yield observe("percent-of-count", rate, line, related=[(p, p.raw) for p in parts], right=f"{show(share(found, whole))}%",
                  count=plain(found), total=plain(whole), fits=listed(denominators(found, rate)) or "-")  # fmt: skip


# --- lists of n= ----------------------------------------------------------------------------------


def _bracketed(frame: Frame) -> Iterator[Observation]:
    """``15 patients with A (n = 8), B (n = 3) or C (n = 4)``: the list right behind its total."""
    pattern = shaped(r"(?P<t><C>)(?P<list>(?:~{2,60}?[(]\s?n\s?=\s?<CN>\s?[)]){2,6})")
    for told in frame.sentences:
        for match in pattern.finditer(told.shape):
            total = told.group(match, "t")
            marks = [
                m.start() + match.start("list")
                for m in re.finditer(f"[{chr(0xE000)}-{chr(0xE00C)}]", match["list"])
            ]
            parts = [told.at(place) for place in marks]
            if (
                not exact(total)
                or not _counts(parts) == parts
                or any(value_of(p) >= value_of(total) for p in parts)
            ):
                continue
            found = sum(map(value_of, parts), Decimal(0))
            if found == value_of(total) or _reconciled(frame, found, value_of(total)):
                continue
            if (
                told.has(_OVERLAP)
                or (re.search(r"including|包括|如|such as|among|其中", match[0])
                and found < value_of(total))
            ):
                continue
            yield _fault(parts, total)


# --- outcomes that are everybody ------------------------------------------------------------------


def _everybody(frame: Frame) -> Iterator[Observation]:
    """A list of outcomes with the worst among them: 18例完全缓解, 1例部分缓解, 1例未缓解, 1例……"""
    worst = re.compile(r"未缓解|无效|死亡|进展|no response|non-?respon|died|progress")
    best = re.compile(r"完全缓解|治愈|痊愈|complete (?:remission|response)|显效")
    if re.search(r"组(?!织|成|合)|group|\barm\b", frame.words):
        return
    for told in frame.sentences:
        parts = [f for f in told.figures if kind_of(f) == "C" and f.value is not None]
        parts.sort(key=lambda f: f.span)
        if (
            len(parts) < 3
            or not worst.search(told.words)
            or not best.search(told.words)
            or told.has(_OVERLAP + r"|其中|复发")
        ):
            continue
        totals = [f for f in _counts(frame.figures) if f.span.end < told.span.start and f.role == "n_total"]
        found = sum((value_of(part) for part in parts), Decimal(0))
        everything = {value_of(f) for f in totals}
        if not totals or found in everything or _reconciled(frame, found, value_of(totals[-1])):
            continue
        if any(found - value_of(part) in everything for part in parts):
            continue
        if abs(found - value_of(totals[-1])) <= value_of(totals[-1]) / 4:
            yield _fault(parts, totals[-1])


# --- drop-outs ------------------------------------------------------------------------------------

_DONE = r"完成|最终|实际|有效病例|可评估|纳入分析|进入分析|completed|analy[sz]ed|evaluable|remained|final"


def _dropouts(frame: Frame) -> Iterator[Observation]:
    """Enrolled less lost is completed."""
    text = frame.sentences
    counts = _counts(frame.figures)
    lost = [
        f
        for told in text
        for f in _counts(told.figures)
        if _near(told, f, _LOST, 10) and not _near(told, f, _DONE, 8)
    ]
    done = [f for told in text for f in _finished(told) if f not in lost and f.arm is None]
    whole = [f for f in counts if f.role == "n_total" and f.arm is None and f not in lost and f not in done]
    if not whole and lost and done:
        most = max(map(value_of, done + lost))
        whole = [
            f
            for f in counts
            if value_of(f) > most and f.span.start < min(lost[0].span.start, done[0].span.start)
        ][:1]
    if len(whole) != 1 or len(done) != 1 or not lost or any(f.arm for f in lost):
        return
    total, rest = value_of(whole[0]), value_of(done[0])
    sums = {value_of(f) for f in lost} | {sum(map(value_of, lost), Decimal(0))}
    if rest >= total or total - rest in sums or any(value_of(f) in {total - rest} for f in counts):
        return
    if lost[0].span.start < whole[0].span.start:
        return
    gone = max(sums)
    line = f"{plain(total)} - {plain(gone)} = {plain(total - gone)} ≠ {plain(rest)}"
    yield observe("parts-total", done[0], line, related=[(whole[0], plain(total)), (lost[0], plain(gone))],
                  sum=plain(total - gone), parts=f"{plain(total)} - {plain(gone)}", stated=plain(rest))  # fmt: skip


def _finished(told: Told) -> Iterator[Figure]:
    """``最终188例完成``, ``188 completed``, ``实际纳入分析188例``; not those counted among the finished."""
    pattern = shaped(
        rf"(?P<a><C>)`{{0,5}}?(?:均|全部|都)?(?:按计划)?(?:{_DONE})|(?:最终|最后|实际)`{{0,8}}?(?P<b><C>)|(?:完成|纳入分析|可评估)`{{0,6}}?(?:者|的)?(?<!中)(?:共|为|有)(?P<c><C>)"
        r"|leaving (?P<d><CN>)"
    )
    for match in pattern.finditer(told.shape):
        name = next(name for name in "abcd" if match[name])
        figure = told.group(match, name)
        if exact(figure) and not re.search(
            r"中有$|其中$", told.shape[max(0, match.start() - 3) : match.start()]
        ):
            yield figure


def _near(told: Told, figure: Figure, words: str, reach: int) -> bool:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    around = re.split(r"[，。；,;]", told.words[max(0, start - reach) : start])[-1] + " "
    behind = re.split(r"[，。；,;]", told.words[end : end + reach])[0]
    return re.search(words, around) is not None or re.search(words, behind) is not None


# --- opposites ----------------------------------------------------------------------------------

_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("缺血", "出血"), ("择期", "急诊"), ("elective", "emergency"), ("(?<!不)满意", "不满意"), ("阳性", "阴性"), ("positive", "negative"),
    ("存活|生存", "死亡"), ("survived", "died"), ("城市|城镇", "农村"), ("urban", "rural"), ("门诊", "住院"), ("初治|初诊", "复治|复发"),
    ("(?<!不)(?<!非)吸烟", "不吸烟|非吸烟"), ("(?<!non-)smokers", "non-?smokers"), ("1型", "2型"), ("单侧", "双侧"), ("unilateral", "bilateral"),
    ("左", "右"), ("left", "right"), ("单胎", "双胎|多胎"), ("开腹", "腹腔镜"), ("已婚", "未婚"), ("良性", "恶性"), ("benign", "malignant"),
    ("(?<!不)(?<!未)合并", "未合并|无合并"), ("口服", "注射|静脉"), ("oral", "intravenous"), ("减轻|缓解|改善|好转", "无(?:明显)?变化|未(?:见)?(?:改善|好转|缓解|减轻)|加重"),
    ("complete[sd]", "dropped|withdrew|discontinued"), ("完成", "脱落|退出|失访"), ("随机对照|rct", "队列|观察性|非随机"), ("randomi[sz]ed trials", "cohort|observational"),
    ("placebo|control", "drug|vaccine|active|treatment|intervention"), ("(?<!不)(?<!未)愿意", "不愿意"), ("接种", "未接种"), ("成人", "儿童"), ("adults", "children"),
    ("(?<!non)responders", "non-?responders"), ("(?<!无)应答", "无应答"), ("手术", "保守|药物"), ("surgery|surgical", "conservative|medical"),
)  # fmt: skip


def _opposites(frame: Frame) -> Iterator[Observation]:
    """Two counts labelled by opposites share out the total before them."""
    for told in frame.sentences:
        counts = [f for f in told.figures if kind_of(f) in "CX" and exact(f) and f.decimals == 0]
        for one, two in zip(counts[1:], counts[2:], strict=False):
            total = counts[counts.index(one) - 1]
            if (
                one.unit == two.unit == total.unit
                and _opposed(told, one, two)
                and not told.has(_OVERLAP + "|" + _SCREENED)
            ):
                yield from _opposite_fault(frame, total, one, two)


def _opposed(told: Told, one: Figure, two: Figure) -> bool:
    first, second = _label(told, one), _label(told, two)
    return any(
        (re.search(a, first) and re.search(b, second)) or (re.search(b, first) and re.search(a, second))
        for a, b in _OPPOSITES
    )


def _label(told: Told, figure: Figure) -> str:
    """The words of the figure's own clause."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = re.split(r"[，。；、,;]|\band\b|和", told.words[max(0, start - 14) : start])[-1]
    behind = re.split(r"[，。；、,;]|\band\b|和", told.words[end : end + 34])[0]
    return before + " " + behind


def _opposite_fault(frame: Frame, total: Figure, one: Figure, two: Figure) -> Iterator[Observation]:
    found, whole = value_of(one) + value_of(two), value_of(total)
    if found == whole or max(value_of(one), value_of(two)) >= whole or abs(found - whole) * 4 > whole:
        return
    others = [
        f
        for f in frame.figures
        if f.unit == total.unit and f not in (total, one, two) and f.value is not None
    ]
    if any(found + value_of(f) == whole or value_of(f) == found for f in others) or _reconciled(
        frame, found, whole
    ):
        return
    yield _fault([one, two], total)


_REST = shaped(
    r"(?:其余|余下|剩余|其他|另外?|the (?:other|remaining|rest,?)|remaining)\s?(?:的|的?患者)?(?P<r><CN>)"
)


def _remainder(frame: Frame) -> Iterator[Observation]:
    """``25例……其中20例……其余8例``: the rest is what the parts leave."""
    sentences = frame.sentences
    for index, told in enumerate(sentences):
        for match in _REST.finditer(told.shape):
            rest = told.group(match, "r")
            near = [
                f
                for other in sentences[max(0, index - 1) : index + 1]
                for f in _counts(other.figures)
                if f.span.start < rest.span.start
            ]
            if (
                exact(rest)
                and rest.unit == "count"
                and len(near) >= 2
                and not re.search(_SCREENED, told.words)
            ):
                yield from _remainder_fault(frame, rest, near)


def _remainder_fault(frame: Frame, rest: Figure, near: list[Figure]) -> Iterator[Observation]:
    total = max(near, key=value_of)
    parts = [f for f in near if f.span.start > total.span.start]
    whole, left = value_of(total), value_of(rest)
    if not parts or len(parts) > 4 or any(f.arm != rest.arm for f in parts):
        return
    made = {value_of(f) for f in parts} | {sum(map(value_of, parts), Decimal(0))}
    made |= {value_of(a) + value_of(b) for a in parts for b in parts if a is not b}
    wholes = {value_of(f) for f in near} | {
        value_of(f) for f in _counts(frame.figures) if f.role in {"n_total", "n_sub"}
    }
    if any(part + left == each for part in made for each in wholes) or left >= whole:
        return
    if abs(sum(map(value_of, parts), Decimal(0)) + left - whole) * 3 <= whole:
        yield _fault([*parts, rest], total, span=rest.span)


_ASSIGNED = shaped(
    r"(?P<a><CN>)(?: patients| participants)? (?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed) (?:to |to receive )`{2,40}? and (?P<b><CN>)(?: were assigned| patients)? to"
)


def _assigned(frame: Frame) -> Iterator[Observation]:
    """``252 enrolled ... 126 were assigned to A and 126 to B``."""
    for index, told in enumerate(frame.sentences):
        for match in _ASSIGNED.finditer(told.shape):
            one, two = told.group(match, "a"), told.group(match, "b")
            before = [
                f
                for other in frame.sentences[max(0, index - 1) : index + 1]
                for f in other.of_kind("CN")
                if f.span.end < one.span.start and f.decimals == 0
            ]
            found = value_of(one) + value_of(two)
            if (
                before
                and exact(before[-1])
                and value_of(before[-1]) != found
                and abs(found - value_of(before[-1])) * 4 <= found
            ):
                if not any(value_of(f) == found for f in frame.figures) and not _reconciled(
                    frame, found, value_of(before[-1])
                ):
                    yield _fault([one, two], before[-1])


_ADDED = shaped(
    r"(?P<list>(?:`{0,12}?<C>`{0,4}?(?:[、,，和及]|and)){1,5}`{0,12}?<C>)`{0,4}[,，]\s?(?:共计?|合计|总计|总共|in all,?|a total of|totalling)\s?(?P<t><C>)"
)


def _added(frame: Frame) -> Iterator[Observation]:
    """``40例、42例和38例，共120例``."""
    for told in frame.sentences:
        for match in _ADDED.finditer(told.shape):
            total = told.group(match, "t")
            parts = [
                told.at(match.start("list") + m.start())
                for m in re.finditer("[\ue000-\ue00c]", match["list"])
            ]
            found = sum(map(value_of, parts), Decimal(0))
            if (
                _counts(parts) == parts
                and exact(total)
                and found != value_of(total)
                and abs(found - value_of(total)) * 3 <= value_of(total)
            ):
                if found - value_of(parts[0]) != value_of(total):
                    yield _fault(parts, total)


# --- products -------------------------------------------------------------------------------------

_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6,
            "two": 2, "three": 3, "four": 4, "five": 5}  # fmt: skip


def _equal_arms(frame: Frame) -> Iterator[Observation]:
    """``120例随机分为3组，每组40例``."""
    pattern = shaped(
        r"(?P<t><C>)~{0,50}?(?:(?P<g>[两二三四五六2-6])(?:个)?组|(?P<x><X>)|(?:into|to) (?P<e>two|three|four|five) (?:groups|arms))"
        r"~{0,30}?(?:每组|各组?|各|per group|each group of|of|with)`{0,6}?(?P<c><CN>)(?!`{0,3}?\s?(?:和|and))"
    )
    for told in frame.sentences:
        for match in pattern.finditer(told.shape):
            total, each = told.group(match, "t"), told.group(match, "c")
            groups = _NUMBERS.get(match["g"] or match["e"] or "", 0)
            if match["x"]:
                figure = told.group(match, "x")
                groups = int(value_of(figure)) if figure.unit == "group" else 0
            if (
                not groups
                or not exact(total)
                or not exact(each)
                or not re.search(r"每组|各|per group|each", match[0])
            ):
                continue
            product = value_of(each) * groups
            if product != value_of(total) and not _reconciled(frame, product, value_of(total)):
                yield _product_fault(total, each, product, groups)


def _product_fault(total: Figure, each: Figure, product: Decimal, times: int | Decimal) -> Observation:
    line = f"{plain(value_of(each))} × {times} = {plain(product)} ≠ {plain(value_of(total))}"
    return observe("parts-total", each, line, related=[(total, plain(value_of(total)))],
                   sum=plain(product), parts=f"{plain(value_of(each))} × {times}", stated=plain(value_of(total)))  # fmt: skip


_PERIOD = {
    "日": ("day", 1),
    "天": ("day", 1),
    "周": ("week", 7),
    "月": ("month", 30),
    "day": ("day", 1),
    "week": ("week", 7),
}


def _courses(frame: Frame) -> Iterator[Observation]:
    """``每周2次，共8周，累计16次``; ``每次5mg，每日2次，日剂量10mg``."""
    total = shaped(
        r"每(?P<u>日|天|周)(?P<k><X>)`{0,12}[,，、]?\s?(?:连续|共|持续|疗程)`{0,6}?(?P<t><T>)`{0,6}[,，、]\s?(?:共计?|总共|累计|合计|总计)`{0,6}?(?P<s><X>)"
    )
    daily = shaped(
        r"每次`{0,6}?(?P<d><U>)`{0,6}[,，、]?\s?每[日天](?P<k><X>)~{0,16}?(?:日剂量|每日总量|每日共|日总量|合计每日|每日总剂量)`{0,4}?(?P<s><U>)"
    )
    for told in frame.sentences:
        for match in total.finditer(told.shape):
            often, time, stated = (told.group(match, name) for name in "kts")
            unit, _ = _PERIOD[match["u"]]
            if (
                unit == time.unit
                and often.unit == stated.unit == "times"
                and exact(often)
                and exact(time)
                and exact(stated)
            ):
                product = value_of(often) * value_of(time)
                if product != value_of(stated):
                    yield _product_fault(stated, often, product, value_of(time))
        for match in daily.finditer(told.shape):
            dose, often, stated = (told.group(match, name) for name in "dks")
            if (
                dose.unit == stated.unit
                and exact(dose)
                and exact(often)
                and value_of(dose) * value_of(often) != value_of(stated)
            ):
                yield _product_fault(stated, dose, value_of(dose) * value_of(often), value_of(often))


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
        for whole, one, two in _RATE_SUMS:
            triple = [_rate_of(told, words) for words in (whole, one, two)]
            if None in triple:
                continue
            total, first, second = (figure for figure in triple if figure is not None)
            if len({total.span, first.span, second.span}) < 3 or not total.arm == first.arm == second.arm:
                continue
            if re.search(r"治愈|痊愈", told.words) and not re.search(r"治愈|痊愈", one):
                continue
            found = value_of(first) + value_of(second)
            if abs(found - value_of(total)) > unit_in_last_place(total) * 2:
                yield _fault([first, second], total, span=total.span)


def _rate_of(told: Told, words: str) -> Figure | None:
    """The one percentage that stands right behind these words."""
    edged = "|".join(rf"(?<![a-z]){word}" if word[0].isascii() else word for word in words.split("|"))
    matches = list(
        shaped(
            rf"(?:{edged})(?:\s?[(][a-z]{{2,4}}[)])?\s?(?:was|of|为|达到?|约为|是|:|\s){{0,3}}(?P<f><P>)"
        ).finditer(told.shape)
    )
    figures = [told.group(match, "f") for match in matches]
    return figures[0] if len(figures) == 1 and exact(figures[0]) else None


_FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (
    _arms, _sexes, _categories, _bracketed, _everybody, _dropouts, _opposites, _added, _remainder, _assigned, _equal_arms, _courses, _rates, _good_share,
)  # fmt: skip
