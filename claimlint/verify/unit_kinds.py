"""A length told in milligrams, a time in mmHg: what a noun measures against the family of the unit right behind it.

Every unit belongs to a family (mass, volume, length, time, pressure ...), every noun of ``_KINDS`` to the families that it can be
told in. Only a value that nothing but links parts from its noun is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scene import Scene, Told, observe

_MASS = r"[kmuμµn]?g|mcg|千克|公斤|毫克|微克|克|(?:kilo|milli|micro)?grams?|tonnes?"
_VOLUME = r"[dmuμµ]?l|毫升|微升|升|(?:milli|micro|deci)?lit(?:re|er)s?"
_PER = r"\s?(?:/|每|\bper\b)\s?"
_FAMILIES = {  # the longer before the shorter
    "clearance": rf"(?:ml|毫升){_PER}(?:min|分钟?)",
    "flow": rf"(?:m?l|毫升|升){_PER}(?:min|h|小时|分钟?|hour|minute|s)",
    "density": rf"(?:kg|g){_PER}(?:m[2²]|cm[2²3³]|m[3³])|mg{_PER}(?:m[2²]|cm[2²])",
    "concentration": rf"(?:{_MASS}|[munpμµ]?mol|[mkμµ]?i?u|毫摩尔|微摩尔|单位){_PER}(?:{_VOLUME})",
    "dose by weight": rf"(?:{_MASS}|[μµum]mol|ml){_PER}(?:kg|公斤|千克)",
    "rate": r"次\s?/\s?(?:分钟?|min)|bpm|(?:beats|breaths)(?:\s?/\s?min|\s(?:per|a) minute)",
    "pressure": r"mm\s?hg|[km]pa|cm\s?h2o|毫米汞柱|千帕|厘米水柱",
    "temperature": r"℃|°\s?[cf]|℉|摄氏度|degrees (?:celsius|centigrade|fahrenheit)",
    "amount": r"[mμµun]mol",
    "energy": r"kcal|千卡|大卡|kj|千焦|calories",
    "radiation": r"c?gy|m?sv|戈瑞",
    "sound": r"db|分贝",
    "electric": r"k?w|瓦|伏|mah|毫安|[km]?hz",
    "activity": r"i?u|国际单位",
    "area": r"[mc]?m[2²]|平方(?:厘米|米|毫米)|square (?:centi|milli)?met(?:re|er)s?",
    "volume": rf"{_VOLUME}|cm[3³]|立方厘米",
    "time": r"ms|毫秒|s|秒钟?|min|分钟|h|小时|d|天|周|个月|年|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?",
    "length": r"[ckmμµun]?m|厘米|毫米|微米|公里|米|(?:centi|milli|micro|nano|kilo)?met(?:re|er)s?|inch(?:es)?",
    "mass": _MASS,
}
_NUMBER = r"\d{1,3}(?:[ ,]\d{3}){1,2}(?!\d)|\d{1,6}(?:\.\d{1,3})?"
_ENDS = r"(?![a-z0-9μ²³₂·克摩^]|\s?[/／×x*]\s?[a-z\d]|升[至到高降]|\s?每|-)"


class Kind(NamedTuple):
    """A sort of quantity: its nouns, the families that it is told in, and the unit that is shown as right."""

    name: str
    words: str
    families: frozenset[str]
    right: str


def _kind(name: str, right: str, families: str, words: str) -> Kind:
    return Kind(name, words, frozenset(families.split("|")), right)


_KINDS = (
    _kind("time", "min / h / d", "time", r"(?:手术|住院|随访|输注|滴注|静滴|治疗|用药|持续|睡眠|观察|反应|缺血|操作|透析|麻醉|恢复|起效|充电|续航|预热|孵育|离心|阻断|介入|等待|等候|停留|运动|锻炼|训练|检查|候诊|留置|潜伏|愈合|下床|排气|排便|通气|拔管|转流|循环|凝血)(?:时间|时长)|时长|病程(?!记)|半衰期|疗程|间隔时间|"
          r"(?:operat(?:ive|ing|ion)|procedure|surgical|ischa?emi[ac]|bypass|clamp|infusion|waiting|healing|reaction|sleep|recovery|screen|exposure|scan|door-to-needle|door-to-balloon|turnaround|consultation|onset|charging|clotting|anaesthetic) times?|half-?life|length of (?:hospital )?stay|hospital stay|(?:treatment|symptom|disease|sleep|infusion|session|shift|seizure) duration|duration of (?:[a-z]+ ){1,2}?(?=was|is|averaged)|"
          r"\b(?:surgery|operation|procedure|session|infusion|visit|scan|attack|it|they|which) (?:took|lasted|takes|lasts)"),
    _kind("pressure", "mmHg", "pressure", r"血压|收缩压|舒张压|动脉压|眼压|颅内压|气腹压力?|气道压力?|囊压|静脉压|(?:氧|二氧化碳|碳)分压|负压(?:吸引)?压?力?|(?:blood|systolic|diastolic|arterial|intraocular|intracranial|airway|cuff|insufflation|portal|venous|pulse) pressure"),
    _kind("weight", "kg", "mass", r"(?<!按)(?<!每公斤)体(?:重|质量)(?!指数)|重量|净重|毛重|(?:body|birth|mean|net|gross|dry|placental) ?weight|\bbirthweight|(?<![a-z])weigh(?:ed|s|ing)"),
    _kind("length", "cm / mm", "length", r"身高|(?:外|内|管|直|口|孔|粒|长|短|半)径(?!路)|长度|厚度|宽度|(?:切口|导管|全|总)长|(?:病灶|肿瘤|肿块|结石|囊肿)(?:最大径|直径|长径)|腰围|臀围|头围|胸围|移动距离|步行距离|"
          r"(?:inner |outer |maximum |mean |tumou?r |nodule |lesion |needle )?diameter|(?:working |axial |catheter |incision |crown-rump |overall |leg )length(?! of)|thickness|(?<![a-z])(?:waist|head|hip|chest|arm|calf) circumference|(?:standing |sitting )?height|particle size(?: \([a-z]{2,5}\))?|walk(?:ing)? distance"),
    _kind("size", "cm / mm", "length|area|volume", r"(?:结节|肿块|肿瘤|病灶|囊肿|结石|溃疡|缺损|息肉)(?:的)?大小|(?:tumou?r|nodule|lesion|cyst|stone|ulcer|defect|polyp|infarct) size"),
    _kind("volume", "mL", "volume|mass|flow|dose by weight", r"(?:出|失)血量|尿量|引流量|输液量|饮水量|输血量|容积|潮气量|每搏量|药杯容量|储液量|残留量|雾化量|(?<!red cell )(?<!corpuscular )(?<!platelet )(?:residual|tidal|stroke|urine|fill|nominal|prostate|drainage|injection|gastric) volume|blood loss|urine output|fluid intake"),
    _kind("temperature", "℃", "temperature", r"(?:体|肛|腋|耳|额|水|核心体|贮藏|储存|保存|环境|工作)温度?(?!计|表|下)|(?:贮藏|储存|保存|环境|工作|水|加热|灭菌)温度|(?:body|core|rectal|oral|axillary|tympanic|skin|water|storage|ambient|room|his|her|target|mean|highest|peak) temperature"),
    _kind("heart rate", "/min", "rate", r"心率(?!变异)|脉搏|呼吸频率|heart rate(?! varia)|pulse rate|respiratory rate"),
    _kind("energy", "kcal", "energy|dose by weight", r"热量|能量摄入量?|energy intake|calorie intake|calorific value"),
    _kind("noise", "dB", "sound", r"噪[声音](?!比)|(?:operating )?noise(?: level)?"),
    _kind("power", "W", "electric", r"(?:额定|输入|输出|最大)功率|rated power|power consumption"),
    _kind("age", "years", "time", r"(?:平均|中位)年龄|(?:mean|median|average) age"),
    _kind("radiation", "Gy", "radiation", r"(?:放疗|照射|辐射)(?:总)?剂量|(?<=放疗)采用[^，。;；]{0,16}[，,]处方剂量|(?:radiation|radiotherapy) dose"),
)  # fmt: skip
_LINKS = (
    r"(?:(?:指标)?[（(][^()（）\d]{1,12}[)）])?(?:[\s:：=(（≤≥<>~]|为|是|约|达|仅|共|均|值|的|中位数?|平均|于|在|至|到|需|控制|维持|保持|一般|通常|不|宜|应|超过|低|高|少|多|可|以|每[天日晚次]|范围|测得|分别|由|从|"
    r"\b(?:was|is|were|are|of|averaged|averages|a|an|the|median|mean|average|about|at|around|only|just|total|under|over|approximately|up|to|be|roughly|nearly|from|fell|rose|remained|reached|stood|measured|between|less|than|more|least|at least|for|ranged)\b){0,10}"
)
_FOR = lazy(  # what is done for a time, over a time, or every so long
    rf"\b(?:walk(?:ed|ing)?|ran|slept|exercis(?:ed?|ing)|rested|lasted|lasting|lasts?|waited|stayed|cooled|soak(?:ed)?|incubated|heated|boil(?:ed)?|kept|fasted|fast|cycled|swam|massage[ds]?|infused|given) (?:for|over) (?:a (?:median|mean) of |about |at least |an average of )?(?P<n>{_NUMBER})\s?(?P<u>(?P<mass>{_MASS})|(?P<pressure>mm\s?hg|kpa)|(?P<concentration>mmol/l|mg/dl|g/l))(?![a-z0-9/])(?! (?:of|doses?|tablets?|capsules?))"
    rf"|每隔?\s?(?P<n2>{_NUMBER})\s?(?P<u2>mg|毫克|kg|公斤|mmhg|ml|毫升|cm)\s?(?:一|1)次|\bevery (?P<n3>{_NUMBER}) (?P<u3>mg|kg|mmhg|ml|cm|milligrams?)(?=[.,; ](?!of|lost|gained))"
)
_LONG = lazy(
    rf"(?<![\d.])(?P<n>{_NUMBER})[\s-]?(?P<u>(?:m|μ|u|n|k)?g|m?l|mm\s?hg|kpa|m?mol/l|℃|°c) (?:long|wide|thick|deep|tall|in (?:diameter|length|width|thickness|height))\b"
)
_LATER = lazy(  # six kilograms later, 12 mmHg后出院, a 60-mg-old man
    rf"(?<![\d.])(?P<n>{_NUMBER})[\s-]?(?P<u>kg|mg|mm\s?hg|mmol/l|cm|ml|℃)(?:(?: later| earlier| ago)\b|-old\b|\s?[前后](?:复查|出院|拔管|复诊|随访|死亡|再次))|\baged (?P<n2>{_NUMBER})\s?(?P<u2>kg|mg|mm\s?hg|cm|ml)(?![a-z/])"
)
_SHOT = lazy(
    rf"(?<![\d.])(?P<n>{_NUMBER})[\s-]?(?P<u>mm\s?hg|m?mol/l|kpa|℃|°c|kg/m[2²]|cm|mm|bpm|次/分|hours?|g/l|mg/dl)(?![a-z/\d]) (?:intramuscular|subcutaneous|intravenous|oral) (?:injections?|doses?|bolus|infusions?)\b"
)
_SIDES = lazy(
    rf"(?<![\d.])(?P<a>{_NUMBER})\s?(?P<u>mm|cm|毫米|厘米|ml|mg|g|kg|mmhg)\s?[×x*]\s?(?P<b>{_NUMBER})\s?(?P<v>mm|cm|毫米|厘米|ml|mg|g|kg|mmhg)(?![a-z/\d])"
)
_OF = lazy(
    rf"(?<![\d.])(?P<n>{_NUMBER})\s?(?P<u>mm\s?hg|m?mol/l|℃|°c|cm|mm|m?l|bpm|hours?) of (?P<of>energy|protein|fibre|fiber|fat|carbohydrates?|sugars?|salt)\b|(?:提供|含|含有)(?P<of2>能量|热量|蛋白质|膳食纤维|脂肪|碳水化合物|钠)(?:约|为|\s){{0,2}}(?P<n2>{_NUMBER})\s?(?P<u2>mm\s?hg|m?mol/l|℃|cm|mm|分钟|小时)"
)
_LENGTHS = frozenset({"mm", "cm", "毫米", "厘米"})
_ASIDE = lazy(
    r"误写|笔误|写成|错写|单位(?:错|有误|应)|比值|得分|评分|\b(?:misprint|typo|wrongly|in error|instead of|z-?score|for (?:gestational )?age)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<k{i}>{kind.words})" for i, kind in enumerate(_KINDS))
    families = "|".join(f"(?P<f{i}>{words})" for i, words in enumerate(_FAMILIES.values()))
    number = rf"(?:{_NUMBER})(?:\s?±\s?(?:{_NUMBER}))?(?:\s?(?:[-~至到/]|to|and)\s?(?:{_NUMBER}))?[)）]?"
    return compiled(rf"(?:{kinds}){_LINKS}(?<![\d.])(?P<n>{number})\s?-?(?:{families}){_ENDS}")


_DIGIT = lazy(r"\d")
_GROUP = lazy(r"\s?(?:组|片|瓶|支|粒|剂|的?[一-鿿]{0,2}(?:者|患者|儿童)|(?:group|arm|dose|tablet|or more|weight)s?\b)")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence in prose or cells."""
    for told in scene.sentences:
        if told.role is Role.REFERENCES or told.crowded or not _DIGIT.search(told.words) or _ASIDE.search(told.words):
            continue
        yield from _behind_nouns(told)
        yield from _by_construction(told)


