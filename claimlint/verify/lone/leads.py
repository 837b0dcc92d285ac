"""A short text whose first part is told again by the rest: a title, bold lead, list, caption or table, and the body.

The lead has one figure of a sort and the body has one: they are the same. The lead has several, and the body tells all of
them again but one, and besides them one that is none of the lead's: the two are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import BlockKind, Role
from claimlint.verify.arithmetic.exact import share, unit_in_last_place, value_of
from claimlint.verify.arithmetic.tables import tables_of
from claimlint.verify.lone.passage import sort_of
from claimlint.verify.lone.retold import shared_words
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, observe

LONGEST = 900  # characters of the text
_LEADING = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
_LABEL = lazy(
    r"^\W{0,4}(?:标题|题目|题为|题图|导语|导读|提要|内容提要|摘要|要点|核心要点|核心提示|核心数据|一图读懂|一句话(?:看懂|总结|结论)?|速览|新闻速览|看点|温馨提示|小贴士|图\s?\d|表\s?\d|图说|图注|配图说明|"
    r"headline|title|(?:[a-z]+ )?summary|key (?:points?|figures?|facts?|messages?)|highlights?|in (?:brief|short|a nutshell)|at a glance|[a-z ]{3,20} at a glance|[a-z]+ in brief|caption|plain[- ](?:language )?summary|abstract|teaser|tl;dr|"
    r"fig(?:ure|\.)? \d|table \d|lead|standfirst|the short version)"
)
_BODY_LABEL = lazy(
    r"^\W{0,4}(?:正文|全文|详细版?|报道|本报讯|用法用量|具体|详情|结果|讨论|结论|(?:(?:full |the )?(?:story|text|report|article)|results?|findings|discussion|conclusions?|details?|in detail|full (?:instructions|text|report|story)|body)\b)"
)
_INLINE = lazy(r"^\s?(?:\*\*[^*]{6,160}\*\*|\[[^\]]{6,120}\]|[“\"][^”\"]{6,80}[”\"]\s?(?:——|--|—)|《[^》]{6,80}》)")
_OTHERWISE = lazy(
    r"另一?(?:项|组)|既往|此前|其他(?:研究|试验)|目标|计划|预计|拟|亚组|意向|更正|误|上半年|下半年|首批|去年|上年|此前|增至|新增|"
    r"another|previous|earlier|other (?:stud|trial)|target|planned|expected|aim|subgroup|per[- ]protocol|intention|correct|misprint|erratum|first report|second report|last year|interim|by the end|had hoped|pilot|recommend"
)
_PART_OF = lazy(
    r"其中|每[例名人组个]|第\s?$|第(?=\s)|全[省国市县区]|累计|已有|以来|[东西南北][部方]|若|如果|不计|合计|平均每|另|女|男|仅|完成(?:随访|治疗|研究|试验|者|了)|可评|筛查|失访|\b(?:of whom|of which|of these|of those|each|per|(?:one|two|three|four|five|six|seven|\d{1,3}) of the \w+|women|men|completed|screened|evaluable|lost|excluded|control|placebo|until|had|in all|nationwide|cumulative|total)\b"
)
_ARM = lazy(
    r"(?:(?:对照|安慰剂|治疗|试验|观察|干预|手术|联合|单药|常规|[甲乙ab])组|\b(?:control|placebo|treatment|intervention) (?:arm|group))[^,，。;；]{0,4}$"
)
_MOMENT = lazy(
    r"第\s?(\d+)\s?[周天日月年]|\b(?:week|month|day|year) (\d+)|\bat (\d+) (?:weeks|months|days|years)|(\d+)\s?(?:周|个月|年)(?:时|后)"
)
_BOTH = lazy(r"\b(?:wo)?men and (?:wo)?men\b|男女")
_ROUGH = frozenset({Comparator.ABOUT, Comparator.NEARLY})
_POINTS = _ROUGH | {Comparator.EQUAL}
_MORE = frozenset({Comparator.MORE, Comparator.AT_LEAST, Comparator.REACH})
_LESS = frozenset({Comparator.LESS, Comparator.AT_MOST})
_NO_VALUE = frozenset({"p", "cilevel", "ci", "sd", "hr", "or", "rr"})
_LIKE_NUMBERS = frozenset({"score", "times", "item", "piece", "point"})
_FARTHEST = Decimal("2.6")  # times
_NO_OWN = lazy(r"第\s?$|每[升降增减高低多少延缩][一-鿿]{0,2}$|每$|\b(?:every|each|per) (?:[a-z]+ )?$")
_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FAR_OFF = Decimal(10)  # percentage points that a share in words may be off
_UNLIKE = lazy(r"若|如果|不计|累计|合计|总体|平均每|校正|adjusted|overall|cumulative|combined|if\b")
_SAME = 2  # words that both places share


class Parts(Struct, frozen=True):
    """A text cut where its body begins."""

    cut: int
    lead: tuple[Figure, ...]
    body: tuple[Figure, ...]
    words: str  # of the whole, folded
    loose: bool = False  # the lead is a first sentence that looks like a headline


def check(scene: Scene) -> Iterator[Observation]:
    """The text, if it is short and begins with what it tells again."""
    text = scene.document.text
    if len(text) > LONGEST or _OTHERWISE.search(fold(text)):
        return
    cut = _cut(scene)
    loose = not cut
    cut = cut or headline_end(scene)
    if not cut:
        return
    figures = [f for told in scene.sentences for f in told.figures if f.unit not in _NO_VALUE]
    lead = tuple(f for f in figures if f.span.start < cut)
    if loose:
        lead = tuple(f for f in lead if f.unit == "count")
    parts = Parts(cut, lead, tuple(f for f in figures if f.span.start >= cut), fold(text), loose)
    if any(block.table is not None for block in scene.document.blocks):
        yield from _line_of_a_table(scene, parts)
    else:
        lone = list(_lone(parts))
        if len(lone) > 1:  # not a slip, but something else that is told
            return
        if loose:  # a headline rounds: only digits that changed places tell
            yield from (one for one in lone if _by_slip(one))
            return
        yield from lone or list(_share_in_words(parts)) or list(_all_but_one(parts))


def _by_slip(one: Observation) -> bool:
    stated, other = (re.sub(r"\D", "", one.values[name]) for name in ("stated", "other"))
    return exchanged(Decimal(stated or 0), Decimal(other or 0))


def _line_of_a_table(scene: Scene, parts: Parts) -> Iterator[Observation]:
    """A row or a column of which the body tells all cells but one, and besides them one value that no cell has."""
    tables = list(tables_of(scene))
    if len(tables) != 1 or _UNLIKE.search(parts.words[parts.cut :]):
        return
    table = tables[0]
    cells = {
        place: cell.number for place, cell in table.cells.items() if place[1] and place[0] and cell.number is not None
    }
    known = [value_of(figure) for figure in cells.values() if figure.value is not None]
    for line in _lines(list(cells)):
        figures = [(place, cells[place]) for place in line if cells[place].value is not None]
        told = [(f, each) for _, f in figures for each in parts.body if each.value is not None and _equal(f, each)]
        left = [(place, f) for place, f in figures if not any(_equal(f, each) for f_, each in told if f_ is f)]
        if len(left) != 1 or not told:
            continue
        place, one = left[0]
        unit = _sort(told[0][1])
        new = [
            f
            for f in parts.body
            if f.value is not None and _sort(f) == unit and abs(value_of(f)) not in map(abs, known)
        ]
        if len(new) != 1 or not all(_sort(each) == unit for _, each in told):
            continue
        other = new[0]
        named = shared_words(table.words(place[0], 0) + " " + table.words(0, place[1]), _clause(parts, other))
        if not named or one.decimals != other.decimals or other.comparator is not Comparator.EQUAL or _far(one, other):
            continue
        if _makes(known, value_of(other)) or _at_another_time(parts, unit):
            continue
        yield observe("told-twice", other, f"{one.raw} ≠ {other.raw}", related=[(one, one.raw)], stated=other.raw,
                      other=one.raw, tied="yes")  # fmt: skip
        return


def _lines(places: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    for axis in (1, 0):
        for number in sorted({place[axis] for place in places}):
            line = [place for place in places if place[axis] == number]
            if len(line) > 1:
                yield line


def _share_in_words(parts: Parts) -> Iterator[Observation]:
    """``八成``, "three in four" above the only two counts of the body, of which it is made."""
    mine = [f for f in parts.lead if f.unit == "pct" and _in_words(f) and f.value is not None]
    counts = [f for f in parts.body if _sort(f) == "number" and f.value is not None and f.denominator is None]
    if len(mine) != 1 or len(counts) != _SAME or any(f.unit == "pct" or f.denominator for f in parts.body):
        return
    whole, part = sorted(counts, key=value_of, reverse=True)
    one = mine[0]
    if (
        one.comparator not in _POINTS
        or part.comparator is not Comparator.EQUAL
        or not 0 < value_of(part) < value_of(whole)
    ):
        return
    if whole.span > part.span or _PART_OF.search(parts.words[part.span.end : part.span.end + 30]):
        return
    actual = share(value_of(part), value_of(whole))
    if abs(actual - value_of(one)) <= _FAR_OFF or shared_words(parts.words[: parts.cut], _clause(parts, part)) < _SAME:
        return
    line = f"{one.raw} ≠ {part.raw} / {whole.raw} = {actual:.1f}%"
    yield observe("told-twice", one, line, related=[(part, part.raw), (whole, whole.raw)], stated=one.raw,
                  other=f"{part.raw} / {whole.raw}", tied="yes")  # fmt: skip


def _cut(scene: Scene) -> int:
    """Where the body begins; 0 where the text has no lead."""
    blocks = scene.document.blocks
    words = [fold(scene.document.slice(block.span)) for block in blocks]
    first = 0
    while first < len(blocks) and (
        blocks[first].kind in _LEADING
        or blocks[first].table is not None
        or (first + 1 < len(blocks) and blocks[first + 1].kind is BlockKind.LIST_ITEM and len(words[first]) < 24)
    ):
        first += 1
    if 0 < first < len(blocks):
        return blocks[first].span.start if _only_paragraphs(scene, first) else 0
    if first or not blocks or any(block.role is Role.REFERENCES for block in blocks):
        return 0
    start = blocks[0].span.start
    if len(blocks) > 1 and _only_paragraphs(scene, 1):
        opens = _LABEL.match(words[0]) or _INLINE.match(words[0])
        return blocks[1].span.start if opens and len(words[0]) < LONGEST // 4 else 0
    return _cut_inside(scene, words[0], start)


def _only_paragraphs(scene: Scene, first: int) -> bool:
    return all(
        block.kind is BlockKind.PARAGRAPH and block.role is not Role.REFERENCES and not block.label
        for block in scene.document.blocks[first:]
    )


_REPORTS = lazy(  # how the text below a headline begins
    r"\s?(?:本报讯|近日|日前|记者|研究者|研究人员|研究团队|科研人员|该研究|该项研究|这项研究|课题组|团队"
    r"|(?:the |a team of |a group of )?(?:researchers|scientists|investigators|surgeons|doctors|midwives|nurses|pharmacists|dentists|experts|epidemiologists)\b(?! (?:say|warn|hope|believe))|the (?:trial|study|researchers|team|survey)\b|a team\b)"
)
_A_REPORT = lazy(r"^\s?(?:the|this|our|we)\b|\b(?:was|were|had)\b")  # no headline
_LONGEST_HEADLINE = 130  # characters
_MOST_SENTENCES = 2


def headline_end(scene: Scene) -> int:
    """Where the first sentence or two end, if they are short and the next begins as a report does; else 0."""
    sentences = list(scene.sentences)
    blocks = scene.document.blocks
    if len(blocks) != 1 or len(sentences) < _SAME or _A_REPORT.search(sentences[0].words):
        return 0
    for one in sentences[1 : _MOST_SENTENCES + 1]:
        if one.span.start - sentences[0].span.start > _LONGEST_HEADLINE:
            return 0
        if _REPORTS.match(one.words):
            return one.span.start
    return 0


def _cut_inside(scene: Scene, words: str, start: int) -> int:
    inline = _INLINE.match(words)
    if inline is not None:
        return start + inline.end()
    sentences = list(scene.sentences)
    if not _LABEL.match(words) or len(sentences) < _SAME:
        return 0
    for told in sentences[1:]:
        if _BODY_LABEL.match(told.words):
            return told.span.start
    return sentences[1].span.start


def _sort(figure: Figure) -> str:
    sort = sort_of(figure)
    return "number" if sort in _LIKE_NUMBERS else sort


def _is_year(figure: Figure) -> bool:
    return figure.unit in {"none", "year"} and 1900 <= figure.high <= 2100


def _groups(figures: tuple[Figure, ...]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.value is not None and figure.denominator is None and not _is_year(figure):
            found.setdefault(_sort(figure), []).append(figure)
    return found


_TILL_NOW = lazy(r"今年以来|[自从][^，,。;；]{1,12}以来|已有")


def _lone(parts: Parts) -> Iterator[Observation]:
    """One of its sort in the lead, one in the body."""
    lead, body = _groups(parts.lead), _groups(parts.body)
    for sort, mine in lead.items():
        rest = body.get(sort, [])
        if len(rest) > 1 and len(mine) == 1:  # besides others one whose digits changed places
            alike = [f for f in rest if exchanged(value_of(mine[0]), value_of(f)) and f.unit == mine[0].unit == "count"]
            rest = [f for f in alike if not _apart(_TILL_NOW.sub("", _clause(parts, f)), parts.words[: parts.cut])]
        if len(mine) != 1 or len(rest) != 1 or any(f.denominator is not None for f in (*parts.lead, *parts.body)):
            continue
        one, other = mine[0], rest[0]
        if one.comparator is not other.comparator and other.comparator not in _POINTS and not _lasting(other):
            continue
        if (
            _agree(one, other)
            or (value_of(one) < _SAME and one.decimals <= 0)
            or _told_anyhow(parts, one)
            or _far(one, other)
        ):
            continue
        if one.unit in TIME_UNITS and one.comparator is not Comparator.EQUAL:
            continue
        if not _of_one_thing(parts, one, other):
            continue
        yield observe("told-twice", other, f"{one.raw} ≠ {other.raw}", related=[(one, one.raw)], stated=other.raw,
                      other=one.raw, tied="yes")  # fmt: skip


def _of_one_thing(parts: Parts, one: Figure, other: Figure) -> bool:
    """Do the words around both, the noun behind both or digits that changed places say so?"""
    ahead, around = parts.words[: parts.cut], _clause(parts, other)
    slip = exchanged(value_of(one), value_of(other))
    behind = _OF_THEM.match(parts.words, other.span.end)
    if behind is not None and (parts.loose or (behind[0].isascii() and value_of(other) < value_of(one))):
        return False
    if _ordinal(parts, one) or _ordinal(parts, other) or ((parts.loose or not slip) and _apart(around, ahead)):
        return False
    if _of_another_arm(parts, one, other) or (sort_of(one) not in TIME_UNITS and _later(ahead, around)):
        return False
    near = slip or sort_of(one) not in {"number", "pct", *TIME_UNITS}
    noun = bool(shared_words(one.raw.lower(), other.raw.lower()))
    return shared_words(ahead, around) + noun + slip * (len(one.raw) > _SAME) >= _SAME - near


_OF_THEM = lazy(r"\s?(?:of (?:the|them|these|those)\b|[一-鿿]{0,6}?[里中](?!心|国|年|老))")


def _apart(around: str, ahead: str) -> bool:
    """Does the body speak of a part, or of a larger whole, of which the lead does not?"""
    return bool(set(_PART_OF.findall(_BOTH.sub("", around))) - set(_PART_OF.findall(ahead)))


def _of_another_arm(parts: Parts, one: Figure, other: Figure) -> bool:
    """``治疗组56例……；对照组54例``: does each stand right behind the name of a group of its own?"""
    mine, rest = (_ARM.search(parts.words, max(0, f.span.start - 24), f.span.start) for f in (one, other))
    return rest is not None and (mine is None or mine[0] != rest[0])


def _later(ahead: str, around: str) -> bool:
    """Do both places tell a moment, and not the same one?"""
    mine, rest = (
        {next(filter(None, match.groups())) for match in _MOMENT.finditer(words)} for words in (ahead, around)
    )
    return bool(mine and rest) and not mine & rest


def _ordinal(parts: Parts, figure: Figure) -> bool:
    """``第100例``, ``每降10毫米汞柱``, "every 10 mm": no value of the text's own."""
    return _NO_OWN.search(parts.words, max(0, figure.span.start - 12), figure.span.start) is not None


