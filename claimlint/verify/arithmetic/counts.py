"""Percentages against the counts that they were worked out from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import (
    NONE,
    agrees,
    denominators,
    exact,
    fitting,
    listed,
    plain,
    share,
    show,
    value_of,
)
from claimlint.verify.arithmetic.parts import LOST, counts_in, counts_of, near
from claimlint.verify.arithmetic.records import RATE_WORD, Record, in_brackets, is_change, records, usable
from claimlint.verify.doubts.other_readings import STAFF_BEHIND, able_to_hold, in_a_row, makes_up_another
from claimlint.verify.doubts.other_things import of_others_named
from claimlint.verify.scenes.numbers import spelled
from claimlint.verify.scenes.scene import Frame, Scene, kind_of, observe
from claimlint.verify.scenes.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Every percentage that no denominator in sight explains."""
    for frame in scene.frames:
        found = [record for told in frame.sentences for record in records(told)]
        if found or any(told.heading and told.of_kind("P") for told in frame.sentences):
            yield from _check_frame(frame, found)


def _check_frame(frame: Frame, found: list[Record]) -> Iterator[Observation]:
    found += _across(frame, found)
    found += _headlines(frame, found)
    totals = _totals(frame) or _proven(frame, found)
    if not totals and _both_sexes(frame):
        totals = [f for f in frame.figures if kind_of(f) == "C"]
    reached = _reached(totals) | wholes(frame)
    accused: list[Record] = []
    for record in found:
        if record.whole_value is not None:
            if (
                not fits(record, record.whole_value)
                and not _first_of_a_list(record)
                and not _ANOTHER_RATE.match(*_behind(record))
            ):
                yield _explicit_fault(record)
        elif makes_up_another(record.told, record.part, record.percent) or _of_another_whole(frame, record):
            continue
        elif _larger(record, totals) and not _explained(
            record, reached | _survivors(frame, record.part) | _named_wholes(frame, record), frame
        ):
            bound = _bound(frame, record, totals)
            if _larger(record, bound) and not _of_others_named(frame, record, bound):
                accused.append(record)
                yield implied_fault(record, bound)
        elif (whole := _passed(record, found, totals)) is not None:
            yield implied_fault(record, [whole])
    yield from _mixed(frame, [record for record in found if record not in accused], totals)


_ANOTHER_RATE = lazy(
    r",? (?:and )?(?:an? |the )?(?:sensitivity|specificity|ppv|npv|accuracy|positive predictive|negative predictive)|[,，、和]\s?(?:灵敏度|敏感[性度]|特异[性度]|阳性预测|阴性预测|准确[率度])"
)  # 7 of the 480 were positive, for a sensitivity of 82.5%, specificity of 98.5%


_OPENED, _LISTED = lazy(r"[(（]\s?$"), lazy(r"\s?[,，、]\s?\d{1,5}(?:[,，、]| and|和|及)")


def _first_of_a_list(record: Record) -> bool:
    """``14.3%, 42.9% and 42.9% of the 21 (3, 9 and 9 people)``: the counts are told in the order of the shares."""
    ahead, behind = record.told.words[: record.part.span.start - record.told.span.start], record.part.span.end
    return bool(_OPENED.search(ahead) and _LISTED.match(record.told.words, behind - record.told.span.start))


def _behind(record: Record) -> tuple[str, int]:
    return record.told.words, record.percent.span.end - record.told.span.start


_GROUP_RATE = shaped(r"<C>[,，]?[一-鿿a-z\d-]{0,12}率`{0,4}?<P>[;；]$")
_BARE_PAIR = shaped(r"<C>[,，]\s?<P>")


