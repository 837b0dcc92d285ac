"""Roles: what a figure speaks of, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.text import Span
from claimlint.verify.figures.role_words import ARMS, ENDPOINTS, NO_ARM, QUALIFIERS, ROLES, STATS


class Cue(NamedTuple):
    """A word of the lexicon where it stands."""

    start: int
    end: int
    kind: str  # role, endpoint, qualifier, stat or arm
    name: str
    word: str


PERSONS = frozenset({"count", "animal", "eye"})
TIMES = frozenset(TIME_UNITS)
_LABELS = {"p", "hr", "or", "rr", "md", "smd", "rd", "i2", "ci", "cilevel", "auc", "r", "t", "f", "chi2", "z", "kappa",
           "beta", "sd"}  # fmt: skip
_BY_UNIT = {"study": "studies", "site": "sites", "country": "countries", "mg": "dose", "g": "dose", "mg/kg": "dose",
            "ug": "dose", "ug/kg": "dose", "mg/d": "dose", "mg/kg/d": "dose", "cell": "dose", "iu": "dose"}  # fmt: skip
_ADMITS: dict[str, frozenset[str]] = {
    "n_total": PERSONS, "n_sub": PERSONS, "followup": TIMES, "duration": TIMES | {"course"},
    "age": frozenset({"year", "month"}), "sex": PERSONS | {"pct"}, "dropout": PERSONS | {"pct"},
    "studies": frozenset({"study"}), "sites": frozenset({"site"}), "countries": frozenset({"country"}),
}  # fmt: skip
_OUTCOME_UNITS = PERSONS | TIMES | {"pct", "times", "permille"}
_SENTENCE_END = lazy(r"[。！？；;\n!?]|\.(?=\s+[A-Z0-9(\[“\"])")
_CLAUSE_END = lazy(r"[，。；,;：:](?!\d)|[（(）)]")


@cache
def _automaton() -> tuple[object, list[tuple[str, str, str]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    entries: list[tuple[str, str, str]] = []
    for kind, table in (
        ("role", ROLES),
        ("endpoint", ENDPOINTS),
        ("qualifier", QUALIFIERS),
        ("stat", STATS),
        ("arm", ARMS),
    ):
        for name, words in table.items():
            entries += [(kind, name, word.replace("_", " ")) for word in words.split()]
    return AhoCorasick([word for _, _, word in entries], matchkind=MatchKind.LeftmostLongest), entries


def cues(folded: str) -> list[Cue]:
    """Every word of the role lexicon in a folded text; Latin words end at word borders."""
    automaton, entries = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(folded):  # type: ignore[attr-defined]
        kind, name, word = entries[index]
        if word[0].isascii() and _inside_word(folded, start, end):
            continue
        if kind == "arm" and folded.startswith(("-control", " control"), end):
            continue  # a placebo-controlled trial names no arm
        found.append(Cue(start, end, kind, name, word))
    return found


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (
        after.isascii() and after.isalnum() and text[end : end + 2] != "s "
    )


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences as roles see them; a decimal point or an abbreviation before lower case does not end one."""
    stop = len(text) if end is None else end
    spans, begin = [], start
    for match in _SENTENCE_END.finditer(text, start, stop):
        spans.append(Span(begin, match.end()))
        begin = match.end()
    if begin < stop:
        spans.append(Span(begin, stop))
    return spans


_MOST_FIGURES = 48  # a longer run of figures is a table or noise; it is read in parts
_FAR = 46.0


