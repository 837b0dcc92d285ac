"""The longest that anybody can have been seen, by all that a document says of it.

A limit is the upper end of a range of follow-up, the longest of it, the last visit, the end of what all took part in, the
days that one patient lay in hospital, or the time from the first date to the last.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.text import Span
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.times.dates import Date, dates
from claimlint.verify.times.lengths import HERE, Time

YEAR = Decimal("365.25")


class Kind(Enum):
    """What a limit is read off."""

    LONGEST = "longest"  # of a follow-up that may go on
    END = "end"  # of the study
    STAY = "stay"  # one patient's days in hospital
    DATES = "dates"
    CENTRE = "centre"  # the mean or median: no limit, but worth a word


class Limit(NamedTuple):
    """The longest time that anybody was seen, and where that is told."""

    days: Decimal
    span: Span
    words: str
    kind: Kind
    said: str = ""  # its sentence


FOLLOWED = r"随访|追踪|观察|跟踪|回访|监测|\bfollow(?:ed|ing|-?\s?ups?\b)|observ(?:ed|ation)|\bbeen seen for\b|\btracked|\bmonitored|\bwatched"
_UNDERTAKING = r"研究|试验|延[长伸]期|扩展期|随访|观察|项目|课程|训练营|干预|疗程|监测|活动|试用|体验|实验|数据(?:收集|采集)|\b(?:study|trial|follow-up|observation|surveillance|monitoring|recording|data collection|programme|program|course|experiment|pilot|audit|extension|it)\b"
_ENDED = r"结束|终止|关闭|为止|收官|落幕|告终|结题|出组|停止|截止|完结|\b(?:ended|ceased|terminated|came to an end|drew to a close|shut down|ends|closed|closes|stopped|finished|over|wound up|concluded|completed|discontinued|exited|left|lasted|ran|went on|continued|limited|restricted|confined|cut off)\b"
_LAST_VISIT = lazy(
    r"(?:末次|末例|最后(?:一次)?|最终|终末?)的?(?:抽血|采血|测[定量]|问卷|电话|拍片|造影|肠镜|观察|随访|访视|复查|评估|检查|访问|回访)|(?:观察|随访|访视)终点|\bend of (?:the )?(?:study|trial|follow-up|observation)[^.;@]{0,6}@|@(?: was| is| being| marked| thus| therefore|[ (,]){1,4}(?:the )?(?:end of (?:the )?(?:study|trial|follow-up)|study end)|@[- ](?:visit|follow-up|assessment|review|appointment|scan|check|interview)s? (?:was|is|being|were|will be) (?:the |our |their )?(?:last|final)\b|@的?(?:访视|随访|复查|评估|检查|问卷)(?:为|是|即)(?:最后|末次|全部的?最后)|(?:研究|试验|随访|观察)(?:结束|终点)时?[(（:]第?@|@[(（](?:研究|试验|随访)(?:结束|终点)|@(?:时|末)?(?:为|是|即)(?:随访|观察|研究)?(?:终点|截止|末次|最后|末期)|"
    r"\b(?:last|final|closing|exit)(?: [a-z]+){0,3}? (?:visits?|observations?|assessments?|follow-ups?|examinations?|scans?|measurements?|checks?|blood|samples?|questionnaires?|draws?|seen|contact|appointments?|interviews?)\b|\blast (?:seen|examined|assessed|contacted)|seen for the last time"
)
_AND_AT_LAST = lazy(  # 91 at 1 year and 86 at last visit
    r"@(?:,| and|, and) \d[\d.]* (?:at|on) (?:the )?(?:last|final)\b|@[^。；@]{0,4}\d[\d.]*\s?[分%]?[,，、][^。；@\d]{0,4}(?:末次|最后)"
)
_LAST_THEN = lazy(  # 最后一次访视，即第16周
    r"(?:末次|最后一次|最终|\b(?:last|final))[^。；;.@]{0,16}(?:随访|访视|复查|评估|visit|assessment)[^。；;.@]{0,8}[，,]\s?(?:即|也就是|that is|i\.e\.)[^。；@]{0,6}@"
)
_LONGEST = lazy(
    rf"(?:最长|最久|最多|至多|\b(?:longest|maximum|at most|up to|no(?:t any)? (?:longer|more) than|not? [^.;]{{0,40}}(?:longer|more|beyond) than))(?!的?(?:缓解|生存|病程|疗程|保质))(?! (?:remission|response|surviv|disease))[^。；;,，@]{{0,90}}{HERE}"
)
_NOBODY = lazy(
    rf"(?:\b(?:no(?:body| one|ne)?|not one|no [a-z]+)\b|无人|无[一1]?例|尚无|没有)[^。.;；{HERE}]{{0,90}}(?:超过|长于|多于|满|达到?|跨过|越过|longer|more|beyond|past|after|passed|reached|exceed[a-z]*)(?: than)?(?:了|\s|the|any){{0,3}}(?P<at>{HERE})"
)
_NO_LONGER = lazy(  # "... 15 months, and nobody has been seen for longer"
    rf"{HERE}[^。.;；]{{0,12}}[，,](?:\s?and|而|且|还)?\s?(?:没有人|无人|没有一[例位名个人]|尚无|nobody|no one|none|no [a-z]+)[^。.;；@]{{0,40}}(?:更[久长]|longer|later|beyond (?:that|this)|since|after (?:that|this)|再)|{HERE}[^。.;；@]{{0,40}}(?:(?:discharged|released|exited|withdrawn) from the (?:study|trial)|退出研究|出组)|{HERE}[^。.;；@]{{0,20}}(?:不再|未再|没有?再|再[未没]|无后续)(?:进行|做|去)?(?:随访|复查|观察|联系|访视|发放|检查|测[量定]|采[血集]|抽血)|{HERE}, (?:which (?:is|was) )?the longest (?:that )?(?:any(?:one|body)?|a patient)\b|{HERE}[，,](?:这)?(?:是|为|也是)(?:所有|全部)[^，。；]{{0,6}}中?(?:最长|最久)|{HERE}[^.;@]{{0,30}}\b(?:no|without)(?: any| further| later)? (?:follow-?up|contact|visits?|extension)"
)
_BELOW = lazy(  # of all follow-up
    rf"(?:{FOLLOWED})[^。.;；@]{{0,30}}(?:不足|未满|未超过|不超过|未达|不到|少于|不满|上限|never exceed[a-z]*|did not exceed|capped at|less than|fewer than|under|shorter than)(?:了|为|是|\s|just|a|two){{0,3}}{HERE}|"
    rf"(?:只有|仅有|仅|只|\bonly|\bjust)\s?{HERE}(?:的|\sof)?\s?(?:{FOLLOWED}|数据|data\b)|(?:no|without(?: any)?) (?:data|information|results?|observations?|measurements?)[^.;,@]{{0,30}} (?:beyond|after|past|later than) {HERE}|(?:没有|无|缺乏|未收集){HERE}(?:以上|以后|之后|以外)的?[^，。；]{{0,6}}数据|"
    rf"(?:最早|首[例位台名批]|第一[例位台名])[^。；@]{{0,24}}(?:度过|存活|使用|佩戴|随访|回访|追踪|观察|生存|健康|带瓣|带机|植入|稳定|无恙)[^。；@\d]{{0,8}}(?:了|已|达|满|约){{1,3}}{HERE}|(?:最早|首[例位台名批]|第一[例位台名])[^。；@]{{0,24}}已[^。；@\d]{{0,6}}(?:度过|存活|使用|佩戴|生存|健康生活|带瓣生存|植入)(?:了|近|约|超过)?{HERE}|"
    rf"\b(?:first|earliest|longest)[ -](?:[a-z-]+ ){{1,4}}?(?:has|have|had) (?:now |already )?(?:worn|lived|had|used|carried|gone|survived|been [a-z]+)[^.;@]{{0,24}}{HERE}|"
    rf"\b(?:first|earliest|oldest|longest-[a-z]+)\b[^.;@]{{0,60}}{HERE} (?:ago|old)\b|(?:他|她|患者|病人)[^。；@]{{0,6}}(?:活了|生存了){HERE}|\b(?:only|just|barely|a mere) {HERE} (?:ago|have passed|has passed|since)|(?:首[例批]|手术|术后|植入|治疗|用药|入组|移植|技术|产品)[^，。；@]{{0,12}}(?:至今|距今|到现在|迄今|上线|问世)(?:才|仅|刚|满|不过|不到|不足|只有|也){{1,3}}{HERE}|"
    rf"\b(?:only|just|barely|a mere|no more than|less than) {HERE} (?:before|prior to) (?:the )?(?:data(?:base)? |final |interim )?(?:cut|lock|analysis|snapshot|extract|database)|(?:首[例批位名台]|第一[例批位名台])[^，。；@]{{0,24}}(?:至|到|距|离)(?:揭盲|数据截止|截止|锁库|数据锁定|分析|统计|结题|发稿|截稿)[^，。；@]{{0,4}}(?:不过|仅|才|只有|只|不到|不足|尚不足){{1,2}}{HERE}|"
    rf"\b(?:data|results|records)\b[^.;@]{{0,16}}\b(?:extend|run|go|reach|are available|available|exist|stop|end)[a-z]*[^.;@]{{0,12}} (?:to|through|at|until|up to|for|after) (?:only |the )?{HERE}|数据[^，。；@]{{0,8}}(?:止于|[只仅]到|[只仅]有)第?{HERE}|(?:随访|观察)期{HERE}|"
    rf"(?:观察|随访|研究|试验|监测)(?:窗口?|周期|期限|时长|总时长|总时间|全程|期)(?:一共|总共|共|为|是|仅|设为|定为|长|:){{1,3}}{HERE}|\b(?:study|trial|observation|follow-up|surveillance|monitoring)(?: [a-z]+)? (?:period|window|duration|length|time)(?: (?:was|of|is|being|lasted|totalled|came to|only|just|a|total|fixed|set|at)){{1,5}} {HERE}"
)
_SEVERAL = lazy(rf"(?:{FOLLOWED})(?:了|时间|分别|各|依次|为|满|至|到|\s|up|for|so far|now|been){{0,6}}{HERE}")
_REACHING = lazy(  # followed, up to there
    rf"(?:{FOLLOWED})[^。.;；,，\d]{{0,16}}?(?:满|至|到(?!的)|截[止至][于到]?|\b(?:until|till|to|through|up to)\b)(?:最后|\s|[一-鿿]{{1,4}}后|第|the|week|month|postoperative){{0,4}}{HERE}(?!.{{0,3}}(?:以上|or more|or longer))"
)
_FIRST_TO_CLOSE = lazy(  # 自首例入组至数据截止共28个月
    rf"(?:首[例位名]|第一[例位名])[^，。；@]{{0,12}}(?:至|到)[^，。；@]{{0,8}}(?:截止|锁库|锁定|结束|末次随访)[^，。；@\d]{{0,4}}(?:共|历时|总计|为|仅|只有|不过|,|，){{0,2}}{HERE}"
    rf"|\bfrom (?:the )?first (?:patient|participant|enrol|inclusion|dose|implant)[^.;@]{{0,30}}\b(?:to|until) (?:the )?(?:data cut|cut-?off|database|last (?:visit|follow-up)|end of)[^.;@]{{0,40}}{HERE}"
)
_LASTING = lazy(  # for all of them, or only for so long
    rf"(?:{FOLLOWED})(?:了|期|时间|为期|持续|共|一共|\s|up|everyone|every|each|all|them|the|[a-z]{{3,16}}){{0,7}}?(?:(?P<only>[仅只共]|整整|for (?:only|just|exactly|a total of))|\bfor|了|满)?\s?(?:a\s)?{HERE}|"
    rf"(?:接受|进行|给予|予以)(?:了|为期|\s){{0,2}}{HERE}的?(?:{FOLLOWED})|(?P<just>[仅只共])(?:进行|给予)?(?:{FOLLOWED})了?[一-鿿]{{0,6}}{HERE}|{HERE}内的?(?:{FOLLOWED})|(?:完成|接受|进行|给予|均|全部|所有|每|为期)[^。；;@]{{0,12}}{HERE}(?:内|间)?的?(?:{FOLLOWED})期?|\b(?:complet[a-z]*|all|every|each)\b[^.;@]{{0,24}}{HERE} of (?:follow-up|observation)"
)
_CLOSED = lazy(
    r"(?:研究|试验|实验|观察|随访|监测)[^，。；]{0,8}(?:结束|终止|关闭|告终|收官|为止)|无[一1]?[例人名]?(?:失访|脱落)|到此为止|无[一1]?[例人]?(?:延长|延期)|此后(?:未|不)再|未再(?:随访|复查|联系)|"
    r"\b(?:study|trial|follow-up|observation|experiment|it|monitoring)\b[^.;,]{0,16}\b(?:ended|closed|stopped|was over|finished)\b|\bno (?:further|later|one was seen|contact)"
)
_WHOLE = (  # how long the undertaking was
    lazy(rf"(?:{_UNDERTAKING})(?:期|周期|阶段|时间)?[^，。；,;{HERE}]{{0,12}}?(?:于|在|至|到|满|共|为期|历时|持续|\s){{1,3}}(?:整整|术后|治疗后|给药后|用药后|干预|第|\s){{0,3}}{HERE}(?:时|末|后|即|就|便|均|都|全部|正式|，|,|\s){{0,4}}(?:研究|试验|随访|观察)?(?:{_ENDED})"),
    lazy(rf"(?:{_UNDERTAKING})(?: [a-z\d-]+){{0,6}}? (?:{_ENDED})(?: (?:for|only|just|exactly|everyone|everybody|every|each|participant|patient|subject|volunteer|woman|man|child|person|all|participants|patients|at|in|on|after|with|by|to|the|its|a|a total of)){{0,6}} {HERE}"),
    lazy(rf"\b(?:left|finished|completed|exited|discontinued)(?: (?:the )?(?:study|trial|programme|program|follow-up|observation|course|it))(?: for [a-z ]{{3,20}})? (?:at|in|on|after|with|by)(?: the)? {HERE}"),
    lazy(rf"(?:试验|研究|观察|随访|监测|活动|试用|课程|项目|训练营|体验|实验)(?:期|周期|阶段|时间)?(?:共|总共|一共|为期|历时|持续){{1,2}}(?:观察|随访|进行|为|了){{0,2}}(?:整整)?{HERE}(?!的?(?:招募|入组|回顾))|为期{HERE}的?[^，。；]{{0,8}}(?:试验|临床观察)|{HERE}的?(?:试验|研究)[^，。]{{0,6}}(?:结束|收官|落幕)"),
    lazy(rf"末[次例][^，。]{{0,10}}(?:访视|随访|复查)(?:共|历时|为|总计|前后){{1,2}}(?:历时)?{HERE}|{HERE}(?:时|末)?(?:全部|均|都)?完成(?:了)?(?:出组|末次|最后(?:一次)?|终点|全部)的?(?:访视|随访|复查|检查|评估)?|(?:均|全部|所有|都)[^。；;{HERE}]{{0,16}}{HERE}(?:时)?(?:完成|进行|接受|结束)(?:了)?(?:末次|最后一次|最终|全部)"),
    lazy(rf"\b(?:tracked|followed|observed|monitored|watched|studied)(?: up)? (?:every|each|all)(?: [a-z]+){{1,4}} for (?:exactly|only|just) {HERE}"),
    lazy(rf"(?:处死|安乐死)(?:于|在)?第?{HERE}|(?:至|到|于|在)?第?{HERE}(?:时|末|后)?(?:即|均|全部|统一)?(?:处死|安乐死)|\b(?:killed|sacrificed|euthani[sz]ed|culled)(?: [a-z]+){{0,2}} (?:at|on|in|after) {HERE}"),
    lazy(rf"{HERE}[^.;,，。；@]{{0,24}}?(?:conclud|end|clos|complet|finish)(?:ed|es|ing) (?:the |our |this |their )?(?:participation|involvement|study|trial|follow-up|observation|programme|course|experiment)"),
    lazy(rf"\b(?:programme|program|study|trial|register|registry|clinic|service|scheme)\b[^.;,@]{{0,12}} (?:has|have|had) (?:been (?:running|going|open|in place|active)|existed|run)(?: (?:for|only|just|about|some)){{0,3}} {HERE}|(?:项目|研究|试验|技术|手术|门诊|术式)[^，。；@]{{0,8}}(?:开展|运行|启动|进行)(?:至今|以来)?(?:已|才|仅|刚|满|不过){{1,2}}{HERE}"),
    lazy(rf"(?:双盲|治疗|用药|干预|试用)(?:期|阶段)(?:为|共|持续|\s){{0,2}}{HERE}|(?:double-blind|treatment) (?:period|phase) (?:of|was|lasted|lasting) {HERE}"),
    lazy(rf"{HERE}(?:末|时|后)?(?:取材|剖杀|宰杀)|{HERE} (?:and )?(?:tissues? |samples? )?(?:were |was )?harvested"),
    lazy(rf"{HERE}[^.;@]{{0,30}}\b(?:trial|study|programme|program|experiment|course)\b"),
    lazy(rf"\b(?:programme|program|course|study|trial)\b[^.;,]{{0,12}} (?:was|took|spanned) {HERE}(?: long)?"),
)  # fmt: skip
_AT_THEN = lazy(
    rf"(?:{_UNDERTAKING})[^。；@]{{0,30}}[，,](?:于|在|到)第{HERE}(?:时|末|后)?(?:即|就|便|全部|正式|均|都)?(?:{_ENDED})|"
    rf"(?:{_UNDERTAKING})[^.;@]{{0,20}}, which (?:ended|closed|stopped|finished)[^.;,@]{{0,30}} {HERE}|{HERE}, (?:the|its|which (?:was|is) the) (?:end|close|last (?:visit|day|week)) of (?:the |this |our )?(?:study|trial|programme|program|extension|follow-up)"
)
_NEEDS_CLOSE = set(_WHOLE[-4:])
_NO_LIMIT = lazy(  # in the clause
    r"平均|中位|\bmean\b|median|average|招募|入组(?!后)|(?:recruit|enrol|accru)[^.;,@]{0,20}@|病程|年龄|岁|间隔|interval|每隔?@|every @|each @|前@|ago|至少|不少于|at least|no (?:less|fewer)|minimum|最短|shortest|计划|拟|预[计期]|将|planned|scheduled|will\b|would|expect|治疗结束|剂量|主要终点"
)
SOME = lazy(
    r"[abAB甲乙]组|对照组|试验组|观察组|治疗组|亚组|部分|其中|\barms?\b|\bgroup\b|subgroup|cohort [a-z\d]|队列[一二三\dab]|(?:其余|另外)"
)
_NO_RANGE = lazy(
    r"iqr|四分位|interquartile|q1|p25|ci\b|置信|年龄|岁|\baged?\b|病程|住院|每|间隔|interval|every|组|interim"
)
_LABELLED = lazy(
    r"(?:范围|range[ds]?(?: from)?|从|from|介于|为|是|时间|期|随访|了|for|满|均|:|共|between|ran|was|lasted)[\s:,，为是(（]{0,3}$"
)
_CENTRE = lazy(r"中位|median")
_MIDDLE_NEAR = lazy(
    r"平均|中位|\bmean\b|median|average|至少|at least|入组|recruit|enrol|治疗期|@(?:以上|或以上| or (?:more|longer))"
)
_MIDDLE = lazy(
    rf"(?:{FOLLOWED})[^。;；@\d]{{0,30}}(?:中位|平均|median|mean)[^。;；@\d]{{0,20}}@|(?:中位|平均|median|mean)[^。;；@\d]{{0,12}}(?:{FOLLOWED})[^。;；@\d]{{0,20}}@|随访(?:时间|期)?(?:为|了)?@|follow(?:ed|-up)[a-z :]{{0,12}}@"
)


def limits(every: tuple[Time, ...], frame_words: str, blocks: tuple[Paragraph, ...]) -> list[Limit]:
    """All limits that the times and dates of a frame set."""
    found = [limit for time in every if (limit := _told(time, frame_words)) is not None]
    dated = _dated(blocks)
    return [*found, *([dated] if dated is not None else [])]


def _told(time: Time, frame_words: str) -> Limit | None:
    if time.ranges:
        return _range(time)
    kind = _kind(time, frame_words)
    return Limit(time.high, time.span, time.words, kind, time.sentence) if kind is not None else None


_TRIALS = lazy(
    r"(?:\d|[a-z]) (?:[a-z-]+ ){0,3}(?:trials|studies)\b|项[一-鿿]{0,8}(?:研究|试验|rct)"
)  # the longest of them


_SO_LONG = lazy(r"的\s?(?:患者|病人)?\d+\s?[例名人位]")
_GIVEN = lazy(r"(?:治疗|用药|给药|服药|输注)[，,]?(?:时间|时长|周期)?最[长久]")


def _kind(time: Time, frame_words: str) -> Kind | None:
    if _is_stay(time):
        return Kind.STAY
    words = time.marked
    followed = expressions.search(FOLLOWED, time.sentence) is not None
    longest = _LONGEST.search(time.ahead[-90:] + HERE if "最" in time.ahead else words)
    if (
        longest
        and not (_GIVEN.search(time.before) and not expressions.search(FOLLOWED, time.before))
        and not time.behind.startswith("时")
        and (
            followed
            or _TRIALS.search(time.one.words, max(0, time.start - 200), time.start)
            or (time.bare and expressions.search(FOLLOWED, frame_words))
        )
    ):
        return Kind.LONGEST
    nobody = _NOBODY.search(words)
    if nobody is not None and (
        followed
        or "anniversary" in time.words
        or expressions.match(
            r"[- ](?:mark|point|anniversary|visit)|大关|关口|\s?of (?:data|observation|follow-up|exposure)", time.behind
        )
    ):
        return Kind.LONGEST
    if _BELOW.search(words) or _NO_LONGER.search(time.sentence) or (time.listed and _SEVERAL.search(words)):
        return None if _MIDDLE_NEAR.search(words) else Kind.LONGEST
    if _FIRST_TO_CLOSE.search(words):
        return Kind.DATES
    last = None if _AND_AT_LAST.search(words) else _LAST_VISIT.search(words)
    if (time.behind.startswith("时") and "随访" in time.before[-3:]) or _SO_LONG.match(time.behind):
        return None  # a point of it: 随访54个月时, 满1年的612人
    if _NO_LIMIT.search(words) and not (last and "末例" in words):
        return Kind.CENTRE if _MIDDLE.search(words) else None
    closed = _CLOSED.search(frame_words) is not None
    if last or _LAST_THEN.search(time.sentence) or _ends(time, closed):
        return Kind.END
    return Kind.CENTRE if _MIDDLE.search(words) else None


def _ends(time: Time, closed: bool) -> bool:
    """Was it the end for all?"""
    words = time.marked
    lasting = _LASTING.search(words)
    if lasting is not None and (lasting["only"] or lasting["just"] or (closed and not SOME.search(words))):
        return True
    if _REACHING.search(words) and (closed or not time.behind.startswith("时")):
        return True
    if _AT_THEN.search(time.sentence):
        return True
    return any(pattern.search(words) is not None and (closed or pattern not in _NEEDS_CLOSE) for pattern in _WHOLE)


def _range(time: Time) -> Limit | None:
    """``随访14～46个月``, "a median of 14 months (range 3 to 28)"; a range that may be of the middle half only is doubled."""
    clause = time.ahead[-70:]
    followed = list(expressions.finditer(FOLLOWED, clause))
    behind = expressions.match(rf"\s?(?:of |的)?(?:{FOLLOWED})", time.rest)
    if behind is None and (not followed or _NO_RANGE.search(clause[followed[0].start() :])):
        return None
    if expressions.match(r"\s?(?:一次|once|apart)", time.rest):
        return None
    labelled = behind is not None or _LABELLED.search(clause) is not None or _CENTRE.search(clause) is None
    return Limit(
        time.high if labelled or time.bare else time.high * 2, time.span, time.words, Kind.LONGEST, time.sentence
    )


# --- one patient's days in hospital ---------------------------------------------------------------------

_STAY = lazy(
    rf"住院(?:治疗|观察|时间|天数|时长)?(?:前后)?(?:共|一共|总共|总计|了|为|仅|只有|只|满|历时){{0,3}}{HERE}|(?:在(?:我?院|医院|病房|icu|监护室)[里内]?|icu内?|监护室)(?:一?共|总共|前后)?(?:住|待|呆|度过|治疗)(?:了|满){{0,2}}{HERE}|(?<!第){HERE}的?(?:住院|院内)(?!前)|(?:于|在)?第{HERE}[^，。；]{{0,6}}出院(?!前|后)|"
    rf"\b(?:spent|stayed|remained|hospitali[sz]ed|in hospital|admitted|admission lasted)(?: (?:for|a total of|just|only|exactly|in all|in (?:the )?(?:hospital|ward|unit))){{0,3}} {HERE}(?=[^.;]{{0,40}}(?:hospital|ward|unit|icu|admission))|\b(?:hospital )?stay\b[^.;,@]{{0,20}} {HERE}|\b(?:hospital|ward|unit|icu)\b[^.;,]{{0,12}} (?:for|lasted|of|was)(?: a total of| just| only)? {HERE}|"
    rf"\b(?:discharged|went home|sent home|allowed home|left (?:the )?hospital|left the ward)(?: home)?(?: (?:on|after|hospital|just|only)){{0,3}} {HERE}|{HERE} (?:in (?:the )?hospital|on the ward|hospital stay|stay\b|admission)"
)
_STAY_IN_ALL = lazy(
    r"(?:住院|住进)[^。；@]{0,24}[，,](?:前后)?(?:共|一共|总共)@|\bin hospital\b[^.;@]{0,60}, @ in (?:total|all)"
)
_MANY = lazy(
    r"平均|中位|人均|\bmean\b|median|average|再次|再入院|二次|readmi|again|转院|第[二三]次(?:住院|入院)|家属|陪护|患者们|\bpatients\b|(?<!\d)\d{1,4}例|康复(?:医院|中心)"
)


def _is_stay(time: Time) -> bool:
    return _STAY.search(time.marked) is not None or _STAY_IN_ALL.search(time.sentence) is not None


def one_patient(words: str) -> bool:
    """May days in hospital be those of one patient, in one stay?"""
    return _MANY.search(words) is None


# --- from date to date ------------------------------------------------------------------------------------

_PLANNED = lazy(
    r"计划|拟|预[计期]|将(?!.{0,6}[降升])|\b(?:planned|expected|scheduled|will|due|next|until at least|intend)\b"
)
_BEGAN = lazy(
    r"首[例台次位名批]|第一[例台次位名批]|最早|开始|自|起|开展|引进|上线|启动|以来|入组|纳入|收治|手术|接受|治疗|植入|移植|诊断|确诊|注册|接种|随机|"
    r"\bfirst\b|opened|began|launch|introduc|random|start|between|\bfrom\b|since|perform|implant|enrol|treated|diagnosed|recruit|underwent|admitted|transplant|infused|dosed|placed|insert|operat|install|on sale|on the market|came out|上市|面世|推出|选取|收集"
)
_UNTIL = lazy(
    r"随访|复[查测诊]|截[至止]|锁定|锁库|统计|末次|最后一(?![例名位批个][^，。]{0,10}(?:入组|纳入|手术|植入|接受|用药|招募|注射|接种|移植))|结束|终止|收官|出组|follow|cut[- ]?off|\bdata (?:were|was) cut\b|\bdata cut\b|censor|clos(?:es|ed|ing)|database|audit|report|until|\b(?:study|trial|follow-up|project) (?:ran|lasted|took place)|complete|through|as of|up to|问卷|总结|刊发|发表(?!前)|截稿|发稿|presented|published|data lock|locked|re-?viewed|re-?examin|recalled|\blast (?:participant|patient|subject|volunteer|woman|man|child|one) (?:left|completed|was seen|finished|attended|exited)|\blast seen|\b(?:last|final) (?:[a-z]+ )?(?:visit|contact|assess|review|examin|check|scan|appointment|interview)|ended|froze|frozen|snapshot|extract|截[稿单]|如今|现在|今年|\bnow\b|heard back|up to|(?:phoned|telephoned|contacted|checked)\b|资料收集"
)


def _dated(blocks: tuple[Paragraph, ...]) -> Limit | None:
    """From the earliest to the latest date of a frame, where the one begins and the other ends."""
    found = [
        (each, one)
        for one in blocks
        for each in dates(one.words)
        if each.year and not _PLANNED.search(one.words, max(0, each.start - 24), each.start)
    ]
    if not 2 <= len(found) <= _MOST_DATES:
        return None
    earliest, latest = min(found, key=lambda pair: pair[0].first), max(found, key=lambda pair: pair[0].last)
    if not _BEGAN.search(_around(*earliest, 60)) or not _UNTIL.search(_closing(*latest, earliest[0])):
        return None
    days = Decimal(latest[0].last - earliest[0].first + 1)
    one = latest[1]
    words = f"{earliest[0].words} - {latest[0].words}"
    return Limit(days, one.span(latest[0].start, latest[0].end), words, Kind.DATES) if 0 < days < 80 * YEAR else None


_MOST_DATES = 8


def _closing(latest: Date, one: Paragraph, earliest: Date) -> str:
    """The words that may call a date the end of all; those of its own clause where it only ends a range of dates."""
    gap = one.words[earliest.end : latest.start] if earliest.end <= latest.start else ""
    words = _around(latest, one, 40)
    if not _RANGE_OF_DATES.fullmatch(gap.strip()):
        return words
    if _TAKEN_IN.search(one.words[max(0, earliest.start - 24) : earliest.start]):
        return ""  # transplanted from 2009 to 2011 was followed
    start = max(0, earliest.start - 20)
    return one.words[start : earliest.start] + re.split(r"[,，。;；]", one.words[latest.end : latest.end + 40])[0]


_TAKEN_IN = lazy(
    r"\b(?:transplanted|treated|enrolled|recruited|operated on|diagnosed|implanted|admitted|born|included)(?: [a-z]+)? (?:from|between|in) $"
    r"|\b(?:recruitment|enrol?lment|inclusion|accrual)(?: [a-z]+){0,3} (?:from|between|in) $|(?:招募|入组|纳入|收治)(?:期|时间)?(?:为|自|从|是)?\s?$"
)
_RANGE_OF_DATES = lazy(r"(?:间|起|[至到]|-{1,2}|~|to|and|until|till|through|\s)+")


def _around(each: Date, one: Paragraph, reach: int) -> str:
    """The sentence's words on both sides of a date."""
    before = re.split(r"[。]|\.\s", one.words[max(0, each.start - reach) : each.start])[-1]
    return before + each.words + re.split(r"[。]|\.\s", one.words[each.end : each.end + reach])[0]
