"""Intervals that hold "no effect" or leave it out, against the p values and words of significance told of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.statistics import distributions as statistics
from claimlint.verify.statistics.checks import SIGNIFICANCE, denied

_NUMBER = r"[-+]?\s?\d{0,4}\.?\d{1,4}"
_TO = r"\s?(?:(?!to\b|and\b)[a-z%/²]{1,8}\s?|%|天|分|岁|个?月|周|年|毫米汞柱|个百分点)?\s?(?:~|-{1,2}|至|到|与|和|,|，|;|\bto\b|\band\b)\s?"
_LEVEL = r"95\s?%\s?(?:ci|cri|的?置信区间|的?可信区间|confidence intervals?|credible intervals?|confidence limits?)"
_INTERVAL = lazy(
    rf"{_LEVEL}\)?\s?(?:(?:for|of) the (?:[a-z]+ ){{0,2}}(?:reduction|difference|change|increase|ratio),?\s?)?(?:[:=,，(\[]|为|是|在|介于|从|由|自|跨|\bof\b|\bwas\b|\bfrom\b|\branged?\b|\bran\b|\brunning\b|\bbetween\b|\s){{0,4}}(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})(?!\d)"
    rf"|(?P<low2>{_NUMBER})\s?(?:~|-|至|到|,|，|\bto\b)\s?(?P<high2>{_NUMBER})\s?[,，;(\[]\s?(?:the )?{_LEVEL}"
)
_P = lazy(
    r"(?<![a-z])p(?:\s?-?(?:值|values?))?\s?(?P<sign>[=<>≤≥]|为|是|[小低]于|[大高]于|of|was|is|:|(?<=值))\s?(?P<p>[01]?\.\d{1,6})(?![\d%])(?!\s?[x×*·]\s?10)"
)
_P_FAR = lazy(
    r"(?<![a-z])p(?:\s?-?(?:值|values?))?(?:\s[a-z' -]{3,60}?)?\s?(?P<sign>[=<>≤≥]|为|是|[小低]于|[大高]于|of|was|is|:|(?<=值))\s?(?P<p>[01]?\.\d{1,6})(?![\d%])(?!\s?[x×*·]\s?10)"
)
_LESS, _MORE = frozenset({"<", "≤", "小于", "低于"}), frozenset({">", "≥", "大于", "高于"})
_RATIO = lazy(
    r"(?<![a-z])(?:a?hr|a?or|a?rr|irr|shr)(?![a-z])|(?:风险|危险|比值|优势|率|发生|发病)比(?!例|率|较)|相对危险|相对风险(?!降|减|下)|比数比|(?:hazards?|odds|risk|rate|incidence rate) ratio|relative risks?|\bratio\b"
)
_DIFFERENCE = lazy(
    r"均?差值?|差异(?:为|值)|相差|个百分点|percentage[- ]points?|(?<![a-z])(?:md|smd|wmd|rd)(?![a-z])|β|[降减升增提]低?(?:高|少|加)?了|difference|mean change|reduction of|increase of|回归系数|coefficient"
    r"|\b(?:farther|further|longer|shorter|fewer|more|less|higher|lower|faster|slower)\b[^.;(]{0,60}\bthan\b|比(?:对照|安慰剂|常规|另一)[^,，。;；(（]{0,16}[多少高低长短快慢]"
)
_OTHER_P = lazy(
    r"交互|趋势|异质|非劣|等效|校正后|bonferroni|fdr|holm|interaction|trend|heterogeneity|non-?inferior|equivalence|one-sided|单侧|adjusted p|对数秩|log-?rank|permutation|多重|优效"
)
_BACK = lazy(r"这一?|该|此|上述|差异|结果|\bthe\b|\bthis\b|\bthat\b")
REACH = 90  # characters between an interval and its p
AROUND_ALPHA = (Decimal("0.04"), Decimal("0.06"))  # where another test may well say the other thing
ALPHA = Decimal("0.05")
FAR_ABOVE, FAR_BELOW = 0.15, 0.015  # of alpha: whatever the test was


def check(scene: Scene) -> Iterator[Observation]:
    """Every 95% interval with the one p, or the one word of significance, told of it."""
    for _, one in paragraphs(scene):
        if "95" in one.words and "p" in one.words:
            yield from _prose(one)
    ahead: Told | None = None
    for told in scene.sentences:
        if "95" in told.words:
            yield from _in_words(told)
        elif ahead is not None and ahead.block == told.block and "95" in ahead.words and _OF_IT.match(told.words):
            yield from _said_behind(ahead, told)
        ahead = told
    for table in tables_of(scene):
        yield from _tabled(table)


def _prose(one: Paragraph) -> Iterator[Observation]:
    found = list(_INTERVAL.finditer(one.words)) if not _OTHER_P.search(one.words) else []
    for index, match in enumerate(found):
        begin = found[index - 1].end() if index else 0
        stop = found[index + 1].start() if index + 1 < len(found) else len(one.words)
        p = _beside(one.words, match, begin, stop)
        p = p or (_of_the_same(one.words, match) if len(found) == 1 else None)
        bounds = _bounds(match)
        if p is None or bounds is None:
            continue
        null = _null(one.words[max(begin, match.start() - REACH) : match.start()], bounds)
        if null is not None:
            yield from _against(bounds, null, p, one.span(*_place(p)), one.span(*match.span()), match[0])


def _place(p: re.Match[str]) -> tuple[int, int]:
    return (p.start("sign") if p["sign"] in {"<", ">", "≤", "≥"} else p.start("p")), p.end("p")


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    low, high = (match[name] or match[name + "2"] for name in ("low", "high"))
    one, two = (Decimal(each.replace(" ", "")) for each in (low, high))
    return (one, two) if one < two else None


def _beside(words: str, match: re.Match[str], begin: int, stop: int) -> re.Match[str] | None:
    """The p right behind an interval, or in the next sentence that speaks of the same difference."""
    p = _P.search(words, match.end(), min(stop, match.end() + REACH))
    if p is not None:
        gap = words[match.end() : p.start()]
        behind = re.split(r"。|\.\s", gap, maxsplit=1)
        same = len(behind) == 1 or (
            _BACK.search(behind[1]) and not re.search(r"亚组|次要|另|而|subgroup|secondary", behind[1])
        )
        # another estimate between the two has its own p
        other = re.search(r"\d\.\d|\d\s?%", gap) or re.search(r"但|而|but|whereas|while|亚组|subgroup", gap)
        return p if same and not other else None
    before = _P.search(words, max(begin, match.start() - 40), match.start())
    if before is not None and re.fullmatch(r"[\s,，;(（]{1,3}", words[before.end() : match.start()]):
        return before
    return None


_NAMES = (  # what may be compared; generally told, an effect on survival is any of these
    lazy(r"总生存|总体生存|死亡|病死|overall survival|\bdeaths?\b|\bdying\b|\bmortality\b|(?<![a-z])os(?![a-z])"),
    lazy(r"无(?:疾?病|进展|复发|事件)|复发|进展(?!性)|relapse|recurren|progression|(?:disease|event)-free|(?<![a-z])(?:pfs|dfs|rfs|efs)(?![a-z])"),
    lazy(r"缓解率|应答|有效率|response rate|responders|remission"),
    lazy(r"住院(?!期)|hospitali[sz]|admission"),
    lazy(r"卒中|心[肌梗]|心血管|stroke|heart attack|infarct|cardiovascular"),
    lazy(r"感染|infection"),
    lazy(r"骨折|fracture"),
    lazy(r"疼痛|\bpain\b"),
)  # fmt: skip
_COMPARISON = lazy(
    r"(?<!无)生存(?!质量)|风险比|主要终点|\bsurvival\b|\bhazard|primary (?:endpoint|outcome)|main (?:result|finding|comparison)"
)
_NO_OTHER = lazy(
    r"次要|亚组|基线|另一|其他|不良|副作用|安全性|secondary|subgroup|baseline|another|other|side effect|adverse|safety|quality of life"
)
_ANY_P = lazy(r"(?<![a-z])p\s?-?(?:值|values?)?\s?(?:[=<>≤≥]|was|of|is|为|值)")
_SENTENCE = lazy(r"[。；;\n]|\.\s")


def _of_the_same(words: str, match: re.Match[str]) -> re.Match[str] | None:
    """The only p of a passage with one interval, told further off of what the interval is of."""
    values = list(_P_FAR.finditer(words))
    if len(values) != 1 or len(_ANY_P.findall(words)) > 1:
        return None
    p = values[0]
    told, said = (_sentence_of(words, each.start(), each.end()) for each in (match, p))
    if _NO_OTHER.search(said) or told == said:
        return None
    mine, its = ({i for i, name in enumerate(_NAMES) if name.search(each)} for each in (told, said))
    every = {i for i, name in enumerate(_NAMES[:2]) if name.search(words)}
    same = (its and its <= mine and len(mine) == 1) or (
        not its and _COMPARISON.search(said) and mine & {0, 1} and len(every) == 1
    )
    return p if same else None


def _sentence_of(words: str, start: int, end: int) -> str:
    begin = max([0, *(each.end() for each in _SENTENCE.finditer(words, 0, start))])
    stop = _SENTENCE.search(words, end)
    return words[begin : stop.start() if stop else len(words)]


_BY_SO_MUCH = lazy(  # shortened stays by 0.9 days (95% CI 0.2 to 1.6
    r"\b(?:shorten|lengthen|prolong|extend|reduc|increas|rais|lower|decreas|improv|cut|fell|rose|dropp)[a-z]*\b[^.;(%]{0,60}? by (?:a mean of |an average of |about )?(?P<v>\d{1,4}(?:\.\d{1,3})?)(?![\d.])[^.;(\d]{0,30}[(（,]?\s?$"
    r"|(?:缩短|延长|降低|减少|增加|提高|升高|下降|改善|多|少)(?:了|约)?\s?(?P<w>\d{1,4}(?:\.\d{1,3})?)(?![\d.])[^。；;，,(（\d]{0,10}[(（，,]\s?$"
)


def _null(before: str, bounds: tuple[Decimal, Decimal]) -> Decimal | None:
    """What stands for no effect: 1 of a ratio, 0 of a difference."""
    ratios, gaps = (list(pattern.finditer(before)) for pattern in (_RATIO, _DIFFERENCE))
    by = _BY_SO_MUCH.search(before)
    if by is not None and bounds[0] <= Decimal(by["v"] or by["w"]) <= bounds[1] and not ratios:
        return Decimal(0)
    if bounds[0] <= 0:
        return Decimal(0) if not ratios or gaps else None
    if ratios and (not gaps or ratios[-1].end() >= gaps[-1].end()):
        return Decimal(1)
    return Decimal(0) if gaps and not ratios else None


def _against(
    bounds: tuple[Decimal, Decimal], null: Decimal, p: re.Match[str], place: Span, interval: Span, raw: str
) -> Iterator[Observation]:
    excludes, includes, clear = _side(bounds, null)
    value = Decimal(p["p"])
    small = value <= Decimal("0.05") if p["sign"] in _LESS else value < AROUND_ALPHA[0]
    large = value >= Decimal("0.05") if p["sign"] in _MORE else value > AROUND_ALPHA[1]
    small, large = small and p["sign"] not in _MORE, large and p["sign"] not in _LESS
    if not clear:
        small, large = small and value < FAR_BELOW, large and value > FAR_ABOVE
    worked_out = _p_of(bounds, null) if p["sign"] not in _LESS | _MORE else None
    if worked_out is not None:  # 0.042 where the interval makes 0.7
        small = small or (value < ALPHA and worked_out > FAR_ABOVE)
        large = large or (value > ALPHA and worked_out < FAR_BELOW)
    if (excludes and large) or (includes and small):
        sign = "∌" if excludes else "∋"
        line = f"[{plain(bounds[0])}, {plain(bounds[1])}] {sign} {null} → P {'<' if excludes else '>'} 0.05 ≠ {p[0]}"
        yield observe("interval-p", place, line, related=[(interval, raw)], stated=p[0], interval=raw, null=str(null))


def _side(bounds: tuple[Decimal, Decimal], null: Decimal) -> tuple[bool, bool, bool]:
    """Does an interval leave out "no effect", or hold it, however it was rounded; and by more than one last digit?"""
    step = max(Decimal(1).scaleb(each.as_tuple().exponent) for each in bounds)  # type: ignore[arg-type]
    excludes = bounds[0] - step / 2 > null or bounds[1] + step / 2 < null
    includes = bounds[0] + step / 2 < null < bounds[1] - step / 2
    clear = min(abs(each - null) for each in bounds) >= step
    return excludes, includes, clear


def _p_of(bounds: tuple[Decimal, Decimal], null: Decimal) -> float | None:
    """The p that a symmetric interval makes, on the scale of logarithms for a ratio."""
    low, high = map(float, bounds)
    if null == 1:
        if low <= 0:
            return None
        low, high = math.log(low), math.log(high)
    error = (high - low) / 3.92
    return statistics.two_sided_normal((high + low) / 2 / error) if error > 0 else None


_NOT_OF_IT = lazy(
    r"但|而|却|不过|尽管|虽然|临床|次要|另|but|while|whereas|however|although|though|yet\b|clinical|borderline|marginal|边缘|接近"
)


def _in_words(told: Told) -> Iterator[Observation]:
    """``RR 0.72（95%CI 0.58～0.89），差异无统计学意义``, "was not significant: ... 95% CI from -7.1 to -1.3"."""
    found, said = list(_INTERVAL.finditer(told.words)), list(SIGNIFICANCE.finditer(told.words))
    if len(found) != 1 or len(said) != 1 or _ANY_P.search(told.words):
        return
    match, words = found[0], said[0]
    if not _in_its_bracket(told.words, match, words) and _of_something_else(told.words, words.start()):
        return
    gap = told.words[min(match.end(), words.end()) : max(match.start(), words.start())]
    around = told.words[max(0, min(match.start(), words.start()) - 30) : max(match.end(), words.end()) + 6]
    around = around[: len(around) - 6] + _CUT.split(around[-6:])[0]
    bounds = _bounds(match)
    if (
        len(gap) > REACH
        or bounds is None
        or _NOT_OF_IT.search(gap)
        or _OTHER_P.search(around)
        or (words["some"] and denied(told, words.start()))
    ):
        return
    null = _null(told.words[max(0, match.start() - REACH) : match.start()], bounds)
    if null is None:
        return
    yield from _contradicted(told, match, bounds, null, words, told.span)


_CUT = lazy(r"[,，;；。]")


def _in_its_bracket(words: str, match: re.Match[str], said: re.Match[str]) -> bool:
    """``复发率差异无统计学意义（OR=0.88，95%CI 0.70～1.10）``: the interval is that of the difference."""
    return _BRACKET.fullmatch(words, said.end(), max(said.end(), match.start())) is not None


_BRACKET = lazy(r"\s?[（(][^()（）;；。]{0,30}")
_DIFFERENCE_IN = lazy(
    r"\bdifferences? in (?:the |mean |median )?([a-z]{4,})[^,;.]{0,40}$|[;；,，]\s?(?:两组)?([一-鿿]{2,6})(?:方面)?的?差异$"
)


def _of_something_else(words: str, said: int) -> bool:
    """``; the difference in quality of life was not significant``: of what was not named before."""
    named = _DIFFERENCE_IN.search(words[:said].rstrip())
    return named is not None and (named[1] or named[2])[:5] not in words[: named.start()]


def _contradicted(
    told: Told, match: re.Match[str], bounds: tuple[Decimal, Decimal], null: Decimal, words: re.Match[str], where: Span
) -> Iterator[Observation]:
    """An interval that says the other thing than a word of significance, by more than its last digit."""
    excludes, includes, clear = _side(bounds, null)
    if clear and ((excludes and words["none"]) or (includes and words["some"])):
        place = Span(told.span.start + match.start(), told.span.start + match.end())
        side = f"[{plain(bounds[0])}, {plain(bounds[1])}] {'∌' if excludes else '∋'} {null}"
        yield observe("significance-words", place, side, related=[(where, words[0])], stated=match[0], words=words[0])


_OF_IT = lazy(
    r"\s?(?:the|this|that) (?:difference|effect|result|finding|reduction|increase)\b|\s?(?:这一|该|此|上述|两组)?(?:差异|差别|结果|效应)"
)


def _said_behind(ahead: Told, told: Told) -> Iterator[Observation]:
    """``RR 0.88, 95% CI 0.72 to 0.98. The difference was not statistically significant``: the next sentence says it."""
    found, said = list(_INTERVAL.finditer(ahead.words)), list(SIGNIFICANCE.finditer(told.words))
    if (
        len(found) != 1
        or len(said) != 1
        or any(_ANY_P.search(one.words) or _OTHER_P.search(one.words) for one in (ahead, told))
    ):
        return
    if _of_something_else(f"{ahead.words} {told.words}", said[0].start() + len(ahead.words) + 1):
        return
    if SIGNIFICANCE.search(ahead.words) or _NOT_OF_IT.search(told.words):
        return
    bounds, match, words = _bounds(found[0]), found[0], said[0]
    null = _null(ahead.words[max(0, match.start() - REACH) : match.start()], bounds) if bounds is not None else None
    if bounds is None or null is None or (words["some"] and denied(told, words.start())):
        return
    yield from _contradicted(ahead, match, bounds, null, words, told.span)


# --- tables -------------------------------------------------------------------------------------

_HEAD_P = lazy(r"^p\s?-?(?:值|values?)?$")
_CELL_P = lazy(r"^(?P<sign>[=<>≤≥]?)\s?(?P<p>[01]?\.\d{1,6})\**$")
_CELL_INTERVAL = lazy(
    rf"^[(\[]?\s?(?P<low>{_NUMBER})\s?(?:~|-|至|,|，|to)\s?(?P<high>{_NUMBER})\s?[)\]]?$"
    rf"|{_NUMBER}\s?[(\[]\s?(?:95%\s?ci[:\s]?)?\s?(?P<low2>{_NUMBER})\s?(?:~|-|至|,|，|to)\s?(?P<high2>{_NUMBER})\s?[)\]]$"
)
_HEAD_INTERVAL = lazy(r"95\s?%\s?(?:ci|置信区间|可信区间|confidence)")


def _tabled(table: Table) -> Iterator[Observation]:
    """``OR | 95%CI | P`` or ``OR (95%CI) | P``: each row."""
    heads = {column: table.words(0, column) for column in table.columns}
    held = [column for column, head in heads.items() if _HEAD_INTERVAL.search(head)]
    values = [column for column, head in heads.items() if _HEAD_P.match(head)]
    if len(held) != 1 or len(values) != 1 or _OTHER_P.search(" ".join(heads.values())):
        return
    named = " ".join(heads.values())
    for row in table.rows:
        cells = [table.cells.get((row, column)) for column in (held[0], values[0])]
        match, p = _CELL_INTERVAL.search(table.words(row, held[0])), _CELL_P.match(table.words(row, values[0]))
        if cells[0] is None or cells[1] is None or match is None or p is None:
            continue
        bounds, label = _bounds(match), table.words(row, 0)
        null = _null(named, bounds) if bounds is not None and not _OTHER_P.search(label) else None
        if bounds is not None and null is not None:
            places = [Span(cell.told[0].span.start, cell.told[-1].span.end) for cell in cells if cell is not None]
            yield from _against(bounds, null, p, places[1], places[0], match[0])
