"""Words by which numbers that stand side by side speak of different things."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import ENGLISH_WORDS, parse_chinese
from claimlint.model.figure import Figure
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import agrees, share, value_of, whole_parts
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Told, kind_of
from claimlint.verify.scenes.shapes import shaped

_CUT = lazy(r"[,，。;；:：!?、]")

# --- who was there before some were chosen ---------------------------------------------------------

_CHOSEN = lazy(
    r"筛|匹配|配对|合格性|报名|登记|识别|检索|检出|数据库|剔除|排除|不符|未签署|抽取|抽样|抽出|挑选|选出|选取|遴选|预约|嵌套|巢式|余下|候补|邀请|同意|match|nested|sampl|invit|consent|screen|eligib|registr|identif|assess|signed up|exclu"
)
_NOBODY_CHOSE = lazy(r"(?:经|通过)?筛[查选]后?(?:均|都|全部)")


def chosen(told: Told, total: Figure, each: Figure) -> bool:
    """``初筛9 412例，匹配后两组各1 876例``: between the two numbers, or to name the first, people are chosen."""
    if value_of(each) * 4 < value_of(total):
        return True  # too few for two or three groups of all
    start = total.span.start - told.span.start
    own = _CUT.split(told.words[max(0, start - 24) : start])[-1]
    words = own + told.words[total.span.end - told.span.start : each.span.start - told.span.start]
    return _CHOSEN.search(words) is not None and not _NOBODY_CHOSE.search(words)


# --- whose share a percentage is --------------------------------------------------------------------

_SAID_OF_A_SHARE = lazy(
    r"占比?|比[例重率]|构成|率|度|约|为|达到?|是|至|仅|高|已|其中|总|累[计积]|平均|即|也就是说?|相当于|折合|的|[\d.\s()（）%:：=]|患者|病[人例]|者|例|人|合计|百分[比之]|全部|所有|均|都"
)
_ITS = lazy(r"[该此这]|其(?!中)")


def of_another(told: Told, part: Figure, percent: Figure) -> bool:
    """``推广技术12项，中医诊疗量占27.8%``: behind a comma the share names a thing of its own."""
    first, last = part.span.end - told.span.start, percent.span.start - told.span.start
    if last <= first:
        return False
    gap = _bare(told.words[first:last])
    clauses = _CUT.split(gap)
    if len(clauses) < 2:
        return False
    name = _SAID_OF_A_SHARE.sub("", clauses[-1])
    if len(name) < 2 or name.isascii() or _ITS.search(clauses[-1]):
        return False
    start = part.span.start - told.span.start
    own = _CUT.split(told.words[max(0, start - 40) : start])[-1] + clauses[0]
    return not any(name[index : index + 2] in own for index in range(len(name) - 1)) and not set(name[:1]) & set(own)


def makes_up_another(told: Told, part: Figure, percent: Figure) -> bool:
    """``复查后正常24人，结论受限者占2.2%``."""
    before = told.words[max(0, percent.span.start - told.span.start - 6) : percent.span.start - told.span.start]
    return _MAKES_UP.search(before) is not None and of_another(told, part, percent)


_BRACKETS = lazy(r"[(（][^()（）]{0,60}[)）]")


def _bare(words: str) -> str:
    """Without what stands in brackets."""
    return _BRACKETS.sub("", words)


# --- people who are nobody's patients ---------------------------------------------------------------

_STAFF = lazy(
    r"(?:卫生?技?术?人员|卫技人员|医[师生]|护士|护理人员|职工|员工|编制|监督员|教[师职]|干部|户籍|常住|人口|药师|技师|工作人员|人员|队伍|骨干|学员|代表|参会|培训|在职|在岗|在编)(?:老人|居民|人员|人数|总数|总量|已?达到?|现有|实有|共|有|为|约|数|近|超过|:|：|\s){0,4}$"
    r"|\b(?:employ(?:s|ed|ing)?|staff of|workforce of|trained|delegates)\b[^,.;]{0,16}$"
)
STAFF_BEHIND = lazy(
    r"\s?(?:[一-鿿]{0,4}(?:主任|医[师生]|大夫|专家|教授|护[士师])|护理人员|职工|员工|卫生|监督员|教师|干部|药师|技师|术者|学员|骨干|代表)"
    r"|\s(?:[a-z]+ ){0,2}(?:staff|nurses|doctors|surgeons|consultants|employees|delegates|volunteers were trained)\b"
)
_NUMERATOR = lazy(r"率\s?[\d.]{1,6}\s?[%‰]\s?[(（][^()（）]{0,10}$")
_SECTION = lazy(r"^\s{0,4}[【〖〔](?P<name>[^】〗〕\n]{2,14})[】〗〕]")
_OF_A_STUDY = lazy(r"目的|背景|对象|资料|方法|结果|发现|结论|讨论|摘要|要点|设计|疗效|安全|随访|导读|编者|提要")


def section_of(frame: Frame, span: Span) -> int:
    """The number of the part under a bracketed head (``【妇幼】``) that a figure stands in; a study's parts are one."""
    if "sections" not in frame.known:
        frame.known["sections"] = [
            told.span.start
            for told in frame.sentences
            if (head := _SECTION.match(told.words)) and not _OF_A_STUDY.search(head["name"])
        ]
    starts: list[int] = frame.known["sections"]
    return bisect_right(starts, span.start)


