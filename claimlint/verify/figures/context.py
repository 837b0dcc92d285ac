"""Words that stand against a number: comparators, and the labels of statistics."""

from __future__ import annotations

import re
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator

_BEFORE = {
    Comparator.ABOUT: "约 大约 约为 约占 大概 左右 将约 约有 约需 约需要 大约有 大约需要 约合 差不多 ~ ≈ 大致 about around approximately roughly some approx. circa c. ca.",
    Comparator.NEARLY: "近 接近 将近 nearly almost close_to just_under",
    Comparator.MORE: "超过 超 逾 多于 大于 高于 突破 上 过 > 长于 早于 超出 over more_than greater_than exceeding above higher_than "
    "exceeded exceeds in_excess_of longer_than beyond older_than surpassed just_over upwards_of",
    Comparator.AT_LEAST: "不少于 至少 至少有 至少需 至少需要 至少要 最少需 不低于 起码 ≥ >= 大于等于 大于或等于 最少 不小于 at_least no_fewer_than no_less_than not_less_than",
    Comparator.LESS: "不足 少于 低于 不到 小于 < 短于 未满 不满 under below less_than fewer_than lower_than shorter_than younger_than",
    Comparator.AT_MOST: "不超过 至多 ≤ <= 最多 不高于 不大于 小于等于 小于或等于 at_most no_more_than not_more_than",
    Comparator.REACH: "高达 多达 可达 最高 最高达 可高达 up_to as_high_as as_many_as as_much_as",
}
_AFTER = {
    Comparator.AT_LEAST: "以上 及以上 或以上 (含)以上 之上",
    Comparator.AT_MOST: "以下 以内 及以下 之内 或以下",
    Comparator.ABOUT: "左右 上下 前后",
    Comparator.MORE: "有余 多 余",
}
_AFTER_ENGLISH = {" or more": Comparator.AT_LEAST, " or older": Comparator.AT_LEAST, " or above": Comparator.AT_LEAST,
                  " or higher": Comparator.AT_LEAST, " or greater": Comparator.AT_LEAST, " or longer": Comparator.AT_LEAST,
                  " or lower": Comparator.AT_MOST, " and above": Comparator.AT_LEAST,
                  " and older": Comparator.AT_LEAST, " and over": Comparator.AT_LEAST, " or less": Comparator.AT_MOST,
                  " or fewer": Comparator.AT_MOST, " or younger": Comparator.AT_MOST, "+": Comparator.MORE}  # fmt: skip


@cache
def _words(after: bool) -> dict[str, Comparator]:
    source = _AFTER if after else _BEFORE
    return {word.replace("_", " "): comparator for comparator, words in source.items() for word in words.split()}


_AFTER_STARTS = frozenset("以及或(之左上前有多余+ ")
_LONGEST = 13


def comparator_before(text: str, start: int) -> tuple[Comparator, int] | None:
    """The comparator right before ``start`` and where it begins."""
    words = _words(False)
    end = start
    while end > 0 and text[end - 1] in " (" and start - end < 2:
        end -= 1
    if end == 0:
        return None
    if text[end - 2 : end] == " a" and text[start].isalpha():  # more than a quarter
        end -= 2
    if text[end - 1 : end] in tuple("为在占") and text[end - 2 : end - 1] in ("约", "近"):
        end -= 1
    latin = text[end - 1].isascii() and text[end - 1].isalpha()
    for length in range(min(_LONGEST if latin else 5, end), 0, -1):
        word = text[end - length : end]
        found = words.get(word)
        if found is None or (
            latin and end - length > 0 and text[end - length - 1].isalpha() and text[end - length - 1].isascii()
        ):
            continue
        if word == "上" and (text[start] not in "百千万" or text[end - 2 : end - 1] in tuple("以之加")):
            continue  # 上百例 is more than a hundred, 以上3例 are three
        if word == "约" and text[end - 2 : end - 1] in tuple("签预邀解续违节合制特"):
            continue  # 签约3.6万人
        if word in {"过", "超"} and text[end - 2 : end - 1] in tuple("超经通不彩B"):
            continue
        if (word == "some" and not text[start : start + 2].isdigit() and text[start + 1 : start + 2] != ".") or (
            word == "over" and text[max(0, end - 9) : end - 4].strip() in {"time", "even"}
        ):
            continue
        if text[end - length - 1 : end - length] in ("不", "未") and word in {
            "超过",
            "足",
            "少于",
            "低于",
            "高于",
        }:
            continue
        return found, end - length
    return None


def comparator_after(text: str, end: int) -> tuple[Comparator, int] | None:
    """The comparator right behind ``end`` and where it ends."""
    if text[end : end + 1] not in _AFTER_STARTS:
        return None
    words = _words(True)
    for length in (5, 4, 3, 2, 1):
        word = text[end : end + length]
        found = words.get(word)
        if found is not None and not (word == "内" and text[end + 1 : end + 2] in tuple("科镜源分")):
            return found, end + length
    for word, comparator in _AFTER_ENGLISH.items():
        if text.startswith(word, end) and not text[end + len(word) : end + len(word) + 1].isalpha():  # and overall
            return comparator, end + len(word)
    return None


# --- labels -----------------------------------------------------------------------------------