def _as_before(frame: Frame, record: Record) -> bool:
    """``男生806人，近视率48.7%；女生766人，53.5%``: across a semicolon as well."""
    index = frame.sentences.index(record.told)
    if not index or record.part not in record.told.figures or record.part.span.start > record.percent.span.start:
        return False
    place = record.told.places[record.told.figures.index(record.part)]
    bare = _BARE_PAIR.match(record.told.shape, place) is not None
    return bare and _GROUP_RATE.search(frame.sentences[index - 1].shape.rstrip()) is not None


def _of_another_whole(frame: Frame, record: Record) -> bool:
    return _as_before(frame, record) or _of_each_arm(record) or _of_number_near(frame, record)


_SECOND_SHARE = lazy(r"\s?(?:and|vs\.?|versus|v|/|、|和|与|对|比)\s?\d{1,3}(?:\.\d{1,2})?\s?%(?!\s?ci)")


def _of_each_arm(record: Record) -> bool:
    """``Eleven patients (14.8% and 9.5% by arm)``: two shares behind one count are of two wholes."""
    shift = record.told.span.start
    between = record.told.words[record.part.span.end - shift : record.percent.span.start - shift]
    second = _SECOND_SHARE.match(record.told.words, record.percent.span.end - shift)
    return second is not None and "(" in between


_BARE_NUMBER = lazy(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{2,7})(?![\d.%年]|,\d)")


def _of_number_near(frame: Frame, record: Record) -> bool:
    """``1,204 admissions were notified, 51 (4.2%) of them``: is a number told just before, of whatever, the whole?"""
    at = frame.sentences.index(record.told)
    place = min(record.part.span.start, record.percent.span.start)
    near = {
        Decimal(match[0].replace(",", ""))
        for told in frame.sentences[max(0, at - 2) : at + 1]
        if told.block == record.told.block
        for match in _BARE_NUMBER.finditer(told.words, 0, max(0, min(place - told.span.start, len(told.words))))
    }
    return exact(record.percent) and any(one > value_of(record.part) and fits(record, one) for one in near)


def _of_others_named(frame: Frame, record: Record, bound: list[Figure]) -> bool:
    """Is the share one of those whom its words name, and the whole told of others?"""
    main = _main_total(record, bound)
    where = next(told for told in frame.sentences if main in told.figures)
    at, end = main.span.start - where.span.start, main.span.end - where.span.start
    ahead = record.told.words[: record.percent.span.start - record.told.span.start]
    return of_others_named(ahead, where.words[max(0, at - 12) : end + 8])


_ALONE = {"relapse", "death", "infection"}


def _across(frame: Frame, found: list[Record]) -> list[Record]:
    """``9例患者……复发……。复发率为45%``: the one count and the one rate of an outcome in a passage without arms."""
    taken = {record.percent.span for record in found} | {record.part.span for record in found}
    result = []
    if expressions.search(r"组(?!织|成|合)|group|\barm\b", frame.words):
        return []
    for concept in sorted(_ALONE):
        mine = [f for f in frame.figures if f.endpoint == {concept} and f.span not in taken and not f.qualifiers]
        counts = [f for f in mine if f.unit == "count" and f.role == "n_event" and f.denominator is None]
        rates = [f for f in mine if f.unit == "pct"]
        if len(counts) == 1 and len(rates) == 1 and usable(counts[0], rates[0]) and rates[0].anchor is None:
            told = next(told for told in frame.sentences if rates[0] in told.figures)
            if RATE_WORD.search(told.words) and not is_change(told, rates[0]):
                result.append(Record(counts[0], rates[0], None, None, told))
    return result


def _headlines(frame: Frame, found: list[Record]) -> list[Record]:
    """A heading's ``80%患者症状缓解`` and the one count of that outcome in the text below."""
    taken = {record.percent.span for record in found}
    result = []
    if expressions.search(r"组(?!织|成|合)|group|\barm\b", frame.words):
        return []
    for told in frame.sentences:
        for rate in told.of_kind("P") if told.heading else ():
            if not rate.endpoint or rate.role != "response" or rate.span in taken or rate.value is None:
                continue
            rest = [
                f for other in frame.sentences if not other.heading for f in other.figures if f.endpoint & rate.endpoint
            ]
            counts = [f for f in rest if kind_of(f) == "C"]
            alone = len(counts) == 1 == len(rest) and counts[0].role == "n_event" and not counts[0].qualifiers
            if alone and usable(counts[0], rate):
                result.append(Record(counts[0], rate, None, None, told))
    return result


