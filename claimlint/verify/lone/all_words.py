"""What short passages tell of all, and how they tell of the few of whom it does not hold."""

from __future__ import annotations

from claimlint.language.expressions import lazy

NUMBER_ZH = r"(?:\d{1,3}|[一两二三四五六七八九])"
UNIT = r"[例名位人枚只个台份户家眼指趾株颗条块件支瓶箱套盒片粒张通次批间所项头匹羽管袋组]"
NUMBER_EN = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a single|\d{1,3}(?![\d.,]*\s?%|[.,]\d))"
PAIRS = (  # what all did, and how those are told who did not: the second needs no word of the first
    ("闭合|愈合", "小孔|残留|残孔|裂隙|未闭|未愈|漏"), ("稳固|稳定|在位|固定|牢固", "松动|脱落|移位|脱位"),
    ("答复|回复|回访|接听|回音|响应|处理|办结|回应", "拖到|没有?人?(?:回|接|处理|答)|未(?:能)?(?:回|接|处理|办|答)|无人|超时"),
    ("符合|一致|吻合|相同", "不一致?|分歧|不符|相左|相差|相反"), ("配[齐备]|到位|开设|设[有立]|配有", "[尚仍还]缺|空缺|未配|没有?配|未开设|缺(?!点|陷)"),
    ("灵敏|敏感|检出|识别|阳性符合", "阴性|漏|未[一-鿿]?检|未[一-鿿]{0,2}识别"), ("特异", "(?<!真)阳性|误报|误判"),
    ("服完|服用|服药|用完|依从", "未动|剩|漏服|未服|忘[服记]"), ("赞成|同意|通过|全票|一致", "反对|弃权|不同意|拒"),
    ("(?:移植[肾肝物]|肾)[一-鿿]{0,4}(?:功能)?(?:良好|正常)|(?:移植[肾肝物])[一-鿿]{0,4}存活", "恢复透析|重回透析|丢失|失功|切除"), ("成活|存活|生存|活着|健在|救治", "坏死|死[亡于]|病死|去世|离世|身亡"), ("戒烟|戒除|戒断|操守", "复吸|重新吸|又吸|复饮"),
    ("好评|满意(?!度调查)|零投诉|零差评|口碑", "差评|不满|投诉|一星|退货"), ("无错|零差错|准确|正确|无误|合规", "错|不准|有误|不合规"),
    ("筛查|接种|覆盖|体检|检测|建档|随访|登记|签约", "未[一-鿿]{0,4}(?:接受|参加|筛|种|检|建|随访|登记|签)|没有?[一-鿿]{0,3}(?:筛|种|检|建|打|签|来)|漏|失访|失联"),
    ("完成|坚持|走完|做完|到齐|出席|参加|到场", "退出|失访|缺席|未[一-鿿]{0,2}(?:完成|到|参加)|没[一-鿿]{0,3}(?:完|到|来|参加)|中断|停药|放弃|脱落"),
    (r"完成[^,，。]{0,8}(?:观察|随访|疗程|试验|研究|周)", "死[亡于]"),
    ("置入|植入|插管|穿刺|置管|一次|成功|顺利", "未能|失败|改行|改为|改用|中转|放弃|未成功|不成功"), ("置入|植入", "重新|取出"),
    ("留存|在位|保留|存留", "取出|脱落|松动|丢失"), ("合格|达标|过关|通过|及格", "不合格|未[能达通]|没[有能]?(?:通过|达)|没过|不及格|(?:需|须)(?:要)?补考|退回|报废|剔除|破损|超标|不达标"),
    ("出车|到达|送达|分钟内|小时内|及时", "延误|延迟|超时|迟到|耽搁|未能按时"),
    ("签署|签字|同意|捐献", "拒|不同意|不愿|没签|未签"), ("下床|下地|活动|行走", "推迟|延迟|卧床|未能|没能"),
    ("没有[一-鿿]{0,4}过敏|零过敏|无过敏|未过敏|不过敏|没有[一-鿿]{0,3}发生过敏", "(?:出现|发生|报告)(?:了|过)?[一-鿿]{0,4}(?:过敏|红疹|皮疹)"),
    ("(?:均|都|全部?|皆)[一-鿿]{0,4}为?阴性", "(?<!假)阳性"), ("(?:均|都|全部?|皆|全体)[一-鿿]{0,6}为?女性", "男(?!女)"), ("(?:均|都|全部?|皆|全体)[一-鿿]{0,6}为?男性", "女"),
    ("人手一|人人[有领]|发放|领取", "未领|没领|未拿|没[有能]?拿到|未发"),
    ("转阴|阴转|清除|根除|阴性", "仍(?:为|呈|是)?[一-鿿]{0,3}阳性|未转阴|没有?转阴|未[能]?(?:清除|根除)"), ("回收|收回|归还|交回", "未[能]?(?:收回|交|还|回收)|没有?(?:收回|交|还|回收)|丢失|遗失"),
    ("缓解|应答|有效|见效|好转|改善|减轻|起效|控制", "无效|未[能见]?[一-鿿]{0,3}(?:缓解|应答|好转|改善|减轻|控制)|没有?[一-鿿]{0,4}(?:缓解|应答|好转|改善|变化|效)|无[一-鿿]{0,3}(?:应答|改善|好转|缓解|变化)|加重|进展|恶化|如旧|依旧"),
    ("痊愈|治愈|康复|出院", "未愈|未[一-鿿]{0,2}(?:痊愈|治愈|康复|出院)|死[亡于]|转[至入到往](?!普通)"), ("通畅|开通|再通", "闭塞|堵塞|血栓|不通|未[能]?(?:开通|再通)"),
    ("阳转|转阳|抗体|保护", "未[能]?(?:阳转|转阳|检出|产生|达)|没有?(?:阳转|产生|检出)|阴性"), ("清石|取净|净石|清除", "残留|残石|未取净"),
    (r"retain|retention|stayed|complet|attend|follow-?up|finish|hand(?:ed)? in|submitted|return", r"dropped out|withdrew|drop-?outs?|missed|skipped|gave up|quit\b|lost to|moved away|did not (?:return|complete|finish|attend|come|hand)|died|never (?:return|came)|not (?:be )?traced|left (?:early|before)"),
    (r"reach|contact|call|ring|answer|trace", r"could not be|not (?:be )?(?:reach|contact|trace)|unreachable|untraceable|never answered"),
    (r"pass|met\b|meets?\b|standard|compl[iy]", r"fail|reject|below|did not|discarded|short of"), (r"uptake|vaccinat|coverage|screen|immuni[sz]|took up", r"declin|refus|un(?:screened|vaccinated)|missed|not (?:been )?(?:screened|vaccinated|offered)|without (?:being )?(?:screen|vaccin)|never (?:screen|vaccin)"),
    (r"success", r"fail|could not|convert|abandon|unsuccess|did not"), (r"correct position|in place|in position|centred|aligned", r"rotat(?:ed|ion)|displaced|dislocat|tilted|slipped|migrat|shifted|moved out"), ("位置(?:良好|正常|正确|居中)|居中", "旋转|移位|偏[位斜移]|倾斜|脱位"),
    (r"live birth|baby home|delivered at term", r"miscarr|stillb|lost (?:the|her) (?:baby|pregnancy)"), ("活产|抱婴回家", "流产|胎停|死胎|死产"),
    (r"surviv|alive|retention|in place|in function|stable|osseointegrat", r"died|dead\b|death|lost\b|removed|explant|failed|loosened|fell out|came loose"),
    (r"perfect specificity", r"tested positive|(?:were|was) positive|false[- ]positive"), (r"perfect sensitivity", r"tested negative|(?:were|was) negative|miss(?:ed|ing)\b|false[- ]negative"),
    (r"sensitiv|detect|found|identif|picked up|spotted|caught|flagged", r"miss(?:ed|ing)\b|overlook|false[- ]negative|undetected|not (?:pick|detect|identif|found)|slipped"), (r"specificity", r"false[- ]positive|wrongly flagged|false alarm"),
    (r"paten|\bopen\b", r"occlu|thrombos|block|clotted|stenos|clos(?:ed|ure)"),
    (r"antibod|seroconver|respon|protect", r"non-?respond|no (?:antibod|response)|seronegative|unprotected|without (?:antibod|protection)"), (r"satisf|happy|would (?:recommend|give|choose|do)|pleased|content\b", r"dissatisf|unhappy|disappoint|would not|complain|said no\b|regret"),
    (r"working|functioning|in order|in service|operational|charged", r"flat\b|faulty|broken|out of (?:order|service)|dead batter|failed|not work"), (r"carry|carries|equipped|have a|has a|supplied|stock", r"yet to|without|lack|still (?:have|has) no|not yet|ran out|had none"),
    (r"unanim|in favou?r|to (?:0|nil|none)\b|vot", r"dissent|against|oppos|abstain"), (r"attached|reattach|heal|clos(?:ed|ure)|united|resol", r"detached|stayed|reopen|open\b|unhealed|non-?union|did not|still|failed|leak|fistula"),
    (r"respon(?!dent)|remission|improv|effective|cure|clear|relief|pain-free", r"no response|did not|non-?respon|relapsed|progress|worse|unchanged|not improve|fail|refractory"),
    (r"^(?!.*(?:\bvir|parasit|bacteri|\bhpv|smear|sputum|culture)).*(?:remission|cure(?!d? of)|relief|pain-free|symptom-free)", r"still (?:had|in)"), (r"clear(?!ance)", r"still had (?:[a-z]+ ){0,2}(?:wart|lesion|plaque|stone|spot|acne|pimple|blister|growth|worm|egg)"), (r"clear", r"still (?:present|visible|there)\b"), (r"(?:parasit|vir(?:al|us)|bacteri|microbiolog|mycolog|stool|sputum|smear|culture)[a-z]* (?:clear|conver|eradicat|cure)", r"(?:still|remained|stayed) (?!antibod|sero|ig[gm])(?:[a-z]+[- ])?positive"),
    ("退热|热退", "仍(?:然|有|在|旧)?(?:持续)?[低中高]?(?:热|发热|发烧)|未退热|未能退热|热未退|发热不退"), ("治疗(?:成功|有效)|临床(?:成功|有效)", "未[能见]?(?:得到)?(?:缓解|好转|治愈)|未愈|无效"),
    (r"\bholds?\b|certif|qualif|licen[sc]ed", r"not yet|has no|have no|without|lapsed|yet to|fail"), (r"\bintact\b|undamaged|whole\b", r"chipped|cracked|broke|fractur|split|damaged|worn"),
    (r"\bboth\b|in full|all (?:three|four|the)", r"only (?:the (?:first|second)|one of)|returned only|answered only"),
    (r"online|electronic|digital", r"on paper|by (?:hand|post|fax)|handwritten"), (r"audit|hygiene|inspect|check", r"not in order|fail|lapse"),
    (r"consent|agree|accept|sign|allow", r"declin|refus|object|said no\b|opted out|did not|withdrew"), (r"sterile|negative|undetectable|clean", r"grew|positive|detectable|contaminat"), (r"positive|seroconver|antibod|immune", r"negative|did not|failed to|no antibod"),
    (r"correct|accura|right\b|concordan|agree|match", r"wrong|incorrect|mis[a-z]{4,}|disagree|discordan|differ|error"), (r"on time|within|by the deadline|the same day", r"late\b|overdue|delay|wait(?:ed)? longer|after the|next day|took longer"),
)  # fmt: skip
DENIED_ZH = r"(?:未能?|没有?能?|尚未|仍未|并未|不能|无法|不愿|不肯|拒绝?)"
OTHERWISE = lazy(  # other groups, other times, what is wished or boasted of, what was mended at the next attempt
    r"(?<![全本家题])组(?!织|成|合|员|长|件|内)|队列|亚组|批次[^,，。;；]{0,20}批次|两院|两中心|甲批|乙批|[ⅱⅲⅣⅳ]期|(?:ii|iii|iv)期|后来|其后|此后|去年[^。]{0,30}今年|此前|既往|文献|目标|力争|要求|计划|"
    r"近百分之百|几乎|接近100|最初|起初|首[次轮]|第[二三]轮|补考后|最终|最后|广告|宣传|宣称|号称|自称|口号|声称|传单|海报|复发|校正|意向性|按方案|应达|须达|预期|"
    r"(?<!\bthis )\bgroups?\b|\barms?\b|placebo|control|cohort|subgroup|\blater\b|subsequent|thereafter|previous|earlier|\blast year\b.*\bthis year\b|target|\baim\b|goal|nearly all|almost all|nearly 100|almost 100|"
    r"at first|initially|eventually|in the end|repeat|retest|advert|brochure|slogan|leaflet (?:says|claims)|claims? (?:to|that|of)|promis|shouts|boasts|relaps|intention|per[- ]protocol|"
    r"those who|who (?:completed|took|finished|adhered)|whereas|by (?:the time|month|year)|\bwould be\b|\bif\b|更正|误写|应为|弱阳性|带功|删失|不在统计|[未不]计入|不纳入|特异性生存|疾病特异|[a-z]+-specific|censored|not counted|are excluded|were excluded|不是|并非|apart from|excluding|aside,|except|\bbut (?:one|two|three|four|for)\b|除(?![以了去外])[^,，。]{1,20}外|除(?:了)?\d|\bnot\s(?:all|every|100)"
)
