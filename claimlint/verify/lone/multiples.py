"""The one multiple of a passage against its only two values of one sort.

``CD4由每微升120个涨到460个，正好是治疗前的3倍``; "three times as common in smokers, at 4.5%, as in people who never smoked, at 0.9%".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.lone.passage import of_sort, passages, plain_point, sort_of
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NO_VALUES = frozenset({"fold", "cilevel", "p", "ci", "sd", "hr", "or", "rr", "md", "smd", "rd", "pp", "course"})
_RATIO_ONLY = lazy(  # what says how many times, not by how many times more
    r"(?:是|为|相当于|等于|达到?|恰为|即)[^,，。;；]{0,24}的(?:大约|约|近|整整)?$|翻(?:了)?$|\btimes (?:as|that|what)\b|as (?:many|much|high|often|common|long|likely)"
)
_RATIO_WORDS = lazy(r"doubl|tripl|trebl|quadrupl|twice|thrice|halv|times (?:as|that|what)|翻")
_PAIRED = lazy(  # what sets two values against each other
    r"[由从自].{1,60}?(?:到|至|升|增|涨|达|降|减|成|为)|\bfrom\b.{1,80}?\bto\b|[,，]\s?(?:而|对照|安慰剂|后者|另一|治疗后|术后|干预后|现在|如今|今年)|\b(?:vs\.?|versus|compared|against|than|whereas|while|after(?:wards)?|before)\b"
    r"|(?:前|后|低于|高于|多于|少于|对比|相比|比).{0,40}|, at .{2,60}?, at "
)
_OTHERWISE = lazy(
    r"每年|年均|校正|标化|目标|计划|拟|预计|预期|上限|下限|正常(?:值|范围|上限)|推荐|剂量|分别|adjusted|per year|annual|odds|hazard|target|upper limit|normal|expected|"
    r"planned|recommend|respectively|per cent of|dose|times (?:an?|per|each|the upper)\b|relative risk|比值比|风险|滴度|tit(?:re|er)|\d\s?[:：∶]\s?\d|不可|误|more than one|another|其他|另有|另一项"
)
_SLACK = Decimal("0.12")  # of a multiple told in words without "exactly"
_EXACTLY = lazy(r"正好|恰好|刚好|恰恰|整整|不多不少|exactly|precisely")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one multiple."""
    for one in passages(scene):
        folds = of_sort(one, "fold")
        if len(folds) == 1 and not _OTHERWISE.search(one.words):
            yield from _check(one, folds[0])


def _check(one: Paragraph, fold: Figure) -> Iterator[Observation]:
    pair = _two_values(one)
    if pair is None or fold.value is None or fold.value <= 1 or not _PAIRED.search(one.words):
        return
    if fold.comparator not in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY}:
        return
    low, high = sorted(map(value_of, pair))
    least, most = _bounds(pair, low, high)
    stated = fold.value
    slack = stated * (_SLACK / 4 if _EXACTLY.search(one.words) else _SLACK)
    room = slack if fold.raw.isalpha() else max(min(unit_in_last_place(fold), Decimal(1)) / 2, slack)
    if fold.comparator is not Comparator.EQUAL:
        room += stated / 10
    before = one.before(fold, 40)
    only = _RATIO_ONLY.search(before) or _RATIO_WORDS.search(fold.raw + one.behind(fold, 10))
    for told in (stated,) if only else (stated, stated + 1):
        if least <= told + room and told - room <= most:
            return
    line = f"{plain(high)} / {plain(low)} = {show(high / low, 2)}"
    yield observe("change-size", fold, f"{line} ≠ {fold.raw}", related=[(f, f.raw) for f in pair], before=pair[0].raw,
                  after=pair[1].raw, right=line, tied="yes")  # fmt: skip


def _two_values(one: Paragraph) -> tuple[Figure, Figure] | None:
    """The only two values of a sort, where no other sort has two and nothing else can be divided."""
    sorts: dict[str, list[Figure]] = {}
    for figure in one.figures:
        if figure.unit not in _NO_VALUES and figure.unit not in TIME_UNITS:
            sorts.setdefault(sort_of(figure), [])
    for sort in sorts:
        sorts[sort] = of_sort(one, sort)
    several = [figures for figures in sorts.values() if len(figures) > 1] or _borrowed(list(sorts.values()))
    if len(several) != 1 or len(several[0]) != len("ab") or not all(map(plain_point, several[0])):
        return None
    first, second = several[0]
    if one.sentence_of(first.span) is not one.sentence_of(second.span):
        return None
    return (first, second) if first.value != second.value and not (first.word or second.word) else None


def _borrowed(lone: list[list[Figure]]) -> list[list[Figure]]:
    """``from 4.1 to 12.4 ng/mL``: a bare number is of the unit of the only other one."""
    every = sorted((each[0] for each in lone if len(each) == 1), key=lambda f: f.span)
    bare = [f.unit == "none" for f in every]
    return [every] if bare == [True, False] else []


def _bounds(pair: tuple[Figure, Figure], low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Between which ratios the two printed values may lie."""
    half = max(map(unit_in_last_place, pair)) / 2
    return (high - half) / (low + half), (high + half) / max(low - half, half / 100)
