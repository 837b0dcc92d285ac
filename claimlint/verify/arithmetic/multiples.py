"""Multiples, fractions in words and protection, against the values they were worked out from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, share, show, unit_in_last_place, value_of
from claimlint.verify.arithmetic.results import alike
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Sentence by sentence."""
    for told in (told for frame in scene.frames for _, told in frame.telling):
        yield from _bracketed_multiple(told)
        yield from _in_words(told)
        yield from _most(told)
        yield from _by_fraction(told)
        yield from _more_than(told)
        yield from _pairwise(told)
        yield from _protection(told)


_MULTIPLE = shaped(
    r"(?P<f><FX>)[^\ue000-\ue00c。;!?\n]{0,30}?[(,，:]\s?`{0,8}?(?P<a><PUNTC>)`{0,12}?(?:vs\.?|对比?|比|和|与|against|versus|and|compared with|[,，、/])`{0,12}?(?P<b><PUNTC>)\s?(?=[)）。.,;]|$| [a-z]+)"
)
_ODDS = lazy(r"\bodds\b|优势|比数")  # of 60% and 40% they are 2.25 times as high
_ADJUSTED = lazy(r"校正|调整|adjust")
_ELSEWHERE = lazy(r"(?:[病生染亡]率|风险|[该此本]病|文献|报[道告]|全国|国内外|一般)[^，,。；;]{0,12}$")
_ITS_NAME = lazy(r"[,，;；]\s?[a-z][a-z0-9-]{1,11}\s?[:=]?\s?$")
_AS_MUCH = lazy(r" (?:as|the|higher|more|greater|that)\b")
_ADDS = lazy(r"增加|增长|提高|提升|升高|上升|多|更|increas|rise|higher|more|greater|gain")


def _bracketed_multiple(told: Told) -> Iterator[Observation]:
    """``A为B的2倍（24.0% vs 12.0%）``."""
    for match in _MULTIPLE.finditer(told.shape):
        times, one, two = (told.group(match, name) for name in "fab")
        counted = {one.unit, two.unit} == {"count"}
        if (
            _ADJUSTED.search(match[0])
            or _ODDS.search(told.words[: times.span.start - told.span.start][-60:])
            or (counted and _ELSEWHERE.search(told.words, 0, times.span.start - told.span.start))
        ):
            continue
        if times.unit != "fold" and not _AS_MUCH.match(told.shape, match.start() + 1):
            continue
        if two.unit == "none" != one.unit and _ITS_NAME.search(told.words[: two.span.start - told.span.start]):
            continue  # 第6天降至58 U/L，INR 1.1
        if not alike(one, two) or min(value_of(one), value_of(two)) <= 0 or times.value is None:
            continue
        if one.value is None or two.value is None or times.comparator not in {Comparator.EQUAL, Comparator.ABOUT}:
            continue
        ratio = max(value_of(one), value_of(two)) / min(value_of(one), value_of(two))
        room = max(Decimal("0.15") * value_of(times), unit_in_last_place(times) / 2)
        allowed = [ratio, ratio - 1] if _ADDS.search(told.words) else [ratio]
        if all(abs(each - value_of(times)) > room for each in allowed):
            line = f"{one.raw} / {two.raw} = {show(ratio, 2)} ≠ {times.raw}"
            yield _fault(times, one, two, line)


def _fault(stated: Figure, one: Figure, two: Figure, line: str) -> Observation:
    return observe(
        "change-size", stated, line, related=[(one, one.raw), (two, two.raw)], before=one.raw, after=two.raw, right=line
    )


# --- fractions in words ---------------------------------------------------------------------------

_WORDS_THEN = shaped(
    r"(?P<w><P>)`{0,50}?[(（,，-]\s?(?:其中|即|or |i\.e\. |that is,? )?(?:(?P<k><CN>)\s?(?:/|(?:out )?of (?:the )?)\s?(?P<n><CN>)|(?P<d><D>)|(?P<c><C>)[)）])"
)


