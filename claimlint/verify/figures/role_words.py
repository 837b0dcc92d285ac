"""The words by which roles, endpoints, arms and statistics are known (folded; _ stands for a blank)."""

from __future__ import annotations

NO_ARM = (
    r"(?<!课题)(?<!项目)(?<!专家)(?<!工作)(?<!攻关)(?<!科研)"  # 课题组, 专家组: behind these 组 is no arm of a trial
)
ROLES = {
    "n_total": "纳入 入组 招募 入选 共计 收治 样本量 受试者共 共有 选取 选择 入院 合计 总计 共治疗 共收集 随机分为 收集 观察了 "
    "enrolled recruited included randomized randomised a_total_of total_of participated screened comprised analysed analyzed",
    "n_sub": "其中 各 每组 of_whom of_these per_group each",
    "followup": "随访 中位随访 平均随访 追踪 followed_up follow-up followup followed",
    "duration": "病程 疗程 持续 维持 住院时间 治疗时间 disease_duration treatment_duration lasted duration",
    "age": "年龄 平均年龄 中位年龄 岁 周岁 aged age years_old year-old mean_age median_age",
    "sex": "女性 男性 男 女 男女 female male women men females males",
    "dropout": "脱落 失访 退出 剔除 中途停药 withdrew dropped_out lost_to_follow-up discontinued withdrawn excluded",
    "incidence": "发病率 患病率 发生率 检出率 incidence prevalence rate_of",
    "change": "降低 减少 下降 提高 升高 增加 降至 升至 降幅 改善幅度 reduction decrease increase decreased increased fell rose",
    "studies": "研究 试验 文献 studies trials",
    "sites": "中心 医院 centres centers sites hospitals",
    "countries": "国家 countries",
}

ENDPOINTS = {
    "cure": "治愈 痊愈 治愈率 痊愈率 根治率 cure cured cure_rate",
    "remission": "缓解 缓解率 remission remission_rate remissions",
    "response": "有效率 总有效率 应答 应答率 反应率 客观缓解率 orr response responder responders response_rate responded 显效 有效 "
    "显效率 疾病控制率 dcr 愈显率",
    "no-response": "无效 未缓解 无应答 nonresponders non-responders no_response 无效率",
    "improve": "改善 好转 改善率 好转率 improved improvement",
    "survival": "总生存 总生存率 生存率 存活率 存活 成活率 成活 总生存期 os overall_survival survival survived",
    "pfs": "无进展生存 无进展生存率 无进展生存期 pfs progression-free_survival progression-free",
    "dfs": "无病生存 无病生存率 无复发生存 无复发生存率 dfs rfs disease-free_survival relapse-free_survival disease-free",
    "efs": "无事件生存 无事件生存率 efs event-free_survival",
    "organ-survival": "肾脏生存率 肾存活 移植物存活 移植物存活率 graft_survival renal_survival kidney_survival",
    "relapse": "复发 复发率 复发风险 反弹 relapse relapsed relapse_rate recurrence recurred flare flares recurrence_rate",
    "death": "死亡 病死 病死率 死亡率 died death deaths mortality",
    "adverse": "不良反应 不良事件 副作用 不良反应发生率 不良事件发生率 并发症 并发症发生率 adverse_events adverse_event "
    "side_effects complications complication_rate adverse_reactions",
    "positive": "阳性率 转阴率 检出率 转阴 阳性 seroconversion positive",
    "hospital": "再入院 再入院率 住院率 readmission hospitalisation hospitalization",
    "transfusion": "输血 transfusion",
    "infection": "感染 感染率 infection infections",
    "adherence": "依从性 依从率 完成率 adherence compliance completed",
    "satisfaction": "满意度 满意率 满意 satisfaction satisfied",
    "abstinence": "戒烟 戒烟率 abstinence abstinent quit",
    "healing": "愈合 愈合率 healing healed",
    "clearance": "清除 清除率 根除 根除率 eradication eradicated clearance",
    "pregnancy": "妊娠 妊娠率 活产 活产率 pregnancy live_birth pregnancies",
}

QUALIFIERS = {
    "complete": "完全 完全缓解 complete cr",
    "partial": "部分 partial pr",
    "overall": "总 总体 overall",
    "objective": "客观 objective",
    "major": "主要 major",
    "clinical": "临床 clinical",
    "endoscopic": "内镜 内镜下 endoscopic",
    "molecular": "分子 molecular",
    "severe": "严重 重度 severe serious grade_3",
    "mild": "轻度 mild",
    "related": "相关 治疗相关 related treatment-related",
}

STATS = {
    "median": "中位 中位数 median",
    "mean": "平均 均值 mean average",
    "max": "最长 最大 最高 最多 longest maximum up_to",
    "min": "最短 最小 最低 最少 shortest minimum",
    "range": "范围 range ranged ranging",
    "iqr": "四分位 iqr interquartile",
}

ARMS = {
    "trt": "试验组 治疗组 观察组 干预组 实验组 研究组 联合组 联合治疗组 treatment_group intervention_group active_group "
    "treatment_arm intervention_arm experimental_group experimental_arm treated_group study_group",
    "ctl": "对照组 安慰剂组 常规组 空白组 假治疗组 常规治疗组 control_group placebo_group control_arm placebo_arm placebo controls "
    "sham_group standard_care standard-care_group usual_care usual-care_group comparator_group",
    "all": "全部患者 所有患者 总体 全组 all_patients",
}
