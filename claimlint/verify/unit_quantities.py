"""Laboratory and clinical quantities: their names, their units, and what a value is in another unit."""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """What a laboratory or clinical quantity is measured in, and between which values (unit -> low, high)."""

    name: str
    words: str
    units: dict[str, tuple[float, float]]
    right: str
    wrong: tuple[str, ...] = ()  # units that are surely wrong, besides values outside the bounds


GOES_ON = (
    r"\s?(?:per|each)\s[a-z\d]|\s?每"  # behind "25 mL" in "25 mL per minute per 1.73 m²": the unit goes on in words
)

QUANTITIES = (
    Quantity("eGFR", r"egfr|估算?肾小球滤过率|估计肾小球滤过率|肾小球滤过率|(?<![a-z])gfr|glomerular filtration rate",
             {"ml/min/1.73m2": (0, 250), "ml/min": (0, 250)}, "mL/min/1.73m²", ("ml/min/m2", "mg/dl", "mmol/l", "umol/l", "pct_", "ml")),
    Quantity("creatinine", r"(?<!尿)肌酐(?!清除|比|/)|(?<![a-z])scr(?![a-z])|(?<!urinary )(?<!urine )creatinine(?! clearance|/|-to| ratio)",
             {"umol/l": (8, 3000), "mg/dl": (0.1, 35)}, "μmol/L", ("mmol/l", "g/l", "mg/l", "mmhg", "ml/min", "g/dl", "umol/ml", "mmol/mol")),
    Quantity("HbA1c", r"hba1c|糖化血红蛋白|glycated ha?emoglobin", {"pct": (3, 20), "mmol/mol": (9, 195)}, "%", ("mmol/l", "mg/dl", "g/l", "mmhg")),
    Quantity("blood pressure", r"血压|收缩压|舒张压|(?<![a-z])(?:sbp|dbp)(?![a-z])|(?:systolic|diastolic) (?:blood )?pressure|blood pressure",
             {"mmhg": (20, 320), "kpa": (2, 43)}, "mmHg", ("mmol/l", "mg/dl", "cm", "mm", "umol/l", "g/l", "cmh2o", "cmhg")),
    Quantity("glucose", r"(?:空腹|餐后[^，。]{0,4}|随机)?血糖(?!素)|(?:fasting|plasma|blood) glucose",
             {"mmol/l": (0.5, 60), "mg/dl": (10, 1200)}, "mmol/L", ("umol/l", "mmhg", "g/l", "nmol/l", "mol/l")),
    Quantity("BMI", r"(?<![a-z])bmi(?![a-z])|体重指数|体质量指数|body mass index", {"kg/m2": (8, 110)}, "kg/m²", ("kg/m", "kg", "kg/cm2", "g/m2", "m2")),
    Quantity("haemoglobin", r"(?<!糖化)血红蛋白|(?<![a-z])(?:hb|hgb)(?![a-z0-9])|(?<!glycated )ha?emoglobin",
             {"g/l": (15, 250), "g/dl": (1.5, 25), "mmol/l": (0.9, 16)}, "g/L", ("mg/dl", "mmhg", "mg/l", "umol/l")),
    Quantity("LDL-C", r"ldl-?c?(?![a-z])|低密度脂蛋白(?:胆固醇)?", {"mmol/l": (0.1, 25), "mg/dl": (4, 1000)}, "mmol/L", ("umol/l", "g/l", "mmhg")),
    Quantity("uric acid", r"(?:血)?尿酸|uric acid|serum urate", {"umol/l": (20, 2000), "mg/dl": (0.3, 35)}, "μmol/L", ("mmol/l", "mmhg", "g/l")),
    Quantity("potassium", r"血钾|(?:serum )?potassium", {"mmol/l": (1, 12)}, "mmol/L", ("mmhg", "umol/l", "g/l", "pct_")),
    Quantity("sodium", r"血钠|(?:serum )?sodium(?! intake| chloride)", {"mmol/l": (90, 200)}, "mmol/L", ("mmhg", "umol/l", "pct_")),
    Quantity("total cholesterol", r"总胆固醇|total cholesterol", {"mmol/l": (0.5, 40), "mg/dl": (20, 1500)}, "mmol/L", ("umol/l", "mmhg", "g/l")),
    Quantity("triglycerides", r"甘油三酯|triglycerides?", {"mmol/l": (0.1, 120), "mg/dl": (9, 10000)}, "mmol/L", ("umol/l", "mmhg")),
    Quantity("albumin", r"(?<!尿)(?<!微量)白蛋白(?![/肌尿酐])|serum albumin", {"g/l": (5, 80), "g/dl": (0.5, 8)}, "g/L", ("mmhg", "mmol/l", "umol/l")),
    Quantity("bilirubin", r"总胆红素|total bilirubin", {"umol/l": (1, 1200), "mg/dl": (0.1, 70)}, "μmol/L", ("mmol/l", "mmhg", "g/l")),
    Quantity("ALT", r"谷丙转氨酶|丙氨酸(?:氨基)?转移酶|(?<![a-z])alt(?![a-z])", {"u/l": (1, 30000), "iu/l": (1, 30000)}, "U/L", ("mmol/l", "umol/l", "mmhg", "mg/dl")),
    Quantity("temperature", r"体温|body temperature", {"℃": (25, 45), "℉": (77, 115)}, "℃", ("mmhg", "pct")),
    Quantity("heart rate", r"心率|heart rate", {"次/分": (15, 320), "bpm": (15, 320), "次/min": (15, 320)}, "次/分", ("mmhg", "pct_")),
    Quantity("urea", r"尿素氮|血尿素|(?<![a-z])bun(?![a-z])|blood urea(?: nitrogen)?|serum urea", {"mmol/l": (0.5, 90), "mg/dl": (1, 250)}, "mmol/L", ("umol/l", "mmhg", "g/l")),
    Quantity("calcium", r"血钙|serum calcium", {"mmol/l": (0.6, 5), "mg/dl": (3, 20)}, "mmol/L", ("umol/l", "mmhg", "g/l", "mmol/mol")),
    Quantity("phosphate", r"血磷|serum phosph(?:ate|orus)", {"mmol/l": (0.1, 6), "mg/dl": (0.3, 20)}, "mmol/L", ("umol/l", "mmhg", "g/l")),
    Quantity("CRP", r"c-?反应蛋白|(?<![a-z])(?:hs-?)?crp(?![a-z])|c-reactive protein", {"mg/l": (0, 900), "mg/dl": (0, 90)}, "mg/L", ("g/l", "mmol/l", "umol/l", "mmhg", "u/l")),
    Quantity("white cells", r"白细胞(?:计数|总数)?(?!介素|酯酶|减少|分类)|(?<![a-z])wbc(?![a-z])|white (?:blood )?cell count", {}, "×10⁹/L", ("mmol/l", "g/l", "mmhg", "mg/l", "umol/l", "u/l")),
    Quantity("platelets", r"血小板(?:计数)?(?!减少|聚集|抑制)|platelet count", {}, "×10⁹/L", ("mmol/l", "g/l", "mmhg", "mg/l", "umol/l", "u/l")),
    Quantity("oxygen saturation", r"血氧饱和度|氧饱和度|spo2|sao2|oxygen saturation", {"pct": (30, 100)}, "%", ("mmhg", "mmol/l", "kpa", "g/l", "次/分")),
    Quantity("oxygen tension", r"氧分压|pao2|oxygen tension", {"mmhg": (15, 650), "kpa": (2, 87)}, "mmHg", ("mmol/l", "g/l", "ml", "cm")),
    Quantity("ejection fraction", r"射血分数|(?<![a-z])lvef(?![a-z])|ejection fraction", {"pct": (5, 90)}, "%", ("mmhg", "mmol/l", "ml/min", "cm", "mm")),
    Quantity("ferritin", r"铁蛋白(?!饱和)|ferritin", {"ug/l": (1, 100000), "ng/ml": (1, 100000)}, "μg/L", ("g/l", "mmol/l", "mmhg", "mg/dl", "u/l")),
    Quantity("TSH", r"促甲状腺激素|(?<![a-z])tsh(?![a-z])|thyroid-stimulating hormone", {"miu/l": (0, 500)}, "mIU/L", ("mmol/l", "g/l", "mmhg", "mg/dl")),
    Quantity("vitamin D", r"25-?羟(?:基)?维生素d|25\(oh\)d[23]?|25-hydroxyvitamin d", {"ng/ml": (1, 300), "nmol/l": (2, 700), "ug/l": (1, 300)}, "ng/mL", ("mmol/l", "g/l", "mg/dl", "mmhg", "iu")),
    Quantity("intraocular pressure", r"眼压|(?<![a-z])iop(?![a-z])|intraocular pressure", {"mmhg": (1, 90), "kpa": (0.1, 12)}, "mmHg", ("mmol/l", "cm", "mm", "g/l", "mg/dl", "cmh2o")),
    Quantity("lactate", r"血乳酸|乳酸水平|serum lactate|blood lactate", {"mmol/l": (0.1, 40), "mg/dl": (1, 360)}, "mmol/L", ("umol/l", "mmhg", "g/l")),
    Quantity("AST", r"谷草转氨酶|天冬氨酸(?:氨基)?转移酶|(?<![a-z])ast(?![a-z])", {"u/l": (1, 40000), "iu/l": (1, 40000)}, "U/L", ("mmol/l", "umol/l", "mmhg", "mg/dl")),
    Quantity("D-dimer", r"d-?二聚体|d-dimer", {"mg/l": (0, 200), "ug/ml": (0, 200), "ng/ml": (1, 200000), "ug/l": (1, 200000)}, "mg/L", ("mmol/l", "mmhg", "umol/l", "u/l")),
    Quantity("CD4", r"cd4\+?\s?(?:t\s?)?(?:淋巴)?(?:细胞)?计数|cd4\+? (?:t-?cell )?count", {}, "个/μL", ("mmol/l", "g/l", "mmhg", "umol/l", "mg/dl")),
    Quantity("respiratory rate", r"呼吸频率|respiratory rate", {"次/分": (3, 90), "次/min": (3, 90)}, "次/分", ("mmhg", "pct_", "mmol/l", "ml")),
)  # fmt: skip

