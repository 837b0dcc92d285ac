"""Drafts about one's own products against their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.hit import Evidence, Observation
from claimlint.model.source import Product
from claimlint.model.text import BlockKind, Document, Role, Span

_SUFFIX = r"(?:综合征|综合症|[病症炎癌瘤疮疹癣])"
_KNOWN = (
    "糖尿病 高血压 高血脂 高脂血症 高血糖 高尿酸 痛风 肥胖 减重 减肥 瘦身 失眠 脱发 便秘 腹泻 头痛 偏头痛 "
    "疼痛 关节痛 腰痛 胃痛 牙痛 痛经 抑郁 焦虑 咳嗽 发热 感冒 "
    "流感 过敏 哮喘 中风 卒中 脑梗 脑梗死 心梗 心肌梗死 心衰 心力衰竭 心绞痛 冠心病 房颤 肿瘤 白血病 "
    "骨质疏松 骨折 贫血 眩晕 耳鸣 近视 白内障 阳痿 早泄 不孕 不育 "
    "更年期 老年痴呆 帕金森 阿尔茨海默 癫痫 肝硬化 脂肪肝 肾衰竭 尿毒症 蛋白尿 水肿 胃溃疡 溃疡 反流 胃酸 "
    "感染 湿疹 荨麻疹 痤疮 痘痘 黄褐斑 银屑病 红斑狼疮 鼻塞 "
    "打鼾 多动 自闭 甲亢 甲减 结石 前列腺增生 尿频 痔疮 静脉曲张 疲劳 抗衰老 衰老 记忆力"
)
_ENGLISH = (
    r"(?:[a-z]+(?:itis|osis|emia|aemia|oma|pathy|algia)|(?:type [12] )?diabetes|(?:[a-z-]+ )?(?:disease|"
    r"syndrome|cancer|disorder|infections?|pain|deficiency)|hypertension|"
    r"high blood pressure|obesity|weight loss|insomnia|asthma|depression|anxiety|migraines?|headaches?|"
    r"gout|stroke|heart failure|eczema|acne|hair loss|"
    r"allerg(?:y|ies)|constipation|dementia|epilepsy|flu|colds?|cough|fatigue)"
)
_TREATS = r"治疗|医治|治愈|根治|治好|治|用于|适用于|适应症?[为是:]|主治|改善|缓解|减轻|消除|预防|防治|控制|逆转|告别|摆脱|远离|对付|应对|解决|调理|抑制|降低|帮助|辅助|针对|适合"
_VERB_OBJECT = (
    r"(?:还|也|更|又|可|能|可以|能够|有效|显著|全面|同时|轻松|帮您|帮助){0,4}(?:"
    + _TREATS
    + r")(?P<between>[^,，。;；!?！？]{0,14}?)(?P<disease>%s)"
)
_OBJECT_VERB = r"(?:对|对于)(?P<between>[^,，。;；]{0,8}?)(?P<disease>%s)[^,，。;；]{0,8}?(?:有效|有帮助|有好处|效果|疗效|也管用|管用|有作用|有奇效|见效)"
_PATIENTS = r"(?P<disease>%s)(?:患者|人群|病人|的人|人士)(?P<between>)[^,，。;；]{0,6}?(?:可以|都可以|也可以|也能|都能|可|放心|适用|适合)(?:放心)?(?:使用|服用|吃|用|受益)?"
_ENGLISH_CLAIM = (
    r"\b(?:treats?|treating|treatment of|cures?|relieves?|prevents?|prevention of|indicated for|"
    r"approved for|effective (?:for|against|in)|works? (?:for|against)|helps? (?:with|against)|"
    r"manages?|reverses?|eliminates?|fights?|controls?|use (?:for|in)|good for|"
    r"lowers? the risk of)\s(?P<between>(?:[a-z-]+ ){0,4}?)(?P<disease>%s)\b"
)
_NOT = lazy(
    r"不能|不可|不得|不应|不宜|不用于|不适用|不建议|不推荐|并非|并不|不是|非用于|未获|未被|未经批准|尚未|"
    r"没有(?:被)?批准|没有证据|无证据|无法|不具有|不具备|不治|禁用|慎用|切勿|请勿|避免|不会|而非|不替代|"
    r"\bnot\b|n't\b|\bnever\b|\bno evidence|\bwithout\b|\bcannot\b|\bneither\b|\bcontraindicated|"
    r"\bunapproved|\bavoid"
)
_HISTORY = lazy(
    r"病史|史者|既往|曾患|曾经|患有|合并|伴有?|并发|确诊|家族|诊断|如果您?有|若有|"
    r"有[^,，。]{0,6}的?(?:患者|人)[^,，。]{0,8}(?:咨询|告知|慎|禁|遵)|引起|导致|诱发|不良反应|副作用|"
    r"可能出现|可能发生|试验|研究中|临床试验|正在(?:研究|评估|进行)|"
    r"\bhistory of|\bpreviously|\bdiagnosed|\bif you have|\bmay cause|\bside effects?|\bcaus(?:e|es|ed)\b|"
    r"\bbeing studied|\binvestigat|\btrial\b|\bstud(?:y|ied)\b|\bpatients? with\b(?=[^.]{0,30}\b(?:should|"
    r"must|ask|consult))"
)
_ASKED = lazy(r"[?？]|吗|是否|能不能|可不可以")
_PRONOUN = lazy(
    r"本品|该药|该产品|本产品|此药|这款(?:药|产品)|这种药|它|this (?:medicine|drug|product|cream|tablet)|"
    r"\bit\b",
    re.I,
)
_POPULATIONS = {
    "儿童": "儿童|小儿|婴幼儿|孩子|宝宝|未成年",
    "孕妇": "孕妇|妊娠|怀孕|孕期|准妈妈",
    "哺乳": "哺乳",
    "老年": "老年|老人",
    "children": r"\bchild(?:ren)?\b|\bkids\b|\binfants?\b",
    "pregnan": r"\bpregnan\w+",
}
_MAY_USE = lazy(
    r"(?:也|都|均)?(?:可以|可|能|适合|适用|放心|安全)(?:放心)?(?:地)?(?:使用|服用|吃|用)|适用于|适合|皆宜|"
    r"放心(?:使用|服用|用)|safe (?:for|in|during)|suitable for|can (?:use|take)"
)
_FREE = lazy(
    r"(?:无|没有|不存在)(?:任何)?禁忌|人人(?:都)?(?:可|能)用|所有人(?:群)?(?:都|均)?(?:可|能|适)|"
    r"no contraindications|anyone can|everyone can"
)
_AMOUNT = lazy(
    r"(\d+(?:\.\d+)?)\s?(mg|g|μg|ug|ml|毫克|克|毫升|片|粒|支|丸|袋|贴|喷|滴|tablets?|capsules?|"
    r"puffs?)(?![a-z])",
    re.I,
)
_FREQUENCY = lazy(
    r"(?:每日|每天|一日|一天|日服)\s?([一二两三四1-6])\s?次|([一二两三四1-6])\s?次\s?/\s?[日天]|\b(once|"
    r"twice|three times|four times) (?:a day|daily)"
)
_DOSED = lazy(r"每次|一次|每日|每天|一日|用量|剂量|服用|口服|注射|take|dose|daily", re.I)
_SAME = {
    "毫克": "mg",
    "克": "g",
    "毫升": "ml",
    "ug": "μg",
    "tablets": "片",
    "tablet": "片",
    "capsule": "粒",
    "capsules": "粒",
    "puffs": "喷",
    "puff": "喷",
}
_TIMES = {
    "一": "1",
    "二": "2",
    "两": "2",
    "三": "3",
    "四": "4",
    "once": "1",
    "twice": "2",
    "three times": "3",
    "four times": "4",
}


class Mention(Struct, frozen=True):
    """A sentence that speaks of a product."""

    product: Product
    span: Span
    words: str  # folded
    name: Span


def check_labels(document: Document, products: Sequence[Product], as_of: str = "") -> tuple[Observation, ...]:
    """Every disagreement of a draft with the labels of the products that it names."""
    mentions = list(_mentions(document, products))
    found: list[Observation] = []
    for product in dict.fromkeys(one.product for one in mentions):
        first = next(one for one in mentions if one.product == product)
        found += _about_product(document, product, first, as_of)
    for one in mentions:
        found += _beyond(document, one)
        found += _against_contraindications(one)
        found += _dose(one)
    return tuple(found)


def _mentions(document: Document, products: Sequence[Product]) -> Iterator[Mention]:
    named = [p for p in products if any(_occurs(name, document.text) >= 0 for name in p.names)]
    block, last = -1, None
    for sentence in document.sentences:
        place = document.blocks[sentence.block]
        if place.role in {Role.REFERENCES} or place.kind is BlockKind.CODE:
            continue
        words = document.slice(sentence.span)
        if sentence.block != block:
            block, last = sentence.block, None
        hits = [
            (product, at, len(name)) for product in named for name in product.names if (at := _occurs(name, words)) >= 0
        ]
        if hits:
            for product in dict.fromkeys(hit[0] for hit in hits):
                at, size = next((at, size) for one, at, size in hits if one == product)
                yield Mention(
                    product,
                    sentence.span,
                    fold(words),
                    Span(sentence.span.start + at, sentence.span.start + at + size),
                )
            last = hits[0][0] if len({hit[0].name for hit in hits}) == 1 else None
        else:
            meant = last or (named[0] if len(named) == 1 and _PRONOUN.search(words) else None)
            if meant is not None:
                yield Mention(meant, sentence.span, fold(words), Span(sentence.span.start, sentence.span.start))


def _occurs(name: str, words: str) -> int:
    if name.isascii():
        match = re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", words, re.I)
        return match.start() if match else -1
    return words.find(name)


def _about_product(document: Document, product: Product, first: Mention, as_of: str) -> Iterator[Observation]:
    """What holds of the draft as a whole, told once, at the product's first name."""
    name = first.name if first.name.end > first.name.start else first.span
    if expressions.search(r"处方药|prescription|^rx$", product.kind, re.I) and not expressions.search(
        r"非处方|otc|non-prescription", product.kind, re.I
    ):
        yield _seen("label-prescription-named", name, product, "", stated=document.slice(name))
    if product.licence_until and as_of and product.licence_until < as_of:
        yield _seen(
            "label-licence-ended",
            name,
            product,
            "",
            stated=document.slice(name),
            until=product.licence_until,
            licence=product.licence,
        )
    end = document.end_of_body
    whole = _plain(document.text)
    for wording in product.wordings:
        if _plain(wording) not in whole:
            yield _seen("label-wording-missing", Span(end, end), product, wording, wording=wording)


