"""What one portion holds, and how long a pack lasts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import combinations

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.arithmetic.results import MOST, before, made
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped


def check(scene: Scene) -> Iterator[Observation]:
    """Packs and concentrations: one value is the others multiplied and divided."""
    for frame in scene.frames:
        for index, told in frame.telling:
            yield from _lasting(frame, index, told)
            yield from _per_unit(frame, index, told)
            yield from _average(frame, index, told)
            yield from _shared_out(told)
            yield from _daily(told)
            yield from _of_them(frame, index, told)


_LASTS = shaped(
    r"(?:可(?:供)?(?:连续)?(?:服用|使用|食用|饮用|用|吃|服|喝)|够(?:吃|用|服|喝)?|能(?:用|吃|服|喝)|\blasts?(?: for)?|\benough for|\bsupply for|"
    r"\bsufficient for)(?:约|了|\s|an?|about|exactly|for){0,2}(?P<d><T>)|\b(?:is|are|gives|provides) an? (?P<s><T>)[ -]supply"
)
_COURSE = lazy(
    r"电池|充电|\bbatter|\b(?:treatment|therapy|infusion|session|visit)s?(?: [a-z]+)? lasts?\b|疗程|建议|推荐|保质|开封|\bcourse\b|recommend|once opened|within"
)
_SOME_DAYS = lazy(
    r"每人|夫妻|俩|[两二三四五]口|\bcouple|\bfamily\b|工作日|周一至周[五六]|隔[日天]|周末|\bworkdays?|\bweekdays?|\bweekends?|every other day|alternate days|monday"
)
_LIMIT = lazy(r"最大|不超过|上限|最多|不宜超过|maximum|\bmax\b|at most|no more than|up to")
_OTHERS = lazy(
    r"(?<!\d)\d{1,3} \d{3}(?!\d)|儿童|减半|半量|减量|首[日次剂]|children under|half the dose|halve"
)  # another dose for others
_TWICE = lazy(r"\btwice\b|早晚")
_OFTEN = r"每[日天]|一[日天]|\ba day|\bdaily|per day|every day|each day"
_IN_A_PACK = lazy(
    r"(?:[每整]|[一1]\s?)[瓶盒袋罐支箱包](?!可|够|能)|规格|净含量|装|\d\s?[×x*]\s?\d|\bbottle|\bpack|\bbox|\btube|\bjar|\btin\b"
)
SHEETS = lazy(r"每[板排]|(?:each|per|every) (?:blister|strip|sheet|foil)|(?:blisters|strips|sheets|foils) of")
_PACKS_TOGETHER = lazy(r"\b(?:two|three|four|six|\d+) (?:packs|boxes|bottles|tubs)\b|[两二三四六]\s?[盒瓶罐]")
_PACKED = frozenset({"piece", "item", "ml", "g", "mg", "l", "none"})
_DAYS = {"day": (Decimal(1), Decimal(1)), "week": (Decimal(7), Decimal(7)), "month": (Decimal(28), Decimal(31))}


def _lasting(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``每瓶60片，每日2次，每次1片，可服用30天``."""
    for match in _LASTS.finditer(told.shape):
        days = told.group(match, "d" if match["d"] else "s")
        if _COURSE.search(told.words):
            continue
        own = [f for f in before(frame, index, days, lambda found: len(found) > 2) if f.unit not in TIME_UNITS]
        text = "".join(one.words for one in frame.sentences[max(0, index - 2) : index + 1])
        packs = [f for f in own if f.unit in _PACKED and value_of(f) >= 5]
        if _PACKS_TOGETHER.search(text) or not _IN_A_PACK.search(text) or _SOME_DAYS.search(text):
            continue
        if (
            not packs
            or len(own) < 2 - bool(_TWICE.search(text))
            or len(own) > MOST
            or not exact(days)
            or days.unit not in _DAYS
        ):
            continue
        often = [value_of(f) for f in own if f.unit == "times"] or [Decimal(2 if _TWICE.search(text) else 1)]
        values = [value_of(f) for f in own if f.unit != "times"]
        values += [one.value for one in numbers(told) if one.figure is None and one.value > 1]
        low, high = (value_of(days) * each for each in _DAYS[days.unit])
        portions = [f for one in frame.sentences[max(0, index - 2) : index + 1] for f in _portions(one)]
        able = {one / each for one in made(values) for each in often if each}
        alike = [f for f in packs if len(portions) == 1 and f.unit == portions[0].unit]
        if alike and not SHEETS.search(text):
            able = {value_of(s) / k / value_of(portions[0]) for s in alike for k in often if k}
        earlier = [f for one in frame.sentences[max(0, index - 2) : index] for f in one.figures if f not in own]
        able |= {value_of(s) / value_of(f) for s in own for f in earlier if f.unit == s.unit and value_of(f)}
        if expressions.search(_OFTEN, text) and not any(low - 1 < one < high + 1 for one in able):
            yield _fault(days, own)


_PORTION = shaped(r"(?:每次|一次|each time|\btake|\bdose of)(?:服用?|口服|用)?\s?(?P<q><XU>)")