# Quantities of a body, a diet or a prescription, told in units that stand for much else: only read right behind their name.
BODILY = (
    Quantity("birth weight", r"出生(?:时)?(?:平均)?体(?:重|质量)|birth ?weight", {"g": (250, 7500), "kg": (0.25, 7.5)}, "g", ("mg", "cm", "mm", "ug")),
    Quantity("body weight", r"(?<!出生)(?<!出生时)(?<!增)(?<!减)体(?:重|质量)(?!指数)|(?<!birth )(?<!birth)(?:body )?weight(?! loss| gain)|(?<=infant )weighed|(?<=baby )weighed|weighed|weighing",
             {"kg": (0.25, 450), "g": (3, 450000)}, "kg", ("mg", "cm", "mm", "ug")),
    Quantity("height", r"身高|身长|(?:standing |body )height|(?<=his )height|(?<=her )height|(?<=mean )height", {"cm": (20, 255), "m": (0.2, 2.55), "mm": (200, 2550)}, "cm", ("kg", "g")),
    Quantity("serum sodium", r"血钠|血清钠|serum sodium", {"mmol/l": (90, 200)}, "mmol/L", ("mg/l", "mg/dl", "g/dl", "nmol/l", "ng/ml")),
    Quantity("serum potassium", r"血钾|血清钾|serum potassium", {"mmol/l": (1, 12)}, "mmol/L", ("mg/l", "mg/dl", "g/dl", "nmol/l", "ng/ml", "umol/l")),
    Quantity("salt", r"(?:食盐|钠盐|盐)(?:的)?(?:每日|每天)?(?:摄入|用|食用)?量|食盐|salt intake|intake of salt", {"g": (0.3, 60), "mg": (300, 60000)}, "g", ("kg", "ug")),
    Quantity("urinary protein", r"24\s?(?:小时|h)尿蛋白(?:定量)?|尿蛋白定量|24-?\s?h(?:our)? urin(?:e|ary) protein", {"g": (0, 60), "mg": (0, 60000)}, "g", ("kg", "g/l", "mmhg")),
    Quantity("folic acid", r"叶酸片?|folic acid", {"mg": (0.05, 50), "ug": (50, 50000)}, "mg", ("g", "kg", "ml")),
    Quantity("vitamin", r"维生素\s?(?:d[23]?|a|k[12]?|b12|b₁₂)(?![a-z0-9])|vitamin (?:d[23]?|a|k[12]?|b12)(?![a-z0-9])", {"iu": (1, 700000), "ug": (0.5, 20000), "mg": (0.001, 100)}, "IU", ("g", "kg", "l")),
    Quantity("aspirin", r"阿司匹林(?:肠溶片)?|aspirin", {"mg": (20, 2000), "g": (0.02, 2)}, "mg", ("kg", "ug")),
    Quantity("statin", r"(?:阿托伐|瑞舒伐|辛伐|普伐|匹伐)他汀钙?片?|(?:atorva|rosuva|simva|prava|pitava)statin", {"mg": (1, 80)}, "mg", ("g", "kg", "ug")),
    Quantity("antihypertensive", r"氨氯地平片?|硝苯地平(?:控释片|缓释片)?|缬沙坦|氯沙坦|厄贝沙坦|美托洛尔|比索洛尔|amlodipine|nifedipine|valsartan|losartan|metoprolol|bisoprolol|lisinopril|enalapril|ramipril",
             {"mg": (0.5, 400)}, "mg", ("g", "kg", "ug", "l")),
    Quantity("steroid", r"泼尼松龙?|地塞米松|predniso(?:lo)?ne|dexamethasone", {"mg": (0.3, 1000)}, "mg", ("g", "kg", "ug")),
    Quantity("levothyroxine", r"左甲状腺素钠?片?|优甲乐|levothyroxine", {"ug": (5, 500), "mg": (0.005, 0.5)}, "μg", ("g", "kg")),
    Quantity("warfarin", r"华法林|warfarin", {"mg": (0.4, 20)}, "mg", ("g", "kg", "ug")),
    Quantity("digoxin", r"地高辛片?|digoxin", {"mg": (0.05, 1.6), "ug": (50, 1600)}, "mg", ("g", "kg")),
)  # fmt: skip

