"""A dose, a pack or a rate against all that a passage tells to make it: ``每次2片，每片25 mg，每日3次，即每日150 mg``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import prod

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.lone.amounts import Amount, amounts, unread
from claimlint.verify.lone.measures import BODY, CONTAINERS, ONE, SURFACE, TIME, Measure
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_MADE = lazy(  # what announces a figure that others make
    r"即|也就是|就是|相当于|合计|累[计积]|总|一?共|折合|换算|应|需|可以?(?:供|用|服|吃|使用|连续|维持)|够|能(?:用|吃|服|打|喝|得到|维持)|(?:[恰正刚][好是]|恰|整整|总共)(?:供|用|服|吃|喝|打|使用)|[用滴输吸吃]完|设[为置]|调[到至]|[量度数速率剂]为|单次|则|因此|所以|[=＝]|每次(?:给|喂)|^(?:口?服用?|给药|静滴|使用)?[，,]?每次(?:给药?|服)?$|摄入|补[充进钙铁锌硒水]|提供|等于|得到|含药|[用剂]量|用药|花[费掉]|计算|抽取|就要|[花药]费"
    r"|\b(?:split|divided) into [a-z\d]{1,6} (?:equal )?doses of|\bthat is\b|\bthat's\b|\bi\.e\.|[,;:(] ?or\b|\bso\b|\bthus\b|\bhence\b|\btherefore\b|\bwhich (?:is|makes|gives|means)\b|\bmak(?:es?|ing)\b|\bgiv(?:es?|ing)\b|\btotal|\bin all\b|\badd(?:s|ing)? up\b"
    r"|\bc(?:o|a)mes? to\b|\bwork(?:s|ed)? out\b|\bamount|\bcorrespond|\bequal|\bequivalent\b|\bmean(?:s|t|ing)\b|\blasts?\b|\benough\b|\bsufficient\b|\bempt|\bfinish|\bthrough in\b|\bruns? out\b|\bused up\b|\bneeds?\b"
    r"|\brequires?\b|\bdraw up\b|\bset\b|\brate (?:of|to)\b|\bconcentration of\b|\bsuppl(?:y|ies|ying)\b|\breceive[sd]?\b|\bstarts? on\b|\bcalculated at\b|\bcumulative\b|\bshould (?:be given|take|have|get)\b|\bdeliver(?:ing|ed)\b|\bcosts?\b|\bcontained\b|\bholds?\b|\b(?:man|woman|child|patient|adult|boy|girl|baby|infant|person|dog|cat) is $|\b(?:daily|weekly) (?:dose|intake|amount)\b|\baltogether\b"
)
_MADE_BEHIND = lazy(
    r"\s?后?(?:可以?|能|就)?[滴输用吃服]完|[^,.;\d]{0,16}?\bif you (?:eat|finish|use|drink|take)\b|[^,.;\d]{0,16}?\b(?:in all|altogether|in total|overall|supply)\b"
)
_CHANGING = lazy(  # not the same all the time, or not for all
    r"比[一-鿿]{1,6}[多少高低]|每(?:百|100)[^。;；]{0,30}、|限时|首[次日天剂周]|起始|初始|随后|之后|以后|后改|改为|再[加服增]|[加增]至|[加减]量|减[半至]|加倍|负荷|前\d|前[半两三]|后[半两三四]|第一|休息|停\d|停药\d|扣除|浪费|损耗|排气|另[加外]|分别|隔[日天]|成人.{0,60}(?:儿童|小儿)|\badults?\b.{0,80}\bchild|\bchild.{0,80}\badults?\b|(?:儿童|小儿).{0,60}成人|交替|凑整|取整|打折|\d折|优惠|"
    r"工作日|周末|双休|周[一二三四五六日天]|星期|礼拜|\b(?:week|work|working )days?\b|\bweekends?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|"
    r"上调|下调|调整|减为|减至|应减|降为|增量|\brais(?:e|ed|ing)\b|\bthen\b|\bfirst\b|\bthereafter|followed by|\bloading|\bloaded|\btaper|\bincreas|\breduc|\bcapped|\bcap\b|\bmaximum|\brespectively|\balternate|\bwast(?:e|ed)\b|\bdiscount|\bdays? off\b|\bround|\binitial(?:ly)? (?:dose|\d)|"
    r"最大|最高|上限|极量|不得超|每人|人均|[他她们两]人|夫妻|夫妇|俩|\bcouples?\b|\bfamily\b|\beach (?:person|of (?:them|us))\b|\bno more than\b|\blimit|\busual|\bsecond\b|\bexcept|\bplus\b|\bextra\b|\bfurther\b|\badditional|\banother\b|\bmissed\b|\bother (?:arm|group)|\bwhereas\b|\bweeks \d|\bmedian|\bmean\b|\baverage|平均(?!分)|[二两三四五]口|全家|一家|重复|再次|追加|补服|\bhalf the\b|\brepeat|\bagain\b|(?<!天)全年|整年|[每一]年(?!按)|\b(?:a|one|the) (?:month|year|fortnight)(?:'s)?\b(?! of \d)"
)
_BAGS = frozenset({"bag", "bottle", "tub", "inhaler"})
_PARTS = 8  # times: a whole is that much more than what is taken of it
_FAR = Decimal(15)  # a value further away is of something else
_DOSED = lazy(
    r"(?<![a-z])(?:[mμµ]?g|ml|u|kcal|iu|mcg|mmol|cfu|cells|m[²2]|(?:milli|micro)?(?:grams?|lit(?:re|er)s?)|units?|tablets?|capsules?|sachets?|puffs?|drops?|doses?|scoops?|servings?|injections?|pens?|tub|bottle|pack|box)(?![a-z])|每[次日天袋盒瓶支片粒包勺]|[$£€]\d|毫[克升]|微克|细胞|活菌|[片粒滴揿袋]|早晚各|\d[支瓶盒枚贴]"
)
_TRIES = 20_000  # combinations of their measures
_MOST = 7  # amounts that are tried
_ROOM, _ROUGH = Decimal("0.03"), Decimal("0.1")
_WEIGHED = Decimal("0.06")  # doses by weight are rounded to what can be given


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that tells at least three amounts."""
    for one in passages(scene):
        if one.figures and _DOSED.search(one.words):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    found = amounts(one.words)
    if len(found) < len("abc"):
        return
    unknown = min(unread(one.words, found), default=len(one.words))
    told: list[Amount] = []
    position = 0
    for index, stated in enumerate(found):
        if stated.start > unknown or stated.limited or len(told) > _MOST or _changing(one.words, stated):
            return
        others = [*told, *_weight_behind(one.words, found[index : index + 3])]
        if prod(2 * len(each.options) + 1 for each in others) > _TRIES:
            return
        options = _measures_of(stated, others)
        able = _makings(others, options, spare=True) + _makings(others, options, spare=True, open_bags=True)
        if _added_up(stated, told) or any(_agrees(stated, option, value, others) for option, value in able):
            position = stated.end if stated.value != 1 else position
            continue  # it tells nothing new
        before = _SENTENCE.split(one.words[position : stated.start])[-1][-60:]
        announced = _MADE.search(_ITS_SIZE.sub("", before)) or _MADE_BEHIND.match(one.words, stated.end)
        sized = _without_sizes(others)
        made = (_makings(sized, options) or _makings(sized, options, open_bags=True)) if announced else []
        made = [(option, value) for option, value in made if 1 / _FAR <= value / option.factor <= _FAR]
        if _BY_WEIGHT.search(stated.text) and _FOR_THIS_ONE.match(one.words, stated.end):
            made = []  # a bolus of 80 units/kg (6,400 units), 80 units/kg = 5,760 units: the dose that is asked for, not one that is made
        if made and not _open(stated, before, others) and not _told_twice(sized):
            yield _fault(one, stated, made, others)
            return
        told.append(stated)
        position = stated.end if stated.value != 1 else position


