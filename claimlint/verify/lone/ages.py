"""The ages of one life against its years: ``1958年出生，2016年手术，手术时58岁``, "43 at diagnosis in 2009 ... in 2024 the 58-year-old", "from 17 to 47, 30 years"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.years import Mark, ages, years
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.lengths import Time, times

_BORN_AHEAD = lazy(r"(?:生于|出生于?(?:日期)?)[:：]?\s?$|\bborn(?: [a-z]+){0,4} $")
_BORN_BEHIND = lazy(r"\s?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:出?生(?!后|缺|化|活|效|理|下|了|育|产|孩|子|女))")
_FAMILY = lazy(  # another's age may be meant
    r"母亲|父亲|妈|爸|老伴|丈夫|妻子|爱人|姐|妹|兄|弟|哥|儿子|女儿|孙|夫妻|夫妇|两人|双胞胎|二人|同事|同学|朋友|供[者体]|平均|中位|人群|患者们|志愿者|参与者|受试者|队列|\d[例名位]|分别|相差|比|虚岁|组|"
    r"\b(?:mother|father|sister|brother|husband|wife|twins?|son|daughter|couple|cousin|colleague|donor(?! (?:heart|kidney|liver|lung|organ|egg|cornea)s?\b)|recipient|friend|teacher|nurse|doctor|surgeon|patients|participants|people|women|men|median|mean|average|cohort|group|respectively|older|younger|their)\b"
)
_SUBJECT = lazy(
    r"(?<=, )the (?:[a-z]+ ){0,2}(?:surgeon|doctor|nurse|teacher|friend)\b(?= (?:qualified|trained|was|had|died|retired|left|moved|worked|began|started|became))"
)
_OPENING = 16  # characters in which whoever it is about is named
_THEN = lazy(r"(?:那年|那时|当时|时年|其时|彼时|这年|年仅|享年|终年|是年)[^，。；\d]{0,8}$")
_WHEN = lazy(r"(?P<event>[一-鿿]{2})(?:时|那年|当天|之?时)(?:仅|才|刚满?|已|只有|患者|年龄|为|是|：|:){0,2}$")
_NOW = lazy(r"(?:今年|现年|现在|如今|目前|\bnow|today)[^，。；\d]{0,6}$")
_CUT = lazy(r"[，。；;,]|\.\s|\band\b|\bbut\b")
_STOP = lazy(r"[。；;]|\.\s")
_PAIR_REACH, _COMMA_REACH, _CLAUSE_REACH = 48, 16, 60
_LASTED = lazy(
    r"(?:烟龄|病程|病史|带病生存|患病|工龄|从医|从业|吸烟史?|服药|坚持|行医|透析|前后|一共|整整|历时)[^，。；;@\d]{0,8}$|"
    r"\b(?:having|has|had|have) (?:smoked|lived|been|worked|taken|suffered|practised|had|drunk)[^.;,]{0,24} for(?: (?:exactly|a full|all of|the))? $|\bafter(?: exactly)? $"
)
_STOPPED = lazy(r"戒|停|退休|离休|去世|病逝|移植|\b(?:stopp|stop|gave up|giv(?:es|ing|en) up|quit|retir|died|ended)")
_ENDING = lazy(r"[。；;,，]|\.\s")
_ROUGHLY = lazy(r"约|近|大概|不到|逾|超|about|nearly|almost|some|over|around|least")
_OTHERWISE = lazy(r"中间|其间|期间|戒过|停过|中断|除去|\bwith an? |\bbreak|apart from|\bgap\b|interrupt|off and on|smoke-free|计划|将(?!军)|will\b|plans?\b|would")  # fmt: skip


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage about one person that tells two ages, or an age and the year of birth."""
    for one in passages(scene):
        yield from _at_work(one)
        told = ages(one)
        first = min((each.start for each in (*told, *years(one))), default=0)
        if (
            told
            and not any(each.rough for each in told)
            and not _FAMILY.search(_without_givers(one, told[-1].end), min(first, _OPENING))
        ):
            yield from _check(one, told)


