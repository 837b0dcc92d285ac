"""A change and the two values it lies between, wherever these were told: in the clause, the sentence or the one before.

The change is known by its verb and size (``减少了六成``, "27 minutes less"); the values are the last two of one unit before it,
and something must say that the first was before and the second after. Every pair of the values in sight is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.change import unnamed
from claimlint.verify.arithmetic.exact import plain, show, unit_in_last_place, value_of
from claimlint.verify.doubts.other_readings import a_base, changed_by
from claimlint.verify.doubts.other_things import of_other_things, several_for
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, Told, observe

REACH = 170  # characters between the first of the values and the change
MOST = 8  # figures before a change that are looked at

_DOWN_ZH = "下降|降低|减少|减轻|缩短|缩小|回落|下跌|减退|缩减|压缩|下调|降幅|减幅|跌幅|[少低短轻薄窄矮]了|[低少短]出?|少[一-鿿]{1,2}了|[降减跌缩]了?"
_UP_ZH = "升高|上升|增加|提高|提升|增长|延长|上涨|攀升|增多|增大|增高|扩大|上调|增幅|涨幅|升幅|[高多长重大]出?了?|多[一-鿿]{1,2}了|[升涨增]了?"
_VERB_ZH = lazy(
    rf"(?P<subject>[一-鿿a-z0-9、]{{0,14}}?)(?P<verb>{_DOWN_ZH}|{_UP_ZH})(?:幅度|的?幅度为)?(?:了|出|约|近|将近|达到?|为|大约|整整|足足|差不多|超过|不到|超|:|\s){{0,4}}$"
)
_TO_ZH = lazy(r"(?<!幅)(?<!幅度)为(?:了|约|近|\s)?$")
_GRADES = lazy(r"无效|未愈|治愈|痊愈|显效|停止|消失|不变|无变化|加重|恶化|稳定|无改善|未缓解")
_EACH = lazy(r"每[年月周天增升降减千百万]|每个月|年均|月均|年化|递[增减]|逐[年月]|又|再|进一步|另外?")
_EACH_EN = lazy(
    r"^[a-z -]{0,24}(?<!in )(?<!over )(?<!within )\b(?:a|per|each|every) (?:year|month|fortnight|week|day|decade|session|visit)|^[a-z -]{0,12}\bfurther\b"
)
_BASE = lazy(r"每(?:一?[百千万]|\d{1,6})?[一-鿿]{0,6}?(?:床日|住院日|人年|人次|插管日|导管日|例次|台次|人|例|次|名|张)")
_OF_BEFORE = lazy(
    r"(?:达到?|是|为|相当于|变成|到)了?(?:原来|原先|此前|之前|以前|过去|治疗前|干预前|上年|去年|基线|当初|最初)的?(?:约|近)?$"
)
_LEAD_ZH = lazy(
    r"算下来|换算下来|也就是说?|即|相当于|等于|意味着|前后|期间|[\s一二两三四五六七八九十\d]{0,4}(?:年|个?月|周|天)(?:间|里|内|来|后|时)?|总体|整体|平均|人均|每人|户均|共|总共|一共|累计|净|绝对|相对|同比|环比|直接|仅|又|也|已|便|就|却|其|则|分别|"
    r"(?:比|较|与)(?:原先|原来|之前|以前|此前|过去|从前|治疗前|干预前|用药前|术前|改造前|实施前|入院时|基线|上年|去年|前一年|上一年|初始|当初|最初|起始|同期|上年同期|去年同期|活动前|培训前|前)(?:相比|比)?|"
    r"均值|总量|数值|数字|整体|幅度|变化|者|值|的|时|共计|明显|显著|大幅|进一步|足足|整整|减幅|了|约|近"
)
_VERB_EN = lazy(
    r"\b(?P<verb>(?:fell|dropped|declined|decreased|reduced|cut|shortened|lowered|shrank|rose|increased|climbed|grew|improved|up|down|gained|lost|lengthened|jumped)(?: by)?|"
    r"(?:an?|the|this|that|which is an?|representing an?|a mean|an average|a relative|an absolute|a net|mean|average)\s(?:(?:mean|average|relative|absolute|net|overall|total|further)\s)?(?:increase|rise|reduction|decrease|fall|drop|decline|gain|improvement|cut|saving|shortening|change) of)"
    r"(?: about| around| roughly| some| nearly| almost| just over| more than| an average of| a mean of)?\s?(?:a |an )?$"
)
_BEHIND_EN = lazy(
    r"^[\s-](?:(?:absolute|relative|overall|mean)\s)?(?P<verb>less|fewer|more(?! than)|lower|higher|shorter|longer|smaller|larger|greater|quicker|faster|slower|lighter|heavier|(?:below|above)(?=\s?(?:[.,;)]|$)|,? (?:baseline|before|the (?:baseline|previous|starting|earlier)))|reduction|decrease|increase|fall|drop|decline|gain|rise|improvement|cut|saving)\b"
    r"(?! than (?:an? |one|two|three|four|five|six|ten|twelve|\d)|(?: [a-z]+){0,2} (?:compared with|versus|against) (?!(?:the )?(?:previous|last|baseline|\d))| than (?:in|with|for|among|those|the (?:control|placebo|other)|controls?|placebo|usual|women|men|expected))"
)
_LEAD_EN = lazy(r"(?:^|[,;:.(—-]\s?|\band\s|\bor\s|\bwhich (?:is|was|means|amounts to)\s|\bthat is,?\s|\bi\.e\.,?\s|\bthis is\s|\bmaking (?:it|them)\s|\bso\s)(?:an?|about|some|nearly|almost|roughly|just|fully|the|i\.e\.|or|a mean|on average|down|up|\s){0,4}$")  # fmt: skip

_NOUN_OF_CHANGE = lazy(
    r"(?:\b(?:change|difference|gap|margin|lead)(?: of| was|,|:)?\s?(?:about )?|(?:差值|差异|相差|差距|变化值?|之差|率差)(?:约?为|是|达|:|了)?\s?)[-−]?$"
)
_TO = lazy(
    r"(?:[升降增减跌涨缩调攀回](?:[高低加少长短升降落])?|变|提高|提升|增加|延长|改善|扩大)[至到为成]|只剩|仅剩|剩下?|减到|现在|如今|目前|现为|今年|本年|达到?|\bto\b|\bnow\b|after|later|at the end|at (?:week|month|day|year) \d|at (?:discharge|follow-up)|at (?:\d{1,2}|three|six|nine|twelve) (?:weeks|months)|this year|today|\b(?:in|by) (?:19|20)\d\d\b|后|复[诊查]|随访|期末|第\d{1,3}[周天月年]|末|出院时"
)
_FROM = lazy(
    r"由|从|自|治疗前|干预前|用药前|术前|实施前|改造前|使用前|之前|以前|此前|原来|原先|过去|最初|起初|基线|入院时|去年|上年|前一年|开始时|\bfrom\b|\bbefore\b|baseline|initial|previous|formerly|at first|at entry|last year|had been|used to|年的?|\b(?:in|of|for) (?:19|20)\d\d\b"
)
_WAS = lazy(
    r"^[^。;]{0,16}(?:上年|去年|前一年|上一年|上年同期|去年同期|基线|此前|原来|原先|治疗前|干预前|改造前)(?:同期)?(?:仅|只有|只)?(?:为|是|有)$"
)
_OTHERS = lazy(
    r"对照|安慰剂|控制组|组(?!织|成|合)|高于|低于|多于|少于|优于|分别|各|每增加|每升高|每降低|校正|调整|placebo|control|group|arm\b|\bvs\b|versus|respectively|compared with|than (?:in|with|the (?:control|placebo))|adjusted|风险|risk|odds|hazard|几率"
)
_IGNORED = frozenset({"p", "ci", "cilevel", "sd", "hr", "or", "rr", "fold", "ordinal"})
MOST_BLUR = Decimal(8)  # points of percent; nobody rounds 5 and 2 days from 4.6 and 2.4
SAME = 0.6  # of the pairs of characters that name what changed, so many were told before


class Change(NamedTuple):
    """A change as told, and what is said of its direction and subject."""

    figure: Figure
    subject: str
    rises: bool | None
    clause: int = 0  # characters of its clause before it


def check(scene: Scene) -> Iterator[Observation]:
    """Every change with two values before it."""
    for _, one in paragraphs(scene):
        for figure in one.figures:
            if (
                figure.value is not None
                and figure.unit not in _IGNORED - {"fold"}
                and len(one.figures) > 2
                and not _of_those(one, figure)
            ):
                yield from _checked(one, figure)


_PER = lazy(r"(?:每|\b(?:every|per|each))\s?$")  # falls per 1,000 bed days: 6.0 before


def _of_those(one: Paragraph, figure: Figure) -> bool:
    """``减少≥50%者38例``: a mark that some reached."""
    return figure.comparator is Comparator.AT_LEAST and one.behind(figure, 1) in {"者", "的"}


def _checked(one: Paragraph, figure: Figure) -> Iterator[Observation]:
    change = _change(one, figure)
    if change is None:
        return
    earlier = [f for f in one.earlier(figure, MOST) if figure.span.start - f.span.end <= REACH]
    earlier = [f for f in earlier if not _PER.search(one.before(f, 10))]
    pair = _pair(one, change, earlier) if len(earlier) > 1 else None
    if pair is None:
        yield from _beside(one, change)
        return
    start, end = pair
    first = min(start.span.start, end.span.start) - one.start
    told = one.words[max(0, first - 30) : figure.span.end - one.start + 24]
    if _OTHERS.search(told):
        return
    units = {start.unit, "none", "count"} if start.unit in {"none", "count"} else {start.unit}
    unit = [f for f in earlier if f.unit in units and f.value is not None]
    others = [(a, b) for a, b in combinations(unit, 2) if (a, b) != pair]
    if _in_half_kilos(one, start, end, change.figure):
        return
    if _explains(start, end, change) or any(_explains(a, b, change) or _explains(b, a, change) for a, b in others):
        return
    yield _fault(start, end, change)


def _in_half_kilos(one: Paragraph, start: Figure, end: Figure, change: Figure) -> bool:
    """``从84公斤减到78.5公斤，少了11斤``: what is told in kilograms, in 斤 of half a kilogram."""
    kilos = start.unit == end.unit == "kg" and change.unit != "kg" and one.behind(change, 1) == "斤"
    gap = abs(value_of(start) - value_of(end)) * 2
    return kilos and abs(gap - abs(value_of(change))) <= unit_in_last_place(change)


def _fault(start: Figure, end: Figure, change: Change) -> Observation:
    line, figure = _line(start, end, change), change.figure
    return observe("change-size", figure, f"{line} ≠ {figure.raw}", related=[(start, start.raw), (end, end.raw)],
                   before=start.raw, after=end.raw, right=line)  # fmt: skip


# --- two values anywhere in its sentence --------------------------------------------------------

_TIED = lazy(
    r"\bfrom\b|[\d%] to \d|\bbefore\b|baseline|\bentry\b|initial|earlier|previous|last year|\bago\b|\bversus\b|\bvs\b|\bv\b|compared (?:with|to)|\bagainst\b|\bthan\b|placebo|control|"
    r"(?:19|20)\d\d.{1,60}(?:19|20)\d\d|\bafter\b|respectively|由|从|治疗前|干预前|术前|基线|入院时|入组时|上年|去年|前一年|同期|对照|安慰剂|分别|原来|此前"
)
_NOT_OF_THESE = lazy(
    r"风险|危险|几率|校正|调整|估计|累[计积]|\brisk|odds|hazard|adjusted|least[- ]squares|\bls\b|model|estimated|weighted|median difference|hodges|平均每|年均|每年|per year|annual"
)


_THAN_OTHERS = lazy(r"(?: [a-z]+)? compared with (?:[a-z]+ ){0,3}(?!20)[a-z]+(?:s|e)\b(?! (?:of|was|were))")


def _beside(one: Paragraph, change: Change) -> Iterator[Observation]:
    """``6.1天，同比缩短0.4天（去年同期6.5天）``, "to 0.17 from 0.39, a reduction of 56%": just two values that it can lie between."""
    told = one.sentence_of(change.figure.span)
    if told is None or told.crowded:
        return
    start, end = (place - told.span.start for place in (change.figure.span.start, change.figure.span.end))
    if not _TIED.search(told.words[: max(0, start - change.clause)] + told.words[end:]):
        return
    if _NOT_OF_THESE.search(told.words[max(0, start - 40) : end + 30]) or _THAN_OTHERS.match(told.words, end):
        return
    levels = [f for f in told.figures if f is not change.figure and _in_question(told, f, change.figure)]
    if len(levels) != 2 or not all(_plain(f) and not changed_by(told, f) for f in levels):
        return
    first, second = levels
    if first.unit != second.unit and "none" not in {first.unit, second.unit}:
        return
    clause = told.words[max(0, start - change.clause) : start] + told.words[end : end + 24]
    if _OF_ANOTHER_TIME.search(clause) or any(told.words.count(year) < 2 for year in _YEAR.findall(clause)):
        return
    if min(value_of(first), value_of(second)) <= 0 or value_of(first) == value_of(second):
        return
    if of_other_things(told, first, second, change.figure) or not _of_the_same(one, told, change, first, second):
        return
    if _in_half_kilos(one, first, second, change.figure) or _of_another_quantity(told, first, change.figure):
        return
    if several_for(first, second, change.figure):
        return
    if not any(_explains(a, b, change) for a, b in ((first, second), (second, first))):
        yield _fault(first, second, change)


_QUANTITY = lazy(
    r"(?:血压|收缩压|舒张压|血糖|血脂|胆固醇|尿酸|心率|脉搏|\b(?:blood pressure|systolic|diastolic|glucose|cholesterol|heart rate|pulse))[^,，。;；\d]{0,12}$"
)
_OF_THE_BODY = frozenset({"kg", "g", "cm", "mm"})


def _of_another_quantity(told: Told, first: Figure, change: Figure) -> bool:
    """``减了9公斤，血压从148降到132``: bare values of a quantity that has no such unit."""
    bare = first.unit == "none" and change.unit in _OF_THE_BODY
    return bare and _QUANTITY.search(told.words, 0, first.span.start - told.span.start) is not None


_OF_ANOTHER_TIME = lazy(r"全年|累[计积]|总体|增[幅速]|below baseline|overall|in total|growth rate|五年|十年")
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _in_question(told: Told, figure: Figure, change: Figure) -> bool:
    """Could the change be told of this figure? Then there may be no third."""
    if figure.value is None or figure.unit in _IGNORED - {"fold"} or a_base(told, figure):
        return False
    if figure.unit in TIME_UNITS:
        return figure.unit == change.unit or (change.unit in {"pct", "fold"} and _lasting(told, figure))
    if change.unit in {"pct", "permille", "none", "score"}:
        return True
    return figure.unit in {"none", "pct" if change.unit == "pp" else change.unit}


def _lasting(told: Told, figure: Figure) -> bool:
    """A length of time as a value, not as when."""
    before = told.words[max(0, figure.span.start - told.span.start - 6) : figure.span.start - told.span.start]
    return figure.decimals > 0 and not expressions.search(r"第\s?$|\bat $|week $|month $", before)


def _of_the_same(one: Paragraph, told: Told, change: Change, first: Figure, second: Figure) -> bool:
    """Whether the change names nothing that its sentence has not named, and stands beside one of the two."""
    if not _same_english(one, change.figure, first):
        return False
    begin = change.figure.span.start - told.span.start - change.clause
    rest = told.words[: max(begin, 0)] + told.words[change.figure.span.end - told.span.start :]
    nouns = [change.subject[index : index + 2] for index in range(len(change.subject) - 1)]
    if sum(noun in rest for noun in nouns) < SAME * len(nouns) or unnamed(change.subject, rest):
        return False
    low, high = min(first.span.start, second.span.start), max(first.span.end, second.span.end)
    gap = max(low - change.figure.span.end, change.figure.span.start - high, 0)
    return gap <= 60


# --- how a change is told -----------------------------------------------------------------------


def _change(one: Paragraph, figure: Figure) -> Change | None:
    before = one.before(figure, 60)
    clause = expressions.split(r"[,，。;:；：(（—\n]", before)[-1]
    base = _BASE.search(clause)
    if base is not None and base[0] in before[: -len(clause)]:
        clause = clause.replace(base[0], "")  # 每千床日 was the base of both values
    if _EACH.search(clause) or _EACH_EN.match(one.behind(figure, 44)):
        return None
    if figure.unit == "fold":
        return Change(figure, "", None) if _OF_BEFORE.search(clause) and not figure.word else None
    match = _VERB_ZH.search(clause)
    if match is not None and _TO_ZH.search(clause, match.start("verb")):
        return None  # 由每班6次减为3次
    if match is not None and figure.raw[-1:] in "例人名" and _GRADES.search(one.words):
        return None  # 停止14例，明显减轻5例，无效2例: so many in each state
    if match is not None:
        rises = expressions.search(_UP_ZH, match["verb"]) is not None
        subject = _LEAD_ZH.sub("", clause[: match.start("verb")])
        return Change(figure, subject, rises, len(clause))
    english = _VERB_EN.search(before)
    noun = _NOUN_OF_CHANGE.search(before)
    if noun is not None:
        return Change(figure, "", None)
    if (
        english is not None
        and figure.unit != "pp"
        and not expressions.search(r"(?:by|of|up|down|gained|lost|cut)", english["verb"])
    ):
        english = None
    behind = _BEHIND_EN.match(one.behind(figure, 60)) if english is None and _LEAD_EN.search(before) else None
    verb = english or behind
    if verb is None:
        return None
    return Change(figure, "", expressions.search(r"ris|rose|incr|climb|gr[eo]w|improv|up|gain|long|more|high|large|great|above|jump", verb["verb"]) is not None)  # fmt: skip


def _pair(one: Paragraph, change: Change, earlier: list[Figure]) -> tuple[Figure, Figure] | None:
    """The last two values of one unit before the change, if words say which was first."""
    pair = _last_alike([f for f in earlier if _plain(f) and _fits_unit(f, change.figure)])
    if pair is None:
        return None
    first, second = expressions.split("。", one.before(pair[0], 90))[-1], one.between(*pair)
    swapped = _WAS.search(second) is not None
    start, end = (pair[1], pair[0]) if swapped else pair
    if value_of(start) <= 0 or value_of(end) < 0 or value_of(start) == value_of(end):
        return None
    came = swapped or _TO.search(second[-24:]) or _TO.search(one.behind(end, 10).split("，")[0])
    if not came or not (swapped or _FROM.search(first) or _FROM.search(second)):
        return None
    if "。" in one.between(pair[1], change.figure) and "。" in second:
        return None
    nouns = [change.subject[index : index + 2] for index in range(len(change.subject) - 1)]
    begin = change.figure.span.start - one.start - change.clause
    seen = first + second + one.words[min(pair[1].span.end - one.start, begin) : begin]
    if unnamed(change.subject, seen):
        return None
    if sum(noun in seen for noun in nouns) < SAME * len(nouns) or not _same_english(one, change.figure, pair[0]):
        return None
    rose = value_of(end) > value_of(start)
    if change.rises is not None and rose != change.rises:
        return None
    return start, end


def _same_english(one: Paragraph, figure: Figure, start: Figure) -> bool:
    """Whether the change is told of something that was spoken of before: not ``while income grew by 3%``."""
    clause = expressions.split(r"[,.;:(]|\b(?:and|while|but|whereas)\b", one.before(figure, 60))[-1]
    behind = _IN_WHAT.match(one.behind(figure, 60))
    nouns = _ENGLISH_NOUN.findall(_IDLE_EN.sub(" ", clause)) + ([behind[1]] if behind else [])
    earlier = one.words[: figure.span.start - one.start - len(clause)]
    return not nouns or any(noun in earlier[-REACH - 60 :] for noun in nouns)


_IN_WHAT = lazy(
    r"[\s-][a-z]{3,12}(?:\s(?:reduction|decrease|increase|fall|drop|rise))? in (?:the |overall |mean |average |total )?([a-z]{4,})"
)
_ENGLISH_NOUN = lazy(r"[a-z]{4,}")
_IDLE_EN = lazy(
    r"\b(?:which|that|this|these|they|with|about|around|some|nearly|almost|roughly|just|more|than|over|fell|dropped|declined|decreased|reduced|reduction|decrease|cut|shortened|lowered|shrank|"
    r"rose|increased|increase|climbed|grew|improved|gained|lost|jumped|lengthened|down|mean|average|relative|absolute|overall|total|further|rise|fall|drop|decline|gain|improvement|saving|"
    r"change|from|representing|amounts|amounting|equivalent|corresponding|meaning|means|making|giving|have|been|being|were|their|into|only|year|years|month|months|week|weeks|after|time)\b"
)


def _last_alike(values: list[Figure]) -> tuple[Figure, Figure] | None:
    """The last value and the one of its unit before it; a time between them is when, not what."""
    for index in range(len(values) - 1, 0, -1):
        for other in reversed(values[:index]):
            if other.unit == values[index].unit:
                return other, values[index]
        if values[index].unit not in TIME_UNITS:
            return None
    return None


def _plain(figure: Figure) -> bool:
    return figure.value is not None and not figure.word and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT}


def _fits_unit(value: Figure, change: Figure) -> bool:
    if value.unit in _IGNORED or value.unit == "pp" or value.denominator is not None:
        return False
    if change.unit in {"pct", "permille", "fold"}:
        return True
    if change.unit == "pp":
        return value.unit == "pct"
    return value.unit == change.unit


# --- what two values allow ----------------------------------------------------------------------


def _explains(start: Figure, end: Figure, change: Change) -> bool:
    """Whether a change may stand for what lies between the two, rounded in every way."""
    figure = change.figure
    one, two = value_of(start), value_of(end)
    steps = unit_in_last_place(start) / 2 + unit_in_last_place(end) / 2
    loose = Decimal(2) if Comparator.ABOUT in {start.comparator, end.comparator} else Decimal(1)
    gap = abs(one - two)
    if figure.unit == "fold":
        return not one or not two or _says(figure, two / one, two / one / 8)
    if figure.unit != "pct" or start.unit == "pct":
        coarse = max(unit_in_last_place(start), unit_in_last_place(end)) * loose - unit_in_last_place(figure)
        if _says(figure, gap, max(coarse, Decimal(0))):
            return True
        if figure.unit != "pct":
            return False
    if not one:
        return True
    size = gap * 100 / abs(one)
    blur = min((steps * 100 / abs(one)) * (1 + size / 100), MOST_BLUR) * loose
    if loose > 1:
        blur += size / 10
    return _says(figure, size, blur)


def _says(figure: Figure, value: Decimal, blur: Decimal) -> bool:
    stated = abs(value_of(figure))
    room = blur + (Decimal(4) if figure.word else unit_in_last_place(figure))
    match figure.comparator:
        case Comparator.ABOUT:
            return abs(value - stated) <= room + stated / 8
        case Comparator.NEARLY:
            return stated * Decimal("0.85") - room <= value <= stated + room
        case Comparator.MORE | Comparator.AT_LEAST:
            return value >= stated - room
        case Comparator.LESS | Comparator.AT_MOST:
            return value <= stated + room
        case _:
            return abs(value - stated) <= room


def _line(start: Figure, end: Figure, change: Change) -> str:
    one, two = value_of(start), value_of(end)
    high, low = max(one, two), min(one, two)
    line = f"{plain(high)} - {plain(low)} = {plain(high - low)}"
    if change.figure.unit == "pct":
        line += f"; {plain(high - low)}/{plain(one)} = {show((high - low) * 100 / one, 1)}%"
    return line
