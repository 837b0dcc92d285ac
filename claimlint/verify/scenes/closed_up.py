"""A document set in one way: in simplified characters, without blanks beside them, with ``%`` behind digits.

``22 例, 其中`` and ``22例,其中`` say the same, as do "45 per cent" and "45%"; the checks of figures need to know one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.language.simplified import simplified
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Document, Span

_CHINESE = "㐀-鿿"
_BLANK = "[ \u00a0\u2009\u202f\u3000]"
_LABELS = "(?<!目的)(?<!方法)(?<!结果)(?<!结论)(?<!背景)(?<!对象)"  # of an abstract in one line: ``方法 22例``
_LATIN = "0-9０-９A-Za-z"
_GONE = "\0"  # what is taken out
_BETWEEN = lazy(
    rf"(?<=[{_CHINESE}]){_LABELS}{_BLANK}{{1,3}}(?=[{_LATIN}(（])|(?<=[{_LATIN}%％‰℃²³)）]){_BLANK}{{1,3}}(?=[{_CHINESE}])"
    rf"|(?<=[,;:]){_BLANK}{{1,2}}(?=[{_CHINESE}])|(?<=[{_CHINESE}][,;:]){_BLANK}{{1,2}}(?=[{_LATIN}])"
    rf"|(?<=[)）][,;:]){_BLANK}{{1,2}}(?=[{_LATIN}.%]{{1,8}}{_BLANK}?[{_CHINESE}])|{_GONE}+"
)

_PER_CENT = lazy(r"(?i)(?<=[0-9０-９])[ \u00a0\u2009\u202f-]?per ?cent\b")
_SIGNS = str.maketrans({"％": "%", "∶": ":"})


class ClosedUp(Struct, frozen=True):
    """A document and its figures set in one way; ``places`` tells where each character stood."""

    document: Document
    figures: tuple[Figure, ...]
    places: Sequence[int] | None = None  # None where nothing was taken out

    def back(self, one: Observation) -> Observation:
        """An observation at the places of the document as it was."""
        if self.places is None:
            return one
        related = tuple(replace(each, span=self._place(each.span)) for each in one.related)
        return replace(one, span=self._place(one.span), related=related)

    def _place(self, span: Span) -> Span:
        places = self.places or ()
        start = places[span.start] if span.start < len(places) else span.start
        return Span(start, places[span.end - 1] + 1 if span.end > span.start else start)


def closed_up(document: Document, figures: tuple[Figure, ...]) -> ClosedUp:
    """A document with its figures, set in one way; the same where it is already."""
    text = _PER_CENT.sub(lambda match: "%".rjust(len(match[0]), _GONE), simplified(document.text).translate(_SIGNS))
    gaps = [match.span() for match in _BETWEEN.finditer(text)]
    if not gaps:
        return ClosedUp(document if text == document.text else replace(document, text=text), figures)
    kept = bytearray(b"\x01") * len(text)
    for start, end in gaps:
        kept[start:end] = bytes(end - start)
    new = [0, *accumulate(kept)]  # where each character stands now
    places = [place for place, stays in enumerate(kept) if stays]
    closed = "".join(text[place] for place in places)

    def moved(span: Span) -> Span:
        return Span(new[span.start], new[span.end])

    blocks = tuple(replace(block, span=moved(block.span)) for block in document.blocks)
    sentences = tuple(
        replace(one, span=moved(one.span), clauses=tuple(map(moved, one.clauses))) for one in document.sentences
    )
    told = tuple(
        replace(one, span=place, raw=closed[place.start : place.end])
        for one, place in zip(figures, (moved(one.span) for one in figures), strict=True)
    )
    return ClosedUp(replace(document, text=closed, blocks=blocks, sentences=sentences), told, places)
