"""Words by which a text tells what kind of study it speaks of, in Chinese and English (text is folded)."""

from __future__ import annotations

# tag -> words; a tag is told where any of its words stands
DESIGN = {
    "non-randomised": r"非随机|non-?randomi[sz]ed|not randomi[sz]ed",
    "randomised": (
        r"(?<!非)(?<!未)随机(?!抽|选取|访|调查|森林)"
        r"|(?<!non)(?<!non-)(?<!not )\brandomi[sz]ed|\brcts?\b"
    ),
    "double-blind": r"(?<!非)双盲|三盲|double-?blind|triple-?blind",
    "single-blind": r"单盲|single-?blind|assessor-?blind",
    "open-label": r"开放标签|开放性(?:研究|试验)?|开放研究|非盲|open-?label|unblinded",
    "single-arm": (
        r"单臂|单组|自身前后对照|前后对照|single-?arm|single-?group|one-?arm"
        r"|before-?(?:and-?)?after"
    ),
    "uncontrolled": (
        r"(?:无|没有|未设(?:置|立)?|缺乏|缺少|不设)(?:平行)?对照|uncontrolled|no control"
        r"|without (?:a |any )?(?:control|comparison|comparator)|no comparator"
    ),
    "placebo": r"安慰剂|placebo",
    "sham": r"假治疗|假手术|假刺激|假针|\bsham\b",
    "controlled": r"(?<!无)(?<!无平行)(?<!没有)(?<!未设)(?<!未设置)"
    r"(?<!缺乏)(?<!缺少)(?<!不设)(?<!前后)对照(?:组"
    r"|试验|研究|臂)?|(?<!un)(?<!no )(?<!without a )controlled (?:\w+ )?(?:trial|study"
    r"|clinical)|control(?:led)? (?:group|arm)|comparison group|"
    r"compared with (?:placebo|usual|standard|controls?)|versus (?:placebo|usual"
    r"|standard)|head-to-head|常规治疗组|标准治疗组",
    "crossover": r"交叉(?:设计|试验|研究)|cross-?over",
    "cohort": r"队列|cohort|随访研究|followed (?:up )?(?:for|over)",
    "case-control": r"病例对照|病例-对照|case-?control",
    "cross-sectional": r"横断面|横断研究|现况|问卷调查|抽样调查|cross-?sectional|\bsurvey(?:ed)?\b",
    "retrospective": r"回顾性|回顾(?:了|分析)|retrospective",
    "prospective": r"前瞻性|前瞻|prospective",
    "observational": (
        r"观察性|真实世界|登记(?:研究|系统|数据)|observational|real-?world|registry"
        r"|生物样本库|biobank"
    ),
    "case-report": r"个案|病例报[告道]|case report|single case|一例报告",
    "case-series": r"病例系列|系列(?:病例|研究|报道)|case series",
    "meta-analysis": r"荟萃分析|meta\s?-?\s?分析|元分析|meta-?analys[ei]s|汇总分析|pooled analysis",
    "systematic-review": r"系统(?:性)?(?:综述|评价|回顾)|systematic review",
    "review": (
        r"(?<!系统)(?<!系统性)综述|述评|(?<!systematic )\breview (?:article"
        r"|of the literature|paper)|literature review|narrative review|文献回顾"
    ),
    "pilot": (
        r"预试验|先导(?:性)?(?:研究|试验)|探索性|初步(?:研究|试验|临床)|概念验证|\bpilot\b"
        r"|exploratory|proof-of-concept|feasibility|first-in-human"
    ),
    "single-centre": r"单中心|single-?cent(?:er|re)",
    "multicentre": r"多中心|multi-?cent(?:er|re)|\b\d+ (?:sites|cent(?:er|re)s|hospitals)",
    "mendelian": r"孟德尔随机化|mendelian randomi[sz]ation",
    "modelling": r"模型(?:推算|预测|模拟)|模拟研究|modell?ing study|simulation",
    "in-vitro": (
        r"体外(?:实验|研究|试验|培养|环境|条件)|细胞(?:实验|试验|模型|水平|株|系)|培养皿"
        r"|试管|in vitro|cell lines?|cell culture|petri dish|cultured cells"
        r"|lab(?:oratory)?-grown"
    ),
    "animal": (
        r"动物(?:实验|试验|模型|研究|体内|水平)|animal (?:stud|model|experiment|research"
        r"|test|trial)|preclinical|pre-clinical|临床前"
    ),
    "protocol": (
        r"(?:招募|入组)中|正在招募|计划(?:纳入|招募|入组)|拟(?:纳入|招募|入组)"
        r"|will (?:enrol|recruit|test|compare)|is recruiting|recruiting"
    ),
}
TRIAL_DESIGNS = frozenset(DESIGN) - {"protocol", "multicentre", "single-centre"}
CONTROLLED = frozenset(
    {
        "randomised",
        "placebo",
        "sham",
        "controlled",
        "case-control",
        "crossover",
        "double-blind",
        "cohort",
        "meta-analysis",
        "systematic-review",
        "mendelian",
    }
)
WITHOUT_CONTROL = frozenset({"single-arm", "uncontrolled", "case-report", "case-series", "open-label"})

