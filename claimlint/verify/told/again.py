"""What a title, a lead or a conclusion tells again, in whatever words, against the body.

A number that the body holds nowhere, nor makes, and beside it one of the same unit in a sentence about the same: of those whose
digits changed places a little likeness is enough, of others much.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS, days
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import BlockKind, Role, Span
from claimlint.verify.arithmetic.exact import reachable, value_of
from claimlint.verify.arithmetic.repeats import equal, fault, summed
from claimlint.verify.compare.passages import tokens
from claimlint.verify.doubts.other_readings import in_another_year, told_more_widely
from claimlint.verify.scenes.likeness import beside, exchanged, noun_of
from claimlint.verify.scenes.scene import Scene, Told

MOST_LEADS, MOST_BODY = 40, 160  # figures; in longer texts anything can be made
SLIP_SHARED, SHARED, SHARE_SHARED, SURE = 2, 3, 2, 5  # content words that two sentences must share
TITLE = 60  # characters of a first line that may be a title
ANCHOR = 100  # a number so large is told again of the same
NEAR = (16, 16)  # characters beside a number that say what it counts
NEAR_ENGLISH = (44, 44)

_LEAD = lazy(
    r"^\W{0,4}(?:中文)?(?:内容)?(?:核心)?(?:(?:摘要|提示|提要|导语|导读|要点|看点|亮点|重点|速览|速读|简讯|标题|题目|副题|一句话(?:摘要|总结|概括|新闻)?|结论|小结|写在最后|结语|尾声|编后|后记|结束语|关键(?:数字|数据|信息)|核心(?:数字|数据|信息|结论)|"
    r"abstract|summary|headline|title|standfirst|key (?:points?|messages?|findings?|facts?)|highlights|takeaways?|in (?:brief|short)|at a glance|the gist|bottom line|in closing|final word|conclusions?(?: up front)?)\s?){1,2}\W{0,3}(?:[:：.。】\]*|\n]|$)|^\W{0,4}(?:写在最后|尾声|结语|编后)\s"
)
_BODY = lazy(
    r"^\W{0,4}(?:正文|全文|原文|报道|详情|详细(?:结果|内容)?|结果|方法|目的|背景|资料|full (?:story|text|report)|details?|body|story|report|results?|methods?|background|objectives?|findings)\W{0,3}[:：.。】\]*]"
)
_ELSEWHEN = lazy(
    r"去年|上年|前年|往年|此前|过去|曾|既往|文献|国外|全国|全球|全市|全省|目标|计划|预[计期]|对照|安慰剂|基线|亚组|其中(?!位)|另|至今|累计|每年|将|拟|"
    r"last year|previous|earlier|elsewhere|national|worldwide|target|planned|expected|control|placebo|baseline|subgroup|another|per year|so far|will be|will "
)
_OTHER_YEAR = lazy(r"去年|上年|前年|往年|另一?|全国|全球|对照(?!组只)|last year|previous year|another|national")
_SKIPPED = frozenset({"ci", "cilevel", "sd", "p", "ordinal", "hr", "or", "rr"})
_LOOSE = frozenset({"count", "none", "item", "times", "eye", "animal", "piece", "study"})


def check(scene: Scene) -> Iterator[Observation]:
    """Every figure of a title, lead or conclusion."""
    leads = leads_of(scene)
    if not leads:
        return
    told = [(one, f) for one in scene.sentences if not _in_table(scene, one) for f in one.figures]
    again = [(one, f) for one, f in told if one.span in leads]
    body = [(one, f) for one, f in told if one.span not in leads]
    if again and not body:  # one paragraph: what comes first is the lead
        again, body = _first_told(again)
    if not body or len(again) > MOST_LEADS or len(body) > MOST_BODY:
        return
    for one, figure in again:
        if figure.word and figure.unit == "pct":
            yield from _share(scene.document.text, one, figure, body)
        elif _telling(figure):
            yield from _hyphened(one, figure, body)
            yield from _value(scene.document.text, one, figure, body)


def _first_told(told: list[tuple[Told, Figure]]) -> tuple[list[tuple[Told, Figure]], list[tuple[Told, Figure]]]:
    first = told[0][0].span
    return [each for each in told if each[0].span == first], [each for each in told if each[0].span != first]


def _in_table(scene: Scene, told: Told) -> bool:
    return scene.document.blocks[told.block].table is not None


def leads_of(scene: Scene) -> set[Span]:
    """The sentences of titles, leads, lists behind them and conclusions."""
    found: set[Span] = set()
    first = True
    opening = True  # a title, or the name of a lead, and the list right behind it
    for frame in scene.frames:
        found |= {one.span for one in summed(frame)}
        block: int | None = None
        for one in frame.sentences:
            if _in_table(scene, one):
                continue
            if block is not None and (one.block != block or _BODY.match(one.words)):
                block = None
            if _LEAD.match(one.words):
                block = one.block
            opening = (one.item and opening) or (
                _LEAD.match(one.words) is not None or (first and _title_like(scene, one))
            )
            if opening and one.item:
                found.add(one.span)
            if block == one.block or (first and _title_like(scene, one)):
                found.add(one.span)
            elif _BODY.match(one.words) and not _LEAD.match(one.words):
                found.discard(one.span)
            first = first and not one.words.strip()
        found -= {one.span for one in _behind_body(frame.sentences)}
    return found


def _behind_body(sentences: tuple[Told, ...]) -> Iterator[Told]:
    """``Key points: ... Full story: ...`` in one block: from the second word on it is the body."""
    block: int | None = None
    for one in sentences:
        if _BODY.match(one.words) and not one.heading:
            block = one.block
        elif block != one.block or _LEAD.match(one.words):
            block = None
        if block is not None:
            yield one


def _title_like(scene: Scene, told: Told) -> bool:
    """The first line, short and without a full stop."""
    words = told.words.strip()
    block = scene.document.blocks[told.block]
    alone = block.span.end - block.span.start <= len(told.words) + 4
    bold = words.startswith("**") and words.endswith("**")
    alone_in_text = len(scene.document.blocks) == 1 or not words.isascii() or words[-2:-1] in "])"
    stops = "。.!?！？;；:：" if alone_in_text else "?？;；:："  # an English title may end like a sentence
    plain = len(words) <= (TITLE if not words.isascii() else 2 * TITLE) and words[-1:] not in stops
    return alone and block.kind is not BlockKind.LIST_ITEM and (bold or plain) and told.role is not Role.REFERENCES


def _telling(figure: Figure) -> bool:
    if figure.value is None or figure.unit in _SKIPPED or figure.word or value_of(figure) <= 0:
        return False
    if figure.comparator is not Comparator.EQUAL:
        return _roughly(figure) and len(value_of(figure).normalize().as_tuple().digits) > 1
    return value_of(figure) >= 3 or figure.decimals > 0


_ROUGH = frozenset({Comparator.MORE, Comparator.AT_LEAST, Comparator.ABOUT, Comparator.NEARLY})


def _roughly(figure: Figure) -> bool:
    """``超8.6万``, ``8.6万余``: said with as many digits, so that an exchange of two still shows."""
    return figure.comparator in _ROUGH and figure.unit not in {"pct", *TIME_UNITS}


_TRIAL_OF = lazy(
    r"^[- ](?:person|people|patient|participant|subject|volunteer|adult|woman|man|child)\b|^\s?(?:例患者|人|名患者|名受试者)的?(?:随机|研究|试验|队列|观察|调查)"
)
_STUDIED = lazy(
    r"(?:\b(?:followed|studied|enrolled|recruited|randomi[sz]ed|included|treated|surveyed|interviewed|tested|examined)(?: up)?|纳入|入组|招募|调查|随访|观察|追踪)(?:了)?(?: a total of| the)?\s?$"
)


def _hyphened(told: Told, figure: Figure, body: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``A 90-person trial`` whose body followed 190 adults and nobody else."""
    if not told.heading or not _TRIAL_OF.match(told.words[figure.span.end - told.span.start :][:24]):
        return
    counts = [(one, f) for one, f in body if f.unit == "count" and f.value is not None]
    studied = [f for one, f in counts if _STUDIED.search(one.words[: f.span.start - one.span.start][-40:])]
    if len({value_of(f) for f in studied}) == 1 and not present(figure, [f for _, f in body]):
        yield from fault(figure, studied[0])


