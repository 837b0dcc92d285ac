"""So many for every so many, and cases per 100,000, against the numbers told with them: "one nurse for every four beds; 28 beds ... seven nurses"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_chinese, parse_english
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.lone.passage import BASES, passages, plain_point, sort_of
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty"
_NUMBER_ZH = r"\d{1,4}|[一二两三四五六七八九十]{1,3}"
_FOR_EVERY = lazy(
    rf"\b(?:one|1|an?) (?P<who>[a-z]{{2,18}}) (?:(?:is |was )?(?:provided |allocated |assigned |responsible )?(?:for|per|to|looks after|cares for|sees)) (?:every |each )?(?P<k>{_NUMBER}) (?P<whom>[a-z]{{3,14}})"
)
_FOR_EVERY_ZH = lazy(
    rf"每(?P<k>{_NUMBER_ZH})(?P<m>[张名位个台户])(?P<whom>[一-鿿]{{1,3}}?)(?:配备|配置|配|设|安排|需要?)(?:1|一)(?P<c>[名位个台])(?P<who>[一-鿿]{{2,3}}?)(?=[的,，。;；]|为|标准|计算|排班|来)"
)
_SERVES_ZH = lazy(
    rf"每(?P<c>[名位个台])(?P<who>[一-鿿]{{2,5}}?)(?:签约|负责|管理?|服务|照[看护料顾]|带教?|看护)(?P<k>{_NUMBER_ZH})(?P<m>[张名位个台户])(?P<whom>)"
)
_HENCE = lazy(
    r"\bmeans?\b|shared (?:between|among)|\bso\b|looked after|therefore|\bhence\b|calls for|needs?\b|requires?\b|works out|comes to|共配|共?需|应配?|因此|即|也就是|须|要配|总共|一共"
)
_NOT_EXACTLY = lazy(
    r"班(?!级)|轮[转换值]|日夜|昼夜|\bshifts?\b|\brota\b|round the clock|至少|不少于|不低于|缺|实有|现有|实际|包括|含|其中|另|机动|(?<!签)约|超过|目前|最多|轮休|at least|short|only|includ|at most|up to|about|minimum|no more|no fewer|currently|actual|managers|part-time|vacan|more than"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one such rule or one such rate."""
    for one in passages(scene):
        if not _NOT_EXACTLY.search(one.words):
            yield from _staffed(one)
        yield from _incidence(one)
        yield from _each_day(one)


# --- so many for every so many -------------------------------------------------------------------


def _staffed(one: Paragraph) -> Iterator[Observation]:
    """Those cared for, shared out, make those who care; rounded either way."""
    rules = [*_FOR_EVERY.finditer(one.words), *_FOR_EVERY_ZH.finditer(one.words), *_SERVES_ZH.finditer(one.words)]
    if len(rules) != 1 or not _HENCE.search(one.words, rules[0].end()):
        return
    rule, chinese = rules[0], "c" in rules[0].re.groupindex
    every = _number(rule["k"])
    cared = _counted(one, rule, rule["whom"], rule["m"] if chinese else "")
    carers = _counted(one, rule, rule["who"], rule["c"] if chinese else "")
    if not every or len(cared) != 1 or len(carers) != 1:
        return
    whole, told = _number(cared[0]["n"]), _number(carers[0]["n"])
    if every <= 1 or abs(Decimal(whole) / every - told) < 1:
        return
    place = Span(one.start + carers[0].start("n"), one.start + carers[0].end("n"))
    other = Span(one.start + cared[0].start("n"), one.start + cared[0].end("n"))
    right = f"{whole} / {every} = {show(Decimal(whole) / every, 1)}"
    yield observe("parts-total", place, f"{right} ≠ {told}", related=[(other, cared[0][0])], stated=carers[0][0], sum=right,
                  parts=rule[0], tied="yes", beside="yes")  # fmt: skip


def _counted(one: Paragraph, rule: re.Match[str], noun: str, measure: str) -> list[re.Match[str]]:
    """The numbers of a noun besides the rule itself."""
    if measure:
        pattern = rf"(?<![\d.每])(?P<n>{_NUMBER_ZH}){measure}(?:[一-鿿]{{0,4}}){re.escape(noun)}"
    else:
        pattern = rf"(?<![\d.,-])\b(?P<n>{_NUMBER}) (?:[a-z]+ )?{re.escape(noun.removesuffix('s'))}s\b"
    found = re.compile(pattern).finditer(one.words)
    return [match for match in found if match.end() <= rule.start() or match.start() >= rule.end()]


def _number(word: str) -> int:
    word = word.replace(",", "")
    if word.isdigit():
        return int(word)
    read = parse_english(word) if word.isascii() else parse_chinese(word)
    return int(read.value) if read is not None else 2 if word == "两" else 0


# --- cases per 100,000 ------------------------------------------------------------------------------

_RATE_BEFORE = lazy(r"\bper $")
_EVERY = lazy(r"\b(?:every|each) $")
_RATE_ZH = lazy(r"每$")
_RATE_WORDS = lazy(
    r"^ (?:(?!more|less|fewer)[a-z]+ ){0,2}per $|^(?:人口?|名?(?:居民|儿童|成人|妇女))?(?:有|为|约|发生|发病|报告|新发|死亡|中)?\s?$"
)
_POPULATION = lazy(r"population|residents|people|inhabitants|人口|常住|居民|(?<=万)人")
_OTHERWISE = lazy(
    r"标化|年均|每年|人年|校正|调整|粗率|累计|年龄|估计|(?<!签)约|近|person-years|adjusted|standardi[sz]ed|annual|per year|a year|each year|over (?:the )?[a-z\d]+ years|estimated|average|about|roughly|nearly|almost"
)


