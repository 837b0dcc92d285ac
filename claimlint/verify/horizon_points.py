"""Times at which somebody was seen, however they are told, against the longest that anybody can have been seen.

Unlike ``horizon`` and ``horizon_spans`` it needs no rate: a visit, a finding, a thing done on ``第18天`` is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_arabic, parse_chinese, parse_english
from claimlint.language.units import days
from claimlint.model.hit import Observation
from claimlint.model.text import Role
from claimlint.verify.horizon import ROOM, Limit, told_limits
from claimlint.verify.horizon_spans import dated_limit, followed_times, other_limits
from claimlint.verify.paragraphs import Paragraph, of_frame
from claimlint.verify.scene import Frame, Scene, observe

_ZH_NUMBER = r"\d{1,4}(?:\.\d)?|[一二两三四五六七八九十百]{1,5}"
_EN_NUMBER = (
    r"\d{1,4}(?:\.\d)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_UNITS = {"年": "year", "月": "month", "周": "week", "天": "day", "日": "day"}
TIME = lazy(
    rf"(?<![\d.,~-])(?P<z>{_ZH_NUMBER})\s?(?P<g>个)?(?P<zu>年|月|周|天|日)(?![份号岁龄轻])"
    rf"|(?<![a-z])(?P<w>week|month|day|year)s? (?P<wn>{_EN_NUMBER})(?![\d,.]\d|[-a-z\d%]|\s?(?:to|and|or)\s\d)"
    rf"|(?<![a-z\d.,~-])(?P<n>{_EN_NUMBER})[ -](?P<nu>year|month|week|day)s?(?![a-z])"
    rf"|(?<![a-z])(?P<o>{'|'.join(_ORDINALS)}) (?P<ou>year|month|week|day)(?![a-z])"
)


class Time(NamedTuple):
    """A length of time with the words around it, within its sentence."""

    days: Decimal
    start: int
    end: int
    words: str
    before: str  # of its clause
    behind: str
    sentence: str
    english: bool


def times(one: Paragraph) -> Iterator[Time]:
    """Every time that a paragraph tells, in digits or words; ranges and dates are none."""
    for told in one.sentences:
        if told.role is Role.REFERENCES:
            continue
        for match in TIME.finditer(told.words):
            length = _length(match)
            if length is None or length <= 0:
                continue
            place = told.span.start - one.start
            before = _CLAUSE.split(told.words[max(0, match.start() - 70) : match.start()])[-1]
            rest = told.words[match.end() : match.end() + 60]
            behind = _CLAUSE.split(rest if rest[:1] not in {"，", ","} else " " + rest[1:])[0]  # 第5天，护士
            english = match["zu"] is None
            yield Time(
                length, place + match.start(), place + match.end(), match[0], before, behind, told.words, english
            )


_CLAUSE = lazy(r"[。；;，,]|\.\s|:|：")


def _length(match: re.Match[str]) -> Decimal | None:
    if match["z"]:
        if match["zu"] == "月" and not match["g"] and match["z"][-1:].isdigit():
            return None  # 3月: March
        number = parse_arabic(match["z"]) if match["z"][0].isdigit() else parse_chinese(match["z"])
        if number is None or (match["zu"] == "年" and number.value > 99):
            return None
        return days(number.value, _UNITS[match["zu"]])
    if match["o"]:
        return days(Decimal(_ORDINALS.index(match["o"]) + 1), match["ou"])
    text, unit = (match["wn"], match["w"]) if match["w"] else (match["n"], match["nu"])
    number = parse_arabic(text) if text[0].isdigit() else parse_english(text)
    return days(number.value, unit) if number is not None else None


# --- how long -----------------------------------------------------------------------------------------

_STAY = (  # one patient's days in hospital
    lazy(
        r"(?:共|前后|先后|总共|一共|累计)?住院(?:治疗|观察|时间|天数|时长){0,2}(?:前后)?(?:共|一共|总共|总计|了|为|仅|只有|只|满){0,3}$"
    ),
    lazy(
        r"(?:在(?:我?院|医院|病房|icu|监护室)[里内]?|icu内?|监护室)(?:一?共|总共|前后)?(?:住|待|呆|度过|治疗)(?:了|满){0,2}$"
    ),
    lazy(
        r"\b(?:spent|stayed|remained|was in hospital for|hospitali[sz]ed for|in hospital for|stay (?:was|of|lasted|totalled)|admitted for)(?: (?:a total of|just|only|exactly|in all|in hospital for|in the (?:hospital|ward|unit) for))? $"
    ),
    lazy(
        r"\b(?:discharged|went home|sent home|left (?:the )?hospital|left the ward)(?: home)? (?:on|after)(?: (?:hospital|just|only))? ?(?:day )?$"
    ),
)
_STAY_BEHIND = lazy(
    r"^(?:的|后)?(?:住院|出院)(?!前)|^ (?:in hospital|in the hospital|on the ward|hospital stay|stay\b|admission)"
)
_MANY = lazy(
    r"平均|中位|人均|\bmean\b|median|average|再次|再入院|二次|readmi|again|转院|第[二三]次(?:住院|入院)|家属|陪护|患者们|\bpatients\b|(?<!\d)\d{1,4}例|康复(?:医院|中心)"
)
_IN_HOSPITAL = lazy(
    r"住院(?:后|期间)?(?:的)?第$|入院(?:后|治疗)?(?:的)?第$|^\s?(?:后)?(?:拔|转[出入]|下床|脱[离机]|撤|在病房|在院|体温降)|hospital $|(?:in hospital|of (?:his|her|the) (?:stay|admission))"
)
_WARD = lazy(
    r"拔(?:了|除|掉|出|管)|胃管|引流|导管|尿管|呼吸机|病房|护士|监护|吸氧|输液|转[出入]|"
    r"drain|tube|catheter|\bline\b|oxygen|ventilator|extubat|ward|icu|intensive care|nurse|feeding|bed\b|bedside|weaned|drip|transfus"
)
_END = (  # of what all took part in
    lazy(
        r"(?:研究|试验|观察|随访|项目|课程|训练营|疗程|干预)(?:于|在|至|到)?第?$|(?:末次|最后一次|最终|终点|最后)(?:的)?(?:观察|随访|访视|复查|评估|检查|访问)(?:时间|时点|点)?(?:为|是|在|于|安排在|定在|设在|均?在|都?在){0,2}(?:术后|治疗后|给药后|用药后|输注后|移植后|入组后|干预)?第?$"
    ),
    lazy(
        r"\b(?:last|final|closing|exit) (?:visit|observation|assessment|follow-up|examination|scan|measurement|check)s? (?:[a-z]+ ){0,3}?(?:at|on|in|after|for)? ?(?:the )?$"
    ),
    lazy(
        r"\b(?:left|finished|completed|exited|closed|ended|stopped|concluded|wound up|discontinued)(?: (?:the )?(?:study|trial|programme|program|follow-up|observation|course|it))?(?: for [a-z ]{3,20})? (?:at|in|on|after|with|by)(?: the)? $"
    ),
    lazy(
        r"\b(?:nobody|no one|none|no (?:patient|participant|child|subject|person|woman|man|animal|recipient|implant)s?)\b(?: [a-z]+){0,4} (?:followed|observed|seen|monitored|tracked|studied|watched)(?: up)? ?(?:for )?(?:more than|longer than|beyond|past|after)(?: the)? $"
    ),
    lazy(r"(?:无|没有)(?:一|任何)?[例名位人]?[一-鿿]{0,4}(?:随访|观察|追踪)(?:时间)?(?:超过|长于|多于|达到)(?:了)?$"),
    lazy(r"(?:最长|最久)(?:的|者|随访|观察|追踪|时间|一例|一位|也|仅|只有|只|不过|才|为|是|达|约|已){0,6}$"),
    lazy(r"(?:随访|观察|追踪)(?:时间)?最[长久]的?(?!不)[一-鿿]{0,6}?(?:才|仅|只有|只|也就|为|是|已|达|满|有){1,2}$"),
    lazy(
        r"\b(?:tracked|followed|observed|monitored|watched|studied)(?: up)? (?:every|each|all)(?: [a-z]+){1,4} for (?:exactly|only|just) $"
    ),
    lazy(
        r"\b(?:study|trial|programme|program|course|experiment|pilot)(?: [a-z]+){0,2} (?:ran|lasted|went on|continued) (?:for )?(?:only |just |exactly )?$"
    ),
    lazy(
        r"\b(?:longest|maximum)(?: (?:available|possible|duration|period|individual))?(?: of)? (?:follow-?up|observation)(?: (?:time|period|so far|to date|of any [a-z]+)){0,2} (?:was|is|being|of|stands at|came to|has been) (?:only |just |now )?$"
    ),
)
_RAN = _END[-2]
_THEN_OVER = lazy(r"\b(?:ended|closed|stopped|was over|finished|wound up)\b")
_ALL_LEFT = lazy(
    r"\b(?:all|every|everyone|everybody|each|study|trial|programme|program|follow-up|observation|experiment|course|no[a-z]*|last|final|closing|exit|longest|maximum)\b"
)
_LEAVES = lazy(
    r"^\s?(?:时|末)?(?:全部|均|都)?完成(?:了)?(?:出组|末次|最后(?:一次)?|终点|全部)(?:的)?(?:访视|随访|复查|检查|评估)"
)
_FOR_SO_LONG = lazy(
    r"(?P<only>[只仅]|一?共|总共)?(?:给予|进行)?(?:观察|随访|跟踪|监测|追踪)(?:了|满)?[一-鿿]{0,6}$|\b(?:watched|followed|observed|monitored|tracked|studied)(?: up)? for (?P<en>only |just |exactly |a total of )?$"
)
_OVER = lazy(
    r"(?:试验|研究|观察|随访)[^，。；]{0,8}(?:结束|终止|关闭|告终|收官|为止)|\b(?:study|trial|follow-up|observation|experiment|it)\b[^.;,]{0,16}\b(?:ended|closed|stopped|was over|finished)\b"
)
_CUT = lazy(
    r"(?:随访|观察|研究|试验)(?:均|都|全部)?截[止至](?:于|到|在)?(?:术后|治疗后|输注后|移植后|入组后|给药后)?第?$|\b(?:all|the|every) (?:[a-z]+ ){0,2}(?:were|was) (?:then )?(?:killed|sacrificed|euthani[sz]ed|culled) (?:at|on|in|after) $|(?:大鼠|小鼠|动物|兔|犬)[^，。；]{0,6}(?:均|全部|都)?(?:于|在)?第?$"
)
_KILLED = lazy(r"^\s?(?:时|末|后)?(?:即|均|全部|统一)?处死")
_UNDERTAKING = lazy(r"研究|试验|观察|随访|项目|课程|训练营|干预")
_END_BEHIND = lazy(r"^\s?(?:时|后|末)?(?:即|就|便|全部|正式|均|都|，|,)?(?:结束|终止|关闭|收官|出组|为止|结题|停止)")
_PLAN = r"计划|拟|预[计期测]|将(?!.{0,6}[降升])|方案(?:规定|要求)|目标|有望|若|如果|推[算测]|外推|模型|模拟|未来|远期|尚[无未]|无法|不能|未能|尚待|有待|待|需|应|建议|可在|下一|预约|寿命|质保|保质|有效期|"
_PLAN_EN = r"\bplan|\bwill\b|would|expect|predict|project(?:s|ed|ion)|extrapolat|model|simulat|scheduled|due\b|anticipat|intend|target|aims?\b|not (?:yet )?(?:available|known|reached|been)|cannot|unknown|should|\bif\b|\bmay\b|designed to|shelf|next|upcoming|lifetime|warrant"
_NOT_SEEN = lazy(_PLAN + _PLAN_EN)
_ELSEWHERE = lazy(
    r"文献|既往|其他研究|另一|另有|历史|登记|指南|报[道告]|此前|曾经?|病程|病史|年龄|岁|孕|胎|产后|出生|史|以前|之前|前(?:已|就|曾|开始)|工龄|从医|年前|过去|近|每|间隔|延长|扩展|后续|长期|出院后|停药后|结束后|再次|二次|再入院|对照|另外|外院|国外|国内|"
    r"literature|publish|previous|earlier|elsewhere|history|aged?\b|\bold\b|ago\b|before|prior|past|for the last|every|interval|extension|open-label|long-term|registry study|rolled over|after discharge|outpatient|clinic|came back|returned|own doctor|histor|after (?:the|it|study|trial)|subsequent|later|another|second (?:study|trial|admission)|readmi|lived with|had had|gestation|pregnan|of age|since (?:birth|diagnosis)|diagnos|born|of age|each\b|per\b|career|experience"
)
_OTHERS = lazy(  # anywhere in the sentence
    r"文献|既往|美国|欧[洲美]|日本|全国|全球|国[外际]|登记|指南|历史|其他研究|literature|published|previously|nation|worldwide|in the (?:us|uk|usa)\b|in (?:europe|japan|china)\b|registry,|registries|\b(?:from|in) (?:the|a) (?:[a-z]+ ){0,2}registry\b|come from|guideline|elsewhere|histor|projected|extrapolat|model"
)
_NO_MORE = lazy(
    r"(?:未|没有|无|不再|不)(?:再)?(?:安排|设置|设|计划|进行|做|有|开展)?(?:任何)?(?:后续|延长|长期|扩展)(?:的)?(?:随访|观察|研究|访视)?|(?:no|without (?:an|any)?) ?(?:further|additional|later|long-term|extension|subsequent)(?: (?:follow-?up|visits?|phase|study|observation))?"
)
_SOME = lazy(
    r"[abAB甲乙]组|对照组|试验组|观察组|治疗组|亚组|部分|其中|\barms?\b|\bgroup\b|subgroup|cohort [a-z\d]|(?:其余|另外)"
)
_GOES_ON = lazy(
    r"延[长伸]|扩展|(?<!无)后续|长期随访|继续随访|再随访|停药后|出院后|extension|long-term|open-label|rolled over|further follow|continued to be followed|second phase|第二阶段"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every frame, once."""
    for frame in scene.frames:
        if _ANY.search(frame.words):
            yield from _framed(frame)


