"""Figures that are bound by what the text announces, not by a wording: found, and silent where one reading holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimlint.read import read_text
from claimlint.verify.run import verify

Seen = Callable[[str], tuple[Any, list[Any]]]

FOUND = [
    # shares told in words, or a sentence and more behind their counts
    ("percent-of-count", "抽查了门店86家。发现违规张贴广告的有24家，违规率达到三成五。"),
    ("percent-of-count", "今年全院共做了640例剖宫产，术后发热者32例。算下来，发热率为8%。"),
    ("percent-of-count", "社区有老人1 860位。过去一年跌倒过的有558位，也就是每十位老人里有五位跌倒过。"),
    ("percent-of-count", "报名的有一百二十人，到场的九十人，换句话说，到场的不到一半。"),
    (
        "percent-of-count",
        "The van screened 512 drivers. Of these, 64 had untreated apnoea. That works out at one in six.",
    ),
    ("percent-of-count", "Volunteers rang 900 homes and 270 answered. In other words, more than half picked up."),
    # shares of a few, all of whom were seen
    ("percent-of-count", "本次试吃只请了14位糖友，个个都吃完了整份，其中68.0%觉得口感可以接受。"),
    ("percent-of-count", "九名幼儿接受了耳蜗植入，随访一个不落，71.4%的幼儿能辨别母亲的声音。"),
    ("percent-of-count", "小组里一共11个人，全部坚持到最后。三个月后，有75%的组员血压降到了正常。"),
    ("percent-of-count", "Only sixteen horses were scanned. Lameness had resolved in 70.0% of them."),
    (
        "percent-of-count",
        "Thirteen patients had the operation and every one came back at a year, when 38.0% were free of pain.",
    ),
    # lists that their words call complete
    ("parts-total", "全部312件标本按来源分：门诊128件、急诊77件、住院117件。"),
    ("parts-total", "随访结束时，46名孩子分为三类：能独立行走的21名，需要支具的15名，仍坐轮椅的8名。"),
    ("parts-total", "投诉共93件，每件只归入一类：服务态度41件，候诊时间35件，收费27件。"),
    (
        "parts-total",
        (
            "The camp drew children from three villages: 41 from Hill Farm, 38 from Low Ford and 27 from Stony Bridge. "
            "All 116 were weighed."
        ),
    ),
    ("parts-total", "The clinic saw 210 wounds, each counted once: 96 on the leg, 71 on the foot and 53 elsewhere."),
    # all, and yet not
    ("all-with-exceptions", "今年体检应到86人，出勤率100%。两人因出差没来。"),
    ("all-with-exceptions", "本季度抽检药品60批次，合格率百分之百，另有1批次因性状不合格被退回。"),
    ("all-with-exceptions", "12例断指全部再植成活。只有1例小指因静脉危象坏死，最终截除。"),
    (
        "all-with-exceptions",
        "Every one of the 42 pupils attended all six lessons. Only Ben missed the fourth, with chickenpox.",
    ),
    # beyond a limit that the text sets
    ("impossible-value", "量表满分30分，得分越高认知越好。出院时，老人得分36分，比入院时多了4分。"),
    ("impossible-value", "疼痛用0～10分的数字评分法评估。术后第一天，他给自己打了12分。"),
    ("impossible-value", "All the infants were under six months. The youngest was 9 months old."),
    ("impossible-value", "Uptake was good: 112% of the 90 nurses on the ward were vaccinated."),
    ("centre-outside-range", "入选条件为病程1～5年。共入选70例，平均病程7.4年。"),
    ("part-exceeds-total", "中心全年接收实习生38名，其中外省籍实习生52名。"),
    # units
    ("unit", "他的眼压右眼22 mmHg，左眼21 mmol/L。"),
    ("unit", "空腹血糖由9.8 mmol/L降至6.1 mg/dl。"),
    ("unit", "体重由82 kg降至76 kg，减少6 cm。"),
    ("unit", "Fasting glucose dropped from 9.4 mmol/L to 6.8 mmol/L, a fall of 2.6 mg/dL."),
    ("unit", "Her haemoglobin was checked in May. It was 9.2 mg/L (92 g/L) before the infusion."),
    ("unit", "血氧饱和度96 mmHg，呼吸平稳。"),
    # statistics that cannot be
    ("malformed-statistic", "I²为147%，异质性较大。"),
    ("malformed-statistic", "预测模型的AUC为1.12，截断值为3.5。"),
    ("malformed-statistic", "组内相关系数(ICC)达1.04，重测信度好。"),
    ("malformed-statistic", "OR=1.8（95%CI -0.4～3.1）。"),
    ("malformed-statistic", "The groups differed, F(2, 57) = -3.1."),
    ("all-with-exceptions", "All 32 grafts took. The remaining graft failed within a week."),
    ("all-with-exceptions", "本组26例成功率100%，唯一没有成功的是一位老人。"),
    ("malformed-statistic", "两组间比较用秩和检验，P＜0.5表示差异具有统计学意义。"),
    ("malformed-statistic", "A two-sided p < 0.5 was considered significant."),
    # intervals apart from their estimate
    ("interval-estimate", "汇总患病率为12.4%，其95%可信区间介于13.1%与15.2%之间。"),
    ("interval-estimate", "敏感度为百分之九十六，95%置信区间为百分之八十二至百分之九十。"),
    ("interval-estimate", "The mean difference was 4.1 mmHg. Its 95% confidence limits were 5.2 and 7.9 mmHg."),
    ("interval-estimate", "The pooled hazard ratio came to 1.59 (0.93 to 1.28, 95% CI)."),
]

SILENT = [
    "共发生肺炎318例，其中井下组1 940名中发病201例，地面组1 205名中发病117例。",
    "每100克含能量110千卡、蛋白质4.2克。按一份200克计，即220千卡、蛋白质8.4克。",
    "χ²=36×(2/25+2/20)=6.48，P<0.05。",
    "3%氯化钠每100 mL含钠51 mmol，约需494 mL。",
    "It treated 51,300 inpatients, 4% more than the year before, and 120,400 came to the emergency room.",
    "It admitted 390 patients, of whom 49 died (12.6%). Of 240 vaccinated, only 6 died (2.5%).",
    "The band weighs just 22 g and is worn by 210,000 people.",
    "All 24 patients had one eye treated. The other eye served as a control.",
    "全部20名患者完成疗程，上位表示不愿披露姓名的赞助方提供了药物。",
    "手术由两位资深主任医师完成，50例的成功率为98%。",
    "差异无统计学意义（以P<0.05为界），OR=1.31（95%CI 0.88~1.95）。",
    "Just over half (82, 52.6%) of the 156 carers slept badly.",
    "问卷显示非常满意47.3%，满意34.2%，一般13.7%，不满意4.9%（因四舍五入，合计不等于100%）。",
    "研究纳入50例，其中女性32例（64.0%）；男性患者中有4例（22.2%）饮酒。",
    "单因素分析中P<0.5的变量进入多因素模型，P<0.05为差异有统计学意义。",
    "Heterogeneity was low (p < 0.5 for all tests); significance was set at 0.05.",
    "The 212 adults were randomised at nine sites: 71 to the low dose, 70 to 20 mg and 71 to placebo.",
    "Eight of the 60 men had no scan. The response rate was 40.0%, or 46.2% of those with a scan.",
    "白内障手术50台由两位主任完成，成功率98%。",
    "血糖降至16.8 mmol/L后，胰岛素减为0.5 U/h，复查血糖9.2 mmol/L。",
    "Infection followed 2/41, 3/40 and 7/42 operations (4.9%, 7.5%, 16.7%).",
    "She weighed 71 kg (164 cm) when her sodium was 128.",
    "洗胃共耗时80 min，胆红素术后降至122（降幅48.7%），术前238 μmol/L。",
    "全班45个孩子，近视的有18个，大约四成的孩子近视。另外27个孩子视力正常。",
    "共有48名患者入组，6名失访。42名完成随访，其中31名好转，好转率为73.8%。",
    "该药Ⅱ期试验（n=90）有效率为41.1%，Ⅲ期试验（n=420）有效率为38.6%。综上，有效率约四成。",
    "每10个成年人中约有1个患糖尿病。我们筛查的420人里，查出糖尿病58人，检出率13.8%。",
    "约三分之一的患者会出现疲劳。在本院随访的90名患者中，疲劳者22名。",
    "We sent 2,000 letters; 1,300 came back unopened, so about two thirds were wasted.",
    "One in eight women will develop the disease. Our clinic saw 640 women last year and diagnosed 32.",
    "纳入35名患者，随访期间85.3%的患者达到终点，2例失访。",
    "仅有8名志愿者入组。中期分析时，5名志愿者有可评价数据，缓解率为40%。",
    "15名患者中位随访26个月，预计3年生存率为71.4%。",
    "Seven sisters took part, and 60% carried the variant.",
    "22 children were enrolled; 3 moved away. At one year 84.2% of them were free of attacks.",
    "义诊共来了200人，量血压150人，测血糖120人，做心电图60人。",
    "义诊按科室分：内科看诊86人，外科42人，儿科57人，有的居民看了两个科，共来了150人。",
    "按病理类型分：腺癌41例，鳞癌30例，其他9例；其中7例为混合型。本组共80例。",
    "Of 96 eyes, 40 improved, 30 were stable and 20 worsened; six had no final examination.",
    "治疗组30例：显效12例，有效10例，无效8例；对照组30例：显效7例，有效9例，无效14例。",
    "56例手术全部成功，成功率100%。随访1年，2例复发，1例失访。",
    "检测的灵敏度为100%，特异度为94.0%：50例阳性样本全部检出，50例阴性样本中误判3例。",
    "合格率100%。上一批产品中有1件不合格，已召回。",
    "抗体阳转率100%，3例受试者第7天时仍为阴性，第28天全部转阳。",
    "全部12名队员都完成了攀登，只有老周没有登顶，留在了营地接应。",
    "Survival was 100% at 6 months and 94% at 12 months; 3 of 50 patients died.",
    "Sensitivity was 100% (30 of 30), but the test misclassified two of the 40 healthy samples.",
    "疼痛评分采用0～10分。治疗前评分6.8分，治疗后2.1分；SF-36总分由52分升至71分。",
    "焦虑量表满分80分，抑郁量表满分80分，均分分别为46分和51分。生活质量得分92分。",
    "住院患者年龄1～14岁，陪护家长平均年龄36.5岁。",
    "本县有村医312人，其中女村医104人。去年培训村医417人次。",
    "患儿最小出生后5天，最大9个月，均在1岁以内确诊。最大的一例就诊时已14个月。",
    "血肌酐142 μmol/L，尿素氮8.2 mmol/L，尿酸410 μmol/L，血钾4.1 mmol/L，眼压18 mmHg。",
    "空腹血糖6.1 mmol/L，糖化血红蛋白6.4%，血酮0.3 mmol/L。",
    "血肌酐由168 μmol/L降至1.1 mg/dL（97 μmol/L）。血糖5.6 mmol/L，胰岛素12 mU/L。",
    "回归系数为-1.8，相关系数-0.62，z=-2.31，SMD=-0.45（95%CI -0.72～-0.18），log OR=-0.4（95%CI -0.8～0.1）。",
    "给药后AUC为850 ng·h/ml，kappa轻链19.4 mg/L，R2切除3例，c-statistic 2 models。",
    "平均差为-2.3 kg（95%CI -4.1至-0.5），复发率由31.0%降至22.0%（率差9.0%，95%CI 1.2%～16.8%）。",
    "两组缓解率为52.1%和48.3%（95%CI -2.1%～9.7%）。",
    "Vaccine efficacy was 61%, with the lower bound of the 95% CI at 30%.",
    "男27例，女41例，其中吸烟者50例。",
]

TABLES = [
    (
        "percent-of-count",
        (
            "| 项目，例（%） | 推拿（n=64） | 步行（n=66） |\n|---|---|---|\n| 女性 | 48（75.0） | 51（72.3） |\n"
            "| 吸烟 | 16（25.0） | 11（16.7） |"
        ),
    ),
    (
        "parts-total",
        "| 年龄段 | 构成比 |\n|---|---|\n| 儿童 | 22.4% |\n| 成人 | 61.3% |\n| 老人 | 26.3% |\n| 合计 | 100.0% |",
    ),
    (
        "parts-total",
        "表1 敷贴疗效（60例）\n\n| 疗效 | 例数 |\n|---|---|\n| 治愈 | 20 |\n| 显效 | 24 |\n| 有效 | 15 |\n| 无效 | 6 |",
    ),
    (
        None,
        (
            "| Characteristic, n (%) | Tai chi (n = 64) | Walking (n = 66) |\n|---|---|---|\n"
            "| Female | 48 (75.0) | 51 (77.3) |\n"
            "| Mean age, years (SD) | 45 (8.2) | 47 (9.1) |"
        ),
    ),
    (
        None,
        "表1 敷贴疗效（60例）\n\n| 疗效 | 例数 |\n|---|---|\n| 治愈 | 20 |\n| 显效 | 24 |\n| 有效 | 11 |\n| 无效 | 5 |",
    ),
]


@pytest.mark.parametrize(("check", "text"), FOUND)
def test_found(seen: Seen, check: str, text: str) -> None:
    assert check in {one.check for one in seen(text)[1]}


@pytest.mark.parametrize("text", SILENT)
def test_silent(seen: Seen, text: str) -> None:
    assert [(one.check, one.evidence) for one in seen(text)[1] if not one.check.startswith("study")] == []


@pytest.mark.parametrize(("check", "text"), TABLES)
def test_tables(check: str | None, text: str) -> None:
    document, _ = read_text(text, path="a.md", format="markdown")
    assert document is not None
    found = {one.check for one in verify(document).observations if not one.check.startswith("study")}
    assert (check in found) if check else not found
