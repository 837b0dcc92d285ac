"""The same quantity told twice with different values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import agrees, exact, reachable, value_of
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

_SUMMARY = lazy(
    r"^\W{0,4}(?:综上|总之|简而言之|概括|总结|最后|换言之|也就是说|这意味着|文章最后|研究者总结|总的来说|总体而言|结论|因此|由此|可见|研究表明|研究提示|上述结果|以上结果|这些结果|这一结果|结果表明|该研究表明|小结|"
    r"以上|简言之|一句话|研究者认为|作者认为|研究结论|本研究(?:表明|证实|提示|显示)|conclusions?|in conclusion|in summary|overall(?! (?:surviv|respon|mortal|rate|score|inciden|preval|cure|success|satisf|health|remission|[a-z]+-free))|"
    r"taken together|these (?:results|findings|data)|"
    r"to sum up|in other words|to conclude|the bottom line|summing up|in short|thus|therefore|we conclude|the authors conclude|our (?:results|findings|data))"
)
_LEAD = lazy(
    r"^\W{0,4}(?:中文)?(?:内容)?(?:摘要|核心要点|要点速览|要点|研究亮点|亮点|核心发现|结论先行|速览|导读|核心数据|核心结论|主要发现|一图看懂|太长不看|划重点|编者按|提要|"
    r"abstract|summary|key points?|highlights|conclusion up front|at a glance|in brief|tl;dr|key findings|the short version|结论)(?:\s?[:.|】\]]|\W{0,3}$|\s(?=[^\s\d]))"
)
_ALL_OF = shaped(r"(?:这|该|上述|全部|所有|全组|本组|以上|these|all|the)\s?(?P<n><C>)(?!`{0,4}?(?:中的|里的))")


def check(scene: Scene) -> Iterator[Observation]:
    """Sample sizes, then outcomes of a summary or heading against the body."""
    for frame in scene.frames:
        seen: set[Span] = set()
        for finder in (_totals, _anaphors, _summaries):
            for one in finder(frame):
                if one.span not in seen:
                    seen.add(one.span)
                    yield one


def fault(figure: Figure, other: Figure, both: bool = False) -> Iterator[Observation]:
    line = f"{figure.raw} ≠ {other.raw}"
    yield observe("told-twice", figure, line, related=[(other, other.raw)], other=other.raw)
    if both:
        yield observe(
            "told-twice",
            other,
            f"{other.raw} ≠ {figure.raw}",
            related=[(figure, figure.raw)],
            other=figure.raw,
        )


# --- sample sizes -------------------------------------------------------------------------------

_TITLE_N = shaped(
    r"《[^》]{0,60}?(?P<n><C>)[^《》]{0,30}》|【[^】]{0,60}?(?P<m><C>)[^【】]{0,30}】|\b(?:titled|entitled|headed|called|paper|article|report|headline),? [\"“'‘][^\"”]{0,60}?(?P<k><C>)[^\"”]{0,80}[\"”'’]"
)


def _totals(frame: Frame) -> Iterator[Observation]:
    """A title's number of patients against the number enrolled."""
    enrolled = [(told, f) for told in frame.sentences for f in told.figures if _is_total(told, f) or _studied(told, f)]
    plainly = bool(enrolled)  # and not only by what stands first
    enrolled = enrolled or _opening(frame)
    if not enrolled:
        return
    everything = {value_of(f) for f in frame.figures if kind_of(f) == "C"}
    for told in frame.sentences:
        titled = [
            told.group(match, next(name for name in "nmk" if match[name])) for match in _TITLE_N.finditer(told.shape)
        ]
        if told.heading or told.role is Role.TITLE:
            titled += [f for f in told.of_kind("C") if exact(f)]
        for figure in titled:
            values = {value_of(f) for _, f in enrolled}
            if (
                not exact(figure)
                or value_of(figure) in values
                or len(values) != 1
                or enrolled[0][1].span == figure.span
            ):
                continue
            if _counted_elsewhere(frame, figure):
                continue
            if not plainly and value_of(figure) in reachable(everything - {value_of(figure)}):
                continue
            yield from fault(figure, enrolled[0][1], both=True)


def _counted_elsewhere(frame: Frame, figure: Figure) -> bool:
    return any(f.span != figure.span and kind_of(f) == "C" and value_of(f) == value_of(figure) for f in frame.figures)


_STUDIED = lazy(
    r"(?:我们对|研究者?对|团队对|院对|(?:团队|医院|科室?|我们|医生|专家|该院|中心)(?:共|先后|已|陆续)?[为给]|治疗了|观察了|追踪了|随访了|回顾了|分析了|we (?:treated|followed|studied|observed|reviewed|report on)|(?:paper|article|report|study|authors?|series) (?:describes?|described|reports? on|reported on|presents?|reviews?|reviewed)|"
    r"study (?:followed|treated|observed)|(?<!were )(?<!was )(?<!been )(?<!patients )(?<!those )(?<!be )(?:treated|implanted|operated on|followed|surveyed|interviewed|tracked|questioned)|(?:reviewed|analy[sz]ed|studied|examined|searched) (?:the )?(?:charts?|records?|files|notes|data|case notes|medical records) (?:of|from))\s?$"
)