_ANY = lazy(
    r"随访|住院|医院|监护室|研究|试验|观察|访视|复查|课程|训练营|疗程|截[至止]|follow|hospital|\btrial|\bstudy|visit|observ|discharged|stay\b|programme|course|frozen|locked|cut-?off|closed|ended"
)


class _Seen(NamedTuple):
    """A limit, and whether it is of the days in hospital."""

    limit: Limit
    stay: bool
    dated: bool = False


def _framed(frame: Frame) -> Iterator[Observation]:
    blocks = of_frame(frame)
    every = [(one, time) for one in blocks for time in times(one)]
    if len(every) > 80:
        return
    limits = list(_limits(frame, blocks, every))
    for stay in (False, True):
        told = [each for each in limits if each.stay is stay]
        if not told:
            continue
        longest = max(told, key=lambda each: each.limit.days)
        limit = longest.limit
        if not stay:
            more = max((each for one in blocks for each in followed_times(one)), default=Decimal(0))
            if more > limit.days * ROOM and not longest.dated:
                continue
        for one, time in every:
            place = one.span(time.start, time.end)
            if limit.span.overlaps(place) or time.days <= limit.days * ROOM:
                continue
            if not stay and _called_on(one, time, limit):
                continue
            if longest.dated and time.days <= limit.days * ROOM + 31:
                continue
            if (
                _in_stay(time, one.words[max(0, time.start - 40) : time.start])
                if stay
                else _observed(time, dated=longest.dated)
            ):
                line = f"{time.words} > {limit.words}"
                yield observe("horizon", place, line, related=[(limit.span, limit.words)], stated=time.words,
                              followup=limit.words, horizon=time.words)  # fmt: skip
                return


