"""A unit against its neighbours: a value and what it changed to, two arms, a list, a result and its reference range.

Nothing has to be known of the quantity here. Values that a text sets side by side as values of one thing share a family of units.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.units.families import Measure, alike, measures

_ASIDE = lazy(
    r"误写|笔误|写成|错写|单位(?:错|有误|应)|换算|相当于|每升高|每增加|\b(?:misprint|typo|wrongly|in error|instead of|equivalent|converted?|for (?:each|every))\b"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence, then the results of every table."""
    for told in scene.sentences:
        if told.role is Role.REFERENCES or told.crowded or len(told.words) > _LONGEST or _ASIDE.search(told.words):
            continue
        own = measures(told)
        if own:
            yield from _changes(told, own)
            yield from _lists(told, own)
            yield from _arms(told, own)
            yield from _products(told, own)
            yield from _servings(told, own)
            yield from _many(told, own)
        yield from _powers(told)


_LONGEST = 1500


def _fault(told: Told, one: Measure, other: Measure) -> Observation:
    stated, seen = told.words[one.start : one.end], told.words[other.start : other.end]
    span, at = (Span(told.span.start + each.start, told.span.start + each.end) for each in (one, other))
    return observe("unit", span, f"{seen} → {other.unit} ≠ {one.unit}", related=[(at, seen)],
                   stated=stated, quantity=seen, unit=one.unit, right=other.unit)  # fmt: skip


# --- from one to the other --------------------------------------------------------------------------------

_CHANGE = lazy(
    r"[)）]?(?:\s?[(（][^()（）]{1,16}[)）])?\s?[,，]?\s?(?:(?:逐[渐步]|分别|明显|显著|缓慢)?(?:[下上]?[降升]|[减增缩延变回改转提][一-鿿]?|恢复|好转|下调|上调)(?:至|到|为|成)|变为)(?:了|约|仅|\s){0,3}"
    r"|[)）]?\s(?:(?:up|down|back) )?to\s(?:only |just |about |around )?|[)）]?,?\s(?:and )?(?:then )?(?:fell|rose|dropped|declined|climbed|decreased|increased) to\s(?:only |just |about )?"
)
_FROM = lazy(
    r"(?:[由从自](?:[一-鿿]{0,6}的)?(?:约|\s)?|\bfrom (?:a (?:mean|median|baseline) of |about |around |some )?)$"
)
_AGAINST = lazy(
    r"[)）]?\s?(?:[(（][^()（）]{1,24}[)）])?\s?(?:vs\.?|versus|compared (?:with|to)|against|对比?|比)\s?(?:only |just |about )?"
)


