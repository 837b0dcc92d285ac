"""The number of patients in a reference's title against the number told where it is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.source import Citation, Reference
from claimlint.model.text import Document, Span
from claimlint.verify.arithmetic import exact, value_of
from claimlint.verify.figures import read_figures
from claimlint.verify.scene import kind_of, observe

_SURE = 0.7  # of an attribution in prose
_STUDIED = lazy(  # right before the number of everybody who was studied
    r"(?:纳入|入组|入选|招募|收治|治疗|观察|随访|报道|报告|分析|总结|回顾|追踪|完成|共|对|为|给|在)(?:了|的|共|过|性)?(?:分析|观察|治疗|随访)?了?\s?$"
    r"|(?:enrol\w*|includ\w*|recruit\w*|treat\w*|follow\w*|stud(?:y|ied)|describ\w*|report\w*|observ\w*|review\w*|analy\w*"
    r"|total|series)(?: up| on)?(?: of| with)?(?: the| a total of)?\s?$|\b(?:in|among|of)\s$"
)
_TREATED = lazy(
    r"[^.;,，。；\d]{0,40}?\b(?:were|was) (?:treated|enrol\w+|followed|studied|included|recruited|operated)"
    r"|(?:[^，。；]{0,12}?患者)?(?:使用|应用|采用|接受)(?:了|过)"
)
_OTHERS = lazy(
    r"筛|对照|健康|失访|脱落|退出|完成|亚组|其中|另|screen|control|healthy|withdr|lost|subgroup|of whom|another"
)


def check(
    document: Document, figures: Sequence[Figure], references: Sequence[Reference], citations: Sequence[Citation]
) -> Iterator[Observation]:
    """``纳入24例……[1]`` where entry 1 is called "……18例临床分析"."""
    titled = {one.index: figure for one in references if (figure := _size_in(document, one)) is not None}
    for citation in citations if titled else ():
        target = citation.targets[0] if len(citation.targets) == 1 else 0
        if target in titled and citation.confidence >= _SURE:
            scope = citation.scope or _sentence(document, citation.span)
            yield from _against(document, _inside(figures, scope), titled[target])


def _size_in(document: Document, reference: Reference) -> Figure | None:
    """The one number of people in the entry's title."""
    entry = document.slice(reference.span)
    title = reference.title or ""
    start = entry.find(title) if title else -1
    if start < 0:
        return None
    begin = reference.span.start + start
    found = [figure for figure in read_figures(document.text, begin, begin + len(title)) if kind_of(figure) == "C"]
    return found[0] if len(found) == 1 and exact(found[0]) and found[0].unit == "count" else None


def _sentence(document: Document, span: Span) -> Span:
    return next((one.span for one in document.sentences if one.span.contains(span)), span)


def _inside(figures: Sequence[Figure], scope: Span) -> list[Figure]:
    return [one for one in figures if scope.contains(one.span) and kind_of(one) in "CDN" and one.value is not None]


def _against(document: Document, told: list[Figure], titled: Figure) -> Iterator[Observation]:
    """Silent where any number told, or two of them together, is that of the title."""
    values = {value_of(one) for one in told} | {one.denominator for one in told if one.denominator is not None}
    if _made(value_of(titled), values):
        return
    totals = [one for one in told if kind_of(one) == "C" and exact(one) and _is_total(document, one)]
    if len({value_of(one) for one in totals}) == 1:
        one = totals[0]
        yield observe("told-twice", one, f"{one.raw} ≠ {titled.raw}", related=[(titled, titled.raw)], other=titled.raw)


def _made(wanted: Decimal, values: set[Decimal]) -> bool:
    pairs = list(combinations(values, 2))
    return wanted in values or any(wanted in (one + two, abs(one - two)) for one, two in pairs)


def _is_total(document: Document, figure: Figure) -> bool:
    if figure.arm is not None or figure.unit != "count":
        return False
    before = fold(document.text[max(0, figure.span.start - 24) : figure.span.start])
    behind = fold(document.text[figure.span.end : figure.span.end + 60])
    studied = _STUDIED.search(before) or _TREATED.match(behind)
    return studied is not None and not _OTHERS.search(before)