def _incidence(one: Paragraph) -> Iterator[Observation]:
    """``48 cases in a population of 400,000, a rate of 12 per 100,000``: three numbers and a base."""
    if _OTHERWISE.search(one.words) or not _POPULATION.search(one.words):
        return
    numbers = [f for f in one.figures if sort_of(f) == "number" or f.unit == "times" or _or_per(one, f)]
    if len(numbers) != len("abcd") or len(numbers) + sum(f.unit in TIME_UNITS for f in one.figures) != len(one.figures):
        return
    if not all(map(plain_point, numbers)):
        return
    bases = [f for f in numbers if value_of(f) in BASES and (_RATE_BEFORE.search(one.before(f, 8)) or _RATE_ZH.search(one.before(f, 2)))]  # fmt: skip
    if len(bases) != 1:
        return
    base = bases[0]
    index = numbers.index(base)
    rate = _rate(one, numbers, index)
    if rate is None:
        return
    if any((f is not base and _RATE_ZH.search(one.before(f, 2))) or _EVERY.search(one.before(f, 8)) for f in numbers):
        return
    cases, people = sorted(value_of(f) for f in numbers if f is not base and f is not rate)
    if people < 1000 or cases * 4 > people:
        return
    actual = cases * value_of(base) / people
    if abs(actual - value_of(rate)) <= max(unit_in_last_place(rate), actual / 30):
        return
    related = [(f, f.raw) for f in numbers if f is not rate]
    line = f"{plain(cases)} × {plain(value_of(base))} / {plain(people)} = {show(actual, 2)} ≠ {rate.raw}"
    yield observe("parts-total", rate, line, related=related, stated=rate.raw, sum=show(actual, 2), parts=related[0][1],
                  tied="yes", beside="yes")  # fmt: skip


def _or_per(one: Paragraph, figure: Figure) -> bool:
    """``, or 12 per 100,000``: no odds ratio."""
    return figure.unit == "or" and one.behind(figure, 5) == " per "


def _rate(one: Paragraph, numbers: list[Figure], index: int) -> Figure | None:
    """The number right before "per 100,000", or right behind ``每10万人``."""
    base = numbers[index]
    if index and one.between(numbers[index - 1], base).endswith("per "):
        ahead = numbers[index - 1]
        return ahead if _RATE_WORDS.search(one.between(ahead, base)) else None
    behind = numbers[index + 1] if index + 1 < len(numbers) else None
    return behind if behind is not None and _RATE_WORDS.search(one.between(base, behind)) else None


# --- so many a year, so many a day -------------------------------------------------------------------

_MANY = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?万?"
_YEARLY = lazy(
    rf"(?P<y>{_MANY})\s?[余多]?(?P<u>人次|例|台|份|人)\s?[/每]年[，,](?:平均)?(?P<what>)(?:平均)?(?:每[天日]|日均)(?:平均)?(?:约|近|大约)?(?P<d>{_MANY})\s?[余多]?(?P=u)"
    rf"|(?:全年|年|每年)(?P<what2>[一-鿿]{{2,4}}?)量?(?:约|达|为|共|近|超过)?(?P<y2>{_MANY})\s?[余多]?(?P<u2>人次|例|台|份|人)[，,](?:平均每[天日]|日均|每[天日]平均)(?:(?P=what2)量?)?(?:约|近|大约|达|为)?(?P<d2>{_MANY})\s?[余多]?(?P=u2)"
    rf"|(?P<y3>{_MANY}) [a-z]{{3,14}} (?:a|per|each) year[^.;,\d]{{0,12}}, (?:or |that is |which is |an average of |about |roughly |some |around )*(?P<d3>{_MANY}) (?:a|per|each) day(?=\s?[.,;)]|$)"
)
_DAYS_OF_A_YEAR = (Decimal(140), Decimal(460))  # of work at least, of a year at most, both told roughly
_AT_TIMES = lazy(r"高峰|旺季|最[高多]|峰值|\bpeak|\bbusiest")


def _each_day(one: Paragraph) -> Iterator[Observation]:
    """``门诊量36500人次/年，平均每天约1000人次``: neither the days of a year nor those that are worked."""
    match = _YEARLY.search(one.words)
    if match is None or _AT_TIMES.search(one.words):
        return
    yearly, daily = (_large(next(match[name + n] for n in ("", "2", "3") if match[name + n])) for name in "yd")
    low, high = _DAYS_OF_A_YEAR
    if not daily or low <= yearly / daily <= high:
        return
    at = next(f"d{n}" for n in ("", "2", "3") if match[f"d{n}"])
    right = f"{plain(yearly)} / 365 = {show(yearly / 365, 0)}"
    yield observe("parts-total", one.span(match.start(at), match.end(at)), f"{right} ≠ {match[at]}",
                  related=[(one.span(*match.span()), match[0])], stated=match[at], sum=right, parts=match[0], tied="yes", beside="yes")  # fmt: skip


def _large(told: str) -> Decimal:
    value = Decimal(told.replace(",", "").removesuffix("万"))
    return value * 10_000 if told.endswith("万") else value