# What a value in the first unit is in the second: factor, and what is added.
CONVERSIONS: dict[str, tuple[tuple[str, str, float, float], ...]] = {
    "creatinine": (("mg/dl", "umol/l", 88.4, 0),),
    "glucose": (("mmol/l", "mg/dl", 18.02, 0),),
    "total cholesterol": (("mmol/l", "mg/dl", 38.67, 0),),
    "LDL-C": (("mmol/l", "mg/dl", 38.67, 0),),
    "triglycerides": (("mmol/l", "mg/dl", 88.57, 0),),
    "HbA1c": (("pct", "mmol/mol", 10.929, -23.5),),
    "blood pressure": (("mmhg", "kpa", 0.1333, 0),),
    "intraocular pressure": (("mmhg", "kpa", 0.1333, 0),),
    "haemoglobin": (("g/dl", "g/l", 10, 0),),
    "albumin": (("g/dl", "g/l", 10, 0),),
    "uric acid": (("mg/dl", "umol/l", 59.48, 0),),
    "bilirubin": (("mg/dl", "umol/l", 17.1, 0),),
    "calcium": (("mg/dl", "mmol/l", 0.2495, 0),),
    "vitamin D": (("ng/ml", "nmol/l", 2.496, 0),),
    "temperature": (("℃", "℉", 1.8, 32),),
    "urea": (("mg/dl", "mmol/l", 0.357, 0),),
    "phosphate": (("mg/dl", "mmol/l", 0.3229, 0),),
    "lactate": (("mg/dl", "mmol/l", 0.111, 0),),
    "CRP": (("mg/dl", "mg/l", 10, 0),),
}