def _behind_nouns(told: Told) -> Iterator[Observation]:
    for match in _pattern().finditer(told.words):
        groups = [name for name, text in match.groupdict().items() if text is not None]
        kind = next(_KINDS[int(name[1:])] for name in groups if name[0] == "k")
        index = next(int(name[1:]) for name in groups if name[0] == "f")
        family = list(_FAMILIES)[index]
        when = family == "time" and not ("/" in match["n"] and kind.name == "pressure")  # heart rate at 45 min
        if when or family in kind.families or _GROUP.match(told.words, match.end()):
            continue
        unit = match[f"f{index}"]
        yield _fault(told, match.start("n"), match.end(f"f{index}"), kind.name, unit, kind.right)


def _by_construction(told: Told) -> Iterator[Observation]:
    for match in _FOR.finditer(told.words):
        for suffix in ("", "2", "3"):
            if match[f"n{suffix}"]:
                unit = match[f"u{suffix}"]
                yield _fault(told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), "time", unit, "min / h")
    for match in _LATER.finditer(told.words):
        suffix = "" if match["n"] else "2"
        yield _fault(told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), "time", match[f"u{suffix}"], "h / d")
    for match in _LONG.finditer(told.words):
        yield _fault(told, match.start("n"), match.end("u"), "length", match["u"], "mm / cm")
    for match in _SHOT.finditer(told.words):
        yield _fault(told, match.start("n"), match.end("u"), "a dose", match["u"], "mg / mL")
    for match in _OF.finditer(told.words):
        suffix = "" if match["n"] else "2"
        right = "kcal" if (match["of"] or match["of2"]) in {"energy", "能量", "热量"} else "g"
        yield _fault(
            told, match.start(f"n{suffix}"), match.end(f"u{suffix}"), match[f"of{suffix}"], match[f"u{suffix}"], right
        )
    for match in _SIDES.finditer(told.words):
        if (match["u"] in _LENGTHS) != (match["v"] in _LENGTHS):
            side, unit = ("a", "u") if match["v"] in _LENGTHS else ("b", "v")
            yield _fault(told, match.start(side), match.end(unit), "length", match[unit], "mm / cm")


def _fault(told: Told, start: int, end: int, name: str, unit: str, right: str) -> Observation:
    stated = told.words[start:end]
    span = Span(told.span.start + start, told.span.start + end)
    return observe("unit", span, f"{name}: {stated} → {right}", stated=stated, quantity=name, unit=unit, right=right)