def _called_on(one: Paragraph, time: Time, limit: Limit) -> bool:
    """A follow-up behind the end of what was no follow-up: ``共观察30天；第45天的电话随访``."""
    where = one.sentence_of(limit.span)
    return (
        "随访" in time.behind and where is not None and "随访" not in where.words[: limit.span.end - where.span.start]
    )


def _limits(frame: Frame, blocks: tuple[Paragraph, ...], every: list[tuple[Paragraph, Time]]) -> Iterator[_Seen]:
    words = _NO_MORE.sub("", frame.words)
    goes_on = _GOES_ON.search(words) is not None
    for one, time in every:
        place = one.span(time.start, time.end)
        if _is_stay(time):
            if not goes_on and not _MANY.search(frame.words):
                yield _Seen(Limit(time.days, place, time.words), stay=True)
        elif not goes_on and _is_end(time) and not _SOME.search(time.before):
            yield _Seen(Limit(time.days, place, time.words), stay=False)
    for one in blocks:
        for limit in (*told_limits(one), *other_limits(one, frame)):
            sentence = one.sentence_of(limit.span)
            if not goes_on and (sentence is None or not _SOME.search(sentence.words)):
                yield _Seen(limit, stay=False)
    dated = dated_limit(blocks)
    if dated is not None and not goes_on:
        yield _Seen(dated, stay=False, dated=True)