def assign(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with role, endpoint, qualifiers, statistic, arm and time anchor."""
    if not figures:
        return figures
    result: list[Figure] = []
    position = 0
    for span in sentence_spans(text, max(0, text.rfind("\n", 0, figures[0].span.start)), figures[-1].span.end + 200):
        inside: list[Figure] = []
        while position < len(figures) and figures[position].span.start < span.end:
            inside.append(figures[position])
            position += 1
        for first in range(0, len(inside), _MOST_FIGURES):
            part = inside[first : first + _MOST_FIGURES]
            begin = span.start if first == 0 else part[0].span.start
            stop = span.end if first + _MOST_FIGURES >= len(inside) else part[-1].span.end
            result += _assign_sentence(text[begin:stop], begin, part)
    return result + figures[position:]


def _assign_sentence(sentence: str, offset: int, figures: list[Figure]) -> list[Figure]:
    folded = fold(sentence)
    found = cues(folded)
    borders = [match.start() for match in _CLAUSE_END.finditer(folded)]
    times = list(_TIMEPOINT.finditer(folded))
    spots = [Span(f.span.start - offset, f.span.end - offset) for f in figures]
    arms = _arms(folded, found, spots, figures)
    result: list[Figure] = []
    for index, figure in enumerate(figures):
        cue = _best(figure, spots[index], spots, found, borders)
        told = _with_role(figure, cue, folded, spots[index], found)
        told = replace(told, arm=arms[index], anchor=_anchor(times, spots[index], borders))
        result.append(_inherit(told, result, folded, spots, index))
    return result


def _best(figure: Figure, spot: Span, spots: list[Span], found: list[Cue], borders: list[int]) -> Cue | None:
    if figure.unit in _LABELS:
        return None
    best, least = None, _FAR
    for cue in found:
        if (
            cue.start - spot.end > _FAR
            or spot.start - cue.end > _FAR
            or cue.kind not in {"role", "endpoint"}
            or not _admitted(cue, figure)
        ):
            continue
        if cue.name == "sex" and _parted(cue, spot, spots, borders):
            continue  # 38例，其中男20例: the sex is told of the 20
        cost = _cost(cue, spot, spots, borders)
        if cost < least:
            best, least = cue, cost
    return best


def _parted(cue: Cue, spot: Span, spots: list[Span], borders: list[int]) -> bool:
    """Does another figure stand between a word and a figure, or a comma behind the figure?"""
    behind = cue.start >= spot.end
    low, high = (spot.end, cue.start) if behind else (cue.end, spot.start)
    return any(low <= other.start and other.end <= high for other in spots) or (
        behind and any(low <= border < high for border in borders)
    )


def _admitted(cue: Cue, figure: Figure) -> bool:
    if cue.kind == "endpoint":
        return figure.unit in _OUTCOME_UNITS
    units = _ADMITS.get(cue.name)
    return units is None or figure.unit in units


def _cost(cue: Cue, spot: Span, spots: list[Span], borders: list[int]) -> float:
    if cue.start < spot.end and spot.start < cue.end:
        return 1.0
    before = cue.end <= spot.start
    low, high = (cue.end, spot.start) if before else (spot.end, cue.start)
    cost = float(high - low) * (1.0 if before else 1.2)
    cost += 6 * sum(low <= other.start and other.end <= high for other in spots)
    cost += 9 * sum(low <= border < high for border in borders)
    if cue.name in {"incidence", "n_sub"}:
        cost += 20
    return cost


def _with_role(figure: Figure, cue: Cue | None, folded: str, spot: Span, found: list[Cue]) -> Figure:
    roles: tuple[str, ...] = ()
    endpoint: frozenset[str] = frozenset()
    if figure.unit in _LABELS:
        roles = (figure.unit,)
    elif figure.unit in _BY_UNIT:
        roles = (_BY_UNIT[figure.unit],)
    if cue is not None and not roles:
        roles = (_role_of(cue, figure),)
        endpoint = frozenset({cue.name}) if cue.kind == "endpoint" else frozenset()
    elif cue is not None and cue.kind == "endpoint":
        endpoint = frozenset({cue.name})
    anchor = cue.start if cue is not None else spot.start
    near = [other for other in found if abs(other.start - anchor) <= 6 or abs(other.end - anchor) <= 4]
    qualifiers = frozenset(other.name for other in near if other.kind == "qualifier")
    stat = (
        figure.stat
        or _stat_inside(cue)
        or next((o.name for o in near if o.kind == "stat"), None)
        or _stat_before(found, spot)
    )
    affirmed = not folded[max(0, spot.start - 8) : spot.start].removesuffix(" ").endswith(_DENIALS)
    return replace(figure, roles=roles, endpoint=endpoint, qualifiers=qualifiers, stat=stat, affirmed=affirmed)


_DENIALS = ("无", "未见", "未发生", "并非", "没有", "not", "no", "without")


def _stat_inside(cue: Cue | None) -> str | None:
    """中位年龄 and "mean age" name statistic and role in one word."""
    if cue is None:
        return None
    return next((stat for word, stat in _STAT_PARTS.items() if word in cue.word), None)


_STAT_PARTS = {"中位": "median", "平均": "mean", "median": "median", "mean": "mean"}


def _stat_before(found: list[Cue], spot: Span) -> str | None:
    return next((o.name for o in reversed(found) if o.kind == "stat" and 0 <= spot.start - o.end <= 8), None)


_RATE_ROLE = {"survival": "survival", "pfs": "survival", "dfs": "survival", "efs": "survival", "organ-survival": "survival",
              "relapse": "relapse", "death": "mortality", "adverse": "adverse"}  # fmt: skip


def _role_of(cue: Cue, figure: Figure) -> str:
    if cue.kind == "role":
        return cue.name
    if figure.unit in PERSONS:
        return "n_event"
    return _RATE_ROLE.get(cue.name, "response")


def _inherit(told: Figure, before: list[Figure], folded: str, spots: list[Span], index: int) -> Figure:
    """A bracketed figure, or one without a role, speaks of what the figure before it speaks of."""
    if not before:
        return told
    previous = before[-1]
    gap = folded[spots[index - 1].end : spots[index].start]
    if gap.strip() in {"(", "[", "（"} and told.unit in {"pct", "count"} and previous.unit in {"pct", "count"}:
        role = "n_event" if told.unit == "count" else _rate(previous)
        return replace(
            told,
            roles=(role,) if role else told.roles,
            endpoint=previous.endpoint or told.endpoint,
            arm=previous.arm,
        )
    if told.roles:
        return told
    for other in reversed(before):
        if other.unit == told.unit and other.roles:
            return replace(
                told,
                roles=other.roles,
                endpoint=other.endpoint,
                qualifiers=other.qualifiers,
                stat=told.stat or other.stat,
            )
    return told


def _rate(previous: Figure) -> str | None:
    for concept in sorted(previous.endpoint):
        return _RATE_ROLE.get(concept, "response")
    return previous.role if previous.role not in {"n_total", "n_sub"} else None


# --- arms -------------------------------------------------------------------------------------

_GROUP = lazy(
    rf"([a-z0-9]{{1,12}}|[一-鿿]{{1,6}}?)(?<![入分重本全]){NO_ARM}\s?组(?!织|成|合|间|内|分|别)|"
    r"(?<![a-z])(?:the\s)?([a-z0-9+-]{2,20})(?:\s[a-z]{3,12})?\s(?:group|arm)(?!s)",
    needs=("组", "group", "arm"),
)
_RESPECTIVELY = lazy(r"分别|respectively|依次")


def _arms(folded: str, found: list[Cue], spots: list[Span], figures: list[Figure]) -> list[str | None]:
    named = _named_arms(folded, found)
    if not named:
        return [None] * len(spots)
    english = folded.isascii()
    lists = _listed(folded, named, spots, figures)
    return [lists.get(index) or _nearest_arm(folded, named, spots, index, english) for index in range(len(spots))]


def _named_arms(folded: str, found: list[Cue]) -> list[tuple[int, int, str]]:
    named = [(cue.start, cue.end, cue.name) for cue in found if cue.kind == "arm"]
    taken = [(start, end) for start, end, _ in named]
    for match in _GROUP.finditer(folded):
        name = _ARM_PREFIX.sub("", match[1] or match[2] or "")
        if (
            name
            and not any(start < match.end() and match.start() < end for start, end in taken)
            and (name not in _NO_ARM or (match[1] == "a"))
        ):
            named.append((match.start(), match.end(), name))
    return sorted(named)


_ARM_PREFIX = lazy(r"^.{0,3}?(?:分为|分成|分入|和|与|及|为|其中|在|将|至|对|由|于|高于|低于|较|比)(?=.)")
_NO_ARM = frozenset(
    [
        "两",
        "三",
        "四",
        "各",
        "每",
        "该",
        "本",
        "同",
        "一",
        "二",
        "多",
        "分",
        "为",
        "the",
        "each",
        "both",
        "two",
        "three",
        "this",
        "other",
        "study",
        "a",
        "an",
        "between",
        "of",
        "per",
        "every",
        "same",
        "sore",
        "right",
        "left",
        "upper",
        "one",
        "either",
        "whole",
        "age",
        "2",
        "3",
        "4",
    ]
)


def _nearest_arm(
    folded: str, named: list[tuple[int, int, str]], spots: list[Span], index: int, english: bool
) -> str | None:
    spot = spots[index]
    following = spots[index + 1].start if index + 1 < len(spots) else len(folded)
    after = [arm for arm in named if spot.end <= arm[0] < min(following, spot.end + 60)]
    if after and expressions.match(
        r"[^,;，；]{0,12}\b(?:in|for|with|of|to|on|receiving|assigned)\b", folded[spot.end : after[0][0] + 1]
    ):
        return after[0][2]
    before = [arm for arm in named if arm[1] <= spot.start]
    if before:
        return before[-1][2]
    return after[0][2] if after and english else None


def _listed(folded: str, named: list[tuple[int, int, str]], spots: list[Span], figures: list[Figure]) -> dict[int, str]:
    """``A组和B组分别为78%和62%``: the first value is the first arm's."""
    match = _RESPECTIVELY.search(folded)
    names = list(dict.fromkeys(name for _, _, name in named))
    if match is None or len(names) < 2:
        return {}
    chinese = not match[0].startswith("resp")
    pool = [i for i, spot in enumerate(spots) if (spot.start >= match.end()) == chinese]
    result: dict[int, str] = {}
    by_unit: dict[str, list[int]] = {}
    for i in pool:
        by_unit.setdefault(figures[i].unit, []).append(i)
    for indexes in by_unit.values():
        if len(indexes) == len(names):
            result |= dict(zip(indexes, names, strict=True))
    return result


# --- time anchors -----------------------------------------------------------------------------

_TIMEPOINT = lazy(
    r"第\s?(\d{1,3})\s?(个?月|周|天|日|年)|(?:at|by|day|week|month|year)\s(\d{1,3})(?:\s(days?|weeks?|"
    r"months?|years?))?|"
    r"(\d{1,3})\s?(个月|周|天|年|小时)(?:时|后|末|内|总?无?|生存|存活)|(?:after)\s(\d{1,3})\s(days?|weeks?|months?|years?)|"
    r"(\d{1,2})[- ](year|month|week)\s(?:overall|progression|disease|event|survival|rate|os|pfs)|"
    r"(基线|治疗前|baseline|入组时|治疗后)"
)


def _anchor(times: list[re.Match[str]], spot: Span, borders: Iterable[int]) -> tuple[str, str] | None:
    """The time point nearest before the figure in its clause, or right behind it."""
    left = max((border for border in borders if border < spot.start), default=0)
    matches = [match for match in times if match.start() >= left - 24 and match.end() <= spot.end + 24]
    before = [match for match in matches if match.end() <= spot.start + 1]
    chosen = before[-1] if before else next((m for m in matches if m.start() >= spot.end), None)
    if chosen is None:
        return None
    parts = [part for part in chosen.groups() if part]
    return ("time", " ".join(parts))