def names_its_own(before: str, clause: str) -> bool:
    """``停车（占46%）``: right before the share stands a name that the clause of a count does not hold."""
    if not _MAKES_UP.search(before):
        return False
    name = _SAID_OF_A_SHARE.sub("", _CUT.split(_MAKES_UP.sub("", before))[-1])
    return len(name) >= 2 and not name.isascii() and not any(name[i : i + 2] in clause for i in range(len(name) - 1))


_EVENT_RATE = lazy(r"([一-鿿]{4,8})率(?:为|达|是|约|仅|只有|高|\s|:){0,3}$")
_NO_EVENT = lazy(
    r"^(?:[总其该对的则即为在而且以也将从经后]|结果|最终|因此|所以|由此|计算|实际|本次|整体|总体|此次|这样|问卷)+"
)


def names_a_new_event(before: str, earlier: list[str]) -> bool:
    """``检出高危人群812人；超声640人，斑块检出率38.4%``: of what the rate is nothing was counted."""
    match = _EVENT_RATE.search(before, max(0, len(before) - 16))
    name = _NO_EVENT.sub("", match[1]) if match else ""
    if match is None or len(name) < 4:
        return False
    said = "\n".join([*earlier, before[: match.start()]])
    return name[:2] not in said and name[1:3] not in said


_MAKES_UP = lazy(r"[(（]?占比?(?:了|约)?\s?$")


def rare_of_others(actual: Decimal, stated: Decimal) -> bool:
    """``上报82例，院内发生21例，发生率0.03%``: a rate so much smaller is of people who are not told of."""
    return stated < 1 and actual > stated * 20


_NEXT_IN_A_ROW = shaped(r"\s?(?:[一-鿿]{0,2}、[一-鿿]{2,8})<C>")
_ROW_BEFORE = shaped(r"<C>(?:[一-鿿]{0,2}、[一-鿿]{2,8})$")


def in_a_row(told: Told, figure: Figure) -> bool:
    """``实习生680人、规培学员420人``: one of several people, and no whole of what follows."""
    if figure.arm is not None or figure not in told.figures:
        return False
    place = told.places[told.figures.index(figure)]
    before = told.shape[max(0, place - 16) : place]
    return (
        _NEXT_IN_A_ROW.match(told.shape[place + 1 : place + 24]) is not None or _ROW_BEFORE.search(before) is not None
    )


def able_to_hold(frame: Frame, told: Told, part: Figure, whole: Figure) -> bool:
    """May a number of people be the whole of a part: no staff of another sentence, of the same section?"""
    if told.span.contains(whole.span):
        start = whole.span.start - told.span.start
        return not _NUMERATOR.search(told.words, max(0, start - 30), start)
    if section_of(frame, part.span) != section_of(frame, whole.span):
        return False
    if ("nobody's", whole.span) not in frame.known:
        frame.known["nobody's", whole.span] = _staff(frame, whole)
    return not frame.known["nobody's", whole.span]


