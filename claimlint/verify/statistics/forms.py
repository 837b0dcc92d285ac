"""Statistics written in a form that cannot be: a spread below zero, quartiles the wrong way round, a p of 6.92 in a column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.tables import Table, tables_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.statistics.checks import FEWER
from claimlint.verify.statistics.domain import DOMAINS, beyond

_NUMBER = r"\d{1,5}(?:\.\d{1,4})?"
_SPREAD = lazy(
    rf"(?:{_NUMBER})\s?(?:±|\+/-)\s?(?P<v>-\s?{_NUMBER})|[(（,，]\s?(?:sd|standard deviation|标准差)\s?[=:]?\s?(?P<w>-\s?{_NUMBER})\s?[)）]"
)
_TRIPLE = lazy(
    rf"(?<![\d.])(?P<c>{_NUMBER})\s?(?:[a-z%/天分岁月年日次小时]{{1,8}}\s?)?[(（\[]\s?(?:iqr|q1,\s?q3|interquartile range|四分位数?间距|范围|range)?[:：,，\s]{{0,2}}"
    rf"(?P<a>{_NUMBER})\s?(?P<by>[,，、]|~|-|to|至)\s?(?P<b>{_NUMBER})\s?[)）\]]"
)
_QUARTILES = lazy(r"四分位|iqr|interquartile|中位|median|p25|q1|m\s?[(（]\s?p|m\s?[(（]\s?q|\bmedian")
_FELL = lazy(r"降至|减至|降到|从|由|\bfrom\b|before and after|前后")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence and every column whose head names a statistic."""
    for told in scene.sentences:
        if told.figures and not told.crowded:
            yield from _spreads(told)
            yield from _quartiles(told)
            yield from _bounds(told)
            yield from _pointed_twice(told)
    for table in tables_of(scene):
        for column in table.columns:
            if column:
                yield from _column(table, column)


def _fault(told: Told, start: int, end: int, fault: str) -> Observation:
    stated = told.words[start:end]
    return observe(
        "malformed-statistic",
        Span(told.span.start + start, told.span.start + end),
        f"{stated}: {fault}",
        stated=stated,
        fault=fault,
    )


def _spreads(told: Told) -> Iterator[Observation]:
    """``18.4±-5.2``: no standard deviation lies below zero."""
    for match in _SPREAD.finditer(told.words):
        name = "v" if match["v"] else "w"
        yield _fault(told, match.start(name), match.end(name), "SD < 0")


def _quartiles(told: Told) -> Iterator[Observation]:
    """``10（18，13）``, where others of the sentence are told in order or the words say that they are quartiles."""
    found = list(_TRIPLE.finditer(told.words))
    wrong = [match for match in found if Decimal(match["a"]) > Decimal(match["b"])]
    if not wrong or _FELL.search(told.words):
        return
    ordered = [m for m in found if Decimal(m["a"]) <= Decimal(m["c"]) <= Decimal(m["b"]) and m["a"] != m["b"]]
    if len(wrong) > 1 or not (_QUARTILES.search(told.words) or ordered):
        return
    match = wrong[0]
    yield _fault(told, match.start("a"), match.end("b"), f"{match['a']} > {match['b']}")


_BOUNDS = lazy(
    rf"9[059]\s?%\s?(?:ci|cri|的?置信区间|的?可信区间|的?一致性?界限|的?参考(?:范围|区间)|的?预测区间|confidence interval|limits of agreement|loa|prediction interval|reference interval)s?\)?[\s:：=,，为是(（\[]{{0,4}}(?:of |from |were |was )?(?P<a>-?{_NUMBER})\s?%?\s?(?:-|~|至|to)\s?(?P<b>-?{_NUMBER})(?!\d|\.\d|,\d{{3}})"
)


def _bounds(told: Told) -> Iterator[Observation]:
    """``95% CI 18-11``: the upper bound stands first."""
    for match in _BOUNDS.finditer(told.words):
        if Decimal(match["a"]) > Decimal(match["b"]) and not FEWER.match(told.words, match.end()):
            yield _fault(told, match.start("a"), match.end("b"), f"{match['a']} > {match['b']}")


_TWO_POINTS = lazy(
    r"(?:(?<![a-z])(?:ci|cri|hr|or|rr|p|md|smd|sd|auc|icc)(?![a-z])|(?<![a-z])[rtf]\s?(?==)|区间|ratio|interval|±|χ²|κ)(?:[^a-z一-鿿]|\bto\b|[至到]){0,24}?(?<![\d.])(?P<v>\d{1,3}\.\d{0,3}\.\d{1,3})(?![\d.])"
)


_SIGNS = lazy(r"(?<![a-z])p\s?(?:值|values?)?\s?(?P<v><\s?=\s?>|>\s?=\s?<|>\s?<|<\s?>|=\s?[<>]\s?=)\s?0?\.\d")


def _pointed_twice(told: Told) -> Iterator[Observation]:
    """``95%CI 0.44-0.8.3``: a number has one point."""
    for match in _TWO_POINTS.finditer(told.words):
        yield _fault(told, match.start("v"), match.end("v"), "1.2.3")
    for match in _SIGNS.finditer(told.words):
        yield _fault(told, match.start("v"), match.end("v"), "< = >")


# --- columns ------------------------------------------------------------------------------------------------

_P = lazy(r"^p\s?-?(?:值|values?)?$")
_CELL = lazy(rf"^(?P<sign>[=<>≤≥])?\s?(?P<v>-?\s?(?:{_NUMBER}|\.\d{{1,6}}))\*{{0,3}}(?=$|\s?[(（])")
_READ = ("chi", "f", "kappa", "icc", "alpha", "correlation", "effect", "ratio", "sd", "i2", "tau2")
_SHORT = {"correlation": r"r[sp]?|ρ|rho", "chi": r"χ", "effect": r"(?:adjusted |校正)?(?:hr|or|rr)"}


def _column(table: Table, column: int) -> Iterator[Observation]:
    """A head ``P值`` above 6.92, a head ``r`` above 4.6."""
    head = table.words(0, column)
    name = "p" if _P.match(head) else next((one for one in _READ if _heads(one, head)), None)
    if name is None:
        return
    for row in table.rows:
        cell = table.cells.get((row, column))
        match = _CELL.match(cell.words) if cell is not None else None
        if cell is None or match is None:
            continue
        value = Decimal(match["v"].replace(" ", ""))
        fault = beyond(DOMAINS[name], value)
        if fault is not None:
            yield _fault(cell.told[0], match.start("v"), match.end("v"), fault)


def _heads(name: str, head: str) -> bool:
    names = DOMAINS[name].names + ("|" + _SHORT[name] if name in _SHORT else "")
    return (
        compiled(rf"(?:{names})\s?(?:值|系数|values?)?(?:\s?[(（,，]\s?95\s?%.{{0,8}})?[)）]?").fullmatch(head)
        is not None
    )
