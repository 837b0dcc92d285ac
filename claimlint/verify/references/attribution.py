"""Prose attributions: “2022年…在《狼疮》上发表…”, “a 2021 study in Stem Cells Transl Med”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.journals import known
from claimlint.model.source import Citation
from claimlint.model.text import Document, Span
from claimlint.verify.references.binding import SEVERAL, Told, Works

_YEAR = r"(?P<year>(?:19|20)\d{2})\s?年(?:\d{1,2}月)?(?:\d{1,2}日)?"
_CHINESE_YEAR = lazy(_YEAR, needs=("年",))
_STUDY = lazy(r"研究|发表|发布|刊登|刊载|刊发|试验|团队|论文|文献|综述|荟萃分析|报[告道]|期刊|杂志")
_AGENT = lazy(r"团队|大学|医院|研究[院所中]|学院|中心|课题组|研究人员|科学家|学者|专家|教授")
_QUOTED = lazy(r"[《“\"″]([^《》“”\"″]{2,120})[》”\"″]", needs=("》", "”", '"', "″"))
_PUBLISHED = lazy(r"发表|刊登|刊载|刊发|期刊|杂志|上线|见刊|网站")
_BARE_JOURNAL = lazy(
    r"(?:^|[,，在于《])(?:国际|行业|权威|知名|顶级|学术)?(?:期刊|"
    r"杂志)?([A-Za-z][A-Za-z0-9 &.-]{1,60}[\u4e00-\u9fff]{0,10}?|"
    r"[A-Z]{2,5}[\u4e00-\u9fff]{2,8})(?:学?期刊|杂志)?(?:上|的一[篇项]|发表|刊登|报道)",
    needs=("上", "的一", "发表", "刊登", "报道"),
)
_ENGLISH = lazy(
    r"(?:\b(?:in|a|an|the)\s)?(?P<year>(?:19|20)\d{2})\s(?:[a-z-]{2,20}\s){0,4}?(?:study|trial|paper|"
    r"review|analysis|meta-analysis|report|article)\b(?P<rest>[^.;\n]{0,160})"
    r"|\b(?:study|trial|paper|review|analysis|report|article|findings|results|"
    r"research)\s(?:[a-z]{2,12}\s){0,4}?(?:published\s|reported\s|appearing\s)?(?:in|"
    r"by)\s(?P<rest2>[^.;\n]{0,160})"
    r"|\b[Pp]ublished in (?P<rest3>[^.;\n]{0,160})",
    needs=(
        "study",
        "trial",
        "paper",
        "review",
        "analysis",
        "report",
        "article",
        "findings",
        "results",
        "research",
        "ublished",
    ),
)
_OTHER_WORK = lazy(r"(?:市场|规模|销售|人口|患病|统计局|指南|共识|获批|批准|上市|成立|实施|施行|印发|出台|颁布)")


def read(document: Document, span: Span, works: Works) -> Iterator[Citation]:
    """Attributions of one block."""
    for sentence in _sentences(document, span):
        told = _chinese(document.text, sentence) or _english(document.text, sentence)
        if told is not None:
            yield works.bind(told)


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
