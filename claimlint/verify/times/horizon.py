"""What was seen at a time that nobody reached: every time point of a frame against the longest that anybody was followed.

A time point is the time of a rate, a visit, a finding or a thing done, however it is told. ``_silent`` holds all the reasons
for which a point beyond the limit is none of this study's.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.scenes.paragraphs import of_frame
from claimlint.verify.scenes.scene import Frame, Scene, observe
from claimlint.verify.times.lengths import HERE, Time, times
from claimlint.verify.times.limits import Kind, Limit, limits, one_patient

ROOM = Decimal("1.08")  # 12 months are a year, 52 weeks as well
ROOM_OF_DATES = Decimal("1.02")
_MOST = 120  # times of a frame
_COUNTS = lazy(r"[年月周天日期]|year|month|week|\bday")


def check(scene: Scene) -> Iterator[Observation]:
    """Every frame that tells how long it lasted, once."""
    for frame in scene.frames:
        if _COUNTS.search(frame.words):
            yield from _framed(frame)


def _framed(frame: Frame) -> Iterator[Observation]:
    blocks = of_frame(frame)
    every = tuple(time for one in blocks for time in times(one))
    if not every or len(every) > _MOST:
        return
    told = limits(every, frame.words, blocks)
    yield from _longer_than_the_dates(told)
    for kinds in ({Kind.LONGEST, Kind.END, Kind.DATES}, {Kind.STAY}, {Kind.CENTRE}):
        own = [limit for limit in told if limit.kind in kinds and _holds(limit, frame)]
        if any(_THE_LONGEST.search(limit.said) for limit in own if limit.kind is Kind.LONGEST):
            own = [limit for limit in own if limit.kind is not Kind.DATES]  # from the first date on more time went by
        longest = max(own, key=lambda limit: limit.days, default=None)
        if longest is None:
            continue
        most = longest.days
        if longest.kind is Kind.END and _PHASES.search(frame.words):  # 双盲期24周，之后停药观察4周
            most = sum({limit.days for limit in own if limit.kind is Kind.END}, Decimal(0))
        if longest.kind in {Kind.LONGEST, Kind.END}:
            most = max([most, *(time.high for time in every if _followed_for(time))])
        points = (time for time in every if not any(limit.span.overlaps(time.span) for limit in own))
        for time in points:
            if (
                time.high > most * (ROOM_OF_DATES if longest.kind is Kind.DATES else ROOM)
                and _seen(time, longest)
                and not _silent(time, longest)
            ):
                line = f"{time.words} > {longest.words}"
                yield observe("horizon", time.span, line, related=[(longest.span, longest.words)], stated=time.words, followup=longest.words,
                              horizon=time.words, severity="info" if longest.kind is Kind.CENTRE else None)  # fmt: skip
                return


def _longer_than_the_dates(told: list[Limit]) -> Iterator[Observation]:
    """``2019年3月首例……2023年3月末次随访……最长随访76个月``: nobody can have been followed for longer than there was time."""
    dated = next((limit for limit in told if limit.kind is Kind.DATES), None)
    if dated is None:
        return
    for limit in told:
        long = limit.kind is Kind.LONGEST and limit.days > dated.days + (
            _HALF_A_YEAR if _YEARS.search(limit.words) else _SIX_WEEKS
        )
        if long and not _SINCE_EARLIER.search(_COMPARED.sub("", limit.said)):
            line = f"{limit.words} > {dated.words}"
            yield observe("horizon", limit.span, line, related=[(dated.span, dated.words)], stated=limit.words, followup=dated.words, horizon=limit.words)  # fmt: skip
            return


_THE_LONGEST = lazy(
    rf"最长的?随访(?:时间|期)?(?:为|达|仅|只有|是|\s){{0,2}}{HERE}|\blongest follow-up (?:was|of|is) {HERE}"
)
_HALF_A_YEAR, _SIX_WEEKS = 183, 45  # how roughly a follow-up is told
_YEARS = lazy(r"年|year|yr")


_SINCE_EARLIER = lazy(
    r"病程|确诊|诊断|发病|病史|此前|外院|以前|之前|文献|既往|其他|另[一有]|模型|预[计期]|计划|寿命|质保|国外|全球|literature|elsewhere|expected|planned|(?<!re)model|warrant|shelf|published|worldwide|will\b|diagnos|onset|before|disease|illness|history|symptom"
)


def _holds(limit: Limit, frame: Frame) -> bool:
    """Is it the limit of all that follows? What goes on afterwards has another."""
    if limit.kind is Kind.LONGEST or limit.kind is Kind.CENTRE:
        return True
    if limit.kind is Kind.END and _EXTENSION.search(limit.said.partition(HERE)[0]):
        return True
    words = _NO_MORE.sub("", frame.words)
    if _GOES_ON.search(_STILL.sub("", words) if limit.kind is Kind.DATES else words):
        return False
    return limit.kind is not Kind.STAY or one_patient(frame.words)


_EXTENSION = lazy(r"延[长伸]期|扩展期|\bextension\b")
_PHASES = lazy(
    r"(?:之后|随后|然后|后)[，,]?(?:停药|洗脱|安全性?|再|继续|开放)[一-鿿]{0,6}\d{1,3}\s?[周天月年个]|\b(?:followed by|then|plus)(?: an?)? [^.;]{0,20}\d{1,3}[- ](?:week|day|month|year)s?[^.;]{0,30}(?:follow-up|washout|observation|off|safety|open)"
)
_NO_MORE = lazy(
    r"(?:停药|出院|结束|治疗)后即?(?:便|就)?(?:不再|未再|未|不)(?:进行)?(?:随访|观察|复查)|(?:未|没有|无[一1]?[例人名]?|不再|不)(?:再)?(?:安排|设置|设|计划|进行|做|有|开展)?(?:任何)?(?:后续|延长|长期|扩展)(?:的)?(?:随访|观察|研究|访视)?|(?:no|without (?:an|any)?) ?(?:further|additional|later|long-term|extension|subsequent)(?: (?:follow-?up|visits?|phase|study|observation))?"
)
_GOES_ON = lazy(
    r"延[长伸]|扩展|(?<!无)后续|长期随访|继续随访|再随访|停药后(?!(?:均|全部|都|统一)?(?:随访|观察)(?:至|到|满))|登记研究|extension|long-term|open-label|registry (?:is|will|now|study)|linkage|linked to|routine(?:ly collected)? data|national regist|later figures|关联(?:数据|登记)|in(?:to)? (?:a|the) (?:[a-z]+ )?registry|rolled over|further follow|continued (?:to|until|into|beyond|on)\b|carried on|stayed on|(?:agreed|chose|opted|consented|asked) to stay on\b|for a further\b|继续(?:至|到|用药|治疗|观察|服)|second phase|第二阶段|\b(?:first|second|interim) (?:data )?(?:cut-?off|analysis)|(?:其后|此后|之后|随后)[^，。；]{0,4}(?:改为|转为|转入|纳入)|(?:首次|第[一二]次|期中|中期)(?:数据)?(?:截止|分析)"
)
_STILL = lazy(  # what is still to come was not seen by the last date
    r"(?:后续|长期)的?(?:随访|观察)(?:工作)?(?:仍|还|正|目前)?在?(?:进行|继续|持续)|(?:将|仍|仍在|正在|还在)继续随访|\blong-term follow-up (?:is|remains) (?:ongoing|under way|continuing)"
)
_FOLLOWED_FOR = lazy(
    rf"(?:随访|追踪|观察期|回访|\bfollow(?:ed|-?\s?up)|\bobserved for)[^%\d。；;，,]{{0,24}}{HERE}|为期{HERE}的?(?:随访|追踪|观察)"
)


def _followed_for(time: Time) -> bool:
    """Any time told in a clause of follow-up may be the longest of it."""
    return _FOLLOWED_FOR.search(time.marked) is not None and not (
        time.behind.startswith("时") or time.before.endswith(("观察到", "观察到的"))
    )


# --- was anything seen at that time? ----------------------------------------------------------------------

_OUTCOMES = lazy(
    r"[一-鿿a-z]率|比例|概率|几率|生存|存活|复发|缓解|翻修|死亡|病死|累[积计]|保留|留存|通畅|失败|无(?:发作|病|进展|事件)|再(?:次?手术|入院|骨折)|手术|未(?:发|复|再)|存留|停药|治愈|有效|满意|复诊|占|仍|疗效|保护|"
    r"surviv|mortality|incidence|relapse|recurrence|revision|remission|free(?:dom)?\b|remain|failure|probability|rate\b|no longer|still|satisfied|efficacy|protect|relie[fv]|-free|abstin|松动|断裂|脱位|patency|revised|needed|operat|fail|relaps|recur|fractur|continu|well\b|healed|success|alive|dead|died|proportion|stopp|quit|could\b|able to|achiev|respon|improv|return|reached|smoking|walk"
)
_EVENT = r"(?:术|治疗|给药|用药|输注|移植|干预|入组|服药|注射|接种|植入|置换|回输|放疗|化疗|手术|分娩|起病|停药)后"
_AT_ZH = lazy(
    r"\s?(?:\([^()]{0,12}\))?(?:随访)?(?:时|后|内|末|以?来|间(?!期)|累[积计]?|总|的|无|免[于除]|随访|(?:[一-鿿]{0,8}|[a-z]{2,4})(?:生存|存活|复发|率|比例|概率)|[存保]留|通畅|成功|病死|死亡|(?:为|是|达)\s?(?=[\d.]+\s?%))"
)
_RATE_EN = lazy(
    r"[\s-](?:[a-z-]+ ){0,4}?(?:surviv|rate|mortality|incidence|patency|freedom|remission|relapse|recurrence|revision|failure|retention|success|probab|event|disease|progression|graft|implant|cumulative|local|overall|estimat|risk of|figure|result)"
)
_AT_EN = lazy(r"(?:^|\b(?:at|after|within|by|to|to age|over)\s)(?:the |a |about |around |full )?$")
_RISE = lazy(r"(?:from|increase|rose|fell|drop|reduc\w+) [^.,;]{0,12}$")
_DOING = r"(?:注射|植入|治疗|用药|服药|使用|佩戴|移植|输注|手术|接种|干预)(?:了|满)?@(?:后|时(?!间))"
_SINCE = lazy(rf"{_EVENT}[^@]{{0,40}}@|{_DOING}")
_SEEN_ZH = lazy(
    rf"{_DOING}|(?:{_EVENT})(?:满|的|至|到|第|仅|才|\s){{0,3}}{HERE}|第{HERE}|(?:截至|到了?|至)?(?:已|共|持续)?随访(?:了|满|至|已)?{HERE}|"
    rf"{HERE}\s?(?:\([^()]{{0,12}}\))?(?:时|末|后)?的?(?:门诊|电话|来院)?(?:随访|复查|复诊|访视|回访|评估|检查|疗效|结果|数据|成绩|转归|效果|ct|mri|(?:零|不|未|无)再?(?:复发|翻修|感染|松动|发作)|[总无][一-鿿]{{1,5}}(?:生存|存活|率)|生存|存活|时(?!间))"
)
_SEEN_EN = lazy(
    rf"\bafter {HERE}(?=[,.]| (?:of (?:use|wear|treatment|therapy|follow-up|observation)|the|all|every|no|none|still|most|half|\d))|(?:^|\s){HERE} on(?=[,. ])(?! average)|{HERE}[ -](?:(?:[a-z]+ )?(?:visit|check-?up|review|assessment|follow-?up|scan|appointment|examination|data|results?|outcomes?|findings|experience|efficacy|figures?|report)\b|(?:[a-z-]+ ){{0,2}}(?:surviv|patency|retention|relapse|recurrence|freedom|remission|mortality)|(?:after|post|following|post-?(?:infusion|treatment|surgery|operative|transplant|dose|implant)[a-z]*)\b|later\b)|"
    rf"(?:^|[\s\"“])(?:at|by) {HERE}(?= [a-z\d(])|(?:at|\b(?:longest|latest) [^.;,@]{{0,40}}(?:was|is|stood at|reached|lasted)) {HERE}[ .]{{0,3}}$"
)
_COUNTED_EN = lazy(
    rf"(?:\b(?:at|by|on|in|to|until|through|around|from|reached|since)(?: the| their| his| her| about| study| hospital| postoperative)? |^ ?(?:(?:and |while |but |whereas )?(?:the |a |in |at )?)|\b(?:observed|reported|recorded|actual|the|their|her|his|a) ){HERE}|(?:week|month|day|year) ?{HERE} (?:showed|saw|brought|revealed|found|gave)\b"
)
_LONG_LASTED = lazy(
    rf"(?:疗效|缓解|效果|获益|应答|控制|稳定|response|remission|benefit|effect)[^。.;；@]{{0,24}}(?:维持|持续|保持|last(?:ed|ing|s)|persist|sustain|maintain)[^。.;；@]{{0,12}}{HERE}|"
    rf"(?:最长|longest)[^。；;@]{{0,30}}(?:缓解|生存|应答|remission|response|surviv)[^。；;@]{{0,30}}{HERE}"
)
_SO_FAR = lazy(
    rf"已随访[一-鿿]{{0,3}}{HERE}|(?:生存|存活|使用|植入|佩戴|带[机瓣管]|术后|健在|无瘤|无病|移植后|停药)[^，。；@]{{0,6}}已(?:经)?(?:满|达|有|近|超过|逾|了)?{HERE}|第\s?{HERE}时|(?:用药|治疗|服药|植入|移植后|接种|佩戴|使用|术后)已?满\s?{HERE}(?:的[一-鿿]{{0,4}}(?:患者|受试者|病例|病人|参与者|者|人)|者)|"
    rf"\b(?:has|have|had) (?:now |already |so far )?(?:lived|survived|worn|been (?:alive|well|free|in remission|dialysis-free|in place|seizure-free))[^.;,@]{{0,30}} {HERE}|\b(?:the|its|their|our) first {HERE} (?:after|of|following|since)\b"
)
_REACH = 60


_SO_MANY_EN = lazy(
    r", (?:all |only |some )?(?:\d{1,4}|[a-z]{3,6}(?:-[a-z]{3,5})?)(?:%| of (?:the|our|its|these|\d|[a-z]+)\b| patients| women| men)"
)


def _seen(time: Time, limit: Limit) -> bool:
    if limit.kind is Kind.STAY:
        return _in_stay(time, limit)
    if _rated(time):
        return True
    if limit.kind is Kind.CENTRE:
        return False
    if _LONG_LASTED.search(time.marked):
        return True
    dated = limit.kind is Kind.DATES
    if time.english:
        if dated and _SO_FAR.search(time.marked):
            return True
        if _SEEN_EN.search(time.marked) is not None:
            return not (dated and time.before.endswith("at ") and not time.behind.strip(" .")) or _SO_MANY_EN.match(time.rest) is not None  # fmt: skip
        if dated and time.before.endswith(("at ", "after ")) and _SO_MANY_EN.match(time.rest):
            return True
        return not dated and (time.counted and _COUNTED_EN.search(time.marked) is not None)
    if dated:
        return _SO_FAR.search(time.marked) is not None or (
            _SINCE.search(time.marked) is not None and _SEEN_ZH.search(time.marked) is not None
        )
    return _SEEN_ZH.search(time.marked) is not None


def _rated(time: Time) -> bool:
    """Is a rate told for this time: ``六年内翻修率为1.9%``, "freedom from failure was 88% at six years"?"""
    place = time.span
    rates = [f for f in time.told.figures if _is_rate(f)]
    behind = [f for f in rates if f.span.start - place.end >= 0]
    ahead = [f for f in rates if 0 <= place.start - f.span.end <= _REACH]
    one = time.one
    if not time.english:
        if not behind or behind[0].span.start - place.end > _REACH or not (time.counted or _AT_ZH.match(time.rest)):
            return False
        between = one.words[time.end : behind[0].span.start - one.start]
        said = time.before[-40:] + between + one.behind(behind[0], 50)
        listed = time.rest[:1] in {"为", "是", "达"} and _OUTCOMES.search(time.sentence) is not None  # 3个月为78.4%
        return listed or _OUTCOMES.search(said) is not None or time.counted
    if not behind and not ahead:
        return False
    if _RATE_EN.match(time.rest) and (not behind or behind[0].span.start - place.end <= 90):
        return bool(behind) and not time.rest.startswith(" of ")
    near = ahead or (behind and behind[0].span.start - place.end <= _REACH)
    return bool(near) and _AT_EN.search(time.before) is not None and not _RISE.search(time.before) and (time.counted or _OUTCOMES.search(time.sentence) is not None)  # fmt: skip


def _is_rate(figure: Figure) -> bool:
    if figure.unit == "pct":
        return True
    return figure.unit == "none" and figure.value is not None and 0 < figure.value < 1


_WARD = lazy(
    r"拔(?:了|除|掉|出|管)|胃管|引流|导管|尿管|呼吸机|病房|护士|助产|床[旁边]|查房|监护|吸氧|输液|转[出入]|下床|脱[离机]|撤|在院|体温降|"
    r"drain|tube|catheter|\bline\b|oxygen|ventilator|extubat|ward|icu|intensive care|nurse|feeding|bed\b|bedside|weaned|drip|transfus|\bhospital|of (?:his|her|the) (?:stay|admission)"
)
_LEFT = lazy(r"门诊|出院|返院|回家|discharged|went home|clinic|at home|left hospital|left the|district nurse|社区")
_ADMITTED = lazy(r"入院|住进|收入|admitted|brought in|admission")


def _in_stay(time: Time, limit: Limit) -> bool:
    """Was it one of the days in hospital? After the patient went home it was none, unless it is called one."""
    if not time.counted or ("天" not in time.unit and "日" not in time.unit and "day" not in time.unit):
        return False
    if expressions.search(r"(?:住院|入院)(?:后|期间|治疗)?的?第$|\bhospital $", time.before):
        return True
    if _LEFT.search(time.one.words[max(0, time.start - max(40, len(time.ahead))) : time.start]) or expressions.search(
        "术后|门诊|clinic", time.marked
    ):
        return False
    if _WARD.search(time.marked) or expressions.search("出院|discharged|went home", time.rest):
        return True
    return limit.span.start > time.span.start and _ADMITTED.search(time.one.words[: time.start]) is not None


# --- reasons for silence ----------------------------------------------------------------------------------

_OF_OTHERS = lazy(  # anywhere in the sentence: other people, models, plans
    r"文献|既往|美国|欧[洲美]|日本|全国|全球|国[外际]|我国|中国|公众|登记|指南|历史|其他研究|另一|去年|上一[届期]|往[届年]|(?:文献|有|曾|国外|他人)报[道告]|模型|模拟|推[算测]|外推|目标|有望|预[计测期]|计划|拟|将(?!.{0,6}[降升])|无法|不能|未能|有待|寿命|质保|保质|有效期|风险评分|"
    r"literature|published|previously|\bnation|\b(?:older|different|competing|rival) (?:designs?|devices?|implants?|versions?|types?|stems?|products?)\b|旧款|老款|[上前]一代|worldwide|in the (?:us|uk|usa)\b|in (?:europe|japan|china)\b|regist(?!ered)|guideline|elsewhere|histor|expected|expects|predicted|projected|extrapolat|(?<!re)model|simulat|planned|intend|will be|earlier|(?<!the )quoted|cannot|could(?: not|n't) (?:say|tell|know|show|judge|assess|determine|establish|conclude)|\bwhether\b|nothing can|no data|unknown|unclear|无从|等到|要到|才能|才会|calculator|计算器|await|to come\b|in due course|yet to|不得而知|不清楚|没有数据|extension|optional|\bphone|telephone|lifetime|warrant|shelf|framingham|ascvd|risk of cardiovascular|cardiovascular (?:risk|disease)|心血管(?:病|事件|疾病)?(?:的)?风险"
)
_NOT_YET = lazy(
    r"尚[无未]|未达|未到|谈不上|无从|不能代表|too early|not (?:yet )?(?:available|known|reached|been|mature)"
)  # of a rate only in its clause
_COMPARED = lazy(
    r"(?:优于|高于|低于|好于|不低于|不逊于|与|比|\bthan\b|compared (?:with|to)|versus)[^，。,;.]{0,16}(?:文献|既往|国外|国际|历史|literature|published|histor)[^，。,;.]{0,12}"
)
_OF_ANOTHER_TIME = lazy(  # in its clause: ages, histories, intervals, what came after
    r"病程|病史|年龄|岁|孕|胎|产后|出生|史|以前|之前|前(?:已|就|曾|开始)|曾|此前|工龄|从业|从医|从事|任职|工作@|工作满@|吸烟|年前|过去|近(?![端视侧])|每(?![例名位人])|间隔|为期@|历时@|延长|扩展|后续|长期|出院后|停药后|结束后|再次[入住]院|二次[入住]院|再入院(?!率)|对照|另外|外院|若|如果|需|(?<![反效适响相供])应(?![答激用变])|建议|可在|下一|预约|未来|远期|最短|缩短|提前|耗时|超过@|不足@|持续@|"
    r"publish|previous|\baged?\b|\bold\b|\bago\b|(?:before|prior to)\b[^@]{0,24}@|prior @|\bpast\b|for the last|every (?:other |[a-z]{3,8} )?@|every (?:year|month|week|day)|interval|open-label|long-term|rolled over|after discharge|outpatient|came back|returned (?:to|home|for)|own doctor|after (?:the|it) (?:study|trial)|subsequent|another|second (?:study|trial|admission)|readmitted|lived with|had had|suffer|gestation|pregnan|of age|since (?:birth|diagnosis)|diagnos|born|(?:each|per) (?:@|year|month|week|day)|career|experience|"
    r"(?<!-)\bplan(?!-)|\bwill\b|would|expect|scheduled|\bdue\b|anticipat|intend|target|\baims?\b|unknown|should|\bif\b|\bmay\b|designed to|\bnext\b|upcoming|least @|more than @|history|duration|course of|\bfever\b"
)
_NOT_AT = lazy(r"\s?(?:of (?!follow|age-|use|wear|treatment|therapy|observation)|before|prior|ago|or (?:more|older|younger)|old|and (?:over|older)|history|versus)|-old|以[上下前来]|前(?!列)|岁|龄")  # fmt: skip


_TO_AGE = lazy(r"\b(?:to|by|until|at) (?:the )?age(?: of)?(?= @)")  # of children followed from birth on


_CLOCKS = ("出院后", "停药后", "结束后", "产后", "出生后", "after discharge")  # a limit counted from there as well


def _silent(time: Time, limit: Limit) -> bool:
    """Any reason to think that the point is not one of those who were followed."""
    sentence = _COMPARED.sub("", time.told.words)
    if limit.kind is not Kind.STAY and _OF_OTHERS.search(sentence):
        return True
    if _NOT_YET.search(time.marked if _rated(time) else sentence):
        return True
    near = (
        time.before[-24:] + HERE + time.behind[:8] if _rated(time) else time.marked
    )  # what else is told of a rate is no matter
    if limit.kind is Kind.DATES and _SO_FAR.search(near):
        near = time.before[-80:] + HERE
    marked = _COMPARED.sub("", near)
    if "birth" in time.one.words:
        marked = _TO_AGE.sub("", marked)
    if limit.kind is Kind.STAY:
        marked = marked.replace("产后", "")
    for event in _CLOCKS:
        marked = marked.replace(event, "") if event in limit.said else marked
    if _OF_ANOTHER_TIME.search(marked) or _NOT_AT.match(time.rest):
        return True
    if (
        time.ranges
        or time.bare
        or (limit.kind is Kind.DATES and time.high <= limit.days * ROOM + 31 and not _rated(time))
    ):
        return True
    return ("随访" in time.behind or "回访" in time.behind) and limit.kind is Kind.END and "随访" not in limit.said
