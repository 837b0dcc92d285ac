"""Figures completed for comparison: what the words right beside a number say of its unit, role and arm."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.verify.figures.roles import sentence_spans

_EFFECT = lazy(
    r"(odds ratio|hazard ratio|risk ratio|relative risk|比值比|风险比|相对危险度|(?<![a-z])(?:or|hr|"
    r"rr))\s?(?:为|was|of|=|:)?\s?$"
)
_EFFECT_UNIT = {
    "odds ratio": "or",
    "hazard ratio": "hr",
    "risk ratio": "rr",
    "relative risk": "rr",
    "比值比": "or",
    "风险比": "hr",
    "相对危险度": "rr",
    "or": "or",
    "hr": "hr",
    "rr": "rr",
}
_AGE = lazy(r"(?:\bage[sd]?|年龄)[^,.;，。；]{0,14}$")
_FOLLOW = lazy(r"(?:随访|追踪)[^,，。；]{0,10}$|follow(?:ed)?[- ]?(?:up)?\b[^,.;]{0,30}$")
_ENROL = lazy(
    r"enrol|recruit|randomi[sz]|random|随机|分组|纳入|入组|招募|收治|选取|participat|participants|"
    r"included|共|assigned|汇总|pooled"
)
_RATES = frozenset({"mortality", "adverse", "response", "relapse", "n_event", "dropout", "sex", "incidence"})
_N_EQUALS = lazy(r"n\s?=\s?$")
_DROPOUT = lazy(r"(?:drop-?out|attrition)(?: rate)?s?(?: was| were| of)?\s?$")
_FLARE = lazy(r"^.{0,40}?(?:relapse|flare|复发)")
_ARM_AFTER = lazy(
    r"^[^,;.，；]{0,6}(?:\([^()]{0,60}\)\s?)?(?:in|with|for|among|receiving)\s(?:the\s|"
    r"those\s)?(?:(placebo|control|sham|usual care|standard care)|(treatment|intervention|active|"
    r"experimental|treated))\b"
)


def settle(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The same figures, each as far as its neighbourhood tells."""
    folded = fold(text)
    result = [_settled(folded, figure) for figure in figures]
    result = _shares(folded, result)
    return _totals(folded, result)


def _settled(text: str, figure: Figure) -> Figure:
    before, after = (
        text[max(0, figure.span.start - 48) : figure.span.start],
        text[figure.span.end : figure.span.end + 90],
    )
    effect = _EFFECT.search(before)
    if effect and figure.unit in {"none", "pct", "fold"} and "%" not in figure.raw:
        unit = _EFFECT_UNIT[effect[1]]
        return replace(figure, unit=unit, roles=(unit,), endpoint=frozenset())
    if figure.unit == "none" and expressions.match(r"\s?per cent\b", after):
        figure = replace(figure, unit="pct")
    if figure.unit == "none" and _AGE.search(before) and Decimal(10) < figure.low < Decimal(110):
        figure = replace(figure, unit="year", roles=("age",))
    if figure.unit in TIME_UNITS and not figure.roles and _FOLLOW.search(before):
        figure = replace(
            figure,
            roles=("followup",),
            stat=figure.stat or ("median" if "中位" in before or "median" in before else None),
        )
    if figure.unit in TIME_UNITS and figure.roles and figure.roles[0] in _RATES:
        figure = replace(figure, roles=(), endpoint=frozenset())
    if figure.unit == "count" and not figure.roles and _FLARE.match(after) and "\n" not in after:
        figure = replace(figure, roles=("n_event",), endpoint=frozenset({"relapse"}))
    if figure.unit == "pct" and not figure.endpoint and _DROPOUT.search(before):
        figure = replace(figure, roles=("dropout",))
    if figure.unit == "count" and _N_EQUALS.search(before):
        figure = replace(figure, roles=("n_sub",))
    arm = _ARM_AFTER.match(after)
    if arm:
        figure = replace(figure, arm="ctl" if arm[1] else "trt")
    return figure


def _shares(text: str, figures: list[Figure]) -> list[Figure]:
    """``13 of 40 patients``, ``40例中有7例``: the one is a part of the other."""
    result = list(figures)
    for index in range(len(result) - 1):
        one, other = result[index], result[index + 1]
        gap = text[one.span.end : other.span.start]
        if one.value is None or other.value is None or len(gap) > 16:
            continue
        counted = {one.unit, other.unit} <= {"none", "count", "study", "item"}
        if (
            counted
            and expressions.fullmatch(r"\s?(?:of|out of|/)\s?(?:the\s|these\s)?", gap)
            and one.value <= other.value
        ):
            unit = other.unit if other.unit != "none" else ("count" if one.unit == "none" else one.unit)
            result[index] = replace(one, unit=unit, denominator=other.value, roles=one.roles or ("n_event",))
        elif counted and expressions.fullmatch(r"(?:患者|受试者)?[中里]有?", gap) and one.value >= other.value:
            result[index] = replace(one, roles=("n_total",), endpoint=frozenset())
    return result


def _totals(text: str, figures: list[Figure]) -> list[Figure]:
    """Of the people counted near a verb of enrolment the largest is the total; what it holds are parts of it."""
    spans = sentence_spans(text)
    counted: list[int] = []
    for span in spans:
        if _ENROL.search(text[span.start : span.end]):
            counted += [i for i, f in enumerate(figures) if span.start <= f.span.start < span.end and _may_total(f)]
    if not counted:
        return figures
    largest = max(counted, key=lambda i: figures[i].low)
    result = list(figures)
    for index in counted:
        if index == largest:
            result[index] = replace(figures[index], roles=("n_total",), endpoint=frozenset(), arm=None)
        elif figures[index].role == "n_total" and figures[index].low < figures[largest].low:
            result[index] = replace(figures[index], roles=("n_sub",))
    return result


def _may_total(figure: Figure) -> bool:
    whole = figure.unit == "count" and figure.value is not None and figure.denominator is None
    return whole and (not figure.roles or figure.role in {"n_total", "n_sub"})