_ITS_SIZE = lazy(r"\b(?:bag|vial|bottle|ampoule|syringe|pack)s? holds? $")
_BY_WEIGHT, _FOR_THIS_ONE = lazy(r"/\s?(?:kg|公斤|千克)|每(?:kg|公斤|千克)"), lazy(r"\s?[(（=＝]")


def _added_up(stated: Amount, told: list[Amount]) -> bool:
    """``EPA 36.0 g、DHA 24.0 g，二者合计60.0 g``."""
    alike = [one.value for one in told if _UNIT.sub("", one.text) == _UNIT.sub("", stated.text)]
    return any(sum(some) == stated.value for size in (2, 3) for some in combinations(alike, size))


_UNIT = lazy(r"[\d.,\s]")


def _open(stated: Amount, before: str, told: list[Amount]) -> bool:
    """How long something lasts, where another stretch of time is told or a course is."""
    if not all(option.powers[:1] == ((TIME, 1),) or option.powers[-1:] == ((TIME, 1),) for option in stated.options):
        return False
    times = [one for one in told if all(option.powers == ((TIME, 1),) for option in one.options)]
    return bool(times) or _COURSE.search(before) is not None


_COURSE = lazy(r"疗程|周期|建议|推荐|课程|course|cycle|recommend")


def _changing(words: str, stated: Amount) -> bool:
    """Is the dose told to change before it, or in the rest of its clause?"""
    rest = _CLAUSE.match(words, stated.end)
    return _CHANGING.search(words[: rest.end() if rest else stated.end]) is not None