def _in_words(told: Told) -> Iterator[Observation]:
    """``Nearly half of those surveyed (490 of 1,000)``."""
    for match in _WORDS_THEN.finditer(told.shape):
        words = told.group(match, "w")
        part = told.group(match, next(name for name in "kdc" if match[name]))
        whole = value_of(told.group(match, "n")) if match["k"] else part.denominator
        if match["c"]:
            able = [value_of(f) for f in told.of_kind("C") if f.span.end <= words.span.start and f.value is not None]
            whole = able[0] if len(able) == 1 else None
        if not words.word or words.value is None or not whole or value_of(part) > whole:
            continue
        right = share(value_of(part), whole)
        low, high = _spread(words)
        if not low <= right <= high:
            line = f"{plain(value_of(part))}/{plain(whole)} = {show(right, 1)}% ≠ {words.raw}"
            yield observe("percent-of-count", words, line, related=[(part, part.raw)], right=f"{show(right, 0)}%",
                          count=plain(value_of(part)), total=plain(whole), fits=show(right, 0) + "%")  # fmt: skip


def _spread(words: Figure) -> tuple[Decimal, Decimal]:
    """From where to where a share may lie that is told in such words."""
    value = value_of(words)
    match words.comparator:
        case Comparator.MORE | Comparator.AT_LEAST:
            return value - 1, Decimal(100)
        case Comparator.LESS | Comparator.AT_MOST:
            return Decimal(0), value + 1
        case Comparator.NEARLY:
            return value * Decimal("0.84"), value + 2
        case Comparator.ABOUT:
            return value - max(Decimal(8), value / 6), value + max(Decimal(8), value / 6)
        case _:
            return value - max(Decimal(5), value / 8), value + max(Decimal(5), value / 8)


_MOST_OF = shaped(
    r"(?:\bmost|\bthe majority|大多数|多数|过半)`{0,30}?[(（]\s?(?:(?P<k><CN>)\s?(?:/|(?:out )?of (?:the )?)\s?(?P<n><CN>)|(?P<d><D>))"
)


def _most(told: Told) -> Iterator[Observation]:
    """``Most patients (39 of 52)`` are more than half of them."""
    for match in _MOST_OF.finditer(told.shape):
        part = told.group(match, "k" if match["k"] else "d")
        whole = value_of(told.group(match, "n")) if match["k"] else part.denominator
        if whole and value_of(part) * 2 < whole and exact(part):
            line = f"{plain(value_of(part))}/{plain(whole)} = {show(share(value_of(part), whole), 1)}% < 50%"
            yield observe(
                "percent-of-count",
                part,
                line,
                right="> 50%",
                count=plain(value_of(part)),
                total=plain(whole),
                fits="≤ " + plain(value_of(part) * 2),
            )


_BY = shaped(
    r"(?:fell|dropped|declined|decreased|reduced|cut|rose|increased|grew|shrank|lower(?:ed)?|improved) by (?:about |around |nearly |almost |more than )?"
    r"(?:an? |one )?(?P<w>half|third|quarter|fifth|tenth|two[- ]thirds|three[- ]quarters|<P>)(?:,| |\()~{0,24}?from`{0,10}?(?P<a><PUNTCX>)`{0,14}? to `{0,10}?(?P<b><PUNTCX>)"
)
_FRACTIONS = {"half": 50, "third": 33, "quarter": 25, "fifth": 20, "tenth": 10, "two-thirds": 67, "two thirds": 67,
              "three-quarters": 75, "three quarters": 75}  # fmt: skip
_LATER = shaped(
    r"(?:由|从)`{0,16}?(?P<a><PUNTCX>)`{0,12}?[到至为]`{0,4}?(?P<b><PUNTCX>)`{0,10}?[,，]\s?(?:下降|减少|缩短|降低|增加|提高|延长|增长|上升)了?(?P<w><P>)"
)


def _by_fraction(told: Told) -> Iterator[Observation]:
    """``fell by a fifth, from £5,000 to £4,000``; ``从180分钟缩短到120分钟，缩短了三分之一``."""
    for pattern in (_BY, _LATER):
        for match in pattern.finditer(told.shape):
            one, two = told.group(match, "a"), told.group(match, "b")
            number = _FRACTIONS.get(match["w"])
            spelt = told.group(match, "w") if number is None else None
            if spelt is not None and not spelt.word:
                continue
            stated = value_of(spelt) if spelt is not None else Decimal(number or 0)
            if not alike(one, two) or one.value is None or two.value is None or value_of(one) <= 0:
                continue
            right = share(abs(value_of(one) - value_of(two)), value_of(one))
            if abs(right - stated) > max(Decimal(4), stated / 6):
                yield _fault(spelt or two, one, two, f"{one.raw} → {two.raw}: {show(right, 1)}%")


