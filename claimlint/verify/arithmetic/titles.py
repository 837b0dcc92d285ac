"""The numbers in a reference's title against those told where it is cited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.source import Citation, Reference
from claimlint.model.text import Document, Span
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.figures.reading import read_figures
from claimlint.verify.scenes.likeness import exchanged, noun_of
from claimlint.verify.scenes.scene import observe

_SURE = 0.7  # of an attribution in prose
_STUDIED = lazy(  # right before the number of everybody who was studied
    r"(?:纳入|入组|入选|招募|收治|治疗|观察|随访|报道|报告|分析|总结|回顾|追踪|完成|调查|访谈|问卷|检测|汇总|覆盖|共|对|为|给|在|来自|选取|抽取)(?:了|的|共|过|性)?(?:分析|观察|治疗|随访)?了?\s?$"
    r"|(?:enrol\w*|includ\w*|recruit\w*|treat\w*|follow\w*|stud(?:y|ied)|describ\w*|report\w*|observ\w*|review\w*|analy\w*|survey\w*|interview\w*|randomi[sz]\w*|"
    r"assign\w*|allocat\w*|question\w*|poll\w*|pool\w*|cover\w*|examin\w*|test\w*|screen\w*|total|series)(?: up| on)?(?: of| with)?(?: the| a total of)?\s?$|\b(?:in|among|of|from|across|with)\s$"
)
_TREATED = lazy(
    r"[^.;,，。；\d]{0,40}?\b(?:were|was) (?:treated|enrol\w+|followed|studied|included|recruited|operated)"
    r"|(?:[^，。；]{0,12}?(?:患者|病人|产妇|者|孕妇|儿童|患儿|妇女|女性|老人))?(?:均|全部|都)?(?:在[^，。；]{1,10}?时)?(?:术后|治疗后)?(?:均|都)?(?:使用|应用|采用|接受|获|得到|完成)(?:了|过|随访)?"
)
_OTHERS = lazy(
    r"筛|对照|健康|失访|脱落|退出|完成|亚组|其中|另|screen|control|healthy|withdr|lost|subgroup|of whom|another"
)
_LASTED = lazy(
    r"(?:历时|为期|随访|追踪|观察|持续|跟踪|经过|长达|连续)[^，。；\d]{0,8}$|\b(?:for|over|lasting|lasted|a|an|the|than)\s$"
)
_TRIAL_AHEAD = lazy(r"[\s-]{0,2}(?:的)?(?:随访|随机|研究|试验|观察|队列|trial|study|follow|randomi|cohort|prospective)")
_LABEL = lazy(r"\W{0,2}(\d{1,3})\W{0,3}")  # of an item
LONGEST = 500  # characters of an entry
_PUBLISHED = lazy(
    r"\[[JMDCRN](?:/OL)?\]|(?<!\d)(?:19|20)\d{2}\s?[,，;；.]\s?\d{0,4}\s?(?:\(|（|[:：;,，]|\d)|\d{1,4}\s?[(（]\d{1,3}[)）]\s?[:：]"
)
_TITLE_ENDS = lazy(r"\[[JMDCRN](?:/OL)?\]|(?<![\d-])(?:19|20)\d{2}\s?[,，;；.(（]")
_MARK = lazy(r"[\[［(（【]\s?(?:参考文献|文献|资料|ref(?:erence)?\.?|no\.)?\s?(?P<n>\d{1,3})\s?[\]］)）】]")
_PEOPLE = frozenset({"count", "animal", "eye"})


def check(
    document: Document, figures: Sequence[Figure], references: Sequence[Reference], citations: Sequence[Citation]
) -> Iterator[Observation]:
    """``纳入24例……[1]`` where entry 1 is called "……18例临床分析"."""
    titled = {one.index: found for one in references if (found := _in_reference(document, one))}
    seen: set[tuple[Span, int]] = set()
    for citation in citations if titled else ():
        target = citation.targets[0] if len(citation.targets) == 1 else 0
        if target in titled and citation.confidence >= _SURE:
            scope = citation.scope or _sentence(document, citation.span)
            seen.add((scope, target))
            yield from _against(document, _inside(figures, scope), titled[target])
    yield from _marked(document, figures, _listed(document, references, titled), seen)


def _in_reference(document: Document, reference: Reference) -> list[Figure]:
    """The numbers of the entry's title that tell how many or how long."""
    entry = document.slice(reference.span)
    title = reference.title or ""
    start = entry.find(title) if title else -1
    if start < 0:
        return []
    begin = reference.span.start + start
    return _quantities(document, begin, begin + len(title))


