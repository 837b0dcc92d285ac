"""Dates against the time that is said to lie between them: ``2019年4月至2022年4月，历时3年``, "reopened on 4 October, nine months later".

What ties the two is a word that counts a time up (历时, 整整, "lasting", "later", "in all") behind the second date, a time right before or
behind a range of dates, or a time told between them that leads to the second. A time that fits any two dates near by is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.dates import Date, apart, dates
from claimlint.verify.times.lengths import Time, times

_DATED, _HERE = "◆", "@"
_MOST_DATES = 6

# --- what ties a time to two dates ------------------------------------------------------------------------

_TO = r"(?:(?<![降升增减缩延])[至到]|-{1,2}|~|止|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b)"
_RANGE = rf"◆[^◆@。;；]{{0,24}}?{_TO}[^◆@。;；]{{0,10}}?◆"
_EVENTS = r"◆[^◆]{1,140}◆"
_AMOUNT = (
    r"(?:了|已|共计?|约|近|达|为|是|满|整整|历时|超过|不到|不足|时间|总计|恰好|正好|刚好|前后|持续|[:：]|\s){0,4}@"
)
_STRONG = rf"(?:历时|历经|跨度(?:为|达)?|已?连续(?:实施|运行|开展|举办|执行)|已(?:经)?(?:实施|运行|开展|走过|坚持|服务|举办|经营|延续)|整整|足足|相距|[共相]隔|共历|总历时|总时长|(?:收集|采集|收治|招募|入组|纳入)(?:时间|期限|跨度|周期)(?:共|为|达)?|工期为?|(?:隔离|封控)期为?|(?:[，,;；(:：]\s?|^)(?:前后|(?:实施|建设|研究|项目|观测|监测|活动|施工)周期为?|全程|全长|耗时|用时|长达|(?:两[针次剂者]|二者|前后两[针次剂])?(?:接种|用药|手术|检查|注射|复查)?(?:时间|之间)?(?:相隔|间隔|相差)|时长)|(?:中间|期间)?(?:隔|空)了|(?:这)?中间(?:过了|过去了)|(?:疫情|活动|行动|高温|流行|封控|停[业诊产水课]|隔离|会议|展览|航行|工程|运动会|比赛|赛程|[暴爆]发)[一-鿿]{{0,4}}(?:持续|延续|共|为期)){_AMOUNT}"
_WEAK = rf"[^，,◆]{{0,14}}[，,;；(:：]\s?(?:持续|延续|共|共计|合计|总计|一共|总共|为期|时间|计){_AMOUNT}"
_BACK = rf"[^◆。;；]{{0,20}}(?:返|回|离|撤|结束|期满|凯旋|出院|卸任|轮换|[拔停脱拆取摘]|解除|关闭)[^◆。;；]{{0,20}}(?:(?<![再平均中位次])住院(?:治疗|时间|天数|日)?|住(?=了)|(?:支持|辅助|带[机管]|通气|插管|留置|佩戴|置管|封闭|停[产业电诊])(?=了)|工作|支援|驻守|服务|奋战|坚守|援助|驻扎|任职|挂职|进修){_AMOUNT}"
_AN = r"(?: (?:a|an|about|around|some|nearly|almost|exactly|just|over|more than|under|only|the|full|total of)){0,3} ?@"
_STRONG_EN = rf"(?:\b(?:so )?(?:it|recruitment|enrolment|enrollment|this|which|the (?:whole |entire )?(?:trial|study|programme|program|project)) (?:ran for|took)(?: [a-z ]{{3,30}}?)?|\b(?:a|the)(?: [a-z]+){{0,2}} (?:period|span|stretch|run|window|closure|tour|total|duration) of|\blast(?:ed|ing|s)|\bspann(?:ed|ing)|\bspan of){_AN}"
_WEAK_EN = rf"(?:, |: |- |\((?:i\.e\.,? )?|(?:,? ?\(?)?\b(?:after|for|over|or|altogether|in all|that is,?|i\.e\.,?|exactly|an? (?:stay|gap|tour|spell|total|absence|closure|lapse|interval|period|span) of)){_AN}"
_CLOSES = (
    r"(?=\s?(?:[,.;:)，。；、）(（]|$|整|之久|[(（]?含|[(（]?包括|时间|才|的(?:时间|努力|跨度|奋战|建设|高温|航行|支援|工作|隔离)|后|"
    r" to (?:find|recruit|enrol+|reach|complete|fill|finish|collect|gather)\b|-?(?:period|span|stretch|stay|study period|window|closure|tour)\b|(?:later|afterwards?|apart|after (?:its|their) (?:start|launch|opening|beginning|introduction|foundation)|in all|in total|altogether|counting|inclusive|including|long|in hospital|in the (?:unit|hospital)|(?:in|during|over) which|of (?:surveillance|recruitment|"
    r"enroll?ment|fieldwork|data|observation|sampling|closure|work))\b))"
)
_COUNTING = r"[^◆.;]{0,3}@(?= ?[(,]? ?(?:later|counting|inclusive|in all\b|in total\b|altogether|apart\b|including (?:both|the first)|from (?:first to last|start to (?:finish|end)))\b\s?(?:[a-z ]{0,24}[,.;)]|$))|[^◆。;；]{0,16}@(?=\s?[(（]?(?:含|包括)(?:首尾|首末|头尾|起止|当[天日]|两端))"
_HOME_EN = r"[^◆.;]{0,24}\b(?:spent|spending|stayed|worked|served|lived|remained|away|shut|closed)(?: (?:there|for|a total of|exactly|in all|about|some|nearly|just|over))* @"
_AFTER = (
    lazy(rf"{_RANGE}(?P<gap>[^◆。;；]{{0,40}}?{_STRONG}{_CLOSES})"),
    lazy(rf"{_RANGE}(?P<gap>{_WEAK}{_CLOSES})"),
    lazy(rf"{_RANGE}(?P<gap>[^◆.;]{{0,24}}?{_STRONG_EN}{_CLOSES})"),
    lazy(rf"{_RANGE}(?P<gap>(?:[，,]?\s?\(?|的(?=@\s?[间来里中])|,? ?\(?(?:a|an|the|over a|over|for a|for) )(?:共计?|合计|约|近|整整|整|总计|全部|足足)?@(?=\s?(?:[,.;)，。；间里内来中]|$|-?(?:[a-z]+ )?(?:period|span|window|season|stretch|campaign|tour|spell|outbreak|winter)\b|之?间|的?(?:时间|期间)里?|以来)))"),
    lazy(rf"{_EVENTS}(?P<gap>[^◆。;；]{{0,30}}?{_STRONG}{_CLOSES})"),
    lazy(rf"{_EVENTS}(?P<gap>(?:{_WEAK}|{_BACK}){_CLOSES})"),
    lazy(rf"{_EVENTS}(?P<gap>[^◆.;]{{0,16}}?{_STRONG_EN}{_CLOSES})"),
    lazy(rf"{_EVENTS}(?P<gap>{_WEAK_EN}{_CLOSES})"),
    lazy(rf"◆[^◆]{{1,140}}\b(?:home|return|back|left|leav|discharg|reopen|depart|withdr)[^◆.;]{{0,30}}◆(?P<gap>{_HOME_EN})"),
    lazy(rf"{_EVENTS}(?P<gap>{_COUNTING})"),
    lazy(rf"{_EVENTS}(?P<gap>[^◆.;]{{0,48}}?\b(?:exactly|precisely|a full|the full) @{_CLOSES})"),
    lazy(rf"{_RANGE}(?P<gap>(?:[，,]\s?|[一-鿿]{{0,6}})?(?:刚好|正好|恰好|恰恰|整好|不多不少)(?:是|为|满|过去)?了?@)"),
)  # fmt: skip
_PERIOD = r"(?:(?:study|data|recruitment|enroll?ment|inclusion|surveillance|observation(?:al)?|baseline|review|audit|sampling|consecutive|calendar|financial|winter|summer|whole|pilot|reporting|time) )?(?:period|span|window|stretch|stay|tour|spell|interval|season|campaign|outbreak|closure|years|months|weeks|days)?"
_BEFORE = (
    lazy(rf"(?:历时|为期|前后|在|共|整整|[，,。(]|^)\s?@(?:的?(?:时间|期间|研究期|监测期|跨度)?(?:间|内|里|中)?)?\s?[(（:：，,]?\s?(?:即|从|自|由|\s){{0,2}}{_RANGE}"),
    lazy(rf"\b(?:over|in|during|lasted|lasting|for|spanned|spanning|the|a)(?: (?:the|a|an|just|about|some|last|past|total of|full))* @[ -]?{_PERIOD} ?(?:\(|, |: )?(?:running |lasting |extending )?(?:from |between |i\.e\.,? )?{_RANGE}"),
)  # fmt: skip
_BETWEEN = (
    lazy(r"◆[^◆@。;；]{0,60}?[，,]\s?(?:(?:在|历时|历经|经过|经|时隔|过了|约|仅|仅仅|整整|又过了|and |but |just |only |exactly |some |about |almost |nearly |after )\s?)*@(?:之?后|后的|[，,]?\s?(?:later|after|on|afterwards))?[，,(（]?\s?(?:的|于|即|在|also |i\.e\. |that is |in |on |by ){0,2}\s?◆"),
    lazy(r"◆[^◆@。;；]{0,60}?[，,]\s?(?:[约仅又]|时隔)?@(?:之?后|后即| later,?| on,| afterwards,?)[^◆@。;；，,.]{0,30}?(?:[于在即]| in | on | by )◆"),
    lazy(r"◆[^◆@。;；]{0,40}?\band[,]? (?:just |only |exactly |some |about )?@ (?:later|after|on|afterwards),? (?:in |on |by )?◆"),
)  # fmt: skip
_STEPS = lazy(r"@(?:之?后|后的|[，,]?\s?(?:later|after|on|afterwards))|(?:时隔|历时|过了)@|after @")
_ENDED = lazy(
    r"(?:完成|结束|截[至止]|止于|末次|最后一次|(?:last|final|end of|completed|ended)(?: the)?)[^，,。]{0,8}(?:随访|治疗|干预|试验|follow-?up|treatment|intervention)"
)
_OTHERS = lazy(  # between the second date and the time: another thing's time
    r"每|[前上]一?次|术[前后](?!住院期)|平均|中位|人均|随访|疗程|病程|(?<!住院)治疗|干预|[服用给]药|口服|注射|滴注|吸入|外用|(?<!交付)(?<!投入)使用|应用|给予|化疗|放疗|最[长短多少快]|分别|各|至少|潜伏|年龄|岁|有效|保质|建议|需|计划|将(?!军)|预[计期]|拟|工作日|其中|提前|推迟|延[长期迟]|缩短|此前|之前|再|另|观察期|训练|培训|课程|试用|两次(?!(?:检查|接种|手术|用药|注射|复查|时间)?(?:之间)?(?:间隔|相隔|相差))|手术时间|"
    r"\beach\b|every|\bper\b|mean|median|average|follow|treat|therap|course|dose|dosing|intervention|at least|up to|maximum|minimum|\baged?\b|\bold\b|ago\b|earlier|prior|plan|\bwill\b|expect|schedul|extend|delay|shorten|respectively|incubation|latency|warrant|shelf|randomi|received|took part|wore|brace|not smoked|survey of|\bwithin\b|programme|program\b|class|session|washout|run-in"
)
_OTHERS_BEHIND = lazy(
    r"\s?(?:前|以前|之前|的?(?:随访|治疗|干预|疗程|观察|训练|培训|课程|用药|有效期|间隔|病程|工作日)|个?(?:工作日|学时|课时)|龄|岁|-?old|of (?:follow|treat|therap|age)|(?:of )?(?:working|school|business|trading|bed)|before|ago|prior|earlier|or (?:more|longer)|each|per\b|apiece|in (?:the )?(?:intensive|special|high[- ]dependency|icu|nicu|picu)|before (?:he|she|it|they)\b|follow|treat|"
    r"after (?:the|his|her|(?:their|its) (?!start|launch|opening|beginning|introduction|foundation)|surgery|treat|infus|vacc|trans|onset|admission|birth|delivery)|[,、，/]\s?(?:and )?(?:\d|[一二三四五六七八九十两]{1,3}个?[年月周天]|(?:two|three|four|five|six|twelve|one)\b)|[和及与]|and (?:\d|(?:two|three|four|five|six|twelve)\b))"
)
_IDLE_COUNT = lazy(r"工作日|working|school day|business|weekday|扣除|除去|不[含计]|exclud|except|interrupt|中断|暂停|分批|分期|分次|分两|轮换|两次(?!(?:检查|接种|手术|用药|注射|复查|时间)?(?:之间)?(?:间隔|相隔|相差))|two (?:periods|waves|stays|seasons)|respectively|分别")  # fmt: skip


def check(scene: Scene) -> Iterator[Observation]:
    """Every time that is tied to two dates, once."""
    for _, one in paragraphs(scene):
        told = dates(one.words)
        if len(told) >= 2:
            yield from _backwards(one, told)
            counted = [time for time in times(one) if not any(d.start < time.end and time.start < d.end for d in told)]
            for time in counted:
                yield from _lasted(one, told, time, counted)


_OWN_YEAR = lazy(r"(?:19|20)\d\d")
_BEGAN, _OVER = (
    "开始|启动|起(?=[,，])|入组|招募|开工|开诊|上线|立项",
    "结束|完成|截止|终止|关闭|停止|闭幕|落幕|竣工|收官",
)
_BEGAN_EN = r"\b(?:started|began|opened|launched|commenced) (?:in|on) $"
_BEGUN = lazy(_BEGAN_EN)
_FIRST_TO_LAST = lazy(
    rf"\s?(?:正式)?(?:{_BEGAN})(?:入组|招募|实施|收集|运行|施工|服务)?[，,]?\s?(?:并|直)?(?:于|在|至|到)?\s?|\s?(?:至|到|-{{1,2}}|~|—|–)\s?"
)
_FIRST_TO_LAST_EN = lazy(
    r",? and (?:was |were |it )?(?:ended|ends|finished|closed|completed|stopped|concluded) (?:in|on) "
)
_ENDS_THERE = lazy(rf"(?:正式|全面|顺利|全部|整体)?(?:{_OVER})(?!的|[一-鿿]{{0,4}}[期批])")
_NOT_THEN = lazy(r"\s?(?:之?前|以[前后]|之?后|[一-鿿]{2,4}的(?!患者|病例|数据|资料))")
_MOVED = lazy(r"[由从改提推]|倒推|回溯|追溯|倒序|降序")


def _backwards(one: Paragraph, told: tuple[Date, ...]) -> Iterator[Observation]:
    """``研究于2023年5月开始，2022年12月结束``: both with their own year, the end before the beginning."""
    for first, last in pairwise(told):
        own = all(_OWN_YEAR.search(each.words) and each.month for each in (first, last))
        if not own or last.last >= first.first or _MOVED.search(one.words[max(0, first.start - 12) : first.start]):
            continue
        gap = one.words[first.end : last.start]
        began = _BEGUN.search(one.words[max(0, first.start - 16) : first.start])
        ranged = _FIRST_TO_LAST.fullmatch(gap)
        ends = _ENDS_THERE.match(one.words, last.end) or gap[-1:] not in {"，", ",", "于", "在"}
        if _NOT_THEN.match(one.words, last.end):
            continue
        if (ranged and ends) or (began and _FIRST_TO_LAST_EN.fullmatch(gap)):
            place = one.span(last.start, last.end)
            yield observe("date-span", place, f"{first.words} > {last.words}", related=[(one.span(first.start, first.end), first.words)],
                          stated=last.words, before=first.words, after=last.words, right=f"> {first.words}", tied="yes")  # fmt: skip


def _lasted(one: Paragraph, told: tuple[Date, ...], time: Time, others: list[Time]) -> Iterator[Observation]:
    near = _near(one, told, time)
    if near is None or time.ranges or time.counted or time.bare or _IDLE_COUNT.search(time.sentence):
        return
    start, end, own = near
    tie = _tied(_marked(one.words[start:end], start, own, time), own)
    if tie is None or any(tie[0].end <= each.start < min(tie[1].start, time.start) for each in others):
        return  # a time between the two begins another count
    if _STAY.search(time.before) and not any(_CAME.search(_clause_of(one, each)) for each in own):
        return  # extubated on the 17th, home on the 30th: admitted on another day
    length = apart(*tie)
    every = told if len(told) <= _MOST_DATES else tuple(own)
    right = any(fits(time, apart(a, b)) for i, a in enumerate(every) for b in every[i + 1 :])
    right = right or any(fits(time, _back(a, b)) for i, a in enumerate(every) for b in every[i + 1 :])
    right = right or fits(time, apart(told[0], tie[1]))  # from the birth on
    if length is not None and not right:
        yield _fault(one, time, *tie, length)


def _back(told: Date, before: Date) -> tuple[int, int] | None:
    """The days up to a date without a year from one that is told after it: ``3月21日返回。队伍于2020年2月9日抵达``."""
    if told.year is not None and not told.lent:
        return None
    if (told.month or 0, told.day or 0) <= (before.month or 0, before.day or 0):
        return None
    return apart(before, replace(told, year=before.year, lent=True))


_STAY = lazy(r"住院[^，。；\d]{0,6}$")
_CAME = lazy(r"[入住收送诊起从自来到生]|[-~]|急")


def _clause_of(one: Paragraph, each: Date) -> str:
    """The words of its clause on both sides of a date."""
    before = _CLAUSE.split(one.words[max(0, each.start - 24) : each.start])[-1]
    return before + _CLAUSE.split(one.words[each.end : each.end + 24])[0]


def _near(one: Paragraph, told: tuple[Date, ...], time: Time) -> tuple[int, int, list[Date]] | None:
    """The sentence of a time, and the one before if it holds fewer than two dates, with their dates."""
    at = one.sentences.index(time.told)
    for first in (at, at - 1):
        if first < 0:
            break
        start = one.sentences[first].span.start - one.start
        end = time.told.span.end - one.start
        own = [each for each in told if start <= each.start < end]
        if len(own) >= 2:
            return (start, end, own) if len(own) <= _MOST_DATES else None
    return None


def _marked(words: str, start: int, own: list[Date], time: Time) -> str:
    """The words with a mark for every date and one for the time."""
    pieces: list[str] = []
    position = 0
    for first, last, mark in sorted([(d.start, d.end, _DATED) for d in own] + [(time.start, time.end, _HERE)]):
        pieces += [words[position : first - start], mark]
        position = last - start
    pieces.append(words[position:])
    return "".join(pieces)


def _tied(marked: str, own: list[Date]) -> tuple[Date, Date] | None:
    """The two dates that a time is tied to by the words around it."""
    at = marked.index(_HERE)
    if _OTHERS_BEHIND.match(marked, at + 1):
        return None
    count = marked.count(_DATED, 0, at)
    if count >= 2:
        tail = marked[marked.rindex(_DATED, 0, marked.rindex(_DATED, 0, at)) :]
        match = next((found for pattern in _AFTER if (found := pattern.match(tail))), None)
        if match:
            return None if _another(_ENDED.sub("", match["gap"])) else (own[count - 2], own[count - 1])
    if len(own) - count >= 2:
        for pattern in _BEFORE:
            match = next((each for each in pattern.finditer(marked) if each.start() <= at < each.end()), None)
            if match:
                ahead = _CLAUSE.split(marked[:at])[-1]
                return None if _another(match[0]) or _another(ahead) else (own[count], own[count + 1])
    if count and len(own) > count:
        head = marked[marked.rindex(_DATED, 0, at) :]
        match = next((found for pattern in _BETWEEN if (found := pattern.match(head))), None)
        if match and _STEPS.search(match[0]) and not _another(_LAST_CLAUSE.sub("", match[0])):
            return own[count - 1], own[count]
    return None


_CLAUSE = lazy(r"[，。；;]|,\s|\.\s")


_LAST_CLAUSE = lazy(r"^[^@]*[，,](?=[^@，,]*@)")


def _another(words: str) -> bool:
    return _OTHERS.search(words) is not None


# --- does it fit? ---------------------------------------------------------------------------------------

_DAYS = {"day": 1, "天": 1, "日": 1, "week": 7, "wk": 7, "周": 7, "星期": 7, "礼拜": 7, "month": 30.44, "mo": 30.44, "月": 30.44, "year": 365.25, "yr": 365.25, "年": 365.25}  # fmt: skip
_WEEK = 7
_MORE = lazy(r"\s?(?:多|余|以上|有余|or (?:more|so)|plus)")
_ROUGH_MORE = lazy(r"(?:超过|逾|多于|more than|over|at least|至少)\s?$")
_ROUGH_LESS = lazy(r"(?:近|将近|接近|不到|不足|nearly|almost|just under|less than|under|close to)\s?(?:a |an )?$")
_ROUGH = lazy(r"(?:约|大约|左右|about|around|some|roughly|approximately)\s?(?:a |an )?$")


def fits(time: Time, length: tuple[int, int] | None) -> bool:
    """May the time lie between the two: in or without its first and last day, rounded or cut off?"""
    if length is None:
        return False
    unit = Decimal(str(_DAYS.get(time.unit.rstrip("s"), 365.25)))
    stated = time.high
    low, high = Decimal(length[0]), Decimal(length[1])
    room = unit if unit < 300 else unit / 2 + 31
    if unit >= 300 and high - low > 300:  # years only
        room = Decimal(31)
    elif unit == _WEEK and high - low <= 1:  # 10 to 24 June
        room = Decimal(5)
    below = above = room  # how much less or more than the dates may be told
    before = time.one.words[max(0, time.start - 14) : time.start]
    if _MORE.match(time.one.words[time.end : time.end + 8]) or "多" in time.words or _ROUGH_MORE.search(before):
        below = max(below, unit)
    if _ROUGH_LESS.search(before):
        above = max(above, unit)
    if _ROUGH.search(before) or time.one.words.startswith("左右", time.end):
        below = above = max(room, stated / 7)
    if unit == 1 and stated >= 50 and stated % 10 == 0:
        below = above = max(room, Decimal(4))
    return low - below <= stated <= high + above


def _fault(one: Paragraph, time: Time, first: Date, last: Date, length: tuple[int, int]) -> Observation:
    unit = "天 (days)" if length[1] < 120 else "月 (months)"
    low, high = (str(n) if length[1] < 120 else str(round(n / 30.44)) for n in length)
    right = low if low == high else f"{low}-{high}"
    span = one.span(first.start, last.end)
    words = f"{first.words} - {last.words} = {right} {unit} ≠ {time.words}"
    return observe("date-span", time.span, words, related=[(span, one.words[first.start : last.end])], stated=time.words,
                   before=first.words, after=last.words, right=right)  # fmt: skip
