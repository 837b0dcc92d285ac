"""60 drafts over four invented products: 20 promise more than the label, 40 do not."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from claimlint import read
from claimlint.model.source import Product
from claimlint.verify.compare.labels import check_labels

ANLUO = Product(
    "安络平片",
    ("安络平",),
    "prescription-drug",
    "国药准字H20990001",
    "2027-05-31",
    ("用于治疗成人原发性高血压",),
    ("妊娠及哺乳期妇女禁用", "双侧肾动脉狭窄患者禁用"),
    ("口服，一次5mg，一日一次",),
    ("请按医生处方购买和使用",),
)
QINGYAN = Product(
    "清晏颗粒",
    (),
    "otc-drug",
    "国药准字Z20990002",
    "2025-01-31",
    ("清热止咳，用于感冒引起的咳嗽、咽痛",),
    ("糖尿病患者禁用", "孕妇禁用"),
    ("开水冲服，一次1袋，一日3次",),
)
SHINING = Product(
    "视宁护眼贴",
    ("视宁贴",),
    "device",
    "",
    None,
    ("辅助缓解视疲劳",),
    ("眼部皮肤破损者禁用",),
    ("每次1贴，一日1次",),
)
NEXAVIL = Product(
    "Nexavil", (), "prescription drug", "", None, ("indicated for adults with type 2 diabetes",), ("contraindicated in pregnancy and in children",),
    ("take one 10 mg tablet once daily",),
)  # fmt: skip
PRODUCTS = (ANLUO, QINGYAN, SHINING, NEXAVIL)

BEYOND = [
    "安络平片不仅降压，还能治疗冠心病。",
    "坚持服用安络平，有效预防老年痴呆。",
    "安络平对糖尿病也有很好的疗效。",
    "很多人不知道，安络平可以改善失眠。",
    "失眠患者也可以服用安络平片。",
    "清晏颗粒可用于治疗慢性支气管炎。",
    "清晏颗粒对肺炎同样有效。",
    "清晏颗粒能预防流感，全家常备。",
    "一袋清晏颗粒，告别过敏性鼻炎。",
    "清晏颗粒止咳好。还能缓解哮喘。",
    "视宁护眼贴可治疗近视，让孩子摘掉眼镜。",
    "贴上视宁贴，逆转白内障。",
    "视宁贴对青光眼、干眼症有效。",
    "视宁护眼贴全面改善黄斑变性等眼底病。",
    "使用视宁贴两周，摆脱偏头痛。",
    "Nexavil treats obesity as well.",
    "Nexavil prevents heart disease in healthy adults.",
    "Doctors love Nexavil: it relieves depression.",
    "Nexavil is also effective for type 1 diabetes.",
    "Nexavil fights Alzheimer disease.",
]
SILENT = [
    ("安络平片用于治疗成人原发性高血压。", "within"),
    ("安络平能平稳控制高血压。", "within"),
    ("安络平片适用于高血压患者。", "within"),
    ("安络平片不能治疗冠心病。", "negated"),
    ("安络平不用于预防中风。", "negated"),
    ("没有证据表明安络平可以改善失眠。", "negated"),
    ("有冠心病病史者服用安络平前请咨询医生。", "history"),
    ("患有糖尿病的高血压患者，请在医生指导下使用安络平。", "history"),
    ("安络平可能引起头痛等不良反应。", "adverse"),
    ("安络平能治疗糖尿病吗？", "asked"),
    ("清晏颗粒用于感冒引起的咳嗽。", "within"),
    ("清晏颗粒可缓解咽痛。", "within"),
    ("清晏颗粒适合感冒咳嗽人群。", "within"),
    ("清晏颗粒并非用于治疗肺炎。", "negated"),
    ("清晏颗粒不治哮喘，请及时就医。", "negated"),
    ("糖尿病患者禁用清晏颗粒。", "contraindication"),
    ("既往有哮喘者慎用清晏颗粒。", "history"),
    ("清晏颗粒一次1袋，一日3次，开水冲服。", "dose"),
    ("咳嗽超过一周要警惕肺炎。清晏颗粒只缓解症状。", "other sentence"),
    ("清晏颗粒能预防流感吗？目前没有依据。", "asked"),
    ("视宁护眼贴辅助缓解视疲劳。", "within"),
    ("视宁贴帮助缓解视疲劳，不能治疗近视。", "negated"),
    ("视宁贴不具备治疗白内障的作用。", "negated"),
    ("视宁护眼贴无法逆转青光眼。", "negated"),
    ("近视是屈光不正的一种。视宁贴是一款敷贴。", "other sentence"),
    ("曾患角膜炎的人使用视宁贴前应咨询眼科医生。", "history"),
    ("眼部皮肤破损者禁用视宁贴。", "contraindication"),
    ("视宁贴每次1贴，一日1次。", "dose"),
    ("有人问视宁贴是否能治疗近视。", "asked"),
    ("白内障需要手术。请勿用视宁贴治疗白内障。", "negated"),
    ("Nexavil is indicated for adults with type 2 diabetes.", "within"),
    ("Nexavil helps control type 2 diabetes.", "within"),
    ("Nexavil is not approved for obesity.", "negated"),
    ("Nexavil does not treat type 1 diabetes.", "negated"),
    ("There is no evidence that Nexavil prevents heart disease.", "negated"),
    ("If you have a history of heart failure, ask before taking Nexavil.", "history"),
    ("Nexavil may cause headache.", "adverse"),
    ("Take one 10 mg tablet of Nexavil once daily.", "dose"),
    ("Does Nexavil treat obesity?", "asked"),
    ("Nexavil should never be used for weight loss.", "negated"),
]  # fmt: skip
LABEL_FAULTS = {"label-indication", "label-dose", "label-contraindication"}


def faults(text: str, products: tuple[Product, ...] = PRODUCTS) -> list[tuple[str, str]]:
    document, _ = read.read_text(text, path="draft.txt", format="text")
    assert document is not None
    seen = check_labels(document, products, "2026-11-23")
    return [(one.check, document.slice(one.span)) for one in seen if one.check in LABEL_FAULTS]


@pytest.mark.parametrize("text", BEYOND, ids=lambda text: text[:18])
def test_beyond_the_label(text: str) -> None:
    assert {check for check, _ in faults(text)} == {"label-indication"}


@pytest.mark.parametrize(("text", "why"), SILENT, ids=lambda value: value[:18])
def test_silent(text: str, why: str) -> None:
    assert faults(text) == [], why


@pytest.mark.parametrize(
    ("text", "check", "words"),
    [
        ("妊娠期也可以放心服用安络平片。", "label-contraindication", "妊娠期也可以放心服用"),
        ("清晏颗粒无任何禁忌。", "label-contraindication", "无任何禁忌"),
        ("孕妇适合服用清晏颗粒。", "label-contraindication", "孕妇适合服用"),
        ("Nexavil is safe for children.", "label-contraindication", ""),
        ("安络平片每次10mg，一日一次。", "label-dose", "10mg"),
        ("清晏颗粒每日4次冲服。", "label-dose", "每日4次"),
        ("Take Nexavil 20 mg once daily.", "label-dose", "20 mg"),
        ("Take Nexavil 10 mg twice daily.", "label-dose", "twice daily"),
    ],
)
def test_contraindications_and_dose(text: str, check: str, words: str) -> None:
    found = faults(text)
    assert [one for one, _ in found] == [check]
    assert not words or found[0][1] == words


def test_what_holds_of_the_draft_is_told_once() -> None:
    document, _ = read.read_text("安络平片降压。安络平片平稳。清晏颗粒止咳。", path="a.txt", format="text")
    assert document is not None
    seen = check_labels(document, PRODUCTS, "2026-11-23")
    checks = sorted(one.check for one in seen)
    assert checks == ["label-licence-ended", "label-prescription-named", "label-wording-missing"]
    ended = next(one for one in seen if one.check == "label-licence-ended")
    assert ended.values["product"] == "清晏颗粒"
