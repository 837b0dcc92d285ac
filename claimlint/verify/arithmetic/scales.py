"""Values beyond the ends that medicine and the calendar set: scores of named scales, shares of the blood, days of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped


class Scale(NamedTuple):
    """A clinical scale by its names, with the least and the most that it gives; ``named`` needs "score" behind it."""

    names: str
    low: Decimal
    high: Decimal
    named: bool = False


def _scale(names: str, low: int, high: int, *, named: bool = False) -> Scale:
    return Scale(names, Decimal(low), Decimal(high), named)


_SCALES = (
    _scale(r"gcs|格拉斯哥昏迷(?:量表|指数|评分)?|glasgow coma (?:scale|score)", 3, 15),
    _scale(r"apgar|阿普加", 0, 10),
    _scale(r"nrs|数字(?:疼痛)?(?:评分|分级)(?:法|量表)?|numeric(?:al)? rating scale", 0, 10),
    _scale(r"nihss", 0, 42),
    _scale(r"mmse|简易(?:智力|精神)状态(?:检查|量表)?|mini-mental state exam(?:ination)?", 0, 30),
    _scale(r"moca|蒙特利尔认知(?:评估)?(?:量表)?|montreal cognitive assessment", 0, 30),
    _scale(r"barthel(?:\s?index)?|(?:改良)?巴氏指数", 0, 100),
    _scale(r"mrs|改良rankin(?:量表)?|modified rankin(?: scale)?", 0, 6),
    _scale(r"ecog(?:-?\s?ps)?", 0, 5),
    _scale(r"kps|karnofsky|卡氏", 0, 100),
    _scale(r"q-?sofa", 0, 3),
    _scale(r"sofa", 0, 24),
    _scale(r"apache\s?(?:ii|ⅱ)", 0, 71),
    _scale(r"child-?\s?pugh", 5, 15, named=True),
    _scale(r"phq-?9", 0, 27),
    _scale(r"gad-?7", 0, 21),
    _scale(r"pasi", 0, 72, named=True),
    _scale(r"dlqi|皮肤病生活质量指数", 0, 30),
    _scale(r"cha2ds2-?vasc|cha₂ds₂-?vasc", 0, 9),
    _scale(r"has-?bled", 0, 9),
    _scale(r"harris(?:\s?hip)?|lysholm", 0, 100, named=True),
    _scale(r"berg(?:平衡)?(?:量表)?|berg balance(?: scale)?", 0, 56),
    _scale(r"ipss", 0, 35, named=True),
    _scale(r"iief-?5", 0, 25),
    _scale(r"epworth(?:嗜睡量表| sleepiness(?: scale)?)?", 0, 24),
    _scale(r"psqi|匹兹堡睡眠质量指数", 0, 21),
    _scale(r"bishop|宫颈成熟度", 0, 13, named=True),
    _scale(r"braden", 6, 23, named=True),
    _scale(r"curb-?65", 0, 5),
    _scale(r"basdai", 0, 10),
    _scale(r"mmrc", 0, 4),
    _scale(r"(?:sas|sds|焦虑自评量表|抑郁自评量表)", 20, 100, named=True),
    _scale(r"cat", 0, 40, named=True),
    _scale(r"easi", 0, 72, named=True),
    _scale(r"scorad", 0, 103),
    _scale(r"uas-?7", 0, 42, named=True),
    _scale(r"ces-?d", 0, 60, named=True),
    _scale(r"epds|爱丁堡产后抑郁量表", 0, 30),
)
_SCORE_WORD = (
    r"(?:昏迷|平衡|髋关节|膝关节|疼痛|认知|功能|压疮)?(?:量表)?(?:总)?(?:评分|得分|分值|分数|指数|总分|scores?|total)"
)
_AT = r"(?:\s?(?:at|on) (?:admission|arrival|discharge|presentation|baseline|(?:one|five|ten|1|5|10) min(?:utes?)?))?"
_SAID = r"(?:[:：=]|中位数?|平均|均值|\bmedian\b|\bmean\b|分别|均?为|是|仅有?|只有|高达|达到?|升至|降至|恢复至|改善至|\bof\b|\bwas\b|\bwere\b|\bis\b|\bonly\b|\s){0,3}"
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_NO_SCORE = (  # another number of the same words: a time, patients, a share, one end of a range, one part of the score
    r"(?![\d./%~:：t×]|-\s?\d|\s?(?:to|至|到|or|或)\s?\d|\s?(?:分钟|min|h(?![a-z])|小时|天|d(?![a-z])|周|个|月|年|例|名|人|位|项|条|题|mm|ml|weeks?|days?|months?|hours?|patients|items?|of\b|out of|points? (?:lower|higher|less|more)|years?))"
)
_LIST = rf"(?P<a>{_NUMBER}){_NO_SCORE}(?:\s?分)?{_AT}(?:\s?(?:、|和|及|,|and)\s?(?P<b>{_NUMBER}){_NO_SCORE}\s?分?)?"
_OTHER_SCALE = lazy(
    r"子量表|分量表|各维度|维度|单项|t\s?分|百分制|标准分|改良版|变化|差值|subscale|z-?score|t-?score|per cent|normali[sz]ed|change"
)


@cache
def _expression() -> re.Pattern[str]:
    free = "|".join(f"(?P<s{i}>{one.names})" for i, one in enumerate(_SCALES) if not one.named)
    bound = "|".join(f"(?P<s{i}>{one.names})" for i, one in enumerate(_SCALES) if one.named)
    return compiled(
        rf"(?<![a-z0-9-])(?:(?:{free})(?![a-z])(?:\s?{_SCORE_WORD})?|(?:{bound})\s?{_SCORE_WORD}){_AT}"
        rf"(?:\s?[(（][a-z0-9 -]{{2,12}}[)）])?\s?{_SAID}[(（]?{_LIST}"
    )


def check(scene: Scene) -> Iterator[Observation]:
    """Scores and dates of every sentence, and what came back of what went out."""
    for told in scene.sentences:
        if _GATE.search(told.words):
            yield from _dates(told)
        if told.figures and not told.crowded:
            yield from _scores(told)
            yield from _of_hundred(told)
            yield from _returned(told)
            yield from _inverted(told)
            yield from _below_zero(told)


def _scores(told: Told) -> Iterator[Observation]:
    """``GCS评分2分``: the least that the scale gives is 3."""
    if _OTHER_SCALE.search(told.words):
        return
    for match in _expression().finditer(told.words):
        name = next(name for name, text in match.groupdict().items() if name[0] == "s" and text)
        scale = _SCALES[int(name[1:])]
        for value in ("a", "b"):
            if match[value] and not scale.low <= Decimal(match[value]) <= scale.high:
                low, high = plain(scale.low), plain(scale.high)
                line = f"{match[name]} {match[value]} ∉ [{low}, {high}]"
                span = Span(told.span.start + match.start(value), told.span.start + match.end(value))
                yield observe("impossible-value", span, line, stated=match[value], limit=f"{low}-{high}")
    yield from _far_beyond(told)


_ANOTHER = lazy(r"提高|增加|升高了|差|变化|优良|评分和|评分及|、[一-鿿a-z]{2,10}评分")


def _far_beyond(told: Told) -> Iterator[Observation]:
    """``术前Harris评分（46.2±7.1）分，末次随访时（184.1±6.0）分``: every score of a sentence that names one scale."""
    named = {
        next(n for n, text in m.groupdict().items() if n[0] == "s" and text) for m in _expression().finditer(told.words)
    }
    if len(named) != 1 or _ANOTHER.search(told.words) or len(_SCORE.findall(told.words)) != 1:
        return
    scale = _SCALES[int(named.pop()[1:])]
    for figure in told.figures:
        if figure.unit == "score" and exact(figure) and value_of(figure) > scale.high:
            line = f"{figure.raw} > {plain(scale.high)}"
            yield observe("impossible-value", figure, line, limit=f"{plain(scale.low)}-{plain(scale.high)}")


_SCORE = lazy(r"评分|得分|量表|指数|总分|scores?|scale")


# --- shares of a whole ---------------------------------------------------------------------------------

_WHOLE = lazy(
    r"(?:血氧饱和度|氧饱和度|指脉?氧|脉氧|spo2|sao2|spo₂|oxygen saturations?|saturations?|射血分数|(?<![a-z])lvef|ejection fraction|红细胞压积|血细胞比容|ha?ematocrit|转铁蛋白饱和度|"
    r"相对湿度|relative humidity|体脂率|body fat(?: percentage)?|吸入氧浓度|fio2)[^,，。;；%]{0,64}$"
)
_RISEN = lazy(
    r"提高|增加|增长|升高了|上升了|倍|基线的|预计|正常值|increase|rose by|improv|relative to|of baseline|of predicted|compared"
)


def _of_hundred(told: Told) -> Iterator[Observation]:
    """``Oxygen saturation measured on room air was 104%``."""
    for figure in told.of_kind("P"):
        before = told.words[: figure.span.start - told.span.start]
        match = _WHOLE.search(before[-100:]) if figure.high > 100 else None
        if (match is not None and not _RISEN.search(match[0])) or (
            figure.high > 100 and _PEAK.search(before) and _MOIST.search(before)
        ):
            yield observe("impossible-value", figure, f"{plain(figure.high)}% > 100%", limit="100%")


_PEAK = lazy(r"(?:peak|high|maximum|max|low|minimum) of (?:about )?$|(?:最高|最低|峰值)(?:为|是|达到?|约){0,2}$")
_MOIST = lazy(r"humidity|湿度|saturation|饱和度|射血分数|ejection fraction")

# --- the highest and the lowest ------------------------------------------------------------------------

_SIDES = (
    ("最高", "最低"),
    ("最大", "最小"),
    ("最长", "最短"),
    ("最多", "最少"),
    ("highest", "lowest"),
    ("longest", "shortest"),
    ("oldest", "youngest"),
    ("maximum", "minimum"),
    ("largest", "smallest"),
)
_OF_A_STEP = r"[^\ue000-\ue00c。;；]{0,10}?"
_EXTREMES = tuple(
    shaped(
        rf"{one}{_OF_A_STEP}(?P<a><TNUCXP>)[分岁例天]?[,，、;；]?\s?(?:and )?(?:the )?{_OF_A_STEP}{two}{_OF_A_STEP}(?P<b><TNUCXP>)"
    )
    for pair in _SIDES
    for one, two in (pair, pair[::-1])
)
_BOUNDS = lazy(r"不超过|不得|不低于|至少|以下|以上|限|舒张压|低压|below|above|at least|increase|difference")


def _inverted(told: Told) -> Iterator[Observation]:
    """``最高分98分，最低分106分``."""
    if _BOUNDS.search(told.words):
        return
    for index, pattern in enumerate(_EXTREMES):
        for match in pattern.finditer(told.shape):
            first, second = told.group(match, "a"), told.group(match, "b")
            high, low = (second, first) if index % 2 else (first, second)
            if exact(high) and exact(low) and high.unit == low.unit and value_of(high) < value_of(low):
                line = f"{high.raw} < {low.raw}"
                yield observe("impossible-value", second, line, related=[(first, first.raw)], limit=first.raw)


# --- what came back --------------------------------------------------------------------------------------

_RETURNED = (
    shaped(
        r"(?:发放|发出|派发|下发|寄出|分发|投放|发送)(?:了|出|共|调查|有效|问卷|量表|试卷|邀请|表格?|调查表|随访表|的){0,4}(?P<n><CX>)`{0,8}?[,，;；、]\s?"
        r"`{0,8}?(?:回收|收回|收到|返回|回复)(?:了|到|得|有效|调查|问卷|量表|试卷|共|合格|调查表|随访表|完整|的){0,4}(?P<k><CX>)"
    ),
    shaped(
        r"(?P<n><CNX>) `{0,16}?(?:questionnaires|surveys|forms|diaries|kits|invitations|letters|leaflets)?`{0,16}?(?:distributed|sent(?: out)?|mailed|handed out|posted|issued|given out)`{0,40}?"
        r"[,;]?\s?(?:and |of which |of whom |but )(?:only )?(?P<k><CNX>)(?: of (?:them|these))?`{0,24}?(?:returned|came back|received back|completed|replied|responded|answered|sent back)"
    ),
    shaped(
        r"\bof (?:the |all )?(?P<n><CNX>) `{0,16}?(?:questionnaires|surveys|forms|diaries|kits|invitations|letters|leaflets)(?: (?:that were|which were|we))? (?:distributed|sent(?: out)?|mailed|handed out|posted|issued|given out)"
        r"`{0,20}?, (?:only )?(?P<k><CNX>)`{0,24}?(?:returned|came back|received back|completed|replied|answered|sent back)"
    ),
)
_MORE_CAME = lazy(
    r"补发|追加|另|再次|人次|线上|扫码|转发|累[计积]|第二轮|extra|second|online|again|additional|each|households?|famil"
)


def _returned(told: Told) -> Iterator[Observation]:
    """``发放问卷450份，回收有效问卷462份``."""
    for pattern in _RETURNED:
        for match in pattern.finditer(told.shape):
            out, back = told.group(match, "n"), told.group(match, "k")
            alike = kind_of(out) == kind_of(back) or "N" in {kind_of(out), kind_of(back)}
            if (
                alike
                and exact(out)
                and exact(back)
                and value_of(back) > value_of(out)
                and not _MORE_CAME.search(told.words)
            ):
                yield observe("part-exceeds-total", back, f"{plain(value_of(back))} > {plain(value_of(out))}",
                              related=[(out, out.raw)], total=plain(value_of(out)))  # fmt: skip


# --- nothing lasts less than no time -----------------------------------------------------------------------

_NEGATIVE = lazy(
    r"(?:年龄|身高|体重|体质量|病程|住院(?:时间|天数|日)|随访(?:时间|期)|手术时间|出血量|心率|住院费用|bmi|\bage|\bheight|\bweight|length of stay|hospital stay|operati(?:on|ve|ng) time|blood loss|follow-up|heart rate|duration)"
    r"(?:\s?(?:的|中位数?|平均值?|均值|值|约|为|是|was|of|averaged|:|：|=)){1,4}\s?(?P<v>-\s?\d{1,4}(?:\.\d{1,2})?)\s?(?=岁|天|d\b|日|个?月|年|分钟|min|小时|h\b|cm|kg|ml|次|years|days|weeks|months|hours|kg/m)"
)
_IS_CHANGE = lazy(
    r"变化|差|减|降|增|z\s?分|z-?score|change|differ|reduc|loss of weight|lost|gain|相较|较|versus|vs|relative"
)


def _below_zero(told: Told) -> Iterator[Observation]:
    """``平均住院时间为-6.3天``."""
    match = _NEGATIVE.search(told.words)
    if match is not None and not _IS_CHANGE.search(told.words):
        span = Span(told.span.start + match.start("v"), told.span.start + match.end("v"))
        yield observe("impossible-value", span, f"{match['v']} < 0", stated=match["v"], limit="0")


# --- days that no month has ----------------------------------------------------------------------------------

_GATE = lazy(
    r"月\s?\d{1,2}\s?[日号]|年\s?\d{2}\s?月|(?:19|20)\d\d-\d\d-\d\d|\d(?:st|nd|rd|th)? (?:of )?(?:feb|apr|jun|sep|nov)|(?:feb|apr|jun|sep|nov)[a-z]{0,6}\.? \d"
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{{3,6}})?\.?"
_DATE = (
    lazy(
        r"(?:(?P<y>(?:19|20)\d\d)\s?年\s?)?(?:(?<![\d.~至到-])|(?<=[日时号][~至到-]))(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号](?!龄|楼|线|院|床)"
    ),
    lazy(r"(?<![\d\w.-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    lazy(
        rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH.format('m')}(?![a-z])(?:,? (?P<y>(?:19|20)\d\d))?"
    ),
    lazy(rf"(?<![a-z]){_MONTH.format('m')} (?P<d>\d{{1,2}})(?:st|nd|rd|th|, (?P<y>(?:19|20)\d\d))(?![\d%])"),
    lazy(
        rf"(?<=\bon ){_MONTH.format('m')} (?P<d>\d{{1,2}})(?P<y>(?!))?(?=[.,;]|\s(?:at|in|and|to|the|with|for|last|this)\b)"
    ),
)
_NO_DATE = lazy(r"没有|不存在|愚人|虚构|编造|笔误|误写|no such|does not exist|fictit|typo")


def _dates(told: Told) -> Iterator[Observation]:
    """``6月31日``, "February 30th"; the 29th of February only where the year is told."""
    if _NO_DATE.search(told.words):
        return
    for pattern in _DATE:
        for match in pattern.finditer(told.words):
            month = int(match["m"]) if match["m"].isdigit() else _MONTHS.index(match["m"][:3]) + 1
            if not 1 <= month <= 12:
                continue
            most = _days_of(month, int(match["y"]) if match["y"] else None)
            if most < int(match["d"]) <= 31:
                span = Span(told.span.start + match.start(), told.span.start + match.end())
                yield observe(
                    "impossible-value",
                    span,
                    f"{match[0].strip()}: {match['d']} > {most}",
                    stated=match[0].strip(),
                    limit=str(most),
                )
    for match in _THIRTEENTH.finditer(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("impossible-value", span, f"{match['m']} > 12", stated=match[0], limit="12")


_THIRTEENTH = lazy(r"(?<!\d)(?:19|20)\d\d\s?年\s?(?P<m>1[3-9]|[2-9]\d)\s?月(?!龄)")


def _days_of(month: int, year: int | None) -> int:
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 29 if month == 2 and leap else _DAYS[month - 1]
