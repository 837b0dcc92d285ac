"""Results of studies told in a text that cites elsewhere, with nothing that says whose they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.source import Citation, Reference
from claimlint.model.text import Block, BlockKind, Document, Role, Sentence, Span

_TOLD = lazy(
    r"(?:(?:[一两二三多数几]|\d{1,3})[项个篇](?:[\u4e00-\u9fff]{0,10}?))?(?:临床|队列|随机|对照|荟萃|meta|动物|前瞻性|回顾性)?"
    r"(?:研究|试验|荟萃分析|meta分析)(?:结果|数据)?(?:发现|显示|表明|证实|证明|指出|提示)"
    r"|(?:临床|试验|研究)(?:结果|数据)(?:显示|表明|证实)"
    r"|\b(?:(?:a|one|two|several|recent|another|the)\s)?(?:[a-z-]{3,20}\s){0,2}"
    r"(?:stud(?:y|ies)|trials?|meta-analys[ei]s)\s(?:has\s|have\s)?(?:found|shows?|showed|shown|reported|"
    r"demonstrated|revealed)\b",
    re.I,
)
_RESULT = lazy(
    r"\d(?:[\d.,]*)\s?[%％‰倍]|百分之|\d\s?(?:例|名|位|只|mmhg|分)|[pP]\s?[<=＜]\s?0|"
    r"\d\s(?:per ?cent|times|patients|people|participants|adults|mice|months|weeks)",
    re.I,
)
_OWN = lazy(
    r"(?:本|该|此|这|上述|前述|我们的?|我院|本院|自己的?)(?:[项个篇些])?(?:[\u4e00-\u9fff]{0,6})$|"
    r"\b(?:this|our|these|that|such)\b[^.]{0,20}$",
    re.I,
)
_SAID = lazy(r"作者|第一作者|et al|等人|团队|大学|医院|《|“|报道称|https?://|as (?:noted|cited) above")
_OPEN = lazy(r"没有|尚无|缺乏|如果|若|是否|需要|有待|\b(?:no|if|whether|need|lack)\b|[?？]", re.I)


def check_uncited(
    document: Document, references: Sequence[Reference], citations: Sequence[Citation]
) -> Iterator[Observation]:
    """Only where the text does mark its statements: one without any mark is told so as a whole."""
    if not references or not any(one.targets for one in citations):
        return
    covered = _covered(citations)
    ends = [end for _, end in covered]
    starts = [one.span.start for one in document.sentences]
    for block in filter(_plain_prose, document.blocks):
        next_one = bisect_right(ends, block.span.start)
        if next_one == len(covered) or covered[next_one][0] >= block.span.end:
            inside = slice(bisect_left(starts, block.span.start), bisect_left(starts, block.span.end))
            yield from _first(document, document.sentences[inside])


def _plain_prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.role in {Role.BODY, Role.CONCLUSION}


def _covered(citations: Sequence[Citation]) -> list[tuple[int, int]]:
    """What citations speak for, merged: a mark anywhere in a paragraph may stand for all of it."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for one in citations for span in (one.span, one.scope) if span is not None):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _first(document: Document, sentences: Sequence[Sentence]) -> Iterator[Observation]:
    """The first such statement of a paragraph."""
    for sentence in sentences:
        words = document.slice(sentence.span)
        match = _TOLD.search(words)
        if match is None or _own(words, match) or _SAID.search(words):
            continue
        if _RESULT.search(words) and not _OPEN.search(words):
            start = sentence.span.start
            span = Span(start + match.start(), start + match.end())
            yield Observation("citation-missing", span, {"stated": match[0]})
            return


def _own(words: str, match: re.Match[str]) -> bool:
    """The text's own study, or the one that it has just spoken of."""
    before = words[: match.start()]
    return (
        _OWN.search(before) is not None
        or expressions.match(r"(?:this|our|these|that|such)\b", match[0], re.I) is not None
    )
