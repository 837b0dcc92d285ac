"""Test statistics whose p, degrees of freedom or numbers of patients stand apart from them.

Where the degrees of freedom are not told, every number of them that could be meant is tried: a p that none of them gives
is wrong whatever the design was.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, kind_of, observe
from claimlint.verify.statistics import distributions as statistics
from claimlint.verify.statistics.checks import reads_test

_VALUE = r"[-+]?\s?\d{1,4}(?:\.\d{1,5})?|-?\.\d{1,5}"
_KIND = (
    r"(?:(?P<chi>χ\s?(?:²|2|\^2)|x²|(?<![a-z])chi-?squared?(?: statistic)?|卡方值?|(?:(?<=异质性检验)|(?<=异质性\()|(?<=cochran )|(?<=cochran's )|(?<=cochran’s ))q(?![a-z]))"
    r"|(?<![a-z.])(?:(?P<t>t)|(?P<f>f)|(?P<z>z|u)|(?P<r>r|r_?s|rho)|(?P<h>h))(?![a-z])|(?P<rho>ρ|相关系数r?s?|correlation(?: coefficient)?))"
)
_FILLED = (  # words between a long name and its value: "without correction", ``检验所得统计量是``
    r"(?:[\s,，(（)）]|检验|统计量|所得|结果|值|为|是|得|未|经|作|行|连续性|校正|皮尔逊|\b(?:test|tests|statistic|value|uncorrected|corrected|with|without|no|continuity|yates|correction|gave|yielded|came to|of|was|is|equal to|equalled|=)\b|[=:]){1,9}"
)
_OF_TEST = lazy(r"检验|统计量|test|statistic|[=:]")
_STATISTIC = lazy(
    rf"{_KIND}\s?(?:值|statistic)?\s?(?:\(\s?(?:df\s?=\s?)?(?P<df1>\d{{1,4}}(?:\.\d{{1,3}})?)(?:\s?[,，]\s?(?:n\s?=\s?)?(?P<df2>\d{{1,5}}(?:\.\d{{1,3}})?))?\s?\))?"
    rf"(?:\s?[,，]?\s?(?P<df0>\d{{1,3}})\s?(?:d\.?f\.?|degrees? of freedom))?"
    rf"(?:\s?(?:=|为|是|:|\bof\b|\bwas\b)\s?|(?<=[a-z方²])(?P<filled>{_FILLED})\s?)(?P<value>{_VALUE})(?![\d%]|\.\d|\s?(?:d\.?f|degree)|[, ]\d{{3}}(?!\d)|\s?[+×*÷/^²−]|\s?[-–]\s?\d)"  # 19,842 and 2 914.6 are left alone
)
_P = lazy(
    r"(?<![a-z])p(?:\s?-?(?:值|values?))?\s?(?P<sign>[=<>≤≥]|为|是|[小低]于|[大高]于|of|was|:|(?<=值))\s?(?P<p>[01]?\.\d{1,6})(?![\d%])(?!\s?[x×*·]\s?10)"
)
_SIGNS = {"<": "<", "≤": "<", "小于": "<", "低于": "<", ">": ">", "≥": ">", "大于": ">", "高于": ">"}
_DF = lazy(
    r"(?:自由度|(?<![a-z])d\.?f\.?|ν|degrees of freedom)\s?(?:为|=|是|:|was|of)?\s?(?P<a>\d{1,4})(?:\s?[,，和]\s?(?P<b>\d{1,4}))?|(?P<c>\d{1,4})(?: and (?P<d>\d{1,4}))? (?:degrees of freedom|d\.?f)|(?P<e>one) degree of freedom"
)
_OTHER_P = lazy(
    r"校正后|bonferroni|fdr|holm|tukey|lsd|adjusted|趋势|trend|interaction|交互|线性|permutation|置换|bootstrap|精确|exact|fisher"
)
_ONE_SIDED = lazy(r"单侧|单尾|one-(?:sided|tailed)|1-tailed")
_EACH = lazy(
    r"(?:每组|[两二三四2-4]组各|各组均为|各)\s?(\d{1,4})\s?[例名人只位]|\b(\d{1,4}) (?:per|in each|in both) (?:arm|group)"
)
_N = lazy(r"(?<![a-z])n\s?[=:为]\s?(\d{1,5})(?!\.?\d)")
REACH = 60  # characters between a statistic and its p
FEWEST = 4  # degrees of freedom of t where nothing is told of the patients
MOST_GROUPS = 10
MOST = 40  # numbers of patients of a paragraph
LEAST = 0.002


class Stated(NamedTuple):
    """A statistic and the p told with it."""

    kind: str
    value: str
    df1: str | None
    df2: str | None
    sign: str
    p: str


def check(scene: Scene) -> Iterator[Observation]:
    """Every statistic with the p behind it, in prose and in the rows of tables."""
    for _, one in paragraphs(scene):
        if "p" in one.words and one.figures:
            yield from _prose(one)
    for table in tables_of(scene):
        yield from _tabled(table)


def _prose(one: Paragraph) -> Iterator[Observation]:
    found = list(_STATISTIC.finditer(one.words))
    counted = _counted(one) if found else []
    for index, match in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else len(one.words)
        if match["filled"] and not match["chi"] and not _OF_TEST.search(match["filled"]):
            continue  # a letter beside a number is no statistic
        p = _P.search(one.words, match.end(), min(stop, match.end() + REACH))
        if p is None or (_complete(match) and reads_test(one.words[match.start() : p.end()])):
            continue
        gap = one.words[match.end() : p.start()]
        around = one.words[max(0, match.start() - REACH) : p.end() + 16]
        if "。" in gap or ". " in gap or _ANOTHER_RESULT.search(gap) or _OTHER_P.search(around):
            continue
        df = _degrees(match, one.words[match.end() : min(stop, p.end() + 30)])
        stated = Stated(_kind(match), match["value"].replace(" ", ""), *df, _SIGNS.get(p["sign"], "="), p["p"])
        if stated.kind == "chi" and stated.df1 is None and (_two_by_two(one, match.start()) or _one_df(one, match)):
            stated = stated._replace(df1="1")
        sizes = _sizes(one, match.start(), p.end(), counted)
        told_n = _N.search(gap) if stated.kind == "r" else None
        if told_n is not None:  # r = -0.41, n = 52: of these, whoever else was measured
            sizes = [int(told_n[1])]
        if sizes and _OF_ONE_ARM.match(one.words, p.end()):
            sizes.append(max(4, min(sizes) // 3))
        few = _TWO.search(around) is not None and not _GRADED.search(around)
        yield from _held(
            stated, sizes, one.span(*p.span("p")), one.span(*match.span()), match[0], around, 3 if few else MOST_GROUPS
        )


_ANOTHER_RESULT = lazy(r"[;；][^;；]{0,60}\d\s?%")  # χ²=11.58；腹泻14例（11.8%）比3例（5.1%）（P=0.15）
_OF_ONE_ARM = lazy(r"[,，;(（\s]{0,3}(?:[a-z]+ ){0,3}(?:arm|group)\b|[,，;(（\s]{0,3}(?:仅|只)?[一-鿿]{1,4}组")
_FOURFOLD = lazy(
    r"四格表|2\s?[×x*]\s?2|连续性校正|未(?:作|经|行)?校正|mcnemar|配对(?:χ|卡方)|fourfold|two-by-two|2-by-2|yates|(?:continuity|without|with) correction|uncorrected|continuity-corrected"
)
_GRADE_WORDS = lazy(
    r"[三四五六]组|等级|构成比|趋势|three (?:groups|arms)|four (?:groups|arms)|trend|(?:tertile|quartile|quintile)s?"
)


def _one_df(one: Paragraph, match: re.Match[str]) -> bool:
    """Only a table of two by two is corrected for continuity; and two shares that give this very χ² make one."""
    begin = max(one.words.rfind("。", 0, match.start()), one.words.rfind(". ", 0, match.start()), 0)
    said = one.words[max(begin, match.start() - REACH) : match.end()]
    if _GRADE_WORDS.search(said):
        return False
    return _FOURFOLD.search(said) is not None or _gives(one, match)


_NEAR_PAIRS = 200


def _gives(one: Paragraph, match: re.Match[str]) -> bool:
    """``城区297人(66.0%)，乡镇252人(56.0%)，χ²=9.46``: the shares and their counts make the χ² that is told."""
    own = one.within(max(0, match.start() - _NEAR_PAIRS), match.start())
    told = float(match["value"].replace(" ", ""))
    pairs: list[tuple[int, int]] = []
    for figure, behind in zip(own, (*own[1:], None), strict=False):
        if figure.denominator is not None:
            pairs.append((int(value_of(figure)), int(figure.denominator)))
        elif behind is not None and kind_of(figure) == "C" and kind_of(behind) == "P" and exact(figure) and exact(behind) and value_of(behind) > 0:  # fmt: skip
            share = float(value_of(behind)) / 100
            pairs.append((int(value_of(figure)), round(float(value_of(figure)) / share)))
    return any(
        abs(value - told) <= 0.04 * told + 0.02 for a, b in itertools.pairwise(pairs) for value in _chi_squares(*a, *b)
    )


def _chi_squares(a: int, n: int, c: int, m: int) -> Iterator[float]:
    """Of two shares, without and with Yates' correction."""
    b, d = n - a, m - c
    if min(a, b, c, d) < 0 or 0 in {a + c, b + d, n, m}:
        return
    total, cross = n + m, abs(a * d - b * c)
    for less in (0.0, total / 2):
        yield total * max(cross - less, 0.0) ** 2 / ((a + c) * (b + d) * n * m)


