"""The reporters' own words in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from msgspec.structs import replace

from claimlint.model.report import Problem, Report
from claimlint.model.rule import Localized
from claimlint.report.options import Options

_WORDS: Mapping[str, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
    "high": ("把握高", "high confidence"),
    "medium": ("把握中", "medium confidence"),
    "low": ("把握低", "low confidence"),
    "open": ("待处理", "open"),
    "suppressed": ("已忽略", "suppressed"),
    "baselined": ("在基线内", "baselined"),
    "approved": ("已批准", "approved"),
    "preview": ("试行规则，不使检查失败", "preview: fails no run"),
    "deprecated": ("规则将停用", "deprecated rule"),
    "law": ("依据", "basis"),
    "suggestion": ("建议", "instead"),
    "evidence": ("证据", "evidence"),
    "source": ("来源", "source"),
    "related": ("另见", "see also"),
    "why": ("理由", "why"),
    "arithmetic": ("算式", "arithmetic"),
    "document": ("文中", "in the text"),
    "near-miss": ("不算数", "does not count"),
    "variant": ("变体写法", "variant spelling"),
    "quote": ("原文", "quote"),
    "whole-document": ("全文", "whole document"),
    "checklist": ("清单", "checklist"),
    "found": ("已有", "found"),
    "hollow": ("形同虚设", "hollow"),
    "missing": ("缺少", "missing"),
    "copy-wording": ("可用文字", "wording"),
    "dismissed": ("未报", "not reported"),
    "problem": ("问题", "problem"),
    "note": ("说明", "note"),
    "hint": ("办法", "what to do"),
    "supported": ("与来源一致", "agrees with the source"),
    "supported_derived": ("可由来源算出", "follows from the source"),
    "supported_rounded": ("舍入后一致", "agrees after rounding"),
    "overstated": ("说过头", "overstated"),
    "value_elsewhere": ("数值在别处", "value stands elsewhere"),
    "contradicted": ("与来源矛盾", "contradicts the source"),
    "ambiguous": ("不能确定", "ambiguous"),
    "not_found": ("来源中没有找到", "not found in the source"),
    "source_unavailable": ("没有来源原文", "no source at hand"),
    "source_problem": ("来源本身有问题", "the source has a problem"),
    "skipped": ("没有核对", "not checked"),
    "unchecked": ("没有核对", "not checked"),
}
# What the findings of a group say together; a group of a user's own pack goes by its name.
GROUPS: Mapping[str, tuple[str, str]] = {
    "cell-therapy-notice": ("细胞疗法要写明的内容", "what a text about cell therapy must say"),
    "evidence-notice": ("证据要写明的限定", "what must be said of the evidence"),
    "fair-balance": ("获益旁要写明的风险", "what must stand beside a benefit"),
    "mandatory-wording": ("广告必须载明的内容", "what an advertisement must contain"),
    "popularisation-notice": ("科普文章要写明的内容", "what a popular health text must say"),
    "treatment-notice": ("谈疗效时要写明的内容", "what must be said beside an effect"),
}
FAMILIES: Mapping[str, tuple[str, str]] = {
    "overclaim": ("夸大宣称", "overclaims"),
    "promotion": ("推销方式", "promotion"),
    "disclaimer": ("应当写明", "required statements"),
    "study": ("研究怎么说", "how studies are told"),
    "figure": ("数字", "figures"),
    "citation": ("文献", "citations"),
    "suppression": ("忽略标记", "suppressions"),
}
_ZH = {name: chinese for name, (chinese, _) in _WORDS.items()}
_EN = {name: english for name, (_, english) in _WORDS.items()}


def is_chinese(report: Report, options: Options) -> bool:
    """Whether the reporter speaks Chinese about this report.

    A report about the run, or about a document that was not read, is in the language that the caller prefers.
    """
    if options.lang != "auto":
        return options.lang.startswith("zh")
    if report.document is not None:
        return report.document.language.startswith("zh")
    known = next((note.language for note in report.documents[:1] if note.language), options.prefers)
    return known.startswith("zh")


def addressed(reports: Iterable[Report], options: Options) -> tuple[Iterable[Report], Options]:
    """The reports, and options that prefer the language of the first document, where nobody asked for one."""
    coming, held = iter(reports), list[Report]()
    while not options.asked and (report := next(coming, None)) is not None:
        held.append(report)
        if report.document is not None:
            options = replace(options, prefers="zh" if is_chinese(report, options) else "en", asked=True)
    return chain(held, coming), options


def problems_of(report: Report, options: Options) -> tuple[Problem, ...]:
    """A report's problems in the language in which the reporter speaks."""
    chinese = is_chinese(report, options)
    return tuple(problem.spoken(chinese) for problem in report.problems)


def words(chinese: bool) -> Mapping[str, str]:
    return _ZH if chinese else _EN


def standing(rule: str, report: Report, chinese: bool) -> str:
    """That a rule is on trial or on its way out; "" for one that stands."""
    note = report.rules.get(rule)
    return words(chinese).get(note.status, "") if note is not None else ""


def family_title(family: str, chinese: bool) -> str:
    """What a reader calls a family of rules."""
    return FAMILIES[family][0 if chinese else 1] if family in FAMILIES else family


def group_title(group: str, chinese: bool) -> str:
    """What a reader calls a group of findings."""
    return GROUPS[group][0 if chinese else 1] if group in GROUPS else group


def localized(texts: Localized, chinese: bool) -> str:
    """The words in the wanted language, else in any there is."""
    return texts.get("zh" if chinese else "en") or next(iter(texts.values()), "")