_CLAUSE = lazy(r"[^,，。;；.!?！？]{0,80}")
_SENTENCE = lazy(r"[。;；!?！？]|(?<!\d)\.(?!\d)|\.\s")


def _weight_behind(words: str, pair: list[Amount]) -> list[Amount]:
    """``120 micrograms a day for a patient weighing 75 kg``: what is told of the body in the same clause."""
    body = next((one for one in pair[1:] if one.bases() <= {BODY, SURFACE}), None)
    if body is None:
        return []
    return [] if re.search("[.;。；,，]", words[pair[0].end : body.start]) else [body]


def _without_sizes(told: list[Amount]) -> list[Amount]:
    """``One scoop (30 g) supplies 24 g of protein``: a size in brackets where another amount is of its measure."""
    sizes = [one for one in told if one.bracketed]
    return [
        one for one in told if one not in sizes or not any(_alike(one, other) for other in told if other is not one)
    ]


def _alike(one: Amount, other: Amount) -> bool:
    return bool({option.powers for option in one.options} & {option.powers for option in other.options})


def _measures_of(stated: Amount, told: list[Amount]) -> list[Measure]:
    """What the words may mean: so many days are days of a pack, a dose of a pack is a dose, a bare sum that of a day."""
    options = list(stated.options)
    rates = {base for one in told for option in one.options for base, n in option.powers if n < 0}
    for option in stated.options:
        powers = dict(option.powers)
        kept = tuple((base, n) for base, n in option.powers if not (base in CONTAINERS and n < 0))
        if kept != option.powers:
            options.append(Measure(option.factor, kept))
        if all(n > 0 for n in powers.values()):
            more = sorted(rates & (CONTAINERS | {TIME}) - set(powers))
            options += [Measure(option.factor, tuple(sorted([*option.powers, (base, -1)]))) for base in more]
    return options


_Options = tuple[Measure, ...]