_TWO = lazy(r"两组|[二2]组|two (?:groups|arms)")
_GRADED = lazy(r"[三四五]组|各组|等级|分[级期型布]|构成|程度|类型|three groups|grades?|stages?")


def _two_by_two(one: Paragraph, start: int) -> bool:
    """Do two groups with one number each, of whom so many, stand right before?"""
    begin = max(one.words.rfind("。", 0, start), one.words.rfind("\n", 0, start)) + 1
    own = one.within(begin, start)
    counts, shares = (sum(kind_of(f) in kinds for f in own) for kinds in ("CD", "P"))
    arms = {f.arm for f in own if kind_of(f) in "CDP"}
    plain = None not in arms and len(arms) == 2 and 2 <= counts <= 4 and shares <= 2
    return plain and not _GRADED.search(one.words[begin:start])


def _complete(match: re.Match[str]) -> bool:
    """Whether the other check can work it out."""
    return match["df1"] is not None or match["z"] is not None


def _kind(match: re.Match[str]) -> str:
    name = match.lastgroup if match.lastgroup in {"chi", "t", "f", "z", "r", "h", "rho"} else None
    name = name or next(group for group in ("chi", "t", "f", "z", "r", "h", "rho") if match[group])
    return {"h": "chi", "rho": "r"}.get(name, name)