def _studied(told: Told, figure: Figure) -> bool:
    """``我们对110例患者进行了``: everybody, said by the verb right before."""
    start = figure.span.start - told.span.start
    counted = kind_of(figure) == "C" and exact(figure) and figure.arm is None and not told.heading
    return counted and _STUDIED.search(told.words[max(0, start - 40) : start]) is not None


_OPENS = lazy(
    r"(?:^|[：:]\s?)(?:资料与方法|方法|对象)?[：:]?\s?(?:(?:收集|选取|选择|抽取|回顾性?(?:分析|研究|总结)?了?|总结|报[告道]|分析|随访|收治|纳入|对|将|以)[^，。；;,]{0,40}|(?:本|全|该)组(?:共|有)?|病例(?:共|为)?|患者(?:共)?)$"
)
_OPENS_NO_WHOLE = lazy(r"其中|另|对照|健康|文献|筛|每|各|组(?!织|成)|分别|志愿|死亡|失访|完成|既往|年[均度]|累计|前\d")


def _opening(frame: Frame) -> list[tuple[Told, Figure]]:
    """``收集我院胸腺瘤38例``, ``本组26例``: the first number of patients below a title, told by what was done with them."""
    for told in frame.sentences:
        counts = told.of_kind("C") if not told.heading and told.role is not Role.TITLE else []
        begin = told.span.start + told.words.rfind("】") + 1
        counts = [f for f in counts if f.span.start >= begin]
        if counts:
            before = told.words[begin - told.span.start : counts[0].span.start - told.span.start]
            behind = told.words[counts[0].span.end - told.span.start :][:4]
            opens = _OPENS.search(before) and not _OPENS_NO_WHOLE.search(before) and not behind.startswith(("中", "里"))
            return [(told, counts[0])] if opens and exact(counts[0]) and counts[0].arm is None else []
    return []


_OF_MORE = lazy(r"\s?(?:[a-z]{3,12} )?(?:/|of (?:the |these |our |all )?\d)")  # a total of 22 of the 24


def _is_total(told: Told, figure: Figure) -> bool:
    if kind_of(figure) != "C" or not exact(figure) or figure.role != "n_total" or figure.arm is not None:
        return False
    start = figure.span.start - told.span.start
    if _OF_MORE.match(told.words, figure.span.end - told.span.start):
        return False
    around = told.words[max(0, start - 12) : start]
    return expressions.search(
        r"纳入|入组|招募|入选|收治|住院的|就诊的|收集|选取|enrol|recruit|includ|total of", around
    ) is not None and not expressions.search(r"筛|另|完成|分析|计划|拟|screen|analy|complet|planned|target", around)


def _anaphors(frame: Frame) -> Iterator[Observation]:
    """``这118例患者`` where 120 were enrolled and nothing makes 118 of them."""
    counts = [f for f in frame.figures if kind_of(f) == "C" and f.value is not None]
    totals = [(told, f) for told in frame.sentences for f in told.figures if _is_total(told, f)]
    if len({value_of(f) for _, f in totals}) > 1:
        yield from _two_totals(frame, totals)
        return
    if not totals:
        return
    whole = totals[0][1]
    for told in frame.sentences:
        for match in [
            *_ALL_OF.finditer(told.shape),
            *(_PATIENTS.finditer(told.shape) if _SUMMARY.search(told.words) else ()),
        ]:
            figure = told.group(match, "n")
            if figure.span.start <= whole.span.start or not exact(figure) or value_of(figure) == value_of(whole):
                continue
            everybody = expressions.match(r"全部|所有|all", match[0]) is not None
            if (
                _made_of(figure, counts, frame)
                or figure.arm is not None
                or (not everybody and told.has(r"筛|完成|可评估|screen|complet|evaluable"))
            ):
                continue
            yield from fault(figure, whole)


_PATIENTS = shaped(
    r"(?:对|在|纳入|观察|治疗|\bof|\bin|among|treating|enrolling)(?:了|的)?\s?(?P<n><C>)(?=`{0,6}(?:患者|受试者|病人|patients|participants|中|的|with|,|，))"
)


