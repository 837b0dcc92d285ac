"""Arms, drop-outs and everybody's outcomes against the number of patients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy, remembered
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import (
    exact,
    plain,
    value_of,
)
from claimlint.verify.arithmetic.parts import LOST, OVERLAP, SCREENED, counts_in, counts_of, fault, near, reconciled
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Every list of parts that is complete by its wording and does not add up."""
    from claimlint.verify.arithmetic import categories as arithmetic_categories
    from claimlint.verify.arithmetic import groups as arithmetic_groups
    from claimlint.verify.arithmetic import listed as arithmetic_listed
    from claimlint.verify.arithmetic import lists as arithmetic_lists

    finders = (
        *_FINDERS,
        *arithmetic_categories.FINDERS,
        *arithmetic_lists.FINDERS,
        *arithmetic_listed.FINDERS,
        *arithmetic_groups.FINDERS,
    )
    for frame in scene.frames:
        seen: set[Span] = set()
        for finder in finders:
            for one in finder(frame):
                if one.span not in seen and not _moved(frame, one.span):
                    seen.add(one.span)
                    yield one


_MOVED = lazy(r"switched to|crossed over to|转用|换用|改用")


def _moved(frame: Frame, span: Span) -> bool:
    """Is a list of those who were switched from one treatment to another? Some were not."""
    told = next((each for each in frame.sentences if each.span.contains(span)), None)
    return told is not None and _MOVED.search(told.words, 0, max(0, span.start - told.span.start)) is not None


# --- arms -------------------------------------------------------------------------------------

_SPLIT = lazy(
    r"分为|分成|分入|分配|分组|随机分|随机至|随机纳入|randomi[sz]ed|randomly|assigned|allocated|divided|split|包括|由[^,，。;；]{1,60}(?:组成|构成)|"
    r"consist|compris|included|其中|of whom"
)
_MOST_ARMS = 6
_WEAK = lazy(r"包括|其中|included|of whom|compris|consist")  # what these part stands right before them


def _split_between(told: Told, first: Figure) -> bool:
    """Does a word that parts stand before the first part, and a weak one behind the number that it parts?"""
    ahead = told.words[: first.span.start - told.span.start]
    last = max((f.span.end - told.span.start for f in told.of_kind("C") if f.span.end <= first.span.start), default=0)
    return any(not _WEAK.match(match[0]) or match.start() >= last for match in _SPLIT.finditer(ahead))


def _arms(frame: Frame) -> Iterator[Observation]:
    """``120例随机分为试验组60例和对照组60例`` within a sentence or the next one."""
    for index, told in enumerate(frame.sentences):
        if told.has(SCREENED):
            continue
        split = _SPLIT.search(told.words)
        parts = _arm_parts(told)
        where = told
        if len(parts) < 2 and index + 1 < len(frame.sentences):
            where = frame.sentences[index + 1]
            parts = _arm_parts(where)
        total = _total_before(frame, parts[0]) if len(parts) >= 2 else None
        if len(parts) >= 2 and not _split_between(told, parts[0]):
            split = None
        if total is None or len(parts) > _MOST_ARMS:
            continue
        found = sum((value_of(part) for part in parts), Decimal(0))
        if any(near(where, part, LOST + "|余", 6) for part in parts):
            continue  # 2例撤回知情同意后内科组余118例
        if _shared(where, parts) or (found > value_of(total) and _OF_EACH.search(_around(told, total))):
            continue  # 另两组各4例; 90 were assigned to each arm
        if found * 4 < value_of(total) and where.has(LOST + "|stopped|left|missed|停药|中止|并发症|不良反应"):
            continue  # of each arm, those who left
        if split is None and (
            where is not told
            or total.span.start < told.span.start
            or abs(found - value_of(total)) * 4 > value_of(total)
        ):
            continue
        if found < value_of(total) and where.has(r"\bremaining\b|\bthe rest\b|其余|余下"):
            continue
        if found != value_of(total) and not reconciled(frame, found, value_of(total)):
            yield fault(parts, total)


_OF_EACH = lazy(r"\b(?:each|every|per) (?:of|arm|group)|各|每组")


def _shared(told: Told, parts: list[Figure]) -> bool:
    first, last = (part.span.start - told.span.start for part in (parts[0], parts[-1]))
    return _OF_EACH.search(told.words[first:last]) is not None


def _around(told: Told, figure: Figure) -> str:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    return told.words[max(0, start - 12) : end + 32] if start >= 0 else ""


def _arm_parts(told: Told) -> list[Figure]:
    """Counts that each stand for an arm, before any outcome is told: every arm once."""
    parts: dict[str, Figure] = {}
    for figure in counts_of(told.figures):
        if figure.arm is None or figure.arm == "all" or (figure.role == "n_event" and figure.endpoint):
            continue
        if figure.role == "n_total" and _names_total(told, figure):
            continue
        if figure.arm in parts:
            return []
        parts[figure.arm] = figure
    return list(parts.values())


def _names_total(told: Told, figure: Figure) -> bool:
    before = told.words[max(0, figure.span.start - told.span.start - 14) : figure.span.start - told.span.start]
    return expressions.search(
        r"共|纳入|入组|招募|选取|total of|enrolled|included|将|把|对", before
    ) is not None and not expressions.search(r"组[^，。,;；]{0,6}$|n\s?=\s?$", before)


def _total_before(frame: Frame, first: Figure) -> Figure | None:
    """The stated total nearest before the first part."""
    before = [f for f in counts_in(frame) if f.span.end <= first.span.start]
    named = [f for f in before if f.role in {"n_total", None, "n_sub", "age", "duration"} and f.denominator is None]
    larger = [f for f in named if value_of(f) > value_of(first)]
    return larger[-1] if larger else None


