"""What laboratory values, vital signs, doses and measures of the body can amount to, in each dimension that they are told in.

A dimension goes by its base unit, so that one pair of bounds rules g/L, mg/dL and μg/mL alike. The bounds are the extremes
that were ever seen, not the normal ones. With a molar mass the bounds by mass and by amount are worked out from each other.
"""

from __future__ import annotations

from typing import NamedTuple

Bounds = tuple[float, float]


class Analyte(NamedTuple):
    """A quantity by its names, with the extremes of each dimension (base unit) that it may be told in."""

    name: str
    words: str
    right: str  # the unit that it is mostly told in
    bounds: dict[str, Bounds]
    molar: float | None = None  # grams a mole
    body: bool = False  # its names stand for much else as well
    mixed: tuple[str, ...] = ()  # dimensions that it is told in by mistake, besides those that stand for few things


def _lab(name: str, words: str, right: str, g: Bounds | None = None, mmol: Bounds | None = None, molar: float | None = None, **more: Bounds) -> Analyte:  # fmt: skip
    if molar is not None and g is not None and mmol is None:
        mmol = (g[0] / molar * 1000, g[1] / molar * 1000)
    elif molar is not None and mmol is not None and g is None:
        g = (mmol[0] * molar / 1000, mmol[1] * molar / 1000)
    told = {"g/L": g, "mmol/L": mmol, **{_KEYS[key]: ends for key, ends in more.items()}}
    return Analyte(name, words, right, {one: ends for one, ends in told.items() if ends is not None}, molar)


_KEYS = {"u": "U/L", "pct": "%", "mol_mol": "mmol/mol", "cells": "10⁹/L", "clear": "mL/min/1.73m²", "flow": "mL/min"}


def _one(name: str, words: str, right: str, *mixed: str, **bounds: Bounds) -> Analyte:
    keys = {
        "p": "mmHg",
        "water": "cmH2O",
        "t": "℃",
        "bmi": "kg/m²",
        "pulse": "/min",
        "pct": "%",
        "cm": "cm",
        "mg": "mg",
    }
    return Analyte(
        name,
        words,
        right,
        {keys[key]: ends for key, ends in bounds.items()},
        body="mg" in bounds or "cm" in bounds,
        mixed=mixed,
    )


def _drug(name: str, words: str, low: float, high: float, right: str = "mg", **more: Bounds) -> Analyte:
    told = {"mg": (low, high), "mg/kg": (low / 150, high / 3), **{key.upper(): ends for key, ends in more.items()}}
    return Analyte(name, words, right, told, body=True)