PHASE = (
    r"(?<![a-z\d])(?P<zh>(?:iv|i{1,3}|[1-4])[ab]?)(?:\s?/\s?(?:iv|i{1,3}"
    r"|[1-4])[ab]?)?\s?期(?!间|望|待)|[ⅰⅱⅲⅳ][ab]?期|(?P<cn>[一二三四])期(?=临床|试验"
    r"|研究)|\bphase[\s-](?P<en>(?:iv|i{1,3}|[1-4])[ab]?)\b|首次人体|first-in-human"
)
EARLY_PHASE = (
    r"(?<![a-z\d/])(?:i[ab]?|1[ab]?)\s?期(?!间|望|待)|ⅰ[ab]?期|一期(?=临床|试验|研究)"
    r"|\bphase[\s-](?:i[ab]?|1[ab]?)\b(?!\s?/\s?(?:2|ii))|首次人体|first-in-human"
)

ANIMAL = (
    r"小鼠|大鼠|裸鼠|小白鼠|模型鼠|大白鼠|鼠(?=模型|的|体|实验|身上|肝|脑)|实验鼠|老鼠"
    r"|仓鼠|豚鼠|家兔|新西兰兔|兔(?=模型|子|耳|眼|关节)|比格犬|实验犬|犬(?=模型|只)"
    r"|小型猪|猕猴|食蟹猴|恒河猴|猴子|灵长类|斑马鱼|果蝇|线虫|动物(?:实验|试验|模型"
    r"|研究|体内|水平|身上)|"
    r"\b(?:mice|mouse|murine|rats?|rodents?|rabbits?|beagles?|canine|pigs?|piglets"
    r"|porcine|swine|monkeys?|macaques?|non-human primates?|primates|zebrafish"
    r"|fruit flies|drosophila|hamsters?|guinea pigs?|ferrets?|animal (?:stud\w+"
    r"|models?|experiments?|research|tests?|trials?)|animals)\b"
)
CELLS = (
    r"实验室(?:里|中)?培养|体外(?:实验|研究|试验|培养|环境|条件)?|细胞(?:实验|试验|模型|水平|株|系)|培养皿"
    r"|试管(?!婴儿)|离体|癌细胞系|类器官|器官模型|迷你(?:肾|脑|肝|肠|心|器官)|器官芯片"
    r"|"
    r"\b(?:in vitro|ex vivo tissue|cell lines?|cell cultures?|cultured (?:\w+ )?cells"
    r"|petri dish(?:es)?|test tubes?|organoids?|mini-(?:brains?|kidneys?|guts?"
    r"|organs?)|lab(?:oratory)?-grown (?:\w+ )?(?:cells|tissue)"
    r"|cells (?:\w+ ){0,2}in (?:a|the) (?:dish|lab\w*)|organ-on-a-chip)\b"
)
ORGANOID = r"类器官|器官模型|迷你(?:肾|脑|肝|肠|心|器官)|organoids?|mini-(?:brains?|kidneys?|guts?|organs?)"
PEOPLE = (
    r"患者|病人|病友|受试者|志愿者|参与者|人群|人体|人类|孕妇|儿童|老人|老年人|成人"
    r"|女性|男性|\b(?:patients?|people|humans?|participants?|volunteers?|adults?"
    r"|children|women|men|persons?|subjects|sufferers|survivors)\b"
)
# words that carry a result over to people or the clinic
CLINICAL = (
    r"临床(?:研究|试验|上|证实|证明|验证|疗效|效果|实践|应用|有效|显示|表明|数据)|患者"
    r"|病人|病友|人体(?!实验尚)|人类(?!尚)|老年人|您|你|广大|消费者|使用者|人群|受众"
    r"|患儿|孕妇|儿童|中老年|服用者|用户|人们|老人|糖友|"
    r"\b(?:patients?|clinical(?:ly)?(?! trials? (?:are|is|remain|will|need))|people"
    r"|humans?|you|your|sufferers|men|women|children|seniors|users|customers)\b"
)
CARRIED = (  # a therapy is told as working in people
    r"治愈|根治|治疗|有效|改善|降低|减轻|缓解|逆转|修复|恢复|延缓|预防|抑制|消除|延长"
    r"|摆脱|康复|放心|根除|杀灭|清除|获益|受益|见效|促进|再生|提高|增强|保护|控制|减重|变瘦|瘦下|治好"
    r"|有救|见好|好转|缩小|适用|适合|疗效|告别|"
    r"\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing|ment)?|works?|effective|improv\w+"
    r"|reduc\w+|lower\w*|reliev\w+|revers\w+|repair\w*|restor\w+|prevent\w*|heal(?:s"
    r"|ed|ing)?|benefit\w*|safe(?:ly)?|slow\w*|protect\w*|help\w*|relief|recover\w*"
    r"|results|proven|works)\b"
)
EXTRAPOLATION = (  # says that it does not carry over, or that it stands out
    r"(?:尚|还|并|仍|目前|暂)?(?:未|没有|无|缺乏|不能|不可|不宜|不应|不代表|不等于"
    r"|不意味着|难以|无法|有待|需要?|尚需|仍需|待)[^。;；]{0,24}(?:人体|人类|人身上"
    r"|临床|患者|推断|外推|推广|验证|证实|开展|结论)|"
    r"(?:动物|小鼠|细胞|体外)[^。;；]{0,16}(?:不能|不等于|不代表|尚不|未必|不可|不宜)"
    r"|(?:是否|能否)[^。;；]{0,20}(?:人|临床|患者)|未来|有望|下一步|将(?:开展|启动"
    r"|进入|进行)|距离临床|走向临床|仅(?:为|是|限于|在)(?:动物|细胞|体外|小鼠|临床前)|"
    r"\b(?:not (?:yet )?(?:been )?(?:known|tested|shown|proven|studied|established"
    r"|confirmed|demonstrated|clear|apply|translate|mean)|remains? (?:to be|unknown"
    r"|unclear|untested)|whether|unclear|unknown|before (?:it|they|this|any)|"
    r"no (?:human|clinical) (?:data|trials?|evidence|studies)|(?:human"
    r"|clinical) (?:trials?|studies|research|testing) (?:are|is|will be"
    r"|would be) (?:needed|required|necessary|planned)|may not|might not|cannot"
    r"|do(?:es)? not|did not|could one day|one day|eventually|in future|in the future"
    r"|could lead to|hope|"
    r"too early|only in (?:animals|mice|rats|cells)|future)\b"
)
CAVEAT = (  # a reader learns that the result is not settled
    r"样本(?:量|数)?(?:很|较|偏|过|太|也)?(?:小|少|有限)|小样本|例数(?:较|偏|过"
    r"|太)?(?:少|有限)|(?:需要?|有待|尚待|仍需|尚需|还需|须|待)[^。;；]{0,24}(?:验证"
    r"|证实|研究|试验|确认|观察|随访|明确|探索)|初步(?:结果|结论|发现|研究|探索|数据"
    r"|提示|显示|观察|证据|试验)|"
    r"局限(?:性)?|不能(?:推断|外推|得出|证明|说明|排除|据此|下结论|归因)|尚不(?:能|足"
    r"|明确|清楚)|不足以|谨慎(?:解读|看待|对待|解释)|(?:无|没有|未设置?|缺乏"
    r"|缺少)(?:平行)?对照|仅供参考|不具(?:有)?(?:统计|代表)|结论不(?:确定|可靠)"
    r"|证据(?:等级|质量|级别)?(?:较|很|偏)?(?:低|弱|有限|不足)|"
    r"未能?(?:证明|证实)|可能受|偏倚|不代表|不等于|未必|因果关系(?:尚|仍|不)"
    r"|主要(?:终点|目的|考察)[^。;；]{0,8}安全性|"
    r"\b(?:small (?:sample|study|number|trial|pilot|group|cohort|size)"
    r"|sample (?:size )?(?:was|is) (?:too )?(?:small|limited)|preliminary"
    r"|early (?:results?|findings|data)|(?:larger|further|more|bigger|longer"
    r"|additional|controlled|randomi[sz]ed) (?:\w+ ){0,4}(?:stud\w+|trials?|research"
    r"|work|data|evidence|follow-?up) (?:\w+ ){0,3}(?:needed|required|necessary"
    r"|warranted|confirm)|"
    r"needs? (?:to be )?(?:confirm\w+|larger|further|replicat\w+|more)|limitation\w*"
    r"|limited (?:by|evidence|sample|number)|(?:no|without a?|lack(?:ed|s"
    r"|ing)? (?:of )?a?|did not (?:have|include) a?)\s?(?:control|comparison"
    r"|comparator|placebo)|uncontrolled|caution|cannot (?:prove|establish|show"
    r"|be ruled|be generali\w+|conclude|rule|tell)|can't prove|"
    r"not (?:been )?(?:peer.reviewed|powered|designed to|prove|enough|conclusive"
    r"|proven|generali\w+)|too (?:few|small|early)|does not prove|may not (?:apply"
    r"|generali\w+)|remains? (?:to be|unclear|uncertain|unknown)|bias|confound\w+"
    r"|inconclusive|uncertain|low.certainty)\b"
)
CAVEAT_DENIED = (
    r"(?:并非|绝非|不是|不存在|没有(?:任何)?|不再(?:是)?|克服了|排除了|摆脱了"
    r"|无(?:任何|须|需)?|毫无|不受|\bno|\bnot a|\bwithout|\bhardly|\bfar from(?: a)?"
    r"|\bfree (?:of|from)|\bnever)\s?[^,，。;；]{0,6}$"
)
REFUTED = (
    r"辟谣|谣言|不实|伪科学|误区|骗局|传言|假的|不靠谱|夸大|不可信|撤稿|撤回|造假|存疑"
    r"|质疑|误导|\b(?:myth|false|misleading|misinformation|retracted|debunk\w*|scam"
    r"|hoax|unfounded|bogus|disputed)\b"
)

