"""What nouns measure: every sort of quantity with its names and the families of units that it is told in."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A sort of quantity: its nouns, the families that it is told in, and the unit that is shown as right."""

    name: str
    words: str
    families: frozenset[str]
    right: str
    strict: bool = False  # it is never told beside a time of measurement without a word for it


def _kind(name: str, right: str, families: str, words: str, *, strict: bool = False) -> Kind:
    return Kind(name, words, frozenset(families.split("|")), right, strict)


_SOLUTION = "concentration|content|amount|activity|mass|dose by weight|density|colonies|cells"
_NUTRIENT = "mass|concentration|content|activity|amount|dose by weight|density|energy|colonies"
_FOOD_ZH = r"蛋白质|脂肪(?!肝|酶|酸|层|组织|细胞|含量)|碳水化合物|膳食纤维|低聚果糖|低聚糖|胶原蛋白?肽?|维生素\s?[a-ek]\d{0,2}|叶酸|(?:鱼油|dha|epa|牛磺酸|姜黄素|透明质酸钠?|辅酶q10|氨糖|益生元)(?:含量)?"
_FOOD_EN = r"\b(?:protein|carbohydrates?|fibre|fiber|collagen|vitamin [a-ek]\d{0,2}|folic acid|omega-?3|dha|epa|taurine|curcumin|hyaluronic acid|coenzyme q10|glucosamine|inulin|lutein|creatine(?! kinase))"
_LAB = (
    r"血?酮体|碳酸氢根|血清?[钾钠钙镁磷]|尿酸|(?<!尿)肌酐(?!清除|比)|尿素氮?|胆红素|(?:谷[丙草])?转氨酶|碱性磷酸酶|c-?反应蛋白|降钙素原|d-?二聚体|肌钙蛋白[it]?|脑钠肽|促甲状腺激素|游离甲状腺素|空腹血糖|餐后血糖|血糖(?!仪)|甘油三酯|胆固醇|血钾|血钠|血钙|血磷|血?乳酸|铁蛋白|"
    r"癌胚抗原|甲胎蛋白|同型半胱氨酸|血红蛋白(?!尿|病)|白蛋白(?!尿)|雌二醇|孕酮|睾酮|皮质醇|促卵泡激素|催乳素|"
    r"(?<![a-z])(?:alt|ast|ggt|crp|pct|bnp|nt-probnp|tsh|ft[34]|psa|cea|afp|ldh|fsh|amh)(?![a-z])|\b(?:ketones?|bicarbonate|(?:blood |plasma )?glucose|(?:serum |plasma )?(?:potassium|sodium|calcium|magnesium|phosphate)(?! (?:chloride|citrate|intake))|uric acid|urate|creatinine(?! clear)|bilirubin|ferritin|c-reactive protein|procalcitonin|d-dimer|troponin(?: [it])?|"
    r"thyroid-stimulating hormone|triglycerides?|cholesterol|ha?emoglobin(?! a1c)|albumin|lactate|homocysteine|calprotectin|prolactin|cortisol|o?estradiol|progesterone|alanine aminotransferase)"
)


