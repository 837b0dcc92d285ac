"""Values that their kind rules out: a pH of 17, the 83rd week of pregnancy, 26 hours a day, 11 of every 10 people.

Each domain is a name with the ends between which its values lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.paragraphs import Paragraph, of_frame
from claimlint.verify.scenes.scene import Scene, Told, observe

_N = r"(?P<v>\d{1,4}(?:\.\d{1,3})?)"
_IS = r"(?:\s|值|已|均?为|是|达到?|仅|只有|高达|约|近|平均|中位|[:：=(（]|\b(?:averaged|mean|median|was|is|of|at|reached|showed|read|measured|stood|about|only|just|a|the)\b){0,6}"
_WEEK = r"\s?(?:\+\d\s?)?周(?!期)"
_PEOPLE = r"(?:women|men|people|patients|children|adults|participants|nurses|users|adolescents|teenagers|babies|readers|respondents|doctors|parents|couples|households|survivors|recipients)"


class Domain(NamedTuple):
    """Where a value of a kind is told, between which ends it lies, and words of the sentence that forbid the reading."""

    shown: str
    words: str
    low: float
    high: float
    unless: str = r"(?!)"


_ERROR = r"误写|笔误|写成|误差|typo|misprint|impossible|不可能|error|"
DOMAINS = (
    Domain("pH", rf"(?<![a-z])ph(?![a-z]){_IS}{_N}(?![\d%]|\s?(?:mg|ml|m\b|μ|年|月|例|期|weeks|days))", 0, 14, _ERROR + "pKa|phase"),
    Domain("body temperature", rf"(?:temperature|体温){_IS}{_N}\s?(?:℃|°\s?c)(?=[^.;；。]{{0,60}}(?:pulse|heart rate|respirat|blood pressure|saturation|脉搏|心率|呼吸|血压))", 20, 46.5, _ERROR + "mouse|rat\\b|鼠"),
    Domain("body temperature", rf"(?:(?:发热|发烧|[高低]烧|高热|寒战|患者|大爷|大妈|老人|孩子|患儿|宝宝|病人|[女男]婴)[^。;；]{{0,24}}?体温|(?:fever|feverish|febrile|patient|boy|girl|man|woman|baby|child|infant)\b[^.;]{{0,60}}?temperature){_IS}{_N}\s?(?:℃|°\s?c|度(?!数))", 10, 46.5, _ERROR + "mouse|rat\\b|鼠|水温|消毒|灭菌|蒸|桑拿"),
    Domain("pH of blood", rf"(?:血气|动脉血|静脉血|脐血|血液|blood|arterial|venous)[^。;；]{{0,40}}?(?<![a-z])ph(?![a-z]){_IS}{_N}(?![\d%])", 6.2, 8.2, _ERROR + "尿|胃|pKa|urine|gastric|storage|buffer|缓冲"),
    Domain("weeks of pregnancy", rf"(?:(?:怀|妊|停经|受)?孕[期周]?|胎龄|孕龄|妊娠|停经){_IS}(?:第)?{_N}{_WEEK}", 1, 46, _ERROR + "产后|累计|兔|鼠|象|马|牛"),
    Domain("months of pregnancy", rf"(?:怀|身)孕{_IS}{_N}\s?个多?月", 1, 11, _ERROR + "备孕|未能|才|准备|后|间隔|停经|尝试"),
    Domain("weeks of pregnancy", rf"(?<![\d.]){_N} weeks?['’]? (?:pregnant|gestation|of gestation|of pregnancy|into (?:her|the|their) pregnancy)\b", 1, 46, _ERROR + "elephant|postpartum|over|total"),
    Domain("weeks of pregnancy", rf"(?:gestational age|gestation)(?: (?:was|of|at|birth|delivery|admission|a|mean|median)){{0,4}} {_N} weeks", 1, 46, _ERROR + "elephant"),
    Domain("weeks of pregnancy", rf"\bborn (?:prematurely )?at (?:just |only )?{_N} weeks\b", 20, 46, _ERROR),
    Domain("age", rf"(?:现年|今年|年龄|年仅|年满|享年|年近|时年|男|女|患者)(?:仅|已|为|是|[,，]|\s){{0,3}}{_N}\s?岁", 0, 125, _ERROR + "树|建院|历史|总和|合计|相加|之和"),
    Domain("age", rf"(?<![\d.-]){_N}[ -]year[ -]old (?:[a-z-]+ ){{0,2}}?(?:man|woman|boy|girl|patient|lady|gentleman|grandmother|grandfather|mother|father|male|female|nurse|teacher|child|pensioner|farmer|driver|widow|student|athlete)\b", 0, 125, _ERROR),
    Domain("hours a day", rf"(?:每天|每日|一天|日均|平均每[天日]|一天之内)(?:要|需|能|可|至少|最多|连续|平均|累计|只|仅|约)?[一-鿿]{{0,6}}?{_N}\s?个?(?:多)?小时", 0, 24, _ERROR + "合计|共计|人均.*合|三班|团队|机组|所有|全体|每\\d+小时|间隔|内|总"),
    Domain("hours a day", rf"(?<![\d.])(?<!\d,){_N} hours (?:a|per|each|every) (?:day|night)\b", 0, 24, _ERROR + "combined|between them|team|staff|nurses|machine-hours|total"),
    Domain("days a week", rf"每周(?![期一二三四五六日末])[一-鿿]{{0,6}}?{_N}\s?天", 0, 7, _ERROR + r"\d周|连续|间隔|提前|至多|疗程"),
    Domain("days a week", rf"(?<![\d.])(?<!\d,){_N} (?:days|nights|mornings|evenings) (?:a|per|each|every) week\b", 0, 7, _ERROR + "combined|between them|team|total"),
    Domain("months a year", rf"(?<![\d.])(?<!\d,){_N} months (?:a|per|of the|of each|in each) year\b", 0, 12, _ERROR),
    Domain("hour of the day", rf"(?:上午|下午|凌晨|中午|晚上|傍晚|清晨|早上|当晚|次日|今晨|夜里)\s?{_N}\s?[点时](?!半?间)", 0, 24, _ERROR),
    Domain("minute of the hour", rf"(?:上午|下午|凌晨|中午|晚上|傍晚|清晨|早上|当晚|次日)\s?\d{{1,2}}\s?[:：点时]\s?{_N}\s?(?:分|[,，。；到至~-])", 0, 59, _ERROR),
    Domain("minute of the hour", rf"(?<![\d:.])\d{{1,2}}[:.]{_N}\s?[ap]\.?m\b", 0, 59, _ERROR),
    Domain("hour of the day", rf"(?<![\d:.,]){_N}(?:[:.][0-5]\d)?\s?[ap]\.?m\.?(?![a-z])", 0, 12.99, _ERROR + r"\b(?:1[3-9]|2[0-4])[:.]\d\d ?[ap]m"),
    Domain("probability", rf"\b(?:probability|likelihood){_IS}{_N}(?![\d%]|\s?(?:per|in|to|out|percent|times|/|or|-))", 0, 1, _ERROR + "ratio|log|per "),
    Domain("probability", rf"(?:概率|可能性|几率|probability|likelihood|chance){_IS}{_N}\s?%", 0, 100, _ERROR + "提高|增|升|高出|高了|more|higher|increas|rose|greater|raise|than"),
    Domain("VAS", rf"(?<![a-z])vas(?![a-z])\s?(?:疼痛)?(?:评分|score)?{_IS}{_N}\s?分", 0, 100, _ERROR + "总和|合计"),
)  # fmt: skip
_EVERY = (
    lazy(r"每\s?(?P<n>\d{1,5}|[十百千万]|一百|一千)(?!\s?[\d十百千万亿])\s?[例名位个]?(?:[一-鿿]{0,8}?)(?:中|里|当中)[,，]?(?:就|约|大约|会|平均|仅|只|便|至少|可能|可)?有(?:将近|接近|近|约|大约)?\s?(?P<k>\d{1,5})\s?[例名位个人](?!次)"),
    lazy(rf"(?<![\d.,$])(?P<k>\d{{1,4}}) (?:in|out of) (?:every |each )?(?P<n>\d{{1,4}}|ten|five|four|three|two|(?:a|one) hundred|twenty) (?:[a-z-]+ ){{0,2}}?{_PEOPLE}\b"),
)  # fmt: skip
_POSSIBLE = lazy(
    r"(?<![\d.])(?P<k>\d{1,4}) (?:points )?(?:of|out of) (?:a )?(?:possible|maximum)(?: total)?(?: of)? (?P<n>\d{1,4})(?![\d.])"
)
_OUT_OF = lazy(
    r"\b(?:scored|marked|rated|graded|score|scale|test|examination)\b[^.;\d]{0,40}?(?:out of|from 0 to) (?P<n>\d{2,3})(?!\d|\.\d)[^.;\d]{0,60}? (?P<k>\d{2,3}) points\b"
)
_HOUSES = lazy(r"\d in \d+ (?:[a-z-]+ ){0,2}?(?:households|couples)")  # 749 in 545 households
_TENS = {"十": 10, "百": 100, "一百": 100, "千": 1000, "一千": 1000, "万": 10000,
         "ten": 10, "five": 5, "four": 4, "three": 3, "two": 2, "a hundred": 100, "one hundred": 100, "twenty": 20}  # fmt: skip
_RATE_ZH = r"(?:合格|知晓|满意|有效|治愈|接种|达标|检出|成功|阳性|阴性|存活|生存|复发|死亡|病死|缓解|应答|依从|感染|患病|符合|准确|识别|正确|签约|通过|参与|出勤|受检|体检|随访|失访|吸烟|复诊|转阴|植活|保留|好转|痊愈|显效|控制|再入院|并发症发生|不良反应发生|误诊|漏诊|脱落|应答|救治成功|保肢|戒烟)率|满意度|灵敏度|敏感[性度]|特异[性度]"
_RATE_EN = (
    r"(?:response|survival|cure|success|detection|pass|attendance|infection|mortality|fatality|remission|relapse|recurrence|satisfaction|adherence|compliance|vaccination|retention|readmission|complication|dropout|error|positivity|continence|agreement) rate|"
    r"\b(?:sensitivity|specificity|accuracy|adherence|compliance|prevalence|attendance|mortality|survival)"
)
_RATES = (
    lazy(rf"(?:{_RATE_ZH})(?:[^%，,。；;\d]{{0,8}}?)(?:为|是|达到?|高达|均?在|升至|降至|约|:|：|\s){{0,4}}(?P<v>\d{{3,4}}(?:\.\d{{1,2}})?)\s?%"),
    lazy(r"(?:问卷|者|患者|例|样本|女性|男性|病例|人群|人数|人员|护士|医生|学生|儿童|居民|标本)[^%，,。；;\d]{0,4}占(?:了|约|到|比|为|\s){0,2}(?P<v>\d{3,4}(?:\.\d{1,2})?)\s?%"),
    lazy(rf"(?:{_RATE_EN})(?: [a-z-]+){{0,5}}? (?:was|is|of|reached|stood at|at|hit|exceeded|averaged|came to)(?: about| around| nearly| just)? (?P<v>\d{{3,4}}(?:\.\d{{1,2}})?)\s?(?:%|per ?cent)"),
    lazy(r"(?:(?<![不])正确|准确|成功|漏|误)(?:地)?(?:识别|检出|判断|判定|诊断|检测|预测|分辨|找|查)(?:了|出|出来)?(?:其中|患者|病例|病灶|样本|的|约|\s){0,3}(?P<v>\d{3,4}(?:\.\d{1,2})?)\s?%"),
    lazy(r"\b(?:(?:correctly|accurately|successfully|rightly) (?:identif|detect|classif|recogni|diagnos|predict|pick|flag|clear|spott)[a-z]*(?: up| out)?|(?:identified|detected|missed|caught|picked (?:up|out)|spotted|ruled out))(?: about| only| nearly| just)? (?P<v>\d{3,4}(?:\.\d{1,2})?)\s?(?:%|per ?cent) of\b"),
    lazy(rf"(?<![\d.])(?P<v>\d{{3,4}}(?:\.\d{{1,2}})?)\s?(?:%|per ?cent) of (?:the |all |our |its |their |these |those |eligible )*(?:[a-z-]+ ){{0,3}}?(?:{_PEOPLE}|units|centres|centers|hospitals|clinics|schools|practices|pharmacies|forms|samples|questionnaires|staff|families|members|volunteers|surgeons|beds|wards|eyes|knees|implants|grafts|tumou?rs|cases|them|girls|boys|residents|employees|workers|trainees|graduates|donors|candidates|mothers|trials|studies|specimens|biopsies|physicians|students)\b"),
)  # fmt: skip
_LOST = lazy(
    r"\b(?:cut|reduced|fell|fallen|dropped|decreased|declined|lowered|shrank|shrunk|slashed)(?: [a-z]+){0,3}? by(?: about| over| more than| nearly| almost)? (?P<v>\d{3}(?:\.\d{1,2})?)\s?(?:%|per ?cent(?!age))"
)
_MAY_GO_BELOW = lazy(r"profit|loss|income|earnings|balance|deficit|net\b|score|excess|change from|base deficit|z-")
_NO_RATE = lazy(
    r"细胞(?:存活|活[力性]|增殖)|(?:前|去|上一?)年(?:同期)?的|previous|last year|增|涨|提高|升高|上升|较|相对|同比|环比|计划|目标|预期|任务|超额|倍|基线|正常值|预计值|高出|比去年|对照的|参考|开放率|"
    r"increas|rose\b|rise|grew|growth|more than (?:the|in)|higher|greater|target|planned|expected|predicted|relative|baseline|compared|times|quota|goal|excess|over-?subscribed|capacity|the number of|as many|bed occupancy|usual"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence against the domains."""
    for frame in scene.frames:
        for told in frame.sentences:
            if told.role is not Role.REFERENCES and len(told.words) < 1200 and _DIGIT.search(told.words):
                yield from _beyond(told)
                yield from _of_every(told)
                yield from _over_hundred(told)
        for one in of_frame(frame):
            yield from _in_a_row(one)


