"""A total and the list right behind it, of whatever is counted or paid, read as labels and numbers.

``投诉48件：服务态度21件……其他8件``, "of the $900,000, $540,000 goes on staff ... the remaining $250,000": the last item is the
rest, or the text says that this is all, or the four blood groups are. A list of which nothing says that it is complete is held
against its total only where two digits exchanged in one item make it whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from claimlint.language.expressions import lazy
from claimlint.language.numerals import ENGLISH_WORDS
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe

MOST_ITEMS, LONGEST = 12, 400
FEWEST = 2
WORDS = r"(?:\d{1,4}(?:,\d{3})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty)"
_CURRENCIES = frozenset("$£€¥")


class Item(Struct, frozen=True):
    """A number with what stands before it, and what it is counted in."""

    value: Decimal
    kind: str
    start: int
    end: int
    label: str


_NUMBER = lazy(
    r"(?<![\d.,a-z-])(?P<c>[$£€¥]\s?)?(?P<n>\d{1,3}(?:[, ]\d{3}){1,3}(?!\d)|\d{1,9}(?:\.\d{1,3})?)(?P<m>\s?(?:万亿|万|亿|million|bn|m)(?![a-z]))?[\s-]?"
    r"(?P<u>%|人次|例次|台次|张次|[例人名位件份台张家所只辆户个元次篇项支床盒吨户亩批套棵]|(?:mg|g|ml|km|years?|months?|weeks?|days?|hours?|minutes?|points?|mm|cm|kg)(?![a-z])|年|月|日|岁|天|周|时|分|小时)?(?!\d|[:/]\d)"
)
_NO_PARTS = frozenset(
    [
        "年",
        "月",
        "日",
        "岁",
        "天",
        "周",
        "时",
        "分",
        "小时",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "point",
        "mm",
        "cm",
        "kg",
    ]
)
_SHARED = lazy(
    r"\d\s?[:∶]\s?\d|重叠|同时|既|兼有|合并|一人多|多选|不止|均有|both\b|overlapp|one or more|more than one|at least one|multiple|可多选|筛查|筛选|不良|副作用|症状|并发症|既往|adverse|symptom|complication|comorbid|"
    r"[每各][组名例人位]|较|比上|增加|减少|上年|去年|同比|compared|previous|screened|including|such as|主要|以上|以下|约|近|余[例人名位件]|多[例人名位件]|超过?|逾|不足|about|over \d|nearly|more than|分别.{1,30}分别|平均|"
    r"(?:hypertens|diabet|overweight|obes|smok|asthma|dyslipid)[^.;]*(?:hypertens|diabet|overweight|obes|smok|asthma|dyslipid)|"
    r"each|per |further|other sources|extra\b|from elsewhere|追加|另外|超出|其他来源|脱落|失访|退出|剔除|withdr|dropped|lost|不含|另有|不计入|除外|not counting|excluding|人均|其中[^。]{1,60}其中|of whom[^.]{1,60}of whom|包括"
)
_REST = lazy(
    r"(?:其他|其它|其余|余下?|剩余|剩下|不详|未知|the remaining|remaining|the rest|everything else|all else|\bothers?|unknown)(?: for| by)?[一-鿿]{0,4}(?: is| are| was| were| being)?\W{0,3}$"
)
_REST_BEHIND = lazy(
    r"^ (?:[a-z]{3,12} )?(?:others?|of other (?:kinds|types|sorts|causes)|unknown|the rest|to the rest|elsewhere)\b"
)
_ALL = lazy(
    r"made up (?:entirely |solely )?of|consist(?:s|ed|ing)? (?:entirely |solely )?of|compris(?:es|ed|ing)|spread (?:over|across)|split (?:between|into|among)|divided (?:between|into|among)|"
    r"由[^。;]{2,60}(?:组成|构成)|分为|分成|构成|由以下|全部为|均为|dividing into|broken down|breaks? down|shared (?:by|between|among)|allocated"
)
_GAP = lazy(r"[^。;；!?]{0,40}")
_GROUPS = lazy(r"(?<![a-z])(?P<g>ab|[abo])\s?型?(?:血)?(?:者|占|为|:|\s){0,3}$")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a total and two items or more behind it."""
    for frame in scene.frames:
        for index, told in enumerate(frame.sentences):
            if len(told.words) <= LONGEST and not told.heading and scene.document.blocks[told.block].table is None:
                ahead = frame.sentences[index - 1] if index and frame.sentences[index - 1].block == told.block else None
                yield from _check(frame, ahead, told)
                if " the other " in told.words or " the remaining " in told.words:
                    yield from _the_other(told)