def _is_stay(time: Time) -> bool:
    return (
        any(each.search(time.before) for each in _STAY)
        and (
            not time.english
            or _STAY_BEHIND.match(time.behind) is not None
            or "hospital" in time.sentence
            or "home" in time.before
        )
    ) or (
        _STAY_BEHIND.match(time.behind) is not None
        and "第" not in time.before[-1:]
        and not time.behind.startswith("后")
    )


def _is_end(time: Time) -> bool:
    if _NOT_SEEN.search(time.before) or _MANY.search(time.before):
        return False
    if _LEAVES.match(time.behind):
        return True
    lasting = _FOR_SO_LONG.search(time.before)
    if lasting is not None and (lasting["only"] or lasting["en"] or _OVER.search(time.sentence)):
        return True
    if _CUT.search(time.before):
        return not re.search(r"[鼠物兔犬]", time.before) or _KILLED.match(time.behind) is not None
    if time.before in {"于第", "在第", "到第"}:
        return _UNDERTAKING.search(time.sentence) is not None and _END_BEHIND.match(time.behind) is not None
    for index, each in enumerate(_END):
        if each.search(time.before):
            if index == 0 and "次" not in time.before and "最" not in time.before and "终点" not in time.before:
                return _END_BEHIND.match(time.behind) is not None
            if each is _RAN and not _THEN_OVER.search(time.behind):
                return False
            return not (time.english and index == 2 and not _ALL_LEFT.search(time.before))
    return False


