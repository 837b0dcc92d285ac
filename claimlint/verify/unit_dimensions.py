"""What laboratory values, vital signs and medicines can amount to, in whatever unit they are told.

Every unit is read as a dimension and a factor, so that one pair of bounds rules g/L, mg/dL and μg/mL alike: 132 g/mL of
haemoglobin is out of them, 0.132 g/mL is not. The bounds are the extremes that were ever seen, not the normal ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.scene import Scene, Told, observe

# unit -> dimension, and what one of it is in the dimension's own (g/L, mmol/L, U/L, mg, mmHg, ℃, cm, kg/m²)
_PREFIX = {"k": 1e3, "": 1.0, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12}
_VOLUME = {"l": 1.0, "dl": 0.1, "ml": 1e-3, "ul": 1e-6}
_UNITS: dict[str, tuple[str, float]] = {
    **{f"{p}g/{v}": ("mass/volume", x / y) for p, x in _PREFIX.items() for v, y in _VOLUME.items()},
    **{f"{p}mol/{v}": ("amount/volume", x / y * 1e3) for p, x in _PREFIX.items() for v, y in _VOLUME.items()},
    **{f"{p}{n}/{v}": ("activity", x / y) for p, x in (("", 1.0), ("k", 1e3)) for n in ("u", "iu") for v, y in _VOLUME.items() if v != "dl"},
    "kg": ("mass", 1e6), "g": ("mass", 1e3), "mg": ("mass", 1.0), "ug": ("mass", 1e-3), "ng": ("mass", 1e-6),
    "mmhg": ("pressure", 1.0), "kpa": ("pressure", 7.5006), "cmhg": ("pressure", 10.0), "cmh2o": ("pressure", 0.7356), "mpa": ("pressure", 7500.6),
    "℃": ("temperature", 1.0), "℉": ("temperature", 1.0),
    "kg/m2": ("body mass", 1.0), "g/m2": ("body mass", 1e-3), "kg/m3": ("density", 1.0), "kg/m": ("linear", 1.0),
    "bpm": ("pulse", 1.0),
}  # fmt: skip
_SPELT = {
    "毫克": "mg", "微克": "ug", "千克": "kg", "公斤": "kg", "克": "g", "毫米汞柱": "mmhg", "厘米汞柱": "cmhg", "千帕": "kpa", "厘米水柱": "cmh2o",
    "摄氏度": "℃", "华氏度": "℉", "degrees celsius": "℃", "degrees fahrenheit": "℉", "milligrams": "mg", "grams": "g", "gram": "g", "micrograms": "ug", "mcg": "ug",
    "毫摩尔/升": "mmol/l", "微摩尔/升": "umol/l", "克/升": "g/l", "毫克/升": "mg/l", "次/分": "bpm", "次/min": "bpm", "beats per minute": "bpm",
    "kilograms": "kg", "millimetres of mercury": "mmhg",
}  # fmt: skip
_CONFUSED = frozenset({"mass/volume", "amount/volume", "pressure", "temperature", "body mass", "density", "pulse"})


class Amount(NamedTuple):
    """A quantity by its names, with the extremes of each dimension that it may be told in; ``strict``: no other dimension."""

    name: str
    words: str
    bounds: dict[str, tuple[float, float]]
    strict: bool = True


def _lab(
    name: str, words: str, mass: tuple[float, float] | None = None, amount: tuple[float, float] | None = None
) -> Amount:
    bounds = {"mass/volume": mass, "amount/volume": amount}
    return Amount(name, words, {one: ends for one, ends in bounds.items() if ends is not None})


def _drug(name: str, words: str, low: float, high: float) -> Amount:
    return Amount(name, words, {"mass": (low, high)}, strict=False)


_BLOOD = (
    _lab("haemoglobin", r"(?<!糖化)(?<!肌红)血红蛋白(?:浓度|含量)?|血色素|(?<![a-z])(?:hb|hgb)(?![a-z0-9])|(?<!glycated )ha?emoglobin", (15, 260), (0.9, 16)),
    _lab("albumin", r"(?<!尿)(?<!微量)(?<!前)(?<!免疫)(?<!人血)白蛋白(?!尿|[/肌])|(?:serum |plasma )albumin", (4, 90), (0.05, 1.4)),
    _lab("total protein", r"血清?总蛋白|(?:serum )total protein", (20, 150)),
    _lab("glucose", r"血糖(?!素|仪)|葡萄糖水平|(?:fasting|plasma|blood|random) (?:glucose|sugar)|glucose(?=(?: level)?(?: was| of| is| at)? \d)", (0.05, 20), (0.3, 110)),
    _lab("cholesterol", r"总胆固醇|(?:低|高)密度脂蛋白(?:胆固醇)?|(?:total|ldl|hdl)[ -]cholesterol|(?<![a-z])(?:ldl|hdl)-c(?![a-z])", (0.03, 20), (0.05, 50)),
    _lab("triglycerides", r"甘油三酯|triglycerides?", (0.05, 150), (0.05, 170)),
    _lab("creatinine", r"(?<!尿)肌酐(?!清除|[比/])|(?:serum |plasma )creatinine", (0.0005, 0.4), (0.004, 4)),
    _lab("uric acid", r"(?<![a-z])尿酸(?!盐)|(?:serum )?uric acid|serum urate", (0.002, 0.5), (0.015, 3)),
    _lab("urea", r"尿素氮|血尿素|blood urea(?: nitrogen)?|serum urea", (0.01, 6), (0.3, 150)),
    _lab("bilirubin", r"(?:总|直接|间接)胆红素|(?:total|direct|serum) bilirubin", (0.0001, 1), (0.0003, 1.5)),
    _lab("potassium", r"血钾|血清钾|(?:serum|blood|plasma) potassium|potassium(?=(?: level)?(?: was| of| is| at)? \d)", (0.04, 0.5), (0.8, 14)),
    _lab("sodium", r"血钠|血清钠|(?:serum|blood|plasma) sodium|sodium(?=(?: level)?(?: was| of| is| at)? \d)", (1.6, 5), (75, 220)),
    _lab("chloride", r"血氯|血清氯|serum chloride", None, (45, 170)),
    _lab("calcium", r"血钙|血清钙|serum calcium|calcium(?=(?: level)?(?: was| of| is| at)? \d)", (0.012, 0.25), (0.3, 6)),
    _lab("magnesium", r"血镁|血清镁|serum magnesium|magnesium(?=(?: level)?(?: was| of| is| at)? \d)", (0.002, 0.3), (0.1, 10)),
    _lab("phosphate", r"血磷|血清磷|serum phosph(?:ate|orus)", (0.001, 0.4), (0.03, 9)),
    _lab("lactate", r"血乳酸|(?:serum|blood|arterial) lactate", (0.005, 4), (0.05, 45)),
    _lab("CRP", r"c-?反应蛋白|(?<![a-z])(?:hs-?)?crp(?![a-z])|c-reactive protein", (0.00001, 1)),
    _lab("procalcitonin", r"降钙素原|procalcitonin", (1e-9, 0.002)),
    _lab("ferritin", r"铁蛋白(?!饱和)|(?<!trans)ferritin", (5e-7, 0.2)),
    _lab("D-dimer", r"d-?二聚体|d-dimer", (1e-6, 0.3)),
    _lab("BNP", r"(?:nt-?pro)?bnp(?![a-z])|脑钠肽|利钠肽", (1e-10, 3e-4), (1e-10, 5e-5)),
    _lab("troponin", r"肌钙蛋白(?:[it])?|troponin(?: [it])?", (1e-11, 2e-3)),
    _lab("PSA", r"前列腺特异(?:性)?抗原|(?<![a-z])psa(?![a-z])|prostate-specific antigen", (1e-10, 0.02)),
    _lab("AFP", r"甲胎蛋白|(?<![a-z])afp(?![a-z])|癌胚抗原|(?<![a-z])cea(?![a-z])", (1e-9, 2)),
    _lab("IL-6", r"il-?6|白介素-?6|interleukin-6", (1e-12, 1e-3)),
    _lab("IgG", r"(?<![a-z])ig[gam](?![a-z0-9])|免疫球蛋白[gam]", (0.005, 160)),
    _lab("complement", r"补体c[34]|complement c[34]", (0.003, 5)),
    _lab("fibrinogen", r"纤维蛋白原|fibrinogen", (0.05, 25)),
    Amount("transaminase", r"谷[丙草]转氨酶|丙氨酸(?:氨基)?转移酶|天冬氨酸(?:氨基)?转移酶|(?<![a-z])(?:alt|ast|ggt|ldh)(?![a-z])|碱性磷酸酶|乳酸脱氢酶|alanine aminotransferase|alkaline phosphatase|lactate dehydrogenase",
           {"activity": (0.5, 300000)}),
)  # fmt: skip
_SIGNS = (
    Amount("blood pressure", r"血压|收缩压|舒张压|(?:systolic|diastolic|blood|arterial) pressure(?! cuff)|(?<![a-z])(?:sbp|dbp)(?![a-z])", {"pressure": (2, 350)}),
    Amount("intraocular pressure", r"眼压|intraocular pressure|eye pressure|pressure in (?:his|her|the) (?:left |right )?eye", {"pressure": (0.5, 100)}),
    Amount("oxygen tension", r"氧分压|pao2|oxygen tension|二氧化碳分压|paco2", {"pressure": (4, 720)}),
    Amount("temperature", r"体温|烧[到至]了?|高烧|高热|低烧|低热|发热至|发烧|(?:body |his |her |your |(?<![a-z])s )temperature|(?:child|baby|patient|infant)['’]s temperature|\bfever\b", {"temperature": (20, 46)}),
    Amount("liquid nitrogen", r"液氮|liquid nitrogen", {"temperature": (-215, -120)}),
    Amount("cold storage", r"冷藏|\brefrigerat(?:ed|or)\b|\bin (?:a|the) fridge", {"temperature": (-3, 16)}),
    Amount("BMI", r"(?<![a-z])bmi(?![a-z])|体重指数|体质量指数|身体质量指数|body[ -]mass index", {"body mass": (7, 130)}),
    Amount("heart rate", r"心率|脉搏|heart rate|pulse(?: rate)?", {"pulse": (10, 350)}),
)  # fmt: skip
_DRUGS = (
    _drug("paracetamol", r"对乙酰氨基酚|扑热息痛|泰诺林?|paracetamol|acetaminophen", 5, 5000),
    _drug("ibuprofen", r"布洛芬|ibuprofen|naproxen|萘普生", 5, 4000),
    _drug("aspirin", r"阿司匹林(?:肠溶片)?|aspirin", 10, 6000),
    _drug("metformin", r"二甲双胍|metformin", 50, 3500),
    _drug("statin", r"[一-鿿]{1,2}伐他汀钙?片?|(?:atorva|rosuva|simva|prava|pitava|fluva)statin", 0.5, 160),
    _drug("antihypertensive", r"(?:氨氯|硝苯|非洛)地平(?:控释片|缓释片|片)?|[缬氯厄坎替][一-鿿]{0,2}沙坦|美托洛尔|比索洛尔|(?:依那|贝那|培哚|卡托)普利|amlodipine|nifedipine|(?:val|lo|irbe|cande|telmi)sartan|metoprolol|bisoprolol|(?:lisino|enala|rami|perindo)pril", 0.5, 900),
    _drug("steroid", r"泼尼松龙?|强的松|地塞米松|甲泼尼龙|甲基强的松龙|(?:methyl)?predniso(?:lo)?ne|dexamethasone|hydrocortisone", 0.05, 2500),
    _drug("levothyroxine", r"左甲状腺素钠?片?|优甲乐|levothyroxine", 0.003, 2),
    _drug("warfarin", r"华法林|warfarin|利伐沙班|阿哌沙班|rivaroxaban|apixaban", 0.3, 60),
    _drug("digoxin", r"地高辛片?|digoxin", 0.03, 3),
    _drug("proton pump inhibitor", r"[奥泮雷兰埃][一-鿿]{1,3}拉唑|(?:ome|panto|rabe|lanso|esome)prazole", 2, 400),
    _drug("antibiotic", r"阿莫西林|头孢[一-鿿]{1,2}|阿奇霉素|克拉霉素|左氧氟沙星|amoxicillin|azithromycin|clarithromycin|doxycycline|levofloxacin|cephalexin", 5, 16000),
    _drug("immunosuppressant", r"环孢素|他克莫司|吗替麦考酚酯|羟氯喹|硫唑嘌呤|ciclosporin|cyclosporine|tacrolimus|mycophenolate|hydroxychloroquine|azathioprine", 0.05, 5000),
    _drug("methotrexate", r"甲氨蝶呤|methotrexate", 0.5, 30000),
    _drug("melatonin", r"褪黑素|melatonin", 0.05, 100),
    _drug("vitamin C", r"维生素\s?c(?![a-z])|vitamin c(?![a-z])", 1, 30000),
    _drug("folic acid", r"叶酸片?|folic acid", 0.02, 60),
    _drug("caffeine", r"咖啡因|caffeine", 0.5, 3000),
    _drug("clopidogrel", r"氯吡格雷|替格瑞洛|clopidogrel|ticagrelor", 10, 1200),
    _drug("diuretic", r"呋塞米|螺内酯|furosemide|spironolactone", 1, 3000),
    _drug("antihistamine", r"氯雷他定|西替利嗪|loratadine|cetirizine", 0.5, 80),
    _drug("gliflozin", r"[达恩卡]格列净|(?:dapa|empa|cana)gliflozin|司美格鲁肽|利拉鲁肽|semaglutide|liraglutide", 0.05, 400),
    _drug("opioid", r"吗啡|羟考酮|芬太尼|morphine|oxycodone|fentanyl", 0.001, 4000),
    _drug("psychotropic", r"舍曲林|氟西汀|艾司西酞普兰|奥氮平|sertraline|fluoxetine|escitalopram|olanzapine", 0.5, 500),
    _drug("colchicine", r"秋水仙碱|colchicine|别嘌醇|非布司他|allopurinol|febuxostat", 0.1, 1000),
)  # fmt: skip
_OTHERS = (  # whose values are no concern here, and so are not taken for those of the name before
    Amount("another", r"体重|体质量|尿蛋白|蛋白质|食盐|盐分|脂肪|尿量|饮食|人血白蛋白|室温|水温|weight|protein intake|\bsalt\b|\bfat\b|\bwater\b|\broom\b", {}, strict=False),
)  # fmt: skip
AMOUNTS = (*_BLOOD, *_SIGNS, *_DRUGS, *_OTHERS)

_NUMBER = r"(?<![\d.,a-z/^])-?\s?\d{1,6}(?:,\d{3})?(?:\.\d{1,4})?"


@cache
def _value() -> re.Pattern[str]:
    spelt = "|".join(sorted(map(re.escape, _SPELT), key=len, reverse=True))
    return compiled(
        rf"(?P<a>{_NUMBER})(?:\s?(?:/|~|-|至|到|to|or|或)\s?(?P<b>\d{{1,5}}(?:\.\d{{1,3}})?))?\s?-?"
        rf"(?P<u>{spelt}|[kmuμµnp]?g/(?:d|m|[uμµ])?l|[mkuμµnp]?mol/(?:d|m|[uμµ])?l|k?i?u/(?:m|[uμµ])?l|kg/m[²³23]|g/m²|kg/m|[kmuμµn]?g|mm\s?hg|cm\s?hg|[km]pa|cmh[2₂]o|℃|℉|°\s?[cf]|bpm)"
        r"(?![a-z0-9μ²³₂·克]|\s?[/／每]\s?(?!d(?:ay)?\b|[日天次])|\s?per (?!day|dose)|\.\d)"
    )


@cache
def _names() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<q{i}>{one.words})" for i, one in enumerate(AMOUNTS)))


class _Value(NamedTuple):
    low: float
    high: float
    unit: str
    start: int
    end: int


_ASIDE = lazy(  # what the same names stand for besides, and other bodies than people's
    r"鼠|兔|犬|猪|牛|羊|马(?!上)|鱼|鸡|尿液|尿蛋白|脑脊液|胸[腔]?水|腹水|透析液|饮用水|矿泉水|食品|每100|奶粉|配方|培养基|培养液|溶液|注射液|输液袋|原液|误写|笔误|写成|错写|"
    r"\b(?:rats?|mice|mouse|dogs?|cats?|pigs?|cows?|horses?|urine|urinary|cerebrospinal|ascit|pleural|dialysate|(?:drinking |mineral )water|foods|per 100|medium|solution|buffer|misprint|typo)\b"
)
_CHANGE = lazy(
    r"(?:[下升]降|降低|降了|减少|升高|增加|上升|提高|升了|波动|差(?:值|异)?(?:的)?(?:均数|均值|平均值?)?|变化|改变|幅度|每(?:升|降|增)[一-鿿]?)(?:了|约|达|为|仅|\s){0,3}$|[降升增减跌]了?约?$|\b(?:by|change[sd]?|difference|differed|reduction|rise|fall|drop|increase|decrease|increment|every|each)\b[^.;]{0,24}$|温差"
)
_GAP = 42
_STOPS = lazy(r"[。；;！？]|\.\s|但|而(?!且)|\bbut\b|\bwhile\b|\bwhereas\b")
_CLOSE = lazy(  # all that may stand between a name and a value of another dimension
    r"(?:\s|值|水平|浓度|检测|测得|结果|为|是|约|达|仅|只有|的|在|升至|降至|由|从|[:：=(（]|\b(?:was|is|of|at|level|levels|reading|measured|above|below|over|under|about|only|a)\b){0,7}"
)
_ON = lazy(
    r"(?:\s|[,，]|后|治疗|已|降至|降到|升至|升到|下降[至到]|上升[至到]|增至|减至|[至到]|变为|\bto\b|\bthen\b|\band\b|fell|rose|within|\ba\b|week|month){1,6}"
)
_NAME_BEHIND = lazy(
    r"^(?:\s?的|-|\s)?(?: ?(?:of|a day of|daily|dose of|tablets? of|capsules? of|oral|intravenous) ?){0,2}$"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every value whose unit stands beside a name of which such a value was never seen."""
    for told in scene.sentences:
        if not told.figures or told.crowded or _ASIDE.search(told.words):
            continue
        values = list(_values(told.words))
        names = [(match, AMOUNTS[_index(match)]) for match in _names().finditer(told.words)] if values else []
        if names:
            yield from _faults(told, values, names)
        yield from _per_gram(told)


