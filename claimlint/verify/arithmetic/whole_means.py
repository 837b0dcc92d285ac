"""Means of what is told to be whole in each one, and shares of one small number of people, whatever stands between.

That each one's number is whole and how many there were may be told some sentences away. Every number of people or things of the
paragraph is tried; one that could have made the mean is enough for silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.arithmetic.grim import FINER, in_time, made_by_few, no_mean, taken_together
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe

LEAST = 5  # people
MOST = 80  # in a larger number two digits behind the point tell nothing
SMALL = 60  # people, of whom shares are told to a tenth of a percent
_STATED = lazy(
    r"整数|没有半分|无半分|不设半分|只能(?:打|填|选)[^。]{0,6}(?:整|[一1]个)|答对(?:一题)?得?\s?[1一]\s?分|每题\s?[1一]\s?分|选项为\s?0|"
    r"whole[- ](?:numbers?|points?|marks?)|whole number|no half|nothing in between|integers?|one (?:mark|point) (?:for|per|each)|circl(?:ed|ing) (?:one|a number)|(?:right|correct) answers? (?:scored|earned|got) one"
)
_COUNTED = lazy(
    r"逐[次一个例]|到一次记|次数|个数|颗数|计数|数出|清点|子女数|胎数|产仔|记下|登记[^。]{0,12}(?:次|个)|\btall(?:y|ied)|\bcounted\b|\bcounts? of\b|number of|how many|kept a (?:tally|count|log|diary)"
)
_MEAN = lazy(r"平均|均数|均值|[人户例]均|\bmeans?\b|\baverag(?:e|ed|ing)\b")
_OF_SOME = lazy(
    r"其中|的(?:患者|人|学员|护士)平均|完成者|应答者|those who|who answered|responders|survivors|in the \d+ (?:who|that)|per (?:1,000|1000|100)|每(?:千|百)"
)
_LEFT = lazy(r"失访|脱落|退出|剔除|排除|缺失|死亡|withdr|dropped|lost to|missing|exclu|died|discontinu")
_HELD = lazy(
    r"(?:没有人|无人|未有|没有|\bnobody|\bno one|\bnone)[^。.;，,]{0,16}(?:失访|脱落|退出|skipped|dropped|withdrew|missing|lost)"
)
_PER_MANY = lazy(r"[^,，.。;；]{0,24}?(?:\bper|每|/)\s?(?:\d|thousand|hundred|千|百|万)")
_OTHER_UNIT = lazy(r"\s?(?:mm|cm|mg|ml|kg|g|l|%|℃|°|hours?|minutes?|years?|days?|points on)\b")


def check(scene: Scene) -> Iterator[Observation]:
    """Every mean with two digits behind the point, and every share beside others of the same small number."""
    for frame in scene.frames:
        for block in sorted({told.block for told in frame.sentences}):
            sentences = [told for told in frame.sentences if told.block == block and not told.crowded]
            yield from _means(sentences)
        yield from _shares(frame)


def _means(sentences: list[Told]) -> Iterator[Observation]:
    words = "".join(told.words for told in sentences)
    stated, counted = _STATED.search(words) is not None, _COUNTED.search(words) is not None
    if not (stated or counted) or FINER.search(words.replace("没有半分", "").replace("no half", "")):
        return
    if _LEFT.search(_HELD.sub("", words)):
        return
    for index, told in enumerate(sentences):
        begin = _MEAN.search(told.words)
        for figure in told.figures if begin is not None else ():
            place = figure.span.start - told.span.start
            if begin is None or place < begin.end() or figure.decimals < 2 or not exact(figure):
                continue
            ahead, behind = told.words[:place], told.words[figure.span.end - told.span.start :]
            if _OF_SOME.search(ahead) or _PER_MANY.match(behind) or _OTHER_UNIT.match(behind) or in_time(told, figure):
                continue
            if kind_of(figure) in "NCX" or (figure.unit == "score" and stated):
                people, sizes = _sizes(sentences[: index + 1], figure)
                sizes |= taken_together(sentences[: index + 1], sizes)
                if sizes and max(sizes) <= MOST and not made_by_few(told, figure):
                    yield from no_mean(figure, sizes, people[:1], strict=stated)


_PART = lazy(r"(?:其中|[男女]|阳性|异常)[^,，。;；]{0,6}$|\bof (?:whom|these|them)\b[^,.;]{0,12}$")
_NAME = lazy(r"([一-鿿]{2})组[^,，。;；组]{0,12}$")


def _sizes(sentences: list[Told], mean: Figure) -> tuple[list[Figure], set[Decimal]]:
    """The people told before the mean, and every number of that size; of a named group only its own."""
    before = [(told, f) for told in sentences for f in told.figures if f.span.end <= mean.span.start]
    people = [f for told, f in before if f.unit in {"count", "animal"} and f.value and f.decimals <= 0]
    last = sentences[-1]
    name = _NAME.search(last.words[: mean.span.start - last.span.start])
    for told, f in before if name else ():
        own = _NAME.search(told.words[: f.span.start - told.span.start])
        if own is not None and name is not None and own[1] == name[1] and f in people:
            return [f], {value_of(f)}
    parts = {f.span for told, f in before if _PART.search(told.words[: f.span.start - told.span.start])}
    sizes = {value_of(f) for f in people if f.span not in parts} | {f.denominator for f in people if f.denominator}
    told_numbers = {
        one.value
        for told in sentences
        for one in numbers(told)
        if told.span.start + one.start < mean.span.start and not (one.figure and one.figure.span in parts)
    }
    most = max(sizes | {one for one in told_numbers if one <= MOST}, default=Decimal(0))
    sizes |= {one for one in told_numbers if one <= max(most, Decimal(LEAST))}
    return people, {one for one in sizes if one >= LEAST}


_RATE = lazy(r"者[，,]?(?:占|为)|例占|占|\bof the \d|\bof (?:them|these)|\b(?:had|were|reached|achieved|met)\b")
_NO_SHARE = lazy(
    r"下降|降低|增加|缩短|提高|升高|改变|平均|中位|均值|reduc|decreas|\bfell\b|\brose\b|improv|\bmean\b|median|average|95\s?%|ci\b|率差"
)


def _shares(frame: Frame) -> Iterator[Observation]:
    """``达到者占54.7%，……占29.6%`` of 27 who are the only people told: one is made by a whole number, the other by none."""
    counts = [f for f in frame.figures if kind_of(f) in "CD" and f.value is not None]
    sizes = {value_of(f) for f in counts if f.unit == "count"} | {f.denominator for f in counts if f.denominator}
    large = {one for one in sizes if one >= LEAST * 2}
    if len(large) != 1 or any(kind_of(f) == "D" for f in counts) or _LEFT.search(_HELD.sub("", frame.words)):
        return
    size = large.pop()
    if size > SMALL or any(f.unit in {"item", "piece", "eye", "animal"} and value_of(f) >= LEAST for f in counts):
        return
    for told in frame.sentences:
        shares = [f for f in told.of_kind("P") if exact(f) and f.decimals == 1 and value_of(f) <= _ALL]
        if len(shares) < 2 or not _RATE.search(told.words) or _NO_SHARE.search(told.words) or told.crowded:
            continue
        wrong = [f for f in shares if not _made(f, size)]
        if len(wrong) == 1 and not _complement(shares):
            near = (value_of(wrong[0]) * size / 100).to_integral_value(ROUND_HALF_UP)
            right = f"{plain(near)}/{plain(size)} = {near * 100 / size:.1f}%"
            related = [(f, f.raw) for f in counts if value_of(f) == size][:1]
            yield observe("percent-of-count", wrong[0], f"{right} ≠ {wrong[0].raw}", related=related, total=plain(size), count=plain(near), right=right, fits="-")  # fmt: skip


_ALL = 100


def _made(share: Figure, size: Decimal) -> bool:
    step = Decimal("0.1")
    wholes = {(value_of(share) * size / 100).to_integral_value(way) for way in ("ROUND_FLOOR", "ROUND_CEILING")}
    return any(
        abs((whole * 100 / size).quantize(step, way) - value_of(share)) <= 0
        for whole in wholes
        for way in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR)
    )


def _complement(shares: list[Figure]) -> bool:
    """What is left of the others need not be exact."""
    return abs(sum((value_of(f) for f in shares), Decimal(0)) - 100) <= Decimal("0.3") and len(shares) > 1