def _degrees(match: re.Match[str], behind: str) -> tuple[str | None, str | None]:
    told = _DF.search(behind)
    if match["df0"]:
        return match["df0"], None
    if match["df1"] or told is None:
        return match["df1"], match["df2"]
    return ("1" if told["e"] else told["a"] or told["c"]), told["b"] or told["d"]


def _sizes(one: Paragraph, start: int, end: int, counted: list[int]) -> list[int]:
    """How many were studied: the sentence's own numbers and those of the paragraph."""
    near = one.words[max(0, start - 2 * REACH) : end + REACH]
    own = [int(match[1] or match[2]) for match in _EACH.finditer(near)]
    own += [int(match[1]) for match in _N.finditer(near)]
    return [size for size in own + counted if size > 3]


def _counted(one: Paragraph) -> list[int]:
    found = [
        int(value_of(f))
        for f in one.figures
        if kind_of(f) in "CDX" and exact(f) and f.decimals == 0 and f.unit not in {"times", "course", "permille"}
    ]
    return (found + [int(f.denominator) for f in one.figures if f.denominator is not None])[:MOST]


def _held(
    stated: Stated, sizes: list[int], place: Span, statistic: Span, words: str, around: str, most: int = MOST_GROUPS
) -> Iterator[Observation]:
    bounds = _possible(stated, sizes, most)
    if not bounds:
        return
    sides = (1.0, 0.5) if _ONE_SIDED.search(around) else (1.0,)
    if any(_fits(stated, low * side, high * side) for low, high in bounds for side in sides):
        return
    low, high = min(bounds, key=lambda each: abs(each[0] - float(stated.p)))
    line = (
        f"{words} → P = {low:.3g}-{high:.3g} ≠ {stated.p}"
        if high - low > 0.05 * high
        else f"{words} → P = {low:.3g} ≠ {stated.p}"
    )
    yield observe("test-p", place, line, related=[(statistic, words)], stated=stated.p, right=f"{low:.3g}")


def _fits(stated: Stated, low: float, high: float) -> bool:
    p, room = float(stated.p), 0.6 * 10.0 ** -len(stated.p.partition(".")[2])
    if stated.sign == "=":
        room = max(room, LEAST)  # 0.001 is printed for 0.0002
        return low * 0.9 - room <= p <= high * 1.1 + room
    return low < p + room if stated.sign == "<" else high > p - room