def _portions(told: Told) -> list[Figure]:
    return [told.group(match, "q") for match in _PORTION.finditer(told.shape)]


_EACH = shaped(
    r"(?:即|相当于|折合|换算|也就是|平均|\bso|\bthat is,?|\bor|meaning|(?<![(])(?:equal|equivalent) to|\bgiving|\btherefore|\bthus|\bhence|因此|所以|则)\s?(?:约|about |an? |each |every |per |the )?"
    r"(?:每|每日|每次|each|per|every|<U>)?`{0,14}?(?P<d><U>)"
    r"|(?:[,，;]`{0,6}?<UX>?`{0,4}?(?:可?提供|可补充|可摄入|需要?|共需|日用量为?|[日天]用量为?|用量为)|[(]\s?(?:a |for a )?total(?: of)?|\bprovid(?:es?|ing)|\bgives|\bgiving)`{0,8}?(?P<e><UX>)"
)
_STUFF = frozenset({"mg", "g", "ug", "ml", "l", "iu", "kcal", "kj", "kg", "piece", "item"})


_PER = shaped(r"^\s?(?:per|in|/|every|for every)\s?(?P<u><U>)")


def _holds_unit(unit: str, found: list[Figure]) -> bool:
    return len(found) > 1 and any(f.unit == unit for f in found)


_OF_WHAT = lazy(r"\s?of ([a-z]{3,14})")


def _of_a_part(told: Told, stated: Figure) -> bool:
    """ "One scoop (30 g) provides 24 g of protein": of a part that is named nowhere before."""
    what = _OF_WHAT.match(told.words, stated.span.end - told.span.start)
    return what is not None and what[1] not in told.words[: stated.span.start - told.span.start]


_PER_HUNDRED = lazy(r"每\s?100\s?(?:克|毫升|g|ml)|\bper 100 ?(?:g|ml|grams)\b")