def _changes(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``由51.8 mL/min变为50.2 mmol/L``, "74 s against 112 mg"."""
    for index, (one, two) in enumerate(itertools.pairwise(own)):
        if alike(one.family, two.family):
            continue
        gap = told.words[one.end : two.start]
        change = _CHANGE.fullmatch(gap) is not None and not _DOSED.match(told.words, two.end)
        needy = gap.strip(") ）").startswith("to") or one.family == "time"  # on day 28 it fell to 63
        if change and (two.family == "time" or (needy and not _FROM.search(told.words[: one.start][-40:]))):
            continue
        if change or _AGAINST.fullmatch(gap):
            wrong, right = _odd(own, index, index + 1)
            yield _fault(told, wrong, right)


_DOSED = lazy(
    r"\s?(?:q\d{1,2}h|q[dn]|bid|tid|[每一]日|每\d{1,2}\s?h|every \d|daily|once|twice)"
)  # 谷浓度22.6 mg/L，减为0.75 g q24h


def _odd(own: Sequence[Measure], first: int, second: int) -> tuple[Measure, Measure]:
    """Which of two is of the rarer family in its sentence, and the other; the second, where both are as rare."""
    one, two = own[first], own[second]
    ones, twos = (sum(each.family == it.family for each in own) for it in (one, two))
    return (one, two) if ones < twos else (two, one)


# --- lists ------------------------------------------------------------------------------------------------

_NEXT = lazy(r"\s?(?:、|,|，|和|与|及|/|and|or|,\s?and|，?以?及)\s?")
_SHORT_LIST = 3
_OF_ONE = lazy(r"组|\bgroups?\b|\barms?\b|时|天|周|月|\b(?:days?|weeks?|months?|visits?|times?|doses?|levels)\b")
_TWO_NOUNS = lazy(r"[、和与及,，/]|\band\b|\bor\b")


def _lists(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``依次为41.2 mg/g、33.7 mg/g和26.5 kPa``: three or more of one thing."""
    run: list[Measure] = []
    for measure in (*own, None):
        if run and measure is not None and _NEXT.fullmatch(told.words[run[-1].end : measure.start]):
            run.append(measure)
            continue
        if len(run) >= _SHORT_LIST:
            yield from _in_a_run(told, run)
        run = [measure] if measure is not None else []


def _in_a_run(told: Told, run: list[Measure]) -> Iterator[Observation]:
    for odd in run:
        rest = [each for each in run if each is not odd]
        if len({each.unit for each in rest}) == 1 and not alike(odd.family, rest[0].family):
            before = told.words[max(0, run[0].start - 30) : run[0].start]
            if odd is run[-1] and odd.family == "time" and told.words[odd.start - 1 : odd.start] in {",", "，"}:
                return  # 3 mg/kg与6 mg/kg，4周血红蛋白: the next clause begins with a time
            if not _TWO_NOUNS.search(before) or _OF_ONE.search(before):
                yield _fault(told, odd, rest[0])
            return


# --- arms -------------------------------------------------------------------------------------------------

_OWNER = (
    r"(?:[\s,，;；、)]|(?:而|和|与|则|为|是|约|仅|的|在|组|分别|达|有)|(?:左|右|双|健|患|眼|侧|对照|安慰剂|观察|试验|实验|干预|治疗|常规|联合|单药|模型|空白|阳性|正常|低|中|高|剂量|男性?|女性?|[a-dⅠⅡ甲乙丙])|(?:患者|者|儿童|成人|孕妇)"
    r"|\b(?:in|with|among|for|on|and|but|the|only|just|of|by|a|an|while|versus|at|week|month|year|day|it|was|were|had|that|those|other|others|one|two|second|first|third|last|men|women|boys|girls|adults|children|controls?|placebo|intervention|active|usual|standard|"
    r"treatment|treated|untreated|comparator|group|arm|groups|arms|patients|participants|workers|staff|office|outdoor|indoor|smokers|non-smokers|cases|survivors|drug|care|sham|combination|monotherapy|vehicle|low|high|dose|rural|urban)\b|-){1,14}"
)
_ARM = lazy(_OWNER)
_PREPOSITION = lazy(r"\s(?P<p>in|with|among|for|on) ")


def _arms(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``治疗组12.1 g/L，对照组11.8 mmHg``; "38 nmol/L in the outdoor workers and 29 bpm in office staff"."""
    for index, (one, two) in enumerate(itertools.pairwise(own)):
        gap = told.words[one.end : two.start]
        if _mirrored(told, one, two):
            wrong, right = _odd(own, index, index + 1)
            if one.family != two.family and not ({one.family, two.family} <= _BY_MASS):
                yield _fault(told, wrong, right)
            continue
        if alike(one.family, two.family) or not _ARM.fullmatch(gap):
            continue
        if "time" in {one.family, two.family}:
            continue  # 12 mmHg in the first group at 30 min
        behind = told.words[two.end :]
        first, second = _PREPOSITION.match(gap), _PREPOSITION.match(behind)
        paired = first is not None and second is not None and first["p"] == second["p"]
        before = told.words[max(0, one.start - 16) : one.start]
        labelled = ("组" in gap and "组" in before) or (_SIDE.search(gap) is not None and _SIDE.search(before[-6:]) is not None)  # fmt: skip
        if not (paired or labelled):
            continue
        wrong, right = _odd(own, index, index + 1)
        if {wrong.family, right.family} & _PLAIN_WRONG or sum(each.unit == right.unit for each in own) > 1:
            yield _fault(told, wrong, right)


_SIDE = lazy(r"[左右患健][眼侧]")
_MIRROR = lazy(
    r" (?P<p>in|with|among|for|on|after|under|at) (?:the |a |an )?(?:[a-z-]+ ){0,2}?(?P<x>[a-z-]{3,16})(?:,|;)? (?:and|but|versus|vs\.?|against|compared with)(?: only| just| about)? "
)
_SAME_AGAIN = r" {p} (?:the |a |an )?(?:[a-z-]+ ){{0,2}}?{x}\b"
_BY_MASS = frozenset(
    {"mass", "volume", "activity", "dose by weight", "amount", "density", "concentration", "content", "length", "area"}
)


def _mirrored(told: Told, one: Measure, two: Measure) -> bool:
    """ "4 days after keyhole repair and 7 kg after open repair": both are of a repair."""
    gap = _MIRROR.fullmatch(told.words, one.end, two.start)
    if gap is None:
        return False
    again = _SAME_AGAIN.format(p=gap["p"], x=gap["x"])
    return expressions.match(again, told.words[two.end :]) is not None


_PLAIN_WRONG = frozenset({"pressure", "temperature", "length", "rate", "sound", "radiation", "electric"})

# --- so many times so much --------------------------------------------------------------------------------

_TIMES = lazy(
    r"(?:分|共|计|给予|完成|照射)?\s?(?P<n>\d{1,2})\s?(?:次|个?分次|f(?![a-z])|fractions|doses|sessions|sittings|portions|cycles|infusions|injections)|(?P<w>two|three|four|five|six|eight|ten|twelve|fifteen|twenty)(?: equal| daily| weekly)? (?:fractions|doses|sessions|portions|infusions|injections)|(?P<z>[两二三四五六八十])次"
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10}  # fmt: skip
_TOGETHER = 90  # characters that a dose, its portions and their number take


def _products(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``总量30 cm，分10次，每次3 Gy``: so many times so much make the same number in another unit."""
    numbers = [
        int(match["n"]) if match["n"] else _WORDS[match["w"] or match["z"]] for match in _TIMES.finditer(told.words)
    ]
    if not numbers:
        return
    for whole in own:
        for part in own:
            near = max(whole.end, part.end) - min(whole.start, part.start) <= _TOGETHER
            able = near and part is not whole and whole.family != "time" and part.family in {"radiation", "mass", "activity", "volume"}  # fmt: skip
            able = able and (part.family == "radiation" or _WHOLE.search(told.words[: whole.start]) is not None)
            if able and not alike(whole.family, part.family) and _makes(whole, part, numbers):
                yield _fault(told, whole, part)
                return


_WHOLE = lazy(r"(?:总|共|累计|\btotal|in all|altogether)[^,，。;；]{0,12}$")


def _makes(whole: Measure, part: Measure, numbers: list[int]) -> bool:
    exact = whole.low == whole.high and part.low == part.high
    return exact and any(n > 1 and abs(n * part.low - whole.low) <= 0.011 * whole.low for n in numbers)


# --- what a serving holds ---------------------------------------------------------------------------------

_SERVING = lazy(
    r"每[份袋粒片支包勺杯瓶条日]|每100|营养成分|配料|\b(?:per|each|every|one|serving)\s(?:serving|sachet|capsule|tablet|scoop|bottle|bar|100|size|portion|softgel|gummy|daily dose)\b|\bservings? size|\bper serving"
)
_ITEM_BEFORE = lazy(
    r"(?:^|[,，、;；:：(（]|\bcontains?\b|\bprovides?\b|含有?|提供|和|及|\band\b)\s?(?P<name>[一-鿿]|[^\d,，、;；:：]{2,44})$"
)
_ITEM_ENDS = lazy(r"\s?(?:[,，、;；.。)）]|$|(?:and|和|及)\b)")
_HELD = frozenset({"mass", "energy", "activity", "colonies", "content"})
_STRANGE = frozenset({"pressure", "temperature", "length", "rate", "sound", "clearance", "radiation", "area"})
_NO_INGREDIENT = lazy(
    r"温|水|时|体[重质]|儿童|成人|孩子|体型|患[者儿]|婴|宝宝|新生儿|老人|[男女犬猫鼠]|间|大小|直径|长|高|厚|宽|粒径|保质|有效期|冲|溶|饮|牛奶|克重|净|\b(?:weigh(?:s|ing|t)|child|adult|person|water|milk|juice|time|size|length|wide|tall|shelf|store|keep|for|within|below|under|at|dissolve|mix|with|every|after|before|temperature|diameter|height)\b"
)
_LITRES = lazy(r"lit(?:re|er)s?|升|kilograms?|kg|公斤|千克|tonnes?")


def _servings(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``collagen 10 litres, vitamin C 80 mg``: a list of what a serving holds."""
    if not _SERVING.search(told.words):
        return
    items = [each for each in own if _item(told, each)]
    right = [each for each in items if each.family in _HELD and not _LITRES.fullmatch(each.unit)]
    if len(right) < 2:
        return
    for each in items:
        if each.family in _STRANGE or _LITRES.fullmatch(each.unit):
            yield _fault(told, each, right[0])


def _item(told: Told, one: Measure) -> bool:
    before = _ITEM_BEFORE.search(told.words[max(0, one.start - 48) : one.start])
    named = before is not None and not _NO_INGREDIENT.search(before["name"])
    return named and _ITEM_ENDS.match(told.words, one.end) is not None


# --- more than there is -----------------------------------------------------------------------------------

_BILLIONS = lazy(r"亿|billion")
_POWER = lazy(
    r"[×x*]\s?10\s?\^?\s?(?:[⁵-⁹]|[¹][⁰-⁹]|[5-9]|1\d)\s?(?P<u>mm\s?hg|[km]pa|℃|°\s?[cf]|bpm|次/分钟?|分贝|db)(?![a-z])"
)
_NEVER_SO_MUCH = frozenset({"pressure", "temperature", "rate", "sound", "clearance"})
_EARTHLY = lazy(r"核|聚变|恒星|太阳|宇宙|\b(?:star|fusion|sun|universe|plasma)\b")


def _many(told: Told, own: Sequence[Measure]) -> Iterator[Observation]:
    """``活菌数≥100亿mmHg``: nothing is so hot, so fast or under such a pressure."""
    for one in own:
        counted = _BILLIONS.search(told.words[one.start : one.end])
        if counted is not None and one.family in _NEVER_SO_MUCH and not _EARTHLY.search(told.words):
            stated = told.words[one.start : one.end]
            span = Span(told.span.start + one.start, told.span.start + one.end)
            yield observe("unit", span, f"{stated} → CFU", stated=stated, quantity="a number", unit=one.unit, right="CFU")  # fmt: skip


def _powers(told: Told) -> Iterator[Observation]:
    """``1×10¹⁰ ℃``."""
    for match in _POWER.finditer(told.words):
        if not _EARTHLY.search(told.words):
            span = Span(told.span.start + match.start(), told.span.start + match.end())
            yield observe("unit", span, f"{match[0]} → CFU", stated=match[0], quantity="a number", unit=match["u"], right="CFU")  # fmt: skip


# --- a result and its reference -----------------------------------------------------------------------------