def _staff(frame: Frame, whole: Figure) -> bool:
    """Are they staff or inhabitants, or those who make up another rate?"""
    index = bisect_right(frame.sentences, whole.span.start, key=lambda one: one.span.start) - 1
    if index < 0:
        return False
    other = frame.sentences[index]
    start, end = whole.span.start - other.span.start, whole.span.end - other.span.start
    staff = _STAFF.search(other.words[max(0, start - 20) : start]) or STAFF_BEHIND.match(other.words, end)
    return staff is not None or _NUMERATOR.search(other.words, max(0, start - 30), start) is not None


_ERA = lazy(  # those treated then, and those treated now
    r"(?<!\d)(?:18|19|20)\d\d\s?年?\s?(?:[-~至到]|to|through)\s?(?:18|19|20)?\d\d(?!\d)|(?:19|20)?\d0\s?年代|\b(?:19|20)\d0s\b|(?:those|people|patients) (?:treated|diagnosed) (?:before|after|since) (?:19|20)\d\d"
)


def of_two_eras(words: str) -> bool:
    """``those treated in 2015-19 ... in 1990-94``: rates of people of different years."""
    return len(set(_ERA.findall(words))) > 1


# --- what is counted in a wider place ---------------------------------------------------------------

_WIDER = lazy(
    r"全[市省国区县州球旗盟]|全系统|全行业|各地|累计|迄今|截至目前|以来|来自|共收到|in total|since|nationwide|nationally|worldwide|globally|across the (?:country|region|state|city)|national"
)
_WIDEST = lazy(
    r"全国|全球|世界|国[外际]|海外|各[省地]|nationwide|nationally|worldwide|globally|europe|across the country"
)
_SCOPE = lazy(
    r"全[市省国区县州球]|我[市省国县州]|[市省县](?![一二三四五六七八九十中级直属医立人卫妇儿])|national|countr|state|city"
)


def told_more_widely(head: Told, told: Told) -> bool:
    """``三名个人受表扬`` above ``全市共50名个人受表扬``."""
    if _WIDEST.search(told.words) and not expressions.search(
        r"全国|全球|我国|中国|国家|世界|national|countr|world", head.words
    ):
        return True
    return _WIDER.search(told.words) is not None and not _SCOPE.search(head.words)


_IN_A_YEAR = lazy(r"(?:19|20)\d\d\s?年(?![^,，。;]{0,24}(?:以来|至今))[^,，。;]{0,24}$")


def in_another_year(before: str) -> bool:
    """``2021年完成第500例`` below ``第1000例``: the words before a number date it."""
    return _IN_A_YEAR.search(before) is not None


# --- shares that need not make a hundred ------------------------------------------------------------

_NAMED_RATES = lazy(r"(?:治愈|痊愈|好转|未愈)率")
_UNTOLD = lazy(r"另有|未列|未计入|未统计|不包括|其他|自动出院|转院|not (?:listed|shown|included)")


def more_to_tell(told: Told, parts: list[Figure]) -> bool:
    """``治愈率41.2%，好转率54.9%，未愈2.6%，病死率0.39%``: what is missing may be told as another rate, or not at all."""
    found = sum((value_of(part) for part in parts), Decimal(0))
    if found >= 100:
        return False
    others = [f for f in told.of_kind("P") if f not in parts and found + value_of(f) <= 100]
    named = _NAMED_RATES.search(told.words) is not None and not told.has("显效")
    return bool(others) or named or _UNTOLD.search(told.words) is not None


# --- another way of analysis ------------------------------------------------------------------------