def _far(one: Figure, other: Figure) -> bool:
    """So much more or less that it is hardly the same."""
    low, high = sorted((abs(value_of(one)), abs(value_of(other))))
    return not low or (high > low * _FARTHEST and not exchanged(value_of(one), value_of(other)))


def _lasting(figure: Figure) -> bool:
    return figure.unit in TIME_UNITS and figure.raw.lower().startswith("over")


def _told_anyhow(parts: Parts, one: Figure) -> bool:
    """Does another figure of the body have the value, or two of them make it?"""
    values = [value_of(f) for f in parts.body if f.value is not None]
    values += _ends(parts, one)
    alike = [value_of(f) for f in parts.body if f.value is not None and _sort(f) == _sort(one)]
    return value_of(one) in values or _makes(alike, value_of(one))


def _ends(parts: Parts, one: Figure) -> list[Decimal]:
    """The ends of the body's ranges of a figure's sort: ``追踪33年`` above ``随访24~33年``."""
    ranges = [f for f in parts.body if f.value is None and _sort(f) == _sort(one)]
    return [end for f in ranges for end in (f.low, f.high)]


def _makes(values: list[Decimal], value: Decimal) -> bool:
    return any(value in {a + b, abs(a - b)} for a, b in combinations(values, 2))


def _agree(one: Figure, other: Figure) -> bool:
    """May a lead's figure stand for the body's?"""
    mine, rest = abs(value_of(one)), abs(value_of(other))
    if one.comparator is other.comparator and one.comparator in _MORE | _LESS:
        return mine == rest
    if one.comparator in _MORE:
        return rest >= mine or other.comparator is not Comparator.EQUAL
    if one.comparator in _LESS:
        return rest <= mine
    room = max(unit_in_last_place(one), unit_in_last_place(other)) / 2
    if one.decimals == other.decimals and not one.word and not other.word:
        room = Decimal(0)
    if _in_words(one) or _in_words(other):
        room = max(room, Decimal(6))
    if one.comparator in _ROUGH or other.comparator in _ROUGH:
        room = max(room, mine / 5)
    return abs(mine - rest) <= room


