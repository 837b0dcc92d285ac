"""Which entry of a list of references a prose attribution means: year, journal, title and first author weighed.

Attributions that say the same are weighed once, and against each work once, however often it is listed; what
a title is known by is worked out once a work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.journals import same
from claimlint.model.source import Citation, Reference
from claimlint.model.text import Span

SEVERAL = "several entries fit"
ENOUGH = 4.0  # the score of an entry that fits
CLEAR = 1.5  # by how much it must fit better than the next

_LATIN = lazy(r"[a-z][a-z0-9]*[-\d][a-z0-9-]*|[a-z]{4,}")
_DIGIT = lazy(r"\d")
_HAN_FOUR = lazy(r"[\u4e00-\u9fff]{4}")
_HAN_PAIR = lazy(r"(?=([\u4e00-\u9fff]{2}))")
_NO_WORD = lazy(r"[\W_]+")
_COMMON = frozenset(
    [
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
    ]
)
_GLOSSARY = {
    "间充质": ("mesenchymal",),
    "造血": (
        "hematopoietic",
        "haematopoietic",
    ),
    "干细胞": (
        "stem cell",
        "msc",
    ),
    "狼疮": ("lupus",),
    "肾炎": ("nephritis",),
    "肾移植": (
        "kidney transplant",
        "renal transplant",
    ),
    "急性肾损伤": ("acute kidney injury",),
    "糖尿病": ("diabet",),
    "肾病": (
        "nephropathy",
        "kidney disease",
    ),
    "慢性肾": ("chronic kidney",),
    "免疫": ("immun",),
    "移植": ("transplant",),
    "荟萃分析": ("meta-analysis",),
    "综述": ("review",),
    "中医": ("chinese medicine",),
    "中药": (
        "chinese medicine",
        "herbal",
    ),
    "骨关节炎": ("osteoarthritis",),
    "膝": ("knee",),
    "脂肪": ("adipose",),
    "脐带": ("umbilical",),
    "骨髓": ("bone marrow",),
    "外泌体": (
        "exosome",
        "extracellular vesicle",
    ),
    "肿瘤": (
        "cancer",
        "tumor",
        "tumour",
    ),
    "癌": (
        "cancer",
        "carcinoma",
    ),
    "肺": (
        "lung",
        "pulmonary",
    ),
    "肝": (
        "liver",
        "hepat",
    ),
    "心": (
        "cardi",
        "heart",
    ),
    "卒中": ("stroke",),
    "中风": ("stroke",),
    "帕金森": ("parkinson",),
    "阿尔茨海默": ("alzheimer",),
    "抑郁": ("depress",),
    "睡眠": ("sleep",),
    "失眠": ("insomnia",),
    "高血压": ("hypertens",),
    "肥胖": ("obes",),
    "减重": ("weight",),
    "血糖": (
        "glucose",
        "glyc",
    ),
    "儿童": (
        "child",
        "pediatric",
        "paediatric",
    ),
    "疫苗": ("vaccin",),
    "随机": ("randomi",),
    "安慰剂": ("placebo",),
    "皮炎": ("dermatitis",),
    "湿疹": ("eczema",),
    "银屑病": ("psoria",),
    "益生菌": ("probiotic",),
    "不孕": ("infertil",),
    "卵巢": ("ovar",),
    "子宫": (
        "uter",
        "endometri",
    ),
    "脊髓": ("spinal cord",),
    "哮喘": ("asthma",),
    "衰老": (
        "aging",
        "ageing",
    ),
    "认知": ("cognit",),
    "疼痛": ("pain",),
    "针灸": ("acupuncture",),
    "针刺": ("acupuncture",),
    "运动": ("exercise",),
    "维生素": ("vitamin",),
    "克罗恩": ("crohn",),
    "白血病": ("leuk",),
    "淋巴瘤": ("lymphoma",),
    "骨质疏松": ("osteopor",),
    "自闭症": ("autis",),
    "iga": (
        "immunoglobulin a",
        "iga",
    ),
    "纤维化": ("fibrosis",),
    "现状": (
        "current status",
        "state of the art",
    ),
    "展望": (
        "prospect",
        "future",
    ),
    "随访": ("follow-up",),
    "长期": ("long-term",),
    "联合": ("combin",),
    "近视": ("myopia",),
    "脱发": (
        "alopecia",
        "hair",
    ),
    "咳嗽": ("cough",),
    "偏头痛": ("migraine",),
    "肠": (
        "bowel",
        "colit",
        "colorectal",
        "intestin",
    ),
    "乳腺": ("breast",),
}


class Told(NamedTuple):
    """What a sentence says of a work."""

    year: int | None
    names: tuple[str, ...]  # what stands in book marks or quotation marks, or is known as a journal
    words: str
    start: int
    end: int


class Words:
    """What a sentence or a title can be known by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.casefold()

    @cached_property
    def latin(self) -> set[str]:
        return set(_LATIN.findall(self.lower)) - _COMMON

    @cached_property
    def plain(self) -> str:
        return _NO_WORD.sub("", self.text).casefold()

    @cached_property
    def chinese(self) -> bool:
        return _HAN_FOUR.search(self.text) is not None

    @cached_property
    def pairs(self) -> set[str]:
        """Every two Chinese characters that stand side by side."""
        return set(_HAN_PAIR.findall(self.text))

    @cached_property
    def terms(self) -> set[str]:
        """The glossary's Chinese words that stand here."""
        return {chinese for chinese in _GLOSSARY if chinese in self.lower}

    @cached_property
    def translated(self) -> set[str]:
        """The glossary's Chinese words of which a translation stands here."""
        return {chinese for chinese, words in _GLOSSARY.items() if any(one in self.lower for one in words)}