def _quantities(document: Document, begin: int, end: int) -> list[Figure]:
    found = [one for one in read_figures(document.text, begin, end) if exact(one) and value_of(one) > 1]
    return [one for one in found if one.unit in _PEOPLE | {"site", "study", "item", "none", "country", *TIME_UNITS}]


Entries = dict[str, tuple[int, list[Figure], int]]  # by label: where it begins, its numbers, the number of the entry


def _listed(document: Document, references: Sequence[Reference], titled: dict[int, list[Figure]]) -> Entries:
    """Entries by their printed number, also of a list that stands under no heading."""
    found: Entries = {}
    for one in references:
        if one.index in titled and one.label:
            found[one.label] = (one.span.start, titled[one.index], one.index)
    if not references:
        for block in document.blocks:
            label = _LABEL.fullmatch(block.label or "")
            words = document.slice(block.span)[:LONGEST] if label else ""
            ends = _TITLE_ENDS.search(words) if _PUBLISHED.search(words) else None
            if label and ends:
                start = block.span.start
                found[label[1]] = (start, _quantities(document, start, start + ends.start()), 0)
    return found


def _marked(
    document: Document, figures: Sequence[Figure], entries: Entries, seen: set[tuple[Span, int]]
) -> Iterator[Observation]:
    """``（文献2）``, "(ref. 9)", "(5)": marks that only the list makes one."""
    first = min((each[0] for each in entries.values()), default=0)
    for match in _MARK.finditer(document.text, 0, first):
        begin, titled, index = entries.get(match["n"], (0, [], 0))
        place = Span(*match.span())
        scope = _sentence(document, place)
        if not titled or (index and (scope, index) in seen):
            continue
        if scope.start < begin:
            yield from _against(document, _inside(figures, scope), titled)


def _sentence(document: Document, span: Span) -> Span:
    index = document.sentence_index(span.start)
    found = document.sentences[index].span if index is not None else span
    return found if found.contains(span) else span


def _inside(figures: Sequence[Figure], scope: Span) -> list[Figure]:
    first = bisect_left(figures, scope.start, key=lambda one: one.span.start)
    last = bisect_left(figures, scope.end, lo=first, key=lambda one: one.span.start)
    return [one for one in figures[first:last] if scope.contains(one.span) and one.value is not None]


def _against(document: Document, told: list[Figure], titled: list[Figure]) -> Iterator[Observation]:
    """Silent where any number told, or two of them together, is that of the title."""
    values = {value_of(one) for one in told} | {one.denominator for one in told if one.denominator is not None}
    for each in titled:
        if _made(value_of(each), values) or any(f is not each and f.unit == each.unit for f in titled):
            continue
        meant = [one for one in told if exact(one) and _same_thing(document, one, each)]
        if len({value_of(one) for one in meant}) == 1:
            one = meant[0]
            yield observe("told-twice", one, f"{one.raw} ≠ {each.raw}", related=[(each, each.raw)], other=each.raw)


def _same_thing(document: Document, one: Figure, titled: Figure) -> bool:
    if titled.unit in TIME_UNITS:
        return one.unit == titled.unit and _lasting(document, one) and _lasting(document, titled)
    if one.unit == titled.unit and one.unit in _PEOPLE:
        return _is_total(document, one) or exchanged(value_of(one), value_of(titled))
    nouns = noun_of(document.text, titled), noun_of(document.text, one)
    if titled.unit in {"none", "item"} or one.unit in {"none", "item"}:
        return bool(nouns[0] & nouns[1]) and titled.decimals == one.decimals == 0
    return one.unit == titled.unit and not _OTHERS.search(_before(document, one))


def _lasting(document: Document, figure: Figure) -> bool:
    behind = fold(document.text[figure.span.end : figure.span.end + 24])
    before = _before(document, figure)
    if expressions.search(r"每|岁|aged?|old|第", before[-4:]) or expressions.match(
        r"\s?(?:岁|old|of age|时|later|after)", behind
    ):
        return False
    if _TRIAL_AHEAD.match(behind):
        return True
    return _LASTED.search(before) is not None and not expressions.search("后", before[-2:])


def _made(wanted: Decimal, values: set[Decimal]) -> bool:
    pairs = list(combinations(values, 2))
    return wanted in values or any(wanted in (one + two, abs(one - two)) for one, two in pairs)


def _before(document: Document, figure: Figure) -> str:
    return fold(document.text[max(0, figure.span.start - 24) : figure.span.start])


def _is_total(document: Document, figure: Figure) -> bool:
    if figure.arm is not None or figure.unit != "count":
        return False
    before = _before(document, figure)
    behind = fold(document.text[figure.span.end : figure.span.end + 60])
    studied = _STUDIED.search(before) or _TREATED.match(behind)
    return studied is not None and not _OTHERS.search(before)
