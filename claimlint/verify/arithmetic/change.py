"""Changes, differences and multiples against the values that they lie between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, share, show, unit_in_last_place, value_of
from claimlint.verify.doubts.other_readings import changed_by, same_base
from claimlint.verify.doubts.other_things import of_other_things
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_ANYTHING = "PUTNXCF"
_DOWN = r"saving|loss of|slip|slid|plung|tumbl|shrank|shrunk|eased|losing|shedding|lost(?! to)|降幅|减重|减幅|降低|下降|降到|降至|减少|减至|缩短|缩小|减轻|回落|减慢|放缓|slow|跌至|降为|减低|decreas|reduc|fell|fall|declin|drop(?!-?out)|lower|shorten|down"
_UP = r"climb|jump|surg|soar|gain of|扩增|扩大|gaining|升幅|增幅|涨幅|增重|升高|上升|升到|升至|提高|增加|增至|增长|增高|延长|提升|改善至|increas|rose|rise|improv|grew|gain|higher|up from|lengthen"
_SIZE = r"(?:幅度?|率|了|约|达|为|幅为|:|by|of|a|an|\s|共|超过|近|平均|绝对|相对|,|，){0,4}"
_FROM_TO = (
    rf"(?:由|从|自)`{{0,16}}?(?P<a><{_ANYTHING}>)`{{0,14}}?(?P<verb>{_DOWN}|{_UP}|变为|至|到)`{{0,14}}?(?P<b><{_ANYTHING}>)",
    rf"\bfrom`{{0,24}}?(?P<a><{_ANYTHING}>)`{{0,30}}?\bto`{{0,8}}?(?P<b><{_ANYTHING}>)",
    rf"(?P<a><{_ANYTHING}>)~{{0,12}}?\b(?:before|at baseline|at entry|initially)~{{0,24}}?(?:and|to|then) (?P<b><{_ANYTHING}>)~{{0,14}}?\b(?:after|later|at (?:the )?(?:end|follow-up))[a-z ]{{0,16}}",
    rf"(?:治疗前|干预前|用药前|术前|基线)`{{0,14}}?(?P<a><{_ANYTHING}>)~{{0,14}}?(?:(?:治疗|干预|用药|术|随访)?<T>?[后时](?:第?<T>)?|第\d{{1,2}}周时?)`{{0,14}}?(?P<b><{_ANYTHING}>)",
)
_CHANGED = rf"^[)）]?~{{0,24}}?(?P<verb>{_DOWN}|{_UP}|变化|改变|change|difference|差值|相差|净增)[a-z]{{0,6}}{_SIZE}(?P<d><PQUTNXCF>)"
_TIMES = rf"^`{{0,4}}?[)）]?[,，(（]?\s?(?:(?:{_UP}|{_DOWN}|相当于|即|约|为|是|达|到|至|了){{0,4}}(?:原来|治疗前|原先|基线值?|此前|原有|用药前|干预前|之前)的?(?:约|近)?(?P<d><F>)|(?:equal to |which is |i\.e\.,? )?(?:an? |about |roughly ){{0,2}}(?P<e><F>)(?P<word>[\s-](?:increase|rise|value|level|gain|higher|the baseline|that|of|as|over|relative|compared)?)?)"
_CHANGED_EN = r"^\s{0,48}~{0,12}?[(,]?\s?(?:an? )?(?:absolute |relative |mean )?(?P<d><PQUTNXCF>)[\s-]?(?P<verb>decrease|reduction|fall|drop|decline|increase|rise|improvement|gain|loss|cut|saving|降幅|升幅|(?:fewer|less|more)(?= per\b))"


def check(scene: Scene) -> Iterator[Observation]:
    """Changes, differences between arms, and risk reductions."""
    for frame in scene.frames:
        for _, told in frame.telling:
            yield from _changes(told)
            yield from _differences(told)
            yield from _doubled(told)
            yield from _halved(told)
            yield from _onward(told)


def _point(figure: Figure) -> bool:
    return (
        figure.value is not None
        and not figure.word
        and figure.comparator in {Comparator.EQUAL, Comparator.ABOUT, Comparator.REACH}
    )


def _changes(told: Told) -> Iterator[Observation]:
    for number, pattern in enumerate(_FROM_TO):
        for match in shaped(pattern).finditer(told.shape):
            start, end = told.group(match, "a"), told.group(match, "b")
            if not (_point(start) and _point(end) and (start.unit in {end.unit, "none"} or end.unit == "none")):
                continue
            if number < 2 and not _numbered(told, start, end):
                yield from _direction(told, match, start, end)
            yield from _multiple(told, match.end(), start, end)
            yield from _size(told, match.end(), start, end, match.start())
            yield from _size_before(told, match, start, end)


def _direction(told: Told, match: re.Match[str], start: Figure, end: Figure) -> Iterator[Observation]:
    """``由8.5降至9.1``: the verb and the values go opposite ways."""
    verb = match["verb"] if "verb" in match.re.groupindex else _verb_before(told.shape, match.start())
    down, up = (
        expressions.search(_DOWN, verb) is not None,
        expressions.search(r"升|上升|提高|增|延长|increas|rose|rise|grew", verb) is not None,
    )
    if down == up or value_of(start) < 0 or value_of(end) < 0:
        return
    rises = value_of(end) > value_of(start)
    if (down and rises) or (up and value_of(end) < value_of(start)):
        sign = "<" if rises else ">"
        yield observe("change-direction", end, f"{plain(value_of(start))} {sign} {plain(value_of(end))}",
                      related=[(start, start.raw)], before=start.raw, after=end.raw, verb=verb)  # fmt: skip


_LABEL = lazy(r"\b(dose|visit|week|day|stage|grade|phase|step|round|cycle|year|month|level|wave|class|type)s? $|(第)$")


def _numbered(told: Told, start: Figure, end: Figure) -> bool:
    """``drop-out from dose 1 to dose 2``: what is counted off, which has no size."""
    labels = [_LABEL.search(told.words, 0, f.span.start - told.span.start) for f in (start, end)]
    return all(label is not None for label in labels)


_ONWARD = shaped(
    r"(?P<a><PUN>)(?:[^\ue000-\ue00c。;!?\n]{0,14}?)(?P<verb>(?:降|下降|减|升|上升|增|提高)(?:低|少|高|加|长)?(?:为|至|到))(?:了|约)?(?P<b><PUN>)"
)


def _onward(told: Told) -> Iterator[Observation]:
    """``1年存活率为85%，到第3年降为92%``: the next value lies on the wrong side of the verb."""
    if told.has(r"组(?!织|成|合)|由|从|自|对照|高于|低于|相比"):
        return
    for match in _ONWARD.finditer(told.shape):
        start, end = told.group(match, "a"), told.group(match, "b")
        other = _ANOTHER_RATE.search(match[0])
        if _OR_ANOTHER.match(told.shape, match.start() + 1) or (
            other is not None and other["of"] not in told.shape[: match.start()]
        ):
            continue
        if start.unit == end.unit and _point(start) and _point(end) and not changed_by(told, start):
            yield from _direction(told, match, start, end)


_OR_ANOTHER = lazy(r"[,，]?\s?(?:或|和|及|与|而|、)[一-鿿]{2}")  # 白蛋白降到25 g/L或总蛋白降到50 g/L
_ANOTHER_RATE = lazy(
    r"[,，][^,，]{0,6}(?P<of>[一-鿿]{2})(?:率|值|浓度|水平|压|指数)将?会?(?:降|下降|减|升|上升|增|提高)"
)  # 若患病率2%，预测值将降至13%
_BEFORE = lazy(
    rf"(?:{_DOWN}|{_UP}|lost|loss|gain)[a-z]{{0,6}}(?: weight)?(?:了|约|平均|幅度|by|of|an average of|a mean of|\s){{0,4}}$"
)


def _size_before(told: Told, match: re.Match[str], start: Figure, end: Figure) -> Iterator[Observation]:
    """``fell by 12 percentage points, from 47% to 35%``."""
    gap = shaped(r"(?P<d><PQUTNXCF>)[^\ue000-\ue00c。;,，!?\n(]{0,40}?[,，(（]?\s?`{0,12}?$").search(
        told.shape, max(0, match.start() - 60), match.start()
    )
    if gap is None or expressions.search(r"[由从自]|\bfrom\b", told.shape[: gap.start()]):
        return  # the change told belongs to the values before it
    lead = expressions.split(r"[,，(（]", gap[0])[1:]
    if lead and _NOUN.search(_SAME.sub(" ", lead[-1])):
        return  # 下降1.5个百分点，检查占比由19.8%降至18.9%
    if not _BEFORE.search(told.shape[max(0, gap.start() - 40) : gap.start()]):
        return
    change = told.group(gap, "d")
    possible = _possible(start, end, change)
    if (
        _point(change)
        and possible
        and not any(abs(abs(value_of(change)) - value) <= room for value, room, _ in possible)
    ):
        yield _change_fault(start, end, change, possible)


def _verb_before(shape: str, position: int) -> str:
    """The verb of change nearest before ``from``, in its clause."""
    clause = expressions.split(r"[,;，。]", shape[max(0, position - 40) : position])[-1]
    found = expressions.findall(f"{_DOWN}|{_UP}", clause)
    return str(found[-1]) if found else ""


def _size(told: Told, position: int, start: Figure, end: Figure, begin: int) -> Iterator[Observation]:
    rest = _PER.sub(lambda unit: " " * len(unit[0]), told.shape[position:])
    for pattern in (_CHANGED, _CHANGED_EN):
        match = shaped(pattern).search(rest)
        if match is None:
            continue
        change = told.at(position + match.start("d"))
        if (
            not _point(change)
            or expressions.search(
                r"versus|vs|compared|than|较|比|分别|respectively|年均|月均|每[年月周天]|逐年|annual",
                rest[: match.start("d")],
            )
            or (change.arm != end.arm and match.start("d") > 24)
        ):
            return
        if match["verb"] in {"fewer", "less", "more"} and not same_base(told, change):
            return
        if another_subject(told.shape[:begin], rest, match.start("verb"), match.start("d"), match.end()):
            return
        if of_other_things(told, start, end, change):
            return
        if _IN_TURN.match(told.shape, position + match.end("d")) and _ANOTHER_FROM_TO.search(told.shape[:begin]):
            return  # from 151 to 139 with the one and from 150 to 146 with the other, falls of 12 and 4
        possible = _possible(start, end, change, rest[: match.start("d")])
        if possible and not any(abs(abs(value_of(change)) - value) <= room for value, room, _ in possible):
            yield _change_fault(start, end, change, possible)
        return


_IN_TURN = shaped(r"\s?(?:and|versus|vs\.?|和|与|、|/)\s?<XPUN>")
_ANOTHER_FROM_TO = shaped(
    r"(?:\bfrom|[由从自])[^.;。；]{0,40}?<XPUN>[^.;。；]{0,40}?(?:\bto\b|[至到为])[^.;。；]{0,10}?<XPUN>"
)
_SAME = lazy(
    r"平均|共|累计|相对|绝对|净|即|总体|幅度|同比|两组|差异|约|其|了|分别|前后|整体|直接|合计|明显|显著|进一步|也就是|相当于|意味着|变化|较|比|与|治疗|干预|用药|"
    r"随访|基线|前|后|时|者|均|实际|显示|表明|为|是|率|值|水平|评分|指标|组|\b(?:an?|the|which|is|was|mean|average|representing|with|for|corresponding|to|of|"
    r"absolute|relative|that|or|about|i\.e|this|net|overall|by|from|at|week|weeks|month|months|year|years|after|baseline|in|and|all|day|days|its?|"
    r"group|total|nearly|almost|roughly|just|more|than|point|percentage|equivalent|meaning|giving|so|low|high|score|change|value|level)\b"
)
_NOUN = lazy(r"[a-z]{3,}|[一-鿿]{2}")


_KINDS_OF_CARE = lazy(
    r"住院(?!天|日|时)|门诊|急诊|手术(?!后|前)|药品|药费|男(?=[性生童])|女(?=[性生童])|城镇|城市|农村"
)


def unnamed(subject: str, earlier: str) -> bool:
    """``门诊次均费用由……，住院次均费用降幅……``: is the subject of a kind that was not told of before?"""
    return bool(set(_KINDS_OF_CARE.findall(subject)) - set(_KINDS_OF_CARE.findall(earlier)))


def another_subject(earlier: str, rest: str, verb: int, stated: int, end: int) -> bool:
    """Is the change told of something else than the values: ``血压由150降至132，死亡风险降低了15%``?"""
    clause = expressions.split(r"[,，;；(（]|\bwhile\b|\bwhereas\b", rest[: min(verb, stated)])
    nouns = _NOUN.findall(_SAME.sub(" ", clause[-1])) if len(clause) > 1 else []
    if len(clause) > 1 and unnamed(clause[-1], earlier):
        return True
    behind = expressions.match(r"[a-z]{0,6} in (?:the |overall |mean )?([a-z]{4,})", rest[max(end, verb) :])
    nouns += [behind[1]] if behind else []
    return bool(nouns) and not any(noun in earlier for noun in nouns)


_PER = shaped(r"^\s?(?:per|/)\s?<NX>[^,;，。]{0,24}")  # from 8.0 to 5.0 per 1,000 patient-days


def _multiple(told: Told, position: int, start: Figure, end: Figure) -> Iterator[Observation]:
    """``由5升至15，是治疗前的3倍``, "from 10 to 40, a fourfold increase": after against before."""
    match = shaped(_TIMES).match(told.shape[position:])
    if match is None or value_of(start) <= 0 or value_of(end) <= 0:
        return
    stated = told.at(position + match.start("d" if match["d"] else "e"))
    one, two = value_of(start), value_of(end)
    times = max(one, two) / min(one, two)
    room = unit_in_last_place(stated) / 2 + times * max(map(unit_in_last_place, (start, end))) / min(one, two) / 2
    allowed = {times} if match["d"] else {times, times - 1}
    if stated.comparator is Comparator.EQUAL and all(abs(value_of(stated) - each) > room for each in allowed):
        line = f"{plain(max(one, two))}/{plain(min(one, two))} = {show(times, 2)}"
        yield _change_fault(start, end, stated, [(times, room, line)])


def _possible(start: Figure, end: Figure, change: Figure, said: str = "") -> list[tuple[Decimal, Decimal, str]]:
    """The changes that two rounded values allow: how large, with how much room, by which arithmetic."""
    one, two = value_of(start), value_of(end)
    step = max(unit_in_last_place(start), unit_in_last_place(end))
    room = max(unit_in_last_place(change), step) + (
        Decimal(0) if change.comparator is Comparator.EQUAL else abs(value_of(change)) / 10
    )
    gap = abs(two - one)
    high, low = (plain(max(one, two)), plain(min(one, two)))
    absolute = (gap, room, f"{high} - {low} = {plain(gap)}")
    found = []
    relative_only = change.unit == "pct" and expressions.search(
        r"相对[降减下升增提]\S{0,3}$|相对[降减]幅\S{0,2}$|\brelative\b[^,;]{0,24}$", said
    )
    if relative_only:
        pass
    elif (
        change.unit in {end.unit, "none"}
        or (end.unit == "none" and change.unit == start.unit)
        or (start.unit == end.unit == "none" and change.unit not in {"pct", "pp", "fold", *TIME_UNITS})
        or (change.unit == "pp" and end.unit == "pct")
    ):
        found.append(absolute)
    if change.unit == "pct" and one:
        relative = share(gap, abs(one))
        blur = share(step, abs(one)) * (1 + relative / 100) + unit_in_last_place(change)
        found.append((relative, blur, f"({high} - {low})/{plain(one)} = {show(relative, 1)}%"))
    if change.unit == "fold" and one and two:
        times = two / one if two > one else one / two
        blur = unit_in_last_place(change) + times * step / min(one, two)
        found += [
            (times, blur, f"{high}/{low} = {show(times, 2)}"),
            (times - 1, blur, f"{high}/{low} - 1 = {show(times - 1, 2)}"),
        ]
    return found


def _change_fault(
    start: Figure, end: Figure, change: Figure, possible: list[tuple[Decimal, Decimal, str]]
) -> Observation:
    line = "; ".join(words for _, _, words in possible)
    return observe("change-size", change, f"{line} ≠ {change.raw}", related=[(start, start.raw), (end, end.raw)],
                   before=start.raw, after=end.raw, right=line)  # fmt: skip


_DOUBLED = shaped(
    r"(?P<d><F>)(?:[,，]?\s?`{0,40}?[,，]?\s?)from (?P<a><PUNCTX>)`{0,24}? to (?P<b><PUNCTX>)|(?:由|从)`{0,12}?(?P<a2><PUNCTX>)`{0,10}?(?:升|增|提高|增加|上升|涨|扩大|扩增)"
    r"(?:到|至)`{0,6}?(?P<b2><PUNCTX>)`{0,6}?[,，]\s?(?:正好|几乎|整整)?(?P<d2><F>)"
)
_HALVED = shaped(r"\bhalved(?:`|,){0,20}? from (?P<a><PUNCTX>)~{0,24}? to (?P<b><PUNCTX>)")
_WORD_ROOM = Decimal("0.15")  # "doubled" is said of 1.75 to 2.3


def _halved(told: Told) -> Iterator[Observation]:
    """``halved from 24% to 12%``."""
    for match in _HALVED.finditer(told.shape):
        start, end = told.group(match, "a"), told.group(match, "b")
        if not (_point(start) and _point(end)) or value_of(start) <= 0 or start.unit not in {end.unit, "none"}:
            continue
        times = value_of(end) / value_of(start)
        if abs(times * 2 - 1) > _WORD_ROOM and not told.has(r"nearly|almost|more than|about|roughly"):
            line = f"{plain(value_of(end))}/{plain(value_of(start))} = {show(times, 2)}"
            yield _change_fault(start, end, end, [(times, _WORD_ROOM, line)])


def _doubled(told: Told) -> Iterator[Observation]:
    """``doubled, from 31% to 62%``; ``由31%升至62%，翻了一番``."""
    for match in _DOUBLED.finditer(told.shape):
        stated, start, end = (told.group(match, name if match[name] else name + "2") for name in "dab")
        plain_word = stated.word and stated.value is not None and stated.comparator is Comparator.EQUAL
        beyond = expressions.match(r"[还又]?[有]?(?:多|余|不止)|以上", told.words[stated.span.end - told.span.start :])
        if beyond or not (plain_word and _point(start) and _point(end)) or min(value_of(start), value_of(end)) <= 0:
            continue
        times = value_of(end) / value_of(start)
        if start.unit in {end.unit, "none"} and abs(times / value_of(stated) - 1) > _WORD_ROOM:
            line = f"{plain(value_of(end))}/{plain(value_of(start))} = {show(times, 2)}"
            yield _change_fault(start, end, stated, [(times, _WORD_ROOM, line)])


# --- differences between arms -----------------------------------------------------------------

_DIFFERENCE = (
    (
        r"(?P<a><{k}>)(?:~|<CDN>){{0,70}}?(?P<b><{k}>)(?:~|<VCDN>){{0,50}}?(?:相差|差值|差异为|差距|组间差|绝对差|绝对差异|净差|率差|绝对风险(?:降低|下降|减少|增加)|absolute (?:risk )?(?:reduction|increase)|(?:gap|lead|advantage|margin)(?: of| was)|difference(?: of| was|,| between [a-z ]{{1,30}} was)?|高出|低了|高了|提高了|降低了|多出|领先)"
        r"(?:约|为|了|仅|达|:|of|,|\s|绝对|值|a){{0,4}}(?P<d><Q{d}>)"
    ),
    r"(?P<a><{k}>)(?:~|<CDN>){{0,70}}?(?P<b><{k}>)~{{0,20}}?[(,;，]\s?(?:absolute |risk |mean |between-group |组间|绝对){{0,2}}(?:difference|差异值?|差值|相差)(?:\sof|\swas|为|,|:|\s){{0,2}}\s?(?P<d><QPEUTN>)",
)


def _differences(told: Told) -> Iterator[Observation]:
    """``78.3%对61.7%，相差16.6个百分点``."""
    for pattern in _DIFFERENCE:
        for kind in ("P", "U", "T", "N", "Q"):
            for match in shaped(
                pattern.replace("{k}", kind)
                .replace("{d}", "" if kind in "PQ" else kind)
                .replace("{{", "{")
                .replace("}}", "}")
            ).finditer(told.shape):
                one, two, gap = (told.group(match, name) for name in "abd")
                if expressions.search(
                    r"由|从|降至|升至|from|治疗前|基线|baseline|adjusted|iqr|四分位|least[- ]squares|model|校正|调整",
                    match[0],
                ):
                    continue
                if changed_by(told, two) and not changed_by(told, one):
                    continue  # a level and a change
                if not (_point(one) and _point(two) and _point(gap)) or one.unit != two.unit:
                    continue
                if one.unit == "none" and (one.decimals > 0) != (two.decimals > 0):
                    continue  # the 414 non-users (3.2 v 2.7)
                yield from _difference_fault(one, two, gap, told)


def _difference_fault(one: Figure, two: Figure, gap: Figure, told: Told) -> Iterator[Observation]:
    if gap.unit not in {one.unit, "pp", "none", "rd", "md"} or (gap.unit == "pp" and one.unit != "pct"):
        return
    right = abs(value_of(one) - value_of(two))
    room = max(unit_in_last_place(gap), unit_in_last_place(one), unit_in_last_place(two))
    if abs(abs(value_of(gap)) - right) <= room:
        return
    if _apart(told, one, two) and abs(abs(value_of(gap)) - value_of(one) - value_of(two)) <= room:
        return
    # another pair of the sentence may be meant
    values = [value_of(f) for f in told.figures if f.unit == one.unit and f.value is not None]
    if any(abs(abs(a - b) - abs(value_of(gap))) <= room for a in values for b in values if a != b):
        return
    high, low = max(value_of(one), value_of(two)), min(value_of(one), value_of(two))
    line = f"{plain(high)} - {plain(low)} = {plain(right)} ≠ {gap.raw}"
    yield observe(
        "difference",
        gap,
        line,
        related=[(one, one.raw), (two, two.raw)],
        before=one.raw,
        after=two.raw,
        right=plain(right),
    )


def _apart(told: Told, one: Figure, two: Figure) -> bool:
    """``升高6.1%，安慰剂组下降0.7%``: one rises, the other falls."""
    places = [f.span.start - told.span.start for f in (one, two)]
    ahead = [expressions.split(r"[,，;；]", told.words[max(0, at - 24) : at])[-1] for at in places]
    ways = [
        {way for way, words in (("down", _DOWN), ("up", _UP)) if expressions.search(words, each) is not None}
        for each in ahead
    ]
    return {"down"} in ways and {"up"} in ways