def _check(frame: Frame, ahead: Told | None, told: Told) -> Iterator[Observation]:
    every = _items(told.words)
    if len(every) > FEWEST and not any(item.kind in _NO_PARTS for item in every) and not _SHARED.search(told.words):
        yield from _hundred(told, every)
    for run in _runs(told, every):
        for total, where, parts in _readings(ahead, told, every, run):
            one = _judged(frame, told, total, where, parts)
            if one is not None:
                yield one
                return


def _runs(told: Told, every: Sequence[Item]) -> Iterator[list[Item]]:
    """Items of one kind that follow each other without a full clause between two; the rest is the last of them."""
    run: list[Item] = []
    for item in every:
        told_of = item.kind not in _NO_PARTS and item.kind.rstrip("s") not in _NO_PARTS and item.kind != "%"
        if run and not (told_of and item.kind == run[-1].kind and _GAP.fullmatch(told.words[run[-1].end : item.start])):
            yield run
            run = []
        if told_of:
            run.append(item)
            if len(run) > FEWEST and _is_rest(told, item):
                yield run
                run = []
    yield run


def _readings(
    ahead: Told | None, told: Told, every: Sequence[Item], run: list[Item]
) -> Iterator[tuple[Item, Told, list[Item]]]:
    """The totals that a run of items may have: its first, one before it, or one of the sentence before."""
    if FEWEST < len(run) <= MOST_ITEMS:
        yield run[0], told, run[1:]
        rest = _is_rest(told, run[-1])
        for before in [item for item in every if item.end <= run[0].start and item.kind == run[0].kind][-2:]:
            yield before, told, run
        if ahead is not None and rest:
            earlier = [item for item in _items(ahead.words) if item.kind in {"", run[0].kind}]
            if len(earlier) == 1:
                yield earlier[0], ahead, run


def _judged(frame: Frame, told: Told, total: Item, where: Told, parts: list[Item]) -> Observation | None:
    values = [part.value for part in parts]
    found = sum(values, Decimal(0))
    if found == total.value or total.value < MOST_ITEMS:
        return None
    start = total.start if where is told else 0
    listed = told.words[max(0, start - 24) : parts[-1].end + 24]
    slipped = len(parts) > FEWEST and _slip(total.value, values)
    near = max(values) < total.value and abs(found - total.value) * 3 <= total.value
    if not (slipped or near) or _SHARED.search(listed) or (where is not told and _SHARED.search(where.words)):
        return None
    if any(part.label.strip() == "" for part in parts) and not told.words.isascii():
        return None
    between = told.words[total.end : parts[0].start] if where is told else ":"
    if not _LINK.search(between) and not _ALL.search(listed) and not _OF.search(total.label):
        return None
    paid_more = found > total.value and (total.kind.endswith("元") or total.kind[:1] in _CURRENCIES)
    sure = (
        paid_more
        or _of_a_kind(told, total, parts)
        or _is_rest(told, parts[-1])
        or _blood(parts)
        or _ALL.search(between) is not None
    )
    if (
        not (slipped or (near and sure))
        or _told_elsewhere(frame, told, found)
        or _makes_another(parts, total, _is_rest(told, parts[-1]))
    ):
        return None
    return _fault(told, total.value, total, parts, where)


def _makes_another(parts: Sequence[Item], total: Item, ends: bool) -> bool:
    """Is a part itself the sum of those behind it, or do the first of them make the total?"""
    values = [part.value for part in parts]
    if total.value in {sum(values[::2], Decimal(0)), sum(values[1::2], Decimal(0))}:
        return True  # 11 in adults (5,230 people) and 16 in children (4,186): things of two sorts in turn
    if any(sum(values[:size], Decimal(0)) == total.value for size in range(2, len(values))):
        return True
    return not ends and any(sum(values[at + 1 :], Decimal(0)) == values[at] for at in range(len(values) - FEWEST))


_NAMES_A_CLASS = lazy(r"(?:grades?|stages?|types?|class|level|phase|group|第)\s?$")  # grade 1 in 38


def _items(words: str) -> list[Item]:
    found: list[Item] = []
    end = 0
    for match in _NUMBER.finditer(words):
        if _NAMES_A_CLASS.search(words, max(0, match.start() - 8), match.start()):
            continue
        kind = (match["c"] or "").strip() + (match["m"] or "").strip() + (match["u"] or "")
        value = Decimal(match["n"].replace(",", "").replace(" ", ""))
        found.append(Item(value, kind, match.start(), match.end(), words[max(end, match.start() - 20) : match.start()]))
        end = match.end()
    paid = [item for item in found if item.kind[:1] in _CURRENCIES]
    return paid if len(paid) > FEWEST else found


