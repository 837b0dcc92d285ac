"""The oracle: one pattern after the other, every way to fill it tried on the text itself.

It shares the definition of the pattern language with the matcher in use, and how a match becomes a hit;
words are looked for by comparing characters, without automaton, index or table of places. Slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from claimlint.language.quantities import find_quantities
from claimlint.match.hits import make_hit, reduced
from claimlint.match.units import Buffer, Unit, lay_out
from claimlint.match.windows import NO_STEM
from claimlint.model.hit import Hit, Scan
from claimlint.model.rule import Lexicon, Rule
from claimlint.model.rulebook import CompiledPattern, Element, Rulebook
from claimlint.model.text import Document

Place = tuple[int, int]
Way = tuple[Place, ...]

_WORDS = ("slot", "literal", "quantity")
_MARKS = ("open", "close")
_SEAMS = re.compile("(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])")


class PlainMatcher:
    """Scans for hits without conditions on their surroundings; for tests."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def scan(self, document: Document) -> Scan:
        buffer = lay_out(document)
        hits = [hit for unit in buffer.units for hit in self._unit_hits(document, buffer, unit)]
        return Scan(hits=tuple(reduced(hits)))

    def _unit_hits(self, document: Document, buffer: Buffer, unit: Unit) -> Iterator[Hit]:
        by_wording: dict[tuple[int, str, int, int], list[CompiledPattern]] = {}
        for pattern in self._rulebook.patterns:
            key = (pattern.rule, pattern.purpose, pattern.part, pattern.pattern)
            by_wording.setdefault(key, []).append(pattern)
        for patterns in by_wording.values():
            behind = -1
            matches = [match for one in patterns for match in self._matches(one, buffer.text, unit)]
            for start, _, mark, end in sorted(matches):
                if start < behind:
                    continue
                behind = end
                rule = self._rulebook.rules[patterns[0].rule]
                hit = make_hit(document, buffer, unit, rule, patterns[0], (start, end), mark)
                if hit is not None:
                    yield hit

    def _matches(
        self, pattern: CompiledPattern, text: str, unit: Unit
    ) -> Iterator[tuple[int, tuple[int, ...], Place, int]]:
        if pattern.expression is not None:
            yield from _expressed(pattern.expression, text, unit)
            return
        stretch = _Stretch(self._rulebook, self._rulebook.rules[pattern.rule], text, unit)
        for start in range(unit.start, unit.end):
            for way in stretch.ways(pattern.elements, start):
                gaps = sum(after[0] - before[1] for before, after in pairwise(way))
                rank = (gaps, -way[-1][1], *(low - high for low, high in way))
                yield start, rank, _mark(pattern.elements, way), way[-1][1]


def _expressed(expression: str, text: str, unit: Unit) -> Iterator[tuple[int, tuple[int, ...], Place, int]]:
    for match in re.finditer(expression, text[unit.start : unit.end], re.IGNORECASE):
        if match.end() > match.start():
            group = "mark" if "mark" in match.re.groupindex and match["mark"] else 0
            low, high = match.span(group)
            end = match.end() + unit.start
            yield match.start() + unit.start, (0, -end), (low + unit.start, high + unit.start), end


def _mark(elements: Sequence[Element], way: Way) -> Place:
    """``way`` holds a place for each word element, in order."""
    kinds = [element.kind for element in elements if element.kind in _WORDS + _MARKS]
    if "open" not in kinds:
        return way[0][0], way[-1][1]
    first = kinds.index("open")
    last = kinds.index("close") - 2
    return way[first][0], way[last][1]


