"""Estimates, intervals, p values and test statistics against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped
from claimlint.verify.statistics import distributions as statistics

_RATIOS = frozenset({"hr", "or", "rr"})
_RECORD = shaped(
    r"(?<!per )(?<!every )(?<!每)(?P<e><EPQUNTF>)(?: (?:a|per|each) (?:day|week|month|year|night|person|patient|visit)|/[天日周月年]| (?:[a-z]+ )?(?:per|in every|for every) <CNXUT>(?: ?[a-z-]+){0,3})?\s?[,，;(（\[]{0,2}\s?(?:with a |two-sided )?(?P<l><L>)[\s-]?(?:ci|cri|confidence intervals?|credible intervals?|的?置信区间|的?可信区间)s?[\s,，:=为是(\[]{0,3}(?:of |from |was |ranged from )?(?P<i><I>)"
)
_PAIRED = shaped(r"(?P<i><I>)(?:~(?!\d)|。){0,16}?(?P<p><V>)")
_OTHER_P = lazy(r"交互|趋势|异质|interaction|trend|heterogeneity|log-?rank|i²|i2|[qt]\s?=|egger|begg|分层|模型")
_ALPHA = Decimal("0.05")


def check(scene: Scene) -> Iterator[Observation]:
    """Every statistic of every sentence."""
    for told in scene.sentences:
        yield from _intervals(told)
        yield from _times_the_odds(told)
        yield from _words(told)
        yield from _shares(told)
        yield from _malformed(told)
        yield from _tests(told)


# --- intervals --------------------------------------------------------------------------------


FEWER = lazy(r"\s?(?:fewer|less|lower|below|reduction|decrease|更少|减少|下降|例减少)")  # 247 to 145 fewer


def _intervals(told: Told) -> Iterator[Observation]:
    for figure in told.of_kind("I"):
        if figure.low > figure.high and not FEWER.match(told.words, figure.span.end - told.span.start):
            yield observe("interval-order", figure, f"{plain(figure.low)} > {plain(figure.high)}")
    for match in _RECORD.finditer(told.shape):
        estimate, level, interval = (told.group(match, name) for name in "eli")
        if estimate.value is None or interval.low > interval.high or SPREAD.search(told.shape, 0, match.start("e")):
            continue
        fault = None if _of_a_difference(told, estimate, interval) else outside(estimate, interval)
        if fault:
            yield fault
            continue
        following = _PAIRED.match(told.shape, match.start("i"))
        if following and value_of(level) == 95 and not _OTHER_P.search(following[0]):
            yield from _interval_p(told, estimate, interval, told.group(following, "p"))


_TIMES = lazy(
    r"(?<![\d.])(?P<v>\d{1,2}\.\d{1,2})(?:[- ]fold| times)(?: the| as| higher| greater| more)*(?: odds| risk| rate| likely)?[^.;()\d]{0,90}[(\[]\s?95\s?% ?c(?:onfidence )?i(?:nterval)?,?:? (?P<l>\d{1,2}\.\d{1,2})(?: to |-|, )(?P<h>\d{1,3}\.\d{1,2})"
)


def _times_the_odds(told: Told) -> Iterator[Observation]:
    """ "3.6 times the odds of chronic cough (95% CI 1.9 to 3.5)": a ratio told in words."""
    for match in _TIMES.finditer(told.words) if "95" in told.words else ():
        value, low, high = (Decimal(match[name]) for name in "vlh")
        if low < high and not low - _ROUNDED <= value <= high + _ROUNDED:
            place = Span(told.span.start + match.start("v"), told.span.start + match.end("v"))
            interval = Span(told.span.start + match.start("l"), told.span.start + match.end("h"))
            side = f"{match['v']} < {match['l']}" if value < low else f"{match['v']} > {match['h']}"
            raw = told.words[match.start("l") : match.end("h")]
            yield observe("interval-estimate", place, side, related=[(interval, raw)], stated=match["v"], interval=raw,
                          low=match["l"], high=match["h"])  # fmt: skip


_ROUNDED = Decimal("0.05")


def _of_a_difference(told: Told, estimate: Figure, interval: Figure) -> bool:
    """``52.1%和48.3%（95%CI -2.1%～9.7%）``: of the two shares' difference."""
    shares = [f for f in told.of_kind("P") if f.span.end <= estimate.span.start]
    return estimate.unit == "pct" and interval.low < 0 < value_of(estimate) and bool(shares)