_IS = r"(?=(?: levels?| concentrations?)?(?: (?:was|of|is|at|fell|rose|stayed|dropped|climbed))?(?: (?:to|at|from))? ?[<>]?\d)"
_BLOOD = (
    _lab("haemoglobin", r"(?<!糖化)(?<!肌红)(?<!胎儿)(?<!游离)血红蛋白(?!尿|病|[ae]\d)(?:浓度|含量)?|血色素|(?<![a-z])(?:hb|hgb)(?![a-z0-9])|(?<!glycated )(?<!glycosylated )(?<!free )(?<!fetal )(?<!foetal )ha?emoglobin(?! a1c|uria)", "g/L", g=(15, 260), mmol=(0.9, 16)),
    _lab("HbA1c", r"hba1c|(?<![a-z])a1c(?![a-z])|糖化血红蛋白|(?:glycated|glycosylated) ha?emoglobin", "%", pct=(3, 20), mol_mol=(9, 195)),
    _lab("eGFR", r"egfr|(?:估算?|估计)?肾小球滤过率|(?<![a-z])gfr|glomerular filtration rate", "mL/min/1.73m²", clear=(0.5, 250), flow=(0.5, 250)),
    _lab("creatinine clearance", r"肌酐清除率|creatinine clearance|(?<![a-z])ccr(?![a-z\d])", "mL/min", clear=(0.5, 300), flow=(0.5, 300)),
    _lab("albumin", r"(?<!尿)(?<!微量)(?<!(?<![术疗药院])前)(?<!免疫)(?<!人血)(?<!糖化)(?<!脂)(?<!改)白蛋白(?!尿|[/肌]|结合|比|紫杉)|(?:serum |plasma )albumin|(?<!urinary )(?<!urine )(?<!human )albumin" + _IS, "g/L", g=(4, 90)),
    _lab("prealbumin", r"(?<![术疗药院])前白蛋白|prealbumin|transthyretin", "mg/L", g=(0.005, 1)),
    _lab("globulin", r"(?<!免疫)(?<!丙种)球蛋白(?!抗体|酶|[gam]|注射)", "g/L", g=(1, 150)),
    _lab("total protein", r"血清?总蛋白|serum total protein", "g/L", g=(20, 150)),
    _lab("glucose", r"血糖(?!素|仪|试纸|指数|负荷)|葡萄糖水平|(?:fasting|plasma|blood|random|bedside|capillary|postprandial) (?:glucose|sugar)|(?<!urine )(?<!urinary )(?<!csf )glucose" + _IS, "mmol/L", mmol=(0.55, 85), molar=180.16),
    _lab("cholesterol", r"总胆固醇|(?:低|高|极低|非高)密度脂蛋白(?:胆固醇)?|胆固醇(?!酯)|(?:total|ldl|hdl)[ -]?cholesterol|(?<![a-z])(?:ldl|hdl)(?:-c)?(?![a-z])|cholesterol" + _IS, "mmol/L", mmol=(0.05, 50), molar=386.7),
    _lab("triglycerides", r"甘油三酯|三酰甘油|triglycerides?", "mmol/L", mmol=(0.05, 170), molar=885.7),
    _lab("lipoprotein(a)", r"脂蛋白\(a\)|lipoprotein\(a\)", "mg/L", g=(0.001, 5), mmol=(1e-6, 1e-3)),
    _lab("apolipoprotein", r"载脂蛋白[ab]\d?|apolipoprotein [ab]", "g/L", g=(0.02, 6)),
    _lab("creatinine", r"(?<!尿)肌酐(?!清除|[比/])|(?<![a-z])scr(?![a-z])|(?<!urinary )(?<!urine )(?<!/)(?<!/g )(?<!mg/g )creatinine(?! clearance|/|-to| ratio)", "μmol/L", mmol=(0.004, 4), molar=113.12),
    _lab("uric acid", r"(?<!尿)尿酸(?!盐)|uric acid|serum urate|\burate" + _IS, "μmol/L", mmol=(0.015, 3), molar=168.11),
    _lab("urea", r"尿素氮|血尿素|(?<![a-z])bun(?![a-z])|blood urea(?: nitrogen)?|serum urea|\burea" + _IS, "mmol/L", mmol=(0.3, 150), molar=28.01),
    _lab("cystatin C", r"胱抑素c|cystatin c", "mg/L", g=(2e-4, 0.02)),
    _lab("bilirubin", r"(?:总|直接|间接|结合|游离)?胆红素|bilirubin(?! encephal)", "μmol/L", mmol=(0.0003, 1.5), molar=584.66),
    _lab("bile acid", r"总?胆汁酸|bile acids?", "μmol/L", mmol=(0.0001, 1)),
    _lab("ammonia", r"血氨|ammonia" + _IS, "μmol/L", mmol=(0.001, 3), molar=17.03),
    _lab("homocysteine", r"同型半胱氨酸|homocysteine", "μmol/L", mmol=(0.001, 0.6)),
    _lab("potassium", r"血清?钾|(?:serum|blood|plasma) potassium|potassium" + _IS, "mmol/L", mmol=(0.8, 14)),
    _lab("sodium", r"血清?钠(?!素)|(?:serum|blood|plasma) sodium|(?<!urine )(?<!urinary )sodium" + _IS, "mmol/L", mmol=(75, 220)),
    _lab("chloride", r"血清?氯(?!化)|(?:serum|blood|plasma) chloride|chloride" + _IS, "mmol/L", mmol=(45, 170)),
    _lab("bicarbonate", r"碳酸氢根|(?<![a-z])hco3-?|bicarbonate" + _IS, "mmol/L", mmol=(1, 70)),
    _lab("calcium", r"血清?钙|(?:serum|blood|plasma|corrected|ioni[sz]ed) calcium|calcium" + _IS, "mmol/L", mmol=(0.3, 6), molar=40.08),
    _lab("magnesium", r"血清?镁|(?:serum|blood|plasma) magnesium|magnesium" + _IS, "mmol/L", mmol=(0.1, 10), molar=24.31),
    _lab("phosphate", r"血清?无?机?磷(?!脂|酸)|(?:serum|blood|plasma) phosph(?:ate|orus)|phosphate" + _IS, "mmol/L", mmol=(0.03, 9), molar=30.97),
    _lab("iron", r"血清铁(?!蛋白)|serum iron", "μmol/L", mmol=(0.0005, 0.3), molar=55.85),
    _lab("zinc", r"血清?锌|(?:serum|plasma) zinc", "μmol/L", mmol=(0.001, 0.1), molar=65.38),
    _lab("lead", r"血铅|blood lead", "μg/L", g=(1e-6, 0.02), molar=207.2),
    _lab("lactate", r"血?乳酸(?!脱氢|菌|钠|杆|林格)(?:水平)?|(?:serum|blood|arterial) lactate|(?<!ringer['’]s )lactate" + _IS, "mmol/L", mmol=(0.05, 45), molar=90.08),
    _lab("ketone", r"血酮体?|β-?羟丁酸|blood ketones?|beta-?hydroxybutyrate", "mmol/L", mmol=(0.005, 30), molar=104.1),
    _lab("CRP", r"c-?反应蛋白|(?<![a-z])(?:hs-?)?crp(?![a-z])|c-reactive protein", "mg/L", g=(1e-5, 1), mmol=(1e-7, 1e-5)),
    _lab("procalcitonin", r"降钙素原|procalcitonin|(?<![a-z])pct(?![a-z])" + _IS, "ng/mL", g=(1e-9, 0.002)),
    _lab("ferritin", r"铁蛋白(?!饱和)|(?<!trans)ferritin", "μg/L", g=(5e-7, 0.2)),
    _lab("transferrin", r"转铁蛋白(?!饱和|受体)|transferrin(?! sat| recep)", "g/L", g=(0.2, 8)),
    _lab("D-dimer", r"d-?二聚体|d-dimers?", "mg/L", g=(1e-6, 0.3)),
    _lab("fibrinogen", r"纤维蛋白原|fibrinogen", "g/L", g=(0.05, 25), mmol=(1e-4, 0.08)),
    _lab("BNP", r"(?<![a-z])(?:nt-?pro-?)?bnp(?![a-z])|脑钠肽|利钠肽|natriuretic peptide", "pg/mL", g=(1e-10, 3e-4), mmol=(1e-10, 5e-5)),
    _lab("troponin", r"肌钙蛋白(?:[it])?|troponin(?:[- ][it])?", "ng/mL", g=(1e-11, 2e-3)),
    _lab("myoglobin", r"肌红蛋白|myoglobin", "ng/mL", g=(1e-9, 0.2)),
    _lab("PSA", r"前列腺特异性?抗原|(?<![a-z])psa(?![a-z])|prostate-specific antigen", "ng/mL", g=(1e-10, 0.02)),
    _lab("AFP", r"甲胎蛋白|(?<![a-z])afp(?![a-z])|癌胚抗原|(?<![a-z])cea(?![a-z])|alpha-?fetoprotein|carcinoembryonic antigen", "ng/mL", g=(1e-9, 2), u=(0.1, 3e6)),
    _lab("CA", r"糖类抗原\s?\d{2,3}|(?<![a-z])ca\s?(?:19-?9|125|15-?3|72-?4)", "U/mL", u=(100, 1e9)),
    _lab("interleukin", r"(?<![a-z])il-?\d{1,2}[abr]?(?![a-z\d])|白(?:细胞)?介素-?\d{1,2}|interleukin-?\d{1,2}", "pg/mL", g=(1e-12, 1e-3), mmol=(1e-13, 1e-6), u=(1, 1e8)),
    _lab("TNF-α", r"(?<![a-z])tnf-?[αa]?(?![a-z])|肿瘤坏死因子-?α?|tumou?r necrosis factor", "pg/mL", g=(1e-12, 1e-3), mmol=(1e-13, 1e-6), u=(1, 1e8)),
    _lab("immunoglobulin", r"(?<![a-z抗])ig[gam](?![a-z0-9])|免疫球蛋白[gam]|immunoglobulin [gam]", "g/L", g=(0.002, 160), u=(1, 1e6)),
    _lab("IgE", r"(?<![a-z])ige(?![a-z0-9])|免疫球蛋白e", "IU/mL", u=(100, 1e8), g=(1e-7, 0.2)),
    _lab("complement", r"补体c[34]|complement c[34]", "g/L", g=(0.003, 5)),
    _lab("vitamin D", r"25-?羟(?:基)?维生素\s?d|25[-(]{1,2}oh\)?\s?-?(?:vitamin )?d[23]?|25-hydroxy-?vitamin d|维生素d水平|vitamin d (?:level|status|concentration)s?", "ng/mL", g=(5e-7, 5e-4), molar=400.6),
    _lab("vitamin B12", r"(?:血清?)维生素\s?b12(?!片|注射)|(?:serum|plasma) (?:vitamin )?b12", "pmol/L", g=(1e-8, 2e-5), molar=1355.4),
    _lab("folate", r"血清?叶酸|(?:serum|red[- ]cell|plasma) folate", "nmol/L", g=(1e-7, 3e-3), molar=441.4),
    _lab("TSH", r"促甲状腺激素|(?<![a-z])tsh(?![a-z])|thyroid-stimulating hormone|thyrotropin", "mIU/L", u=(1e-7, 1)),
    _lab("free T4", r"游离(?:甲状腺素|t4)|(?<![a-z])ft4(?![a-z\d])|free (?:thyroxine|t4)", "pmol/L", mmol=(1e-10, 4e-7), molar=776.9),
    _lab("free T3", r"游离(?:三碘甲状腺原氨酸|t3)|(?<![a-z])ft3(?![a-z\d])|free t3", "pmol/L", mmol=(1e-10, 2e-7), molar=651),
    _lab("cortisol", r"皮质醇|cortisol", "nmol/L", mmol=(1e-6, 0.02), molar=362.5),
    _lab("testosterone", r"睾酮|testosterone" + _IS, "nmol/L", mmol=(1e-8, 5e-4), molar=288.4),
    _lab("oestradiol", r"雌二醇|o?estradiol" + _IS, "pmol/L", mmol=(1e-9, 1e-4), molar=272.4),
    _lab("gonadotropin", r"(?<![a-z])(?:fsh|lh)(?![a-z])|促卵泡(?:生成)?(?:激?素)|促黄体生成素|follicle-stimulating hormone", "IU/L", u=(0.01, 500)),
    _lab("hCG", r"(?<![a-z])(?:β-?)?hcg(?![a-z])|人?绒毛膜促性腺激素|chorionic gonadotropin", "mIU/mL", u=(0.1, 3e6)),
    _lab("insulin level", r"空腹胰岛素|fasting insulin|insulin levels?", "mU/L", u=(1e-4, 3), mmol=(1e-9, 2e-5), g=(1e-8, 1e-4)),
    _lab("C-peptide", r"c-?肽|c-peptide", "ng/mL", g=(1e-9, 1e-4), molar=3020),
    _lab("PTH", r"甲状旁腺(?:激)?素|(?<![a-z])i?pth(?![a-z])|parathyroid hormone", "pg/mL", g=(1e-9, 1e-5), molar=9425),
    _lab("transaminase", r"谷[丙草]转氨酶|(?:丙|天冬)氨酸(?:氨基)?转移酶|谷氨?酰(?:转肽|转移)酶|(?<![a-z])(?:alt|ast|ggt|ldh|alp)(?![a-z])|碱性磷酸酶|乳酸脱氢酶|转氨酶|(?:alanine|aspartate) (?:aminotransferase|transaminase)|alkaline phosphatase|lactate dehydrogenase|gamma-glutamyl ?transferase", "U/L", u=(0.5, 300000)),
    _lab("amylase", r"淀粉酶|脂肪酶|amylase|lipase(?! inhib)", "U/L", u=(0.5, 100000)),
    _lab("creatine kinase", r"肌酸激酶|(?<![a-z])ck(?:-mb)?(?![a-z\d])|creatine kinase", "U/L", u=(0.5, 1e6), g=(1e-8, 0.01)),
    _lab("white cells", r"(?<!尿)白细胞(?:计数|总数)?(?!介素|酯酶|减少|分类|抗原|尿|去除|增多)|(?<![a-z])wbc(?![a-z])|white (?:blood )?cell(?: count)?s?|leu[ck]ocyte counts?", "×10⁹/L", cells=(0.001, 1500)),
    _lab("neutrophils", r"中性粒细胞(?:绝对值|计数|绝对计数)?(?!减少|缺乏|百分|比|碱|胞外)|neutrophils?(?: count)?(?!-)", "×10⁹/L", cells=(0.0001, 500), pct=(0, 100)),
    _lab("lymphocytes", r"(?<!t)(?<!b)淋巴细胞(?:绝对值|计数)?(?!减少|性|白血|瘤|百分|浸润|清除)|lymphocytes?(?: count)?(?!-)", "×10⁹/L", cells=(0.0001, 1000), pct=(0, 100)),
    _lab("platelets", r"血小板(?:计数)?(?!减少|聚集|抑制|输注|血浆|衍生|裂解|反应|活化|体积|无效|增多)|(?<![a-z])plt(?![a-z])|platelets?(?: count)?(?!-| (?:aggreg|inhib|transf|rich|func|lysate))", "×10⁹/L", cells=(0.1, 5000)),
    _lab("red cells", r"(?<!网织)红细胞(?:计数)(?!压积|沉降|输注|分布|体积)|red (?:blood )?cell count", "×10¹²/L", cells=(300, 12000)),
    _lab("CD4", r"cd4\+?\s?(?:t\s?)?(?:淋巴)?(?:细胞)?计数|cd4\+? (?:t-?cell )?counts?", "个/μL", cells=(0.0001, 5)),
)  # fmt: skip
_SIGNS = (
    _one("blood pressure", r"(?<!眼)(?<!门静脉)血压(?!计|仪)|收缩压|舒张压|平均动脉压|肺动脉(?:收缩|平均)?压|(?:systolic|diastolic|blood|arterial|artery)(?: blood)? pressure(?! cuff| monitor)|(?<![a-z])(?:sbp|dbp)(?![a-z])|\b(?:his|her) pressure\b", "mmHg", "cm", p=(2, 350)),
    _one("intraocular pressure", r"眼压|(?<![a-z])iop(?![a-z])|intraocular pressure|(?:eye|ocular) pressure|pressure (?:of|in)(?= [^.;]{0,30}\beye)", "mmHg", "cm", p=(0.5, 100)),
    _one("venous pressure", r"中心静脉压|颅内压|脑脊液压力|门静脉压力?|楔压|(?:central venous|intracranial|portal|wedge) pressure", "mmHg", p=(-15, 150), water=(-20, 150)),
    _one("oxygen tension", r"氧分压|(?<![a-z])pa?o2(?![a-z])|oxygen tension|二氧化碳分压|(?<![a-z])pa?co2(?![a-z])", "mmHg", p=(4, 720)),
    _one("oxygen saturation", r"氧饱和度|spo2|sao2|oxygen saturation", "%", pct=(5, 100)),
    _one("ejection fraction", r"射血分数|(?<![a-z])lvef(?![a-z])|ejection fraction", "%", pct=(3, 95)),
    _one("haematocrit", r"红细胞压积|血细胞比容|ha?ematocrit", "%", pct=(5, 80)),
    _one("temperature", r"(?:rectal|oral|axillary|tympanic|ear) temperature|(?<!水)(?<!低)体温(?!计|表)|肛温|腋温|耳温|烧[到至]了?|高烧|高热|低烧|低热|发热至|发烧|(?:body |core |his |her |your |(?<![a-z])s )temperature|(?:child|baby|patient|infant)['’]s temperature|\bfever\b|temperature of(?= (?:3[4-9]|4[0-2]|9[4-9]|10[0-8])\.\d)", "℃", "%", t=(13, 46.5)),
    _one("liquid nitrogen", r"液氮|liquid nitrogen", "℃", t=(-215, -120)),
    _one("cold storage", r"冷藏|\brefrigerat(?:ed|or)\b|\bin (?:a|the) fridge", "℃", t=(-3, 16)),
    _one("BMI", r"(?<![a-z])bmi(?![a-z])|体重指数|体质量指数|身体质量指数|body[ -]mass index", "kg/m²", "mg", bmi=(6, 150)),
    _one("heart rate", r"心率(?!变异|失常)|脉搏(?!波)|心跳(?!骤)|heart rate(?! varia)|pulse rate|\bpulse" + _IS, "次/分", pulse=(5, 400)),
    _one("respiratory rate", r"呼吸频率|respiratory rate|breathing rate", "次/分", pulse=(1, 120)),
)  # fmt: skip
_BODY = (
    _one("birth weight", r"出生(?:时)?(?:平均)?体(?:重|质量)|birth ?weight", "g", "cm", mg=(2.5e5, 7.5e6)),
    _one("body weight", r"(?<!出生)(?<!出生时)(?<!增)(?<!减)(?<!每公斤)(?<!每千克)(?<!按)体(?:重|质量)(?!指数|每|下降|减|增|丢)|(?<![a-z])(?<!birth )(?<!molecular )(?<!by )(?<!kg of )(?<!kg of body )(?<!kilogram of )(?<!kilogram of body )(?:body )?weight(?! \d+(?:\.\d+)? ?m?g\b(?! (?:in|at|for))| loss| gain| of the (?:tumou?r|placenta)|-)|\bweigh(?:ed|s|ing|t was)", "kg", "cm", mg=(2.5e5, 4.5e8)),
    _one("height", r"身高|身长|(?:standing |body |his |her |mean |their )height|\btall\b", "cm", "mg", cm=(20, 275)),
    _one("waist", r"腰围|臀围|头围|胸围|(?:waist|hip|head|chest) circumference", "cm", "mg", cm=(15, 300)),
    _one("salt", r"(?<!缬沙坦)(?:食盐|钠盐|盐)(?:的)?(?:每日|每天)?(?:摄入|用|食用)?量|食盐|salt intake|intake of salt|grams of salt", "g", mg=(100, 1e5)),
    _one("urinary protein", r"24\s?(?:小时|h)尿(?:总)?蛋白(?:定量)?|尿蛋白定量|24-?\s?h(?:our)? urin(?:e|ary) protein", "g", mg=(0, 6e4)),
)  # fmt: skip
_DRUGS = (
    _drug("paracetamol", r"对乙酰氨基酚|扑热息痛|泰诺林?|paracetamol|acetaminophen", 5, 5000),
    _drug("ibuprofen", r"布洛芬|ibuprofen|naproxen|萘普生|双氯芬酸|diclofenac|塞来昔布|celecoxib", 5, 4000),
    _drug("aspirin", r"阿司匹林(?:肠溶片)?|aspirin", 10, 6000),
    _drug("metformin", r"二甲双胍|metformin", 50, 3500),
    _drug("statin", r"[一-鿿]{1,2}伐他汀钙?片?|(?:atorva|rosuva|simva|prava|pitava|fluva)statin", 0.5, 160),
    _drug("antihypertensive", r"(?:氨氯|硝苯|非洛)地平(?:控释片|缓释片|片)?|[缬氯厄坎替][一-鿿]{0,2}沙坦|美托洛尔|比索洛尔|(?:依那|贝那|培哚|卡托)普利|amlodipine|nifedipine|(?:val|lo|irbe|cande|telmi)sartan|metoprolol|bisoprolol|(?:lisino|enala|rami|perindo)pril", 0.5, 900),
    _drug("steroid", r"泼尼松龙?|强的松|地塞米松|甲泼尼龙|甲基强的松龙|(?:methyl)?predniso(?:lo)?ne|dexamethasone|hydrocortisone|氢化可的松", 0.05, 2500),
    _drug("levothyroxine", r"左甲状腺素钠?片?|优甲乐|levothyroxine", 0.003, 2, "μg"),
    _drug("warfarin", r"华法林|warfarin|利伐沙班|阿哌沙班|rivaroxaban|apixaban", 0.3, 60),
    _drug("digoxin", r"地高辛片?|digoxin", 0.03, 3),
    _drug("proton pump inhibitor", r"[奥泮雷兰埃][一-鿿]{1,3}拉唑|(?:ome|panto|rabe|lanso|esome)prazole", 2, 400),
    _drug("antibiotic", r"阿莫西林|头孢[一-鿿]{1,2}|[一-鿿]{1,2}霉素|左氧氟沙星|莫西沙星|甲硝唑|amoxicillin|azithromycin|clarithromycin|doxycycline|(?:levo|cipro|moxi)floxacin|cephalexin|cef[a-z]{4,9}|vancomycin|meropenem|metronidazole|penicillin", 5, 24000),
    _drug("immunosuppressant", r"环孢素|他克莫司|吗替麦考酚酯|羟氯喹|硫唑嘌呤|ciclosporin|cyclosporine|tacrolimus|mycophenolate|hydroxychloroquine|azathioprine", 0.05, 5000),
    _drug("methotrexate", r"甲氨蝶呤|methotrexate", 0.5, 30000),
    _drug("melatonin", r"褪黑素|melatonin", 0.05, 100),
    _drug("vitamin C", r"维生素\s?c(?![a-z])|vitamin c(?![a-z])", 1, 30000),
    _drug("vitamin", r"维生素\s?(?:d[23]?|a|k[12]?|b12|b₁₂)(?![a-z0-9水])|vitamin (?:d[23]?|a|k[12]?|b12)(?![a-z0-9])|骨化三醇|calcitriol", 1e-4, 120, "IU", iu=(1, 700000)),
    _drug("folic acid", r"(?<!血清)叶酸片?|folic acid", 0.02, 60),
    _drug("calcium tablet", r"钙片|碳酸钙|元素钙|calcium carbonate|elemental calcium", 20, 9000),
    _drug("iron tablet", r"硫酸亚铁|元素铁|铁剂|ferrous (?:sulph|sulf|fumar)ate|elemental iron", 3, 1500),
    _drug("caffeine", r"咖啡因|caffeine", 0.5, 3000),
    _drug("clopidogrel", r"氯吡格雷|替格瑞洛|clopidogrel|ticagrelor", 10, 1200),
    _drug("diuretic", r"呋塞米|螺内酯|氢氯噻嗪|furosemide|spironolactone|hydrochlorothiazide", 1, 3000),
    _drug("antihistamine", r"氯雷他定|西替利嗪|loratadine|cetirizine", 0.5, 80),
    _drug("gliflozin", r"[达恩卡]格列净|(?:dapa|empa|cana)gliflozin|司美格鲁肽|利拉鲁肽|semaglutide|liraglutide|格列美脲|格列齐特|gliclazide|glimepiride|[西利维]格列汀|sitagliptin", 0.05, 400),
    _drug("opioid", r"吗啡|羟考酮|芬太尼|曲马多|morphine|oxycodone|fentanyl|tramadol", 0.001, 4000),
    _drug("psychotropic", r"舍曲林|氟西汀|艾司西酞普兰|奥氮平|利培酮|文拉法辛|sertraline|fluoxetine|escitalopram|olanzapine|venlafaxine|risperidone|地西泮|diazepam", 0.1, 500),
    _drug("colchicine", r"秋水仙碱|colchicine|别嘌醇|非布司他|allopurinol|febuxostat", 0.1, 1000),
    _drug("antiepileptic", r"左乙拉西坦|丙戊酸钠?|卡马西平|拉莫三嗪|levetiracetam|valproate|carbamazepine|lamotrigine|加巴喷丁|普瑞巴林|gabapentin|pregabalin", 1, 6000),
    _drug("montelukast", r"孟鲁司特钠?|montelukast|沙丁胺醇|salbutamol|布地奈德|budesonide|噻托溴铵|tiotropium|氟替卡松|fluticasone", 0.001, 20),
    _drug("antiviral", r"奥司他韦|阿昔洛韦|恩替卡韦|替诺福韦|oseltamivir|aciclovir|acyclovir|entecavir|tenofovir", 0.1, 5000),
    _drug("antibody", r"[一-鿿]{2,5}单抗|(?<![a-z])[a-z]{3,12}mab(?![a-z])", 0.5, 4000),
    _drug("cytotoxic", r"(?:顺|卡|奥沙利)铂|紫杉醇|环磷酰胺|[多柔表]{1,2}比星|阿霉素|吉西他滨|培美曲塞|长春新碱|(?:cis|carbo|oxali)platin|(?:pacli|doce)taxel|cyclophosphamide|(?:doxo|epi)rubicin|gemcitabine|pemetrexed|vincristine", 0.3, 12000),
    _drug("adrenaline", r"肾上腺素(?!能|受体)|adrenaline|epinephrine", 0.001, 20),
    _drug("a dose", r"每[次日天](?:口服|服用?)|口服|(?:推荐|常用|起始|维持|单次|每日|最大)剂量|(?:starting|daily|usual|recommended|maintenance|single|oral|loading|mean|median|average) dose", 1e-4, 1.5e5),
)  # fmt: skip
_MORE = (
    Analyte("insulin", r"(?:甘精|门冬|赖脯|地特|德谷|预混|基础|餐时|短效|长效|中性)胰岛素|insulin (?:glargine|aspart|lispro|detemir|degludec)", "IU", {"IU": (0.3, 600)}, body=True, mixed=("mg",)),
    Analyte("clotting time", r"凝血酶原时间|凝血活酶时间|prothrombin time|thromboplastin time|(?<![a-z])aptt(?![a-z])", "s", {"s": (3, 400)}),
    Analyte("sedimentation", r"血沉|红细胞沉降率|(?:erythrocyte )?sedimentation rate|(?<![a-z])esr(?![a-z\d])", "mm/h", {"mm/h": (0, 200)}),
    Analyte("lung volume", r"(?<![a-z])fev1(?![a-z/])|第一秒用力呼气(?:容积|量)|(?:用力)?肺活量|(?:forced )?vital capacity|(?<![a-z])fvc(?![a-z])", "L", {"mL": (50, 9500), "%": (3, 200)}),
    Analyte("rheumatoid factor", r"类风湿因子|rheumatoid factor|抗ccp抗体|抗环瓜氨酸肽抗体|anti-ccp", "U/mL", {"U/L": (1, 1e8)}),
)  # fmt: skip
_OTHERS = (  # whose values are no concern here, and so are not taken for those of the name before
    Analyte("another", r"(?<!24小时)尿蛋白(?!定量)|蛋白质|盐分|脂肪|尿量|饮食|人血白蛋白|室温|水温|环境温度|血药浓度|谷浓度|protein intake|\bfat\b|\bwater\b|\broom\b|\btrough\b|urin(?:e|ary) [a-z]+|尿(?:钠|钾|钙|肌酐|白蛋白|微量白蛋白)|"
            r"(?:potassium|sodium|calcium|magnesium) (?:chloride|citrate|gluconate|bicarbonate|sulph?fate|intake|channel|supplement)s?|氯化[钾钠钙]|硫酸镁|碳酸氢钠|胰岛素|胶原|insulin(?! level)|(?:corrected|adjusted) for (?:glucose|albumin|haemoglobin|hemoglobin)|sugar (?:per|in)|cell saver|ventricular (?:mass|volume)|cardiac index|心脏?指数|心输出量|cardiac output", "", {}),
)  # fmt: skip
ANALYTES = (*_BLOOD, *_SIGNS, *_BODY, *_DRUGS, *_MORE, *_OTHERS)
