"""Visits every so often, and the how manieth one was: ``2018年首次，此后每两年一次，2024年是第4次``, "every four weeks until week 24, seven samples", ``第3、6、9、12个月共4次``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.years import EN, ZH, number, years
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth")  # fmt: skip
_EVERY = lazy(
    rf"每(?:隔)?(?P<z>{ZH})?\s?年(?=[^，。；]{{0,8}}(?:一次|1次|复查|体检|检查|筛查|做|查))|(?<![a-z])every (?P<e>other|second|{EN})? ?years?\b|\b(?P<a>annual(?:ly)?|yearly|each year|every year)\b"
)
_MISSED_NONE = lazy(
    r"从未(?:缺席|间断|中断|落下)|一[年次]不落|从不(?:落下|缺席|间断)|无一缺席|按时|从无间断|无一?次?(?:中断|间断|缺席)|未(?:曾)?(?:中断|间断)|雷打不动|without (?:a miss|fail|exception|a break|missing)|never (?:missed|missing|skipp)|not missed|no visit (?:was )?missed"
)
_KTH = lazy(rf"第\s?(?P<z>{ZH})\s?次(?!查出|发现|出现|检出|住院|手术|复发|阳性|异常|获|被|怀孕|献血)|\b(?P<e>{'|'.join(_NTH[2:])}|\d{{1,2}}th|\d?[23][rn]d) (?:[a-z]+ )?(?:mammogram|scan|visit|screen|check|test|examination|round|survey|colonoscopy|mri|ct|x-ray|review|time|jab)")  # fmt: skip
_WEEKS = lazy(rf"(?<![a-z])every (?P<n>{EN} |other |second )?(?P<u>week|month|day)s? (?:until|through|up to|to) (?P=u) (?P<l>\d{{1,3}})\b|每(?:隔)?(?P<zn>{ZH})?\s?个?(?P<zu>周|月|天)[^，。；\d]{{0,10}}[，,]?\s?(?:直?至|直?到)第?\s?(?P<zl>\d{{1,3}})\s?个?(?P=zu)")  # fmt: skip
_LIST = lazy(
    r"第?\s?(?P<z>\d{1,3}(?:\s?[、,，]\s?(?:第\s?)?\d{1,3}){1,9}(?:\s?[和及与]\s?(?:第\s?)?\d{1,3})?)\s?(?:个月|周|天|年)|(?<![a-z])(?:weeks|months|days) (?P<e>\d{1,3}(?:, \d{1,3}){1,9},? and \d{1,3})\b"
)
_SO_MANY = lazy(
    rf"(?:一共|总共|共计?|合计|总计)(?:需|要|安排|进行|接受|复查|随访|抽血|检查|采血|访视|做|拍|测){{0,3}}\s?(?P<z>{ZH})\s?次|(?<![a-z\d])(?P<e>{EN}) (?:[a-z]+ )?(?:samples|visits|scans|tests|measurements|assessments|checks|swabs|doses|injections|interviews|questionnaires|appointments)(?= (?:in all|in total|altogether|per (?:participant|patient|person|child)|each)|[.,;])"
)
_MAKES = lazy(r"(?:mak(?:es|ing)|giv(?:es|ing)|total(?:s|ling)?(?: of)?|that is|i\.e\.|in all|altogether|,) $")
_OTHERWISE = lazy(r"随后|此后每|之后改|加强|漏|缺|失访|实际|至少|最多|约|平均|中位|或|另|停检|暂停|then|thereafter|missed (?!none)|skipped|at least|up to|median|mean|about|booster|additional|extra|attended|unscheduled|plus")  # fmt: skip
_BASELINE = lazy(r"基线|入组时|首日|baseline|enrolment|screening|at the start|day 0|出院时|术前")


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that counts such visits."""
    for one in passages(scene):
        yield from _kth(one)
        yield from _until(one)
        yield from _listed(one)


def _kth(one: Paragraph) -> Iterator[Observation]:
    """``2015年起每年体检一次，一年不落，到2023年这次已是第9次``."""
    every, counted, dated = list(_EVERY.finditer(one.words)), list(_KTH.finditer(one.words)), years(one)
    if not len(every) == len(counted) == 1 or len(dated) != len("ab") or not _MISSED_NONE.search(one.words):
        return
    step, stated = _step(every[0]), _ordinal(counted[0])
    apart = dated[1].value - dated[0].value
    if step is None or stated is None or apart <= 0 or not dated[0].start < counted[0].start():
        return
    right = apart // step + 1
    if stated not in {right, right - 1} and apart % step == 0:
        line = f"({dated[1].value} - {dated[0].value}) / {step} + 1 = {right} ≠ {counted[0][0].strip()}"
        yield _fault(one, counted[0], line, right, every[0])


def _until(one: Paragraph) -> Iterator[Observation]:
    """``every four weeks until week 24, which makes seven samples``."""
    every, totals = list(_WEEKS.finditer(one.words)), list(_SO_MANY.finditer(one.words))
    if not len(every) == len(totals) == 1 or _OTHERWISE.search(one.words) or _LIST.search(one.words):
        return
    told = every[0].groupdict()
    word = (told["n"] or told["zn"] or "1").strip()
    step = 2 if word in {"other", "second"} else number(word)
    last, stated = int(told["l"] or told["zl"]), number(totals[0]["z"] or totals[0]["e"])
    if not step or stated is None or last % step:
        return
    right = last // step
    if stated not in {right, right + 1} and _tied(one, totals[0]):
        yield _fault(one, totals[0], f"{last} / {step} = {right} ≠ {totals[0][0].strip()}", right, every[0])


def _listed(one: Paragraph) -> Iterator[Observation]:
    """``术后第3、6、9、12个月复查，共4次``."""
    lists, totals = list(_LIST.finditer(one.words)), list(_SO_MANY.finditer(one.words))
    if not len(lists) == len(totals) == 1 or _OTHERWISE.search(one.words) or lists[0].start() > totals[0].start():
        return
    numbers = re.findall(r"\d{1,3}", lists[0]["z"] or lists[0]["e"])
    stated, right = number(totals[0]["z"] or totals[0]["e"]), len(numbers)
    extra = 1 if _BASELINE.search(one.words) else 0
    if stated is None or stated in {right, right + extra} or not _tied(one, totals[0]):
        return
    yield _fault(one, totals[0], f"{'、'.join(numbers)}: {right} ≠ {totals[0][0].strip()}", right, lists[0])


def _tied(one: Paragraph, total: re.Match[str]) -> bool:
    """Is it a total by its words?"""
    return bool(total["z"]) or _MAKES.search(one.words, 0, total.start()) is not None


def _step(match: re.Match[str]) -> int | None:
    if match["a"]:
        return 1
    told = (match["z"] or match["e"] or "1").strip()
    return 2 if told in {"other", "second"} else number(told)


def _ordinal(match: re.Match[str]) -> int | None:
    told = match["z"] or match["e"]
    if told in _NTH:
        return _NTH.index(told) + 1
    return number(re.sub(r"(?<=\d)[a-z]+$", "", told))


def _fault(one: Paragraph, total: re.Match[str], line: str, right: int, every: re.Match[str]) -> Observation:
    place = one.span(*every.span())
    return observe("parts-total", one.span(*total.span()), line, related=[(place, every[0].strip())], stated=total[0].strip(),
                   sum=plain(Decimal(right)), parts=every[0].strip(), tied="yes")  # fmt: skip