SPREAD = lazy(r"(?:标准[误差]|\b(?:se|sd|sem|standard (?:error|deviation))\b)[^,，;；]{0,6}$")
_FRACTION, _TENTH = Decimal("1.5"), Decimal(10)


def outside(estimate: Figure, interval: Figure) -> Observation | None:
    """An estimate that its own interval leaves out; None where it does not."""
    value, room = (
        value_of(estimate),
        max(unit_in_last_place(estimate), Decimal(1).scaleb(-interval.decimals)) / 2,
    )
    if interval.low - room <= value <= interval.high + room:
        return None
    if "%" in interval.raw and estimate.unit in {"none", "count"}:
        return None  # 90.1% (118 of 131; 95% CI 83.8% to 94.1%): the count is not what is estimated
    if (
        estimate.unit == "pct"
        and "%" not in interval.raw
        and interval.low >= 0
        and interval.high <= _FRACTION
        and value >= _TENTH
    ):
        return None  # 71% (95% CI 0.58 to 0.80), fell by 24% (95% CI 0.64 to 0.90)
    if -interval.high - room <= value <= -interval.low + room:  # a reduction told without its sign
        return None
    side = (
        f"{plain(value)} < {plain(interval.low)}"
        if value < interval.low
        else f"{plain(value)} > {plain(interval.high)}"
    )
    return observe("interval-estimate", estimate, side, related=[(interval, interval.raw)],
                   interval=interval.raw, low=plain(interval.low), high=plain(interval.high))  # fmt: skip


def _interval_p(told: Told, estimate: Figure, interval: Figure, p: Figure) -> Iterator[Observation]:
    """A 95% interval leaves out "no effect" just when p is below 0.05."""
    if told.has(r"非劣|等效|non-?inferior|equivalence"):
        return
    if estimate.unit in _RATIOS:
        null = Decimal(1)
    elif (
        _of_a_change(told, estimate, interval)
        or estimate.unit in {"md", "smd", "rd", "pp"}
        or _DIFFERENCE.search(_own_words(told, estimate)) is not None
    ):
        null = Decimal(0)
    else:
        return
    step = Decimal(1).scaleb(-interval.decimals) / 2  # what rounding may hide
    excludes = interval.low > null + step or interval.high < null - step
    includes = interval.low < null - step and interval.high > null + step
    small, large = _p_side(p)
    if (excludes and large) or (includes and small):
        sign = "∌" if excludes else "∋"
        line = f"[{plain(interval.low)}, {plain(interval.high)}] {sign} {null} → P {'<' if excludes else '>'} 0.05 ≠ {p.raw}"
        yield observe("interval-p", p, line, related=[(interval, interval.raw)], interval=interval.raw, null=str(null))


_DIFFERENCE = lazy(r"差(?!异)|差异(?:为|是|:)|difference|均差")


def _own_words(told: Told, estimate: Figure) -> str:
    """The words between the figure before and an estimate."""
    before = max((f.span.end for f in told.figures if f.span.end <= estimate.span.start), default=told.span.start)
    return told.words[before - told.span.start : estimate.span.start - told.span.start]


_CHANGED = lazy(
    r"(?:[下上]?[降升]低?|减少?|增加?|缩短|延长|升高|提高|改善|相差|多|少|高出|低了?|\b(?:fell|rose|cut|reduced?|reduces|reduction|lowered|lowers|raised|increased?|decreased?|declined?|dropped|gained|lost|lower|higher|shorter|longer|fewer|less|more|shortened|lengthened|improved|change[ds]?))"
    r"(?:了|约|平均|为|达|仅|\s|\b(?:by|of|was|a|an|mean|average|about|only|just|[a-z]+ time)\b){0,6}$"
)
_WORTH_A_FRACTION = Decimal(2)