def _plain(words: str) -> str:
    return expressions.sub(r"[\W_]+", "", fold(words))


def _seen(check: str, span: Span, product: Product, quote: str, **values: str) -> Observation:
    evidence = (Evidence("source", product.name, f"{product.name} ({product.origin})", quote),) if quote else ()
    return Observation(check, span, {"product": product.name, "quote": quote, **values}, (), evidence)


@cache
def _claims() -> tuple[re.Pattern[str], ...]:
    known = "|".join(sorted(_KNOWN.split(), key=len, reverse=True))
    disease = rf"(?:[12一二ⅰⅱi]{{1,2}}型)?(?:{known})(?:{_SUFFIX})?|[\u4e00-\u9fff]{{1,6}}?{_SUFFIX}(?![人房床例史程情因理菌毒友])"
    chinese = tuple(re.compile(pattern % disease) for pattern in (_VERB_OBJECT, _OBJECT_VERB, _PATIENTS))
    return (*chinese, re.compile(_ENGLISH_CLAIM % _ENGLISH, re.I))


def _beyond(document: Document, one: Mention) -> Iterator[Observation]:
    """A promise for a disease that the indications do not name."""
    if not one.product.indications or _ASKED.search(one.words):
        return
    told: set[str] = set()
    for pattern in _claims():
        for match in pattern.finditer(one.words):
            disease = _bare(match["disease"])
            clause = _clause(one.words, match.start(), match.end())
            if (
                not disease
                or disease in told
                or _within(disease, one.product)
                or _NOT.search(clause)
                or _HISTORY.search(clause)
            ):
                continue
            told.add(disease)
            span = Span(one.span.start + match.start(), one.span.start + match.end())
            yield _seen(
                "label-indication",
                span,
                one.product,
                "；".join(one.product.indications),
                stated=document.slice(span),
                disease=match["disease"],
            )