_AT_WORK = lazy(
    r"(?:今年|现年|年仅|已经?|刚满?|[，,])\s?(?P<a>\d{2})岁[^。；;\d]{0,12}?(?:从医|行医|从业|执业|执教|任教|从教|工作|参加工作)(?:已经?|了|至今|近|逾|超过|整整)?(?P<n>\d{2})(?:多|余)?年"
    r"|(?:从医|行医|从业|执业|执教|任教|从教)(?:已经?|了|至今)?(?P<n2>\d{2})(?:多|余)?年[^。；;\d]{0,8}?(?:今年|现年|年仅)(?P<a2>\d{2})岁"
)
_AS_A_CHILD = lazy(r"自幼|从小|自小|世家|祖传|家传|童工|父|母|妻|(?<!大)夫|儿子|女儿|学生|徒|患者|病人|老师|两人|分别")
_LEAST_AGE = 16  # at which anybody practises


def _at_work(one: Paragraph) -> Iterator[Observation]:
    """``王医生今年45岁，从医35年``: nobody practises at ten."""
    match = _AT_WORK.search(one.words)
    if match is None or _AS_A_CHILD.search(one.words[max(0, match.start() - 24) : match.end() + 8]):
        return
    age, worked = int(match["a"] or match["a2"]), int(match["n"] or match["n2"])
    if age - worked < _LEAST_AGE:
        line = f"{age} - {worked} = {age - worked}"
        yield observe("date-span", one.span(*match.span()), line, related=[(one.span(*match.span()), match[0])], stated=match[0],
                      before=str(age), after=str(worked), right=str(age - worked), tied="yes")  # fmt: skip


def _without_givers(one: Paragraph, start: int) -> str:
    """The words without whoever is named behind the last age only as the giver of something."""
    words = _SUBJECT.sub(" ", one.words)
    return words[:start] + _GIVER.sub(" ", words[start:])


_RELATIVE = "(?:mother|father|sister|brother|husband|wife|twin|son|daughter|cousin|friend|donor)"
_GIVER = lazy(
    rf"\b(?:from|by|donated by|given by) (?:his|her|a|an|the)(?: [a-z]+)? {_RELATIVE}(?=[.;]|$| and (?:went|is|has|had|now|left|returned|came|recovered)\b)"
    r"|(?:由|接受了?|来自|移植了?)(?:其|她|他)?(?:的)?(?:母亲|父亲|妈妈|爸爸|妻子|丈夫|姐姐|妹妹|哥哥|弟弟|儿子|女儿)(?:所)?(?=捐|供|提供|的肾|的肝)"
)


def _check(one: Paragraph, told: tuple[Mark, ...]) -> Iterator[Observation]:
    dated = years(one)
    born = [each for each in dated if _is_birth(one, each)]
    others = [each for each in dated if each not in born]
    if len(born) == len(told) == 1 < len(others):  # qualified in 1921 and died in 1974 at the age of 76
        others = [each for each in others if _AT_AGE.fullmatch(one.words[each.end : told[0].start])]
    if len(born) == len(others) == len(told) == 1:
        yield from _since_birth(one, born[0], others[0], told[0])
    elif not born and len(dated) == len(told) == len("ab"):
        yield from _two_pairs(one, dated, told)
    if not born and len(told) == len("ab") and not _OTHERWISE.search(one.words):
        yield from _between(one, told)


_AT_AGE = lazy(
    r",? (?:at (?:the )?(?:age (?:of )?)?|aged |when (?:he|she) was )?|年?(?:[^，。；\d]{0,8}[，,])?(?:享年|终年|时年|年仅|，|,)"
)


def _is_birth(one: Paragraph, each: Mark) -> bool:
    ahead = one.words[max(0, each.start - 30) : each.start]
    return _BORN_AHEAD.search(ahead) is not None or _BORN_BEHIND.match(one.words, each.end) is not None


def _since_birth(one: Paragraph, born: Mark, year: Mark, age: Mark) -> Iterator[Observation]:
    """``生于1949年，2019年手术，那年70岁``."""
    if abs(year.value - born.value - age.value) > 1 and year.value > born.value and _of_that_year(one, year, age):
        yield _fault(one, age, f"{year.value} - {born.value} = {year.value - born.value}", (born, year))


def _of_that_year(one: Paragraph, year: Mark, age: Mark) -> bool:
    """Do the words tie the age to the year?"""
    gap = one.words[min(year.end, age.end) : max(year.start, age.start)]
    if age.start < year.start:
        return len(gap) <= _CLAUSE_REACH and not _CUT.search(gap)
    if _STOP.search(gap) or _NOW.search(one.words[: age.start]):
        return False
    when = _WHEN.search(gap)
    if _THEN.search(gap) or (when and when["event"] in {"当时", "那时", "彼时"}):
        return True
    if when is not None and _CUT.search(gap):
        return any(word in gap[: when.start()] for word in (when["event"], *_LIKE.get(when["event"], ())))
    return len(gap) <= (_CLAUSE_REACH if when else _COMMA_REACH) and (not _CUT.search(gap) or expressions.search(r"^[年)）\s]*[，,]\s?(?:时年|当年|年)?$", gap) is not None)  # fmt: skip