_ITEM_ENDS = re.compile(r"[;；。\n]|\.\s|\.$")
_ITEM = lazy(
    r"\W{0,4}(?P<label>[^%：:]{4,60}?)\s?[:：,， ]\s?(?P<v>\d{1,4}(?:\.\d{1,2})?)\s?%\s?(?:[(（][^()（）]{1,30}[)）])?\s?"
)
_NO_SHARE = lazy(
    r"使用率|占用|完成率|达成|周转|利用|回收|产能|预计值|同比|环比|occupan|utili[sz]|capacity|budget|activity|throughput|turnover|recovery|predicted|performance|productivity|change|vs\b|versus|output|demand|coverage ratio"
)
_LEAST_ITEMS = 3


def _in_a_row(one: Paragraph) -> Iterator[Observation]:
    """``induction 31.2%; breastfeeding at discharge 178.4%; term admissions 4.6%``: shares under their labels, and one is none."""
    if "%" not in one.words:
        return
    items: list[tuple[str, float, int, int]] = []
    start = 0
    for end in [*(match.start() for match in _ITEM_ENDS.finditer(one.words)), len(one.words)]:
        match = _ITEM.fullmatch(one.words, start, end)
        if match is not None:
            items.append((match["label"], float(match["v"]), match.start("v"), match.end("v")))
        start = end + 1
    over = [item for item in items if item[1] > 100]
    if len(items) < _LEAST_ITEMS or len(over) != 1 or _NO_SHARE.search(one.words):
        return
    label, _, begin, end = over[0]
    if not _NO_RATE.search(label):
        stated = one.words[begin:end] + "%"
        yield observe("impossible-value", one.span(begin, end), f"{stated} > 100%", stated=stated, limit="100%")