def _proven(frame: Frame, found: list[Record]) -> list[Figure]:
    """Numbers of anything (samples, operations) that some share of the passage was worked out from."""
    numbers = [f for f in frame.figures if f.unit == "none" and exact(f) and f.decimals == 0 and value_of(f) >= 10]
    return [f for f in numbers if any(fits(record, value_of(f)) for record in found if record.part.span != f.span)]


def fits(record: Record, whole: Decimal) -> bool:
    """Is the percentage the part's share of this whole, as printed?"""
    part = value_of(record.part)
    if not whole:
        return False
    if whole < part:  # 262 of a target of 200: 131%
        return value_of(record.percent) > 100 and agrees(share(part, whole), record.percent)
    if whole == part and not record.complement:
        return value_of(record.percent) == 100  # all of them, not nearly all
    of_the_others = record.complement or (in_brackets(record) and record.part.denominator is None)  # not 59% (8/20)
    return agrees(share(part, whole), record.percent) or (
        of_the_others and agrees(share(whole - part, whole), record.percent)
    )


def _bound(frame: Frame, record: Record, totals: list[Figure]) -> list[Figure]:
    found = [one for one in totals if able_to_hold(frame, record.told, record.part, one)]
    return [one for one in found if not in_a_row(record.told, one)]


def _larger(record: Record, totals: list[Figure]) -> bool:
    """Is any number told that could be the whole? Else the text does not name it."""
    return any(value_of(total) > value_of(record.part) for total in totals)


_LEAST_OF_A_LIST = 2


def _passed(record: Record, found: list[Record], totals: list[Figure]) -> Figure | None:
    """``Of 5,172 bites 2,851 (55.1%) …, 12,019 (38.9%) …, 303 (5.9%)``: the total that others of its list are shares of, and it is more than."""
    others = [other for other in found if other.told is record.told and other is not record]
    named = [other.whole for other in others if other.whole is not None and other.whole is not other.part]
    for total in (*totals, *named):
        own = [other for other in others if fits(other, value_of(total))]
        if len(own) >= _LEAST_OF_A_LIST and value_of(record.part) > value_of(total) and value_of(record.percent) < 100:
            return total
    return None


_NEAR = 8  # characters between a count and the percentage that is surely its own


_ALL_TOLD = lazy(
    r"总(?:体|的)?[一-鿿]{2,4}率(?:为|达到?|是|:)?\s?$|overall (?:response|success|effective)[a-z ]{0,12}$"
)  # 痊愈12例、有效26例，总有效率


def _by_another(record: Record, reached: set[Decimal]) -> bool:
    """Is a percentage that stands apart from its count the share of another count of the sentence, or of two?"""
    start = record.percent.span.start - record.told.span.start
    all_told = _ALL_TOLD.search(record.told.words[max(0, start - 12) : start]) is not None
    if (abs(record.percent.span.start - record.part.span.end) <= _NEAR and not all_told) or record.complement:
        return False
    counts = [value_of(f) for f in record.told.of_kind("CDN") if f.value is not None and f.decimals <= 0]
    parts = {*counts, *(one + two for one, two in combinations(counts, 2))} - {value_of(record.part)}
    return any(agrees(share(part, whole), record.percent) for part in parts for whole in reached if 0 < part <= whole)


_OF_A_SEX = lazy(
    r"(?:男|女)性?(?:患者|病人|者)?中[^,，。;；]{0,4}$|(?:其余|另外)[^,，。;；]{0,8}中[^,，。;；]{0,4}$|\b(?:of|among) the (?:other |remaining )?(?:wo)?men,? (?:[a-z]+ )?$"
)


