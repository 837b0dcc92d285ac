"""What judging says in its own words, Chinese and English side by side; a report chooses one."""

from __future__ import annotations

from collections.abc import Mapping

from claimlint.model.words import Words, both, spoken

_SAID: Mapping[str, tuple[str, str]] = {
    # why a guard holds
    "denies": ("“{0}”否定了它", "“{0}” denies it"),
    "denies-within": ("其中的“{0}”否定了它", "“{0}” inside the match denies it"),
    "fails": ("“{0}”说的是做不到", "“{0}” says that it fails"),
    "takes-back": ("“{0}”收回了这个说法", "“{0}” takes it back"),
    "next-takes-back": ("下一句收回了这个说法：“{0}”", "the next sentence takes it back: “{0}”"),
    "listed": ("列在“{0}”之下", "it is listed under “{0}”"),
    "answered-beside": ("同一行里写着“{0}”", "its row says “{0}”"),
    "headed": ("所在一节的标题是“{0}”", "the section is headed “{0}”"),
    "labelled": ("标明是误区或谣言", "it is labelled as a false belief"),
    "warns": ("“{0}”是在提醒读者提防", "“{0}” warns of it"),
    "exposes": ("“{0}”：这句话在揭露或通报它", "“{0}”: the sentence exposes or reports it"),
    "next-exposes": ("下一句揭露了它：“{0}”", "the next sentence exposes it: “{0}”"),
    "document-exposes": (
        "全文在揭露（“{0}”），这里是引述别人的话",
        "the document exposes (“{0}”), and this is somebody's speech",
    ),
    "forbids": ("“{0}”是在禁止它", "“{0}” forbids it"),
    "law": ("这句话在讲法规：“{0}”", "the sentence explains the law: “{0}”"),
    "quoted": ("带引号，“{0}”说的是这几个字", "it is quoted, and “{0}” speaks of the words"),
    "attributed": ("“{0}”是转述有限定的来源", "“{0}” passes on a source, with its limits"),
    "asks-whether": ("“{0}”是在问是不是这样", "“{0}” asks whether it is so"),
    "doubts": ("“{0}”表示怀疑", "“{0}” doubts it"),
    "on-a-scale": ("“{0}”是问卷的选项：问是否同意", "“{0}” is a questionnaire's scale: it asks who agrees"),
    "option": ("试题的备选项", "an option of an examination question"),
    "hearsay": ("“{0}”：听来的话，正在询问", "“{0}”: heard from others, and asked about"),
    "yes-no": ("是一个是非问句", "a yes-no question"),
    "answer": ("回答是“{0}”", "the answer is “{0}”"),
    "study-figures": ("是研究结果，写明了设计和数字", "a study's result with design and figures"),
    "study-statistics": ("是研究结果，写明了统计量", "a study's result with statistics"),
    "guideline": ("“{0}”：指南、共识或说明书的话", "“{0}”: a guideline or label speaks"),
    "past": ("“{0}”说的是过去", "“{0}” sets it in the past"),
    "supposes": ("“{0}”只是假设", "“{0}” only supposes it"),
    "term": ("“{0}”是专业术语", "“{0}” is a technical term"),
    "masked": ("在更长的无害词语之内", "inside a longer, innocent word"),
    "defines": ("“{0}”是在下定义", "“{0}” defines the word"),
    "references": ("在参考文献里", "in the list of references"),
    "disclaimer": ("在声明里", "in the disclaimer"),
    "possibility": ("“{0}”说的是一种可能", "“{0}” makes it a possibility"),
    # what made a finding milder, or shows how it was seen
    "softened": ("已降低一级或改为提示：{0}", "softened: {0}"),
    "hardly-sells": (
        "全文不像在推销，这句话也不像（估计 {0}），改为提示",
        "softened: neither the document nor the sentence sells (chance {0})",
    ),
    "speech": (
        "全文不像在推销，这是引号里别人的话，改为提示",
        "softened: the document does not sell, and somebody else's words are quoted",
    ),
    "sells": ("推销口吻：{0}", "reads as selling: {0}"),
    "read-as": ("还原写法后读作“{0}”", "read as “{0}”"),
    "together": ("与这里的话连起来读", "read together with these words"),
    "no-law": (
        "截至 {0}，所依据的法律法规尚未施行或已失效，不作为错误报告",
        "as of {0} no law that this rests on was in force: told as a warning",
    ),
    # why a rule was not put to a place
    "accepted": ("“{0}”在认可的名称之列", "“{0}” is on the accept list"),
    "no-voice": ("{0}里没有推销口吻", "no selling voice in the {0}"),
    "clinical-voice": ("{0}是说明病情或研究的口吻（{1}）", "a clinical voice in the {0} ({1})"),
    "too-little-voice": (
        "这句话不大像在推销（估计 {0}，规则要求 {1}）",
        "the sentence sells with a chance of {0}, the rule asks for {1}",
    ),
    "fragment": (
        "是片段，或不足 {0} 字，也没有声明内容类型",
        "a fragment or a text under {0} characters, and no profile is declared",
    ),
    "satisfied": ("要求的内容文中已有", "what it asks for is there"),
    "once": ("同一句里“{0}”已经报告了这条规则", "“{0}” in the same sentence has been reported for this rule"),
    "yields": ("{0}（“{1}”）", "{0} (“{1}”)"),
    "misfit": ("只用于{0}；本文：{1}", "for {0}; here {1}"),
    "misfit-undeclared": ("只在声明了{0}时使用", "only where {0} is declared"),
    # what a document is taken for
    "action-goods": ("有购买或联系的号召、商品和疾病（“{0}”）", "call to act, goods, disease (“{0}”)"),
    "sells-here": ("在推销（“{0}”）", "it sells (“{0}”)"),
    "academic": ("有研究设计、统计量和参考文献", "study design, statistics and references"),
    "inferred": ("内容类型由文字推定（把握{0}）：{1}", "content inferred ({0} confidence): {1}"),
    "unclear": (
        "没有声明内容类型，从文字也看不清：按不限内容类型的规则检查",
        "content not declared and not clear from the text: rules for any content ran",
    ),
    "assumed": ("适用地区由语言推定：{0}", "jurisdiction assumed from the language: {0}"),
    "unsuppressible": ("这条规则不允许忽略", "(unsuppressible)"),
}


def said(key: str, *values: str) -> Words:
    """An entry of the table; a value that has both languages is said in either."""
    zh, en = _SAID[key]
    return both(zh.format(*(spoken(one, True) for one in values)), en.format(*(spoken(one, False) for one in values)))