def _of_a_change(told: Told, estimate: Figure, interval: Figure) -> bool:
    """``收缩压平均降3.42 mmHg（95%CI 1.74～5.10``: no change is nought."""
    if estimate.unit in {"none", "fold"} or (estimate.unit == "pct" and interval.high < _WORTH_A_FRACTION and "%" not in interval.raw):  # fmt: skip
        return False
    start = estimate.span.start - told.span.start
    return _CHANGED.search(told.words[max(0, start - 40) : start]) is not None


def _p_side(p: Figure) -> tuple[bool, bool]:
    """Is a printed p surely below 0.05, surely above it?"""
    value = value_of(p)
    if p.comparator in {Comparator.LESS, Comparator.AT_MOST}:
        return value <= _ALPHA, False
    if p.comparator in {Comparator.MORE, Comparator.AT_LEAST}:
        return False, value >= _ALPHA
    room = unit_in_last_place(p) / 2
    return value + room < _ALPHA, value - room > _ALPHA


# --- words of significance --------------------------------------------------------------------

_NONE = (
    r"无(?:显著|明显)?(?:性)?统计学?(?:上的)?(?:意义|差异|显著)|无(?:显著|明显)(?:性)?差异|未达到?统计|不具有?统计|没有统计|差异不显著|差异无|"
    r"均无显著|无显著|未见(?:显著|明显)|不显著|not (?:statistically )?significant|no (?:statistically )?significant|non-?significant|"
    r"did not (?:differ|reach)(?: (?:statistically |significantly|statistical significance))?|was not significantly|not significantly|did not significantly|no difference"
)
_SOME = (
    r"(?<![无不未])(?<!没)有(?:显著|明显)?(?:性)?统计学?(?:上的)?(?:意义|差异|显著)|(?<![无未不])具有统计|差异(?:均)?(?:具有|有|极?显著)|显著(?:高于|低于|优于|少于|多于|降低|升高|改善|延长|缩短|减少|增加)|"
    r"(?<!not )(?<!no )(?<!non-)(?<!not statistically )(?<!no statistically )(?:statistically )?significant(?:ly)?"
)
_DENIED = lazy(
    r"(?:n['’]t|\bnot|\bno|\bnor|\bneither|\bnever|without|failed to|未|无|没有|并不|不)[^,;，；。()]{0,30}$"
)
_NONE_OF = lazy(
    r"(?:\bnone|\bneither|\bfew|\bhardly|\bnot (?:a single|one)\b|\bceased|\bstopped|\bwould|\bno longer|\bonly|\bin no|无一|没有任?何?一|尚无|均未)[^,;，；。()]{0,70}$"
)  # "none" may be read as a number
SIGNIFICANCE = lazy(f"(?P<none>{_NONE})|(?P<some>{_SOME})")


def denied(told: Told, place: int) -> bool:
    """``did not differ significantly``: a word of significance is taken back before its place in the words."""
    return (
        _DENIED.search(told.words, max(0, place - 40), place) is not None
        or _NONE_OF.search(told.words, max(0, place - 90), place) is not None
    )


def _denied(told: Told, position: int) -> bool:
    """The same of its place in the shape."""
    longer = sum(
        f.span.end - f.span.start - 1 for f, at in zip(told.figures, told.places, strict=True) if at < position
    )
    return denied(told, position + longer)


def _words(told: Told) -> Iterator[Observation]:
    """``差异有统计学意义（P=0.12）``: words and p of one clause disagree."""
    every = list(SIGNIFICANCE.finditer(told.shape))
    found = [m for m in every if m["none"] or not _denied(told, m.start())]
    values = told.of_kind("V")
    if len(found) == len(values) == 1:
        yield from _p_first(told, found[0], values[0])
    for match in found:
        after = [
            f
            for f in values
            if f.span.start - told.span.start >= 0 and told.places[told.figures.index(f)] >= match.end()
        ]
        if not after:
            continue
        p = after[0]
        place = told.places[told.figures.index(p)]
        gap = told.shape[match.end() : place]
        if len(gap) > 64 or _TURN.search(gap) or _explained(told, match, values):
            continue
        if any(match.start() < other.start() < place for other in (every if match["some"] else found)):
            continue
        small, large = _p_side(p)
        if (match["none"] and small) or (match["some"] and large):
            said = match[0]
            span = Span(told.span.start, told.span.end)
            line = f"{p.raw.strip()} {'<' if small else '≥'} 0.05"
            yield observe("significance-words", p, line, related=[(span, said)], words=said)