_DIGIT = lazy(r"\d")
_GATE = lazy(
    r"(?<![a-z])ph(?![a-z])|temperature|体温|孕|胎龄|妊娠|停经|gestation|pregnan|\bborn\b|岁|year[ -]old|小时|hours|每周|week\b|year\b|[点时分]|[ap]\.?m\b|"
    r"概率|可能性|几率|probab|likelihood|chance|vas"
)


def _beyond(told: Told) -> Iterator[Observation]:
    if not _GATE.search(told.words):
        return
    seen: set[int] = set()
    for domain in DOMAINS:
        pattern, unless = _PATTERNS[domain]
        for match in pattern.finditer(told.words):
            value = float(match["v"])
            if domain.low <= value <= domain.high or match.start("v") in seen or unless.search(told.words):
                continue
            seen.add(match.start("v"))
            span = Span(told.span.start + match.start("v"), told.span.start + match.end("v"))
            line = f"{domain.shown}: {match['v']} ∉ [{domain.low:g}, {domain.high:g}]"
            yield observe("impossible-value", span, line, stated=match["v"], limit=f"{domain.low:g}-{domain.high:g}")


_PATTERNS = {domain: (lazy(domain.words), lazy(domain.unless.removesuffix("|"))) for domain in DOMAINS}


def _of_every(told: Told) -> Iterator[Observation]:
    """``每10人中有12人``, "11 out of 10 patients"."""
    for pattern in (*_EVERY, _POSSIBLE, _OUT_OF):
        for match in pattern.finditer(told.words):
            whole = _TENS.get(match["n"]) or int(match["n"])
            if int(match["k"]) > whole > 1 and not _HOUSES.search(match[0]):
                span = Span(told.span.start + match.start("k"), told.span.start + match.end("k"))
                yield observe("impossible-value", span, f"{match['k']} > {whole}", stated=match["k"], limit=str(whole))


def _over_hundred(told: Told) -> Iterator[Observation]:
    for match in _LOST.finditer(told.words):
        if float(match["v"]) > 100 and not _MAY_GO_BELOW.search(told.words):
            span = Span(told.span.start + match.start("v"), told.span.start + match.end("v") + 1)
            yield observe("impossible-value", span, f"-{match['v']}% < -100%", stated=match["v"] + "%", limit="100%")
    if _NO_RATE.search(told.words):
        return
    for pattern in _RATES:
        for match in pattern.finditer(told.words):
            if float(match["v"]) > 100:
                span = Span(told.span.start + match.start("v"), told.span.start + match.end("v") + 1)
                yield observe("impossible-value", span, f"{match['v']}% > 100%", stated=match["v"] + "%", limit="100%")