def _in_words(figure: Figure) -> bool:
    return figure.unit == "pct" and not any(sign.isdigit() for sign in figure.raw)


def _clause(parts: Parts, figure: Figure) -> str:
    """The words around a figure of the body."""
    start, end = max(parts.cut, figure.span.start - 90), figure.span.end + 60
    return parts.words[start : figure.span.start] + " " + parts.words[figure.span.end : end]


def _all_but_one(parts: Parts) -> Iterator[Observation]:
    """All of the lead's are told again but one."""
    lead, body = _groups(parts.lead), _groups(parts.body)
    for sort, mine in lead.items():
        rest = body.get(sort, [])
        left = [f for f in mine if not any(_equal(f, each) for each in rest) and value_of(f) not in _ends(parts, f)]
        new = [f for f in rest if not any(_equal(f, each) for each in mine)]
        if len(left) != 1 or len(new) != 1 or len(mine) < _SAME or len(rest) != len(mine):
            continue
        one, other = left[0], new[0]
        if one.comparator is not Comparator.EQUAL or other.comparator is not Comparator.EQUAL:
            continue
        if _apart(_clause(parts, other), parts.words[: parts.cut]):
            continue
        if one.decimals != other.decimals or _made(parts, other) or _made(parts, one) or _at_another_time(parts, sort):
            continue
        here, there = _around(parts, one), _around(parts, other)
        if shared_words(here, there) < 1 and not set(_YEAR.findall(here)) & set(_YEAR.findall(there)):
            continue
        yield observe("told-twice", other, f"{one.raw} ≠ {other.raw}", related=[(one, one.raw)], stated=other.raw,
                      other=one.raw, tied="yes")  # fmt: skip


