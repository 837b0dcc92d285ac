"""Values beyond a limit that the text itself sets: a range, or all who were there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions, units
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.scenes.paragraphs import of_frame
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

NEAR = 3  # sentences between a limit and what goes beyond it


def check(scene: Scene) -> Iterator[Observation]:
    """Ranges and wholes of every frame."""
    for frame in scene.frames:
        for _, told in frame.telling:
            if not told.crowded:
                yield from _bare_parts(told)
        if _GROUPS.search(frame.words):
            continue
        yield from _centre_of_least(frame)
        for index, told in frame.telling:
            if told.crowded:
                continue
            yield from _centres(frame, index, told)
            yield from _wholes(frame, index, told)


_GROUPS = lazy(r"组(?!织|成|合|员)|\bgroups?\b|\barms?\b|队列|cohort")

# --- means and ranges -------------------------------------------------------------------------------

_NAMED_CENTRE = shaped(
    r"(?:平均|中位|均)(?P<w>[一-鿿]{2,6}?)(?:数|值)?(?:为|是|约|达|:|\s){0,2}(?P<c><TNU>)|(?P<v>[一-鿿]{2,6}?)(?:的)?(?:平均|中位数?|均值|均数)(?:值)?(?:为|是|约|达|:|\s){0,2}(?P<d><TNU>)"
    r"|\b(?:mean|median|average) (?P<x>[a-z]{3,16}(?: [a-z]{3,14})?)(?: at [a-z]{4,12})?(?: was| is| of|,|:)? (?P<e><TNU>)"
)
_OF_OTHERS = lazy(
    r"四分位|iqr|interquartile|95%|ci\b|区间|亚|其中|之一|参考|正常|reference|normal|有的|部分|多数|大多|大部分|主要|集中|most"
)


def _centres(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``胎龄范围为25～36周，平均胎龄23.4周``: the same name before a range and a mean."""
    for match in _NAMED_CENTRE.finditer(told.shape):
        name = next(name for name in "wvx" if match[name])
        centre = told.group(match, {"w": "c", "v": "d", "x": "e"}[name])
        if not exact(centre):
            continue
        subject = expressions.split(
            r"[,，。;；:\ue000-\ue00c]", told.shape[max(0, match.start() - 16) : match.start()]
        )[-1].strip()
        ranges = [
            f
            for one in frame.sentences[max(0, index - NEAR) : index + 1]
            for f in _named_ranges(one, match[name], centre, subject)
        ]
        if len(ranges) == 1 and not ranges[0].low <= value_of(centre) <= ranges[0].high:
            spread = ranges[0]
            line = f"{plain(value_of(centre))} ∉ [{plain(spread.low)}, {plain(spread.high)}]"
            yield observe("centre-outside-range", centre, line, related=[(spread, spread.raw)], interval=spread.raw)


def _named_ranges(told: Told, name: str, centre: Figure, subject: str) -> Iterator[Figure]:
    """The ranges of a sentence before which the name stands."""
    if _OF_OTHERS.search(told.words):
        return
    for figure, place in zip(told.figures, told.places, strict=True):
        between = told.shape[max(0, place - 24) : place]
        clause = expressions.split(r"[,，。;；\ue000-\ue00c]", between)[-1]
        if subject[-2:] not in told.shape[:place]:  # the children's ages, the parents' mean age
            continue
        named = name in clause or (name.startswith("age") and expressions.search(r"\bage[ds]?\b", clause))
        alike = figure.unit == centre.unit or figure.unit == "none"
        if named and alike and figure.value is None and figure.low < figure.high:
            yield figure


# --- so many of them ---------------------------------------------------------------------------------

_BARE = shaped(
    r"(?<!removal )(?<!removing )(?<!exclusion )(?<!addition )(?<!loss )(?<!end )\b(?:of|among) (?:the |these |our |those |all (?:the )?)?(?:last |first |past |other )?(?P<n><CNX>)(?:~{0,110}?, (?:and |only |just |all but )?| (?:[a-z]+ )?(?:audited|tested|asked|checked|invited|screened|examined|surveyed|sampled|inspected|reviewed|approached|treated|enrolled|studied|interviewed) )(?P<k><CN>)(?= (?:[a-z]{2,10}(?:ed|ied)|had|were|took|did|came|gave|went|kept|said|met|got|lost|felt)\b)"
)
_NOT_OF_THEM = lazy(
    r"\b(?:mean|median|average|age|cost|total|rate|number|per|each|rose|fell|grew|compared|and)\b[^,]*$|%"
)


def _bare_parts(told: Told) -> Iterator[Observation]:
    """ "Of the last 1,150 patients in our unit, 1,172 had no complication": a number without a noun of its own."""
    for match in _BARE.finditer(told.shape):
        part, whole = told.group(match, "k"), told.group(match, "n")
        bare = part.raw.strip().replace(",", "").replace(" ", "").isdigit()
        if bare and exact(whole) and exact(part) and not whole.decimals and value_of(part) > value_of(whole) > 1:
            between = told.shape[match.end("n") : match.start("k")]
            if not _NOT_OF_THEM.search(between):
                yield observe("part-exceeds-total", part, f"{plain(value_of(part))} > {plain(value_of(whole))}",
                              related=[(whole, whole.raw)], total=plain(value_of(whole)))  # fmt: skip


# --- more than all ----------------------------------------------------------------------------------