_ANALYSED = lazy(
    r"[若倘]|如果|假[设如定]|意向性|意向治疗|\bitt\b|敏感性分析|缺失|失访者|视[为作]|最[差坏好]情[形况景]|全分析集|符合方案|不计|计入|亚组|完成者|延[长伸]期|剔除|排除|除外|不含|不包括|仅限|岁以[上下]|(?:按|以)[^,，。;；]{0,8}标准|改良|算作|按未|"
    r"intention[- ]to[- ]treat|sensitivity analys|imput|worst[- ]case|counting (?:those|them|dropouts|losses)|per[- ]protocol|regarded as|treated as|full analysis|completers|extension|per protocol|open[- ]label phase|subgroup|excluding|exclusion of|(?:among|in) (?:men|women|those|people|patients|children) (?:only|aged|over|under|who|with)|restricted to"
)
_OF_A_ROW = lazy(r"[科组院区班室部]|患者|病人|[的之在内年月]|平均|最终|总体|合计|全部|[\d\s,，、:：.%（）()]")


def narrower(words: str, row: str, column: str) -> bool:
    """``胸外科肺癌手术微创率91%`` beside the row 胸外: something stands between the two names that narrows them."""
    if row.isascii() or column.isascii():
        return False
    start = words.rfind(row)
    end = words.find(column, start + len(row)) if start >= 0 else -1
    between = words[start + len(row) : end] if end > 0 else ""
    if not between or len(between) > 16 or _CUT.search(between):
        return False
    return len(_OF_A_ROW.sub("", between)) >= 4


_BRACKETED = lazy(r"\s?[(（\[]\s?(?:n\s?=\s?)?$")


def analysed_otherwise(told: Told, around: str) -> bool:
    """Does a sentence speak of an analysis of which the table says nothing?"""
    match = _ANALYSED.search(told.words)
    return match is not None and match[0] not in around


def own_share(told: Told, percent: Figure, denominators: set[int]) -> bool:
    """``30.0%（24/80）`` where no column has 80 people: a share of others than the table's."""
    behind = [f for f in told.figures if kind_of(f) == "D" and f.span.start >= percent.span.end]
    if not behind or percent.unit != "pct":
        return False
    one = behind[0]
    gap = told.words[percent.span.end - told.span.start : one.span.start - told.span.start]
    whole = one.denominator
    if not _BRACKETED.fullmatch(gap) or not whole or int(whole) in denominators:
        return False
    return agrees(share(value_of(one), whole), percent)


# --- more than all ---------------------------------------------------------------------------------

_PLAN = lazy(r"约定|计划|任务|目标|预算|指标数|采购|协议量|年度|target|planned|budget|quota|agreed")
_DONE_OF_PLAN = lazy(
    r"(?:完成|使用|执行|兑现|供应|利用|占用)率[^,，。;；]{0,6}$|\b(?:completion|occupancy|fulfil\w*|delivery)\b[^,.;]{0,20}$"
)
_BEDS = lazy(r"(?:床位|病床)[^,，。;；]{0,8}$|occupancy[^,.;]{0,20}$")


def beyond_a_plan(told: Told, percent: Figure) -> bool:
    """``约定采购量1.9亿片，完成率142%``, ``病床使用率104%``: what was planned can be exceeded."""
    before = told.words[max(0, percent.span.start - told.span.start - 24) : percent.span.start - told.span.start]
    done = _DONE_OF_PLAN.search(before) is not None and _PLAN.search(told.words) is not None
    return done or _BEDS.search(before) is not None


# --- what is left of a share ------------------------------------------------------------------------

_FELL_SHORT = lazy(
    r"失[败访联]|脱落|退出|流失|未能?|没能?|不[一-鿿]{0,2}[格标足符]|无效|死亡|漏|误|残|遗漏|缺|落选|拒|\bfail|\bnot\b|miss|lost|died|death|unsuccess|without"
)


def the_rest_makes_it(told: Told, behind: Told | None, percent: Figure) -> bool:
    """``手术216例，其中2例失败，成功率99.1%``: those that fell short, told in the sentence or the next, leave the share."""
    if percent.word:
        return False  # nearly four in ten: some difference would always do
    sentences = [one for one in (told, behind) if one is not None and _FELL_SHORT.search(one.words)]
    parts = {value_of(f) for one in sentences for f in one.of_kind("C") if f.value is not None}
    wholes = {value_of(f) for f in told.of_kind("C") if f.value is not None}
    return any(0 < part < whole and agrees(share(whole - part, whole), percent) for part in parts for whole in wholes)