def _index(match: re.Match[str]) -> int:
    return next(int(name[1:]) for name, text in match.groupdict().items() if text is not None)


def _values(words: str) -> Iterator[_Value]:
    for match in _value().finditer(words):
        first = float(match["a"].replace(" ", "").replace(",", ""))
        if match["a"].startswith("-") and match.start("a") and words[match.start("a") - 1] not in " (（约为在":
            first = -first  # a dash, not a sign
        second = float(match["b"]) if match["b"] else first
        yield _Value(min(first, second), max(first, second), _unit(match["u"]), match.start(), match.end())


def _unit(text: str) -> str:
    text = _SPELT.get(text, text).replace(" ", "")
    for old, new in (("μ", "u"), ("µ", "u"), ("°c", "℃"), ("°f", "℉"), ("²", "2"), ("³", "3"), ("₂", "2")):
        text = text.replace(old, new)
    return text


def _faults(told: Told, values: list[_Value], names: list[tuple[re.Match[str], Amount]]) -> Iterator[Observation]:
    for index, value in enumerate(values):
        dimension, factor = _UNITS.get(value.unit, (None, 0.0))
        if dimension is None or (value.low <= 0 and dimension != "temperature"):
            continue
        found = _named(told.words, value, values[:index], names)
        if found is None or not found[0].bounds:
            continue
        amount, gap, before = found
        if _CHANGE.search(told.words[max(0, value.start - 30) : value.start]) or _CHANGE.search(gap):
            continue
        low, high = _converted(value, factor)
        bounds = amount.bounds.get(dimension)
        if bounds is None:
            wrong = amount.strict and dimension in _CONFUSED and before and _CLOSE.fullmatch(gap) is not None
        else:
            wrong = (low > bounds[1] or high < bounds[0]) and _right(amount, value) is not None
        if wrong:
            stated = told.words[value.start : value.end].strip()
            span = Span(told.span.start + value.start, told.span.start + value.end)
            right = _right(amount, value) or next(iter(amount.bounds))
            yield observe("unit", span, f"{amount.name}: {stated} → {right}", stated=stated, quantity=amount.name, unit=value.unit,
                          right=right)  # fmt: skip