def _two_totals(frame: Frame, totals: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    (_, one), (told, two) = totals[0], totals[-1]
    counts = [f for f in frame.figures if kind_of(f) == "C" and f.value is not None]
    if len(totals) != 2 or value_of(one) == value_of(two) or told.has(r"筛|另|screen|another"):
        return
    summary = _SUMMARY.search(told.words) is not None or told.has(
        r"该研究|该试验|这项(?:研究|试验)|this (?:study|trial)"
    )
    if summary and not _made_of(two, counts, frame):
        yield from fault(two, one)


def _made_of(figure: Figure, counts: list[Figure], frame: Frame) -> bool:
    """Is the number told elsewhere, or a sum or difference of numbers told?"""
    values = {value_of(f) for f in counts if f.span != figure.span}
    values |= {f.denominator for f in frame.figures if f.denominator is not None}
    value = value_of(figure)
    if value in values:
        return True
    return any(one + two == value or one - two == value for one in values for two in values if one != two)


# --- outcomes -----------------------------------------------------------------------------------

_NOT_SUMMED = frozenset({"count", "none", "ci", "cilevel", "sd", "times", "item", "study", "site", "country", "pp"})


def _summaries(frame: Frame) -> Iterator[Observation]:
    """A figure of a summary, title or heading that the body tells otherwise, and that is told nowhere."""
    opening = leads(frame)
    for told in summed(frame):
        # an abstract tells several things of a kind one after the other: it is held against the body, not itself
        body = [one for one in frame.sentences if one is not told and not {one.span, told.span} <= opening]
        rest = [f for other in body for f in other.figures]
        for figure in told.figures:
            if figure.unit not in _NOT_SUMMED and figure.value is not None and not figure.word:
                yield from _against(figure, rest)


_CONCLUDES = lazy(r"\W{0,4}(?:综上|总之|in conclusion|in summary|to conclude)")


def summed(frame: Frame) -> Iterator[Told]:
    """The sentences that tell again what the body tells: leads, summaries, conclusions, headings."""
    opening = leads(frame)
    for number, told in enumerate(frame.sentences):
        late = number > 0 or _CONCLUDES.match(told.words) is not None
        summary = told.span in opening or (late and _SUMMARY.search(told.words) is not None)
        if summary or told.heading or told.role in {Role.CONCLUSION, Role.TITLE}:
            yield told


def leads(frame: Frame) -> set[Span]:
    """The sentences that an opening ``摘要：`` or ``Key points:`` holds: its block, or the list behind it."""
    found: set[Span] = set()
    sentences = frame.sentences
    for index, told in enumerate(sentences):
        if not _LEAD.match(told.words):
            continue
        found |= {one.span for one in sentences[index:] if one.block == told.block}
        if not any(one.figures for one in sentences if one.block == told.block):
            following = [one.block for one in sentences[index:] if one.block > told.block]
            items = {block for block in following if block == following[0] or _bulleted(sentences, block)}
            found |= {one.span for one in sentences if one.block in items}
    return found


def _bulleted(sentences: tuple[Told, ...], block: int) -> bool:
    return all(one.item for one in sentences if one.block == block)


def _against(figure: Figure, rest: list[Figure]) -> Iterator[Observation]:
    if figure.comparator.value not in {"=", "reach", "~"}:
        return
    same_unit = [f for f in rest if f.unit == figure.unit]
    twins = [f for f in same_unit if _same(figure, f) and f.value is not None]
    # the range beside a median says nothing of another median
    others = [f for f in same_unit if not (twins and f.value is None and f.stat in {"range", "iqr"})]
    if not others or any(equal(figure, f) for f in others):
        return
    if (
        len({value_of(f) for f in twins}) != 1
        or _derived(figure, same_unit)
        or twins[0].comparator.value not in {"=", "reach"}
    ):
        return
    yield from fault(figure, twins[0])


def equal(one: Figure, two: Figure) -> bool:
    """May one be the other, rounded? Values on the rounding border are allowed."""
    if two.value is None:
        return two.low <= value_of(one) <= two.high
    coarse, fine = (one, two) if one.decimals <= two.decimals else (two, one)
    if one.decimals == two.decimals:
        return value_of(one) == value_of(two) or (one.comparator.value == "~" and agrees(value_of(two), one))
    return agrees(value_of(fine), coarse)


def _same(one: Figure, two: Figure) -> bool:
    """Do two figures speak of the same quantity, as far as the words tell?"""
    if one.role is None or one.role != two.role or one.endpoint != two.endpoint:
        return False
    if one.role == "change" and (one.unit == "pct" or not one.raw[-1:].isalpha()):
        return False
    if one.role not in _KNOWN_ROLES or (one.role in {"response", "adverse"} and not one.endpoint):
        return False
    if one.anchor and two.anchor and one.anchor != two.anchor:
        return False
    if {one.stat, two.stat} in (
        {"median", "mean"},
        {"max", "median"},
        {"max", None},
        {"min", None},
        {"range", None},
    ):
        return False
    if (
        one.qualifiers != two.qualifiers
        and not one.qualifiers <= two.qualifiers
        and not two.qualifiers <= one.qualifiers
    ):
        return False
    return one.arm == two.arm or (one.arm is None and two.arm == "trt") or one.arm == "all"


_KNOWN_ROLES = frozenset(
    {
        "response",
        "survival",
        "relapse",
        "mortality",
        "adverse",
        "followup",
        "hr",
        "or",
        "rr",
        "p",
        "change",
        "incidence",
    }
)


def _derived(figure: Figure, others: list[Figure]) -> bool:
    """A difference, sum or complement of figures told."""
    values = [value_of(f) for f in others if f.value is not None]
    value, room = value_of(figure), Decimal(1).scaleb(-figure.decimals)
    pairs = list(combinations(values, 2))
    made = {abs(a - b) for a, b in pairs} | {a + b for a, b in pairs} | {100 - a for a in values}
    return figure.unit == "pct" and any(abs(value - one) <= room for one in made if one)


# --- spans of years -----------------------------------------------------------------------------
