"""Prose attributions: “2022年…在《狼疮》上发表…”, “a 2021 study in Stem Cells Transl Med”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.journals import known, same
from claimlint.model.source import Citation, Reference
from claimlint.model.text import Document, Span

_YEAR = r"(?P<year>(?:19|20)\d{2})\s?年(?:\d{1,2}月)?(?:\d{1,2}日)?"
_CHINESE_YEAR = lazy(_YEAR)
_STUDY = lazy(r"研究|发表|发布|刊登|刊载|刊发|试验|团队|论文|文献|综述|荟萃分析|报[告道]|期刊|杂志")
_AGENT = lazy(r"团队|大学|医院|研究[院所中]|学院|中心|课题组|研究人员|科学家|学者|专家|教授")
_QUOTED = lazy(r"[《“\"″]([^《》“”\"″]{2,120})[》”\"″]")
_PUBLISHED = lazy(r"发表|刊登|刊载|刊发|期刊|杂志|上线|见刊|网站")
_BARE_JOURNAL = lazy(
    r"(?:^|[,，在于《])(?:国际|行业|权威|知名|顶级|学术)?(?:期刊|"
    r"杂志)?([A-Za-z][A-Za-z0-9 &.-]{1,60}[\u4e00-\u9fff]{0,10}?|"
    r"[A-Z]{2,5}[\u4e00-\u9fff]{2,8})(?:学?期刊|杂志)?(?:上|的一[篇项]|发表|刊登|报道)"
)
_ENGLISH = lazy(
    r"(?:\b(?:in|a|an|the)\s)?(?P<year>(?:19|20)\d{2})\s(?:[a-z-]{2,20}\s){0,4}?(?:study|trial|paper|"
    r"review|analysis|meta-analysis|report|article)\b(?P<rest>[^.;\n]{0,160})"
    r"|\b(?:study|trial|paper|review|analysis|report|article|findings|results|"
    r"research)\s(?:[a-z]{2,12}\s){0,4}?(?:published\s|reported\s|appearing\s)?(?:in|"
    r"by)\s(?P<rest2>[^.;\n]{0,160})"
    r"|\b[Pp]ublished in (?P<rest3>[^.;\n]{0,160})"
)
_OTHER_WORK = lazy(r"(?:市场|规模|销售|人口|患病|统计局|指南|共识|获批|批准|上市|成立|实施|施行|印发|出台|颁布)")
_GLOSSARY = {
    "间充质": "mesenchymal",
    "造血": "hematopoietic|haematopoietic",
    "干细胞": "stem cell|msc",
    "狼疮": "lupus",
    "肾炎": "nephritis",
    "肾移植": "kidney transplant|renal transplant",
    "急性肾损伤": "acute kidney injury",
    "糖尿病": "diabet",
    "肾病": "nephropathy|kidney disease",
    "慢性肾": "chronic kidney",
    "免疫": "immun",
    "移植": "transplant",
    "荟萃分析": "meta-analysis",
    "综述": "review",
    "中医": "chinese medicine",
    "中药": "chinese medicine|herbal",
    "骨关节炎": "osteoarthritis",
    "膝": "knee",
    "脂肪": "adipose",
    "脐带": "umbilical",
    "骨髓": "bone marrow",
    "外泌体": "exosome|extracellular vesicle",
    "肿瘤": "cancer|tumou?r",
    "癌": "cancer|carcinoma",
    "肺": "lung|pulmonary",
    "肝": "liver|hepat",
    "心": "cardi|heart",
    "卒中": "stroke",
    "中风": "stroke",
    "帕金森": "parkinson",
    "阿尔茨海默": "alzheimer",
    "抑郁": "depress",
    "睡眠": "sleep",
    "失眠": "insomnia",
    "高血压": "hypertens",
    "肥胖": "obes",
    "减重": "weight",
    "血糖": "glucose|glyc",
    "儿童": "child|pediatric|paediatric",
    "疫苗": "vaccin",
    "随机": "randomi",
    "安慰剂": "placebo",
    "皮炎": "dermatitis",
    "湿疹": "eczema",
    "银屑病": "psoria",
    "益生菌": "probiotic",
    "不孕": "infertil",
    "卵巢": "ovar",
    "子宫": "uter|endometri",
    "脊髓": "spinal cord",
    "哮喘": "asthma",
    "衰老": "aging|ageing",
    "认知": "cognit",
    "疼痛": "pain",
    "针灸": "acupuncture",
    "针刺": "acupuncture",
    "运动": "exercise",
    "维生素": "vitamin",
    "克罗恩": "crohn",
    "白血病": "leuk",
    "淋巴瘤": "lymphoma",
    "骨质疏松": "osteopor",
    "自闭症": "autis",
    "iga": "immunoglobulin a|iga",
    "纤维化": "fibrosis",
    "现状": "current status|state of the art",
    "展望": "prospect|future",
    "随访": "follow-up",
    "长期": "long-term",
    "联合": "combin",
    "近视": "myopia",
    "脱发": "alopecia|hair",
    "咳嗽": "cough",
    "偏头痛": "migraine",
    "肠": "bowel|colit|colorectal|intestin",
    "乳腺": "breast",
}


SEVERAL = "several entries fit"


class Told(NamedTuple):
    """What a sentence says of a work."""

    year: int | None
    names: tuple[str, ...]  # what stands in book marks or quotation marks, or is known as a journal
    words: str
    start: int
    end: int


def read(document: Document, span: Span, references: Sequence[Reference]) -> Iterator[Citation]:
    """Attributions of one block."""
    for sentence in _sentences(document, span):
        told = _chinese(document.text, sentence) or _english(document.text, sentence)
        if told is not None:
            yield bind(told, document, references)


def _sentences(document: Document, span: Span) -> Iterator[Span]:
    index = document.sentence_index(span.start)
    while index is not None and index < len(document.sentences) and document.sentences[index].span.start < span.end:
        yield document.sentences[index].span
        index += 1


def _chinese(text: str, span: Span) -> Told | None:
    words = text[span.start : span.end]
    year = _CHINESE_YEAR.search(words)
    names = tuple(match[1] for match in _QUOTED.finditer(words))
    journals = [name for name in names if known(name) or expressions.search(r"(?:杂志|学报|期刊)$", name)]
    bare = _BARE_JOURNAL.search(words)
    if bare and (known(bare[1].strip()) or known(expressions.sub(r"学?期刊$|杂志$", "", bare[1].strip()))):
        names = (*names, bare[1].strip())
        journals.append(bare[1].strip())
    told = bool(journals) and bool(_PUBLISHED.search(words) or year)
    told = told or bool(names and year and expressions.search(r"发表|刊登|刊载|刊发", words))
    told = told or bool(year and _AGENT.search(words) and _STUDY.search(words) and not _OTHER_WORK.search(words[:60]))
    if not told or not expressions.search(r"[\u4e00-\u9fff]", words):
        return None
    start = year.start() if year else words.find(names[0])
    end = max([m.end() for m in _QUOTED.finditer(words) if m[1] in names] or [0])
    if end <= start:
        agent = _AGENT.search(words, start)
        end = agent.end() if agent else (year.end() if year else len(words))
    return Told(int(year["year"]) if year else None, names, words, span.start + start, span.start + end)


def _english(text: str, span: Span) -> Told | None:
    words = text[span.start : span.end]
    if expressions.search(r"[\u4e00-\u9fff]{6}", words):
        return None
    match = _ENGLISH.search(words)
    if match is None:
        return None
    rest = match["rest"] or match["rest2"] or match["rest3"] or ""
    named = _journal_in(rest)
    year = match["year"] or next(iter(expressions.findall(r"\b(?:19|20)\d{2}\b", words)), None)
    if named is None and (
        year is None or not expressions.search(r"\b(?:study|trial|paper|review|meta-analysis)\b", match[0])
    ):
        return None
    end = match.start() + match[0].find(named) + len(named) if named else match.end() - len(rest)
    return Told(
        int(year) if year else None,
        (named,) if named else (),
        words,
        span.start + match.start(),
        span.start + end,
    )


def _journal_in(rest: str) -> str | None:
    """The longest run of words that is a known journal."""
    words = [(m.start(), m.end()) for m in expressions.finditer(r"[A-Z&][\w&'-]*\.?|of|the|and|for|in", rest)][:16]
    for size in range(min(len(words), 12), 0, -1):
        for first in range(len(words) - size + 1):
            name = rest[words[first][0] : words[first + size - 1][1]].rstrip(".")
            if name[:1].isupper() and known(name) is not None:
                return name
    return None


# --- binding --------------------------------------------------------------------------------------


def bind(told: Told, document: Document, references: Sequence[Reference]) -> Citation:
    """The entry that fits best, when it fits well and clearly better than the next."""
    scored = sorted(((*_score(told, one), one.index) for one in references), key=lambda s: -s[0])
    span = Span(told.start, told.end)
    if not scored or scored[0][0] < 4:
        unlisted = (str(told.year),) if told.year and references and _unlisted(told, references) else ()
        return Citation(span, "prose", (), 0.0, told.names, dangling=unlisted)
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else scored[0][0]
    if margin < 1.5:
        near = [str(index) for score, _, index in scored if scored[0][0] - score < 1.5]
        return Citation(span, "prose", (), 0.0, (SEVERAL, *near))
    confidence = min(0.95, 0.4 + scored[0][0] / 16 + min(margin, 4) / 16)
    return Citation(span, "prose", (scored[0][2],), round(confidence, 2), scored[0][1])


def _unlisted(told: Told, references: Sequence[Reference]) -> bool:
    """No entry has this year, nor the journal that is named."""
    if any(one.year == told.year for one in references):
        return False
    return not any(_journal_score(told, one) > 0 for one in references)


def _score(told: Told, reference: Reference) -> tuple[float, tuple[str, ...]]:
    score, why = 0.0, []
    if told.year is not None and reference.year is not None:
        close = abs(told.year - reference.year)
        score += 3 if close == 0 else (0 if close == 1 else -2)
        why += ["year"] if close == 0 else []
    journal = _journal_score(told, reference)
    score += journal
    why += ["journal"] if journal > 0 else []
    title = _title_score(told.words, reference.title or "")
    score += title
    why += ["title"] if title >= 1 else []
    name = _author_score(told.words, reference)
    return score + name, (*why, *(("author",) if name else ()))


def _journal_score(told: Told, reference: Reference) -> float:
    if not reference.journal or not told.names:
        return 0.0
    verdicts = [same(name, reference.journal) for name in told.names]
    if True in verdicts:
        return 4.0
    return -1.0 if verdicts and all(one is False for one in verdicts) else 0.0


def _author_score(words: str, reference: Reference) -> float:
    if not reference.authors:
        return 0.0
    name = reference.authors[0]
    if name[:1] >= "\u4e00":
        return 3.0 if len(name) >= 2 and name in words else 0.0
    return 3.0 if len(name) > 2 and re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])", words) else 0.0


def _title_score(words: str, title: str) -> float:
    """Words of the title in the prose: the same ones, Latin names, or translations of the glossary."""
    if not title:
        return 0.0
    lower, heading = words.casefold(), title.casefold()
    if len(title) >= 8 and plain_words(title) in plain_words(words):
        return 8.0
    latin = set(expressions.findall(r"[a-z][a-z0-9]*[-\d][a-z0-9-]*|[a-z]{4,}", lower)) & set(
        expressions.findall(r"[a-z][a-z0-9]*[-\d][a-z0-9-]*|[a-z]{4,}", heading)
    )
    latin -= {
        "with",
        "from",
        "study",
        "trial",
        "patients",
        "review",
        "analysis",
        "effect",
        "effects",
        "treatment",
        "therapy",
        "that",
        "this",
    }
    score = min(3.0, sum(1.5 if expressions.search(r"\d", word) else 0.6 for word in latin))
    if expressions.search(r"[\u4e00-\u9fff]{4}", title):
        pairs = {
            title[i : i + 2]
            for i in range(len(title) - 1)
            if expressions.fullmatch(r"[\u4e00-\u9fff]{2}", title[i : i + 2])
        }
        share = sum(pair in words for pair in pairs) / max(1, len(pairs))
        return score + (6.0 * share if share >= 0.35 else 2.0 * share)
    if expressions.search(r"[\u4e00-\u9fff]{4}", words):
        hits = [zh for zh, en in _GLOSSARY.items() if zh in lower and expressions.search(en, heading)]
        misses = [
            zh for zh, en in _GLOSSARY.items() if zh not in lower and len(zh) > 1 and expressions.search(en, heading)
        ]
        return score + min(3.5, 0.8 * len(hits)) - min(1.0, 0.2 * len(misses))
    return score


@lru_cache(maxsize=4096)  # every attribution is weighed against every entry
def plain_words(words: str) -> str:
    return expressions.sub(r"[\W_]+", "", words).casefold()


def in_order(found: Sequence[Citation]) -> list[Citation]:
    """Where several entries fit alike: the one that no other attribution is bound to, if it is the only one."""
    taken = {index for one in found if one.kind == "prose" for index in one.targets}
    result = []
    for one in found:
        if one.evidence[:1] == (SEVERAL,):
            free = [int(index) for index in one.evidence[1:] if int(index) not in taken]
            if len(free) == 1:
                taken.add(free[0])
                one = replace(one, targets=(free[0],), confidence=0.6, evidence=("year", "order"))
        result.append(one)
    return result
