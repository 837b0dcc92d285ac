"""Words that tell how strongly a sentence claims a cause, in Chinese and English."""

from __future__ import annotations

CHANGE_EN = (
    r"(?:reduc|lower|decreas|increas|improv|rais|boost|enhanc|elevat|shorten|lengthen"
    r"|prolong|extend|slow|speed|delay|worsen|alter|chang|"
    r"accelerat|diminish|strengthen|weaken|halv|doubl|tripl|lessen|alleviat|reliev|eas"
    r"|curb|relax|preserv|maintain|restor|revers|repair)"
)
# verbs and phrases that say that one thing brings about another
CAUSE_EN = (
    rf"\b(?<!all )(?:{CHANGE_EN}(?:e|es|ed|s|ing)?(?! in\b|s in\b)(?<!xtends)|cut(?:s"
    rf"|ting)?|halve[sd]?|doubles?|caus(?:e|es|ed|ing|al|ally|ation)|lead(?:s|ing)? to"
    rf"|led to|result(?:s|ed|ing)? in|"
    r"bring(?:s|ing)? (?:about|down|on)|due to|because of|thanks to|is the reason"
    r"|reasons? why|to blame|responsible for|prevent(?:s|ed|ing)?|"
    r"protect(?:s|ed|ing|ion|ive)?|trigger(?:s|ed|ing)?|induc(?:e|es|ed|ing)|driv(?:e"
    r"|es|en|ing)|drove|promot(?:e|es|ed|ing)|stimulat(?:e|es|ed|ing)|"
    r"affect(?:s|ed|ing)?|influenc(?:e|es|ed|ing)|impair(?:s|ed|ing|ment)?|block(?:s"
    r"|ed|ing)?|inhibit(?:s|ed|ing)?|suppress(?:es|ed|ing)?|"
    r"stop(?:s|ped|ping)?|kill(?:s|ed|ing)?|destroy(?:s|ed|ing)?|treats|cur(?:e|es|ed"
    r"|ing)|heal(?:s|ed|ing)?|disrupt(?:s|ed|ing)?|damag(?:e|es|ed|ing)|"
    r"determin(?:e|es|ed)(?! whether| the)|regulat(?:e|es|ed)|control(?:led)"
    r"|mediat(?:e|es|ed)|govern(?:s|ed)?|shap(?:e|es|ed)|fuel(?:s|led|ed|ling)?|"
    r"help(?:s|ed|ing)?|aid(?:s|ed)|make(?:s)? (?:us|them|you|people|it|patients"
    r"|children|women|men|cells|the)|mak(?:e|es|ing) \w+ (?:more|less|worse|better"
    r"|easier|harder)|"
    r"allow(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|contribut(?:e|es|ed|ing) to"
    r"|gives? rise to|is (?:crucial|essential|vital|critical|key)|"
    r"are (?:crucial|essential|vital|critical|key)|(?:crucial|key|vital|essential"
    r"|critical|central|pivotal) (?:\w+ )?(?:for|to|in|role)|"
    r"play(?:s|ed|ing)? (?:a|an) (?:\w+ ){0,3}(?:role|part)|work(?:s|ed) (?:for|in|by"
    r"|as|against|better)|is effective|are effective|was effective|were effective"
    r"|proved? effective|"
    r"effect(?:s|ive|iveness)? (?:of|on|in|for|against)|efficacious|benefit(?:s|ed)"
    r"|beneficial effects?|underl(?:ie|ies|ying)|explains?|accounts? for|accounted for"
    r"|"
    r"sav(?:e|es|ed|ing) (?:lives|life|money|up)|stav(?:e|es|ing) off|ward(?:s"
    r"|ing)? off|fights?|combats?|tackl(?:e|es|ing)|fills? in|turn(?:s|ed)? (?:on|off"
    r"|down|up)|switch(?:es|ed)? (?:on|off)|"
    r"produc(?:e|es|ed|ing)|generat(?:e|es|ed|ing)|creat(?:e|es|ed|ing)|activat(?:e|es"
    r"|ed|ing)|direct(?:s|ed)(?! at)|encourag(?:e|es|ed|ing)|discourag(?:e|es|ed)|"
    r"put(?:s|ting)? \w+ at (?:\w+ )?risk|harm(?:s|ed|ing)?|facilitat(?:e|es|ed|ing)"
    r"|interfer(?:e|es|ed|ing)|predispos(?:e|es|ed|ing)|modulat(?:e|es|ed|ing)|"
    r"confer(?:s|red)?|provid(?:e|es|ed|ing) (?:\w+ ){0,2}(?:protection|benefits?"
    r"|relief)|spread(?:s|ing)?|evok(?:e|es|ed)|elicit(?:s|ed|ing)?|impact(?:s|ed)? on"
    r"|impacts|"
    r"attributable to|attributed to|owing to|as a result of|through which|new route to"
    r"|transfer(?:s|red)?|explained by|superior to|faulty|the best medicine)\b"
)
# a participle before a noun tells a state, no act: "an increased risk", "lower levels of"
STATE_EN = (
    r"\b(?:(?:(?:at|an?|the|of|with|in|and|for|their|its|to|significantly"
    r"|substantially|markedly|heightened|slightly|such|any|all|these|those|by|have|had"
    r"|has|from|into|"
    r"show(?:s|ed)?|experienced?|greater|were|was|no) ){1,3})(?:(?:statistically"
    r"|relative|modestly|clinically|highly|much) ){0,2}"
    r"(?:increased|reduced|decreased|lower|lowered|raised|improved|elevated|impaired"
    r"|enhanced|prolonged|altered|damaged|controlled|extended|shortened|delayed"
    r"|worsened|worsening|increasing|decreasing|improving|"
    r"treated|blocked|reduction|increase|decrease|improvement|changes?|change"
    r"|controlled|produced|effects?|effect|aided|benefits?)s?\b"
)
ASSOCIATION_EN = (
    r"\b(?:associat(?:ed|ions?|es?)|link(?:s|ed|ing)?\b(?! arm)|correlat(?:e|es|ed"
    r"|ions?|ing)|connect(?:ed|ions?) (?:to|with|between)|related to"
    r"|relationships? (?:between|with|of|to)|"
    r"relation(?:s|ship)? (?:between|to|with)|tied to|goes? hand in hand|predict(?:s"
    r"|ed|ive|ors?|ing|ion)|risk factors?|marker (?:of|for)|"
    r"at (?:\w+ ){0,2}(?:risk|odds)(?: of)?|(?:more|less) likely|likelihood|(?:higher"
    r"|lower|greater|heightened|(?:(?:an?|the|at|of|with|in|and|had|have|has|for|from"
    r"|any) (?:\w+ )?(?:increased|reduced|decreased|elevated|raised))) (?:(?!the|your"
    r"|their|our|his|her|its)\w+ ){0,2}(?:risks?|rates?|incidence|odds|"
    r"prevalence|levels?|mortality|scores?|proportion)|prevalence|coincid\w+"
    r"|accompanied by|go together|is tied|parallels?|risk of \w+ (?:is|was) (?:\d"
    r"|higher|lower|greater))\b"
)
# what stands after the word of association belongs to it
REACH_EN = rf"(?:{ASSOCIATION_EN})[^.;:]{{0,160}}"
MODAL_EN = (
    r"\b(?:may|might|could|can|possibl[ey]|potentials?|potentially|perhaps|possibility"
    r"|hopes?|promis(?:e|es|ing)|appears? to|seems? to|thought to|believed to"
    r"|likely to|would|should|hold(?:s)? the key)\b"
)
CAN_EN = r"\b(?:can|could|may|might)\b"
NONE_EN = (
    r"\b(?:(?:no|little|lack of|without|absence of|nor|neither|insufficient|limited"
    r"|little or no)\s(?:[\w-]+\s){0,4}?(?:associations?|links?|effects?|differences?"
    r"|evidence|relationships?|correlations?|"
    r"impacts?|benefits?|increases?|reductions?|improvements?|change|influence|support|reason)|"
    r"(?:not|never|cannot|n't|n’t|fail(?:s|ed)? to|unlikely to"
    r"|neither)\s(?:[\w-]+\s){0,3}?(?:associated|linked|related|correlat\w+|affect\w*"
    r"|increas\w+|reduc\w+|improv\w+|support\w*|cause\w*|differ\w*|"
    r"benefit\w*|influenc\w+|chang\w+|predict\w*|prevent\w*|lower\w*|rais\w+|help\w*"
    r"|alter\w*|effective|work|significant\w*|show\w*|explain\w*|lead|superior|better"
    r"|more effective)|"
    r"non-?significant|ineffective|myth|disprov\w+|debunk\w*)"
)
NONE_REACH_EN = rf"(?:{NONE_EN})(?:(?! but | however| although|[.;:]).){{0,90}}"
REPORT_EN = (
    r"\b(?:study|studies|research\w*|trial|scientists?|findings?|found|finds|shows?"
    r"|showed|reveal\w*|discover\w*|conclud\w+|suggest\w*|report\w*|according to"
    r"|evidence|data|analysis|published)\b"
)
STRONG_EN = (
    r"\b(?:significant(?:ly)?|dramatic(?:ally)?|proven|proves?|proved|definitively"
    r"|clearly|effectively|highly effective|effective|markedly|substantial(?:ly)?"
    r"|powerful(?:ly)?|"
    r"breakthrough|remarkabl[ey]|confirm(?:s|ed)?|conclusive(?:ly)?|cur(?:e|es|ed)"
    r"|guarante\w+|eliminat\w+|revers(?:e|es|ed)|eradicat\w+|striking(?:ly)?"
    r"|unequivocal\w*|game-chang\w+)\b"
)