def _right(amount: Amount, value: _Value) -> str | None:
    """A unit in which the same number can be; a number that fits none is no slip of a unit."""
    for unit, (dimension, factor) in _UNITS.items():
        bounds = amount.bounds.get(dimension)
        if bounds is not None:
            low, high = _converted(value._replace(unit=unit), factor)
            if bounds[0] <= low and high <= bounds[1]:
                return unit
    return None


def _converted(value: _Value, factor: float) -> tuple[float, float]:
    if value.unit == "℉":
        return (value.low - 32) / 1.8, (value.high - 32) / 1.8
    return value.low * factor, value.high * factor


def _named(
    words: str, value: _Value, earlier: list[_Value], names: list[tuple[re.Match[str], Amount]]
) -> tuple[Amount, str, bool] | None:
    """The name that a value belongs to, the words between, and whether the name comes first."""
    for match, amount in names:
        if (
            match.start() >= value.end
            and _NAME_BEHIND.match(words[value.end : match.start()])
            and "mass" in amount.bounds
        ):
            return amount, "", False
    before = [(match, amount) for match, amount in names if match.end() <= value.start]
    if not before:
        return None
    match, amount = before[-1]
    gap = words[match.end() : value.start]
    if len(gap) > _GAP or _STOPS.search(gap):
        return None
    within = [one for one in earlier if one.start >= match.end()]
    if within and (len(within) > 1 or _ON.fullmatch(words[within[0].end : value.start]) is None):
        return None
    if len(before) > 1 and re.fullmatch(
        r"\s?(?:、|和|与|及|,|/|and|or|或)\s?", words[before[-2][0].end() : match.start()]
    ):
        return None  # two names, and who knows whose the value is
    return amount, gap, True


_PER_GRAM = lazy(
    r"(?:个细胞|个干细胞|\bcells)\s?(?:/|每|per )\s?(?P<u>g|mg|克|毫克|gram)(?![a-z/]|\s?(?:组织|湿重|肿瘤|脂肪|粪便|tissue|fat|stool))"
)
_BODY = lazy(r"体重|输注|回输|静[脉滴]|infus|intraven|body ?weight|patients? (?:received|were given)")


def _per_gram(told: Told) -> Iterator[Observation]:
    """``按体重1×10⁶个细胞/g``: nobody is dosed by the gram."""
    match = _PER_GRAM.search(told.words)
    if match is not None and _BODY.search(told.words):
        span = Span(told.span.start + match.start(), told.span.start + match.end())
        yield observe("unit", span, f"{match[0]} → /kg", stated=match[0], quantity="cells", unit=match["u"], right="kg")