SPECIFIC = (  # one study, told as such
    r"(?:参与|参加|接受|完成)[^,，。;；]{0,4}(?:试验|研究|测试)|(?:我们|内部|自有|自己"
    r"|厂家|公司)的?[^,，。;；]{0,4}(?:研究|试验|测试)"
    r"|(?<![一-龥])(?:研究|试验)(?:对|让|给)|\b(?:in|from|joined|completed) (?:the"
    r"|this|our) (?:trial|study)\b|"
    r"(?:一项|一篇|一个|这项|这一|该项|该|本|此项|本次|上述|某项|另一项|最新|首个|首项"
    r"|两项|三项|其)(?:[^,，。;；:]{0,36}?)(?:研究(?!所|院|中心|人员|者|团队|生|型"
    r"|领域|方向|进展|院校|机构)|试验|实验|论文|文献|临床观察|调查|分析(?!师)|报[告道]"
    r"|综述|案例(?!分享)|队列)|"
    r"(?:该|本|此|这项|本次|这一|一项|[一-龥]{2,12}(?:的|团队|大学"
    r"|医院))(?:临床)?(?:研究|试验|实验)(?=表明|显示|发现|证实|证明|提示|纳入|采用|共"
    r"|对|中)|(?<![一-龥])(?:研究|试验)(?:共|纳入|采用|入组|收治|招募|选取)"
    r"|(?:研究人员|研究者|科研人员|科学家|课题组|团队|医生们?"
    r"|医院)[^,，。;；]{0,12}(?:让|给|对|为|招募|邀请|选取|纳入"
    r"|观察)[^,，。;；]{0,6}\d|"
    r"(?:大学|医院|医学院|研究所|研究院|研究中心|医学中心|科学院|团队|课题组|实验室"
    r"|学者|教授|公司|药企|研究人员|研究者|科研人员|科学家|我们|我院|本院"
    r"|我中心)[^,，。;；:]{0,30}?(?:研究|试验|实验|发现|证实|证明|表明|开展了?|进行了"
    r"|报[告道]了?|发表了?)|"
    r"(?:19|20)\d{2}\s?年[^。;；]{0,40}?(?:研究|试验|论文|文献|分析)|"
    r"\b(?:a|an|one|the|this|that|our|its|their|another|recent|latest|new|company's"
    r"|single|(?:19|20)\d{2})\s(?:(?!of |that |which |in )[\w'-]+\s){0,6}?(?:study"
    r"|trial|experiments?|research(?!ers)|paper|survey|meta-analysis|review|report"
    r"|project)\b|\b(?:researchers|scientists|investigators|the team|doctors"
    r"|clinicians|we|authors)\s(?:(?:at|from|in|of"
    r"|led by)\s[^,.;]{2,60}?\s)?(?:have\s)?(?:found|followed|gave|studied|asked"
    r"|tracked|report\w*|show\w*|discover\w*|prov\w+|demonstrat\w+|conclu\w+|treated"
    r"|tested|gave|enrol\w+|recruited|observed|confirmed)"
)
CLINICAL_EVIDENCE = (
    r"临床(?:研究|试验|实验|观察|验证|实践|数据|结果)[^,，。;；]{0,8}(?:表明|证实|证明"
    r"|显示|发现|验证)|(?:经|已经?)[^,，。;；]{0,12}?临床(?:验证|证实|证明|试验)"
    r"|clinical (?:trials?|stud(?:y|ies)|research|data|evidence|tests?) (?:ha(?:s"
    r"|ve) )?(?:show|prov|confirm|demonstrat|found|reveal)\w*|clinically (?:proven"
    r"|tested|shown)"
)
GENERIC = (
    r"(?:多项|大量|许多|不少|众多|诸多|越来越多的?|若干|一系列|各项|现有|既往|以往"
    r"|目前|已有|国内外)[^,，。;；]{0,10}(?:研究|试验|证据|文献)|(?:many|several"
    r"|numerous|multiple|most|previous|other|few|various|some|both|these"
    r"|those) (?:[\w-]+ ){0,3}(?:studies|trials)|指南|共识|guidelines?|教科书"
)
PLANNED = (
    r"(?:将|拟|计划|正在|即将|准备|目前正)(?:[^,，。;；]{0,8})(?:开展|启动|招募|进行"
    r"|入组|纳入|评估|探索)|旨在(?:评价|评估|探索|比较|观察)|\b(?:will (?:test|enrol"
    r"|recruit|assess|compare|examine|investigate|evaluate)|is (?:recruiting|underway"
    r"|ongoing|designed to)|aims? to|plans? to|are recruiting|being tested|under way"
    r"|has been launched)\b"
)

