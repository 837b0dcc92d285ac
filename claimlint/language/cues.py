"""Cues, the words that change the sense of others, with the stretch of text that each governs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.model.text import Sentence, Span, Spans

LONGEST_CUE = 40  # characters; bounds how far back an occurrence may start and still touch a span

# What may stand between a one-character negator and the word that it denies.
_ADVERBS = lazy(
    r"(?:能够|能|会|可能|可以|可|足以|宜|应该|应当|应|该|得|必然|必|一定|完全|再|曾|被|真正|直接|立即|马上|有效|彻底|具备|具有|"
    r"属于|算是|算|是|意味着|代表|说明|保证|承诺|建议|推荐|提倡|支持|真的|有|存在|所谓|任何|明显|显著|敢说|敢|说|"
    r"be|been|yet|really|a|an|the|any|\s|-){0,4}"
)
_COVERBS = (
    "让",
    "使",
    "令",
    "保证",
    "确保",
    "帮",
    "把",
    "将",
    "用",
    "靠",
    "通过",
    "作为",
    "在",
    "对",
    "因为",
)
_NEW_HEAD = lazy(r"的(?:人|患者|病人|病友|朋友|肿瘤|孩子|老人|家庭|你|您|晚期|中晚期)")
_OWN_NEGATION = lazy(r"[不无無没沒零未免非莫]|no\b|non|zero|without|never|not\b|free", re.IGNORECASE)
_LISTED = lazy(r"[、/]\s*$|^\s*(?:或者|或|以及|or\b|nor\b)", re.IGNORECASE)
_INDEPENDENT = lazy(r"[、，,;；]|也|更|又|亦|\band\b|\bor\b|\bnor\b", re.IGNORECASE)
_REASON = lazy(  # 不能为了省事，自己把药停掉: what is forbidden stands behind its reason
    r"(?:只|仅|光)?(?:为了?|因为|由于|听说|听信|轻信|图|凭|仗着|觉得|以为|见|看到)[^，,。；;就便]{1,24}[，,]?"
)
_FORBIDDEN = lazy(
    r"(?:就|便|而)?(?:自己|自行|擅自|私自|随意|随便|贸然|轻易|盲目|把|将|停|断|换|拒|放弃|不去|不吃|不做|不用|拖)"
)
_APODOSIS = lazy(r"\s*(?:就|便|即可|即能|也就|那么|从此|更|或)")


class Scope(Struct, frozen=True):
    """A cue and the stretch of text that it governs."""

    cue: Span
    reach: Span


class Cues(Struct, frozen=True, dict=True):
    """Where the cue words of one document stand, by lexicon, each sorted by start."""

    text: str
    occurrences: Mapping[str, Sequence[Span]]

    @cached_property
    def known(self) -> dict[tuple[str, Span], Any]:
        """What has been worked out about stretches of the text, for the next hit in the same sentence."""
        return {}

    def places(self, name: str) -> tuple[Sequence[int], Sequence[int]]:
        """Where the terms of a lexicon begin, and where they end."""
        known = self._known_places.get(name)
        if known is None:
            spans = Spans.of(self.occurrences.get(name, ()))
            known = self._known_places[name] = (spans.starts, spans.ends)
        return known

    @cached_property
    def _known_places(self) -> dict[str, tuple[Sequence[int], Sequence[int]]]:
        return {}

    def touching(self, name: str, span: Span) -> tuple[Span, ...]:
        """The occurrences of a lexicon that overlap ``span``."""
        starts, ends = self.places(name)
        low, high = span
        index = bisect_left(starts, low - LONGEST_CUE) if low > LONGEST_CUE else 0
        found = []
        while index < len(starts) and starts[index] < high:
            if low < ends[index]:
                found.append(Span(starts[index], ends[index]))
            index += 1
        return tuple(found)

    def inside(self, name: str, span: Span) -> tuple[Span, ...]:
        """The occurrences of a lexicon that lie within ``span``."""
        starts, ends = self.places(name)
        low, high = span
        index, many = bisect_left(starts, low), len(starts)
        if index == many or starts[index] >= high:
            return ()
        found = []
        while index < many and starts[index] < high:
            if ends[index] <= high:
                found.append(Span(starts[index], ends[index]))
            index += 1
        return tuple(found)

    def first(self, span: Span, *names: str) -> Span | None:
        """The first occurrence of any of the lexicons within ``span``."""
        low, high = span
        found: tuple[int, int] | None = None
        latest = high - 1  # where it may begin
        for name in names:
            starts, ends = self.places(name)
            index, many = bisect_left(starts, low), len(starts)
            while index < many and starts[index] <= latest:
                one = starts[index], ends[index]
                if one[1] <= high and (found is None or one < found):
                    found, latest = one, one[0]
                index += 1
        return Span(*found) if found is not None else None

    def count(self, name: str, span: Span) -> int:
        """How many separate places of ``span`` hold a term of the lexicon (nested terms count once)."""
        starts, ends = self.places(name)
        (free, high), total = span, 0
        index, many = bisect_left(starts, free), len(starts)
        while index < many and starts[index] < high:
            if starts[index] >= free and ends[index] <= high:
                total, free = total + 1, ends[index]
            index += 1
        return total

    def negators(self, sentence: Sentence) -> tuple[tuple[str, Span], ...]:
        """The negators of a sentence with their class, the longest at each place, pseudo ones left out."""
        found = [
            (name, one)
            for name in ("cue_denier", "cue_negator", "cue_negator_bare")
            for one in self.inside(name, sentence.span)
        ]
        found.sort(key=lambda pair: (pair[1].start, -pair[1].end))
        pseudo = self._pseudo(sentence.span)
        kept: list[tuple[str, Span]] = []
        for name, one in found:
            if kept and one.start < kept[-1][1].end:
                kept[-1] = _joined(kept[-1], (name, one))
            else:
                kept.append((name, one))
        return tuple(pair for pair in kept if not any(_hides(mask, pair[1]) for mask in pseudo))

    def _pseudo(self, span: Span) -> tuple[Span, ...]:
        return self.touching("cue_pseudo", span)


def _hides(mask: Span, negator: Span) -> bool:
    """A pseudo negator hides what lies in it or ends in it; a longer negator around it stays (并非无需)."""
    return mask.contains(negator) or mask.start < negator.start < mask.end


def _joined(left: tuple[str, Span], right: tuple[str, Span]) -> tuple[str, Span]:
    """Overlapping negators are one; the wider class wins when the second reaches further."""
    if right[1].end <= left[1].end:
        return left
    name = "cue_denier" if "cue_denier" in (left[0], right[0]) else left[0]
    return name, Span(left[1].start, right[1].end)


def clause_of(sentence: Sentence, text: str, place: int) -> Span:
    """The clause that holds ``place``, with those that are listed with it (、, 或, and)."""
    clauses = sentence.clauses or (sentence.span,)
    index = max((i for i, clause in enumerate(clauses) if clause.start <= place), default=0)
    first = last = index
    while first and _is_listed(text, clauses[first - 1], clauses[first]):
        first -= 1
    while last + 1 < len(clauses) and _is_listed(text, clauses[last], clauses[last + 1]):
        last += 1
    return Span(clauses[first].start, clauses[last].end)


def _is_listed(text: str, left: Span, right: Span) -> bool:
    seam = text[max(left.start, left.end - 1) : right.start]
    return bool(_LISTED.search(seam) or _LISTED.search(text[right.start : right.start + 8]))


def next_clause(sentence: Sentence, clause: Span) -> Span | None:
    """The clause after a clause (or group of clauses) of the sentence."""
    for one in sentence.clauses:
        if one.start >= clause.end:
            return one
    return None


def negation_scopes(cues: Cues, sentence: Sentence) -> tuple[Scope, ...]:
    """What each negator of a sentence governs, from its end on."""
    key = ("negation", sentence.span)
    known: tuple[Scope, ...] | None = cues.known.get(key)
    if known is None:
        known = tuple(Scope(one, _reach(cues, sentence, name, one)) for name, one in cues.negators(sentence))
        cues.known[key] = known
    return known


def _reach(cues: Cues, sentence: Sentence, name: str, cue: Span) -> Span:
    clause = clause_of(sentence, cues.text, cue.start)
    if name == "cue_negator_bare":
        governed = _ADVERBS.match(cues.text, cue.end, clause.end)
        return Span(cue.start, (governed.end() if governed else cue.end) + 1)
    if name == "cue_negator":
        following = next_clause(sentence, clause) if _REASON.fullmatch(cues.text, cue.end, clause.end) else None
        forbidden = following is not None and _FORBIDDEN.match(cues.text, following.start) is not None
        return Span(cue.start, following.end if following and forbidden else _verbal_end(cues, cue, clause))
    return Span(cue.start, _statement_end(cues, sentence, cue, clause))


def _verbal_end(cues: Cues, cue: Span, clause: Span) -> int:
    """不能, 没有: up to a turn, a new predicate or the end of a relative clause (不能手术的患者)."""
    rest = Span(cue.end, clause.end)
    stops = [one.start for name in ("cue_contrast", "cue_predicate") for one in cues.inside(name, rest)]
    stops = [stop for stop in stops if not _is_pseudo(cues, stop)]
    relative = _NEW_HEAD.search(cues.text, cue.end + 2, clause.end)
    if relative and not cues.text.startswith(_COVERBS, cue.end):
        stops.append(relative.start() + 1)
    return min([*stops, clause.end])


def _statement_end(cues: Cues, sentence: Sentence, cue: Span, clause: Span) -> int:
    """并非, 不代表, 没有证据: up to a turn; over the comma where the statement runs on."""
    end = clause.end
    following = next_clause(sentence, clause)
    while following is not None and _runs_on(cues, Span(cue.start, end), following):
        end = clause_of(sentence, cues.text, following.start).end
        following = next_clause(sentence, Span(cue.end, end))
    turns = [one.start for one in cues.inside("cue_contrast", Span(cue.end, end))]
    return min([*(turn for turn in turns if not _is_pseudo(cues, turn)), end])


def _runs_on(cues: Cues, so_far: Span, following: Span) -> bool:
    words = cues.text[so_far.start : so_far.end].rstrip("，,:：、 ")
    if _APODOSIS.match(cues.text, following.start):
        return True
    tail = so_far.start + len(words)
    return any(one.end == tail for one in cues.inside("cue_report_verb", Span(so_far.start, tail)))


def _is_pseudo(cues: Cues, place: int) -> bool:
    return any(one.start < place < one.end for one in cues.touching("cue_pseudo", Span(place, place + 1)))


def starts_with_negation(words: str) -> bool:
    """Whether words begin with a negation of their own (无需, 零, 不含): then it is part of the claim."""
    return bool(_OWN_NEGATION.match(words))


def denial(cues: Cues, sentence: Sentence, hit: Span) -> Span | None:
    """The negator that denies a hit from before it, or None; a second negator between takes it back.

    A negator inside the hit is the claim itself; one that overlaps its start (不+能治) is denial, unless
    the shared character is the hit's own negation (绝不复发).
    """
    governing: list[Span] = []
    for scope in negation_scopes(cues, sentence):
        cue = scope.cue
        if cue.start >= hit.start:
            break
        if cue.end > hit.start:
            if not starts_with_negation(cues.text[hit.start : cue.end]):
                governing.append(cue)
        elif scope.reach.end > hit.start:
            governing.append(cue)
    return governing[-1] if governing and not _cancelled(cues.text, governing) else None


def _cancelled(text: str, governing: Sequence[Span]) -> bool:
    """Whether the last negator stands in the scope of another that takes it back (不是不能治)."""
    chain = 1
    for left, right in pairwise(governing):
        chain = 1 if _INDEPENDENT.search(text, left.end, right.start) else chain + 1
    return chain % 2 == 0