_TURN = lazy(  # what follows is told of something else
    r"未校正|未调整|校正前|调整前|unadjusted|uncorrected|nominal|[。；;]|但|而|却|不过|尽管|虽|非劣|等效|交互|趋势|另|but|while|whereas|however|although|though|yet\b|non-?inferior|equivalen|interaction|trend"
)
_THEREFORE = lazy(
    r"\s?[)）]?[,，]?\s?(?:两组|组间)?(?:差异|比较|差别)?(?:均|即|故|仍|亦)?\s?$|\s?[)）]?,? (?:i\.e\.,? |so |was |were |and )?$"
)


def _explained(told: Told, match: re.Match[str], values: list[Figure]) -> bool:
    """``校正后P＝0.054，无统计学意义（未校正P＝0.018）``: the words were said of the p right before them."""
    before = [f for f in values if told.places[told.figures.index(f)] < match.start()]
    if not before or not _THEREFORE.fullmatch(
        told.shape[told.places[told.figures.index(before[-1])] + 1 : match.start()]
    ):
        return False
    small, large = _p_side(before[-1])
    return large if match["none"] else small


_SO = lazy(
    r"^\s?[)）]?[,，]\s?(?:提示|说明|表明|表示|可见|即|显示|因此|故|which (?:is|was)|indicating|suggesting|showing|so|a)[^,;，。；]{0,30}$"
)


_AT_ONCE = lazy(r"^\s?[)）]?[,，]\s?(?:两组|组间|[两二三四]者|[两三四]组)?(?:间|之间)?(?:的|比较|相比)?[,，]?\s?$")
_OF_A_TEST = lazy(r"交互|趋势|异质|齐性|正态|校正|bonferroni|α|水准|基线|多重|interaction|trend|adjust|alpha")


def _p_first(told: Told, match: re.Match[str], p: Figure) -> Iterator[Observation]:
    """``P=0.21，提示差异有统计学意义``."""
    place = told.places[told.figures.index(p)]
    small, large = _p_side(p)
    if (
        place < match.start()
        and (_SO.search(told.shape[place + 1 : match.start()]) or _right_behind(told, place, match.start()))
        and not _TURN.search(told.shape[place + 1 : match.start()])
        and (small if match["none"] else large)
    ):
        line = f"{p.raw.strip()} {'<' if small else '≥'} 0.05"
        yield observe("significance-words", p, line, related=[(told.span, match[0])], words=match[0])


def _right_behind(told: Told, place: int, start: int) -> bool:
    """``P=0.12，差异具有统计学意义``: nothing between the p and the words, and no level of its own."""
    return _AT_ONCE.match(told.shape[place + 1 : start]) is not None and not _OF_A_TEST.search(told.shape)


# --- two shares and a p -----------------------------------------------------------------------


def _shares(told: Told) -> Iterator[Observation]:
    """The p of two counts with their denominators, where it flips the verdict by far."""
    pairs = [f for f in told.figures if f.denominator is not None]
    values = told.of_kind("V")
    if (
        len(pairs) != 2
        or len(values) != 1
        or pairs[0].span.end > values[0].span.start
        or pairs[1].span.end > values[0].span.start
    ):
        return
    if told.has(
        r"/\d{1,5}\s?[+＋]\s?\d{1,5}/\d|调整|校正|分层|adjusted|stratified|log-?rank|非劣|non-?inferior|趋势|trend"
    ):
        return
    one, two = pairs
    assert one.denominator is not None
    assert two.denominator is not None
    numbers = (int(one.low), int(one.denominator), int(two.low), int(two.denominator))
    if max(numbers) > 20000:
        return
    low, high = statistics.two_by_two(*numbers)
    small, large = _p_side(values[0])
    if (small and low > 0.15) or (large and high < 0.015):
        line = f"{one.raw} vs {two.raw}: P = {low:.3g}-{high:.3g} ≠ {values[0].raw}"
        yield observe(
            "counts-p",
            values[0],
            line,
            related=[(one, one.raw), (two, two.raw)],
            right=f"{low:.3g}-{high:.3g}",
        )