def _explained(record: Record, reached: set[Decimal], frame: Frame) -> bool:
    if any(fits(record, whole) for whole in reached) or _by_another(record, reached):
        return True
    if _OF_A_SEX.search(record.told.words[: record.part.span.start - record.told.span.start]) and any(
        fits(record, one - two) for one in reached for two in reached if one > two
    ):
        return True  # 40例，女性26例；男性患者中有3例（21.4%）
    if STAFF_BEHIND.match(record.told.words, record.part.span.end - record.told.span.start):
        return True  # 手术由两位主任完成，成功率98%
    own = record.told.words[record.part.span.end - record.told.span.start :][:1] in {"(", "["} or any(
        value_of(f) > value_of(record.part) and f.span.end < record.part.span.start and kind_of(f) == "C"
        for f in record.told.figures
        if f.value is not None
    )
    everybody = [f for f in frame.figures if f.role == "n_total" and value_of(f) == value_of(record.part)]
    if any(not own or f.span != record.part.span for f in everybody):
        return True  # the count is everybody's: 120例患者的有效率为85%
    # a share of something else that is named (lesions, events, centres): no denominator is known
    return expressions.search(r"(?:例次|人次|件次|个病灶|处病灶|总数的)", record.told.words) is not None


def _totals(frame: Frame) -> list[Figure]:
    """Counts that may be somebody's denominator; empty when the text states none."""
    counts = [f for f in frame.figures if kind_of(f) == "C" and f.value is not None and f.decimals <= 0]
    if not counts:
        return []
    bracketed = {record.part.span for told in frame.sentences for record in records(told)}
    most = max(value_of(f) for f in counts)
    stated = [f for f in counts if f.span not in bracketed and (f.role in {"n_total", "n_sub"} or value_of(f) == most)]
    return stated + [f for f in counts if f not in stated] if stated else []


def _reached(totals: list[Figure]) -> set[Decimal]:
    """What an author may have divided by: any count told, arms together, a total less its drop-outs."""
    values = {value_of(f) for f in totals}
    arms = {f.arm: value_of(f) for f in totals if f.arm is not None and f.role != "n_event"}
    lost = [value_of(f) for f in totals if f.role == "dropout"]
    whole = [value_of(f) for f in totals if f.role in {"n_total", "n_sub"}]
    values |= {total - gone for total in whole for gone in [*lost, sum(lost, Decimal(0))]}
    if len(arms) > 1:
        values.add(sum(arms.values(), Decimal(0)))
    return {value for value in values if value > 0}


_GONE = LOST + r"|死于|去世|exclu|lost|withdr|not evaluable|unavailable|缺失|missing"
_ONE_GONE = lazy(
    r"\bone (?:patient |participant |case |child |of (?:them|whom) )?(?:was |had |had been )?(?:exclu|withdr|died|lost|dropped|discontinu|missing)|一[例名人](?:失访|脱落|死亡|退出|剔除)"
)


_LEFT_OUT = lazy(
    r"(?:\bnot (?:be )?(?:included|shown|counted)|未(?:纳入|列入|计入))[^.;。；]{0,40}?n\s?=\s?(?P<n>\d{1,6})"
)


def _survivors(frame: Frame, part: Figure) -> set[Decimal]:
    """Any number of people told, less those who died or left, with those who were left out of it."""
    gone = [
        value_of(f)
        for told in frame.sentences
        for f in counts_of(told.figures)
        if near(told, f, _GONE, 16) and f.span != part.span
    ]
    if _ONE_GONE.search(frame.words):
        gone.append(Decimal(1))
    apart = {
        value + Decimal(match["n"])
        for match in _LEFT_OUT.finditer(frame.words)
        for value in (value_of(f) for f in counts_in(frame))
    }
    if not gone or len(gone) > 12:
        return apart
    lost = {*gone, sum(gone, Decimal(0))} | {a + b for a, b in combinations(gone, 2)}
    wholes = {value_of(f) for f in counts_in(frame)}
    return apart | {whole - one for whole in wholes for one in lost if whole > one}


