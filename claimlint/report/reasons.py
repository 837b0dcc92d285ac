"""Why something was not reported, said in words; the names of the reasons are in the JSON."""

from __future__ import annotations

from collections.abc import Mapping

from claimlint.model.words import both, spoken

_REASONS: Mapping[str, tuple[str, str]] = {
    "negated": ("文中否定了它", "the words are denied"),
    "prohibited": ("文中禁止这样说", "the sentence forbids them"),
    "warned": ("文中提醒读者提防它", "the sentence warns of them"),
    "mentioned": ("只是引述这几个字", "they are quoted, not said"),
    "attributed": ("转述别人有限定的说法", "somebody else is said to say them"),
    "asked": ("是在提问", "they are a question"),
    "answered-no": ("提问之后答了“不”", "they are a question that is answered with no"),
    "conditional": ("只是假设", "they hold only under a condition"),
    "historical": ("说的是过去", "they speak of the past"),
    "technical-term": ("是专业术语的一部分", "they are part of a technical term"),
    "in-references": ("在参考文献里", "they stand in the list of references"),
    "in-disclaimer": ("在声明里", "they stand in a disclaimer"),
    "trial-report": ("在报告一项试验", "they report a trial"),
    "guideline": ("在引用指南或说明书", "they quote a guideline"),
    "law-text": ("在引用法规", "they quote the law"),
    "masked": ("在更长的无害词语之内", "a longer, innocent word covers them"),
    "profile": ("规则不用于这类文件", "the rule is not for this kind of document"),
    "fragment": ("只是片段，没有对它提出要求", "a fragment, of which nothing is required"),
    "register": ("口吻不符", "nobody is selling here"),
    "accepted": ("是认可的名称", "it is an accepted name"),
    "once": ("同一句里只报告一次", "the rule is told once a sentence"),
    "yields-to": ("让位给更强的规则", "a stronger rule says it"),
    "satisfied": ("要求的内容已有", "what it asks for is there"),
}


def reason_words(reason: str, chinese: bool) -> str:
    """A reason in words, or its name where there are none."""
    known = _REASONS.get(reason)
    return spoken(both(*known), chinese) if known else reason.replace("-", " ")