EFFECTS = {
    "hr": r"a?hr|hazard ratios?|风险比|危险比",
    "or": r"a?or|odds ratios?|比值比|优势比",
    "rr": r"a?rr|risk ratios?|relative risks?|rate ratios?|irr|相对危险度|相对风险|相对危险|率比|风险比率",
    "md": r"md|mean differences?|wmd|均数差|均差|均值差|加权均数差",
    "smd": r"smd|standardi[sz]ed mean differences?|标准化均数差|hedges'? g|cohen'?s d",
    "rd": r"rd|risk differences?|risk reduction|率差|组间差值?|差值|between-group difference|treatment difference|difference",
    "i2": r"i²|i2|i\^2",
    "auc": r"auc|auroc|c-index|c-statistic|曲线下面积",
    "r": r"r|ρ|相关系数|correlation coefficients?",
    "t": r"t|t值",
    "f": r"f|f值",
    "chi2": r"χ²|χ2|x2|x²|chi-?squared?|卡方值?|χ\^2|χ²值|χ2值",
    "z": r"z|z值",
    "kappa": r"κ|kappa",
    "beta": r"β|b",
}
_LINK = r"(?:\s?(?:值|\([^()]{1,24}\)|(?:for|of) [a-z][a-z \-]{1,36}?(?= (?:was|is)|=))?[\s,，]{0,2}(?:=|:|为|约为|是|of|was|is|达)?\s?)"


@cache
def _label() -> re.Pattern[str]:
    effects = "|".join(f"(?P<{name}>{words})" for name, words in EFFECTS.items())
    return compiled(
        rf"(?:^|(?<![a-z\-.]))(?:(?P<p>p(?:值)?\s?(?:-?values?)?(?:\s?for\s[a-z]{{1,14}})?)\s?(?:[均都]?\s?(?:=|<|>|≤|≥|of|was|为|:|，|,|[小大低高]于|(?:less|greater) than|below|above)|均|都)\s?[=<>≤≥]?|"
        rf"(?P<n>(?<![a-z])n|样本量)\s?[=:为]|"
        rf"(?P<ci>(?:95|90|99|99\.9|97\.5)\s?(?:%|per ?cent)\s?(?:ci|confidence intervals?|cri|credible intervals?|置信区间|可信区间)s?[:\]=,，为\s(\[]{{0,3}}(?:of|from|was|is)?)|"
        rf"(?P<sd>±|\b(?:s\.?d\.?|standard deviations?|标准差)\s?[=:为,]?)|"
        rf"(?P<iqr>(?:iqr|interquartile ranges?|四分位数?间?距|四分位数?区?间?|q1[,~-]q3)[\s:为,=(\[]{{0,3}})|"
        rf"(?P<range>(?:rang(?:e|es|ed|ing)(?:\sfrom|\sof)?|范围|全距)[\s:为,=(\[]{{0,3}})|"
        rf"(?:{effects}){_LINK})\s?[<>=≤≥]?\s?$"
    )


_LABEL_ENDS = frozenset("=<>≤≥:为是于 ,，([±fsdrie值均约达围距间]数比差")


# A label that ends in a Latin word and a blank ends in one of these.
_LAST_WORD = lazy(r"([a-z]{1,14}) $")
_LAST_WORDS = frozenset(
    [
        "of",
        "was",
        "is",
        "from",
        "than",
        "below",
        "above",
        "ratio",
        "ratios",
        "risk",
        "risks",
        "difference",
        "differences",
        "reduction",
        "d",
        "g",
        "auc",
        "auroc",
        "index",
        "statistic",
        "coefficient",
        "coefficients",
        "squared",
        "square",
        "value",
        "values",
        "ci",
        "cri",
        "interval",
        "intervals",
        "sd",
        "deviation",
        "deviations",
        "iqr",
        "range",
        "ranges",
        "ranged",
        "ranging",
        "hr",
        "ahr",
        "or",
        "aor",
        "rr",
        "arr",
        "irr",
        "md",
        "wmd",
        "smd",
        "rd",
        "p",
        "n",
        "r",
        "t",
        "f",
        "z",
        "kappa",
        "b",
        "i",
    ]
)


# Without blanks, signs and 为, any other label ends in a Latin letter or in one of these.
_BETWEEN = " <>=≤≥:,，([±为约是达均都于小大低高"
_LAST_SIGNS = ("值", "比", "度", "险", "比率", "差", "数", "距", "围", "积", "间", "²", "ρ", "β", "κ", "量", "χ", "r")


def label_before(text: str, start: int) -> str | None:
    """Which statistic's label stands right before ``start``: p, n, ci, sd, iqr, range, hr, or, t ..."""
    if start == 0 or (text[start - 1] not in _LABEL_ENDS and not text[start - 1].isascii()):
        return None
    last = _LAST_WORD.search(text, max(0, start - 16), start)
    if last is not None and last[1] not in _LAST_WORDS:
        return None
    core = text[max(0, start - 24) : start].rstrip(_BETWEEN)[-2:]
    if core and not core[-1].isascii() and not core.endswith(_LAST_SIGNS):
        return None
    line = text.rfind("\n", 0, start) + 1  # no label crosses into the next cell or line
    match = _label().search(text, max(line, start - 64), start)
    return match.lastgroup if match else None


_LEVEL = lazy(r"\s?(?:%|per ?cent)\s?(?:ci(?![a-z])|confidence|cri(?![a-z])|credible|置信|可信|的置信|区间|prediction)")


def is_level(text: str, number_end: int) -> bool:
    """The 95 of ``95%CI``."""
    return _LEVEL.match(text, number_end) is not None