def wholes(frame: Frame) -> set[Decimal]:
    """Denominators and bare numbers told, and both sexes together."""
    told = {f.denominator for f in frame.figures if f.denominator is not None}
    plain_numbers = {f.low for f in frame.figures if f.unit == "none" and f.decimals == 0 and f.low > 1}
    return told | plain_numbers | _both_sexes(frame) | {one for one in spelled(frame) if one > 1}


_OF_NAMED = lazy(r"占[^,，。;；、]{2,14}?的?\s?$")
_OF_NAMED_BEHIND = lazy(r"\s?(?:的[一-鿿]{2}|of (?:the |all |our |these )?[a-z]{4})")


def _named_wholes(frame: Frame, record: Record) -> set[Decimal]:
    """``回收问卷2706份……高危211人，占回收问卷的7.8%``: where the share says of what it is, things are wholes as well."""
    start = record.percent.span.start - record.told.span.start
    before, end = record.told.words[max(0, start - 18) : start], record.percent.span.end - record.told.span.start
    if not (_OF_NAMED.search(before) or _OF_NAMED_BEHIND.match(record.told.words, end)):
        return set()
    return {value_of(f) for f in frame.figures if kind_of(f) == "X" and f.value is not None and f.decimals <= 0}


def _both_sexes(frame: Frame) -> set[Decimal]:
    """``118 men (59%) and 82 women (41%)``: together they are everybody."""
    sums = set()
    for told in frame.sentences:
        counts = told.of_kind("C")
        if len(counts) == 2 and told.has(r"女|women|female|girls") and told.has(r"男|(?<!wo)men|(?<!fe)male|boys"):
            sums.add(sum(map(value_of, counts), Decimal(0)))
    return sums


def _explicit_fault(record: Record) -> Observation:
    assert record.whole_value is not None
    part, whole = value_of(record.part), record.whole_value
    right = share(part, whole)
    decimals = max(record.percent.decimals, 1)
    line = f"{plain(part)}/{plain(whole)} = {show(right, decimals)}% ≠ {record.percent.raw}"
    return observe(
        "percent-of-count", record.percent, line, related=[(record.part, f"{plain(part)}/{plain(whole)}")],
        right=f"{show(right, max(record.percent.decimals, 0))}%", count=plain(part), total=plain(whole),
        fits=fitting(part, record.percent),
    )  # fmt: skip


def implied_fault(record: Record, totals: list[Figure]) -> Observation:
    """The percentage, the total that the reader thinks of, and the one that would fit."""
    part = value_of(record.part)
    main = _main_total(record, totals)
    whole = value_of(main)
    fits = denominators(part, record.percent, record.complement)
    right = share(whole - part if record.complement else part, whole)
    line = f"{plain(part)}/{plain(whole)} = {show(right, max(record.percent.decimals, 1))}% ≠ {record.percent.raw}"
    if fits:
        line += f"; {plain(part)}/{fits[0]} = {show(share(Decimal(fits[0]) - part if record.complement else part, Decimal(fits[0])), 1)}%"
    return observe(
        "percent-of-count", record.percent, line,
        related=[(record.part, plain(part)), (main, plain(whole))],
        right=f"{show(right, max(record.percent.decimals, 0))}%", count=plain(part), total=plain(whole),
        fits=listed(fits) or NONE,
    )  # fmt: skip