def _bare(disease: str) -> str:
    return expressions.sub(
        r"^(?:各种|各类|多种|一切|所有|的|您的|成人|儿童|患者|和|与|及|或|轻度|中度|重度|慢性|急性|顽固性?)+",
        "",
        disease,
    ).strip()


def _clause(words: str, start: int, end: int) -> str:
    left = max((words.rfind(mark, 0, start) for mark in "，,。;；"), default=-1) + 1
    rights = [at for mark in "，,。;；" if (at := words.find(mark, end)) >= 0]
    return words[left : min(rights, default=len(words))]


def _within(disease: str, product: Product) -> bool:
    """The label names the disease, or the disease names a kind of what the label names."""
    label = fold(" ".join((*product.indications,))).replace(" ", "")
    wanted = disease.replace(" ", "")
    if wanted in label or wanted.rstrip("病症s") in label:
        return True
    core = expressions.sub(r"^(?:[12]型|type[12]|原发性|继发性|慢性|急性|轻中度)", "", wanted)
    return core != wanted and len(core) > 1 and core in label and not expressions.match(r"[12]型|type[12]", wanted)


def _against_contraindications(one: Mention) -> Iterator[Observation]:
    """Said to suit those whom the label excludes."""
    label = fold("；".join((*one.product.contraindications, *one.product.indications)))
    forbidden = fold("；".join(one.product.contraindications))
    if not label or _ASKED.search(one.words):
        return
    if forbidden and (match := _FREE.search(one.words)):
        span = Span(one.span.start + match.start(), one.span.start + match.end())
        yield _seen(
            "label-contraindication",
            span,
            one.product,
            "；".join(one.product.contraindications),
            stated=match[0],
        )
    for pattern in _POPULATIONS.values():
        group = expressions.search(pattern, one.words)
        if group is None or not expressions.search(pattern, forbidden):
            continue
        clause = _clause(one.words, group.start(), group.end())
        may = _MAY_USE.search(clause)
        if may and not _NOT.search(clause) and not _HISTORY.search(clause):
            at = one.words.find(clause)
            low, high = sorted((group.start(), at + may.start()))
            span = Span(one.span.start + low, one.span.start + max(group.end(), at + may.end()))
            assert high >= low
            yield _seen(
                "label-contraindication",
                span,
                one.product,
                "；".join(one.product.contraindications),
                stated=clause,
            )


