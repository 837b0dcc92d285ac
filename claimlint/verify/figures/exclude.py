"""Digits that are no quantities: dates, identifiers, names, list marks, ratios."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from claimlint.language import expressions
from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy, remembered

# Long things that are cheap to find by a literal first.
_ADDRESS = lazy(
    r"(?:https?://|www\.)[^\s<>\"'，。；（）]{1,400}"
    r"|10\.\d{4,9}/[^\s<>\"，。；（）]{1,200}"
    r"|[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,100}"
)
_MONTH_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?![a-z])\.?"
)
_YEAR = r"(?:18|19|20)\d{2}"
_SKIP_AT = lazy(
    # phone numbers, dates, spans of years, times of day and ratios, each from its first digit
    r"(?:400|800)[- ]\d{3,4}[- ]\d{3,4}|1[3-9]\d{9}(?!\d)|1[3-9]\d[- ]\d{4}[- ]\d{4}|0\d{2,3}-\d{7,8}"
    rf"|{_YEAR}(?:-|/|\.)\d{{1,2}}(?:(?:-|/|\.)\d{{1,2}})?(?![\d%.])"
    rf"|{_YEAR}\s?年?(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?\s?(?:-|~|至|到|to|and)\s?"
    rf"(?:{_YEAR}|\d{{2}}(?=\s?年))(?:\s?年)?(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?(?!\d)"
    rf"|{_YEAR}\s?年(?:度|初|底|末|代|间)?(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?"
    r"|\d{1,2}\s?月\s?\d{1,2}\s?[日号](?:\s?[-~至到]\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?[日号])?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAMES}(?:\s{_YEAR})?(?![a-z])"
    r"|\d{1,4}(?:\.\d{1,3})?(?::\s?\d{1,4}(?:\.\d{1,3})?(?!\d)(?!\s?\()(?!,\d{3})){1,2}(?!\d)"
    r"|\d{1,4}\s:\s\d{1,4}(?!\d)"
    r"|\d{1,3}(?:\.\d{1,3}){2,5}"
    r"|\d{4}-\d{3}[\dx](?!\d)|97[89]-\d{1,5}-\d{1,7}-\d{1,7}-[\dx]"
    r"|(?:[5-9][05]|00|05)后(?!的)"  # who was born in the nineties
    r"|(?<=前)[\d一二三四五六七八九十]{1,3}\s?(?:位|名|大|强)(?!患|病人|受试|儿|女|男)"  # 前三位为: a rank
)
_BARE_YEAR = lazy(rf"{_YEAR}(?![\d.,]\d)(?!\d)")
_RANKED_AFTER = lazy(r"\s?(?:期|型|级|线|号|代|届|版|章|节|楼|路|室|床|类|月龄之?内?$|st\b|nd\b|rd\b|th\b)")
_RANKED_BEFORE = lazy(
    r"(?:第|(?<!电)图|(?<![馈查录记请报量评价])表|附录|type|grades?|stage|phase|class|figure|fig\.?|table|level|section|chapter|version|(?<![a-z])v(?=[:#]?\Z)|"
    r"(?<!this )(?<!last )(?<!past )(?<!previous )(?:days?|weeks?|months?|years?)|visit|cycle|group|step|no\.|number|line|category|ref\.?|references?|isbn|issn|pmid"
    r"|pmcid|nct|vol\.?|"
    r"volume|issue|pages?|pp\.|article|chapter|appendix|cohort|dose level|aged? group|电话|热线|微信|批准文号|准字|注准|备案|许可|编号|证号|"
    r"cd|il|hla)[:#]?[ \t]?\Z"  # not from one cell or line into the next
)
_CITATION = lazy(r"\[\d{1,3}(?:\s?[-,、，~]\s?\d{1,3}){0,12}\]")
_COUNTED = (  # 16 例, 30 岁; but 1 年龄 and 3 对照组 are headings
    r"(?:[例岁种次项片粒颗支枚袋瓶盒亿万倍克]|名(?![词称义医])|位(?![于置点])|个(?![体人性案])|人(?![口群工体员类参格性文])|只(?![有是能要])|份(?!额)"
    r"|家(?![庭属长族用])|眼(?![科部压底睛])|天(?![然气疱冬])|日(?![常间])|周(?![围期边身])|年(?![龄轻度老])|月(?![经份])|小时|分(?:钟|(?![析组类布级期子]))|成(?![人分果年熟本为])"
    r"|毫[克升米]|千克|公[斤里分]|元(?!素)|余[例名位人]|多[例名位人个]|对(?![照比象])|组(?![织成别]))"
)
_LIST_MARK = lazy(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?:、(?!\d)|\)|\.(?!\d)|[ \t](?=[\u4e00-\u9fff])(?!{_COUNTED}))|\(\d{{1,2}}\))[ \t]?"
)
_FLOOR = lazy(r"\d{1,4}l(?=[ \t:：])")  # 12L 木鱼书: whose turn it is in a forum
_TIME_BEFORE = lazy(r"(?:随访|病程|疗程|持续|中位|治疗|术后|为期|历时|平均|生存期?|间隔)[^，。\d]{0,6}$")
_CALENDAR = lazy(r"\s?月(?!龄|经)")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzαβγδκλμωχρσ")


class Exclusions:
    """What one text holds that is no quantity; ``skip(i)`` gives where it ends, or None."""

    def __init__(self, folded: str) -> None:
        self.text = folded
        spans = []
        if "http" in folded or "10." in folded or "www." in folded or "@" in folded:
            spans = [match.span() for match in _ADDRESS.finditer(folded)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def skip(self, start: int) -> int | None:
        """The end of the thing at ``start`` that must not be read as a figure."""
        text = self.text
        if self._starts:
            index = bisect_right(self._starts, start) - 1
            if index >= 0 and start < self._ends[index]:
                return self._ends[index]
        match = _SKIP_AT.match(text, start) if _named(text, start) is None else None
        if match:
            return match.end()
        return _named(text, start) or _marked(text, start) or _dated(text, start)


_DIGITS = lazy(r"\d{1,3}(?:,\d{3}){1,4}(?![\d]|\.\d)|[\d.]{0,40}?(?![\d]|\.\d)")


def _digits_end(text: str, start: int) -> int:
    match = _DIGITS.match(text, start)
    return match.end() if match else start


def _named(text: str, start: int) -> int | None:
    """IL-6, CD19, COVID-19, CYP2D6, TGF-β1, 1号: the number is part of a name."""
    before = text[start - 1 : start]
    if before == "-" and start > 1:
        before = text[start - 2] if text[start - 2] in _LETTERS else before
    if before in _LETTERS and before:
        share = _SHARE.match(text, start)
        share = share if share and (share[0][-1] != "%" or text[start - 2 : start] != "ci") else None
        return None if share else _name_end(text, start)
    if before == "." and text[start - 2 : start - 1] in _LETTERS and text[start - 2 : start - 1]:
        return None if text[start - 2 : start] != "v." else _name_end(text, start)
    return None


_SHARE = lazy(
    r"\d{1,3}(?:\.\d{1,3})?\s?%|(?<=[a-z]{2})\d{2,5}[例人名](?!数)"
)  # ORR45.8%, PCI4321例: behind a name without a blank
_DECIMALS = lazy(r"\.\d{1,6}")


_TO_AN_HOUR = lazy(r"\s?-\s?\d{1,4}\s?h?")  # AUC0-12


def _name_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and end < start + 40 and (text[end].isdigit() or text[end] in _LETTERS):
        end += 1
    if text.endswith("auc0", max(0, end - 4), end) and (last := _TO_AN_HOUR.match(text, end)):
        return last.end()
    decimals = _DECIMALS.match(text, end)  # the rest of HbA1c7.2 is no figure of its own
    return max(decimals.end() if decimals else end, start + 1)


def _marked(text: str, start: int) -> int | None:
    """Citation marks, list marks and things that are counted off: [3], 1.2 标题, 第3周, 表2, II期."""
    if text[start - 1 : start] == "[":
        match = _CITATION.match(text, start - 1)
        if match and not expressions.match(
            r"\s?(?:months?|years?|weeks?|days?|岁|个?月|年|%)", text[match.end() :][:8]
        ):
            return match.end()
    line = start - 1 if text[start - 1 : start] == "(" else start
    if line == 0 or text[line - 1] == "\n":
        if (floor := _FLOOR.match(text, start)) and "楼主" in text:
            return floor.end()
        match = _LIST_MARK.match(text, line)
        if match and match.end() > start:
            return match.end()
    end = _digits_end(text, start)
    if _RANKED_AFTER.match(text, end) and not text[end:].startswith(("类患者",)):
        return end
    month = text[start - 1 : start] == " " and _MONTH_BEFORE.search(text, max(0, start - 11), start)
    if month and (day := _DAY_OF_MONTH.match(text, start)):
        return day.end()
    if _RANKED_BEFORE.search(text, max(0, start - 14), start) and _really_ranked(text, start):
        return _ranked_end(text, end)
    return None


_MONTH_BEFORE = lazy(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)\.?\s$"
)
_DAY_OF_MONTH = lazy(rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s?-\s?\d{{1,2}})?(?:,?\s{_YEAR})?(?![\d%])")
_RANK_WORD = lazy(r"[a-z]{1,12}\.?[:#]?\s?$")
_QUANTITY_AHEAD = lazy(r"\s?(?:%|patients|participants|例|名|份|张)")


_SUBJECT = lazy(r"\d{1,5} (?:were|was|had|have|remained|did|could)\b")
_ALONE = lazy(r"\d{1,5}\.\d{1,3}[^\S\n]?(?:\n|$)")


def _really_ranked(text: str, start: int) -> bool:
    """``phase 2`` is a rank, ``the two groups 45%`` and ``control group 12 patients`` are not."""
    if _QUANTITY_AHEAD.match(text, _digits_end(text, start)):
        return False
    if text[start - 2 : start] == ": " and _SUBJECT.match(text, start):  # assigned to a category: 41 were benign
        return False
    if text[start - 1 : start] == "\n" and _ALONE.match(text, start):  # Falls per month | 14.2
        return False
    match = _RANK_WORD.search(text, max(0, start - 14), start)
    return match is None or match.start() == 0 or text[match.start() - 1] not in _LETTERS


def _ranked_end(text: str, end: int) -> int:
    """``phase 2/3``, ``week 12-24``, ``day 1 and 8``."""
    match = remembered(
        r"(?:\s?(?:[-/~至到]|to|and|or)\s?\d{1,3}(?![\d.%])|(?:[、,]\s?\d{1,3}){1,6}(?=\s?(?:天|周|日|"
        r"个?月|年|组|次|型|例患者|位作者))|、\s?\d{1,3}(?![\d.%])|(?:,\s?\d{1,3}(?!,\d{3})(?=,|\s(?:and|or)\s)){1,5},?(?:\s(?:and|"
        r"or)\s\d{1,3})?)"
    ).match(text, end)
    return match.end() if match and not _QUANTITY_AHEAD.match(text, match.end()) else end


def _dated(text: str, start: int) -> int | None:
    end = _digits_end(text, start)
    if _CALENDAR.match(text, end) and end - start <= 2 and text[start:end].isdigit() and int(text[start:end]) <= 12:
        return None if _TIME_BEFORE.search(text, max(0, start - 12), start) else end + 1
    return _bare_year(text, start, end)


@cache
def _year_is_count() -> re.Pattern[str]:
    from claimlint.language.units import NOUNS

    return compiled(
        rf"\s?(?:%|例|名|人|位|篇|项|个|只|次|元|万|亿|余|多|步|[毫微]?克|mg|ml|kg|g\b|(?:[a-z-]+\s){{0,3}}(?:{NOUNS})\b)"
    )


def _bare_year(text: str, start: int, end: int) -> int | None:
    """2021 alone is a year, ``2021 patients`` is not, ``n=2021`` neither."""
    match = _BARE_YEAR.match(text, start)
    if match is None or text[start - 1 : start] in ("=", "<", ">", "±", "/"):
        return None
    return None if _year_is_count().match(text, match.end()) else end