def _main_total(record: Record, totals: list[Figure]) -> Figure:
    """The total that the reader will think of: the arm's own, else the largest before the percentage."""
    able = [
        figure for figure in totals if value_of(figure) >= value_of(record.part) and figure.span != record.part.span
    ]
    own = [figure for figure in able if figure.arm and figure.arm == record.part.arm]
    before = [figure for figure in own or able if figure.span.start < record.percent.span.start]
    return max(before or own or able or totals, key=value_of)


def _mixed(frame: Frame, kept: list[Record], totals: list[Figure]) -> Iterator[Observation]:
    """Percentages of one study, without arms, that no single number of patients explains."""
    whole = [f for f in totals if f.role == "n_total" and exact(f) and f.arm is None]
    if not whole or expressions.search(
        r"组(?!织|成|合)|group|\barm\b|亚组|随机|randomi[sz]|\brespectively\b|分别|n\s?=\s?\d.{1,80}n\s?=\s?\d",
        frame.words,
    ):
        return
    kept = [r for r in kept if not _of_its_own(r, whole[0])]
    open_ = [r for r in kept if r.whole_value is None and value_of(r.part) >= 2 and exact(r.percent)]
    sets = [(r, set(denominators(value_of(r.part), r.percent, r.complement))) for r in open_]
    sets = [(r, numbers) for r, numbers in sets if numbers]
    stated = {int(value_of(f)) for f in totals if f.role == "n_total" or f.role is None}
    if len(sets) < 2 or set.intersection(*(numbers for _, numbers in sets)):
        return
    for record, numbers in sets:
        fits = sorted(numbers & stated) or sorted(numbers)
        others = [
            other
            for other, theirs in sets
            if not theirs & numbers
            and value_of(other.part) <= max(numbers)  # 637 replied, of whom 616 were analysed: another stage
            and value_of(record.part) <= max(theirs)
        ]
        if not others or len(stated & set().union(*(n for _, n in sets))) < 2:
            continue
        yield _mixed_fault(record, fits[0], others, whole[0])


_OF_A_PART = lazy(r"占(?!(?:全[体部]|所有|总|同期|本组|入组|患者|病例))[一-鿿]{1,8}(?<!患)者的?\s?$")  # 占手术者的11.1%


def _of_its_own(record: Record, whole: Figure) -> bool:
    """``超低出生体重儿21例，存活率85.7%（18例）``, ``在极早产儿中为27.6%（16例）``: a smaller group is named for the share."""
    start = min(record.part.span.start, record.percent.span.start) - record.told.span.start
    if expressions.search(r"在[^，,。;；]{2,12}中[^，,。;；]{0,6}$", record.told.words[max(0, start - 24) : start]):
        return True
    share = record.percent.span.start - record.told.span.start
    if _OF_A_PART.search(record.told.words[max(0, share - 16) : share]):
        return True
    groups = [f for f in record.told.of_kind("C") if f.span.end <= record.told.span.start + start and exact(f)]
    return any(fits(record, value_of(f)) and value_of(f) < value_of(whole) for f in groups[-1:])


def _mixed_fault(record: Record, fits: int, others: list[Record], whole: Figure) -> Observation:
    part = value_of(record.part)
    top = Decimal(fits) - part if record.complement else part
    line = f"{plain(top)}/{fits} = {show(share(top, Decimal(fits)), 1)}%"
    for other in others:
        numbers = denominators(value_of(other.part), other.percent, other.complement)
        line += f"; {other.part.raw} {other.percent.raw} → n = {listed(numbers)}"
    low, high = sorted((record.part.span, record.percent.span))
    span = Span(low.start, high.end) if high.start - low.end <= 3 else record.percent.span
    if span.start == low.start and record.told.words[high.end - record.told.span.start :][:1] in {")", "]"}:
        span = Span(span.start, span.end + 1)
    return observe(
        "mixed-denominators", span, line, related=[(other.percent, other.percent.raw) for other in others] + [(whole, whole.raw)],
        stated=record.percent.raw, fits=str(fits), count=plain(part), total=plain(value_of(whole)),
    )  # fmt: skip