class _Stretch:
    """A sentence or reading, looked at character by character."""

    def __init__(self, rulebook: Rulebook, rule: Rule, text: str, unit: Unit) -> None:
        languages = [rulebook.languages[one] for one in rule.languages if one in rulebook.languages]
        self._lexicons = [terms.lexicons for terms in languages]
        self._text = text
        self._unit = unit
        everything = [innocent for terms in rulebook.languages.values() for innocent in terms.innocents]
        self._innocents = [place for word in everything for place in self._all(word)]

    def _all(self, word: str) -> Iterator[Place]:
        for start in range(self._unit.start, self._unit.end):
            if self._stands(word, start):
                yield start, start + len(word)

    def ways(self, elements: Sequence[Element], start: int) -> Iterator[Way]:
        """All ways to match the elements from exactly ``start`` on."""
        if not elements:
            yield ()
            return
        first, rest = elements[0], elements[1:]
        if first.kind in _MARKS:
            yield from self.ways(rest, start)
        elif first.kind == "start":
            if not re.search(r"\w", self._text[self._unit.start : start]):
                yield from self.ways(rest, start)
        elif first.kind == "end":
            if not re.search(r"\w", self._text[start : self._unit.end]):
                yield ()
        elif first.kind == "space":
            if start < self._unit.end and self._text[start].isspace():
                yield from self.ways(rest, start + 1)
        elif first.kind == "gap":
            yield from self._over_gap(first, rest, start)
        else:
            yield from self._from_word(first, rest, start)

    def _over_gap(self, gap: Element, rest: Sequence[Element], start: int) -> Iterator[Way]:
        for length in range(gap.low, gap.high + 1):
            between = self._text[start : start + length]
            if start + length >= self._unit.end:
                return
            if not gap.wide and any(self._is_clause_mark(start + i) for i in range(len(between))):
                return
            yield from self.ways(rest, start + length)

    def _is_clause_mark(self, at: int) -> bool:
        char, text = self._text[at], self._text
        if char in "，、：；;":
            return True
        inside = at > 0 and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()
        return char in ",:" and not inside

    def _from_word(self, element: Element, rest: Sequence[Element], start: int) -> Iterator[Way]:
        for end in set(self._word_ends(element, start)):
            joints = any(start < joint < end for joint in self._unit.joints)
            covered = element.kind != "quantity" and any(
                low <= start and end <= high and high - low > end - start for low, high in self._innocents
            )
            if joints or covered:
                continue
            for way in self.ways(rest, end):
                yield ((start, end), *way)
            following = next((e for e in rest if e.kind not in _MARKS), None)
            if following is not None and following.kind in _WORDS and self._spaced(end):
                for way in self.ways(rest, end + 1):
                    yield ((start, end), *way)

    def _spaced(self, at: int) -> bool:
        text = self._text
        if at + 1 >= self._unit.end or text[at] != " ":
            return False
        return ("\u3400" <= text[at - 1] <= "\u9fff") != ("\u3400" <= text[at + 1] <= "\u9fff")

    def _word_ends(self, element: Element, start: int) -> Iterator[int]:
        if element.kind == "quantity":
            found = find_quantities(element.names[0], self._text, *self._unit.border)
            yield from (end for begin, end in found if begin == start)
            return
        words: Sequence[str] = element.names
        if element.kind == "slot":
            known = [every[name] for every in self._lexicons for name in element.names if name in every]
            words = [word for lexicon in known for word in lexicon.terms]
            for lexicon in known:
                yield from self._open_class(lexicon, start)
        for word in words:
            for spelling in (word.lower(), _SEAMS.sub(" ", word.lower())):
                if self._stands(spelling, start):
                    yield start + len(spelling)

    def _open_class(self, lexicon: Lexicon, start: int) -> Iterator[int]:
        for suffix in lexicon.suffixes:
            low, high = map(int, suffix.stem.split("-"))
            for length in range(low, high + 1):
                at = start + length
                stem = self._text[start:at]
                good = all("\u4e00" <= char <= "\u9fff" and char not in NO_STEM for char in stem)
                after = at + len(suffix.end)
                if (
                    good
                    and stem not in suffix.not_stem
                    and self._stands(suffix.end, at)
                    and not any(self._text.startswith(word, after) for word in suffix.not_before)
                ):
                    yield after

    def _stands(self, word: str, start: int) -> bool:
        end = start + len(word)
        if end > self._unit.end or self._text[start:end] != word:
            return False
        before = self._text[start - 1 : start] + word[0]
        after = word[-1] + self._text[end : end + 1]
        return not (_latin(before) or _latin(after))


@cache
def _latin(pair: str) -> bool:
    """Whether two characters stand in one Latin word or number."""
    return len(pair) == 2 and all(char.isascii() and char.isalnum() for char in pair)