_LINK = lazy(r"[:(（—–]|其中|按|依|分布|发生[于在]|来自|\bof (?:which|whom|these|them)\b")
_OF = lazy(r"\b(?:of|the) [a-z' -]{0,16}$")
_LABEL = lazy(r"([一-鿿]{2})(?:有|共|各|为|:|\s){0,2}$")


def _of_a_kind(told: Told, total: Item, parts: Sequence[Item]) -> bool:
    """``医师286人：主任医师34人，副主任医师72人……``: a colon, and labels that all end alike as that of the total does."""
    ends = [match[1] if (match := _LABEL.search(part.label)) else None for part in parts]
    colon = told.words[total.end : total.end + 2].lstrip()[:1] in {":", "("}
    named = ends[0] is not None and ends[0] in told.words[max(0, total.start - 8) : total.start]
    return colon and named and len(parts) > FEWEST and len(set(ends)) == 1


def _is_rest(told: Told, last: Item) -> bool:
    return _REST.search(last.label) is not None or _REST_BEHIND.match(told.words[last.end :]) is not None


def _blood(parts: Sequence[Item]) -> bool:
    found = [_GROUPS.search(part.label) for part in parts]
    return {match["g"] for match in found if match} == {"a", "b", "o", "ab"} and len(parts) == len(found) == 4


def _side_by_side(told: Told, total: Item, parts: Sequence[Item]) -> bool:
    """No full clause between two items, and nothing of another sort behind the list."""
    ends = [total, *parts]
    gaps = [told.words[one.end : two.start] for one, two in pairwise(ends)]
    return all(_GAP.fullmatch(gap) for gap in gaps)


def _slip(total: Decimal, values: Sequence[Decimal]) -> bool:
    """Do two digits exchanged in one item, or in the total, make it right?"""
    found = sum(values, Decimal(0))
    return exchanged(total, found) or any(
        exchanged(value, total - (found - value)) for value in values if total > found - value and value >= MOST_ITEMS
    )


def _told_elsewhere(frame: Frame, told: Told, found: Decimal) -> bool:
    """Is the sum another number told?"""
    return any(f.value == found for one in frame.sentences for f in one.figures) or any(
        item.value == found for item in _items(told.words)
    )


_THE_OTHER = lazy(
    rf"\bof (?:our |the |these |all )?(?P<t>{WORDS}) [a-z]{{3,14}}s?,? (?P<a>{WORDS}) [^.;,\d]{{3,50}}?,? and the (?:other|remaining) (?P<b>{WORDS})\b(?! of\b)"
)


def _the_other(told: Told) -> Iterator[Observation]:
    """``Of our 18 researchers, 11 are based in Lyon and the other seven in Ghent``."""
    for match in _THE_OTHER.finditer(told.words):
        total, one, other = (_spelled(match[name]) for name in "tab")
        if total and one and other and one + other != total and one < total:
            place, behind = (Span(told.span.start + match.start(n), told.span.start + match.end(n)) for n in "tb")
            line = f"{plain(one)} + {plain(other)} = {plain(one + other)} ≠ {plain(total)}"
            yield observe(
                "parts-total", behind, line, related=[(place, match["t"])],
                stated=plain(total), sum=plain(one + other), parts=f"{plain(one)} + {plain(other)}",
            )  # fmt: skip


def _spelled(words: str) -> Decimal | None:
    number = ENGLISH_WORDS.get(words)
    return Decimal(words.replace(",", "")) if words[:1].isdigit() else None if number is None else Decimal(number)


def _hundred(told: Told, items: Sequence[Item]) -> Iterator[Observation]:
    """The shares of the four blood groups, or shares of which the last is the rest."""
    shares = [item for item in items if item.kind == "%"]
    if len(shares) != len(items) or len(shares) <= FEWEST or not _side_by_side(told, shares[0], shares[1:]):
        return
    found = sum((share.value for share in shares), Decimal(0))
    if (_blood(shares) or _is_rest(told, shares[-1])) and 1 < abs(found - 100) * 3 <= 100:
        yield _fault(told, Decimal(100), shares[0], shares)


def _fault(told: Told, stated: Decimal, total: Item, parts: Sequence[Item], where: Told | None = None) -> Observation:
    found = sum((part.value for part in parts), Decimal(0))
    span = Span(told.span.start + parts[0].start, told.span.start + parts[-1].end)
    at = (where or told).span.start
    place = Span(at + total.start, at + total.end)
    added = " + ".join(plain(part.value) for part in parts)
    return observe(
        "parts-total", span, f"{added} = {plain(found)} ≠ {plain(stated)}", related=[(place, plain(stated))],
        stated=plain(stated), sum=plain(found), parts=added,
    )  # fmt: skip