def _dose(one: Mention) -> Iterator[Observation]:
    """An amount or a frequency that the label's dose does not have."""
    if not one.product.dose or not _DOSED.search(one.words) or _ASKED.search(one.words):
        return
    label = fold("；".join(one.product.dose))
    allowed = {(m[1], _unit(m[2])) for m in _AMOUNT.finditer(label)}
    for match in _AMOUNT.finditer(one.words):
        clause = _clause(one.words, match.start(), match.end())
        pair = (match[1], _unit(match[2]))
        if (
            pair in allowed
            or not any(unit == pair[1] for _, unit in allowed)
            or not _DOSED.search(clause)
            or _NOT.search(clause)
        ):
            continue
        yield _dosed(one, match)
    times = {_often(m) for m in _FREQUENCY.finditer(label)}
    for match in _FREQUENCY.finditer(one.words):
        if times and _often(match) not in times and not _NOT.search(_clause(one.words, match.start(), match.end())):
            yield _dosed(one, match)


def _dosed(one: Mention, match: re.Match[str]) -> Observation:
    span = Span(one.span.start + match.start(), one.span.start + match.end())
    return _seen("label-dose", span, one.product, "；".join(one.product.dose), stated=match[0])


def _unit(words: str) -> str:
    return _SAME.get(words.lower(), words.lower())


def _often(match: re.Match[str]) -> str:
    words = next(group for group in match.groups() if group)
    return _TIMES.get(words, words)