_PART = shaped(
    r"(?:其中|里面|另有|另外有|还有|最终有|最后有|结果有|共有|内有|包括|\bof (?:whom|which|them|these),?|\bincluding)(?:的|有|也|仅|就|达|\s){0,2}[^\ue000-\ue00c。;,，]{0,14}?(?P<k><CX>)"
)
_ALL = lazy(
    r"(?:共|纳入|收治|(?<![相核针])对(?!照)|选取|选择|选定|确诊|随访|分析了?|回顾|参赛|参加|参与|招募|报名|抽检|抽查|检查|检测|调查|筛查|入选|入组|诊治|登记|接收|救治|采集|实施|完成|受检|应邀|邀请|录取|在册|现有|"
    r"enrolled|included|studied|treated|admitted|invited|screened|examined|recruited|there (?:are|were)|all|the)[^,，。;；]{0,16}$"
)
_NOT_WITHIN = lazy(
    r"第[一二三两]轮|首轮|上一?轮|最初|起初|原有|原先|first round|initially|originally|人次|例次|件次|次数|去年|上年|前年|累[计积]|增至|增加到|扩大|较|比(?!赛|例)|全国|全省|全市|此外|另一|对照|其他(?:医院|中心|地区)|previous|last year|worldwide|nation|"
    r"compared|another|events?|episodes|visits|in total|altogether"
)


_OF_ITS_OWN = lazy(r"[中里](?!心)")  # 其中井下工2045名中发病311例: a whole that is told of


def _wholes(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``收治烧伤患者312人，其中儿童417人``: more than all who were told of, and than any of them together."""
    for match in _PART.finditer(told.shape):
        part = told.group(match, "k")
        near = [
            (one, f)
            for one in frame.sentences[max(0, index - 1) : index + 1]
            if one.block == told.block
            for f in one.figures
        ]
        before = [(one, f) for one, f in near if f.span.end <= part.span.start and _same_kind(f, part)]
        if (
            not before
            or not exact(part)
            or part.decimals
            or _OF_ITS_OWN.match(told.words, part.span.end - told.span.start)
        ):
            continue
        values = [value_of(f) for _, f in before if f.value is not None]
        most = max(values, default=Decimal(0))
        sums = {sum(some, Decimal(0)) for size in (1, 2, 3) for some in combinations(values[:6], size)}
        where, whole = max(before, key=lambda pair: value_of(pair[1]))
        if value_of(part) <= max(sums, default=most) or not exact(whole) or len(values) > 6:
            continue
        if _said_to_be_all(where, whole) and not _NOT_WITHIN.search(_between(told, where, whole, part)):
            yield observe("part-exceeds-total", part, f"{plain(value_of(part))} > {plain(value_of(whole))}",
                          related=[(whole, whole.raw)], total=plain(value_of(whole)))  # fmt: skip


def _between(told: Told, where: Told, whole: Figure, part: Figure) -> str:
    """The words from the whole to a little behind the part."""
    until = told.words[: part.span.end - told.span.start + 8]
    start = whole.span.end - where.span.start
    return until[start:] if where is told else where.words[start:] + until


def _said_to_be_all(told: Told, whole: Figure) -> bool:
    start, end = whole.span.start - told.span.start, whole.span.end - told.span.start
    within = expressions.match(r"[^,，。;；]{0,10}[中里](?![心医])", told.words[end:]) is not None
    return within or _ALL.search(told.words[max(0, start - 20) : start]) is not None


def _same_kind(one: Figure, two: Figure) -> bool:
    """People are people; things are counted by the same word."""
    if kind_of(one) == "C" and kind_of(two) == "C":
        return one.unit == two.unit
    if one.unit != two.unit or kind_of(one) != "X" or one.unit in {"times", "course", "permille"}:
        return False
    mine, other = one.raw.strip()[-1], two.raw.strip()[-1]
    return mine == other and not mine.isascii()


# --- the mean of those who all had more ------------------------------------------------------------------

_FOLLOWED = r"随访|追踪|观察|follow-?(?:ed|up)"
_LEAST = lazy(rf"(?:每[例名位人]|所有|全部|均|\b(?:all|each|every)\b)[^。.;；]{{0,40}}(?:{_FOLLOWED})[^。.;；]{{0,8}}$")
_MEAN = lazy(
    rf"(?:(?:平均|中位|mean|median)\s?(?:{_FOLLOWED})|(?:{_FOLLOWED})[^。.;；]{{0,12}}(?:平均|中位|mean|median))[^\d。.;；,，]{{0,10}}[(（]?$"
)


def _centre_of_least(frame: Frame) -> Iterator[Observation]:
    """``平均随访（21.5±4.2）个月，每例随访时间均不少于24个月``."""
    for one in of_frame(frame):
        if not expressions.search(_FOLLOWED, one.words):
            continue
        times = [f for f in one.figures if f.unit in units.TIME_UNITS and f.value is not None]
        most = {Comparator.AT_LEAST, Comparator.MORE}
        least = [f for f in times if f.comparator in most and _LEAST.search(one.before(f, 60))]
        centre = [f for f in times if f.comparator is Comparator.EQUAL and _MEAN.search(one.before(f, 30))]
        if len(least) == len(centre) == 1:
            low, middle = (units.days(value_of(f), f.unit) for f in (least[0], centre[0]))
            if low is not None and middle is not None and middle * Decimal("1.08") < low:
                line = f"{centre[0].raw} < {least[0].raw}"
                yield observe("told-twice", centre[0], line, related=[(least[0], least[0].raw)], other=least[0].raw)
