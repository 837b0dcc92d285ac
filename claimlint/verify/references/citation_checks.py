"""References and citations against each other: what the list alone can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.journals import known, same
from claimlint.model.hit import Evidence, Observation, Related
from claimlint.model.source import Citation, Reference, WorkKind
from claimlint.model.text import BlockKind, Document, Role, Span
from claimlint.verify.references.checks import check_references
from claimlint.verify.wording import said

_MARKS = frozenset({"numeric", "superscript", "footnote", "author-year", "doi", "url"})
_QUOTED = lazy(r"[《“\"″]([^《》“”\"″]{2,60})[》”\"″]")
_CLINICAL = lazy(r"临床(?:研究|试验|实验)|clinical (?:study|trial|research)", re.I)
_NOT_THESIS = lazy(r"学位论文|硕士|博士|thesis|dissertation", re.I)
_PUBLISHED = lazy(r"(?:发表|刊登|刊载|刊发)(?:于|在|了|的)|同行评议|published in|peer-reviewed", re.I)
_PREPRINT_SAID = lazy(r"预印|preprint|未经同行评议|medrxiv|biorxiv|arxiv|not (?:yet )?peer", re.I)
_MEETING_SAID = lazy(r"会议|年会|摘要|壁报|大会|abstract|congress|conference|poster|meeting", re.I)
_RESEARCH = lazy(r"研究成果|临床试验|实验(?:研究|证实|显示)|原创研究|original research")
_REVIEW_SAID = lazy(r"综述|述评|回顾|文献|review|现状", re.I)
_EVIDENCE_HEADING = lazy(
    r"科学依据|研究证据|循证依据|临床证据|科学证据|研究依据|scientific (?:evidence|basis)|clinical evidence",
    re.I,
)
_ANONYMOUS = lazy(r"(?:其中)?[\u4e00-\u9fff]某{1,2}(?:等人?|教授|团队){0,2}(?:的?研究)?(?:发现|证实|报道|指出|表明)")


def check(
    document: Document, references: Sequence[Reference], citations: Sequence[Citation], as_of: str = ""
) -> tuple[Observation, ...]:
    """Every observation, in order of place."""
    by_index = {one.index: one for one in references}
    found = [*check_references(document, references, as_of)]
    found += _anonymous(document)
    if references:
        found += _loose_marks(document, references, citations)
        found += _without_marks(document, references, citations)
        found += _bare_sections(document, citations)
    for citation in citations:
        for target in citation.targets:
            if target in by_index:
                found += _told_otherwise(document, citation, by_index[target])
    # a mark and an attribution may say the same
    once = {(one.check, one.span): one for one in reversed(found)}
    return tuple(sorted(once.values(), key=lambda one: (one.span, one.check)))


def seen(
    check: str, span: Span, reference: Reference | None = None, severity: str | None = None, **values: str
) -> Observation:
    """An observation that points to the entry that it is about."""
    other = (Related(reference.span, said("entry")),) if reference is not None and reference.span != span else ()
    return Observation(check, span, values, other, severity=severity)


def _loose_marks(
    document: Document, references: Sequence[Reference], citations: Sequence[Citation]
) -> Iterator[Observation]:
    for one in citations:
        if one.dangling and one.kind == "prose":
            yield seen(
                "citation-unlisted",
                _agent(document, one),
                stated=document.slice(one.span),
                year=one.dangling[0],
            )
        elif one.dangling:
            yield seen(
                "citation-dangling",
                one.span,
                stated=document.slice(one.span),
                missing=", ".join(one.dangling),
                count=str(len(references)),
            )
    numbered = [one for one in citations if one.kind in {"numeric", "superscript", "footnote"}]
    used = {target for one in citations for target in one.targets}
    if len(numbered) >= 2:
        for reference in references:
            if reference.index not in used:
                yield seen("reference-unused", _head(reference), entry=_name(reference))


def _agent(document: Document, citation: Citation) -> Span:
    """From the year to who is said to have done it."""
    words = document.slice(citation.span)
    cut = expressions.search(r"团队|大学|医院|研究[院所]|课题组|学者|科学家|教授|[》”″]", words)
    end = citation.span.start + cut.end() if cut else citation.span.end
    return Span(citation.span.start, min(end, citation.span.start + 40))


def _head(reference: Reference) -> Span:
    """The beginning of an entry, enough to know it by."""
    return Span(reference.span.start, min(reference.span.end, reference.span.start + 40))


def _name(reference: Reference) -> str:
    return reference.title or reference.ids.doi or str(reference.label or reference.index)


def _without_marks(
    document: Document, references: Sequence[Reference], citations: Sequence[Citation]
) -> Iterator[Observation]:
    if len(references) < 2 or any(one.kind in _MARKS and one.targets for one in citations):
        return
    heading = next((b for b in document.blocks if b.role is Role.REFERENCES and b.kind is BlockKind.HEADING), None)
    span = heading.span if heading else Span(document.end_of_body, document.end_of_body)
    yield seen("citation-no-marks", span, count=str(len(references)))


def _bare_sections(document: Document, citations: Sequence[Citation]) -> Iterator[Observation]:
    """A section that calls itself the evidence and cites nothing."""
    headings = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    for number, block in enumerate(headings):
        if block.role is Role.REFERENCES or not _EVIDENCE_HEADING.search(document.slice(block.span)):
            continue
        end = next((b.span.start for b in headings[number + 1 :] if b.level <= block.level), len(document.text))
        if end - block.span.end > 100 and not any(block.span.end <= one.span.start < end for one in citations):
            yield seen("citation-bare-section", block.span, stated=document.slice(block.span))


def _anonymous(document: Document) -> Iterator[Observation]:
    for block in document.blocks:
        if block.role not in {Role.REFERENCES}:
            for match in _ANONYMOUS.finditer(document.text, block.span.start, block.span.end):
                before = document.text[max(block.span.start, match.start() - 4) : match.start()]
                if not expressions.search(r"患者|先生|女士|顾客|用户|会员", before + match[0]):
                    yield seen("citation-anonymous", Span(*match.span()), stated=match[0])


def _told_otherwise(document: Document, citation: Citation, reference: Reference) -> Iterator[Observation]:
    sentence = _sentence(document, citation)
    words = document.slice(sentence)
    if citation.kind == "prose":
        yield from _journal_differs(document, citation, sentence, reference)
        yield from _year_differs(document, citation, reference)
    if reference.kind is WorkKind.THESIS and (match := _CLINICAL.search(words)) and not _NOT_THESIS.search(words):
        yield seen(
            "citation-thesis-as-study",
            _at(sentence, match),
            reference,
            stated=match[0],
            entry=_name(reference),
        )
    if reference.kind is WorkKind.PREPRINT and (match := _PUBLISHED.search(words)) and not _PREPRINT_SAID.search(words):
        yield seen(
            "citation-preprint-as-paper",
            _at(sentence, match),
            reference,
            stated=match[0],
            entry=_name(reference),
        )
    if reference.kind is WorkKind.ABSTRACT and (match := _PUBLISHED.search(words)) and not _MEETING_SAID.search(words):
        yield seen(
            "citation-abstract-as-paper",
            _at(sentence, match),
            reference,
            stated=match[0],
            entry=_name(reference),
        )
    if reference.kind is WorkKind.REVIEW and citation.kind == "prose":
        rest = _QUOTED.sub(lambda m: " " * len(m[0]), words)
        if (match := _RESEARCH.search(rest)) and not _REVIEW_SAID.search(rest):
            yield seen(
                "citation-review-as-research",
                _at(sentence, match),
                reference,
                stated=match[0],
                entry=_name(reference),
            )


def _at(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())


def _sentence(document: Document, citation: Citation) -> Span:
    index = document.sentence_index(
        max(citation.span.start - (citation.kind in {"numeric", "superscript", "footnote"}), 0)
    )
    return document.sentences[index].span if index is not None else citation.span


def _journal_differs(
    document: Document, citation: Citation, sentence: Span, reference: Reference
) -> Iterator[Observation]:
    if not reference.journal or "journal" in citation.evidence or "order" in citation.evidence:
        return
    words = document.slice(sentence)
    for match in _QUOTED.finditer(words):
        name = match[1]
        if same(name, reference.journal) is not False or not (known(name) or _called_journal(words, match)):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        entry = Evidence("document", reference.journal, quote=document.slice(reference.span)[:200])
        yield Observation(
            "citation-journal-differs",
            span,
            {"stated": name, "entry": reference.journal},
            (Related(reference.span, said("entry")),),
            (entry,),
        )


def _called_journal(words: str, match: re.Match[str]) -> bool:
    """What stands in book marks is a journal when it is called one or things appear on it."""
    before, after = words[max(0, match.start() - 6) : match.start()], words[match.end() : match.end() + 8]
    return (
        expressions.search(r"期刊|杂志", before) is not None
        or expressions.match(r"(?:期刊|杂志|网站)?(?:上|中)?(?:发表|刊登|刊载|刊发)|期刊|杂志|上发表", after)
        is not None
    )


def _year_differs(document: Document, citation: Citation, reference: Reference) -> Iterator[Observation]:
    stated = expressions.search(r"(?:19|20)\d{2}", document.slice(citation.span))
    sure = {"title", "author"} & set(citation.evidence) and "journal" in citation.evidence
    if stated and reference.year and sure and abs(int(stated[0]) - reference.year) >= 1:
        span = Span(citation.span.start + stated.start(), citation.span.start + stated.end())
        near = abs(int(stated[0]) - reference.year) == 1
        yield seen(
            "citation-year-differs",
            span,
            reference,
            "info" if near else None,
            stated=stated[0],
            entry=str(reference.year),
        )