_OF_THE = lazy(r"\s?(?:/|of (?:the |these |our |all |a )?\d)")


def of_another_whole(ahead: Told | None, told: Told, percent: Figure) -> bool:
    """``31 falls among the 412 residents; nine (29%) at night``: a share of another number told just before it."""
    if told.of_kind("D"):
        return False
    place = percent.span.start - told.span.start
    before = [one for one in numbers(told) if one.end <= place]
    earlier = [*(numbers(ahead) if ahead is not None else ()), *before[:-1]]
    if not before or len(earlier) < 2 or _OF_THE.match(told.words, before[-1].end):
        return False
    part = before[-1].value
    return any(part < one.value and agrees(share(part, one.value), percent) for one in earlier)


_STAYED = lazy(
    r"\s?(?:患者|病人|患儿|受试者|者)?(?:完成|获得?|接受|可评|纳入(?:最终)?分析|有效|坚持)|\s(?:[a-z]+ )?(?:completed|returned|remained|were (?:evaluable|analy[sz]ed|followed|assessed|available))"
)
_ANOTHER_RATE = lazy(r"(?<!完成)(?<!随访)(?<!回收)(?<!应答)率(?:为|是|达到?|:|\s){0,3}$|\brate (?:was|of)\s$")


def of_who_stayed(told: Told, percent: Figure) -> bool:
    """``31例患者中29例完成随访，满意率为89.7%``: a rate by its own name, of those who were still there."""
    before = told.words[: percent.span.start - told.span.start]
    if percent.decimals < 1 or not _ANOTHER_RATE.search(before):
        return False
    stayed = [
        f for f in told.of_kind("C") if f.value is not None and _STAYED.match(told.words, f.span.end - told.span.start)
    ]
    return any(f.span.end <= percent.span.start and len(whole_parts(value_of(f), percent)) > 0 for f in stayed)


# --- parts of which one is told apart ---------------------------------------------------------------

_NUMBER = lazy(
    r"(?<![\d.,])\d{1,6}(?![\d%]|[.,]\d|\s?(?:个?月|[天日周年岁]|小时|分钟)|[ -](?:days?|weeks?|months?|years?|hours?|minutes?)\b)"
    r"|[a-z]{3,9}|[一二三四五六七八九十百零两]{1,6}(?=[例名人位])"
)


_BESIDES = lazy(r"另有|另外|此外|\bbesides\b|\bplus\b|in addition|\banother\b")


def told_in_full(frame: Frame, span: Span, values: Mapping[str, str]) -> bool:
    """``71 women and 57 men; two preferred not to say``, or parts of which the last few are the total: both add up."""
    try:
        total, parts = Decimal(values["stated"]), [Decimal(part) for part in values["parts"].split(" + ")]
    except (KeyError, InvalidOperation):
        return False
    if any(sum(parts[first:]) == total for first in range(2, len(parts) - 2)) or (
        len(parts) > 3 and sum(parts[:-1]) == total and _BESIDES.search(frame.words) is not None
    ):
        return True
    index = next((i for i, told in enumerate(frame.sentences) if told.span.contains(span)), None)
    gap = total - sum(parts)
    if index is None or gap <= 0 or gap in parts or gap * 4 > total:
        return False
    behind = span.end - frame.sentences[index].span.start
    words = (
        frame.sentences[index].words[behind:]
        + " "
        + " ".join(one.words for one in frame.sentences[index + 1 : index + 2])
    )
    return any(_number(match[0]) == gap for match in _NUMBER.finditer(words))


def _number(words: str) -> Decimal | None:
    if words.isascii():
        spelled = ENGLISH_WORDS.get(words)
        return Decimal(words) if words.isdigit() else None if spelled is None else Decimal(spelled)
    read = parse_chinese(words)
    return read[0] if read else None


# --- nobody -----------------------------------------------------------------------------------------