# --- malformed --------------------------------------------------------------------------------

_BAD_P = lazy(
    r"(?<![a-z])p(?:值)?\s?[=:<＝]\s?(?P<v>-\s?\d?\.\d{1,6}|(?:(?<=<)|(?<=<\s))0(?![\d.%])|0?\.0{2,6}(?![\d])|[1-9]\d?\.\d{1,4}(?!\d|%)|[1-9]\d{0,3}(?![\d.%]|\s?[a-z/个例]))"
    r"(?!\s?[x×*·⋅]\s?10)"  # 3.2 × 10⁻⁶
)
_IN_A_FORMULA, _MULTIPLIED = lazy(r"[×*/÷]\s?$"), lazy(r"\s?[×*÷]\s?\d")  # U × V / P = 8,800 × 1
_BEYOND_LEVEL = lazy(r"(?<![\d.])(?P<l>[1-9]\d{2,3})\s?%\s?(?:ci\b|confidence intervals?|置信区间|可信区间)")
_ONE_BOUND = lazy(
    r"9[059]\s?%\s?ci\s?[:=,为]?\s?[(\[]?\s?(?P<v>-?\d{1,4}(?:\.\d{1,4})?)\s?[-~]?\s?(?=[)\];；。]|\s?[,，]\s?p\s?[=<>]|$)"
)
_BEYOND_ONE = lazy(r"(?<![a-z])r[sp]?\s?[=＝]\s?(?P<v>[-−]?\s?(?:1\.\d{0,4}[1-9]|[2-9]\.\d{1,4}))(?![\d.%])")
_CORRELATED = lazy(r"相关|pearson|spearman|correlat|track|associat|[(（]\s?r\s?=\s?[-−]?\d[\d.]*[,，;；]\s?(?:n|p)\b")
_LEVEL_OF_HALF = lazy(  # 以P<0.5为差异有统计学意义
    r"p(?:值)?\s?[<≤＜]\s?0?\.50?(?!\d)(?=\s?(?:时|者)?[,，]?\s?(?:为|即?视?为|认为|被?认为|表示|提示)?(?:差异|结果|相关)?(?:有|具有?)?(?:统计学?|显著)| (?:was|were|is|being)? ?(?:considered|taken|regarded|deemed|accepted|defined)(?: as| to be)?(?: statistically)? ?significan)"
    r"|(?:significance|significant)[^.;,]{0,40}(?:set|defined|fixed|accepted|taken)[^.;,]{0,24}?(?:p\s?[<≤=]\s?)?0?\.50?(?!\d)|(?:检验水准|显著性水[平准])(?:为|取|定为|设为|α|=|\s){0,4}0?\.50?(?!\d)"
)


