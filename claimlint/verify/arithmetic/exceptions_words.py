"""What is told of all, and how those are told of whom it does not hold."""

from __future__ import annotations

from claimlint.language.expressions import lazy

KINDS = (  # what is told of all, and how those are told of whom it does not hold
    ("存活|生存|留存|存留|成活|植活|保留|保肢|在位", "死亡|病死|去世|离世|脱落|取出|拔除|拔掉|丢失|截肢|坏死|失败|移除|失功|失去功能|无功能"),
    ("植入", "植入失败|未植入"), (r"function[a-z]* (?:immediately|at once|straight away)|immediate (?:graft )?function", r"delayed (?:graft )?function"), (r"limb|salvage", r"amputat"), (r"seroconver|seropositiv|seroprotect", r"seronegative|without antibod|no antibod"),
    (r"technical success|procedural success|success", r"could not be [a-z]+ed|had to be abandoned"),
    ("抢救|救治", "死亡|病死|去世|不治"),
    ("康复|平安|健在|个个[^,，。;]{0,4}好", "死亡|病死|去世|离世|不治"),
    ("一次(?:性)?[一-鿿]{0,4}(?:成功|完成|到位)", "改由|改行|再次(?:穿刺|置管|手术)|二次|第二次|重新(?:穿刺|置管)"),
    ("orr|总缓解率|客观缓解率|总有效率|应答率", "(?:疾病|病情|肿瘤)?进展|疾病稳定|病情稳定"),
    ("抵达|送达|到达|送到|转运|运抵", "途中[^,，。;]{0,8}(?:死亡|丢失)|延误|未能?(?:抵达|送达|到达)|摔|破损"),
    ("清石|取石|取净|取尽|切除|清除|根治|净率|r0", "残石|残留|残余|残片|切缘阳性|未取净|没取净|未切净|二次(?:手术|取石|碎石)"),
    ("坚持|完成|依从|到场|出勤|出席|参加|参与|走完|服完|做完|留下|随访", "中断|中止|终止|取消|退出|失访|失联|失去联系|联系不上|未联系上|拒访|脱落|缺席|缺勤|放弃|停药|停用|半途|中途|掉队|没来|未到|请假|未完成|没完成|没能完成|未能完成|提前离开"),
    ("愈合|痊愈|治愈|闭合", "未愈|不愈|不连|延迟(?:愈合|连接)|未闭合|没有?愈合|未能愈合|裂开"), ("完好", "脱落|松动|破损|断裂|缺损|折断"),
    (r"clear(?:ance|ed)|eliminat|remov", r"still (?:present|visible|there)|left over"), (r"clos|seal|heal", r"stayed open|still leak|kept leaking|continued to leak|reopened"),
    ("有效|缓解|好转|改善|见效|起效|应答|控制|消失|消退", "无效|未缓解|无应答|未应答|未见好转|没有?好转|无好转|未好转|毫无变化|加重|恶化|未见效|不见效|仍有(?:疼痛|症状|发作)|未消失|未控制"),
    ("镜下|微创|机器人|经皮", "中转|改行开|改为开|转为开|转开"),
    ("成功|微创|一次(?:性)?(?:通过|成功)", "失败|未成功|没成功|未能成功|中转|改行开|改为开|转为开"),
    ("灵敏|敏感|检出|识别|发现|准确|正确|符合|命中|吻合", "漏诊|漏检|漏掉|漏了|漏报|误诊|误判|判错|认错|未检出|没检出|没有检出|未识别|没认出|不符|不一致|错"),
    ("(?:没有|无|未见|未出现|零)(?:任何|明显|严重)?(?:不良反应|副作用|不适)", "发热|高热|高烧|发烧|皮疹|过敏|头晕|恶心|呕吐|腹泻|晕厥|红肿|肿胀"),
    (r"no (?:side effect|adverse|complication)|without (?:side effect|adverse|complication)|side-effect-free", r"fever|rash|vomit|nausea|dizz|swelling|fainted|allergic|infection|bleeding"),
    ("阴性|无菌|阴转|转阴", "阳性|仍培养出|仍检出|培养出"),
    ("阳性|阳转|转阳", "阴性|未阳转|没有阳转|未转阳|未检出|检测不到|测不出"),
    ("合格|达标|及格|通过|符合", r"低于\s?\d|不足\s?\d|超温|超限|超出|过期|偏离|检出阳性|检测阳性|超标|不符|不合格|未合格|未达标|不达标|没达标|不及格|未通过|没通过|没有通过|补考"),
    ("满意|好评|愿意|推荐", "不满意|投诉|差评|不愿|拒绝"),
    ("上传|填报|接种|覆盖|建档|签约|查验|筛查|检测|核查|复核|上报|回收|收回|落实|执行", "漏[种查检报传填登]|未[一-鿿]{0,3}(?:接种|覆盖|建档|签约|查验|筛查|检测|核查|复核|上报|收回|落实|执行)|没有?(?:接种|建档|签约|查验|筛查|收回)|未收回|遗失"),
    (r"surviv|alive|retain|retention|in place|intact", r"died|dead\b|deaths?\b|(?:was|were|been) lost|fell out|removed|extracted|failed|was explanted"),
    (r"(?:graft|implant|flap|stent|seed|bud|transplant|device)s? (?:had |have |has |was |were )?(?:all )?(?:taken|took|survived|viable|in place|stable)", r"(?:been|were|was) (?:lost|removed|rejected)|sloughed|necros|failed"),
    (r"complet|attend|adher|stayed|follow-?up|turnout|retention|still (?:taking|using|on )", r"dropped out|withdrew|(?:early )?withdrawals?|drop-?outs?|missed|skipped|forgot|did not (?:complete|finish|attend|come|return)|left early|gave up|stopped|was absent|lost to follow-up"),
    (r"sterile|negative|clear|free of|eradicat", r"grew|positive|persist|residual|still (?:carr|show|had (?:the |some |a |an |a few |visible |residual )?(?:vir|parasit|bacteri|infect|lesion|wart|plaque|stone|spot|growth|organism|worm|egg))|recurr"),
    (r"respon(?!dents)|\borr\b", r"stable disease|progressive disease|progressed|had progression"),
    (r"engraft", r"graft failures?|primary failure|no engraftment"),
    (r"heal|clos|success|respon|effective|cure|improv|engraft|take rate", r"failed|did not (?:heal|close|respond|improve|take)|still open|unhealed|non-?respon|no response|unsuccessful|convert(?:ed|ing)|conversion|got worse|worsened|remained open"),
    (r"sensitiv|specific|detect|flag|accura|identif|correct|recogni[sz]|concordan|agree", r"missed|missing|overlook|failed to|misclass|misdiagnos|wrong|incorrect|false[- ](?:negative|positive)|disagree|discordan"),
    (r"cover|vaccinat|screen|return|deliver|arriv|check", r"unvaccinat|unscreen|not (?:been )?(?:vaccinat|screen|check|return|deliver)|never (?:arriv|return)|went missing|was missing|were missing|lost|skipped|overlooked"),
    (r"paten|\bopen\b|flow", r"occlu|thrombos|blocked|closed off|stenos|clotted"),
    ("同意|签署|接受", "不同意|拒绝|未签|没签|不愿"), ("consent|agreed|accepted|signed", "said no|declin|refus|object|opted out|did not (?:consent|sign|agree|accept)"),
    ("在线|联网|运行正常", "离线|掉线|断线|断网"),
    ("透明|清晰", "混浊|浑浊|不透明|不清"), ("clear|transparent", "cloud|opaque|hazy"),
    ("通畅|开通|再通", "闭塞|堵塞|狭窄|血栓|不通|未通|未能?(?:开通|再通)"),
    (r"pass|satisf|complian|met\b|in range|within", r"fail(?:ed|ing)|below|outside|out of (?:range|limits)|short of|dissatisf|unhappy|complain|non-?complian"),
)  # fmt: skip
SHORT = (  # what befalls those of whom nothing that all did holds, whatever the rate is of
    r"未能[一-鿿]|没能[一-鿿]|无法[一-鿿]|拒绝|不同意|不愿意?|退回|退出|半途|失访|失联|中转|失败|漏[诊检种报查填打传登]|迟到|超时|逾期|超过\s?\d|晚于|报废|作废|外迁|搬[家迁离走]|迁[出居走往]|补考|缺席|丢失|"
    r"不合格|不达标|超温|超限|过期|未达标?|超标|(?:尚|还|仍)未|未(?:接入|上线|开通|启用|种|打|测|查|做|筛|领|服|报|接受|检)(?!见)|低于\s?\d{1,3}(?:\.\d{1,2})?%?|未(?:完成|到|见到|接种|签|交|回|返|归|复|参加|参与|愈|植入|脱)|没(?:来|去|到|做|交|签|打|完成|参加)"
    r"|(?:falling|fell) (?:below|short|behind)|did not (?:meet|reach)|(?:stay|remain|l[ia]y|scor|end|finish)(?:ed|ing)? (?:below|under|beneath|short)|without (?:full|complete|proper|adequate|valid|the required|an?y? (?:signed|completed?))|left (?:un[a-z]{4,}|out\b|blank)|below the (?:threshold|standard|limit|target)|declin(?:ed|ing)|refus(?:ed|ing)|said no\b|opted out|fail(?:ed|ing)|fell short|could not be|never (?:[a-z]{2,10} )?[a-z]{3,12}(?:ed|en|ne)|(?:were|was|being|been) late|arriv(?:ed|ing) (?:late|after)|went (?:back|missing)|"
    r"could not (?:be|complete|attend|finish|tolerate|return|receive|have) [a-z]|(?:were|was|did|had|have|has) (?:not|n't) (?!need|requir|hav|had|report|experienc|feel|felt|relat|serious|give up (?:smok|drink|alcohol|cigar|tobacco)|smok|drink|stop (?:smok|drink)|liv|speak|wish|mind|know)[a-z]|moved (?:away|abroad|house)|dropped out|withdrew|quit\b|gave up|were lost|was lost|turned (?:it |us )?down|untraceable|"
    r"(?:differed|disagreed|diverged) (?:on|over|in|about)|\bun(?:delivered|answered|opened|vaccinated|treated|screened|healed|traced|accounted|returned|signed)\b|(?:lapses|breaches|violations|omissions)\b|having (?:[a-z]{3,12}ed|gone|left|died)\b|(?:had|have|has) (?:occluded|dropped|left|quit|withdrawn|refused|declined|failed|died|gone)|(?:was|were) (?:rejected|converted|discarded|cancel+ed|missed|missing|overdue|unreadable|abandoned|excluded)"
)
THEY_DID_NOT = r"(?:did|had|was|were|could) ?(?:not|n't)(?= (?:were|was|had|are|is|came|lived|said|cited|gave|blamed|did)\b|[,.;])"  # "the two that did not were"
SOME = (
    r"(?<![无没\d.])(?<!没有)(?<!未有)(?:有)?(?:[1-9]\d{0,3}|[一两二三四五六七八九十]{1,3})\s?(?:[例名位人枚只个台份眼株颗条块件家户处批张封辆起笔套箱瓶头袋支管间所]|人次|例次)|唯一|惟一|只有|仅有|仅剩|仅(?=[一-鿿、]{2,12}(?:尚?未|没))|除了?(?=[^,，]{1,12}[外,，])"
    r"|\bthe [a-z]{3,12} (?:that|who|which)\b|(?<!not )(?<!no )(?<!-)\b(?:one|two|three|four|five|six|seven|eight|a single|the single|the only|only|the lone|the one|the remaining|the other|just|[1-9]\d{0,2}(?![\d%]|\.\d))\b"
)
LATER = lazy(
    r"上一|前一|上批|后来|其后|此后|[年月]后|[年月]内|出院后|停药后|复发|再次|另外|其他|另一|对照|去年|上年|此前|以前|历史|文献|既往|会|可能|如果|若|目标|"
    r"\blater\b|subsequent|(?:in|during|after|at|by) (?:the |their |its )?(?:first|second|third|fourth|fifth|[a-z]{3,7}|\d{1,2}) (?:year|month|week)|"
    r"within a|thereafter|by (?:the end|one|two|three|\d)|relapse|reopened|recur|previous|last year|earlier|before|control|placebo|"
    r"\bif\b|might|could(?! not)|may\b|would|other (?:study|hospital|group)|at (?:one|two|three|five|six|twelve|\d{1,2}) (?:year|month)"
)
THE_ONE = lazy(  # of whom it is said that they fell short
    r"\bthe (?:one|two|three|only one|other(?: one| two)?|remaining (?:one|two)|single (?:one|patient|case))(?: [a-z]{3,12})? (?:that|who|which) (?:had|did|was|were|could|has|have|does|is) ?(?:not|n't)\b"
    r"|\bthe (?:one|only|single|lone|sole) (?:exception|failure)\b|(?:唯一|仅有?的?|另|剩下的?|其余)(?:一|1|那)?[例名位个人](?:患者|病人)?(?:未|没|失败)"
    r"|(?:未|没有?)[一-鿿]{1,6}的(?:那|这|唯一)?(?:一|1|两|2|3|三)[例名位个人]"
)
FURTHER = lazy(r"\blater\b[^.;]{0,20}\b(?:had|did) not|\bsecond\b|another|previous|earlier|另一|其他|此前|上一|之前")