def _per_unit(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``每支10 mL，含50 mg，即每毫升含5 mg``; "each 5 mL contains 120 mg, so a 10 mL dose gives 240 mg"."""
    for match in _EACH.finditer(told.shape):
        stated = told.group(match, "d" if match["d"] else "e")
        if any(_PER_HUNDRED.search(one.words) for one in frame.sentences[max(0, index - 2) : index + 1]):
            continue  # what a portion holds is made of what a hundred grams do
        if _LIMIT.search(told.words) or _OTHERS.search(told.words) or _of_a_part(told, stated):
            continue
        own = before(frame, index, stated, partial(_holds_unit, stated.unit))
        own = [f for f in own if f.unit not in TIME_UNITS or stated.unit in {"piece", "item"}]
        if any(f.unit == "kg" for f in own) and stated.unit != "kg":
            continue  # a child of 12 kg received 1080 mg
        units = {f.unit for f in own}
        if not 2 <= len(own) <= 5 or not all(map(exact, [*own, stated])) or stated.unit not in units & _STUFF:
            continue
        if len(units) < 2 - bool(match["e"]) or not units <= _STUFF | {*TIME_UNITS, "times", "none"}:
            continue
        room = unit_in_last_place(stated)
        own += [told.at(match.end() + per.start("u")) for per in _PER.finditer(told.shape[match.end() :])]
        values = [value_of(f) for f in own] + [Decimal(2)] * (_TWICE.search(told.words) is not None)
        values += [one.value for one in numbers(told) if one.figure is None and one.value > 1]
        if not any(abs(one - value_of(stated)) <= room for one in made(values, 2)):
            yield _fault(stated, own)


_DAILY = shaped(
    r"(?P<d><U>) (?:(?P<w>once|twice|thrice)|(?P<k><X>)) (?:daily|a day|per day|each day)\s?[(,:]\s?(?:i\.e\. |that is,? |or |a total of |total )?"
    r"(?P<s><U>) ?(?:/day|/d|per day|daily|a day|in total)"
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3}


def _daily(told: Told) -> Iterator[Observation]:
    """``5 mg twice daily (10 mg per day)``."""
    for match in _DAILY.finditer(told.shape):
        portion, stated = told.group(match, "d"), told.group(match, "s")
        often = told.group(match, "k") if match["k"] else None
        times = value_of(often) if often is not None else Decimal(_TIMES[match["w"]])
        comparable = portion.unit == stated.unit and exact(portion) and exact(stated)
        if comparable and abs(value_of(portion) * times - value_of(stated)) > unit_in_last_place(stated) / 2:
            yield _fault(stated, [portion, *([often] if often else [])])


_DOSES = shaped(
    r"(?P<s><U>)[a-z ]{1,24} (?:holds|contains|provides|gives|has|makes|yields|is divided into|delivers) (?P<k><NX>) (?:[a-z]+ )?of (?P<d><U>)"
)


def _shared_out(told: Told) -> Iterator[Observation]:
    """``A 150 mL bottle holds 30 doses of 5 mL``."""
    for match in _DOSES.finditer(told.shape):
        whole, number, portion = (told.group(match, name) for name in "skd")
        told_exactly = whole.unit == portion.unit and all(map(exact, (whole, number, portion)))
        if told_exactly and value_of(number) * value_of(portion) != value_of(whole):
            yield _fault(portion, [whole, number])


_AVERAGE = shaped(
    r"(?:平均|人均|均)(?:每|到?每(?:个|名|位|家|台|所|天|日|月|年|人|例)?)[一-鿿]{0,8}?(?P<m><CNXU>)|人均(?:为|约|达)?(?P<o><CX>)|\b(?:an )?(?:average|mean) of (?:about )?(?P<n><CNXU>)"
    r"[a-z ]{0,20}? (?:per|a|each|every|for each|for every) [a-z]{3,12}"
)


_NEAR = 2  # a mean further from every quotient is of other things
_COUNTED = frozenset({"count", "times", "item", "piece", "none"})
_A_YEAR = lazy(r"每年|年均|each year|(?:per|a) year")
_OVER_TIME = lazy(r"mean of .* (?:day|night|week|month|year)$")


def _average(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``走进社区18个，服务3600人次，平均每个社区200人次``: no two numbers before make it."""
    for match in _AVERAGE.finditer(told.shape):
        mean = told.group(match, next(name for name in "mno" if match[name]))
        own = before(frame, index, mean, lambda found: len(found) > 1)
        values = [value_of(f) for f in own if f.unit != "pct" and value_of(f) > 1]
        if _OVER_TIME.search(match[0]):  # a mean of 17.8 headache days a month is of patients
            continue
        if not any(f.unit == mean.unit or (match["n"] and f.unit == "count") for f in own):
            continue
        whole = [f for f in own if f.unit == mean.unit and (f.decimals <= 0 or mean.unit not in _COUNTED)]
        if mean.unit in _COUNTED and not whole and not match["n"]:
            continue  # 唱歌前人均11.27次，之后人均15.88次: another mean is no total
        if _A_YEAR.search(match[0]) and not any(f.unit == "year" for f in own):
            continue  # of how many years is not told
        if len(set(values)) < 2:
            continue  # 16 residents, a mean of 3.44 for each of the 16: their total is not told
        if not 2 <= len(values) <= 4 or len(values) < len(own) or mean.value is None or max(values) < value_of(mean):
            continue
        rough = value_of(mean) / 10 if mean.comparator is not Comparator.EQUAL else unit_in_last_place(mean)
        able = {one / two for one in values for two in values} | {one * 12 / two for one in values for two in values}
        able |= {one / (two + three) for one in values for two, three in combinations(values, 2)}
        able |= {one / each for one in values for each in (7, 12, 30, 31, 52, 365)}
        if any(abs(one - value_of(mean)) < rough for one in able) or len({f.unit for f in own}) < 2:
            continue
        if any(value_of(mean) / _NEAR < one < value_of(mean) * _NEAR for one in able):
            yield _fault(mean, own)


_SO_MANY = shaped(
    r"(?P<p><P>)[^。;\n\ue000-\ue00c]{0,12}?[,，(:-]\s?(?:即|也就是说?|相当于|换算成人数|折合|换言之|\bthat is|\bi\.e\.|\bor\b|\bmeaning|\bso\b|\bsome|\babout|\broughly|约|大约|有|就是)(?:约|大约|有|\babout|\bsome|\broughly|,|\s){0,3}(?P<k><CN>)(?! (?:of|in|out)\b)"
)


_OWN_SHARE = shaped(r"`{0,16}?[(（\[]\s?<P>")


def _of_them(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``1.2亿患者……30%，也就是约3600万人``: that share of no number told is so many."""
    for match in _SO_MANY.finditer(told.shape):
        percent, number = told.group(match, "p"), told.group(match, "k")
        if percent.value is None or number.value is None or percent.word or percent.role == "change":
            continue
        if _OWN_SHARE.match(told.shape, match.end()):
            continue  # 27 (12.7%), 15 (7.1%) and 81 (38.2%)
        earlier = [f for one in frame.sentences[: index + 1] for f in one.of_kind("CNX")]
        wholes = [f for f in earlier if f.span.end <= percent.span.start and value_of(f) > value_of(number)]
        if not wholes or len(wholes) > MOST or value_of(number) < 10:
            continue
        half = unit_in_last_place(percent) / 2
        low, high = (value_of(percent) - half) / 100, (value_of(percent) + half) / 100
        rough = value_of(number) / 10 if number.comparator is not Comparator.EQUAL else unit_in_last_place(number)
        if all(not low * whole - rough <= value_of(number) <= high * whole + rough for whole in map(value_of, wholes)):
            yield _fault(number, [wholes[-1], percent])


def _fault(stated: Figure, own: list[Figure]) -> Observation:
    factors = ", ".join(plain(value_of(f)) for f in own)
    line = f"{factors} ↛ {plain(value_of(stated))}"
    return observe("parts-total", stated, line, related=[(f, f.raw) for f in own], stated=plain(value_of(stated)),
                   sum="≠ " + plain(value_of(stated)), parts=factors)  # fmt: skip