class Work:
    """One work of the list, with the places at which it is listed."""

    def __init__(self, reference: Reference) -> None:
        self.year, self.journal = reference.year, reference.journal
        self.author = reference.authors[0] if reference.authors else None
        self.title = Words(reference.title or "")
        self.places: list[int] = []  # in the list, from 0

    def score(self, told: Told, words: Words) -> tuple[float, tuple[str, ...]]:
        """How well it fits what is told, and by what."""
        score, why = 0.0, []
        if told.year is not None and self.year is not None:
            close = abs(told.year - self.year)
            score += 3 if close == 0 else (0 if close == 1 else -2)
            why += ["year"] if close == 0 else []
        journal = _journal_score(told.names, self.journal)
        score += journal
        why += ["journal"] if journal > 0 else []
        title = _title_score(words, self.title)
        score += title
        why += ["title"] if title >= 1 else []
        name = _author_score(told.words, self.author)
        return score + name, (*why, *(("author",) if name else ()))


class Works:
    """The works of a list of references."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._references = references
        self._bound: dict[tuple[int | None, tuple[str, ...], str], Citation] = {}

    @cached_property
    def _works(self) -> list[Work]:
        known: dict[tuple[object, ...], Work] = {}
        for place, one in enumerate(self._references):
            work = known.setdefault((one.year, one.journal, one.title, one.authors[:1]), Work(one))
            work.places.append(place)
        return list(known.values())

    def bind(self, told: Told) -> Citation:
        """The entry that fits best, when it fits well and clearly better than the next."""
        key = (told.year, told.names, told.words)
        if key not in self._bound:
            self._bound[key] = self._fitting(told)
        return replace(self._bound[key], span=Span(told.start, told.end))

    def _fitting(self, told: Told) -> Citation:
        span = Span(told.start, told.end)
        scored = self._scored(told)
        if not scored or scored[0][0] < ENOUGH:
            unlisted = (str(told.year),) if told.year and self._references and self._unlisted(told) else ()
            return Citation(span, "prose", (), 0.0, told.names, dangling=unlisted)
        best, place, why = scored[0]
        margin = best - scored[1][0] if len(scored) > 1 else best
        if margin < CLEAR:
            near = [str(self._references[place].index) for score, place, _ in scored if best - score < CLEAR]
            return Citation(span, "prose", (), 0.0, (SEVERAL, *near))
        confidence = min(0.95, 0.4 + best / 16 + min(margin, 4) / 16)
        return Citation(span, "prose", (self._references[place].index,), round(confidence, 2), why)

    def _scored(self, told: Told) -> list[tuple[float, int, tuple[str, ...]]]:
        """Score, place and reasons of every entry, the best first, in the order of the list where they are alike."""
        words = Words(told.words)
        found = [(work.score(told, words), work.places) for work in self._works]
        return sorted(
            ((score, place, why) for (score, why), places in found for place in places),
            key=lambda one: (-one[0], one[1]),
        )

    def _unlisted(self, told: Told) -> bool:
        """No entry has this year, nor the journal that is named."""
        return not any(work.year == told.year or _journal_score(told.names, work.journal) > 0 for work in self._works)


def _journal_score(names: tuple[str, ...], journal: str | None) -> float:
    if not journal or not names:
        return 0.0
    verdicts = [same(name, journal) for name in names]
    if True in verdicts:
        return 4.0
    return -1.0 if all(one is False for one in verdicts) else 0.0


def _author_score(words: str, name: str | None) -> float:
    if name is None or name not in words:
        return 0.0
    if name[:1] >= "\u4e00":
        return 3.0 if len(name) >= 2 else 0.0
    return 3.0 if len(name) > 2 and any(_stands_alone(words, name)) else 0.0


def _stands_alone(words: str, name: str) -> Iterator[bool]:
    """For each place of a name, whether it is no part of a longer word."""
    place = words.find(name)
    while place >= 0:
        before, after = words[place - 1 : place], words[place + len(name) : place + len(name) + 1]
        yield not (before.isascii() and before.isalpha()) and not ("a" <= after <= "z")
        place = words.find(name, place + 1)


def _title_score(words: Words, title: Words) -> float:
    """Words of the title in the prose: the same ones, Latin names, or translations of the glossary."""
    if not title.text:
        return 0.0
    if len(title.text) >= 8 and title.plain in words.plain:
        return 8.0
    score = min(3.0, sum(1.5 if _DIGIT.search(word) else 0.6 for word in words.latin & title.latin))
    if title.chinese:
        share = sum(pair in words.text for pair in title.pairs) / max(1, len(title.pairs))
        return score + (6.0 * share if share >= 0.35 else 2.0 * share)
    if words.chinese:
        hits = words.terms & title.translated
        misses = [one for one in title.translated - words.terms if len(one) > 1]
        return score + min(3.5, 0.8 * len(hits)) - min(1.0, 0.2 * len(misses))
    return score