def _equal(one: Figure, other: Figure) -> bool:
    return abs(value_of(one)) == abs(value_of(other))


def _made(parts: Parts, figure: Figure) -> bool:
    every = [
        value_of(f)
        for f in (*parts.lead, *parts.body)
        if f is not figure and f.value is not None and _sort(f) == _sort(figure)
    ]
    return value_of(figure) in every or _makes(every, value_of(figure))


def _at_another_time(parts: Parts, sort: str) -> bool:
    """Does the body tell a time that the lead does not?"""
    if sort in TIME_UNITS:
        return False
    mine, rest = ({(f.unit, f.high) for f in figures if f.unit in TIME_UNITS} for figures in (parts.lead, parts.body))
    return len(rest - mine) > (0 if mine else 1)


def _around(parts: Parts, figure: Figure) -> str:
    """The words from the figure before to the figure behind."""
    every = sorted((*parts.lead, *parts.body), key=lambda f: f.span)
    at = every.index(figure)
    start = every[at - 1].span.end if at else 0
    end = every[at + 1].span.start if at + 1 < len(every) else len(parts.words)
    if figure.span.start >= parts.cut:
        start = max(start, parts.cut)
    else:
        end = min(end, parts.cut)
    return (
        parts.words[max(start, figure.span.start - 60) : figure.span.start]
        + " "
        + parts.words[figure.span.end : min(end, figure.span.end + 50)]
    )