# --- outcomes that are everybody ------------------------------------------------------------------


def _everybody(frame: Frame) -> Iterator[Observation]:
    """A list of outcomes with the worst among them: 15例治愈, 3例好转, 2例无效, 1例……"""
    worst = remembered(r"未缓解|无效|死亡|进展|no response|non-?respon|died|progress")
    best = remembered(r"完全缓解|治愈|痊愈|complete (?:remission|response)|显效")
    if expressions.search(r"组(?!织|成|合)|group|\barm\b", frame.words):
        return
    for told in frame.sentences:
        parts = [f for f in told.figures if kind_of(f) == "C" and f.value is not None]
        parts.sort(key=lambda f: f.span)
        if (
            len(parts) < 3
            or not worst.search(told.words)
            or not best.search(told.words)
            or told.has(OVERLAP + r"|其中|复发")
        ):
            continue
        totals = [f for f in counts_in(frame) if f.span.end < told.span.start and f.role == "n_total"]
        found = sum((value_of(part) for part in parts), Decimal(0))
        everything = {value_of(f) for f in totals}
        if not totals or found in everything or reconciled(frame, found, value_of(totals[-1])):
            continue
        if any(found - value_of(part) in everything for part in parts):
            continue
        if abs(found - value_of(totals[-1])) <= value_of(totals[-1]) / 4:
            one = fault(parts, totals[-1])
            yield replace(one, values={**one.values, "beside": "yes"})  # from the best to the worst: all of them


# --- drop-outs ------------------------------------------------------------------------------------

_DONE = r"完成|最终|实际|有效病例|可评估|纳入分析|进入分析|completed|analy[sz]ed|evaluable|remained|final"


def _dropouts(frame: Frame) -> Iterator[Observation]:
    """Enrolled less lost is completed."""
    text = frame.sentences
    counts = counts_in(frame)
    ending = [index for index, told in enumerate(text) if any(f.arm is None for f in _finished(told))]
    lost = [
        f
        for index, told in enumerate(text)
        if any(abs(index - each) <= _NEIGHBOURS for each in ending)
        for f in counts_of(told.figures)
        if near(told, f, LOST, 16) and not near(told, f, _DONE, 8)
    ]
    done = [f for told in text for f in _finished(told) if f not in lost and f.arm is None]
    whole = [f for f in counts if f.role == "n_total" and f.arm is None and f not in lost and f not in done]
    if not whole and lost and done:
        most = max(map(value_of, done + lost))
        whole = [
            f for f in counts if value_of(f) > most and f.span.start < min(lost[0].span.start, done[0].span.start)
        ][:1]
    whole = [f for f in whole if not any(near(told, f, _PLANNED, 12) for told in text if told.span.contains(f.span))]
    if len(whole) != 1 or len(done) != 1 or not lost or any(f.arm for f in lost):
        return
    total, rest = value_of(whole[0]), value_of(done[0])
    sums = {value_of(f) for f in lost} | {sum(map(value_of, lost), Decimal(0))}
    between = [value_of(f) for f in frame.figures if whole[0].span.end <= f.span.start < done[0].span.start and kind_of(f) in "CN" and exact(f)]  # fmt: skip
    if _COMING.search(frame.words):
        return
    if (
        rest >= total
        or total - rest in sums | {sum(between, Decimal(0))}
        or any(value_of(f) in {total - rest} for f in counts)
    ):
        return
    if lost[0].span.start < whole[0].span.start or any(
        value_of(f) - each == rest for f in frame.figures if f.value is not None and kind_of(f) in "CN" for each in sums
    ):
        return  # or of those whom a later sentence tells to have begun
    gone = max(sums)
    line = f"{plain(total)} - {plain(gone)} = {plain(total - gone)} ≠ {plain(rest)}"
    yield observe("parts-total", done[0], line, related=[(whole[0], plain(total)), (lost[0], plain(gone))],
                  sum=plain(total - gone), parts=f"{plain(total)} - {plain(gone)}", stated=plain(rest))  # fmt: skip


_COMING = lazy(  # a list that people come to as well as leave
    r"\b(?:joined|were added to|were (?:already )?on) (?:the |our )?(?:waiting )?list\b|waiting list|等待名单|候补|排队"
)
_PLANNED = r"原定|计划|拟|目标|planned|target|intended"
_NEIGHBOURS = 2  # sentences


def _finished(told: Told) -> Iterator[Figure]:
    """``最终188例完成``, ``188 completed``, ``实际纳入分析188例``; not those counted among the finished."""
    pattern = shaped(
        rf"(?P<a><C>)`{{0,5}}?(?:均|全部|都)?(?:按计划)?(?:{_DONE})|(?:最终|最后|实际)`{{0,8}}?(?P<b><C>)|(?:完成|"
        rf"纳入分析|可评估)`{{0,6}}?(?:者|的)?(?<!中)(?:共|为|有)(?P<c><C>)"
        r"|leaving (?P<d><CN>)|分析集?(?:共|实际)?(?:纳入|包括)(?:了)?(?P<e><C>)"
    )
    for match in pattern.finditer(told.shape):
        name = next(name for name in "abcde" if match[name])
        figure = told.group(match, name)
        if exact(figure) and not expressions.search(
            r"中有$|其中$", told.shape[max(0, match.start() - 3) : match.start()]
        ):
            yield figure


_FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (_arms, _everybody, _dropouts)