CAUSE_ZH = (
    r"(?:导致|引起|造成|引发|诱发|致使|促使|促进|抑制|阻断|阻止|防止|预防|避免|改善"
    r"|提高|提升|增强|增加|升高|降低|减少|减轻|缓解|缩短|延长|延缓|延迟|逆转|修复|治愈"
    r"|(?<=[可能效以])治疗|消除|清除|保护|"
    r"控制|稳定|恢复|激活|调节|影响|加速|加重|损害|削弱|杀灭|杀死|消灭|根除|带来|提供"
    r"|有效|奏效|获益|起到|发挥|实现|达到|使|令|让|决定|是.{0,12}的(?:原因|病因)|疗效"
    r"|效果|优势|优于|对抗|抵御|抗击|治好|再生|消退|转阴)"
)
MODAL_ZH = (
    r"(?:可能|或许|或可|或能|也许|有可能|有望|似乎|潜在|潜力|可以|能够|有助于|有利于"
    r"|可|能|或(?=[降减改提增缓预延抑促有]))"
)
HEDGE_ZH = (
    r"(?:可能|或许|或可|或能|也许|有望|似乎|潜在|潜力|提示|初步|有待|尚需|尚不|推测"
    r"|或(?=[降减改提增缓预延抑促有]))"
)
NONE_ZH = (
    r"(?:(?:无|没有|未见|未发现|未观察到|未显示|未能|不能|并未|并不|未"
    r"|不)(?:[^,，。;；]{0,8}?)(?:相关|关联|关系|差异|影响|获益|改善|降低|减少|提高"
    r"|增加|作用|疗效|效果|区别|支持|变化|延长|缩短|有效|优势|好转|缓解)|"
    r"无效|差异无统计学意义|无统计学差异|与[^,，。;；]{1,20}无关|不(?:明确|确定|清楚)|证据不足)"
)
REACH_ZH = (
    r"(?:与[^,，。;；]{1,40}(?:相关|关联|有关|联系))|(?:相关性|关联性|危险因素"
    r"|风险(?:较|更|相对)(?:高|低)|更(?:容易|易|可能)[^,，。;；]{0,20})"
)
STRONG_ZH = (
    r"(?:显著|明显|有效|确切|证实|证明|确证|彻底|大幅|强效|卓越|优异|突出|治愈|根治"
    r"|根除|逆转|突破|革命性|奇效|神奇|完全(?:清除|消除|恢复|治好)|成功|立竿见影"
    r"|关键证据|填补)"
)
PROVE_ZH = r"(?:证实|证明|确证|确认|验证)"
REPORT_ZH = (
    r"(?:研究|试验|实验|文献|论文|数据|分析|结果|临床)[^,，。;；]{0,12}(?:表明|显示"
    r"|发现|证实|证明|提示|指出|认为|揭示|确认)|(?:表明|证实|证明|发现)"
)