KINDS = (
    _kind("time", "min / h / d", "time", r"(?:手术|住院|随访|输注|滴注|静滴|治疗|用药|持续|睡眠|观察|反应|缺血|操作|透析|麻醉|恢复|起效|充电|续航|预热|孵育|离心|阻断|介入|等待|等候|停留|运动|锻炼|训练|检查|候诊|留置|潜伏|愈合|下床|排气|排便|通气|拔管|转流|循环|凝血)(?:时间|时长)|[一-鿿]{2}时间(?!点|窗|轴|段|依|生|常|分)|时长|病程(?!记)|半衰期|疗程|间隔时间|"
          r"(?:operat(?:ive|ing|ion)|procedure|surgical|ischa?emi[ac]|bypass|clamp|infusion|waiting|healing|reaction|sleep|recovery|screen|exposure|scan|door-to-needle|door-to-balloon|turnaround|consultation|onset|charging|clotting|anaesthetic) times?|half-?life|length of (?:hospital )?stay|hospital stay|(?:treatment|symptom|disease|sleep|infusion|session|shift|seizure) duration|duration of (?:[a-z]+ ){1,2}?(?=was|is|averaged)|"
          r"\blockout(?: interval| period| time)?|\b(?:dosing|treatment|recall) interval|(?:mean|median|average) time (?:to|from|between) [a-z' -]{3,44}?(?= (?:was|is|of|fell|averaged)\b)|"
          r"\b(?:surgery|operation|procedure|session|infusion|visit|scan|attack|it|which) (?:took|lasted|takes|lasts)"),
    _kind("pressure", "mmHg", "pressure", r"血压|收缩压|(?:吸气|呼气末?|平台|驱动|扩张|灌注|静水|楔)(?:正)?压力?|支持压力|舒张压|动脉压|眼压|颅内压|气腹压力?|气道压力?|囊压|静脉压|(?:氧|二氧化碳|碳)分压|负压(?:吸引)?压?力?|(?:blood|systolic|diastolic|arterial|intraocular|intracranial|airway|cuff|insufflation|inspiratory|(?:end-)?expiratory|plateau|driving|perfusion|wedge|filling|intra-abdominal|mean arterial|portal|venous|pulse) pressure"),
    _kind("weight", "kg", "mass", r"(?<!按)(?<!每公斤)(?<!每千克)体(?:重|质量)(?!指数)|重量|净重|毛重|(?:body|birth|mean|net|gross|dry|placental) ?weight|\bbirthweight|(?<![a-z])weigh(?:ed|s|ing)"),
    _kind("length", "cm / mm", "length", r"身高|(?:外|内|管|直|口|孔|粒|长|短|半)径(?!路)|长度|厚度|宽度|(?:切口|导管|全|总)长|(?:病灶|肿瘤|肿块|结石|囊肿)(?:最大径|直径|长径)|腰围|臀围|头围|胸围|移动距离|步行距离|"
          r"(?:inner |outer |maximum |mean |tumou?r |nodule |lesion |needle )?diameter|(?:working |axial |catheter |incision |crown-rump |overall |leg )length(?! of)|thickness|(?<![a-z])(?:waist|head|hip|chest|arm|calf) circumference|(?:standing |sitting )?height|particle size(?: \([a-z]{2,5}\))?|walk(?:ing)? distance"),
    _kind("size", "cm / mm", "length|area|volume", r"(?:结节|肿块|肿瘤|病灶|囊肿|结石|溃疡|缺损|息肉)(?:的)?大小|(?:tumou?r|nodule|lesion|cyst|stone|ulcer|defect|polyp|infarct) size"),
    _kind("volume", "mL", "volume|mass|flow|dose by weight", r"(?:出|失)血量|尿量|引流量|输液量|饮水量|输血量|容积|潮气量|每搏量|药杯容量|储液量|残留量|雾化量|(?<!red cell )(?<!corpuscular )(?<!platelet )(?:residual|tidal|stroke|urine|fill|nominal|prostate|drainage|injection|gastric) volume|blood loss|urine output|fluid intake"),
    _kind("temperature", "℃", "temperature", r"(?:体|肛|腋|耳|额|水|核心体|贮藏|储存|保存|环境|工作)温度?(?!计|表|下)|[一-鿿]{1,5}?温度(?!计|表|下|敏)|(?:body|core|rectal|oral|axillary|tympanic|skin|water|storage|ambient|room|his|her|target|mean|highest|peak) temperature|\b(?:heated|warmed|cooled|chilled|rewarmed|thawed)(?= (?:to|at) )|(?:加热|加温|冷却|降温|升温|复温|预热)(?=[至到])|\b(?:dialysate|water bath|bath|room|incubator|fridge|freezer|operating theatre|plates|medium) (?:was|were|is|are) (?:kept|maintained|stored|held|set|warmed|cooled|heated|incubated)(?= at )"),
    _kind("heart rate", "/min", "rate", r"心率(?!变异)|脉搏|呼吸频率|heart rate(?! varia)|pulse rate|respiratory rate"),
    _kind("energy", "kcal", "energy|dose by weight", r"热量|能量摄入量?|energy intake|calorie intake|calorific value"),
    _kind("noise", "dB", "sound", r"噪[声音](?!比)|(?:operating )?noise(?: level)?"),
    _kind("power", "W", "electric", r"(?:额定|输入|输出|最大)功率|rated power|power consumption"),
    _kind("age", "years", "time", r"(?:平均|中位)年龄|(?:mean|median|average) age"),
    _kind("radiation", "Gy", "radiation", r"(?:放疗|照射|辐射|辐照|胸壁|全脑|靶区|处方|肿瘤区)[一-鿿]{0,8}?(?:剂量|总量|照射量)|(?:照射|辐照|放疗)(?:总)?量|(?<=放疗)采用[^，。;；]{0,16}[，,]处方剂量|(?:radiation|radiotherapy|prescribed|boost|tumou?r|brain|chest wall) dose|\b(?:radiotherapy|irradiation)(?= (?:was|of|to|is|kept|given))"),
    _kind("colonies", "CFU", "colonies|mass|time|volume|activity|dose by weight|temperature|length|content|cells",
          r"(?:军团菌|活菌|菌落|细菌|乳酸菌|益生菌|双歧杆菌|乳杆菌|酵母菌|大肠杆菌)(?:[一-鿿]{0,4}?(?:数量?|计数|浓度|含量))|活菌(?=[≥>])|(?:viable|bacterial|colony|microbial|legionella|total) counts?(?= )|\b(?:legionella|lactobacill[a-z]+|bifidobacteri[a-z]+|probiotics?) (?:count|concentration|load|dose)s?", strict=False),
    _kind("count of colonies", "CFU", "colonies|activity|mass", r"活菌数?(?=[≥>约为不达]|\s?\d)|菌落(?:总数|计数)|colony counts?"),
    _kind("a limit of detection", "ng/mL", _SOLUTION + "|length|volume|radiation|electric", r"(?:最低)?检[出测](?:下)?限|最低检测浓度|定量限|\b(?:detection|quantification|quantitation) limit|\blimit of (?:detection|quantification|quantitation)|\blower limit of detection|\bassay range|线性范围", strict=True),
    _kind("a nutrient", "g", _NUTRIENT, rf"(?:{_FOOD_ZH})(?:含量)?|(?:{_FOOD_EN})(?: content)?", strict=True),
    _kind("a laboratory value", "mmol/L", _SOLUTION + "|volume|flow", rf"(?:{_LAB})(?:水平|浓度|含量| levels?| concentrations?)?", strict=True),
    _kind("energy of food", "kJ", "energy|dose by weight", r"能量(?=\s?\d|为|:|：)|\benergy(?= \d)"),
    _kind("bone density", "g/cm²", "density", r"骨密度(?!仪|检)|骨矿物?质?密度|\bbone (?:mineral )?density"),
    _kind("a site of bone", "g/cm²", "density|length|area|volume|mass|time|pressure|radiation|dose by weight|content|activity|amount", r"(?:腰椎|股骨颈|全髋)(?=[^。;；]{0,12}\d\.\d)(?:[(（][^()（）]{1,8}[)）])?(?:骨密度)?|(?:lumbar spine|femoral neck|total hip)(?: \([^()]{1,8}\))?(?: bmd)?"),
    _kind("oxygen flow", "L/min", "flow|time", r"氧流量|吸氧流量|oxygen flow(?: rate)?|\bflow of oxygen"),
)  # fmt: skip