# --- values -------------------------------------------------------------------------------------


def _value(text: str, told: Told, figure: Figure, body: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    if present(figure, [f for _, f in body]):
        return
    like = [
        f
        for one, f in body
        if f.value is not None
        and not f.word
        and (f.comparator is Comparator.EQUAL or (_roughly(f) and exchanged(value_of(figure), _as_told(f, figure))))
        and (figure.arm is None or f.arm is None or f.arm == figure.arm)
        and _alike(text, told, figure, one, f)
        and not told_more_widely(told, one)
        and not _of_another_year(told, figure, one, f)
    ]
    if len({value_of(f) for f in like}) == 1:
        yield from fault(figure, like[0])
    elif figure.unit == "pct" and not like:
        yield from _counted(text, told, figure, body)


_BY_THEN = lazy(r"\bby (20\d\d)\b|(?:到|至)\s?(20\d\d)\s?年")


def _of_another_year(told: Told, figure: Figure, one: Told, other: Figure) -> bool:
    """``to reach 25.8 billion by 2030``: unless digits changed places, only what is told for that year is the same."""
    then = _BY_THEN.search(told.words)
    if then is None or exchanged(value_of(figure), _as_told(other, figure)):
        return False
    return (then[1] or then[2]) not in one.words[max(0, other.span.start - one.span.start - 16) :][:60]


def _alike(text: str, told: Told, figure: Figure, one: Told, other: Figure) -> bool:
    slip = exchanged(value_of(figure), _as_told(other, figure))
    if (
        not slip
        and told.words[: figure.span.start - told.span.start].endswith("第")
        and in_another_year(one.words[: other.span.start - one.span.start])
    ):
        return False
    if not slip and figure.comparator is not Comparator.EQUAL:
        return False
    if slip and figure.unit == other.unit == "count" and _all_of(told, figure) and _all_of(one, other):
        return True
    if (
        slip
        and (told.heading or told.words.lstrip().startswith("**"))
        and _long(figure)
        and {figure.unit, other.unit} <= _LOOSE
        and not _OTHER_YEAR.search(one.words)
    ):
        return True
    common = len(words_of(told) & words_of(one))
    another = _OTHER_YEAR if slip else _ELSEWHEN
    if (another.search(one.words) and not (slip and common >= SURE)) or (not slip and _ELSEWHEN.search(told.words)):
        return False
    if figure.unit != other.unit and not (slip and {figure.unit, other.unit} <= _LOOSE):
        return False
    if figure.unit in TIME_UNITS and ("岁" in figure.raw) != ("岁" in other.raw):
        return False
    if slip:
        return common >= (SLIP_SHARED if figure.unit == other.unit else SHARED)
    if figure.unit in TIME_UNITS:
        return bool(told.heading and common and figure.decimals > 0 and _one_digit(figure, other))
    same_things = noun_of(text, figure) & noun_of(text, other) or _classifier(figure) == _classifier(other) != ""
    if same_things and _one_digit(figure, other) and _anchored(told, figure, one, other):
        return True
    if figure.unit == "study" and same_things and _POOLED.search(one.words) and _THESE.search(told.words):
        return True
    reach = NEAR_ENGLISH if told.words.isascii() else NEAR
    near = len(beside(text, figure, *reach) & beside(text, other, *reach))
    same_noun = bool(noun_of(text, figure) & noun_of(text, other)) or figure.unit not in _LOOSE
    return near >= SHARED and same_noun and common >= SHARED + 1


def _long(figure: Figure) -> bool:
    """Four digits do not come to differ by an exchange by chance."""
    return len(value_of(figure).normalize().as_tuple().digits) >= 4


def _anchored(told: Told, figure: Figure, one: Told, other: Figure) -> bool:
    """``27个省份、3 846名产妇`` and ``37个省份的3 846名产妇``: beside both stands a number that is told again as it was."""
    mine, theirs = (
        {(value_of(f), f.unit) for f in each.figures if f is not own and f.value is not None and value_of(f) >= ANCHOR}
        for each, own in ((told, figure), (one, other))
    )
    return bool(mine & theirs)


_POOLED = lazy(r"纳入|pooled|included|identified|meta")
_THESE = lazy(r"现有|这些?\s?\d|上述|所纳入|these \d|the \d|included")


def _classifier(figure: Figure) -> str:
    """``个省``, of two characters at least, or ``RCT``."""
    words = expressions.search(r"[一-鿿]{2,4}$|(?<=项)[A-Z]{3,5}$", figure.raw)
    return words[0] if words else ""


def _one_digit(figure: Figure, other: Figure) -> bool:
    """2.5 hours and 1.5 hours."""
    left, right = f"{value_of(figure):f}", f"{value_of(other):f}"
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1


_ALL_OF = lazy(r"(?:共|合计|总计|一共|总共|共计|in total|altogether|\btotal of|\ball)\s?(?:纳入|有|为|计|入组)?\s?$")


def _all_of(told: Told, figure: Figure) -> bool:
    """``共2 496例``, ``合计2 946例``: each is said to be everybody."""
    start = figure.span.start - told.span.start
    return _ALL_OF.search(told.words[max(0, start - 12) : start]) is not None


def words_of(told: Told) -> frozenset[str]:
    """The content words of a sentence; every pair of figures asks."""
    if "tokens" not in told.known:
        told.known["tokens"] = frozenset(tokens(told.words))
    found: frozenset[str] = told.known["tokens"]
    return found


def _as_told(other: Figure, figure: Figure) -> Decimal:
    """The other value with as many digits as a figure has: 117 862 as 11.8万."""
    value = value_of(other)
    return (
        round(value.scaleb(figure.decimals)).__int__() * Decimal(1).scaleb(-figure.decimals)
        if figure.decimals < other.decimals
        else value
    )


def _counted(text: str, told: Told, figure: Figure, body: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``有效率89.2%`` of a lead, where the body has ``48例中有效38例`` and no share of its own."""
    mine = beside(text, figure, *((60, 60) if told.words.isascii() else (20, 8)))
    others = [f for f in told.figures if f.unit == "pct" and f is not figure and f.value is not None]
    like = []
    for one in {id(one): one for one, _ in body}.values():
        for whole, part in _pairs(one):
            if any(abs(value_of(part) * 100 / value_of(whole) - value_of(f)) <= 1 for f in others):
                continue
            near = (
                words_of(one)
                if len(one.words) < NEAR[0] * 2
                else beside(text, part, 60, 60) | beside(text, whole, 30, 0)
            )
            if len(mine & near) >= SHARE_SHARED and (figure.arm is None or part.arm in {None, figure.arm}):
                like.append(part)
    if len({f.span for f in like}) == 1 and not _ELSEWHEN.search(told.words.replace("对照", "").replace("control", "")):
        yield from fault(figure, like[0])


def _pairs(told: Told) -> Iterator[tuple[Figure, Figure]]:
    """Each whole with the part that stands right behind it, or before ``of``."""
    counts = [f for f in told.figures if f.unit in _LOOSE and f.value is not None and not f.decimals]
    for one, two in pairwise(counts):
        gap = told.words[one.span.end - told.span.start : two.span.start - told.span.start]
        if _OF.fullmatch(gap) and value_of(two) > value_of(one) > 0:
            yield two, one
        elif _OF_THEM.search(gap) and value_of(one) > value_of(two) > 0:
            yield one, two


_OF = lazy(r" (?:out )?of (?:the )?")
_OF_THEM = lazy(r"^[^，。;]{0,6}?[中里]")


def present(figure: Figure, body: list[Figure]) -> bool:
    """Is the value told in the body, in any unit, rounded, or made from two others?"""
    value = value_of(figure)
    alike = _LOOSE if figure.unit in _LOOSE else {figure.unit, "none"}
    bounds = {
        each
        for f in body
        if f.unit in alike or f.value is None or f.denominator
        for each in (f.low, f.high, f.denominator)
    }
    if figure.comparator is not Comparator.EQUAL and any(
        abs(value_of(f) - value) * 8 <= value for f in body if f.unit in alike and f.value is not None
    ):
        return True
    if value in bounds or any(equal(figure, f) for f in body if f.unit == figure.unit):
        return True
    if figure.unit in TIME_UNITS and _same_time(figure, body):
        return True
    own = [
        value_of(f)
        for f in body
        if f.unit in ({figure.unit} | (_LOOSE if figure.unit in _LOOSE else {"none"} if figure.decimals > 0 else set()))
        and f.value is not None
    ]
    if value in reachable(own) or any(_near(value, each) for each in own):
        return True
    if figure.unit in {"pct", "pp", "fold"}:
        counts = [
            value_of(f) for f in body if f.value is not None and f.value > 0 and f.unit in _LOOSE | {"pct", "none"}
        ]
        return any(_made(figure, one, two) for one, two in combinations(counts[:24], 2))
    return any(one * two == value for one, two in combinations(own[:16], 2))


def _near(value: Decimal, other: Decimal) -> bool:
    """1,000 may stand for 1,024."""
    digits = str(int(value)).rstrip("0")
    round_number = value == int(value) and value >= 100 and len(digits) <= 2 and len(digits) < len(str(int(value))) - 1
    return round_number and abs(value - other) * 20 <= value


def _same_time(figure: Figure, body: list[Figure]) -> bool:
    mine = days(value_of(figure), figure.unit)
    for other in body:
        theirs = days(value_of(other), other.unit) if other.unit in TIME_UNITS else None
        if mine is not None and theirs is not None and abs(mine - theirs) * 16 <= max(mine, theirs):
            return other.unit != figure.unit or mine == theirs
    return False


def _made(figure: Figure, one: Decimal, two: Decimal) -> bool:
    low, high = sorted((one, two))
    room = Decimal("0.6").scaleb(-max(figure.decimals, 0))
    value = value_of(figure)
    if figure.unit == "fold":
        return abs(high / low - value) <= room * 2
    ways = (low * 100 / high, (high - low) * 100 / high, (high - low) * 100 / low, high - low, 100 - one, 100 - two)
    return any(abs(each - value) <= room for each in ways)


# --- shares in words ----------------------------------------------------------------------------


def _share(text: str, told: Told, figure: Figure, body: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``Roughly a half of the 318 women`` where the body knows of 26% only."""
    if figure.comparator not in {Comparator.EQUAL, Comparator.ABOUT, Comparator.NEARLY} or figure.value is None:
        return
    mine = words_of(told)
    shares: list[tuple[Decimal, Figure, int]] = []
    for one, other in body:
        common = len(mine & (beside(text, other, 60, 60) if other.unit != "pct" else words_of(one)))
        if other.unit == "pct" and other.value is not None:
            shares.append((value_of(other), other, common))
        elif other.unit in _LOOSE and other.value is not None:
            wholes = [
                f for f in one.figures if f.unit in _LOOSE and f.value is not None and value_of(f) > value_of(other) > 0
            ]
            wholes += [
                f for _, f in body if f.unit == "count" and f.value is not None and value_of(f) > value_of(other) > 0
            ]
            shares += [(value_of(other) * 100 / value_of(f), other, common if f in one.figures else 0) for f in wholes]
    room = Decimal(8) if figure.comparator is Comparator.EQUAL else Decimal(12)
    stated = value_of(figure)
    if not shares or any(abs(value - stated) <= room or abs(100 - value - stated) <= 2 for value, _, _ in shares):
        return
    plain = {Comparator.EQUAL, Comparator.ABOUT}
    like = [f for _, f, common in shares if common >= SHARE_SHARED and f.comparator in plain]
    if len({f.span for f in like}) == 1 and not _ELSEWHEN.search(told.words):
        yield from fault(figure, like[0])
