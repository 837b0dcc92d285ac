"""Statistics outside the values that they can take: a chi-square below zero, an area under a curve of 8.3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.scenes.scene import Scene, Told, observe


class Domain(NamedTuple):
    """How a statistic is called and between which values it lies; ``percent`` may be printed of hundred."""

    shown: str
    names: str
    low: Decimal | None = None
    high: Decimal | None = None
    percent: bool = False
    only_signed: bool = False  # a sign of equality must stand before the value: the name is short


_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
DOMAINS = {
    "chi": Domain("χ²", r"χ²|χ2|χ\^2|x²|chi-?squared?(?: statistic)?|卡方(?:检验)?统计量|卡方", _ZERO),
    "f1": Domain("F1", r"f1[\s-]?(?:score|分数|值)|gini(?: coefficient| index)?|基尼系数|moran['’]?s i|jaccard(?: index| coefficient)?", -_ONE, _ONE, percent=True),
    "f": Domain("F", r"f", _ZERO, only_signed=True),
    "kappa": Domain("κ", r"(?:weighted )?kappas?|κ|卡帕", -_ONE, _ONE),
    "icc": Domain("ICC", r"icc|组内相关系数|类内相关系数|intra-?class correlation(?: coefficient)?", -_ONE, _ONE),
    "alpha": Domain("α", r"cronbach['’]?s?\s?(?:α|a|alpha)|克[朗隆]巴[赫哈]\s?α?|内部一致性α", None, _ONE),
    "auc": Domain(
        "AUC",
        r"au-?roc|auc|roc曲线下(?:的)?面积|曲线下(?:的)?面积|areas? under the (?:[a-z-]{2,16} ){0,4}curve|"
        r"c[\s-]?指数|c[\s-]?index|c[\s-]?统计量|c[\s-]?statistic|concordance index|一致性指数",
        _ZERO, _ONE, percent=True,
    ),
    "i2": Domain("I²", r"i²|i2|i\^2", _ZERO, _HUNDRED),
    "r2": Domain("R²", r"r²|r\^2|决定系数|coefficient of determination|拟合优度", -_ONE, _ONE, percent=True),
    "eta": Domain("η²", r"(?:partial )?(?:η²|η2|eta[\s-]?squared?)|偏?eta平方", _ZERO, _ONE),
    "sucra": Domain("SUCRA", r"sucra|累积排序概率(?:曲线下面积)?|p-?score", _ZERO, _ONE, percent=True),
    "ioa": Domain("power of explanation", r"累[计积]方差(?:贡献|解释)率|(?:total|cumulative) variance explained", _ZERO, _HUNDRED),
    "tau2": Domain("τ²", r"τ²|τ2|tau²|tau2|tau-squared", _ZERO),
    "correlation": Domain(
        "r",
        r"相关系数(?:\s?r[sp]?)?|correlation(?: coefficient)?s?|pearson(?:['’]s)?\s?(?:相关系数|r)|"
        r"spearman(?:['’]s)?\s?(?:相关系数|秩相关系数|rho|ρ|r)|kendall(?:['’]s)?\s?(?:tau|τ|w)",
        -_ONE, _ONE,
    ),
    "letter": Domain("r", r"rs?|rho|ρ", -_ONE, _ONE, only_signed=True),
    "ratio": Domain(
        "HR/OR/RR",
        r"风险比|危险比|优势比|比值比|相对危险度|相对风险|率比|(?:hazard|odds|risk|rate|prevalence) ratio|relative risk",
        _ZERO,
    ),
    "effect": Domain("HR/OR/RR", r"a?hr|a?or|a?rr|irr", _ZERO, only_signed=True),
    "sd": Domain("SD", r"s\.?d\.?|标准差|标准误|standard (?:deviation|error)", _ZERO),
    "dice": Domain("Dice", r"dice(?:相似)?(?:系数| coefficient| score)?|brier(?: score|评分|分数)?|约登指数|youden(?:['’]s)?(?: index|指数)?",
                   -_ONE, _ONE, percent=True),
    "fit": Domain("CFI/GFI/NFI", r"[ag]{1,2}fi|[cnr]fi|比较拟合指数|(?:comparative|goodness-of-)\s?fit index", _ZERO, _ONE),
    "tli": Domain("TLI", r"tli|ifi|nnfi", -_ONE, Decimal("1.5")),
    "rmsea": Domain("RMSEA/SRMR", r"rmsea|srmr|rmr|近似误差均方根", _ZERO, _ONE),
    "kmo": Domain("KMO", r"kmo(?:检验)?|kaiser-meyer-olkin(?: measure)?", _ZERO, _ONE),
    "dw": Domain("Durbin-Watson", r"durbin-watson(?: statistic)?|d-?w(?:值|统计量)", _ZERO, Decimal(4)),
    "p": Domain("P", r"p\s?值|p[\s-]values?", _ZERO, _ONE),
    "power": Domain("1-β", r"检验效能|检验功效|把握度|(?:statistical )?power", _ZERO, _HUNDRED),
}  # fmt: skip
_LINK = (
    r"\s?(?:值|系数|统计量|coefficients?|values?|statistics?)?(?:\s?[(\[][^()\[\]。;]{1,24}[)\]])?(?:, (?:adjusted|corrected|after|standardi[sz]ed|allowing|controlling|taking)[^,.;\d]{3,60},)?(?:\s(?:between|among|for|of|in|across) [a-z ,'’-]{3,60}?(?:\d{1,2}[- ][a-z ,'’-]{3,40}?)?(?=\s(?:was|were|is|of|reached)\b))?\s?"
    r"(?:(?P<sign>[=:])|(?P<said>仅?为|是|达到?|约为|等于|高达|只有|仅|was|of|is|were|being|equal(?:led|s|ed)?(?: to)?|reached|stood at)\s?[=]?)?\s?"
)
_VALUE = r"(?P<v>-?\s?\d{0,5}\.\d{1,6}|-?\s?\d{1,5})(?P<more>\s?%|\s?[×x]\s?10)?(?P<end>\.\d|.?)"
_ASIDE = {  # what the same words name besides
    "kappa": lazy(r"轻链|light[\s-]chain|lambda|λ|游离|ratio|比值|nf-|受体|agonist"),
    "ratio": lazy(r"对数|\blog|\bln\b|系数|beta|β"),
    "effect": lazy(r"对数|\blog|\bln\b"),
    "dice": lazy(r"骰"),
    "fit": lazy(r"粒|ratio of"),
    "rmsea": lazy(r"误差.*(?:mm|kg|分)|\bmm\b"),
    "power": lazy(r"功率|watt|\bw\b|瓦|肌力|爆发力"),
}
_OF_A_TEST = lazy(
    r"roc|receiver operating|algorithm|算法|敏感|灵敏|特异|鉴别|区分|诊断|预测|模型|截断|约登|discriminat|sensitiv|specific|predict|nomogram|classif|model|c-?index"
)
_RELATED = lazy(r"correlat|\brelated\b|associat|相关|一致")
_CONCENTRATION = lazy(
    r"药代|药物浓度|血药|cmax|给药|暴露量|pharmacokinetic|[·*]\s?h|(?<![a-z])ng(?![a-z])|μg|plasma|exposure"
)


@cache
def _expression() -> re.Pattern[str]:
    names = "|".join(f"(?P<{name}>{one.names})" for name, one in DOMAINS.items())
    return compiled(rf"(?<![a-zα-ω-])(?:{names}){_LINK}{_VALUE}")


_GATE = lazy(r"[-=]\s?\d|[²2]|[一-鿿κρτ]\s?-?\d|(?:[a-z]{2}|:) \s?-?[\d.]")


def check(scene: Scene) -> Iterator[Observation]:
    """Every named statistic against its domain, and ratios whose interval goes below zero."""
    for told in scene.sentences:
        if told.figures and not told.crowded and _GATE.search(told.words):
            yield from _named(told)
            yield from _ratios(told)


def _named(told: Told) -> Iterator[Observation]:
    for match in _expression().finditer(told.words):
        name = next(name for name in DOMAINS if match[name])
        domain = DOMAINS[name]
        signed = match["sign"] is not None
        if (domain.only_signed and not signed) or _is_part(match, signed) or _other_sense(told, name, match):
            continue
        value, percent = Decimal(match["v"].replace(" ", "")), (match["more"] or "").strip() == "%"
        fault = beyond(domain, value, percent=percent)
        if fault is not None:
            end = match.end("more") if match["more"] else match.end("v")
            span = Span(told.span.start + match.start(name), told.span.start + end)
            stated = told.words[match.start(name) : end]
            yield observe("malformed-statistic", span, f"{stated}: {fault}", stated=stated, fault=fault)


def _is_part(match: re.Match[str], signed: bool) -> bool:
    """The number goes on (1.2.3, 3 of 5, an interval's first), or its sign is a dash."""
    dashed = match["v"].startswith("-") and not signed and match.string[match.start("v") - 1] in "-²2"
    percent = (match["more"] or "").strip() == "%"
    bare = (
        not signed and match["said"] is None and "." not in match["v"] and not percent
    )  # "the c-statistic 2 models had"
    return (
        dashed
        or bare
        or match["end"][:1] in {"/", "~"}
        or len(match["end"]) > 1
        or (match["end"].isascii() and match["end"].isalpha())  # −2lnL
        or (match["more"] or "").strip().endswith("10")
    )


def _other_sense(told: Told, name: str, match: re.Match[str]) -> bool:
    aside = _ASIDE.get(name)
    if aside is not None and aside.search(told.words):
        return True
    if name == "letter":
        return _RELATED.search(told.words) is None
    if name == "auc":
        return _OF_A_TEST.search(told.words) is None or _CONCENTRATION.search(told.words) is not None
    if name == "sd":  # SD 19例: stable disease; 身高标准差-1.2: a score in standard deviations
        if match["sign"] is None and match["said"] is None:
            return True
        return match["end"] in {"例", "名", "人"} or "-" not in match["v"]
    if name == "power":
        return (match["more"] or "").strip() != "%"
    return False


def beyond(domain: Domain, value: Decimal, *, percent: bool = False) -> str | None:
    """By which end of its domain a value cannot be; None where it can."""
    high = domain.high
    if percent and high == _ONE:
        high = _HUNDRED if domain.percent else high * 100
    if domain.low is not None and value < domain.low:
        return f"{domain.shown} < {plain(domain.low)}"
    if high is not None and value > high:
        return f"{domain.shown} > {plain(high)}"
    return None


_LOGS = lazy(r"对数|\blog|\bln\b|系数|差|differ|change|变化")


def _ratios(told: Told) -> Iterator[Observation]:
    """``OR=1.8（95%CI -0.4～3.1）``: no ratio lies below zero."""
    if _LOGS.search(told.words):
        return
    figures = told.figures
    for one, level, interval in zip(figures, figures[1:], figures[2:], strict=False):
        if one.unit in {"hr", "or", "rr"} and level.unit == "cilevel" and _below(one, interval):
            fault = f"{one.unit.upper()} < 0"
            yield observe("malformed-statistic", interval, f"{interval.raw}: {fault}", stated=interval.raw, fault=fault)


def _below(one: Figure, interval: Figure) -> bool:
    """A lower bound with the sign of a number, not a dash."""
    return interval.unit in {"ci", "none"} and interval.low < 0 < interval.high and one.low >= 0