def _makings(
    told: list[Amount], wanted: list[Measure], *, spare: bool = False, open_bags: bool = False
) -> list[tuple[Measure, Decimal]]:
    """Every value that the amounts make in one of the measures: of all that can take part, or of any (``spare``)."""
    if not len("a") < len(told) <= _MOST:
        return []
    aims = {option.powers: option for option in wanted}
    within = {base for powers in aims for base, _ in powers} - (_BAGS if open_bags else set())
    taking = _taking_part(told, within, open_bags=open_bags)
    found: list[tuple[Measure, Decimal]] = []

    def combine(index: int, made: Measure, used: int) -> None:
        if index == len(taking):
            if used > 1 and made.powers in aims:
                found.append((aims[made.powers], made.factor))
            return
        options, needed = taking[index]
        for option in options:
            for power in (1, -1):
                combine(index + 1, made.by(option, power), used + 1)
        if spare or not needed:
            combine(index + 1, made, used)

    combine(0, ONE, 0)
    return found


def _taking_part(told: list[Amount], aims: set[str], *, open_bags: bool) -> list[tuple[_Options, bool]]:
    """The amounts whose every base is told of somewhere else too; a bag that nothing else is told of is none."""
    kept = [(one, one.options) for one in told]
    while True:
        left = []
        for one, options in kept:
            others = aims | {b for other, every in kept if other is not one for o in every for b, _ in o.powers}
            bare = [_without_bag(option, others) for option in options] if open_bags else options
            shared = tuple(option for option in bare if {base for base, _ in option.powers} <= others)
            if shared:
                left.append((one, shared))
        if left == kept:
            return [(options, not (one.frequency or one.bracketed or _aside(one, told))) for one, options in left]
        kept = left


def _aside(one: Amount, told: list[Amount]) -> bool:
    """``5 ml（100 mg）``: the same told in two measures, one of which is enough."""
    return any(other.bracketed and 0 < other.start - one.end <= len(" ( ") for other in told)


def _without_bag(option: Measure, others: set[str]) -> Measure:
    powers = tuple((base, n) for base, n in option.powers if base not in _BAGS or base in others)
    return Measure(option.factor, powers)


def _agrees(stated: Amount, option: Measure, value: Decimal, told: list[Amount]) -> bool:
    """May the stated figure stand for the value? Days are whole, doses are rounded to what can be given."""
    step = option.factor / stated.value * stated.step if stated.value else Decimal(1)
    weighed = any("body" in one.bases() for one in told)
    share = _ROUGH if stated.about or any(one.about for one in told) else _WEIGHED if weighed else _ROOM
    if any(base == TIME and n == 1 for base, n in option.powers):
        return abs(option.factor - value) < max(step, value * share)
    whole = all(base not in {"mass", "volume"} for base, _ in option.powers) and stated.step == 1
    room = step * Decimal("0.99") if whole and value > step else step / 2  # so many tablets are opened
    return abs(option.factor - value) <= max(room, value * share)


def _told_twice(told: list[Amount]) -> bool:
    """Two amounts of one measure: which of them is meant is open."""
    return any(_alike(one, other) and not _whole_and_part(one, other) for one, other in combinations(told, 2))


def _whole_and_part(one: Amount, other: Amount) -> bool:
    """``100 drops`` of a bottle, ``one drop`` each time: neither can be taken for the other."""
    part, whole = sorted((one, other), key=lambda each: each.options[0].factor)
    return len(whole.options) > 1 and whole.options[0].factor >= part.options[0].factor * _PARTS


def _fault(one: Paragraph, stated: Amount, made: list[tuple[Measure, Decimal]], told: list[Amount]) -> Observation:
    option, value = made[0]
    right = plain((value / (option.factor / stated.value)).quantize(Decimal("0.0001")).normalize())
    parts = ", ".join(each.text for each in told)
    return observe("parts-total", one.span(stated.start, stated.end), f"{parts}: {right} ≠ {stated.text}",
                   related=[(one.span(each.start, each.end), each.text) for each in told], stated=stated.text,
                   sum=right, parts=parts, tied="yes")  # fmt: skip
