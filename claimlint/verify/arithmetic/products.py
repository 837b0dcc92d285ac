"""Doses, courses and means: whole numbers that multiply."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, unit_in_last_place, value_of
from claimlint.verify.scenes.scene import Scene, Told, observe
from claimlint.verify.scenes.shapes import shaped

_CHANGED = lazy(
    r"首[日次天].{0,60}?(?:改为|之后|起)|\bloading dose|第[二三2-9][天日周]起(?:改|增|减)"
)  # not the same every day


def check(scene: Scene) -> Iterator[Observation]:
    """Totals of doses and courses, means of whole numbers."""
    for frame in scene.frames:
        for told in frame.sentences:
            if _CHANGED.search(told.words):
                continue
            yield from _repeated(told)
            yield from _whole_course(told)
            yield from _by_days(told)
            yield from _boxes(told)
            yield from _cumulative(told)


def _fault(stated: Figure, factors: list[tuple[Figure | None, Decimal]], product: Decimal) -> Observation:
    line = f"{' × '.join(plain(value) for _, value in factors)} = {plain(product)} ≠ {plain(value_of(stated))}"  # noqa: E501, RUF100
    related = [(figure, figure.raw) for figure, _ in factors if figure is not None]
    return observe("parts-total", stated, line, related=related, stated=plain(value_of(stated)),
                   sum=plain(product), parts=" × ".join(plain(value) for _, value in factors))  # fmt: skip


# --- one portion, how often, altogether -------------------------------------------------------------

_OFTEN = {"once": 1, "twice": 2, "two times": 2, "three times": 3, "thrice": 3, "four times": 4}
_TOTAL = (
    r"(?:共计?|总共|累[计积]|合计|总计|总剂量|总量|日剂量|日总量|总疗程|全程|for a total|totalling|total(?:ing)? (?:daily )?dose|in total|"
    r"a total|altogether)(?:为|是|约|注射|输注|给药|用药|治疗|服用|of|was|:|,|\s|daily|dose){0,4}"
)
_DAY = shaped(
    r"(?:每次|一次|each time)`{0,6}?(?P<d><UX>)`{0,4}[,，、]?\s?(?:每[日天]|一[日天]|日)(?P<k><X>)(?P<gap>~{0,16}?)"
    r"(?:每[日天](?:总?剂?量|总共?|共计?)|一[日天]共|日总?剂?量|合计每[日天]|daily)(?:为|是|约|用量|服用|服|共|计|:|\s){0,3}(?P<s><UX>)"
)
_DAY_FIRST = shaped(
    r"每[日天](?P<k><X>)`{0,4}?[,，、]\s?(?:每次|一次)`{0,6}?(?P<d><UX>)~{0,16}?(?:每[日天](?:总?剂?量|总共?|共计?)|一[日天]共|日总?剂?量|合计每[日天])"
    r"(?:为|是|约|共|计|:|\s){0,3}(?P<s><UX>)"
)
_DAY_EN = shaped(
    r"(?:(?P<c><X>|\btwo|\bthree|\bfour)\s)?(?P<d><UX>)\s(?:\w+\s)?(?:[a-z ]{1,40} )?(?:(?P<w>once|twice)|(?P<k><X>))\s(?:a day|daily|per day|each day)~{0,20}?"
    r"(?:total daily dose|daily total|a total)(?:\s(?:dose|is|was|of|a day|daily)){0,3}\s(?P<s><UX>)"
)
_COURSE = shaped(
    r"(?:每(?:个?周期|个?疗程|次|周|日|天|月))(?:为|用|给药|输注|注射|治疗|持续)?(?P<d><TUX>)`{0,6}?[,，、;]\s?(?:连续|共|治疗|给药|输注|"
    r"注射|疗程|持续|计)`{0,4}?(?P<k><TX>)`{0,8}?[,，、;（(]\s?" + _TOTAL + r"(?P<s><TUX>)"
)
_COURSE_FIRST = shaped(
    r"(?:疗程|连续|持续|共|治疗)(?:为)?(?P<k><T>)`{0,4}?[,，、]\s?(?P<u>每[周日天月])`{0,6}?(?P<d><X>)`{0,6}?[,，、]\s?"
    + _TOTAL
    + r"(?P<s><X>)"
)
_EACH = shaped(
    r"(?P<k><XC>)\s(?:intravenous |monthly |weekly |daily |separate )?(?:[a-z]+ )?(?:of|at)\s(?P<d><UX>)\s?(?:each|apiece|per \w+)?~{0,20}?"
    r"(?:(?P<s><UX>)\s(?:in total|altogether|overall)|(?:for a total|a total|totalling)(?: dose)?(?: of)?\s(?P<z><UX>))"
)


_AS = shaped(
    r"total (?:dose )?of (?P<s><UX>)`{0,20}? (?:given|administered|divided|delivered|split|infused) (?:as|in|into|over) (?P<k><XC>)"
    r"`{0,20}? of (?P<d><UX>)"
)
_BAGS = shaped(
    r"每次(?:[服用口]{0,2})(?P<d><UX>)[,，、]?\s?(?:每[日天]|一[日天]|日)(?P<k><X>)[,，、;]?\s?(?:连[服用]|共)?(?P<t><T>)`{0,2}?(?:<X>|一?个?疗程)[,，、]?\s?"
    r"(?:(?:一个?|每个?|<X>)?疗程|<X>)?(?:总?共需?|需|合计|总量)(?:为|约|要|服用)?(?P<s><UX>)"
)


_WEEK = shaped(
    r"(?:每[日天](?P<k><X>)[、，,]\s?每次`{0,4}?(?P<d><UX>)|每次`{0,4}?(?P<e><UX>)[、，,]\s?每[日天](?P<l><X>))[，,;、]\s?"
    r"(?:一周|每周)(?:的)?(?:总?用量|总量|共需?|合计)(?:为|约|是)?(?P<s><UX>)"
)
_IN_ALL = shaped(
    r"(?:\b(?:one|a) [a-z]{4,12} |(?P<d><X>) )(?P<k><X>) (?:a|each|per) day for (?P<t><T>)[,;] (?P<s><X>) (?:in all|in total|altogether)"
)


_BOX = shaped(
    r"每[支袋片粒瓶盒包枚](?:含|装|为)?`{0,4}?(?P<d><U>)[,，;]\s?(?:一|每)?[盒瓶袋包板箱](?:共|装|有)?(?P<k><X>)[,，;]\s?(?:共计?|合计|总共|总量)(?:含|为)?`{0,3}?(?P<s><U>)"
    r"|each [a-z]{3,10} (?:contains|holds|has) (?P<e><U>)[,;] (?:a|each) (?:box|pack|bottle) of (?P<l><NX>) (?:contains|holds|has) (?P<z><U>)"
)


_CUMULATIVE = shaped(
    r"(?P<d><U>)`{0,60}? (?:(?P<w>once|twice|thrice)|(?P<k><X>)) (?:a day|daily|each day|per day) for (?P<t><T>)[,;:]? (?:(?:or|for|giving|making) )?(?:an? )?(?:cumulative|total|overall)(?: dose)?(?: of)? (?P<s><U>)"
    r"|每次`{0,8}?(?P<e><U>)[、，,]\s?(?:每[日天]|一[日天])(?P<l><X>)[、，,]\s?(?:连续?(?:服用?|用药?)?|共(?:用|服)?|疗程)?(?P<u><T>)[^。;；\ue000-\ue00c]{0,12}?(?:累[计积]|总量|总剂量|共计?|合计)[^。;；\ue000-\ue00c]{0,6}?(?P<z><U>)"
)


def _cumulative(told: Told) -> Iterator[Observation]:
    """``75 mg twice daily for 14 days, a cumulative 2,100 mg``."""
    for match in _CUMULATIVE.finditer(told.shape):
        names = "dts" if match["d"] else "euz"
        portion, days, stated = (told.group(match, name) for name in names)
        often = told.group(match, "k" if match["k"] else "l") if match["k"] or match["l"] else None
        times = value_of(often) if often is not None else Decimal(_OFTEN[match["w"]])
        if _same(portion, stated) and days.unit in _DAYS_OF and exact(days):
            yield from _product(stated, [portion, days], times * _DAYS_OF[days.unit], portion)


_DAYS_OF = {"day": 1, "week": 7}


def _boxes(told: Told) -> Iterator[Observation]:
    """``每支10 mL，一盒3支，共30 mL``."""
    for match in _BOX.finditer(told.shape):
        portion, number, stated = (told.group(match, name) for name in ("dks" if match["d"] else "elz"))
        yield from _product(stated, [portion, number], Decimal(1), portion)


def _by_days(told: Told) -> Iterator[Observation]:
    """``每日2次、每次5毫升，一周用量为70毫升``; ``one capsule three times a day for 14 days, 42 capsules in all``."""
    for match in _WEEK.finditer(told.shape):
        portion, often = (told.group(match, name) for name in ("dk" if match["k"] else "el"))
        yield from _product(told.group(match, "s"), [portion, often], Decimal(7), portion)
    for match in _IN_ALL.finditer(told.shape):
        often, days, stated = (told.group(match, name) for name in "kts")
        portions = [told.group(match, "d")] if match["d"] else []
        if days.unit == "day" and often.unit == "times" and stated.unit in {"piece", "item"}:
            yield from _product(stated, [*portions, often, days], Decimal(1), stated)


def _product(stated: Figure, factors: list[Figure], more: Decimal, like: Figure) -> Iterator[Observation]:
    if not _same(stated, like) or not all(exact(factor) for factor in factors):
        return
    terms: list[tuple[Figure | None, Decimal]] = [(factor, value_of(factor)) for factor in factors]
    terms += [(None, more)] if more != 1 else []
    product = prod((value for _, value in terms), start=Decimal(1))
    if product != value_of(stated):
        yield _fault(stated, terms, product)


def _whole_course(told: Told) -> Iterator[Observation]:
    """``每次1袋，一日2次，14天为一疗程，一疗程共需28袋``."""
    for match in _BAGS.finditer(told.shape):
        portion, often, days, stated = (told.group(match, name) for name in "dkts")
        if _same(portion, stated) and exact(often) and exact(days) and days.unit == "day" and often.unit == "times":
            factors = [(figure, value_of(figure)) for figure in (portion, often, days)]
            product = prod((value for _, value in factors), start=Decimal(1))
            if product != value_of(stated):
                yield _fault(stated, list(factors), product)


def _repeated(told: Told) -> Iterator[Observation]:
    """A portion by how often it is given, where a total is told."""
    if told.has(r"最大|不超过|上限|最多|maximum|\bmax\b"):
        return
    for pattern in (_DAY, _DAY_FIRST, _DAY_EN, _COURSE, _COURSE_FIRST, _EACH, _AS):
        for match in pattern.finditer(told.shape):
            groups = pattern.groupindex
            portion = told.group(match, "d")
            stated = told.group(match, "s" if match["s"] else "z")
            often = told.group(match, "k") if "k" in groups and match["k"] else None
            times = value_of(often) if often is not None else Decimal(_OFTEN[match["w"]])
            if not _same(portion, stated) or (
                often is not None
                and not _times(often, match["u"] if "u" in groups else "" if pattern is _DAY_FIRST else match[0])
            ):
                continue
            factors = [(portion, value_of(portion)), (often, times)]
            if "c" in groups and match["c"]:  # two 250 mg capsules
                factors.insert(0, (told.group(match, "c"), value_of(told.group(match, "c"))))
            product = prod((value for _, value in factors), start=Decimal(1))
            if abs(product - value_of(stated)) > unit_in_last_place(stated) / 2:
                yield _fault(stated, factors, product)


def _same(one: Figure, two: Figure) -> bool:
    return one.unit == two.unit and exact(one) and exact(two)


_PERIODS = {"week": "每周", "day": "每日|每天", "month": "每月"}


def _times(figure: Figure, words: str) -> bool:
    """Is it a number of times, or a time in the period that the portion is told for?"""
    if not exact(figure):
        return False
    if figure.unit in TIME_UNITS:
        return figure.unit in _PERIODS and expressions.match(_PERIODS[figure.unit], words) is not None
    return figure.unit in {"times", "course", "count"} and expressions.match("每[周日天月](?!期)", words) is None