def _malformed(told: Told) -> Iterator[Observation]:
    for match in _BAD_P.finditer(told.words):
        value = match["v"].replace(" ", "")
        zero = Decimal(value) == 0
        sign = match[0][: match.start("v") - match.start()]
        if zero and "<" in sign and Decimal(value) != 0:
            continue
        fault = "P = 0" if zero else ("P < 0" if value.startswith("-") else "P > 1")
        if Decimal(value) == 1 or _IN_A_FORMULA.search(told.words, 0, match.start()) or _MULTIPLIED.match(told.words, match.end()):  # fmt: skip
            continue
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("malformed-statistic", span, fault, stated=match[0], fault=fault)
    for match in _LEVEL_OF_HALF.finditer(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("malformed-statistic", span, "0.5 ≠ 0.05", stated=match[0], fault="0.5 ≠ 0.05")
    for match in _BEYOND_LEVEL.finditer(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("malformed-statistic", span, f"{match['l']}% CI", stated=match[0], fault=f"{match['l']}% CI")
    for match in _ONE_BOUND.finditer(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("malformed-statistic", span, "95%CI: 1/2", stated=match[0].strip(), fault="95%CI")
    for match in _BEYOND_ONE.finditer(told.words) if _CORRELATED.search(told.words) else ():
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("malformed-statistic", span, "|r| > 1", stated=match[0], fault="|r| > 1")


# --- test statistics --------------------------------------------------------------------------

_NUMBER = r"-?\d{0,4}\.?\d{1,4}"
_TEST = lazy(
    rf"(?<![a-z])(?P<kind>t|f|r|z|χ2|χ²|χ\^2|x2|x²|chi2)\s?(?:\(\s?(?P<df1>\d{{1,4}}(?:\.\d{{1,3}})?)(?:\s?,\s?(?:n\s?=\s?)?(?P<df2>\d{{1,5}}(?:\.\d{{1,3}})?))?\s?\))?"
    rf"\s?=\s?(?P<value>{_NUMBER})\s?[,，;；]?\s?(?:p\s?(?P<sign>[=<>])\s?(?P<p>\d?\.\d{{1,6}})|(?P<ns>n\.?s\.?)(?![a-z]))"
)


def test_verdict(
    kind: str, value: str, df1: str | None, df2: str | None, sign: str, p: str, *, one_sided: bool
) -> tuple[bool, float, float] | None:
    """Is a reported p consistent with its statistic, and the range of p that rounding allows."""
    half = 0.5 * 10 ** -(len(value.partition(".")[2]))
    ends = []
    for shifted in (abs(float(value)) - half, abs(float(value)) + half):
        computed = _p_of(kind, max(shifted, 0.0), df1, df2)
        if computed is None:
            return None
        ends.append(computed)
    low, high = (end / 2 if one_sided else end for end in (min(ends), max(ends)))
    stated, room = float(p), 0.5 * 10 ** -(len(p.partition(".")[2]))
    if sign == "=":  # noqa: SIM108 - three cases read better apart
        fine = low - room <= stated <= high + room
    else:
        fine = low < stated if sign == "<" else high > stated
    return fine, low, high


def _p_of(kind: str, value: float, df1: str | None, df2: str | None) -> float | None:
    if kind == "z":
        return statistics.two_sided_normal(value)
    if kind == "f" and df1 and df2:
        return statistics.upper_f(value, float(df1), float(df2))
    if kind == "t" and df1 and not df2:
        return statistics.two_sided_t(value, float(df1))
    if kind == "r" and df1 and not df2:
        return statistics.two_sided_r(value, float(df1))
    if kind.startswith(("χ", "x", "chi")) and df1:
        return statistics.upper_chi_square(value, float(df1))
    return None


def _tests(told: Told) -> Iterator[Observation]:
    """``t(28)=2.20，P=0.30``; one-sided tests are allowed where the text names one."""
    for match in _TEST.finditer(told.words):
        sign, p = (">", ".05") if match["ns"] else (match["sign"], match["p"])  # n.s. claims p > .05
        read = (match["kind"], match["value"], match["df1"], match["df2"], sign, p)
        verdict = test_verdict(*read, one_sided=False)
        if verdict is None or verdict[0]:
            continue
        _, low, high = verdict
        directed = match["kind"] in {"t", "r", "z"} and told.has(r"单侧|单尾|one-(?:sided|tailed)|1-tailed")
        halved = test_verdict(*read, one_sided=True) if directed else None
        if halved is not None and halved[0]:
            continue
        stated = "ns" if match["ns"] else "p"
        span = Span(told.span.start + match.start(stated), told.span.start + match.end(stated))
        statistic = Span(told.span.start + match.start(), told.span.start + match.end("value"))
        line = f"{told.words[match.start() : match.end('value')]} → P = {low:.4g}-{high:.4g} ≠ {match[stated]}"
        yield observe(
            "test-p",
            span,
            line,
            related=[(statistic, "")],
            stated=match[stated],
            right=f"{(low + high) / 2:.3g}",
        )


def reads_test(words: str) -> bool:
    """Do these folded words hold a test statistic with its p?"""
    return _TEST.search(words) is not None