_LIKE = {"手术": ("术", "切除", "植入", "移植", "置换", "换", "装"), "术": ("手术",), "确诊": ("诊断", "查出", "患上", "发现"), "诊断": ("确诊",), "入院": ("收治", "住院"),
         "发病": ("起病", "出现"), "起病": ("发病", "出现"), "移植": ("换",), "去世": ("病逝", "辞世")}  # fmt: skip


def _two_pairs(one: Paragraph, dated: tuple[Mark, ...], told: tuple[Mark, ...]) -> Iterator[Observation]:
    """``42岁那年（2011年）确诊……今年是2023年，她54岁``."""
    first, last = sorted((dated[0], told[0]), key=_place), sorted((dated[1], told[1]), key=_place)
    if first[1].start > last[0].start or not (_beside(one, first) and _beside(one, last)):
        return
    apart, older = dated[1].value - dated[0].value, told[1].value - told[0].value
    if apart >= 0 < told[0].value and abs(apart - older) > 1:
        line = f"{told[0].value} + ({dated[1].value} - {dated[0].value}) = {told[0].value + apart}"
        yield _fault(one, told[1], line, dated)


_OLDEST = 120
_ELSE = lazy(r"\band\b|\bbut\b|\bnow\b|如今|现在|今年(?!是)")


def _place(mark: Mark) -> int:
    return mark.start


def _beside(one: Paragraph, pair: list[Mark]) -> bool:
    gap = one.words[pair[0].end : pair[1].start]
    if pair[0].value <= _OLDEST and _NOW.search(one.words[: pair[0].start]):
        return False
    reach = _COMMA_REACH if expressions.search(r"[，,]|\bin\b.*\bin\b", gap) else _PAIR_REACH
    return len(gap) <= reach and not _STOP.search(gap) and not (pair[0].value > _OLDEST and _ELSE.search(gap))


def _between(one: Paragraph, told: tuple[Mark, ...]) -> Iterator[Observation]:
    """``25岁开始吸烟，45岁戒掉，烟龄20年``."""
    lasted = [time for time in times(one) if _in_years(time) and not _of_age(time, told)]
    if (
        len(lasted) != 1
        or _ROUGHLY.search(lasted[0].before[-8:])
        or lasted[0].ranges
        or lasted[0].counted
        or not _LASTED.search(one.words[: lasted[0].start])
    ):
        return
    time, grown = lasted[0], told[1].value - told[0].value
    ahead, behind = one.words[: told[1].start], _CUT.split(one.words[told[1].end : told[1].end + 14])[0]
    if not (
        _NOW.search(ahead) or _STOPPED.search(_CUT.split(ahead[-40:])[-1] + _ENDING.split(ahead)[-1][-40:] + behind)
    ):
        return  # how long it has lasted by now, when that age is past
    years_told = time.high / Decimal("365.25")
    if grown > 0 and abs(years_told - grown) > 1 and not expressions.match(r"\s?(?:多|余|前|ago|or more)", time.rest):
        line = f"{told[1].value} - {told[0].value} = {grown} ≠ {time.words}"
        places = [(one.span(each.start, each.end), str(each.value)) for each in told]
        yield observe("date-span", time.span, line, related=places, stated=time.words, before=str(told[0].value),
                      after=str(told[1].value), right=str(grown), tied="yes")  # fmt: skip


def _in_years(time: Time) -> bool:
    return time.unit.rstrip("s") in {"年", "year", "yr"}


def _of_age(time: Time, told: tuple[Mark, ...]) -> bool:
    return any(time.start < each.end and each.start < time.end for each in told)


def _fault(one: Paragraph, age: Mark, line: str, dated: tuple[Mark, Mark] | tuple[Mark, ...]) -> Observation:
    words = one.words[age.start : age.end]
    places = [(one.span(each.start, each.end), str(each.value)) for each in dated]
    return observe("date-span", one.span(age.start, age.end), f"{line} ≠ {words}", related=places, stated=words,
                   before=str(dated[0].value), after=str(dated[1].value), right=line.rpartition("= ")[2], tied="yes")  # fmt: skip