def _possible(stated: Stated, sizes: list[int], most: int) -> list[tuple[float, float]]:
    """The ranges of p that the statistic may have given."""
    value = abs(float(stated.value))
    half = 0.5 * 10.0 ** -len(stated.value.partition(".")[2])
    ends = (max(value - half, 0.0), value + half)
    match stated.kind:
        case "z":
            return [_range(statistics.two_sided_normal(end) for end in ends)]
        case "chi":
            known = [stated.df1] if stated.df1 and not stated.df2 else range(1, most + 1)
            return [_range(statistics.upper_chi_square(end, float(df)) for end in ends) for df in known]
        case "t":
            few, many = (float(stated.df1),) * 2 if stated.df1 else (float(min(sizes, default=FEWEST + 1) - 1), 1e6)
            return [_range(statistics.two_sided_t(end, df) for end in ends for df in (few, many))]
        case "f":
            return _of_f(stated, ends, sizes)
        case "r":
            return _of_r(stated, ends, sizes)
    return []


def _range(values: Iterator[float]) -> tuple[float, float]:
    found = list(values)
    return min(found), max(found)


def _of_f(stated: Stated, ends: tuple[float, float], sizes: list[int]) -> list[tuple[float, float]]:
    if stated.df1 and not stated.df2:
        return []
    firsts = [float(stated.df1)] if stated.df1 else [float(df) for df in range(1, MOST_GROUPS)]
    few = float(max(min(sizes, default=FEWEST), FEWEST))
    seconds = [float(stated.df2)] if stated.df2 else [few, 1e5]
    return [_range(statistics.upper_f(end, df, other) for end in ends for other in seconds) for df in firsts]


def _of_r(stated: Stated, ends: tuple[float, float], sizes: list[int]) -> list[tuple[float, float]]:
    """Some patients may lack a value: down to seven tenths of the fewest told."""
    if stated.df1:
        lowest = highest = float(stated.df1)
    elif sizes:
        lowest, highest = max(min(sizes) * 0.7 - 2, 1.0), float(sum(sorted(sizes)[-2:]) - 2)
    else:
        return []
    if ends[1] >= 1 or float(stated.value) in (0.0, 1.0):
        return []
    return [_range(statistics.two_sided_r(end, df) for end in ends for df in (lowest, highest))]


# --- tables -------------------------------------------------------------------------------------

_HEAD = lazy(
    r"^(?:(?P<t>t)|(?P<f>f)|(?P<z>z|u)|(?P<chi>χ²|χ2|x²|卡方)|(?P<h>h)|(?P<r>r))\s?(?:值|\s?value|statistic)?"
    r"(?:\s?[(（]\s?(?:df\s?=\s?)?(?P<df1>\d{1,4})(?:\s?[,，]\s?(?P<df2>\d{1,5}))?\s?[)）])?$"
)
_HEAD_P = lazy(r"^p\s?-?(?:值|values?)?$")
_CELL_P = lazy(r"^(?P<sign>[=<>≤≥]?)\s?(?P<p>[01]?\.\d{1,6})\**$")
_CELL_VALUE = lazy(rf"^(?P<value>{_VALUE})[*#a-c]?$")
_HEAD_SIZE = lazy(r"n\s?=\s?(\d{1,5})|[(（](\d{1,5})\s?[例人名][)）]")


def _tabled(table: Table) -> Iterator[Observation]:
    """A row with a column of t, χ², F, Z and one of P."""
    heads = {column: table.words(0, column) for column in table.columns}
    kinds = {column: match for column, head in heads.items() if (match := _HEAD.match(head))}
    values = [column for column, head in heads.items() if _HEAD_P.match(head)]
    if len(kinds) != 1 or len(values) != 1:
        return
    (column, head), sizes = next(iter(kinds.items())), []
    for words in heads.values():
        sizes += [int(match[1] or match[2]) for match in _HEAD_SIZE.finditer(words)]
    for row in table.rows:
        value, p = _CELL_VALUE.match(table.words(row, column)), _CELL_P.match(table.words(row, values[0]))
        cell = table.cells.get((row, values[0]))
        if value is None or p is None or cell is None:
            continue
        stated = Stated(
            _kind_of_head(head),
            value["value"].replace(" ", ""),
            head["df1"],
            head["df2"],
            _SIGNS.get(p["sign"], "="),
            p["p"],
        )
        words = f"{heads[column]} = {stated.value}"
        yield from _held(
            stated, [n for n in sizes if n > 3], cell.told[0].span, table.cells[row, column].told[0].span, words, ""
        )


def _kind_of_head(match: re.Match[str]) -> str:
    name = next(group for group in ("t", "f", "z", "chi", "h", "r") if match[group])
    return "chi" if name == "h" else name