# --- when somebody was seen ------------------------------------------------------------------------------

_EVENT = r"术后|治疗后|给药后|用药后|输注后|移植后|干预后|入组后|服药后|注射后|接种后|植入后|置换后|随访|回输后|放疗后|化疗后"
_SEEN_BEFORE = lazy(
    rf"(?:{_EVENT})(?:满|的|至|到|第|\s){{0,3}}$|第$|(?:截至|到了?|至)?(?:已|共|持续)?随访(?:了|满|至|已)?$"
)
_SEEN_BEHIND = lazy(
    r"^\s?(?:\([^()]{0,12}\))?(?:时|末|后)?(?:的)?(?:门诊|电话|来院)?(?:随访|复查|复诊|访视|回访|评估|检查|ct|mri|[总无][一-鿿]{1,5}(?:生存|存活|率)|生存|存活|时)"
)
_SEEN_EN_BEFORE = lazy(
    r"\b(?:at|by|on|in|to|until|through|around|from|reached|since) (?:the |their |his |her |about |post-?(?:operative|infusion|transplant) |study )?$|^ ?(?:the |a |in |at )?$|\b(?:observed|reported|recorded|actual|the|their|her|his|a) $"
)
_SEEN_EN_BEHIND = lazy(
    r"^[ -](?:(?:[a-z]+ )?(?:visit|check-?up|review|assessment|follow-?up|scan|appointment|examination|data|results?)\b|(?:[a-z-]+ ){0,2}(?:surviv|patency|retention|relapse|recurrence|freedom|remission|mortality)|(?:after|post|following|post-?(?:infusion|treatment|surgery|operative|transplant|dose|implant)[a-z]*)\b|later$)"
)
_COUNTED = lazy(r"^(?:week|month|day|year)")


def _observed(time: Time, *, dated: bool) -> bool:
    """Was somebody seen or something found at this time?"""
    clause = time.before + time.words + time.behind
    if _NOT_SEEN.search(clause) or _ELSEWHERE.search(clause) or _NOT_SEEN.search(time.sentence[:12]):
        return False
    if _OTHERS.search(time.sentence):
        return False
    if time.english:
        if _SEEN_EN_BEHIND.match(time.behind):
            return True
        if time.before.endswith("at ") and not dated and not time.behind.strip(" ."):
            return True
        counted = _COUNTED.match(time.words) is not None or time.words.split()[0] in _ORDINALS
        return counted and _SEEN_EN_BEFORE.search(time.before) is not None and not dated
    if time.before.endswith("第"):
        return not dated or re.search(rf"(?:{_EVENT})", time.before) is not None
    if _SEEN_BEFORE.search(time.before):
        return "随访" not in time.before[-4:] or (dated and "已" in time.before[-6:])
    return _SEEN_BEHIND.match(time.behind) is not None and not dated


_LEFT = lazy(r"门诊|出院|返院|回家|discharged|went home|clinic|at home")


def _in_stay(time: Time, earlier: str) -> bool:
    """Was it one of the days in hospital? After the patient went home it was none, unless it is called one."""
    clause = time.before + time.words + time.behind
    called = time.before.endswith(("住院第", "入院第", "hospital "))
    if not called and _LEFT.search(earlier):
        return False
    if _NOT_SEEN.search(clause) or _ELSEWHERE.search(clause):
        return False
    if time.english:
        if not time.before.endswith("hospital ") and not _WARD.search(time.behind):
            return False
        return (
            time.words.startswith("day") and _SEEN_EN_BEFORE.search(time.before.removesuffix("hospital ")) is not None
        )
    return time.before.endswith("第") and (
        _IN_HOSPITAL.search(time.before) is not None
        or _IN_HOSPITAL.search(time.behind) is not None
        or _WARD.search(time.behind) is not None
    )
