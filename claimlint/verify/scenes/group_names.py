"""Groups by their names, and the one number that a text counts each of them as."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.scenes.scene import Frame, Told, kind_of


class Name(NamedTuple):
    """The telling pieces of a name: pairs of characters, or stems of words."""

    pieces: tuple[str, ...]
    chinese: bool


_IDLE_ZH = lazy(
    r"患者|病人|患儿|人群|对象|人数|例数|总数|病例|人员|居民|学生|孩子|儿童|护士|医生|老人|职工|学员|标本|申请单|受试|住户|者|人|户|例|组|的|全部|所有|全体|总|该|各|在|中|里|实际|本次|其余|应"
)
_SAID_EN = (
    "patients patient people persons person group groups arm arms participants participant subjects cohort those these them who were was had have "
    "been with whole same total all the that this other others remaining sample population total study"
)
_IDLE_EN = frozenset(_SAID_EN.split())
_WORD = lazy(r"[a-z]{3,}")
_ENDING = lazy(r"(?<=[a-z]{3})(?:ers?|ing|ed|ly|ees?|ors?|e?s|als?|ical|ian|y|e)$|(?<=[a-z]{4})ants?$")
THINGS = frozenset({"item", "piece", "site", "study", "times"})  # forms, households, sessions
LEAST = 3  # letters of a stem


def name_of(words: str) -> Name | None:
    """None where the words hold nothing to know a group by."""
    if any("一" <= letter <= "鿿" for letter in words):
        rest = [piece for piece in _IDLE_ZH.split(words.strip()) if piece]
        pieces = tuple(piece[i : i + 2] for piece in rest if len(piece) > 1 for i in range(len(piece) - 1))
        return Name(pieces, chinese=True) if pieces else None
    found = [word for word in _WORD.findall(words) if word not in _IDLE_EN]
    stems = tuple(_stem(word) for word in found)
    return Name(stems, chinese=False) if stems and len(stems) <= MOST_WORDS else None


MOST_WORDS = 4


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    return _ENDING.sub("", short)[:6] if len(short) > 6 else short


_CUT = lazy(r"非|[,，。;；:：、!?()（）]|\.\s|\b(?:and|but|of whom|of these|of those|including)\b|其中|另有|其余")
NEAR = 16  # characters of Chinese


def counted_as(frame: Frame, group: Name, part: Figure, percent: Figure) -> list[Figure]:
    """The counts before a share that bear a group's name and hold its part; one where several are of one value."""
    found: dict[object, Figure] = {}
    for told in frame.sentences:
        for figure in told.figures:
            if (
                (kind_of(figure) not in "CN" and figure.unit not in THINGS)
                or not exact(figure)
                or figure.decimals > 0
                or figure.span == part.span
            ):
                continue
            if figure.span.start > percent.span.start or value_of(figure) <= value_of(part):
                continue
            if _bears(told, figure, group):
                found.setdefault(value_of(figure), figure)
    return list(found.values())


_CLAUSE = lazy(r"[,，。;；:：、!?]|\.\s")


_AMONG = lazy(r"(?<=[一-鿿])(?:当中|之中|中|里)(?=[一-鿿])")  # 2480名受检者中检出结节892人


def touches(frame: Frame, group: Name, value: Decimal) -> bool:
    """Does a number of this value stand in a clause with what sets the group apart?"""
    telling = group.pieces[:1] if group.chinese else group.pieces[:-1] or group.pieces
    for told in frame.sentences:
        for figure in told.figures:
            if figure.value != value and figure.denominator != value:
                continue
            start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
            following = min(
                (f.span.start for f in told.figures if f.span.start > figure.span.start), default=told.span.end
            )
            behind = told.words[end : following - told.span.start]  # what is counted next is another number's
            clause = (
                _CLAUSE.split(told.words[:start])[-1]
                + told.words[start:end]
                + _AMONG.split(_CLAUSE.split(behind)[0])[0]
            )
            words = [clause] if group.chinese else [_stem(word) for word in _WORD.findall(clause)]
            if any(
                piece in clause if group.chinese else any(_same(piece, word) for word in words) for piece in telling
            ):
                return True
    return False


def _bears(told: Told, figure: Figure, group: Name) -> bool:
    """Does a count stand in one clause with the name and nothing else counted between?"""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    previous = [f.span.end - told.span.start for f in told.figures if f.span.end <= figure.span.start]
    following = [f.span.start - told.span.start for f in told.figures if f.span.start >= figure.span.end]
    before = _CUT.split(told.words[max([0, *previous[-1:]]) : start])[-1]
    behind = _CUT.split(told.words[end : min([len(told.words), *following[:1]])])[0]
    own = figure.raw.lower()
    if group.chinese:
        ahead_of = _ENDS_ZH.sub("", before[-NEAR:])  # 初筛阳性546人 are not 初筛
        last = max(ahead_of.rfind(piece) + 2 for piece in group.pieces) if group.pieces[0] in ahead_of else 0
        side = ahead_of[:last] if last and last == len(ahead_of) else _NAMED_BEHIND.split(behind)[0]
        need = (len(group.pieces) + 1) // 2
        held = group.pieces[0] in side and sum(piece in side for piece in group.pieces) >= need
        return held and _COUNTED.search(before) is None
    said = [_stem(word) for word in _WORD.findall(f"{own} {behind}")]
    ahead = [_stem(word) for word in _WORD.findall(before)]
    pieces = group.pieces
    return _told(pieces, said) or (_told(pieces, ahead) and _LEADS.search(before) is not None)


_ENDS_ZH = lazy(
    r"(?:患者|病人|人数|人员|居民|标本|总数|共有|共计|合计|分别|约|共|有|为|是|了|者|的|组|人|计|仅|达|:|\s)+$"
)
_NAMED_BEHIND = lazy(r"(?<=^[一-鿿]{8})|[有中在]")
_COUNTED = lazy(r"每|第|平均")
_LEADS = lazy(r"(?:numbered|totall?ed|were|was|:|=|came to)\s$")


def _told(pieces: tuple[str, ...], said: list[str]) -> bool:
    """All the pieces, or all but the noun that they belong to."""
    held = [any(_same(piece, word) for word in said) for piece in pieces]
    return all(held) or (len(held) > 1 and all(held[:-1]))


def _same(one: str, two: str) -> bool:
    shorter = min(len(one), len(two))
    return one == two or (shorter > LEAST and one[:shorter] == two[:shorter])