_MORE_THAN = shaped(
    r"(?P<f><F>)`{0,30}?[,，]?\s?from`{0,10}?(?P<a><PUNTCX>)[^\ue000-\ue00c。;]{0,24}? to `{0,10}?(?P<b><PUNTCX>)"
    r"|(?:由|从)`{0,10}?(?P<c><PUNTCX>)`{0,10}?[到至]`{0,4}?(?P<d><PUNTCX>)`{0,6}?[,，]`{0,8}?(?P<g><F>)"
)


def _more_than(told: Told) -> Iterator[Observation]:
    """``more than doubled, from 1,900 to 4,100``."""
    for match in _MORE_THAN.finditer(told.shape):
        times, one, two = (told.group(match, name) for name in ("fab" if match["f"] else "gcd"))
        over = times.comparator in {Comparator.MORE, Comparator.AT_LEAST} or "more than" in times.raw.lower()
        over = over or told.words[: times.span.start - told.span.start].rstrip().endswith("more than")
        if not over or not alike(one, two) or min(value_of(one), value_of(two)) <= 0:
            continue
        ratio = value_of(two) / value_of(one)
        if max(ratio, 1 / ratio) < value_of(times) * Decimal("0.95"):
            yield _fault(times, one, two, f"{two.raw} / {one.raw} = {show(ratio, 2)} ≠ {times.raw}")


# --- two lists, one change each --------------------------------------------------------------------

_LISTS = shaped(
    r"(?:由|从)`{0,10}?(?P<a><PUNT>)`{0,3}(?:和|、|与)\s?[(（]?(?P<c><PUNT>)`{0,10}?[至到为]`{0,6}?(?P<b><PUNT>)`{0,3}(?:和|、|与)\s?[(（]?(?P<d><PUNT>)~{0,14}?"
    r"(?:降幅|升幅|增幅|减幅|下降|降低|升高|上升|增加|减少|提高|缩短)`{0,6}?(?P<x><PUNT>)`{0,3}(?:和|、|与)(?P<y><PUNT>)"
)


def _pairwise(told: Told) -> Iterator[Observation]:
    """``由24.6和24.2降至10.2和14.9，降幅分别为14.4和9.3``."""
    for match in _LISTS.finditer(told.shape):
        for names in ("abx", "cdy"):
            one, two, change = (told.group(match, name) for name in names)
            if one.value is None or two.value is None or change.value is None or not value_of(one):
                continue
            gap = abs(value_of(one) - value_of(two))
            room = max(map(unit_in_last_place, (one, two, change)))
            fits = [gap, share(gap, abs(value_of(one)))] if change.unit == "pct" else [gap]
            if all(abs(each - value_of(change)) > room for each in fits):
                yield _fault(change, one, two, f"{one.raw} - {two.raw} = {plain(gap)} ≠ {change.raw}")


# --- protection ------------------------------------------------------------------------------------

_EFFICACY = shaped(
    r"(?:efficacy|effectiveness|保护效力|保护率|有效性|保护效果)(?: of| was|:|为|达到?|是|约|\s){0,3}(?P<p><P>)|(?P<q><P>) (?:efficacy|effective)"
)


def _protection(told: Told) -> Iterator[Observation]:
    """``Efficacy was 75%: 10 cases among 2,000 vaccinated and 40 among 2,000 given placebo``."""
    match = _EFFICACY.search(told.shape)
    numbers = [
        value for f in told.of_kind("CND") if f.value is not None for value in (value_of(f), f.denominator) if value
    ]
    if match is None or len(numbers) != 4 or told.has(r"adjust|校正|调整|person-years|人年"):
        return
    stated = told.group(match, "p" if match["p"] else "q")
    room = max(unit_in_last_place(stated), Decimal(1))
    rates = [1 - (a / b) / (c / d) for a, b, c, d in permutations(numbers) if a <= b and c <= d]
    if stated.value is not None and rates and all(abs(100 * each - value_of(stated)) > room for each in rates):
        parts = [f for f in told.of_kind("CND") if f.value is not None]
        line = f"{', '.join(map(plain, numbers))}: ≠ {stated.raw}"
        yield observe("risk-reduction", stated, line, related=[(f, f.raw) for f in parts], ratio=line, right="?")