_NOBODY = lazy(
    r"(?<![\d.])0(?![\d.%])|\bzero\b|\bnone\b|\bnobody\b|\bno one\b|\bnot (?:one|a single)\b|\bneither\b|\bno (?!longer|more|fewer|less|doubt)[a-z]+|为零|零[例人次名]|无一|无人|没有[一]?[例人名位个]"
)


_TURN = lazy(r"[,，。;；:：!?、]|\b(?:and|but|except|while)\b|但|而")


def of_nobody(told: Told, start: int, end: int) -> bool:
    """``0 missed one or more doses``, ``失访0例``: the clause around a place says that it befell nobody."""
    before = _TURN.split(told.words[max(0, start - 40) : start])[-1]
    behind = _TURN.split(told.words[end : end + 60])[0]
    nobody = _NOBODY.search(before + told.words[start:end] + behind[:16])
    return nobody is not None or _IS_NOUGHT.search(behind) is not None  # the number who failed to tolerate it was 0


_IS_NOUGHT = lazy(r"\b(?:was|were|is|stood at|remained) (?:0(?!\.?\d)|zero\b|nil\b)|(?:为|是)\s?(?:0(?!\.?\d)|零)")


_AT_A_TIME = lazy(r"第\s?\d{1,3}\s?(?:周|个?月|年)(?!内)|\bin (?:week|month|year) \d")


def at_a_time(words: str) -> bool:
    """``1例在第20周退出``: is it told when it befell them, so that it may be later?"""
    return _AT_A_TIME.search(words) is not None


# --- numbers that are no values ---------------------------------------------------------------------

_CLOCK = lazy(r"\s?(?:时(?![间长段常刻])|点(?!的)|:\d|：\d|分钟?起|o'clock|[ap]\.?m\b)")
_BY = lazy(
    r"(?:下降|降低|减少|升高|上升|增加|提高|延长|缩短|增长|[上下]调|递[增减]|加快|减慢|[年期前]多|[年期前]少)(?:了|约|\s){0,2}$|[减降升涨增掉瘦]了(?:约)?\s?$|\bby\s$"
)
_BY_SO_MANY = lazy(r"\s(?:more|fewer|less)(?: [a-z]+)? than\b|\s(?:up|down) on\b")


def changed_by(told: Told, figure: Figure) -> bool:
    """``下降13.7 mmHg``: is it how much something changed?"""
    start = figure.span.start - told.span.start
    behind = _BY_SO_MANY.match(told.words, figure.span.end - told.span.start)
    return behind is not None or _BY.search(told.words[max(0, start - 8) : start]) is not None


_PER = lazy(r"(?:\bper|\bevery|\beach|/|每)\s?$")


def a_clock_time(told: Told, figure: Figure) -> bool:
    """``3月1日0时``."""
    return (
        figure.unit == "none"
        and figure.decimals <= 0
        and 0 <= value_of(figure) <= 24
        and _CLOCK.match(told.words, figure.span.end - told.span.start) is not None
    )


def a_base(told: Told, figure: Figure) -> bool:
    """``per 1,000``: what a rate is told of."""
    start = figure.span.start - told.span.start
    return _PER.search(told.words[max(0, start - 10) : start]) is not None


def same_base(told: Told, change: Figure) -> bool:
    """``8.4 to 6.3 per 1,000, 2.1 fewer per 1,000``: both are told of as many."""
    bases = [f for f in told.figures if a_base(told, f)]
    behind = [f for f in bases if f.span.start > change.span.end]
    return bool(behind) and any(value_of(f) == value_of(behind[0]) for f in bases if f.span.end < change.span.start)


_COUNTED = frozenset({"count", "item", "piece", "site", "study", "country", "group", "times"})


def prices(words: str, one: Figure, two: Figure) -> bool:
    """``18个增至41个品种，平均降价58%``: what falls is the price, and two numbers of things are none."""
    return {one.unit, two.unit} & _COUNTED != set() and expressions.search(
        "降价|降幅|价格|价差|药价|费用", words
    ) is not None
