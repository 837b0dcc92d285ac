"""What verifying says in its own words, Chinese and English side by side; a report chooses one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimlint.model.words import Words, both, joined, spoken

_SAID: Mapping[str, tuple[str, str]] = {
    # how a stated figure agrees with its source, or does not
    "states": ("来源为“{0}”", "the source states {0}"),
    "states-bound": ("来源为{0}", "the source says {0}"),
    "several": ("来源中有几个数值：{0}", "the source has several: {0}"),
    "elsewhere": ("在来源中是{0}", "stands in the source as {0}"),
    "near": ("与来源的数值接近", "near the source's figure"),
    "not-in": ("{0}里没有", "not in {0}"),
    "the-abstract": ("来源的摘要", "the abstract"),
    "what-is-held": ("现有的来源内容", "what is held of it"),
    "nothing-held": ("没有来源的原文", "no text of the source is held"),
    "not-in-folder": ("来源文件夹里没有这篇文献", "not in the sources folder"),
    "in-title": ("在文献的题名里", "stands in the title of a work"),
    "no-stated-figure": ("不是来源会给出的数值", "no figure that a source states"),
    "market": ("说的是市场规模，不是这项研究", "speaks of the market, not of the study"),
    "several-works": ("此处引用了几篇文献", "several works are cited here"),
    "alone": ("没有参考文献表，与唯一的来源比较", "no reference list; compared with the only source held"),
    "score": ("{0} 评分", "{0} score"),
    # how a figure fits one of the source
    "converted": ("换算后一致", "converted"),
    "one-end": ("是来源范围的一端", "one end of the range"),
    "in-range": ("在来源的范围之内", "lies in the range"),
    "about": ("约数", "about"),
    "nearly": ("接近", "nearly"),
    "in-words": ("用文字表述", "in words"),
    "source-about": ("来源说的是约数", "the source says about"),
    "source-in-words": ("来源用文字表述", "the source says it in words"),
    "rounded": ("由 {0} 舍入", "{0} rounded"),
    # other evidence
    "rule-of-three": ("{0}（三分法则）", "{0} (rule of three)"),
    "wilson": ("{0}，95% 置信区间 {1}（Wilson）", "{0}, 95% CI {1} (Wilson)"),
    "against": ("文中为{0}，来源为{1}", "{0} against {1}"),
    "no-effect": ("来源中没有效果的结果", "a result that found no effect"),
    "entry": ("文献条目", "entry"),
    "other-entry": ("另一条文献", "the other entry"),
    "doi-shape": ("DOI 的写法不对", "not the shape of a DOI"),
    "pmid-range": ("超出 PMID 的范围", "no number that PubMed has given"),
    "isbn-check": ("ISBN 的校验位不符", "the check digit of the ISBN does not fit"),
    "issn-check": ("ISSN 的校验位不符", "the check digit of the ISSN does not fit"),
    "orcid-check": ("ORCID 的校验位不符", "the check digit of the ORCID does not fit"),
    "trial-shape": ("注册号的写法不对", "not the shape of a registration number"),
    "sample": ("样本量 {0}", "n = {0}"),
    "phase": ("{0} 期", "phase {0}"),
}
_ROLES: Mapping[str, tuple[str, str]] = {
    "": ("另一个数值", "another figure"),
    "n_total": ("总人数", "the number of people"),
    "n_sub": ("其中一组的人数", "the number of people in a part of it"),
    "n_event": ("发生某事件的人数", "the number of people with an event"),
    "followup": ("随访时间", "the follow-up"),
    "duration": ("病程或疗程", "a duration"),
    "age": ("年龄", "an age"),
    "sex": ("性别构成", "a share of women or men"),
    "dropout": ("脱落", "a dropout"),
    "incidence": ("发生率", "an incidence"),
    "change": ("变化幅度", "a change"),
    "studies": ("研究数量", "a number of studies"),
    "sites": ("中心数量", "a number of centres"),
    "countries": ("国家数量", "a number of countries"),
    "response": ("有效率", "a response"),
    "survival": ("生存", "a survival"),
    "relapse": ("复发", "a relapse"),
    "mortality": ("死亡", "a mortality"),
    "adverse": ("不良反应", "adverse events"),
    "p": ("P 值", "a p-value"),
    "ci": ("置信区间", "a confidence interval"),
    "hr": ("风险比", "a hazard ratio"),
    "or": ("比值比", "an odds ratio"),
    "rr": ("相对危险度", "a risk ratio"),
}
_DESIGNS: Mapping[str, str] = {
    "non-randomised": "非随机",
    "randomised": "随机",
    "double-blind": "双盲",
    "single-blind": "单盲",
    "open-label": "开放标签",
    "single-arm": "单臂",
    "uncontrolled": "无对照",
    "placebo": "安慰剂对照",
    "sham": "假治疗对照",
    "controlled": "有对照",
    "crossover": "交叉设计",
    "cohort": "队列",
    "case-control": "病例对照",
    "cross-sectional": "横断面",
    "retrospective": "回顾性",
    "prospective": "前瞻性",
    "case-report": "病例报告",
    "case-series": "病例系列",
    "multicentre": "多中心",
    "single-centre": "单中心",
    "meta-analysis": "荟萃分析",
    "systematic-review": "系统综述",
    "review": "综述",
    "observational": "观察性",
    "pilot": "探索性",
    "modelling": "模型推算",
    "protocol": "尚在招募",
    "mendelian": "孟德尔随机化",
    "human": "人",
    "animal": "动物",
    "cells": "细胞",
    "organoid": "类器官",
    "in-vitro": "体外",
}


def said(key: str, *values: str) -> Words:
    """An entry of the table; a value that has both languages is said in either."""
    zh, en = _SAID[key]
    return both(zh.format(*(spoken(one, True) for one in values)), en.format(*(spoken(one, False) for one in values)))


def role_name(role: str | None) -> Words:
    """What a figure is, as a reader would say it."""
    return both(*_ROLES.get(role or "", _ROLES[""]))


def listed(tags: Iterable[str]) -> Words:
    """Designs or species of a study."""
    return joined([both(_DESIGNS.get(tag, tag), tag) for tag in tags], "、", ", ")


def together(parts: Iterable[str]) -> Words:
    """Parts of a description; those that are empty are left out."""
    return joined([part for part in parts if part], "；", "; ")