LONG_TERM = (
    r"(?:中长期|长期(?!随访|的?(?:观察|追踪|监测|数据|研究|使用|服用|坚持|饮食|熬夜"
    r"|吸烟|饮酒|管理|治疗|卧床|用药|服药|以来|安全性(?:尚|仍|有待)))|持久|永久|终身"
    r"|终生|一劳永逸|不再复发|远期(?:疗效|效果|获益|生存)|\b(?:long-term|long-lasting"
    r"|lasting|durable|permanent(?:ly)?|lifelong|for life|sustained|never returns?)\b)"
)
OPEN_LONG = (
    r"(?:长期|远期|持久)[^。;；]{0,16}(?:有待|尚|仍需|未知|不明|不清|需要?|待|缺乏"
    r"|随访)|(?:未|无|缺乏|尚无|没有|不)[^,，。;；]{0,10}(?:长期|远期|持久)"
    r"|\b(?:long-term|lasting|durable)\b[^.;]{0,40}\b(?:unknown|unclear|needed|not"
    r"|remain\w*|whether|yet)\b|\b(?:no|not|whether|unknown|unclear|without"
    r"|lack)\b[^.;]{0,40}\b(?:long-term|lasting|durable)"
)

ADVANTAGE = (
    r"(?<!没有)(?<!无)(?:显著|明显|长期|生存|独特|突出)?优势|优于|好于|更好|更优"
    r"|更有效|更佳|胜过|强于|远超|超过(?:传统|常规|标准|现有)|完胜|\b(?:better than"
    r"|superior(?:ity)? (?:to|over)|outperform\w*|more effective than|advantages? over"
    r"|beats?|survival (?:advantage|benefit))\b|生存(?:获益|优势)"
)
GRAND = (
    r"突破|关键证据|革命性|里程碑|填补[^,，。;；]{0,8}空白|颠覆|开创"
    r"|奠定[^,，。;；]{0,10}基础|带来[^,，。;；]{0,8}(?:新)?希望|有力证据|确凿|铁证"
    r"|充分证明|\b(?:breakthrough|game-?chang\w+|landmark|milestone|conclusive\w*"
    r"|definitive\w*|revolution\w*|proof that|key evidence|compelling evidence)\b"
)
SURROGATE = (
    r"标志物|生物标志|指标|因子|水平|抗体|影像|斑块|密度|浓度|表达|滴度|病毒载量"
    r"|\b(?:biomarkers?|markers?|levels?|imaging|scans?|antibod(?:y|ies)|cholesterol"
    r"|expression|viral load|bone density|plaques?|concentrations?|ldl)\b"
)
OUTCOME = (
    r"(?:从而|因此|因而|进而|即|说明|证明|证实|意味着|表明|这就|实现了?"
    r"|达到了?)[^。;；]{0,20}(?:治愈|延长(?:寿命|生命|生存)|阻止了?(?:疾病|病情)"
    r"|保护(?:了)?(?:肾|心|脑|肝)|(?:肾|心|脑|肝|器官|神经)(?:脏)?保护|逆转了?(?:疾病"
    r"|病情|衰老)|避免了?(?:透析|死亡|中风|心梗)|降低了?(?:死亡|心梗|中风)|防止了?)"
    r"|\b(?:so|thus|therefore|meaning|which means|proving|hence"
    r"|proves)\b[^.;]{0,40}\b(?:prevents?|cures?|live longer|saves? lives"
    r"|extends? life|protects? (?:the )?(?:heart|kidneys?|brain|liver)|fewer (?:deaths"
    r"|heart attacks|strokes)|prevents? (?:heart attacks|strokes|death))\b"
)
RISK_CUT = (
    r"风险(?:显著|明显|可|能|大幅|也|相对)?(?:降低|减少|下降|升高|增加|上升)了?(?:约"
    r"|近|超过|达|高达|到)?|(?:降低|减少|增加|升高)了?[^,，。;；]{0,16}风险|(?:cut"
    r"|reduc|lower|slash|rais|increas|doubl|halv)\w*[^.;]{0,50}\brisks?\b"
    r"|\brisks?\b[^.;]{0,40}(?:cut|reduc|lower|slash|rais|increas|fell|drop)\w*"
)
ABSOLUTE = (
    r"绝对|百分点|从[^。;；]{0,20}(?:降|减|升|增)(?:至|到)|每(?:\d+"
    r"|[百千万一十]+)(?:名|人|例|位|个)|需治(?:疗)?人数|nnt|\b(?:absolute"
    r"|percentage points?|from \d[^.;]{0,30} to \d|per (?:1,?000|100|10,?000|100,?000)"
    r"|out of|number needed|in every)\b"
)
THESIS = (
    r"学位论文|硕士(?:学位)?论文|博士(?:学位)?论文|毕业论文|\b(?:(?:master'?s|doctoral"
    r"|phd|degree) (?:thesis|dissertation)|dissertation|thesis)\b"
)
MEETING = (
    r"会议摘要|大会(?:摘要|壁报|海报)|壁报|会议(?:壁报|海报|论文摘要)|年会摘要"
    r"|\b(?:conference abstract|meeting abstract|congress abstract|poster (?:presented"
    r"|presentation|at))\b"
)
UNREVIEWED_SAID = (
    r"未经(?:过)?(?:正式)?(?:同行评议|审稿)|尚未(?:正式)?(?:发表|经)"
    r"|not (?:yet )?(?:been )?peer.?reviewed|unpublished|not yet published"
)
OWN_DATA = (
    r"(?:该|这项|本|此项|这一|上述|一项)?(?:最新)?(?:临床)?(?:研究|试验"
    r"|成果)(?:团队)?[^,，。;；]{0,4}(?:证实|证明|表明|显示|发现|开展|治疗了"
    r"|纳入了?\d)|临床(?:研究|试验)(?:结果)?(?:表明|证实|证明|显示)|\b(?:the|this"
    r"|a new) (?:clinical )?(?:study|trial|experiment) (?:prov|show|found|demonstrat"
    r"|confirm)\w*|clinical trial"
)
REVIEW_ALL = (
    r"综述|述评|文献回顾|\b(?:narrative review|literature review|review article"
    r"|review paper|a review (?:in|of|published))\b"
)
POOLED = (
    r"荟萃分析|系统(?:性)?(?:综述|评价)|meta\s?-?\s?分析|meta-?analys"
    r"|systematic review|纳入了?\s?\d+\s?(?:项|篇)|汇总了?"
)
NULL_RESULT = (
    r"no (?:statistically )?significant (?:difference|effect|improvement|change"
    r"|reduction|benefit)|did not (?:significantly )?(?:improve|reduce|differ|change"
    r"|increase|affect|show|meet|reach)|not (?:statistically )?significant|failed to"
    r"|no (?:difference|benefit|effect)\b|was not (?:associated|superior|effective)|"
    r"差异无统计学意义|无(?:统计学)?(?:显著)?(?:性)?差异|未(?:达到|见|能"
    r"|观察到)[^,，。;；]{0,10}(?:终点|显著|差异|改善|获益)|无(?:显著|明显)(?:改善"
    r"|影响|变化|差异)|p\s?>\s?0\.05"
)
LIMITS = (  # a source says of itself that it proves no efficacy
    r"not (?:been )?(?:statistically )?(?:powered|designed|sized) (?:to"
    r"|for)[^.;]{0,60}|underpowered|too small to|cannot (?:be )?(?:conclu|establish"
    r"|determin)\w*[^.;]{0,40}|no conclusions?[^.;]{0,30}(?:efficacy|effective)"
    r"|efficacy (?:was|were) not (?:assessed|evaluated|tested)|"
    r"未(?:针对|对)疗效[^,，。;；]{0,10}|样本量不足以[^,，。;；]{0,16}|(?:不能|无法"
    r"|尚不能)(?:得出|评价|判断|证明|说明)[^,，。;；]{0,12}(?:疗效"
    r"|有效)[^,，。;；]{0,6}|把握度不足|检验效能不足"
)
